"""Tasks on the pages of what they are about: who has a comparison or an entry of the inbox, and who may give it."""

from __future__ import annotations

from fastapi import Request

from revtrack.accounts.roles import Action
from revtrack.tasks.desk import Given, TaskDesk
from web.asking import tracker_of
from web.gate import known_of, may


def tasks_of(request: Request) -> TaskDesk:
    """Who is to do what by when."""
    return tracker_of(request).tasks


def may_assign(request: Request) -> bool:
    """Whether whoever asks may give tasks to somebody: there are accounts, and her role allows it."""
    return known_of(request) is not None and may(request, Action.CHANGE)


def about_comparison(request: Request, old: str, new: str) -> list[Given]:
    """The open tasks about a comparison of two versions, for its page."""
    return tasks_of(request).about(old, new) if known_of(request) is not None else []


def about_entries(request: Request) -> dict[str, list[Given]]:
    """The open tasks about entries of the inbox, by entry, for its page."""
    return tasks_of(request).of_entries() if known_of(request) is not None else {}
