"""The corpus: repository, originals and catalog as one. Whoever writes holds the one lock.

A write is acknowledged when its commit is on main and its originals are on the disk. The catalog follows; if a process
dies in between, the next one that opens the corpus brings the catalog up to main.
"""

from __future__ import annotations

import contextlib
import os
import uuid
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from corpus_repo import layout, message, records, reviews
from corpus_repo.answers import Progress
from corpus_repo.catalog import Batch, Catalog, Fold, Told
from corpus_repo.errors import (
    CannotUndo,
    CatalogFailed,
    CorpusExists,
    CorpusLocked,
    Damaged,
    FormatTooNew,
    NoCorpus,
    NoSuchChange,
    WriteFailed,
)
from corpus_repo.git_store import Blob, Commit, GitStore, Made, blob_id
from corpus_repo.lines import Line, from_files, to_files
from corpus_repo.message import Change, Kind
from corpus_repo.model import Document, Version
from corpus_repo.originals import Originals
from corpus_repo.queries import Queries
from corpus_repo.reviews import Review

REPOSITORY, ORIGINALS, CATALOG, LOCK, JOURNAL = "corpus.git", "originals", "catalog.db", "corpus.lock", "writing"
#: Commits and texts that a catalog takes in at once when it catches up with main.
_PORTION = 200
#: What git needs to know about our files: no line ends are touched, and the structure makes no noise in a diff.
_ATTRIBUTES = "* -text\nstructure.tsv -diff\n"
_README = """\
This repository was written by revtrack. FORMAT names the version of its form; FORMAT.md of that program describes it.
documents/<2 hex>/<id>/document.json says what a document is and which versions it has,
text.txt beside it is the text of the version that came last, one clause a line; its history holds the others.
"""


@dataclass(frozen=True, slots=True)
class Healed:
    """What an interrupted write had left, and what was done about it."""

    interrupted: bool = False
    removed: tuple[str, ...] = ()
    commits: int = 0

    def __bool__(self) -> bool:
        return self.interrupted or bool(self.removed) or self.commits > 0


@dataclass(frozen=True, slots=True)
class Written:
    """A change that is on main: its commit, and what it did."""

    commit: str
    change: Change


@dataclass(slots=True)
class _Staged:
    change: Change
    documents: dict[str, Document | None]
    texts: dict[str, tuple[bytes, bytes]]
    files: dict[str, bytes | None] = field(default_factory=dict[str, bytes | None])


