import pytest

from articles.importing.people import PHOTOGRAPHS, WRITES, People
from articles.models import Article, Byline, PhotoCredit
from people.models import Correspondent, CorrespondentAlias
from tests.factories import make_article, make_person, make_photo

pytestmark = pytest.mark.django_db


def test_a_new_name_makes_one_person():
    people = People(["余辉"])
    first, doubts = people.find("余辉", WRITES, 3)
    second, _ = people.find("余　辉", WRITES, 9)
    assert first == second == Correspondent.objects.get()
    assert first.pinyin == "yu hui"
    assert set(people.made) == {first.pk}
    assert doubts == []


def test_nobody_is_made_of_no_name():
    assert People([""]).find("", PHOTOGRAPHS, 1) == (None, [])
    assert not Correspondent.objects.exists()


def test_a_known_person_is_found_by_an_alias():
    known = make_person("裴文澜")
    CorrespondentAlias.objects.create(correspondent=known, name="文岚", name_key="文岚")
    assert People(["文岚"]).find("文岚", WRITES, 1) == (known, [])


def test_a_known_person_with_an_organisation_is_found_by_the_name_alone():
    known = make_person("裴文澜", "区融媒体中心")
    assert People(["裴文澜"]).find("裴文澜", WRITES, 1) == (known, [])


def test_of_several_with_one_name_nobody_is_picked_in_silence():
    make_person("裴文澜", "区融媒体中心")
    make_person("裴文澜", "望江路街道")
    people = People(["裴文澜"])
    person, (doubt,) = people.find("裴文澜", WRITES, 7)
    assert person.organisation == ""
    assert (doubt.code, doubt.line) == ("doubtful-name", 7)
    assert "裴文澜（区融媒体中心）" in doubt.message


def test_a_writer_who_now_photographs_is_noted_once():
    writer = make_person("沈若谷")
    make_article(people=[writer])
    people = People(["沈若谷"])
    person, (doubt,) = people.find("沈若谷", PHOTOGRAPHS, 5)
    assert person == writer
    assert doubt.code == "same-name"
    assert people.find("沈若谷", PHOTOGRAPHS, 8) == (writer, [])


def test_the_same_doubt_arises_within_one_dump():
    people = People(["沈若谷"])
    assert people.find("沈若谷", WRITES, 1)[1] == []
    assert [doubt.code for doubt in people.find("沈若谷", PHOTOGRAPHS, 2)[1]] == ["same-name"]


def test_a_photographer_who_photographs_again_is_no_news():
    photographer = make_person("沈若谷")
    make_photo(people=[photographer])
    assert People(["沈若谷"]).find("沈若谷", PHOTOGRAPHS, 1) == (photographer, [])


def test_looking_up_many_costs_as_much_as_looking_up_one(django_assert_num_queries):
    names = [make_person().name for _ in range(20)]
    for some in (names[:1], names):
        with django_assert_num_queries(2):
            people = People(some)
            for name in some:
                people.find(name, WRITES, 1)


def test_somebody_named_in_a_text_is_nobody_who_signed():
    make_article(body="<p>读者沈若谷说，这里很安静。</p>", people=[make_person("裴文澜")])
    assert Article.objects.count() == Byline.objects.count() == 1
    assert not PhotoCredit.objects.exists()
    assert [person.name for person in Correspondent.objects.all()] == ["裴文澜"]
