"""The sample corpus, and an assistant that asks it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from revtrack.assistants.answering import answer
from revtrack.service import Tracker
from revtrack.settings import load_settings

#: Where the pages of the corpus are said to stand.
SITE = "https://policy.example/revtrack"


@dataclass(frozen=True)
class Asking:
    """Asks a corpus in English; `ids` are the documents of the sample by the names of their files."""

    tracker: Tracker
    ids: dict[str, str]

    def ask(self, tool: str, base: str = SITE, **arguments: Any) -> dict[str, Any]:
        """An answer, which must not be a refusal."""
        found = answer(self.tracker, tool, arguments, "en", base)
        assert not found.is_error, found.form
        return found.form

    def refused(self, tool: str, **arguments: Any) -> dict[str, Any]:
        """Why there is no answer."""
        found = answer(self.tracker, tool, arguments, "en", SITE)
        assert found.is_error
        return found.form["error"]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asking]:
    """The sample corpus."""
    with Tracker(load_settings(), tmp_path_factory.mktemp("assistants") / "home") as tracker:
        tracker.init()
        added = {Path(one.file).stem: one.document for one in tracker.load_samples()}
        yield Asking(tracker, added)
