"""Tools that change something, in the name of whoever gave an assistant a token for it; each change can be undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus_repo import Verdict
from revtrack.assistants.asked import Decision, Review
from revtrack.assistants.told import Form, Told
from revtrack.errors import InvalidInput
from revtrack.forms import corpus as corpus_json
from revtrack.forms import watch as watch_json
from revtrack.holdings.saying import Word

if TYPE_CHECKING:
    from revtrack.service import Tracker


def review(tracker: Tracker, asked: Review, by: str) -> Told:
    """Keep what is said of a row of a comparison."""
    if bool(asked.number) == bool(asked.difference):
        what = f"{asked.number or ''} {asked.difference}".strip()
        raise InvalidInput("review-about", facts={"what": what, "count": "0"})
    word = Word(
        by=by,
        verdict=Verdict(asked.verdict),
        row=asked.number - 1,
        entry=asked.difference,
        note=asked.note,
    )
    made = tracker.review(asked.old, asked.new, asked.task, word)
    return Told({"verdict": asked.verdict, **corpus_json.changed(made)}, page=f"/documents/{made.document}#history")


def decide(tracker: Tracker, asked: Decision, by: str) -> Told:
    """Accept an entry of the inbox into the corpus, or decline it."""
    desk = tracker.watching
    if asked.verdict == "decline":
        entry = watch_json.entry(desk.decline(asked.entry, author=by))
        return Told({"verdict": asked.verdict, **decided(entry)}, page="/inbox")
    made = desk.accept(asked.entry, asked.document, as_new=asked.as_new, author=by)
    told = {"document": made.document, "version": made.version, "commit": made.commit}
    facts = {"verdict": asked.verdict, **decided(watch_json.entry(made.entry)), **told}
    return Told(facts, page=f"/documents/{made.document}")


def decided(entry: Form) -> Form:
    """An entry of the inbox as it was decided."""
    return {name: entry[name] for name in ("token", "title", "status", "decided_at")}
