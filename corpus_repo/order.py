"""The order of versions: by what they are and the days they bear, never by when they came.

A draft may arrive after its final text, and a law of 1954 after one of 2024.
"""

from __future__ import annotations

from collections.abc import Iterable

from corpus_repo.model import Document, Status, Version

_STAGE = {Status.DRAFT: 0, Status.ISSUED: 1, Status.AMENDED: 2}


def in_order(versions: Iterable[Version]) -> tuple[Version, ...]:
    """Versions from the first to the last.

    Dated ones go by their day (`Version.date`), on one day by stage. One without a day goes where its stage puts it:
    a draft before the first text that is none, an issued text behind the drafts and before the first amended one, an
    amended text at the end. What is re-read follows what it re-reads.
    """
    given = list(versions)
    anew = [version for version in given if version.reextracts]
    own = [version for version in given if not version.reextracts]
    ordered = sorted((version for version in own if version.date), key=lambda version: (version.date, _rank(version)))
    for version in own:
        if not version.date:
            ordered.insert(_place(ordered, version), version)
    for version in anew:
        at = max((i for i, other in enumerate(ordered) if _same_original(version, other)), default=len(ordered) - 1)
        ordered.insert(at + 1, version)
    return tuple(ordered)


def current(document: Document) -> Version | None:
    """The version that stands for the document: the last one that is not withdrawn, texts in force before drafts."""
    ordered = [version for version in in_order(document.versions.values()) if not version.withdrawn]
    final = [version for version in ordered if version.status is not Status.DRAFT]
    return (final or ordered or [None])[-1]


def _rank(version: Version) -> int:
    return _STAGE[version.status]


def _place(ordered: list[Version], version: Version) -> int:
    later = (i for i, other in enumerate(ordered) if _rank(other) > _rank(version))
    return next(later, len(ordered))


def _same_original(version: Version, other: Version) -> bool:
    return version.reextracts in (other.id, other.reextracts)
