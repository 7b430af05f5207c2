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


def markdown(rng: random.Random, made: Article) -> list[str]:
    """A signed article: its byline below the headline or in the lede, crossheads one level deeper."""
    body = [f"### {text}" if i in made.crossheads else text for i, text in enumerate(made.body)]
    if rng.random() < 0.5:
        return [f"## {made.headline}", own_line(rng, made), *body]
    return [f"## {made.headline}", lede(rng, made), *body[1:]]
