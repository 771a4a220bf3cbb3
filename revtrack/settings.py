"""Settings and where files live: the only module that reads the environment.

Layers, the later wins: the shipped `config/revtrack.toml`, `$REVTRACK_HOME/revtrack.toml`, variables `REVTRACK_*`.
Reading settings creates nothing.
"""

from __future__ import annotations

import difflib
import os
import re
import shutil
import sys
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, cast

from revtrack.errors import InvalidInput, InvalidInputs, RevtrackError
from revtrack.setting_values import wanted_of
from revtrack.words.language import LANGUAGES, Lang, spoken

if TYPE_CHECKING:  # the package's door loads the numerical libraries, which `revtrack --help` does not need
    from alignment.limits import Limits
    from revtrack.ingest.read import ReaderLimits

FILE_NAME = "revtrack.toml"
PREFIX = "REVTRACK_"
#: Variables with our prefix that are no settings: the folder of this file, and what the tests look for.
_NOT_SETTINGS = frozenset(("REVTRACK_HOME", "REVTRACK_EVALUATION", "REVTRACK_REQUIRE"))
#: Settings that are one of a few words.
CHOICES: Mapping[str, tuple[str, ...]] = {
    "language": ("auto", *LANGUAGES),
    "second_factor": ("nobody", "administrators", "all"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a user may set; `config/revtrack.toml` says what each one means."""

    language: str
    author: str
    catalog_url: str
    lock_seconds: int
    max_file_bytes: int
    waiting_files: int
    waiting_bytes: int
    reader_seconds: int
    reader_megabytes: int
    max_depth: int
    max_matrix: int
    candidates: int
    max_sentence: int
    max_line: int
    max_sentences: int
    max_steps: int
    compare_seconds: int
    compare_megabytes: int
    state_url: str
    watch_agent: str
    watch_proxy: str
    watch_allow: str
    watch_delay: int
    watch_at_once: int
    watch_megabytes: int
    reminder_days: int
    public_url: str
    trusted_hosts: str
    trusted_proxies: str
    access_log: str
    remote_user: str
    second_factor: str
    session_idle_minutes: int
    session_hours: int
    source_roots: str
    account: str
    requests_a_minute: int
    jobs_a_person: int
    waiting_files_a_person: int

    def reader_limits(self) -> ReaderLimits:
        """What a reader of a binary format may use."""
        from revtrack.ingest.read import ReaderLimits

        return ReaderLimits(self.reader_seconds, self.reader_megabytes)

    def limits(self) -> Limits:
        """The bounds that the alignment keeps to."""
        from alignment.limits import Limits

        return Limits(
            max_depth=self.max_depth,
            max_matrix=self.max_matrix,
            candidates=self.candidates,
            max_sentence=self.max_sentence,
            max_line=self.max_line,
            max_sentences=self.max_sentences,
            max_steps=self.max_steps,
        )


#: Settings that are words; all others are whole numbers above zero.
_WORDS = frozenset(field.name for field in fields(Settings) if field.type == "str")


def load_settings() -> Settings:
    """The settings of this run.

    Raises `InvalidInput` for an unknown name, a value of the wrong kind, or a file that is no TOML, with file and line
    or the variable, the setting, and what would be right; `InvalidInputs` where several are at fault.
    """
    shipped = shipped_config() / FILE_NAME
    faults: list[InvalidInput] = []
    values = _from_file(shipped, faults)
    own = home() / FILE_NAME
    if own.is_file():
        values |= _from_file(own, faults)
    values |= _from_environment(faults)
    if faults:
        raise faults[0] if len(faults) == 1 else InvalidInputs(faults)
    missing = [name for name in _names() if name not in values]
    if missing:
        raise RuntimeError(f"{shipped} lacks {', '.join(missing)}")
    # Every value was checked against the kind of its field on the way in.
    return Settings(**values)  # pyright: ignore[reportArgumentType]


def home() -> Path:
    """The folder of a user's data and overrides: `$REVTRACK_HOME`, or the platform's data folder. May not exist."""
    given = os.environ.get("REVTRACK_HOME", "").strip()
    if given:
        return Path(given).expanduser()
    from platformdirs import user_data_path

    return user_data_path("revtrack", appauthor=False)


def shipped_config() -> Path:
    """The folder of the shipped defaults: inside the installed package, or beside it in a checkout."""
    package = Path(__file__).parent
    installed = package / "config"
    return installed if installed.is_dir() else package.parent / "config"


def preferred_language(chosen: str = "") -> Lang:
    """The language to speak: the one chosen on the command line, else the setting, else the locale.

    Never raises: settings that are at fault are told in the locale's language.
    """
    return spoken(chosen) or spoken(_language_setting()) or _locale_language()


class Terminal(NamedTuple):
    """What standard output can show: columns, and whether colour is welcome there."""

    width: int
    colour: bool


def terminal() -> Terminal:
    """What standard output can show. NO_COLOR and TERM=dumb refuse colour, FORCE_COLOR asks for it in a pipe too."""
    interactive = sys.stdout is not None and sys.stdout.isatty()  # pyright: ignore[reportUnnecessaryComparison]
    refused = bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"
    asked = os.environ.get("FORCE_COLOR", "0") not in {"", "0"}
    return Terminal(shutil.get_terminal_size((100, 24)).columns, not refused and (interactive or asked))


def stderr_is_terminal() -> bool:
    """Whether somebody sees what is written to standard error as it comes."""
    return sys.stderr is not None and sys.stderr.isatty()  # pyright: ignore[reportUnnecessaryComparison]


def _language_setting() -> str:
    try:
        return load_settings().language
    except (RevtrackError, RuntimeError, OSError):
        return "auto"


def _locale_language() -> Lang:
    """Chinese, unless the locale clearly is another: the texts are Chinese, and C or POSIX says nothing."""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(variable, "")
        if value:
            tongue = value.split(".")[0].split("_")[0].lower()
            return "zh" if tongue in {"zh", "c", "posix"} else "en"
    return "zh"


def _names() -> tuple[str, ...]:
    return tuple(field.name for field in fields(Settings))


def _from_file(path: Path, faults: list[InvalidInput]) -> dict[str, str | int]:
    """The sound values of a file; what is wrong with it is added to `faults`."""
    try:
        text = path.read_bytes().decode("utf-8")
        table = tomllib.loads(text)
    except UnicodeDecodeError as error:
        faults.append(InvalidInput("setting-syntax", str(path), byte=error.start, facts={"reason": "UTF-8"}))
    except (ValueError, RecursionError) as error:
        faults.append(InvalidInput("setting-syntax", str(path), facts={"reason": str(error)}))
    except OSError as error:
        faults.append(InvalidInput("unreadable", str(path), facts={"reason": error.strerror or str(error)}))
    else:
        return _sound({name: (value, str(path), _line_of(name, text)) for name, value in table.items()}, faults)
    return {}


def _line_of(name: str, text: str) -> int | None:
    """The line on which a name is given its value, as far as it is written plainly."""
    found = re.search(rf"""(?m)^[ \t]{{0,80}}\[?["']?{re.escape(name)}["']?[ \t]{{0,80}}[\]=.]""", text)
    return text.count("\n", 0, found.start()) + 1 if found else None


def _from_environment(faults: list[InvalidInput]) -> dict[str, str | int]:
    given: dict[str, tuple[object, str, int | None]] = {}
    for variable, text in sorted(os.environ.items()):
        if variable.startswith(PREFIX) and variable not in _NOT_SETTINGS:
            name = variable.removeprefix(PREFIX).lower()
            number = name not in _WORDS and text.strip().isdecimal() and text.isascii()
            given[name] = (int(text) if number else text, variable, None)
    return _sound(given, faults)


def _sound(given: Mapping[str, tuple[object, str, int | None]], faults: list[InvalidInput]) -> dict[str, str | int]:
    """Of values with where each stands those that may be; the others are added to `faults`."""
    values: dict[str, str | int] = {}
    for name, (value, origin, line) in given.items():
        if name not in _names():
            near = difflib.get_close_matches(name, _names(), 1, 0.8)
            facts = {"key": name, "known": near[0] if near else ", ".join(_names())}
            faults.append(InvalidInput("setting-unknown", origin, line=line, facts=facts))
        elif wanted := _wanted(name, value):
            faults.append(InvalidInput("setting", origin, line=line, facts={"key": name, "wanted": wanted}))
        else:
            values[name] = cast("str | int", value)
    return values


def _wanted(name: str, value: object) -> str:
    """What a setting should be where this value is not, "" where it is."""
    if name not in _WORDS:
        return "" if isinstance(value, int) and not isinstance(value, bool) and value > 0 else "1, 2, 3 …"
    if name in CHOICES:
        return "" if value in CHOICES[name] else " | ".join(CHOICES[name])
    if not isinstance(value, str):
        return '"…"'
    return wanted_of(name, value) if value else ""
