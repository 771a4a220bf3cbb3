"""Every target of a text: of its tables and of its sentences, in reading order."""

from __future__ import annotations

import re

from alignment.indicators.model import Target
from alignment.indicators.sentences import Place, targets_in
from alignment.indicators.tables import rows_of, table_targets
from alignment.indicators.words import words_in
from alignment.indicators.years import years_of_title
from alignment.model import Clause, Kind, Role, Side

_ARTICLE = re.compile(r"第[零〇一二三四五六七八九十百千两\d]{1,8}条")


def targets_of(side: Side, title: str = "") -> tuple[Target, ...]:
    """The targets of a text, called by its title. Articles set standards for everybody and are left out."""
    first, year = years_of_title(title or side.title)
    tabled = rows_of(side.clauses)
    found = list(table_targets(side.clauses, first, year))
    for clause in side.clauses:
        if clause.id in tabled or clause.kind is Kind.TOC or _ARTICLE.match(clause.number):
            continue
        heading = _heading(side, clause)
        for sentence in clause.sentences:
            if sentence.role is Role.RESPONSIBILITY:
                continue
            found += targets_in(sentence.text, Place(clause.id, year, side.issued), heading=heading)
            found += words_in(sentence.text, clause.id, year)
    order = {clause.id: at for at, clause in enumerate(side.clauses)}
    return tuple(sorted(found, key=lambda one: order[one.clause]))


def _heading(side: Side, clause: Clause) -> str:
    """The words of the headings above a clause."""
    return " ".join(side.by_clause[above].text[:60] for above in clause.path if above in side.by_clause)
