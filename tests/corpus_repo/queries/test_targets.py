"""Targets kept in the catalog: grouped by what is measured, replaced when read anew, gone with their version."""

from __future__ import annotations

from corpus_repo import Corpus
from corpus_repo.answers import Filter, TargetRow
from tests.corpus_repo.stored import put

BEDS = TargetRow(1, "床位占比达到60%", "护理型床位占比", "护理型床位率", value="3/5", family="ratio", year=2030)
STAFF = TargetRow(1, "每万人12人", "每万人护理员", "每万人护理员", value="12", family="count", year=2028)
WORDS = TargetRow(1, "大幅提高餐桌数量", "餐桌数量", "餐桌", bound="words")


def test_targets_are_grouped_by_what_they_measure(corpus: Corpus) -> None:
    put(corpus, "甲规划", "床位占比达到60%", issued="2024-01-01")
    put(corpus, "乙规划", "床位占比达到60%", issued="2025-01-01")
    first, second = corpus.queries.lacking("targets", "r1", 9)
    assert corpus.queries.cover("targets", "r1") == (0, 2)
    corpus.catalog.put_targets({first.number: (BEDS, STAFF), second.number: (BEDS, WORDS)}, "r1")
    assert corpus.queries.lacking("targets", "r1", 9) == ()
    page = corpus.queries.target_groups("")
    told = [(one.key, one.name, one.documents, one.targets, one.first, one.last) for one in page.items]
    assert told == [
        ("护理型床位率", "护理型床位占比", 2, 2, 2030, 2030),
        ("每万人护理员", "每万人护理员", 1, 1, 2028, 2028),
    ], "what nobody gives a number is no indicator"
    assert page.total == 2
    assert [one.key for one in corpus.queries.target_groups("万人").items] == ["每万人护理员"]
    assert [one.key for one in corpus.queries.target_groups("", offset=1).items] == ["每万人护理员"]
    assert corpus.queries.target_groups("", Filter(since=2026)).total == 0
    hits = corpus.queries.targets_with("护理型床位率")
    assert [(hit.text.title, hit.text.current, hit.target) for hit in hits] == [
        ("甲规划", True, BEDS),
        ("乙规划", True, BEDS),
    ]
    assert corpus.queries.targets_with("没有") == ()


def test_targets_are_replaced_when_read_anew_and_gone_with_a_rebuild(corpus: Corpus) -> None:
    put(corpus, "甲规划", "床位占比达到60%")
    number = corpus.queries.lacking("targets", "r1", 9)[0].number
    corpus.catalog.put_targets({number: (BEDS, STAFF)}, "r1")
    corpus.catalog.put_targets({number: (BEDS,)}, "r2")
    assert corpus.queries.target_groups("").total == 1
    put(corpus, "丙规划", "丙。")
    assert corpus.queries.cover("targets", "r2") == (1, 2)
    corpus.rebuild()
    assert corpus.queries.cover("targets", "r2") == (0, 2)
    assert corpus.queries.target_groups("").total == 0


def test_texts_of_a_place_are_those_that_set_numbers(corpus: Corpus) -> None:
    put(corpus, "甲规划", "床位占比达到60%")
    put(corpus, "乙规划", "大幅提高餐桌数量")
    by_title = {one.title: one for one in corpus.queries.documents().items}
    numbers = corpus.queries.numbers_of()
    corpus.catalog.put_targets({numbers[by_title["甲规划"].current]: (BEDS,)}, "r1")
    corpus.catalog.put_targets({numbers[by_title["乙规划"].current]: (WORDS,)}, "r1")
    found = corpus.queries.texts_with_targets([by_title["甲规划"].jurisdiction])
    assert [one.title for one in found] == ["甲规划"]
