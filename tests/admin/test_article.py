"""An article at the desk: its source beside it, its notices settled, its moves made."""

import datetime

import pytest
from django.contrib.admin.models import LogEntry
from django.db.models.fields.files import FieldFile
from django.urls import reverse

from articles.models import Article, Dump, Issue, Notice, Photo, Status, Topic
from tests.desk import editor
from tests.factories import make_article, make_issue, make_person, make_photo
from tests.flow import approve, publish
from tests.importing.samples import CANTEEN, bring_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(tmp_path):
    path = tmp_path / "2025-03-07_02.txt"
    path.write_text(CANTEEN)
    bring_in(path)
    article = Article.objects.get(headline="望江路街道三家养老食堂同日开张")
    Notice.objects.create(
        dump=article.dump, article=article, code="joined-lines", line=article.line_end, message="请核对断句"
    )
    return article


def url_of(thing) -> str:
    return reverse(f"admin:articles_{thing._meta.model_name}_change", args=[thing.pk])


def all_of(thing):
    return type(thing).objects.filter(pk=thing.pk)


def form_of(response) -> dict[str, object]:
    """Return what a browser would send back of an admin page, nothing changed."""
    adminform, formsets = response.context["adminform"], response.context["inline_admin_formsets"]
    data = {}
    for form in [adminform.form, *(f.formset.management_form for f in formsets)]:
        data |= {form.add_prefix(name): form[name].value() for name in form.fields}
    for formset in formsets:
        for form in formset.formset.forms:
            data |= {form.add_prefix(name): form[name].value() for name in form.fields}
    # A browser sends a file again only where a new one was chosen.
    return {n: "" if value is None or isinstance(value, FieldFile) else value for n, value in data.items()}


def save(client, thing, **changes):
    data = form_of(client.get(url_of(thing)))
    return client.post(url_of(thing), {**data, **changes}, follow=True)


def test_the_source_stands_beside_the_text_with_its_lines_marked(desk, draft):
    response = desk.get(url_of(draft))
    source = response.context["source"]
    own = [line.number for line in source.lines if line.is_own]
    assert own == list(range(draft.line_start, draft.line_end + 1))
    assert [line.number for line in source.lines if line.notice] == [draft.line_end]
    html = response.content.decode()
    assert f'<li id="line-{draft.line_end}" class="own noted">' in html
    assert f'<a href="#line-{draft.line_end}">第 {draft.line_end} 行</a>' in html
    assert html.index("请核对断句") < html.index('id="id_headline"')


def test_an_article_written_at_the_desk_has_no_source(desk):
    assert "版面原文" not in desk.get(url_of(make_article())).content.decode()


def test_saving_unchanged_changes_nothing(desk, draft):
    before = Article.objects.values().get(pk=draft.pk)
    response = save(desk, draft)
    assert response.redirect_chain
    after = Article.objects.values().get(pk=draft.pk)
    for name in ("updated_at", "revision"):
        del before[name], after[name]
    assert after == before


def test_the_body_is_edited_as_paragraphs_and_kept_clean(desk, draft):
    save(desk, draft, body="第一段\n\n## 怎样办\n\n第二段<script>alert(1)</script>")
    draft.refresh_from_db()
    assert draft.body == (
        "<p>第一段</p>\n<h3>怎样办</h3>\n<p>第二段&lt;script&gt;alert(1)&lt;/script&gt;</p>"
    )


def test_pasted_html_is_sanitised(desk, draft):
    save(desk, draft, body='<p onclick="x()">一</p><script>alert(1)</script>')
    draft.refresh_from_db()
    assert draft.body == "<p>一</p>"


def test_notices_are_settled_one_by_one(desk, draft):
    notice = draft.notices.get(message="请核对断句")
    save(desk, draft, notices_shown="1", resolved=[notice.pk])
    notice.refresh_from_db()
    assert notice.resolved
    save(desk, draft, notices_shown="1")
    notice.refresh_from_db()
    assert not notice.resolved


def test_notices_of_a_photo_are_settled_too(desk, draft):
    photo = Photo.objects.get()
    notice = Notice.objects.create(
        dump=draft.dump, photo=photo, code="doubtful-name", line=1, message="请核对"
    )
    save(desk, photo, notices_shown="1", resolved=[notice.pk])
    notice.refresh_from_db()
    assert notice.resolved


def test_a_notice_of_another_article_is_not_settled(desk, draft):
    other = make_article(dump=draft.dump)
    notice = Notice.objects.create(dump=draft.dump, article=other, code="x", line=1, message="别处")
    save(desk, draft, notices_shown="1", resolved=[notice.pk])
    notice.refresh_from_db()
    assert not notice.resolved


