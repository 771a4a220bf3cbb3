"""How right the comparison is: `python -m benchmarks.accuracy [--format text|md] [--write]`.

Every case of the evaluation folder and every annotation of our own, scored by the evaluation folder's `score.py`,
with what else runs here beside it. Same files, same table, the date apart.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib.util
import io
import json
import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

from alignment import compare
from benchmarks import peers
from benchmarks.texts import evaluation
from revtrack.forms.comparison import to_json_form
from tests.gold import standoff

DOCUMENT = Path(__file__).parent.parent / "docs" / "accuracy.md"
#: Where the generated tables stand in the document.
MARKS = ("<!-- tables: begin -->", "<!-- tables: end -->")
#: The cases that rules may be tried on; all others only say whether what was learned holds.
TUNING = ("shunyi_draft_final", "city_shunyi", "hebei_shanxi_ip", "antitrust")
KINDS = ("added", "removed", "modified")
NOTHING = "–"

Table = tuple[str, list[list[str]]]


@dataclass(frozen=True)
class Case:
    """A case in the scorer's form, the two texts to compare, and whether rules may be tried on it."""

    truth: dict[str, Any]
    old: str
    new: str
    tuning: bool

    @property
    def name(self) -> str:
        """The case's name."""
        return self.truth["name"]


def cases(folder: Path) -> list[Case]:
    """All cases: those for tuning, the evaluation folder's for checking, then our own."""
    given: list[Case] = []
    for path in sorted((folder / "gold").glob("*.json")):
        truth = json.loads(path.read_text(encoding="utf-8"))
        if "links" in truth:
            old, new = ((path.parent / truth[side]["file"]).read_text(encoding="utf-8") for side in ("old", "new"))
            given.append(Case(truth, old, new, truth["name"] in TUNING))
    given.sort(key=lambda case: (TUNING.index(case.name) if case.tuning else len(TUNING), case.name))
    for name in standoff.names():
        annotation = standoff.load(name)
        texts = [standoff.document(annotation[side], folder) for side in standoff.SIDES]
        given.append(Case(standoff.to_case(annotation, folder), *texts, tuning=False))
    return given


def scorer(folder: Path) -> ModuleType:
    """`score.py` of the evaluation folder."""
    path = folder / "gold" / "score.py"
    spec = importlib.util.spec_from_file_location("gold_score", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path}: cannot be loaded")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Scores:
    """One case under the scorer."""

    def __init__(self, score: ModuleType, truth: dict[str, Any]) -> None:
        self._score = score
        self._truth = truth
        self._sides = score.Side(truth["old"]["units"]), score.Side(truth["new"]["units"])

    def links(self, comparison: dict[str, Any]) -> dict[str, Any]:
        """Precision, recall and F1 of the links, how many are true, and those said that are not."""
        with contextlib.redirect_stderr(io.StringIO()):  # sentences that are in no unit: chapter heads, history
            found = self._score.score_alignment(self._truth, comparison, *self._sides)
        return {**found["strict"], "true": found["true_links"], "wrong": found["wrong"]}

    def changes(self, comparison: dict[str, Any], kind: str | None = None) -> dict[str, Any] | None:
        """Figures of the obligation changes, of one kind or of all; None where the case lists none."""
        truth = self._truth
        if kind:
            listed = [change for change in truth["obligation_changes"] or [] if change["change"] == kind]
            truth = {**truth, "obligation_changes": listed, "scored_changes": [kind]}
        if all(change.get("optional") for change in truth.get("obligation_changes") or []):
            return None
        return self._score.score_obligations(truth, comparison, *self._sides)

    @property
    def sentences(self) -> int:
        """How many headings and body sentences both sides have."""
        return sum(kind in ("heading", "body") for side in self._sides for kind in side.kind.values())


def tables(folder: Path, chosen: list[str], seconds: float) -> list[Table]:
    """The three tables: links, links where none is true, obligation changes."""
    score = scorer(folder)
    heads = ["case", "for", "true", "P", "R", "**F1**", "difflib F1", "rapidfuzz + Hungarian F1", "GovernDiff F1"]
    links, false = [heads], [["case", "sentences", "ours", "difflib", "rapidfuzz + Hungarian", "GovernDiff"]]
    duties = [["case", "for", "which", "gold", "said", "P", "R", "**F1**", "no analysis F1", "fields P", "R", "**F1**"]]
    for case in cases(folder):
        if chosen and case.name not in chosen:
            continue
        scores = Scores(score, case.truth)
        ours = to_json_form(compare(case.old, case.new, task=case.truth["task"]))
        use = "tuning" if case.tuning else "checking"
        found = scores.links(ours)
        beside = _linkers(case, scores, ours, seconds)
        if case.truth["links"]:
            row = [str(found["true"]), *(_figure(found[key]) for key in ("precision", "recall"))]
            row += [f"**{_figure(found['f1'])}**", *(_cell(one, "f1") for one in beside)]
            links.append([case.name, use, *row])
        else:
            false.append([case.name, str(scores.sentences), *(_linked(one, scores) for one in (found, *beside))])
        duties += _duties(case, use, scores, ours)
    return [
        ("Links between sentences (of laws: between articles)", links),
        ("Share of sentences linked where no link is true", false),
        ("Obligation changes, and the fields of the modified ones", duties),
    ]


