"""The period that a title names."""

from __future__ import annotations

import pytest

from alignment.force.period import period_of


@pytest.mark.parametrize(
    ("title", "period"),
    [
        ("云州市“十四五”时期停车规划", ("2021-01-01", "2025-12-31")),
        ("云州市“十二五”停车设施规划", ("2011-01-01", "2015-12-31")),
        ("云州市停车行动方案（2031—2033年）", ("2031-01-01", "2033-12-31")),
        ("云州市2031年政务公开工作要点", ("2031-01-01", "2031-12-31")),
        ("云州市2031年度停车工作计划", ("2031-01-01", "2031-12-31")),
        ("云州市停车事项清单（2031年版）", ("", "")),
        ("云州市停车管理办法（2031年修订）", ("", "")),
        ("云州市停车管理办法", ("", "")),
        ("云州市停车行动方案（2033—2031年）", ("", "")),
    ],
)
def test_a_plan_is_for_the_period_of_its_title(title: str, period: tuple[str, str]) -> None:
    assert period_of(title) == period
