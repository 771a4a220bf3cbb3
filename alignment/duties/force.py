"""How strongly a clause binds: its polarity first, and within it a strength from 1 (explore) to 6 (must).

One table, `lexicon.toml` [modality], gives each force word its polarity and strength; a word counts only where it opens
a predicate. 原则上 and 有条件的 take a step from it, 均 and 一律 add one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from alignment.knowledge import POLARITIES, Knowledge, any_of

#: What a strength is called. 4 is the bare verb of a plan, and 要 beside it.
FORCES: Mapping[int, str] = {1: "explore", 2: "push", 3: "push", 4: "plain", 5: "shall", 6: "must"}
#: Words that open a predicate only at its head, else they are part of a noun: 研究报告, 支持力度.
_HEAD_ONLY = frozenset(
    (
        "享受 享有 免予 免于 豁免 提倡 自愿 限制 研究 试点 探索 推进 推动 支持 引导 鼓励 争取"
        " 取消 牵头 负责 逐步 倡导 允许 确保 先行先试 试行 促进"
    ).split()
)
#: Words that also name lists and systems of what they say: 不予处罚清单, 禁止准入类事项目录.
_NAMED = frozenset("不予 禁止 限制 免予 免于 不得 可以 无需 取消 豁免".split())
_IN_NAME = re.compile(r"[^,，。;；的]{0,16}?(?:清单|目录|名录|名单|制度|机制|事项表|承诺|标准|手册|指南)(?!外|内)")
#: Words that may end a clause: a list follows. 经营者应当：
_BEFORE_A_LIST = frozenset("应当 必须 不得 可以 不准 有权".split())
_NOUN_AFTER = (
    "的",
    "工作",
    "力度",
    "中心",
    "报告",
    "方案",
    "政策",
    "机制",
    "资金",
    "体系",
    "成果",
    "单位",
    "部门",
    "区",
    "项目",
    "期",
    "任务",
)
#: 科学|研究, 研究|院所, 研究|和技术开发机构: no force of a task.
_RESEARCH = re.compile(
    r"(?:科学|技术|学术|理论|基础|农业|医学|教育|政策|课题)研究|.{0,2}研究(?:机构|院|所|会|室|生|员|人员|开发|基地|设施|课题|经费|费"
    r"|活动|基金|团队|型|[和与及、]|或者?)"
)
WEAKENED = re.compile(
    r"原则上|一般(?=不|应|要|情况)|有条件的|视情(?:况)?|可视情|条件成熟(?:时|的)?|积极争取|力争|争取|尽量|尽可能"
    r"|努力(?!提|践|奋)"
)
STRENGTHENED = re.compile(
    r"(?<![平人年月日])均(?![衡等匀值价线])|都(?=要|应|须|必须|不得)|一律|全部(?=要|应|必须|不得)|坚决(?=不|取缔)"
)
#: What makes a force word of one character the end of another word: 重|要, 相|应, 许|可; 业主|可, 摊主|应 are none.
_ONE_SYLLABLE: Mapping[str, tuple[str, ...]] = {
    "要": tuple("重主需首纲概摘扼必紧简只还想将不"),
    "应": tuple("供相适对反响效感不"),
    "可": tuple("许认宁尚无皆不"),
    "须": (),
}
#: 要|求, 可|的, 应|有的: what follows makes it one too.
_IN_WORD = ("的", "件", "素", "点", "求", "领", "旨", "义", "诉", "收", "塞", "害", "闻")
_ADVERBS = re.compile(
    r"积极|大力|持续|进一步|重点|优先|全力|继续|加快|全面|深入|稳步|有序|着力|切实|逐步|主动|依法|统筹|协调"
    r"|\d{4}年(?:\d+月)?底?前?|力争|争取|同时|并|率先|鼓励|支持|引导|探索|研究|推动"
)
_VERBS = re.compile(r"(?:开展|便利|做好|加强|实行|推行|实现|落实|完善|建立|提升|提高|强化|优化|规范|提供|办理)")
_BLANKED = re.compile(r"《[^》]{0,200}》|“[^”]{1,30}”|\"[^\"]{1,30}\"")


@dataclass(frozen=True, slots=True)
class Force:
    """How a clause binds; `word` is "" for a bare verb, and stands at [start, end) of the clause."""

    polarity: str
    strength: int
    word: str = ""
    start: int = -1
    end: int = -1
    weakened: str = ""
    strengthened: str = ""

    @property
    def name(self) -> str:
        """explore, push, plain, shall or must."""
        return FORCES[self.strength]

    @property
    def said(self) -> bool:
        """Whether a word says so, or only the bare verb."""
        return bool(self.word)


#: What a bare imperative is worth: the normal form of a task in a plan.
PLAIN = Force("duty", 4)


class ForceReader:
    """Reads force words with a lexicon."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._strength = {
            (polarity, word): strength
            for polarity, words in knowledge.modality.items()
            for word, strength in words.items()
        }
        self._polarity = {word: polarity for polarity in reversed(POLARITIES) for word in knowledge.modality[polarity]}
        self._word = any_of(tuple(self._polarity))
        self._trap = knowledge.trap_pattern
        self._verb = knowledge.verb_pattern
        self.read = lru_cache(maxsize=16_384)(self._read)

    def _read(self, text: str) -> Force:
        """The force of a clause: of several words the one that governs."""
        if not self._word.search(text):
            return self._modified(PLAIN, text)
        free = self._trap.sub(_blank, _BLANKED.sub(_blank, text))
        found = [force for match in self._word.finditer(free) if (force := self._at(free, match)) is not None]
        if not found:
            return self._modified(PLAIN, free)
        best = found[0]
        for force in found[1:]:
            if _governs(force, best, free):
                best = force
        return self._modified(best, free)

    def _modified(self, force: Force, free: str) -> Force:
        weak = WEAKENED.search(free)
        strong = STRENGTHENED.search(free)
        if weak is None and strong is None:
            return force
        strength = force.strength
        if weak and weak[0] != force.word and force.polarity in ("duty", "prohibition") and strength > 2:
            strength -= 1
        if strong and strong[0] != force.word and force.polarity in ("duty", "prohibition") and strength < 6:
            strength += 1
        return replace(
            force, strength=strength, weakened=weak[0] if weak else "", strengthened=strong[0] if strong else ""
        )

    def _at(self, free: str, match: re.Match[str]) -> Force | None:
        """The force that a word gives where it stands, None where it only sits inside another word."""
        word = match[0]
        before, after = free[: match.start()], free[match.end() :]
        if not after.strip("。；，,;.\0") and not (word in _BEFORE_A_LIST and before):
            return None
        if word in _ONE_SYLLABLE and (after.startswith(_IN_WORD) or before.endswith(_ONE_SYLLABLE[word])):
            return None
        if word == "方可" and after.startswith("以"):
            return Force("permission", 4, "可以", match.start() + 1, match.end() + 1)
        if word == "方可" and before.endswith(("双", "对", "一", "各", "甲", "乙", "多", "三")):
            return Force("permission", 4, "可", match.start() + 1, match.end())
        if word in _NAMED and _IN_NAME.match(after) and self._verb.match(before.lstrip("\0，,、 并")):
            return None  # 完善|不予处罚清单|: named, not said
        if word in _HEAD_ONLY and (after.startswith(_NOUN_AFTER) or not _opens(before)):
            return None
        if word == "研究" and _RESEARCH.match(free, max(0, match.start() - 2)):
            return None
        polarity = self._polarity[word]
        return Force(polarity, self._strength[polarity, word], word, match.start(), match.end())


