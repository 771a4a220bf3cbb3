"""What was found and waits for a decision: bytes kept aside, what each text is likely to be, accepting and declining.

The bytes of an item lie below `watch-inbox/` in the home folder, one folder an item, under numbers: no name from
outside becomes a path. They are on the disk before a row speaks of them, with what the row says beside them, so that
nothing is lost with the database either.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import secrets
import shutil
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, Literal, cast

from corpus_repo import Corpus, Document, Line, Version
from corpus_repo.answers import Found
from corpus_repo.model import LISTS, Status, Value
from corpus_repo.originals import flush_folder
from revtrack.errors import InvalidInput, OperationFailed
from revtrack.holdings.adding import Addition, Given, Item, Outcome, add_items, called, items_of
from revtrack.holdings.changing import checked_value
from revtrack.holdings.folding import lookup_key
from revtrack.holdings.identity import holds_drafts, propose, same_facts
from revtrack.holdings.reading import Prepared, Reading, Refused, prepare
from revtrack.ingest.places import place_of
from revtrack.service import Tracker
from revtrack.tracing.citations import Relation, citations_of
from revtrack.watch.attachments import main_text_is_thin
from revtrack.watch.sources import Defaults
from revtrack.watch.state import Entry, EntryKind, SeenItem, State

FOLDER = "watch-inbox"
_MANIFEST, _UNFINISHED = "entries.json", ".part"
_UNFINISHED_SECONDS = 600
_TOKEN = re.compile(r"[0-9a-f]{16}")
_PREFIX = re.compile(r"[0-9a-f]{4,20}")
_LONGEST_NAME = 80
#: A page that says so little is a cover; one that an attachment outweighs so many times is a notice of it.
_THIN, _OUTWEIGHED, _NOTICE = 200, 3, 1500
#: What comes with a document and is none: explanations, forms, tables of opinions.
_BESIDE = re.compile(
    r"(?:起草|编制|修订|修改|制定|情况|政策)说明|解读|反馈表|意见(?:建议)?(?:反馈|征集)?表|回执|对照表|汇总表"
)
_PROVISIONS = frozenset(("body", "heading"))
#: Kinds whose text becomes a version of the target.
_VERSIONS: frozenset[EntryKind] = frozenset(("version-of", "draft-of", "final-of"))
#: Facts that a page states for the attachment that holds the text.
_OF_PAGE = ("doc_number", "issuers", "issued", "published", "jurisdiction", "consultation_until", "comments_to")

LikelyReason = Literal["", "address", "title", "number", "words", "citation"]


@dataclass(frozen=True, slots=True)
class Part:
    """A file of an item: the page itself, or an attachment; `page` is the address that it came from."""

    name: str
    data: bytes
    page: str


@dataclass(frozen=True, slots=True)
class FoundText:
    """A document in one of an item's files: `part` is the file, `name` how it is called in it."""

    part: int
    name: str
    prepared: Prepared

    @property
    def weight(self) -> int:
        """The characters of its provisions."""
        return sum(len(line.text) for line in self.prepared.lines if line.kind in _PROVISIONS)


@dataclass(frozen=True, slots=True)
class Likely:
    """What a text is likely to be to a document of the corpus (`target`), and why."""

    kind: EntryKind = "new"
    target: str = ""
    title: str = ""
    reason: LikelyReason = ""
    share: float = 0.0


@dataclass(frozen=True, slots=True)
class Accepted:
    """An entry that was accepted: the document and the version that it became, and the commit ("" where it was there
    before)."""

    entry: Entry
    document: str
    version: str
    commit: str = ""


# --- reading ---------------------------------------------------------------------------------------------------------


def read_parts(parts: Sequence[Part], reading: Reading) -> tuple[list[FoundText], list[Refused]]:
    """The documents in an item's files, and what is wrong with the files that hold none."""
    texts: list[FoundText] = []
    refused: list[Refused] = []
    for at, part in enumerate(parts):
        for item in _inside(part.name, part.data):
            try:
                found = prepare(item.load(), item.name, reading)
            except InvalidInput as error:
                found = Refused.of(error)
            if isinstance(found, Refused):
                refused.append(found)
            else:
                texts += [FoundText(at, item.name, one) for one in found]
    return texts, refused


