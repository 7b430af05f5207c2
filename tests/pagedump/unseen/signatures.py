"""How papers sign: bylines on a line of their own, in the 消息头, at the tail, and credits of pictures."""

from __future__ import annotations

import re
from dataclasses import dataclass
from random import Random

from . import names

Credit = tuple[str, str]


@dataclass(frozen=True)
class Signature:
    """A signature as printed, where it stands (own, lede, tail, photo), and whom it names with which role."""

    place: str
    text: str
    credits: tuple[Credit, ...]


# What is printed, with {0} for the first name, and the role of each name in the order printed.
OWN: dict[str, tuple[str, str]] = {
    "black-tx": ("■ 通讯员 {0}", "通讯员"),
    "black-jz": ("■本报记者 {0}", "记者"),
    "black-two": ("■ 通讯员 {0} 记者 {1}", "通讯员 记者"),
    "white-jz": ("□本报记者 {0}", "记者"),
    "white-wide": ("□ 通讯员　{0}　本报记者　{1}", "通讯员 记者"),
    "white-glued": ("□本报记者{0}本报通讯员{1}", "记者 通讯员"),
    "ring-two": ("◎本报记者 {0} 通讯员 {1}", "记者 通讯员"),
    "ring-txs": ("◎通讯员 {0} {1}", "通讯员 通讯员"),
    "diamond": ("◆本报记者 {0}", "记者"),
    "diamond-open": ("◇记者 {0} 通讯员 {1}", "记者 通讯员"),
    "dot": ("●本报记者 {0} {1}", "记者 记者"),
    "triangle": ("▲通讯员 {0}", "通讯员"),
    "star": ("★本报通讯员 {0}", "通讯员"),
    "bare": ("本报记者 {0}", "记者"),
    "bare-three": ("本报记者 {0} {1} {2}", "记者 记者 记者"),
    "bare-two": ("本报记者 {0} 通讯员 {1}", "记者 通讯员"),
    "bare-wide": ("本报记者　{0}　　通讯员　{1}", "记者 通讯员"),
    "bare-comma": ("通讯员 {0}、{1}", "通讯员 通讯员"),
    "bare-colon": ("本报记者：{0}", "记者"),
    "bare-slash": ("本报记者/{0}", "记者"),
    "place": ("本报记者 {0} 望川报道", "记者"),
    "trainee": ("本报见习记者 {0} 通讯员 {1}", "见习记者 通讯员"),
    "student": ("记者 {0} 实习生 {1}", "记者 实习生"),
    "student-jz": ("□实习记者 {0}", "实习记者"),
    "fusion": ("■融媒体记者 {0} 通讯员 {1}", "融媒体记者 通讯员"),
    "fusion-bare": ("本报融媒体记者 {0}", "融媒体记者"),
    "special": ("◎本报特约记者 {0}", "特约记者"),
    "text-photo": ("文/{0} 图/{1}", "文 图"),
    "brackets": ("（本报记者 {0}）", "记者"),
    "corner": ("【本报特约记者 {0}】", "特约记者"),
    "author": ("作者：{0}", "作者"),
    "author-white": ("□ {0}", ""),
    "author-ring": ("◎ {0}", ""),
    "author-black": ("■{0}", ""),
    "author-bare": ("{0}", ""),
    "author-text": ("文/{0}", "文"),
}
LEDE: dict[str, tuple[str, str]] = {
    "bbx-two": ("本报讯（记者{0} 通讯员{1}）", "记者 通讯员"),
    "bbx-space": ("本报讯（记者 {0} 通讯员 {1}）", "记者 通讯员"),
    "bbx-tx-first": ("本报讯（通讯员 {0} 记者 {1}）", "通讯员 记者"),
    "bbx-student": ("本报讯（记者 {0} 实习生 {1}）", "记者 实习生"),
    "bbx-one": ("本报讯（记者 {0}）", "记者"),
    "bbx-apart": ("本报讯 （通讯员 {0}、{1}）", "通讯员 通讯员"),
    "bbx-trainee": ("本报讯（见习记者 {0}）", "见习记者"),
    "bbx-report": ("本报讯（记者 {0} 报道）", "记者"),
    "paper": ("云澜日报讯 （记者 {0}）", "记者"),
    "paper-two": ("临汐晚报讯（记者 {0} 通讯员 {1}）", "记者 通讯员"),
    "station": ("本站讯（通讯员：{0}）", "通讯员"),
    "dateline": ("本报{place}{day}电  （记者{0}）", "记者"),
    "dateline-two": ("本报{place}{day}电（记者{0} 通讯员{1}）", "记者 通讯员"),
    "wire": ("新华社{city}{day}电（记者{0}、{1}）", "记者 记者"),
    "wire-one": ("新华社{city}{day}电（记者 {0}）", "记者"),
    "corner-head": ("【本报特约记者 {0}】", "特约记者"),
    "nameless": ("本报讯　", ""),
}
TAIL: dict[str, tuple[str, str]] = {
    "three": ("（通讯员 {0} {1} 记者{2}）", "通讯员 通讯员 记者"),
    "one": ("（通讯员 {0}）", "通讯员"),
    "one-jz": ("（记者 {0}）", "记者"),
    "one-bb": ("（本报记者 {0}）", "记者"),
    "comma": ("（通讯员 {0}、{1}）", "通讯员 通讯员"),
    "two": ("（记者{0} 通讯员{1}）", "记者 通讯员"),
    "author": ("（作者：{0}）", "作者"),
    "names": ("（{0} {1}）", " "),
    "name": ("（{0}）", ""),
}
PHOTO: dict[str, tuple[str, str]] = {
    "she": ("{0} 摄", "摄"),
    "she-glued": ("{0}摄", "摄"),
    "she-brackets": ("（{0} 摄）", "摄"),
    "she-jz": ("本报记者 {0} 摄", "摄"),
    "she-jz-glued": ("本报记者 {0}摄", "摄"),
    "she-tx": ("通讯员 {0} 摄", "摄"),
    "she-tx-brackets": ("（通讯员 {0} 摄）", "摄"),
    "she-two": ("{0} {1} 摄", "摄 摄"),
    "xinhua": ("新华社发（{0} 摄）", "摄"),
    "xinhua-jz": ("新华社记者 {0} 摄", "摄"),
    "given": ("{0} 供图", "供图"),
    "photo": ("图/{0}", "图"),
    "camera": ("摄影：{0}", "摄影"),
    "report": ("本报记者 {0} 摄影报道", "摄影报道"),
    "report-tx": ("通讯员 {0} 摄影报道", "摄影报道"),
    "report-two": ("{0} {1} 摄影报道", "摄影报道 摄影报道"),
    "report-brackets": ("（本报记者 {0} 摄影报道）", "摄影报道"),
}
_TABLES = {"own": OWN, "lede": LEDE, "tail": TAIL, "photo": PHOTO}


def sign(rng: Random, form: str, pad: float = 0.0) -> Signature:
    """Draw people for a form, given as `own:black-tx`. `pad` is how often a short name gets a space."""
    place, _, key = form.partition(":")
    template, roles = _TABLES[place][key]
    slots = len(re.findall(r"\{\d\}", template))
    people = names.some(rng, slots, dotted=place == "own" and "author" not in key)
    # A padded name is one person for a reader only where its role, a mark and spaces fence it in.
    alone = not re.search(r"\}[ 　、]*\{", template) and re.search(r"[ 　：]\{", template)
    printed = [names.padded(rng, name) if alone and rng.random() < pad else name for name in people]
    credits = tuple(zip(people, (roles.split(" ") if slots else ()), strict=True))
    text = template.format(
        *printed,
        place=rng.choice(["望川", "临汐", "云澜", "澄江"]),
        city=rng.choice(["北京", "杭州", "西安", "哈尔滨"]),
        day=f"{rng.randint(1, 12)}月{rng.randint(1, 28)}日",
    )
    return Signature(place, text, credits)
