"""The one writer: changes are staged, then written in one transaction, each of them one commit."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from corpus_repo import layout, message, records, reviews
from corpus_repo.answers import Found
from corpus_repo.catalog import Batch, Catalog, Told
from corpus_repo.errors import CannotUndo, CatalogFailed, NoSuchChange
from corpus_repo.git_store import Blob, Commit, GitStore, Made, blob_id
from corpus_repo.lines import Line, from_files, to_files
from corpus_repo.message import Change, Kind
from corpus_repo.model import Document, Version
from corpus_repo.originals import Originals
from corpus_repo.queries import Queries
from corpus_repo.reviews import Review


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


class Writer:
    """Stages changes and writes them: each change is one commit, several may go in one transaction."""

    def __init__(self, git: GitStore, originals: Originals, catalog: Catalog, author: str) -> None:
        self._git = git
        self._original_files = originals
        self._catalog = catalog
        self._queries = Queries(catalog)
        self._author = author
        self._head = git.head()
        self._staged: list[_Staged] = []
        self._now: dict[str, Document | None] = {}
        self._originals: list[bytes] = []
        self._lines: dict[str, Sequence[Line]] = {}

    # --- what is ----------------------------------------------------------------------------------------------------

    def document(self, name: str) -> Document | None:
        """A document as it will be when all that is staged is written."""
        if name not in self._now:
            self._now[name] = self._queries.record(name)
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
        name = self._git.file_id(path)
        return self._git.blob(name) if name else b""

    def stage_undo(self, commit: str) -> Change:
        """Put in line that a commit is taken back: its documents go back to what they were, later changes stay.

        Raises `NoSuchChange` for a commit that is none of ours and `CannotUndo` where it was built on since.
        """
        found = self._git.commits_beginning(commit)
        if len(found) != 1:
            raise NoSuchChange(commit, found)
        made = self._git.show(found[0])
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
            then, later = (self._git.blob(blob) if blob else b"" for blob in (before, after))
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
        self._original_files.put(originals)
        commits = [commit_of(entry.change, entry.documents, entry.texts, self._author, entry.files) for entry in staged]
        made = self._git.write(commits, self._head)
        self._head = made[-1].id
        documents = {name: document for entry in staged for name, document in entry.documents.items()}
        told = [_told(commit, entry.change) for commit, entry in zip(made, staged, strict=True)]
        with contextlib.suppress(CatalogFailed):  # what git has is kept; the next start brings the catalog up to it
            self._catalog.record(Batch(self._head, told, documents, self._texts(documents, lines)))
        return [Written(commit.id, entry.change) for commit, entry in zip(made, staged, strict=True)]

    def _texts(
        self, documents: Mapping[str, Document | None], lines: Mapping[str, Sequence[Line]]
    ) -> dict[str, Sequence[Line]]:
        """The lines of every version of these documents that the catalog has none of (an undo brings back old ones)."""
        versions = [version for document in documents.values() if document for version in document.versions.values()]
        others = [version for version in versions if version.id not in lines]
        known = self._catalog.known_texts(version.id for version in others)
        return {
            **lines,
            **{version.id: text_of(self._git, version) for version in others if version.id not in known},
        }


def commit_of(
    change: Change,
    documents: Mapping[str, Document | None],
    texts: Mapping[str, tuple[bytes, bytes]],
    author: str,
    files: Mapping[str, bytes | None] | None = None,
) -> Commit:
    """A change as a commit: the documents as they shall be (None: gone), the files of new texts by version, and
    other files by path."""
    return Commit(message.render(change), author, {**dict(_files(documents, texts)), **(files or {})})


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


def text_of(git: GitStore, version: Version | Found) -> tuple[Line, ...]:
    """The clauses of a version. Raises `Damaged` where git cannot give them as they were written."""
    return from_files(git.blob(version.text), git.blob(version.structure), f"version {version.id}")


def _told(made: Made, change: Change) -> Told:
    return Told(made.id, made.at, made.author, change)
