"""Small page dumps, and the means to bring them in."""

from pathlib import Path

from articles.importing import Options, Summary, run

CANTEEN = """

望江路街道三家养老食堂同日开张

■ 通讯员 祝青禾

3月6日，望江路街道三家养老食堂同日开张，住在附近的老年人下楼就能吃上热饭。

食堂由社区和养老服务站一起办，早餐六元，午餐十二元，不会用手机的老年人可以付现金。

早开的海棠引来不少街坊。
沈若谷 摄

政务服务中心推出午间延时

■ 通讯员 裴文澜

3月5日，区政务服务中心推出午间延时，十二个窗口中午不关门，上班的人趁午休也能办事。

窗口人员轮流吃饭，前两天办件二百一十件，政务服务好评都在九成以上。
"""

MARKET = """

晨市有了固定摊位

■ 通讯员 祝青禾

3月8日，石桥晨市重新开市，一百二十个摊位划了线、编了号，雨天也不用收摊。
"""


def bring_in(*paths: Path, **options: object) -> Summary:
    """Import `paths` as whoever runs the command would."""
    return run(paths, Options(**options))
