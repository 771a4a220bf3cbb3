"""Source text → clauses and sentences: front matter, the tree of numbered provisions, back matter, contents list.

Levels are not global in these texts: `1.` may stand under `（一）`, under `一、`, or alone. A number opens a provision
under the nearest open one that usually outranks it; the draft's `1.` and the issued text's `（一）` thus meet at one
level. Odd numbering is never an error.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from alignment.limits import Limits
from alignment.model import Clause, Discarded, Kind, Role, Section, Sentence, Side, SideName
from alignment.reading.dates import read_issue_date
from alignment.reading.normalize import Traced
from alignment.reading.numerals import Label, Level, inline_labels, ordinals, read_label, to_numeral
from alignment.reading.outline import LAW_LEVELS, STOPS, Outline, outline_of, title_of
from alignment.reading.reflow import Paragraph, reflow
from alignment.reading.sentences import cut
from alignment.reading.tables import Cell, tables

#: What a section is for, by its heading: 一、总体要求.
_SECTIONS: tuple[tuple[Section, re.Pattern[str]], ...] = (
    (Section.GUIDANCE, re.compile(r"指导思想|总体要求|基本原则|总体思路|工作原则|总则")),
    (Section.GOAL, re.compile(r"目标")),
    (Section.SUPPLEMENTARY, re.compile(r"附则")),
    (Section.SAFEGUARD, re.compile(r"保障|组织实施|工作要求|组织领导|实施要求|有关要求|工作措施")),
    (Section.TASK, re.compile(r"任务|措施|重点|内容|步骤|阶段|举措|事项")),
)
#: A heading that ends in a stop: （二）建设阶段（5月至8月）。
_STAGE = re.compile(r"(?:阶段|时期|环节)(?:[（(][^）)]{0,100}[）)])?[。]$")
#: A heading that opens a paragraph: （一）|选好场地。|各街道要….
_FIRST_SENTENCE = re.compile(r"[^。！？：；]{2,42}[。]")
#: What no heading says: how much, who, how firmly, what a measure is called.
_BINDING = re.compile(
    r"^(?:[各市区县镇省本我]|自治)[\u4e00-\u9fff、]{0,16}(?:局|委|办|厅|街道|镇|政府|部门|单位|中心|企业|公司)(?![。、和与])|^[在于到至自]"
    r"|\d|不得|应当|必须|可以|报.{1,10}备案|包括|“|[各每]个?(?:街道|乡|镇|区|县|单位|部门)|原则上|探索|力争|逐步|推动建立|一律|严禁|会同"
    r"|^[^，。]{1,20}(?:时|的|后|前|期间)，|有条件的|每(?:半?年|个?季度?|个?月|周|[日天])(?!度)|定期|年底前|年内"
)


@dataclass(slots=True)
class _Node:
    """An open provision: its level, its part of the address, the index of its clause and what its section is for."""

    level: Level
    name: str
    clause: int
    section: Section = Section.NONE


@dataclass(slots=True)
class _Draft:
    """A clause in the making."""

    text: Traced
    line: int
    kind: Kind
    label: Label | None = None
    heading: bool = False
    inline: bool = False
    runs_on: bool = False
    names: tuple[str, ...] = ()
    path: tuple[int, ...] = ()
    section: Section = Section.NONE
    cells: tuple[Cell, ...] = ()
    leads: bool = False  # 一是…；二是… of the same paragraph follow


def segment(source: str, name: SideName, limits: Limits | None = None) -> Side:
    """Read `source` into clauses in reading order; nothing of it is lost (clauses plus `discarded` give it back).

    Args:
        source: decoded text of a file, line ends as they are.
        name: "old" or "new"; its first letter opens every id.
        limits: bounds on nesting and on the length of a sentence.
    """
    limits = limits or Limits()
    reflowed = reflow(source)
    outline = outline_of([paragraph.text.text for paragraph in reflowed.paragraphs])
    return _side(_drafts(reflowed.paragraphs, outline, limits), name, reflowed.discarded, limits)


def segment_paragraphs(
    paragraphs: Sequence[tuple[Paragraph, Kind]], name: SideName, limits: Limits | None = None
) -> Side:
    """Read natural paragraphs whose parts of the document are known: what `segment` does behind reflowing.

    Args:
        paragraphs: each with the kind that the text was once read as; headings and body text are told apart anew.
        name: "old" or "new".
        limits: bounds on nesting and on the length of a sentence.
    """
    limits = limits or Limits()
    kinds = [kind for _, kind in paragraphs]
    outline = Outline(
        body=max((at + 1 for at, kind in enumerate(kinds) if kind is Kind.FRONT), default=0),
        back=min((at for at, kind in enumerate(kinds) if kind is Kind.BACK), default=len(kinds)),
        toc=frozenset(at for at, kind in enumerate(kinds) if kind is Kind.TOC),
    )
    return _side(_drafts(tuple(paragraph for paragraph, _ in paragraphs), outline, limits), name, (), limits)


def _side(drafts: list[_Draft], name: SideName, discarded: tuple[Discarded, ...], limits: Limits) -> Side:
    clauses = _finish(drafts, name, limits)
    title = title_of([clause.text for clause in clauses if clause.kind is Kind.FRONT])
    return Side(name, title, clauses, discarded, read_issue_date(clauses))


# --- numbering ---------------------------------------------------------------------------------------------------


def _drafts(paragraphs: tuple[Paragraph, ...], outline: Outline, limits: Limits) -> list[_Draft]:
    drafts: list[_Draft] = []
    stack: list[_Node] = []
    texts = [paragraph.text.text for paragraph in paragraphs]
    rows = tables(texts)
    named = ordinals(texts)
    for index, paragraph in enumerate(paragraphs):
        text = paragraph.text
        if index in outline.toc:
            drafts.append(_Draft(text, paragraph.line, Kind.TOC))
            continue
        if index >= outline.back and _of_tasks(rows, index):
            drafts.append(_row(text, paragraph.line, rows[index], []))
            continue
        if index < outline.body or index >= outline.back:
            kind = Kind.FRONT if index < outline.body else Kind.BACK
            drafts.append(_Draft(text, paragraph.line, kind, read_label(text.text) if kind is Kind.BACK else None))
            continue
        if index in rows:
            drafts.append(_row(text, paragraph.line, rows[index], stack))
            continue
        pieces = _split_inline(paragraph)
        if index in named and pieces[0].label is None:
            pieces[0].label = named[index]  # 一是…⏎二是…
        if pieces[0].label is None:
            _close_items(stack)
        outer = len(stack)
        for draft in pieces:
            label = draft.label
            if label is not None:
                _open(stack, label, len(drafts), limits)
            draft.heading = _is_heading(draft)
            draft.names = _names(stack)
            draft.path = tuple(node.clause for node in stack if node.clause != len(drafts))
            if stack and label is not None and (draft.heading or _run_in_heading(draft.text.text, label)):
                stack[-1].section = _section(draft.text.text, len(stack))
            draft.section = next((node.section for node in reversed(stack) if node.section), Section.NONE)
            draft.kind = Kind.HEADING if draft.heading else Kind.BODY
            drafts.append(draft)
            if not draft.inline and (label is None or label.level is not Level.ORDINAL):
                outer = len(stack)
        del stack[outer:]  # run-in items and those that words number end with their paragraph
    _childless(drafts)
    return drafts


def _of_tasks(rows: Mapping[int, tuple[Cell, ...]], index: int) -> bool:
    """Whether a line is a row of a table of tasks, with a column of who or when: it binds in an annex too."""
    if index not in rows:
        return False
    return any(cell.notes for at in (index, index + 1) for cell in rows.get(at, ()))


def _childless(drafts: list[_Draft]) -> None:
    """A numbered line without a stop that nothing stands under is no heading but an item: （二）新建公厕八座."""
    above = {at for draft in drafts for at in draft.path}
    for index, draft in enumerate(drafts):
        if draft.heading and index not in above and draft.label is not None and draft.label.level >= Level.PAREN:
            draft.heading = False
            draft.kind = Kind.BODY


def _row(text: Traced, line: int, cells: tuple[Cell, ...], stack: list[_Node]) -> _Draft:
    """A row of a table, or a cell that stands on a line of its own, under what is open."""
    path = tuple(node.clause for node in stack)
    section = next((node.section for node in reversed(stack) if node.section), Section.NONE)
    return _Draft(text, line, Kind.BODY, names=_names(stack), path=path, section=section, cells=cells)


def _open(stack: list[_Node], label: Label, index: int, limits: Limits) -> None:
    """Put a new provision on the stack of open ones."""
    level = label.level
    if level in LAW_LEVELS or level is Level.ANNEX:
        while stack and stack[-1].level >= level:
            stack.pop()
        if level is Level.ANNEX:
            stack.clear()
    elif any(node.level is level for node in stack):
        while stack[-1].level is not level:
            stack.pop()
        stack.pop()
    elif any(node.level < level for node in stack):
        while stack[-1].level > level:
            stack.pop()
    # else: nothing open outranks it, so it nests under what is open
    if len(stack) >= limits.max_depth:
        stack.pop()
    stack.append(_Node(level, label.name, index))


def _close_items(stack: list[_Node]) -> None:
    """An unnumbered paragraph after the items of an article is a paragraph (款) of the article."""
    for at, node in enumerate(stack):
        if node.level is Level.ARTICLE:
            del stack[at + 1 :]
            return


def _names(stack: list[_Node]) -> tuple[str, ...]:
    """The address of what is open; articles are numbered through, so their chapter is left out."""
    article = next((i for i, node in enumerate(stack) if node.level is Level.ARTICLE), 0)
    return tuple(node.name for node in stack[article:])


def _split_inline(paragraph: Paragraph) -> list[_Draft]:
    """A paragraph as one draft, or with its run-in items (一是…；二是…) as drafts of their own."""
    text = paragraph.text
    label = read_label(text.text)
    if label is not None and label.level is Level.DASH and text.text.startswith("——") and len(text.text) < 4:
        label = None
    labels = inline_labels(text.text) if len(text.text) < 20_000 else []
    if not labels or (label is not None and labels[0].end <= label.end):
        return [_Draft(text, paragraph.line, Kind.BODY, label)]
    starts = [item.end - len(item.text) for item in labels]
    drafts: list[_Draft] = []
    if starts[0]:
        drafts.append(_Draft(text.part(0, starts[0]), paragraph.line, Kind.BODY, label, leads=True))
    bounds = [*starts[1:], len(text.text)]
    for item, low, high in zip(labels, starts, bounds, strict=True):
        piece = text.part(low, high)
        label = replace(item, end=len(item.text))
        drafts.append(_Draft(piece, paragraph.line, Kind.BODY, label, inline=True, runs_on=bool(drafts)))
    return drafts


def _is_heading(draft: _Draft) -> bool:
    label = draft.label
    text = draft.text.text
    if draft.inline:
        return False
    if label is None:
        return False
    if label.level in (Level.PART, Level.CHAPTER, Level.SECTION):
        return len(text) <= 60
    if label.level in (Level.ARTICLE, Level.DASH):
        return False
    own = text[label.end :].strip()
    if text[-1] in "；;，,、" or len(own) > 60:
        return False
    if text[-1] in STOPS:
        # （二）建设阶段（2031年5月至8月）。 — a heading line that ends in a stop
        return label.level <= Level.POINT and len(own) <= 30 and _is_noun_heading(own)
    return not re.search(r"[。；]", own)


def _is_noun_heading(own: str) -> bool:
    return _STAGE.search(own) is not None


def _run_in_heading(text: str, label: Label) -> int:
    """Where a heading that opens a paragraph ends (（一）选好场地。各街道要…), 0 where there is none."""
    if label.level not in (Level.COMMA, Level.PAREN, Level.POINT, Level.ARABIC_PAREN, Level.CIRCLED):
        return 0
    match = _FIRST_SENTENCE.match(text[label.end :])
    if match is None or label.end + match.end() >= len(text):
        return 0
    own = match[0]
    if _BINDING.search(own):
        return 0
    return label.end + match.end()


def _leads_as_heading(text: str, label: Label) -> bool:
    """（三）分步推进。|一是…: whether what stands before the inline items of a paragraph is their heading."""
    own = text[label.end :].strip()
    return _FIRST_SENTENCE.fullmatch(own) is not None and not _BINDING.search(own)


def _section(text: str, depth: int) -> Section:
    """What a section is for, by its heading; below the top only guidance and goals are told apart."""
    head = text.split("。", 1)[0]
    found = next((section for section, pattern in _SECTIONS if pattern.search(head)), Section.NONE)
    return found if depth == 1 or found in (Section.GUIDANCE, Section.GOAL) else Section.NONE


# --- clauses and sentences ---------------------------------------------------------------------------------------


def _finish(drafts: list[_Draft], name: SideName, limits: Limits) -> tuple[Clause, ...]:
    letter = name[0]
    ids = [f"{letter}{index + 1}" for index in range(len(drafts))]
    unnumbered: Counter[tuple[str, ...]] = Counter()
    paragraphs_under = Counter(draft.names for draft in drafts if draft.label is None and draft.kind is Kind.BODY)
    articles_with_paragraphs = {
        draft.names
        for draft in drafts
        if draft.label is None and draft.names and draft.names[-1].endswith("条") and draft.kind is Kind.BODY
    }
    clauses: list[Clause] = []
    for index, draft in enumerate(drafts):
        names = draft.names
        if draft.kind is Kind.BACK:
            names = (draft.label.name,) if draft.label else ()
        elif names and names[-1].endswith("条") and draft.kind is Kind.BODY and names in articles_with_paragraphs:
            unnumbered[names] += 1
            names = (*names, f"第{to_numeral(unnumbered[names])}款")
        elif draft.kind is Kind.BODY and draft.label is None and names and paragraphs_under[names] > 1:
            unnumbered[names] += 1
            names = (*names, f"第{unnumbered[names]}段")
        sentences, responsibility = _sentences(draft, ids[index], limits)
        clauses.append(
            Clause(
                id=ids[index],
                address="/".join(names),
                kind=draft.kind,
                text=draft.text.text,
                line=draft.line,
                number=_number(draft),
                sentences=sentences,
                path=tuple(ids[at] for at in draft.path),
                section=draft.section,
                responsibility=responsibility,
                runs_on=draft.runs_on,
                origin=draft.text.runs,
            )
        )
    return tuple(clauses)


def _sentences(draft: _Draft, clause: str, limits: Limits) -> tuple[tuple[Sentence, ...], str]:
    text = draft.text.text
    if draft.cells:
        return _cells(draft, clause)
    sentences: list[Sentence] = []
    responsibility: list[str] = []
    heading_end = 0
    if draft.label is not None and draft.kind is Kind.BODY and not draft.inline:
        heading_end = _run_in_heading(text, draft.label)
    cuts = list(cut(text, heading_end, limits))
    if draft.leads and draft.label is not None and len(cuts) == 1 and _leads_as_heading(text, draft.label):
        cuts = [(low, end, Role.HEADING) for low, end, _ in cuts]
    elif heading_end and not any(role is Role.BODY for _, _, role in cuts):
        # nothing but notes of responsibility behind it: the one sentence is the text itself
        cuts = [(low, end, Role.BODY if role is Role.HEADING else role) for low, end, role in cuts]
    for low, end, found in cuts:
        first = not sentences and draft.label is not None
        start = _behind_number(text, draft.label.end, end) if first and draft.label else low
        role = Role.HEADING if draft.kind is Kind.HEADING else found
        if role is Role.RESPONSIBILITY:
            responsibility.append(text[start:end].strip(" 。；;（）()〔〕[]【】"))
        sentences.append(Sentence(f"{clause}.{len(sentences) + 1}", text[start:end], start, end, role))
    return tuple(sentences), "；".join(responsibility)


def _number(draft: _Draft) -> str:
    """The number as written at the head of a clause: that of the provision, or of the row of a table."""
    if draft.label is not None:
        return draft.label.text
    if len(draft.cells) > 1 and draft.cells[0].numbers and draft.cells[0].column != "#":
        cell = draft.cells[0]
        return draft.text.text[cell.start : cell.end]
    return ""


def _cells(draft: _Draft, clause: str) -> tuple[tuple[Sentence, ...], str]:
    """The cells of a row, what parts them left out; the number of the row is the clause's."""
    text = draft.text.text
    if draft.cells[0].column == "#" or all(cell.numbers for cell in draft.cells):
        return (Sentence(f"{clause}.1", text, 0, len(text), Role.HEADING, "#"),), ""
    kept = [cell for cell in draft.cells if cell.end > cell.start] or [Cell(0, len(text))]
    if kept[0].numbers and len(kept) > 1:
        kept = kept[1:]
    elif kept[0].start and not draft.cells[0].numbers:
        kept[0] = Cell(0, kept[0].end, kept[0].column)
    sentences: list[Sentence] = []
    for cell in kept:
        role = Role.RESPONSIBILITY if cell.notes else Role.BODY
        name = f"{clause}.{len(sentences) + 1}"
        sentences.append(Sentence(name, text[cell.start : cell.end], cell.start, cell.end, role, cell.column))
    named = [f"{s.column}：{s.text.strip()}" for s in sentences if s.role is Role.RESPONSIBILITY]
    return tuple(sentences), "；".join(named)


def _behind_number(text: str, number_end: int, end: int) -> int:
    """Where the first sentence begins: the number is the clause's, unless there is nothing else."""
    while number_end < end and text[number_end].isspace():
        number_end += 1
    return number_end if number_end < end else 0
