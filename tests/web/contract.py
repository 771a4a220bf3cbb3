"""Calls of the API made up from its own description: `python -m tests.web.contract --count N [--seed S]`.

Each answer is held against the description: no error of the server; status, media type and form are those described.
"""

from __future__ import annotations

import argparse
import itertools
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from io import BytesIO
from pathlib import Path
from typing import Any

import httpx2
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from revtrack.holdings.intake import Bounds
from revtrack.service import Tracker
from revtrack.settings import load_settings
from revtrack.watch.state import Task
from tests.web.conftest import Running, run

CHECKS = (
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    negative_data_rejection,
)


@dataclass
class Made:
    """The calls that were made: how many, with which status, what deviated, which calls were answered as wished."""

    calls: int = 0
    operations: frozenset[str] = frozenset()
    answered: set[str] = field(default_factory=set[str])
    statuses: Counter[int] = field(default_factory=Counter[int])
    wrong: dict[str, str] = field(default_factory=dict[str, str])


TEXT = "{}市停车管理办法\n\n第一条　停车场应当在三十日内备案。\n第二条　停车场应当公示{}号收费标准。\n"
_COUNT = itertools.count(1)
#: What stands in the path, and what is sent, for a call that leads somewhere.
Real = tuple[Mapping[str, str], Any]


def fresh(site: Running) -> str:
    """A document that nothing is known of but its text; its id."""
    at = next(_COUNT)
    token = site.tracker.receive([(f"{at}.txt", BytesIO(TEXT.format(at, at).encode()))], _BOUNDS)
    return site.tracker.accept(token, [f"{at}.txt"])[0].document


def _upload(site: Running) -> Real:
    at = next(_COUNT)
    return {"upload": site.tracker.receive([(f"{at}.txt", BytesIO(TEXT.format(at, at).encode()))], _BOUNDS)}, {}


def _pair(site: Running) -> Real:
    return {"doc": fresh(site)}, {"other": fresh(site)}


def _one(site: Running) -> Real:
    return {"doc": fresh(site)}, {}


def _edit(site: Running) -> Real:
    return {"doc": fresh(site)}, {"values": {"title": f"{next(_COUNT)}市停车管理办法", "issued": "2030-01-05"}}


def _move(site: Running) -> Real:
    return {"doc": fresh(site)}, {"version": "1", "into": fresh(site)}


def _withdrawal(site: Running) -> Real:
    return {"doc": fresh(site)}, {"reason": "entered twice"}


def _joined(site: Running) -> Real:
    return {"doc": site.tracker.link(fresh(site), fresh(site)).document}, {}


def _higher(site: Running) -> Real:
    return {"doc": fresh(site)}, {"higher": [fresh(site)]}


def _others(site: Running) -> Real:
    return {"doc": fresh(site)}, {"others": [fresh(site)]}


def _bodies(site: Running) -> Real:
    first, second = (one.office.key for one in site.tracker.bodies().items[-2:])
    return {}, {"name": first, "other": second}


def _body(site: Running) -> Real:
    return {}, {"key": site.tracker.bodies().items[-1].office.key}


def _change(site: Running) -> Real:
    made = site.tracker.edit(fresh(site), {"title": f"{next(_COUNT)}市停车管理办法"})
    return {}, {"commit": made.commit}


def _review(site: Running) -> Real:
    found = next(item for item in site.tracker.documents().items if item.versions > 1)
    asked = {"old": f"{found.id}@1", "new": f"{found.id}@2", "by": "somebody"}
    return {}, {**asked, "verdict": "note", "change": 0, "note": f"look again {next(_COUNT)}"}


def _source(site: Running) -> Real:
    name = f"texts-{next(_COUNT)}"
    folder = site.home.parent / "watched" / name
    folder.mkdir(parents=True, exist_ok=True)
    text = f"title = 'texts'\nkind = 'folder'\naddress = '{folder}'\naccept = 'none'\n"
    site.tracker.watching.keep_text(name, text)
    return {"name": name}, {"text": text}


def _sources(site: Running) -> Real:
    return {}, {"sources": [_source(site)[0]["name"]]}


def _item(site: Running) -> Real:
    name = _source(site)[0]["name"]
    site.tracker.watching.run([name])
    at = next(_COUNT)
    (site.home.parent / "watched" / name / "one.txt").write_text(TEXT.format(at, at), "utf-8")
    site.tracker.watching.run([name])
    item = next(one.token for one in site.tracker.watching.inbox() if one.source == name)
    site.tracker.watching.drop(name)
    return {"item": item}, {"as_new": True}


