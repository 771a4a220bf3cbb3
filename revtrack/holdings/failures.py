"""What goes wrong in the corpus, as errors with words and a remedy."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager

from corpus_repo import CorpusError, errors
from revtrack.errors import InvalidInput, OperationFailed, RevtrackError


@contextmanager
def told() -> Generator[None]:
    """Errors of the corpus leave the block as a `RevtrackError`."""
    try:
        yield
    except CorpusError as error:
        raise _as_revtrack_error(error) from error


def _as_revtrack_error(error: CorpusError) -> RevtrackError:
    match error:
        case errors.NoCorpus(path=path):
            return InvalidInput("no-corpus", path)
        case errors.CorpusExists(path=path):
            return InvalidInput("corpus-exists", path)
        case errors.FormatTooNew(path=path, found=found, known=known):
            return OperationFailed("format", path, facts={"found": str(found), "known": str(known)})
        case errors.CorpusLocked(path=path, seconds=seconds):
            return OperationFailed("locked", path, facts={"seconds": f"{seconds:g}"})
        case errors.WriteFailed(path=path, reason=reason):
            return OperationFailed("write", path, facts={"reason": reason})
        case errors.Damaged(what=what, reason=reason):
            return OperationFailed("damaged", what, facts={"reason": reason})
        case errors.MovedOn(expected=expected):
            return OperationFailed("moved-on", facts={"commit": expected})
        case errors.NoSuchChange(asked=asked, candidates=candidates):
            return InvalidInput("unknown-change", facts={"commit": asked, "candidates": "; ".join(candidates[:8])})
        case errors.CannotUndo(commit=commit, document=document, field=field):
            return InvalidInput("undo-conflict", facts={"commit": commit, "document": document, "field": field})
        case errors.BadBackup(path=path, reason=reason):
            return InvalidInput("backup", path, facts={"reason": reason})
        case errors.HomeHolds(path=path, names=names):
            return InvalidInput("home-holds", path, facts={"names": ", ".join(names)})
        case errors.CatalogFailed(where=where, reason=reason):
            return OperationFailed("catalog", where, facts={"reason": reason})
        case errors.DatabaseRefused():
            return _refused(error)
        case _:
            return OperationFailed("system", facts={"reason": str(error)})


def _refused(error: errors.DatabaseRefused) -> OperationFailed:
    if error.why == "foreign":
        return OperationFailed("database-foreign", error.where, facts={"found": error.found})
    if error.why == "other":
        return OperationFailed("database-other", error.where, facts={"found": error.found})
    return OperationFailed("database-newer", error.where, facts={"found": error.found, "known": error.known})
