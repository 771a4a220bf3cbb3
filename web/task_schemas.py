"""Tasks in the API: what programs send, and the forms of the answers in its description."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, JsonValue, model_validator

from revtrack.watch.state import TaskState
from web.given import Given, Name, given
from web.schemas import Form, example

_TASK: dict[str, JsonValue] = {
    "id": "5f0c2a91be37",
    "kind": "comparison",
    "old": "51119173b961",
    "new": "0b9c3173b961",
    "task": "revision",
    "entry": None,
    "title": "云州市停车管理办法",
    "assignee": "account-0123456789abcdef",
    "by": "account-fedcba9876543210",
    "due": "2031-02-14",
    "state": "open",
    "overdue": False,
    "note": "先看处罚条款",
    "page": "/compare/51119173b961/0b9c3173b961",
    "made_at": "2031-02-01T08:00:00.000000+00:00",
    "changed_at": "2031-02-01T08:00:00.000000+00:00",
    "changed_by": "account-fedcba9876543210",
}


class Assigning(Given):
    """What somebody is to do: either a comparison (`old`, `new`) or an entry of the inbox (`entry`)."""

    old: Annotated[Name, Field(description="DOC@VERSION or the id of a version")] = ""
    new: Name = ""
    task: Literal["revision", "derivation"] = "revision"
    entry: Annotated[Name, Field(description="the id of an entry of the inbox")] = ""
    account: Annotated[Name, Field(description="who gets it: the name to log in with, or the id of the account")]
    due: date | None = None
    note: Annotated[str, Field(max_length=500)] = ""
    model_config = given({"old": "51119173b961", "new": "0b9c3173b961", "account": "wang", "due": "2031-02-14"})

    @model_validator(mode="after")
    def _one_thing(self) -> Self:
        """Nothing is passed over in silence: a task is about one thing."""
        if bool(self.entry) == bool(self.old or self.new) or bool(self.old) != bool(self.new):
            raise ValueError("either old and new, or entry")
        return self


class ChangingTask(Given):
    """How far a task is, who gets it, another day ("" for none); what is left out stays."""

    state: TaskState | Literal[""] = ""
    account: Name = ""
    due: Annotated[str | None, Field(max_length=40, description='a day, YYYY-MM-DD; "" for none')] = None
    model_config = given({"state": "done"})


class TaskForm(Form):
    """A task: `page` is where the thing stands that it is about."""

    id: str
    kind: Literal["comparison", "inbox"]
    old: str | None
    new: str | None
    task: Literal["revision", "derivation"] | None
    entry: str | None
    title: str
    assignee: str
    by: str
    due: str | None
    state: TaskState
    overdue: bool
    note: str
    page: str
    made_at: str
    changed_at: str
    changed_by: str
    model_config = example(_TASK)


class TasksForm(Form):
    """Tasks, what is due first first."""

    tasks: list[TaskForm]
    offset: int
    next: str | None
    model_config = example({"tasks": [_TASK], "offset": 0, "next": None})