def _decision(site: Running) -> Real:
    at = next(_COUNT)
    texts = (
        f"云州市停车管理条例（{at}）\n\n第一条　为了规范停车，制定本条例。\n第二条　停车场应当在三十日内备案。\n",
        f"云州市人民代表大会常务委员会关于修改《云州市停车管理条例（{at}）》的决定\n\n"
        f"对《云州市停车管理条例（{at}）》作出修改：\n一、将第二条中的“三十日”修改为“十五日”。\n"
        "本决定自公布之日起施行。\n",
    )
    files = [(f"{name}.txt", BytesIO(text.encode())) for name, text in zip("ab", texts, strict=True)]
    token = site.tracker.receive(files, _BOUNDS)
    added = site.tracker.accept(token, ["a.txt", "b.txt"])
    return {"doc": added[1].document}, None


def _job(site: Running) -> Real:
    return {"job": site.tracker.jobs.start("no such work", name=f"{next(_COUNT)}").id}, {}


def _subscription(site: Running) -> Real:
    return {"name": site.tracker.subscribing.subscribe("document", {"document": fresh(site)}).subscription.token}, None


def _wish(site: Running) -> Real:
    return {}, {"kind": "document", "what": fresh(site), "to": ""}


def _task(site: Running) -> Real:
    """A task that is there already: none is given where there are no accounts."""
    made = Task(token=f"{next(_COUNT):012x}", kind="inbox", old="0", title="乙", assignee="account-0123456789abcdef")
    with site.tracker.watching.state() as state:
        state.assign(made)
    return {"name": made.token}, {"state": "done"}


#: What only a site with accounts can answer: `test_task_pages` asks for it.
OF_ACCOUNTS = frozenset(("POST /api/v1/tasks",))
#: What has to be there before a call that changes something can be answered as it is meant.
REAL: Mapping[str, Callable[[Running], Real]] = {
    "GET /api/v1/documents/{doc}/amendments": _decision,
    "GET /api/v1/uploads/{upload}": _upload,
    "DELETE /api/v1/uploads/{upload}": _upload,
    "POST /api/v1/uploads/{upload}/confirm": _upload,
    "POST /api/v1/documents/{doc}/join": _pair,
    "POST /api/v1/documents/{doc}/apart": _pair,
    "POST /api/v1/documents/{doc}/edit": _edit,
    "POST /api/v1/documents/{doc}/move": _move,
    "POST /api/v1/documents/{doc}/withdraw": _withdrawal,
    "POST /api/v1/documents/{doc}/part": _joined,
    "POST /api/v1/documents/{doc}/derive": _higher,
    "POST /api/v1/documents/{doc}/line": _others,
    "DELETE /api/v1/documents/{doc}/line": _one,
    "POST /api/v1/bodies/join": _bodies,
    "POST /api/v1/bodies/part": _body,
    "POST /api/v1/undo": _change,
    "POST /api/v1/reviews": _review,
    "GET /api/v1/sources/{name}": _source,
    "PUT /api/v1/sources/{name}": _source,
    "DELETE /api/v1/sources/{name}": _source,
    "POST /api/v1/watch/run": _sources,
    "POST /api/v1/inbox/{item}/accept": _item,
    "POST /api/v1/inbox/{item}/decline": _item,
    "POST /api/v1/subscriptions": _wish,
    "GET /api/v1/subscriptions/{name}": _subscription,
    "DELETE /api/v1/subscriptions/{name}": _subscription,
    "GET /api/v1/tasks/{name}": _task,
    "POST /api/v1/tasks/{name}": _task,
    "GET /api/v1/jobs/{job}": _job,
    "POST /api/v1/jobs/{job}/cancel": _job,
    "POST /api/v1/jobs/{job}/again": _job,
}
#: Of an operation so many calls are made with what is really there: making that takes its time.
_REAL_CALLS = 4
_BOUNDS = Bounds(5, 2_000_000)


