"""What a version that came in holds for a subscription: what is new in it against the version before, else nothing."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from alignment.knowledge import Knowledge
from corpus_repo import Corpus, Document, Version
from corpus_repo.answers import DutyHit, Hit, TargetHit
from corpus_repo.order import in_order
from revtrack.errors import RevtrackError
from revtrack.export.body_tables import turned
from revtrack.export.entries import Entry
from revtrack.export.presentation import present
from revtrack.export.quotes import quoted, shortened
from revtrack.holdings.duties import read_duties
from revtrack.holdings.folding import lookup_key
from revtrack.indicators.model import bare_of
from revtrack.indicators.reading import read_targets
from revtrack.subscriptions.wanted import DUTIES, duty_filter_of, filter_of
from revtrack.words.bodies import body_words
from revtrack.words.language import Lang, spoken
from revtrack.words.lines import line_words

if TYPE_CHECKING:
    from alignment.limits import Limits
    from alignment.model import Comparison
    from revtrack.bodies.changes import Shifted
    from revtrack.tracing.lines import PolicyLine
    from revtrack.watch.state import Subscription

_log = logging.getLogger(__name__)
#: As much of what was found is told, and as many characters of each quote.
_FOUND, _CHANGES, _QUOTE = 30, 20, 1000
#: Hits looked at in one document.
_HITS = 5000


@dataclass(frozen=True, slots=True)
class Asks:
    """What is asked of the application besides the catalog: a comparison of two versions, what a version made of a
    body's duties (key, version before or "", version), and a policy line."""

    compare: Callable[[str, str], Comparison]
    body_turns: Callable[[str, str, str], Sequence[Shifted]]
    line: Callable[[str], PolicyLine]


@dataclass(frozen=True, slots=True)
class Found:
    """What is new: a clause, duty, target or reason in its own words, what it was before ("" where it was not), how it
    changed (new, changed, gone, ended), where it stands, and a line on it in the language of the subscription."""

    kind: str
    change: str
    quote: str
    was: str = ""
    address: str = ""
    line: int = 0
    told: str = ""


@dataclass(frozen=True, slots=True)
class Arrived:
    """A version that came in, with the one before it in the reader's order (None where there is none)."""

    document: Document
    version: Version
    before: Version | None
    position: int

    @property
    def earlier(self) -> frozenset[str]:
        """The versions that were there before it came."""
        names = list(self.document.versions)
        return frozenset(names[: names.index(self.version.id)])


@dataclass(slots=True)
class Told:
    """What was found in a version: `changes` are those of duties against the version before, as the report has them."""

    found: list[Found] = field(default_factory=list[Found])
    changes: list[Entry] = field(default_factory=list[Entry])

    def __bool__(self) -> bool:
        return bool(self.found or self.changes)


def arrived(corpus: Corpus, document: str, version: str) -> Arrived | None:
    """A version that was added; None where it is gone, withdrawn, or read anew by a better reader."""
    record = corpus.queries.record(document)
    while record is not None and record.merged_into:
        record = corpus.queries.record(record.merged_into)
    found = record.versions.get(version) if record else None
    if record is None or found is None or found.withdrawn is not None or found.reextracts:
        return None
    superseded = {one.reextracts for one in record.versions.values()}
    ordered = in_order(record.versions.values())
    at = ordered.index(found)
    before = [one for one in ordered[:at] if one.withdrawn is None and one.id not in superseded]
    return Arrived(record, found, before[-1] if before else None, at + 1)


