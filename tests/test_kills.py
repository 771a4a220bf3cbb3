"""Writers killed at random moments lose nothing; `make kills` kills for as long as it is told to."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.kills.deeds import Adding, BackingUp, Migrating, Restoring, Reviewing, Uploading
from tests.kills.killing import ALL, kill


def nothing_lost(count: int, *names: str) -> None:
    told = kill(count, 20_311, list(names))
    assert {name: one.wrong for name, one in told.items() if one.wrong} == {}
    assert all(one.kills for one in told.values())
    assert sum(one.kills for one in told.values()) >= count


@pytest.mark.long
def test_killed_reviews_and_migrations_lose_nothing() -> None:
    nothing_lost(6, "reviewing", "migration")


@pytest.mark.long
@pytest.mark.timeout(1200)
def test_eighty_kills_over_every_write_path_lose_nothing() -> None:
    nothing_lost(80, *ALL)


@pytest.mark.long
def test_a_loss_is_seen(tmp_path: Path) -> None:
    """What is acknowledged and not there is told, for each kind of deed."""
    for deed, lost in (
        (Adding(tmp_path / "a"), "000000000000"),
        (Uploading(tmp_path / "u"), "version 000000000000"),
        (Uploading(tmp_path / "v"), "file 0123456789abcdef01234567 0 " + "0" * 64),
        (Reviewing(tmp_path / "r"), "never said"),
    ):
        deed.folder.mkdir()
        deed.begin()
        assert deed.wrong([]) == []
        assert len(deed.wrong([lost])) == 1
    backup = BackingUp(tmp_path / "b")
    backup.folder.mkdir()
    backup.begin()
    assert backup.wrong(["0"]) == ["lost backup"]
    (backup.folder / "0.tar.part").write_bytes(b"")
    assert backup.wrong([]) == ["litter: 0.tar.part"]


@pytest.mark.long
def test_each_deed_is_done_whole_when_nobody_kills_it(tmp_path: Path) -> None:
    for made in (Uploading, Restoring, Migrating):
        deed = made(tmp_path / made.__name__)
        deed.folder.mkdir()
        deed.begin()
        told: list[str] = []
        deed.prepare(1)
        deed.work(told.append)
        assert told, made
        assert deed.wrong(told) == []
        assert deed.at_last() == []
