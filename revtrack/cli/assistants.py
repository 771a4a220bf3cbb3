"""The command by which an assistant asks the corpus."""

from __future__ import annotations

from typing import Annotated

import typer

from revtrack import exitcodes
from revtrack.cli.options import Commands, Language, language_of
from revtrack.cli.output import stderr_line
from revtrack.errors import InvalidInput, OperationFailed
from revtrack.words.help import of_argument

#: How the address of a site begins.
_WEB = ("http://", "https://")


def mcp_command(
    site: Annotated[str, typer.Option("--site", metavar="URL", help=of_argument("mcp-site"))] = "",
    lang: Language = None,
) -> int:
    """Answer an assistant over standard input and output, until it closes them."""
    if site and not site.startswith(_WEB):
        raise InvalidInput("field-value", facts={"field": "--site", "value": site, "wanted": "https://…"})
    try:
        from revtrack.assistants.server import serve_stdio
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in {"mcp", "mcp_types"}:
            raise
        raise OperationFailed("no-mcp") from None
    from revtrack.cli import corpus_text
    from revtrack.service import Tracker
    from revtrack.words.corpus import corpus_words

    language = language_of(lang)
    tracker = Tracker.from_settings()
    tracker.library.on_healed = lambda healed: stderr_line(corpus_text.healed(healed, corpus_words(language)))
    serve_stdio(tracker, language, site or tracker.settings.public_url)
    return exitcodes.DONE


COMMANDS: Commands = (("mcp", mcp_command),)
