"""Texts → clauses: numbering, headings, front and back matter, responsibility notes."""

import pytest

from alignment.limits import Limits
from alignment.model import Clause, Kind, Role, Section
from alignment.reading.segment import segment

PLAN = """云州市人民政府办公室关于印发《云州市社区厨房建设方案》的通知
云政办发〔2031〕7号
各区人民政府，市政府各部门：
《云州市社区厨房建设方案》已经市政府同意，现印发给你们，请认真贯彻落实。
云州市人民政府办公室
2031年3月5日
（此件公开发布）
云州市社区厨房建设方案
为方便老年居民就餐，结合本市实际，制定本方案。
一、总体要求
坚持就近便民。力争到2031年10月底建成20个社区厨房。
二、主要任务
（一）选好场地。各街道要优先利用闲置房屋。场地面积不少于80平方米。（市民政局牵头，各区政府配合）
（二）严格管理
1.落实责任。各街道明确1名负责人。
2.分步推进。一是修缮厨房；二是添置灶具；三是培训厨师。
三、保障措施
各街道要加强宣传。
附件：1.社区厨房名单
2.验收标准
"""


def clauses(text: str) -> dict[str, Clause]:
    return {clause.address: clause for clause in segment(text, "new").clauses}


def test_a_plan_is_read_into_its_parts() -> None:
    side = segment(PLAN, "new")
    assert side.title == "云州市社区厨房建设方案"
    assert side.issued == "2031-03-05"
    kinds = [clause.kind for clause in side.clauses]
    assert kinds[:8] == [Kind.FRONT] * 8
    assert kinds[-2:] == [Kind.BACK] * 2
    found = clauses(PLAN)
    assert found["二/（一）"].responsibility == "市民政局牵头，各区政府配合"
    assert [sentence.role for sentence in found["二/（一）"].sentences] == [
        Role.HEADING,
        Role.BODY,
        Role.BODY,
        Role.RESPONSIBILITY,
    ]
    assert found["二/（二）"].kind is Kind.HEADING
    assert found["二/（二）/2/二是"].text == "二是添置灶具；"
    assert found["一"].section is Section.GUIDANCE
    assert found["二/（二）/1"].section is Section.TASK
    assert found["三"].section is Section.SAFEGUARD


def test_the_number_belongs_to_the_clause_not_to_its_first_sentence() -> None:
    first = clauses(PLAN)["二/（二）/1"]
    assert first.number == "1."
    assert first.sentences[0].text == "落实责任。"
    assert first.text[first.sentences[0].start : first.sentences[0].end] == "落实责任。"


def test_articles_have_paragraphs_and_items() -> None:
    found = clauses(
        "云州市厨房管理办法\n第一章 总则\n第一条 为了规范厨房，制定本办法。\n第二条 厨房应当具备下列条件：\n"
        "（一）有灶具；\n（二）有厨师。\n不具备条件的，不得开办。\n第三条 本办法自2031年5月1日起施行。"
    )
    assert list(found)[1:] == [
        "第一章",
        "第一条",
        "第二条/第一款",
        "第二条/（一）",
        "第二条/（二）",
        "第二条/第二款",
        "第三条",
    ]


@pytest.mark.parametrize("second", ["1.", "（一）", "(一)", "1．", "①"])
def test_levels_are_found_whatever_their_sign(second: str) -> None:
    head = "厨房方案\n为了供餐，制定本方案。\n"
    text = f"{head}一、任务\n{second}修缮厨房\n要修缮厨房。\n二、保障\n{second}加强宣传\n要加强宣传。"
    depth = [clause.address.count("/") for clause in segment(text, "old").clauses if clause.kind is Kind.HEADING]
    assert depth == [0, 1, 0, 1]


def test_gaps_doubles_and_restarts_lose_nothing() -> None:
    text = "厨房方案\n一、任务\n1.修缮厨房。\n1.添置灶具。\n4..培训厨师。\n三、保障\n（三）加强宣传。\n（一）加强检查。"
    assert "".join(clause.text for clause in segment(text, "old").clauses) == text.replace("\n", "")


def test_numbers_nest_no_deeper_than_the_limit() -> None:
    text = "一、甲甲\n（一）乙乙\n1.丙丙\n（1）丁丁\n①戊戊戊。"
    deep = segment(text, "old", Limits(max_depth=3)).clauses
    assert max(clause.address.count("/") for clause in deep) <= 2
    assert "".join(clause.text for clause in deep) == text.replace("\n", "")


def test_a_contents_list_is_told_from_the_text() -> None:
    heads = ["一、修缮厨房", "二、添置灶具", "三、培训厨师", "四、加强检查"]
    text = "\n".join(
        ["厨房规划", "目 录", *heads, *(line for head in heads for line in (head, head[2:] + "要抓紧进行。"))]
    )
    kinds = [clause.kind for clause in segment(text, "old").clauses]
    assert kinds.count(Kind.TOC) == 5
    assert kinds.count(Kind.HEADING) == 4
