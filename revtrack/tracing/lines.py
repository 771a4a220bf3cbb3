"""Policy lines: documents of one matter over years and levels, with what speaks for each, and the course of measures.

A document is proposed for a line by two reasons at least; documents of places beside each other are siblings, no line.
A person confirms: what she said is kept in `lines.toml` of the home folder (ids, a list a line).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from alignment.duties.stages import Stage, measures_in, sentence_with, stage_of
from alignment.linking.similarity import ratio
from corpus_repo import Corpus
from corpus_repo.answers import Listed
from revtrack.force.keys import title_key
from revtrack.holdings.folding import lookup_key
from revtrack.holdings.naming import Named, standing_version
from revtrack.tracing.citations import Relation
from revtrack.tracing.citing import cited_in
from revtrack.tracing.diffusion import Texts

FILE, TOLD = "lines.toml", "Documents of one matter over years and levels, a list of ids each."
#: Measures in common that speak for a line, titles so alike without place, year and form, and candidates looked at.
_SHARED, _ALIKE, _CANDIDATES = 4, 0.75, 60
_MOST = 200
_ROWS = 40
_PATTERN = re.compile(
    r"^[\u4e00-\u9fff]{1,8}?(?:省|市|自治区|区|县)(?!域)|\d+(?:\.\d+)?版?|[“\"]?十[一二三四五六]五[”\"]?(?:时期)?"
    r"|[（(][^（）()]*[）)]|年"
    r"|关于|(?:工作|行动|实施|改革)?(?:方案|计划|要点|意见|措施|规划|清单|任务|通知)$"
)


class Reason(StrEnum):
    """What speaks for a document in a line."""

    CITES = "cites"
    CITED = "cited"
    REPLACES = "replaces"
    TITLE = "title"
    MEASURES = "measures"
    ISSUER = "issuer"


@dataclass(frozen=True, slots=True)
class Member:
    """A document of a line: why it is one (none for the one asked about), the measures in common, and whether a person
    said so; `year` orders it (0 for none), `estimated` as in `diffusion`."""

    item: Listed
    place: str
    year: int
    estimated: bool
    reasons: tuple[Reason, ...]
    shared: tuple[str, ...]
    confirmed: bool


@dataclass(frozen=True, slots=True)
class Course:
    """A measure that several members name, with how far each goes, in their order; None where one does not name it."""

    name: str
    stages: tuple[Stage | None, ...]


@dataclass(frozen=True, slots=True)
class PolicyLine:
    """The line of a document, the earliest first, and the courses of its measures."""

    named: Named
    members: tuple[Member, ...]
    courses: tuple[Course, ...]


def line_of(corpus: Corpus, found: Named, confirmed: Collection[str]) -> PolicyLine:
    """The line of a document: those that a person confirmed, and those proposed."""
    drawn = _Drawn(corpus, found)
    members = [drawn.own()]
    for item in drawn.candidates(confirmed):
        member = drawn.member(item, confirmed=item.id in confirmed)
        if member is not None:
            members.append(member)
    members.sort(key=lambda one: (one.year or 9999, one.item.date or "9", one.item.title))
    return PolicyLine(found, tuple(members), drawn.courses(members))


class _Drawn:
    """Draws the line of one document."""

    def __init__(self, corpus: Corpus, found: Named) -> None:
        self._corpus = corpus
        self._found = found
        self._texts = Texts(corpus)
        every = self._texts.listed
        self._item = every[found.document.id]
        self._listed = {name: item for name, item in every.items() if item.status != "draft"}
        self._named: dict[str, dict[str, tuple[str, str]]] = {}
        self._place = self._texts.place(self._item.id)
        self._pattern = pattern_of(self._item.title)
        self._cites = {title_key(name): one.relation for one in cited_in(corpus, self._item) for name in one.names}

    def own(self) -> Member:
        """The document asked about."""
        year, estimated = self._texts.year(self._item.id)
        return Member(self._item, self._place, year, estimated, (), (), confirmed=False)

    def candidates(self, confirmed: Collection[str]) -> list[Listed]:
        """Documents that may be of the line: alike by title, named, naming, or sharing measures."""
        times: Counter[str] = Counter()
        for item in self._listed.values():
            if self._alike(item) or title_key(item.title) in self._cites:
                times[item.id] += 5
        for words in (self._item.title, *self._names(self._item)):
            for hit in self._corpus.queries.search(words, limit=_MOST).items if len(words) > 2 else ():
                times[hit.document] += 1
        times.update(dict.fromkeys(confirmed, 1000))
        ranked = [self._listed[name] for name, _ in times.most_common(_CANDIDATES) if name in self._listed]
        return [item for item in ranked if item.id != self._item.id]

    def member(self, item: Listed, *, confirmed: bool) -> Member | None:
        """A document as a member; None where too little speaks for it."""
        place = self._texts.place(item.id)
        nested = not place or not self._place or f"{place}/".startswith(f"{self._place}/")
        nested = nested or f"{self._place}/".startswith(f"{place}/") or place == "全国"
        shared = sorted(set(self._names(item)) & set(self._names(self._item)))
        reasons = list(self._cited(item))
        if self._alike(item):
            reasons.append(Reason.TITLE)
        if len(shared) >= _SHARED:
            reasons.append(Reason.MEASURES)
        if nested and place and self._place:
            reasons.append(Reason.ISSUER)
        if not confirmed and (len(reasons) < 2 or not nested):
            return None
        year, estimated = self._texts.year(item.id)
        names = tuple(self._names(item)[key] for key in shared)
        return Member(item, place, year, estimated, tuple(reasons), names, confirmed)

    def courses(self, members: list[Member]) -> tuple[Course, ...]:
        """The measures that several members name, those of most members first."""
        named = [self._said(member.item) for member in members]
        count = Counter(key for said in named for key in said)
        told: list[Course] = []
        for key, times in count.most_common():
            if times < 2 or len(told) >= _ROWS:
                break
            name = next(said[key][0] for said in named if key in said)
            stages = tuple(stage_of(said[key][1]) if key in said else None for said in named)
            told.append(Course(name, stages))
        return tuple(told)

    def _cited(self, item: Listed) -> list[Reason]:
        told: list[Reason] = []
        relation = self._cites.get(title_key(item.title))
        if item.title and relation is not None:
            told.append(Reason.REPLACES if relation in (Relation.REPEALS, Relation.AMENDS) else Reason.CITES)
        own = title_key(self._item.title)
        if own and any(title_key(name) == own for one in cited_in(self._corpus, item) for name in one.names):
            told.append(Reason.CITED)
        return told

    def _alike(self, item: Listed) -> bool:
        other = pattern_of(item.title)
        if item.id == self._item.id or len(other) < 4 or len(self._pattern) < 4:
            return False
        return ratio(other, self._pattern) >= _ALIKE

    def _names(self, item: Listed) -> dict[str, str]:
        return {key: name for key, (name, _) in self._said(item).items()}

    def _said(self, item: Listed) -> dict[str, tuple[str, str]]:
        """The measures that a document names, by key: the name, and the sentence that says most of it."""
        if item.id not in self._named:
            version = standing_version(self._corpus, item)
            found: dict[str, tuple[str, str]] = {}
            for line in self._corpus.lines(version) if version else ():
                for name in measures_in(line.text):
                    key, sentence = lookup_key(name), sentence_with(line.text, name) or line.text
                    known = found.get(key)
                    if known is None or stage_of(known[1]) is Stage.MENTION:
                        found[key] = (name, sentence)
            self._named[item.id] = found
        return self._named[item.id]


def pattern_of(title: str) -> str:
    """A title without place, year, version and form: what two years of one line share.

    >>> pattern_of("云州市2031年停车治理工作要点") == pattern_of("云州市2032年停车治理工作方案")
    True
    """
    bare = lookup_key(title)
    before = ""
    while before != bare:
        before, bare = bare, _PATTERN.sub("", bare)
    return bare
