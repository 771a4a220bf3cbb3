"""What a tool found, before it is bounded and given its sources."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from revtrack.assistants.asked import Paged

Form = dict[str, Any]


class Unknown(NamedTuple):
    """Something that the corpus does not know: its kind (a key of `words.assistants`) and what fills the sentence."""

    kind: str
    facts: Mapping[str, object] = {}


@dataclass(frozen=True)
class Told:
    """What a tool found: `facts` are told once, `items` are those of a list of `total` from `offset` on.

    `page` is the path of the page that shows it, `unknown` what cannot be known of this answer besides what can never
    be known by this tool.
    """

    facts: Form
    name: str = ""
    items: Sequence[Form] = ()
    total: int = 0
    offset: int = 0
    page: str = ""
    unknown: tuple[Unknown, ...] = field(default=())


def told_part(
    facts: Form, name: str, items: Iterable[Form], asked: Paged, *, page: str, unknown: Iterable[Unknown] = ()
) -> Told:
    """The part of a whole list that was asked for."""
    every = list(items)
    some = every[asked.offset : asked.offset + asked.limit]
    return Told(facts, name, some, len(every), asked.offset, page, tuple(unknown))


def cover(covered: int, versions: int, of: str) -> tuple[Unknown, ...]:
    """That not all texts were read for something."""
    return (Unknown(f"unread-{of}", {"covered": covered, "versions": versions}),) if covered < versions else ()


def without(form: Form, *names: str) -> Form:
    """A form without some of its keys."""
    return {name: value for name, value in form.items() if name not in names}


def filled(form: Form) -> Form:
    """A form without what is empty: of a duty most fields are."""
    return {name: value for name, value in form.items() if value not in (None, "", [], {}, False)}
