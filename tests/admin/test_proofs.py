"""Proofreading at the desk: the panel beside a text, the check as one types, the lists and the settings."""

import html
import json
import re

import pytest
from django.contrib.admin.models import LogEntry
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from articles.admin import proof_panel
from articles.models import ForbiddenWord, OfficeHolder, PrintableNumber, ProofSetting, Status, WrongWord
from articles.proofreading import CODES
from tests.admin.test_article import save
from tests.desk import administrator, editor
from tests.factories import make_article, make_issue, make_photo

pytestmark = pytest.mark.django_db

MOBILE = "13912345678"


def url_of(thing) -> str:
    return reverse(f"admin:articles_{thing._meta.model_name}_change", args=[thing.pk])


def list_of(model) -> str:
    return reverse(f"admin:articles_{model._meta.model_name}_changelist")


def panel_of(page: str) -> str:
    return re.search(r'<section class="proof".*?</section>', page, re.DOTALL)[0]


def ask(client, *, article="", issue="", **fields):
    data = {"article": article, "issue": issue, "fields": fields}
    return client.post("/admin/articles/proof/", json.dumps(data), content_type="application/json")


# --- The panel ---


def test_the_panel_tells_each_finding_and_leads_to_its_field(desk):
    article = make_article(
        "早市，，开张", body=f"<p>摊位已满。</p><p>请拨 {MOBILE}。</p>", status=Status.DRAFT
    )
    panel = panel_of(desk.get(url_of(article)).content.decode())
    assert "有 2 处请核对，其中 1 处改好以前不能发布。" in panel
    assert panel.index("<strong>禁止发布</strong>") < panel.index("<strong>提示</strong>")
    assert '<a href="#id_body" data-field="id_body" data-start="10" data-end="21">正文第 2 段</a>' in panel
    assert '<a href="#id_headline" data-field="id_headline" data-start="2" data-end="4">主题</a>' in panel
    assert "早市<mark>，，</mark>开张" in panel
    assert "建议“，”" in panel
    assert "主题 6 字，正文 9 字" in panel
    assert "差错率" not in panel


def test_equal_findings_are_one_group_with_their_number(desk):
    article = make_article(body="<p>甲。。</p><p>乙。。</p><p>丙，，丁</p>", status=Status.DRAFT)
    panel = panel_of(desk.get(url_of(article)).content.decode())
    assert panel.count("<strong>提示</strong>") == 2
    assert "标点“。。”重复，请留一个（2 处）" in panel


def test_a_text_without_findings_says_so(desk):
    assert "没有发现要核对的地方。" in panel_of(desk.get(url_of(make_article())).content.decode())


def test_what_is_typed_is_never_markup(desk):
    article = make_article("<b>早市</b>，，<i>", status=Status.DRAFT)
    assert "<b>" not in panel_of(desk.get(url_of(article)).content.decode())


def test_captions_lead_to_the_page_of_their_photo(desk):
    article = make_article(status=Status.DRAFT)
    photo = make_photo("早市一角。。", article=article, status=Status.DRAFT)
    panel = panel_of(desk.get(url_of(article)).content.decode())
    assert f'<a href="{url_of(photo)}#id_caption">图片 1 的说明</a>' in panel
    assert 'href="#id_caption"' in panel_of(desk.get(url_of(photo)).content.decode())


def test_a_page_shown_again_tells_of_what_was_typed(desk):
    article = make_article(status=Status.DRAFT)
    response = save(desk, article, headline="", body="第一段。\r\n\r\n第二段，，完。")
    assert 'data-start="9" data-end="11"' in panel_of(response.content.decode())


def test_who_may_only_read_sees_the_findings_without_a_link(client):
    client.force_login(editor("view_article", "view_photo"))
    panel = panel_of(client.get(url_of(make_article("早市，，开张"))).content.decode())
    assert "<mark>，，</mark>" in panel
    assert "<a " not in panel
    assert "<button" not in panel


def test_a_new_page_has_an_empty_panel(desk):
    page = desk.get(reverse("admin:articles_article_add")).content.decode()
    assert "没有发现要核对的地方。" in panel_of(page)


