"""Run the mutants: `python -m tests.mutants --seed N --count M [--jobs J] [--only WORDS]`; lists the survivors."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random
from threading import local

from tests.mutants.operators import Mutant, mutants_of

ROOT = Path(__file__).resolve().parents[2]
EXCUSED = Path(__file__).with_name("excused.toml")
#: Seconds after which the tests of a mutant are ended: it hangs, and is dead.
PATIENCE = 900
#: Tests that see most of the library at once; they come behind the tests of the module itself.
_WIDE = ("test_compare.py", "test_tricky.py", "test_inline.py", "test_properties.py")


def main() -> int:
    """Draw mutants, run the tests over each, print who lived; 1 where more than a twentieth did."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--jobs", type=int, default=max(1, (os.cpu_count() or 2) // 2))
    parser.add_argument("--only", default="", help="only mutants whose name holds these words")
    given = parser.parse_args()
    drawn = draw(given.seed, given.count, given.only)
    excused = tomllib.loads(EXCUSED.read_text(encoding="utf-8"))
    survivors: list[Mutant] = []
    done: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(given.jobs) as pool:
        workshop = _Workshop(Path(folder))
        for mutant, alive in zip(drawn, pool.map(workshop.survives, drawn), strict=True):
            done["excused" if alive and mutant.name in excused else "survived" if alive else "killed"] += 1
            if alive and mutant.name not in excused:
                survivors.append(mutant)
                print(f"survived: {mutant.name}", flush=True)
    total = sum(done.values())
    print(
        f"{total} mutants, seed {given.seed}: " + ", ".join(f"{times} {what}" for what, times in sorted(done.items()))
    )
    return int(20 * len(survivors) > total or 20 * done["excused"] > total)


def draw(seed: int, count: int, only: str = "") -> list[Mutant]:
    """Mutants of all modules of `alignment/`, as many as wanted, the same for one seed and one source."""
    found: list[Mutant] = []
    for path in sorted((ROOT / "alignment").rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        found += [one for one in mutants_of(name, path.read_bytes()) if only in one.name]
    return Random(seed).sample(found, min(count, len(found)))  # noqa: S311


class _Workshop:
    """Copies of the project, one a thread, of which only `alignment/` is real."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._own = local()

    def survives(self, mutant: Mutant) -> bool:
        """Whether all tests pass with a mutant in the place of its module."""
        copy = self._copy()
        target = copy / mutant.path
        source = target.read_bytes()
        target.write_bytes(mutant.put_into(source))
        try:
            return all(_passes(copy, tests) for tests in _stages(mutant))
        finally:
            target.write_bytes(source)

    def _copy(self) -> Path:
        if not hasattr(self._own, "copy"):
            copy = Path(tempfile.mkdtemp(dir=self._folder))
            for entry in ROOT.iterdir():
                if entry.name == "alignment":
                    shutil.copytree(entry, copy / entry.name, ignore=shutil.ignore_patterns("__pycache__"))
                elif entry.name not in (".git", ".venv", ".pytest_cache"):
                    (copy / entry.name).symlink_to(entry)
            self._own.copy = copy
        return self._own.copy


def _stages(mutant: Mutant) -> list[list[str]]:
    """The tests that a mutant has to pass, those likeliest to see it first."""
    module = Path(mutant.path)
    mirrored = Path("tests", module.parent, f"test_{module.name}")
    wide = [f"tests/alignment/{name}" for name in _WIDE]
    near = [mirrored.as_posix()] if (ROOT / mirrored).exists() else []
    return [near + wide, [f"tests/{module.parent.as_posix()}"], ["tests/alignment"]]


def _passes(copy: Path, tests: list[str]) -> bool:
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "--no-header", "--tb=no", *tests]
    environment = {
        **os.environ,
        "PYTHONPATH": str(copy),
        "PYTHONDONTWRITEBYTECODE": "1",
        "REVTRACK_EVALUATION": "/nowhere",
    }
    try:
        ended = subprocess.run(command, cwd=copy, env=environment, capture_output=True, timeout=PATIENCE, check=False)
    except subprocess.TimeoutExpired:
        return False
    return ended.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
