"""Tracing a policy: who takes it up and how, who names whom, where wording comes from, decisions carried out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from revtrack.features.comparing import Comparing
from revtrack.features.inforce import InForce

if TYPE_CHECKING:
    from corpus_repo import Filter
    from corpus_repo.answers import Progress
    from revtrack.export.formats import Naming
    from revtrack.force.articles import ArticleHistory
    from revtrack.tracing.citing import Citations
    from revtrack.tracing.deciding import CheckedDecision
    from revtrack.tracing.enforcement import Enforcement
    from revtrack.tracing.promises import Promised
    from revtrack.tracing.stored import Graph, Relative, Station, Traced
    from revtrack.tracing.wording import Occurrence


@dataclass(frozen=True)
class FoundPromises:
    """Promises on a day, the one due first first, and how many of all versions have been read for duties."""

    day: str
    items: tuple[Promised, ...]
    covered: int
    versions: int


class Tracing(Comparing, InForce):
    """Traces stored documents, by comparing them."""

    def citations(self, words: str) -> Citations:
        """Whom a version names, which of those the corpus has, and which documents name this one."""
        from revtrack.holdings.naming import find_version
        from revtrack.tracing.citing import citations

        with self.library.corpus() as corpus:
            return citations(corpus, find_version(corpus, words))

    def corpus_key(self) -> str:
        """What names the corpus as it stands: what is traced is the same as long as this is."""
        from revtrack.holdings.rules import rules_digest

        with self.library.corpus() as corpus:
            return f"{corpus.git.head()[:16]}:{rules_digest()[:8]}"

    def trace(self, higher: str, lower: Sequence[str] = (), *, in_force_on: str = "") -> Traced:
        """What each lower text (DOC[@VERSION]) made of each clause of a policy; without any, those that take it up, on
        a day (YYYY-MM-DD) only those not known to bind no more."""
        from revtrack.tracing.stored import traced

        if in_force_on:
            self.keep_force()
        with self.library.corpus() as corpus:
            return traced(corpus, higher, lower, self._compare_stored, in_force_on=in_force_on)

    def export_trace(
        self,
        higher: str,
        lower: Sequence[str],
        naming: Naming,
        form: str,
        progress: Progress = lambda _done, _total: None,
    ) -> bytes:
        """A matrix as a file of one of the forms."""
        from revtrack.export.formats import MATRICES

        progress(0, 2)
        found = self.trace(higher, lower)
        progress(1, 2)
        made = MATRICES[form].made(found, naming)
        progress(2, 2)
        return made

    def lineage(self, words: str, address: str) -> tuple[Station, ...]:
        """One clause through the versions of its document, the texts that take it up, and their later versions."""
        from revtrack.tracing.stored import lineage

        with self.library.corpus() as corpus:
            return lineage(corpus, words, address, self._compare_stored)

    def article(self, words: str, address: str) -> ArticleHistory:
        """An article of DOC[@VERSION] through all versions: what each turn did to it and to its duties, who
        decided so, and where the corpus lacks a text. Raises `InvalidInput` (unknown-address).
        """
        from revtrack.force.articles import article_history
        from revtrack.force.register import course
        from revtrack.holdings.naming import find_version

        self.read_few_for_force()
        with self.library.corpus() as corpus:
            found = find_version(corpus, words)
            drawn = course(corpus, found.document.id)
            return article_history(
                corpus,
                drawn,
                found,
                address,
                lambda old, new: self._compare_stored(old, new, "revision").judged.comparison,
            )

    def promises(
        self, body: str = "", on: str = "", asked: Filter | None = None, states: Sequence[str] = ()
    ) -> FoundPromises:
        """Texts that duties promise to make or change, and what keeps them, on a day (by default today), as far as
        duties have been read; of one body, in some states only (see `tracing.promises.Kept`).
        """
        self._ready(asked)
        from alignment.knowledge import Knowledge
        from revtrack.features.inforce import today
        from revtrack.holdings.duties import read_by
        from revtrack.tracing.promises import promises

        day = on or today()
        with self.library.corpus() as corpus:
            found = promises(corpus, asked, body, day)
            covered, versions = corpus.queries.cover("duties", read_by(Knowledge.shipped()))
        wanted = tuple(one for one in found if not states or one.state.value in states)
        return FoundPromises(day, wanted, covered, versions)

    def enforcement(self, words: str, address: str = "") -> Enforcement:
        """What punishes the breach of each duty of DOC[@VERSION], or of those of one provision, there and elsewhere.

        Raises `InvalidInput` (unknown-address).
        """
        from revtrack.holdings.naming import find_version
        from revtrack.tracing.enforcement import enforcement

        with self.library.corpus() as corpus:
            return enforcement(corpus, find_version(corpus, words), address.strip())

    def index_wording(self, progress: Progress | None = None) -> int:
        """Bring the index of shared wording up to the corpus as it stands; how many clauses it holds."""
        from revtrack.tracing.reuse import update

        with self.library.corpus() as corpus:
            return update(corpus, progress)

    def wording_is_indexed(self) -> bool:
        """Whether what asks for shared wording is answered without its index being made or grown first."""
        from revtrack.tracing.reuse import holding

        with self.library.corpus() as corpus:
            return holding(corpus).is_current()

    def related(self, words: str, limit: int = 50) -> tuple[Relative, ...]:
        """The documents related to one: cited, citing, sharing its wording; the closest first."""
        from revtrack.tracing.stored import relatives

        with self.library.corpus() as corpus:
            return relatives(corpus, words, limit)

    def sources(self, words: str, line: int) -> tuple[Occurrence, ...]:
        """Where the wording of one clause (by its line, from 1) stands in other documents, the earliest first."""
        from revtrack.holdings.naming import find_version
        from revtrack.tracing.wording import sources

        with self.library.corpus() as corpus:
            return sources(corpus, find_version(corpus, words), line)

    def citation_graph(self, words: str) -> Graph:
        """The documents around one and who names whom, those that the corpus lacks included."""
        from revtrack.tracing.stored import citation_graph

        with self.library.corpus() as corpus:
            return citation_graph(corpus, words)

    def amendments(self, decision: str, amended: str = "", base: str = "") -> CheckedDecision:
        """A decision on amending read as instructions, each checked against the amended text.

        All are DOC[@VERSION]; without `amended` the corpus is looked through for the text that the decision names.
        """
        from revtrack.tracing.deciding import checked_decision

        with self.library.corpus() as corpus:
            return checked_decision(corpus, decision, amended, base, self.library.settings.limits())
