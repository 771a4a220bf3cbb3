"""What was found and waits for a decision: listing it, accepting, declining, and putting it back after a kill."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from typing import Any

from corpus_repo.model import LISTS, Value, as_text
from revtrack.errors import InvalidInput, OperationFailed
from revtrack.holdings.adding import Addition, Given, Item, Outcome, called
from revtrack.holdings.library import Library
from revtrack.holdings.reading import Prepared, Refused, prepare
from revtrack.watch.kept import bytes_of, drop_unfinished, folders, forget, has_bytes, manifest
from revtrack.watch.likely import Likely, believed, known_version, likely
from revtrack.watch.sources import Defaults
from revtrack.watch.state import Entry, EntryKind, SeenItem, State
from revtrack.watch.texts import FoundText, Part, items_inside

_PREFIX = re.compile(r"[0-9a-f]{4,20}")
#: Kinds whose text becomes a version of the target.
_VERSIONS: frozenset[EntryKind] = frozenset(("version-of", "draft-of", "final-of"))


@dataclass(frozen=True, slots=True)
class Accepted:
    """An entry that was accepted: the document and the version that it became, and the commit ("" where it was there
    before)."""

    entry: Entry
    document: str
    version: str
    commit: str = ""


def recover(library: Library, state: State, tell: Mapping[str, Sequence[str]]) -> list[Entry]:
    """Put back into the inbox what was kept aside and is not in it: a run was killed, or the database was lost.

    What nothing waits for any more is thrown away. The entries that are back, to be told to those that `tell` names for
    their source; whoever lost the database is not told of them again.
    """
    drop_unfinished(library.home)
    waiting = state.folders()
    fresh = not state.runs(limit=1)
    back: list[Entry] = []
    for folder in folders(library.home):
        if folder in waiting:
            continue
        item, entries = manifest(library.home, folder)
        if item is None:
            continue  # a program to come may write more: its folders are left alone
        for entry in entries:
            before = state.with_text(entry.digest)
            if before is not None or _in_corpus(library, entry):
                continue
            announced = replace(entry, announce="quiet") if fresh else entry
            # the run that found it died with the database
            again = replace(announced, run=0 if fresh else entry.run)
            back += state.put(replace(item, run=0), [again], tell.get(entry.source, ()))
        if not any(entry.folder == folder for entry in back):
            kept = [state.with_text(entry.digest) for entry in entries]
            if not any(entry and entry.folder == folder and entry.status == "pending" for entry in kept):
                forget(library.home, folder)
    return back


def _in_corpus(library: Library, entry: Entry) -> bool:
    return library.exists() and library.holds(entry.digest)


def pending(state: State, source: str = "") -> list[Entry]:
    """What waits for a decision, the oldest first; what came together stands together."""
    entries = state.entries("pending", source=source)
    first: dict[str, int] = {}
    for at, entry in enumerate(entries):
        first.setdefault(entry.folder, at)
    return sorted(entries, key=lambda entry: (first[entry.folder], entry.file, entry.place))


def words_of(entry: Entry) -> str:
    """By what a person picks entries: title, number, issuers."""
    named = (entry.title, entry.listed.get("title", ""), entry.listed.get("number", ""))
    return "\n".join((*named, entry.read.get("doc_number", ""), entry.read.get("issuers", "")))


def find_entry(state: State, token: str) -> Entry:
    """The entry that a token or its beginning names. Raises `InvalidInput` (unknown-item, ambiguous-item)."""
    asked = token.strip().lower()
    found = state.entries_named(asked) if _PREFIX.fullmatch(asked) else []
    exact = [entry for entry in found if entry.token == asked]
    if not found:
        raise InvalidInput("unknown-item", facts={"item": token})
    if len(found) > 1 and not exact:
        raise InvalidInput("ambiguous-item", facts={"item": token, "candidates": "; ".join(e.token for e in found)})
    return (exact or found)[0]


def text_of(library: Library, entry: Entry) -> Prepared:
    """The text of an entry that waits, as it would be added. Raises `OperationFailed` (inbox-bytes) where its bytes are
    gone, and what refuses the file."""
    return _read_again(library, entry)[0]


def accept(
    library: Library,
    state: State,
    item: str,
    document: str = "",
    *,
    as_new: bool = False,
    author: str = "",
    defaults: Defaults | None = None,
    looked: bool = True,
) -> Accepted:
    """Take an entry into the corpus: as what is proposed, as a version of `document`, or `as_new`.

    `defaults` are those of its source, for what neither the text nor the list says; where nobody `looked` at it, a text
    that is in doubt is refused (in-doubt). Asked again it answers the same;
    killed in between it goes on where it was. Raises `InvalidInput` (unknown-item, item-decided; whatever refuses the
    file or the document) and `OperationFailed`.
    """
    entry = find_entry(state, item)
    if entry.status == "accepted":
        return Accepted(entry, entry.document, entry.version)
    if entry.status != "pending":
        raise decided(entry)
    who = author or library.settings.author
    if not (document or as_new) and entry.kind == "new" and _earlier(state, entry):
        entry = look_again(library, state, entry, defaults)  # the same item once more: a version, whatever was proposed
    target = document or (entry.target if entry.kind in _VERSIONS and not as_new else "")
    if target:
        target = library.document(target).id
    addition = _add(library, entry, target, defaults or Defaults(), who, looked=looked)
    if document and addition.document != target and library.document(addition.document).id != target:
        library.link(addition.document, target, author=who)
    elif entry.target and not document:
        _relate(library, entry, addition.document, as_new=as_new, author=who)
    held = library.document(addition.document)
    state.decide(entry.token, "accepted", who, _now(), document=held.id, version=addition.version)
    _drop(library, state, entry)
    return Accepted(find_entry(state, entry.token), held.id, addition.version, addition.commit)


def decline(library: Library, state: State, item: str, *, author: str = "") -> Entry:
    """Leave an entry out. Its text is not put into the inbox again, whatever lists it.

    One whose bytes are gone cannot be judged: it is forgotten, and the next look fetches it again. Raises
    `InvalidInput` (unknown-item, item-decided).
    """
    entry = find_entry(state, item)
    if entry.status == "accepted":
        raise decided(entry)
    if entry.status == "pending" and not has_bytes(library.home, entry):
        state.forget(entry.token)
        return replace(entry, status="declined")
    who = author or library.settings.author
    library.decline(entry.digest, _declined(entry), author=who)
    state.decide(entry.token, "declined", who, _now())
    _drop(library, state, entry)
    return find_entry(state, entry.token)


def _declined(entry: Entry) -> dict[str, str]:
    """What the corpus keeps of a text that was declined."""
    return {"title": entry.title, "source": entry.source, "address": entry.page or entry.address}


def look_again(library: Library, state: State, entry: Entry, defaults: Defaults | None = None) -> Entry:
    """The entry with what it is likely to be now: since it came in, others may have been accepted.

    Raises as `accept` does where its bytes cannot be read any more.
    """
    if entry.status != "pending":
        return entry
    text, _, _ = _read_again(library, entry)
    with library.corpus() as corpus:
        if known_version(corpus, text) is not None:
            return entry  # accepted before whoever did so could say it: accepting again says it
        values = _values(entry, text, defaults or Defaults())
        what = likely(corpus, text, values, document=_earlier(state, entry))
    if (what.kind, what.target) == (entry.kind, entry.target):
        return entry
    state.propose(entry.token, what.kind, what.target, what.title, what.reason, what.share)
    return find_entry(state, entry.token)


def _earlier(state: State, entry: Entry) -> str:
    """The document that an earlier text of the same item became; what came with this one are other documents."""
    accepted = [
        other
        for other in state.entries_of(entry.source, entry.address)
        if other.status == "accepted" and other.folder != entry.folder and other.place == entry.place
    ]
    return accepted[-1].document if accepted else ""


def _read_again(library: Library, entry: Entry) -> tuple[Prepared, Item, bytes]:
    """The text of an entry, read anew: (text, the file that holds it, its bytes)."""
    data = bytes_of(library.home, entry)
    name = _item_name(entry)
    item = next((item for item in items_inside(entry.name.partition("\n")[0], data) if item.name == name), None)
    if item is None:
        raise OperationFailed("inbox-bytes", name, facts={"item": entry.token, "reason": name})
    loaded = item.load()
    found = prepare(loaded, item.name, library.reading())
    if isinstance(found, Refused):
        raise found.error()
    text = next((one for one in found if one.digest == entry.digest), None)
    if text is None:  # a better reader came since
        text = next((one for one in found if one.place == entry.place), found[0])
    return text, item, loaded


def _values(entry: Entry, text: Prepared, defaults: Defaults) -> dict[str, Value]:
    """What is believed of an entry's text besides what it says: of its page, of its list, of its source."""
    values = {name: _value(name, said) for name, said in entry.read.items() if said and not text.values.get(name)}
    return values | believed({**text.values, **values}, entry.listed, defaults, text.read_from)


