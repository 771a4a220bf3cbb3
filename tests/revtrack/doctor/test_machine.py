"""What is installed is told with what it is for; what something set cannot do without is a fault."""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path

import pytest

from revtrack.doctor.machine import examine_extras, examine_program
from revtrack.doctor.model import Health, Sign


def test_a_machine_that_runs_the_tests_has_what_the_program_needs() -> None:
    found = {one.sign: one for one in examine_program()}
    assert {Sign.PROGRAM, Sign.GIT, Sign.SQLITE} <= found.keys()
    assert {one.health for one in found.values()} == {Health.OK}
    assert int(found[Sign.LIBRARIES].facts["count"]) > 20


def test_without_git_there_is_a_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert Sign.GIT_MISSING in {one.sign for one in examine_program() if one.health is Health.FAULT}


@pytest.mark.parametrize(("said", "sign"), [("git version 2.30.2", Sign.GIT_OLD), ("git version 3.0.1", Sign.GIT)])
def test_an_old_git_is_a_warning(said: str, sign: Sign, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shell = shutil.which("sh")
    program = tmp_path / "git"
    program.write_text(f"#!{shell}\necho {said}\n", "utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    (found,) = [one for one in examine_program() if one.sign in {Sign.GIT, Sign.GIT_OLD, Sign.GIT_MISSING}]
    assert (found.sign, found.facts["least"]) == (sign, "2.36")


def test_what_a_source_needs_and_the_machine_lacks_is_a_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    tools = {one.facts["tool"]: one for one in examine_extras({}) if "tool" in one.facts}
    assert {one.health for one in tools.values()} == {Health.NOTE}
    assert "apt" not in tools["chromium"].facts["packages"]
    needed = {one.facts["tool"]: one for one in examine_extras({"browser": "a"}) if "tool" in one.facts}
    assert (needed["chromium"].health, needed["tesseract"].health) == (Health.FAULT, Health.NOTE)


def test_extras_are_those_of_the_package() -> None:
    project = tomllib.loads((Path(__file__).parents[3] / "pyproject.toml").read_text("utf-8"))["project"]
    told = {one.facts["extra"] for one in examine_extras({}) if "extra" in one.facts}
    assert told == project["optional-dependencies"].keys()
