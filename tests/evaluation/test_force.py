"""What binds when in the real documents of the seeds: repeals that wait, a rule amended twice, terms and periods."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from revtrack.force.model import State
from revtrack.service import Tracker
from revtrack.settings import load_settings

PERMITS = "北京市建筑工程施工许可办法"


@pytest.fixture(scope="module")
def seeds(evaluation: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tracker]:
    """A corpus of two of the seed files."""
    with Tracker(load_settings(), tmp_path_factory.mktemp("seeds") / "home") as tracker:
        tracker.init()
        for number in ("002", "003"):
            (file,) = (evaluation / "seeds").glob(f"{number}_*.txt")
            tracker.add([file], believed=True)
        tracker.keep_force()
        yield tracker


def named(tracker: Tracker, title: str) -> str:
    (found,) = (item for item in tracker.documents().items if item.title == title)
    return found.id


def test_the_sixteen_targets_that_the_corpus_lacks_wait(seeds: Tracker) -> None:
    waiting = [hit for hit in seeds.force_waiting(limit=100).items if hit.event.kind == "repeal"]
    assert len({hit.event.title for hit in waiting}) == 16
    assert all(hit.event.title in hit.event.quote or "〈" in hit.event.quote for hit in waiting)


@pytest.mark.parametrize(
    ("day", "state", "held"),
    [
        ("2003-12-31", State.NOT_YET, False),
        ("2004-01-01", State.IN_FORCE, False),
        ("2018-02-12", State.IN_FORCE, False),
        ("2021-10-01", State.IN_FORCE, True),
    ],
)
def test_a_rule_amended_twice_has_three_turns_and_one_text(
    seeds: Tracker, day: str, state: State, *, held: bool
) -> None:
    found = seeds.text_on(named(seeds, PERMITS), day)
    assert found.standing.state is state
    assert (found.version is not None) == held
    assert found.lacking == (state is State.IN_FORCE and not held)


def test_a_term_ends_and_a_period_is_over(seeds: Tracker) -> None:
    data = named(seeds, "山西省政务数据安全管理办法")
    assert seeds.force(data, "2025-06-30").standing.state is State.IN_FORCE
    assert seeds.force(data, "2025-07-01").standing.state is State.EXPIRED
    plan = named(seeds, "通辽市“十四五”知识产权发展规划")
    assert seeds.force(plan, "2025-12-31").standing.state is State.IN_FORCE
    assert seeds.force(plan, "2026-01-01").standing.state is State.PERIOD_OVER


def test_an_article_of_the_rule_is_told_with_what_nobody_can_know(seeds: Tracker) -> None:
    history = seeds.article(named(seeds, PERMITS), "第十条")
    assert [(step.turn.day, step.what[0].value) for step in history.steps] == [
        ("2004-01-01", "not-held"),
        ("2018-02-12", "not-held"),
        ("2021-10-01", "first-known"),
    ]
    assert len(history.steps[-1].since) == 2
