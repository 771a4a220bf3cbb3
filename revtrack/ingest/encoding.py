"""Bytes into characters: BOM, strict UTF-8, the label the file gives itself, then what reads most like Chinese.

A label of the GB family (gb2312, gbk, cp936) always means GB18030, its superset: pages labelled gb2312 hold names with
rarer characters. Nothing is ever decoded with replacement characters: what fits nothing is refused with its place.
"""

from __future__ import annotations

import codecs
from functools import cache
from typing import NamedTuple

from revtrack.errors import InvalidInput


class Decoded(NamedTuple):
    """Text and the name of the encoding it was read with."""

    text: str
    encoding: str


# UTF-32 first: its little-endian mark begins with that of UTF-16.
_BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LABELS = {
    **dict.fromkeys(("gb2312", "gb-2312", "gb_2312-80", "gbk", "x-gbk", "cp936", "ms936", "gb18030"), "gb18030"),
    **dict.fromkeys(("big5", "big-5", "big5-hkscs", "big5hkscs", "cp950", "ms950", "x-x-big5"), "big5"),
    **dict.fromkeys(("utf-16", "utf-16le", "utf16"), "utf-16-le"),
    "utf-16be": "utf-16-be",
}
#: Python's names for what we call Big5, the most complete first.
_CODECS = {"big5": ("big5hkscs", "cp950")}
#: Below this share of ordinary characters a reading counts as mojibake. Real texts lie above 0.9, wrong readings of
#: them below 0.6.
_PLAUSIBLE = 0.7
#: How much of a text is looked at to judge a reading.
_SAMPLE = 20_000


def decode(data: bytes, *, file: str = "", label: str = "") -> Decoded:
    """The text of `data`. `label` is an encoding the file declares, `file` only names it in errors.

    Raises `InvalidInput` of kind "nul" or "undecodable", with the byte and the line of the place.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _decode_marked(data, len(mark), encoding, file)
    if b"\0" in data:
        return _decode_with_nuls(data, file)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        if _is_damaged_utf8(data):
            raise _undecodable(data, "UTF-8", error.start, file) from None
    labelled = _LABELS.get(label.strip().lower())
    if labelled is not None:
        text = _strict(data, labelled)
        if text is not None and _plausibility(text) >= _PLAUSIBLE:
            return Decoded(text, labelled)
    return _guess(data, file)


def _decode_marked(data: bytes, skip: int, encoding: str, file: str) -> Decoded:
    try:
        text = data[skip:].decode(encoding)
    except UnicodeDecodeError as error:
        raise _undecodable(data, encoding.upper(), error.start + skip, file) from None
    if "\0" in text:
        width = {"utf-8": 1, "utf-16-le": 2, "utf-16-be": 2}.get(encoding, 4)
        place = skip + len(text[: text.index("\0")].encode(encoding))
        raise InvalidInput("nul", file, line=_line(data, place, width), byte=place)
    return Decoded(text, encoding)


def _decode_with_nuls(data: bytes, file: str) -> Decoded:
    """Without a mark, bytes of zero are UTF-16 or no text at all."""
    best = None if _is_utf8_with_few_nuls(data) else _best(data, ("utf-16-le", "utf-16-be"))
    if best is None or "\0" in best.text:
        place = data.index(b"\0")
        raise InvalidInput("nul", file, line=_line(data, place), byte=place)
    return best


def _is_utf8_with_few_nuls(data: bytes) -> bool:
    return 5 * data.count(b"\0") < len(data) and _strict(data, "utf-8") is not None


def _guess(data: bytes, file: str) -> Decoded:
    best = _best(data, ("gb18030", "big5", "utf-16-le", "utf-16-be"))
    if best is not None:
        return best
    failures = {encoding: _first_failure(data, encoding) for encoding in ("utf-8", "gb18030", "big5")}
    closest = max(failures, key=lambda encoding: failures[encoding])
    raise _undecodable(data, closest.upper(), failures[closest], file)


def _best(data: bytes, encodings: tuple[str, ...]) -> Decoded | None:
    """The reading with the most ordinary characters, None where every reading is impossible or mojibake."""
    best: Decoded | None = None
    best_share = _PLAUSIBLE
    for encoding in encodings:
        text = _strict(data, encoding)
        if text is not None and (share := _plausibility(text)) >= best_share and (best is None or share > best_share):
            best, best_share = Decoded(text, encoding), share
    return best


def _strict(data: bytes, encoding: str) -> str | None:
    for codec in _CODECS.get(encoding, (encoding,)):
        try:
            return data.decode(codec)
        except UnicodeDecodeError:
            continue
    return None


def _first_failure(data: bytes, encoding: str) -> int:
    places: list[int] = []
    for codec in _CODECS.get(encoding, (encoding,)):
        try:
            data.decode(codec)
        except UnicodeDecodeError as error:
            places.append(error.start)
        else:
            return 0  # it decodes, only not into anything a person wrote
    return max(places)


def _is_damaged_utf8(data: bytes) -> bool:
    """Whether nearly all of the text is UTF-8: a few broken bytes must not turn the whole into mojibake of GB18030."""
    text = data.decode("utf-8", errors="replace")
    bad = text.count("\ufffd")
    good = sum(character > "\x7f" for character in text) - bad
    return good >= 9 * bad


def _plausibility(text: str) -> float:
    """The share of characters that occur in ordinary Chinese texts (or ASCII), blanks and the rarest ideographs aside.

    Rare ideographs (names of people and places) say nothing either way: a text may consist of three of them.
    """
    sample = [character for character in text[:_SAMPLE] if not (character.isspace() or _is_rare(character))]
    if not sample:
        return 0.0
    ordinary = _ordinary()
    return sum(character in ordinary for character in sample) / len(sample)


def _is_rare(character: str) -> bool:
    return "\u3400" <= character <= "\u4dbf" or character >= "\U00020000"


@cache
def _ordinary() -> frozenset[str]:
    """ASCII, Chinese punctuation, and the first level of GB 2312 and of Big5 (both ordered by how usual they are)."""
    characters = {chr(code) for code in range(0x21, 0x7F)}
    characters.update("，。、；：？！“”‘’（）《》〈〉〔〕【】「」『』—…·～％／－＋＝　①②③④⑤⑥⑦⑧⑨⑩〇㎡℃％°×Ⅰ")
    characters.update(chr(code) for code in range(0xFF10, 0xFF5B))
    for lead in range(0xB0, 0xD8):
        for trail in range(0xA1, 0xFF):
            characters.update(bytes((lead, trail)).decode("gb2312", errors="ignore"))
    for lead in range(0xA4, 0xC7):
        for trail in (*range(0x40, 0x7F), *range(0xA1, 0xFF)):
            characters.update(bytes((lead, trail)).decode("big5", errors="ignore"))
    return frozenset(characters)


def _line(data: bytes, place: int, width: int = 1) -> int:
    """The line (from 1) of a byte; a line feed byte also occurs inside wide characters, so those count units."""
    if width == 1:
        return data.count(b"\n", 0, place) + 1
    units = [data[at : at + width] for at in range(0, place - width + 1, width)]
    return sum(unit.strip(b"\0") == b"\n" for unit in units) + 1


def _undecodable(data: bytes, encoding: str, place: int, file: str) -> InvalidInput:
    shown = data[place : place + 4].hex(" ").upper()
    width = 4 if encoding.startswith("UTF-32") else 2 if encoding.startswith("UTF-16") else 1
    return InvalidInput(
        "undecodable",
        file,
        line=_line(data, place, width),
        byte=place,
        facts={"encoding": encoding, "bytes": shown},
    )
