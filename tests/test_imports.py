"""The house's layers, read from the source: who may import whom, and which module alone may touch what."""

from __future__ import annotations

import ast
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import NamedTuple

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
#: Which of the four packages each of them may import besides itself.
#: Libraries that Starlette loads when sessions and forms are used.
LOADED_BY_OTHERS = frozenset(("itsdangerous", "python-multipart"))
MAY_IMPORT: dict[str, frozenset[str]] = {
    "alignment": frozenset(),
    "corpus_repo": frozenset(),
    "revtrack": frozenset({"alignment", "corpus_repo"}),
    "web": frozenset({"revtrack"}),
}
#: What one module alone may import.
SOLE_IMPORTER = {
    "rapidfuzz": "alignment.linking.similarity",
    "diff_match_patch": "alignment.inline",
    "git": "corpus_repo.git_store",
}
ENVIRONMENT_READER = "revtrack.settings"
ENVIRONMENT = frozenset({"environ", "environb", "getenv", "getenvb", "putenv", "unsetenv"})
#: `alignment` is pure: text in, findings out, the same on every run. One module loads the package data.
DATA_LOADER = "alignment.knowledge"
IMPURE = frozenset(
    [
        "os",
        "pathlib",
        "io",
        "shutil",
        "subprocess",
        "socket",
        "ssl",
        "urllib",
        "http",
        "sqlite3",
        "tempfile",
        "glob",
        "logging",
        "random",
        "secrets",
        "time",
        "threading",
        "asyncio",
        "multiprocessing",
        "importlib",
    ]
)
IMPURE_CALLS = frozenset(["open", "print", "input", "date.today", "datetime.today", "datetime.now", "datetime.utcnow"])
#: Ours, but never installed: no package may lean on them.
NOT_INSTALLED = frozenset({"tests", "config", "benchmarks"})


class Use(NamedTuple):
    """A module named by an import (`name` as far as it is known) on a line."""

    name: str
    line: int


def _imports(tree: ast.Module, module: str, *, is_package: bool) -> Iterator[Use]:
    """Every module that `tree` imports, at any depth, relative ones and those named to `import_module` included."""
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                yield from (Use(alias.name, node.lineno) for alias in names)
            case ast.ImportFrom(module=source, names=names, level=level):
                base = source or ""
                if level:
                    above = module.split(".")[: None if is_package and level == 1 else -(level - is_package)]
                    base = ".".join([*above, *filter(None, [source])])
                yield from (Use(f"{base}.{alias.name}", node.lineno) for alias in names)
            case ast.Call(
                func=ast.Name(id=called) | ast.Attribute(attr=called), args=[ast.Constant(value=str(name)), *_]
            ):
                if called in {"import_module", "__import__"}:
                    yield Use(name, node.lineno)
            case _:
                pass


def wrong_imports(source: str, module: str, *, is_package: bool = False) -> list[str]:
    """What `source`, standing in the file of `module`, does against the layers: one line for each fault."""
    tree = ast.parse(source)
    faults = [(use.line, said) for use in _imports(tree, module, is_package=is_package) for said in _judge(use, module)]
    faults += [(use.line, said) for use in _calls(tree) for said in _judge_call(use, module)]
    return [f"{module}:{line}: {said}" for line, said in sorted(set(faults))]


def _judge(use: Use, module: str) -> Iterator[str]:
    """The faults of one import."""
    package, root = module.partition(".")[0], use.name.partition(".")[0]
    if root in MAY_IMPORT and root != package and root not in MAY_IMPORT[package]:
        yield f"{package} may not import {root}"
    if root in NOT_INSTALLED:
        yield f"{root} is not installed with the packages"
    if root in SOLE_IMPORTER and module != SOLE_IMPORTER[root]:
        yield f"only {SOLE_IMPORTER[root]} may import {root}"
    if root == "os" and use.name[3:] in ENVIRONMENT and module != ENVIRONMENT_READER:
        yield f"only {ENVIRONMENT_READER} may read the environment"
    if package == "alignment" and root in IMPURE and module != DATA_LOADER:
        yield f"alignment is pure: {use.name}"


def _calls(tree: ast.Module) -> Iterator[Use]:
    """`os.X` wherever it is named, and what is called: `open`, `date.today`."""
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(value=ast.Name(id="os"), attr=name):
                yield Use(f"os.{name}", node.lineno)
            case ast.Call(func=ast.Name(id=name)):
                yield Use(name, node.lineno)
            case ast.Call(func=ast.Attribute(value=ast.Name(id=owner) | ast.Attribute(attr=owner), attr=name)):
                yield Use(f"{owner}.{name}", node.lineno)
            case _:
                pass


def _judge_call(use: Use, module: str) -> Iterator[str]:
    """The faults of one name used."""
    if use.name in {f"os.{name}" for name in ENVIRONMENT} and module != ENVIRONMENT_READER:
        yield f"only {ENVIRONMENT_READER} may read the environment"
    if module.startswith("alignment.") and module != DATA_LOADER and use.name in IMPURE_CALLS:
        yield f"alignment is pure: {use.name}()"


