"""The API that writes: files handed in and confirmed, documents joined, comparisons reviewed, sources, inbox, jobs."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2
import pytest

from revtrack.accounts.model import Asking
from revtrack.holdings.intake import Bounds
from revtrack.jobs.answers import Answered, Standing
from revtrack.service import Tracker
from revtrack.settings import load_settings
from tests.web.conftest import Running, invite, run

OLD = "甲市停车管理办法（征求意见稿）\n\n第一条　停车场应当在三十日内备案。\n第二条　停车场应当公示收费标准。\n"
NEW = (
    "甲市停车管理办法\n\n第一条　停车场应当在十五日内备案。\n第二条　停车场应当公示收费标准。\n"
    "第三条　街道应当每月巡查。\n"
)


@dataclass
class Program:
    """Asks by a token alone."""

    client: httpx2.Client

    def ask(self, method: str, path: str, **sent: Any) -> httpx2.Response:
        return self.client.request(method, f"/api/v1{path}", **sent)

    def done(self, method: str, path: str, **sent: Any) -> Any:
        answer = self.ask(method, path, **sent)
        assert answer.status_code in {200, 202}, answer.text
        return answer.json()

    def refused(self, status: int, kind: str, method: str, path: str, **sent: Any) -> Any:
        answer = self.ask(method, path, **sent)
        assert answer.headers["content-type"] == "application/problem+json"
        told = answer.json()
        assert (answer.status_code, told["kind"], told["error"]["kind"]) == (status, kind, kind), answer.text
        assert told["status"] == status
        assert told["type"] == f"urn:revtrack:problem:{kind}"
        assert told["title"]
        assert told["detail"]
        return told

    def add(self, name: str, text: str, **confirmed: Any) -> Any:
        """A file handed in and confirmed: what became of its only document."""
        kept = self.done("POST", f"/uploads?name={name}", content=text.encode())
        stored = self.done("POST", f"/uploads/{kept['upload']}/confirm?wait=20", json=confirmed)
        assert stored["status"] == "stored", stored
        return stored["added"][0]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A site over an empty corpus with somebody of each role."""
    home = tmp_path_factory.mktemp("writing") / "home"
    for running in run(Tracker(load_settings(), home), Bounds(5, 2_000_000)):
        for name, role in (("boss", "administrator"), ("ling", "analyst"), ("mei", "analyst"), ("bo", "reader")):
            invite(running.tracker, name, role)
        yield running


def program(site: Running, name: str, *scopes: str) -> Program:
    token = site.tracker.accounts.tokens.make(name, "test", scopes or ("write",), "", Asking())[1]
    site.visitors.append(site.visitor("en"))
    client = site.visitors[-1].client
    client.headers["authorization"] = f"Bearer {token}"
    return Program(client)


@pytest.fixture
def ling(office: Running) -> Program:
    return program(office, "ling")


@pytest.fixture
def pair(ling: Program) -> Iterator[tuple[str, str]]:
    """The versions of a draft and of what was issued, joined; taken back behind the test."""
    first, second = ling.add("draft.txt", OLD, values={"status": "draft"}), ling.add("final.txt", NEW)
    joined = ling.done("POST", f"/documents/{first['document']}/join", json={"other": second["document"]})
    yield first["version"], second["version"]
    for commit in (joined["commit"], second["commit"], first["commit"]):
        ling.done("POST", "/undo", json={"commit": commit})


