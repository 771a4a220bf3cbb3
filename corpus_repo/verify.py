"""Whether everything stored can be read back as it was written, and what is damaged: named by document and version."""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from corpus_repo import layout, records
from corpus_repo.answers import Progress
from corpus_repo.corpus import Corpus
from corpus_repo.database import portions
from corpus_repo.errors import CorpusError, Damaged
from corpus_repo.lines import from_files
from corpus_repo.model import Document, Version

#: Documents that are read and held against the catalog at once.
_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Damage:
    """One thing that is damaged; `what` names it. `kind` is git, record, text, original or catalog, or what somebody
    above derives from them."""

    kind: str
    what: str
    detail: str
    document: str = ""
    version: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Partial:
    """A version whose original holds so many characters of text that could not be read."""

    document: str
    version: str
    title: str
    lost: int


@dataclass(frozen=True, slots=True)
class Verified:
    """What was looked at, and the damage found. `unnamed` are originals that no version names: harmless leftovers.

    `characters` adds up what became of the characters of the originals: held, read, lost, and left out by reason;
    `partial` are the versions that lack some.
    """

    documents: int
    versions: int
    originals: int
    unnamed: int
    damage: tuple[Damage, ...]
    characters: Mapping[str, int] = field(default_factory=dict[str, int])
    partial: tuple[Partial, ...] = ()


def verify(corpus: Corpus, progress: Progress | None = None) -> Verified:
    """Read back every object of git, every record, text and original, and hold the catalog against them."""
    faults = corpus.git.check()
    damage: list[Damage] = []
    of_catalog: list[Damage] = []
    seen = _Seen()
    try:
        paths = [(path, blob) for path, blob in corpus.git.files(corpus.git.head()) if layout.document_of(path)]
    except Damaged as error:
        paths = []
        damage.append(Damage("git", error.what, error.reason))
    done = 0
    for some in portions(paths, _AT_ONCE):
        documents: dict[str, Document] = {}
        for path, blob in some:
            done += 1
            try:
                document = records.from_bytes(corpus.git.blob(blob), path)
            except CorpusError as error:
                seen.explained.add(blob)
                damage.append(Damage("record", path, str(error), layout.document_of(path)))
            else:
                documents[document.id] = document
                damage += [
                    found for one in document.versions.values() for found in _of_version(corpus, document, one, seen)
                ]
            if progress:
                progress(done, len(paths))
        seen.documents.update(documents)
        of_catalog += _of_catalog(documents, corpus.queries.records_of(documents))
    held = set(corpus.originals.names())
    damage += _of_git(faults, seen.explained, known=bool(damage))
    of_catalog += [_differs(name) for name in corpus.queries.ids() if name not in seen.documents]
    damage += of_catalog
    if all(one.kind in {"catalog", "original"} for one in damage):  # nothing that explains it already
        damage += _of_reindexing(corpus)
    counts = len(seen.documents), seen.versions, len(held), len(held - seen.originals)
    return Verified(*counts, tuple(damage), dict(seen.characters), tuple(seen.partial))


@dataclass
class _Seen:
    """What was read so far; of documents no more than their ids."""

    documents: set[str] = field(default_factory=set[str])
    versions: int = 0
    originals: set[str] = field(default_factory=set[str])
    explained: set[str] = field(default_factory=set[str])
    characters: Counter[str] = field(default_factory=Counter[str])
    partial: list[Partial] = field(default_factory=list[Partial])


def _of_version(corpus: Corpus, document: Document, version: Version, seen: _Seen) -> list[Damage]:
    found: list[Damage] = []
    about = {"document": document.id, "version": version.id, "title": version.value("title")}
    seen.versions += 1
    if version.account.get("lost"):
        seen.partial.append(Partial(document.id, version.id, version.value("title"), version.account["lost"]))
    try:
        from_files(corpus.git.blob(version.text), corpus.git.blob(version.structure), version.id)
    except CorpusError as error:
        seen.explained.update((version.text, version.structure))
        found.append(Damage("text", f"version {version.id}", str(error), **about))
    if version.original:
        if version.original.sha256 not in seen.originals:
            seen.originals.add(version.original.sha256)
            seen.characters.update(version.account)
        try:
            corpus.originals.get(version.original.sha256)
        except Damaged as error:
            found.append(Damage("original", error.what, error.reason, **about))
    return found


def _of_catalog(documents: Mapping[str, Document], kept: Mapping[str, Document]) -> list[Damage]:
    """Documents of which the catalog says something else than git, or nothing."""
    return [_differs(name) for name, document in documents.items() if document != kept.get(name)]


def _differs(name: str) -> Damage:
    return Damage("catalog", f"document {name}", "differs from git", name)


def _of_reindexing(corpus: Corpus) -> list[Damage]:
    """What would keep a catalog from being made anew, tried out beside it."""
    try:
        with tempfile.TemporaryDirectory(prefix="revtrack-") as folder:
            corpus.rehearse(Path(folder))
    except CorpusError as error:
        return [Damage("git", "reindex", str(error))]
    return []


def _of_git(faults: list[str], explained: set[str], *, known: bool) -> list[Damage]:
    """What git says of objects, once for each; lines that name none only where nothing else is known to be wrong."""
    about: dict[str, str] = {}
    for line in faults:
        about.setdefault(_object(line), line)
    nameless = about.pop("", "")
    found = [Damage("git", name, line) for name, line in about.items() if name not in explained]
    return found if found or known or not nameless else [Damage("git", "", nameless)]


def _object(line: str) -> str:
    """The id of the object that a line of git speaks of, "" where it names none."""
    match = re.search(r"[0-9a-f]{40}", line) or re.search(r"objects/([0-9a-f]{2}/[0-9a-f]{38})", line)
    return match[match.lastindex or 0].replace("/", "") if match else ""
