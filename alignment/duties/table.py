"""The fields of a duty, once: what each is, and which ways it can turn.

Whatever names the fields (reviews, columns, words, JSON, filters) follows this table; a field is one row here, a
comparer in `comparing`, its words in `revtrack/words`, and its tests.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a duty. `directions` are the ways in which it can change; `context`: shown with every change."""

    name: str
    directions: tuple[str, ...]
    context: bool = False


_SET = ("set", "dropped")
_FORCE = ("stronger", "weaker")
_REACH = ("wider", "narrower")
TABLE: tuple[Field, ...] = (
    Field("actor", (*_REACH, *_FORCE, *_SET, "other"), context=True),
    Field("modality", (*_FORCE, "other")),
    Field("action", (*_FORCE, *_REACH, *_SET, "other")),
    Field("object", (*_REACH, *_FORCE, *_SET, "other")),
    Field("deadline", ("earlier", "later", *_SET, "other"), context=True),
    Field("quantity", ("more", "fewer", *_SET, "other")),
    Field("scope", (*_REACH, *_SET, "other")),
    Field("condition", (*_SET, *_REACH, "other")),
    Field("reporting", (*_SET, *_FORCE, *_REACH, "other")),
)
#: The names of the fields, in the order in which a reader asks for them.
FIELDS: tuple[str, ...] = tuple(field.name for field in TABLE)
#: Every way in which a field can change.
DIRECTIONS: tuple[str, ...] = tuple(dict.fromkeys(way for field in TABLE for way in field.directions))
#: The ways in which each field can change.
WAYS: Mapping[str, tuple[str, ...]] = {field.name: field.directions for field in TABLE}
#: The fields that are shown with every change, whether they changed or not.
CONTEXT_FIELDS: tuple[str, ...] = tuple(field.name for field in TABLE if field.context)