def test_files_are_handed_in_looked_at_confirmed_and_taken_back(office: Running, ling: Program) -> None:
    kept = ling.ask("POST", "/uploads", files=[("files", ("草案.txt", OLD.encode())), ("files", ("x.txt", b""))])
    assert kept.status_code == 202
    upload = kept.json()["upload"]
    assert kept.json()["names"] == ["草案.txt", "x.txt"]
    assert [one["upload"] for one in ling.done("GET", "/uploads")["uploads"]] == [upload]
    found = ling.done("GET", f"/uploads/{upload}?wait=20")
    assert found["status"] == "read"
    (document,) = found["files"][0]["documents"]
    assert document["title"].startswith("甲市停车管理办法")
    assert found["files"][1]["error"]
    stored = ling.done(
        "POST",
        f"/uploads/{upload}/confirm?wait=20",
        json={"documents": [document["name"]], "each": {document["name"]: {"title": "甲市停车管理办法草案"}}},
    )
    assert [one["outcome"] for one in stored["added"]] == ["added"]
    assert stored == ling.done("GET", f"/uploads/{upload}")
    assert stored == ling.done("POST", f"/uploads/{upload}/confirm", json={})
    added = stored["added"][0]
    assert ling.done("GET", f"/documents/{added['document']}")["title"] == "甲市停车管理办法草案"
    assert office.tracker.recent(limit=1)[0].author == office.tracker.accounts.account("ling").id
    assert ling.done("POST", "/undo", json={"commit": added["commit"]})["kind"] == "undo"
    ling.refused(404, "unknown-document", "GET", f"/documents/{added['document']}")


def test_what_is_handed_in_is_thrown_away_or_refused(ling: Program) -> None:
    upload = ling.done("POST", "/uploads?name=a.txt", content=OLD.encode())["upload"]
    assert ling.done("DELETE", f"/uploads/{upload}") == {"discarded": upload}
    ling.refused(404, "unknown-upload", "GET", f"/uploads/{upload}")
    ling.refused(404, "unknown-upload", "DELETE", f"/uploads/{upload}")
    ling.refused(400, "no-upload", "POST", "/uploads", content=b"")
    many = [("files", (f"{at}.txt", b"x")) for at in range(6)]
    assert ling.refused(400, "too-many-files", "POST", "/uploads", files=many)["facts"] == {"limit": "5"}
    upload = ling.done("POST", "/uploads?name=a.txt", content=OLD.encode())["upload"]
    confirm = f"/uploads/{upload}/confirm"
    ling.refused(400, "nothing-confirmed", "POST", confirm, json={"documents": []})
    ling.refused(404, "unknown-document", "POST", confirm, json={"into": "there is none"})
    told = ling.refused(400, "field-value", "POST", confirm, json={"values": {"issued": "gestern"}})
    assert told["facts"]["value"] == "gestern"
    for wrong in ({"document": ["a.txt"]}, {"values": {"titel": "x"}}, {"documents": "a.txt"}, []):
        assert ling.refused(422, "parameters", "POST", confirm, json=wrong)["problems"]
    ling.done("DELETE", f"/uploads/{upload}")


@pytest.mark.long
def test_a_comparison_is_reviewed_added_to_and_taken_back(ling: Program, pair: tuple[str, str]) -> None:
    asked = {"old": pair[0], "new": pair[1]}
    found = ling.done("GET", f"/compare?old={pair[0]}&new={pair[1]}")
    assert found["obligations"]
    said = ling.done("POST", "/reviews", json={**asked, "verdict": "confirm", "change": 0, "note": "right"})
    words = {"old_words": {"quote": "公示收费标准"}, "new_words": {"quote": "公示收费标准"}}
    added = ling.done("POST", "/reviews", json={**asked, "verdict": "add", **words, "fields": {}})
    now = ling.done("GET", f"/compare?old={pair[0]}&new={pair[1]}")
    assert {one["verdict"] for one in now["reviews"]} == {"confirm", "add"}
    assert len(now["obligations"]) == len(found["obligations"]) + 1
    for commit in (added["commit"], said["commit"]):
        ling.done("POST", "/undo", json={"commit": commit})
    assert ling.done("GET", f"/compare?old={pair[0]}&new={pair[1]}") == found
    ling.refused(400, "review-about", "POST", "/reviews", json={**asked, "verdict": "confirm", "change": 99})
    ling.refused(
        400, "review-words", "POST", "/reviews", json={**asked, "verdict": "add", "new_words": {"quote": "没有"}}
    )
    ling.refused(422, "parameters", "POST", "/reviews", json={**asked, "verdict": "perhaps"})


