"""A client that is made from the description alone adds, compares, reviews and exports."""

from __future__ import annotations

import json
from typing import Any

import aiopenapi3
import httpx2
import pytest
from aiopenapi3.errors import HTTPClientError

from revtrack.accounts.model import Asking
from tests.web.conftest import Running, invite
from tests.web.test_writing import NEW, OLD


class Session(httpx2.Client):
    """Asks this machine directly, however slow it is."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **{**named, "trust_env": False, "timeout": 60})


class Client:
    """Calls by their names, with what they are given checked against the description, and so what they answer."""

    def __init__(self, site: Running, token: str) -> None:
        address = f"{site.address}/api/v1/openapi.json"
        described = httpx2.get(address, trust_env=False, timeout=60, headers={"authorization": f"Bearer {token}"}).text
        whole = {"servers": [{"url": "/"}], **json.loads(described)}  # what the standard says where none is named
        self.api = aiopenapi3.OpenAPI.loads(address, json.dumps(whole), session_factory=Session)
        self.api.authenticate(token=token)

    def ask(self, name: str, data: Any = None, **parameters: Any) -> Any:
        operation: Any = getattr(self.api._, name)
        if isinstance(data, dict):
            data = operation.data.get_type().model_validate(data)
        return operation(parameters=parameters, data=data)


@pytest.mark.long
@pytest.mark.timeout(200)
def test_a_client_made_from_the_description_adds_compares_reviews_and_exports(site: Running) -> None:
    invite(site.tracker, "ling", "analyst")
    token = site.tracker.accounts.tokens.make("ling", "client", ["write"], "", Asking())[1]
    client = Client(site, token)
    versions: list[str] = []
    for name, text in (("draft.txt", OLD), ("final.txt", NEW)):
        kept = client.ask("upload_files", [("files", (name, text.encode(), "text/plain"))])
        assert kept.status in {"reading", "read"}
        stored = client.ask(
            "confirm_upload", {"documents": None, "each": {}, "values": {}}, upload=kept.upload, wait=20
        )
        assert [one.outcome for one in stored.added] == ["added"]
        versions.append(stored.added[0].version)
        document = stored.added[0].document
    assert client.ask("documents").total == 2
    assert client.ask("text", doc=document).clauses
    pair = {"old": versions[0], "new": versions[1]}
    found = client.ask("compare", **pair)
    assert found.obligations
    made = client.ask("review_comparison", {**pair, "verdict": "confirm", "change": 0})
    assert made.commit
    assert [one.verdict for one in client.ask("compare", **pair).reviews] == ["confirm"]
    exported = client.ask("exported", form="csv", **pair)
    assert b"\xe5\x8d\x81\xe4\xba\x94\xe6\x97\xa5" in exported, "十五日"
    with pytest.raises(HTTPClientError) as refused:
        client.ask("text", doc="there is none")
    assert refused.value.status_code == 404
    assert json.loads(refused.value.data)["kind"] == "unknown-document"
