"""Where things stand in the repository: paths made of ids and nothing else, in ASCII, sharded by two characters."""

from __future__ import annotations

import re
import secrets

FORMAT_NUMBER = 1
FORMAT_FILE = "FORMAT"
ROOT = "documents"
RECORD, TEXT, STRUCTURE = "document.json", "text.txt", "structure.tsv"

_ID = re.compile(r"[0-9a-f]{12}")
_HASH = re.compile(r"[0-9a-f]{40}")
_RECORD_PATH = re.compile(rf"{ROOT}/([0-9a-f]{{2}})/(\1[0-9a-f]{{10}})/{re.escape(RECORD)}")


def new_id() -> str:
    """An id for a document or a version: 12 hexadecimal digits that mean nothing."""
    return secrets.token_hex(6)


def is_id(text: str) -> bool:
    """Whether a text has the form of an id."""
    return _ID.fullmatch(text) is not None


def is_hash(text: str) -> bool:
    """Whether a text has the form of a whole id of git: the only form in which one from outside may reach git."""
    return _HASH.fullmatch(text) is not None


def folder(document: str) -> str:
    """The folder of a document. Raises `ValueError` for what is no id."""
    if not is_id(document):
        raise ValueError(f"no id of a document: {document!r}")
    return f"{ROOT}/{document[:2]}/{document}"


def document_of(path: str) -> str:
    """The document whose record stands at a path, "" for any other path."""
    match = _RECORD_PATH.fullmatch(path)
    return match[2] if match else ""
