"""What a subscription finds: nothing that was there, each new version once, and what is new in it."""

from __future__ import annotations

from typing import Any

import pytest

from corpus_repo.answers import DutyFilter, Filter
from revtrack.errors import InvalidInput
from revtrack.subscriptions.held import Held
from revtrack.subscriptions.wanted import search_wanted
from tests.revtrack.subscriptions.made import FIRST, MORE, PARK, PLAN, SECOND, THIRD, WORDED, House, text


def told(house: House, held: Held) -> dict[str, Any]:
    """What was found last."""
    return dict(house.tracker.subscribing.matches(held.subscription.token)[0].told)


def quotes(found: dict[str, Any]) -> list[tuple[str, str]]:
    return [(one["change"], one["quote"]) for one in found["found"]]


def test_nothing_that_was_there_is_told_and_each_version_once(house: House) -> None:
    document, _ = house.add(FIRST)
    every = house.subscribe("search", search_wanted("停车"))
    house.look()
    assert house.found(every) == []
    _, second = house.add(SECOND, document)
    _, park = house.add(PARK)
    house.look()
    assert house.found(every) == [second, park]
    later = house.subscribe("search", search_wanted("停车"))
    _, last = house.add(text(3))
    for _ in range(2):
        house.look()
    assert house.found(every) == [second, park, last]
    assert house.found(later) == [last]


def test_matches_are_the_same_however_often_was_looked(house: House) -> None:
    often = house.subscribe("search", search_wanted("停车场"))
    seldom = house.subscribe("search", search_wanted("停车场"))
    added: list[str] = []
    for number in range(1, 8):
        added.append(house.add(text(number) if number % 3 else f"杭州市第{number}号绿化通知\n第一条　应当浇水。\n")[1])
        with house.tracker.watching.state() as state:
            kept = [one for one in state.subscriptions() if one.token == seldom.subscription.token]
            state.unsubscribe(kept[0])
        house.look()
        with house.tracker.watching.state() as state:
            state.subscribe(kept[0])
    house.look()
    wanted = [version for number, version in enumerate(added, start=1) if number % 3]
    assert house.found(often) == wanted
    assert house.found(seldom) == wanted


def test_a_search_tells_new_clauses_and_the_changes_of_duties_that_hold_its_words(house: House) -> None:
    document, _ = house.add(FIRST)
    words, other = (house.subscribe("search", search_wanted(one)) for one in ("停车场", "备案 三十日"))
    _, second = house.add(SECOND, document)
    _, third = house.add(THIRD, document)
    house.look()
    assert house.found(words) == [second], "the third says nothing new"
    found = told(house, words)
    assert [change for change, _ in quotes(found)] == ["new", "new"]
    assert all("停车场" in quote for _, quote in quotes(found))
    assert next((one["fields"], one["old"], one["new"]) for one in found["changes"]) == (
        ["deadline"],
        "停车场应当在三十日内备案",
        "停车场应当在十五日内备案",
    )
    assert house.found(other) == [second], "what went is told, too"
    assert quotes(told(house, other)) == []
    assert [one["old"] for one in told(house, other)["changes"]] == ["停车场应当在三十日内备案"]
    assert third


def test_a_search_keeps_to_its_filters(house: House) -> None:
    near = house.subscribe("search", search_wanted("停车", Filter(since=2031)))
    far = house.subscribe("search", search_wanted("停车", Filter(since=2032)))
    duties = house.subscribe("search", search_wanted("", None, DutyFilter(actor="公园停车场")))
    house.add(FIRST)
    _, park = house.add(PARK)
    house.look()
    assert house.found(near) == [park]
    assert house.found(far) == []
    assert house.found(duties) == [park]
    assert quotes(told(house, duties)) == [("new", "公园停车场应当公示收费标准")]


def test_a_body_is_told_what_became_of_its_duties(house: House) -> None:
    document, _ = house.add(FIRST)
    house.tracker.read_duties()
    held = house.subscribe("body", {"body": "市交通局"})
    _, second = house.add(SECOND, document)
    house.add(PARK)
    house.add(THIRD, document)
    house.look()
    assert house.found(held) == [second]
    (one,) = told(house, held)["found"]
    assert one["kind"] == "duty"
    assert (one["change"], one["quote"], one["was"]) == (
        "changed",
        "市交通局应当每月巡查停车场",
        "市交通局应当每季度巡查停车场",
    )


def test_a_body_is_told_when_its_last_duty_goes(house: House) -> None:
    document, _ = house.add(FIRST)
    house.tracker.read_duties()
    held = house.subscribe("body", {"body": "市交通局"})
    without = FIRST.replace("第二条　市交通局应当每季度巡查停车场。\n", "").replace("2030", "2031")
    _, second = house.add(without, document)
    house.look()
    assert house.found(held) == [second]
    assert quotes(told(house, held)) == [("gone", "市交通局应当每季度巡查停车场")]


def test_an_indicator_is_told_when_its_value_is_another(house: House) -> None:
    document, _ = house.add(PLAN)
    house.tracker.read_targets()
    tables, training = (house.subscribe("indicator", {"indicator": name}) for name in ("老年餐桌", "培训率"))
    _, more = house.add(MORE, document)
    _, last = house.add(WORDED, document)
    house.add(PARK)
    house.look()
    assert house.found(tables) == [more]
    (one,) = told(house, tables)["found"]
    assert (one["change"], one["kind"]) == ("changed", "target")
    assert ("300" in one["was"], "500" in one["quote"]) == (True, True)
    assert house.found(training) == [last]
    assert [one["change"] for one in told(house, training)["found"]] == ["gone"]


def test_a_document_and_its_line_are_told_of_every_version(house: House) -> None:
    document, _ = house.add(FIRST)
    held = house.subscribe("document", {"document": document})
    line = house.subscribe("line", {"document": "杭州市停车管理办法"})
    _, second = house.add(SECOND, document)
    _, third = house.add(THIRD, document)
    house.add(PARK)
    house.look()
    assert house.found(held) == [second, third]
    assert house.found(line) == [second, third]
    assert told(house, held)["changes"] == []
    assert told(house, held)["before"] == second


def test_a_withdrawn_version_is_not_told(house: House) -> None:
    held = house.subscribe("search", search_wanted("停车"))
    document, version = house.add(FIRST)
    house.tracker.withdraw(f"{document}@{version}", "误收")
    house.look()
    assert house.found(held) == []


def test_what_nobody_can_be_told_of_is_refused(house: House) -> None:
    house.add(FIRST)
    for kind, wanted, to, why in (
        ("search", search_wanted(" "), "", "subscription-empty"),
        ("body", {"body": "杭州市没有的局"}, "", "unknown-body"),
        ("document", {"document": "没有的文件"}, "", "unknown-document"),
        ("document", {"document": "杭州市停车管理办法"}, "http://10.0.0.1/hook", "subscription-address"),
        ("document", {"document": "杭州市停车管理办法"}, "http://127.0.0.1:22/", "subscription-address"),
        ("document", {"document": "杭州市停车管理办法"}, "wang@jia.example", "subscription-mail"),
        ("document", {"document": "杭州市停车管理办法"}, "nobody", "subscription-address"),
    ):
        with pytest.raises(InvalidInput) as error:
            house.subscribe(kind, wanted, to)  # type: ignore[arg-type]
        assert error.value.kind == why
    given = {"document": "杭州市停车管理办法"}
    with pytest.raises(InvalidInput) as error:
        house.tracker.subscribing.subscribe("document", given, "json://127.0.0.1/", administers=False)
    assert error.value.kind == "subscription-administer"
