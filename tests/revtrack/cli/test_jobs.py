"""`revtrack jobs`: what goes on behind the pages, and a process that does it until it is told to end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from revtrack.service import Tracker
from revtrack.settings import load_settings
from tests.commands import Run, answer

ROOT = Path(__file__).resolve().parents[3]


def test_jobs_are_listed_cancelled_and_done_again(corpus: Run, tmp_path: Path) -> None:
    assert "no jobs yet" in corpus("jobs")[1]
    with Tracker(load_settings(), tmp_path / "home") as tracker:
        job = tracker.jobs.start("read-duties", {}, title="甲\x1b[31m", by="王芳")
    code, out, _ = corpus("jobs")
    assert (code, "reading duties" in out, "\x1b" in out, "by 王芳" in out) == (0, True, False, True)
    assert answer(corpus, "jobs")["queue"]["waiting"] == 1
    (listed,) = answer(corpus, "jobs", "--cancel", job.id[:8])["jobs"]
    assert listed["status"] == "cancelled"
    (listed,) = answer(corpus, "jobs", "--again", job.id)["jobs"]
    assert listed["status"] == "waiting"
    code, _, err = corpus("jobs", "--cancel", "nothing")
    assert (code, "revtrack jobs" in err) == (2, True)


def test_without_a_corpus_there_are_no_jobs(run: Run) -> None:
    assert run("jobs")[0] == 2


@pytest.mark.usefixtures("corpus")
def test_a_process_does_jobs_until_it_is_told_to_end(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "web.command", "jobs", "--work", "--lang", "en"]
    with (
        Tracker(load_settings(), tmp_path / "home") as tracker,
        subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment, cwd=ROOT) as working,
    ):
        job = tracker.jobs.start("read-duties", {})
        assert tracker.jobs.result(job, 60) == 2
        began = time.monotonic()
        working.send_signal(signal.SIGTERM)
        assert working.wait(20) == 0
        assert time.monotonic() - began < 10
        assert working.stderr is not None
        assert "internal error" not in working.stderr.read()
