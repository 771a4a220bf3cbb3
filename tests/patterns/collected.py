"""Which patterns there are: recorded while every module is loaded and put to work, and read from the source.

A pattern in a table, one that a function or the lexicon builds, and one that stands in a call are all compiled at some
time; whatever asks `re` for one is written down with the line that asked. It changes what `re` does, so it is run in a
process of its own: `python -m tests.patterns.collected` prints what it found.
"""

from __future__ import annotations

import ast
import builtins
import json
import pkgutil
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("alignment", "corpus_repo", "revtrack", "web")
#: What a call may do with a pattern; `match` looks at one place, the others at every one.
CALLS = frozenset(("search", "finditer", "findall", "sub", "subn", "split", "match", "fullmatch"))
ANCHORED = frozenset(("match", "fullmatch"))


@dataclass(frozen=True, slots=True)
class Asked:
    """A pattern with the line that compiles it, and `use`: "search", "match" or "fullmatch", as it is used.

    One for bytes is told as text of as many characters.
    """

    pattern: str
    flags: int
    where: str
    use: str
    bytes: bool


@dataclass(frozen=True, slots=True)
class Site:
    """A call on `re` in the source; `source` is the expression of its pattern."""

    module: str
    file: str
    first: int
    last: int
    call: str
    source: ast.expr
    flags: ast.expr | None


def collect() -> tuple[list[Asked], list[str]]:
    """All patterns, and the calls of the source whose pattern was neither recorded nor could be read."""
    run = subprocess.run(
        [sys.executable, "-m", "tests.patterns.collected"], cwd=ROOT, capture_output=True, check=True, text=True
    )
    said = json.loads(run.stdout)
    return [Asked(**item) for item in said["patterns"]], said["unseen"]


# --- the child -------------------------------------------------------------------------------------------------------


def main() -> int:
    """The child: prints every pattern as JSON."""
    recorded: dict[tuple[str | bytes, int, str, int], None] = {}
    _record(recorded)
    modules = list(_modules())
    for name in modules:
        import_module(name)
    _work()
    sites, uses = _read(modules)
    by_line: dict[tuple[str, int], list[tuple[str | bytes, int]]] = defaultdict(list)
    for pattern, flags, file, line in recorded:
        by_line[file, line].append((pattern, flags))
    found: dict[tuple[str | bytes, int, str], Asked] = {}
    unseen: list[str] = []

    def put(pattern: str | bytes, flags: int, where: str, use: str) -> None:
        words = pattern if isinstance(pattern, str) else pattern.decode("latin-1")
        asked = Asked(words, flags, where, use, isinstance(pattern, bytes))
        found.setdefault((pattern, flags, use), asked)

    covered: set[tuple[str, int]] = set()
    for site in sites:
        lines = [(site.file, line) for line in range(site.first, site.last + 1)]
        covered.update(lines)
        here = {item for line in lines for item in by_line.get(line, ())}
        if not here and (read := _evaluated(site)):
            here = {read}
        where = f"{site.file}:{site.first}"
        if not here:
            unseen.append(where)
        use = site.call if site.call in CALLS else uses(site)
        for pattern, flags in here:
            put(pattern, flags, where, use if use in ANCHORED else "search")
    for (file, line), here in by_line.items():
        if (file, line) not in covered:
            for pattern, flags in here:
                put(pattern, flags, f"{file}:{line}", "search")
    json.dump({"patterns": [asdict(item) for item in found.values()], "unseen": unseen}, sys.stdout)
    return 0


def _record(recorded: dict[tuple[str | bytes, int, str, int], None]) -> None:
    compiled: Callable[..., re.Pattern[str]] = re._compile  # type: ignore[attr-defined]
    mine = str(ROOT)

    def recording(pattern: str | bytes | re.Pattern[str], flags: int) -> re.Pattern[str]:
        result = compiled(pattern, flags)
        if isinstance(pattern, str | bytes):
            frame = sys._getframe(1)
            while frame.f_back and frame.f_globals.get("__name__", "").split(".")[0] == "re":
                frame = frame.f_back
            file = frame.f_code.co_filename
            if file.startswith(mine) and file[len(mine) + 1 :].split("/")[0] in PACKAGES:
                recorded[pattern, int(flags), file[len(mine) + 1 :], frame.f_lineno] = None
        return result

    re._compile = recording  # type: ignore[attr-defined]


