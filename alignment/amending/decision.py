"""Amendment decisions read as instructions: what each one does, to which provision, with which words.

A decision speaks in set forms (将第二条修改为：“…”; 第三条增加一款，作为第三款：“…”; 删去第六条). Quotations are
followed over paragraphs, so that a quoted provision is never read as an instruction of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from alignment.amending.steps import (
    ANNOUNCES,
    NEW_NUMBERS,
    NUMERAL,
    OPERATION,
    QUOTATION,
    TITLE_MARKS,
    Step,
    StepKind,
    read_steps,
)
from alignment.model import Side
from alignment.reading.numerals import Label, Level, read_label
from alignment.reading.reflow import reflow


@dataclass(frozen=True, slots=True)
class Amendment:
    """One instruction of a decision.

    Attributes:
        number: its number in the decision ("二", in a decision on many texts "一/2"), "" where it has none.
        law: the title of the text to be amended as the decision gives it, "" where it gives none.
        kind: the kind of its steps, "several" where they differ.
        quote: its exact words with its number, paragraphs with line ends between.
        steps: what it orders, in order; never empty.
        clauses: ids of the clauses of the decision it stands in (none where lines were read).
        line: the paragraph of the decision it begins in, from 1.
    """

    number: str
    law: str
    kind: StepKind | Literal["several"]
    quote: str
    steps: tuple[Step, ...]
    clauses: tuple[str, ...] = ()
    line: int = 0


def read_amendments(decision: Side | str | Sequence[str]) -> tuple[Amendment, ...]:
    """The instructions of an amendment decision in reading order; announcements are none.

    Args:
        decision: the decision as read into clauses, its text, or its paragraphs. The amended text may follow under 附.

    Returns:
        every instruction; one that is not understood has a step of kind "unknown".
    """
    read: list[Amendment] = []
    for block in _blocks(_paragraphs(decision)):
        masked = block.masked()
        steps = tuple(read_steps(*masked))
        if not steps:
            continue
        kinds = {step.kind for step in steps}
        kind = steps[0].kind if len(kinds) == 1 else "several"
        ids = tuple(dict.fromkeys(name for name, _ in block.lines if name))
        quote = "\n".join(text for _, text in block.lines)
        read.append(Amendment(block.number, block.law, kind, quote, steps, ids, block.at))
    return tuple(read)


# --- the decision into instructions ------------------------------------------------------------------------------

_STRONG_HEAD = re.compile(
    rf"[^“”。；]{{0,80}}?第{NUMERAL}[条款项章][^“”。；]{{0,30}}"
    r"(?:[改整]为|删[去除]|增加)|(?:增加|删[去除]|修改)"
)
_LEADS_IN = re.compile(
    r"(?:[作做](?:出|了)?)?(?:如下|以下)(?:修改|修订|调整|修正|补充)(?:[和及、](?:修改|补充|完善|调整))?[：:，。]?"
    r"|(?:修改|调整|修订)如下[：:，。]?"
)
_OPEN, _CLOSE = "“「『", "”」』"
_HEADER = re.compile(
    r"(?:修改|对|将|关于|把)?《(?P<law>.{2,160})》(?:[（(][^）)]*[）)])*(?:的修改|的部分条款|部分条款)?"
    r"(?:作(?:出)?如下修改|作出修改|进行如下修改|修改如下|作以下修改)?[：:。；]?$"
)
_ENDING = re.compile(
    r"(?:本决定|本修正案|本通知|本公告)[^。；]{0,12}(?:自|从)[^。；]{0,40}(?:施行|生效|实施|执行)"
    r"|根据本(?:决定|修正案)|(?:此外|同时)?[，,]?(?:本决定|以上)[^。]{0,20}(?:公布|印发)"
)
_APPENDED = re.compile(r"附(?:件|录)?\s*(?:\d+\s*)?(?:[：:]|$|《)")
_WAITS = re.compile(r"(?:[改整]为[^：:“”]{0,40}|作为[^：:“”]{1,40}|增加[^：:“”]{0,40}|规定|内容(?:如下|为))[：:]$")
_SHORT_NAME = re.compile(r"《([^》]{2,160})》[^《》]{0,30}以下简称[：:]?[“《]([^”》]{1,40})[”》]")


def _paragraphs(decision: Side | str | Sequence[str]) -> list[tuple[str, str]]:
    """(clause id, text) of every natural paragraph."""
    if isinstance(decision, Side):
        found: list[tuple[str, str]] = []
        for clause in decision.clauses:
            if clause.runs_on and found:
                found[-1] = (found[-1][0], found[-1][1] + clause.text)
            elif clause.text.strip():
                found.append((clause.id, clause.text.strip()))
        return found
    lines: Iterable[str] = decision
    if isinstance(decision, str):
        lines = (paragraph.text.text for paragraph in reflow(decision).paragraphs)
    return [("", line.strip()) for line in lines if line.strip()]


@dataclass(slots=True)
class _Masker:
    """Takes quotations out of paragraphs as they come; `depth` is how many are open."""

    plain: list[str] = field(default_factory=list[str])
    quotes: list[str] = field(default_factory=list[str])
    inside: list[str] = field(default_factory=list[str])
    depth: int = 0

    def feed(self, text: str) -> None:
        """Read one paragraph."""
        if self.depth:
            self.inside.append("\n")
            if text[0] in _OPEN and _is_continuation(text):
                text = text[1:]
                self.depth = 1  # what was open inside a paragraph ends with it
        elif self.plain:
            self.plain.append("\n")
        for char in text:
            self._take(char)

    def _take(self, char: str) -> None:
        if char in _OPEN or (char in '"＂' and not self.depth):
            self.depth += 1
            if self.depth > 1:
                self.inside.append(char)
        elif self.depth and (char in _CLOSE or (char in '"＂' and self.depth == 1)):
            self.depth -= 1
            if self.depth:
                self.inside.append(char)
            else:
                self.close()
        elif self.depth:
            self.inside.append(char)
        else:
            self.plain.append(" " if char == QUOTATION else char)

    def close(self) -> None:
        """End the open quotation."""
        self.depth = 0
        self.quotes.append("".join(self.inside).strip("\n"))
        self.inside.clear()
        self.plain.append(QUOTATION)


def _is_continuation(text: str) -> bool:
    """Whether the mark that opens a paragraph within a quotation only says that the quotation goes on."""
    opened, closed = (sum(text.count(mark) for mark in marks) for marks in (_OPEN, _CLOSE))
    if opened == closed:
        return text.rstrip("。；;，, ")[-1:] in _CLOSE
    return opened > closed


@dataclass(slots=True)
class _Block:
    """The paragraphs of one instruction; `given` counts those at its end that quote without quotation marks."""

    number: str
    law: str
    at: int
    label: Label | None
    lines: list[tuple[str, str]]
    given: int = 0
    waits: bool = False

    def masked(self) -> tuple[str, list[str]]:
        """The words outside quotations, without the number, and the quotations in order."""
        masker = _Masker()
        texts = [text for _, text in self.lines]
        said, given = texts[: len(texts) - self.given], texts[len(texts) - self.given :]
        for at, text in enumerate(said):
            cut = text[self.label.end :] if self.label and not at else text
            if cut:
                masker.feed(cut)
        if masker.depth:
            masker.close()
        if given:
            masker.inside.append("\n".join(given))
            masker.close()
        plain = "".join(masker.plain)
        lead = list(_LEADS_IN.finditer(plain))
        if lead:
            # quotations before the end of the lead-in belong to the preamble
            skipped = plain[: lead[-1].end()].count(QUOTATION)
            return plain[lead[-1].end() :], masker.quotes[skipped:]
        return plain, masker.quotes


@dataclass(slots=True)
class _Reader:
    """Where reading stands: the block that is open, the law it is about, and how instructions are numbered."""

    blocks: list[_Block] = field(default_factory=list[_Block])
    current: _Block | None = None
    masker: _Masker = field(default_factory=_Masker)
    law: str = ""
    names: dict[str, str] = field(default_factory=dict[str, str])
    header: Label | None = None
    level: Level | None = None
    ended: bool = False

    def start(self, name: str, text: str, at: int, label: Label | None) -> None:
        """Begin an instruction."""
        number = label.name if label else ""
        if label and self.header and label.level is not self.header.level:
            number = f"{self.header.name}/{number}"
        self.current = _Block(number, self.law_of(text, label), at, label, [(name, text)])
        self.blocks.append(self.current)
        self.masker = _Masker()
        self.follow(text)
        if label and (self.level is None or label.level is not self.level):
            self.level = label.level

    def follow(self, text: str) -> None:
        """Count quotation marks, and note whether the new wording is still to come without any."""
        self.masker.feed(text)
        if self.current is not None:
            self.current.waits = not self.masker.depth and bool(_WAITS.search(text))

    def add(self, name: str, text: str) -> None:
        """One more paragraph of the open instruction."""
        if self.current is not None:
            self.current.lines.append((name, text))
            self.follow(text)

    def law_of(self, text: str, label: Label | None) -> str:
        """The law that an instruction names before the provision, else that of the decision or its section."""
        head = text[label.end if label else 0 :].split("“", 1)[0]
        named = TITLE_MARKS.search(head.split("第", 1)[0])
        if named is None or re.search(r"[称题]", head[: named.start()]):
            return self.law
        return self.names.get(named["law"], self.law if self.names and self.law else named["law"])


def _blocks(paragraphs: list[tuple[str, str]]) -> list[_Block]:
    reader = _Reader()
    for at, (name, text) in enumerate(paragraphs, 1):
        if not _take_paragraph(reader, name, text, at):
            break
    return reader.blocks


def _take_paragraph(reader: _Reader, name: str, text: str, at: int) -> bool:
    """Give one paragraph to the instruction it belongs to; False where the decision is over."""
    label, block = read_label(text), reader.current
    if block is not None and reader.masker.depth:
        resumes = _is_next(block.label, label) and _STRONG_HEAD.match(text, label.end if label else 0)
        if not resumes and not (text.startswith("本决定") and _ENDING.match(text)):
            reader.add(name, text)
            return True
        reader.masker = _Masker()  # a quotation mark that was never closed must not swallow what follows
    if _APPENDED.match(text) and reader.blocks:
        return False
    outside = _outside(text)
    if block is not None and _goes_on(block, text, outside, label):
        if block.given or (block.waits and text[0] not in _OPEN):
            block.given += 1
            block.lines.append((name, text))
        else:
            reader.add(name, text)
        return True
    body = text[label.end :].strip() if label else text
    header = _HEADER.match(body)
    if header and not OPERATION.search(outside):
        reader.law, reader.header, reader.current = header["law"], label, None
        return True
    if _ENDING.search(outside) or ANNOUNCES.search(outside):
        rest = bool(NEW_NUMBERS.search(outside))
        reader.ended, reader.current = True, None
        if rest:
            reader.start(name, text, at, None)
        # an ending may close with the first words of an instruction only in a text gone wrong
        return True
    if reader.ended and (label is None or label.level in (Level.ARTICLE, Level.CHAPTER, Level.PART)):
        return False
    _take_outside(reader, name, text, at, label, outside)
    return True


def _take_outside(reader: _Reader, name: str, text: str, at: int, label: Label | None, outside: str) -> None:
    """A paragraph that begins outside quotations: the preamble, an instruction, or more of the last one."""
    lead = _LEADS_IN.search(outside)
    if lead and not OPERATION.search(outside[lead.end() :]):
        reader.names.update({short: full for full, short in _SHORT_NAME.findall(text)})
        titles = _outer_titles(text)
        reader.law = titles[0] if titles else reader.law
        reader.header, reader.current = (label if titles else None), None
        return
    if lead and not reader.law:
        titles = _outer_titles(text[: text.find(lead[0])])
        reader.law = titles[-1] if titles else ""
    if not reader.law and not reader.blocks:
        reader.names.update({short: full for full, short in _SHORT_NAME.findall(text)})
    operates = bool(OPERATION.search(outside) or NEW_NUMBERS.search(outside))
    if label is not None:
        expected = reader.level is label.level or (reader.level is None and reader.law and label.value == 1)
        if operates or expected:
            reader.start(name, text, at, label)
        return
    if not operates:
        return
    order_only = NEW_NUMBERS.search(outside) and not re.search(rf"第{NUMERAL}[条款项]", outside)
    if reader.current is not None and reader.current.label is not None and not order_only:
        reader.add(name, text)
    else:
        reader.start(name, text, at, None)


def _goes_on(block: _Block, text: str, outside: str, label: Label | None) -> bool:
    """Whether a paragraph outside quotation marks still belongs to what the instruction gives as new wording."""
    if text[0] in _OPEN:
        return not block.given
    if not (block.waits or block.given):
        return False
    if _ENDING.search(outside) or _is_next(block.label, label):
        return False
    return not (OPERATION.search(outside) and re.match(r"[将把在原删增第《]", text[label.end :] if label else text))


def _is_next(before: Label | None, label: Label | None) -> bool:
    return bool(before and label and before.level is label.level and label.value == before.value + 1)


def _outer_titles(text: str) -> list[str]:
    """The titles in outermost title marks: 《关于〈…〉的决定》 and 《a《b》c》 are one each."""
    found: list[str] = []
    depth = start = 0
    for at, char in enumerate(text):
        if char == "《":
            depth += 1
            start = start if depth > 1 else at + 1
        elif char == "》" and depth:
            depth -= 1
            if not depth:
                found.append(text[start:at])
    return found


def _outside(text: str) -> str:
    """The words of a paragraph outside its quotations."""
    masker = _Masker()
    if text:
        masker.feed(text)
    return "".join(masker.plain)
