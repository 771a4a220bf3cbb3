"""What a source lists: the items of one page of it, and how a page that nobody described yet is best read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, tzinfo
from typing import Literal
from urllib.parse import urlsplit

from revtrack.ingest.html import page_text
from revtrack.watch.lists.body import body_text
from revtrack.watch.lists.canonical import canonical_address, host_of, same_place
from revtrack.watch.lists.html_list import FoundList, automatic_list, item_selector, selected_items
from revtrack.watch.lists.html_page import Page, parse_page
from revtrack.watch.lists.item import Discovered, Item, Notes
from revtrack.watch.lists.json_list import json_items, next_path, parse_json
from revtrack.watch.lists.readers import ListText, goes_on, read_xml, zone_of
from revtrack.watch.lists.row_facts import one_line
from revtrack.watch.lists.script_rows import script_items
from revtrack.watch.lists.sent import COUNTERS, likely_counter, named_page
from revtrack.watch.lists.xml_list import feed_title, parse_xml, root_name
from revtrack.watch.source_files import is_source_name
from revtrack.watch.sources import Find, Source

_FEED_TYPES = re.compile(r"application/(?:rss|atom|rdf)\+xml|text/xml", re.I)
_XML_HEAD = re.compile(r"(?:<\?xml|<rss|<feed|<rdf:RDF|<urlset|<sitemapindex|<!DOCTYPE\s+rss)\b", re.I)
_SITE_TAIL = re.compile(r"(?<!\s)\s*(?:[_|｜]|\s[-–—]\s|--).*$", re.S)
#: A list that a script of the page fetches; so many places are looked at, and so much of a script.
_NAMED = re.compile(r"""['"]([\w./:?=&%-]{1,200}\.json(?:\?[\w=&%.-]{0,100})?)['"]""", re.I)
_ELSEWHERE, _SCRIPT = 6, 200_000
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


def propose(body: bytes, address: str, content_type: str, *, today: date | None = None, post: str = "") -> Proposal:
    """How this address is best watched: its kind, how its items are found, and the items that gives. `post` is what was
    sent to have it.

    Never raises for what a page holds. The source's name is made from the host and is to be checked against those
    there are; a confidence below 0.5 means that a person has to look.
    """
    notes = Notes()
    place = canonical_address(address)
    draft = Source(
        name=_name_for(place), title=urlsplit(place).netloc or address, kind="list", address=place, post=post
    )
    if not place:
        notes.add("address", address)
        return Proposal(draft, Discovered(diagnostics=notes.all()), 0.0, (Reason("nothing"),))
    text, encoding = body_text(body, content_type, "", notes)
    head = text[:2_000].lstrip("\ufeff \t\r\n")
    zone = zone_of(draft.time_zone)
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


def _propose_xml(draft: Source, text: str, place: str, zone: tzinfo, notes: Notes) -> Proposal | None:
    root = parse_xml(text, notes)
    name = root_name(root).lower() if root is not None else ""
    if root is None or name not in {"rss", "rdf", "feed", "urlset", "sitemapindex"}:
        return None
    found = read_xml(ListText(text, place, "", Find(), zone, None, Notes()))
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
    counter = next((name for name in COUNTERS if _counts(place, name)), "") or likely_counter(draft.post)
    find = replace(found.find, next=f"?{counter}" if counter else next_path(value))
    count = len(found.items)
    why = [Reason("json", count), Reason("dated", found.dated)]
    following = ""
    if find.next:
        named = named_page(replace(draft, find=find), place)
        again = json_items(value, find, named, zone, today, Notes())
        following = again.next_address if again is not None else ""
        why.append(Reason("paged", 1))
    discovered = Discovered(found.items, following, notes.all())
    source = replace(draft, kind="json", find=find, pages=2 if find.next else 1)
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
    scripted = script_items(page, zone_of(draft.time_zone), today) if found is None else ()
    if scripted:
        following, sent = goes_on(page, draft.find, notes)
        dated = sum(bool(item.date) for item in scripted)
        why = (Reason("rows", len(scripted)), Reason("dated", dated), *advertised)
        confidence = round(0.4 + 0.4 * dated / len(scripted), 2)
        discovered = Discovered(scripted, following, notes.all(), next_sent=sent)
        return Proposal(replace(draft, pages=2 if following else 1), discovered, confidence, why, feeds)
    running = len(re.sub(r"\s", "", page_text(text))) if found is None or found.score < 6 else 0
    listed = sum(len(item.title) for item in found.items) if found is not None else 0
    # Related links below a long text are a list too, but not what the page is about.
    if running >= _DOCUMENT_LENGTH and running > 3 * listed:
        why = (Reason("document", running), *advertised)
        return Proposal(replace(draft, kind="document"), Discovered(diagnostics=notes.all()), 0.5, why, feeds)
    if found is None:
        notes.add("no-items")
        return Proposal(draft, Discovered(diagnostics=notes.all()), 0.0, (Reason("nothing"), *advertised), feeds)
    following, sent = goes_on(page, draft.find, notes)
    selector = item_selector(page, found.rows)
    find = Find(item=selector)
    # A selector is only proposed where it finds just what was found without.
    if selector and selected_items(page, find, today, Notes()) != found.items:
        find = Find()
    source = replace(draft, find=find, pages=2 if following else 1)
    confidence, why = _confidence(found, following)
    discovered = Discovered(found.items, following, notes.all(), next_sent=sent)
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


def kept_elsewhere(body: bytes, address: str, content_type: str) -> tuple[str, ...]:
    """The addresses where a page keeps what it shows: its frames, and the lists in JSON that its scripts name."""
    notes = Notes()
    text, encoding = body_text(body, content_type, "", notes)
    page = parse_page(text, canonical_address(address), encoding, notes) if canonical_address(address) else None
    if page is None:
        return ()
    frames = [node.attributes.get("src") or "" for node in page.tree.css("iframe[src], frame[src]")[:_ELSEWHERE]]
    scripts = "\n".join((node.text() or "")[:_SCRIPT] for node in page.tree.css("script")[:60])
    named = [found[1] for found in _NAMED.finditer(scripts)]
    found: dict[str, None] = {}
    for place in map(page.link, (*frames, *named[:_ELSEWHERE])):
        if place and host_of(place) == host_of(page.address) and same_place(place) != same_place(page.address):
            found.setdefault(place)
    return tuple(found)[:_ELSEWHERE]


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
