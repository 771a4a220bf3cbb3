"""What a reading says of a duty beside who and what: when it is due, how much it asks, in which case it holds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from alignment.duties.duty import Duty
from alignment.duties.grammar import tells
from alignment.duties.pieces import EDGES, Does
from alignment.model import Quantity
from alignment.reading.amounts import Amount
from alignment.reading.flat import flatten
from alignment.reading.measures import FAMILIES, family_of
from alignment.reading.numbers import value_of
from alignment.reading.times import REGULARLY, Time, last_day

_PURPOSE = re.compile(r"^(?:为|为了)(?!.{1,40}(?:提供|作出|办理|开立|开通|配备|购买|缴纳|减免|发放|解))")
_BINDING_ADVERBIAL = re.compile(
    r"^(?:针对|对于|对|如|遇|在.{1,20}(?:期间|情况下|情形下|前提下|条件下|基础上)|除)|(?:需要|请求|申请|情况|实际"
    r"|可能)$"
)
_WITHIN = re.compile(
    r"在[^,。]{1,16}(?:期间|情况下|情形下|前提下|条件下)|经[^,。]{2,16}(?:后|批准|同意|合格)"
    r"|对(?:于)?[^,。]{2,30}的(?=,|由|可|应|不|按|依)"
    r"|根据(?:工作)?需要|(?:认为)?必要时"
)
_RANK = re.compile(
    r"(?P<bound>前|不低于|不高于|至少)?第?(?P<number>\d{1,6}|[一二三四五六七八九十]{1,4})(?P<unit>位|名)(?!额|单|录"
    r"|称|义|誉|优|牌|列|师|厨|教|校|人|居|次|个)"
)
#: 一批, 两类, 一窗: how the language counts, no quantity that binds.
_SMALL = re.compile(
    r"^(?:一|两)(?:批|类|种|个|项|次|条|件|处|所|级|期|成|份|页|轮|套|家|部|组|支|片|本|张|位|层|道|款|对)$"
)
_NOUN_BEHIND = re.compile(r"(?:的|以上|以下|以内|左右){0,3}([^,。;、达到提升降低的和与及]{1,12})")
_NOUN_BEFORE = re.compile(
    r"([^,。;、]{2,20}?)(?:应当|要|须|必须)?(?:不|不得)?(?:达到|达|提升至|提高到|降至|为|控制在|超过|低于|高于|少于"
    r"|多于|保持在|增长|下降|压减|压缩|提高|降低|提升)?(?:到|至)?$"
)
#: Such a noun with all that may follow it is no longer.
_LONGEST_NOUN = 28
#: 自收到申请之日起|二十日内, 开业后|二十日内: what a term counts from, from its 自 on where it has one.
_COUNTED_FROM = re.compile(
    r"(?:(?:自|从|于|在)(?:(?!自|从|于|在)[^,。;:、]){1,40}|(?<![^,。;:、])[^,。;:、自从]{1,40})"
    r"(?:起|后|之后|以后)(?:的)?\s?$"
)
#: 压缩至|1小时: no term that anybody has to keep.
_CUT_TO = re.compile(r"(?:压缩|缩短|压减|控制|降低|降|减少|提速)(?:至|到|在|为)(?:[^,。;:]{0,16}(?:和|、|及|与|或))?$")


@dataclass(frozen=True, slots=True)
class Due:
    """When a duty is due: the exact words, the last day (YYYY-MM-DD, "" for a term), date, term or recurring."""

    quote: str
    by: str
    kind: str
    source: str
    time: Time


def due_of(duty: Duty, issued: str = "") -> Due | None:
    """When a duty is due: by its own words, by the date before it in the sentence, by its note of responsibility.

    Args:
        duty: as read.
        issued: day of issue as YYYY-MM-DD: a month without a year lies in its year.
    """
    own = [item for item in duty.times if counts_as_due(item, duty)]
    sentence = duty.unit.sentence.text
    if own:
        # a day before a term, a term before a recurrence: the strictest time is the one that is asked for
        order = {"day": 0, "clock": 1, "term": 2, "recurrence": 3}
        best = min(own, key=lambda item: (order[item.kind], item.start))
        start = best.start
        if best.kind == "term":
            head = _COUNTED_FROM.search(flatten(sentence[duty.start : best.start]))
            start = duty.start + head.start() if head else best.start
        return Due(sentence[start : best.end].strip(EDGES), last_day(best, issued), _KINDS[best.kind], "words", best)
    if duty.time_before is not None:
        item = duty.time_before
        return Due(sentence[item.start : item.end].strip(EDGES), last_day(item, issued), "date", "inherited", item)
    note = duty.around_text.note
    if note is not None and note.time is not None:
        return Due(note.time.written, last_day(note.time, issued), _KINDS[note.time.kind], "inherited", note.time)
    return None


def again_and_again(duty: Duty) -> Due | None:
    """定期: that a duty falls due again and again, how often being left to who bears it."""
    match = _REGULARLY.search(duty.predicate)
    if match is None:
        return None
    start = duty.head.start + match.start()
    item = Time(start, start + len(match[0]), "recurrence", match[0])
    return Due(match[0], "", "recurring", "words", item)


_REGULARLY = re.compile(REGULARLY)
_KINDS = {"day": "date", "clock": "term", "term": "term", "recurrence": "recurring"}


def counts_as_due(item: Time, duty: Duty) -> bool:
    """Whether a time says when the duty is due, or how long what it grants lasts, and is no part of a name."""
    sentence = flatten(duty.unit.sentence.text)
    after = sentence[item.end : item.end + 8]
    before = sentence[max(0, item.start - 24) : item.start]
    if quoted(sentence, item.start) or before.endswith(("《", "第")):
        return False
    if item.kind == "day":
        return not re.match(r"(?:度|版|发布|印发|以来|的《|第\d)", after)
    if item.kind in ("recurrence", "clock"):
        return True
    if item.written.endswith(("以上", "以下")) or (item.side == "min" and not item.written.startswith("不")):
        return False
    if _CUT_TO.search(before):
        return False  # 压缩至1小时以内: how long something takes
    if item.side in ("within", "before"):
        return True
    if item.side == "after":
        return False
    # a bare length: how long something is kept, valid, closed
    return bool(
        re.search(
            r"(?:期限|有效期|期|保存|保留|公示|公开|停业|暂停|时限|为|不少于|不超过|满|试用|缓|延长|宽限"
            r"|存)[^,。;]{0,6}$",
            before,
        )
    ) or bool(re.match(r"(?:的)?(?:宽限期|有效期|过渡期|公示期|期限|试用期|保修期)", after))


def measures_of(duty: Duty) -> tuple[Quantity, ...]:
    """The quantities of a duty, with what each measures."""
    sentence = duty.unit.sentence.text
    flat = flatten(sentence)
    found: list[tuple[int, Quantity]] = []
    for item in duty.amounts:
        words = sentence[item.start : item.end].strip()
        if (
            _SMALL.match(flatten(words))
            or quoted(flat, item.start)
            or flat[max(0, item.start - 1) : item.start] == "第"
        ):
            continue
        if item.family in ("months", "days", "workdays", "hours") and not words.endswith(("以上", "以下")):
            continue
        if item.family not in FAMILIES and item.family.isascii() and item.bound == "exact":
            continue  # 5G: a name
        if (
            item.family == "level"
            and item.bound == "exact"
            and not re.search(r"(?:达到|提升|提高|评为|定为|降至|升至)$", flat[: item.start])
        ):
            continue
        if item.family == "count" and re.match(r"[一二三两](?:号|级|类|体|网|码|门|窗|站|端|证|照|库)", words):
            continue
        found.append((item.start, Quantity(words, measured(duty, item), _bound(item), *_value(item))))
    for match in _RANK.finditer(flat, duty.start, duty.end):
        if any(low < match.end() and match.start() < low + len(measure.quote) for low, measure in found):
            continue
        number = value_of(match["number"])
        bound = {"前": "max", "不低于": "min", "至少": "min", "不高于": "max"}.get(match["bound"] or "", "exact")
        if number is not None and (match["bound"] or flat[match.start()] == "第"):
            found.append(
                (match.start(), Quantity(sentence[match.start() : match.end()], "", bound, str(number), match["unit"]))
            )
    return tuple(measure for _, measure in sorted(found, key=lambda item: item[0]))


def _bound(item: Amount) -> str:
    """The bound as readers name it: more than ten is at least, less than ten at most."""
    return {"above": "min", "below": "max"}.get(item.bound, item.bound)


def _value(item: Amount) -> tuple[str, str]:
    """The value and unit as written, the number in Arabic digits: 五十万元 → 50, 万元."""
    words = flatten(item.written)
    match = re.search(r"(?:百分之|千分之)", words)
    if match:
        return _number(item.value * (1000 if "千" in match[0] else 100)), "‰" if "千" in match[0] else "%"
    if item.unit == "%" and "分之" in words:
        return _number(item.value * 100 / item.per_year), "%"
    scale = re.search(r"((?:[百千]|(?<![万亿]))[万亿]+)\s?(?:余|多)?\s?" + re.escape(item.unit), words)
    base = family_of(item.unit.split("/")[0])[1]
    value = item.value / base / item.per_year
    if scale and re.match(r".*\d", words):
        factor = value_of("一" + scale[1]) or Fraction(1)
        return _number(value / factor), scale[1] + item.unit
    return _number(value), item.unit


def _number(value: Fraction) -> str:
    return str(int(value)) if value.denominator == 1 else f"{float(value):g}"


def measured(duty: Duty, item: Amount) -> str:
    """What an amount measures: the noun behind it (40个行业) or before its verb (占比达到90%); "" for neither."""
    flat = flatten(duty.unit.sentence.text)
    after = _NOUN_BEHIND.match(flat[item.end : duty.end])
    if item.family in ("count", "persons", "events", "money", "area") and after:
        return after[1].strip()
    lead = flat[duty.start : item.start]
    before = _NOUN_BEFORE.search(lead, max(0, len(lead) - _LONGEST_NOUN))
    return before[1] if before else ""


def quoted(flat: str, at: int) -> bool:
    """Whether a place of a flat sentence lies within quotation marks."""
    return flat.count('"', 0, at) % 2 == 1


def condition_of(duty: Duty) -> str:
    """The words that say in which case a duty holds; "" where it always does."""
    text = duty.unit.sentence.text
    chosen = [
        piece
        for piece in duty.around
        if piece.does is Does.CASE
        or (
            piece.does is Does.TOPIC
            and tells(piece.text)
            and not (duty.subject_at >= 0 and piece.start <= duty.subject_at < piece.end)
        )
        or (
            piece.does is Does.ADVERBIAL
            and _BINDING_ADVERBIAL.search(flatten(piece.text))
            and not _PURPOSE.match(piece.text)
            and not piece.text.startswith(("结合", "对标", "对照"))
        )
    ]
    if any(piece.does is Does.CASE for piece in chosen):
        last = max(at for at, piece in enumerate(duty.around) if piece.does is Does.CASE)
        first = duty.around.index(chosen[0])
        return text[duty.around[first].start : duty.around[last].end].strip(EDGES)
    if chosen:
        return text[chosen[0].start : chosen[-1].end].strip(EDGES)
    within = _WITHIN.search(flatten(duty.predicate))
    return duty.predicate[within.start() : within.end()] if within else ""
