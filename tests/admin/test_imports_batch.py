"""A batch's page: how far it is, what became of its files, what is doubtful, and what may be done with it."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles.importing import jobs
from articles.models import Article, Dump, ImportBatch, Notice, Photo, Status
from tests.admin.batches import bring_in, do, sent, upload, url_of, zipped
from tests.desk import editor
from tests.importing.samples import CANTEEN, MARKET

pytestmark = pytest.mark.django_db

LIST = reverse("admin:articles_importbatch_changelist")


@pytest.fixture
def batch(desk) -> ImportBatch:
    """Two dumps that are in, and a file that is not."""
    files = (("2025-03-07_02.txt", CANTEEN), ("2025-03-08_01.txt", MARKET), ("empty.txt", ""))
    return bring_in(desk, *(sent(*file) for file in files))


def page(desk, batch, **query) -> str:
    response = desk.get(url_of(batch), query)
    assert response.status_code == 200
    return response.content.decode()


def told(desk, batch, since: str = "") -> dict:
    return desk.get(url_of(batch, "progress"), {"since": since}).json()


def set_back(batch: ImportBatch, seconds: float, **fields: object) -> None:
    then = timezone.now() - datetime.timedelta(seconds=seconds)
    ImportBatch.objects.filter(pk=batch.pk).update(heartbeat_at=then, **fields)


def note(thing: Article | Photo | Dump, code: str, message: str = "请核对") -> Notice:
    about = {} if isinstance(thing, Dump) else {thing._meta.model_name: thing}
    dump = thing if isinstance(thing, Dump) else thing.dump
    return Notice.objects.create(dump=dump, code=code, line=1, message=message, **about)


def test_it_tells_who_when_what_and_with_which_options(desk):
    batch = bring_in(desk, sent("page.txt", MARKET), date="2025-03-08", page_number="1", encoding="utf-8")
    html = page(desk, batch)
    for fact in ("版面文本", "chief", "出版日期：2025-03-08，版次：1，编码：utf-8", batch.parser_version):
        assert f"<dd>{fact}</dd>" in html
    assert batch.parser_version


def test_it_sums_up_and_lists_what_became_of_each_file(desk, batch):
    html = page(desk, batch)
    for label, number in (("已导入的文件", 2), ("此前已导入", 0), ("新增稿件", 3), ("新增图片", 1)):
        assert f"<dt>{label}</dt><dd>{number}</dd>" in html
    dump = Dump.objects.get(name="2025-03-07_02.txt")
    assert f'<a href="/admin/articles/dump/{dump.pk}/change/">2025-03-07_02.txt</a>' in html
    assert "2 篇新增，1 张图片" in html
    assert "文件是空的。请检查文件是否保存完整。" in html


def test_files_are_chosen_by_outcome(desk, batch):
    html = page(desk, batch, outcome="refused")
    assert "empty.txt" in html
    assert "2025-03-07_02.txt" not in html
    assert '<a href="?outcome=refused#results" aria-current="true">未导入</a>' in html
    assert desk.get(url_of(batch), {"outcome": "lost"}).status_code == 404


def test_files_are_shown_fifty_at_a_time(desk):
    batch = bring_in(desk, zipped({f"{n:03}.txt": "" for n in range(60)}))
    html = page(desk, batch, outcome="refused", page=2)
    assert html.count('<span class="outcome refused">') == 10
    assert 'href="?outcome=refused&amp;page=1"' in html
    assert desk.get(url_of(batch), {"page": 3}).status_code == 404


def test_drafts_are_listed_least_certain_first(desk, batch):
    canteen, service, market = Article.objects.order_by("pk")
    Notice.objects.all().delete()
    note(market, "odd-latin")
    note(canteen, "missing-byline")
    note(canteen, "displaced-headline", "标题可能不是它的")
    note(service, "joined-lines").resolved = True
    Notice.objects.filter(article=service).update(resolved=True)
    note(Photo.objects.get(), "missing-caption")
    note(canteen.dump, "several-pages", "像是两个版面")
    note(canteen.dump, "furniture")
    found = desk.get(url_of(batch)).context["doubtful"]
    assert [one.title for one in found] == [
        canteen.dump.name,
        canteen.headline,
        str(Photo.objects.get()),
        market.headline,
    ]
    assert [one.kind for one in found] == ["整版", "稿件", "图片", "稿件"]
    assert found[1].notices == 2
    assert found[1].messages == ["标题可能不是它的", "请核对"]
    assert f'href="{found[1].address}"' in page(desk, batch)
    assert desk.get(found[1].address).status_code == 200


def test_what_is_no_draft_any_more_is_not_doubtful(desk, batch):
    Notice.objects.all().delete()
    article = Article.objects.first()
    note(article, "joined-lines")
    assert [one.title for one in desk.get(url_of(batch)).context["doubtful"]] == [article.headline]
    Article.objects.update(status=Status.SPIKED)
    assert desk.get(url_of(batch)).context["doubtful"] == []


def test_all_that_is_doubtful_is_shown_page_by_page(desk):
    text = "".join(MARKET.replace("石桥", f"石桥{n}号") for n in range(60))
    batch = bring_in(desk, sent("2025-03-08_01.txt", text))
    Notice.objects.all().delete()
    for article in Article.objects.all():
        note(article, "joined-lines")
    assert len(desk.get(url_of(batch)).context["doubtful"]) == 20
    assert f'href="{url_of(batch, "doubts")}">全部待核对的</a>' in page(desk, batch)
    assert len(desk.get(url_of(batch, "doubts"), {"page": 2}).context["doubtful"]) == 10
    assert desk.get(url_of(batch, "doubts"), {"page": 3}).status_code == 404


def test_progress_tells_how_far_and_how_fast(desk, batch):
    ImportBatch.objects.update(state="running", total=400, done=120, heartbeat_at=timezone.now())
    since = f"20@{(timezone.now() - datetime.timedelta(seconds=10)).timestamp():.3f}"
    answer = told(desk, batch, since)
    assert (answer["live"], answer["done"], answer["total"], answer["since"]) == (True, 120, 400, since)
    assert answer["text"] == "已处理 120 / 400（30%），每秒 10 个，约剩 28 秒。"
    assert answer["warning"] == ""
    assert told(desk, batch)["text"] == "已处理 120 / 400（30%）。"


@pytest.mark.parametrize("since", ["x", "1@2", "999@1.000", "1@99999999999.000", "-1@1.000"])
def test_a_sample_that_cannot_be_is_taken_anew(desk, batch, since):
    ImportBatch.objects.update(state="running", total=400, done=120, heartbeat_at=timezone.now())
    answer = told(desk, batch, since)
    assert answer["text"] == "已处理 120 / 400（30%）。"
    assert answer["since"].startswith("120@")


@pytest.mark.parametrize(
    ("seconds", "done", "said"),
    [(10, 100, "约剩 30 秒"), (600, 100, "每分钟 10 个，约剩 30 分钟"), (7200, 100, "约剩 6 小时 0 分")],
)
def test_the_time_left_is_told_in_seconds_minutes_and_hours(desk, batch, seconds, done, said):
    ImportBatch.objects.update(state="running", total=400, done=done, heartbeat_at=timezone.now())
    since = f"0@{(timezone.now() - datetime.timedelta(seconds=seconds)).timestamp():.3f}"
    assert said in told(desk, batch, since)["text"]


def test_a_page_lives_through_reloads_without_a_script(desk, batch):
    ImportBatch.objects.update(state="running", total=400, done=120, heartbeat_at=timezone.now())
    html = page(desk, batch)
    assert '<progress aria-labelledby="progress-title" max="400" value="120"></progress>' in html
    assert "已处理 120 / 400（30%）" in html
    assert '<noscript><p><a href="?since=120%40' in html


def test_a_batch_that_nobody_takes_asks_for_a_worker(desk):
    batch = upload(desk, sent("page.txt", MARKET))
    desk.post(url_of(batch, "start"))
    assert told(desk, batch)["warning"] == ""
    set_back(batch, 31)
    assert told(desk, batch)["warning"] == "后台程序没有运行？请在服务器上启动 make worker。"
    assert "后台程序没有运行？请在服务器上启动 make worker。" in page(desk, batch)


def test_a_batch_that_waits_for_another_one_says_so(desk, batch):
    waiting = upload(desk, sent("page.txt", MARKET))
    desk.post(url_of(waiting, "start"))
    set_back(waiting, 31)
    ImportBatch.objects.filter(pk=batch.pk).update(state="running", heartbeat_at=timezone.now())
    assert told(desk, waiting)["warning"] == "后台程序正在处理别的批次，这一批在等候。"


def test_a_worker_that_has_fallen_silent_is_told_of(desk, batch):
    set_back(batch, 61, state="running", total=10)
    assert "可能已经中断" in told(desk, batch)["warning"]


def test_it_is_stopped_and_goes_on(desk):
    batch = upload(desk, sent("2025-03-08_01.txt", MARKET))
    desk.post(url_of(batch, "start"))
    html = desk.post(url_of(batch, "stop"), follow=True).content.decode()
    assert "已由chief停止。" in html
    jobs.work(batch.pk)
    assert not Dump.objects.exists()
    batch = do(desk, batch, "resume")
    assert (batch.state, batch.articles) == ("finished", 1)
    entries = desk.get(reverse("admin:articles_importbatch_history", args=[batch.pk])).content.decode()
    for entry in ("开始导入", "停止导入", "继续导入"):
        assert entry in entries


def test_what_cannot_be_done_now_is_told_and_not_done(desk, batch):
    html = desk.post(url_of(batch, "resume"), follow=True).content.decode()
    assert '<li class="error">' in html
    assert desk.post(url_of(batch, "stop")).url == url_of(batch)
    assert ImportBatch.objects.get().state == "finished"


@pytest.mark.parametrize(
    ("state", "labels"),
    [
        ("waiting", ["查看预览并开始导入"]),
        ("queued", ["停止"]),
        ("running", ["停止"]),
        ("stopped", ["继续导入", "标记为已刊发…", "重新解析…", "撤销…"]),
        ("finished", ["标记为已刊发…", "重新解析…", "撤销…"]),
    ],
)
def test_what_may_be_done_follows_the_state(desk, batch, state, labels):
    ImportBatch.objects.update(state=state, heartbeat_at=timezone.now())
    assert [action.label for action in desk.get(url_of(batch)).context["actions"]] == labels


@pytest.mark.parametrize(
    ("permission", "labels"),
    [
        ("view_importbatch", []),
        ("add_importbatch", ["继续导入", "重新解析…"]),
        ("undo_importbatch", ["撤销…"]),
        ("release_importbatch", ["标记为已刊发…"]),
    ],
)
def test_what_may_be_done_follows_the_permissions(client, desk, batch, permission, labels):
    ImportBatch.objects.update(state="stopped")
    client.force_login(editor(permission))
    assert [action.label for action in client.get(url_of(batch)).context["actions"]] == labels


@pytest.mark.parametrize("name", ["change", "progress", "doubts", "kept"])
def test_who_has_nothing_to_do_with_imports_sees_nothing(client, desk, batch, name):
    client.force_login(editor("change_article", "view_dump"))
    assert client.get(url_of(batch, name)).status_code == 403


@pytest.mark.parametrize("name", ["stop", "resume"])
def test_who_may_only_look_stops_and_resumes_nothing(client, desk, batch, name):
    ImportBatch.objects.update(state="queued")
    client.force_login(editor("view_importbatch", "undo_importbatch"))
    assert client.post(url_of(batch, name)).status_code == 403
    assert ImportBatch.objects.get().state == "queued"


@pytest.mark.parametrize("key", ["0", "999", "x", "9" * 30])
@pytest.mark.parametrize("name", ["change", "progress", "doubts", "kept", "preview", "undo"])
def test_a_batch_that_is_not_there_is_not_found(desk, name, key):
    assert desk.get(f"/admin/articles/importbatch/{key}/{name}/", follow=True).status_code == 404


def queries_of(desk, address: str) -> int:
    desk.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert desk.get(address).status_code == 200
    return len(queries)


@pytest.mark.parametrize(("name", "budget"), [("change", 12), ("doubts", 10), ("progress", 6)])
def test_a_page_asks_as_often_for_many_as_for_few(desk, name, budget):
    def asked(number: int) -> int:
        files = {f"{n:03}.txt": MARKET.replace("石桥", f"石桥{n}号{number}") for n in range(number)}
        return queries_of(desk, url_of(bring_in(desk, zipped(files)), name))

    assert asked(45) == asked(2) == budget


def test_the_list_shows_batches_of_every_kind(desk, batch):
    upload(desk, sent("people.csv", "姓名,单位\n祝青禾,望江路街道\n"))
    html = desk.get(LIST).content.decode()
    for shown in ("通讯员表格", "待确认", "导入已完成", "版面文本"):
        assert shown in html
    assert desk.get(LIST, {"state__exact": "waiting"}).context["cl"].result_count == 1
