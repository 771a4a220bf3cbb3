"""What can go wrong, as types whose facts are attributes: no message is ever taken apart again.

The words for a kind of error stand in `wording`; `str(error)` gives them in English for logs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from revtrack import exitcodes

if TYPE_CHECKING:
    from revtrack.words.phrases import Words


class RevtrackError(Exception):
    """Anything revtrack reports on purpose; `exit_code` is what a command ends with."""

    exit_code: int = exitcodes.OPERATION

    def lines(self, language: Words) -> list[str]:
        """One line per problem, each with what is wrong, where, and what to do."""
        raise NotImplementedError

    def __str__(self) -> str:
        from revtrack.words.comparison import words

        return "\n".join(self.lines(words("en")))


class _Described(RevtrackError):
    """An error with a file, a place in it and words for its kind."""

    def __init__(
        self,
        kind: str,
        file: str = "",
        *,
        line: int | None = None,
        byte: int | None = None,
        facts: Mapping[str, str] | None = None,
    ) -> None:
        self.kind = kind
        self.file = file
        self.line = line
        self.byte = byte
        self.facts: Mapping[str, str] = dict(facts or {})
        super().__init__(kind, file)

    def describe(self, language: Words) -> tuple[str, str]:
        """(what is wrong, what to do)."""
        raise NotImplementedError

    def place(self, language: Words) -> str:
        """Where in the file, counted from 1 for lines and from 0 for bytes; "" where there is no place."""
        parts: list[str] = []
        if self.line is not None:
            parts.append(language.place_line.format(line=self.line))
        if self.byte is not None:
            parts.append(language.place_byte.format(byte=self.byte))
        return language.between.join(parts)

    def lines(self, language: Words) -> list[str]:
        """The error as one line: file, place, problem, remedy."""
        problem, remedy = self.describe(language)
        place = self.place(language)
        where = f"{self.file} ({place})" if place and self.file else self.file or place
        head = f"{where}{language.colon}" if where else ""
        return [f"{head}{problem}{language.stop} {language.remedy}{language.colon}{remedy}{language.stop}"]


class InvalidInput(_Described, ValueError):
    """A file, a setting or an argument that the user has to mend. `kind` is a key of `Words.refusals`."""

    exit_code = exitcodes.INPUT

    def describe(self, language: Words) -> tuple[str, str]:
        """(what is wrong, what to do)."""
        return language.refusal(self.kind, self.facts)


class InvalidInputs(RevtrackError, ValueError):
    """Several inputs were refused; all of them are told at once."""

    exit_code = exitcodes.INPUT

    def __init__(self, errors: Sequence[InvalidInput]) -> None:
        self.errors = tuple(errors)
        super().__init__(self.errors)

    def lines(self, language: Words) -> list[str]:
        """One line per refused input."""
        return [line for error in self.errors for line in error.lines(language)]


class OperationFailed(_Described):
    """Something outside failed: a disk, a permission, memory. `kind` is a key of `Words.failures`."""

    exit_code = exitcodes.OPERATION

    def describe(self, language: Words) -> tuple[str, str]:
        """(what went wrong, what to do)."""
        return language.failure(self.kind, self.facts)
