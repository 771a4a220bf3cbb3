"""The next page of a list: by its link, by its number, or as a script writes it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from revtrack.watch.lists.canonical import canonical_address, host_of, same_place
from revtrack.watch.lists.html_page import MAX_LINKS, Page, address_of, classes_of, nodes_of
from revtrack.watch.lists.item import Notes
from revtrack.watch.lists.row_facts import one_line
from revtrack.watch.sources import Find

#: What a link to the next page is called.
NEXT_WORDS = re.compile(r"[\[【<>»›\s]*(?:下一?页|下一頁|下页|后一?页|next(?:\s*page)?)[\]】<>»›\s]*|[>»›]", re.I)
_LINK_ATTRIBUTES = ("href", "tagname", "data-href", "data-url")
_PAGE_CALL = re.compile(r"\bcreatePageHTML\s*\(([^()]{1,300})\)")
_VARIABLE = re.compile(r"\b(\w{1,40})\s*=\s*['\"]?(\d{1,6})\b")
_JOINED = re.compile(
    r"['\"](?:<a[^'\"]{0,200}['\"]?)?([\w./-]{1,80})_['\"]?\s{0,4}\+[^;\n]{0,80}?\+\s{0,4}['\"]\.?(s?html?|jsp|aspx?)"
)
_PAGE_FILE = re.compile(r"[\w./-]{1,200}")


def next_page(page: Page, find: Find, notes: Notes) -> str:
    """The address of the list's next page on the same host, "" for none."""
    if find.next.startswith("?"):
        return counted_up(page.address, find.next[1:])
    if find.next:
        css, _, attribute = find.next.partition("@")
        nodes = nodes_of(page, css, notes)
        links = [page.link(node.attributes.get(attribute or "href") or "") for node in nodes]
    else:
        links = list(_next_links(page))
    for address in links:
        if not address or same_place(address) == same_place(page.address):
            continue
        if host_of(address) != host_of(page.address):
            notes.add("foreign-next", address)
            continue
        return address
    return ""


def counted_up(address: str, parameter: str) -> str:
    """The address with that number of its query one higher; a list without the number is at its first page."""
    parts = urlsplit(address)
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    values = [value for key, value in pairs if key == parameter]
    if values and not re.fullmatch(r"\d{1,6}", values[-1]):
        return ""
    return numbered(address, parameter, str(int(values[-1]) + 1 if values else 2))


def numbered(address: str, parameter: str, value: str) -> str:
    """The address with that value in its query; "" for no value, or where it has that value already."""
    parts = urlsplit(address)
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    if not value or (parameter, value) in pairs:
        return ""
    kept = [(key, value if key == parameter else said) for key, said in pairs]
    if kept == pairs:
        kept.append((parameter, value))
    return canonical_address(urlunsplit(parts._replace(query=urlencode(kept, safe="/:@!$'()*,;"))))


def _next_links(page: Page) -> Iterator[str]:
    for node in page.tree.css("link[rel=next], a[rel=next]"):
        yield page.link(node.attributes.get("href") or "")
    numbered: dict[int, str] = {}
    for node in page.tree.css("a")[-MAX_LINKS:]:
        shown = one_line(node.text()[:200])[:20]
        words = shown or (node.attributes.get("title") or "").strip()
        if NEXT_WORDS.fullmatch(words) or (not shown and "next" in classes_of(node)):
            for name in _LINK_ATTRIBUTES:
                href = node.attributes.get(name) or ""
                if href and not href.lstrip().startswith("#") and (address := page.link(href)):
                    yield address
                    break
        elif re.fullmatch(r"\[?[1-9]\d{0,3}\]?", shown) and (address := address_of(page, node)):
            numbered.setdefault(int(shown.strip("[]")), address)
    called = _called_page(page)
    if called:
        yield called
    current = [number for number, address in numbered.items() if same_place(address) == same_place(page.address)]
    if numbered and (current or len(numbered) > 1 or min(numbered) == 2):
        here = current[0] if current else next(n for n in range(1, len(numbered) + 2) if n not in numbered)
        if not current and 1 in numbered and numbered[1].partition("?")[0] == page.address:
            here = 1  # the list by its bare address is its first page, which has an address with a number besides
        yield numbered.get(here + 1, "")


def _called_page(page: Page) -> str:
    """The next page where a script writes the pager: createPageHTML(pages, index, name, suffix), counted from 0.

    A later form of the call begins with the name of an element and counts from 1.
    """
    scripts = "\n".join((node.text() or "")[:20_000] for node in page.tree.css("script")[:60])
    variables = {found[1]: found[2] for found in _VARIABLE.finditer(scripts)}
    if "createPageHTML" not in scripts:
        return _counted_page(page, scripts, variables)
    for call in _PAGE_CALL.finditer(scripts):
        given = [part.strip() for part in call[1].split(",")]
        quoted = bool(given) and given[0][:1] in {"'", '"'} and not given[0].strip("'\"").isdecimal()
        values = [part.strip("'\"") if part[:1] in {"'", '"'} else variables.get(part, part) for part in given]
        if quoted:
            values = values[1:]
        if len(values) < 4 or not (values[0].isdecimal() and values[1].isdecimal()):
            continue
        count, index, name, suffix = int(values[0]), int(values[1]), values[2], values[3].lstrip(".")
        following, last = (index + 1, count) if quoted else (index + 1, count - 1)
        if following <= last and _PAGE_FILE.fullmatch(name) and suffix.isalnum():
            return page.link(f"{name}_{following}.{suffix}")
    return ""


def _counted_page(page: Page, scripts: str, variables: Mapping[str, str]) -> str:
    """The next page where a script counts with countPage and currentPage, from 0, and puts names together."""
    count, current = variables.get("countPage", ""), variables.get("currentPage", "")
    named = _JOINED.search(scripts)
    if not (count and current and named) or int(current) + 1 >= int(count):
        return ""
    return page.link(f"{named[1]}_{int(current) + 1}.{named[2]}")
