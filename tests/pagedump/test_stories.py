"""Pages before and after: which text belongs to which article, and in which field."""

from __future__ import annotations

from textwrap import dedent

from articles.pagedump import parse

from .pages import check, codes, outline


def test_markdown_page() -> None:
    check(
        """
        ## 云港区图书馆夜读专区启用

        ■ 通讯员 王明

        近日，云港区图书馆夜读专区启用，开放到晚上十点。

        读者凭证入馆。

        ## 我在现场

        ## 小岛上的邮递员

        □本报记者 李宁 文/图

        船一靠岸，邮包先上肩。
        """,
        """
        headline: 云港区图书馆夜读专区启用
        by: 王明/通讯员
          近日，云港区图书馆夜读专区启用，开放到晚上十点。
          读者凭证入馆。
        column: 我在现场
        headline: 小岛上的邮递员
        by: 李宁/记者
          船一靠岸，邮包先上肩。
        """,
    )


def test_plain_page_with_kicker_wrapped_headline_and_subhead() -> None:
    check(
        """
        夜读有灯 阅见美好

        云港区图书馆联合青禾街道
        开展夜读推广活动

        ■ 通讯员 王明

        近日，云港区图书馆联合青禾街道开展夜读推广活动。

        望潮社区便民驿站投用

        家门口的服务更近了

        ■ 通讯员 李宁

        日前，望潮社区便民驿站投用。
        """,
        """
        kicker: 夜读有灯 阅见美好
        headline: 云港区图书馆联合青禾街道开展夜读推广活动
        by: 王明/通讯员
          近日，云港区图书馆联合青禾街道开展夜读推广活动。
        headline: 望潮社区便民驿站投用
        subhead: 家门口的服务更近了
        by: 李宁/通讯员
          日前，望潮社区便民驿站投用。
        """,
    )


def test_three_title_lines_then_an_indented_body() -> None:
    first = "夜读有灯\n云港区启用夜读专区\n开放到晚上十点\n　　近日，专区启用。\n　　读者很多。（记者 王明）"
    second = "\n望潮社区驿站投用\n\n　　日前，驿站投用。"
    text = f"{first}\n\n{second}"
    check(
        text,
        """
        kicker: 夜读有灯
        headline: 云港区启用夜读专区
        subhead: 开放到晚上十点
        by: 王明/记者
          近日，专区启用。
          读者很多。
        headline: 望潮社区驿站投用
          日前，驿站投用。
        """,
    )


def test_bold_headings_and_ledes() -> None:
    check(
        """
        **云港区开展消防检查**

        本报讯（通讯员 孙宁）近日，云港区开展消防检查。

        **青禾街道举办健康讲座**

        新华社北京1月25日电（记者王明、李宁）专家走进社区。
        """,
        """
        headline: 云港区开展消防检查
        dateline: 本报讯
        by: 孙宁/通讯员
          近日，云港区开展消防检查。
        headline: 青禾街道举办健康讲座
        dateline: 新华社北京1月25日电
        by: 王明/记者 李宁/记者
          专家走进社区。
        """,
    )


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    check(
        """
        云港区举办读书节

        ■ 通讯员 王明
        　　近日，云港区举办读书节，全区各街道图书室
        同步开放，居民可以就近参加朗读、换书和讲座
        等活动。
        　　活动持续到月底。
        """,
        """
        headline: 云港区举办读书节
        by: 王明/通讯员
          近日，云港区举办读书节，全区各街道图书室同步开放，居民可以就近参加朗读、换书和讲座等活动。
          活动持续到月底。
        """,
    )


def test_crossheads_stay_in_their_article() -> None:
    check(
        """
        ## 云港区扎实推进社区治理

        ■ 通讯员 王明

        近年来，云港区扎实推进社区治理。

        ## 一、建强队伍

        选派干部到社区工作。

        ### 网格里的眼睛

        网格员每天巡查。

        ## 小贴士

        居民可拨打社区电话。
        """,
        """
        headline: 云港区扎实推进社区治理
        by: 王明/通讯员
          近年来，云港区扎实推进社区治理。
        ## 一、建强队伍
          选派干部到社区工作。
        ## 网格里的眼睛
          网格员每天巡查。
        ## 小贴士
          居民可拨打社区电话。
        """,
    )


