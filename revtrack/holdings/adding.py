"""Taking files into the corpus: each new text becomes a version, each known one is recognised, each bad one refused.

Files are read side by side in worker processes; one writer puts them into the corpus, some at a time. What is reported
is on the disk.
"""

from __future__ import annotations

import hashlib
import logging
import os
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum
from functools import partial
from pathlib import Path

from corpus_repo import Change, Corpus, Document, Kind, Original, Version
from corpus_repo.answers import Found
from corpus_repo.layout import new_id
from corpus_repo.model import Value, as_text
from corpus_repo.writer import Writer
from revtrack.errors import InvalidInput, RevtrackError
from revtrack.holdings.identity import Proposal, holds_drafts, propose, same_facts
from revtrack.holdings.reading import Prepared, Reading, Refused, prepare
from revtrack.holdings.workers import Result, Workers
from revtrack.ingest.account import Account
from revtrack.ingest.archive import members
from revtrack.ingest.folders import below, read_below
from revtrack.ingest.formats import ARCHIVE, READABLE
from revtrack.ingest.read import with_other_pages

_log = logging.getLogger(__name__)
#: Documents written in one transaction; fewer would wait for the disk more often, more would be reported later.
TRANSACTION = 100
#: Files read ahead for each worker, and from how many files on workers are worth starting.
_AHEAD, _WORTH_WORKERS = 8, 12
#: Suffixes of files that are taken in.
SUFFIXES = READABLE | {ARCHIVE}


class Outcome(StrEnum):
    """What became of a file."""

    ADDED = "added"
    KNOWN = "known"
    REEXTRACTED = "re-extracted"
    REFUSED = "refused"
    ASKED = "asked"


@dataclass(frozen=True, slots=True)
class Addition:
    """One file and what became of it; `error` only where it was refused.

    `question` says why it was not stored but is asked about (a key of `Words.questions`); `account` what became of its
    characters, `remarks` what is worth knowing about how its text was got.
    """

    file: str
    outcome: Outcome
    document: str = ""
    version: str = ""
    commit: str = ""
    title: str = ""
    proposal: Proposal | None = None
    question: str = ""
    account: Account | None = None
    remarks: tuple[str, ...] = ()
    error: InvalidInput | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """What a person says of the files: metadata that wins over what is read, where they came from, the document that
    they are versions of ("" for new ones), and which documents of the files are meant (None: all), by the name that
    their `Addition` bears. `each` is metadata of one of them by that name, which wins over `values`; what is `believed`
    was looked at: a text that is in doubt is stored without asking."""

    values: Mapping[str, Value]
    source: str = ""
    document: str = ""
    only: frozenset[str] | None = None
    each: Mapping[str, Mapping[str, Value]] = field(default_factory=dict[str, "Mapping[str, Value]"])
    believed: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """Bytes under a name, still to be read."""

    name: str
    load: Callable[[], bytes]

    def loaded(self) -> bytes | Refused:
        """The bytes, or why they cannot be had: whatever it is, it is told of this item alone."""
        try:
            return self.load()
        except InvalidInput as error:
            return Refused.of(error)
        except RevtrackError:
            raise
        except Exception as error:  # noqa: BLE001 - as in `prepare`
            _log.exception("file %s", self.name)
            return Refused.bug(self.name, error)


Report = Callable[[Addition, int, int], None]


def items_below(folder: Path, max_bytes: int) -> list[Item]:
    """What is to be read of a folder: the readable files in it at any depth, in order of name, and nothing outside.

    What is hidden or has another suffix is left out; links, pipes and devices become items that are refused, as does a
    folder without files.
    """
    found = below(folder, SUFFIXES)
    items = [item for file in found.files for item in items_of(file, partial(_below, folder, file, max_bytes))]
    items += [Item(error.file, partial(_refuse, error)) for error in found.passed_over]
    if items:
        return items
    error = InvalidInput("no-files", str(folder), facts={"suffixes": " ".join(sorted(SUFFIXES))})
    return [Item(str(folder), partial(_refuse, error))]


def _below(folder: Path, file: Path, max_bytes: int) -> bytes:
    """The bytes of a file, with the other pages of its text where it is the first of several."""
    return with_other_pages(file, read_below(folder, file, max_bytes=max_bytes), max_bytes, folder)


