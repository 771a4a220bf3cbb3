"""What a source lists: the items of one page of it, and how a page that nobody described yet is best read."""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, tzinfo
from typing import Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from revtrack.errors import InvalidInput
from revtrack.ingest.encoding import decode
from revtrack.ingest.html import page_text
from revtrack.watch.lists.canonical import canonical_address
from revtrack.watch.lists.html_list import FoundList, automatic_list, item_selector, selected_items
from revtrack.watch.lists.html_next import next_page
from revtrack.watch.lists.html_page import Page, parse_page
from revtrack.watch.lists.item import Discovered, Item, Notes
from revtrack.watch.lists.json_list import json_items, parse_json
from revtrack.watch.lists.row_facts import one_line
from revtrack.watch.lists.xml_list import feed_items, feed_title, parse_xml, root_name, sitemap_items
from revtrack.watch.sources import Find, Source, is_source_name

MAX_UNPACKED = 32_000_000
_GZIP = b"\x1f\x8b"
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_:-]+)""", re.I)
_DECLARED_WITHIN = 4096
_CHARSET = re.compile(r"""charset\s*=\s*["']?([\w:-]+)""", re.I)
#: More broken characters than this share: the reading is wrong, not the page.
_MAX_DAMAGE = 0.01
_FEED_TYPES = re.compile(r"application/(?:rss|atom|rdf)\+xml|text/xml", re.I)
_XML_HEAD = re.compile(r"(?:<\?xml|<rss|<feed|<rdf:RDF|<urlset|<sitemapindex|<!DOCTYPE\s+rss)\b", re.I)
_SITE_TAIL = re.compile(r"\s*(?:[_|｜]|\s[-–—]\s|--).*$", re.S)
#: How much text makes a page without a list one document.
_DOCUMENT_LENGTH = 400
#: A second list that is nearly as good as the first makes the choice doubtful.
_RIVAL = 0.85

