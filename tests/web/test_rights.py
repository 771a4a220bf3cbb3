"""Who may do what: every route, method and role against the table, and what a role may not do is not offered to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest
from starlette.routing import Route

from revtrack.accounts.model import Asking
from revtrack.accounts.roles import COMMANDS, MAY, Action, Role
from revtrack.errors import InvalidInput
from revtrack.holdings.saying import Word
from revtrack.service import Tracker
from revtrack.settings import load_settings
from revtrack.terms import Verdict
from tests.test_docs import COMMANDS as THERE
from tests.web.conftest import PASSWORD, Running, Visitor, invite, run
from web.app import create_app
from web.front import PROGRAMS
from web.rights import NEEDS, Free

#: The table of the roles as its readers were promised it: what each may, beside the roles of the program.
PROMISED = {
    "read, compare, search, export, feeds, originals": (Action.LOOK, {"reader", "analyst", "administrator"}),
    "one's own account": (Action.OWN, {"reader", "analyst", "administrator"}),
    "one's own subscriptions": (Action.FOLLOW, {"reader", "analyst", "administrator"}),
    "upload, confirm, join, edit, review, undo own, inbox": (Action.CHANGE, {"analyst", "administrator"}),
    "undo others', withdraw": (Action.OVERRULE, {"administrator"}),
    "sources, whom to tell, settings, accounts, audit, backup": (Action.ADMINISTER, {"administrator"}),
}
#: Routes by which an answer of the gate is told from one of the page: each needs a right of its own.
NOBODY = "nobody"


@pytest.fixture(scope="module")
def peopled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Running, dict[str, Visitor]]]:
    """A site with the sample corpus, and somebody of each role who is logged in, and somebody who is not."""
    for running in run(Tracker(load_settings(), tmp_path_factory.mktemp("peopled") / "home")):
        running.tracker.load_samples()
        visitors = {NOBODY: running.visitor("en")}
        for role in Role:
            invite(running.tracker, f"the-{role}", role)
            visitors[role] = running.visitor("en")
            assert visitors[role].log_in(f"the-{role}", PASSWORD).url.path == "/"
        yield running, visitors


def routes() -> list[tuple[str, str]]:
    with Tracker(load_settings(), Path("/nowhere")) as tracker:
        found = create_app(tracker).state.routes
    return [(method, route.path) for route in found if isinstance(route, Route) for method in route.methods or ()]


ROUTES = sorted({(method, path) for method, path in routes() if method != "HEAD"})


def test_every_route_has_its_entry_and_every_entry_a_route() -> None:
    assert len(ROUTES) > 80
    assert sorted(set(ROUTES) - set(NEEDS)) == [], "routes that nobody may ask for"
    assert sorted(set(NEEDS) - set(ROUTES)) == [], "entries of routes that are gone"


def test_the_roles_are_as_promised() -> None:
    for row, (action, roles) in PROMISED.items():
        assert {role for role in Role if action in MAY[role]} == roles, row
    assert {action for action, _ in PROMISED.values()} == set(Action)


def test_every_command_has_its_entry() -> None:
    assert set(COMMANDS) == {name.partition(" ")[0] for name in THERE}


def expected(method: str, path: str, who: str) -> str:
    """What the gate is to say: "in", "login", "401" or "403"."""
    need = NEEDS[method, path]
    if isinstance(need, Free):
        return "in"  # the tests are programs of this machine
    if path.startswith(PROGRAMS) and method != "GET":
        return "401"  # with accounts, nothing is changed there without a token
    if who == NOBODY:
        return "login" if method == "GET" and not path.startswith(("/api/", "/feeds/")) else "401"
    return "in" if need in MAY[Role(who)] else "403"


#: What stands for the parts of an address: nothing that is there, so that nothing is changed by asking.
PARTS = {"{name}": "0" * 12, "{doc}": "0" * 12, "{old}": "0" * 12, "{new}": "1" * 12, "{day}": "2030-01-01"}


def head_of(client: httpx2.Client, method: str, path: str, **sent: object) -> httpx2.Response:
    """An answer without its body: that of `/events` does not end."""
    with client.stream(method, path, **sent) as answer:
        return answer


def address(path: str) -> str:
    for part, value in PARTS.items():
        path = path.replace(part, value)
    return re.sub(r"\{\w+\}", "x", path)


@pytest.mark.parametrize("who", [NOBODY, *Role])
def test_every_route_answers_every_role_as_the_table_says(
    peopled: tuple[Running, dict[str, Visitor]], who: str
) -> None:
    running, visitors = peopled
    client = visitors[who].client
    wrong: list[str] = []
    for method, path in ROUTES:
        if path == "/logout":
            continue  # `test_accounts` logs out
        sent = {"headers": {"origin": running.address}, "follow_redirects": False}
        # a form without its token is refused by the page (403 with a reason of its own) once the gate let it through
        sent |= {"data": {"verdict": "x"}} if method == "POST" else {}
        answer = head_of(client, method, address(path), **sent)
        leads = answer.headers.get("location", "")
        if answer.status_code == 303 and leads.startswith("/login"):
            said = "login"
        elif answer.status_code == 401:
            said = "401"
        else:
            said = "403" if was_refused(running, answer.headers["x-request-id"]) else "in"
        if said != expected(method, path, who) or answer.status_code >= 500:
            wrong.append(f"{method} {path}: {said} ({answer.status_code}), not {expected(method, path, who)}")
    assert wrong == []


def was_refused(running: Running, number: str) -> bool:
    """Whether the gate turned a request away: it writes that down."""
    _, deeds = running.tracker.accounts.deeds(kind="refused", limit=10)
    return any(one.request == number for one in deeds)


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"])
def test_other_methods_reach_nothing(peopled: tuple[Running, dict[str, Visitor]], method: str) -> None:
    running, visitors = peopled
    for who, visitor in visitors.items():
        for path in ("/", "/accounts", "/documents", "/api/v1/documents"):
            answer = visitor.client.request(method, path, headers={"origin": running.address})
            assert answer.status_code in {405, 501}, (who, path)


def test_no_page_offers_a_form_that_would_be_refused(peopled: tuple[Running, dict[str, Visitor]]) -> None:
    running, visitors = peopled
    document = running.tracker.documents().items[0]
    paths = [
        "/",
        "/documents",
        f"/documents/{document.id}",
        "/watch",
        "/inbox",
        "/jobs",
        "/search?in=duties&q=x",
        "/force",
    ]
    seen: dict[str, set[str]] = {}
    for role in Role:
        for path in paths:
            page = visitors[role].get(path)
            assert page.status_code == 200, path
            for tag in re.findall(r"<form[^>]*>", page.text):
                if 'method="post"' in tag:
                    seen.setdefault(role, set()).add(re.findall(r'action="([^"?]*)', tag)[0])
    assert seen[Role.READER] == {"/logout"}
    assert {"/uploads", f"/documents/{document.id}/edit"} <= seen[Role.ANALYST]
    assert not {one for one in seen[Role.ANALYST] if one.endswith("/withdraw") or one.startswith("/watch")}
    assert {f"/documents/{document.id}/withdraw", "/watch/add", "/uploads"} <= seen[Role.ADMINISTRATOR]


def test_an_analyst_takes_back_what_she_did_and_not_what_others_did(tmp_path: Path) -> None:
    for running in run(Tracker(load_settings(), tmp_path / "home")):
        first, second = running.tracker.load_samples()[:2]
        people = {name: invite(running.tracker, name, "analyst") for name in ("ling", "mei")}
        ling, mei = running.visitor("en"), running.visitor("en")
        ling.log_in("ling", PASSWORD)
        mei.log_in("mei", PASSWORD)
        ling.post("/decide", document=first.document, other=second.document, verdict="apart")
        (made,) = [one for one in running.tracker.recent(limit=5) if one.author == people["ling"].id]
        assert mei.post("/undo", commit=made.commit).status_code == 403
        assert mei.post("/undo", commit=made.commit[:10]).status_code == 403
        assert ling.post("/undo", commit=made.commit).status_code == 200
        kinds = [one.kind for one in running.tracker.recent(limit=2)]
        assert kinds[0] == "undo"


def test_what_somebody_said_is_overruled_by_administrators_alone_and_both_words_are_kept(tmp_path: Path) -> None:
    with Tracker(load_settings(), tmp_path / "home") as tracker:
        tracker.init()
        tracker.load_samples()
        by = {name: invite(tracker, name, role).id for name, role in (("ling", "analyst"), ("mei", "analyst"))}
        boss = invite(tracker, "boss", "administrator").id
        old, new = [item.current for item in tracker.documents().items if "临江区" in item.title][:2]

        def say(who: str, verdict: Verdict) -> None:
            tracker.review(old, new, "revision", Word(by=who, verdict=verdict, change=0))

        say(by["ling"], Verdict.CONFIRM)
        with pytest.raises(InvalidInput) as refused:
            say(by["mei"], Verdict.CONFIRM)
        assert refused.value.kind == "review-others"
        tracker.review(old, new, "revision", Word(by=by["mei"], verdict=Verdict.NOTE, change=0, note="look again"))
        say(by["ling"], Verdict.CONFIRM)
        say(boss, Verdict.CONFIRM)
        judged = tracker.comparison(old, new, "revision").judged
        (held,) = [one.review for one in judged.reviewed if one.review.verdict is Verdict.CONFIRM]
        assert held.by == boss
        assert {one.by for one in judged.earlier[held.id]} == {by["ling"]}
        say("a name without an account", Verdict.CONFIRM)


def test_a_command_is_of_the_role_of_the_account_that_the_settings_name(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with Tracker(load_settings(), home) as tracker:
        tracker.init()
        made, link = tracker.accounts.invite("ling", "Ling", "analyst")
        tracker.accounts.use_link(link, PASSWORD, Asking())
    from web.command import main

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("REVTRACK_HOME", str(home))
        patch.setenv("REVTRACK_ACCOUNT", "ling")
        (tmp_path / "a.txt").write_text("甲市停车办法\n第一条 单位应当报告。\n", "utf-8")
        assert main(["add", str(tmp_path / "a.txt")]) == 0
        assert main(["backup", str(tmp_path / "b.tar")]) == 2
        assert main(["account", "ling", "--role", "administrator"]) == 2
        patch.setenv("REVTRACK_ACCOUNT", "nobody")
        assert main(["list"]) == 2
    with Tracker(load_settings(), home) as tracker:
        assert [one.author for one in tracker.recent()] == [made.id]
        assert tracker.accounts.account("ling").role == "analyst"
