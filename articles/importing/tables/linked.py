"""What rows link to, found or made for a whole chunk in a few statements."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models.functions import Lower
from taggit.models import Tag, TaggedItem

from articles import tags
from articles.importing import bulk, untouched
from articles.importing.columns import Columns
from articles.importing.tables.fields import Place
from articles.importing.tables.plans import Context, Plan
from articles.importing.tables.signatures import People, Signature
from articles.models import Article, Issue


def set_issues(instances: Iterable[Any]) -> None:
    """Set the issues that the rows name, and note those made for them."""
    naming = [instance for instance in instances if "issue" in instance.plan.values]
    places = {instance.plan.values["issue"] for instance in naming} - {None}
    known = _issues(places)
    missing = sorted(places - set(known))
    Issue.objects.bulk_create((Issue(date=d, edition=e) for d, e in missing), ignore_conflicts=True)
    known |= _issues(missing)
    made = {known[place].pk: untouched.of_issue(known[place]) for place in missing}
    for instance in naming:
        instance.issue = known.get(instance.plan.values["issue"])
        _note(instance.plan, made, "issues", instance.issue)


def _issues(places: Iterable[Place]) -> dict[Place, Issue]:
    wanted = {date for date, _ in places}
    rows = Issue.objects.filter(date__in=wanted) if wanted else ()
    return {(issue.date, issue.edition): issue for issue in rows}


def set_columns(instances: Iterable[Any]) -> None:
    """Set the columns (栏目) that the rows name, and note those made for them."""
    naming = [instance for instance in instances if "column" in instance.plan.values]
    columns = Columns(instance.plan.values["column"] for instance in naming)
    for instance in naming:
        instance.column = columns.get(instance.plan.values["column"])
        _note(instance.plan, columns.made, "columns", instance.column)


def set_people(instances: Iterable[Any], attribute: str, people: People) -> None:
    """Make the people who sign and are not in yet, and note for which row each was made."""
    naming = [instance for instance in instances if attribute in instance.plan.values]
    people.make(signature for instance in naming for signature in instance.plan.values[attribute])
    for instance in naming:
        settled = [people.settle(signature) for signature in instance.plan.values[attribute]]
        instance.plan.values[attribute] = settled
        for signature in settled:
            _note(instance.plan, people.made, "people", signature.person)


def _note(plan: Plan, made: dict[int, str], kind: str, row: Any) -> None:
    """Note with the first row that names it that `row` was made for it."""
    if row is not None and row.pk in made:
        plan.made.setdefault(kind, {})[str(row.pk)] = made.pop(row.pk)


def credit_values(signatures: Iterable[Signature]) -> list[dict[str, Any]]:
    """Return the values of the credits that make up some signatures."""
    return [
        {
            "correspondent_id": signature.person.pk if signature.person else None,
            "role": signature.role,
            "credit_line": signature.credit_line,
            "position": position,
        }
        for position, signature in enumerate(signatures)
    ]


def write_credits(model: Any, link: str, instances: Iterable[Any], context: Context) -> None:
    """Give `instances` the bylines or photo credits, of `model`, that their rows name; the old ones go.

    Who signed before in the same role keeps the line that was printed.
    """
    attribute = model._meta.get_field(link).remote_field.related_name
    naming = [instance for instance in instances if attribute in instance.plan.values]
    old = _old_credits(model, link, [i.pk for i in naming if not i.plan.is_new])
    credits = []
    for instance in naming:
        before = old[instance.pk]
        lines = context.printed.get(instance.pk) or ()
        if not instance.plan.is_new:
            instance.plan.printed = [credit.credit_line for credit in before]
        known = {(c.correspondent_id, c.role): c.credit_line for c in before if c.correspondent_id}
        for values in credit_values(instance.plan.values[attribute]):
            kept = known.get((values["correspondent_id"], values["role"]))
            printed = lines[values["position"]] if values["position"] < len(lines) else kept
            values["credit_line"] = printed or values["credit_line"]
            credits.append({f"{link}_id": instance.pk, "listed_on": instance.listed_on, **values})
    bulk.insert(model, credits)


def _old_credits(model: Any, link: str, keys: Collection[int]) -> dict[int, list[Any]]:
    rows = model.objects.filter(**{f"{link}__in": keys}) if keys else ()
    found = defaultdict(list)
    for credit in rows:
        found[getattr(credit, f"{link}_id")].append(credit)
    model.objects.filter(pk__in=[credit.pk for credits in found.values() for credit in credits]).delete()
    return found


def tags_of(keys: Iterable[int]) -> dict[int, list[str]]:
    """Return the names of the tags of articles."""
    kind = ContentType.objects.get_for_model(Article)
    items = TaggedItem.objects.filter(content_type=kind, object_id__in=list(keys))
    names = defaultdict(list)
    for key, name in items.values_list("object_id", "tag__name"):
        names[key].append(name)
    return names


def tag_names(text: str) -> dict[str, str]:
    """Return how the tags in `text` that are in already are spelled, by their names in small letters."""
    return {folded: tag.name for folded, tag in _found(tags.parse(text)).items()}


def write_tags(articles: Iterable[Any]) -> None:
    """Give each of `articles` just the tags that its row names."""
    naming = [article for article in articles if "tags" in article.plan.values]
    if not naming:
        return
    kind = ContentType.objects.get_for_model(Article)
    known = _made({name for article in naming for name in article.plan.values["tags"]})
    old = [article.pk for article in naming if not article.plan.is_new]
    TaggedItem.objects.filter(content_type=kind, object_id__in=old).delete()
    items = [
        {"object_id": article.pk, "tag_id": known[name.casefold()].pk}
        for article in naming
        for name in article.plan.values["tags"]
    ]
    bulk.insert(TaggedItem, items, content_type_id=kind.pk)


def _made(names: set[str]) -> dict[str, Tag]:
    """The tags called `names`, found or made, by their names in small letters."""
    found = _found(names)
    missing = {name.casefold(): name for name in sorted(names) if name.casefold() not in found}
    fresh = [Tag(name=name, slug=Tag().slugify(name)) for name in missing.values()]
    taken = set(Tag.objects.filter(slug__in=[tag.slug for tag in fresh]).values_list("slug", flat=True))
    free = {tag.slug: tag for tag in fresh if tag.slug and tag.slug not in taken}
    Tag.objects.bulk_create(free.values(), ignore_conflicts=True)
    found |= _found(missing.values())
    for folded in sorted(missing.keys() - found.keys()):  # Tags with an address that another one has.
        found[folded], _ = Tag.objects.get_or_create(name=missing[folded])
    return found


def _found(names: Iterable[str]) -> dict[str, Tag]:
    """The oldest tags that have `names`, whatever the case, by their names in small letters."""
    wanted = {name.casefold() for name in names}
    if not wanted:
        return {}
    rows = Tag.objects.annotate(folded=Lower("name")).filter(folded__in=wanted).order_by("-pk")
    return {tag.name.casefold(): tag for tag in rows}
