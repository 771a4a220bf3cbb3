"""Hard wraps undone: what a column setter did to paragraphs of our own comes back exactly."""

import random

import pytest

from alignment.reading.reflow import reflow

PARAGRAPHS = [
    "云州市社区厨房建设方案",
    "一、总体安排",
    "社区厨房面向老年居民供餐，按照就近、便民、实惠的思路布点，由街道负责日常管理，由卫生部门负责食品安全检查，"
    "力争到2031年10月底，在全市20个街道建成“社区厨房”，并逐步推广到其他街道。",
    "（一）选好场地，方便就餐",
    "各街道要优先利用闲置房屋设置“社区厨房”，场地面积不少于80平方米，配备消毒、冷藏等设备，经验收合格后投入使用。"
    "对暂不具备条件的街道，可采取“中央厨房、上门配送”的方式供餐。",
    "（二）严格管理，保障安全",
    "1.落实责任。各街道明确1名负责人，每月底前向区民政部门报告供餐情况。",
    "2.加强检查。卫生部门每季度至少检查一次，发现问题的，责令限期改正，并向社会公布检查结果。",
]


def set_in_column(paragraphs: list[str], column: int, seed: int) -> str:
    """The paragraphs as a PDF's text: lines of `column` ems, cut again at commas, page marks, stray blanks."""
    draw = random.Random(seed)  # noqa: S311 - a drawing that can be repeated
    lines: list[str] = []
    for paragraph in paragraphs:
        line, room = "", column - 2.0
        for char in paragraph:
            width = 0.5 if char.isascii() else 1.0
            if room < width and char not in "，。、；”）":
                lines.append(line)
                line, room = "", float(column)
            line += char
            room -= width
        lines.append(line)
        if draw.random() < 0.2:
            lines += ["", f"# Page {len(lines)}:"]
    out: list[str] = []
    for line in lines:
        if len(line) > 25 and "，" in line[:-1] and draw.random() < 0.4:
            cut = line.index("，") + 1
            out += [line[:cut], line[cut:]]
        else:
            out.append(line)
    return "\n".join(line.replace("年1", "年 1") for line in out)


@pytest.mark.parametrize("column", [24, 30, 38, 40])
@pytest.mark.parametrize("seed", range(4))
def test_wrapped_paragraphs_come_back(column: int, seed: int) -> None:
    flowed = reflow(set_in_column(PARAGRAPHS * 2, column, seed))
    found = [paragraph.text.text for paragraph in flowed.paragraphs]
    kept = sum(paragraph in found for paragraph in PARAGRAPHS * 2)
    assert flowed.wrapped
    assert kept >= 0.9 * len(PARAGRAPHS * 2), found
    assert "".join(found) == "".join(PARAGRAPHS * 2)


@pytest.mark.parametrize("length", range(20, 44, 3))
def test_paragraphs_cut_after_so_many_characters_come_back(length: int) -> None:
    given = [
        *PARAGRAPHS,
        *PARAGRAPHS[3:],
        "三、保障措施",
        "各街道要在2032年3月15日前制定供餐服务清单，报区民政部门备案，每季度末公布供餐人数、菜品价格和满意度。",
    ]
    cut = [paragraph[at : at + length] for paragraph in given for at in range(0, len(paragraph), length)]
    flowed = reflow("\n".join(cut))
    assert [paragraph.text.text for paragraph in flowed.paragraphs] == given
    assert flowed.wrapped


def test_a_note_below_a_full_line_stands_alone() -> None:
    given = ["1." + "清洗餐具" * 8 + "。", "责任单位：区民政局", "2." + "检测留样柜" * 12 + "。", "责任单位：区水务局"]
    given.append("3." + "更换保温箱" * 15 + "。")
    cut = [paragraph[at : at + 35] for paragraph in given for at in range(0, len(paragraph), 35)]
    assert [paragraph.text.text for paragraph in reflow("\n".join(cut)).paragraphs] == given


def test_a_text_with_a_paragraph_a_line_stays_as_it_is() -> None:
    flowed = reflow("\n\n".join(PARAGRAPHS))
    assert [paragraph.text.text for paragraph in flowed.paragraphs] == PARAGRAPHS
    assert not flowed.wrapped


def test_page_marks_are_set_aside_and_every_character_knows_its_place() -> None:
    source = set_in_column(PARAGRAPHS * 2, 38, 1)
    flowed = reflow(source)
    assert {piece.why for piece in flowed.discarded} == {"page mark"}
    for paragraph in flowed.paragraphs:
        for run in paragraph.text.runs:
            assert source[run.source : run.source + run.length] == paragraph.text.text[run.at : run.at + run.length]


def test_a_signature_and_its_date_stand_alone() -> None:
    lines = [
        *PARAGRAPHS[:3],
        "请各单位认真执行。",
        "云州市人民政府办公室",
        "2031 年3 月5 日",
        "（此件公开发布）",
        *PARAGRAPHS[3:],
    ]
    found = [paragraph.text.text for paragraph in reflow(set_in_column(lines, 38, 2)).paragraphs]
    for alone in ("云州市人民政府办公室", "2031年3月5日", "（此件公开发布）"):
        assert alone in found
