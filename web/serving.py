"""The commands that serve pages."""

from __future__ import annotations

import contextlib
import socket
from dataclasses import replace
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated

import typer

from revtrack import exitcodes
from revtrack.cli.comparing import show_samples
from revtrack.cli.options import Commands, Language, NoColour, language_of
from revtrack.cli.output import stderr_line, write_stdout
from revtrack.ending import cut_off
from revtrack.errors import InvalidInput, OperationFailed
from revtrack.settings import home
from revtrack.words.help import of_argument

if TYPE_CHECKING:
    from revtrack.service import Tracker
    from revtrack.words.language import Lang

LOOPBACK = "127.0.0.1"
PORT = 8765
Host = Annotated[str, typer.Option("--host", help=of_argument("host"))]
Port = Annotated[int, typer.Option("--port", "-p", min=0, max=65535, help=of_argument("port"))]


def serve_command(
    host: Host = LOOPBACK,
    port: Port = PORT,
    watch: Annotated[bool, typer.Option("--watch", help=of_argument("serve-watch"))] = False,
    lang: Language = None,
) -> int:
    """Serve the pages to this machine's browser, until Ctrl-C."""
    from revtrack.cli import corpus_text
    from revtrack.service import Tracker
    from revtrack.words.corpus import corpus_words

    language = language_of(lang)
    tracker = Tracker.from_settings()
    tracker.library.on_healed = lambda healed: stderr_line(corpus_text.healed(healed, corpus_words(language)))
    if not tracker.has_corpus():
        write_stdout(corpus_words(language).made.format(path=tracker.init()) + "\n")
    return serve(tracker, host, port, language, watch=watch)


def demo_command(
    output: Annotated[
        str | None,
        typer.Option("--output", "-o", metavar="DIR", help=of_argument("reports")),
    ] = None,
    pages: Annotated[bool, typer.Option("--serve", help=of_argument("serve-samples"))] = False,
    port: Port = 0,
    lang: Language = None,
    no_colour: NoColour = False,
) -> int:
    """Compare the sample texts that come with revtrack and write reports."""
    show_samples(output, lang, no_colour=no_colour)
    if not pages:
        return exitcodes.DONE
    from revtrack.service import Tracker
    from revtrack.settings import load_settings

    # the samples have a corpus of their own: nothing of the user's is touched
    tracker = Tracker(replace(load_settings(), public_url=""), (Path(output) if output else home() / "demo") / "corpus")
    if not tracker.has_corpus():
        tracker.init()
    tracker.load_samples()
    return serve(tracker, LOOPBACK, port, language_of(lang))


def serve(tracker: Tracker, host: str, port: int, language: Lang, *, watch: bool = False) -> int:
    """Serve the pages until Ctrl-C; says where. Others come in where there is an administrator alone.

    Raises `InvalidInput` (serve-address) and `OperationFailed` (port)."""
    from revtrack.words.pages import web_words
    from web.front import is_loopback

    public = tracker.settings.public_url or ("" if is_loopback(host) else host)
    if public and not tracker.accounts.has_administrator():
        raise InvalidInput("serve-address", facts={"address": public})
    tracker.jobs.age()  # what keeps jobs from being kept is told here, not to the first reader
    listening = _listen(host, port)
    import uvicorn

    from web.app import create_app
    from web.connections import PatientProtocol

    address, chosen = listening.getsockname()[:2]
    shown = f"[{address}]" if ":" in address else address
    write_stdout(web_words(language).serving.format(address=f"http://{shown}:{chosen}/") + "\n")
    config = uvicorn.Config(
        create_app(tracker, language=language, watch=watch, guarded=not is_loopback(host)),
        http=PatientProtocol,
        ws="none",
        log_level="warning",
        server_header=False,
        timeout_keep_alive=30,
        timeout_graceful_shutdown=3,
        limit_concurrency=512,
        proxy_headers=False,
    )

    class Ending(uvicorn.Server):
        """Ends within some seconds, whatever is going on."""

        def handle_exit(self, sig: int, frame: FrameType | None) -> None:
            cut_off()
            super().handle_exit(sig, frame)

    with contextlib.suppress(KeyboardInterrupt):  # how a reader ends it, not a failure
        Ending(config).run(sockets=[listening])
    return exitcodes.DONE


def _listen(host: str, port: int) -> socket.socket:
    name = LOOPBACK if host == "localhost" else host.strip("[]")
    family = socket.AF_INET6 if ":" in name else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((name, port))
        listening.listen(128)
    except OSError as error:
        listening.close()
        raise OperationFailed("port", facts={"port": str(port), "reason": error.strerror or str(error)}) from error
    return listening


COMMANDS: Commands = (("serve", serve_command), ("demo", demo_command))
