"""Whether every gold text is in its dump: `python -m tests.pagedump.unseen.selfcheck [seeds a style]`."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterator

from . import STYLES, Sample


def fold(text: str) -> str:
    """One form for full and half width, without white space."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def wanted(sample: Sample) -> Iterator[tuple[str, str]]:
    """What must be found, each with the place it has in the gold."""
    for article in sample.gold["articles"]:
        label = article["heads"][0][:12]
        for field in ("heads", "body"):
            yield from ((f"{label} {field}", text) for text in article[field])
        yield from ((f"{label} byline", byline["name"]) for byline in article["bylines"])
        if article["column"]:
            yield f"{label} column", article["column"]
        if not article["body"] or not article["heads"]:
            yield f"{label} is empty", "\0"
        if not set(article["headline_any_of"]) <= set(article["heads"]):
            yield f"{label} headline", "\0"
    for photo in sample.gold["photos"]:
        yield from (("caption", text) for text in photo["caption"])
        yield from (("credit", credit["name"]) for credit in photo["credits"])


def present(dump: str, text: str) -> bool:
    """Whether a text is there, whole or in two parts with something printed between."""
    whole = fold(text)
    if whole in dump:
        return True
    low = max((n for n in range(len(whole)) if whole[:n] in dump), default=0)
    for cut in (low, low - 1, low - 2):  # what stands between may begin like the rest
        if cut >= 10 and len(whole) - cut >= 10 and dump.find(whole[cut:], dump.find(whole[:cut])) > 0:
            return True
    return False


def leftovers(sample: Sample) -> list[str]:
    """Lines of the dump that the gold does not hold: furniture, bylines and marks, to be looked through."""
    held = "".join(fold(text) for _, text in wanted(sample))
    lines = [line for line in sample.text.splitlines() if line.strip()]
    return [line for line in lines if fold(line).strip("#*【】〔〕") not in held]


def main(seeds: int) -> int:
    """Check so many dumps of each style and say what is missing."""
    wrong = 0
    for style, draw in STYLES.items():
        for seed in range(seeds):
            sample = draw(seed)
            if sample != draw(seed):
                wrong += 1
                sys.stdout.write(f"{style} {seed}: not the same twice\n")
            dump = fold(sample.text)
            for label, text in wanted(sample):
                if not present(dump, text):
                    wrong += 1
                    sys.stdout.write(f"{style} {seed}: {label}: {text[:40]!r}\n")
    sys.stdout.write(f"{wrong} wrong in {seeds * len(STYLES)} dumps\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main(int(sys.argv[1]) if sys.argv[1:] else 10))
