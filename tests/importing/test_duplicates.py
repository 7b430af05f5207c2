"""One article is in once, whatever brings it; two articles are two, whatever they share."""

import datetime

import pytest
from django.db import IntegrityError, transaction

from articles.importing import duplicates
from articles.importing.differences import Kind, differences_of
from articles.models import (
    Article,
    Byline,
    Column,
    Dump,
    Duplicate,
    Issue,
    Notice,
    Photo,
    PhotoDuplicate,
)
from people.models import Correspondent
from tests.flow import publish
from tests.importing.archive import BRIDGE, DUCKWEED, LANTERN, WINDOW, bring_in, contents, page

pytestmark = pytest.mark.django_db

PAGE = page(DUCKWEED, WINDOW, photo="午间的办事大厅里坐满了人。", alone="橱窗里的兔子灯亮了起来。")

MARKDOWN = """
# 养老食堂的饭菜送上门

■ 通讯员 祝青禾

石桥社区的养老食堂从这个月起把饭菜送上门，走不动的老人在家就能吃上热饭。

食堂每天十点半打包，十一点出发，四辆三轮车分头送往十六个楼组。

早开的海棠引来不少街坊。
沈若谷 摄

# 旧书集市重新开张

（通讯员 裴文澜）文庙路的旧书集市停了两年，上个周末重新开张，来了一百多家书摊。

买书的人从早上六点排到巷口，
最远的一位从邻县坐头班车赶来。
"""

# The same page as another tool sets it: no marks, no blank lines in a text, lines broken as in print.
PLAIN = """养老食堂的饭菜送上门

通讯员  祝青禾

　　石桥社区的养老食堂从这个月起把饭
菜送上门，走不动的老人在家就能吃上热
饭。
　　食堂每天十点半打包，十一点出发，四
辆三轮车分头送往十六个楼组。

早开的海棠引来不少街坊。
沈若谷 摄

旧书集市重新开张

　　（通讯员　裴文澜）文庙路的旧书集市
停了两年，上个周末重新开张，来了一百多
家书摊。
　　买书的人从早上六点排到巷口，最远的
一位从邻县坐头班车赶来。
"""


def headlines():
    return sorted(Article.objects.values_list("headline", flat=True))


def test_the_same_articles_under_another_name_are_found_and_linked(tmp_path):
    first = bring_in(tmp_path, {"2025-03-07_02.txt": PAGE})
    articles = Article.objects.values_list()
    before = list(articles)
    again = bring_in(tmp_path, {"副本 20250307-02.txt": f"\n\n{PAGE}"})
    assert list(articles) == before
    dump = again.dumps.get()
    assert dump.earlier == first.dumps.get()
    links = Duplicate.objects.select_related("article")
    assert {(link.article.headline, link.dump, link.draft) for link in links} == {
        (DUCKWEED[0], dump, None),
        (WINDOW[0], dump, None),
    }
    for link in links:
        assert dump.text.split("\n")[link.line_start - 1] == link.article.headline
        assert dump.text.split("\n")[link.line_end - 1] == link.article.text.split("\n")[-1]
    assert Photo.objects.count() == PhotoDuplicate.objects.filter(dump=dump).count() == 2
    file = again.files.get()
    assert (file.outcome, file.articles, file.linked, file.photos) == ("imported", 0, 2, 0)


@pytest.mark.parametrize("first", ["md", "txt"])
def test_the_same_page_in_both_layouts_is_found_and_linked(tmp_path, first):
    layouts = {"md": MARKDOWN, "txt": PLAIN}
    bring_in(tmp_path, {f"2025-03-07_02.{first}": layouts.pop(first)})
    assert headlines() == ["养老食堂的饭菜送上门", "旧书集市重新开张"]
    before = contents()
    ((other, text),) = layouts.items()
    file = bring_in(tmp_path, {f"2025-03-07_02.{other}": text}).files.get()
    assert (file.articles, file.linked, file.photos) == (0, 2, 0)
    after = contents()
    assert [after[name] for name in ("article", "byline", "photo")] == [
        before[name] for name in ("article", "byline", "photo")
    ]
    assert not Notice.objects.filter(code__in=("changed-copy", "other-byline")).exists()


def test_both_layouts_in_one_import_are_one_set_of_articles(tmp_path):
    bring_in(tmp_path, {"2025-03-07_02.md": MARKDOWN, "2025-03-07_02.txt": PLAIN})
    assert len(headlines()) == Duplicate.objects.count() == 2
    assert (Photo.objects.count(), PhotoDuplicate.objects.count()) == (1, 1)


def test_two_articles_that_merely_share_a_headline_are_both_kept(tmp_path):
    one, other = ((WINDOW[0], author, text) for _, author, text in (DUCKWEED, LANTERN))
    bring_in(tmp_path, {"2025-03-07_02.txt": page(one)})
    bring_in(tmp_path, {"2025-03-07_03.txt": page(other)})
    assert headlines() == [WINDOW[0]] * 2
    assert not Duplicate.objects.exists()
    assert not Notice.objects.filter(code="changed-copy").exists()


