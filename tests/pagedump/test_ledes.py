"""消息头 and tail bylines before and after (norms §4)."""

from __future__ import annotations

import pytest

from articles.pagedump.ledes import split_lede, split_tail

HEADS = [
    ("本报讯（记者王小明 通讯员李四）近日，", "近日，", "本报讯", "王小明 李四"),
    ("本站讯（通讯员：王小明）近日，", "近日，", "本站讯", "王小明"),
    ("云港日报讯 （记者 王小明）近日，", "近日，", "云港日报讯", "王小明"),
    ("新华社北京1月25日电（记者王小明、李四）今年", "今年", "新华社北京1月25日电", "王小明 李四"),
    ("本报石桥1月18日电  （记者王小明）今年", "今年", "本报石桥1月18日电", "王小明"),
    ("【本报特约记者 王小明】今年", "今年", "", "王小明"),
    ("本报讯 记者王小明报道：近日，", "近日，", "本报讯", "王小明"),
    ("【本报讯】近日，", "近日，", "本报讯", ""),
    ("本报讯近日，", "近日，", "本报讯", ""),
    ("（以下简称方案）近日，", "（以下简称方案）近日，", "", ""),
    ("记者从区民政局获悉，近日", "记者从区民政局获悉，近日", "", ""),
    ("本报讯（区级试点）近日，", "（区级试点）近日，", "本报讯", ""),
    ("云港电信局近日", "云港电信局近日", "", ""),
]
TAILS = [
    ("工作完成。（通讯员 王小明 李四 记者张三）", "工作完成。", "王小明 李四 张三"),
    ("工作完成。（作者：王小明）", "工作完成。", "王小明"),
    ("工作完成。（王小明 李四）", "工作完成。", "王小明 李四"),
    ("“太好了！”（记者 余 辉）", "“太好了！”", "余辉"),
    ("工作完成。本报记者 王小明/文", "工作完成。", "王小明"),
    ("工作完成。（完）", "工作完成。（完）", ""),
    ("来到王家村（王小明 李四）", "来到王家村（王小明 李四）", ""),
    ("他告诉记者，很好。", "他告诉记者，很好。", ""),
]


@pytest.mark.parametrize(("before", "after", "dateline", "names"), HEADS)
def test_heads(before: str, after: str, dateline: str, names: str) -> None:
    lede = split_lede(before)
    people = lede.credits.people if lede.credits else ()
    assert (lede.text, lede.dateline, " ".join(p.name for p in people)) == (after, dateline, names)


@pytest.mark.parametrize(("before", "after", "names"), TAILS)
def test_tails(before: str, after: str, names: str) -> None:
    text, credits = split_tail(before)
    people = credits.people if credits else ()
    assert (text, " ".join(p.name for p in people)) == (after, names)
