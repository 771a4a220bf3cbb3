"""The order of versions, and which one stands for the document."""

from __future__ import annotations

from dataclasses import replace

from corpus_repo import Document, Version, Withdrawal
from corpus_repo.order import current, in_order


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


def test_versions_go_by_their_days_whenever_they_came() -> None:
    final = version("1", "issued", issued="2024-05-24")
    draft = version("2", "draft", consultation_until="2024-04-01")
    ancient = version("3", "issued", issued="1954-09-20")
    future = version("4", "amended", effective="2031-01-01")
    given = [final, draft, ancient, future]
    assert [item.id[0] for item in in_order(given)] == ["3", "2", "1", "4"]
    assert in_order(reversed(given)) == in_order(given)


def test_undated_versions_go_where_their_stage_puts_them() -> None:
    final, amended = version("1", "issued"), version("2", "amended", issued="2024-05-24")
    draft, late = version("3", "draft"), version("4", "amended")
    assert [item.id[0] for item in in_order([late, final, amended, draft])] == ["3", "1", "2", "4"]


def test_a_text_read_again_follows_the_one_it_replaces() -> None:
    first, second = version("1", "issued", issued="2023-01-01"), version("2", "amended", issued="2024-01-01")
    again = replace(version("3", "issued", issued="2023-01-01"), reextracts=first.id)
    assert [item.id[0] for item in in_order([first, second, again])] == ["1", "3", "2"]


def test_the_current_version_is_the_last_that_is_no_draft_and_not_withdrawn() -> None:
    draft, final = version("1", "draft", issued="2025-01-01"), version("2", "issued", issued="2024-01-01")
    document = Document(id="a" * 12, created="2026", versions={item.id: item for item in (draft, final)})
    assert current(document) == final
    gone = replace(final, withdrawn=Withdrawal("误收", "2026"))
    assert current(document.with_version(gone)) == draft
    assert current(Document(id="a" * 12, created="2026")) is None
