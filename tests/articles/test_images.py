import time
import zipfile
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from PIL import Image, ImageCms

from articles import images
from tests.articles.cameras import (
    CAPTION,
    claiming,
    exif,
    picture,
    png_chunk,
    upload,
    with_chunk,
    with_iptc,
    with_segment,
)


def remade(data):
    """The picture that `data` becomes."""
    return Image.open(images.remade(ContentFile(data)))


def refused(data):
    """Why `data` is refused, and what to do; within the time that hardening.md grants."""
    costs = []
    while True:
        start = time.process_time()
        with pytest.raises(images.ImageError) as caught:
            images.remade(ContentFile(data))
        costs.append(time.process_time() - start)
        if costs[-1] <= 0.2:
            return caught.value.messages[0]
        assert len(costs) < 3, costs  # The quickest of three: others are on the machine.


def test_a_picture_is_written_anew_without_what_the_camera_noted():
    source = upload(exif=exif(make="SecretCamera", orientation=6))  # The camera lay on its side.
    assert b"SecretCamera" in source.read()
    made = images.remade(source)
    assert b"SecretCamera" not in made.read()
    assert Image.open(made).size == (30, 40)
    assert made.name.endswith(".jpg")
    assert "holiday" not in made.name


def screens_colours():
    """The profile of colours that screens have in common."""
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><Secret exif:GPSLatitude="31,13.7N"/></x:xmpmeta>'


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP"])
def test_nothing_that_was_noted_is_left_in_any_format(format):
    data = picture(format=format, exif=exif(artist="Secret"), icc_profile=screens_colours())
    if format == "JPEG":
        data = with_iptc(data, (120, b"Secret"), (80, b"Secret"))
        data = with_segment(data, 0xFE, b"Secret comment")
        data = with_segment(data, 0xE1, b"http://ns.adobe.com/xap/1.0/\0" + XMP)
    if format == "PNG":
        data = with_chunk(data, png_chunk(b"tEXt", b"comment\0Secret"))
        data = with_chunk(data, png_chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + XMP))
    noted = (b"Secret", b"GPS", b"Exif", b"\x88\x25", b"\x25\x88", b"ICC", b"Photoshop", b"xmpmeta")
    assert {b"Secret", b"\x88\x25"} <= {mark for mark in noted if mark in data}
    made = images.remade(ContentFile(data)).read()
    assert not [mark for mark in noted if mark in made]
    again = Image.open(BytesIO(made))
    assert not again.getexif()
    assert set(again.info) == {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


@pytest.mark.parametrize("held", range(1, 9))
def test_a_picture_stands_upright_however_the_camera_was_held(held):
    image = Image.new("RGB", (64, 48), "white")
    image.paste("black", (0, 0, 32, 24))  # Dark is where the camera's first row and column meet.
    out = BytesIO()
    image.save(out, "JPEG", quality=95, exif=exif(orientation=held))
    made = remade(out.getvalue()).convert("L")
    right, below = held in (2, 3, 6, 7), held in (3, 4, 7, 8)
    corner = (made.width - 5 if right else 4, made.height - 5 if below else 4)
    assert made.size == ((64, 48) if held < 5 else (48, 64))
    assert made.getpixel(corner) < 40
    assert made.getpixel((made.width - 1 - corner[0], made.height - 1 - corner[1])) > 215


@pytest.mark.parametrize("format", ["PNG", "WEBP"])
def test_other_formats_become_jpeg(format):
    assert remade(picture(format=format)).format == "JPEG"


@pytest.mark.parametrize(
    ("mode", "color", "shown"),
    [
        ("1", 1, (255, 255, 255)),
        ("L", 90, (90, 90, 90)),
        ("I;16", 0x8000, (128, 128, 128)),
        ("P", 0, (0, 0, 0)),
        ("RGBA", (200, 10, 10, 0), (255, 255, 255)),  # What is transparent lies on white paper.
        ("LA", (60, 255), (60, 60, 60)),
    ],
)
def test_every_way_of_colouring_becomes_what_was_seen(mode, color, shown):
    made = remade(picture(format="PNG", mode=mode, color=color))
    assert made.mode == "RGB"
    assert all(abs(got - want) <= 2 for got, want in zip(made.getpixel((20, 15)), shown, strict=True))


def test_a_profile_of_colours_is_applied_before_it_goes():
    profile = screens_colours().replace(b"rXYZ", b"swap").replace(b"bXYZ", b"rXYZ").replace(b"swap", b"bXYZ")
    red, _, blue = remade(picture(icc_profile=profile, color=(200, 40, 40))).getpixel((5, 5))
    assert red < 60
    assert blue > 190


def test_inks_become_the_colours_that_they_print():
    assert remade(picture(mode="CMYK", color=(0, 255, 255, 0))).getpixel((5, 5)) >= (240, 0, 0)


@pytest.mark.parametrize("mode", ["RGB", "CMYK"])
def test_a_damaged_or_wrong_profile_of_colours_is_passed_over(mode):
    assert remade(picture(mode=mode, color=0, icc_profile=b"nonsense")).size == (40, 30)
    assert remade(picture(mode=mode, color=0, icc_profile=screens_colours())).size == (40, 30)


def test_a_large_picture_is_made_smaller():
    assert remade(picture((4800, 1200))).size == (2400, 600)


def test_a_phones_picture_with_a_second_one_inside_is_taken_for_its_first():
    out = BytesIO()
    Image.new("RGB", (40, 30), "olive").save(
        out, "MPO", save_all=True, append_images=[Image.new("RGB", (20, 10))]
    )
    assert remade(out.getvalue()).size == (40, 30)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "读不出这张图片。请上传 JPEG、PNG 或 WebP 格式的图片。"),
        (b"<html><script>", "读不出这张图片。请上传 JPEG、PNG 或 WebP 格式的图片。"),
        (b"<?xml version='1.0'?><svg onload='alert(1)'/>", "这是 SVG 矢量图，只收 JPEG、PNG 和 WebP 格式。"),
        (picture(format="GIF"), "这是 GIF 图片，只收 JPEG、PNG 和 WebP 格式。"),
        (picture(format="TIFF"), "这是 TIFF 图片，只收 JPEG、PNG 和 WebP 格式。"),
        (picture(format="BMP"), "这是 BMP 图片，只收 JPEG、PNG 和 WebP 格式。"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "这是 HEIC 图片或视频，只收 JPEG、PNG 和 WebP 格式。"),
        (b"\0\0\0\x18ftypavif\0\0\0\0avifmif1", "这是 AVIF 图片，只收 JPEG、PNG 和 WebP 格式。"),
        (b"%PDF-1.7", "这是 PDF 文档，只收 JPEG、PNG 和 WebP 格式。"),
    ],
)
def test_what_is_no_picture_of_ours_is_refused_by_its_name(data, message):
    remedy = "" if "读不出" in message else "请用看图或修图软件另存为 JPEG 后再上传。"
    assert refused(data) == message + remedy


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP"])
def test_a_truncated_picture_is_refused(format):
    data = picture((400, 300), format=format)
    for length in (12, 40, len(data) // 2, len(data) * 9 // 10):
        assert refused(data[:length]) == "图片已损坏或不完整。请重新传一次，或换一份完好的文件。"


@pytest.mark.parametrize("size", [(30_000, 30_000), (8_000, 5_001), (40_000_001, 1), (10_000, 9_500)])
def test_a_picture_of_too_many_pixels_is_refused_by_its_header(size):
    assert refused(claiming(*size)) == "图片超过 4000 万像素。请缩小后再上传。"


def test_forty_million_pixels_are_not_too_many():
    assert refused(claiming(8_000, 5_000)).startswith("图片已损坏")


def test_a_large_file_is_refused(monkeypatch):
    monkeypatch.setattr(images, "BYTES_LIMIT", 2**20)
    assert refused(picture() + bytes(2**20)) == "图片文件超过 1 MB。请缩小后再上传。"


@pytest.mark.parametrize("format", ["PNG", "WEBP"])
def test_a_moving_picture_is_refused(format):
    other = Image.new("RGB", (40, 30), "navy")
    data = picture(format=format, save_all=True, append_images=[other], duration=100)
    assert refused(data) == "这是动图。请截取其中一幅，另存为 JPEG 后再上传。"


def progressive_with_scans(number):
    jpeg = picture((64, 64), progressive=True)
    last = jpeg[jpeg.rindex(b"\xff\xc4") : -2]  # The tables of the last scan, and the scan.
    return jpeg[:-2] + last * number + jpeg[-2:]


@pytest.mark.parametrize(
    "data",
    [
        with_chunk(picture(format="PNG"), png_chunk(b"noTe"), times=500_000),
        with_chunk(picture(format="PNG"), png_chunk(b"IDAT"), times=500_000),
        with_segment(picture(), 0xE5, b"", times=500_000),
        with_segment(picture(), 0xE1, b"Exif\0\0" + bytes(60_000), times=300),
        with_segment(picture(), 0xED, b"Photoshop 3.0\0" + b"8BIM\4\1\0\0\0\0\0\0" * 5_000, times=300),
        picture()[:2] + b"\xff" * 10_000_000 + picture()[2:],
        picture()[:2] + b"\xff\xd9" + b"\xff\xe5\0\2" * 500_000 + picture()[2:],
        picture()[:2] + (b"\xff\xf0\xff\0" + b"\xff\xe5\0\2" * 16_000) * 30 + picture()[2:],
        progressive_with_scans(500),
    ],
    ids=[
        *("chunks", "empty data", "segments", "EXIF", "resources", "padding", "behind an end"),
        *("in a part of no length", "scans"),
    ],
)
def test_a_picture_made_to_keep_the_decoder_busy_is_refused(data):
    assert refused(data).startswith("图片文件的结构不正常，可能是恶意文件。请用看图或修图软件另存为 JPEG")


def test_what_else_a_file_is_does_not_outlive_the_new_writing():
    archive = BytesIO()
    with zipfile.ZipFile(archive, "w") as made:
        made.writestr("evil.js", "alert('polyglot')")
    script = b"<script>alert('polyglot')</script>"
    jpeg = with_segment(picture(), 0xFE, b"*/=alert('polyglot')/*") + script + archive.getvalue()
    png = with_chunk(picture(format="PNG"), png_chunk(b"tEXt", b"a\0" + script)) + archive.getvalue()
    for data in (jpeg, png):
        assert zipfile.is_zipfile(BytesIO(data))
        made = images.remade(ContentFile(data)).read()
        assert not [mark for mark in (b"polyglot", b"script", b"PK\3\4", b"evil") if mark in made]
        assert made.endswith(b"\xff\xd9")


@pytest.mark.filterwarnings("ignore::UserWarning")  # The library warns of what is damaged.
@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP"])
def test_damaged_notes_harm_no_picture(format):
    block = exif(artist="沈若谷".encode()).tobytes()
    for damaged in (block[:8], block[:20] + b"\xff" * 40, b"Exif\0\0" + block[9:], block[:30]):
        data = picture(format=format, exif=damaged)
        if format == "JPEG":
            data = with_iptc(data, (CAPTION, b"x" * 30), damaged=True)
        assert remade(data).size == (40, 30)
        assert images.proposals(ContentFile(data)) == images.Proposal()


def test_a_refusal_is_an_error_of_a_form():
    with pytest.raises(ValidationError, match="读不出这张图片"):
        images.remade(ContentFile(b"nothing"))
