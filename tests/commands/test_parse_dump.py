"""`parse_dump --json` against what the sample dumps hold, and against the real ones where they are."""

import importlib.util
import json
import unicodedata
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

DUMPS = Path(__file__).parents[1] / "dumps"
SHARED = Path(__file__).parents[3] / "shared"
SAMPLES = sorted(path.stem for path in (DUMPS / "archive").glob("*.txt"))
SEEDS = sorted(path.stem for path in (SHARED / "gold").glob("*.json"))


def parse(*paths: Path) -> list[dict]:
    out = StringIO()
    call_command("parse_dump", *map(str, paths), "--json", stdout=out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def fold(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def folded(parts: list[str]) -> list[str]:
    return [fold(part) for part in parts]


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_dump_is_read_as_a_person_would(name):
    (found,) = parse(DUMPS / "archive" / f"{name}.txt")
    expected = json.loads((DUMPS / "expected" / f"{name}.json").read_text())
    assert found["source"] == {**expected["source"], "encoding": "utf-8"}
    by_headline = {fold(article["headline"]): article for article in found["articles"]}
    assert len(by_headline) == len(expected["articles"])
    for wanted in expected["articles"]:
        (headline,) = {fold(text) for text in wanted["headline_any_of"]} & set(by_headline)
        article = by_headline[headline]
        heads = [line for part in ("kicker", "headline", "subhead") for line in article[part].split("\n")]
        assert sorted(fold(line) for line in heads if line) == sorted(folded(wanted["heads"]))
        assert fold(article["column"]) == fold(wanted["column"])
        assert article["bylines"] == wanted["bylines"]
        assert folded(article["body"]) == folded(wanted["body"])
        assert (
            set(wanted["topics"]) <= set(article["topics"]) <= {*wanted["topics"], *wanted["optional_topics"]}
        )
        assert set(wanted["notices"]) <= {notice["code"] for notice in article["notices"]}
    photos = [("".join(folded(photo["caption"])), photo["credits"]) for photo in found["photos"]]
    assert photos == [("".join(folded(photo["caption"])), photo["credits"]) for photo in expected["photos"]]


@pytest.mark.seeds
@pytest.mark.parametrize("name", SEEDS or [None])
def test_a_real_dump_is_read_without_a_miss(name):
    if name is None:
        pytest.skip(f"the real dumps are not at {SHARED}: parsing was tried on the samples alone")
    spec = importlib.util.spec_from_file_location("score_dump", SHARED / "tools" / "score_dump.py")
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    (found,) = parse(SHARED / "seeds" / f"{name}.txt")
    assert scorer.score(json.loads((SHARED / "gold" / f"{name}.json").read_text()), found).misses == []


def test_one_object_a_file_in_the_order_asked():
    paths = [DUMPS / "archive" / f"{name}.txt" for name in reversed(SAMPLES[:3])]
    found = parse(*paths)
    assert [one["source"]["name"] for one in found] == [path.name for path in paths]
    assert set(found[0]) == {"source", "articles", "photos", "unplaced", "notices"}
    assert set(found[0]["articles"][0]) == {
        *("kicker", "headline", "subhead", "column", "dateline"),
        *("bylines", "body", "topics", "lines", "notices"),
    }


def test_without_json_it_is_for_people():
    out = StringIO()
    call_command("parse_dump", str(DUMPS / "archive" / f"{SAMPLES[0]}.txt"), stdout=out)
    assert "1. " in out.getvalue()
    assert "篇稿件" in out.getvalue()


def test_a_file_that_cannot_be_read_is_named_and_the_others_are_parsed(tmp_path):
    good = DUMPS / "archive" / f"{SAMPLES[0]}.txt"
    out, err = StringIO(), StringIO()
    with pytest.raises(CommandError, match="1 个文件未能解析"):
        call_command("parse_dump", str(tmp_path / "none.txt"), str(good), "--json", stdout=out, stderr=err)
    assert "none.txt：找不到这个文件或文件夹。请检查路径是否写对。" in err.getvalue()
    assert len(out.getvalue().splitlines()) == 1
