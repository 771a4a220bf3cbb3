"""Many sites, day after day: everything new is found once, what is replaced or taken down within its period."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from revtrack.watch import inbox
from revtrack.watch.lists.discover import propose
from revtrack.watch.sources import Source
from revtrack.watch.state import Entry
from tests.revtrack.watch.made_up_sites import House
from tests.revtrack.watch.many_sites import FIRST, World, structures


def watched(house: House, world: World) -> list[Source]:
    """A source for each site, as it is proposed at the first try."""
    made: list[Source] = []
    for name, place in world.places.items():
        answer = house.site.answers[f"{place.host}/zc/index.html"]
        address = house.site.url(f"{place.host}/zc/index.html")
        proposal = propose(answer.body, address, answer.content_type, today=FIRST)
        wanted = {post.title for post in place.posts[:8]}
        assert wanted <= {item.title for item in proposal.items}, f"{name} is not read at the first try"
        made.append(
            Source(**{**{key: getattr(proposal.source, key) for key in Source.__slots__}, "name": name, "jitter": 0})
        )
    return made


def live(house: House, names: list[str], days: int) -> None:
    """So many days with a look each, and look what was missed."""
    world = World(house.site, names)
    sources = watched(house, world)
    house.now = datetime(FIRST.year, FIRST.month, FIRST.day, 1, tzinfo=UTC)
    house.sweep(*sources)
    old = {entry.title for entry in house.state.entries()}
    for number in range(1, days + 1):
        world.pass_day(number, last=number > days - 8 if days > 10 else number == days)
        house.now += timedelta(hours=23)
        house.sweep(*sources)
    house.now += timedelta(hours=23)
    house.sweep(*sources)
    entries = [entry for entry in house.state.entries() if entry.announce == "item"]
    for name, place in world.places.items():
        mine = [entry.title for entry in entries if entry.source == name]
        gone = set(place.deleted)
        assert sorted(set(place.new) - set(mine) - gone) == [], f"{name}: missed in silence"
        twice = {title for title in mine if mine.count(title) > 1 + (title in place.replaced)}
        assert not twice, f"{name}: told twice"
        assert set(mine) <= {*place.new, *place.replaced}, f"{name}: false alarms"
        if days > 10:
            known = old | set(place.new)
            wanted = {title for title in place.replaced if title in known}
            assert wanted <= _changed(house, name, wanted), f"{name}: replaced and not noticed"
            told = {event.title for event in house.state.events(name, limit=1000) if event.kind == "deleted"}
            assert {title for title in gone if title in known and title in (old | set(mine))} <= told
            assert told <= gone


def _changed(house: House, name: str, titles: set[str]) -> set[str]:
    """Which titles of a source have a second text that came, or a first one that is the replaced one."""
    entries = house.state.entries(source=name)
    return {entry.title for entry in entries if entry.title in titles and _is_replaced(house, entry)}


def _is_replaced(house: House, entry: Entry) -> bool:
    return "应当在3个工作日" in "".join(line.text for line in inbox.text_of(house.tracker.library, entry).lines)


@pytest.mark.long
def test_ten_structures_over_four_days(house: House) -> None:
    live(house, list(structures())[::4], 4)


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_forty_structures_over_thirty_days(house: House) -> None:
    names = list(structures())
    assert len(names) >= 40
    live(house, names, 30)
