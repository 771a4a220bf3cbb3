"""Comparisons that would take the machine, asked of the server: each is refused or ended, with reason and remedy."""

from __future__ import annotations

import os
import re
import signal
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from multiprocessing import active_children
from pathlib import Path

import pytest

from revtrack.service import Tracker
from revtrack.settings import load_settings
from revtrack.words.comparison import words
from revtrack.words.language import LANGUAGES
from revtrack.words.pages import web_words
from tests.web.conftest import Running, run


def others(first: int, count: int) -> str:
    return "云渡区雨水口管理办法\n\n" + "".join(
        f"区水务局应当清掏第{at}号雨水口。\n\n" for at in range(first, first + count)
    )


def two_versions(site: Running, count: int) -> tuple[str, str]:
    """Two texts that have nothing in common, in the corpus; their versions."""
    made: list[str] = []
    for name, first in (("old.txt", 0), ("new.txt", count)):
        path = site.home / name
        path.write_text(others(first, count), "utf-8")
        made.append(site.tracker.add([path], values={"title": name})[0].version)
    return made[0], made[1]


def asked(site: Running, pair: tuple[str, str], way: str, language: str = "zh-CN") -> tuple[int, str]:
    """The status and the text of what the page or the API answers."""
    path = "/compare/{}/{}" if way == "page" else "/api/v1/compare?old={}&new={}"
    answer = site.visitor(language).get(path.format(*pair))
    return answer.status_code, answer.text


@pytest.fixture
def bounded(tmp_path: Path) -> Iterator[Running]:
    """A site that compares six sentences, in two hundred steps."""
    settings = replace(load_settings(), max_sentences=100, max_steps=200)
    yield from run(Tracker(settings, tmp_path / "home"))


@pytest.mark.parametrize("way", ["page", "api"])
@pytest.mark.parametrize(("count", "setting", "limit"), [(80, "max_sentences", "100"), (40, "max_steps", "200")])
def test_what_was_exceeded_and_the_remedy_are_named(
    bounded: Running, way: str, count: int, setting: str, limit: str
) -> None:
    pair = two_versions(bounded, count)
    said: set[str] = set()
    for language in LANGUAGES:
        status, text = asked(bounded, pair, way, language)
        assert status == 400
        assert setting in text
        assert limit in text
        said.add(text)
    assert len(said) == len(LANGUAGES), "each reader is told in her language"


def test_the_api_gives_kind_and_facts_to_programs(bounded: Running) -> None:
    old, new = two_versions(bounded, 80)
    error = bounded.visitor().get(f"/api/v1/compare?old={old}&new={new}").json()["error"]
    assert (error["kind"], error["facts"]["limit"]) == ("too-long", "100")


@pytest.mark.parametrize("way", ["page", "api"])
def test_trace_and_lineage_keep_the_budget_too(bounded: Running, way: str) -> None:
    old, new = two_versions(bounded, 40)
    documents = [bounded.tracker.text(one).named.document.id for one in (old, new)]
    path = "/trace/{}?with={}" if way == "page" else "/api/v1/trace?higher={}&lower={}"
    answer = bounded.visitor().get(path.format(*documents))
    assert answer.status_code == 400
    assert "max_steps" in answer.text


@pytest.mark.long
@pytest.mark.parametrize(
    ("settings", "kind"),
    [({"compare_seconds": 1}, "compare_seconds"), ({"compare_megabytes": 40}, "compare_megabytes")],
)
def test_a_comparison_that_takes_too_much_is_stopped_and_the_server_lives(
    tmp_path: Path, settings: dict[str, int], kind: str
) -> None:
    for site in run(Tracker(replace(load_settings(), **settings), tmp_path / "home")):
        pair = two_versions(site, 4_000)
        status, text = asked(site, pair, "api")
        assert (status, kind in text) == (400, True)
        assert site.visitor().get("/").status_code == 200


def under_way(site: Running) -> None:
    """Wait until a comparison is being made."""
    for _ in range(200):
        if any(child.name == "revtrack-compare" for child in active_children()):
            break
        time.sleep(0.05)
    time.sleep(1)
    assert site.visitor().client.get("/").status_code == 200, "others are served meanwhile"


def test_a_reader_stops_the_comparison_that_she_waits_for(site: Running) -> None:
    pair = two_versions(site, 4_000)
    visitor = site.visitor()
    address = f"/compare/{pair[0]}/{pair[1]}"
    waiting = visitor.client.get(address)
    assert waiting.status_code == 202
    assert f'action="{address}/stop"' in waiting.text
    assert f'content="1; url={address}"' in waiting.text, "an address with a fragment would not be loaded again"
    found = re.search(r'name="csrf" value="([^"]+)"', waiting.text)
    assert found
    under_way(site)
    foreign = site.visitor().post(f"{address}/stop", token="none")
    assert foreign.status_code == 403, "no page of elsewhere ends it"
    stopped = visitor.post(f"{address}/stop", token=found[1])
    assert web_words("zh").comparing_stopped in stopped.text
    for _ in range(100):
        if not any(child.name == "revtrack-compare" for child in active_children()):
            break
        time.sleep(0.1)
    assert not [child for child in active_children() if child.name == "revtrack-compare"], "its memory is free"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_comparison_ended_from_outside_says_so(site: Running, language: str) -> None:
    old, new = two_versions(site, 4_000)
    with ThreadPoolExecutor(1) as pool:
        answer = pool.submit(asked, site, (old, new), "api", language)
        under_way(site)
        while not answer.done():  # one that was only made ready is replaced before it is asked for anything
            for child in active_children():
                if child.name == "revtrack-compare" and child.pid:
                    os.kill(child.pid, signal.SIGTERM)
            time.sleep(0.2)
        status, text = answer.result(timeout=60)
    assert status == 503
    wrong, remedy = words(language).failure("compare-ended", {"code": "-15"})
    assert wrong in text
    assert remedy in text


@pytest.mark.long
def test_what_is_told_once_is_not_spent_on_the_page_that_waits(site: Running) -> None:
    pair = two_versions(site, 4_000)
    visitor = site.visitor()
    visitor.get("/documents")
    assert visitor.post("/sample").status_code == 200
    visitor.client.post(
        "/sample", data={"csrf": visitor.token}, headers={"origin": site.address}, follow_redirects=False
    )
    told = web_words("zh").sample_loaded
    address = f"/compare/{pair[0]}/{pair[1]}"
    waiting = visitor.client.get(address)
    assert (waiting.status_code, told in waiting.text) == (202, False)
    assert told in visitor.client.get("/documents").text
    visitor.post(f"{address}/stop")
