"""Run the benchmarks: `python -m benchmarks [--quick] [--only PART …] [--write]`."""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from importlib.metadata import version
from pathlib import Path

import numpy as np
from rapidfuzz import fuzz, process
from scipy.optimize import linear_sum_assignment

from alignment import Comparison, Knowledge, compare
from alignment.limits import Limits
from alignment.linking.localise import Localiser
from alignment.linking.match import match
from alignment.linking.units import units_of
from alignment.reading.normalize import fold
from alignment.reading.segment import segment
from benchmarks.corpus import corpus_rows
from benchmarks.measure import Disturbance, Row, in_turn, peak_megabytes, seconds, verdict
from benchmarks.reuse import reuse_rows
from benchmarks.texts import as_law, edited_law, evaluation, long_pair, two_laws, two_versions
from benchmarks.watch import watch_rows
from benchmarks.web import web_rows

FIGURES = Path(__file__).parent.parent / "docs" / "figures.md"
ABOUT = """By `make bench ARGS=--write`, medians, peers in turn in one run. Absolute times are good to ±20 %; the ratios
count. Each section says when it was measured."""


def compare_anew(old: str, new: str) -> Comparison:
    """A comparison that remembers no text of the round before; the shipped tables stay loaded."""
    for name, module in list(sys.modules.items()):
        if name.startswith("alignment.") and name != "alignment.knowledge":
            for thing in vars(module).values():
                if callable(getattr(thing, "cache_clear", None)):
                    thing.cache_clear()
    return compare(old, new)


def against_governdiff(what: str, paths: tuple[Path, Path], rounds: int) -> list[Row]:
    """GovernDiff on two texts: its reading and alignment against ours, and its whole analysis against ours."""
    from governdiff.alignment import align_documents  # a benchmark-only dependency
    from governdiff.document import parse_text
    from governdiff.engine import analyze_texts

    old, new = (path.read_text(encoding="utf-8") for path in paths)
    localiser = Localiser(Knowledge.shipped())

    def linked() -> object:
        left, right = (units_of(segment(text, name), localiser) for text, name in ((old, "old"), (new, "new")))
        return match(left, right, localiser, "revision", Limits())

    compare_anew(old, new)  # imports and tables are paid once
    names = " / ".join(path.stem for path in paths)
    rows: list[Row] = []
    for part, ours, theirs in (
        ("reading and aligning", linked, lambda: align_documents(parse_text(old), parse_text(new))),
        ("whole analysis", lambda: compare_anew(old, new), lambda: analyze_texts(old, new)),
    ):
        mine, peer, ratio = in_turn(ours, theirs, rounds)
        rival = f"GovernDiff {version('governdiff')} {peer:.1f} s"
        rows.append(
            Row(f"{what} ({names}): {part}", f"{mine:.3f} s", rival, ratio, verdict("ratio ≥ 100", ratio >= 100))
        )
    return rows


def against_hungarian(folder: Path, count: int, changed: float, rounds: int) -> list[Row]:
    """Linking `count` × `count` sentences: a full rapidfuzz matrix and Hungarian assignment against our matcher."""
    old, new = long_pair(folder / "laws", count, changed)
    texts = as_law(old), as_law(new)
    localiser = Localiser(Knowledge.shipped())
    left, right = (units_of(segment(text, "old"), localiser) for text in texts)
    keys = [fold(text) for text in old], [fold(text) for text in new]

    def brute(workers: int) -> object:
        scores = process.cdist(*keys, scorer=fuzz.ratio, dtype=np.float32, workers=workers)
        return linear_sum_assignment(-scores)

    def linked() -> object:
        return match(left, right, localiser, "revision", Limits())

    linked()
    compare_anew(*texts)
    what = f"{count} × {count} sentences, {changed:.0%} changed"
    rows: list[Row] = []
    # with one core the peer does the same work as we do; with all of them it is as fast as it gets here
    for workers, cores in ((1, "one core"), (-1, "all cores")):
        for part, call in (("linking", linked), ("whole comparison", lambda: compare_anew(*texts))):
            ours, peer, ratio = in_turn(call, lambda: brute(workers), rounds)  # noqa: B023 - called at once
            note = (
                verdict("ratio ≥ 1", ratio >= 1) if part == "linking" else "ours reads and finds duties and faults, too"
            )
            rival = f"rapidfuzz matrix + Hungarian, {cores}, {peer:.2f} s"
            rows.append(Row(f"{what}: {part}", f"{ours:.2f} s", rival, ratio, note))
    return rows


def memory(folder: Path, count: int) -> Row:
    """Peak memory of one comparison in a process of its own."""
    with tempfile.TemporaryDirectory() as scratch:
        paths = [Path(scratch, name) for name in ("old.txt", "new.txt")]
        for path, items in zip(paths, long_pair(folder / "laws", count, 1.0), strict=True):
            path.write_text(as_law(items), encoding="utf-8")
        peak = peak_megabytes(
            "from pathlib import Path; from alignment import compare; "
            f"compare(*(Path(p).read_text(encoding='utf-8') for p in {[str(path) for path in paths]!r}))"
        )
    return Row(
        f"peak memory, {count} × {count} sentences, all changed", f"{peak:.0f} MB", note=verdict("< 300 MB", peak < 300)
    )


