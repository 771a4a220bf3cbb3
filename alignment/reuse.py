"""Where else wording stands: an index over the clauses of many texts, by the character n-grams that few of them hold.

The vector-space model again (see `candidates`), here for a corpus: the n-grams are hashed, the inverse document
frequency is frozen when the index is built, and postings lie in segments, so that new clauses are one more segment and
no rebuild. A text is looked up by its rarest n-grams first, and only their postings are touched; the nearest clauses by
cosine are then compared character by character.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from alignment.knowledge import Knowledge
from alignment.linking.localise import Localiser
from alignment.linking.similarity import ratios
from alignment.postings import (
    BITS,
    SIZE,
    Floats,
    Int32s,
    Int64s,
    Joining,
    Rarity,
    Segment,
    UnusableIndex,
    grams_of,
    portions,
)
from alignment.reading.normalize import fold

#: Counts up when an index of before cannot be read or means something else.
FORMAT = 1
#: Of a text's weight, so much is looked up, its rarest n-grams first: the rest stands in every other clause, costs most
#: and says least.
_LOOKED_UP = 0.98
#: As many postings are read for one text, its rarest n-grams first; n-grams behind them count for those found alone.
_POSTINGS = 250_000
#: As many postings are worked on at once.
_AT_ONCE = 1_000_000
#: Below this cosine two clauses share nothing that a reader would call wording.
_NEAR = 0.08
#: Below this ratio a pair is not compared to the end: its ratio is 0.
_ALIKE = 0.4
#: Portions of one segment when an index is built.
JOINED = 25
#: Segments are joined while somebody waits up to this size.
_JOINED_ROWS = 32_000

Mask = NDArray[np.bool_]
#: Which rows count, told by their numbers.
Keep = Callable[[Int64s], Mask]


class ReuseKeys:
    """Brings texts to the form in which wording is compared: folded, places and bodies by their kind only."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._localiser = Localiser(knowledge)
        self._of = knowledge.digest

    @property
    def digest(self) -> str:
        """Changes whenever an index made before means something else: with the tables, the form, the parameters."""
        said = f"{FORMAT}:{SIZE}:{BITS}:{self._of}"
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


