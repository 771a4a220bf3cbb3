"""The page of the manual, made of the command line, its words and its exit codes, as roff for `man`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from revtrack import __version__
from revtrack.cli.reference import reference
from revtrack.words.help import PROGRAM
from revtrack.words.manual import manual_words

if TYPE_CHECKING:
    from revtrack.words.language import Lang


def page(program: object, lang: Lang) -> str:
    """The page in a language, as roff; `program` is what typer makes of the app."""
    say = manual_words(lang)
    parts = [
        f'.TH REVTRACK 1 "" "revtrack {__version__}"',
        _heading(say.name),
        f"revtrack \\- {_plain(PROGRAM[lang])}",
        _heading(say.synopsis),
        ".B revtrack",
        "[\\-h] [\\-\\-version] COMMAND ...",
        _heading(say.commands),
    ]
    for command in reference(program, lang):
        parts += [".TP", f".B revtrack {_plain(' '.join(filter(None, (command.name, command.arguments))))}"]
        parts += [_plain(command.says)]
        if command.given:
            parts.append(".RS")
            for one in command.given:
                parts += [".TP", f".B {_plain(one.written)}", _plain(one.says)]
            parts.append(".RE")
    parts.append(_heading(say.codes))
    for code, meaning in say.exits.items():
        parts += [".TP", f".B {code}", _plain(meaning)]
    parts.append(_heading(say.surroundings))
    for name, meaning in say.variables.items():
        parts += [".TP", f".B {name}", _plain(meaning)]
    return "\n".join(parts) + "\n"


def _heading(words: str) -> str:
    return f".SH {_plain(words)}"


def _plain(words: str) -> str:
    """Words of which roff takes nothing for an order of its own."""
    plain = words.replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{plain}" if plain[:1] in {".", "'"} else plain
