"""What all versions are read for once, the duties, the events of force, the targets, and kept in the catalog.

Reading is resumable: what is read is kept at once, and the catalog knows which rules read it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from corpus_repo import Corpus
from corpus_repo.answers import Found, Progress, Readings

_Row = TypeVar("_Row")


def read_lacking(
    corpus: Corpus,
    what: Readings,
    read: Callable[[Found], tuple[_Row, ...]],
    put: Callable[[Mapping[int, tuple[_Row, ...]], str], None],
    *,
    read_by: str,
    portion: int,
    progress: Progress | None = None,
    only: Sequence[str] = (),
) -> int:
    """Read every version that lacks something; how many versions that were.

    Args:
        corpus: whose versions.
        what: what they are read for.
        read: what one version holds of it.
        put: keeps what some versions hold (by their number in the catalog), and by which rules it was read.
        read_by: what names the rules.
        portion: so many versions are read and kept at once.
        progress: told how many versions have been read, of how many.
        only: the versions that are meant, by their ids; all where none is named.
    """
    done = 0
    while waiting := corpus.queries.lacking(what, read_by, portion, only):
        put({version.number: read(version) for version in waiting}, read_by)
        done += len(waiting)
        if progress:
            progress(*corpus.queries.cover(what, read_by))
    return done


def title_of(corpus: Corpus, version: Found) -> str:
    """The title of a version, "" where none is known."""
    record = corpus.queries.record(version.document)
    return record.versions[version.id].value("title") if record else ""
