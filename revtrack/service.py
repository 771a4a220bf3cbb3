"""The application service: every shell (command line, later the web) asks here and only renders the answers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from alignment import Comparison, compare
from alignment.model import Side, Task
from revtrack.errors import InvalidInput, InvalidInputs
from revtrack.ingest import ReadText, read_file
from revtrack.ingest.read import STDIN
from revtrack.settings import Settings, load_settings


class Sample(NamedTuple):
    """A pair of the sample corpus that is worth comparing."""

    name: str
    old: Path
    new: Path
    task: Task


@dataclass(frozen=True)
class Tracker:
    """Compares texts under the settings of a user."""

    settings: Settings

    @classmethod
    def from_settings(cls) -> Tracker:
        """A tracker with the settings of this run. Raises `InvalidInput` where those are at fault."""
        return cls(load_settings())

    def compare_files(self, old: str | Path, new: str | Path, task: Task = "revision") -> Comparison:
        """Everything found between two files ("-" for standard input on one side).

        A text without a title is called by its file's name. Raises `InvalidInputs` that tells about both files.
        """
        if str(old) == STDIN and str(new) == STDIN:
            raise InvalidInput("twice-stdin")
        texts: list[ReadText] = []
        refused: list[InvalidInput] = []
        for path in (old, new):
            try:
                texts.append(read_file(path, max_bytes=self.settings.max_file_bytes))
            except InvalidInput as error:
                refused.append(error)
        if refused:
            raise InvalidInputs(refused)
        comparison = self.compare_texts(texts[0].text, texts[1].text, task)
        return replace(
            comparison,
            old=_titled(comparison.old, old),
            new=_titled(comparison.new, new),
        )

    def compare_texts(self, old: str, new: str, task: Task = "revision") -> Comparison:
        """Everything found between two decoded texts."""
        return compare(old, new, task=task, limits=self.settings.limits())

    def samples(self) -> tuple[Sample, ...]:
        """The pairs of the shipped sample corpus: a draft and what was issued, a city's plan and two districts'."""
        folder = Path(__file__).parent / "sample"
        city, draft = folder / "city_plan.txt", folder / "district_draft.txt"
        issued, second = folder / "district_issued.txt", folder / "second_district.txt"
        return (
            Sample("draft-issued", draft, issued, "revision"),
            Sample("city-district", city, issued, "derivation"),
            Sample("city-second-district", city, second, "derivation"),
        )


def _titled(side: Side, path: str | Path) -> Side:
    if side.title or str(path) == STDIN:
        return side
    return replace(side, title=Path(path).stem)
