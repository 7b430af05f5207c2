"""What a newsroom with its files in a bucket does; each function is run by a process of its own."""

import zipfile
from io import BytesIO

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.test import Client

from articles import renditions
from articles.importing import jobs
from articles.models import Dump, ImportBatch, Photo, Upload
from tests.factories import make_photo
from tests.importing.samples import CANTEEN

FILES = ("default", "uploads")


def make_bucket(name: str) -> None:
    """Make the bucket itself, as whoever keeps the store does."""
    storages["default"].connection.create_bucket(Bucket=name)


def work() -> None:
    """Publish a photo, look at it, and have files imported."""
    photo = make_photo(with_file=True)
    _look_at(photo)
    done, waiting = _sent(), _sent()
    lease = jobs.start(done, ImportBatch.Job.IMPORT)
    jobs.do(lease)
    assert Dump.objects.get().articles.exists()
    assert waiting.uploads.get().file.read()[:2] == b"PK"


def look() -> None:
    """Look at all that `work` has left, once it is restored."""
    _look_at(Photo.objects.exclude(image="").get())
    waiting = ImportBatch.objects.get(state=ImportBatch.State.WAITING)
    assert zipfile.ZipFile(waiting.uploads.get().file).namelist() == ["2025-03-07_02.txt"]


def print_names() -> None:
    """Print the names of all that is in the bucket."""
    for alias in FILES:
        for found in storages[alias].bucket.objects.filter(Prefix=f"{storages[alias].location}/"):
            print(found.key)  # noqa: T201


def _sent() -> ImportBatch:
    """A batch with a zip that waits."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("2025-03-07_02.txt", CANTEEN)
    batch = ImportBatch.objects.create()
    upload = Upload(batch=batch, position=0, name="版面.zip", size=len(packed.getvalue()))
    upload.file.save("版面.zip", ContentFile(packed.getvalue()))
    return batch


def _look_at(photo: Photo) -> None:
    client = Client(headers={"host": "localhost"})
    assert photo.image.url.startswith("/media/")
    original = client.get(photo.image.url)
    assert original.status_code == 200
    assert original["Content-Type"] == "image/png"
    assert b"".join(original.streaming_content).startswith(b"\x89PNG")
    known = client.get(photo.image.url, headers={"if-modified-since": original["Last-Modified"]})
    assert known.status_code == 304
    for path in ("/media/nothing.png", "/media/../uploads/nothing.png", "/media/"):
        assert client.get(path).status_code == 404, path
    address = renditions.renditions(photo, "whole")[0].address("webp")
    made, kept = client.get(address), client.get(address)
    assert made.status_code == kept.status_code == 200
    assert made.content == kept.content
