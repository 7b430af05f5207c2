"""Invented people: rare surnames, compound ones, and such as are common words."""

from __future__ import annotations

import random


def words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


SURNAMES = words(
    "王 李 张 刘 陈 杨 赵 黄 周 吴 徐 孙 胡 朱 高 林 何 郭 马 罗 梁 宋 郑 谢 韩 唐 冯 于 董 萧 程 曹 袁 邓 "
    "许 傅 沈 曾 彭 吕 苏 卢 蒋 蔡 贾 丁 魏 薛 叶 阎 余 潘 杜 戴 夏 钟 汪 田 任 姜 范 方 石 姚 谭 廖 邹 熊 "
    "文 向 和 常 时 白 安 从 成 全 平 明 水 万 金 关 路 车 花 乐 柴 能 甘 冷 边 苗 危 厉 惠 简 皮 单 仇 查 "
    "解 区 尉 宓 郤 郗 佘 佟 逄 仉 亓 麴 缪 臧 郜 夔 欧阳 司徒 上官 诸葛 皇甫 尉迟 公孙 慕容 令狐 东方 端木"
)
GIVEN = words(
    "静 敏 磊 洋 倩 超 婷 杰 涛 辉 阳 青 宁 晨 越 帆 雨 岚 墨 冉 志强 晓雯 建国 雪梅 子涵 思远 佳怡 文博 "
    "海燕 立新 小满 若溪 明哲 春生 秋实 玉兰 长河 一鸣 书瑶 国栋 丽华 凯旋 梦洁 永年 向前 新月 如意 家旺 "
    "晓光 振宇 红霞 亚楠 景行 舒然 望舒 知微 守仁 冬梅 学农 宝珠 承志"
)
PEN_NAMES = words(
    "半窗 一苇 听泉 墨痕 老麦 青禾 阿丁 南山客 拾穗人 枕石 野渡 芦花白 夜航船 三月半 灯下客 木易"
)


class Staff:
    """People drawn without a name used twice."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._used: set[str] = set()
        self._pens = rng.sample(PEN_NAMES, len(PEN_NAMES))

    def person(self) -> str:
        while True:
            name = self._rng.choice(SURNAMES) + self._rng.choice(GIVEN)
            if name not in self._used:
                self._used.add(name)
                return name

    def long_person(self) -> str:
        """A name of three characters or more, which nobody takes for a word or for half of another."""
        while True:
            name = self.person()
            if len(name) > 2:
                return name

    def pen_name(self) -> str:
        return self._pens.pop()
