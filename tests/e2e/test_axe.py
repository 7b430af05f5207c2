"""Every public page, in every display and at both widths, is open to everybody (WCAG 2.2 AA)."""

import json

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.e2e.looks import LOW_CONTRAST, SMALL_TARGETS, WIDTHS

pytestmark = [pytest.mark.browser, pytest.mark.looks]

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
# What a display is, and the least contrast and target (CSS pixels) that it has (norms: 适老化).
DISPLAYS = {
    "ordinary": ("light", None, 4.5, 44),
    "dark": ("dark", None, 4.5, 44),
    "elder": ("light", "elder", 7, 60),
    "elder-dark": ("dark", "elder", 7, 60),
}


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("display", DISPLAYS)
def test_nothing_is_in_anybodys_way(public, open_page, display, width):
    scheme, mode, contrast, target = DISPLAYS[display]
    page = open_page(width=width, color_scheme=scheme)
    if mode:
        page.context.add_cookies([{"name": "display", "value": mode, "url": public["front"]}])
    faults = {}
    for name, address in public.items():
        page.goto(address)
        found = _violations(page)
        content, screen = page.evaluate(WIDTHS)
        found += [f"{content} pixels wide"] if content > screen else []
        found += page.evaluate(SMALL_TARGETS, target) + page.evaluate(LOW_CONTRAST, contrast)
        if found:
            faults[name] = found
    assert not faults, json.dumps(faults, ensure_ascii=False, indent=1)


def _violations(page) -> list[str]:
    results = Axe().run(page, options=OPTIONS).response["violations"]
    return [f"{one['id']}: {node['html'][:160]}" for one in results for node in one["nodes"]]
