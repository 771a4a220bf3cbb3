"""Sources as files: one TOML file each, named for the source, read with every fault told and written back."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import fields
from pathlib import Path
from typing import cast, get_args
from zoneinfo import ZoneInfo

from corpus_repo.model import Status
from revtrack.errors import InvalidInput
from revtrack.files import write_file
from revtrack.ingest.folders import read_regular
from revtrack.watch.kinds import KINDS
from revtrack.watch.lists.sent import BODY_WANTED, is_body
from revtrack.watch.sources import DEEP, LOOKS, Accept, Defaults, Find, Source
from revtrack.watch.timetable import parse_schedule

SUFFIX = ".toml"
_ACCEPT: tuple[Accept, ...] = get_args(Accept)
_STATUSES = ("", *(status.value for status in Status))
#: What an unknown kind is checked as: its other faults are told as well.
_ANY = KINDS["list"]
_MAX_FILE = 256 * 1024
_MAX_PAGES = 500
_MAX_LOOKS = 10_000
_MAX_JITTER = 86_400
_NAME = re.compile(r"[a-z0-9\u3400-\u4dbf\u4e00-\u9fff](?:[a-z0-9\u3400-\u4dbf\u4e00-\u9fff-]{0,62})")
_SCHEDULE_WANTED = '"every 6h" | "0 7 * * *"'
_TABLES = ("find", "defaults")


def is_source_name(name: str) -> bool:
    """Whether a source may be called this: small Latin letters, digits, Chinese characters, hyphens; 63 at most."""
    return _NAME.fullmatch(name) is not None and not name.endswith("-")


def load_sources(folder: Path) -> tuple[list[Source], list[InvalidInput]]:
    """All sources of a folder by name, and what is wrong with the files that hold none; a bad file stops no other.

    The errors are of the kinds unreadable, source-name, source-syntax, source-unknown, source-missing and source-value
    and name the file, the line, the key and what would be right. A folder that does not exist holds no sources.
    """
    sources: list[Source] = []
    errors: list[InvalidInput] = []
    try:
        paths = sorted(path for path in folder.iterdir() if path.suffix == SUFFIX and not path.name.startswith("."))
    except FileNotFoundError:
        return [], []
    except OSError as error:
        return [], [InvalidInput("unreadable", str(folder), facts={"reason": error.strerror or str(error)})]
    for path in paths:
        source, faults = load_source(path)
        errors.extend(faults)
        if source is not None:
            sources.append(source)
    return sources, errors


def load_source(path: Path) -> tuple[Source | None, list[InvalidInput]]:
    """The source of one file, or None and everything that is wrong with the file; errors as `load_sources`."""
    file = str(path)
    if not is_source_name(path.stem):
        return None, [_bad_name(path.stem, file)]
    try:
        data = read_regular(path, max_bytes=_MAX_FILE)
    except InvalidInput as error:
        return None, [_too_long(file) if error.kind == "too-large" else error]
    except OSError as error:
        return None, [InvalidInput("unreadable", file, facts={"reason": error.strerror or str(error)})]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return None, [InvalidInput("source-syntax", file, byte=error.start, facts={"reason": "UTF-8"})]
    return read_source(path.stem, text, file=file)


def read_source(name: str, text: str, *, file: str = "") -> tuple[Source | None, list[InvalidInput]]:
    """The source that a TOML text describes, or None and everything that is wrong with it; reads no file."""
    if len(text.encode("utf-8", "replace")) > _MAX_FILE:
        return None, [_too_long(file)]
    try:
        table: dict[str, object] = tomllib.loads(text)
    except ValueError as error:  # no TOML, or a number of thousands of digits
        return None, [InvalidInput("source-syntax", file, facts={"reason": str(error)})]
    except RecursionError:
        return None, [InvalidInput("source-syntax", file, facts={"reason": "[[[[…"})]
    reader = _Reader(text, file)
    source = reader.source(name, table)
    return (None, reader.errors) if reader.errors else (source, [])


def source_to_toml(source: Source) -> str:
    """The TOML text of a source, which `read_source` reads back as the same source."""
    words = ("title", "kind", "address", "schedule", "time_zone")
    lines = [f"{key} = {_toml_string(cast('str', getattr(source, key)))}" for key in words]
    lines += [f"jitter = {source.jitter}", f"pages = {source.pages}"]
    lines += [f"deep = {source.deep}", f"looks = {source.looks}", f"accept = {_toml_string(source.accept)}"]
    lines.append(f"tell = [{', '.join(map(_toml_string, source.tell))}]")
    lines += [
        f"{key} = [{', '.join(map(_toml_string, words))}]"
        for key, words in (("include", source.include), ("exclude", source.exclude))
        if words
    ]
    lines.append(f"browser = {str(source.browser).lower()}")
    if source.encoding:
        lines.append(f"encoding = {_toml_string(source.encoding)}")
    if source.post:
        lines.append(f"post = {_toml_string(source.post)}")
    lines.append(f"enabled = {str(source.enabled).lower()}")
    for table, values in (("find", _strings(source.find)), ("defaults", _strings(source.defaults))):
        given = [f"{key} = {_toml_string(value)}" for key, value in values.items() if value]
        if given:
            lines += ["", f"[{table}]", *given]
    return "".join(f"{line}\n" for line in lines)


def write_source(folder: Path, source: Source) -> Path:
    """Writes the file of a source, whole or not at all, and returns its path; the folder is made if it is missing.

    Raises `InvalidInput` as `load_sources` tells it for a source that could not be read back, and `OperationFailed`
    where the disk refuses. Comments of a file that stood there before are lost.
    """
    if not is_source_name(source.name):
        raise _bad_name(source.name, "")
    path = folder / f"{source.name}{SUFFIX}"
    text = source_to_toml(source)
    read, errors = read_source(source.name, text, file=str(path))
    if errors:
        raise errors[0]
    if read != source or not _is_unicode(text):  # half a character, a line end that TOML does not keep
        raise InvalidInput("source-syntax", str(path), facts={"reason": "UTF-8"})
    folder.mkdir(parents=True, exist_ok=True)
    write_file(path, text)
    return path


def _is_unicode(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _too_long(file: str) -> InvalidInput:
    return InvalidInput("source-syntax", file, facts={"reason": f"> {_MAX_FILE} bytes"})


def _bad_name(name: str, file: str) -> InvalidInput:
    return InvalidInput("source-name", file, facts={"name": name})


def _strings(part: Find | Defaults) -> dict[str, str]:
    return {key.name: cast("str", getattr(part, key.name)) for key in fields(part)}


def _toml_string(text: str) -> str:
    """A basic string: only quotes, backslashes and control characters need an escape."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + re.sub(r"[\x00-\x1f\x7f\x80-\x9f\u2028\u2029]", lambda found: f"\\u{ord(found[0]):04X}", escaped) + '"'


