import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.models import Photo, Status
from articles.renditions import renditions
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
from tests.factories import make_article, make_person, make_photo

pytestmark = pytest.mark.django_db

CREDITS = {"credits-TOTAL_FORMS": "0", "credits-INITIAL_FORMS": "0"}


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def send(desk, image, caption=""):
    """Add a photo at the desk; return the page that comes back."""
    data = {"image": image, "caption": caption, "alt": "", **CREDITS}
    return desk.post(reverse("admin:articles_photo_add"), data, follow=True).content.decode()


def edit(desk, photo, **changes):
    """Save a photo's form, the fields filled in as they stand unless `changes` says otherwise."""
    form = desk.get(reverse("admin:articles_photo_change", args=[photo.pk])).context["adminform"].form
    hidden = {name: form[name].value() for name in form.fields if form[name].is_hidden}
    stored = {name: getattr(photo, name) for name in ("caption", "alt", "focus_x", "focus_y")}
    data = {**hidden, **stored, **CREDITS, **changes}
    url = reverse("admin:articles_photo_change", args=[photo.pk])
    response = desk.post(url, {name: value for name, value in data.items() if value is not None}, follow=True)
    photo.refresh_from_db()
    return response.content.decode()


def listed(desk, **filters):
    response = desk.get(reverse("admin:articles_photo_changelist"), filters)
    return list(response.context["cl"].result_list)


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


# --- Focus --------------------------------------------------------------------------------------


def test_the_focus_is_filled_in_as_two_numbers(desk):
    photo = make_photo(status=Status.DRAFT, with_file=True)
    edit(desk, photo, focus_x="0", focus_y="100")
    assert (photo.focus_x, photo.focus_y) == (0, 100)


@pytest.mark.parametrize("wrong", ["101", "-1", "左"])
def test_a_focus_outside_the_picture_is_refused_at_its_field(desk, wrong):
    photo = make_photo(status=Status.DRAFT, with_file=True)
    html = edit(desk, photo, focus_x=wrong)
    assert "errorlist" in html
    assert photo.focus_x == 50


def test_a_focus_left_empty_stays_where_it_is(desk):
    photo = make_photo(status=Status.DRAFT, with_file=True, focus_x=20)
    edit(desk, photo, focus_x="", focus_y=None)
    assert (photo.focus_x, photo.focus_y) == (20, 50)


def test_another_picture_has_its_focus_in_the_middle(desk):
    photo = make_photo(status=Status.DRAFT, with_file=True, focus_x=20, focus_y=30)
    edit(desk, photo, image=upload((80, 40)))
    assert (photo.width, photo.focus_x, photo.focus_y) == (80, 50, 50)
    edit(desk, photo, image=upload((90, 40)), focus_x="10")
    assert (photo.width, photo.focus_x, photo.focus_y) == (90, 10, 50)


def test_the_page_shows_what_the_cuts_keep(desk):
    photo = make_photo(status=Status.DRAFT, with_file=True)
    html = desk.get(reverse("admin:articles_photo_change", args=[photo.pk])).content.decode()
    for shape in ("card", "square"):
        assert renditions(photo, shape)[0].address("jpg") in html
    assert photo.image.url in html


def test_a_photo_without_a_file_has_nothing_to_choose_a_focus_on(desk):
    photo = make_photo(status=Status.DRAFT)
    html = desk.get(reverse("admin:articles_photo_change", args=[photo.pk])).content.decode()
    assert "保存图片以后再选" in html


# --- Lists --------------------------------------------------------------------------------------


def test_a_list_shows_small_pictures(desk):
    photo = make_photo(with_file=True)
    bare = make_photo()
    html = desk.get(reverse("admin:articles_photo_changelist")).content.decode()
    assert renditions(photo, "square")[0].address("jpg") in html
    assert f"/photos/{bare.pk}/" not in html


def test_photo_news_has_a_list_of_its_own(desk):
    alone, of_article = make_photo(), make_photo(article=make_article())
    assert listed(desk, kind="alone") == [alone]
    assert listed(desk, kind="article") == [of_article]
    assert listed(desk) == [of_article, alone]


def test_what_photos_lack_is_counted_on_request_in_one_query(desk, django_assert_max_num_queries):
    make_photo("缺图缺替代文字缺署名")
    make_photo("缺署名", with_file=True, alt="海棠")
    make_photo("齐全", people=[make_person(), make_person()], with_file=True, alt="海棠")
    make_photo("弃用的什么也不缺", status=Status.SPIKED)
    with django_assert_max_num_queries(14):
        html = desk.get(reverse("admin:articles_photo_changelist"), {"_facets": "True"}).content.decode()
    for said in ("图片文件 (1)", "替代文字 (0)", "署名 (2)"):
        assert said in html


def test_a_photos_page_asks_as_often_for_ten_credits_as_for_one(desk):
    def asked(credits):
        photo = make_photo(with_file=True, people=[make_person() for _ in range(credits)])
        url = reverse("admin:articles_photo_change", args=[photo.pk])
        desk.get(url)
        with CaptureQueriesContext(connection) as queries:
            desk.get(url)
        return len(queries)

    assert asked(credits=10) == asked(credits=1)


def test_a_photo_without_credits_has_a_row_ready_for_one(desk):
    for photo, ready in ((make_photo(), 1), (make_photo(people=[make_person()]), 0)):
        page = desk.get(reverse("admin:articles_photo_change", args=[photo.pk]))
        (credits,) = page.context["inline_admin_formsets"]
        assert credits.formset.total_form_count() - credits.formset.initial_form_count() == ready
