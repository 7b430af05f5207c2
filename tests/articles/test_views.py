"""The citizens' pages: what each shows, what none may show, and what each costs."""

import datetime
import re

import pytest
from django.utils import timezone

from articles import workflow
from articles.models import Article, Byline, Column, Correction, Origin, Photo, PhotoCredit, Status, Topic
from articles.texts import digest
from articles.texts import text_of as text_of_row
from tests.factories import ON_THE_WEB, PRINTED_ON, make_article, make_issue, make_person, make_photo
from tests.flow import publish

pytestmark = pytest.mark.django_db

NOT_PUBLIC = [status for status in Status.values if status != Status.PUBLISHED]
BODY = "<p>第一段文字。</p>\n<h3>小标题</h3>\n<p>第二段文字。</p>"


def read(client, path, status=200):
    response = client.get(path)
    assert response.status_code == status
    return response.content.decode()


def text_of(html):
    """The words of a page as a reader sees them."""
    return " ".join(re.sub(r"<[^>]*>", " ", html[html.index("<main") :]).split())


@pytest.fixture
def column():
    return Column.objects.create(name="民生实事", slug="minsheng", description="把实事办到家门口。")


@pytest.fixture
def paper(column):
    """One of everything, all linked to each other; the fixture's value maps names to paths."""
    issue = make_issue(number=1200)
    person = make_person("祝青禾", "望江路街道")
    article = make_article(
        "三家食堂同日开张",
        kicker="望江路街道",
        subhead="热饭热菜端到老人手边",
        dateline="本报讯",
        body=BODY,
        issue=issue,
        page_number=2,
        column=column,
        topics=["yanglao"],
        people=[person],
    )
    article.tags.add("助餐", "社区食堂")
    photo = make_photo("老人们正在用餐。", issue=issue, page_number=2, people=[person], article=article)
    return {
        "front": "/",
        "topic": "/topics/yanglao/",
        "column": "/columns/minsheng/",
        "issues": "/issues/",
        "issue": "/issues/2025-03-07/",
        "page": "/issues/2025-03-07/2/",
        "article": f"/articles/{article.pk}/",
        "photos": "/photos/",
        "photo": f"/photos/{photo.pk}/",
        "people": "/people/",
        "person": f"/people/{person.pk}/",
        "person_photos": f"/people/{person.pk}/photos/",
        "month": "/issues/?year=2025&month=3",
        "about": "/about/",
        "accessibility": "/accessibility/",
        "site_map": "/sitemap/",
    }


PAGES = (
    "front",
    "topic",
    "column",
    "issues",
    "issue",
    "page",
    "article",
    "photos",
    "photo",
    "people",
    "person",
    "person_photos",
    "month",
    "about",
    "accessibility",
    "site_map",
)
ARTICLE_LISTS = ("front", "topic", "column", "issue", "page", "person")


# --- What each page shows ---------------------------------------------------------------------


@pytest.mark.parametrize("name", ARTICLE_LISTS)
def test_list_shows_an_article_by_its_headline_and_leads_to_it(client, paper, name):
    html = read(client, paper[name])
    assert f'<a href="{paper["article"]}">三家食堂同日开张</a>' in html


def test_front_leads_with_the_first_article_of_the_newest_issue(client, paper):
    make_article("上一期的头条", issue=make_issue(datetime.date(2025, 2, 28)), page_number=1)
    make_article("没有版次的文章", issue=make_issue())
    html = read(client, paper["front"])
    lead = html[html.index('class="lead"') : html.index("最新文章")]
    assert "三家食堂同日开张" in lead
    assert "没有版次的文章" not in lead
    assert "上一期的头条" in html
    assert 'href="/issues/2025-03-07/"' in html
    assert "更多养老文章" in html


def test_front_without_anything_says_so_calmly(client):
    assert "还没有发布文章" in read(client, "/")


def test_topic_shows_its_name_and_description(client, paper):
    html = read(client, paper["topic"])
    assert "<h1>养老</h1>" in html
    assert Topic.objects.get(slug="yanglao").description in html
    assert '<meta name="ColumnType" content="办事服务">' in html


def test_empty_topic_says_so_and_is_not_in_the_navigation(client):
    html = read(client, "/topics/yanglao/")
    assert "这里还没有文章" in html
    assert html.count('href="/topics/yanglao/"') == 0


def test_article_without_an_issue_shows_the_day_it_went_on_the_web(client):
    make_article(topics=["yanglao"])
    assert "上网 2025年3月8日" in text_of(read(client, "/topics/yanglao/"))


