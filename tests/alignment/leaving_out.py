"""Leaves words out of a text at random and lists what is then told nowhere.

`python -m tests.alignment.leaving_out FILE --seed N --count M`: for each draw two to four signs of one line go, the
text is compared with the whole one, and where no entry stands above wording the line is shown with what went in
brackets and the proofs that were given. Most of these are right (headings, 进行, 有关); each of the others is a silent
change of a kind.
"""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from alignment import compare

#: Classes of entries that say that nothing was changed in what is obliged.
QUIET = frozenset(("wording", "localised", "renamed", "moved", "renumbered"))
#: What may be left out: signs of words and numbers, and the mark between elements of a list.
_WORDS = re.compile(r"[\u4e00-\u9fff、0-9]+")
#: A line of so many signs says something, and so many are shown around what went.
_LINE, _AROUND = 15, 14


@dataclass(frozen=True, slots=True)
class Silent:
    """Words that were left out and told nowhere, with the words around them and the proofs given."""

    before: str
    words: str
    after: str
    proofs: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.before}【{self.words}】{self.after}  ({', '.join(self.proofs)})"


def left_out(text: str, seed: int, count: int) -> Iterator[tuple[int, str]]:
    """Places and words that may be left out of a text, so many of them."""
    chance = random.Random(seed)  # noqa: S311
    lines = [match.span() for match in re.finditer(rf"[^\n]{{{_LINE},}}", text)]
    given = 0
    while given < count:
        low, high = chance.choice(lines)
        length = chance.choice((2, 2, 3, 4))
        at = chance.randrange(low, high - length)
        words = text[at : at + length]
        if _WORDS.fullmatch(words):
            given += 1
            yield at, words


def silent(text: str, seed: int, count: int) -> Iterator[Silent]:
    """What is told nowhere of so many draws."""
    for at, words in left_out(text, seed, count):
        end = at + len(words)
        found = compare(text, text[:at] + text[end:])
        if all(entry.cls in QUIET for entry in found.account):
            proofs = tuple(dict.fromkeys(entry.proof or entry.cls for entry in found.account))
            yield Silent(text[max(0, at - _AROUND) : at], words, text[end : end + _AROUND], proofs)


def main() -> None:
    """List what is told nowhere."""
    parser = argparse.ArgumentParser(prog="python -m tests.alignment.leaving_out", description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=100, help="draws")
    given = parser.parse_args()
    text = given.file.read_text(encoding="utf-8")
    found = list(silent(text, given.seed, given.count))
    print(f"{len(found)} of {given.count} are told nowhere")
    for one in found:
        print(one)


if __name__ == "__main__":
    main()
