"""What programs send to subscribe, as a pydantic model."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from revtrack.errors import InvalidInput
from revtrack.subscriptions.wanted import DUTIES, search_wanted
from revtrack.terms import Status
from web.asking import MOST_WORDS, filter_of
from web.given import Given, given
from web.search import duty_filter_of

#: What narrows a search of clauses, and what besides that one of duties.
_NARROWED = ("jurisdiction", "issuer", "status", "since", "until")
_OF_DUTIES = ("actor", "polarity", "strength", "after", "before")
Words = Annotated[str, Field(max_length=MOST_WORDS)]
Year = Annotated[int | None, Field(ge=1000, le=9999)]


class Subscribing(Given):
    """What somebody wants to be told of, and where."""

    kind: Literal["search", "duties", "body", "indicator", "line", "document"]
    what: Annotated[Words, Field(description="words of a search; else the name of a body, an indicator, DOC")] = ""
    to: Annotated[
        str, Field(max_length=2_000, description="an https:// address, a mail address, or nothing: its feed alone")
    ] = ""
    language: Annotated[Literal["", "zh", "en"], Field(description="of what is told; by default that of the call")] = ""
    jurisdiction: Annotated[Words, Field(description="of searches: part of the jurisdiction's name")] = ""
    issuer: Annotated[Words, Field(description="of searches: part of an issuer's name")] = ""
    status: Annotated[Status | Literal[""], Field(description="of searches")] = ""
    since: Annotated[Year, Field(description="of searches: from this year on")] = None
    until: Annotated[Year, Field(description="of searches: up to this year")] = None
    actor: Annotated[str, Field(max_length=100, description="of duties: who bears them")] = ""
    polarity: Literal["", "duty", "prohibition", "permission", "encouragement", "release"] = ""
    strength: Annotated[int | None, Field(ge=1, le=6)] = None
    after: Annotated[date | None, Field(description="of duties: due on this day or later")] = None
    before: Annotated[date | None, Field(description="of duties: due on this day or earlier")] = None
    model_config = given({"kind": "duties", "what": "", "actor": "市交通运输局", "to": "https://a.example/hook"})

    @model_validator(mode="after")
    def _belongs(self) -> Self:
        """Nothing is passed over in silence: what narrows a search is told of a search alone."""
        of_others = {"search": _OF_DUTIES, "duties": ()}.get(self.kind, (*_NARROWED, *_OF_DUTIES))
        wrong = [name for name in of_others if getattr(self, name)]
        if wrong:
            raise ValueError(f"not of {self.kind}: {', '.join(wrong)}")
        return self

    def wanted(self) -> dict[str, str]:
        """What is asked for, as the desk is given it. Raises `InvalidInput` (subscription-empty)."""
        if self.kind in {"search", "duties"}:
            said = {name: str(getattr(self, name) or "") for name in (*_NARROWED, *_OF_DUTIES)}
            duties = duty_filter_of({**said, "q": self.what}) if self.kind == DUTIES else None
            return search_wanted(self.what, filter_of(said), duties)
        if not self.what.strip():
            raise InvalidInput("subscription-empty")
        return {"document" if self.kind == "line" else self.kind: self.what.strip()}
