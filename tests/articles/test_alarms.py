"""What admins are told before it stops: room, certificate, worker, backups."""

import datetime
import os
import shutil
from collections import namedtuple

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.urls import reverse
from django.utils import timezone

from articles import alarms, clock, signs
from articles.models import Article, ImportBatch, Status
from articles.tasks import work_on
from tests.desk import administrator
from tests.factories import make_article

pytestmark = pytest.mark.django_db

Usage = namedtuple("Usage", "total used free")
DAY = datetime.timedelta(days=1)


@pytest.fixture(autouse=True)
def _calm(settings, tmp_path, monkeypatch):
    """A machine of which there is nothing to say."""
    settings.VAR_DIR = settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(shutil, "disk_usage", lambda path: Usage(100 * 2**30, 50 * 2**30, 50 * 2**30))
    for sign in (signs.BACKUP, signs.WORKER):
        signs.leave(sign)


def age(sign, by):
    """Make a sign older."""
    then = (timezone.now() - by).timestamp()
    os.utime(signs._path(sign), (then, then))


def certificate(path, end):
    """Write a certificate that ends then."""
    key, name = (
        ec.generate_private_key(ec.SECP256R1()),
        x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "a")]),
    )
    built = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    built = built.serial_number(1).not_valid_before(end - 90 * DAY).not_valid_after(end)
    path.write_bytes(built.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
    return str(path)


def test_a_calm_machine_has_none():
    assert alarms.alarms() == []


def test_a_disk_that_fills_up_is_told_once(monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda path: Usage(100 * 2**30, 95 * 2**30, 5 * 2**30))
    (said, *others) = [alarm for alarm in alarms.alarms() if "所在的磁盘" in alarm]
    assert "只剩 5.0 GB（5%）" in said
    assert not others
    monkeypatch.setattr(shutil, "disk_usage", lambda path: Usage(1000 * 2**30, 950 * 2**30, 50 * 2**30))
    assert alarms.alarms() == []  # Room enough, however small a share it is.


@pytest.mark.parametrize(("days", "said"), [(40, ""), (20, "还有 19 天"), (-1, "读者打不开网站")])
def test_the_end_of_the_certificate(settings, tmp_path, days, said):
    settings.CERTIFICATE_FILE = certificate(tmp_path / "site.pem", timezone.now() + days * DAY)
    assert said in "".join(alarms.alarms())
    assert bool(said) == bool(alarms.alarms())


@pytest.mark.parametrize("content", [None, b"not a certificate"])
def test_a_certificate_that_cannot_be_read(settings, tmp_path, content):
    settings.CERTIFICATE_FILE = str(tmp_path / "site.pem")
    if content:
        (tmp_path / "site.pem").write_bytes(content)
    (said,) = alarms.alarms()
    assert "CERTIFICATE_FILE" in said


def test_a_worker_gives_signs_and_is_missed_when_they_stop():
    age(signs.WORKER, DAY)
    assert "后台 worker 没有运行（最后一次见到是" in "".join(alarms.alarms())
    clock.give_sign()
    assert alarms.alarms() == []


def test_a_worker_elsewhere_is_missed_when_something_waits():
    signs._path(signs.WORKER).unlink()
    batch = ImportBatch.objects.create()
    work_on.enqueue(batch.pk)
    later = timezone.now() + datetime.timedelta(minutes=6)
    assert alarms.alarms() == []
    assert "没有见过" in "".join(alarms.alarms(later))


def test_a_worker_is_missed_when_something_scheduled_is_late():
    signs._path(signs.WORKER).unlink()
    make_article(status=Status.SCHEDULED)
    at = timezone.now() - datetime.timedelta(minutes=6)
    Article.objects.update(publish_at=at)
    assert "后台 worker" in "".join(alarms.alarms())


def test_backups_that_stop_or_never_began(settings):
    age(signs.BACKUP, 2 * DAY)
    assert "最近一次备份是" in "".join(alarms.alarms())
    signs._path(signs.BACKUP).unlink()
    assert "还没有做过备份" in "".join(alarms.alarms())
    settings.BACKUP_ALARM_HOURS = 0
    assert alarms.alarms() == []


def test_admins_alone_see_them_on_the_desk(client, django_user_model):
    signs._path(signs.BACKUP).unlink()
    client.force_login(administrator())
    assert "还没有做过备份" in client.get(reverse("admin:index")).content.decode()
    client.force_login(django_user_model.objects.create_user("编辑甲", is_staff=True))
    assert "还没有做过备份" not in client.get(reverse("admin:index")).content.decode()
