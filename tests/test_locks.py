"""The lock files name no host, pin and hash every line, and hold what pyproject.toml asks for."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
#: Each lock file, and the dependency groups that it holds besides the runtime dependencies.
LOCKS = {
    "requirements.lock": ["build"],
    "requirements-dev.lock": ["build", "dev"],
    "requirements-server.lock": ["build"],
    "requirements-bench.lock": ["build", "bench"],
    "requirements-docs.lock": ["build", "docs"],
    "requirements-release.lock": ["build", "release"],
}
PIN = re.compile(r"[a-z0-9][a-z0-9-]*==[0-9][0-9a-z.!+]*( ; [^\\]+)? \\")
HASH = re.compile(r"    --hash=sha256:[0-9a-f]{64}( \\)?")


def _pins(lock: str) -> list[Requirement]:
    lines = (ROOT / lock).read_text("utf-8").splitlines()
    return [Requirement(line.removesuffix(" \\")) for line in lines if not line.startswith(" ")]


def _wanted(groups: list[str]) -> list[Requirement]:
    lines = list(PROJECT["project"]["dependencies"])
    for group in groups:
        lines += [line for line in PROJECT["dependency-groups"][group] if isinstance(line, str)]
    return [Requirement(line) for line in lines]


def test_all_locks_are_known() -> None:
    assert {path.name for path in ROOT.glob("requirements*")} == LOCKS.keys()


@pytest.mark.parametrize("lock", LOCKS)
def test_every_line_is_a_pin_or_its_hash(lock: str) -> None:
    text = (ROOT / lock).read_text("utf-8")
    assert "://" not in text
    lines = text.splitlines()
    assert [line for line in lines if not PIN.fullmatch(line) and not HASH.fullmatch(line)] == []
    # A pin is followed by a hash, and a hash that ends its list is followed by a pin or by nothing.
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        assert line.endswith("\\") == bool(HASH.fullmatch(following)), line


@pytest.mark.parametrize(("lock", "groups"), LOCKS.items())
def test_every_dependency_is_held(lock: str, groups: list[str]) -> None:
    held: dict[str, list[str]] = {}
    for pin in _pins(lock):
        held.setdefault(canonicalize_name(pin.name), []).append(next(iter(pin.specifier)).version)
    for wanted in _wanted(groups):
        versions = held.get(canonicalize_name(wanted.name), [])
        assert versions, f"{wanted.name} is not in {lock}"
        assert all(wanted.specifier.contains(version) for version in versions), f"{wanted}: {lock} has {versions}"


@pytest.mark.parametrize("lock", sorted(LOCKS.keys() - {"requirements.lock"}))
def test_locks_agree(lock: str) -> None:
    """One environment can take them one after the other: what the runtime pins, the others pin alike."""
    others = {(canonicalize_name(pin.name), str(pin.specifier)) for pin in _pins(lock)}
    assert {(canonicalize_name(pin.name), str(pin.specifier)) for pin in _pins("requirements.lock")} <= others
