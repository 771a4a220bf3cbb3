"""Lists on web pages: rows found by selectors or by their repetition, and the link to the next page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from selectolax.lexbor import LexborNode, SelectolaxError

from revtrack.watch.lists.canonical import same_place
from revtrack.watch.lists.html_page import MAX_ITEMS, MAX_LINKS, Page, address_of, classes_of, linking, nodes_of
from revtrack.watch.lists.html_rows import Row, date_of, field_of, link_of, links_in, placed_pieces, row_dates, title_of
from revtrack.watch.lists.item import Item, Notes
from revtrack.watch.lists.row_facts import (
    address_date,
    complete_years,
    fold_number,
    is_bare_link,
    is_cut,
    row_number,
    spans,
)
from revtrack.watch.sources import Find

_CLIMB = 8
_ROW_LINKS = 8
_BEST_GROUPS = 16
_ENOUGH_SCORE = 2.0
_LONG_TITLE = 8

_UNREAD = "script, style, noscript, template, iframe, frame, object, embed, svg, math, select, textarea, button"
_FURNITURE_TAGS = frozenset(("nav", "footer", "header", "aside"))
_FURNITURE_NAMES = re.compile(
    r"(?:^|[-_\s])(?:nav|navbar|navigation|menu|submenu|bread|breadcrumbs?|crumbs?|dqwz|weizhi|share|foot|footer|header"
    r"|topbar|banner|sidebar|leftnav|friendlinks?|yqlj|links|copyright|search|login|pager|pagination|page|pages|fenye)"
    r"(?=$|[-_\s\d])",
    re.I,
)


_OFFICE = re.compile(r"(?:局|委|委员会|办|办公[室厅]|政府|中心|厅|院|队|所|部|街道|[乡镇县区市])$")


@dataclass(slots=True)
class FoundList:
    """A list found by its repetition: its items, how sure that is, and where on the page it stands."""

    items: tuple[Item, ...]
    rows: tuple[LexborNode, ...]
    score: float
    runner_up: float
    dated: int


def selected_items(page: Page, find: Find, today: date | None, notes: Notes) -> tuple[Item, ...]:
    """The items that the selectors of a source name, in the order of the page."""
    nodes = nodes_of(page, find.item.partition("@")[0], notes)
    if not nodes:
        notes.add("selector-missing", find.item)
        return ()
    rows: list[Row] = []
    for node in nodes[:MAX_ITEMS]:
        links = links_in(page, node, find.link)
        if links:
            rows.append(Row(node, links))
        else:
            notes.add("dropped-links")
    if len(nodes) > MAX_ITEMS:
        notes.add("too-large")
    return _items(rows, find, today, notes)[0]


def automatic_list(page: Page, today: date | None, notes: Notes) -> FoundList | None:
    """The list of the page: the repeated structure of links that has most dates and long titles; None for none."""
    groups = _row_groups(page, notes)
    ranked = sorted(groups, key=lambda rows: sum(_row_weight(row) for row in rows), reverse=True)[:_BEST_GROUPS]
    scored = [(_group_score(rows), rows) for rows in ranked]
    scored = [(score, rows) for score, rows in scored if score >= _ENOUGH_SCORE]
    if not scored:
        return None
    best = max(score for score, _ in scored)
    # The same rows are seen at several heights of the tree. The highest that is one row still sees its date; a single
    # row says nothing about where rows begin, so there the lowest is taken.
    equals = [rows for score, rows in scored if score > best * 0.999]
    rows = min(equals, key=lambda rows: _depth_of(rows[0].node) if len(rows) > 1 else -_depth_of(rows[0].node))
    chosen = {link.address for row in rows for link in row.links}
    others = [score for score, other in scored if not chosen & {link.address for row in other for link in row.links}]
    items, dated = _items(rows, Find(), today, notes)
    if not items:
        return None
    return FoundList(items, tuple(row.node for row in rows), best, max(others, default=0.0), dated)


def item_selector(page: Page, rows: Sequence[LexborNode]) -> str:
    """A CSS selector that names exactly these rows, "" where a short one does not exist."""
    wanted = {row.mem_id for row in rows}
    first = rows[0]
    tails = [first.tag or ""]
    common = set(classes_of(first))
    for row in rows:
        common &= set(classes_of(row))
    tails += [f"{first.tag}.{name}" for name in sorted(common) if _plain_name(name)]
    node = first.parent
    path = ""
    for _ in range(_CLIMB):
        if node is None or node.tag in {"html", "-document", "-undef"}:
            break
        for own in (*_own_selectors(node), node.tag or ""):
            for tail in tails:
                selector = f"{own}{path} > {tail}"
                try:
                    if {found.mem_id for found in page.tree.css(selector)} == wanted:
                        return selector
                except SelectolaxError:
                    continue
        path = f" > {node.tag}{path}"
        node = node.parent
    return ""


def _own_selectors(node: LexborNode) -> Iterator[str]:
    name = node.attributes.get("id") or ""
    if _plain_name(name):
        yield f"#{name}"
    for word in classes_of(node):
        if _plain_name(word):
            yield f"{node.tag}.{word}"


def _plain_name(name: str) -> bool:
    return re.fullmatch(r"[A-Za-z_][\w-]{0,60}", name) is not None and name.isascii()


def _row_groups(page: Page, notes: Notes) -> list[list[Row]]:
    """Siblings of one kind that hold links, by parent; parents that stand side by side and look alike are one."""
    unread = {node.mem_id for node in page.tree.css(_UNREAD)}
    groups: dict[tuple[int, str, str, str], dict[int, Row]] = {}
    anchors = linking(page.tree)
    if len(anchors) > MAX_LINKS:
        notes.add("too-large")
    for anchor in anchors[:MAX_LINKS]:
        address = address_of(page, anchor)
        if not address or same_place(address) == same_place(page.address):
            continue
        link = link_of(anchor, address)
        child = anchor
        for _ in range(_CLIMB):
            parent = child.parent
            if parent is None or child.tag in {"body", "html"} or child.mem_id in unread:
                break
            above = parent.parent
            key = (
                above.mem_id if above is not None else 0,
                parent.tag or "",
                parent.attributes.get("class") or "",
                child.tag or "",
            )
            groups.setdefault(key, {}).setdefault(child.mem_id, Row(child)).links.append(link)
            child = parent
    kept: list[list[Row]] = []
    for rows in groups.values():
        items = [row for row in rows.values() if _is_row(row)]
        # Where most siblings hold whole lists, the few that hold one link are no rows.
        if items and 2 * len(items) >= len(rows):
            kept.append(items)
    return kept


def _is_row(row: Row) -> bool:
    if len(row.links) > _ROW_LINKS:
        return False
    long = {link.address for link in row.links if len(link.title) >= _LONG_TITLE}
    return len(long) <= 2


def _row_weight(row: Row) -> float:
    title = row.main().title
    if is_bare_link(title):
        title = max((link.title for link in row.links), key=len)
    return 1.0 if len(title) >= _LONG_TITLE else 0.5 if is_bare_link(title) else 0.2


def _group_score(rows: list[Row]) -> float:
    dates = row_dates(rows, Find())
    weights = [_row_weight(row) for row in rows]
    strong = any(weight >= 1 for weight in weights)
    each: dict[str, float] = {}
    for row, weight, found in zip(rows, weights, dates, strict=True):
        # The name of a column before each title is a link too, but no row of its own.
        worth = weight if weight >= 0.5 or not strong else -0.3
        if found is not None:
            worth = weight + 1.5
        # a cell that is there once more for small screens is no further row
        address = row.main().address
        each[address] = max(worth, each.get(address, worth))
    total = sum(each.values()) * (0.1 if not any(dates) and _are_offices(rows) else 1.0)
    return total * (0.2 if _in_furniture(rows[0].node) else 1.0) * (0.3 if _is_pager(rows) else 1.0)


def _are_offices(rows: list[Row]) -> bool:
    """Whether rows are a tree of offices: nothing but names of bodies."""
    return sum(_OFFICE.search(row.main().title) is not None for row in rows) > 0.7 * len(rows)


def _is_pager(rows: list[Row]) -> bool:
    return all(re.fullmatch(r"\d{1,4}|[首上下尾末]一?页", link.title) for row in rows for link in row.links)


def _in_furniture(node: LexborNode) -> bool:
    one: LexborNode | None = node
    for _ in range(40):
        if one is None or one.tag in {"body", "html"}:
            return False
        names = f"{one.attributes.get('class') or ''} {one.attributes.get('id') or ''}"
        if one.tag in _FURNITURE_TAGS or _FURNITURE_NAMES.search(names):
            return True
        one = one.parent
    return False


def _depth_of(node: LexborNode) -> int:
    depth = 0
    one = node.parent
    while one is not None:
        depth += 1
        one = one.parent
    return depth


def _items(rows: list[Row], find: Find, today: date | None, notes: Notes) -> tuple[tuple[Item, ...], int]:
    """The items of rows, and how many of them had a date of their own."""
    placed = placed_pieces(rows)
    dates = spans([date_of(row, pieces, find) for row, pieces in zip(rows, placed, strict=True)], placed, today)
    days = complete_years(dates, [row.main().address for row in rows], today)
    items: dict[str, Item] = {}
    for row, pieces, found, (day, origin) in zip(rows, placed, dates, days, strict=True):
        link = row.main()
        title = title_of(row, link, pieces, find)
        if not title:
            notes.add("untitled", link.address)
            continue
        number = fold_number(field_of(row.node, find.number)) if find.number else row_number(pieces, title)
        extra: dict[str, str] = {}
        told = "" if day else address_date(link.address)
        if told or origin:
            extra["date-from"] = "address" if told else origin
        if found is not None and not (day or told):
            extra["date-words"] = found.words
        if found is not None and found.until:
            extra["until"] = found.until
        if is_cut(title):
            extra["cut"] = "yes"
        item = Item(link.address, title, day or told, number, extra)
        # A picture and a headline often lead to the same page: the longer words are its title.
        known = items.get(link.address)
        if known is None or len(known.title) < len(title):
            items[link.address] = item
    return tuple(items.values()), sum(found is not None for found in dates)
