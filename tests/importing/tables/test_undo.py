"""A table taken back: what nobody has touched goes, what it changed gets back what it had, the rest stays."""

import pytest
from django.core.files.storage import default_storage
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles import workflow
from articles.importing.tables import import_table, kept, undo_table
from articles.importing.tables.exporting import export
from articles.importing.tables.kinds import TABLES
from articles.models import Article, ArticleTopic, Byline, Column, ImportBatch, Issue, Photo, Topic
from people.models import Correspondent
from tests import flow
from tests.factories import make_article, make_issue, make_person, make_photo
from tests.importing.tables.tables import ARTICLE, DyingLease, bring_in, send, table, told, work
from tests.importing.tables.test_photos import ROW as PHOTO
from tests.importing.tables.test_photos import make_zip, picture

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def undo(batch: ImportBatch) -> list[str]:
    """Undo `batch` and return why rows were kept."""
    ImportBatch.objects.filter(pk=batch.pk).update(done=0)
    work(batch, undo_table)
    return [f"{row.position} {row.message}" for row in kept(batch)]


def state(kind: str) -> bytes:
    return b"".join(export(kind, TABLES[kind]._meta.model.objects.all(), "json"))


def test_what_a_table_has_made_goes_with_all_that_was_made_for_it():
    before = Topic.objects.count()
    batch = bring_in("articles", [ARTICLE, {**ARTICLE, "正文": "另一条街道也开了一家食堂，价钱便宜两元。"}])
    assert undo(batch) == []
    for model in (Article, Byline, ArticleTopic, Column, Issue, Correspondent):
        assert not model.objects.exists()
    assert Topic.objects.count() == before
    batch.refresh_from_db()
    assert batch.undone_at
    gone = {"articles": 2, "people": 2, "columns": 1, "issues": 1}
    assert {name: batch.report["gone"][name] for name in gone} == gone
    batch = bring_in("articles", [ARTICLE])
    assert batch.imported == 1


def test_what_somebody_uses_elsewhere_stays():
    batch = bring_in("articles", [ARTICLE])
    person = Correspondent.objects.get(name="祝青禾")
    make_article(status="draft", people=[person], column=Column.objects.get())
    assert undo(batch) == []
    assert [p.name for p in Correspondent.objects.all()] == ["祝青禾"]
    assert Column.objects.exists()
    assert not Issue.objects.exists()


def edit(article: Article) -> None:
    Article.objects.filter(pk=article.pk).update(subhead="编辑写的副题")


def publish(article: Article) -> None:
    flow.publish(Article.objects.filter(pk=article.pk))


def withdraw(article: Article) -> None:
    publish(article)
    workflow.move("withdraw", Article.objects.filter(pk=article.pk), opinion="作者要求")


def sign(article: Article) -> None:
    Byline.objects.create(article=article, correspondent=make_person(), role="记者", position=9)


def refuse_topic(article: Article) -> None:
    topic = Topic.objects.get(slug="zhengwu")
    ArticleTopic.objects.create(article=article, topic=topic, confirmed=False)


def tag(article: Article) -> None:
    article.tags.add("编辑加的")


def add_picture(article: Article) -> None:
    make_photo(article=article)


@pytest.mark.parametrize("touch", [edit, publish, withdraw, sign, refuse_topic, tag, add_picture])
def test_what_somebody_has_touched_stays_with_the_reason(touch):
    batch = bring_in("articles", [ARTICLE, {**ARTICLE, "正文": "另一条街道也开了一家食堂，价钱便宜两元。"}])
    first = Article.objects.order_by("pk")[0]
    touch(first)
    before = Article.objects.values().get(pk=first.pk)
    (said,) = undo(batch)
    assert said.startswith("2 撤销时保留：")
    assert Article.objects.values().get() == before
    assert {p.name for p in Correspondent.objects.all()} >= {"祝青禾", "裴文澜"}


