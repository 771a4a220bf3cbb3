"""A corpus with one text, somebody who may subscribe, and a receiver on loopback."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.revtrack.subscriptions.made import House, Receiver


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    made = Receiver()
    yield made
    made.stop()


@pytest.fixture
def house(tmp_path: Path, receiver: Receiver) -> Iterator[House]:
    with House(tmp_path / "home", receiver.port) as made:
        yield made
