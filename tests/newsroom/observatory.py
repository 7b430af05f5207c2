"""The scoring table of MDN's HTTP Observatory, as far as one tells without a certificate, and how it is read.

Source: https://developer.mozilla.org/en-US/observatory/docs/tests_and_scoring. Not scored: whether browsers
have the site in their lists of HSTS (a bonus), certificates, and what is read from elsewhere on the host.
"""

import re
from collections.abc import Iterator, Mapping
from http.cookies import SimpleCookie

BASELINE = 100
BONUS_FROM = 90  # A site with fewer points than this gets no bonus.
A_PLUS = 100

MODIFIERS = {
    "cookies-secure-with-httponly-sessions-and-samesite": 5,
    "cookies-not-found": 0,
    "cookies-secure-with-httponly-sessions": 0,
    "cookies-samesite-flag-invalid": -20,
    "cookies-without-secure-flag": -20,
    "cookies-session-without-httponly-flag": -30,
    "cors-not-implemented": 0,
    "cors-implemented-with-restricted-access": 0,
    "cors-implemented-with-universal-access": -50,
    "csp-implemented-with-no-unsafe-default-src-none": 10,
    "csp-implemented-with-no-unsafe": 5,
    "csp-implemented-with-unsafe-inline-in-style-src-only": 0,
    "csp-implemented-with-unsafe-eval": -10,
    "csp-implemented-with-insecure-scheme": -20,
    "csp-implemented-with-unsafe-inline": -20,
    "csp-not-implemented": -25,
    "hsts-implemented-max-age-at-least-six-months": 0,
    "hsts-implemented-max-age-less-than-six-months": -10,
    "hsts-not-implemented": -20,
    "redirection-to-https": 0,
    "redirection-off-host-from-http": -5,
    "redirection-missing": -20,
    "redirection-not-to-https": -20,
    "referrer-policy-private": 5,
    "referrer-policy-not-implemented": 0,
    "referrer-policy-unsafe": -5,
    "sri-not-implemented-response-not-html": 0,
    "sri-not-implemented-but-no-scripts-loaded": 0,
    "sri-not-implemented-but-all-scripts-loaded-from-secure-origin": 0,
    "sri-not-implemented-but-external-scripts-loaded-securely": -5,
    "sri-not-implemented-and-external-scripts-not-loaded-securely": -50,
    "x-content-type-options-nosniff": 0,
    "x-content-type-options-not-implemented": -5,
    "x-frame-options-implemented-via-csp": 5,
    "x-frame-options-sameorigin-or-deny": 0,
    "x-frame-options-not-implemented": -20,
    "corp-implemented-with-same-origin": 0,
    "corp-implemented-with-cross-origin": -20,
    "corp-not-implemented": 0,
}
SIX_MONTHS = 15768000  # Seconds.
PRIVATE = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}
_SCRIPT = re.compile(r'<script[^>]+src="?([^">]+)', re.IGNORECASE)


def points(results: list[str]) -> int:
    """Return the score: 100 less what is wrong, and the bonuses where that leaves 90 or more."""
    found = [MODIFIERS[result] for result in results]
    score = BASELINE + sum(modifier for modifier in found if modifier < 0)
    return (
        score + sum(modifier for modifier in found if modifier > 0) if score >= BONUS_FROM else max(score, 0)
    )


def judged(
    headers: Mapping[str, str], cookies: SimpleCookie, body: str, moved_to: str, host: str
) -> list[str]:
    """Return the results of all tests for one answer; `moved_to` is where plain HTTP sends its visitors."""
    policy = dict(_directives(headers.get("Content-Security-Policy", "")))
    return [
        _cookies(cookies),
        _cors(headers.get("Access-Control-Allow-Origin", "")),
        _policy(policy),
        _hsts(headers.get("Strict-Transport-Security", "")),
        _redirection(moved_to, host),
        _referrer(headers.get("Referrer-Policy", "")),
        _scripts(headers.get("Content-Type", ""), body),
        "x-content-type-options-" + _either(headers, "X-Content-Type-Options", {"nosniff"}, "nosniff"),
        _frames(headers, policy),
        _resources(headers.get("Cross-Origin-Resource-Policy", "")),
    ]


