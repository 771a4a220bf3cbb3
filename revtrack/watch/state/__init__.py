"""What the watch remembers: items seen, runs, what waits for a decision, what is told. Not derivable.

Each method is one transaction, all of it or nothing: a process may be killed between any two of them, and what it did
not write is done again by the next run.
"""

from __future__ import annotations

from revtrack.watch.state.entries import EntryRows
from revtrack.watch.state.events import EventRows
from revtrack.watch.state.items import ItemRows
from revtrack.watch.state.ledger import LedgerRows
from revtrack.watch.state.outbox import OutboxRows
from revtrack.watch.state.rows import (
    Announce,
    Channel,
    Entry,
    EntryKind,
    EntryStatus,
    Event,
    EventKind,
    ItemOutcome,
    Match,
    Message,
    MessageStatus,
    Run,
    RunOutcome,
    SeenItem,
    SourceState,
    Subscription,
    SubscriptionKind,
    Task,
    TaskKind,
    TaskState,
    moment_of,
)
from revtrack.watch.state.runs import RunRows
from revtrack.watch.state.subscriptions import SubscriptionRows
from revtrack.watch.state.tasks import TaskRows

#: The file beside the catalog.
STATE = "state.db"

__all__ = [
    "STATE",
    "Announce",
    "Channel",
    "Entry",
    "EntryKind",
    "EntryStatus",
    "Event",
    "EventKind",
    "ItemOutcome",
    "Match",
    "Message",
    "MessageStatus",
    "Run",
    "RunOutcome",
    "SeenItem",
    "SourceState",
    "State",
    "Subscription",
    "SubscriptionKind",
    "Task",
    "TaskKind",
    "TaskState",
    "moment_of",
]


class State(ItemRows, EventRows, RunRows, EntryRows, LedgerRows, OutboxRows, SubscriptionRows, TaskRows):
    """The watch's database with all its tables: a path of a file, or the URL of a database."""
