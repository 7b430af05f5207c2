"""What a check says, and every check there is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Severity(StrEnum):
    """What a finding does to an article: keeps it from being published, is shown, or is not looked for."""

    BLOCK = "block"
    WARN = "warn"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Code:
    """One check, as a settings page names it, and what it does where nobody has chosen otherwise."""

    slug: str
    label: str
    default: Severity = Severity.WARN


@dataclass(frozen=True, slots=True)
class Finding:
    """A place that somebody should look at: `text[start:end]`, in characters of the text checked.

    `message` is for an editor. `suggestion` would replace the place, and is empty where there is none;
    nothing is ever replaced by itself. Findings are hints, not a rate of errors (norms §3: never 差错率).
    `has_more` says that more of its code stand behind it, which are left out.
    """

    code: str
    start: int
    end: int
    message: str
    suggestion: str
    severity: Severity
    has_more: bool = False


class Hit(NamedTuple):
    """A finding before the rules have said how grave it is."""

    code: str
    start: int
    end: int
    message: str
    suggestion: str = ""


# Of two findings on one place, the code that stands first here is kept.
CODES: tuple[Code, ...] = (
    Code("identity-number", "居民身份证号码", Severity.BLOCK),
    Code("mobile-number", "手机号码", Severity.BLOCK),
    Code("bank-card", "银行卡号", Severity.BLOCK),
    Code("forbidden-word", "禁用词", Severity.BLOCK),
    Code("wrong-word", "易错词"),
    Code("name-office", "人名与职务"),
    Code("unpaired-mark", "引号、书名号、括号不成对"),
    Code("nested-marks", "引号、书名号嵌套或交错"),
    Code("mixed-brackets", "括号全角、半角混用"),
    Code("doubled-mark", "标点重复"),
    Code("dots", "省略号写法"),
    Code("half-width-mark", "汉字之间的半角标点"),
    Code("pause-mark", "书名号、引号之间的顿号"),
    Code("full-width-character", "全角数字、字母"),
    Code("odd-latin", "汉字之间的 and、of"),
    Code("doubled-character", "重复的字词"),
    Code("vague-number", "约数用词重复或矛盾"),
    Code("impossible-date", "不存在的日期"),
    Code("wrong-weekday", "日期与星期不符"),
)
