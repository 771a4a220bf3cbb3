"""Parts in other formats that a Word file takes in (altChunk): web pages, texts, other Word files."""

from __future__ import annotations

from collections.abc import Callable

from revtrack.errors import InvalidInput
from revtrack.ingest.account import Counting
from revtrack.ingest.binary import binary_kind
from revtrack.ingest.encoding import decode
from revtrack.ingest.extracted import Extracted


def read_import(path: str, data: bytes, name: str, word: Callable[[bytes, str], Extracted] | None) -> Extracted | None:
    """The text of a part, None where it is in a format that is not read here; `word` reads Word files, if at all."""
    if not data.strip():
        return None
    kind = binary_kind(data)
    try:
        if kind == "docx":
            return word(data, name) if word else None
        if kind == "mhtml" or path.lower().endswith((".html", ".htm", ".xhtml", ".mht", ".mhtml")):
            from revtrack.ingest.page.reader import extract_fragment

            return extract_fragment(data, name=name)
        if kind == "" and path.lower().endswith(".txt"):
            text, _ = decode(data, file=name, label="")
            count = Counting()
            count.hold(text)
            return Extracted(count.read(text), account=count.done())
    except InvalidInput:
        return None
    return None
