"""Whether characters are text that a person could have typed, or codes that only a font of its own makes readable."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

#: Private use, unassigned, replacement and control characters: more than this share, and a page is no text.
_MOST_STRANGE = 0.08
#: Of its Chinese characters at least this share is common in any text, and how many it takes to judge.
_LEAST_COMMON, _ENOUGH = 0.6, 24
#: Letters of Western languages with signs: text in a Chinese encoding that was read as Western has nothing else.
_MOST_WESTERN = 0.5
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af]")
_WESTERN = re.compile(r"[\u0080-\u00ff\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192]")
_LETTER = re.compile(r"[A-Za-z]")
#: Codes that symbol fonts give to bullets and ticks.
_SYMBOLS = re.compile("[\uf020-\uf0ff]")


def strange(text: str) -> int:
    """How many characters of a text stand for nothing by themselves."""
    return sum(1 for char in text if _is_strange(char))


def legible(text: str, unmapped: int = 0) -> bool:
    """Whether a page's characters are text. `unmapped` counts those for which the file itself gives no meaning.

    >>> legible("第一条　食堂应当公示价格。"), legible("\\ue000\\ue001\\ue002\\ue003。")
    (True, False)
    """
    inked = [char for char in text if not char.isspace()]
    if not inked:
        return True
    if strange(text) + unmapped > max(1, _MOST_STRANGE * len(inked)):
        return False
    han = _HAN.findall(text)
    if len(han) >= _ENOUGH and sum(char in _common() for char in han) < _LEAST_COMMON * len(han):
        return False
    western = len(_WESTERN.findall(text))
    mistaken = western >= _ENOUGH and western > _MOST_WESTERN * len(inked)
    return not (mistaken and len(_LETTER.findall(text)) < western / 2)


def plain_symbols(text: str) -> str:
    """Codes of symbol fonts as the bullets that they show."""
    return _SYMBOLS.sub("•", text)


@cache
def _is_strange(char: str) -> bool:
    if char.isspace() or _SYMBOLS.match(char):
        return False
    return char == "\ufffd" or unicodedata.category(char) in {"Co", "Cn", "Cc", "Cs"}


@cache
def _common() -> frozenset[str]:
    """The characters of the first levels of GB 2312 and Big5: those that texts are written with."""
    simplified = (bytes((row, cell)) for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF))
    traditional = (bytes((row, cell)) for row in range(0xA4, 0xC7) for cell in (*range(0x40, 0x7F), *range(0xA1, 0xFF)))
    return frozenset(
        "".join(code.decode("gb2312", "ignore") for code in simplified)
        + "".join(code.decode("big5", "ignore") for code in traditional)
    )
