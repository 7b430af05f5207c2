"""Whether a heading opens a new article or stands inside one (a crosshead, norms: 小标题).

No single sign decides: each adds or takes weight, and a sum near the threshold is reported as doubtful.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from .blocks import PLAIN_LEVEL, RUN_IN_LEVEL, Block
from .ledes import has_dateline
from .likeness import Likeness, lede_pairs, likeness

OPENS_STORY = 4
_CERTAIN = 12
_DOUBT = 2

_EVENT = re.compile(
    "召开|举行|举办|启动|揭牌|成立|开展|推动|推进|开幕|闭幕|开班|结业|签约|发布|印发|出台|开工|竣工|投用|启用|(?<!直)通车|荣获|获评"
    "|入选|上线|落地|挂牌|亮相|完成|完工|开赛|落幕|收官|调研|检查|座谈|走访|慰问|会见|出席|部署|通过|当选|开放|开馆|开业|开市"
    "|开通|开园|交付|表彰|命名|开镜|首发|上映|开讲|宣讲|培训|演练|奠基|封顶|试运行|投入使用|建成|增至|达到|突破|增长|下降"
    "|获奖|夺冠|登场|开启|开栏|招聘|征集|公布|实施|落成|运行|进驻|入驻|办理|破解|服务"
)
_LEDE_OPENER = re.compile(
    r"^.{0,40}?(?:近日|日前|连日来|近年来|今年以来|[昨今][日天]|[本上]周|\d{1,2}月\d{1,2}日|\d{1,2}日[，,上下]|目前|近期"
    r"|今年\d|\d{4}年|为[了深贯进认全落切提加推扎持方满确保丰弘]|随着)"
)
_NUMBERED = re.compile(
    r"^(?:[（(]?[一二三四五六七八九十]{1,3}[）)、.．是]|第[一二三四五六七八九十\d]{1,3}[章节部步、：\s]"
    r"|[（(]?\d{1,2}(?:[）)、．]|\.(?!\d))|[①-⑳]|[●■◆▲★▶□◎]\s?|[-*•·]\s|0\d\s)"
)
_BOX = re.compile(
    r"^[■●◆▲□◎【\[（(\s]*(?:核心阅读|核心提示|阅读提示|内容提要|小贴士|温馨提示|提示|相关链接|新闻链接|背景链接|知识链接|资料链接"
    r"|链接|延伸阅读|新闻背景|名词解释|小知识|小资料|编者按|编后|短评|微评|点评|专家点评|专家观点|观点|声音|对话|记者手记|采访手记"
    r"|记者感言|数读|数说|案例|人物名片|人物简介|主要荣誉|获奖感言|颁奖词|事迹简介|问|答)(?:[】\]）)：:\s]|$)"
)
_ANNOUNCEMENT = re.compile(
    "..(?:启事|公告|通告|公示|声明|简章|章程|讣告|倡议书|公开信|招聘信息|通知|..时间表|..安排表?|..一览表?)(?:（.{1,6}）)?$"
)
_ADVICE = re.compile("......提示$")
_ANSWER = re.compile(r"^(?:答|A\d?|回复|解答)\s?[：:]")
_QUESTION = re.compile(r"^(?:问|Q\d?|记者|读者|提问|网友)\s?[：:]")
_LIST_COLUMN = re.compile(
    "(?:简讯|短讯|快讯|短波|速递|快递|速览|动态|集锦|集萃|集纳|荟萃|一句话新闻|微新闻|短新闻)$"
)
_CROSSHEAD_LENGTH = 26
_HEADLINE_LENGTH = 8


@dataclass(slots=True)
class Situation:
    """A run of headings where it stands: what is open before it and what follows."""

    run: list[Block]
    following: Block | None
    lede: str
    open_level: int
    open_closed: bool
    open_finished: bool
    indented_page: bool
    after_picture: bool
    signed_twice: Callable[[], bool]
    stands_single: Callable[[], float]
    deeper_headings: bool
    author: bool
    open_announces: bool
    open_brief: bool
    open_answers: bool
    questions_follow: bool
    usual_gap: int

    @property
    def last(self) -> Block:
        """The heading nearest to what follows."""
        return self.run[-1]


class Verdict(NamedTuple):
    """Whether the run opens an article, and whether an editor should look."""

    opens: bool
    doubtful: bool


def judge(situation: Situation) -> Verdict:
    """Add up the signs; a heading set over a byline needs no more of them."""
    weight = sum([sign(situation) for sign in _PLAIN_SIGNS])
    if weight < _CERTAIN:
        weight += sum([sign(situation) for sign in _TEXT_SIGNS])
    return Verdict(weight >= OPENS_STORY, abs(weight - OPENS_STORY + 0.5) <= _DOUBT)


def states_event(text: str) -> bool:
    """Whether a heading names something that happened."""
    return bool(_EVENT.search(text))


def is_announcement(text: str) -> bool:
    """Whether a headline is that of a public notice (停水公告, 征文启事)."""
    return bool(_ANNOUNCEMENT.search(text))


def is_question(text: str) -> bool:
    """Whether a paragraph is a question of an interview or a service page."""
    return bool(_QUESTION.match(text))


def is_answer(text: str) -> bool:
    """Whether a paragraph answers a question of an interview or a service page."""
    return bool(_ANSWER.match(text))


def is_list_column(text: str) -> bool:
    """Whether a title is that of a column of briefs (民生简讯)."""
    return bool(_LIST_COLUMN.search(text))


def is_box(text: str) -> bool:
    """Whether a heading is that of a box inside an article (核心阅读, ■小贴士)."""
    return bool(_BOX.match(text))


def is_numbered(text: str) -> bool:
    """Whether a heading counts sections (一、 （二） 3.)."""
    return bool(_NUMBERED.match(text))


def is_crosshead_shaped(block: Block) -> bool:
    """Whether a heading inside an article may be a crosshead; a longer plain line is text."""
    if block.kind == "heading":
        return True
    return len(block.text) <= _CROSSHEAD_LENGTH and "、" not in block.text[2:] and block.text.count("，") <= 1


def _byline_follows(s: Situation) -> float:
    return 15.0 if s.following and s.following.kind == "byline" else 0.0


def _author_follows(s: Situation) -> float:
    return 8.0 if s.author else 0.0


def _continuation_follows(s: Situation) -> float:
    jump = s.following.jump if s.following else None
    return 15.0 if jump and not jump.forward else 0.0


def _dateline_follows(s: Situation) -> float:
    return 9.0 if s.following and has_dateline(s.following.text) else 0.0


def _slot(s: Situation) -> float:
    return 20.0 if any(block.slot for block in s.run) else 0.0


def _resembles_lede(s: Situation) -> float:
    found = lede_pairs(s.lede)
    best = max((likeness(block.text, found) for block in s.run), key=_strength)
    if best.ratio >= 0.5 and best.shared >= 8:
        return 5.0
    if best.ratio >= 0.4 and best.shared >= 6:
        return 3.5
    return 2.0 if best.ratio >= 0.3 and best.shared >= 4 else 0.0


def _strength(found: Likeness) -> float:
    return found.ratio * min(found.shared, 12)


def _lede_opener(s: Situation) -> float:
    return 1.5 if _LEDE_OPENER.match(s.lede) else 0.0


def _event(s: Situation) -> float:
    return 1.0 if any(states_event(block.text) for block in s.run) else 0.0


def _announces(s: Situation) -> float:
    return 4.0 if any(is_announcement(b.text) or _ADVICE.search(b.text) for b in s.run) else 0.0


def _after_announcement(s: Situation) -> float:
    """A public notice has numbered sections at most."""
    return 4.5 if s.open_announces else 0.0


def _briefs(s: Situation) -> float:
    """Under a column of briefs, and where titles run in with their texts, every heading opens one."""
    if s.run[0].level == RUN_IN_LEVEL:
        return 12.0
    return 6.0 if is_list_column(s.run[0].text) else 5.0 if s.open_brief and s.open_finished else 0.0


def _length(s: Situation) -> float:
    longest = max(len(block.text) for block in s.run)
    return 1.0 if longest >= 16 else -1.0 if longest <= 10 else 0.0


def _questions(s: Situation) -> float:
    """A title over questions and answers, below a text of questions and answers: each has its own."""
    title = s.run[0].text
    asks = s.open_answers and s.questions_follow and not is_numbered(title)
    return 4.0 if asks and len(title) >= _HEADLINE_LENGTH else 0.0


def _several(s: Situation) -> float:
    return 2.5 if len(s.run) > 1 else 0.0


def _closed(s: Situation) -> float:
    return 6.0 if s.open_closed else 0.0


def _open_sentence(s: Situation) -> float:
    """A plain short line after a sentence that has not ended is more likely its next piece."""
    return -3.0 if not s.open_finished and s.last.kind == "text" else 0.0


def _level(s: Situation) -> float:
    level = min(block.level for block in s.run)
    if level == s.open_level:
        return 1.0 if level < PLAIN_LEVEL else 0.0
    return 3.0 if level < s.open_level else -4.0


def _indent(s: Situation) -> float:
    if not s.indented_page or s.last.kind == "heading":
        return 0.0
    return -6.0 if s.last.indented else 2.5 + 2.0 * (s.run[0].gap > s.usual_gap)


def _numbered(s: Situation) -> float:
    return -6.0 if is_numbered(s.run[0].text) else 0.0


def _box(s: Situation) -> float:
    return -9.0 if is_box(s.run[0].text) else 0.0


def _room(s: Situation) -> float:
    wide = s.run[0].gap > s.usual_gap
    return 1.0 * wide + 1.0 * s.after_picture


def _second_signature(s: Situation) -> float:
    """A text that ends in a byline of its own is not a section of a signed article."""
    return 5.0 if s.signed_twice() else 0.0


def _single(s: Situation) -> float:
    return s.stands_single()


def _crossheads_are_deeper(s: Situation) -> float:
    """Where a page sets its crossheads one level deeper, a heading of the article's level is none."""
    level = min(block.level for block in s.run)
    return 3.0 if s.deeper_headings and level <= s.open_level < PLAIN_LEVEL else 0.0


def _not_a_heading(s: Situation) -> float:
    return -3.0 if s.last.kind == "text" and not is_crosshead_shaped(s.last) and "，" in s.last.text else 0.0


_PLAIN_SIGNS: tuple[Callable[[Situation], float], ...] = (
    _byline_follows,
    _author_follows,
    _continuation_follows,
    _slot,
    _length,
    _questions,
    _several,
    _closed,
    _open_sentence,
    _level,
    _indent,
    _numbered,
    _box,
    _room,
    _crossheads_are_deeper,
    _not_a_heading,
)
_TEXT_SIGNS: tuple[Callable[[Situation], float], ...] = (
    _dateline_follows,
    _resembles_lede,
    _lede_opener,
    _event,
    _announces,
    _after_announcement,
    _briefs,
    _second_signature,
    _single,
)
