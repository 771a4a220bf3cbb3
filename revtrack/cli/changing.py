"""Commands that put right what a corpus holds."""

from __future__ import annotations

from typing import Annotated

import typer

from revtrack.cli.asking import change, fields_of
from revtrack.cli.options import TEXT, Commands, Doc, DocVersion, Format, Language
from revtrack.words.help import of_argument


def link_command(
    draft: Annotated[str, typer.Argument(metavar="DRAFT")],
    final: Annotated[str, typer.Argument(metavar="FINAL")],
    form: Format = TEXT,
    lang: Language = None,
) -> int:
    """Join two documents that are one policy."""
    return change(lambda tracker: tracker.link(draft, final), form, lang)


def unlink_command(doc: Doc, form: Format = TEXT, lang: Language = None) -> int:
    """Part what was joined."""
    return change(lambda tracker: tracker.unlink(doc), form, lang)


def move_command(
    version: Annotated[str, typer.Argument(metavar="VERSION", help=of_argument("version"))],
    doc: Doc,
    form: Format = TEXT,
    lang: Language = None,
) -> int:
    """Put a version under another document."""
    return change(lambda tracker: tracker.move(version, doc), form, lang)


def edit_command(
    doc: DocVersion,
    fields: Annotated[list[str], typer.Argument(metavar="FIELD=VALUE", help=of_argument("fields"))],
    form: Format = TEXT,
    lang: Language = None,
) -> int:
    """Correct metadata."""
    values = fields_of(fields)
    return change(lambda tracker: tracker.edit(doc, values), form, lang)


def withdraw_command(
    doc: DocVersion,
    reason: Annotated[str, typer.Option("--reason", help=of_argument("reason"))],
    form: Format = TEXT,
    lang: Language = None,
) -> int:
    """Say that a version no longer counts; its text stays."""
    return change(lambda tracker: tracker.withdraw(doc, reason), form, lang)


def undo_command(
    commit: Annotated[str, typer.Argument(metavar="COMMIT", help=of_argument("commit"))],
    form: Format = TEXT,
    lang: Language = None,
) -> int:
    """Take back one change."""
    return change(lambda tracker: tracker.undo(commit), form, lang)


COMMANDS: Commands = (
    ("link", link_command),
    ("unlink", unlink_command),
    ("move", move_command),
    ("edit", edit_command),
    ("withdraw", withdraw_command),
    ("undo", undo_command),
)