def test_navigation_marks_the_current_page(client, paper):
    assert '<a href="/topics/yanglao/" aria-current="page">' in read(client, paper["topic"])
    assert '<a href="/issues/" aria-current="page">' in read(client, paper["issues"])
    assert '<a href="/issues/" aria-current="true">' in read(client, paper["page"])


def test_two_editions_of_one_day_share_an_address(client):
    make_article("早报的文章", issue=make_issue(edition="早报"))
    make_article("晚报的文章", issue=make_issue(edition="晚报"))
    assert read(client, "/issues/").count('href="/issues/2025-03-07/"') == 1
    html = read(client, "/issues/2025-03-07/")
    assert "早报的文章" in html
    assert "晚报的文章" in html


def test_issue_goes_page_by_page_and_leads_to_its_neighbours(client, paper):
    make_article("没有版次的文章", issue=make_issue())
    make_article("十版的文章", issue=make_issue(), page_number=10)
    for day in (datetime.date(2025, 2, 28), datetime.date(2025, 3, 14)):
        make_article(issue=make_issue(day))
    html = read(client, paper["issue"])
    order = ["第2版</a></h2>", "三家食堂", "第10版</a></h2>", "十版的文章", "未标版次", "没有版次的文章"]
    assert [html.index(words) for words in order] == sorted(html.index(words) for words in order)
    assert "上一期： 2025年2月28日" in text_of(html)
    assert "下一期： 2025年3月14日" in text_of(html)


def test_page_shows_its_own_articles_alone(client, paper):
    make_article("第三版的文章", issue=make_issue(), page_number=3)
    html = read(client, paper["page"])
    assert "三家食堂同日开张" in html
    assert "第三版的文章" not in html
    assert 'href="/issues/2025-03-07/3/"' in html


def test_article_shows_all_its_parts(client, paper):
    html = read(client, paper["article"])
    words = text_of(html)
    assert "望江路街道 三家食堂同日开张 热饭热菜端到老人手边" in words
    assert "通讯员 祝青禾" in words
    assert "见报 2025年3月7日 第1200期 第2版" in words
    assert "上网时间 2025-03-08 09:30" in words
    assert "原图未入库 老人们正在用餐。 祝青禾 摄" in words
    assert "标签：" in words
    assert f'<a href="{paper["person"]}">祝青禾</a>' in html
    assert '<a href="/columns/minsheng/">民生实事</a>' in html
    assert '<p><strong class="dateline">本报讯</strong> 第一段文字。</p>' in html
    assert "<h2>小标题</h2>" in html
    assert "<title>三家食堂同日开张 - 民生实事 - " in html
    assert '<meta name="PubDate" content="2025-03-08 09:30">' in html


def test_dateline_stands_alone_where_the_body_has_no_first_paragraph(client):
    article = make_article(dateline="本报讯", body="<ul><li>一</li></ul>")
    html = read(client, article.get_absolute_url())
    assert '<p><strong class="dateline">本报讯</strong> </p><ul>' in html


def test_repost_names_its_source(client):
    article = make_article(origin=Origin.REPOST, source_name="云汀日报")
    assert "转载自云汀日报" in read(client, article.get_absolute_url())


def test_people_are_grouped_by_initial(client, paper):
    make_article(people=[make_person("安宁")])
    html = read(client, paper["people"])
    order = ['id="g1">A<', "安宁", 'id="g2">Z<', "祝青禾", "望江路街道"]
    assert [html.index(words) for words in order] == sorted(html.index(words) for words in order)


def test_person_shows_articles_and_photos_once_each(client, paper):
    article, person = Article.objects.get(), Article.objects.get().bylines.get().correspondent
    Byline.objects.create(article=article, correspondent=person, role="图", listed_on=PRINTED_ON)
    PhotoCredit.objects.create(
        photo=article.photos.get(), correspondent=person, role="文", listed_on=PRINTED_ON
    )
    html = read(client, paper["person"])
    assert "<h1>祝青禾</h1>" in html
    assert html.count(f'href="{paper["article"]}"') == 1
    assert html.count(f'href="{paper["photo"]}"') == 1


def test_photo_leads_to_its_article_only_while_that_is_public(client):
    public, draft = make_article(), make_article(status=Status.DRAFT)
    assert public.headline in read(client, make_photo(article=public).get_absolute_url())
    assert draft.headline not in read(client, make_photo(article=draft).get_absolute_url())


