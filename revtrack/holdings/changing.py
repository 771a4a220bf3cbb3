"""What a person may put right in the corpus: join and part documents, move, edit and withdraw versions, undo.

Each is one commit with its reason, shown in the history and undone by `undo`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from corpus_repo import Change, Corpus, Document, Kind, Status, Withdrawal
from corpus_repo.model import DATES, FIELDS, FORCES, LISTS, Value
from corpus_repo.writer import Writer
from revtrack.errors import InvalidInput
from revtrack.holdings.naming import find_document, find_version

#: Fields that belong to the document as a whole; the others are those of one version.
_OF_DOCUMENT = frozenset(("title", "doc_number", "issuers", "jurisdiction"))


@dataclass(frozen=True, slots=True)
class Changed:
    """A change that was made: its commit, what it did, and the document that it leaves."""

    commit: str
    kind: str
    document: str
    title: str
    version: str = ""


def link(corpus: Corpus, draft: str, final: str, author: str) -> Changed:
    """Join two documents: all versions go to the one with the older id (the first received), the other redirects."""
    with corpus.writing(author) as writer:
        first, second = find_document(corpus, draft), find_document(corpus, final)
        if first.id == second.id:
            raise InvalidInput("same-document", facts={"document": first.id})
        kept, joined = sorted((first, second), key=lambda document: (document.created, document.id))
        versions = {**kept.versions}
        for version in joined.versions.values():
            versions[version.id] = replace(version, joined_from=version.joined_from or joined.id)
        merged = replace(
            kept,
            versions=versions,
            derives_from=tuple(dict.fromkeys((*kept.derives_from, *joined.derives_from))),
        )
        redirect = replace(joined, versions={}, merged_into=kept.id)
        change = Change(Kind.LINK, (kept.id, joined.id), title=_title(kept), detail=_title(joined))
        writer.stage(change, [merged, redirect])
        return _made(writer, kept)


def unlink(corpus: Corpus, words: str, author: str) -> Changed:
    """Take a join back: the versions that came with a document return to it.

    `words` names the joined document by its own id, or the one that it was joined to where only one was.
    """
    with corpus.writing(author) as writer:
        joined = corpus.queries.record(words) if words else None
        if joined is None or not joined.merged_into:
            kept = find_document(corpus, words)
            sources = [version.joined_from for version in kept.versions.values() if version.joined_from]
            names = list(dict.fromkeys(sources))
            if not names:
                raise InvalidInput("not-linked", facts={"document": kept.id})
            if len(names) > 1:
                raise InvalidInput("ambiguous-document", facts={"words": words, "candidates": "; ".join(names)})
            joined = writer.document(names[0])
            if joined is None:
                raise InvalidInput("unknown-document", facts={"words": names[0]})
        kept = find_document(corpus, joined.id)
        returning = {
            version.id: replace(version, joined_from="")
            for version in kept.versions.values()
            if version.joined_from == joined.id
        }
        staying = {name: version for name, version in kept.versions.items() if name not in returning}
        parted = replace(joined, versions={**joined.versions, **returning}, merged_into="")
        change = Change(Kind.UNLINK, (kept.id, joined.id), title=_title(kept), detail=_title(parted))
        writer.stage(change, [replace(kept, versions=staying), parted])
        return _made(writer, parted)


def move(corpus: Corpus, version: str, target: str, author: str) -> Changed:
    """Put one version under another document."""
    with corpus.writing(author) as writer:
        found = find_version(corpus, version)
        document = find_document(corpus, target)
        if document.id == found.document.id:
            raise InvalidInput("same-document", facts={"document": document.id})
        moved = replace(found.version, joined_from="")
        change = Change(
            Kind.MOVE,
            (document.id, found.document.id),
            moved.id,
            _title(document),
            _title(found.document),
        )
        writer.stage(change, [document.with_version(moved), found.document.without_version(moved.id)])
        return _made(writer, document, moved.id)


def edit(corpus: Corpus, words: str, values: Mapping[str, str], author: str) -> Changed:
    """Correct metadata. What belongs to the whole document goes there, the rest to the version that is named.

    A value of "" takes the correction away: what was read holds again.
    """
    checked = {name: checked_value(name, value) for name, value in values.items()}
    with corpus.writing(author) as writer:
        if "@" in words or any(name not in _OF_DOCUMENT for name in checked):
            found = find_version(corpus, words)
            version = replace(found.version, corrected=_corrected(found.version.corrected, checked))
            document, name = found.document.with_version(version), version.id
        else:
            before = find_document(corpus, words)
            document, name = replace(before, corrected=_corrected(before.corrected, checked)), ""
        detail = " ".join(f"{field}={value}" for field, value in values.items())
        writer.stage(Change(Kind.EDIT, (document.id,), name, _title(document), detail), [document])
        return _made(writer, document, name)


def withdraw(corpus: Corpus, words: str, reason: str, author: str) -> Changed:
    """Say that a version no longer counts, and why. Its text stays, and stays citable."""
    with corpus.writing(author) as writer:
        found = find_version(corpus, words)
        if found.version.withdrawn:
            raise InvalidInput(
                "withdrawn", facts={"version": found.version.id, "reason": found.version.withdrawn.reason}
            )
        now = datetime.now(UTC).isoformat(timespec="seconds")
        version = replace(found.version, withdrawn=Withdrawal(reason, now))
        document = found.document.with_version(version)
        writer.stage(
            Change(Kind.WITHDRAW, (document.id,), version.id, _title(found.document), reason=reason), [document]
        )
        return _made(writer, document, version.id)


def derive(corpus: Corpus, words: str, higher: Sequence[str], author: str) -> Changed:
    """Say which documents of a higher body a document takes up: those and no others."""
    with corpus.writing(author) as writer:
        found = find_document(corpus, words)
        names = tuple(dict.fromkeys(find_document(corpus, name).id for name in higher))
        if found.id in names:
            raise InvalidInput("same-document", facts={"document": found.id})
        document = replace(found, derives_from=names)
        writer.stage(Change(Kind.DERIVE, (document.id, *names), title=_title(document)), [document])
        return _made(writer, document)


def keep_apart(corpus: Corpus, words: str, other: str, author: str) -> Changed:
    """Say that two documents that look like one are two: it is not proposed again to join them."""
    with corpus.writing(author) as writer:
        first, second = find_document(corpus, words), find_document(corpus, other)
        if first.id == second.id:
            raise InvalidInput("same-document", facts={"document": first.id})
        both = [
            replace(one, apart_from=tuple(dict.fromkeys((*one.apart_from, two.id))))
            for one, two in ((first, second), (second, first))
        ]
        writer.stage(Change(Kind.KEEP_APART, (first.id, second.id), title=_title(first), detail=_title(second)), both)
        return _made(writer, both[0])


def undo(corpus: Corpus, commit: str, author: str) -> Changed:
    """Take back one change; what was done since to other values stays."""
    with corpus.writing(author) as writer:
        change = writer.stage_undo(commit.strip().lower())
        written = writer.flush()
        document = change.documents[0] if change.documents else ""
        return Changed(written[0].commit, change.kind.value, document, change.title, change.version)


def checked_value(name: str, value: str) -> Value:
    """A value as it is stored. Raises `InvalidInput` (field-unknown, field-value) with what would be right."""
    if name not in FIELDS:
        raise InvalidInput("field-unknown", facts={"field": name, "known": ", ".join(FIELDS)})
    text = " ".join(value.split())
    if name in LISTS:
        return tuple(part for part in text.replace("，", "、").split("、") if part)
    wanted = ""
    if name in DATES and text and not _is_day(text):
        wanted = "YYYY-MM-DD"
    elif name == "status" and text not in {"", *(status.value for status in Status)}:
        wanted = " | ".join(status.value for status in Status)
    elif name == "force" and text not in {"", *FORCES}:
        wanted = " | ".join(FORCES)
    if wanted:
        raise InvalidInput("field-value", facts={"field": name, "value": text, "wanted": wanted})
    return text


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _corrected(before: Mapping[str, Value], values: Mapping[str, Value]) -> dict[str, Value]:
    return {name: value for name, value in {**before, **values}.items() if value}


def _title(document: Document) -> str:
    from corpus_repo.catalog import document_facts

    return document_facts(document)["title"]


def _made(writer: Writer, document: Document, version: str = "") -> Changed:
    written = writer.flush()[-1]
    return Changed(written.commit, written.change.kind.value, document.id, _title(document), version)
