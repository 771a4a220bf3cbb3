"""A real server on loopback over a corpus of its own, and a client that behaves like a browser without scripts."""

from __future__ import annotations

import re
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import httpx2
import pytest
import uvicorn

from revtrack.accounts.model import Account, Asking
from revtrack.holdings.intake import Bounds
from revtrack.service import Tracker
from revtrack.settings import load_settings
from tests.revtrack.subscriptions.made import FIRST, PLAN, SECOND, Receiver
from web.app import create_app
from web.connections import PatientProtocol

#: What everybody in the tests logs in with.
PASSWORD = "nine wooden herons"  # noqa: S105 - nobody's
_TOKEN = re.compile(r'name="csrf" value="([^"]+)"')


@dataclass
class Running:
    """A site that answers at `address`."""

    address: str
    tracker: Tracker
    home: Path
    visitors: list[Visitor] = field(default_factory=list)

    def visitor(self, language: str = "zh-CN") -> Visitor:
        """Somebody with a browser of her own."""
        self.visitors.append(Visitor(self.address, language))
        return self.visitors[-1]


@dataclass
class Visitor:
    """Keeps cookies, follows redirects, and brings back the token of the last page that held one."""

    address: str
    language: str
    token: str = ""
    verify: ssl.SSLContext | bool = True
    client: httpx2.Client = field(init=False)

    def __post_init__(self) -> None:
        self.client = httpx2.Client(
            base_url=self.address,
            headers={"accept-language": self.language},
            follow_redirects=True,
            timeout=60,
            trust_env=False,
            verify=self.verify,
        )

    def get(self, path: str, **headers: str) -> httpx2.Response:
        """A page, once it is ready."""
        for _ in range(100):
            answer = self.client.get(path, headers=headers)
            if answer.status_code != 202:
                break
            time.sleep(0.1)
        found = _TOKEN.search(answer.text) if "html" in answer.headers.get("content-type", "") else None
        self.token = found[1] if found else self.token
        return answer

    def post(self, path: str, *, token: str | None = None, **values: object) -> httpx2.Response:
        """A form of the page that was got last, sent."""
        if not self.token:
            self.get("/")
        sent = {"csrf": self.token if token is None else token, **values}
        answer = self.client.post(path, data=sent, headers={"origin": self.address})
        return self.get(str(answer.url)) if answer.status_code == 202 else answer

    def log_in(self, name: str, password: str, code: str = "", root: str = "") -> httpx2.Response:
        """The form of the login page, sent."""
        self.get(f"{root}/login")
        answer = self.post(f"{root}/login", name=name, password=password, code=code)
        found = _TOKEN.search(answer.text)  # another session has another token
        self.token = found[1] if found else ""
        return answer

    def upload(self, *files: tuple[str, bytes], token: str | None = None) -> httpx2.Response:
        """Files sent from the upload form."""
        if not self.token:
            self.get("/documents")
        answer = self.client.post(
            "/uploads",
            data={"csrf": self.token if token is None else token},
            files=[("files", file) for file in files],
            headers={"origin": self.address},
        )
        return self.get(str(answer.url)) if answer.status_code == 202 else answer


def invite(tracker: Tracker, name: str, role: str, password: str = PASSWORD) -> Account:
    """Somebody with an account who has set her password."""
    made, link = tracker.accounts.invite(name, name.capitalize(), role)
    return tracker.accounts.use_link(link, password, Asking()) and made


def run(
    tracker: Tracker,
    bounds: Bounds | None = None,
    protocol: type[PatientProtocol] = PatientProtocol,
    *,
    guarded: bool = False,
) -> Iterator[Running]:
    """Serve the corpus of a tracker until the test is done with it."""
    if not tracker.has_corpus():
        tracker.init()
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(
        uvicorn.Config(
            create_app(tracker, bounds=bounds, guarded=guarded),
            http=protocol,
            ws="none",
            limit_concurrency=512,
            log_level="error",
            proxy_headers=False,
        )
    )
    thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    running = Running(f"http://127.0.0.1:{listening.getsockname()[1]}", tracker, tracker.home)
    yield running
    for visitor in running.visitors:
        visitor.client.close()
    server.should_exit = True
    thread.join(timeout=10)
    listening.close()


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Running]:
    """A site over an empty corpus."""
    yield from run(Tracker(load_settings(), tmp_path / "home"), Bounds(5, 2_000_000))


@pytest.fixture(scope="module")
def sample_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A site over the sample corpus, its draft joined to the issued text; for tests that only read."""
    for running in run(Tracker(load_settings(), tmp_path_factory.mktemp("sample") / "home")):
        added = {Path(item.file).name: item for item in running.tracker.load_samples()}
        running.tracker.link(added["district_draft.txt"].document, added["district_issued.txt"].document)
        running.tracker.read_duties()
        yield running


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """What webhooks call."""
    made = Receiver()
    yield made
    made.stop()


@pytest.fixture
def parking(tmp_path: Path, receiver: Receiver) -> Iterator[Running]:
    """A site over one text, with a plan beside it; the receiver may be called."""
    settings = replace(load_settings(), watch_allow=f"127.0.0.0/8, :{receiver.port}")
    for running in run(Tracker(settings, tmp_path / "home")):
        for name, text in (("first", FIRST), ("plan", PLAN)):
            (tmp_path / f"{name}.txt").write_text(text, "utf-8")
            running.tracker.add([tmp_path / f"{name}.txt"])
        (tmp_path / "second.txt").write_text(SECOND, "utf-8")
        running.tracker.read_duties()
        running.tracker.read_targets()
        yield running
