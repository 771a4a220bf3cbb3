"""How much: amounts, their units and bounds, percents, thresholds, in sentences, lists and tables."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from tests.alignment.mutations.registry import change, on_sentence
from tests.alignment.mutations.texts import Part, Sentence, Slot, Text
from tests.alignment.mutations.truth import Reading, Truth, modified, truth
from tests.alignment.mutations.values import Amount

#: A unit of the same kind, and how many of it make one.
_UNITS = {
    "米": ("厘米", 100), "厘米": ("毫米", 10), "平方米": ("亩", 1 / 667), "立方米": ("升", 1000), "升": ("毫升", 1000),
    "公斤": ("吨", 1 / 1000), "小时": ("分钟", 60), "元": ("角", 10),
}  # fmt: skip


def _more(more: bool) -> str:
    return "more" if more else "fewer"


def another_number(old: int, rng: Random) -> int:
    """Another number of the same size: a few more or less for small ones, some tenths for large ones."""
    steps = (1, 2, 3) if old < 10 else tuple(max(1, old * tenths // 10) for tenths in (1, 2, 5))
    up = rng.random() < 0.5 or old <= 3
    return old + rng.choice(steps) if up else max(1, old - rng.choice(steps))


def _counted(part: Part, rng: Random, *reach: Reading) -> Truth:
    """Another number in a part. `reach`: readings that are right too, one where there is more, one where less."""
    old = part.value
    assert isinstance(old, Amount)
    step = 10_000 if old.writing == "wan" else 1
    new = replace(old, number=another_number(old.number // step, rng) * step)
    part.value = new
    more = new.number > old.number
    return truth(old.bare(), new.bare(), modified(quantity=_more(more)), *(reach[:1] if more else reach[1:]))


@on_sentence("number of a task changed", "quantity", kinds=("dated", "counted", "placed", "each"))
def task(sentence: Sentence, rng: Random) -> Truth | None:
    """更换水表120块 → 180块."""
    return _counted(sentence.part(Slot.AMOUNT), rng) if sentence.has(Slot.AMOUNT) else None


@on_sentence("number of a target changed", "quantity", kinds=("target",))
def target(sentence: Sentence, rng: Random) -> Truth | None:
    """到2031年底，安装充电桩120个 → 180个."""
    return _counted(sentence.part(Slot.AMOUNT), rng)


@on_sentence("sum of money changed", "quantity", kinds=("funded",))
def money(sentence: Sentence, rng: Random) -> Truth | None:
    """安排资金200万元 → 350万元."""
    return _counted(sentence.part(Slot.AMOUNT), rng)


@on_sentence("bounded amount changed", "quantity", kinds=("size", "gauge"))
def bounded(sentence: Sentence, rng: Random) -> Truth | None:
    """不得少于八平方米 → 不得少于六平方米."""
    return _counted(sentence.part(Slot.AMOUNT), rng)


@on_sentence("unit changed", "quantity", kinds=("size", "gauge"))
def unit(sentence: Sentence, _: Random) -> Truth | None:
    """二米 → 二厘米."""
    part = sentence.part(Slot.AMOUNT)
    old = part.value
    assert isinstance(old, Amount)
    if old.unit not in _UNITS:
        return None
    name, size = _UNITS[old.unit]
    new = replace(old, unit=name)
    part.value = new
    return truth(old.bare(), new.bare(), modified(quantity=_more(size < 1)))


@on_sentence("percent changed", "quantity", kinds=("levy", "subsidised"))
def percent(sentence: Sentence, rng: Random) -> Truth | None:
    """百分之三 → 百分之五."""
    return _counted(sentence.part(Slot.AMOUNT), rng)


@on_sentence("percent of a target changed", "quantity", kinds=("target",))
def target_percent(sentence: Sentence, rng: Random) -> Truth | None:
    """达标率达到80% → 90%."""
    part = next(part for part in reversed(sentence.parts) if part.slot == Slot.AMOUNT)
    old = part.value
    assert isinstance(old, Amount)
    new = replace(old, number=rng.choice([number for number in (75, 80, 85, 90, 95) if number != old.number]))
    part.value = new
    return truth(old.bare(), new.bare(), modified(quantity=_more(new.number > old.number)))


@on_sentence("floor becomes cap", "quantity", kinds=("size",), back="cap becomes floor")
def turned(sentence: Sentence, _: Random) -> Truth | None:
    """不得少于八平方米 → 不得超过八平方米."""
    part = sentence.part(Slot.AMOUNT)
    assert isinstance(part.value, Amount)
    part.value = replace(part.value, bound="不得超过")
    return truth("不得少于", "不得超过", modified(quantity="other fewer"))


@on_sentence("bound becomes exact", "quantity", kinds=("size", "gauge"), back="exact becomes bound")
def exact(sentence: Sentence, _: Random) -> Truth | None:
    """不得少于八平方米 → 为八平方米: what the bound let free is fixed now."""
    part = sentence.part(Slot.AMOUNT)
    old = part.value
    assert isinstance(old, Amount)
    part.value = replace(old, bound="为")
    return truth(old.say(), f"为{old.bare()}", modified(quantity="other"))


@on_sentence("number dropped", "quantity", kinds=("dated", "counted", "placed"), back="number set")
def dropped(sentence: Sentence, _: Random) -> Truth | None:
    """更换水表120块 → 更换水表."""
    return truth(sentence.drop(Slot.AMOUNT), "", modified(quantity="dropped"))


@on_sentence("one of two numbers changed", "quantity", kinds=("staff",))
def one_of_two(sentence: Sentence, rng: Random) -> Truth | None:
    """安全员一名和急救员二名 → 安全员一名和急救员四名."""
    return _counted(rng.choice([part for part in sentence.parts if part.slot == Slot.AMOUNT]), rng)


@on_sentence("number in a list item changed", "quantity", kinds=("condition item",), slot=Slot.AMOUNT)
def item(sentence: Sentence, rng: Random) -> Truth | None:
    """（三）专职管理人员不少于三名 → 不少于五名; as a condition of setting up it catches fewer."""
    reach = modified(condition="narrower"), modified(condition="wider")
    return _counted(sentence.part(Slot.AMOUNT), rng, *reach)


@change("number in a table changed", "quantity", form="plan")
def table(text: Text, rng: Random) -> Truth | None:
    """更新水表15块 → 25块 in the column of tasks."""
    rows = [row for section in text.sections for row in section.rows]
    return _counted(rng.choice(rows).task.part(Slot.AMOUNT), rng) if rows else None


@on_sentence("threshold changed", "quantity", kinds=("threshold", "suspend"))
def threshold(sentence: Sentence, rng: Random) -> Truth | None:
    """营业面积超过三百平方米的 → 超过五百平方米的: a quantity, or a condition that catches fewer."""
    reach = modified(condition="narrower", scope="narrower"), modified(condition="wider", scope="wider")
    return _counted(sentence.part(Slot.THRESHOLD), rng, *reach)
