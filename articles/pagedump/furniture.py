"""Page furniture: folios, dates, page editors, advertisement marks (norms §4).

A line is furniture when nothing but furniture pieces, separators and a short section name stands in it.
Only here are the date and the page number of a dump read.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from dataclasses import dataclass

from .chars import HAN
from .names import split_names

LONGEST = 100
_LONGEST_SECTION = 20
_LONG_NAME = 3

_DIGITS = "〇零一二三四五六七八九"
_DATE = re.compile(
    r"(?P<year>(?:19|20)\d\d)\s?(?:年|[-./])\s?(?P<month>\d{1,2})\s?(?:月|[-./])\s?(?P<day>\d{1,2})(?:\s?日)?(?!\d)"
)
_HAN_DATE = re.compile(
    rf"(?P<year>[{_DIGITS}○Ｏ]{{4}})年(?P<month>十[一二]?|[一二三四五六七八九])月"
    r"(?P<day>[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])日"
)
_WEEKDAY = re.compile(r"[（(]?(?:星期|周)[一二三四五六日天][）)]?")
_SHORT_DATE = re.compile(r"\d{1,2}月\d{1,2}日[\s，,]*(?:星期|周)[一二三四五六日天]")
_PAGE = re.compile(
    r"第?\s?(?<![A-Za-z\d])[A-Z]?(?P<number>\d{1,3})\s?版(?![面本权块画税])"
    r"|第(?P<han>[一二三四五六七八九十]{1,3})版(?![面本权块画税])|\bP(?:AGE)?\.?\s?(?P<latin>\d{1,3})\b",
    re.IGNORECASE,
)
_KNOWN_SECTION = (
    r"(?:(?:要闻|新闻|时政|综合|本地|民生|社会|经济|财经|产经|金融|文化|文艺|文旅|旅游|文体|副刊|专版|专题|专刊|特刊|特别报道"
    r"|教育|科教|科技|卫生|健康|体育|国内|国际|中国|天下|世界|时事|理论|评论|言论|观点|视点|聚焦|关注|深度|调查|人物|周刊|周末"
    r"|广告|公告|生活|服务|法治|政法|党建|街镇|镇街|镇村|街道|社区|基层|乡村|三农|农业|城市|城事|都市|百姓|读者|读书|悦读|阅读"
    r"|影像|图片|视觉|摄影|导读|头版|封面|通版|连版|动态|资讯|报道)[·•/、\s]?){1,3}"
)
_BETWEEN = r"[\s:：·•|｜/\-]"
_PAGE_SECTION = "(?:要闻|时政|综合新闻|综合|新闻|副刊|专版|专刊|特刊|专题|广告)"
_NUMBERED_SECTION = re.compile(
    rf"(?P<left>0\d|[A-D]\d{{1,2}}){_BETWEEN}*{_KNOWN_SECTION}版?|(?P<first>\d{{1,2}}){_BETWEEN}*{_PAGE_SECTION}版?"
    rf"|{_KNOWN_SECTION}版?{_BETWEEN}*(?P<right>0\d|[A-D]\d{{1,2}})|{_PAGE_SECTION}版?{_BETWEEN}*(?P<last>\d{{1,2}})"
)
_SECTION = re.compile(
    rf"(?<=版){_BETWEEN}+[{HAN}·•]{{2,8}}(?=[\s|｜/]|$)|(?<=版){_KNOWN_SECTION}(?=[\s|｜/]|$)"
    rf"|^{_BETWEEN}*(?:[{HAN}·•]{{2,8}}(?={_BETWEEN}+版)|(?:{_KNOWN_SECTION}|[{HAN}]{{2,6}}报)(?=版))"
)
_WHOSE = r"(?:本版|本期|值班|第?[一二三四五六七八九十\d]{1,3}版|要闻版|副刊)?"
_EDITOR = (
    "责任编辑|执行编辑|美术编辑|视觉编辑|图片编辑|文字编辑|值班编辑|版面编辑|编辑|责编|美编|图编|责任校对|责校|检校|校对|版式设计"
    "|版面设计|版式|排版|组版"
)
_STAFF_ROLE = (
    rf"{_WHOSE}(?:{_EDITOR}|执行主编|副主编|主编|副总编辑|总编辑|总编|值班主任|值班领导|总值班|编委|值班|制版|美术设计|视觉设计"
    "|美术|视觉|版面|设计|统筹|总策划|策划|总监制|监制|出品|组稿|编审|审校|审读|审核|[一二三初复终]审|[一二三]校)"
)
_STAFF_NAMES = (
    rf"(?:[{HAN}]\s[{HAN}](?![{HAN}])|[{HAN}]{{2,4}}(?:[、，,\s][{HAN}]{{2,3}}(?=[\s、，,|｜]|$))*)"
)
_COLON = "[：:/／|｜丨]"
_STAFF = re.compile(rf"{_STAFF_ROLE}\s?{_COLON}?\s?(?P<names>{_STAFF_NAMES})")
_STAFF_WORD = re.compile(rf"{_STAFF_ROLE}\s?{_COLON}?")
_STAFF_START = re.compile(
    rf"[\s（(■□◎●◆▲]*(?:{_WHOSE}(?P<plain>{_EDITOR})\s?{_COLON}?|{_STAFF_ROLE}\s?(?:{_COLON}|\s))"
)
_OWN_PICTURES = re.compile(r"[\s（(■□◎●]*本版(?:制图|稿件|文图|图片|摄影|文/图|题图|插图)")
_OWN_DESK = (
    r"新闻热线|报料热线|爆料热线|报料电话|投稿(?:邮箱|信箱|热线|电话)|读者热线|广告(?:热线|电话|部电话)|编辑部(?:电话|邮箱|地址)"
    r"|本版(?:邮箱|信箱|电话|投稿邮箱)|副刊(?:投稿)?(?:邮箱|信箱)|发行(?:热线|电话)|订[阅报]热线|24小时(?:新闻)?热线|国内统一刊号"
    r"|国内统一连续出版物号|邮发代号|总第\s?\d+期|刊号|内部资料|准印证|社址|本报地址|本报社址|广告经营许可证"
)
_CONTACT = (
    r"热线电话|联系电话|电话|热线|传真|QQ|电子邮箱|电子信箱|邮箱|信箱|E-?mail|网址|官网|微信公众号|邮政编码|邮编|联系地址|地址|值班电话"
    "|承印|印刷|零售价?|定价|主管|主办"
)
_DESK_START = re.compile(
    rf"[\s■□◎●]*(?:(?P<own>{_OWN_DESK})|{_CONTACT})(?:\s?[：:（(\d]|\s+[A-Za-z\d])", re.IGNORECASE
)
_DESK_WORD = re.compile(rf"(?:{_OWN_DESK}|{_CONTACT})\s?[：:]?", re.IGNORECASE)
_PROSE_MARKS = re.compile("[。！？；]")
_DIGIT = re.compile(r"\d")
_WIDE_DIGIT = re.compile("[\uff10-\uff19]")
_LONE_NUMBER = re.compile(r"(?<![\w.])[A-Z]?(\d{1,2})(?![\w.])")
_MARK_WORD = (
    r"广告|公益广告|分类广告|遗失声明|图片报道|图片新闻|图片说明|导读|今日导读|本版导读|本版责编|今日[\d一二三四五六七八九十]{1,3}版"
    r"|版权所有.{0,30}|CN\s?\d\d-\d{4}(?:/\w{1,3})?|内部资料[，,\s]*(?:免费交流|注意保存)"
    r"|扫(?:一扫|码|描(?:上方|下方)?二维码)[，,\s]*(?:关注我们|看视频|观看视频|看更多|阅读更多|阅读全文|看详情)"
)
_MARK_LINE = re.compile(rf"[（(【\[■□●·\s]*(?:{_MARK_WORD})[）)】\]■□●·>＞▶\s]*")
_NUMBER_LINE = re.compile(
    r"[\s·•.\-—–_~|]*(?:\d{1,3}|[A-D]\d{1,2}|第\s?\d{1,3}\s?页(?:[\s/，,]*共\s?\d{1,3}\s?页)?)[\s·•.\-—–_~|]*"
)
_MAIL_OR_SITE = re.compile(
    r"(?:https?://|www\.)[\w./?=&%#-]+|[\w.+-]{1,40}@[\w-]{1,40}(?:\.[\w-]{1,20}){1,4}"
)
_PHONE = re.compile(r"(?:\d{3,4}[-—]?)?\d{7,8}(?:[-转]\d{1,4})?")
_STEM_AND_BRANCH = "[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年"
_LUNAR_DAY = "闰?[正一二三四五六七八九十冬腊]月[初十廿]?[一二三四五六七八九十]{1,2}"
_LUNAR = re.compile(rf"(?:农历|夏历)?(?:{_STEM_AND_BRANCH})?(?:农历)?{_LUNAR_DAY}")
_LUNAR_LINE = re.compile(rf"[（(]?(?:农历|夏历)?{_STEM_AND_BRANCH}{_LUNAR_DAY}[）)]?")
_MASTHEAD_LINE = re.compile(
    rf"《?[{HAN}]{{2,6}}(?:日报|晚报|早报|时报|商报|晨报|周报)》?|[A-Z]{{2,12}} (?:DAILY|RIBAO|WANBAO|NEWS)"
)
_MASTHEAD_ENDS = "报》YOS"
_MASTHEAD = re.compile(rf"《\s?[{HAN}]{{2,8}}[报刊]\s?》")
_ISSUE = re.compile(
    r"(?:(?:19|20)\d\d年)?(?:总)?第\s?\d{1,6}\s?期|总第\s?\d{1,6}\s?号|(?:今日|今天|本期|共)\s?[\d一二三四五六七八九十]{1,3}\s?版"
)
_BRACKETS = str.maketrans("（）()【】", "      ")
_FILLING = re.compile(r"[\s（）()《》|｜·•:：/／,，、。.\-—–_■□●◎▶]+")
_MARKDOWN_IMAGE = re.compile(r"!\[[^\]]*\]\([^)]*\)")
_CANDIDATE = re.compile(r"[\d版日编校设广告图导热邮电址网刊号@刋排制统策审监策美历值稿箱料扫印视QPqp]")
_ROLE_OR_DESK = re.compile(
    r"[\s（(■□◎●◆▲]*[本期值第要副责执美视图文版编校检排组总主制设统策监出审初复终一二三四五六七八九十\d"
    r"新报爆投读广发订国邮刊内准社热联电传信网官微地承印零定QqEe]"
)


@dataclass(frozen=True, slots=True)
class Furniture:
    """A furniture line, with the date and page number that it states.

    A `loose` one (a telephone, an address) is furniture only where it stands among other furniture.
    """

    date: datetime.date | None = None
    number: int | None = None
    loose: bool = False


def parse_furniture(text: str) -> Furniture | None:
    """Read a line as furniture; None when it is anything else."""
    if _WIDE_DIGIT.search(text):
        text = unicodedata.normalize("NFKC", text)
    masthead = text[-1:] in _MASTHEAD_ENDS
    if len(text) > LONGEST or not (masthead or _CANDIDATE.search(text)):
        return None
    if _MARK_LINE.fullmatch(text) or _NUMBER_LINE.fullmatch(text) or _MARKDOWN_IMAGE.fullmatch(text):
        return Furniture()
    if masthead and _MASTHEAD_LINE.fullmatch(text):
        return Furniture(loose=True)
    has_digit = bool(_DIGIT.search(text))
    if has_digit and len(text) <= _LONGEST_SECTION and (section := _NUMBERED_SECTION.fullmatch(text)):
        return Furniture(None, int("".join(filter(None, section.groups())).lstrip("ABCD")) or None)
    dates = _dates(text) if has_digit or "年" in text else []
    pages = _pages(text) if has_digit or "版" in text else []
    date, number = next(iter(dates), None), next(iter(pages), None)
    if _ROLE_OR_DESK.match(text):
        desk = None if "。" in text else _DESK_START.match(text)
        if desk or _is_staff(text, bool(pages)):
            return Furniture(date, number, loose=bool(desk and not desk["own"]))
    return _folio(text, dates, pages, has_digit)


def is_bare_date(text: str) -> bool:
    """Whether a line is a date and no more: furniture at the head of a page, a signature's date elsewhere."""
    text = text.strip()
    return any(form.fullmatch(text) for form in (_DATE, _HAN_DATE, _SHORT_DATE))


