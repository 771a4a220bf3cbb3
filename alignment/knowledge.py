"""What the library knows about places, bodies and force words; the one module that loads package data.

A user's overrides are merged over the shipped tables by the application, which builds a `Knowledge` and hands it in.
"""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any, cast

Polarity = str
#: The order in which polarities are tried at one place: what forbids or releases is read before what merely binds.
POLARITIES: tuple[Polarity, ...] = ("prohibition", "release", "permission", "encouragement", "duty")


class KnowledgeError(ValueError):
    """A table of jurisdictions or force words that cannot be read; `table` and `key` say where."""

    def __init__(self, table: str, key: str, problem: str) -> None:
        super().__init__(f"{table}: {key}: {problem}")
        self.table = table
        self.key = key
        self.problem = problem


@dataclass(frozen=True)
class Knowledge:
    """The tables of one comparison. `digest` changes whenever a table does: it is part of results and cache keys."""

    places: tuple[str, ...]
    own_place: Mapping[str, tuple[str, ...]]
    organs: Mapping[str, str]
    modality: Mapping[Polarity, Mapping[str, int]]
    traps: tuple[str, ...]
    verbs: tuple[str, ...]
    slogans: tuple[str, ...]
    outcomes: tuple[str, ...]
    emphasis: tuple[str, ...]
    fill: tuple[str, ...]
    slight: tuple[str, ...]
    exchanged: tuple[tuple[str, ...], ...]
    formulas: tuple[str, ...]
    bodies: tuple[str, ...]
    heads: str
    synonyms: tuple[tuple[str, ...], ...]
    idle: tuple[str, ...]
    within: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, "tuple[str, ...]"])
    digest: str = field(default="")

    @classmethod
    def shipped(cls) -> Knowledge:
        """The tables that come with the package."""
        return _shipped()

    @classmethod
    def from_tables(cls, jurisdictions: Mapping[str, Any], lexicon: Mapping[str, Any]) -> Knowledge:
        """Build from the two tables in the form of `jurisdictions.toml` and `lexicon.toml`.

        Raises:
            KnowledgeError: a key is missing or of the wrong kind.
        """
        digest = hashlib.sha256(
            json.dumps([jurisdictions, lexicon], ensure_ascii=False, sort_keys=True).encode()
        ).hexdigest()
        places = _table(jurisdictions, "jurisdictions", "places")
        levels = _table(jurisdictions, "jurisdictions", "levels")
        organs = _table(jurisdictions, "jurisdictions", "organs")
        within = _table(jurisdictions, "jurisdictions", "within")
        modality = _table(lexicon, "lexicon", "modality")
        verbs = _table(lexicon, "lexicon", "verbs")
        wording = _table(lexicon, "lexicon", "wording")
        return cls(
            places=tuple(name for group in places for name in _words(places, "jurisdictions.places", group)),
            own_place={level: _words(levels, "jurisdictions.levels", level) for level in levels},
            organs={str(left): str(right) for left, right in organs.items()},
            modality={
                polarity: {
                    word: int(strength) for word, strength in _table(modality, "lexicon.modality", polarity).items()
                }
                for polarity in POLARITIES
            },
            traps=_words(_table(lexicon, "lexicon", "traps"), "lexicon.traps", "words"),
            verbs=_words(verbs, "lexicon.verbs", "duty"),
            slogans=_words(verbs, "lexicon.verbs", "slogan"),
            outcomes=_words(verbs, "lexicon.verbs", "outcome"),
            emphasis=_words(wording, "lexicon.wording", "emphasis"),
            fill=_words(wording, "lexicon.wording", "fill"),
            slight=_words(wording, "lexicon.wording", "slight"),
            exchanged=_groups(wording, "lexicon.wording", "exchanged"),
            formulas=_words(_table(lexicon, "lexicon", "formulas"), "lexicon.formulas", "words"),
            bodies=_words(_table(lexicon, "lexicon", "bodies"), "lexicon.bodies", "ends"),
            heads=_text(_table(lexicon, "lexicon", "bodies"), "lexicon.bodies", "noun_heads"),
            synonyms=_groups(wording, "lexicon.wording", "synonyms"),
            idle=_words(wording, "lexicon.wording", "idle"),
            within={name: _words(within, "jurisdictions.within", name) for name in within},
            digest=digest,
        )

    @cached_property
    def trap_pattern(self) -> re.Pattern[str]:
        """Words that hold a force word without being one (供应, 重要, 可靠, 负责人)."""
        return any_of(self.traps)

    @cached_property
    def noun_heads(self) -> re.Pattern[str]:
        """Verbs that open the name of a body, all of it or the first of several (监督管理部门, 建设单位和施工单位)."""
        return re.compile(rf"{self.heads}(?:(?=[、和及与或等(的]|以及|工作人员|负责人|主要|从业|法定)|$)")

    @cached_property
    def verb_pattern(self) -> re.Pattern[str]:
        """Verbs and adverbs that open an instruction."""
        return any_of(self.verbs)


