"""What a report shows, before it is HTML or Markdown: the neutral view model that both renderings share.

Everything here is text in the language of the reader and plain values; nothing is escaped yet and nothing is markup.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from alignment.duties.table import FIELDS
from alignment.inline import mark_changes
from alignment.model import (
    Comparison,
    Finding,
    Link,
    Obligation,
    ObligationChange,
    SideName,
    Task,
)
from revtrack.export.beside import EDITED_SIGN, Beside, Other, Rest
from revtrack.export.entries import Entry, Fact, Remark
from revtrack.export.fulltext import Passage, arrange
from revtrack.export.lead import Part, claims, paragraph
from revtrack.export.places import Places
from revtrack.export.quotes import quote_of
from revtrack.export.said import NOTHING, Said, Told
from revtrack.words.comparison import words
from revtrack.words.language import Lang
from revtrack.words.phrases import CHANGE_SIGNS, Words

#: Fields that are told as context even where they did not change: who, and by when.
CONTEXT_FIELDS: tuple[str, ...] = ("actor", "deadline")
#: A duty that the lower text does not carry.
NOT_TAKEN_UP_SIGN = "○"


@dataclass(frozen=True, slots=True)
class Heading:
    """One of the two texts at the head of the report: its role, title, day of issue and the name of its file."""

    side: SideName
    role: str
    title: str
    issued: str
    name: str
    title_needed: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """A filter of the changes: what to keep, and how many entries that leaves."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Filters:
    """What changes can be filtered by: the kind of a duty's change or of other substance, field, actor, polarity."""

    kinds: tuple[Choice, ...]
    substance: tuple[Choice, ...]
    fields: tuple[Choice, ...]
    actors: tuple[Choice, ...]
    polarities: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """Everything a rendering shows, in reading order.

    `rejected` are the rows that people took away, as an appendix; `address` is where it stands, "" for none.
    """

    words: Words
    task: str
    task_name: str
    old: Heading
    new: Heading
    differs: bool
    verdict: str
    no_entries: str
    obligation_counts: str
    substance_counts: str
    clause_counts: str
    finding_counts: str
    lead: tuple[Part, ...]
    entries: tuple[Entry, ...]
    others: tuple[Other, ...]
    rest: tuple[Rest, ...]
    filters: Filters
    remarks: tuple[Remark, ...]
    passages: tuple[Passage, ...]
    stops: int
    unchanged: int
    knowledge: str
    coarser: str
    rejected: tuple[Entry | Other, ...] = ()
    address: str = ""

    @property
    def lead_text(self) -> str:
        """The opening paragraph in words alone."""
        return "".join(part.text for part in self.lead)

    @property
    def headings(self) -> tuple[Heading, Heading]:
        """Old and new, in this order."""
        return (self.old, self.new)


