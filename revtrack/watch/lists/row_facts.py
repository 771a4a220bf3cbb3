"""What the words of one row of a list say: its date in all usual forms, its document number, its title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from email.utils import parsedate_to_datetime
from itertools import pairwise

from alignment.reading.dates import iso_date

_CN = "〇○零一二三四五六七八九十"
_FULL = re.compile(
    r"(?<![\d.])((?:19|20)\d{2})\s{0,3}[-/.年－]\s{0,3}(\d{1,2})\s{0,3}[-/.月－]\s{0,3}(\d{1,2})(?!\d)(?:\s?日)?"
    rf"|([一二][{_CN}]{{3}})年([{_CN}]{{1,3}})月([{_CN}]{{1,3}})日"
)
_COMPACT = re.compile(r"((?:19|20)\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?:\d{4}|\d{6})?")
_TIME = r"(?:[T\s]\s{0,3}\d{1,2}[:：]\d{2}(?:[:：]\d{2})?(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})?)?"
_SHORT = re.compile(rf"(\d{{1,2}})\s?[-/.月]\s?(\d{{1,2}})\s?日?{_TIME}")
#: The day and its month in boxes of their own, as cards show them: "01" over "2024-03", "03-01" over "2024".
_SPLIT = (
    (re.compile(r"(?<![\d./-])(\d{1,2})日?\s+((?:19|20)\d{2})\s?[-/.年]\s?(\d{1,2})(?![\d./-])"), (2, 3, 1)),
    (re.compile(r"(?<![\d./-])((?:19|20)\d{2})\s?[-/.年]\s?(\d{1,2})月?\s+(\d{1,2})(?![\d./:：-])"), (1, 2, 3)),
    (re.compile(r"(?<![\d./-])(\d{1,2})[-/.月](\d{1,2})日?\s+((?:19|20)\d{2})(?![\d./-])"), (3, 1, 2)),
    (re.compile(r"(?<![\d./-])((?:19|20)\d{2})年?\s+(\d{1,2})[-/.月](\d{1,2})(?![\d./-])"), (1, 2, 3)),
)
_OPENING = r"(?:[\[【（(]\s*)?$"
_PUBLISHED = re.compile(
    r"(?:发布|公布|公开|发表|更新|上网|征集|征求|公示)(?:意见)?(?:日期|时间)?\s*(?:[:：]\s*)?" + _OPENING
)
# A title may end with these words, the date in the next cell: only a label, or the words of a rule, count.
_MADE = re.compile(r"(?:成文|印发|生成|发文|制定|签发)(?:(?:日期|时间)\s*(?:[:：]\s*)?|\s*[:：]\s*)" + _OPENING)
_LATER = re.compile(
    r"(?:(?:实施|施行|生效|废止|失效|有效)(?:期?[至到]\s*|(?:日期|时间|期限?|之日)\s*(?:[:：]\s*)?|\s*[:：]\s*)|自\s*)"
    + _OPENING
)
_ENDS = re.compile(r"(?:截止|截至|结束|终止)(?:日期|时间|日)?\s*(?:[:：]\s*)?(?:[到至于]\s*)?" + _OPENING)
_SPAN = re.compile(rf"{_TIME}\s{{0,3}}(?:至|到|-{{1,2}}|—{{1,2}}|~|～|－|–)\s{{0,3}}")
_DATE_LABEL = re.compile(r"^[^\d\n]{0,8}?(?:日期|时间)\s*[:：]\s*")
_BRACKETS = " \t\r\n\u3000\xa0[]【】（）()〔〕<>《》「」|｜:："

_NUMBER = re.compile(
    r"[\u4e00-\u9fff]{1,14}\s?[〔\[［（(【]\s?(?:19|20)\d{2}\s?(?:年)?[〕\]］）)】]\s?(?:第\s?)?\d{1,5}\s?号"
    r"|[\u4e00-\u9fff]{2,20}令\s?第?\s?\d{1,4}\s?号|第\s?\d{1,4}\s?号令"
)
_NUMBER_LABEL = re.compile(r"^(?:发文字号|文件编号|发文号|文\s?号|字\s?号)\s*[:：]?\s*")
_TITLE_NUMBER = re.compile(rf"[（(\[【]\s*({_NUMBER.pattern})\s*[）)\]】]$")

_ADDRESS_DATES = (
    re.compile(r"[/_t]((?:19|20)\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?=[_./-]|$)"),
    re.compile(r"/((?:19|20)\d{2})[-/](0?[1-9]|1[0-2])[-/](0?[1-9]|[12]\d|3[01])(?=/)"),
    re.compile(r"/((?:19|20)\d{2})-?(0[1-9]|1[0-2])/t?(?:19|20)\d{4}(0[1-9]|[12]\d|3[01])_"),
    re.compile(r"/((?:19|20)\d{2})/(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?=/)"),
)
_ADDRESS_YEAR = re.compile(r"[/_t]((?:19|20)\d{2})(?=[-_/.]|(?:0[1-9]|1[0-2])(?:[-_/.]|[0-3]\d[-_/.]))")

_WIDE = r"\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef"
_WIDE_BREAK = re.compile(rf"(?<=[{_WIDE}])[ \t]*[\r\n][ \t\r\n\f]*(?=[{_WIDE}])")
_BLANKS = re.compile(r"[\s\u3000\xa0\u200b\ufeff]+")
_BULLETS = " \t\r\n\u3000\xa0·•●○■□◆◇▪▫►▶▷※★☆»>-–—|"
_PINNED = re.compile(r"^[\[【（(]?\s*(?:置顶|置頂|顶)\s*[\]】）)]\s*|^置顶\s+")
_FLAG = re.compile(r"(?:(?<!\s)\s+|(?<=[\u4e00-\u9fff）》]))(?:NEW|New|new|HOT|Hot)[!！]?$")
_CUT = re.compile(r"(?:(?<!…)…+|(?<!\.)\.{2,}|(?<!·)·{3,}|(?<!。)。{2,})$")
_TITLE_DATE = re.compile(
    r"(?<!\s)\s*[\[【（(]\s*(?:19|20)\d{2}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}\s?日?\s*[\]】）)]$"
    r"|(?:(?<!\s)\s+|(?<=[\u4e00-\u9fff）》]))(?:19|20)\d{2}[-/.]\d{1,2}[-/.]\d{1,2}$"
    r"|(?<!\s)\s*[\[【（(]\s*\d{1,2}[-/.月]\d{1,2}日?\s*[\]】）)]$"
)
_LEADING_DATE = re.compile(
    r"^[\[【（(]?(?:19|20)\d{2}[-/.](?:0?[1-9]|1[0-2])[-/.](?:0?[1-9]|[12]\d|3[01])(?:[\]】）)]\s{0,3}"
    r"|\s{1,3})(?=\S{4})"
)
_TITLE_LABEL = re.compile(r"^(?:文章|文件|信息|新闻)?标\s?题\s*[:：]\s*")
#: Words of links that lead to an item without naming it.
_BARE_LINK = re.compile(r"(?:\[?(?:点击)?(?:查看|详情|详细|阅读|更多|进入|浏览)(?:全文|详情|详细|更多|原文)?\]?[>»]*)?")


@dataclass(frozen=True, slots=True)
class RowDate:
    """A date as a row gives it: `year` is 0 where the row names none; `until` is the last day of a span, or ""."""

    year: int
    month: int
    day: int
    words: str
    until: str = ""

    @property
    def iso(self) -> str:
        """YYYY-MM-DD, "" without a year or where there is no such day."""
        return iso_date(str(self.year), str(self.month), str(self.day)) if self.year else ""


def row_date(pieces: Sequence[str]) -> RowDate | None:
    """The date that a row's pieces of text (title aside) give: the day of publication before that of making.

    A piece that is nothing but a date outweighs one in running words; days of entry into force are no date of the
    item, and the end of a consultation is `until`.
    """
    text = "\n".join(pieces)
    best: tuple[float, RowDate] | None = None
    until = ""
    last_end = -1
    for found in _FULL.finditer(text):
        parts = [group for group in found.groups() if group is not None]
        iso = iso_date(parts[0], parts[1], parts[2])
        before = text[max(0, found.start() - 24) : found.start()]
        if not iso:
            continue
        spanned = last_end >= 0 and _SPAN.fullmatch(text, last_end, found.start()) is not None
        last_end = found.end()
        if spanned or _ENDS.search(before):
            until = until or iso
            continue
        rank = 3.0 if _PUBLISHED.search(before) else 1.0 if _MADE.search(before) else 2.0
        if _LATER.search(before):
            rank = 0.0
        line_start, line_end = text.rfind("\n", 0, found.start()) + 1, text.find("\n", found.end())
        line = text[line_start : line_end if line_end >= 0 else len(text)]
        rank += 0.5 if len(line) <= len(found[0]) + 16 else 0.0
        if rank >= 1 and (best is None or rank >= best[0]):
            year, month, day = (int(part) for part in iso.split("-"))
            best = rank, RowDate(year, month, day, found[0])
    if best is None:
        short = _split_date(text) or _piece_date(pieces)
        if short is None and not until:
            return None
        return _with_until(short, until)
    return _with_until(best[1], until)


def spans(dates: Sequence[RowDate | None], pieces: Sequence[Sequence[str]], today: date | None) -> list[RowDate | None]:
    """The dates of rows, each the first of two where lists give two days and the second is yet to come for some: they
    say from when to when opinions are asked for."""
    latest = (today + timedelta(days=1)).isoformat() if today is not None else ""
    pairs = [sorted({*_days_in(one)}) for one in pieces]
    two = [
        len(days) == 2 and found is not None and found.iso == days[1] for days, found in zip(pairs, dates, strict=True)
    ]
    if not latest or not any(both and days[1] > latest >= days[0] for both, days in zip(two, pairs, strict=True)):
        return list(dates)
    told: list[RowDate | None] = []
    for both, days, found in zip(two, pairs, dates, strict=True):
        if not both:
            told.append(found)
            continue
        year, month, day = (int(part) for part in days[0].split("-"))
        told.append(RowDate(year, month, day, days[0], days[1]))
    return told


def _days_in(pieces: Sequence[str]) -> list[str]:
    found = (one.groups() for one in _FULL.finditer("\n".join(pieces)))
    return list(filter(None, (iso_date(*[group for group in groups if group is not None]) for groups in found)))


def _with_until(found: RowDate | None, until: str) -> RowDate | None:
    if found is None or not until:
        return found
    return RowDate(found.year, found.month, found.day, found.words, until)


def _split_date(text: str) -> RowDate | None:
    for pattern, order in _SPLIT:
        found = pattern.search(text)
        if found is not None:
            year, month, day = (int(found[group]) for group in order)
            if iso_date(str(year), str(month), str(day)):
                return RowDate(year, month, day, _BLANKS.sub(" ", found[0]))
    return None


def _piece_date(pieces: Sequence[str]) -> RowDate | None:
    """A date without a year, or one without signs in it: only where nothing else stands in the piece."""
    for piece in reversed(pieces):
        bare = _DATE_LABEL.sub("", piece.strip(_BRACKETS)).strip(_BRACKETS)
        compact = _COMPACT.fullmatch(bare)
        if compact is not None:
            return RowDate(int(compact[1]), int(compact[2]), int(compact[3]), bare)
        short = _SHORT.fullmatch(bare)
        # 2024 is a leap year: the 29th of February is a day until the year is known.
        if short is not None and iso_date("2024", short[1], short[2]):
            return RowDate(0, int(short[1]), int(short[2]), bare)
    return None


def date_in_words(text: str) -> str:
    """The one date of a short text as YYYY-MM-DD, "" for none: ISO, Chinese, compact, or with a time behind it."""
    found = row_date((text,))
    return found.iso if found is not None else ""


def moment_day(text: str, zone: tzinfo) -> str:
    """The day, in a zone, of a moment as feeds write it (RFC 822, ISO 8601, seconds since 1970); or ""."""
    words = text.strip()
    moment: datetime | None = None
    try:
        if re.fullmatch(r"-?\d{9,10}(?:\.\d+)?|\d{12,13}", words):
            seconds = float(words) / (1000 if len(words.partition(".")[0]) >= 12 else 1)
            moment = datetime.fromtimestamp(seconds, UTC)
        elif re.match(r"(?:[A-Za-z]{3},\s*)?\d{1,2} [A-Za-z]{3} \d{2,4}", words):
            moment = parsedate_to_datetime(words)
        elif re.match(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}.*(?:Z|[+-]\d{2}:?\d{2})$", words):
            moment = datetime.fromisoformat(words)
    except (ValueError, OverflowError, OSError):
        moment = None
    if moment is None:
        return date_in_words(words)
    # A moment without a zone is meant where the site stands.
    try:
        return (moment if moment.tzinfo is None else moment.astimezone(zone)).date().isoformat()
    except (ValueError, OverflowError):
        return ""


def address_date(address: str) -> str:
    """The day that publishing systems write into addresses (t20240301_5.html, /2024/3/1/), "" for none."""
    path = address.partition("?")[0]
    for pattern in _ADDRESS_DATES:
        found = pattern.search(path)
        if found is not None and (iso := iso_date(*found.groups())):
            return iso
    return ""


def address_year(address: str) -> int:
    """The year that an address names (/202403/, /2024/), 0 for none."""
    found = _ADDRESS_YEAR.search(address.partition("?")[0])
    return int(found[1]) if found is not None else 0


def complete_years(
    dates: Sequence[RowDate | None], addresses: Sequence[str], today: date | None
) -> list[tuple[str, str]]:
    """(YYYY-MM-DD, where the year came from) for the rows of one list, newest first as lists are.

    A row's own year stands; else its address tells the year; else the rows with years around it; else the last such
    day until `today`, a year earlier after each new year that the list passes going down. ("", "") where nothing does.
    """
    years = [_known_year(found, address) for found, address in zip(dates, addresses, strict=True)]
    known = [found.iso for found in dates if found is not None and found.iso]
    ascending = sum(a < b for a, b in pairwise(known)) > sum(a > b for a, b in pairwise(known))
    latest = today + timedelta(days=1) if today is not None else None
    done: list[tuple[str, str]] = []
    previous: date | None = None
    for found, told in zip(dates, years, strict=True):
        year = told
        if found is None:
            done.append(("", ""))
            continue
        if year and latest is not None and iso_date(str(year), str(found.month), str(found.day)) > latest.isoformat():
            year = 0  # the folder is of another year than the document
        if found.year or year:
            iso = iso_date(str(found.year or year), str(found.month), str(found.day))
            origin = "" if found.year else "address"
        else:
            bound = previous if previous is not None and not ascending else latest
            guess = _last_such_day(found, bound, slack=180 if bound is previous and previous is not None else 0)
            if guess is not None and latest is not None and guess > latest:
                guess = _last_such_day(found, latest, slack=0)
            iso, origin = (guess.isoformat(), "guessed") if guess is not None else ("", "")
        if iso:
            previous = date.fromisoformat(iso)
        done.append((iso, origin if iso else ""))
    return done


def _known_year(found: RowDate | None, address: str) -> int:
    if found is None or found.year:
        return 0
    told = address_date(address)
    # A document put on line on another day than the list says was moved there: its address tells the year all the same.
    return int(told[:4]) if told else address_year(address)


def _last_such_day(found: RowDate, bound: date | None, *, slack: int) -> date | None:
    """The latest year in which the day lies before the bound; a list out of order by less than `slack` days is none
    that passed a new year."""
    if bound is None:
        return None
    limit = bound + timedelta(days=slack)
    for year in range(limit.year, limit.year - 9, -1):
        iso = iso_date(str(year), str(found.month), str(found.day))
        if iso and date.fromisoformat(iso) <= limit:
            return date.fromisoformat(iso)
    return None


def row_number(pieces: Sequence[str], title: str) -> str:
    """The document number of a row: in a cell of its own, behind its label, or in brackets at the end of the title.

    A number within a title (关于落实…〔2022〕30号文件的通知) is that of another document.
    """
    for piece in pieces:
        bare = _NUMBER_LABEL.sub("", piece.strip(" \t\r\n\u3000\xa0|")).strip(" \t\r\n\u3000\xa0|")
        for candidate in (bare, bare.strip("（）()【】")):
            if _NUMBER.fullmatch(candidate):
                return fold_number(candidate)
    labelled = re.search(rf"(?:发文字号|文号|文件编号)\s*(?:[:：\]】]\s*)?({_NUMBER.pattern})", "\n".join(pieces))
    if labelled is not None:
        return fold_number(labelled[1])
    trailing = _TITLE_NUMBER.search(title)
    return fold_number(trailing[1]) if trailing is not None else ""


def fold_number(number: str) -> str:
    """A document number in its official form: 〔〕 around the year, no blanks."""
    bare = _BLANKS.sub("", number)
    return re.sub(r"[\[［（(【]((?:19|20)\d{2})年?[\]］）)】]", r"〔\1〕", bare)


def one_line(text: str) -> str:
    """Blanks and line ends as a reader sees them: none where the source breaks between wide characters, else one."""
    return _BLANKS.sub(" ", _WIDE_BREAK.sub("", text)).strip()


def clean_title(text: str) -> str:
    """A title without the bullets, flags and dates that lists put around it."""
    title = one_line(text).strip(_BULLETS)
    title = _FLAG.sub("", _PINNED.sub("", title))
    shorter = _LEADING_DATE.sub("", _TITLE_DATE.sub("", title))
    # What is nothing but a date is left as it is: the caller sees that it is no title.
    return (shorter if len(shorter) >= 4 else title).strip(_BULLETS)


def is_cut(title: str) -> bool:
    """Whether a list shows only the beginning of this title."""
    return _CUT.search(title) is not None


def is_bare_link(text: str) -> bool:
    """Whether the words of a link (查看, 详情, nothing) do not name what it leads to."""
    return _BARE_LINK.fullmatch(_BLANKS.sub("", text)) is not None


def whole_title(shown: str, hint: str) -> str:
    """The title that a link shows, or the one its `title` attribute holds where that is the whole of it."""
    told = clean_title(_TITLE_LABEL.sub("", hint.strip().splitlines()[0])) if hint.strip() else ""
    text = clean_title(shown)
    if not told or is_cut(told):
        return text
    if is_bare_link(text):
        return told
    beginning = _BLANKS.sub("", _CUT.sub("", text))
    whole = _BLANKS.sub("", told)
    if len(whole) > len(beginning) and (whole.startswith(beginning) or (is_cut(text) and beginning[:4] in whole)):
        return told
    return text
