"""What comparing duties finds is one thing each: a row, a rename, a proof, what moved and what agrees."""

from __future__ import annotations

from alignment.duties.changes import compare_duties
from alignment.duties.found import Found
from alignment.duties.wording import Wording
from alignment.knowledge import Knowledge
from alignment.linking.localise import Localiser
from alignment.linking.units import units_of
from alignment.model import Task
from tests.alignment.saying import compared

KNOWLEDGE = Knowledge.shipped()


def found(old: str, new: str, frame: str = "article", task: Task = "revision") -> Found:
    said = compared(old, new, frame, task)
    localiser = Localiser(KNOWLEDGE)
    sides = (said.old, units_of(said.old, localiser)), (said.new, units_of(said.new, localiser))
    return compare_duties(*sides, said.links, KNOWLEDGE, Wording(KNOWLEDGE), localiser, task)


def test_what_changed_is_told_with_the_places_that_explain_it() -> None:
    said = found("商铺应当在三日内登记。", "商铺应当在五日内登记。")
    (told,) = said.told
    assert said.changes == (told.change,)
    assert told.old is not None
    assert told.new is not None
    old, new = told.old.unit.sentence.text, told.new.unit.sentence.text
    assert [old[spot.start : spot.end] for spot in told.old_spots] == ["三日内"]
    assert [new[spot.start : spot.end] for spot in told.new_spots] == ["五日内"]


def test_what_says_the_same_agrees_with_its_proof() -> None:
    said = found("商铺应当认真登记。", "商铺应当切实登记。")
    assert said.told == []
    assert [(old.text, new.text) for old, new in said.agreed] == [("商铺应当认真登记。", "商铺应当切实登记。")]
    assert [(hunk.gone, hunk.come, proof) for _, _, hunk, proof in said.wording] == [("认真", "切实", "idle")]


def test_references_and_aims_are_kept_apart_from_rows() -> None:
    old = "违反本办法第四条规定的，由区水务局处五百元罚款。"
    assert len(found(old, old.replace("第四条", "第五条")).references) == 1
    aim = "商铺应当在三日内登记，以便居民了解情况。"
    assert [duty.text for duty in found(aim, aim.replace("，以便居民了解情况", "")).outcomes] == ["以便居民了解情况。"]


def test_notes_in_another_form_are_named() -> None:
    said = found("（一）清掏雨水口。（责任单位：区水务局）", "（一）清掏雨水口。（区水务局负责）", "items")
    assert len(said.notes) == 2
    other = found("（一）清掏雨水口。（责任单位：区水务局）", "（一）清掏雨水口。（区民政局负责）", "items")
    assert other.notes == set()
    assert len(other.told) == 1


def test_what_only_a_higher_text_says_to_others_stands_elsewhere() -> None:
    old = "各区要核查台账。省教育厅制定中小学食堂标准。"
    said = found(old, "各区要核查台账。", "plan", "derivation")
    assert [duty.text for duty in said.elsewhere] == ["省教育厅制定中小学食堂标准。"]
    assert said.told == []
