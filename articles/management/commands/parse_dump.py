"""`manage.py parse_dump FILE…`: parse only, and tell what was found. Needs no database."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles import pagedump
from articles.importing.files import find
from articles.importing.reading import text_hash
from articles.importing.topics import texts_of
from articles.pagedump import Credit, DumpError, Notice, Page, Photo, Story
from articles.topics import SHIPPED, suggest

RULES = [topic.rules for topic in SHIPPED]


class Command(BaseCommand):
    help = "解析版面文本并显示结果，不写入任何内容。"
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--json", action="store_true", help="每个文件输出一行 JSON")
        parser.add_argument("--encoding", help="文件的编码，如 gb18030、big5；不给则自动判断")

    def handle(self, *args: Any, **options: Any) -> None:
        refused = 0
        for path in options["files"]:
            try:
                found = parse_file(path, options["encoding"])
            except DumpError as error:
                refused += 1
                self.stderr.write(f"{path}：{error}")
                continue
            self.stdout.write(json.dumps(found, ensure_ascii=False) if options["json"] else _as_text(found))
        if refused:
            raise CommandError(f"{refused} 个文件未能解析，原因见上。")


def parse_file(path: Path, encoding: str | None = None) -> dict[str, Any]:
    """Return what a dump holds, as `--json` prints it. Raises DumpError where it cannot be read."""
    data = next(find([path])).read()
    decoded = pagedump.decode(data, encoding)
    source = {"name": path.name, "sha256": text_hash(decoded.text), "encoding": decoded.encoding}
    return {"source": source, **_page(pagedump.parse(decoded.text))}


def _page(page: Page) -> dict[str, Any]:
    return {
        "articles": [_story(story) for story in page.stories],
        "photos": [_photo(photo) for photo in page.photos],
        "unplaced": [{"line": left.line, "text": left.text} for left in page.unplaced],
        "notices": [_notice(notice) for notice in page.notices],
    }


def _story(story: Story) -> dict[str, Any]:
    return {
        "kicker": story.kicker,
        "headline": story.headline,
        "subhead": story.subhead,
        "column": story.column,
        "dateline": story.dateline,
        "bylines": [_credit(credit) for credit in story.bylines],
        "body": [paragraph.text for paragraph in story.body],
        "topics": [found.topic for found in suggest(*texts_of(story), RULES)],
        "lines": [story.first_line, story.last_line],
        "notices": [_notice(notice) for notice in story.notices],
    }


def _photo(photo: Photo) -> dict[str, Any]:
    return {
        "caption": list(photo.caption),
        "credits": [_credit(credit) for credit in photo.credits],
        "article": photo.story,
    }


def _credit(credit: Credit) -> dict[str, str]:
    return {"name": credit.name, "role": credit.role}


def _notice(notice: Notice) -> dict[str, Any]:
    return {"code": notice.code, "line": notice.line, "message": notice.message}


def _as_text(found: dict[str, Any]) -> str:
    lines = [f"{found['source']['name']}（{found['source']['encoding']}）"]
    for number, story in enumerate(found["articles"], start=1):
        names = "、".join(f"{credit['role']} {credit['name']}".strip() for credit in story["bylines"])
        lines.append(f"{number}. {story['headline']}（{names or '无署名'}；第 {story['lines'][0]} 行起）")
        lines += [
            f"   [{notice['code']}] 第 {notice['line']} 行：{notice['message']}"
            for notice in story["notices"]
        ]
    lines.append(
        f"{len(found['articles'])} 篇稿件，{len(found['photos'])} 张图片，{len(found['unplaced'])} 处未归位"
    )
    return "\n".join(lines)
