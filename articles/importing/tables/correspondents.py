"""Tables of correspondents."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db.models import QuerySet

from articles.importing.tables.articles import STAMP_HELP
from articles.importing.tables.fields import Column, LineWidget, ListWidget, NumberWidget
from articles.importing.tables.plans import ID, STAMP
from articles.importing.tables.resource import TableResource
from articles.importing.tables.signatures import ORGANISATION_LENGTH, checked_name
from people.models import NAME_LENGTH, Correspondent, CorrespondentAlias
from people.names import name_key, pinyin


class NameWidget(LineWidget):
    """A person's name."""

    def __init__(self) -> None:
        super().__init__(NAME_LENGTH, may_be_blank=False)

    def clean(self, value: str, row: Any = None, **kwargs: Any) -> str:
        return checked_name(value)


class AliasesWidget(ListWidget):
    """Other names of a person, each different from the others when compared."""

    def __init__(self) -> None:
        super().__init__(NAME_LENGTH)

    def clean(self, value: str, row: Any = None, **kwargs: Any) -> list[str]:
        return list({name_key(name): checked_name(name) for name in super().clean(value)}.values())


class CorrespondentTable(TableResource):
    """Correspondents, known by name and organisation."""

    id = Column(ID, "id", NumberWidget(1, 2**63 - 1), "已有人员的编号，照导出的填；新增的留空。")
    name = Column(
        "姓名", "name", NameWidget(), f"必填，最多 {NAME_LENGTH} 字。", example="祝青禾", is_required=True
    )
    organisation = Column(
        "单位",
        "organisation",
        LineWidget(ORGANISATION_LENGTH),
        f"最多 {ORGANISATION_LENGTH} 字；同名的人员靠它区分。",
        example="望江路街道",
    )
    aliases = Column(
        "别名",
        "aliases",
        AliasesWidget(),
        "笔名、曾用名、常见的误写，几个用顿号分开。",
        example="青禾",
        get=lambda person: [alias.name for alias in sorted(person.aliases.all(), key=lambda alias: alias.pk)],
    )
    stamp = Column(STAMP, "stamp", LineWidget(40), STAMP_HELP, read_only=True)

    class Meta:
        model = Correspondent

    def read(self, rows: QuerySet[Correspondent]) -> list[Correspondent]:
        return list(rows.prefetch_related("aliases"))

    def extra_state(self, instance: Any) -> list[Any]:
        return sorted(alias.name for alias in instance.aliases.all())

    def own_fields(self, instance: Any) -> set[str]:
        changed = super().own_fields(instance)
        return changed | {"name_key", "pinyin"} if changed else changed

    def before_save_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
        super().before_save_instance(instance, row, **kwargs)
        instance.name_key, instance.pinyin = name_key(instance.name), pinyin(instance.name)

    def identities(self, instance: Any) -> Iterator[tuple[str, Any]]:
        if instance.plan.values.keys() & {"name", "organisation"}:
            yield "person", (instance.name_key, instance.organisation)

    def _known(self, identities: Iterable[tuple[str, Any]]) -> dict[tuple[str, Any], Any]:
        keys = {key for _, (key, _) in identities}
        found = self.read(self.held(Correspondent.objects.filter(name_key__in=keys))) if keys else ()
        return {("person", (person.name_key, person.organisation)): person for person in found}

    def meet(self, instance: Any, twin: Any) -> None:
        meet_known(self, instance, twin, "同名、同单位的人员")

    def write_links(self, instances: Sequence[Any]) -> None:
        naming = [person for person in instances if "aliases" in person.plan.values]
        CorrespondentAlias.objects.filter(
            correspondent__in=[p.pk for p in naming if not p.plan.is_new]
        ).delete()
        CorrespondentAlias.objects.bulk_create(
            CorrespondentAlias(correspondent=person, name=name, name_key=name_key(name))
            for person in naming
            for name in person.plan.values["aliases"]
        )


def meet_known(table: TableResource, instance: Any, twin: Any, what: str) -> None:
    """Decide about a row whose object has the name of another: the same is in already, others are refused."""
    plan = instance.plan
    there = (
        table.texts(twin) if twin.pk else {header: after for header, (_, after) in twin.plan.changes.items()}
    )
    other = [header for header, (_, after) in plan.changes.items() if after != there.get(header, "")]
    if plan.is_new and not other:
        instance.pk, plan.is_already_in = twin.pk, True
    elif not plan.is_new:
        where = f"编号 {twin.pk}" if twin.pk else f"第 {twin.plan.number} 行"
        plan.refusal = (next(iter(plan.changes)), f"已有{what}（{where}）。请改成别的，或先处理那一个。")
    elif twin.pk:
        remedy = f"要改动它，请在“{ID}”列填 {twin.pk}"
        plan.refusal = (other[0], f"已有{what}（编号 {twin.pk}），内容不同。{remedy}。")
    else:
        plan.refusal = (other[0], f"与第 {twin.plan.number} 行是{what}，内容不同。请把两行合并。")
