"""Putting right what the corpus holds; each change is one commit, and `undo` takes it back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from revtrack.features.feature import Feature

if TYPE_CHECKING:
    from revtrack.holdings.changing import Changed


class Changing(Feature):
    """Changes what is known of documents; `author` is who says so, by default the one of the settings."""

    def link(self, draft: str, final: str, *, author: str = "") -> Changed:
        """Join two documents that are one policy; the older id stays, the other leads to it."""
        return self.library.link(draft, final, author=author)

    def unlink(self, words: str, *, author: str = "") -> Changed:
        """Part what was joined: DOC is the joined document's own id, or what it was joined to."""
        from revtrack.holdings import changing

        with self.library.corpus() as corpus:
            return changing.unlink(corpus, words, self._by(author))

    def derive(self, words: str, higher: Sequence[str], *, author: str = "") -> Changed:
        """Say which documents of a higher body a document takes up: those and no others."""
        return self.library.derive(words, higher, author=author)

    def keep_apart(self, words: str, other: str, *, author: str = "") -> Changed:
        """Say that two documents that look like one are two."""
        return self.library.keep_apart(words, other, author=author)

    def move(self, version: str, document: str, *, author: str = "") -> Changed:
        """Put one version under another document."""
        from revtrack.holdings import changing

        with self.library.corpus() as corpus:
            return changing.move(corpus, version, document, self._by(author))

    def edit(self, words: str, values: Mapping[str, str], *, author: str = "") -> Changed:
        """Correct metadata of a document or of a version; "" takes a correction away."""
        from revtrack.holdings import changing

        with self.library.corpus() as corpus:
            return changing.edit(corpus, words, values, self._by(author))

    def withdraw(self, words: str, reason: str, *, author: str = "") -> Changed:
        """Say that a version no longer counts, and why."""
        from revtrack.holdings import changing

        with self.library.corpus() as corpus:
            return changing.withdraw(corpus, words, reason, self._by(author))

    def undo(self, commit: str, *, author: str = "") -> Changed:
        """Take back one change by its commit."""
        from revtrack.holdings import changing

        with self.library.corpus() as corpus:
            return changing.undo(corpus, commit, self._by(author))
