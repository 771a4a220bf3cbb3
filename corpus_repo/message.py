"""A change of the corpus as a commit message: a subject for people, trailers for programs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

_SUBJECT_LENGTH = 100
_CONTROL = re.compile(r"[\x00-\x1f\x7f\u0085\u2028\u2029]+")


class Kind(StrEnum):
    """What a change did."""

    INIT = "init"
    ADD = "add"
    REEXTRACT = "re-extract"
    EDIT = "edit"
    LINK = "link"
    UNLINK = "unlink"
    MOVE = "move"
    WITHDRAW = "withdraw"
    DERIVE = "derive"
    KEEP_APART = "keep-apart"
    REVIEW = "review"
    DECLINE = "decline"
    UNDO = "undo"


_KINDS = frozenset(kind.value for kind in Kind)


@dataclass(frozen=True, slots=True)
class Change:
    """One change: what it did, to which documents, about which version, and why a person asked for it.

    `title` is the document's name at the time, for people who read the log. `undoes` is the commit taken back.
    """

    kind: Kind
    documents: tuple[str, ...] = ()
    version: str = ""
    title: str = ""
    detail: str = ""
    reason: str = ""
    undoes: str = ""


def render(change: Change) -> str:
    """The commit message. Whatever is in a title or a reason, it stays on its line: no trailer can be forged."""
    words = " ".join(filter(None, (change.kind.value, one_line(change.title), one_line(change.detail))))
    subject = words if len(words) <= _SUBJECT_LENGTH else f"{words[: _SUBJECT_LENGTH - 1]}…"
    trailers = [f"Revtrack-Change: {change.kind.value}"]
    trailers += [f"Revtrack-Document: {document}" for document in change.documents]
    for name, value in (
        ("Version", change.version),
        ("Title", change.title),
        ("Detail", change.detail),
        ("Reason", change.reason),
        ("Undoes", change.undoes),
    ):
        if one_line(value):
            trailers.append(f"Revtrack-{name}: {one_line(value)}")
    return f"{subject}\n\n" + "\n".join(trailers) + "\n"


def parse(message: str) -> Change | None:
    """The change that a commit message tells of; None for a commit that is not ours."""
    fields: dict[str, list[str]] = {}
    for line in message.strip().rpartition("\n\n")[2].splitlines():
        name, mark, value = line.partition(": ")
        if mark and name.startswith("Revtrack-"):
            fields.setdefault(name.removeprefix("Revtrack-"), []).append(value)
    kinds = fields.get("Change", [])
    if not kinds or kinds[0] not in _KINDS:
        return None
    one = {name: values[0] for name, values in fields.items()}
    return Change(
        Kind(kinds[0]),
        tuple(fields.get("Document", [])),
        one.get("Version", ""),
        one.get("Title", ""),
        one.get("Detail", ""),
        one.get("Reason", ""),
        one.get("Undoes", ""),
    )


def one_line(text: str) -> str:
    """A text on one line: line ends and control characters become blanks, blanks at the edges go."""
    return _CONTROL.sub(" ", text).strip()
