"""Source text → clauses and sentences: front matter, the tree of numbered provisions, back matter, contents list.

Levels are not global in these texts: `1.` may stand under `（一）`, under `一、`, or alone. A number opens a provision
under the nearest open one that usually outranks it; the draft's `1.` and the issued text's `（一）` thus meet at one
level. Odd numbering is never an error.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from alignment.limits import Limits
from alignment.model import Clause, Discarded, Kind, Role, Section, Sentence, Side, SideName
from alignment.reading.dates import read_issue_date
from alignment.reading.normalize import Traced, fold
from alignment.reading.numerals import Label, Level, inline_labels, read_label, to_numeral
from alignment.reading.reflow import Paragraph, reflow

_LAW = (Level.PART, Level.CHAPTER, Level.SECTION, Level.ARTICLE)
_STOPS = "。！？!?"
_CLOSERS = "”’』」）)》〉〕】\"'"
_CUT_MARK = re.compile(r"[（(〔《）)〕》。！？!?]")
_TITLE_KINDS = (
    "方案|办法|规定|措施|意见|计划|规划|要点|条例|细则|通知|决定|清单|纲要|公告|批复|制度|指引|指南|法|规则|三十条|"
    "规程|标准|准则"
)
_TITLE = re.compile(rf"[^。；：！？]{{3,90}}(?:{_TITLE_KINDS}|[\d一二三四五六七八九十]+条)(?:[（(][^）)]*[）)])*$")
_STATUS_LINE = re.compile(
    r"\s*[（(]?(?:征求意见稿|公开征求意见稿|草案|讨论稿|送审稿|试行|暂行|修订稿|修订草案)[^）)]{0,12}[）)]?$"
)
_DATE_ONLY = re.compile(
    r"[（(]?[\d〇○零一二三四五六七八九十]{2,4}\s?年[\d一二三四五六七八九十\s]{1,4}月[\d一二三四五六七八九十\s]{1,4}日[）)]?$"
)
_DOC_NUMBER = re.compile(r"[^。，；：]{2,14}[〔\[（(]\d{4}[〕\]）)]\s?(?:第\s?)?\d+\s?号$")
_PUBLICITY = re.compile(r"[（(]\s?(?:此件|公开形式|联系人|联系电话|信息公开)[^）)]*[）)]$")
_ADDRESSEE = re.compile(r"[^。；]{2,200}[：:]$")
_ANNEX_LIST = re.compile(r"附件\s?[:：]?\s?(?:\d|$)|附件\s?[:：]|附\s?[:：]")
_NEXT_DOCUMENT = re.compile(r"\d{1,3}\s?[.．]\s?[^。]{4,80}(?:关于|印发)[^。]*$")
_PREAMBLE_END = re.compile(
    r"制定(?:本|如下|了本|此|工作)|制订(?:本|如下)|(?:提出|采取)(?:以下|如下)|现(?:就|将|提出|制定)[^。]{0,60}如下|特制定|(?:方案|意见|措施|通知|办法|规定|计划)如下"
)
_NOTICE = re.compile(
    r"(?:印发|发布|公布|转发)(?:给)?你们|请[^。]{0,20}(?:贯彻|遵照|执行|落实)|现予(?:印发|公布|发布)|特此通知"
)
_TOC_HEAD = re.compile(r"(?:目\s*录|目\s*次|contents)$", re.I)
_RESPONSIBILITY = re.compile(
    r"[（(〔\[【](?=[^（）()〔〕\[\]]{0,14}(?:责任|牵头|配合|负责|承担|完成时限|主责))"
    r"(?:[^（）()〔〕\[\]]|[（(][^（）()]*[）)])*?(?:责任单位|责任部门|责任主体|牵头单位|牵头部门|主责单位|配合单位|完成时限|牵头|配合|负责|承担)"
    r"(?:[^（）()〔〕\[\]]|[（(][^（）()]*[）)])*[）)〕\]】][。；;]?"
    r"|[（(〔\[【](?:[^（）()〔〕\[\]。；]|[（(][^（）()]*[）)])*(?:牵头|配合|按职责分工负责|分别负责|负责|参与|落实)[）)〕\]】][。；;]?"
)
_RESPONSIBILITY_LINE = re.compile(r"(?:责任单位|责任部门|责任主体|牵头单位|牵头部门|主责单位|配合单位|完成时限)[：:]")
_SECTIONS: tuple[tuple[Section, re.Pattern[str]], ...] = (
    (Section.GUIDANCE, re.compile(r"指导思想|总体要求|基本原则|总体思路|工作原则|总则")),
    (Section.GOAL, re.compile(r"目标")),
    (Section.SUPPLEMENTARY, re.compile(r"附则")),
    (Section.SAFEGUARD, re.compile(r"保障|组织实施|工作要求|组织领导|实施要求|有关要求|工作措施")),
    (Section.TASK, re.compile(r"任务|措施|重点|内容|步骤|阶段|举措|事项")),
)
_SUB_LEVELS = (Level.ORDINAL, Level.ARABIC_PAREN)


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
    depth: int = 0
    names: tuple[str, ...] = ()
    path: tuple[int, ...] = ()
    section: Section = Section.NONE


@dataclass(slots=True)
class _Shape:
    """Where the parts of a document begin: body and back are indexes of paragraphs, toc a set of them."""

    body: int
    back: int
    toc: frozenset[int] = field(default_factory=frozenset[int])


def segment(source: str, name: SideName, limits: Limits | None = None) -> Side:
    """Read `source` into clauses in reading order; nothing of it is lost (clauses plus `discarded` give it back).

    Args:
        source: decoded text of a file, line ends as they are.
        name: "old" or "new"; its first letter opens every id.
        limits: bounds on nesting and on the length of a sentence.
    """
    limits = limits or Limits()
    reflowed = reflow(source)
    return _side(_drafts(reflowed.paragraphs, _shape(reflowed.paragraphs), limits), name, reflowed.discarded, limits)


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
    shape = _Shape(
        body=max((at + 1 for at, kind in enumerate(kinds) if kind is Kind.FRONT), default=0),
        back=min((at for at, kind in enumerate(kinds) if kind is Kind.BACK), default=len(kinds)),
        toc=frozenset(at for at, kind in enumerate(kinds) if kind is Kind.TOC),
    )
    return _side(_drafts(tuple(paragraph for paragraph, _ in paragraphs), shape, limits), name, (), limits)


def _side(drafts: list[_Draft], name: SideName, discarded: tuple[Discarded, ...], limits: Limits) -> Side:
    clauses = _finish(drafts, name, limits)
    return Side(name, _title(clauses), clauses, discarded, read_issue_date(clauses))


# --- the parts of a document -------------------------------------------------------------------------------------


def _shape(paragraphs: tuple[Paragraph, ...]) -> _Shape:
    texts = [paragraph.text.text for paragraph in paragraphs]
    labels = [read_label(text) for text in texts]
    toc = _contents(texts, labels)
    body = _body_start(texts, labels, toc)
    return _Shape(body, _back_start(texts, labels, body), toc)


def _contents(texts: list[str], labels: list[Label | None]) -> frozenset[int]:
    """A contents list: headings that stand again further down, after 目录 or as a run of short numbered lines."""
    keys = [fold(re.sub(r"[.…·\s]*\d*$", "", text)) for text in texts]
    seen = Counter(keys)
    heads = [i for i, text in enumerate(texts) if _TOC_HEAD.match(text)]
    for start in heads:
        if start > len(texts) * 0.4:
            continue
        inside = {start}
        later = Counter(keys[start + 1 :])
        for i in range(start + 1, len(texts)):
            repeated = later[keys[i]] > 1 or any(
                other != keys[i] and len(keys[i]) > 4 and keys[i] in other for other in keys[i + 1 : i + 400]
            )
            already = keys[i] in {keys[j] for j in inside}
            if len(texts[i]) > 70 or already or texts[i][-1:] in _STOPS or not (repeated or labels[i]):
                break
            inside.add(i)
        if len(inside) > 3:
            return frozenset(inside)
    run: set[int] = set()
    for i, key in enumerate(keys):
        if (
            labels[i]
            and len(texts[i]) <= 60
            and seen[key] > 1
            and texts[i][-1] not in _STOPS
            and key not in {keys[j] for j in run}
        ):
            run.add(i)
        elif len(run) >= 5:
            break
        else:
            run = set()
    return frozenset(run) if len(run) >= 5 and max(run) < len(texts) * 0.4 else frozenset()


def _body_start(texts: list[str], labels: list[Label | None], toc: frozenset[int]) -> int:
    """The first paragraph of the text proper: the preamble of the plan, or its first numbered provision."""
    first = next(
        (
            i
            for i, label in enumerate(labels)
            if label
            and i not in toc
            and (label.value in (0, 1) or label.level in _LAW)
            and label.level not in (Level.ANNEX, Level.DASH)
            and not _NEXT_DOCUMENT.match(texts[i])
        ),
        None,
    )
    front_end = -1
    for i, text in enumerate(texts[: first if first is not None else len(texts)]):
        if i in toc or _is_front(text, i, first):
            front_end = i
    if first is None:
        # no numbers at all: what is no front matter by its form is body
        return min(front_end + 1, len(texts))
    return max(front_end + 1, 0)


def _is_front(text: str, index: int, first: int | None) -> bool:
    if _PREAMBLE_END.search(text) and not _NOTICE.search(text):
        return False
    if (
        _DOC_NUMBER.match(text)
        or _DATE_ONLY.match(text)
        or _PUBLICITY.match(text)
        or _STATUS_LINE.match(text)
        or (_ADDRESSEE.match(text) and not text.startswith(("一", "（", "(")) and index < 12)
    ):
        return True
    if _NOTICE.search(text) and len(text) < 400 and index < 16:
        return True
    if text[-1] in _STOPS or len(text) > 120:
        return False
    if index == 0 or _TITLE.match(text):
        return True
    # a short line without a stop before the first number: issuer, half a title, the note under a law's title
    return first is not None and len(text) <= 60 and text[-1] not in "：:；;，"


def _back_start(texts: list[str], labels: list[Label | None], body: int) -> int:
    """The first paragraph of the back matter: annex list, publicity, signature, date, the next document's heading."""
    end = len(texts)
    back = end
    while back > body and _is_back(texts, labels, back - 1, back == end):
        back -= 1
    # the list may hold unmarked lines; go up to its head where one stands near
    for i in range(back - 1, max(body, back - 30) - 1, -1):
        if _ANNEX_LIST.match(texts[i]) and all(len(text) <= 80 and "。" not in text for text in texts[i:back]):
            return i
    return back


