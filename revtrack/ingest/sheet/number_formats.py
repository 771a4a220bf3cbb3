"""Numbers as Excel shows them: its format codes (ECMA-376 part 1, 18.8.30 and 18.8.31), with the Chinese built-in ones.

A code has up to four sections (positive; negative; zero; text), each with an optional condition; what stands in quotes
is shown as it is; `yyyy"年"m"月底前"` makes a day of a serial number, `[DBNum1]` Chinese numerals of digits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from fractions import Fraction
from functools import lru_cache

#: Built-in codes by number, those from 27 on as Chinese Excel has them.
BUILT_IN: dict[int, str] = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: '"¥"#,##0', 6: '"¥"#,##0', 7: '"¥"#,##0.00',
    8: '"¥"#,##0.00', 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??", 14: "yyyy/m/d", 15: "d-mmm-yy",
    16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm",
    27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: "m/d/yy", 31: 'yyyy"年"m"月"d"日"', 32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"', 34: 'AM/PMh"时"mm"分"', 35: 'AM/PMh"时"mm"分"ss"秒"', 36: 'yyyy"年"m"月"',
    37: "#,##0;-#,##0",
    38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00", 41: "#,##0;-#,##0;-",
    42: '"¥"#,##0;-"¥"#,##0;"¥"-',
    43: "#,##0.00;-#,##0.00;-", 44: '"¥"#,##0.00;-"¥"#,##0.00;"¥"-', 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0",
    48: "##0.0E+0", 49: "@", 50: 'yyyy"年"m"月"', 51: 'm"月"d"日"',
    52: 'yyyy"年"m"月"', 53: 'm"月"d"日"', 54: 'm"月"d"日"',
    55: 'AM/PMh"时"mm"分"', 56: 'AM/PMh"时"mm"分"ss"秒"', 57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|[\\!](?P<escaped>.)|_(?P<space>.)|\*(?P<fill>.)|\[(?P<bracket>[^\]]{0,60})\]'
    r"|(?P<half>AM/PM|A/P|上午/下午|am/pm|a/p)|(?P<general>General|G/通用格式|通用格式)"
    r"|(?P<era>[eE](?![+-]))|(?P<date>[yYmMdDhHsS]+|[aA]{3,4})|(?P<exponent>[eE][+-])|(?P<digits>[0#?][0#?,]*|,)|(?P<point>\.)|(?P<percent>[%％])"
    r"|(?P<slash>/)|(?P<text>@)|(?P<other>.)",
    re.S,
)
_CONDITION = re.compile(r"([<>=]{1,2})\s*(-?\d+(?:\.\d+)?)$")
_MONTHS = ("January February March April May June July August September October November December").split()
_DAYS = "一二三四五六日"
_NUMERALS = {
    "1": str.maketrans("0123456789", "〇一二三四五六七八九"),
    "2": str.maketrans("0123456789", "零壹贰叁肆伍陆柒捌玖"),
    "3": str.maketrans("0123456789", "０１２３４５６７８９"),
}
_BIG, _UNITS = (
    {"1": ("", "万", "亿", "兆"), "2": ("", "万", "亿", "兆")},
    {"1": ("", "十", "百", "千"), "2": ("", "拾", "佰", "仟")},
)


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class _Section:
    tokens: tuple[_Token, ...]
    operator: str = ""
    bound: float = 0.0
    numerals: str = ""

    @property
    def is_date(self) -> bool:
        return any(token.kind in {"date", "half", "elapsed", "era"} for token in self.tokens)

    def holds(self, value: float) -> bool:
        """Whether the section's own condition lets a value in."""
        return {
            "<": value < self.bound,
            "<=": value <= self.bound,
            ">": value > self.bound,
            ">=": value >= self.bound,
            "=": value == self.bound,
            "<>": value != self.bound,
        }.get(self.operator, False)


