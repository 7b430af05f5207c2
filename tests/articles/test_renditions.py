"""Photos in the sizes and shapes that pages show: which there are, what they keep, who gets them."""

import re
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse
from PIL import Image

from articles import images, renditions, workflow
from articles.models import Photo, Status
from tests.factories import make_article, make_photo

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def large(**fields):
    """A public photo of 1,000 by 500 pixels: red on the left, blue on the right."""
    picture = Image.new("RGB", (1000, 500), "red")
    picture.paste("blue", (500, 0, 1000, 500))
    out = BytesIO()
    picture.save(out, "PNG")
    return make_photo(image=images.remade(ContentFile(out.getvalue())), **fields)


def widths(photo, shape="whole"):
    return [one.width for one in renditions.renditions(photo, shape)]


def get(client, photo, shape="whole", ending="webp", at=-1):
    return client.get(renditions.renditions(photo, shape)[at].address(ending))


def pixels(response):
    return Image.open(BytesIO(response.content)).convert("RGB")


# --- Which there are ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("width", "expected"),
    [
        (1, [1]),
        (60, [60]),
        (320, [320]),
        (700, [320, 640, 700]),
        (1600, [320, 640, 1080, 1600]),
        (2400, [320, 640, 1080, 1600]),
    ],
)
def test_none_is_wider_than_its_original_or_than_a_page_shows(width, expected):
    assert widths(Photo(image="a.jpg", width=width, height=width)) == expected


def test_a_photo_without_a_file_or_a_size_has_none():
    assert widths(Photo(width=600, height=400)) == []
    of_unknown_size = Photo(image="a.jpg", width=600, height=400)
    of_unknown_size.width = None
    assert widths(of_unknown_size) == []


def test_height_keeps_the_proportion():
    (first, *_) = renditions.renditions(Photo(image="a.jpg", width=2400, height=1601), "whole")
    assert (first.width, first.height) == (320, 213)


@pytest.mark.parametrize(
    ("size", "ratio", "focus", "box"),
    [
        ((1000, 500), None, (0, 0), (0, 0, 1000, 500)),
        ((1000, 500), (1, 1), (50, 50), (250, 0, 750, 500)),
        ((1000, 500), (1, 1), (0, 0), (0, 0, 500, 500)),
        ((1000, 500), (1, 1), (100, 100), (500, 0, 1000, 500)),
        ((1000, 500), (1, 1), (60, 50), (350, 0, 850, 500)),
        ((500, 1000), (4, 3), (50, 10), (0, 0, 500, 375)),
        ((400, 300), (4, 3), (0, 100), (0, 0, 400, 300)),
        ((1, 2000), (4, 3), (50, 50), (0, 1000, 1, 1001)),
    ],
)
def test_a_cut_has_the_focus_in_its_middle_without_leaving_the_picture(size, ratio, focus, box):
    assert renditions.crop(*size, ratio, focus) == box


def test_another_focus_or_another_file_has_another_name():
    def named(shape, **fields):
        photo = Photo(**{"image": "a.jpg", "width": 900, "height": 300, "focus_x": 50, **fields})
        return renditions.renditions(photo, shape)[0].name("webp")

    assert named("square") != named("square", focus_x=10)
    assert named("square") != named("square", image="b.jpg")
    assert named("whole") == named("whole", focus_x=10)


# --- Who gets them ------------------------------------------------------------------------------


@pytest.mark.parametrize(("ending", "form"), [("webp", "WEBP"), ("jpg", "JPEG")])
@pytest.mark.parametrize(("shape", "size"), [("whole", (1000, 500)), ("card", (667, 500))])
def test_a_rendition_is_made_when_it_is_asked_for(client, ending, form, shape, size):
    response = get(client, large(), shape, ending)
    picture = Image.open(BytesIO(response.content))
    assert (picture.format, picture.size) == (form, size)
    assert response["Content-Type"] == renditions.FORMATS[ending]
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert not response.cookies


def test_a_cut_keeps_what_the_focus_is_on(client):
    left, right = (
        pixels(get(client, large(focus_x=x), "square")).resize((1, 1)).getpixel((0, 0)) for x in (0, 100)
    )
    assert left[0] > 200 > 50 > left[2]
    assert right[2] > 200 > 50 > right[0]


def test_it_is_made_once(client, django_assert_num_queries):
    photo = large()
    first = get(client, photo)
    photo.image.storage.delete(photo.image.name)  # So that it could not be made again.
    with django_assert_num_queries(1):
        assert get(client, photo).content == first.content


