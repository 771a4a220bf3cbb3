"""What kind of substance a sentence is that binds nobody: a definition, the day of effect, a repeal, a basis …."""

from __future__ import annotations

import re

from alignment.linking.units import Unit
from alignment.model import Kind, Section
from alignment.reading.flat import flatten
from alignment.reading.times import TAKES_EFFECT
from alignment.reading.values import tokenise

#: 同时废止; 停止执行
_REPEAL = re.compile(r"废止|停止(?:执行|施行)|不再(?:执行|施行)|予以撤销|失效")
_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    # 自2031年3月1日起施行; 有效期五年
    ("effective-date", re.compile(
        rf"自.{{2,30}}{TAKES_EFFECT}|(?:施行|实施|生效)(?:日期|时间)|本.{{1,12}}有效期"
    )),
    ("repeal", _REPEAL),
    # 本办法施行前已经…的; 过渡期
    (
        "transition",
        re.compile(
            r"(?:施行|实施|公布|生效)(?:之)?(?:前|后|之日)|过渡期|(?:继续|仍然)有效|仍(?:按|依照|适用)原|(?:尚未"
            r"|已经)[^,。]{2,20}的,(?:仍|可以继续|应当在.{2,12}内)"
        ),
    ),
    # 本办法所称…，是指…
    ("definition", re.compile(r"所称|是指|指的是|系指|的含义|以下(?:统称|简称)|定义")),
    # 本办法适用于…
    ("scope-of-application", re.compile(
        r"适用(?:于|本|范围)|不适用|(?:依照|参照|适用)本(?:法|条例|办法|规定|细则)(?:执行|的规定)?"
    )),
    # 根据《…》，制定本办法; 为了…
    ("basis", re.compile(
        r"制定(?:本|如下|了本)|^(?:为|为了|根据|依据|按照|贯彻)[^。]{4,}(?:结合.{2,12}实际|精神|要求)|为指导|指导思想"
    )),
)  # fmt: skip
_ANNEX = re.compile(r"附件|附表|附图|清单见")
_FACT = re.compile(r"(?:是|为|属于|包括|分为|由.{1,20}组成|视为)")


def kind_of(unit: Unit, stem: str, gone: str, come: str, *, only_reference: bool) -> str:
    """The kind of other substance that a difference in a sentence is.

    Args:
        unit: the sentence.
        stem: the words that introduce the list it stands in, "" where it stands in none.
        gone, come: the words that differ.
        only_reference: whether nothing but references to other provisions or texts differs.
    """
    text = flatten(stem + unit.sentence.text)
    clause = unit.clause
    if only_reference:
        return "repeal" if repeals(unit) else "reference"
    if clause.kind is Kind.FRONT:
        found = next((kind for kind, pattern in _KINDS[:3] if pattern.search(text)), "")
        return found or "status"
    if clause.kind is Kind.BACK:
        return "reference" if _ANNEX.search(text) else "status"
    for kind, pattern in _KINDS:
        if pattern.search(text):
            return kind
    if re.search(r"《[^》]{1,200}》", gone + come) or _ANNEX.search(gone + come):
        return "reference"
    if clause.section is Section.GUIDANCE:
        return "basis"
    if _FACT.search(text) and unit.group == "body":
        return "definition"
    return "other"


def repeals(unit: Unit) -> bool:
    """Whether a sentence ends what another text says: what it names is what it does, no mere reference."""
    return _REPEAL.search(flatten(unit.sentence.text)) is not None


def references_only(old: str, new: str) -> bool:
    """Whether two texts differ in nothing but references (第五条 → 第八条, 《甲》 → 《乙》)."""
    left = [token.key for token in tokenise(old) if token.kind != "mark"]
    right = [token.key for token in tokenise(new) if token.kind != "mark"]
    if left == right:
        return False

    def bare(keys: list[object]) -> list[object]:
        return [key for key in keys if not (isinstance(key, tuple) and key[0] == "reference")]

    return bare(left) == bare(right)
