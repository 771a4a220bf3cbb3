"""The description of the API tells what its answers hold: every key of every object, and examples that are answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any, cast

import httpx2
import pytest

from revtrack.holdings.intake import Bounds
from revtrack.holdings.saying import Put, Word
from revtrack.terms import Verdict
from tests.web import contract
from tests.web.conftest import Running


def free_objects(part: Any, at: str = "") -> Iterator[str]:
    """Objects of a description that do not say what they hold."""
    if isinstance(part, dict):
        told = cast("dict[str, Any]", part)
        if told.get("type") == "object" and "properties" not in told and "additionalProperties" not in told:
            yield at
        for name, value in told.items():
            if name not in {"example", "examples"}:
                named = name in {"properties", "items", "anyOf"}
                yield from free_objects(value, at if named else f"{at}.{name}".lstrip("."))
    elif isinstance(part, list):
        for value in cast("list[Any]", part):
            yield from free_objects(value, at)


def deviations(value: Any, schema: Mapping[str, Any], schemas: Mapping[str, Any], at: str = "") -> list[str]:
    """What of a value its schema does not tell, or tells otherwise: types, keys that lack, keys that are not told."""
    if "$ref" in schema:
        return deviations(value, schemas[str(schema["$ref"]).rpartition("/")[2]], schemas, at)
    if "anyOf" in schema:
        found = [deviations(value, one, schemas, at) for one in schema["anyOf"]]
        return min(found, key=len)
    types: dict[str, Any] = {"string": str, "integer": int, "boolean": bool, "array": list, "object": dict}
    types |= {"number": (int, float), "null": type(None)}
    kind = schema.get("type")
    if kind is not None and (not isinstance(value, types[kind]) or (isinstance(value, bool) and kind != "boolean")):
        return [f"{at}: {value!r:.60} is no {kind}"]
    if "enum" in schema and value not in schema["enum"]:
        return [f"{at}: {value!r:.60} is none of {schema['enum']}"]
    if kind == "array":
        return [wrong for one in value for wrong in deviations(one, schema["items"], schemas, f"{at}[]")]
    if kind != "object" or ("properties" not in schema and "additionalProperties" not in schema):
        return []
    told = cast("dict[str, Any]", schema.get("properties", {}))
    others = schema.get("additionalProperties")
    wrong = [f"{at}: {name} lacks" for name in schema.get("required", ()) if name not in value]
    for name, one in cast("dict[str, Any]", value).items():
        if name in told:
            wrong += deviations(one, told[name], schemas, f"{at}.{name}")
        elif isinstance(others, dict):
            wrong += deviations(one, cast("dict[str, Any]", others), schemas, f"{at}.*")
        else:
            wrong.append(f"{at}: {name} is not told")
    return wrong


@pytest.fixture(scope="module")
def site() -> Iterator[Running]:
    """The sample corpus with a little of everything that can be said of it."""
    with contract.sample_site() as site:
        tracker = site.tracker
        two = next(one for one in tracker.documents().items if one.versions > 1)
        old, new = f"{two.id}@1", f"{two.id}@2"
        tracker.edit(old, {"effective": "2030-01-01", "issuers": "甲局、乙局"})
        tracker.edit(two.id, {"doc_number": "甲政发〔2030〕1号"})
        tracker.review(old, new, "revision", Word(by="li", verdict=Verdict.CONFIRM, change=0, note="right"))
        words = tracker.comparison(old, new).judged.comparison.obligations
        changed = next(one for one in words if one.old and one.new)
        assert changed.old
        assert changed.new
        put = (Put(changed.old.text), Put(changed.new.text))
        word = Word(by="li", verdict=Verdict.CORRECT, change=1, fields={"deadline": "later"}, put=put)
        tracker.review(old, new, "revision", word)
        tracker.withdraw(contract.fresh(site), "entered twice")
        tracker.keep_force()
        tracker.read_targets()
        texts = ("停车管理办法（征求意见稿）", "意见反馈截止日期：2099年1月5日\n第一条　停车场应当备案。\n")
        token = tracker.receive([("draft.txt", BytesIO("\n\n".join(texts).encode()))], Bounds(5, 2_000_000))
        tracker.accept(token, ["draft.txt"])
        contract._item(site)
        yield site


def described(site: Running, client: httpx2.Client | None = None) -> dict[str, Any]:
    """The description, as somebody without an account gets it, or a client."""
    return (client or site.visitor("en").client).get("/api/v1/openapi.json").json()


def test_every_object_tells_its_keys(site: Running) -> None:
    assert list(free_objects(described(site)["components"]["schemas"])) == []


def test_examples_are_answers(site: Running) -> None:
    schemas = described(site)["components"]["schemas"]
    wrong = [
        f"{name}{told}"
        for name, schema in schemas.items()
        for one in schema.get("examples", ())
        for told in deviations(one, schema, schemas)
    ]
    assert wrong == []


def asked(site: Running) -> Iterator[tuple[str, str]]:
    """(path of the description, address) of what is asked."""
    tracker = site.tracker
    two = next(one for one in tracker.documents().items if one.versions > 1)
    district = next(one for one in tracker.documents().items if "临江区" in one.title)
    city = next(one for one in tracker.documents().items if "云州市" in one.title)
    decision = str(contract._decision(site)[0]["doc"])
    body = tracker.bodies().items[0].office.key
    indicator = next(iter(tracker.indicators().page.items)).key
    for name in (two.id, district.id, city.id, decision):
        path = "/documents/{doc}"
        yield path, f"/documents/{name}"
        for more in ("history", "text", "blame", "citations", "related", "graph", "force", "enforcement"):
            yield f"{path}/{more}", f"/documents/{name}/{more}"
        for more in ("measures", "siblings", "called", "line"):
            yield f"{path}/{more}", f"/documents/{name}/{more}"
        yield f"{path}/on/{{day}}", f"/documents/{name}/on/2030-01-01"
    yield "/documents/{doc}/siblings", f"/documents/{city.id}/siblings?other={district.id}&other={decision}"
    yield "/documents/{doc}/amendments", f"/documents/{decision}/amendments"
    yield "/documents/{doc}/lineage", f"/documents/{city.id}/lineage?address=二/（一）"
    yield "/documents/{doc}/article", f"/documents/{two.id}/article?clause=一"
    yield "/compare", f"/compare?old={two.id}@1&new={two.id}@2"
    yield "/compare", f"/compare?old={city.id}&new={district.id}&task=derivation"
    yield "/trace", f"/trace?higher={city.id}&lower={district.id}&lower={two.id}"
    yield "/search", "/search?q=老年助餐点"
    yield "/duties", "/duties?limit=100"
    yield "/bodies/one", f"/bodies/one?name={body}&changed_since=2000-01-01"
    yield "/indicators/{name}", f"/indicators/{indicator}"
    yield "/measures", f"/measures?origin={city.id}&clause=老年助餐点"
    for path in ("documents", "force", "promises", "indicators", "bodies", "consultations", "subscriptions", "inbox"):
        yield f"/{path}", f"/{path}"
    for path in ("watch/health", "watch/outbox", "watch/events", "watch/runs", "jobs", "uploads", "sources"):
        yield f"/{path}", f"/{path}"


def test_every_key_of_an_answer_is_told(site: Running) -> None:
    whole, visitor = described(site), site.visitor("en")
    schemas = whole["components"]["schemas"]
    wrong: dict[str, str] = {}
    for path, address in asked(site):
        answer = visitor.get(f"/api/v1{address}")
        assert answer.status_code == 200, (address, answer.text)
        answers = whole["paths"][f"/api/v1{path}"]["get"]["responses"]["200"]
        schema = answers["content"]["application/json"]["schema"]
        for told in deviations(answer.json(), schema, schemas):
            wrong.setdefault(f"{path}{told.partition(' is no ')[0] if ' is no ' in told else told}", told)
    assert list(wrong.values()) == []


def test_every_key_of_what_becomes_of_an_upload_is_told(site: Running) -> None:
    schemas = described(site)["components"]["schemas"]
    client = site.visitor("en").client
    text = contract.TEXT.format("丁", 1)
    upload = client.post("/api/v1/uploads?name=a.txt", content=text.encode()).json()["upload"]
    for method, more in (("GET", "?wait=20"), ("POST", "/confirm?wait=20")):
        answer = client.request(method, f"/api/v1/uploads/{upload}{more}", json={} if method == "POST" else None)
        assert answer.status_code == 200, answer.text
        assert deviations(answer.json(), schemas["UploadForm"], schemas) == []
    assert [one["outcome"] for one in answer.json()["added"]] == ["added"]