def test_a_changed_copy_is_a_new_draft_with_a_notice_and_overwrites_nothing(tmp_path):
    bring_in(tmp_path, {"2025-03-07_02.txt": PAGE})
    publish(Article.objects.all())
    before = Article.objects.values().get(headline=WINDOW[0])
    changed = bring_in(tmp_path, {"2025-03-07_02.txt": PAGE.replace("不用请假", "不必请假")})
    assert Article.objects.values().get(pk=before["id"]) == before
    new = Article.objects.get(dump__batch=changed)
    assert (new.headline, new.status) == (WINDOW[0], "draft")
    (link,) = Duplicate.objects.filter(draft__isnull=False)
    assert (link.article_id, link.draft, link.dump) == (before["id"], new, new.dump)
    (notice,) = Notice.objects.filter(code="changed-copy")
    assert (notice.article, notice.line) == (new, new.line_start)
    assert notice.message == f"同一期已有《{WINDOW[0]}》，文字与这篇不同，请对照后决定用哪一篇"
    assert new.dump.earlier_id == before["dump_id"]
    assert [photo.caption for photo in new.photos.all()] == ["午间的办事大厅里坐满了人。"]


def test_a_third_copy_is_compared_with_what_was_there_first(tmp_path):
    for words in ("不用请假", "不必请假", "无须请假"):
        bring_in(tmp_path, {"2025-03-07_02.txt": page(WINDOW).replace("不用请假", words)})
    first = Article.objects.earliest("pk")
    assert [link.article for link in Duplicate.objects.all()] == [first, first]
    bring_in(tmp_path, {"2025-03-07_2b.txt": "\n" + page(WINDOW).replace("不用请假", "不必请假")})
    assert Article.objects.count() == 3


def test_a_copy_of_what_an_editor_has_corrected_is_still_known(tmp_path):
    bring_in(tmp_path, {"2025-03-07_02.txt": PAGE})
    article = Article.objects.get(headline=WINDOW[0])
    article.headline, article.body = "窗口延时到傍晚", "<p>重写过的一篇。</p>"
    article.save()
    bring_in(tmp_path, {"2025-03-07_2b.txt": f"\n{PAGE}"})
    assert headlines() == sorted([DUCKWEED[0], "窗口延时到傍晚"])
    assert article.duplicates.count() == 1


def test_a_changed_copy_leaves_alone_what_an_editor_has_changed_since(tmp_path):
    bring_in(tmp_path, {"2025-03-07_02.txt": PAGE})
    article = Article.objects.get(headline=WINDOW[0])
    article.subhead, article.body = "周末除外", article.body.replace("午间", "午休时间")
    article.save()
    edited = Article.objects.values().get(pk=article.pk)
    changed = bring_in(tmp_path, {"2025-03-07_02.txt": PAGE.replace("不用请假", "不必请假")})
    assert Article.objects.values().get(pk=article.pk) == edited
    new = Article.objects.get(dump__batch=changed)
    assert (new.headline, new.status, new.subhead) == (WINDOW[0], "draft", "")
    assert article.duplicates.get().draft == new
    (found,) = (one for one in differences_of(new.dump) if one.kind == Kind.CHANGED)
    assert (found.before, found.article, set(found.fields)) == (article, new, {"副题", "正文"})


def test_another_byline_is_noted_and_nobody_is_added(tmp_path):
    bring_in(tmp_path, {"2025-03-07_02.txt": page(WINDOW)})
    signed = list(Byline.objects.values_list())
    bring_in(tmp_path, {"2025-03-07_2b.txt": page(WINDOW).replace(WINDOW[1], "裴文澜")})
    assert list(Byline.objects.values_list()) == signed
    assert [person.name for person in Correspondent.objects.all()] == [WINDOW[1]]
    (notice,) = Notice.objects.filter(code="other-byline")
    assert (notice.dump, notice.article, notice.line) == (Dump.objects.latest("pk"), None, 3)
    assert notice.message == (
        f"《{WINDOW[0]}》此前已导入，署名不同：此前是“通讯员 {WINDOW[1]}”，这里是“通讯员 裴文澜”"
    )


def test_nobody_is_made_for_an_article_that_is_in_already(tmp_path):
    text = page(WINDOW, column="街巷风景")
    bring_in(tmp_path, {"2025-03-07_02.txt": text})
    Correspondent.objects.update(name="沈谷", name_key="沈谷")
    Article.objects.update(column=None)
    Column.objects.all().delete()
    bring_in(tmp_path, {"2025-03-07_2b.txt": f"\n{text}"})
    assert [person.name for person in Correspondent.objects.all()] == ["沈谷"]
    assert not Column.objects.exists()


def test_the_same_text_in_another_issue_is_another_article(tmp_path):
    bring_in(tmp_path, {"2025-03-07_02.txt": page(WINDOW), "2025-03-08_02.txt": f"\n{page(WINDOW)}"})
    assert [article.issue.date.day for article in Article.objects.order_by("pk")] == [7, 8]
    assert not Duplicate.objects.exists()


