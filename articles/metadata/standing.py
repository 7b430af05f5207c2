"""Pages that stand by themselves: what the site is, where everything is, how to follow it."""

from articles.metadata import linked_data
from articles.metadata.document import Metadata
from articles.metadata.registry import Context, page
from articles.metadata.site import Site
from articles.routes import route


def _standing(site: Site, name: str, title: str, description: str) -> Metadata:
    path = route(f"articles:{name}")
    node = {"@type": "WebPage", "name": title, "description": description, "url": site.absolute(path)}
    crumbs = linked_data.crumbs(site, [(title, path)])
    return Metadata(site, (title,), description, site.absolute(path), data=(node, crumbs))


@page("feeds")
def feeds(site: Site, context: Context) -> Metadata:
    """Describe the page of feeds."""
    return _standing(site, "feeds", "订阅", f"用阅读器订阅{site.name}：全部文章，或一个主题、一个栏目。")


@page("about")
def about(site: Site, context: Context) -> Metadata:
    """Describe who publishes the site and how."""
    return _standing(site, "about", "关于本站", f"{site.name}由谁办、文章从哪里来、怎样审核、日期怎么看。")


@page("accessibility")
def accessibility(site: Site, context: Context) -> Metadata:
    """Describe the accessibility statement."""
    return _standing(
        site, "accessibility", "无障碍声明", f"{site.name}的长者模式、朗读、繁體和键盘操作，以及还做不到的。"
    )


@page("site_map")
def site_map(site: Site, context: Context) -> Metadata:
    """Describe the map of the site."""
    return _standing(site, "site_map", "网站地图", f"{site.name}的全部主题、栏目和各年报纸。")
