"""What a report shows beside the duties: other changes of substance one by one, and the rest by sort."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from alignment.inline import mark_changes
from alignment.model import ENTRY_CLASSES, ClauseRow, Comparison, Entry, SideName, Span
from revtrack.export.places import Place, Places
from revtrack.export.quotes import Quote, quote_of, quoted
from revtrack.export.said import Told
from revtrack.words.phrases import CHANGE_SIGNS, Words

#: So many places of mere wording are shown of each sort; of a place so many characters.
_EXAMPLES, _LONGEST = 20, 80
#: The classes of which each entry is one difference; an entry of another class gathers all of its sort.
_SINGLE = frozenset({"renamed", "moved"})
#: The sign of what stands on both sides and reads otherwise.
EDITED_SIGN = "✎"
_SIDES: tuple[SideName, SideName] = ("old", "new")


@dataclass(frozen=True, slots=True)
class Other:
    """A difference above wording that is no duty's: its name, the quote of each side, None where it has none.

    `entry` is its id in the account, `kind` the kind of substance or the class, `change` added, removed or modified by
    the sides that have it, `reviews` what people said of it.
    """

    id: str
    number: int
    entry: str
    kind: str
    change: str
    name: str
    sign: str
    old: Quote | None
    new: Quote | None
    reviews: tuple[Told, ...] = ()

    @property
    def quotes(self) -> tuple[Quote | None, Quote | None]:
        """Old and new, in this order."""
        return (self.old, self.new)

    @property
    def words(self) -> tuple[str, str]:
        """Both quotes without marks, "" for none; the same words are said once."""
        old, new = map(quoted, self.quotes)
        return old, new if new != old else ""


@dataclass(frozen=True, slots=True)
class Instance:
    """One place of a difference that is found in many: where it stands, and the words that only one side has there.

    The words are "" where both sides read the same, only at another place.
    """

    anchor: str
    address: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Rest:
    """Differences of one sort that change nothing anybody has to do: how many places, and what they are.

    Those above wording that have words are `rows`, one by one; a sort that is gathered in one entry has `instances`,
    of mere wording the first ones; `places` counts them all.
    """

    name: str
    count: str
    rows: tuple[Other, ...]
    instances: tuple[Instance, ...]
    places: int


class Beside:
    """What a comparison holds beside the duties. `reviews` gives for the id of an entry what people said of it."""

    def __init__(
        self, comparison: Comparison, places: Places, vocabulary: Words, reviews: Mapping[int | str, tuple[Told, ...]]
    ) -> None:
        self._comparison, self._places, self._vocabulary, self._reviews = comparison, places, vocabulary, reviews
        self._rows: dict[tuple[SideName, str], ClauseRow] = {}
        for row in comparison.rows:
            for side, names in zip(_SIDES, (row.old, row.new), strict=True):
                self._rows |= {(side, name): row for name in names}

    def others(self, before: int) -> Iterator[Other]:
        """The changes of other substance in the order of the account, numbered on from the duties."""
        substance = (entry for entry in self._comparison.account if entry.cls == "substance")
        for number, entry in enumerate(substance, start=before + 1):
            yield self._other(entry, number, self._vocabulary.substance_name(entry.kind))

    def dismissed(self, found: Iterable[tuple[Entry, Told]]) -> Iterator[Other]:
        """The differences that a person took away, each with her word; they have no numbers."""
        for entry, word in found:
            name = (
                self._vocabulary.substance_name(entry.kind)
                if entry.cls == "substance"
                else self._vocabulary.rest_name(entry.cls, entry.kind, entry.proof)
            )
            yield replace(self._other(entry, 0, name), reviews=(word,))

    def rest(self, before: int) -> Iterator[Rest]:
        """What differs and changes no duty and nothing else of substance, by sort, the weightiest first."""
        sorts: dict[str, list[Entry]] = {}
        for cls in ENTRY_CLASSES[2:]:
            for entry in self._comparison.account:
                if entry.cls == cls:
                    name = self._vocabulary.rest_name(cls, entry.kind, entry.proof)
                    sorts.setdefault(name, []).append(entry)
        for name, entries in sorts.items():
            told = [entry for entry in entries if entry.row and (entry.old or entry.new)]
            rows = tuple(self._other(entry, number, name) for number, entry in enumerate(told, start=before + 1))
            before += len(rows)
            gathered = [entry for entry in entries if entry.cls not in _SINGLE]
            instances = tuple(one for entry in gathered for one in self._instances(entry))
            count = len(instances) + sum(_clauses(entry) for entry in entries if entry.cls in _SINGLE)
            kept = instances if any(entry.told for entry in gathered) else instances[:_EXAMPLES]
            yield Rest(name, self._vocabulary.places(count), rows, kept, len(instances))

    def _other(self, entry: Entry, number: int, name: str) -> Other:
        marked = mark_changes(entry.old, entry.new)
        old, new = (
            quote_of(side, self._place(entry, side), marked, self._comparison.task, self._vocabulary) if words else None
            for side, words in zip(_SIDES, (entry.old, entry.new), strict=True)
        )
        change = "modified" if entry.old and entry.new else "removed" if entry.old else "added"
        return Other(
            id=f"e-{entry.id}",
            number=number,
            entry=entry.id,
            kind=entry.kind if entry.cls == "substance" else entry.cls,
            change=change,
            name=name,
            sign=EDITED_SIGN if change == "modified" else CHANGE_SIGNS[change],
            old=old,
            new=new,
            reviews=self._reviews.get(entry.id, ()),
        )

    def _place(self, entry: Entry, side: SideName) -> Place:
        """Where the words of a side stand: what the entry explains there, the counterpart, or the duty it affects."""
        span = next((one for one in entry.spans if one.side == side), None)
        if span:
            return self._places.clause(side, span.clause)
        row = next(
            (self._rows[one.side, one.clause] for one in entry.spans if (one.side, one.clause) in self._rows), None
        )
        if row and getattr(row, side):
            return self._places.clause(side, getattr(row, side)[0])
        duty = next((one for one in entry.duties if one.side == side), None)
        return self._places.sentence(duty.sentence) if duty else Place("", "")

    def _instances(self, entry: Entry) -> Iterator[Instance]:
        """The places of an entry that gathers many, row by row, with what only one side has there."""
        found: dict[tuple[str, ...], list[Span]] = {}
        for span in entry.spans:
            row = self._rows.get((span.side, span.clause))
            key = (*row.old, "", *row.new) if row else (span.side, span.clause)
            found.setdefault(key, []).append(span)
        for spans in found.values():
            old, new = (self._place(replace(entry, spans=tuple(spans), duties=()), side) for side in _SIDES)
            addresses = dict.fromkeys(filter(None, (old.address, new.address)))
            words = [self._words(span for span in spans if span.side == side) for side in _SIDES]
            yield Instance(
                anchor=new.anchor or old.anchor,
                address=f" {self._vocabulary.arrow} ".join(addresses),
                old=words[0] if words[0] != words[1] else "",
                new=words[1] if words[0] != words[1] else "",
            )

    def _words(self, spans: Iterable[Span]) -> str:
        """The words of some stretches of one side; "…" stands for what lies between two of them."""
        sides = {"old": self._comparison.old, "new": self._comparison.new}
        said, last = "", None
        for span in sorted(spans, key=lambda one: (one.clause, one.start)):
            if last and (last.clause, last.end) != (span.clause, span.start):
                said += "…"
            said += sides[span.side].by_clause[span.clause].text[span.start : span.end]
            last = span
        said = said.strip()
        return said if len(said) <= _LONGEST else f"{said[:_LONGEST]}…"


def _clauses(entry: Entry) -> int:
    """In how many clauses an entry stands, on the side where there are more."""
    clauses = Counter(side for side, _ in {(span.side, span.clause) for span in entry.spans})
    return max(1, *(clauses[side] for side in _SIDES))
