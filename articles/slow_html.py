"""HTML that its own parser reads slowly: told from other HTML, and made easy for it."""

import html
import re
from html.entities import html5

# More than any article has. What the rules of HTML ask takes the square of elements within each other, and of
# the attributes of one, so there is an end to both.
MOST_TAGS = LONGEST_TAG = 10_000
_OPENING_TAG = re.compile("<[A-Za-z]")
_TAG_BEGINS = re.compile("</?[A-Za-z]")
# A tag as the tokenizer of HTML reads it, up to its `>`: one in quotation marks after `=` belongs to a value.
_TAG_HELD = re.compile(
    r"""</?[A-Za-z][^\t\n\f\r />]*+(?:[\t\n\f\r /]++|[^\t\n\f\r />][^\t\n\f\r />=]*+(?:[\t\n\f\r ]*+="""
    r"""[\t\n\f\r ]*+(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z)|[^\t\n\f\r >"'][^\t\n\f\r >]*+)?+)?+)*+"""
)
# Many references to characters take the parser the square of their number. So it is given the characters
# themselves: all but those that it would take for markup, and a stand-in for `&`, one that is no character.
_BARE = re.compile(r"&(?:amp;|(?![#\w]))")
_REFERENCE = re.compile(  # Not `&copy=`: of an address.
    r"&(?!(?:lt|gt|quot);)(?:(#\d+;|#[xX][\da-fA-F]+;)|(\w+;|\w++(?!=)))?"
)
_AMPERSAND = "\ufdd0"
_MARKUP_SIGNS = "<>\"'\t\n\f\r"


def is_tangled(source: str) -> bool:
    """Whether what is typed is HTML that no article has: see `MOST_TAGS`. It would be taken for text."""
    return len(_OPENING_TAG.findall(source)) > MOST_TAGS or _has_long_tag(source)


def eased(markup: str) -> str:
    """Return what means the same and is read as fast as it is long; `is_tangled` markup as the text it is.

    What the parser makes of it has stand-ins in it: see `restored`.
    """
    return _with_characters(html.escape(markup, quote=False) if is_tangled(markup) else markup)


def restored(parsed: str) -> str:
    """Return what the parser has made of `eased` markup without the stand-ins."""
    return parsed.replace(_AMPERSAND, "&amp;")


def _has_long_tag(source: str) -> bool:
    """Whether a tag goes on for `LONGEST_TAG` characters, wherever the tokenizer may begin one."""
    for begins in _TAG_BEGINS.finditer(source):
        end = begins.start() + LONGEST_TAG
        held = _TAG_HELD.match(source, begins.start(), end)
        if held and held.end() == end:
            return True
    return False


def _with_characters(markup: str) -> str:
    """`markup` with characters in place of references to them; what is no reference means itself."""
    return _REFERENCE.sub(_character, _BARE.sub(_AMPERSAND, markup.replace(_AMPERSAND, "")))


def _character(match: re.Match[str]) -> str:
    number, name = match.groups()
    if not (number or (name and (name in html5 or f"{name};" in html5))):
        return f"{_AMPERSAND}{match[0][1:]}"
    character = html.unescape(match[0])
    return match[0] if character in _MARKUP_SIGNS else character.replace("&", _AMPERSAND)
