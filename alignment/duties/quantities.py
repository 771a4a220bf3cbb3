"""How much a duty asks, compared: amounts of one family and one measured thing are more or fewer, others replaced."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from alignment.duties.deadlines import DAYS
from alignment.duties.details import counts_as_due, measured, quoted
from alignment.duties.duty import Duty
from alignment.duties.hunks import Hunk
from alignment.duties.judged import FieldChange, spot
from alignment.duties.parts import Parts
from alignment.linking.similarity import common_start, ratio
from alignment.reading.amounts import Amount, amounts
from alignment.reading.flat import flatten
from alignment.reading.times import Time, TimeKind
from alignment.reading.values import values

#: Measured things less alike than this are two things: 餐位 and 餐桌, 摊位 and 街巷.
_ONE_THING = 0.55
#: What only counts: the noun beside it is what is counted.
_COUNTING = frozenset(("count", "events", "visits", "months", "days", "workdays", "hours", "age", "level"))
#: Terms that something must last: 不少于30日, 保存三年.
_KEPT_UP = frozenset(("min", "for"))
_OF_MONEY = re.compile(r"^(?:money|dollars)")


def quantity_change(old: Parts, new: Parts) -> list[FieldChange]:
    """The change of the amounts of two duties, nothing where all are equal."""
    left, right = list(counted(old.duty)), list(counted(new.duty))
    for item in list(left):
        same = next((other for other in right if other.key == item.key), None)
        if same is not None:
            left.remove(item)
            right.remove(same)
    _drop_single(old.duty, left)
    _drop_single(new.duty, right)
    if not left and not right:
        return _by_period(old, new) or _in_all(old, new) or _how_often(old, new) or _how_long(old, new)
    pairs = _paired(left, right)
    ways = {_turn(a, b, old.duty, new.duty) for a, b in pairs} - {""}
    if left and right:
        ways.add("other")
    elif not pairs:
        ways.add("set" if right else "dropped")
    if not ways:
        return []
    ways = {_of_all(left, new, "more") or _of_all(right, old, "fewer") or way for way in ways}
    direction = ways.pop() if len(ways) == 1 else "other"
    gone, come = [a for a, _ in pairs] + left, [b for _, b in pairs] + right
    return [
        FieldChange(
            "quantity",
            direction,
            "、".join(item.written for item in gone),
            "、".join(item.written for item in come),
            tuple(spot(old.duty, item.start, item.end) for item in gone),
            tuple(spot(new.duty, item.start, item.end) for item in come),
        )
    ]


def age_reach(changes: Sequence[FieldChange]) -> list[FieldChange]:
    """Whom a duty reaches, where an age that bounds them is another: 七十周岁以上 → 六十五周岁以上 reaches more."""
    change = next((one for one in changes if one.field == "quantity" and one.direction in ("more", "fewer")), None)
    if change is None or not (_AGE.search(change.old) and _AGE.search(change.new)):
        return []
    upward = _OLDER.search(change.new) is not None
    if upward == (_YOUNGER.search(change.new) is not None):
        return []
    return [
        replace(change, field="scope", direction="wider" if upward == (change.direction == "fewer") else "narrower")
    ]


#: 六十周岁.
_AGE = re.compile(r"岁")
#: 年满六十周岁, 六十周岁以上: from an age on.
_OLDER = re.compile(r"(?<![未不])满.{1,8}岁|岁(?:及其?)?以上")
#: 未满十四周岁, 十四周岁以下: up to an age.
_YOUNGER = re.compile(r"[未不]满.{1,8}岁|岁(?:及其?)?以下")


def counted(duty: Duty) -> Iterable[Amount]:
    """The amounts of a duty that say how much: neither its times nor what a quotation or an ordinal names."""
    flat = flatten(duty.unit.sentence.text)
    # a term that nobody has to keep is a quantity: 停电超过两小时
    due = [item for item in duty.times if item.kind != "term" or counts_as_due(item, duty)]
    referring = [(token.start, token.end) for token in values(flat) if token.kind == "reference"]
    for found in amounts(flatten(duty.text)):
        item = replace(found, start=found.start + duty.start, end=found.end + duty.start)
        if flat[max(0, item.start - 1) : item.start] == "第" or quoted(flat, item.start):
            continue
        if any(low <= item.start < high for low, high in referring):
            continue  # 前两款规定的…
        if any(time.start < item.end and item.start < time.end for time in due):
            continue
        yield item


def measured_by(hunk: Hunk, old: Duty, new: Duty) -> bool:
    """Whether two nouns that differ are what one equal amount is measured by: 营业收入的2% → 净利润的2%."""
    if not hunk.old or not hunk.new or hunk.values:
        return False
    for duty, placed in ((old, hunk.old), (new, hunk.new)):
        flat = flatten(duty.unit.sentence.text)
        behind = [item for item in counted(duty) if item.family not in _COUNTING and item.start >= placed[-1].end]
        if not behind:
            return False
        between = flat[placed[-1].end : behind[0].start]
        if not re.fullmatch(r"(?:面积|标准|浓度|总额|金额)?(?:的|应当|应|要|须|不得|不|为|达到|达)*", between):
            return False
    return True


def base_of(hunk: Hunk, change: FieldChange) -> bool:
    """Whether words that differ are the base that a changed amount counts from: 骗取金额|三倍 → 五万元."""
    for placed, places in ((hunk.old, change.old_spots), (hunk.new, change.new_spots)):
        if placed and not any(spot.start - placed[-1].end in (0, 1) for spot in places):
            return False
    return bool(_BASE.search(hunk.gone or hunk.come)) and not (hunk.gone and hunk.come)


_BASE = re.compile(r"(?:金额|价款|货值|所得|销售额|营业额|收入|费用|总额|合同额|价格|面积|数量|的)$")


def bounds(hunk: Hunk) -> bool:
    """Whether words that differ only bound an amount that a verb parts them from: 至少|设置三处."""
    return _BOUND.fullmatch(hunk.gone + hunk.come) is not None


_BOUND = re.compile(r"至少|最少|起码|至多|最多")


def counted_for(hunk: Hunk, old: Parts, new: Parts) -> bool:
    """Whether words that differ say for each of what an amount is due: 每次|处二十元罚款."""
    if bool(hunk.old) == bool(hunk.new):
        return False
    side, placed = (new, hunk.new) if hunk.new else (old, hunk.old)
    ends = [
        match.end()
        for match in _EACH.finditer(flatten(side.sentence), side.duty.start)
        if match.start() <= placed[0].start and placed[-1].end <= match.end()
    ]
    return bool(ends) and any(0 <= item.start - end <= _NEAR_AMOUNT for item in counted(side.duty) for end in ends)


#: 每平方米, 每逾期一日: what an amount is counted for.
_EACH = re.compile(r"(?:按)?每[^,，。;；:]{1,8}?(?=处|罚|给予|补|奖|收|缴|支付|不|应|可|加[处收]|\d)")
#: So many signs may stand between that and the amount: 每次|处以|二十元.
_NEAR_AMOUNT = 4


#: Parts of a whole: 三分之二, 八成, 80%.
_SHARES = frozenset(("ratio",))
#: 全体业主, 全部摊位: as many as there are.
_ALL = re.compile(r"全体|全部|所有")


def _of_all(alone: Sequence[Amount], other: Parts, way: str) -> str:
    """`way` where a share that one side alone names stands against all there are on the other: 三分之二以上 → 全体."""
    if len(alone) != 1 or alone[0].family not in _SHARES:
        return ""
    return way if _ALL.search(other.duty.text) else ""


def _drop_single(duty: Duty, amounts: list[Amount]) -> None:
    """一次 beside a recurrence says nothing: 每年检查 = 每年检查一次; 一个, 一批 count nothing."""
    recurs = any(item.kind == "recurrence" for item in duty.times)
    for item in list(amounts):
        if (
            item.value == 1
            and item.bound == "exact"
            and ((item.family == "events" and recurs) or re.match(r"一(?:个|批|种|项)$", item.written))
        ):
            amounts.remove(item)


def _paired(left: list[Amount], right: list[Amount]) -> list[tuple[Amount, Amount]]:
    """Amounts of one family, in order; what is paired is taken out of both lists."""
    pairs: list[tuple[Amount, Amount]] = []
    for item in list(left):
        same = [other for other in right if other.family == item.family]
        partner = next((other for other in same if other.bound == item.bound), same[0] if same else None)
        if partner is not None:
            pairs.append((item, partner))
            left.remove(item)
            right.remove(partner)
    return pairs


def _turn(left: Amount, right: Amount, old: Duty, new: Duty) -> str:
    """Whether an amount is more or fewer; "other" where its bound turned round or something else is measured."""
    if left.mode != right.mode and {left.mode, right.mode} >= {"by"}:
        return "other"
    if {left.bound, right.bound} in ({"min", "max"}, {"above", "max"}, {"below", "min"}, {"above", "below"}):
        return "other"
    if left.family == "count" and left.unit != right.unit and not _one_thing(left, right, old, new):
        return "other"
    if left.high != right.high and left.value == right.value:
        a, b = left.high or left.value, right.high or right.value
    else:
        a, b = left.value, right.value
    if a != b:
        return "more" if b > a else "fewer"
    return "" if left.bound == right.bound else "other"


def _one_thing(left: Amount, right: Amount, old: Duty, new: Duty) -> bool:
    one, other = (measured(duty, item) for duty, item in ((old, left), (new, right)))
    start = common_start(one, other)
    one, other = one[start:], other[start:]
    end = common_start(one[::-1], other[::-1])
    one, other = one[: len(one) - end], other[: len(other) - end]
    return not one or not other or ratio(one, other) >= _ONE_THING


def _by_period(old: Parts, new: Parts) -> list[FieldChange]:
    """A recurrence that changes beside an amount of money changes the amount too: 不超过五万元 → 每年不超过五万元."""
    money: Sequence[Amount] = [item for item in counted(new.duty) if _OF_MONEY.match(item.family)]
    if not money:
        return []
    before, after = ([item.key for item in _timed(parts.duty, "recurrence")] for parts in (old, new))
    if before == after:
        return []
    item = money[0]
    return [FieldChange("quantity", "other", item.written, item.written)]


#: 新增|五百个 and 累计建成|五百个: what comes besides, and what there is then.
_NEWLY, _SUM = re.compile(r"新增|新建|净增|再增"), re.compile(r"累计|共计|总计|总共|合计|总量|总数")


def _in_all(old: Parts, new: Parts) -> list[FieldChange]:
    """新增五百个充电桩 → 累计建成五百个: one and the same number, once of what is new and once of all there is."""
    newly, summed = ([bool(way.search(side.duty.text)) for side in (old, new)] for way in (_NEWLY, _SUM))
    if newly[0] == newly[1] or summed[0] == summed[1] or newly == summed:
        return []
    gone, come = list(counted(old.duty)), list(counted(new.duty))
    return [FieldChange("quantity", "other", gone[0].written, come[0].written)] if gone and come else []


def _how_often(old: Parts, new: Parts) -> list[FieldChange]:
    """A duty that falls due at another rate is also more or less of it: 每季度检查 → 每月检查."""
    return _by_time(old, new, "recurrence", lambda item: float(item.times / item.length) / DAYS[item.family])


def _how_long(old: Parts, new: Parts) -> list[FieldChange]:
    """What must be kept up for a longer or shorter time is more or fewer: 保存不少于6个月 → 不少于3个月."""
    if not all(item.side in _KEPT_UP for parts in (old, new) for item in _timed(parts.duty, "term")):
        return []
    return _by_time(old, new, "term", lambda item: float(item.length) * DAYS[item.family])


def _by_time(old: Parts, new: Parts, kind: TimeKind, much: Callable[[Time], float]) -> list[FieldChange]:
    """The change of the one time of a kind that each form of a duty names, by how `much` it makes of it."""
    left, right = _timed(old.duty, kind), _timed(new.duty, kind)
    if len(left) != 1 or len(right) != 1 or not DAYS.keys() >= {left[0].family, right[0].family}:
        return []
    (gone,), (come,) = left, right
    before, after = much(gone), much(come)
    if before == after:
        return []
    places = (spot(old.duty, gone.start, gone.end),), (spot(new.duty, come.start, come.end),)
    return [FieldChange("quantity", "more" if after > before else "fewer", gone.written, come.written, *places)]


def _timed(duty: Duty, kind: TimeKind) -> list[Time]:
    return [item for item in duty.times if item.kind == kind]