def _is_back(texts: list[str], labels: list[Label | None], i: int, last: bool) -> bool:
    text, label = texts[i], labels[i]
    if _ANNEX_LIST.match(text) and len(text) <= 120 and "。" not in text:
        return True
    if (
        _PUBLICITY.match(text)
        or _DATE_ONLY.match(text)
        or re.match(r"[（(]?联系(?:人|电话|方式)|抄送|主办|印发日期", text)
    ):
        return True
    if last and _NEXT_DOCUMENT.match(text) and text[-1] not in _STOPS:
        return True
    if text[-1] in _STOPS + "；;：:" or len(text) > 60 or "，" in text or "。" in text:
        return False
    if label is None:
        after = texts[i + 1] if i + 1 < len(texts) else ""
        return bool(_DATE_ONLY.match(after)) or bool(
            re.search(r"(?:政府|办公厅|办公室|委员会|局|厅|部|院|会|署)$", text) and last
        )
    # an item of an annex list: its head stands a few lines above
    if label.level is not Level.POINT:
        return False
    return any(_ANNEX_LIST.match(texts[j]) and "。" not in texts[j] for j in range(max(0, i - 15), i))


# --- numbering ---------------------------------------------------------------------------------------------------


def _drafts(paragraphs: tuple[Paragraph, ...], shape: _Shape, limits: Limits) -> list[_Draft]:
    drafts: list[_Draft] = []
    stack: list[_Node] = []
    for index, paragraph in enumerate(paragraphs):
        text = paragraph.text
        if index in shape.toc:
            drafts.append(_Draft(text, paragraph.line, Kind.TOC))
            continue
        if index < shape.body or index >= shape.back:
            kind = Kind.FRONT if index < shape.body else Kind.BACK
            drafts.append(_Draft(text, paragraph.line, kind, read_label(text.text) if kind is Kind.BACK else None))
            continue
        pieces = _split_inline(paragraph)
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
            if not draft.inline:
                outer = len(stack)
        del stack[outer:]  # run-in items end with their paragraph
    return drafts


