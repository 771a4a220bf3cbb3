"""Each row of TRICKY.md that says "right" is run: what a careful reader says of two texts is what we say."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

import alignment
from alignment import compare
from alignment.model import Comparison
from alignment.reading.numerals import to_numeral

TABLE = Path(alignment.__file__).parent / "TRICKY.md"
HEAD = "云州市社区厨房建设方案\n为方便老年居民就餐，制定本方案。\n一、主要任务\n"


def law(*articles: str) -> str:
    return "".join(f"第{to_numeral(at)}条　{text}\n" for at, text in enumerate(articles, start=1))


def told(comparison: Comparison) -> list[tuple[str, dict[str, str]]]:
    """(change, directions) of each change of a duty."""
    return [(change.change, dict(change.directions)) for change in comparison.obligations]


def cap_raised_and_tier_dropped() -> None:
    old = law("厨房应当公示价格。", "不公示价格的，处一千元以下罚款；情节严重的，处一千元以上五千元以下罚款。")
    new = law("厨房应当公示价格。", "不公示价格的，处三千元以下罚款。")
    assert sorted(told(compare(old, new)), key=str) == [("modified", {"quantity": "more"}), ("removed", {})]


def bearer_unnamed() -> None:
    found = compare(HEAD + "1.各街道要定期检查灶具和燃气管道。\n", HEAD + "1.定期检查灶具和燃气管道。\n")
    assert told(found) == [("modified", {"actor": "dropped"})]


def merged() -> None:
    old = HEAD + (
        "（一）优化选址。各街道优先利用闲置房屋设置社区厨房。\n（二）简化手续。区市场监管局五日内办结备案手续。\n"
    )
    new = HEAD + "（一）优化选址，简化手续。各街道优先利用闲置房屋设置社区厨房。区市场监管局五日内办结备案手续。\n"
    comparison = compare(old, new)
    assert told(comparison) == []
    linked = {name for link in comparison.links for name in link.old}
    clauses = [clause for clause in comparison.old.clauses if "选址" in clause.text or "手续" in clause.text]
    assert {sentence.id for clause in clauses for sentence in clause.sentences} <= linked


def nothing(old: str, new: str) -> Callable[[], None]:
    def check() -> None:
        assert told(compare(HEAD + old, HEAD + new)) == []

    return check


def permission_withdrawn() -> None:
    ((change, directions),) = told(compare(HEAD + "厨房可以对外经营。\n", HEAD + "厨房不再对外经营。\n"))
    assert (change, directions) == ("modified", {"modality": "stronger"})


def references_follow() -> None:
    old = [
        "为了规范停车，制定本办法。",
        "停车场应当公示收费标准。",
        "停车场应当配备消防器材。",
        "停车场应当保持出入口畅通。",
        "违反第二条、第三条、第四条规定的，由市交通部门处一千元罚款。",
    ]
    further = old[4].replace("第二条、第三条、第四条", "第三条、第四条、第五条")
    new = [old[0], "市交通部门负责停车管理工作。", *old[1:4], further]
    assert [change for change, _ in told(compare(law(*old), law(*new)))] == ["added"]


#: By the words of the first cell up to the arrow.
CASES: Mapping[str, Callable[[], None]] = {
    "不公示价格的，处一千元以下罚款；情节严重的，处一千元以上五千元以下罚款。": cap_raised_and_tier_dropped,
    "（一）优化选址。…（二）简化手续。…": merged,
    "各街道要定期检查灶具…": bearer_unnamed,
    "配备灶具、冰箱、消毒柜和餐车": nothing(
        "1.各街道要为社区厨房配备灶具、冰箱、消毒柜和餐车。\n", "1.各街道要为社区厨房配备餐车、灶具、消毒柜和冰箱。\n"
    ),
    "加强协同配合": nothing("1.各部门要加强协同配合。\n", "1.各部门要加强协作配合。\n"),
    "厨房可以对外经营。": permission_withdrawn,
    "违反第二条、第三条、第四条规定的": references_follow,
}


def right() -> list[str]:
    """The old texts of the rows that we get right."""
    rows = [line.strip("| ").split(" | ") for line in TABLE.read_text("utf-8").splitlines() if line.startswith("| ")]
    return [cells[0].split("→")[0].strip() for cells in rows if cells[-1].startswith("right")]


def test_each_row_that_is_right_has_its_case() -> None:
    assert sorted(right()) == sorted(CASES)


@pytest.mark.parametrize("case", CASES)
def test_what_is_called_right_is_right(case: str) -> None:
    CASES[case]()