def show_number(value: float, code: str, *, since_1904: bool = False) -> str:
    """A number in a format.

    >>> show_number(0.855, "0.0%"), show_number(46447, 'yyyy"年"m"月底前"'), show_number(3, '"每"0"个月一次"')
    ('85.5%', '2027年3月底前', '每3个月一次')
    >>> show_number(1200000, '#,##0"元"'), show_number(46447, '[DBNum1][$-804]yyyy"年"m"月"')
    ('1,200,000元', '二〇二七年三月')
    """
    sections = _sections(code)
    section, magnitude = _chosen(sections, value)
    if section is None:
        return "#" * 5
    if section.is_date:
        return _date(section, value, since_1904)
    return _number(section, magnitude)


def show_text(text: str, code: str) -> str:
    """A text in a format: the fourth section, or the only one with an @, is that of texts."""
    sections = _sections(code)
    section = sections[3] if len(sections) > 3 else next((s for s in sections if _has(s, "text")), None)
    if section is None:
        return text
    return "".join(
        text if token.kind == "text" else token.text if token.kind == "literal" else "" for token in section.tokens
    )


def hides(code: str) -> bool:
    """Whether a format shows nothing of any value: ;;; and the like."""
    return code.count(";") >= 2 and not re.sub(r'[;\s]|""', "", code)


@lru_cache(maxsize=2048)
def _sections(code: str) -> tuple[_Section, ...]:
    return tuple(_section(tokens) for tokens in _split(code))


def _split(code: str) -> Iterator[list[_Token]]:
    tokens: list[_Token] = []
    for match in _TOKEN.finditer(code[:500]):
        kind = match.lastgroup or "quoted"
        text = match[kind] or ""
        if kind == "other" and text == ";":
            yield tokens
            tokens = []
        else:
            tokens.append(_Token(kind, text))
    yield tokens


def _section(tokens: Sequence[_Token]) -> _Section:
    found: list[_Token] = []
    operator, bound, numerals = "", 0.0, ""
    for token in tokens:
        if token.kind == "bracket":
            condition = _CONDITION.match(token.text)
            if condition:
                operator, bound = condition[1], float(condition[2])
            elif token.text[:5].lower() == "dbnum":
                numerals = token.text[5:6]
            elif re.fullmatch(r"[hH]+|[mM]+|[sS]+", token.text):
                found.append(_Token("elapsed", token.text.lower()))
            elif token.text.startswith("$"):
                found.append(_Token("literal", token.text[1:].split("-")[0]))
        elif token.kind in {"quoted", "escaped", "other"}:
            found.append(_Token("literal", token.text))
        elif token.kind == "space":
            found.append(_Token("literal", ""))
        elif token.kind != "fill":
            found.append(_Token(token.kind, token.text))
    return _Section(tuple(found), operator, bound, numerals)


def _chosen(sections: tuple[_Section, ...], value: float) -> tuple[_Section | None, float]:
    """The section for a value, and the value as it is shown in it."""
    if any(section.operator for section in sections):
        for section in sections:
            if section.operator and section.holds(value):
                return section, value if section is sections[0] and value >= 0 else (
                    abs(value) if value < 0 and section.operator[0] == "<" and section.bound <= 0 else value
                )
        rest = [section for section in sections if not section.operator]
        return (rest[0], value) if rest else (None, value)
    usable = [section for section in sections if not _has(section, "text")] or list(sections)
    if value < 0 and len(usable) > 1:
        return usable[1], -value
    if value == 0 and len(usable) > 2:
        return usable[2], value
    return usable[0], value


def _has(section: _Section, kind: str) -> bool:
    return any(token.kind == kind for token in section.tokens)


# --- numbers ---------------------------------------------------------------------------------------------------------


def general(value: float) -> str:
    """A number without a format: up to eleven digits behind the point's place, whole numbers in full."""
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    text = f"{value:.10g}"
    return text if "e" not in text else f"{value:.5E}".replace("E+0", "E+").replace("E-0", "E-")


