"""The API that puts right: metadata, where a version belongs, what no longer counts, what was joined, lines, bodies."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

import pytest

from revtrack.holdings.intake import Bounds
from revtrack.service import Tracker
from revtrack.settings import load_settings
from revtrack.terms import METADATA_FIELDS
from tests.web.conftest import Running, invite, run
from tests.web.test_writing import NEW, OLD, Program, program
from web.correcting_given import FieldName


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A site over an empty corpus with somebody of each role."""
    home = tmp_path_factory.mktemp("correcting") / "home"
    for running in run(Tracker(load_settings(), home), Bounds(5, 2_000_000)):
        for name, role in (("boss", "administrator"), ("ling", "analyst"), ("bo", "reader")):
            invite(running.tracker, name, role)
        yield running


@pytest.fixture
def ling(office: Running) -> Program:
    return program(office, "ling")


@pytest.fixture
def pair(office: Running, ling: Program) -> Iterator[tuple[str, str]]:
    """The ids of two documents; whatever was done to them is taken back behind the test."""
    before = {one.commit for one in office.tracker.recent(limit=200)}
    yield ling.add("draft.txt", OLD)["document"], ling.add("final.txt", NEW)["document"]
    for one in office.tracker.recent(limit=200):
        if one.commit not in before and one.kind != "undo" and not _undone(office, one.commit):
            office.tracker.undo(one.commit)


def _undone(site: Running, commit: str) -> bool:
    return any(one.undoes == commit for one in site.tracker.recent(limit=200))


def test_the_fields_are_those_of_the_metadata() -> None:
    assert get_args(FieldName) == METADATA_FIELDS


def test_metadata_is_corrected_and_what_was_read_holds_again(
    office: Running, ling: Program, pair: tuple[str, str]
) -> None:
    path = f"/documents/{pair[0]}"
    values = {"title": "甲市停车管理办法（草案）", "issuers": "甲市人民政府、甲市交通局"}
    made = ling.done("POST", f"{path}/edit", json={"values": values})
    assert (made["kind"], made["document"], made["version"]) == ("edit", pair[0], None)
    assert office.tracker.recent(limit=1)[0].author == office.tracker.accounts.account("ling").id
    found = ling.done("GET", path)
    assert (found["title"], found["issuers"]) == (values["title"], ["甲市人民政府", "甲市交通局"])
    made = ling.done("POST", f"{path}/edit", json={"version": "1", "values": {"issued": "2030-01-05"}})
    assert made["version"] == found["current"]
    assert ling.done("GET", path)["versions"][0]["metadata"]["issued"] == "2030-01-05"
    ling.done("POST", f"{path}/edit", json={"values": {"title": ""}})
    assert ling.done("GET", path)["title"].startswith("甲市停车管理办法（征求意见稿）")
    told = ling.refused(400, "field-value", "POST", f"{path}/edit", json={"values": {"issued": "gestern"}})
    assert told["facts"]["field"] == "issued"
    for wrong in ({"values": {}}, {"values": {"titel": "x"}}, {"values": "x"}, {}):
        assert ling.refused(422, "parameters", "POST", f"{path}/edit", json=wrong)["problems"]
    ling.refused(404, "unknown-document", "POST", "/documents/nowhere/edit", json={"values": {"title": "x"}})


def test_a_version_is_moved_and_what_was_joined_parted(ling: Program, pair: tuple[str, str]) -> None:
    first, second = pair
    joined = ling.done("POST", f"/documents/{first}/join", json={"other": second})
    other = second if joined["document"] == first else first
    parted = ling.done("POST", f"/documents/{other}/part")
    assert (parted["kind"], parted["document"]) == ("unlink", other)
    ling.refused(400, "not-linked", "POST", f"/documents/{other}/part")
    version = ling.done("GET", f"/documents/{second}")["current"]
    moved = ling.done("POST", f"/documents/{second}/move", json={"version": version, "into": first})
    assert (moved["kind"], moved["document"], moved["version"]) == ("move", first, version)
    assert len(ling.done("GET", f"/documents/{first}")["versions"]) == 2
    ling.refused(400, "same-document", "POST", f"/documents/{first}/move", json={"version": "2", "into": first})
    brought = ling.done("GET", f"/documents/{first}/blame?version={version}")["clauses"]
    assert {one["position"] for one in brought} == {1, 2}
    assert next(one for one in brought if "每月巡查" in one["text"])["version"] == version
    file = ling.ask("GET", f"/documents/{first}/original?version={version}")
    assert (file.content, file.headers["content-type"]) == (NEW.encode(), "application/octet-stream")