@pytest.mark.parametrize("photos", [1, 5])
def test_the_panel_costs_as_many_queries_whatever_it_tells(desk, django_assert_num_queries, photos):
    article = make_article("早市，，开张", issue=make_issue(), status=Status.DRAFT)
    for _ in range(photos):
        make_photo("早市。。", article=article, status=Status.DRAFT)
    response = desk.get(url_of(article))
    context = {name: response.context[name] for name in ("original", "adminform", "inline_admin_formsets")}
    with django_assert_num_queries(4):  # The article's photos, their texts and credits; the lists.
        assert len(proof_panel.of_page(context).groups) == 2


# --- As one types ---


def test_what_is_typed_is_checked_and_not_kept(desk):
    article = make_article("早市开张", status=Status.DRAFT)
    answer = ask(desk, article=article.pk, headline="早市，，开张", body="## 怎样去\n\n坐车。。").json()
    assert answer["summary"] == "有 2 处请核对。"
    assert 'data-field="id_body" data-start="10" data-end="12"' in answer["html"]
    article.refresh_from_db()
    assert article.headline == "早市开张"


def test_lines_of_people_are_checked_in_their_own_fields(desk):
    answer = ask(desk, **{"bylines-0-credit_line": f"记者 裴文澜 {MOBILE}"}).json()
    assert 'href="#id_bylines-0-credit_line"' in answer["html"]
    assert "署名" in answer["html"]


def test_the_day_of_the_issue_chosen_counts(desk):
    issue = make_issue()
    assert "星期" in ask(desk, issue=str(issue.pk), body="3月7日（星期四）开张。").json()["html"]


def test_a_suggestion_is_not_offered_where_markup_is_in_between(desk):
    answer = ask(desk, body="<p>早市，<strong>，</strong>开张</p><p>乙。。</p>").json()
    buttons = re.findall(r"<button[^>]*>", answer["html"])
    assert len(buttons) == 1
    assert "正文第 2 段" in buttons[0]


def test_a_suggestion_is_escaped(desk):
    WrongWord.objects.create(wrong="的却", right='"><script>')
    answer = ask(desk, headline="的却").json()
    assert "<script" not in answer["html"]
    assert html.escape('"><script>') in answer["html"]


@pytest.mark.parametrize("permission", ["write_article", "change_article", "change_photo"])
def test_whoever_writes_may_ask(client, permission):
    client.force_login(editor(permission))
    assert ask(client, headline="早市").status_code == 200


def test_others_may_not(client):
    client.force_login(editor("view_article"))
    response = ask(client, headline="早市")
    assert (response.status_code, response.json()) == (403, {"error": "您没有写稿或改稿的权限，不能校对。"})


def test_strangers_are_asked_to_sign_in(client):
    assert ask(client, headline="早市").headers["Location"].startswith("/admin/login/")


def test_a_page_elsewhere_cannot_ask():
    client = Client(enforce_csrf_checks=True)
    client.force_login(administrator())
    assert ask(client, headline="早市").status_code == 403


def test_a_correspondent_is_not_told_of_photos_of_others(client):
    article = make_article(status=Status.DRAFT)
    make_photo("早市。。", article=article, status=Status.DRAFT)
    client.force_login(editor("write_article"))
    assert "图片" not in ask(client, article=article.pk, headline="早市").json()["html"]


@pytest.mark.parametrize("length", [proof_panel.LONGEST + 1, 1_000_000])
def test_a_text_that_is_too_long_is_refused_in_words(desk, length):
    response = ask(desk, body="市" * length)
    assert response.status_code == 413
    assert response.json() == {"error": "文字超过 200,000 字，不能一次校对。请分成几篇。"}


@pytest.mark.parametrize(
    "sent",
    [b"", b"\xff", b"[]", b"{}", b'{"fields": 1}', b'{"fields": {"headline": 1}, "article": "", "issue": ""}',
     b'{"fields": {}, "article": "x", "issue": ""}', b'{"fields": {}, "article": [1], "issue": ""}',
     b'{"fields": {}, "article": 1e999, "issue": ""}', b"[" * 100_000],
)  # fmt: skip
def test_what_is_no_text_is_refused_in_words(desk, sent):
    response = desk.post("/admin/articles/proof/", sent, content_type="application/json")
    assert response.status_code == 400
    assert response.json()["error"].startswith("没有收到完整的文字")