def han_number(text: str) -> int | None:
    """一 … 九十九 as a number."""
    tens, ten, ones = text.rpartition("十")
    try:
        low = _DIGITS.index(ones) - 1 if ones else 0
        return (((_DIGITS.index(tens) - 1) if tens else 1) * 10 if ten else 0) + low
    except ValueError:
        return None


def _folio(text: str, dates: list[datetime.date], pages: list[int], has_digit: bool) -> Furniture | None:
    """A line of dates, pages and addresses, with room for a section and a masthead."""
    date, number = next(iter(dates), None), next(iter(pages), None)
    weekday = _WEEKDAY.search(text)
    if dates and weekday and not _PROSE_MARKS.search(text):
        return _dated_folio(text, dates[0], pages)
    if _SHORT_DATE.fullmatch(text) or _LUNAR_LINE.fullmatch(text):
        return Furniture()
    mail = _MAIL_OR_SITE.search(text) if "." in text else None
    if not (pages or dates or weekday or mail or (has_digit and _ISSUE.search(text))):
        return None
    if _remainder(text, bool(pages)):
        return None
    return Furniture(date, number, loose=bool(mail and not pages and not dates))


def _dated_folio(text: str, date: datetime.date, pages: list[int]) -> Furniture | None:
    """Beside date and weekday there is room for a section, a masthead and a lone page number."""
    rest = _remainder(text, bool(pages))
    lone = _LONE_NUMBER.findall(_DATE.sub(" ", text)) if not pages else []
    number = pages[0] if pages else int(lone[0]) if len(lone) == 1 else None
    return Furniture(date, number or None) if len(rest) <= 12 else None


