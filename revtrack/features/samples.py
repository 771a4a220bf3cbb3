"""The sample corpus that comes with the package: texts of our own writing, to try everything on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from revtrack.features.adding import Adding

if TYPE_CHECKING:
    from alignment.model import Task
    from revtrack.holdings.adding import Addition

_FOLDER = Path(__file__).parents[1] / "sample"


class Sample(NamedTuple):
    """A pair of the sample corpus that is worth comparing."""

    name: str
    old: Path
    new: Path
    task: Task


class Samples(Adding):
    """Shows the sample corpus, and takes it in."""

    def load_samples(self) -> list[Addition]:
        """Take the sample corpus in, and say which of its plans take up which; what is there already stays as it is."""
        files = list(dict.fromkeys(path for sample in self.samples() for path in (sample.old, sample.new)))
        added = {Path(item.file).name: item for item in self.add(files)}
        for sample in self.samples():
            higher, lower = added[sample.old.name].document, added[sample.new.name].document
            if sample.task == "derivation" and higher and lower and not self.library.document(lower).derives_from:
                self.library.derive(lower, (higher,))
        return list(added.values())

    def samples(self) -> tuple[Sample, ...]:
        """The pairs of the shipped sample corpus: a draft and what was issued, a city's plan and two districts'."""
        city, draft = _FOLDER / "city_plan.txt", _FOLDER / "district_draft.txt"
        issued, second = _FOLDER / "district_issued.txt", _FOLDER / "second_district.txt"
        return (
            Sample("draft-issued", draft, issued, "revision"),
            Sample("city-district", city, issued, "derivation"),
            Sample("city-second-district", city, second, "derivation"),
        )