def present(
    comparison: Comparison,
    *,
    lang: Lang,
    old_name: str = "",
    new_name: str = "",
    said: Said = NOTHING,
) -> Report:
    """The view model of a comparison in the language `lang`; the names are those of the files, "" where unknown.

    `said` is what people said of it: rows keep their numbers when others are taken away.

    Raises ValueError for a language that has no words.
    """
    vocabulary = words(lang)
    places = Places.of(comparison, vocabulary)
    told = said.rows(lang)
    entries = tuple(
        _entry(change, said.number(at), comparison, places, vocabulary, told.get(at, ()))
        for at, change in enumerate(comparison.obligations)
    )
    passages = arrange(comparison, places, vocabulary, [entry.number for entry in entries])
    counts = comparison.counts
    account = Beside(comparison, places, vocabulary, told)
    numbered = said.numbered(comparison)
    beside = tuple(account.others(numbered))
    remarks = tuple(
        _remark(finding, number, comparison, places, vocabulary)
        for number, finding in enumerate(comparison.findings, start=1)
    )
    return Report(
        words=vocabulary,
        task=comparison.task,
        task_name=vocabulary.task_name(comparison.task),
        old=_heading(comparison, "old", old_name, vocabulary),
        new=_heading(comparison, "new", new_name, vocabulary),
        differs=comparison.differs,
        verdict=_verdict(comparison, vocabulary),
        no_entries=vocabulary.only_beside_duties if comparison.differs else vocabulary.no_obligation_changes,
        substance_counts=vocabulary.substance_counts(len(beside)),
        obligation_counts=vocabulary.obligation_counts(counts, comparison.task),
        clause_counts=vocabulary.clause_counts(counts, comparison.task),
        finding_counts=vocabulary.finding_counts(counts.findings),
        lead=paragraph(claims(entries, beside, remarks, comparison.task, vocabulary), vocabulary),
        entries=entries,
        others=beside,
        rest=tuple(account.rest(numbered + len(beside))),
        filters=_filters(entries, beside, comparison.task, vocabulary),
        remarks=remarks,
        passages=passages,
        stops=len(entries) + len(beside) + sum(row.stop for passage in passages for row in passage.rows),
        unchanged=sum(not row.changed for passage in passages for row in passage.rows),
        knowledge=comparison.knowledge,
        rejected=(*_gone(said, comparison, places, vocabulary), *account.dismissed(said.dismissed(lang))),
        address=said.address,
        coarser=vocabulary.coarser(comparison.fallback) if comparison.fallback else "",
    )


def _gone(said: Said, comparison: Comparison, places: Places, vocabulary: Words) -> Iterator[Entry]:
    """The changes of duties that people took away, each with the word that did."""
    for number, change, word in said.gone(vocabulary.lang):
        yield _entry(change, number, comparison, places, vocabulary, (word,))


def _filters(entries: Iterable[Entry], others: Iterable[Other], task: Task, vocabulary: Words) -> Filters:
    entries = tuple(entries)
    actors = [actor for entry in entries for actor in entry.actors]
    changes = {kind: vocabulary.change_name(kind, task) for kind in ("removed", "added", "modified")}
    return Filters(
        kinds=_choices((entry.change for entry in entries), changes),
        substance=_choices((other.kind for other in others), vocabulary.substance),
        fields=_choices(
            (name for entry in entries for name in entry.fields), {name: vocabulary.field(name) for name in FIELDS}
        ),
        actors=_choices(actors, {actor: actor for actor in actors}),
        polarities=_choices((entry.polarity for entry in entries), vocabulary.polarities),
    )


def _verdict(comparison: Comparison, vocabulary: Words) -> str:
    """The sentence that says that nothing changed, "" where something did; wording is told from nothing at all."""
    if comparison.differs:
        return ""
    return vocabulary.only_wording if comparison.account else vocabulary.nothing_changed


def _heading(comparison: Comparison, side: SideName, name: str, vocabulary: Words) -> Heading:
    text = comparison.old if side == "old" else comparison.new
    title = text.title or name or vocabulary.untitled
    # The new title stands above both: it is said again only where nothing else tells the two texts apart.
    needed = title != (comparison.new.title or name) or not (text.issued or (name and name != title))
    return Heading(
        side=side,
        role=vocabulary.side(side, comparison.task),
        title=title,
        issued=text.issued,
        name=name,
        title_needed=needed,
    )


def _choices(values: Iterable[str], labels: Mapping[str, str]) -> tuple[Choice, ...]:
    counted = Counter(values)
    return tuple(Choice(value, label, counted[value]) for value, label in labels.items() if counted[value])


