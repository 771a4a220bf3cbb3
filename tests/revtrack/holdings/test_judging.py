"""What a person says of a comparison: it holds, is carried over or outdated, is undone; the later word wins."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus_repo import Verdict
from revtrack.errors import InvalidInput
from revtrack.holdings.comparing import Compared
from revtrack.holdings.judging import Standing
from revtrack.holdings.saying import Put, Word
from revtrack.service import Tracker
from revtrack.settings import load_settings

FIRST = """甲市停车管理办法

第一条 区城管部门应当在2024年3月底前建成停车信息系统。
第二条 停车场经营者应当公示收费标准，并为新能源车辆提供充电设施。
第三条 任何单位不得占用消防通道停车。
第四条 区交通部门每季度向市交通部门报送停车数据。
"""
SECOND = (
    FIRST.replace("2024年3月底前", "2024年5月底前")
    .replace("每季度", "每半年")
    .replace("公示收费标准", "在入口公示收费标准")
)


@pytest.fixture
def tracker(tmp_path: Path) -> Tracker:
    made = Tracker(load_settings(), tmp_path / "home")
    made.init()
    return made


def add(tracker: Tracker, name: str, text: str, document: str = "", **values: str) -> str:
    """Add a text; the id of its version."""
    path = tracker.home / name
    path.write_text(text, "utf-8")
    return tracker.add([path], document=document, values=values)[0].version


@pytest.fixture
def pair(tracker: Tracker) -> tuple[str, str, str]:
    """(document, first version, second version)."""
    first = add(tracker, "first.txt", FIRST, issued="2024-01-01")
    document = tracker.documents().items[0].id
    return document, first, add(tracker, "second.txt", SECOND, document, issued="2024-02-01")


def change_about(found: Compared, words: str) -> int:
    """The number of the obligation change that quotes some words."""
    return next(
        number
        for number, change in enumerate(found.judged.comparison.obligations)
        if any(duty and words in duty.text for duty in (change.old, change.new))
    )


def say(tracker: Tracker, pair: tuple[str, str], words: str, verdict: Verdict, **more: object) -> str:
    number = change_about(tracker.comparison(*pair), words)
    word = Word(by=str(more.pop("by", "王芳")), verdict=verdict, change=number, **more)  # type: ignore[arg-type]
    return tracker.review(*pair, "revision", word).commit


def test_a_rejected_change_is_gone_until_the_rejection_is_undone(tracker: Tracker, pair: tuple[str, str, str]) -> None:
    versions = pair[1:]
    before = tracker.comparison(*versions).judged.comparison.obligations
    commit = say(tracker, versions, "停车数据", Verdict.REJECT, note="只是措辞")
    judged = tracker.comparison(*versions).judged
    assert len(judged.comparison.obligations) == len(before) - 1
    [(change, rule)] = judged.rejected
    assert change.old
    assert "停车数据" in change.old.text
    assert (rule.review.by, rule.review.note, rule.standing) == ("王芳", "只是措辞", Standing.HOLDS)
    assert judged.settled == 1
    assert tracker.history(pair[0])[-1].kind == "review"
    assert tracker.history(pair[0])[-1].author == "王芳"
    tracker.undo(commit)
    assert tracker.comparison(*versions).judged.comparison.obligations == before


def test_a_confirmed_and_a_corrected_change_are_marked_as_a_persons(
    tracker: Tracker, pair: tuple[str, str, str]
) -> None:
    versions = pair[1:]
    say(tracker, versions, "停车信息系统", Verdict.CONFIRM)
    say(tracker, versions, "停车数据", Verdict.CORRECT, fields={"reporting": "weaker"})
    judged = tracker.comparison(*versions).judged
    confirmed = judged.comparison.obligations[change_about(tracker.comparison(*versions), "停车信息系统")]
    corrected = judged.comparison.obligations[change_about(tracker.comparison(*versions), "停车数据")]
    assert confirmed.matched_by == corrected.matched_by == "person"
    assert confirmed.fields == ("deadline",)
    assert (corrected.fields, dict(corrected.directions)) == (("reporting",), {"reporting": "weaker"})
    assert judged.settled == 2


def test_a_word_survives_the_next_version(tracker: Tracker, pair: tuple[str, str, str]) -> None:
    """The third version edits the words of one reviewed duty and moves the deadline of another."""
    document, first, second = pair
    say(tracker, (first, second), "停车信息系统", Verdict.CONFIRM)
    say(tracker, (first, second), "停车数据", Verdict.CONFIRM)
    third_text = SECOND.replace("每半年向", "每半年统一向").replace("2024年5月底前", "2024年9月底前")
    third = add(tracker, "third.txt", third_text, document, issued="2024-03-01")
    judged = tracker.comparison(first, third).judged
    standings = {
        item.review.old.quote: item.standing for item in judged.reviewed if item.review.old and item.change >= 0
    }
    by_words = {
        words: standing for quote, standing in standings.items() for words in ("系统", "数据") if words in quote
    }
    assert by_words == {"系统": Standing.OUTDATED, "数据": Standing.CARRIED}
    assert {item.standing for item in judged.waiting} == {Standing.OUTDATED, Standing.CARRIED}
    system = judged.comparison.obligations[change_about(tracker.comparison(first, third), "停车信息系统")]
    assert system.matched_by != "person", "an outdated word does nothing"


def test_the_later_of_two_reviewers_wins_and_both_stay(tracker: Tracker, pair: tuple[str, str, str]) -> None:
    versions = pair[1:]
    say(tracker, versions, "停车信息系统", Verdict.CONFIRM, by="王芳")
    say(tracker, versions, "停车信息系统", Verdict.CORRECT, by="李明", fields={"deadline": "later"})
    say(tracker, versions, "停车信息系统", Verdict.NOTE, by="赵强", note="已电话核实")
    judged = tracker.comparison(*versions).judged
    number = change_about(tracker.comparison(*versions), "停车信息系统")
    said = judged.of_change(number)
    assert [item.review.by for item in said] == ["李明", "赵强"]
    assert [review.by for review in judged.earlier[said[0].review.id]] == ["王芳"]
    assert [change.author for change in tracker.history(pair[0])][-3:] == ["王芳", "李明", "赵强"]


def test_a_link_that_was_taken_apart_stays_apart_and_one_made_by_hand_stays(
    tracker: Tracker, pair: tuple[str, str, str]
) -> None:
    versions = pair[1:]
    comparison = tracker.comparison(*versions).judged.comparison
    link = next(link for link in comparison.links if link.relation != "same")
    old, new = link.old[0], link.new[0]
    tracker.review(*versions, "revision", Word(by="王芳", verdict=Verdict.REJECT, old=old, new=new))
    apart = tracker.comparison(*versions).judged.comparison
    assert not any(old in one.old and new in one.new for one in apart.links)
    tracker.review(*versions, "revision", Word(by="王芳", verdict=Verdict.PAIR, old=old, new=new))
    again = tracker.comparison(*versions).judged.comparison
    [made] = [one for one in again.links if old in one.old and new in one.new]
    assert made.matched_by == "person"
    row = next(row for row in again.rows if row.old and row.new and row.change == "modified")
    assert row


def test_reviews_outlive_the_joining_of_two_documents_and_the_catalog(tracker: Tracker, tmp_path: Path) -> None:
    first = add(tracker, "draft.txt", FIRST, status="draft", title="甲市停车管理办法（征求意见稿）")
    second = add(tracker, "final.txt", SECOND, issued="2024-02-01")
    say(tracker, (first, second), "停车数据", Verdict.REJECT)
    documents = [item.id for item in tracker.documents().items]
    tracker.link(*documents)
    assert len(tracker.comparison(first, second).judged.rejected) == 1
    tracker.close()
    (tmp_path / "home" / "catalog.db").unlink()
    anew = Tracker(load_settings(), tmp_path / "home")
    assert len(anew.comparison(first, second).judged.rejected) == 1
    anew.close()


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        (Word(by=" ", verdict=Verdict.CONFIRM, change=0), "reviewer"),
        (Word(by="王芳", verdict=Verdict.CONFIRM, change=99), "review-about"),
        (Word(by="王芳", verdict=Verdict.CONFIRM, old="o99.1", new="n1.1"), "review-about"),
        (Word(by="王芳", verdict=Verdict.PAIR, change=0), "review-verdict"),
        (Word(by="王芳", verdict=Verdict.CORRECT, change=0), "review-verdict"),
        (Word(by="王芳", verdict=Verdict.CORRECT, change=0, fields={"deadline": "sideways"}), "review-verdict"),
        (Word(by="王芳", verdict=Verdict.CORRECT, change=0, fields={"deadline": "stronger"}), "review-verdict"),
        (Word(by="王芳", verdict=Verdict.CORRECT, change=0, put=(Put(), Put())), "review-words-none"),
        (Word(by="王芳", verdict=Verdict.ADD), "review-words-none"),
        (Word(by="王芳", verdict=Verdict.ADD, put=(Put("文中没有的话"), Put())), "review-words"),
        (Word(by="王芳", verdict=Verdict.NOTE, change=0), "review-note"),
    ],
)
def test_what_makes_no_sense_is_refused(tracker: Tracker, pair: tuple[str, str, str], word: Word, kind: str) -> None:
    before = len(tracker.history(pair[0]))
    with pytest.raises(InvalidInput) as refused:
        tracker.review(*pair[1:], "revision", word)
    assert refused.value.kind == kind
    assert str(refused.value)
    assert len(tracker.history(pair[0])) == before


def test_a_comparison_is_made_once(tracker: Tracker, pair: tuple[str, str, str]) -> None:
    versions = pair[1:]
    assert not tracker.comparison_ready(*versions)
    first = tracker.comparison(*versions)
    assert tracker.comparison_ready(*versions)
    assert tracker.comparison(*versions).judged is first.judged
    say(tracker, versions, "停车数据", Verdict.CONFIRM)
    assert tracker.comparison(*versions).key != first.key
    assert tracker.comparison(*versions[::-1]).key != first.key


def added(tracker: Tracker, pair: tuple[str, str], old: str, new: str, **more: object) -> str:
    put = Put(old), Put(new, {"actor": "停车场经营者"})
    word = Word(by="王芳", verdict=Verdict.ADD, put=put, **more)  # type: ignore[arg-type]
    return tracker.review(*pair, "revision", word).commit


def test_a_change_that_was_missed_is_added_and_outlives_a_reading_anew(
    tracker: Tracker, pair: tuple[str, str, str]
) -> None:
    document, *versions = pair
    before = tracker.comparison(*versions).judged
    commit = added(
        tracker,
        versions,
        "为新能源车辆提供充电设施",
        "为新能源 车辆提供充电设施",
        fields={"object": "wider"},
        note="漏",
    )
    judged = tracker.comparison(*versions).judged
    *others, change = judged.comparison.obligations
    assert tuple(others) == before.comparison.obligations
    assert change.old
    assert change.new
    assert (change.change, change.new.text, change.new.actor) == (
        "modified",
        "为新能源车辆提供充电设施",
        "停车场经营者",
    )
    assert change.new.text in judged.comparison.new.by_sentence[change.new.sentence][1].text
    assert (dict(change.directions), change.matched_by) == ({"object": "wider"}, "person")
    assert change.entry in {entry.id for entry in judged.comparison.account}
    [told] = judged.of_change(len(others))
    assert (told.review.note, told.standing) == ("漏", Standing.HOLDS)
    assert (judged.settled, judged.to_settle) == (1, before.to_settle + 1)
    tracker.reindex()
    assert tracker.comparison(*versions).judged.comparison.obligations[-1] == change
    # The next version edits its sentence and keeps the words: it is carried over.
    third = add(tracker, "third.txt", SECOND.replace("并为新能源", "并应当为新能源"), document, issued="2024-03-01")
    judged = tracker.comparison(versions[0], third).judged
    assert [item.standing for item in judged.waiting] == [Standing.CARRIED]
    assert judged.comparison.obligations[-1].matched_by == "person"
    # One more drops them: nothing is shown, and somebody has to look.
    fourth = add(
        tracker, "fourth.txt", SECOND.replace("，并为新能源车辆提供充电设施", ""), document, issued="2024-04-01"
    )
    judged = tracker.comparison(versions[0], fourth).judged
    assert [item.standing for item in judged.waiting] == [Standing.OUTDATED]
    assert not any(change.entry.startswith("added-") for change in judged.comparison.obligations)
    tracker.undo(commit)
    assert tracker.comparison(*versions).judged.comparison == before.comparison


def test_what_was_added_is_rejected_corrected_and_comes_back(tracker: Tracker, pair: tuple[str, str, str]) -> None:
    versions = pair[1:]
    added(tracker, versions, "", "占用消防通道停车")
    found = tracker.comparison(*versions)
    at = len(found.judged.comparison.obligations) - 1
    assert found.judged.comparison.obligations[at].change == "added"
    tracker.review(*versions, "revision", Word(by="李雷", verdict=Verdict.REJECT, change=at))
    judged = tracker.comparison(*versions).judged
    assert len(judged.comparison.obligations) == at
    assert not any(entry.id.startswith("added-") for entry in judged.comparison.account)
    [(change, _)] = judged.rejected
    assert change.new
    undone = tracker.history(pair[0])[-1].commit
    tracker.undo(undone)
    assert len(tracker.comparison(*versions).judged.comparison.obligations) == at + 1


def test_a_difference_beside_the_duties_is_added_with_its_kind(tracker: Tracker, pair: tuple[str, str, str]) -> None:
    versions = pair[1:]
    words = "任何单位不得占用消防通道停车"
    word = Word(by="王芳", verdict=Verdict.ADD, put=(Put(), Put(words)), fields={"kind": "basis"})
    tracker.review(*versions, "revision", word)
    judged = tracker.comparison(*versions).judged
    [entry] = [entry for entry in judged.comparison.account if entry.id.startswith("added-")]
    assert (entry.cls, entry.kind, entry.old, entry.new) == ("substance", "basis", "", words)
    assert [item.review.by for item in judged.of_entry(entry.id)] == ["王芳"]
    tracker.review(*versions, "revision", Word(by="王芳", verdict=Verdict.REJECT, entry=entry.id))
    judged = tracker.comparison(*versions).judged
    assert [gone.new for gone, _ in judged.dismissed] == [words]
    assert not any(entry.id.startswith("added-") for entry in judged.comparison.account)


def test_words_and_values_of_a_change_are_put_right(tracker: Tracker, pair: tuple[str, str, str]) -> None:
    versions = pair[1:]
    at = change_about(tracker.comparison(*versions), "停车数据")
    change = tracker.comparison(*versions).judged.comparison.obligations[at]
    assert change.old
    assert change.new
    right = Put("向市交通部门报送停车数据", {"actor": "市交通部门", "reporting": ""})
    word = Word(
        by="王芳",
        verdict=Verdict.CORRECT,
        change=at,
        fields={"actor": "other"},
        put=(Put(change.old.text), right),
    )
    tracker.review(*versions, "revision", word)
    now = tracker.comparison(*versions).judged.comparison.obligations[at]
    assert now.new
    assert (now.fields, now.new.text, now.new.actor, now.new.reporting) == (
        ("actor",),
        "向市交通部门报送停车数据",
        "市交通部门",
        "",
    )
    assert now.old == change.old
    # What is said of it afterwards is about the change as it was found, and the later word holds.
    one_sided = Word(by="王芳", verdict=Verdict.CORRECT, change=at, put=(Put(), right))
    tracker.review(*versions, "revision", one_sided)
    now = tracker.comparison(*versions).judged.comparison.obligations[at]
    assert (now.change, now.old) == ("added", None)
    tracker.review(*versions, "revision", Word(by="王芳", verdict=Verdict.CONFIRM, change=at))
    judged = tracker.comparison(*versions).judged
    assert judged.comparison.obligations[at].old == change.old
    assert len(judged.earlier[judged.of_change(at)[0].review.id]) == 2