def test_publishing_saves_moves_and_logs(desk, draft):
    save(desk, draft, headline="三家养老食堂开张")
    approve(all_of(draft))
    response = save(desk, draft, page_number="3", _move="publish")
    draft.refresh_from_db()
    assert draft.status == Status.PUBLISHED
    assert (draft.headline, draft.page_number) == ("三家养老食堂开张", 3)
    assert draft.listed_on == datetime.date(2025, 3, 7)
    assert "已发布 1 项。" in response.content.decode()
    assert LogEntry.objects.filter(object_id=str(draft.pk), change_message="发布").exists()
    assert desk.get(draft.get_absolute_url()).status_code == 200


def test_a_withdrawn_article_is_gone_for_citizens(desk, draft):
    publish(all_of(draft))
    save(desk, draft, _move="withdraw", _opinion="日期有误")
    assert desk.get(draft.get_absolute_url()).status_code == 410


def test_an_editor_is_told_of_photos_that_stay_withdrawn(desk, draft):
    make_photo(status=Status.DRAFT, article=draft)
    publish(all_of(draft))
    taken_out = save(desk, draft, _move="withdraw", _opinion="日期有误").content.decode()
    assert "没有一起恢复" not in taken_out
    html = save(desk, draft, _move="restore").content.decode()
    assert "1 张图片没有一起恢复，需要时请到“图片”里单独处理。" in html


def test_a_move_that_is_not_open_changes_nothing_and_says_so(desk, draft):
    response = save(desk, draft, _move="withdraw", _opinion="日期有误")
    draft.refresh_from_db()
    assert draft.status == Status.DRAFT
    assert "1 项没有改动：“草稿”的不能撤稿。" in response.content.decode()


def test_a_move_that_there_is_not_is_refused(desk, draft):
    assert save(desk, draft, _move="nonsense").status_code == 403


def test_who_may_only_edit_is_offered_no_publishing_and_cannot_force_it(client, draft):
    client.force_login(editor("view_article", "change_article"))
    response = client.get(url_of(draft))
    assert [move.name for move in response.context["moves"]] == ["submit", "spike"]
    data = {**form_of(response), "_move": "publish"}
    assert client.post(url_of(draft), data).status_code == 403
    draft.refresh_from_db()
    assert draft.status == Status.DRAFT


def test_several_are_published_at_once(desk, draft):
    keys = list(Article.objects.values_list("pk", flat=True))
    approve(Article.objects.all())
    url = reverse("admin:articles_article_changelist")
    response = desk.post(url, {"action": "publish", "_selected_action": keys}, follow=True)
    assert f"已发布 {len(keys)} 项。" in response.content.decode()
    assert Article.objects.published().count() == len(keys)


def test_of_a_selection_only_what_moved_is_logged(desk, draft):
    public = make_article()
    approve(all_of(draft))
    url = reverse("admin:articles_article_changelist")
    data = {"action": "publish", "_selected_action": [draft.pk, public.pk]}
    html = desk.post(url, data, follow=True).content.decode()
    assert "已发布 1 项。" in html
    assert "1 项没有改动：“已发布”的不能发布。" in html
    assert [entry.object_id for entry in LogEntry.objects.all()] == [str(draft.pk)]


def test_who_may_not_publish_has_no_such_action(client, draft):
    client.force_login(editor("view_article", "change_article"))
    url = reverse("admin:articles_article_changelist")
    assert "发布所选" not in client.get(url).content.decode()
    client.post(url, {"action": "publish", "_selected_action": [draft.pk]})
    assert not Article.objects.published().exists()


def test_an_article_is_written_at_the_desk(desk):
    person, issue = make_person("裴文澜"), make_issue()
    url = reverse("admin:articles_article_add")
    data = form_of(desk.get(url)) | {
        "headline": "石桥晨市重新开市",
        "body": "摊位划了线。\n\n雨天不用收摊。",
        "issue": issue.pk,
        "page_number": "1",
        "origin": "original",
        "tags": "晨市、石桥",
        "bylines-TOTAL_FORMS": "1",
        "bylines-0-role": "通讯员",
        "bylines-0-correspondent": person.pk,
        "bylines-0-position": "0",
        "topic_links-TOTAL_FORMS": "1",
        "topic_links-0-topic": Topic.objects.get(slug="yingshang").pk,
        "topic_links-0-confirmed": "True",
    }
    assert desk.post(url, data).status_code == 302
    article = Article.objects.get()
    assert (article.status, article.origin, article.dump) == (Status.DRAFT, "original", None)
    assert article.body == "<p>摊位划了线。</p>\n<p>雨天不用收摊。</p>"
    assert sorted(article.tags.names()) == ["晨市", "石桥"]
    publish(all_of(article))
    assert article.headline in desk.get("/topics/yingshang/").content.decode()
    assert article.headline in desk.get(person.get_absolute_url()).content.decode()


