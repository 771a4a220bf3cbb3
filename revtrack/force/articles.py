"""One article through all versions of its document: what each turn did to it and to its duties, and who decided so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from alignment.model import ClauseRow, Comparison, Kind, ObligationChange, Side
from corpus_repo import Corpus, Line
from revtrack.errors import InvalidInput
from revtrack.force.instructions import orders_on
from revtrack.force.model import Course, Ending, Proof, Turn
from revtrack.force.texts import address_key, is_within
from revtrack.holdings.folding import lookup_key
from revtrack.holdings.naming import Named, named

#: Everything found between two versions of a document.
Compare = Callable[[Named, Named], Comparison]


class What(StrEnum):
    """What a turn did to an article. `first-known`: it stands in the first text that the corpus has, and may have been
    enacted or put in before; `not-held`: the corpus lacks the text of that turn."""

    ENACTED = "enacted"
    FIRST_KNOWN = "first-known"
    KEPT = "kept"
    AMENDED = "amended"
    ADDED = "added"
    DELETED = "deleted"
    RENUMBERED = "renumbered"
    SPLIT = "split"
    MERGED = "merged"
    NOT_HELD = "not-held"


@dataclass(frozen=True)
class ArticleStep:
    """An article at one turn of its document: what the turn did to it, where it stands then, its clauses with their
    lines, what became of its duties since the text before, and the instructions that ordered it.

    `since` are the turns between this text and the one before it of which the corpus has no text: what is told here may
    have come with any of them. `before` is the id of the version that this one was compared with, "" for the first.
    """

    turn: Turn
    what: tuple[What, ...]
    address: str = ""
    lines: tuple[tuple[int, Line], ...] = ()
    duties: tuple[ObligationChange, ...] = ()
    orders: tuple[Proof, ...] = ()
    since: tuple[Turn, ...] = ()
    before: str = ""


@dataclass(frozen=True)
class ArticleHistory:
    """An article (its address in the version that it was named in), its steps by day, and what ended the document."""

    course: Course
    named: Named
    address: str
    steps: tuple[ArticleStep, ...]
    endings: tuple[Ending, ...] = ()


@dataclass(frozen=True)
class _Held:
    """A turn with its text: the clauses with their lines, and where the article stands in it ("" where it does not)."""

    turn: Turn
    at: Named
    lines: tuple[tuple[int, Line], ...]
    address: str = ""

    @property
    def article(self) -> tuple[tuple[int, Line], ...]:
        if not self.address:
            return ()
        key = lookup_key(self.address)
        return tuple((at, line) for at, line in self.lines if is_within(line.address, key) and line.kind in _TEXT)

    @property
    def numbers(self) -> frozenset[int]:
        return frozenset(at for at, _ in self.article)


_TEXT = frozenset((Kind.BODY.value, Kind.HEADING.value))


def article_history(corpus: Corpus, course: Course, found: Named, address: str, compare: Compare) -> ArticleHistory:
    """The history of the article at an address (第三条, 二、（五）) of a version, or of the newest that has one there.

    Raises `InvalidInput` (unknown-address) where no version has it, (no-version) for a document without issued texts.
    """
    held = [
        _Held(turn, named(course.document, turn.version.id), tuple(enumerate(corpus.lines(turn.version), start=1)))
        for turn in course.turns
        if turn.version is not None
    ]
    if not held:
        raise InvalidInput("no-version", facts={"words": course.document.id})
    start, place = _found(held, found, address)
    traced = _followed(held, start, place, compare)
    steps = _Steps(corpus, course, traced, compare).all()
    return ArticleHistory(course, held[start].at, place, steps, tuple(one for one in course.endings if not one.of))


def _found(held: Sequence[_Held], found: Named, address: str) -> tuple[int, str]:
    """(the text in which the article is looked up, where it stands): the version named, else the newest that has it."""
    key = address_key(address)
    own = next((at for at, one in enumerate(held) if one.at.version.id == found.version.id), len(held) - 1)
    for at in (own, *(other for other in reversed(range(len(held))) if other != own)):
        for _, line in held[at].lines:
            if line.kind in _TEXT and is_within(line.address, key):
                return at, _head(line.address, key.count("/") + 1) if "/" in line.address else line.address
    known = "; ".join(dict.fromkeys(line.address for _, line in held[own].lines if line.address))
    raise InvalidInput("unknown-address", facts={"address": address, "known": known[:400]})


def _head(address: str, depth: int) -> str:
    return "/".join(address.split("/")[:depth])


def _followed(held: Sequence[_Held], start: int, place: str, compare: Compare) -> list[_Held]:
    """Each text with the place of the article in it, going out from one text both ways."""
    places = {start: place}
    for step, end in ((1, len(held)), (-1, -1)):
        at = start
        while at + step != end and places.get(at):
            here, there = replace(held[at], address=places[at]), held[at + step]
            old, new = (here, there) if step > 0 else (there, here)
            places[at + step] = _counterpart(here, there, compare(old.at, new.at), forward=step > 0)
            at += step
    return [replace(one, address=places.get(at, "")) for at, one in enumerate(held)]


def _counterpart(here: _Held, there: _Held, comparison: Comparison, *, forward: bool) -> str:
    """Where most of an article stands in another text, "" where nothing of it does."""
    depth = here.address.count("/") + 1
    by_line = dict(there.lines)
    weight: Counter[str] = Counter()
    for row in comparison.rows:
        own, other = (row.old, row.new) if forward else (row.new, row.old)
        if not here.numbers & set(map(_line, own)):
            continue
        for name in other:
            line = by_line.get(_line(name))
            if line is not None and line.address and line.kind in _TEXT:
                weight[_head(line.address, depth)] += len(line.text)
    return max(weight, key=lambda one: weight[one], default="")


def _line(clause: str) -> int:
    """The line of a clause, which its id in a comparison bears."""
    return int(clause[1:])


@dataclass
class _Steps:
    """Tells the steps of an article through the turns of its document."""

    corpus: Corpus
    course: Course
    held: list[_Held]
    compare: Compare
    _orders: dict[tuple[str, str], Mapping[str, Sequence[Proof]]] = field(default_factory=dict)

    def all(self) -> tuple[ArticleStep, ...]:
        by_turn = {id(one.turn): one for one in self.held}
        steps: list[ArticleStep] = []
        before: _Held | None = None
        since: list[Turn] = []
        seen = False
        for turn in self.course.turns:
            here = by_turn.get(id(turn))
            if here is None:
                since.append(turn)
                steps.append(
                    ArticleStep(turn, (What.NOT_HELD,), orders=self._ordered(turn, (before.address if before else "",)))
                )
                continue
            step = self._first(here, tuple(since)) if before is None else self._next(before, here, tuple(since))
            if step is not None and (seen or here.address):
                steps.append(step)
                seen = seen or bool(here.address)
            before, since = here, []
        return tuple(steps)

    def _first(self, here: _Held, since: tuple[Turn, ...]) -> ArticleStep:
        what = What.ENACTED if here.turn.kind == "enacted" and not since else What.FIRST_KNOWN
        return ArticleStep(
            here.turn,
            (what,),
            here.address,
            here.article,
            orders=self._ordered(here.turn, (here.address,)),
            since=since,
        )

    def _next(self, before: _Held, here: _Held, since: tuple[Turn, ...]) -> ArticleStep | None:
        if not before.address and not here.address:
            return None
        comparison = self.compare(before.at, here.at)
        rows = [row for row in comparison.rows if _touches(row, before.numbers, here.numbers)]
        what = _what(before, here, rows, comparison)
        duties = tuple(
            change
            for change in comparison.obligations
            if (change.old is not None and _line(change.old.clause) in before.numbers)
            or (change.new is not None and _line(change.new.clause) in here.numbers)
        )
        orders = self._ordered(here.turn, (before.address, here.address)) if what != (What.KEPT,) else ()
        return ArticleStep(here.turn, what, here.address, here.article, duties, orders, since, before.at.version.id)

    def _ordered(self, turn: Turn, addresses: tuple[str, ...]) -> tuple[Proof, ...]:
        """The instructions about an article in the decisions of a turn, as far as the corpus has them."""
        wanted = {address.split("/")[0] for address in addresses if address}
        found: list[Proof] = []
        for proof in turn.proofs:
            if proof.kind != "amend" or proof.document == self.course.document.id:
                continue
            key = (proof.document, proof.version)
            if key not in self._orders:
                self._orders[key] = orders_on(self.corpus, proof, self.course.document)
            found += [order for address in sorted(wanted) for order in self._orders[key].get(address, ())]
        return tuple(dict.fromkeys(found))


def _touches(row: ClauseRow, old: frozenset[int], new: frozenset[int]) -> bool:
    return bool(old & set(map(_line, row.old))) or bool(new & set(map(_line, row.new)))


def _what(before: _Held, here: _Held, rows: Sequence[ClauseRow], comparison: Comparison) -> tuple[What, ...]:
    if not before.address:
        return (What.ADDED,)
    if not here.address:
        return (What.DELETED,)
    what: list[What] = []
    if any(row.change != "unchanged" for row in rows):
        what.append(What.AMENDED)
    if lookup_key(before.address) != lookup_key(here.address):
        what.append(What.RENUMBERED)
    depth = before.address.count("/") + 1
    if len(_heads(rows, comparison.new, depth, new=True)) > 1:
        what.append(What.SPLIT)
    if len(_heads(rows, comparison.old, depth, new=False)) > 1:
        what.append(What.MERGED)
    return tuple(what) or (What.KEPT,)


def _heads(rows: Sequence[ClauseRow], side: Side, depth: int, *, new: bool) -> set[str]:
    """The articles of one text that linked clauses stand in."""
    linked = [row for row in rows if row.old and row.new]
    names = [name for row in linked for name in (row.new if new else row.old)]
    return {_head(side.by_clause[name].address, depth) for name in names if side.by_clause[name].address}
