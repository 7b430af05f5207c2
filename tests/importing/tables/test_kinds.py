"""Kinds of tables: told by their headers; who may bring them in and take them out."""

import pytest

from articles.importing.tables import may_export, may_import, recognise
from articles.importing.tables.kinds import TABLES, check_headers, headers_of, kind_of
from articles.pagedump import DumpError
from tests.desk import administrator, editor

KINDS = [kind.value for kind in TABLES]


@pytest.mark.parametrize("kind", KINDS)
def test_a_table_is_known_by_all_its_headers_and_begins_with_the_number(kind):
    headers = headers_of(kind)
    assert headers[0] == "编号"
    assert recognise(headers) == kind
    check_headers(kind, headers)


@pytest.mark.parametrize(
    ("headers", "kind"),
    [
        (["标题"], "articles"),
        (["正文", "标题", "编号"], "articles"),
        (["编号", "正文"], "articles"),
        (["姓名"], "correspondents"),
        (["图片说明", "文件名"], "photos"),
        (["编号", "文件名"], "photos"),
        (["主题名", "网址标识"], "topics"),
        (["编号", "规则"], "topics"),
        (["编号"], None),
        (["编号", "版次"], None),
        (["标题", "作者"], None),
        ([], None),
    ],
)
def test_a_few_headers_are_enough_where_they_are_some_tables_alone(headers, kind):
    assert recognise(headers) == kind


@pytest.mark.parametrize(
    ("headers", "message"),
    [
        (
            ["标题", "作者"],
            f"不认识的表头：“作者”。请改成这些表头，或删去多余的列：{'、'.join(headers_of('articles'))}。",
        ),
        (["正文"], "缺少必需的列“标题”。请补上，或下载模板照着填写。"),
        (["主题名"], "缺少必需的列“网址标识”。请补上，或下载模板照着填写。"),
        (
            ["标题;正文"],
            "不认识的表头：“标题;正文”。表格要用英文逗号分隔，请另存为“CSV（逗号分隔）”或 XLSX。",
        ),
        (["甲", "乙"], "认不出这是什么表格（表头：甲、乙）。请下载模板，照它的表头填写。"),
        (
            ["编号", "版次"],
            "这些表头几种表格都有，分不清是哪一种。请指明内容，或补上“标题”“姓名”“主题名”等列。",
        ),
    ],
)
def test_headers_that_are_no_tables_are_refused_with_what_would_help(headers, message):
    with pytest.raises(DumpError) as caught:
        kind_of(headers) if len(headers) != 1 or ";" not in headers[0] else check_headers("articles", headers)
    assert str(caught.value) == message


def test_many_unknown_headers_are_counted():
    with pytest.raises(DumpError, match="等 7 个"):
        check_headers("articles", ["标题", *(f"列{n}" for n in range(7))])


MODELS = {"articles": "article", "correspondents": "correspondent", "photos": "photo", "topics": "topic"}


@pytest.mark.django_db
@pytest.mark.parametrize("kind", KINDS)
def test_to_bring_in_one_may_make_batches_and_add_and_change(kind):
    needed = ["add_importbatch", f"add_{MODELS[kind]}", f"change_{MODELS[kind]}"]
    user = editor(*needed)
    assert may_import(user, kind)
    for missing in needed:
        user = type(user).objects.get(pk=user.pk)
        user.user_permissions.set(
            user.user_permissions.model.objects.filter(codename__in=set(needed) - {missing})
        )
        assert not may_import(type(user).objects.get(pk=user.pk), kind)


@pytest.mark.django_db
@pytest.mark.parametrize("kind", KINDS)
def test_to_take_out_one_may_see(kind):
    user = editor(f"view_{MODELS[kind]}")
    assert [may_export(user, other) for other in KINDS] == [other == kind for other in KINDS]
    assert not may_import(user, kind)
    assert may_import(administrator(), kind)


def test_the_library_opens_its_own_pages_to_nobody_else(settings):
    assert settings.IMPORT_EXPORT_IMPORT_PERMISSION_CODE == "change"
    assert settings.IMPORT_EXPORT_EXPORT_PERMISSION_CODE == "view"
