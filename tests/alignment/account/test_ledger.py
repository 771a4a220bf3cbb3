"""The account: every place that differs is owned by exactly one entry, of the right class, under a name that stays."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings

from alignment import compare
from alignment.account.balance import balance
from alignment.model import ENTRY_CLASSES, SUBSTANCE_KINDS, Clause, Comparison, Kind, Sentence, Side, SideName, Task
from alignment.reading.normalize import fold
from tests.alignment.made_texts import changed_pairs
from tests.alignment.minimal_pairs import capabilities, pairs
from tests.alignment.saying import compared


def imbalance(found: Comparison) -> dict[str, int]:
    """What the account owns too little, twice or too much."""
    said = balance((found.old, found.new), found.links, found.account)
    return {
        "lost": said["differing"] - said["owned"],
        "twice": said["twice"],
        "besides": said["besides"],
    }


BALANCED = {"lost": 0, "twice": 0, "besides": 0}


def unowned(found: Comparison) -> list[str]:
    """What the account misses by another measure than its own.

    A sentence without a counterpart is owned from end to end; of two that have only each other and read differently,
    one at least has a span.
    """
    spans: dict[tuple[str, str], set[int]] = {}
    for entry in found.account:
        for span in entry.spans:
            spans.setdefault((span.side, span.clause), set()).update(range(span.start, span.end))
    partners: dict[str, set[str]] = {}
    for link in found.links:
        for a in link.old:
            for b in link.new:
                partners.setdefault(a, set()).add(b)
                partners.setdefault(b, set()).add(a)

    def owned(name: SideName, clause: Clause, sentence: Sentence) -> set[int]:
        return spans.get((name, clause.id), set()) & set(range(sentence.start, sentence.end))

    missing: list[str] = []
    sides: tuple[tuple[SideName, Side], ...] = (("old", found.old), ("new", found.new))
    for name, side in sides:
        for clause, sentence in side.sentences():
            alone = clause.kind is not Kind.TOC and not partners.get(sentence.id)
            if alone and len(owned(name, clause, sentence)) != len(sentence.text):
                missing.append(f"{name} alone: {sentence.text}")
    for a, others in partners.items():
        if a not in found.old.by_sentence or len(others) > 1 or len(partners[next(iter(others))]) > 1:
            continue
        left, right = found.old.by_sentence[a], found.new.by_sentence[next(iter(others))]
        if fold(left[1].text) != fold(right[1].text) and not (owned("old", *left) or owned("new", *right)):
            missing.append(f"no span: {left[1].text} → {right[1].text}")
    return missing


@given(changed_pairs())
@settings(max_examples=150)
def test_the_account_of_generated_texts_balances(pair: tuple[str, str, Task]) -> None:
    old, new, task = pair
    found = compare(old, new, task=task)
    assert imbalance(found) == BALANCED
    assert unowned(found) == []
    assert len({entry.id for entry in found.account}) == len(found.account)


#: Where two signs differ that fold to several letters of which the first is the same: see `test_kinds`.
HALF_EQUAL = {"quantities/grade-roman-water-class", "quantities/grade-roman-water-class<"}


@pytest.mark.parametrize("capability", capabilities())
def test_the_account_of_every_minimal_pair_balances_in_the_words_of_the_model(capability: str) -> None:
    for pair in pairs(capability):
        found = compare(pair.old, pair.new, task=pair.task)
        assert imbalance(found) == BALANCED, pair.name
        assert unowned(found) == [] or pair.name in HALF_EQUAL, pair.name
        assert len({entry.id for entry in found.account}) == len(found.account), pair.name
        assert {change.entry for change in found.obligations} <= {entry.id for entry in found.account}, pair.name
        for entry in found.account:
            assert entry.cls in ENTRY_CLASSES
            assert entry.kind, pair.name
            assert entry.cls != "substance" or entry.kind in SUBSTANCE_KINDS, pair.name
            assert entry.cls != "duty" or entry.kind in ("added", "removed", "modified"), pair.name
            assert entry.cls != "wording" or entry.proof, pair.name


def test_the_account_of_every_real_pair_balances(evaluation: Path) -> None:
    for path in sorted((evaluation / "gold").glob("*.json")):
        case = json.loads(path.read_text(encoding="utf-8"))
        if "old" not in case or "file" not in case["old"]:
            continue
        texts = [(path.parent / case[side]["file"]).read_text(encoding="utf-8") for side in ("old", "new")]
        found = compare(*texts, task=case["task"])
        assert imbalance(found) == BALANCED, path.stem
        assert len(unowned(found)) == 0, path.stem


def test_the_measure_sees_what_is_lost_owned_twice_and_owned_for_nothing() -> None:
    found = compared("区水务局应当在三日内清掏雨水口。", "区水务局应当在五日内清掏雨水口。")
    (entry,) = found.account
    sides = (found.old, found.new)
    assert balance(sides, found.links, [entry]) == {"differing": 2, "owned": 2, "twice": 0, "besides": 0}
    assert balance(sides, found.links, []) == {"differing": 2, "owned": 0, "twice": 0, "besides": 0}
    assert balance(sides, found.links, [entry, entry])["twice"] == 2
    whole = compared("区水务局应当清掏雨水口。", "区水务局应当清掏雨水口。商铺应当登记。").account
    assert balance(sides, found.links, whole)["besides"] > 0


# --- classes ------------------------------------------------------------------------------------------------------

LAW = "云渡区公厕管理办法\n" + "".join(
    f"第{at}条　{text}\n"
    for at, text in zip(
        "一二三四五六七",
        (
            "为了规范公厕管理，制定本办法。",
            "本办法所称公厕，是指供公众使用的厕所。",
            "区城市管理委应当清扫公厕，并公示开放时间。",
            "商铺应当在三日内登记。",
            "公厕管理单位应当每日消毒两次。",
            "任何单位和个人不得损坏公厕设施。",
            "本办法自2031年3月1日起施行。",
        ),
        strict=True,
    )
)


def classes(old: str, new: str, task: Task = "revision") -> list[tuple[str, str]]:
    return [(entry.cls, entry.kind) for entry in compared(old, new, "whole", task).account]


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("三日内", "五日内", [("duty", "modified")]),
        ("，并公示开放时间", "", [("duty", "removed")]),
        (
            "第五条　公厕管理单位应当每日消毒两次。\n第六条",
            "第五条",
            [("duty", "removed"), ("renumbered", "renumbered")],
        ),
        ("供公众使用", "供公众免费使用", [("substance", "definition")]),
        ("2031年3月1日", "2031年5月1日", [("substance", "effective-date")]),
        ("三日内", "3日内", [("wording", "value")]),
        ("单位和个人", "单位及个人", [("wording", "synonym")]),
        ("并公示", "同时公示", [("wording", "idle")]),
        ("第四条", "第八条", [("renumbered", "renumbered")]),
    ],
)
def test_the_class_of_an_entry(old: str, new: str, found: list[tuple[str, str]]) -> None:
    said = classes(LAW, LAW.replace(old, new))
    quiet = ("wording", "renumbered")
    assert [one for one in said if one[0] not in quiet] == [one for one in found if one[0] not in quiet]
    assert set(found) <= set(said)


def test_a_clause_that_only_stands_elsewhere_is_moved() -> None:
    lines = LAW.splitlines()
    lines[4], lines[6] = lines[6].replace("第六条", "第四条"), lines[4].replace("第四条", "第六条")
    found = compared(LAW, "\n".join(lines) + "\n", "whole")
    assert found.obligations == ()
    assert {entry.cls for entry in found.account} <= {"moved", "renumbered"}
    assert any(entry.cls == "moved" for entry in found.account)


def test_what_is_as_it_was_has_no_entry() -> None:
    assert compared(LAW, LAW, "whole").account == ()
    assert not compared(LAW, LAW, "whole").differs


def test_wording_alone_does_not_differ_and_substance_alone_does() -> None:
    assert not compared(LAW, LAW.replace("三日内", "3日内"), "whole").differs
    assert compared(LAW, LAW.replace("供公众使用", "供公众免费使用"), "whole").differs


def test_every_row_of_a_duty_has_its_entry_with_the_duties_that_it_affects() -> None:
    found = compared(LAW, LAW.replace("三日内", "五日内").replace("每日消毒两次", "每日消毒三次"), "whole")
    entries = {entry.id: entry for entry in found.account}
    assert len(found.obligations) == 2
    for change in found.obligations:
        entry = entries[change.entry]
        assert entry.cls == "duty"
        assert change.old is not None
        assert change.new is not None
        assert {duty.text for duty in entry.duties} == {change.old.text, change.new.text}
        assert (entry.old, entry.new) == (change.old.text, change.new.text)
        for span in entry.spans:
            side = found.old if span.side == "old" else found.new
            assert 0 <= span.start < span.end <= len(side.by_clause[span.clause].text)


def test_spans_are_the_words_that_differ() -> None:
    found = compared(LAW, LAW.replace("三日内", "五日内"), "whole")
    (entry,) = found.account
    words = {
        span.side: (found.old if span.side == "old" else found.new).by_clause[span.clause].text[span.start : span.end]
        for span in entry.spans
    }
    assert words == {"old": "三", "new": "五"}


# --- names --------------------------------------------------------------------------------------------------------


def ids(old: str, new: str) -> set[str]:
    return {entry.id for entry in compared(old, new, "whole").account if entry.cls == "duty"}


def test_an_entry_keeps_its_id_while_other_clauses_change() -> None:
    new = LAW.replace("三日内", "五日内")
    (own,) = ids(LAW, new)
    assert own in ids(LAW, new.replace("每日消毒两次", "每日消毒三次"))
    assert own in ids(LAW, new.replace("供公众使用", "供公众免费使用"))
    assert own not in ids(LAW, LAW.replace("三日内", "七日内"))


def test_two_equal_entries_have_names_of_their_own() -> None:
    old = LAW.replace("第五条　公厕管理单位应当每日消毒两次。", "第五条　商铺应当在三日内登记。")
    found = compared(old, old.replace("三日内", "五日内"), "whole")
    duties = [entry.id for entry in found.account if entry.cls == "duty"]
    assert len(duties) == len(set(duties)) == 2
    assert {change.entry for change in found.obligations} == set(duties)


def test_localised_words_are_one_entry_for_the_whole_text() -> None:
    higher = "栗川市公厕方案\n一、任务\n（一）整治公厕。各区核查台账。\n（二）增设座椅。各区更换灯具。\n"
    lower = higher.replace("栗川市", "栗川市云渡区").replace("各区", "我区")
    found = compared(higher, lower, "whole", "derivation")
    assert found.obligations == ()
    assert [entry.cls for entry in found.account] == ["localised"]
