"""What a look decides, told from facts alone: no network, no disk, no database."""

from __future__ import annotations

import pytest

from corpus_repo.answers import Found
from revtrack.holdings.reading import Prepared
from revtrack.watch import deciding
from revtrack.watch.deciding import Take
from revtrack.watch.identity import Covered, KnownItem, changes
from revtrack.watch.likely import Facts, Likely
from revtrack.watch.lists.item import Item
from revtrack.watch.sources import Accept
from revtrack.watch.state import Entry, EntryKind, SeenItem
from revtrack.watch.texts import FoundText

SITE = "https://www.jiashi.example/zc/"
AT = "2026-08-01T08:00:00+00:00"


def row(name: str, title: str = "", **more: object) -> SeenItem:
    given = {"title": title or f"甲市第{name}号设施管理办法", "date": "2026-07-01", "outcome": "pending", **more}
    return SeenItem(source="a", address=f"{SITE}{name}.html", **given)  # type: ignore[arg-type]


def item(name: str, title: str = "", date: str = "2026-07-01", number: str = "") -> Item:
    return Item(f"{SITE}{name}.html", title or f"甲市第{name}号设施管理办法", date, number)


def planned(before: list[SeenItem], now: list[Item], *, complete: bool = True, usual: int = 0) -> deciding.Plan:
    known = {one.address: one for one in before}
    told = changes(
        [KnownItem(one.address, one.title, one.date, one.number, one.address, bool(one.gone)) for one in before],
        now,
        Covered(complete, "", usual),
    )
    return deciding.plan(told, known)


def names(takes: tuple[Take, ...]) -> list[str]:
    return [one.item.address.removeprefix(SITE) for one in takes]


def test_what_a_list_shows_first_is_taken_and_what_it_shows_again_is_not() -> None:
    found = planned([row("1")], [item("2"), item("1")])
    assert names(found.take) == ["2.html"]
    assert [one.address for one in found.same] == [f"{SITE}1.html"]
    assert (found.new, found.changed, found.gone, found.odd) == (1, 0, (), False)
    assert (found.take[0].known, found.take[0].place, found.same[0].place) == (None, 0, 1)


@pytest.mark.parametrize(
    "now",
    [
        item("1", title="乙县另一件事的办法"),
        item("1", date="2026-07-02"),
        item("1", number="甲政发〔2026〕2号"),
    ],
)
def test_what_the_list_says_otherwise_of_an_item_is_looked_at_again(now: Item) -> None:
    before = row("1", number="甲政发〔2026〕1号")
    found = planned([before], [now])
    assert found.take == (Take(now, 0, before),)
    assert (found.new, found.changed) == (0, 1)


def test_what_a_list_no_longer_says_of_an_item_is_no_change() -> None:
    found = planned([row("1", number="甲政发〔2026〕1号")], [item("1")])
    assert (found.take, found.changed) == ((), 0)


def test_an_item_elsewhere_is_moved_and_not_fetched() -> None:
    found = planned([row("1")], [Item("https://www.jiashi.example/xin/1.html", row("1").title, "2026-07-01")])
    assert [(one.address, one.item.address) for one in found.moved] == [
        (f"{SITE}1.html", "https://www.jiashi.example/xin/1.html")
    ]
    assert (found.take, found.changed) == ((), 1)


def test_what_is_missing_is_gone_unless_most_is() -> None:
    before = [row(str(at)) for at in range(12)]
    few = planned(before, [item(str(at)) for at in range(11)])
    assert (few.gone, few.odd) == ((f"{SITE}11.html",), False)
    most = planned(before, [item("0"), item("1")], usual=12)
    assert (most.gone, most.odd, most.missing) == ((), True, 10)


def test_what_failed_is_due_again_when_its_time_has_come() -> None:
    rows = [
        row("1", outcome="failed", retry_at="2026-08-01T07:00:00+00:00"),
        row("2", outcome="blocked", retry_at="2026-08-01T07:00:00+00:00"),
        row("3", outcome="failed", retry_at="2026-08-01T09:00:00+00:00"),
        row("4", outcome="pending"),
        row("5", outcome="failed", gone="2026-07-30T00:00:00+00:00"),
        row("6", outcome="failed"),
    ]
    done = frozenset((f"{SITE}6.html",))
    assert names(deciding.due_again(rows, AT, done)) == ["1.html", "2.html"]
    assert all(one.known for one in deciding.due_again(rows, AT))


def text(digest: str) -> FoundText:
    return FoundText(0, "a.html", Prepared("html/1", digest, "", {}, {}, ()))


HERE = Found(1, "v1", "d1", 1, "issued", "2026-07-01", "", "", withdrawn=False, superseded=False)


def test_a_text_that_nobody_knows_is_news_and_waits() -> None:
    found, news = deciding.judged(row("1", outcome=""), [Facts(text("aa"), likely=Likely("version-of", "d1"))])
    assert (found.outcome, found.document, len(news)) == ("pending", "", 1)


@pytest.mark.parametrize(
    ("facts", "document"),
    [
        (Facts(text("aa"), there=HERE), "d1"),
        (Facts(text("aa"), declined=True), ""),
        (Facts(text("aa"), waiting=Entry(token="t", source="b", address="x", document="d2")), "d2"),
    ],
)
def test_a_text_that_is_known_in_any_way_is_no_news(facts: Facts, document: str) -> None:
    found, news = deciding.judged(row("1", outcome=""), [facts])
    assert (found.outcome, found.document, news) == ("known", document, ())


def test_of_several_texts_the_first_known_one_is_what_the_item_points_to() -> None:
    facts = [Facts(text("aa"), declined=True), Facts(text("bb"), there=HERE), Facts(text("cc"))]
    found, news = deciding.judged(row("1", outcome=""), facts)
    assert (found.outcome, found.document, found.version) == ("pending", "d1", "v1")
    assert [one.text.prepared.digest for one in news] == ["cc"]


def test_the_same_text_again_leaves_an_item_as_it_was() -> None:
    now = row("1", digest="aa", outcome="")
    again = deciding.as_before(now, row("1", digest="aa", outcome="pending"))
    assert again is not None
    assert again.outcome == "pending"
    healed = deciding.as_before(now, row("1", digest="aa", outcome="failed"))
    assert healed is not None
    assert healed.outcome == "known"
    assert deciding.as_before(now, row("1", digest="bb")) is None
    assert deciding.as_before(now, None) is None


def test_the_hash_of_an_item_is_that_of_its_texts_in_order() -> None:
    assert deciding.digest_of(["aa"]) == "aa"
    assert deciding.digest_of(["aa", "bb"]) != deciding.digest_of(["bb", "aa"])


@pytest.mark.parametrize(
    ("rule", "let_in"),
    [
        ("none", set()),
        ("new", {"new"}),
        ("versions", {"version-of", "draft-of", "final-of"}),
        ("all", {"new", "version-of", "draft-of", "final-of", "derivative-of"}),
    ],
)
def test_what_a_rule_lets_in(rule: Accept, let_in: set[str]) -> None:
    kinds: tuple[EntryKind, ...] = ("new", "version-of", "draft-of", "final-of", "derivative-of")
    entries = [Entry(token="t", source="a", address="x", kind=kind) for kind in kinds]
    assert {entry.kind for entry in entries if deciding.lets_in(rule, entry)} == let_in
