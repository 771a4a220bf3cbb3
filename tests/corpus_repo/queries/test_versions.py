"""Versions by id, document, text and file."""

from __future__ import annotations

from corpus_repo import Corpus
from tests.corpus_repo.stored import put


def test_versions_are_found_by_the_beginning_of_their_id_and_by_their_document(corpus: Corpus) -> None:
    document, first, _ = put(corpus, "甲市停车办法", "甲应当公示。", status="draft")
    _, second, _ = put(corpus, "甲市停车办法", "甲应当公示收费。", document=document)
    assert [found.id for found in corpus.queries.version(first[:6])] == [first]
    assert [found.id for found in corpus.queries.versions(document)] == [first, second]
    assert [found.position for found in corpus.queries.versions(document)] == [1, 2]


def test_what_is_no_id_finds_nothing(corpus: Corpus) -> None:
    put(corpus, "甲", "甲应当公示。")
    assert corpus.queries.version("") == ()
    assert corpus.queries.version("%") == ()
    assert corpus.queries.versions("甲") == ()


def test_versions_are_found_by_their_text_and_never_by_no_provisions(corpus: Corpus) -> None:
    _, version, _ = put(corpus, "甲", "甲应当公示。")
    assert [found.id for found in corpus.queries.with_digest("甲应当公示。")] == [version]
    assert corpus.queries.with_digest("乙") == ()
    assert corpus.queries.with_body("") == ()
    assert corpus.queries.with_original("0" * 64) == ()
