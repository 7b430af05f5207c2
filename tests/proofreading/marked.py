"""Findings as a reader would mark them in the text: 日前⟦,⟧全区."""

from __future__ import annotations

import datetime

from articles.proofreading import Rules, check


def found(text: str, code: str, *, rules: Rules | None = None, on: datetime.date | None = None) -> str:
    """The text with every finding of one code between ⟦ and ⟧."""
    findings = [f for f in check(text, rules=rules or Rules(), on=on) if f.code == code]
    for finding in sorted(findings, key=lambda f: f.start, reverse=True):
        start, end = finding.start, finding.end
        text = f"{text[:start]}⟦{text[start:end]}⟧{text[end:]}"
    return text


def bare(marked: str) -> str:
    """The text without the marks."""
    return marked.replace("⟦", "").replace("⟧", "")


def suggested(text: str, code: str) -> list[str]:
    """What is proposed for each finding of one code."""
    return [finding.suggestion for finding in check(text) if finding.code == code]
