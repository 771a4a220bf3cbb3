"""The stream of events: jobs and arrivals as they come, what was missed, bounds, and its end with the server."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest
from playwright.sync_api import Browser, expect

from revtrack.service import Tracker
from revtrack.settings import load_settings
from revtrack.words.jobs import job_words
from tests.web.conftest import Running, run
from web.events import MOST_OF_ONE

TEXT = "甲市停车管理办法\n\n第一条　停车场应当在三十日内备案。\n"


class Listening:
    """A reader of the stream in a thread: the events that came, as (name, data, id)."""

    def __init__(self, address: str, last: str = "") -> None:
        self.came: list[tuple[str, dict[str, object], str]] = []
        self.status, self.ended = 0, threading.Event()
        self._address, self._last = address, last
        self._client = httpx2.Client(trust_env=False, timeout=30)
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def _listen(self) -> None:
        headers = {"last-event-id": self._last} if self._last else {}
        try:
            with self._client.stream("GET", f"{self._address}/events", headers=headers) as answer:
                self.status = answer.status_code
                told: dict[str, str] = {}
                for line in answer.iter_lines():
                    name, _, value = line.partition(": ")
                    if name in ("event", "data", "id"):
                        told[name] = value
                    if not line and told:
                        self.came.append((told["event"], json.loads(told["data"]), told.get("id", "")))
                        told = {}
        except httpx2.HTTPError:
            pass
        finally:
            self._client.close()
            self.ended.set()

    def named(self, name: str) -> list[tuple[str, dict[str, object], str]]:
        return [one for one in self.came if one[0] == name]

    def close(self) -> None:
        self._client.close()


def wait_for(what: object, seconds: float = 15.0) -> None:
    end = time.monotonic() + seconds
    while not what():  # type: ignore[operator]
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.05)


@pytest.fixture
def listening() -> Iterator[list[Listening]]:
    """Streams that the test opens; they are closed at its end."""
    made: list[Listening] = []
    yield made
    for one in made:
        one.close()


def test_jobs_and_arrivals_are_told_as_they_come(site: Running, listening: list[Listening], tmp_path: Path) -> None:
    listening.append(Listening(site.address))
    (one,) = listening
    wait_for(lambda: one.named("hello"))
    time.sleep(1.5)  # what there was before is known by now
    job = site.tracker.jobs.start("read-duties", {"most": 5}, name="duties of this test")
    wait_for(lambda: any(job.id in str(data) and "done" in str(data) for _, data, _ in one.named("jobs")))
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    (added,) = site.tracker.add([tmp_path / "a.txt"])
    wait_for(lambda: one.named("arrival"))
    ((_, data, commit),) = one.named("arrival")
    assert (data["document"], data["version"], data["title"]) == (added.document, added.version, "甲市停车管理办法")
    (tmp_path / "b.txt").write_text(TEXT.replace("甲市", "乙市"), "utf-8")
    (later,) = site.tracker.add([tmp_path / "b.txt"])
    listening.append(Listening(site.address, commit))
    again = listening[1]
    wait_for(lambda: again.named("arrival"))
    assert [data["version"] for _, data, _ in again.named("arrival")] == [later.version], "what was missed is told"


@pytest.mark.long
def test_streams_are_bounded_and_a_closed_one_makes_room(site: Running, listening: list[Listening]) -> None:
    listening += [Listening(site.address) for _ in range(MOST_OF_ONE)]
    wait_for(lambda: all(one.named("hello") for one in listening))
    too_many = httpx2.get(f"{site.address}/events", trust_env=False)
    assert too_many.status_code == 429
    assert httpx2.get(f"{site.address}/healthz", trust_env=False).status_code == 200
    listening.pop().close()

    def admitted() -> bool:
        listening.append(Listening(site.address))
        wait_for(lambda: listening[-1].status)
        return listening[-1].status == 200

    wait_for(admitted)


def test_streams_end_with_the_server(tmp_path: Path) -> None:
    streams: list[Listening] = []
    serving = run(Tracker(load_settings(), tmp_path / "home"))
    site = next(serving)
    streams += [Listening(site.address) for _ in range(3)]
    wait_for(lambda: all(one.named("hello") for one in streams))
    began = time.monotonic()
    assert next(serving, None) is None
    assert time.monotonic() - began < 6
    assert all(one.ended.wait(2) for one in streams)


@pytest.mark.xdist_group("browser")
def test_the_page_of_jobs_follows_them_without_loading_anew(site: Running, browser: Browser) -> None:
    say = job_words("zh")
    site.tracker.jobs.end_work(3.0)  # nobody works
    job = site.tracker.jobs.start("read-duties", {"most": 5}, name="duties of this test")
    page = browser.new_page(locale="zh-CN")
    page.goto(f"{site.address}/jobs")
    page.evaluate("window.here = true")
    button = page.locator(f'form:has(input[value="{job.id}"]) button')
    button.focus()
    other = site.tracker.jobs.start("read-duties", {"most": 6}, name="others of this test")
    expect(page.locator(f'input[value="{other.id}"]')).to_have_count(1, timeout=15_000)
    assert page.evaluate("document.activeElement.form.elements.job.value") == job.id, "the keyboard stays where it was"
    with site.tracker.jobs.working():
        expect(page.locator("[data-goes-on]")).to_have_count(0, timeout=15_000)
    assert page.evaluate("window.here"), "the page was never loaded anew"
    assert say.statuses["done"] in page.content()
    page.close()