def chosen(texts: Sequence[FoundText], *, page: bool = True) -> list[FoundText]:
    """Of the texts of one item, the document: the page's own, or where it only covers or announces them those of the
    attachments. `page`: the first file is a page, to which the others are attached."""
    if not page:
        return _once(texts)
    own = [text for text in texts if text.part == 0]
    attached = [text for text in texts if text.part != 0]
    weight = sum(text.weight for text in own)
    real = [text for text in attached if text.weight >= _THIN and not _beside(text)]
    heaviest = max((text.weight for text in real), default=0)
    if not is_thin(own) and not (weight < _NOTICE and heaviest >= _OUTWEIGHED * weight):
        return own
    real = real or [text for text in attached if text.weight and not _beside(text)]
    if not real:
        return own
    facts = own[0].prepared if len(own) == 1 else None
    picked = _once(real)
    return [_with_facts(picked[0], facts)] if facts and len(picked) == 1 else picked


def is_thin(texts: Sequence[FoundText]) -> bool:
    """Whether texts say little more than that there is something attached."""
    return main_text_is_thin("\n".join(line.whole for text in texts for line in text.prepared.lines))


def _beside(text: FoundText) -> bool:
    title = str(text.prepared.values.get("title", ""))
    return bool(_BESIDE.search(title) or _BESIDE.search(Path(text.name).name))


def _once(texts: Iterable[FoundText]) -> list[FoundText]:
    """Each text once, however many renderings of it there are."""
    kept: list[FoundText] = []
    for text in texts:
        same = (
            other.prepared.digest == text.prepared.digest
            or (other.prepared.body and other.prepared.body == text.prepared.body)
            for other in kept
        )
        if not any(same):
            kept.append(text)
    return kept


def _with_facts(text: FoundText, page: Prepared) -> FoundText:
    """What the page says of the text that is attached to it, where the text itself is silent."""
    values, read_from = dict(text.prepared.values), dict(text.prepared.read_from)
    for name in _OF_PAGE:
        if page.values.get(name) and not values.get(name):
            values[name] = page.values[name]
            read_from[name] = page.read_from.get(name, "")
    return replace(text, prepared=replace(text.prepared, values=values, read_from=read_from))


def _inside(name: str, data: bytes) -> list[Item]:
    return items_of(Path(name), partial(bytes, data))


# --- what a text is --------------------------------------------------------------------------------------------------


def corpus_of(tracker: Tracker) -> Corpus:
    """The corpus of a tracker, for questions that its methods do not ask."""
    with tracker._corpus() as corpus:  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
        return corpus


def reading_of(tracker: Tracker) -> Reading:
    """The bounds that reading a file keeps to."""
    return Reading(tracker.settings.limits(), tracker.settings.reader_limits())


def known_version(corpus: Corpus, prepared: Prepared) -> Found | None:
    """The version of the corpus that a text is: the same text, or the same document in another rendering."""
    same = corpus.queries.with_digest(prepared.digest)
    if same:
        return same[0]
    for found in corpus.queries.with_body(prepared.body) if prepared.body else ():
        document = corpus.queries.record(found.document)
        version = document.versions.get(found.id) if document else None
        if version is None or found.superseded or not same_facts(version, prepared.values):
            continue
        said = {name: version.value(name) for name in ("doc_number", "status")}
        if not _says_more(prepared, said):
            return found
    return None


def _says_more(prepared: Prepared, known: Mapping[str, str]) -> bool:
    """Whether a text with the same provisions is news all the same: issued as it was drafted, or with its number."""
    status = prepared.values.get("status", "")
    number = prepared.values.get("doc_number", "")
    return bool(number and not known.get("doc_number")) or bool(status and known.get("status") not in {"", status})


