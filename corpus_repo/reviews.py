"""What people said of comparisons: kept for a pair of documents and a task, each word under an id of its own.

A review names the sentences that it is about by the hash of their folded text, never by their place: it is found again
in every later version that still holds them. Nothing is overwritten; of several about one thing the latest holds.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from corpus_repo.errors import Damaged

_NOTHING: Mapping[str, str] = MappingProxyType({})


class About(StrEnum):
    """What a review is about: the correspondence of two sentences, one obligation change, or another difference."""

    LINK = "link"
    CHANGE = "change"
    ENTRY = "entry"


class Verdict(StrEnum):
    """What was said: it is right, it is wrong, it is thus, it is missing, or only a remark."""

    CONFIRM = "confirm"
    REJECT = "reject"
    PAIR = "pair"
    CORRECT = "correct"
    ADD = "add"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Passage:
    """The words of one side that a review is about.

    `digest` is the hash of the folded sentence; `quote` the words within it ("" for the whole sentence); `duty` the
    fields of the duty as they were when the review was made. Of another difference they are all its words.
    """

    digest: str
    sentence: str
    quote: str = ""
    duty: Mapping[str, str] = field(default_factory=lambda: _NOTHING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """One word of one person. `fields` maps a changed field to its direction, where it is a correction or adds.

    `right` is what a correction puts in the place of both sides, None where it leaves the words as they are. Of another
    difference `kind` is what it was taken for when the review was made, or is where it was added; its correction is the
    field "kind".
    """

    id: str
    at: str
    by: str
    about: About
    verdict: Verdict
    old: Passage | None = None
    new: Passage | None = None
    fields: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    right: tuple[Passage | None, Passage | None] | None = None
    kind: str = ""
    note: str = ""
    versions: tuple[str, str] = ("", "")


Record = dict[str, dict[str, Any]]


def to_bytes(record: Record) -> bytes:
    """Reviews as they stand in the repository: UTF-8, indented, in the order in which they came."""
    return (json.dumps(record, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "surrogatepass")


def from_bytes(data: bytes, where: str) -> tuple[Review, ...]:
    """The reviews that a file holds, the first made first. Raises `Damaged` for anything that is no such file."""
    try:
        found = [_review(name, values) for name, values in plain(data).items()]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Damaged(where, f"{type(error).__name__}: {error}") from error
    return in_turn(found)


def in_turn(reviews: Iterable[Review]) -> tuple[Review, ...]:
    """Reviews in the order in which they were made."""
    return tuple(sorted(reviews, key=lambda review: (review.at, review.id)))


def plain(data: bytes) -> Record:
    """The plain values of a file of reviews; nothing for no file."""
    return json.loads(data) if data else {}


def to_json(review: Review) -> dict[str, Any]:
    """A review as plain values, its id left out: in a file it is the key."""
    values = {
        "at": review.at,
        "by": review.by,
        "about": review.about.value,
        "verdict": review.verdict.value,
        "old": _passage_to_json(review.old),
        "new": _passage_to_json(review.new),
        "fields": dict(review.fields),
        "right": _right_to_json(review),
        "kind": review.kind,
        "note": review.note,
        "versions": list(review.versions) if any(review.versions) else [],
    }
    return {name: value for name, value in values.items() if value not in ("", None, [], {})}


def _right_to_json(review: Review) -> dict[str, Any]:
    sides = zip(("old", "new"), review.right or (), strict=False)
    return {side: _passage_to_json(passage) for side, passage in sides if passage}


def _passage_to_json(passage: Passage | None) -> dict[str, Any] | None:
    if passage is None:
        return None
    values = {
        "digest": passage.digest,
        "sentence": passage.sentence,
        "quote": passage.quote,
        "duty": dict(passage.duty),
    }
    return {name: value for name, value in values.items() if value}


def _review(name: str, values: dict[str, Any]) -> Review:
    versions = values.get("versions", ("", ""))
    right = values.get("right")
    return Review(
        id=name,
        at=values["at"],
        by=values["by"],
        about=About(values["about"]),
        verdict=Verdict(values["verdict"]),
        old=_passage(values.get("old")),
        new=_passage(values.get("new")),
        fields=dict(values.get("fields", {})),
        right=(_passage(right.get("old")), _passage(right.get("new"))) if right else None,
        kind=values.get("kind", ""),
        note=values.get("note", ""),
        versions=(versions[0], versions[1]),
    )


def _passage(values: dict[str, Any] | None) -> Passage | None:
    if values is None:
        return None
    return Passage(values["digest"], values["sentence"], values.get("quote", ""), dict(values.get("duty", {})))
