"""Which provisions a clause punishes the breach of: 违反本条例第十一条或者第十二条规定…处五万元以下罚款.

An article that is named as the ground of a sanction (依照本法第四十条处罚) is not broken, unless 未 stands before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from alignment.reading.numerals import parse_numeral, to_numeral

_FIGURES = r"[一二三四五六七八九十百千零〇\d]{1,7}"
_PROVISION = (
    rf"第(?P<article>{_FIGURES})条(?P<of>之{_FIGURES})?(?:第(?P<paragraph>{_FIGURES})款)?(?:第(?P<item>{_FIGURES})项)?"
)
_REF = re.compile(_PROVISION)
#: What may stand between two provisions of one list.
_LIST = re.compile(
    r"(?:、|，|或者|或|以及|及|和|与)?(?:第[一二三四五六七八九十\d]{1,3}[款项](?:、|或者|或|和|至|到)?)*"
)
_RANGE = re.compile(r"(?:至|到|[-—~])")
_TITLE = re.compile(r"《([^《》]{2,60})》(?:[（(][^（）()]{0,40}[）)])?(?:的)?$")
_OWN = re.compile(r"(?:本(?:法|条例|办法|规定|细则|规则|决定|规章|章程)(?:的)?)$")
#: Before a provision that is only the ground of what is done.
_GROUND = re.compile(r"(?<![未不])(?:依照|按照|根据|依据|适用|参照|比照|由)(?:[^，。；]{0,12})$")
_SANCTION = re.compile(
    r"责令|罚款|给予(?:[^，。；]{0,6})?(?:处分|处罚|警告)|吊销|没收|警告|拘留|追究|撤销|停业|通报批评|赔偿|予以处罚"
    r"|依法(?:予以)?处[理罚分]|规定(?:予以)?处罚"
    r"|处(?:以)?[\d一二三四五六七八九十百千万]+|降级|记过|开除|取缔|关闭|失信|不予受理"
)
#: A case that a sanction is for ends so and says what was not done, or done against the rules.
_CASE_END = re.compile(r"的[，,：:]")
_WRONG = re.compile(r"[未无]|不(?!动产|同)|擅自|拒|违反|逾期|伪造|骗|虚|妨碍|破坏|滥用|玩忽")
_WHOLE = re.compile(
    r"违反本(?:法|条例|办法|规定|细则|规则|决定|规章)(?:的)?(?:其他|有关)?规定(?:的行为)?(?:的|，(?:构成|造成|依法"
    r"|给[^予]))"
)
_STEM = re.compile(r"下列[^：:]{0,300}[：:]$")
_MOST = 400


@dataclass(frozen=True, slots=True)
class Provision:
    """A provision that is named: its article as an address writes it (第十一条), paragraph and item, 0 for none;
    `title` of another text that it is of, "" for this one."""

    article: str
    paragraph: int = 0
    item: int = 0
    title: str = ""


@dataclass(frozen=True, slots=True)
class Breach:
    """What a clause with sanctions says it punishes: the provisions that it names, what was done wrongly in words (""
    where none say it), and whether it punishes whatever breaks the whole text."""

    provisions: tuple[Provision, ...]
    case: str
    whole: bool


def breach_in(text: str) -> Breach | None:
    """What a clause punishes the breach of; None for a clause without a sanction.

    >>> [one.article for one in breach_in("违反本办法第三条、第五条第二款规定的，处五百元罚款。").provisions]
    ['第三条', '第五条']
    """
    if not _SANCTION.search(text):
        return None
    named = tuple(dict.fromkeys(_provisions(text)))
    end = _CASE_END.search(text)
    case = case_in(text[: end.start()]) if end and not is_stem(text) else ""
    return Breach(named, case, whole=bool(_WHOLE.search(text)) and not named)


def is_stem(text: str) -> bool:
    """Whether a clause ends in a list of cases: 有下列行为之一的，处五百元罚款："""
    return _STEM.search(text.rstrip()) is not None


def case_in(text: str) -> str:
    """What was done wrongly or left undone, without who did so; "" where the words say none.

    >>> case_in("停车场未公示收费标准")
    '未公示收费标准'
    """
    wrong = _WRONG.search(text)
    return text[wrong.start() :].rstrip("；;。") if wrong else ""


def _provisions(text: str) -> Iterator[Provision]:
    """Every provision that is named as broken; the others of a list are of the text of the first."""
    title: str | None = None
    before: re.Match[str] | None = None
    for match in _REF.finditer(text):
        lead = text[max(0, match.start() - 70) : match.start()]
        between = text[before.end() : match.start()] if before else ""
        goes_on = before is not None and (_LIST.fullmatch(between) or _RANGE.fullmatch(between))
        if not goes_on:
            titled, own = _TITLE.search(lead), _OWN.search(lead)
            stripped = lead[: titled.start()] if titled else lead[: own.start()] if own else lead
            ground = bool(_GROUND.search(stripped))
            title = None if ground or not (titled or own) else titled[1] if titled else ""
        elif before is not None and title is not None and _RANGE.fullmatch(between):
            yield from _span(before, match, title)
        before = match
        if title is not None:
            yield _provision(match, title)


def _provision(match: re.Match[str], title: str) -> Provision:
    paragraph, item = (parse_numeral(match[name] or "") or 0 for name in ("paragraph", "item"))
    value = parse_numeral(match["article"])
    article = f"第{to_numeral(value) if value else match['article']}条{match['of'] or ''}"
    return Provision(article, paragraph, item, title)


def _span(first: re.Match[str], last: re.Match[str], title: str) -> Iterator[Provision]:
    """The articles between two that 至 joins."""
    low, high = parse_numeral(first["article"]), parse_numeral(last["article"])
    if low and high and low < high <= low + _MOST:
        for value in range(low + 1, high):
            yield Provision(f"第{to_numeral(value)}条", title=title)


def covers(provision: Provision, address: str) -> bool:
    """Whether a provision that is named holds the clause at an address (第九条/第二款/（三）).

    >>> covers(Provision("第九条", 2), "第九条/第二款/（一）"), covers(Provision("第九条", 2), "第九条/第一款")
    (True, False)
    """
    article, *parts = address.split("/")
    if article != provision.article:
        return False
    paragraphs = [parse_numeral(part[1:-1]) for part in parts if part.startswith("第") and part.endswith("款")]
    if provision.paragraph and (paragraphs[0] if paragraphs else 1) != provision.paragraph:
        return False
    items = [parse_numeral(part.strip("（）()")) for part in parts if part[:1] in "（("]
    return not (provision.item and items and items[0] != provision.item)
