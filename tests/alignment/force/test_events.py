"""Events of force: what a text ends, from when it binds, until when; and what only sounds like it."""

from __future__ import annotations

import pytest

from alignment.force.events import events_of, sentences_of
from alignment.force.model import ForceEvent
from alignment.reading.segment import segment


def events(*lines: str) -> tuple[ForceEvent, ...]:
    return events_of(
        segment("云州市停车管理办法\n\n第一条　为了规范停车，制定本办法。\n" + "\n".join(lines) + "\n", "new")
    )


def ended(*lines: str) -> list[str]:
    return [one.title for one in events(*lines) if one.kind in {"repeal", "replace", "suspend"}]


@pytest.mark.parametrize(
    ("sentence", "titles"),
    [
        ("本办法自2031年3月1日起施行。《云州市停车收费办法》同时废止。", ["云州市停车收费办法"]),
        ("本办法自2031年3月1日起施行，《云州市停车收费办法》同时废止。", ["云州市停车收费办法"]),
        ("《甲停车办法》、《乙停车办法》和《丙停车办法》同时废止。", ["甲停车办法", "乙停车办法", "丙停车办法"]),
        ("《甲停车办法》《乙停车办法》同时废止。", ["甲停车办法", "乙停车办法"]),
        (
            "2001年5月2日市政府发布的《甲停车办法》和2003年4月1日市交通局发布的《乙停车办法》同时废止。",
            ["甲停车办法", "乙停车办法"],
        ),
        (
            "2001年5月2日发布、根据2010年1月1日《关于修改〈甲停车办法〉的决定》修正的《甲停车办法》同时废止。",
            ["甲停车办法"],
        ),
        ("1999年市政府第3号令发布，根据2004年市政府第8号令修改的《甲停车办法》同时废止。", ["甲停车办法"]),
        ("原《甲停车办法》（云交〔2020〕7号）自本办法发布之日起废止。", ["甲停车办法"]),
        (
            "本办法施行后，市交通局《甲停车办法》（云交〔2020〕7号）同时废止；此前规定与本办法不一致的，以本办法为准。",
            ["甲停车办法"],
        ),
        ("市政府1998年6月1日发布的云州市自行车停放规定同时废止。", ["云州市自行车停放规定"]),
        ("废止《甲停车办法》（2001年5月2日市政府令第7号公布）。", ["甲停车办法"]),
        ("决定废止《甲停车办法》和《乙停车办法》。", ["甲停车办法", "乙停车办法"]),
        ("《甲停车办法》等3件文件同时失效。", ["甲停车办法"]),
        ("《甲停车办法》停止执行。", ["甲停车办法"]),
        ("《云州市实施〈停车法〉办法》同时废止。", ["云州市实施《停车法》办法"]),
        ("根据《立法条例》，1999年发布的《甲停车办法》同时废止。", ["甲停车办法"]),
        ("《甲停车办法》(试行)同时废止。", ["甲停车办法(试行)"]),
    ],
)
def test_a_repeal_names_what_ends(sentence: str, titles: list[str]) -> None:
    assert ended(f"第二条　{sentence}") == titles


@pytest.mark.parametrize(
    "sentence",
    [
        "逾期不开工的，停车许可证自行废止。",
        "规章的修改和废止程序，适用《立法条例》的有关规定。",
        "有关部门应当及时修改或者废止《甲停车办法》等文件。",
        "与本办法不一致的有关规定同时废止。",
        "合同终止的，停车卡同时作废。",
        "市交通局应当公布废止的文件。",
        "制定、修改、废止停车规则，应当听取意见。",
        "依照《甲停车办法》取得的资格继续有效。",
        "单项证件注销、撤销、失效的，综合凭证同时作废。",
        "停车标准需要废止的，发布废止公告。",
    ],
)
def test_what_only_speaks_of_ending_is_no_event(sentence: str) -> None:
    assert ended(f"第二条　{sentence}") == []


def test_namesakes_are_told_apart_by_the_day_and_number_that_the_text_gives() -> None:
    found = events("第二条　《甲停车办法》（云交〔2020〕7号）和2003年4月1日发布的《乙停车办法》同时废止。")
    told = [(one.number, one.made) for one in found if one.kind == "repeal"]
    assert told == [("云交〔2020〕7号", ""), ("", "2003-04-01")]


def test_a_part_of_a_document_may_end_alone() -> None:
    (only,) = (one for one in events("第二条　《甲停车办法》第五条同时废止。") if one.kind == "repeal")
    assert (only.title, only.part) == ("甲停车办法", "第五条")


def test_a_day_of_ending_of_its_own_is_kept() -> None:
    (only,) = (one for one in events("第二条　《甲停车办法》自2031年7月1日起废止。") if one.kind == "repeal")
    assert only.day == "2031-07-01"


def test_a_list_of_what_ends_is_read_to_its_end() -> None:
    text = "\n".join(
        (
            "云州市人民政府关于废止《云州市自行车停放规定》等3项规章的决定",
            "云州市人民政府决定废止下列3项规章：",
            "一、云州市自行车停放规定(1988年2月29日云州市人民政府令第2号发布，根据1994年1月17日第一次修改)",
            "二、《云州市停车收费办法》（2004年5月1日云州市人民政府第9号令公布）",
            "三、云州市实施《停车条例》办法(2009年2月2日云州市人民政府第21号令公布)",
            "本决定自公布之日起施行。",
        )
    )
    found = events_of(segment(text, "new"))
    told = [(one.title, one.made) for one in found if one.kind == "repeal"]
    assert told == [
        ("云州市自行车停放规定", "1988-02-29"),
        ("云州市停车收费办法", "2004-05-01"),
        ("云州市实施《停车条例》办法", "2009-02-02"),
    ]
    assert [one.kind for one in found][-1] == "effect"


@pytest.mark.parametrize(
    ("sentence", "kind", "day", "months"),
    [
        ("本办法自2031年3月1日起施行。", "effect", "2031-03-01", 0),
        ("本办法自发布之日起施行。", "effect", "", 0),
        ("本办法自2031年3月1日起施行，有效期2年。", "expiry", "", 24),
        ("本办法自印发之日起实施，有效期至2033年12月31日。", "expiry", "2033-12-31", 0),
        ("本通知自2031年3月1日起执行至2032年2月28日。", "expiry", "2032-02-28", 0),
        ("本办法试行一年。", "expiry", "", 12),
        ("本办法自2031年3月1日起试行。", "trial", "", 0),
    ],
)
def test_a_text_says_when_it_binds(sentence: str, kind: str, day: str, months: int) -> None:
    found = [(one.kind, one.day, one.months) for one in events(f"第二条　{sentence}")]
    assert (kind, day, months) in found


@pytest.mark.parametrize(
    "sentence",
    [
        "停车证有效期为三年。",
        "试点单位资格有效期至2033年12月31日。",
        "审查批件的有效期适当延长。",
        "依照本办法取得的登记证有效期为六年。",
        "依照本办法取得的登记证书，有效期三年。",
        "本办法施行后核发的许可证，有效期至2033年12月31日。",
        "停车设施备案自市交通局准予备案之日起生效，有效期为10年。",
    ],
)
def test_the_term_of_a_permit_is_not_that_of_the_text(sentence: str) -> None:
    assert events(f"第二条　{sentence}") == ()


def test_a_sentence_is_not_cut_within_marks() -> None:
    assert list(sentences_of("《甲。乙》同时废止。（丙；丁）戊。")) == ["《甲。乙》同时废止。", "（丙；丁）戊。"]
