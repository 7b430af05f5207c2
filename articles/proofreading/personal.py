"""Personal data that no page should carry: identity, mobile and bank card numbers (norms §3: block).

Service hotlines (12345), landlines and amounts are none. A number inside a longer run of digits or letters is
none either: document and licence numbers are full of them.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from .chars import half_width
from .findings import Hit

_START, _END = r"(?<![0-9A-Za-z])(?<!\d[.,-])", r"(?![0-9A-Za-z]|[.,-]\d)"
_IDENTITY = re.compile(rf"{_START}[1-9]\d{{5}}([ -]?)\d{{8}}\1\d{{3}}[\dXx]{_END}")
_COUNTED = r"(?!\s?[多余]?[万亿]?(?:元|美元|吨|千瓦|人|个|次|户|米|平方|公里|斤|件|吨))"
_MOBILE = re.compile(
    rf"(?:{_START}|(?<=[Tt][Ee][Ll]))(?:\+86[ -]?|86[ -])?1[3-9]\d([ -]?)\d{{4}}\1\d{{4}}{_END}{_COUNTED}"
)
_CARD = re.compile(
    rf"{_START}(?:[3-69]\d{{15,18}}|[3-69]\d{{3}}([ -])\d{{4}}\1\d{{4}}\1\d{{4}}(?:\1\d{{1,3}})?){_END}"
)
_SEPARATORS = str.maketrans("", "", " -+")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_CHARACTERS = "10X98765432"


def find(text: str, printable: frozenset[str] = frozenset()) -> Iterator[Hit]:
    """All hits of this family, not in order. `printable` are the digits of numbers that may be printed."""
    plain = half_width(text)
    for code, pattern, is_one, name in (
        ("identity-number", _IDENTITY, _is_identity, "居民身份证号码"),
        ("mobile-number", _MOBILE, bool, "手机号码"),
        ("bank-card", _CARD, _is_card, "银行卡号"),
    ):
        for match in pattern.finditer(plain):
            digits = match[0].translate(_SEPARATORS)
            if is_one(digits) and digits not in printable and digits.removeprefix("86") not in printable:
                yield Hit(code, *match.span(), f"像是{name}，请删去或隐去中间数字")


def _is_identity(number: str) -> bool:
    """GB 11643: a birthday that exists, and the check character over the first seventeen digits."""
    try:
        born = datetime.date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return born.year >= 1880 and number[17].upper() == _CHECK_CHARACTERS[total % 11]


def _is_card(number: str) -> bool:
    """The Luhn sum (ISO/IEC 7812) of a number that is not one digit over and over."""
    doubled = [int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(number))]
    return len(set(number)) > 1 and sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0
