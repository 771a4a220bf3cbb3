"""The words of comparisons and errors as one thing: plain labels, and sentences made of what they are about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from revtrack.words.account_phrases import AccountWords
from revtrack.words.failures import BINARIES, FAILURES, REMARKS
from revtrack.words.language import LANGUAGES
from revtrack.words.refusals import REFUSALS

if TYPE_CHECKING:  # the package's door loads the numerical libraries, which no error message needs
    from alignment.model import Counts, Finding, SideName, Task


#: Signs that carry the meaning where colour is missing.
CHANGE_SIGNS: Mapping[str, str] = {"unchanged": " ", "modified": "~", "added": "+", "removed": "−"}
FIELD_SIGNS: Mapping[str, str] = {"actor": "主", "deadline": "◷"}
DIRECTION_SIGNS: Mapping[str, str] = {
    "stronger": "▲",
    "weaker": "▼",
    "more": "▲",
    "fewer": "▼",
    "wider": "▲",
    "narrower": "▼",
}
MOVED_SIGN = "⇅"


@dataclass(frozen=True, slots=True, kw_only=True)
class Words(AccountWords):
    """The user interface in one language: plain labels as attributes, everything that depends on data as methods."""

    # --- titles and sections -----------------------------------------------------------------------------------
    product: str
    report: str
    old: str
    new: str
    task: str
    issued: str
    knowledge: str
    untitled: str
    obligation_changes: str
    findings: str
    full_text: str
    changed_clauses: str
    contents: str
    nothing_changed: str
    no_obligation_changes: str
    no_findings: str
    why: str
    score: str
    margin: str
    matched_by: str
    runner_up: str
    read_from: str
    change: str
    address: str
    clause: str
    line: str
    side_has_nothing: str
    not_set: str
    #: A value that only the new text has, one that only the old one had.
    lead_came: str
    lead_went: str
    quote: str
    arrow: str

    # --- facts about rows --------------------------------------------------------------------------------------
    moved: str
    renumbered: str
    localised: str
    split: str
    merged: str
    front: str
    back: str
    toc: str
    preamble: str
    heading: str

    # --- controls of the report --------------------------------------------------------------------------------
    all: str
    filter: str
    filter_by_kind: str
    filter_by_field: str
    side_by_side: str
    inline: str
    only_changes: str
    view: str
    previous: str
    next: str
    skip_to_content: str
    legend: str
    search: str
    expand_all: str
    collapse_all: str
    keys: str
    single_keys: str
    orders: Mapping[str, str]
    order: str
    copy_quote: str
    copied: str
    keys_switch: str
    permalink: str
    any_actor: str
    any_polarity: str
    show_whole: str
    obligation_change: str
    kept: str
    origin: str

    # --- command line ------------------------------------------------------------------------------------------
    error: str
    bug: str
    bug_log: str
    bug_no_log: str
    written: str
    remedy: str
    place_line: str
    place_byte: str

    tasks: Mapping[str, str]
    task_sides: Mapping[str, tuple[str, str]]
    short_sides: Mapping[str, tuple[str, str]]
    changes: Mapping[str, Mapping[str, str]]
    fields: Mapping[str, str]
    directions: Mapping[str, str]
    field_directions: Mapping[tuple[str, str], str]
    relations: Mapping[str, str]
    polarities: Mapping[str, str]
    matches: Mapping[str, str]
    reasons: Mapping[str, str]
    finding_titles: Mapping[str, str]
    finding_texts: Mapping[str, Mapping[str, str]]
    limits: Mapping[str, str]
    joiner: str
    stop: str

    @property
    def html_lang(self) -> str:
        """The tag of the language in HTML."""
        return LANGUAGES[self.lang].tag

    # --- lookups -----------------------------------------------------------------------------------------------
    def task_name(self, task: Task) -> str:
        """What the comparison is for."""
        return self.tasks[task]

    def side(self, side: SideName, task: Task) -> str:
        """What the old or the new text is called: before/after, or higher/lower level."""
        return self.task_sides[task][0 if side == "old" else 1]

    def short_side(self, side: SideName, task: Task) -> str:
        """One word for the old or the new text, to stand in front of a quote."""
        return self.short_sides[task][0 if side == "old" else 1]

    def change_name(self, change: str, task: Task) -> str:
        """added, removed, modified or unchanged; in a derivation `removed` is "not taken up"."""
        return self.changes[task][change]

    def field(self, field: str) -> str:
        """The name of a field of an obligation."""
        return self.fields[field]

    def direction(self, direction: str) -> str:
        """A direction on its own: later, weaker, dropped …"""
        return self.directions[direction]

    def field_change(self, field: str, direction: str = "") -> str:
        """A changed field with its direction as one phrase: 期限延后, "deadline later"."""
        if not direction or direction == "other":
            direction = "other"
        phrase = self.field_directions.get((field, direction))
        if phrase is not None:
            return phrase
        return f"{self.fields[field]}{' ' if self.lang == 'en' else ''}{self.directions[direction]}"

    def field_sign(self, field: str, direction: str = "") -> str:
        """A sign for a changed field (◷ 主 ▲ ▼), "" where it has none."""
        return FIELD_SIGNS.get(field) or DIRECTION_SIGNS.get(direction, "")

    def relation(self, relation: str) -> str:
        """How two counterpart sentences relate."""
        return self.relations[relation]

    def polarity(self, polarity: str) -> str:
        """duty, prohibition, permission, encouragement or release."""
        return self.polarities.get(polarity, polarity)

    def match(self, matched_by: str) -> str:
        """Which step of the alignment made a link; an unknown step is shown as it calls itself."""
        return self.matches.get(matched_by, matched_by)

    def reason(self, why: str) -> str:
        """Why a change was reported: "deadline: 4月 → 5月" with the field by its name, or a known sentence."""
        told: list[str] = []
        for part in why.split("；"):
            name, mark, rest = part.partition(": ")
            told.append(f"{self.fields[name]}{self.colon}{rest}" if mark and name in self.fields else part)
        return self.reasons.get(why, "；".join(told))

    def finding_title(self, kind: str) -> str:
        """The short name of a kind of finding."""
        return self.finding_titles.get(kind, kind)

    def finding(self, finding: Finding) -> str:
        """A finding as a sentence. The Chinese one comes with the finding; the English one is made of its facts.

        A kind has a template for each fact (or value of a fact) that tells its variants apart, "" for any other.
        """
        if self.lang == "zh":
            return finding.message
        for marker, template in self.finding_texts.get(finding.kind, {}).items():
            if marker in finding.facts or marker in finding.facts.values() or not marker:
                return template.format_map(_Facts(finding.facts, quote=finding.quote))
        return finding.message

    def refusal(self, kind: str, facts: Mapping[str, str]) -> tuple[str, str]:
        """(what is wrong, what to do) for an input that was refused."""
        problem, remedy = REFUSALS[kind][self.lang]
        if kind == "binary":
            name, remedy = BINARIES[facts["format"]][self.lang]
            return problem.format(format=name), remedy
        return problem.format_map(_Facts(facts)), remedy.format_map(_Facts(facts))

    def failure(self, kind: str, facts: Mapping[str, str]) -> tuple[str, str]:
        """(what went wrong, what to do) for an operation that failed."""
        problem, remedy = FAILURES[kind][self.lang]
        return problem.format_map(_Facts(facts)), remedy.format_map(_Facts(facts))

    def remark(self, kind: str, facts: Mapping[str, str]) -> str:
        """What is worth knowing about how a text was got."""
        return REMARKS[kind][self.lang].format_map(_Facts(facts))

    def listed(self, parts: list[str]) -> str:
        """Parts joined the way the language lists things."""
        return self.joiner.join(part for part in parts if part)

    def clause_counts(self, counts: Counts, task: Task) -> str:
        """The clause half of the line of figures."""
        names = self.changes[task]
        figures = [
            (counts.unchanged, names["unchanged"]),
            (counts.modified, names["modified"]),
            (counts.added, names["added"]),
            (counts.removed, names["removed"]),
            (counts.renumbered, self.renumbered),
        ]
        if counts.moved:
            figures.append((counts.moved, self.moved))
        if counts.localised:
            figures.append((counts.localised, self.localised))
        head = "条款 " if self.lang == "zh" else "Clauses: "
        return head + " · ".join(f"{figure} {name}" for figure, name in figures)

    def obligation_counts(self, counts: Counts, task: Task) -> str:
        """The obligation half of the line of figures, with its sum."""
        names = self.changes[task]
        figures = (
            (counts.obligations_removed, names["removed"]),
            (counts.obligations_added, names["added"]),
            (counts.obligations_modified, names["modified"]),
        )
        total = sum(figure for figure, _ in figures)
        told = f"{total} 项义务变化" if self.lang == "zh" else f"{total} obligation change{'s' * (total != 1)}"
        said = self.bracketed(" · ".join(self._figure(figure, name) for figure, name in figures))
        beside = ((counts.obligations_carried, "carried"), (counts.obligations_beside, "beside"))
        more = [self._figure(figure, names[name]) for figure, name in beside if task == "derivation"]
        return " · ".join([told + (said if self.lang == "zh" else f" {said.strip()}"), *more])

    def _figure(self, figure: int, name: str) -> str:
        return f"{name} {figure}" if self.lang == "zh" else f"{figure} {name}"

    def finding_counts(self, count: int) -> str:
        """How many findings there are."""
        if self.lang == "zh":
            return f"{count} 处疑点"
        return f"{count} finding" if count == 1 else f"{count} findings"

    def counts(self, counts: Counts, task: Task) -> str:
        """The one line of figures at the head of every rendering."""
        return "   ".join(
            (
                self.obligation_counts(counts, task),
                self.clause_counts(counts, task),
                self.finding_counts(counts.findings),
            )
        )

    def shown(self, shown: int | str, total: int | str) -> str:
        """What a filter leaves visible: it never hides silently."""
        return f"显示 {shown} / 共 {total} 项" if self.lang == "zh" else f"showing {shown} of {total}"

    def folded(self, count: int) -> str:
        """The line that stands for a folded run of unchanged clauses."""
        if self.lang == "zh":
            return f"{count} 条未变化"
        return f"{count} unchanged clause" if count == 1 else f"{count} unchanged clauses"

    def moved_from(self, address: str) -> str:
        """Where a moved clause stood in the old text."""
        return f"移自 {address}" if self.lang == "zh" else f"moved from {address}"

    def moved_to(self, address: str) -> str:
        """Where a moved sentence stands in the new text."""
        return f"移至 {address}" if self.lang == "zh" else f"moved to {address}"

    def also_in(self, address: str) -> str:
        """Where the rest of a counterpart stands."""
        return f"另见 {address}" if self.lang == "zh" else f"see also {address}"

    def kept_in(self, address: str) -> str:
        """Where part of a dropped sentence survives."""
        return f"部分文字见于 {address}" if self.lang == "zh" else f"partly kept in {address}"

    def kept_from(self, address: str) -> str:
        """Where part of a new sentence was taken from."""
        return f"部分文字出自 {address}" if self.lang == "zh" else f"partly taken from {address}"

    def hidden(self, count: int | str) -> str:
        """That a view leaves unchanged clauses out."""
        if self.lang == "zh":
            return f"已隐去 {count} 条未变化的条款"
        return f"{count} unchanged clause{'' if count == 1 else 's'} hidden"

    def coarser(self, fallback: str) -> str:
        """That a limit made part of the work coarser, and what that means."""
        return self.limits.get(fallback, fallback)


class _Facts(dict[str, str]):
    """Facts for a template; one that is missing reads as nothing, so that a message never fails."""

    def __init__(self, facts: Mapping[str, str], **more: str) -> None:
        super().__init__(more)
        self.update(facts)

    def __missing__(self, key: str) -> str:
        return ""
