"""The events of force that a text states: what it ends, from when it binds, until when.

Sources of the forms: how laws, regulations and notices of Chinese bodies word their last articles, and decisions that
do nothing but repeal.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from alignment.force.ending import Ended, ended_by
from alignment.force.history import is_history
from alignment.force.model import ForceEvent
from alignment.force.names import item_name, made_on, masked, titles_in
from alignment.force.terms import own_terms
from alignment.model import Clause, Kind, Side

#: A list of what ends: 决定废止下列10项规章：; or the heading of an annex: 废止的规范性文件目录.
_LIST = re.compile(
    r"(?:废止|失效|停止执行)[^。；]{0,30}(?:下列|以下|如下)[^。；]{0,40}$"
    r"|(?:下列|以下|如下)[^。；]{0,80}(?:废止|失效|停止执行)[^。；]{0,12}$"
)
_ANNEX = re.compile(
    r"(?:附件|附)?[\d一二三四五六七八九十：:、.\s]*[^。；，]{0,30}(?:废止|失效)[^。；，]{0,30}(?:目录|清单|一览表)$"
)
#: How many clauses that are no item a list may hold: headings of its groups, heads of a table.
_GAPS = 2
_SENTENCE_END = frozenset("。；;\n")
_QUOTE = 400


def events_of(side: Side) -> tuple[ForceEvent, ...]:
    """Every event of force in a text, in reading order.

    A rule on repealing (规章的修改和废止程序), and what ends that is no document (许可证自行废止), is no event. The
    history in the front matter of an amended text tells of others and is passed over.
    """
    found: list[ForceEvent] = []
    clauses = [clause for clause in side.clauses if clause.kind is not Kind.TOC]
    at = 0
    while at < len(clauses):
        clause = clauses[at]
        text = clause.text
        if is_history(clause):
            at += 1
            continue
        head = text.rstrip("：: ")
        plain = masked(head, titles_in(head))
        if (text.rstrip().endswith(("：", ":")) and _LIST.search(plain)) or _ANNEX.fullmatch(head):
            items, at = _items(clauses, at + 1)
            found += items
            continue
        for sentence in sentences_of(text):
            found += [_event(ended, sentence, clause) for ended in ended_by(sentence)]
            found += own_terms(sentence, clause)
        at += 1
    return tuple(found)


def _items(clauses: Sequence[Clause], at: int) -> tuple[list[ForceEvent], int]:
    """The items of a list from a clause on, and where the text goes on behind it."""
    found: list[ForceEvent] = []
    missed: list[int] = []
    while at < len(clauses) and len(missed) <= _GAPS:
        clause = clauses[at]
        title, number = item_name(clause.text)
        if title:
            missed.clear()
            found.append(ForceEvent("repeal", clause.text[:_QUOTE], clause.id, title, number, made_on(clause.text), ""))
        else:
            missed.append(at)
            if clause.text.rstrip().endswith("。") or ended_by(clause.text) or own_terms(clause.text, clause):
                break
        at += 1
    return found, missed[0] if missed else at


def _event(ended: Ended, sentence: str, clause: Clause) -> ForceEvent:
    return ForceEvent(
        ended.kind,
        sentence.strip()[:_QUOTE],
        clause.id,
        ended.title,
        ended.number,
        ended.made,
        ended.day,
        0,
        ended.part,
    )


def sentences_of(text: str) -> Iterator[str]:
    """The sentences of a clause; what stands within book marks or brackets is not cut."""
    depth, start = 0, 0
    for at, char in enumerate(text):
        if char in "《（(":
            depth += 1
        elif char in "》）)":
            depth = max(0, depth - 1)
        elif char in _SENTENCE_END and (depth == 0 or char == "\n"):
            if text[start : at + 1].strip():
                yield text[start : at + 1]
            start, depth = at + 1, 0
    if text[start:].strip():
        yield text[start:]
