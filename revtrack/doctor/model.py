"""What an examination says: one thing that was looked at, how it stands, and the facts for the words about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from revtrack.errors import RevtrackError


class Area(StrEnum):
    """What was looked at, in the order in which it is told."""

    PROGRAM = "program"
    EXTRAS = "extras"
    SETTINGS = "settings"
    HOME = "home"
    DATABASES = "databases"
    WATCH = "watch"


class Health(StrEnum):
    """How something stands: `note` is what may be as it is, `warning` what will be trouble, `fault` what is."""

    OK = "ok"
    NOTE = "note"
    WARNING = "warning"
    FAULT = "fault"


class Sign(StrEnum):
    """What was found. The words for each, and the remedy, stand in `revtrack.words.doctor`."""

    PROGRAM = "program"
    LIBRARIES = "libraries"
    LIBRARY_MISSING = "library-missing"
    LIBRARY_OTHER = "library-other"
    GIT = "git"
    GIT_MISSING = "git-missing"
    GIT_OLD = "git-old"
    SQLITE = "sqlite"
    SQLITE_LACKS = "sqlite-lacks"
    EXTRA = "extra"
    EXTRA_MISSING = "extra-missing"
    EXTRA_NEEDED = "extra-needed"
    EXTRA_BROKEN = "extra-broken"
    TOOL = "tool"
    TOOL_MISSING = "tool-missing"
    SETTINGS = "settings"
    HOME = "home"
    HOME_MISSING = "home-missing"
    HOME_READ_ONLY = "home-read-only"
    SPACE_LOW = "space-low"
    SECRET_OPEN = "secret-open"  # noqa: S105 - what was found
    CORPUS = "corpus"
    CORPUS_MISSING = "corpus-missing"
    SOUND = "sound"
    DAMAGE = "damage"
    DATABASE = "database"
    DATABASE_OLDER = "database-older"
    DATABASE_ABSENT = "database-absent"
    DATABASE_DAMAGED = "database-damaged"
    SOURCES = "sources"
    ALARM = "alarm"
    UNDELIVERED = "undelivered"
    PROXY = "proxy"
    PROXY_SILENT = "proxy-silent"
    JOBS_WAIT = "jobs-wait"
    REFUSED = "refused"  # an error that says itself what is wrong and what to do


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. Of `Sign.REFUSED`, `error` says what is wrong and what to do."""

    area: Area
    health: Health
    sign: Sign
    facts: Mapping[str, str] = field(default_factory=dict[str, str])
    error: RevtrackError | None = None
