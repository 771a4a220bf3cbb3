"""What commands have in common: options that several of them take, and choices that follow from the tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from revtrack.errors import InvalidInput
from revtrack.settings import preferred_language
from revtrack.words.corpus import corpus_words
from revtrack.words.help import of_argument
from revtrack.words.language import Lang
from revtrack.words.pages import web_words

TEXT, JSON = "text", "json"
#: Names of commands and what they run: functions, or tables of commands.
Commands = tuple[tuple[str, Callable[..., Any] | typer.Typer], ...]


def one_of(values: Iterable[str]) -> dict[str, Any]:
    """The settings of an option that takes one of these values and refuses any other with the list."""
    known = tuple(values)

    def read(text: str) -> str:
        if text not in known:
            raise typer.BadParameter(f"{text!r} is not one of {', '.join(map(repr, known))}.")
        return text

    return {"parser": read, "metavar": f"<{'|'.join(known)}>", "autocompletion": lambda: list(known)}


def form_of(output: str | None, suffixes: Mapping[str, str]) -> str:
    """The form that the suffix of a file asks for, by suffix; text for a name without one, and where there is no file.

    Raises `InvalidInput` (output-suffix) for a suffix that no form has.
    """
    ends = [end.lower().removeprefix(".") for end in Path(output).suffixes] if output else []
    both = ".".join(ends[-2:])  # a form may be told from another by two: tracked.docx
    suffix = both if both in suffixes else "".join(ends[-1:])
    if suffix and suffix not in suffixes:
        known = " ".join(f".{one}" for one in suffixes)
        raise InvalidInput("output-suffix", output or "", facts={"suffix": f".{suffix}", "known": known})
    return suffixes.get(suffix, TEXT)


def language_of(lang: Lang | None) -> Lang:
    """The language to speak: the one chosen, else that of settings or locale."""
    return preferred_language(lang or "")


def day_of(option: str, text: str) -> str:
    """A day that an option gives, "" for none. Raises `InvalidInput` (field-value) for what is no day."""
    if not text:
        return ""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise InvalidInput("field-value", facts={"field": option, "value": text, "wanted": "YYYY-MM-DD"}) from None


Format = Annotated[str, typer.Option("--format", help=of_argument("format"), **one_of((TEXT, JSON)))]
Language = Annotated[Lang | None, typer.Option("--lang", help=of_argument("lang"))]
NoColour = Annotated[bool, typer.Option("--no-color", help=of_argument("no-color"))]
Doc = Annotated[str, typer.Argument(metavar="DOC", help=of_argument("doc"))]
DocVersion = Annotated[str, typer.Argument(metavar="DOC[@VERSION]", help=of_argument("doc-version"))]
Output = Annotated[str | None, typer.Option("--output", "-o", metavar="FILE", help=of_argument("output"))]
Limit = Annotated[int, typer.Option("--limit", min=1, max=1_000_000, help=of_argument("limit"))]
Offset = Annotated[int, typer.Option("--offset", min=0, help=of_argument("offset"))]
Jurisdiction = Annotated[str, typer.Option("--jurisdiction", help=of_argument("jurisdiction"))]
Issuer = Annotated[str, typer.Option("--issuer", help=of_argument("issuer"))]
Status = Annotated[
    str | None, typer.Option("--status", help=of_argument("status"), **one_of(corpus_words("en").statuses))
]
Since = Annotated[int, typer.Option("--since", metavar="YEAR", min=0, max=9999, help=of_argument("since"))]
Until = Annotated[int, typer.Option("--until", metavar="YEAR", min=0, max=9999, help=of_argument("until"))]
CurrentOnly = Annotated[bool, typer.Option("--current", help=of_argument("current"))]
Sort = Annotated[
    str | None, typer.Option("--sort", help=of_argument("sort"), **one_of(filter(None, web_words("en").sorts)))
]
InForceOn = Annotated[str, typer.Option("--in-force-on", metavar="YYYY-MM-DD", help=of_argument("in-force-on"))]
