"""Every table of words: said in all languages, with the same blanks to be filled, and none without use."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any, get_args

import pytest

import revtrack
import web
from revtrack.ingest import binary
from revtrack.words import exports
from revtrack.words import help as helps
from revtrack.words.accounts import account_words
from revtrack.words.assistants import assistant_words
from revtrack.words.comparison import words
from revtrack.words.corpus import corpus_words
from revtrack.words.exports import export_words
from revtrack.words.failures import BINARIES, FAILURES, REMARKS
from revtrack.words.language import LANGUAGES, Lang, spoken
from revtrack.words.pages import web_words
from revtrack.words.refusals import REFUSALS
from revtrack.words.reviews import review_words
from revtrack.words.tokens import token_words
from revtrack.words.trace import trace_words
from revtrack.words.watch import watch_words

FOLDERS = [Path(package.__file__).parent for package in (revtrack, web)]
#: Words that depend on what they are about may differ in what they take up: a language has phrases of its own.
OWN_PHRASES = frozenset(("field_directions", "finding_texts"))
TABLES: list[Callable[[Lang], Any]] = [
    words,
    corpus_words,
    trace_words,
    watch_words,
    export_words,
    web_words,
    account_words,
    token_words,
    assistant_words,
    review_words,
]
NAMES = [table.__name__ for table in TABLES]
#: By code or key, in all languages.
KEYED: dict[str, Mapping[str, Mapping[Lang, Any]]] = {
    "refusals": REFUSALS,
    "failures": FAILURES,
    "binaries": BINARIES,
    "remarks": REMARKS,
    "forms": exports.FORMS,
    "commands": helps.COMMANDS,
    "arguments": helps.ARGUMENTS,
}


def sources(*suffixes: str) -> Iterator[str]:
    for folder in FOLDERS:
        for path in sorted(folder.rglob("*")):
            if path.suffix in suffixes:
                yield path.read_text("utf-8")


def blanks(said: object) -> set[str]:
    """The names that a template leaves to be filled in, those of all its parts."""
    parts = said if isinstance(said, tuple) else (said,)
    return {name for part in parts for _, name, _, _ in string.Formatter().parse(str(part)) if name}


def test_the_type_of_languages_is_their_table() -> None:
    assert get_args(Lang) == tuple(LANGUAGES)
    assert spoken("fr") is None
    assert [spoken(code) for code in LANGUAGES] == list(LANGUAGES)


@pytest.mark.parametrize("table", TABLES, ids=NAMES)
def test_a_table_is_said_in_every_language_with_the_same_blanks(table: Callable[[Lang], Any]) -> None:
    first, *others = [table(lang) for lang in LANGUAGES]
    for field in fields(first):
        if field.name in OWN_PHRASES | {"lang"}:
            continue
        one = getattr(first, field.name)
        for other in (getattr(said, field.name) for said in others):
            assert type(one) is type(other), field.name
            if isinstance(one, Mapping):
                assert list(one) == list(other), field.name
                for key in one:
                    if not isinstance(one[key], Mapping):
                        assert blanks(one[key]) == blanks(other[key]), (field.name, key)
            elif isinstance(one, tuple):
                assert len(one) == len(other), field.name
            else:
                assert blanks(one) == blanks(other), field.name


@pytest.mark.parametrize("table", TABLES, ids=NAMES)
def test_no_word_is_without_use(table: Callable[[Lang], Any]) -> None:
    used = {word for text in sources(".py", ".jinja", ".js") for word in re.findall(r"\.(\w+)", text)}
    assert {field.name for field in fields(table("zh"))} <= used


@pytest.mark.parametrize("name", KEYED)
def test_what_is_said_by_key_is_said_in_every_language(name: str) -> None:
    for key, said in KEYED[name].items():
        assert tuple(said) == tuple(LANGUAGES), key
        first, *others = (blanks(one) for one in said.values())
        assert all(other == first for other in others), key


def raised_kinds(error: str) -> set[str]:
    """The kinds with which our code raises an error, read from the source."""
    kinds: set[str] = set()
    for text in sources(".py"):
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == error and node.args:
                kinds |= {
                    leaf.value
                    for leaf in ast.walk(node.args[0])
                    if isinstance(leaf, ast.Constant) and isinstance(leaf.value, str)
                }
    return kinds


def test_every_error_that_is_raised_has_words_and_none_is_without() -> None:
    assert raised_kinds("InvalidInput") == set(REFUSALS)
    assert raised_kinds("OperationFailed") == set(FAILURES)


def test_every_kind_of_binary_file_has_words() -> None:
    source = ast.parse(Path(binary.__file__).read_text(encoding="utf-8"))
    told = {node.value for node in ast.walk(source) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    assert set(BINARIES) <= told


def test_every_argument_that_is_explained_is_asked_for() -> None:
    asked = {name for text in sources(".py") for name in re.findall(r'of_argument\(\s*"([\w-]+)"', text)}
    assert asked == set(helps.ARGUMENTS)


def test_chinese_stands_in_the_tables_of_words_and_where_chinese_is_read() -> None:
    """Commands, pages, forms and features say nothing by themselves."""
    for room in ("revtrack/cli", "revtrack/forms", "revtrack/features", "web"):
        for path in sorted((Path(revtrack.__file__).parents[1] / room).rglob("*.py")):
            if path.name.endswith(("schemas.py", "given.py")):  # the examples of the API are texts, not words
                continue
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    assert not re.search(r"[\u4e00-\u9fff]", node.value), f"{path.name}:{node.lineno}"
