"""The command of accounts: made, listed, changed, removed, and who did what."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from revtrack.accounts.model import Asking
from revtrack.service import Tracker
from revtrack.settings import load_settings
from tests.commands import Run
from tests.web.conftest import PASSWORD


def test_an_account_is_made_listed_changed_and_removed(corpus: Run, tmp_path: Path) -> None:
    assert "There are no accounts yet" in corpus("account")[1]
    code, said, _ = corpus("account", "boss", "--add", "--role", "administrator", "--shown", "The Boss")
    assert code == 0
    link = re.findall(r"http://127\.0\.0\.1:8765/invitation/(\S+)", said)[0]
    assert re.fullmatch(r"boss  The Boss  administrator  no password yet  account-[0-9a-f]{16}\n", corpus("account")[1])
    with Tracker(load_settings(), tmp_path / "home") as tracker:
        tracker.accounts.use_link(link, PASSWORD, Asking())
        _, token = tracker.accounts.log_in("boss", PASSWORD, "", Asking())
    assert "no password yet" not in corpus("account")[1]
    assert corpus("account", "ling", "--add")[0] == 0
    assert corpus("account", "ling", "--role", "analyst", "--shown", "Li Ling")[0] == 0
    assert "ling  Li Ling  analyst" in corpus("account")[1]
    assert corpus("account", "boss", "--remove")[0] == 2, "the last administrator stays"
    assert corpus("account", "--end")[0] == 0
    with Tracker(load_settings(), tmp_path / "home") as tracker:
        assert tracker.accounts.asking(token) is None
    assert "/invitation/" in corpus("account", "ling", "--reset")[1]
    assert corpus("account", "ling", "--remove")[0] == 0
    assert "ling" not in corpus("account")[1]
    log = corpus("account", "--log")[1]
    assert "account removed" in log
    assert "login" in corpus("account", "boss", "--log")[1]
    assert "a former account" in log


def test_what_is_no_account_is_told(corpus: Run) -> None:
    for words in (("nobody", "--reset"), ("Zhang San", "--add"), ("ling", "--add", "--role", "owner")):
        code, _, said = corpus("account", *words)
        assert code == 2
        assert said
    assert not Path("accounts.db").exists()


def test_a_token_is_made_listed_and_revoked(corpus: Run, tmp_path: Path) -> None:
    corpus("account", "boss", "--add", "--role", "administrator")
    corpus("account", "ling", "--add", "--role", "analyst")
    assert "There are no tokens" in corpus("token", "ling")[1]
    code, said, _ = corpus("token", "ling", "--make", "nightly import", "--scope", "write", "--days", "7")
    assert code == 0
    token = said.splitlines()[1]
    listed = corpus("token", "ling")[1]
    assert re.fullmatch(r"[0-9a-f]{16}  nightly import  write  until \S+  never used\n", listed)
    with Tracker(load_settings(), tmp_path / "home") as tracker:
        assert tracker.accounts.bearer(token, Asking())
    assert "last used" in corpus("token", "ling")[1]
    assert corpus("token", "ling", "--make", "x", "--scope", "sources")[0] == 2
    assert corpus("token", "ling", "--revoke", listed[:16])[0] == 0
    assert corpus("token", "ling", "--revoke", listed[:16])[0] == 2
    assert "token revoked" in corpus("account", "--log")[1]
    with Tracker(load_settings(), tmp_path / "home") as tracker:
        assert tracker.accounts.bearer(token, Asking()) is None


def test_who_works_under_an_account_has_her_own_tokens(corpus: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    corpus("account", "boss", "--add", "--role", "administrator")
    corpus("account", "ling", "--add")
    monkeypatch.setenv("REVTRACK_ACCOUNT", "ling")
    assert corpus("token", "--make", "feed")[0] == 0
    assert "feed" in corpus("token")[1]
    assert corpus("token", "boss")[0] == 2
    monkeypatch.setenv("REVTRACK_ACCOUNT", "boss")
    assert "feed" in corpus("token", "ling")[1]