@lru_cache(maxsize=128)
def any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern for any of the words, the longest first.

    It is written as a tree of their characters: of some hundred words in a row each is tried at each place of a text.

    >>> any_of(("整治", "整改", "改")).pattern
    '(?:整(?:治|改)|改)'
    """
    tree = _Tree()
    for word in words:
        at = tree
        for char in word:
            at = at.setdefault(char, _Tree())
        at[_END] = _Tree()
    heads = sorted(tree.keys() - {_END})
    if len(heads) <= _GROUP or _END in tree:
        return re.compile(_pattern_of(tree) or r"(?!)")
    groups = [_Tree({char: tree[char] for char in heads[at : at + _GROUP]}) for at in range(0, len(heads), _GROUP)]
    alternatives = "|".join(f"{_ahead(group)}{_pattern_of(group)}" for group in groups)
    return re.compile(f"{_ahead(heads)}(?:{alternatives})")


class _Tree(dict[str, "_Tree"]):
    """Words by their first character, then by the next one; `_END` where a word ends."""


_END = ""
#: So many first characters are tried in a row; of more it is asked first in which group the character is.
_GROUP = 48


def _ahead(chars: Iterable[str]) -> str:
    return f"(?=[{''.join(map(re.escape, chars))}])"


def _pattern_of(tree: _Tree) -> str:
    """The words of a tree; longer ones go before those that they begin with, as in a list with the longest first."""
    branches = [f"{re.escape(char)}{_pattern_of(rest)}" for char, rest in tree.items() if char != _END]
    return f"(?:{'|'.join(branches)}){'?' if _END in tree else ''}" if branches else ""


def _table(tables: Mapping[str, Any], name: str, key: str) -> Mapping[str, Any]:
    value = tables.get(key)
    if not isinstance(value, dict):
        raise KnowledgeError(name, key, "a table is wanted")
    return cast("dict[str, Any]", value)


def _words(table: Mapping[str, Any], name: str, key: str) -> tuple[str, ...]:
    value = table.get(key)
    if not isinstance(value, list) or not all(isinstance(word, str) for word in cast("list[object]", value)):
        raise KnowledgeError(name, key, "a list of words is wanted")
    return tuple(cast("list[str]", value))


def _groups(table: Mapping[str, Any], name: str, key: str) -> tuple[tuple[str, ...], ...]:
    value = table.get(key)
    if not isinstance(value, list):
        raise KnowledgeError(name, key, "a list of lists of words is wanted")
    return tuple(_words({key: group}, name, key) for group in cast("list[object]", value))


def _text(table: Mapping[str, Any], name: str, key: str) -> str:
    value = table.get(key)
    if not isinstance(value, str):
        raise KnowledgeError(name, key, "a text is wanted")
    return value


def read_shipped_table(name: str) -> dict[str, Any]:
    """The shipped table `name` (jurisdictions or lexicon) as nested dicts, for merging overrides into."""
    packaged = files("alignment") / "config" / f"{name}.toml"
    if packaged.is_file():
        return tomllib.loads(packaged.read_text(encoding="utf-8"))
    # a checkout: the defaults stand at the top level
    return tomllib.loads((Path(__file__).parent.parent / "config" / f"{name}.toml").read_text(encoding="utf-8"))


def read_trained(name: str) -> dict[str, Any]:
    """What was learned from annotated texts and comes with the package: `linking/trained/NAME.json`."""
    path = files("alignment") / "linking" / "trained" / f"{name}.json"
    return cast("dict[str, Any]", json.loads(path.read_text(encoding="utf-8")))


@cache
def _shipped() -> Knowledge:
    return Knowledge.from_tables(read_shipped_table("jurisdictions"), read_shipped_table("lexicon"))
