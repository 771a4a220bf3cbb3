"""What a duty promises to make or change: 制定《甲》, 修订《乙》, 出台实施细则, with the name of the text to come."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from alignment.force.names import MASK, masked, titles_in

PromiseKind = Literal["make", "revise"]
_KINDS = (
    "实施细则|细则|办法|方案|意见|规定|标准|条例|规划|计划|清单|指引|指南|措施|目录|规范|规则|规程|制度|政策|要点|预案|章程|导则|"
    "文件|名录|图则|细化方案"
)
_MAKES = "制定|制订|出台|编制|起草|草拟|拟定|印发|发布|研究制定"
_REVISES = "修订|修改|修正|修编|完善并印发"
_VERB = re.compile(
    rf"(?<![已经])(?P<verb>{_MAKES}|{_REVISES})(?:(?:并|和|、|及)?(?:{_MAKES}|{_REVISES}|完善|落实|公布|实施(?!细则|方案|办法|意见|规划|计划))){{0,3}}(?!的)"
)
#: The name behind the verb: in book marks, or bare up to the word that says what kind of text it is.
_MARKED = re.compile(rf"(?:关于|新的|新版|统一的|全市|全省|全区|本市|本省|本区|我市|我省|我区){{0,2}}{MASK}+")
_BARE = re.compile(
    rf"(?P<name>[^，。；：、{MASK}（）()]{{0,40}}?(?:{_KINDS}))"
    r"(?![\u4e00-\u9fff]{0,2}(?:要求|体系|精神|规定|实施|解读|宣传|清理|落实))"
)
#: What is no text to come: this text itself, one that is there already, other things that are drawn up.
_NO_PROMISE = re.compile(
    r"^(?:本|该|此|以下|下列|如下|其他|有关|相关(?:规定|政策|制度)$|的|和|或|与|了|国家|上级|不|，)|按照|依照|根据|依据|执行|落实.{0,12}规定|违反|符合"
)
_GIVEN = re.compile(r"(?:按照|依照|根据|依据|由|经|所|不得|禁止|未)[^，。；]{0,16}$|在$")


@dataclass(frozen=True, slots=True)
class Promise:
    """A text that is to be made or changed: its name as written, whether in book marks; [start, end) are its words."""

    kind: PromiseKind
    name: str
    marked: bool
    start: int
    end: int


def promises_in(text: str) -> tuple[Promise, ...]:
    """What the words of a duty promise to make or change, in reading order.

    Making 本办法, and what was made already (已制定, 制定的), is no promise.

    >>> [(one.kind, one.name) for one in promises_in("市交通局2031年6月底前制定停车设施建设实施细则")]
    [('make', '停车设施建设实施细则')]
    """
    titles = titles_in(text)
    plain = masked(text, titles)
    found: list[Promise] = []
    done = 0
    for verb in _VERB.finditer(plain):
        if verb.start() < done or _GIVEN.search(plain[: verb.start()]):
            continue
        kind: PromiseKind = "revise" if re.match(_REVISES, verb["verb"]) else "make"
        if marked := _MARKED.match(plain, verb.end()):
            for title in (one for one in titles if verb.end() <= one.start and one.end <= marked.end()):
                found.append(Promise(kind, title.title, True, verb.start(), title.end))
                done = title.end
            continue
        bare = _BARE.match(plain, verb.end())
        if bare is None or _NO_PROMISE.search(bare["name"]) or len(bare["name"]) < 2:
            continue
        found.append(Promise(kind, bare["name"].strip(), False, verb.start(), bare.end()))
        done = bare.end()
    return tuple(found)
