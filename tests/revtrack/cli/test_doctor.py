"""`revtrack doctor`, `completion` and `manual`: what is wrong is told with the remedy; shells and man understand us."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import typer.main

import web.command
from revtrack.cli.main import app
from revtrack.doctor.model import Area, Health, Sign
from revtrack.words.doctor import SIGNS, doctor_words
from revtrack.words.language import LANGUAGES
from tests.commands import Run, answer

ROOT = Path(__file__).resolve().parents[3]


def faults(found: dict[str, Any]) -> list[dict[str, Any]]:
    return [one for one in found["findings"] if one["health"] == "fault"]


def test_a_sound_home_ends_with_zero(corpus: Run) -> None:
    found = answer(corpus, "doctor", "--thorough")
    assert (found["fault"], faults(found)) == (0, [])
    assert {"corpus", "sound", "settings", "git"} <= {one["sign"] for one in found["findings"]}
    code, out, _ = corpus("doctor")
    assert (code, "✓ all settings can be read" in out) == (0, True)


def test_every_fault_of_the_settings_is_told_with_its_line(run: Run, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "revtrack.toml").write_text('lock_second = 5\nmax_depth = "deep"\n', "utf-8")
    code, out, _ = run("doctor", "--format", "json", "--lang", "en")
    assert code == 1
    told = faults(json.loads(out))
    assert [(one["sign"], one["line"], one["file"]) for one in told] == [
        ("setting-unknown", 1, str(home / "revtrack.toml")),
        ("setting", 2, str(home / "revtrack.toml")),
    ]
    assert "known: lock_seconds" in told[0]["remedy"]
    code, out, _ = run("doctor", "--lang", "en")
    assert (code, "revtrack.toml (line 2)" in out, "2 faults" in out) == (1, True, True)


def test_a_source_file_and_a_proxy_that_are_at_fault_are_told(
    corpus: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sources = tmp_path / "home" / "sources"
    sources.mkdir()
    (sources / "甲.toml").write_text("title = 3\n", "utf-8")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        monkeypatch.setenv("REVTRACK_WATCH_PROXY", f"http://127.0.0.1:{taken.getsockname()[1]}")
        code, out, _ = corpus("doctor", "--format", "json")
    assert (code, "proxy-silent" in out, "甲.toml" in out) == (1, True, True)


def test_damage_is_found_by_reading_everything_back(corpus: Run, tmp_path: Path) -> None:
    corpus("add", "draft.txt")
    next(path for path in (tmp_path / "home" / "originals").rglob("*") if path.is_file()).unlink()
    assert corpus("doctor")[0] == 0
    code, out, _ = corpus("doctor", "--thorough")
    assert (code, "revtrack verify" in out) == (1, True)


def test_every_sign_has_its_words() -> None:
    assert SIGNS.keys() == {one.value for one in Sign} - {"refused"}
    for lang in LANGUAGES:
        say = doctor_words(lang)
        assert (say.areas.keys(), say.healths.keys()) == (set(Area), set(Health))


def completed(*words: str) -> list[str]:
    """What bash is offered for the last of some words."""
    given = {**os.environ, "COMP_WORDS": " ".join(("revtrack", *words)), "COMP_CWORD": str(len(words))}
    command = [sys.executable, "-m", "web.command"]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**given, "_REVTRACK_COMPLETE": "complete_bash"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return done.stdout.split()


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (("doc",), ["doctor"]),
        (("watch", "out"), ["outbox"]),
        (("compare", "--form"), ["--format"]),
        (("compare", "--format", "tr"), ["tracked.docx"]),
        (("completion", ""), ["bash", "zsh", "fish"]),
    ],
)
def test_commands_options_and_values_are_completed(words: tuple[str, ...], offered: list[str]) -> None:
    assert completed(*words) == offered


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_is_one_of_the_shell(run: Run, shell: str, tmp_path: Path) -> None:
    code, out, _ = run("completion", shell)
    assert code == 0
    program = shutil.which(shell)
    if program is None:
        assert "_REVTRACK_COMPLETE" in out
        return
    (tmp_path / "script").write_text(out, "utf-8")
    subprocess.run([program, "-n", str(tmp_path / "script")], check=True)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_manual_names_every_command_and_option(run: Run, lang: str) -> None:
    code, out, _ = run("manual", "--lang", lang)
    group: Any = typer.main.get_command(web.command.cli.app)
    assert code == 0
    plain = out.replace("\\-", "-")
    for name, command in group.commands.items():
        assert f".B revtrack {name}" in plain
        for one in command.params:
            assert all(option in plain for option in one.opts if option.startswith("-"))
    assert group.commands.keys() == {command.name for command in typer.main.get_command(app).commands.values()}  # type: ignore[attr-defined]


@pytest.mark.skipif(shutil.which("groff") is None, reason="no groff")
def test_groff_takes_the_manual_without_a_word(run: Run) -> None:
    _, out, _ = run("manual", "--lang", "en")
    done = subprocess.run(
        ["groff", "-man", "-Tutf8", "-K", "utf8", "-ww"], input=out.encode("utf-8"), capture_output=True, check=True
    )
    assert done.stderr.decode("utf-8") == ""
    assert "revtrack doctor" in re.sub(r".\x08|\x1b\[\d+m", "", done.stdout.decode("utf-8"))
