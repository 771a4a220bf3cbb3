"""The forms of the API as pydantic models: for its description only; the answers themselves are docs/json.md's."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, JsonValue


class Form(BaseModel):
    """Keys are added, never changed: a reader leaves aside what it does not know."""

    model_config = ConfigDict(extra="allow")


def example(form: dict[str, JsonValue]) -> ConfigDict:
    return ConfigDict(extra="allow", json_schema_extra={"examples": [form]})


class WrongForm(Form):
    """What of the parameters or the body is missing or of the wrong kind."""

    where: list[str | int]
    problem: str


class OneFaultForm(Form):
    """One of several things that are wrong."""

    kind: str
    facts: dict[str, str]
    message: str


class Fault(Form):
    """What was wrong: `kind` for programs, `message` with what to do for people, in the language asked for."""

    status: int
    kind: str
    message: str
    facts: dict[str, str]
    problems: list[WrongForm] | None = None
    errors: list[OneFaultForm] | None = None


class ErrorForm(Form):
    """Why a call has no other answer (RFC 9457): `kind` and `facts` for programs, `detail` for people; `error` is the
    same as answers once had it."""

    type: str
    title: str
    status: int
    detail: str
    kind: str
    facts: dict[str, str]
    problems: list[WrongForm] | None = None
    errors: list[OneFaultForm] | None = None
    error: Fault
    model_config = example(
        {
            "type": "urn:revtrack:problem:unknown-document",
            "title": "找不到这个页面",
            "status": 404,
            "detail": "……",
            "kind": "unknown-document",
            "facts": {"words": "3f2a"},
            "error": {"status": 404, "kind": "unknown-document", "message": "……", "facts": {"words": "3f2a"}},
        }
    )
