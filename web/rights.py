"""What each route needs, method by method: the table that the gate asks. A route that is not in it is nobody's."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum

from starlette.routing import BaseRoute, Match, Route
from starlette.types import Scope

from revtrack.accounts.roles import Action


class Free(StrEnum):
    """What needs no account: `OPEN` for everybody, `MACHINE` for programs of this machine (and administrators)."""

    OPEN = "open"
    MACHINE = "machine"


Need = Action | Free

_ROUTES: Mapping[Need, str] = {
    Free.OPEN: """
        GET /static/{name}, GET /language, GET /healthz, GET /readyz, GET /login, POST /login
        GET /invitation/{token}, POST /invitation/{token}, GET /feeds/subscriptions/{feed}.atom
    """,
    Free.MACHINE: "GET /metrics",
    Action.OWN: "GET /account, POST /account, POST /account/tokens, POST /logout, POST /reviewer",
    Action.LOOK: """
        GET /, GET /documents, GET /documents/{name}, GET /documents/{name}/original
        GET /documents/{name}/on, GET /documents/{name}/on/{day}, GET /documents/{name}/article
        GET /documents/{name}/lineage, GET /documents/{name}/related, GET /documents/{name}/graph.graphml
        GET /documents/{name}/amendments
        GET /compare, GET /compare/{old}/{new}, POST /compare/{old}/{new}/stop
        GET /compare/{old}/{new}/fold/{number}, GET /compare/{old}/{new}/export/{form}, GET /compare/{old}/{new}/review
        GET /documents/{name}/called, GET /documents/{name}/line, GET /documents/{name}/enforcement
        GET /documents/{name}/enforcement.xlsx
        GET /documents/{document}/measures, GET /documents/{document}/siblings, GET /documents/{document}/siblings.xlsx
        GET /bodies, GET /bodies/one, GET /bodies/duties.xlsx, GET /measures, GET /measures.xlsx, GET /help
        GET /trace, GET /trace/{higher}, GET /trace/{higher}/export/{form}, GET /trace/{higher}/{lower}
        GET /search, GET /force, GET /promises, GET /indicators, GET /indicators/{name}
        GET /watch, GET /inbox, GET /jobs, GET /events
        GET /subscriptions, GET /subscriptions/{name}, GET /tasks, GET /api/v1/tasks, GET /api/v1/tasks/{name}
        GET /api/v1/subscriptions, GET /api/v1/subscriptions/{name}
        GET /feeds/documents.atom, GET /feeds/documents/{name}.atom, GET /feeds/jurisdictions/{place}.atom
        GET /feeds/consultations.ics, GET /feeds/promises.ics, GET /feeds/bodies.atom, GET /feeds/bodies.ics
        GET /api/v1/openapi.json, GET /api/v1/docs
        GET /api/v1/documents, GET /api/v1/documents/{doc}, GET /api/v1/documents/{doc}/history
        GET /api/v1/documents/{doc}/text, GET /api/v1/documents/{doc}/citations, GET /api/v1/documents/{doc}/lineage
        GET /api/v1/documents/{doc}/related, GET /api/v1/documents/{doc}/graph, GET /api/v1/documents/{doc}/amendments
        GET /api/v1/documents/{doc}/force, GET /api/v1/documents/{doc}/on/{day}, GET /api/v1/documents/{doc}/article
        GET /api/v1/compare, GET /api/v1/compare/export/{form}, GET /api/v1/trace, GET /api/v1/force
        GET /api/v1/search, GET /api/v1/duties, GET /api/v1/promises
        GET /api/v1/indicators, GET /api/v1/indicators/{name}, GET /api/v1/consultations
        GET /api/v1/documents/{doc}/called, GET /api/v1/documents/{doc}/line, GET /api/v1/documents/{doc}/enforcement
        GET /api/v1/documents/{doc}/blame, GET /api/v1/documents/{doc}/original
        GET /api/v1/documents/{doc}/measures, GET /api/v1/documents/{doc}/siblings
        GET /api/v1/bodies, GET /api/v1/bodies/one, GET /api/v1/measures
        GET /api/v1/jobs, GET /api/v1/jobs/{job}
        POST /mcp
        GET /api/v1/inbox, GET /api/v1/watch/health, GET /api/v1/watch/runs, GET /api/v1/watch/events
    """,
    Action.FOLLOW: """
        POST /subscriptions, POST /subscriptions/remove
        POST /api/v1/subscriptions, DELETE /api/v1/subscriptions/{name}
    """,
    Action.CHANGE: """
        POST /uploads, GET /uploads, GET /uploads/{token}, POST /uploads/{token}
        GET /uploads/{token}/lines/{file}/{line}
        GET /compare/{old}/{new}/add, GET /compare/{old}/{new}/correct
        POST /bodies/join, POST /bodies/part, POST /documents/{name}/called, POST /documents/{name}/line
        POST /documents/{name}/edit, POST /compare/{old}/{new}/review, POST /decide, POST /undo, POST /sample
        POST /api/v1/uploads, GET /api/v1/uploads, GET /api/v1/uploads/{upload}, DELETE /api/v1/uploads/{upload}
        POST /api/v1/uploads/{upload}/confirm, POST /api/v1/documents/{doc}/join, POST /api/v1/documents/{doc}/apart
        POST /api/v1/documents/{doc}/part, POST /api/v1/documents/{doc}/move, POST /api/v1/documents/{doc}/edit
        POST /api/v1/documents/{doc}/derive, POST /api/v1/documents/{doc}/line, DELETE /api/v1/documents/{doc}/line
        POST /api/v1/bodies/join, POST /api/v1/bodies/part
        POST /api/v1/undo, POST /api/v1/reviews, POST /api/v1/inbox/{item}/accept, POST /api/v1/inbox/{item}/decline
        POST /api/v1/jobs/{job}/cancel, POST /api/v1/jobs/{job}/again
        GET /tasks/new, POST /tasks, POST /tasks/{name}, POST /api/v1/tasks, POST /api/v1/tasks/{name}
        POST /inbox, POST /jobs, POST /duties/read, POST /force/read, POST /indicators/read
    """,
    Action.OVERRULE: "POST /documents/{name}/withdraw, POST /api/v1/documents/{doc}/withdraw",
    Action.ADMINISTER: """
        GET /watch/add, POST /watch/add, GET /watch/sources/{name}, POST /watch/sources/{name}
        POST /watch/run, POST /watch/outbox, GET /api/v1/watch/outbox
        GET /api/v1/sources, GET /api/v1/sources/{name}, PUT /api/v1/sources/{name}, DELETE /api/v1/sources/{name}
        POST /api/v1/watch/run
        GET /accounts, POST /accounts, GET /audit
    """,
}
#: (method, route) → what it needs.
NEEDS: Mapping[tuple[str, str], Need] = {
    (method, path): need
    for need, text in _ROUTES.items()
    for method, path in re.findall(r"(GET|POST|PUT|DELETE) ([^\s,]+)", text)
}
#: Routes whose answers leave the house: who took them is written down.
TAKEN = frozenset(
    path
    for _, path in NEEDS
    if "/export/" in path or path.endswith(("/mcp", "/original", "/graph.graphml", "/graph", ".xlsx"))
)


def route_of(routes: Sequence[BaseRoute], scope: Scope) -> str:
    """The route that answers a request, as it stands in the program; "" where none does."""
    for route in routes:
        if isinstance(route, Route) and route.matches(scope)[0] is Match.FULL:
            return route.path
    return ""