def _number(section: _Section, value: float) -> str:
    tokens = section.tokens
    if _has(section, "general") or not any(token.kind == "digits" for token in tokens):
        shown = general(value) if _has(section, "general") else ""
        body = "".join(
            token.text
            if token.kind == "literal"
            else shown
            if token.kind == "general"
            else general(value)
            if token.kind == "text"
            else "%"
            if token.kind == "percent"
            else ""
            for token in tokens
        )
        return _in_numerals(body, section.numerals, value if shown else None)
    if any(token.kind == "slash" for token in tokens) and any(
        "?" in token.text or "#" in token.text or "0" in token.text for token in tokens if token.kind == "digits"
    ):
        return _fraction(tokens, value)
    return _decimal(section, value)


def _decimal(section: _Section, value: float) -> str:
    tokens = section.tokens
    places = [at for at, token in enumerate(tokens) if token.kind == "digits"]
    point = next((at for at, token in enumerate(tokens) if token.kind == "point"), len(tokens))
    exponent = next((at for at, token in enumerate(tokens) if token.kind == "exponent"), len(tokens))
    whole = "".join(tokens[at].text for at in places if at < min(point, exponent))
    behind = "".join(tokens[at].text for at in places if point < at < exponent)
    last = max(at for at in places if at < exponent) if any(at < exponent for at in places) else places[-1]
    trailing = tokens[last].text
    scale = len(trailing) - len(trailing.rstrip(",")) if trailing.strip(",") else len(trailing)
    grouped = "," in whole.rstrip(",")
    digits = behind.replace(",", "")
    amount = Decimal(repr(value)) / (Decimal(1000) ** scale)
    amount *= Decimal(100) ** sum(token.kind == "percent" for token in tokens)
    if exponent < len(tokens):
        return _scientific(tokens, amount, whole, digits, exponent)
    try:
        rounded = abs(amount).quantize(Decimal(1).scaleb(-len(digits)), rounding=ROUND_HALF_UP)
    except InvalidOperation:
        return general(value)
    text = f"{rounded:f}"
    left, _, right = text.partition(".")
    right = _optional(right, digits)
    least = len(whole.replace(",", "").lstrip("#?"))
    left = left.lstrip("0").rjust(least, "0") if least else left.lstrip("0")
    if grouped:
        left = _in_thousands(left)
    sign = "-" if value < 0 and rounded != 0 else ""
    if section.numerals in {"1", "2"} and not grouped:
        left = _spelt(int(left or 0), section.numerals)
        right = right.translate(_NUMERALS[section.numerals])
    elif section.numerals == "3":
        left, right = left.translate(_NUMERALS["3"]), right.translate(_NUMERALS["3"])
    return _filled(tokens, sign, left, right, point)


def _filled(tokens: Sequence[_Token], sign: str, left: str, right: str, point: int) -> str:
    """The literals of a section with the digits in their places; what is left over stands in the first of them."""
    found: list[str] = [sign]
    placed = pointed = False
    shares = _shares(tokens, left, point)
    for at, token in enumerate(tokens):
        if token.kind == "literal":
            found.append(token.text)
        elif token.kind == "percent":
            found.append("%")
        elif token.kind == "digits" and at < point:
            found.append(shares.get(at, ""))
            placed = True
        elif token.kind == "point" and not pointed:
            found.append(("" if placed else left) + ("." + right if right else ""))
            placed = pointed = True
        elif token.kind == "slash":
            found.append("/")
    return "".join(found)


def _shares(tokens: Sequence[_Token], left: str, point: int) -> dict[int, str]:
    """Which of the digits before the point stand at which place: 000-0000 parts them, 0!.0 sets a mark between."""
    places = [at for at, token in enumerate(tokens) if token.kind == "digits" and at < point and token.text.strip(",")]
    shares: dict[int, str] = {}
    rest = left
    for at in reversed(places[1:]):
        count = sum(char in "0#?" for char in tokens[at].text)
        shares[at] = rest[len(rest) - count :] if count <= len(rest) else rest
        rest = rest[: max(0, len(rest) - count)]
    if places:
        shares[places[0]] = rest
    return shares


