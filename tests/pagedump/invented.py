"""Invented articles: a district that does not exist, its people and its news."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

PLACES = (
    "云港区",
    "云港区民政局",
    "青禾街道",
    "望潮社区",
    "云港区图书馆",
    "石桥镇",
    "区总工会",
    "区教育局",
    "海棠里社区",
)
EVENTS = (
    ("社区食堂", "启用"),
    ("老年大学春季班", "开班"),
    ("口袋公园改造工程", "完工"),
    ("邻里文化节", "举办"),
    ("青年就业专场招聘会", "举行"),
    ("长者助浴服务点", "揭牌"),
    ("企业服务座谈会", "召开"),
    ("防汛应急演练", "开展"),
    ("少儿阅读周", "启动"),
    ("便民政务驿站", "投用"),
    ("职工技能竞赛", "落幕"),
    ("科技助农集市", "开市"),
)
SLOGANS = (
    "同心聚力 共建家园",
    "点亮灯火 温暖邻里",
    "以服务暖人心",
    "用小切口撬动大民生",
    "绘就幸福新图景",
    "实干开路 奋勇争先",
)
FEATURES = (
    "一碗热汤里的乡愁",
    "让老街焕发新生",
    "把好事办到群众心坎上",
    "守护万家灯火的人",
    "小巷深处书声长",
)
COLUMNS = ("向海而兴", "凡人微光", "我在现场", "春风十里行")
CROSSHEADS = (
    "把服务送到家门口",
    "一张清单管到底",
    "数据多跑路",
    "守住安全底线",
    "老手艺带出新徒弟",
    "算好长远账",
)
SUBJECTS = (
    "工作人员",
    "志愿者们",
    "居民代表",
    "街道干部",
    "不少老人",
    "参与企业",
    "社区网格员",
    "项目负责人",
    "孩子们",
)
VERBS = (
    "认真核对",
    "逐户走访",
    "反复讨论",
    "现场体验",
    "共同完成",
    "细致讲解",
    "分批查看",
    "主动认领",
    "及时公布",
)
OBJECTS = (
    "服务清单",
    "改造方案",
    "办事流程",
    "活动安排",
    "意见建议",
    "设施设备",
    "巡查记录",
    "楼道环境",
    "课程内容",
    "安全隐患",
)
ENDINGS = (
    "得到大家认可",
    "赢得一片掌声",
    "问题当场解决",
    "进度比预期更快",
    "方便了周边群众",
    "让生活更有滋味",
    "为后续推广积累了经验",
)
LINKS = ("同时，", "随后，", "据介绍，", "下一步，", "活动中，", "截至目前，", "“", "")
SURNAMES = "王李张刘陈杨黄赵周吴徐孙"
GIVEN = ("明", "晓芳", "志远", "丽华", "建国", "宁", "思源", "海燕", "立新", "雨桐", "磊", "文博")


@dataclass
class Article:
    """An article as it should come out of the parser."""

    headline: str
    body: list[str]
    kicker: str = ""
    subhead: str = ""
    column: str = ""
    dateline: str = ""
    bylines: list[tuple[str, str]] = field(default_factory=list)
    crossheads: frozenset[int] = frozenset()


def person(rng: random.Random) -> str:
    """A name."""
    return rng.choice(SURNAMES) + rng.choice(GIVEN)


def sentence(rng: random.Random) -> str:
    """One sentence, sometimes of several clauses."""
    start = rng.choice(LINKS)
    clauses = [
        rng.choice(SUBJECTS)
        + rng.choice(VERBS)
        + str(rng.randint(2, 900)) * rng.randint(0, 1)
        + rng.choice(OBJECTS)
        for _ in range(rng.randint(1, 4))
    ]
    text = "，".join([*clauses, rng.choice(ENDINGS)])
    return f"“{text}。”{person(rng)}说。" if start == "“" else f"{start}{text}。"


def paragraph(rng: random.Random) -> str:
    """A few sentences."""
    return "".join(sentence(rng) for _ in range(rng.randint(1, 5)))


def article(rng: random.Random) -> Article:
    """A news item whose lede repeats its headline, or a feature whose lede does not."""
    place, (thing, verb) = rng.choice(PLACES), rng.choice(EVENTS)
    event = f"{place}{thing}{verb}"
    when = rng.choice(("近日", "日前", "4月11日", "连日来"))
    result = rng.choice(SUBJECTS) + rng.choice(VERBS) + rng.choice(OBJECTS)
    lede = f"{when}，{place}{thing}在{rng.choice(PLACES)}{verb}，{result}。"
    body = [lede + sentence(rng), *(paragraph(rng) for _ in range(rng.randint(1, 6)))]
    made = Article(event, body)
    if rng.random() < 0.15:
        made.headline = rng.choice(FEATURES)
        made.body[0] = paragraph(rng)
    elif rng.random() < 0.3:
        made.headline = f"{event} {rng.choice(SLOGANS)}"
    return made


def add_titles(rng: random.Random, made: Article, standing: bool) -> None:
    """Sometimes a kicker above, a subhead below, or (`standing`) a column over an event headline."""
    if " " in made.headline or made.headline in FEATURES:
        return
    chance = rng.random()
    if chance < 0.1 and standing:
        made.column = rng.choice(COLUMNS)
    elif chance < 0.2:
        made.kicker = f"{made.body[0].partition('，')[2][:6]}办实事" if standing else rng.choice(SLOGANS)
    elif chance < 0.4:
        made.subhead = rng.choice(SLOGANS)


def add_crossheads(rng: random.Random, made: Article) -> None:
    """Crossheads before later paragraphs of a longer article."""
    if len(made.body) < 4 or rng.random() < 0.5:
        return
    places = sorted(rng.sample(range(1, len(made.body)), 2))
    heads = rng.sample(CROSSHEADS, 2)
    numbered = rng.random() < 0.4
    for count, place in reversed(list(enumerate(places))):
        made.body.insert(place, ("一、", "二、")[count] * numbered + heads[count])
    made.crossheads = frozenset(place + count for count, place in enumerate(places))
