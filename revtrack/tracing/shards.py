"""The files of the index of wording: arrays that are mapped, never loaded whole, and made in bounded memory.

A file is written beside the others, flushed to the disk, and never changed; which files count is said by a manifest
that is replaced in one step. So whoever is killed leaves what nobody names, and the next writer drops it.
"""

from __future__ import annotations

import contextlib
import json
import os
import uuid
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from alignment.postings import PORTION, Joining, Rarity, Segment, UnusableIndex, portions

Array = NDArray[np.generic]
#: What the manifest says of some arrays that belong together: the name of their files, and the sum of each.
Entry = Mapping[str, Any]
_MANIFEST, LOCK = "index.json", "lock"
#: Files of less than this are read at once; a map costs a page each.
_SMALL = 4096
#: As much of a file is summed at once.
_BLOCK = 1 << 22
#: Portions of clauses that one shard holds, and small shards that stand beside each other before they are joined.
SHARD, _BESIDE = 25, 16
#: Below so many clauses a shard is small.
_SMALL_ROWS = 200_000


class ShardFiles:
    """The files in one folder. All that writes is to be called by whoever holds the lock of the folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    # --- the manifest ------------------------------------------------------------------------------------------------

    def manifest(self) -> tuple[dict[str, Any], str]:
        """(what the manifest says, a stamp of it). Raises `UnusableIndex` where there is none that could be read."""
        try:
            data = (self.folder / _MANIFEST).read_bytes()
            return cast("dict[str, Any]", json.loads(data)), _stamp(data)
        except (OSError, ValueError) as error:
            raise UnusableIndex(str(error)) from error

    def stamp(self) -> str:
        """The stamp of the manifest as it is now, "" where there is none."""
        with contextlib.suppress(OSError):
            return _stamp((self.folder / _MANIFEST).read_bytes())
        return ""

    def publish(self, manifest: Mapping[str, Any], entries: Iterable[Entry]) -> str:
        """Say in one step which files count, and drop all others; the stamp."""
        data = json.dumps(manifest, ensure_ascii=True, separators=(",", ":")).encode("ascii")
        fresh = self.folder / f"{_MANIFEST}.{uuid.uuid4().hex[:12]}"
        with fresh.open("wb") as file:
            file.write(data)
            _flush(file.fileno())
        self._flush_folder()  # the files before the manifest that names them
        fresh.replace(self.folder / _MANIFEST)
        self._flush_folder()
        named = {_file_name(entry["name"], name) for entry in entries for name in entry["arrays"]}
        for path in self.folder.iterdir():
            if path.name not in (*named, _MANIFEST, LOCK):
                with contextlib.suppress(OSError):  # somebody reads it where open files cannot be removed
                    path.unlink()
        return _stamp(data)

    def withdraw(self) -> None:
        """Take the manifest away: nothing counts any more."""
        with contextlib.suppress(FileNotFoundError):
            (self.folder / _MANIFEST).unlink()

    def _flush_folder(self) -> None:
        with contextlib.suppress(OSError):  # where a folder cannot be flushed
            handle = os.open(self.folder, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)

    # --- arrays ------------------------------------------------------------------------------------------------------

    def write(self, arrays: Mapping[str, Array]) -> Entry:
        """Write arrays; what the manifest is to say of them."""
        name = uuid.uuid4().hex[:12]
        return {"name": name, "arrays": {key: self._written(name, key, [array]) for key, array in arrays.items()}}

    def read(self, entry: Entry) -> dict[str, Array]:
        """The arrays of an entry, left on the disk until they are needed. Raises `UnusableIndex`."""
        try:
            return {name: self._mapped(str(entry["name"]), name) for name in cast("Mapping[str, int]", entry["arrays"])}
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise UnusableIndex(str(error)) from error

    def damaged(self, entry: Entry) -> list[str]:
        """The names of the files of an entry that are not what was written."""
        found: list[str] = []
        for name, said in cast("Mapping[str, int]", entry["arrays"]).items():
            path = self.folder / _file_name(str(entry["name"]), name)
            try:
                array = self._mapped(str(entry["name"]), name)
                if _sum([array]) != said:
                    found.append(path.name)
            except (OSError, ValueError):
                found.append(path.name)
        return found

    def drop(self, entry: Entry) -> None:
        """Remove the files of an entry that no manifest names."""
        for name in entry["arrays"]:
            with contextlib.suppress(OSError):
                (self.folder / _file_name(str(entry["name"]), name)).unlink()

    def _mapped(self, name: str, array: str) -> Array:
        path = self.folder / _file_name(name, array)
        return np.load(path, mmap_mode="r" if path.stat().st_size > _SMALL else None, allow_pickle=False)

    def _written(self, name: str, array: str, parts: Iterable[Array]) -> int:
        """Write one array piece by piece; its sum."""
        path = self.folder / _file_name(name, array)
        total, count, kind = 0, 0, np.dtype(np.uint8)
        with path.open("wb") as file:
            file.write(b"\0" * _HEAD)
            for part in parts:
                kind = part.dtype
                for block in _blocks(part):
                    total = zlib.crc32(block, total)
                    file.write(block)
                count += len(part)
            file.seek(0)
            file.write(_head(kind, count))
            _flush(file.fileno())
        return total

    # --- segments ----------------------------------------------------------------------------------------------------

    def segment(self, entry: Entry) -> Segment:
        """The segment of an entry. Raises `UnusableIndex`."""
        return Segment.from_arrays(self.read(entry))

    def put(self, segment: Segment) -> Entry:
        """Keep a segment; `highest` in its entry is the greatest of its numbers."""
        return {**self.write(segment.arrays()), "highest": _highest(segment), "rows": len(segment.numbers)}

    def joined(self, entries: Sequence[Entry], rarity: Rarity | None = None) -> Entry:
        """Some segments as one, made on the disk; weighed by a rarity where they are not yet."""
        segments = [self.segment(entry) for entry in entries]
        if rarity is not None:
            weights = rarity.weights
            segments = [segment.weighed(weights) for segment in segments]
        joining, name = Joining(segments), uuid.uuid4().hex[:12]
        parts = {
            "rows": joining.rows(),
            "numbers": joining.numbers(),
            "scale": joining.scale(),
            "ends": joining.ends(),
            "text": joining.text(),
        }
        sums = {key: self._written(name, key, some) for key, some in parts.items()}
        sums["grams"] = self._written(name, "grams", [joining.grams])
        sums["starts"] = self._written(name, "starts", [joining.starts])
        rows = sum(len(segment.numbers) for segment in segments)
        return {"name": name, "arrays": sums, "highest": max(entry["highest"] for entry in entries), "rows": rows}

    def build(self, clauses: Iterable[tuple[int, str]]) -> tuple[Rarity, list[Entry]]:
        """The shards of all clauses, (number, key) each, and how rare their n-grams are; memory holds a portion."""
        parts = [self.put(Segment.counted(some)) for some in portions(clauses)]
        rarity = Rarity.of(self.segment(part) for part in parts)
        made: list[Entry] = []
        for at in range(0, len(parts), SHARD):
            some = parts[at : at + SHARD]
            made.append(self.joined(some, rarity))
            for part in some:
                self.drop(part)
        return rarity, made

    def grown(self, entries: Sequence[Entry], clauses: Iterable[tuple[int, str]], rarity: Rarity) -> list[Entry]:
        """The shards with those of more clauses behind them, weighed as those before were; memory holds a portion."""
        weights = rarity.weights
        more = [self.put(Segment.counted(some).weighed(weights)) for some in portions(clauses)]
        return self.tidied([*entries, *more])

    def tidied(self, entries: Sequence[Entry]) -> list[Entry]:
        """The entries with small shards joined where many stand beside each other."""
        small = [entry for entry in entries if entry["rows"] < _SMALL_ROWS]
        if len(small) < _BESIDE:
            return list(entries)
        made = [entry for entry in entries if entry["rows"] >= _SMALL_ROWS]
        group: list[Entry] = []
        for entry in small:
            if group and sum(one["rows"] for one in group) + entry["rows"] > SHARD * PORTION:
                made.append(self.joined(group))
                group = []
            group.append(entry)
        return [*made, self.joined(group)]


#: The length of the head of an array's file: as numpy writes it, padded so that it can be written last.
_HEAD = 128


def _head(kind: np.dtype[Any], count: int) -> bytes:
    said = f"{{'descr': '{np.lib.format.dtype_to_descr(kind)}', 'fortran_order': False, 'shape': ({count},), }}"
    return b"\x93NUMPY\x01\x00" + (_HEAD - 10).to_bytes(2, "little") + said.ljust(_HEAD - 11).encode("ascii") + b"\n"


def _blocks(array: Array) -> Iterator[bytes]:
    size = max(1, _BLOCK // max(1, array.dtype.itemsize))
    for at in range(0, len(array), size):
        yield np.ascontiguousarray(array[at : at + size]).tobytes()


def _sum(parts: Iterable[Array]) -> int:
    total = 0
    for part in parts:
        for block in _blocks(part):
            total = zlib.crc32(block, total)
    return total


def _highest(segment: Segment) -> int:
    return int(segment.numbers.max()) if len(segment.numbers) else 0


def _file_name(token: str, array: str) -> str:
    return f"{token}.{array}.npy"


def _stamp(manifest: bytes) -> str:
    return f"{zlib.crc32(manifest):08x}{len(manifest)}"


def _flush(handle: int) -> None:
    os.fsync(handle)
