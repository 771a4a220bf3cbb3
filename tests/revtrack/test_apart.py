"""Comparisons in processes of their own: the same answers; and one that takes too much takes nothing else along."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future
from multiprocessing import active_children

import pytest

from alignment.comparing import compare_sides
from alignment.limits import Limits
from alignment.model import Comparison, Decided, Side
from alignment.reading.segment import segment
from revtrack.apart import Apart, ApartBounds
from revtrack.errors import InvalidInput, OperationFailed
from revtrack.words.comparison import words
from revtrack.words.language import LANGUAGES

OLD = "第一条　商铺应当在三日内清理占道物品。\n第二条　区城管局可以处五十元罚款。\n"
NEW = OLD.replace("三日", "五日").replace("可以", "应当")


def sides(old: str = OLD, new: str = NEW) -> tuple[Side, Side]:
    return segment(old, "old"), segment(new, "new")


def long_sides() -> tuple[Side, Side]:
    """Two texts that take several seconds and some hundred megabytes."""
    old, new = (
        "".join(f"区水务局应当清掏第{at}号雨水口。\n\n" for at in range(first, first + 4_000)) for first in (0, 4_000)
    )
    return sides(old, new)


@pytest.fixture
def apart() -> Iterator[Apart]:
    made = Apart(ApartBounds(60, 1_500))
    yield made
    made.close()


def begun(apart: Apart, name: str) -> Future[Comparison]:
    """A long comparison that is under way."""
    future: Future[Comparison] = Future()

    def work() -> None:
        try:
            future.set_result(apart(*long_sides(), Limits(), name=name))
        except BaseException as error:  # noqa: BLE001 - handed to the test
            future.set_exception(error)

    threading.Thread(target=work, daemon=True).start()
    while not any(child.name == "revtrack-compare" for child in active_children()):
        time.sleep(0.05)
    time.sleep(1.5)
    return future


def test_the_answer_is_that_of_the_library(apart: Apart) -> None:
    assert apart(*sides(), Limits()) == compare_sides(*sides())
    derived = apart(*sides(), Limits(), task="derivation")
    assert derived == compare_sides(*sides(), task="derivation")
    decided = Decided(frozenset(), frozenset({("o1", "n1")}))
    assert apart(*sides(), Limits(), decided=decided) == compare_sides(*sides(), decided=decided)


def test_one_process_makes_several_comparisons_and_is_gone_when_closed() -> None:
    apart = Apart(ApartBounds(60, 1_500))
    apart(*sides(), Limits())
    first = {child.pid for child in active_children()}
    apart(*sides(), Limits())
    assert {child.pid for child in active_children()} == first
    apart.close()
    assert not {child.pid for child in active_children()} & first
    with pytest.raises(OperationFailed) as caught:
        apart(*sides(), Limits())
    assert caught.value.kind == "compare-ended"


def test_what_it_refuses_is_told_as_if_compared_here(apart: Apart) -> None:
    with pytest.raises(InvalidInput) as caught:
        apart(*sides(), Limits(max_sentences=1))
    assert (caught.value.kind, caught.value.facts["limit"]) == ("too-long", "1")
    assert apart(*sides(), Limits()).differs


def test_one_that_takes_too_long_is_stopped_and_the_next_one_works() -> None:
    apart = Apart(ApartBounds(1, 1_500))
    with pytest.raises(InvalidInput) as caught:
        apart(*long_sides(), Limits())
    assert caught.value.kind == "compare-slow"
    assert caught.value.facts["seconds"] == "1"
    assert apart(*sides(), Limits()).differs
    apart.close()


def test_one_that_needs_too_much_memory_is_stopped_and_the_next_one_works() -> None:
    apart = Apart(ApartBounds(60, 40))
    with pytest.raises(InvalidInput) as caught:
        apart(*long_sides(), Limits())
    assert caught.value.kind == "compare-memory"
    assert caught.value.facts["megabytes"] == "40"
    assert apart(*sides(), Limits()).differs
    apart.close()


def test_one_under_way_is_ended_by_its_name_and_gives_its_memory_back(apart: Apart) -> None:
    future = begun(apart, "this one")
    assert not apart.end("another one")
    assert apart.end("this one")
    with pytest.raises(OperationFailed) as caught:
        future.result(timeout=20)
    assert caught.value.kind == "compare-ended"
    assert not [child for child in active_children() if child.name == "revtrack-compare"]
    assert apart(*sides(), Limits()).differs


def test_a_process_that_somebody_kills_is_told_and_replaced(apart: Apart) -> None:
    future = begun(apart, "killed")
    (child,) = [child for child in active_children() if child.name == "revtrack-compare"]
    assert child.pid
    os.kill(child.pid, signal.SIGKILL)
    with pytest.raises(OperationFailed) as caught:
        future.result(timeout=20)
    said = {language: caught.value.lines(words(language)) for language in LANGUAGES}
    assert all("-9" in lines[0] for lines in said.values())
    assert len({lines[0] for lines in said.values()}) == len(LANGUAGES)
    assert apart(*sides(), Limits()).differs