def known_values(site: Running) -> dict[str, list[str]]:
    """Values that lead somewhere, by the name of their parameter: made-up ones alone would find nothing."""
    items = site.tracker.documents().items
    names = [item.id for item in items]
    versions = [f"{item.id}@{at}" for item in items for at in range(1, item.versions + 1)]
    return {
        "doc": [*names, names[0][:6], "云州", "方案"],
        "old": versions,
        "new": versions,
        "higher": names,
        "lower": names,
        "version": ["1", "2", "issued", "draft"],
        "form": ["csv", "docx", "html", "md", "xlsx"],
        "task": ["revision", "derivation"],
        "address": ["一", "二/（一）", "第一条"],
        "q": ["应当", "老年助餐点"],
        "actor": ["区民政局"],
        "on": ["2026-05-05"],
        "day": ["2026-05-05", "2030-01-01"],
        "clause": ["一", "第一条"],
        "name": [site.tracker.bodies().items[0].office.key, "老年助餐点"],
    }


def make_calls(site: Running, count: int, chance: int) -> Made:
    """So many calls of each operation in turn, half of them as described and half deliberately not."""
    described = httpx2.get(f"{site.address}/api/v1/openapi.json", trust_env=False, timeout=60).json()
    schema = schemathesis.openapi.from_dict(described)
    made, known = Made(), known_values(site)
    operations = [found.ok() for found in schema.get_all_operations()]
    made.operations = frozenset(operation.label for operation in operations)
    for at, operation in enumerate(operations):
        for mode, share in ((GenerationMode.POSITIVE, 2), (GenerationMode.NEGATIVE, 1)):
            _call(site, operation, mode, max(1, count * share // (3 * len(operations))), chance + at, known, made)
    return made


def _call(
    site: Running,
    operation: Any,
    mode: GenerationMode,
    count: int,
    chance: int,
    known: dict[str, list[str]],
    made: Made,
) -> None:
    strategy = operation.as_strategy(generation_mode=mode)
    left = _REAL_CALLS if mode is GenerationMode.POSITIVE else 0

    @seed(chance)
    @settings(
        max_examples=count,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=strategy, data=st.data())
    def calls(case: Any, data: st.DataObject) -> None:
        nonlocal left
        if left and operation.label in REAL:
            left -= 1
            parts, sent = REAL[operation.label](site)
            case.path_parameters = {**(case.path_parameters or {}), **parts}
            if operation.body:
                case.body = sent
        elif left:  # as plainly as can be asked
            left -= 1
            case.path_parameters = {name: known[name][0] for name in case.path_parameters or ()}
            wanted = [one.name for one in operation.query if one.is_required]
            case.query = {name: known[name][0] for name in wanted}
        elif mode is GenerationMode.POSITIVE:
            for values in (case.path_parameters, case.query):
                for name in values or ():
                    if name in known and data.draw(st.integers(0, 3)):
                        values[name] = data.draw(st.sampled_from(known[name]))
        made.calls += 1
        try:
            answer = case.call(base_url=site.address, timeout=60)
            made.statuses[answer.status_code] += 1
            if answer.status_code < 300:
                made.answered.add(operation.label)
            case.validate_response(answer, checks=CHECKS)
        except FailureGroup as failures:
            for failure in failures.exceptions:
                made.wrong.setdefault(f"{operation.label}: {type(failure).__name__}", str(failures)[:1500])

    with suppress(Unsatisfiable):  # what has no parameters cannot be asked wrongly
        calls()


@contextmanager
def sample_site() -> Iterator[Running]:
    """A site over the sample corpus, in a home of its own."""
    with tempfile.TemporaryDirectory() as folder:
        settings = replace(load_settings(), jobs_a_person=0)
        for site in run(Tracker(settings, Path(folder) / "home"), _BOUNDS):
            added = {Path(item.file).name: item for item in site.tracker.load_samples()}
            site.tracker.link(added["district_draft.txt"].document, added["district_issued.txt"].document)
            site.tracker.read_duties()
            yield site


def main() -> int:
    """Make the calls and say what came of them; 1 where something deviated."""
    parser = argparse.ArgumentParser(prog="python -m tests.web.contract", description=__doc__)
    parser.add_argument("--count", type=int, default=3_000)
    parser.add_argument("--seed", type=int, default=1)
    given_ = parser.parse_args()
    with sample_site() as site:
        made = make_calls(site, given_.count, given_.seed)
    for name, told in made.wrong.items():
        print(f"\n{name}\n{told}")
    unanswered = sorted(made.operations - made.answered - OF_ACCOUNTS)
    for label in unanswered:
        print(f"no answer: {label}")
    print(
        f"{made.calls:,} calls, seed {given_.seed}: {dict(sorted(made.statuses.items()))}, {len(made.wrong)} deviations"
    )
    return int(bool(made.wrong or unanswered))


if __name__ == "__main__":
    sys.exit(main())
