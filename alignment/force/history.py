"""What the note under a title (题注) tells: when a text was amended, by which decision, and from when it binds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from alignment.force.model import ForceEvent
from alignment.force.names import masked, titles_in
from alignment.model import Clause, Kind, Side
from alignment.reading.dates import WRITTEN_DAY, iso_date

_DAY = re.compile(WRITTEN_DAY)
_CHANGED = re.compile("修正|修订|修改")
_IN_FORCE = re.compile(r"[\s　]{0,4}(?:之日)?起?(?:正式)?(?:施行|实施|执行|生效)")
_BEGINS_WITH_DAY = re.compile(r"[12]\d{3}年\d{1,2}月")
_NOTE = re.compile(r"[（(]\s{0,4}[12]\d{3}年\d{1,2}月\d{1,2}日")
#: A text adopted once more so many days after the first time has other words since.
_APART = 90
_LINE = re.compile(
    r"(?:根据)?[12]\d{3}年\d{1,2}月\d{1,2}日[^。]{0,200}(?:通过|公布|发布|修正|修订|修改|批准|施行)[\s　）)]{0,4}$"
)
_QUOTE = 400


def history_of(side: Side) -> tuple[ForceEvent, ...]:
    """Each amendment that the notes under the title tell, in their order, as an event of kind amended; each day from
    which they say that the text binds, as one of effect.

    The `title` of an amendment is the decision that the note names, "" where it names none.
    """
    found: list[ForceEvent] = []
    adopted = ""
    for clause in side.clauses:
        if not is_history(clause):
            continue
        for stated in _stated(clause):
            again = stated.adopts and bool(adopted) and _days_between(adopted, stated.day) > _APART
            adopted = adopted or (stated.day if stated.adopts else "")
            if stated.binds:
                found.append(ForceEvent("effect", stated.quote[:_QUOTE], clause.id, day=stated.day))
            elif stated.changes or again:
                found.append(ForceEvent("amended", stated.quote[:_QUOTE], clause.id, stated.act, day=stated.day))
    return tuple(found)


def is_history(clause: Clause) -> bool:
    """Whether a clause is a note under the title on how the text came about."""
    text = clause.text.lstrip()
    if clause.kind is Kind.FRONT and (text.startswith(("（", "(", "<!--")) or _BEGINS_WITH_DAY.match(text)):
        return True
    if clause.number or clause.kind is Kind.TOC:
        return False
    # a long note is taken for a paragraph of the text; its lines are no sentences
    return bool(_NOTE.match(text)) or (bool(_LINE.match(text)) and not text.rstrip().endswith(("。", "；", "：")))


def _days_between(first: str, second: str) -> int:
    """How many days later the second day is, 0 where either is none."""
    return (date.fromisoformat(second) - date.fromisoformat(first)).days if first and second else 0


@dataclass(frozen=True, slots=True)
class _Stated:
    """What a note says of one day: whether the text was changed, adopted or began to bind on it; by which act."""

    day: str
    act: str
    quote: str
    changes: bool
    adopts: bool
    binds: bool


def _stated(clause: Clause) -> Iterator[_Stated]:
    text = re.sub(r"(?<=[\d年月])\s+(?=[\d年月日])", "", clause.text)
    titles = titles_in(text)
    plain = masked(text, titles)
    days = list(_DAY.finditer(plain))
    for at, match in enumerate(days):
        end = days[at + 1].start() if at + 1 < len(days) else len(plain)
        words = plain[match.end() : end]
        by = [one.title for one in titles if match.end() <= one.start < end]
        act = next((title for title in reversed(by) if "决定" in title or "修正案" in title), "")
        quote = re.sub(r"(?:[\s　（）()，,；;。]|根据){1,8}$", "", text[match.start() : end])
        changes = bool(_CHANGED.search(words)) or "修正案" in act
        binds = bool(_IN_FORCE.match(words))
        yield _Stated(iso_date(*match.groups()), act, quote, changes, "通过" in words, binds)
