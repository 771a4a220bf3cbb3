"""Citations resolved against the corpus: whom a document cites, who cites it."""

from __future__ import annotations

from dataclasses import dataclass

from corpus_repo import Corpus, Version
from corpus_repo.answers import Hit, Listed
from revtrack.force.keys import title_key
from revtrack.holdings.folding import lookup_key
from revtrack.holdings.naming import Named, standing_version
from revtrack.tracing.citations import BASES, Citation, citations_of

#: Clauses looked at for documents that name one; a basic law is named by thousands.
_MOST = 200


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation with the documents of the corpus that it may mean; none where the corpus lacks it."""

    citation: Citation
    documents: tuple[Listed, ...]


@dataclass(frozen=True, slots=True)
class CitedBy:
    """A document that names this one, with the clause that does."""

    hit: Hit


@dataclass(frozen=True, slots=True)
class Citations:
    """Whom a version cites, and who cites its document. `more`: further clauses name it than were looked at."""

    cites: tuple[Cited, ...]
    cited_by: tuple[CitedBy, ...]
    more: bool = False


def citations(corpus: Corpus, found: Named) -> Citations:
    """Whom the text of a version names and what of that the corpus has; which other documents name this one."""
    named = citations_of(corpus.lines(found.version))
    titles = {name for citation in named for name in citation.names}
    known = corpus.queries.called(titles, {citation.number for citation in named if citation.number})
    cites: list[Cited] = []
    for citation in named:
        keys = [lookup_key(citation.number)] if citation.number else []
        keys += [lookup_key(name) for name in citation.names]
        documents = next((known[key] for key in keys if known.get(key)), ())
        others = tuple(item for item in documents if item.id != found.document.id)
        if others or not documents:  # a text that names itself cites nobody
            cites.append(Cited(citation, others))
    by, more = _cited_by(corpus, found)
    return Citations(tuple(cites), by, more)


def bases_of(corpus: Corpus, version: Version) -> dict[str, str]:
    """What a version names as its basis, whether the corpus has it or not: titles by their keys."""
    named = citations_of(corpus.lines(version))
    return {title_key(one.names[-1]): one.names[-1] for one in named if one.relation in BASES}


def cited_in(corpus: Corpus, item: Listed) -> tuple[Citation, ...]:
    """What the wording that counts for a listed document names."""
    version = standing_version(corpus, item)
    return citations_of(corpus.lines(version)) if version else ()


def _cited_by(corpus: Corpus, found: Named) -> tuple[tuple[CitedBy, ...], bool]:
    wanted = [name for name in (found.version.value("title"), found.version.value("doc_number")) if len(name) >= 4]
    first: dict[str, CitedBy] = {}
    more = False
    for name in wanted:
        page = corpus.queries.search(name.replace(" ", ""), limit=_MOST)
        more = more or page.total > _MOST
        for hit in page.items:
            if hit.document != found.document.id and _names(hit, name):
                first.setdefault(hit.document, CitedBy(hit))
    return tuple(first.values()), more


def _names(hit: Hit, name: str) -> bool:
    """Whether a clause names a document, and does not only use the words of its title."""
    text, key = lookup_key(hit.text), lookup_key(name)
    at = text.find(key)
    return at > 0 and (text[at - 1] in "《〈<(" or key.endswith("号"))
