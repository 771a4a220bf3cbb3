"""Who bears a duty, and in which role: from the words of the clause, and from notes of responsibility.

（责任单位：甲局、乙局；完成时限：6月底前）, 〔甲局牵头，各镇按职责分工负责〕: a note names bodies with a role
each, and sometimes a date. In the clause the body stands before its verb, behind 由, or behind 会同.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from alignment.reading.flat import flatten
from alignment.reading.sentences import ONGOING
from alignment.reading.times import Time, times

BearerRole = Literal["lead", "responsible", "support"]
Source = Literal["words", "inherited"]


@dataclass(frozen=True, slots=True)
class Bearer:
    """A body that a duty binds: its name as written, its role, and whether the clause itself names it."""

    name: str
    role: BearerRole
    source: Source = "words"


@dataclass(frozen=True, slots=True)
class Note:
    """A note of responsibility: the bodies it names, its date, its words."""

    bearers: tuple[Bearer, ...]
    time: Time | None
    text: str


_LABEL = re.compile(
    r"(?P<lead>(?:区|市|县|省|总)?牵头(?:责任)?(?:单位|部门|领导|处室|人)?|主责(?:单位|部门|处室)?|主办(?:单位|部门)?"
    r"|组长单位)\s?[:：]"
    r"|(?P<support>(?:配合|协办|协助|参与|参加|协同|支持)(?:单位|部门|处室)?)\s?[:：]"
    r"|(?P<time>(?:完成|办结|落实|整改|实施|办理)?(?:时限|期限|时间|节点|时间节点)|进度安排|时间安排|时限要求)\s?[:：]"
    r"|(?P<responsible>(?:责任|负责|落实|承办|实施|主要负责|分工|责任主体|具体负责)(?:单位|部门|主体|处室"
    r"|人)?(?:及分工)?|责任主体)\s?[:：]"
)
_ROLE_END = re.compile(
    r"(?:(?P<lead>(?:共同|联合|分别)?(?:牵头(?:负责|落实|组织|实施|推进|办理)?|主责|主办|总牵头))"
    r"|(?P<support>(?:按(?:照)?(?:各自)?职责(?:分工)?)?(?:积极|密切)?(?:配合|协助|参与|协同|参加|支持))"
    r"|(?P<responsible>(?:等)?(?:按(?:照)?(?:各自)?(?:职能|职责)?(?:职责|分工|任务)?(?:分工)?)?(?:分别|共同|具体|分工"
    r"|组织|抓好)?(?:负责(?:落实|实施|推进|办理|组织实施)|负责|落实|承担|实施|完成(?:有关|相关)?(?:工作)?|推进|组织实施)(?:有关工作|相关工作)?))$"
)
_BRACKETS = "（）()〔〕[]［］【】 　。；;，,"
_NAME_SPLIT = re.compile(
    r"[、,，;；/]|(?<=[\u4e00-\u9fff]{2})(?:或者|以及)(?=[\u4e00-\u9fff]{2})"
    r"|(?<=[局委办厅部院署会心府司团位门构业区县镇市处所站队社])(?:(?<!工业)(?<!林业)(?<!农业)和|及|与"
    r"|以及)(?=[^、,，;；]{2})"
)
_WHOLE = re.compile(r"(?:科委|科学技术委员会|科技厅)、(?:中关村管委会|中关村科技园区管理委员会)")
_ONGOING = re.compile(ONGOING)
_DONE_BY = re.compile(r"(?:完成|办结|落实到位|建成|上线)$")


@lru_cache(maxsize=4096)
def read_note(words: str) -> Note:
    """A note of responsibility read.

    >>> [(b.name, b.role) for b in read_note("（市甲局、市乙局牵头，各区配合）").bearers]
    [('市甲局', 'lead'), ('市乙局', 'lead'), ('各区', 'support')]
    """
    text = words.strip(_BRACKETS)
    labels = list(_LABEL.finditer(text))
    bearers: list[Bearer] = []
    when: Time | None = None
    if labels:
        head = text[: labels[0].start()]
        if head.strip(_BRACKETS):
            found, when = _by_suffix(head)
            bearers += found
        for match, following in zip(labels, [*labels[1:], None], strict=True):
            value = text[match.end() : following.start() if following else len(text)].strip(_BRACKETS)
            if match["time"]:
                when = _time_of(value) or when
                continue
            role: BearerRole = "lead" if match["lead"] else "support" if match["support"] else "responsible"
            value, dated = _without_time(value)
            when = dated or when
            bearers += _with_suffixes(value, role)
    else:
        found, when = _by_suffix(text)
        bearers += found
    return Note(tuple(dict.fromkeys(bearers)), when, words)


def _by_suffix(text: str) -> tuple[list[Bearer], Time | None]:
    """甲局牵头，乙局、丙局配合，10月底前完成: names gather until words say their role."""
    bearers: list[Bearer] = []
    waiting: list[str] = []
    when: Time | None = None
    for part in re.split(r"[，,；;]", text):
        piece = part.strip(_BRACKETS)
        if not piece:
            continue
        dated = _time_of(piece)
        if dated and (_DONE_BY.search(piece) or dated.end - dated.start >= len(piece) - 3):
            when = dated
            continue
        if _ONGOING.fullmatch(piece):
            continue
        match = _ROLE_END.search(piece)
        if match is None:
            waiting.append(piece)
            continue
        role: BearerRole = "lead" if match["lead"] else "support" if match["support"] else "responsible"
        names = piece[: match.start()]
        waiting.append(names)
        bearers += [Bearer(name, role, "inherited") for group in waiting for name in names_in(group)]
        waiting = []
    bearers += [Bearer(name, "responsible", "inherited") for group in waiting for name in names_in(group)]
    return bearers, when


def _with_suffixes(value: str, role: BearerRole) -> list[Bearer]:
    """The names behind a label; 牵头 in brackets behind one of them gives it that role: 甲局（牵头）、乙局."""
    bearers: list[Bearer] = []
    for name in names_in(value):
        own = re.search(r"[（(](牵头|主责|主办|配合|协助)[）)]$", name)
        shown = name[: own.start()] if own else name
        said: BearerRole = role
        if own:
            said = "support" if own[1] in ("配合", "协助") else "lead"
        trailing = _ROLE_END.search(shown)
        if trailing and trailing.start() >= 2:
            shown = shown[: trailing.start()]
            said = "lead" if trailing["lead"] else "support" if trailing["support"] else said
        bearers.append(Bearer(shown, said, "inherited"))
    return bearers


#: 市、区|两级|人民政府, 市、县（区）|有关部门: one name at several levels.
_LEVEL = r"[省市区县镇乡](?:[（(][省市区县旗镇乡][)）])?"
_LEVELS = re.compile(
    rf"(?<![\u4e00-\u9fff])(?P<levels>{_LEVEL}(?:(?:、|和|及|与|以及){_LEVEL}){{1,4}})(?:两级|三级|各级)?"
    r"(?P<what>[^、和及与,，;；（）()〈〉省市区县镇乡][^、，,；;和及与]{1,24})"
)


def names_in(value: str) -> list[str]:
    """The names of a list of bodies: 市甲局、市乙局，各区政府和开发区; 市、区财政局 are 市财政局 and 区财政局."""
    kept = _WHOLE.sub(lambda match: match[0].replace("、", "\1"), _LEVELS.sub(_by_level, value))
    names: list[str] = []
    depth = 0
    start = 0
    cuts = {match.start(): match.end() for match in _NAME_SPLIT.finditer(kept)}
    for at, char in enumerate(kept):
        if char in "（(〈":
            depth += 1
        elif char in "）)〉":
            depth = max(0, depth - 1)
        elif not depth and at in cuts and at >= start:
            names.append(kept[start:at])
            start = cuts[at]
    names.append(kept[start:])
    cleaned = (_bare(name.replace("\1", "、")) for name in names)
    return [name for name in cleaned if len(name) >= 2 and not re.fullmatch(r"等|各?有关|相关", name)]


def _by_level(match: re.Match[str]) -> str:
    levels = re.findall(_LEVEL, match["levels"])
    return "、".join(level + match["what"] for level in levels)


def _bare(name: str) -> str:
    """A name without the marks at its edges; a bracket that belongs to it stays: 区民政局（区救助站）."""
    bare = name.strip(_BRACKETS)
    opened = max(bare.rfind("（"), bare.rfind("("))
    return name[: name.find(bare) + len(bare) + 1] if opened > max(bare.rfind("）"), bare.rfind(")")) else bare


def _time_of(value: str) -> Time | None:
    found = times(flatten(value))
    return found[-1] if found else None


def _without_time(value: str) -> tuple[str, Time | None]:
    """责任单位：甲局，2023年6月底前: the names, and the date that stands with them."""
    dated: Time | None = None
    kept: list[str] = []
    for part in re.split(r"[，,；;]", value):
        found = _time_of(part)
        if found and found.end - found.start >= len(part.strip()) - 4:
            dated = found
        else:
            kept.append(part)
    return "，".join(kept), dated