#: 在社区食堂|试点: where or with whom it is done leaves the verb at the head.
_WHERE = re.compile(r"(?:在|于|选择|选取)[^,，。;；]{2,16}")


def _opens(before: str) -> bool:
    """Whether what stands before a word leaves it at the head of its predicate: 市政府积极|鼓励, not 技术|支持."""
    free = _ADVERBS.sub("", before.replace("\0", "")).strip("，,、 ")
    if _VERBS.match(free):
        return False
    if free.endswith(("将", "把", "对", "以", "为", "技术", "的")):
        return False
    return (
        len(free) <= 4
        or _WHERE.fullmatch(free) is not None
        or free.endswith(
            (
                "局",
                "委",
                "办",
                "厅",
                "部",
                "院",
                "府",
                "门",
                "关",
                "构",
                "位",
                "区",
                "县",
                "市",
                "省",
                "应当",
                "要",
                "应",
                "可以",
                "可",
                "须",
                "者",
                "人",
                "业",
                "、",
                "和",
                "并",
                "年",
                "底",
                "前",
                "国家",
            )
        )
    )


def _governs(found: Force, best: Force, free: str) -> bool:
    """Whether a later force word outranks an earlier one: 应当…不得 within one clause, 可 before 探索."""
    if found.polarity == best.polarity:
        # 要推动, 应当逐步: what must be done is the weaker thing, that it must is the stronger word
        return found.strength > best.strength and found.start - best.end <= 2
    between = free[best.end : found.start]
    if found.polarity == "prohibition" and best.polarity == "permission":
        return False  # 可以不予处罚 leaves it open
    if found.polarity == "prohibition" and best.polarity == "duty":
        return len(between) <= 3  # 应当不予
    if best.polarity == "encouragement" and found.polarity == "duty":
        return False
    return found.polarity in ("permission", "release") and best.polarity == "duty" and not between


def _blank(match: re.Match[str]) -> str:
    """The match taken out without moving what stands behind it."""
    return "\0" * len(match[0])
