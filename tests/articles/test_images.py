from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from PIL import Image

from articles import images


def upload(size=(40, 30), format="JPEG", **options):
    out = BytesIO()
    Image.new("RGB", size, "olive").save(out, format, **options)
    return ContentFile(out.getvalue(), name="holiday.jpg")


def test_a_picture_is_written_anew_without_what_the_camera_noted():
    exif = Image.Exif()
    exif[0x010F] = "SecretCamera"
    exif[0x0112] = 6  # Lay the camera on its side.
    source = upload(exif=exif)
    assert b"SecretCamera" in source.read()
    made = images.remade(source)
    assert b"SecretCamera" not in made.read()
    assert Image.open(made).size == (30, 40)
    assert made.name.endswith(".jpg")
    assert "holiday" not in made.name


@pytest.mark.parametrize("format", ["PNG", "WEBP"])
def test_other_formats_become_jpeg(format):
    assert Image.open(images.remade(upload(format=format))).format == "JPEG"


def test_a_large_picture_is_made_smaller():
    assert Image.open(images.remade(upload((4800, 1200)))).size == (2400, 600)


@pytest.mark.parametrize(
    "data", [b"", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"GIF89a", b"\xff\xd8\xff"]
)
def test_what_is_no_picture_is_refused(data):
    with pytest.raises(ValidationError, match="读不出这张图片"):
        images.remade(ContentFile(data, name="x.jpg"))


def test_a_picture_of_too_many_pixels_is_refused_unopened(monkeypatch):
    monkeypatch.setattr(images, "PIXEL_LIMIT", 1000)
    with pytest.raises(ValidationError, match="4000 万像素"):
        images.remade(upload())
