"""Several processes that serve one corpus: what is begun on one is seen on all, and each may die or be told to end."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from revtrack.service import Tracker
from revtrack.settings import load_settings
from tests.web.conftest import Visitor
from web.app import SECRET_FILE, _secret

ROOT = Path(__file__).resolve().parents[2]
TEXT = "甲市停车管理办法\n\n第一条　停车场应当在三十日内备案。\n第二条　停车场应当公示收费标准。\n"


@pytest.fixture(params=["sqlite", "postgresql"])
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> dict[str, str]:
    """The environment of processes over one home, once with files and once with a server for catalog, state, jobs."""
    given = {"REVTRACK_HOME": str(tmp_path / "home"), "PYTHONPATH": str(ROOT), "REVTRACK_LANGUAGE": "zh"}
    if request.param == "postgresql":
        url = str(request.getfixturevalue("postgres"))
        engine = create_engine(url)
        with engine.begin() as connection:
            found = connection.execute(text("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'revtrack%'"))
            for name in found.scalars().all():
                connection.execute(text(f'DROP SCHEMA "{name}" CASCADE'))
        engine.dispose()
        given |= {"REVTRACK_CATALOG_URL": url, "REVTRACK_STATE_URL": url}
    return given


class Serving:
    """A process that serves, and somebody who looks at it."""

    def __init__(self, settings: dict[str, str]) -> None:
        command = [sys.executable, "-m", "web.command", "serve", "--port", "0"]
        environment = {**os.environ, **settings}
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment, cwd=ROOT)
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if found := re.search(r"http://127\.0\.0\.1:\d+", line):
                break
        else:
            raise AssertionError("it does not serve")
        self.visitor = Visitor(found[0], "zh-CN")

    def end(self, number: signal.Signals) -> float:
        """End it; how long that took."""
        began = time.monotonic()
        self.process.send_signal(number)
        self.process.wait(30)
        return time.monotonic() - began


@contextmanager
def serving(settings: dict[str, str], count: int) -> Iterator[list[Serving]]:
    processes = [Serving(settings) for _ in range(count)]
    yield processes
    for one in processes:
        one.visitor.client.close()
        one.process.kill()
        one.process.wait()
        assert one.process.stdout is not None
        one.process.stdout.close()


def begin_upload(visitor: Visitor, *files: tuple[str, bytes]) -> str:
    """Hand files in without waiting; the path of the upload."""
    visitor.get("/documents")
    answer = visitor.client.post(
        "/uploads",
        data={"csrf": visitor.token},
        files=[("files", file) for file in files],
        headers={"origin": visitor.address},
        follow_redirects=False,
    )
    return answer.headers["location"]


def chosen(page: str) -> list[str]:
    return re.findall(r'name="only" value="([^"]+)"', page)


@pytest.mark.long
def test_an_upload_begun_on_one_is_confirmed_on_another_and_survives_both(settings: dict[str, str]) -> None:
    with serving(settings, 2) as (first, second):
        path = begin_upload(first.visitor, ("停车.txt", TEXT.encode()))
        second.visitor.client.cookies.update(first.visitor.client.cookies)
        page = second.visitor.get(path)
        assert "甲市停车管理办法" in page.text
        first.end(signal.SIGKILL)
        stored = second.visitor.post(path, only=chosen(page.text), verdict="store")
        assert stored.status_code == 200
        assert "甲市停车管理办法" in second.visitor.get("/documents").text
        assert second.visitor.get("/jobs").text.count("停车.txt") == 2
        assert second.end(signal.SIGTERM) < 10


@pytest.mark.long
@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)  # what a queue does on a server, `test_jobs` says
def test_a_job_that_a_killed_process_had_is_anothers(settings: dict[str, str]) -> None:
    """The one that works is killed with the files in its hands; what follows finds them stored once."""
    with serving(settings, 1) as (first,):
        paths = [
            begin_upload(first.visitor, (f"{at}.txt", TEXT.replace("甲", name).encode()))
            for at, name in enumerate("乙丙丁戊")
        ]
        pages = [first.visitor.get(path).text for path in paths]
        for path, page in zip(paths, pages, strict=True):
            data = {"csrf": first.visitor.token, "only": chosen(page), "verdict": "store"}
            first.visitor.client.post(
                path, data=data, headers={"origin": first.visitor.address}, follow_redirects=False
            )
        cookies = dict(first.visitor.client.cookies)
        first.end(signal.SIGKILL)
        with serving(settings, 1) as (second,):
            second.visitor.client.cookies.update(cookies)
            end = time.monotonic() + 60
            for path in paths:
                while (answer := second.visitor.client.get(path)).status_code == 202 and time.monotonic() < end:
                    time.sleep(0.2)
                assert answer.status_code == 200, answer.text
            assert second.visitor.client.get("/api/v1/documents").json()["total"] == 4
            assert second.visitor.client.get("/readyz").json()["queue"] == {"waiting": 0, "seconds": 0.0, "running": 0}


@pytest.mark.long
def test_a_process_that_is_told_to_end_does_so_and_another_goes_on(settings: dict[str, str]) -> None:
    with serving(settings, 2) as (first, second):
        texts = [(f"{at}.txt", TEXT.replace("甲", f"甲{at}").encode() * 40) for at in range(12)]
        path = begin_upload(first.visitor, *texts)
        first.visitor.client.get(path)
        second.visitor.client.cookies.update(first.visitor.client.cookies)
        assert first.end(signal.SIGTERM) < 10
        assert len(chosen(second.visitor.get(path).text)) == 12


def test_processes_that_begin_together_sign_sessions_alike(tmp_path: Path) -> None:
    start = threading.Barrier(8)
    found: list[str] = []

    def begin() -> None:
        start.wait()
        found.append(_secret(tmp_path / "home"))

    threads = [threading.Thread(target=begin) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(found)) == 1
    assert [path.name for path in (tmp_path / "home").iterdir()] == [SECRET_FILE]
    assert (tmp_path / "home" / SECRET_FILE).stat().st_mode & 0o077 == 0
    (tmp_path / "home" / SECRET_FILE).write_text("half", "ascii")
    assert len(_secret(tmp_path / "home")) == 64


def test_a_restart_goes_on_where_the_last_process_was(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with Tracker(load_settings(), home) as before:
        before.init()
        (tmp_path / "a.txt").write_text(TEXT, "utf-8")
        before.add([tmp_path / "a.txt"])
        job = before.jobs.start("read-duties", {}, name="read duties")
        taken = before.jobs.queue.take("one that dies", ["read-duties"])
        assert taken is not None
        before.jobs.queue.give_back(taken)
    with Tracker(load_settings(), home) as after, after.jobs.working():
        assert after.jobs.result(job, 20) == 1
