"""A corpus for what binds when."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from revtrack.service import Tracker
from revtrack.settings import load_settings
from tests.revtrack.force.made import parking

__all__ = ["parking"]


@pytest.fixture
def tracker(tmp_path: Path) -> Iterator[Tracker]:
    """An empty corpus."""
    made = Tracker(load_settings(), tmp_path / "home")
    made.init()
    yield made
    made.close()
