"""Fifty hostile texts in everything that people write or send: no page of either side brings one to life."""

import csv
import io
from collections import Counter
from urllib.parse import quote, urlencode, urlsplit

import pytest
from django.urls import Resolver404, resolve
from openpyxl import Workbook

from tests.e2e.hostile.payloads import ENCODINGS, ENDINGS, PAYLOADS, TEMPLATES
from tests.e2e.hostile.reading import FOUND, IN_PAGE, READ, SENT, WATCH
from tests.e2e.newsroom import running
from tests.e2e.test_imports import as_file
from tests.e2e.test_the_whole_way import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.looks]

FILL = "from tests.e2e.hostile import poisoned\npoisoned.fill({folder!r})"
# Of each kind of page so many are read as a browser reads them, and some opened, run and watched.
READ_EACH, OPENED_EACH = 6, 2
# Kinds whose every page shows other texts, and no list shows all of them.
WHOLE = (
    *("article", "photo", "person", "topic", "column", "issue", "feed_latest", "feed_topic_atom"),
    *(
        "article_change",
        "photo_change",
        "correspondent_change",
        "report_change",
        "importbatch_change",
        "importbatch_file",
    ),
)
AT_ONCE = 20
# How a page without any care would write a text.
CARELESS = """<title>PAYLOAD</title><script type="application/ld+json">{"a": "PAYLOAD"}</script>
<p title="PAYLOAD">1</p><p title='PAYLOAD'>2</p><a href="PAYLOAD">3</a><textarea>PAYLOAD</textarea>
<!-- PAYLOAD --><div>PAYLOAD</div>"""
AS_READ = f'{FOUND}(new DOMParser().parseFromString(text, "text/html"), false)'
LEFT_OUT = ("logout", "rendition", "qr_code", "export", "export_file", "template")


