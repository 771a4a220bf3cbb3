"""One file, or standard input, into a `ReadText`: size, kind, encoding and format are settled here, in this order."""

from __future__ import annotations

import hashlib
import os
import re
import stat
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Literal

from revtrack.errors import InvalidInput
from revtrack.ingest.binary import binary_kind
from revtrack.ingest.child import run_reader
from revtrack.ingest.converted import convert
from revtrack.ingest.encoding import decode
from revtrack.ingest.extracted import Extracted, Remark
from revtrack.ingest.formats import SUFFIXES

Format = Literal["text", "markdown", "html", "pdf", "docx", "xlsx", "ofd", "doc"]

#: The name that stands for standard input on the command line.
STDIN = "-"

#: Texts whose suffix tells what the bytes leave open.
_HINTING: tuple[Format, ...] = ("html", "markdown")
_HINTS: dict[str, Format] = {suffix: name for name in _HINTING for suffix in SUFFIXES[name]}
#: What the bytes of a binary format say it is, and what we call it.
_BINARY: dict[str, Format] = {"pdf": "pdf", "docx": "docx", "xlsx": "xlsx", "ofd": "ofd", "ole": "doc"}
_HTML_HEAD = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*){0,9}<(?:!doctype\s+html|html|head|body|meta)\b", re.I | re.S
)
_HTML_TAG = re.compile(r"<(?:p|div|br|span|table|body|html|h[1-6]|li|td)\b[^>]*>", re.I)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_:-]+)""", re.I)
#: How far into a page a declared encoding is looked for (browsers look at 1,024 bytes; real pages come later).
_DECLARED_WITHIN = 4096
#: More control characters than this share of the text: it is some binary format we do not know.
_MAX_CONTROL_SHARE = 0.01
#: Line ends, tabs and form feeds belong to texts; the rest of the control characters does not.
_CONTROL = re.compile(r"[\x01-\x08\x0e-\x1f\x7f]")
_INK = re.compile(r"[^\s\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\x01-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class ReadText:
    """A file as decoded text. `sha256` is the hash of the bytes as received; `name` is what messages call the file.

    `remarks` say what is worth knowing about how the text was got; `facts` what a page says beside its text: field of
    the metadata → (value, words it was read from). `encoding` is "" where bytes were not decoded.
    """

    name: str
    text: str
    encoding: str
    format: Format
    sha256: str
    remarks: tuple[Remark, ...] = ()
    facts: Mapping[str, tuple[str, str]] = field(default_factory=dict[str, tuple[str, str]])


@dataclass(frozen=True, slots=True)
class ReaderLimits:
    """What a reader of a binary format may use at most, in the process of its own that it runs in."""

    seconds: int = 60
    megabytes: int = 2_000


def read_file(path: str | Path, *, max_bytes: int, limits: ReaderLimits | None = None) -> ReadText:
    """Reads a file of any format that we know; "-" reads standard input.

    Raises `InvalidInput` (kinds missing, directory, unreadable, empty, binary, control, nul, undecodable, too-large,
    markup), which names the file, the place where there is one, and the remedy.
    """
    return read_bytes(read_raw(path, max_bytes=max_bytes), name=os.fspath(path), limits=limits)


def read_raw(path: str | Path, *, max_bytes: int) -> bytes:
    """The bytes of a file or of standard input; raises `InvalidInput` like `read_file`, without looking into them."""
    name = os.fspath(path)
    if name == STDIN:
        return _read_stream(sys.stdin.buffer, STDIN, max_bytes)
    try:
        status = Path(name).stat()
        if stat.S_ISDIR(status.st_mode):
            raise InvalidInput("directory", name)
        if stat.S_ISREG(status.st_mode) and status.st_size > max_bytes:
            raise _too_large(name, status.st_size, max_bytes)
        with Path(name).open("rb") as stream:
            return _read_stream(stream, name, max_bytes)
    except (FileNotFoundError, NotADirectoryError):
        raise InvalidInput("missing", name) from None
    except ValueError as error:
        if isinstance(error, InvalidInput):
            raise
        raise InvalidInput("missing", name) from None  # a NUL in the name
    except OSError as error:
        raise InvalidInput("unreadable", name, facts={"reason": error.strerror or str(error)}) from error


def read_bytes(data: bytes, *, name: str, limits: ReaderLimits | None = None) -> ReadText:
    """Like `read_file`, for bytes that are already here; the suffix of `name` hints at the format."""
    kind = binary_kind(data)
    form = _BINARY.get(kind)
    if form:
        found = _read_binary(kind, data, name, limits or ReaderLimits())
        return ReadText(name, found.text, "", form, hashlib.sha256(data).hexdigest(), found.remarks)
    if kind:
        raise InvalidInput("binary", name, facts={"format": kind})
    if not data.strip():
        raise InvalidInput("empty", name)
    hinted = _HINTS.get(Path(name).suffix.lower())
    declared = _DECLARED.search(data, 0, _DECLARED_WITHIN) if hinted != "markdown" and b"<" in data[:512] else None
    text, encoding = decode(data, file=name, label=declared[1].decode("ascii") if declared else "")
    _refuse_control_characters(text, name)
    form = _format(text, hinted)
    facts: dict[str, tuple[str, str]] = {}
    if form == "html":
        from revtrack.ingest.html import page_text  # selectolax costs start-up time
        from revtrack.ingest.page_facts import page_facts

        facts = page_facts(text)
        text = page_text(text, name=name)
    if not _INK.search(text):
        raise InvalidInput("empty", name)
    return ReadText(name, text, encoding, form, hashlib.sha256(data).hexdigest(), facts=facts)


def _read_binary(kind: str, data: bytes, name: str, limits: ReaderLimits) -> Extracted:
    """The text of a binary format, by a reader in a process of its own; old formats are converted first."""
    if kind == "ole":
        kind, data = convert(data, name=name, seconds=limits.seconds)
    return run_reader(kind, data, name=name, seconds=limits.seconds, megabytes=limits.megabytes)


def _read_stream(stream: BinaryIO, name: str, max_bytes: int) -> bytes:
    """Everything in the stream, but never more than the limit: a device or a pipe may have no end."""
    data = stream.read(max_bytes + 1)
    if len(data) > max_bytes:
        raise _too_large(name, len(data), max_bytes)
    return data


def _too_large(name: str, size: int, limit: int) -> InvalidInput:
    return InvalidInput("too-large", name, facts={"size": f"{size:,}", "limit": f"{limit:,}"})


def _refuse_control_characters(text: str, name: str) -> None:
    found = _CONTROL.findall(text)
    if len(found) > max(8, _MAX_CONTROL_SHARE * len(text)):
        first = text.index(found[0])
        raise InvalidInput(
            "control",
            name,
            line=text.count("\n", 0, first) + 1,
            facts={"codepoint": f"U+{ord(found[0]):04X}", "count": str(len(found))},
        )


def _format(text: str, hinted: Format | None) -> Format:
    if _HTML_HEAD.match(text):
        return "html"
    if hinted == "html" and not _HTML_TAG.search(text):
        return "text"  # plain text under a page's name: reading it as a page would join its lines
    return hinted or "text"
