from collections.abc import Callable, Coroutine, Mapping, Sequence
from datetime import datetime, tzinfo
from typing import Any

from apscheduler.job import Job
from apscheduler.triggers.base import BaseTrigger

class AsyncIOScheduler:
    def __init__(self, *, timezone: tzinfo = ..., job_defaults: Mapping[str, Any] = ...) -> None: ...
    def start(self, paused: bool = ...) -> None: ...
    def shutdown(self, wait: bool = ...) -> None: ...
    def get_jobs(self) -> list[Job]: ...
    def get_job(self, job_id: str) -> Job | None: ...
    def remove_job(self, job_id: str) -> None: ...
    def add_job(
        self,
        func: Callable[..., Coroutine[Any, Any, None]],
        trigger: BaseTrigger,
        *,
        args: Sequence[Any] = ...,
        id: str = ...,
        name: str = ...,
        next_run_time: datetime | None = ...,
        replace_existing: bool = ...,
    ) -> Job: ...
