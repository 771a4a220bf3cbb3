"""Telling people: a digest of what came in, consultations that end soon, faults once and again when they heal.

Messages are written here and go into the outbox, one to an addressee, together with what they tell of: nothing is
forgotten, and nothing is told in two. `posting` sends them. The name `operator` hears of faults.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from revtrack.errors import RevtrackError
from revtrack.export.presentation import Entry as ShownEntry
from revtrack.export.presentation import present
from revtrack.export.quotes import Quote
from revtrack.export.unseen import show_unseen
from revtrack.watch.health import health
from revtrack.watch.state import Message
from revtrack.watch.state.events import owed_of_event
from revtrack.watch.state.ledger import owed_of
from revtrack.watch.targets import OPERATOR, Target, load_targets
from revtrack.words.language import Lang
from revtrack.words.watch import WatchWords, watch_words

if TYPE_CHECKING:
    from alignment.model import Comparison
    from corpus_repo.answers import Consultation
    from revtrack.holdings.library import Library
    from revtrack.watch.sources import Source
    from revtrack.watch.state import Entry, Event, State

_log = logging.getLogger(__name__)
#: A run that began so long ago was killed: what it found is told without its end.
_STALE_SECONDS = 6 * 3600
#: Obligation changes that a message shows of one document; the page shows all.
_SHOWN = 5
_VERSIONS = frozenset(("version-of", "final-of"))


@dataclass(frozen=True, slots=True)
class Change:
    """One obligation change in a message."""

    sign: str
    told: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class News:
    """One document in a message: what it is likely to be, and what it changes in the duties."""

    title: str
    proposal: str
    page: str
    changes: tuple[Change, ...] = ()
    more: int = 0


class Notifier:
    """Writes what is to be told into the outbox, each thing to everybody once."""

    def __init__(self, library: Library, compare: Callable[[Entry], Comparison]) -> None:
        """`compare` tells what a pending version changes in the document that it is likely a version of."""
        self._library = library
        self._compare = compare

    def gather(self, state: State, sources: Sequence[Source], now: datetime) -> int:
        """What is owed and what is wrong becomes messages of the outbox; how many.

        `sources` are those whose faults are told. Whoever has no address is told when there is one. Raises
        `InvalidInput` (tell-syntax, tell-value), and what kept a message from being written when all others are.
        """
        targets = load_targets(self._library.home)
        stale = _now(now - timedelta(seconds=_STALE_SECONDS))
        owed, events = state.owed(stale=stale), state.owed_events(stale=stale)
        writing: list[Callable[[], int]] = [
            partial(self._digest, state, targets[whom], owed.get(whom, ()), events.get(whom, ()), now)
            for whom in dict.fromkeys((*owed, *events))
            if whom in targets
        ]
        operator = targets.get(OPERATOR)
        if operator:
            writing.append(partial(self._faults, state, operator, sources, now))
        return _each(writing)

    def remind(self, state: State, sources: Sequence[Source], now: datetime) -> int:
        """Consultations that end in so many days as the settings say, once for each and everybody told of a source."""
        targets = load_targets(self._library.home)
        meant = [target for target in targets.values() if any(target.name in source.tell for source in sources)]
        if not meant or not self._library.exists():
            return 0
        today = now.astimezone().date()
        within = self._library.settings.reminder_days
        soon = [
            (item, left)
            for item in self._library.consultations(today.isoformat())
            if (left := (date.fromisoformat(item.consultation_until) - today).days) <= within
        ]
        return _each([partial(self._reminder, state, target, soon, now) for target in meant])

    # --- messages ------------------------------------------------------------------------------------------------

    def _reminder(self, state: State, target: Target, soon: Sequence[tuple[Consultation, int]], now: datetime) -> int:
        keys = {f"reminder:{item.id}:{item.consultation_until}": (item, left) for item, left in soon}
        known = state.told(list(keys), target.name)
        due = {key: found for key, found in keys.items() if key not in known}
        if not due:
            return 0
        say = watch_words(target.lang)
        body = _template("reminder.txt.jinja").render(say=say, due=list(due.values()))
        message = _message(target, "reminder", say.reminder_title.format(count=len(due)), body, now)
        return int(state.post(message, list(due)))

    def _digest(
        self, state: State, target: Target, entries: Sequence[Entry], events: Sequence[Event], now: datetime
    ) -> int:
        say = watch_words(target.lang)
        single = [entry for entry in entries if entry.announce == "item"]
        news = [self._news(entry, say, target.lang) for entry in single]
        news.sort(key=lambda one: not one.changes)  # what changes duties leads
        baseline: dict[str, int] = {}
        for entry in entries:
            if entry.announce == "digest":
                baseline[entry.source] = baseline.get(entry.source, 0) + 1
        befell = [(say.events[event.kind], show_unseen(event.title), event.address) for event in events]
        body = _template("digest.txt.jinja").render(say=say, news=news, baseline=baseline, befell=befell)
        title = say.digest_title.format(count=len(entries)) if entries else say.events_title.format(count=len(events))
        message = _message(target, "digest", title, body, now)
        return int(state.post(message, [*map(owed_of, entries), *map(owed_of_event, events)]))

    def _news(self, entry: Entry, say: WatchWords, lang: Lang) -> News:
        proposal = say.likely[entry.kind].format(title=show_unseen(entry.target_title))
        comparison = self._compared(entry)
        changes: list[Change] = []
        more = 0
        if comparison is not None:
            report = present(comparison, lang=lang)
            changes = [_change(shown) for shown in report.entries[:_SHOWN]]
            more = len(report.entries) - len(changes)
        if entry.listed.get("lacks"):
            proposal = f"{proposal} · {say.lacks.format(names=show_unseen(entry.listed['lacks']))}"
        return News(show_unseen(entry.title), proposal, entry.page or entry.address, tuple(changes), more)

    def _compared(self, entry: Entry) -> Comparison | None:
        """What a new version changes, told before it is in the corpus; None where it is none, or cannot be read."""
        if entry.kind not in _VERSIONS or not entry.target:
            return None
        try:
            return self._compare(entry)
        except RevtrackError:
            return None
        except Exception:  # noqa: BLE001 - a message without its changes is better than none
            _log.exception("entry %s", entry.token)
            return None

    def _faults(self, state: State, operator: Target, sources: Sequence[Source], now: datetime) -> int:
        """Faults that began are told once; when the source is well again that is told too."""
        say = watch_words(operator.lang)
        fares = {f"fault:{found.source}": found for found in health(sources, state, now=now)}
        known = state.told(list(fares), operator.name)
        began = {key: found for key, found in fares.items() if found.status == "alarm" and key not in known}
        healed = {key: found for key, found in fares.items() if found.status == "ok" and key in known}
        if not began and not healed:
            return 0
        body = _template("faults.txt.jinja").render(say=say, began=began.values(), healed=healed.values())
        title = say.faults_title.format(began=len(began), healed=len(healed))
        message = _message(operator, "faults", title, body, now)
        return int(state.post(message, list(began), list(healed)))


def _message(target: Target, kind: str, title: str, body: str, now: datetime) -> Message:
    return Message(id=secrets.token_hex(12), whom=target.name, kind=kind, title=title, body=body, made_at=_now(now))


def _each(writing: Iterable[Callable[[], int]]) -> int:
    """Write messages, how many that were; what one of them raises is raised when all others are written."""
    written = 0
    wrong: list[Exception] = []
    for write in writing:
        try:
            written += write()
        except Exception as error:  # noqa: BLE001 - raised again below
            wrong.append(error)
    if wrong:
        raise wrong[0]
    return written


def _change(shown: ShownEntry) -> Change:
    def words(quote: Quote | None) -> str:
        return show_unseen("".join(part.text for part in quote.text)) if quote else ""

    told = " · ".join((shown.name, *shown.phrases))
    return Change(" ".join(shown.signs), told, words(shown.old), words(shown.new))


def _now(now: datetime) -> str:
    return now.astimezone(UTC).isoformat(timespec="seconds")


@lru_cache
def _environment() -> Environment:
    # messages are plain text: nothing in them is markup
    return Environment(
        loader=PackageLoader("revtrack.watch"),
        autoescape=False,  # noqa: S701
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _template(name: str) -> Template:
    return _environment().get_template(name)
