"""A title for a text that came without one: from what cites it, from what it says of itself; told as inferred.

Three sources, the surest first: another document of the same file cites a title whose words the text is about; a notice
says what it is about (现就…通知如下, 现将《…》印发); a preamble says why the text was made (为…，制定本办法). What is
made here is never passed off as read: the words that it was made from go with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

_KINDS = "方案|办法|规定|措施|意见|计划|规划|要点|条例|细则|清单|纲要|制度|指引|指南|规则|规程|标准"
_SELF = re.compile(rf"本({_KINDS})")
_CITED = re.compile(rf"《([^《》]{{5,90}}(?:{_KINDS})(?:[（(][^（）()《》]{{1,20}}[）)])?)》")
#: Words that titles share and that say nothing about which one it is.
_COMMON = re.compile(
    rf"关于|进一步|深入|全面|加快|促进|推进|推动|加强|做好|实施|工作|行动|若干|三年|有关|的|和|与|及|(?:{_KINDS})$"
    r"|^[\u4e00-\u9fff]{2,6}?(?:省|市|自治区|自治州|州|盟|县|旗|区)"
)
_BRACKETS = re.compile(r"[（(][^（）()]{0,30}[）)]")
_ISSUED = re.compile(
    r"(?:形成(?:了)?|现将|将)?《([^《》]{4,90})》[^。《》]{0,40}(?:现予?(?:印发|公布|发布)|印发给你们|予以(?:印发|公布))"
)
_SUPPLEMENT = re.compile(r"现就[^。《》]{0,60}《([^《》]{4,90})》[^。]{0,90}?补充通知如下")
_NOTICE = re.compile(
    r"现就(?:有关)?([^。；，《》]{4,60}?)(?:的)?(?:等)?(?:有关)?(?:事项|问题|事宜|要求)?(?:公告|通告|通知)如下"
)
_OPINION = re.compile(
    rf"为([^。]{{4,120}}?)，(?:经[^，。]{{2,20}}同意，)?现?(?:就[^，。]{{2,40}})?(?:提出|制定)(?:如下|以下)({_KINDS})"
)
_MADE = re.compile(rf"为(?:了)?([^。]{{4,400}}?)，?(?:特)?(?:制定|制订|编制)(?:了)?本({_KINDS})")
#: Parts of a purpose that say on what ground or with what in mind, and not for what.
_GROUND = re.compile(r"根据|依据|按照|依照|结合|经|贯彻|落实|围绕|坚持|遵循|努力|以")
_DRAFT_LINE = re.compile(r"[（(](?:公开)?(?:征求意见稿|草案|送审稿|讨论稿)[）)]$")
#: How much of a text is looked through for what it says of itself, and how much for how often it uses a word.
_HEAD, _WHOLE = 2_500, 60_000
_LONGEST, _MOST_CITED = 60, 400
#: A cited title belongs to a text that holds so much of its own words, and uses the longest of them so often.
_COVERED, _OFTEN = 0.95, 3


class Inferred(NamedTuple):
    """A title that was made, and the words that it was made from."""

    title: str
    words: str


def cited_titles(text: str) -> tuple[str, ...]:
    """The titles of plans, measures and the like that a text cites, each once."""
    return tuple(dict.fromkeys(re.sub(r"\s", "", title) for title in _CITED.findall(text)))[:_MOST_CITED]


def infer_title(lines: Sequence[str], mentioned: Iterable[str] = ()) -> Inferred | None:
    """A title for a text of these lines (blanks taken out); `mentioned` are titles that others cite.

    >>> infer_title(["各区人民政府：", "现就做好食堂管理工作通知如下：", "一、公示价格。"])
    Inferred(title='关于做好食堂管理工作的通知', words='现就做好食堂管理工作通知如下')
    """
    joined = "".join(lines)
    head = joined[:_HEAD]
    draft = next((line for line in lines[:4] if _DRAFT_LINE.fullmatch(line)), "")
    found = (
        _from_others(joined[:_WHOLE], head, mentioned) or _from_notice(head) or _from_preamble(joined[:_WHOLE], head)
    )
    if found is None:
        return None
    return Inferred(found.title + draft, found.words)


def _from_others(text: str, head: str, mentioned: Iterable[str]) -> Inferred | None:
    """The one title that others cite and that the text is about: of its words, of its kind, not cited by itself."""
    kind = _SELF.search(text)
    if kind is None:
        return None
    fitting: list[tuple[int, str]] = []
    for title in mentioned:
        if f"《{title}》" in text or not re.search(rf"{kind[1]}(?:[（(][^）)]{{0,100}}[）)])?$", title):
            continue
        own = [part for part in re.split(r"[、“”\s]+", _COMMON.sub("、", _BRACKETS.sub("", title))) if len(part) > 1]
        pairs = [part[at : at + 2] for part in own for at in range(len(part) - 1)]
        longest = max(own, key=len, default="")
        if len(longest) < 4 or sum(pair in text for pair in pairs) < _COVERED * len(pairs):
            continue
        often = text.count(longest)
        if often >= _OFTEN and longest in head:
            fitting.append((often * len(longest), title))
    fitting.sort(reverse=True)
    if not fitting or (len(fitting) > 1 and fitting[0][0] < 2 * fitting[1][0]):
        return None
    return Inferred(fitting[0][1], f"《{fitting[0][1]}》")


def _from_notice(head: str) -> Inferred | None:
    """What a notice says it is about, or issues."""
    if match := _SUPPLEMENT.search(head):
        return Inferred(f"关于《{match[1]}》的补充通知", match[0])
    if match := _NOTICE.search(head):
        return Inferred(f"关于{match[1]}的通知", match[0])
    if match := _ISSUED.search(head):
        return Inferred(match[1].replace("〈", "《").replace("〉", "》"), match[0])
    if match := _OPINION.search(head):
        return Inferred(f"关于{_purpose(match[1], head)}的{match[2]}", match[0])
    return None


def _from_preamble(text: str, head: str) -> Inferred | None:
    """What a text was made for: the part of its purpose that it speaks of most."""
    match = _MADE.search(head)
    if match is None:
        return None
    purpose = _purpose(match[1], text)
    return Inferred(f"{purpose}{match[2]}", match[0][:120]) if purpose else None


def _purpose(words: str, text: str) -> str:
    parts = [part for part in re.split(r"[，；]", words) if 4 <= len(part) <= _LONGEST and not _GROUND.match(part)]
    if not parts:
        return re.sub("，", "", words)[:_LONGEST]

    def weight(part: str) -> float:
        own = _COMMON.sub("", part)
        triples = [own[at : at + 3] for at in range(len(own) - 2)]
        return max((text.count(triple) for triple in triples), default=0)

    return max(parts, key=weight)
