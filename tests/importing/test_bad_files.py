"""Bad files through the engine: each is told its fault and the remedy, writes nothing, and harms no other."""

import pytest

from articles.importing import Outcome
from articles.models import Article, BatchFile, Byline, Dump, Notice, Photo
from people.models import Correspondent
from tests.importing.samples import CANTEEN, MARKET, bring_in
from tests.importing.test_hostile_archives import WHOLE
from tests.importing.zips import Packed, zipped

pytestmark = pytest.mark.django_db

BIG5_DOUBT = "按 GB18030 读出的多是生僻字，文件可能是 Big5 或其他编码，请核对文字，必要时指定编码重新导入"
SAVE_AS = "请用记事本等软件另存为 UTF-8 编码后再导入。"
NO_TEXT = "请导入纯文本（.txt 或 .md）。"
REPAIR = "请检查文件是否传输完整，修好该处后再导入。"

REFUSED = {
    "empty": (b"", "文件是空的。请检查文件是否保存完整。"),
    "blank lines": (
        "\n \r\n\t\n\u3000\n".encode(),
        "文件里只有空白，没有文字。请检查文件是否保存完整。",
    ),
    "utf-16 without its mark": (
        MARKET.encode("utf-16-le"),
        f"文件像是没有 BOM 标记的 UTF-16 文本。{SAVE_AS}",
    ),
    "utf-16 the other way round": (
        MARKET.encode("utf-16-be"),
        f"文件像是没有 BOM 标记的 UTF-16 文本。{SAVE_AS}",
    ),
    "a truncated byte of utf-8": (
        MARKET.strip().encode()[:-1],
        f"UTF-8 文件在第 5 行（第 155 字节处）有不完整或无效的字节。{REPAIR}",
    ),
    "a spoiled byte of utf-8": (
        MARKET.encode().replace("■".encode(), b"\xe2\x96"),
        f"UTF-8 文件在第 5 行（第 28 字节处）有不完整或无效的字节。{REPAIR}",
    ),
    "utf-8 and gb18030 in one file": (
        MARKET.encode() + CANTEEN.encode("gb18030"),
        "文件既不是 UTF-8（第 10 行（第 163 字节处）无效），也不是 GB18030（第 5 行（第 30 字节处）无效）。"
        + SAVE_AS,
    ),
    "a null character": (
        MARKET.replace("新市", "新\0市").replace("重新", "重\0新").encode(),
        "文件在第 7 行（第 79 字节处）含有空字符（NUL）。请检查文件是否损坏，去掉空字符后再导入。",
    ),
    "a lone surrogate": (
        MARKET.encode() + b"\xed\xa0\x80",
        f"文件在第 8 行（第 161 字节处）含有不成对的代理字符。{SAVE_AS}",
    ),
    "a lone surrogate in utf-16": (
        "晨市".encode("utf-16") + b"\x00\xd8",
        f"UTF-16 文件在第 1 行（第 6 字节处）有不完整或无效的字节。{SAVE_AS}",
    ),
    "one line of 10 MB": (
        "晨市开张，".encode() * 700_000,
        "文件第 1 行超过 2 MB。版面文字应当分行，请检查文件内容后再导入。",
    ),
    "short lines without end": (
        "晨市\n".encode() * 20_001,
        "文件超过 20000 行，不像一个版面的文本。请拆成一个版面一个文件。",
    ),
    "a mark that turns a headline": (
        MARKET.replace("固定", "固\u202e定").encode(),
        "第 3 行的标题里有双向控制字符 U+202E。请删去它后再导入。",
    ),
    "a mark that turns a name": (
        MARKET.replace("祝青禾", "\u2066祝青禾").encode(),
        "第 5 行的人名里有双向控制字符 U+2066。请删去它后再导入。",
    ),
    "marks heaped on a letter": (
        MARKET.replace("开市", "开" + "\u0301\u0316" * 20 + "市").encode(),
        "文件第 7 行有大量叠加的组合符号，不像正常文字。请删去这些符号后再导入。",
    ),
    "no encoding at all": (
        b"\xff\xfd\xff\xff",
        "文件既不是 UTF-8（第 1 行（第 0 字节处）无效），也不是 GB18030（第 1 行（第 0 字节处）无效）。"
        + SAVE_AS,
    ),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), f"这不是文本文件，而是PNG 图片。{NO_TEXT}"),
    "a workbook": (
        zipped(Packed("xl/workbook.xml", b"<a/>")),
        f"这不是文本文件，而是ZIP 压缩包或 Office 文档。{NO_TEXT}",
    ),
    "a PDF": (b"%PDF-1.7\n", f"这不是文本文件，而是PDF 文档。{NO_TEXT}"),
    "a program": (
        b"\x7fELF\x02\x01\x01" + bytes(9) + b"\x03",
        "文件在第 1 行（第 7 字节处）含有空字符（NUL）。请检查文件是否损坏，去掉空字符后再导入。",
    ),
    "control characters": (b"\x01\x02\x03\x04" * 50, f"文件含有 200 个控制字符，不像文本文件。{NO_TEXT}"),
    "no article": ("第3版\n".encode(), "没有找到任何稿件或图片。请打开文件看看是不是一个版面的文本。"),
    "200 MB": (200 * 2**20, "文件超过 16 MB，不像一个版面的文本。请拆成一个版面一个文件。"),
}


