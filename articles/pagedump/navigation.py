"""The navigation of an e-paper's web page, copied along with its text (上一篇 下一篇, 字号 大 中 小)."""

from __future__ import annotations

import re

_LONGEST = 60
_BREAK = r"[\s\u3000|｜/／·:：,，、\[\]【】()（）<>＞＜«»←→‹›+-]"
_SPLIT = re.compile(f"{_BREAK}+")
_SIZES = "大|中|小|特大|更多|原文|原版|版面|目录|正常|默认|首页|大图|小图|返回|关闭|登录"
_WORD = re.compile(
    f"(?:{_SIZES}|[上下前后]一[篇版期页]|返回(?:目录|首页|顶部|版面|列表)|回到?(?:顶部|首页)|(?:版面|标题|文章|本版)导航"
    "|(?:版面|本版)(?:目录|概览)|本版(?:新闻|文章)|往期(?:回顾|报纸)?|字号|字体(?:大小)?|放大|缩小|打印(?:本[页稿])?"
    "|关闭(?:窗口|本页)|(?:加入)?收藏(?:本页)?|分享到?|微信|(?:新浪)?微博|朋友圈|(?:语音)?朗读|听报|听新闻|数字报"
    "|电子[报版]|复制链接|手机(?:版|看报)|展开(?:全文)?|收起|(?:全文)?检索|搜索|注册|设为首页"
    "|(?:下载)?[Pp][Dd][Ff](?:版|下载)?|版面图)"
)
_OPENS = re.compile(f"{_BREAK}*{_WORD.pattern}(?:{_BREAK}|$)")
_SIZE = re.compile(_SIZES)
_FIRST = frozenset(
    "大中小特更原版目正默首返关登上下前后回标文本往字放缩打加收分微新朋语朗听数电复手展全检搜注设PpDd[【<«‹←（(|｜"
)
_NEIGHBOUR = re.compile("[上下前后]一篇[：:]")


def is_navigation(text: str) -> bool:
    """Whether a line is made of the words of a web page's navigation alone."""
    if len(text) > _LONGEST or text[0] not in _FIRST:
        return False
    if _NEIGHBOUR.match(text):
        return True
    if not _OPENS.match(text):
        return False
    words = [word for word in _SPLIT.split(text) if word]
    return all(map(_WORD.fullmatch, words)) and not all(map(_SIZE.fullmatch, words))
