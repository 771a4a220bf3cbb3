"""Sweeps killed: nothing that a source lists is lost or given twice, and what a rule accepted is in the corpus."""

from __future__ import annotations

import multiprocessing

from revtrack.watch.kept import FOLDER, bytes_of
from tests.kills.deeds import Acknowledge, Deed
from tests.revtrack.watch.made_up_sites import Site, fill, listing, state, sweep_until_killed, tracker

HOSTS, EACH = ("a.test", "b.test", "c.test", "d.test"), 6


class Sweeping(Deed):
    """Sources looked at, every second one with a rule that accepts; a new home each turn, a site that stays."""

    def begin(self) -> None:
        """Start the site."""
        self.site = Site().__enter__()
        self.titles: set[str] = set()
        for host in HOSTS:
            rows = fill(self.site, host, EACH)
            self.titles |= {row[0] for row in rows}
            self.site.put(f"{host}/list.html", listing(rows[:3], "/list_2.html"))
            self.site.put(f"{host}/list_2.html", listing(rows[3:]))
        self.port = self.site.port

    def __getstate__(self) -> dict[str, object]:
        """Without the site, which stays where it is."""
        return {name: value for name, value in self.__dict__.items() if name != "site"}

    def prepare(self, turn: int) -> None:
        """A home in which nothing was ever swept, every few turns; in between the last sweep goes on."""
        super().prepare(turn)
        self.home = self.folder / f"home{turn // 4}"
        tracker(self.home).close()

    def work(self, acknowledge: Acknowledge) -> None:  # noqa: ARG002 -- the state of the watch says what it took in
        """Sweep."""
        here, there = multiprocessing.Pipe()
        sweep_until_killed(self.home, self.port, HOSTS, there)
        here.close()

    def wrong(self, acknowledged: list[str]) -> list[str]:  # noqa: ARG002
        """What is entered is kept whole; at the end of every few turns a sweep is let through and finds all, once."""
        said: list[str] = []
        if self.turn % 4 == 3:
            here, there = multiprocessing.Pipe()
            sweep_until_killed(self.home, self.port, HOSTS, there)
            here.close()
            with state(self.home) as kept:
                found = sorted(entry.title for entry in kept.entries())
            if found != sorted(self.titles):
                said.append(f"swept {len(found)} of {len(self.titles)}, {len(set(found))} of them once")
        with tracker(self.home) as one, state(self.home) as kept:
            accepted = {entry.digest for entry in kept.entries() if entry.status == "accepted"}
            said += [f"lost accepted {digest}" for digest in accepted if not one.library.holds(digest)]
            folders = {path.name for path in (self.home / FOLDER).glob("[!.]*") if not path.name.endswith(".part")}
            said += [f"lost what waits: {token}" for token in kept.folders() - folders]
            said += [f"empty: {entry.title}" for entry in kept.entries("pending") if not bytes_of(self.home, entry)]
            if self.turn % 4 == 3:
                said += [str(damage) for damage in one.verify().damage]
        return said

    def at_last(self) -> list[str]:
        """End the site."""
        self.site.__exit__(None, None, None)
        return []
