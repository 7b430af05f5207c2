import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.importing import Options, import_sources, preview
from articles.importing.files import find
from articles.importing.lease import Lease
from articles.models import Article, BatchFile, Dump, ImportBatch
from tests.importing.samples import CANTEEN, MARKET, bring_in

pytestmark = pytest.mark.django_db


def write(folder, number, text=CANTEEN):
    path = folder / f"2025-03-{number % 28 + 1:02}_{number // 28 + 1:02}.txt"
    path.write_text(text.replace("望江路", f"望江{number}路").replace("午间延时", f"午间延时{number}"))


def statements(folder) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        bring_in(folder)
    return len(captured)


def test_forty_dumps_take_as_many_statements_as_one(tmp_path):
    for number in range(41):
        folder = tmp_path / ("one" if number == 0 else "forty")
        folder.mkdir(exist_ok=True)
        write(folder, number)
    once = statements(tmp_path / "one")
    assert statements(tmp_path / "forty") <= once + 2
    assert Article.objects.count() == 82
    assert once <= 45


def test_what_is_in_already_takes_a_handful(tmp_path, django_assert_max_num_queries):
    for number in range(30):
        write(tmp_path, number)
    bring_in(tmp_path)
    with django_assert_max_num_queries(20):
        assert bring_in(tmp_path).articles == 0


def test_a_batch_goes_on_where_it_stands(tmp_path):
    for number in range(4):
        write(tmp_path, number)
    sources = list(find([tmp_path]))
    batch = ImportBatch.objects.create(state="queued", total=4, done=3)
    import_sources(sources, Options(), Lease.take(batch.pk))
    batch.refresh_from_db()
    assert (batch.state, batch.done, batch.imported, batch.articles) == ("finished", 4, 1, 2)
    assert BatchFile.objects.get().position == 3


def test_a_batch_counts_what_its_files_tell(tmp_path):
    write(tmp_path, 0)
    write(tmp_path, 1, MARKET)
    (tmp_path / "empty.txt").write_text("")
    bring_in(tmp_path)
    batch = bring_in(tmp_path, publish=True).batch
    first, second = ImportBatch.objects.order_by("pk")
    assert second == batch
    assert (first.imported, first.already, first.refused, first.articles) == (2, 0, 1, 3)
    assert (second.imported, second.already, second.refused, second.articles) == (0, 2, 1, 0)
    assert [file.dump is not None for file in second.files.all()] == [True, True, False]


def test_a_preview_tells_what_would_be_and_writes_nothing(tmp_path):
    write(tmp_path, 0)
    (tmp_path / "empty.txt").write_text("")
    batch = ImportBatch.objects.create()
    page, refused = preview(list(find([tmp_path])), Options(), batch)
    assert (page.result.articles, page.result.photos) == (2, 1)
    assert page.page.found.page.stories[0].headline == "望江0路街道三家养老食堂同日开张"
    assert refused.result.message.startswith("文件是空的")
    assert not Dump.objects.exists()
    assert not BatchFile.objects.exists()
