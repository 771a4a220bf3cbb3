"""Workers: threads that do jobs one after the other, and one that tells the table that they live.

Whatever a worker was doing when it died is done again by another, from the beginning: what a job does must come to the
same when it is done twice.
"""

from __future__ import annotations

import contextlib
import logging
import secrets
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from revtrack.errors import OperationFailed, RevtrackError
from revtrack.jobs.queue import Queue
from revtrack.jobs.results import packed
from revtrack.jobs.rows import Job

_log = logging.getLogger(__name__)
Progress = Callable[[int, int], None]
#: Jobs of other processes are looked for so often, in seconds; those of our own are begun at once.
_LOOK, _BEAT = 0.5, 1.0
#: The table hears that a worker lives at least so often.
_SAY = 2.5
#: What fails outside of us is tried so often in all, each time after twice the wait.
_TRIES, _WAIT = 4, 1.0
#: Failures of other things than what a job works on: they may be over in a moment.
_PASSING = frozenset("locked write catalog state jobs moved-on memory system".split())


class GivenUp(BaseException):
    """A job is to end here: it was cancelled, is another's by now, or the worker is to stop. No error of the job's."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of work: `do` answers what a job asks for, and comes to the same when it is done twice; `after` clears up
    when the answer is kept, which a kill may prevent."""

    do: Callable[[Mapping[str, object], Progress], object]
    after: Callable[[Mapping[str, object]], None] = lambda _given: None


class _Doing:
    """One job in the hands of a worker."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.at = (job.done, job.total)
        self.said = (time.monotonic(), self.at)
        self.give_up = False
        #: Nobody waits for it any more: what comes of it is another worker's to say.
        self.left = False

    def progress(self, done: int, total: int) -> None:
        """Say how far it is; ends it where it is to be given up."""
        self.at = (done, total)
        if self.give_up:
            raise GivenUp


class Workers:
    """So many workers of one process. `kinds` is what they can do; `finished` hears of every answer."""

    def __init__(
        self,
        queue: Queue,
        kinds: Mapping[str, Kind],
        count: int,
        finished: Callable[[Job, object], None] = lambda _job, _value: None,
    ) -> None:
        self._queue, self._kinds, self._finished = queue, kinds, finished
        self.holder = secrets.token_hex(8)
        self._stopping = threading.Event()
        self._lock = threading.Lock()
        self._changed = threading.Condition(self._lock)
        self._asked = 0
        self._doing: dict[str, _Doing] = {}
        self._threads = [
            threading.Thread(target=self._work, name=f"revtrack-job-{at}", daemon=True) for at in range(count)
        ]
        self._threads.append(threading.Thread(target=self._beat, name="revtrack-job-beat", daemon=True))

    def start(self) -> None:
        """Begin."""
        for thread in self._threads:
            thread.start()

    def wake(self) -> None:
        """There is something to do."""
        with self._changed:
            self._asked += 1
            self._changed.notify()

    def stop(self, patience: float) -> None:
        """End: what is being done may come to its end for so many seconds; then it is given back, for another worker.

        Threads that do not end are left to die with the process.
        """
        self._stopping.set()
        with self._changed:
            for doing in self._doing.values():
                doing.give_up = True
            self._changed.notify_all()
        until = time.monotonic() + patience
        for thread in self._threads:
            thread.join(max(0.0, until - time.monotonic()))
        with self._lock:
            left = list(self._doing.values())
        for doing in left:
            doing.left = True
            with contextlib.suppress(RevtrackError):  # its time runs out by itself
                self._queue.give_back(doing.job)

    def _work(self) -> None:
        while not self._stopping.is_set():
            with self._lock:
                asked = self._asked
            try:
                job = self._queue.take(self.holder, self._kinds)
            except Exception:  # noqa: BLE001 - a database that does not answer now may do so later
                if not self._stopping.is_set():
                    _log.exception("jobs")
                job = None
            if job is not None:
                self._do(job)
                continue
            with self._changed:
                if asked == self._asked and not self._stopping.is_set():
                    self._changed.wait(_LOOK)

    def _do(self, job: Job) -> None:
        doing = _Doing(job)
        with self._lock:
            self._doing[job.id] = doing
            doing.give_up = self._stopping.is_set()
        try:
            self._done(doing)
        except Exception:  # noqa: BLE001 - not even its end could be kept: it is taken again when its time is over
            _log.exception("job %s %s", job.kind, job.id)
        finally:
            with self._lock:
                self._doing.pop(job.id, None)

    def _done(self, doing: _Doing) -> None:
        """Do a job and keep what came of it."""
        job, kind = doing.job, self._kinds[doing.job.kind]
        error: Exception | None = None
        value: object = None
        answer = b""
        try:
            doing.progress(0, 0)
            value = kind.do(job.given, doing.progress)
            answer = packed(value)
        except GivenUp:
            self._give_up(doing)
            return
        except RevtrackError as told:
            error = told
        except Exception as bug:  # noqa: BLE001 - a bug that one job brings to light must not stop the others
            _log.exception("job %s %s", job.kind, job.id)
            error = bug
        if doing.left:
            return
        if error is not None:
            self._failed(job, error)
        elif self._queue.finish(job, "done", answer):
            self._finished(job, value)
            kind.after(job.given)

    def _failed(self, job: Job, error: Exception) -> None:
        """Keep why a job failed; what may be over in a moment is tried again."""
        fault = str(error) if isinstance(error, RevtrackError) else f"{type(error).__name__}: {error}"
        try:
            answer = packed(error)
        except Exception:  # noqa: BLE001 - an error that holds what cannot be kept
            answer = packed(RuntimeError(fault))
        if isinstance(error, OperationFailed) and error.kind in _PASSING and job.attempts + 1 < _TRIES:
            self._queue.give_back(job, wait=_WAIT * 2.0**job.attempts, fault=fault, value=answer)
            return
        self._queue.finish(job, "failed", answer, fault)

    def _give_up(self, doing: _Doing) -> None:
        if doing.left:
            return
        known = self._queue.job(doing.job.id)
        if known is not None and known.stop:
            self._queue.finish(doing.job, "cancelled")
        else:
            self._queue.give_back(doing.job)

    def _beat(self) -> None:
        """Hold what is being done, and hear what is to be given up."""
        while not self._stopping.wait(_BEAT):
            now = time.monotonic()
            with self._lock:
                doing = dict(self._doing)
            news = any(one.at != one.said[1] or now - one.said[0] > _SAY for one in doing.values())
            try:
                if news:
                    at = {id_: one.at for id_, one in doing.items()}
                    dropped = self._queue.hold(self.holder, at)
                    for id_, one in doing.items():
                        one.said = (now, at[id_])
                else:
                    dropped = {id_ for id_ in doing if (known := self._queue.job(id_)) is not None and known.stop}
            except Exception:  # noqa: BLE001 - as in `_work`
                if not self._stopping.is_set():
                    _log.exception("jobs")
                continue
            for id_ in dropped:
                if id_ in doing:
                    doing[id_].give_up = True