def test_articles_of_an_unknown_day_are_known_among_each_other(tmp_path):
    bring_in(tmp_path, {"a.txt": page(WINDOW), "b.txt": f"\n{page(WINDOW)}"})
    assert (Article.objects.count(), Duplicate.objects.count()) == (1, 1)
    bring_in(tmp_path, {"2025-03-07_02.txt": f"\n\n{page(WINDOW)}"})
    assert Article.objects.count() == 2, "perhaps another day's"


def test_one_article_twice_on_a_page_is_in_once(tmp_path):
    bring_in(tmp_path, {"2025-03-07_02.txt": page(WINDOW, BRIDGE, WINDOW)})
    assert headlines() == sorted([BRIDGE[0], WINDOW[0]])
    link = Duplicate.objects.get()
    assert (link.dump, link.article.headline) == (Dump.objects.get(), WINDOW[0])
    assert Dump.objects.get().earlier is None


def test_texts_too_short_to_be_told_apart_are_all_kept(tmp_path):
    short = ("天气", "祝青禾", "晴，二到三级风。")
    bring_in(tmp_path, {"2025-03-07_02.txt": page(BRIDGE, short)})
    bring_in(tmp_path, {"2025-03-07_03.txt": page(LANTERN, short)})
    assert headlines().count("天气") == 2


def test_a_photo_of_a_known_article_is_known_and_photo_news_too(tmp_path):
    bring_in(tmp_path, {"2025-03-07_02.txt": page(WINDOW, photo="午间的办事大厅里坐满了人。")})
    bring_in(
        tmp_path,
        {"2025-03-07_03.txt": page(WINDOW, photo="午间的办事大厅里坐满了人。", alone="灯亮了起来的老街。")},
    )
    bring_in(tmp_path, {"2025-03-07_04.txt": page(BRIDGE, alone="灯亮了起来的老街。")})
    assert sorted(Photo.objects.values_list("caption", flat=True)) == [
        "午间的办事大厅里坐满了人。",
        "灯亮了起来的老街。",
    ]
    assert PhotoDuplicate.objects.count() == 2


def test_a_photo_by_somebody_else_is_another_photo(tmp_path):
    text = page(WINDOW, photo="午间的办事大厅里坐满了人。")
    bring_in(tmp_path, {"2025-03-07_02.txt": text, "2025-03-07_2b.txt": text.replace("顾晓岚", "裴文澜")})
    assert Photo.objects.count() == 2


@pytest.mark.parametrize("model", [Article, Photo])
def test_the_database_itself_keeps_a_second_one_out(tmp_path, model):
    bring_in(tmp_path, {"2025-03-07_02.txt": PAGE})
    row = model.objects.first()
    row.pk, row.source_key = None, None
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.exclude(fingerprint=row.fingerprint).update(fingerprint=row.fingerprint)


def test_the_database_itself_keeps_a_second_link_and_a_second_dump_out(tmp_path):
    bring_in(tmp_path, {"2025-03-07_02.txt": PAGE, "2025-03-07_2b.txt": f"\n{PAGE}"})
    for model in (Duplicate, PhotoDuplicate, Dump):
        row = model.objects.first()
        row.pk = None
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save(force_insert=True)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("浮萍，打捞！", "浮萍打捞", True),
        ("ＡＢＣ１２３", "abc123", True),
        ("浮 萍\n打　捞", "浮萍打捞", True),
        ("浮萍打捞", "浮萍打涝", False),
    ],
)
def test_letters_and_figures_alone_tell_texts_apart(one, other, same):
    assert (duplicates.folded(one) == duplicates.folded(other)) == same


def test_day_and_headline_tell_texts_apart():
    day = datetime.date(2025, 3, 7)
    known = duplicates.fingerprint(day, "浮萍", DUCKWEED[2])
    assert known == duplicates.fingerprint(day, "浮 萍！", DUCKWEED[2].replace("，", ""))
    others = {
        duplicates.fingerprint(None, "浮萍", DUCKWEED[2]),
        duplicates.fingerprint(day + datetime.timedelta(1), "浮萍", DUCKWEED[2]),
        duplicates.fingerprint(day, "浮萍捞起", DUCKWEED[2]),
        duplicates.fingerprint(day, "浮萍", DUCKWEED[2] + "完"),
    }
    assert len(others | {known}) == 5
    assert duplicates.fingerprint(day, "浮萍", "太短") is None


def test_versions_are_told_from_other_texts():
    text, other = duplicates.folded(DUCKWEED[2]), duplicates.folded(LANTERN[2])
    assert duplicates.are_alike(text, text.replace("前天", "昨天"))
    assert duplicates.are_alike(text, text + other)
    assert not duplicates.are_alike(text, other)
    assert not duplicates.are_alike("", "")


def test_an_issue_of_many_namesakes_costs_no_more_queries(tmp_path, django_assert_max_num_queries):
    briefs = [("简讯", "祝青禾", f"{n}号楼{DUCKWEED[2]}") for n in range(20)]
    bring_in(tmp_path, {"2025-03-07_02.txt": page(BRIDGE, briefs[0])})
    assert Issue.objects.count() == 1
    with django_assert_max_num_queries(45):
        bring_in(tmp_path, {"2025-03-07_03.txt": page(*briefs[1:])})
