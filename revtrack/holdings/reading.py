"""Bytes of a file → what a version of it will be: clauses, metadata, digest. Pure work: worker processes do it too."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from alignment.limits import Limits
from alignment.lines import ClauseLine, from_lines, to_lines
from alignment.model import Kind, Side, SideName
from alignment.normalize import fold
from alignment.segment import segment
from corpus_repo import Line
from corpus_repo.model import Value
from revtrack.errors import InvalidInput
from revtrack.ingest.read import STDIN, read_bytes

#: Counts up when a reader gives better text for the same file: its files may then be read again.
READERS: Mapping[str, int] = {"text": 1, "markdown": 1, "html": 1}
_DRAFT = re.compile(r"征求意见稿|公开征求意见|草案|送审稿|讨论稿|修订草案")
_AMENDED = re.compile(r"修正|修订")


@dataclass(frozen=True, slots=True)
class Prepared:
    """A file made ready to become a version. `values` is what was read of its metadata."""

    name: str
    sha256: str
    size: int
    extractor: str
    digest: str
    values: Mapping[str, Value]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that cannot be read, as facts that can be handed from one process to another."""

    kind: str
    file: str
    line: int | None
    byte: int | None
    facts: Mapping[str, str]

    @classmethod
    def of(cls, error: InvalidInput) -> Refused:
        """The facts of an error."""
        return cls(error.kind, error.file, error.line, error.byte, dict(error.facts))

    def error(self) -> InvalidInput:
        """The error again."""
        return InvalidInput(self.kind, self.file, line=self.line, byte=self.byte, facts=self.facts)


def prepare(data: bytes, name: str, limits: Limits) -> Prepared | Refused:
    """Read a file's bytes into clauses and metadata; never raises for a file that is at fault."""
    try:
        read = read_bytes(data, name=name)
    except InvalidInput as error:
        return Refused.of(error)
    side = segment(read.text, "new", limits)
    lines = tuple(_to_stored(line) for line in to_lines(side))
    return Prepared(
        name=name,
        sha256=read.sha256,
        size=len(data),
        extractor=f"{read.format}/{READERS[read.format]}",
        digest=digest_of(lines),
        values=read_values(side, name),
        lines=lines,
    )


def digest_of(lines: tuple[Line, ...]) -> str:
    """The hash of a text as compared: line ends, blanks and width do not count, nor how it was cut into clauses."""
    text = "".join(fold(line.whole) for line in lines)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def read_values(side: Side, name: str) -> dict[str, Value]:
    """What a text says of itself: title, day of issue, status. A text without a title is called by its file's name."""
    title = side.title or ("" if name == STDIN else Path(name).stem)
    front = [clause.text for clause in side.clauses if clause.kind is Kind.FRONT][:6]
    status = "issued"
    if _DRAFT.search(title) or any(_DRAFT.search(text) for text in front if len(text) < 60):
        status = "draft"
    elif any(_AMENDED.search(text) for text in front if text.startswith(("（", "("))):
        status = "amended"
    values: dict[str, Value] = {"title": title, "status": status, "issued": side.issued}
    return {field: value for field, value in values.items() if value}


def to_side(lines: tuple[Line, ...], side: SideName, limits: Limits) -> Side:
    """A stored text as the alignment reads it."""
    return from_lines(
        (ClauseLine(line.number, line.text, line.address, Kind(line.kind), line.line, line.runs_on) for line in lines),
        side,
        limits,
    )


def _to_stored(line: ClauseLine) -> Line:
    return Line(line.number, line.text, line.address, line.kind.value, line.line, line.runs_on)
