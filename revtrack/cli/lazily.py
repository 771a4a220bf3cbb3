"""Commands that are loaded when they are called: help names all of them and imports the module of none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from revtrack.words.help import of_command

#: The modules of commands, and which commands each holds, in the order in which help lists them.
MODULES: dict[str, tuple[str, ...]] = {
    "revtrack.cli.comparing": ("compare",),
    "revtrack.cli.adding": ("init", "add", "split"),
    "revtrack.cli.looking": ("list", "show", "history", "text", "original", "blame", "diff", "search", "duties"),
    "revtrack.cli.force": ("force", "article"),
    "revtrack.cli.changing": ("link", "unlink", "move", "edit", "withdraw", "undo"),
    "revtrack.cli.caring": ("verify", "reindex", "backup", "restore"),
    "revtrack.cli.trace": ("trace", "lineage", "related", "amendments", "derive"),
    "revtrack.cli.promises": ("promises",),
    "revtrack.cli.indicators": ("indicators",),
    "revtrack.cli.bodies": ("bodies",),
    "revtrack.cli.enforcement": ("enforcement",),
    "revtrack.cli.diffusion": ("measures", "siblings"),
    "revtrack.cli.citers": ("called",),
    "revtrack.cli.lines": ("line",),
    "revtrack.cli.jobs": ("jobs",),
    "revtrack.cli.accounts": ("account",),
    "revtrack.cli.assistants": ("mcp",),
    "revtrack.cli.subscriptions": ("subscribe",),
    "revtrack.cli.tasks": ("assign", "tasks"),
    "revtrack.cli.releasing": ("release",),
    "revtrack.cli.tokens": ("token",),
    "revtrack.cli.doctor": ("doctor", "manual", "completion"),
    "revtrack.cli.watch": ("watch",),
}


class _Loaded(MutableMapping[str, Any]):
    """Commands by name: those given, and those of `MODULES`, each made when it is taken."""

    def __init__(self, given: Mapping[str, Any]) -> None:
        self._made = dict(given)
        self._where = {name: module for module, names in MODULES.items() for name in names}

    def __getitem__(self, name: str) -> Any:
        if name not in self._made:
            commands = dict(import_module(self._where[name]).COMMANDS)
            self._made[name] = _made(name, commands[name])
        return self._made[name]

    def __setitem__(self, name: str, command: Any) -> None:
        self._made[name] = command

    def __delitem__(self, name: str) -> None:
        self._made.pop(name, None)
        self._where.pop(name, None)

    def __iter__(self) -> Iterator[str]:
        return iter({**self._where, **self._made})

    def __len__(self) -> int:
        return len({**self._where, **self._made})

    def __contains__(self, name: object) -> bool:
        return name in self._where or name in self._made


def _made(name: str, command: Any) -> Any:
    """The command that typer makes of a function; of a table of commands a group."""
    if isinstance(command, typer.Typer):
        return typer.main.get_command(command)
    alone = typer.Typer(add_completion=False, rich_markup_mode=None)
    alone.command(name, help=of_command(name))(command)
    return typer.main.get_command(alone)


class Lazily(TyperGroup):
    """A group of the commands of `MODULES`."""

    def __init__(self, *, commands: Any = None, **settings: Any) -> None:
        super().__init__(commands=commands, **settings)
        self.commands = _Loaded(self.commands)

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002 -- typer gives it
        """List the commands by the words of help alone."""
        names = list(self.commands)
        limit = formatter.width - 6 - max(map(len, names))
        rows = [(name, TyperCommand(name, help=of_command(name)).get_short_help_str(limit)) for name in names]
        with formatter.section("Commands"):
            formatter.write_dl(rows)
