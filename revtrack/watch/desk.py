"""The watch as the application service knows it: sources, looks, the inbox, health; shells render its answers."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from alignment.model import Comparison
from revtrack.errors import InvalidInput, OperationFailed, RevtrackError
from revtrack.holdings.library import Library
from revtrack.holdings.reading import to_side
from revtrack.settings import Settings
from revtrack.watch import inbox
from revtrack.watch.health import Health, health, metrics
from revtrack.watch.inbox import Accepted
from revtrack.watch.net.addresses import Allowances
from revtrack.watch.net.fetch import Fetcher
from revtrack.watch.net.policy import FetchPolicy
from revtrack.watch.notify import Notifier
from revtrack.watch.posting import Delivery
from revtrack.watch.runs import SourceReport, SweepReport, sweep
from revtrack.watch.schedule import FOLDER, Told, Watch
from revtrack.watch.sending import Sending
from revtrack.watch.source_files import SUFFIX, load_sources, source_to_toml, write_source
from revtrack.watch.sources import Source
from revtrack.watch.state import STATE, Entry, Event, Message, Run, State
from revtrack.watch.telling import Subscribers, Teller, Telling
from revtrack.watch.trying import Looked, MakeFetcher, Proposed, Trying


class WatchDesk:
    """The watch of one home folder. `make_fetcher` is replaced by tests that answer names themselves."""

    def __init__(
        self, library: Library, make_fetcher: MakeFetcher | None = None, subscribers: Subscribers | None = None
    ) -> None:
        """`subscribers` are told besides whoever `tell.toml` and the sources name."""
        self._library = library
        self._make_fetcher = make_fetcher or self._fetcher
        self._trying = Trying(self._make_fetcher)
        self.notifier = Notifier(library, self.compare)
        self.telling = Telling(library, self.notifier, subscribers, Sending(lambda: _calling(library.settings)))

    # --- sources -------------------------------------------------------------------------------------------------

    @property
    def folder(self) -> Path:
        """Where the sources are: a TOML file each."""
        return self._library.home / FOLDER

    def sources(self) -> tuple[list[Source], list[InvalidInput]]:
        """Every source by name, and what is wrong with files that cannot be read."""
        return load_sources(self.folder)

    def source(self, name: str) -> Source:
        """A source by its name. Raises `InvalidInput` (unknown-source; or what is wrong with its file)."""
        found, faults = self.sources()
        for one in found:
            if one.name == name:
                return one
        for fault in faults:
            if Path(fault.file).stem == name:
                raise fault
        raise InvalidInput("unknown-source", facts={"name": name, "known": ", ".join(one.name for one in found)})

    def propose(self, address: str, *, name: str = "", post: str = "") -> Proposed:
        """How an address (or a folder) is best watched, with a dry run; `post` is sent for it. Keeps nothing.

        Raises `OperationFailed` (fetch) where the page cannot be had, `InvalidInput` for a `post` that cannot be sent.
        """
        return self._trying.propose(address, self._names(), name=name, post=post)

    def keep(self, source: Source) -> Path:
        """Keep a source, new or changed. Raises `InvalidInput` for what could not be read back."""
        self.folder.mkdir(parents=True, exist_ok=True)
        return write_source(self.folder, source)

    def keep_text(self, name: str, text: str, check: Callable[[str], None] = lambda _: None) -> Source:
        """Keep a source as a person wrote its file. Raises the first `InvalidInput` that is wrong with it; `check` may
        raise one for its address."""
        from revtrack.watch.source_files import read_source

        source, faults = read_source(name, text)
        if source is None or faults:
            raise faults[0]
        check(source.address)
        self.keep(source)
        return source

    def text_of(self, name: str) -> str:
        """A source's file."""
        path = self.folder / f"{self.source(name).name}{SUFFIX}"
        try:
            return path.read_text("utf-8")
        except OSError:
            return source_to_toml(self.source(name))

    def drop(self, name: str) -> None:
        """Watch a source no more; what it brought stays."""
        path = self.folder / f"{self.source(name).name}{SUFFIX}"
        try:
            path.unlink()
        except OSError as error:
            raise OperationFailed("write", str(path), facts={"reason": error.strerror or str(error)}) from error

    def settle(self, name: str) -> int:
        """Say that a list that was found empty or cut short is as it should be; how many items are gone with that."""
        source = self.source(name)
        with self.state() as state:
            return state.settle(source.name, datetime.now(UTC).isoformat(timespec="seconds"))

    def check(self, name: str) -> Looked:
        """What a source gives as it is read now. Keeps nothing."""
        return self._trying.check(self.source(name))

    # --- looking -------------------------------------------------------------------------------------------------

    def run(
        self,
        names: Sequence[str] = (),
        *,
        report: Callable[[SourceReport], None] | None = None,
        now: datetime | None = None,
    ) -> SweepReport:
        """Look at some sources now (by default at all that are enabled), then tell whom it concerns.

        What keeps somebody from being told takes nothing from the answer: it is its `untold`.
        """
        found = [self.source(name) for name in names] if names else [one for one in self.sources()[0] if one.enabled]
        moment = now or datetime.now(UTC)
        with self.state() as state:
            swept = asyncio.run(self._swept(found, state, moment, report))
            try:
                self.telling.now(state, found, moment)
            except RevtrackError as error:
                return replace(swept, untold=error)
            return swept

    async def _swept(
        self, sources: Sequence[Source], state: State, now: datetime, report: Callable[[SourceReport], None] | None
    ) -> SweepReport:
        async with self._make_fetcher() as fetcher:
            limit = self._library.settings.watch_at_once
            known = self.sources()[0]
            return await sweep(
                sources, self._library, state, fetcher, now=now, limit=limit, on_report=report, known=known
            )

    async def watch(
        self, *, told: Told | None = None, signals: bool = False, stop: asyncio.Event | None = None
    ) -> None:
        """Look at every source by its schedule until stopped; waits while another process does."""
        with self.state() as state, Teller(self.telling, state, lambda: self.sources()[0]) as teller:
            given = told or Told()

            def tell(report: SourceReport) -> None:
                given.report(report)
                teller.looked_at(report.source)

            watch = Watch(
                self._library,
                state,
                self._make_fetcher,
                limit=self._library.settings.watch_at_once,
                told=replace(given, report=tell),
            )
            stopping = asyncio.create_task(_stopped(stop, watch)) if stop else None
            try:
                await watch.run(signals=signals)
            finally:
                if stopping:
                    stopping.cancel()

    @contextmanager
    def telling_meanwhile(self) -> Generator[None]:
        """Tell what waits as long as the block lasts, from when anything was ever watched or subscribed to: for
        processes that do not watch themselves. Any number of them may. A state that cannot be used keeps nobody from
        the rest."""
        opened: list[State] = []

        def late() -> State | None:
            if not opened and self.has_state():
                opened.append(self.state())
            return opened[0] if opened else None

        try:
            with Teller(self.telling, late, lambda: self.sources()[0]):
                yield
        finally:
            for state in opened:
                state.close()

    # --- what came of it -----------------------------------------------------------------------------------------

    def log(self, name: str = "", limit: int = 50) -> list[Run]:
        """Looks, the latest first."""
        with self.state() as state:
            return state.runs(name, limit=limit)

    def events(self, name: str = "", limit: int = 50) -> list[Event]:
        """What befell known items besides new texts, the latest first: taken down, no longer listed, back."""
        with self.state() as state:
            return state.events(name, limit=limit)

    def run_of(self, version: str) -> Run | None:
        """The look that brought a version into the corpus; None where a person did."""
        if not self.has_state():
            return None
        with self.state() as state:
            return state.run_of(version)

    def health(self, now: datetime | None = None) -> tuple[Health, ...]:
        """How each source fares."""
        with self.state() as state:
            return health(self.sources()[0], state, now=now or datetime.now(UTC))

    def delivery(self, now: datetime | None = None) -> tuple[Delivery, ...]:
        """How telling fares, for everybody who is told. Raises `InvalidInput` (tell-syntax, tell-value)."""
        with self.state() as state:
            return self.telling.fares(state, now or datetime.now(UTC))

    def outbox(self, limit: int = 50) -> list[Message]:
        """Messages that wait and those that were sent last, the newest first."""
        with self.state() as state:
            waiting = state.waiting()
            known = {message.id for message in waiting}
            done = [message for message in state.messages(limit) if message.id not in known]
        return sorted([*waiting, *done], key=lambda message: message.key, reverse=True)

    def send(self) -> tuple[Delivery, ...]:
        """Try everything that waits at once; how telling fares after that."""
        with self.state() as state:
            state.hurry()
            now = datetime.now(UTC)
            self.telling.now(state, [], now)
            return self.telling.fares(state, now)

    def give_up(self, words: str) -> Message:
        """Send a message no more. Raises `InvalidInput` (unknown-message) where no single one is waiting by that id."""
        with self.state() as state:
            found = state.messages_named(words.strip().lower()) if words.strip() else []
            if len(found) != 1 or not state.drop_message(found[0]):
                raise InvalidInput("unknown-message", facts={"message": words})
            return replace(found[0], status="dropped")

    def metrics(self) -> str:
        """Health as Prometheus reads it."""
        try:
            delivery = self.delivery()
        except InvalidInput:  # who is to be told cannot be read: what is known of the sources is told all the same
            delivery = ()
        return metrics(self.health(), delivery, now=datetime.now(UTC))

    def inbox(self, name: str = "") -> list[Entry]:
        """What waits for a decision, the oldest first."""
        with self.state() as state:
            return inbox.pending(state, name)

    def entry(self, item: str) -> Entry:
        """The entry of the inbox that a token or its beginning names. Raises `InvalidInput` (unknown-item …)."""
        if not self.has_state():
            raise InvalidInput("unknown-item", facts={"item": item})
        with self.state() as state:
            return inbox.find_entry(state, item)

    def decided(self, limit: int = 20) -> list[Entry]:
        """What was decided last."""
        with self.state() as state:
            done = [*state.entries("accepted"), *state.entries("declined")]
        return sorted(done, key=lambda entry: entry.decided_at, reverse=True)[:limit]

    def chosen(self, items: Sequence[str], source: str = "", words: str = "") -> list[str]:
        """The items that are named, or where none is, those that wait and come from a source or have words in their
        title, number or issuers. Raises `InvalidInput` (unknown-item) where nothing is said at all."""
        if items:
            return list(items)
        if not (source or words):
            raise InvalidInput("unknown-item", facts={"item": ""})
        name = self.source(source).name if source else ""
        return [entry.token for entry in self.inbox(name) if words in inbox.words_of(entry)]

    def accept(self, item: str, document: str = "", *, as_new: bool = False, author: str = "") -> Accepted:
        """Take an item of the inbox into the corpus: as proposed, as a version of `document`, or as new."""
        with self.state() as state:
            entry = inbox.find_entry(state, item)
            defaults = next((one.defaults for one in self.sources()[0] if one.name == entry.source), None)
            return inbox.accept(
                self._library, state, entry.token, document, as_new=as_new, author=author, defaults=defaults
            )

    def decline(self, item: str, *, author: str = "") -> Entry:
        """Leave an item out."""
        with self.state() as state:
            return inbox.decline(self._library, state, item, author=author)

    def compare(self, entry: Entry) -> Comparison:
        """What a pending text changes in the document that it is likely a version of.

        Raises `InvalidInput` for an entry without such a document, and `OperationFailed` where its bytes are gone.
        """
        limits = self._library.settings.limits()
        old = self._library.text(entry.target)
        new = inbox.text_of(self._library, entry)
        sides = to_side(old.lines, "old", limits), to_side(new.lines, "new", limits)
        return self._library.compare(*sides, limits)

    # --- what it works with --------------------------------------------------------------------------------------

    def state(self) -> State:
        """The watch's database, to be closed."""
        url = self._library.settings.state_url
        return State(url, self._library.identity()) if url else State(self._library.home / STATE)

    def has_state(self) -> bool:
        """Whether anything was ever watched here."""
        return bool(self._library.settings.state_url) or (self._library.home / STATE).is_file()

    def _names(self) -> set[str]:
        return {path.stem for path in self.folder.glob(f"*{SUFFIX}")}

    def _fetcher(self) -> Fetcher:
        settings = self._library.settings
        policy = FetchPolicy(
            user_agent=settings.watch_agent,
            proxy=settings.watch_proxy,
            concurrency=settings.watch_at_once,
            delay=float(settings.watch_delay),
            max_bytes=settings.watch_megabytes * 1_000_000,
        )
        return Fetcher(policy, allowances_of(settings.watch_allow))


def _calling(settings: Settings) -> Fetcher:
    """What calls webhooks: under the rules of all other requests, at once and once."""
    policy = FetchPolicy(
        user_agent=settings.watch_agent, proxy=settings.watch_proxy, delay=0.0, total_seconds=30.0, attempts=1
    )
    return Fetcher(policy, allowances_of(settings.watch_allow))


def allowances_of(words: str) -> Allowances:
    """What may be reached besides the public internet, as the setting writes it. Raises `InvalidInput` (setting)."""
    try:
        return Allowances.read(words)
    except ValueError as error:
        facts = {"key": "watch_allow", "wanted": "10.0.0.0/8, intranet.example, :8081"}
        raise InvalidInput("setting", facts=facts) from error


async def _stopped(stop: asyncio.Event, watch: Watch) -> None:
    await stop.wait()
    watch.stop()