def test_what_a_table_has_changed_gets_back_what_it_had():
    person = make_person("祝青禾", "望江路街道")
    article = make_article(
        "旧标题", status="draft", issue=make_issue(), topics=["yanglao"], dateline="本报讯"
    )
    Byline.objects.create(
        article=article, correspondent=person, role="通讯员", credit_line="■本报通讯员 祝青禾"
    )
    ArticleTopic.objects.update(confirmed=True, reason="命中：养老×8")
    article.tags.add("食堂")
    before = state("articles")
    changed = {**ARTICLE, "编号": article.pk, "主题": "政务服务", "标签": "别的", "署名": "“资料”"}
    batch = bring_in("articles", [changed])
    assert (told(batch), batch.imported) == ([], 1)
    assert state("articles") != before
    assert undo(batch) == []
    assert state("articles") == before
    assert article.bylines.get().credit_line == "■本报通讯员 祝青禾"
    assert ArticleTopic.objects.get(topic__slug="yanglao").reason == "命中：养老×8"
    assert not Column.objects.exists()


def test_what_was_changed_and_edited_since_keeps_the_edit():
    article = make_article("旧标题", status="draft")
    batch = bring_in("articles", [{"编号": article.pk, "标题": "表格的标题"}])
    edit(article)
    assert undo(batch) == ["2 撤销时保留：有人改过"]
    article.refresh_from_db()
    assert (article.headline, article.subhead) == ("表格的标题", "编辑写的副题")


def test_what_two_chunks_have_changed_gets_back_what_it_had_before_both(monkeypatch):
    monkeypatch.setattr("articles.importing.tables.engine.CHUNK_ROWS", 1)
    article = make_article("第一个标题", status="draft")
    rows = [{"编号": article.pk, "标题": title} for title in ("第二个标题", "第三个标题")]
    batch = bring_in("articles", rows)
    assert batch.imported == 2
    assert undo(batch) == []
    article.refresh_from_db()
    assert article.headline == "第一个标题"


def test_what_cannot_be_put_back_just_so_is_left_and_told():
    """A name with a separator in it cannot be read from a cell again."""
    article = make_article(status="draft", people=[make_person("Smith、John")])
    batch = bring_in("articles", [{"编号": article.pk, "署名": "记者 裴文澜"}])
    assert undo(batch) == ["2 撤销时保留：原来的内容不能原样恢复"]
    assert str(article.bylines.get()) == "记者 裴文澜"


def test_people_go_and_come_back_unless_somebody_uses_them():
    person = make_person("祝清禾")
    batch = bring_in(
        "correspondents",
        [
            {"编号": person.pk, "姓名": "祝青禾", "别名": "青禾"},
            {"姓名": "裴文澜", "别名": "文澜"},
            {"姓名": "沈若谷"},
        ],
        "json",
    )
    make_article(people=[Correspondent.objects.get(name="裴文澜")])
    assert undo(batch) == ["2 撤销时保留：别处还在用"]
    assert sorted(p.name for p in Correspondent.objects.all()) == ["祝清禾", "裴文澜"]
    person.refresh_from_db()
    assert (person.pinyin, person.aliases.count()) == ("zhu qing he", 0)


def test_topics_go_and_come_back_unless_articles_have_them():
    before = state("topics")
    topic = Topic.objects.get(slug="yanglao")
    rows = [
        {"编号": topic.pk, "规则": "养老:5", "入选分数": "9"},
        {"主题名": "交通出行", "网址标识": "jiaotong", "规则": "公交:2"},
        {"主题名": "社区文体", "网址标识": "wenti"},
    ]
    batch = bring_in("topics", rows, "json")
    make_article(topics=["wenti"])
    assert undo(batch) == ["3 撤销时保留：别处还在用"]
    Topic.objects.get(slug="wenti").article_links.all().delete()
    Topic.objects.get(slug="wenti").delete()
    assert state("topics") == before


