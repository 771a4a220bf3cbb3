"""Where two texts differ, character by character, and sets of places."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from alignment import compare
from alignment.account.spans import Stretches, differing, equal_stretches
from alignment.linking.partners import Partners
from alignment.model import Kind
from alignment.reading.normalize import fold

STRETCH = st.tuples(st.integers(0, 40), st.integers(0, 40))
STRETCHES = st.lists(STRETCH, max_size=12)


def made(items: list[tuple[int, int]]) -> tuple[Stretches, set[int]]:
    held, places = Stretches(), set[int]()
    for start, end in items:
        held.add(start, end)
        places |= set(range(start, end))
    return held, places


def places_of(items: list[tuple[int, int]]) -> list[int]:
    return [at for start, end in items for at in range(start, end)]


@given(STRETCHES)
def test_a_set_holds_what_was_put_in_and_its_stretches_never_touch(items: list[tuple[int, int]]) -> None:
    held, places = made(items)
    assert places_of(held.items) == sorted(places)
    assert held.size == len(places)
    assert all(a[1] < b[0] for a, b in zip(held.items, held.items[1:], strict=False))


@given(STRETCHES, STRETCH)
def test_what_is_taken_was_there_and_is_gone(items: list[tuple[int, int]], taken: tuple[int, int]) -> None:
    held, places = made(items)
    got = held.take(*taken)
    assert places_of(got) == sorted(places & set(range(*taken)))
    assert places_of(held.items) == sorted(places - set(range(*taken)))
    assert held.take(*taken) == []


TEXT = st.text('甲乙丙 。，０0“"\u200b', max_size=24)


@given(TEXT, TEXT)
def test_what_two_texts_share_in_order_reads_the_same(old: str, new: str) -> None:
    ours, theirs = equal_stretches(old, new)

    def read(text: str, items: list[tuple[int, int]]) -> str:
        kept = sorted({at for start, end in items for at in range(start, end)})
        return fold("".join(text[at] for at in kept))

    assert read(old, ours) == read(new, theirs)


def test_forms_of_one_sign_are_shared() -> None:
    ours, theirs = equal_stretches("２０３１年，“试点”", '2031 年,"试点"')
    assert sum(end - start for start, end in ours) >= len("２０３１年，“试点”")
    assert sum(end - start for start, end in theirs) >= len('2031 年,"试点"')


def open_words(old: str, new: str) -> tuple[str, str]:
    """The words that differ between two texts of one sentence each."""
    found = compare(f"第一条　{old}\n", f"第一条　{new}\n")
    out: list[str] = []
    for side, held in zip((found.old, found.new), differing(found.old, found.new, Partners(found.links)), strict=True):
        out.append("".join(side.by_sentence[name][1].text[a:b] for name, own in held.items() for a, b in own.items))
    return out[0], out[1]


def test_what_differs_in_linked_sentences_is_what_no_counterpart_has() -> None:
    assert open_words("区水务局应当在三日内清掏雨水口。", "区水务局应当在五日内清掏雨水口。") == ("三", "五")
    assert open_words("区水务局应当清掏雨水口。", "区水务局应当清掏雨水口。") == ("", "")
    assert open_words("区水务局应当清掏雨水口。", "区水务局应当及时清掏雨水口。") == ("", "及时")


def test_in_a_split_sentence_a_character_is_equal_where_any_partner_has_it() -> None:
    whole = (
        "云渡区方案\n一、任务\n"
        "各街道要优先利用闲置房屋设置社区厨房，配备消毒冷藏设备和保温餐车，经验收合格后投入使用。\n"
    )
    parts = whole.replace("厨房，配备", "厨房。社区厨房要配备")
    found = compare(whole, parts)
    left, right = differing(found.old, found.new, Partners(found.links))
    assert sum(held.size for held in left.values()) <= 2
    assert sum(held.size for held in right.values()) <= 8


def test_a_contents_list_takes_no_part() -> None:
    body = (
        "第一章　登记\n第一条　商铺应当登记。\n第二章　打扫\n第二条　商铺应当打扫。\n第三章　公示\n"
        "第三条　商铺应当公示。\n"
    )
    text = f"云渡区商铺管理办法\n目录\n第一章　登记\n第二章　打扫\n第三章　公示\n{body}"
    found = compare(text, body)
    toc = {sentence.id for clause, sentence in found.old.sentences() if clause.kind is Kind.TOC}
    assert toc
    assert not toc & differing(found.old, found.new, Partners(found.links))[0].keys()
