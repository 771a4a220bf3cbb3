"""A place that differs belongs to the first entry that takes it, and to no other."""

from __future__ import annotations

from alignment.account.drafts import Draft, Place
from alignment.account.ownership import Ownership
from alignment.knowledge import Knowledge
from alignment.linking.localise import Localiser
from alignment.linking.units import units_of
from tests.alignment.saying import compared

OLD, NEW = "商铺应当在三日内登记。摊主应当清扫。", "商铺应当在五日内登记。摊主应当每日清扫。"


def ownership() -> Ownership:
    found = compared(OLD, NEW)
    localiser = Localiser(Knowledge.shipped())
    units = units_of(found.old, localiser), units_of(found.new, localiser)
    return Ownership((found.old, found.new), units, found.links)


def sentence(own: Ownership, side: int, words: str) -> str:
    return next(name for name, unit in own.units[side].items() if words in unit.sentence.text)


def test_the_first_that_takes_a_place_owns_it() -> None:
    own = ownership()
    first, second = Draft("duty", "modified"), Draft("wording", "value", "value")
    name = sentence(own, 0, "登记")
    at = own.text(0, name).index("三")
    assert own.open_within(0, name, at, at + 1)
    assert own.take(first, Place(0, name, 0, 9))
    assert first.places == [Place(0, name, at, at + 1)]
    assert not own.take(second, Place(0, name, 0, 9))
    assert second.places == []
    assert not own.open_within(0, name, at, at + 1)


def test_what_is_equal_belongs_to_nobody() -> None:
    own = ownership()
    draft = Draft("duty", "modified")
    assert not own.take(draft, Place(0, sentence(own, 0, "登记"), 0, 4))
    assert not own.take(draft, Place(0, sentence(own, 0, "清扫"), 0, 4))


def test_open_groups_are_linked_sentences_with_something_open() -> None:
    own = ownership()
    groups = [group for _, group in own.open_groups(headings=True)]
    assert [own.words(group) for group in groups] == [
        ("商铺应当在三日内登记。", "商铺应当在五日内登记。"),
        ("摊主应当清扫。", "摊主应当每日清扫。"),
    ]
    assert [own.open_words(group) for group in groups] == [("三", "五"), ("", "每日")]
    own.take_group(own.wording("value"), groups[0])
    assert [group for _, group in own.open_groups(headings=True)] == groups[1:]


def test_one_draft_gathers_all_of_a_class_kind_and_proof() -> None:
    own = ownership()
    assert own.wording("value") is own.wording("value")
    assert own.wording("value") is not own.wording("synonym")
    own.localised("栗川市", "云渡区")
    draft = own.localised("各区", "我区")
    own.localised("各区", "我区")
    assert (draft.old, draft.new) == ("栗川市、各区", "云渡区、我区")
    assert own.drafts.count(draft) == 1


def test_a_gathering_draft_shows_no_endless_words() -> None:
    own = ownership()
    for at in range(300):
        draft = own.localised(f"第{at}街道", "我街道")
    assert len(own.localised("", "").old) < 300
    assert draft.old.startswith("第0街道、第1街道")
