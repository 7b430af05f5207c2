"""Invented articles to look for things in, and what naive search finds in them."""

import datetime
import random
from typing import Any

from articles.models import Article, Release, Status
from articles.search import Query, find
from articles.search.grams import fold

WORDS = (
    "养老服务", "营商环境", "社区食堂", "老年大学", "智慧城市", "发展", "书記處", "书记处", "万彤", "裴文澜",
    "5G网络", "PM2.5", "2025年", "２０２４年", "3.5%", "１２３４５热线", "AI", "Ａｉ助手", "㎡",
    "《条例》", "“一网通办”", "A&B公司", "Café", "老", "服务", "养", "里程", "裡程", "后面", "後面", "Ⅷ级",
    "①", "カラオケ", "ＷＴＯ", "c++", "𠮷野家",
)  # fmt: skip
MARKS = ("，", "。", "、", "；", " ", "", "", "", "（", "）", "——", "\n")
DAYS = [
    datetime.date(2025, 3, 7) - datetime.timedelta(days) for days in (0, 0, 1, 20, 40, 90, 300, 500, 2000)
]


def phrase(rng: random.Random, words: int) -> str:
    """Return so many words with marks between them."""
    return "".join(rng.choice(WORDS) + rng.choice(MARKS) for _ in range(words)).strip()


def body(rng: random.Random) -> str:
    """Return a body as editors leave it: paragraphs, some words emphasised, marks of HTML escaped."""
    lines = [phrase(rng, rng.randint(2, 12)) for _ in range(rng.randint(1, 4))]
    escaped = (line.replace("&", "&amp;").replace("<", "&lt;") for line in lines if line)
    marked = (_emphasised(rng, line) for line in escaped)
    return "\n".join(f"<p>{line}</p>" if rng.random() < 0.9 else f"<h3>{line}</h3>" for line in marked)


def _emphasised(rng: random.Random, line: str) -> str:
    if "&" in line or len(line) < 3 or rng.random() < 0.6:
        return line
    at = rng.randrange(1, len(line) - 1)
    return f"{line[:at]}<strong>{line[at:-1]}</strong>{line[-1]}"


def values(rng: random.Random) -> dict[str, Any]:
    """Return the fields of an article, as text goes."""
    return {
        "kicker": phrase(rng, 2) if rng.random() < 0.3 else "",
        "headline": phrase(rng, 3).replace("\n", " ") or "无题",
        "subhead": phrase(rng, 2) if rng.random() < 0.2 else "",
        "dateline": "本报讯" if rng.random() < 0.2 else "",
        "body": body(rng),
    }


def standing(rng: random.Random, release: Release, *, public: bool = False) -> dict[str, Any]:
    """Return the fields of a status: public on some day, or perhaps a draft."""
    if not public and rng.random() < 0.3:
        return {"status": Status.DRAFT, "listed_on": None}
    day = rng.choice(DAYS)
    at = datetime.datetime.combine(day, datetime.time(4), datetime.UTC)
    return {"status": Status.PUBLISHED, "listed_on": day, "published_at": at, "release": release}


def articles_found(typed: str, **asked: Any) -> list[Article]:
    """Return the articles of the first page of what is found."""
    keys = [hit.key for hit in find(typed, **asked).hits]
    rows = Article.objects.in_bulk(keys)
    return [rows[key] for key in keys]


def words_of(article: Article) -> str:
    """Return what of an article is searched, as it is read."""
    parts = (article.kicker, article.headline, article.subhead, article.dateline, article.text)
    return fold("\n".join(parts))


def naive(query: Query, *, public: bool = True) -> list[int]:
    """Return the keys of what fits, the newest first, by looking through every text."""
    rows = [row for row in Article.objects.all() if row.listed_on or not public]
    rows.sort(key=lambda row: (row.listed_on or datetime.date.max, row.pk), reverse=True)
    return [row.pk for row in rows if _fits(query, words_of(row))]


def _fits(query: Query, text: str) -> bool:
    wanted = all(any(form in text for form in forms) for forms in query.wanted)
    return bool(query.wanted) and wanted and not any(f in text for forms in query.unwanted for f in forms)


def words_in_head(query: Query, key: int) -> bool:
    """Whether an article has all that is wanted in its headline parts."""
    row = Article.objects.get(pk=key)
    head = fold("\n".join((row.kicker, row.headline, row.subhead)))
    return all(any(form in head for form in forms) for forms in query.wanted)


def cut(rng: random.Random, rows: list[Article]) -> str:
    """Return something to look for: pieces of 1 to 12 characters out of texts, as somebody types them."""
    pieces = []
    for _ in range(rng.choice((1, 1, 1, 2, 3))):
        text = (lambda row: f"{row.headline}\n{row.text}")(rng.choice(rows))
        start = rng.randrange(len(text))
        piece = text[start : start + rng.randint(1, 12)]
        form = rng.choice(("{}", "{}", "“{}”", '"{}'))
        pieces.append(form.format(piece))
    if rng.random() < 0.2:
        pieces.append("-" + rng.choice(WORDS))
    return " ".join(pieces)
