"""Backup and restore: what can be taken is taken, what is missing is named, and whoever is killed leaves no litter."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import shutil
import signal
import sqlite3
import stat
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from revtrack.errors import InvalidInput
from revtrack.holdings.backup import back_up, restore
from revtrack.service import Tracker
from revtrack.settings import load_settings
from revtrack.watch.state import SeenItem, State
from tests.commands import DRAFT, FINAL

OTHER = FINAL.replace("停车", "绿化")


def opened(home: Path) -> Tracker:
    return Tracker(load_settings(), home)


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    """A home with three documents, a source, and a state of the watch."""
    texts = tmp_path / "texts"
    texts.mkdir()
    for name, text in (("a", DRAFT), ("b", FINAL), ("c", OTHER)):
        (texts / f"{name}.txt").write_text(text, "utf-8")
    made = tmp_path / "home"
    with opened(made) as tracker:
        tracker.init()
        tracker.add([texts])
    (made / "sources").mkdir()
    (made / "sources" / "a.toml").write_text("# one", "utf-8")
    (made / "revtrack.toml").write_text('author = "甲"\n', "utf-8")
    with State(made / "state.db") as state:
        state.put(SeenItem(source="a", address="http://a.test/1", title="甲"))
    return made


def original(home: Path, text: str) -> Path:
    name = hashlib.sha256(text.encode()).hexdigest()
    return home / "originals" / name[:2] / name


def restored(tmp_path: Path) -> Tracker:
    restore(tmp_path / "backup.tar", tmp_path / "again")
    return opened(tmp_path / "again")


def test_a_backup_holds_everything_and_is_its_owners_alone(home: Path, tmp_path: Path) -> None:
    made = back_up(home, tmp_path / "backup.tar")
    assert (made.originals, made.missing) == (3, ())
    assert stat.S_IMODE((tmp_path / "backup.tar").stat().st_mode) == 0o600
    with restored(tmp_path) as tracker:
        assert tracker.documents().total == 3
        assert not tracker.verify().damage
    with State(tmp_path / "again" / "state.db") as state:
        assert [item.title for item in state.items("a")] == ["甲"]
    assert (tmp_path / "again" / "sources" / "a.toml").read_text("utf-8") == "# one"


def lose_original(home: Path) -> None:
    original(home, FINAL).unlink()


def spoil_original(home: Path) -> None:
    original(home, FINAL).write_bytes(b"something else")


def spoil_catalog(home: Path) -> None:
    (home / "catalog.db").write_bytes(b"no database" * 1000)


def spoil_text(home: Path) -> None:
    """One object of git that is broken, of those that lie by themselves."""
    git = home / "corpus.git"
    packs = list((git / "objects" / "pack").glob("*.pack"))
    for pack in packs:
        loose = home / pack.name
        pack.rename(loose)
        for end in (".idx", ".rev"):
            pack.with_suffix(end).unlink(missing_ok=True)
        unpack = f"git --git-dir={git} unpack-objects -q < {loose}"
        assert os.system(unpack) == 0  # noqa: S605 - a command of ours
        loose.unlink()
    found = sorted((git / "objects").glob("[0-9a-f][0-9a-f]/*"), key=lambda path: path.stat().st_size)
    found[-1].chmod(0o644)
    found[-1].write_bytes(b"\0" * 30)


def lose_main(home: Path) -> None:
    (home / "corpus.git" / "refs" / "heads" / "main").unlink(missing_ok=True)
    (home / "corpus.git" / "packed-refs").unlink(missing_ok=True)


def spoil_state(home: Path) -> None:
    (home / "state.db").write_bytes(b"no database" * 1000)


DAMAGE: dict[str, tuple[Callable[[Path], None], str, int]] = {
    "original lost": (lose_original, "originals/", 2),
    "original spoilt": (spoil_original, "originals/", 2),
    "catalog": (spoil_catalog, "", 3),
    "object of git": (spoil_text, "corpus.git", 3),
    "main": (lose_main, "corpus.git", 3),
    "state": (spoil_state, "state.db", 3),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_of_a_damaged_home_what_can_be_taken_is_and_what_is_missing_is_named(
    home: Path, tmp_path: Path, damage: str
) -> None:
    spoil, lacking, originals = DAMAGE[damage]
    spoil(home)
    made = back_up(home, tmp_path / "backup.tar")
    assert (made.originals, bool(made.missing)) == (originals, bool(lacking))
    assert all(line.startswith(lacking) for line in made.missing)
    restore(tmp_path / "backup.tar", tmp_path / "again")
    assert (tmp_path / "again" / "sources" / "a.toml").is_file()
    assert original(tmp_path / "again", DRAFT).is_file()
    if lacking != "corpus.git":
        with opened(tmp_path / "again") as tracker:
            assert tracker.documents().total == 3


def test_a_home_that_may_not_be_written_is_backed_up(home: Path, tmp_path: Path) -> None:
    paths = [home, *home.rglob("*")]
    for path in paths:
        path.chmod(0o555 if path.is_dir() else 0o444)
    before = {path: path.stat().st_mtime_ns for path in paths}
    try:
        made = back_up(home, tmp_path / "backup.tar")
    finally:
        for path in paths:
            path.chmod(0o755 if path.is_dir() else 0o644)
    assert (made.originals, made.missing) == (3, ())
    # whoever may write everywhere reads a database by making files beside it, which others do without
    after = {path: path.stat().st_mtime_ns for path in home.rglob("*") if not path.name.startswith("state.db-")}
    assert after == {path: at for path, at in before.items() if path != home}
    with restored(tmp_path) as tracker:
        assert tracker.documents().total == 3


@pytest.mark.parametrize("name", ["state.db", "sources/a.toml", "sources/other.toml", "revtrack.toml"])
def test_what_a_home_holds_already_is_not_dropped_nor_that_of_the_backup(home: Path, tmp_path: Path, name: str) -> None:
    """Something else of the same name is refused before anything is done, the same is kept."""
    back_up(home, tmp_path / "backup.tar")
    there = tmp_path / "again" / name
    there.parent.mkdir(parents=True)
    there.write_text("something else", "utf-8")
    with pytest.raises(Exception) as refused:  # noqa: PT011 - asked below
        restore(tmp_path / "backup.tar", tmp_path / "again")
    assert getattr(refused.value, "names", None) == (name.partition("/")[0],)
    assert there.read_text("utf-8") == "something else"
    assert not (tmp_path / "again" / "corpus.git").exists()
    with opened(tmp_path / "again") as tracker, pytest.raises(InvalidInput) as told:
        tracker.restore(tmp_path / "backup.tar")
    assert told.value.kind == "home-holds"
    there.unlink()
    if name != "sources/other.toml" and name != "state.db":
        shutil.copyfile(home / name, there)
    with restored(tmp_path) as tracker:
        assert tracker.documents().total == 3
    with State(tmp_path / "again" / "state.db") as state:
        assert len(state.items("a")) == 1


def test_a_lost_original_is_given_back_by_adding_its_bytes_again(home: Path, tmp_path: Path) -> None:
    for spoil in (lose_original, spoil_original):
        spoil(home)
        with opened(home) as tracker:
            assert [one.kind for one in tracker.verify().damage] == ["original"]
            assert [one.outcome.value for one in tracker.add([tmp_path / "texts"])] == ["known"] * 3
            assert not tracker.verify().damage
    assert original(home, FINAL).read_bytes() == FINAL.encode()


@pytest.mark.parametrize("broken", ["whole", "half", "empty"])
def test_a_broken_catalog_is_replaced(home: Path, broken: str) -> None:
    path = home / "catalog.db"
    data = path.read_bytes()
    spoilt = {"whole": b"no database" * 1000, "half": data[:4096] + os.urandom(len(data) - 4096), "empty": b""}
    path.write_bytes(spoilt[broken])
    with opened(home) as tracker:
        assert tracker.reindex() == 3
        assert tracker.documents().total == 3
        assert not tracker.verify().damage


def test_verify_sees_what_keeps_a_catalog_from_being_made(home: Path) -> None:
    """Two documents with one version: each of them can be read, but no catalog can hold both."""
    from corpus_repo import layout, records
    from corpus_repo.git_store import Commit

    with opened(home) as tracker:
        documents = [tracker.library.document(item.id) for item in tracker.documents().items]
        with tracker.library.corpus() as corpus:
            one, other = documents[:2]
            double = other.with_version(next(iter(one.versions.values())))
            path = f"{layout.folder(other.id)}/{layout.RECORD}"
            change = Commit("odd", "tester", {path: records.to_bytes(double)})
            corpus.git.write([change], corpus.git.head())
        (found,) = [one for one in tracker.verify().damage if one.kind == "git"]
        assert (found.what, "versions.id" in found.detail) == ("reindex", True)


def _packing(home: Path, target: Path) -> None:
    back_up(home, target)


def _unpacking(source: Path, home: Path) -> None:
    restore(source, home)


def killed(work: Callable[[Path, Path], None], *given: Path, after: float) -> None:
    process = multiprocessing.get_context("fork").Process(target=work, args=given)
    process.start()
    process.join(after)
    if process.pid and process.is_alive():
        os.kill(process.pid, signal.SIGKILL)
    process.join()


@pytest.mark.parametrize("after", [0.02, 0.05, 0.1, 0.2, 0.4])
def test_whoever_is_killed_leaves_no_litter(
    home: Path, tmp_path: Path, after: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, again, scratch = (tmp_path / name for name in ("made", "again", "scratch"))
    made.mkdir()
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    killed(_packing, home, made / "backup.tar", after=after)
    assert {path.name for path in made.iterdir()} <= {"backup.tar"}
    assert list(scratch.iterdir()) == []
    back_up(home, made / "backup.tar")
    killed(_unpacking, made / "backup.tar", again, after=after)
    if not (again / "corpus.git").exists():
        restore(made / "backup.tar", again)
    assert {path.name for path in again.glob(".*")} == set()
    with opened(again) as tracker:
        assert tracker.documents().total == 3
        assert not tracker.verify().damage


def _killed_while_tidying(source: Path, home: Path) -> None:
    tempfile.TemporaryDirectory.cleanup = lambda _: os.kill(os.getpid(), signal.SIGKILL)  # type: ignore[method-assign]
    tempfile.TemporaryDirectory.__exit__ = lambda self, *_: self.cleanup()  # type: ignore[method-assign]
    restore(source, home)


def test_who_is_killed_while_tidying_leaves_no_litter(home: Path, tmp_path: Path) -> None:
    made, again = tmp_path / "backup.tar", tmp_path / "again"
    back_up(home, made)
    killed(_killed_while_tidying, made, again, after=60)
    assert not (again / "corpus.git").exists()  # before the corpus is there, so that the next restore tidies up
    restore(made, again)
    assert list(again.glob(".*")) == []
    with opened(again) as tracker:
        assert not tracker.verify().damage


def test_what_the_git_of_a_killed_restore_writes_meanwhile_is_no_litter(home: Path, tmp_path: Path) -> None:
    made, again = tmp_path / "backup.tar", tmp_path / "again"
    back_up(home, made)
    restore(made, again, lambda *_: (again / ".restore-killed" / "made.git").mkdir(parents=True, exist_ok=True))
    assert list(again.glob(".*")) == []


def test_members_that_lead_elsewhere_are_refused(home: Path, tmp_path: Path) -> None:
    back_up(home, tmp_path / "backup.tar")
    with tarfile.open(tmp_path / "backup.tar") as archive:
        assert all(member.isfile() and member.mode == 0o600 for member in archive)
    with sqlite3.connect(home / "state.db") as state:
        assert state.execute("PRAGMA quick_check").fetchone() == ("ok",)
    state.close()
