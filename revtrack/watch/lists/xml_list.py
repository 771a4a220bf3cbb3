"""Feeds and sitemaps. Their XML is untrusted: no entities, no network, no document type, bounded depth and size."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import tzinfo

from lxml import etree
from selectolax.lexbor import LexborHTMLParser

from revtrack.watch.lists.canonical import canonical_address, host_of
from revtrack.watch.lists.item import Item, Notes
from revtrack.watch.lists.row_facts import address_date, clean_title, moment_day, one_line, row_number

Element = etree._Element  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]

_MAX_CHARACTERS = 16_000_000
_MAX_ENTRIES = 50_000
_MAX_FURTHER = 500
_MAX_SUMMARY = 500
_MAX_TITLE = 500
_MAX_TEXT = 20_000
_DECLARATION = re.compile(r"<\?xml[^>]{0,500}\?>\s*")
#: XML has five entities of its own; feeds made by hand also use those of HTML, which are no XML.
_HTML_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9A-Fa-f]{1,6});)")
_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_DATES = ("pubDate", "published", "date", "issued", "updated", "modified")


def parse_xml(text: str, notes: Notes) -> Element | None:
    """The root of an XML text, mended where feeds usually are broken; None, with a note, where it cannot be read."""
    if len(text) > _MAX_CHARACTERS:
        notes.add("too-large")
        return None
    # An honest feed declares none; what is declared could grow without end or fetch something.
    if "<!ENTITY" in text or "<!entity" in text:
        notes.add("entities")
        return None
    head = text.lstrip("\ufeff \t\r\n")
    declaration = _DECLARATION.match(head)
    bare = _NOT_XML.sub("", head[declaration.end() :] if declaration is not None else head)
    for recover, words in ((False, bare), (True, _HTML_ENTITY.sub("&amp;", bare))):
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            dtd_validation=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
            recover=recover,
        )
        try:
            root = etree.fromstring(words.encode("utf-8"), parser)
        except etree.XMLSyntaxError:
            root = None
        if root is not None and recover:
            notes.add("xml")
        if root is not None:
            return root
    notes.add("xml")
    return None


def feed_items(root: Element, address: str, zone: tzinfo, notes: Notes) -> tuple[tuple[Item, ...], str]:
    """The items of an RSS (0.9 to 2.0) or Atom feed in its order, and the address of its next page or ""."""
    items: dict[str, Item] = {}
    following = ""
    for node in _elements(root):
        name = _name(node)
        if name == "link" and node.get("rel") == "next" and _name(node.getparent()) in {"feed", "channel"}:
            following = canonical_address(node.get("href") or "", address)
        if name not in {"item", "entry"}:
            continue
        if len(items) >= _MAX_ENTRIES:
            notes.add("too-large")
            break
        item = _entry(node, address, zone, notes)
        if item is not None:
            items.setdefault(item.address, item)
    if following and host_of(following) != host_of(address):
        notes.add("foreign-next", following)
        following = ""
    return tuple(items.values()), "" if following == address else following


def sitemap_items(root: Element, address: str, zone: tzinfo, notes: Notes) -> tuple[tuple[Item, ...], tuple[str, ...]]:
    """The pages of a sitemap, and the sitemaps that an index names (newest first). Pages have no titles there."""
    items: dict[str, Item] = {}
    further: list[tuple[str, str]] = []
    for node in _elements(root):
        name = _name(node)
        if name not in {"url", "sitemap"}:
            continue
        if len(items) >= _MAX_ENTRIES or len(further) >= _MAX_FURTHER:
            notes.add("too-large")
            break
        fields = {_name(child): _text(child) for child in node.iterchildren("*")}
        place = canonical_address(fields.get("loc", ""), address)
        if not place:
            notes.add("dropped-links")
            continue
        changed = moment_day(fields.get("lastmod", ""), zone)
        if name == "sitemap":
            further.append((changed, place))
            continue
        titles = [_text(child) for child in node.iter("*") if _name(child) == "title"]
        extra = {"modified": changed} if changed else {}
        items.setdefault(place, Item(place, clean_title(titles[0]) if titles else "", address_date(place), "", extra))
    # The order of parts of one day is that of the index.
    further.sort(key=lambda part: part[0], reverse=True)
    return tuple(items.values()), tuple(place for _, place in further)


def root_name(root: Element) -> str:
    """The name of the root without its namespace: rss, RDF, feed, urlset, sitemapindex."""
    return _name(root)


def feed_title(root: Element) -> str:
    """What the feed calls itself, "" for nothing."""
    for node in _elements(root):
        if _name(node) == "title":
            return one_line(_text(node))[:_MAX_TITLE]
    return ""


def _entry(node: Element, address: str, zone: tzinfo, notes: Notes) -> Item | None:
    fields: dict[str, str] = {}
    links: list[tuple[int, str]] = []
    for child in node.iterchildren("*"):
        name = _name(child)
        if name == "link":
            href = child.get("href")
            rank = 0 if href is None or (child.get("rel") or "alternate") == "alternate" else 1
            links.append((rank, href if href is not None else _text(child)))
        elif name:
            fields.setdefault(name, _text(child))
    guid = fields.get("guid", "")
    candidates = [link for rank, link in sorted(links, key=lambda link: link[0]) if rank == 0]
    candidates += [guid] if guid.startswith(("http://", "https://")) else []
    candidates += [link for rank, link in links if rank]
    place = next((found for link in candidates if (found := canonical_address(link, address))), "")
    if not place:
        notes.add("dropped-links", fields.get("title", ""))
        return None
    title = clean_title(_plain(fields.get("title", "")))[:_MAX_TITLE]
    if not title:
        notes.add("untitled", place)
        return None
    day = next((found for name in _DATES if (found := moment_day(fields.get(name, ""), zone))), "")
    extra: dict[str, str] = {}
    if not day and (told := address_date(place)):
        day, extra["date-from"] = told, "address"
    summary = _plain(fields.get("description") or fields.get("summary") or "")[:_MAX_SUMMARY]
    extra |= {"summary": summary} if summary else {}
    identifier = guid or fields.get("id", "")
    extra |= {"id": identifier[:_MAX_SUMMARY]} if identifier else {}
    return Item(place, title, day, row_number((), title), extra)


def _elements(root: Element) -> Iterator[Element]:
    yield from root.iter("*")


def _name(node: Element | None) -> str:
    """The name of an element without its namespace."""
    return str(node.tag).rpartition("}")[2] if node is not None else ""


def _text(node: Element) -> str:
    return "".join(map(str, node.itertext())).strip()[:_MAX_TEXT]


def _plain(text: str) -> str:
    """Titles and summaries of feeds are often markup within text."""
    if "<" not in text and "&" not in text:
        return one_line(text)
    body = LexborHTMLParser(text[:20_000]).body
    return one_line(body.text(separator=" ")) if body is not None else ""
