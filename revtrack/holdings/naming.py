"""What a person means by DOC and DOC@VERSION: never a guess, an ambiguous name lists what it may mean."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus_repo import Corpus, Document, Status, Version
from corpus_repo.answers import Listed
from corpus_repo.order import current, in_order
from revtrack.errors import InvalidInput
from revtrack.words.corpus import corpus_words
from revtrack.words.language import LANGUAGES

_POSITION = re.compile(r"[1-9]\d{0,2}")
_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
_PREFIX = re.compile(r"[0-9a-f]{4,12}")
#: As many candidates as an error names.
_SHOWN = 8
_CURRENT = ("latest", "current", "最新")
#: A status by its name, or as any language of the interface calls it.
_STATUSES = {
    **{status.value: status for status in Status},
    **{said: Status(name) for lang in LANGUAGES for name, said in corpus_words(lang).statuses.items()},
}


@dataclass(frozen=True, slots=True)
class Named:
    """A version with its document; `position` counts the document's versions from 1, first to last."""

    document: Document
    version: Version
    position: int


def find_document(corpus: Corpus, words: str) -> Document:
    """The document that a person names by an id or its beginning, a number, a title or a part of one.

    A redirect leads to where it points. Raises `InvalidInput` (unknown-document, ambiguous-document).
    """
    found = corpus.queries.named(words.strip())
    if not found:
        raise InvalidInput("unknown-document", facts={"words": words})
    if len(found) > 1:
        raise InvalidInput("ambiguous-document", facts={"words": words, "candidates": _candidates(found)})
    return _record(corpus, next(iter(found)).id)


def find_version(corpus: Corpus, words: str) -> Named:
    """The version that a person names: DOC for the current one, DOC@VERSION, or the id of a version alone.

    VERSION is a position (1 is the first), an id or its beginning, a status, a day or its beginning, or "latest".
    Raises `InvalidInput` (also unknown-version, ambiguous-version).
    """
    name, mark, which = words.rpartition("@")
    if not mark:
        name, which = words, ""
        for found in corpus.queries.version(words.strip()):
            if found.id == words.strip() or not corpus.queries.named(words):
                return _named(_record(corpus, found.document), found.id)
    document = find_document(corpus, name)
    ordered = in_order(document.versions.values())
    wanted = which.strip()
    redirect = corpus.queries.record(name.strip())
    if wanted and redirect and redirect.merged_into:
        # an address given before the documents were joined means what it meant then
        ordered = tuple(version for version in ordered if version.joined_from == redirect.id) or ordered
    if not wanted or wanted in _CURRENT:
        chosen = current(document) or (ordered[-1] if ordered else None)
        if chosen is None:
            raise InvalidInput("no-version", facts={"words": words})
        return _named(document, chosen.id)
    matching = _matching(ordered, wanted)
    if not matching:
        raise InvalidInput("unknown-version", facts={"words": words, "candidates": _versions(ordered)})
    if len(matching) > 1:
        raise InvalidInput("ambiguous-version", facts={"words": words, "candidates": _versions(ordered, matching)})
    return _named(document, matching[0].id)


def standing_version(corpus: Corpus, item: Listed) -> Version | None:
    """The version that counts for a listed document, None where it has none."""
    record = corpus.queries.record(item.id)
    return record.versions.get(item.current) if record else None


def named(document: Document, version: str) -> Named:
    """A version of a document with its position."""
    return _named(document, version)


def _named(document: Document, version: str) -> Named:
    ordered = [item.id for item in in_order(document.versions.values())]
    return Named(document, document.versions[version], ordered.index(version) + 1)


def _record(corpus: Corpus, name: str) -> Document:
    document = corpus.queries.record(name)
    if document is None:
        raise InvalidInput("unknown-document", facts={"words": name})
    return document


def _matching(ordered: tuple[Version, ...], wanted: str) -> list[Version]:
    if _POSITION.fullmatch(wanted):
        return [ordered[int(wanted) - 1]] if int(wanted) <= len(ordered) else []
    if wanted in _STATUSES:
        return [version for version in ordered if version.status is _STATUSES[wanted]]
    if _DATE.fullmatch(wanted):
        by_day = [version for version in ordered if version.date.startswith(wanted)]
        if by_day:
            return by_day
    return [version for version in ordered if _PREFIX.fullmatch(wanted) and version.id.startswith(wanted)]


def _candidates(found: tuple[Listed, ...]) -> str:
    shown = [f"{item.id} {item.title}" + (f" {item.date}" if item.date else "") for item in found[:_SHOWN]]
    return "; ".join(shown) + (f"; … ({len(found)})" if len(found) > _SHOWN else "")


def _versions(ordered: tuple[Version, ...], among: list[Version] | None = None) -> str:
    return "; ".join(
        f"@{at} {version.id} {version.status.value}" + (f" {version.date}" if version.date else "")
        for at, version in enumerate(ordered, start=1)
        if among is None or version in among
    )
