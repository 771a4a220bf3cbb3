"""The application service: every shell (command line, pages, API) asks here and only renders the answers."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from revtrack.features.caring import Caring
from revtrack.features.changing import Changing
from revtrack.features.looking import Looking
from revtrack.features.samples import Samples
from revtrack.features.tracing import Tracing
from revtrack.holdings.library import Library
from revtrack.settings import Settings, home, load_settings

if TYPE_CHECKING:  # the watch loads a scheduler and an HTTP client, which no comparison needs
    from revtrack.watch.desk import WatchDesk


class Tracker(Samples, Looking, Tracing, Changing, Caring):
    """All features over the library of one home folder, and the watch beside them.

    Compares texts and keeps the corpus, under the settings of a user; `home` is the folder of the user's data.
    Whatever fails for a reason that a user can mend raises a `RevtrackError` that says so.
    """

    def __init__(self, settings: Settings, home: Path) -> None:
        super().__init__(Library(settings, home))

    @classmethod
    def from_settings(cls) -> Tracker:
        """A tracker with the settings of this run. Raises `InvalidInput` where those are at fault."""
        return cls(load_settings(), home())

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
        from revtrack.watch.desk import WatchDesk

        return WatchDesk(self.library)

    def close(self) -> None:
        """Give back what the corpus holds open."""
        self.library.close()

    def __enter__(self) -> Tracker:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
