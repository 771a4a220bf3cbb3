"""What the tests on real documents share: the corpus of the seed files, made once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from revtrack.holdings.adding import Outcome
from revtrack.service import Tracker
from revtrack.settings import load_settings


@pytest.fixture(scope="session")
def seeds(evaluation: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tracker]:
    """A corpus of the five seed files, read for duties, targets and force."""
    with Tracker(load_settings(), tmp_path_factory.mktemp("questions") / "home") as tracker:
        tracker.init()
        added = tracker.add([evaluation / "seeds"], believed=True)
        # P8 and P9: one document printed twice, and a file that another one begins with, are no second documents
        assert sum(one.outcome is Outcome.ADDED for one in added) == 74
        assert sum(one.outcome is Outcome.KNOWN for one in added) == 9
        tracker.read_duties()
        tracker.read_targets()
        tracker.keep_force()
        yield tracker