class Corpus:
    """The corpus in a folder; `fold` brings texts and queries to the form in which they are looked up."""

    def __init__(self, home: Path, fold: Fold, *, catalog_url: str = "", lock_seconds: float = 60.0) -> None:
        """Open the corpus in `home`, heal what a killed writer left, and bring the catalog up to main.

        Raises `NoCorpus`, `FormatTooNew`, `Damaged`, `CatalogFailed`, and `CorpusLocked` where somebody else is making
        the catalog.
        """
        if not (home / REPOSITORY).is_dir():
            raise NoCorpus(str(home))
        self.home = home
        self.git = GitStore(home / REPOSITORY)
        self.originals = Originals(home / ORIGINALS)
        self._lock_seconds = lock_seconds
        self._read_only = not os.access(home, os.W_OK)
        self.catalog = Catalog(catalog_url or self._catalog_url(), fold)
        self.queries = Queries(self.catalog)
        try:
            self._check_format()
            self.healed = self._heal()
        except BaseException:
            self.close()
            raise

    @classmethod
    def create(cls, home: Path, author: str) -> None:
        """Make an empty corpus in `home`. Raises `CorpusExists` or `WriteFailed`."""
        if (home / REPOSITORY).exists():
            raise CorpusExists(str(home))
        try:
            home.mkdir(parents=True, exist_ok=True)
            (home / ORIGINALS).mkdir(exist_ok=True)
        except OSError as error:
            raise WriteFailed(str(home), error.strerror or str(error)) from error
        files: dict[str, bytes | Blob | None] = {
            layout.FORMAT_FILE: f"revtrack corpus {layout.FORMAT_NUMBER}\n".encode("ascii"),
            "README": _README.encode("ascii"),
            ".gitattributes": _ATTRIBUTES.encode("ascii"),
        }
        with _locked(home / LOCK, 60.0):
            if (home / REPOSITORY).exists():
                raise CorpusExists(str(home))
            GitStore.create(home / REPOSITORY, Commit(message.render(Change(Kind.INIT)), author, files)).close()

    def close(self) -> None:
        """Give back connections and helper processes."""
        self.git.close()
        self.catalog.close()

    def __enter__(self) -> Corpus:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # --- reading -------------------------------------------------------------------------------------------------

    def lines(self, version: Version) -> tuple[Line, ...]:
        """The clauses of a version. Raises `Damaged` where git cannot give them as they were written."""
        where = f"version {version.id}"
        return from_files(self.git.blob(version.text), self.git.blob(version.structure), where)

    def reviews(self, old: Iterable[str], new: Iterable[str], task: str) -> tuple[Review, ...]:
        """What people said of comparisons of documents, the first made first.

        Both sides are given by every id that a document ever had: a review outlives the joining of two documents.
        """
        found: list[Review] = []
        seconds = list(new)
        for first in old:
            for second in seconds:
                path = layout.reviews_path(first, second, task)
                name = self.git.file_id(path)
                if name:
                    found += reviews.from_bytes(self.git.blob(name), path)
        return reviews.in_turn(found)

    def declined(self, digest: str) -> bool:
        """Whether a person said that a text, by its digest, is not wanted."""
        return bool(self.git.file_id(layout.declined_path(digest)))

    # --- writing -------------------------------------------------------------------------------------------------

    def decline(self, digest: str, facts: Mapping[str, str], author: str) -> None:
        """Keep that a text is not wanted: it is not offered again. `facts` say what it was and where from."""
        path = layout.declined_path(digest)
        with self.writing(author) as writer:
            if self.git.file_id(path):
                return
            change = Change(Kind.DECLINE, title=facts.get("title", ""), detail=facts.get("address", ""))
            writer.stage_file(change, path, records.to_json_bytes(dict(facts)))

    def commit_of(
        self,
        change: Change,
        documents: Mapping[str, Document | None],
        texts: Mapping[str, tuple[bytes, bytes]],
        author: str,
        files: Mapping[str, bytes | None] | None = None,
    ) -> Commit:
        """A change as a commit: the documents as they shall be (None: gone), the files of new texts by version, and
        other files by path."""
        return Commit(message.render(change), author, {**dict(_files(documents, texts)), **(files or {})})

    @contextmanager
    def writing(self, author: str) -> Generator[Writer]:
        """The one writer. What it staged and did not write by the end of the block is dropped if the block failed.

        Raises `CorpusLocked` where another process goes on writing, `WriteFailed` where this one may not.
        """
        with _locked(self.home / LOCK, self._lock_seconds):
            self._tidy()
            self.catch_up()
            journal = self.home / JOURNAL
            try:
                journal.write_text(str(os.getpid()), "ascii")
            except OSError as error:
                raise WriteFailed(str(journal), error.strerror or str(error)) from error
            try:
                writer = Writer(self, author)
                yield writer
                writer.flush()
            finally:
                with contextlib.suppress(OSError):
                    journal.unlink()
            with contextlib.suppress(WriteFailed):
                self.git.pack()

    def rebuild(self, progress: Progress | None = None) -> int:
        """Make the catalog anew from git; how many documents it holds then."""
        with _locked(self.home / LOCK, self._lock_seconds):
            self.catalog.migrate()
            self.catalog.clear()
            return self.catch_up(progress)

    def catch_up(self, progress: Progress | None = None) -> int:
        """Bring the catalog up to main: the documents that it took in. Only under the lock."""
        head = self.git.head()
        since = self.catalog.main()
        if since == head:
            return 0
        if since and not self.git.is_ancestor(since):
            self.catalog.clear()  # main was replaced, by a restore
            since = ""
        made = list(self.git.log(since, head))
        told: dict[str, list[Told]] = {}
        for commit in made:
            change = message.parse(commit.message)
            if change is not None:
                told[commit.id] = [Told(commit.id, commit.at, commit.author, change)]
        blobs = dict(self.git.files(head))
        touched = list(
            dict.fromkeys(name for commit in made for path in commit.files if (name := layout.document_of(path)))
        )
        done = 0
        for at in range(0, max(1, len(touched)), _PORTION):
            some = touched[at : at + _PORTION]
            last = at + _PORTION >= len(touched)
            # the commits come with the last portion: a catalog that was cut off starts over where it was
            commits = [entry for entries in told.values() for entry in entries] if last else []
            self.catalog.record(self._batch(some, blobs, commits, head if last else since))
            done += len(some)
            if progress:
                progress(done, len(touched))
        return done

    def _batch(self, names: Sequence[str], blobs: Mapping[str, str], commits: Sequence[Told], main: str) -> Batch:
        documents: dict[str, Document | None] = {}
        texts: dict[str, Sequence[Line]] = {}
        for name in names:
            path = f"{layout.folder(name)}/{layout.RECORD}"
            documents[name] = records.from_bytes(self.git.blob(blobs[path]), path) if path in blobs else None
        versions = {
            version.id: version for document in documents.values() if document for version in document.versions.values()
        }
        known = self.catalog.known_texts(versions)
        for version in versions.values():
            if version.id not in known:
                texts[version.id] = self.lines(version)
        return Batch(main, commits, documents, texts)

    # --- opening -------------------------------------------------------------------------------------------------

    def _check_format(self) -> None:
        name = self.git.file_id(layout.FORMAT_FILE)
        found = self.git.blob(name).decode("ascii", "replace") if name else ""
        number = found.split()[-1] if found.startswith("revtrack corpus ") else ""
        if not number.isdecimal():
            raise Damaged(str(self.git.path), f"no {layout.FORMAT_FILE} of revtrack on main")
        if int(number) > layout.FORMAT_NUMBER:
            raise FormatTooNew(str(self.git.path), int(number), layout.FORMAT_NUMBER)

    def _heal(self) -> Healed:
        """Put right what a killed writer left, if nobody writes now; a reader does not wait for a writer."""
        if self._read_only:
            return self._made_do()
        ready = self.catalog.ready()
        behind = not ready or self.catalog.main() != self.git.head()
        if not behind and not (self.home / JOURNAL).exists():
            return Healed()
        try:
            with _locked(self.home / LOCK, self._lock_seconds if behind else 0.0):
                interrupted = (self.home / JOURNAL).exists()
                removed = self._tidy()
                with contextlib.suppress(OSError):
                    (self.home / JOURNAL).unlink()
                if not ready:
                    self.catalog.migrate()
                before = self.catalog.main()
                taken = self.catch_up()
                return Healed(interrupted, removed, taken if before else 0)
        except CorpusLocked:
            if not ready:  # there is nothing yet that could be asked
                raise
            return Healed()

    def _catalog_url(self) -> str:
        path = self.home / CATALOG
        # what may not be written cannot be locked either: such a file is read as one that nobody changes
        return f"sqlite:///file:{path}?mode=ro&immutable=1&uri=true" if self._read_only else f"sqlite:///{path}"

    def _made_do(self) -> Healed:
        """In a folder that may not be written, a catalog that is missing or behind is made in memory."""
        with contextlib.suppress(CatalogFailed):
            if self.catalog.ready() and self.catalog.main() == self.git.head():
                return Healed()
        self.catalog.close()
        self.catalog = Catalog(
            f"sqlite:///file:{uuid.uuid4().hex}?mode=memory&cache=shared&uri=true", self.catalog.fold
        )
        self.queries = Queries(self.catalog)
        self.catalog.migrate()
        self.catch_up()
        return Healed()

    def _tidy(self) -> tuple[str, ...]:
        removed = self.git.heal()
        dropped = self.originals.drop_unfinished()
        return (*removed, *([f"{ORIGINALS}: {dropped}"] if dropped else []))


