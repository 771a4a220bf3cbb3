"""Which documents take a policy up, and which policies a document takes up: the same answer both ways."""

from __future__ import annotations

import re
from collections.abc import Iterable

from corpus_repo import Corpus, Document, Version
from corpus_repo.order import current
from revtrack.holdings.folding import lookup_key
from revtrack.holdings.naming import Named, named
from revtrack.tracing.citations import BASES
from revtrack.tracing.citing import citations
from revtrack.tracing.standing import LevelRelation, Standing, standing
from revtrack.tracing.wording import Related, related

#: A lower document that shares at least so much wording takes a policy up; the one that shares most, from less on.
_DERIVED, _FIRST = 0.15, 0.05
#: In so many clauses at least.
_CLAUSES = 3
#: An office of a government by its name; the government's own office speaks for the government.
_OFFICE = re.compile(
    r"(?:局|委员会|(?<!办公)厅|署|(?<!党)(?<!市)(?<!省)委|税务总局|分局|支队|中心)(?=$|关于|、)"
    r"|^[\u4e00-\u9fff]{2,6}[省市区县][\u4e00-\u9fff]{2,14}?(?:局|委员会|(?<!办公)厅)"
)


def derivatives(corpus: Corpus, higher: Named) -> list[tuple[str, str]]:
    """(document, why) of what takes a policy up: told by a person, citing it, or sharing its wording.

    `why` is told, cited (as its basis, or by its number) or wording (a great part of it, or more than any other does).
    """
    found: dict[str, str] = {item.id: "told" for item in corpus.queries.deriving(higher.document.id)}
    for item in citations(corpus, higher).cited_by:
        document = corpus.queries.record(item.hit.document)
        if document is None or item.hit.document in found:
            continue
        version = current(document)
        if version and _below(higher.version, version) and _takes_up(corpus, document, version, higher):
            found[item.hit.document] = "cited"
    for name in _by_wording(related(corpus, higher)):
        found.setdefault(name, "wording")
    return list(found.items())


def parents(corpus: Corpus, lower: Named) -> list[tuple[str, str]]:
    """(document, why) of the policies that a document takes up: those whose `derivatives` it is among."""
    candidates = dict.fromkeys(lower.document.derives_from)
    for cited in citations(corpus, lower).cites:
        candidates |= dict.fromkeys(item.id for item in cited.documents[:1])
    higher = [item for item in related(corpus, lower) if item.relation in (LevelRelation.HIGHER, LevelRelation.UNKNOWN)]
    candidates |= dict.fromkeys(item.document for item in higher[:3])
    found: list[tuple[str, str]] = []
    for name in candidates:
        document = corpus.queries.record(name)
        version = current(document) if document is not None else None
        if document is None or version is None or name == lower.document.id:
            continue
        why = dict(derivatives(corpus, named(document, version.id))).get(lower.document.id)
        if why:
            found.append((name, why))
    return found


def standing_of_version(version: Version) -> Standing:
    """Where a version stands, by its metadata."""
    return standing(version.value("jurisdiction"), version.value("issuers"), version.value("title"))


def _by_wording(found: Iterable[Related]) -> Iterable[str]:
    lower = [item for item in found if item.relation is LevelRelation.LOWER]
    for at, item in enumerate(lower):
        first = at == 0 and item.share >= _FIRST and item.clauses >= _CLAUSES
        if first or item.share >= _DERIVED:
            yield item.document


def _below(own: Version, other: Version) -> bool:
    """Whether another document is of a body below: of a lower level, or an office of the same government."""
    mine, theirs = standing_of_version(own), standing_of_version(other)
    relation = theirs.to(mine)
    if relation is LevelRelation.SAME:
        return mine.path == theirs.path and _of_office(other) and not _of_office(own)
    return relation in (LevelRelation.HIGHER, LevelRelation.UNKNOWN)


def _of_office(version: Version) -> bool:
    """Whether a document is of an office, by its issuer, else by its title."""
    return bool(_OFFICE.search(version.value("issuers") or version.value("title")))


def _takes_up(corpus: Corpus, document: Document, version: Version, higher: Named) -> bool:
    """Whether a document names the higher one as what it follows, or with its number, not only in passing."""
    keys = {lookup_key(higher.version.value("doc_number")), lookup_key(higher.version.value("title"))} - {""}
    for item in citations(corpus, named(document, version.id)).cites:
        cited = {lookup_key(item.citation.number), *(lookup_key(name) for name in item.citation.names)}
        if cited & keys and (item.citation.relation in BASES or item.citation.number):
            return True
    return False
