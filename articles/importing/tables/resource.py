"""Rows of a table to rows of a model: django-import-export's Resource, a chunk of rows at a time.

A row is first compared with what is there as it would be exported. Only what differs is read, so
that an export comes back in unchanged whatever is in it. Nothing is set before the whole row is found
good, and nothing is written before the whole chunk is planned: a dry run is a plan.
"""

import copy
import json
import logging
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property
from hashlib import blake2b
from typing import Any

from django.core.exceptions import ValidationError
from django.db import Error
from django.db.models import Model, QuerySet
from import_export.instance_loaders import BaseInstanceLoader  # type: ignore[import-untyped]
from import_export.resources import Resource  # type: ignore[import-untyped]
from import_export.results import Result, RowResult  # type: ignore[import-untyped]
from tablib import Dataset  # type: ignore[import-untyped]

from articles.importing.tables.cells import Fault
from articles.importing.tables.fields import Column, brief
from articles.importing.tables.opening import Row
from articles.importing.tables.plans import ID, STAMP, Cells, Context, Outcome, Plan
from articles.models import BatchRow

logger = logging.getLogger(__name__)


class ChunkLoader(BaseInstanceLoader):  # type: ignore[misc]
    """Finds the objects of a chunk by their keys, all at once."""

    def __init__(self, resource: "TableResource", dataset: Dataset) -> None:
        super().__init__(resource, dataset)
        given = dataset[ID] if ID in (dataset.headers or ()) else ()
        keys = {_key_of(cell) for cell in given if cell} - {0}
        self._found = {instance.pk: instance for instance in resource.locked(keys)}
        self._before = {key: resource.texts(instance) for key, instance in self._found.items()}

    def get_instance(self, row: dict[str, Any]) -> Any:
        """Return the object that a row names, each time as a copy of its own; None where there is none."""
        key = _key_of(row[ID])
        if key not in self._found:
            return None
        instance = copy.copy(self._found[key])
        instance.plan = Plan(before=self._before[key], is_new=False)
        return instance


