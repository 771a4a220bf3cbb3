"""Where things stand in the repository: paths made of ids and nothing else, in ASCII, sharded by two characters."""

from __future__ import annotations

import re
import secrets

FORMAT_NUMBER = 1
FORMAT_FILE = "FORMAT"
ID_FILE = "ID"
ROOT = "documents"
REVIEWS, DECLINED = "reviews", "declined"
RECORD, TEXT, STRUCTURE = "document.json", "text.txt", "structure.tsv"

_ID = re.compile(r"[0-9a-f]{12}")
_HASH = re.compile(r"[0-9a-f]{40}")
_RECORD_PATH = re.compile(rf"{ROOT}/([0-9a-f]{{2}})/(\1[0-9a-f]{{10}})/{re.escape(RECORD)}")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_TASK = re.compile(r"[a-z]{1,20}")
_REVIEWS_PATH = re.compile(rf"{REVIEWS}/[0-9a-f]{{2}}/[0-9a-f]{{12}}-[0-9a-f]{{12}}-[a-z]{{1,20}}\.json")


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


def reviews_path(old: str, new: str, task: str) -> str:
    """Where the reviews of comparisons of two documents stand. Raises `ValueError` for what is no id or no task."""
    if not is_id(old) or not is_id(new) or not _TASK.fullmatch(task):
        raise ValueError(f"no ids of documents, or no task: {old!r} {new!r} {task!r}")
    return f"{REVIEWS}/{old[:2]}/{old}-{new}-{task}.json"


def is_reviews_path(path: str) -> bool:
    """Whether reviews stand at a path."""
    return _REVIEWS_PATH.fullmatch(path) is not None


def declined_path(digest: str) -> str:
    """Where it stands that a text was declined. Raises `ValueError` for what is no digest."""
    if not _DIGEST.fullmatch(digest):
        raise ValueError(f"no digest of a text: {digest!r}")
    return f"{DECLINED}/{digest[:2]}/{digest}.json"


def document_of(path: str) -> str:
    """The document whose record stands at a path, "" for any other path."""
    match = _RECORD_PATH.fullmatch(path)
    return match[2] if match else ""
