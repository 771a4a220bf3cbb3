"""What a reader gets out of a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from revtrack.ingest.account import Account


@dataclass(frozen=True, slots=True)
class Remark:
    """Something worth telling about how a text was got: its kind (a key of `Words.remarks`) and facts."""

    kind: str
    facts: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True)
class RecognisedLine:
    """A line that was recognised from a picture and holds a number or a day, for a person to hold beside it.

    `page` counts from 1, `sure` is between 0 and 1, `picture` the line as PNG ("" of bytes where it could not be cut).
    """

    page: int
    text: str
    sure: float
    picture: bytes = b""


@dataclass(frozen=True, slots=True)
class Extracted:
    """The text of a file, one natural paragraph or table row a line, and what is to be told about it.

    `facts` are what a file says beside its text: field of the metadata → (value, words it was read from). `encoding` is
    "" where bytes were not decoded, `form` "" where the reader's own name says the format.
    """

    text: str
    remarks: tuple[Remark, ...] = ()
    account: Account = field(default_factory=Account)
    facts: Mapping[str, tuple[str, str]] = field(default_factory=dict[str, tuple[str, str]])
    encoding: str = ""
    form: str = ""
    recognised: tuple[RecognisedLine, ...] = ()
