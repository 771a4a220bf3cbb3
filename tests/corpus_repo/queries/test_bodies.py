"""Who bears duties, kept beside them: grouped by name and document, replaced when read anew."""

from __future__ import annotations

from corpus_repo import Corpus
from corpus_repo.answers import DutyRow
from tests.corpus_repo.stored import put

LED = DutyRow(
    1,
    "甲局牵头，乙局配合",
    "duty",
    3,
    recipient="市政府",
    reporting="报市政府",
    bearers='[{"name": "甲局", "role": "lead"}, {"name": "乙局", "role": "support"}]',
)
ALONE = DutyRow(1, "甲局清扫道路", "duty", 3, recipient="居民", bearers='[{"name": "甲局", "role": "responsible"}]')


def test_names_are_told_by_document_and_role_with_whom_is_reported_to(corpus: Corpus) -> None:
    put(corpus, "甲方案", "甲局牵头", issued="2024-01-01")
    put(corpus, "乙方案", "甲局清扫", issued="2025-01-01")
    newest, oldest = corpus.queries.lacking("duties", "r1", 9)
    corpus.catalog.put_duties({oldest.number: (LED, ALONE), newest.number: (ALONE,)}, "r1")
    told = {(one.name, one.role, one.document, one.duties) for one in corpus.queries.named_bodies()}
    assert told == {
        ("甲局", "lead", oldest.document, 1),
        ("甲局", "responsible", oldest.document, 1),
        ("甲局", "responsible", newest.document, 1),
        ("乙局", "support", oldest.document, 1),
        ("市政府", "recipient", oldest.document, 1),
    }
    borne = corpus.queries.borne_by(["甲局"])
    assert [(one.role, one.hit.title, one.current) for one in borne] == [
        ("responsible", "乙方案", True),
        ("lead", "甲方案", True),
        ("responsible", "甲方案", True),
    ]
    assert borne[1].hit.duty == LED
    assert corpus.queries.borne_by([]) == ()


def test_names_are_replaced_when_duties_are_read_anew_and_gone_with_a_rebuild(corpus: Corpus) -> None:
    put(corpus, "甲方案", "甲局牵头")
    number = corpus.queries.lacking("duties", "r1", 9)[0].number
    corpus.catalog.put_duties({number: (LED, ALONE)}, "r1")
    corpus.catalog.put_duties({number: (ALONE,)}, "r2")
    assert [(one.name, one.role) for one in corpus.queries.named_bodies()] == [("甲局", "responsible")]
    corpus.rebuild()
    assert corpus.queries.named_bodies() == ()
