import pytest

from articles.importing.columns import Columns, free_slug
from articles.models import Column

pytestmark = pytest.mark.django_db


def test_a_column_is_made_once_with_an_address_from_its_pinyin():
    columns = Columns(["民生实事", "", "民生实事"])
    column = columns.get("民生实事")
    assert column == Column.objects.get()
    assert column.slug == "min-sheng-shi-shi"
    assert set(columns.made) == {column.pk}
    assert Columns(["民生实事"]).made == {}


def test_no_name_is_no_column():
    assert Columns([""]).get("") is None


@pytest.mark.parametrize("name", ["民生 实事", "民声时事"])
def test_columns_of_one_sound_have_two_addresses(name):
    Columns(["民生实事"])
    assert free_slug(name) == "min-sheng-shi-shi-2"


def test_a_name_without_letters_still_has_an_address():
    assert free_slug("★") == "column"
