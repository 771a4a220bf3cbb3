"""The wording of a day: in force and published, each said apart; what the corpus lacks is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from revtrack.errors import InvalidInput
from revtrack.force.model import State
from revtrack.service import Tracker
from tests.revtrack.force.made import add


def words(tracker: Tracker, document: str, day: str, *, as_published: bool = False) -> str:
    found = tracker.text_on(document, day, "第二条", as_published=as_published)
    return "".join(line.whole for _, line in found.lines)


@pytest.mark.parametrize(
    ("day", "in_force", "published"),
    [
        ("2010-03-01", "", "三十日"),
        ("2010-05-01", "三十日", "三十日"),
        ("2018-01-01", "", "三十日"),
        ("2020-04-01", "", "十五日"),
        ("2020-06-01", "十五日", "十五日"),
        ("2024-07-01", "", "十五日"),
    ],
)
def test_the_wording_in_force_and_the_published_one_are_told_apart(
    tracker: Tracker, parking: dict[str, str], day: str, in_force: str, published: str
) -> None:
    told, made = words(tracker, parking["first"], day), words(tracker, parking["first"], day, as_published=True)
    assert (in_force in told and bool(told)) == bool(in_force)
    assert published in made


def test_a_wording_that_the_corpus_lacks_is_said_with_the_nearest_texts(
    tracker: Tracker, parking: dict[str, str]
) -> None:
    found = tracker.text_on(parking["first"], "2018-01-01")
    assert (found.version, found.lacking, found.standing.state) == (None, True, State.IN_FORCE)
    assert found.before is not None
    assert found.after is not None
    assert (found.before.day, found.after.day) == ("2010-05-01", "2020-06-01")
    assert not tracker.text_on(parking["first"], "2024-07-01").lacking, "repealed, so that no wording lacks"
    assert not tracker.text_on(parking["first"], "2010-01-01").lacking


def test_a_provision_is_named_as_a_reader_says_it(tracker: Tracker, tmp_path: Path) -> None:
    law = (
        "云州市停车条例\n\n2024年2月1日 通过\n\n第一条　为了规范停车，制定本条例。\n"
        "第二条　停车场应当：\n（一）备案；\n（二）公示。\n逾期的，责令改正。\n第三条　本条例自2024年7月1日起施行。\n"
    )
    ids = add(tracker, tmp_path, law=law)
    for address in ("第二条", "第2条"):
        found = tracker.text_on(ids["law"], "2025-01-01", address)
        assert [line.whole for _, line in found.lines][1:] == ["（一）备案；", "（二）公示。", "逾期的，责令改正。"]
    assert [line.whole for _, line in tracker.text_on(ids["law"], "2025-01-01", "第二条（一）").lines] == [
        "（一）备案；"
    ]
    with pytest.raises(InvalidInput):
        tracker.text_on(ids["law"], "2025-01-01", "第九条")
    with pytest.raises(InvalidInput):
        tracker.text_on(f"{ids['law']}@1", "2025-01-01")