def beside_a_good_one(folder, name: str, content: bytes | int) -> None:
    """A folder with a good dump, and a bad file: its bytes, or how many zeros it is of."""
    (folder / "2025-03-07_02.txt").write_text(CANTEEN)
    with (folder / name).open("wb") as file:
        file.truncate(content) if isinstance(content, int) else file.write(content)


def assert_only_the_good_one_is_in() -> None:
    assert [dump.text for dump in Dump.objects.all()] == [CANTEEN]
    assert Article.objects.count() == 2
    assert set(Notice.objects.values_list("dump__text", flat=True)) <= {CANTEEN}


@pytest.mark.parametrize(("content", "message"), REFUSED.values(), ids=REFUSED.keys())
def test_a_bad_file_is_refused_with_its_remedy_and_the_good_one_goes_in(tmp_path, content, message):
    beside_a_good_one(tmp_path, "bad.txt", content)
    (tried,) = (result for result in bring_in(tmp_path, dry_run=True).results if result.message)
    assert not Dump.objects.exists()
    good, bad = bring_in(tmp_path).results
    assert (good.outcome, bad.outcome) == (Outcome.IMPORTED, Outcome.REFUSED)
    assert (bad.name, bad.message) == (f"{tmp_path.name}/bad.txt", message)
    assert tried == bad
    kept = BatchFile.objects.get(outcome=Outcome.REFUSED)
    assert (kept.name, kept.message) == (bad.name, bad.message)
    assert_only_the_good_one_is_in()


@pytest.mark.parametrize(("content", "message"), WHOLE.values(), ids=WHOLE.keys())
def test_a_hostile_zip_is_refused_whole_and_the_good_file_goes_in(tmp_path, content, message):
    beside_a_good_one(tmp_path, "bad.zip", content)
    good, bad = bring_in(tmp_path).results
    assert (good.outcome, bad.outcome) == (Outcome.IMPORTED, Outcome.REFUSED)
    assert (bad.name, bad.message) == (f"{tmp_path.name}/bad.zip", message)
    assert_only_the_good_one_is_in()


def test_a_folder_with_a_file_that_cannot_be_read_is_imported_but_for_that(tmp_path):
    beside_a_good_one(tmp_path, "2025-03-08_02.txt", b"")
    (tmp_path / "2025-03-08_02.txt").unlink()
    (tmp_path / "2025-03-08_02.txt").symlink_to("/proc/self/mem")
    good, bad = bring_in(tmp_path).results
    assert (good.outcome, bad.outcome) == (Outcome.IMPORTED, Outcome.REFUSED)
    assert bad.message == "读不出来（EINVAL）。请检查文件和磁盘。"
    assert_only_the_good_one_is_in()


def write(folder, data: bytes, name: str = "2025-03-07_03.txt"):
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (MARKET.encode("gb18030"), "gb18030"),
        (MARKET.encode("utf-16"), "utf-16"),
        (b"\xfe\xff" + MARKET.encode("utf-16-be"), "utf-16"),
        (b"\xef\xbb\xbf" + MARKET.encode(), "utf-8"),
    ],
)
def test_other_encodings_are_read_and_told(tmp_path, data, encoding):
    (result,) = bring_in(write(tmp_path, data)).results
    assert (result.outcome, result.message) == (Outcome.IMPORTED, "")
    assert (Dump.objects.get().encoding, Dump.objects.get().text) == (encoding, MARKET)


