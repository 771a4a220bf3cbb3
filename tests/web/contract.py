"""Calls of the API made up from its own description: `python -m tests.web.contract --count N [--seed S]`.

Each answer is held against the description: no error of the server; status, media type and form are those described.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
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

from revtrack.service import Tracker
from revtrack.settings import load_settings
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
    """The calls that were made: how many, with which status, and what deviated."""

    calls: int = 0
    statuses: Counter[int] = field(default_factory=Counter[int])
    wrong: dict[str, str] = field(default_factory=dict[str, str])


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
    }


def make_calls(site: Running, count: int, chance: int) -> Made:
    """So many calls of each operation in turn, half of them as described and half deliberately not."""
    described = httpx2.get(f"{site.address}/api/v1/openapi.json", trust_env=False).json()
    schema = schemathesis.openapi.from_dict(described)
    made, known = Made(), known_values(site)
    operations = [found.ok() for found in schema.get_all_operations()]
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
        if mode is GenerationMode.POSITIVE:
            for values in (case.path_parameters, case.query):
                for name in values or ():
                    if name in known and data.draw(st.integers(0, 3)):
                        values[name] = data.draw(st.sampled_from(known[name]))
        made.calls += 1
        try:
            answer = case.call(base_url=site.address, timeout=60)
            made.statuses[answer.status_code] += 1
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
        for site in run(Tracker(load_settings(), Path(folder) / "home")):
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
    print(
        f"{made.calls:,} calls, seed {given_.seed}: {dict(sorted(made.statuses.items()))}, {len(made.wrong)} deviations"
    )
    return int(bool(made.wrong))


if __name__ == "__main__":
    sys.exit(main())
