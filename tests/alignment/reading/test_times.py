"""Days, terms, recurrences and times of the day as values."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest

from alignment.reading.flat import flatten
from alignment.reading.times import first_day, last_day, times


def key(words: str) -> tuple[object, ...]:
    """The keys of all times of a stretch."""
    return tuple(item.key for item in times(flatten(words)))


#: Per line: writings of one time. No two lines are equal.
ONE_TIME = [
    ["2031年底前", "2031年12月底前", "2031年12月31日前", "二〇三一年底前", "2031年年底前", "2031 年末之前",
        "2031年12月31日之前", "２０３１年底以前"],
    ["2031年6月底前", "2031年6月30日前", "二〇三一年六月三十日前", "2031年6月末前", "2031年6月30日以前",
        "2031年6月30日止", "2031年上半年前", "2031年第二季度末前"],
    ["2032年2月底前", "2032年2月29日前"],
    ["2031年2月底前", "2031年2月28日前"],
    ["6月底前", "6月30日前", "六月底前", "六月三十日前", "6月末之前"],
    ["3月10日前", "三月十日前", "3月10日之前", "3月10号前"],
    ["明年3月底前", "次年3月底前", "翌年三月底前"],
    ["今年3月底前", "本年3月底前", "当年三月底前"],
    ["自2031年3月1日起", "2031年3月1日起", "从二〇三一年三月一日起", "2031年3月1日以后"],
    ["2031年3月至5月", "2031年3月—5月", "2031年三月至五月", "2031年3月-2031年5月"],
    ["2031年第一季度", "2031年一季度", "2031年1季度"],
    ["第二季度", "二季度", "2季度"],
    ["2031年3月上旬", "2031年3月初"],
    ["十五日内", "15日内", "十五天内", "15日之内", "15日以内", "15天以内", "不超过15日", "最长十五日"],
    ["半年内", "六个月内", "6个月内", "6个月以内", "两个季度内"],
    ["一年内", "12个月内", "十二个月内", "1年之内"],
    ["一年半内", "18个月内"],
    ["两周内", "14日内", "2周内", "两个星期内", "十四天内"],
    ["三十分钟内", "30分钟内", "半小时内", "0.5小时内", "半个小时之内"],
    ["二十四小时内", "24小时内", "24个小时以内"],
    ["五个工作日内", "5个工作日内", "5工作日内", "五个工作日之内"],
    ["提前十日", "提前10日", "提前10天", "10日前", "十日之前"],
    ["超过三个月", "逾期3个月"],
    ["不少于三年", "不得少于3年", "至少三年", "不低于36个月", "最短三年"],
    ["每季度", "每三个月", "每个季度", "每季", "每3个月", "按季度", "每季度一次", "每三个月一次"],
    ["每年", "每12个月", "每一年", "一年一次", "每年一次", "按年度"],
    ["每半年", "每六个月", "半年一次", "每半年一次"],
    ["每周", "每星期", "每7天", "每7日"],
    ["每日", "每天"],
    ["每年两次", "每年2次", "一年两次"],
    ["每月5日前", "每月5日之前"],
    ["22时30分", "22:30", "二十二时三十分", "晚上十点半", "22点30分", "晚上10点半"],
    ["上午9时", "9:00", "上午九点", "9时整"],
]  # fmt: skip


@pytest.mark.parametrize("writings", ONE_TIME, ids=lambda writings: writings[0])
def test_one_time_has_one_key_in_every_writing(writings: list[str]) -> None:
    found = {words: key(words) for words in writings}
    assert all(found.values()), found
    assert len(set(found.values())) == 1, found


@pytest.mark.parametrize(("one", "other"), [("每月5日前", "每月五日前"), ("每年3月10日前", "每年三月十日前")])
def test_a_recurring_day_has_one_key_in_every_writing(one: str, other: str) -> None:
    assert key(one) == key(other)


def test_other_times_have_other_keys() -> None:
    keys = [key(writings[0]) for writings in ONE_TIME]
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("十五日内", "十五个工作日内"), ("六个月内", "180日内"), ("三十日内", "一个月内"), ("每月", "每30日"),
        ("6月底前", "2031年6月底前"), ("6月底", "每年6月底前"),
        ("今年底前", "明年底前"), ("十日内", "十日后"), ("十日内", "十日前"), ("不少于三年", "不超过三年"),
        ("2031年3月至5月", "2031年4月至5月"),
        ("2031年5月底前", "2031年3月至5月"), ("每年一次", "每年两次"), ("每月5日前", "每月10日前"),
        ("自2031年3月1日起", "2031年3月1日前"),
        ("22:30", "20:30"), ("上午9时", "晚上9时"), ("三年", "三年以上"), ("3至5日内", "5日内"),
    ],
)  # fmt: skip
def test_times_that_say_something_else_differ(left: str, right: str) -> None:
    assert key(left) != key(right)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("区水务局应当在2031年6月底前清掏雨水口，每季度复查一次",
            [("day", "在2031年6月底前"), ("recurrence", "每季度")]),
        ("自收到申请之日起十五日内答复", [("term", "十五日内")]),
        ("检测记录保存不少于两年", [("term", "不少于两年")]),
        ("3月至5月开展排查，11月底前完成整改", [("day", "3月至5月"), ("day", "11月底前")]),
        ("晚22时至次日6时不得装修", [("clock", "晚22时"), ("clock", "6时")]),
        ("每年5月31日前报送", [("recurrence", "每年5月31日前")]),
        ("到2033年建成", [("day", "到2033年")]),
        ("按月通报", [("recurrence", "按月")]),
        ("每日20时前收摊", [("recurrence", "每日"), ("clock", "20时前")]),
        ("每日二十时前收摊", [("recurrence", "每日"), ("clock", "二十时前")]),
        ("永久保存", [("term", "永久")]),
        ("年内新增泊位三百个", [("day", "年内")]),
        ("确保年内完工", [("day", "年内")]),
        ("三年内建成", [("term", "三年内")]),
        ("近年内需扩大", []),
    ],
)  # fmt: skip
def test_which_times_a_sentence_names(text: str, found: list[tuple[str, str]]) -> None:
    said = [(item.kind, item.written) for item in times(flatten(text))]
    assert [kind for kind, _ in said] == [kind for kind, _ in found]
    assert all(want in words or words in want for (_, words), (_, want) in zip(said, found, strict=True)), said


@pytest.mark.parametrize(
    "text",
    [
        "", "应当按照规定投放垃圾", "2031年版标准", "2031年度报告", "2031年工作要点", "第三年", "年检", "月度例会制度",
        "日常巡查", "天然气", "时间安排", "本届会议",
        "第十届大会", "一年级学生", "云政发(2031)6号",
    ],
)  # fmt: skip
def test_what_only_looks_like_a_time_is_none(text: str) -> None:
    assert times(flatten(text)) == ()


@pytest.mark.parametrize(
    ("words", "issued", "first", "last"),
    [
        ("2031年4月底前", "", "", "2031-04-30"),
        ("2032年2月底前", "", "", "2032-02-29"),
        ("2031年2月底前", "", "", "2031-02-28"),
        ("6月底前", "2031-05-09", "", "2031-06-30"),
        ("6月底前", "", "", ""),
        ("到2033年", "", "", "2033-12-31"),
        ("2033年底", "", "2033-12-01", "2033-12-31"),
        ("2033年底前", "", "", "2033-12-31"),
        ("今年底前", "2031-05-09", "", "2031-12-31"),
        ("明年3月中旬", "2031-05-09", "2032-03-11", "2032-03-20"),
        ("2031年3月上旬", "", "2031-03-01", "2031-03-10"),
        ("2031年3月下旬", "", "2031-03-21", "2031-03-31"),
        ("2031年3月上半月", "", "2031-03-01", "2031-03-15"),
        ("2031年3月下半月", "", "2031-03-16", "2031-03-31"),
        ("2031年年初", "", "2031-01-01", "2031-01-31"),
        ("3月至5月", "2031-01-09", "2031-03-01", "2031-05-31"),
        ("2030年12月至2031年2月", "", "2030-12-01", "2031-02-28"),
        ("2031年第一季度", "", "2031-01-01", "2031-03-31"),
        ("2031年四季度", "", "2031-10-01", "2031-12-31"),
        ("下半年", "2031-01-09", "2031-07-01", "2031-12-31"),
        ("上半年", "2031-01-09", "2031-01-01", "2031-06-30"),
        ("自2031年1月15日起", "", "2031-01-15", ""),
        ("二〇三一年六月三十日前", "", "", "2031-06-30"),
        ("十五日内", "2031-01-09", "", ""),
        ("每季度", "2031-01-09", "", ""),
        ("每一季度", "2031-01-09", "", ""),
        ("22:30", "2031-01-09", "", ""),
        ("2031年2月30日前", "", "", "2031-02-28"),
    ],
)
def test_the_days_that_a_time_names(words: str, issued: str, first: str, last: str) -> None:
    (found,) = times(flatten(words))
    assert (first_day(found, issued), last_day(found, issued)) == (first, last)


@pytest.mark.xfail(strict=True, reason="the end of a month without a year is that of a year of 365 days")
def test_the_end_of_february_is_that_of_the_year_of_issue() -> None:
    (found,) = times(flatten("2月底前"))
    assert last_day(found, "2032-01-05") == "2032-02-29"


def test_a_month_that_there_is_not_names_no_day() -> None:
    assert [item for item in times(flatten("13月底前完成")) if item.kind == "day"] == []
    assert [item for item in times(flatten("25时前完成")) if item.kind == "clock"] == []


@pytest.mark.parametrize(
    ("words", "side"),
    [
        ("十日内", "within"), ("不超过十日", "within"), ("十日前", "before"), ("十日后", "after"),
        ("逾期十日", "after"), ("不少于三年", "min"), ("三年以上", "min"),
        ("为期三年", "for"), ("自2031年3月1日起", "from"), ("2031年3月1日前", "by"), ("2031年3月1日", "on"),
        ("2031年3月至5月", "span"), ("22时前", "by"), ("22时", ""),
    ],
)  # fmt: skip
def test_which_side_a_time_closes(words: str, side: str) -> None:
    assert [item.side for item in times(flatten(words))] == [side]


def test_what_a_term_is_as_long_as() -> None:
    (item,) = times(flatten("三至五日内"))
    assert (item.family, item.length, item.upto) == ("days", 3, 5)
    (item,) = times(flatten("每年三次"))
    assert (item.family, item.length, item.times) == ("months", 12, 3)
    (item,) = times(flatten("半小时内"))
    assert (item.family, item.length) == ("hours", Fraction(1, 2))


@pytest.mark.parametrize(
    "piece", ["2031年", "12月", "自收到之日起", "每年", "十日", "22:", "不少于", "半", "一年一", "第一季度"]
)
def test_long_runs_come_to_an_end(piece: str) -> None:
    found = times(piece * 10_000)
    assert all(a.end <= b.start for a, b in pairwise(found))


@pytest.mark.parametrize(
    "words",
    (
        "最迟6月底前 不晚于6月底 到6月底 至6月底 截至6月底 于6月1日 在6月1日 自6月1日起"
        " 从6月1日起 由6月1日起 公元2031年3月 今年底 明年3月 当年3月 本年度3月 次年3月 翌年3月 同年3月 去年3月"
        " 后年3月 年底 上半年 下半年 月底 第二季度 二〇三一年三月 十月一日 不超过十五日 至少三日 最长三日"
        " 提前十日 逾期三日 超过三日 半年内 每季度 隔周 逐月 按月 分季度 半月调度 月调度 季通报 年考核 周例会"
        " 旬报送 一年两次 周一次 22时30分 晚上十点半 22:30 早上8点 凌晨3时 中午12时 永久保存 终身禁业 长期公开"
        " 无限期保存"
    ).split(),
)
def test_a_time_is_found_whatever_it_begins_with(words: str) -> None:
    found = times(f"照办{words}")
    assert [item.start for item in found] == [2], found


@pytest.mark.parametrize("word", ["力争", "争取"])
def test_how_firmly_a_day_is_aimed_at_is_no_part_of_it(word: str) -> None:
    (found,) = times(f"{word}到6月底")
    assert (found.start, found.written) == (2, "到6月底")
