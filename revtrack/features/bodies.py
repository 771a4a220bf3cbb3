"""What bodies are to do: the register of bodies, the duties of one by role, and what changed for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from revtrack.errors import InvalidInput
from revtrack.features.inforce import InForce, today

if TYPE_CHECKING:
    from corpus_repo import Corpus, Filter
    from revtrack.bodies.changes import Shifted
    from revtrack.bodies.register import BodyDuty, Listing, Register
    from revtrack.holdings.library import Library


@dataclass(frozen=True)
class FoundBodies:
    """Bodies that were looked for, some of `total`, and how many of all versions have been read for duties."""

    items: tuple[Listing, ...]
    total: int
    covered: int
    versions: int


@dataclass(frozen=True)
class AskedOfBody:
    """Which duties of a body are wanted: in a role ("reports": those by which it reports), with words, due from
    `after` to `before`; `since` a day asks what changed besides."""

    role: str = ""
    words: str = ""
    after: str = ""
    before: str = ""
    since: str = ""


@dataclass(frozen=True)
class FoundBody:
    """A body (`key` names it), the keys that a person said are one with it, its duties as asked, the one due first
    first, what changed since the day asked for, and how many of all versions have been read for duties."""

    key: str
    listing: Listing
    joined: tuple[str, ...]
    asked: AskedOfBody
    duties: tuple[BodyDuty, ...]
    shifts: tuple[Shifted, ...]
    covered: int
    versions: int


class Bodies(InForce):
    """Tells who is to do what."""

    def __init__(self, library: Library) -> None:
        super().__init__(library)
        #: (what the register follows from, the register): pages ask often.
        self._register: tuple[str, Register] | None = None

    def bodies(self, words: str = "", place: str = "", *, offset: int = 0, limit: int = 20) -> FoundBodies:
        """Bodies with words in a name, of a place; the one with most duties first, as far as duties were read."""
        with self.library.corpus() as corpus:
            found = self._of(corpus).find(words, place)
            return FoundBodies(found[offset : offset + limit], len(found), *_cover(corpus))

    def body(self, words: str, wanted: AskedOfBody | None = None, asked: Filter | None = None) -> FoundBody:
        """What one body is to do, by its key or name. Raises `InvalidInput` (unknown-body, ambiguous-body)."""
        from revtrack.bodies.changes import shifts
        from revtrack.bodies.joined import load_joined

        self._ready(asked)
        wanted = wanted or AskedOfBody()
        if wanted.since:
            self.read_few_for_force()
        with self.library.corpus() as corpus:
            register = self._of(corpus)
            listing = self._one(register, words)
            key = register.key_of(listing)
            every = register.duties_of(corpus, key, asked)
            changed = shifts(corpus, every, wanted.since, today()) if wanted.since else ()
            joined = next((group for group in load_joined(self.library.home) if key in group), ())
            duties = sorted(
                (one for one in every if one.current and _fits(one, wanted)),
                key=lambda one: (one.hit.duty.last_day or "9999", _newest_first(one.hit.date), one.hit.duty.line),
            )
            return FoundBody(key, listing, joined, wanted, tuple(duties), changed, *_cover(corpus))

    def body_turns(self, key: str, before: str, version: str) -> tuple[Shifted, ...]:
        """What a version of a document made of the duties of a body (by its key) in the version `before` it ("": there
        is none), both by their ids. Their duties are read where they were not."""
        from alignment.knowledge import Knowledge
        from revtrack.bodies.changes import day_of_version, turned
        from revtrack.holdings.duties import read_duties
        from revtrack.holdings.naming import find_version

        with self.library.corpus() as corpus:
            found = find_version(corpus, version)
            names = [name for name in (before, version) if name]
            read_duties(corpus, self.library.settings.limits(), Knowledge.shipped(), only=names)
            register = self._of(corpus)
            own = register.duties_in(corpus, names, key)
            earlier, now = ([one for one in own if one.hit.version == name] for name in (before, version))
            return turned(earlier, now, day_of_version(found.version))

    def join_bodies(self, first: str, other: str) -> FoundBody:
        """Say that two bodies are one (renamed, merged); `first` stands for both."""
        from revtrack.bodies.joined import load_joined, save_joined, with_joined

        with self.library.corpus() as corpus:
            register = self._of(corpus)
            one = register.key_of(self._one(register, first))
            same = register.key_of(self._one(register, other))
        if one != same:
            save_joined(self.library.home, with_joined(load_joined(self.library.home), one, same))
        return self.body(one)

    def part_bodies(self, key: str) -> None:
        """Say that a body (by its key) is one by itself again."""
        from revtrack.bodies.joined import load_joined, save_joined, without

        save_joined(self.library.home, without(load_joined(self.library.home), key.strip()))

    def _of(self, corpus: Corpus) -> Register:
        """The register of the corpus as it stands."""
        from revtrack.bodies.joined import load_joined
        from revtrack.bodies.register import Register

        groups = load_joined(self.library.home)
        made_from = f"{corpus.git.head()}:{_cover(corpus)}:{groups}"
        if self._register is None or self._register[0] != made_from:
            self._register = made_from, Register(corpus, groups)
        return self._register[1]

    @staticmethod
    def _one(register: Register, words: str) -> Listing:
        found = register.named(words)
        if not found:
            raise InvalidInput("unknown-body", facts={"name": words})
        first, *others = found
        if others:
            candidates = " · ".join(register.key_of(one) for one in found[:8])
            raise InvalidInput("ambiguous-body", facts={"name": words, "candidates": candidates})
        return first


def _cover(corpus: Corpus) -> tuple[int, int]:
    from alignment.knowledge import Knowledge
    from revtrack.holdings.duties import read_by

    return corpus.queries.cover("duties", read_by(Knowledge.shipped()))


def _fits(one: BodyDuty, wanted: AskedOfBody) -> bool:
    from revtrack.holdings.folding import lookup_key

    if wanted.role == "reports":
        if not one.reports or one.roles == ("recipient",):
            return False
    elif wanted.role and wanted.role not in one.roles:
        return False
    if wanted.words and lookup_key(wanted.words) not in lookup_key(one.hit.duty.quote):
        return False
    if wanted.after or wanted.before:
        return any((wanted.after or "0") <= day <= (wanted.before or "9999") for day in one.days)
    return True


def _newest_first(day: str) -> int:
    return -int(day.replace("-", "") or 0) if day.replace("-", "").isdigit() else 0
