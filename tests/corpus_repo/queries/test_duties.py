"""Duties that were read."""

from __future__ import annotations

from corpus_repo import Corpus
from corpus_repo.answers import DutyFilter, DutyRow
from tests.corpus_repo.stored import put


def test_duties_are_found_by_actor_day_polarity_and_strength(corpus: Corpus) -> None:
    put(corpus, "甲办法", "甲局应当办理。", issued="2024-01-01")
    number = corpus.queries.lacking("duties", "k1", 9)[0].number
    assert corpus.queries.cover("duties", "k1") == (0, 1)
    rows = (
        DutyRow(1, "甲局应当办理", "duty", 6, actor="甲局", actor_key="甲局", last_day="2024-03-31"),
        DutyRow(1, "不得收费", "prohibition", 6, actor="乙局", actor_key="乙局"),
    )
    corpus.catalog.put_duties({number: rows}, "k1")
    assert corpus.queries.cover("duties", "k1") == (1, 1)
    assert corpus.queries.lacking("duties", "k1", 9) == ()

    def quotes(wanted: DutyFilter) -> list[str]:
        return [hit.duty.quote for hit in corpus.queries.duties(wanted).items]

    assert quotes(DutyFilter()) == ["甲局应当办理", "不得收费"]
    assert quotes(DutyFilter(before="2024-03-31")) == ["甲局应当办理"]
    assert quotes(DutyFilter(before="2024-03-30")) == []
    assert quotes(DutyFilter(after="2024-04-01")) == []
    assert quotes(DutyFilter(actor="乙")) == ["不得收费"]
    assert quotes(DutyFilter(polarity="prohibition", words="收费")) == ["不得收费"]
    assert quotes(DutyFilter(strength=7)) == []
    corpus.catalog.put_duties({number: rows[:1]}, "k2")
    assert quotes(DutyFilter()) == ["甲局应当办理"]
