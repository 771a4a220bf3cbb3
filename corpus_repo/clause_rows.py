"""All clauses of the corpus for whoever derives something from them: which versions there are, and their clauses.

Numbers are those of the catalog at hand: a catalog that is made anew may give others. Versions keep their ids.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from corpus_repo.catalog import Catalog
from corpus_repo.database import portions

#: As many versions, or clauses, are asked for at once: databases take no longer lists.
_AT_ONCE = 400


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A version as the catalog keeps it; `number` is its key there, `withdrawn` and `superseded` say that it no longer
    counts."""

    number: int
    id: str
    document: str
    position: int
    status: str
    title: str
    issuers: str
    jurisdiction: str
    date: str
    withdrawn: bool
    superseded: bool


@dataclass(frozen=True, slots=True)
class ClauseRow:
    """A clause of a version (by its number in the catalog); `line` is its line in text.txt, from 1."""

    version: int
    line: int
    label: str
    address: str
    kind: str
    text: str

    @property
    def whole(self) -> str:
        """The clause as the issuer wrote it, with its number."""
        return self.label + self.text


def version_rows(
    catalog: Catalog, *, documents: Iterable[str] | None = None, ids: Iterable[str] | None = None
) -> tuple[VersionRow, ...]:
    """Versions, withdrawn ones too, in the order in which they came: every one, or those of some documents or ids."""
    from sqlalchemy import select

    from corpus_repo.schema import versions

    question = select(*(versions.c[name] for name in VersionRow.__slots__)).order_by(versions.c.number)
    column, wanted = (versions.c.document, documents) if documents is not None else (versions.c.id, ids)
    with catalog.reading() as connection:
        if wanted is None:
            return tuple(VersionRow(*row) for row in connection.execute(question))
        found = [
            VersionRow(*row)
            for some in portions(wanted, _AT_ONCE)
            for row in connection.execute(question.where(column.in_(some)))
        ]
    return tuple(sorted(found, key=lambda row: row.number))


def version_count(catalog: Catalog) -> int:
    """How many versions there are, withdrawn ones too."""
    from sqlalchemy import func, select

    from corpus_repo.schema import versions

    with catalog.reading() as connection:
        return connection.execute(select(func.count()).select_from(versions)).scalar() or 0


def touched_since(catalog: Catalog, commit: str) -> tuple[str, tuple[str, ...] | None]:
    """(the commit of the last change, the documents touched behind the changes of a commit).

    None for the documents where the catalog knows no change of that commit: any may have been touched.
    """
    from sqlalchemy import func, select

    from corpus_repo.schema import changes

    with catalog.reading() as connection:
        newest = select(changes.c.commit).order_by(changes.c.number.desc()).limit(1)
        last = connection.execute(newest).scalar() or ""
        known = connection.execute(select(func.max(changes.c.number)).where(changes.c.commit == commit)).scalar()
        if known is None:
            return last, None
        touched = select(changes.c.document).where(changes.c.number > known).distinct()
        return last, tuple(connection.execute(touched).scalars())


def clause_rows(catalog: Catalog, versions: Iterable[int], kinds: Sequence[str] = ()) -> Iterator[ClauseRow]:
    """The clauses of versions (by number), some versions at a time, so that no more is held in memory.

    `kinds` narrows to some kinds of clauses. In the order of the versions given, portion by portion; within a version
    in the order of its text.
    """
    from sqlalchemy import select

    from corpus_repo.schema import clauses

    columns = [clauses.c[name] for name in ClauseRow.__slots__]
    wanted = list(versions)
    for at in range(0, len(wanted), _AT_ONCE):
        some = wanted[at : at + _AT_ONCE]
        question = select(*columns).where(clauses.c.version.in_(some)).order_by(clauses.c.version, clauses.c.line)
        if kinds:
            question = question.where(clauses.c.kind.in_(list(kinds)))
        with catalog.reading() as connection:
            found = connection.execute(question).all()
        yield from (ClauseRow(*row) for row in found)


def clauses_at(catalog: Catalog, places: Iterable[tuple[int, int]]) -> dict[tuple[int, int], ClauseRow]:
    """The clauses at (number of a version, line); places that hold none are left out."""
    from sqlalchemy import select, tuple_

    from corpus_repo.schema import clauses

    columns = [clauses.c[name] for name in ClauseRow.__slots__]
    wanted = sorted(set(places))
    found: dict[tuple[int, int], ClauseRow] = {}
    with catalog.reading() as connection:
        for at in range(0, len(wanted), _AT_ONCE):
            some = wanted[at : at + _AT_ONCE]
            question = select(*columns).where(tuple_(clauses.c.version, clauses.c.line).in_(some))
            for row in connection.execute(question):
                clause = ClauseRow(*row)
                found[clause.version, clause.line] = clause
    return found
