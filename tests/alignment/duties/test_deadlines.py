"""When a duty falls due, compared."""

from __future__ import annotations

import pytest

from alignment.duties.deadlines import direction_of, directions, heading_change, same_time
from alignment.reading.flat import flatten
from alignment.reading.times import Time, times
from tests.alignment.saying import compared, not_yet, rows, silent, turned


def time(words: str) -> Time:
    (found,) = times(flatten(words))
    return found


@pytest.mark.parametrize(
    ("left", "right", "way"),
    [
        ("2031年6月底前", "2031年9月底前", "later"),
        ("2031年6月底前", "2032年3月底前", "later"),
        ("6月底前", "9月底前", "later"),
        ("6月30日前", "6月15日前", "earlier"),
        ("6月底前", "2031年9月底前", "later"),
        ("今年底前", "明年底前", "later"),
        ("2031年3月至5月", "2031年3月至6月", "later"),
        ("2031年3月至5月", "2031年2月至5月", "earlier"),
        ("2031年底前", "2031年12月15日前", "earlier"),
        ("十日内", "二十日内", "later"),
        ("十日内", "两周内", "later"),
        ("一个月内", "二十日内", "earlier"),
        ("五个工作日内", "五日内", "earlier"),
        ("24小时内", "2小时内", "earlier"),
        ("一日内", "48小时内", "later"),
        ("半年内", "三个月内", "earlier"),
        ("3至5日内", "3至7日内", "later"),
        ("提前十日", "提前五日", "later"),
        ("提前五日", "提前十日", "earlier"),
        ("不少于三年", "不少于五年", "later"),
        ("每年", "每季度", "earlier"),
        ("每季度", "每半年", "later"),
        ("每年一次", "每年两次", "earlier"),
        ("每月5日前", "每月10日前", "later"),
        ("每年3月10日前", "每年4月10日前", "later"),
        ("22时前", "23时前", "later"),
        ("晚上10点前", "21:30前", "earlier"),
        ("十日内", "每季度", "other"),
        ("2031年6月底前", "十日内", "other"),
    ],
)
def test_whether_a_time_is_earlier_or_later(left: str, right: str, way: str) -> None:
    back = {"later": "earlier", "earlier": "later"}.get(way, way)
    assert direction_of(time(left), time(right)) == way
    assert direction_of(time(right), time(left)) == back
    assert not same_time(time(left), time(right))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("2031年底前", "2031年12月31日前"), ("2031年12月31日", "2031年12月31日前"), ("半年内", "六个月内"),
        ("十日", "十日内"), ("每季度", "每三个月"),
        ("十五日内", "15天之内"), ("保存三年"[2:], "三十六个月"), ("22:30", "22时30分"),
    ],
)  # fmt: skip
def test_times_that_ask_for_the_same(left: str, right: str) -> None:
    one, other = (next(iter(times(flatten(f"期限{words}内容"))), None) or time(words) for words in (left, right))
    assert same_time(one, other)
    assert same_time(other, one)


def test_several_times_have_one_way_or_none() -> None:
    old, new = [time("3日内"), time("10日内")], [time("5日内"), time("20日内")]
    assert directions(old, new) == "later"
    assert directions(old, [time("5日内"), time("8日内")]) == "other"


@pytest.mark.parametrize(
    ("old", "new", "way"),
    [
        ("准备阶段（2031年3月至4月）", "准备阶段（2031年3月至6月）", "later"),
        ("准备阶段（2031年3月至4月）", "准备阶段", "dropped"),
        ("准备阶段", "准备阶段（2031年3月至4月）", "set"),
        ("准备阶段（2031年3月至4月）", "筹备阶段（2031年3月—4月）", ""),
        ("准备阶段", "筹备阶段", ""),
    ],
)
def test_the_days_of_a_heading(old: str, new: str, way: str) -> None:
    found = heading_change(old, new)
    assert (found.direction if found else "") == way


