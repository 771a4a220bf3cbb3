"""The index of the wording of all clauses, kept in `reuse/` beside the catalog.

It follows the catalog: versions that are new are added when somebody asks, versions that no longer count are left out
of the answers. It is derived: what is missing, damaged or of another form is made anew. Files of the index never
change; the manifest, replaced in one step, says which count.
"""

from __future__ import annotations

import contextlib
import json
import uuid
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from alignment.knowledge import Knowledge
from alignment.reuse import Rarity, ReuseIndex, ReuseKeys, Segment, UnusableIndex
from corpus_repo import Corpus
from corpus_repo.answers import Progress
from corpus_repo.clause_rows import VersionRow, clause_rows, version_rows

FOLDER = "reuse"
_MANIFEST, _LOCK = "index.json", "lock"
_FORMAT = 1
#: Kinds of clauses that are compared, and the fewest characters that make wording.
KINDS = ("heading", "body")
SHORTEST = 12
#: The number of a clause in the index: the place of its version among those held, then its line.
LINE_BITS = 20


@dataclass(frozen=True, slots=True)
class _Held:
    """An index with the versions in it, by their place; `stamp` is the manifest it came from, "" for none."""

    index: ReuseIndex
    versions: tuple[str, ...]
    files: tuple[Mapping[str, Any], ...]
    stamp: str


class ReuseHolding:
    """The index of one corpus: loaded once, brought up to date whenever it is asked."""

    def __init__(self, corpus: Corpus, knowledge: Knowledge | None = None) -> None:
        self._folder = corpus.home / FOLDER
        self._catalog = corpus.catalog
        self._keys = ReuseKeys(knowledge or Knowledge.shipped())
        self._held: _Held | None = None

    @property
    def keys(self) -> ReuseKeys:
        """How texts are brought to the form in which they are compared."""
        return self._keys

    def current(self, rows: Sequence[VersionRow], progress: Progress | None = None) -> tuple[ReuseIndex, Sequence[str]]:
        """(the index with all of these versions in it, the ids of the versions it holds by their place).

        Built or grown where versions lack. A folder that may not be written, or that another process keeps locked,
        is no failure: the index is then made for this process alone.
        """
        held = self._held or self._load()
        if held is None or _lacking(held, rows):
            held = self._brought_up(rows, progress)
        self._held = held
        return held.index, held.versions

    def _brought_up(self, rows: Sequence[VersionRow], progress: Progress | None) -> _Held:
        from filelock import FileLock, Timeout

        try:
            self._folder.mkdir(exist_ok=True)
            lock = FileLock(str(self._folder / _LOCK), timeout=60)
            with lock.acquire(poll_interval=0.02):
                held = self._load_again()
                if held is None or _lacking(held, rows):
                    held = self._save(self._made(held, rows, progress), held)
                return held
        except (Timeout, OSError):
            return self._made(self._held, rows, progress)

    def _load_again(self) -> _Held | None:
        """What the folder holds now; the loaded index where that is still it."""
        with contextlib.suppress(OSError):
            if self._held and self._held.stamp == _stamp((self._folder / _MANIFEST).read_bytes()):
                return self._held
        return self._load()

    def _made(self, held: _Held | None, rows: Sequence[VersionRow], progress: Progress | None) -> _Held:
        """The index with all versions in it: grown, or anew where it grew out of the rarities it was weighed by."""
        lacking = _lacking(held, rows) if held else list(rows)
        gone = len(held.versions) - (len(rows) - len(lacking)) if held else 0
        if held and 2 * len(lacking) <= len(held.versions) and 2 * gone <= len(held.versions):
            index = held.index.grown(self._clauses(lacking, len(held.versions), progress))
            if index.rows <= 2 * index.rarity.rows:
                return _Held(index, (*held.versions, *(row.id for row in lacking)), (), "")
        index = ReuseIndex.build(self._clauses(rows, 0, progress))
        return _Held(index, tuple(row.id for row in rows), (), "")

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
                yield _number(places[clause.version], clause.line), key
        if progress:
            progress(len(rows), len(rows))

    # --- files -------------------------------------------------------------------------------------------------------

    def _load(self) -> _Held | None:
        """What the folder holds; None where that is nothing, damaged, of another form or of other tables."""
        try:
            data = (self._folder / _MANIFEST).read_bytes()
            manifest = cast("dict[str, Any]", json.loads(data))
            if manifest["format"] != _FORMAT or manifest["digest"] != self._keys.digest:
                return None
            segments = [Segment.from_arrays(self._arrays(entry)) for entry in manifest["segments"]]
            seen = self._arrays(manifest["rarity"])["seen"]
            rarity = Rarity(int(manifest["rows"]), np.asarray(seen, dtype=np.int32))
            versions = tuple(map(str, manifest["versions"]))
            if any(len(item.numbers) and int(item.numbers.max()) >> LINE_BITS >= len(versions) for item in segments):
                return None
            files = (manifest["rarity"], *manifest["segments"])
            return _Held(ReuseIndex(rarity, segments), versions, files, _stamp(data))
        except (OSError, ValueError, KeyError, TypeError, UnusableIndex):
            return None

    def _arrays(self, entry: Mapping[str, Any]) -> dict[str, NDArray[np.generic]]:
        """The arrays of one entry of the manifest, left on the disk until they are needed."""
        arrays: dict[str, NDArray[np.generic]] = {}
        for name, sum_ in cast("dict[str, int]", entry["arrays"]).items():
            path = self._folder / _file_name(str(entry["name"]), name)
            array = np.load(path, mmap_mode="r" if path.stat().st_size > 4096 else None, allow_pickle=False)
            # a wrong row would be looked for outside of the arrays: nothing is trusted unseen
            if _sum(array) != sum_:
                raise UnusableIndex(f"{path.name} was changed")
            arrays[name] = array
        return arrays

    def _save(self, made: _Held, before: _Held | None) -> _Held:
        """Write what is new, then the manifest in one step, then drop the files that no longer count."""
        kept = dict(zip(map(id, before.index.segments), before.files[1:], strict=True)) if before else {}
        same = before is not None and before.index.rarity is made.index.rarity
        rarity = before.files[0] if before and same else self._written({"seen": made.index.rarity.seen})
        entries = [kept.get(id(item)) or self._written(item.arrays()) for item in made.index.segments]
        manifest = {
            "format": _FORMAT,
            "digest": self._keys.digest,
            "rows": made.index.rarity.rows,
            "rarity": rarity,
            "segments": entries,
            "versions": made.versions,
        }
        data = json.dumps(manifest, ensure_ascii=True, separators=(",", ":")).encode("ascii")
        _replace(self._folder / _MANIFEST, data)
        named = {_file_name(entry["name"], name) for entry in (rarity, *entries) for name in entry["arrays"]}
        for path in self._folder.iterdir():
            if path.name not in (*named, _MANIFEST, _LOCK):
                with contextlib.suppress(OSError):  # somebody reads it where open files cannot be removed
                    path.unlink()
        return _Held(made.index, made.versions, (rarity, *entries), _stamp(data))

    def _written(self, arrays: Mapping[str, NDArray[np.generic]]) -> Mapping[str, Any]:
        token = uuid.uuid4().hex[:12]
        for name, array in arrays.items():
            np.save(self._folder / _file_name(token, name), array, allow_pickle=False)
        return {"name": token, "arrays": {name: _sum(array) for name, array in arrays.items()}}


