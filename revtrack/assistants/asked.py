"""What the tools are asked with. What each argument means is said in `words.assistants`, by its name."""

from __future__ import annotations

import json
from datetime import date
from typing import Annotated, Literal, cast

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from alignment.model import Task
from corpus_repo import Filter
from revtrack.bodies.register import ROLES
from revtrack.tracing.promises import Kept

#: Characters of an argument, and texts that are set beside one.
_LONGEST, _TEXTS = 300, 8
#: What one answer may list, and how far into a list one may ask.
_MOST_ITEMS, _FARTHEST = 100, 10_000_000


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat() if text else ""
    except ValueError:
        message = f"{text!r} is no day: YYYY-MM-DD"
        raise ValueError(message) from None


def _listed(value: object) -> object:
    """A list that came as its JSON, or one text that stands for a list of one: some assistants send these."""
    if not isinstance(value, str):
        return value
    try:
        read: object = json.loads(value)
    except ValueError:
        return [value] if value else []
    return cast("object", read) if isinstance(read, list) else [value]


Text = Annotated[str, Field(max_length=_LONGEST)]
Name = Annotated[str, Field(min_length=1, max_length=_LONGEST)]
Day = Annotated[str, Field(max_length=_LONGEST), AfterValidator(_day)]
Texts = Annotated[list[Name], Field(max_length=_TEXTS), BeforeValidator(_listed)]
Year = Annotated[int, Field(ge=0, le=9999)]
Status = Literal["", "draft", "issued", "amended"]
Sort = Literal["", "newest", "oldest"]


class Asked(BaseModel):
    """The arguments of a tool; one that is null is one that was not given."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    @model_validator(mode="before")
    @classmethod
    def _given(cls, values: dict[str, object]) -> dict[str, object]:
        return {name: value for name, value in values.items() if value is not None}


class Paged(Asked):
    """A list is asked for: a part of it."""

    offset: Annotated[int, Field(ge=0, le=_FARTHEST)] = 0
    limit: Annotated[int, Field(ge=1, le=_MOST_ITEMS)] = 20


class Narrowed(Paged):
    """Of the corpus a part."""

    jurisdiction: Text = ""
    issuer: Text = ""
    status: Status = ""
    since: Year = 0
    until: Year = 0
    in_force_on: Day = ""
    current: bool = False

    def filter(self, words: str = "") -> Filter:
        """What documents must be like."""
        return Filter(
            words=words,
            jurisdiction=self.jurisdiction,
            issuer=self.issuer,
            status=self.status,
            since=self.since,
            until=self.until,
            in_force_on=self.in_force_on,
            current=self.current,
        )


class AboutDocuments(Narrowed):
    """Which documents."""

    words: Text = ""


class AboutClauses(Narrowed):
    """Which clauses."""

    words: Name
    sort: Sort = ""


class AboutDuties(Narrowed):
    """Which duties."""

    actor: Text = ""
    words: Text = ""
    due_after: Day = ""
    due_before: Day = ""
    sort: Sort = ""


class AboutDocument(Paged):
    """Which document, or which version of it."""

    document: Name


class AboutText(Paged):
    """Which text: of a day, or of DOC[@VERSION]; whole or one provision."""

    document: Name
    day: Day = ""
    address: Text = ""
    published: bool = False
    limit: Annotated[int, Field(ge=1, le=_MOST_ITEMS)] = 60


class AboutForce(Paged):
    """Which document on which day."""

    document: Name
    day: Day = ""


class AboutEnded(Narrowed):
    """What binds no more on which day."""

    day: Day = ""
    words: Text = ""
    part: Literal["ended", "waiting"] = "ended"


class AboutNews(Paged):
    """Since when, and which part of what was found."""

    since_day: Annotated[str, Field(min_length=1, max_length=_LONGEST), AfterValidator(_day)]
    document: Text = ""
    every_kind: bool = False
    part: Literal["changes", "inbox", "consultations"] = "changes"


class AboutComparison(Paged):
    """Which two texts, and which part of what was found."""

    old: Name
    new: Name
    task: Task = "revision"
    part: Literal["duties", "other", "findings", "clauses"] = "duties"


class AboutClause(Paged):
    """Which provision of which text."""

    document: Name
    address: Name


class AboutTrace(Paged):
    """Which policy, in which lower texts; which part of what was found."""

    higher: Name
    lower: Texts = Field(default_factory=list)
    part: Literal["clauses", "deadlines", "additions"] = "clauses"
    only: Literal["", "addressed", "taken-up", "left-out"] = ""


class AboutAmendments(Paged):
    """Which decision, and which text it amends."""

    decision: Name
    amended: Text = ""
    base: Text = ""


class AboutSiblings(Paged):
    """Which text, and which are set beside it; which part of what was found."""

    document: Name
    others: Texts = Field(default_factory=list)
    part: Literal["common", "some", "only"] = "common"


class AboutBodies(Paged):
    """Which bodies."""

    words: Text = ""
    place: Text = ""


class AboutBody(Narrowed):
    """Which body, and which of its duties; or what changed for it since a day."""

    body: Name
    role: Literal["", "lead", "responsible", "support", "recipient", "reports"] = ""
    words: Text = ""
    due_after: Day = ""
    due_before: Day = ""
    changed_since: Day = ""


class AboutIndicators(Narrowed):
    """Which measured things."""

    words: Text = ""


class AboutIndicator(Paged):
    """Which measured thing, and which part of what was found."""

    name: Name
    part: Literal["values", "doubts"] = "values"


class AboutPromises(Narrowed):
    """Which promised texts."""

    body: Text = ""
    day: Day = ""
    state: Literal["", "kept", "kept-late", "due-later", "open"] = ""


class AboutMeasure(Paged):
    """Which measure: by its name, or by a clause that states it."""

    name: Text = ""
    document: Text = ""
    address: Text = ""


class AboutSanctions(Paged):
    """The duties of which text, or of one of its provisions; or what punishes breaking it as a whole."""

    document: Name
    address: Text = ""
    part: Literal["clauses", "whole"] = "clauses"


class AboutLine(Paged):
    """The policy line of which document, and which part of it."""

    document: Name
    part: Literal["members", "measures"] = "members"


class Review(Asked):
    """What is said of a row of a comparison: of a duty's change by its number, of another difference by its id."""

    old: Name
    new: Name
    task: Task = "revision"
    number: Annotated[int, Field(ge=0, le=_FARTHEST)] = 0
    difference: Text = ""
    verdict: Literal["confirm", "reject", "note"]
    note: Annotated[str, Field(max_length=1_000)] = ""


class Decision(Asked):
    """What is decided of an entry of the inbox."""

    entry: Name
    verdict: Literal["accept", "decline"]
    document: Text = ""
    as_new: bool = False


#: The roles and states above, where they are decided: a test holds them together.
CHOICES = {"role": ("", *ROLES, "reports"), "state": ("", *(one.value for one in Kept))}