def _either(headers: Mapping[str, str], name: str, good: set[str], said: str) -> str:
    return said if headers.get(name, "").lower() in good else "not-implemented"


def _directives(policy: str) -> Iterator[tuple[str, set[str]]]:
    for directive in filter(None, map(str.strip, policy.split(";"))):
        name, *sources = directive.split()
        yield name, set(sources)


def _cookies(cookies: SimpleCookie) -> str:
    morsels = list(cookies.values())
    if not morsels:
        return "cookies-not-found"
    if not all(morsel["secure"] for morsel in morsels):
        return "cookies-without-secure-flag"
    if not all(morsel["httponly"] for name, morsel in cookies.items() if "sess" in name or "csrf" in name):
        return "cookies-session-without-httponly-flag"
    if all(morsel["samesite"] in ("Lax", "Strict") for morsel in morsels):
        return "cookies-secure-with-httponly-sessions-and-samesite"
    is_blank = not any(morsel["samesite"] for morsel in morsels)
    return "cookies-secure-with-httponly-sessions" if is_blank else "cookies-samesite-flag-invalid"


def _cors(allowed: str) -> str:
    if not allowed:
        return "cors-not-implemented"
    return f"cors-implemented-with-{'universal' if allowed == '*' else 'restricted'}-access"


def _policy(policy: dict[str, set[str]]) -> str:
    if not policy:
        return "csp-not-implemented"
    default = policy.get("default-src", {"*"})
    scripts, objects = policy.get("script-src", default), policy.get("object-src", default)
    styles = policy.get("style-src", default)
    said = "csp-implemented-with-"
    if (scripts | objects) & {"'unsafe-inline'", "data:", "https:", "*"}:
        return said + "unsafe-inline"
    if any(source.startswith("http:") for sources in policy.values() for source in sources):
        return said + "insecure-scheme"
    if any("'unsafe-eval'" in sources for sources in policy.values()):
        return said + "unsafe-eval"
    if styles & {"'unsafe-inline'", "data:", "https:", "*"}:
        return said + "unsafe-inline-in-style-src-only"
    return said + ("no-unsafe-default-src-none" if default == {"'none'"} else "no-unsafe")


def _hsts(said: str) -> str:
    age = re.search(r"max-age=(\d+)", said)
    if not age:
        return "hsts-not-implemented"
    return f"hsts-implemented-max-age-{'at-least' if int(age[1]) >= SIX_MONTHS else 'less-than'}-six-months"


def _redirection(moved_to: str, host: str) -> str:
    if not moved_to:
        return "redirection-missing"
    if not moved_to.startswith("https://"):
        return "redirection-not-to-https"
    return (
        "redirection-to-https"
        if moved_to.startswith(f"https://{host}/")
        else "redirection-off-host-from-http"
    )


def _referrer(said: str) -> str:
    if not said:
        return "referrer-policy-not-implemented"
    return f"referrer-policy-{'private' if said in PRIVATE else 'unsafe'}"


def _scripts(kind: str, body: str) -> str:
    said, sources = "sri-not-implemented-", _SCRIPT.findall(body)
    if "html" not in kind:
        return said + "response-not-html"
    if not sources:
        return said + "but-no-scripts-loaded"
    foreign = [source for source in sources if re.match(r"\w+:|//", source)]
    if not foreign:
        return said + "but-all-scripts-loaded-from-secure-origin"
    is_secure = all(source.startswith("https:") for source in foreign)
    return said + (
        "but-external-scripts-loaded-securely" if is_secure else "and-external-scripts-not-loaded-securely"
    )


def _frames(headers: Mapping[str, str], policy: dict[str, set[str]]) -> str:
    if policy.get("frame-ancestors", {"*"}) <= {"'none'", "'self'"}:
        return "x-frame-options-implemented-via-csp"
    said = "sameorigin-or-deny"
    return "x-frame-options-" + _either(headers, "X-Frame-Options", {"sameorigin", "deny"}, said)


def _resources(said: str) -> str:
    return f"corp-implemented-with-{said}" if said else "corp-not-implemented"
