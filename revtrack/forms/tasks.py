"""The JSON forms of tasks: documented in docs/json.md; keys are added, never changed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from revtrack.tasks.desk import Given


def task(given: Given) -> dict[str, Any]:
    """A task: what, for whom, until when, how far; accounts are told by their ids."""
    one = given.task
    return {
        "id": one.token,
        "kind": one.kind,
        "old": one.old if one.kind == "comparison" else None,
        "new": one.new if one.kind == "comparison" else None,
        "task": one.way or None,
        "entry": one.old if one.kind == "inbox" else None,
        "title": one.title,
        "assignee": one.assignee,
        "by": one.made_by,
        "due": one.due or None,
        "state": one.state,
        "overdue": given.overdue,
        "note": one.note,
        "page": given.path,
        "made_at": one.made_at,
        "changed_at": one.changed_at,
        "changed_by": one.changed_by,
    }


def tasks(found: Iterable[Given]) -> dict[str, Any]:
    """`revtrack tasks`."""
    return {"tasks": [task(one) for one in found]}
