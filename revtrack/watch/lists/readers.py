"""How the items on one page of a list are read, for each make of list; they never raise for what a page holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, tzinfo
from zoneinfo import ZoneInfo

from revtrack.watch.lists.html_list import automatic_list, selected_items
from revtrack.watch.lists.html_next import next_page
from revtrack.watch.lists.html_page import Page, parse_page
from revtrack.watch.lists.html_posted import posted_next
from revtrack.watch.lists.item import Discovered, Notes
from revtrack.watch.lists.json_list import json_items, parse_json
from revtrack.watch.lists.script_rows import script_items
from revtrack.watch.lists.sent import Sent
from revtrack.watch.lists.xml_list import feed_items, parse_xml, root_name, sitemap_items
from revtrack.watch.sources import Find


@dataclass(frozen=True, slots=True)
class ListText:
    """The text of one page of a list: where it came from, its encoding, how its items are found, the zone of its times;
    `today` completes dates that name no year; what is noticed goes to `notes`."""

    text: str
    place: str
    encoding: str
    find: Find
    zone: tzinfo
    today: date | None
    notes: Notes


def read_page(given: ListText) -> Discovered:
    """The items of a page for people, by the selectors of the source or found by themselves."""
    find, notes = given.find, given.notes
    page = parse_page(given.text, given.place, given.encoding, notes)
    if page is None:
        return Discovered(diagnostics=notes.all())
    if find.item:
        items = selected_items(page, find, given.today, notes)
    else:
        found = automatic_list(page, given.today, notes)
        items = found.items if found is not None else script_items(page, given.zone, given.today)
    if not items:
        notes.add("no-items")
        return Discovered(diagnostics=notes.all())
    following, sent = goes_on(page, find, notes)
    return Discovered(items, following, notes.all(), next_sent=sent)


def goes_on(page: Page, find: Find, notes: Notes) -> tuple[str, Sent | None]:
    """(the next page of a list for people, what is sent for it): as its pager leads there, or as a form asks for it."""
    following = next_page(page, find, notes)
    return (posted_next(page) or ("", None)) if not (following or find.next) else (following, None)


def read_json(given: ListText) -> Discovered:
    """The entries of an array in JSON, by the paths of the source or found by themselves."""
    notes = given.notes
    value = parse_json(given.text, notes)
    found = None
    if value is not None:
        found = json_items(value, given.find, given.place, given.zone, given.today, notes)
    if found is None or not found.items:
        notes.add("no-items")
    if found is None:
        return Discovered(diagnostics=notes.all())
    return Discovered(found.items, found.next_address, notes.all())


def read_xml(given: ListText) -> Discovered:
    """The entries of a feed, or the pages of a sitemap, whichever it is."""
    notes = given.notes
    root = parse_xml(given.text, notes)
    if root is None:
        return Discovered(diagnostics=notes.all())
    if root_name(root) in {"urlset", "sitemapindex"}:
        items, further = sitemap_items(root, given.place, given.zone, notes)
        if not (items or further):
            notes.add("no-items")
        return Discovered(items, "", notes.all(), further)
    items, following = feed_items(root, given.place, given.zone, notes)
    if not items:
        notes.add("no-items")
    return Discovered(items, following, notes.all())


def zone_of(name: str) -> tzinfo:
    """A time zone by its name, UTC for one that there is not."""
    try:
        return ZoneInfo(name)
    except (KeyError, OSError, ValueError):
        return UTC
