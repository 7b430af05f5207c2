"""What the search box suggests while somebody types."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from articles.rate import SUGGESTIONS, limited, no_page
from articles.search.suggestions import suggest


@require_safe
@limited(SUGGESTIONS, no_page)
def suggestions(request: HttpRequest) -> JsonResponse:
    """Suggestions for `?q=`, best first: a list of objects with `kind`, `text` and `url`."""
    found = [one._asdict() for one in suggest(request.GET.get("q", ""))]
    return JsonResponse(
        found,
        safe=False,  # A list, not an object.
        json_dumps_params={"ensure_ascii": False},
        headers={"X-Robots-Tag": "noindex"},
    )
