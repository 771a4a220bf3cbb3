"""Lists that a site's pages fetch as JSON: an array somewhere within, its entries described by dotted paths."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, tzinfo
from typing import cast
from urllib.parse import quote

from selectolax.lexbor import LexborHTMLParser

from revtrack.watch.lists.canonical import canonical_address, host_of
from revtrack.watch.lists.html_next import counted_up, numbered
from revtrack.watch.lists.html_page import MAX_ITEMS
from revtrack.watch.lists.item import Item, Notes
from revtrack.watch.lists.row_facts import (
    RowDate,
    address_date,
    clean_title,
    complete_years,
    fold_number,
    moment_day,
    one_line,
    row_date,
    row_number,
)
from revtrack.watch.sources import Find

_JSONP = re.compile(r"\s*[\w.$]{1,80}\s*\(")
_MAX_VALUES = 200_000
_MAX_TITLE = 500
_MAX_TEXT = 20_000
#: What interfaces call the fields, the usual first; compared without case and signs.
_TITLES = ("title", "doctitle", "articletitle", "infotitle", "subject", "name", "bt", "headline", "showtitle")
_LINKS = (
    "htmlurl",
    "url",
    "link",
    "href",
    "docpuburl",
    "puburl",
    "articleurl",
    "infourl",
    "pageurl",
    "weburl",
    "path",
    "doclink",
)
_DAYS = (
    "publishtime pubdate publishdate docreltime releasetime releasedate pubtime date fbsj fbrq time displaydate"
    " opublishtime docrelpubtime docpubtime publicationdate publicdate opentime inputtime addtime pubdatetime"
    " createtime createdate crtime publishedtime published"
).split()
_NEXTS = frozenset(("nextpageurl", "nexturl", "nextpage", "next", "nextlink"))
_NUMBERS = ("docnumber", "filenum", "filenumber", "docno", "fwzh", "wh", "wenhao", "pcode", "documentnumber", "fileno")


@dataclass(frozen=True, slots=True)
class JsonList:
    """What a JSON list gave, and by which paths."""

    items: tuple[Item, ...]
    next_address: str
    find: Find
    dated: int


def parse_json(text: str, notes: Notes) -> object:
    """The value of a JSON or JSONP text; None, with a note, for what is neither (and for what nests without end)."""
    bare = text.strip().lstrip("\ufeff")
    wrapped = _JSONP.match(bare)
    if wrapped is not None:
        bare = bare[wrapped.end() :].rstrip().rstrip(";").rstrip()
        bare = bare.removesuffix(")")
    try:
        value: object = json.loads(bare)
    except (ValueError, RecursionError):
        notes.add("json")
        return None
    return value


def json_items(
    value: object, find: Find, address: str, zone: tzinfo, today: date | None, notes: Notes
) -> JsonList | None:
    """The items of the array that `find` names, or of the one that looks most like a list; None where there is none."""
    if find.item:
        rows = _entries(_at(value, find.item))
        if not rows:
            notes.add("path-missing", find.item)
            return None
    else:
        found = _likeliest(value, find)
        if found is None:
            return None
        rows = found[1]
        find = replace(find, item=found[0])
    find = _completed(find, rows)
    if not (find.link and find.title):
        notes.add("path-missing", "link" if find.title else "title")
        return None
    if len(rows) > MAX_ITEMS:
        notes.add("too-large")
        rows = rows[:MAX_ITEMS]
    items, dated = _items(rows, find, address, zone, today, notes)
    return JsonList(items, _next(value, find, address, bool(items), notes), find, dated)


def _items(
    rows: list[Mapping[str, object]], find: Find, address: str, zone: tzinfo, today: date | None, notes: Notes
) -> tuple[tuple[Item, ...], int]:
    drafts: list[tuple[str, str, str, RowDate | None, str]] = []
    for row in rows:
        place = _link(row, find.link, address)
        title = clean_title(_plain(_word(_at(row, find.title))))[:_MAX_TITLE]
        if not place or not title:
            notes.add("untitled" if place else "dropped-links", place or title)
            continue
        words = _word(_at(row, find.date)) if find.date else ""
        number = fold_number(_plain(_word(_at(row, find.number)))) if find.number else row_number((), title)
        day = moment_day(words, zone)
        drafts.append((place, title, day, None if day else row_date((words,)), number))
    years = complete_years([draft[3] for draft in drafts], [draft[0] for draft in drafts], today)
    items: dict[str, Item] = {}
    for (place, title, day, _, number), (guess, origin) in zip(drafts, years, strict=True):
        told = "" if day or guess else address_date(place)
        extra = {"date-from": "address" if told else origin} if told or (origin and not day) else {}
        items.setdefault(place, Item(place, title, day or guess or told, number, extra))
    return tuple(items.values()), sum(bool(draft[2] or draft[3]) for draft in drafts)


def _next(value: object, find: Find, address: str, full: bool, notes: Notes) -> str:
    if not find.next or not full:
        return ""
    if find.next.startswith("?"):
        name, _, told = find.next[1:].partition("=")
        return numbered(address, name, _word(_at(value, told))) if told else counted_up(address, name)
    following = canonical_address(_word(_at(value, find.next)), address)
    if following and host_of(following) != host_of(address):
        notes.add("foreign-next", following)
        return ""
    return "" if following == canonical_address(address) else following


def _at(value: object, path: str) -> object:
    """What stands at a dotted path ("data.list", "0.items"), a star being all entries of a list put together; None for
    nothing."""
    steps = path.split(".") if path not in {"", "$"} else []
    for at, step in enumerate(steps):
        if step == "*" and isinstance(value, list):
            rest = ".".join(steps[at + 1 :])
            return [one for entry in cast("list[object]", value) for one in _listed(_at(entry, rest))]
        if isinstance(value, dict):
            value = cast("dict[str, object]", value).get(step)
        elif isinstance(value, list) and re.fullmatch(r"\d{1,6}", step):
            entries = cast("list[object]", value)
            value = entries[int(step)] if int(step) < len(entries) else None
        else:
            return None
    return value


def _listed(value: object) -> list[object]:
    return cast("list[object]", value) if isinstance(value, list) else []


def next_path(value: object) -> str:
    """The path of what names the next page, "" where nothing does."""
    if not isinstance(value, dict):
        return ""
    for key, entry in cast("dict[str, object]", value).items():
        if re.sub(r"[^a-z]", "", key.lower()) in _NEXTS and isinstance(entry, str) and not re.search(r"[.\s]", key):
            return key
    return ""


def _entries(value: object) -> list[Mapping[str, object]]:
    if isinstance(value, dict):  # arrays written as objects with the ids for keys
        value = list(cast("dict[str, object]", value).values())
    if not isinstance(value, list):
        return []
    return [cast("dict[str, object]", entry) for entry in cast("list[object]", value) if isinstance(entry, dict)]


def _word(value: object) -> str:
    """A scalar as text, "" for anything else: an object is no title."""
    if isinstance(value, str):
        return value[:_MAX_TEXT]
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return ""


def _plain(text: str) -> str:
    """Titles of search interfaces carry marks around the words that were looked for."""
    if "<" not in text and "&" not in text:
        return one_line(text)
    body = LexborHTMLParser(text[:20_000]).body
    return one_line(body.text()) if body is not None else ""


def _link(row: Mapping[str, object], pattern: str, address: str) -> str:
    if "{" not in pattern:
        return canonical_address(_word(_at(row, pattern)), address)
    missing: list[str] = []

    def filled(found: re.Match[str]) -> str:
        word = _word(_at(row, found[1]))
        if not word:
            missing.append(found[1])
        # Whatever the site writes there stays one piece of the address that the user gave.
        return quote(word, safe="")

    filled_in = re.sub(r"\{([^{}]+)\}", filled, pattern)
    return "" if missing else canonical_address(filled_in, address)


def _arrays(value: object) -> Iterator[tuple[str, list[Mapping[str, object]]]]:
    """All arrays of objects within, with their paths; no recursion, so no depth is too deep."""
    stack: list[tuple[str, object]] = [("", value)]
    seen = 0
    while stack and seen < _MAX_VALUES:
        path, one = stack.pop()
        seen += 1
        if isinstance(one, list):
            entries = cast("list[object]", one)
            rows = _entries(entries)
            if rows:
                yield path or "$", rows
            # The first entries show how the array is made; the others hold the same again.
            stack.extend((f"{path}.{at}".lstrip("."), entry) for at, entry in enumerate(entries[:3]))
        elif isinstance(one, dict):
            for key, entry in cast("dict[str, object]", one).items():
                if isinstance(entry, dict | list) and key and not re.search(r"[.\s]", key):
                    stack.append((f"{path}.{key}".lstrip("."), cast("object", entry)))


def _likeliest(value: object, given: Find) -> tuple[str, list[Mapping[str, object]]] | None:
    best: tuple[float, str, list[Mapping[str, object]]] | None = None
    for path, rows in _arrays(value):
        find = _completed(given, rows)
        if not (find.title and find.link):
            continue
        long = sum(len(_word(_at(row, find.title))) >= 8 for row in rows)
        score = long + 0.3 * len(rows) + (len(rows) if find.date else 0)
        if best is None or score > best[0]:
            best = score, path, rows
    if best is None:
        return None
    # a list in parts: by year, by row of cards
    path = re.sub(r"(?<![^.])\d+(?![^.])", "*", best[1])
    rows = _entries(_at(value, path)) if path != best[1] else []
    return (path, rows) if len(rows) > len(best[2]) else (best[1], best[2])


def _completed(find: Find, rows: list[Mapping[str, object]]) -> Find:
    """The paths that the user left open, found by the usual names of such fields."""
    sample = rows[:20]
    return replace(
        find,
        title=find.title or _usual(sample, _TITLES),
        link=find.link or _usual(sample, _LINKS),
        date=find.date or _usual(sample, _DAYS),
        number=find.number or _usual(sample, _NUMBERS),
    )


def _usual(rows: list[Mapping[str, object]], names: Sequence[str]) -> str:
    keys: dict[str, str] = {}
    for row in rows:
        for key, entry in row.items():
            if _word(entry) and not re.search(r"[.\s{}]", key):
                keys.setdefault(re.sub(r"[^a-z]", "", key.lower()), key)
    return next((keys[name] for name in names if name in keys), "")
