"""No error of one source, item, file or listener reaches another, whatever it is."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from revtrack.holdings.library import Library
from revtrack.holdings.reading import Reading
from revtrack.ingest.read import ReadText, read_bytes
from revtrack.settings import load_settings
from revtrack.watch.runs import SweepReport, sweep
from revtrack.watch.source_files import load_sources, source_to_toml
from revtrack.watch.sources import Source
from revtrack.watch.state import Entry, Message, SeenItem, State
from tests.commands import DRAFT, FINAL, Run, answer
from tests.revtrack.watch.made_up_sites import Site, fetcher, fill, source, state, tracker

NOW = datetime(2026, 8, 1, 8, tzinfo=UTC)


def read_or_fail(data: bytes, *, name: str, **more: object) -> ReadText:
    """A reader with a bug that one file brings to light."""
    if "bad" in name or "第2号" in name:
        raise ZeroDivisionError
    return read_bytes(data, name=name, **more)  # type: ignore[arg-type]


class Buggy(Library):
    """A library whose reader of files has a bug."""

    def reading(self) -> Reading:
        return replace(super().reading(), read=read_or_fail)


class BuggyState(State):
    """A state with a bug that one item brings to light."""

    def put(self, item: SeenItem, entries: Sequence[Entry] = (), tell: Sequence[str] = ()) -> tuple[Entry, ...]:
        if entries and ("/2.html" in item.address or "bad" in item.address):
            raise ZeroDivisionError
        return super().put(item, entries, tell)


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    with tracker(tmp_path / "home"):
        yield tmp_path / "home"


def look(library: Library, kept: State, site: Site, *sources: Source) -> SweepReport:
    async def go() -> SweepReport:
        async with fetcher(site.port) as client:
            return await sweep(sources, library, kept, client, now=NOW)

    return asyncio.run(go())


def folder_of(home: Path) -> Source:
    texts = home.parent / "texts"
    texts.mkdir()
    for name, text in (("a", DRAFT), ("bad", FINAL), ("c", FINAL.replace("停车", "绿化"))):
        (texts / f"{name}.txt").write_text(text, "utf-8")
    return Source(name="texts", title="texts", kind="folder", address=str(texts))


@pytest.mark.parametrize(("buggy", "fault"), [("library", "unreadable"), ("state", "failed")])
def test_an_item_that_brings_a_bug_to_light_stops_no_other(home: Path, buggy: str, fault: str) -> None:
    library = (Buggy if buggy == "library" else Library)(load_settings(), home)
    with Site() as site, (BuggyState if buggy == "state" else State)(home / "state.db") as kept:
        fill(site, "a.test", 4)
        report = look(library, kept, site, source(site, "a.test"), folder_of(home))
        assert [(one.run.outcome, one.run.stored, one.run.failed) for one in report.reports] == [
            ("ok", 3, 1),
            ("ok", 2, 1),
        ]
        failed = [item for one in report.reports for item in kept.items(one.source.name) if item.fault]
        assert [(item.outcome, item.fault) for item in failed] == [(fault, "bug")] * 2
        assert all(item.retry_at for item in failed)
    library.close()


def test_a_source_file_that_cannot_be_read_stops_no_other(tmp_path: Path) -> None:
    fine = source_to_toml(Source(name="fine", title="甲", kind="list", address="https://a.example/"))
    for at, odd in enumerate((f"pages = {'1' * 5000}", f"a = {'[' * 5000}", f"{'a.' * 5000}a = 1", '"', "\0")):
        (tmp_path / f"odd{at}.toml").write_text(f"{odd}\n", "utf-8")
    (tmp_path / "fine.toml").write_text(fine, "utf-8")
    found, faults = load_sources(tmp_path)
    assert [one.name for one in found] == ["fine"]
    assert {Path(fault.file).stem for fault in faults} == {f"odd{at}" for at in range(5)}


@pytest.fixture
def watching(run: Run) -> Run:
    """A corpus, and the folder of the two texts as a source."""
    assert run("init")[0] == 0
    assert run("watch", "add", ".", "--name", "texts")[0] == 0
    return run


@pytest.mark.parametrize("said", ["operator = 1", f"operator = {'1' * 5000}", "operator = 'mailto://", "\x00"])
def test_who_cannot_be_told_takes_nothing_from_a_look(watching: Run, tmp_path: Path, said: str) -> None:
    (tmp_path / "home" / "tell.toml").write_text(said, "utf-8")
    code, out, err = watching("watch", "run")
    assert (code, "texts" in out, "tell.toml" in err) == (2, True, True)
    assert "internal error" not in err
    assert len(answer(watching, "watch", "inbox")["items"]) == 2
    (run,) = answer(watching, "watch", "log")["runs"]
    assert run["outcome"] == "ok"


def test_a_source_that_cannot_be_read_is_told_by_a_look_at_all(watching: Run, tmp_path: Path) -> None:
    (tmp_path / "home" / "sources" / "odd.toml").write_text("kind = 1", "utf-8")
    code, out, err = watching("watch", "run")
    assert (code, "texts" in out, "odd.toml" in err) == (0, True, True)


def test_who_cannot_be_told_keeps_nothing_from_the_others(home: Path) -> None:
    """The first of two listeners brings a bug to light; the second hears what there is."""
    one = tracker(home)
    got: list[str] = []

    class Deaf(State):
        def post(self, message: Message, whats: Sequence[str], over: Sequence[str] = ()) -> bool:
            if message.whom == "first":
                raise ZeroDivisionError
            got.append(message.whom)
            return super().post(message, whats, over)

    (home / "tell.toml").write_text('first = "json://127.0.0.1:9/"\nsecond = "json://127.0.0.1:9/"\n', "utf-8")
    with Site() as site, state(home) as kept:
        fill(site, "a.test", 2)
        listed = source(site, "a.test", tell=("first", "second"))
        look(one.library, kept, site, listed)
        with Deaf(home / "state.db") as deaf, pytest.raises(ZeroDivisionError):
            one.watching.notifier.gather(deaf, [listed], NOW)
    assert got == ["second"]
    one.close()
