"""The text of a clause cut into its sentences: heading, body and notes of responsibility, without gaps."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from alignment.limits import Limits
from alignment.model import Role
from alignment.reading.outline import STOPS

_CLOSERS = "”’』」）)》〉〕】\"'"
#: A sentence may end here, or a bracket opens or closes.
_CUT_MARK = re.compile(r"[（(〔《）)〕》。！？!?]")
#: Without one of these a clause holds no note in brackets.
_OPENS = re.compile(r"[（(〔\[【]")
#: Any character of a note, brackets within it as a whole.
_WITHIN = r"(?:[^（）()〔〕\[\]]|[（(][^（）()]{0,100}[）)]){0,300}"
#: （市水务局牵头，各区配合）, 〔责任单位：区教委〕.
_RESPONSIBILITY = re.compile(
    r"[（(〔\[【](?=[^（）()〔〕\[\]]{0,14}(?:责任|牵头|配合|负责|承担|完成时|主责|落实单位|主办单位|承办单位))"
    rf"{_WITHIN}?"
    r"(?:责任单位|责任部门|责任主体|牵头单位|牵头部门|主责单位|配合单位|完成时限|完成时间|牵头|配合|负责|承担)"
    rf"{_WITHIN}[）)〕\]】][。；;]?"
    r"|[（(〔\[【](?:[^（）()〔〕\[\]。；]|[（(][^（）()]{0,100}[）)]){0,300}"
    r"(?:牵头|配合|按职责分工负责|分别负责|负责|参与|落实)[）)〕\]】][。；;]?"
)
#: The name of a body, by how such names end.
_BODY = (
    r"[^（）()〔〕【】\[\]、，,；;。：:\d]{1,16}?(?:局|委|办|厅|部|院|署|处|科|会|府|[市区县镇乡]|街道|街镇|中心|单位|部门|公司|集团"
    r"|大队|支队|队|所|站|社)(?=[、，,；;）)〕\]】])"
)
#: What stands in a note for a day that does not come: 持续推进.
ONGOING = r"(?:持续(?:推进|实施|开展)?|长期(?:坚持|推进|实施|开展)?|常态化(?:推进|实施|开展)?|全年)"
#: （区水务局、区财政局）, 【区水务局；6月底前】, 〔区水务局，持续推进〕: bodies alone, or with a day.
_BODIES = re.compile(
    rf"[（(〔\[【]{_BODY}(?:[、，,；;]{_BODY}){{0,30}}"
    rf"(?:[，,；;](?:{ONGOING}|[^（）()〔〕【】\[\]、，,；;。]{{0,12}}[年月日季度底末前](?:完成)?))?[）)〕\]】][。；;]?"
)
#: 责任单位：市水务局
_RESPONSIBILITY_LINE = re.compile(
    r"(?:(?:责任|牵头|主责|配合|落实|主办|承办|协办|实施|负责)(?:单位|部门)|责任主体|(?:完成|办结|落实|实施)(?:时限|时间|期限))[：:]"
)
#: Brackets that stay open for longer than this were never meant to close.
_LONGEST_BRACKET = 400
#: A sentence that is too long is cut at a comma within so many characters, then hard.
_GRACE = 500


def cut(text: str, heading_end: int, limits: Limits) -> Iterator[tuple[int, int, Role]]:
    """The sentences of a clause as (start, end, role), in order.

    Args:
        text: the text of the clause.
        heading_end: where the heading that opens it ends, 0 where it has none.
        limits: bounds the length of a sentence.
    """
    low = 0
    for high, role in _bounds(text, heading_end, dict(_notes(text)), limits):
        yield low, high, role
        low = high


def _bounds(text: str, heading_end: int, notes: Mapping[int, int], limits: Limits) -> Iterator[tuple[int, Role]]:
    """Where each sentence ends, with its role; `notes` are the ends of notes of responsibility by their starts."""
    start = at = depth = 0
    while at < len(text):
        if at in notes:
            if at > start:
                yield at, Role.HEADING if at == heading_end else Role.BODY
            at = start = notes[at]
            depth = 0
            yield at, Role.RESPONSIBILITY
            continue
        ahead = _next_mark(text, at, start, notes, limits)
        if ahead > at:
            at = ahead
            continue
        char = text[at]
        at += 1
        if char in "（(〔《":
            depth += 1
        elif char in "）)〕》":
            depth = max(0, depth - 1)
        if char in STOPS and (depth == 0 or at - start > _LONGEST_BRACKET):
            while at < len(text) and text[at] in _CLOSERS and at not in notes:
                at += 1
            # “…。”， runs on: the stop belongs to the quotation
            if at < len(text) and text[at] in "，、；：的" and text[at - 1] in _CLOSERS:
                continue
            yield at, Role.HEADING if at <= heading_end else Role.BODY
            start, depth = at, 0
        elif at - start >= limits.max_sentence and (char in "，；,;" or at - start >= limits.max_sentence + _GRACE):
            yield at, Role.BODY
            start, depth = at, 0
    if start < len(text) or not text:
        yield len(text), Role.BODY


def _next_mark(text: str, at: int, start: int, notes: Mapping[int, int], limits: Limits) -> int:
    """Where the next mark or note stands; never further than a sentence may be long, else one line costs its square."""
    furthest = start + limits.max_sentence
    mark = _CUT_MARK.search(text, at, max(at, furthest))
    bounded = min(len(text), furthest)
    return min([mark.start() if mark else bounded, bounded, *(place for place in notes if place >= at)])


def _notes(text: str) -> list[tuple[int, int]]:
    """Where responsibility notes stand that follow a sentence: （市X局牵头，…）, 责任单位：…"""
    spans: list[tuple[int, int]] = []
    bracketed = _OPENS.search(text) is not None
    for match in _RESPONSIBILITY.finditer(text) if bracketed else ():
        before = text[: match.start()].rstrip()
        after = text[match.end() :].lstrip()
        if (not before or before[-1] in "。；;！？”") or (not after and len(match[0]) > 5):
            spans.append((match.start(), match.end()))
    found = _bodies_alone(text) if bracketed else ()
    spans += [span for span in found if not any(low < span[1] and span[0] < high for low, high in spans)]
    if not spans:
        match = _RESPONSIBILITY_LINE.search(text)
        if match and (match.start() == 0 or text[match.start() - 1] in "。；"):
            spans.append((match.start(), len(text)))
    return spans


def _bodies_alone(text: str) -> Iterator[tuple[int, int]]:
    """Notes that name bodies and no role, behind the last sentence of a clause: 更换井盖。（区水务局、区财政局）"""
    for match in _BODIES.finditer(text):
        before = text[: match.start()].rstrip()
        if before and before[-1] in "。；;！？”" and not text[match.end() :].strip():
            yield match.start(), match.end()
