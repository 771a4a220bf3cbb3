"""What tests of the store are given: an empty corpus, its catalog in a file and in a server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus_repo import Corpus
from tests.corpus_repo.stored import fold


@pytest.fixture(params=["sqlite", "postgresql"])
def corpus(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Corpus]:
    """An empty corpus, its catalog once in a file and once in a server."""
    url = ""
    if request.param == "postgresql":
        url = request.getfixturevalue("postgres")
    Corpus.create(tmp_path / "home", "tester")
    with Corpus(tmp_path / "home", fold, catalog_url=url) as opened:
        opened.rebuild()  # the server may hold what another test left
        yield opened


@pytest.fixture
def filed(tmp_path: Path) -> Iterator[Corpus]:
    """An empty corpus with its catalog in a file."""
    Corpus.create(tmp_path / "home", "tester")
    with Corpus(tmp_path / "home", fold) as opened:
        yield opened
