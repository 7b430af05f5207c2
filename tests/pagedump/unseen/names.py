"""Names of people who do not exist."""

from __future__ import annotations

from random import Random

SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
    "余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
    "庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢骆岳齐梅莫庄辛管祝左涂谷祁时舒耿牟卜"
    "路詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边"
    "郗隗蔺鄢晏佘亓仉逄麴乜冼桑郜郦阚缪濮厉戚茅缑巩冀郏浦宓井富巫乌焦巴弓牧山谷车侯宓蓬全班仰秋仲伊宫"
)
_COMPOUND = "欧阳 司马 上官 诸葛 夏侯 皇甫 尉迟 公孙 慕容 令狐 端木 呼延 南宫 澹台 东方 宇文 闻人 钟离"
COMPOUND = tuple(_COMPOUND.split())
ONE = "辉敏靖涛静磊娟鹏杰丽颖波斌婷旭璐晗煜骁茜宁瑾琪翔洁菲霞勇蕾帆炜璇昊楠岚昕"
FIRST = "志文建晓小国玉春海永立思雨子梓嘉俊宏凤月秀丽雪佳庆家明世天一亦书若清景云"
LAST = "华强军平明芳英兰梅红霞杰涛辉鹏宁萍玲娜琳欣怡轩涵豪博阳彤颖瑶航远成林峰娟燕霖溪舟"
DOTTED = ("阿依古丽·买买提", "迪丽娜尔·艾合买提", "巴特尔·苏赫", "扎西·次仁")
_WORDS = (
    "高兴 安宁 安静 文静 文杰 方波 金霞 江波 江涛 海波 白静 白洁 高洁 高波 易洁 万宁 常宁 石磊 "
    "雷霞 时婷 向阳 成霞 强勇 安全 任静 温洁 凌波 华静 车辉 班勇 全静 包洁 解静 管勇 关静 关宁 "
    "游涛 甘霖 景云 富平 左宁 牛勇 查静 施洁 牧海 山静 秋霞 秋波 秋静 仰波 秋颖"
)
WORDS = frozenset(_WORDS.split())


def one(rng: Random, dotted: bool = False) -> str:
    """A name: mostly three characters, often two, now and then a compound surname or one with a dot."""
    if dotted and rng.random() < 0.02:
        return rng.choice(DOTTED)
    while True:
        surname = rng.choice(COMPOUND) if rng.random() < 0.08 else rng.choice(SURNAMES)
        given = rng.choice(ONE) if rng.random() < 0.34 else rng.choice(FIRST) + rng.choice(LAST)
        name = surname + given
        if name not in WORDS and given[0] != given[-1:] * (len(given) > 1) and surname[-1] != given[0]:
            return name


def some(rng: Random, count: int, dotted: bool = False) -> list[str]:
    """So many different names."""
    found: list[str] = []
    while len(found) < count:
        name = one(rng, dotted)
        if name not in found:
            found.append(name)
    return found


def padded(rng: Random, name: str) -> str:
    """A name of two characters set to the width of three."""
    return name if len(name) != 2 else name[0] + rng.choice(" 　") + name[1]
