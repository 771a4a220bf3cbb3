"""Promises: duties to make or change a text, with bearer and day, and the document of the corpus that keeps each.

Nothing is called late or broken only because the corpus lacks a text: what nobody keeps is open, with the name that was
looked for.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from alignment.duties.promises import Promise, promises_in
from corpus_repo import Corpus, Document
from corpus_repo.answers import DutyFilter, DutyHit, Filter, Listed
from corpus_repo.order import in_order
from revtrack.force.keys import title_key
from revtrack.holdings.folding import lookup_key
from revtrack.tracing.standing import LevelRelation, standing

#: Words of which every promise has one; duties are asked for by them.
_VERBS = ("制定", "制订", "出台", "编制", "起草", "草拟", "拟定", "印发", "发布", "修订", "修改", "修正", "修编")
#: Names that many texts bear: only with what they belong to do they say which one is meant.
_VAGUE = re.compile(
    r"(?:具体|相应|相关|配套|有关|专项|工作|年度|本级)*(?:实施)?(?:细则|办法|方案|意见|规定|标准|计划|清单|措施|目录|制度|政策)"
)
#: A shorter name without book marks (规划, 收费标准) is part of the titles of many texts.
_ENOUGH = 6


class Kept(StrEnum):
    """What became of a promise on a day: `due-later` and `open` have no text in the corpus that keeps them."""

    KEPT = "kept"
    KEPT_LATE = "kept-late"
    DUE_LATER = "due-later"
    OPEN = "open"


@dataclass(frozen=True)
class Promised:
    """A promise with the duty that states it, who bears it, the day by which it is due ("" for none), what became of it
    and the documents that keep it, the first first. `looked_for` is the name by which the corpus was searched, "" for a
    name that says too little."""

    hit: DutyHit
    promise: Promise
    bearers: tuple[str, ...]
    due: str
    state: Kept
    by: tuple[Listed, ...]
    looked_for: str


def promises(corpus: Corpus, asked: Filter | None, body: str, day: str) -> tuple[Promised, ...]:
    """The promises of all duties read so far, on a day (YYYY-MM-DD), the one due first first.

    With a part of a body's name, those that it bears. Drafts promise nothing.
    """
    made = _Keepers(corpus)
    found = [one for hit in _hits(corpus, asked) for one in _of_duty(hit, made, day)]
    wanted = lookup_key(body)
    kept = [one for one in found if not wanted or any(wanted in lookup_key(name) for name in one.bearers)]
    return tuple(
        sorted(kept, key=lambda one: (one.due or "9999", one.hit.document, one.hit.duty.line, one.promise.start))
    )


def _hits(corpus: Corpus, asked: Filter | None) -> Iterable[DutyHit]:
    """Every duty whose words may promise a text, once."""
    found: dict[tuple[str, int, str], DutyHit] = {}
    for verb in _VERBS:
        for hit in corpus.queries.duties(DutyFilter(words=verb, polarity="duty"), asked, limit=1_000_000).items:
            if hit.status != "draft":
                found.setdefault((hit.version, hit.duty.line, hit.duty.quote), hit)
    return found.values()


def _of_duty(hit: DutyHit, made: _Keepers, day: str) -> Iterator[Promised]:
    bearers = tuple(one["name"] for one in json.loads(hit.duty.bearers or "[]") if one["name"])
    for promise in promises_in(hit.duty.quote):
        by, looked_for = made.keeping(hit, promise)
        due = hit.duty.last_day
        first = by[0].date if by else ""
        if by:
            state = Kept.KEPT_LATE if due and first and first > due else Kept.KEPT
        else:
            state = Kept.DUE_LATER if due and due >= day else Kept.OPEN
        yield Promised(
            hit, promise, bearers or ((hit.duty.actor,) if hit.duty.actor else ()), due, state, by, looked_for
        )


class _Keepers:
    """Finds the documents that keep promises, by their names."""

    def __init__(self, corpus: Corpus) -> None:
        self._listed = {item.id: item for item in corpus.queries.documents().items}
        self._keys = [(title_key(item.title), item) for item in self._listed.values() if item.title]
        self._records: dict[str, Document] = corpus.queries.all_records()

    def keeping(self, hit: DutyHit, promise: Promise) -> tuple[tuple[Listed, ...], str]:
        """(the documents that keep a promise, the first made first; what was looked for, "" where nothing could be)."""
        wanted = title_key(promise.name)
        if not promise.marked and (len(promise.name) < _ENOUGH or _VAGUE.fullmatch(promise.name)):
            return (), ""
        found: list[Listed] = []
        for key, item in self._keys:
            if item.id == hit.document or not self._same_place(hit, item):
                continue
            if promise.kind == "revise":
                named = key == wanted or (wanted in key and "修改" in item.title)
            else:
                named = key == wanted or (not promise.marked and wanted in key)
            if named and self._after(hit, item, revised=promise.kind == "revise" and key == wanted):
                found.append(item)
        return tuple(sorted(found, key=lambda item: item.date or "9999")), promise.name

    def _after(self, hit: DutyHit, item: Listed, *, revised: bool) -> bool:
        """Whether a document, or the newest wording of one that was to be changed, came after the promise."""
        if not hit.date:
            return False
        record = self._records[item.id]
        days = [
            version.date for version in in_order(record.versions.values()) if version.date and not version.withdrawn
        ]
        if revised:
            return any(day > hit.date for day in days[1:]) or (
                bool(days) and item.status == "amended" and days[-1] > hit.date
            )
        return bool(days) and min(days) > hit.date

    def _same_place(self, hit: DutyHit, item: Listed) -> bool:
        own = self._listed.get(hit.document)
        if own is None:
            return False
        above = standing(own.jurisdiction, own.issuers, own.title)
        below = standing(item.jurisdiction, item.issuers, item.title)
        if above.rank < 0 or below.rank < 0:
            return True
        if above.to(below) is LevelRelation.SAME:
            return above.path == below.path
        return above.to(below) is LevelRelation.LOWER
