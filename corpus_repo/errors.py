"""What can go wrong with a corpus, as types whose facts are attributes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

#: Why a database is not used: not ours, of another corpus, or made by a later program.
Refusal = Literal["foreign", "other", "newer"]


class CorpusError(Exception):
    """Anything that this package reports on purpose."""


class NoCorpus(CorpusError):
    """There is no corpus in the folder."""

    def __init__(self, path: str) -> None:
        self.path = path
        super().__init__(path)


class CorpusExists(CorpusError):
    """There is a corpus already where one was to be made."""

    def __init__(self, path: str) -> None:
        self.path = path
        super().__init__(path)


class FormatTooNew(CorpusError):
    """The corpus was written by a later program: format `found`, and we know up to `known`."""

    def __init__(self, path: str, found: int, known: int) -> None:
        self.path, self.found, self.known = path, found, known
        super().__init__(path, found, known)


class CorpusLocked(CorpusError):
    """Another process writes, and went on writing for `seconds`."""

    def __init__(self, path: str, seconds: float) -> None:
        self.path, self.seconds = path, seconds
        super().__init__(path, seconds)


class WriteFailed(CorpusError):
    """A disk that is full or read-only, a permission: nothing of the change was kept."""

    def __init__(self, path: str, reason: str) -> None:
        self.path, self.reason = path, reason
        super().__init__(path, reason)


class Damaged(CorpusError):
    """Something stored cannot be read back as it was written: an object of git, a record, an original."""

    def __init__(self, what: str, reason: str) -> None:
        self.what, self.reason = what, reason
        super().__init__(what, reason)


class MovedOn(CorpusError):
    """The main branch is not where this process left it: somebody wrote without the lock."""

    def __init__(self, expected: str) -> None:
        self.expected = expected
        super().__init__(expected)


class NoSuchChange(CorpusError):
    """No change of the corpus has this id, or more than one begins with it."""

    def __init__(self, asked: str, candidates: Sequence[str] = ()) -> None:
        self.asked, self.candidates = asked, tuple(candidates)
        super().__init__(asked, *candidates)


class CannotUndo(CorpusError):
    """What a change did was changed again later; `document` and `field` say where."""

    def __init__(self, commit: str, document: str, field: str) -> None:
        self.commit, self.document, self.field = commit, document, field
        super().__init__(commit, document, field)


class BadBackup(CorpusError):
    """A file is no backup of ours, or is damaged."""

    def __init__(self, path: str, reason: str) -> None:
        self.path, self.reason = path, reason
        super().__init__(path, reason)


class HomeHolds(CorpusError):
    """A folder into which a backup is to be put back holds other files of the same `names`: nothing was replaced."""

    def __init__(self, path: str, names: Sequence[str]) -> None:
        self.path, self.names = path, tuple(names)
        super().__init__(path, *names)


class CatalogFailed(CorpusError):
    """The catalog's database cannot be used; nothing in it is lost by deleting it."""

    def __init__(self, where: str, reason: str) -> None:
        self.where, self.reason = where, reason
        super().__init__(where, reason)


class DatabaseRefused(CorpusError):
    """A database that holds something else than our `kind` of this corpus in a form that we know: nothing was changed.

    `found` is what it holds: names of tables, the id of a corpus, or a form, of which we know up to `known`.
    """

    def __init__(self, where: str, kind: str, why: Refusal, found: str, known: str) -> None:
        self.where, self.kind, self.why, self.found, self.known = where, kind, why, found, known
        super().__init__(where, kind, why, found, known)
