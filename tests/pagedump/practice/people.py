"""Invented people. No name is drawn twice for one dump."""

from __future__ import annotations

import random
import re

SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
    "余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
    "庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂焦向柳邢岳齐梅庄涂祁耿詹关费纪靳童欧甄裴祝卞仇解"
    "柏滕蔺芮嵇荀逄麦宁应阮穆查游盛操晏璩"
)
COMPOUND_SURNAMES: tuple[str, ...] = tuple(
    re.findall("..", "欧阳司马上官诸葛尉迟皇甫慕容令狐司徒夏侯端木公孙")
)
GIVEN: list[str] = re.findall(
    "..",
    "明远志强海燕雨桐思源佳怡文博晓岚建国丽华俊杰梓涵子墨春生秋月立新永康淑珍一凡可欣若曦浩然泽宇诗雨敬之"
    "国栋振华红梅雪莹少华宏伟玉兰天佑嘉树书瑶景行念慈鹏程晨光静怡学文家宁奕辰冬青长青世杰亚楠怀瑾慧敏新民"
    "凯旋小满知远南希大勇彦霖沛然云舒锦程润泽望舒时雨尚德采薇启明卫东爱玲乐天其琛亦菲",
)
SHORT_GIVEN = list("辉静磊洋婷刚娜超倩涛鑫瑶斌岚昊琳毅颖晨雯凯萌峰璐宁博帆悦彤靖敏蕾炜璇铮")


class Cast:
    """The people of one dump."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.used: set[str] = set()

    def draw(self, *, length: int = 0) -> str:
        """A new name; of so many characters where `length` is given."""
        while True:
            name = self._name()
            if name not in self.used and length in (0, len(name)):
                self.used.add(name)
                return name

    def _name(self) -> str:
        if self.rng.random() < 0.06:
            return self.rng.choice(COMPOUND_SURNAMES) + self.rng.choice(GIVEN + SHORT_GIVEN)
        given = self.rng.choice(SHORT_GIVEN if self.rng.random() < 0.3 else GIVEN)
        return self.rng.choice(SURNAMES) + given
