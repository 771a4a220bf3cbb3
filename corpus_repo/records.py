"""Documents as JSON records, as they stand in the repository, and taking one change of a record back.

Keys stand in a fixed order and nothing empty is written, so that a change of one value is a change of one line.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, cast

from corpus_repo.errors import CannotUndo, Damaged
from corpus_repo.model import Document, Original, Value, Version, Withdrawal

Json = dict[str, Any]


def to_bytes(document: Document) -> bytes:
    """The record of a document: UTF-8, indented, ending in a line feed."""
    return to_json_bytes(to_json(document))


def to_json_bytes(record: Json) -> bytes:
    """A record as it stands in the repository."""
    return (json.dumps(record, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "surrogatepass")


def from_bytes(data: bytes, where: str) -> Document:
    """The document that a record describes. Raises `Damaged` (naming `where`) for anything that is no record."""
    try:
        return from_json(json.loads(data))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Damaged(where, f"{type(error).__name__}: {error}") from error


def plain(data: bytes) -> Json | None:
    """The plain values of a stored record; None for no record."""
    return json.loads(data) if data else None


def to_json(document: Document) -> Json:
    """A document as plain values."""
    return _filled(
        {
            "id": document.id,
            "created": document.created,
            "merged_into": document.merged_into,
            "derives_from": list(document.derives_from),
            "apart_from": list(document.apart_from),
            "corrected": _values(document.corrected),
            "versions": {name: version_to_json(version) for name, version in document.versions.items()},
        }
    )


def version_to_json(version: Version) -> Json:
    """A version as plain values, its id left out: in a record it is the key."""
    original, withdrawn = version.original, version.withdrawn
    return _filled(
        {
            "received": version.received,
            "source": version.source,
            "original": original and {"sha256": original.sha256, "name": original.name, "size": original.size},
            "extractor": version.extractor,
            "remarks": list(version.remarks),
            "account": dict(version.account),
            "text": version.text,
            "structure": version.structure,
            "digest": version.digest,
            "body": version.body,
            "reextracts": version.reextracts,
            "joined_from": version.joined_from,
            "withdrawn": withdrawn and {"reason": withdrawn.reason, "at": withdrawn.at},
            "read": _values(version.read),
            "read_from": dict(version.read_from),
            "corrected": _values(version.corrected),
        }
    )


def from_json(record: Json) -> Document:
    """The document that plain values describe; keys that are not known are left aside."""
    return Document(
        id=record["id"],
        created=record["created"],
        merged_into=record.get("merged_into", ""),
        derives_from=tuple(record.get("derives_from", ())),
        apart_from=tuple(record.get("apart_from", ())),
        corrected=_frozen(record.get("corrected", {})),
        versions={name: _version(name, values) for name, values in record.get("versions", {}).items()},
    )


def _version(name: str, record: Json) -> Version:
    original, withdrawn = record.get("original"), record.get("withdrawn")
    return Version(
        id=name,
        text=record["text"],
        structure=record["structure"],
        digest=record["digest"],
        body=record.get("body", ""),
        received=record["received"],
        read=_frozen(record.get("read", {})),
        read_from=dict(record.get("read_from", {})),
        corrected=_frozen(record.get("corrected", {})),
        original=Original(original["sha256"], original["name"], original["size"]) if original else None,
        source=record.get("source", ""),
        extractor=record.get("extractor", ""),
        remarks=tuple(record.get("remarks", ())),
        account=dict(record.get("account", {})),
        reextracts=record.get("reextracts", ""),
        joined_from=record.get("joined_from", ""),
        withdrawn=Withdrawal(withdrawn["reason"], withdrawn["at"]) if withdrawn else None,
    )


def taken_back(before: Json | None, after: Json | None, now: Json | None, commit: str, document: str) -> Json | None:
    """The record `now` without what led from `before` to `after`; None where there is to be no record.

    A three-way merge by key: what the change touched and nobody touched since goes back, the rest stays. Raises
    `CannotUndo` where the same value was changed again later.
    """
    merged = _back(before, after, now, (commit, document), "")
    return cast("Json | None", merged)


def _back(before: object, after: object, now: object, where: tuple[str, str], name: str) -> object:
    if before == after:
        return now
    if now == after:
        return before
    if isinstance(now, dict) and isinstance(after, dict) and (isinstance(before, dict) or before is None):
        then, later, present = cast("Json", before or {}), cast("Json", after), cast("Json", now)
        if before is None and name.count(".") < 1:
            # the document itself was made by this change and has grown since
            raise CannotUndo(*where, name or "versions")
        merged: Json = {}
        for key in (*present, *(key for key in then if key not in present)):
            value = _back(then.get(key), later.get(key), present.get(key), where, f"{name}.{key}" if name else key)
            if value is not None:
                merged[key] = value
        return merged or None
    raise CannotUndo(*where, name)


def _filled(record: Json) -> Json:
    return {key: value for key, value in record.items() if value not in ("", None, [], {})}


def _values(values: Mapping[str, Value]) -> Json:
    return {name: value if isinstance(value, str) else list(value) for name, value in values.items()}


def _frozen(values: Mapping[str, Any]) -> dict[str, Value]:
    return {name: value if isinstance(value, str) else tuple(value) for name, value in values.items()}
