"""What a test needs and does not find is skipped with its reason, or fails where it is required."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CASES = """
def test_documents(evaluation):
    assert (evaluation / "gold").is_dir()

def test_page(chromium):
    assert chromium

def test_printed(cjk_fonts):
    pass

def test_plain():
    pass
"""


def _run(folder: Path, *arguments: str, **variables: str) -> tuple[int, str]:
    """pytest on CASES, with our conftest.py and nothing on the search path; the exit code and what it printed."""
    (folder / "tests").mkdir(exist_ok=True)
    shutil.copy(Path(__file__).with_name("conftest.py"), folder / "tests")
    (folder / "tests" / "test_cases.py").write_text(CASES, "utf-8")
    surroundings = {**{k: v for k, v in os.environ.items() if not k.startswith(("REVTRACK_", "PYTEST_"))}, **variables}
    command = [sys.executable, "-m", "pytest", "-rs", "-p", "no:cacheprovider", *arguments]
    done = subprocess.run(
        command, cwd=folder, env={**surroundings, "PATH": ""}, capture_output=True, encoding="utf-8", check=False
    )
    return done.returncode, done.stdout + done.stderr


def test_skips_with_the_reason(tmp_path: Path) -> None:
    code, said = _run(tmp_path, REVTRACK_EVALUATION=str(tmp_path / "nowhere"))
    assert code == 0
    assert "1 passed, 3 skipped" in said
    assert "set REVTRACK_EVALUATION" in said
    assert "install one of chromium" in said
    assert "no fonts for Chinese" in said


@pytest.mark.parametrize(
    ("required", "failed"), [("evaluation", 1), ("browser", 1), ("fonts", 1), ("evaluation, browser", 2)]
)
def test_fails_where_required(tmp_path: Path, required: str, failed: int) -> None:
    code, said = _run(tmp_path, REVTRACK_EVALUATION=str(tmp_path / "nowhere"), REVTRACK_REQUIRE=required)
    assert code == 1
    assert f"{failed} error" in said
    assert "(required by REVTRACK_REQUIRE)" in said


def test_finds_the_documents(tmp_path: Path) -> None:
    (tmp_path / "documents" / "gold").mkdir(parents=True)
    code, said = _run(
        tmp_path, "-m", "evaluation", REVTRACK_EVALUATION=str(tmp_path / "documents"), REVTRACK_REQUIRE="evaluation"
    )
    assert code == 0
    assert "1 passed, 3 deselected" in said


def test_refuses_a_misspelt_need(tmp_path: Path) -> None:
    code, said = _run(tmp_path, REVTRACK_REQUIRE="evalution")
    assert code == pytest.ExitCode.USAGE_ERROR
    assert "unknown evalution" in said
