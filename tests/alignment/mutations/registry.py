"""The kinds of mutation, each once: modules of `kinds` register changes, `rewritings` what changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from random import Random
from typing import TypeVar

from tests.alignment.mutations.texts import Form, Sentence, Slot, Text
from tests.alignment.mutations.truth import Truth

Item = TypeVar("Item")
#: A change is put into a text in place and gives its truth; nothing where the text has no place for it.
Changing = Callable[[Text, Random], Truth | None]
ChangingSentence = Callable[[Sentence, Random], Truth | None]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of change. `field` groups it; `backwards`: the old and the new text are exchanged, with the truth."""

    name: str
    field: str
    change: Changing
    form: Form | None
    backwards: bool = False


@dataclass(frozen=True, slots=True)
class Rewriting:
    """A kind of rewriting that changes nothing: of the text (in place; says whether it has a place for it), and of the
    words as they are written.
    """

    name: str
    rewrite: Callable[[Text, Random], bool]
    form: Form | None
    derivation: bool = False
    written: Callable[[str, Random], str] | None = None


KINDS: dict[str, Kind] = {}
REWRITINGS: dict[str, Rewriting] = {}


def change(name: str, field: str, *, back: str = "", form: Form | None = None) -> Callable[[Changing], Changing]:
    """Register a change of a text, and under the name `back` the same backwards."""

    def register(changing: Changing) -> Changing:
        _add(Kind(name, field, changing, form))
        if back:
            _add(Kind(back, field, changing, form, backwards=True))
        return changing

    return register


def on_sentence(
    name: str,
    field: str,
    *,
    back: str = "",
    form: Form | None = None,
    slot: Slot | None = None,
    kinds: Collection[str] = (),
) -> Callable[[ChangingSentence], ChangingSentence]:
    """Register a change of one sentence, drawn from those that have the slot and are of the kinds, where named."""

    def register(changing: ChangingSentence) -> ChangingSentence:
        def on_text(text: Text, rng: Random) -> Truth | None:
            fit = [one for one in text.sentences() if (not kinds or one.kind in kinds) and (not slot or one.has(slot))]
            rng.shuffle(fit)
            return next(filter(None, (changing(one, rng) for one in fit)), None)

        change(name, field, back=back, form=form)(on_text)
        return changing

    return register


def _add(kind: Kind) -> None:
    assert kind.name not in KINDS, kind.name
    KINDS[kind.name] = kind


def rewriting(
    name: str, *, form: Form | None = None, derivation: bool = False
) -> Callable[[Callable[[Text, Random], bool]], Callable[[Text, Random], bool]]:
    """Register a rewriting of a text in place; it says whether the text has a place for it."""

    def register(rewrite: Callable[[Text, Random], bool]) -> Callable[[Text, Random], bool]:
        assert name not in REWRITINGS, name
        REWRITINGS[name] = Rewriting(name, rewrite, form, derivation)
        return rewrite

    return register


def rewriting_of_words(
    name: str, *, form: Form | None = None
) -> Callable[[Callable[[str, Random], str]], Callable[[str, Random], str]]:
    """Register a rewriting of a text as it is written."""

    def register(rewrite: Callable[[str, Random], str]) -> Callable[[str, Random], str]:
        assert name not in REWRITINGS, name
        REWRITINGS[name] = Rewriting(name, _anywhere, form, written=rewrite)
        return rewrite

    return register


def _anywhere(_text: Text, _rng: Random) -> bool:
    return True


def other(rng: Random, pool: Sequence[Item], *but: Item) -> Item:
    """One of a pool that is none of those named."""
    return rng.choice([one for one in pool if one not in but])
