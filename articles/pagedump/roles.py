"""The role words of bylines and picture credits, before and behind their names."""

from __future__ import annotations

import re

from .chars import HAN

REPORT_ROLES = frozenset({"摄影报道", "图片报道"})
PHOTO_ROLES = REPORT_ROLES | {
    *("摄", "摄影", "拍摄", "航拍", "视频", "供图", "图", "配图", "题图", "资料图片", "发"),
    *("制图", "绘图", "绘画", "绘", "画", "作", "漫画", "插图", "插画"),
}
STAFF_ROLES = frozenset({"责任编辑", "责编", "编辑", "校对"})
_PEOPLE = ("记者", "通讯员", "实习生", "作者", "评论员", "撰稿", "撰稿人")

_PERSON = (
    "特约通讯员|特邀通讯员|特约记者|特派记者|见习记者|实习记者|(?:融媒体?|全媒体?|新媒体)(?:记者|通讯员)|首席记者"
    "|摄影记者|文字记者|特约评论员|特约撰稿人|特约撰稿|评论员|通讯员|实习生|记者|作者|撰稿人|责任编辑|责编|编辑(?!部)|校对"
)
_BOTH = r"文并[摄图]|文字?(?:\s?[/／、·&]\s?)?[图摄](?:片|影(?!报))?|图片?(?:\s?[/／、·&]\s?)?文字?"
_WRITTEN = "撰文|文字|采写|采访|执笔|撰稿|供稿|口述|讲述|整理|翻译|编译"
_PICTURED = "摄影(?![/／]报道)|拍摄|航拍|视频|漫画|插图|插画|题图|配图|制图|绘图|绘画|供图"
_MODE = rf"{_BOTH}|{_WRITTEN}|{_PICTURED}|文(?!\s?[/／、·&]\s?[图摄])|图片?(?!\s?[/／、·&]\s?文)|摄"
_OWN_PAPER = rf"(?:本报|本刊|本站|本台|本网|我报|本社)(?:驻[{HAN}]{{1,6}}?)?\s?"
_OTHER_PAPER = rf"(?<![{HAN}])[{HAN}]{{1,10}}?(?:报|社|台|网|中心|客户端|融媒体?|视|报·)\s?"

# A word before its names: a person's (记者 A), a mode's with its mark (图/A), a mode's with a space (摄影 A).
ROLE = re.compile(
    rf"(?:{_OWN_PAPER}|{_OTHER_PAPER})?(?P<person>{_PERSON})[ \u3000]?[：:]?"
    rf"|(?<![{HAN}/／])(?P<mode>{_MODE})\s?[/／：:|｜丨]\s*"
    rf"|(?<![{HAN}/／])(?P<spaced>{_BOTH}|{_WRITTEN}|{_PICTURED})[ \u3000]+(?=[{HAN}])"
)
# A word behind its names (A 摄). The short ones need a space: set solid they may end a name.
SUFFIX = re.compile(
    r"[ \u3000]*(?P<role>摄影[/／]?报道|图片报道|文并摄|文[/／][图摄]|图[/／]文|供图|制图|绘图|漫画|插图|配图"
    r"|供稿|摄影|整理|编译|报道|摄"
    rf"|(?<=[ \u3000])(?:{_BOTH}|采写|撰文|撰稿|执笔|口述|讲述|拍摄|航拍|提供|[文图绘画作])"
    r"|[/／][ \u3000]*(?:文[/／、]?[图摄]?|图[/／、]?文?|摄影?|供图))(?=[\s、，,；;）)]|$)"
)
# What stands in every credit that has no mark before it, so that other text is passed over quickly:
# for that, every alternative opens with a letter of its own. A new role word belongs here too.
HINT = re.compile(
    "记者|通讯员|实习生|作者|评论员|编辑|责编|校对|撰|文|图|摄|航拍|视频|整理|翻译|编译|采写|采访|执笔|口述|讲述|漫画|插画|绘画"
    "|供稿|报道|提供|资料照片|新华社发| 绘| 画| 作|\u3000绘|\u3000画|\u3000作"
)
# Words before a name that may as well open prose; words behind a name that nothing but a credit has.
PROSE_WORDS = frozenset({"采访", "讲述", "口述", "整理", "执笔", "翻译", "编译", "视频", "航拍", "文"})
SURE_SUFFIXES = frozenset(
    {"摄", "摄影", "供图", "制图", "漫画", "摄影报道", "图片报道", "文/图", "图/文", "文/摄"}
)
_ONE_FORM = {"图片": "图", "提供": "供图", "摄影/报道": "摄影报道"}


def one_form(role: str) -> str:
    """A role word as it is kept, however the page writes it."""
    role = "".join(role.split()).replace("／", "/")
    return _ONE_FORM.get(role, role)


def stronger(first: str, second: str) -> str:
    """Of two role words for one person: a picture's, then the person's own, then 文/图 and its like."""
    if first in PHOTO_ROLES:
        return first
    keeps_own = first.endswith(_PEOPLE) and not second.endswith(_PEOPLE)
    return first if keeps_own and second not in PHOTO_ROLES else second
