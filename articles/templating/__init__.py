"""What the templates of the citizens' site (`templates/site`, in Jinja) can say beside plain Jinja.

The desk's own pages are Django's templates, as Django's admin is.
"""

from typing import Any
from urllib.parse import quote

from django.template.defaultfilters import linebreaks_filter, linebreaksbr
from jinja2 import Environment

from articles.routes import route, static_file
from articles.templating import bodies, dates, groups, heads, pictures
from articles.templating.drawing import drawn
from articles.templating.marks import marked


def environment(**options: Any) -> Environment:
    """Return the environment of Jinja that Django's settings name."""
    made = Environment(trim_blocks=True, lstrip_blocks=True, **options)  # noqa: S701 (Django turns escaping on)  # nosec B701
    made.globals |= {
        "url": route,
        "static": static_file,
        "head": heads.head,
        "unlisted_head": heads.unlisted_head,
        "address_of": heads.address_of,
        "citation_of": heads.citation_of,
        "body_of": bodies.body_of,
        "picture_of": pictures.picture_of,
        "drawn": drawn,
    }
    made.filters |= {
        "as_time": dates.as_time,
        "as_moment": dates.as_moment,
        "iso": dates.iso,
        "weekday": dates.weekday,
        "by_file": pictures.by_file,
        "shortened": pictures.shortened,
        "marked": marked,
        "grouped": groups.grouped,
        "by_initial": groups.by_initial,
        "linebreaks": linebreaks_filter,
        "linebreaksbr": linebreaksbr,
        "quoted": lambda text: quote(text, safe=""),
    }
    return made
