"""The proofreading panel in pages of the desk."""

from typing import Any

from django import template

from articles.admin.proof_panel import Panel, of_page

register = template.Library()


@register.simple_tag(takes_context=True)
def proof_panel(context: Any) -> Panel:
    """Return the panel of the admin page whose context this is."""
    return of_page(context.flatten())
