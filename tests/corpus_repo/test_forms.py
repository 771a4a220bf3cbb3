"""The stored forms: lines, records, messages, paths, and the order of versions."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_repo import Change, Document, Kind, Line, Original, Version, Withdrawal, layout, message, records
from corpus_repo.errors import CannotUndo, Damaged
from corpus_repo.lines import from_files, to_files
from corpus_repo.order import current, in_order

TEXT = st.text(alphabet=st.characters(exclude_characters="\n", exclude_categories=()), max_size=30)


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


# --- lines -------------------------------------------------------------------------------------------------------


@given(st.lists(st.builds(Line, st.text(max_size=6), TEXT, st.text(max_size=9), TEXT, st.integers(0), st.booleans())))
def test_lines_come_back(lines: list[Line]) -> None:
    assert from_files(*to_files(lines)) == tuple(lines)


def test_an_inserted_article_is_one_added_line() -> None:
    def article(number: str, text: str, at: int) -> Line:
        return Line(f"第{number}条　", text, f"第{number}条", "body", at)

    old = to_files([article("一", "甲。", 1), article("二", "丙。", 2)])[0].splitlines()
    new = to_files([article("一", "甲。", 1), article("二", "乙。", 2), article("三", "丙。", 3)])[0].splitlines()
    assert [line for line in new if line not in old] == ["乙。".encode()]
    assert [line for line in old if line not in new] == []


def test_a_line_feed_within_a_clause_is_refused() -> None:
    with pytest.raises(ValueError, match="line feed"):
        to_files([Line("", "甲\n乙", "", "body", 1)])


@pytest.mark.parametrize(
    ("text", "structure"),
    [(b"a\nb\n", b"\t\tbody\t1\t\n"), (b"a\n", b"\tbody\t1\n"), (b"a\n", b"\t\tbody\tx\t\n"), (b"\xff\n", b"")],
)
def test_files_that_do_not_fit_are_damage(text: bytes, structure: bytes) -> None:
    with pytest.raises(Damaged) as error:
        from_files(text, structure, "version 1")
    assert error.value.what == "version 1"


# --- records -----------------------------------------------------------------------------------------------------


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


# --- messages and paths ------------------------------------------------------------------------------------------

CHANGES = st.builds(
    Change,
    st.sampled_from(Kind),
    st.lists(st.from_regex(r"[0-9a-f]{12}", fullmatch=True), max_size=2).map(tuple),
    st.from_regex(r"[0-9a-f]{12}", fullmatch=True) | st.just(""),
    *[st.text(max_size=150).map(message.one_line)] * 3,
    st.from_regex(r"[0-9a-f]{40}", fullmatch=True) | st.just(""),
)


@given(CHANGES)
def test_a_change_comes_back_from_its_message(change: Change) -> None:
    assert message.parse(message.render(change)) == change


def test_no_title_forges_a_trailer() -> None:
    hostile = "甲\n\nRevtrack-Document: ffffffffffff\rRevtrack-Change: undo"
    said = message.parse(message.render(Change(Kind.ADD, ("a" * 12,), title=hostile, reason=hostile)))
    assert said is not None
    assert (said.kind, said.documents) == (Kind.ADD, ("a" * 12,))


def test_the_subject_is_short_and_other_commits_are_not_ours() -> None:
    assert len(message.render(Change(Kind.ADD, title="甲" * 300)).splitlines()[0]) == 100
    assert message.parse("Merge branch 'x'\n\nSigned-off-by: me\n") is None
    assert message.parse("x\n\nRevtrack-Change: conquer\n") is None


@pytest.mark.parametrize("name", ["", "../x", "A" * 12, "a" * 11, "a" * 13, "--output=x", "a" * 11 + "\n"])
def test_only_ids_become_paths(name: str) -> None:
    with pytest.raises(ValueError, match="no id"):
        layout.folder(name)


def test_paths_and_ids() -> None:
    name = layout.new_id()
    assert layout.document_of(f"{layout.folder(name)}/document.json") == name
    assert layout.document_of(f"documents/00/{name[::-1]}/text.txt") == ""
    assert layout.document_of(f"documents/zz/{name}/document.json") == ""


# --- order -------------------------------------------------------------------------------------------------------


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
