"""The JSON API is the command line's JSON, paged and with ETags; feeds and calendar are what readers of such expect."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from lxml import etree

from revtrack.forms import corpus as corpus_json
from revtrack.forms import trace as trace_json
from tests.web.conftest import Running

#: What the API says besides of a list of which all is told.
WHOLE = {"offset": 0, "next": None}
ATOM = "{http://www.w3.org/2005/Atom}"


def ask(site: Running, path: str) -> Any:
    answer = site.visitor().get(f"/api/v1{path}")
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_answers_are_those_of_the_command_line(sample_site: Running) -> None:
    tracker = sample_site.tracker
    listed = ask(sample_site, "/documents")
    assert listed == {**json.loads(corpus_json.dump(corpus_json.listed(tracker.documents()))), **WHOLE}
    for item in listed["documents"]:
        name = item["id"]
        assert ask(sample_site, f"/documents/{name}") == corpus_json.document(tracker.document(name))
        assert ask(sample_site, f"/documents/{name}/history") == {**corpus_json.history(tracker.history(name)), **WHOLE}
        assert ask(sample_site, f"/documents/{name}/text") == corpus_json.text(tracker.text(name))
        assert ask(sample_site, f"/documents/{name}/citations") == corpus_json.citations(tracker.citations(name))
    hits = ask(sample_site, f"/search?q={quote('老年助餐点')}&limit=3")
    assert hits.pop("next").endswith("&offset=3&limit=3")
    assert hits == corpus_json.hits(tracker.search("老年助餐点", limit=3), 0)
    duties = ask(sample_site, f"/duties?actor={quote('区民政局')}&before=2024-12-31")
    assert duties["total"] > 0
    assert all(item["last_day"] <= "2024-12-31" for item in duties["duties"])


def test_a_comparison_has_its_schema_and_its_reviews(sample_site: Running) -> None:
    pair = next(item for item in ask(sample_site, "/documents")["documents"] if item["versions"] == 2)
    found = ask(sample_site, f"/compare?old={pair['id']}@1&new={pair['id']}@2")
    assert found["schema"] == "revtrack.comparison/1"
    assert found["reviews"] == []
    assert found["obligations"]
    answer = sample_site.visitor().get(f"/api/v1/compare/export/csv?old={pair['id']}@1&new={pair['id']}@2&lang=en")
    assert answer.content.decode("utf-8-sig").startswith("No") or "," in answer.text


@pytest.mark.long
def test_the_trace_is_that_of_the_command_line(sample_site: Running) -> None:
    tracker = sample_site.tracker
    lower, higher = tracker.derivations()[0]
    found = ask(sample_site, f"/trace?higher={higher.id}&lower={lower.id}")
    assert found == trace_json.traced(tracker.trace(higher.id, [lower.id]))
    assert len(ask(sample_site, f"/trace?higher={higher.id}")["lower"]) == 2
    assert ask(sample_site, f"/documents/{lower.id}/related") == {
        **trace_json.relatives(tracker.related(lower.id)),
        **WHOLE,
    }
    assert ask(sample_site, f"/documents/{lower.id}/graph") == trace_json.graph(tracker.citation_graph(lower.id))
    address = found["rows"][2]["address"]
    lineage = ask(sample_site, f"/documents/{higher.id}/lineage?address={quote(address)}")
    assert lineage == trace_json.lineage(tracker.lineage(higher.id, address))
    assert sample_site.visitor().get(f"/api/v1/documents/{higher.id}/amendments").status_code == 400


def test_pages_of_a_list_join_into_the_whole(sample_site: Running) -> None:
    whole = ask(sample_site, "/documents")["documents"]
    for limit in (1, 2, len(whole)):
        parts, following = [], f"/api/v1/documents?limit={limit}"
        while following:
            part = sample_site.visitor().get(following).json()
            parts += part["documents"]
            following = part["next"]
        assert parts == whole


def test_who_has_an_answer_already_is_not_sent_it_again(sample_site: Running) -> None:
    visitor = sample_site.visitor()
    first = visitor.get("/api/v1/documents")
    tag = first.headers["etag"]
    again = visitor.get("/api/v1/documents", **{"if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")
    assert visitor.get("/api/v1/documents", **{"if-none-match": '"other"'}).status_code == 200


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/documents/nothing-like-it", 404),
        ("/documents?limit=0", 422),
        ("/documents?limit=many", 422),
        ("/compare?old=a", 422),
        ("/compare?old=a&new=b", 404),
        ("/nothing", 404),
    ],
)
def test_errors_are_json_with_a_remedy(sample_site: Running, path: str, status: int) -> None:
    answer = sample_site.visitor().get(f"/api/v1{path}")
    assert answer.status_code == status
    told = answer.json()
    assert answer.headers["content-type"] == "application/problem+json"
    assert told["status"] == told["error"]["status"] == status
    assert told["detail"] == told["error"]["message"]


def test_the_description_holds_every_address_with_an_example(sample_site: Running) -> None:
    described = ask(sample_site, "/openapi.json")
    assert len(described["paths"]) >= 10
    for path, methods in described["paths"].items():
        assert path.startswith("/api/v1/"), "pages are no part of the API"
        for method, told in methods.items():
            assert told["summary"], (method, path)
            (answer,) = [told["responses"][status] for status in told["responses"] if status.startswith("2")]
            is_file = "/export/" in path or path.endswith("/original")
            assert is_file or answer["content"]["application/json"]["example"], (method, path)
            if "requestBody" in told and "application/json" in told["requestBody"]["content"]:
                assert told["requestBody"]["content"]["application/json"]["example"], (method, path)
    forms = described["components"]["schemas"]
    for name in ("DocumentsForm", "TextForm", "ComparisonForm", "DutiesForm"):
        assert forms[name]["examples"]
    page = sample_site.visitor().get("/api/v1/docs").text
    assert all(path in page for path in described["paths"])


def test_feeds_name_each_change_once_and_for_good(sample_site: Running) -> None:
    visitor = sample_site.visitor("en")
    pair = next(item for item in ask(sample_site, "/documents")["documents"] if item["versions"] == 2)
    for path in (
        "/feeds/documents.atom",
        f"/feeds/documents/{pair['id']}.atom",
        f"/feeds/jurisdictions/{quote('云州')}.atom",
    ):
        answer = visitor.get(path)
        assert answer.headers["content-type"].startswith("application/atom+xml")
        feed = etree.fromstring(answer.content)
        assert feed.tag == f"{ATOM}feed"
        ids = [entry.findtext(f"{ATOM}id") for entry in feed.iter(f"{ATOM}entry")]
        assert len(set(ids)) == len(ids)
        for entry in feed.iter(f"{ATOM}entry"):
            assert entry.findtext(f"{ATOM}updated")
            assert entry.find(f"{ATOM}link").get("href").startswith(sample_site.address)
        assert visitor.get(path).content == answer.content or not ids
    assert len(etree.fromstring(visitor.get("/feeds/documents.atom").content).findall(f"{ATOM}entry")) == 4


def test_the_calendar_holds_open_consultations(site: Running) -> None:
    until = date.today() + timedelta(days=9)  # noqa: DTZ011 - as the page counts
    path = site.home / "draft.txt"
    title = "乙市" + "共享单车" * 30 + "管理办法（征求意见稿）; 附件, \\ 说明"
    path.write_text(f"{title}\n\n第一条 单位应当在2027年3月底前报告。\n", "utf-8")
    site.tracker.add([path], values={"consultation_until": until.isoformat(), "title": title, "status": "draft"})
    answer = site.visitor().get("/feeds/consultations.ics")
    assert answer.headers["content-type"].startswith("text/calendar")
    raw = answer.content.split(b"\r\n")
    assert all(len(line) <= 75 for line in raw)
    text = answer.content.decode().replace("\r\n ", "")
    assert f"DTSTART;VALUE=DATE:{until:%Y%m%d}" in text
    assert "管理办法（征求意见稿）\\; 附件\\, \\\\ 说明" in text
    assert text.count("BEGIN:VEVENT") == text.count("END:VEVENT") == 1
    assert site.visitor().get("/api/v1/consultations").json()["consultations"][0]["until"] == until.isoformat()


def test_the_sample_is_part_of_the_package() -> None:
    import revtrack

    assert len(list((Path(revtrack.__file__).parent / "sample").glob("*.txt"))) >= 4
