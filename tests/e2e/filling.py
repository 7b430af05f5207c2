"""A newsroom with something on every page of the desk, some of it long, and where those pages are."""

import datetime
from io import BytesIO
from pathlib import Path

from django.contrib.auth.models import Group, User
from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image

from articles import history, workflow
from articles.models import (
    Article,
    Column,
    Dump,
    ForbiddenWord,
    ImportBatch,
    Notice,
    OfficeHolder,
    Photo,
    Report,
    Status,
    WrongWord,
)
from articles.people.regrouping import merge
from people.models import Correspondent, CorrespondentAlias, Regrouping
from tests.factories import make_article, make_issue, make_person, make_photo
from tests.importing.samples import CANTEEN, bring_in

PASSWORD = "secret-pass"
GROUPS = ("编辑", "主任", "总编")
LONG = "石桥街道把老厂房改成社区食堂、阅览室和托育点，一百二十户居民下楼就能吃上热饭、借到书"
FAULTY = (
    "<p>3月7日，石桥街道的社区食堂开张，，住在附近的居民说：“下楼就能吃上热饭。</p>"
    "<h3>怎样去</h3><p>坐12路车到石桥站，步行3分钟;电话 13800138000。食堂的却离家近。</p>"
) + "".join(f"<p>{n}号窗口供应早餐，六元一份，不会用手机的老年人可以付现金。</p>" for n in range(1, 9))


def fill(folder: str) -> None:
    """Fill an empty newsroom; the samples that it imports are written into `folder`."""
    for group in GROUPS:
        user = User.objects.create_user(f"{group}甲", password=PASSWORD, is_staff=True)
        user.groups.add(Group.objects.get(name=group))
    path = Path(folder) / "2025-03-07_02.txt"
    path.write_text(CANTEEN)
    bring_in(path, date=datetime.date(2025, 3, 7), page_number=2)
    with_source = Article.objects.order_by("pk").first()
    Notice.objects.create(
        dump=with_source.dump, article=with_source, code="joined-lines", line=9, message="请核对断句"
    )
    people = [make_person(name, "石桥街道文化服务中心") for name in ("裴文澜", "祝青禾", "万桐", "欧阳知秋")]
    _write(people)
    _photograph(people)
    _regroup(people)
    _report()
    WrongWord.objects.create(wrong="的却", right="的确", unless="目的却")
    ForbiddenWord.objects.create(word="全国最佳", advice="写明由谁评定", unless="")
    OfficeHolder.objects.create(name="裴文澜", offices="石桥街道办事处主任")


def _write(people: list[Correspondent]) -> None:
    issue = make_issue(datetime.date(2025, 3, 7))
    column = Column.objects.create(name="街巷新事", slug="jiexiang")
    make_article(
        LONG, kicker="家门口的好事", subhead="热饭热菜端到家门口，不会用手机也能付现金", body=FAULTY,
        status=Status.DRAFT, issue=issue, column=column, topics=["yanglao"], people=people, page_number=2,
    )  # fmt: skip
    for status in (Status.IN_REVIEW, Status.APPROVED, Status.SCHEDULED, Status.WITHDRAWN, Status.SPIKED):
        make_article(f"石桥晨市有了固定摊位（{status.label}）", status=status, people=people[:1])
    public = make_article("春茶开采", issue=issue, people=people, topics=["yanglao"], body=FAULTY)
    before = history.keep(public, by=None, at=public.created_at)
    Article.objects.filter(pk=public.pk).update(subhead="比去年早了五天", revision=1)
    chief = User.objects.get(username="总编甲")
    workflow.edited(public, before, by=chief, notice="副题漏了一句，已补上。")
    returned = make_article("护河队添了新船", status=Status.IN_REVIEW)
    rows, editor = Article.objects.filter(pk=returned.pk), User.objects.get(username="编辑甲")
    workflow.move("return", rows, by=editor, opinion="请补上船有几条、由谁来开。\n标题可以再短一些。")


def _photograph(people: list[Correspondent]) -> None:
    file = BytesIO()
    Image.linear_gradient("L").resize((1200, 800)).convert("RGB").save(file, "JPEG")
    content = file.getvalue()
    issue = make_issue(datetime.date(2025, 3, 7))
    first = Article.objects.get(headline=LONG)
    for caption, article, signed in ((f"{LONG}。", first, people), ("河边的早樱", None, people[:1])):
        photo = make_photo(caption, issue=issue, status=Status.DRAFT, article=article, people=signed)
        photo.image.save("photo.jpg", ContentFile(content))
    make_photo("没有署名的一张", status=Status.DRAFT)


