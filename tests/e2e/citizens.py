"""What a newsroom has published: one of every public page, with the longest of everything on some."""

import datetime
from io import BytesIO
from urllib.parse import quote

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

from articles import images, workflow
from articles.models import Article, Column, Correction, Photo, Topic
from people.models import Correspondent
from tests.factories import ON_THE_WEB, make_article, make_issue, make_person, make_photo

LONG = "云港区把居民反映最集中的难题列成清单逐件办理四十六件事已经办结三十一件由居民打分"
CANTEENS = f"q={quote('食堂')}"
WORDS = "Yungang-Community-Canteen-Opening-2025" * 3
TABLE = f"<table><tr>{'<th>新增助餐点（处）</th>' * 8}</tr><tr>{'<td>12</td>' * 8}</tr></table>"
LINK = f"<p>见<a href='https://example.org/'>https://example.org/{WORDS}</a></p>"
STORY = (
    "<p>三家社区食堂同时开门，附近的老人早早排起了队。食堂一天供应三餐，早餐六元，午餐十五元。</p>"
    "<h3>下楼就有热饭</h3><p>“下楼走两步就有热饭。”住在望江路的老人说，以前要坐两站公交车。</p>"
    "<ul><li>早餐：六点半到八点半</li><li>午餐：十一点到一点</li></ul>"
    "<blockquote><p>不会用手机的老人可以付现金，也可以让家人先存钱。</p></blockquote>"
)


def fill() -> None:
    """Publish something on every page that citizens have."""
    person = make_person("祝青禾", "云港区望江路街道办事处民政科")
    column = Column.objects.create(name="民生实事进行时", slug="minsheng", description=LONG)
    issue = make_issue()
    issue.number = 1200
    issue.save()
    lead = make_article(
        "三家食堂同日开张",
        kicker="望江路街道",
        subhead="热饭热菜端到老人手边",
        dateline="本报讯",
        body=STORY,
        issue=issue,
        page_number=1,
        column=column,
        topics=["yanglao"],
        people=[person, make_person("郁文舒")],
    )
    lead.tags.add("助餐", "社区食堂")
    Correction.objects.create(
        article=lead, notice="第二段“十家”应为“三家”，特此更正。", created_at=ON_THE_WEB
    )
    longest = make_article(
        f"{LONG} {LONG}", kicker=LONG, subhead=LONG, dateline="本报讯",
        body=f"<p>{LONG * 9}</p>{TABLE}{LINK}", issue=issue, page_number=1, column=column,
        topics=["yanglao", "zhengwu"], people=[person, make_person("欧阳知秋", LONG)], source_name="云汀日报",
    )  # fmt: skip
    longest.tags.add("x" * 60)
    _years(column, person)
    _pictures(lead, person)
    withdrawn = make_article("一篇撤回的文章", issue=issue, page_number=2, topics=["yingshang"])
    workflow.move("withdraw", Article.objects.filter(pk=withdrawn.pk), opinion="有误", at=ON_THE_WEB)


def _years(column: Column, person: Correspondent) -> None:
    """Enough for a second page of every list, and a service article that is years old."""
    for day in range(1, 27):
        make_article(
            f"第{day}号窗口当天办结{day * 3}件事",
            issue=make_issue(datetime.date(2025, 2, day), number=1170 + day),
            page_number=1,
            topics=["yanglao", "zhengwu"] if day % 2 else ["yanglao", "yingshang"],
            people=[person],
            column=column,
            body=STORY,
        )
    Topic.objects.filter(slug="zhengwu").update(column_type="办事服务", stale_after_days=180)
    make_article(
        "老年优待证这样办", issue=make_issue(datetime.date(2019, 5, 6)), page_number=3,
        topics=["yanglao", "zhengwu"], people=[make_person()], body=STORY,
    )  # fmt: skip


def _pictures(lead: Article, person: Correspondent) -> None:
    for number, (size, colour) in enumerate((((1600, 1067), "#8a5a3c"), ((900, 1350), "#3c6a8a"))):
        make_photo(
            f"{'老人们正在用餐。' if number == 0 else LONG * 3}",
            alt="六位老人围坐在圆桌旁吃饭",
            issue=lead.issue,
            page_number=1,
            article=lead if number == 0 else None,
            people=[person],
            image=images.remade(ContentFile(_jpeg(size, colour))),
        )
    for place in ("河边的早樱开了。", "新修的步道通到码头。", "孩子们在菜地里认苗。"):
        make_photo(place, issue=lead.issue, page_number=2, people=[person])


def _jpeg(size: tuple[int, int], colour: str) -> bytes:
    """A picture with light and shade, so that a page with it looks like one."""
    shade = Image.linear_gradient("L").resize(size)
    picture = Image.composite(Image.new("RGB", size, colour), Image.new("RGB", size, "#e9dcc5"), shade)
    draw = ImageDraw.Draw(picture)
    for step in range(5):
        left = size[0] * (0.1 + step * 0.16)
        draw.ellipse((left, size[1] * 0.45, left + size[0] * 0.13, size[1] * 0.75), fill="#f4efe6")
    out = BytesIO()
    picture.save(out, "JPEG")
    return out.getvalue()


def addresses() -> dict[str, str]:
    """Return where each kind of public page is, by what it is."""
    keys = dict(Article.objects.values_list("headline", "pk"))
    photos = dict(Photo.objects.values_list("caption", "pk"))
    lead, photo = keys["三家食堂同日开张"], photos["老人们正在用餐。"]
    person = Correspondent.objects.get(name="祝青禾", organisation__startswith="云港区").pk
    return {
        "front": "/",
        "topic": "/topics/yanglao/",
        "topic-stale": "/topics/zhengwu/",
        "column": "/columns/minsheng/",
        "issues": "/issues/",
        "month": "/issues/?year=2025&month=2",
        "issue": "/issues/2025-03-07/",
        "page": "/issues/2025-03-07/1/",
        "article": f"/articles/{lead}/",
        "article-longest": f"/articles/{keys[f'{LONG} {LONG}']}/",
        "article-stale": f"/articles/{keys['老年优待证这样办']}/",
        "report": f"/report/?article={lead}",
        "report-thanks": f"/report/thanks/?article={lead}",
        "topic-narrowed": "/topics/yanglao/?year=2025&column=minsheng",
        "photos": "/photos/",
        "photo": f"/photos/{photo}/",
        "photo-without-file": f"/photos/{photos['河边的早樱开了。']}/",
        "people": "/people/",
        "person": f"/people/{person}/",
        "person-photos": f"/people/{person}/photos/",
        "search": f"/search/?q={quote('老人')}",
        "search-narrowed": f"/search/?{CANTEENS}&topic=yanglao&column=minsheng&since=2025&order=relevance",
        "search-unread": f"/search/?{CANTEENS}&topic=nothing&until=x",  # The form of filters is open.
        "search-person": f"/search/?q={quote('祝青禾')}",
        "search-longest": f"/search/?q={quote(LONG)}",
        "search-nothing": f"/search/?q={quote('食堂 图书馆')}&topic=yanglao",
        "search-blank": "/search/",
        "about": "/about/",
        "accessibility": "/accessibility/",
        "site-map": "/sitemap/",
        "gone": f"/articles/{keys['一篇撤回的文章']}/",
        "unknown": "/articles/999999/",
    }
