"""What programs send to put right what the corpus holds, as pydantic models."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from web.given import Given, Name, given

_ID, _VERSION = "3f2a90c1d4e5", "51119173b961"
#: The fields of `corpus_repo`'s metadata: a test holds the two together.
FieldName = Literal[
    "title",
    "notice_title",
    "doc_number",
    "issuers",
    "jurisdiction",
    "level",
    "status",
    "force",
    "consultation_until",
    "issued",
    "published",
    "last_amended",
    "effective",
    "expires",
    "addressees",
    "comments_to",
    "basis",
    "repeals",
    "amends",
    "publicity",
]
OfVersion = Annotated[Name, Field(description="position, id, status or day; the current version by default")]


class Editing(Given):
    """What is right of the metadata, field by field: "" takes a correction away, several are separated by 、."""

    version: Annotated[
        Name, Field(description="the version that is meant; by default the document, where it can be")
    ] = ""
    values: Annotated[dict[FieldName, Annotated[str, Field(max_length=1_000)]], Field(min_length=1)]
    model_config = given({"version": "", "values": {"title": "云州市停车管理办法", "issued": "2024-03-18"}})


class Moving(Given):
    """Where a version belongs."""

    version: OfVersion = ""
    into: Annotated[Name, Field(description="DOC that it is a version of")]
    model_config = given({"version": _VERSION, "into": _ID})


class Withdrawing(Given):
    """Which version no longer counts, and why."""

    version: OfVersion = ""
    reason: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]
    model_config = given({"version": _VERSION, "reason": "重复录入"})


class Deriving(Given):
    """The documents of higher bodies that a document takes up: those and no others."""

    higher: Annotated[list[Name], Field(max_length=100)]
    model_config = given({"higher": [_ID]})


class Lining(Given):
    """Documents of one policy line with this one."""

    others: Annotated[list[Name], Field(min_length=1, max_length=100)]
    model_config = given({"others": [_ID]})


class JoiningBodies(Given):
    """Two bodies that are one (renamed, merged): `name` stands for both."""

    name: Name
    other: Name
    model_config = given({"name": "云州市/交通运输局", "other": "云州市/交通局"})


class PartingBodies(Given):
    """A body that is one by itself again."""

    key: Name
    model_config = given({"key": "云州市/交通局"})
