"""An archive's whole way through the desk in a real browser, with a real server and a real worker."""

import base64
import io
import time
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from tests.bench.pages import ordinary_page
from tests.e2e.looks import LOW_CONTRAST, WIDTHS
from tests.e2e.newsroom import running
from tests.e2e.test_the_whole_way import sign_in
from tests.importing.samples import CANTEEN, MARKET

pytestmark = [pytest.mark.browser]

DUMPS = 200
DOUBTFUL = MARKET.replace("■ 通讯员 祝青禾\n", "")
# A drop of a file with these bytes (in base64), as a file manager hands it over.
DROPPED = """([name, data]) => {
    const bytes = Uint8Array.from(atob(data), (char) => char.charCodeAt(0));
    const transfer = new DataTransfer();
    transfer.items.add(new File([bytes], name));
    return transfer;
}"""
VALUE = "document.querySelector('progress')?.value ?? -1"
SMALL = """() => [...document.querySelectorAll("#content :is(button, input, select)")]
    .filter((field) => field.offsetWidth && field.type !== "checkbox")
    .map((field) => [field.name || field.textContent, field.getBoundingClientRect().height])
    .filter(([_, height]) => height < 36)"""
UNLABELLED = """() => [...document.querySelectorAll("#content :is(input, select, progress)")]
    .filter((field) => field.type !== "hidden" && !field.labels.length)
    .filter((field) => !field.hasAttribute("aria-labelledby"))
    .map((field) => field.outerHTML)"""


@pytest.fixture(scope="module")
def newsroom(browser, tmp_path_factory):
    with running(tmp_path_factory.mktemp("newsroom")) as newsroom:
        yield newsroom


@pytest.fixture(scope="module")
def working(newsroom):
    """The newsroom with its worker at work, once the first test has let it go."""
    newsroom.start_worker()
    return newsroom


def archive(pages: dict[str, str]) -> bytes:
    data = io.BytesIO()
    with ZipFile(data, "w", ZIP_DEFLATED) as packed:
        for name, text in pages.items():
            packed.writestr(name, text)
    return data.getvalue()


def a_year_of_pages() -> bytes:
    pages = {f"{number:03}.txt": ordinary_page(number) for number in range(DUMPS - 1)}
    return archive({**pages, "2025-04-01_09.txt": DOUBTFUL})


def drop(page, name: str, data: bytes) -> None:
    """Drop a file onto the zone of the page 导入, beside its field."""
    transfer = page.evaluate_handle(DROPPED, [name, base64.b64encode(data).decode()])
    for event in ("dragover", "drop"):
        page.locator("#drop").dispatch_event(event, {"dataTransfer": transfer})


def as_file(name: str, text: str | bytes) -> dict[str, object]:
    data = text if isinstance(text, bytes) else text.encode()
    return {"name": name, "mimeType": "text/plain", "buffer": data}


def wait_until_running(page) -> None:
    """Wait until a worker has taken the batch that `page` shows."""
    address = f"{page.url.split('change/')[0]}progress/"
    deadline = time.monotonic() + 60
    while page.request.get(address).json()["state"] != "running":
        assert time.monotonic() < deadline


def test_an_archive_is_imported_watched_reviewed_released_and_undone(newsroom, open_page):
    page = open_page(width=1280)
    sign_in(page, newsroom.url)
    page.get_by_role("link", name="导入", exact=True).first.click()
    drop(page, "2025.zip", a_year_of_pages())
    page.get_by_text("2025.zip（").wait_for()
    page.get_by_role("button", name="上传并预览").click()
    look_at_the_preview(page)
    page.get_by_role("button", name="开始导入").click()
    watch(page, newsroom)
    batch = page.url
    review(page)
    page.goto(batch)
    release(page)
    citizen = open_page()
    citizen.goto(newsroom.url)
    assert citizen.get_by_role("main").get_by_role("article").count() or citizen.locator(".card").count()
    undo(page)
    newsroom.stop_worker()


