"""Documents by what a person calls them."""

from __future__ import annotations

from corpus_repo import Corpus
from tests.corpus_repo.stored import put


def test_documents_are_found_by_id_number_and_title(corpus: Corpus) -> None:
    first, _, _ = put(corpus, "甲市停车办法", "甲。", doc_number="甲政办〔2024〕1号")
    second, _, _ = put(corpus, "乙市停车办法", "乙。")
    assert [item.id for item in corpus.queries.named(first[:6])] == [first]
    assert [item.id for item in corpus.queries.named("甲政办〔2024〕1号")] == [first]
    assert [item.id for item in corpus.queries.named("乙市停车办法")] == [second]
    assert {item.id for item in corpus.queries.named("停车")} == {first, second}
    assert corpus.queries.named("没有") == ()
    assert corpus.queries.named("%") == ()
    assert corpus.queries.named("") == ()
