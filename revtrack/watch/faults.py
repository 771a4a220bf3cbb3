"""Why a source or one of its items could not be looked at: kinds and facts; words are chosen where they are shown."""

from __future__ import annotations

from typing import Literal

from revtrack.errors import InvalidInput, OperationFailed, RevtrackError
from revtrack.watch.state import RunOutcome


class ListFailed(Exception):
    """A source could not be looked at: the outcome of its run and why."""

    def __init__(self, outcome: RunOutcome, fault: str, message: str = "", *, status: int | None = None) -> None:
        self.outcome: RunOutcome = outcome
        self.fault = fault
        self.message = message
        self.status = status
        super().__init__(outcome, fault, message)


class ItemFailed(Exception):
    """An item could not be had: why, after how many seconds it may be asked for again (None: as usual), and whether its
    page is not there (any more)."""

    def __init__(
        self,
        fault: str,
        *,
        outcome: Literal["failed", "blocked", "unreadable"] = "failed",
        retry_after: float | None = None,
        lasting: bool = False,
        gone: bool = False,
    ) -> None:
        self.fault = fault
        self.outcome = outcome
        self.retry_after = retry_after
        self.lasting = lasting
        self.gone = gone
        super().__init__(outcome, fault)


def kept(error: RevtrackError) -> tuple[str, str]:
    """(fault, message) by which a run keeps an error: its kind, and kind and facts."""
    if isinstance(error, InvalidInput | OperationFailed):
        facts = " ".join(f"{name}={value}" for name, value in error.facts.items())
        return error.kind, " ".join(filter(None, (error.kind, error.file, facts)))
    return "system", type(error).__name__
