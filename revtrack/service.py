"""The application service: every shell (command line, pages, API) asks here and only renders the answers."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from revtrack.errors import InvalidInput
from revtrack.features.caring import Caring
from revtrack.features.changing import Changing
from revtrack.features.looking import Looking
from revtrack.features.releasing import Releasing
from revtrack.features.samples import Samples
from revtrack.features.subscribing import Subscribing
from revtrack.holdings.library import Library
from revtrack.settings import Settings, home, load_settings

if TYPE_CHECKING:  # the watch loads a scheduler and an HTTP client, jobs a database, which no comparison needs
    from corpus_repo.answers import Progress as Done
    from revtrack.accounts.desk import AccountDesk
    from revtrack.doctor.model import Finding
    from revtrack.jobs.desk import JobDesk
    from revtrack.jobs.queue import Queue
    from revtrack.jobs.worker import Kind, Progress
    from revtrack.subscriptions.desk import SubscriptionDesk
    from revtrack.tasks.desk import TaskDesk
    from revtrack.watch.desk import WatchDesk


class Tracker(Samples, Looking, Subscribing, Changing, Caring, Releasing):
    """All features over the library of one home folder, and the watch beside them.

    Compares texts and keeps the corpus, under the settings of a user; `home` is the folder of the user's data.
    Whatever fails for a reason that a user can mend raises a `RevtrackError` that says so.
    """

    def __init__(self, settings: Settings, home: Path) -> None:
        super().__init__(Library(settings, home))
        self._aside: tempfile.TemporaryDirectory[str] | None = None

    @classmethod
    def from_settings(cls) -> Tracker:
        """A tracker with the settings of this run. Raises `InvalidInput` where those are at fault."""
        settings = load_settings()
        if not settings.account:
            return cls(settings, home())
        with cls(settings, home()) as known:  # who works at the command line signs with her account
            author = known.accounts.account(settings.account).id
        return cls(replace(settings, author=author), home())

    @property
    def settings(self) -> Settings:
        """What the user set."""
        return self.library.settings

    @property
    def home(self) -> Path:
        """The folder of the user's data."""
        return self.library.home

    @cached_property
    def watching(self) -> WatchDesk:
        """The watch of this home folder: sources, looks, the inbox, health."""
        from revtrack.subscriptions.gathering import Gathering
        from revtrack.tasks.telling import TaskTelling
        from revtrack.watch.desk import WatchDesk
        from revtrack.watch.telling import Everybody

        subscribers = Gathering(self.library, self.asks(), self._is_active)
        return WatchDesk(
            self.library, subscribers=Everybody(subscribers, TaskTelling(self.library, lambda: self.accounts))
        )

    @cached_property
    def subscribing(self) -> SubscriptionDesk:
        """Who wants to be told of what."""
        from revtrack.subscriptions.desk import SubscriptionDesk
        from revtrack.watch.desk import allowances_of

        watching = self.watching
        return SubscriptionDesk(
            self.library,
            watching.state,
            watching.has_state,
            lambda: allowances_of(self.settings.watch_allow),
            self.wanted,
            self._is_active,
        )

    @cached_property
    def tasks(self) -> TaskDesk:
        """Who is to do what by when."""
        from revtrack.holdings.naming import Named, find_version
        from revtrack.tasks.desk import TaskDesk

        def version(words: str) -> Named:
            with self.library.corpus() as corpus:
                return find_version(corpus, words)

        watching = self.watching
        return TaskDesk(watching.state, watching.has_state, lambda: self.accounts, version)

    def _is_active(self, owner: str) -> bool:
        try:
            return not self.accounts.account(owner).removed
        except InvalidInput:
            return False

    @cached_property
    def jobs(self) -> JobDesk:
        """The work of this home folder that goes on behind the pages, whichever process does it."""
        from revtrack.jobs.desk import JobDesk

        return JobDesk(self._queue, self._kinds(), self.settings.jobs_a_person)

    @classmethod
    def examine(cls, *, thorough: bool = False, progress: Done | None = None) -> Iterator[Finding]:
        """What is installed, set, writable, reachable and sound; works with settings at fault, which it tells."""
        from revtrack.doctor.examining import examine

        return examine(home(), cls, thorough=thorough, progress=progress)

    def _queue(self) -> Queue:
        from revtrack.jobs.queue import FILE, Queue

        url = self.settings.state_url
        if url and not url.startswith("sqlite"):
            return Queue(url, self.library.identity())
        if self.home.is_dir() and not os.access(self.home, os.W_OK):  # then jobs last as long as this process
            self._aside = tempfile.TemporaryDirectory(prefix="revtrack-")
            return Queue(Path(self._aside.name) / FILE)
        return Queue(self.home / FILE)

    @cached_property
    def accounts(self) -> AccountDesk:
        """Who may do what here, and who did."""
        from revtrack.accounts.desk import AccountDesk
        from revtrack.accounts.store import FILE, AccountStore

        settings, url = self.settings, self.settings.state_url
        on_server = bool(url) and not url.startswith("sqlite")

        def opened() -> AccountStore:
            return AccountStore(url, self.library.identity()) if on_server else AccountStore(self.home / FILE)

        return AccountDesk(
            lambda: self.has_corpus() if on_server else (self.home / FILE).exists(),
            opened,
            idle=settings.session_idle_minutes * 60.0,
            lasting=settings.session_hours * 3600.0,
        )

    def _may_overrule(self, by: str) -> bool:
        """Administrators may, and whoever has no account."""
        from revtrack.accounts.model import ACCOUNT_ID
        from revtrack.accounts.roles import Action

        return not ACCOUNT_ID.fullmatch(by) or self.accounts.account(by).may(Action.OVERRULE)

    def may_administer(self, by: str) -> bool:
        """Whether an account looks after settings and addresses; whoever has no account does."""
        from revtrack.accounts.model import ACCOUNT_ID
        from revtrack.accounts.roles import Action

        return not ACCOUNT_ID.fullmatch(by) or self.accounts.account(by).may(Action.ADMINISTER)

    def restore(self, source: str | Path, progress: Done | None = None) -> int:
        """Put a backup into a home without a corpus; whoever was logged in then is so no longer."""
        count = super().restore(source, progress)
        self.accounts.end_everything()
        return count

    def _kinds(self) -> Mapping[str, Kind]:
        """What jobs can do, by kind; what each is given is JSON."""
        from revtrack.export.formats import Naming
        from revtrack.jobs.worker import Kind

        def store(given: Mapping[str, Any], progress: Progress) -> object:
            def report(_: object, done: int, total: int) -> None:
                progress(done, total)

            said = {name: given[name] for name in ("only", "values", "each", "document", "author")}
            return self.accept(given["upload"], **said, report=report, keep=True)

        def relate(given: Mapping[str, Any], progress: Progress) -> object:
            self.index_wording(progress)
            return self.related(given["document"]), self.citation_graph(given["document"])

        def trace(given: Mapping[str, Any], progress: Progress) -> object:
            if not given["lower"]:  # those that take it up are found by their wording, too
                self.index_wording(progress)
            return self.trace(given["higher"], given["lower"])

        def export(given: Mapping[str, Any], progress: Progress) -> object:
            naming, pair = Naming(given["lang"]), (given["old"], given["new"])
            about = {name: given[name] for name in ("address", "rejected")}
            return self.export(pair, given["task"], naming, given["form"], **about, progress=progress)

        def export_trace(given: Mapping[str, Any], progress: Progress) -> object:
            naming = Naming(given["lang"])
            return self.export_trace(given["higher"], given["lower"], naming, given["form"], progress)

        kinds: dict[str, Callable[[Mapping[str, Any], Progress], object]] = {
            "read-upload": lambda given, progress: self.look(given["upload"], progress),
            "read-duties": lambda given, progress: self.read_duties(progress, most=given.get("most")),
            "compare": lambda given, _: self.comparison(given["old"], given["new"], given["task"]),
            "export": export,
            "export-trace": export_trace,
            "index-wording": lambda _, progress: self.index_wording(progress),
            "relate": relate,
            "siblings": lambda given, _: self.siblings(given["first"], given["others"]),
            "trace": trace,
            "propose": lambda _, progress: self.undecided(progress=progress),
            "read-force": lambda _, progress: self.keep_force(progress),
            "read-targets": lambda _, progress: self.read_targets(progress),
            "article": lambda given, _: self.article(given["version"], given["clause"]),
            "watch": lambda given, _: self.watching.run(given["sources"]).stored,
        }
        made = {name: Kind(do) for name, do in kinds.items()}
        return {**made, "store-upload": Kind(store, lambda given: self.discard(str(given["upload"])))}

    def close(self) -> None:
        """Give back what corpus and jobs hold open."""
        if "accounts" in self.__dict__:
            self.accounts.close()
        if "jobs" in self.__dict__:
            self.jobs.close()
            if self._aside is not None:
                self._aside.cleanup()
                self._aside = None
        self.library.close()

    def __enter__(self) -> Tracker:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
