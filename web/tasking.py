"""The API's calls of tasks: given, listed, looked at, changed."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from starlette.responses import Response

from revtrack.forms import tasks as tasks_json
from web.answering import OTHERWISE, Many, Offset, answer, part_of
from web.assigning import tasks_of
from web.gate import asking_of
from web.task_schemas import Assigning, ChangingTask, TaskForm, TasksForm
from web.writing import whoever_says

router = APIRouter(prefix="/api/v1", responses=OTHERWISE)
Named = Annotated[str, Path(description="the id of a task, or its beginning")]
Person = Annotated[str, Query(max_length=60, description="an account, by its id or the name to log in with")]


@router.get("/tasks", responses={200: {"model": TasksForm}})
def tasks(
    request: Request,
    of: Person = "",
    given_by: Person = "",
    offset: Offset = 0,
    limit: Many = 100_000,
    *,
    every: Annotated[bool, Query(description="with those that are done or dropped")] = False,
) -> Response:
    """What is to be done, of everybody or of one account; what is due first comes first."""
    found = tasks_json.tasks(tasks_of(request).tasks(of, given_by=given_by, every=every))
    return answer(request, part_of(request, found, "tasks", offset, limit))


@router.post("/tasks", responses={200: {"model": TaskForm}})
def assign(request: Request, said: Assigning) -> Response:
    """Give an account a comparison, or an entry of the inbox, until a day; it is told through the outbox."""
    desk, by, asking = tasks_of(request), whoever_says(request), asking_of(request.scope)
    due = said.due.isoformat() if said.due else ""
    if said.entry:
        made = desk.assign_entry(said.entry, said.account, due=due, note=said.note, by=by, asking=asking)
    else:
        made = desk.assign_comparison(
            said.old, said.new, said.account, way=said.task, due=due, note=said.note, by=by, asking=asking
        )
    return answer(request, tasks_json.task(made))


@router.get("/tasks/{name}", responses={200: {"model": TaskForm}})
def task(request: Request, name: Named) -> Response:
    """One task."""
    return answer(request, tasks_json.task(tasks_of(request).task(name)))


@router.post("/tasks/{name}", responses={200: {"model": TaskForm}})
def change(request: Request, name: Named, said: ChangingTask) -> Response:
    """Say how far a task is (whoever has it, gave it or is an administrator), give it to another, or set another day
    (whoever gave it, or an administrator); what is left out stays."""
    made = tasks_of(request).change(
        name,
        state=said.state,
        account=said.account,
        due=said.due,
        by=whoever_says(request),
        asking=asking_of(request.scope),
    )
    return answer(request, tasks_json.task(made))
