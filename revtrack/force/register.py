"""The register of what binds when: events read, courses drawn for all documents, their days kept in the catalog."""

from __future__ import annotations

from corpus_repo import Corpus
from corpus_repo.answers import EventHit, Progress, SpanRow
from revtrack.force.course import course_of
from revtrack.force.known import Asked, Loaded
from revtrack.force.meaning import Meant, meant
from revtrack.force.model import Course
from revtrack.force.reading import read_by, read_events
from revtrack.force.standing import spans_of

_HAPPENS = frozenset(("repeal", "replace", "suspend", "amend"))


def made_from(corpus: Corpus) -> str:
    """What the days of all versions follow from: the corpus as it stands and the rules."""
    return f"{corpus.git.head()}:{read_by()}"


def keep_register(corpus: Corpus, progress: Progress | None = None) -> int:
    """Bring the register up to date: read what lacks, draw the courses anew if anything changed; how many texts were
    read. Nothing is done where nothing changed."""
    read = read_events(corpus, progress)
    wanted = made_from(corpus)
    if corpus.catalog.spans_of() == wanted or not corpus.catalog.writable:
        return read
    known = Loaded(corpus)
    numbers = corpus.queries.numbers_of()
    spans: dict[int, SpanRow] = {}
    for document in known.records.values():
        for version, span in spans_of(course_of(document, known)).items():
            spans[numbers[version]] = span
    corpus.catalog.put_spans(spans, [hit.number for hit in known.events if _waits(hit, known)], wanted)
    return read


def course(corpus: Corpus, name: str) -> Course:
    """The course of one document by its id."""
    known = Asked(corpus)
    record = known.record(name)
    if record is None:
        raise KeyError(name)
    return course_of(record, known)


def _waits(hit: EventHit, known: Loaded) -> bool:
    """Whether an event happens to a document that the corpus lacks."""
    said_in = known.record(hit.document)
    if hit.event.kind not in _HAPPENS or said_in is None:
        return False
    by = said_in.versions[hit.version]
    for document in known.called(hit.event.title_key, hit.event.number_key):
        if document.id == said_in.id:
            if any(one.date and one.date < by.date for one in document.versions.values()):
                return False
        elif meant(hit, by, said_in, document) is not Meant.NO:
            return False
    return True