def _report() -> None:
    public = Article.objects.get(headline="春茶开采")
    Report.objects.create(
        article=public, address=public.get_absolute_url(), wrong=LONG, right=LONG, contact="13000000000",
        created_at=timezone.now(),
    )  # fmt: skip
    Report.objects.create(wrong="页脚的链接打不开。", created_at=timezone.now())


def _regroup(people: list[Correspondent]) -> None:
    same = make_person("万桐", "望江路街道")
    alias = CorrespondentAlias(correspondent=same, name="小桐")
    alias.clean()
    alias.save()
    make_article("茶园里的早课", people=[same])
    other = make_person("祝青禾", "望江路小学")
    make_article("孩子们种下一片菜地", people=[other])
    merge(people[1].pk, other.pk, by=User.objects.get(username="总编甲"))


def addresses() -> dict[str, str]:
    """Return where the pages of a filled newsroom are, by what they are."""
    keys = Article.objects.in_bulk(field_name="pk")
    by_name = {article.headline: key for key, article in keys.items()}
    long, public = by_name[LONG], by_name["春茶开采"]
    sourced = next(key for key, article in keys.items() if article.dump_id)
    photo = Photo.objects.get(caption="河边的早樱").pk
    twins = Correspondent.objects.filter(name="万桐").order_by("pk")
    batch, dump, regrouping = (
        model.objects.values_list("pk", flat=True)[0] for model in (ImportBatch, Dump, Regrouping)
    )
    found = {
        "home": "",
        "articles": "articles/article/",
        "articles-filtered": "articles/article/?status__exact=draft&notices=none",
        "queue": "articles/article/?queue=mine",
        "article": f"articles/article/{long}/change/",
        "article-source": f"articles/article/{sourced}/change/",
        "article-public": f"articles/article/{public}/change/",
        "article-add": "articles/article/add/",
        "history": f"articles/article/{public}/versions/",
        "history-present": f"articles/article/{public}/versions/?with=present",
        "sheet": f"articles/article/{by_name['护河队添了新船']}/sheet/",
        "preview": f"articles/article/{long}/preview/",
        "preview-phone": f"articles/article/{long}/preview/?as=phone",
        "preview-elder": f"articles/article/{long}/preview/?as=elder",
        "wrong-words": "articles/wrongword/",
        "wrong-word": "articles/wrongword/1/change/",
        "forbidden-words": "articles/forbiddenword/",
        "offices": "articles/officeholder/",
        "paste": "articles/wrongword/paste/",
        "proof-settings": "articles/proofsetting/",
        "reports": "articles/report/",
        "reports-open": "articles/report/?status__exact=open",
        "report": f"articles/report/{Report.objects.get(wrong=LONG).pk}/change/",
        "photos": "articles/photo/",
        "photo": f"articles/photo/{photo}/change/",
        "photo-add": "articles/photo/add/",
        "people": "people/correspondent/",
        "person": f"people/correspondent/{twins[0].pk}/change/",
        "works": f"people/correspondent/{twins[0].pk}/works/",
        "merge-choose": f"people/correspondent/{twins[0].pk}/merge/",
        "merge": f"people/correspondent/{twins[0].pk}/merge/?other={twins[1].pk}",
        "split": f"people/correspondent/{twins[0].pk}/split/",
        "regroupings": "people/correspondent/regroupings/",
        "regrouping": f"people/correspondent/regroupings/{regrouping}/",
        "monthly": "people/correspondent/monthly/?month=2025-03",
        "topics": "articles/topic/",
        "topic": "articles/topic/1/change/",
        "issue": f"articles/issue/{make_issue().pk}/change/",
        "dump": f"articles/dump/{dump}/change/",
        "batches": "articles/importbatch/",
        "batch": f"articles/importbatch/{batch}/change/",
        "batch-doubts": f"articles/importbatch/{batch}/doubts/",
        "batch-release": f"articles/importbatch/{batch}/release/",
        "import": "articles/importbatch/add/",
        "users": "auth/user/",
        "groups": "auth/group/",
        "tags": "taggit/tag/",
    }
    return {name: f"/admin/{address}" for name, address in found.items()}
