"""Tables of photos, with the pictures that were sent along in a zip."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db.models import QuerySet
from django.utils import timezone
from import_export.widgets import Widget  # type: ignore[import-untyped]

from articles.importing import duplicates, untouched
from articles.importing.tables import linked
from articles.importing.tables.articles import (
    PAGES,
    STAMP_HELP,
    STATUS_HELP,
    people_in,
    place_of,
    refused_for_status,
    row_key,
    signatures_of,
)
from articles.importing.tables.fields import (
    ChoiceWidget,
    Column,
    IssueWidget,
    LineWidget,
    NumberWidget,
    TextWidget,
)
from articles.importing.tables.plans import ID, STAMP, Cells
from articles.importing.tables.resource import TableResource
from articles.importing.tables.signatures import Signature, SignaturesWidget, signed
from articles.models import Article, Photo, PhotoCredit, Status
from articles.pagedump import DumpError

FILE = "文件名"
_CAPTION, _CREDITS = "图片说明", "署名"
_CHECK = "取自图片自带信息，请核对"


class HasPictures(Protocol):
    """Pictures by the names that a table calls them (see `articles.importing.pictures`)."""

    def get(self, name: str) -> Any:
        """Return the picture, with `file`, `caption` and `credits`. Raises DumpError."""

    def unused(self, used_names: Iterable[str]) -> list[str]:
        """Return the names of all that none of `used_names` calls."""


@dataclass(slots=True)
class Album:
    """The pictures that a chunk needs, made before its transaction; `made` is None until then."""

    source: HasPictures | None = None
    made: dict[str, Any] | None = None

    def make(self, names: Iterable[str]) -> None:
        """Make the pictures called `names`, or the reason why one cannot be had. This takes long."""
        self.made = {name: self._made(name) for name in dict.fromkeys(names)}

    def _made(self, name: str) -> Any:
        if self.source is None:
            return DumpError("没有随表格上传图片", "请把图片和表格放进同一个 zip 再导入，或清空这一格")
        try:
            return self.source.get(name)
        except DumpError as error:
            return error


class PictureWidget(Widget):  # type: ignore[misc]
    """The name of a picture: as a table calls it on the way in, as the storage does on the way out."""

    album: Album | None = None

    def clean(self, value: str, row: Any = None, **kwargs: Any) -> str:
        name = value.strip()
        if self.album is not None and self.album.made is not None:
            made = self.album.made.get(name)
            if isinstance(made, DumpError):
                raise ValueError(str(made).rstrip("。"))
        return name


class ArticleKeyWidget(NumberWidget):
    """The article that a photo belongs to, by its key. `known` is set for each chunk."""

    known: dict[int, Article] = {}

    def __init__(self) -> None:
        super().__init__(1, 2**63 - 1, may_be_blank=True)

    def clean(self, value: str, row: Any = None, **kwargs: Any) -> int | None:
        key = super().clean(value)
        if key is not None and key not in self.known:
            raise ValueError(f"没有编号为“{key}”的稿件。请核对，不属于稿件的请留空")
        return key


class PhotoTable(TableResource):
    """Photos: new ones become drafts, and drafts alone are changed."""

    id = Column(ID, "id", NumberWidget(1, 2**63 - 1), "已有图片的编号，照导出的填；新增的留空。")
    image = Column(
        FILE,
        "image",
        PictureWidget(),
        "随表格上传的 zip 里图片的文件名，写扩展名；没有图片文件的留空，留空不会删去已有的图片。",
        example="海棠.jpg",
        get=lambda photo: photo.image.name or "",
    )
    caption = Column(
        _CAPTION,
        "caption",
        TextWidget(),
        "和文件名至少填一项；留空而图片自带说明的，取图片自带的。",
        example="公园的海棠开了。",
        is_required=False,
    )
    alt = Column(
        "替代文字",
        "alt",
        LineWidget(200),
        "读屏软件朗读的文字：图上有什么。最多 200 字。",
        example="一树海棠花",
    )
    credits = Column(
        _CREDITS,
        "credits",
        SignaturesWidget(),
        "身份、空格、姓名，几个人用顿号分开；不是人名的用“ ”括起来。",
        example="摄 沈若谷",
        get=signatures_of,
    )
    article = Column(
        "稿件编号",
        "article",
        ArticleKeyWidget(),
        "图片所属稿件的编号；单独的图片新闻留空。",
        get=lambda photo: photo.article_id,
    )
    issue = Column(
        "出版日期",
        "issue",
        IssueWidget(),
        "见报的日期，写成 2025-03-07；新增时留空则同所属稿件。",
        example="2025-03-07",
        get=place_of,
    )
    page_number = Column(
        "版次",
        "page_number",
        NumberWidget(1, PAGES, may_be_blank=True),
        f"1 到 {PAGES} 的数字；新增时留空则同所属稿件。",
        example="2",
    )
    status = Column("状态", "status", ChoiceWidget(dict(Status.choices)), STATUS_HELP, read_only=True)
    stamp = Column(STAMP, "stamp", LineWidget(40), STAMP_HELP, read_only=True)

    class Meta:
        model = Photo

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.album = self.context.pictures or Album(made={})
        self.saved: list[str] = []  # Files that are nobody's should the transaction fail.
        if not self.context.is_undoing:
            self.fields["image"].widget.album = self.album

    def read(self, rows: QuerySet[Photo]) -> list[Photo]:
        found: list[Any] = list(rows.select_related("issue"))
        people = signed(PhotoCredit, "photo", [photo.pk for photo in found])
        for photo in found:
            photo.signed = people[photo.pk]
        return found

    def extra_state(self, instance: Any) -> list[Any]:
        return list(instance.signed)

    def look_up(self, cells: Cells) -> None:
        keys = [int(cell) for cell in cells.of("稿件编号") if cell.isdecimal() and len(cell) < 19]
        found = Article.objects.filter(pk__in=keys).select_related("issue").only("issue", "page_number")
        self.fields["article"].widget.known = {article.pk: article for article in found}
        self.people = self.fields["credits"].widget.people = people_in(cells.of(_CREDITS))

    def import_field(
        self, field: Column, instance: Any, row: dict[str, Any], *args: Any, **kwargs: Any
    ) -> None:
        if field.attribute == "image" and not row.get(field.header) and not self.context.is_undoing:
            return
        super().import_field(field, instance, row, *args, **kwargs)

    def check(self, instance: Any) -> None:
        plan = instance.plan
        if plan.is_new and not plan.values.keys() & {"caption", "image"}:
            raise ValidationError({"caption": "和文件名都是空的。请至少填一项"})
        if plan.is_new or instance.status == Status.DRAFT or self.context.is_undoing:
            return
        raise refused_for_status(instance, "这张图片")

    def identities(self, instance: Any) -> Iterator[tuple[str, Any]]:
        plan = instance.plan
        if not plan.is_new:
            return
        place = plan.values.get("issue")
        article = self._article_of(instance)
        date = place[0] if place else article.issue.date if article and article.issue else None
        credits = "\n".join(signature.credit_line for signature in plan.values.get("credits", ()))
        instance.source_key = row_key(instance)
        instance.fingerprint = duplicates.photo_fingerprint(date, instance.caption, credits)
        yield "source_key", instance.source_key
        if instance.fingerprint:
            yield "fingerprint", instance.fingerprint

    def twins(self, rows: QuerySet[Photo]) -> Iterable[Photo]:
        return rows.only("fingerprint", "source_key", "image", "width", "height")

    def meet(self, instance: Any, twin: Any) -> None:
        """The same row is in already. The same caption over another picture is another photo."""
        if twin.source_key == instance.source_key or "image" not in instance.plan.values:
            super().meet(instance, twin)
        elif twin.pk and not twin.image:
            known = f"已有同样说明和署名的图片（编号 {twin.pk}），还没有图片文件"
            instance.plan.refusal = (FILE, f"{known}。要给它补上，请在“{ID}”列填 {twin.pk}。")
        else:
            instance.fingerprint = None

    def own_fields(self, instance: Any) -> set[str]:
        changed = {name for name in ("article", "issue", "image") if name in instance.plan.values}
        changed |= super().own_fields(instance) | ({"width", "height"} if "image" in changed else set())
        return changed | {"caption", "updated_at"} if changed else changed

    def link(self, instances: Sequence[Any]) -> None:
        now = timezone.now()
        for instance in instances:
            instance.updated_at = now
            self._set_article(instance)
            if "image" in instance.plan.values:
                self._set_image(instance, instance.plan.values["image"])
        linked.set_issues(instances)
        linked.set_people(instances, "credits", self.people)
        for instance in instances:
            if instance.plan.is_new:
                credits = linked.credit_values(instance.plan.values.get("credits", ()))
                instance.imported_as = untouched.of_photo(instance, credits)

    def write_links(self, instances: Sequence[Any]) -> None:
        linked.write_credits(PhotoCredit, "photo", instances, self.context)

    def _article_of(self, instance: Any) -> Article | None:
        known: dict[int, Article] = self.fields["article"].widget.known
        return known.get(instance.plan.values.get("article"))

    def _set_article(self, instance: Any) -> None:
        plan = instance.plan
        if "article" in plan.values:
            instance.article_id = plan.values["article"]
        article = self._article_of(instance)
        if plan.is_new and article:
            instance.issue_id = article.issue_id
            if instance.page_number is None:
                instance.page_number = article.page_number

    def _set_image(self, instance: Any, name: str) -> None:
        """Store the picture, and take from it what the row leaves empty."""
        if self.context.is_undoing:
            instance.image = name
            return
        picture = (self.album.made or {})[name]
        instance.image.save(picture.file.name, picture.file, save=False)
        self.saved.append(instance.image.name)
        if instance.status != Status.DRAFT:
            return
        plan = instance.plan
        if picture.caption and not instance.caption:
            instance.caption = picture.caption
            plan.changes[_CAPTION] = ("", picture.caption)
            plan.notes.append(f"说明{_CHECK}")
        has_credits = plan.before.get(_CREDITS) and "credits" not in plan.values
        if picture.credits and not (plan.values.get("credits") or has_credits):
            plan.values["credits"] = [Signature("摄", printed=picture.credits)]
            plan.changes[_CREDITS] = ("", str(plan.values["credits"][0]))
            plan.notes.append(f"署名{_CHECK}")


def delete_files(names: Iterable[str]) -> None:
    """Delete pictures from the storage that no photo has any more."""
    for name in filter(None, names):
        default_storage.delete(name)
