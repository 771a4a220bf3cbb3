"""Character n-gram overlap, weighted by rarity: what two sentences share that not every sentence shares.

The vector-space model with inverse document frequency over the sentences of both texts. It serves two ends: it says
which pairs are worth comparing at all, and it tells a shared measure from shared officialese.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

#: Up to this many cells of the sentence × n-gram table dense arithmetic is the faster.
_DENSE_CELLS = 12_000_000
#: Sentences that are looked up in the index at once, and the postings that are held at once; both bound the memory.
_CHUNK, _POSTINGS = 512, 4_000_000

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
            mass = np.zeros((self._split, self._shape[0] - self._split), dtype=np.float32)
            for start, found in self._shared(flipped=False, drop_common=False):
                mass[start : start + len(found)] = found
        weight = self._totals[: self._split, None] + self._totals[None, self._split :]
        return (2 * mass / weight).astype(np.float32), mass.astype(np.float32)

    def meetings(self) -> int:
        """How often an n-gram of one side meets the same one of the other: what `nearest` has to do."""
        first = self._rows < self._split
        here, there = (np.bincount(self._columns[mask], minlength=self._shape[1]) for mask in (first, ~first))
        return int((here * there)[~self._common].sum())

    def nearest(self, top: int) -> dict[tuple[int, int], tuple[float, float]]:
        """(dice, mass) of the `top` best pairs of each text of either side; work grows with what is shared."""
        out: dict[tuple[int, int], tuple[float, float]] = {}
        totals_old, totals_new = self._totals[: self._split], self._totals[self._split :]
        for flipped, own, other in ((False, totals_old, totals_new), (True, totals_new, totals_old)):
            for start, found in self._shared(flipped=flipped, drop_common=True):
                for row, masses in enumerate(found, start):
                    columns = np.flatnonzero(masses > 0)
                    mass = masses[columns]
                    dice = 2 * mass / (own[row] + other[columns])
                    if len(dice) > top:
                        best = np.argpartition(-dice, top - 1)[:top]
                        mass, columns, dice = mass[best], columns[best], dice[best]
                    for column, value, weight in zip(columns.tolist(), dice.tolist(), mass.tolist(), strict=True):
                        out[(column, row) if flipped else (row, column)] = (value, weight)
        return out

    def likest(self, top: int) -> set[tuple[int, int]]:
        """The pairs that `nearest` gives, by themselves: many texts are looked at together, which costs far less."""
        out: set[tuple[int, int]] = set()
        totals_old, totals_new = self._totals[: self._split], self._totals[self._split :]
        for flipped, own, other in ((False, totals_old, totals_new), (True, totals_new, totals_old)):
            for start, found in self._shared(flipped=flipped, drop_common=True):
                dice = np.divide(2 * found, own[start : start + len(found), None] + other, dtype=np.float32)
                rows, columns = _most(dice, top)
                pairs = (rows + start).tolist(), columns.tolist()
                out.update(zip(*(reversed(pairs) if flipped else pairs), strict=True))
        return out

    def _shared(self, *, flipped: bool, drop_common: bool) -> Iterator[tuple[int, Floats]]:
        """The shared weight of some texts of the old side, or of the new one if `flipped`, with all of the other.

        Gives (the first text's number, weights of shape (texts, texts of the other side)), by an inverted index.
        """
        rows, columns = self._rows, self._columns
        if drop_common:
            kept = ~self._common[columns]
            rows, columns = rows[kept], columns[kept]
        first = int(np.searchsorted(rows, self._split))
        queries = (rows[:first], columns[:first]), (rows[first:] - self._split, columns[first:])
        (asked, grams), (holders, held) = reversed(queries) if flipped else queries
        count, others = self._split, self._shape[0] - self._split
        if flipped:
            count, others = others, count
        order = np.argsort(held, kind="stable")
        holders = holders[order]
        starts = np.searchsorted(held[order], np.arange(self._shape[1] + 1))
        lengths = (starts[1:] - starts[:-1])[grams]
        rows_at = np.searchsorted(asked, np.arange(count + 1))
        postings: Ints = np.append(0, np.cumsum(lengths)).astype(np.int64)[rows_at]
        low = 0
        while low < count:
            full = postings[low] + _POSTINGS
            high = int(np.count_nonzero(postings <= full)) - 1
            high = min(max(high, low + 1), low + _CHUNK, count)
            chosen = slice(rows_at[low], rows_at[high])
            many = lengths[chosen]
            # where each posting stands: the start of its list, and its place within it
            within = np.arange(many.sum(), dtype=np.int64) - np.repeat(np.cumsum(many) - many, many)
            found = holders[np.repeat(starts[grams[chosen]], many) + within]
            cells = np.repeat((asked[chosen] - low) * others, many) + found
            weights = np.repeat(self._weights[grams[chosen]], many)
            mass = np.bincount(cells, weights, minlength=(high - low) * others)
            yield low, mass.reshape(high - low, others).astype(np.float32)
            low = high


def _most(table: Floats, top: int) -> tuple[Ints, Ints]:
    """Rows and columns of the `top` greatest numbers of each row, of those above 0.

    Where it is chance which of equal ones are taken, those are that `argpartition` takes.
    """
    if not table.size:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    left, at = table.copy(), np.arange(len(table))
    columns: list[Ints] = []
    values: list[Floats] = []
    for _ in range(min(top + 1, table.shape[1])):
        columns.append(left.argmax(axis=1))
        values.append(left[at, columns[-1]])
        left[at, columns[-1]] = 0
    chosen, kept = np.array(columns[:top]), np.array(values[:top]) > 0
    tied = np.flatnonzero((values[top] == values[top - 1]) & (values[top] > 0)).tolist() if len(values) > top else []
    kept[:, tied] = False
    rows = [np.broadcast_to(at, kept.shape)[kept]]
    found = [chosen[kept]]
    for row in tied:
        able = np.flatnonzero(table[row] > 0)
        found.append(able[np.argpartition(-table[row, able], top - 1)[:top]])
        rows.append(np.full(top, row))
    return np.concatenate(rows), np.concatenate(found)


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
