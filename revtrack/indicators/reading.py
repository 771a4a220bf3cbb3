"""The targets of all versions, read one after the other and kept in the catalog."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from alignment.indicators.model import Target
from alignment.indicators.of_text import targets_of
from alignment.limits import Limits
from corpus_repo import Corpus
from corpus_repo.answers import Found, Progress, TargetRow
from revtrack.holdings.lacking import read_lacking, title_of
from revtrack.holdings.reading import to_side
from revtrack.holdings.rules import rules_digest

_PORTION = 20


def read_by() -> str:
    """What names the rules that targets are read with."""
    return rules_digest()


def read_targets(corpus: Corpus, limits: Limits, progress: Progress | None = None, *, only: Sequence[str] = ()) -> int:
    """Read the targets of every version (of `only`, by their ids, where any are named) that lacks them; how many
    versions that were.

    A catalog that may only be read is asked for what it holds.
    """
    if not corpus.catalog.writable:
        return 0

    def read(version: Found) -> tuple[TargetRow, ...]:
        side = to_side(corpus.lines(version), "new", limits)
        side = replace(side, issued=side.issued or version.date)
        return tuple(_row(one) for one in targets_of(side, title_of(corpus, version)))

    put = corpus.catalog.put_targets
    return read_lacking(corpus, "targets", read, put, read_by=read_by(), portion=_PORTION, progress=progress, only=only)


def _row(one: Target) -> TargetRow:
    return TargetRow(
        line=int(one.clause[1:]),
        quote=one.quote,
        name=one.name,
        key=one.key,
        scope=one.scope,
        bound=one.bound,
        value="" if one.value is None else str(one.value),
        high="" if one.high is None else str(one.high),
        unit=one.unit,
        family=one.family,
        written=one.written,
        change=one.change,
        year=one.year,
        base=one.base,
    )
