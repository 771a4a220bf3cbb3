"""Which rules a reading was made with: a hash of the library that reads and compares."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable


@cache
def rules_digest() -> str:
    """Sixteen hexadecimal digits that change with any rule of `alignment`: nothing stored outlives the rules.

    What was learned from annotated texts (`trained/*.json`) is a rule, too.

    The vocabulary has a digest of its own (`Knowledge.digest`).
    """
    found = hashlib.sha256()
    for name, text in sorted(_sources(files("alignment"), "")):
        found.update(f"{name}\n".encode() + text)
    return found.hexdigest()[:16]


def _sources(folder: Traversable, above: str) -> list[tuple[str, bytes]]:
    out: list[tuple[str, bytes]] = []
    for item in folder.iterdir():
        if item.is_dir():
            out += _sources(item, f"{above}{item.name}/")
        elif item.name.endswith((".py", ".json")):
            out.append((f"{above}{item.name}", item.read_bytes()))
    return out
