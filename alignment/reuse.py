"""Where else wording stands: an index over the clauses of many texts, by the character n-grams that few of them hold.

The vector-space model again (see `candidates`), here for a corpus: the n-grams are hashed, the inverse document
frequency is frozen when the index is built, and postings lie in segments, so that new clauses are one more segment and
no rebuild. The nearest clauses by cosine are then compared character by character.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from alignment.knowledge import Knowledge
from alignment.linking.localise import Localiser
from alignment.linking.similarity import ratios
from alignment.reading.normalize import fold

#: Counts up when an index of before cannot be read or means something else.
FORMAT = 1
_SIZE, _BITS = 3, 20
_HASH = np.uint64(0x9E3779B97F4A7C15)
#: Texts whose n-grams are worked out at once: bounds the memory of a build.
_CHUNK = 20_000
#: Of a text's weight, so much is looked up, its rarest n-grams first: the rest stands in every other clause, costs most
#: and says least.
_LOOKED_UP = 0.98
#: Below this cosine two clauses share nothing that a reader would call wording.
_NEAR = 0.08
#: Below this ratio a pair is not compared to the end: its ratio is 0.
_ALIKE = 0.4
#: Clauses of one segment when an index is built; more need more memory at once.
_SEGMENT_CHUNKS = 5
#: Segments are joined up to this size: a join must not take longer than a person waits.
_JOINED_ROWS = 4_000

Bytes = NDArray[np.uint8]
Floats = NDArray[np.float32]
Int32s = NDArray[np.int32]
Int64s = NDArray[np.int64]
Mask = NDArray[np.bool_]
#: Which rows count, told by their numbers.
Keep = Callable[[Int64s], Mask]


class UnusableIndex(ValueError):
    """Arrays that do not make an index: of another form, or damaged."""


class ReuseKeys:
    """Brings texts to the form in which wording is compared: folded, places and bodies by their kind only."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._localiser = Localiser(knowledge)
        self._of = knowledge.digest

    @property
    def digest(self) -> str:
        """Changes whenever an index made before means something else: with the tables, the form, the parameters."""
        said = f"{FORMAT}:{_SIZE}:{_BITS}:{self._of}"
        return hashlib.sha256(said.encode("ascii")).hexdigest()[:16]

    def key(self, text: str) -> str:
        """The form in which two texts are compared."""
        return self._localiser.key(fold(text))

    def content(self, key: str) -> str:
        """A key with the genre's set phrases blanked (NUL for each): what is left says what the clause is about."""
        return self._localiser.content(key)


class Near(NamedTuple):
    """A clause of the index that is near to a text: its number and key, the cosine, the ratio (both 0…1; a low ratio
    is given as 0)."""

    number: int
    key: str
    cosine: float
    ratio: float


@dataclass(frozen=True, slots=True)
class Rarity:
    """How many of so many clauses hold each hashed n-gram, as counted once: the weights of an index come from it."""

    rows: int
    seen: Int32s

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


