"""Where a text plays: who issues it, on which level, what has been named in it already."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import TypeVar

from tests.alignment.mutations.texts import Clause, Part, Sentence, Slot
from tests.alignment.mutations.values import Listing, Value
from tests.alignment.mutations.vocabulary import Matter, Thing, vocabulary

Item = TypeVar("Item")
#: Words of a sentence, with the slot that they fill.
Worded = tuple[Slot, str | Value]

ANYBODY = "任何单位和个人"


def sentence(kind: str, matter: Matter, *parts: Worded, end: str = "。") -> Sentence:
    """A sentence from its parts, those without words left out."""
    return Sentence(kind, matter, [Part(slot, value) for slot, value in parts if value != ""], end)


def one(name: str) -> Listing:
    """A list of one name."""
    return Listing((name,))


def must(who: str) -> tuple[Worded, ...]:
    """…应当: who is bound, and that it binds."""
    return (Slot.ACTOR, one(who)), (Slot.FORCE, "应当")


@dataclass
class Scene:
    """The surroundings of a text in the making. Things are handed out once as long as there are some left."""

    rng: Random
    matter: Matter
    level: str
    city: str
    district: str
    own_name: str = "本办法"
    used: set[str] = field(default_factory=set[str])

    @property
    def place(self) -> str:
        """The place that the text holds for: the city, or a district of it."""
        return self.city if self.level == "市" else self.district

    @property
    def authority(self) -> str:
        """The body in charge of the matter."""
        return self.level + self.matter.bureau

    @property
    def partner(self) -> str:
        """A second body that has to do with the matter."""
        return self.level + self.matter.partner

    @property
    def government(self) -> str:
        """The government of the level."""
        return f"{self.level}人民政府"

    def body(self, *but: str) -> str:
        """A body of the level that has not to do with the matter, and is none of those named."""
        names = [self.level + name for name in vocabulary().bureaus]
        return self.rng.choice([name for name in names if name not in (self.authority, self.partner, *but)])

    def fresh(self, pool: Sequence[Item]) -> Item:
        """One of a pool, none that was handed out before as long as there is another."""
        left = [one for one in pool if str(one) not in self.used] or list(pool)
        chosen = self.rng.choice(left)
        self.used.add(str(chosen))
        return chosen

    def task(self) -> tuple[str, Thing]:
        """An act and the thing that it is done to."""
        pairs = [(verb, thing) for thing in self.matter.things for verb in thing.verbs]
        verb, thing = self.fresh(pairs)
        return verb, thing

    def some(self, pool: Sequence[str], low: int, high: int) -> tuple[str, ...]:
        """Some of a pool, in its order."""
        number = min(self.rng.randint(low, high), len(pool))
        return tuple(sorted(self.rng.sample(list(pool), number), key=list(pool).index))

    def maybe(self, words: str, share: float = 0.4) -> str:
        """Words now and then."""
        return words if self.rng.random() < share else ""


#: What makes a clause of a text, in its surroundings.
Template = Callable[[Scene], Clause]
