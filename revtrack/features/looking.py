"""Looking things up in the corpus: documents, versions, clauses, duties, what happened to them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from revtrack.errors import InvalidInput
from revtrack.features.inforce import InForce

if TYPE_CHECKING:
    from corpus_repo import Document
    from corpus_repo.answers import Consultation, DutyFilter, Filter, Happened, Hit, Listed, Page, Progress
    from revtrack.holdings.duties import FoundDuties
    from revtrack.holdings.identity import Likened, Undecided
    from revtrack.holdings.library import Library, TextOf

#: Likenesses of pairs kept in memory.
_LIKENED_KEPT = 500


class Looking(InForce):
    """Answers questions about what the corpus holds; DOC and DOC@VERSION are as in `holdings.naming`."""

    def __init__(self, library: Library) -> None:
        super().__init__(library)
        #: (the commit that they were looked for at, what was found): pages ask often.
        self._undecided: tuple[str, tuple[Undecided, ...]] = ("", ())
        self._likened: dict[tuple[str, str, str], Likened | None] = {}

    def has_corpus(self) -> bool:
        """Whether there is a corpus in the home folder."""
        return self.library.exists()

    def documents(self, asked: Filter | None = None, *, offset: int = 0, limit: int | None = None) -> Page[Listed]:
        """The documents of the corpus, the newest first."""
        self._ready(asked)
        with self.library.corpus() as corpus:
            return corpus.queries.documents(asked, offset=offset, limit=limit)

    def document(self, words: str) -> Document:
        """The document that DOC names."""
        return self.library.document(words)

    def recent(
        self, since: str = "", kinds: Sequence[str] = (), *, words: str = "", limit: int = 50
    ) -> tuple[Happened, ...]:
        """The latest changes of the corpus, or of the document `words`, the newest first; see `Queries.recent`."""
        from revtrack.holdings.naming import find_document

        with self.library.corpus() as corpus:
            ids: tuple[str, ...] = ()
            if words:
                document = find_document(corpus, words)
                ids = (document.id, *corpus.queries.redirects_to(document.id))
            return corpus.queries.recent(since, kinds, documents=ids, limit=limit)

    def said_by(self, author: str, limit: int = 50) -> tuple[Happened, ...]:
        """What somebody said of comparisons, the newest first."""
        from corpus_repo.message import Kind

        with self.library.corpus() as corpus:
            return corpus.queries.recent(kinds=(Kind.REVIEW,), author=author, limit=limit)

    def author_of(self, commit: str) -> str:
        """Who made a change of documents, by its whole commit; "" for what is none."""
        with self.library.corpus() as corpus:
            return corpus.queries.author_of(commit)

    def consultations(self, today: str) -> tuple[Consultation, ...]:
        """Drafts that are open for comment on a day (YYYY-MM-DD), the most urgent first."""
        return self.library.consultations(today)

    def jurisdictions(self) -> tuple[tuple[str, int], ...]:
        """The places that documents are from, each with how many, the most frequent first."""
        with self.library.corpus() as corpus:
            return corpus.queries.jurisdictions()

    def relatives(self, words: str) -> tuple[tuple[Listed, ...], tuple[Listed, ...]]:
        """(the documents of a higher body that this one takes up, the documents that take up this one)."""
        from revtrack.holdings.naming import find_document

        with self.library.corpus() as corpus:
            document = find_document(corpus, words)
            higher = tuple(item for name in document.derives_from for item in corpus.queries.named(name))
            return higher, corpus.queries.deriving(document.id)

    def derivations(self, limit: int = 300) -> tuple[tuple[Listed, Listed], ...]:
        """Pairs of (lower document, the higher one that it takes up), the newest first."""
        with self.library.corpus() as corpus:
            return corpus.queries.derivations(limit)

    def undecided(self, limit: int = 60, progress: Progress | None = None) -> tuple[Undecided, ...]:
        """Among the documents added last, those that are likely one with another, with what speaks for it."""
        from revtrack.holdings.identity import undecided

        with self.library.corpus() as corpus:
            head = corpus.git.head()
            if self._undecided[0] != head:
                self._undecided = head, undecided(corpus, limit, progress)
            return self._undecided[1]

    def liken(self, words: str, other: str) -> Likened | None:
        """Status and date of the document `other`, and how alike it is as a whole text to the one that DOC names."""
        from revtrack.holdings.identity import liken
        from revtrack.holdings.naming import find_document

        with self.library.corpus() as corpus:
            first, second = find_document(corpus, words), find_document(corpus, other)
            key = (corpus.git.head(), first.id, second.id)
            if key not in self._likened:
                if len(self._likened) >= _LIKENED_KEPT:
                    self._likened.clear()
                self._likened[key] = liken(corpus, first, second)
            return self._likened[key]

    def history(self, words: str) -> tuple[Happened, ...]:
        """What became of a document and of those joined to it, oldest change first."""
        from revtrack.holdings.naming import find_document

        with self.library.corpus() as corpus:
            document = find_document(corpus, words)
            return corpus.queries.history((document.id, *corpus.queries.redirects_to(document.id)))

    def text(self, words: str) -> TextOf:
        """The text of a version that DOC[@VERSION] names."""
        return self.library.text(words)

    def original(self, words: str) -> tuple[str, bytes]:
        """(name, bytes) of the original of a version. Raises `InvalidInput` (no-original)."""
        from revtrack.holdings.naming import find_version

        with self.library.corpus() as corpus:
            found = find_version(corpus, words)
            original = found.version.original
            if original is None:
                raise InvalidInput("no-original", facts={"version": found.version.id})
            return original.name, corpus.originals.get(original.sha256)

    def search(
        self, words: str, asked: Filter | None = None, *, sort: str = "", offset: int = 0, limit: int = 20
    ) -> Page[Hit]:
        """Clauses of any version that hold words, the same text of a document once."""
        self._ready(asked)
        with self.library.corpus() as corpus:
            return corpus.queries.search(words, asked, sort=sort, once=True, offset=offset, limit=limit)

    def duties(
        self, wanted: DutyFilter, asked: Filter | None = None, *, sort: str = "", offset: int = 0, limit: int = 20
    ) -> FoundDuties:
        """Duties of any version by actor, words, deadline, polarity and strength, as far as they have been read."""
        from alignment.knowledge import Knowledge
        from revtrack.holdings.duties import FoundDuties, read_by

        self._ready(asked)
        with self.library.corpus() as corpus:
            covered, versions = corpus.queries.cover("duties", read_by(Knowledge.shipped()))
            page = corpus.queries.duties(wanted, asked, sort=sort, once=True, offset=offset, limit=limit)
            return FoundDuties(page, covered, versions)

    def read_duties(self, progress: Progress | None = None, *, most: int | None = None) -> int:
        """Read the duties of the versions that lack them; how many those were. May be stopped and taken up again.

        Where more than `most` lack them, none are read.
        """
        from alignment.knowledge import Knowledge
        from revtrack.holdings.duties import read_by, read_duties

        with self.library.corpus() as corpus:
            if most is not None:
                covered, versions = corpus.queries.cover("duties", read_by(Knowledge.shipped()))
                if versions - covered > most:
                    return 0
            return read_duties(corpus, self.library.settings.limits(), Knowledge.shipped(), progress)
