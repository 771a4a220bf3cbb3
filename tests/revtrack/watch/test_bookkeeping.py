"""What follows from a run for its item and its source, told from counts alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from revtrack.watch.bookkeeping import Ending, Seen, after, begin, end, ended, refused, with_habit
from revtrack.watch.faults import ItemFailed
from revtrack.watch.lists.item import Item
from revtrack.watch.state import Run, RunOutcome, SeenItem, SourceState, State

NOW = datetime(2026, 8, 1, 8, tzinfo=UTC)
AT = NOW.isoformat(timespec="seconds")
BEFORE = SourceState(
    name="a", baseline="2026-01-01", last_good="2026-07-01", failures=2, odd=1, listed=20,
    validators={"https://a.example/": {"etag": '"1"'}},
)  # fmt: skip


def run(outcome: RunOutcome, fault: str = "") -> Run:
    return Run(source="a", started=AT, outcome=outcome, fault=fault, blocked=0.25)


def item(at: int, *, date: str = "", seen: str = "", baseline: bool = False) -> SeenItem:
    return SeenItem(source="a", address=f"https://a.example/{at}", date=date, first_seen=seen, baseline=baseline)


def test_a_run_is_kept_with_what_it_counted() -> None:
    seen = Seen(listed=9, new=2, fetched=3, failed=1, blocked_items=1, done_items=4, notes=["untitled"])
    kept = ended(run("running"), seen, Ending("ok", "", "slow", 1.5), NOW)
    assert (kept.outcome, kept.listed, kept.new, kept.failed, kept.blocked) == ("ok", 9, 2, 1, 0.25)
    assert kept.message == "slow; untitled"
    assert kept.ended == (NOW + timedelta(seconds=1.5)).isoformat(timespec="seconds")
    assert len(ended(run("running"), Seen(notes=["x" * 3000]), Ending("ok"), NOW).message) == 2000


@pytest.mark.parametrize(
    ("outcome", "fault", "good", "failures", "odd", "listed", "validators"),
    [
        ("ok", "", AT, 0, 0, 9, "new"),
        ("ok", "truncated", AT, 0, 0, 9, "old"),
        ("unchanged", "", AT, 0, 0, 20, "old"),
        ("shrunk", "", "2026-07-01", 0, 2, 20, "none"),
        ("empty", "no-items", "2026-07-01", 0, 2, 20, "none"),
        ("failed", "dns", "2026-07-01", 3, 1, 20, "none"),
        ("blocked", "wall", "2026-07-01", 3, 1, 20, "none"),
    ],
)
def test_what_is_known_of_a_source_after_a_run(
    outcome: RunOutcome, fault: str, good: str, failures: int, odd: int, listed: int, validators: str
) -> None:
    new = {"https://a.example/": {"etag": '"2"'}}
    known = after(BEFORE, Seen(listed=9, validators=new), run(outcome, fault))
    assert (known.last_run, known.last_outcome, known.last_fault, known.last_good) == (AT, outcome, fault, good)
    assert (known.failures, known.odd, known.listed, known.blocked) == (failures, odd, listed, 0.25)
    assert known.validators == {"new": new, "old": BEFORE.validators, "none": {}}[validators]


@pytest.mark.parametrize(("outcome", "fault", "begun"), [("ok", "", AT), ("ok", "dns", ""), ("failed", "dns", "")])
def test_the_first_run_that_saw_the_whole_list_is_the_baseline(outcome: RunOutcome, fault: str, begun: str) -> None:
    assert after(SourceState(name="a"), Seen(), run(outcome, fault)).baseline == begun


def test_the_habit_of_a_source_is_told_by_the_days_of_its_list() -> None:
    known = replace(BEFORE, last_run=AT)
    items = [item(at, date=f"2026-07-{at:02d}") for at in (1, 3, 5, 12)]
    found = with_habit(known, [*items, item(9, date="2026-09-01")], NOW, new=False)
    assert (found.habit, found.longest) == (2 * 86_400.0, 7 * 86_400.0)
    assert found.last_new == "2026-07-12T00:00:00+00:00", "a day to come is none on which something came"
    assert with_habit(known, items, NOW, new=True).last_new == AT


def test_without_days_the_habit_is_told_by_when_items_were_first_seen() -> None:
    seen = [item(at, seen=f"2026-07-0{at}T00:00:00+00:00") for at in (1, 2, 3, 4)]
    early = [item(9, seen="2026-01-01T00:00:00+00:00", baseline=True)]
    assert with_habit(BEFORE, [*early, *seen], NOW, new=False).habit == 86_400.0
    few = with_habit(BEFORE, [*early, *seen[:2]], NOW, new=False)
    assert (few.habit, few.last_new) == (0.0, "2026-07-02T00:00:00+00:00")
    assert with_habit(BEFORE, early, NOW, new=False).last_new == "2026-01-01T00:00:00+00:00"
    assert with_habit(replace(BEFORE, last_new="2026-07-30"), seen, NOW, new=False).last_new == "2026-07-30"


@pytest.mark.parametrize(
    ("failed", "attempts", "hours"),
    [
        (ItemFailed("status 500"), 0, 1),
        (ItemFailed("status 500"), 1, 2),
        (ItemFailed("status 500"), 4, 16),
        (ItemFailed("status 500"), 40, 168),
        (ItemFailed("robots", lasting=True), 0, 168),
        (ItemFailed("retry-later", retry_after=1800.0), 5, 0.5),
    ],
)
def test_what_could_not_be_had_is_tried_again_later_and_later(failed: ItemFailed, attempts: int, hours: float) -> None:
    known = replace(item(1), attempts=attempts) if attempts else None
    row = refused(item(1), failed, known, NOW)
    assert (row.outcome, row.fault, row.attempts) == ("failed", failed.fault, attempts + 1)
    assert row.retry_at == (NOW + timedelta(hours=hours)).isoformat(timespec="seconds")


def test_a_run_that_was_begun_and_ended_is_what_the_next_one_begins_with(tmp_path: Path) -> None:
    with State(tmp_path / "state.db") as state:
        first = begin(state, "a", AT, swept=False)
        assert (first.run.baseline, first.announce, first.deep, dict(first.items)) == (True, "digest", True, {})
        state.put(first.row(Item("https://a.example/1", "甲市停车管理办法")))
        kept, _ = end(state, first, Seen(listed=1, new=1), Ending("ok"), NOW)
        assert state.runs("a") == [kept]
        second = begin(state, "a", AT, swept=False)
        assert (second.run.baseline, second.announce, second.deep) == (False, "item", False)
        assert list(second.items) == ["https://a.example/1"]
        end(state, second, Seen(), Ending("failed", "dns"), NOW)
        assert begin(state, "a", AT, swept=False).deep, "after a failure the list is gone through to its end"
        assert begin(state, "b", AT, swept=True).announce == "quiet", "what was swept before is not told again"
