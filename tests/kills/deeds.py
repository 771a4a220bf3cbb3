"""The deeds during which a writer is killed, each with what must hold afterwards."""

from __future__ import annotations

import hashlib
import io
import shutil
import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from corpus_repo import Verdict
from corpus_repo.answers import DutyFilter
from revtrack.holdings import has_corpus
from revtrack.holdings.adding import Addition, Outcome
from revtrack.holdings.backup import back_up, restore
from revtrack.holdings.intake import FOLDER, Bounds
from revtrack.holdings.saying import Word
from revtrack.service import Tracker
from revtrack.settings import load_settings

#: Tells the killer that something is done for good.
Acknowledge = Callable[[str], None]
#: What makes a catalog older by one step or several, by the migration that is then its last.
_AGED = {
    "0002": [
        *(f"DROP INDEX {name}" for name in ("versions_by_targets", "versions_by_events", "spans_by_end")),
        "DROP TABLE bearers",
        "DROP TABLE targets",
        "ALTER TABLE versions DROP COLUMN targets_by",
        "DROP TABLE spans",
        "DROP TABLE events",
        "ALTER TABLE versions DROP COLUMN events_by",
        *(
            f"ALTER TABLE duties DROP COLUMN {name}"
            for name in ("type", "force", "deadline_kind", "recipient", "penalty_for", "bearers", "quantities")
        ),
        "UPDATE alembic_version SET version_num = '0002'",
    ],
    "0001": [
        "DROP INDEX documents_by_consultation",
        "DROP INDEX changes_by_time",
        "ALTER TABLE documents DROP COLUMN consultation_until",
        "UPDATE alembic_version SET version_num = '0001'",
    ],
}


def text(number: int) -> bytes:
    """A text that no other deed has."""
    items = "".join(f"第{at}条　区水务局应当在第{number}日内清掏第{at}号雨水口。\n" for at in range(1, 12))
    return f"云渡区雨水口{number}号管理办法\n\n{items}".encode()


def opened(home: Path) -> Tracker:
    """A tracker over a home."""
    return Tracker(load_settings(), home)


