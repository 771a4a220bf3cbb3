"""What binds when, as lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from corpus_repo.catalog import document_facts
from revtrack.export.places import say_address
from revtrack.export.unseen import on_a_line
from revtrack.force.model import ENDED_BY
from revtrack.forms.force import position
from revtrack.words.comparison import words as comparison_words
from revtrack.words.corpus import CorpusWords
from revtrack.words.force import ForceWords
from revtrack.words.language import Lang

if TYPE_CHECKING:
    from alignment.model import ObligationChange
    from corpus_repo import Document, Version
    from corpus_repo.answers import EventHit, Page
    from revtrack.features.inforce import FoundEnded, FoundStanding
    from revtrack.force.articles import ArticleHistory, ArticleStep
    from revtrack.force.model import Proof, Standing, Turn
    from revtrack.force.texts import TextOn

#: Characters of a quote on a line of a list.
_QUOTE = 160


def force(found: FoundStanding, words: CorpusWords, said: ForceWords) -> str:
    """How one document stands, why, and its course."""
    lines = [*_standing(found.standing, words, said), "", said.course]
    lines += [line for turn in found.course.turns for line in _turn(turn, found.course.document, words, said)]
    if not found.course.turns:
        lines.append(f"  {said.nothing_known}")
    return "".join(f"{line}\n" for line in lines) + _covered(found.covered, found.versions, said)


def text_on(of: TextOn, words: CorpusWords, said: ForceWords) -> tuple[str, ...]:
    """What is told of the wording of a day beside it: how the document stands, which text it is, what lacks."""
    document = of.standing.document
    lines = list(_standing(of.standing, words, said))
    if of.version is not None:
        at, name = position(document, of.version), of.version.id
        lines.append(f"  {said.text_is}: {document.id}@{at} {name}  sha256 {of.version.digest}")
    elif of.lacking:
        lines.append(f"  {said.text_lacking}")
        for label, turn in ((said.text_before, of.before), (said.text_after, of.after)):
            if turn is not None and turn.version is not None:
                lines.append(f"  {label}: {turn.day}  {_version(turn.version, document, words)}")
    else:
        lines.append(f"  {said.text_none}")
    published = of.published
    if published is not None and published.version is not None and published.version is not of.standing.version:
        lines.append(f"  {said.text_published}: {published.passed}  {_version(published.version, document, words)}")
    return tuple(lines)


def article(of: ArticleHistory, words: CorpusWords, said: ForceWords, lang: Lang) -> str:
    """A paragraph a turn: what it did to the article, its words then, its duties, who decided so."""
    document = of.course.document
    title, at = on_a_line(document_facts(document)["title"]), position(document, of.named.version)
    lines = [f"{title}  {say_address(of.address)}  @{at}"]
    for step in of.steps:
        lines += ["", *_article_step(step, document, words, said, lang)]
    for one in of.endings:
        lines += ["", said.document_ended.format(day=one.day, what=said.states[ENDED_BY[one.kind].value])]
        lines += _proof(one.proof, said.because, said)
    return "".join(f"{line}\n" for line in lines)


def _article_step(
    step: ArticleStep, document: Document, words: CorpusWords, said: ForceWords, lang: Lang
) -> Iterator[str]:
    turn = step.turn
    what = " · ".join(said.whats[one.value] for one in step.what)
    held = _version(turn.version, document, words) if turn.version else ""
    yield f"{turn.day or said.since_unknown}  {what}  {say_address(step.address)}  {held}".rstrip()
    if turn.version is None:
        yield f"    {said.not_held}"
    elif step.since:
        yield f"    {said.may_be_earlier.format(count=len(step.since))}"
    if turn.by:
        yield f"    {said.decided_by}: {on_a_line(turn.by)}"
    for order in step.orders:
        yield f"    {said.ordered}: {order.document}@{order.version}  “{_short(order.quote)}”"
    for _, line in step.lines:
        yield f"      {_short(line.whole)}"
    if step.before:
        yield f"    {said.duties_changed if step.duties else said.duties_same}"
    for change in step.duties:
        yield f"      {_duty(change, lang)}"
        yield from (
            f"        {sign} {_short(duty.text)}" for sign, duty in (("−", change.old), ("+", change.new)) if duty
        )


def _duty(change: ObligationChange, lang: Lang) -> str:
    say = comparison_words(lang)
    fields = [say.field_change(name, change.directions.get(name, "")) for name in change.fields]
    return "  ".join([say.change_name(change.change, "revision"), *fields])


def ended(found: FoundEnded, waiting: Page[EventHit], offset: int, words: CorpusWords, said: ForceWords) -> str:
    """What binds no more on a day, and what waits."""
    lines = [f"{said.no_longer}  {found.day}"]
    for one in found.page.items:
        lines += ["", *_standing(one, words, said)]
    if not found.page.items:
        lines.append(said.none_ended)
    else:
        last = offset + len(found.page.items)
        lines += ["", words.shown.format(first=offset + 1, last=last, total=found.page.total)]
    lines += ["", f"{said.waiting}  {waiting.total}"]
    for hit in waiting.items:
        lines.append(
            f"  {said.events[hit.event.kind]} 《{on_a_line(hit.event.title)}》 {hit.event.doc_number}".rstrip()
        )
        lines.append(f"    {said.by} {on_a_line(hit.title)}  {say_address(hit.address)}  {hit.document}@{hit.version}")
    return "".join(f"{line}\n" for line in lines) + _covered(found.covered, found.versions, said)


def _standing(of: Standing, words: CorpusWords, said: ForceWords) -> Iterator[str]:
    facts = document_facts(of.document)
    yield f"{on_a_line(facts['title']) or words.untitled}  {on_a_line(facts['doc_number'])}".rstrip()
    yield f"  {of.document.id}  {of.day}  {said.states[of.state.value]}"
    if of.version is not None:
        yield f"  {said.version_on}: {_version(of.version, of.document, words)}  {of.version.date}".rstrip()
    if of.since or of.until:
        since = said.since.format(day=of.since) if of.since else said.since_unknown
        until = said.until.format(day=of.until) if of.until else ""
        yield f"  {' '.join(filter(None, (since, until, said.assumed if of.assumed else '')))}"
    if of.provisional:
        yield f"  {said.provisional}"
    if of.period[0]:
        yield f"  {said.period.format(first=of.period[0], last=of.period[1])}"
    for one in of.proofs:
        yield from _proof(one, said.because, said)
    for one in of.partial:
        yield from _proof(one, f"{said.partly} {on_a_line(one.part)}", said)
    if of.next is not None:
        coming = said.coming.format(day=of.next.day, what=said.turns[of.next.kind])
        yield f"  {coming}  {on_a_line(of.next.by)}".rstrip()


def _proof(one: Proof, label: str, said: ForceWords) -> Iterator[str]:
    where = f"{on_a_line(one.title)}  {say_address(one.address)}".rstrip()
    yield f"  {label}: {said.events[one.kind]}  {one.day}  {where}".rstrip()
    yield f"    {one.document}@{one.version}  “{_short(one.quote)}”"
    if one.until_by:
        yield f"    {said.latest_by.format(day=one.until_by)}"
    if not one.sure:
        yield f"    {said.doubtful}"


def _turn(turn: Turn, document: Document, words: CorpusWords, said: ForceWords) -> Iterator[str]:
    held = _version(turn.version, document, words) if turn.version else said.lacking
    yield f"  {turn.day or said.since_unknown}  {said.turns[turn.kind]}  {held}  {on_a_line(turn.by)}".rstrip()


def _version(version: Version, document: Document, words: CorpusWords) -> str:
    return f"@{position(document, version)} {version.id}  {words.statuses[version.status.value]}"


def _covered(covered: int, versions: int, said: ForceWords) -> str:
    return "" if covered == versions else said.covered.format(covered=covered, versions=versions) + "\n"


def _short(text: str) -> str:
    plain = on_a_line(text)
    return plain if len(plain) <= _QUOTE else f"{plain[:_QUOTE]}…"
