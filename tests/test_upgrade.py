"""A home that 0.1.0 left is opened in place and loses nothing; its backup is restored; the way back stays open."""

from __future__ import annotations

import json
import subprocess
import tarfile
from pathlib import Path
from typing import Any

import pytest

from revtrack.doctor.model import Health, Sign
from revtrack.service import Tracker
from revtrack.settings import load_settings

PACKED = Path(__file__).with_name("upgrade") / "home-0.1.0.tar.gz"


@pytest.fixture
def kept(tmp_path: Path) -> dict[str, Any]:
    """The home, unpacked beside its backup, and what the program that made it said of it."""
    with tarfile.open(PACKED) as packed:
        packed.extractall(tmp_path, filter="data")
    return json.loads((tmp_path / "facts.json").read_text("utf-8"))


@pytest.fixture
def home(tmp_path: Path, kept: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> Path:
    assert kept
    monkeypatch.setenv("REVTRACK_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def main_of(home: Path) -> str:
    command = ["git", "--git-dir", str(home / "corpus.git"), "rev-parse", "refs/heads/main"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def holds_what_it_held(home: Path, kept: dict[str, Any]) -> None:
    """Texts, metadata, relations, history, reviews, sources, inbox and runs are those of before."""
    ids = kept["ids"]
    with Tracker(load_settings(), home) as tracker:
        assert sorted(one.id for one in tracker.documents().items) == kept["documents"]
        assert {name: tracker.text(name).plain for name in kept["texts"]} == kept["texts"]
        assert [one.commit for one in tracker.history(ids["draft"])] == kept["history"]
        assert tracker.document(ids["final"]).id == ids["draft"]  # joined: the other id leads to it
        assert tracker.document(ids["draft"]).derives_from == (ids["city"],)
        assert "云政发〔2031〕7号" in [one.doc_number for one in tracker.documents().items]
        judged = tracker.comparison(f"{ids['draft']}@1", f"{ids['draft']}@2").judged
        found = {(one.review.by, str(one.review.verdict), one.review.note) for one in judged.reviewed}
        found |= {(one.review.by, str(one.review.verdict), one.review.note) for _, one in judged.rejected}
        assert found >= {tuple(one) for one in kept["reviews"]} | {("李明", "reject", "口径未变")}
        assert any("公示收费标准" in str(one) for one, _ in judged.rejected)
        watching = tracker.watching
        assert [one.name for one in watching.sources()[0]] == kept["sources"]
        assert [[one.token, one.title] for one in watching.inbox()] == kept["inbox"]
        assert len(watching.log()) == kept["runs"]
        assert {one.status for one in watching.decided()} == {"accepted", "declined"}
        assert tracker.verify().damage == ()


def test_a_home_of_before_is_opened_in_place(home: Path, kept: dict[str, Any]) -> None:
    settings = load_settings()
    assert (settings.author, settings.max_depth) == ("王芳", 9)
    told = {(one.facts.get("name"), one.sign) for one in Tracker.examine() if one.health is not Health.OK}
    assert {("catalog", Sign.DATABASE_OLDER), ("watch", Sign.DATABASE_OLDER)} <= told
    before = main_of(home)
    holds_what_it_held(home, kept)
    assert main_of(home) == before  # bringing databases forward writes nothing into the corpus
    after = [one for one in Tracker.examine(thorough=True) if one.health is Health.FAULT]
    assert after == []


def test_what_waited_can_be_taken_in_and_said_anew(home: Path, kept: dict[str, Any]) -> None:
    ids, [[token, title]] = kept["ids"], kept["inbox"]
    with Tracker(load_settings(), home) as tracker:
        accepted = tracker.watching.accept(token)
        assert title in [one.title for one in tracker.documents().items]
        assert accepted.entry.token == token
        tracker.undo(tracker.history(ids["city"])[-1].commit)
        assert tracker.verify().damage == ()


def test_a_backup_of_before_is_restored(home: Path, kept: dict[str, Any], tmp_path: Path) -> None:
    assert home.is_dir()
    with Tracker(load_settings(), tmp_path / "again") as tracker:
        tracker.restore(tmp_path / "before.tar")
    holds_what_it_held(tmp_path / "again", kept)


def test_a_backup_of_now_still_holds_everything(home: Path, kept: dict[str, Any], tmp_path: Path) -> None:
    with Tracker(load_settings(), home) as tracker:
        assert tracker.back_up(tmp_path / "now.tar").missing == ()
    with Tracker(load_settings(), tmp_path / "again") as tracker:
        tracker.restore(tmp_path / "now.tar")
    holds_what_it_held(tmp_path / "again", kept)