def _add(
    library: Library, entry: Entry, target: str, defaults: Defaults, author: str, *, looked: bool = True
) -> Addition:
    """Add the text of an entry, and no other of its file."""
    text, item, data = _read_again(library, entry)
    with library.corpus() as corpus:
        known = known_version(corpus, text)
    if known is not None:
        return Addition(item.name, Outcome.KNOWN, known.document, known.id)
    only = frozenset((called(item.name, text),))
    given = Given(_values(entry, text, defaults), entry.page or entry.address, target, only, believed=looked)
    addition = library.add([Item(item.name, partial(bytes, data))], given, author=author)[0]
    if addition.error is not None:
        raise addition.error
    if addition.question:
        raise InvalidInput("in-doubt", item.name, facts={"question": addition.question})
    return addition


def _item_name(entry: Entry) -> str:
    """The name under which a text is read: that of the file, and for archives that of the file within."""
    first, _, inner = entry.name.partition("\n")
    return f"{first}/{inner}" if inner else first


def _relate(library: Library, entry: Entry, document: str, *, as_new: bool, author: str) -> None:
    """Keep what was decided of the proposal: that it takes up the target, or that the two are two."""
    record = library.document(document)
    target = library.document(entry.target)
    if record.id == target.id:
        return
    if entry.kind == "derivative-of" and not as_new and target.id not in record.derives_from:
        library.derive(record.id, (*record.derives_from, target.id), author=author)
    elif entry.kind in _VERSIONS and as_new and target.id not in record.apart_from:
        library.keep_apart(record.id, target.id, author=author)


