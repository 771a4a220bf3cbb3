"""Amendment decisions: read as instructions, carried out, and held against the amended text."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alignment.amending.check import Amendment, Check, Step, apply_amendments, check_amendments, read_amendments
from alignment.model import Side
from alignment.reading.segment import segment

BASE = """云州市社区厨房管理办法
第一条 为了规范社区厨房管理，制定本办法。
第二条 社区厨房应当公示价格。
社区厨房应当保存进货单据，保存期限不少于三十日。
第三条 开办社区厨房，应当具备下列条件：
（一）有固定场所；
（二）有经过培训的厨师。
第四条 市餐饮局负责社区厨房的监督管理。
第五条 街道每年度检查一次社区厨房，并向市餐饮局报告检查结果。
第六条 违反本办法规定的，由市餐饮局责令改正。
第七条 本办法自2031年5月1日起施行。
"""
DECISION = """云州市人民政府关于修改《云州市社区厨房管理办法》的决定
云州市人民政府决定对《云州市社区厨房管理办法》作如下修改：
一、将第二条修改为：“社区厨房应当在门口公示价格，并标明‘时价’菜品。
“社区厨房应当保存进货单据，保存期限不少于六十日。”
二、第三条增加一项，作为第二项：“（二）有消毒设备；”
三、增加一条，作为第四条：“社区厨房每周至少留出一天供学生用餐。”
四、删去第五条。
五、将第四条、第六条中的“市餐饮局”修改为“市商务局”。
六、将第七条中的“5月1日”修改为“6月1日”。
此外，对条文顺序作相应调整。
本决定自2032年1月1日起施行。《云州市社区厨房管理办法》根据本决定作相应修改，重新公布。
"""
AMENDED = """云州市社区厨房管理办法
第一条 为了规范社区厨房管理，制定本办法。
第二条 社区厨房应当在门口公示价格，并标明“时价”菜品。
社区厨房应当保存进货单据，保存期限不少于六十日。
第三条 开办社区厨房，应当具备下列条件：
（一）有固定场所；
（二）有消毒设备；
（三）有经过培训的厨师。
第四条 社区厨房每周至少留出一天供学生用餐。
第五条 市商务局负责社区厨房的监督管理。
第六条 违反本办法规定的，由市商务局责令改正。
第七条 本办法自2031年6月1日起施行。
"""


def read(text: str) -> Amendment:
    (found,) = read_amendments(text.split("\n"))
    return found


def only(text: str) -> Step:
    (step,) = read(text).steps
    return step


def told(step: Step) -> tuple[str, list[str], list[str]]:
    return step.kind, [place.address for place in step.places], [place.address for place in step.targets]


def base() -> Side:
    return segment(BASE, "old")


def outcomes(amended: str, *, with_base: bool = True, decision: str = DECISION) -> dict[str, str]:
    checks = check_amendments(read_amendments(decision), segment(amended, "new"), base() if with_base else None)
    return {check.amendment.number: check.outcome for check in checks}


# --- reading -----------------------------------------------------------------------------------------------------


def test_a_decision_is_read_into_its_instructions() -> None:
    found = read_amendments(segment(DECISION, "old"))
    assert [each.number for each in found] == ["一", "二", "三", "四", "五", "六", ""]
    kinds = ["replace-text", "add", "add", "delete", "replace-words", "replace-words", "renumber-rest"]
    assert [each.kind for each in found] == kinds
    assert {each.law for each in found} == {"云州市社区厨房管理办法"}
    assert found[0].quote.startswith("一、将第二条修改为：“社区厨房")
    assert found[0].steps[0].new.split("\n")[1] == "社区厨房应当保存进货单据，保存期限不少于六十日。"
    assert found[0].clauses
    assert found == tuple(
        Amendment(one.number, one.law, one.kind, one.quote, one.steps, two.clauses, two.line)
        for one, two in zip(read_amendments(DECISION), found, strict=True)
    )


@pytest.mark.parametrize(
    ("text", "kind", "places", "targets"),
    [
        ("将第二条修改为：“甲。”", "replace-text", ["第二条"], []),
        ("将《云州办法》第三条第二款修改为“甲。”", "replace-text", ["第三条/第二款"], []),
        ("第三条第一款第（二）项调整为“甲；”", "replace-text", ["第三条/第一款/（二）"], []),
        ("第三条增加一款，作为第三款：“甲。”", "add", ["第三条"], ["第三条/第三款"]),
        ("第三条增加两款，分别作为第二款、第三款：“甲。”“乙。”", "add", ["第三条"], ["第三条/第二款", "第三条/第三款"]),
        ("增加一条，作为第五条：“甲。”", "add", [], ["第五条"]),
        ("在第四条后增加一条，作为第四条之一：“甲。”", "add", ["第四条"], ["第四条之一"]),
        ("删去第六条。", "delete", ["第六条"], []),
        ("删除第二条、第四条至第六条。", "delete", ["第二条", "第四条", "第五条", "第六条"], []),
        ("第六条第二款删去。", "delete", ["第六条/第二款"], []),
        ("删去第六条中的“甲”。", "delete-words", ["第六条"], []),
        ("将第八条中的“甲”修改为“乙”。", "replace-words", ["第八条"], []),
        ("将全文中的“甲”统一修改为“乙”。", "replace-words", [""], []),
        ("将第十二条、第十五条中的“甲”修改为“乙”。", "replace-words", ["第十二条", "第十五条"], []),
        ("第九条改为第十条。", "renumber", ["第九条"], ["第十条"]),
        ("原第九条作为第十条。", "renumber", ["第九条"], ["第十条"]),
        ("第九条改为第十条，修改为：“甲。”", "replace-text", ["第九条"], ["第十条"]),
        ("将第六条、第七条合并为一条，作为第六条，修改为：“甲。”", "merge", ["第六条", "第七条"], ["第六条"]),
        (
            "将第六条修改为两款，作为第一款、第二款：“甲。”“乙。”",
            "replace-text",
            ["第六条"],
            ["第六条/第一款", "第六条/第二款"],
        ),
        ("条文序号作相应调整。", "renumber-rest", [], []),
        ("将名称修改为《云州新办法》。", "title", [], []),
        ("将附件2中的“甲”修改为“乙”。", "replace-words", ["附件2"], []),
        ("将“三、（二）”中的“甲”修改为“乙”。", "replace-words", ["三/（二）"], []),
        ("将三、（二）中的“甲”修改为“乙”。", "replace-words", ["三/（二）"], []),
        ("在第四条第二款的“甲”后增加“乙”。", "add-words", ["第四条/第二款"], []),
    ],
)
def test_forms_in_use(text: str, kind: str, places: list[str], targets: list[str]) -> None:
    assert told(only(f"一、{text}")) == (kind, places, targets)


def test_one_instruction_may_order_several_things() -> None:
    found = read("一、删去第三条第一款末尾的“甲”，并将第二款中的“乙”修改为“丙”；同时增加一款，作为第三款：“丁。”")
    assert found.kind == "several"
    assert [told(step) for step in found.steps] == [
        ("delete-words", ["第三条/第一款"], []),
        ("replace-words", ["第三条/第二款"], []),
        ("add", ["第三条"], ["第三条/第三款"]),
    ]
    assert found.steps[0].places[0].part == "末尾"


def test_a_list_of_new_numbers_is_no_change_of_words() -> None:
    found = read("一、条文顺序作相应调整：“第八条”调整为“第七条”，“第九条”调整为“第八条”。")
    assert [told(step) for step in found.steps[1:]] == [
        ("renumber", ["第八条"], ["第七条"]),
        ("renumber", ["第九条"], ["第八条"]),
    ]


def test_what_a_quotation_holds_is_no_instruction() -> None:
    text = (
        "一、将第二条修改为：\n“有下列情形的：\n（一）将第三条修改为乙的；\n三、删去第五条。\n“丙。”\n二、删去第四条。"
    )
    assert [each.number for each in read_amendments(text.split("\n"))] == ["一", "二"]


def test_a_quotation_that_is_never_closed_ends_with_the_next_instruction() -> None:
    text = "一、将第二条修改为：“甲。\n“乙。\n二、将第三条修改为：“丙。”"
    first, second = read_amendments(text.split("\n"))
    assert (first.steps[0].new, second.steps[0].new) == ("甲。\n乙。", "丙。")


def test_new_wording_may_stand_without_quotation_marks() -> None:
    text = "一、将第二条修改为：\n第二条 甲：\n（一）乙；\n（二）丙。\n二、删去第四条。"
    first, second = read_amendments(text.split("\n"))
    assert first.steps[0].new == "第二条 甲：\n（一）乙；\n（二）丙。"
    assert second.kind == "delete"


def test_a_decision_on_several_texts_says_which_is_meant() -> None:
    text = "对《甲市办法》等两件规章作如下修改：\n"
    text += "一、修改《甲市办法》\n1.删去第二条。\n二、修改《乙市办法》\n1.删去第三条。"
    found = read_amendments(text.split("\n"))
    assert [(each.number, each.law) for each in found] == [("一/1", "甲市办法"), ("二/1", "乙市办法")]


def test_what_is_not_understood_is_told() -> None:
    found = read_amendments(
        ["作如下修改：", "一、删去第二条。", "二、第三条的处罚标准予以提高。", "三、第四条不再执行。"]
    )
    assert [each.kind for each in found] == ["delete", "unknown", "unknown"]
    assert found[1].quote == "二、第三条的处罚标准予以提高。"


@pytest.mark.parametrize(
    "text", ["本决定自公布之日起施行。", "《甲办法》根据本决定修正后重新公布。", "", "关于修改《甲办法》的决定"]
)
def test_announcements_are_no_instructions(text: str) -> None:
    assert read_amendments([text]) == ()


# --- carrying out and checking -----------------------------------------------------------------------------------


def test_the_base_with_the_instructions_is_the_amended_text() -> None:
    applied = apply_amendments(base(), read_amendments(DECISION))
    assert all(step.applied for step in applied.steps)
    want = apply_amendments(segment(AMENDED, "new"), ()).articles
    assert applied.articles == want


def test_what_cannot_be_carried_out_says_why() -> None:
    orders = ["作如下修改：", "一、删去第九条。", "二、将第四条中的“丙丙”修改为“乙”。", "三、第四条不再执行。"]
    applied = apply_amendments(base(), read_amendments(orders))
    assert [step.reason for step in applied.steps] == ["place-not-found", "words-not-found", "not-understood"]
    assert applied.articles == apply_amendments(base(), ()).articles


def test_every_instruction_is_found_carried_out() -> None:
    found = outcomes(AMENDED)
    assert {found[number] for number in found} == {"carried-out"}


def test_without_the_base_what_was_deleted_stays_unclear() -> None:
    found = outcomes(AMENDED, with_base=False)
    assert found["四"] == "unclear"
    assert {found[number] for number in "一二三五"} == {"carried-out"}


def test_exactly_the_wrong_article_is_reported() -> None:
    wrong = AMENDED.replace("社区厨房每周至少留出一天供学生用餐。", "街道应当设立意见箱，按月公开。")
    assert outcomes(wrong)["三"] == "not-carried-out"
    assert {outcomes(wrong)[number] for number in "一二四五"} == {"carried-out"}


def test_a_changed_number_is_not_carried_out() -> None:
    checks = check_amendments(read_amendments(DECISION), segment(AMENDED.replace("六十日", "四十日"), "new"))
    first: Check = checks[0]
    assert (first.outcome, first.steps[0].reason) == ("partly", "words-differ")
    assert "六十日" in first.steps[0].expected
    assert "四十日" in first.steps[0].found
    assert first.clauses
    assert 0.9 < first.score < 1


def test_words_left_standing_are_reported() -> None:
    found = outcomes(AMENDED.replace("由市商务局责令", "由市餐饮局责令"))
    assert found["五"] == "partly"
    left = AMENDED.replace("第七条", "街道每年度检查一次社区厨房，并向市餐饮局报告检查结果。\n第七条")
    assert outcomes(left)["四"] == "not-carried-out"


WORDS = st.text("甲乙丙丁戊己庚辛壬癸", min_size=6, max_size=30)


@given(st.integers(1, 7), WORDS)
@settings(max_examples=60)
def test_a_replacement_that_was_carried_out_is_found(number: int, words: str) -> None:
    numeral = "一二三四五六七"[number - 1]
    orders = read_amendments([f"一、将第{numeral}条修改为：“{words}。”"])
    applied = apply_amendments(base(), orders)
    assert applied.articles[f"第{numeral}条"] == f"{words}。"
    text = "\n".join(f"{name} {body}" for name, body in applied.articles.items())
    (check,) = check_amendments(orders, segment("云州市社区厨房管理办法\n" + text, "new"), base())
    assert check.outcome == "carried-out"
    (check,) = check_amendments(orders, base())
    assert check.outcome == "not-carried-out"


PIECES = st.sampled_from(
    (
        "一、 将 第二条 第三款 “ ” 修改为 ： 增加 一款 作为 删去 ， 。 \n 改为 合并 附 《 》 （一） 条文顺序作相应调整"
        " 至 、 \ufffc 第九千九百九十九条 第一条 甲 本决定自"
    ).split(" ")
)


@given(st.one_of(st.lists(PIECES, max_size=40).map("".join), st.text(max_size=80)))
@settings(max_examples=300)
def test_odd_text_never_raises(text: str) -> None:
    for source in (segment(text, "old"), text, text.split("\n")):
        found = read_amendments(source)
        assert all(each.steps for each in found)
        apply_amendments(base(), found)
        assert len(check_amendments(found, base(), base())) == len(found)
        assert len(check_amendments(found, segment(text, "new"))) == len(found)


# --- real documents ----------------------------------------------------------------------------------------------


def real_pair(folder: Path) -> tuple[str, str]:
    """A decision and the text amended by it, which follows under 附."""
    for file in sorted((folder / "seeds").glob("*.txt")):
        lines = file.read_text(encoding="utf-8").splitlines()
        for at, line in enumerate(lines):
            if line.strip() == "附" and any("作如下修改：" in each for each in lines[max(at - 60, 0) : at]):
                start = max(i for i in range(at) if "关于修改《" in lines[i] and lines[i].endswith("的决定"))
                end = next(i for i in range(at + 1, len(lines)) if "同时废止" in lines[i])
                return "\n".join(lines[start:at]), "\n".join(lines[at + 1 : end + 1])
    pytest.fail("no decision with its amended text")


def test_a_real_decision_was_carried_out(evaluation: Path) -> None:
    decision, amended = real_pair(evaluation)
    orders = read_amendments(segment(decision, "old"))
    assert len(orders) == 5
    assert sum(step.new.count("\n") + 1 for each in orders for step in each.steps) == 18
    side = segment(amended, "new")
    assert [check.outcome for check in check_amendments(orders, side)] == ["carried-out"] * 5
    for wrong, each in enumerate(orders):
        lines = [line for line in amended.splitlines() if line.strip()]
        place = (each.steps[0].targets or each.steps[0].places)[0].path[0]
        start = next(i for i, line in enumerate(lines) if line.strip().startswith(place))
        end = next(i for i in range(start + 1, len(lines)) if lines[i].strip().startswith("第"))
        lines[start:end] = [f"{place} 甲市另行规定。"]
        found = check_amendments(orders, segment("\n".join(lines), "new"))
        assert [at for at, check in enumerate(found) if check.outcome != "carried-out"] == [wrong]
        assert found[wrong].outcome == "not-carried-out"


def test_few_real_instructions_are_not_understood(evaluation: Path) -> None:
    decisions = sorted((evaluation / "laws").glob("*/*关于修改*的决定.md"))
    orders = [each for file in decisions for each in read_amendments(file.read_text(encoding="utf-8"))]
    assert len(orders) > 500
    unknown = [each for each in orders if any(step.kind == "unknown" for step in each.steps)]
    assert len(unknown) < len(orders) * 0.01
