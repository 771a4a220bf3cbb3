"""Shared wording at scale: one law against the clauses of all, beside comparing it with each of them."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from alignment.linking.similarity import ratio_matrix
from alignment.postings import Int64s
from alignment.reading.normalize import fold
from alignment.reuse import Mask, Near, ReuseIndex
from benchmarks.corpus import laws
from benchmarks.measure import Row, in_turn, peak_megabytes, seconds, verdict
from benchmarks.texts import as_law
from corpus_repo import Corpus
from corpus_repo.clause_rows import VersionRow, clause_rows, version_rows
from revtrack.holdings.folding import lookup_key
from revtrack.holdings.naming import named
from revtrack.service import Tracker
from revtrack.settings import load_settings
from revtrack.tracing import reuse
from revtrack.tracing.standing import LevelRelation, standing_of
from revtrack.tracing.wording import Related, related

#: A clause has a source where another law holds one that is this like it.
SOURCED = 0.6
#: Subjects that a state's law or regulation and many provinces' regulations deal with: a part of their titles → title.
PARENTS = {
    "大气污染防治": "中华人民共和国大气污染防治法",
    "消防": "中华人民共和国消防法",
    "志愿服务": "志愿服务条例",
    "残疾人保障": "中华人民共和国残疾人保障法",
    "突发事件应对": "中华人民共和国突发事件应对法",
    "物业管理": "物业管理条例",
}


@dataclass(frozen=True, slots=True)
class _Clauses:
    """All clauses of the index: their numbers there, keys, and texts folded without more."""

    numbers: Int64s
    keys: list[str]
    folded: list[str]

    def places(self) -> Int64s:
        """The place of the version of each clause."""
        return self.numbers >> 20


def reuse_rows(folder: Path, *, quick: bool) -> list[Row]:
    """All of it on a corpus that is thrown away."""
    count = min(len(laws(folder, 10**6)), 40 if quick else 10**6)
    with tempfile.TemporaryDirectory() as scratch:
        home = Path(scratch, "home")
        add_laws(home, folder, count)
        rows = [*building(home, count), *asking(home, 1 if quick else 3, 2 if quick else 8), *growing(home)]
        if not quick:
            with Tracker(load_settings(), home) as tracker:
                tracker.add([folder / "seeds"])
            rows += parents(home)
        return rows


def add_laws(home: Path, folder: Path, count: int) -> None:
    """A corpus of the first so many laws."""
    env = {**os.environ, "REVTRACK_HOME": str(home)}
    with tempfile.TemporaryDirectory() as scratch:
        for at, path in enumerate(laws(folder, count)):
            Path(scratch, f"{at:05}.md").symlink_to(path.resolve())
        for command in (["init"], ["add", scratch]):
            run = [sys.executable, "-m", "revtrack.cli.main", *command]
            subprocess.run(run, check=True, stdout=subprocess.DEVNULL, env=env)


def building(home: Path, count: int) -> list[Row]:
    """The index made from the catalog, in a process of its own for its memory; then loaded."""
    code = (
        "from pathlib import Path; from corpus_repo import Corpus; from revtrack.holdings.folding import lookup_key; "
        f"from revtrack.tracing import reuse; corpus = Corpus(Path({str(home)!r}), lookup_key); "
        "reuse.update(corpus); corpus.close()"
    )
    peak = peak_megabytes(code)
    files = sum(path.stat().st_size for path in (home / reuse.FOLDER).iterdir()) / 1e6
    with Corpus(home, lookup_key) as corpus:
        loading = seconds(lambda: reuse.update(corpus))
        for path in (home / reuse.FOLDER).glob("*.*"):
            path.unlink()
    with Corpus(home, lookup_key) as corpus:
        clauses = 0

        def build() -> None:
            nonlocal clauses
            clauses = reuse.update(corpus)

        taken = seconds(build)
    return [
        Row(f"reuse index of {count} laws ({clauses:,} clauses)", f"{taken:.1f} s", note=verdict("< 60 s", taken < 60)),
        Row("peak memory of its making", f"{peak:.0f} MB", note=verdict("< 1 GB", peak < 1000)),
        Row("reuse index on the disk", f"{files:.0f} MB"),
        Row("mapping it", f"{loading:.2f} s"),
    ]


def asking(home: Path, rounds: int, documents: int) -> list[Row]:
    """Laws of about eighty clauses against all: by the index, and by rapidfuzz with every clause."""
    with Corpus(home, lookup_key) as corpus:
        rows = version_rows(corpus.catalog)
        found = reuse.holding(corpus).current()
        index, held = found.index, [found.places.id(place) for place in range(len(found.places))]
        every = _clauses(corpus, rows, held)
        sizes = np.bincount(every.places(), minlength=len(held))
        # fewer clauses where so few laws are looked at that none has eighty
        middling = np.argsort(np.abs(sizes - 80), kind="stable")[: max(documents, len(held) // 20)]
        chosen = middling[:: max(1, len(middling) // documents)][:documents].tolist()
        pairs = [_one(index, every, place, rounds) for place in chosen]
        clauses = statistics.mean(int(sizes[place]) for place in chosen)
        ours, brute, ratio = (statistics.median(pair[at] for pair in pairs) for at in range(3))
        truth = [_recall(index, every, place) for place in chosen]
        by_place = {place: next(row for row in rows if row.id == held[place]) for place in chosen}
        whole = [seconds(partial(_related, corpus, by_place[place])) for place in chosen]
    found, sourced, plain_found, plain = (sum(item[at] for item in truth) for at in range(4))
    share = found / max(1, sourced)
    return [
        Row(
            f"a law of {clauses:.0f} clauses against {len(every.keys):,}, index loaded: candidates and their ratios",
            f"{ours:.3f} s",
            f"rapidfuzz with every clause, all cores, {brute:.1f} s",
            ratio,
            verdict("ratio ≥ 50", ratio >= 50),
        ),
        Row(
            f"recall of the best source of {sourced} clauses that have one",
            f"{share:.4f}",
            f"as written, places and bodies not levelled: {plain_found} of {plain}",
            note=verdict("≥ 0.99", share >= 0.99),
        ),
        Row("the documents related to that law, ranked with evidence", f"{statistics.median(whole):.2f} s"),
    ]


def _clauses(corpus: Corpus, rows: tuple[VersionRow, ...], held: Sequence[str]) -> _Clauses:
    by_id = {row.id: row.number for row in rows}
    places = {by_id[name]: at for at, name in enumerate(held)}
    keys = reuse.holding(corpus).keys
    numbers: list[int] = []
    made: list[str] = []
    folded: list[str] = []
    for clause in clause_rows(corpus.catalog, places, ("heading", "body")):
        key = keys.key(clause.text)
        if len(key) >= 12:
            numbers.append((places[clause.version] << 20) | clause.line)
            made.append(key)
            folded.append(fold(clause.text))
    return _Clauses(np.array(numbers, dtype=np.int64), made, folded)


def _nearest(index: ReuseIndex, keys: list[str], place: int) -> list[list[Near]]:
    def others(numbers: Int64s) -> Mask:
        return (numbers >> 20) != place

    return index.nearest(keys, keeps=[others])


def _one(index: ReuseIndex, every: _Clauses, place: int, rounds: int) -> tuple[float, float, float]:
    """(seconds of ours, of rapidfuzz, ratio) of one law."""
    keys = [every.keys[at] for at in np.flatnonzero(every.places() == place)]
    ours = partial(_nearest, index, keys, place)
    return in_turn(ours, partial(ratio_matrix, keys, every.keys, SOURCED), rounds)


def _recall(index: ReuseIndex, every: _Clauses, place: int) -> tuple[int, int, int, int]:
    """(found, sourced) of the clauses of one law by their keys, and by their texts as written but folded.

    Found is a clause where one of its best sources is among the candidates.
    """
    own = np.flatnonzero(every.places() == place)
    near = _nearest(index, [every.keys[at] for at in own], place)
    counts: list[int] = []
    for texts in (every.keys, every.folded):
        table: NDArray[np.float32] = ratio_matrix([texts[at] for at in own], texts, SOURCED)
        table[:, own] = 0
        found = sourced = 0
        for row, items in zip(table, near, strict=True):
            best = row.max()
            if best < SOURCED:
                continue
            sourced += 1
            sources = set(every.numbers[np.flatnonzero(row >= best - 1e-4)].tolist())
            found += any(item.number in sources for item in items)
        counts += [found, sourced]
    return counts[0], counts[1], counts[2], counts[3]


def _related(corpus: Corpus, row: VersionRow) -> tuple[Related, ...]:
    document = corpus.queries.record(row.document)
    assert document is not None
    return related(corpus, named(document, row.id))


def growing(home: Path) -> list[Row]:
    """One more document in the index, loaded before."""
    with tempfile.TemporaryDirectory() as scratch, Corpus(home, lookup_key) as corpus:
        before = reuse.update(corpus)
        path = Path(scratch, "law.txt")
        tasks = [f"街道应当在每年第{at}周以前清点第{at * 7}号街角书屋的图书并公布{at * 3}条目录" for at in range(1, 81)]
        path.write_text(as_law(tasks), encoding="utf-8")
        with Tracker(load_settings(), home) as tracker:
            tracker.add([path])
        taken = seconds(lambda: reuse.update(corpus))
        grown = reuse.update(corpus) - before
    return [
        Row(f"the index grown by a document of {grown} clauses", f"{taken:.3f} s", note=verdict("< 0.2 s", taken < 0.2))
    ]


def parents(home: Path) -> list[Row]:
    """Whether the state's law is the first higher hit of each province's regulation of its subject."""
    wanted = found = 0
    with Corpus(home, lookup_key) as corpus:
        for row in version_rows(corpus.catalog):
            parent = next((title for words, title in PARENTS.items() if words in row.title), "")
            if not parent or standing_of(row).level != "province":
                continue
            first = next((item for item in _related(corpus, row) if item.relation is LevelRelation.HIGHER), None)
            wanted += 1
            found += first is not None and first.title == parent
    share = found / max(1, wanted)
    what = f"provinces' regulations of {len(PARENTS)} subjects whose first higher hit is the state's law"
    return [Row(what, f"{found} of {wanted}", note=verdict("≥ 0.9", share >= 0.9))]