def _open(stack: list[_Node], label: Label, index: int, limits: Limits) -> None:
    """Put a new provision on the stack of open ones."""
    level = label.level
    if level in _LAW or level is Level.ANNEX:
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
        drafts.append(_Draft(text.part(0, starts[0]), paragraph.line, Kind.BODY, label))
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
    if text[-1] in _STOPS:
        # （二）建设阶段（2031年5月至8月）。 — a heading line that ends in a stop
        return label.level <= Level.POINT and len(own) <= 30 and _is_noun_heading(own)
    return not re.search(r"[。；]", own)


def _is_noun_heading(own: str) -> bool:
    return bool(re.search(r"(?:阶段|时期|环节)(?:[（(][^）)]*[）)])?[。]$", own))


def _run_in_heading(text: str, label: Label) -> int:
    """Where a heading that opens a paragraph ends (（一）选好场地。各街道要…), 0 where there is none."""
    if label.level not in (Level.COMMA, Level.PAREN, Level.POINT, Level.ARABIC_PAREN, Level.CIRCLED):
        return 0
    match = re.match(r"[^。！？：；]{2,42}[。]", text[label.end :])
    if match is None or label.end + match.end() >= len(text):
        return 0
    own = match[0]
    if re.search(r"\d+月|\d+日|不得|应当|必须|可以|报.{1,10}备案|包括", own):
        return 0
    return label.end + match.end()


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
                number=draft.label.text if draft.label else "",
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
    sentences: list[Sentence] = []
    responsibility: list[str] = []
    heading_end = 0
    if draft.label is not None and draft.kind is Kind.BODY and not draft.inline:
        heading_end = _run_in_heading(text, draft.label)
    for low, end, found in _cuts(text, heading_end, limits):
        first = not sentences and draft.label is not None
        start = _behind_number(text, draft.label.end, end) if first and draft.label else low
        role = Role.HEADING if draft.kind is Kind.HEADING else found
        if role is Role.RESPONSIBILITY:
            responsibility.append(text[start:end].strip(" 。；;（）()〔〕[]【】"))
        sentences.append(Sentence(f"{clause}.{len(sentences) + 1}", text[start:end], start, end, role))
    return tuple(sentences), "；".join(responsibility)


