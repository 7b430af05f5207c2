"""Full-width digits, stray English words, characters and words written twice."""

from __future__ import annotations

import pytest

from .marked import bare, found, suggested

HITS = {
    "full-width-character": [
        "共有⟦１２⟧人", "⟦Ａ⟧座", "⟦Ｔ⟧恤", "增长⟦３⟧.⟦５⟧%", "⟦ＡＩ⟧助手", "第⟦３⟧期\n第⟦４⟧期", "⟦ａ⟧",
        "电话⟦１２３４５⟧",
    ],
    "odd-latin": [
        "花园的布置⟦ and ⟧养护", "老人⟦and⟧孩子", "石桥⟦ of ⟧春天", "石桥⟦of⟧春天", "“管”⟦ and ⟧“帮”",
        "步骤⟦ and ⟧材料", "传说⟦　and　⟧习俗", "《甲》⟦ and ⟧《乙》",
    ],
    "doubled-character": [
        "没想⟦到到⟧社区也能办", "居民⟦的的⟧事", "解决⟦了了⟧问题", "坐⟦在在⟧公园里", "这⟦是是⟧大家的事",
        "老人⟦和和⟧孩子", "老人⟦与与⟧孩子", "⟦把把⟧事办好", "⟦被被⟧评为先进", "同学⟦们们⟧都来了",
        "工作人⟦员员⟧上门",
        "打好基⟦础础⟧", "服务区⟦域域⟧广", "⟦我们我们⟧都来了", "⟦进行进行⟧检查", "实实⟦在在在⟧地做",
        "做事⟦的的的⟧人",
        "⟦由由⟧社区组织", "改进⟦和和⟧提高",
    ],
}  # fmt: skip
MISSES = {
    "full-width-character": ["共有12人", "A座", "3.5", "％", "，。：", "①②", "Ⅲ期", "㎡"],
    "odd-latin": [
        "R and B音乐", "Rock and Roll", "石桥and", "and石桥", "Bank of China", "石桥AND云台",
        "石桥android手机",
        "石桥band云台", "老人 and\n孩子", "offer石桥",
    ],
    "doubled-character": [
        # Words.
        "天天向上，慢慢来，刚刚好，爸爸妈妈，等等，人人参与，家家户户，研究研究，的的确确，实实在在，从从容容",
        "和和美美", "暖暖和和", "是是非非", "一把把钥匙", "一对对新人", "兢兢业业", "不了了之",
        "对对对，他说",
        # Words that meet.
        "以此为目的的活动", "他的的士", "为了了解情况", "取得了了不起的成绩", "增进了了解",
        "好在在家门口", "现在在石桥区", "在在校生中", "于是是否", "问题是是否能办", "老人和和平区居民",
        "发展和和平", "与与会代表", "没想到到处是花", "等到到期", "请你把把关", "帮他把把脉", "被被告发现",
        "反对对他",
        "将将军请来", "成就就在眼前", "谈就就业问题", "首都都市圈", "归还还是不还", "合并并入",
        "理由由此而来",
        "位于于家堡", "可以以此为例", "所以以前", "向向日葵", "看着着急", "更更新", "涉及及时",
        "大使使用", "全员员工", "展馆馆长", "实验验收", "知识识别", "区域域名", "出版署署长", "一再再版",
        # Words of others that begin as the last one ended.
        "中国国家", "人民民主", "上海海关", "大学学生", "工作作风", "提高高度", "合作作品", "开展展览",
        "发展展示",
        "派出所所长", "年年底", "家庭庭院", "革命根据根据地", "他的\n的",
    ],
}  # fmt: skip


@pytest.mark.parametrize(("code", "marked"), [(code, m) for code, all_ in HITS.items() for m in all_])
def test_hits(code: str, marked: str) -> None:
    assert found(bare(marked), code) == marked


@pytest.mark.parametrize(("code", "text"), [(code, t) for code, all_ in MISSES.items() for t in all_])
def test_misses(code: str, text: str) -> None:
    assert found(text, code) == text


def test_what_is_proposed() -> None:
    assert suggested("共有１２人", "full-width-character") == ["12"]
    assert suggested("老人 and 孩子 of 石桥", "odd-latin") == ["和", "的"]
    assert suggested("没想到到社区，我们我们", "doubled-character") == ["到", "我们"]