def test_a_key_that_no_database_has_is_nothing(desk):
    assert ask(desk, article=10**30, issue=10**30, headline="早市").status_code == 200


def test_of_more_places_than_anybody_reads_the_first_are_listed(desk):
    answer = ask(desk, body="市。。" * 150, headline="市,区" * 100).json()
    assert answer["summary"] == "有 250 处请核对。"
    assert answer["html"].count("<mark>") == proof_panel.SHOWN
    assert "还有的没有列出" in answer["html"]


def test_of_one_kind_so_many_are_found_as_are_listed(desk):
    answer = ask(desk, body="市。。" * 300).json()
    assert answer["summary"] == "有 200 处以上请核对。"
    assert answer["html"].count("<mark>") == proof_panel.SHOWN
    assert "还有的没有列出，改好以上几处会接着列出。" in answer["html"]
    assert "没有列出" not in ask(desk, body="市。。" * 200).json()["html"]


# --- The lists ---


def paste(client, model, text):
    return client.post(
        reverse(f"admin:articles_{model._meta.model_name}_paste"), {"lines": text}, follow=True
    )


def problems(response) -> list[str]:
    return response.context["problems"]


def test_words_are_pasted_line_by_line(desk):
    response = paste(desk, WrongWord, "的却=的确=目的却、目的却步\n\n 部份 ＝ 部分\n侯车\t候车\n")
    assert "已添加 3 条。" in response.content.decode()
    assert list(WrongWord.objects.order_by("pk").values_list("wrong", "right", "unless")) == [
        ("的却", "的确", "目的却、目的却步"),
        ("部份", "部分", ""),
        ("侯车", "候车", ""),
    ]
    assert LogEntry.objects.filter(change_message="批量添加").count() == 3


@pytest.mark.parametrize(
    ("model", "line", "row"),
    [
        (ForbiddenWord, "根治", {"word": "根治", "advice": ""}),
        (ForbiddenWord, "根治=不作疗效承诺", {"word": "根治", "advice": "不作疗效承诺"}),
        (OfficeHolder, "尹可舟=区委副书记、区长", {"name": "尹可舟", "offices": "区委副书记、区长"}),
        (PrintableNumber, "05920000000=热线", {"number": "05920000000", "note": "热线"}),
    ],
)
def test_each_list_takes_its_own_lines(desk, model, line, row):
    paste(desk, model, line)
    assert model.objects.filter(**row).count() == 1


def test_what_is_on_the_list_is_passed_over(desk):
    WrongWord.objects.create(wrong="的却", right="的确")
    response = paste(desk, WrongWord, "的却=的确\n部份=部分")
    assert "已添加 1 条，1 条列表里已经有了。" in response.content.decode()


@pytest.mark.parametrize(
    ("model", "line", "said"),
    [
        (WrongWord, "的却", "缺少正确写法"),
        (WrongWord, "=的确", "缺少易错词"),
        (WrongWord, "的确=的确", "正确写法和易错词相同，都是“的确”"),
        (WrongWord, "部份=部分=部", "例外“部”要比“部份”长，并且含有它"),
        (WrongWord, "部份=部分=大部份，小部份", "多个例外之间请用顿号分开"),
        (WrongWord, "甲=乙=丙=丁", "等号多了，一行最多 3 项"),
        (WrongWord, "早市=晚市", "列表里已经有“早市”，请在那一条里修改"),
        (WrongWord, "侯车=候车\n侯车=候车", "与第 1 行重复，请留一行"),
        (OfficeHolder, "尹可舟=区委副书记 区长", "像是几个职务，请用顿号分开"),
        (OfficeHolder, "尹可舟=区委副书记，区长", "像是几个职务，请用顿号分开"),
        (OfficeHolder, "尹可舟=区委副书记区长", "像是几个职务，请用顿号分开"),
        (PrintableNumber, "0592-1234567", "请只写数字"),
    ],
)
def test_a_bad_line_is_named_and_nothing_is_added(desk, model, line, said):
    WrongWord.objects.create(wrong="早市", right="早集")
    before = model.objects.count()
    good = {WrongWord: "部位=部分", OfficeHolder: "裴文澜=馆长", PrintableNumber: "12345"}[model]
    response = paste(desk, model, f"{line}\n{good}")
    assert len(problems(response)) == 1
    assert said in problems(response)[0]
    assert problems(response)[0].startswith("第 ")
    assert line in response.context["lines"]
    assert model.objects.count() == before


