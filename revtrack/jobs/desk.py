"""Jobs as the application service knows them: asked for, waited for, looked at; shells render what they answer."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from typing import Self

from revtrack.accounts.model import ACCOUNT_ID
from revtrack.errors import InvalidInput, OperationFailed
from revtrack.jobs.answers import Answers
from revtrack.jobs.queue import Queue
from revtrack.jobs.results import unpacked
from revtrack.jobs.rows import Age, Job
from revtrack.jobs.worker import Kind, Workers

#: Answers that this process gave or read are at hand.
_AT_HAND = 32
#: While another process works, its answer is looked for so often, in seconds.
_LOOK = 0.05
#: Jobs that are over are listed for so many seconds; their answers are kept for a day, so many bytes of them at most.
_LISTED, _KEPT, _MOST = 14 * 24 * 3600.0, 24 * 3600.0, 256_000_000
_TIDY = 600.0


class NotYet(Exception):
    """A job is not over."""


class JobDesk:
    """The jobs of one home folder. `open_queue` opens their table when it is first needed."""

    def __init__(self, open_queue: Callable[[], Queue], kinds: Mapping[str, Kind], most_of_one: int = 0) -> None:
        self._open, self._kinds, self._most_of_one = open_queue, kinds, most_of_one
        self._queue: Queue | None = None
        self._workers: Workers | None = None
        self._opening = threading.Lock()
        self._ended = threading.Condition()
        self._at_hand: OrderedDict[str, object] = OrderedDict()
        self._tidied = 0.0

    @property
    def kinds(self) -> frozenset[str]:
        """What jobs can do."""
        return frozenset(self._kinds)

    @property
    def queue(self) -> Queue:
        """The table. Raises `OperationFailed` (jobs, database-foreign …) where it cannot be used."""
        with self._opening:
            if self._queue is None:
                self._queue = self._open()
            return self._queue

    @property
    def answers(self) -> Answers:
        """Answers that are given once."""
        return Answers(self.queue)

    def close(self) -> None:
        """Give back what is held open."""
        self.end_work(0.0)
        with self._opening:
            if self._queue is not None:
                self._queue.close()
                self._queue = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # --- doing ---------------------------------------------------------------------------------------------------

    def begin_work(self, count: int) -> None:
        """Do jobs in this process, so many at once, until `end_work`."""
        self._workers = Workers(self.queue, self._kinds, count, self._finished)
        self._workers.start()
        self._tidy()

    def end_work(self, patience: float) -> None:
        """Do no more jobs; what is being done and does not end in so many seconds is another's."""
        workers, self._workers = self._workers, None
        if workers is not None:
            workers.stop(patience)

    @contextmanager
    def working(self, count: int = 1, patience: float = 3.0) -> Generator[None]:
        """Do jobs in this process as long as the block lasts."""
        self.begin_work(count)
        try:
            yield
        finally:
            self.end_work(patience)

    def _finished(self, job: Job, value: object) -> None:
        with self._ended:
            self._keep(job.id, value)
            self._ended.notify_all()

    def _keep(self, id_: str, value: object) -> None:
        self._at_hand[id_] = value
        self._at_hand.move_to_end(id_)
        while len(self._at_hand) > _AT_HAND:
            self._at_hand.popitem(last=False)

    def _tidy(self) -> None:
        if time.monotonic() - self._tidied > _TIDY or not self._tidied:
            self._tidied = time.monotonic()
            now = time.time()
            self.queue.tidy(jobs_before=now - _LISTED, results_before=now - _KEPT, most_bytes=_MOST)

    # --- asking --------------------------------------------------------------------------------------------------

    def start(
        self, kind: str, given: Mapping[str, object] | None = None, *, name: str = "", title: str = "", by: str = ""
    ) -> Job:
        """Ask for a piece of work, or find the one of that name that waits, is being done or has its answer still.

        `name` is what makes it the same: by default its kind and what is given.
        """
        asked = name or named(kind, given or {})
        self._admit(asked, by)
        job = self.queue.put(kind, asked, given or {}, title=title, by=by)
        if job.status == "done" and self._answer(job) is _GONE:
            self.queue.forget(asked)
            job = self.queue.put(kind, asked, given or {}, title=title, by=by)
        if self._workers is not None:
            self._workers.wake()
            self._tidy()
        return job

    def _admit(self, asked: str, by: str) -> None:
        """Raises `InvalidInput` (jobs-full) where an account has too many jobs that wait or go on."""
        if not self._most_of_one or not ACCOUNT_ID.fullmatch(by) or self.queue.named(asked) is not None:
            return
        count = sum(not one.over for one in self.queue.jobs(by=by, limit=10 * self._most_of_one))
        if count >= self._most_of_one:
            raise InvalidInput("jobs-full", facts={"count": str(count)})

    def by(self, id: str) -> str:  # noqa: A002 - what it is called everywhere
        """Who asked for a job, "" for nobody."""
        found = self.queue.job(id)
        return found.by if found else ""

    def start_anew(
        self, kind: str, given: Mapping[str, object] | None = None, *, name: str, title: str = "", by: str = ""
    ) -> Job:
        """As `start`, but what is over by that name is done once more."""
        known = self.find(name)
        if known is not None and known.over:
            self.forget(name)
        return self.start(kind, given, name=name, title=title, by=by)

    def under_way(self, name: str) -> bool:
        """Whether work of that name waits or is being done."""
        known = self.find(name)
        return known is not None and not known.over

    def find(self, name: str) -> Job | None:
        """The work of that name, if there is any."""
        return self.queue.named(name)

    def forget(self, name: str) -> None:
        """Let the name be used again; what is being done goes on."""
        self.queue.forget(name)

    def result(self, job: Job, seconds: float = 0.0) -> object:
        """The answer of a job, if it comes within so many seconds.

        Raises `NotYet`; what the work raised; `InvalidInput` (job-cancelled); `OperationFailed` (job-died) for one that
        no worker outlived, or whose answer is not kept any more.
        """
        until = time.monotonic() + seconds
        while True:
            with self._ended:
                if job.id in self._at_hand:
                    self._at_hand.move_to_end(job.id)
                    return self._at_hand[job.id]
            known = self.queue.job(job.id)
            if known is None:
                raise OperationFailed("job-died", facts={"what": job.title or job.kind})
            if known.over:
                return self._outcome(known)
            left = until - time.monotonic()
            if left <= 0:
                raise NotYet
            with self._ended:
                if job.id not in self._at_hand:
                    self._ended.wait(min(_LOOK, left))

    def _outcome(self, job: Job) -> object:
        if job.status == "cancelled":
            raise InvalidInput("job-cancelled", facts={"what": job.title or job.kind})
        answer = self._answer(job)
        if answer is _GONE:
            raise OperationFailed("job-died", facts={"what": job.title or job.kind})
        if job.status == "failed":
            raise answer if isinstance(answer, BaseException) else TypeError(repr(answer))
        return answer

    def _answer(self, job: Job) -> object:
        with self._ended:
            if job.id in self._at_hand:
                self._at_hand.move_to_end(job.id)
                return self._at_hand[job.id]
        data = self.queue.result(job.id)
        if data is None:
            return _GONE
        try:
            value = unpacked(data)
        except ValueError:
            return _GONE
        if job.status == "done":
            with self._ended:
                self._keep(job.id, value)
        return value

    # --- looking -------------------------------------------------------------------------------------------------

    def jobs(self, *, by: str | None = None, limit: int = 100) -> list[Job]:
        """The latest jobs, the newest first."""
        return self.queue.jobs(by=by, limit=limit)

    def job(self, words: str) -> Job:
        """The job that an id or its beginning names. Raises `InvalidInput` (unknown-job)."""
        found = self.queue.beginning(words.strip().lower()) if words.strip() else []
        if len(found) != 1:
            raise InvalidInput("unknown-job", facts={"job": words})
        return found[0]

    def error(self, job: Job) -> BaseException | None:
        """Why a job failed, or is tried again; None where nothing went wrong or that is not kept any more."""
        if not job.fault:
            return None
        answer = self._answer(job)
        return answer if isinstance(answer, BaseException) else None

    def cancel(self, words: str) -> Job:
        """Do a job no more. Raises `InvalidInput` (unknown-job)."""
        job = self.job(words)
        return self.queue.cancel(job.id) or job

    def again(self, words: str) -> Job:
        """Do a job that failed or was cancelled once more. Raises `InvalidInput` (unknown-job)."""
        job = self.job(words)
        found = self.queue.again(job.id) or job
        if self._workers is not None:
            self._workers.wake()
        return found

    def age(self) -> Age:
        """How the queue stands."""
        return self.queue.age()


def named(kind: str, given: Mapping[str, object]) -> str:
    """What a piece of work is known by where nothing else is said: its kind and what it works on."""
    return " ".join([kind, *(f"{key}={given[key]}" for key in sorted(given))])


_GONE = object()