def test_an_article_without_byline_is_an_article() -> None:
    text = dedent(
        """
        云港区开展防汛演练

        ■ 通讯员 王明

        近日，云港区开展防汛演练，检验队伍。

        云港区举办基层干部法治专题培训班

        为提高法治能力，日前，云港区举办基层干部法治专题培训班。
        """
    )
    check(
        text,
        """
        headline: 云港区开展防汛演练
        by: 王明/通讯员
          近日，云港区开展防汛演练，检验队伍。
        headline: 云港区举办基层干部法治专题培训班
          为提高法治能力，日前，云港区举办基层干部法治专题培训班。
        """,
    )
    assert "missing-byline" in codes(parse(text))


def test_displaced_headlines_find_their_texts_and_doubles_are_dropped() -> None:
    text = dedent(
        """
        ## 石桥镇老年大学春季班正式开班

        ## 云港区首个长者助浴服务点揭牌

        ## 青禾街道开展防汛应急演练活动

        ## 青禾街道开展防汛应急演练活动

        ■ 通讯员 王明

        近日，青禾街道开展防汛应急演练活动，筑牢安全防线。

        ■ 通讯员 李宁

        日前，云港区首个长者助浴服务点揭牌，服务周边老人。

        # 让银龄更精彩

        ■ 通讯员 孙宁

        近日，石桥镇老年大学春季班正式开班，学员走进课堂，让银龄更精彩。
        """
    )
    check(
        text,
        """
        headline: 青禾街道开展防汛应急演练活动
        by: 王明/通讯员
          近日，青禾街道开展防汛应急演练活动，筑牢安全防线。
        headline: 云港区首个长者助浴服务点揭牌
        by: 李宁/通讯员
          日前，云港区首个长者助浴服务点揭牌，服务周边老人。
        headline: 石桥镇老年大学春季班正式开班
        subhead: 让银龄更精彩
        by: 孙宁/通讯员
          近日，石桥镇老年大学春季班正式开班，学员走进课堂，让银龄更精彩。
        """,
    )
    assert codes(parse(text)).count("displaced-headline") == 2
    assert codes(parse(text)).count("duplicate-heading") == 1


def test_titles_over_an_indented_body_without_a_blank() -> None:
    text = "一行文字已经写完。\n\n同心共建\n云港区开展志愿服务\n——各街道见闻\n　　近日，云港区开展志愿服务。"
    check(
        text,
        """
        headline: -
          一行文字已经写完。
        headline: 同心共建云港区开展志愿服务
        subhead: ——各街道见闻
          近日，云港区开展志愿服务。
        """,
    )


def test_a_bare_name_under_a_headline_is_the_author() -> None:
    check(
        """
        春耕正当时

        陈　宁

        惊蛰一过，田里就热闹起来。
        """,
        """
        headline: 春耕正当时
        by: 陈宁/
          惊蛰一过，田里就热闹起来。
        """,
    )


def test_a_heading_without_a_text_is_unplaced() -> None:
    text = "## 云港区开展防汛演练\n\n■ 通讯员 王明\n\n近日，演练开展。\n\n## 春风送暖入万家"
    assert outline(text).endswith("unplaced: 春风送暖入万家")
    assert "doubtful-heading" in codes(parse(text))


def test_jumps_are_joined_by_page() -> None:
    text = dedent(
        """
        第1版

        ## 云港区部署一季度重点工作

        ■ 通讯员 王明

        近日，云港区部署一季度重点工作，要求各部门

        （下转第3版）

        第3版

        （上接第1版）压实责任。
        """
    )
    check(
        text,
        """
        headline: 云港区部署一季度重点工作
        by: 王明/通讯员
          近日，云港区部署一季度重点工作，要求各部门压实责任。
        """,
    )
    assert parse(text).number is None
    assert parse(text).stories[0].page_number == 1


def test_date_and_number_come_from_furniture_alone() -> None:
    page = parse("2025年4月11日 星期五\n第3版\n\n## 标题在此处\n\n■ 通讯员 王明\n\n2024年1月1日，第8版发布。")
    assert page.date is not None
    assert (page.date.isoformat(), page.number) == ("2025-04-11", 3)
    assert codes(page) == ["furniture", "furniture"]
