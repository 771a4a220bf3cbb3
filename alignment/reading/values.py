"""Text → typed tokens: amounts, times, references, codes and single characters, each with a key that is its value.

Two stretches of text say the same where their keys are equal, whatever their writing: 三十日 and 30日, 十万零五千元 and
105000元, GB 31654—2021 and ＧＢ31654-2021. Differences are looked for between keys, never between characters.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache, partial
from itertools import repeat
from typing import Literal, NamedTuple

from alignment.reading.amounts import Amount, amounts
from alignment.reading.flat import flatten
from alignment.reading.numbers import CHINESE, in_figures
from alignment.reading.times import Time, times

TokenKind = Literal["amount", "time", "reference", "code", "mark", "word"]

#: The number of a provision: 第|十二|条, 第|3|款.
_N = rf"(?:[{CHINESE}]{{1,7}}|\d{{1,4}})"
#: 本办法第五条第二款, 同条第(三)项, 前款规定, 附件2.
_REFERENCE = re.compile(
    rf"(?:本(?:法|条例|办法|规定|细则|方案|决定|意见|规则|解释)|同|该)?"
    rf"第{_N}(?:编|分编|章|节|条(?:之{_N})?|款|项|目)"
    rf"(?:第{_N}(?:节|条|款|项|目)|第?[(]{_N}[)]项?)*"
    rf"|(?:本条|前条|前(?=第{_N}款|{_N}?(?:款|项|条)))(?:第{_N}款|{_N}?(?:款|项|条))?(?:第{_N}项)?"
    r"(?=规定|的|所|第|、|和|或|至|,|$)"
    rf"|附件\s?{_N}"
)
#: 临政办发(2031)5号, 第三批, GB 31654-2031: numbers that name something.
_NUMBERED = re.compile(
    r"[^\s,。;:、()《》\"]{2,10}[(]\d{4}[)]\s?(?:第\s?)?\d+\s?号"
    rf"|首批|第{_N}(?!天|个?月|季度)(?:号|批|期|次|届|类|等|名|位次|位)?"
    r"|[A-Za-z]{1,8}[/ ]?[A-Za-z]{0,4}\s?\d{1,8}(?:[.-]\d{1,8}){0,4}"
)
#: 5G, PM2.5, A-1: letters and digits that name something.
_CODE = re.compile(
    r"[A-Za-z]{1,20}(?:[/ ][A-Za-z]{1,20}){0,2}[-/ ]?\d{1,12}(?:[.-]\d{1,12}){0,4}[A-Za-z]{0,8}"
    r"|[A-Za-z]{1,40}(?:[&'.-][A-Za-z0-9]{1,20}){0,4}|\d{1,12}(?:\.\d{1,6}){0,3}[A-Za-z]{1,8}\d{0,4}"
)
#: Grades in letters and Roman numerals: A级, Ⅳ类, AAA级; Ⅳ级 is 四级, an amount.
_GRADE = re.compile(r"(?![Ⅰ-Ⅹ]\s?级)[A-EⅠ-Ⅹ]{1,5}\s?(?:级|类|等|型|档)")
#: Digits that nothing else holds: 12345, 1:100.
_DIGITS = re.compile(r"\d{1,20}(?:[.:/]\d{1,12}){0,4}")
#: Without one of these a text holds no reference, nothing that is numbered, no code and no grade: most have none.
_REFERS, _NUMBERS, _LETTER = re.compile(r"[第附前]|本条"), re.compile(r"[第\d]|首批"), re.compile(r"[A-Za-zⅠ-Ⅹ]")
#: What parts words and says nothing by itself, in flat text.
MARK = re.compile(r"[\s,.;:!?、。\"'()<>《》〈〉·~-]")
#: What a reference says at its head of the text that it stands in: 本办法|第五条.
_OWN = re.compile(r"^本(?:法|条例|办法|规定|细则|方案|决定|意见|规则|解释)(?=第)")
#: A number in Chinese, and one in either writing.
_CHINESE_NUMBER, _NUMBER = re.compile(rf"[{CHINESE}]+"), re.compile(rf"[{CHINESE}\d]+")


class Token(NamedTuple):
    """A stretch [start, end) of a text. `value` holds the amount or time it is; `key` is equal where the value is."""

    start: int
    end: int
    kind: TokenKind
    text: str
    key: object
    value: Amount | Time | None = None


@lru_cache(maxsize=8192)
def tokenise(text: str) -> tuple[Token, ...]:
    """A text as tokens without gaps, in order.

    >>> [token.text for token in tokenise("处５万元以上罚款")]
    ['处', '５万元以上', '罚', '款']
    """
    flat = flatten(text)
    tokens: list[Token] = []
    at = 0
    for start, end, kind, key, value in values(flat):
        tokens += _characters(text, at, start)
        tokens.append(Token(start, end, kind, text[start:end], key, value))
        at = end
    tokens += _characters(text, at, len(text))
    return tuple(tokens)


class Reading(NamedTuple):
    """A stretch [start, end) of a text that has a value of its own."""

    start: int
    end: int
    kind: TokenKind
    key: object
    value: Amount | Time | None = None


@lru_cache(maxsize=8192)
def values(flat: str) -> tuple[Reading, ...]:
    """Everything with a value of its own, from left to right; of two readings of one place the stronger is kept."""
    kept: list[Reading] = []
    for found in _readings(flat):
        if not any(found.start < other.end and other.start < found.end for other in kept):
            kept.append(found)
    return tuple(sorted(kept, key=lambda item: item.start))


def _readings(flat: str) -> Iterator[Reading]:
    """Everything that may have a value of its own, the strongest readings first."""
    if _REFERS.search(flat):
        for match in _REFERENCE.finditer(flat):
            yield Reading(match.start(), match.end(), "reference", ("reference", _reference_key(match[0])))
    if _NUMBERS.search(flat):
        yield from _codes(_NUMBERED, flat)
    lettered = _LETTER.search(flat) is not None
    if lettered:
        yield from _codes(_GRADE, flat)
    for time in times(flat):
        yield Reading(time.start, time.end, "time", time.key, time)
    for amount in amounts(flat):
        yield Reading(amount.start, amount.end, "amount", amount.key, amount)
    if lettered:
        yield from _codes(_CODE, flat)
    yield from _codes(_DIGITS, flat)


def _codes(pattern: re.Pattern[str], flat: str) -> Iterator[Reading]:
    for match in pattern.finditer(flat):
        yield Reading(match.start(), match.end(), "code", ("code", _code_key(match[0])))


def _reference_key(words: str) -> str:
    """A reference with its numbers in one writing; 本办法 at its head says nothing within the text itself."""
    text = _NUMBER.sub(in_figures, _OWN.sub("", words.replace(" ", "")))
    return text.replace("第(", "(").replace("(", "第").replace(")项", "项").replace(")", "项")


def _code_key(words: str) -> str:
    bare = re.sub(r"[\s-]", "", words).upper().replace("首批", "第一批")
    return _CHINESE_NUMBER.sub(in_figures, bare)


def _characters(text: str, start: int, end: int) -> list[Token]:
    """The characters [start, end) of a text as a token each: a text has nearly as many tokens as characters."""
    kinds, texts, keys = zip(*map(_SIGNS.__getitem__, text[start:end]), strict=True) if start < end else ((), (), ())
    places = range(start, end), range(start + 1, end + 1)
    return list(map(_token, zip(*places, kinds, texts, keys, repeat(None), strict=False)))


#: `Token(*fields)` of given fields; by its name it takes twice as long.
_token: Callable[[Iterable[object]], Token] = partial(tuple.__new__, Token)  # pyright: ignore[reportUnknownMemberType]
#: So many characters are kept with what they are.
_MOST_SIGNS = 16_384


class _Signs(dict[str, tuple[TokenKind, str, object]]):
    """Kind, text and key of each character that stands for itself, worked out when it is first met."""

    def __missing__(self, char: str) -> tuple[TokenKind, str, object]:
        flat = flatten(char)
        made: tuple[TokenKind, str, object] = ("word", char, flat)
        if MARK.match(flat):
            made = ("mark", char, ("mark", _mark_key(flat)))
        if len(self) < _MOST_SIGNS:
            self[char] = made
        return made


_SIGNS = _Signs()


def _mark_key(char: str) -> str:
    """Marks by what they do: those that close a sentence, those that part, those that enclose."""
    if char.isspace():
        return ""
    return {"。": ".", "!": ".", "?": ".", ";": ";", ",": ",", "、": ",", ":": ":"}.get(char, char)


#: Without one of these a text holds no amount and no time.
_WRITTEN = re.compile(rf"[\d{CHINESE}半每季月年周旬永终长]")


@lru_cache(maxsize=8192)
def canonical(text: str) -> str:
    """A text with its values in one writing (百分之三十五 → 35%, 十五日内 → 15日内): for likening, not for showing.

    >>> canonical("百分之三十五的商户在十五日内整改")
    '35%的商户在15日内整改'
    """
    if not _WRITTEN.search(text):
        return text
    out: list[str] = []
    flat = flatten(text)
    at = 0
    for start, end, _, _, value in values(flat):
        if isinstance(value, Amount):
            out += text[at:start], _in_one_writing(value)
        elif isinstance(value, Time):
            out += text[at:start], _CHINESE_NUMBER.sub(in_figures, flat[start:end])
        else:
            continue
        at = end
    return "".join((*out, text[at:]))


#: The word for the base unit of each family that has one, and how many of it the base of `amounts` is.
_BASE = {
    "money": ("元", 1),
    "ratio": ("%", 100),
    "length": ("米", 1),
    "area": ("平方米", 1),
    "mass": ("克", 1),
    "months": ("个月", 1),
    "days": ("日", 1),
    "workdays": ("个工作日", 1),
    "hours": ("小时", 1),
    "count": ("个", 1),
}
#: The word for each bound.
_BOUNDS = {"min": "以上", "max": "以下", "above": "以上", "below": "以下", "exact": "", "about": "左右"}


def _in_one_writing(item: Amount) -> str:
    family, slash, each = item.family.partition("/")
    word, times_base = _BASE.get(family, (item.unit.split("/")[0], 1))
    high = f"-{float(item.high * times_base):g}" if item.high is not None else ""
    return f"{float(item.value * times_base):g}{high}{word}{slash}{each}{_BOUNDS[item.bound]}"
