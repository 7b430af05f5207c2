"""House styles: known articles rendered as dumps, with the noise that real dumps have."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field

from .invented import Article, add_crossheads, add_titles, article, paragraph, person, sentence

INDENT = "　　"


@dataclass
class Dump:
    """A rendered dump and the truth about it."""

    text: str
    articles: list[Article]
    photos: list[tuple[str, list[tuple[str, str]], int | None]] = field(default_factory=list)


Blocks = list[str]
Render = Callable[[random.Random, Article], Blocks]


def own_line(rng: random.Random, made: Article) -> str:
    """A byline on its own line, in one of the forms in use."""
    first, second = person(rng), person(rng)
    forms: list[tuple[str, list[tuple[str, str]]]] = [
        (f"■ 通讯员 {first}", [(first, "通讯员")]),
        (f"■本报记者 {first}", [(first, "记者")]),
        (f"◎本报记者 {first} 通讯员 {second}", [(first, "记者"), (second, "通讯员")]),
        (f"□ 通讯员　{first}　云港晚报记者　{second}", [(first, "通讯员"), (second, "记者")]),
        (f"本报记者 {first} {second}", [(first, "记者"), (second, "记者")]),
        (f"本报记者 {first} 石桥报道", [(first, "记者")]),
        (f"□本报记者{first}本报通讯员{second}", [(first, "记者"), (second, "通讯员")]),
        (f"■文并摄/本报记者 {first}", [(first, "记者")]),
        (f"特约记者 {first} 实习生 {second}", [(first, "特约记者"), (second, "实习生")]),
        (f"通讯员 {first[0]} {first[1:]}" if len(first) == 2 else f"通讯员 {first}", [(first, "通讯员")]),
    ]
    text, made.bylines = rng.choice(forms)
    return text


def lede(rng: random.Random, made: Article) -> str:
    """The first paragraph with a 消息头 before it."""
    first, second = person(rng), person(rng)
    forms: list[tuple[str, str, list[tuple[str, str]]]] = [
        ("本报讯", f"（记者{first} 通讯员{second}）", [(first, "记者"), (second, "通讯员")]),
        ("本报讯", f"（通讯员 {first}）", [(first, "通讯员")]),
        ("云港日报讯", f" （记者 {first}）", [(first, "记者")]),
        ("新华社北京1月25日电", f"（记者{first}、{second}）", [(first, "记者"), (second, "记者")]),
        ("本报石桥1月18日电", f"  （记者{first}）", [(first, "记者")]),
        ("", f"【本报特约记者 {first}】", [(first, "特约记者")]),
    ]
    made.dateline, credit, made.bylines = rng.choice(forms)
    return made.dateline + credit + made.body[0]


def tail(rng: random.Random, made: Article) -> str:
    """The last paragraph with a byline after it."""
    first, second = person(rng), person(rng)
    forms: list[tuple[str, list[tuple[str, str]]]] = [
        (f"（通讯员 {first} 记者{second}）", [(first, "通讯员"), (second, "记者")]),
        (f"（作者：{first}）", [(first, "作者")]),
        (f"（{first} {second}）", [(first, ""), (second, "")]),
        (f"（本报记者 {first}）", [(first, "记者")]),
    ]
    text, made.bylines = rng.choice(forms)
    return made.body[-1] + text


def signed(
    rng: random.Random, made: Article, ways: str = "own own own lede tail none"
) -> tuple[Blocks, Blocks]:
    """Byline lines and body paragraphs of an article."""
    way = rng.choice(ways.split())
    body = list(made.body)
    if way == "own":
        return [own_line(rng, made)], body
    if way == "lede":
        body[0] = lede(rng, made)
    elif way == "tail":
        body[-1] = tail(rng, made)
    return [], body


def markdown(rng: random.Random, made: Article, ways: str = "own own own lede tail none") -> Blocks:
    """Every heading at one level, crossheads deeper."""
    lines, body = signed(rng, made, ways)
    heads = [f"## {part}" for part in (made.column, made.kicker, made.headline, made.subhead) if part]
    body = [f"### {text}" if i in made.crossheads else text for i, text in enumerate(body)]
    return [*heads, *lines, *body]


def flat_markdown(rng: random.Random, made: Article) -> Blocks:
    """Every heading at one level, crossheads too."""
    lines, body = signed(rng, made, "own own lede tail")
    heads = [f"## {part}" for part in (made.column, made.kicker, made.headline, made.subhead) if part]
    body = [f"## {text}" if i in made.crossheads else text for i, text in enumerate(body)]
    return [*heads, *lines, *body]


def bold(rng: random.Random, made: Article) -> Blocks:
    """Bold headings, plain crossheads."""
    lines, body = signed(rng, made)
    return [*(f"**{part}**" for part in (made.kicker, made.headline, made.subhead) if part), *lines, *body]


def plain(rng: random.Random, made: Article) -> Blocks:
    """Short headline lines between blank lines."""
    lines, body = signed(rng, made)
    return [*(part for part in (made.kicker, made.headline, made.subhead) if part), *lines, *body]


def indented(rng: random.Random, made: Article) -> Blocks:
    """Indented paragraphs without blanks, hard-wrapped."""
    lines, body = signed(rng, made, "own lede tail")
    width = rng.randint(22, 38)
    wrapped: Blocks = []
    for text in body:
        whole = INDENT + text
        wrapped += [whole[i : i + width] for i in range(0, len(whole), width)]
    heads = [part for part in (made.kicker, made.headline, made.subhead) if part]
    return ["\n\n".join(heads) + "\n" * bool(lines), "\n".join([*lines, *wrapped])]


def title_lines(rng: random.Random, made: Article) -> Blocks:
    """Three title lines, blank when absent, then an indented body."""
    _, body = signed(rng, made, "lede tail none")
    return ["\n".join([made.kicker, made.headline, made.subhead, *(INDENT + text for text in body)])]


STYLES: dict[str, Render] = {
    "markdown": markdown,
    "flat_markdown": flat_markdown,
    "bold": bold,
    "plain": plain,
    "indented": indented,
    "title_lines": title_lines,
}


def make_dump(seed: int, style: str, breaks: float = 0.25) -> Dump:
    """A page of a few articles in one style, with pictures, furniture and column breaks."""
    rng = random.Random(f"{seed}/{style}")
    dump = Dump("", [])
    blocks: Blocks = _furniture(rng) if style != "title_lines" else []
    spaced = style not in ("indented", "title_lines")
    used: set[str] = set()
    for _ in range(rng.randint(1, 6)):
        made = article(rng)
        if made.headline in used:
            continue
        used.add(made.headline)
        add_titles(rng, made, standing="markdown" in style)
        if style != "title_lines":
            add_crossheads(rng, made)
        index = len(dump.articles)
        dump.articles.append(made)
        rendered = STYLES[style](rng, made)
        if spaced:
            rendered = _broken(rng, rendered, breaks)
            rendered = _with_photo(rng, rendered, dump, index)
        blocks += rendered
        if spaced and rng.random() < 0.3:
            blocks += _photo(rng, dump, None)
    dump.text = "\n\n".join(blocks)
    return dump


def _furniture(rng: random.Random) -> Blocks:
    lines = ("2025年4月11日 星期五", "03版：要闻", "责任编辑：王明 美术编辑：李宁", "第3版", "<!-- image -->")
    return rng.sample(lines, rng.randint(0, 3))


def _broken(rng: random.Random, blocks: Blocks, chance: float) -> Blocks:
    made: Blocks = []
    for block in blocks:
        if len(block) > 70 and rng.random() < chance:
            at = rng.randint(30, len(block) - 25)
            if (
                block[at - 1] not in "。！？；：”…“"
                and block[at] not in "。！？；：”，“、"
                and not block[at].isdigit()
            ):
                made += [block[:at], block[at:]]
                continue
        made.append(block)
    return made


def _photo(rng: random.Random, dump: Dump, story: int | None) -> Blocks:
    name = person(rng)
    caption = rng.choice((paragraph(rng), "图为" + sentence(rng).lstrip("“"), sentence(rng)))
    credit, people = rng.choice(
        [
            (f"{name} 摄", [(name, "摄")]),
            (f"（{name} 摄）", [(name, "摄")]),
            (f"本报记者 {name}摄", [(name, "摄")]),
            (f"图/{name}", [(name, "图")]),
            (f"{name} 供图", [(name, "供图")]),
            ("资料图片", [("", "资料图片")]),
        ]
    )
    dump.photos.append((caption, people, story))
    way = rng.randint(0, 3)
    lead = rng.choice(("", "\n\n", "<!-- image -->\n\n"))
    if way == 0:
        return [f"{lead}{caption}\n{credit}"]
    return [f"{lead}{caption} {credit}"] if way == 1 else [f"{lead}{caption}", credit]


def _with_photo(rng: random.Random, blocks: Blocks, dump: Dump, index: int) -> Blocks:
    """A picture between two whole paragraphs of an article."""
    whole = [i for i in range(3, len(blocks)) if blocks[i - 1][-1] in "。" and blocks[i][-1] in "。）"]
    if not whole or rng.random() > 0.15:
        return blocks
    at = rng.choice(whole)
    return [*blocks[:at], *_photo(rng, dump, index), *blocks[at:]]