def test_pictures_go_with_their_photos_and_with_what_was_added(django_capture_on_commit_callbacks):
    photo = make_photo("已有的图片说明文字", status="draft")
    rows = [{**PHOTO, "文件名": "a.jpg"}, {"编号": photo.pk, "文件名": "b.jpg"}]
    data = make_zip(t_dot_json=table(rows, "json"), a_dot_jpg=picture(), b_dot_jpg=picture())
    batch = work(send("photos", ("a.zip", data)))
    assert (told(batch), len(default_storage.listdir("photos")[1])) == ([], 2)
    with django_capture_on_commit_callbacks(execute=True):
        assert undo(batch) == []
    assert default_storage.listdir("photos")[1] == []
    photo = Photo.objects.get()
    assert (photo.image.name, photo.width) == ("", None)


def test_an_undo_goes_on_where_it_stopped(monkeypatch):
    monkeypatch.setattr("articles.importing.tables.undo.CHUNK_ROWS", 2)
    rows = [
        {"标题": f"第{n}篇", "正文": f"第{n}家食堂开张，早餐六元，午餐十二元，老年人都能吃。"}
        for n in range(7)
    ]
    batch = bring_in("articles", rows)
    edit(Article.objects.order_by("pk")[3])
    ImportBatch.objects.filter(pk=batch.pk).update(state="queued", done=0)
    with pytest.raises(RuntimeError):
        undo_table(DyingLease.take(batch.pk))
    assert Article.objects.count() == 4
    work(batch, undo_table)
    batch.refresh_from_db()
    assert (batch.done, batch.total) == (7, 7)
    assert [row.position for row in kept(batch)] == [5]
    assert [article.headline for article in Article.objects.all()] == ["第3篇"]
    assert batch.report["gone"]["articles"] == 6
    assert batch.report["reasons"] == {"有人改过": 1}


def test_what_is_gone_already_is_no_matter():
    batch = bring_in("articles", [ARTICLE])
    Article.objects.all().delete()
    assert undo(batch) == []


STEPS = st.lists(st.sampled_from(["import", "change", "edit", "publish", "tag", "again", "undo"]), max_size=8)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS, st.randoms(use_true_random=False))
def test_nothing_that_a_person_did_is_lost_whatever_happens_in_which_order(steps, random):
    """Import, change by table, edit, publish, import again and undo in any order."""
    with transaction.atomic():
        live_through(steps, random)
        transaction.set_rollback(True)


def live_through(steps, random):
    rows = [
        {"标题": f"第{n}篇", "正文": f"第{n}家食堂今天开张，早餐六元，午餐十二元，都能吃饱。"}
        for n in range(4)
    ]
    by_hand: dict[int, str] = {}
    public: set[int] = set()
    batches: list[ImportBatch] = []
    for number, step in enumerate(steps):
        articles = list(Article.objects.order_by("pk"))
        some = random.choice(articles) if articles else None
        if step in ("import", "again"):
            batches.append(bring_in("articles", rows))
        elif step == "undo" and batches:
            undo(batches.pop(random.randrange(len(batches))))
        elif step == "change" and some:
            batches.append(bring_in("articles", [{"编号": some.pk, "标题": f"表格改的{number}"}]))
        elif step == "edit" and some:
            by_hand[some.pk] = f"编辑写的{number}"
            Article.objects.filter(pk=some.pk).update(subhead=by_hand[some.pk])
        elif step == "publish" and some:
            flow.publish(Article.objects.filter(pk=some.pk, status="draft"))
            public.add(some.pk)
        elif step == "tag" and some:
            some.tags.add(f"编辑加的{some.pk}")
            by_hand.setdefault(some.pk, some.subhead)
    for key, subhead in by_hand.items():
        assert Article.objects.get(pk=key).subhead == subhead
    assert public <= set(Article.objects.published().values_list("pk", flat=True))
    assert Article.objects.values("fingerprint").distinct().count() == Article.objects.count()


def test_an_import_after_an_undo_brings_back_just_what_is_gone():
    rows = [ARTICLE, {**ARTICLE, "正文": "另一条街道也开了一家食堂，价钱便宜两元。"}]
    batch = bring_in("articles", rows)
    edit(Article.objects.order_by("pk")[0])
    undo(batch)
    batch = work(send("articles", ("t.csv", table(rows))), import_table)
    assert (batch.imported, batch.already) == (1, 1)