def _is_staff(text: str, has_page: bool) -> bool:
    """Page staff: roles and nothing but names, which must be known beside words like 设计 and 策划."""
    if _OWN_PICTURES.match(text):
        return not _PROSE_MARKS.search(text)
    start = _STAFF_START.match(text)
    if not start or _PROSE_MARKS.search(text):
        return False
    only_names, roles = _STAFF_WORD.subn(" ", text)
    only_names = _DESK_WORD.sub(" ", only_names)
    has_colon = start.group()[-1] in "：:/／|｜丨"
    if not start["plain"] and not has_colon and roles == 1 and len(only_names.strip()) < _LONG_NAME:
        return False
    if _are_names(only_names, guess=bool(start["plain"]) and has_colon):
        return True
    return not start["plain"] and not _remainder(text, has_page)


def _are_names(text: str, *, guess: bool) -> bool:
    """Whether a text holds names alone. `guess` accepts unknown surnames too."""
    names = split_names(_MAIL_OR_SITE.sub(" ", _PHONE.sub(" ", text)).translate(_BRACKETS), 0, len(text))
    return bool(names) and all(name.known or guess for name in names or ())


def _remainder(text: str, has_page: bool) -> str:
    """What is left of a line once every furniture piece is taken out."""
    for piece in (_MASTHEAD, _MAIL_OR_SITE, _DATE, _HAN_DATE, _WEEKDAY, _ISSUE, _LUNAR):
        text = piece.sub(" ", text)
    if has_page:
        text = _PAGE.sub("版", text)
        text = _SECTION.sub(" ", text, count=1).replace("版", " ")
    text = _PHONE.sub(" ", text)
    if rest := _FILLING.sub("", text):
        rest = _FILLING.sub("", _DESK_WORD.sub(" ", _STAFF.sub(_without_staff, text)))
    return rest


def _without_staff(match: re.Match[str]) -> str:
    return " " if _are_names(match["names"], guess=False) else match.group()


def _dates(text: str) -> list[datetime.date]:
    found = [_date(int(m["year"]), int(m["month"]), int(m["day"])) for m in _DATE.finditer(text)]
    for match in _HAN_DATE.finditer(text):
        year = int(
            "".join(
                str(max(0, _DIGITS.index(d) - 1))
                for d in match["year"].translate({0x25CB: "〇", 0xFF2F: "〇"})
            )
        )
        found.append(_date(year, han_number(match["month"]), han_number(match["day"])))
    return [date for date in found if date]


def _date(year: int, month: int | None, day: int | None) -> datetime.date | None:
    try:
        return datetime.date(year, month or 0, day or 0)
    except ValueError:
        return None


def _pages(text: str) -> list[int]:
    numbers = []
    for match in _PAGE.finditer(_ISSUE.sub(" ", text)):
        number = han_number(match["han"]) if match["han"] else int(match["number"] or match["latin"])
        if number:
            numbers.append(number)
    return numbers