def test_photo_with_a_file_has_an_image_with_its_size_and_words(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    article = make_article(issue=make_issue(), page_number=1)
    first = make_photo("桥边的早市。", article=article, with_file=True, alt="桥边摆满菜摊")
    second = make_photo("傍晚的码头。", article=article, with_file=True)
    html = read(client, article.get_absolute_url())
    shown = re.findall(r'<img src="/photos/(\d+)/[^>]* alt="([^"]*)" width="60" height="40" ([^>]*)>', html)
    assert shown == [
        (str(first.pk), "桥边摆满菜摊", 'fetchpriority="high"'),
        (str(second.pk), "傍晚的码头。", 'loading="lazy"'),
    ]
    assert f'<img src="/photos/{first.pk}/' in read(client, "/")


def test_footer_shows_what_is_set_and_hides_what_is_not(client, settings):
    settings.SITE = settings.SITE | {"publisher": "云港区融媒体中心", "id_code": "", "icp": ""}
    html = read(client, "/")
    assert "主办单位：云港区融媒体中心" in html
    assert "ICP备案号" not in html
    assert "网站标识码" not in html


# --- What no page shows -------------------------------------------------------------------------


@pytest.mark.parametrize("status", NOT_PUBLIC)
def test_what_is_not_public_is_on_no_page(client, paper, column, status):
    person = make_person("隐名人")
    article = make_article(
        "不该看见的文章",
        status=status,
        issue=make_issue(),
        page_number=2,
        column=column,
        topics=["yanglao"],
        people=[person],
    )
    photo = make_photo("不该看见的图片", status=status, issue=make_issue(), page_number=2, people=[person])
    for path in paper.values():
        html = read(client, path)
        assert "不该看见" not in html
        assert "隐名人" not in html
    gone = 410 if status == Status.WITHDRAWN else 404
    assert "不该看见" not in read(client, article.get_absolute_url(), gone)
    assert "不该看见" not in read(client, photo.get_absolute_url(), gone)
    assert client.get(person.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("status", NOT_PUBLIC)
def test_what_only_drafts_are_in_does_not_exist_yet(client, status):
    column = Column.objects.create(name="未启用", slug="weiqiyong")
    make_article(status=status, issue=make_issue(), page_number=1, column=column, topics=["yanglao"])
    assert client.get("/columns/weiqiyong/").status_code == 404
    assert client.get("/issues/2025-03-07/").status_code == 404
    assert "2025年3月7日" not in read(client, "/")
    assert 'href="/topics/yanglao/"' not in read(client, "/")


def test_draft_photo_is_not_in_its_article(client, paper):
    make_photo("不该看见的图片", status=Status.DRAFT, article=Article.objects.get())
    assert "不该看见" not in read(client, paper["article"])


@pytest.mark.parametrize(("make", "what"), [(make_article, "本文"), (make_photo, "这张图片")])
def test_what_was_withdrawn_says_when_not_why_and_leads_on(client, paper, make, what):
    thing = make("拆迁款去向成谜", people=[make_person("隐名人")])
    at = datetime.datetime(2025, 4, 1, 17, 0, tzinfo=datetime.UTC)  # The second of April in China.
    workflow.move("withdraw", type(thing).objects.filter(pk=thing.pk), at=at, opinion="当事人投诉")
    html = read(client, thing.get_absolute_url(), 410)
    assert f"{what}已撤回" in html
    assert "编辑部已于 2025年4月2日 将其撤下" in text_of(html)
    assert 'href="/topics/yanglao/"' in html
    assert '<a href="/">首页</a>' in html
    for kept in ("拆迁款", "隐名人", "当事人投诉"):
        assert kept not in html


def test_what_was_withdrawn_stays_so_while_it_is_written_anew(client):
    article = make_article()
    rows = Article.objects.filter(pk=article.pk)
    workflow.move("withdraw", rows, opinion="有误")
    workflow.move("reopen", rows, opinion="重写")
    html = read(client, article.get_absolute_url(), 410)
    assert "编辑部已将其撤下，不再提供阅读" in html
    workflow.move("spike", rows)
    assert client.get(article.get_absolute_url()).status_code == 410


@pytest.mark.parametrize("make", [make_article, make_photo])
def test_what_waits_for_its_hour_does_not_exist_yet(client, make):
    tomorrow = timezone.now() + datetime.timedelta(days=1)
    embargoed = make(status=Status.APPROVED, embargo_until=tomorrow)
    for thing in (make(status=Status.SCHEDULED), embargoed):
        assert client.get(thing.get_absolute_url()).status_code == 404


# --- What was put right -------------------------------------------------------------------------


def correct(thing, notice="", at=None, **fields):
    """Change a public text, as an editor does at the desk."""
    before = digest(text_of_row(thing))
    type(thing).objects.filter(pk=thing.pk).update(**fields)
    workflow.edited(thing, before, by=None, notice=notice, at=at)


def hour(number):
    """An hour of the tenth of March, in China."""
    return datetime.datetime(2025, 3, 10, number - 8, tzinfo=datetime.UTC)


def test_article_tells_its_corrections_newest_first(client, paper):
    article = Article.objects.get()
    correct(article, "“十家”应为“三家”。", hour(9), subhead="三家食堂同开")
    correct(article, "第二段的日期有误。\n已经改正。", hour(15), body="<p>改正后的文字。</p>")
    html = read(client, paper["article"])
    words = text_of(html)
    assert "更新时间 2025-03-10 15:00" in words
    assert "上网时间 2025-03-08 09:30" in words
    assert "更正 2025-03-10 15:00 第二段的日期有误。 已经改正。 2025-03-10 09:00 “十家”应为“三家”。" in words
    assert '<section class="corrections" aria-labelledby="corrections">' in html
    assert '<time datetime="2025-03-10T15:00:00+08:00">' in html


def test_misprint_put_right_moves_the_time_and_needs_no_word(client, paper):
    correct(Article.objects.get(), at=hour(9), subhead="热饭热菜送到老人手边")
    html = read(client, paper["article"])
    assert "更新时间 2025-03-10 09:00" in text_of(html)
    assert "corrections" not in html


def test_what_was_never_changed_has_no_time_of_change(client, paper):
    assert "更新时间" not in read(client, paper["article"])
    assert "更正" not in read(client, paper["article"])


def test_photo_tells_its_corrections_and_so_does_its_article(client, paper):
    correct(Photo.objects.get(), "图中左起第二人应为志愿者。", hour(11), caption="志愿者和老人。")
    for name in ("photo", "article"):
        html = read(client, paper[name])
        assert "图中左起第二人应为志愿者。" in html
        assert "更新时间 2025-03-10 11:00" in text_of(html)
    make_article("别的文章")
    assert "图中左起" not in read(client, Article.objects.latest("pk").get_absolute_url())


def test_text_written_anew_and_published_again_tells_when(client):
    article = make_article(status=Status.DRAFT, published_at=None)
    rows = Article.objects.filter(pk=article.pk)
    publish(rows, at=hour(9))
    assert "更新时间" not in read(client, article.get_absolute_url())
    workflow.move("withdraw", rows, at=hour(10), opinion="有误")
    workflow.move("restore", rows, at=hour(11))
    assert "更新时间" not in read(client, article.get_absolute_url())
    workflow.move("withdraw", rows, at=hour(12), opinion="有误")
    workflow.move("reopen", rows, at=hour(13), opinion="重写")
    publish(rows, at=hour(14))
    words = text_of(read(client, article.get_absolute_url()))
    assert "上网时间 2025-03-10 09:00 更新时间 2025-03-10 14:00" in words


def test_markup_in_a_correction_stays_text(client, paper):
    correct(Article.objects.get(), "<script>alert(1)</script>", subhead="改")
    html = read(client, paper["article"])
    assert "&lt;script&gt;" in html
    assert "<script>" not in html


def test_refused_topic_is_not_shown(client):
    article = make_article()
    article.topic_links.create(topic=Topic.objects.get(slug="yanglao"), confirmed=False)
    assert "养老" not in read(client, article.get_absolute_url())


def test_markup_in_any_field_stays_text(client):
    attack = "<script>alert(1)</script>"
    article = make_article(
        attack,
        kicker=attack,
        subhead=attack,
        dateline=attack,
        body=f"<p onclick=x>{attack}<a href='javascript:x'>链接</a></p>",
        source_name=attack,
        topics=["yanglao"],
        people=[make_person(attack, attack)],
    )
    article.tags.add(attack)
    make_photo(attack, article=article, alt=attack)
    for path in (article.get_absolute_url(), "/", "/topics/yanglao/", "/people/", "/photos/"):
        html = read(client, path)
        assert "<script>" not in html
        assert "onclick" not in html
        assert "javascript:" not in html


# --- Addresses ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    [
        "/nothing/",
        "/topics/nothing/",
        "/columns/nothing/",
        "/issues/2025-02-30/",
        "/issues/0000-00-00/",
        "/issues/2025-03-08/",
        "/issues/2025-03-07/9/",
        "/issues/2025-03-07/99999/",
        f"/issues/2025-03-07/{'9' * 30}/",
        "/issues/?year=1999",
        "/issues/?year=x",
        "/issues/?month=4",
        "/issues/?year=2025&month=03",
        "/issues/?year=1999&month=3",
        "/issues/9999-12-31/",
        "/issues/0001-01-01/",
        "/people/?from=%E9%99%88",
        "/people/?from=zh",
        "/people/999/photos/",
        "/articles/999/",
        f"/articles/{'9' * 30}/",
        "/photos/999/",
        f"/people/{'9' * 30}/",
    ],
)
def test_address_that_leads_nowhere_is_not_found(client, paper, path):
    html = read(client, path, 404)
    assert "没有找到这个页面" in html
    assert 'href="/topics/yanglao/"' in html


