"""The words of page furniture and their lines: sections, page staff, the paper's desk, marks, mastheads."""

from __future__ import annotations

import re

from .chars import HAN

# What a line must have to be furniture, so that other text is passed over quickly: one letter of it, or its
# last; and the first letters of page staff and desk. A new word below belongs here too.
CANDIDATE = re.compile(r"[\d版日编校设广告图导热邮电址网刊号@刋排制统策审监策美历值稿箱料扫印视QPqp]")
MASTHEAD_ENDS = "报》YOS"
ROLE_OR_DESK = re.compile(
    r"[\s（(■□◎●◆▲]*[本期值第要副责执美视图文版编校检排组总主制设统策监出审初复终一二三四五六七八九十\d"
    r"新报爆投读广发订国邮刊内准社热联电传信网官微地承印零定QqEe]"
)

# Sections. Beside 版 any short name is one; beside a bare number only a name known as one.
_KNOWN_SECTION = (
    r"(?:(?:要闻|新闻|时政|综合|本地|民生|社会|经济|财经|产经|金融|文化|文艺|文旅|旅游|文体|副刊|专版|专题|专刊|特刊|特别报道"
    r"|教育|科教|科技|卫生|健康|体育|国内|国际|中国|天下|世界|时事|理论|评论|言论|观点|视点|聚焦|关注|深度|调查|人物|周刊|周末"
    r"|广告|公告|生活|服务|法治|政法|党建|街镇|镇街|镇村|街道|社区|基层|乡村|三农|农业|城市|城事|都市|百姓|读者|读书|悦读|阅读"
    r"|影像|图片|视觉|摄影|导读|头版|封面|通版|连版|动态|资讯|报道)[·•/、\s]?){1,3}"
)
_BETWEEN = r"[\s:：·•|｜/\-]"
_PAGE_SECTION = "(?:要闻|时政|综合新闻|综合|新闻|副刊|专版|专刊|特刊|专题|广告)"
NUMBERED_SECTION = re.compile(
    rf"(?P<left>0\d|[A-D]\d{{1,2}}){_BETWEEN}*{_KNOWN_SECTION}版?|(?P<first>\d{{1,2}}){_BETWEEN}*{_PAGE_SECTION}版?"
    rf"|{_KNOWN_SECTION}版?{_BETWEEN}*(?P<right>0\d|[A-D]\d{{1,2}})|{_PAGE_SECTION}版?{_BETWEEN}*(?P<last>\d{{1,2}})"
)
SECTION = re.compile(
    rf"(?<=版){_BETWEEN}+[{HAN}·•]{{2,8}}(?=[\s|｜/]|$)|(?<=版){_KNOWN_SECTION}(?=[\s|｜/]|$)"
    rf"|^{_BETWEEN}*(?:[{HAN}·•]{{2,8}}(?={_BETWEEN}+版)|(?:{_KNOWN_SECTION}|[{HAN}]{{2,6}}报)(?=版))"
)

# Page staff. An editor's title tells enough; 设计 and 策划 open prose too, and need a colon or a space.
_WHOSE = r"(?:本版|本期|值班|第?[一二三四五六七八九十\d]{1,3}版|要闻版|副刊)?"
_EDITOR = (
    "责任编辑|执行编辑|美术编辑|视觉编辑|图片编辑|文字编辑|值班编辑|版面编辑|编辑|责编|美编|图编|责任校对|责校|检校|校对|版式设计"
    "|版面设计|版式|排版|组版"
)
_STAFF_ROLE = (
    rf"{_WHOSE}(?:{_EDITOR}|执行主编|副主编|主编|副总编辑|总编辑|总编|值班主任|值班领导|总值班|编委|值班|制版|美术设计|视觉设计"
    "|美术|视觉|版面|设计|统筹|总策划|策划|总监制|监制|出品|组稿|编审|审校|审读|审核|[一二三初复终]审|[一二三]校)"
)
_STAFF_NAMES = (
    rf"(?:[{HAN}]\s[{HAN}](?![{HAN}])|[{HAN}]{{2,4}}(?:[、，,\s][{HAN}]{{2,3}}(?=[\s、，,|｜]|$))*)"
)
_COLON = "[：:/／|｜丨]"
STAFF = re.compile(rf"{_STAFF_ROLE}\s?{_COLON}?\s?(?P<names>{_STAFF_NAMES})")
STAFF_WORD = re.compile(rf"{_STAFF_ROLE}\s?{_COLON}?")
STAFF_START = re.compile(
    rf"[\s（(■□◎●◆▲]*(?:{_WHOSE}(?P<plain>{_EDITOR})\s?{_COLON}?|{_STAFF_ROLE}\s?(?:{_COLON}|\s))"
)
OWN_PICTURES = re.compile(r"[\s（(■□◎●]*本版(?:制图|稿件|文图|图片|摄影|文/图|题图|插图)")

# The desk. Its own numbers are furniture anywhere; an article may end with a telephone or an address too.
_OWN_DESK = (
    r"新闻热线|报料热线|爆料热线|报料电话|投稿(?:邮箱|信箱|热线|电话)|读者热线|广告(?:热线|电话|部电话)|编辑部(?:电话|邮箱|地址)"
    r"|本版(?:邮箱|信箱|电话|投稿邮箱)|副刊(?:投稿)?(?:邮箱|信箱)|发行(?:热线|电话)|订[阅报]热线|24小时(?:新闻)?热线|国内统一刊号"
    r"|国内统一连续出版物号|邮发代号|总第\s?\d+期|刊号|内部资料|准印证|社址|本报地址|本报社址|广告经营许可证"
)
_CONTACT = (
    r"热线电话|联系电话|电话|热线|传真|QQ|电子邮箱|电子信箱|邮箱|信箱|E-?mail|网址|官网|微信公众号|邮政编码|邮编|联系地址|地址|值班电话"
    "|承印|印刷|零售价?|定价|主管|主办"
)
DESK_START = re.compile(
    rf"[\s■□◎●]*(?:(?P<own>{_OWN_DESK})|{_CONTACT})(?:\s?[：:（(\d]|\s+[A-Za-z\d])", re.IGNORECASE
)
DESK_WORD = re.compile(rf"(?:{_OWN_DESK}|{_CONTACT})\s?[：:]?", re.IGNORECASE)

# Lines that are a mark or a masthead and no more; and a masthead within a line.
_MARK_WORD = (
    r"广告|公益广告|分类广告|遗失声明|图片报道|图片新闻|图片说明|导读|今日导读|本版导读|本版责编|今日[\d一二三四五六七八九十]{1,3}版"
    r"|版权所有.{0,30}|CN\s?\d\d-\d{4}(?:/\w{1,3})?|内部资料[，,\s]*(?:免费交流|注意保存)"
    r"|扫(?:一扫|码|描(?:上方|下方)?二维码)[，,\s]*(?:关注我们|看视频|观看视频|看更多|阅读更多|阅读全文|看详情)"
)
MARK_LINE = re.compile(rf"[（(【\[■□●·\s]*(?:{_MARK_WORD})[）)】\]■□●·>＞▶\s]*")
MASTHEAD_LINE = re.compile(
    rf"《?[{HAN}]{{2,6}}(?:日报|晚报|早报|时报|商报|晨报|周报)》?|[A-Z]{{2,12}} (?:DAILY|RIBAO|WANBAO|NEWS)"
)
MASTHEAD = re.compile(rf"《\s?[{HAN}]{{2,8}}[报刊]\s?》")
