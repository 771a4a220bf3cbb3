"""The one door: two texts in, a Comparison out."""

from __future__ import annotations

from alignment.account.ledger import draw_up
from alignment.duties.changes import compare_duties
from alignment.duties.measures import measures
from alignment.duties.wording import Wording
from alignment.findings.references import find_findings
from alignment.knowledge import Knowledge
from alignment.limits import Limits, Steps, TooLong
from alignment.linking.localise import Localiser, own_places
from alignment.linking.match import match
from alignment.linking.rows import clause_rows
from alignment.linking.units import units_of
from alignment.model import Comparison, Decided, Side, Task
from alignment.reading.segment import segment


def compare(
    old: str,
    new: str,
    *,
    task: Task = "revision",
    knowledge: Knowledge | None = None,
    limits: Limits | None = None,
) -> Comparison:
    """Compare two texts of a policy.

    Args:
        old: the earlier or the higher text, decoded; hard wraps, page marks and Markdown heads are undone here.
        new: the later or the lower text.
        task: "revision" (one policy, two versions) or "derivation" (a lower body takes up a higher one's policy).
        knowledge: tables of places and force words; the shipped ones by default.
        limits: bounds on the work.

    Returns:
        Clauses, links, obligation changes and findings, each with the exact quotes of both sides.

    Raises `TooLong` for texts of more sentences than `limits` lets in, `TooMuchWork` where they need more steps.
    """
    limits = limits or Limits()
    return compare_sides(
        segment(old, "old", limits), segment(new, "new", limits), task=task, knowledge=knowledge, limits=limits
    )


def compare_sides(
    left: Side,
    right: Side,
    *,
    task: Task = "revision",
    knowledge: Knowledge | None = None,
    limits: Limits | None = None,
    decided: Decided | None = None,
) -> Comparison:
    """`compare` for texts that are already read into clauses, as side "old" and side "new".

    `decided` is what a person said of pairs of sentences; everything else follows from it. Raises `TooLong` before any
    work for texts of more sentences than `limits` lets in, `TooMuchWork` where comparing them takes more steps.
    """
    knowledge = knowledge or Knowledge.shipped()
    limits = limits or Limits()
    sentences = sum(len(clause.sentences) for side in (left, right) for clause in side.clauses)
    if sentences > limits.max_sentences:
        raise TooLong(sentences, limits.max_sentences)
    steps = Steps(limits.max_steps)
    localiser = Localiser(knowledge, (*own_places(left), *own_places(right)))
    old_units, new_units = units_of(left, localiser), units_of(right, localiser)
    found = match(old_units, new_units, localiser, task, limits, decided, steps=steps)
    links = tuple(found.links)
    rows = clause_rows(left, right, links)
    wording = Wording(knowledge)
    duties = compare_duties((left, old_units), (right, new_units), links, knowledge, wording, localiser, task, steps)
    account, obligations = draw_up((left, right), (old_units, new_units), links, rows, duties, wording, localiser, task)
    return Comparison(
        task=task,
        old=left,
        new=right,
        rows=rows,
        links=links,
        segments=tuple(found.segments),
        obligations=obligations,
        findings=find_findings(left, right, limits),
        account=account,
        knowledge=knowledge.digest,
        fallback=found.fallback,
        measures=measures(duties.measured, obligations),
    )
