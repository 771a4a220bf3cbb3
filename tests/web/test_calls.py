"""Calls of every route made up as each role do what the table of rights says; `tests.web.calls` makes thousands."""

from __future__ import annotations

import pytest

from revtrack.accounts.roles import Role
from tests.web.calls import NOBODY, make_calls, office, routes, unanswered


@pytest.mark.long
@pytest.mark.timeout(900)
def test_a_thousand_calls_do_nothing_that_a_role_may_not() -> None:
    with office() as here:
        made = make_calls(here, 1_000, 20_311)
    assert made.wrong == []
    assert made.calls >= 1_000
    assert {200, 303, 400, 401, 403, 404} <= set(made.statuses)
    assert {who for who, _, _ in made.answered} == {NOBODY, *Role}
    assert len(unanswered(made)) < len(routes()) // 2, "of what three roles may ask, most is answered"
