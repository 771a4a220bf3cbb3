"""Text that remembers where it came from, and the folded form in which texts are compared.

The issuer's characters are kept in every text that is shown. `fold` makes a key for comparing only: width, blanks,
quotes, dashes, brackets, zero-width and bidi characters do not count in it.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

from alignment.model import Run

#: Zero-width, bidi and soft-hyphen characters: kept in texts, without weight in comparing, shown as findings.
INVISIBLE = frozenset(
    map(
        chr,
        (
            0x00AD,
            0x061C,
            0x180E,
            *range(0x200B, 0x2010),
            *range(0x202A, 0x202F),
            *range(0x2060, 0x2070),
            0xFEFF,
        ),
    )
)
#: Signs that are written in several forms, each with the one that stands for them all.
SAME = {
    **dict.fromkeys("“”„‟″〝〞「」『』＂", '"'),
    **dict.fromkeys("‘’‚‛′＇", "'"),
    **dict.fromkeys("—–―－─‐‑‒−", "-"),
    **dict.fromkeys("～〜∼", "~"),
    **dict.fromkeys("〔［【[", "("),
    **dict.fromkeys("〕］】]", ")"),
    **dict.fromkeys("○◯", "〇"),
    **dict.fromkeys("·•・∙", "·"),
}


#: Characters that only look like another, or are an older form of it: a public tracker of statutes counted dozens of
#: "amendments" that were no more than these.
VARIANTS = str.maketrans("巿臺裡裏羣峯啓啟鑑鉴麽锺滙彙註倂併牀衆衛銷", "市台里里群峰启启鉴鉴么钟汇汇注并并床众卫销")
#: Marks in the forms that old printing has.
MARKS = str.maketrans("︰﹕∶﹒﹐﹑﹔", ":::.,、;")


class _FoldTable(dict[int, str]):
    """A translation table that works out each character once, when it is first met."""

    def __missing__(self, code: int) -> str:
        char = chr(code).translate(VARIANTS).translate(MARKS)
        if char in INVISIBLE or char.isspace():
            folded = ""
        elif char in SAME:
            folded = SAME[char]
        else:
            folded = "".join(SAME.get(part, part) for part in unicodedata.normalize("NFKC", char) if not part.isspace())
        self[code] = folded
        return folded


_TABLE = _FoldTable()


@lru_cache(maxsize=16_384)
def fold(text: str) -> str:
    """The key under which two texts count as the same.

    >>> fold("２０２３ 年，“试点”") == fold('2023年,"试点"')
    True
    """
    return text.translate(_TABLE)


def fold_with_offsets(text: str) -> tuple[str, list[int]]:
    """`fold(text)` with, for each of its characters, the offset in `text` that it came from (and the end at last)."""
    parts: list[str] = []
    offsets: list[int] = []
    for at, char in enumerate(text):
        piece = _TABLE[ord(char)]
        parts.append(piece)
        offsets.extend([at] * len(piece))
    offsets.append(len(text))
    return "".join(parts), offsets


@dataclass(frozen=True, slots=True)
class Traced:
    """A text whose every character knows its offset in the source: `runs` cover `text` without gaps, in order."""

    text: str
    runs: tuple[Run, ...]

    @classmethod
    def of(cls, text: str, source: int) -> Traced:
        """A text that stands in the source as it is, from offset `source`."""
        return cls(text, (Run(0, source, len(text)),) if text else ())

    def part(self, start: int, end: int) -> Traced:
        """The characters [start, end) with their offsets."""
        end = min(end, len(self.text))
        if start >= end:
            return Traced("", ())
        kept: list[Run] = []
        first = max(0, bisect_right(self.runs, start, key=lambda run: run.at) - 1)
        for run in self.runs[first:]:
            low, high = max(run.at, start), min(run.at + run.length, end)
            if low >= end:
                break
            if low < high:
                kept.append(Run(low - start, run.source + low - run.at, high - low))
        return Traced(self.text[start:end], tuple(kept))

    def source_of(self, offset: int) -> int:
        """The source offset of the character at `offset` (-1 in an empty text)."""
        if not self.runs:
            return -1
        run = self.runs[max(0, bisect_right(self.runs, offset, key=lambda item: item.at) - 1)]
        return run.source + offset - run.at


def concatenate(pieces: list[Traced]) -> Traced:
    """The pieces one after the other."""
    runs: list[Run] = []
    at = 0
    for piece in pieces:
        for run in piece.runs:
            last = runs[-1] if runs else None
            if last and last.at + last.length == at + run.at and last.source + last.length == run.source:
                runs[-1] = Run(last.at, last.source, last.length + run.length)
            else:
                runs.append(Run(at + run.at, run.source, run.length))
        at += len(piece.text)
    return Traced("".join(piece.text for piece in pieces), tuple(runs))


#: Chinese characters and marks, as a class.
_CJK = r"\u2e80-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff“”‘’—…·"
#: Any blank: most lines have none.
_BLANK = re.compile(r"\s")
#: 2031| |年|5| |月: blanks that extraction leaves beside digits.
_STRAY_BLANK = re.compile(rf"(?<=[{_CJK}])[^\S\n]+(?=\d)|(?<=\d)[^\S\n]+(?=[{_CJK}%℃])")


def drop_stray_blanks(line: Traced) -> Traced:
    """Blanks that text extraction leaves between digits and Chinese characters ("2023 年5 月") are taken out."""
    if not _BLANK.search(line.text):
        return line
    pieces: list[Traced] = []
    at = 0
    for match in _STRAY_BLANK.finditer(line.text):
        pieces.append(line.part(at, match.start()))
        at = match.end()
    if not at:
        return line
    pieces.append(line.part(at, len(line.text)))
    return concatenate(pieces)
