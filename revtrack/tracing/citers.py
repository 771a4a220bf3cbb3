"""What those who cite a document call it: its title, number and day where it has lost them, and its basis in any form.

Nothing of it is stored: what a citer says is told as such, beside the words that say it, until a person takes it over.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from alignment.reading.normalize import fold
from corpus_repo import Corpus
from corpus_repo.answers import Listed
from corpus_repo.catalog import document_facts
from revtrack.force.keys import title_key
from revtrack.holdings.folding import lookup_key
from revtrack.holdings.naming import Named
from revtrack.tracing.citations import BASES, Citation, citations_of
from revtrack.tracing.citing import cited_in

#: What a title is about must be so long, and be said so often in a text without a title, to be taken for its title; so
#: many characters of it make that sure.
_KERNEL, _TIMES, _SURE = 4, 5, 100
#: What of a title says nothing of what it is about.
_GENERAL = re.compile(
    r"^[\u4e00-\u9fff]{1,8}?(?:省|市|自治区|区|县)(?![\u4e00-\u9fff]?域)|[“\"]?十[一二三四五六]五[”\"]?(?:时期)?"
    r"|[（(][^（）()]*[）)]"
    r"|\d{4}\s?年|总体|行动|实施|工作|专项|中长期|发展|关于|推进|促进"
)
#: A title that stands without book marks: shorter ones are ordinary words.
_LONG = 12
#: Clauses looked at for a title.
_MOST = 300
_FORM = re.compile(r"(规划|方案|办法|意见|计划|措施|规定|条例|要点|细则|通知)(?:[（(][^（）()]*[）)])?$")


@dataclass(frozen=True, slots=True)
class Called:
    """What a citer says of a document: `field` is title, doc_number, or known_by (it was there by the day of the
    citer), in the words of `quote`; `share` (0…1) how sure it is that a title which it lacks is its own."""

    field: str
    value: str
    document: str
    version: str
    title: str
    address: str
    line: int
    quote: str
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class Base:
    """A document that a text rests on: named in book marks (`marked`) or only by its title or number in running words;
    `document` is its id, "" where the corpus lacks it."""

    title: str
    number: str
    document: str
    marked: bool
    address: str
    line: int


@dataclass(frozen=True, slots=True)
class Calling:
    """A version, what it says of itself ("" for what it has lost), what its citers call it, the surest first, and what
    it rests on."""

    named: Named
    own: dict[str, str]
    called: tuple[Called, ...]
    bases: tuple[Base, ...]


def calling(corpus: Corpus, found: Named) -> Calling:
    """What those who cite a version call it, and what it rests on itself."""
    listed = {item.id: item for item in corpus.queries.documents().items}
    facts = document_facts(found.document)
    own = {"title": facts["title"], "doc_number": facts["doc_number"], "issued": found.version.value("issued")}
    if _made_up(found, own["title"]):
        own["title"] = ""
    citers = _citers(corpus, own["title"], listed) if own["title"] else listed.values()
    others = [item for item in citers if item.id != found.document.id]
    cited = [(item, one) for item in others for one in cited_in(corpus, item)]
    if own["title"]:
        key = title_key(own["title"])
        naming = [(item, one, 1.0) for item, one in cited if any(title_key(name) == key for name in one.names)]
    else:
        naming = _without_title(corpus, found, cited, listed.values())
    return Calling(found, own, tuple(_called(own, naming)), tuple(_bases(corpus, found, listed)))


def _made_up(found: Named, title: str) -> bool:
    """Whether a title stands nowhere in the text and no person gave it: it was made from what the text says."""
    if "title" in found.document.corrected or "title" in found.version.corrected:
        return False
    return lookup_key(title) not in lookup_key(found.version.read_from.get("title", ""))


def _citers(corpus: Corpus, title: str, listed: dict[str, Listed]) -> list[Listed]:
    """The documents whose wording that counts holds the words of a title."""
    key = title_key(title)
    hits = corpus.queries.search(key.replace(" ", ""), limit=_MOST).items if len(key) > 1 else ()
    names = dict.fromkeys(hit.document for hit in hits)
    return [listed[name] for name in names if name in listed]


def _called(own: dict[str, str], naming: Iterable[tuple[Listed, Citation, float]]) -> Iterable[Called]:
    told: dict[tuple[str, str], Called] = {}
    dated: list[Called] = []
    for item, one, share in naming:
        where = (item.id, item.current, item.title, one.address, one.line, one.quote)
        if not own["title"]:
            told.setdefault(("title", one.names[-1]), Called("title", one.names[-1], *where, share=share))
        if one.number and not own["doc_number"]:
            told.setdefault(("doc_number", one.number), Called("doc_number", one.number, *where, share=share))
        if item.date and not own["issued"]:
            dated.append(Called("known_by", item.date, *where, share=share))
    yield from sorted(told.values(), key=lambda one: -one.share)
    yield from sorted(dated, key=lambda one: one.value)[:1]


def _without_title(
    corpus: Corpus, found: Named, cited: list[tuple[Listed, Citation]], listed: Iterable[Listed]
) -> list[tuple[Listed, Citation, float]]:
    """Citations of titles that nothing bears and that fit a text without a title: it speaks of itself by the form that
    the title ends in, says what the title is about again and again, and does not cite it."""
    text = fold("".join(line.text for line in corpus.lines(found.version)))
    known = {title_key(item.title) for item in listed if item.title}
    known |= {title_key(name) for one in citations_of(corpus.lines(found.version)) for name in one.names}
    scored: dict[str, int] = {}
    for _, one in cited:
        title = one.names[-1]
        form, key = _FORM.search(title), title_key(title)
        if key in known or form is None or f"本{form[1]}" not in text:
            continue
        kernel = fold(_GENERAL.sub("", title[: form.start()]))
        if len(kernel) >= _KERNEL and (times := text.count(kernel)) >= _TIMES:
            scored[key] = times * len(kernel)
    if not scored:
        return []
    best = max(scored, key=lambda key: scored[key])
    return [(item, one, min(1.0, scored[best] / _SURE)) for item, one in cited if title_key(one.names[-1]) == best]


def _bases(corpus: Corpus, found: Named, listed: dict[str, Listed]) -> Iterable[Base]:
    """What a version rests on: in book marks, and titles and numbers of the corpus that stand without any."""
    lines = corpus.lines(found.version)
    marked = [one for one in citations_of(lines) if one.relation in BASES]
    known = corpus.queries.called(
        {name for one in marked for name in one.names}, {one.number for one in marked if one.number}
    )
    seen: set[str] = set()
    for one in marked:
        keys = [corpus.queries.fold(name) for name in (one.number, *one.names) if name]
        there = next((known[key][0].id for key in keys if known.get(key)), "")
        if there == found.document.id:
            continue
        seen |= {there} if there else set()
        yield Base(one.names[-1], one.number, there, marked=True, address=one.address, line=one.line)
    texts = [(at, line, fold(line.text)) for at, line in enumerate(lines, start=1) if line.text]
    for item in listed.values():
        if item.id == found.document.id or item.id in seen:
            continue
        names = [fold(name) for name in (item.title, item.doc_number) if len(name) >= _LONG or name.endswith("号")]
        place = next(((at, line) for at, line, text in texts if any(name and name in text for name in names)), None)
        if place is not None and f"《{fold(item.title)}" not in fold(place[1].text):
            yield Base(item.title, item.doc_number, item.id, marked=False, address=place[1].address, line=place[0])
