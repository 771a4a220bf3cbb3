"""Assistants over HTTP: the tools behind the tokens, asked by the official client."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from revtrack.accounts.model import Asking
from revtrack.assistants.table import TOOLS
from revtrack.service import Tracker
from revtrack.settings import load_settings
from revtrack.watch.sources import Source
from tests.assistants import Assistant, converse_over_http
from tests.web.conftest import PASSWORD, Running, invite, run

PING = {"jsonrpc": "2.0", "id": 1, "method": "ping"}
READING = [name for name, tool in TOOLS.items() if not tool.changes]
ACCEPTS = {"accept": "application/json, text/event-stream"}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A site with the sample corpus and somebody of each role."""
    for running in run(Tracker(load_settings(), tmp_path_factory.mktemp("assistants") / "home")):
        running.tracker.load_samples()
        for role in ("reader", "administrator"):
            invite(running.tracker, f"the-{role}", role)
        yield running


def token_of(site: Running, name: str, *scopes: str) -> str:
    return site.tracker.accounts.tokens.make(name, "test", scopes or ("read",), "", Asking())[1]


def posted(site: Running, token: str = "", **headers: str) -> httpx2.Response:
    """A message as an assistant sends it."""
    given = {**ACCEPTS, **({"authorization": f"Bearer {token}"} if token else {}), **headers}
    with httpx2.Client(trust_env=False, timeout=60) as client:
        return client.post(f"{site.address}/mcp", json=PING, headers=given)


@pytest.mark.parametrize("mode", ["auto", "legacy"])
def test_an_assistant_with_a_token_asks_the_tools(office: Running, mode: str) -> None:
    async def talk(assistant: Assistant) -> None:
        assert [one.name for one in (await assistant.client.list_tools()).tools] == READING
        told = await assistant.ask("find_documents", words="yunzhou")
        assert told["documents"] == []
        (city,) = (await assistant.ask("find_documents", words="云州市"))["documents"]
        assert city["page"] == f"{office.address}/documents/{city['document']}?version={city['version']}"
        text = await assistant.ask("text", document=city["document"], address="二/（一）")
        assert text["clauses"]
        refused = await assistant.call("text", document="没有的文件")
        assert refused.structured_content["error"]["kind"] == "unknown-document"

    converse_over_http(talk, f"{office.address}/mcp", token_of(office, "the-reader"), mode)


@pytest.mark.long
def test_the_pages_that_an_answer_leads_to_are_there(office: Running) -> None:
    pages: list[str] = []

    async def talk(assistant: Assistant) -> None:
        found = {one["doc_number"]: one["document"] for one in (await assistant.ask("find_documents"))["documents"]}
        city, district = found["云州政办发〔2024〕6号"], found["临江政办发〔2024〕4号"]
        body = (await assistant.ask("find_bodies", words="民政局"))["bodies"][0]["key"]
        thing = (await assistant.ask("find_indicators"))["indicators"][0]["name"]
        for tool, arguments in (
            ("find_documents", {"words": "养老"}),
            ("document", {"document": city}),
            ("text", {"document": city, "limit": 1}),
            ("text", {"document": city, "day": "2024-06-01", "limit": 1}),
            ("find_clauses", {"words": "养老", "limit": 1}),
            ("find_duties", {"words": "养老", "limit": 1}),
            ("in_force", {"document": city}),
            ("no_longer_in_force", {}),
            ("what_is_new", {"since_day": "2020-01-01", "limit": 1}),
            ("compare", {"old": city, "new": district, "task": "derivation", "limit": 1}),
            ("article_history", {"document": city, "address": "二/（一）"}),
            ("clause_lineage", {"document": city, "address": "二/（一）"}),
            ("trace", {"higher": city, "lower": [district], "limit": 1}),
            ("siblings", {"document": district, "others": [city], "limit": 1}),
            ("find_bodies", {"words": "民政局", "limit": 1}),
            ("duties_of_body", {"body": body, "limit": 1}),
            ("find_indicators", {"limit": 1}),
            ("indicator", {"name": thing, "limit": 1}),
            ("promises", {"limit": 1}),
            ("measure", {"name": "一站通办", "limit": 1}),
            ("measures_of_document", {"document": city}),
            ("policy_line", {"document": city}),
            ("enforcement", {"document": city, "limit": 1}),
            ("citations", {"document": city}),
        ):
            pages.extend(pages_of(await assistant.ask(tool, **arguments)))

    converse_over_http(talk, f"{office.address}/mcp", token_of(office, "the-reader"))
    visitor = office.visitor("en")
    visitor.log_in("the-reader", PASSWORD)
    assert len(pages) > 30
    for page in dict.fromkeys(page.partition("#")[0] for page in pages):
        assert page.startswith(f"{office.address}/"), page
        assert visitor.get(page.removeprefix(office.address)).status_code == 200, page


def pages_of(value: object) -> list[str]:
    """Every address in an answer."""
    if isinstance(value, dict):
        own = [value["page"]] if "page" in value else []
        return [*own, *(page for one in value.values() for page in pages_of(one))]
    return [page for one in value for page in pages_of(one)] if isinstance(value, list) else []


def test_without_a_token_nobody_asks(office: Running) -> None:
    for token, said in (("", 'Bearer realm="revtrack"'), ("revtrack_" + "A" * 43, "invalid_token")):
        answer = posted(office, token)
        assert answer.status_code == 401
        assert said in answer.headers["www-authenticate"]
        assert "message" in answer.json()["error"]
    assert posted(office, token_of(office, "the-reader")).status_code == 200
    reader = office.visitor("en")
    reader.log_in("the-reader", PASSWORD)  # whoever is logged in with a browser has no token
    assert reader.client.post("/mcp", json=PING, headers={**ACCEPTS, "origin": office.address}).status_code == 401


