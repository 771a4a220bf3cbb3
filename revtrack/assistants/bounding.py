"""Answers of a bounded size: what does not fit is left out, and it is said what and how to get it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, NamedTuple, cast

#: A plain value as JSON has it, and the two kinds of it that hold others.
Object = dict[str, Any]

#: Steps of cutting, one after the other until a value fits: entries of a list, characters of a text.
_STEPS = ((50, 4_000), (20, 2_000), (10, 1_000), (5, 500), (2, 200), (1, 80))
#: What is cut off a text is marked so.
MARK = "…"


class Cut(NamedTuple):
    """Something that was cut: where it stands, how much of it was kept, and how much there is (entries, characters)."""

    where: str
    kept: int
    of: int


def size(value: object) -> int:
    """Characters of a value as JSON."""
    return len(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def fitted(value: Any, most: int, where: str) -> tuple[Any, list[Cut]]:
    """A plain value within so many characters of JSON, and what was cut of its lists and texts for it."""
    cuts: list[Cut] = []
    for entries, characters in _STEPS:
        if size(value) <= most:
            break
        cuts = []
        made = _cut(value, entries, characters, where, cuts)
        if size(made) <= most:
            return made, cuts
    else:
        return (_cut(value, *_STEPS[-1], where, cuts := []), cuts)
    return value, cuts


def object_of(value: object) -> Object | None:
    """A plain value that is an object; None for another."""
    return cast("Object", value) if isinstance(value, dict) else None


def list_of(value: object) -> list[Any] | None:
    """A plain value that is a list; None for another."""
    return cast("list[Any]", value) if isinstance(value, list) else None


def _cut(value: Any, entries: int, characters: int, where: str, cuts: list[Cut]) -> Any:
    if isinstance(value, str):
        if len(value) <= characters:
            return value
        cuts.append(Cut(where, characters, len(value)))
        return value[:characters] + MARK
    if (form := object_of(value)) is not None:
        return {name: _cut(one, entries, characters, f"{where}/{name}", cuts) for name, one in form.items()}
    if (some := list_of(value)) is not None:
        if len(some) > entries:
            cuts.append(Cut(where, entries, len(some)))
        return [_cut(one, entries, characters, f"{where}/{at}", cuts) for at, one in enumerate(some[:entries])]
    return value


def objects(value: object) -> Iterator[Object]:
    """Every object within a plain value, itself first."""
    if (form := object_of(value)) is not None:
        yield form
    for one in form.values() if form is not None else list_of(value) or ():
        yield from objects(one)
