"""Two texts with the links between their sentences: partners, places in the reading order, components."""

from __future__ import annotations

from alignment.duties.linked import LinkedTexts, Prepared
from alignment.duties.reader import DutyReader
from alignment.knowledge import Knowledge
from alignment.linking.localise import Localiser
from alignment.linking.units import units_of
from alignment.model import Side
from tests.alignment.saying import compared

OLD = "云渡区方案\n一、任务\n区水务局要清掏背街小巷雨水口。\n区民政局要核查低保台账。\n区财政局要核拨经费。\n"
NEW = OLD.replace("清掏背街小巷雨水口。", "清掏背街小巷雨水口，更换破损井盖。").replace("区财政局要核拨经费。\n", "")


def prepared(side: Side) -> Prepared:
    knowledge = Knowledge.shipped()
    units = units_of(side, Localiser(knowledge))
    return Prepared(side, {unit.sentence.id: unit for unit in units}, DutyReader(side, units, knowledge))


def linked() -> LinkedTexts:
    found = compared(OLD, NEW, "whole")
    return LinkedTexts(prepared(found.old), prepared(found.new), found.links)


def named(text: Prepared, words: str) -> str:
    return next(name for name, unit in text.units.items() if words in unit.sentence.text)


def test_partners_go_both_ways() -> None:
    texts = linked()
    old, new = named(texts.old, "雨水口"), named(texts.new, "雨水口")
    assert texts.partners(old) == [new]
    assert texts.partners(new) == [old]
    assert (old, new) in texts.links
    assert texts.partners(named(texts.old, "经费")) == []


def test_positions_follow_the_text() -> None:
    texts = linked()
    for text in (texts.old, texts.new):
        places = [texts.position(name) for name in text.units]
        assert places == sorted(places)


def test_components_hold_every_sentence_that_binds_once_in_order() -> None:
    texts = linked()
    components = texts.components()
    shown = [
        tuple([text.units[name].sentence.text[:4] for name in names] for text, names in zip(pair, one, strict=True))
        for pair in [(texts.old, texts.new)]
        for one in components
    ]
    assert (["区水务局"], ["区水务局"]) in shown
    assert (["区民政局"], ["区民政局"]) in shown
    assert (["区财政局"], []) in shown
    names = [name for one in components for side in one for name in side]
    assert len(names) == len(set(names))


def test_the_body_of_a_text_is_what_stands_between_front_and_notes() -> None:
    body = linked().old.body
    assert "清掏背街小巷雨水口" in body
    assert "云渡区方案" not in body
