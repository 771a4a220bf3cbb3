from datetime import datetime
from typing import Any

class Job:
    id: str
    name: str
    args: tuple[Any, ...]
    next_run_time: datetime | None