class ReuseIndex:
    """The clauses of a corpus by their wording. Never changed: `grown` gives another index that shares the segments."""

    def __init__(self, rarity: Rarity, segments: Sequence[Segment], *, postings: int = _POSTINGS) -> None:
        """From what was kept; `postings` bounds what is read for one text.

        Raises `UnusableIndex` where the rarities are not of this form.
        """
        if rarity.seen.shape != (1 << BITS,):
            raise UnusableIndex("rarities of other n-grams")
        self.rarity = rarity
        self.segments = tuple(segments)
        self._postings = postings
        self._weights = rarity.weights
        self._first: Int64s = np.cumsum([0, *(len(segment.numbers) for segment in self.segments)])

    @classmethod
    def build(cls, clauses: Iterable[tuple[int, str]]) -> ReuseIndex:
        """An index of (number, key) pairs, in memory; the rarity of n-grams is that of these clauses."""
        parts = [Segment.counted(some) for some in portions(clauses)]
        rarity = Rarity.of(parts)
        weighed = [part.weighed(rarity.weights) for part in parts]
        some = (weighed[at : at + JOINED] for at in range(0, len(weighed), JOINED))
        return cls(rarity, [Joining(segments).joined() for segments in some])

    def grown(self, clauses: Iterable[tuple[int, str]]) -> ReuseIndex:
        """The index with more clauses in it, weighed as those before were. Small segments are joined in passing."""
        segments = list(self.segments)
        for some in portions(clauses):
            added = Segment.counted(some).weighed(self._weights)
            while segments and len(segments[-1].numbers) < 2 * len(added.numbers):
                if len(segments[-1].numbers) + len(added.numbers) > _JOINED_ROWS:
                    break
                added = Joining([segments.pop(), added]).joined()
            segments.append(added)
        return ReuseIndex(self.rarity, segments, postings=self._postings)

    @property
    def rows(self) -> int:
        """How many clauses it holds."""
        return int(self._first[-1])

    def informative(self, contents: Sequence[str], fewest: int = 0) -> Floats:
        """How much each text says that few others say: the summed rarity of its n-grams, shape (len(contents),).

        Texts of less than `fewest` different n-grams say nothing: 0.
        """
        columns, rows = grams_of(contents)
        sums = np.bincount(rows, weights=self._weights[columns], minlength=len(contents))
        sums[np.bincount(rows, minlength=len(contents)) < fewest] = 0
        return sums.astype(np.float32)

    def nearest(self, keys: Sequence[str], top: int = 150, keeps: Sequence[Keep] = ()) -> list[list[Near]]:
        """For each key the clauses that are nearest by cosine, the nearest first, compared by ratio as well.

        Args:
            keys: texts as `ReuseKeys.key` gives them.
            top: how many clauses at most.
            keeps: which clauses count; of several, each gives its own `top`, and the answer holds all of them.

        Raises IndexError or ValueError where arrays of the index were damaged behind its back.
        """
        asked = self._asked(keys)
        found = self._candidates(asked, top, keeps)
        rows = np.concatenate([rows for rows, _ in found]) if found else np.zeros(0, dtype=np.int64)
        numbers, others = self._entries(rows)
        bounds = np.cumsum([0, *(len(own) for own, _ in found)]).tolist()
        cosines = [cosine for _, own in found for cosine in own.tolist()]
        for at, (low, high) in enumerate(pairwise(bounds)):
            if asked[at].cut:  # n-grams that were not looked up count here
                cosines[low:high] = self._whole(asked[at], others[low:high]).tolist()
        pairs = [
            (key, other) for key, (low, high) in zip(keys, pairwise(bounds), strict=True) for other in others[low:high]
        ]
        alike = ratios(pairs, _ALIKE).tolist()
        every = [Near(*values) for values in zip(numbers, others, cosines, alike, strict=True)]
        return [sorted(every[low:high], key=lambda item: -item.cosine) for low, high in pairwise(bounds)]

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

    def _candidates(self, asked: Sequence[_Asked], top: int, keeps: Sequence[Keep]) -> list[tuple[Int64s, Floats]]:
        """(rows of the whole index, cosines) of each text, as far as its n-grams were looked up."""
        best = [_Best(top, max(1, len(keeps))) for _ in asked]
        for first, segment in zip(self._first.tolist(), self.segments, strict=False):
            for at, rows, cosines in _met(segment, asked):
                # the weight that both hold, to that of either: as a ratio does, it falls with unequal lengths
                unequal = asked[at].length * segment.scale[rows]
                dice = (2 * cosines / (unequal + 1 / unequal)).astype(np.float32)
                masks = [keep(segment.numbers[rows]) for keep in keeps] or [np.ones(len(rows), dtype=np.bool_)]
                best[at].take(rows + first, dice, cosines, masks)
        return [one.found() for one in best]

    def _asked(self, keys: Sequence[str]) -> list[_Asked]:
        columns, belongs = grams_of(keys)
        bounds = np.searchsorted(belongs, np.arange(len(keys) + 1))
        return [self._asked_one(columns[low:high]) for low, high in pairwise(bounds.tolist())]

    def _asked_one(self, columns: Int32s) -> _Asked:
        weights = self._weights[columns]
        order = np.argsort(-weights, kind="stable")
        squares: Floats = np.cumsum(weights[order] ** 2)
        if not len(order):
            return _Asked(columns, weights, 1.0, columns, weights, cut=False)
        count = int(np.count_nonzero(squares < _LOOKED_UP * squares[-1])) + 1
        # postings hold no weights: that of the n-gram counts on either side
        length = float(np.sqrt(squares[-1]))
        parts = (weights**2 / length).astype(np.float32)
        grown = self.rows / max(1, self.rarity.rows)
        read = np.cumsum(self.rarity.seen[columns[order[:count]]]) * grown
        few = max(1, int(np.count_nonzero(read <= self._postings)))
        every, chosen = np.sort(order[:count]), np.sort(order[: min(few, count)])
        return _Asked(columns[chosen], parts[chosen], length, columns[every], parts[every], cut=few < count)

    def _whole(self, asked: _Asked, keys: Sequence[str]) -> Floats:
        """The cosines of a text with these keys, all of its n-grams considered."""
        columns, rows = grams_of(keys)
        squares = np.bincount(rows, weights=self._weights[columns].astype(np.float64) ** 2, minlength=len(keys))
        places = np.minimum(np.searchsorted(asked.every, columns), len(asked.every) - 1)
        shared = asked.every[places] == columns
        summed = np.bincount(rows[shared], weights=asked.parts[places[shared]], minlength=len(keys))
        return (summed / np.sqrt(np.maximum(squares, 1e-6))).astype(np.float32)


