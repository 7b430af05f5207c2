"""Finished pages in 繁體, for those who read it: the same words, in the other characters."""

import re
from functools import cache

from opencc import OpenCC

# Characters by phrase (皇后 and 後來, 頭髮 and 發展), in the forms that are mostly printed (裡, 群, 麵).
# `s2twp` would put other words in the writer's mouth (軟體 for 软件), plain `s2t` takes rare forms (裏, 羣).
CONFIGURATION = "s2tw"

_IN_TAG = r"""(?:[^<>"']|"[^"]*"|'[^']*')*"""
# What is not prose stays, and so does what the page marks as the reader's own or as no translator's business.
# Such an element holds none of its own name.
_PARTS = re.compile(
    rf"""(?P<text>(?:[^<]+|</?mark>)+)
    |(?P<data><script\ type="application/ld\+json">.*?</script>)
    |(?P<kept><!--.*?-->|<(?P<raw>script|style|textarea|code|pre|kbd|samp)\b{_IN_TAG}>.*?</(?P=raw)\s*>)
    |(?P<tag><(?P<own>\w+)\b(?=[^<>]*\stranslate="no"){_IN_TAG}>)(?P<as_is>.*?</(?P=own)\s*>)
    |(?P<plain><{_IN_TAG}>)""",
    re.DOTALL | re.VERBOSE,
)
_READ_ALOUD = re.compile(
    r"""(\s(?:alt|title|aria-label|placeholder|label|content|data-copy)=)("[^"]*"|'[^']*')"""
)
_MARK = re.compile("(</?mark>)")
_ADDRESS = re.compile(r"""["'](?:https?:/)?/""")


def words(text: str) -> str:
    """Return simplified Chinese `text` in traditional characters; what is neither stays."""
    return text if text.isascii() else _converter().convert(text)


def page(html: str) -> str:
    """Return a page with its prose, and the attributes that people read, in traditional characters.

    Addresses, values of forms, code and elements with `translate="no"` stay as they are.
    """
    return _PARTS.sub(_part, html)


@cache
def _converter() -> OpenCC:
    """One a process: loading its dictionaries takes a fifth of a second."""
    return OpenCC(CONFIGURATION)


def _part(match: re.Match[str]) -> str:
    tag = match["tag"] or match["plain"]
    if tag:
        return (tag if tag.isascii() else _READ_ALOUD.sub(_attribute, tag)) + (match["as_is"] or "")
    return match["kept"] or _prose(match[0])


def _prose(text: str) -> str:
    """Text, with what was looked for marked in it: converted as one, for a mark may stand inside a phrase."""
    pieces = _MARK.split(text)  # Text and marks by turns.
    converted = words("".join(pieces[::2]))
    if len(pieces) == 1 or len(converted) != sum(map(len, pieces[::2])):
        return "".join(map(words, pieces)) if len(pieces) > 1 else converted
    at = 0
    for number in range(0, len(pieces), 2):
        end = at + len(pieces[number])
        pieces[number], at = converted[at:end], end
    return "".join(pieces)


def _attribute(match: re.Match[str]) -> str:
    return match[0] if _ADDRESS.match(match[2]) else match[1] + words(match[2])
