"""Every command with what may be given to it, read off the command line itself: for the manual and the handbook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from revtrack.words.help import ARGUMENTS, COMMANDS

if TYPE_CHECKING:
    from revtrack.words.language import Lang


@dataclass(frozen=True, slots=True)
class Given:
    """An argument or an option: how it is written, and what it means."""

    written: str
    says: str
    is_option: bool


@dataclass(frozen=True, slots=True)
class Command:
    """A command by the words that call it."""

    name: str
    says: str
    arguments: str
    given: tuple[Given, ...]


def reference(program: object, lang: Lang) -> Iterator[Command]:
    """Every command of the program (as typer makes it of an app) in the order of its help."""
    group = cast("Any", program)
    for name, command in group.commands.items():
        yield _command(name, command, lang)
        for below, inner in getattr(command, "commands", {}).items():
            yield _command(f"{name} {below}", inner, lang)


def _command(name: str, command: Any, lang: Lang) -> Command:
    given = tuple(_given(one, lang) for one in command.params if one.name != "help")
    arguments = " ".join(one.written for one in given if not one.is_option)
    return Command(name, COMMANDS[name][lang], arguments, given)


def _given(one: Any, lang: Lang) -> Given:
    is_option = one.param_type_name == "option"
    metavar = str(one.metavar or one.name.upper()).replace("\n", " ")
    if is_option:
        names = ", ".join([*reversed(_both(one.opts)), *one.secondary_opts])
        written = names if one.is_flag or one.count else f"{names} {metavar}"
    else:
        written = metavar if one.required or metavar.startswith("[") else f"[{metavar}]"
        written = f"{written}..." if one.nargs == -1 else written
    return Given(written, _says(str(one.help or ""), lang), is_option)


def _both(names: Sequence[str]) -> list[str]:
    return sorted(names, key=len, reverse=True)


def _says(both: str, lang: Lang) -> str:
    """What help says in one language: it is written there in all."""
    for said in ARGUMENTS.values():
        if " / ".join(said.values()) == both:
            return said[lang]
    return both
