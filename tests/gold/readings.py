"""What our own annotations amount to and how far two readers agree: `python -m tests.gold.readings [--write]`.

A second reading (`second/NAME.json`) holds the links, doubtful links and changes that another reader found in the units
of the first. One reading is scored as if it were a comparison, the other being the truth, by the evaluation folder's
`score.py`; then the other way round. A figure is the mean of both. Doubtful links and optional changes of the truth
count neither way and those of the other reading are not said; `all_firm` makes them count as any other.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any

from tests.gold import standoff

DOCUMENT = standoff.PROJECT / "docs" / "accuracy.md"
SECOND = standoff.FOLDER / "second"
#: Where the tables stand in the document: our cases, the agreement.
MARKS = {name: (f"<!-- {name}: begin -->", f"<!-- {name}: end -->") for name in ("cases", "agreement")}
MEASURES = ("links", "changes", "fields", "directed")


def read_twice() -> list[str]:
    """The names of the annotations that a second reader made independently."""
    return sorted(path.stem for path in SECOND.glob("*.json"))


def second(name: str) -> dict[str, Any]:
    """The second reading of a pair, with the texts and units of the first."""
    return {**standoff.load(name), **json.loads((SECOND / f"{name}.json").read_text(encoding="utf-8"))}


def as_comparison(case: dict[str, Any]) -> dict[str, Any]:
    """A comparison that finds what the case lists and is not in doubt: one clause and one sentence a unit."""
    texts = {unit["id"]: unit["text"] for side in standoff.SIDES for unit in case[side]["units"]}

    def quoted(change: dict[str, Any], side: str) -> dict[str, str] | None:
        quote = change[f"{side}_quote"]
        holding = [uid for uid in change[side] if quote in texts.get(uid, "")]
        return {"sentence": holding[0], "text": quote} if holding else None

    return {
        **{
            side: {
                "clauses": [
                    {"id": unit["id"], "sentences": [{"id": unit["id"], "text": unit["text"]}]}
                    for unit in case[side]["units"]
                ]
            }
            for side in standoff.SIDES
        },
        "sentence_alignment": [{"old": [old], "new": [new], "relation": how} for old, new, how in case["links"]],
        "obligations": [
            {
                "change": change["change"],
                "fields": change["fields"],
                "directions": change.get("directions", {}),
                "old": quoted(change, "old"),
                "new": quoted(change, "new"),
            }
            for change in case["obligation_changes"]
            if not change.get("optional")
        ],
    }


def f1(score: ModuleType, truth: dict[str, Any], said: dict[str, Any]) -> dict[str, float]:
    """F1 of a comparison for each of MEASURES that the case can be measured by."""
    old, new = score.Side(truth["old"]["units"]), score.Side(truth["new"]["units"])
    found = {"links": score.score_alignment(truth, said, old, new)["strict"]}
    found |= score.score_obligations(truth, said, old, new) or {}
    return {measure: found[measure]["f1"] for measure in MEASURES if measure in found}


def all_firm(case: dict[str, Any]) -> dict[str, Any]:
    """The case with nothing in doubt: all its links are true and all its changes count."""
    return {
        **case,
        "links": [*case["links"], *([old, new, "reworded"] for old, new in case["borderline"])],
        "borderline": [],
        "obligation_changes": [{**change, "optional": False} for change in case["obligation_changes"]],
    }


def agreement(score: ModuleType, one: dict[str, Any], other: dict[str, Any]) -> dict[str, float]:
    """F1 of one reading against the other, the mean of both ways, for each of MEASURES; cases in the scorer's form."""
    there, back = f1(score, one, as_comparison(other)), f1(score, other, as_comparison(one))
    return {measure: (there[measure] + back[measure]) / 2 for measure in there}


def cases_table() -> str:
    """Our cases as a Markdown table: what they are and how much they list."""
    rows = [
        ["case", "kind", "unit", "units", "links", "doubtful", "changes", "optional"],
        ["---", "---", "---", "---:", "---:", "---:", "---", "---:"],
    ]
    for name in standoff.names():
        annotation = standoff.load(name)
        firm = Counter(change["change"] for change in annotation["changes"] if not change.get("optional"))
        listed = [f"{firm[kind]} {kind}" for kind in ("added", "removed", "modified") if firm[kind]]
        only = " only" if annotation.get("scored_changes") else ""
        rows.append(
            [
                f"`{name}`",
                annotation["kind"],
                annotation.get("level", "sentence"),
                " + ".join(str(len(annotation[side]["units"])) for side in standoff.SIDES),
                str(len(annotation["links"])),
                str(len(annotation["borderline"])),
                (", ".join(listed) or ("none" if annotation["changes"] else "–")) + only,
                str(len(annotation["changes"]) - firm.total()),
            ]
        )
    return _markdown(rows)


def agreement_table(score: ModuleType, evaluation: Path) -> str:
    """The agreement of the second readings as a Markdown table."""
    rows = [["case", "what counts", *MEASURES], ["---", "---", *(["---:"] * len(MEASURES))]]
    for name in read_twice():
        one, other = (standoff.to_case(reading, evaluation) for reading in (standoff.load(name), second(name)))
        for what, pair in (("firm", (one, other)), ("the doubtful too", (all_firm(one), all_firm(other)))):
            found = agreement(score, *pair)
            rows.append([f"`{name}`", what, *(f"{found[measure]:.2f}" for measure in MEASURES)])
    return _markdown(rows)


def with_table(text: str, name: str, table: str) -> str:
    """The document's text with one of the tables between MARKS put anew."""
    begin, end = MARKS[name]
    return f"{text.partition(begin)[0]}{begin}\n{table}\n{end}{text.partition(end)[2]}"


def _markdown(rows: list[list[str]]) -> str:
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def main() -> None:
    """Print both tables, or with --write keep them in docs/accuracy.md."""
    from benchmarks.accuracy import scorer
    from benchmarks.texts import evaluation

    parser = argparse.ArgumentParser(prog="python -m tests.gold.readings", description=__doc__)
    parser.add_argument("--write", action="store_true", help="keep the tables in docs/accuracy.md")
    write = parser.parse_args().write
    folder = evaluation()
    tables = {"cases": cases_table(), "agreement": agreement_table(scorer(folder), folder)}
    if write:
        text = DOCUMENT.read_text(encoding="utf-8")
        for name, table in tables.items():
            text = with_table(text, name, table)
        DOCUMENT.write_text(text, encoding="utf-8")
    else:
        print("\n\n".join(tables.values()))


if __name__ == "__main__":
    main()
