"""The pages over thousands of laws: first byte, size, readers side by side; and a matrix of sixteen districts."""

from __future__ import annotations

import http.client
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from benchmarks.measure import Row, seconds, verdict
from benchmarks.reuse import add_laws
from benchmarks.texts import two_versions
from revtrack.service import Tracker
from revtrack.settings import load_settings

READERS = 50
DISTRICTS = 16


def web_rows(folder: Path, *, quick: bool) -> list[Row]:
    """Every row of the pages."""
    count = 40 if quick else 10**6
    with tempfile.TemporaryDirectory() as scratch:
        home = Path(scratch, "home")
        add_laws(home, folder, count)
        old, new = two_versions(folder / "laws")
        with Tracker(load_settings(), home) as tracker:
            # each as a document of its own, whatever else the corpus holds of it
            versions = [item.version for item in tracker.add([old, new])]
            total = tracker.documents(limit=1).total
        with serving(home) as port:
            return [
                *comparing(port, versions[0], versions[1]),
                *lists(port, total, 5 if quick else 40),
                *readers(port, versions, 4 if quick else 20),
                *matrix(folder),
            ]


@contextmanager
def serving(home: Path) -> Generator[int]:
    """The site in a process of its own, as a user starts it."""
    env = {**os.environ, "REVTRACK_HOME": str(home), "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "web.command", "serve", "--port", "0", "--lang", "en"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=env)
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        yield int(line.split("http://127.0.0.1:")[1].split("/")[0])
    finally:
        process.terminate()
        process.wait(timeout=30)


def fetch(port: int, path: str) -> tuple[int, float, int]:
    """(status, seconds until the first byte, bytes) of a page."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        began = time.perf_counter()
        line.request("GET", path)
        answer = line.getresponse()
        answer.read(1)
        first = time.perf_counter() - began
        return answer.status, first, 1 + len(answer.read())
    finally:
        line.close()


def ready(port: int, path: str) -> None:
    """Wait until a page no longer waits itself."""
    while fetch(port, path)[0] == 202:
        time.sleep(0.2)


def comparing(port: int, old: str, new: str) -> list[Row]:
    """The comparison of two versions of a long law."""
    rows: list[Row] = []
    for name, path in (("side by side", f"/compare/{old}/{new}"), ("inline", f"/compare/{old}/{new}?view=merged")):
        ready(port, path)
        taken = [fetch(port, path) for _ in range(9)]
        first, size = statistics.median(item[1] for item in taken), taken[0][2]
        note = verdict("< 300 ms, < 500 kB", first < 0.3 and size < 500_000)
        rows.append(
            Row(
                f"page of two versions of a law, {name}, warm: first byte",
                f"{first * 1000:.0f} ms, {size / 1000:.0f} kB",
                note=note,
            )
        )
    return rows


def lists(port: int, total: int, rounds: int) -> list[Row]:
    """List and search pages."""
    paths = ["/documents", "/documents?page=9", "/documents?words=%E6%9D%A1%E4%BE%8B", "/", "/compare"]
    paths += [f"/search?q={words}" for words in ("%E5%BA%94%E5%BD%93", "%E8%A1%8C%E6%94%BF%E8%AE%B8%E5%8F%AF")]
    for path in paths:
        fetch(port, path)
    taken = sorted(fetch(port, path)[1] for _ in range(rounds) for path in paths)
    p95 = taken[int(0.95 * len(taken))]
    return [
        Row(
            f"list and search pages, {total:,} documents, p95",
            f"{p95 * 1000:.0f} ms",
            note=verdict("< 100 ms", p95 < 0.1),
        )
    ]


def readers(port: int, versions: list[str], each: int) -> list[Row]:
    """Fifty readers side by side."""
    paths = ["/", "/documents", f"/compare/{versions[0]}/{versions[1]}", "/search?q=%E5%BA%94%E5%BD%93"]
    began = time.perf_counter()
    with ThreadPoolExecutor(READERS) as pool:
        wanted = [paths[at % len(paths)] for at in range(READERS * each)]
        statuses = [status for status, _, _ in pool.map(lambda path: fetch(port, path), wanted)]
    rate = len(statuses) / (time.perf_counter() - began)
    faults = sum(status != 200 for status in statuses)
    what = f"{READERS} readers side by side, {len(statuses)} pages"
    return [Row(what, f"{rate:.0f} pages/s, {faults} errors", note=verdict("no error", faults == 0))]


def matrix(folder: Path) -> list[Row]:
    """One plan and sixteen districts made from it, cold."""
    plan = (folder / "gold" / "raw" / "city_yyyz.txt").read_text("utf-8")
    with tempfile.TemporaryDirectory() as scratch, Tracker(load_settings(), Path(scratch, "home")) as tracker:
        tracker.init()
        files = [Path(scratch, "city.txt")]
        files[0].write_text(plan, "utf-8")
        for at in range(DISTRICTS):
            files.append(Path(scratch, f"{at}.txt"))
            own = [line for number, line in enumerate(plan.split("\n")) if (number * 7 + at) % 9]
            files[-1].write_text("\n".join(own).replace("各区", f"第{at}区").replace("3月底", "5月底"), "utf-8")
        names = [item.version for item in tracker.add(files)]
        taken = seconds(lambda: tracker.trace(names[0], names[1:]))
    return [
        Row(
            f"matrix of a plan and {DISTRICTS} made districts, cold", f"{taken:.1f} s", note=verdict("< 3 s", taken < 3)
        )
    ]
