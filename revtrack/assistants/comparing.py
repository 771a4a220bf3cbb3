"""Tools that compare: two texts, an article through its versions, a policy and who takes it up, siblings, decisions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from alignment.model import ClauseRow, Comparison, Obligation, ObligationChange, Side
from revtrack.assistants.asked import (
    AboutAmendments,
    AboutClause,
    AboutComparison,
    AboutSiblings,
    AboutTrace,
)
from revtrack.assistants.told import Form, Told, filled, told_part, without
from revtrack.forms import comparison as comparison_json
from revtrack.forms import diffusion as diffusion_json
from revtrack.forms import force as force_json
from revtrack.forms import trace as trace_json
from revtrack.forms.corpus import named

if TYPE_CHECKING:
    from revtrack.holdings.comparing import Compared
    from revtrack.service import Tracker


def compare(tracker: Tracker, asked: AboutComparison) -> Told:
    """What changed between two texts: in duties, beside them, findings, clauses."""
    found = tracker.comparison(asked.old, asked.new, asked.task)
    query = "" if asked.task == "revision" else f"?task={asked.task}"
    page = f"/compare/{found.old.version.id}/{found.new.version.id}{query}"
    parts = {name: list(make(found)) for name, make in _PARTS.items()}
    comparison = found.judged.comparison
    facts = {
        "old": named(found.old),
        "new": named(found.new),
        "task": asked.task,
        "coarser": comparison.fallback,
        "clauses_counted": {name: getattr(comparison.counts, name) for name in ("unchanged", "renumbered", "moved")},
        "parts": {name: len(rows) for name, rows in parts.items()},
        "rejected_by_people": len(found.judged.rejected) + len(found.judged.dismissed),
    }
    items = [_linked(row, page) for row in parts[asked.part]]
    return told_part(filled(facts), asked.part, items, asked, page=page)


def _linked(row: Form, page: str) -> Form:
    """A row with the address at which the page of the comparison shows it."""
    return {**without(row, "anchor"), "page": f"{page}#{row['anchor']}"} if "anchor" in row else row


def _duties(found: Compared) -> Iterator[Form]:
    judged = found.judged
    numbers = judged.numbers or tuple(range(len(judged.comparison.obligations)))
    for at, change in enumerate(judged.comparison.obligations):
        said = [{"verdict": one.review.verdict.value, "standing": one.standing.value} for one in judged.of_change(at)]
        yield filled(
            {
                "number": numbers[at] + 1,
                "change": change.change,
                "type": change.type,
                "fields": list(change.fields),
                "directions": dict(change.directions),
                **_sides(change, judged.comparison),
                "score": round(change.score, 4) if change.old and change.new else None,
                "why": change.why,
                "people_said": said,
                "anchor": f"d-{numbers[at] + 1}",
            }
        )


def _sides(change: ObligationChange, comparison: Comparison) -> Form:
    return {
        "old": _duty(change.old, comparison.old) if change.old else None,
        "new": _duty(change.new, comparison.new) if change.new else None,
    }


def _duty(duty: Obligation, side: Side) -> Form:
    """A duty with the place of its clause; what is empty is left out."""
    form = without(comparison_json.duty(duty), "clause", "sentence", "text", "start", "end", "read_from", "due")
    return filled({**_place(side, duty.clause), "quote": duty.text, **form})


def _place(side: Side, clause: str) -> Form:
    """The address of a clause; of one without, what part of the document it belongs to."""
    found = side.by_clause.get(clause)
    if found is None:
        return {}
    return {"address": found.address} if found.address else {"part": found.kind.value}


def _other(found: Compared) -> Iterator[Form]:
    for entry in found.judged.comparison.account:
        if entry.row:
            plain = {
                "id": entry.id,
                "class": entry.cls,
                "kind": entry.kind,
                "old_quote": entry.old,
                "new_quote": entry.new,
            }
            yield filled({**plain, "anchor": f"e-{entry.id}"})


def _findings(found: Compared) -> Iterator[Form]:
    comparison = found.judged.comparison
    for number, one in enumerate(comparison.findings, start=1):
        side = comparison.old if one.side == "old" else comparison.new
        form = {"kind": one.kind, "side": one.side, **_place(side, one.clause), "quote": one.quote}
        yield filled({**form, "message": one.message, "facts": dict(one.facts), "anchor": f"f-{number}"})


def _clauses(found: Compared) -> Iterator[Form]:
    comparison = found.judged.comparison
    for row in comparison.rows:
        if row.change != "unchanged" or row.moved:
            yield filled(_row(row, comparison))


def _row(row: ClauseRow, comparison: Comparison) -> Form:
    sides = {"old": (comparison.old, row.old), "new": (comparison.new, row.new)}
    texts = {
        name: [{**_place(side, one), "text": side.by_clause[one].text} for one in ids]
        for name, (side, ids) in sides.items()
    }
    marks = {name: getattr(row, name) for name in ("moved", "renumbered", "localised", "split", "merged")}
    return {"change": row.change, **marks, **texts}


#: The parts of a comparison, each listed by itself.
_PARTS: Mapping[str, Callable[[Compared], Iterator[Form]]] = {
    "duties": _duties,
    "other": _other,
    "findings": _findings,
    "clauses": _clauses,
}


def article(tracker: Tracker, asked: AboutClause) -> Told:
    """An article through all versions."""
    form = force_json.article(tracker.article(asked.document, asked.address))
    query = urlencode({"version": form["version"], "clause": asked.address})
    page = f"/documents/{form['document']}/article?{query}"
    return told_part(without(form, "steps"), "steps", form["steps"], asked, page=page)


def lineage(tracker: Tracker, asked: AboutClause) -> Told:
    """A clause through drafts, versions and the texts that take it up."""
    stations = tracker.lineage(asked.document, asked.address)
    form = trace_json.lineage(stations)["stations"]
    page = ""
    if stations:
        first = tracker.text(asked.document).named
        query = urlencode({"version": first.version.id, "address": asked.address})
        page = f"/documents/{first.document.id}/lineage?{query}"
    return told_part({"address": asked.address}, "stations", form, asked, page=page)


def trace(tracker: Tracker, asked: AboutTrace) -> Told:
    """What lower texts made of each clause of a policy; their days, what they add."""
    found = tracker.trace(asked.higher, asked.lower)
    form = trace_json.traced(found)
    lower = [
        {
            **without(one, "softened", "deadlines", "additions"),
            "parts": {name: len(one[name]) for name in ("softened", "deadlines", "additions")},
            "page": f"/trace/{form['higher']['document']}/{one['document']}",
        }
        for one in form["lower"]
    ]
    facts = {"higher": form["higher"], "lower": lower, "left_out_by_all": len(form["taken_by_nobody"])}
    page = f"/trace/{form['higher']['document']}"
    if asked.part != "clauses":
        items = [{"in": one["document"], **filled(item)} for one in form["lower"] for item in one[asked.part]]
        return told_part(facts, asked.part, items, asked, page=page)
    sides = [one.judged.comparison.new for one in found.comparisons]
    rows = [_trace_row(row, sides) for row in form["rows"] if _wanted(row, asked.only)]
    return told_part(facts, "clauses", rows, asked, page=page)


def _wanted(row: Form, only: str) -> bool:
    if only == "taken-up":
        return bool(row["taken_by"])
    addressed = row["addressed"] == "yes" or any(cell["addressed"] == "yes" for cell in row["cells"])
    return {"": True, "addressed": addressed, "left-out": addressed and not row["taken_by"]}[only]


def _trace_row(row: Form, sides: Sequence[Side]) -> Form:
    """A clause with what each lower text made of it, in the words of both."""
    cells: list[Form] = []
    for cell, side in zip(row["cells"], sides, strict=True):
        lower = dict.fromkeys(link["new"] for link in cell["links"])
        quotes = [side.by_sentence[one][1].text for one in lower if one in side.by_sentence]
        measures = [{"quote": one["quote"], "carried": one["carried"]} for one in cell["measures"]]
        kept = without(cell, "links", "changes", "by_person", "measures")
        cells.append(filled({**kept, "quotes": quotes, "duties": measures}))
    return {**filled(without(row, "clause", "cells")), "cells": cells}


def amendments(tracker: Tracker, asked: AboutAmendments) -> Told:
    """Whether each instruction of a decision was carried out."""
    form = trace_json.amendments(tracker.amendments(asked.decision, asked.amended, asked.base))
    page = f"/documents/{form['decision']['document']}/amendments"
    items = [filled({**one, "steps": [filled(step) for step in one["steps"]]}) for one in form["instructions"]]
    return told_part(filled(without(form, "instructions")), "instructions", items, asked, page=page)


def siblings(tracker: Tracker, asked: AboutSiblings) -> Told:
    """Texts on the same basis; with some named, what is common and what stands only in one."""
    if not asked.others:
        form = diffusion_json.proposals(*tracker.siblings_of(asked.document))
        page = f"/documents/{form['document']}/siblings"
        return told_part({"document": form["document"]}, "siblings", form["siblings"], asked, page=page)
    form = diffusion_json.siblings(tracker.siblings(asked.document, asked.others))
    first, *others = form["texts"]
    texts = [_by_address(tracker, one["version"]) for one in others]
    query = "&".join(f"other={quote(one['document'])}" for one in others)
    page = f"/documents/{first['document']}/siblings?{query}"
    only = [{"in": of["document"], **one} for of, own in zip(form["texts"], form["only"], strict=True) for one in own]
    shared = {name: [_with_texts(one, texts) for one in form[name]] for name in ("common", "some")}
    parts = {**shared, "only": only}
    facts = {"texts": form["texts"], "parts": {name: len(items) for name, items in parts.items()}}
    return told_part(facts, asked.part, [filled(one) for one in parts[asked.part]], asked, page=page)


def _by_address(tracker: Tracker, version: str) -> dict[str, str]:
    """The clauses of a text by their addresses."""
    return {line.address: line.whole for line in tracker.text(version).lines if line.address}


def _with_texts(one: Form, texts: Sequence[Mapping[str, str]]) -> Form:
    """A clause that several texts have, in the words of each."""
    others = [
        filled({**other, "text": of.get(other["address"], "")}) for other, of in zip(one["others"], texts, strict=True)
    ]
    return {**one, "others": others}
