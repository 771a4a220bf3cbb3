"""What policies are to reach: targets of all texts, read and kept, and the course of each measured thing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from revtrack.features.inforce import InForce

if TYPE_CHECKING:
    from corpus_repo import Filter
    from corpus_repo.answers import Page, Progress, TargetGroup
    from revtrack.indicators.model import Indicator

#: As many versions are read before an answer without being asked to.
_FEW = 100


@dataclass(frozen=True)
class FoundIndicators:
    """Measured things that were looked for, and how many of all versions have been read for targets."""

    page: Page[TargetGroup]
    covered: int
    versions: int


@dataclass(frozen=True)
class FoundIndicator:
    """The course of one measured thing, and how many of all versions have been read for targets."""

    indicator: Indicator
    covered: int
    versions: int


class Indicators(InForce):
    """Tells what is to be reached."""

    def read_targets(self, progress: Progress | None = None) -> int:
        """Read the targets of all versions, as far as that was not done; how many were read. May be stopped and taken
        up again."""
        from revtrack.indicators.reading import read_targets

        with self.library.corpus() as corpus:
            return read_targets(corpus, self.library.settings.limits(), progress)

    def targets_cover(self) -> tuple[int, int]:
        """(versions that were read for targets, versions in all)."""
        from revtrack.indicators.reading import read_by

        with self.library.corpus() as corpus:
            return corpus.queries.cover("targets", read_by())

    def read_few_for_targets(self) -> bool:
        """Read what versions are to reach where few were not read; whether all are read."""
        covered, versions = self.targets_cover()
        if covered < versions <= covered + _FEW:
            self.read_targets()
            covered, versions = self.targets_cover()
        return covered >= versions

    def indicators(
        self, words: str = "", asked: Filter | None = None, *, offset: int = 0, limit: int = 20
    ) -> FoundIndicators:
        """What is measured, with words in its name; what most documents speak of first, as far as texts were read."""
        self._ready(asked)
        with self.library.corpus() as corpus:
            page = corpus.queries.target_groups(words.strip(), asked, offset=offset, limit=limit)
        return FoundIndicators(page, *self.targets_cover())

    def indicator(self, name: str) -> FoundIndicator:
        """The course of what a name measures, however it is written; without lines where no text speaks of it."""
        from alignment.indicators.names import named
        from revtrack.indicators.course import indicator

        with self.library.corpus() as corpus:
            found = indicator(corpus, name.strip())
            if not found.rows:
                found = indicator(corpus, named(name.strip()).key)
        return FoundIndicator(found, *self.targets_cover())
