"""Taking files in: what a better reader makes of a file that is known, and reports as they come."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from corpus_repo import Filter
from revtrack.holdings.adding import Addition, Given, Item, Outcome, items_of
from revtrack.holdings.library import Library
from revtrack.holdings.reading import READERS, Reading, Refused
from revtrack.ingest.read import ReadText, read_bytes
from revtrack.settings import load_settings
from tests.commands import DRAFT, FINAL


def read_better(data: bytes, **more: object) -> ReadText:
    found = read_bytes(data, **more)  # type: ignore[arg-type]
    return replace(found, text=found.text.replace("宣传活动", "宣传教育活动"))


class Better(Library):
    """A library of a program to come, whose reader of texts is another one."""

    def reading(self) -> Reading:
        return replace(super().reading(), read=read_better, readers={**READERS, "text": READERS["text"] + 1})


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    library = Library(load_settings(), tmp_path)
    library.create()
    yield tmp_path
    library.close()


def item(name: str, text: str) -> Item:
    return Item(name, text.encode)


def put(library: Library, *items: Item) -> list[Addition]:
    return library.add(items, Given({}))


def test_a_better_reader_makes_a_version_that_is_not_news(home: Path) -> None:
    library, better = Library(load_settings(), home), Better(load_settings(), home)
    (first,) = put(library, item("final.txt", FINAL))
    assert [one.outcome for one in put(library, item("final.txt", FINAL))] == [Outcome.KNOWN]
    (again,) = put(better, item("final.txt", FINAL))
    assert (again.outcome, again.document) == (Outcome.REEXTRACTED, first.document)
    record = better.document(first.document)
    assert [bool(version.reextracts) for version in record.versions.values()] == [False, True]
    with better.corpus() as corpus:
        assert corpus.queries.documents(Filter()).items[0].versions == 1
        assert corpus.queries.search("宣传活动").total == 0
        assert corpus.queries.search("宣传教育活动").total == 1
    assert [one.outcome for one in put(better, item("final.txt", FINAL))] == [Outcome.KNOWN]
    library.close()
    better.close()


def test_a_file_is_reported_when_it_is_kept_and_a_bad_one_stops_no_other(home: Path) -> None:
    library = Library(load_settings(), home)
    told: list[tuple[str, int, int]] = []
    done = library.add(
        [item("draft.txt", DRAFT), item("bad.txt", "\0" * 300), item("final.txt", FINAL)],
        Given({}),
        report=lambda addition, at, total: told.append((addition.file, at, total)),
    )
    assert [one.outcome for one in done] == [Outcome.ADDED, Outcome.REFUSED, Outcome.ADDED]
    assert [name for name, _, _ in told] == ["draft.txt", "bad.txt", "final.txt"]
    assert [at for _, at, _ in told] == [1, 2, 3]
    assert done[2].proposal is not None
    assert done[1].error is not None
    library.close()


def read_or_die(data: bytes, *, name: str, **more: object) -> ReadText:
    """A reader that one file takes down, and that has a bug that another one brings to light."""
    if name == "deadly.txt":
        os._exit(1)
    if name == "odd.txt":
        raise ZeroDivisionError
    return read_bytes(data, name=name, **more)  # type: ignore[arg-type]


class Mortal(Library):
    """A library whose reader can be taken down."""

    def reading(self) -> Reading:
        return replace(super().reading(), read=read_or_die)


def unreadable() -> bytes:
    raise ZeroDivisionError


@pytest.mark.parametrize("count", [2, 9])
def test_a_file_that_brings_a_bug_to_light_stops_no_other(home: Path, count: int) -> None:
    """Here, and in worker processes; in these also one that takes its process down with it."""
    library = Mortal(load_settings(), home)
    texts = [item(f"{at}.txt", FINAL.replace("临江", f"甲{at}")) for at in range(count)]
    odd = [item("odd.txt", FINAL), Item("gone.txt", unreadable)]
    if count > 2:
        odd.append(item("deadly.txt", DRAFT))
    done = put(library, *odd, *texts)
    library.close()
    assert [one.outcome for one in done] == [Outcome.REFUSED] * len(odd) + [Outcome.ADDED] * count
    assert {one.error.kind for one in done if one.error} == {"bug"}


def zipped(spoil: Callable[[bytearray], object]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("one.txt", FINAL * 20)
    data = bytearray(made.getvalue())
    spoil(data)
    return bytes(data)


@pytest.mark.parametrize("at", range(0, 120, 8))
def test_an_archive_damaged_anywhere_is_refused_and_stops_no_other(tmp_path: Path, at: int) -> None:
    def spoil(data: bytearray) -> None:
        data[at] ^= 0xFF
        data[-at - 1] ^= 0xFF

    (tmp_path / "a.zip").write_bytes(zipped(spoil))
    found = items_of(tmp_path / "a.zip", (tmp_path / "a.zip").read_bytes)
    assert all(isinstance(one.loaded(), bytes | Refused) for one in found)