def test_a_version_is_withdrawn_by_an_administrator_once(office: Running, ling: Program, pair: tuple[str, str]) -> None:
    path, boss = f"/documents/{pair[1]}", program(office, "boss")
    asked = {"reason": "entered twice"}
    ling.refused(403, "token-lacks", "POST", f"{path}/withdraw", json=asked)
    boss.refused(422, "parameters", "POST", f"{path}/withdraw", json={"reason": "  "})
    first, again = (
        boss.ask("POST", f"{path}/withdraw", json=asked, headers={"idempotency-key": "withdraw-1"}) for _ in range(2)
    )
    assert first.json()["kind"] == "withdraw"
    assert (again.content, again.headers["idempotency-replayed"]) == (first.content, "true")
    assert ling.done("GET", path)["versions"][0]["withdrawn"]["reason"] == "entered twice"
    boss.refused(400, "withdrawn", "POST", f"{path}/withdraw", json={**asked, "version": "1"})
    ling.refused(403, "others-change", "POST", "/undo", json={"commit": first.json()["commit"]})
    boss.done("POST", "/undo", json={"commit": first.json()["commit"]})
    assert ling.done("GET", path)["versions"][0]["withdrawn"] is None


def test_what_a_document_takes_up_and_of_which_line_it_is_are_said(ling: Program, pair: tuple[str, str]) -> None:
    first, second = pair
    assert ling.done("POST", f"/documents/{first}/derive", json={"higher": [second]})["kind"] == "derive"
    assert ling.done("GET", f"/documents/{first}")["derives_from"] == [second]
    ling.done("POST", f"/documents/{first}/derive", json={"higher": []})
    assert ling.done("GET", f"/documents/{first}")["derives_from"] == []
    ling.refused(400, "same-document", "POST", f"/documents/{first}/derive", json={"higher": [first]})
    line = ling.done("POST", f"/documents/{first}/line", json={"others": [second]})
    assert [one["document"] for one in line["members"] if one["confirmed"]] == [second]
    left = ling.done("DELETE", f"/documents/{first}/line")
    assert not any(one["confirmed"] for one in left["members"])


@pytest.mark.usefixtures("pair")
def test_bodies_are_joined_and_parted(office: Running, ling: Program) -> None:
    office.tracker.read_duties()
    first, second = (one["key"] for one in ling.done("GET", "/bodies")["bodies"][:2])
    joined = ling.done("POST", "/bodies/join", json={"name": first, "other": second})
    assert joined == {"key": first, "joined": [first, second]}
    assert ling.done("GET", f"/bodies/one?name={second}")["key"] == first
    assert ling.done("POST", "/bodies/part", json={"key": second}) == {"parted": second}
    assert ling.done("GET", f"/bodies/one?name={second}")["key"] == second
    ling.refused(404, "unknown-body", "POST", "/bodies/join", json={"name": first, "other": "没有的局"})


def test_a_reader_puts_nothing_right(office: Running, pair: tuple[str, str]) -> None:
    bo = program(office, "bo")
    for path in ("edit", "move", "part", "derive", "line", "withdraw"):
        bo.refused(403, "token-lacks", "POST", f"/documents/{pair[0]}/{path}", json={})
    assert bo.done("GET", f"/documents/{pair[0]}/blame")["clauses"]
