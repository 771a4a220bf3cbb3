"""The paragraph that opens a comparison: what changed in duties and for whom, the weightiest first.

Each claim is made from rows of the report and names them: its figure is how many rows there are of its sort, as the
filter counts them, and its examples carry the number and the anchor of the row that shows them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest

from rich.cells import cell_len

from alignment.model import Task
from revtrack.export.beside import Other
from revtrack.export.entries import Entry, Remark
from revtrack.export.quotes import quoted, shortened
from revtrack.words.phrases import Words

#: So many columns of a terminal the paragraph may take (a Chinese character takes two), six lines of a page; so many
#: characters a quote in it and a value.
_ROOM, _QUOTE, _VALUE = 660, 22, 14
#: So many bodies are named at most, those with a long name left out, and so many kinds of other substance.
_BODIES, _NAME, _KINDS = 2, 10, 3
#: So many rows of a claim are told at most, out of the first so many: some are told by another claim.
_EXAMPLES, _OFFERED = 3, 12
#: Types of duties that say what an offence costs.
_SANCTIONS = frozenset(("penalty", "liability"))


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the paragraph. `anchor` is the row that it rests on, "" for words between; `zh`: in Chinese;
    `detail`: an example and what joins it, which a small screen leaves out."""

    text: str
    anchor: str = ""
    zh: bool = False
    detail: bool = False


@dataclass(frozen=True, slots=True)
class Example:
    """A row as a claim tells it: its words, what is said behind them, its number as shown, and its anchor."""

    words: str
    after: str
    number: str
    anchor: str

    @property
    def length(self) -> int:
        """How many columns it takes."""
        return cell_len(self.words + self.after + self.number) + 4


@dataclass(frozen=True, slots=True)
class Claim:
    """One sort of change: what is said of it, the rows that it rests on, and those of them that may be told."""

    head: str
    bodies: str
    rows: tuple[str, ...]
    examples: tuple[Example, ...]


def claims(
    entries: Sequence[Entry], others: Sequence[Other], remarks: Sequence[Remark], task: Task, say: Words
) -> tuple[Claim, ...]:
    """What the rows of a report add up to, the weightiest first: what is new and for whom, who bears it, how firmly, by
    when, how much, at what cost; what fell away; what else changed; what the text points at and lacks.

    Args:
        entries: the changes of duties, as rows.
        others: the other changes of substance, as rows.
        remarks: the findings.
        task: what the comparison is for.
        say: the words of the reader's language.
    """
    return tuple(chain(_of_duties(entries, task, say), _of_others(others, say), _of_remarks(remarks, say)))


def paragraph(found: Sequence[Claim], say: Words) -> tuple[Part, ...]:
    """The claims as one paragraph of at most some six lines; () where there is nothing to claim."""
    told = _told(found)
    parts: list[Part] = []
    for claim, examples in zip(found, told, strict=True):
        parts.append(Part(say.lead_between if parts else ""))
        parts.append(Part(claim.head, claim.rows[0]))
        if claim.bodies:
            parts.append(Part(say.bracketed(claim.bodies)))
        for at, example in enumerate(examples):
            parts.append(Part(say.joiner if at else say.colon, detail=True))
            parts.append(Part(example.words, example.anchor, zh=True, detail=True))
            parts.append(Part(f"{example.after}{say.row_number(example.number)}", example.anchor, detail=True))
        if examples and len(examples) < len(claim.rows):
            parts.append(Part(say.and_more, detail=True))
    return tuple(part for part in (*parts, Part(say.stop if parts else "")) if part.text)


def _told(found: Sequence[Claim]) -> list[list[Example]]:
    """The examples of each claim: the first of each, then the second of each, as far as there is room.

    A row that one claim tells is told by no other as long as that one has rows of its own.
    """
    room = _ROOM - sum(cell_len(claim.head + claim.bodies) + 6 for claim in found)
    told: list[list[Example]] = [[] for _ in found]
    used: set[str] = set()
    ordered = [sorted(claim.examples, key=lambda one: one.anchor in used) for claim in found]
    for rank in zip_longest(*(examples[:_EXAMPLES] for examples in ordered)):
        for at, example in enumerate(rank):
            if example is None or (told[at] and example.anchor in used):
                continue
            if example.length <= room:
                room -= example.length
                told[at].append(example)
                used.add(example.anchor)
    return told


