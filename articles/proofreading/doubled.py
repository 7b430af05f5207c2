"""Characters and words written twice, of the 没想到到 kind (norms §3: warn).

Chinese doubles characters all the time (天天, 慢慢, 中国国家, 大学学生), so only those are looked at that are
never doubled as one word. Two of them may still meet at a word boundary (目的|的, 为了|了解): beside each
character stand its neighbours before and after with which that happens. A doubled pair beside another doubled
pair is a word of the kind 实实在在.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .findings import Hit

# Words of grammar: character, before, after.
_PARTICLES = """
的 目标|确士哥
了 不得|解却结断然之不
在 现好存所实自内外潜志健旨重贵正同|校建职线岗册场座家押读编籍逃营外内办野世即理京津沪这那此
是 于但还就可只凡若要总更正先老倒国实也便不|否非
和 温平祥缓总谐饱中共调柔暖随亲义颐太雍呼说应唱求讲掺|平谐解睦田县静硕尚服声善蔼风缓合约议煦
与 参给付赋授寄|会时其日否共众世人
到 周独迟报签老精|达场访期位岗底家店手来会点站任货账户校处时此
把 一几两三数千百每拖火车门刀十|关脉门手柄戏握
被 棉植毛丝夹盖|告子褥套害执申单面诉动捕服选上
对 针面相应校核反绝敌成一双结派作查比配不|子联碰口方手象策号外内于于称比待付立抗话照
从 服听顺随遵自跟盲主|容业事严前来小此政警军化众属头
将 麻大上中少名小老战健虎干猛主部强闯武守宿门女福良裨爱|军来士要领近帅相就官
也 者|门
就 成造迁将高屈|业近读医餐任职地寝座诊学位范绪事此要
还 归偿退交送返讨生往追奉发|原清债本给款贷钱乡礼价击愿手书
而 |今立且已
或 |者许是
并 合兼吞归|购网肩非联且进轨行列
由 自理缘事案根来因原情|此衷
于 单关对|家田都洪是洋
以 可所得足难予加用借何是赖给致据聊|色军方巴往前后下上及来外内人此便至为免
及 |时早格第笄物
们 哥|
着 执沉衣一|急火装力手眼重想陆落墨色床凉魔迷调实名
更 五三半变初|换新改正替名衣名
已 而|
但 |愿凡丁
向 方面走导一意动志倾朝去取指转趋定单双风流反投横纵|阳日上往好前导来荣
给 供补配自|予足付养
再 一|版生造就现次度三
又 |
者 |
很 |
"""
# Characters that end words and begin hardly any: a second one belongs to nothing.
_ENDINGS = """
础 |
际 |遇
睛 |
绪 |论
址 |
览 |
己 |
虑 |
龄 |
胞 |
析 |
况 |且
域 |名外
术 |语后前中士
币 |值种制
绩 |效优
员 |工额外
励 |志
府 |城邸右河前山学
式 |样微
践 |行踏
够 |的
识 |别字破
究 |竟其
忆 |苦
貌 |
惑 |
辑 |录
络 |绎
"""
_SAID_THRICE = "对是"  # 对对对, 是是是: speech.
_WORDS = "我们|他们|以及|已经|通过|进行|因为|由于|关于|如果|但是|并且|为了|对于|按照|其中|所以|虽然|而且"


def _neighbours() -> dict[str, tuple[str, str]]:
    table = {}
    for line in (_PARTICLES + _ENDINGS).split("\n"):
        if line:
            before, _, after = line[2:].partition("|")
            table[line[0]] = before, after
    return table


_NEIGHBOURS = _neighbours()
_TWICE = re.compile(f"([{''.join(_NEIGHBOURS)}])\\1+|({_WORDS})\\2")


def find(text: str) -> Iterator[Hit]:
    """All hits of this family, in order."""
    for match in _TWICE.finditer(text):
        once = match[1] or match[2]
        if match[2] or not _is_boundary(text, *match.span(), once):
            message = f"“{once}”字重复，请核对" if match[1] else f"“{once}”重复，请核对"
            yield Hit("doubled-character", *match.span(), message, once)


def _is_boundary(text: str, start: int, end: int, character: str) -> bool:
    """Whether each of the two belongs to a word of its own, or both to one of the kind 实实在在."""
    before, after = _NEIGHBOURS[character]
    left, right = text[max(0, start - 2) : start], text[end : end + 2]
    if end - start > 2:
        return character in _SAID_THRICE
    beside_a_pair = any(len(pair) == 2 and pair[0] == pair[1] for pair in (left, right))
    return beside_a_pair or (left[-1:] or "\n") in before or (right[:1] or "\n") in after
