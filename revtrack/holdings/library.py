"""The small door to the corpus of a home folder: opened once, with the user's settings, its errors told as a user's.

Whoever works with the corpus asks here: the features of the `Tracker` and the watch. The corpus itself is handed out
for the length of a `with` block only, so that none of its errors gets past their translation.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from revtrack.holdings import has_corpus

if TYPE_CHECKING:  # what the corpus needs costs start-up time, which a comparison of two files does not
    from corpus_repo import Corpus, Document, Healed, Line
    from corpus_repo.answers import Consultation
    from revtrack.apart import Apart
    from revtrack.budget import Compare
    from revtrack.holdings.adding import Addition, Given, Item, Report
    from revtrack.holdings.changing import Changed
    from revtrack.holdings.naming import Named
    from revtrack.holdings.reading import Reading
    from revtrack.settings import Settings


@dataclass(frozen=True, slots=True)
class TextOf:
    """The text of a version, clause by clause."""

    named: Named
    lines: tuple[Line, ...]

    @property
    def plain(self) -> str:
        """The issuer's text, one natural paragraph a line."""
        return plain_text(self.lines)


def plain_text(lines: Iterable[Line]) -> str:
    """Clauses as the issuer's text, one natural paragraph a line."""
    parts: list[str] = []
    for line in lines:
        if line.runs_on and parts:
            parts[-1] += line.whole
        else:
            parts.append(line.whole)
    return "".join(f"{part}\n" for part in parts)


class Library:
    """The corpus in `home` under the settings of a user. Safe to be used by several threads.

    Every method raises a `RevtrackError` for what a user can mend: `InvalidInput` (no-corpus) where there is none yet,
    `OperationFailed` (locked, write, damaged, catalog …) where it cannot be used.
    """

    def __init__(self, settings: Settings, home: Path) -> None:
        self.settings = settings
        self.home = home
        #: Told once of what opening the corpus had to put right after an interrupted write.
        self.on_healed: Callable[[Healed], None] | None = None
        self._opened: Corpus | None = None
        self._opening = threading.Lock()
        self._apart: Apart | None = None

    # --- opening -------------------------------------------------------------------------------------------------

    def exists(self) -> bool:
        """Whether a corpus was made in the home folder; costs no more than a look."""
        return has_corpus(self.home)

    def create(self) -> None:
        """Make an empty corpus in the home folder. Raises `InvalidInput` (corpus-exists)."""
        from corpus_repo import Corpus
        from revtrack.holdings.failures import told

        with told():
            Corpus.create(self.home, self.settings.author)

    def open(self) -> None:
        """Open the corpus now rather than at the first question."""
        with self.corpus():
            pass

    def close(self) -> None:
        """Give back what the corpus holds open; it is opened again by whoever asks next. Ends `compare_apart`."""
        if self._apart is not None:
            self._apart.close()
            self._apart = None
        if self._opened is not None:
            self._opened.close()
            self._opened = None

    @contextmanager
    def corpus(self) -> Generator[Corpus]:
        """The corpus for the length of the block; what goes wrong with it leaves the block as a user's error.

        It is not to be kept longer: what it is asked behind the block would raise errors that nobody translates.
        """
        from revtrack.holdings.failures import told

        with told():
            yield self._opened or self._open()

    def _open(self) -> Corpus:
        from corpus_repo import Corpus
        from revtrack.holdings.folding import lookup_key

        with self._opening:
            if self._opened is None:
                self._opened = Corpus(
                    self.home,
                    lookup_key,
                    catalog_url=self.settings.catalog_url,
                    lock_seconds=self.settings.lock_seconds,
                )
                if self._opened.healed and self.on_healed:
                    self.on_healed(self._opened.healed)
            return self._opened

    @property
    def compare(self) -> Compare:
        """What compares two sides: in this process, or apart since `compare_apart`."""
        from revtrack.budget import compared_within

        return self._apart or compared_within

    def compare_apart(self) -> None:
        """From now on compare in processes of their own, as a server does: their limits are those of the settings."""
        from revtrack.apart import Apart, ApartBounds

        if self._apart is None:
            settings = self.settings
            self._apart = Apart(ApartBounds(settings.compare_seconds, settings.compare_megabytes))
            threading.Thread(target=self._apart.warm, name="revtrack-warm", daemon=True).start()

    def end_comparisons(self) -> None:
        """End all comparisons that are made apart, and make no more."""
        if self._apart is not None:
            self._apart.close()

    def end_comparison(self, name: str) -> bool:
        """End a comparison that is made apart; whether there was one of that name."""
        return self._apart is not None and self._apart.end(name)

    def reading(self) -> Reading:
        """The bounds that reading a file keeps to."""
        from revtrack.holdings.reading import Reading

        return Reading(self.settings.limits(), self.settings.reader_limits())

    def identity(self) -> str:
        """The id of the corpus, by which databases outside of the home folder know whose they are."""
        with self.corpus() as corpus:
            return corpus.id

    # --- what it holds -------------------------------------------------------------------------------------------

    def document(self, words: str) -> Document:
        """The document that DOC names. Raises `InvalidInput` (unknown-document, ambiguous-document)."""
        from revtrack.holdings.naming import find_document

        with self.corpus() as corpus:
            return find_document(corpus, words)

    def text(self, words: str) -> TextOf:
        """The text of a version that DOC[@VERSION] names. Raises `InvalidInput` as `document`, unknown-version …"""
        from revtrack.holdings.naming import find_version

        with self.corpus() as corpus:
            found = find_version(corpus, words)
            return TextOf(found, corpus.lines(found.version))

    def holds(self, digest: str) -> bool:
        """Whether a version has this very text, by its digest."""
        with self.corpus() as corpus:
            return bool(corpus.queries.with_digest(digest))

    def consultations(self, today: str) -> tuple[Consultation, ...]:
        """Drafts that are open for comment on a day (YYYY-MM-DD), the most urgent first."""
        with self.corpus() as corpus:
            return corpus.queries.consultations(today)

    # --- what changes it -----------------------------------------------------------------------------------------

    def add(
        self, items: Sequence[Item], given: Given, *, author: str = "", report: Report | None = None
    ) -> list[Addition]:
        """Take items in, in order; a file that is refused stops no other: its `Addition` carries the error."""
        from revtrack.holdings.adding import add_items

        with self.corpus() as corpus:
            return add_items(corpus, items, given, self.reading(), author or self.settings.author, report)

    def decline(self, digest: str, facts: Mapping[str, str], *, author: str = "") -> None:
        """Keep that a text, by its digest, is not wanted; `facts` say what it was and where from."""
        with self.corpus() as corpus:
            corpus.decline(digest, facts, author or self.settings.author)

    def link(self, draft: str, final: str, *, author: str = "") -> Changed:
        """Join two documents that are one policy; the older id stays, the other leads to it."""
        from revtrack.holdings import changing

        with self.corpus() as corpus:
            return changing.link(corpus, draft, final, author or self.settings.author)

    def derive(self, words: str, higher: Sequence[str], *, author: str = "") -> Changed:
        """Say which documents of a higher body a document takes up: those and no others."""
        from revtrack.holdings import changing

        with self.corpus() as corpus:
            return changing.derive(corpus, words, higher, author or self.settings.author)

    def keep_apart(self, words: str, other: str, *, author: str = "") -> Changed:
        """Say that two documents that look like one are two."""
        from revtrack.holdings import changing

        with self.corpus() as corpus:
            return changing.keep_apart(corpus, words, other, author or self.settings.author)
