"""What two editors do at the same moment. Use it in a process of `tests.faults.newsrooms`."""


def begin(turn: int) -> list[int]:
    """Make three people who have signed something, and return their keys. `turn` tells their names apart."""
    from tests.factories import make_article, make_person

    people = [make_person(organisation=f"第 {turn} 回") for _ in range(3)]
    for person in people:
        make_article(status="draft", people=[person])
    return [person.pk for person in people]


def merge(into: int, other: int) -> str:
    """Merge two people, and return why that cannot be."""
    from articles.people import regrouping
    from articles.people.hands import RegroupingError

    try:
        regrouping.merge(into, other, by=None)
    except RegroupingError as error:
        return str(error)
    return ""


def signers() -> list[int]:
    """Who has signed what is there."""
    from articles.models import Byline

    return list(Byline.objects.values_list("correspondent", flat=True))
