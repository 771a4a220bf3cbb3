"""The register of bodies: which there are, and what one is to do in which role over all texts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from alignment.reading.flat import flatten
from alignment.reading.times import last_day, times
from corpus_repo import Corpus
from corpus_repo.answers import Borne, DutyHit, Filter
from revtrack.bodies.homes import homes
from revtrack.bodies.joined import Groups, heads
from revtrack.bodies.names import Office, office_of
from revtrack.holdings.folding import lookup_key

#: The roles by which a duty names a body; `recipient` is whom somebody reports to.
ROLES = ("lead", "responsible", "support", "recipient")


@dataclass(frozen=True, slots=True)
class Listing:
    """A body with its names as texts write them, the most frequent first, how many duties name it in each role, and
    in how many documents."""

    office: Office
    names: tuple[str, ...]
    roles: Mapping[str, int]
    documents: int

    @property
    def duties(self) -> int:
        """In how many roles of duties it stands, those reported to it left out."""
        return sum(count for role, count in self.roles.items() if role != "recipient")


@dataclass(frozen=True, slots=True)
class BodyDuty:
    """A duty with the roles in which it names a body and the names by which it does."""

    hit: DutyHit
    roles: tuple[str, ...]
    names: tuple[str, ...]
    received: str
    current: bool

    @property
    def days(self) -> tuple[str, ...]:
        """The days by which it is due (YYYY-MM-DD), the first first: those that its own words name, and the one that
        binds it from outside."""
        flat = flatten(self.hit.duty.quote)
        named = {day for one in times(flat) if (day := last_day(one, self.hit.date))}
        return tuple(sorted(named | ({self.hit.duty.last_day} if self.hit.duty.last_day else set())))

    @property
    def reports(self) -> bool:
        """Whether it is a duty to report to somebody."""
        return bool(self.hit.duty.reporting)


@dataclass
class _Gathered:
    office: Office
    names: Counter[str] = field(default_factory=Counter[str])
    roles: Counter[str] = field(default_factory=Counter[str])
    documents: set[str] = field(default_factory=set[str])


class Register:
    """All bodies of a corpus as it stands, under the groups of those that a person says are one."""

    def __init__(self, corpus: Corpus, groups: Groups) -> None:
        self.homes = homes(corpus)
        self._heads = heads(groups)
        gathered: dict[str, _Gathered] = {}
        self._keys: dict[str, set[str]] = {}
        for one in corpus.queries.named_bodies():
            office = office_of(one.name, self.homes.get(one.document, ""))
            if office is None:
                continue
            key = self._heads.get(office.key, office.key)
            known = gathered.setdefault(key, _Gathered(office))
            if office.key == key:
                known.office = office
            known.names[one.name] += one.duties
            known.roles[one.role] += one.duties
            known.documents.add(one.document)
            self._keys.setdefault(key, set()).add(one.key)
        self._listings = {key: _listing(one) for key, one in gathered.items()}
        every = self._listings.values()
        #: All of them, the one with most duties first, each with its names folded.
        self._ranked = [
            (one, tuple(lookup_key(name) for name in _said(one)))
            for one in sorted(every, key=lambda one: (not one.office.own, -one.duties, one.office.key))
        ]

    def find(self, words: str = "", place: str = "") -> tuple[Listing, ...]:
        """Bodies with words in a name, of a place; the one with most duties first. Names that mean no single body
        (各区, 有关部门) come only where they are asked for by name."""
        wanted = lookup_key(words)
        return tuple(
            one
            for one, names in self._ranked
            if (not place or one.office.place.startswith(place))
            and (one.office.own if not wanted else any(wanted in name for name in names))
        )

    def named(self, words: str) -> tuple[Listing, ...]:
        """The bodies that words may mean: by the key, else by a whole name, else by a part of one."""
        key = self._heads.get(words.strip(), words.strip())
        if key in self._listings:
            return (self._listings[key],)
        office = office_of(words, "")
        if office is not None and office.place:
            same = self._listings.get(self._heads.get(office.key, office.key))
            if same is not None:
                return (same,)
        wanted = lookup_key(words)
        return tuple(one for one, names in self._ranked if wanted in names) or self.find(words)

    def key_of(self, listing: Listing) -> str:
        """The key under which a body is asked for."""
        return self._heads.get(listing.office.key, listing.office.key)

    def duties_of(self, corpus: Corpus, key: str, asked: Filter | None = None) -> tuple[BodyDuty, ...]:
        """Every duty that names a body in any wording but drafts, the newest text first."""
        return self._gathered(corpus.queries.borne_by(sorted(self._keys.get(key, ())), asked), key)

    def duties_in(self, corpus: Corpus, versions: Iterable[str], key: str) -> tuple[BodyDuty, ...]:
        """Every duty that names a body in some versions (by their ids), also where it stands in no current wording."""
        return self._gathered(corpus.queries.borne_in(versions), key)

    def _gathered(self, every: Iterable[Borne], key: str) -> tuple[BodyDuty, ...]:
        found: dict[tuple[str, int, str], list[Borne]] = {}
        for one in every:
            office = office_of(one.name, self.homes.get(one.hit.document, ""))
            if office is not None and self._heads.get(office.key, office.key) == key:
                found.setdefault((one.hit.version, one.hit.duty.line, one.hit.duty.quote), []).append(one)
        return tuple(_duty(some) for some in found.values())


def _said(listing: Listing) -> Iterable[str]:
    return (listing.office.said, listing.office.key, *listing.names)


def _listing(one: _Gathered) -> Listing:
    names = tuple(name for name, _ in sorted(one.names.items(), key=lambda item: (-item[1], item[0])))
    roles = {role: one.roles[role] for role in ROLES if one.roles[role]}
    return Listing(one.office, names, roles, len(one.documents))


def _duty(some: list[Borne]) -> BodyDuty:
    first = some[0]
    roles = tuple(role for role in ROLES if any(one.role == role for one in some))
    names = tuple(dict.fromkeys(one.name for one in some))
    return BodyDuty(first.hit, roles, names, first.received, first.current)
