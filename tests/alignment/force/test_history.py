"""The note under a title: on which days a text was amended, and by which decision."""

from __future__ import annotations

from alignment.force.history import history_of
from alignment.reading.segment import segment


def told(*note: str) -> list[tuple[str, str]]:
    text = "\n".join(
        ("云州市停车条例", "", *note, "", "第一条　为了规范停车，制定本条例。", "第二条　停车场应当备案。", "")
    )
    return [(one.day, one.title) for one in history_of(segment(text, "new")) if one.kind == "amended"]


def test_each_amendment_of_a_note_is_told_with_its_decision() -> None:
    note = (
        "（2001年3月2日云州市人民代表大会常务委员会第三次会议通过　根据2009年8月7日云州市人民代表大会常务委员会"
        "《关于修改部分地方性法规的决定》第一次修正　根据2018年11月9日《关于修改〈云州市停车条例〉的决定》第二次修正）"
    )
    assert told(note) == [
        ("2009-08-07", "关于修改部分地方性法规的决定"),
        ("2018-11-09", "关于修改《云州市停车条例》的决定"),
    ]


def test_a_note_a_line_a_day_and_a_revision_without_a_decision() -> None:
    assert told(
        "2001年3月2日 云州市人民政府令第7号发布", "2018年9月6日 市政府第20次会议修订通过", "2018年11月6日 公布"
    ) == [("2018-09-06", "")]


def test_every_line_of_a_long_note_counts_and_a_sentence_that_begins_with_a_day_does_not() -> None:
    decision = (
        "云州市第十四届人民代表大会常务委员会第二十一次会议《关于修改〈云州市环境保护条例〉等8件地方性法规的决定》"
    )
    lines = (
        "1997年8月20日 云州市第十届人民代表大会常务委员会第三十八次会议通过",
        f"2010年9月17日 {decision}第一次修正　",
        f"2015年6月18日 {decision}第二次修正　",
        f"2024年8月22日 {decision}第三次修正）",
    )
    assert [day for day, _ in told(*lines)] == ["2010-09-17", "2015-06-18", "2024-08-22"]
    text = (
        "云州市停车条例\n\n第一条　停车场应当备案。\n第二条　本条例自2031年3月1日起施行。\n"
        "2003年4月1日修正的《乙停车办法》同时废止。\n"
    )
    assert history_of(segment(text, "new")) == ()


def test_a_bill_named_in_the_note_is_an_amendment() -> None:
    assert told("2001年3月2日 通过", "2005年4月1日 通过的《云州市停车条例修正案》") == [
        ("2005-04-01", "云州市停车条例修正案")
    ]


def test_a_text_adopted_once_more_years_later_has_other_words() -> None:
    assert told("2014年10月27日 云州市审判委员会第8次会议通过", "2020年12月23日 云州市审判委员会第23次会议通过") == [
        ("2020-12-23", "")
    ]
    assert told("2014年10月27日 云州市第8次会议通过", "2014年11月20日 云州省第3次会议通过") == []


def test_the_day_of_effect_may_stand_in_the_note_alone() -> None:
    text = "云州市停车条例\n\n2001年3月2日 市政府发布\n\n2001年5月1日 施行\n\n第一条　为了规范停车，制定本条例。\n"
    assert [(one.kind, one.day) for one in history_of(segment(text, "new"))] == [("effect", "2001-05-01")]


def test_the_day_of_effect_in_a_note_and_days_in_provisions_are_no_amendments() -> None:
    assert told("（2001年3月2日通过　自2001年5月1日起施行）") == []
    text = "云州市停车条例\n\n第一条　2009年8月7日修正的停车规划继续有效。\n第二条　停车场应当备案。\n"
    assert history_of(segment(text, "new")) == ()


def test_the_quote_of_an_amendment_ends_where_the_next_begins() -> None:
    note = (
        "（2001年3月2日通过　根据2009年8月7日《关于修改部分法规的决定》修正　"
        "根据2018年11月9日《关于修改部分法规的决定》修正）"
    )
    text = f"云州市停车条例\n\n{note}\n\n第一条　略。\n"
    quotes = [one.quote for one in history_of(segment(text, "new"))]
    assert quotes == ["2009年8月7日《关于修改部分法规的决定》修正", "2018年11月9日《关于修改部分法规的决定》修正"]
