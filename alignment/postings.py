"""Clauses with the places of their n-grams: counted by portions, joined in bounded memory, weighed by rarity.

Postings are a segment's. A portion of clauses becomes a segment whose lengths are not known yet (the rarity of n-grams
is that of all clauses); segments are joined piece by piece, so that whoever keeps them on the disk never holds two.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import NDArray

SIZE, BITS = 3, 20
_HASH = np.uint64(0x9E3779B97F4A7C15)
#: Texts whose n-grams are worked out at once: bounds the memory of a build.
PORTION = 20_000
#: As many postings are brought into order at once when segments are joined.
_PIECE = 1_000_000

Bytes = NDArray[np.uint8]
Floats = NDArray[np.float32]
Int32s = NDArray[np.int32]
Int64s = NDArray[np.int64]


class UnusableIndex(ValueError):
    """Arrays that do not make an index: of another form, or damaged."""


@dataclass(frozen=True, slots=True)
class Rarity:
    """How many of so many clauses hold each hashed n-gram, as counted once: the weights of an index come from it."""

    rows: int
    seen: Int32s

    @classmethod
    def of(cls, segments: Iterable[Segment]) -> Rarity:
        """As counted in segments."""
        seen = np.zeros(1 << BITS, dtype=np.int32)
        rows = 0
        for one in segments:
            seen[one.grams] += np.diff(one.starts).astype(np.int32)
            rows += len(one.numbers)
        return cls(rows, seen)

    @property
    def weights(self) -> Floats:
        """The inverse document frequency of each n-gram, shape (2^20,)."""
        return np.log1p(max(self.rows, 1) / np.maximum(self.seen, 1)).astype(np.float32)


@dataclass(frozen=True, slots=True)
class Segment:
    """Some clauses with the places of their n-grams.

    Of n clauses with v n-grams: `numbers` (n,) is what the caller knows them by, `scale` (n,) one over the length of
    the vector; `grams` (v,) ascending, `rows[starts[i]:starts[i + 1]]` the clauses that hold `grams[i]`; `text` the
    UTF-8 of all keys, that of clause i in [ends[i], ends[i + 1]).
    """

    numbers: Int64s
    scale: Floats
    grams: Int32s
    starts: Int64s
    rows: Int32s
    ends: Int64s
    text: Bytes

    def arrays(self) -> dict[str, NDArray[np.generic]]:
        """The arrays by name, for keeping."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[np.generic]]) -> Segment:
        """From what `arrays` gave. Raises `UnusableIndex` where they do not fit each other."""
        kinds = {
            **dict.fromkeys(("numbers", "starts", "ends"), np.int64),
            **dict.fromkeys(("grams", "rows"), np.int32),
            "scale": np.float32,
            "text": np.uint8,
        }
        if arrays.keys() != kinds.keys() or any(arrays[name].dtype != kind for name, kind in kinds.items()):
            raise UnusableIndex("other arrays than those of a segment")
        made = cls(**{name: np.asarray(array) for name, array in arrays.items()})  # pyright: ignore[reportArgumentType]
        count = len(made.numbers)
        fits = len(made.scale) == count and len(made.ends) == count + 1 and len(made.starts) == len(made.grams) + 1
        if not fits or int(made.starts[-1]) != len(made.rows) or int(made.ends[-1]) != len(made.text):
            raise UnusableIndex("arrays of a segment that do not fit each other")
        return made

    def keys_of(self, rows: Int64s) -> list[str]:
        """The keys of clauses by their places in the segment."""
        text = self.text.data
        bounds = zip(self.ends[rows].tolist(), self.ends[rows + 1].tolist(), strict=True)
        return [str(text[start:end], "utf-8", "surrogatepass") for start, end in bounds]

    @classmethod
    def counted(cls, clauses: Sequence[tuple[int, str]]) -> Segment:
        """A segment of (number, key) pairs whose lengths are not known yet: every `scale` is 0."""
        hashed, owners = _hashed([key for _, key in clauses])
        columns, rows = _apart(hashed, owners)
        firsts = np.flatnonzero(np.diff(columns, prepend=-1))
        keys = [key.encode("utf-8", "surrogatepass") for _, key in clauses]
        lengths = np.fromiter(map(len, keys), dtype=np.int64, count=len(keys))
        return cls(
            np.fromiter((number for number, _ in clauses), dtype=np.int64, count=len(clauses)),
            np.zeros(len(clauses), dtype=np.float32),
            columns[firsts],
            np.append(firsts, len(columns)).astype(np.int64),
            rows,
            np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(lengths)]),
            np.frombuffer(b"".join(keys), dtype=np.uint8),
        )

    def weighed(self, weights: Floats) -> Segment:
        """The segment with the lengths of its clauses under these weights of n-grams."""
        squares = np.zeros(len(self.numbers), dtype=np.float64)
        for low, high in self._pieces():
            each = np.repeat(weights[self.grams[low:high]] ** 2, np.diff(self.starts[low : high + 1]))
            np.add.at(squares, self.rows[self.starts[low] : self.starts[high]], each)
        return replace(self, scale=(1 / np.sqrt(np.maximum(squares, 1e-6))).astype(np.float32))

    def _pieces(self) -> Iterator[tuple[int, int]]:
        """Ranges of n-grams with as many postings as are held at once."""
        low = 0
        while low < len(self.grams):
            most = int(self.starts[low]) + _PIECE
            high = max(low + 1, int(np.searchsorted(self.starts, most, side="right")) - 1)
            yield low, min(high, len(self.grams))
            low = high