class TableResource(Resource):  # type: ignore[misc]
    """One chunk of a table. Make a new one for each chunk; use it inside the chunk's transaction."""

    class Meta:
        model: type[Model]
        instance_loader_class = ChunkLoader
        use_bulk = True
        batch_size = None
        skip_diff = True
        skip_unchanged = True
        report_skipped = True
        store_instance = True
        use_transactions = False

    def __init__(self, context: Context, *, dry_run: bool = False) -> None:
        super().__init__()
        self.context, self.is_dry_run = context, dry_run
        self.digests: dict[int, str] = {}
        self._changed_in: dict[int, int] = {}

    # What each kind of table tells of itself

    def read(self, rows: QuerySet[Any]) -> list[Any]:
        """Read `rows` with all that their cells are made of, in a few queries."""
        return list(rows)

    def look_up(self, cells: Cells) -> None:
        """Read what the widgets need to understand the cells of this chunk, in a few queries."""

    def check(self, instance: Any) -> None:
        """Raise ValidationError where the row may not do what it would."""

    def identities(self, instance: Any) -> Iterator[tuple[str, Any]]:
        """Yield what tells that `instance` is another's twin, as fields and their values."""
        yield from ()

    def twins(self, rows: QuerySet[Any]) -> Iterable[Any]:
        """Read `rows` with what `meet` needs of them."""
        return rows

    def meet(self, instance: Any, twin: Any) -> None:
        """Decide what becomes of a row whose object is in already as `twin`, or comes in an earlier row."""
        instance.pk, instance.plan.is_already_in = twin.pk, True

    def link(self, instances: Sequence[Any]) -> None:
        """Find or make what `instances` link to, and set it."""

    def write_links(self, instances: Sequence[Any]) -> None:
        """Write what links to `instances`, which are in the database now."""

    def extra_state(self, instance: Any) -> list[Any]:
        """Return what people can change of `instance` that its cells do not tell, or not exactly."""
        return []

    # Texts and digests

    @cached_property
    def columns(self) -> list[Column]:
        """All columns, in their order."""
        return list(self.fields.values())

    @cached_property
    def _settable(self) -> list[Column]:
        return [column for column in self.columns if not column.readonly]

    def texts(self, instance: Any) -> dict[str, str]:
        """Return the cells of `instance` by header."""
        cells = {column.header: column.text_of(instance) for column in self.columns if column.header != STAMP}
        return {**cells, STAMP: f"v{self._digest(cells, instance)[:12]}"}

    def digest(self, instance: Any) -> str:
        """Return 32 hexadecimal figures that are others as soon as somebody changes `instance`."""
        cells = {column.header: column.text_of(instance) for column in self.columns if column.header != STAMP}
        return self._digest(cells, instance)

    def _digest(self, cells: dict[str, str], instance: Any) -> str:
        state = json.dumps([cells, self.extra_state(instance)], sort_keys=True)
        return blake2b(state.encode(), digest_size=16).hexdigest()

    def locked(self, keys: Collection[int]) -> list[Any]:
        """Return the objects with `keys`, which nobody else changes before the chunk is written."""
        rows = self.with_keys(keys).order_by("pk")
        return self.read(rows if self.is_dry_run else rows.select_for_update(of=("self",))) if keys else []

    def with_keys(self, keys: Collection[int]) -> QuerySet[Any]:
        """Return the objects with `keys`."""
        rows: QuerySet[Any] = self._meta.model.objects.filter(pk__in=keys)
        return rows

    # The library's steps

    def run(self, rows: Sequence[Row], headers: Sequence[str]) -> list[Outcome]:
        """Import `rows`, and return what became of each."""
        dataset = Dataset(headers=headers)
        for row in rows:
            dataset.append([row.cells.get(header) for header in headers])
        self._numbers = [row.number for row in rows]
        result = self.import_data(dataset)
        return [self._outcome(row.number, found) for row, found in zip(rows, result.rows, strict=True)]

    def before_import(self, dataset: Dataset, **kwargs: Any) -> None:
        self.look_up(Cells(dataset))

    def before_import_row(self, row: dict[str, Any], **kwargs: Any) -> None:
        self._number = self._numbers[kwargs["row_number"] - 1]
        self._stamp = (row.get(STAMP) or "").strip()

    def get_or_init_instance(self, instance_loader: ChunkLoader, row: dict[str, Any]) -> tuple[Any, bool]:
        cell = row.get(ID) or ""
        if isinstance(cell, Fault):
            raise ValidationError({"id": cell})
        instance = instance_loader.get_instance(row) if cell.strip() else self._new()
        if instance is None:
            label = self._meta.model._meta.verbose_name
            raise ValidationError({"id": f"没有编号为“{brief(cell)}”的{label}。请核对，新增的请留空"})
        instance.plan.number = self._number
        return instance, instance.plan.is_new

    def _new(self) -> Any:
        instance: Any = self._meta.model()
        instance.plan = Plan()
        return instance

    def get_import_fields(self) -> list[Column]:
        return self._settable

    def import_field(
        self, field: Column, instance: Any, row: dict[str, Any], *args: Any, **kwargs: Any
    ) -> None:
        """Note the value of a cell that differs from what is there."""
        cell, plan = row.get(field.header), instance.plan
        before = plan.before.get(field.header, "")
        if cell is None or cell == before or field.header == ID:
            return
        if isinstance(cell, Fault):
            raise ValueError(cell)
        value = field.widget.clean(cell, row=row, notes=plan.notes)
        after = field.widget.render(value)
        if after != before:
            plan.values[field.attribute] = value
            plan.changes[field.header] = (before, after)

    def skip_row(self, instance: Any, original: Any, row: Any, import_validation_errors: Any = None) -> bool:
        return not (import_validation_errors or instance.plan.changes or instance.plan.is_new)

    def validate_instance(
        self, instance: Any, import_validation_errors: Any = None, validate_unique: bool = True
    ) -> None:
        errors = dict(import_validation_errors or {})
        if instance.plan.is_new:
            for column in self._settable:
                if column.is_required and column.attribute not in {*instance.plan.values, *errors}:
                    errors[column.attribute] = ValidationError("不能为空。请填写")
        if errors:
            raise ValidationError(errors)
        if not instance.plan.is_new:
            self._check_change(instance)
        self.check(instance)

    def _check_change(self, instance: Any) -> None:
        if number := self._changed_in.get(instance.pk):
            raise ValidationError({"id": f"编号 {instance.pk} 在第 {number} 行已经改过。请把两行合并"})
        if self._stamp not in ("", instance.plan.before[STAMP]):
            raise ValidationError({"stamp": "导出之后有人改过。请重新导出，在新的表格里改"})

    def before_save_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
        if not instance.plan.is_new:
            self._changed_in[instance.pk] = instance.plan.number
        for column in self._settable:
            if not column.is_linked and column.attribute in instance.plan.values:
                setattr(instance, column.attribute, instance.plan.values[column.attribute])

    def bulk_create(self, *args: Any, **kwargs: Any) -> None:
        """Part the new ones from those that are in already, and write them with what they link to."""
        self._settle_identities()
        if not self.is_dry_run:
            instances = [*self.create_instances, *self.update_instances]
            self.link(sorted(instances, key=lambda instance: instance.plan.number))
            super().bulk_create(*args, **kwargs)

    def bulk_update(self, *args: Any, **kwargs: Any) -> None:
        """Write those changed values that stand in the objects' own rows."""
        own = {instance.pk: self.own_fields(instance) for instance in self.update_instances}
        touched = [instance for instance in self.update_instances if own[instance.pk]]
        if touched and not self.is_dry_run:
            self._meta.model.objects.bulk_update(touched, sorted(set().union(*own.values())))

    def own_fields(self, instance: Any) -> set[str]:
        """Return which of the fields of its own a row changes."""
        columns = (column for column in self._settable if not column.is_linked)
        return {column.attribute for column in columns if column.attribute in instance.plan.values}

    def after_import(self, dataset: Dataset, result: Result, **kwargs: Any) -> None:
        """Write the links, and take the digest of what each row has left in the database."""
        if self.is_dry_run:
            return
        done = [r.instance for r in result.rows if r.instance is not None and r.instance.plan.is_written]
        self.write_links(done)
        fresh = self.read(self.with_keys([instance.pk for instance in done])) if done else []
        self.digests = {instance.pk: self.digest(instance) for instance in fresh}

    def handle_import_error(self, result: Result, error: Exception, raise_errors: bool = False) -> None:
        """The library would note it and go on: here the chunk fails, and is tried again or in parts."""
        raise error

    # Twins and outcomes

    def _settle_identities(self) -> None:
        wanted: dict[tuple[str, Any], list[Any]] = {}
        for instance in [*self.update_instances, *self.create_instances]:
            for identity in self.identities(instance):
                wanted.setdefault(identity, []).append(instance)
        known = self._known(wanted)
        for identity, instances in wanted.items():
            twin = known.get(identity)
            for instance in instances:
                if twin is None:
                    twin = instance
                elif not (instance.plan.is_settled or (twin.pk and twin.pk == instance.pk)):
                    self.meet(instance, twin)
        for waiting in (self.create_instances, self.update_instances):
            waiting[:] = [instance for instance in waiting if not instance.plan.is_settled]

    def _known(self, identities: Iterable[tuple[str, Any]]) -> dict[tuple[str, Any], Any]:
        """The objects that are in, by what they are known by."""
        by_field: dict[str, list[Any]] = {}
        for name, value in identities:
            by_field.setdefault(name, []).append(value)
        found = {}
        for name, values in by_field.items():
            for instance in self.twins(self.held(self._meta.model.objects.filter(**{f"{name}__in": values}))):
                found[name, getattr(instance, name)] = instance
        return found

    def held(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Return `rows` so that none of them goes before it is written that they were found."""
        rows = rows.order_by("pk")
        return rows if self.is_dry_run else rows.select_for_update(of=("self",), no_key=True)

    def _outcome(self, number: int, found: RowResult) -> Outcome:
        if found.errors:
            return _failed(number, found.errors[-1].error)
        if found.validation_error:
            return Outcome(number, BatchRow.Outcome.REFUSED, *self._told(found.validation_error))
        plan, key = found.instance.plan, found.instance.pk
        if plan.refusal:
            return Outcome(number, BatchRow.Outcome.REFUSED, *plan.refusal)
        message = "；".join(dict.fromkeys(plan.notes))
        if plan.is_already_in or not (plan.changes or plan.is_new):
            return Outcome(number, "same", "", message, key, is_found=plan.is_already_in)
        outcome = BatchRow.Outcome.NEW if plan.is_new else BatchRow.Outcome.CHANGED
        digest = self.digests.get(key, "")
        return Outcome(number, outcome, "", message, key, plan.changes, digest, plan.made, plan.kept)

    def _told(self, error: ValidationError) -> tuple[str, str]:
        """The first column that is wrong, and all that is wrong."""
        headers = {column.attribute: column.header for column in self.columns}
        wrong = [(headers.get(name, ""), "".join(said)) for name, said in error.message_dict.items()]
        first, said = wrong[0]
        others = (f"“{header}”{text}" if header else text for header, text in wrong[1:])
        return first, "。".join((said.rstrip("。"), *(text.rstrip("。") for text in others))) + "。"


def _key_of(cell: str) -> int:
    """The key that a cell holds; 0 for none."""
    text = cell.strip()
    return int(text) if text.isdecimal() and len(text) < 19 else 0


def _failed(number: int, error: Exception) -> Outcome:
    """A fault of the database's spoils the chunk; one of the program's costs its own row and no other."""
    if isinstance(error, Error):
        raise error
    logger.error("a row of a table failed", exc_info=error)
    message = "程序读不懂这一行。请把它交给系统维护人员，其余行不受影响。"
    return Outcome(number, BatchRow.Outcome.REFUSED, "", message)
