"""The words of the corpus: documents, their versions, and what is known of them. Frozen values.

A Document is a policy as an abstract work; its id is opaque and given once. A Version is one text of it. What was read
from a text (`read`) and what a person put right (`corrected`) are kept apart; the second wins.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType

Value = str | tuple[str, ...]


def as_text(value: Value) -> str:
    """A value of the metadata as text: several are joined by 、."""
    return value if isinstance(value, str) else "、".join(value)


_NOTHING: Mapping[str, Value] = MappingProxyType({})
_NO_VERSIONS: Mapping[str, Version] = MappingProxyType({})

#: The dates of a version, never a bare `date`: 征求意见截止, 成文, 公布, 最近修改, 施行, 失效.
DATES: tuple[str, ...] = ("consultation_until", "issued", "published", "last_amended", "effective", "expires")
#: Fields that hold several values.
LISTS: tuple[str, ...] = ("issuers", "addressees", "basis", "repeals", "amends")
#: Every field of the metadata, in the order in which it is shown.
FIELDS: tuple[str, ...] = (
    "title",
    "notice_title",
    "doc_number",
    "issuers",
    "jurisdiction",
    "level",
    "status",
    "force",
    *DATES,
    "addressees",
    "comments_to",
    "basis",
    "repeals",
    "amends",
    "publicity",
)


#: What `force` may say: 试行, 暂行.
FORCES: tuple[str, ...] = ("trial", "interim")


class Status(StrEnum):
    """What a version is: 征求意见稿, 印发稿, 修订稿."""

    DRAFT = "draft"
    ISSUED = "issued"
    AMENDED = "amended"


_STATUSES = frozenset(status.value for status in Status)


@dataclass(frozen=True, slots=True)
class Original:
    """The bytes exactly as received: their SHA-256, the name they came under, their number."""

    sha256: str
    name: str
    size: int


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """That a version no longer counts, since when (UTC, ISO 8601) and why. Its text stays."""

    reason: str
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One text of a Document.

    `text` and `structure` are the ids of git blobs; `digest` is the SHA-256 of the text as compared (folded), by which
    the same text is known again; `body` is that of its provisions alone, which another rendering of the same document
    shares. `received` is UTC, ISO 8601. `reextracts` names the version whose original was read
    anew by a better reader: such a version is not news. `account` counts the characters of the file: held, read, lost
    (text that could not be read), and those left out by reason. `joined_from` names the document that it came with by
    a link.
    """

    id: str
    text: str
    structure: str
    digest: str
    received: str
    body: str = ""
    read: Mapping[str, Value] = field(default_factory=lambda: _NOTHING)
    read_from: Mapping[str, str] = field(default_factory=lambda: _STRINGS)
    corrected: Mapping[str, Value] = field(default_factory=lambda: _NOTHING)
    original: Original | None = None
    source: str = ""
    extractor: str = ""
    remarks: tuple[str, ...] = ()
    account: Mapping[str, int] = field(default_factory=lambda: _COUNTS)
    reextracts: str = ""
    joined_from: str = ""
    withdrawn: Withdrawal | None = None

    def value(self, name: str) -> str:
        """A field as text: corrected, else as read; several values are joined by 、; "" where unknown."""
        return as_text(self.corrected.get(name, self.read.get(name, "")))

    def values(self, name: str) -> tuple[str, ...]:
        """A field that holds several values."""
        found = self.corrected.get(name, self.read.get(name, ()))
        return found if isinstance(found, tuple) else (found,) if found else ()

    @property
    def status(self) -> Status:
        """What the version is; issued where nothing says otherwise."""
        said = self.value("status")
        return Status(said) if said in _STATUSES else Status.ISSUED

    @property
    def date(self) -> str:
        """The day by which versions are put in order: issued, else published, effective, or for a draft its
        deadline for comments; of an amended text the day of its last amendment. "" where no day is known."""
        names = ("issued", "published", "effective", "consultation_until")
        if self.status is Status.DRAFT:
            names = ("issued", "published", "consultation_until")
        elif self.status is Status.AMENDED:
            names = ("last_amended", *names)
        return next((self.value(name) for name in names if self.value(name)), "")


_STRINGS: Mapping[str, str] = MappingProxyType({})
_COUNTS: Mapping[str, int] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A policy with its versions in the order in which they came (see `order.in_order` for the reader's order).

    `created` is UTC, ISO 8601. `merged_into` is the document that this one was joined to: a redirect. `derives_from`
    are ids of documents of a higher body that this one takes up, `apart_from` of those that a person said are others.
    """

    id: str
    created: str
    versions: Mapping[str, Version] = field(default_factory=lambda: _NO_VERSIONS)
    corrected: Mapping[str, Value] = field(default_factory=lambda: _NOTHING)
    merged_into: str = ""
    derives_from: tuple[str, ...] = ()
    apart_from: tuple[str, ...] = ()

    def with_version(self, version: Version) -> Document:
        """The document with a version added or replaced."""
        return replace(self, versions={**self.versions, version.id: version})

    def without_version(self, version: str) -> Document:
        """The document without one of its versions."""
        return replace(self, versions={name: kept for name, kept in self.versions.items() if name != version})
