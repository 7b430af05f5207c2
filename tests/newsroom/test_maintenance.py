"""While the site is being worked on."""

import pytest

from tests.factories import make_article


@pytest.fixture(params=["setting", "file"])
def _closed(request, settings, tmp_path):
    if request.param == "setting":
        settings.MAINTENANCE = True
    else:
        settings.MAINTENANCE_FILE = tmp_path / "maintenance"
        settings.MAINTENANCE_FILE.touch()


@pytest.mark.usefixtures("_closed")
@pytest.mark.parametrize("path", ["/", "/topics/yanglao/", "/nowhere/", "/display/"])
def test_citizens_are_asked_to_come_back_without_asking_the_database(client, path):
    response = client.get(path)  # No mark of a database: a query would fail this test.
    assert response.status_code == 503
    assert response.headers["Retry-After"] == "600"
    assert response.headers["Cache-Control"] == "no-store"
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    html = response.content.decode()
    assert "网站正在维护" in html
    assert html.count("<h1") == 1


@pytest.mark.usefixtures("_closed")
def test_they_are_told_in_their_script(client):
    assert "網站正在維護" in client.get("/?script=hant").content.decode()


@pytest.mark.django_db
@pytest.mark.usefixtures("_closed")
def test_the_desk_stays_open(admin_client):
    assert admin_client.get("/admin/").status_code == 200
    picture = admin_client.get("/photos/1/none.jpg", headers={"sec-fetch-dest": "image"})
    assert picture.status_code == 404


@pytest.mark.django_db
def test_the_site_opens_again_when_the_file_goes(client, settings, tmp_path):
    settings.MAINTENANCE_FILE = tmp_path / "maintenance"
    settings.MAINTENANCE_FILE.touch()
    path = make_article().get_absolute_url()
    assert client.get(path).status_code == 503
    settings.MAINTENANCE_FILE.unlink()
    assert client.get(path).status_code == 200