def _entry(
    change: ObligationChange,
    number: int,
    comparison: Comparison,
    places: Places,
    vocabulary: Words,
    reviews: tuple[Told, ...],
) -> Entry:
    marked = mark_changes(change.old.text if change.old else "", change.new.text if change.new else "")
    old, new = (
        quote_of(side, places.clause(side, duty.clause), marked, comparison.task, vocabulary) if duty else None
        for side, duty in _sides_of(change)
    )
    return Entry(
        id=f"d-{number}",
        number=number,
        change=change.change,
        name=vocabulary.change_name(change.change, comparison.task),
        signs=_signs(change, comparison.task, vocabulary),
        phrases=tuple(vocabulary.field_change(name, change.directions.get(name, "")) for name in change.fields),
        fields=change.fields,
        actors=tuple(dict.fromkeys(duty.actor for duty in (change.old, change.new) if duty and duty.actor)),
        old=old,
        new=new,
        facts=tuple(_facts(change, vocabulary)),
        reasons=tuple(_reasons(change, comparison, places, vocabulary)),
        directions=dict(change.directions),
        polarity=next((duty.polarity for duty in (change.new, change.old) if duty), ""),
        type=change.type,
        reviews=reviews,
    )


def _sides_of(
    change: ObligationChange,
) -> tuple[tuple[SideName, Obligation | None], tuple[SideName, Obligation | None]]:
    return ("old", change.old), ("new", change.new)


def _signs(change: ObligationChange, task: Task, vocabulary: Words) -> tuple[str, ...]:
    """One sign for the kind of change; of a modified duty the signs of its fields, where they have any."""
    if change.change == "removed" and task == "derivation":
        return (NOT_TAKEN_UP_SIGN,)
    kind = (EDITED_SIGN if change.change == "modified" else CHANGE_SIGNS[change.change],)
    if change.change != "modified":
        return kind
    signs = (vocabulary.field_sign(name, change.directions.get(name, "")) for name in change.fields)
    return tuple(dict.fromkeys(sign for sign in signs if sign)) or kind


def _facts(change: ObligationChange, vocabulary: Words) -> Iterator[Fact]:
    def value(duty: Obligation | None, name: str) -> str:
        return str(getattr(duty, name)) if duty else ""

    for name in FIELDS:
        old, new = value(change.old, name), value(change.new, name)
        changed = name in change.fields
        if not (old or new) or not (changed or name in CONTEXT_FIELDS):
            continue
        direction = change.directions.get(name, "")
        yield Fact(
            name=name,
            label=vocabulary.field(name),
            sign=vocabulary.field_sign(name, direction),
            old=old,
            new=new,
            phrase=vocabulary.field_change(name, direction) if changed else "",
        )


def _reasons(
    change: ObligationChange, comparison: Comparison, places: Places, vocabulary: Words
) -> Iterator[tuple[str, str]]:
    """What the change rests on, for a reader who has to defend it."""
    if change.matched_by:
        yield vocabulary.matched_by, vocabulary.match(change.matched_by)
    if change.old and change.new:
        yield vocabulary.score, f"{change.score:.2f}"
        link = _link_between(change.old.sentence, change.new.sentence, comparison)
        if link and link.why.runner_up:
            address = places.sentence(link.why.runner_up).address or link.why.runner_up
            yield vocabulary.runner_up, f"{address} {link.why.runner_up_score:.2f}"
            yield vocabulary.margin, f"{link.margin:.2f}"
    if change.why:
        yield vocabulary.change, vocabulary.reason(change.why)
    sides: tuple[tuple[SideName, Obligation | None], ...] = (("old", change.old), ("new", change.new))
    for side, duty in sides:
        if duty:
            for name, source in duty.read_from.items():
                role = vocabulary.side(side, comparison.task)
                label = vocabulary.field(name) if name in FIELDS else name
                yield f"{role}{vocabulary.between}{label} {vocabulary.read_from}", source


def _link_between(old: str, new: str, comparison: Comparison) -> Link | None:
    return next((link for link in comparison.links if old in link.old and new in link.new), None)


def _remark(finding: Finding, number: int, comparison: Comparison, places: Places, vocabulary: Words) -> Remark:
    place = places.clause(finding.side, finding.clause)
    return Remark(
        id=f"f-{number}",
        title=vocabulary.finding_title(finding.kind),
        message=vocabulary.finding(finding),
        quote=finding.quote,
        role=vocabulary.side(finding.side, comparison.task),
        address=place.address,
        anchor=place.anchor,
    )
