"""Comparisons within their budget: texts of too many sentences are refused before any work, in every shell."""

from __future__ import annotations

import pytest

from alignment import compare
from alignment.knowledge import Knowledge
from alignment.limits import Limits, Steps, TooLong, TooMuchWork
from alignment.linking.localise import Localiser
from alignment.linking.match import match
from alignment.linking.units import units_of
from alignment.reading.segment import segment
from revtrack.holdings.comparing import Comparisons
from revtrack.holdings.judging import Judged
from revtrack.words.comparison import words
from revtrack.words.language import LANGUAGES
from tests.commands import Run, answer

LAW = "".join(f"第{at}条　商铺不得占道经营。\n" for at in "一二三四五六")


def test_more_sentences_than_may_be_compared_are_told_before_any_work() -> None:
    with pytest.raises(TooLong) as caught:
        compare(LAW, LAW, limits=Limits(max_sentences=11))
    assert (caught.value.sentences, caught.value.limit) == (12, 11)
    assert not compare(LAW, LAW, limits=Limits(max_sentences=12)).differs


def test_the_command_says_how_many_there_are_and_what_to_do(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REVTRACK_MAX_SENTENCES", "6")
    code, out, err = run("compare", "draft.txt", "final.txt")
    assert (code, out) == (2, "")
    assert "at most 6 are compared" in err
    assert "max_sentences" in err


def test_stored_versions_are_refused_likewise(corpus: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    listed = [item["id"] for item in answer(corpus, "list")["documents"]]
    monkeypatch.setenv("REVTRACK_MAX_SENTENCES", "6")
    code, _, err = corpus("compare", *listed)
    assert code == 2
    assert "max_sentences" in err


def test_every_language_says_it() -> None:
    facts = {"sentences": "70,000", "limit": "60,000"}
    said = {language: words(language).refusal("too-long", facts) for language in LANGUAGES}
    assert all("70,000" in wrong and "60,000" in wrong and "max_sentences" in remedy for wrong, remedy in said.values())
    assert len(set(said.values())) == len(said)


def others(first: int, count: int) -> str:
    return "".join(f"区水务局应当清掏第{at}号雨水口。\n\n" for at in range(first, first + count))


def test_more_steps_than_may_be_taken_are_told() -> None:
    with pytest.raises(TooMuchWork) as caught:
        compare(others(0, 300), others(300, 300), limits=Limits(max_steps=2_000))
    assert caught.value.limit == 2_000


def test_what_did_not_change_takes_no_steps() -> None:
    text = others(0, 300)
    assert not compare(text, text, limits=Limits(max_steps=2_000)).differs
    assert compare(text, text.replace("第7号", "第八号"), limits=Limits(max_steps=2_000)).differs


def test_steps_depend_on_the_texts_alone() -> None:
    """The same budget lets the same two texts in, or not, however often they are compared."""
    least = next(
        most
        for most in range(100, 20_000, 100)
        if not isinstance(_tried(others(0, 60), others(60, 60), most), TooMuchWork)
    )
    for _ in range(3):
        assert not isinstance(_tried(others(0, 60), others(60, 60), least), TooMuchWork)
        assert isinstance(_tried(others(0, 60), others(60, 60), least - 100), TooMuchWork)


def test_many_duties_in_one_sentence_take_steps() -> None:
    old, new = ("，".join(f"清掏第{at}号雨水口" for at in range(first, first + 120)) + "。" for first in (0, 60))
    with pytest.raises(TooMuchWork):
        compare(old, new, limits=Limits(max_steps=1_000))


def test_segments_under_one_heading_take_steps() -> None:
    """Each segment that may survive with words taken out is tried with each under the same heading."""
    old, new = (
        "一、清掏雨水口\n" + "".join(f"（{at}）区水务局{word}第{at}号雨水口并且报告街道办事处。\n" for at in range(200))
        for word in ("清掏", "认真仔细地清掏")
    )
    steps = Steps(10**9)
    sides = segment(old, "old"), segment(new, "new")
    localiser = Localiser(Knowledge.shipped(), ())
    match(units_of(sides[0], localiser), units_of(sides[1], localiser), localiser, "revision", Limits(), steps=steps)
    pairs = 200 * 200
    assert steps.taken > pairs / 200


def _tried(old: str, new: str, most: int) -> object:
    try:
        return compare(old, new, limits=Limits(max_steps=most))
    except TooMuchWork as error:
        return error


def test_the_command_says_that_it_is_too_much_work(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REVTRACK_MAX_STEPS", "1")
    code, out, err = run("compare", "draft.txt", "final.txt")
    assert (code, out) == (2, "")
    assert "max_steps" in err


def test_kept_comparisons_are_bounded_by_their_sentences() -> None:
    kept = Comparisons(most_sentences=350)
    large, small = (Judged(compare(text, text)) for text in (others(0, 50), others(0, 3)))
    kept.get("small", lambda: small)
    for name in ("a", "b", "c"):
        kept.get(name, lambda: large)
    assert [name for name in ("small", "a", "b", "c") if kept.has(name)] == ["small", "a", "b", "c"]
    kept.get("d", lambda: large)
    assert [name for name in ("small", "a", "b", "c", "d") if kept.has(name)] == ["b", "c", "d"]
