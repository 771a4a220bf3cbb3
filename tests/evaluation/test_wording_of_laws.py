"""The index of wording over real laws: shards on the disk answer as one piece does, and few postings find the best."""

from __future__ import annotations

from pathlib import Path

import pytest

from alignment.knowledge import Knowledge
from alignment.postings import Int64s
from alignment.reading.segment import segment
from alignment.reuse import Mask, ReuseIndex, ReuseKeys
from revtrack.tracing.reuse import LINE_BITS, SHORTEST
from revtrack.tracing.shards import ShardFiles

#: So many laws, and every so many-th of their clauses is asked for.
LAWS, EVERY = 120, 19


def clauses_of(folder: Path) -> list[tuple[int, str]]:
    """(number, key) of the clauses of some laws, numbered as those of a corpus are."""
    keys = ReuseKeys(Knowledge.shipped())
    found: list[tuple[int, str]] = []
    paths = sorted((folder / "laws").rglob("*.md"))
    for place, path in enumerate(paths[:: max(1, len(paths) // LAWS)][:LAWS]):
        for line, clause in enumerate(segment(path.read_text("utf-8"), "new").clauses):
            key = keys.key(clause.text)
            if len(key) >= SHORTEST:
                found.append(((place << LINE_BITS) | line, key))
    return found


@pytest.mark.long
def test_shards_of_laws_answer_as_one_piece_and_few_postings_find_the_best_source(
    evaluation: Path, tmp_path: Path
) -> None:
    clauses = clauses_of(evaluation)
    whole = ReuseIndex.build(clauses)
    files = ShardFiles(tmp_path)
    rarity, entries = files.build(clauses[: len(clauses) // 2])
    assert len(whole.segments) == len(entries) == 1
    entries = files.grown(entries, clauses[len(clauses) // 2 :], rarity)
    halves = ReuseIndex(whole.rarity, [files.segment(one).weighed(whole.rarity.weights) for one in entries])
    hasty = ReuseIndex(whole.rarity, halves.segments, postings=3_000)
    wanted = found = 0
    for number, key in clauses[::EVERY]:

        def elsewhere(numbers: Int64s, own: int = number >> LINE_BITS) -> Mask:
            return (numbers >> LINE_BITS) != own

        (first,), (second,) = (index.nearest([key], 40, [elsewhere]) for index in (whole, halves))
        assert [(one.number, one.cosine) for one in first if one.cosine > 0.3] == [
            (one.number, one.cosine) for one in second if one.cosine > 0.3
        ]
        best = max((one.ratio for one in first), default=0.0)
        if best >= 0.6:
            wanted += 1
            found += any(one.ratio >= best - 1e-6 for one in hasty.nearest([key], 40, [elsewhere])[0])
    assert wanted > 50
    assert found >= 0.99 * wanted
