import pytest

from articles import tags
from tests.factories import make_article


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("助餐，社区、老年人", ["助餐", "社区", "老年人"]),
        ("一网通办,5G; 一网通办", ["5G", "一网通办"]),
        ("两 个 词", ["两 个 词"]),
        (" ，、", []),
    ],
)
def test_chinese_separators_part_tags(typed, expected):
    assert sorted(tags.parse(typed)) == sorted(expected)


@pytest.mark.django_db
def test_tags_keep_their_characters_in_their_address():
    article = make_article()
    article.tags.add("社区助餐")
    assert [tag.slug for tag in article.tags.all()] == ["社区助餐"]
    assert tags.join(article.tags.all()) == "社区助餐"
