"""No page of the desk is wider than its window, cuts a field off, says a word in English or complains."""

import json
import re

import pytest

from tests.e2e.test_flow import sign_in
from tests.e2e.test_the_whole_way import CUT_OFF

pytestmark = [pytest.mark.browser, pytest.mark.looks]

# What reaches beyond the right edge of the window and makes the page scroll sideways.
WIDER = """() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    return [...document.querySelectorAll("body *")].filter((one) => one.getBoundingClientRect().right > width)
        .map((one) => `${one.tagName} ${one.id || one.className}`).slice(0, 5);
}"""
# Buttons and links of the page's own that a finger would miss (WCAG 2.5.8: 24 by 24).
SMALL = """() => [...document.querySelectorAll("#content button, #content [type=submit], .object-tools a")]
    .filter((one) => one.offsetWidth && (one.offsetHeight < 24 || one.offsetWidth < 24))
    .map((one) => `${one.name || one.textContent.trim()} ${one.offsetHeight}`)"""
# Words in Latin letters that are Chinese usage, or part of the samples.
USED = {"chief", "csv", "xlsx", "json", "ctrl", "zip", "and", "of", "wt"}
SPOKEN = """() => {
    const told = [...document.querySelectorAll("[aria-label], [title], [placeholder]")]
        .flatMap((one) => [one.ariaLabel, one.title, one.placeholder]);
    return [document.body.innerText, ...told].filter(Boolean).join("\\n").toLowerCase();
}"""
# Pages on which words of the samples stand: names of files, digests, pinyin, addresses of topics.
WITH_LATIN = (
    "people", "topics", "topic", "photo", "history", "history-present", "sheet", "dump", "batch",
    "article-source", "import", "tags",
)  # fmt: skip


@pytest.mark.parametrize("width", [360, 1280])
def test_every_page_fits_its_window(filled, open_page, width):
    site, addresses = filled
    page = open_page(width=width)
    sign_in(page, site, "chief")
    faults = {}
    for name, address in addresses.items():
        page.goto(site + address)
        found = [*page.evaluate(WIDER), *page.evaluate(CUT_OFF), *page.evaluate(SMALL)]
        if name not in WITH_LATIN:
            found += sorted(set(re.findall("[a-z]{2,}", page.evaluate(SPOKEN))) - USED)
        if found:
            faults[name] = found
    assert not faults, json.dumps(faults, ensure_ascii=False, indent=1)
