import json
from dataclasses import replace

import pytest
from defusedxml import ElementTree

from tests.bench import report
from tests.bench.plots import plot
from tests.bench.report import Figure

SVG = "{http://www.w3.org/2000/svg}"
IMPORT = Figure("import", 6.0, "times", at_least=5)
SLOW = Figure("p99", 45.0, "ms", of="ours", at_most=30)
PEER = Figure("p99", 9.0, "ms", of="nginx", note="a file")
GROWTH = [Figure("topic page", 2.0 + scale / 1e5, "ms", scale=scale) for scale in (1_000, 100_000)]
PARTS = {"archives-sqlite": [IMPORT], "served": [SLOW, PEER], "growth": GROWTH}


class TestFigure:
    @pytest.mark.parametrize(
        ("value", "at_least", "at_most", "met"),
        [
            (5.0, 5, None, True),
            (4.9, 5, None, False),
            (30.0, None, 30, True),
            (30.1, None, 30, False),
            (1.0, None, None, None),
            (0.0, None, 0, True),
        ],
    )
    def test_a_target_is_met_or_not(self, value, at_least, at_most, met):
        assert Figure("x", value, at_least=at_least, at_most=at_most).met is met

    def test_its_ratio_is_times_the_target(self):
        assert IMPORT.ratio == pytest.approx(1.2)
        assert SLOW.ratio == 1.5
        assert PEER.ratio is None

    def test_its_name_says_what_of_what_and_of_how_much(self):
        assert SLOW.name == "ours: p99"
        assert GROWTH[1].name == "100,000 articles: topic page"

    @pytest.mark.parametrize(
        ("value", "shown"), [(0.01234, "0.0123"), (1.5, "1.5"), (99.94, "99.9"), (12345.6, "12,346")]
    )
    def test_a_number_has_the_digits_that_mean_something(self, value, shown):
        assert report.number(value) == shown


class TestMarkdown:
    def test_what_has_a_target_stands_first_and_says_whether_it_is_met(self):
        said = report.as_markdown(PARTS, {"python": "3.11"})

        targets = said.split("## Targets")[1].split("## archives-sqlite")[0]
        assert "| archives-sqlite | import | 6 times | ≥ 5 | 1.2 | yes |" in targets
        assert "| served | ours: p99 | 45 ms | ≤ 30 | 1.5 | NO |" in targets
        assert "nginx" not in targets

    def test_what_is_compared_stands_in_one_table_with_a_column_for_each_figure(self):
        rate = replace(SLOW, what="rate", unit="req/s", value=20_000, at_most=None)
        said = report.as_markdown({"served": [SLOW, rate, PEER]}, {})

        assert "|  | p99, ms | rate, req/s |\n| --- | --- | --- |\n| ours | 45 | 20,000 |" in said
        assert "| nginx | 9 (a file) |  |" in said

    def test_growth_has_a_row_for_each_scale(self):
        said = report.as_markdown({"growth": GROWTH}, {})

        assert "| 1,000 articles | 2.01 |\n| 100,000 articles | 3 |" in said

    def test_a_plot_is_shown_where_there_is_one(self):
        assert "![served](served.svg)" in report.as_markdown(PARTS, {}, ["served"])
        assert ".svg" not in report.as_markdown(PARTS, {})

    def test_a_bar_in_a_name_parts_no_cells(self):
        assert r"| a\|b | 1 |  |" in report.as_markdown({"x": [Figure("a|b", 1)]}, {})


class TestJson:
    def test_each_figure_comes_with_its_unit_target_and_ratio(self):
        said = json.loads(json.dumps(report.as_json(PARTS, {"python": "3.11"})))

        assert said["python"] == "3.11"
        assert said["parts"]["archives-sqlite"] == [
            {
                "what": "import", "value": 6.0, "unit": "times", "of": "", "scale": 0, "at_least": 5,
                "at_most": None, "note": "", "target": "≥ 5", "met": True, "ratio": 1.2,
            }
        ]  # fmt: skip
        assert said["parts"]["served"][0]["met"] is False


class TestPlot:
    def test_bars_are_as_long_as_their_values_are_large(self):
        svg = ElementTree.fromstring(plot("served", [SLOW, PEER]))

        ours, nginx = (float(bar.get("width")) for bar in svg.findall(f"{SVG}rect")[1:])
        assert ours == pytest.approx(5 * nginx, rel=0.01)
        assert {"ours", "nginx", "p99, ms"} <= {text.text for text in svg.iter(f"{SVG}text")}

    def test_a_curve_goes_up_with_what_grows(self):
        svg = ElementTree.fromstring(plot("growth", reversed(GROWTH)))

        points = [point.split(",") for point in svg.find(f"{SVG}polyline").get("points").split()]
        (left, low), (right, high) = ((float(x), float(y)) for x, y in points)
        assert left < right
        assert low > high

    def test_names_are_text_and_nothing_runs(self):
        svg = plot("x", [replace(SLOW, of="<script>&"), PEER])

        assert "<script" not in svg
        assert "<script>&" in {text.text for text in ElementTree.fromstring(svg).iter(f"{SVG}text")}

    @pytest.mark.parametrize("figures", [[IMPORT], [SLOW], GROWTH[:1], []])
    def test_what_stands_alone_is_not_drawn(self, figures):
        assert plot("x", figures) is None

    def test_nothing_at_all_is_drawn_as_nothing(self):
        none = [replace(SLOW, value=0.0), replace(PEER, value=0.0)]

        bars = ElementTree.fromstring(plot("x", none)).findall(f"{SVG}rect")[1:]
        assert {bar.get("width") for bar in bars} == {"0.0"}


def test_what_is_said_is_printed_and_comes_into_the_report(tmp_path, capsys):
    for part, figures in PARTS.items():
        assert report.say(part, iter(figures), tmp_path) == figures
    path = report.write(report.kept(tmp_path), {}, tmp_path)

    assert "| ours: p99 | 45 ms | ≤ 30: missed |" in capsys.readouterr().out
    assert "| archives-sqlite | import |" in path.read_text()
    assert json.loads((tmp_path / "report.json").read_text())["parts"].keys() == PARTS.keys()
    assert {picture.name for picture in tmp_path.glob("*.svg")} == {"served.svg", "growth.svg"}


def test_a_part_said_again_takes_the_place_of_what_it_said(tmp_path):
    report.say("served", [SLOW, PEER], tmp_path)
    report.say("served", [PEER], tmp_path)

    assert report.kept(tmp_path) == {"served": [PEER]}
