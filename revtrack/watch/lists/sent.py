"""Lists that are asked for by POST: what is sent for a page, as JSON or as a form.

The further pages of such a list have one address. Each is named by the address with its number in the query (as lists
that are asked for by GET name theirs), which goes into what is sent; so a page is known by its name everywhere.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import cast
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from revtrack.watch.sources import Find, Source

JSON, FORM = "application/json", "application/x-www-form-urlencoded"
#: How what is sent may be written, for messages.
BODY_WANTED = '\'{"pageNum": 1}\' | "page=1&type=2"'
#: What interfaces call the number of the page, the usual first.
COUNTERS = ("page", "pageNum", "pageNo", "pageIndex", "pageNumber", "currentPage", "curPage", "current", "p")


@dataclass(frozen=True, slots=True)
class Sent:
    """What goes with a request by POST."""

    body: bytes
    content_type: str


def is_body(text: str) -> bool:
    """Whether this can be sent: an object in JSON, or the pairs of a form."""
    if text.lstrip().startswith("{"):
        return _object(text) is not None
    return re.fullmatch(r"[^\s=&\[]+=[^\s&]*(?:&[^\s=&]+=[^\s&]*)*", text) is not None


def counter_of(find: Find) -> str:
    """What in a request says which page of the list is meant; "" for nothing."""
    return find.next[1:].partition("=")[0] if find.next.startswith("?") else ""


def named_page(source: Source, address: str) -> str:
    """The name of a page of a source that is asked for by POST: its address with the number that is sent for it."""
    counter = counter_of(source.find)
    first = _at(source.post, counter) if source.post and counter else ""
    if not first or any(key == counter for key, _ in _pairs(address)):
        return address
    parts = urlsplit(address)
    query = "&".join(filter(None, (parts.query, urlencode({counter: first}))))
    return urlunsplit(parts._replace(query=query))


def request_of(source: Source, page: str) -> tuple[str, Sent | None]:
    """(the address that is asked for a page of a source, what is sent there); None where it is asked for by GET."""
    if not source.post:
        return page, None
    counter = counter_of(source.find)
    value = next((said for key, said in _pairs(page) if counter and key == counter), "")
    if not value:
        return page, _sent(source.post, "", "")
    parts = urlsplit(page)
    rest = [(key, said) for key, said in _pairs(page) if key != counter]
    return urlunsplit(parts._replace(query=urlencode(rest))), _sent(source.post, counter, value)


def likely_counter(post: str) -> str:
    """What in a body probably says which page is meant, "" for nothing."""
    return next((name for name in COUNTERS if re.fullmatch(r"\d{1,6}", _at(post, name))), "")


def form_sent(fields: dict[str, str]) -> Sent:
    """The fields of a form, as a browser sends them."""
    return Sent(urlencode(fields).encode("ascii"), FORM)


def _pairs(address: str) -> list[tuple[str, str]]:
    return parse_qsl(urlsplit(address).query, keep_blank_values=True)


def _object(text: str) -> dict[str, object] | None:
    try:
        value: object = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return _mapping(value)


def _mapping(value: object) -> dict[str, object] | None:
    return cast("dict[str, object]", value) if isinstance(value, dict) else None


def _at(post: str, name: str) -> str:
    """What a body says at a name (in JSON a dotted path), as text; "" for nothing."""
    held = _object(post) if post.lstrip().startswith("{") else None
    if held is None:
        return next((said for key, said in parse_qsl(post, keep_blank_values=True) if key == name), "")
    value: object = held
    for step in name.split("."):
        inner = _mapping(value)
        value = inner.get(step) if inner is not None else None
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""


def _sent(post: str, counter: str, value: str) -> Sent:
    """A body with another number in it, written as it was: a number where one stood or nothing, text where text did."""
    held = _object(post) if post.lstrip().startswith("{") else None
    if held is None:
        pairs = parse_qsl(post, keep_blank_values=True)
        if counter:
            kept = [(key, value if key == counter else said) for key, said in pairs]
            pairs = kept if any(key == counter for key, _ in pairs) else [*kept, (counter, value)]
        return Sent(urlencode(pairs).encode("ascii"), FORM)
    if counter:
        *path, last = counter.split(".")
        inner = held
        for step in path:
            further = _mapping(inner.get(step)) or dict[str, object]()
            inner[step] = further
            inner = further
        inner[last] = int(value) if value.isdecimal() and not isinstance(inner.get(last), str) else value
    return Sent(json.dumps(held, ensure_ascii=False).encode(), JSON)
