"""A person's word on a comparison: rows confirmed, corrected or rejected, changes added, sentences linked by hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import Response

from revtrack.errors import InvalidInput
from revtrack.export.places import Places
from revtrack.holdings.comparing import Compared
from revtrack.holdings.judging_entries import KIND
from revtrack.holdings.passages import find_words
from revtrack.holdings.saying import Put, Word
from revtrack.terms import DUTY_FIELDS, SUBSTANCE_KINDS, WAYS, Comparison, Link, ObligationChange, Task, Verdict
from web.asking import an_id, tracker_of
from web.compare import compared, query_of, report_of, task_of
from web.security import check_csrf
from web.site import Site, name_reviewer, render, see, tell

router = APIRouter(include_in_schema=False)
#: Sentence links shown for review, the least certain ones; sentences offered on a side; characters shown of one.
_LINKS, _OFFERED, _QUOTE = 40, 4000, 60
#: Characters that are kept of a note, a quote, a value.
_NOTE, _WORDS = 500, 5000
#: What a form about a row, a link or an addition may bring, besides fields by name.
_NAMES = ("row", "entry", "verdict", "kind", "old", "new", "note", "quote-old", "quote-new", "next")


@dataclass(frozen=True, slots=True)
class ShownLink:
    """A link of two sentences with their texts."""

    old: str
    new: str
    old_text: str
    new_text: str
    relation: str
    score: float
    margin: float
    matched_by: str


@dataclass(frozen=True, slots=True)
class Offered:
    """A sentence that can be picked: its id, where it stands and how it begins, all its words, its counterpart."""

    id: str
    told: str
    words: str
    partner: str


@router.get("/compare/{old}/{new}/review")
def review(request: Request, old: str, new: str, task: str = "") -> Response:
    """What a person can confirm, correct or reject."""
    site, asked = Site.of(request, "/compare"), task_of(task)
    found = compared(request, old, new, asked)
    if isinstance(found, Response):
        return found
    judged, comparison = found.judged, found.judged.comparison
    linked = _shown_links(comparison)
    return render(
        site,
        "review.html.jinja",
        report=report_of(found, site),
        judged=judged,
        address=f"/compare/{old}/{new}",
        query=query_of(asked),
        settled=judged.settled,
        to_settle=judged.to_settle,
        rows={judged.numbers[at] + 1: at for at in range(len(judged.numbers))},
        marks={at + 1: mark_of(change) for at, change in enumerate(judged.found)},
        lost=[item for item in judged.reviewed if item.change < 0 and not item.entry and item.pair == ("", "")],
        links=linked[:_LINKS],
        all_links=len(linked),
        kinds=SUBSTANCE_KINDS,
    )


@router.get("/compare/{old}/{new}/add")
def add(request: Request, old: str, new: str, task: str = "") -> Response:
    """A form for what the comparison missed, filled with what was picked from the text."""
    given = {name: request.query_params.get(name, "")[:_WORDS] for name in ("old", "new", "quote-old", "quote-new")}
    return _filling(request, (an_id(old), an_id(new)), task_of(task), given)


@router.get("/compare/{old}/{new}/correct")
def correct(request: Request, old: str, new: str, row: str = "", task: str = "") -> Response:
    """A form that puts the words, fields and values of one change right, filled with what they are."""
    asked = task_of(task)
    found = compared(request, old, new, asked)
    if isinstance(found, Response):
        return found
    judged, at = found.judged, _row(found, row)
    if at not in judged.numbers:
        raise HTTPException(404)
    change = judged.comparison.obligations[judged.numbers.index(at)]
    given = {"row": row, "verdict": "correct"} | {f"direction-{name}": way for name, way in change.directions.items()}
    for side, duty in (("old", change.old), ("new", change.new)):
        given[f"quote-{side}"] = duty.text if duty else ""
        given |= {f"{side}-{name}": str(getattr(duty, name)) for name in DUTY_FIELDS if duty}
    return _filling(request, (an_id(old), an_id(new)), asked, given)


@router.post("/compare/{old}/{new}/review")
async def said(request: Request, old: str, new: str, task: Annotated[str, Query()] = "") -> Response:
    """Keep what a person says."""
    async with request.form(max_files=0, max_fields=80) as form:
        check_csrf(request, form.get("csrf"))
        given = {key: str(value)[:_WORDS] for key, value in form.items()}
    return await run_in_threadpool(_said, request, (an_id(old), an_id(new)), task_of(task), given)


def _said(request: Request, pair: tuple[str, str], task: Task, given: Mapping[str, str]) -> Response:
    site, tracker = Site.of(request), tracker_of(request)
    try:
        verdict = Verdict(given.get("verdict", ""))
    except ValueError:
        raise HTTPException(400) from None
    by = name_reviewer(request, given.get("by", ""))
    found = tracker.comparison(*pair, task)
    row = _row(found, given.get("row", ""))
    about_row = bool(given.get("row"))
    entry = given.get("entry", "")
    known = {one.id for one in found.judged.comparison.account} | {one.id for one, _ in found.judged.dismissed}
    gone = (about_row and row < 0) or (entry and entry not in known)
    if gone or not by:
        return _held(request, pair, task, given, [site.reviews.held_gone if gone else site.reviews.held_name])
    word = Word(
        by=by,
        verdict=verdict,
        old=given.get("old", ""),
        new=given.get("new", ""),
        row=row,
        entry=entry,
        fields=_fields(given, verdict, about_entry=bool(entry)),
        put=_put(given) if verdict is Verdict.ADD or (verdict is Verdict.CORRECT and not entry) else None,
        note=given.get("note", "")[:_NOTE],
    )
    try:
        made = tracker.review(*pair, task, word)
    except InvalidInput as error:
        return _held(request, pair, task, given, site.error_lines(error))
    tell(request, site.ui.done["review"], made.commit)
    address = f"/compare/{pair[0]}/{pair[1]}"
    if verdict is Verdict.ADD:
        return see(f"{address}{query_of(task)}")
    return see(f"{address}/review{query_of(task)}")


def _held(request: Request, pair: tuple[str, str], task: Task, given: Mapping[str, str], lines: list[str]) -> Response:
    """Nothing was kept: why, and all that was typed, to be sent again."""
    site = Site.of(request, "/compare")
    if "quote-old" in given:
        return _filling(request, pair, task, given, lines)
    kept = {name: value for name, value in given.items() if _is_ours(name)}
    return render(
        site,
        "held.html.jinja",
        lines=lines,
        note=kept.pop("note", ""),
        hidden=kept,
        gone=lines == [site.reviews.held_gone],
        address=f"/compare/{pair[0]}/{pair[1]}",
        query=query_of(task),
    )


def _is_ours(name: str) -> bool:
    prefix, _, field = name.partition("-")
    return name in _NAMES or (prefix in {"direction", "old", "new"} and field in DUTY_FIELDS)


def _filling(
    request: Request,
    pair: tuple[str, str],
    task: Task,
    given: Mapping[str, str],
    lines: list[str] | None = None,
) -> Response:
    """The form by which a change is added or put right, filled with what is given."""
    site = Site.of(request, "/compare")
    found = compared(request, *pair, task)
    if isinstance(found, Response):
        return found
    comparison, adds = found.judged.comparison, not given.get("row")
    partners = _partners(comparison) if adds else {}
    offered = (list(_offered(comparison, name, site, partners)) if adds else [] for name in ("old", "new"))
    return render(
        site,
        "add.html.jinja",
        report=report_of(found, site),
        address=f"/compare/{pair[0]}/{pair[1]}",
        query=query_of(task),
        adds=adds,
        sides=list(zip(("old", "new"), offered, strict=True)),
        given=_completed(given, comparison, partners) if adds else dict(given),
        lines=lines or [],
        fields=DUTY_FIELDS,
        ways=WAYS,
        kinds=SUBSTANCE_KINDS,
    )


def _completed(given: Mapping[str, str], comparison: Comparison, partners: Mapping[str, str]) -> dict[str, str]:
    """What was picked on one side, with the sentence that holds it and its counterpart."""
    told = dict(given)
    for side in (comparison.old, comparison.new):
        words = told.get(f"quote-{side.name}", "")
        place = find_words(side, words) if words and not told.get(side.name) else None
        if place:
            told[side.name] = place.sentence
    for one, other in (("old", "new"), ("new", "old")):
        if told.get(one) and not told.get(other) and "verdict" not in given:
            told[other] = partners.get(told[one], "")
    return told


def _partners(comparison: Comparison) -> dict[str, str]:
    """The first counterpart of each sentence that has one."""
    pairs = [(old, new) for link in comparison.links for old in link.old for new in link.new]
    found: dict[str, str] = {}
    for old, new in pairs:
        found.setdefault(old, new)
        found.setdefault(new, old)
    return found


def _offered(comparison: Comparison, name: str, site: Site, partners: Mapping[str, str]) -> Iterator[Offered]:
    """Every sentence of a side, in its order."""
    side = comparison.old if name == "old" else comparison.new
    places = Places.of(comparison, site.say)
    for at, (clause, sentence) in enumerate(side.sentences()):
        if at == _OFFERED:
            return
        short = sentence.text if len(sentence.text) <= _QUOTE else f"{sentence.text[:_QUOTE]}…"
        where = places.clause(side.name, clause.id).address
        yield Offered(sentence.id, f"{where} {short}".strip(), sentence.text, partners.get(sentence.id, ""))


def _fields(given: Mapping[str, str], verdict: Verdict, *, about_entry: bool) -> dict[str, str] | None:
    """The directions of fields, or the kind of a difference beside the duties."""
    if verdict not in {Verdict.CORRECT, Verdict.ADD}:
        return None
    kind = given.get("kind", "")
    if about_entry or kind:
        return {KIND: kind} if kind else {}
    return {name: way for name in DUTY_FIELDS if (way := given.get(f"direction-{name}", ""))}


def _put(given: Mapping[str, str]) -> tuple[Put, Put] | None:
    """The words and values of both sides, None where the form asked for none."""
    if "quote-old" not in given and "quote-new" not in given:
        return None
    old, new = (
        Put(
            given.get(f"quote-{side}", ""),
            {name: given[f"{side}-{name}"] for name in DUTY_FIELDS if f"{side}-{name}" in given},
        )
        for side in ("old", "new")
    )
    return old, new


def mark_of(change: ObligationChange) -> str:
    """What names a row whatever else was reviewed meanwhile: the places of its quotes in the two texts."""
    places = (f"{duty.sentence}.{duty.start}-{duty.end}" if duty else "" for duty in (change.old, change.new))
    return "_".join(places)


def _row(found: Compared, mark: str) -> int:
    """The place of a row among the changes that were found, -1 where it is none of them."""
    return next((at for at, change in enumerate(found.judged.found) if mark and mark_of(change) == mark), -1)


def _shown_links(comparison: Comparison) -> list[ShownLink]:
    """Links that a person may doubt, the least certain first: not those found word for word."""
    old, new = comparison.old.by_sentence, comparison.new.by_sentence
    doubtful = [link for link in comparison.links if link.matched_by != "exact" and link.relation != "same"]
    ranked = sorted(doubtful, key=lambda link: (link.matched_by == "person", link.score + link.margin))
    return [_shown_link(link, old[link.old[0]][1].text, new[link.new[0]][1].text) for link in ranked]


def _shown_link(link: Link, old: str, new: str) -> ShownLink:
    return ShownLink(link.old[0], link.new[0], old, new, link.relation, link.score, link.margin, link.matched_by)
