"""How documents and versions stand on a day, and the words that show it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from corpus_repo.answers import DutyFilter, Filter
from revtrack.force.model import State
from revtrack.service import Tracker
from revtrack.settings import load_settings
from tests.revtrack.force.made import BICYCLES, DECISION, FIRST, LAST, SECOND, add


def state(tracker: Tracker, words: str, day: str) -> State:
    return tracker.force(words, day).standing.state


@pytest.mark.parametrize(
    ("day", "wanted", "position"),
    [
        ("2010-04-30", State.NOT_YET, 0),
        ("2010-05-01", State.IN_FORCE, 1),
        ("2016-08-08", State.IN_FORCE, 1),
        ("2016-08-09", State.IN_FORCE, 0),
        ("2020-05-31", State.IN_FORCE, 0),
        ("2020-06-01", State.IN_FORCE, 2),
        ("2024-06-30", State.IN_FORCE, 2),
        ("2024-07-01", State.REPEALED, 2),
    ],
)
def test_a_document_binds_from_its_day_of_effect_until_a_later_text_ends_it(
    tracker: Tracker, parking: dict[str, str], day: str, wanted: State, position: int
) -> None:
    standing = tracker.force(parking["first"], day).standing
    assert standing.state is wanted
    ordered = [version.id for version in tracker.force(parking["first"]).course.document.versions.values()]
    assert (ordered.index(standing.version.id) + 1 if standing.version else 0) == position


def test_what_ended_it_is_shown_with_its_words_and_day(tracker: Tracker, parking: dict[str, str]) -> None:
    standing = tracker.force(parking["first"], "2025-01-01").standing
    (proof,) = standing.proofs
    assert (proof.kind, proof.day, proof.document) == ("repeal", "2024-07-01", parking["last"])
    assert proof.quote == "《云州市停车管理办法》同时废止。"
    assert tracker.text(f"{proof.document}@{proof.version}").lines[proof.line - 1].text.endswith(proof.quote)
    assert (standing.since, standing.until) == ("2020-06-01", "2024-07-01")


def test_the_day_of_effect_of_an_amendment_is_that_of_its_decision(tracker: Tracker, parking: dict[str, str]) -> None:
    course = tracker.force(parking["first"], "2025-01-01").course
    told = [(turn.kind, turn.day, turn.passed, turn.version is not None, turn.assumed) for turn in course.turns]
    assert told == [
        ("enacted", "2010-05-01", "2010-03-01", True, False),
        ("amended", "2016-08-09", "2016-08-09", False, True),
        ("amended", "2020-06-01", "2020-04-01", True, False),
    ]
    assert [proof.document for proof in course.turns[-1].proofs] == [parking["first"], parking["decision"]]


def test_a_version_says_that_it_was_amended_since(tracker: Tracker, parking: dict[str, str]) -> None:
    assert state(tracker, f"{parking['first']}@1", "2015-01-01") is State.IN_FORCE
    standing = tracker.force(f"{parking['first']}@1", "2018-01-01").standing
    assert (standing.state, standing.until) == (State.AMENDED, "2016-08-09")
    assert standing.next is not None
    assert standing.next.by == "云州市人民政府关于修改部分规章的决定"
    assert state(tracker, f"{parking['first']}@2", "2020-05-31") is State.NOT_YET
    assert state(tracker, f"{parking['first']}@2", "2024-07-01") is State.REPEALED


def test_what_the_corpus_lacks_waits_and_is_matched_when_it_comes(
    tracker: Tracker, parking: dict[str, str], tmp_path: Path
) -> None:
    assert parking
    waiting = {hit.event.title for hit in tracker.force_waiting().items}
    assert waiting == {"云州市自行车停放规定"}
    ids = add(tracker, tmp_path, bicycles=BICYCLES)
    tracker.keep_force()
    assert tracker.force_waiting().total == 0
    standing = tracker.force(ids["bicycles"], "2024-01-01").standing
    assert (standing.state, standing.until) == (State.REPEALED, "2010-05-01")
    assert state(tracker, ids["bicycles"], "2010-04-30") is State.IN_FORCE


def test_the_list_of_what_binds_no_more(tracker: Tracker, parking: dict[str, str]) -> None:
    found = tracker.no_longer_in_force("2025-01-01")
    assert [one.document.id for one in found.page.items] == [parking["first"]]
    assert (found.covered, found.versions) == (4, 4)
    assert tracker.no_longer_in_force("2024-06-30").page.total == 0


def test_lists_searches_and_duties_leave_out_what_does_not_bind(tracker: Tracker, parking: dict[str, str]) -> None:
    tracker.read_duties()

    def found(day: str) -> tuple[set[str], set[tuple[str, int]], set[str]]:
        asked = Filter(in_force_on=day)
        documents = {item.id for item in tracker.documents(asked).items}
        hits = {(hit.document, hit.position) for hit in tracker.search("备案", asked).items}
        return documents, hits, {hit.document for hit in tracker.duties(DutyFilter(words="备案"), asked).page.items}

    documents, hits, duties = found("2025-01-01")
    assert documents == {parking["last"], parking["decision"]}
    assert hits == {(parking["last"], 1)}
    assert duties == {parking["last"]}
    assert found("2012-01-01")[1] == {(parking["first"], 1)}
    assert found("2021-01-01")[1] == {(parking["first"], 2)}


def test_an_amendment_without_its_text_leaves_the_document_amended(tracker: Tracker, tmp_path: Path) -> None:
    ids = add(tracker, tmp_path, first=FIRST, decision=DECISION)
    tracker.keep_force()
    assert state(tracker, ids["first"], "2020-05-31") is State.IN_FORCE
    standing = tracker.force(ids["first"], "2020-06-01").standing
    assert (standing.state, standing.version) == (State.AMENDED, None)
    assert standing.proofs[0].document == ids["decision"]


def test_a_person_s_word_on_the_day_of_effect_wins(tracker: Tracker, parking: dict[str, str]) -> None:
    tracker.edit(f"{parking['last']}@1", {"effective": "2025-07-01"})
    assert state(tracker, parking["last"], "2025-06-30") is State.NOT_YET
    assert state(tracker, parking["first"], "2025-06-30") is State.IN_FORCE
    assert state(tracker, parking["first"], "2025-07-01") is State.REPEALED


def test_a_withdrawn_text_ends_nothing(tracker: Tracker, parking: dict[str, str]) -> None:
    tracker.withdraw(f"{parking['last']}@1", "误收")
    tracker.keep_force()
    assert state(tracker, parking["first"], "2025-01-01") is State.IN_FORCE
    assert tracker.no_longer_in_force("2025-01-01").page.total == 0


def test_a_catalog_made_anew_gives_the_same_answers(tracker: Tracker, parking: dict[str, str]) -> None:
    before = tracker.force(parking["first"], "2025-01-01").standing
    tracker.reindex()
    assert tracker.force_cover() == (0, 4)
    assert tracker.keep_force() == 4
    after = tracker.force(parking["first"], "2025-01-01").standing
    assert (after.state, after.since, after.until, after.proofs) == (
        before.state, before.since, before.until, before.proofs,
    )  # fmt: skip
    assert tracker.keep_force() == 0


def test_a_catalog_that_may_only_be_read_is_asked_for_what_it_holds(
    tracker: Tracker, parking: dict[str, str], tmp_path: Path
) -> None:
    tracker.read_duties()
    tracker.close()
    address = f"sqlite:///file:{tmp_path / 'home' / 'catalog.db'}?mode=ro&immutable=1&uri=true"
    with Tracker(replace(load_settings(), catalog_url=address), tmp_path / "home") as reader:
        assert state(reader, parking["first"], "2025-01-01") is State.REPEALED
        assert reader.no_longer_in_force("2025-01-01").page.total == 1
        assert reader.keep_force() == 0
        assert reader.documents(Filter(in_force_on="2025-01-01")).total == 2


PLAN = "云州市2031年停车工作方案\n\n一、主要任务\n市交通局要建成停车场。\n\n云州市人民政府\n2031年1月5日\n"
TRIAL = "云州市停车管理办法（试行）\n\n第一条　停车场应当备案。\n\n云州市人民政府\n2031年1月5日\n"
TERM = "云州市停车补贴办法\n\n第一条　停车场可以申请补贴。\n第二条　本办法自2031年3月1日起施行，有效期2年。\n"
PART = (
    "云州市停车收费规定\n\n第一条　停车场应当公示。\n"
    "第二条　本规定自2031年3月1日起施行。《云州市停车补贴办法》第一条同时废止。\n"
)
UNDATED = "云州市停车设施办法\n\n第一条　停车场应当备案。\n"
DRAFTED = "云州市停车新规（征求意见稿）\n\n第一条　停车场应当备案。\n第二条　《云州市停车设施办法》同时废止。\n"


@pytest.mark.parametrize(
    ("text", "day", "wanted"),
    [
        (PLAN, "2031-01-04", State.NOT_YET),
        (PLAN, "2031-12-31", State.IN_FORCE),
        (PLAN, "2032-01-01", State.PERIOD_OVER),
        (TRIAL, "2040-01-01", State.IN_FORCE),
        (TERM, "2031-02-28", State.NOT_YET),
        (TERM, "2033-02-28", State.IN_FORCE),
        (TERM, "2033-03-01", State.EXPIRED),
        (UNDATED, "2031-01-01", State.UNKNOWN),
        (DRAFTED, "2031-01-01", State.DRAFT),
    ],
)
def test_a_text_alone_says_when_it_binds(tracker: Tracker, tmp_path: Path, text: str, day: str, wanted: State) -> None:
    ids = add(tracker, tmp_path, text=text)
    tracker.keep_force()
    assert state(tracker, ids["text"], day) is wanted


def test_assumed_days_and_trials_are_said_as_such(tracker: Tracker, tmp_path: Path) -> None:
    ids = add(tracker, tmp_path, plan=PLAN, trial=TRIAL, term=TERM)
    tracker.keep_force()
    plan, trial, term = (tracker.force(ids[name], "2031-06-01").standing for name in ("plan", "trial", "term"))
    assert (plan.assumed, plan.period) == (True, ("2031-01-01", "2031-12-31"))
    assert (trial.provisional, term.provisional) == (True, False)
    assert (term.assumed, term.until) == (False, "2033-03-01")


def test_an_amendment_without_a_day_is_shown_though_nothing_follows_from_it(tracker: Tracker, tmp_path: Path) -> None:
    undated = DECISION.replace("2020年4月1日 云州市人民政府令第40号公布\n\n", "").replace("2020年6月1日", "公布之日")
    ids = add(tracker, tmp_path, law=UNDATED, decision=undated.replace("停车管理办法", "停车设施办法"))
    tracker.keep_force()
    standing = tracker.force(ids["law"], "2031-01-01").standing
    assert standing.state is State.UNKNOWN
    assert [(proof.kind, proof.document) for proof in standing.proofs] == [("amend", ids["decision"])]


def test_an_amendment_without_a_day_has_happened_by_the_day_on_which_it_came(tracker: Tracker, tmp_path: Path) -> None:
    undated = DECISION.replace("2020年4月1日 云州市人民政府令第40号公布\n\n", "").replace("2020年6月1日", "公布之日")
    ids = add(tracker, tmp_path, first=FIRST, decision=undated)
    tracker.keep_force()
    assert state(tracker, ids["first"], "2012-01-01") is State.UNKNOWN
    assert state(tracker, ids["first"], "2999-01-01") is State.AMENDED
    path = tmp_path / "second.txt"
    path.write_text(SECOND, "utf-8")
    tracker.add([path], document=ids["first"], believed=True)
    assert state(tracker, ids["first"], "2012-01-01") is State.IN_FORCE, (
        "a later text tells which amendments there were"
    )


def test_a_part_that_ended_leaves_the_rest_in_force(tracker: Tracker, tmp_path: Path) -> None:
    ids = add(tracker, tmp_path, term=TERM, part=PART)
    tracker.keep_force()
    standing = tracker.force(ids["term"], "2032-01-01").standing
    assert standing.state is State.IN_FORCE
    assert [(one.part, one.document) for one in standing.partial] == [("第一条", ids["part"])]


def test_a_draft_ends_nothing(tracker: Tracker, tmp_path: Path) -> None:
    ids = add(tracker, tmp_path, undated=UNDATED, draft=DRAFTED)
    tracker.keep_force()
    assert state(tracker, ids["undated"], "2031-01-01") is State.UNKNOWN
    assert tracker.force(ids["undated"], "2031-01-01").standing.proofs == ()


NAMESAKE = (
    "南河市停车管理办法\n\n2008年1月1日 南河市人民政府公布\n\n第一条　停车场应当备案。\n"
    "第二条　本办法自2008年2月1日起施行。\n"
)
OTHER_YEAR = FIRST.replace("2010年3月1日", "2005年3月1日").replace("2010年5月1日", "2005年5月1日")
BY_NUMBER = """云州市交通局关于废止有关文件的通知

