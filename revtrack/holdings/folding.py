"""The form in which texts and queries are looked up: folded, in simplified characters, in small letters."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import cast

from alignment.reading.normalize import fold

#: The blocks of Chinese characters whose traditional forms are brought to the simplified ones.
_BLOCKS = (range(0x3400, 0x4DC0), range(0x4E00, 0xA000), range(0xF900, 0xFB00))


def lookup_key(text: str) -> str:
    """The key under which a text is found, whatever its width, blanks, script or case.

    >>> lookup_key("ＡＩ 應當") == lookup_key("ai应当")
    True
    """
    return fold(text).translate(_simplified()).lower()


@lru_cache(maxsize=1)
def _simplified() -> dict[int, str]:
    """Traditional characters to simplified ones, one by one: words are not told apart, on either side alike."""
    from opencc import OpenCC

    characters = [chr(code) for block in _BLOCKS for code in block]
    convert = cast("Callable[[str], str]", OpenCC("t2s").convert)  # pyright: ignore[reportUnknownMemberType]
    converted = convert("\n".join(characters)).split("\n")
    return {ord(old): new for old, new in zip(characters, converted, strict=True) if old != new and len(new) == 1}
