"""Which documents a text names, and how: 依据《…》（文号）, 为贯彻落实《…》, 废止《…》.

Pure: clauses in, citations out. Names are resolved against the corpus by `tracing.citing`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from corpus_repo import Line

_NUMBER = r"[\u4e00-\u9fff]{1,12}[〔\[（(﹝【]\s*\d{4}\s*[〕\]）)﹞】]\s*(?:第\s*)?\d{1,5}\s*号"
#: A title in book marks; one level of marks may stand within it, as 〈〉 or once more as 《》.
_TITLED = re.compile(r"《((?:[^《》\n]|《[^《》\n]*》){2,120})》(?:\s*[（(]\s*(" + _NUMBER + r")[^）)]{0,20}[）)])?")
_BARE_NUMBER = re.compile(rf"[（(]\s*({_NUMBER})")
#: "(以下简称《…》)" gives a title a short name by which the rest of the text calls it.
_SHORT = re.compile(r"^[^。；]{0,30}?以下(?:统称|简称)(?:为)?[《“\"]([^》”\"]{2,40})[》”\"]")
#: So many characters before and behind a title tell what it is named for.
_BEFORE, _BEHIND = 24, 200
_GIVEN = re.compile(r"关于(?:印发|转发|批转|发布)[《〈](.{1,200})[》〉]的(?:通知|决定|公告)$")
_BLANK = re.compile(r"\s+")


class Relation(StrEnum):
    """What a text does with a document that it names."""

    BASIS = "basis"
    IMPLEMENTS = "implements"
    AMENDS = "amends"
    REPEALS = "repeals"
    FORWARDS = "forwards"
    MENTIONS = "mentions"


#: How a text names what it rests on.
BASES = frozenset((Relation.BASIS, Relation.IMPLEMENTS, Relation.FORWARDS))
_LEADS: tuple[tuple[Relation, re.Pattern[str]], ...] = (
    (Relation.IMPLEMENTS, re.compile(r"(?:贯彻|落实|实施|执行|推进)(?:[^，。；]{0,12})$")),
    (Relation.BASIS, re.compile(r"(?:依据|根据|按照|依照|遵照|参照)(?:[^，。；]{0,16})$")),
    (Relation.AMENDS, re.compile(r"(?:修改|修订|修正)(?:[^，。；]{0,6})$")),
    (Relation.FORWARDS, re.compile(r"(?:印发|转发|批转|发布)(?:[^，。；]{0,4})$")),
)
_REPEALED = re.compile(r"^[^。；]{0,30}?(?:同时废止|予以废止|即行废止|停止执行|失效)|^[^。；]{0,12}废止")
_REPEALS_BEFORE = re.compile(r"废止[^，。；]{0,6}$")


@dataclass(frozen=True, slots=True)
class Citation:
    """One document named in a clause.

    `title` is as in the book marks, `number` its 文号 where one stands beside it, `short` the name that the text gives
    it from there on; `quote` are the words around, `line` the clause (from 1) and `address` where it stands.
    """

    title: str
    number: str
    relation: Relation
    quote: str
    address: str
    line: int
    short: str = ""
    times: int = 1

    @property
    def names(self) -> tuple[str, ...]:
        """What the cited document may be called: the title, and the one within a notice's title."""
        inner = _GIVEN.search(self.title)
        return (self.title, inner[1]) if inner else (self.title,)


def citations_of(lines: Iterable[Line]) -> tuple[Citation, ...]:
    """The documents that a text names, in the order in which they first appear; each once, with how often.

    The surest relation counts: what is named as the basis in one place and mentioned in others is a basis.
    """
    found: dict[str, Citation] = {}
    shorts: dict[str, str] = {}
    ranks = {relation: rank for rank, relation in enumerate(Relation)}
    for citation in _all(lines):
        key = _BLANK.sub("", citation.title)
        key = shorts.get(key, key)
        if citation.short:
            shorts[_BLANK.sub("", citation.short)] = key
        known = found.get(key)
        if known is None:
            found[key] = citation
            continue
        better = citation if ranks[citation.relation] < ranks[known.relation] else known
        found[key] = replace(
            better,
            title=known.title,
            number=known.number or citation.number,
            short=known.short or citation.short,
            times=known.times + 1,
        )
    return tuple(found.values())


def _all(lines: Iterable[Line]) -> Iterator[Citation]:
    for at, line in enumerate(lines, start=1):
        if line.kind == "toc":
            continue
        text = line.whole
        titled: set[str] = set()
        for match in _TITLED.finditer(text):
            before, after = (
                text[max(0, match.start() - _BEFORE) : match.start()],
                text[match.end() : match.end() + _BEHIND],
            )
            short = _SHORT.match(after)
            number = _BLANK.sub("", match[2] or "")
            titled.add(number)
            yield Citation(
                match[1].strip(),
                number,
                _relation(before, after),
                text[max(0, match.start() - _BEFORE) : match.end() + 12].strip(),
                line.address,
                at,
                short[1] if short else "",
            )
        for match in _BARE_NUMBER.finditer(text):  # the book marks were lost; the number still names the document
            number = _BLANK.sub("", match[1])
            if number not in titled and line.kind != "front":
                before = text[max(0, match.start() - 60) : match.start()]
                title = re.split(r"[，。；：、]|根据|依据|按照|落实|贯彻", before)[-1].strip("《》“” ")
                if len(title) >= 6:
                    yield Citation(
                        title,
                        number,
                        _relation(before, ""),
                        text[max(0, match.start() - _BEFORE) :][:60],
                        line.address,
                        at,
                    )


def _relation(before: str, after: str) -> Relation:
    if _REPEALED.match(after) or _REPEALS_BEFORE.search(before):
        return Relation.REPEALS
    # of two lead words the nearer one speaks of this title
    for relation, lead in _LEADS:
        if lead.search(before):
            return relation
    # 《甲》《乙》等: a title in a row has the lead of the row
    row = re.search(r"([^，。；]{0,24})(?:《[^《》]{0,200}》(?:（[^）]{0,80}）)?[、和及与]?){1,20}$", before)
    return _relation(row[1], "") if row and row[1] else Relation.MENTIONS
