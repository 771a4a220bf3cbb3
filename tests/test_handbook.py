"""The handbook: the same in both languages, its commands run, its reference complete."""

from __future__ import annotations

import os
import re
import runpy
import shutil
import subprocess
import sys
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
import typer.main

import web.command
from revtrack.settings import Settings
from revtrack.words.language import LANGUAGES

ROOT = Path(__file__).resolve().parents[1]
HANDBOOK = ROOT / "docs" / "handbook"
PAGES = sorted(path.stem for path in (HANDBOOK / "en").glob("*.md"))
GROUP: Any = typer.main.get_command(web.command.cli.app)


def blocks(lang: str, page: str, kind: str) -> list[str]:
    """The code of a page: `sh` is run by a test, `bash` is for whoever looks after a machine."""
    text = (HANDBOOK / lang / f"{page}.md").read_text("utf-8")
    return re.findall(rf"(?ms)^```{kind}\n(.*?)^```$", text)


RUN = [page for page in PAGES if blocks("en", page, "sh")]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("kind", ["sh", "bash"])
def test_a_page_has_the_same_commands_in_both_languages(page: str, kind: str) -> None:
    assert {lang: blocks(lang, page, kind) for lang in LANGUAGES} == dict.fromkeys(LANGUAGES, blocks("en", page, kind))


def test_the_pages_of_both_languages_are_the_same_and_all_listed() -> None:
    for lang in LANGUAGES:
        assert sorted(path.stem for path in (HANDBOOK / lang).glob("*.md")) == PAGES
        index = (HANDBOOK / lang / "index.md").read_text("utf-8")
        assert [page for page in PAGES if page != "index" and f"\n{page}\n" not in index] == []


@pytest.mark.long
@pytest.mark.timeout(1200)
@pytest.mark.parametrize("page", RUN)
def test_every_command_of_a_page_runs(page: str, tmp_path: Path) -> None:
    programs, folder = tmp_path / "bin", tmp_path / "folder"
    programs.mkdir()
    folder.mkdir()
    (tmp_path / "home").mkdir()
    shim = programs / "revtrack"
    shim.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -m web.command "$@"\n', "utf-8")
    shim.chmod(0o755)
    script = "set -e\n" + "\n".join(blocks("en", page, "sh"))
    home = {"REVTRACK_HOME": str(tmp_path / "home"), "REVTRACK_LANGUAGE": "en"}
    path = f"{programs}:{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-x", "-c", script],
        cwd=folder,
        env={**os.environ, **home, "PATH": path},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    made = {word for word in re.findall(r"(?:-o|>|backup) ([\w.]+\.[a-z0-9]+)", script) if "/" not in word}
    assert [name for name in sorted(made) if not (folder / name).stat().st_size] == []


@pytest.mark.parametrize("page", PAGES)
def test_what_is_not_run_is_there_with_its_options_and_files(page: str) -> None:
    text = "\n".join(blocks("en", page, "bash"))
    for command, rest in re.findall(r"(?m)\bbin/revtrack ([a-z]+)(.*)$", text):
        known = {option for one in GROUP.commands[command].params for option in one.opts}
        assert set(re.findall(r"(?<!\S)--[a-z-]+", rest)) <= known
    for file in re.findall(r"(?<!/)\b((?:config|docs)/[\w./-]+)", text):
        assert (ROOT / file).is_file(), file
    for name in re.findall(r"(?m)^echo '([a-z_]+) = ", text):
        assert name in {field.name for field in fields(Settings)}


def test_the_reference_holds_every_command_setting_and_route(tmp_path: Path) -> None:
    made = runpy.run_path(str(HANDBOOK / "reference.py"))
    made["main"](tmp_path)
    for lang in LANGUAGES:
        here = tmp_path / lang
        commands = (here / "commands.md").read_text("utf-8")
        assert [name for name in GROUP.commands if f"\n## revtrack {name}\n" not in commands] == []
        settings = (here / "settings.md").read_text("utf-8")
        assert [one.name for one in fields(Settings) if f"\n## {one.name}\n" not in settings] == []
        from web.api import router

        api = (here / "api.md").read_text("utf-8")
        assert [one.path for one in router.routes if one.include_in_schema and f" {one.path}\n" not in api] == []  # type: ignore[attr-defined]
        for page in (path.stem for path in here.glob("*.md")):
            links = re.findall(r"\]\(([\w-]+)\.md\)", (here / f"{page}.md").read_text("utf-8")) if page in PAGES else []
            assert [link for link in links if not (here / f"{link}.md").is_file()] == []


@pytest.mark.long
@pytest.mark.timeout(1200)
def test_sphinx_makes_the_handbook_without_a_warning() -> None:
    if shutil.which("make") is None:
        pytest.skip("no make")
    done = subprocess.run(
        ["make", "docs", f"PYTHON={sys.executable}"], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]
    for lang in LANGUAGES:
        assert "REVTRACK_LANGUAGE" in (ROOT / "build" / "handbook" / lang / "settings.html").read_text("utf-8")
