"""Calls of the API made up from its own description get what is described; `tests.web.contract` makes thousands."""

from __future__ import annotations

import pytest

from tests.web import contract
from tests.web.conftest import Running
from tests.web.contract import make_calls


@pytest.mark.long
@pytest.mark.timeout(900)
def test_two_thousand_calls_get_what_is_described_and_each_operation_is_answered() -> None:
    with contract.sample_site() as site:
        made = make_calls(site, 2_000, 20_311)
    assert made.wrong == {}
    assert made.calls >= 1_500
    assert made.operations - made.answered == contract.OF_ACCOUNTS
    assert {200, 404, 422} <= set(made.statuses), "some lead somewhere, some nowhere, some are wrong"
    assert made.statuses[200] > made.calls // 4


def test_years_are_numbers_and_nothing_else_is_passed_over(sample_site: Running) -> None:
    visitor = sample_site.visitor()
    for path in ("/documents?", "/search?q=x&", "/duties?"):
        assert visitor.get(f"/api/v1{path}since=2024&until=2031").status_code == 200
        for year in ("abc", "2024.5", "-1", "0", "99999"):
            assert visitor.get(f"/api/v1{path}since={year}").status_code == 422, year
    every = visitor.get("/api/v1/documents").json()["total"]
    assert visitor.get("/api/v1/documents?since=2024").json()["total"] == every
    assert visitor.get("/api/v1/documents?since=2025").json()["total"] == 0
