"""What a comparison, a trace, its pages and its JSON say of each lower text is one account: the check of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from alignment.model import Comparison
from revtrack.export import trace_tables
from revtrack.forms import comparison as comparison_json
from revtrack.forms import trace as trace_json
from revtrack.service import Tracker
from revtrack.tracing.matrix import Status
from revtrack.tracing.measures import Figures
from revtrack.words.comparison import words
from revtrack.words.trace import cell_sign, trace_words


def check_one_account(tracker: Tracker, higher: str, lower: Sequence[str]) -> None:
    """Fail where one surface tells other figures, directions or additions than another."""
    traced = tracker.trace(higher, lower)
    form = trace_json.traced(traced)
    for at, (made, column) in enumerate(zip(traced.comparisons, traced.trace.columns, strict=True)):
        comparison, figures = made.judged.comparison, column.figures
        _check_figures(comparison, figures)
        assert form["lower"][at]["duties"] == {
            **{name: getattr(figures, name) for name in ("carried", "changed", "absent", "added", "beside")},
            "whom": dict(figures.whom),
        }
        assert column.coverage.addressed - column.coverage.carried == figures.absent
        added = [change.new for change in comparison.obligations if change.change == "added"]
        assert sorted(str(duty) for one in column.additions for duty in one.duties) == sorted(map(str, added))
        shown = {row.clause for row in traced.trace.rows}
        fates = [one.fate for row in traced.trace.rows for one in row.cells[at].measures]
        fates += [one.fate for one in comparison.measures if one.duty.clause not in shown]
        assert (fates.count("absent"), fates.count("beside")) == (figures.absent, figures.beside)
        for row in traced.trace.rows:
            cell = row.cells[at]
            missed = any(one.fate == "absent" for one in cell.measures)
            sign = cell_sign(cell.status.value, cell.addressed.value, cell.leaning)
            assert (sign == "○") == (missed and cell.status is Status.ABSENT)
            for number in cell.changes if cell.status is not Status.ABSENT else ():
                assert set(comparison.obligations[number].directions) <= set(cell.directions)
        lone = tracker.trace(higher, [lower[at]]).trace.columns[0]
        assert (lone.figures, lone.coverage, lone.deadlines) == (figures, column.coverage, column.deadlines)


def _check_figures(comparison: Comparison, figures: Figures) -> None:
    told = [change.change for change in comparison.obligations]
    rows = (told.count("removed"), told.count("added"), told.count("modified"))
    assert (figures.absent, figures.added, figures.changed) == rows
    counts = comparison_json.to_json_form(comparison)["counts"]
    assert figures.carried == counts["obligations_carried"]
    assert figures.beside == counts["obligations_beside"] == sum(figures.whom.values())
    # every duty of the higher text is one of these; aims bind nobody
    assert figures.carried + figures.absent + figures.beside == len(comparison.measures)
    line = trace_tables.figures_text(figures, trace_words("zh"), "zh").partition("（")[0]
    head = words("zh").obligation_counts(comparison.counts, "derivation")
    said = dict(re.findall(r"([\u4e00-\u9fff]+) ([0-9]+)", head))
    assert dict(re.findall(r"([\u4e00-\u9fff]+) ([0-9]+)", line)) == said
