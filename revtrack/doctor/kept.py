"""What is kept: the home folder, the corpus and the databases, looked at without changing anything."""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
from collections.abc import Generator, Mapping
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import text

from corpus_repo import CorpusError
from corpus_repo import catalog as catalogs
from corpus_repo.corpus import CATALOG, REPOSITORY, check_format, identity
from corpus_repo.database import Database, shown
from corpus_repo.git_store import GitStore
from corpus_repo.ownership import Owner, Standing, standing
from revtrack.accounts import store as accounts
from revtrack.doctor.model import Area, Finding, Health, Sign
from revtrack.errors import OperationFailed, RevtrackError
from revtrack.holdings.failures import told
from revtrack.jobs import queue as jobs
from revtrack.settings import Settings
from revtrack.watch.state import STATE, stored

#: Bytes left on the disk below which it will soon be full, and below which nothing can be written.
_LITTLE, _NOTHING = 2_000_000_000, 100_000_000
#: What only its owner may read.
_SECRET = ("web.secret", accounts.FILE)


class Place(NamedTuple):
    """Where a database of ours is: a file of the home folder, or an address ("" for none)."""

    name: str
    file: Path
    url: str
    owner: Owner


def examine_home(home: Path) -> Generator[Finding]:
    """The home folder: there, writable, space left, secrets kept."""
    facts = {"path": str(home)}
    if not home.is_dir():
        yield Finding(Area.HOME, Health.NOTE, Sign.HOME_MISSING, facts)
        return
    writable = os.access(home, os.W_OK | os.X_OK)
    yield Finding(
        Area.HOME, Health.OK if writable else Health.WARNING, Sign.HOME if writable else Sign.HOME_READ_ONLY, facts
    )
    free = shutil.disk_usage(home).free
    if free < _LITTLE:
        health = Health.FAULT if free < _NOTHING else Health.WARNING
        yield Finding(Area.HOME, health, Sign.SPACE_LOW, {**facts, "megabytes": f"{free // 1_000_000:,}"})
    for name in _SECRET:
        with contextlib.suppress(OSError):
            mode = (home / name).stat().st_mode
            if mode & (stat.S_IRWXG | stat.S_IRWXO):
                facts = {"path": str(home / name), "mode": f"{stat.S_IMODE(mode):o}"}
                yield Finding(Area.HOME, Health.WARNING, Sign.SECRET_OPEN, facts)


def examine_corpus(home: Path) -> tuple[str, Finding]:
    """(id of the corpus, how it stands); "" where there is none that can be used."""
    if not (home / REPOSITORY).is_dir():
        return "", Finding(Area.HOME, Health.NOTE, Sign.CORPUS_MISSING, {"path": str(home)})
    git = GitStore(home / REPOSITORY)
    try:
        with told():
            check_format(git)
            name = identity(git)
            head = git.head()
    except RevtrackError as error:
        return "", Finding(Area.HOME, Health.FAULT, Sign.REFUSED, error=error)
    finally:
        git.close()
    return name, Finding(Area.HOME, Health.OK, Sign.CORPUS, {"path": str(home / REPOSITORY), "commit": head[:12]})


def places(home: Path, settings: Settings, corpus: str) -> tuple[Place, ...]:
    """Every database of ours."""

    def at(name: str, file: str, url: str, owner: Owner) -> Place:
        local = url.startswith("sqlite:///")
        return Place(name, Path(url.removeprefix("sqlite:///")) if local else home / file, "" if local else url, owner)

    # beside a file for the watch, accounts and jobs keep files of their own; a server holds all three
    server = "" if settings.state_url.startswith("sqlite") else settings.state_url
    return (
        at("catalog", CATALOG, settings.catalog_url, catalogs.owner_of(corpus)),
        at("watch", STATE, settings.state_url, stored.owner_of(corpus)),
        at("accounts", accounts.FILE, server, accounts.owner_of(corpus)),
        at("jobs", jobs.FILE, server, jobs.owner_of(corpus)),
    )


def examine_database(place: Place) -> Finding:
    """Whether a database answers, is ours, sound, and of this program's form."""
    facts = {"name": place.name, "where": shown(place.url) if place.url else str(place.file)}
    if not place.url and not place.file.is_file():
        return Finding(Area.DATABASES, Health.NOTE, Sign.DATABASE_ABSENT, facts)
    try:
        found, damage = _asked(place)
    except RevtrackError as error:
        return Finding(Area.DATABASES, Health.FAULT, Sign.REFUSED, facts, error)
    if damage:
        return Finding(Area.DATABASES, Health.FAULT, Sign.DATABASE_DAMAGED, {**facts, "reason": damage})
    return Finding(Area.DATABASES, *_OF_STANDING[found], facts)


_OF_STANDING: Mapping[Standing, tuple[Health, Sign]] = {
    Standing.READY: (Health.OK, Sign.DATABASE),
    Standing.OLDER: (Health.NOTE, Sign.DATABASE_OLDER),
    Standing.EMPTY: (Health.NOTE, Sign.DATABASE_ABSENT),
    Standing.BROKEN: (Health.NOTE, Sign.DATABASE_OLDER),
}


def _asked(place: Place) -> tuple[Standing, str]:
    """(what a database holds, what SQLite finds damaged in it). Raises a `RevtrackError` where it cannot be asked."""
    url = place.url or f"sqlite:///file:{place.file}?mode=ro&uri=true"

    def failed(where: str, reason: str) -> OperationFailed:
        kind = "state" if place.name == "watch" else place.name
        return OperationFailed(kind, where, facts={"reason": reason})

    database = Database(url, pragmas=(), failed=failed, schema=place.owner.schema)
    try:
        with told(), database.reading() as connection:
            if database.dialect == "sqlite":
                said = str(connection.execute(text("PRAGMA quick_check(1)")).scalar())
                if said != "ok":
                    return Standing.BROKEN, said
            return standing(connection, place.owner, shown(place.url) if place.url else str(place.file)), ""
    except CorpusError as error:
        raise failed(str(place.file), str(error)) from error
    finally:
        database.close()
