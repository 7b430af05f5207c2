"""A second set of invented dumps with known truth: `STYLES[name](seed)`."""

from collections.abc import Callable

from tests.pagedump.practice.sample import Sample
from tests.pagedump.rehearsal import culture, pages, service, titled

STYLES: dict[str, Callable[[int], Sample]] = {
    style.__name__.replace("_", "-"): style
    for style in (
        titled.three_lines,
        titled.ruled_lines,
        titled.fed_lines,
        titled.run_on_lines,
        culture.supplement_headings,
        culture.supplement_plain,
        culture.supplement_bold_tails,
        culture.poetry_page,
        culture.opinion_headings,
        culture.opinion_plain,
        service.questions,
        service.notice_board,
        service.picture_page,
        service.ringed_pictures,
        service.briefs_headed,
        service.briefs_signed,
        pages.feature_boxes,
        pages.feature_plain,
        pages.broken_by_pictures,
        pages.broken_by_furniture,
        pages.web_copy,
        pages.headlines_first,
        pages.headline_astray,
        pages.several_pages,
        pages.wrapped_columns,
        pages.worn_scan,
    )
}

__all__ = ["STYLES", "Sample"]