def test_nobody_takes_back_what_others_did_but_administrators(office: Running, ling: Program) -> None:
    mei, boss, bo = program(office, "mei"), program(office, "boss"), program(office, "bo", "read")
    first, second = ling.add("a.txt", OLD), ling.add("b.txt", NEW)
    apart = ling.done("POST", f"/documents/{first['document']}/apart", json={"other": second["document"]})
    mei.refused(403, "others-change", "POST", "/undo", json={"commit": apart["commit"]})
    told = bo.refused(403, "token-lacks", "POST", "/undo", json={"commit": apart["commit"]})
    assert told["facts"] == {"scopes": "read", "role": "reader"}
    assert boss.done("POST", "/undo", json={"commit": apart["commit"]})["kind"] == "undo"
    for one in (second, first):
        boss.done("POST", "/undo", json={"commit": one["commit"]})
    boss.refused(404, "unknown-change", "POST", "/undo", json={"commit": "0" * 40})


def test_sources_are_kept_looked_at_and_dropped_and_items_decided(office: Running, tmp_path: Path) -> None:
    boss = program(office, "boss", "write", "sources")
    folder = tmp_path / "texts"
    folder.mkdir()
    text = f"title = '甲'\nkind = 'folder'\naddress = '{folder}'\naccept = 'none'\n"
    boss.refused(400, "outside-roots", "PUT", "/sources/texts", json={"text": text})
    boss.refused(404, "unknown-source", "PUT", "/sources/A%20B", json={"text": text})
    office.tracker.watching.keep_text("texts", text)
    assert boss.done("GET", "/sources/texts")["address"] == str(folder)
    assert boss.done("GET", "/sources")["total"] == 1
    for name, body in (("one.txt", OLD), ("two.txt", "乙市养犬规定\n\n第一条　养犬人应当登记。\n")):
        office.tracker.watching.run()
        (folder / name).write_text(body, "utf-8")
        begun = boss.done("POST", "/watch/run", json={"sources": ["texts"]})
        office.tracker.jobs.result(office.tracker.jobs.job(begun["job"]["id"]), 30)
    first, second = [one["token"] for one in boss.done("GET", "/inbox")["items"]]
    accepted = boss.done("POST", f"/inbox/{first}/accept", json={"as_new": True})
    assert accepted["item"]["status"] == "accepted"
    assert boss.done("GET", f"/documents/{accepted['document']}")
    assert boss.done("POST", f"/inbox/{second}/decline")["item"]["status"] == "declined"
    boss.refused(409, "item-decided", "POST", f"/inbox/{second}/accept", json={})
    boss.refused(404, "unknown-item", "POST", "/inbox/ffffffff/decline")
    assert boss.done("DELETE", "/sources/texts") == {"dropped": "texts"}
    boss.refused(404, "unknown-source", "GET", "/sources/texts")
    boss.done("POST", "/undo", json={"commit": accepted["commit"]})


def test_jobs_are_listed_and_cancelled_by_who_asked_for_them(office: Running, ling: Program) -> None:
    jobs = office.tracker.jobs
    mine, hers = (
        jobs.start("duties", name=name, by=office.tracker.accounts.account(name).id) for name in ("ling", "mei")
    )
    listed = ling.done("GET", "/jobs?limit=1")
    assert listed["jobs"][0]["id"] == hers.id
    following = ling.client.get(listed["next"]).json()
    assert following["jobs"][0]["id"] == mine.id
    assert ling.done("GET", f"/jobs/{mine.id}")["by"] == mine.by
    ling.refused(403, "others-change", "POST", f"/jobs/{hers.id}/cancel")
    assert ling.done("POST", f"/jobs/{mine.id}/cancel")["id"] == mine.id
    ling.refused(404, "unknown-job", "GET", "/jobs/ffffffffffffffff")