class Writer:
    """Stages changes and writes them: each change is one commit, several may go in one transaction."""

    def __init__(self, corpus: Corpus, author: str) -> None:
        self._corpus = corpus
        self._author = author
        self._head = corpus.git.head()
        self._staged: list[_Staged] = []
        self._now: dict[str, Document | None] = {}
        self._originals: list[bytes] = []
        self._lines: dict[str, Sequence[Line]] = {}

    # --- what is ----------------------------------------------------------------------------------------------------

    def document(self, name: str) -> Document | None:
        """A document as it will be when all that is staged is written."""
        if name not in self._now:
            self._now[name] = self._corpus.queries.record(name)
        return self._now[name]

    @property
    def staged(self) -> int:
        """How many changes wait to be written."""
        return len(self._staged)

    # --- what shall be -----------------------------------------------------------------------------------------------

    def text(self, lines: Sequence[Line]) -> tuple[str, str, tuple[bytes, bytes]]:
        """(blob id of text.txt, blob id of structure.tsv, both files) of a text that is to be kept."""
        files = to_files(lines)
        return blob_id(files[0]), blob_id(files[1]), files

    def stage(
        self,
        change: Change,
        documents: Iterable[Document],
        *,
        texts: Mapping[str, tuple[Sequence[Line], tuple[bytes, bytes]]] | None = None,
        original: bytes | None = None,
    ) -> None:
        """Put a change in line: the documents as they shall be, the texts of new versions by id, an original."""
        staged = _Staged(change, {document.id: document for document in documents}, {})
        for version, (lines, files) in (texts or {}).items():
            staged.texts[version] = files
            self._lines[version] = lines
        if original is not None:
            self._originals.append(original)
        self._staged.append(staged)
        self._now.update(staged.documents)

    def stage_file(self, change: Change, path: str, data: bytes) -> None:
        """Put in line a file that is no document's."""
        self._staged.append(_Staged(change, {}, {}, {path: data}))

    def stage_review(self, change: Change, old: str, new: str, task: str, review: Review) -> None:
        """Put in line what a person said of a comparison of two documents."""
        path = layout.reviews_path(old, new, task)
        record = reviews.plain(self._file(path))
        record[review.id] = reviews.to_json(review)
        self._staged.append(_Staged(change, {}, {}, {path: reviews.to_bytes(record)}))

    def _file(self, path: str) -> bytes:
        """A file as it will be when all that is staged is written; nothing where there is none."""
        for entry in reversed(self._staged):
            if path in entry.files:
                return entry.files[path] or b""
        name = self._corpus.git.file_id(path)
        return self._corpus.git.blob(name) if name else b""

    def stage_undo(self, commit: str) -> Change:
        """Put in line that a commit is taken back: its documents go back to what they were, later changes stay.

        Raises `NoSuchChange` for a commit that is none of ours and `CannotUndo` where it was built on since.
        """
        found = self._corpus.git.commits_beginning(commit)
        if len(found) != 1:
            raise NoSuchChange(commit, found)
        made = self._corpus.git.show(found[0])
        change = message.parse(made.message)
        if change is None or change.kind is Kind.INIT:
            raise NoSuchChange(commit)
        undone = Change(
            Kind.UNDO, change.documents, change.version, change.title, change.kind.value, change.reason, made.id
        )
        staged = _Staged(undone, {}, {})
        for path, (before, after) in made.files.items():
            name = layout.document_of(path)
            if not name and not layout.is_reviews_path(path):
                continue
            then, later = (self._corpus.git.blob(blob) if blob else b"" for blob in (before, after))
            if not name:
                staged.files[path] = self._without(path, then, later, made.id)
                continue
            now = self.document(name)
            left = records.taken_back(
                records.plain(then), records.plain(later), records.to_json(now) if now else None, made.id, name
            )
            staged.documents[name] = records.from_json(left) if left else None
        same = all(self.document(name) == document for name, document in staged.documents.items())
        if same and all(self._file(path) == (data or b"") for path, data in staged.files.items()):
            raise CannotUndo(made.id, "、".join(staged.documents), "")
        self._staged.append(staged)
        self._now.update(staged.documents)
        return undone

    def _without(self, path: str, before: bytes, after: bytes, commit: str) -> bytes | None:
        """A file of reviews without what a commit put into it; None where nothing is left."""
        now = reviews.plain(self._file(path))
        left = records.taken_back(reviews.plain(before), reviews.plain(after), now, commit, path)
        return reviews.to_bytes(left) if left else None

    # --- writing -----------------------------------------------------------------------------------------------------

    def flush(self) -> list[Written]:
        """Write all that is staged, all or none of it. When this returns, it is on the disk."""
        if not self._staged:
            return []
        staged, self._staged = self._staged, []
        originals, self._originals = self._originals, []
        lines, self._lines = self._lines, {}
        self._corpus.originals.put(originals)
        commits = [
            self._corpus.commit_of(entry.change, entry.documents, entry.texts, self._author, entry.files)
            for entry in staged
        ]
        made = self._corpus.git.write(commits, self._head)
        self._head = made[-1].id
        documents = {name: document for entry in staged for name, document in entry.documents.items()}
        told = [_told(commit, entry.change) for commit, entry in zip(made, staged, strict=True)]
        with contextlib.suppress(CatalogFailed):  # what git has is kept; the next start brings the catalog up to it
            self._corpus.catalog.record(Batch(self._head, told, documents, self._texts(documents, lines)))
        return [Written(commit.id, entry.change) for commit, entry in zip(made, staged, strict=True)]

    def _texts(
        self, documents: Mapping[str, Document | None], lines: Mapping[str, Sequence[Line]]
    ) -> dict[str, Sequence[Line]]:
        """The lines of every version of these documents that the catalog has none of (an undo brings back old ones)."""
        versions = [version for document in documents.values() if document for version in document.versions.values()]
        others = [version for version in versions if version.id not in lines]
        known = self._corpus.catalog.known_texts(version.id for version in others)
        return {
            **lines,
            **{version.id: self._corpus.lines(version) for version in others if version.id not in known},
        }


