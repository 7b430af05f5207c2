"""Picture blocks: captions with their credits, taken out of the flow of text.

A caption is the text before a credit line, or a paragraph that ends in a credit, or one that opens with 图为.
Where the dump shows the room of the picture (an image mark, more blank lines than usual), the caption
begins there; otherwise it is the one paragraph before the credit.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from .blocks import PLAIN_LEVEL, Block
from .chars import FINAL_MARKS
from .credits import Credits, parse_credits
from .dates import han_number
from .document import Credit, Notice
from .ledes import has_byline, has_dateline, split_tail

_LONGEST_CAPTION = 360
_LOOK_BACK = 4
_LONGEST_REPORT = 30
_MAKER = "图|文|摄影?|拍摄|航拍|供图|漫画|制图|绘图|插图"
_CREDIT_END = re.compile(
    "(?:摄影?|拍摄|航拍|供图|提供|制图|绘图|漫画|插图|[摄图][影片]报道|资料图片?|资料照片|效果图|新华社发"
    rf"| [绘画作]|摄\s?[/／]\s?\S{{2,8}}|(?:{_MAKER})\s?[/／：:|｜]\s?\S{{2,6}}(?:\s\S{{2,4}})?)[）)]?$"
)
_CREDIT_CUT = re.compile(
    r"[。！？；…”》）)]\s*|[ \u3000]+|(?=[（(【])|(?=(?:图|摄影|供图)[/／：|｜])"
    "|(?=(?:本[版文组])?图片[由均为])"
)
_CREDIT_LETTERS = 40
_OPENERS = frozenset("▲△▼◀▶↑↓←→（(上下左右中图")
_SHOWS = re.compile(
    r"^[▲△▼◀▶↑↓←→（(]?\s?(?:[上下左右中]?图[为是：:]|图片?说明[：:]?|[上下左右中]图[：:，]"
    r"|图\s?(?:[①-⑳]|(?:\d{1,2}|[一二三四五六七八九十])(?:[）)]|[：:、.．\s为是，])))"
)
_NUMBERED = re.compile(
    r"[▲△▼▶（(]?\s?(?:图\s?)?(?:(?P<sign>[①-⑳])|(?<=图)\s?(?P<digits>\d{1,2}|[一二三四五六七八九十]))"
)
_SIDES = {"上": "下", "左": "右"}


@dataclass(slots=True)
class Picture:
    """A photo before its story is known. `at` is its place in the flow of blocks."""

    caption: list[str]
    credits: tuple[Credit, ...]
    first: int
    last: int
    at: int
    notices: list[Notice] = field(default_factory=list)


def take_pictures(blocks: list[Block]) -> tuple[list[Block], list[Picture]]:
    """The flow without its picture blocks, and the pictures. `Picture.at` counts blocks of that flow."""
    flow: list[Block] = []
    pictures: list[Picture] = []
    for block in blocks:
        if pictures and pictures[-1].at == len(flow) and _belongs_above(pictures, block):
            continue
        if block.kind == "credit" and block.credits and not _is_byline_of_report(flow, block):
            floor = pictures[-1].at if pictures else 0
            pictures.append(_with_caption(flow, block, block.credits, floor))
        elif picture := _captioned(flow, block):
            pictures.append(picture)
        else:
            flow.append(block)
    return _without_images(flow, pictures), pictures


def _belongs_above(pictures: list[Picture], block: Block) -> bool:
    """Whether a block straight below a caption without a credit is that credit, or goes on in it (图②)."""
    last = pictures[-1]
    if last.credits:
        return False
    if block.kind == "credit" and block.credits:
        pictures[-1] = replace(
            _picture([], block.credits, block, last.at),
            caption=last.caption,
            first=last.first,
            notices=last.notices,
        )
        return True
    if not (_shows(block) if not block.gap else _is_next(last.caption[-1:], block)):
        return False
    caption, credits = split_credit(block.text)
    last.caption.append(caption)
    last.credits, last.last = credits.people if credits else (), block.last
    return True


def _is_byline_of_report(flow: list[Block], block: Block) -> bool:
    """A 摄影报道 straight under a headline signs the article."""
    above = flow[-1] if flow else None
    if not (block.credits and block.credits.is_report and above) or not _is_unsigned(flow):
        return False
    block.kind = "byline"
    return True


def _is_unsigned(flow: list[Block]) -> bool:
    """Whether the flow ends in an article that nobody has signed: a headline, and texts without a byline."""
    for block in reversed(flow[-_LONGEST_REPORT:]):
        if block.kind == "heading" or block.short:
            return True
        if block.kind != "text" or has_byline(block.text) or split_tail(block.text)[1]:
            return False
    return False


def _with_caption(flow: list[Block], block: Block, credits: Credits, floor: int) -> Picture:
    """A credit line takes the text before it as its caption, back to the last picture at most."""
    taken = _caption_blocks(flow, floor)
    del flow[len(flow) - len(taken) :]
    picture = _picture(taken, credits, block, len(flow))
    if not taken:
        message = f"图片署名“{block.text}”前没有找到图片说明，请核对"
        picture.notices.append(Notice("missing-caption", block.first, message))
    return picture


def _picture(taken: list[Block], credits: Credits | None, end: Block, at: int) -> Picture:
    people = credits.people if credits else ()
    first = taken[0].first if taken else end.first
    picture = Picture([block.text for block in taken], people, first, end.last, at)
    for name in credits.doubtful if credits else ():
        message = f"图片署名中的姓名“{name}”请核对：{end.text[-40:]}"
        picture.notices.append(Notice("doubtful-name", end.first, message))
    return picture


def _caption_blocks(flow: list[Block], floor: int) -> list[Block]:
    """The blocks of a caption that ends the flow: back to the picture's room, else one paragraph."""
    taken: list[Block] = []
    room = 0
    for block in reversed(flow[max(floor, len(flow) - _LOOK_BACK) :]):
        if not _may_be_caption(block) or sum(len(b.text) for b in taken) + len(block.text) > _LONGEST_CAPTION:
            break
        if taken and ((block.short and not _shows(block)) or has_dateline(block.text)):
            break
        taken.append(block)
        if block.gap > 1 or _after_image(flow, len(taken), floor):
            room = len(taken)
            break
    count = max(room or _same_chunk(taken), _count_numbered(flow, floor))
    return flow[len(flow) - count :]


