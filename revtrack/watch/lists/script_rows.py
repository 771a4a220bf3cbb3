"""Rows that a page keeps in a script, as JSON given to a variable, and puts in place by it."""

from __future__ import annotations

import json
import re
from datetime import date, tzinfo

from revtrack.watch.lists.html_page import Page
from revtrack.watch.lists.item import Item, Notes
from revtrack.watch.lists.json_list import json_items
from revtrack.watch.sources import Find

_GIVEN = re.compile(r"[\w$.]{1,60}\s{0,4}[=:]\s{0,4}(?=[\[{]\s{0,20}[\[{\"])")
_SCRIPTS, _CHARACTERS, _VALUES = 60, 400_000, 40


def script_items(page: Page, zone: tzinfo, today: date | None) -> tuple[Item, ...]:
    """The items of the longest list that a script of the page holds; none where there is none."""
    decoder = json.JSONDecoder()
    best: tuple[Item, ...] = ()
    tried = 0
    for node in page.tree.css("script")[:_SCRIPTS]:
        script = (node.text() or "")[:_CHARACTERS]
        end = 0
        for given in _GIVEN.finditer(script):
            if given.start() < end or tried >= _VALUES:
                continue
            tried += 1
            try:
                value, end = decoder.raw_decode(script, given.end())
            except (ValueError, RecursionError):
                continue
            found = json_items(value, Find(), page.address, zone, today, Notes())
            if found is not None and len(found.items) > len(best):
                best = found.items
    return best
