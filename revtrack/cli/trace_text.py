"""Trace, lineage, relatives and amendments as lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from revtrack.export.places import say_address
from revtrack.export.trace_tables import cell_text, coverage_text, deadline_word, figures_text, legend, title_of
from revtrack.export.unseen import show_unseen
from revtrack.tracing.matrix import DeadlineKept
from revtrack.words.comparison import words
from revtrack.words.language import Lang
from revtrack.words.trace import TraceWords, cell_sign

if TYPE_CHECKING:
    from revtrack.tracing.deciding import CheckedDecision
    from revtrack.tracing.stored import Relative, Station, Traced

_QUOTE = 60
_ADDITIONS = 5


def _short(text: str, length: int = _QUOTE) -> str:
    told = show_unseen(" ".join(text.split()))
    return told if len(told) <= length else f"{told[:length]}…"


def traced(found: Traced, say: TraceWords, lang: Lang) -> str:
    """The matrix: the lower texts with their figures, then a line a clause with a sign for each of them."""
    lines = [f"{say.matrix}  {show_unseen(title_of(found.higher))}", ""]
    for at, (one, column) in enumerate(zip(found.lower, found.trace.columns, strict=True)):
        share = column.coverage.share
        figure = f"{say.coverage} {share:.0%}  " if share is not None else ""
        lines.append(f"[{at + 1}] {show_unseen(title_of(one))}")
        lines.append(f"    {figure}{coverage_text(found, at, say)}  {say.rewording} {column.rewording:.2f}")
        lines.append(f"    {figures_text(column.figures, say, lang)}")
        lines += [_deadline(item, say, lang) for item in column.deadlines if item.direction]
        for item in column.additions[:_ADDITIONS]:
            lines.append(
                f"    + {say_address(item.address)} {_short(item.text)}  {say.binding.format(count=len(item.duties))}"
            )
    lines += ["", legend(say), ""]
    for row in found.trace.rows:
        signs = "  ".join(
            f"{cell_sign(cell.status.value, cell.addressed.value, cell.leaning):<2}" for cell in row.cells
        )
        lines.append(f"{signs}  {say_address(row.address)}  {_short(row.text)}")
        for at, cell in enumerate(row.cells, start=1):
            if cell.directions:
                lines.append(f"      [{at}] {cell_text(cell, say, lang)}")
    nobody = found.trace.taken_by_nobody
    if nobody:
        places = words(lang).listed([say_address(row.address) for row in nobody])
        lines += ["", f"{say.taken_by_nobody}{words(lang).colon}{places}"]
    return "\n".join(lines) + "\n"


def _deadline(item: DeadlineKept, say: TraceWords, lang: Lang) -> str:
    told = show_unseen(f"{item.old} → {item.new}" if item.new else item.old)
    return f"    ◷ {say_address(item.address)} {told}  {deadline_word(item.direction, say, lang)}"


def lineage(stations: Iterable[Station], say: TraceWords, lang: Lang) -> str:
    """A paragraph a text: its day and title, where the clause stands there, what happened to it."""
    lines: list[str] = []
    for one in stations:
        version = one.named.version
        indent = "  " if one.task == "derivation" else ""
        places = words(lang).listed([say_address(address) for address in one.addresses if address])
        steps = " · ".join(say.steps[step.value] for step in one.steps)
        lines.append(
            f"{indent}{version.date or '----------'}  {show_unseen(title_of(one.named))}@{one.named.position}  {places}"
        )
        lines.append(f"{indent}            {steps}")
        lines += [f"{indent}            {_short(text, 100)}" for text in one.texts]
    return "\n".join(lines) + "\n" if lines else f"{say.no_clause}\n"


def relatives(found: Iterable[Relative], say: TraceWords) -> str:
    """A paragraph a document, the closest first."""
    lines: list[str] = []
    for one in found:
        kinds = "、".join(say.kinships[kind.value] for kind in one.kinds)
        share = f"  {say.share.format(share=f'{one.share:.0%}')}" if one.share else ""
        lines.append(
            f"{one.score:.3f}  {one.document}  {say.levels[one.level]}  {kinds}{share}  {show_unseen(one.title)}"
        )
        lines += [f"       “{_short(quote)}”" for quote in one.quotes[:1]]
        if one.bases:
            lines.append(f"       {say.bases}{'、'.join(f'《{_short(title, 40)}》' for title in one.bases[:3])}")
        for item in one.evidence[:1]:
            lines.append(
                f"       {say_address(item.address)} “{_short(item.text, 36)}” ~ {say_address(item.other_address)}"
                f" “{_short(item.other_text, 36)}” {item.score:.2f}"
            )
    return "\n".join(lines) + "\n" if lines else f"{say.nothing_found}\n"


def amendments(found: CheckedDecision, say: TraceWords) -> str:
    """A paragraph an instruction: what it orders, and what became of it."""
    head = title_of(found.decision)
    if found.amended:
        head = say.amended_by.format(decision=head, amended=f"{title_of(found.amended)}@{found.amended.position}")
    else:
        head = f"{head}  ({say.no_amended})"
    lines = [show_unseen(head), ""]
    checks = {id(check.amendment): check for check in found.checks}
    for amendment in found.amendments:
        check = checks.get(id(amendment))
        outcome = say.outcomes[check.outcome] if check else ""
        lines.append(f"{amendment.number}  {say.amendment_kinds[amendment.kind]}  {outcome}  {_short(amendment.quote)}")
        for step in check.steps if check else ():
            if step.outcome != "carried-out":
                where = "、".join(say_address(address) for address in step.addresses)
                lines.append(f"    {say.outcomes[step.outcome]}  {say.reasons[step.reason]}  {where}")
                lines += [
                    f"    {mark} {_short(words_, 90)}"
                    for mark, words_ in (("−", step.expected), ("+", step.found))
                    if words_
                ]
    return "\n".join(lines) + "\n"
