"""Batches as they come about at the desk, for tests."""

from io import BytesIO
from zipfile import ZipFile

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from articles.importing import jobs
from articles.models import ImportBatch

ADD = reverse("admin:articles_importbatch_add")


def sent(name: str, content: str | bytes) -> SimpleUploadedFile:
    """Return a file as a browser sends it."""
    return SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)


def zipped(files: dict[str, str | bytes], name: str = "archive.zip") -> SimpleUploadedFile:
    """Return a zip as a browser sends it."""
    data = BytesIO()
    with ZipFile(data, "w") as archive:
        for path, content in files.items():
            archive.writestr(path, content)
    return sent(name, data.getvalue())


def upload(desk: Client, *files: SimpleUploadedFile, **options: object) -> ImportBatch:
    """Send files to the page 导入 and return the last batch that they have become."""
    response = desk.post(ADD, {"files": files, **options})
    assert response.status_code == 302, response.context["error"]
    return ImportBatch.objects.first()


def bring_in(desk: Client, *files: SimpleUploadedFile, **options: object) -> ImportBatch:
    """Send files, start their import, and do what a worker would."""
    batch = upload(desk, *files, **options)
    return do(desk, batch, "start", **options)


def do(desk: Client, batch: ImportBatch, page: str, **said: object) -> ImportBatch:
    """Press the button of a page about a batch, and do what a worker would."""
    assert desk.post(url_of(batch, page), said).status_code == 302
    jobs.work(batch.pk)
    batch.refresh_from_db()
    return batch


def url_of(batch: ImportBatch, page: str = "change", *named: object) -> str:
    """Return the address of a page about a batch."""
    return reverse(f"admin:articles_importbatch_{page}", args=[batch.pk, *named])