def _lacking(held: _Held, rows: Sequence[VersionRow]) -> list[VersionRow]:
    known = set(held.versions)
    return [row for row in rows if row.id not in known]


def _number(place: int, line: int) -> int:
    return (place << LINE_BITS) | line


def _file_name(token: str, array: str) -> str:
    return f"{token}.{array}.npy"


def _sum(array: NDArray[np.generic]) -> int:
    return zlib.crc32(np.ascontiguousarray(array).view(np.uint8).data) if array.size else 0


def _stamp(manifest: bytes) -> str:
    return f"{zlib.crc32(manifest):08x}{len(manifest)}"


def _replace(path: Path, data: bytes) -> None:
    fresh = path.with_name(f"{path.name}.{uuid.uuid4().hex[:12]}")
    fresh.write_bytes(data)
    fresh.replace(path)


_HOLDINGS: WeakKeyDictionary[Corpus, ReuseHolding] = WeakKeyDictionary()


def holding(corpus: Corpus) -> ReuseHolding:
    """The index of an open corpus, loaded once for as long as the corpus is open."""
    found = _HOLDINGS.get(corpus)
    if found is None:
        found = _HOLDINGS.setdefault(corpus, ReuseHolding(corpus))
    return found


def update(corpus: Corpus, progress: Progress | None = None) -> int:
    """Bring the index up to date; how many clauses it holds. `progress` gets (versions done, versions to do)."""
    return holding(corpus).current(version_rows(corpus.catalog), progress)[0].rows
