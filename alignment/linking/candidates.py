"""Character n-gram overlap, weighted by rarity: what two sentences share that not every sentence shares.

The vector-space model with inverse document frequency over the sentences of both texts. It serves two ends: it says
which pairs are worth comparing at all, and it tells a shared measure from shared officialese.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

#: Up to this many cells of the sentence × n-gram table dense arithmetic is the faster.
_DENSE_CELLS = 12_000_000
_CHUNK = 512

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]


class Overlap:
    """The weighted n-gram overlap of two lists of texts.

    `dice` of a pair is 2·shared / (weight of both), `mass` the shared weight (a rare bigram weighs about 5).
    """

    def __init__(self, old: Sequence[str], new: Sequence[str], size: int = 2) -> None:
        grams, rows = _grams([*old, *new], size)
        count = len(old) + len(new)
        vocabulary, columns = np.unique(grams, return_inverse=True)
        # a gram counts once a sentence
        cells = np.unique(rows * len(vocabulary) + columns)
        self._rows, self._columns = cells // len(vocabulary), cells % len(vocabulary)
        seen = np.bincount(self._columns, minlength=len(vocabulary))
        self._weights = np.log1p(count / np.maximum(seen, 1)).astype(np.float32)
        # in a long text what stands in a tenth of all sentences tells nothing and costs most
        self._common = seen > max(40, count // 10)
        self._shape = (count, len(vocabulary))
        self._split = len(old)
        totals = np.bincount(self._rows, self._weights[self._columns], minlength=count).astype(np.float32)
        self._totals = np.maximum(totals, 1e-6)
        self._keep_shared()

    def _keep_shared(self) -> None:
        """Forget the n-grams that stand on one side only: nothing is shared by them, and they are most of all."""
        first = self._rows < self._split
        here, there = (np.zeros(self._shape[1], dtype=bool) for _ in range(2))
        here[self._columns[first]] = there[self._columns[~first]] = True
        shared = here & there
        kept = shared[self._columns]
        self._rows, self._columns = self._rows[kept], (np.cumsum(shared) - 1)[self._columns[kept]]
        self._weights, self._common = self._weights[shared], self._common[shared]
        self._shape = (self._shape[0], int(shared.sum()))

    def dense(self) -> tuple[Floats, Floats]:
        """(dice, mass) of every pair, each of shape (len(old), len(new))."""
        if self._shape[0] * self._shape[1] <= _DENSE_CELLS:
            table = np.zeros(self._shape, dtype=np.float32)
            table[self._rows, self._columns] = np.sqrt(self._weights[self._columns])
            mass = table[: self._split] @ table[self._split :].T
        else:
            left, right = self._sparse(drop_common=False)
            mass = (left @ right.T).toarray()
        weight = self._totals[: self._split, None] + self._totals[None, self._split :]
        return (2 * mass / weight).astype(np.float32), mass.astype(np.float32)

    def nearest(self, top: int) -> dict[tuple[int, int], tuple[float, float]]:
        """(dice, mass) of the `top` best pairs of each text of either side; work grows with what is shared."""
        left, right = self._sparse(drop_common=True)
        out: dict[tuple[int, int], tuple[float, float]] = {}
        totals_old, totals_new = self._totals[: self._split], self._totals[self._split :]
        for flipped, queries, against, own, other in (
            (False, left, right, totals_old, totals_new),
            (True, right, left, totals_new, totals_old),
        ):
            transposed = against.T.tocsr()
            for start in range(0, queries.shape[0], _CHUNK):
                product: csr_matrix = (queries[start : start + _CHUNK] @ transposed).tocsr()
                for row in range(product.shape[0]):
                    low, high = product.indptr[row], product.indptr[row + 1]
                    mass, columns = product.data[low:high], product.indices[low:high]
                    dice = 2 * mass / (own[start + row] + other[columns])
                    if len(dice) > top:
                        best = np.argpartition(-dice, top - 1)[:top]
                        mass, columns, dice = mass[best], columns[best], dice[best]
                    for column, value, weight in zip(columns.tolist(), dice.tolist(), mass.tolist(), strict=True):
                        out[(column, start + row) if flipped else (start + row, column)] = (value, weight)
        return out

    def _sparse(self, *, drop_common: bool) -> tuple[csr_matrix, csr_matrix]:
        from scipy.sparse import csr_matrix  # only large pairs pay for its import

        rows, columns = self._rows, self._columns
        if drop_common:
            kept = ~self._common[columns]
            rows, columns = rows[kept], columns[kept]
        data = np.sqrt(self._weights[columns])
        table = csr_matrix((data, (rows, columns)), shape=self._shape, dtype=np.float32)
        return table[: self._split], table[self._split :]


def _grams(texts: Sequence[str], size: int) -> tuple[Ints, Ints]:
    """The n-grams of all texts as numbers, and the row each belongs to."""
    joined = "".join(text + "\0" * (size - 1) for text in texts)
    codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.int64)
    lengths = np.fromiter((len(text) + size - 1 for text in texts), dtype=np.int64, count=len(texts))
    rows = np.repeat(np.arange(len(texts), dtype=np.int64), lengths)
    if len(codes) < size:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    grams = np.zeros(len(codes) - size + 1, dtype=np.int64)
    whole = np.ones(len(grams), dtype=bool)
    for offset in range(size):
        part = codes[offset : len(codes) - size + 1 + offset]
        grams = (grams << 21) | part
        whole &= part != 0
    return grams[whole], rows[: len(grams)][whole]
