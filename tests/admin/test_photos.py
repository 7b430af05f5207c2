import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from articles.models import Photo
from tests.articles.cameras import (
    BYLINE,
    CAPTION,
    claiming,
    picture,
    png_chunk,
    upload,
    with_chunk,
    with_iptc,
)

pytestmark = pytest.mark.django_db

CREDITS = {"credits-TOTAL_FORMS": "0", "credits-INITIAL_FORMS": "0"}


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def send(desk, image, caption=""):
    """Add a photo at the desk; return the page that comes back."""
    data = {"image": image, "caption": caption, "alt": "", **CREDITS}
    return desk.post(reverse("admin:articles_photo_add"), data, follow=True).content.decode()


def noted():
    data = with_iptc(picture(), (CAPTION, "<b>食堂</b>开张。".encode()), (BYLINE, "沈若谷".encode()))
    return ContentFile(data, name="a.jpg")


def test_what_a_picture_notes_is_told_and_never_filled_in(desk):
    html = send(desk, noted())
    assert "图片自带说明：&lt;b&gt;食堂&lt;/b&gt;开张。；作者：沈若谷。请核对后填入。" in html
    photo = Photo.objects.get()
    assert photo.image
    assert photo.caption == ""
    assert not photo.credits.exists()


def test_an_editors_caption_needs_no_proposal(desk):
    assert "图片自带" not in send(desk, noted(), caption="早樱")
    assert Photo.objects.get().caption == "早樱"


def test_a_picture_that_notes_nothing_proposes_nothing(desk):
    assert "图片自带" not in send(desk, upload())


def test_a_refused_picture_says_at_its_field_what_to_do(desk):
    html = send(desk, ContentFile(b"<svg onload='alert(1)'/>", name="a.jpg"))
    assert "这是 SVG 矢量图，只收 JPEG、PNG 和 WebP 格式。请用看图或修图软件另存为 JPEG 后再上传。" in html
    assert not Photo.objects.exists()


def test_nothing_decodes_a_picture_before_it_is_judged(desk):
    busy = with_chunk(picture(format="PNG"), png_chunk(b"noTe"), times=100_000)
    assert "图片文件的结构不正常" in send(desk, ContentFile(busy, name="a.png"))
    assert "图片超过 4000 万像素" in send(desk, ContentFile(claiming(30_000, 30_000), name="a.png"))
