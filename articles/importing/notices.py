"""The notices that some dumps have, and which of them a new reading raises again."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable

from articles.importing.judgement import slices
from articles.models import Notice
from articles.pagedump import Notice as Doubt

Subject = tuple[int, int | None, int | None]  # A dump, and an article or a photo of it, or neither: the page.


class Notices:
    """The notices of `dumps`."""

    def __init__(self, dumps: Collection[int]) -> None:
        self._rows = list(Notice.objects.filter(dump__in=dumps))
        self._said: dict[Subject, set[Doubt]] = defaultdict(set)
        self._raised: dict[Subject, set[Doubt]] = defaultdict(set)
        for row in self._rows:
            self._said[_subject(row)].add(_doubt(row))

    def unsaid(self, subject: Subject, doubts: Iterable[Doubt]) -> list[Doubt]:
        """Take down what a new reading doubts of a subject, and return what no notice says yet."""
        raised = list(doubts)
        self._raised[subject].update(raised)
        return [doubt for doubt in raised if doubt not in self._said[subject]]

    def still(self, subject: Subject, code: str, line: int) -> None:
        """Take down that what is said of a line still holds."""
        self._raised[subject] |= {d for d in self._said[subject] if (d.code, d.line) == (code, line)}

    def forget(self, holds: Callable[[Notice], bool]) -> None:
        """Remove what nobody has settled and no reading raises again, of the subjects taken down.

        `holds` tells of a notice whether it does so whatever a reading says.
        """
        outdated = [
            row.pk
            for row in self._rows
            if _subject(row) in self._raised and _doubt(row) not in self._raised[_subject(row)]
            if not row.resolved and not holds(row)
        ]
        for keys in slices(outdated):
            Notice.objects.filter(pk__in=keys).delete()


def _subject(row: Notice) -> Subject:
    return row.dump_id, row.article_id, row.photo_id


def _doubt(row: Notice) -> Doubt:
    return Doubt(row.code, row.line, row.message)