def known_entry(state: State, prepared: Prepared) -> Entry | None:
    """The entry of the inbox that a text is, however it was decided: the same text, or the same document in another
    rendering, which nothing that both say of themselves speaks against."""
    same = state.with_text(prepared.digest)
    if same is not None:
        return same
    for entry in state.with_body(prepared.body):
        said = {name: str(prepared.values.get(name, "")) for name in ("doc_number", "issued")}
        agreed = all(not text or not entry.read.get(name) or text == entry.read[name] for name, text in said.items())
        if agreed and not _says_more(prepared, entry.read):
            return entry
    return None


def likely(corpus: Corpus, prepared: Prepared, values: Mapping[str, Value], *, document: str = "") -> Likely:
    """What a text is likely to be to what the corpus has.

    `values` are believed of it besides what it says; `document` is that which the same item brought before.
    """
    if document:
        before = corpus.queries.named(document)
        if before:
            return Likely("version-of", before[0].id, before[0].title, "address")
    version = Version(
        id="", text="", structure="", digest=prepared.digest, received="", body=prepared.body,
        read=prepared.values, corrected=values,
    )  # fmt: skip
    record = Document(id="", created="", versions={"": version})
    unstored = cast("Corpus", _Unstored(corpus, prepared.lines))
    found = propose(unstored, record, version, drafts=holds_drafts(corpus))
    if found:
        kind: EntryKind = found.kind.value
        return Likely(kind, found.document, found.title, cast("LikelyReason", found.reason), found.share)
    return _derivative(corpus, prepared, version)


def _derivative(corpus: Corpus, prepared: Prepared, version: Version) -> Likely:
    """Whether a text takes up a document of a higher body, as it says itself."""
    named = [
        citation
        for citation in citations_of(prepared.lines)
        if citation.relation in {Relation.IMPLEMENTS, Relation.BASIS}
    ]
    if not named:
        return Likely()
    titles = {name for citation in named for name in citation.names}
    known = corpus.queries.called(titles, {citation.number for citation in named if citation.number})
    own = version.value("jurisdiction")
    for citation in named:
        keys = [lookup_key(citation.number)] if citation.number else []
        keys += [lookup_key(name) for name in citation.names]
        for item in next((known[key] for key in keys if known.get(key)), ()):
            above = bool(item.jurisdiction) and own.startswith(f"{item.jurisdiction}/")
            taken_up = citation.relation is Relation.IMPLEMENTS and item.jurisdiction != own
            if above or taken_up:
                return Likely("derivative-of", item.id, item.title, "citation")
    return Likely()


class _Unstored:
    """The corpus, with the lines of a text that is not in it."""

    def __init__(self, corpus: Corpus, lines: tuple[Line, ...]) -> None:
        self.queries = corpus.queries
        self._lines = lines

    def lines(self, _version: Version) -> tuple[Line, ...]:
        """The lines of the text."""
        return self._lines


def believed(
    read: Mapping[str, Value], listed: Mapping[str, str], defaults: Defaults, read_from: Mapping[str, str]
) -> dict[str, Value]:
    """What is believed of a text that does not say it: what the list said, then what the source says of all its items.

    That a text is issued is only assumed where no word of it says which stage it is at; a source knows better.
    """
    found: dict[str, Value] = {}

    def say(name: str, text: str) -> None:
        if text.strip() and not read.get(name) and name not in found:
            with contextlib.suppress(InvalidInput):  # a list may write anything where its date stands
                found[name] = checked_value(name, text)

    say("doc_number", listed.get("number", ""))
    if not read.get("issued"):
        say("published", listed.get("date", ""))
    say("title", listed.get("title", ""))
    say("consultation_until", listed.get("until", ""))
    place = place_of(defaults.jurisdiction, "") if "/" not in defaults.jurisdiction else None
    say("jurisdiction", place.path if place else defaults.jurisdiction)
    say("issuers", defaults.issuer)
    assumed = read.get("status") == Status.ISSUED.value and read_from.get("status", "") == read.get("title", "")
    if defaults.status and (assumed or not read.get("status")) and defaults.status != read.get("status"):
        found["status"] = defaults.status
    return found


