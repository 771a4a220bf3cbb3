"""Tools that ask the registers: bodies, indicators, promises, measures, policy lines, sanctions, citations."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from revtrack.assistants.asked import (
    AboutBodies,
    AboutBody,
    AboutDocument,
    AboutIndicator,
    AboutIndicators,
    AboutLine,
    AboutMeasure,
    AboutPromises,
    AboutSanctions,
)
from revtrack.assistants.looking import FEW
from revtrack.assistants.told import Form, Told, cover, filled, told_part, without
from revtrack.features.bodies import AskedOfBody
from revtrack.forms import bodies as bodies_json
from revtrack.forms import citers as citers_json
from revtrack.forms import corpus as corpus_json
from revtrack.forms import diffusion as diffusion_json
from revtrack.forms import enforcement as enforcement_json
from revtrack.forms import indicators as indicators_json
from revtrack.forms import lines as lines_json
from revtrack.forms import promises as promises_json

if TYPE_CHECKING:
    from revtrack.service import Tracker


def bodies(tracker: Tracker, asked: AboutBodies) -> Told:
    """Bodies with words in a name, of a place."""
    tracker.read_duties(most=FEW)
    found = tracker.bodies(asked.words, asked.place, offset=asked.offset, limit=asked.limit)
    items = bodies_json.bodies(found, asked.offset)["bodies"]
    shown = [{**filled(one), "page": _body_page(one["key"])} for one in items]
    page = f"/bodies?{urlencode({'words': asked.words})}" if asked.words else "/bodies"
    return Told({}, "bodies", shown, found.total, asked.offset, page, cover(found.covered, found.versions, "duties"))


def body(tracker: Tracker, asked: AboutBody) -> Told:
    """The duties of a body, the one due first first; or what changed in them since a day."""
    tracker.read_duties(most=FEW)
    wanted = AskedOfBody(asked.role, asked.words, asked.due_after, asked.due_before, asked.changed_since)
    found = tracker.body(asked.body, wanted, asked.filter())
    facts = {**bodies_json.listing(found.listing), "key": found.key, "joined": list(found.joined)}
    unknown, page = cover(found.covered, found.versions, "duties"), _body_page(found.key)
    if asked.changed_since:
        facts |= {"since": asked.changed_since, "duties_now": len(found.duties)}
        changes = (filled(bodies_json.shifted(one)) for one in found.shifts)
        return told_part(filled(facts), "changes", changes, asked, page=page, unknown=unknown)
    duties = (filled(bodies_json.duty(one)) for one in found.duties)
    return told_part(filled(facts), "duties", duties, asked, page=page, unknown=unknown)


def _body_page(key: str) -> str:
    return f"/bodies/one?name={quote(key)}"


def indicators(tracker: Tracker, asked: AboutIndicators) -> Told:
    """What is measured, with words in its name."""
    tracker.read_few_for_targets()
    found = tracker.indicators(asked.words, asked.filter(), offset=asked.offset, limit=asked.limit)
    form = indicators_json.indicators(found, asked.offset)
    items = [{**filled(one), "page": _indicator_page(one["key"])} for one in form["indicators"]]
    page = f"/indicators?{urlencode({'words': asked.words})}" if asked.words else "/indicators"
    unknown = cover(found.covered, found.versions, "targets")
    return Told({}, "indicators", items, found.page.total, asked.offset, page, unknown)


def indicator(tracker: Tracker, asked: AboutIndicator) -> Told:
    """The values of one measured thing: over documents, years, levels, with what does not fit."""
    tracker.read_few_for_targets()
    found = tracker.indicator(asked.name)
    form = indicators_json.indicator(found)
    of_line = ("place", "level", "scope")
    values = [
        {**{name: line[name] for name in of_line}, **filled(value)}
        for line in form["lines"]
        for value in line["values"]
    ]
    doubts = [{**filled(one), "one": filled(one["one"]), "other": filled(one["other"])} for one in form["doubts"]]
    parts = {"values": values, "doubts": doubts}
    counts = {name: len(items) for name, items in parts.items()}
    facts = {**without(form, "lines", "doubts", "coverage"), "lines": len(form["lines"]), "parts": counts}
    page, unknown = _indicator_page(form["key"]), cover(found.covered, found.versions, "targets")
    return told_part(facts, asked.part, parts[asked.part], asked, page=page, unknown=unknown)


def _indicator_page(key: str) -> str:
    return f"/indicators/{quote(key, safe='')}"


def promises(tracker: Tracker, asked: AboutPromises) -> Told:
    """Texts that are to be made or changed, and what keeps them."""
    tracker.read_duties(most=FEW)
    states = (asked.state,) if asked.state else ()
    found = tracker.promises(asked.body, asked.day, asked.filter(), states)
    form = promises_json.promises(found, asked.offset, asked.limit)
    items = [filled(one) for one in form["promises"]]
    unknown = cover(found.covered, found.versions, "duties")
    return Told({"on": found.day}, "promises", items, len(found.items), asked.offset, "/promises", unknown)


def measure(tracker: Tracker, asked: AboutMeasure) -> Told:
    """Where a measure stands, earlier and later, how far, by whom."""
    form = diffusion_json.diffusion(tracker.diffusion(asked.name, asked.document, asked.address))
    query = {"name": asked.name, "origin": form["origin"] if asked.document else "", "clause": asked.address}
    page = f"/measures?{urlencode({name: value for name, value in query.items() if value})}"
    items = [filled(one) for one in form["spots"]]
    facts = {"name": form["name"], "origin": form["origin"], "more_than_looked_at": form["more"]}
    return told_part(filled(facts), "places", items, asked, page=page)


def measures_of(tracker: Tracker, asked: AboutDocument) -> Told:
    """The measures that a document names and that stand in other documents, too."""
    form = diffusion_json.spreads(*tracker.spreads(asked.document))
    facts = without(form, "measures")
    return told_part(facts, "measures", form["measures"], asked, page=f"/documents/{form['document']}/measures")


def policy_line(tracker: Tracker, asked: AboutLine) -> Told:
    """The policy line of a document over years and levels, and the course of measures over its members."""
    form = lines_json.line(tracker.line(asked.document))
    counts = {name: len(form[name]) for name in ("members", "measures")}
    facts = {"document": form["document"], "parts": counts}
    items = [filled(one) for one in form[asked.part]]
    return told_part(facts, asked.part, items, asked, page=f"/documents/{form['document']}/line")


def enforcement(tracker: Tracker, asked: AboutSanctions) -> Told:
    """By which clauses the breach of each duty is punished."""
    form = enforcement_json.enforcement(tracker.enforcement(asked.document, asked.address))
    facts = {**without(form, "clauses", "total", "whole", "more"), "more_than_looked_at": form["more"]}
    facts["parts"] = {name: len(form[name]) for name in ("clauses", "whole")}
    page = f"/documents/{form['document']}/enforcement"
    return told_part(facts, asked.part, form[asked.part], asked, page=page)


def citations(tracker: Tracker, asked: AboutDocument) -> Told:
    """Whom a text names, which of those the corpus has, who names it; what citers call one that lost its name."""
    found = tracker.citations(asked.document)
    form = corpus_json.citations(found)
    named = tracker.text(asked.document).named
    called = citers_json.calling(tracker.called(asked.document))
    items: list[Form] = [{"direction": "cites", **filled(_cited(one))} for one in form["cites"]]
    items += [{"direction": "cited-by", **filled(one)} for one in form["cited_by"]]
    facts = {**called, "cites": len(form["cites"]), "cited_by": len(form["cited_by"])}
    facts = filled({**facts, "more_than_looked_at": form["more"]})
    page = f"/documents/{named.document.id}?version={named.version.id}#citations"
    return told_part(facts, "citations", items, asked, page=page)


def _cited(one: Form) -> Form:
    """A citation with the documents that it may mean by their ids: what they are called stands among the sources."""
    documents = [{"document": item["id"], "version": item["current"]} for item in one["documents"]]
    return {**one, "documents": documents, "held": bool(documents)}
