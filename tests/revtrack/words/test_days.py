"""Days, moments and numbers as people write them."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from revtrack.words.days import say_day, say_moment, say_number


def test_days_and_moments() -> None:
    assert say_day(date(2026, 3, 5), "zh") == "2026年3月5日"
    assert say_day(date(2026, 12, 31), "en") == "31 December 2026"
    moment = datetime(2026, 9, 5, 7, 4, 9).astimezone()
    assert say_moment(moment, "zh") == "2026年9月5日 07:04:09"
    assert say_moment(moment, "en") == "5 Sep 2026, 07:04:09"


@pytest.mark.parametrize(
    ("number", "said"), [(0, "0"), (12.0, "12"), (1234.5, "1,234.5"), (0.1, "0.1"), (100, "100"), (1e6, "1,000,000")]
)
def test_numbers(number: float, said: str) -> None:
    assert say_number(number) == said
