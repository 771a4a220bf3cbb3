"""One file, or standard input, into a `ReadText`: size, kind, encoding and format are settled here, in this order."""

from __future__ import annotations

import hashlib
import os
import stat
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Literal, cast

from revtrack.errors import InvalidInput
from revtrack.ingest.account import Account
from revtrack.ingest.binary import binary_kind
from revtrack.ingest.child import run_reader
from revtrack.ingest.converted import CONVERTED, convert
from revtrack.ingest.extracted import Extracted, RecognisedLine, Remark
from revtrack.ingest.folders import read_below, told_by_name

Format = Literal["text", "markdown", "html", "pdf", "docx", "xlsx", "ofd", "doc"]

#: The name that stands for standard input on the command line.
STDIN = "-"

#: What the bytes of a binary format say it is, and what we call it.
_BINARY: dict[str, Format] = {"pdf": "pdf", "docx": "docx", "xlsx": "xlsx", "ofd": "ofd"}
#: Recognising pictures takes more than reading: so many megabytes, and times the seconds.
_RECOGNISING_MEGABYTES, _RECOGNISING_SECONDS = 3_000, 30


@dataclass(frozen=True, slots=True)
class ReadText:
    """A file as decoded text. `sha256` is the hash of the bytes as received; `name` is what messages call the file.

    `remarks` say what is worth knowing about how the text was got, `account` what became of every character; `facts`
    what a file says beside its text: field of the metadata → (value, words it was read from). `encoding` is "" where
    bytes were not decoded; `recognised` are lines with numbers that were recognised from pictures.
    """

    name: str
    text: str
    encoding: str
    format: Format
    sha256: str
    remarks: tuple[Remark, ...] = ()
    facts: Mapping[str, tuple[str, str]] = field(default_factory=dict[str, tuple[str, str]])
    account: Account = field(default_factory=Account)
    recognised: tuple[RecognisedLine, ...] = ()


@dataclass(frozen=True, slots=True)
class ReaderLimits:
    """What a reader may use at most, in the process of its own that it runs in."""

    seconds: int = 20
    megabytes: int = 500


def read_file(path: str | Path, *, max_bytes: int, limits: ReaderLimits | None = None) -> ReadText:
    """Reads a file of any format that we know; "-" reads standard input.

    A page that says that it is the first of several is read with those that lie beside it. Raises `InvalidInput` (kinds
    missing, directory, unreadable, empty, binary, control, nul, undecodable, too-large, markup, and those of the
    readers), which names the file, the place where there is one, and the remedy.
    """
    data = read_raw(path, max_bytes=max_bytes)
    if os.fspath(path) != STDIN:
        data = with_other_pages(Path(path), data, max_bytes)
    return read_bytes(data, name=os.fspath(path), limits=limits)


def with_other_pages(path: Path, data: bytes, max_bytes: int, folder: Path | None = None) -> bytes:
    """The bytes of a page, with those of the other pages of its text where they lie beside it, in `folder` if given."""
    from revtrack.ingest.page.gathered import gathered

    def beside(name: str) -> bytes | None:
        try:
            return read_below(folder or path.parent, path.parent / name, max_bytes=max_bytes)
        except InvalidInput:
            return None

    return gathered(data, path.name, beside)


def read_raw(path: str | Path, *, max_bytes: int) -> bytes:
    """The bytes of a file or of standard input; raises `InvalidInput` like `read_file`, without looking into them."""
    name = os.fspath(path)
    if name == STDIN:
        return _read_stream(sys.stdin.buffer, STDIN, max_bytes)
    with told_by_name(name):
        status = Path(name).stat()
        if stat.S_ISDIR(status.st_mode):
            raise InvalidInput("directory", name)
        if stat.S_ISREG(status.st_mode) and status.st_size > max_bytes:
            raise _too_large(name, status.st_size, max_bytes)
        with Path(name).open("rb") as stream:
            return _read_stream(stream, name, max_bytes)


def read_bytes(data: bytes, *, name: str, limits: ReaderLimits | None = None) -> ReadText:
    """Like `read_file`, for bytes that are already here; the suffix of `name` hints at the format."""
    limits = limits or ReaderLimits()
    digest = hashlib.sha256(data).hexdigest()
    kind = binary_kind(data)
    form: Format = "text"
    if kind in CONVERTED:
        kind, data = convert(kind, data, name=name, seconds=3 * limits.seconds)
        form = "doc"
    elif kind in _BINARY:
        form = _BINARY[kind]
    elif kind and kind != "mhtml":
        raise InvalidInput("binary", name, facts={"format": kind})
    elif not data.strip():
        raise InvalidInput("empty", name)
    found = _read(kind or "text", data, name, limits)
    if found.form:
        form = cast("Format", found.form)
    return ReadText(
        name, found.text, found.encoding, form, digest, found.remarks, found.facts, found.account, found.recognised
    )


def _read(kind: str, data: bytes, name: str, limits: ReaderLimits) -> Extracted:
    """The text by a reader in a process of its own; pages that are pictures by a recogniser, where there is one."""
    try:
        return run_reader(kind, data, name=name, seconds=limits.seconds, megabytes=limits.megabytes)
    except InvalidInput as error:
        if error.kind not in {"scanned", "unreadable-text"} or kind not in {"pdf", "ofd"}:
            raise
        from revtrack.ingest.layout.recognised import recogniser

        if not recogniser():
            raise
        seconds = limits.seconds + _RECOGNISING_SECONDS * (error.facts.get("pages", "").count(",") + 1)
        megabytes = max(limits.megabytes, _RECOGNISING_MEGABYTES)
        return run_reader(f"{kind}-pictures", data, name=name, seconds=seconds, megabytes=megabytes)


def _read_stream(stream: BinaryIO, name: str, max_bytes: int) -> bytes:
    """Everything in the stream, but never more than the limit: a device or a pipe may have no end."""
    data = stream.read(max_bytes + 1)
    if len(data) > max_bytes:
        raise _too_large(name, len(data), max_bytes)
    return data


def _too_large(name: str, size: int, limit: int) -> InvalidInput:
    return InvalidInput("too-large", name, facts={"size": f"{size:,}", "limit": f"{limit:,}"})
