"""Health: silence against habit, walls, empty lists, failures; and the numbers for Prometheus."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from revtrack.watch.health import health, metrics, worst
from revtrack.watch.sources import Source
from revtrack.watch.state import Run, SeenItem, SourceState, State
from revtrack.words.watch import watch_words

NOW = datetime(2026, 8, 1, 8, tzinfo=UTC)
SOURCE = Source(name="a", title='甲"市', kind="list", address="http://a.test/")
DAY = 86_400.0


@pytest.fixture
def state(tmp_path: Path) -> Iterator[State]:
    with State(tmp_path / "state.db") as made:
        yield made


def ago(days: float) -> str:
    return (NOW - timedelta(days=days)).isoformat(timespec="seconds")


def keep(state: State, run: dict[str, Any] | None = None, **known: Any) -> None:
    """A run that ended now, and what is known of the source after it."""
    key = state.begin_run("a", ago(0), baseline=False)
    base = SourceState(name="a", last_run=ago(0), last_outcome="ok", last_new=ago(2), habit=3 * DAY, longest=9 * DAY)
    state.end_run(Run(source="a", key=key, started=ago(0), **{"outcome": "ok", **(run or {})}), replace(base, **known))


@pytest.mark.parametrize(
    ("known", "run", "status", "kinds"),
    [
        ({}, {}, "ok", []),
        ({"last_new": ago(14)}, {}, "warning", ["silent"]),
        ({"last_new": ago(40)}, {}, "alarm", ["silent"]),
        ({"last_new": ago(50), "habit": 0.0, "longest": 0.0}, {}, "ok", []),
        ({"last_new": ago(70), "habit": 0.0, "longest": 0.0}, {}, "warning", ["silent"]),
        ({"last_outcome": "failed", "failures": 1, "last_fault": "dns"}, {}, "warning", ["failing"]),
        ({"last_outcome": "failed", "failures": 3, "last_fault": "dns"}, {}, "alarm", ["failing"]),
        ({"last_outcome": "blocked", "blocked": 0.9}, {}, "alarm", ["blocked"]),
        ({"blocked": 0.7}, {}, "alarm", ["blocked"]),
        ({"last_outcome": "empty", "odd": 1, "listed": 20}, {}, "alarm", ["empty"]),
        ({"last_outcome": "shrunk", "odd": 1, "listed": 20}, {"listed": 3}, "alarm", ["shrunk"]),
        ({"last_fault": "status"}, {}, "warning", ["incomplete"]),
        ({}, {"failed": 3, "stored": 7}, "warning", ["items-failing"]),
        ({}, {"failed": 6, "stored": 4}, "alarm", ["items-failing"]),
    ],
)
def test_what_is_wrong_is_told(
    state: State, known: dict[str, Any], run: dict[str, Any], status: str, kinds: list[str]
) -> None:
    for at in range(run.get("failed", 0)):
        state.put(SeenItem(source="a", address=f"http://a.test/{at}", outcome="failed"))
    keep(state, run, **known)
    found = health([SOURCE], state, now=NOW)[0]
    assert (found.status, [reason.kind for reason in found.reasons]) == (status, kinds)


def test_items_that_were_had_since_are_no_fault_and_those_that_fail_are_counted_in_words(state: State) -> None:
    keep(state, {"failed": 1, "stored": 2})
    item = SeenItem(source="a", address="http://a.test/1", outcome="failed", fault="status 500")
    state.put(item)
    (reason,) = health([SOURCE], state, now=NOW)[0].reasons
    assert (reason.kind, reason.value, reason.usual) == ("items-failing", 1, 0.333)
    assert watch_words("en").reason(reason).startswith("1 documents cannot be had")
    state.put(replace(item, outcome="known", fault=""))
    assert health([SOURCE], state, now=NOW)[0].status == "ok"


def test_a_document_may_rest_for_years(state: State) -> None:
    keep(state, last_new=ago(900))
    assert health([replace(SOURCE, kind="document")], state, now=NOW)[0].status == "ok"


def test_a_watch_that_does_not_run_is_told(state: State) -> None:
    keep(state)
    for late, status in ((0.1, "ok"), (0.4, "warning"), (3, "alarm")):
        state.set_due("a", ago(late))
        assert health([SOURCE], state, now=NOW)[0].status == status


def test_sources_that_never_ran_or_are_switched_off(state: State) -> None:
    off = replace(SOURCE, name="b", enabled=False)
    found = health([SOURCE, off], state, now=NOW)
    assert [one.status for one in found] == ["warning", "off"]
    assert [reason.kind for reason in found[0].reasons] == ["never-run"]
    assert worst(found) == "warning"
    assert worst([]) == "ok"


def test_metrics_are_in_the_format_of_prometheus(state: State) -> None:
    keep(state, last_outcome="empty")
    text = metrics(health([SOURCE, replace(SOURCE, name="b")], state, now=NOW), now=NOW)
    assert 'revtrack_watch_status{source="a"} 2' in text
    assert 'revtrack_watch_problem{source="a",kind="empty"} 1' in text
    assert f'revtrack_watch_last_run_timestamp_seconds{{source="a"}} {NOW.timestamp():.12g}' in text
    for line in text.splitlines():
        assert re.fullmatch(r"# (?:HELP|TYPE) revtrack_watch_\w+ .+|revtrack_watch_\w+\{[^{}]+\} -?[\d.e+]+", line)
    names = re.findall(r"# TYPE (\S+)", text)
    assert len(names) == len(set(names))