def test_no_issue_at_all_is_an_empty_list(client):
    assert "还没有可以看的报纸" in read(client, "/issues/")
    assert client.get("/issues/?year=2025").status_code == 404


@pytest.mark.parametrize("name", PAGES)
def test_only_reading_is_allowed(client, paper, name):
    assert client.head(paper[name]).status_code == 200
    assert client.post(paper[name]).status_code == 405


def test_server_error_page_stands_alone(client, monkeypatch):
    def fail(*args):
        raise RuntimeError

    client.raise_request_exception = False
    monkeypatch.setattr("articles.models.Issue.objects.with_content", fail)
    html = read(client, "/", 500)
    assert "页面暂时打不开" in html
    assert html.count("<h1") == 1


# --- What holds on every page -------------------------------------------------------------------


@pytest.fixture(params=[*PAGES, "missing", "withdrawn"])
def any_response(request, client, paper):
    withdrawn = make_article(status=Status.WITHDRAWN)
    others = {"missing": "/nothing/", "withdrawn": withdrawn.get_absolute_url()}
    return client.get({**paper, **others}[request.param])


def test_every_page_is_the_same_for_everybody_who_wants_it_so_displayed(any_response):
    assert not any_response.cookies
    assert any_response.headers["Vary"] == "Cookie"  # For the two that `/display/` sets, and no others.


