"""Comparing texts: files, versions of the corpus, or both; and what people said of a comparison."""

from __future__ import annotations

import os
import threading
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from revtrack.errors import InvalidInput, InvalidInputs
from revtrack.features.feature import Feature
from revtrack.ingest.read import STDIN

if TYPE_CHECKING:
    from alignment.model import Comparison, Side, SideName, Task
    from corpus_repo.answers import Progress
    from revtrack.export.formats import Naming
    from revtrack.holdings.blame import Blamed
    from revtrack.holdings.changing import Changed
    from revtrack.holdings.comparing import Compared, Comparisons, Making
    from revtrack.holdings.judging import Judged
    from revtrack.holdings.library import Library
    from revtrack.holdings.naming import Named
    from revtrack.holdings.saying import Word


class Comparing(Feature):
    """Compares texts. Comparisons of stored versions are made once and kept in memory."""

    def __init__(self, library: Library) -> None:
        super().__init__(library)
        self._kept: Comparisons | None = None
        self._making = threading.Lock()

    def comparison(self, old: str, new: str, task: Task = "revision") -> Compared:
        """Everything found between two stored versions (DOC[@VERSION]), as people corrected it; made once."""
        from revtrack.holdings.comparing import compared
        from revtrack.holdings.naming import find_version

        with self.library.corpus() as corpus:
            sides = find_version(corpus, old), find_version(corpus, new)
            return compared(corpus, *sides, task, self._making_of())

    def export(
        self,
        pair: tuple[str, str],
        task: Task,
        naming: Naming,
        form: str,
        *,
        address: str = "",
        rejected: bool = True,
        progress: Progress = lambda _done, _total: None,
    ) -> bytes:
        """A comparison of stored versions as a file of one of the forms, with what people said of it.

        `address` is where it stands; without `rejected` what people took away is left out.
        """
        from revtrack.export.formats import COMPARISONS
        from revtrack.export.said import Said

        progress(0, 2)
        found = self.comparison(*pair, task)
        progress(1, 2)
        said = Said(found.judged, address, rejected)
        made = COMPARISONS[form].made(found.judged.comparison, replace(naming, said=said))
        progress(2, 2)
        return made

    def comparison_ready(self, old: str, new: str, task: Task = "revision") -> bool:
        """Whether `comparison` can answer at once."""
        return self._comparisons().has(self.comparison_key(old, new, task))

    def comparison_key(self, old: str, new: str, task: Task = "revision") -> str:
        """What names a comparison by its content: texts, task, rules, what people said."""
        from revtrack.holdings.comparing import key_of, reviews_of
        from revtrack.holdings.naming import find_version

        with self.library.corpus() as corpus:
            first, second = find_version(corpus, old), find_version(corpus, new)
            reviews = reviews_of(corpus, first, second, task)
            return key_of(first, second, task, self.library.settings.limits(), reviews)

    def compare_apart(self) -> None:
        """Compare in processes of their own from now on, as a server does: one that is hostile takes nothing else."""
        self.library.compare_apart()

    def end_comparisons(self) -> None:
        """End every comparison that is made apart; from now on none can be made there."""
        self.library.end_comparisons()

    def end_comparison(self, old: str, new: str, task: Task = "revision") -> bool:
        """End a comparison of two stored versions that is under way apart; whether there was one."""
        from revtrack.holdings.comparing import key_of, reviews_of
        from revtrack.holdings.naming import find_version

        with self.library.corpus() as corpus:
            first, second = find_version(corpus, old), find_version(corpus, new)
            reviews = reviews_of(corpus, first, second, task)
            key = key_of(first, second, task, self.library.settings.limits(), reviews)
        return self.library.end_comparison(key)

    def review(self, old: str, new: str, task: Task, word: Word) -> Changed:
        """Keep what a person says of a comparison; the next one shows it."""
        from revtrack.holdings.saying import review

        found = self.comparison(old, new, task)
        with self.library.corpus() as corpus:
            return review(corpus, found, task, word, overrules=self._may_overrule(word.by))

    def compare_files(self, old: str | Path, new: str | Path, task: Task = "revision") -> Comparison:
        """Everything found between two texts: each a file, "-" for standard input, or DOC[@VERSION] of the corpus.

        A text without a title is called by its file's name. Raises `InvalidInputs` that tells about both sides.
        """
        return self.compare_said(old, new, task)[0].comparison

    def compare_said(self, old: str | Path, new: str | Path, task: Task = "revision") -> tuple[Judged, str]:
        """As `compare_files`, with what people said where both texts are of the corpus, and the path of the page."""
        from revtrack.holdings.judging import Judged

        if str(old) == STDIN and str(new) == STDIN:
            raise InvalidInput("twice-stdin")
        sides: list[Side] = []
        refused: list[InvalidInput] = []
        names: tuple[SideName, SideName] = ("old", "new")
        if all(isinstance(given, str) and self._is_version(given) for given in (old, new)):
            found = self.comparison(str(old), str(new), task)
            asked = "" if task == "revision" else f"?task={task}"
            return found.judged, f"/compare/{found.old.version.id}/{found.new.version.id}{asked}"
        for given, name in zip((old, new), names, strict=True):
            try:
                sides.append(self._side(given, name))
            except InvalidInput as error:
                refused.append(error)
        if refused:
            raise InvalidInputs(refused)
        return Judged(self.library.compare(sides[0], sides[1], self.library.settings.limits(), task=task)), ""

    def diff(self, words: str, old: str, new: str) -> Comparison:
        """Everything found between two versions of one document."""
        return self.comparison(f"{words}@{old}", f"{words}@{new}").judged.comparison

    def blame(self, words: str) -> tuple[Blamed, ...]:
        """Which version brought each clause of the version that DOC[@VERSION] names."""
        from revtrack.holdings.blame import blame
        from revtrack.holdings.naming import find_version

        with self.library.corpus() as corpus:
            return blame(corpus, find_version(corpus, words), self.library.settings.limits(), self.library.compare)

    def _side(self, given: str | Path, name: SideName) -> Side:
        if isinstance(given, str) and self._is_version(given):
            return self._stored_side(given, name)
        from alignment.reading.segment import segment

        read = self._read(given)
        side = segment(read.text, name, self.library.settings.limits())
        return side if side.title or str(given) == STDIN else replace(side, title=Path(given).stem)

    def _is_version(self, given: str) -> bool:
        """Whether an argument means the corpus: a file of that name comes first."""
        return given != STDIN and not _exists(given) and self.library.exists()

    def _stored_side(self, words: str, name: SideName) -> Side:
        from revtrack.holdings.comparing import side_of
        from revtrack.holdings.naming import find_version

        with self.library.corpus() as corpus:
            return side_of(corpus, find_version(corpus, words), name, self.library.settings.limits())

    def _compare_stored(self, old: Named, new: Named, task: Task) -> Compared:
        from revtrack.holdings.comparing import compared

        with self.library.corpus() as corpus:
            return compared(corpus, old, new, task, self._making_of())

    def _making_of(self) -> Making:
        from revtrack.holdings.comparing import Making

        return Making(self.library.settings.limits(), self._comparisons(), self.library.compare)

    def _comparisons(self) -> Comparisons:
        with self._making:
            if self._kept is None:
                from revtrack.holdings.comparing import Comparisons

                self._kept = Comparisons()
            return self._kept


def _exists(given: str) -> bool:
    try:
        return os.path.lexists(given)
    except ValueError:  # a NUL in the name
        return False
