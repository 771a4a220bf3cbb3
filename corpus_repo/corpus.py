"""The corpus: repository, originals and catalog as one. Whoever writes holds the one lock.

A write is acknowledged when its commit is on main and its originals are on the disk. The catalog follows; if a process
dies in between, the next one that opens the corpus brings the catalog up to main.
"""

from __future__ import annotations

import contextlib
import os
import uuid
from collections.abc import Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from corpus_repo import layout, message, records, reviews
from corpus_repo.answers import Found, Progress
from corpus_repo.catalog import Batch, Catalog, Fold, Told
from corpus_repo.errors import (
    CatalogFailed,
    CorpusExists,
    CorpusLocked,
    Damaged,
    DatabaseRefused,
    FormatTooNew,
    NoCorpus,
    WriteFailed,
)
from corpus_repo.git_store import Blob, Commit, GitStore, Made
from corpus_repo.lines import Line
from corpus_repo.message import Change, Kind
from corpus_repo.model import Document, Version
from corpus_repo.originals import Originals
from corpus_repo.queries import Queries
from corpus_repo.reviews import Review
from corpus_repo.writer import Writer, text_of

REPOSITORY, ORIGINALS, CATALOG, LOCK, JOURNAL = "corpus.git", "originals", "catalog.db", "corpus.lock", "writing"
#: How the name of a catalog begins that is being made.
_UNFINISHED = f".{CATALOG}."
#: Commits and texts that a catalog takes in at once when it catches up with main.
_PORTION = 200
#: How SQLite says that a file is none of its databases any more.
_BROKEN = ("file is not a database", "malformed")
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


