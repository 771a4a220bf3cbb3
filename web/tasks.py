"""Tasks: a person's page with what she is to do and what she said, and the form that gives a task."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from revtrack.accounts.desk import AccountDesk
from revtrack.accounts.model import Account
from revtrack.errors import InvalidInput
from revtrack.tasks.desk import Given
from web.asking import tracker_of
from web.assigning import may_assign, tasks_of
from web.compare import query_of, task_of
from web.gate import account_of, asking_of, known_of
from web.security import check_csrf
from web.site import PAGE, Site, render, see, tell

router = APIRouter(include_in_schema=False)


@router.get("/tasks")
def tasks(request: Request, of: str = "", *, done: bool = False) -> Response:
    """What somebody is to do and what she said: by default whoever asks."""
    site, tracker = Site.of(request, "/tasks"), tracker_of(request)
    accounts, known = tracker.accounts, known_of(request)
    person = accounts.account(of) if of.strip() else known.account if known else None
    mine = tracker.tasks.tasks(person.id, every=done) if person else []
    given = tracker.tasks.tasks(given_by=person.id, every=done) if person else []
    author = person.id if person else site.reviewer
    said = tracker.said_by(author, PAGE) if author and tracker.has_corpus() else ()
    return render(
        site,
        "tasks.html.jinja",
        say=site.tasks,
        person=person,
        own=known is not None and person == known.account,
        people=_people(accounts),
        mine=[(one, *_rights(request, one)) for one in mine],
        given=[(one, *_rights(request, one)) for one in given if one.task.assignee != author],
        assignees=tracker.tasks.assignees() if may_assign(request) else [],
        done=done,
        said=said,
    )


def _people(accounts: AccountDesk) -> list[Account]:
    return [one for one in accounts.all() if not one.removed]


def _rights(request: Request, one: Given) -> tuple[bool, bool]:
    """(whether whoever asks may say how far a task is, whether she may hand it on)."""
    if not may_assign(request):
        return False, False
    desk, by = tasks_of(request), account_of(request)
    return desk.may_change(one.task, by, only_state=True), desk.may_change(one.task, by)


@router.get("/tasks/new")
def new(request: Request, old: str = "", new: str = "", task: str = "", entry: str = "") -> Response:
    """The form that gives somebody a comparison or an entry of the inbox."""
    return _form(request, {"old": old, "new": new, "task": task, "entry": entry})


def _form(request: Request, about: dict[str, str], error: InvalidInput | None = None, **given: str) -> Response:
    site, desk = Site.of(request, "/tasks"), tasks_of(request)
    title, back = _thing(request, about)
    there = desk.about(about["entry"]) if about["entry"] else desk.about(about["old"], about["new"])
    return render(
        site,
        "task.html.jinja",
        400 if error else 200,
        say=site.tasks,
        about={name: value for name, value in about.items() if value},
        kind="inbox" if about["entry"] else "comparison",
        title=title,
        back=back,
        assignees=desk.assignees(),
        there=there,
        given=given,
        lines=error.lines(site.say) if error else [],
    )


def _thing(request: Request, about: dict[str, str]) -> tuple[str, str]:
    """(what a task is about, where its page stands). Raises 404 where nothing is named, `InvalidInput` for what is not
    there."""
    tracker = tracker_of(request)
    if about["entry"]:
        entry = tracker.watching.entry(about["entry"])
        return entry.title, f"/inbox#item-{entry.token}"
    if not about["old"] or not about["new"]:
        raise HTTPException(404)
    first, second = (tracker.text(about[side]).named for side in ("old", "new"))
    path = f"/compare/{first.version.id}/{second.version.id}{query_of(task_of(about['task']))}"
    return second.version.value("title") or second.document.id, path


@router.post("/tasks")
def assign(
    request: Request,
    account: Annotated[str, Form()] = "",
    due: Annotated[str, Form()] = "",
    note: Annotated[str, Form()] = "",
    old: Annotated[str, Form()] = "",
    new: Annotated[str, Form()] = "",
    task: Annotated[str, Form()] = "",
    entry: Annotated[str, Form()] = "",
    csrf: Annotated[str, Form()] = "",
) -> Response:
    """Give somebody a task; the page of what it is about comes next."""
    check_csrf(request, csrf)
    about = {"old": old[:200], "new": new[:200], "task": task, "entry": entry[:60]}
    desk, more = tasks_of(request), {"due": due, "note": note}
    given = {**more, "by": account_of(request)}
    try:
        if entry:
            made = desk.assign_entry(about["entry"], account, **given, asking=asking_of(request.scope))
        else:
            way = task_of(task)
            made = desk.assign_comparison(
                about["old"], about["new"], account, way=way, **given, asking=asking_of(request.scope)
            )
    except InvalidInput as error:
        return _form(request, about, error, account=account, **more)
    tell(request, Site.of(request).tasks.assigned.format(name=_shown(request, made)))
    return see(made.path)


def _shown(request: Request, one: Given) -> str:
    return tracker_of(request).accounts.shown(one.task.assignee)


@router.post("/tasks/{name}")
def change(
    request: Request,
    name: str,
    state: Annotated[str, Form()] = "",
    account: Annotated[str, Form()] = "",
    due: Annotated[str | None, Form()] = None,
    of: Annotated[str, Form()] = "",
    csrf: Annotated[str, Form()] = "",
) -> Response:
    """Say how far a task is, give it to another, set another day."""
    check_csrf(request, csrf)
    site, by = Site.of(request), account_of(request)
    made = tasks_of(request).change(
        name, state=state, account=account, due=due, by=by, asking=asking_of(request.scope)
    )  # fmt: skip
    told = site.tasks.states[made.task.state] if state else _shown(request, made)
    tell(request, site.tasks.changed.format(state=f"{told} {made.task.due}" if not state else told))
    return see(f"/tasks?of={of}" if of else "/tasks")