def look_at_the_preview(page) -> None:
    page.get_by_text(f"共 {DUMPS} 个文件，以下是第 1–20 个").wait_for()
    page.get_by_role("link", name="下一页").first.click()
    page.get_by_role("link", name="2025.zip/025.txt").click()
    source = page.get_by_role("complementary", name="原文")
    source.get_by_text("2025年4月").first.wait_for()
    line = page.get_by_role("article").first.get_by_role("link", name="行").first
    number = line.get_attribute("href")
    line.click()
    page.locator(f"{number}:target").wait_for()
    page.get_by_role("link", name="回到文件列表").click()
    page.get_by_text("以下是第 21–40 个").wait_for()


def watch(page, newsroom) -> None:
    """A worker leaves after a chunk: the bar stands, also after a reload, until another one comes."""
    page.get_by_text("导入正在排队。").wait_for()
    assert page.evaluate(VALUE) == 0
    newsroom.start_worker()
    wait_until_running(page)
    newsroom.stop_worker()
    while (done := page.evaluate(VALUE)) == 0:
        page.wait_for_timeout(100)
    assert 50 <= done < DUMPS
    page.reload()
    assert page.evaluate(VALUE) == done
    newsroom.start_worker()
    page.get_by_role("link", name="撤销…").wait_for(timeout=60_000)
    summary = page.get_by_role("region", name="结果", exact=True)
    assert f"已导入的文件\n{DUMPS}" in summary.inner_text()


def review(page) -> None:
    """Settle what is least certain."""
    doubts = page.get_by_role("region", name="待核对，最没有把握的在前")
    doubts.get_by_role("link").first.click()
    notices = page.get_by_role("region", name="待核对")
    for box in notices.get_by_label("已处理").all():
        box.check()
    page.get_by_role("button", name="保存", exact=True).click()
    page.get_by_text("成功修改").wait_for()


def release(page) -> None:
    page.get_by_role("link", name="标记为已刊发…").click()
    page.get_by_role("button", name="标记为已刊发并发布").click()
    releases = page.get_by_role("region", name="已刊发", exact=True)
    releases.get_by_text("chief：发布稿件").wait_for(timeout=60_000)


def undo(page) -> None:
    """What is public stays, and is listed with the reason."""
    page.get_by_role("link", name="撤销…").click()
    page.get_by_role("region", name="会保留的稿件和图片").get_by_text("已经发布").first.wait_for()
    page.get_by_role("button", name="撤销这一批").click()
    page.get_by_role("heading", name="撤销时保留的").wait_for(timeout=60_000)
    page.get_by_role("link", name="全部保留的").click()
    assert page.get_by_role("listitem").filter(has_text="已发布").count() == 50


def test_all_of_it_goes_without_a_script(working, open_page):
    page = open_page(java_script_enabled=False)
    sign_in(page, working.url)
    page.goto(f"{working.url}/admin/articles/importbatch/add/")
    texts = [as_file("2025-05-07_02.txt", CANTEEN), as_file("empty.txt", ""), as_file("a.zip", archive({}))]
    page.get_by_label("把文件拖到这里，或点按选择").set_input_files(texts)
    page.get_by_label("版次").fill("3")
    page.get_by_role("button", name="上传并预览").click()
    page.get_by_text("2025-05-07 第3版").wait_for()
    page.get_by_label("版次").fill("4")
    page.get_by_role("button", name="开始导入").click()
    page.get_by_text("选项改了，预览已随之更新。").wait_for()
    page.get_by_text("2025-05-07 第4版").wait_for()
    page.get_by_role("button", name="开始导入").click()
    for _ in range(60):
        if page.get_by_role("link", name="撤销…").count():
            break
        page.wait_for_timeout(500)
        page.get_by_role("link", name="刷新").click()
    assert "新增稿件\n2" in page.get_by_role("region", name="结果", exact=True).inner_text()
    page.get_by_role("link", name="撤销…").click()
    page.get_by_role("button", name="撤销这一批").click()
    for _ in range(60):
        if page.get_by_text("撤销的结果").count():
            break
        page.wait_for_timeout(500)
        page.get_by_role("link", name="刷新").click()
    page.get_by_text("撤销的结果").wait_for()


