"""What a text that was found is: known, new, or likely a version of something; and what is believed of it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, cast

from alignment.linking.similarity import ratio
from corpus_repo import Corpus, Document, Line, Version
from corpus_repo.answers import Found
from corpus_repo.model import Status, Value
from corpus_repo.order import current
from revtrack.errors import InvalidInput
from revtrack.holdings.changing import checked_value
from revtrack.holdings.folding import lookup_key
from revtrack.holdings.identity import base_title, holds_drafts, propose, same_facts
from revtrack.holdings.reading import Prepared
from revtrack.ingest.places import place_of
from revtrack.tracing.citations import Relation, citations_of
from revtrack.watch.sources import Defaults
from revtrack.watch.state import Entry, EntryKind, State
from revtrack.watch.texts import FoundText

#: So many characters of each text are likened; of one number and with other titles, texts so alike are still one.
_LIKENED, _ALIKE = 100_000, 0.5

LikelyReason = Literal["", "address", "title", "number", "words", "citation"]


@dataclass(frozen=True, slots=True)
class Likely:
    """What a text is likely to be to a document of the corpus (`target`), and why."""

    kind: EntryKind = "new"
    target: str = ""
    title: str = ""
    reason: LikelyReason = ""
    share: float = 0.0


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a text that was found: the version of the corpus that it is, whether a person said that it is
    not wanted, the entry of the inbox that it is; and where it is none of these, what it is likely to be."""

    text: FoundText
    there: Found | None = None
    declined: bool = False
    waiting: Entry | None = None
    likely: Likely = Likely()

    @property
    def is_news(self) -> bool:
        """Whether nobody has seen or decided it yet."""
        return self.there is None and not self.declined and self.waiting is None


def facts_of(
    corpus: Corpus, state: State, text: FoundText, listed: Mapping[str, str], defaults: Defaults, *, document: str = ""
) -> Facts:
    """What is known of a text; `listed` is what its list said, `document` what the same item brought before."""
    prepared = text.prepared
    there = known_version(corpus, prepared)
    if there is not None:
        return Facts(text, there=there)
    if corpus.declined(prepared.digest):
        return Facts(text, declined=True)
    waiting = known_entry(state, prepared)
    if waiting is not None:
        return Facts(text, waiting=waiting)
    values = believed(prepared.values, listed, defaults, prepared.read_from)
    return Facts(text, likely=likely(corpus, prepared, values, document=document))


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
    found = propose(corpus, record, version, drafts=holds_drafts(corpus), lines=prepared.lines)
    share = _share(corpus, prepared, found.document) if found else 0.0
    if found and not (found.reason == "number" and _is_another(version.value("title"), found.title, share)):
        kind: EntryKind = found.kind.value
        return Likely(kind, found.document, found.title, cast("LikelyReason", found.reason), share)
    return _derivative(corpus, prepared, version)


def _share(corpus: Corpus, prepared: Prepared, document: str) -> float:
    """How much of its whole text a document shares with a text, 0…1; never the whole where they differ."""
    record = corpus.queries.record(document)
    known = current(record) if record else None
    if known is None:
        return 0.0
    texts = [_whole(prepared.lines), _whole(corpus.lines(known))]
    return 1.0 if texts[0] == texts[1] else min(round(ratio(texts[0], texts[1]), 2), 0.99)


def _whole(lines: Iterable[Line]) -> str:
    return "\n".join(line.text for line in lines)[:_LIKENED]


def _is_another(title: str, known: str, share: float) -> bool:
    """Whether two texts of one number are two all the same: what came together bears one number, and a number may be
    read wrong. They have other titles and few words in common."""
    return base_title(title) != base_title(known) and share < _ALIKE


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
