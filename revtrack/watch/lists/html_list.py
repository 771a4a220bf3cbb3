"""Lists on web pages: rows found by selectors or by their repetition, and the link to the next page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from revtrack.ingest.html import children
from revtrack.watch.lists.canonical import canonical_address, host_of, page_base, same_place
from revtrack.watch.lists.item import Item, Notes
from revtrack.watch.lists.row_facts import (
    RowDate,
    address_date,
    clean_title,
    complete_years,
    fold_number,
    is_bare_link,
    is_cut,
    one_line,
    row_date,
    row_number,
    whole_title,
)
from revtrack.watch.sources import Find

#: Beyond these a page is no list that a person reads.
MAX_ITEMS = 2_000
_MAX_LINKS = 6_000
_MAX_NESTING = 3_000
_MAX_ATTRIBUTES = 500
_CLIMB = 8
_MAX_ROW_NODES = 400
_MAX_SIBLINGS = 12
_ROW_LINKS = 8
_BEST_GROUPS = 16
_ENOUGH_SCORE = 2.0
_LONG_TITLE = 8
_MAX_TITLE = 500
_MAX_HINT = 2_000

_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)([^>]*)>")
_VOID = frozenset(
    "area base br col colgroup dd dt embed hr img input li link meta option p param source tbody td tfoot th thead tr"
    " track wbr".split()
)
_UNREAD = "script, style, noscript, template, iframe, frame, object, embed, svg, math, select, textarea, button"
_FURNITURE_TAGS = frozenset(("nav", "footer", "header", "aside"))
_FURNITURE_NAMES = re.compile(
    r"(?:^|[-_\s])(?:nav|navbar|navigation|menu|submenu|bread|breadcrumbs?|crumbs?|dqwz|weizhi|share|foot|footer|header"
    r"|topbar|banner|sidebar|leftnav|friendlinks?|yqlj|links|copyright|search|login|pager|pagination|page|pages|fenye)"
    r"(?=$|[-_\s\d])",
    re.I,
)
_HEADINGS = "h1, h2, h3, h4, h5, h6, [class*=title i], [class*=tit i], [class*=bt i]"
_OPENED = re.compile(r"""(?:window\.open|location(?:\.href)?\s*=|location\.assign)\s*\(?\s*['"]([^'"\s]{1,1000})['"]""")
_NEXT_WORDS = re.compile(r"[\[【<>»›\s]*(?:下一?页|下一頁|下页|后一?页|next(?:\s*page)?)[\]】<>»›\s]*|[>»›]", re.I)
_LINK_ATTRIBUTES = ("href", "tagname", "data-href", "data-url")
_PAGE_CALL = re.compile(r"\bcreatePageHTML\s*\(([^()]{1,300})\)")
_VARIABLE = re.compile(r"\b(\w{1,40})\s*=\s*['\"]?(\d{1,6})\b")
_PAGE_FILE = re.compile(r"[\w./-]{1,200}")


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


@dataclass(slots=True)
class _Link:
    node: LexborNode
    address: str
    title: str
    hints: tuple[str, ...] = ()


@dataclass(slots=True)
class _Row:
    node: LexborNode
    links: list[_Link] = field(default_factory=list[_Link])

    def main(self) -> _Link:
        """The link that names the item: the one with the most words, the first of equals."""
        return max(self.links, key=lambda link: 0 if is_bare_link(link.title) else len(link.title))


@dataclass(slots=True)
class FoundList:
    """A list found by its repetition: its items, how sure that is, and where on the page it stands."""

    items: tuple[Item, ...]
    rows: tuple[LexborNode, ...]
    score: float
    runner_up: float
    dated: int


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
    for tag in _TAG.finditer(markup):
        closing, element, attributes = tag.groups()
        if len(attributes) > _MAX_ATTRIBUTES and len(attributes.split()) > _MAX_ATTRIBUTES:
            return True
        if element.lower() in _VOID or attributes.endswith("/"):
            continue
        depth = max(0, depth - 1) if closing else depth + 1
        if depth > _MAX_NESTING:
            return True
    return False


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


def selected_items(page: Page, find: Find, today: date | None, notes: Notes) -> tuple[Item, ...]:
    """The items that the selectors of a source name, in the order of the page."""
    nodes = _css(page, find.item.partition("@")[0], notes)
    if not nodes:
        notes.add("selector-missing", find.item)
        return ()
    rows: list[_Row] = []
    for node in nodes[:MAX_ITEMS]:
        links = _links_in(page, node, find.link)
        if links:
            rows.append(_Row(node, links))
        else:
            notes.add("dropped-links")
    if len(nodes) > MAX_ITEMS:
        notes.add("too-large")
    return _items(rows, find, today, notes)[0]


def automatic_list(page: Page, today: date | None, notes: Notes) -> FoundList | None:
    """The list of the page: the repeated structure of links that has most dates and long titles; None for none."""
    groups = _groups(page, notes)
    ranked = sorted(groups, key=lambda rows: sum(_weight(row) for row in rows), reverse=True)[:_BEST_GROUPS]
    scored = [(_score(rows), rows) for rows in ranked]
    scored = [(score, rows) for score, rows in scored if score >= _ENOUGH_SCORE]
    if not scored:
        return None
    best = max(score for score, _ in scored)
    # The same rows are seen at several heights of the tree. The highest that is one row still sees its date; a single
    # row says nothing about where rows begin, so there the lowest is taken.
    equals = [rows for score, rows in scored if score > best * 0.999]
    rows = min(equals, key=lambda rows: _depth(rows[0].node) if len(rows) > 1 else -_depth(rows[0].node))
    chosen = {link.address for row in rows for link in row.links}
    others = [score for score, other in scored if not chosen & {link.address for row in other for link in row.links}]
    items, dated = _items(rows, Find(), today, notes)
    if not items:
        return None
    return FoundList(items, tuple(row.node for row in rows), best, max(others, default=0.0), dated)


def next_page(page: Page, find: Find, notes: Notes) -> str:
    """The address of the list's next page on the same host, "" for none."""
    if find.next.startswith("?"):
        return counted_up(page.address, find.next[1:])
    if find.next:
        css, _, attribute = find.next.partition("@")
        nodes = _css(page, css, notes)
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
    following = str(int(values[-1]) + 1 if values else 2)
    kept = [(key, following if key == parameter else value) for key, value in pairs]
    if not values:
        kept.append((parameter, following))
    return canonical_address(urlunsplit(parts._replace(query=urlencode(kept, safe="/:@!$'()*,;"))))


def item_selector(page: Page, rows: Sequence[LexborNode]) -> str:
    """A CSS selector that names exactly these rows, "" where a short one does not exist."""
    wanted = {row.mem_id for row in rows}
    first = rows[0]
    tails = [first.tag or ""]
    common = set(_classes(first))
    for row in rows:
        common &= set(_classes(row))
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
    for word in _classes(node):
        if _plain_name(word):
            yield f"{node.tag}.{word}"


def _plain_name(name: str) -> bool:
    return re.fullmatch(r"[A-Za-z_][\w-]{0,60}", name) is not None and name.isascii()


def _classes(node: LexborNode) -> list[str]:
    return (node.attributes.get("class") or "").split()


def _css(page: Page, selector: str, notes: Notes) -> list[LexborNode]:
    try:
        return page.tree.css(selector)
    except SelectolaxError:
        notes.add("selector", selector)
        return []


def _href(page: Page, node: LexborNode) -> str:
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


def _links_in(page: Page, node: LexborNode, selector: str = "") -> list[_Link]:
    css, _, attribute = selector.partition("@")
    if selector:
        try:
            found = node.css(css) if css else [node]
        except SelectolaxError:
            return []
        pairs = [(one, page.link(one.attributes.get(attribute or "href") or "")) for one in found]
    elif node.tag == "a":
        pairs = [(node, _href(page, node))]
    else:
        pairs = [(one, _href(page, one)) for one in node.css("a")]
    return [_link(one, address) for one, address in pairs if address]


def _link(node: LexborNode, address: str) -> _Link:
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
    texts = [one_line(text) for text in _texts(node)]
    texts = [text for text in texts if text]
    if len(texts) <= 1:
        return texts[0] if texts else ""
    heading = node.css_first(_HEADINGS)
    if heading is not None and len(one_line(heading.text())) >= 4:
        return one_line(heading.text())
    if any(child.tag in {"div", "p", "ul", "dl", "table", "li"} for child in children(node)):
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


def _texts(node: LexborNode, *, without: int = 0) -> list[str]:
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


def _groups(page: Page, notes: Notes) -> list[list[_Row]]:
    """Siblings of one kind that hold links, by parent; parents that stand side by side and look alike are one."""
    unread = {node.mem_id for node in page.tree.css(_UNREAD)}
    groups: dict[tuple[int, str, str, str], dict[int, _Row]] = {}
    anchors = page.tree.css("a")
    if len(anchors) > _MAX_LINKS:
        notes.add("too-large")
    for anchor in anchors[:_MAX_LINKS]:
        address = _href(page, anchor)
        if not address or same_place(address) == same_place(page.address):
            continue
        link = _link(anchor, address)
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
            groups.setdefault(key, {}).setdefault(child.mem_id, _Row(child)).links.append(link)
            child = parent
    kept: list[list[_Row]] = []
    for rows in groups.values():
        items = [row for row in rows.values() if _is_row(row)]
        # Where most siblings hold whole lists, the few that hold one link are no rows.
        if items and 2 * len(items) >= len(rows):
            kept.append(items)
    return kept


def _is_row(row: _Row) -> bool:
    if len(row.links) > _ROW_LINKS:
        return False
    long = {link.address for link in row.links if len(link.title) >= _LONG_TITLE}
    return len(long) <= 2


def _weight(row: _Row) -> float:
    title = row.main().title
    if is_bare_link(title):
        title = max((link.title for link in row.links), key=len)
    return 1.0 if len(title) >= _LONG_TITLE else 0.5 if is_bare_link(title) else 0.2


def _score(rows: list[_Row]) -> float:
    dates = _row_dates(rows, Find())
    weights = [_weight(row) for row in rows]
    strong = any(weight >= 1 for weight in weights)
    total = 0.0
    for weight, found in zip(weights, dates, strict=True):
        if found is not None:
            total += weight + 1.5
        else:
            # The name of a column before each title is a link too, but no row of its own.
            total += weight if weight >= 0.5 or not strong else -0.3
    return total * (0.2 if _in_furniture(rows[0].node) else 1.0) * (0.3 if _is_pager(rows) else 1.0)


def _is_pager(rows: list[_Row]) -> bool:
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


def _depth(node: LexborNode) -> int:
    depth = 0
    one = node.parent
    while one is not None:
        depth += 1
        one = one.parent
    return depth


def _beside(row: _Row, starts: frozenset[int], *, after: bool) -> list[str]:
    """The words between a row and the next (or the one before): old pages part rows by line breaks only."""
    found: list[str] = []
    node = row.node.next if after else row.node.prev
    for _ in range(_MAX_SIBLINGS):
        if node is None or node.mem_id in starts or node.tag == "a":
            break
        if node.tag != "-text" and node.css_first("a[href]") is not None:
            break
        texts = _texts(node)
        found = [*found, *texts] if after else [*texts, *found]
        node = node.next if after else node.prev
    return found


def _pieces(row: _Row, starts: frozenset[int], place: str) -> list[str]:
    link = row.main()
    own = [*_texts(row.node, without=link.node.mem_id), *link.hints]
    if place == "after":
        return own + _beside(row, starts, after=True)
    if place == "before":
        return _beside(row, starts, after=False) + own
    return own


def _placed_pieces(rows: list[_Row]) -> list[list[str]]:
    """The words of each row beside its title; where rows hold no dates, the words before or after them are theirs."""
    starts = frozenset(row.node.mem_id for row in rows)
    best: tuple[int, list[list[str]]] = (-1, [])
    for place in ("own", "after", "before"):
        pieces = [_pieces(row, starts, place) for row in rows]
        dated = sum(row_date(one) is not None for one in pieces)
        if dated > best[0]:
            best = dated, pieces
        # Between rows, dates before and after differ by the one at an end: both are counted.
        if place == "own" and 2 * dated >= len(rows):
            break
    return best[1]


def _row_dates(rows: list[_Row], find: Find) -> list[RowDate | None]:
    return [_date_of(row, pieces, find) for row, pieces in zip(rows, _placed_pieces(rows), strict=True)]


def _date_of(row: _Row, pieces: list[str], find: Find) -> RowDate | None:
    if find.date:
        words = _field(row.node, find.date)
        return row_date((words,)) if words else None
    found = row_date(pieces)
    if found is not None:
        return found
    # Within the link the date stands in a piece of its own or behind the title, never in the middle of its words.
    inside = [text for text in _texts(row.main().node) if len(text) <= 24]
    found = row_date(inside)
    if found is not None and len(inside) > 1:
        return found
    shown = one_line(row.main().node.text()[:_MAX_HINT])
    bare = clean_title(shown)
    return row_date((shown[shown.rfind(bare) + len(bare) :],)) if bare and bare in shown and bare != shown else None


def _field(node: LexborNode, selector: str) -> str:
    css, _, attribute = selector.partition("@")
    try:
        found = node.css_first(css) if css else node
    except SelectolaxError:
        return ""
    if found is None:
        return ""
    return (found.attributes.get(attribute) or "") if attribute else " ".join(_texts(found))


def _items(rows: list[_Row], find: Find, today: date | None, notes: Notes) -> tuple[tuple[Item, ...], int]:
    """The items of rows, and how many of them had a date of their own."""
    placed = _placed_pieces(rows)
    dates = [_date_of(row, pieces, find) for row, pieces in zip(rows, placed, strict=True)]
    days = complete_years(dates, [row.main().address for row in rows], today)
    items: dict[str, Item] = {}
    for row, pieces, found, (day, origin) in zip(rows, placed, dates, days, strict=True):
        link = row.main()
        title = _title_of(row, link, pieces, find)
        if not title:
            notes.add("untitled", link.address)
            continue
        number = fold_number(_field(row.node, find.number)) if find.number else row_number(pieces, title)
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


def _title_of(row: _Row, link: _Link, pieces: Sequence[str], find: Find) -> str:
    if find.title:
        title = clean_title(_field(row.node, find.title))
        if "@" not in find.title and title and link.title and is_cut(title):
            return link.title
        return title[:_MAX_TITLE]
    if not is_bare_link(link.title):
        return link.title
    words = [one_line(piece) for piece in pieces]
    words = [text for text in words if len(text) >= 4 and row_date((text,)) is None and not row_number((text,), "")]
    return clean_title(max(words, key=len))[:_MAX_TITLE] if words else ""


def _next_links(page: Page) -> Iterator[str]:
    for node in page.tree.css("link[rel=next], a[rel=next]"):
        yield page.link(node.attributes.get("href") or "")
    numbered: dict[int, str] = {}
    for node in page.tree.css("a")[-_MAX_LINKS:]:
        shown = one_line(node.text()[:200])[:20]
        words = shown or (node.attributes.get("title") or "").strip()
        if _NEXT_WORDS.fullmatch(words) or (not shown and "next" in _classes(node)):
            for name in _LINK_ATTRIBUTES:
                href = node.attributes.get(name) or ""
                if href and not href.lstrip().startswith("#") and (address := page.link(href)):
                    yield address
                    break
        elif re.fullmatch(r"\[?[1-9]\d{0,3}\]?", shown) and (address := _href(page, node)):
            numbered.setdefault(int(shown.strip("[]")), address)
    called = _called_page(page)
    if called:
        yield called
    current = [number for number, address in numbered.items() if same_place(address) == same_place(page.address)]
    if numbered and (current or len(numbered) > 1 or min(numbered) == 2):
        here = current[0] if current else next(n for n in range(1, len(numbered) + 2) if n not in numbered)
        yield numbered.get(here + 1, "")


def _called_page(page: Page) -> str:
    """The next page where a script writes the pager: createPageHTML(pages, index, name, suffix), counted from 0.

    A later form of the call begins with the name of an element and counts from 1.
    """
    scripts = "\n".join((node.text() or "")[:20_000] for node in page.tree.css("script")[:60])
    if "createPageHTML" not in scripts:
        return ""
    variables = {found[1]: found[2] for found in _VARIABLE.finditer(scripts)}
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
