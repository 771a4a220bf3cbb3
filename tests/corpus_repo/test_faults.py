"""What goes wrong in the world: writers killed, several at once, a full disk, a folder that may not be written."""

from __future__ import annotations

import json
import os
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

KILLING = Path(__file__).with_name("killing.py")
#: Root may write whatever the mode of a file says, unless it gives that up.
POWERLESS = ("setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-dac_override,-dac_read_search")


def text(number: int, size: int = 1) -> str:
    """A text of our own, told apart by its number."""
    return f"第{number}号停车办法\n\n" + f"第一条　各单位应当完成第{number}号任务。\n" * size


def revtrack(
    home: Path, *arguments: str, prepare: Callable[[], None] | None = None, powerless: bool = False
) -> subprocess.CompletedProcess[bytes]:
    """A command as a process of its own."""
    env = {**os.environ, "REVTRACK_HOME": str(home), "REVTRACK_LANGUAGE": "en"}
    command = [sys.executable, "-m", "revtrack.cli.main", *arguments]
    if powerless and os.geteuid() == 0:
        command = [*POWERLESS, *command]
    return subprocess.run(command, env=env, capture_output=True, check=False, timeout=100, preexec_fn=prepare)


def answer(home: Path, *arguments: str) -> dict[str, Any]:
    """The JSON that a command prints."""
    done = revtrack(home, *arguments, "--format", "json")
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with a corpus of one document."""
    home = tmp_path / "home"
    (tmp_path / "first.txt").write_text(text(1), "utf-8")
    assert revtrack(home, "init").returncode == 0
    assert revtrack(home, "add", str(tmp_path / "first.txt")).returncode == 0
    return home


def kill(tmp_path: Path, rounds: int) -> dict[str, Any]:
    """What `killing.py` says."""
    command = [sys.executable, str(KILLING), str(tmp_path / "home"), str(rounds), "7"]
    done = subprocess.run(command, capture_output=True, check=False, timeout=1500)
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    return json.loads(done.stdout)


@pytest.mark.long
def test_killed_writers_lose_nothing(tmp_path: Path) -> None:
    said = kill(tmp_path, 24)
    assert said["wrong"] == []
    assert said["killed"] > 12
    assert said["acknowledged"] > 12


@pytest.mark.long
def test_two_hundred_killed_writers_lose_nothing(tmp_path: Path) -> None:
    said = kill(tmp_path, 200)
    assert said["wrong"] == []
    assert said["killed"] > 100


@pytest.mark.long
def test_four_writers_at_once_lose_nothing(home: Path, tmp_path: Path) -> None:
    for writer in range(4):
        (tmp_path / f"w{writer}").mkdir()
        for at in range(8):
            (tmp_path / f"w{writer}" / f"{at}.txt").write_text(text(writer * 100 + at + 10), "utf-8")
    env = {**os.environ, "REVTRACK_HOME": str(home)}
    command = [sys.executable, "-m", "revtrack.cli.main", "add"]
    running = [
        subprocess.Popen([*command, str(tmp_path / f"w{writer}")], env=env, stdout=subprocess.PIPE)
        for writer in range(4)
    ]
    for process in running:
        process.communicate(timeout=100)
    assert [process.returncode for process in running] == [0] * 4
    found = answer(home, "verify")
    assert (found["documents"], found["versions"], found["originals"], found["damage"]) == (33, 33, 33, [])


def test_what_a_killed_writer_left_is_healed_and_said(home: Path) -> None:
    repository = home / "corpus.git"
    left = [
        repository / "HEAD.lock",
        repository / "refs" / "heads" / "main.lock",
        repository / "packed-refs.lock",
        repository / "objects" / "pack" / "tmp_pack_abc",
        home / "originals" / "ab" / ("0" * 64 + ".1.part"),
    ]
    for path in left:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"")
    (home / "writing").write_text("1", "ascii")
    first = revtrack(home, "list")
    assert first.returncode == 0
    assert b"interrupted" in first.stderr
    assert b"HEAD.lock" in first.stderr
    assert not any(path.exists() for path in left)
    assert revtrack(home, "list").stderr == b""


@pytest.mark.long
def test_a_full_disk_changes_nothing_and_is_told(home: Path, tmp_path: Path) -> None:
    big = tmp_path / "big.txt"
    big.write_text(text(2, 6000), "utf-8")
    before = answer(home, "list")

    def little_room() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))

    done = revtrack(home, "add", str(big), prepare=little_room)
    assert done.returncode == 3, done
    assert b"cannot be written" in done.stderr
    assert answer(home, "list") == before
    assert answer(home, "verify")["damage"] == []
    assert not list((home / "originals").glob("*/*.part"))
    assert revtrack(home, "add", str(big)).returncode == 0
    assert answer(home, "list")["total"] == 2


@pytest.mark.long
@pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount a small disk")
def test_a_really_full_disk_changes_nothing(tmp_path: Path) -> None:
    home, disk = tmp_path / "disk" / "home", tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(disk)], check=False).returncode:
        pytest.skip("this machine mounts nothing")
    try:
        assert revtrack(home, "init").returncode == 0
        (tmp_path / "first.txt").write_text(text(1), "utf-8")
        assert revtrack(home, "add", str(tmp_path / "first.txt")).returncode == 0
        before = answer(home, "list")
        filler = disk / "filler"
        free = shutil.disk_usage(disk).free
        filler.write_bytes(b"x" * (free - 60_000))
        big = tmp_path / "big.txt"
        big.write_text("".join(text(at, 9) for at in range(400)), "utf-8")
        done = revtrack(home, "add", str(big))
        assert done.returncode == 3, done
        assert b"No space left" in done.stderr
        filler.unlink()
        assert answer(home, "list") == before
        assert answer(home, "verify")["damage"] == []
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=False)


@pytest.fixture
def sealed(home: Path) -> Iterator[Path]:
    """The corpus in a folder that may not be written."""
    yield home
    subprocess.run(["chmod", "-R", "u+w", str(home)], check=True)


@pytest.mark.long
@pytest.mark.skipif(os.geteuid() == 0 and not shutil.which("setpriv"), reason="root may write everything")
@pytest.mark.parametrize("catalog", ["there", "deleted"])
def test_a_corpus_that_may_not_be_written_can_be_read(sealed: Path, tmp_path: Path, catalog: str) -> None:
    (tmp_path / "second.txt").write_text(text(2), "utf-8")
    before = answer(sealed, "list")
    if catalog == "deleted":
        for path in sealed.glob("catalog.db*"):
            path.unlink()
    subprocess.run(["chmod", "-R", "a-w", str(sealed)], check=True)
    document = before["documents"][0]["id"]
    for command in (["list"], ["show", document], ["text", document], ["search", "停车"], ["verify"]):
        done = revtrack(sealed, *command, "--format", "json", powerless=True)
        assert done.returncode == 0, done.stderr.decode()
        assert done.stderr == b""
    assert json.loads(revtrack(sealed, "list", "--format", "json", powerless=True).stdout) == before
    done = revtrack(sealed, "add", str(tmp_path / "second.txt"), powerless=True)
    assert done.returncode == 3
    assert b"cannot be written" in done.stderr
    assert b"Permission denied" in done.stderr
