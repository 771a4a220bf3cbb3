"""Bytes of a file → what a version of it will be: clauses, metadata, digest. Pure work: worker processes do it too."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from alignment.limits import Limits
from alignment.model import Kind, Side, SideName
from alignment.reading.lines import ClauseLine, from_lines, to_lines
from alignment.reading.normalize import fold
from alignment.reading.segment import segment
from corpus_repo import Line
from corpus_repo.model import LISTS, Value
from revtrack.errors import InvalidInput, RevtrackError
from revtrack.ingest.account import Account
from revtrack.ingest.extracted import RecognisedLine
from revtrack.ingest.formats import SUFFIXES
from revtrack.ingest.found import FoundDocument
from revtrack.ingest.metadata import read_metadata
from revtrack.ingest.read import STDIN, ReaderLimits, ReadText, read_bytes
from revtrack.ingest.split import split

_log = logging.getLogger(__name__)

#: Counts up when a reader gives better text for the same file: its files may then be read again.
READERS: Mapping[str, int] = dict.fromkeys(SUFFIXES, 2)

#: Remarks that are reason enough to look before a text is believed.
_DOUBTFUL = frozenset(("parts-unread", "formulas-unsolved", "page-part", "frames", "mostly-pictures"))
_PROVISIONS = frozenset((Kind.BODY.value, Kind.HEADING.value))
#: Provisions of fewer characters are too few to tell one document from another.
_ENOUGH = 200


@dataclass(frozen=True, slots=True)
class Reading:
    """How files are read: the bounds that are kept to, the reader, and the numbers of its formats by name."""

    limits: Limits
    reader: ReaderLimits
    read: Callable[..., ReadText] = read_bytes
    readers: Mapping[str, int] = field(default_factory=lambda: READERS)

    @property
    def todays(self) -> frozenset[str]:
        """What the versions bear that were read by today's reader."""
        return frozenset(f"{name}/{number}" for name, number in self.readers.items())


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document of a file, made ready to become a version: its metadata with the words it was read from, its clauses.

    `place` says where in the file it stands ("" for the whole of it). `account` says what became of the characters of
    the file, `inferred` names the fields that were made and not read, `recognised` are lines with numbers that were
    recognised from pictures.
    """

    extractor: str
    digest: str
    body: str
    values: Mapping[str, Value]
    read_from: Mapping[str, str]
    lines: tuple[Line, ...]
    place: str = ""
    remarks: tuple[str, ...] = ()
    account: Account = field(default_factory=Account)
    inferred: frozenset[str] = frozenset()
    recognised: tuple[RecognisedLine, ...] = ()

    @property
    def question(self) -> str:
        """Why a person should look at the text before it is believed: "lost", "judged" or the kind of a remark."""
        said = next((remark.split()[0] for remark in self.remarks if remark.split()[0] in _DOUBTFUL), "")
        return said or self.account.question


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

    @classmethod
    def bug(cls, name: str, error: Exception) -> Refused:
        """The facts of a bug that a file brought to light."""
        return cls.of(InvalidInput("bug", name, facts={"error": type(error).__name__}))

    def error(self) -> InvalidInput:
        """The error again."""
        return InvalidInput(self.kind, self.file, line=self.line, byte=self.byte, facts=self.facts)


def prepare(data: bytes, name: str, reading: Reading) -> tuple[Prepared, ...] | Refused:
    """Read a file's bytes into its documents; never raises for a file that is at fault, nor for a bug it brings out."""
    try:
        return _documents(data, name, reading)
    except InvalidInput as error:
        return Refused.of(error)
    except RevtrackError:
        raise
    except Exception as error:  # noqa: BLE001 - a bug that one file brings to light must not stop the others
        _log.exception("file %s", name)
        return Refused.bug(name, error)


def _documents(data: bytes, name: str, reading: Reading) -> tuple[Prepared, ...]:
    read = reading.read(data, name=name, limits=reading.reader)
    found = split(read.text)
    reader = f"{read.format}/{reading.readers[read.format]}"
    remarks = tuple(f"{remark.kind} {' '.join(remark.facts.values())}".strip() for remark in read.remarks)
    return tuple(
        replace(
            _prepared(
                item, name if len(found) == 1 else "", reader, reading.limits, read.facts if len(found) == 1 else {}
            ),
            remarks=remarks,
            account=read.account,
            recognised=read.recognised if len(found) == 1 else (),
        )
        for item in found
    )


def _prepared(
    found: FoundDocument, name: str, reader: str, limits: Limits, facts: Mapping[str, tuple[str, str]]
) -> Prepared:
    side = segment(found.text, "new", limits)
    lines = tuple(_to_stored(line, found.start_line - 1) for line in to_lines(side))
    provisions = tuple(line for line in lines if line.kind in _PROVISIONS)
    metadata = read_metadata(found)
    values, read_from, inferred = dict(metadata.values), dict(metadata.read_from), set(metadata.inferred)
    for name_of, (value, words) in facts.items():
        # what the text itself says is surer than what the page says of it, but a watermark makes any text a draft
        if not values.get(name_of) or (name_of == "status" and value == "draft"):
            values[name_of] = tuple(value.split("、")) if name_of in LISTS else value
            read_from[name_of] = words
    if (not values.get("title") or "title" in inferred) and side.title:
        values["title"] = side.title
        inferred.discard("title")
    if not values.get("title") and (title := _stem(name)):
        values["title"], read_from["title"] = title, Path(name).name
        inferred.add("title")
    if not values.get("issued") and side.issued:
        values["issued"] = side.issued
    return Prepared(
        extractor=reader,
        digest=digest_of(lines),
        body=digest_of(provisions) if sum(len(line.text) for line in provisions) >= _ENOUGH else "",
        values=values,
        read_from=read_from,
        lines=lines,
        inferred=frozenset(inferred),
        place="" if name else f"{found.start_line}-{found.end_line}",
    )


def digest_of(lines: tuple[Line, ...]) -> str:
    """The hash of a text as compared: line ends, blanks and width do not count, nor how it was cut into clauses."""
    text = "".join(fold(line.whole) for line in lines)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def to_side(lines: tuple[Line, ...], side: SideName, limits: Limits) -> Side:
    """A stored text as the alignment reads it."""
    return from_lines(
        (ClauseLine(line.number, line.text, line.address, Kind(line.kind), line.line, line.runs_on) for line in lines),
        side,
        limits,
    )


def _stem(name: str) -> str:
    """What a text without a title is called: its file's name, nothing within a compilation or from a pipe."""
    return "" if name in {"", STDIN} else Path(name).stem


def _to_stored(line: ClauseLine, before: int) -> Line:
    return Line(line.number, line.text, line.address, line.kind.value, line.line + before, line.runs_on)
