"""Calls of every route made up as each role: `python -m tests.web.calls --count N [--seed S]`.

Ids are real ones of a seeded corpus, forms are right, half right and wrong. None may end in an error of the server, and
none may do what the table of rights forbids.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import quote

from starlette.routing import Route

from revtrack.accounts.roles import Role, may
from revtrack.holdings.intake import Bounds
from revtrack.service import Tracker
from revtrack.settings import load_settings
from tests.web.conftest import PASSWORD, Running, Visitor, invite, run
from web.app import create_app
from web.front import PROGRAMS
from web.rights import NEEDS, Free

NOBODY = "nobody"
TEXT = "甲市停车管理办法\n\n第一条　停车场应当在三十日内备案。\n第二条　停车场应当公示收费标准。\n"
#: Spared: what would end the caller's own session or account (`test_accounts` does these), and what ends after minutes
#: only (`test_events`).
PROTECTED = frozenset((("POST", "/logout"), ("POST", "/account"), ("POST", "/login"), ("GET", "/events")))
#: What routes that begin so are given besides: else they would find nothing.
WAYS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "/static": {"name": ("site.css", "site.js")},
    "/watch/sources": {"name": ("texts",)},
    "/decide": {"verdict": ("apart",)},
    "/accounts": {"verdict": ("rename",), "account": ("guest",)},
    "/jobs": {"verdict": ("cancel", "again")},
    "/inbox": {"verdict": ("decline",)},
    "/compare": {"verdict": ("confirm",), "task": ("revision", "derivation")},
    "/trace": {"form": ("xlsx", "csv", "html")},
    "/uploads/{token}": {"verdict": ("store", "discard")},
    "/api/v1/compare": {"task": ("revision", "derivation")},
}
_BOUNDS = Bounds(5, 2_000_000)
#: Values that make no sense, for whatever asks for one.
_STRANGE = (
    "",
    "x",
    "0" * 12,
    "-1",
    "9" * 40,
    "<script>",
    "\u202e",
    "account-0123456789abcdef",
    "%00",
    "a" * 3000,
)


@dataclass
class Made:
    """What came of the calls: how many, which statuses, what deviated, by which routes each role got an answer."""

    calls: int = 0
    statuses: Counter[int] = field(default_factory=Counter[int])
    wrong: list[str] = field(default_factory=list[str])
    answered: set[tuple[str, str, str]] = field(default_factory=set[tuple[str, str, str]])


@dataclass
class Office:
    """A site, somebody of each role, and what may be named in an address or a form."""

    site: Running
    visitors: dict[str, Visitor]
    documents: list[Any]
    known: Mapping[str, list[str]]


@contextmanager
def office() -> Iterator[Office]:
    """A site over the sample corpus with people of each role, in a home of its own."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "watched").mkdir()
        settings = replace(load_settings(), requests_a_minute=10**9, jobs_a_person=10**6, source_roots=folder)
        for site in run(Tracker(settings, Path(folder) / "home")):
            site.tracker.load_samples()
            site.tracker.read_duties()
            desk = site.tracker.watching
            desk.keep(desk.propose(str(Path(folder) / "watched"), name="texts").source)
            visitors = {NOBODY: site.visitor("en")}
            for role in Role:
                invite(site.tracker, f"the-{role}", role)
                visitors[role] = site.visitor("en")
                visitors[role].log_in(f"the-{role}", PASSWORD)
            visitors[NOBODY].get("/login")
            yield Office(site, visitors, list(site.tracker.documents().items), _known(site, folder))


def _known(site: Running, folder: str) -> dict[str, list[str]]:
    items = site.tracker.documents().items
    versions = [item.current for item in items]
    documents = [item.id for item in items]
    district = next(item for item in items if "临江区" in item.title)
    _, link = site.tracker.accounts.invite("guest", "Guest", "reader")
    return {
        "other": documents,
        "old": [district.current],
        "new": versions[:2] if district.current not in versions[:2] else versions[2:],
        "higher": [next(item.id for item in items if "云州市" in item.title)],
        "lower": [district.id],
        "day": ["2030-01-01", "2026-05-05"],
        "form": ["csv", "docx", "html", "md", "xlsx"],
        "number": ["0", "1"],
        "place": ["云州市"],
        "address": [f"{folder}/watched"],
        "clause": ["一"],
        "q": ["应当", "助餐"],
        "to": ["zh", "en"],
        "next": ["/", "/documents"],
        "by": ["somebody"],
        "reason": ["entered twice"],
        "verdict": ["run", "check", "send"],
        "commit": [one.commit for one in site.tracker.recent(limit=20)],
        "job": [one.id for one in site.tracker.jobs.jobs()],
        "account": ["guest"],
        "shown": ["Guest"],
        "text": ["title = 'texts'\nkind = 'folder'\naddress = '" + folder + "/watched'\n"],
        "title": ["甲市停车管理办法"],
        "token": [link],
        "password": [PASSWORD],
    }


