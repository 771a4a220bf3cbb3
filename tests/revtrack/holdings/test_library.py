"""The door to the corpus: opened once, and whatever goes wrong behind it comes out as an error with a remedy."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from filelock import FileLock

from corpus_repo.corpus import LOCK
from revtrack.errors import InvalidInput, OperationFailed
from revtrack.holdings.adding import Given, Item, Outcome
from revtrack.holdings.library import Library
from revtrack.settings import load_settings

TEXT = "甲市停车管理办法\n第一条　停车场应当公示收费标准。\n第二条　收费标准每年公布一次。\n".encode()


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    made = Library(replace(load_settings(), lock_seconds=1), tmp_path / "home")
    made.create()
    yield made
    made.close()


def put(library: Library, name: str = "a.txt") -> str:
    (addition,) = library.add([Item(name, lambda: TEXT)], Given({}))
    assert addition.outcome is Outcome.ADDED
    return addition.document


def test_without_a_corpus_every_question_says_so(tmp_path: Path) -> None:
    nowhere = Library(load_settings(), tmp_path)
    assert not nowhere.exists()
    for ask in (nowhere.open, lambda: nowhere.document("甲"), lambda: nowhere.holds("00")):
        with pytest.raises(InvalidInput) as error:
            ask()
        assert error.value.kind == "no-corpus"


def test_a_second_corpus_in_one_home_is_refused(library: Library) -> None:
    with pytest.raises(InvalidInput) as error:
        library.create()
    assert error.value.kind == "corpus-exists"


def test_what_was_added_is_found_by_name_text_and_digest(library: Library) -> None:
    document = put(library)
    assert library.document("停车管理").id == document
    found = library.text(document)
    assert found.plain == TEXT.decode()
    assert library.holds(found.named.version.digest)
    assert not library.holds("0" * 64)


def test_a_locked_corpus_is_told_with_a_remedy_whatever_is_asked_of_it(library: Library) -> None:
    document = put(library)
    other = library.add([Item("b.txt", lambda: TEXT.replace("停车".encode(), "供水".encode()))], Given({}))[0].document
    with FileLock(str(library.home / LOCK)):
        for change in (
            lambda: library.add([Item("c.txt", lambda: b"text")], Given({})),
            lambda: library.decline("0" * 64, {"title": "甲"}),
            lambda: library.link(document, other),
            lambda: library.derive(document, [other]),
            lambda: library.keep_apart(document, other),
        ):
            with pytest.raises(OperationFailed) as error:
                change()
            assert (error.value.kind, error.value.facts["seconds"]) == ("locked", "1")
        assert library.document(document).id == document, "a reader does not wait for a writer"


def test_a_corpus_whose_catalog_somebody_else_makes_is_told_as_locked(library: Library) -> None:
    with FileLock(str(library.home / LOCK)), pytest.raises(OperationFailed) as error:
        library.holds("0" * 64)
    assert error.value.kind == "locked"


def test_damage_is_told(library: Library) -> None:
    document = put(library)
    library.close()
    for path in (library.home / "corpus.git" / "objects").rglob("*"):
        if path.is_file():
            path.chmod(0o600)
            path.write_bytes(b"")
    with pytest.raises(OperationFailed) as error:
        library.text(document)
    assert error.value.kind == "damaged"


def test_many_threads_open_one_corpus(library: Library) -> None:
    library.close()
    opened: list[int] = []
    together = threading.Barrier(8)

    def ask() -> None:
        together.wait()
        with library.corpus() as corpus:
            opened.append(id(corpus))

    with ThreadPoolExecutor(8) as pool:
        for one in [pool.submit(ask) for _ in range(8)]:
            one.result()
    assert len(set(opened)) == 1


def test_what_opening_had_to_put_right_is_told_once(library: Library) -> None:
    put(library)
    library.close()
    (library.home / "writing").write_text("1", "ascii")
    told: list[bool] = []
    library.on_healed = lambda healed: told.append(healed.interrupted)
    library.open()
    library.open()
    assert told == [True]


def test_it_opens_again_after_it_was_closed(library: Library) -> None:
    document = put(library)
    library.close()
    library.close()
    assert library.document(document).id == document
