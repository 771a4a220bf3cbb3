"""What every test may ask for: the real documents, a browser, and a home folder of its own.

A test whose needs are not there is skipped with the reason. What `REVTRACK_REQUIRE` names (`evaluation`, `browser`,
`fonts`, `postgres`, `proxies`, comma between) must be there: a run that is meant to be complete fails instead.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from playwright.sync_api import Browser, sync_playwright

from revtrack.cli import main as cli
from tests.commands import DRAFT, FINAL, Run
from tests.postgres import initdb, postgres_server

ROOT = Path(__file__).resolve().parents[1]
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHROMIUM_ARGUMENTS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update"]
#: What a test may need and not find: the fixture that gives it, by the name that REVTRACK_REQUIRE and `-m` know it by.
NEEDS = {
    "evaluation": "evaluation",
    "browser": "chromium",
    "fonts": "cjk_fonts",
    "postgres": "postgres",
    "proxies": "proxies",
}
TERMINAL = frozenset({"LANG", "LANGUAGE", "NO_COLOR", "FORCE_COLOR", "COLUMNS", "TERM"})

# Read once: the `surroundings` fixture hides the REVTRACK_* variables from the code under test.
REQUIRED = frozenset(filter(None, (name.strip() for name in os.environ.get("REVTRACK_REQUIRE", "").split(","))))
EVALUATION = Path(os.environ.get("REVTRACK_EVALUATION") or ROOT.parent / "shared").expanduser().resolve()

# The same examples on every run: a failure seen by one person is seen by all. `make test-long` looks further.
hypothesis.settings.register_profile("repeatable", derandomize=True, deadline=None, database=None)
hypothesis.settings.register_profile("long", deadline=None, max_examples=2000, print_blob=True)


def pytest_configure(config: pytest.Config) -> None:
    """Refuse a misspelt REVTRACK_REQUIRE, which would otherwise let a skip pass."""
    if unknown := REQUIRED - NEEDS.keys():
        raise pytest.UsageError(f"REVTRACK_REQUIRE: unknown {', '.join(sorted(unknown))}; known: {', '.join(NEEDS)}")
    hypothesis.settings.load_profile("long" if config.option.markexpr == "long" else "repeatable")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark tests by what they ask for, so that `-m "not browser"` needs no mark written by hand."""
    for item in items:
        for marker, fixture in NEEDS.items():
            if fixture in getattr(item, "fixturenames", ()):
                item.add_marker(marker)


def _missing(name: str, reason: str) -> None:
    if name in REQUIRED:
        pytest.fail(f"{reason} (required by REVTRACK_REQUIRE)", pytrace=False)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def evaluation() -> Path:
    """The folder of real documents."""
    if not (EVALUATION / "gold").is_dir():
        _missing(
            "evaluation",
            f"no real documents in {EVALUATION}: set REVTRACK_EVALUATION to the folder that holds gold/, seeds/"
            " and laws/ (they are not part of the project: see CONTRIBUTING.md)",
        )
    return EVALUATION


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of the system's Chromium or Chrome."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        _missing("browser", f"no browser: install one of {', '.join(BROWSERS)} (Debian: apt-get install chromium)")
    assert found is not None
    return found


@pytest.fixture(scope="session")
def cjk_fonts() -> None:
    """Fonts for Chinese: a PDF that embeds none is laid out by them, and one that we make is set in them."""
    program = shutil.which("fc-list")
    listed = subprocess.run([program, ":lang=zh"], capture_output=True, check=False).stdout if program else b""
    if not listed.strip():
        _missing("fonts", "no fonts for Chinese (Debian: apt-get install fontconfig fonts-noto-cjk)")


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a PostgreSQL server that lives as long as the tests of this process."""
    if not initdb():
        _missing("postgres", "no PostgreSQL (Debian: apt-get install postgresql)")
    with postgres_server() as url:
        yield url


@pytest.fixture(scope="session")
def proxies() -> dict[str, str]:
    """The programs that may stand before the site, by name; and the one that makes certificates."""
    found = {name: shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin") for name in ("nginx", "caddy", "openssl")}
    lacking = [name for name, path in found.items() if path is None]
    if lacking:
        _missing("proxies", f"no {', '.join(lacking)} (Debian: apt-get install {' '.join(lacking)})")
    return {name: path for name, path in found.items() if path}


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    """The system's browser. Tests that use it belong to the group "browser" of xdist.

    Not for the session: while Playwright is open, an event loop runs in the thread, and no other test could have one.
    """
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_ARGUMENTS)
        yield running
        running.close()


@pytest.fixture(scope="session", autouse=True)
def surroundings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Hide the settings, language and colours of whoever runs the tests; gives the home folder, not made yet."""
    home = tmp_path_factory.mktemp("home") / "revtrack"
    with pytest.MonkeyPatch.context() as patch:
        for name in list(os.environ):
            if name.startswith(("REVTRACK_", "LC_")) or name in TERMINAL:
                patch.delenv(name)
        patch.setenv("LC_ALL", "C.UTF-8")
        patch.setenv("REVTRACK_HOME", str(home))
        yield home


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
