"""Chinese numerals and the numbers at the head of provisions (第一百零二条, 一、, （三）, 1., ①, 一是). Strict."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

_DIGITS = {**{char: value for value, char in enumerate("零一二三四五六七八九")}, "〇": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
#: Figures of the longest Arabic numeral; `int` refuses numbers of thousands of figures.
_MOST_FIGURES = 100
_NUMERAL = "〇零一二三四五六七八九十百千两"


def parse_numeral(text: str) -> int | None:
    """The value of a Chinese or Arabic numeral below ten thousand; None where `text` is not exactly one.

    >>> parse_numeral("一百零二"), parse_numeral("二〇二三"), parse_numeral("十五"), parse_numeral("一一十")
    (102, 2023, 15, None)
    """
    if text.isascii() and text.isdigit() and len(text) <= _MOST_FIGURES:
        return int(text)
    if not text or any(char not in _NUMERAL for char in text):
        return None
    if not any(char in _UNITS for char in text):
        if len(text) > 4 or (len(text) > 1 and text[0] in "零两"):
            return None
        return int("".join(str(_DIGITS[char]) for char in text))
    value, last_unit, index = 0, 10_000, 0
    while index < len(text):
        skipped = text[index] in "零〇"
        if skipped:
            index += 1
            if index == len(text) or value == 0:
                return None
        digit = _DIGITS.get(text[index]) if index < len(text) else None
        if digit == 0:
            return None
        if digit is not None:
            index += 1
        unit = _UNITS.get(text[index]) if index < len(text) else None
        if unit is not None:
            index += 1
            if unit >= last_unit or (digit is None and (unit != 10 or value)):
                return None
            value += (1 if digit is None else digit) * unit
            last_unit = unit
        elif digit is None or index != len(text) or (last_unit > 10 and not skipped):
            return None
        else:
            value += digit
    return value


def to_numeral(value: int) -> str:
    """The usual Chinese numeral of 1…9999.

    >>> to_numeral(102), to_numeral(15), to_numeral(110)
    ('一百零二', '十五', '一百一十')
    """
    if not 0 < value < 10_000:
        raise ValueError(f"no numeral for {value}")
    out, gap = "", False
    for unit, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = value // unit % 10
        if digit:
            out += ("零" if gap and out else "") + "零一二三四五六七八九"[digit] + sign
            gap = False
        else:
            gap = bool(out)
    return out.removeprefix("一") if out.startswith("一十") else out


class Level(IntEnum):
    """The signs that number provisions, in the order in which they usually nest."""

    ANNEX = 0
    PART = 1  # 编
    CHAPTER = 2
    SECTION = 3
    ARTICLE = 4
    COMMA = 5  # 一、
    PAREN = 6  # （一）
    POINT = 7  # 1.
    ARABIC_PAREN = 8  # （1）
    CIRCLED = 9  # ①
    ORDINAL = 10  # 一是, 第一，
    DASH = 11  # ——
    BOX = 12  # 专栏1


@dataclass(frozen=True, slots=True)
class Label:
    """A number at the head of a provision: `text` as written, `end` where it ends, `name` its part of an address."""

    level: Level
    value: int
    text: str
    end: int
    name: str


#: A character of a numeral.
_N = f"[{_NUMERAL}]"
#: The number at the head of a provision: 第十二条之一, 一、, （三）, 2., ①, ——, 附件1.
_HEAD = re.compile(
    rf"""
      第(?P<law>{_N}{{1,7}}|\d{{1,4}})(?P<unit>编|章|节|条)(?P<sub>之{_N}{{1,3}})?
        (?!第|规定|所|的|、|和|或|至|到|以|及|与|，|中|之)
    | (?P<comma>{_N}{{1,3}})\s?、
    | [（(]\s?(?P<paren>{_N}{{1,3}})\s?[）)]
    | (?P<point>\d{{1,3}})\s?(?:[.．](?![\d.．])|[.．](?=(?:19|20)\d\d年)|\.\.(?!\d)|、)
    | [（(]\s?(?P<arabic>\d{{1,3}})\s?[）)] | (?P<half>\d{{1,2}})[)）]
    | (?P<circled>[①-⑳])
    | (?P<dash>——|--|—(?=[^—]))
    | 专栏\s?(?P<box>\d{{1,2}}|{_N}{{1,2}})(?![个类项])[\s：:]?
    | 附件\s?(?P<annex>\d{{1,2}}|{_N}{{1,2}})?(?=[\s：:.．、]|$)[：:.．、]?
    """,
    re.X,
)
#: More characters than any number at the head of a provision takes, with what may not follow it.
_LONGEST = 24
#: Numbers in words: 一是…, 一|要…, 第一，…, 其一，….
_ORDINAL = re.compile(
    rf"(?P<being>{_N}{{1,2}})是|(?P<asked>{_N}{{1,2}})(?=要(?![点素求害件]))"
    rf"|第(?P<nth>{_N}{{1,2}})(?:是|[，,])|其(?P<among>{_N}{{1,2}})(?:是|[，,])"
)
#: Run-in numbers: those in words, and （1）….
_INLINE = re.compile(rf"{_ORDINAL.pattern}|[（(](?P<arabic>\d{{1,2}})[）)]")
#: The forms of a run-in number; one series keeps to one of them.
_FORMS = ("being", "asked", "nth", "among", "arabic")
_UNITS_OF_LAW = {"编": Level.PART, "章": Level.CHAPTER, "节": Level.SECTION, "条": Level.ARTICLE}


def read_label(text: str) -> Label | None:
    """The number at the very start of `text`, or None."""
    return _label_of(text[:_LONGEST])


@lru_cache(maxsize=8192)
def _label_of(text: str) -> Label | None:
    match = _HEAD.match(text)
    if match is None:
        return None
    kind = match.lastgroup or ""
    if match["law"]:
        level = _UNITS_OF_LAW[match["unit"]]
        value = parse_numeral(match["law"])
        if value is None:
            return None
        written = f"第{to_numeral(value) if 0 < value < 10_000 else match['law']}{match['unit']}{match['sub'] or ''}"
        return Label(level, value, match[0].rstrip(), match.end(), written)
    if match["dash"]:
        return Label(Level.DASH, 0, match[0], match.end(), "——")
    if match["circled"]:
        value = ord(match["circled"]) - ord("①") + 1
        return Label(Level.CIRCLED, value, match[0], match.end(), match["circled"])
    if match[0].startswith("附件"):
        value = parse_numeral(match["annex"]) if match["annex"] else 0
        return Label(Level.ANNEX, value or 0, match[0], match.end(), f"附件{value or ''}")
    level = {
        "comma": Level.COMMA,
        "paren": Level.PAREN,
        "point": Level.POINT,
        "arabic": Level.ARABIC_PAREN,
        "half": Level.ARABIC_PAREN,
        "box": Level.BOX,
    }[kind]
    value = parse_numeral(match[kind])
    if value is None:
        return None
    name = {
        Level.COMMA: match[kind],
        Level.PAREN: f"（{match[kind]}）",
        Level.POINT: str(value),
        Level.ARABIC_PAREN: f"（{value}）",
        Level.BOX: f"专栏{value}",
    }[level]
    return Label(level, value, match[0].rstrip(), match.end(), name)


def inline_labels(text: str) -> list[Label]:
    """The run-in numbers of one paragraph (一是…二是…, （1）…（2）…); only a series that starts at one counts.

    `end` is where the label ends, `end - len(text)` where it starts.
    """
    best: list[Label] = []
    found = list(_INLINE.finditer(text))
    for kind in _FORMS if len(found) > 1 else ():
        wanted = 1
        series: list[Label] = []
        for match in found:
            if match[kind] is None or parse_numeral(match[kind]) != wanted:
                continue
            before = text[: match.start()].rstrip()
            if before and before[-1] not in "。；;：:，,、”）)！？":
                continue
            series.append(_numbered(match, kind, wanted))
            wanted += 1
        if len(series) > 1 and len(series) > len(best):
            best = series
    return best


def ordinals(paragraphs: Sequence[str]) -> dict[int, Label]:
    """Numbers in words, by the paragraph that each opens: 一是…⏎二是…; only a series that starts at one counts.

    What stands between two numbers of a series is no provision with a number of another kind.
    """
    found: dict[int, Label] = {}
    open_series: dict[str, list[tuple[int, Label]]] = {}
    for index, text in enumerate(paragraphs):
        match = _ORDINAL.match(text)
        if match is None:
            if read_label(text) is not None:
                open_series.clear()
            continue
        kind = match.lastgroup or ""
        value = parse_numeral(match[kind])
        series = open_series.get(kind, [])
        if value == 1:
            open_series[kind] = [(index, _numbered(match, kind, 1))]
        elif series and value == (wanted := series[-1][1].value + 1):
            series.append((index, _numbered(match, kind, wanted)))
            found.update(series)
        else:
            open_series.pop(kind, None)
    return found


def _numbered(match: re.Match[str], kind: str, value: int) -> Label:
    """The label of a run-in number."""
    if kind == "arabic":
        return Label(Level.ARABIC_PAREN, value, match[0], match.end(), f"（{value}）")
    written = match[0].rstrip("，,")
    return Label(Level.ORDINAL, value, match[0], match.end(), written)
