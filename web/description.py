"""The description of the API (OpenAPI), completed by what FastAPI does not know: problems, tokens, keys, examples."""

from __future__ import annotations

from typing import Any, cast

from fastapi import FastAPI
from fastapi.routing import APIRoute

from web.problems import MEDIA_TYPE

_METHODS = frozenset(("get", "post", "put", "delete"))
_PROBLEM: dict[str, Any] = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/ErrorForm"}}}
#: What every call may be answered, besides what its module says.
_FOR_ALL = {
    "401": "with accounts: no token came, or one that proves nothing",
    "403": "with accounts: the token's scopes or its person's role do not allow it; or a page of another site asks",
    "429": "too many requests, jobs or uploads; again later",
}
#: What is besides answered to what changes something.
_FOR_CHANGES = {
    "408": "the body took too long to come",
    "409": "a request with this key is under way, or what is asked was decided or is being done",
    "413": "the body is too large",
}
_KEY: dict[str, Any] = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "what is asked again with the same key within a day gets the same answer and is done once",
    "schema": {"type": "string", "pattern": "^[!-~]{1,200}$"},
}


def named(route: APIRoute) -> str:
    """What a call is named by: the function that answers it."""
    return route.name


def complete(app: FastAPI) -> None:
    """Have an application give the completed description."""
    made = app.openapi

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            _completed(made())
        return cast("dict[str, Any]", app.openapi_schema)

    app.openapi = openapi


def _completed(described: dict[str, Any]) -> None:
    parts: dict[str, Any] = described["components"]
    parts["securitySchemes"] = {
        "token": {"type": "http", "scheme": "bearer", "description": "needed once there are accounts"}
    }
    schemas: dict[str, Any] = parts["schemas"]
    _plain(schemas)
    for schema in schemas.values():
        for one in schema.get("examples", ()):
            _with_nulls(one, schema, schemas)
    for methods in cast("dict[str, dict[str, Any]]", described["paths"]).values():
        for method, told in methods.items():
            if method in _METHODS:
                _complete(method, told, schemas)


def _plain(part: Any) -> None:
    """Leave out that further keys may come, which is so where nothing is said: some clients read it as their type."""
    if isinstance(part, dict):
        told = cast("dict[str, Any]", part)
        if told.get("additionalProperties") is True:
            del told["additionalProperties"]
        for value in told.values():
            _plain(value)
    elif isinstance(part, list):
        for value in cast("list[Any]", part):
            _plain(value)


def _with_nulls(value: Any, schema: dict[str, Any], schemas: dict[str, Any]) -> None:
    """Put back into an example what is null in it: FastAPI leaves that out of all that it describes."""
    if "$ref" in schema:
        schema = schemas[str(schema["$ref"]).rpartition("/")[2]]
    if "anyOf" in schema:
        kinds: list[dict[str, Any]] = schema["anyOf"]
        of_type = "array" if isinstance(value, list) else "object"
        for kind in kinds:
            if "$ref" in kind or kind.get("type") == of_type:
                _with_nulls(value, kind, schemas)
        return
    if isinstance(value, list):
        for one in cast("list[Any]", value):
            _with_nulls(one, schema.get("items", {}), schemas)
    elif isinstance(value, dict):
        held = cast("dict[str, Any]", value)
        told: dict[str, Any] = schema.get("properties", {})
        for name in schema.get("required", ()):
            if {"type": "null"} in told[name].get("anyOf", ()):
                held.setdefault(name, None)
        for name, one in held.items():
            _with_nulls(one, told.get(name, {}), schemas)


def _complete(method: str, told: dict[str, Any], schemas: dict[str, Any]) -> None:
    told["security"] = [{"token": []}, {}]
    answers: dict[str, Any] = told["responses"]
    for status, description in {**_FOR_ALL, **({} if method == "get" else _FOR_CHANGES)}.items():
        answers.setdefault(status, {"description": description})
    if method != "get":
        told["parameters"] = [*told.get("parameters", ()), _KEY]
        answers.pop("304", None)
    for status, answer in answers.items():
        if status.startswith("2"):
            _with_example(answer, schemas)
        elif status != "304":
            answer["content"] = _PROBLEM
    if "requestBody" in told:
        _with_example(told["requestBody"], schemas)


def _with_example(part: dict[str, Any], schemas: dict[str, Any]) -> None:
    """Put the example of the form of a body beside it."""
    for media in part.get("content", {}).values():
        name = str(media.get("schema", {}).get("$ref", "")).rpartition("/")[2]
        examples = schemas.get(name, {}).get("examples")
        if examples:
            media.setdefault("example", examples[0])