def test_several_files_are_chosen_with_the_field_and_named(newsroom, open_page):
    page = open_page()
    sign_in(page, newsroom.url)
    page.goto(f"{newsroom.url}/admin/articles/importbatch/add/")
    page.get_by_label("把文件拖到这里，或点按选择").set_input_files(
        [as_file("people.csv", "姓名,单位\n祝青禾,望江路街道\n"), as_file("2025-06-08_01.txt", MARKET)]
    )
    assert page.locator("#chosen li").all_inner_texts() == ["people.csv（1 KB）", "2025-06-08_01.txt（1 KB）"]
    page.get_by_role("button", name="上传并预览").click()
    page.get_by_text("收到的文件分成 2 个批次，还没有导入。").wait_for()
    page.get_by_role("link", name="批次").last.wait_for()


@pytest.mark.parametrize("with_script", [True, False])
def test_too_large_an_upload_is_told_and_not_taken(newsroom, open_page, with_script):
    page = open_page(java_script_enabled=with_script)
    sign_in(page, newsroom.url)
    page.goto(f"{newsroom.url}/admin/articles/importbatch/add/")
    field = page.get_by_label("把文件拖到这里，或点按选择")
    field.set_input_files([as_file("large.txt", b"x" * 9 * 2**20)])
    page.get_by_role("button", name="上传并预览").click()
    if with_script:
        told = field.evaluate("(field) => field.validationMessage")
        assert told == "这些文件共 9.0 MB，超过 4.0 MB。请分几次上传。"
    else:
        page.get_by_text("这次的文件共 9 MB，超过 4 MB。").wait_for()


def test_a_table_is_previewed_and_imported(working, open_page):
    page = open_page(width=1280)
    sign_in(page, working.url)
    page.goto(f"{working.url}/admin/articles/importbatch/add/")
    drop(page, "people.csv", "姓名,单位\n沈若谷,石桥镇\n,空名\n".encode())
    page.get_by_role("button", name="上传并预览").click()
    page.get_by_text("第 3 行 不能导入").wait_for()
    page.get_by_role("button", name="开始导入").click()
    page.get_by_role("link", name="撤销…").wait_for(timeout=30_000)
    assert "第 3 行，“姓名”列" in page.get_by_role("region", name="表格的行").inner_text()


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1280, "dark")])
def test_every_page_fits_is_legible_and_is_labelled(working, open_page, width, scheme):
    page = open_page(width=width, color_scheme=scheme)
    sign_in(page, working.url)
    add = f"{working.url}/admin/articles/importbatch/add/"
    page.goto(add)
    check(page)
    long = "很长的文件名" * 12
    page.get_by_label("把文件拖到这里，或点按选择").set_input_files(
        [as_file(f"{long}.txt", f"{CANTEEN}{width}{scheme}"), as_file("empty.txt", "")]
    )
    check(page)
    page.get_by_role("button", name="上传并预览").click()
    check(page)
    page.get_by_role("link", name=long).click()
    check(page)
    page.get_by_role("button", name="开始导入").click()
    page.get_by_role("link", name="撤销…").wait_for(timeout=30_000)
    check(page)
    batch = page.url
    for name in ("标记为已刊发…", "重新解析…", "撤销…"):
        page.goto(batch)
        page.get_by_role("link", name=name).click()
        check(page)
    page.get_by_role("button", name="撤销这一批").click()
    page.get_by_text("撤销的结果").wait_for(timeout=30_000)
    check(page)


def check(page) -> None:
    """A page fits its window, can be read, and names each of its fields."""
    page.get_by_role("heading", level=1).wait_for()
    content, screen = page.evaluate(WIDTHS)
    assert content <= screen, page.url
    own = [
        text for text, _ in page.evaluate(LOW_CONTRAST, 4.5) if text in page.locator("#content").inner_text()
    ]
    assert own == [], page.url
    assert page.evaluate(SMALL) == [], page.url
    assert page.evaluate(UNLABELLED) == [], page.url