def _behind_number(text: str, number_end: int, end: int) -> int:
    """Where the first sentence begins: the number is the clause's, unless there is nothing else."""
    while number_end < end and text[number_end].isspace():
        number_end += 1
    return number_end if number_end < end else 0


def _cuts(text: str, heading_end: int, limits: Limits) -> Iterable[tuple[int, int, Role]]:
    """The sentences of a clause as (start, end, role): they cover the text without gaps."""
    fields = _responsibility_spans(text)
    bounds: list[tuple[int, Role]] = []  # (end, role)
    start = 0
    depth = 0
    at = 0
    spans = dict(fields)
    while at < len(text):
        if at in spans:
            if at > start:
                bounds.append((at, Role.HEADING if at == heading_end else Role.BODY))
            bounds.append((spans[at], Role.RESPONSIBILITY))
            at = start = spans[at]
            depth = 0
            continue
        # never look further than a sentence may be long, else one endless line costs its square
        mark = _CUT_MARK.search(text, at, max(at, start + limits.max_sentence))
        bounded = min(len(text), start + limits.max_sentence)
        ahead = min([mark.start() if mark else bounded, bounded, *(p for p in spans if p >= at)])
        if ahead > at:
            at = ahead
            continue
        char = text[at]
        at += 1
        if char in "（(〔《":
            depth += 1
        elif char in "）)〕》":
            depth = max(0, depth - 1)
        if char in _STOPS and (depth == 0 or at - start > 400):
            while at < len(text) and text[at] in _CLOSERS and at not in spans:
                at += 1
            # “…。”， runs on: the stop belongs to the quotation
            if at < len(text) and text[at] in "，、；：的" and text[at - 1] in _CLOSERS:
                continue
            bounds.append((at, Role.HEADING if at <= heading_end else Role.BODY))
            start = at
            depth = 0
        elif at - start >= limits.max_sentence and (char in "，；,;" or at - start >= limits.max_sentence + 500):
            bounds.append((at, Role.BODY))
            start = at
            depth = 0
    if start < len(text) or not bounds:
        bounds.append((len(text), Role.BODY))
    low = 0
    for high, role in bounds:
        # what holds no letter (a stray blank or quotation mark) joins the sentence before
        yield low, high, role
        low = high


def _responsibility_spans(text: str) -> list[tuple[int, int]]:
    """Where responsibility notes stand that follow a sentence: （市X局牵头，…）, 责任单位：…"""
    spans: list[tuple[int, int]] = []
    for match in _RESPONSIBILITY.finditer(text):
        before = text[: match.start()].rstrip()
        after = text[match.end() :].lstrip()
        if (not before or before[-1] in "。；;！？”") or (not after and len(match[0]) > 5):
            spans.append((match.start(), match.end()))
    if not spans:
        match = _RESPONSIBILITY_LINE.search(text)
        if match and (match.start() == 0 or text[match.start() - 1] in "。；"):
            spans.append((match.start(), len(text)))
    return spans


def _title(clauses: tuple[Clause, ...]) -> str:
    """The plan's own title: the last front line that names a kind of document, notices only where nothing else does."""
    front = [clause.text for clause in clauses if clause.kind is Kind.FRONT]
    titles = [
        text
        for text in front
        if _TITLE.match(text) and not _NOTICE.search(text) and not _ADDRESSEE.match(text) and len(text) > 5
    ]
    own = [text for text in titles if not re.search(r"通知(?:[（(][^）)]*[）)])*$", text)]
    if own:
        return own[-1]
    for text in front:
        quoted = re.search(r"(?:现将|印发)《([^》]{4,80})》", text) or re.match(r"《([^》]{4,80})》已经", text)
        if quoted:
            return quoted[1]
    return titles[-1] if titles else ""
