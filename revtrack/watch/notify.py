"""Telling people: a digest of what came in, consultations that end soon, faults once and again when they heal.

Whom to tell stands in `$REVTRACK_HOME/tell.toml`: a name and an address that Apprise understands (mail, webhook, WeCom,
DingTalk …). Nothing is told twice: the ledger knows what was sent to whom. The name `operator` hears of faults.
"""

from __future__ import annotations

import logging
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from revtrack.errors import InvalidInput, RevtrackError
from revtrack.export.presentation import Entry as ShownEntry
from revtrack.export.presentation import present
from revtrack.export.quotes import Quote
from revtrack.export.unseen import show_unseen
from revtrack.ingest.folders import read_regular
from revtrack.settings import preferred_language
from revtrack.watch.health import Health, health
from revtrack.words.language import Lang, spoken
from revtrack.words.watch import WatchWords, watch_words

if TYPE_CHECKING:
    from alignment.model import Comparison
    from corpus_repo.answers import Consultation
    from revtrack.holdings.library import Library
    from revtrack.watch.runs import SourceReport
    from revtrack.watch.sources import Source
    from revtrack.watch.state import Entry, State

_log = logging.getLogger(__name__)
FILE, OPERATOR = "tell.toml", "operator"
_MAX_FILE = 256 * 1024
#: Obligation changes that a message shows of one document; the page shows all.
_SHOWN = 5
_VERSIONS = frozenset(("version-of", "final-of"))


@dataclass(frozen=True, slots=True)
class Target:
    """Somebody who is told: a name, an address as Apprise writes it, and the language to speak."""

    name: str
    address: str
    lang: Lang


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


def load_targets(home: Path) -> dict[str, Target]:
    """Everybody who can be told, by name. Raises `InvalidInput` (tell-syntax, tell-value)."""
    path = home / FILE
    try:
        table = tomllib.loads(read_regular(path, max_bytes=_MAX_FILE).decode("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, RecursionError) as error:
        raise InvalidInput("tell-syntax", str(path), facts={"reason": str(error)}) from None
    found: dict[str, Target] = {}
    for name, value in table.items():
        given = cast("Mapping[str, object]", value if isinstance(value, dict) else {"address": value})
        address, lang = given.get("address"), spoken(given.get("language", preferred_language()))
        if not isinstance(address, str) or "://" not in address or lang is None:
            raise InvalidInput("tell-value", str(path), facts={"name": name})
        found[name] = Target(name, address, lang)
    return found


class Notifier:
    """Tells what the watch found, whom it concerns, once."""

    def __init__(self, library: Library, compare: Callable[[Entry], Comparison]) -> None:
        """`compare` tells what a pending version changes in the document that it is likely a version of."""
        self._library = library
        self._compare = compare

    def after(self, state: State, sources: Sequence[Source], reports: Iterable[SourceReport], now: datetime) -> int:
        """After looks: what came in, and faults that began or healed; how many messages were sent.

        Raises `InvalidInput` (tell-syntax, tell-value), and what kept a message from somebody when all others have
        theirs.
        """
        targets = load_targets(self._library.home)
        entries = [entry for report in reports for entry in report.entries]
        messages: list[Callable[[], int]] = []
        for target in targets.values():
            meant = {source.name for source in sources if target.name in source.tell}
            fresh = [entry for entry in entries if entry.source in meant]
            messages.append(partial(self._digest, state, target, fresh, now))
        operator = targets.get(OPERATOR)
        if operator:
            messages.append(partial(self._faults, state, operator, sources, now))
        return _each(messages)

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
        due = {key: found for key, found in keys.items() if state.claim(key, target.name, _now(now))}
        if not due:
            return 0
        say = watch_words(target.lang)
        body = _template("reminder.txt.jinja").render(say=say, due=list(due.values()))
        return self._send(state, target, say.reminder_title.format(count=len(due)), body, list(due), now)

    def _digest(self, state: State, target: Target, entries: Sequence[Entry], now: datetime) -> int:
        fresh = [
            entry
            for entry in entries
            if entry.announce != "quiet" and state.claim(f"entry:{entry.token}", target.name, _now(now))
        ]
        if not fresh:
            return 0
        say = watch_words(target.lang)
        single = [entry for entry in fresh if entry.announce == "item"]
        news = [self._news(entry, say, target.lang) for entry in single]
        news.sort(key=lambda one: not one.changes)  # what changes duties leads
        baseline: dict[str, int] = {}
        for entry in fresh:
            if entry.announce == "digest":
                baseline[entry.source] = baseline.get(entry.source, 0) + 1
        body = _template("digest.txt.jinja").render(say=say, news=news, baseline=baseline)
        title = say.digest_title.format(count=len(fresh))
        return self._send(state, target, title, body, [f"entry:{entry.token}" for entry in fresh], now)

    def _news(self, entry: Entry, say: WatchWords, lang: Lang) -> News:
        proposal = say.likely[entry.kind].format(title=show_unseen(entry.target_title))
        comparison = self._compared(entry)
        changes: list[Change] = []
        more = 0
        if comparison is not None:
            report = present(comparison, lang=lang)
            changes = [_change(shown) for shown in report.entries[:_SHOWN]]
            more = len(report.entries) - len(changes)
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
        began: list[Health] = []
        healed: list[Health] = []
        keys: list[str] = []
        for found in health(sources, state, now=now):
            fault = f"fault:{found.source}"
            if found.status == "alarm":
                if state.claim(fault, operator.name, _now(now)):
                    began.append(found)
                    keys.append(fault)
            elif found.status == "ok" and operator.name in state.told(fault):
                state.release(fault, operator.name)
                healed.append(found)
        if not began and not healed:
            return 0
        body = _template("faults.txt.jinja").render(say=say, began=began, healed=healed)
        title = say.faults_title.format(began=len(began), healed=len(healed))
        return self._send(state, operator, title, body, keys, now)

    def _send(self, state: State, target: Target, title: str, body: str, keys: Sequence[str], now: datetime) -> int:
        """Send a message; what cannot be sent is told again after the next look."""
        import apprise

        sender = apprise.Apprise()
        done = bool(sender.add(target.address)) and bool(sender.notify(title=title, body=body))
        for key in keys:
            if done:
                state.confirm(key, target.name, _now(now))
            else:
                state.release(key, target.name)
        return int(done)


def _each(messages: Iterable[Callable[[], int]]) -> int:
    """Send messages, how many that were; what one of them raises is raised when all others are sent."""
    sent = 0
    wrong: list[Exception] = []
    for send in messages:
        try:
            sent += send()
        except Exception as error:  # noqa: BLE001 - raised again below
            wrong.append(error)
    if wrong:
        raise wrong[0]
    return sent


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
