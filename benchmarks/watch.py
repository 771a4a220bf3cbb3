"""A thousand sources on two hundred made-up hosts: the first sweep, and a second that stores nothing."""

from __future__ import annotations

import tempfile
from pathlib import Path

from benchmarks.measure import Row, peak_megabytes, verdict

SOURCES, HOSTS, ITEMS = 1_000, 200, 20

_CODE = """
import asyncio, sys, time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tests.revtrack.watch import made_up_sites as made
from revtrack.watch.runs import sweep

home, sources, hosts, items = Path({home!r}), {sources}, {hosts}, {items}

async def look(given, tracker, state, port, now):
    async with made.fetcher(port) as client:
        began = time.perf_counter()
        swept = await sweep(given, tracker, state, client, now=now, limit=16)
        return swept, time.perf_counter() - began

with made.Site() as site, made.tracker(home) as tracker, made.state(home) as state:
    given = []
    for at in range(sources):
        host = f"www{{at % hosts}}.shi.example"
        made.fill(site, host, items, first=1 + items * (at // hosts), path=f"/list{{at // hosts}}.html")
        address = site.url(f"{{host}}/list{{at // hosts}}.html")
        given.append(made.source(site, host, name=f"s{{at}}", address=address))
    first, taken = asyncio.run(look(given, tracker, state, site.port, datetime(2026, 3, 2, tzinfo=UTC)))
    site.seen.clear()
    second, again = asyncio.run(look(given, tracker, state, site.port, datetime(2026, 3, 3, tzinfo=UTC)))
    unchanged = sum(status == 304 for _, status in site.seen)
    told = (taken, first.stored, again, second.stored, unchanged, len(site.seen))
    Path({result!r}).write_text(" ".join(map(str, told)))
"""


def watch_rows(*, quick: bool) -> list[Row]:
    """Both sweeps, in a process of their own for the memory; its server is in it too."""
    sources, hosts = (20, 4) if quick else (SOURCES, HOSTS)
    with tempfile.TemporaryDirectory() as scratch:
        result = Path(scratch, "result")
        home = str(Path(scratch, "home"))
        peak = peak_megabytes(_CODE.format(home=home, sources=sources, hosts=hosts, items=ITEMS, result=str(result)))
        taken, stored, again, more, unchanged, asked = (float(word) for word in result.read_text().split())
    what = f"{sources} sources with {ITEMS} items each on {hosts} hosts"
    return [
        Row(f"first sweep of {what}", f"{taken:.0f} s, {stored:.0f} stored", note=verdict("< 5 min", taken < 300)),
        Row(
            f"second sweep of {what}",
            f"{again:.1f} s, {more:.0f} stored, {unchanged:.0f} of {asked:.0f} answers 304",
            note=verdict("nothing stored", more == 0),
        ),
        Row(
            f"peak memory of both, the made-up sites included, {what}",
            f"{peak:.0f} MB",
            note=verdict("< 500 MB", peak < 500),
        ),
    ]
