"""A row of a list on a page: its links with their titles, and the words that stand beside them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode, SelectolaxError

from revtrack.ingest.html import children
from revtrack.watch.lists.html_page import Page, address_of, linking, opens
from revtrack.watch.lists.row_facts import (
    RowDate,
    clean_title,
    is_bare_link,
    is_cut,
    one_line,
    row_date,
    row_number,
    whole_title,
)
from revtrack.watch.sources import Find

_MAX_ROW_NODES = 400
_MAX_SIBLINGS = 12
_MAX_TITLE = 500
_MAX_HINT = 2_000
_COLUMN = re.compile(r"(?:日期|时间|日)$|开始|结束|截止")
_HEADINGS = "h1, h2, h3, h4, h5, h6, [class*=title i], [class*=tit i], [class*=bt i]"


@dataclass(slots=True)
class _Link:
    node: LexborNode
    address: str
    title: str
    hints: tuple[str, ...] = ()


@dataclass(slots=True)
class Row:
    """A row of a list: its element and the links in it."""

    node: LexborNode
    links: list[_Link] = field(default_factory=list[_Link])

    def main(self) -> _Link:
        """The link that names the item: the one with the most words, the first of equals."""
        return max(self.links, key=lambda link: 0 if is_bare_link(link.title) else len(link.title))


def links_in(page: Page, node: LexborNode, selector: str = "") -> list[_Link]:
    """The links of a row, those that a selector names or all."""
    css, _, attribute = selector.partition("@")
    if selector:
        try:
            found = node.css(css) if css else [node]
        except SelectolaxError:
            return []
        pairs = [(one, page.link(one.attributes.get(attribute or "href") or "")) for one in found]
    elif node.tag == "a" or opens(node):
        pairs = [(node, address_of(page, node))]
    else:
        pairs = [(one, address_of(page, one)) for one in linking(node)]
    return [link_of(one, address) for one, address in pairs if address]


def link_of(node: LexborNode, address: str) -> _Link:
    """A link with the title that its words and hints give it."""
    hint = node.attributes.get("title") or ""
    if not hint.strip():
        inner = node.css_first("[title], img[alt]")
        hint = (inner.attributes.get("title") or inner.attributes.get("alt") or "") if inner is not None else ""
    hint = hint[:_MAX_HINT]
    shown = _shown_title(node)[:_MAX_HINT]
    hints = tuple(line for line in hint.splitlines()[1:] if line.strip())
    return _Link(node, address, whole_title(shown, hint)[:_MAX_TITLE], hints)


def _shown_title(node: LexborNode) -> str:
    """The words of a link that are its title: a card is one link around title, summary and date."""
    texts = [one_line(text) for text in _texts_of(node)]
    texts = [text for text in texts if text]
    if len(texts) <= 1:
        return texts[0] if texts else ""
    heading = node.css_first(_HEADINGS)
    if heading is not None and len(one_line(heading.text())) >= 4:
        return one_line(heading.text())
    if any(child.tag in {"div", "p", "ul", "dl", "table", "li", "td"} for child in children(node)):
        words = [text for text in texts if len(text) >= 4 and row_date((text,)) is None]
        return words[0] if words else " ".join(texts)
    # Titles are broken over several elements by editors; the date in an element of its own is not part of them.
    last = texts[-1]
    if len(last) <= 14 and (last_date := row_date((last,))) is not None and len(last_date.words) >= len(last) - 4:
        texts = texts[:-1]
    first = texts[0] if texts else ""
    if len(texts) > 1 and len(first) <= 14 and (found := row_date((first,))) and len(found.words) >= len(first) - 4:
        texts = texts[1:]
    return "".join(f" {text}" if text[:1].isascii() else text for text in texts)


def _texts_of(node: LexborNode, *, without: int = 0) -> list[str]:
    """The text nodes under a node in reading order, those under `without` aside; at most as many as a row has."""
    found: list[str] = []
    stack = [node]
    seen = 0
    while stack and seen < _MAX_ROW_NODES:
        one = stack.pop()
        seen += 1
        if one.mem_id == without:
            continue
        tag = one.tag or ""
        if tag == "-text":
            text = (one.text_content or "").strip()
            if text:
                found.append(text[:2_000])
            continue
        if tag in {"script", "style", "template", "noscript"} or tag.startswith("!"):
            continue
        if tag == "time" and (moment := one.attributes.get("datetime")):
            found.append(moment)
        stack.extend(reversed(list(children(one))))
    return found


def _labelled(node: LexborNode, without: int) -> list[str]:
    """The text nodes of a row; dates in a table with the words of their column before them."""
    cells = [one for one in children(node) if one.tag in {"td", "th"}] if node.tag == "tr" else []
    table = node.parent
    while cells and table is not None and table.tag != "table":
        table = table.parent
    head = table.css_first("tr") if cells and table is not None else None
    heads = [one_line(one.text())[:12] for one in children(head) if one.tag in {"td", "th"}] if head is not None else []
    if len(heads) != len(cells) or not any(_COLUMN.search(word) for word in heads):
        return _texts_of(node, without=without)
    found: list[str] = []
    for word, cell in zip(heads, cells, strict=True):
        texts = _texts_of(cell, without=without)
        dated = _COLUMN.search(word) and len(texts) == 1 and row_date(texts) is not None
        found += [f"{word}：{texts[0]}"] if dated else texts
    return found


def _words_beside(row: Row, starts: frozenset[int], *, after: bool) -> list[str]:
    """The words between a row and the next (or the one before): old pages part rows by line breaks only."""
    found: list[str] = []
    node = row.node.next if after else row.node.prev
    for _ in range(_MAX_SIBLINGS):
        if node is None or node.mem_id in starts or node.tag == "a":
            break
        if node.tag != "-text" and node.css_first("a[href]") is not None:
            break
        texts = _texts_of(node)
        found = [*found, *texts] if after else [*texts, *found]
        node = node.next if after else node.prev
    return found


def _pieces_of(row: Row, starts: frozenset[int], place: str) -> list[str]:
    link = row.main()
    own = [*_labelled(row.node, link.node.mem_id), *link.hints]
    if place == "after":
        return own + _words_beside(row, starts, after=True)
    if place == "before":
        return _words_beside(row, starts, after=False) + own
    return own


def placed_pieces(rows: list[Row]) -> list[list[str]]:
    """The words of each row beside its title; where rows hold no dates, the words before or after them are theirs."""
    starts = frozenset(row.node.mem_id for row in rows)
    best: tuple[int, list[list[str]]] = (-1, [])
    for place in ("own", "after", "before"):
        pieces = [_pieces_of(row, starts, place) for row in rows]
        dated = sum(row_date(one) is not None for one in pieces)
        if dated > best[0]:
            best = dated, pieces
        # Between rows, dates before and after differ by the one at an end: both are counted.
        if place == "own" and 2 * dated >= len(rows):
            break
    return best[1]


def row_dates(rows: list[Row], find: Find) -> list[RowDate | None]:
    """The date of each row, None where it says none."""
    return [date_of(row, pieces, find) for row, pieces in zip(rows, placed_pieces(rows), strict=True)]


def date_of(row: Row, pieces: list[str], find: Find) -> RowDate | None:
    """The date of a row: where the source says, beside its link, or at the edge of it."""
    if find.date:
        words = field_of(row.node, find.date)
        return row_date((words,)) if words else None
    found = row_date(pieces)
    if found is not None:
        return found
    # Within the link the date stands in a piece of its own or behind the title, never in the middle of its words.
    texts = _texts_of(row.main().node)
    found = row_date([text for text in texts if len(text) <= 24])
    if found is not None and len(texts) > 1:
        return found
    shown = one_line(row.main().node.text()[:_MAX_HINT])
    bare = clean_title(shown)
    if not bare or bare not in shown or bare == shown:
        return None
    at = shown.rfind(bare)
    return row_date((shown[at + len(bare) :],)) or row_date((shown[:at],))


def field_of(node: LexborNode, selector: str) -> str:
    """The words of a row that a selector names, or one of its attributes."""
    css, _, attribute = selector.partition("@")
    try:
        found = node.css_first(css) if css else node
    except SelectolaxError:
        return ""
    if found is None:
        return ""
    return (found.attributes.get(attribute) or "") if attribute else " ".join(_texts_of(found))


def title_of(row: Row, link: _Link, pieces: Sequence[str], find: Find) -> str:
    """What a row calls its item."""
    if find.title:
        title = clean_title(field_of(row.node, find.title))
        if "@" not in find.title and title and link.title and is_cut(title):
            return link.title
        return title[:_MAX_TITLE]
    if not is_bare_link(link.title):
        return link.title
    words = [one_line(piece) for piece in pieces]
    words = [text for text in words if len(text) >= 4 and row_date((text,)) is None and not row_number((text,), "")]
    return clean_title(max(words, key=len))[:_MAX_TITLE] if words else ""
