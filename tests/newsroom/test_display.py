"""长者模式 and 繁體: chosen by a form, remembered by two cookies, the same on every page."""

import pytest
from django.test import RequestFactory

from newsroom import display
from tests.factories import make_article

pytestmark = pytest.mark.django_db


def choose(client, headers=None, **fields):
    return client.post("/display/", fields, headers=headers or {"sec-fetch-site": "same-origin"})


def read(client, path):
    return client.get(path).content.decode()


# --- Choosing ------------------------------------------------------------------------------------


def test_a_choice_is_remembered_for_a_year_and_leads_back(client):
    response = choose(client, display="elder", next="/topics/yanglao/?year=2025")
    assert response.status_code == 303
    assert response.headers["Location"] == "/topics/yanglao/?year=2025"
    assert response.headers["Cache-Control"] == "no-store"
    cookie = response.cookies["display"]
    assert cookie.value == "elder"
    assert cookie["max-age"] == 365 * 24 * 60 * 60
    assert cookie["samesite"] == "Lax"
    assert cookie["path"] == "/"
    assert cookie["httponly"]
    assert cookie["secure"]
    assert set(response.cookies) == {"display"}


def test_without_https_the_cookie_comes_back_over_http(client, settings):
    settings.HTTPS_ONLY = False
    assert not choose(client, script="hant").cookies["script"]["secure"]


def test_both_choices_hold_on_every_page_until_they_are_taken_back(client):
    choose(client, display="elder")
    choose(client, script="hant")
    assert '<html lang="zh-Hant" class="elder">' in read(client, "/")
    choose(client, display="standard")
    assert '<html lang="zh-Hant">' in read(client, "/")
    choose(client, script="hans")
    assert '<html lang="zh-Hans">' in read(client, "/")
    assert not [cookie for cookie in client.cookies.values() if cookie.value]


@pytest.mark.parametrize("value", ["ELDER", "<b>", "", "x" * 4000])
def test_an_unknown_cookie_is_the_standard_display(client, value):
    client.cookies["display"] = client.cookies["script"] = value
    assert '<html lang="zh-Hans">' in read(client, "/")


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/",
        "//evil.example/",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "javascript:alert(1)",
        "evil",
        "",
        "/" + "x" * 3000,
    ],
)
def test_nobody_is_led_off_the_site(client, address):
    assert choose(client, display="elder", next=address).headers["Location"] == "/display/"


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "https://evil.example"},
        {"origin": "null"},
    ],
)
def test_another_site_chooses_nothing(client, headers):
    response = choose(client, headers, display="elder")
    assert response.status_code == 403
    assert not response.cookies
    assert "只能在本站的页面上更改" in response.content.decode()


def test_an_older_browser_tells_by_its_origin(client):
    assert choose(client, {"origin": "http://testserver"}, display="elder").status_code == 303


def test_the_page_of_choices_explains_them_and_shows_what_is_chosen(client):
    html = read(client, "/display/")
    assert "长者模式用大字、大按钮" in html
    assert '<button name="display" value="standard" aria-pressed="true">' in html
    choose(client, display="elder")
    assert '<button name="display" value="elder" aria-pressed="true">' in read(client, "/display/")
    assert client.put("/display/").status_code == 405


def test_every_page_offers_both_and_tells_where_it_is(client):
    html = read(client, "/issues/?year=&script=hant")
    assert '<input type="hidden" name="next" value="/issues/?year=">' in html
    assert '<button name="display" value="elder">長者模式</button>' in html


# --- 繁體 ----------------------------------------------------------------------------------------


def test_the_address_comes_before_the_cookie_and_sets_none(client):
    article = make_article("云港区办好养老服务")
    path = article.get_absolute_url()
    response = client.get(f"{path}?script=hant")
    assert "雲港區辦好養老服務" in response.content.decode()
    assert not response.cookies
    choose(client, script="hant")
    assert "雲港區辦好養老服務" in read(client, path)
    assert "云港区办好养老服务" in read(client, f"{path}?script=hans")
    assert "雲港區辦好養老服務" in read(client, f"{path}?script=other")


def test_what_the_reader_typed_is_shown_as_typed(client):
    html = read(client, "/search/?q=云&script=hant")
    assert 'value="云"' in html
    assert '<span translate="no">云</span>' in html


def test_also_what_is_not_there_is_told_in_the_characters_chosen(client):
    choose(client, script="hant")
    response = client.get("/nowhere/")
    assert response.status_code == 404
    assert "沒有找到這個頁面" in response.content.decode()


def test_the_desk_knows_one_display(client):
    client.cookies["display"], client.cookies["script"] = "elder", "hant"
    html = read(client, "/admin/login/?script=hant")
    assert "采编系统" in html
    assert 'class="elder"' not in html


def test_feeds_stay_as_they_are(client):
    make_article("云港区办好养老服务")
    choose(client, script="hant")
    response = client.get("/feeds/latest/")
    assert "云港区办好养老服务" in response.content.decode()
    assert "Cookie" not in response.headers.get("Vary", "")


@pytest.mark.parametrize(
    ("address", "plain"),
    [
        ("/topics/yanglao/", "/topics/yanglao/"),
        ("/search/?q=养&script=hant", "/search/?q=%E5%85%BB"),
        ("/?script=hans", "/"),
    ],
)
def test_a_choice_leads_back_to_the_page_without_its_script(address, plain):
    assert display.plain_address(RequestFactory().get(address)) == plain
