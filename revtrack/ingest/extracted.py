"""What a reader gets out of a file that is no text by itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Remark:
    """Something worth telling about how a text was got: its kind (a key of `Words.remarks`) and facts."""

    kind: str
    facts: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True)
class Extracted:
    """The text of a file, one natural paragraph or table row a line, and what is to be told about it."""

    text: str
    remarks: tuple[Remark, ...] = ()
