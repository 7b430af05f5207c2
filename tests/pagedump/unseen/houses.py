"""The house styles of single pages."""

from __future__ import annotations

from random import Random

from .dress import Dress
from .house import NUMERALS, House, a_date, editors

PAPERS = ("云澜日报", "临汐晚报", "望川时报", "澄江晨报")
SECTIONS = ("要闻", "综合新闻", "民生", "社会", "镇街", "文化", "城事", "专题")
NEWS_MIX = {"news": 3, "meeting": 2, "brief": 1.5, "feature": 0.6, "people": 0.6}
PLAIN_MIX = {"news": 3, "meeting": 2, "brief": 2}
ONE_LEVEL = dict.fromkeys(("column", "kicker", "head", "sub", "cross"), "## {}")
CAPTION_CREDIT = frozenset({("caption", "credit")})
HEAD_OWN = frozenset({("head", "own"), ("sub", "own")})


def folio_numbered(rng: Random, number: int) -> list[str]:
    """`03版：要闻` and the date on lines of their own."""
    return [f"{number:02d}版：{rng.choice(SECTIONS)}", a_date(rng)]


def folio_literary(rng: Random, number: int) -> list[str]:
    """The same for the literary page."""
    return [f"{number:02d}版：{rng.choice(['副刊', '文学', '澄江潮'])}", a_date(rng)]


def folio_line(rng: Random, number: int) -> list[str]:
    """Paper, date and page on one line."""
    return [f"{rng.choice(PAPERS)}　{a_date(rng)}　第{number}版　{rng.choice(SECTIONS)}"]


def folio_scan(rng: Random, number: int) -> list[str]:
    """What a scanner reads at the head of a page."""
    return [f"第{NUMERALS[number]}版", rng.choice(PAPERS), a_date(rng)]


def folio_web(rng: Random, number: int) -> list[str]:
    """The head of an e-paper page."""
    return [
        f"第A{number:02d}版：{rng.choice(SECTIONS)}",
        "上一版　下一版",
        f"{rng.choice(PAPERS)}数字报　{a_date(rng)}",
    ]


def foot_editors(rng: Random, number: int) -> list[str]:
    """Editors."""
    return [editors(rng)]


def foot_contact(rng: Random, number: int) -> list[str]:
    """Editors, a mail address and a telephone."""
    return [
        editors(rng),
        f"新闻热线：8800{rng.randint(1000, 9999)}　E-mail：yl{rng.randint(10, 99)}@example.com",
    ]


def foot_web(rng: Random, number: int) -> list[str]:
    """The foot of an e-paper page."""
    return ["上一篇　下一篇"]


def foot_number(rng: Random, number: int) -> list[str]:
    """A page number alone."""
    return [rng.choice([str(number), f"- {number} -", f"· {number} ·"])]


