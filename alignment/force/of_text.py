"""Everything that a text says of force: what it ends and amends, when it binds, how it was amended itself."""

from __future__ import annotations

from alignment.force.amends import amended_by
from alignment.force.events import events_of
from alignment.force.history import history_of
from alignment.force.model import ForceEvent
from alignment.model import Side


def force_of(side: Side, title: str = "") -> tuple[ForceEvent, ...]:
    """The events of force of a text, called by its title; those of its history first, then in reading order."""
    return (*history_of(side), *events_of(side), *amended_by(side, title or side.title))
