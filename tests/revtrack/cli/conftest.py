"""What every test of commands is given."""

from __future__ import annotations

from pathlib import Path

import pytest

from revtrack.cli import main as cli
from tests.revtrack.cli.commands import DRAFT, FINAL, Run


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    """Runs a command in a folder with two texts and returns (exit code, standard output, standard error)."""
    monkeypatch.setenv("REVTRACK_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("REVTRACK_LANGUAGE", "en")
    folder = tmp_path / "texts"
    folder.mkdir()
    monkeypatch.chdir(folder)
    (folder / "draft.txt").write_text(DRAFT, "utf-8")
    (folder / "final.txt").write_text(FINAL, "utf-8")

    def run_command(*arguments: str) -> tuple[int, str, str]:
        code = cli.main(arguments)
        out, err = capfdbinary.readouterr()
        return code, out.decode(), err.decode()

    return run_command


@pytest.fixture
def corpus(run: Run) -> Run:
    """A corpus with the draft and the final text as two documents."""
    assert run("init")[0] == 0
    assert run("add", "draft.txt")[0] == 0
    assert run("add", "final.txt")[0] == 0
    return run
