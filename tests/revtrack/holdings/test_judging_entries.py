"""What a person says of a difference that is no duty's: found again by its words, and what it does to the account."""

from __future__ import annotations

from pathlib import Path

import pytest

from alignment.account.balance import balance
from alignment.model import Comparison, Entry
from corpus_repo import Verdict
from revtrack.errors import InvalidInput
from revtrack.forms.reviews import judged_form
from revtrack.holdings.reviewed import Standing
from revtrack.holdings.saying import Word
from revtrack.service import Tracker
from revtrack.settings import load_settings

FIRST = """甲市停车场管理办法

第一条 本办法所称停车场，是指供公众使用的停车场所。
第二条 停车场经营者应当公示收费标准。
第三条 本办法自2031年3月1日起施行。
"""
SECOND = FIRST.replace("供公众使用", "供公众免费使用").replace("2031年3月1日", "2031年5月1日")
Pair = tuple[str, str]


@pytest.fixture
def tracker(tmp_path: Path) -> Tracker:
    made = Tracker(load_settings(), tmp_path / "home")
    made.init()
    return made


def add(tracker: Tracker, name: str, text: str, document: str = "") -> str:
    path = tracker.home / name
    path.write_text(text, "utf-8")
    return tracker.add([path], document=document)[0].version


@pytest.fixture
def pair(tracker: Tracker) -> Pair:
    """The ids of two versions whose definition and day of effect differ, and no duty."""
    first = add(tracker, "first.txt", FIRST)
    return first, add(tracker, "second.txt", SECOND, tracker.documents().items[0].id)


def entry_with(comparison: Comparison, words: str) -> Entry:
    return next(entry for entry in comparison.account if words in entry.old or words in entry.new)


def say(tracker: Tracker, pair: Pair, words: str, verdict: Verdict, **more: object) -> str:
    entry = entry_with(tracker.comparison(*pair).judged.comparison, words)
    word = Word(by="王芳", verdict=verdict, entry=entry.id, **more)  # type: ignore[arg-type]
    return tracker.review(*pair, "revision", word).commit


def test_a_rejected_difference_counts_as_wording_until_that_is_undone(tracker: Tracker, pair: Pair) -> None:
    before = tracker.comparison(*pair).judged.comparison
    assert not before.obligations
    assert {entry.kind for entry in before.account if entry.cls == "substance"} == {"definition", "effective-date"}
    commit = say(tracker, pair, "免费", Verdict.REJECT, note="原来就不收费")
    judged = tracker.comparison(*pair).judged
    gone = entry_with(judged.comparison, "免费")
    assert (gone.cls, gone.proof, gone.told) == ("wording", "person", False)
    assert [(entry.kind, rule.review.note) for entry, rule in judged.dismissed] == [("definition", "原来就不收费")]
    assert (judged.settled, judged.to_settle) == (1, 2)
    assert judged.comparison.differs, "the day of effect still differs"
    comparison = judged.comparison
    held = balance((comparison.old, comparison.new), comparison.links, comparison.account)
    assert held["owned"] == held["differing"] > 0, "what was rejected is still accounted for"
    say(tracker, pair, "5月1日", Verdict.REJECT)
    assert not tracker.comparison(*pair).judged.comparison.differs
    tracker.undo(commit)
    assert entry_with(tracker.comparison(*pair).judged.comparison, "免费") == entry_with(before, "免费")


def test_a_confirmed_difference_stands_and_a_corrected_one_has_its_kind(tracker: Tracker, pair: Pair) -> None:
    say(tracker, pair, "免费", Verdict.CORRECT, fields={"kind": "scope-of-application"})
    say(tracker, pair, "5月1日", Verdict.CONFIRM, note="已核对")
    judged = tracker.comparison(*pair).judged
    corrected, confirmed = (entry_with(judged.comparison, words) for words in ("免费", "5月1日"))
    assert (corrected.kind, confirmed.kind) == ("scope-of-application", "effective-date")
    assert [item.review.note for item in judged.of_entry(confirmed.id)] == ["已核对"]
    assert (judged.settled, judged.to_settle) == (2, 2)
    form = judged_form(judged)
    assert {(one["about"], one["verdict"], one["entry"], one["change"]) for one in form["reviews"]} == {
        ("entry", "correct", corrected.id, None),
        ("entry", "confirm", confirmed.id, None),
    }