def _optional(right: str, places: str) -> str:
    """Digits behind the point without those that are only shown if needed (#)."""
    while right and places[len(right) - 1 : len(right)] == "#" and right[-1] == "0":
        right = right[:-1]
    return right


def _scientific(tokens: Sequence[_Token], amount: Decimal, whole: str, digits: str, exponent: int) -> str:
    text = f"{amount:.{len(digits)}E}"
    mantissa, _, power = text.partition("E")
    least = sum(len(token.text) for token in tokens[exponent + 1 :] if token.kind == "digits")
    sign = "-" if power.startswith("-") else "+" if "+" in tokens[exponent].text else ""
    del whole
    return f"{mantissa}E{sign}{power.lstrip('+-').lstrip('0').rjust(max(least, 1), '0')}"


def _in_thousands(digits: str) -> str:
    head = len(digits) % 3
    groups = [digits[:head], *(digits[at : at + 3] for at in range(head, len(digits), 3))]
    return ",".join(group for group in groups if group)


def _fraction(tokens: Sequence[_Token], value: float) -> str:
    slash = next(at for at, token in enumerate(tokens) if token.kind == "slash")
    below = next((token.text for token in tokens[slash + 1 :] if token.kind == "digits"), "?")
    above = [token for token in tokens[:slash] if token.kind == "digits"]
    fixed = re.fullmatch(
        r"(?:(?![1-9])\d){0,15}[1-9]\d{0,15}",
        "".join(token.text for token in tokens[slash + 1 :] if token.kind in {"digits", "literal"}).strip(),
    )
    most = int(fixed[0]) if fixed else 10 ** min(len(below), 4) - 1
    amount = abs(value)
    whole = int(amount) if len(above) > 1 else 0
    rest = (
        Fraction(amount - whole).limit_denominator(most)
        if not fixed
        else Fraction(round((amount - whole) * most), most)
    )
    if rest == 1 and whole:
        whole, rest = whole + 1, Fraction(0)
    sign = "-" if value < 0 else ""
    if rest == 0 and (whole or len(above) > 1):
        return f"{sign}{whole}"
    part = f"{rest.numerator}/{rest.denominator}" if not fixed else f"{round((amount - whole) * most)}/{most}"
    return f"{sign}{whole} {part}" if whole else f"{sign}{part}"


def _in_numerals(text: str, numerals: str, value: float | None) -> str:
    if not numerals:
        return text
    if value is not None and numerals in {"1", "2"} and value == int(value) and 0 <= value < 1e15:
        return text.replace(general(value), _spelt(int(value), numerals))
    return text.translate(_NUMERALS.get(numerals, {}))


def _spelt(value: int, numerals: str) -> str:
    """A whole number in Chinese words, as [DBNum1] and [DBNum2] show it."""
    digits = "〇一二三四五六七八九" if numerals == "1" else "零壹贰叁肆伍陆柒捌玖"
    if value == 0:
        return digits[0]
    zero = digits[0]
    parts: list[str] = []
    groups: list[int] = []
    rest = value
    while rest:
        rest, group = divmod(rest, 10_000)
        groups.append(group)
    for at in range(len(groups) - 1, -1, -1):
        group = groups[at]
        if not group:
            if parts and parts[-1] != zero and any(groups[:at]):
                parts.append(zero)
            continue
        word = ""
        gap = False
        for place in range(3, -1, -1):
            digit = group // 10**place % 10
            if digit:
                word += (zero if gap and word else "") + digits[digit] + _UNITS[numerals][place]
                gap = False
            else:
                gap = True
        if parts and group < 1000 and parts[-1] != zero:
            parts.append(zero)
        parts.append(word + _BIG[numerals][min(at, 3)])
    return "".join(parts)


# --- days and times --------------------------------------------------------------------------------------------------