class Joining:
    """Several segments as one, in the order given, array by array and piece by piece."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        self._segments = segments
        self._firsts = np.cumsum([0, *(len(one.numbers) for one in segments)])
        #: The postings of all n-grams together; known when `rows` was read to its end.
        self.grams = np.zeros(0, dtype=np.int32)
        self.starts = np.zeros(1, dtype=np.int64)

    def numbers(self) -> Iterator[Int64s]:
        """The array of that name."""
        return (one.numbers for one in self._segments)

    def scale(self) -> Iterator[Floats]:
        """The array of that name."""
        return (one.scale for one in self._segments)

    def text(self) -> Iterator[Bytes]:
        """The array of that name."""
        return (one.text for one in self._segments)

    def ends(self) -> Iterator[Int64s]:
        """The array of that name."""
        first = 0
        yield np.zeros(1, dtype=np.int64)
        for one in self._segments:
            yield one.ends[1:] + first
            first += int(one.ends[-1])

    def rows(self) -> Iterator[Int32s]:
        """The array of that name; `grams` and `starts` are ready behind its last piece."""
        counts = np.zeros(1 << BITS, dtype=np.int64)
        for one in self._segments:
            counts[one.grams] += np.diff(one.starts)
        self.grams = np.flatnonzero(counts).astype(np.int32)
        self.starts = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(counts[self.grams])])
        low = 0
        while low < len(self.grams):
            most = int(self.starts[low]) + _PIECE
            high = max(low + 1, int(np.searchsorted(self.starts, most, side="right")) - 1)
            yield self._ordered(int(self.grams[low]), int(self.grams[min(high, len(self.grams)) - 1]) + 1)
            low = high

    def _ordered(self, low: int, high: int) -> Int32s:
        """The postings of the n-grams in [low, high)."""
        columns: list[Int32s] = []
        rows: list[Int32s] = []
        for one, first in zip(self._segments, self._firsts.tolist(), strict=False):
            begin, end = np.searchsorted(one.grams, (low, high)).tolist()
            columns.append(np.repeat(one.grams[begin:end], np.diff(one.starts[begin : end + 1])))
            rows.append(one.rows[one.starts[begin] : one.starts[end]] + np.int32(first))
        return _apart(np.concatenate(columns).astype(np.int64), np.concatenate(rows).astype(np.int64))[1]

    def joined(self) -> Segment:
        """All of it at once, in memory."""
        rows = np.concatenate([np.zeros(0, dtype=np.int32), *self.rows()])
        parts = (np.concatenate(list(part)) for part in (self.numbers(), self.scale(), self.ends(), self.text()))
        numbers, scale, ends, text = parts
        return Segment(
            numbers.astype(np.int64),
            scale.astype(np.float32),
            self.grams,
            self.starts,
            rows,
            ends.astype(np.int64),
            text.astype(np.uint8),
        )


def portions(clauses: Iterable[tuple[int, str]]) -> Iterator[list[tuple[int, str]]]:
    """Clauses by as many as are worked on at once."""
    some: list[tuple[int, str]] = []
    for clause in clauses:
        some.append(clause)
        if len(some) == PORTION:
            yield some
            some = []
    if some:
        yield some


def grams_of(texts: Sequence[str]) -> tuple[Int32s, Int32s]:
    """(hashed n-grams, the text each belongs to): ascending by text, each n-gram once a text; none across a NUL."""
    hashed, owners = _hashed(texts)
    rows, columns = _apart(owners, hashed)
    return columns, rows


def _apart(first: Int64s, second: Int64s) -> tuple[Int32s, Int32s]:
    """Pairs in ascending order, each once."""
    cells = np.sort((first << 32) | second)
    # faster than np.unique, which hashes what is nearly in order
    cells = cells[np.diff(cells, prepend=-1) != 0]
    return (cells >> 32).astype(np.int32), (cells & 0xFFFFFFFF).astype(np.int32)


def _hashed(texts: Sequence[str]) -> tuple[Int64s, Int64s]:
    """(hashed n-grams, the text each belongs to) as they stand."""
    gap = "\0" * (SIZE - 1)
    joined = "".join(text + gap for text in texts)
    codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    if len(codes) < SIZE:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    lengths = np.fromiter((len(text) + len(gap) for text in texts), dtype=np.int64, count=len(texts))
    count = len(codes) - SIZE + 1
    packed = np.zeros(count, dtype=np.uint64)
    whole = np.ones(count, dtype=np.bool_)
    for offset in range(SIZE):
        part = codes[offset : offset + count]
        packed = (packed << np.uint64(21)) | part
        whole &= part != 0
    hashed = ((packed * _HASH) >> np.uint64(64 - BITS)).astype(np.int64)[whole]
    return hashed, np.repeat(np.arange(len(texts), dtype=np.int64), lengths)[:count][whole]
