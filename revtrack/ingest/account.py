"""What became of every character of text in a file: read, or left out for a reason that has a name.

A reader counts what the container holds by itself (all runs, cells, nodes, text objects), and says of each piece that
it passes what became of it. What nobody spoke of is *unexplained*: a fault of ours, shown and not hidden. Characters
are those that leave ink; blanks and characters without width are none.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from enum import StrEnum
from typing import cast

_NO_INK = re.compile(
    r"[\s\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\x00-\x1f\x7f]+"
)
#: Words of a piece that are kept to show what was left out, and of how many pieces.
_SAMPLE, _SAMPLES = 60, 3
#: Sentences are what a text is made of; menus have none.
_SENTENCE_END = re.compile(r"[。；！？]")


class Reason(StrEnum):
    """Why characters of a file are not in its text."""

    MENU = "menu"
    FURNITURE = "furniture"
    HIDDEN = "hidden"
    STRUCK = "struck"
    DELETED = "deleted"
    RUBY = "ruby"
    WATERMARK = "watermark"
    REPEATED = "repeated"
    COMMENT = "comment"
    UNSUPPORTED = "unsupported"
    UNREADABLE = "unreadable"
    BEYOND = "beyond"


#: Characters left out for these reasons may be missing from the text: it is not whole.
LOST = frozenset((Reason.UNSUPPORTED, Reason.UNREADABLE, Reason.BEYOND))
#: Here we judged by looks; sentences among them are a sign that we judged wrongly.
JUDGED = frozenset((Reason.MENU, Reason.FURNITURE, Reason.HIDDEN, Reason.WATERMARK))
#: A text is asked about where it lacks more than this share of the characters, or so many of them.
_MOST_LOST_SHARE, _MOST_LOST = 0.01, 400
#: ... or where more than this share of the sentences was judged to be none of its own.
_MOST_JUDGED_SHARE = 0.25


def ink(text: str) -> int:
    """How many characters of a text leave ink.

    >>> ink("第一条 　应\u200b当"), ink(" \\n")
    (5, 0)
    """
    return len(_NO_INK.sub("", text))


@dataclass(frozen=True, slots=True)
class Account:
    """Characters held by a file and what became of them.

    `left` counts by reason, `words` shows some of what was left out for each. `sentences` counts the characters in
    sentences of the file, `judged` those of them that were left out by the looks of them.
    """

    held: int = 0
    read: int = 0
    left: Mapping[Reason, int] = field(default_factory=dict[Reason, int])
    words: Mapping[Reason, str] = field(default_factory=dict[Reason, str])
    sentences: int = 0
    judged: int = 0

    @property
    def unexplained(self) -> int:
        """Characters that are neither read nor left out for a reason: zero, or a fault of ours."""
        return max(0, self.held - self.read - sum(self.left.values()))

    @property
    def lost(self) -> int:
        """Characters of the text that we could not read, the unexplained among them."""
        return self.unexplained + sum(count for reason, count in self.left.items() if reason in LOST)

    @property
    def question(self) -> str:
        """Why a person should look before the text is believed: "lost", "judged"; "" where nothing is in doubt.

        "judged" is also said where a page shows text and none of it was read.
        """
        if self.lost > min(_MOST_LOST, max(1, _MOST_LOST_SHARE * self.held)):
            return "lost"
        if self.held > _SAMPLE and not self.read and sum(self.left.get(reason, 0) for reason in JUDGED):
            return "judged"
        return "judged" if self.judged > _MOST_JUDGED_SHARE * self.sentences and self.judged > _SAMPLE else ""

    def counts(self) -> dict[str, int]:
        """The account as counts alone, with those that are lost: what a record keeps; {} for an empty one."""
        if not self.held and not self.read:
            return {}
        left = {str(reason): count for reason, count in self.left.items() if count}
        return {"held": self.held, "read": self.read, "lost": self.lost, **left}

    def to_json(self) -> dict[str, object]:
        """The account as plain values: a form for processes, records and programs."""
        return {
            "held": self.held,
            "read": self.read,
            "left": {str(reason): count for reason, count in self.left.items()},
            "words": {str(reason): words for reason, words in self.words.items()},
            "sentences": self.sentences,
            "judged": self.judged,
        }

    @classmethod
    def from_json(cls, values: Mapping[str, object]) -> Account:
        """The account that `to_json` gave; reasons that are not known count as unsupported."""
        left: dict[Reason, int] = {}
        for name, count in _mapping(values.get("left")).items():
            reason = _reason(name)
            left[reason] = left.get(reason, 0) + _number(count)
        words = {_reason(name): str(said) for name, said in _mapping(values.get("words")).items()}
        counts = (_number(values.get(name)) for name in ("held", "read", "sentences", "judged"))
        held, read, sentences, judged = counts
        return cls(held, read, left, words, sentences, judged)


_OVERHEARD: ContextVar[list[str] | None] = ContextVar("overheard", default=None)


@contextmanager
def overheard() -> Generator[list[str]]:
    """All that readers leave out meanwhile, in full: an account keeps counts and samples. For measuring readers."""
    heard: list[str] = []
    token = _OVERHEARD.set(heard)
    try:
        yield heard
    finally:
        _OVERHEARD.reset(token)


class Counting:
    """An account in the making."""

    def __init__(self) -> None:
        self._held = self._read = self._sentences = self._judged = 0
        self._left: dict[Reason, int] = {}
        self._words: dict[Reason, list[str]] = {}

    @property
    def held(self) -> int:
        """How many characters the container holds, as far as they were counted."""
        return self._held

    def hold(self, text: str) -> None:
        """Count text that the container holds, before anybody reads it."""
        self._held += ink(text)

    def read(self, text: str) -> str:
        """Count text that goes into the result; the text itself, for convenience."""
        self._read += ink(text)
        return text

    def read_ink(self, count: int) -> None:
        """Count so many characters that go into the result."""
        self._read += count

    def leave(self, reason: Reason, text: str, held: int | None = None) -> None:
        """Count text that is left out; `held` where the text shows more than the file holds."""
        count = ink(text) if held is None else held
        if not count:
            return
        heard = _OVERHEARD.get()
        if heard is not None:
            heard.append(text)
        self._left[reason] = self._left.get(reason, 0) + count
        samples = self._words.setdefault(reason, [])
        if len(samples) < _SAMPLES:
            samples.append(" ".join(text.split())[:_SAMPLE])

    def sentence(self, text: str, reason: Reason | None = None) -> None:
        """Count a whole paragraph if it is made of sentences: read, or left out for a reason."""
        if _SENTENCE_END.search(text):
            count = ink(text)
            self._sentences += count
            if reason in JUDGED:
                self._judged += count

    def add(self, other: Account) -> None:
        """Take in the account of a part that was read by a reader of its own."""
        self._held += other.held
        self._read += other.read
        self._sentences += other.sentences
        self._judged += other.judged
        for reason, count in other.left.items():
            self._left[reason] = self._left.get(reason, 0) + count
            if words := other.words.get(reason):
                self._words.setdefault(reason, []).append(words)

    def done(self) -> Account:
        """The account."""
        words = {reason: " … ".join(samples) for reason, samples in self._words.items()}
        return Account(self._held, self._read, dict(self._left), words, self._sentences, self._judged)


def _reason(name: str) -> Reason:
    return Reason(name) if name in Reason.__members__.values() else Reason.UNSUPPORTED


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0


def _mapping(value: object) -> Mapping[str, object]:
    return cast("Mapping[str, object]", value) if isinstance(value, dict) else {}
