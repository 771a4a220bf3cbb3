"""The watch from the command line: a folder as a source, what it brings, and decisions."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock

from corpus_repo.corpus import LOCK
from tests.commands import Run, answer


@pytest.fixture
def watching(run: Run) -> Run:
    """A corpus, and the folder of the two texts as a source that was looked at."""
    assert run("init")[0] == 0
    assert run("watch", "add", ".", "--name", "texts")[0] == 0
    (looked,) = answer(run, "watch", "run")["runs"]
    assert (looked["outcome"], looked["stored"]) == ("ok", 2)
    return run


@pytest.fixture
def locked(watching: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Run]:
    """The same, while another process writes to the corpus."""
    monkeypatch.setenv("REVTRACK_LOCK_SECONDS", "1")
    with FileLock(str(tmp_path / "home" / LOCK)):
        yield watching


def tokens(run: Run) -> list[str]:
    return [item["token"] for item in answer(run, "watch", "inbox")["items"]]


def test_what_a_folder_brings_is_accepted_and_declined(watching: Run) -> None:
    first, second = tokens(watching)
    done = answer(watching, "watch", "accept", first[:6])
    assert done["item"] == first
    assert answer(watching, "show", done["document"])["current"] == done["version"]
    assert answer(watching, "watch", "decline", second)["status"] == "declined"
    assert tokens(watching) == []
    code, _, err = watching("watch", "decline", first)
    assert (code, "accepted" in err) == (2, True)


@pytest.mark.parametrize("command", ["accept", "decline"])
def test_a_locked_corpus_is_told_and_the_item_goes_on_waiting(locked: Run, command: str) -> None:
    first, second = tokens(locked)
    code, out, err = locked("watch", command, first)
    assert (code, out) == (3, "")
    assert "another process kept writing to the corpus (waited 1 seconds)" in err
    assert "internal error" not in err
    assert tokens(locked) == [first, second]


def test_a_locked_corpus_ends_no_look(locked: Run, tmp_path: Path) -> None:
    source = tmp_path / "home" / "sources" / "texts.toml"
    source.write_text(source.read_text("utf-8").replace('accept = "none"', 'accept = "all"'), "utf-8")
    code, out, err = locked("watch", "run", "--format", "json")
    assert (code, err) == (0, "")
    (looked,) = json.loads(out)["runs"]
    assert (looked["outcome"], "locked" in looked["message"]) == ("ok", True)
    assert [one["outcome"] for one in answer(locked, "watch", "log")["runs"]] == ["ok", "ok"]


def test_a_list_that_shrank_is_an_alarm_until_somebody_says_that_it_is_right(watching: Run) -> None:
    Path("draft.txt").unlink()
    Path("final.txt").unlink()
    time.sleep(1.1)  # looks are told apart by the second
    assert [one["outcome"] for one in answer(watching, "watch", "run")["runs"]] == ["empty"]
    assert watching("watch", "health")[0] == 1
    assert answer(watching, "watch", "settle", "texts") == {"source": "texts", "gone": 2}
    assert [one["outcome"] for one in answer(watching, "watch", "run")["runs"]] == ["ok"]
    assert watching("watch", "health")[0] == 0
    assert watching("watch", "settle", "nowhere")[0] == 2


def test_many_are_decided_at_once_and_one_that_cannot_be_stops_no_other(watching: Run) -> None:
    first, second = tokens(watching)
    code, out, err = watching("watch", "decline", "ffffffff", first, "--format", "json")
    assert (code, [one["token"] for one in json.loads(out)["items"]]) == (3, [first])
    assert "ffffffff" in err
    assert watching("watch", "accept")[0] == 2
    done = answer(watching, "watch", "accept", "--source", "texts")
    assert [one["item"] for one in done["items"]] == [second]
    assert answer(watching, "watch", "accept", "--words", "没有这些字")["items"] == []
