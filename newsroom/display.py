"""How a reader wants pages shown: 长者模式 and 繁體 (norms: 适老化), kept in two cookies.

These are the only cookies of the citizens' site, and `/display/` alone sets them. So a public page depends
on its address and on `Display`, and a cache in front of it is right if it keeps one for each of the four.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseRedirectBase
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.encoding import escape_uri_path
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from articles.same_origin import is_same_origin
from newsroom import traditional
from newsroom.desk import is_desk

HANS, HANT = "hans", "hant"
ELDER = "elder"
# The cookies, and the one value of each that is not the standard display.
COOKIES = {"display": ELDER, "script": HANT}
A_YEAR = 365 * 24 * 60 * 60  # seconds
LONGEST_ADDRESS = 2000  # characters
# What is put into 繁體, and how: pages, and words that a script adds to them; addresses in these are ASCII.
TRANSLATED = {"text/html": traditional.page, "application/json": traditional.words}


@dataclass(frozen=True, slots=True)
class Display:
    """What was chosen: the standard display unless told otherwise."""

    is_elder: bool = False
    is_hant: bool = False

    @property
    def lang(self) -> str:
        """The language tag of pages shown so."""
        return "zh-Hant" if self.is_hant else "zh-Hans"


def of(request: HttpRequest) -> Display:
    """Return what the cookies say, `?script=` before them; the desk knows one display alone."""
    if is_desk(request):
        return Display()
    script = request.GET.get("script")
    if script not in (HANS, HANT):
        script = request.COOKIES.get("script")
    return Display(is_elder=request.COOKIES.get("display") == ELDER, is_hant=script == HANT)


def plain_address(request: HttpRequest) -> str:
    """Return path and query of the current page without `script`, to come back to from a choice of it."""
    query = request.GET.copy()
    query.pop("script", None)
    return escape_uri_path(request.path) + ("?" + query.urlencode() if query else "")


def chosen(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `display`, and `here`, the address that the form of display leads back to."""
    return {"display": of(request), "here": plain_address(request)}


class DisplayMiddleware:
    """Turns finished public pages into 繁體 where that is chosen, and tells caches what they depend on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        kind = response.headers.get("Content-Type", "").partition(";")[0]
        if kind in TRANSLATED and not response.streaming and not is_desk(request):
            patch_vary_headers(response, ["Cookie"])
            if of(request).is_hant:
                _to_hant(response, TRANSLATED[kind])
        return response


def _to_hant(response: HttpResponse, translated: Callable[[str], str]) -> None:
    response.content = translated(response.content.decode()).encode()
    if "Content-Length" in response.headers:
        response.headers["Content-Length"] = str(len(response.content))


class SeeOther(HttpResponseRedirectBase):
    """Back to a page, to be fetched with GET."""

    status_code = 303


@csrf_exempt  # A token would need a cookie for everybody; `is_same_origin` stands in for it.
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest) -> HttpResponse:
    """Show the choices; or keep those that were sent, for a year, and lead back to where the reader was."""
    if request.method != "POST":
        return render(request, "display.html")
    if not is_same_origin(request):
        raise PermissionDenied("显示方式只能在本站的页面上更改。请打开本站的“显示设置”页再选。")
    response = SeeOther(_way_back(request.POST.get("next", "")))
    response.headers["Cache-Control"] = "no-store"
    for name in COOKIES.keys() & request.POST.keys():
        _keep(response, name, request.POST[name])
    return response


def _keep(response: HttpResponse, name: str, value: object) -> None:
    if value == COOKIES[name]:
        secure = settings.HTTPS_ONLY
        response.set_cookie(name, COOKIES[name], max_age=A_YEAR, secure=secure, httponly=True, samesite="Lax")
    else:
        response.delete_cookie(name, samesite="Lax")


def _way_back(address: str) -> str:
    is_ours = address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    return address if is_ours and len(address) <= LONGEST_ADDRESS else "/display/"