def items_of(file: Path, load: Callable[[], bytes]) -> list[Item]:
    """What is to be read of a file: itself, or the documents in a ZIP file, named by both."""
    name = str(file)
    if file.suffix.lower() != ARCHIVE:
        return [Item(name, load)]
    try:
        inside = list(members(load(), name=name, suffixes=READABLE))
    except InvalidInput as error:
        return [Item(name, partial(_refuse, error))]
    if not inside:
        facts = {"suffixes": " ".join(sorted(READABLE))}
        return [Item(name, partial(_refuse, InvalidInput("no-files", name, facts=facts)))]
    return [Item(f"{name}/{member}", partial(bytes, data)) for member, data in inside]


def _refuse(error: InvalidInput) -> bytes:
    raise error


def add_items(
    corpus: Corpus, items: Sequence[Item], given: Given, reading: Reading, author: str, report: Report | None = None
) -> list[Addition]:
    """Take items in, in order, and tell of each as soon as it is kept: `report(addition, done, total)`."""
    adder = _Adder(corpus, given, author)
    done: list[Addition] = []

    def tell(additions: list[Addition]) -> None:
        for addition in additions:
            done.append(addition)
            if report:
                report(addition, len(done), len(items))

    with corpus.writing(author) as writer:
        for read in _read(corpus, items, reading, anew=given.only is not None):
            tell(adder.take(writer, read))
        tell(adder.finish(writer))
    return done


@dataclass(frozen=True, slots=True)
class _Read:
    """An item that was read, or is known by its bytes alone: the versions that were read from them before."""

    name: str
    data: bytes
    result: tuple[Prepared, ...] | Refused | tuple[Found, ...]


class _Adder:
    def __init__(self, corpus: Corpus, given: Given, author: str) -> None:
        self._corpus = corpus
        self._given = given
        self._author = author
        self._waiting: list[Addition] = []
        self._digests: dict[str, Addition] = {}
        self._bodies: dict[str, Addition] = {}
        self._added: dict[str, tuple[Document, Version]] = {}

    def take(self, writer: Writer, read: _Read) -> list[Addition]:
        """Stage one item, which may hold several documents; the additions that are kept by now."""
        result = read.result
        if isinstance(result, Refused):
            self._waiting.append(Addition(read.name, Outcome.REFUSED, error=result.error()))
        else:
            for part in result:
                if isinstance(part, Prepared) and not self._wanted(read.name, part):
                    continue
                self._waiting.append(
                    self._known(read.name, part) if isinstance(part, Found) else self._stage(writer, read, part)
                )
        return self.finish(writer) if writer.staged >= TRANSACTION else self._settled(writer)

    def _wanted(self, name: str, part: Prepared) -> bool:
        return self._given.only is None or called(name, part) in self._given.only

    def finish(self, writer: Writer) -> list[Addition]:
        """Write what is staged; the additions that are kept by now, which is all of them."""
        commits = {written.change.version: written.commit for written in writer.flush()}
        kept = [replace(item, commit=commits.get(item.version, "")) for item in self._waiting]
        self._waiting = []
        added, self._added = self._added, {}
        drafts = bool(added) and holds_drafts(self._corpus)
        return [
            replace(item, proposal=propose(self._corpus, *added[item.version], drafts=drafts))
            if item.outcome is Outcome.ADDED
            else item
            for item in kept
        ]

    def _settled(self, writer: Writer) -> list[Addition]:
        if writer.staged:
            return []
        kept, self._waiting = self._waiting, []
        return kept

    def _stage(self, writer: Writer, read: _Read, result: Prepared) -> Addition:
        name = called(read.name, result)
        same = self._corpus.queries.with_digest(result.digest)
        if same:
            return self._known(name, same[0])
        if result.digest in self._digests:
            return replace(self._digests[result.digest], file=name, outcome=Outcome.KNOWN)
        rendered = self._rendered(result)
        if rendered and not _fuller(result, rendered):
            return self._known(name, rendered[0])
        if result.body and result.body in self._bodies and not result.values.get("doc_number"):
            return replace(self._bodies[result.body], file=name, outcome=Outcome.KNOWN)
        if result.question and not self._given.believed:
            return Addition(
                name,
                Outcome.ASKED,
                title=as_text(result.values.get("title", "")),
                question=result.question,
                account=result.account,
                remarks=result.remarks,
            )
        before = rendered[0] if rendered else self._read_before(read, result)
        addition = self._write(writer, read, result, before, name)
        self._digests[result.digest] = self._bodies[result.body] = addition
        return addition

    def _rendered(self, result: Prepared) -> tuple[Found, Version] | None:
        """The version that is the same document in another rendering: the same provisions, nothing against it."""
        for found in self._corpus.queries.with_body(result.body):
            version = _version(self._corpus, found)
            if version and not found.superseded and same_facts(version, result.values):
                return found, version
        return None

    def _read_before(self, read: _Read, result: Prepared) -> Found | None:
        """The version that an older reader made of the same document of the same file."""
        before = self._corpus.queries.with_original(hashlib.sha256(read.data).hexdigest())
        if not result.place:
            return before[-1] if len({found.document for found in before}) == 1 else None
        for found in before:
            document = self._corpus.queries.record(found.document)
            if document and document.versions[found.id].read.get("title") == result.values.get("title"):
                return found
        return None

    def _known(self, name: str, found: Found) -> Addition:
        document = self._corpus.queries.record(found.document)
        title = document.versions[found.id].value("title") if document else ""
        return Addition(name, Outcome.KNOWN, found.document, found.id, title=title)

    def _write(self, writer: Writer, read: _Read, result: Prepared, before: Found | None, name: str) -> Addition:
        now = datetime.now(UTC).isoformat(timespec="microseconds")
        text, structure, files = writer.text(result.lines)
        version = Version(
            id=new_id(),
            text=text,
            structure=structure,
            digest=result.digest,
            body=result.body,
            received=now,
            read=result.values,
            read_from=result.read_from,
            corrected={**self._given.values, **self._given.each.get(name, {})},
            original=Original(hashlib.sha256(read.data).hexdigest(), Path(read.name).name, len(read.data)),
            source=self._given.source,
            extractor=result.extractor,
            remarks=result.remarks,
            account=result.account.counts(),
            reextracts=before.id if before else "",
        )
        target = before.document if before else self._given.document
        document = writer.document(target) if target else None
        if document is None:
            document = Document(id=new_id(), created=now)
        title = version.value("title")
        kind = Kind.REEXTRACT if before else Kind.ADD
        change = Change(kind, (document.id,), version.id, title, version.status.value)
        document = document.with_version(version)
        self._added[version.id] = document, version
        writer.stage(
            change,
            [document],
            texts={version.id: (result.lines, files)},
            original=read.data,
        )
        outcome = Outcome.REEXTRACTED if before else Outcome.ADDED
        return Addition(
            name, outcome, document.id, version.id, title=title, account=result.account, remarks=result.remarks
        )


