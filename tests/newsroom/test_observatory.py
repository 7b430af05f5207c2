import pytest

from tests.factories import make_article, make_photo
from tests.newsroom.observatory import A_PLUS, judged, points

pytestmark = pytest.mark.django_db

HOST = "testserver"


@pytest.fixture
def paths(settings, tmp_path):
    settings.SECURE_SSL_REDIRECT = True  # As the proxy does it.
    settings.MEDIA_ROOT = tmp_path
    return {
        "front": "/",
        "article": make_article(topics=["yanglao"]).get_absolute_url(),
        "login": "/admin/login/",
        "media": make_photo(with_file=True).image.url,
        "unknown": "/nowhere/",
        "unknown at the desk": "/admin/nowhere/",
        "style": "/static/css/site.css",
    }


@pytest.mark.parametrize(
    "which", ["front", "article", "login", "media", "unknown", "unknown at the desk", "style"]
)
def test_every_kind_of_answer_is_an_a_plus(client, paths, which):
    plain = client.get(paths[which])
    answer = client.get(paths[which], secure=True)
    body = b"".join(answer) if answer.streaming else answer.content
    results = judged(
        answer.headers, answer.cookies, body.decode(errors="replace"), plain.headers.get("Location", ""), HOST
    )
    answer.close()
    plain.close()
    assert points(results) >= A_PLUS, results


def test_the_scale_tells_good_from_bad():
    careless = {"Content-Type": "text/html", "Access-Control-Allow-Origin": "*"}
    assert points(judged(careless, {}, '<script src="http://evil.example/x.js">', "", HOST)) == 0
    loose = {
        "Content-Security-Policy": "default-src 'self'; style-src 'self' 'unsafe-inline'",
        "Strict-Transport-Security": "max-age=60",
        "X-Frame-Options": "DENY",
        "X-Content-Type-Options": "nosniff",
    }
    results = judged(loose, {}, "", f"https://{HOST}/", HOST)
    assert points(results) == 90
    assert "hsts-implemented-max-age-less-than-six-months" in results