# --- keeping aside ---------------------------------------------------------------------------------------------------


def new_token() -> str:
    """The name of an entry or of a folder."""
    return secrets.token_hex(8)


def keep(home: Path, item: SeenItem, entries: Sequence[Entry], parts: Sequence[Part]) -> None:
    """Keep the files of an item aside, with what the inbox will say of them; on the disk when this returns.

    Raises `OperationFailed` (write); then nothing is kept.
    """
    folder = home / FOLDER / entries[0].folder
    unfinished = folder.with_name(folder.name + _UNFINISHED)
    said = {"item": asdict(item), "entries": [asdict(entry) for entry in entries]}
    try:
        unfinished.mkdir(parents=True, mode=0o700)
        for at, part in enumerate(parts):
            _write(unfinished / str(at), part.data)
        _write(unfinished / _MANIFEST, json.dumps(said, ensure_ascii=False).encode("utf-8", "replace"))
        flush_folder(unfinished)
        unfinished.rename(folder)
        flush_folder(folder.parent)
    except OSError as error:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise OperationFailed("write", str(folder), facts={"reason": error.strerror or str(error)}) from error


def forget(home: Path, folder: str) -> None:
    """Throw the files of an item away. Who is killed meanwhile leaves them as unfinished, which are removed later."""
    if _TOKEN.fullmatch(folder):
        path = home / FOLDER / folder
        with contextlib.suppress(OSError):
            going = path.rename(path.with_name(f"{folder}{_UNFINISHED}"))
            shutil.rmtree(going, ignore_errors=True)


def recover(tracker: Tracker, state: State) -> list[Entry]:
    """Put back into the inbox what was kept aside and is not in it: a run was killed, or the database was lost.

    What nothing waits for any more is thrown away. The entries that are back; whoever lost the database is not told
    of them again.
    """
    root = tracker.home / FOLDER
    _drop_unfinished(root)
    waiting = state.folders()
    fresh = not state.runs(limit=1)
    back: list[Entry] = []
    for folder in sorted(_folders(root)):
        if folder in waiting:
            continue
        item, entries = _manifest(root / folder)
        if item is None:
            continue  # a program to come may write more: its folders are left alone
        for entry in entries:
            before = state.with_text(entry.digest)
            if before is not None or _in_corpus(tracker, entry):
                continue
            announced = replace(entry, announce="quiet") if fresh else entry
            # the run that found it died with the database
            back += state.put(replace(item, run=0), [replace(announced, run=0 if fresh else entry.run)])
        if not any(entry.folder == folder for entry in back):
            kept = [state.with_text(entry.digest) for entry in entries]
            if not any(entry and entry.folder == folder and entry.status == "pending" for entry in kept):
                forget(tracker.home, folder)
    return back


def _in_corpus(tracker: Tracker, entry: Entry) -> bool:
    return tracker.has_corpus() and bool(corpus_of(tracker).queries.with_digest(entry.digest))


def _folders(root: Path) -> Iterable[str]:
    try:
        return [entry.name for entry in os.scandir(root) if _TOKEN.fullmatch(entry.name)]
    except OSError:
        return []


def _drop_unfinished(root: Path) -> None:
    """Remove what a killed process left half written; what is young may still be in the making."""
    with contextlib.suppress(OSError):
        for path in root.glob(f"*{_UNFINISHED}"):
            if time.time() - path.stat().st_mtime > _UNFINISHED_SECONDS:
                shutil.rmtree(path, ignore_errors=True)


def _manifest(folder: Path) -> tuple[SeenItem | None, list[Entry]]:
    try:
        said: dict[str, Any] = json.loads((folder / _MANIFEST).read_bytes())
        return SeenItem(**said["item"]), [Entry(**entry) for entry in said["entries"]]
    except (OSError, ValueError, KeyError, TypeError):
        return None, []