@pytest.mark.parametrize(
    ("old", "new", "way"),
    [
        ("区民政局应当在十日内答复。", "区民政局应当在二十日内答复。", "later"),
        ("区民政局应当在十日内答复。", "区民政局应当答复。", "dropped"),
        ("区民政局应当答复。", "区民政局应当在十日内答复。", "set"),
        ("摊主应当在营业前消毒。", "摊主应当在营业后消毒。", "later"),
        ("摊主应当立即报告。", "摊主应当报告。", "dropped"),
        ("区民政局应当自受理之日起十日内答复。", "区民政局应当自补正之日起十日内答复。", "other"),
        ("商铺应当在22时前关闭音响。", "商铺应当在21时前关闭音响。", "earlier"),
    ],
)
def test_a_deadline_that_changes_is_told_with_its_direction(old: str, new: str, way: str) -> None:
    assert turned(old, new) == {"deadline": way}


@pytest.mark.parametrize(
    ("old", "new", "way", "much"),
    [
        ("区民政局应当每季度检查一次。", "区民政局应当每半年检查一次。", "later", "fewer"),
        ("区民政局应当每月检查。", "区民政局应当每年检查。", "later", "fewer"),
        ("区民政局应当每两年检查一次。", "区民政局应当每年检查一次。", "earlier", "more"),
        ("检测记录应当保存一年。", "检测记录应当保存三年。", "later", "more"),
        ("检测记录保存期限不得少于二年。", "检测记录保存期限不得少于五年。", "later", "more"),
        ("许可证有效期三年。", "许可证有效期五年。", "later", "more"),
        ("公示期不少于30日。", "公示期不少于10日。", "earlier", "fewer"),
    ],
)
def test_how_often_and_how_long_is_a_quantity_too(old: str, new: str, way: str, much: str) -> None:
    assert turned(old, new) == {"deadline": way, "quantity": much}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("区民政局应当在十五日内答复。", "区民政局应当在15日内答复。"),
        ("区民政局应当在半年内答复。", "区民政局应当在六个月内答复。"),
        ("区民政局应当每季度检查。", "区民政局应当每三个月检查。"),
        ("区民政局应当每季度检查一次。", "区民政局应当每三个月检查一次。"),
        not_yet("一次 alone is told as a quantity", "区民政局应当每季度检查。", "区民政局应当每三个月检查一次。"),
        ("区民政局应当在2031年底前建成。", "区民政局应当在2031年12月31日前建成。"),
        ("区民政局应当在2031年12月底前建成。", "区民政局应当于2031年12月31日之前建成。"),
    ],
)
def test_equal_times_in_other_writing_are_silent(old: str, new: str) -> None:
    assert silent(old, new)
    assert silent(new, old)


def test_a_date_that_moves_to_the_head_of_the_sentence_is_no_change() -> None:
    assert rows("区水务局清掏雨水口，6月底前更换井盖。", "区水务局清掏雨水口，于6月底前更换井盖。", "plan") == []
    assert rows("区水务局6月底前清掏雨水口，更换井盖。", "6月底前，区水务局清掏雨水口，更换井盖。", "plan") == []


NOTED = "清掏雨水口。更换井盖。（责任单位：区水务局；完成时限：{}）"


def test_the_date_of_a_note_is_told_once() -> None:
    (row,) = rows(NOTED.format("6月底前"), NOTED.format("9月底前"), "plan")
    assert row[:2] == ("modified", {"deadline": "later"})
    assert "9月底前" in row[3]


def test_a_date_that_moves_from_the_note_into_the_sentence_is_no_change() -> None:
    assert rows("清掏雨水口。（完成时限：6月底前）", "6月底前清掏雨水口。", "plan") == []


def test_a_stage_heading_gives_its_date_to_one_row() -> None:
    text = (
        "云渡区整治方案\n一、实施步骤\n（一）准备阶段（2031年3月至4月）\n制定清单。\n（二）实施阶段（2031年5月至8月）\n"
        "清掏雨水口。\n"
    )
    found = compared(text, text.replace("至8月", "至10月"), "whole").obligations
    assert [(change.change, dict(change.directions)) for change in found] == [("modified", {"deadline": "later"})]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("商铺应当于每月五日前登记。", "商铺应当于每月5日前登记。"),
        ("商铺应当于每月5日前登记。", "商铺应当于每月5日之前登记。"),
    ],
)
def test_equal_recurring_days_are_silent(old: str, new: str) -> None:
    assert silent(old, new)
