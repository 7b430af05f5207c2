"""Files as a browser sends them: held while they come, then kept in storage, or not at all."""

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from tempfile import SpooledTemporaryFile
from typing import Any

from django.conf import settings
from django.core.exceptions import TooManyFilesSent
from django.core.files.storage import Storage
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest

from articles.importing.filenames import shown
from articles.importing.sources import words_for
from articles.models import Upload
from articles.models.batch import upload_key, upload_storage
from articles.pagedump import DumpError

logger = logging.getLogger(__name__)

IN_MEMORY = 128 * 2**10  # Bytes of one file; a dump has a few dozen thousand.
BLOCK = 2**20  # Bytes read at once.
SPLIT = "请分几次上传，或请管理员在服务器上用 manage.py import_dumps 导入"


class SpoolingHandler(FileUploadHandler):
    """Holds small files in memory and large ones in nameless files, which even a killed process takes along.

    Raises DumpError for a request that is too large as a whole, before any of it is read.
    """

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self.file = UploadedFile()

    def handle_raw_input(
        self,
        input_data: Any,
        META: Any,  # noqa: N803 (Django calls it so.)
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> None:
        if content_length > settings.UPLOAD_SIZE_LIMIT:
            limit = settings.UPLOAD_SIZE_LIMIT // 2**20
            raise DumpError(f"这次的文件共 {content_length // 2**20} MB，超过 {limit} MB", SPLIT)

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        spool = SpooledTemporaryFile(IN_MEMORY, dir=str(settings.FILE_UPLOAD_TEMP_DIR))  # noqa: SIM115
        self.file = UploadedFile(spool, self.file_name, self.content_type)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.file.write(raw_data)

    def file_complete(self, file_size: int) -> UploadedFile:
        self.file.seek(0)
        self.file.size = file_size
        return self.file

    def close(self) -> None:
        """Let go of the file that was coming in when something went wrong."""
        if self.file.file:
            self.file.close()


@contextmanager
def receiving(request: HttpRequest) -> Iterator[None]:
    """Take the files of `request`, which nobody has read yet. Raises DumpError for whatever goes wrong."""
    handler = SpoolingHandler(request)
    request.upload_handlers = [handler]
    try:
        with _in_words():
            yield
    except DumpError:
        handler.close()
        _read_out(request)
        raise


@contextmanager
def stored(files: Iterable[UploadedFile]) -> Iterator[list[Upload]]:
    """Put `files` into storage. Unless the rows are saved inside, nothing of them stays there."""
    storage = upload_storage()
    uploads: list[Upload] = []
    try:
        for file in files:
            upload = Upload(name=shown(file.name or "")[-255:], size=file.size or 0)
            upload.file.name = upload_key(upload, upload.name)
            uploads.append(upload)
            storage.save(upload.file.name, file)
        yield uploads
    except BaseException:
        _take_back(storage, [upload.file.name for upload in uploads])
        raise


def _take_back(storage: Storage, names: list[str]) -> None:
    """Delete what is stored already. A store that has gone away is not asked for each file."""
    try:
        for name in names:
            storage.delete(name)
    except OSError as error:
        logger.error("files of no batch may stay in the storage, among these: %s: %s", names, error)


@contextmanager
def _in_words() -> Iterator[None]:
    try:
        yield
    except TooManyFilesSent:
        limit = settings.DATA_UPLOAD_MAX_NUMBER_FILES
        raise DumpError(f"一次最多上传 {limit} 个文件", "请把文件压缩成一个 zip 再上传") from None
    except OSError as error:
        raise words_for(error) from error


def _read_out(request: HttpRequest) -> None:
    """Read the rest of a refused request, within bounds: a browser that is still sending shows no answer."""
    with suppress(OSError, ValueError):  # The browser has left.
        for _ in range(4 * settings.UPLOAD_SIZE_LIMIT // BLOCK):
            if not request.read(BLOCK):
                break
