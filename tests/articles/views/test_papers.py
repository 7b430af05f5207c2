"""The paper: years, months, issues, pages."""

import datetime
import re

import pytest

from tests.factories import make_article, make_issue, make_photo

pytestmark = pytest.mark.django_db


def read(client, path):
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def main_of(html):
    return html[html.index("<main") : html.index("</main>")]


@pytest.fixture
def issues():
    """Issues of two years, four months."""
    dates = ((2023, 5, 4), (2024, 12, 27), (2025, 2, 28), (2025, 3, 7), (2025, 3, 14))
    for number, date in enumerate(dates, start=1196):
        issue = make_issue(datetime.date(*date), number=number)
        make_article(issue=issue, page_number=1)


def test_year_is_shown_as_the_months_that_have_issues(client, issues):
    html = main_of(read(client, "/issues/"))
    assert "<h1>2025年报纸</h1>" in html
    captions = re.findall(r"<caption>.*?>(\d+年\d+月)<", html)
    assert captions == ["2025年2月", "2025年3月"]
    assert '<a href="/issues/2025-03-07/" aria-label="3月7日，第1199期">7</a>' in html
    assert '<th scope="col" abbr="星期一">一</th>' in html
    assert re.findall(r'href="\?year=(\d+)"', html) == ["2025", "2024", "2023"]


def test_another_year_is_asked_for_by_its_number(client, issues):
    html = main_of(read(client, "/issues/?year=2023"))
    assert 'href="/issues/2023-05-04/"' in html
    assert "2025-03" not in html
    assert '<a href="?year=2023" aria-current="page">2023年</a>' in html


def test_month_lists_its_issues_in_words_and_leads_to_its_neighbours(client, issues):
    html = main_of(read(client, "/issues/?year=2025&month=2"))
    assert "<h1>2025年2月报纸</h1>" in html
    assert '<time datetime="2025-02-28">2月28日 星期五</time>' in html
    assert "第1198期" in html
    assert '<a rel="prev" href="?year=2024&amp;month=12">上一月：2024年12月</a>' in html
    assert '<a rel="next" href="?year=2025&amp;month=3">下一月：2025年3月</a>' in html


def test_first_month_has_none_before_it(client, issues):
    html = main_of(read(client, "/issues/?year=2023&month=5"))
    assert 'rel="prev"' not in html
    assert 'rel="next"' in html


def test_issue_shows_its_number_and_the_month_around_it(client, issues):
    html = main_of(read(client, "/issues/2025-03-07/"))
    assert '<p class="kicker">第1199期</p>' in html
    assert 'href="/issues/2025-03-14/" aria-label="3月14日，第1200期"' in html
    assert 'aria-label="3月7日，第1199期" aria-current="date"' in html


def test_editions_of_a_day_are_named_together(client):
    make_article(issue=make_issue(edition="早报", number=7))
    make_article(issue=make_issue(edition="晚报", number=8))
    html = main_of(read(client, "/issues/2025-03-07/"))
    assert '<p class="kicker">早报第7期、晚报第8期</p>' in html


def test_page_leads_to_the_pages_beside_it(client):
    for number in (1, 2, 10):
        make_article(issue=make_issue(), page_number=number)
    make_photo(issue=make_issue(), page_number=11)
    html = main_of(read(client, "/issues/2025-03-07/10/"))
    assert '<a rel="prev" href="/issues/2025-03-07/2/">上一版：第2版</a>' in html
    assert '<a rel="next" href="/issues/2025-03-07/11/">下一版：第11版</a>' in html


def test_only_page_has_none_beside_it(client):
    make_article(issue=make_issue(), page_number=1)
    html = main_of(read(client, "/issues/2025-03-07/1/"))
    assert "上一版" not in html
    assert "下一版" not in html