def test_the_later_word_holds_after_a_correction_too(tracker: Tracker, pair: Pair) -> None:
    say(tracker, pair, "免费", Verdict.CORRECT, fields={"kind": "scope-of-application"})
    say(tracker, pair, "免费", Verdict.REJECT)
    judged = tracker.comparison(*pair).judged
    assert [(entry.kind, rule.standing) for entry, rule in judged.dismissed] == [("definition", Standing.HOLDS)]
    assert not judged.waiting


def test_a_word_is_carried_over_where_one_side_was_edited(tracker: Tracker, pair: Pair) -> None:
    say(tracker, pair, "免费", Verdict.REJECT)
    say(tracker, pair, "5月1日", Verdict.CONFIRM)
    document = tracker.documents().items[0].id
    third = add(tracker, "third.txt", SECOND.replace("5月1日", "9月1日"), document)
    judged = tracker.comparison(pair[0], third).judged
    standings = {item.review.verdict: item.standing for item in judged.reviewed}
    assert standings == {Verdict.CONFIRM: Standing.CARRIED}
    assert [rule.standing for _, rule in judged.dismissed] == [Standing.HOLDS], "the definition reads as it did"
    assert [item.entry for item in judged.waiting] == [entry_with(judged.comparison, "9月1日").id]


def test_a_remark_rules_nothing(tracker: Tracker, pair: Pair) -> None:
    before = tracker.comparison(*pair).judged.comparison
    say(tracker, pair, "免费", Verdict.NOTE, note="请法制科看")
    judged = tracker.comparison(*pair).judged
    assert judged.comparison.account == before.account
    assert judged.settled == 0
    assert [item.review.note for item in judged.of_entry(entry_with(before, "免费").id)] == ["请法制科看"]


@pytest.mark.parametrize(
    ("verdict", "fields", "kind"),
    [
        (Verdict.PAIR, None, "review-verdict"),
        (Verdict.CORRECT, None, "review-verdict"),
        (Verdict.CORRECT, {"kind": "nonsense"}, "review-verdict"),
        (Verdict.CORRECT, {"deadline": "later"}, "review-verdict"),
        (Verdict.NOTE, None, "review-note"),
    ],
)
def test_what_cannot_be_said_of_a_difference_is_refused(
    tracker: Tracker, pair: Pair, verdict: Verdict, fields: dict[str, str] | None, kind: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        say(tracker, pair, "免费", verdict, fields=fields)
    assert refused.value.kind == kind


def test_a_difference_that_is_not_there_is_refused(tracker: Tracker, pair: Pair) -> None:
    word = Word(by="王芳", verdict=Verdict.CONFIRM, entry="000000000000")
    with pytest.raises(InvalidInput) as refused:
        tracker.review(*pair, "revision", word)
    assert refused.value.kind == "review-about"


def test_rejecting_the_last_duty_leaves_no_change_in_the_account(tracker: Tracker) -> None:
    first = add(tracker, "first.txt", FIRST)
    later = FIRST.replace("应当公示收费标准", "应当公示收费标准和投诉电话")
    second = add(tracker, "second.txt", later, tracker.documents().items[0].id)
    changes = tracker.comparison(first, second).judged.comparison.obligations
    for _ in changes:
        tracker.review(first, second, "revision", Word(by="王芳", verdict=Verdict.REJECT, change=0))
    comparison = tracker.comparison(first, second).judged.comparison
    assert changes
    assert not comparison.obligations
    assert not comparison.differs
