"""What the note under a title (题注) tells: on which days a text was amended, and by which decision."""

from __future__ import annotations

import re
from collections.abc import Iterator

from alignment.force.model import ForceEvent
from alignment.force.names import masked, titles_in
from alignment.model import Clause, Kind, Side
from alignment.reading.dates import WRITTEN_DAY, iso_date

_DAY = re.compile(WRITTEN_DAY)
_CHANGED = re.compile("修正|修订|修改")
_IN_FORCE = re.compile(r"(?:之日)?起(?:正式)?(?:施行|实施|执行|生效)")
_BEGINS_WITH_DAY = re.compile(r"[12]\d{3}年\d{1,2}月")
_NOTE = re.compile(r"[（(]\s{0,4}[12]\d{3}年\d{1,2}月\d{1,2}日")
_QUOTE = 400


def history_of(side: Side) -> tuple[ForceEvent, ...]:
    """Each amendment that the notes under the title tell, in their order, as an event of kind amended.

    Its `title` is the decision that the note names, "" where it names none.
    """
    return tuple(event for clause in side.clauses if is_history(clause) for event in _told(clause))


def is_history(clause: Clause) -> bool:
    """Whether a clause is a note under the title on how the text came about."""
    text = clause.text.lstrip()
    if clause.kind is Kind.FRONT and (text.startswith(("（", "(", "<!--")) or _BEGINS_WITH_DAY.match(text)):
        return True
    return not clause.number and bool(_NOTE.match(text))


def _told(clause: Clause) -> Iterator[ForceEvent]:
    text = re.sub(r"(?<=[\d年月])\s+(?=[\d年月日])", "", clause.text)
    titles = titles_in(text)
    plain = masked(text, titles)
    days = list(_DAY.finditer(plain))
    for at, match in enumerate(days):
        end = days[at + 1].start() if at + 1 < len(days) else len(plain)
        words = plain[match.end() : end]
        if _IN_FORCE.match(words):
            continue
        by = [one.title for one in titles if match.end() <= one.start < end]
        act = next((title for title in reversed(by) if "决定" in title or "修正案" in title), "")
        if _CHANGED.search(words) or "修正案" in act:
            quote = re.sub(r"(?:[\s　（）()，,；;。]|根据){1,8}$", "", text[match.start() : end])
            yield ForceEvent("amended", quote[:_QUOTE], clause.id, act, day=iso_date(*match.groups()))
