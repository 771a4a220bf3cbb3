"""Lists of acts: 收集、使用、出售|个人信息. What is put into one is an act more, wherever in the sentence it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator

from alignment.duties.hunks import JOINS, Hunk
from alignment.duties.parts import Parts, Region
from alignment.duties.predicates import MANNER
from alignment.reading.flat import flatten

_JOINER = re.compile(rf"并且|{JOINS}|并(?!网|联|处)")
_MANNER = re.compile(rf"(?:{MANNER}|加强|及时|依法|定期){{0,3}}")
#: 咨询、培训|服务, 检测、监控|设备: acts before a noun only say which things are meant.
_OF_THINGS = re.compile(
    r"(?:等|的)?(?:服务|活动|业务|工作|场所|场地|设施|设备|器材|装置|人员|队伍|机构|机关|部门|单位|企业|公司|平台|系统|制度|机制|方案|计划"
    r"|清单|目录|记录|报告|费用?|资金|经费|项目|工程|能力|水平|情况|结果|信息|数据|资料|材料|手续|证明|条件|要求|标准|规定|程序|流程|环节"
    r"|领域|方式|手段|措施|行为|方面|事项|窗口|渠道|合同|协议|中心|基地|职责|义务|责任|权利?)"
)
#: Where a list of words ends at the latest.
_STOP = re.compile(r"[,。;:()\"]")
#: 维修和改造|升级, 预防|控制|的: nothing that the acts are done to stands behind them.
_CLOSED = re.compile(r"[,。;:的]|$")
#: No verb of the lexicon is longer, nor an act that it does not know.
_LONGEST, _UNKNOWN = 4, 2
#: An act with its thing and what joins it is longer than this.
_DEED = 4


def adds_act(hunk: Hunk, side: Parts) -> bool:
    """Whether what `side` alone has, as a hunk says, is acts of a list, or an act behind another: 改造|升级."""
    return _ActList(side).holds(hunk)


def adds_deed(hunk: Hunk, side: Parts) -> bool:
    """伪造数据|或者干扰设施: whether what `side` alone has is an act with its thing, joined to another one."""
    placed = hunk.old or hunk.new
    flat = flatten(side.sentence[placed[0].start : placed[-1].end])
    joiner = _JOINER.match(flat)
    return joiner is not None and bool(side.verb_at(flat[_manner_end(flat, joiner.end()) :])) and len(flat) > _DEED


def acts_turned(old: Parts, new: Parts) -> str:
    """Whether the verb of a duty is a list of more or fewer acts: wider, narrower, "" where neither or no list is."""
    one, other = ([act for act in _JOINER.split(flatten(side.words(Region.VERB))) if act] for side in (old, new))
    if max(len(one), len(other)) < 2 or (set(one) <= set(other)) == (set(other) <= set(one)):
        return ""
    return "wider" if set(one) <= set(other) else "narrower"


class _ActList:
    """Looks at the words around a place of one side's sentence."""

    def __init__(self, side: Parts) -> None:
        self._verb_at = side.verb_at
        self._flat = flatten(side.sentence)

    def holds(self, hunk: Hunk) -> bool:
        placed = hunk.old or hunk.new
        low, high = placed[0].start, placed[-1].end
        elements = [element for element in _JOINER.split(self._flat[low:high]) if element]
        end = self._list_end(high)
        if not elements or _OF_THINGS.match(self._flat, end):
            return False
        listed = _JOINER.match(self._flat, low) or self._joiner_before(low) or _JOINER.match(self._flat, high)
        if not (listed or _CLOSED.match(self._flat, end)):
            return False
        others = [self._is_act(other) for other in (*self._before(low), *self._behind(high))]
        if all(self._is_act(element) for element in elements):
            return any(others)
        if hunk.quoted or not (_JOINER.match(self._flat, low) or self._joiner_before(low)):
            return False
        short = not any(_OF_THINGS.fullmatch(element) for element in elements) and all(
            self._is_act(element) or len(element) == _UNKNOWN for element in elements
        )
        return short and 2 * sum(others) > len(others)

    def _is_act(self, text: str) -> bool:
        """Whether a stretch is verbs of the lexicon and nothing else."""
        at = _manner_end(text, 0)
        while at < len(text):
            verb = self._verb_at(text[at:])
            if not verb:
                return False
            at += len(verb)
        return bool(self._verb_at(text[_manner_end(text, 0) :]))

    def _before(self, low: int) -> Iterator[str]:
        """The elements of the list before a place, the nearest first; of the first one the last word alone."""
        at, flat = low, self._flat
        while at > 0:
            joiner = self._joiner_before(at)
            if at != low and not joiner:
                return
            start = at = at - joiner
            while start > 0 and not (_STOP.match(flat, start - 1) or self._joiner_before(start)):
                start -= 1
            text = flat[start:at]
            if self._is_act(text):
                yield text
                at = start
                continue
            ends = (text[-size:] for size in range(_LONGEST, 1, -1) if len(text) > size)
            yield next((end for end in ends if self._verb_at(end) == end), text)
            return

    def _joiner_before(self, end: int) -> int:
        """How long the joiner that ends at a place is, 0 for none."""
        return next((size for size in (2, 1) if _JOINER.fullmatch(self._flat[max(0, end - size) : end])), 0)

    def _behind(self, high: int) -> Iterator[str]:
        """The elements of the list behind a place; of the last one the verb that it opens with."""
        at, flat = high, self._flat
        while True:
            joiner = _JOINER.match(flat, at)
            if joiner is None and not (at == high and self._joiner_before(high)):
                return
            at = joiner.end() if joiner else at
            start = _manner_end(flat, at)
            verb = self._verb_at(flat[start:])
            end = start + len(verb) if verb else at + _UNKNOWN
            if not verb and not _JOINER.match(flat, end):
                return
            yield flat[at:end]
            at = end

    def _list_end(self, high: int) -> int:
        """Where the list that goes on at a place ends."""
        at = high
        for element in self._behind(high):
            joiner = _JOINER.match(self._flat, at)
            at = (joiner.end() if joiner else at) + len(element)
        return at


def _manner_end(text: str, at: int) -> int:
    match = _MANNER.match(text, at)
    return match.end() if match else at
