"""Files in a bucket of a store that speaks S3 (`S3_BUCKET`), where several machines share them."""

import datetime
import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urljoin

from boto3.exceptions import Boto3Error
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings
from django.utils.encoding import filepath_to_uri
from s3transfer.exceptions import RetriesExceededError
from storages.backends.s3 import S3File, S3Storage
from storages.utils import clean_name

from articles.away import StoreAwayError

# Seconds; a page that waits for a picture is worse than one without it.
_CONNECTING, _READING, _TRIES = 3, 20, 3
_ABSENT = {"404", "NoSuchKey"}  # What a store says of no such file, to who looks for it and to who reads it.


class BucketStorage(S3Storage):  # type: ignore[misc]
    """Files in a folder of the bucket. Nobody but Newsroom reads it: pictures have the site's own address.

    So the content policy stays as strict as it is, and what was published stays where it was when the
    files move. No file is written over, and a large one is held on disk while it is read. A store that is
    away, or answers with an error, is a StoreAwayError, so that nobody else has to know Amazon's client.
    """

    def get_default_settings(self) -> dict[str, Any]:
        """Return what django-storages is to know."""
        checks = "when_required"  # Many stores do not know those that Amazon's client adds by itself.
        config = Config(
            signature_version="s3v4",
            s3={"addressing_style": settings.S3_ADDRESSING},
            connect_timeout=_CONNECTING,
            read_timeout=_READING,
            retries={"total_max_attempts": _TRIES},
            request_checksum_calculation=checks,
            response_checksum_validation=checks,
        )
        return {
            **super().get_default_settings(),
            "bucket_name": settings.S3_BUCKET,
            "endpoint_url": settings.S3_ENDPOINT or None,
            "region_name": settings.S3_REGION or None,
            "client_config": config,
            "file_overwrite": False,
            "max_memory_size": 2**22,
        }

    def url(self, name: str, *args: Any, **kwargs: Any) -> str:
        """Return where the site itself sends a picture (`newsroom.media`)."""
        return urljoin(settings.MEDIA_URL, filepath_to_uri(name))

    def exists(self, name: str) -> bool:
        """Whether there is a file of this name. Raises StoreAwayError."""
        with _reaching():
            return bool(super().exists(name))

    def delete(self, name: str) -> None:
        """Delete a file, if it is there. Raises StoreAwayError."""
        with _reaching():
            super().delete(name)

    def listdir(self, name: str) -> tuple[list[str], list[str]]:
        """Return the folders and the files in a folder. Raises StoreAwayError."""
        with _reaching():
            folders, names = super().listdir(name)
            return folders, names

    def get_modified_time(self, name: str) -> datetime.datetime:
        """Return when a file was stored. Raises FileNotFoundError and StoreAwayError."""
        with _reaching():
            stored_at: datetime.datetime = super().get_modified_time(name)
            return stored_at

    def _open(self, name: str, mode: str = "rb") -> Any:
        with _reaching():
            return BucketFile(self._normalize_name(clean_name(name)), mode, self)

    def _save(self, name: str, content: Any) -> str:
        with _reaching():
            return str(super()._save(name, content))


class BucketFile(S3File):  # type: ignore[misc]
    """A file of the bucket. It is fetched as a whole when somebody first reads in it."""

    def _get_file(self) -> Any:
        try:
            with _reaching():
                return super()._get_file()
        except OSError:
            self._file = None  # Half of it, which would be taken for all.
            raise

    file = property(_get_file, S3File._set_file)


@contextmanager
def _reaching() -> Iterator[None]:
    try:
        yield
    except ClientError as error:
        if error.response["Error"]["Code"] in _ABSENT:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT)) from error
        raise StoreAwayError(str(error)) from error
    except (BotoCoreError, Boto3Error, RetriesExceededError) as error:
        raise StoreAwayError(str(error)) from error
