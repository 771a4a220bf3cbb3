"""All clauses of a corpus, for whoever derives something from them."""

from __future__ import annotations

from dataclasses import replace

from corpus_repo import Change, Corpus, Kind, Withdrawal
from corpus_repo.clause_rows import clause_rows, clauses_at, version_rows
from tests.corpus_repo.stored import put


def test_every_version_comes_in_the_order_in_which_it_came(corpus: Corpus) -> None:
    document, first, _ = put(corpus, "甲市停车办法", "停车场应当公示收费。", status="draft")
    _, second, _ = put(corpus, "甲市停车办法", "停车场应当公示收费标准。", document=document)
    rows = version_rows(corpus.catalog)
    assert [row.id for row in rows] == [first, second]
    assert [(row.document, row.title, row.status, row.position) for row in rows] == [
        (document, "甲市停车办法", "draft", 1),
        (document, "甲市停车办法", "issued", 2),
    ]


def test_withdrawn_versions_come_too_and_say_so(corpus: Corpus) -> None:
    document, version, _ = put(corpus, "甲", "甲应当公示。")
    with corpus.writing("tester") as writer:
        found = writer.document(document)
        assert found is not None
        gone = replace(found.versions[version], withdrawn=Withdrawal("误收", "2026-01-02T00:00:00+00:00"))
        writer.stage(Change(Kind.WITHDRAW, (document,), version), [found.with_version(gone)])
    assert [row.withdrawn for row in version_rows(corpus.catalog)] == [True]


def test_clauses_come_with_their_numbers_and_only_of_the_versions_asked_for(corpus: Corpus) -> None:
    put(corpus, "甲", "甲应当公示。", "乙应当备案。")
    put(corpus, "丙", "丙应当报告。")
    first, second = version_rows(corpus.catalog)
    rows = list(clause_rows(corpus.catalog, [first.number]))
    assert [(row.line, row.text, row.whole, row.kind) for row in rows] == [
        (1, "甲应当公示。", "1.甲应当公示。", "body"),
        (2, "乙应当备案。", "2.乙应当备案。", "body"),
    ]
    assert len(list(clause_rows(corpus.catalog, [first.number, second.number]))) == 3
    assert list(clause_rows(corpus.catalog, [first.number], ["heading"])) == []


def test_clauses_are_found_by_where_they_stand(corpus: Corpus) -> None:
    put(corpus, "甲", "甲应当公示。", "乙应当备案。")
    (row,) = version_rows(corpus.catalog)
    found = clauses_at(corpus.catalog, [(row.number, 2), (row.number, 9), (row.number + 1, 1)])
    assert {place: clause.text for place, clause in found.items()} == {(row.number, 2): "乙应当备案。"}


def test_more_versions_than_one_statement_can_name_are_asked_for(filed: Corpus) -> None:
    put(filed, "甲", "甲应当公示。")
    (row,) = version_rows(filed.catalog)
    assert len(list(clause_rows(filed.catalog, [*range(-1000, 0), row.number]))) == 1
    places = [(number, 1) for number in range(-1000, 0)]
    assert len(clauses_at(filed.catalog, [*places, (row.number, 1)])) == 1
