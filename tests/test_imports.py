"""The house's layers, read from the source: who may import whom, and which module alone may touch what."""

from __future__ import annotations

import ast
import sys
import tomllib
from collections.abc import Iterator, Mapping
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import NamedTuple

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
#: Libraries that Starlette loads when sessions and forms are used.
LOADED_BY_OTHERS = frozenset(("itsdangerous", "python-multipart"))
#: Which of the four packages each of them may import besides itself.
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


def arrows(sources: Mapping[str, tuple[str, bool]]) -> dict[str, set[str]]:
    """Which of these modules each of them imports, at any depth and for types too; sources by (text, is package)."""
    found: dict[str, set[str]] = {}
    for module, (text, is_package) in sources.items():
        named = {use.name for use in _imports(ast.parse(text), module, is_package=is_package)}
        found[module] = {name if name in sources else name.rpartition(".")[0] for name in named}
        found[module] &= sources.keys() - {module}
    return found


def circle(after: Mapping[str, set[str]]) -> list[str]:
    """A circle of modules that import each other, by name; [] where there is none."""
    done: set[str] = set()

    def visit(module: str, trail: list[str]) -> list[str]:
        if module in trail:
            return [*trail[trail.index(module) :], module]
        if module in done:
            return []
        for other in sorted(after[module]):
            if found := visit(other, [*trail, module]):
                return found
        done.add(module)
        return []

    return next((found for module in after if (found := visit(module, []))), [])


@pytest.mark.parametrize(
    "source",
    [
        "import a.b",
        "from a import b",
        "def f():\n    from a.b import x",
        "if TYPE_CHECKING:\n    from a.b import x",
        "from importlib import import_module\nimport_module('a.b')",
    ],
)
def test_a_circle_is_seen_however_it_is_imported(source: str) -> None:
    assert circle(arrows({"a.b": ("import a.c", False), "a.c": (source, False)})) == ["a.b", "a.c", "a.b"]


def test_no_circles() -> None:
    """No two modules need each other: not when they are loaded, not inside functions, not for their types."""
    sources = {module: (path.read_text("utf-8"), path.name == "__init__.py") for module, path in MODULES.items()}
    assert circle(arrows(sources)) == []


def kept_longer(source: str) -> list[int]:
    """The lines on which a corpus that was handed out for a block (`with x.corpus() as c`) is kept for longer."""
    lines: list[int] = []
    for block in ast.walk(ast.parse(source)):
        if not isinstance(block, ast.With):
            continue
        names = {
            item.optional_vars.id
            for item in block.items
            if isinstance(item.context_expr, ast.Call)
            and isinstance(item.context_expr.func, ast.Attribute)
            and item.context_expr.func.attr == "corpus"
            and isinstance(item.optional_vars, ast.Name)
        }
        for node in ast.walk(block):
            match node:
                case ast.Return(value=ast.Name(id=name)) | ast.Yield(value=ast.Name(id=name)):
                    lines += [node.lineno] if name in names else []
                case ast.Assign(value=ast.Name(id=name)) | ast.AnnAssign(value=ast.Name(id=name)):
                    lines += [node.lineno] if name in names else []
                case ast.Lambda() | ast.FunctionDef() | ast.AsyncFunctionDef() | ast.Return(value=ast.GeneratorExp()):
                    used = {inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name)}
                    lines += [node.lineno] if used & names else []
                case _:
                    pass
    return lines


@pytest.mark.parametrize(
    ("inside", "kept"),
    [
        ("return c", [2]),
        ("self.c = c", [2]),
        ("return lambda: c.head()", [2]),
        ("return (c.lines(one) for one in two)", [2]),
        ("return c.queries.named(words)", []),
        ("return find(c, words)", []),
        ("return tuple(c.lines(one) for one in two)", []),
    ],
)
def test_a_corpus_that_is_kept_longer_is_seen(inside: str, kept: list[int]) -> None:
    assert kept_longer(f"with self.library.corpus() as c:\n    {inside}") == kept


@pytest.mark.parametrize("module", [module for module in MODULES if module.startswith(("revtrack", "web"))])
def test_the_corpus_never_gets_past_the_translation_of_its_errors(module: str) -> None:
    source = MODULES[module].read_text("utf-8")
    assert kept_longer(source) == []
    if module != "revtrack.holdings.library":
        assert "._corpus" not in source.replace("self._corpus", "")


def test_the_watch_does_not_know_the_application() -> None:
    watching = [module for module in MODULES if module.startswith("revtrack.watch")]
    sources = {module: (path.read_text("utf-8"), path.name == "__init__.py") for module, path in MODULES.items()}
    after = arrows(sources)
    above = ("revtrack.service", "revtrack.features", "revtrack.cli", "web")
    assert [(module, other) for module in watching for other in after[module] if other.startswith(above)] == []


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
