"""The index of the wording of all clauses, kept in `reuse/` beside the catalog.

It follows the catalog commit by commit: versions that are new are added when somebody asks, versions that no longer
count are left out of the answers. It is derived: what is missing or of another form is made anew. Its files are mapped,
so that a question touches what it needs; whether they are what was written is for `verify` to say.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np

from alignment.knowledge import Knowledge
from alignment.postings import Rarity, UnusableIndex
from alignment.reuse import ReuseIndex, ReuseKeys
from corpus_repo import Corpus
from corpus_repo.answers import Progress
from corpus_repo.clause_rows import VersionRow, clause_rows, touched_since, version_count, version_rows
from revtrack.tracing.places import Places
from revtrack.tracing.shards import LOCK, Entry, ShardFiles

FOLDER = "reuse"
#: Counts up when what is kept would be read otherwise: its form, and where a version stands (`standing.py`).
_FORMAT = 2
#: Kinds of clauses that are compared, and the fewest characters that make wording.
KINDS = ("heading", "body")
SHORTEST = 12
#: The number of a clause in the index: the place of its version among those held, then its line.
LINE_BITS = 20


@dataclass(frozen=True, slots=True)
class Held:
    """An index with the versions in it, as the catalog had them at the commit `main`.

    `change` is the last change that the catalog told of then; `files` are what is kept, the rarities first; `stamp` is
    the manifest it came from, "" for none.
    """

    index: ReuseIndex
    places: Places
    main: str
    change: str
    files: tuple[Entry, ...] = ()
    stamp: str = ""


class ReuseHolding:
    """The index of one corpus: mapped once, brought up to date whenever it is asked."""

    def __init__(self, corpus: Corpus, knowledge: Knowledge | None = None) -> None:
        self._files = ShardFiles(corpus.home / FOLDER)
        self._catalog = corpus.catalog
        self._keys = ReuseKeys(knowledge or Knowledge.shipped())
        self._held: Held | None = None

    @property
    def keys(self) -> ReuseKeys:
        """How texts are brought to the form in which they are compared."""
        return self._keys

    def current(self, progress: Progress | None = None) -> Held:
        """The index with all versions of the catalog in it.

        Built or grown where versions lack. A folder that may not be written, or that another process keeps locked,
        is no failure: the index is then made for this process alone.
        """
        held = self._held or self._load()
        if held is None or held.main != self._catalog.main():
            held = self._brought_up(progress)
        self._held = held
        return held

    def is_current(self) -> bool:
        """Whether `current` can answer at once."""
        self._held = self._held or self._load()
        return self._held is not None and self._held.main == self._catalog.main()

    def made_anew(self) -> Held:
        """The index built again, where that at hand turned out to be damaged."""
        from filelock import FileLock

        self._held = None
        try:
            with FileLock(str(self._files.folder / LOCK), timeout=60):
                self._files.withdraw()
        except OSError:  # nothing was kept there
            pass
        return self.current()

    def damaged(self) -> list[str]:
        """The names of kept files that are not what was written; the index is then made anew when it is asked next."""
        try:
            manifest, _ = self._files.manifest()
        except UnusableIndex:
            return []
        try:
            entries: list[Entry] = [manifest["rarity"], manifest["places"], *manifest["segments"]]
            found = [name for entry in entries for name in self._files.damaged(entry)]
        except (KeyError, TypeError):
            found = ["index.json"]
        if found:
            self._held = None
            self._files.withdraw()
        return found

    # --- following the catalog ---------------------------------------------------------------------------------------

    def _brought_up(self, progress: Progress | None) -> Held:
        from filelock import FileLock, Timeout

        try:
            self._files.folder.mkdir(exist_ok=True)
            with FileLock(str(self._files.folder / LOCK), timeout=60).acquire(poll_interval=0.02):
                held = self._held if self._held and self._held.stamp == self._files.stamp() else self._load()
                if held is None or held.main != self._catalog.main():
                    held = self._kept(held, progress)
                return held
        except (Timeout, OSError):
            return self._made(self._held, progress)

    def _kept(self, held: Held | None, progress: Progress | None) -> Held:
        """The index with all versions in it, kept in the folder."""
        main = self._catalog.main()
        change, places, lacking = self._lacking(held)
        if held is None or self._outgrown(held, places, lacking):
            rows = version_rows(self._catalog)
            rarity, shards = self._files.build(self._clauses(rows, 0, progress))
            return self._saved(rarity, self._files.write({"seen": rarity.seen}), shards, Places.of(rows), main, change)
        first, *shards = held.files
        more = list(shards)
        if lacking:
            more = self._files.grown(shards, self._clauses(lacking, len(places), progress), held.index.rarity)
            places = places.with_more(lacking)
        return self._saved(held.index.rarity, first, more, places, main, change)

    def _made(self, held: Held | None, progress: Progress | None) -> Held:
        """The index with all versions in it, for this process alone."""
        main = self._catalog.main()
        change, places, lacking = self._lacking(held)
        if held is None or self._outgrown(held, places, lacking):
            rows = version_rows(self._catalog)
            return Held(ReuseIndex.build(self._clauses(rows, 0, progress)), Places.of(rows), main, change)
        index = held.index.grown(self._clauses(lacking, len(places), progress))
        return Held(index, places.with_more(lacking), main, change)

    def _lacking(self, held: Held | None) -> tuple[str, Places, list[VersionRow]]:
        """(the last change of the catalog, the versions held as they are there now, those that are not held)."""
        change, touched = touched_since(self._catalog, held.change if held else "")
        if held is None:
            return change, Places.of(()), []
        if touched is not None:
            rows = version_rows(self._catalog, documents=touched)
            places, lacking = held.places.updated(rows, touched)
            if len(places) - places.gone + len(lacking) == version_count(self._catalog):
                return change, places, lacking
        return change, *held.places.updated(version_rows(self._catalog), None)

    @staticmethod
    def _outgrown(held: Held, places: Places, lacking: Sequence[VersionRow]) -> bool:
        """Whether the rarities by which an index was weighed are those of another corpus by now."""
        much = 2 * len(lacking) > len(places) or 2 * places.gone > len(places)
        return much or held.index.rows > 2 * held.index.rarity.rows

    def _clauses(self, rows: Sequence[VersionRow], first: int, progress: Progress | None) -> Iterator[tuple[int, str]]:
        """(number in the index, key) of the clauses of versions; the first of them gets the place `first`."""
        places = {row.number: first + at for at, row in enumerate(rows)}
        done = 0
        for clause in clause_rows(self._catalog, places, KINDS):
            if progress and places[clause.version] - first >= done + 100:
                done = places[clause.version] - first
                progress(done, len(rows))
            key = self._keys.key(clause.text)
            if len(key) >= SHORTEST:
                yield (places[clause.version] << LINE_BITS) | clause.line, key
        if progress:
            progress(len(rows), len(rows))

    # --- files -------------------------------------------------------------------------------------------------------

    def _load(self) -> Held | None:
        """What the folder holds; None where that is nothing, of another form or of other tables."""
        try:
            manifest, stamp = self._files.manifest()
            if manifest["format"] != _FORMAT or manifest["digest"] != self._keys.digest:
                return None
            entries: list[Entry] = [manifest["rarity"], *manifest["segments"]]
            rarity = Rarity(int(manifest["rows"]), np.asarray(self._files.read(entries[0])["seen"], dtype=np.int32))
            index = ReuseIndex(rarity, [self._files.segment(entry) for entry in entries[1:]])
            places = Places.from_kept(self._files.read(manifest["places"]), manifest["standings"])
            if any(entry["rows"] and entry["highest"] >> LINE_BITS >= len(places) for entry in entries[1:]):
                return None
            main, change = str(manifest["main"]), str(manifest["change"])
            return Held(index, places, main, change, tuple(entries), stamp)
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def _saved(
        self, rarity: Rarity, kept: Entry, shards: Sequence[Entry], places: Places, main: str, change: str
    ) -> Held:
        """Write what the shards lack, then the manifest in one step, then drop the files that no longer count."""
        listed = self._files.write(places.arrays())
        manifest: dict[str, Any] = {
            "format": _FORMAT,
            "digest": self._keys.digest,
            "main": main,
            "change": change,
            "rows": rarity.rows,
            "rarity": kept,
            "segments": list(shards),
            "places": listed,
            "standings": places.kept_standings(),
        }
        stamp = self._files.publish(manifest, (kept, listed, *shards))
        index = ReuseIndex(rarity, [self._files.segment(entry) for entry in shards])
        return Held(index, places, main, change, (kept, *shards), stamp)


_HOLDINGS: WeakKeyDictionary[Corpus, ReuseHolding] = WeakKeyDictionary()


def holding(corpus: Corpus) -> ReuseHolding:
    """The index of an open corpus, mapped once for as long as the corpus is open."""
    found = _HOLDINGS.get(corpus)
    if found is None:
        found = _HOLDINGS.setdefault(corpus, ReuseHolding(corpus))
    return found


def update(corpus: Corpus, progress: Progress | None = None) -> int:
    """Bring the index up to date; how many clauses it holds. `progress` gets (versions done, versions to do)."""
    return holding(corpus).current(progress).index.rows
