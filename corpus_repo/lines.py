"""A version's text as two files: `text.txt`, a clause a line, and `structure.tsv`, which says line by line what it is.

Kept apart so that numbers, addresses and positions may change without touching a line of text: an inserted article is
one more line, in `git log -p` and `git blame` too. Together they give back the issuer's text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from corpus_repo.errors import Damaged

_ESCAPES = {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}
_BREAKS = re.compile(r"[\\\n\r]")
_BACK = {escape: char for char, escape in _ESCAPES.items()}


@dataclass(frozen=True, slots=True)
class Line:
    """One clause: the number as written with the blanks behind it, its own text, address, kind, line of the source.

    `runs_on` says that it goes on in the paragraph of the line before.
    """

    number: str
    text: str
    address: str
    kind: str
    line: int
    runs_on: bool = False

    @property
    def whole(self) -> str:
        """The clause as the issuer wrote it."""
        return self.number + self.text


def to_files(lines: Iterable[Line]) -> tuple[bytes, bytes]:
    """(text.txt, structure.tsv) of a text. A line feed within a clause would break the files and raises ValueError."""
    texts: list[str] = []
    structure: list[str] = []
    for line in lines:
        if "\n" in line.text:
            raise ValueError("a clause holds a line feed")
        texts.append(f"{line.text}\n")
        fields = (line.number, line.address, line.kind, str(line.line), "+" if line.runs_on else "")
        row = "\t".join(fields)
        if row.count("\t") > 4 or _BREAKS.search(row):
            row = "\t".join(map(_escaped, fields))
        structure.append(f"{row}\n")
    return _encoded(texts), _encoded(structure)


def from_files(text: bytes, structure: bytes, where: str = "") -> tuple[Line, ...]:
    """The lines that two files hold. Raises `Damaged` (naming `where`) where they do not belong together."""
    try:
        texts, rows = _decoded(text), _decoded(structure)
        if len(texts) != len(rows):
            raise ValueError(f"{len(texts)} lines of text, {len(rows)} of structure")
        lines: list[Line] = []
        for own, row in zip(texts, rows, strict=True):
            number, address, kind, line, runs_on = row.split("\t")
            lines.append(Line(_plain(number), own, _plain(address), _plain(kind), int(line), runs_on == "+"))
        return tuple(lines)
    except ValueError as error:
        raise Damaged(where, str(error)) from error


def _encoded(lines: list[str]) -> bytes:
    # a lone half of a surrogate pair comes from broken files; it is the issuer's all the same
    return "".join(lines).encode("utf-8", "surrogatepass")


def _decoded(data: bytes) -> list[str]:
    return data.decode("utf-8", "surrogatepass").split("\n")[:-1]


def _escaped(field: str) -> str:
    return re.sub(r"[\\\t\n\r]", lambda match: _ESCAPES[match[0]], field)


def _plain(field: str) -> str:
    return re.sub(r"\\[\\tnr]", lambda match: _BACK[match[0]], field) if "\\" in field else field