class Finding:
    """Finds in versions what subscriptions are to."""

    def __init__(self, corpus: Corpus, asks: Asks, limits: Limits) -> None:
        self._corpus, self._asks, self._limits = corpus, asks, limits
        self._compared: dict[tuple[str, Lang], tuple[Entry, ...]] = {}
        self._lines: dict[str, PolicyLine] = {}

    def told(self, subscription: Subscription, one: Arrived) -> dict[str, Any] | None:
        """What a version holds that is new for a subscription, as it is kept and sent; None for nothing."""
        lang = spoken(subscription.lang) or "zh"
        ways = {
            "search": self._search,
            "body": self._body,
            "indicator": self._indicator,
            "line": self._line,
            "document": self._document,
        }
        found = ways[subscription.kind](subscription, one, lang)
        if not found:
            return None
        version = one.version
        return {
            "position": one.position,
            "status": version.status.value,
            "date": version.date,
            "doc_number": version.value("doc_number"),
            "issuers": version.value("issuers"),
            "before": one.before.id if one.before else "",
            "found": [_as_form(item) for item in found.found[:_FOUND]],
            "found_total": len(found.found),
            "changes": [_change(entry) for entry in found.changes[:_CHANGES]],
            "changes_total": len(found.changes),
        }

    # --- kinds ---------------------------------------------------------------------------------------------------

    def _search(self, subscription: Subscription, one: Arrived, lang: Lang) -> Told:
        wanted, document = subscription.wanted, one.document.id
        asked = filter_of(wanted, document)
        hits: Iterable[Hit | DutyHit]
        if wanted.get("in") == DUTIES:
            names = [one.version.id, *one.earlier]
            read_duties(self._corpus, self._limits, Knowledge.shipped(), only=names)
            duties = duty_filter_of(wanted)
            hits = self._corpus.queries.duties(duties, asked, limit=_HITS).items
            words, actor = [duties.words], lookup_key(duties.actor)
        else:
            words, actor = wanted["words"].split(), ""
            hits = self._corpus.queries.search(wanted["words"], asked, limit=_HITS).items
        mine = [hit for hit in hits if hit.version == one.version.id]
        known = {_words_of(hit) for hit in hits if hit.version in one.earlier}
        there = bool(mine) or any(one.before and hit.version == one.before.id for hit in hits)
        changes = self._changes(one, lang) if there else ()
        keys = [lookup_key(word) for word in words if word]
        told = Told(changes=[entry for entry in changes if _holds(entry, keys, actor)])
        for hit in sorted(mine, key=_line_of):
            if _words_of(hit) not in known:
                kind = "duty" if isinstance(hit, DutyHit) else "clause"
                told.found.append(Found(kind, "new", _quote_of(hit), "", hit.address, _line_of(hit)))
        return told

    def _body(self, subscription: Subscription, one: Arrived, lang: Lang) -> Told:
        if one.version.status.value == "draft":  # drafts bind nobody
            return Told()
        superseded = {other.reextracts for other in one.document.versions.values()}
        ordered = in_order(one.document.versions.values())
        binding = [
            other
            for other in ordered[: ordered.index(one.version)]
            if other.withdrawn is None and other.id not in superseded and other.status.value != "draft"
        ]
        before = binding[-1].id if binding else ""
        say = body_words(lang)
        shifts = self._asks.body_turns(subscription.wanted["body"], before, one.version.id)
        told = Told()
        for shift in sorted(shifts, key=lambda shift: (shift.shift.value, shift.duty.hit.duty.line)):
            duty = shift.duty
            roles = "、".join(say.roles[role] for role in duty.roles)
            words = " · ".join((say.shifts[shift.shift.value], roles, *turned(shift, say)))
            was = shift.before.hit.duty.quote if shift.before and shift.after else ""
            where = (duty.hit.address, duty.hit.duty.line) if shift.after else (duty.hit.address, 0)
            told.found.append(Found("duty", shift.shift.value, duty.hit.duty.quote, was, *where, words))
        return told

    def _indicator(self, subscription: Subscription, one: Arrived, _lang: Lang) -> Told:
        names = [one.version.id, *([one.before.id] if one.before else [])]
        read_targets(self._corpus, self._limits, only=names)
        every = [
            hit
            for hit in self._corpus.queries.targets_with(subscription.wanted["indicator"])
            if hit.text.document == one.document.id
        ]
        now = [hit for hit in every if hit.text.version == one.version.id]
        before = [hit for hit in every if one.before and hit.text.version == one.before.id]
        told = Told()
        left = [hit for hit in before if _value_of(hit) not in {_value_of(other) for other in now}]
        for hit in now:
            if _value_of(hit) in {_value_of(other) for other in before}:
                continue
            was = next((other for other in left if _place_of(other) == _place_of(hit)), None)
            if was is not None:
                left.remove(was)
            words = f"{bare_of(was.target)} → {bare_of(hit.target)}" if was else bare_of(hit.target)
            words = f"{hit.target.year} {words}" if hit.target.year else words
            change = "changed" if was else "new"
            quote = was.target.quote if was else ""
            told.found.append(Found("target", change, hit.target.quote, quote, hit.address, hit.target.line, words))
        told.found += [
            Found("target", "gone", hit.target.quote, "", hit.address, 0, bare_of(hit.target)) for hit in left
        ]
        return told

    def _line(self, subscription: Subscription, one: Arrived, lang: Lang) -> Told:
        start = subscription.wanted["document"]
        if start not in self._lines:
            self._lines[start] = self._asks.line(start)
        line = self._lines[start]
        member = next((each for each in line.members if each.item.id == one.document.id), None)
        if member is None:
            return Told()
        say = line_words(lang)
        reasons = " · ".join(say.reasons[reason.value] for reason in member.reasons) or say.here
        title = one.version.value("title")
        told = Told([Found("reason", "new", title, "", "", 0, reasons)])
        told.changes += self._changes(one, lang)
        return told

    def _document(self, subscription: Subscription, one: Arrived, lang: Lang) -> Told:
        record = self._corpus.queries.record(subscription.wanted["document"])
        while record is not None and record.merged_into:
            record = self._corpus.queries.record(record.merged_into)
        if record is None or record.id != one.document.id:
            return Told()
        found = Found("version", "new", one.version.value("title"))
        return Told([found], list(self._changes(one, lang)))

    # --- what changed --------------------------------------------------------------------------------------------

    def _changes(self, one: Arrived, lang: Lang) -> Collection[Entry]:
        """What a version changed in duties; nothing where it is the first, or the two cannot be compared."""
        if one.before is None:
            return ()
        key = one.version.id, lang
        if key not in self._compared:
            self._compared[key] = self._entries(
                f"{one.document.id}@{one.before.id}", f"{one.document.id}@{one.version.id}", lang
            )
        return self._compared[key]

    def _entries(self, old: str, new: str, lang: Lang) -> tuple[Entry, ...]:
        try:
            return present(self._asks.compare(old, new), lang=lang).entries
        except RevtrackError:
            return ()
        except Exception:  # noqa: BLE001 - to be told without the changes is better than not at all
            _log.exception("comparing %s with %s", old, new)
            return ()