def moment(serial: float, *, since_1904: bool = False) -> datetime | None:
    """The day and time that a serial number stands for; None where it is none."""
    if not 0 <= serial < 2_958_466:
        return None
    # Excel counts a 29th of February 1900 that never was; a sheet's days have no zone
    first = (1904, 1, 1) if since_1904 else (1899, 12, 30) if serial >= 60 else (1899, 12, 31)
    start = datetime(*first)  # noqa: DTZ001
    return start + timedelta(days=int(serial), milliseconds=round((serial - int(serial)) * 86_400_000))


def _date(section: _Section, serial: float, since_1904: bool) -> str:
    when = moment(serial, since_1904=since_1904)
    if when is None:
        return "#" * 5
    tokens = section.tokens
    halves = any(token.kind == "half" for token in tokens)
    found: list[str] = []
    for at, token in enumerate(tokens):
        if token.kind == "literal":
            found.append(token.text)
        elif token.kind == "slash":
            found.append("/")
        elif token.kind == "half":
            found.append(_half(token.text, when))
        elif token.kind == "era":
            found.append(_digits(str(when.year), section.numerals, year=True))
        elif token.kind == "elapsed":
            found.append(_elapsed(token.text, serial))
        elif token.kind == "date":
            found.append(_date_part(tokens, at, when, section.numerals, halves=halves))
        elif token.kind == "point" and at + 1 < len(tokens) and tokens[at + 1].kind == "digits":
            found.append(f".{when.microsecond // 1000:03}"[: 1 + len(tokens[at + 1].text)])
        elif token.kind == "digits" and token.text == ",":
            found.append(",")
        elif token.kind == "point":
            found.append(".")
        elif token.kind == "text":
            found.append("")
    return "".join(found)


def _date_part(tokens: Sequence[_Token], at: int, when: datetime, numerals: str, *, halves: bool) -> str:
    text = tokens[at].text.lower()
    letter, count = text[0], len(text)
    if letter == "y":
        year = str(when.year) if count > 2 else f"{when.year % 100:02}"
        return _digits(year, numerals, year=True)
    if letter == "a":
        return ("星期" if count >= 4 else "周") + _DAYS[when.weekday()]
    if letter == "m" and not _is_minute(tokens, at):
        if count >= 3:
            name = _MONTHS[when.month - 1]
            return name[:3] if count == 3 else name if count == 4 else name[0]
        return _digits(str(when.month).rjust(count, "0"), numerals)
    if letter == "d" and count >= 3:
        return when.strftime("%a") if count == 3 else when.strftime("%A")
    hour = when.hour
    if halves and letter == "h":
        hour = hour % 12 or 12
    value = {"m": when.minute, "d": when.day, "h": hour, "s": when.second}.get(letter, 0)
    return _digits(str(value).rjust(min(count, 2), "0"), numerals)


def _is_minute(tokens: Sequence[_Token], at: int) -> bool:
    """Whether an m stands for minutes: behind hours or before seconds."""
    before = next((t for t in reversed(tokens[:at]) if t.kind in {"date", "elapsed"}), None)
    after = next((t for t in tokens[at + 1 :] if t.kind in {"date", "elapsed"}), None)
    return bool(before and before.text[0] in "hH") or bool(after and after.text[0] in "sS")


def _half(text: str, when: datetime) -> str:
    morning, _, evening = text.partition("/")
    if text.upper() == "AM/PM":
        morning, evening = "AM", "PM"
    return morning if when.hour < 12 else evening


def _elapsed(text: str, serial: float) -> str:
    seconds = round(serial * 86_400)
    value = {"h": seconds // 3600, "m": seconds // 60, "s": seconds}[text[0]]
    return str(value).rjust(len(text), "0")


def _digits(text: str, numerals: str, *, year: bool = False) -> str:
    """Digits in Chinese numerals where the format asks for them: a year digit by digit, a month or day as a number."""
    if numerals not in _NUMERALS:
        return text
    if year or numerals == "3":
        return text.translate(_NUMERALS[numerals])
    word = _spelt(int(text), numerals)
    return word.removeprefix("一") if numerals == "1" and 10 <= int(text) < 20 else word