def _write(path: Path, data: bytes) -> None:
    with path.open("xb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


# --- deciding --------------------------------------------------------------------------------------------------------


def pending(state: State, source: str = "") -> list[Entry]:
    """What waits for a decision, the oldest first."""
    return state.entries("pending", source=source)


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


def bytes_of(tracker: Tracker, entry: Entry) -> bytes:
    """The bytes that an entry came from. Raises `OperationFailed` (inbox-bytes) where they are gone or damaged."""
    path = tracker.home / FOLDER / entry.folder / str(entry.file)
    try:
        if not _TOKEN.fullmatch(entry.folder):
            raise FileNotFoundError(entry.folder)
        return path.read_bytes()
    except OSError as error:
        facts = {"item": entry.token, "reason": error.strerror or str(error)}
        raise OperationFailed("inbox-bytes", str(path), facts=facts) from error


def _has_bytes(tracker: Tracker, entry: Entry) -> bool:
    return bool(_TOKEN.fullmatch(entry.folder)) and (tracker.home / FOLDER / entry.folder / str(entry.file)).is_file()


def text_of(tracker: Tracker, entry: Entry) -> Prepared:
    """The text of an entry that waits, as it would be added. Raises `OperationFailed` (inbox-bytes) where its bytes are
    gone, and what refuses the file."""
    return _read_again(tracker, entry)[0]


def accept(
    tracker: Tracker,
    state: State,
    item: str,
    document: str = "",
    *,
    as_new: bool = False,
    author: str = "",
    defaults: Defaults | None = None,
) -> Accepted:
    """Take an entry into the corpus: as what is proposed, as a version of `document`, or `as_new`.

    `defaults` are those of its source, for what neither the text nor the list says. Asked again it answers the same;
    killed in between it goes on where it was. Raises `InvalidInput` (unknown-item, item-decided; whatever refuses the
    file or the document) and `OperationFailed`.
    """
    entry = find_entry(state, item)
    if entry.status == "accepted":
        return Accepted(entry, entry.document, entry.version)
    if entry.status != "pending":
        raise _decided(entry)
    who = author or tracker.settings.author
    if not (document or as_new) and entry.kind == "new" and _earlier(state, entry):
        entry = look_again(tracker, state, entry, defaults)  # the same item once more: a version, whatever was proposed
    target = document or (entry.target if entry.kind in _VERSIONS and not as_new else "")
    if target:
        target = tracker.document(target).id
    addition = _add(tracker, entry, target, defaults or Defaults(), who)
    if document and addition.document != target and tracker.document(addition.document).id != target:
        tracker.link(addition.document, target, author=who)
    elif entry.target and not document:
        _relate(tracker, entry, addition.document, as_new=as_new, author=who)
    held = tracker.document(addition.document)
    state.decide(entry.token, "accepted", who, _now(), document=held.id, version=addition.version)
    _drop(tracker, state, entry)
    return Accepted(find_entry(state, entry.token), held.id, addition.version, addition.commit)


def decline(tracker: Tracker, state: State, item: str, *, author: str = "") -> Entry:
    """Leave an entry out. Its text is not put into the inbox again, whatever lists it.

    One whose bytes are gone cannot be judged: it is forgotten, and the next look fetches it again. Raises
    `InvalidInput` (unknown-item, item-decided).
    """
    entry = find_entry(state, item)
    if entry.status == "accepted":
        raise _decided(entry)
    if entry.status == "pending" and not _has_bytes(tracker, entry):
        state.forget(entry.token)
        return replace(entry, status="declined")
    who = author or tracker.settings.author
    corpus_of(tracker).decline(entry.digest, _declined(entry), who)
    state.decide(entry.token, "declined", who, _now())
    _drop(tracker, state, entry)
    return find_entry(state, entry.token)


def _declined(entry: Entry) -> dict[str, str]:
    """What the corpus keeps of a text that was declined."""
    return {"title": entry.title, "source": entry.source, "address": entry.page or entry.address}


def look_again(tracker: Tracker, state: State, entry: Entry, defaults: Defaults | None = None) -> Entry:
    """The entry with what it is likely to be now: since it came in, others may have been accepted.

    Raises as `accept` does where its bytes cannot be read any more.
    """
    if entry.status != "pending":
        return entry
    text, _, _ = _read_again(tracker, entry)
    corpus = corpus_of(tracker)
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


def _read_again(tracker: Tracker, entry: Entry) -> tuple[Prepared, Item, bytes]:
    """The text of an entry, read anew: (text, the file that holds it, its bytes)."""
    data = bytes_of(tracker, entry)
    name = _item_name(entry)
    item = next((item for item in _inside(entry.name.partition("\n")[0], data) if item.name == name), None)
    if item is None:
        raise OperationFailed("inbox-bytes", name, facts={"item": entry.token, "reason": name})
    loaded = item.load()
    found = prepare(loaded, item.name, reading_of(tracker))
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


def _add(tracker: Tracker, entry: Entry, target: str, defaults: Defaults, author: str) -> Addition:
    """Add the text of an entry, and no other of its file."""
    text, item, data = _read_again(tracker, entry)
    corpus = corpus_of(tracker)
    known = known_version(corpus, text)
    if known is not None:
        return Addition(item.name, Outcome.KNOWN, known.document, known.id)
    only = frozenset((called(item.name, text),))
    given = Given(_values(entry, text, defaults), entry.page or entry.address, target, only)
    added = add_items(corpus, [Item(item.name, partial(bytes, data))], given, reading_of(tracker), author, _nobody_asks)
    addition = added[0]
    if addition.error is not None:
        raise addition.error
    return addition


def _item_name(entry: Entry) -> str:
    """The name under which a text is read: that of the file, and for archives that of the file within."""
    first, _, inner = entry.name.partition("\n")
    return f"{first}/{inner}" if inner else first


def _relate(tracker: Tracker, entry: Entry, document: str, *, as_new: bool, author: str) -> None:
    """Keep what was decided of the proposal: that it takes up the target, or that the two are two."""
    record = tracker.document(document)
    target = tracker.document(entry.target)
    if record.id == target.id:
        return
    if entry.kind == "derivative-of" and not as_new and target.id not in record.derives_from:
        tracker.derive(record.id, (*record.derives_from, target.id), author=author)
    elif entry.kind in _VERSIONS and as_new and target.id not in record.apart_from:
        tracker.keep_apart(record.id, target.id, author=author)


def _drop(tracker: Tracker, state: State, entry: Entry) -> None:
    """Throw the bytes away when no other text of them waits."""
    others = state.entries("pending", source=entry.source)
    if not any(other.folder == entry.folder for other in others):
        forget(tracker.home, entry.folder)


def _decided(entry: Entry) -> InvalidInput:
    facts = {"item": entry.token, "status": entry.status, "by": entry.decided_by, "at": entry.decided_at}
    return InvalidInput("item-decided", facts=facts)


def entry_of(item: SeenItem, text: FoundText, part: Part, what: Likely, **more: Any) -> Entry:
    """A text as the inbox keeps it."""
    read = {name: value if isinstance(value, str) else "、".join(value) for name, value in text.prepared.values.items()}
    inner = text.name.removeprefix(f"{part.name}/") if text.name != part.name else ""
    listed = {**item.extra, "title": item.title, "date": item.date, "number": item.number}
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


def shown_name(text: str, suffix: str) -> str:
    """The name of a file for a title: no path, and of a length that a person can read."""
    last = re.sub(r"[\\/\0\n\r:]+", " ", text).strip(" .")
    if last.lower().endswith(suffix.lower()):
        last = last[: len(last) - len(suffix)] if suffix else last
    return f"{last[:_LONGEST_NAME] or 'item'}{suffix}"


def _value(name: str, said: str) -> Value:
    return tuple(said.split("、")) if name in LISTS else said


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _nobody_asks(_addition: Addition, _done: int, _total: int) -> None:
    pass