def _of_duties(entries: Sequence[Entry], task: Task, say: Words) -> Iterator[Claim]:
    def of(kind: str) -> list[Entry]:
        return [entry for entry in entries if entry.change == kind]

    def turned(name: str, *directions: str) -> list[Entry]:
        rows = (entry for entry in of("modified") if name in entry.fields)
        return [entry for entry in rows if not directions or entry.directions.get(name, "") in directions]

    yield from _claim(say.lead_kind("added", task), of("added"), _quoted, say)
    yield from _claim(say.field_change("actor"), turned("actor"), _values("actor", say), say)
    for direction in ("stronger", "weaker"):
        head = say.field_change("modality", direction)
        yield from _claim(head, turned("modality", direction), _values("modality", say), say)
    for name in ("deadline", "quantity"):
        yield from _claim(say.field_change(name), turned(name), _values(name, say), say)
    sanctions = [entry for entry in of("modified") if entry.type in _SANCTIONS]
    yield from _claim(say.lead_sanctions, sanctions, _quoted, say)
    yield from _claim(say.lead_kind("removed", task), of("removed"), _quoted, say)
    said = {"actor", "deadline", "quantity"}
    rest = [
        entry
        for entry in of("modified")
        if not said & set(entry.fields)
        and entry.directions.get("modality", "") not in {"stronger", "weaker"}
        and entry.type not in _SANCTIONS
    ]
    yield from _claim(say.lead_rest, rest, _quoted, say)


def _claim(name: str, rows: Sequence[Entry], words: Callable[[Entry], tuple[str, str]], say: Words) -> Iterator[Claim]:
    if not rows:
        return
    yield Claim(
        head=say.lead_count(name, len(rows)),
        bodies=_bodies(rows, say),
        rows=tuple(entry.id for entry in rows),
        examples=tuple(Example(*words(entry), str(entry.number), entry.id) for entry in rows[:_OFFERED]),
    )


def _bodies(rows: Sequence[Entry], say: Words) -> str:
    """Whom most of the duties bind that stand on one side only, and how many; "" where no body has two of them."""
    alone = [entry for entry in rows if entry.change != "modified"]
    counted = Counter(actor for entry in alone for actor in entry.actors)
    named = [(body, count) for body, count in counted.most_common() if count > 1 and len(body) <= _NAME][:_BODIES]
    told = [f"{body} {count}" for body, count in named]
    return say.listed(told) + (say.and_more if told and len(counted) > len(told) else "")


def _quoted(entry: Entry) -> tuple[str, str]:
    """The duty in its own words, behind the body that it binds where they do not name it."""
    words = shortened(quoted(entry.new or entry.old), _QUOTE)
    who = shortened(entry.actors[-1], _VALUE) if entry.actors else ""
    return f"{'' if who in words else who}“{words}”", ""


def _values(name: str, say: Words) -> Callable[[Entry], tuple[str, str]]:
    """A field before and after, and which way it went; one that only one text has, and that it came or went."""

    def told(entry: Entry) -> tuple[str, str]:
        fact = next((fact for fact in entry.facts if fact.name == name), None)
        if fact is None or fact.old == fact.new:
            return _quoted(entry)
        if not (fact.old and fact.new):
            value = shortened(fact.new or fact.old, _VALUE)
            return f"“{value}”", say.bracketed(say.lead_came if fact.new else say.lead_went)
        values = (shortened(value, _VALUE) for value in (fact.old, fact.new))
        direction = entry.directions.get(name, "")
        silent = name in {"actor", "modality"} or direction in {"", "other"}
        return f" {say.arrow} ".join(values), "" if silent else say.bracketed(say.direction(direction))

    return told


def _of_others(others: Sequence[Other], say: Words) -> Iterator[Claim]:
    if not others:
        return
    told = [f"{say.substance[kind]} {count}" for kind, count in Counter(item.kind for item in others).most_common()]
    examples = (
        Example(f"“{shortened(item.words[1] or item.words[0], _QUOTE)}”", "", str(item.number), item.id)
        for item in sorted(others, key=lambda item: item.kind in {"other", "status"})[:_OFFERED]
    )
    yield Claim(
        say.substance_counts(len(others)), say.listed(told[:_KINDS]), tuple(one.id for one in others), tuple(examples)
    )


def _of_remarks(remarks: Sequence[Remark], say: Words) -> Iterator[Claim]:
    if not remarks:
        return
    examples = (
        Example(f"“{shortened(remark.quote, _QUOTE)}”" if remark.quote else "", remark.title, f"⚠{number}", remark.id)
        for number, remark in enumerate(remarks, start=1)
    )
    yield Claim(say.finding_counts(len(remarks)), "", tuple(one.id for one in remarks), tuple(examples))
