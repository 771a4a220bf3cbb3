"""Bodies that a person says are one (renamed, merged): `bodies.toml` in the home folder, a list of keys each."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import cast

from revtrack.errors import InvalidInput
from revtrack.files import write_file
from revtrack.ingest.folders import read_regular

FILE = "bodies.toml"
_MAX_FILE = 1_000_000
_TOLD = "Bodies that are one: the first name stands for all."
Groups = tuple[tuple[str, ...], ...]


def load_joined(home: Path, file: str = FILE) -> Groups:
    """Groups of keys that are one body each, the one that stands for all first; or those of another such file. Raises
    `InvalidInput` (home-file)."""
    path = home / file
    try:
        table = tomllib.loads(read_regular(path, max_bytes=_MAX_FILE).decode("utf-8"))
    except FileNotFoundError:
        return ()
    except (OSError, ValueError, RecursionError) as error:
        raise InvalidInput("home-file", str(path), facts={"reason": str(error)}) from None
    given: object = table.get("same", [])
    groups = [_group(one) for one in cast("list[object]", given)] if isinstance(given, list) else [()]
    if not all(groups):
        raise InvalidInput("home-file", str(path), facts={"reason": "same = [[KEY, KEY], …]"})
    return tuple(groups)


def _group(one: object) -> tuple[str, ...]:
    """The keys of a group, () for what is none."""
    names = cast("list[object]", one) if isinstance(one, list) else []
    keys = tuple(name for name in names if isinstance(name, str))
    return keys if len(keys) == len(names) > 1 else ()


def save_joined(home: Path, groups: Groups, file: str = FILE, told: str = _TOLD) -> None:
    """Write them, whole or not at all."""
    rows = "".join(f"    {json.dumps(list(group), ensure_ascii=False)},\n" for group in groups)
    write_file(home / file, f"# {told}\nsame = [\n{rows}]\n")


def with_joined(groups: Groups, first: str, other: str) -> Groups:
    """The groups once two keys are one body; `first` stands for both, with whatever either was one with before."""
    joined = [group for group in groups if first in group or other in group]
    names = dict.fromkeys((first, *(name for group in joined for name in group), other))
    kept = [group for group in groups if group not in joined]
    return (*kept, tuple(names))


def without(groups: Groups, key: str) -> Groups:
    """The groups once a key is a body by itself again."""
    parted = (tuple(name for name in group if name != key) for group in groups)
    return tuple(group for group in parted if len(group) > 1)


def heads(groups: Iterable[tuple[str, ...]]) -> dict[str, str]:
    """For each key of a group the one that stands for it."""
    return {name: group[0] for group in groups for name in group}
