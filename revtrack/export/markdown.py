"""The comparison as Markdown that also reads as plain text: for a mail, a note, a ticket."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from alignment.model import Comparison
from revtrack.export.beside import Other
from revtrack.export.entries import Entry, Fact
from revtrack.export.fulltext import Line, Row, Stretch
from revtrack.export.presentation import Report, present
from revtrack.export.quotes import Quote
from revtrack.export.said import NOTHING, Said
from revtrack.export.unseen import show_unseen
from revtrack.words.language import Lang
from revtrack.words.reviews import review_words

#: Whatever could start markup or HTML in running text. The parenthesis is here because `[-…-](` would be a link.
_SPECIAL = re.compile(r"[\\`*~\[\](){}<>|&#]|(?<![^\W_])_|_(?![^\W_])")
_BLANKS = re.compile(r"\s+")
_MARKS = {"removed": ("[-", "-]"), "added": ("{+", "+}")}


def render_markdown(
    comparison: Comparison, *, lang: Lang = "zh", old_name: str = "", new_name: str = "", said: Said = NOTHING
) -> str:
    """The titles, the figures, the obligation changes as a table, the findings and the changed clauses.

    Differing characters stand as `[-removed-]` and `{+added+}`: emphasis marks do not work beside Chinese punctuation.

    Args:
        comparison: what to show.
        lang: language of everything but the quotes.
        old_name, new_name: names of the files compared; "" where there are none.
        said: what people said of it.

    Raises:
        ValueError: there are no words in `lang`.
    """
    report = present(comparison, lang=lang, old_name=old_name, new_name=new_name, said=said)
    blocks = [*_head(report), *_changes(report), *_others(report), *_remarks(report), *_clauses(report)]
    blocks += _rejected(report)
    if report.knowledge:
        blocks.append(f"{report.words.product} · {report.words.knowledge} {_escaped(report.knowledge)}")
    return "\n\n".join(blocks) + "\n"


def _head(report: Report) -> Iterator[str]:
    say = report.words
    yield f"# {_escaped(report.new.title)}"
    yield f"{say.report} · {report.task_name}"
    lines: list[str] = []
    for heading in report.headings:
        facts = [_escaped(heading.title)]
        if heading.issued:
            facts.append(f"{say.issued} {heading.issued}")
        if heading.name and heading.name != heading.title:
            facts.append(_escaped(heading.name))
        lines.append(f"- {heading.role}{say.colon}{' · '.join(facts)}")
    figures = [report.obligation_counts, report.clause_counts, report.finding_counts]
    if report.others:
        figures.insert(1, report.substance_counts)
    lines += [f"- {counts}" for counts in figures]
    yield "\n".join(lines)
    if report.address:
        yield _escaped(review_words(say.lang).address_line.format(address=report.address))
    if report.lead:
        yield f"{say.lead}{say.colon}{_escaped(report.lead_text)}"
    if report.differs:
        yield f"{say.legend}{say.colon}[-{report.old.role}-] {{+{report.new.role}+}}"
    if report.coarser:
        yield f"⚠ {_escaped(report.coarser)}"
    if report.verdict:
        yield report.verdict


def _changes(report: Report) -> Iterator[str]:
    say = report.words
    yield f"## {say.obligation_changes}"
    if not report.entries:
        yield report.no_entries
        return
    head = ("", say.change, say.address, report.old.role, report.new.role)
    yield "\n".join(
        _table_line(cells) for cells in (head, ("---",) * len(head), *(_cells(e, report) for e in report.entries))
    )


def _others(report: Report) -> Iterator[str]:
    """Changes of substance beside the duties as a table, and how much else differs."""
    say = report.words
    if report.others:
        yield f"## {say.other_substance}"
        head = ("", say.change, say.address, report.old.role, report.new.role)
        rows = (_other_cells(other, report) for other in report.others)
        yield "\n".join(_table_line(cells) for cells in (head, ("---",) * len(head), *rows))
    if report.rest:
        yield f"## {say.the_rest}"
        sorts = say.listed([f"{_escaped(rest.name)} {rest.count}" for rest in report.rest])
        yield sorts


def _other_cells(other: Other, report: Report) -> tuple[str, ...]:
    addresses = dict.fromkeys(_escaped(quote.address) for quote in other.quotes if quote and quote.address)
    quotes = (
        _text(quote.text, marked=bool(other.old and other.new)) if quote else report.words.side_has_nothing
        for quote in other.quotes
    )
    told = " · ".join((f"{other.sign} {other.name}", *(f"✓ {_escaped(one.line)}" for one in other.reviews)))
    return (str(other.number or ""), told, f" {report.words.arrow} ".join(addresses), *quotes)


def _table_line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cells(entry: Entry, report: Report) -> tuple[str, ...]:
    say = report.words
    told = [
        f"{' '.join(entry.signs)} {entry.name}",
        *entry.phrases,
        *(_fact(fact, say.arrow, say.not_set) for fact in entry.facts if fact.phrase and entry.change == "modified"),
        *(f"✓ {_escaped(one.line)}" for one in entry.reviews),
    ]
    addresses = dict.fromkeys(_escaped(quote.address) for quote in entry.quotes if quote and quote.address)
    return (
        str(entry.number),
        " · ".join(told),
        f" {say.arrow} ".join(addresses),
        *(_quote(quote, entry, report) for quote in entry.quotes),
    )


def _fact(fact: Fact, arrow: str, not_set: str) -> str:
    return f"{fact.label} {_escaped(fact.old) or not_set} {arrow} {_escaped(fact.new) or not_set}"


def _quote(quote: Quote | None, entry: Entry, report: Report) -> str:
    if quote is not None:
        # Of a duty that stands on one side only every character is marked: that says no more than the first column.
        return _text(quote.text, marked=entry.change == "modified")
    if report.task == "derivation" and entry.change == "removed":
        return f"{entry.name} {report.words.side_has_nothing}"
    return report.words.side_has_nothing


def _rejected(report: Report) -> Iterator[str]:
    """What people took away, as an appendix."""
    say = report.words
    if report.rejected:
        yield f"## {review_words(say.lang).rejected}"
        head = ("", say.change, say.address, report.old.role, report.new.role)
        rows = (_cells(row, report) if isinstance(row, Entry) else _other_cells(row, report) for row in report.rejected)
        yield "\n".join(_table_line(cells) for cells in (head, ("---",) * len(head), *rows))


def _remarks(report: Report) -> Iterator[str]:
    say = report.words
    yield f"## {say.findings}"
    if not report.remarks:
        yield say.no_findings
        return
    yield "\n".join(
        f"- ⚠ {_escaped(remark.title)}{say.colon}{_escaped(remark.message)}"
        f"  （{remark.role} {_escaped(remark.address)}{f'：“{_escaped(remark.quote)}”' if remark.quote else ''}）"
        for remark in report.remarks
    )


def _clauses(report: Report) -> Iterator[str]:
    say = report.words
    rows = [row for passage in report.passages for row in passage.rows if row.changed]
    if not rows and report.differs:  # a name or a number is another, and no clause says anything else
        return
    yield f"## {say.changed_clauses}"
    if not rows:
        yield report.verdict
        return
    for title, alike in groupby(rows, key=lambda row: _row_title(row, report)):
        yield f"### {title}"
        lines = [told for row in alike for line in row.lines for told in _line(line, report)]
        if lines:
            yield "\n".join(lines)


def _row_title(row: Row, report: Report) -> str:
    sides = ("、".join(_escaped(place.address) for place in places) for places in (row.old, row.new))
    addresses = f" {report.words.arrow} ".join(dict.fromkeys(side for side in sides if side))
    notes = [_escaped(f"{note.sign} {note.text}".strip()) for note in row.notes if note.kind != "change"]
    return " · ".join([addresses, row.name, *notes])


def _line(line: Line, report: Report) -> Iterator[str]:
    if line.event == "same":
        return
    say = report.words
    notes = "".join(f"  （{_escaped(f'{note.sign} {note.text}'.strip())}）" for note in line.notes)
    if line.absent:
        yield f"- {line.absent}{say.colon}{_text(line.old or line.new, marked=False)}{notes}"
        return
    for role, text in ((report.old.role, line.old), (report.new.role, line.new)):
        if text:
            yield f"- {role}{say.colon}{_text(text, marked=True)}{notes}"
            notes = ""


def _text(stretches: Iterable[Stretch], *, marked: bool) -> str:
    parts: list[str] = []
    for stretch in stretches:
        before, after = _MARKS.get(stretch.mark, ("", "")) if marked else ("", "")
        parts.append(f"{before}{_escaped(stretch.text)}{after}")
    return "".join(parts)


def _escaped(text: str) -> str:
    """Text on one line in which nothing is markup; unseen characters are written out.

    It must not be put at the head of a line: there a number or a dash would still make a list.
    """
    return _SPECIAL.sub(r"\\\g<0>", show_unseen(_BLANKS.sub(" ", text)))
