"""The changes of substance, a module a field; importing them registers every kind."""

from tests.alignment.mutations.kinds import (
    actions,
    actors,
    conditions,
    deadlines,
    frame,
    modality,
    penalties,
    quantities,
    reporting,
    structure,
)

__all__ = [
    "actions",
    "actors",
    "conditions",
    "deadlines",
    "frame",
    "modality",
    "penalties",
    "quantities",
    "reporting",
    "structure",
]