TRADITIONAL = """## 晨市有了固定攤位

3月8日,石橋晨市重新開市,一百二十個攤位劃了線、編了號,雨天也不用收攤,攤主們說做生意安心多了.

管理處還設了公平秤和飲水點,來買菜的人比上個月多了三成,附近的居民說買菜近了許多.
"""


def test_big5_is_doubted_and_may_be_named(tmp_path):
    path = write(tmp_path, TRADITIONAL.encode("big5"))
    (doubted,) = bring_in(path, dry_run=True).results
    assert (doubted.outcome, doubted.message) == (Outcome.IMPORTED, BIG5_DOUBT)
    (named,) = bring_in(path, encoding="big5").results
    assert (named.outcome, named.message) == (Outcome.IMPORTED, "")
    assert Article.objects.get().headline == "晨市有了固定攤位"


def test_bidi_controls_are_stripped_and_noted(tmp_path):
    hostile = MARKET.replace("■ 通", "■ \u2066通").replace("开市", "开\u200f市")
    bring_in(write(tmp_path, hostile.encode()))
    article = Article.objects.get()
    assert (article.headline, article.bylines.get().name) == ("晨市有了固定摊位", "祝青禾")
    assert "重新开市" in article.body
    notices = Notice.objects.filter(code="hidden-character").values_list("line", "message")
    assert sorted(notices) == [
        (5, "已去掉双向控制字符 U+2066，请核对该行文字"),
        (7, "已去掉双向控制字符 U+200F，请核对该行文字"),
    ]


def test_a_name_with_unseen_or_look_alike_characters_is_the_same_person(tmp_path):
    bring_in(write(tmp_path, MARKET.encode(), "2025-03-07_01.txt"))
    disguised = MARKET.replace("晨市", "夜市").replace("祝青禾", "祝\u200b青\u2f72")
    bring_in(write(tmp_path, disguised.encode(), "2025-03-07_02.txt"))
    assert Correspondent.objects.get().name == "祝青禾"
    assert Byline.objects.count() == 2
    notices = Notice.objects.filter(code__in=("hidden-character", "look-alike-character"))
    assert set(notices.values_list("line", "message")) == {
        (5, "已去掉不可见字符 U+200B，请核对该行文字"),
        (5, "有 1 处形近的部首或兼容字已改为通用字，如“\u2f72”改为“禾”，请核对"),
    }


@pytest.mark.parametrize("ends", ["\r\n", "\r", "\u2028", "\x85", "\u2029\n\x85"])
def test_every_line_end_gives_one_text(tmp_path, ends):
    bring_in(write(tmp_path, MARKET.encode()))
    lines = MARKET.split("\n")
    mixed = "".join(line + ends[number % len(ends)] for number, line in enumerate(lines[:-1]))
    mixed = mixed if ends != "\r\n" else MARKET.replace("\n", "\r\n")
    (again,) = bring_in(write(tmp_path, mixed.encode(), "again.txt")).results
    assert again.outcome == Outcome.ALREADY


def test_a_zip_with_names_in_gbk_tells_date_and_page(tmp_path):
    name = "2025年3月7日/第3版.txt".encode("gb18030")
    (result,) = bring_in(write(tmp_path, zipped(Packed(name, MARKET.encode())), "旧档.zip")).results
    assert (result.name, result.outcome) == ("旧档.zip/2025年3月7日/第3版.txt", Outcome.IMPORTED)


def test_the_same_again_makes_nothing(tmp_path):
    path = write(
        tmp_path, zipped(Packed("1.txt", MARKET.encode()), Packed("2.txt", CANTEEN.encode())), "a.zip"
    )
    bring_in(path)
    again = bring_in(path)
    assert [result.outcome for result in again.results] == [Outcome.ALREADY] * 2
    assert (again.articles, Article.objects.count(), Photo.objects.count()) == (0, 3, 1)
