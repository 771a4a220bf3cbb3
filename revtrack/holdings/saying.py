"""What a person says of a comparison, held against it and kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from alignment.duties.table import FIELDS, WAYS
from alignment.model import SUBSTANCE_KINDS, Obligation, Side, Task
from corpus_repo import About, Change, Corpus, Kind, Passage, Review, Verdict
from corpus_repo.layout import new_id
from revtrack.errors import InvalidInput
from revtrack.holdings.changing import Changed
from revtrack.holdings.comparing import Compared, reviews_of
from revtrack.holdings.judging import Judged, in_force, same_matter
from revtrack.holdings.judging_entries import KIND, passages_of, reviewable, taken_for
from revtrack.holdings.passages import find_words, passage_of
from revtrack.holdings.reviewed import digest_of

_Passages = tuple[Passage | None, Passage | None]


@dataclass(frozen=True, slots=True)
class Put:
    """The words of one side as a person gives them, "" where it has none, and the values of the fields of the duty."""

    quote: str = ""
    values: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """What a person says of a comparison: about a pair of sentences, about the obligation change `change` (from 0), or
    about the difference `entry` (its id in the account); or what she adds to it. `row` names a change by its place
    among those that were found, so also one that was taken away.

    `fields` maps a changed field to its direction, where the verdict is a correction or adds a change of a duty; of an
    entry "kind" to its kind, and so of what is added as a difference beside the duties. `put` are the words and values
    of both sides, of what is added or put right; `old` and `new` may name the sentences in which added words stand.
    """

    by: str
    verdict: Verdict
    old: str = ""
    new: str = ""
    change: int = -1
    row: int = -1
    entry: str = ""
    fields: Mapping[str, str] | None = None
    put: tuple[Put, Put] | None = None
    note: str = ""


def review(corpus: Corpus, found: Compared, task: Task, word: Word, *, overrules: bool = True) -> Changed:
    """Keep what a person said; what others said of the same is kept, too, and holds no more where she `overrules`.

    Raises `InvalidInput` (reviewer, review-about, review-verdict, review-words, review-others).
    """
    by = " ".join(word.by.split())
    if not by:
        raise InvalidInput("reviewer")
    kept = _review(found, word, by)
    if not overrules:
        holding = in_force(reviews_of(corpus, found.old, found.new, task))[0]
        if any(one.by != by and same_matter(one, kept) for one in holding):
            raise InvalidInput("review-others")
    documents = tuple(dict.fromkeys((found.old.document.id, found.new.document.id)))
    change = Change(
        Kind.REVIEW,
        documents,
        found.new.version.id,
        found.new.version.value("title"),
        f"{kept.about.value} {kept.verdict.value}",
        word.note,
    )
    with corpus.writing(by) as writer:
        writer.stage_review(change, found.old.document.id, found.new.document.id, task, kept)
        written = writer.flush()[-1]
    return Changed(written.commit, change.kind.value, documents[0], change.title, change.version)


def _review(found: Compared, word: Word, by: str) -> Review:
    adds = word.verdict is Verdict.ADD
    about, (old, new), kind = _added(found.judged, word) if adds else _about(found.judged, word)
    _check(word, about, kind)
    says = word.verdict is Verdict.CORRECT or (adds and about is not About.ENTRY)
    return Review(
        id=new_id(),
        at=datetime.now(UTC).isoformat(timespec="microseconds"),
        by=by,
        about=about,
        verdict=word.verdict,
        old=old,
        new=new,
        fields=dict(word.fields or {}) if says else {},
        right=_right(found.judged, word) if word.verdict is Verdict.CORRECT and about is About.CHANGE else None,
        kind=kind,
        note=" ".join(word.note.split()),
        versions=(found.old.version.id, found.new.version.id),
    )


def _about(judged: Judged, word: Word) -> tuple[About, _Passages, str]:
    """(what a word is about; the words of both sides; what another difference is taken for)."""
    comparison = judged.comparison
    if word.entry:
        known = (*(one for one, _ in judged.dismissed), *filter(reviewable, comparison.account))
        entry = next((one for one in known if one.id == word.entry), None)
        if entry is None:
            raise InvalidInput("review-about", facts={"what": word.entry, "count": "0"})
        return About.ENTRY, passages_of(entry), judged.read_as.get(entry.id, taken_for(entry))
    if word.change < 0 and word.row < 0:
        if word.old not in comparison.old.by_sentence or word.new not in comparison.new.by_sentence:
            raise InvalidInput("review-about", facts={"what": f"{word.old} {word.new}".strip(), "count": "0"})
        return About.LINK, (passage_of(comparison.old, word.old), passage_of(comparison.new, word.new)), ""
    change = judged.found[_row(judged, word)]  # by its words before anybody put them right
    old = passage_of(comparison.old, change.old.sentence, change.old) if change.old else None
    new = passage_of(comparison.new, change.new.sentence, change.new) if change.new else None
    return About.CHANGE, (old, new), ""


def _row(judged: Judged, word: Word) -> int:
    """The place of a change among those that were found. Raises `InvalidInput` (review-about) where there is none."""
    at, count = (word.row, len(judged.found)) if word.row >= 0 else (word.change, len(judged.numbers))
    if not 0 <= at < count:
        raise InvalidInput("review-about", facts={"what": str(at + 1), "count": str(count)})
    return at if word.row >= 0 else judged.numbers[at]


def _added(judged: Judged, word: Word) -> tuple[About, _Passages, str]:
    """What a word adds: a change of a duty, or a difference beside the duties of the kind that it names."""
    comparison = judged.comparison
    put = word.put or (Put(), Put())
    sides = zip((comparison.old, comparison.new), put, (word.old, word.new), strict=True)
    old, new = (_picked(side, one, sentence) for side, one, sentence in sides)
    if old is None and new is None:
        raise InvalidInput("review-words-none")
    kind = (word.fields or {}).get(KIND, "")
    if not kind:
        return About.CHANGE, (old, new), ""
    # Of a difference beside the duties the words are all that there is of it.
    old, new = (Passage(one.digest, one.sentence, one.quote) if one else None for one in (old, new))
    return About.ENTRY, (old, new), kind


def _picked(side: Side, put: Put, sentence: str = "", base: Obligation | None = None) -> Passage | None:
    """The passage of words as they stand in a text, None for none. Raises `InvalidInput` (review-words)."""
    if not put.quote.strip() and not sentence:
        return None
    found = find_words(side, put.quote, sentence)
    if found is None:
        raise InvalidInput("review-words", facts={"words": put.quote, "side": side.name})
    text = side.by_sentence[found.sentence][1].text
    known = {name: str(getattr(base, name)) for name in FIELDS} if base else {}
    values = {name: " ".join(value.split()) for name, value in {**known, **put.values}.items() if name in FIELDS}
    return Passage(digest_of(text), text, found.text, {name: value for name, value in values.items() if value})


def _right(judged: Judged, word: Word) -> _Passages | None:
    """What a correction puts in the place of both sides, None where it leaves words and values as they are."""
    if word.put is None:
        return None
    comparison, at = judged.comparison, _row(judged, word)
    before = judged.found[at]
    change = comparison.obligations[judged.numbers.index(at)] if at in judged.numbers else before
    found: list[Passage | None] = []
    for side, duty, put in zip((comparison.old, comparison.new), (change.old, change.new), word.put, strict=True):
        same = duty is not None and put.quote == duty.text
        found.append(_picked(side, put, duty.sentence if duty and same else "", duty))
    if found == [None, None]:
        raise InvalidInput("review-words-none")
    unchanged = [
        passage_of(side, duty.sentence, duty) if duty else None
        for side, duty in ((comparison.old, before.old), (comparison.new, before.new))
    ]
    return None if found == unchanged else (found[0], found[1])


def _check(word: Word, about: About, kind: str) -> None:
    """Whether a verdict can be given of what it is about."""
    given = word.fields or {}
    verdict = word.verdict
    if about is About.ENTRY:
        can_correct = kind in SUBSTANCE_KINDS
        known = all(name == KIND and value in SUBSTANCE_KINDS for name, value in given.items())
    else:
        can_correct = about is About.CHANGE
        known = all(value in WAYS.get(name, ()) for name, value in given.items())
    says = bool(given or word.put)
    wrong = {
        Verdict.PAIR: about is not About.LINK,
        Verdict.CORRECT: not (can_correct and says),
        Verdict.ADD: not can_correct,
    }
    if wrong.get(verdict, False) or not known:
        raise InvalidInput("review-verdict", facts={"verdict": verdict.value, "about": about.value})
    if verdict is Verdict.NOTE and not word.note.strip():
        raise InvalidInput("review-note")