def test_what_comes_from_another_page_or_host_is_refused(office: Running) -> None:
    token = token_of(office, "the-reader")
    assert posted(office, token, origin="https://evil.example").status_code == 403
    assert posted(office, token, **{"sec-fetch-site": "cross-site"}).status_code == 403
    assert posted(office, token, host="evil.example").status_code == 421
    assert posted(office, token, **{"content-type": "text/plain"}).status_code == 400


def test_only_messages_are_taken_and_none_without_end(office: Running) -> None:
    token = token_of(office, "the-reader")
    with httpx2.Client(trust_env=False, timeout=60, headers={"authorization": f"Bearer {token}", **ACCEPTS}) as client:
        assert client.get(f"{office.address}/mcp").status_code == 405
        assert client.delete(f"{office.address}/mcp").status_code == 405
        long = {"jsonrpc": "2.0", "id": 1, "method": "ping", "params": {"x": "y" * 200_000}}
        assert client.post(f"{office.address}/mcp", json=long).status_code == 413
        assert client.post(f"{office.address}/mcp", content=b"{", headers={"content-type": "application/json"}).json()[
            "error"
        ]


@pytest.mark.long
def test_a_token_for_writing_reviews_a_change_in_the_name_of_its_person(office: Running) -> None:
    documents = {one.doc_number or one.status: one.id for one in office.tracker.documents().items}
    pair = {"old": documents["draft"], "new": documents["临江政办发〔2024〕4号"]}

    async def only_reads(assistant: Assistant) -> None:
        found = await assistant.call("review", **pair, number=1, verdict="confirm")
        assert found.structured_content["error"]["kind"] == "read-only"

    async def writes(assistant: Assistant) -> None:
        tools = {one.name: one.annotations for one in (await assistant.client.list_tools()).tools}
        assert list(tools) == list(TOOLS)
        assert [name for name, hints in tools.items() if not hints or not hints.read_only_hint] == ["review", "decide"]
        for wrong in ({}, {"number": 1, "difference": "x"}, {"number": 999}):
            refused = await assistant.call("review", **pair, **wrong, verdict="confirm")
            assert refused.structured_content["error"]["kind"] == "review-about"
        row = (await assistant.ask("compare", **pair, limit=1))["duties"][0]
        made = await assistant.ask("review", **pair, number=row["number"], verdict="confirm", note="checked")
        assert made["facts"]["kind"] == "review"
        again = (await assistant.ask("compare", **pair, limit=1))["duties"][0]
        assert again["people_said"] == [{"verdict": "confirm", "standing": "holds"}]
        unknown = await assistant.call("decide", entry="000000000000", verdict="accept")
        assert unknown.structured_content["error"]["kind"] == "unknown-item"

    invite(office.tracker, "the-analyst", "analyst")
    address = f"{office.address}/mcp"
    converse_over_http(only_reads, address, token_of(office, "the-analyst", "read"))
    converse_over_http(writes, address, token_of(office, "the-analyst", "read", "write"))
    judged = office.tracker.comparison(*pair.values()).judged
    assert [one.review.by for one in judged.reviewed] == [office.tracker.accounts.account("the-analyst").id]


@pytest.mark.long
def test_what_waits_in_the_inbox_is_taken_in_and_left_out(tmp_path: Path) -> None:
    folder = tmp_path / "source"
    folder.mkdir()
    for name in ("停车", "养犬"):
        text = f"云州市{name}管理办法\n第一条　所有人应当在三十日内备案。\n云州市人民政府\n2031年5月24日\n"
        (folder / f"{name}.txt").write_text(text, "utf-8")
    for running in run(Tracker(load_settings(), tmp_path / "home")):
        desk = running.tracker.watching
        desk.keep(Source(name="folder", title="来源", kind="folder", address=str(folder)))
        desk.run(["folder"])
        invite(running.tracker, "ling", "administrator")

        async def talk(assistant: Assistant) -> None:
            told = await assistant.ask("what_is_new", since_day="2020-01-01", part="inbox")
            waiting = {one["title"]: one["token"] for one in told["inbox"]}
            taken = await assistant.ask("decide", entry=waiting["云州市停车管理办法"], verdict="accept")
            await assistant.ask("decide", entry=waiting["云州市养犬管理办法"], verdict="decline")
            (held,) = (await assistant.ask("find_documents"))["documents"]
            assert (held["document"], held["title"]) == (taken["facts"]["document"], "云州市停车管理办法")
            assert (await assistant.ask("what_is_new", since_day="2020-01-01", part="inbox"))["inbox"] == []

        converse_over_http(talk, f"{running.address}/mcp", token_of(running, "ling", "read", "write"))


def test_who_asked_is_written_down_under_the_token(office: Running) -> None:
    token = token_of(office, "the-administrator", "read")
    (key,) = [one.key for one in office.tracker.accounts.tokens.all("the-administrator")]
    assert posted(office, token).status_code == 200
    posted(office, token)
    account = office.tracker.accounts.account("the-administrator").id
    _, deeds = office.tracker.accounts.deeds(account=account, limit=1)
    assert [(deed.kind, deed.what["path"], deed.what["token"]) for deed in deeds] == [("taken", "/mcp", key)]


def test_on_this_machine_without_accounts_no_token_is_needed(site: Running) -> None:
    assert posted(site).status_code == 200

    async def talk(assistant: Assistant) -> None:
        assert (await assistant.ask("find_documents"))["documents"] == []

    converse_over_http(talk, f"{site.address}/mcp")
