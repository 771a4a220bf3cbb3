"""Word's automatic numbers: 第一条, （一）, 1.1 stand in no text and must be counted as Word counts them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from alignment.reading.numerals import to_numeral
from revtrack.ingest.figures import whole
from revtrack.ingest.package import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CYCLES = {
    "ideographTraditional": "甲乙丙丁戊己庚辛壬癸",
    "ideographZodiac": "子丑寅卯辰巳午未申酉戌亥",
    "decimalEnclosedCircle": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "decimalEnclosedCircleChinese": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "decimalEnclosedParen": "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇",
    "decimalEnclosedFullstop": "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛",
    "ideographEnclosedCircle": "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉",
}
#: Numerals as they stand on bills: 壹, 贰, 叁.
_LEGAL = str.maketrans("一二三四五六七八九十百千〇零", "壹贰叁肆伍陆柒捌玖拾佰仟零零")
_LEGAL_FORMS = frozenset(("chineseLegalSimplified", "ideographLegalTraditional", "japaneseLegal", "koreanLegal"))
#: Counts from here on are written in figures; Word itself counts to 32767, and letters and Roman numerals grow long.
_MOST = 10_000
_CHINESE = frozenset(
    ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting", "taiwaneseCountingThousand")
)
#: A number that ends in a mark cannot be taken for part of the text.
_PUNCTUATED = re.compile(r"[^\w]$|[①-⓿㈠-㉃㊀-㊰]$")
_DIGITS = "〇一二三四五六七八九"


@dataclass(slots=True)
class _Level:
    start: int = 1
    form: str = "decimal"
    text: str = ""
    after: str = "tab"
    legal: bool = False
    restart: int | None = None


@dataclass(slots=True)
class _List:
    levels: dict[int, _Level] = field(default_factory=dict[int, _Level])
    style_link: str = ""
    #: The level that belongs to a paragraph style.
    of_style: dict[str, int] = field(default_factory=dict[str, int])


class Numbering:
    """The lists of one document and how far each has been counted."""

    def __init__(self, numbering: Element | None, styles: Element | None) -> None:
        self._lists: dict[str, _List] = {}
        self._numbers: dict[str, tuple[str, dict[int, _Level], dict[int, int]]] = {}
        self._styles: dict[str, tuple[str, str, int | None]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()
        self._usual_style = ""
        if styles is not None:
            self._read_styles(styles)
        if numbering is not None:
            self._read_lists(numbering)

    # --- reading the definitions -----------------------------------------------------------------------------------

    def _read_styles(self, styles: Element) -> None:
        for style in styles.iterfind(f"{W}style"):
            name = style.get(f"{W}styleId", "")
            number = style.find(f"{W}pPr/{W}numPr")
            based = style.find(f"{W}basedOn")
            num = _value(number, "numId") if number is not None else ""
            level = _value(number, "ilvl") if number is not None else ""
            parent = based.get(f"{W}val", "") if based is not None else ""
            self._styles[name] = (parent, num, whole(level))
            if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default", "0") not in {"0", "false", "off"}:
                self._usual_style = name

    def _read_lists(self, numbering: Element) -> None:
        for abstract in numbering.iterfind(f"{W}abstractNum"):
            read = _List(style_link=_value(abstract, "numStyleLink"))
            for level in abstract.iterfind(f"{W}lvl"):
                read.levels[_index(level)] = _read_level(level)
                if style := _value(level, "pStyle"):
                    read.of_style[style] = _index(level)
            self._lists[abstract.get(f"{W}abstractNumId", "")] = read
        for number in numbering.iterfind(f"{W}num"):
            own: dict[int, _Level] = {}
            starts: dict[int, int] = {}
            for override in number.iterfind(f"{W}lvlOverride"):
                at = _index(override)
                level = override.find(f"{W}lvl")
                if level is not None:
                    own[at] = _read_level(level)
                start = whole(_value(override, "startOverride"))
                if start is not None:
                    starts[at] = start
            self._numbers[number.get(f"{W}numId", "")] = (_value(number, "abstractNumId"), own, starts)

    # --- counting --------------------------------------------------------------------------------------------------

    def label(self, paragraph: Element) -> str:
        """The number that stands before a paragraph, with what follows it; "" for a paragraph without one."""
        num, level = self._of(paragraph)
        if num in {"", "0"} or num not in self._numbers:
            return ""
        abstract, own, starts = self._numbers[num]
        abstract = self._linked(abstract)
        known = self._lists.get(abstract)
        levels = {**(known.levels if known else {}), **own}
        if level not in levels:
            return ""
        counts = self._counts.setdefault(abstract, {})
        for at, start in starts.items():
            if (num, at) not in self._begun and at <= level:
                self._begun.add((num, at))
                counts[at] = start - 1
        counts[level] = counts.get(level, levels[level].start - 1) + 1
        for deeper in [at for at in counts if at > level]:
            restart = levels[deeper].restart if deeper in levels else None
            if restart != 0 and (restart is None or level < restart):
                del counts[deeper]
        return _written(levels, counts, level)

    def _linked(self, abstract: str) -> str:
        """A list that only points to a style stands for the list of that style."""
        known = self._lists.get(abstract)
        if known is None or not known.style_link:
            return abstract
        num = self._styles.get(known.style_link, ("", "", None))[1]
        return self._numbers[num][0] if num in self._numbers else abstract

    def _level_of_style(self, num: str, style: str) -> str:
        """The level of a list that names a style as its own, "" where none does."""
        abstract = self._numbers[num][0] if num in self._numbers else ""
        known = self._lists.get(abstract)
        at = known.of_style.get(style) if known else None
        return "" if at is None else str(at)

    def _of(self, paragraph: Element) -> tuple[str, int]:
        """(list, level) of a paragraph: its own, else that of its style or of what that is based on."""
        own = paragraph.find(f"{W}pPr/{W}numPr")
        num, level = "", ""
        if own is not None:
            num, level = _value(own, "numId"), _value(own, "ilvl")
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        name = style.get(f"{W}val", "") if style is not None else self._usual_style
        seen: set[str] = set()
        while name and name not in seen and (not num or not level):
            seen.add(name)
            own_name = name
            name, styled, styled_level = self._styles.get(name, ("", "", None))
            if not num and styled:
                num, level = styled, level or self._level_of_style(styled, own_name)
            if not level and styled_level is not None:
                level = str(styled_level)
        return num, whole(level) or 0


def apart(label: str, text: str) -> str:
    """A number and the text behind it: a number without punctuation of its own keeps a blank between them.

    >>> apart("1\\t", "2027年"), apart("1.\\t", "建场"), apart("（一）", "建场"), apart("第一条\\t", "为了")
    ('1 2027年', '1.建场', '（一）建场', '第一条 为了')
    """
    own = label.replace("\t", "")
    if not own or own[-1].isspace() or not text or text[0].isspace():
        return own + text
    return own + text if _PUNCTUATED.search(own) else f"{own} {text}"


def _read_level(level: Element) -> _Level:
    legal = level.find(f"{W}isLgl")
    return _Level(
        start=whole(_value(level, "start")) or 0,
        form=_value(level, "numFmt") or "decimal",
        text=_value(level, "lvlText"),
        after=_value(level, "suff") or "tab",
        legal=legal is not None and legal.get(f"{W}val", "1") not in {"0", "false"},
        restart=whole(_value(level, "lvlRestart")),
    )


def _written(levels: dict[int, _Level], counts: dict[int, int], level: int) -> str:
    """The number as it is printed, made of the counts of its own and the outer levels."""
    own = levels[level]
    if own.form == "none" and "%" not in own.text and not own.text.strip():
        return ""
    if own.form == "bullet":
        return "• "

    def count(match: re.Match[str]) -> str:
        at = int(match[1]) - 1
        outer = levels.get(at, _Level())
        form = "decimal" if own.legal and at < level else outer.form
        return in_form(counts.get(at, outer.start), form)

    text = re.sub(r"%([1-9])", count, own.text)
    return text + {"nothing": "", "space": " "}.get(own.after, "\t" if text else "")


def in_form(number: int, form: str) -> str:
    """A count in one of Word's forms.

    >>> in_form(11, "chineseCountingThousand"), in_form(3, "decimalEnclosedCircle"), in_form(4, "lowerRoman")
    ('十一', '③', 'iv')
    """
    if not 0 <= number < _MOST:
        return str(number)
    if form in _CHINESE:
        return to_numeral(number) if number > 0 else "〇"
    if form in _LEGAL_FORMS:
        return to_numeral(number).translate(_LEGAL) if number > 0 else "零"
    if form == "numberInDash":
        return f"- {number} -"
    if form in {"ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital", "koreanDigital2"}:
        return "".join(_DIGITS[int(digit)] for digit in str(number))
    if form in _CYCLES:
        signs = _CYCLES[form]
        return signs[number - 1] if 0 < number <= len(signs) else str(number)
    if form in {"decimalFullWidth", "decimalFullWidth2"}:
        return "".join(chr(ord(digit) + 0xFEE0) for digit in str(number))
    if form == "decimalZero":
        return f"{number:02}"
    if form in {"upperLetter", "lowerLetter"}:
        letter = chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter if form == "upperLetter" else letter.lower()
    if form in {"upperRoman", "lowerRoman"}:
        return _roman(number).upper() if form == "upperRoman" else _roman(number)
    return "" if form == "none" else str(number)


def _roman(number: int) -> str:
    signs = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"))
    written = ""
    for value, sign in (*signs, (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):
        written += sign * (number // value)
        number %= value
    return written


def _value(parent: Element, name: str) -> str:
    child = parent.find(f"{W}{name}")
    return (child.get(f"{W}val") or "") if child is not None else ""


def _index(level: Element) -> int:
    return whole(level.get(f"{W}ilvl")) or 0