def called(name: str, prepared: Prepared) -> str:
    """What a document of a file is called: the file, and the lines of a compilation."""
    return f"{name}:{prepared.place}" if prepared.place else name


def _read(corpus: Corpus, items: Sequence[Item], reading: Reading, *, anew: bool) -> Iterator[_Read]:
    """The items in order, each read: here, or for many by worker processes that are kept a little ahead.

    With `anew` a file is read although its bytes are known: of a compilation only some documents may be.
    """
    workers = os.cpu_count() or 1
    if len(items) < _WORTH_WORKERS or workers == 1:
        for item in items:
            loaded = _load(corpus, item, reading, anew=anew)
            yield loaded if isinstance(loaded, _Read) else _Read(item.name, loaded, prepare(loaded, item.name, reading))
        return
    waiting: deque[tuple[str, bytes, Future[Result]] | _Read] = deque()
    with Workers(workers) as pool:

        def awaited() -> _Read:
            item = waiting.popleft()
            if isinstance(item, _Read):
                return item
            name, data, future = item
            return _Read(name, data, pool.end(future, data, name, reading))

        for item in items:
            loaded = _load(corpus, item, reading, anew=anew)
            if isinstance(loaded, _Read):
                waiting.append(loaded)
            else:
                waiting.append((item.name, loaded, pool.begin(loaded, item.name, reading)))
            if len(waiting) >= workers * _AHEAD:
                yield awaited()
        while waiting:
            yield awaited()


def _load(corpus: Corpus, item: Item, reading: Reading, *, anew: bool) -> bytes | _Read:
    """The bytes of an item, or what is known of it already: a file once read by today's reader is not read again."""
    data = item.loaded()
    if isinstance(data, Refused):
        return _Read(item.name, b"", data)
    before = corpus.queries.with_original(hashlib.sha256(data).hexdigest())
    if before:  # whoever has the bytes of an original that is lost gives it back by adding it again
        corpus.originals.mend(data)
    if anew:
        return data
    known = [found for found in before if not found.superseded]
    versions = [_version(corpus, found) for found in known]
    if versions and all(version and version.extractor in reading.todays for version in versions):
        return _Read(item.name, b"", tuple(known))
    return data


def _version(corpus: Corpus, found: Found) -> Version | None:
    document = corpus.queries.record(found.document)
    return document.versions.get(found.id) if document else None


def _fuller(result: Prepared, known: tuple[Found, Version]) -> bool:
    """Whether another rendering says more of the document than the one that is known: its number."""
    return bool(result.values.get("doc_number")) and not known[1].value("doc_number")
