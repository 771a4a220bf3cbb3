"""What was found for a subscription, in words: for mails, chats and feeds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from revtrack.export.places import say_address
from revtrack.export.unseen import show_unseen
from revtrack.watch.state import Match
from revtrack.words.subscriptions import SubscriptionWords


def path_of(match: Match) -> str:
    """The page of what was found, within the site."""
    line = next((item["line"] for item in match.told.get("found", ()) if item.get("line")), 0)
    return f"/documents/{match.document}?version={match.version}" + (f"#l{line}" if line else "")


def page_of(match: Match, url: str) -> str:
    """Where the page of what was found stands; without the address of the site, what commands call the version."""
    return f"{url.rstrip('/')}{path_of(match)}" if url else f"{match.document}@{match.version}"


def text_of(match: Match, say: SubscriptionWords, page: str = "") -> str:
    """What was found in a version: its title and facts, what is new, and the changes of duties, line by line."""
    return "\n".join(show_unseen(line) for line in _lines(match, say, page) if line)


def _lines(match: Match, say: SubscriptionWords, page: str) -> Iterator[str]:
    told = match.told
    yield match.title or say.untitled
    facts = (say.statuses[told["status"]], told["doc_number"], told["date"], told["issuers"])
    yield "  " + "  ".join(fact for fact in facts if fact)
    for item in told["found"]:
        yield from _found(item, say)
    if told["found_total"] > len(told["found"]):
        yield f"  {say.more.format(count=told['found_total'] - len(told['found']))}"
    if told["changes"]:
        yield f"  {say.changes.format(count=told['changes_total'])}"
    for item in told["changes"]:
        yield f"  {item['signs']} {item['told']}"
        yield f"    − {item['old']}" if item["old"] else ""
        yield f"    + {item['new']}" if item["new"] else ""
    if told["changes_total"] > len(told["changes"]):
        yield f"  {say.more.format(count=told['changes_total'] - len(told['changes']))}"
    yield f"  {page}" if page else ""


def _found(item: Mapping[str, Any], say: SubscriptionWords) -> Iterator[str]:
    if item["kind"] == "version":  # the title says it
        return
    where = say_address(item["address"]) if item["address"] else ""
    yield "  " + " ".join(part for part in (say.signs[item["change"]], where, item["told"]) if part)
    if item["was"]:
        yield f"    − {item['was']}"
    if item["kind"] != "reason":
        yield f"    {'−' if item['change'] in {'gone', 'ended'} else '+'} {item['quote']}"
