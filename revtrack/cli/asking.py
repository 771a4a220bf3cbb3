"""What the commands of the corpus share: a tracker to ask, and how an answer is written."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from revtrack import exitcodes
from revtrack.cli.options import TEXT, day_of, language_of
from revtrack.cli.output import stderr_line, write_stdout
from revtrack.errors import InvalidInput
from revtrack.settings import stderr_is_terminal
from revtrack.words.comparison import words
from revtrack.words.corpus import CorpusWords, corpus_words
from revtrack.words.language import Lang

if TYPE_CHECKING:
    from corpus_repo import Filter
    from corpus_repo.answers import Progress
    from revtrack.holdings.changing import Changed
    from revtrack.service import Tracker


@contextmanager
def asking(
    lang: Lang | None,
) -> Generator[tuple[Tracker, CorpusWords, Callable[[str], Progress]]]:
    """A tracker, the words, and a maker of progress lines; tells what an interrupted write had left."""
    from revtrack.cli import corpus_text
    from revtrack.service import Tracker

    said = corpus_words(language_of(lang))
    tracker = Tracker.from_settings()
    tracker.library.on_healed = lambda healed: stderr_line(corpus_text.healed(healed, said))
    tracker.on_remark = lambda name, remark: stderr_line(
        f"revtrack{words(language_of(lang)).colon}{name}{words(language_of(lang)).colon}"
        f"{words(language_of(lang)).remark(remark.kind, remark.facts)}"
    )
    with tracker:
        yield tracker, said, progress_line


def progress_line(label: str) -> Progress:
    """Tells how far a step is, on a terminal only, at most ten times a second, and leaves no trace."""
    if not stderr_is_terminal():
        return lambda _done, _total: None
    told = 0.0
    begun = time.monotonic()

    def tell(done: int, total: int) -> None:
        nonlocal told
        now = time.monotonic()
        if done >= total:
            if told:
                sys.stderr.write("\r\x1b[K")
                sys.stderr.flush()
        elif now - begun > 0.5 and now - told > 0.1:
            told = now
            sys.stderr.write(f"\r\x1b[K{label} {done:,} / {total:,}")
            sys.stderr.flush()

    return tell


def change(make: Callable[[Tracker], Changed], form: str, lang: Lang | None) -> int:
    """Make a change and tell it."""
    from revtrack.forms import corpus as corpus_json

    with asking(lang) as (tracker, said, _):
        change = make(tracker)
        told = said.changed.format(
            kind=said.kinds[change.kind], title=change.title, document=change.document, commit=change.commit
        )
        answer(form, lambda: f"{told}\n", lambda: corpus_json.changed(change))
    return exitcodes.DONE


def answer(form: str, text: Callable[[], str], as_json: Callable[[], dict[str, Any]]) -> None:
    """Write an answer in the form that was asked for."""
    from revtrack.forms import corpus as corpus_json

    write_stdout(text() if form == TEXT else corpus_json.dump(as_json()))


def filter_of(
    jurisdiction: str,
    issuer: str,
    status: str | None,
    since: int,
    until: int,
    phrase: str = "",
    in_force_on: str = "",
    *,
    current: bool = False,
) -> Filter | None:
    """What documents or clauses must be like, None where nothing is asked. Raises `InvalidInput` for what is no day."""
    from corpus_repo import Filter

    day = day_of("--in-force-on", in_force_on)
    asked = Filter(phrase, jurisdiction, issuer, status or "", since, until, in_force_on=day, current=current)
    return asked if asked != Filter() else None


def fields_of(given: list[str]) -> dict[str, str]:
    """FIELD=VALUE arguments by field. Raises `InvalidInput` (no-fields)."""
    values: dict[str, str] = {}
    for text in given:
        name, mark, value = text.partition("=")
        if not mark:
            raise InvalidInput("no-fields", text)
        values[name.strip()] = value
    return values