class _Reader:
    """Reads the table of one file, collecting every fault instead of stopping at the first."""

    def __init__(self, text: str, file: str) -> None:
        self.errors: list[InvalidInput] = []
        self._file = file
        self._lines = _key_lines(text)

    def source(self, name: str, table: Mapping[str, object]) -> Source | None:
        known = tuple(key.name for key in fields(Source) if key.name != "name")
        self._refuse_unknown(table, known, "")
        kind = self._choice(table, "kind", tuple(KINDS), "")
        encoding = self._string(table, "encoding", "", _is_encoding, "utf-8 | gb18030 | big5")
        find = self._find(table, kind)
        defaults = self._defaults(table)
        read = Source(
            name=name,
            title=self._string(table, "title", None, lambda text: bool(text.strip()), '"…"'),
            kind=kind,
            address=self._address(table, kind),
            schedule=self._string(table, "schedule", "every 6h", lambda t: bool(parse_schedule(t)), _SCHEDULE_WANTED),
            time_zone=self._string(table, "time_zone", "Asia/Shanghai", _is_time_zone, '"Asia/Shanghai"'),
            jitter=self._number(table, "jitter", 300, 0, _MAX_JITTER),
            pages=self._number(table, "pages", 1, 1, _MAX_PAGES),
            deep=self._number(table, "deep", DEEP, 0, _MAX_PAGES),
            looks=self._number(table, "looks", LOOKS, 0, _MAX_LOOKS),
            accept=cast("Accept", self._choice(table, "accept", _ACCEPT, "none")),
            tell=self._names(table, "tell"),
            include=self._names(table, "include"),
            exclude=self._names(table, "exclude"),
            browser=self._flag(table, "browser", default=False),
            encoding=encoding,
            post=self._string(table, "post", "", is_body, BODY_WANTED),
            enabled=self._flag(table, "enabled", default=True),
            find=find,
            defaults=defaults,
        )
        return None if self.errors else read

    def _find(self, table: Mapping[str, object], kind: str) -> Find:
        inner = self._table(table, "find", tuple(key.name for key in fields(Find)))
        finding = KINDS[kind].finding if kind in KINDS else _ANY.finding
        check, wanted = finding.check, finding.wanted
        return Find(
            item=self._string(inner, "item", "", check, wanted, "find"),
            title=self._string(inner, "title", "", check, wanted, "find"),
            link=self._string(inner, "link", "", finding.check_link, wanted, "find"),
            date=self._string(inner, "date", "", check, wanted, "find"),
            number=self._string(inner, "number", "", check, wanted, "find"),
            next=self._string(inner, "next", "", lambda t: _is_counter(t) or check(t), f'{wanted} | "?page"', "find"),
        )

    def _defaults(self, table: Mapping[str, object]) -> Defaults:
        inner = self._table(table, "defaults", tuple(key.name for key in fields(Defaults)))
        return Defaults(
            jurisdiction=self._string(inner, "jurisdiction", "", None, '"…"', "defaults"),
            status=self._choice(inner, "status", _STATUSES, "", "defaults"),
            issuer=self._string(inner, "issuer", "", None, '"…"', "defaults"),
        )

    def _address(self, table: Mapping[str, object], kind: str) -> str:
        of_kind = KINDS.get(kind, _ANY)
        return self._string(table, "address", None, of_kind.address, of_kind.wanted)

    def _table(self, table: Mapping[str, object], key: str, known: tuple[str, ...]) -> Mapping[str, object]:
        inner = table.get(key, {})
        if not isinstance(inner, dict):
            self._fault(key, f"[{key}]")
            return {}
        typed = cast("dict[str, object]", inner)
        self._refuse_unknown(typed, known, key)
        return typed

    def _refuse_unknown(self, table: Mapping[str, object], known: tuple[str, ...], section: str) -> None:
        for key in table:
            if key not in known:
                shown = f"{section}.{key}" if section else key
                facts = {"key": shown, "known": ", ".join(known)}
                self.errors.append(InvalidInput("source-unknown", self._file, line=self._lines.get(shown), facts=facts))

    def _string(
        self,
        table: Mapping[str, object],
        key: str,
        default: str | None,
        check: Callable[[str], bool] | None,
        wanted: str,
        section: str = "",
    ) -> str:
        shown = f"{section}.{key}" if section else key
        if key not in table:
            if default is None:
                facts = {"key": shown, "wanted": wanted}
                self.errors.append(InvalidInput("source-missing", self._file, facts=facts))
            return default or ""
        value = table[key]
        if not isinstance(value, str):
            self._fault(shown, wanted)
            return default or ""
        # "" in an optional key is the same as leaving it out.
        if check is not None and not (value == "" and default == "") and not check(value):
            self._fault(shown, wanted)
        return value

    def _choice(
        self, table: Mapping[str, object], key: str, choices: tuple[str, ...], default: str, section: str = ""
    ) -> str:
        required = None if key == "kind" else default
        wanted = " | ".join(choice or '""' for choice in choices)
        return self._string(table, key, required, lambda text: text in choices, wanted, section)

    def _number(self, table: Mapping[str, object], key: str, default: int, lowest: int, highest: int) -> int:
        value = table.get(key, default)
        if not isinstance(value, int) or isinstance(value, bool) or not lowest <= value <= highest:
            self._fault(key, f"{lowest} … {highest}")
            return default
        return value

    def _flag(self, table: Mapping[str, object], key: str, *, default: bool) -> bool:
        value = table.get(key, default)
        if not isinstance(value, bool):
            self._fault(key, "true | false")
            return default
        return value

    def _names(self, table: Mapping[str, object], key: str) -> tuple[str, ...]:
        value = table.get(key, [])
        names = cast("list[object]", value) if isinstance(value, list) else [None]
        found = [name for name in names if isinstance(name, str) and name.strip()]
        if len(found) != len(names):
            self._fault(key, '["…", "…"]')
        return tuple(found)

    def _fault(self, key: str, wanted: str) -> None:
        facts = {"key": key, "wanted": wanted}
        self.errors.append(InvalidInput("source-value", self._file, line=self._lines.get(key), facts=facts))


def _key_lines(text: str) -> dict[str, int]:
    """On which line (from 1) each key stands, for messages; written as people write such files."""
    found: dict[str, int] = {}
    section = ""
    for number, line in enumerate(text.split("\n"), 1):
        head = re.match(r"\s*\[\s*([\w-]+)\s*\]", line)
        if head is not None:
            section = head[1]
            found.setdefault(section, number)
            continue
        key = re.match(r"""\s*["']?([^\s"'=\[#]+)["']?\s*=""", line)
        if key is not None:
            found.setdefault(f"{section}.{key[1]}" if section else key[1], number)
    return found


def _is_time_zone(text: str) -> bool:
    try:
        ZoneInfo(text)
    except (KeyError, OSError, ValueError):  # not found, or no name of a zone at all
        return False
    return True


def _is_encoding(text: str) -> bool:
    try:
        "".encode(text)  # codecs that make no bytes of a text (hex, rot13) are refused here too
    except (LookupError, ValueError):
        return False
    return True


def _is_counter(text: str) -> bool:
    return re.fullmatch(r"\?[\w.-]+(?:=[^.\s]+(?:\.[^.\s]+)*)?", text) is not None
