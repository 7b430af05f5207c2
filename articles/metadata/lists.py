"""Lists for machines: topics, columns, issues, photos, people."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.utils.formats import date_format

from articles.metadata import linked_data
from articles.metadata.document import Metadata, Section
from articles.metadata.linked_data import Node
from articles.metadata.links import feeds
from articles.metadata.pieces import person as person_node
from articles.metadata.registry import Context, page
from articles.metadata.site import Site, language_of
from articles.models import ColumnType
from articles.routes import route
from people.models import Correspondent

Way = list[tuple[str, str]]
NEWS = ColumnType.NEWS.value


@page("front")
def front(site: Site, context: Context) -> Metadata:
    """Describe the site as a whole, and how it is searched."""
    search = f"{site.absolute(route('articles:search'))}?q={{search_term_string}}"
    website = _website(site) | {
        "description": site.slogan,
        "inLanguage": language_of(context),
        "publisher": linked_data.publisher(site),
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": search},
            "query-input": "required name=search_term_string",
        },
    }
    return Metadata(
        site,
        titles=(site.slogan,),
        description=site.slogan or f"{site.name}：按主题读本地新闻，按日期看报纸。",
        url=site.absolute("/"),
        data=(website,),
    )


@page("topic", "year", "column", "before")
def topic(site: Site, context: Context) -> Metadata:
    """Describe a topic."""
    topic = context["topic"]
    section = Section(
        topic.name,
        topic.description or f"“{topic.name}”主题的全部文章，新的在前。",
        (topic.name,),
        topic.column_type,
    )
    made = _list(site, section, [(topic.name, topic.get_absolute_url())], context["articles"])
    return replace(made, links=feeds(site, f"{topic.name} - {site.name}", "feed_topic", topic.slug))


@page("column", "year", "before")
def column(site: Site, context: Context) -> Metadata:
    """Describe a column. Its type is not known: a paper's columns hold news and advice alike."""
    column = context["column"]
    description = column.description or f"“{column.name}”栏目的全部文章，新的在前。"
    section = Section(column.name, description, (column.name,))
    made = _list(site, section, [(column.name, column.get_absolute_url())], context["articles"])
    return replace(made, links=feeds(site, f"{column.name} - {site.name}", "feed_column", column.slug))


@page("issues", "year", "month")
def issues(site: Site, context: Context) -> Metadata:
    """Describe the issues: those of the newest year, or of the year or the month that was asked for."""
    month = context["month"].number if "month" in context else None
    name = f"{context['year']}年{month}月报纸" if month else f"{context['year']}年报纸"
    if "year" not in context["request"].GET:
        name = "报纸"
    section = Section(name, f"{name}各期，按出版日期看报，一期一页。", ("报纸", "数字报"), NEWS)
    return _list(site, section, [("报纸", route("articles:issues"))], context["issues"])


@page("issue")
def issue(site: Site, context: Context) -> Metadata:
    """Describe a day's paper."""
    day, path = _day(context)
    section = Section(f"{day}报纸", f"{day}出版的报纸，按版面读全部文章和图片。", ("报纸", day), NEWS)
    things = [thing for page in context["pages"] for thing in page.articles]
    return _list(site, section, [("报纸", route("articles:issues")), (day, path)], things)


@page("page")
def printed_page(site: Site, context: Context) -> Metadata:
    """Describe one page of a day's paper."""
    day, path = _day(context)
    number = context["page"].number
    name = f"{day} 第{number}版"
    section = Section(name, f"{day}报纸第{number}版的文章和图片。", ("报纸", day, f"第{number}版"), NEWS)
    way = [
        ("报纸", route("articles:issues")),
        (day, path),
        (f"第{number}版", route("articles:page", context["date"], number)),
    ]
    return _list(site, section, way, context["page"].articles)


@page("photos", "before")
def photos(site: Site, context: Context) -> Metadata:
    """Describe the photo wall."""
    section = Section("图片", "报上刊登的新闻图片，新的在前。", ("图片", "新闻图片", "摄影"), NEWS)
    return _list(site, section, [("图片", route("articles:photos"))], context["photos"])


@page("people", "from", "after")
def people(site: Site, context: Context) -> Metadata:
    """Describe the list of those who sign."""
    description = "在报上署过名的通讯员、记者和摄影作者，按姓名拼音排列。"
    section = Section("通讯员", description, ("通讯员", "记者", "摄影"))
    return _list(site, section, [("通讯员", route("articles:people"))], context["people"])


@page("person", "before")
def person(site: Site, context: Context) -> Metadata:
    """Describe a correspondent."""
    person: Correspondent = context["person"]
    description = f"{person}在报上发表的文章和图片。"
    way = [("通讯员", route("articles:people")), (person.name, person.get_absolute_url())]
    node = {
        "@type": "ProfilePage",
        "name": str(person),
        "url": site.absolute(person.get_absolute_url()),
        "mainEntity": person_node(site, person),
        "hasPart": linked_data.item_list(site, context["articles"]),
        "isPartOf": _website(site),
    }
    return Metadata(
        site,
        titles=(str(person), "通讯员"),
        description=description,
        url=site.absolute(person.get_absolute_url()),
        section=Section(person.name, description, (person.name,)),
        is_profile=True,
        links=feeds(site, f"{person} - {site.name}", "feed_person", person.pk),
        data=(node, linked_data.crumbs(site, way)),
    )


@page("person_photos", "before")
def person_photos(site: Site, context: Context) -> Metadata:
    """Describe the photos of one correspondent."""
    person: Correspondent = context["person"]
    name = f"{person}的图片"
    way = [
        ("通讯员", route("articles:people")),
        (person.name, person.get_absolute_url()),
        ("图片", route("articles:person_photos", person.pk)),
    ]
    section = Section(name, f"{person}在报上发表的图片，新的在前。", (person.name, "图片", "摄影"))
    made = _list(site, section, way, context["photos"])
    return replace(made, links=feeds(site, f"{person} - {site.name}", "feed_person", person.pk))


def _list(site: Site, section: Section, way: Way, things: Iterable[Any]) -> Metadata:
    path = way[-1][1]
    node = {
        "@type": "CollectionPage",
        "name": section.name,
        "description": section.description,
        "url": site.absolute(path),
        "isPartOf": _website(site),
        "publisher": linked_data.publisher(site),
        "mainEntity": linked_data.item_list(site, things),
    }
    return Metadata(
        site,
        titles=(section.name, *(name for name, _ in reversed(way[:1]) if name not in section.name)),
        description=section.description,
        url=site.absolute(path),
        section=section,
        data=(node, linked_data.crumbs(site, way)),
    )


def _website(site: Site) -> Node:
    return {"@type": "WebSite", "@id": f"{site.base}/#website", "name": site.name, "url": f"{site.base}/"}


def _day(context: Context) -> tuple[str, str]:
    """The day of a paper in words, and where it is."""
    return date_format(context["date"], "Y年n月j日"), route("articles:issue", context["date"])
