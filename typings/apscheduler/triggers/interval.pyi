from datetime import datetime, tzinfo

from apscheduler.triggers.base import BaseTrigger

class IntervalTrigger(BaseTrigger):
    def __init__(
        self, *, seconds: int = ..., start_date: datetime = ..., timezone: tzinfo = ..., jitter: int | None = ...
    ) -> None: ...
