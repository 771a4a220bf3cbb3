"""What is punished, taken apart: who does it, what is done, to what, where, and under which circumstances.

The case of a sanction (摊主在盲道上堆放、悬挂货物，造成他人受伤的，处…) and each ground under 有下列行为之一 name an
act; a difference in it belongs to the one who acts, the act or its means, the thing, the place or the rule broken,
or the circumstances.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum, auto
from typing import NamedTuple

from alignment.duties.predicates import PredicateReader
from alignment.reading.flat import flatten


class Element(Enum):
    """What a stretch of an offence is."""

    OFFENDER = auto()
    ACT = auto()  # with its means: 通过暗管、渗坑等方式|排放
    THING = auto()
    PLACE = auto()  # where, and against which rules
    CIRCUMSTANCE = auto()


class Stretch(NamedTuple):
    """[start, end) of a text, and what it is of the offence."""

    start: int
    end: int
    element: Element


#: Who commits it, by how such names end.
_AGENT = (
    r"(?:单位|企业|公司|机构|组织|部门|机关|团体|政府|人员|公务员|负责人|责任人|经营者|使用者|生产者|销售者|管理者|所有者|者|人"
    r"|商户|用户|农户|住户|业主|摊主|车主|学校|医院|浴室|食堂|超市|市场|酒店|宾馆|场馆|机动车|[馆店局院厂站所库室]|员(?=[未不擅违在、和或]|或者|以及)|个体工商户|法院|检察院|办事处|委员会)"
)
#: 实行定额管理的|单位, 负有优待义务的|单位: one known by what is said of it.
_DESCRIBED = re.compile(rf"[^,;:。]{{2,36}}?的{_AGENT}(?=.)")
_NAMED = re.compile(rf"[^,;:。、的]{{0,24}}?{_AGENT}(?=.)")
#: 茶馆|经营者, 渡口|工作人员: the name goes on.
_LONGER = re.compile(rf"[^,;:。、的未不在对]{{0,4}}?{_AGENT}(?=.)")
#: Such an end alone makes a name, whatever stands behind it.
_SURE = re.compile(r"(?:单位|企业|公司|机构|组织|部门|机关|人员|公务员|人|者|法院|政府|机动车)$")
#: 使用|者, 举报|人: a verb makes the name.
_DOER = re.compile(r"(?![对在于以将把向未不]).{2,4}[者人]")
_JOINER = re.compile(r"[、]|以及|或者|及其|和|及|与|或")
#: How an act is told from the name before it: 经营者|未…, 单位|擅自….
_ACTING = re.compile(
    r"未(?!成年)|不(?!动产)|拒|擅自|非法|违法|违规|违反|违背|故意|恶意|变相|多次|无正当理由|逾期|通过|利用|以(?!上|下|内|外)|采取|采用|借"
    r"|在|于|对|将|把|向|为(?!人)|按|超|有|明知|仍|没有|因|经|强|虚|伪|篡|挪|泄|滥|玩|徇|贪|骗|套"
)
#: 违反本办法规定: the rules that an offence is against.
_AGAINST = re.compile(
    r"(?:有)?(?:违反|违背)[^,，;；。]{1,60}?(?:规定|要求|条|款|法|条例|办法|规章|制度|标准|规则|义务)(?:的)?$"
)
#: 情节严重的, 造成他人受伤的, 拒不改正的: circumstances, not the act.
_CIRCUMSTANCE = re.compile(
    r"(?:且|并|并且|又|仍|或者)?(?:情节|造成|致使|导致|后果|逾期|拒不|构成|尚不|不构成|多次|再次|屡|累计|因.{2,30}受|[^,，]{0,8}年内|数额"
    r"|违法所得|没有违法所得|有违法所得|经[^,，]{1,20}(?:仍|后|而|拒)|依法|符合|属于|应当|具有|有下列|有前款|发生|引起|引发|影响|[^,，]{0,10}以上|除)"
)
#: 在恶劣天气预警期间, 在评审过程中: when, not where.
_WHEN = re.compile(r"(?:期间|期内|过程中|活动中|工作中|时|之前|之后|前|后)$")
_WHEN_ALONE = re.compile(r"(?:在|于).{2,40}(?:期间|期内|过程中|时|之前|之后)")
_PLACE = re.compile(r"(?:在|于)(?!.{0,3}职)")
#: 在评审活动中|泄露…: how a place or time ends, whatever verb follows.
_WITHIN = re.compile(r"[在于][^,]{1,30}?(?:期间|活动中|过程中|工作中|范围内|区域内|场所内)(?=.{2})")
_INTENT = re.compile(r"故意|恶意|明知(?:[^,]{1,16}?而)?")
_MEANS = re.compile(r"(?:通过|利用|采取|采用|借助|借|以(?!上|下|内|外|及))")
_MEANS_END = re.compile(r"等?(?:方式|手段|方法|名义|为名|为由|渠道|途径|形式|措施)")
_BY_RULES = re.compile(r"按|依照|根据")
_TO = re.compile(r"(?:对于|对|将|把|向)")
#: How it is done or left undone: 未|按照规定, 擅自.
_MANNER = re.compile(
    r"(?:未(?:经[^,，]{0,20}?(?:批准|同意|许可|审批|备案))?|没有|不(?!动产)|拒绝|拒不|擅自|非法|违法|违规|变相|多次|无正当理由|仍然?|及时|依法"
    r"|如实|按时)+"
)
#: No verb that the lexicon does not know is longer.
_UNKNOWN = 2
_COMMA = re.compile(r"[^,;:。]+")


def elements_of(text: str, predicates: PredicateReader) -> Iterator[Stretch]:
    """What the words of an offence are, stretch by stretch, marks left out."""
    flat = flatten(text)
    for match in _COMMA.finditer(flat):
        low, high = match.span()
        words = flat[low:high]
        if _AGAINST.fullmatch(words):
            yield Stretch(low, high, Element.PLACE)
        elif _CIRCUMSTANCE.match(words) or _WHEN_ALONE.fullmatch(words):
            yield Stretch(low, high, Element.CIRCUMSTANCE)
        else:
            yield from _of_act(flat[:high], low, predicates)


def _of_act(flat: str, low: int, predicates: PredicateReader) -> Iterator[Stretch]:
    """Who, where, by what means, does what to what: one comma segment, from `low` on."""
    at = _offender_end(flat, low, predicates)
    if at > low:
        yield Stretch(low, at, Element.OFFENDER)
    end = len(flat)
    while at < end:
        led = _led(flat, at, predicates)
        if led is None:
            break
        yield led
        at = led.end
    verb = _acts_end(flat, at, predicates)
    if verb > at:
        yield Stretch(at, verb, Element.ACT)
    if verb < end:
        yield Stretch(verb, end, Element.THING)


def _acts_end(flat: str, at: int, predicates: PredicateReader) -> int:
    """Where a list of acts ends: as no thing has come yet, what is joined to an act is one, too."""
    end = predicates.verb_end(flat, at)
    end = min(len(flat), at + _UNKNOWN) if end == at else end
    while joiner := _JOINER.match(flat, end):
        verb = predicates.verb_end(flat, joiner.end())
        end = min(len(flat), joiner.end() + _UNKNOWN) if verb == joiner.end() else verb
    return end


def _led(flat: str, at: int, predicates: PredicateReader) -> Stretch | None:
    """A place, a means, a thing or a manner that stands before the verb, None where the verb stands at `at`."""
    intent = _INTENT.match(flat, at)
    if intent:
        return Stretch(at, intent.end(), Element.CIRCUMSTANCE)
    manner = _MANNER.match(flat, at)
    if manner:
        return Stretch(at, manner.end(), Element.ACT)
    means = _MEANS.match(flat, at)
    if means:
        ends = [match.end() for match in _MEANS_END.finditer(flat, means.end(), len(flat) - 1)]
        if ends:
            return Stretch(at, ends[-1], Element.ACT)
    found = predicates.led(flat, at)
    place = _PLACE.match(flat, at)
    verb = found.verb if found else len(flat.rstrip("的")) - _UNKNOWN if place else 0
    within = _WITHIN.match(flat, at) if place else None
    if within and within.end() < max(verb, at + 1):
        verb = within.end()
    if not at < verb < len(flat):
        return None
    if flat[verb] == "的":  # 按照规定|的标准、对象|审批
        verb = next((start for start in range(verb + 1, len(flat)) if predicates.verb_end(flat, start) > start), verb)
    if place:
        return Stretch(at, verb, Element.CIRCUMSTANCE if _WHEN.search(flat[at:verb]) else Element.PLACE)
    if _TO.match(flat, at):
        return Stretch(at, verb, Element.THING)
    return Stretch(at, verb, Element.ACT if means or _BY_RULES.match(flat, at) else Element.CIRCUMSTANCE)


def _offender_end(flat: str, low: int, predicates: PredicateReader) -> int:
    """Where the names of those who act end; `low` where none is named."""
    at = done = low
    while at < len(flat):
        end = _name_end(flat, at, predicates)
        if end == at:
            return done
        joiner = _JOINER.match(flat, end)
        done = end
        if joiner is None:
            return done
        at = joiner.end()
    return done


def _name_end(flat: str, at: int, predicates: PredicateReader) -> int:
    """Where the name of one who acts ends that begins at `at`; `at` where none does."""
    described = _DESCRIBED.match(flat, at)
    if described and _goes_on(flat, at, described.end(), predicates):
        return described.end()
    named = _NAMED.match(flat, at)
    if named is None:
        return at
    end = named.end()
    while longer := _LONGER.match(flat, end):
        end = longer.end()
    opens = predicates.verb_end(flat, at) > at or _ACTING.match(flat, at)
    if opens and not _DOER.fullmatch(flat, at, end):
        return at
    return end if _goes_on(flat, at, end, predicates) else at


def _goes_on(flat: str, at: int, end: int, predicates: PredicateReader) -> bool:
    """Whether behind a name stands another one or what is done."""
    if _JOINER.match(flat, end) or _ACTING.match(flat, end) or predicates.verb_end(flat, end) > end:
        return True
    return bool(_SURE.search(flat, at, end)) and len(flat.rstrip("的")) - end > _UNKNOWN
