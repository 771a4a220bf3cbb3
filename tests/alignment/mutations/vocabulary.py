"""The words of the generated texts: matters that a text is about, bodies, places, acts."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, cast

_FILE = Path(__file__).with_name("vocabulary.toml")


@dataclass(frozen=True, slots=True)
class Thing:
    """What one acts on: its name, the acts (each another act), what it is counted in, and a word that narrows it."""

    name: str
    verbs: tuple[str, ...]
    unit: str
    limit: str


@dataclass(frozen=True, slots=True)
class Ban:
    """Acts that are forbidden, on one object."""

    verbs: tuple[str, ...]
    object: str


@dataclass(frozen=True, slots=True)
class Measure:
    """What is measured, its unit and a usual value."""

    what: str
    unit: str
    value: int


@dataclass(frozen=True, slots=True)
class Matter:
    """What a text, or an item of a plan, is about. The names are those of the vocabulary file."""

    name: str
    operator: str
    landlord: str
    bureau: str
    partner: str
    things: tuple[Thing, ...]
    facts: tuple[str, ...]
    papers: tuple[str, ...]
    bans: tuple[Ban, ...]
    faults: tuple[str, ...]
    events: tuple[str, ...]
    dangers: tuple[str, ...]
    size: Measure
    gauge: Measure
    schemes: tuple[str, ...]
    list: str
    permit: str
    record: str
    mechanisms: tuple[str, ...]
    quota: str
    factors: tuple[str, ...]
    slogan: str
    services: tuple[str, ...]
    meaning: tuple[str, ...]
    stop: str
    aim: str


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Everything in the vocabulary file."""

    matters: tuple[Matter, ...]
    cities: tuple[str, ...]
    districts: tuple[str, ...]
    streets: tuple[str, ...]
    bureaus: tuple[str, ...]
    sites: tuple[str, ...]
    site_bans: tuple[tuple[str, str], ...]
    exempt: tuple[str, ...]
    groups: tuple[str, ...]
    benefits: tuple[str, ...]
    laws: tuple[str, ...]
    bases: tuple[str, ...]
    grave: tuple[str, ...]
    promises: tuple[str, ...]


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary, read once."""
    table = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    matters = tuple(_matter(given) for given in table.pop("matter"))
    return Vocabulary(matters, **{name: _frozen(value) for name, value in table.items()})


def _matter(given: dict[str, Any]) -> Matter:
    read = {name: _frozen(value) for name, value in given.items()}
    read["things"] = tuple(Thing(**one | {"verbs": tuple(one["verbs"])}) for one in read["things"])
    read["bans"] = tuple(Ban(**one | {"verbs": tuple(one["verbs"])}) for one in read["bans"])
    read["size"], read["gauge"] = Measure(**read["size"]), Measure(**read["gauge"])
    return Matter(**read)


def _frozen(value: Any) -> Any:
    """Lists of a TOML file as tuples; tables stay what they are, for they become classes."""
    return tuple(map(_frozen, cast("list[Any]", value))) if isinstance(value, list) else value