class _Asked(NamedTuple):
    """A text that is looked up: n-grams whose postings are read, with their part in its unit vector, and the length of
    the vector; `every` and `parts` hold the n-grams that count, `cut` says that those are more."""

    grams: Int32s
    weights: Floats
    length: float
    every: Int32s
    parts: Floats
    cut: bool


def _met(segment: Segment, asked: Sequence[_Asked]) -> Iterable[tuple[int, Int64s, Floats]]:
    """(place of the text, rows of the segment, cosines) of each text with the clauses that share enough with it."""
    grams = np.concatenate([one.grams for one in asked]) if asked else np.zeros(0, dtype=np.int32)
    if not len(grams) or not len(segment.grams):
        return
    weights = np.concatenate([one.weights for one in asked])
    owners = np.repeat(np.arange(len(asked)), [len(one.grams) for one in asked])
    places = np.minimum(np.searchsorted(segment.grams, grams), len(segment.grams) - 1)
    held = np.flatnonzero(segment.grams[places] == grams)
    lows = np.asarray(segment.starts[places[held]])
    counts = np.asarray(segment.starts[places[held] + 1]) - lows
    owners, weights = owners[held], weights[held]
    sums = np.zeros(len(segment.numbers), dtype=np.float64)
    scale = segment.scale
    firsts = np.flatnonzero(np.diff(owners, prepend=-1, append=len(asked)))
    for begin, end in _batches(firsts, counts):
        ends = np.cumsum(counts[begin:end])
        total = int(ends[-1])
        at = np.arange(total) + np.repeat(lows[begin:end] - ends + counts[begin:end], counts[begin:end])
        rows = segment.rows[at].astype(np.int64)
        each = np.repeat(weights[begin:end], counts[begin:end]).astype(np.float64)
        mine = np.concatenate([np.zeros(1, dtype=np.int64), ends])
        for low, high in pairwise([*firsts[(firsts >= begin) & (firsts < end)].tolist(), end]):
            some = slice(int(mine[low - begin]), int(mine[high - begin]))
            touched = rows[some]
            np.add.at(sums, touched, each[some])
            cosines = sums[touched].astype(np.float32) * scale[touched]
            near = np.unique(touched[cosines > _NEAR])
            cosines = sums[near].astype(np.float32) * scale[near]
            sums[touched] = 0
            yield int(owners[low]), near, cosines


def _batches(firsts: NDArray[np.int64], counts: Int64s) -> Iterable[tuple[int, int]]:
    """Ranges of n-grams, texts left whole, with as many postings as are worked on at once."""
    bounds = firsts.tolist()
    begin, held = 0, 0
    for low, high in pairwise(bounds):
        own = int(counts[low:high].sum())
        if held and held + own > _AT_ONCE:
            yield begin, low
            begin, held = low, 0
        held += own
    if held:
        yield begin, bounds[-1]


class _Best:
    """The best rows of one text, of each turn, as the segments come by."""

    def __init__(self, top: int, turns: int) -> None:
        self._top = top
        self._rows = [np.zeros(0, dtype=np.int64) for _ in range(turns)]
        self._values = [np.zeros((2, 0), dtype=np.float32) for _ in range(turns)]

    def take(self, rows: Int64s, dice: Floats, cosines: Floats, masks: Sequence[Mask]) -> None:
        """Rows with what they are chosen by, and which of them count for each turn."""
        for turn, mask in enumerate(masks):
            own = np.flatnonzero(mask)
            if not len(own):
                continue
            every = np.concatenate([self._rows[turn], rows[own]])
            values = np.concatenate([self._values[turn], np.stack([dice[own], cosines[own]])], axis=1)
            best = _best(values[0], self._top)
            self._rows[turn], self._values[turn] = every[best], values[:, best]

    def found(self) -> tuple[Int64s, Floats]:
        """The best of all turns, each row once: (rows, cosines), the greatest cosine first."""
        rows, firsts = np.unique(np.concatenate(self._rows), return_index=True)
        cosines = np.concatenate([values[1] for values in self._values])[firsts]
        order = np.argsort(-cosines, kind="stable")
        return rows[order], cosines[order]


def _best(values: Floats, top: int) -> NDArray[np.int64]:
    """Where the `top` greatest values stand, in no order."""
    if len(values) <= top:
        return np.arange(len(values))
    return np.argpartition(-values, top - 1)[:top]
