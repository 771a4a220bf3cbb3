"""Identity: an item is the same across sweeps, and nothing is called gone that the list would not have shown."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from revtrack.watch.identity import Covered, ItemChange, KnownItem, changes, covered_by, title_key
from revtrack.watch.lists.item import Item

HOST = "https://www.yunchuan.example"
TITLE = "云川县农村道路养护实施办法"


def item(at: int, *, folder: str = "zfwj", title: str = "", day: str = "", number: str = "") -> Item:
    return Item(f"{HOST}/{folder}/{at}.html", title or f"{TITLE}之{at}", day or f"2024-03-{at:02}", number)


def known(*items: Item, gone: bool = False) -> list[KnownItem]:
    return [KnownItem(one.address, one.title, one.date, one.number, gone=gone) for one in items]


def kinds(found: Sequence[ItemChange]) -> list[str]:
    return [change.kind for change in found]


WHOLE = Covered(complete=True)
TEN = [item(at) for at in range(20, 10, -1)]


def test_the_same_list_again_is_the_same() -> None:
    assert kinds(changes(known(*TEN), TEN, WHOLE)) == ["same"] * 10
    assert changes([], [], WHOLE) == ()


def test_new_items_are_new() -> None:
    found = changes(known(*TEN), [item(25), *TEN], covered_by([item(25), *TEN], complete=False))
    assert kinds(found) == ["new", *["same"] * 10]
    assert found[0].now == item(25)
    assert kinds(changes([], TEN, WHOLE)) == ["new"] * 10


@pytest.mark.parametrize(
    ("before", "now", "kind"),
    [
        ("关于印发“某某办法”的通知", "关于印发《某某办法》的通知", "same"),
        ("关于印发某某办法的通知", "关于 印发某某办法的通知 ", "same"),
        ("关于印发某某办法（２０２４）的通知", "关于印发某某办法(2024)的通知", "same"),
        ("关于印发某某…", "关于印发某某办法的通知", "same"),
        ("关于印发某某办法的通知", "关于印发某某...", "same"),
        ("关于印发某某办法的通知", "关于印发某某条例的通知", "retitled"),
        ("关于印发某某办法的通知", "关于印发某某办法的通知（更正）", "retitled"),
    ],
)
def test_a_title_is_another_only_by_its_words(before: str, now: str, kind: str) -> None:
    one, other = item(5, title=before), item(5, title=now)
    assert kinds(changes(known(one), [other], WHOLE)) == [kind]


def test_an_item_moves() -> None:
    old, new = item(5, folder="a", title=TITLE, day="2024-03-01"), item(9, folder="b", title=TITLE, day="2024-03-01")
    found = changes(known(old), [new], WHOLE)
    assert kinds(found) == ["moved"]
    assert (found[0].before, found[0].now) == (known(old)[0], new)


def test_from_http_to_https_is_a_move_even_with_a_new_title() -> None:
    before = [KnownItem(f"http{HOST[5:]}/zfwj/5.html", "旧的标题是这样的", "2024-03-05")]
    assert kinds(changes(before, [item(5)], WHOLE)) == ["moved"]


def test_other_days_numbers_or_poor_titles_are_other_items() -> None:
    old = item(5, folder="a", title=TITLE, day="2024-03-01", number="云政发〔2024〕1号")
    for other in (
        item(9, title=TITLE, day="2024-03-02"),
        item(9, title=TITLE, day="2024-03-01", number="云政发〔2024〕2号"),
    ):
        assert kinds(changes(known(old), [other], WHOLE)) == ["new", "gone"]
    poor = item(5, folder="a", title="公示", day="2024-03-01")
    assert kinds(changes(known(poor), [item(9, title="公示", day="2024-03-01")], WHOLE)) == ["new", "gone"]


def test_one_item_under_two_addresses_is_one() -> None:
    here = item(5, folder="zfwj", title=TITLE, day="2024-03-01")
    there = item(5, folder="nongye", title=TITLE, day="2024-03-01")
    found = changes([], [here, there, here], WHOLE)
    assert kinds(found) == ["new"]
    assert found[0].aliases == (there.address,)
    assert kinds(changes(known(here), [there, here], WHOLE)) == ["same"]
    assert kinds(changes(known(there), [there, here], WHOLE)) == ["same"]


def test_two_texts_of_one_title_side_by_side_are_two() -> None:
    one, other = item(5, title=TITLE, day="2024-03-01"), item(6, title=TITLE, day="2024-03-01")
    assert kinds(changes([], [one, other], WHOLE)) == ["new", "new"]
    assert kinds(changes(known(one), [one, other], WHOLE)) == ["same", "new"]


def test_what_the_sweep_would_have_shown_is_gone() -> None:
    now = [one for one in TEN if one != item(18)]
    found = changes(known(*TEN), now, covered_by(now, complete=False))
    assert kinds(found) == [*["same"] * 9, "gone"]
    assert found[-1].before == known(item(18))[0]


def test_what_slid_off_the_page_is_not_gone() -> None:
    before = known(*TEN, *(item(at) for at in range(10, 0, -1)))
    now = [item(22), item(21), *TEN[:8]]
    assert "gone" not in kinds(changes(before, now, covered_by(now, complete=False)))


def test_pinned_items_do_not_widen_what_is_covered() -> None:
    pinned = item(1, day="2019-01-01")
    now = [pinned, *TEN]
    assert covered_by(now, complete=False).oldest == "2024-03-13"
    before = known(pinned, *TEN, *(item(at) for at in range(10, 1, -1)))
    assert "gone" not in kinds(changes(before, now, covered_by(now, complete=False)))
    # It is unpinned and lies on a later page now.
    assert "gone" not in kinds(changes(before, TEN, covered_by(TEN, complete=False)))


def test_a_list_in_no_order_covers_nothing_by_date() -> None:
    mixed = [item(at) for at in (3, 20, 7, 18, 1, 15)]
    assert covered_by(mixed, complete=False).oldest == ""
    assert covered_by([], complete=False).oldest == ""


def test_without_dates_the_place_in_the_list_tells() -> None:
    rows = [Item(f"{HOST}/{at}", f"{TITLE}之{at}") for at in range(6)]
    before = [KnownItem(one.address, one.title) for one in rows]
    found = changes(before, [rows[0], *rows[2:5]], Covered())
    assert [(change.kind, change.before) for change in found if change.kind != "same"] == [("gone", before[1])]


@pytest.mark.parametrize(
    ("now", "covered", "missing"),
    [
        ([], WHOLE, 10),
        ([], Covered(), 0),
        (TEN[:3], WHOLE, 7),
        (TEN[:4], Covered(usual=10), 0),
    ],
)
def test_an_empty_or_short_list_is_suspicious(now: list[Item], covered: Covered, missing: int) -> None:
    found = changes(known(*TEN), now, covered)
    assert kinds(found) == ["suspicious", *["same"] * len(now)]
    assert found[0].count == missing


def test_a_redesigned_list_of_other_things_is_suspicious() -> None:
    menu = [Item(f"{HOST}/menu/{at}", f"网站栏目名称第{at}个") for at in range(10)]
    assert kinds(changes(known(*TEN), menu, WHOLE))[0] == "suspicious"


def test_what_was_gone_is_not_gone_again_and_may_come_back() -> None:
    before = known(item(5), gone=True) + known(item(4))
    assert kinds(changes(before, [item(4)], WHOLE)) == ["same"]
    found = changes(before, [item(5), item(4)], WHOLE)
    assert kinds(found) == ["same", "same"]
    assert found[0].before is not None
    assert found[0].before.gone


def test_title_keys() -> None:
    assert title_key("关于《办法》的通知…") == title_key("关于办法的通知")
    assert title_key("Ａbc 1") == "abc1"


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.integers(1, 28), max_size=12, unique=True),
    st.lists(st.integers(1, 28), max_size=12, unique=True),
    st.booleans(),
)
def test_every_item_is_told_of_once(before: list[int], now: list[int], complete: bool) -> None:
    old, new = [item(at) for at in sorted(before)[::-1]], [item(at) for at in sorted(now)[::-1]]
    found = changes(known(*old), new, covered_by(new, complete=complete))
    assert [change.now for change in found if change.now is not None] == new
    told = [change.before for change in found if change.before is not None]
    assert len(told) == len({one.address for one in told}) <= len(old)
    assert changes(known(*old), new, covered_by(new, complete=complete)) == found
    assert "new" not in kinds(changes(known(*new, *old), new, WHOLE))


@pytest.mark.long
def test_a_thousand_sources_of_ten_thousand_are_no_matter_of_time() -> None:
    many = [Item(f"{HOST}/{at % 50}/{at}.html", f"{TITLE}之{at}", "2024-03-01") for at in range(10_000)]
    assert set(kinds(changes(known(*many), many, WHOLE))) == {"same"}
    twins = [Item(f"{HOST}/{at}/x.html", TITLE, "2024-03-01", f"云政发〔2024〕{at}号") for at in range(1_500)]
    assert len(changes([], twins, WHOLE)) == 1_500
