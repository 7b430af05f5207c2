"""From a decoded dump to a page: the rooms of this package in their order."""

from __future__ import annotations

from .blocks import Block
from .chars import is_plain
from .clean import strip_unseen, widen
from .collector import collector_at_rest
from .continuations import join_continuations
from .decode import unify_lines
from .displaced import Finder
from .document import Notice, Page, Unplaced
from .drafts import cut_drafts
from .folios import take_furniture
from .grouping import read_blocks
from .intruders import take_out_intruders
from .jumps import Jump, split_jumps
from .lines import read_lines
from .photos import take_pictures
from .placing import build_photos, drop_strays, give_back_bodies, title_pictures
from .stories import build_stories

PARSER_VERSION = "3"
MOST_LINES = 20_000  # A page has some hundreds. Each costs the parser microseconds, however short it is.


def parse(text: str) -> Page:
    """Parse the text of a dump. Any text gives a page, the same text the same page, in linear time.

    What stands beyond `MOST_LINES` is held as it is, in `Page.unplaced`, and a notice says so.
    """
    with collector_at_rest():
        return _parse(text)


def _parse(text: str) -> Page:
    text, notices = (text, []) if is_plain(text) else strip_unseen(unify_lines(text))
    text, held = _hold(widen(text), notices)
    blocks = read_blocks(read_lines(text))
    blocks, date, number = take_furniture(blocks, notices)
    flow, pictures = take_pictures(_split_jumps(blocks))
    drafts, orphans = cut_drafts(flow, frozenset(picture.at for picture in pictures))
    give_back_bodies(drafts, pictures)
    drafts = take_out_intruders(drafts)
    finder = Finder(drafts, orphans)
    finder.run()
    title_pictures(finder.lost, pictures, finder.unplaced, notices)
    drafts = join_continuations(drop_strays(drafts, finder.unplaced, notices), finder.unplaced)
    return Page(
        stories=tuple(build_stories(drafts)),
        photos=tuple(build_photos(pictures, drafts)),
        unplaced=tuple(sorted([*finder.unplaced, *held], key=lambda piece: piece.line)),
        notices=tuple(sorted([*notices, *finder.notices], key=lambda notice: notice.line)),
        date=date,
        number=number,
    )


def _hold(text: str, notices: list[Notice]) -> tuple[str, list[Unplaced]]:
    """So many lines of a text as a page can have, and what is left of it."""
    if text.count("\n") <= MOST_LINES:
        return text, []
    *lines, rest = text.split("\n", MOST_LINES)
    text = "\n".join(lines)
    if not rest.strip():
        return text, []
    message = f"文本超过 {MOST_LINES} 行，不像一个版面：这一行起没有解析，请拆成一个版面一个文件"
    notices.append(Notice("unplaced", len(lines) + 1, message))
    return text, [Unplaced(len(lines) + 1, rest)]


def _split_jumps(blocks: list[Block]) -> list[Block]:
    """Jumps at the ends of paragraphs become blocks of their own."""
    made: list[Block] = []
    for block in blocks:
        if block.kind != "text" or "版" not in block.text:
            made.append(block)
            continue
        block.text, jumps = split_jumps(block.text)
        made += [_jump_block(block, jump) for jump in jumps if not jump.forward]
        made += [block] if block.text else []
        made += [_jump_block(block, jump) for jump in jumps if jump.forward]
    return made


def _jump_block(block: Block, jump: Jump) -> Block:
    return Block("jump", jump.printed, block.first, block.last, gap=block.gap, jump=jump, page=block.page)
