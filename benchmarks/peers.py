"""What else runs on this machine, brought to the form that the scorer reads.

`no_analysis` is told the true links and lists every difference as a change. `in_order` (difflib) and `best_matching`
(rapidfuzz, Hungarian) link sentences that our own reading cut out for them. GovernDiff gets the files as they are, in
a process of its own that is ended when its time is up: `python -m benchmarks.peers OLD NEW` prints its pairs.
"""

from __future__ import annotations

import difflib
import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from rapidfuzz import fuzz, process
from scipy.optimize import linear_sum_assignment

from alignment.reading.normalize import fold

Pairs = dict[str, list[dict[str, Any]]]


class Unavailable(Exception):
    """A peer that cannot be measured here; the message says why, for a cell of the table."""


def no_analysis(case: dict[str, Any]) -> dict[str, Any]:
    """Every linked pair of body sentences that differs is "modified", every one without a link "added" or "removed"."""
    text = {
        side: {unit["id"]: unit["text"] for unit in case[side]["units"] if unit.get("kind", "body") == "body"}
        for side in ("old", "new")
    }
    linked = {uid for old, new, _ in case["links"] for uid in (old, new)}

    def row(change: str, old: str | None, new: str | None) -> dict[str, Any]:
        quotes = {side: {"text": text[side][uid]} if uid else None for side, uid in (("old", old), ("new", new))}
        return {"change": change, "fields": [], **quotes}

    return {
        "obligations": [
            *(
                row("modified", old, new)
                for old, new, relation in case["links"]
                if relation != "same" and old in text["old"] and new in text["new"]
            ),
            *(row("removed", uid, None) for uid in text["old"] if uid not in linked),
            *(row("added", None, uid) for uid in text["new"] if uid not in linked),
        ]
    }


def in_order(old: list[str], new: list[str], cut: float = 0.6) -> Pairs:
    """difflib over sentences: equal runs, and inside a replaced run the next sentence that is alike enough."""
    keys = [fold(text) for text in old], [fold(text) for text in new]
    pairs: list[tuple[int, int]] = []
    for kind, left, left_end, right, right_end in difflib.SequenceMatcher(None, *keys, autojunk=False).get_opcodes():
        if kind == "equal":
            pairs += zip(range(left, left_end), range(right, right_end), strict=True)
        elif kind == "replace":
            first = right
            for i in range(left, left_end):
                alike = (
                    j
                    for j in range(first, right_end)
                    if difflib.SequenceMatcher(None, keys[0][i], keys[1][j], autojunk=False).ratio() >= cut
                )
                if (found := next(alike, None)) is not None:
                    pairs.append((i, found))
                    first = found + 1
    return _texts(pairs, old, new)


def best_matching(old: list[str], new: list[str], cut: float = 40.0) -> Pairs:
    """A full rapidfuzz matrix and the Hungarian assignment, pairs under `cut` dropped."""
    if not old or not new:
        return {"pairs": []}
    scores = process.cdist([fold(t) for t in old], [fold(t) for t in new], scorer=fuzz.ratio, dtype=np.float32)
    rows, columns = linear_sum_assignment(-scores)
    pairs = [(int(i), int(j)) for i, j in zip(rows, columns, strict=True) if scores[i, j] >= cut]
    return _texts(pairs, old, new)


def governdiff(old: Path, new: Path, seconds: float, python: str = "") -> Pairs:
    """The pairs of GovernDiff on two files as they are; `python` runs it, by default the one at hand where it is there.

    Raises:
        Unavailable: it is not installed, it failed, or it took longer than `seconds`.
    """
    if not python and find_spec("governdiff") is None:
        raise Unavailable("not installed")
    try:
        done = subprocess.run(
            [python or sys.executable, "-m", "benchmarks.peers", old, new],
            capture_output=True,
            timeout=seconds,
            check=True,
        )
    except subprocess.TimeoutExpired as late:
        raise Unavailable(f"> {seconds:.0f} s") from late
    except subprocess.CalledProcessError as failed:
        raise Unavailable("failed") from failed
    return json.loads(done.stdout)


def _texts(pairs: list[tuple[int, int]], old: list[str], new: list[str]) -> Pairs:
    return {"pairs": [{"old": old[i], "new": new[j]} for i, j in pairs]}


def _run_governdiff(old: str, new: str) -> None:
    from governdiff.engine import analyze_texts  # a benchmark-only dependency

    report = analyze_texts(Path(old).read_text(encoding="utf-8"), Path(new).read_text(encoding="utf-8"))
    pairs = [
        {"old": [block.text for block in change.old_blocks], "new": [block.text for block in change.new_blocks]}
        for change in report.changes
    ]
    json.dump({"pairs": pairs}, sys.stdout)


if __name__ == "__main__":
    _run_governdiff(*sys.argv[1:3])
