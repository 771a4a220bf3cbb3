"""The examination as a whole: everything that may keep the program from its work, one thing after the other.

Nothing is made or brought forward by looking. Where `thorough` is asked for, or the watch is kept on a server, the
corpus is opened, which puts right what an interrupted write had left.
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Generator, Mapping
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlsplit

from revtrack.doctor.kept import examine_corpus, examine_database, examine_home, places
from revtrack.doctor.machine import examine_extras, examine_program
from revtrack.doctor.model import Area, Finding, Health, Sign
from revtrack.errors import InvalidInput, InvalidInputs, RevtrackError
from revtrack.jobs.queue import FILE as JOBS
from revtrack.settings import Settings, load_settings
from revtrack.watch.schedule import FOLDER
from revtrack.watch.source_files import load_sources
from revtrack.watch.targets import load_targets

if TYPE_CHECKING:
    from corpus_repo.answers import Progress
    from corpus_repo.verify import Verified
    from revtrack.jobs.desk import JobDesk
    from revtrack.watch.desk import WatchDesk
    from revtrack.watch.sources import Source

#: Seconds that a proxy has to answer, and that a job may wait before somebody should do it.
_ANSWER, _JOB_SECONDS = 3.0, 60.0


class Working(Protocol):
    """What is asked of an opened home about its work."""

    @property
    def home(self) -> Path: ...
    @property
    def settings(self) -> Settings: ...
    @cached_property
    def watching(self) -> WatchDesk: ...
    @cached_property
    def jobs(self) -> JobDesk: ...
    def verify(self, progress: Progress | None = None) -> Verified: ...


#: Opens a home with its settings.
Opening = Callable[[Settings, Path], AbstractContextManager[Working]]


def examine(
    home: Path, opening: Opening, *, thorough: bool = False, progress: Progress | None = None
) -> Generator[Finding]:
    """Every finding on the program and on what stands in `home`; `thorough` reads back all that is stored."""
    yield from examine_program()
    settings = None
    try:
        settings = load_settings()
    except (InvalidInput, InvalidInputs) as error:
        faults = error.errors if isinstance(error, InvalidInputs) else (error,)
        told = [Finding(Area.SETTINGS, Health.FAULT, Sign.REFUSED, error=fault) for fault in faults]
    else:
        told = [Finding(Area.SETTINGS, Health.OK, Sign.SETTINGS)]
    sources, source_faults = load_sources(home / FOLDER)
    yield from examine_extras(_needed(settings, sources))
    yield from told
    yield from examine_home(home)
    corpus, finding = examine_corpus(home)
    yield finding
    if settings is not None and home.is_dir():
        usable = True
        for place in places(home, settings, corpus):
            found = examine_database(place)
            usable = usable and found.health is not Health.FAULT and found.sign is not Sign.DATABASE_OLDER
            yield found
        yield from _sources(home, sources, source_faults)
        if settings.watch_proxy:
            yield _proxy(settings.watch_proxy)
        if corpus and usable:
            yield from _at_work(opening(settings, home), thorough=thorough, progress=progress)


def _needed(settings: Settings | None, sources: list[Source]) -> Mapping[str, str]:
    """The extras without which something that is set does not work, each with what asks for it."""
    needed: dict[str, str] = {}
    for name in ("catalog_url", "state_url"):
        if settings is not None and getattr(settings, name).startswith("postgresql"):
            needed.setdefault("postgres", name)
    for source in sources:
        if source.browser:
            needed.setdefault("browser", source.name)
    return needed


def _sources(home: Path, sources: list[Source], faults: list[InvalidInput]) -> Generator[Finding]:
    for fault in faults:
        yield Finding(Area.WATCH, Health.FAULT, Sign.REFUSED, error=fault)
    try:
        addressees = len(load_targets(home))
    except InvalidInput as error:
        yield Finding(Area.WATCH, Health.FAULT, Sign.REFUSED, error=error)
        addressees = 0
    if sources:
        facts = {"count": str(len(sources)), "told": str(addressees)}
        yield Finding(Area.WATCH, Health.OK, Sign.SOURCES, facts)


def _proxy(address: str) -> Finding:
    parts = urlsplit(address)
    facts = {"address": f"{parts.hostname}:{parts.port or 80}"}
    try:
        socket.create_connection((parts.hostname or "", parts.port or 80), timeout=_ANSWER).close()
    except OSError as error:
        facts["reason"] = error.strerror or str(error)
        return Finding(Area.WATCH, Health.FAULT, Sign.PROXY_SILENT, facts)
    return Finding(Area.WATCH, Health.OK, Sign.PROXY, facts)


def _at_work(
    opened: AbstractContextManager[Working], *, thorough: bool, progress: Progress | None
) -> Generator[Finding]:
    """How the watch, telling and jobs fare; and, where asked, whether everything stored can be read back."""
    with opened as tracker:
        try:
            yield from _fares(tracker)
            if thorough:
                yield from _read_back(tracker, progress)
        except RevtrackError as error:
            yield Finding(Area.DATABASES, Health.FAULT, Sign.REFUSED, error=error)


def _fares(tracker: Working) -> Generator[Finding]:
    now = datetime.now(UTC)
    if tracker.watching.has_state():
        for one in tracker.watching.health(now):
            if one.status == "alarm":
                facts = {"source": one.source, "reasons": ", ".join(reason.kind for reason in one.reasons)}
                yield Finding(Area.WATCH, Health.WARNING, Sign.ALARM, facts)
        for delivery in tracker.watching.delivery(now):
            if delivery.status == "alarm":
                facts = {"whom": delivery.whom, "count": str(delivery.waiting)}
                yield Finding(Area.WATCH, Health.WARNING, Sign.UNDELIVERED, facts)
    if not (tracker.home / JOBS).is_file() and not tracker.settings.state_url.startswith("postgresql"):
        return
    age = tracker.jobs.age()
    if age.waiting and age.seconds > _JOB_SECONDS:
        facts = {"count": str(age.waiting), "seconds": f"{age.seconds:.0f}"}
        yield Finding(Area.DATABASES, Health.WARNING, Sign.JOBS_WAIT, facts)


def _read_back(tracker: Working, progress: Progress | None) -> Generator[Finding]:
    found = tracker.verify(progress)
    if found.damage:
        facts = {"count": str(len(found.damage)), "first": found.damage[0].what}
        yield Finding(Area.HOME, Health.FAULT, Sign.DAMAGE, facts)
    else:
        facts = {"versions": str(found.versions), "originals": str(found.originals)}
        yield Finding(Area.HOME, Health.OK, Sign.SOUND, facts)