def test_the_same_key_gets_the_same_answer_and_is_done_once(office: Running, ling: Program) -> None:
    files = [("files", ("a.txt", OLD.encode()))]
    before = ling.done("GET", "/uploads")["total"]
    first = ling.ask("POST", "/uploads", files=files, headers={"idempotency-key": "k-1"})
    again = ling.ask("POST", "/uploads", files=files, headers={"idempotency-key": "k-1"})
    assert first.status_code == again.status_code == 202
    assert first.content == again.content, "although a form has another boundary each time"
    assert "idempotency-replayed" not in first.headers
    assert again.headers["idempotency-replayed"] == "true"
    assert ling.done("GET", "/uploads")["total"] == before + 1
    other = [("files", ("a.txt", NEW.encode()))]
    ling.refused(422, "key-used", "POST", "/uploads", files=other, headers={"idempotency-key": "k-1"})
    ling.refused(422, "key-used", "POST", "/undo", json={"commit": "0" * 40}, headers={"idempotency-key": "k-1"})
    ling.refused(400, "key-wrong", "POST", "/undo", json={"commit": "0" * 40}, headers={"idempotency-key": "a b"})
    mei = program(office, "mei")
    hers = mei.ask("POST", "/uploads", files=other, headers={"idempotency-key": "k-1"})
    assert hers.json()["upload"] != first.json()["upload"], "keys are a person's own"
    for one in (first, hers):
        upload = f"/uploads/{one.json()['upload']}"
        gone = [ling.ask("DELETE", upload, headers={"idempotency-key": f"d {upload}".replace(" ", "-")}) for _ in "12"]
        assert [answer.status_code for answer in gone] == [200, 200]
    assert ling.ask("POST", "/undo", json={"commit": "x"}, headers={"idempotency-key": "k-2"}).status_code == 422
    assert ling.ask("POST", "/undo", json={"commit": "x"}, headers={"idempotency-key": "k-2"}).status_code == 422


def test_of_many_that_ask_at_once_with_one_key_one_is_done(office: Running, ling: Program) -> None:
    token = ling.client.headers["authorization"]
    statuses: list[int] = []

    def ask() -> None:
        headers = {"authorization": token, "idempotency-key": "all-at-once"}
        with httpx2.Client(base_url=office.address, trust_env=False, timeout=60) as client:
            statuses.append(
                client.post("/api/v1/uploads?name=b.txt", content=NEW.encode(), headers=headers).status_code
            )

    before = ling.done("GET", "/uploads")["total"]
    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(statuses) <= {202, 409}
    assert 202 in statuses
    found = ling.done("GET", "/uploads")
    assert found["total"] == before + 1
    ling.done("DELETE", f"/uploads/{found['uploads'][-1]['upload']}")


def test_a_key_of_somebody_who_died_is_free_again(office: Running) -> None:
    answers = office.tracker.jobs.answers
    assert answers.take("k") is Standing.HELD
    assert answers.take("k") is Standing.BUSY
    answers.drop("k")
    assert answers.take("k") is Standing.HELD
    kept = Answered("d", 200, {"content-type": "application/json"}, b"{}")
    answers.keep("k", kept)
    assert answers.take("k") == kept


def test_a_session_changes_nothing_by_the_api(office: Running) -> None:
    from tests.web.conftest import PASSWORD

    visitor = office.visitor("en")
    visitor.log_in("boss", PASSWORD)
    headers = {"origin": office.address}
    answer = visitor.client.post("/api/v1/undo", json={"commit": "0" * 40}, headers=headers)
    assert (answer.status_code, answer.json()["kind"]) == (401, "token-needed")
    assert visitor.client.get("/api/v1/jobs").status_code == 200


def test_without_accounts_whoever_is_at_the_machine_writes_and_no_foreign_page(site: Running) -> None:
    local = Program(site.visitor("en").client)
    added = local.add("a.txt", OLD)
    assert added["outcome"] == "added"
    for headers in ({"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}, {"origin": "null"}):
        answer = local.ask("POST", "/undo", json={"commit": added["commit"]}, headers=headers)
        assert answer.status_code == 403, headers
    assert local.done("POST", "/undo", json={"commit": added["commit"]})["kind"] == "undo"