class ReuseIndex:
    """The clauses of a corpus by their wording. Never changed: `grown` gives another index that shares the segments."""

    def __init__(self, rarity: Rarity, segments: Sequence[Segment]) -> None:
        """From what was kept. Raises `UnusableIndex` where the rarities are not of this form."""
        if rarity.seen.shape != (1 << _BITS,):
            raise UnusableIndex("rarities of other n-grams")
        self.rarity = rarity
        self.segments = tuple(segments)
        self._weights = rarity.weights
        self._first: Int64s = np.cumsum([0, *(len(segment.numbers) for segment in self.segments)])

    @classmethod
    def build(cls, clauses: Iterable[tuple[int, str]]) -> ReuseIndex:
        """An index of (number, key) pairs; the rarity of n-grams is that of these clauses."""
        seen = np.zeros(1 << _BITS, dtype=np.int32)
        counted: list[_Counted] = []
        for some in _portions(clauses):
            counted.append(_Counted.of(some))
            seen += np.bincount(counted[-1].columns, minlength=1 << _BITS).astype(np.int32)
        rarity = Rarity(sum(len(item.numbers) for item in counted), seen)
        weights = rarity.weights
        segments: list[Segment] = []
        while counted:
            segments.append(_segment(counted[:_SEGMENT_CHUNKS], weights))
            del counted[:_SEGMENT_CHUNKS]  # what lies in a segment is not held twice
        return cls(rarity, segments)

    def grown(self, clauses: Iterable[tuple[int, str]]) -> ReuseIndex:
        """The index with more clauses in it, weighed as those before were. Small segments are joined in passing."""
        segments = list(self.segments)
        for some in _portions(clauses):
            added = _segment([_Counted.of(some)], self._weights)
            while segments and len(segments[-1].numbers) < 2 * len(added.numbers):
                if len(segments[-1].numbers) + len(added.numbers) > _JOINED_ROWS:
                    break
                added = _joined(segments.pop(), added)
            segments.append(added)
        return ReuseIndex(self.rarity, segments)

    @property
    def rows(self) -> int:
        """How many clauses it holds."""
        return int(self._first[-1])

    def informative(self, contents: Sequence[str], fewest: int = 0) -> Floats:
        """How much each text says that few others say: the summed rarity of its n-grams, shape (len(contents),).

        Texts of less than `fewest` different n-grams say nothing: 0.
        """
        columns, rows = _grams_of(contents)
        sums = np.bincount(rows, weights=self._weights[columns], minlength=len(contents))
        sums[np.bincount(rows, minlength=len(contents)) < fewest] = 0
        return sums.astype(np.float32)

    def nearest(self, keys: Sequence[str], top: int = 150, keeps: Sequence[Keep] = ()) -> list[list[Near]]:
        """For each key the clauses that are nearest by cosine, the nearest first, compared by ratio as well.

        Args:
            keys: texts as `ReuseKeys.key` gives them.
            top: how many clauses at most.
            keeps: which clauses count; of several, each gives its own `top`, and the answer holds all of them.
        """
        found = self._candidates(keys, top, keeps)
        rows = np.concatenate([rows for rows, _ in found]) if found else np.zeros(0, dtype=np.int64)
        numbers, others = self._entries(rows)
        asked = (key for key, (own, _) in zip(keys, found, strict=True) for _ in range(len(own)))
        alike = ratios(list(zip(asked, others, strict=True)), _ALIKE).tolist()
        cosines = [cosine for _, own in found for cosine in own]
        every = [Near(*values) for values in zip(numbers, others, cosines, alike, strict=True)]
        bounds = np.cumsum([0, *(len(own) for own, _ in found)]).tolist()
        return [every[low:high] for low, high in pairwise(bounds)]

    def _entries(self, rows: Int64s) -> tuple[list[int], list[str]]:
        """(numbers, keys) of rows of the whole index."""
        places: Int64s = np.searchsorted(self._first, rows, side="right") - 1
        within: Int64s = rows - self._first[places]
        numbers = np.zeros(len(rows), dtype=np.int64)
        keys = [""] * len(rows)
        for at, segment in enumerate(self.segments):
            here = np.flatnonzero(places == at)
            numbers[here] = segment.numbers[within[here]]
            for row, key in zip(here.tolist(), segment.keys_of(within[here]), strict=True):
                keys[row] = key
        return numbers.tolist(), keys

    def _candidates(self, keys: Sequence[str], top: int, keeps: Sequence[Keep]) -> list[tuple[Int64s, list[float]]]:
        """(rows of the whole index, cosines) of each key."""
        columns, belongs = _grams_of(keys)
        bounds = np.searchsorted(belongs, np.arange(len(keys) + 1))
        asked = [self._asked(columns[low:high]) for low, high in pairwise(bounds.tolist())]
        masks = [[keep(segment.numbers) for keep in keeps] for segment in self.segments]
        found: list[tuple[Int64s, list[float]]] = []
        for grams, weights, length in asked:
            rows: list[Int64s] = []
            values: list[Floats] = []
            which: list[NDArray[np.int64]] = []
            for at, segment in enumerate(self.segments):
                cosines = _cosines(segment, grams, weights)
                near = np.flatnonzero(cosines > _NEAR)
                cosines = cosines[near]
                # the weight that both hold, to that of either: as a ratio does, it falls with unequal lengths
                unequal = length * segment.scale[near]
                dice = (2 * cosines / (unequal + 1 / unequal)).astype(np.float32)
                for turn, mask in enumerate(masks[at] or [None]):
                    own = np.arange(len(near)) if mask is None else np.flatnonzero(mask[near])
                    best = own[_best(dice[own], top)]
                    rows.append(near[best] + int(self._first[at]))
                    values.append(np.stack([dice[best], cosines[best]]))
                    which.append(np.full(len(best), turn))
            found.append(_top_of(rows, values, which, top, max(1, len(keeps))))
        return found

    def _asked(self, columns: Int32s) -> tuple[Int32s, Floats, float]:
        """The n-grams of a text that are looked up, their part in its unit vector, and the length of the vector."""
        weights = self._weights[columns]
        order = np.argsort(-weights, kind="stable")
        squares: Floats = np.cumsum(weights[order] ** 2)
        if not len(order):
            return columns, weights, 1.0
        count = np.count_nonzero(squares < _LOOKED_UP * squares[-1]) + 1
        chosen = np.sort(order[:count])
        # postings hold no weights: that of the n-gram counts on either side
        length = float(np.sqrt(squares[-1]))
        return columns[chosen], (weights[chosen] ** 2 / length).astype(np.float32), length


