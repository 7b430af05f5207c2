"""Last placements: which story a picture belongs to, and text that belongs to none."""

from __future__ import annotations

from collections.abc import Iterator

from .blocks import Block
from .chars import is_finished
from .document import Notice, Photo, Unplaced
from .drafts import Draft, Orphan
from .photos import Picture

_STRAY_LENGTH = 30


def give_back_bodies(drafts: list[Draft], pictures: list[Picture]) -> None:
    """A signed article whose only text was taken for a caption gets it back; the picture keeps its credit."""
    by_place = {picture.at: picture for picture in reversed(pictures)}
    for draft in drafts:
        picture = by_place.get(draft.span[1] + 1)
        if draft.items or not draft.bylines or not draft.headings or picture is None or not picture.caption:
            continue
        draft.items = [Block("text", text, picture.first, picture.last) for text in picture.caption]
        draft.positions.append(picture.at)
        picture.caption = []
        message = "图片说明与正文不易区分：这段文字作为正文处理，请核对"
        picture.notices.append(Notice("missing-caption", picture.first, message))


def title_pictures(
    lost: list[Orphan], pictures: list[Picture], unplaced: list[Unplaced], notices: list[Notice]
) -> None:
    """A heading straight above a picture is its title and opens its caption; the others are unplaced."""
    by_place = {picture.at: picture for picture in reversed(pictures)}
    for orphan in reversed(lost):
        block = orphan.block
        picture = by_place.pop(orphan.position + 1, None)
        if picture is None:
            unplaced.append(Unplaced(block.first, block.text))
            message = f"标题“{block.text}”没有找到对应的正文，请核对"
            notices.append(Notice("doubtful-heading", block.first, message))
            continue
        picture.caption.insert(0, block.text)
        picture.first = min(picture.first, block.first)
        message = f"“{block.text}”作为图片标题并入图片说明，请核对"
        picture.notices.append(Notice("doubtful-heading", block.first, message))


def drop_strays(drafts: list[Draft], unplaced: list[Unplaced], notices: list[Notice]) -> list[Draft]:
    """Drafts without any text go; so does a stray scrap without heading and byline, to `unplaced`."""
    kept = []
    for draft in drafts:
        if not draft.blocks:
            notices.extend(draft.notices)
        elif _is_stray(draft):
            notices.extend(draft.notices)
            for block in draft.items:
                unplaced.append(Unplaced(block.first, block.text))
                notices.append(
                    Notice("unplaced", block.first, f"这行文字没有归入任何稿件，请核对：{block.text}")
                )
        else:
            kept.append(draft)
    return kept


def _is_stray(draft: Draft) -> bool:
    if draft.headings or draft.bylines or draft.continues:
        return False
    length = sum(len(block.text) for block in draft.items)
    return length < _STRAY_LENGTH and not any(is_finished(block.text) for block in draft.items)


def build_photos(pictures: list[Picture], drafts: list[Draft]) -> Iterator[Photo]:
    """Photos with the index of the story that goes on around them."""
    homes: dict[int, int] = {}
    for index, draft in enumerate(drafts):
        for first, last in [draft.span, *draft.spans]:
            homes.update(dict.fromkeys(range(first + 1, last + 1), index))
    for picture in pictures:
        yield Photo(
            caption=tuple(picture.caption),
            credits=picture.credits,
            story=homes.get(picture.at),
            first_line=picture.first,
            last_line=picture.last,
            notices=tuple(picture.notices),
        )