def _modules() -> Iterator[str]:
    for package in PACKAGES:
        yield package
        for found in pkgutil.walk_packages([str(ROOT / package)], f"{package}."):
            if not found.name.endswith("__main__") and ".migrations" not in found.name:
                yield found.name


def _work() -> None:
    """What is compiled when the packages work: a text read, compared and amended."""
    from alignment import compare
    from revtrack.ingest.metadata import read_metadata
    from revtrack.ingest.split import split

    sample = ROOT / "revtrack" / "sample"
    texts = {path.stem: path.read_text("utf-8") for path in sorted(sample.glob("*.txt"))}
    found = compare(texts["district_draft"], texts["district_issued"])
    compare(texts["city_plan"], texts["district_issued"], task="derivation")
    for text in texts.values():
        for document in split(text):
            read_metadata(document)
    assert found.obligations


def _read(modules: list[str]) -> tuple[list[Site], Callable[[Site], str]]:
    """The calls on `re` of all modules, and how what a call compiles is used, by the name that it is given."""
    sites: list[Site] = []
    named: dict[tuple[str, int], str] = {}
    uses: dict[tuple[str, str], set[str]] = defaultdict(set)

    def scope(file: str, name: str) -> tuple[str, str]:
        return (file if name.startswith("_") else "", name)

    for name in modules:
        path = Path(sys.modules[name].__file__ or "")
        file = path.relative_to(ROOT).as_posix()
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case (
                    ast.Assign(targets=[ast.Name(id=target)], value=ast.Call())
                    | ast.AnnAssign(target=ast.Name(id=target), value=ast.Call())
                ):
                    named[file, node.value.lineno] = target
                case ast.Assign(targets=[ast.Attribute(attr=target)], value=ast.Call()):
                    named[file, node.value.lineno] = target
                case ast.Call(
                    func=ast.Attribute(value=ast.Name(id="re"), attr=call), args=[source, *more], keywords=keys
                ) if call in CALLS or call == "compile":
                    at = 1 if call == "compile" else 2
                    flags = next((key.value for key in keys if key.arg == "flags"), None)
                    if flags is None and len(more) >= at and call in {"compile", *ANCHORED, "search", "finditer"}:
                        flags = more[at - 1]
                    last = node.end_lineno or node.lineno
                    sites.append(Site(name, file, node.lineno, last, call, source, flags))
                case ast.Call(func=ast.Attribute(value=value, attr=call), args=args) if call in CALLS:
                    owner = value.id if isinstance(value, ast.Name) else getattr(value, "attr", "")
                    # a match told where to begin is tried at one place after the other
                    uses[scope(file, owner)].add("search" if call in ANCHORED and len(args) > 1 else call)
                case _:
                    pass

    def use(site: Site) -> str:
        how = uses.get(scope(site.file, named.get((site.file, site.first), "")), set())
        return how.pop() if len(how) == 1 else "match" if how == ANCHORED else "search"

    return sites, use


class _Some(str):
    """What a function is given: some words, whatever is asked of them."""

    __slots__ = ()

    def __getitem__(self, _: object) -> str:
        return self

    def __call__(self, *_: object) -> str:
        return self


def _evaluated(site: Site) -> tuple[str | bytes, int] | None:
    """The pattern of a call that was not reached, where constants and names of its module say it."""
    known = dict(vars(sys.modules[site.module]))
    for node in ast.walk(site.source):
        if isinstance(node, ast.Name) and not hasattr(builtins, node.id):
            known.setdefault(node.id, _Some("甲"))
    try:
        pattern = eval(compile(ast.Expression(site.source), site.file, "eval"), known)  # noqa: S307
        flags = eval(compile(ast.Expression(site.flags), site.file, "eval"), known) if site.flags else 0  # noqa: S307
    except (NameError, TypeError, AttributeError, re.error):
        return None
    return (pattern, int(flags)) if isinstance(pattern, str | bytes) else (pattern.pattern, pattern.flags)


if __name__ == "__main__":
    sys.exit(main())
