"""Numbers in any writing as values: 50,000, 1.5亿, 十万零五千, 三点五, 二〇二三.

Everything here reads *flat* text (`alignment.reading.flat`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction

#: The digits in their usual and in their formal writing.
_DIGITS: Mapping[str, int] = {
    **{char: value for value, char in enumerate("零一二三四五六七八九")},
    **{char: value for value, char in enumerate("零壹贰叁肆伍陆柒捌玖")},
    "〇": 0,
    "两": 2,
    "廿": 20,
    "卅": 30,
}
#: The signs that multiply what stands before them.
_POWERS: Mapping[str, int] = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
#: The signs that close a group of digits.
_GROUPS: Mapping[str, int] = {"万": 10_000, "亿": 100_000_000}
#: Characters of the longest number; `int` refuses numbers of thousands of digits.
_LONGEST = 100
#: The characters of a Chinese number; 点 only between two of them.
CHINESE = "零〇一二三四五六七八九十百千两廿卅壹贰叁肆伍陆柒捌玖拾佰仟"
#: A number in Arabic digits: 50,000 · 105.5.
_PLAIN = r"(?:\d{1,3}(?:,\d{3}){1,5}(?:\.\d{1,6})?|\d{1,15}(?:\.\d{1,6})?)"
#: A number of any writing: 50,000 · 1.5亿 · 十万零五千 · 三点五 · 2200万. Longer runs are no numbers; the bounds
#: keep every pattern built on it linear.
NUMBER = (
    rf"{_PLAIN}(?:[百千]?[万亿]{{1,2}}(?:{_PLAIN}[百千]?[万亿]{{1,2}}){{0,2}})?"
    rf"|(?:(?!千[克米瓦])[{CHINESE}]){{1,12}}(?:点[{CHINESE}]{{1,6}})?(?:[万亿]{{1,2}}[{CHINESE}]{{0,12}}){{0,3}}"
)


def value_of(words: str) -> Fraction | None:
    """The value of a number in any writing, or None where `words` is not exactly one.

    >>> [str(value_of(words)) for words in ("十万零五千", "1,100万", "三点五", "二〇二三", "一亿二千万", "一百零五")]
    ['105000', '11000000', '7/2', '2023', '120000000', '105']
    """
    text = words.replace(",", "").replace(" ", "")
    if not 0 < len(text) <= _LONGEST:
        return None
    if text[0].isdigit():
        return _arabic(text)
    return _decimal(text) if "点" in text else _chinese(text)


def in_figures(match: re.Match[str]) -> str:
    """A number that a pattern found in Arabic digits, as written where it has no value."""
    return str(value_of(match[0]) or match[0])


def _arabic(text: str) -> Fraction | None:
    """A number in Arabic digits with its scales: 1.5亿, 1亿2000万."""
    total = Fraction(0)
    for part in re.finditer(r"(\d+(?:\.\d+)?)(\D*)", text):
        value = Fraction(part[1])
        for char in part[2]:
            scale = _GROUPS.get(char) or _POWERS.get(char)
            if scale is None:
                return None
            value *= scale
        total += value
    return total


def _decimal(text: str) -> Fraction | None:
    """A Chinese number with a point: 三点五, 一点二亿."""
    whole, _, decimals = text.partition("点")
    scale = 1
    while decimals and decimals[-1] in _GROUPS:
        scale, decimals = scale * _GROUPS[decimals[-1]], decimals[:-1]
    left = _chinese(whole)
    if left is None or not decimals or any(char not in _DIGITS for char in decimals):
        return None
    return (left + Fraction(int("".join(str(_DIGITS[char]) for char in decimals)), 10 ** len(decimals))) * scale


def _chinese(text: str) -> Fraction | None:
    """A Chinese number without a point: by powers (一百零五万), or digit by digit (二〇二三)."""
    if not text or any(char not in _DIGITS and char not in _POWERS and char not in _GROUPS for char in text):
        return None
    if not any(char in _POWERS or char in _GROUPS or char in "廿卅" for char in text):
        return Fraction(int("".join(str(_DIGITS[char]) for char in text)))
    total, section, digit, last = Fraction(0), 0, -1, 10
    for char in text:
        if char in _GROUPS:
            section += max(digit, 0)
            if not section and not total:
                section = 1
            # 一亿二千万: a greater group closes all that stands before it
            if total and total < _GROUPS[char]:
                total = (total + section) * _GROUPS[char]
            else:
                total += section * _GROUPS[char]
            section, digit, last = 0, -1, _GROUPS[char]
        elif char in _POWERS:
            section += (1 if digit < 0 else digit) * _POWERS[char]
            digit, last = -1, _POWERS[char]
        elif char in "零〇":
            digit, last = -1, 10
        elif char in "廿卅":
            section, digit, last = section + _DIGITS[char], -1, 10
        else:
            if digit >= 0:
                return None
            digit = _DIGITS[char]
    if digit >= 0:
        # 一万五 is fifteen thousand, 一万零五 is ten thousand and five
        section += digit * (last // 10 if last > 10 else 1)
    return total + section
