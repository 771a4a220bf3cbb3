"""Every minimal pair, both ways: what is told of it is what a careful lawyer would list.

What is not told rightly yet stands in `pairs/not_yet.txt`, a name a line: such a pair must fail, and one that is right
again must be taken off. The list is made anew, for all pairs, by

    python -m tests.alignment.test_minimal_pairs --write

and without `--write` the command says for each such pair what is wrong.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import cache

import pytest
from _pytest.mark.structures import ParameterSet

from alignment import compare
from tests.alignment.minimal_pairs import FOLDER, OPPOSITE, Pair, capabilities, faults, framed, pairs

NOT_YET = FOLDER / "not_yet.txt"
#: So many rows of a pair there are at least.
ENOUGH = 400


@cache
def not_yet() -> frozenset[str]:
    """The names of the pairs that are not told rightly yet."""
    return frozenset(NOT_YET.read_text(encoding="utf-8").split())


def every() -> Iterator[Pair]:
    for capability in capabilities():
        yield from pairs(capability)


def wrong(pair: Pair) -> list[str]:
    """What a comparison says otherwise than the pair wants."""
    return faults(pair, compare(pair.old, pair.new, task=pair.task))


def cases() -> Iterator[ParameterSet]:
    for pair in every():
        mark = pytest.mark.xfail(
            strict=True, raises=AssertionError, reason="right is in the file, told is something else"
        )
        yield pytest.param(pair, id=pair.name, marks=[mark] if pair.name in not_yet() else [])


@pytest.mark.parametrize("pair", list(cases()))
def test_a_pair_is_told_as_a_lawyer_would(pair: Pair) -> None:
    assert wrong(pair) == []


def test_the_list_holds_names_of_pairs_alone_in_order() -> None:
    names = NOT_YET.read_text(encoding="utf-8").split()
    assert names == sorted(set(names))
    assert set(names) <= {pair.name for pair in every()}


def test_there_are_enough_pairs_and_each_has_a_name_of_its_own() -> None:
    names = [pair.name for pair in every()]
    assert len(names) == len(set(names))
    assert len([name for name in names if not name.endswith("<")]) >= ENOUGH


def test_a_pair_turned_round_wants_the_opposite() -> None:
    forth = {pair.name: pair for pair in every()}
    for name, pair in forth.items():
        if not name.endswith("<"):
            continue
        there = forth[name.removesuffix("<")]
        assert (pair.old, pair.new) == (there.new, there.old)
        for one, other in zip(there.want, pair.want, strict=True):
            assert other.get("row") == OPPOSITE.get(one.get("row", ""), one.get("row"))
            assert (other.get("old"), other.get("new")) == (one.get("new"), one.get("old"))


def test_the_measure_sees_each_kind_of_fault() -> None:
    old, new = (framed(f"食堂噪声不得超过{value}分贝。", "article") for value in (60, 70))
    want = {"row": "modified", "quantity": "more", "old": "60分贝", "new": "70分贝"}

    def said(*entries: dict[str, str]) -> list[str]:
        return faults(Pair("", "revision", old, new, entries), compare(old, new))

    assert said(want) == []
    assert said(want | {"quantity": "fewer"}) == ["quantity: more instead of fewer"]
    assert said(want | {"deadline": "later"}) == ["deadline: nothing instead of later"]
    assert said({"row": "modified", "old": "60分贝", "new": "70分贝"}) == ["quantity: more told besides"]
    assert [line.split(":")[0] for line in said()] == ["told besides"]
    assert [line.split(":")[0] for line in said(want, {"row": "added", "new": "登记"})] == ["not told"]
    assert [line.split(":")[0] for line in said(want | {"new": "80分贝"})] == ["not told", "told besides"]
    assert [line.split(":")[0] for line in said({"entry": "definition"})] == ["not told", "told besides"]


def main() -> None:
    """Say what is not told rightly, or write the list of it."""
    found = {pair.name: said for pair in every() if (said := wrong(pair))}
    if "--write" in sys.argv:
        NOT_YET.write_text("".join(f"{name}\n" for name in sorted(found)), encoding="utf-8")
    else:
        for name, said in sorted(found.items()):
            sys.stdout.write(f"{name}\n" + "".join(f"    {line}\n" for line in said))
    sys.stdout.write(f"{len(found)} of {sum(1 for _ in every())} not told rightly\n")


if __name__ == "__main__":
    main()
