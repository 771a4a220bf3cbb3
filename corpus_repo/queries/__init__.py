"""Questions to the catalog: which documents, which versions, what became of them, which clauses say this."""

from __future__ import annotations

from corpus_repo.queries.bodies import BodyQueries
from corpus_repo.queries.changes import ChangeQueries
from corpus_repo.queries.clauses import ClauseQueries
from corpus_repo.queries.documents import DocumentQueries
from corpus_repo.queries.duties import DutyQueries
from corpus_repo.queries.force import ForceQueries
from corpus_repo.queries.targets import TargetQueries
from corpus_repo.queries.versions import VersionQueries

__all__ = ["Queries"]


class Queries(
    DocumentQueries,
    ChangeQueries,
    VersionQueries,
    ClauseQueries,
    DutyQueries,
    BodyQueries,
    ForceQueries,
    TargetQueries,
):
    """Answers from one catalog."""