def test_a_page_kept_from_before_the_focus_was_moved_still_has_its_picture(client):
    photo = large()
    before = renditions.renditions(photo, "square")[0].address("webp")
    assert client.get(before).status_code == 200
    Photo.objects.update(focus_x=10)
    assert client.get(before).status_code == 200


@pytest.mark.parametrize(
    "name",
    ["whole-321-{mark}.webp", "whole-320-0123456789abcdef.webp", "round-320-{mark}.webp",
     "whole-320-{mark}.png", "whole-320-{mark}.webp.webp", "whole-99999-{mark}.webp", "x", "..%2F..%2Fetc"],
)  # fmt: skip
def test_nobody_makes_the_site_draw_what_no_page_shows(client, name):
    photo = large()
    mark = re.search(r"[0-9a-f]{16}", renditions.renditions(photo, "whole")[0].name("webp"))[0]
    assert client.get(f"/photos/{photo.pk}/{name.format(mark=mark)}").status_code == 404
    assert not default_storage.exists("renditions")


def test_a_photo_has_no_renditions_of_another(client):
    photo, other = large(), large()
    name = renditions.renditions(other, "whole")[0].name("webp")
    assert client.get(reverse("articles:rendition", args=[photo.pk, name])).status_code == 404


def test_a_withdrawn_photo_is_not_sent_any_more(client):
    photo = large()
    assert get(client, photo).status_code == 200
    workflow.move("withdraw", Photo.objects.all(), opinion="当事人要求")
    assert get(client, photo).status_code == 404
    assert get(client, large(status=Status.SPIKED)).status_code == 404


def test_a_draft_has_them_for_its_preview(client):
    assert get(client, large(status=Status.DRAFT)).status_code == 200


@pytest.mark.parametrize("content", [b"", b"GIF89a", b"<svg/>", None])
def test_a_lost_or_broken_file_is_not_found(client, content):
    photo = large()
    storage, name = photo.image.storage, photo.image.name
    storage.delete(name)
    if content is not None:
        with storage.open(name, "wb") as file:
            file.write(content)
    assert get(client, photo).status_code == 404
    assert not default_storage.exists("renditions")


def test_many_who_ask_at_once_get_the_same_and_leave_one_file():
    photo = large()
    name = renditions.renditions(photo, "whole")[0].name("webp")
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: renditions.read(photo, name), range(24)))
    assert len(set(found)) == 1
    assert default_storage.listdir(f"renditions/{photo.pk}") == ([], [name])


def test_a_rendition_can_be_read_by_a_web_server(settings):
    photo = large()
    name = renditions.renditions(photo, "whole")[0].name("webp")
    renditions.read(photo, name)
    assert (settings.MEDIA_ROOT / "renditions" / str(photo.pk) / name).stat().st_mode & 0o777 == 0o644


# --- What pages offer ---------------------------------------------------------------------------


def test_an_article_offers_a_browser_the_whole_photo_in_both_formats(client):
    article = make_article()
    photo = large(article=article, alt="桥边摆满菜摊")
    html = client.get(article.get_absolute_url()).content.decode()
    sizes = renditions.renditions(photo, "whole")
    webp, jpeg = (
        ", ".join(f"{one.address(ending)} {one.width}w" for one in sizes) for ending in ("webp", "jpg")
    )
    assert f'<source type="image/webp" srcset="{webp}" sizes=' in html
    assert f'srcset="{jpeg}"' in html
    assert f'<img src="{sizes[2].address("jpg")}"' in html
    assert 'alt="桥边摆满菜摊" width="1000" height="500" fetchpriority="high">' in html
    assert photo.image.url not in html


def test_a_list_offers_the_cut_and_waits_with_it(client):
    photo = large()
    html = client.get("/photos/").content.decode()
    assert renditions.renditions(photo, "card")[0].address("webp") in html
    assert re.search(r'width="667" height="500" loading="lazy">', html)


def test_every_address_that_a_page_offers_leads_to_a_picture(client):
    article = make_article()
    large(article=article)
    for page in (article.get_absolute_url(), "/photos/", "/"):
        html = client.get(page).content.decode()
        offered = set(re.findall(r"/photos/\d+/\S+?\.(?:webp|jpg)", html))
        assert offered
        for address in offered:
            assert client.get(address).status_code == 200