def whole_command(folder: Path, rounds: int) -> Row:
    """The whole command on a draft and its issued text, interpreter start included, the program compiled before."""
    raw = folder / "gold" / "raw"
    command = [sys.executable, "-m", "revtrack.cli.main", "compare", raw / "shunyi_draft.txt", raw / "shunyi_final.txt"]
    with tempfile.TemporaryDirectory() as scratch:
        around = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        around["PYTHONPYCACHEPREFIX"] = scratch
        run = lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=around)  # noqa: E731
        run()
        taken = statistics.median(seconds(run) for _ in range(rounds))
    return Row("whole command on a plan's draft and issued text", f"{taken:.2f} s", note=verdict("< 1 s", taken < 1))


def growth(folder: Path, sizes: tuple[int, ...], rounds: int) -> list[Row]:
    """Time of a whole comparison against size, and against how much changed."""
    rows: list[Row] = []
    law = two_laws(folder / "laws")[0].read_text(encoding="utf-8")
    pairs = [
        ("a law of 100 articles, one edited", (law, edited_law(law, 0.0))),
        ("a law of 100 articles, all edited", (law, edited_law(law, 1.0))),
    ]
    for count in sizes:
        for changed in (0.02, 1.0):
            texts = [as_law(items) for items in long_pair(folder / "laws", count, changed)]
            pairs.append((f"{count} sentences, {changed:.0%} changed", (texts[0], texts[1])))
    for what, (old, new) in pairs:
        taken = statistics.median(seconds(lambda: compare_anew(old, new)) for _ in range(rounds))  # noqa: B023
        rows.append(Row(f"whole comparison, {what}", f"{taken:.3f} s"))
    return rows


def table(rows: list[Row]) -> str:
    """The rows as a Markdown table."""
    lines = ["| what | ours | peer | peer ÷ ours | |", "|---|---|---|---|---|"]
    for row in rows:
        ratio = "" if row.ratio is None else f"{row.ratio:,.1f}"
        lines.append(f"| {row.what} | {row.ours} | {row.peer} | {ratio} | {row.note} |")
    return "\n".join(lines)


def comparison_rows(folder: Path, *, quick: bool) -> list[Row]:
    """Comparing two texts, beside the peers, and how it grows."""
    size, rounds = (200, 1) if quick else (2_000, 5)
    sizes = (100, 200) if quick else (250, 500, 1_000, 2_000, 4_000)
    return [
        *against_governdiff("two laws of 100 articles", two_laws(folder / "laws"), 1 if quick else 3),
        *against_governdiff("two versions of one law", two_versions(folder / "laws"), 1 if quick else 3),
        *against_hungarian(folder, size, 0.4, rounds),
        *against_hungarian(folder, size, 1.0, rounds),
        memory(folder, size),
        whole_command(folder, 1 if quick else 7),
        *growth(folder, sizes, 1 if quick else 3),
    ]


#: The parts in the order of docs/figures.md, each a section there.
PARTS: dict[str, Callable[..., list[Row]]] = {
    "comparison": comparison_rows,
    "corpus": corpus_rows,
    "reuse": reuse_rows,
    "web": web_rows,
    "watch": lambda _folder, *, quick: watch_rows(quick=quick),
}


def keep(part: str, head: str, rows: list[Row], file: Path = FIGURES) -> None:
    """Put the section of one part into docs/figures.md (or `file`); the other sections stay as they were measured."""
    _, *sections = file.read_text(encoding="utf-8").split("\n## ")
    kept = {section.split("\n", 1)[0]: section.split("\n", 1)[1].strip() for section in sections}
    kept[part] = f"{head}\n\n{table(rows)}"
    body = "\n\n".join(f"## {name}\n\n{kept[name]}" for name in PARTS if name in kept)
    file.write_text(f"# Figures\n\n{ABOUT}\n\n{body}\n", encoding="utf-8")


def main() -> None:
    """Measure part by part, print, and with --write keep each part's table in docs/figures.md."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small sizes, one round: to see that all runs")
    parser.add_argument(
        "--only", nargs="+", choices=PARTS, metavar="PART", help=f"of {', '.join(PARTS)}; all by itself"
    )
    parser.add_argument("--write", action="store_true", help="keep the tables in docs/figures.md")
    chosen = parser.parse_args()
    folder = evaluation()
    today = date.today().isoformat()  # noqa: DTZ011 - the day where it was run
    machine = f"{os.cpu_count()} cores, {platform.python_implementation()} {platform.python_version()}"
    disturbed: list[str] = []
    for part in chosen.only or PARTS:
        disturbance = Disturbance()
        rows = PARTS[part](folder, quick=chosen.quick)
        others = disturbance.cores()
        head = f"Measured {today} on {machine}; other programs used {others:.2f} cores meanwhile."
        print(f"## {part}\n\n{head}\n\n{table(rows)}\n", flush=True)
        if others > Disturbance.TOO_MUCH:
            disturbed.append(part)
        elif chosen.write:
            keep(part, head, rows)
    if chosen.write and disturbed:
        limit = f"other programs used more than {Disturbance.TOO_MUCH} cores"
        parser.exit(3, f"not written: {', '.join(disturbed)}; {limit}\n")


if __name__ == "__main__":
    main()