def test_every_page_is_well_made(any_response):
    html = any_response.content.decode()
    assert html.count("<h1") == 1
    assert '<html lang="zh-Hans">' in html
    for landmark in ("<header", "<nav", "<main", "<footer"):
        assert landmark in html
    for script in re.findall(r"<script\b[^>]*>", html):
        assert ' src="/static/' in script or script == '<script type="application/ld+json">'
    assert "<style" not in html
    assert not re.search(r"<[^>]*\s(style|on\w+)=", html)
    assert 'content=""' not in html
    assert "<title>" in html
    assert "None" not in html


# --- What each page costs -----------------------------------------------------------------------

QUERIES = {
    "front": 16,  # two for each topic with articles; here there are two topics
    "topic": 6,
    "column": 5,
    "issues": 3,
    "issue": 8,
    "page": 8,
    "article": 9,
    "photos": 3,
    "photo": 8,
    "people": 2,
    "person": 6,
    "person_photos": 4,
    "month": 5,
    "about": 1,
    "accessibility": 1,
    "site_map": 4,
}


@pytest.mark.parametrize("rows", [3, 30])
@pytest.mark.parametrize("name", PAGES)
def test_queries_do_not_grow_with_rows(
    client, paper, column, settings, tmp_path, django_assert_num_queries, name, rows
):
    settings.MEDIA_ROOT = tmp_path
    full = Article.objects.get()
    signer = full.bylines.get().correspondent
    for number in range(rows):
        issue = make_issue(PRINTED_ON - datetime.timedelta(days=number))
        people = [signer, make_person()]
        for day in (issue, make_issue()):
            make_article(issue=day, page_number=2, column=column, topics=["yanglao"], people=people)
            make_photo(issue=day, page_number=2, people=people, article=full, with_file=True)
        full.bylines.create(correspondent=people[1], listed_on=PRINTED_ON)
        full.tags.add(f"标签{number}")
        for corrected in ({"article": full}, {"photo": Photo.objects.first()}):
            Correction.objects.create(notice="有误，已改正。", created_at=ON_THE_WEB, **corrected)
        Topic.objects.filter(slug="zhengwu").first().article_links.create(
            article=make_article(people=people), listed_on=PRINTED_ON
        )
    with django_assert_num_queries(QUERIES[name]):
        client.get(paper[name])
