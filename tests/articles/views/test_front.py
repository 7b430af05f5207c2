"""The front page."""

import datetime
import re

import pytest

from articles.models import Photo
from tests.factories import make_article, make_issue, make_photo

pytestmark = pytest.mark.django_db


def front(client):
    return client.get("/").content.decode()


def test_masthead_has_the_date_and_number_of_the_newest_issue(client):
    """Not today's date: of a page that is kept somewhere it would be wrong tomorrow."""
    make_article(issue=make_issue(number=1200))
    html = front(client)
    line = html[html.index('class="issue-line"') : html.index("<main")]
    words = " ".join(re.sub(r"<[^>]*>", " ", line).split())
    assert "最新一期 2025年3月7日 星期五 第1200期" in words
    assert 'href="/issues/2025-03-07/"' in line


def test_calendar_is_that_of_the_newest_issue_and_leads_back(client):
    make_article(issue=make_issue(number=1200))
    make_article(issue=make_issue(datetime.date(2025, 3, 1), number=1199))
    make_article(issue=make_issue(datetime.date(2024, 11, 30)))
    html = front(client)
    table = html[html.index("<table") : html.index("</table>")]
    assert '<a href="/issues/?year=2025&amp;month=3">2025年3月</a></caption>' in table
    assert '<a href="/issues/2025-03-01/" aria-label="3月1日，第1199期">1</a>' in table
    assert '<a href="/issues/2025-03-07/" aria-label="3月7日，第1200期" aria-current="date">7</a>' in table
    assert table.count("<a ") == 3
    assert '<a href="/issues/?year=2024&amp;month=11">2024年11月</a>' in html


def test_topic_block_gives_its_newest_more_room(client):
    for day in (1, 2):
        body = f"<p>三月{day}日的内容。</p>"
        make_article(issue=make_issue(datetime.date(2025, 3, day)), body=body, topics=["yanglao"])
    html = front(client)
    block = html[html.index('class="blocks"') : html.index('class="front-foot"')]
    assert "三月2日的内容。" in block
    assert "三月1日的内容。" not in block


def test_photos_with_files_come_before_captions_alone(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    older = [make_photo(f"有图{n}", issue=make_issue(), with_file=True) for n in range(4)]
    newer = [make_photo(f"无图{n}", issue=make_issue(datetime.date(2025, 3, 14))) for n in range(4)]
    found = [int(key) for key in re.findall(r'<a href="/photos/(\d+)/">', front(client))]
    newest_first = [photo.pk for photo in reversed(older)] + [photo.pk for photo in reversed(newer)]
    assert found == newest_first[:6]


def test_photo_of_the_lead_is_shown_once(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    lead = make_article(issue=make_issue(), page_number=1)
    make_photo("头条的图片。", issue=make_issue(), article=lead, with_file=True)
    make_photo("别的图片。", issue=make_issue())
    html = front(client)
    assert ">头条的图片。</a>" not in html
    assert html.count("<img ") == Photo.objects.with_files().count() == 1