def _words_of(hit: Hit | DutyHit) -> tuple[str, ...]:
    if isinstance(hit, DutyHit):
        return lookup_key(hit.duty.quote), lookup_key(hit.duty.actor), hit.duty.deadline
    return (lookup_key(hit.text),)


def _quote_of(hit: Hit | DutyHit) -> str:
    return hit.duty.quote if isinstance(hit, DutyHit) else hit.text


def _line_of(hit: Hit | DutyHit) -> int:
    return hit.duty.line if isinstance(hit, DutyHit) else hit.line


def _holds(entry: Entry, keys: Sequence[str], actor: str) -> bool:
    """Whether all words stand on one side of a change, and it binds the actor that is asked for."""
    if actor and not any(actor in lookup_key(one) for one in entry.actors):
        return False
    return any(quote is not None and all(key in lookup_key(quoted(quote)) for key in keys) for quote in entry.quotes)


def _place_of(hit: TargetHit) -> tuple[str, int, str]:
    return hit.target.scope, hit.target.year, hit.target.change


def _value_of(hit: TargetHit) -> tuple[object, ...]:
    one = hit.target
    return (*_place_of(hit), one.value, one.high, one.bound, one.unit, one.written if not one.value else "")


def _as_form(found: Found) -> dict[str, Any]:
    names = ("kind", "change", "told", "address", "line")
    quotes = {name: shortened(getattr(found, name), _QUOTE) for name in ("quote", "was")}
    return {**{name: getattr(found, name) for name in names}, **quotes}


def _change(entry: Entry) -> dict[str, Any]:
    return {
        "change": entry.change,
        "signs": " ".join(entry.signs),
        "told": " · ".join((entry.name, *entry.phrases)),
        "fields": list(entry.fields),
        "old": shortened(quoted(entry.old), _QUOTE),
        "new": shortened(quoted(entry.new), _QUOTE),
        "old_address": entry.old.address if entry.old else "",
        "new_address": entry.new.address if entry.new else "",
    }
