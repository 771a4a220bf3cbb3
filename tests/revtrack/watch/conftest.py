"""A home with a corpus, a state and a site to watch."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.revtrack.watch.made_up_sites import House, Site


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with Site() as site:
        made = House(tmp_path / "home", site)
        yield made
        made.close()
