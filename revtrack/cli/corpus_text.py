"""What the corpus answers, as lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len

from corpus_repo.catalog import document_facts
from corpus_repo.model import FIELDS
from corpus_repo.order import current, in_order
from revtrack.export.unseen import on_a_line
from revtrack.holdings.folding import lookup_key
from revtrack.words.corpus import CorpusWords
from revtrack.words.reviews import ReviewWords

if TYPE_CHECKING:
    from corpus_repo import Document, Healed, Version
    from corpus_repo.answers import DutyHit, Happened, Hit, Listed, Page
    from corpus_repo.verify import Verified
    from revtrack.features.adding import SplitDocument
    from revtrack.holdings.adding import Addition
    from revtrack.holdings.blame import Blamed
    from revtrack.holdings.duties import FoundDuties

#: Characters around the words that were looked for.
_CONTEXT = 40
_SHORT_COMMIT = 10


def split(documents: Sequence[SplitDocument], words: CorpusWords) -> str:
    """The documents of a file, a line each: lines, date, status, number, title."""
    rows = [
        (
            f"{item.found.start_line}–{item.found.end_line}",
            item.metadata.text("issued") or "-",
            words.statuses.get(item.metadata.text("status"), "-"),
            on_a_line(item.metadata.text("doc_number")) or "-",
            on_a_line(item.metadata.text("jurisdiction")) or "-",
            on_a_line(item.metadata.text("title")) or words.untitled,
        )
        for item in documents
    ]
    return _table(rows) + words.documents.format(total=len(rows)) + "\n"


def listed(page: Page[Listed], offset: int, words: CorpusWords) -> str:
    """Documents, a line each: id, date, status, versions, number, title."""
    if not page.items:
        return f"{words.nothing}\n"
    rows = [
        (
            item.id,
            item.date or "-",
            words.statuses.get(item.status, "-"),
            str(item.versions),
            on_a_line(item.doc_number) or "-",
            on_a_line(item.title) or words.untitled,
        )
        for item in page.items
    ]
    if len(rows) == page.total:
        return _table(rows) + words.documents.format(total=page.total) + "\n"
    return _table(rows) + _end(page.total, offset, len(page.items), words)


def document(found: Document, words: CorpusWords) -> str:
    """A document with its versions and what is known of each."""
    facts = document_facts(found)
    lines = [on_a_line(facts["title"]) or words.untitled, f"  {found.id}"]
    lines += [
        f"  {words.fields[name]}: {on_a_line(facts[name])}{_mark(name in found.corrected, words)}"
        for name in ("doc_number", "issuers", "jurisdiction")
        if facts[name]
    ]
    shown = current(found)
    lines += ["", words.versions]
    for position, version in enumerate(in_order(found.versions.values()), start=1):
        lines += _version(version, position, version is shown, words)
    return "\n".join(lines) + "\n"


def _version(version: Version, position: int, is_current: bool, words: CorpusWords) -> Iterator[str]:
    head = f"  @{position}  {version.id}  {words.statuses[version.status.value]}  {version.date}"
    yield head.rstrip() + (f"  ← {words.current}" if is_current else "")
    if version.withdrawn:
        yield f"      {words.withdrawn.format(reason=on_a_line(version.withdrawn.reason))}"
    if version.reextracts:
        yield f"      {words.reextracts}"
    if version.joined_from:
        yield f"      {words.joined_from.format(document=version.joined_from)}"
    for name in FIELDS:
        if version.value(name) and name not in {"status", "jurisdiction"}:
            value = on_a_line(version.value(name))
            yield f"      {words.fields[name]}: {value}{_mark(name in version.corrected, words)}"
    if version.original:
        yield f"      {words.original}: {on_a_line(version.original.name)} ({version.original.size:,} B)"
    if version.source:
        yield f"      {words.source}: {on_a_line(version.source)}"
    yield f"      {words.received}: {version.received}   {words.extractor}: {version.extractor}"


def history(changes: Iterable[Happened], words: CorpusWords, reviews: ReviewWords) -> str:
    """Changes, oldest first, a line each, with the reason below."""
    lines: list[str] = []
    for change in changes:
        about = " ".join(filter(None, (on_a_line(change.title), on_a_line(reviews.detail(change.kind, change.detail)))))
        who = f"{change.at}  {on_a_line(change.author)}"
        lines.append(f"{change.commit[:_SHORT_COMMIT]}  {who}  {words.kinds[change.kind]}  {about}")
        if change.reason:
            lines.append(f"            {on_a_line(change.reason)}")
        if change.undoes:
            lines.append(f"            ← {change.undoes[:_SHORT_COMMIT]}")
    return "".join(f"{line}\n" for line in lines)


def blamed(clauses: Sequence[Blamed]) -> str:
    """Clauses, a line each, with the version that brought each of them in front."""
    rows = [
        (f"@{item.brought_by.position}", item.brought_by.version.id, item.brought_by.version.date or "-", item.line)
        for item in clauses
    ]
    return _table([(*row[:3], on_a_line(row[3].whole)) for row in rows])


def hits(page: Page[Hit], offset: int, asked: str, words: CorpusWords, *, colour: bool) -> str:
    """Clauses that hold words, with the words marked in what stands around them."""
    if not page.items:
        return f"{words.nothing}\n"
    lines: list[str] = []
    for hit in page.items:
        where = f"{hit.document}@{hit.version}  {words.statuses[hit.status]}  {hit.date}".rstrip()
        lines += [f"{on_a_line(hit.title) or words.untitled}  {on_a_line(hit.address)}".rstrip(), f"  {where}"]
        lines.append(f"  {_around(hit.text, asked, colour=colour)}")
    return "".join(f"{line}\n" for line in lines) + _end(page.total, offset, len(page.items), words)


def duties(found: FoundDuties, offset: int, words: CorpusWords) -> str:
    """Duties, the dated ones first, and how many of all versions they were looked for in."""
    lines = [line for hit in found.page.items for line in _duty(hit, words)] or [words.nothing]
    text = "".join(f"{line}\n" for line in lines)
    if found.page.items:
        text += _end(found.page.total, offset, len(found.page.items), words)
    text += words.coverage.format(covered=found.covered, versions=found.versions) + "\n"
    return text if found.covered == found.versions else f"{text}{words.coverage_hint}\n"


def _duty(hit: DutyHit, words: CorpusWords) -> Iterator[str]:
    duty = hit.duty
    named = "  ".join(filter(None, (duty.last_day or "-", on_a_line(duty.actor), on_a_line(duty.modality))))
    yield f"{named}  {on_a_line(hit.title) or words.untitled}  {on_a_line(hit.address)}".rstrip()
    yield f"  {hit.document}@{hit.version}  “{on_a_line(duty.quote)}”"


def addition(item: Addition, words: CorpusWords) -> str:
    """One file and what became of it; a refusal is told with its remedy elsewhere."""
    where = f"{item.document}  {on_a_line(item.title)}" if item.document else ""
    line = f"{words.outcomes[item.outcome.value]}  {on_a_line(item.file)}  {where}".rstrip() + "\n"
    if item.question:
        return f"{line}    {words.asked.format(question=question(item, words))}\n"
    if item.proposal is None:
        return line
    likely = item.proposal
    reason = words.proposals[likely.reason].format(share=f"{likely.share:.0%}")
    facts = {"document": likely.document, "title": on_a_line(likely.title), "own": item.document, "reason": reason}
    return f"{line}    → {words.proposals[likely.kind.value].format(**facts)}\n"


def question(item: Addition, words: CorpusWords) -> str:
    """Why a file was asked about, with the figures of its account."""
    account = item.account
    facts = {"lost": account.lost, "held": account.held, "judged": account.judged} if account else {}
    return words.questions[item.question].format(**facts)


def additions(items: Sequence[Addition], words: CorpusWords) -> str:
    """How many files were added, known, read again, refused and asked about."""
    outcomes = [item.outcome.value for item in items]
    return (
        words.added.format(
            added=outcomes.count("added"),
            known=outcomes.count("known"),
            again=outcomes.count("re-extracted"),
            refused=outcomes.count("refused"),
            asked=outcomes.count("asked"),
        )
        + "\n"
    )


def verified(found: Verified, words: CorpusWords) -> str:
    """What was looked at, and what is damaged, by name."""
    counts = {"documents": found.documents, "versions": found.versions, "originals": found.originals}
    lines: list[str] = []
    if found.damage:
        lines.append(words.damaged.format(count=len(found.damage)))
        for item in found.damage:
            about = " ".join(filter(None, (item.document, on_a_line(item.title))))
            lines.append(
                f"  {words.damages[item.kind]}  {on_a_line(item.what)}: {on_a_line(item.detail)}  {about}".rstrip()
            )
    else:
        lines.append(words.sound.format(**counts))
    if found.characters:
        reasons = "、".join(
            f"{words.reasons[name]} {count}" for name, count in found.characters.items() if name in words.reasons
        )
        left = words.left_out.format(reasons=reasons) if reasons else ""
        held, read = found.characters.get("held", 0), found.characters.get("read", 0)
        lines.append(words.characters.format(held=held, read=read, left=left))
    if found.partial:
        lines.append(words.partial.format(count=len(found.partial)))
        lines += [f"  {item.lost}  {item.document}@{item.version}  {on_a_line(item.title)}" for item in found.partial]
    if found.unnamed:
        lines.append(words.unnamed.format(count=found.unnamed))
    return "".join(f"{line}\n" for line in lines)


def healed(found: Healed, words: CorpusWords) -> str:
    """What opening the corpus put right."""
    details = [words.interrupted] if found.interrupted else []
    if found.removed:
        details.append(words.removed.format(names=", ".join(found.removed)))
    if found.commits:
        details.append(words.caught_up.format(count=found.commits))
    return f"{words.healed} ({'; '.join(details)})"


def _around(text: str, asked: str, *, colour: bool) -> str:
    """The words looked for with what stands around them; of a long clause, the part that holds the first."""
    spans = sorted(span for word in asked.split() for span in _places(text, lookup_key(word)))
    if not spans:
        return on_a_line(text[: 2 * _CONTEXT])
    start, end = max(0, spans[0][0] - _CONTEXT), min(len(text), spans[0][1] + 2 * _CONTEXT)
    before, after = ("\x1b[1;33m", "\x1b[0m") if colour else ("【", "】")
    parts = ["…"] if start else []
    at = start
    for low, high in spans:
        if low >= at and high <= end:
            parts += [on_a_line(text[at:low]), before, on_a_line(text[low:high]), after]
            at = high
    parts.append(on_a_line(text[at:end]))
    return "".join(parts) + ("…" if end < len(text) else "")


def _places(text: str, key: str) -> Iterator[tuple[int, int]]:
    """Where a folded word stands in a text that is not folded."""
    folded, offsets = "", list[int]()
    for at, char in enumerate(text):
        piece = lookup_key(char)
        folded += piece
        offsets += [at] * len(piece)
    start = folded.find(key) if key else -1
    while start >= 0:
        yield offsets[start], offsets[start + len(key) - 1] + 1
        start = folded.find(key, start + len(key))


def _table(rows: Sequence[Sequence[str]]) -> str:
    """Rows with their columns in line, the last one as long as it is."""
    widths = [max(cell_len(row[at]) for row in rows) for at in range(len(rows[0]) - 1)] if rows else []
    lines = [
        "  ".join([cell + " " * (width - cell_len(cell)) for cell, width in zip(row, widths, strict=False)] + [row[-1]])
        for row in rows
    ]
    return "".join(f"{line}\n" for line in lines)


def _end(total: int, offset: int, count: int, words: CorpusWords) -> str:
    if count == total:
        return words.hits.format(total=total) + "\n"
    return words.shown.format(first=offset + 1, last=offset + count, total=total) + "\n"


def _mark(wanted: bool, words: CorpusWords) -> str:
    return f" ({words.corrected})" if wanted else ""
