"""The next page of a list whose pager sends a form of the page, with whatever token the form holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote

from selectolax.lexbor import LexborNode

from revtrack.watch.lists.canonical import host_of
from revtrack.watch.lists.html_next import NEXT_WORDS, numbered
from revtrack.watch.lists.html_page import MAX_LINKS, Page
from revtrack.watch.lists.row_facts import one_line
from revtrack.watch.lists.sent import COUNTERS, Sent, form_sent

_POSTED_BACK = re.compile(
    r"__doPostBack\(\s{0,4}(['\"])([^'\"]{1,300})\1\s{0,4},\s{0,4}(['\"])([^'\"]{0,100})\3\s{0,4}\)"
)
#: A link that a script follows to a page by its number.
_CALLED = re.compile(r"^(?:javascript:)?[\w$.\s]{0,60}\(\s{0,4}['\"]?(\d{1,6})['\"]?\s{0,4}\)", re.I)
_NUMBER = re.compile(r"\[?([1-9]\d{0,3})\]?")
_COUNTERS = frozenset(name.lower() for name in COUNTERS)
_FIELDS, _LENGTH = 200, 400_000


def posted_next(page: Page) -> tuple[str, Sent | None] | None:
    """(the name of the next page, what is sent for it) where a form asks for it; None where none does.

    A page that answers a form has the form's address: its name carries what was asked for behind a "#".
    """
    back = _posted_back(page)
    return back if back is not None else _counted_form(page)


def _posted_back(page: Page) -> tuple[str, Sent | None] | None:
    """The next page where links post the page itself back, with the state that it keeps in hidden fields."""
    if page.tree.css_first("input[name=__VIEWSTATE]") is None:
        return None
    links: dict[int, tuple[str, str]] = {}
    following: tuple[str, str] | None = None
    for shown, called in _script_links(page):
        found = _POSTED_BACK.search(called)
        if found is None:
            continue
        number = _NUMBER.fullmatch(shown)
        if NEXT_WORDS.fullmatch(shown):
            following = following or (found[2], found[4])
        elif number is not None:
            links.setdefault(int(number[1]), (found[2], found[4]))
    if following is None and links:
        here = next(n for n in range(1, len(links) + 2) if n not in links)
        following = links.get(here + 1)
    form = next((one for one in page.tree.css("form") if one.css_first("input[name=__VIEWSTATE]") is not None), None)
    if following is None or form is None:
        return None
    target, argument = following
    fields = _fields_of(form) | {"__EVENTTARGET": target, "__EVENTARGUMENT": argument}
    to = _action_of(page, form)
    mark = quote(argument or f"{target} {fields.get('__VIEWSTATE', '')[-24:]}", safe="")
    return (f"{to}#{mark}", form_sent(fields)) if to else None


def _counted_form(page: Page) -> tuple[str, Sent | None] | None:
    """The next page where links set the number in a form and send it."""
    for form in page.tree.css("form")[:20]:
        fields = _fields_of(form)
        counter = next((name for name in fields if name.lower() in _COUNTERS and fields[name].isdecimal()), "")
        if not counter:
            continue
        here = int(fields[counter])
        links = [(shown, _CALLED.match(called)) for shown, called in _script_links(page)]
        goes = [found[1] for shown, found in links if found is not None and NEXT_WORDS.fullmatch(shown)]
        counted = [int(found[1]) for shown, found in links if found is not None and _NUMBER.fullmatch(shown)]
        following = int(goes[0]) if goes else here + 1 if here + 1 in counted else here
        to = _action_of(page, form)
        if following <= here or not to:
            continue
        sent = fields | {counter: str(following)}
        if (form.attributes.get("method") or "get").strip().lower() == "post":
            return f"{to}#{quote(counter)}={following}", form_sent(sent)
        address = to
        for name, value in sent.items():
            address = numbered(address, name, value) or address
        return address, None
    return None


def _script_links(page: Page) -> Iterator[tuple[str, str]]:
    """(what is shown, the script that is called) of the links that a script follows."""
    for node in page.tree.css("a")[-MAX_LINKS:]:
        attributes = node.attributes
        href = (attributes.get("href") or "").strip()
        script = href if href[:11].lower() == "javascript:" else ""
        called = (attributes.get("onclick") or "").strip()
        if called or (script and "(" in script):
            yield one_line(node.text()[:200])[:20], (called if "(" in called else script)[:2_000]


def _fields_of(form: LexborNode) -> dict[str, str]:
    """What a form sends when a script sends it: its hidden and written fields, no button."""
    found: dict[str, str] = {}
    length = 0
    for node in form.css("input[name]")[:_FIELDS]:
        kind = (node.attributes.get("type") or "text").lower()
        value = node.attributes.get("value") or ""
        length += len(value)
        if kind in {"hidden", "text", "search"} and length <= _LENGTH:
            found[node.attributes.get("name") or ""] = value
    return found


def _action_of(page: Page, form: LexborNode) -> str:
    """Where a form is sent, on the same host; "" for elsewhere."""
    action = (form.attributes.get("action") or "").strip()
    to = page.link(action) if action else page.address
    return to if to and host_of(to) == host_of(page.address) else ""