def _count_numbered(flow: list[Block], floor: int) -> int:
    """How many captions from ① on end the flow, each with its number."""
    expected = 0
    for count, block in enumerate(reversed(flow[floor:]), 1):
        number = _number(block.text) if _may_be_caption(block) else 0
        if not number or (expected and number != expected):
            return 0
        if number == 1:
            return count
        expected = number - 1
    return 0


def _number(text: str) -> int:
    """The number of a picture that opens its caption: ②, 图2, 图二; 0 where there is none."""
    match = _NUMBERED.match(text)
    if not match:
        return 0
    digits = match["digits"]
    if not digits:
        return ord(match["sign"]) - ord("①") + 1
    return int(digits) if digits.isdecimal() else han_number(digits) or 0


def _is_next(captions: list[str], block: Block) -> bool:
    """Whether a caption goes on in the next paragraph: 图2 after 图1, 下图 after 上图."""
    before, text = "".join(captions), block.text
    if block.kind != "text" or "图" not in text[:4]:
        return False
    number = _number(text)
    if number:
        return number == _number(before) + 1
    side = _SIDES.get(before[:1])
    return bool(side) and before[1:2] == "图" and text.startswith(f"{side}图")


def _same_chunk(taken: list[Block]) -> int:
    """One paragraph, or the lines that stand with it without a blank (图①：… 图②：…)."""
    count = min(1, len(taken))
    while count and count < len(taken) and taken[count - 1].gap == 0 and not taken[count - 1].indented:
        count += 1
    return count


def _may_be_caption(block: Block) -> bool:
    return block.kind == "text" and block.level == PLAIN_LEVEL


def _after_image(flow: list[Block], count: int, floor: int) -> bool:
    """Whether an image mark that no earlier picture has taken stands before the last `count` blocks."""
    return len(flow) - count > floor and flow[-count - 1].kind == "image"


def _captioned(flow: list[Block], block: Block) -> Picture | None:
    """A paragraph that carries its credit at its end, or opens as captions do."""
    if block.kind != "text" or len(block.text) > _LONGEST_CAPTION:
        return None
    if block.text[-1:] in FINAL_MARKS and block.text[0] not in _OPENERS:
        return None
    caption, credits = split_credit(block.text)
    if credits and not (credits.is_report and "图" not in caption[:4] and _is_unsigned(flow)):
        taken = [Block("text", caption, block.first, block.last)] if caption else []
        return _picture(taken, credits, block, len(flow))
    return _picture([block], None, block, len(flow)) if _shows(block) else None


def _shows(block: Block) -> bool:
    """Whether a paragraph opens as captions do (图为, 图①：)."""
    return block.kind == "text" and bool(_SHOWS.match(block.text))


def split_credit(text: str) -> tuple[str, Credits | None]:
    """Cut a picture credit from the end of a caption."""
    if text[-1:] in FINAL_MARKS or not _CREDIT_END.search(text[-24:]):
        return text, None
    floor = max(0, len(text) - _CREDIT_LETTERS)
    for cut in _CREDIT_CUT.finditer(text, floor):
        credits = parse_credits(text[cut.end() :])
        if credits and credits.is_photo:
            return text[: cut.end()].rstrip(), credits
    return text, None


def _without_images(flow: list[Block], pictures: list[Picture]) -> list[Block]:
    """Drop image marks and keep the places of pictures right."""
    kept = [i for i, block in enumerate(flow) if block.kind != "image"]
    shift = [0] * (len(flow) + 1)
    for i, block in enumerate(flow):
        shift[i + 1] = shift[i] + (block.kind == "image")
    for picture in pictures:
        picture.at -= shift[picture.at]
    return [flow[i] for i in kept]