def _linkers(case: Case, scores: Scores, ours: dict[str, Any], seconds: float) -> list[dict[str, Any] | str]:
    """What the peers link: figures, or why there are none."""
    old, new = (
        [sentence["text"] for clause in ours[side]["clauses"] for sentence in clause["sentences"]]
        for side in ("old", "new")
    )
    with tempfile.TemporaryDirectory() as scratch:
        paths = Path(scratch, "old.txt"), Path(scratch, "new.txt")
        for path, text in zip(paths, (case.old, case.new), strict=True):
            path.write_text(text, encoding="utf-8")
        try:
            published: dict[str, Any] | str = scores.links(peers.governdiff(*paths, seconds))
        except peers.Unavailable as reason:
            published = str(reason)
    return [scores.links(peers.in_order(old, new)), scores.links(peers.best_matching(old, new)), published]


def _duties(case: Case, use: str, scores: Scores, ours: dict[str, Any]) -> list[list[str]]:
    """One row for all changes of a case and, where it lists several kinds, one for each."""
    listed = case.truth.get("scored_changes") or list(KINDS)
    told = [kind for kind in KINDS if kind in listed and scores.changes(ours, kind)]
    rows: list[list[str]] = []
    for kind in [None, *told] if len(told) > 1 else told:
        mine, none = scores.changes(ours, kind), scores.changes(peers.no_analysis(case.truth), kind)
        assert mine is not None
        assert none is not None
        changes = mine["changes"]
        row = [case.name, use, kind or "all", str(mine["gold"]), str(mine["predicted"])]
        row += [_figure(changes["precision"]), _figure(changes["recall"]), f"**{_figure(changes['f1'])}**"]
        row.append(_figure(none["changes"]["f1"]))
        fields = mine["fields"] if kind in (None, "modified") else None
        row += [_figure(fields[key]) for key in ("precision", "recall")] if fields else [NOTHING] * 2
        row.append(f"**{_figure(fields['f1'])}**" if fields else NOTHING)
        rows.append(row)
    return rows


def _figure(value: float) -> str:
    return f"{value:.3f}"


def _cell(found: dict[str, Any] | str, key: str) -> str:
    return found if isinstance(found, str) else _figure(found[key])


def _linked(found: dict[str, Any] | str, scores: Scores) -> str:
    """The share of sentences that stand in a (false) link."""
    if isinstance(found, str):
        return found
    touched = {uid for pair in found["wrong"] for uid in pair}
    return f"{len(touched) / scores.sentences:.1%}"


def as_markdown(found: list[Table]) -> str:
    """The tables as Markdown, the first line of each the heads."""
    parts: list[str] = []
    for title, rows in found:
        if len(rows) > 1:
            lines = [f"| {' | '.join(row)} |" for row in rows]
            parts.append("\n".join([f"### {title}", "", lines[0], "|" + "---|" * len(rows[0]), *lines[1:]]))
    return "\n\n".join(parts)


def as_text(found: list[Table]) -> str:
    """The tables for a terminal, columns aligned."""
    parts: list[str] = []
    for title, marked in found:
        rows = [[cell.replace("*", "") for cell in row] for row in marked]
        if len(rows) > 1:
            widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
            lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows]
            parts.append("\n".join([title, *(line.rstrip() for line in lines)]))
    return "\n\n".join(parts)


def main() -> None:
    """Measure, print, and with --write keep the tables in docs/accuracy.md."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.accuracy", description=__doc__)
    parser.add_argument("--format", choices=("text", "md"), default="text")
    parser.add_argument("--write", action="store_true", help="keep the tables, dated, in docs/accuracy.md")
    parser.add_argument("--case", action="append", default=[], metavar="NAME", help="this case only; may be repeated")
    parser.add_argument("--seconds", type=float, default=60.0, help="how long GovernDiff may take for one case")
    options = parser.parse_args()
    folder = evaluation()
    known = [case.name for case in cases(folder)]
    if unknown := [name for name in options.case if name not in known]:
        parser.error(f"no case {', '.join(unknown)}; there are {', '.join(known)}")
    found = tables(folder, options.case, options.seconds)
    when = f"Measured {date.today().isoformat()}."  # noqa: DTZ011 - the day where it was run
    print("\n\n".join([when, as_markdown(found) if options.format == "md" else as_text(found)]))
    if options.write:
        text = DOCUMENT.read_text(encoding="utf-8")
        head, tail = text.partition(MARKS[0])[0], text.partition(MARKS[1])[2]
        DOCUMENT.write_text(
            f"{head}{MARKS[0]}\n{when}\n\n{as_markdown(found)}\n{MARKS[1]}{tail}",
            encoding="utf-8",
        )


if __name__ == "__main__":
    main()
