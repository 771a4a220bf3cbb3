"""Which documents a decision on amending changes, as events with the words that say so."""

from __future__ import annotations

import re

from alignment.amending.decision import read_amendments
from alignment.force.model import ForceEvent
from alignment.force.names import unmarked
from alignment.model import Side

_DECISION = re.compile(r"(?:修改|修订|修正)[^。]{0,200}(?:决定|命令|通知|公告)$")
#: 云州市停车条例修正案, 云州市停车条例修正案（二）: the amended text is named before the word.
_BILL = re.compile(r"(?P<law>.{3,100}?)修正案(?:[（(][^（）()]{1,6}[）)])?$")
_TITLED = re.compile(r"(?:修改|修订|修正)(?:部分)?[《〈](?P<law>[^《》]{2,160})[》〉]")
_QUOTE = 400


def amended_by(side: Side, title: str) -> tuple[ForceEvent, ...]:
    """The documents that a text changes, each once: those of its instructions, and the one that its title names.

    Only a text whose title says that it amends is read for it.
    """
    bare = re.sub(r"\s", "", title)
    bill = _BILL.fullmatch(bare)
    if not bill and not _DECISION.search(bare):
        return ()
    named = _TITLED.search(bare)
    own = unmarked((bill or named or {"law": ""})["law"])
    found: dict[str, ForceEvent] = {}
    for order in read_amendments(side):
        law = unmarked(order.law) or own
        if law and order.clauses:
            found.setdefault(law, ForceEvent("amend", order.quote[:_QUOTE], order.clauses[0], law))
    if own and own not in found and side.clauses:
        found[own] = ForceEvent("amend", side.clauses[0].text[:_QUOTE], side.clauses[0].id, own)
    return tuple(found.values())