@pytest.fixture(scope="module")
def newsroom(browser, tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    limits = {"LOGIN_FAILURES": "1000", "SEARCHES_PER_MINUTE": "100000", "SEARCHES_PER_HOUR": "100000"}
    with running(folder, **limits) as newsroom:
        newsroom.manage("shell", "--no-imports", "-c", FILL.format(folder=str(folder)))
        yield newsroom


@pytest.fixture
def page(newsroom, browser):
    """A window signed in at the desk; a dialog, what the policy refuses and a broken script fail the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 740}, locale="zh-CN")
    context.add_init_script(WATCH)
    page, complaints = context.new_page(), []
    page.on("dialog", lambda dialog: (complaints.append(dialog.message), dialog.dismiss()))
    page.on(
        "console",
        lambda line: complaints.append(f"{page.url}: {line.text}") if "policy" in line.text.lower() else None,
    )
    page.on("pageerror", lambda error: complaints.append(str(error)))
    sign_in(page, newsroom.url)
    yield page
    context.close()
    assert complaints == []


def test_files_sent_for_import_are_shown_as_they_are_before_and_after(newsroom, page):
    page.goto(f"{newsroom.url}/admin/articles/importbatch/add/")
    page.locator("input[type=file]").set_input_files(hostile_files())
    page.get_by_role("button", name="上传并预览").click()
    page.get_by_text("个批次，还没有导入").wait_for()
    assert page.evaluate(IN_PAGE) == []
    waiting = "/admin/articles/importbatch/?state__exact=waiting"
    pages = crawl(page, [waiting], within="/admin/articles/importbatch/")
    previews = [path for name, path in pages if name == "admin:articles_importbatch_preview"]
    assert len(previews) == 6
    assert sum(name == "admin:articles_importbatch_file" for name, _ in pages) == len(PAYLOADS)
    for path in previews:
        look_at(page, newsroom.url + path)
    for path in {urlsplit(path).path for path in previews}:
        start(page, newsroom.url + path)
    newsroom.manage("worker", "--once")
    done = crawl(page, ["/admin/articles/importbatch/"], within="/admin/articles/importbatch/")
    assert {"admin:articles_importbatch_change", "admin:articles_importbatch_doubts"} <= {n for n, _ in done}
    for name, path in done:
        if name == "admin:articles_importbatch_change":
            look_at(page, newsroom.url + path)


def start(page, address):
    """Start an import from its preview, where it can be."""
    page.goto(address)
    button = page.get_by_role("button", name="开始导入")
    if button.count() and button.is_enabled():
        button.click()
        page.wait_for_load_state()
        assert page.evaluate(IN_PAGE) == []


def hostile_files():
    """Dumps of hostile names and texts, bad ones too; tables with hostile cells and with hostile headers."""
    dumps = [as_file(f"{n}{text}.txt", dump(text)) for n, text in enumerate(PAYLOADS)]
    rows = [["标题", "引题", "署名", "正文", "栏目", "出版日期", "主题", "标签"]]
    rows += [[f"{n}{text}", *[text] * 7] for n, text in enumerate(PAYLOADS)]
    people = [["姓名", "单位", "别名"], *([text] * 3 for text in PAYLOADS)]
    header = [["标题", *PAYLOADS[:20]], ["x"] * 21]
    name = PAYLOADS[3]
    return [
        *dumps,
        as_file(f"{name}nul.txt", "a\0b"),
        as_file(f"{name}.csv", csv_of(rows)),
        as_file(f"{name}人.csv", csv_of(people)),
        as_file(f"{name}头.csv", csv_of(header)),
        as_file(f"{name}.xlsx", xlsx_of(rows)),
        as_file(f"{name}无.csv", "\0"),
    ]


def dump(text):
    """A page with a payload wherever the parser takes something from it."""
    lines = (
        f"# {text}",
        f"{text}食堂开张",
        f"■ 通讯员 {text}",
        f"{text}3月6日，三家食堂同日开张。",
        f"{text}\n{text} 摄",
    )
    return "\n\n".join(lines)


def csv_of(rows):
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue()


def xlsx_of(rows):
    book, out = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(out)
    return out.getvalue()


def test_what_is_asked_and_typed_comes_back_as_text(newsroom, page):
    fields = (
        "q",
        "topic",
        "column",
        "author",
        "since",
        "until",
        "year",
        "order",
        "before",
        "after",
        "page",
        "month",
    )
    places = (
        "/search/",
        "/topics/yanglao/",
        "/issues/",
        "/photos/",
        "/people/",
        "/report/",
        "/admin/articles/article/",
    )
    asked = {
        place: [f"{place}?{urlencode(dict.fromkeys(fields, text))}" for text in PAYLOADS] for place in places
    }
    unknown = [f"/{quote(text, safe='')}/" for text in PAYLOADS]
    for paths in (unknown, *asked.values()):
        judge(page.evaluate(READ, paths))
    for path in asked["/search/"]:
        look_at(page, newsroom.url + path)
    page.goto(f"{newsroom.url}/report/")
    judge(
        page.evaluate(SENT, ["main form", ["right", "contact", "website", "article", "address"], [*PAYLOADS]])
    )


def test_names_that_fail_to_log_in_and_texts_that_fail_to_be_saved(newsroom, page):
    for path, form, fields in (
        ("auth/user/add/", "#user_form", ["username", "password1"]),
        (
            "articles/article/add/",
            "#article_form",
            ["kicker", "subhead", "body", "tags", "page_number", "column"],
        ),
        ("articles/photo/add/", "#photo_form", ["caption", "alt", "page_number", "issue", "article"]),
        ("articles/topic/add/", "#topic_form", ["name", "slug", "description", "threshold"]),
        ("people/correspondent/add/", "#correspondent_form", ["organisation", "user"]),
        ("articles/wrongword/paste/", "#content form", ["words", "text", "lines"]),
    ):
        page.goto(f"{newsroom.url}/admin/{path}")
        judge(page.evaluate(SENT, [form, fields, [*PAYLOADS]]))
    page.context.clear_cookies()
    page.goto(f"{newsroom.url}/admin/login/")
    few = [*PAYLOADS[::5]]  # Each is tried on a password, which takes long on purpose.
    judge(page.evaluate(SENT, ["#login-form", ["username", "next"], few]))


def test_what_scripts_write_is_text_too(newsroom, page):
    """What is offered while one types, of people and topics of hostile names."""
    page.goto(f"{newsroom.url}/search/")
    box = page.get_by_role("main").locator("input[name=q]")
    for text in ("<img", "<script", '"'):
        box.fill("")
        with page.expect_response(lambda answer: "suggestions" in answer.url):
            box.press_sequentially(text)
        page.wait_for_timeout(200)
        assert page.evaluate(IN_PAGE) == []


def judge(answers):
    strange = {a["path"]: [a["status"], *a["strange"]] for a in answers if a["strange"] or a["status"] >= 500}
    assert strange == {}


def test_every_page_that_can_be_reached_shows_texts_as_texts(newsroom, page):
    pages = crawl(page, ["/", "/admin/", "/admin/articles/importbatch/1/doubts/"])
    names = {name for name, _ in pages}
    assert {"articles:article", "articles:photo", "articles:person", "articles:feed_topic"} <= names
    assert {"admin:articles_article_change", "admin:articles_importbatch_doubts"} <= names
    assert len(pages) > 500
    opened = Counter()
    for name, path in pages:
        opened[name] += 1
        if opened[name] <= OPENED_EACH and not name.startswith(("articles:feed_", "articles:sitemap")):
            look_at(page, newsroom.url + path)


def crawl(page, starts, within="/"):
    """Read all that the pages `starts` lead to, of each kind so many; return them as (name, path)."""
    seen, pages, waiting, answers = set(starts), [], list(starts), []
    counts = Counter()
    while waiting:
        some, waiting = waiting[:AT_ONCE], waiting[AT_ONCE:]
        for answer in page.evaluate(READ, some):
            answers.append(answer)
            pages.append((name_of(answer["path"]), answer["path"]))
            for link in answer["links"]:
                name = name_of(link)
                if link.startswith(within) and link not in seen and counts[name] < most(name):
                    seen.add(link)
                    counts[name] += 1
                    waiting.append(link)
    judge(answers)
    return pages


def most(name):
    """How many pages of a kind are read."""
    if not name or name.endswith(LEFT_OUT):
        return 0
    return len(PAYLOADS) if name.endswith(WHOLE) else READ_EACH


def name_of(path):
    try:
        return resolve(urlsplit(path).path).view_name
    except Resolver404:
        return ""


def look_at(page, address):
    page.goto(address)
    assert page.evaluate(IN_PAGE) == [], address


def test_a_page_that_wrote_them_out_would_be_noticed(newsroom, browser):
    """What is harmless in all of these places is there for others: scripts, templates, and what decodes."""
    wrote = [CARELESS.replace("PAYLOAD", text) for text in PAYLOADS]
    page = browser.new_page()
    page.goto(f"{newsroom.url}/about/")
    found = page.evaluate(f"(pages) => pages.map((text) => {AS_READ})", wrote)
    page.close()
    unnoticed = [text for text, strange in zip(PAYLOADS, found, strict=True) if not strange]
    assert set(unnoticed) <= {*TEMPLATES, *ENCODINGS, "<!--", ENDINGS[-1]}