@dataclass(frozen=True, slots=True)
class _Counted:
    """Clauses with their n-grams, each once a clause: `columns[i]` stands in clause `rows[i]`."""

    numbers: Int64s
    columns: Int32s
    rows: Int32s
    keys: list[bytes]

    @classmethod
    def of(cls, clauses: Sequence[tuple[int, str]]) -> _Counted:
        columns, rows = _grams_of([key for _, key in clauses])
        numbers = np.fromiter((number for number, _ in clauses), dtype=np.int64, count=len(clauses))
        return cls(numbers, columns, rows, [key.encode("utf-8", "surrogatepass") for _, key in clauses])


def _portions(clauses: Iterable[tuple[int, str]]) -> Iterable[list[tuple[int, str]]]:
    some: list[tuple[int, str]] = []
    for clause in clauses:
        some.append(clause)
        if len(some) == _CHUNK:
            yield some
            some = []
    if some:
        yield some


def _grams_of(texts: Sequence[str]) -> tuple[Int32s, Int32s]:
    """(hashed n-grams, the text each belongs to): ascending, each n-gram once a text; none across a NUL."""
    gap = "\0" * (_SIZE - 1)
    joined = "".join(text + gap for text in texts)
    codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    if len(codes) < _SIZE:
        return np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.int32)
    lengths = np.fromiter((len(text) + len(gap) for text in texts), dtype=np.int64, count=len(texts))
    count = len(codes) - _SIZE + 1
    packed = np.zeros(count, dtype=np.uint64)
    whole = np.ones(count, dtype=np.bool_)
    for offset in range(_SIZE):
        part = codes[offset : offset + count]
        packed = (packed << np.uint64(21)) | part
        whole &= part != 0
    hashed = ((packed * _HASH) >> np.uint64(64 - _BITS)).astype(np.int64)[whole]
    rows = np.repeat(np.arange(len(texts), dtype=np.int64), lengths)[:count][whole]
    cells = np.sort((rows << _BITS) | hashed)
    # faster than np.unique, which hashes what is nearly in order
    cells = cells[np.diff(cells, prepend=-1) != 0]
    return (cells & ((1 << _BITS) - 1)).astype(np.int32), (cells >> _BITS).astype(np.int32)


