"""One event of force, as a text states it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

#: What happens: a document ends by another's words (repeal, replace, suspend) or gets other words (amend), a text says
#: when it binds itself (effect, expiry, trial), or the note under its title tells that it was amended (amended).
EventKind = Literal["repeal", "replace", "suspend", "amend", "effect", "expiry", "trial", "amended"]


@dataclass(frozen=True, slots=True)
class ForceEvent:
    """An event with its words.

    `title` and `number` name the document it happens to ("" for the text itself; of amended, the decision by which),
    `made` is the day or year that the text gives that document, by which namesakes are told apart. `day` is from when
    (YYYY-MM-DD; of an expiry the last day in force, of amended the day of amending), "" where it follows from the
    text's own day of effect; `months` is the term of an expiry that names one. `part` is what of the document ends
    where not all of it does. `clause` is the id of the clause of the quote.
    """

    kind: EventKind
    quote: str
    clause: str
    title: str = ""
    number: str = ""
    made: str = ""
    day: str = ""
    months: int = 0
    part: str = ""