@pytest.mark.parametrize("offices", ["书记处书记", "主任委员", "政府办公室主任、区委常委", "常务副区长"])
def test_one_office_of_several_words_is_one(offices):
    OfficeHolder(name="尹可舟", offices=offices).full_clean()


def test_thousands_of_lines_take_a_few_queries(desk, django_assert_max_num_queries):
    lines = "\n".join(f"词{n}甲=词{n}乙" for n in range(2000))
    with django_assert_max_num_queries(40):
        paste(desk, WrongWord, lines)
    assert WrongWord.objects.count() == 2000


def test_too_many_lines_are_refused(desk):
    response = paste(desk, WrongWord, "\n".join(f"词{n}甲=词{n}乙" for n in range(5001)))
    assert problems(response) == ["一次最多添加 5,000 行，现在有 5,001 行。请分几次添加。"]


def test_pasting_needs_the_right_to_add(client):
    client.force_login(editor("view_wrongword", "change_wrongword"))
    assert paste(client, WrongWord, "的却=的确").status_code == 403
    assert "批量添加" not in client.get(list_of(WrongWord)).content.decode()


@pytest.mark.parametrize("model", [WrongWord, ForbiddenWord, OfficeHolder, PrintableNumber])
def test_lists_are_searched_and_lead_to_pasting(desk, model):
    page = desk.get(list_of(model), {"q": "早市"}).content.decode()
    assert "批量添加" in page
    address = reverse(f"admin:articles_{model._meta.model_name}_paste")
    assert "一行一条" in desk.get(address).content.decode()


def test_a_single_word_is_checked_in_words(desk):
    WrongWord.objects.create(wrong="早市", right="早集")
    address = reverse("admin:articles_wrongword_add")
    page = desk.post(address, {"wrong": "早市", "right": "早市", "unless": ""}).content.decode()
    assert "正确写法和易错词相同，都是“早市”。" in page
    page = desk.post(address, {"wrong": "早市", "right": "集市", "unless": ""}).content.decode()
    assert "已经存在" in page or "已存在" in page
    assert 'id="proof"' not in page


def test_a_forbidden_word_has_only_longer_exceptions():
    with pytest.raises(ValidationError, match="要比“根治”长"):
        ForbiddenWord(word="根治", unless="根治").full_clean()


# --- The settings ---


def test_every_check_is_listed_with_what_ships(desk):
    page = desk.get(list_of(ProofSetting)).content.decode()
    for code in CODES:
        assert html.escape(code.label) in page
    assert page.count("默认：禁止发布") == 4
    assert page.count("默认：提示") == len(CODES) - 4


def test_settings_are_kept_where_they_differ_and_go_back_to_what_ships(desk):
    desk.post(list_of(ProofSetting), {"doubled-mark": "block", "dots": "off"})
    assert dict(ProofSetting.objects.values_list("code", "severity")) == {
        "doubled-mark": "block", "dots": "off",
    }  # fmt: skip
    response = desk.post(list_of(ProofSetting), {"doubled-mark": "warn"}, follow=True)
    assert dict(ProofSetting.objects.values_list("code", "severity")) == {"doubled-mark": "warn"}
    assert "已保存 2 项校对设置。" in response.content.decode()


def test_settings_that_there_are_not_are_refused(desk):
    page = desk.post(list_of(ProofSetting), {"dots": "shout"}).content.decode()
    assert "没有保存" in page
    assert not ProofSetting.objects.exists()


def test_who_may_only_look_does_not_set(client):
    client.force_login(editor("view_proofsetting"))
    page = client.get(list_of(ProofSetting)).content.decode()
    assert "<fieldset disabled>" in page
    assert client.post(list_of(ProofSetting), {"dots": "off"}).status_code == 403
