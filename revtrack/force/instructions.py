"""The instructions of a decision on amending about the articles of one document, as its words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from alignment.amending.decision import Amendment, read_amendments
from alignment.model import Clause, Kind, Side
from corpus_repo import Corpus, Document
from revtrack.force.keys import keys_of, title_key
from revtrack.force.model import Proof

_QUOTE = 600


def orders_on(corpus: Corpus, decision: Proof, document: Document) -> Mapping[str, Sequence[Proof]]:
    """The instructions of a decision about a document, by each article that they name, by old and by new number."""
    record = corpus.queries.record(decision.document)
    if record is None or decision.version not in record.versions:
        return {}
    titles, _ = keys_of(document)
    lines = corpus.lines(record.versions[decision.version])
    clauses = tuple(
        Clause(
            f"n{at}", line.address, Kind(line.kind), line.whole, line.line, line.number.strip(), runs_on=line.runs_on
        )
        for at, line in enumerate(lines, start=1)
    )
    by_id = {clause.id: clause for clause in clauses}
    found: dict[str, list[Proof]] = defaultdict(list)
    for order in read_amendments(Side("new", decision.title, clauses)):
        if (order.law and title_key(order.law) not in titles) or not order.clauses:
            continue
        at = by_id[order.clauses[0]]
        told = replace(decision, quote=order.quote[:_QUOTE], line=int(at.id[1:]), address=at.address)
        for article in _articles(order):
            found[article].append(told)
    return found


def _articles(order: Amendment) -> list[str]:
    """The articles that an instruction names: what it is done to, and where the result stands."""
    places = [place.path[0] for step in order.steps for place in (*step.places, *step.targets) if place.path]
    return list(dict.fromkeys(places))
