"""The API of subscriptions: programs make, list, look at and remove those of the person whose token they bring."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.revtrack.subscriptions.made import Receiver
from tests.web.conftest import Running, invite
from tests.web.test_described import described, deviations
from tests.web.test_subscription_pages import come, document
from tests.web.test_writing import Program, program


@pytest.fixture
def parking(parking: Running) -> Running:
    """The same with somebody of each role."""
    for name, role in (("boss", "administrator"), ("wang", "reader"), ("li", "reader")):
        invite(parking.tracker, name, role)
    return parking


@pytest.fixture
def wang(parking: Running) -> Program:
    return program(parking, "wang")


def test_a_reader_subscribes_to_whatever_there_is_is_told_and_told_no_more(
    parking: Running, wang: Program, tmp_path: Path
) -> None:
    here = document(parking)
    asked: list[dict[str, Any]] = [
        {"kind": "search", "what": "停车场", "jurisdiction": "杭州", "since": 2000},
        {"kind": "duties", "actor": "停车场", "polarity": "duty", "strength": 5},
        {"kind": "body", "what": "市交通局"},
        {"kind": "indicator", "what": "老年餐桌"},
        {"kind": "line", "what": here},
        {"kind": "document", "what": here[:8], "language": "en"},
    ]
    made = [wang.done("POST", "/subscriptions", json=one) for one in asked]
    assert [one["kind"] for one in made] == ["search", "search", "body", "indicator", "line", "document"]
    assert [one["wanted"] for one in made[:2]] == [
        {"words": "停车场", "jurisdiction": "杭州", "since": "2000"},
        {"actor": "停车场", "polarity": "duty", "strength": "5", "in": "duties"},
    ]
    assert {one["language"] for one in made} == {"en"}, "that of the call, where none is said"
    assert {one["secret"] for one in made} == {""}, "nothing is called"
    listed = wang.done("GET", "/subscriptions?limit=4")
    assert [one["id"] for one in listed["subscriptions"]] == [one["id"] for one in made[:4]]
    rest = wang.client.get(listed["next"]).json()
    assert [one["id"] for one in rest["subscriptions"]] == [one["id"] for one in made[4:]]
    version = come(parking, tmp_path)
    found = wang.done("GET", f"/subscriptions/{made[5]['id']}")
    assert found["subscription"]["matches"] == 1
    schemas = described(parking, wang.client)["components"]["schemas"]
    for one in wang.done("GET", "/subscriptions")["subscriptions"]:
        assert deviations(wang.done("GET", f"/subscriptions/{one['id']}"), schemas["MatchesForm"], schemas) == []
    (match,) = found["matches"]
    assert (match["version"], match["changes"][0]["fields"]) == (version, ["deadline"])
    gone = wang.done("DELETE", f"/subscriptions/{made[5]['id']}")
    assert gone == {"removed": made[5]["id"], "title": made[5]["title"]}
    wang.refused(404, "unknown-subscription", "GET", f"/subscriptions/{made[5]['id']}")
    wang.refused(404, "unknown-subscription", "DELETE", f"/subscriptions/{made[5]['id']}")
    assert wang.client.get(made[5]["feed"]).status_code == 404
    assert len(wang.done("GET", "/subscriptions")["subscriptions"]) == 5


def test_a_secret_is_told_once_and_to_the_same_key_again(
    parking: Running, wang: Program, tmp_path: Path, receiver: Receiver
) -> None:
    asked = {"kind": "document", "what": document(parking), "to": receiver.address}
    first, again = (
        wang.ask("POST", "/subscriptions", json=asked, headers={"idempotency-key": "sub-1"}) for _ in range(2)
    )
    assert first.json()["secret"].startswith("whsec_")
    assert again.content == first.content
    assert again.headers["idempotency-replayed"] == "true"
    assert first.headers["cache-control"] == "no-store"
    (one,) = wang.done("GET", "/subscriptions")["subscriptions"]
    looked = wang.ask("GET", f"/subscriptions/{one['id']}")
    assert "secret" not in one
    assert "whsec_" not in looked.text
    version = come(parking, tmp_path)
    (call,) = receiver.came
    assert call.signed_by(first.json()["secret"])
    assert call.body["version"] == version


def test_each_has_her_own_and_a_token_to_read_makes_none(parking: Running, wang: Program) -> None:
    li, boss = program(parking, "li"), program(parking, "boss", "read", "write", "sources")
    asked = {"kind": "document", "what": document(parking)}
    mine = wang.done("POST", "/subscriptions", json=asked)
    for other in (li, boss):
        assert other.done("GET", "/subscriptions")["subscriptions"] == []
        other.refused(404, "unknown-subscription", "GET", f"/subscriptions/{mine['id']}")
        other.refused(404, "unknown-subscription", "DELETE", f"/subscriptions/{mine['id']}")
    reading = program(parking, "wang", "read")
    assert reading.done("GET", "/subscriptions")["subscriptions"][0]["id"] == mine["id"]
    reading.refused(403, "token-lacks", "POST", "/subscriptions", json=asked)
    reading.refused(403, "token-lacks", "DELETE", f"/subscriptions/{mine['id']}")
    wang.refused(403, "token-lacks", "POST", f"/documents/{document(parking)}/apart", json={"other": "x"})


def test_where_only_administrators_may_have_something_told(parking: Running, wang: Program) -> None:
    asked = {"kind": "document", "what": document(parking), "to": "json://127.0.0.1/"}
    wang.refused(400, "subscription-administer", "POST", "/subscriptions", json=asked)
    program(parking, "boss").refused(400, "subscription-administer", "POST", "/subscriptions", json=asked)
    made = program(parking, "boss", "write", "sources").done("POST", "/subscriptions", json=asked)
    assert (made["channel"], made["secret"]) == ("apprise", "")


def test_what_cannot_be_subscribed_to_is_refused_with_its_reason(parking: Running, wang: Program) -> None:
    here = document(parking)
    for kind, status, asked in (
        ("subscription-empty", 400, {"kind": "search", "what": " "}),
        ("subscription-empty", 400, {"kind": "body"}),
        ("unknown-body", 404, {"kind": "body", "what": "没有的局"}),
        ("unknown-document", 404, {"kind": "line", "what": "没有"}),
        ("subscription-address", 400, {"kind": "document", "what": here, "to": "http://10.1.2.3/"}),
        ("subscription-mail", 400, {"kind": "document", "what": here, "to": "a@b.example"}),
    ):
        wang.refused(status, kind, "POST", "/subscriptions", json=asked)
    for wrong in (
        {"kind": "elsewhere", "what": here},
        {"kind": "document", "what": here, "actor": "x"},
        {"kind": "search", "what": "x", "strength": 3},
        {"kind": "duties", "what": "x", "after": "tomorrow"},
        {"kind": "document", "what": here, "secret": "x"},
    ):
        assert wang.refused(422, "parameters", "POST", "/subscriptions", json=wrong)["problems"]
    assert wang.done("GET", "/subscriptions")["subscriptions"] == []
