"""What stands under another stem or heading, or in another row, is another duty where that says who or when."""

from __future__ import annotations

import pytest

from alignment import compare

HEAD = "云渡区游船码头工作分工\n"
TASK = "清点救生衣数量并逐件编号。"


def under(first: str, second: str, *, task_in: int) -> str:
    """Two headings with a task each, and one more task under the first or the second."""
    more = ["", ""]
    more[task_in] = f"（二）{TASK}\n"
    return (
        f"{HEAD}一、{first}\n（一）修补码头栈桥的木板。\n{more[0]}二、{second}\n（一）检修候船厅的照明灯。\n{more[1]}"
    )


@pytest.mark.parametrize(
    ("first", "second", "field"),
    [
        ("区水务局任务", "区住建局任务", "actor"),
        ("区水务局", "区住建局", "actor"),
        ("第一阶段", "第二阶段", "deadline"),
        ("上半年任务", "下半年任务", "deadline"),
        ("整修设施", "完善服务", ""),
    ],
)
def test_a_task_that_moves_is_another_one_where_the_heading_binds(first: str, second: str, field: str) -> None:
    found = compare(under(first, second, task_in=0), under(first, second, task_in=1), task="revision")
    assert [dict(change.directions) for change in found.obligations] == ([{field: "other"}] if field else [])


def test_a_heading_that_is_renamed_where_it_stands_does_not_move_its_tasks() -> None:
    old, new = under("整修设施", "第一阶段", task_in=1), under("整修设施", "第二阶段", task_in=1)
    rows = compare(old, new, task="revision").obligations
    assert all(change.old is None or TASK.rstrip("。") not in change.old.text for change in rows)


@pytest.mark.parametrize("numbered", [False, True])
def test_a_cell_that_moves_to_another_row_is_said_of_another_thing(numbered: bool) -> None:
    def table(*rows: str) -> str:
        lines = [f"{at}\t{row}" if numbered else row for at, row in enumerate(rows, 1)]
        return "云渡区码头清单\n" + ("序号\t" if numbered else "") + "码头\t等级\t备注\n" + "\n".join(lines) + "\n"

    old = table("东码头\t甲级\t设置候船厅并配备值班员", "西码头\t乙级\t停泊竹筏并公示开航时间")
    moved = table("东码头\t甲级\t停泊竹筏并公示开航时间", "西码头\t乙级\t设置候船厅并配备值班员")
    turned = table("西码头\t乙级\t停泊竹筏并公示开航时间", "东码头\t甲级\t设置候船厅并配备值班员")
    assert len(compare(old, moved, task="revision").obligations) >= 2
    assert compare(old, turned, task="revision").obligations == ()
