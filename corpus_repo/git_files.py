"""The files in which a repository is kept, for a backup of one that git cannot read any more as a whole."""

from __future__ import annotations

import shutil
from pathlib import Path

from corpus_repo.git_store import GitStore

_FOLDERS, _FILES = ("objects", "refs"), ("HEAD", "packed-refs")


def plain_files(repository: Path) -> list[Path]:
    """The files of objects and refs; no settings, and nothing that leads to objects elsewhere."""
    found = [repository / name for name in _FILES]
    found += [path for name in _FOLDERS for path in sorted((repository / name).rglob("*"))]
    return [path for path in found if path.is_file() and not path.is_symlink() and "alternates" not in path.name]


def is_plain_file(parts: tuple[str, ...]) -> bool:
    """Whether a path within a repository is one of those that `plain_files` gives."""
    return "alternates" not in parts[-1] and parts[0] in {*_FOLDERS, *_FILES}


def from_plain_files(folder: Path, path: Path) -> None:
    """Make a repository at `path`, with settings of ours, of files that were taken."""
    GitStore.bare(path).close()
    for name in _FOLDERS:
        if (folder / name).is_dir():
            shutil.copytree(folder / name, path / name, dirs_exist_ok=True)
    for name in _FILES:
        if (folder / name).is_file():
            shutil.copyfile(folder / name, path / name)