《关于加强停车管理的通知》（云交〔2019〕8号）自2031年1月1日起废止。

云州市交通局
2030年12月1日
"""


def test_namesakes_are_told_apart_by_place_day_and_number(tracker: Tracker, tmp_path: Path) -> None:
    dated = LAST.replace("《云州市停车管理办法》", "2010年3月1日市政府公布的《云州市停车管理办法》")
    numbered = "云交〔{}〕8号\n关于加强停车管理的通知\n\n各停车场：\n停车场应当备案。\n\n云州市交通局\n{}年5月1日\n"
    ids = add(
        tracker,
        tmp_path,
        other=NAMESAKE,
        older=OTHER_YEAR,
        last=dated,
        ending=BY_NUMBER,
        right=numbered.format(2019, 2019),
        wrong=numbered.format(2018, 2018),
    )
    tracker.keep_force()
    assert state(tracker, ids["other"], "2032-01-01") is State.IN_FORCE
    assert state(tracker, ids["older"], "2032-01-01") is State.IN_FORCE
    assert state(tracker, ids["right"], "2030-12-31") is State.IN_FORCE
    assert state(tracker, ids["right"], "2031-01-01") is State.REPEALED
    assert state(tracker, ids["wrong"], "2032-01-01") is State.IN_FORCE


def test_the_first_wording_is_told_though_only_an_amended_text_is_held(tracker: Tracker, tmp_path: Path) -> None:
    ids = add(tracker, tmp_path, second=SECOND)
    tracker.keep_force()
    turns = tracker.force(ids["second"], "2012-01-01").course.turns
    assert [(turn.kind, turn.day, turn.version is None) for turn in turns] == [
        ("enacted", "2010-05-01", True),
        ("amended", "2016-08-09", True),
        ("amended", "2020-04-01", False),
    ]
    standing = tracker.force(ids["second"], "2012-01-01").standing
    assert (standing.state, standing.version) == (State.IN_FORCE, None)
