"""Looking after what is stored: whether it can be read back, the catalog made anew, backup and restore."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from revtrack.errors import InvalidInput
from revtrack.features.feature import Feature

if TYPE_CHECKING:
    from corpus_repo.answers import Progress
    from corpus_repo.verify import Verified
    from revtrack.holdings.backup import BackedUp


class Caring(Feature):
    """Looks after the corpus of a home folder."""

    def verify(self, progress: Progress | None = None) -> Verified:
        """Whether everything stored can be read back as it was written, the index of wording included; where that is
        damaged it is made anew when it is asked next.
        """
        from dataclasses import replace

        from corpus_repo.verify import Damage, verify
        from revtrack.tracing.reuse import holding

        with self.library.corpus() as corpus:
            found = verify(corpus, progress)
            index = [Damage("wording", name, "is not what was written") for name in holding(corpus).damaged()]
            return replace(found, damage=(*found.damage, *index))

    def reindex(self, progress: Progress | None = None) -> int:
        """Make the catalog anew from git; how many documents it holds."""
        with self.library.corpus() as corpus:
            return corpus.rebuild(progress)

    def back_up(self, target: str | Path, progress: Progress | None = None) -> BackedUp:
        """Write everything that cannot be made again into one file; what cannot be read is its `missing`.

        The corpus is not opened: one that is damaged, locked or read-only is backed up as far as it goes.
        """
        from revtrack.holdings.backup import back_up
        from revtrack.holdings.failures import told

        with told():
            return back_up(self.library.home, Path(target), progress)

    def restore(self, source: str | Path, progress: Progress | None = None) -> int:
        """Put a backup into a home without a corpus and make its catalog; how many files that were."""
        from revtrack.holdings.backup import restore
        from revtrack.holdings.failures import told

        if not Path(source).is_file():
            raise InvalidInput("missing", str(source))
        with told():
            count = restore(Path(source), self.library.home, progress)
        with self.library.corpus():
            return count