def _modules() -> Iterator[tuple[str, Path]]:
    for package in MAY_IMPORT:
        for path in sorted((ROOT / package).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts), path


MODULES = dict(_modules())


@pytest.mark.parametrize(
    ("module", "source", "said"),
    [
        ("alignment.linking.match", "from revtrack.service import Tracker", "may not import revtrack"),
        ("alignment.linking.match", "import corpus_repo.model", "may not import corpus_repo"),
        ("corpus_repo.catalog", "def f():\n    from alignment import compare", "may not import alignment"),
        ("revtrack.service", "import web.app", "may not import web"),
        ("web.pages", "from alignment.model import Clause", "may not import alignment"),
        ("web.pages", "import importlib\nimportlib.import_module('corpus_repo')", "may not import corpus_repo"),
        ("alignment.linking.match", "from rapidfuzz import fuzz", "only alignment.linking.similarity"),
        ("revtrack.cli.comparison_text", "import diff_match_patch", "only alignment.inline"),
        ("revtrack.service", "from git import Repo", "only corpus_repo.git_store"),
        ("revtrack.cli.main", "import os\nos.environ['HOME']", "may read the environment"),
        ("revtrack.cli.main", "from os import getenv", "may read the environment"),
        ("revtrack.cli.main", "from tests.conftest import ROOT", "not installed"),
        ("alignment.reading.segment", "from pathlib import Path", "pure: pathlib"),
        ("alignment.reading.segment", "open('x')", "pure: open()"),
        ("alignment.findings.references", "from datetime import date\ndate.today()", "pure"),
    ],
)
def test_a_wrong_import_is_seen(module: str, source: str, said: str) -> None:
    assert any(said in fault for fault in wrong_imports(source, module))


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("alignment.linking.match", "from alignment.model import Clause\nfrom .similarity import ratio\nimport re"),
        ("alignment.linking.similarity", "from rapidfuzz import fuzz"),
        ("alignment.knowledge", "from importlib.resources import files"),
        ("revtrack.settings", "import os\nos.environ.get('HOME')"),
        ("revtrack.service", "from alignment import compare\nimport corpus_repo\nimport os.path"),
        ("web.pages", "from revtrack.service import Tracker"),
    ],
)
def test_a_right_import_passes(module: str, source: str) -> None:
    assert wrong_imports(source, module) == []


def test_relative_imports_are_followed() -> None:
    assert wrong_imports("from ..alignment import x", "revtrack.export.html") == []
    assert wrong_imports("from ...web import app", "revtrack.export.html") == [
        "revtrack.export.html:1: revtrack may not import web"
    ]


@pytest.mark.parametrize("module", MODULES)
def test_layers(module: str) -> None:
    path = MODULES[module]
    assert wrong_imports(path.read_text("utf-8"), module, is_package=path.name == "__init__.py") == []


def test_no_cycles() -> None:
    """Modules imported at load time form no circle, so that any of them can be imported first."""
    after: dict[str, set[str]] = {}
    for module, path in MODULES.items():
        top = ast.Module(
            [n for n in ast.parse(path.read_text("utf-8")).body if isinstance(n, ast.Import | ast.ImportFrom)], []
        )
        named = {use.name for use in _imports(top, module, is_package=path.name == "__init__.py")}
        after[module] = {name if name in MODULES else name.rpartition(".")[0] for name in named} & MODULES.keys() - {
            module
        }
    done: set[str] = set()

    def visit(module: str, trail: tuple[str, ...]) -> None:
        assert module not in trail, "circle: " + " → ".join([*trail[trail.index(module) :], module])
        if module not in done:
            for other in sorted(after[module]):
                visit(other, (*trail, module))
            done.add(module)

    for module in after:
        visit(module, ())


def test_packages_are_those_of_the_wheel() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert set(project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]) == MAY_IMPORT.keys()
    assert {"alignment", "revtrack"} <= {module.partition(".")[0] for module in MODULES}


def test_dependencies_are_those_imported() -> None:
    """Every library that the packages import is declared, and every declared one is imported."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    declared = {canonicalize_name(Requirement(line).name) for line in project["dependencies"]}
    distributions = packages_distributions()
    imported: set[str] = set()
    for module, path in MODULES.items():
        for use in _imports(ast.parse(path.read_text("utf-8")), module, is_package=path.name == "__init__.py"):
            root = use.name.partition(".")[0]
            if root not in MAY_IMPORT and root not in sys.stdlib_module_names:
                imported |= {canonicalize_name(name) for name in distributions.get(root, [root])}
    extras = {
        canonicalize_name(Requirement(line).name)
        for lines in project["optional-dependencies"].values()
        for line in lines
    }
    assert imported - extras == declared - LOADED_BY_OTHERS
