"""The command of indicators: what is to be reached, and the course of one measured thing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from revtrack import exitcodes
from revtrack.cli.asking import answer, asking, filter_of
from revtrack.cli.options import TEXT, Commands, Format, Issuer, Jurisdiction, Language, Limit, Offset, language_of
from revtrack.cli.output import stderr_line
from revtrack.export.unseen import on_a_line
from revtrack.words.help import of_argument
from revtrack.words.indicators import IndicatorWords, indicator_words

if TYPE_CHECKING:
    from corpus_repo.answers import TargetHit
    from revtrack.features.indicators import FoundIndicators
    from revtrack.indicators.model import Indicator, Row
    from revtrack.words.corpus import CorpusWords


def indicators_command(
    name: Annotated[str, typer.Argument(metavar="[WORDS|NAME]", help=of_argument("indicator"))] = "",
    jurisdiction: Jurisdiction = "",
    issuer: Issuer = "",
    limit: Limit = 20,
    offset: Offset = 0,
    form: Format = TEXT,
    lang: Language = None,
) -> int:
    """What is to be reached, or the course of one measured thing."""
    from revtrack.forms import indicators as indicators_json

    said = indicator_words(language_of(lang))
    with asking(lang) as (tracker, words, progress):
        if count := tracker.read_targets(progress(said.keeping)):
            stderr_line(said.read.format(count=count))
        if name:
            one = tracker.indicator(name)
            if one.indicator.rows:
                answer(form, lambda: _one(one.indicator, words, said), lambda: indicators_json.indicator(one))
                return exitcodes.DONE
        asked = filter_of(jurisdiction, issuer, None, 0, 0)
        found = tracker.indicators(name, asked, offset=offset, limit=limit)
        answer(
            form,
            lambda: _list(found, offset, words, said),
            lambda: indicators_json.indicators(found, offset),
        )
    return exitcodes.DONE


def _list(found: FoundIndicators, offset: int, words: CorpusWords, said: IndicatorWords) -> str:
    lines: list[str] = []
    for one in found.page.items:
        years = said.span(one.first, one.last) if one.first else ""
        counts = said.group.format(documents=one.documents, targets=one.targets)
        lines.append("  ".join(part for part in (on_a_line(one.name), counts, years) if part))
    if lines:
        lines.append(words.shown.format(first=offset + 1, last=offset + len(lines), total=found.page.total))
    else:
        lines.append(said.none)
    if found.covered < found.versions:
        lines.append(said.to_be_read.format(covered=found.covered, versions=found.versions))
    return "".join(f"{line}\n" for line in lines)


def _one(one: Indicator, words: CorpusWords, said: IndicatorWords) -> str:
    lines = [on_a_line(one.names[0])]
    if len(one.names) > 1:
        lines.append(f"{said.also}: {on_a_line('、'.join(one.names[1:]))}")
    for row in one.rows:
        lines += ["", *_row(row, words, said)]
    if one.doubts:
        lines += ["", said.doubtful]
    for doubt in one.doubts:
        lines.append(f"  {said.doubts[doubt.doubt.value]}  {doubt.year}")
        lines += [f"    {on_a_line(hit.target.written)}  {_where(hit, words)}" for hit in (doubt.one, doubt.other)]
    return "".join(f"{line}\n" for line in lines)


def _row(row: Row, words: CorpusWords, said: IndicatorWords) -> Iterator[str]:
    yield "  ".join(
        part
        for part in (on_a_line(row.place) or said.no_place, said.levels[row.level], row.scope or said.whole)
        if part
    )
    for step in row.steps:
        if step.turn == "dropped":
            yield f"  {step.text.date[:4] or '-'}  {said.turns[step.turn.value]}  {on_a_line(step.text.title)}"
            continue
        target = step.hit.target
        base = said.base.format(base=on_a_line(target.base)) if target.base else ""
        parts = (str(target.year or "-"), on_a_line(target.written), said.turns[step.turn.value], base)
        yield "  " + "  ".join(part for part in parts if part)
        yield f"    {_where(step.hit, words)}"
        yield f"    “{on_a_line(target.quote)}”"


def _where(hit: TargetHit, words: CorpusWords) -> str:
    from revtrack.export.places import say_address  # loads what compares texts

    title = on_a_line(hit.text.title) or words.untitled
    return f"{title}  {say_address(hit.address)}  {hit.text.document}@{hit.text.version}"


COMMANDS: Commands = (("indicators", indicators_command),)
