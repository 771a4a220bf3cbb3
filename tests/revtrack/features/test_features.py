"""Each feature works by itself over a library, and the tracker is all of them in one."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from pathlib import Path

import pytest

from revtrack import features
from revtrack.features.adding import Adding
from revtrack.features.bodies import Bodies
from revtrack.features.caring import Caring
from revtrack.features.changing import Changing
from revtrack.features.comparing import Comparing
from revtrack.features.diffusing import Diffusing
from revtrack.features.feature import Feature
from revtrack.features.indicators import Indicators
from revtrack.features.inforce import InForce
from revtrack.features.looking import Looking
from revtrack.features.releasing import Releasing
from revtrack.features.samples import Samples
from revtrack.features.subscribing import Subscribing
from revtrack.features.tracing import Tracing
from revtrack.holdings.library import Library
from revtrack.service import Tracker
from revtrack.settings import load_settings

KINDS = (
    *(Adding, Bodies, Caring, Changing, Comparing, Diffusing, Indicators, InForce, Looking, Releasing, Samples),
    *(Subscribing, Tracing),
)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    made = Library(load_settings(), tmp_path)
    made.create()
    yield made
    made.close()


def own(kind: type) -> set[str]:
    return {name for name, _ in inspect.getmembers(kind, inspect.isfunction) if not name.startswith("_")}


def test_the_tracker_has_every_feature_and_no_two_features_of_one_name() -> None:
    there = {path.stem for path in Path(features.__file__).parent.glob("*.py")} - {"__init__", "feature"}
    assert there == {kind.__name__.lower() for kind in KINDS}
    defined = [name for kind in (*KINDS, Feature) for name in vars(kind) if not name.startswith("_")]
    assert len(defined) == len(set(defined))
    assert {name for kind in KINDS for name in own(kind)} <= own(Tracker)


def test_features_share_what_they_work_on(library: Library) -> None:
    added = {Path(one.file).name: one.document for one in Samples(library).load_samples()}
    looking, tracing = Looking(library), Tracing(library)
    assert looking.documents().total == 4
    city, district = added["city_plan.txt"], added["district_issued.txt"]
    assert [item.id for item in looking.relatives(district)[0]] == [city]
    assert [one.document.id for one in tracing.trace(city, [district]).lower] == [district]
    assert Changing(library).derive(district, []).document == district
    assert looking.relatives(district)[0] == ()
    assert not Caring(library).verify().damage


def test_a_comparison_of_stored_versions_is_made_once(library: Library) -> None:
    added = [one.document for one in Samples(library).load_samples()]
    comparing = Comparing(library)
    assert not comparing.comparison_ready(added[0], added[1])
    first = comparing.comparison(added[0], added[1])
    assert comparing.comparison_ready(added[0], added[1])
    assert comparing.comparison(added[0], added[1]).judged is first.judged


def test_who_makes_a_change_is_the_one_who_is_named_else_the_one_of_the_settings(library: Library) -> None:
    document = Samples(library).load_samples()[0].document
    changing, looking = Changing(library), Looking(library)
    changing.edit(document, {"title": "一"})
    changing.edit(document, {"title": "二"}, author="张三")
    assert [one.author for one in looking.history(document)] == [library.settings.author] * 2 + ["张三"]
