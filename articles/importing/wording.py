"""What an article or a photo says, field by field, as people compare it: stored, or read anew."""

from typing import Any

from django.db.models import Prefetch

from articles.body import to_source
from articles.importing.drafts import ArticleDraft, PageDraft, PhotoDraft
from articles.models import Article, Byline, Photo, PhotoCredit

Fields = dict[str, str]

OF = "所属稿件"

_TEXTS = {"kicker": "引题", "headline": "标题", "subhead": "副题", "dateline": "消息头"}


def _with_people(path: str, model: type[Any]) -> "Prefetch[Any]":
    return Prefetch(path, model.objects.select_related("correspondent"))


# What has to be read along with many articles or photos.
OF_ARTICLES = ("column", "issue", _with_people("bylines", Byline))
OF_PHOTOS = ("article", "issue", _with_people("credits", PhotoCredit))


def of_row(row: Article | Photo) -> Fields:
    """Return what a stored row says."""
    if isinstance(row, Photo):
        article = row.article.headline if row.article else ""
        return _photo(row.caption, _signed(row.credits.all()), article) | _place(row.issue, row.page_number)
    texts = {name: getattr(row, name) for name in _TEXTS}
    column = row.column.name if row.column else ""
    said = _article(texts, column, _signed(row.bylines.all()), row.body)
    return said | _place(row.issue, row.page_number)


def of_draft(draft: ArticleDraft | PhotoDraft, page: PageDraft) -> Fields:
    """Return what a reading says that is not stored."""
    printed_in, number = page.found.place, draft.values["page_number"]
    if isinstance(draft, ArticleDraft):
        said = _article(draft.values, draft.column, _printed(draft.bylines), draft.values["body"])
        return said | _place(printed_in, number)
    of = None if draft.picture.story is None else page.articles[draft.picture.story].values
    said = _photo(draft.values["caption"], _printed(draft.credits), of["headline"] if of else "")
    return said | _place(printed_in, of["page_number"] if of else number)


def differences(before: Fields, after: Fields) -> dict[str, tuple[str, str]]:
    """Return what differs, by field: how it was and how it is."""
    names = dict.fromkeys((*before, *after))
    found = {name: (before.get(name, ""), after.get(name, "")) for name in names}
    return {name: both for name, both in found.items() if both[0] != both[1]}


def _article(texts: dict[str, Any], column: str, signed: str, body: str) -> Fields:
    heads = {label: texts[name] for name, label in _TEXTS.items()}
    return {**heads, "栏目": column, "署名": signed, "正文": to_source(body)}


def _photo(caption: str, signed: str, article: str) -> Fields:
    return {"图片说明": caption, "署名": signed, OF: article}


def _place(printed: Any, page_number: int | None) -> Fields:
    """`printed` has a date: an issue, or the place that a dump tells; None for no issue."""
    date = printed.date if printed else None
    return {"刊期": date.isoformat() if date else "", "版次": str(page_number or "")}


def _signed(credits: Any) -> str:
    return "、".join(credit.credit_line or str(credit) for credit in credits)


def _printed(credits: list[dict[str, Any]]) -> str:
    return "、".join(credit["credit_line"] for credit in credits)