def _files(
    documents: Mapping[str, Document | None], texts: Mapping[str, tuple[bytes, bytes]]
) -> Iterator[tuple[str, bytes | Blob | None]]:
    """The files that a commit writes: each document's record, and the text of the version that came last into it."""
    for name, document in documents.items():
        folder = layout.folder(name)
        paths = [f"{folder}/{file}" for file in (layout.RECORD, layout.TEXT, layout.STRUCTURE)]
        if document is None:
            yield from ((path, None) for path in paths)
            continue
        yield paths[0], records.to_bytes(document)
        if not document.versions:
            yield from ((path, None) for path in paths[1:])
            continue
        last = tuple(document.versions.values())[-1]
        new = texts.get(last.id)
        yield paths[1], new[0] if new else Blob(last.text)
        yield paths[2], new[1] if new else Blob(last.structure)


@contextmanager
def _locked(path: Path, seconds: float) -> Generator[None]:
    """The lock on a corpus: freed by the kernel when its holder dies."""
    from filelock import FileLock, Timeout

    try:
        lock = FileLock(str(path), timeout=seconds)
        lock.acquire(poll_interval=0.02)
    except Timeout:
        raise CorpusLocked(str(path), seconds) from None
    except OSError as error:
        raise WriteFailed(str(path), error.strerror or str(error)) from error
    try:
        yield
    finally:
        lock.release()


def _told(made: Made, change: Change) -> Told:
    return Told(made.id, made.at, made.author, change)
