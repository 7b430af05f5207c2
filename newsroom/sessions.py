"""Sessions are the desk's own: a citizens' page neither prolongs one nor sets its cookie."""

from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse

from newsroom.desk import is_desk


class DeskSessionMiddleware(SessionMiddleware):
    """Saves sessions on the desk's pages alone, so that a public page is the same for everybody."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        return super().process_response(request, response) if is_desk(request) else response
