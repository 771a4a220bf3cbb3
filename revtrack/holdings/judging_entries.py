"""A person's word on differences that are no duty's: how it is found again in an account, and what it does there.

Such a difference is known by its words on both sides. Where both read as they did, the review holds; where one side was
edited, it is carried over; where it counts as something else today, it is outdated and does nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace

from alignment.linking.similarity import ratio
from alignment.model import Entry
from alignment.reading.normalize import fold
from corpus_repo import About, Passage, Review, Verdict
from revtrack.holdings.reviewed import EDITED, Reviewed, Standing, digest_of

#: What rests on a person's word: the proof of what counts as wording, and what a change is matched by.
PERSON = "person"
#: How the ids of entries begin that people added.
ADDED = "added-"
#: The field of a correction that says what kind of substance a difference is.
KIND = "kind"

Entries = tuple[Entry, ...]
Dismissed = tuple[tuple[Entry, Reviewed], ...]


@dataclass(frozen=True)
class JudgedEntries:
    """An account as people corrected it: what they said of what stands in it, and what they took away, by which review.

    `read_as` gives for the id of an entry whose kind they corrected what it was taken for.
    """

    account: Entries
    reviewed: tuple[Reviewed, ...]
    dismissed: Dismissed
    read_as: Mapping[str, str]


def reviewable(entry: Entry) -> bool:
    """Whether a person can say something of a difference: it is above wording, no duty's, and has words."""
    return entry.row and bool(entry.old or entry.new)


def taken_for(entry: Entry) -> str:
    """What a difference counts as: its kind where it is substance, its class otherwise."""
    return entry.kind if entry.cls == "substance" else entry.cls


def passages_of(entry: Entry) -> tuple[Passage | None, Passage | None]:
    """The words that a review of a difference is about, None for a side that has none."""
    old, new = (Passage(digest_of(words), words) if words else None for words in (entry.old, entry.new))
    return old, new


def judge_entries(reviews: Sequence[Review], account: Entries) -> JudgedEntries:
    """The account as people corrected it.

    What was taken away counts as wording, so that the account balances as before. What was said of some words holds
    wherever the same words differ in the same way.
    """
    ruled: dict[str, Reviewed] = {}
    said: list[Reviewed] = []
    for review in reviews:
        if review.about is not About.ENTRY or review.verdict is Verdict.ADD:
            continue
        for met in _met(review, account):
            said.append(met)
            if review.verdict is not Verdict.NOTE and met.standing is not Standing.OUTDATED:
                ruled[met.entry] = met
    dismissed = tuple(
        (entry, ruled[entry.id])
        for entry in account
        if entry.id in ruled and ruled[entry.id].review.verdict is Verdict.REJECT
    )
    gone = {entry.id for entry, _ in dismissed}
    kept = tuple(_corrected(entry, ruled[entry.id].review) if entry.id in ruled else entry for entry in account)
    read_as = {old.id: taken_for(old) for old, new in zip(account, kept, strict=True) if old != new}
    said_here = tuple(item for item in said if item.entry not in gone)
    return JudgedEntries(without(kept, gone), said_here, dismissed, read_as)


def without(account: Entries, gone: Set[str]) -> Entries:
    """An account in which some entries count as wording, because a person said so; what people added is gone."""
    return tuple(
        replace(entry, cls="wording", kind=PERSON, proof=PERSON) if entry.id in gone else entry
        for entry in account
        if entry.id not in gone or not entry.id.startswith(ADDED)
    )


def _corrected(entry: Entry, review: Review) -> Entry:
    kind = review.fields.get(KIND, "")
    return replace(entry, kind=kind) if review.verdict is Verdict.CORRECT and entry.cls == "substance" else entry


def _met(review: Review, account: Entries) -> list[Reviewed]:
    """Where a review of a difference stands: with all that read as it did, else with the one most like it."""
    found: list[Reviewed] = []
    best, likeness = None, 0.0
    for entry in account:
        if not reviewable(entry):
            continue
        score = _likeness(review, entry)
        if score >= _SAME:
            standing = Standing.HOLDS if taken_for(entry) == review.kind else Standing.OUTDATED
            found.append(Reviewed(review, standing, entry=entry.id))
        elif score > likeness:
            best, likeness = entry, score
    if found or best is None:
        return found
    standing = Standing.CARRIED if taken_for(best) == review.kind else Standing.OUTDATED
    return [Reviewed(review, standing, entry=best.id)]


#: The likeness of two differences that read the same on both sides.
_SAME = 2.0


def _likeness(review: Review, entry: Entry) -> float:
    """2 where both sides read as they did, less where one of them was edited, 0 for another difference."""
    exact, alike = 0, 0.0
    for passage, words in ((review.old, entry.old), (review.new, entry.new)):
        if (passage is None) != (not words):
            return 0.0
        if passage is None or passage.digest == digest_of(words):
            exact += 1
            continue
        like = ratio(fold(passage.sentence), fold(words))
        if like < EDITED:
            return 0.0
        alike = like
    one_sided = review.old is None or review.new is None
    return _SAME if exact == 2 else alike if exact == 1 or one_sided else 0.0
