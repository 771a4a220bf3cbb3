"""What people said of comparisons, as it stands in the repository."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpus_repo import About, Change, Corpus, Kind, Passage, Review, Verdict, reviews
from corpus_repo.errors import Damaged
from tests.corpus_repo.stored import put

ONE = Review(
    id="r1",
    at="2026-01-01T00:00:00.000001+00:00",
    by="甲",
    about=About.CHANGE,
    verdict=Verdict.CORRECT,
    old=Passage("d1", "各街道应当公示。", "应当公示", {"modality": "应当"}),
    new=None,
    fields={"deadline": "later"},
    note="看附件",
    versions=("v1", "v2"),
)
TWO = replace(
    ONE, id="r0", at="2026-01-02T00:00:00+00:00", verdict=Verdict.CONFIRM, fields={}, note="", versions=("", "")
)


def file_of(*given: Review) -> bytes:
    return reviews.to_bytes({one.id: reviews.to_json(one) for one in given})


def test_reviews_come_back_as_they_were_said_in_the_order_in_which_they_were() -> None:
    assert reviews.from_bytes(file_of(TWO, ONE), "reviews") == (ONE, TWO)


def test_a_file_holds_nothing_empty_and_reads_as_text() -> None:
    text = file_of(TWO).decode()
    assert "note" not in text
    assert "versions" not in text
    assert "各街道应当公示。" in text


@pytest.mark.parametrize("data", [b"[]", b'{"r": {}}', b'{"r": {"at": "x", "by": "y", "about": "z"}}', b"no json"])
def test_what_is_no_file_of_reviews_is_damage(data: bytes) -> None:
    with pytest.raises(Damaged) as error:
        reviews.from_bytes(data, "reviews/a.json")
    assert error.value.what == "reviews/a.json"


def test_what_was_said_of_two_documents_is_found_by_any_id_that_they_had(filed: Corpus) -> None:
    first, second = put(filed, "甲", "甲应当公示。")[0], put(filed, "乙", "乙应当公示。")[0]
    with filed.writing("tester") as writer:
        writer.stage_review(Change(Kind.REVIEW, (first, second)), first, second, "revision", ONE)
        writer.stage_review(Change(Kind.REVIEW, (first, second)), first, second, "revision", TWO)
    assert filed.reviews(["000000000000", first], [second], "revision") == (ONE, TWO)
    assert filed.reviews([first], [second], "derivation") == ()
    assert filed.reviews([second], [first], "revision") == ()