def test_who_may_only_look_sees_the_source_and_no_buttons(client, draft):
    client.force_login(editor("view_article"))
    html = client.get(url_of(draft)).content.decode()
    assert f'id="line-{draft.line_start}"' in html
    assert "已处理" not in html
    assert "_move" not in html


def test_a_change_of_issue_moves_a_public_article_in_the_lists(desk):
    article = make_article(issue=make_issue(), topics=["yanglao"], people=[make_person()])
    later = make_issue(datetime.date(2025, 3, 14))
    save(desk, article, issue=later.pk)
    article.refresh_from_db()
    days = {article.listed_on, article.topic_links.get().listed_on, article.bylines.get().listed_on}
    assert days == {later.date}


def test_a_topic_refused_at_the_desk_lists_the_article_no_more(desk):
    article = make_article(topics=["yanglao"])
    assert save(desk, article, **{"topic_links-0-confirmed": "False"}).status_code == 200
    assert article.headline not in desk.get("/topics/yanglao/").content.decode()


def test_a_corrected_issue_date_moves_all_that_was_printed_on_it(desk):
    issue = make_issue()
    article, photo = make_article(issue=issue), make_photo(issue=issue)
    url = reverse("admin:articles_issue_change", args=[issue.pk])
    desk.post(url, {"date": "2025-03-21", "number": "", "edition": ""})
    article.refresh_from_db()
    photo.refresh_from_db()
    assert article.listed_on == photo.listed_on == datetime.date(2025, 3, 21)


@pytest.mark.parametrize("model", [Article, Photo, Dump])
def test_nothing_is_deleted_at_the_desk(desk, draft, model):
    thing = model.objects.first()
    url = reverse(f"admin:articles_{model._meta.model_name}_delete", args=[thing.pk])
    assert desk.post(url, {"post": "yes"}).status_code == 403
    assert model.objects.filter(pk=thing.pk).exists()


def test_a_photo_is_given_its_file_and_its_file_is_ours(desk, draft, settings, tmp_path):
    from tests.articles.test_images import upload

    settings.MEDIA_ROOT = tmp_path / "media"
    photo = Photo.objects.get()
    picture = upload()
    response = save(desk, photo, image=picture, alt="海棠花")
    photo.refresh_from_db()
    assert response.status_code == 200
    assert (photo.width, photo.height, photo.alt) == (40, 30, "海棠花")
    assert "holiday" not in photo.image.name


def test_a_dump_shows_all_its_lines_articles_and_notices(desk, draft):
    html = desk.get(reverse("admin:articles_dump_change", args=[draft.dump_id])).content.decode()
    assert html.count('<li id="line-') == len(CANTEEN.split("\n"))
    assert draft.headline in html
    assert "请核对断句" in html


def test_a_batch_tells_what_was_asked_and_what_became_of_its_files(desk, draft):
    batch = draft.dump.batch
    batch.options = {"date": "2025-03-07", "page": None, "encoding": None, "publish": True}
    batch.save()
    html = desk.get(reverse("admin:articles_importbatch_change", args=[batch.pk])).content.decode()
    assert "出版日期：2025-03-07，导入后立即发布" in html
    files = reverse("admin:articles_batchfile_changelist")
    assert f"{files}?batch__id__exact={batch.pk}" in html
    assert "已导入" in desk.get(files, {"batch__id__exact": batch.pk}).content.decode()


def test_a_column_gets_its_address_from_its_name(desk):
    desk.post(reverse("admin:articles_column_add"), {"name": "民生实事", "slug": "", "description": ""})
    assert (
        desk.get(reverse("admin:articles_column_changelist")).content.decode().count("min-sheng-shi-shi") == 1
    )


def test_a_person_added_at_the_desk_has_a_key_and_pinyin(desk):
    data = {
        "name": "余 辉",
        "organisation": "",
        "aliases-TOTAL_FORMS": "1",
        "aliases-INITIAL_FORMS": "0",
        "aliases-0-name": "小 余",
    }
    desk.post(reverse("admin:people_correspondent_add"), data)
    from people.models import Correspondent

    person = Correspondent.objects.get()
    assert (person.name_key, person.pinyin) == ("余辉", "yu hui")
    assert person.aliases.get().name_key == "小余"


def test_an_issue_is_looked_up_by_its_date(desk):
    make_issue(datetime.date(2025, 3, 7))
    url = reverse("admin:autocomplete")
    query = {"term": "2025-03", "app_label": "articles", "model_name": "article", "field_name": "issue"}
    assert [row["text"] for row in desk.get(url, query).json()["results"]] == ["2025-03-07"]
    assert Issue.objects.count() == 1
