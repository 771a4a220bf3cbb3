"""Draws: a text by seed, a kind put into one place of it, and what is true of the two texts then."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random

from alignment.model import Task
from tests.alignment.mutations import kinds, rewritings
from tests.alignment.mutations.plans import plan
from tests.alignment.mutations.registry import KINDS, REWRITINGS, Kind, Rewriting
from tests.alignment.mutations.regulations import regulation
from tests.alignment.mutations.texts import Form, Text
from tests.alignment.mutations.truth import Truth

#: Importing the two packages has registered every kind.
PACKAGES = (kinds, rewritings)
_MAKERS: dict[Form, Callable[[Random], Text]] = {"regulation": regulation, "plan": plan}
#: So many texts are tried before a kind is said to fit none.
_TRIES = 300


@dataclass(frozen=True, slots=True)
class Draw:
    """Two texts that differ in one place, by a kind; no truth where they differ in nothing that counts."""

    kind: str
    field: str
    old: str
    new: str
    task: Task = "revision"
    truth: Truth | None = None


def names() -> list[str]:
    """The names of all kinds, changes first."""
    return [*KINDS, *REWRITINGS]


def draws(seed: int, count: int, only: str = "") -> Iterator[Draw]:
    """So many draws, all kinds in turn and in an order by seed, the same for the same seed.

    `only`: no kinds but those whose name holds the words.
    """
    chosen = [name for name in names() if only in name]
    Random(seed).shuffle(chosen)  # noqa: S311 - a drawing that can be repeated
    for number in range(count if chosen else 0):
        name = chosen[number % len(chosen)]
        yield draw(name, f"{seed}/{number // len(chosen)}/{name}")


def draw(name: str, seed: str) -> Draw:
    """One draw of a kind; the same for the same seed.

    Raises:
        LookupError: no text has a place for the kind.
    """
    rng = Random(seed)  # noqa: S311 - a drawing that can be repeated
    one = KINDS.get(name) or REWRITINGS[name]
    for _ in range(_TRIES):
        form: Form = one.form or rng.choice(("regulation", "plan"))
        text = _MAKERS[form](rng)
        found = _changed(one, text, rng) if isinstance(one, Kind) else _rewritten(one, text, rng)
        if found and found.old != found.new:
            return found
    raise LookupError(name)


def _changed(kind: Kind, text: Text, rng: Random) -> Draw | None:
    before = text.write()
    found = kind.change(text, rng)
    if not found:
        return None
    after = text.write()
    if kind.backwards:
        return Draw(kind.name, kind.field, after, before, truth=found.turned())
    return Draw(kind.name, kind.field, before, after, truth=found)


def _rewritten(kind: Rewriting, text: Text, rng: Random) -> Draw | None:
    before = text.write()
    if not kind.rewrite(text, rng):
        return None
    after = text.write()
    after = kind.written(after, rng) if kind.written else after
    if kind.derivation:
        return Draw(kind.name, "rewriting", before, after, task="derivation")
    if rng.random() < 0.5:
        before, after = after, before
    return Draw(kind.name, "rewriting", before, after)
