"""How alike two texts are: the only module that imports rapidfuzz. Scores lie in 0…1."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process
from rapidfuzz.distance import LCSseq, Levenshtein

Matrix = NDArray[np.float32]
#: From so many pairs on the cores share the work.
_WORTH_THREADS = 10_000


def ratio(left: str, right: str) -> float:
    """The normalised indel similarity of two keys: 2·common / total, characters in order.

    `rapidfuzz.fuzz.ratio`; token scorers add nothing on text without blanks.
    """
    return fuzz.ratio(left, right) / 100


def common_start(one: str, other: str) -> int:
    """How many signs two texts begin with alike.

    >>> common_start("经审核验收", "经验收")
    1
    """
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def common_length(left: str, right: str) -> int:
    """The length of the longest common subsequence."""
    return LCSseq.similarity(left, right)


def ratio_matrix(old: Sequence[str], new: Sequence[str], floor: float = 0.0) -> Matrix:
    """`ratio` of every pair, shape (len(old), len(new)); entries below `floor` are 0."""
    if not old or not new:
        return np.zeros((len(old), len(new)), dtype=np.float32)
    workers = -1 if len(old) * len(new) > _WORTH_THREADS else 1
    scores = process.cdist(old, new, scorer=fuzz.ratio, score_cutoff=floor * 100, dtype=np.float32, workers=workers)
    return (scores / 100).astype(np.float32)


def ratios(pairs: Sequence[tuple[str, str]], floor: float = 0.0) -> Matrix:
    """`ratio` of each pair, shape (len(pairs),); entries below `floor` are 0."""
    if not pairs:
        return np.zeros(0, dtype=np.float32)
    left, right = zip(*pairs, strict=True)
    scores = process.cpdist(left, right, scorer=fuzz.ratio, score_cutoff=floor * 100, dtype=np.float32, workers=1)
    return (scores / 100).astype(np.float32)


def containment(part: str, whole: str) -> float:
    """How well `part` is found as one stretch of a longer `whole` (`rapidfuzz.fuzz.partial_ratio`)."""
    if not part or len(part) > len(whole):
        return 0.0
    return fuzz.partial_ratio(part, whole) / 100


def differences(old: str, new: str) -> list[tuple[str, str, int, int]]:
    """What differs, piece by piece: (old piece, new piece, offset in old, offset in new).

    Pieces that only one equal character keeps apart are one difference: such a character agrees by chance.
    """
    merged: list[list[int]] = []
    for op in Levenshtein.opcodes(old, new):
        if op.tag == "equal":
            continue
        if merged and op.src_start - merged[-1][1] <= 1 and op.dest_start - merged[-1][3] <= 1:
            merged[-1][1], merged[-1][3] = op.src_end, op.dest_end
        else:
            merged.append([op.src_start, op.src_end, op.dest_start, op.dest_end])
    return [(old[a:b], new[c:d], a, c) for a, b, c, d in merged]


def token_differences(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[tuple[int, int, int, int]]:
    """What differs between two sequences of keys: (from, to) in old and in new, the shortest edit (Myers/Levenshtein).

    Runs that only one equal key keeps apart are one difference: such a key agrees by chance.
    """
    merged: list[list[int]] = []
    for op in Levenshtein.opcodes(old, new):
        if op.tag == "equal":
            continue
        near = merged and op.src_start - merged[-1][1] <= 1 and op.dest_start - merged[-1][3] <= 1
        touching = merged and op.src_start == merged[-1][1] and op.dest_start == merged[-1][3]
        # a key that parts two replacements agrees by chance; one that stands between an insertion and nothing does not
        if touching or (near and (op.src_end - merged[-1][0]) + (op.dest_end - merged[-1][2]) > 4):
            merged[-1][1], merged[-1][3] = op.src_end, op.dest_end
        else:
            merged.append([op.src_start, op.src_end, op.dest_start, op.dest_end])
    return [(a, b, c, d) for a, b, c, d in merged]


def equal_runs(old: str, new: str) -> list[tuple[int, int, int]]:
    """The runs that two texts share in order by the shortest edit: (offset in old, offset in new, length)."""
    return [
        (op.src_start, op.dest_start, op.src_end - op.src_start)
        for op in Levenshtein.opcodes(old, new)
        if op.tag == "equal"
    ]
