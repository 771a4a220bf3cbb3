"""Whether two texts are one document: told by number, issuer, date and words, never by the title alone.

What is certain is acted upon (the same text, the same provisions). What is likely is only proposed, with its reason.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from alignment.linking.similarity import ratio
from corpus_repo import Corpus, Document, Filter, Line, Status, Version
from corpus_repo.answers import Listed, Progress
from corpus_repo.model import Value
from corpus_repo.order import current
from revtrack.holdings.folding import lookup_key

_STAGE = re.compile(
    r"[（(][^（）()]*(?:征求意见|草案|送审|讨论|修订|修正|试行|暂行)[^（）()]*[）)]|(?:征求意见稿|送审稿|草案)$"
)
#: Passages of a text that are looked up, the characters of each, and the share of them that must be shared.
_PROBES, _PROBE, _SHARE = 8, 18, 0.6
#: So many characters of each text are likened: of more it takes longer than a page may.
_LIKENED = 100_000


class Likely(StrEnum):
    """What a document is likely to be to one that is known."""

    DRAFT_OF = "draft-of"
    FINAL_OF = "final-of"
    VERSION_OF = "version-of"


@dataclass(frozen=True, slots=True)
class Proposal:
    """That a document is likely one with another, and why: `reason` is title, number or words (then `share`)."""

    kind: Likely
    document: str
    title: str
    reason: str
    share: float = 0.0


class Undecided(NamedTuple):
    """A document that is likely one with another, until a person joins them or keeps them apart."""

    document: str
    title: str
    proposal: Proposal


@dataclass(frozen=True, slots=True)
class Likened:
    """A document beside another: its status and date, and how alike the current texts are as wholes, 0…1."""

    status: str
    date: str
    share: float


def liken(corpus: Corpus, document: Document, other: Document) -> Likened | None:
    """What a person wants to know of `other` before she joins it with a document; None where one has no text."""
    own, theirs = current(document), current(other)
    if own is None or theirs is None:
        return None
    texts = ("\n".join(line.text for line in corpus.lines(version))[:_LIKENED] for version in (own, theirs))
    return Likened(theirs.status.value, theirs.date, round(ratio(*texts), 2))


def same_facts(version: Version, values: Mapping[str, Value]) -> bool:
    """Whether nothing that two texts say of themselves speaks against their being one document."""
    for name in ("doc_number", "issued"):
        said, known = values.get(name, ""), version.value(name)
        if said and known and lookup_key(str(said)) != lookup_key(known):
            return False
    said = values.get("issuers", ())
    issuers = said if isinstance(said, tuple) else (said,)
    return not issuers or not version.values("issuers") or set(issuers) == set(version.values("issuers"))


def base_title(title: str) -> str:
    """A title without what only says at which stage the text is.

    >>> base_title("甲市停车办法（征求意见稿）") == base_title("甲市停车办法（试行）")
    True
    """
    return _STAGE.sub("", re.sub(r"\s", "", title))


def propose(
    corpus: Corpus, record: Document, added: Version, *, drafts: bool, lines: Sequence[Line] | None = None
) -> Proposal | None:
    """What a document that was just added is likely to be, None where nothing says so.

    `drafts` says whether the corpus holds any: without them nothing can be the final text of one. `lines` are those of
    a text that is not stored yet.
    """
    if len(record.versions) > 1:
        return None
    found = _by_number(corpus, record, added) or _by_title(corpus, record, added)
    if found or not drafts:
        return found
    return _by_words(corpus, record, added, corpus.lines(added) if lines is None else lines)


def holds_drafts(corpus: Corpus) -> bool:
    """Whether a document of the corpus is a draft."""
    return corpus.queries.documents(Filter(status=Status.DRAFT.value), limit=1).total > 0


def undecided(corpus: Corpus, limit: int, progress: Progress | None = None) -> tuple[Undecided, ...]:
    """Among the documents of the latest `limit` additions, those that are likely one with another; each pair once."""
    drafts = holds_drafts(corpus)
    found: dict[frozenset[str], Undecided] = {}
    added = corpus.queries.recent(kinds=("add",), limit=limit)
    for at, change in enumerate(added):
        if progress:
            progress(at, len(added))
        record = corpus.queries.record(change.document)
        if record is None or change.version not in record.versions:
            continue
        version = record.versions[change.version]
        proposal = propose(corpus, record, version, drafts=drafts)
        if proposal:
            pair = frozenset((record.id, proposal.document))
            found.setdefault(pair, Undecided(record.id, version.value("title"), proposal))
    return tuple(found.values())


def _by_number(corpus: Corpus, record: Document, added: Version) -> Proposal | None:
    number = added.value("doc_number")
    if not number:
        return None
    others = [item for item in corpus.queries.named(number) if _other(item, record) and _same_issuer(item, added)]
    same = [item for item in others if lookup_key(item.doc_number) == lookup_key(number)]
    return _proposal(same[0], added, "number") if same else None


def _by_title(corpus: Corpus, record: Document, added: Version) -> Proposal | None:
    base = base_title(added.value("title"))
    if len(base) < 6:
        return None
    for item in corpus.queries.titled(base):
        if not _other(item, record) or lookup_key(base_title(item.title)) != lookup_key(base):
            continue
        if _same_issuer(item, added) and (item.jurisdiction == added.value("jurisdiction") or not item.jurisdiction):
            return _proposal(item, added, "title")
    return None


def _by_words(corpus: Corpus, record: Document, added: Version, lines: Sequence[Line]) -> Proposal | None:
    """A draft and its final share most of their passages."""
    draft = added.status is Status.DRAFT
    passages = [line.text for line in lines if line.kind == "body" and len(line.text) >= 2 * _PROBE]
    step = max(1, len(passages) // _PROBES)
    probes = [_passage(text) for text in passages[::step][:_PROBES]]
    wanted = Filter(status="" if draft else Status.DRAFT.value)
    votes: Counter[str] = Counter()
    for probe in filter(None, probes):
        hits = corpus.queries.search(probe, wanted, limit=5).items
        votes.update(
            {
                hit.document
                for hit in hits
                if hit.document not in (record.id, *record.apart_from) and (not draft or hit.status != "draft")
            }
        )
    if not votes or not probes:
        return None
    best, count = votes.most_common(1)[0]
    known = corpus.queries.named(best)
    if count < _SHARE * len(probes) or not known:
        return None
    return _proposal(known[0], added, "words", count / len(probes))


def _passage(text: str) -> str:
    """A stretch of a clause without punctuation in it, from its middle on."""
    runs = [run for run in re.findall(r"[^\W_]+", text) if len(run) >= 8]
    return max(runs, key=len)[:_PROBE] if runs else ""


def _other(item: Listed, record: Document) -> bool:
    """Whether a document may be one with another: it is none that a person keeps apart from it."""
    return item.id != record.id and item.id not in record.apart_from


def _same_issuer(item: Listed, added: Version) -> bool:
    return not item.issuers or not added.value("issuers") or item.issuers == added.value("issuers")


def _proposal(item: Listed, added: Version, reason: str, share: float = 0.0) -> Proposal:
    drafts = (added.status is Status.DRAFT, item.status == Status.DRAFT.value)
    kind = Likely.VERSION_OF
    if drafts == (True, False):
        kind = Likely.DRAFT_OF
    elif drafts == (False, True):
        kind = Likely.FINAL_OF
    return Proposal(kind, item.id, item.title, reason, round(share, 2))