def routes() -> list[tuple[str, str]]:
    """Every route by its method, as the application has them."""
    with Tracker(load_settings(), Path("/nowhere")) as tracker:
        found = create_app(tracker).state.routes
    every = {(method, one.path) for one in found if isinstance(one, Route) for method in one.methods or ()}
    return sorted((method, path) for method, path in every if method != "HEAD")


def make_calls(here: Office, count: int, chance: int) -> Made:
    """So many calls in turn of each route as each role."""
    draw, made = random.Random(chance), Made()  # noqa: S311 - the same again for the same number
    asked = [one for one in routes() if one not in PROTECTED]
    while made.calls < count:
        for method, path in asked:
            for who in here.visitors:
                _call(here, draw, method, path, who, made)
    return made


def _call(here: Office, draw: random.Random, method: str, path: str, who: str, made: Made) -> None:
    address, values = _asked(here, draw, path, strange=draw.random() < 0.3)
    visitor = here.visitors[who]
    sent: dict[str, Any] = {"params": values}
    if method == "POST":
        sent = {"data": {**values, "csrf": visitor.token}}
        if path == "/uploads":
            sent["files"] = [("files", ("a.txt", TEXT.encode()))]
    origin = {"origin": here.site.address}
    answer = visitor.client.request(method, address, headers=origin, follow_redirects=False, **sent)
    made.calls += 1
    made.statuses[answer.status_code] += 1
    told = f"{method} {address[:120]} as {who}: {answer.status_code}"
    if answer.status_code >= 500:
        made.wrong.append(told)
    allowed = isinstance(NEEDS[method, path], Free) or (who != NOBODY and may(who, NEEDS[method, path]))
    allowed = allowed and not _by_token(method, path)
    to_login = answer.status_code == 303 and answer.headers["location"].startswith("/login?")
    if not allowed and not (to_login or answer.status_code in {401, 403, 404, 405, 414}):
        made.wrong.append(f"{told}, which its role may not")
    if allowed and (to_login or answer.status_code == 401):
        made.wrong.append(f"{told}, although its role may")
    if answer.status_code < 400 and allowed:
        made.answered.add((who, method, path))


def _asked(here: Office, draw: random.Random, path: str, *, strange: bool) -> tuple[str, dict[str, str]]:
    """(address, values) of a call: of one document, with what the route cannot do without; or half of it strange."""
    one = draw.choice(here.documents)
    known = {**here.known, **{name: [one.id] for name in ("name", "doc", "document")}, "version": [one.current]}
    for start, more in WAYS.items():
        if path.startswith(start):
            known |= {name: list(values) for name, values in more.items()}

    def value(name: str) -> str:
        if strange and draw.random() < 0.5:
            return draw.choice(_STRANGE)
        return draw.choice(known.get(name) or _STRANGE)

    address = path
    for name in re.findall(r"\{(\w+)\}", path):
        address = address.replace(f"{{{name}}}", quote(value(name), safe="") or "x")
    if path.startswith("/uploads/"):
        known["token"] = [here.site.tracker.receive([("a.txt", BytesIO(TEXT.encode()))], _BOUNDS)]
    wanted = [name for name in known if name not in {"version", "address"} or "{name}" in path or draw.random() < 0.5]
    return address, {name: value(name) for name in wanted if not strange or draw.random() < 0.6}


def unanswered(made: Made) -> list[tuple[str, str, str]]:
    """The routes by which a role that may ask got no answer."""
    asked = [one for one in routes() if one not in PROTECTED]
    allowed = {(role, method, path) for role in Role for method, path in asked if _may(role, method, path)}
    return sorted(allowed - made.answered)


def _may(role: Role, method: str, path: str) -> bool:
    need = NEEDS[method, path]
    return not isinstance(need, Free) and may(role, need) and not _by_token(method, path)


def _by_token(method: str, path: str) -> bool:
    """Whether a call is for programs alone, which change things by a token and never by a browser's session."""
    return method != "GET" and path.startswith(PROGRAMS)


def main() -> int:
    """Make the calls and say what came of them; 1 where something deviated."""
    parser = argparse.ArgumentParser(prog="python -m tests.web.calls", description=__doc__)
    parser.add_argument("--count", type=int, default=3_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with office() as here:
        made = make_calls(here, given.count, given.seed)
    for told in made.wrong[:50]:
        print(told)
    for who, method, path in unanswered(made):
        print(f"no answer: {method} {path} as {who}")
    statuses = dict(sorted(made.statuses.items()))
    print(f"{made.calls:,} calls, seed {given.seed}: {statuses}, {len(made.wrong)} deviations")
    return int(bool(made.wrong))


if __name__ == "__main__":
    sys.exit(main())
