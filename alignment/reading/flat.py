"""Flat text: one character for each of the source, with variants of writing brought to one form.

Width, quotes, dashes, brackets, look-alikes (巿/市, ○/〇) and old forms (臺/台) do not count; places in flat text are
places in the text itself, which `normalize.fold` cannot promise.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from alignment.reading.normalize import INVISIBLE, MARKS, SAME, VARIANTS


class _FlatTable(dict[int, str]):
    """A translation table that works out each character once, when it is first met."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        flat = char.translate(VARIANTS).translate(MARKS)
        flat = SAME.get(flat, flat)
        if flat in INVISIBLE or flat.isspace():
            flat = " "
        else:
            wide = unicodedata.normalize("NFKC", flat)
            flat = SAME.get(wide, wide) if len(wide) == 1 else flat
        self[code] = flat
        return flat


_TABLE = _FlatTable()


@lru_cache(maxsize=16_384)
def flatten(text: str) -> str:
    """The text with each character in its one form; the length stays.

    >>> flatten("２０２３年，巿民︰“试点”")
    '2023年,市民:"试点"'
    """
    return text.translate(_TABLE)
