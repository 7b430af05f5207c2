"""What a merge would do, before anybody does it."""

from dataclasses import dataclass

from articles.models import Article
from articles.people.hands import held_by
from articles.people.regrouping import check_pair
from people.models import Correspondent

SHOWN = 10


@dataclass(frozen=True, slots=True)
class Forecast:
    """What would pass on: so many bylines and photo credits, aliases, an account; the new alias.

    `together` are articles that both have signed, which speaks for two people.
    """

    bylines: int
    credits: int
    aliases: list[str]
    new_alias: str
    account: str
    together: list[Article]


def forecast(kept: Correspondent, gone: Correspondent) -> Forecast:
    """Return what merging `gone` into `kept` would do. Raises RegroupingError where it cannot be."""
    check_pair(kept, gone)
    held = held_by(gone.pk)
    aliases = [alias.name for alias in gone.aliases.all()]
    known = {kept.name_key, *(alias.name_key for alias in kept.aliases.all())}
    together = Article.objects.filter(bylines__correspondent=kept).filter(bylines__correspondent=gone)
    return Forecast(
        bylines=len(held["byline"]),
        credits=len(held["photocredit"]),
        aliases=aliases,
        new_alias="" if gone.name_key in known else gone.name,
        account=gone.user.get_username() if gone.user else "",
        together=list(together.distinct().only("headline").order_by("-pk")[:SHOWN]),
    )
