"""What a sentence ends: 《甲》和《乙》同时废止, 废止《甲》, 原甲办法同时废止, 下列文件予以废止：…."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from alignment.force.model import EventKind
from alignment.force.names import MASK, Named, bare_name, made_on, masked, titles_in
from alignment.reading.dates import WRITTEN_DAY, iso_date

_ENDS = "废止|失效|停止(?:执行|施行|实施|适用|使用)|不再(?:执行|施行|适用|有效)|终止(?:执行|施行)|作废"
#: The verb behind what it ends. What follows tells a rule on repealing (废止的程序) from a repeal.
_BEHIND = re.compile(rf"(?:{_ENDS})(?!的|程序|、|或|后|前|建议|情况|工作|期|和修改|与)")
#: Words between the last name and the verb.
_BETWEEN = re.compile(
    r"(?:[，,、]?等[^，。《]{0,16})?[，,]?(?:(?:自|从|于|在|至|到)[^《。]{0,40}?(?:起|时|后|日))?[，,]?"
    r"(?:也|亦|均|都|已|已经|应|应当|一并|同时|即|即行|予以|一律|相应|随之|全部|宣布|现予|现|自行|自动|自然|行|原)*"
)
_PART = re.compile(r"(?:中|第|附件|附表|的有关|有关|关于|的规定|内)[^。《]{0,60}?")
_SUSPENDED = re.compile(r"暂(?:停|时停止)(?:执行|施行|实施|适用)")
#: The verb before what it ends.
_BEFORE = re.compile(rf"(?:废止|停止(?:执行|施行|实施)|取代|代替|替代)(?P<lead>[^，。；：、{MASK}]{{0,60}}?){MASK}")
#: What makes 废止《甲》 a rule, a heading or a plan and no repeal.
_NO_REPEAL = re.compile(
    r"(?:关于|修改|修订|制定|修正|解释|补充|清理|建议|需要|应当|应予|可以|不得|是否|未|申请|报请|提请|拟|适时|及时|推动|研究)[^，。；]{0,8}$"
)
_JOINT = re.compile(r"\s*(?:[、，,；;]|和|以及|及其?|与|暨|并|同时)")
#: A title of the history of another: 根据…《关于修改…的决定》修正的《甲》.
_HISTORY = re.compile(
    r"[^，。；]{0,12}?(?:第[一二三四五六七八九十\d]+次)?(?:修正|修改|修订|批准)|(?:所|中)[^，。；]{0,8}(?:修改|修正|修订)"
)
_GOVERNED = re.compile(r"(?:根据|依据|按照|依照|贯彻|落实|执行|适用|参照|遵守|违反|符合|与)[^，。；、的]{0,15}$")
_FROM_DAY = re.compile(rf"(?:自|从|于){WRITTEN_DAY}")
_BLOCKED = re.compile(r"按照|依照|依据|为准|处理|抵触|不一致|施行前|实施前|规定的|根据(?!.*(?:修正|修改|修订|批准))")


@dataclass(frozen=True, slots=True)
class Ended:
    """A document that a sentence ends, with the day that it says (YYYY-MM-DD) and the part that it is about."""

    kind: EventKind
    title: str
    number: str
    made: str
    day: str = ""
    part: str = ""


def ended_by(sentence: str) -> tuple[Ended, ...]:
    """The documents that a sentence ends, in the order in which it names them; each once."""
    titles = titles_in(sentence)
    plain = masked(sentence, titles)
    found: dict[tuple[str, str, str], Ended] = {}
    for ended in (*_behind(sentence, plain, titles), *_before(plain, titles)):
        found.setdefault((ended.title, ended.number, ended.made), ended)
    return tuple(found.values())


def _behind(sentence: str, plain: str, titles: tuple[Named, ...]) -> Iterator[Ended]:
    """《甲》…废止, and a name without book marks before the verb."""
    done = 0
    for verb in (*_BEHIND.finditer(plain), *_SUSPENDED.finditer(plain)):
        start = max(done, *(plain.rfind(mark, 0, verb.start()) + 1 for mark in "。；"), 0)
        before = [one for one in titles if start <= one.start and one.end <= verb.start()]
        gap = plain[before[-1].end : verb.start()] if before else ""
        whole = bool(before) and bool(_BETWEEN.fullmatch(gap))
        part = "" if whole or not before else _part(gap)
        kind: EventKind = "suspend" if verb[0].startswith("暂") else "repeal"
        if before and (whole or part):
            day = _from(gap)
            for named, lead in _row(before, plain, start):
                yield Ended(kind, named.title, named.number, made_on(lead), day, part if named is before[-1] else "")
            done = verb.end()
            continue
        words = sentence[start : verb.start()]
        stretch = re.sub(r"(?:自[^，。]{0,24}?之?日?起)?[，,]?(?:同时|即行|予以|一律|一并|均|现){0,8}$", "", words)
        name = bare_name(stretch) if MASK not in plain[max(start, verb.start() - 6) : verb.start()] else ""
        if name and not _BLOCKED.search(plain[start : verb.start()].rsplit("，", maxsplit=1)[-1]):
            yield Ended(kind, name, "", made_on(words[: -len(name)]), _from(words[len(stretch) :]))
            done = verb.end()


def _row(before: list[Named], plain: str, start: int) -> list[tuple[Named, str]]:
    """The titles that one verb ends, each with the words that lead up to it: from the last one back, as far as they
    are joined to each other."""
    row: list[tuple[Named, str]] = []
    for at in range(len(before) - 1, -1, -1):
        one = before[at]
        after = plain[one.end : row[0][0].start] if row else ""
        if row and (_HISTORY.match(after) or _within_history(after)):
            continue
        lead = plain[before[at - 1].end if at else start : one.start]
        if row and ((after and not _JOINT.match(after)) or _BLOCKED.search(after)):
            break
        if (row and _GOVERNED.search(lead)) or (not row and _rule(lead)):
            break
        row.insert(0, (one, lead))
    return row


def _within_history(after: str) -> bool:
    return bool(re.match(r"(?:和|、|及)[^，。；]{0,40}" + MASK + r"+(?:[^，。；]{0,12})?(?:修正|修改|修订)", after))


def _rule(lead: str) -> bool:
    """Whether a sentence speaks of how a law is repealed, and repeals none."""
    return bool(re.search(r"(?:修改|修订|制定|适时|及时)(?![^，。；]{0,11}的$)[^，。；]{0,12}$", lead))


def _part(gap: str) -> str:
    """What of a document ends: 第五条, 中有关…的规定; "" where the words between say something else."""
    words = re.sub(r"[，,]?(?:同时|即行|予以|一律|均|自本[^，。]{0,12}之日起){0,8}$", "", gap)
    return words if _PART.fullmatch(words) and not re.search(r"[，,]", words) else ""


def _before(plain: str, titles: tuple[Named, ...]) -> Iterator[Ended]:
    """废止《甲》、《乙》."""
    starts = {one.start: at for at, one in enumerate(titles)}
    for verb in _BEFORE.finditer(plain):
        if _NO_REPEAL.search(plain[: verb.start()]) or (verb.start() and plain[verb.start() - 1] in "、和或与及者"):
            continue
        kind: EventKind = "replace" if verb[0][0] in "取代替" else "repeal"
        at = starts.get(verb.end() - 1)
        if at is None or re.match(
            r"[^，。；、]{0,12}(?:的(?:程序|建议|公告|通知|决定)|时|前|后)", plain[titles[at].end :]
        ):
            continue
        lead = verb["lead"]
        while at < len(titles):
            one = titles[at]
            after = plain[one.end :]
            if not _HISTORY.match(after):
                part = re.match(r"(?:中[^，。；]{0,20}|第[^，。；、]{1,12}?条)", after)
                yield Ended(
                    kind, one.title, one.number, made_on(lead), _from(plain[: verb.start()]), part[0] if part else ""
                )
            if at + 1 == len(titles):
                break
            lead = plain[one.end : titles[at + 1].start]
            if (lead and not (_HISTORY.match(after) or _JOINT.match(lead))) or _BLOCKED.search(lead) or "。" in lead:
                break
            at += 1


def _from(words: str) -> str:
    """The day from which something ends: 自2031年3月1日起; "" where none is said."""
    match = _FROM_DAY.search(words)
    return iso_date(*match.groups()) if match else ""
