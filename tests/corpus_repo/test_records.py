"""Records of documents as JSON, and changes of them taken back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpus_repo import Document, Original, Version, Withdrawal, records
from corpus_repo.errors import CannotUndo, Damaged


def version(name: str, status: str = "issued", **values: str) -> Version:
    """A version with the metadata given."""
    return Version(
        id=name * 12,
        text="a" * 40,
        structure="b" * 40,
        digest="c",
        received="2026-01-01T00:00:00+00:00",
        read={"status": status, **values},
    )


def full() -> Document:
    """A document in which every field says something."""
    draft = replace(
        version("1", "draft", title="甲办法", issued="2024-01-01"),
        read_from={"title": "甲办法（征求意见稿）"},
        corrected={"issuers": ("市甲局", "市乙局")},
        original=Original("d" * 64, "甲.txt", 12),
        source="https://example.org/1",
        extractor="text/1",
        remarks=("ocr",),
        joined_from="0" * 12,
        withdrawn=Withdrawal("误收", "2026-01-02T00:00:00+00:00"),
    )
    again = replace(version("2"), reextracts=draft.id)
    return Document(
        id="a" * 12,
        created="2026-01-01T00:00:00+00:00",
        versions={draft.id: draft, again.id: again},
        corrected={"title": "甲管理办法"},
        derives_from=("b" * 12,),
    )


def test_a_record_comes_back() -> None:
    assert records.from_bytes(records.to_bytes(full()), "x") == full()


def test_a_record_is_readable_text_and_holds_nothing_empty() -> None:
    text = records.to_bytes(Document(id="a" * 12, created="2026")).decode()
    assert text == '{\n "id": "aaaaaaaaaaaa",\n "created": "2026"\n}\n'


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b'{"id": 1', b'{"id":"a","created":"b","versions":{"x":{}}}'])
def test_what_is_no_record_is_damage(data: bytes) -> None:
    with pytest.raises(Damaged):
        records.from_bytes(data, "documents/aa/x")


def test_taking_back_leaves_later_changes_alone() -> None:
    before = records.to_json(full())
    after = {**before, "corrected": {"title": "乙"}}
    now = {**after, "derives_from": ["c" * 12]}
    back = records.taken_back(before, after, now, "commit", "document")
    assert back == {**before, "derives_from": ["c" * 12]}


def test_what_was_changed_again_cannot_be_taken_back() -> None:
    before = records.to_json(full())
    after = {**before, "corrected": {"title": "乙"}}
    now = {**before, "corrected": {"title": "丙"}}
    with pytest.raises(CannotUndo) as error:
        records.taken_back(before, after, now, "commit", "document")
    assert error.value.field == "corrected.title"


def test_a_document_that_was_made_goes_away_unless_it_grew() -> None:
    made = records.to_json(full())
    assert records.taken_back(None, made, made, "commit", "document") is None
    with pytest.raises(CannotUndo):
        records.taken_back(None, made, {**made, "merged_into": "c" * 12}, "commit", "document")
