"""What a newsroom with its files in a bucket does; each function is run by a process of its own."""

import os
import signal
import zipfile
from io import BytesIO
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.test import Client
from storages.backends.s3 import S3Storage

from articles import renditions
from articles.away import StoreAwayError
from articles.importing import jobs
from articles.models import Dump, ImportBatch, Photo, Upload
from newsroom.bucket import BucketStorage
from tests.admin.batches import ADD, sent, upload, url_of, zipped
from tests.desk import administrator
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


def send() -> None:
    """Send an archive as the desk does while all is well."""
    upload(_desk(), zipped({"2025-03-07_02.txt": CANTEEN}))
    assert ImportBatch.objects.count() == Upload.objects.count() == 1


def send_while_the_store_dies(process: int) -> None:
    """Send two files; the store, which is this process, dies after the first."""
    save = S3Storage._save

    def save_and_kill(self: S3Storage, name: str, content: Any) -> str:
        kept = save(self, name, content)
        os.kill(process, signal.SIGKILL)
        return str(kept)

    S3Storage._save = save_and_kill
    be_told_that_the_store_is_away()


def be_told_that_the_store_is_away() -> None:
    """Send an archive, and a table, which is a batch of its own; look at what was sent before."""
    table = sent("people.csv", "姓名,单位\n祝青禾,望江路街道\n")
    answer = _desk().post(ADD, {"files": [zipped({"2025-03-08_01.txt": CANTEEN}), table]})
    assert answer.status_code == 200
    assert "存放文件的存储服务没有应答。请稍后再试，仍不行请告诉系统维护人员。" in answer.content.decode()
    assert ImportBatch.objects.count() == Upload.objects.count() == 1
    preview = url_of(ImportBatch.objects.get(), "preview")
    for browser, page in ((_desk(), preview), (_citizen(), "/media/photos/any.png")):
        answer = browser.get(page)
        assert answer.status_code == 503
        assert "no-store" in answer.headers["Cache-Control"]
        assert "存放图片和上传文件的存储服务没有应答" in answer.content.decode()


def read_while_the_store_dies(process: int) -> None:
    """Ask for a picture; the store, which is this process, dies when the file is open and not yet read."""
    photo = make_photo(with_file=True)
    original = photo.image.storage.open(photo.image.name)
    opening = BucketStorage._open

    def open_and_kill(self: BucketStorage, name: str, mode: str = "rb") -> Any:
        opened = opening(self, name, mode)
        os.kill(process, signal.SIGKILL)
        return opened

    BucketStorage._open = open_and_kill  # type: ignore[method-assign]
    assert _citizen().get(renditions.renditions(photo, "whole")[0].address("webp")).status_code == 503
    for _ in range(2):  # What did not come the first time is not taken for an empty file.
        with pytest.raises(StoreAwayError):
            original.read()


def stop_at_what_the_store_keeps() -> None:
    """Import what waits: it is stopped and refuses nothing, so that it can be gone on with."""
    batch = ImportBatch.objects.get()
    jobs.enqueue(batch, ImportBatch.Job.IMPORT)
    jobs.work(batch.pk)
    batch.refresh_from_db()
    assert (batch.state, batch.done, batch.refused) == ("stopped", 0, 0)
    assert batch.error.startswith("存放文件的存储服务没有应答。请等它恢复后继续")
    assert jobs.can_resume(batch)


def _desk() -> Client:
    browser = _citizen()
    browser.force_login(User.objects.filter(is_superuser=True).first() or administrator())
    return browser


def _citizen() -> Client:
    return Client(headers={"host": "localhost"}, raise_request_exception=False)


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