ReasonKind = Literal[
    "feed",  # it is a feed
    "sitemap",  # it is a sitemap, or an index of sitemaps
    "json",  # an array of entries with titles and links
    "rows",  # so many rows of the same make
    "dated",  # so many of them have a date
    "titles",  # so many of them have a long title
    "paged",  # there is a next page
    "rival",  # another list on the page is nearly as good
    "advertised",  # the page names so many feeds of its own
    "document",  # no list, but so many characters of running text
    "nothing",  # neither list nor text: perhaps the page is made by script
]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a page is proposed to be read so: words are chosen where it is shown."""

    kind: ReasonKind
    count: int = 0


@dataclass(frozen=True, slots=True)
class Proposal:
    """How a page may be watched. `confidence` is between 0 and 1; `feeds` are those that the page advertises."""

    source: Source
    found: Discovered
    confidence: float
    why: tuple[Reason, ...]
    feeds: tuple[str, ...] = ()

    @property
    def items(self) -> tuple[Item, ...]:
        """The items that this reading finds."""
        return self.found.items


def items_in(source: Source, body: bytes, address: str, content_type: str, *, today: date | None = None) -> Discovered:
    """The items on one page of a source; `address` is where the body came from, after redirects.

    Never raises for what a page holds: what is wrong is among the diagnostics. `today` completes dates that name no
    year; without it those rows keep no date. Sources that are no lists (document, folder, git) give no items.
    """
    notes = Notes()
    place = canonical_address(address)
    if not place:
        notes.add("address", address)
        return Discovered(diagnostics=notes.all())
    text, encoding = body_text(body, content_type, source.encoding, notes)
    if not text:
        return Discovered(diagnostics=notes.all())
    zone = _zone(source.time_zone)
    if source.kind == "list":
        return _html(source.find, text, place, encoding, today, notes)
    if source.kind == "json":
        value = parse_json(text, notes)
        found = json_items(value, source.find, place, zone, today, notes) if value is not None else None
        if found is None or not found.items:
            notes.add("no-items")
        if found is None:
            return Discovered(diagnostics=notes.all())
        return Discovered(found.items, found.next_address, notes.all())
    if source.kind in {"feed", "sitemap"}:
        return _xml(text, place, zone, notes)
    return Discovered(diagnostics=notes.all())


def propose(body: bytes, address: str, content_type: str, *, today: date | None = None) -> Proposal:
    """How this address is best watched: its kind, how its items are found, and the items that gives.

    Never raises for what a page holds. The source's name is made from the host and is to be checked against those
    there are; a confidence below 0.5 means that a person has to look.
    """
    notes = Notes()
    place = canonical_address(address)
    draft = Source(name=_name_for(place), title=urlsplit(place).netloc or address, kind="list", address=place)
    if not place:
        notes.add("address", address)
        return Proposal(draft, Discovered(diagnostics=notes.all()), 0.0, (Reason("nothing"),))
    text, encoding = body_text(body, content_type, "", notes)
    head = text[:2_000].lstrip("\ufeff \t\r\n")
    zone = _zone(draft.time_zone)
    if _XML_HEAD.match(head) and not re.search(r"<html\b", head, re.I):
        proposal = _propose_xml(draft, text, place, zone, notes)
        if proposal is not None:
            return proposal
    if head[:1] in {"{", "["} or "json" in content_type.lower():
        proposal = _propose_json(draft, text, place, zone, today, notes)
        if proposal is not None:
            return proposal
    if not text:
        return Proposal(draft, Discovered(diagnostics=notes.all()), 0.0, (Reason("nothing"),))
    return _propose_html(draft, text, place, encoding, today, notes)


def body_text(body: bytes, content_type: str, hint: str, notes: Notes) -> tuple[str, str]:
    """The text of a body and its encoding; ("", "") with a note where it is none.

    The source's own hint comes before the header, and that before what the page says of itself. A page with a few
    broken characters (titles cut in the middle of one) is read without them: a list must not go blind for that.
    """
    data = _unpacked(body, notes)
    said = _CHARSET.search(content_type)
    declared = _DECLARED.search(data, 0, _DECLARED_WITHIN)
    labels = [hint, said[1] if said else "", declared[1].decode("ascii") if declared else ""]
    label = next((one for one in labels if one), "")
    if hint:
        try:
            return data.decode("gb18030" if hint.lower().startswith(("gb", "cp936")) else hint), hint
        except (UnicodeDecodeError, LookupError):
            pass  # the site changed its encoding: the bytes say which it is now
    if not data.strip():
        return "", ""
    if data.startswith((b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8\xff")):
        notes.add("binary")
        return "", ""
    try:
        decoded = decode(data, label=label)
    except InvalidInput:
        return _mended(data, label, notes)
    return decoded.text, decoded.encoding


def _mended(data: bytes, label: str, notes: Notes) -> tuple[str, str]:
    candidates = ["gb18030" if label.lower().startswith(("gb", "cp936")) else label, "utf-8", "gb18030"]
    for encoding in dict.fromkeys(one for one in candidates if one):
        try:
            text = data.decode(encoding, errors="replace")
        except LookupError:
            continue
        broken = text.count("\ufffd") + text.count("\0")
        if broken <= _MAX_DAMAGE * len(text):
            notes.add("damaged-characters", str(broken))
            return text.replace("\ufffd", "").replace("\0", ""), encoding
    notes.add("undecodable")
    return "", ""


def _unpacked(body: bytes, notes: Notes) -> bytes:
    """Sitemaps are kept as gzip files; only so much is unpacked, whatever the file claims."""
    if not body.startswith(_GZIP):
        return body
    unpacker = zlib.decompressobj(wbits=31)
    try:
        data = unpacker.decompress(body, MAX_UNPACKED)
    except zlib.error:
        notes.add("binary")
        return b""
    if unpacker.unconsumed_tail:
        notes.add("too-large")
        return b""
    return data


def _zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name)
    except (KeyError, OSError, ValueError):
        return UTC


def _html(find: Find, text: str, place: str, encoding: str, today: date | None, notes: Notes) -> Discovered:
    page = parse_page(text, place, encoding, notes)
    if page is None:
        return Discovered(diagnostics=notes.all())
    if find.item:
        items = selected_items(page, find, today, notes)
    else:
        found = automatic_list(page, today, notes)
        items = found.items if found is not None else ()
    if not items:
        notes.add("no-items")
        return Discovered(diagnostics=notes.all())
    return Discovered(items, next_page(page, find, notes), notes.all())


def _xml(text: str, place: str, zone: tzinfo, notes: Notes) -> Discovered:
    root = parse_xml(text, notes)
    if root is None:
        return Discovered(diagnostics=notes.all())
    if root_name(root) in {"urlset", "sitemapindex"}:
        items, further = sitemap_items(root, place, zone, notes)
        if not (items or further):
            notes.add("no-items")
        return Discovered(items, "", notes.all(), further)
    items, following = feed_items(root, place, zone, notes)
    if not items:
        notes.add("no-items")
    return Discovered(items, following, notes.all())


def _propose_xml(draft: Source, text: str, place: str, zone: tzinfo, notes: Notes) -> Proposal | None:
    root = parse_xml(text, notes)
    name = root_name(root).lower() if root is not None else ""
    if root is None or name not in {"rss", "rdf", "feed", "urlset", "sitemapindex"}:
        return None
    found = _xml(text, place, zone, Notes())
    if name in {"urlset", "sitemapindex"}:
        source = replace(draft, kind="sitemap")
        return Proposal(source, found, 0.7, (Reason("sitemap", len(found.items) + len(found.further)),))
    source = replace(draft, kind="feed", title=feed_title(root) or draft.title)
    return Proposal(source, found, 0.95 if found.items else 0.5, (Reason("feed", len(found.items)),))


def _propose_json(
    draft: Source, text: str, place: str, zone: tzinfo, today: date | None, notes: Notes
) -> Proposal | None:
    value = parse_json(text, notes)
    found = json_items(value, Find(), place, zone, today, notes) if value is not None else None
    if found is None or not found.items:
        return None
    counter = next((name for name in ("page", "pageNo", "pageNum", "pageIndex", "p") if _counts(place, name)), "")
    find = replace(found.find, next=f"?{counter}") if counter else found.find
    count = len(found.items)
    why = [Reason("json", count), Reason("dated", found.dated)]
    following = ""
    if counter:
        again = json_items(value, find, place, zone, today, Notes())
        following = again.next_address if again is not None else ""
        why.append(Reason("paged", 1))
    discovered = Discovered(found.items, following, notes.all())
    source = replace(draft, kind="json", find=find, pages=2 if counter else 1)
    return Proposal(source, discovered, round(0.5 + 0.4 * found.dated / count, 2), tuple(why))


def _counts(address: str, parameter: str) -> bool:
    return re.search(rf"[?&]{parameter}=\d", address) is not None


def _propose_html(draft: Source, text: str, place: str, encoding: str, today: date | None, notes: Notes) -> Proposal:
    page = parse_page(text, place, encoding, notes)
    if page is None:
        return Proposal(draft, Discovered(diagnostics=notes.all()), 0.0, (Reason("nothing"),))
    feeds = advertised_feeds(page)
    advertised = (Reason("advertised", len(feeds)),) if feeds else ()
    draft = replace(draft, title=_page_title(page) or draft.title, encoding=_hint(encoding))
    found = automatic_list(page, today, notes)
    running = len(re.sub(r"\s", "", page_text(text))) if found is None or found.score < 6 else 0
    listed = sum(len(item.title) for item in found.items) if found is not None else 0
    # Related links below a long text are a list too, but not what the page is about.
    if running >= _DOCUMENT_LENGTH and running > 3 * listed:
        why = (Reason("document", running), *advertised)
        return Proposal(replace(draft, kind="document"), Discovered(diagnostics=notes.all()), 0.5, why, feeds)
    if found is None:
        notes.add("no-items")
        return Proposal(draft, Discovered(diagnostics=notes.all()), 0.0, (Reason("nothing"), *advertised), feeds)
    following = next_page(page, draft.find, notes)
    selector = item_selector(page, found.rows)
    find = Find(item=selector)
    # A selector is only proposed where it finds just what was found without.
    if selector and selected_items(page, find, today, Notes()) != found.items:
        find = Find()
    source = replace(draft, find=find, pages=2 if following else 1)
    confidence, why = _confidence(found, following)
    discovered = Discovered(found.items, following, notes.all())
    return Proposal(source, discovered, confidence, (*why, *advertised), feeds)


def _confidence(found: FoundList, following: str) -> tuple[float, tuple[Reason, ...]]:
    count = len(found.items)
    long = sum(len(item.title) >= 8 for item in found.items)
    why = [Reason("rows", count), Reason("dated", found.dated), Reason("titles", long)]
    confidence = 0.1 + 0.4 * min(1.0, found.dated / count) + 0.25 * long / count + 0.15 * min(1.0, count / 8)
    if following:
        why.append(Reason("paged", 1))
        confidence += 0.1
    if found.runner_up > _RIVAL * found.score:
        why.append(Reason("rival", 1))
        confidence *= 0.7
    return round(min(confidence, 1.0), 2), tuple(why)


def advertised_feeds(page: Page) -> tuple[str, ...]:
    """The feeds that a page names in its head."""
    found: dict[str, None] = {}
    for node in page.tree.css("link[href]"):
        attributes: Mapping[str, str | None] = node.attributes
        rel = (attributes.get("rel") or "").lower().split()
        if "alternate" in rel and _FEED_TYPES.search(attributes.get("type") or ""):
            place = page.link(attributes.get("href") or "")
            if place:
                found.setdefault(place)
    return tuple(found)[:20]


def _page_title(page: Page) -> str:
    node = page.tree.css_first("title")
    return one_line(_SITE_TAIL.sub("", node.text()))[:80] if node is not None else ""


def _hint(encoding: str) -> str:
    """Only what the bytes cannot say for themselves needs a hint: UTF-8 is always known again."""
    return "" if encoding.lower() in {"utf-8", "utf-16-le", "utf-16-be"} else encoding


def _name_for(address: str) -> str:
    host = urlsplit(address).hostname or ""
    words = [word for word in re.split(r"[^a-z0-9]+", host.lower()) if word and word != "www"]
    name = "-".join(words)[:60].strip("-")
    return name if is_source_name(name) else "source"