SINGLES: dict[str, House] = {
    # A PDF turned into Markdown with every title on one level and pictures as comments.
    "markdown-one-level": House(
        genres=NEWS_MIX,
        signatures={"news": ["own:black-tx", "own:black-tx", "own:black-two"]},
        dress=[Dress(ONE_LEVEL), Dress(ONE_LEVEL, half=1.0)],
        columns=["{}"],
        kickers=0.5,
        subheads=0.5,
        crossheads=False,
        unsigned=0.12,
        cuts=0.12,
        latin=0.12,
        unfinished=0.08,
        displaced=0.6,
        pictures=(0, 2),
        image=["<!-- image -->"],
        credits=["photo:she", "photo:she-two"],
    ),
    # A converter that ranks titles: headlines on the first level, crossheads deeper, picture links.
    "markdown-ranked": House(
        genres={"feature": 2, "people": 1.5, "news": 2, "service": 0.7},
        signatures={
            "news": ["own:bare", "own:bare-two", "own:bare-three", "lede:bbx-two", "lede:bbx-one"],
            "service": ["own:bare", "lede:bbx-one"],
        },
        dress=[
            Dress(
                {"kicker": "## {}", "head": "# {}", "sub": "## {}", "cross": deep, "box": deep}, newline="\n"
            )
            for deep in ("### {}", "#### {}", "### **{}**")
        ],
        kickers=0.6,
        subheads=0.7,
        cuts=0.08,
        pictures=(1, 2),
        image=["![](_page_0_Picture_{}.jpeg)", "![图片](images/{}.png)"],
        credits=["photo:she-jz", "photo:given", "photo:she-tx"],
        inside=0.7,
        sure_headline=True,
        count=(3, 4),
    ),
    # Headlines on the second level, crossheads on the very same.
    "markdown-same-crossheads": House(
        genres={"feature": 3, "service": 1, "news": 1, "meeting": 1},
        signatures={
            "news": ["own:white-jz", "own:ring-two", "own:diamond"],
            "service": ["own:white-jz"],
        },
        dress=[Dress({"head": "## {}", "cross": "## {}", "box": "## {}", "sub": "{}", "kicker": "{}"})],
        pictures=(0, 1),
        image=["<!-- image -->"],
        credits=["photo:she-jz", "photo:she"],
        count=(3, 4),
    ),
    # Sent by hand from Word: bold titles, indented paragraphs, Windows line ends.
    "word-bold": House(
        genres={"news": 2, "meeting": 2, "feature": 1, "people": 1, "service": 1, "notice": 0.5},
        signatures={
            "news": ["own:bare-comma", "own:special", "own:fusion", "own:trainee", "tail:one", "tail:comma"],
            "service": ["own:student", "tail:one-jz"],
            "notice": [],
        },
        dress=[
            Dress(
                {"head": "**{}**", "kicker": "**{}**", "sub": "**{}**", "cross": "**{}**", "box": "**{}**"},
                "　　",
            ),
            Dress(
                {"head": "**{}**", "cross": "**{}**", "box": "**{}**"}, "　　", newline="\r\n", row_gap="\t"
            ),
        ],
        kickers=0.4,
        subheads=0.4,
        latin=0.05,
        pictures=(0, 1),
        credits=["photo:she-tx-brackets", "photo:given"],
        picture_forms=["inline", "below"],
        count=(2, 4),
    ),
    # Flat text, a title is a line between empty lines; long ones on two.
    "flat-blank": House(
        genres=PLAIN_MIX | {"people": 1},
        signatures={"news": ["own:white-wide", "own:white-jz", "own:white-glued", "own:student-jz"]},
        dress=[
            Dress(head_width=width, close=close)
            for width in (0, 13)
            for close in (CAPTION_CREDIT, CAPTION_CREDIT | HEAD_OWN)
        ],
        columns=["{}"],
        kickers=0.6,
        subheads=0.6,
        crossheads=False,
        unsigned=0.1,
        cuts=0.15,
        latin=0.08,
        unfinished=0.06,
        displaced=0.4,
        pictures=(0, 2),
        credits=["photo:she", "photo:she-glued", "photo:she-jz-glued"],
    ),
    # Flat text wrapped at the width of the column; paragraphs told by their indent alone.
    "flat-wrapped": House(
        genres=PLAIN_MIX | {"feature": 0.6, "people": 1},
        signatures={"news": ["own:ring-two", "own:ring-txs", "lede:bbx-space", "lede:paper-two"]},
        dress=[
            Dress(indent="　　", blank=False, width=width, close=CAPTION_CREDIT) for width in (15, 19, 24)
        ],
        columns=["【{}】"],
        kickers=0.4,
        subheads=0.4,
        cuts=0.08,
        unfinished=0.05,
        pictures=(0, 1),
        credits=["photo:she", "photo:she-jz"],
        inside=0.2,
        top=folio_numbered,
        count=(3, 5),
    ),
    # One line a paragraph, indented, no empty lines inside an article.
    "indented-lines": House(
        genres=NEWS_MIX | {"service": 1},
        signatures={
            "news": ["lede:bbx-two", "lede:bbx-tx-first", "lede:bbx-student", "own:bare-wide", "own:place"],
            "service": ["lede:bbx-one", "own:bare-colon"],
        },
        dress=[
            Dress(indent="　　", blank=False, close=CAPTION_CREDIT),
            Dress({"own": "indent"}, indent="　　", blank=False),
        ],
        kickers=0.5,
        subheads=0.5,
        pictures=(0, 1),
        credits=["photo:she-brackets", "photo:she-tx"],
        picture_forms=["inline", "below"],
        foot=foot_editors,
        count=(3, 6),
    ),
    # A morning paper: every report opens with 本报讯 and its people in brackets.
    "bracketed-ledes": House(
        genres=PLAIN_MIX,
        signatures={
            "news": ["lede:bbx-two", "lede:bbx-apart", "lede:bbx-trainee", "lede:paper", "lede:bbx-report"],
            "brief": ["lede:bbx-one", "lede:bbx-apart", "lede:nameless", "lede:station"],
        },
        dress=[Dress(half=0.0), Dress(half=0.15), Dress({"head": "### {}", "kicker": "{}", "sub": "{}"})],
        kickers=0.4,
        subheads=0.5,
        cuts=0.08,
        latin=0.05,
        displaced=0.3,
        pictures=(0, 2),
        credits=["photo:report", "photo:report-tx", "photo:she-jz"],
        labels=["图片新闻", "图片报道"],
        top=folio_line,
        count=(5, 9),
    ),
    # Agency copy and reports from other towns.
    "wire-desk": House(
        genres={"news": 3, "meeting": 1},
        signatures={
            "news": ["lede:wire", "lede:wire-one", "lede:dateline", "lede:dateline-two", "lede:corner-head"]
        },
        dress=[Dress(), Dress({"head": "# {}", "sub": "## {}", "kicker": "## {}"})],
        subheads=0.4,
        cuts=0.1,
        pictures=(1, 2),
        credits=["photo:xinhua", "photo:xinhua-jz"],
        foot=foot_number,
        count=(4, 6),
    ),
    # An evening paper signs at the end.
    "tail-bylines": House(
        genres=PLAIN_MIX | {"people": 1},
        signatures={
            "news": ["tail:three", "tail:two", "tail:one", "tail:one-bb", "tail:comma"],
            "brief": ["tail:one", "tail:names", "tail:name"],
        },
        dress=[Dress(), Dress({"head": "**{}**"}), Dress(indent="　　", blank=False)],
        columns=["【{}】"],
        kickers=0.3,
        cuts=0.06,
        crossheads=False,
        pictures=(0, 1),
        credits=["photo:she-brackets"],
        picture_forms=["inline"],
        count=(4, 8),
    ),
    # The same, the signature on a line below the last paragraph.
    "tail-apart": House(
        genres=NEWS_MIX | {"service": 1},
        signatures={
            "news": ["tail:three", "tail:comma", "tail:one-bb"],
            "brief": ["tail:one"],
            "service": ["tail:one-jz"],
        },
        dress=[Dress({"head": "## {}", "cross": "### {}", "box": "### {}", "kicker": "### {}"}), Dress()],
        crossheads=False,
        kickers=0.3,
        tail_apart=True,
        count=(3, 6),
    ),
    # The literary page: short titles, writers' names, a picture with 供图.
    "literary": House(
        genres={"essay": 1},
        signatures={"essay": ["own:author-white", "own:author-ring", "own:author-black", "own:author-bare"]},
        dress=[
            Dress({"head": "## {}"}),
            Dress(indent="　　"),
            Dress({"head": "# {}", "own": "*{}*"}),
        ],
        pad=0.7,
        cuts=0.04,
        pictures=(0, 1),
        credits=["photo:camera", "photo:she", "photo:photo"],
        inside=0.0,
        top=folio_literary,
        foot=foot_contact,
        count=(3, 5),
    ),
    # The opinion page: each under its 栏目, authors named.
    "opinion": House(
        genres={"comment": 1},
        signatures={
            "comment": ["own:author", "own:author-white", "own:author-ring", "tail:author", "tail:name"]
        },
        dress=[
            Dress({"head": "## {}", "column": "【{}】"}),
            Dress({"head": "**{}**", "column": "〔{}〕"}),
            Dress({"head": "# {}", "column": "## {}"}),
            Dress({"column": "【{}】"}),
        ],
        columns=["{}"],
        cuts=0.08,
        foot=foot_editors,
        count=(2, 4),
    ),
    # Service to readers: questions and answers, lists, tables, notices; hardly a byline.
    "service-page": House(
        genres={"service": 3, "notice": 1.5},
        signatures={"service": ["", "lede:bbx-one", "own:bare"], "notice": []},
        dress=[
            Dress({"head": "# {}", "cross": "### {}", "box": "### {}"}),
            Dress({"head": "**{}**", "cross": "**{}**", "box": "**{}**"}, row_gap="\t"),
        ],
        count=(2, 4),
        top=folio_line,
    ),
    # A scanned year's volume read by OCR.
    "ocr-scan": House(
        genres=PLAIN_MIX,
        signatures={
            "news": ["own:black-tx", "own:bare-two", "own:bare-wide", "lede:bbx-two", "lede:bbx-space"]
        },
        dress=[
            Dress(half=0.5, spaced=0.02, wide_digits=0.3, close=CAPTION_CREDIT),
            Dress(half=1.0, spaced=0.05),
        ],
        pad=0.9,
        cuts=0.15,
        latin=0.25,
        unfinished=0.08,
        displaced=0.3,
        unsigned=0.08,
        pictures=(0, 1),
        credits=["photo:she", "photo:she-tx"],
        top=folio_scan,
        foot=foot_number,
        count=(4, 6),
    ),
    # A page of pictures with a few reports.
    "picture-page": House(
        genres={"brief": 2, "news": 1},
        signatures={"news": ["own:triangle", "own:dot"], "brief": ["own:triangle", "tail:one"]},
        dress=[Dress({"head": "## {}"}, close=CAPTION_CREDIT), Dress({"head": "### {}"})],
        pictures=(3, 5),
        picture_forms=["below", "below", "inline"],
        credits=[
            "photo:she",
            "photo:she-two",
            "photo:report",
            "photo:report-two",
            "photo:camera",
            "photo:given",
        ],
        image=["<!-- image -->", "![]({}.jpg)"],
        labels=["图片新闻"],
        inside=0.3,
        count=(2, 4),
    ),
    # Copied from a paper's e-paper pages.
    "web-copy": House(
        genres=NEWS_MIX,
        signatures={
            "news": ["own:bare", "own:bare-slash", "own:fusion-bare", "own:brackets", "lede:bbx-apart"]
        },
        dress=[Dress(indent="　　"), Dress(indent="    ")],
        columns=["{}"],
        kickers=0.5,
        subheads=0.5,
        crossheads=False,
        pictures=(0, 1),
        credits=["photo:she-jz", "photo:she-tx"],
        top=folio_web,
        foot=foot_web,
        count=(2, 4),
    ),
    # A weekly: long reads with boxes and numbered sections, text and pictures credited apart.
    "weekly-boxed": House(
        genres={"feature": 3, "people": 1, "service": 1.5},
        signatures={
            "news": ["own:text-photo", "own:diamond-open", "own:star", "own:student"],
            "service": ["own:student", "own:diamond-open"],
        },
        dress=[
            Dress(
                {
                    "column": "【{}】",
                    "head": "# {}",
                    "kicker": "## {}",
                    "sub": "## {}",
                    "cross": "**{}**",
                    "box": "**{}**",
                }
            ),
            Dress({"column": "【{}】", "head": "**{}**", "cross": "**{}**", "box": "**{}**"}, "　　"),
        ],
        columns=["{}"],
        kickers=0.8,
        subheads=0.8,
        cuts=0.06,
        pictures=(1, 3),
        credits=["photo:she", "photo:given", "photo:photo"],
        inside=0.9,
        sure_headline=False,
        foot=foot_contact,
        count=(2, 3),
    ),
    # Corners 【】 and wide brackets: the special correspondents' page of a digest.
    "digest": House(
        genres={"news": 2, "brief": 2, "people": 1, "comment": 0.7},
        signatures={
            "news": ["own:corner", "own:bare-colon", "own:author-text"],
            "brief": ["own:author-text", "own:triangle"],
            "comment": ["own:author"],
        },
        dress=[Dress({"head": "### {}", "cross": "**{}**"}), Dress({"head": "## {}"}, half=1.0)],
        crossheads=False,
        subheads=0.4,
        unfinished=0.05,
        cuts=0.1,
        count=(4, 6),
        foot=foot_editors,
    ),
}