class Corpus:
    """The corpus in a folder; `fold` brings texts and queries to the form in which they are looked up."""

    def __init__(self, home: Path, fold: Fold, *, catalog_url: str = "", lock_seconds: float = 60.0) -> None:
        """Open the corpus in `home`, heal what a killed writer left, and bring the catalog up to main.

        Raises `NoCorpus`, `FormatTooNew`, `Damaged`, `CatalogFailed`, `DatabaseRefused`, and `CorpusLocked` where
        somebody else is making the catalog.
        """
        if not (home / REPOSITORY).is_dir():
            raise NoCorpus(str(home))
        self.home = home
        self.git = GitStore(home / REPOSITORY)
        self.originals = Originals(home / ORIGINALS)
        self._lock_seconds = lock_seconds
        self._read_only = not os.access(home, os.W_OK)
        with contextlib.ExitStack() as undone:
            undone.callback(self.git.close)
            check_format(self.git)
            self.id = identity(self.git)
            self.catalog = Catalog(catalog_url or self._catalog_url(), fold, self.id)
            undone.callback(self.catalog.close)
            self.queries = Queries(self.catalog)
            self.healed = self._heal()
            undone.pop_all()

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
            layout.ID_FILE: f"{uuid.uuid4().hex}\n".encode("ascii"),
            "README": _README.encode("ascii"),
            ".gitattributes": _ATTRIBUTES.encode("ascii"),
        }
        with locked(home / LOCK, 60.0):
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

    def lines(self, version: Version | Found) -> tuple[Line, ...]:
        """The clauses of a version. Raises `Damaged` where git cannot give them as they were written."""
        return text_of(self.git, version)

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

    @contextmanager
    def writing(self, author: str) -> Generator[Writer]:
        """The one writer. What it staged and did not write by the end of the block is dropped if the block failed.

        Raises `CorpusLocked` where another process goes on writing, `WriteFailed` where this one may not.
        """
        with locked(self.home / LOCK, self._lock_seconds):
            self._tidy()
            self.catch_up()
            journal = self.home / JOURNAL
            try:
                journal.write_text(str(os.getpid()), "ascii")
            except OSError as error:
                raise WriteFailed(str(journal), error.strerror or str(error)) from error
            try:
                writer = Writer(self.git, self.originals, self.catalog, author)
                yield writer
                writer.flush()
            finally:
                with contextlib.suppress(OSError):
                    journal.unlink()
            with contextlib.suppress(WriteFailed):
                self.git.pack()

    def rebuild(self, progress: Progress | None = None) -> int:
        """Make the catalog anew from git; how many documents it holds then.

        A catalog that is the file beside the corpus is made in another one and taken over when it is whole: whoever
        reads meanwhile, or after this was killed, has what was before.
        """
        with locked(self.home / LOCK, self._lock_seconds):
            _drop_unfinished(self.home)
            beside = self.catalog.url == f"sqlite:///{self.home / CATALOG}"
            try:
                self.catalog.migrate()
                if not beside:
                    self.catalog.clear()
            except CatalogFailed as error:
                self._replace_catalog(error)
            return self._rebuilt(progress) if beside else self.catch_up(progress)

    def _rebuilt(self, progress: Progress | None) -> int:
        path = self.home / f"{_UNFINISHED}{uuid.uuid4().hex[:8]}"
        catalog = Catalog(f"sqlite:///{path}", self.catalog.fold, self.id)
        try:
            catalog.migrate()
            count = self._fill(catalog, progress)
            catalog.close()
            self.catalog.take_over(path)
        finally:
            catalog.close()
            _drop_unfinished(self.home)
        return count

    def _replace_catalog(self, error: CatalogFailed) -> None:
        """Make an empty catalog where ours beside the corpus is no database any more. Only under the lock."""
        path = self.home / CATALOG
        if self.catalog.url != f"sqlite:///{path}" or not any(word in error.reason for word in _BROKEN):
            raise error
        self.catalog.close()
        try:
            for part in (path, *(path.with_name(f"{CATALOG}{end}") for end in ("-wal", "-shm", "-journal"))):
                part.unlink(missing_ok=True)
        except OSError as failed:
            raise WriteFailed(str(path), failed.strerror or str(failed)) from error
        self.catalog.migrate()

    def rehearse(self, folder: Path) -> None:
        """Make a catalog anew in a folder, as `rebuild` would, and raise what would keep that from it."""
        catalog = Catalog(f"sqlite:///{folder / CATALOG}", self.catalog.fold, self.id)
        try:
            catalog.migrate()
            self._fill(catalog)
        finally:
            catalog.close()

    def catch_up(self, progress: Progress | None = None) -> int:
        """Bring the catalog up to main: the documents that it took in. Only under the lock."""
        return self._fill(self.catalog, progress)

    def _fill(self, catalog: Catalog, progress: Progress | None = None) -> int:
        head = self.git.head()
        since = catalog.main()
        if since == head:
            return 0
        if since and not self.git.is_ancestor(since):
            catalog.clear()  # main was replaced, by a restore
            since = ""
        made = list(self.git.log(since, head))
        told: dict[str, list[Told]] = {}
        for commit in made:
            change = message.parse(commit.message)
            if change is not None:
                told[commit.id] = [Told(commit.id, commit.at, commit.author, change)]
        touched = list(
            dict.fromkeys(name for commit in made for path in commit.files if (name := layout.document_of(path)))
        )
        blobs = self._written_behind(made, touched) if since else dict(self.git.files(head))
        done = 0
        for at in range(0, max(1, len(touched)), _PORTION):
            some = touched[at : at + _PORTION]
            last = at + _PORTION >= len(touched)
            # the commits come with the last portion: a catalog that was cut off starts over where it was
            commits = [entry for entries in told.values() for entry in entries] if last else []
            catalog.record(self._batch(catalog, some, blobs, commits, head if last else since))
            done += len(some)
            if progress:
                progress(done, len(touched))
        return done

    def _written_behind(self, made: Sequence[Made], touched: Iterable[str]) -> dict[str, str]:
        """The blobs of records of documents, by path, as some commits left them: without the tree of all documents."""
        blobs = {path: after for commit in made for path, (_, after) in commit.files.items()}
        for name in touched:
            path = f"{layout.folder(name)}/{layout.RECORD}"
            if path not in blobs:
                blobs[path] = self.git.file_id(path)
        return blobs

    def _batch(
        self, catalog: Catalog, names: Sequence[str], blobs: Mapping[str, str], commits: Sequence[Told], main: str
    ) -> Batch:
        documents: dict[str, Document | None] = {}
        texts: dict[str, Sequence[Line]] = {}
        for name in names:
            path = f"{layout.folder(name)}/{layout.RECORD}"
            blob = blobs.get(path, "")
            documents[name] = records.from_bytes(self.git.blob(blob), path) if blob else None
        versions = {
            version.id: version for document in documents.values() if document for version in document.versions.values()
        }
        known = catalog.known_texts(versions)
        for version in versions.values():
            if version.id not in known:
                texts[version.id] = self.lines(version)
        return Batch(main, commits, documents, texts)

    # --- opening -------------------------------------------------------------------------------------------------

    def _heal(self) -> Healed:
        """Put right what a killed writer left, if nobody writes now; a reader does not wait for a writer."""
        if self._read_only:
            return self._made_do()
        broken: CatalogFailed | None = None
        try:
            ready = self.catalog.ready()
            behind = not ready or self.catalog.main() != self.git.head()
        except CatalogFailed as error:
            broken, ready, behind = error, False, True
        if not behind and not (self.home / JOURNAL).exists():
            return Healed()
        try:
            with locked(self.home / LOCK, self._lock_seconds if behind else 0.0):
                interrupted = (self.home / JOURNAL).exists()
                removed = self._tidy()
                with contextlib.suppress(OSError):
                    (self.home / JOURNAL).unlink()
                if broken is not None:
                    self._replace_catalog(broken)
                elif not ready:
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
        with contextlib.suppress(CatalogFailed, DatabaseRefused):
            if self.catalog.ready() and self.catalog.main() == self.git.head():
                return Healed()
        self.catalog.close()
        self.catalog = Catalog(
            f"sqlite:///file:{uuid.uuid4().hex}?mode=memory&cache=shared&uri=true", self.catalog.fold, self.id
        )
        self.queries = Queries(self.catalog)
        self.catalog.migrate()
        self.catch_up()
        return Healed()

    def _tidy(self) -> tuple[str, ...]:
        removed = self.git.heal()
        dropped = self.originals.drop_unfinished()
        return (*removed, *([f"{ORIGINALS}: {dropped}"] if dropped else []))


def check_format(git: GitStore) -> None:
    """Raises `Damaged` where a repository is none of a corpus, `FormatTooNew` where a later program wrote it."""
    name = git.file_id(layout.FORMAT_FILE)
    found = git.blob(name).decode("ascii", "replace") if name else ""
    number = found.split()[-1] if found.startswith("revtrack corpus ") else ""
    if not number.isdecimal():
        raise Damaged(str(git.path), f"no {layout.FORMAT_FILE} of revtrack on main")
    if int(number) > layout.FORMAT_NUMBER:
        raise FormatTooNew(str(git.path), int(number), layout.FORMAT_NUMBER)


def _drop_unfinished(home: Path) -> None:
    """Remove catalogs that were being made by whoever was killed. Only under the lock."""
    for path in home.glob(f"{_UNFINISHED}*"):
        with contextlib.suppress(OSError):
            path.unlink()


def identity(git: GitStore) -> str:
    """The id of a corpus, by which its databases know it; of one made before they had ids, its first commit."""
    name = git.file_id(layout.ID_FILE)
    found = git.blob(name).decode("ascii", "replace").strip() if name else ""
    return found if found.isalnum() else git.first()


@contextmanager
def locked(path: Path, seconds: float) -> Generator[None]:
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
