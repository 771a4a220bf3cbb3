"""What a text is made of, from the part of a sentence to the whole, and how it is written down.

A text is written, changed in place by a mutation, and written again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import count
from typing import Literal

from tests.alignment.mutations.values import Day, Listing, Months, Reference, Value, chinese
from tests.alignment.mutations.vocabulary import Matter


class Slot(StrEnum):
    """What a part of a sentence says; parts that belong together carry one slot."""

    GLUE = "glue"
    CONDITION = "condition"  # 停业的，
    REACH = "reach"  # a word in a condition by which it catches fewer cases
    THRESHOLD = "threshold"  # an amount in a condition
    ACTOR = "actor"
    SUPPORT = "support"  # 会同区公安局
    FORCE = "force"
    DEADLINE = "deadline"
    LATER = "later"  # a second deadline of the sentence
    PERIOD = "period"  # how long something is kept or holds
    AHEAD = "ahead"  # 提前七日
    CLOCK = "clock"
    RATE = "rate"
    BASIS = "basis"  # 按照技术规范
    PLACE = "place"
    SERVED = "served"
    VERB = "verb"
    LIMIT = "limit"  # what narrows the object: 联网式
    OBJECT = "object"
    ELEMENTS = "elements"
    AMOUNT = "amount"
    RECIPIENT = "recipient"
    ACT = "act"  # 批准, 备案
    MANNER = "manner"  # 书面, 免费
    ROLE = "role"  # 负责, 牵头
    FACTORS = "factors"  # what is weighed
    SANCTION = "sanction"
    FINE = "fine"
    TIER = "tier"  # ；情节严重的，处…罚款
    CLAUSE = "clause"  # a further clause of the sentence, with its comma
    EXCEPTION = "exception"
    REFERENCE = "reference"
    SOURCE = "source"  # a statute that is named, or an article of it
    REPEAL = "repeal"
    CONTENT = "content"  # what a definition, a scope or a rule of transition says


Numbers = Mapping[int, str]


@dataclass(slots=True)
class Part:
    """A stretch of a sentence: its slot, and words or a value that can be written in more than one way."""

    slot: Slot
    value: str | Value

    def say(self, numbers: Numbers) -> str:
        """Its words, with the articles numbered as `numbers` says."""
        if isinstance(self.value, str):
            return self.value
        if isinstance(self.value, Reference):
            return f"第{numbers[self.value.key]}条"
        return self.value.say()


@dataclass(slots=True)
class Sentence:
    """A sentence: its template, the matter that it is about, its parts, and the mark at its end."""

    kind: str
    matter: Matter
    parts: list[Part]
    end: str = "。"

    def say(self, numbers: Numbers | None = None) -> str:
        """The sentence as it is written."""
        return self.core(numbers) + self.end

    def core(self, numbers: Numbers | None = None) -> str:
        """The sentence without the mark at its end."""
        return "".join(part.say(numbers or {}) for part in self.parts)

    def has(self, slot: Slot) -> bool:
        """Whether a part has the slot."""
        return any(part.slot == slot for part in self.parts)

    def part(self, slot: Slot) -> Part:
        """The first part with the slot."""
        return next(part for part in self.parts if part.slot == slot)

    def at(self, slot: Slot) -> int:
        """Where the first part with the slot stands."""
        return next(at for at, part in enumerate(self.parts) if part.slot == slot)

    def words(self, slot: Slot) -> str:
        """The words of all parts with the slot, the commas around them left off."""
        return "".join(part.say({}) for part in self.parts if part.slot == slot).strip("，")

    def listing(self, slot: Slot) -> Listing:
        """The list in the first part with the slot."""
        value = self.part(slot).value
        assert isinstance(value, Listing)
        return value

    def drop(self, slot: Slot) -> str:
        """Take the parts with the slot out; gives their words."""
        words = self.words(slot)
        self.parts = [part for part in self.parts if part.slot != slot]
        return words


@dataclass(slots=True)
class Bracket:
    """Who is responsible for an item and until when, and in which form that is written."""

    lead: list[str]
    support: list[str] = field(default_factory=list[str])
    due: Day | None = None
    form: Literal["labels", "words", "line"] = "labels"
    marks: str = "（）"

    @property
    def may_hold_for_more(self) -> bool:
        """Whether an item before it that has none could be read as its own: a line, or the kind that groups have."""
        return self.form == "line" or self.marks == "〔〕"

    def say(self) -> str:
        """（责任单位：甲、乙；完成时限：…）, （甲牵头，乙配合，…完成）, or the labels as a line of their own."""
        lead, support = "、".join(self.lead), "、".join(self.support)
        if self.form == "words":
            said = [f"{lead}牵头，{support}配合"] if support else [f"{lead}负责"]
            if self.due:
                said.append(f"{self.due.say()}前完成")
            return self.marks[0] + "，".join(said) + self.marks[1]
        said = [f"牵头单位：{lead}", f"配合单位：{support}"] if support else [f"责任单位：{lead}"] if lead else []
        if self.due:
            said.append(f"完成时限：{self.due.say()}前")
        words = "；".join(said)
        return f"\n{words}" if self.form == "line" else self.marks[0] + words + self.marks[1]


@dataclass(slots=True)
class Clause:
    """An article or an item of a plan: a run-in heading, sentences (the last may introduce a list), a list, a bracket.

    `key` is what references name it by. `inline`: the items stand in the paragraph as 一是…；二是….
    """

    key: int
    sentences: list[Sentence]
    heading: str = ""
    items: list[Sentence] = field(default_factory=list[Sentence])
    bracket: Bracket | None = None
    inline: bool = False
    item_style: Literal["brackets", "digits"] = "brackets"


@dataclass(slots=True)
class Row:
    """A row of a task table."""

    task: Sentence
    lead: str
    support: str
    due: Day


@dataclass(slots=True)
class Section:
    """A chapter or a part of a plan. A stage has a span of months, which its heading shows."""

    title: str
    clauses: list[Clause]
    span: Months | None = None
    rows: list[Row] = field(default_factory=list[Row])
    #: Sections below this one (the stages of a plan).
    stages: list[Section] = field(default_factory=list["Section"])


Form = Literal["regulation", "plan"]


@dataclass(slots=True)
class Text:
    """A whole text, the notice that issues it before it where there is one. `flat`: a regulation without chapters."""

    form: Form
    city: str
    district: str
    level: str
    title: str
    own_name: str
    sections: list[Section]
    status: str = ""
    preamble: Clause | None = None
    notice: Notice | None = None
    flat: bool = False
    plan_style: Literal["chinese", "digits"] = "chinese"
    table_form: Literal["tabs", "brackets"] = "tabs"

    def leaves(self) -> Iterator[Section]:
        """The sections with clauses of their own, in reading order."""
        for section in self.sections:
            yield section
            yield from section.stages

    def clauses(self) -> list[Clause]:
        """Every clause, in reading order."""
        return [clause for section in self.leaves() for clause in section.clauses]

    def sentences(self) -> Iterator[Sentence]:
        """Every sentence of the clauses, the items of lists too."""
        if self.notice:
            yield from self.notice.sentences
        for clause in ([self.preamble] if self.preamble else []) + self.clauses():
            yield from clause.sentences
            yield from clause.items

    def reword(self, said: Callable[[str], str]) -> None:
        """Put every stretch of words of the text through a function: titles, sentences, brackets, tables."""
        self.title = said(self.title)
        for part in [part for one in self.sentences() for part in one.parts]:
            if isinstance(part.value, str):
                part.value = said(part.value)
            elif isinstance(part.value, Listing):
                part.value = replace(part.value, names=tuple(said(name) for name in part.value.names))
        for bracket in [one.bracket for one in self.clauses() if one.bracket]:
            bracket.lead = [said(name) for name in bracket.lead]
            bracket.support = [said(name) for name in bracket.support]
        for row in [row for section in self.sections for row in section.rows]:
            row.lead, row.support = said(row.lead), said(row.support)

    def numbers(self) -> dict[int, str]:
        """The numbers of the articles by the keys of the clauses."""
        return {clause.key: chinese(at) for at, clause in enumerate(self.clauses(), start=1)}

    def write(self) -> str:
        """The text as a file."""
        lines = self.notice.lines() if self.notice else []
        lines.append(self.title + self.status)
        if self.preamble:
            lines += clause_lines(self.preamble, "", {})
        return "\n".join(lines + (_articles(self) if self.form == "regulation" else _plan(self))) + "\n"


@dataclass(slots=True)
class Notice:
    """The notice that issues a text: its own title, whom it addresses, its sentences, who issues it and when."""

    title: str
    addressees: list[str]
    sentences: list[Sentence]
    issuer: str
    day: Day

    def lines(self) -> list[str]:
        """Its paragraphs."""
        return [
            self.title,
            "，".join(self.addressees) + "：",
            "".join(sentence.say() for sentence in self.sentences),
            self.issuer,
            self.day.say(),
        ]


_keys = count(1)


def clause(*sentences: Sentence, heading: str = "", items: list[Sentence] | None = None) -> Clause:
    """A clause with a key of its own."""
    return Clause(next(_keys), list(sentences), heading, items or [])


def clause_lines(one: Clause, number: str, numbers: Numbers) -> list[str]:
    """The paragraphs of a clause: its own, and one for each item of its list."""
    head = number + (f"{one.heading}。" if one.heading else "")
    text = head + "".join(sentence.say(numbers) for sentence in one.sentences)
    listed = [sentence.core(numbers) for sentence in one.items]
    if one.inline:
        return [text + "；".join(f"{chinese(at)}是{words}" for at, words in enumerate(listed, 1)) + "。" + _end(one)]
    lines = [text + _end(one)]
    for at, words in enumerate(listed, 1):
        sign = f"（{chinese(at)}）" if one.item_style == "brackets" else f"{at}."
        lines.append(sign + words + ("。" if at == len(listed) else "；"))
    return lines


def _end(one: Clause) -> str:
    return one.bracket.say() if one.bracket else ""


def _articles(text: Text) -> list[str]:
    lines: list[str] = []
    numbers = text.numbers()
    for at, section in enumerate(text.sections, 1):
        if not text.flat:
            lines.append(f"第{chinese(at)}章　{section.title}")
        for one in section.clauses:
            lines += clause_lines(one, f"第{numbers[one.key]}条　", numbers)
    return lines


def _plan(text: Text) -> list[str]:
    lines: list[str] = []
    for at, section in enumerate(text.sections, 1):
        lines.append(f"{chinese(at)}、{section.title}")
        lines += _items(text, section)
        for below, stage in enumerate(section.stages, 1):
            span = f"（{stage.span.say()}）" if stage.span else ""
            lines.append(f"（{chinese(below)}）{stage.title}{span}")
            lines += [line for one in stage.clauses for line in clause_lines(one, "", {})]
        lines += _table(section, text.table_form)
    return lines


def _items(text: Text, section: Section) -> list[str]:
    lines: list[str] = []
    for at, one in enumerate(section.clauses, 1):
        number = f"（{chinese(at)}）" if text.plan_style == "chinese" else f"{at}."
        lines += clause_lines(one, number if len(section.clauses) > 1 else "", {})
    return lines


def _table(section: Section, form: Literal["tabs", "brackets"]) -> list[str]:
    rows = section.rows
    if form == "brackets":
        return [
            f"（{chinese(at)}）{row.task.core()}。"
            f"（牵头单位：{row.lead}；配合单位：{row.support}；完成时限：{row.due.say()}前）"
            for at, row in enumerate(rows, 1)
        ]
    head = ["\t".join(("序号", "工作任务", "牵头单位", "配合单位", "完成时限"))] if rows else []
    return head + [
        "\t".join((str(at), row.task.core(), row.lead, row.support, f"{row.due.say()}前"))
        for at, row in enumerate(rows, 1)
    ]
