"""What the corpus holds, as a user asks for it and changes it. Shells come here through the `Tracker`."""

from __future__ import annotations

from pathlib import Path


def has_corpus(home: Path) -> bool:
    """Whether a corpus was made in a home; costs no more than a look."""
    return (home / "corpus.git").is_dir()