def _segment(counted: Sequence[_Counted], weights: Floats) -> Segment:
    """One segment of clauses whose n-grams were counted."""
    numbers = np.concatenate([item.numbers for item in counted])
    lengths = np.array([len(key) for item in counted for key in item.keys], dtype=np.int64)
    text = np.frombuffer(b"".join(key for item in counted for key in item.keys), dtype=np.uint8)
    firsts = np.cumsum([0, *(len(item.numbers) for item in counted)])
    rows = np.concatenate([item.rows + np.int32(first) for item, first in zip(counted, firsts, strict=False)])
    columns = np.concatenate([item.columns for item in counted])
    squares = np.bincount(rows, weights=weights[columns] ** 2, minlength=len(numbers))
    scale = (1 / np.sqrt(np.maximum(squares, 1e-6))).astype(np.float32)
    return _posted(numbers, scale, columns, rows, lengths, text)


def _joined(first: Segment, second: Segment) -> Segment:
    """Two segments as one."""
    rows = np.concatenate([first.rows, second.rows + np.int32(len(first.numbers))])
    columns = np.concatenate([np.repeat(item.grams, np.diff(item.starts)) for item in (first, second)])
    return _posted(
        np.concatenate([first.numbers, second.numbers]),
        np.concatenate([first.scale, second.scale]),
        columns,
        rows,
        np.concatenate([np.diff(first.ends), np.diff(second.ends)]),
        np.concatenate([first.text, second.text]),
    )


def _posted(numbers: Int64s, scale: Floats, columns: Int32s, rows: Int32s, lengths: Int64s, text: Bytes) -> Segment:
    """A segment whose cells (columns, rows) stand in the order of their rows."""
    order = np.argsort(columns, kind="stable")
    columns, rows = columns[order], rows[order]
    del order
    firsts = np.flatnonzero(np.diff(columns, prepend=-1))
    starts = np.append(firsts, len(columns)).astype(np.int64)
    ends = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(lengths)])
    return Segment(numbers, scale, columns[firsts], starts, rows, ends, text)


def _cosines(segment: Segment, grams: Int32s, weights: Floats) -> Floats:
    """The cosine of a text with every clause of a segment, shape (n,)."""
    count = len(segment.numbers)
    places = np.searchsorted(segment.grams, grams)
    held = places < len(segment.grams)
    held[held] = segment.grams[places[held]] == grams[held]
    places = places[held]
    if not len(places):
        return np.zeros(count, dtype=np.float32)
    lows, highs = segment.starts[places], segment.starts[places + 1]
    rows = np.concatenate([segment.rows[low:high] for low, high in zip(lows.tolist(), highs.tolist(), strict=True)])
    summed = np.bincount(rows, weights=np.repeat(weights[held], highs - lows), minlength=count)
    return summed.astype(np.float32) * segment.scale


def _best(values: Floats, top: int) -> NDArray[np.int64]:
    """Where the `top` greatest values stand, in no order."""
    if len(values) <= top:
        return np.arange(len(values))
    return np.argpartition(-values, top - 1)[:top]


def _top_of(
    rows: Sequence[Int64s], values: Sequence[Floats], which: Sequence[NDArray[np.int64]], top: int, turns: int
) -> tuple[Int64s, list[float]]:
    """The `top` best of each turn over all segments, joined, each row once: (rows, cosines), the greatest cosine first.

    `values` are (what they are chosen by, cosine), shape (2, rows) each.
    """
    if not rows:
        return np.zeros(0, dtype=np.int64), []
    every, turn = np.concatenate(rows), np.concatenate(which)
    scores, cosines = np.concatenate(values, axis=1)
    chosen: list[NDArray[np.int64]] = []
    for number in range(turns):
        own = np.flatnonzero(turn == number)
        chosen.append(own[_best(scores[own], top)])
    joined = np.concatenate(chosen)
    found, firsts = np.unique(every[joined], return_index=True)
    cosines = cosines[joined][firsts]
    order = np.argsort(-cosines, kind="stable")
    return found[order], cosines[order].tolist()