class Deed(ABC):
    """A write path over a folder of its own: `home` holds the corpus, `folder` what else is needed."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.home = folder, folder / "home"
        self.turn = 0

    def begin(self) -> None:
        """Make what the deed works on; done once."""
        with opened(self.home) as tracker:
            tracker.init()
            for number in range(3):
                tracker.add([self._file(number)])

    def prepare(self, turn: int) -> None:
        """What comes before a turn, in the killer."""
        self.turn = turn

    @abstractmethod
    def work(self, acknowledge: Acknowledge) -> None:
        """The deed, in the process that is killed."""

    @abstractmethod
    def wrong(self, acknowledged: list[str]) -> list[str]:
        """What is wrong after the kill; `acknowledged` is all that was ever acknowledged."""

    def at_last(self) -> list[str]:
        """What a look at everything stored finds."""
        with opened(self.home) as tracker:
            return [str(damage) for damage in tracker.verify().damage]

    def _file(self, number: int) -> Path:
        path = self.folder / f"{number}.txt"
        path.write_bytes(text(number))
        return path

    def _versions(self) -> set[str]:
        with opened(self.home) as tracker:
            return {version for item in tracker.documents().items for version in tracker.document(item.id).versions}


class Adding(Deed):
    """Files added one by one, and a folder of them."""

    def work(self, acknowledge: Acknowledge) -> None:
        """Add four files."""

        def report(addition: Addition, _done: int, _total: int) -> None:
            if addition.outcome in (Outcome.ADDED, Outcome.KNOWN):
                acknowledge(addition.version)

        paths = [self._file(1_000 + 4 * self.turn + at) for at in range(4)]
        with opened(self.home) as tracker:
            for given in [[path] for path in paths] if self.turn % 2 else [paths]:
                tracker.add(given, report=report)

    def wrong(self, acknowledged: list[str]) -> list[str]:
        """Every version is there."""
        held = self._versions()
        return [f"lost version {one}" for one in acknowledged if one not in held]


class Uploading(Deed):
    """Files handed in, kept aside, looked at and confirmed."""

    def work(self, acknowledge: Acknowledge) -> None:
        """Hand in two files and confirm them."""
        given = [(f"{at}.txt", text(10_000 + 2 * self.turn + at)) for at in range(2)]
        with opened(self.home) as tracker:
            token = tracker.receive([(name, io.BytesIO(data)) for name, data in given], Bounds(20, 10**6, 10**6, 10**9))
            for at, (_, data) in enumerate(given):
                acknowledge(f"file {token} {at} {hashlib.sha256(data).hexdigest()}")
            names = [one.name for file in tracker.look(token) for one in file.documents]
            for addition in tracker.accept(token, names):
                acknowledge(f"version {addition.version}")

    def wrong(self, acknowledged: list[str]) -> list[str]:
        """What was confirmed is in the corpus; what was handed in is there, or still waits, whole."""
        held = self._versions()
        with opened(self.home) as tracker:
            waiting = {left.token for left in tracker.waiting_uploads()}
        said: list[str] = []
        for one in acknowledged:
            kind, name, *rest = one.split()
            if kind == "version" and name not in held:
                said.append(f"lost version {name}")
            if kind == "file":
                path = self.home / FOLDER / name / rest[0]
                kept = self.home / "originals" / rest[1][:2] / rest[1]
                waits = name in waiting and path.is_file()
                if not kept.is_file() and not (waits and hashlib.sha256(path.read_bytes()).hexdigest() == rest[1]):
                    said.append(f"lost upload {name}")
        return said


class Reviewing(Deed):
    """What a person says of a comparison."""

    def work(self, acknowledge: Acknowledge) -> None:
        """Say three things."""
        with opened(self.home) as tracker:
            first, second = sorted(item.id for item in tracker.documents().items)[:2]
            for at in range(3):
                found = tracker.comparison(first, second).judged.comparison
                link = found.links[at % len(found.links)]
                note = f"第{self.turn}次第{at}句"
                word = Word(by="甲", verdict=Verdict.NOTE, old=link.old[0], new=link.new[0], note=note)
                tracker.review(first, second, "revision", word)
                acknowledge(note)

    def wrong(self, acknowledged: list[str]) -> list[str]:
        """Every word is there, once."""
        with opened(self.home) as tracker:
            first, second = sorted(item.id for item in tracker.documents().items)[:2]
            with tracker.library.corpus() as corpus:
                notes = [one.note for one in corpus.reviews((first,), (second,), "revision")]
        return [f"{notes.count(one)} times: {one}" for one in acknowledged if notes.count(one) != 1]


class Changing(Deed):
    """Titles corrected, documents joined and parted again."""

    def work(self, acknowledge: Acknowledge) -> None:
        """Correct a title, join two documents, and take the joining back."""
        with opened(self.home) as tracker:
            first, second, third = sorted(item.id for item in tracker.documents().items)[:3]
            acknowledge(f"edit {first} {tracker.edit(first, {'title': f'第{self.turn}号'}).commit}")
            joined = tracker.link(second, third)
            acknowledge(f"link {second} {joined.commit}")
            acknowledge(f"undo {second} {tracker.undo(joined.commit).commit}")

    def prepare(self, turn: int) -> None:
        """Take back a joining that a kill left."""
        super().prepare(turn)
        with opened(self.home) as tracker:
            listed = tracker.documents().items
            if len(listed) < 3:
                joined = next(item for item in listed if item.versions > 1)
                tracker.undo(next(one.commit for one in reversed(tracker.history(joined.id)) if one.kind == "link"))

    def wrong(self, acknowledged: list[str]) -> list[str]:
        """Every change is in the history."""
        with opened(self.home) as tracker:
            known = {change.commit for item in tracker.documents().items for change in tracker.history(item.id)}
        return [f"lost change {one}" for one in acknowledged if one.split()[2] not in known]


class BackingUp(Deed):
    """A backup: the file is whole or not there."""

    def work(self, acknowledge: Acknowledge) -> None:
        """Write a backup."""
        back_up(self.home, self._target())
        acknowledge(str(self.turn))

    def _target(self) -> Path:
        return self.folder / f"{self.turn}.tar"

    def wrong(self, acknowledged: list[str]) -> list[str]:
        """A backup that is there can be put back, and has all."""
        target, again = self._target(), self.folder / "again"
        said = [] if target.is_file() or str(self.turn) not in acknowledged else ["lost backup"]
        if target.is_file():
            restore(target, again)
            with opened(again) as tracker:
                if tracker.documents().total != 3 or tracker.verify().damage:
                    said.append("backup is not whole")
            shutil.rmtree(again)
            target.unlink()
        left = [path.name for path in self.folder.iterdir() if path.suffix not in {".txt", ""} or path.name == "again"]
        return [*said, *(f"litter: {name}" for name in left if not name.startswith("."))]


class Restoring(Deed):
    """A backup put back: into a corpus that is whole, or one that can be put back again."""

    def begin(self) -> None:
        """Make the backup."""
        super().begin()
        back_up(self.home, self.folder / "made.tar")

    def _again(self) -> Path:
        return self.folder / f"again{self.turn}"

    def work(self, acknowledge: Acknowledge) -> None:
        """Put it back."""
        with opened(self._again()) as tracker:
            tracker.restore(self.folder / "made.tar")
        acknowledge(str(self.turn))

    def wrong(self, acknowledged: list[str]) -> list[str]:
        """Either there is no corpus, and it can be put back now, or it has all."""
        again = self._again()
        said = [] if has_corpus(again) or str(self.turn) not in acknowledged else ["lost what was put back"]
        with opened(again) as tracker:
            if not has_corpus(again):
                tracker.restore(self.folder / "made.tar")
            if tracker.documents().total != 3 or tracker.verify().damage:
                said.append("what was put back is not whole")
        said += [f"litter: {path.name}" for path in again.glob(".restore-*")]
        shutil.rmtree(again)
        return said


class Migrating(Deed):
    """A catalog of an older program brought forward, or made anew where it is gone."""

    def prepare(self, turn: int) -> None:
        """Make the catalog older than it is, or take it away."""
        super().prepare(turn)
        with opened(self.home) as tracker:
            tracker.read_duties()
        catalog = self.home / "catalog.db"
        if turn % 3 == 2:
            for path in self.home.glob("catalog.db*"):
                path.unlink()
            return
        with closing(sqlite3.connect(catalog)) as database:
            for version in ("0002", "0001")[: turn % 3 + 1]:
                for statement in _AGED[version]:
                    database.execute(statement)
            database.commit()

    def work(self, acknowledge: Acknowledge) -> None:
        """Open the corpus, which brings its catalog forward."""
        with opened(self.home) as tracker:
            tracker.documents()
            acknowledge(str(self.turn))
            tracker.read_duties()

    def wrong(self, acknowledged: list[str]) -> list[str]:  # noqa: ARG002 -- what was there before must be there
        """Everything is listed, found and read."""
        with opened(self.home) as tracker:
            tracker.read_duties()
            found = (
                tracker.documents().total,
                tracker.search("雨水口").total > 0,
                tracker.duties(DutyFilter()).page.total > 0,
            )
        return [] if found == (3, True, True) else [f"after a migration: {found}"]


DEEDS: dict[str, type[Deed]] = {
    "adding": Adding,
    "uploading": Uploading,
    "reviewing": Reviewing,
    "changing": Changing,
    "backup": BackingUp,
    "restore": Restoring,
    "migration": Migrating,
}
