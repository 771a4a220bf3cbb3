"""A page of the web as a tree, and the addresses that its links lead to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from revtrack.watch.lists.canonical import canonical_address, page_base
from revtrack.watch.lists.item import Notes

#: Beyond these a page is no list that a person reads.
MAX_ITEMS = 2_000
MAX_LINKS = 6_000
_MAX_NESTING = 3_000
_MAX_ATTRIBUTES = 500
_TAG = re.compile(r"(/?)([a-zA-Z][^\s/]*)")
_VOID = frozenset(
    "area base br col colgroup dd dt embed hr img input li link meta option p param source tbody td tfoot th thead tr"
    " track wbr".split()
)
_OPENED = re.compile(
    r"""(?:window\.open|location(?:\.href)?\s*=|location\.assign)\s*(?:\(\s*)?['"]([^'"\s]{1,1000})['"]"""
)


@dataclass(slots=True)
class Page:
    """A parsed list page: the tree, its address, against what its links are read, and its encoding."""

    tree: LexborHTMLParser
    address: str
    base: str
    encoding: str

    def link(self, href: str) -> str:
        """The canonical address of a link on this page."""
        return canonical_address(href, self.base, encoding=self.encoding)


def parse_page(markup: str, address: str, encoding: str, notes: Notes) -> Page | None:
    """The page as a tree; None, with a note, for markup whose nesting or attributes no person or tool would write."""
    if _is_hostile(markup):
        notes.add("markup")
        return None
    stored = _stored_rows(markup)
    tree = LexborHTMLParser(markup)
    base_node = tree.css_first("base[href]")
    href = (base_node.attributes.get("href") or "") if base_node is not None else ""
    if stored:
        # Some systems keep the rows of a list in a script of the page and let the browser put them in place.
        tree = LexborHTMLParser(stored + markup)
    return Page(tree, address, page_base(address, href), encoding)


def _is_hostile(markup: str) -> bool:
    """The parser's time grows with the square of the depth and of the attributes of one tag: both are bounded."""
    depth = 0
    for closing, element, attributes in _tags(markup):
        if len(attributes) > _MAX_ATTRIBUTES and len(attributes.split()) > _MAX_ATTRIBUTES:
            return True
        if element.lower() in _VOID or attributes.endswith("/"):
            continue
        depth = max(0, depth - 1) if closing else depth + 1
        if depth > _MAX_NESTING:
            return True
    return False


def _tags(markup: str) -> Iterator[tuple[str, str, str]]:
    """Each tag: "/" where it closes an element, the element's name, and what stands behind it up to the bracket."""
    at, end = markup.find("<"), 0
    while at >= 0:
        if end <= at and (end := markup.find(">", at)) < 0:
            return
        tag = _TAG.match(markup, at + 1, end)
        if tag is not None:
            yield tag[1], tag[2], markup[tag.end() : end]
        at = markup.find("<", end if tag else at + 1)


def _stored_rows(markup: str) -> str:
    """The rows that a page keeps as XML records in a script, as a list; "" for none."""
    at = markup.find("<datastore")
    if at < 0:
        return ""
    rows: list[str] = []
    while (start := markup.find("<![CDATA[", at)) >= 0 and len(rows) < MAX_ITEMS:
        end = markup.find("]]>", start)
        if end < 0:
            break
        rows.append(markup[start + 9 : end])
        at = end
    return f"<div class='datastore'>{''.join(f'<div>{row}</div>' for row in rows)}</div>" if rows else ""


def classes_of(node: LexborNode) -> list[str]:
    """The classes of an element."""
    return (node.attributes.get("class") or "").split()


def nodes_of(page: Page, selector: str, notes: Notes) -> list[LexborNode]:
    """The elements that a selector names; none, with a note, for one that cannot be read."""
    try:
        return page.tree.css(selector)
    except SelectolaxError:
        notes.add("selector", selector)
        return []


def linking(node: LexborNode | LexborHTMLParser) -> list[LexborNode]:
    """Links, and rows that a script opens when they are clicked."""
    return [one for one in node.css("a, [onclick]") if one.tag == "a" or opens(one)]


def opens(node: LexborNode) -> bool:
    """Whether a click on an element that is no link opens a page, and no link in it does."""
    called = node.attributes.get("onclick") or ""
    return bool(_OPENED.search(called[:2_000])) and node.css_first("a[href]") is None


def address_of(page: Page, node: LexborNode) -> str:
    """Where a link leads, by its href or by what a script opens; "" for no page."""
    attributes = node.attributes
    address = page.link(attributes.get("href") or "") if attributes.get("href") else ""
    href = (attributes.get("href") or "").strip()
    if href.startswith("#") and not href.startswith(("#/", "#!")):
        address = ""  # a place on this page, or a script's handle
    if not address:
        opened = _OPENED.search(
            f"{attributes.get('onclick') or ''} {href if href[:11].lower() == 'javascript:' else ''}"
        )
        address = page.link(opened[1]) if opened is not None else ""
    return address
