"""Comparisons within their budget: texts of too many sentences are refused before any work, in every shell."""

from __future__ import annotations

import pytest

from alignment import compare
from alignment.limits import Limits, TooLong
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
