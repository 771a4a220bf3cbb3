"""The page of jobs, and what a process says of itself to whoever watches it."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from revtrack.errors import InvalidInput, OperationFailed
from revtrack.service import Tracker
from revtrack.settings import load_settings
from revtrack.watch.state import Message
from revtrack.words.jobs import job_words
from tests.revtrack.watch.receivers import Hook
from tests.web.conftest import Running
from tests.web.conftest import run as serving

SAY = job_words("zh")
TEXT = "甲市停车管理办法\n\n第一条　停车场应当在三十日内备案。\n第二条　停车场应当公示收费标准。\n"


def ids(page: str) -> list[str]:
    return re.findall(r'name="job" value="([0-9a-f]+)"', page)


def test_what_goes_on_is_listed_with_what_it_works_on(site: Running) -> None:
    visitor = site.visitor()
    visitor.upload(("甲市<b>停车.txt", TEXT.encode()))
    page = visitor.get("/jobs").text
    assert SAY.kinds["read-upload"] in page
    assert SAY.statuses["done"] in page
    assert "甲市&lt;b&gt;停车.txt" in page
    assert "/jobs" in visitor.get("/").text
    english = site.visitor("en").get("/jobs").text
    assert job_words("en").kinds["read-upload"] in english


def test_a_job_is_cancelled_and_done_again(site: Running) -> None:
    site.tracker.jobs.end_work(3.0)  # nobody works
    job = site.tracker.jobs.start("read-duties", {"most": 5}, name="duties of this test")
    visitor = site.visitor()
    page = visitor.get("/jobs").text
    assert 'http-equiv="refresh"' in page
    assert job.id in ids(page)
    assert visitor.post("/jobs", job=job.id, verdict="cancel", token="wrong").status_code == 403
    cancelled = visitor.post("/jobs", job=job.id, verdict="cancel").text
    assert SAY.statuses["cancelled"] in cancelled
    with pytest.raises(InvalidInput):
        site.tracker.jobs.result(job)
    visitor.post("/jobs", job=job.id, verdict="again")
    again = site.tracker.jobs.find("duties of this test")
    assert again is not None
    assert again.status == "waiting"
    with site.tracker.jobs.working():
        assert site.tracker.jobs.result(again, 10) == 0
    assert visitor.post("/jobs", job="nothing", verdict="cancel").status_code == 404


def test_a_failure_is_told_on_the_page_of_jobs(site: Running) -> None:
    job = site.tracker.jobs.start("compare", {"old": "nothing", "new": "nothing", "task": "revision"})
    with pytest.raises(InvalidInput):
        site.tracker.jobs.result(job, 10)
    page = site.visitor().get("/jobs").text
    assert SAY.statuses["failed"] in page
    assert "语料库里没有“nothing”" in page
    assert "the corpus holds no “nothing”" in site.visitor("en").get("/jobs").text
    assert job.id in ids(page)


def test_a_process_says_whether_it_can_be_asked(site: Running) -> None:
    visitor = site.visitor()
    ready = visitor.client.get("/readyz")
    assert (ready.status_code, ready.json()["status"], ready.json()["faults"]) == (200, "ready", [])
    alive = visitor.client.get("/healthz").json()
    assert alive["status"] == "ok"
    assert alive["queue"]["seconds"] < 60
    site.tracker.jobs.end_work(3.0)
    job = site.tracker.jobs.queue.put("read-duties", "late", {})
    taken = site.tracker.jobs.queue.take("one", ["read-duties"])
    assert taken is not None
    site.tracker.jobs.queue.give_back(taken, wait=-1000.0)
    late = visitor.client.get("/readyz")
    assert (late.status_code, late.json()["faults"]) == (503, ["queue-late"])
    assert 900 < late.json()["queue"]["seconds"] < 1100
    assert visitor.client.get("/healthz").status_code == 200
    assert SAY.nobody_works in visitor.get("/jobs").text
    site.tracker.jobs.cancel(job.id)
    assert visitor.client.get("/readyz").status_code == 200


def test_an_outbox_that_waits_is_told(site: Running) -> None:
    (site.home / "tell.toml").write_text('office = "json://127.0.0.1:9/"\n', "utf-8")
    with site.tracker.watching.state():
        pass
    told = site.visitor().client.get("/healthz").json()
    assert told["outbox"] == {"waiting": 0, "seconds": 0.0, "alarms": 0}
    (site.home / "tell.toml").write_text("office = 1\n", "utf-8")
    assert site.visitor().client.get("/readyz").json()["outbox"] == {"fault": "tell-value"}


def test_what_waits_in_the_outbox_is_sent_by_whoever_serves(tmp_path: Path) -> None:
    hook = Hook()
    tracker = Tracker(load_settings(), tmp_path / "home")
    tracker.init()
    (tracker.home / "tell.toml").write_text(f'office = "{hook.address}"\n', "utf-8")
    with tracker.watching.state() as state:
        at = "2026-08-01T08:00:00+00:00"
        state.post(Message(id="0a", whom="office", kind="digest", title="甲", body="乙", made_at=at), [])
    for running in serving(tracker):
        end = time.monotonic() + 20
        while not hook.came and time.monotonic() < end:
            time.sleep(0.05)
        assert hook.came == [("0a", "甲")]
        assert running.visitor().client.get("/healthz").json()["outbox"]["alarms"] == 0
    hook.stop()


def test_a_comparison_is_made_once_and_had_again_after_a_restart(site: Running) -> None:
    visitor = site.visitor()
    texts = {"甲.txt": TEXT, "乙.txt": TEXT.replace("三十日", "十日").replace("甲市", "乙市")}
    for name, said in texts.items():
        (site.home / name).write_text(said, "utf-8")
    added = site.tracker.add([site.home / name for name in texts])
    address = f"/compare/{added[0].version}/{added[1].version}"
    first = visitor.get(address)
    assert first.status_code == 200
    site.tracker._kept = None  # as a process that begins
    assert visitor.get(address).text.count("十日") == first.text.count("十日")
    made = [job for job in site.tracker.jobs.jobs() if job.kind == "compare"]
    assert len(made) == 1
    with pytest.raises(OperationFailed):
        site.tracker.jobs.result(type(made[0])(id="0", name="0", kind="compare"))
