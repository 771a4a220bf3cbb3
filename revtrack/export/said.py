"""What people said of a comparison, as every rendering carries it: who, when, what, the note, and where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from alignment.model import Comparison, Entry, ObligationChange
from revtrack.holdings.judging import Judged
from revtrack.holdings.reviewed import Reviewed, Standing
from revtrack.words.language import Lang
from revtrack.words.reviews import review_words


@dataclass(frozen=True, slots=True)
class Told:
    """One word of one person: what she said, "" where it is only a remark that rules nothing, who, when, the note."""

    status: str
    by: str
    at: str
    note: str

    @property
    def line(self) -> str:
        """All of it in one line."""
        return " · ".join(filter(None, (self.status, self.by, self.at, self.note)))


@dataclass(frozen=True)
class Said:
    """What people said of a comparison, and the address at which it stands ("" where nobody serves it).

    `rejected`: whether what they took away is told in an appendix.
    """

    judged: Judged | None = None
    address: str = ""
    rejected: bool = True

    def rows(self, lang: Lang) -> Mapping[int | str, tuple[Told, ...]]:
        """What was said of each change, by its number in the comparison from 0, and of each other difference, by id."""
        found: dict[int | str, tuple[Told, ...]] = {}
        for item in self.judged.reviewed if self.judged else ():
            name = item.entry or item.change
            if name != -1:
                found[name] = (*found.get(name, ()), told(item, lang))
        return found

    def number(self, at: int) -> int:
        """The number of a change as it is shown, from 1: that it had before anybody took one away."""
        numbers = self.judged.numbers if self.judged else ()
        return numbers[at] + 1 if at < len(numbers) else at + 1

    def numbered(self, comparison: Comparison) -> int:
        """How many numbers the changes of duties take up, those that were taken away included."""
        return max(len(self.judged.found) if self.judged else 0, len(comparison.obligations))

    def gone(self, lang: Lang) -> Iterator[tuple[int, ObligationChange, Told]]:
        """The changes that were taken away, each with its number from 1, and by which word."""
        for change, rule in self.judged.rejected if self.judged and self.rejected else ():
            yield rule.change + 1, change, told(rule, lang)

    def dismissed(self, lang: Lang) -> Iterator[tuple[Entry, Told]]:
        """The other differences that were taken away."""
        for entry, rule in self.judged.dismissed if self.judged and self.rejected else ():
            yield entry, told(rule, lang)


NOTHING = Said()


def told(item: Reviewed, lang: Lang) -> Told:
    """A review in words."""
    say = review_words(lang)
    status = say.verdicts[item.review.verdict.value]
    if item.standing is not Standing.HOLDS:
        status = (
            f"{status} ({say.standings[item.standing.value]})"
            if lang == "en"
            else (f"{status}（{say.standings[item.standing.value]}）")
        )
    return Told(status, item.review.by, _moment(item.review.at), item.review.note)


def _moment(at: str) -> str:
    try:
        return datetime.fromisoformat(at).astimezone().strftime("%Y-%m-%d %H:%M")
    except ValueError:
        return at
