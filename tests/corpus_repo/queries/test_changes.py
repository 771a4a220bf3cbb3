"""What became of documents, and what happened last."""

from __future__ import annotations

from corpus_repo import Change, Corpus, Kind
from tests.corpus_repo.stored import put


def test_history_tells_a_change_of_two_documents_once(corpus: Corpus) -> None:
    first, second = put(corpus, "甲", "甲应当公示。")[0], put(corpus, "乙", "乙应当公示。")[0]
    with corpus.writing("tester") as writer:
        documents = [found for name in (first, second) if (found := writer.document(name))]
        writer.stage(Change(Kind.KEEP_APART, (first, second), title="甲"), documents)
    both = corpus.queries.history([first, second])
    assert [one.kind for one in both] == ["add", "add", "keep-apart"]
    assert [one.kind for one in corpus.queries.history([second])] == ["add", "keep-apart"]


def test_what_happened_last_comes_first_and_is_narrowed(corpus: Corpus) -> None:
    names = [put(corpus, title, f"{title}应当公示。")[0] for title in "甲乙丙"]
    latest = corpus.queries.recent(limit=2)
    assert [one.title for one in latest] == ["丙", "乙"]
    assert [one.document for one in corpus.queries.recent(documents=[names[0]])] == [names[0]]
    assert corpus.queries.recent(kinds=("withdraw",)) == ()
    assert corpus.queries.recent(since="9999") == ()
    assert {one.author for one in latest} == {"tester"}