def _drop(library: Library, state: State, entry: Entry) -> None:
    """Throw the bytes away when no other text of them waits."""
    others = state.entries("pending", source=entry.source)
    if not any(other.folder == entry.folder for other in others):
        forget(library.home, entry.folder)


def decided(entry: Entry) -> InvalidInput:
    """What says that an entry was decided before."""
    facts = {"item": entry.token, "status": entry.status, "by": entry.decided_by, "at": entry.decided_at}
    return InvalidInput("item-decided", facts=facts)


def entry_of(item: SeenItem, text: FoundText, part: Part, what: Likely, **more: Any) -> Entry:
    """A text as the inbox keeps it."""
    read = {name: as_text(value) for name, value in text.prepared.values.items()}
    inner = text.name.removeprefix(f"{part.name}/") if text.name != part.name else ""
    listed = {**item.extra, "title": item.title, "date": item.date, "number": item.number, "lacks": item.lacks}
    return Entry(
        source=item.source,
        address=item.address,
        title=read.get("title", "") or item.title,
        page=part.page,
        file=text.part,
        name=f"{part.name}\n{inner}" if inner else part.name,
        place=text.prepared.place,
        sha256=hashlib.sha256(part.data).hexdigest(),
        digest=text.prepared.digest,
        body=text.prepared.body,
        read=read,
        listed={name: value for name, value in listed.items() if value},
        kind=what.kind,
        target=what.target,
        target_title=what.title,
        reason=what.reason,
        share=what.share,
        **more,
    )


def _value(name: str, said: str) -> Value:
    return tuple(said.split("、")) if name in LISTS else said


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
