"""The wheel, built from the source distribution and installed into an environment of its own, does the main job."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tarfile
import tomllib
import venv
import zipfile
from pathlib import Path
from typing import NamedTuple

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = frozenset({"alignment", "corpus_repo", "revtrack", "web"})
#: Files of config/ and the package that each is installed into.
DEFAULTS = {"lexicon.toml": "alignment", "jurisdictions.toml": "alignment", "revtrack.toml": "revtrack"}
# One worker builds and installs once for all tests of this file.
pytestmark = [pytest.mark.xdist_group("packaging"), pytest.mark.long]

OLD = """关于开展河道清理工作的通知

一、工作安排
（一）清理河道。各镇应当在2031年6月底前完成河道清理。
（二）报送情况。各镇要每季度报送一次工作情况。
"""
NEW = OLD.replace("6月底前", "9月底前")


class Built(NamedTuple):
    """The files made from the checkout, and the names of what is in them (below the top folder, for the sdist)."""

    wheel: Path
    in_wheel: frozenset[str]
    in_sdist: frozenset[str]


class Installed(NamedTuple):
    """An environment that holds the wheel and sees the libraries of the one that runs the tests."""

    python: Path
    revtrack: Path

    def run(self, *command: str | Path, folder: Path, home: Path) -> subprocess.CompletedProcess[str]:
        """Run `command` in `folder`, where nothing of the checkout can be seen."""
        surroundings = {
            "PATH": os.defpath,
            "HOME": str(home),
            "REVTRACK_HOME": str(home / "revtrack"),
            "LANG": "C.UTF-8",
        }
        return subprocess.run(command, cwd=folder, env=surroundings, capture_output=True, encoding="utf-8", check=False)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The source distribution of the checkout, and the wheel built from that (not from the checkout)."""
    out = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(out), str(ROOT)]
    done = subprocess.run(build, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    [wheel], [sdist] = out.glob("*.whl"), out.glob("*.tar.gz")
    with zipfile.ZipFile(wheel) as packed, tarfile.open(sdist) as source:
        in_sdist = frozenset(name.partition("/")[2] for name in source.getnames())
        return Built(wheel, frozenset(packed.namelist()), in_sdist)


@pytest.fixture(scope="module")
def installed(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """The wheel in an empty environment."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder, with_pip=False)
    scripts = folder / ("Scripts" if os.name == "nt" else "bin")
    python = scripts / "python"
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--no-deps", "--no-index"]
    done = subprocess.run([*pip, str(built.wheel)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    # Libraries only: path files inside a folder added by a path file are not followed, so that an editable install of
    # the checkout beside those libraries stays out of sight.
    ask = "import sysconfig; print(sysconfig.get_path('purelib'))"
    [own, libraries] = (
        Path(subprocess.run([exe, "-c", ask], capture_output=True, text=True, check=True).stdout.strip())
        for exe in (python, Path(sys.executable))
    )
    (own / "libraries.pth").write_text(f"{libraries}\n", "utf-8")
    return Installed(python, scripts / "revtrack")


def test_only_our_packages_are_installed(built: Built) -> None:
    tops = {name.partition("/")[0] for name in built.in_wheel}
    assert {top for top in tops if not top.endswith(".dist-info")} == {p for p in PACKAGES if (ROOT / p).is_dir()}


def test_wheel_holds_every_file_of_the_packages(built: Built) -> None:
    ours = {
        path.relative_to(ROOT).as_posix()
        for package in PACKAGES
        for path in (ROOT / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert ours
    assert ours - built.in_wheel == set()
    assert {f"{package}/py.typed" for package in PACKAGES if (ROOT / package).is_dir()} <= built.in_wheel


@pytest.mark.parametrize(("name", "package"), DEFAULTS.items())
def test_defaults_stand_beside_the_package_that_loads_them(built: Built, name: str, package: str) -> None:
    with zipfile.ZipFile(built.wheel) as packed:
        assert packed.read(f"{package}/config/{name}") == (ROOT / "config" / name).read_bytes()


def test_source_distribution_can_be_worked_on(built: Built) -> None:
    wanted = {"Makefile", "LICENSE", "README.md", "requirements-dev.lock", "tests/conftest.py", "config/lexicon.toml"}
    assert wanted <= built.in_sdist
    assert not [name for name in built.in_sdist if name.startswith((".venv", ".git/")) or name.endswith(".pyc")]


def test_compares_from_an_empty_folder(installed: Installed, tmp_path: Path) -> None:
    texts, empty, home = tmp_path / "texts", tmp_path / "empty", tmp_path / "home"
    for folder in (texts, empty, home):
        folder.mkdir()
    (texts / "old.txt").write_text(OLD, "utf-8")
    (texts / "new.txt").write_text(NEW, "utf-8")
    compare = (installed.revtrack, "compare", texts / "old.txt", texts / "new.txt")

    shown = installed.run(*compare, folder=empty, home=home)
    assert (shown.returncode, shown.stderr) == (0, "")
    assert "9月底前" in shown.stdout

    found = installed.run(*compare, "--format", "json", folder=empty, home=home)
    assert (found.returncode, found.stderr) == (0, "")
    [change] = json.loads(found.stdout)["obligations"]
    assert (change["change"], change["directions"]) == ("modified", {"deadline": "later"})

    report = installed.run(*compare, "--format", "html", folder=empty, home=home)
    assert (report.returncode, report.stderr) == (0, "")
    assert report.stdout.lstrip().lower().startswith("<!doctype html>")

    # Comparing leaves nothing behind.
    assert list(empty.iterdir()) == []
    assert list(home.iterdir()) == []


def test_demo_finds_its_corpus(installed: Installed, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    shown = installed.run(installed.revtrack, "demo", "-o", tmp_path / "out", folder=tmp_path, home=home)
    assert (shown.returncode, shown.stderr) == (0, "")
    reports = list((tmp_path / "out").glob("*.html"))
    assert reports
    assert all(str(report) in shown.stdout.replace("\n", "") for report in reports)


def test_it_is_the_wheel_that_was_tried(installed: Installed, tmp_path: Path) -> None:
    """Guards the tests above: the checkout is not what they ran."""
    ask = (
        "import alignment, revtrack, importlib.metadata as metadata;"
        "print(alignment.__file__, revtrack.__file__, metadata.version('revtrack'), sep='\\n')"
    )
    shown = installed.run(installed.python, "-c", ask, folder=tmp_path, home=tmp_path)
    assert (shown.returncode, shown.stderr) == (0, "")
    *places, version = shown.stdout.split("\n")[:3]
    assert all(Path(place).is_relative_to(installed.python.parents[1]) for place in places)
    assert version == tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]


@pytest.mark.timeout(1200)
@pytest.mark.parametrize("which", ["wheel", "sdist"])
def test_pip_installs_it_with_the_newest_of_what_it_needs(built: Built, which: str, tmp_path: Path) -> None:
    """Into a fresh environment, dependencies from the index that whoever runs the tests uses."""
    venv.create(tmp_path / "fresh", with_pip=True)
    python, home = tmp_path / "fresh" / "bin" / "python", tmp_path / "home"
    home.mkdir()
    given = built.wheel if which == "wheel" else next(built.wheel.parent.glob("*.tar.gz"))
    done = subprocess.run([python, "-m", "pip", "install", "--quiet", str(given)], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode("utf-8", "replace")
    fresh = Installed(python, python.with_name("revtrack"))
    checked = fresh.run(python, "-m", "pip", "check", folder=tmp_path, home=home)
    assert (checked.returncode, checked.stdout.strip()) == (0, "No broken requirements found.")
    shown = fresh.run(fresh.revtrack, "demo", "-o", tmp_path / "out", folder=tmp_path, home=home)
    assert (shown.returncode, shown.stderr) == (0, "")
    assert list((tmp_path / "out").glob("*.html"))
    found = json.loads(fresh.run(fresh.revtrack, "doctor", "--format", "json", folder=tmp_path, home=home).stdout)
    assert [one for one in found["findings"] if one["health"] == "fault" and one["sign"] != "git-missing"] == []


#: Their versions are days: a bound on the first number would say nothing about what changes.
BY_DAY = frozenset(("diff-match-patch", "packaging"))


def test_what_a_later_major_would_change_is_kept_out() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = [*project["dependencies"], *(one for extra in project["optional-dependencies"].values() for one in extra)]
    assert [one for one in map(Requirement, wanted) if "<" not in str(one.specifier) and one.name not in BY_DAY] == []
