import re
from io import StringIO
from pathlib import Path

import pytest
from django.contrib.auth import authenticate
from django.core.management import call_command

from articles.models import Article, Issue, Photo, Status, Topic

DUMPS = Path(__file__).parents[1] / "dumps" / "archive"


def make() -> tuple[str, str]:
    out = StringIO()
    call_command("createdemo", str(DUMPS), stdout=out)
    return out.getvalue(), re.search(r"密码：\s+(\S+)", out.getvalue())[1]


@pytest.mark.django_db
def test_a_demo_has_something_of_everything_and_can_be_made_again():
    said, password = make()
    assert Article.objects.published().count() >= 15
    assert Article.objects.filter(status=Status.DRAFT).count() >= 3
    assert Photo.objects.published().count() >= 4
    assert Issue.objects.with_content().count() == 3
    assert Topic.objects.with_articles().count() == 3
    assert authenticate(username="admin", password=password).is_superuser
    again, fresh_password = make()
    assert fresh_password != password
    assert again.replace(fresh_password, "") == said.replace(password, "")
    assert authenticate(username="admin", password=password) is None
