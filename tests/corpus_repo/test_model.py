"""What is known of a version: corrected, else read; its status and the day by which it is put in order."""

from __future__ import annotations

import pytest

from corpus_repo.model import DATES, FIELDS, LISTS, Document, Status, Value, Version


def version(name: str = "v", corrected: dict[str, Value] | None = None, **read: Value) -> Version:
    return Version(
        id=name, text="a" * 40, structure="b" * 40, digest="c", received="", read=read, corrected=corrected or {}
    )


def test_what_a_person_corrected_wins_over_what_was_read() -> None:
    found = version(title="甲市停车办法", corrected={"title": "甲市停车管理办法", "issuers": ("甲市政府", "乙局")})
    assert found.value("title") == "甲市停车管理办法"
    assert found.value("issuers") == "甲市政府、乙局"
    assert found.values("issuers") == ("甲市政府", "乙局")
    assert (found.value("level"), found.values("basis")) == ("", ())
    assert version(issuers="甲市政府").values("issuers") == ("甲市政府",)


@pytest.mark.parametrize(
    ("said", "status"), [("draft", Status.DRAFT), ("amended", Status.AMENDED), ("", Status.ISSUED)]
)
def test_a_version_is_issued_where_nothing_says_otherwise(said: str, status: Status) -> None:
    assert version(status=said).status is status
    assert version(status="in force").status is Status.ISSUED


@pytest.mark.parametrize(
    ("read", "day"),
    [
        ({"issued": "2026-03-01", "published": "2026-03-05"}, "2026-03-01"),
        ({"published": "2026-03-05", "effective": "2026-04-01"}, "2026-03-05"),
        ({"effective": "2026-04-01", "status": "draft"}, ""),
        ({"consultation_until": "2026-02-01", "status": "draft"}, "2026-02-01"),
        ({"issued": "2020-01-01", "last_amended": "2026-05-01", "status": "amended"}, "2026-05-01"),
        ({"issued": "2020-01-01", "last_amended": "2026-05-01"}, "2020-01-01"),
        ({}, ""),
    ],
)
def test_the_day_of_a_version_is_the_one_that_orders_it(read: dict[str, str], day: str) -> None:
    assert version(**read).date == day


def test_a_document_gains_and_loses_versions_without_losing_the_others() -> None:
    first, second = version("1"), version("2")
    both = Document(id="d", created="2026-01-01").with_version(first).with_version(second)
    assert list(both.versions) == ["1", "2"]
    assert list(both.without_version("1").versions) == ["2"]
    again = both.with_version(version("1", title="新"))
    assert again.versions["1"].value("title") == "新"
    assert len(again.versions) == 2


def test_dates_and_lists_are_fields_and_no_field_stands_twice() -> None:
    assert set(DATES) | set(LISTS) < set(FIELDS)
    assert len(FIELDS) == len(set(FIELDS))
