"""When: terms, days, recurrences, in sentences, brackets, headings of stages, tables, notices.

What puts the end of a period off is later: a longer term, a longer validity. A notice given longer ahead is earlier.
"""

from __future__ import annotations

from dataclasses import replace
from random import Random

from tests.alignment.mutations.registry import change, on_sentence, other
from tests.alignment.mutations.texts import Part, Sentence, Slot, Text
from tests.alignment.mutations.truth import Reading, Truth, modified, substance, truth
from tests.alignment.mutations.values import RATES, Amount, Day, Rate, Term

_TERMS = {
    "小时": (1, 2, 4, 12, 24),
    "日": (3, 5, 7, 10, 15, 20, 30),
    "个工作日": (3, 5, 7, 10, 15, 20, 30),
    "个月": (3, 6, 9, 12),
    "年": (1, 2, 3, 5),
}


def _way(later: bool) -> str:
    return "later" if later else "earlier"


def _timed(part: Part, new: Term, *more: Reading) -> Truth:
    old = part.value
    assert isinstance(old, Term)
    part.value = new
    return truth(old.say(), new.say(), modified(deadline=_way(new.hours() > old.hours())), *more)


def _value_part(sentence: Sentence, slot: Slot, kind: type) -> Part | None:
    return next((part for part in sentence.parts if part.slot == slot and isinstance(part.value, kind)), None)


def _another(term: Term, rng: Random) -> Term:
    return replace(term, number=other(rng, _TERMS[term.unit], term.number))


def another_day(given: Day, rng: Random) -> Day:
    """Another month of the year, the same month of the next year, or another day of the month."""
    if given.day and rng.random() < 0.5:
        return replace(given, day=other(rng, (5, 10, 15, 20, 25), given.day))
    if rng.random() < 0.3:
        return replace(given, year=given.year + 1)
    return replace(given, month=other(rng, range(3, 13), given.month))


def _dated(part: Part, new: Day, *more: Reading) -> Truth:
    old = part.value
    assert isinstance(old, Day)
    part.value = new
    later = (new.year, new.month, new.day or 31) > (old.year, old.month, old.day or 31)
    return truth(old.say(), new.say(), modified(deadline=_way(later)), *more)


@on_sentence("term changed", "deadline", kinds=("report", "decide"))
def term(sentence: Sentence, rng: Random) -> Truth | None:
    """十日 → 二十日."""
    part = _value_part(sentence, Slot.DEADLINE, Term)
    return _timed(part, _another(part.value, rng)) if part and isinstance(part.value, Term) else None


@on_sentence("term of a second duty changed", "deadline", kinds=("danger",))
def second_term(sentence: Sentence, rng: Random) -> Truth | None:
    """并在二小时内 → 并在十二小时内."""
    part = _value_part(sentence, Slot.LATER, Term)
    return _timed(part, _another(part.value, rng)) if part and isinstance(part.value, Term) else None


@on_sentence("days become working days", "deadline", kinds=("report", "decide"), back="working days become days")
def working_days(sentence: Sentence, _: Random) -> Truth | None:
    """十日 → 十个工作日."""
    part = _value_part(sentence, Slot.DEADLINE, Term)
    if not part or not isinstance(part.value, Term) or part.value.unit != "日":
        return None
    return _timed(part, replace(part.value, unit="个工作日"))


@on_sentence("term counted from another event", "deadline", kinds=("report", "decide"))
def counted_from(sentence: Sentence, rng: Random) -> Truth | None:
    """自受理申请之日起 → 自现场核查结束之日起."""
    part = sentence.part(Slot.DEADLINE)
    assert isinstance(part.value, str)
    event = rng.choice(("现场核查结束", "材料补正", "收到书面通知"))
    old, part.value = part.value, f"自{event}之日起"
    return truth(old[1:-3], event, modified(deadline="other later earlier"))


@on_sentence("term dropped", "deadline", kinds=("report", "decide"), back="term set")
def term_dropped(sentence: Sentence, _: Random) -> Truth | None:
    """应当自停业之日起十日内报告 → 应当报告."""
    part = _value_part(sentence, Slot.DEADLINE, Term)
    if not part:
        return None
    words = part.say({})
    sentence.drop(Slot.DEADLINE)
    return truth(words, "", modified(deadline="dropped"))


@on_sentence("promptly becomes a term", "deadline", kinds=("promptly",), back="a term becomes promptly")
def promptly(sentence: Sentence, rng: Random) -> Truth | None:
    """及时更换 → 在十日内更换."""
    part = sentence.part(Slot.DEADLINE)
    days = Term(rng.choice((3, 7, 10, 15)), "日")
    part.value = f"在{days.say()}内"
    return truth("及时", days.say(), modified(deadline="set earlier other"))


@on_sentence("day of a task changed", "deadline", kinds=("dated", "twice"))
def task_day(sentence: Sentence, rng: Random) -> Truth | None:
    """2031年6月底前 → 2031年9月底前."""
    part = sentence.part(Slot.DEADLINE)
    return _dated(part, another_day(part.value, rng)) if isinstance(part.value, Day) else None


@on_sentence("second day of a sentence changed", "deadline", kinds=("twice",))
def second_day(sentence: Sentence, rng: Random) -> Truth | None:
    """…，2031年8月底前完成整改 → …，2031年11月底前完成整改."""
    part = sentence.part(Slot.LATER)
    return _dated(part, another_day(part.value, rng)) if isinstance(part.value, Day) else None


@on_sentence("day dropped", "deadline", kinds=("dated",), back="day set")
def day_dropped(sentence: Sentence, _: Random) -> Truth | None:
    """2031年6月底前，更换水表 → 更换水表."""
    words = sentence.part(Slot.DEADLINE).say({})
    sentence.drop(Slot.DEADLINE)
    return truth(words, "", modified(deadline="dropped"))


@on_sentence("day of the summary changed", "deadline", kinds=("summary",))
def summary_day(sentence: Sentence, rng: Random) -> Truth | None:
    """于2031年12月10日前将工作总结报… → 于2031年11月10日前."""
    part = sentence.part(Slot.DEADLINE)
    return _dated(part, another_day(part.value, rng)) if isinstance(part.value, Day) else None


@on_sentence("report date in the notice changed", "deadline", kinds=("report day",))
def notice_day(sentence: Sentence, rng: Random) -> Truth | None:
    """请各街道办事处于2031年3月20日前 → 2031年2月10日前."""
    part = sentence.part(Slot.DEADLINE)
    return _dated(part, another_day(part.value, rng)) if isinstance(part.value, Day) else None


@on_sentence("target year changed", "deadline", kinds=("target",))
def target_year(sentence: Sentence, rng: Random) -> Truth | None:
    """到2031年底 → 到2033年底."""
    part = sentence.part(Slot.CLOCK)
    old = part.value
    assert isinstance(old, Amount)
    new = replace(old, number=other(rng, (2030, 2031, 2032, 2033), old.number))
    part.value = new
    return truth(old.say(), new.say(), modified(deadline=_way(new.number > old.number)))


@change("date in a bracket changed", "deadline", form="plan")
def bracket_day(text: Text, rng: Random) -> Truth | None:
    """（…；完成时限：2031年6月底前） → 2031年9月底前."""
    dated = [one.bracket for one in text.clauses() if one.bracket and one.bracket.due]
    if not dated:
        return None
    bracket = rng.choice(dated)
    old = bracket.due
    assert old is not None
    part = Part(Slot.DEADLINE, old)
    found = _dated(part, another_day(old, rng))
    assert isinstance(part.value, Day)
    bracket.due = part.value
    return found


@change("date in a bracket dropped", "deadline", back="date in a bracket set", form="plan")
def bracket_day_dropped(text: Text, rng: Random) -> Truth | None:
    """（责任单位：甲；完成时限：2031年6月底前） → （责任单位：甲）."""
    dated = [one.bracket for one in text.clauses() if one.bracket and one.bracket.due]
    if not dated:
        return None
    bracket = rng.choice(dated)
    old, bracket.due = bracket.due, None
    assert old is not None
    return truth(old.say(), "", modified(deadline="dropped"))


@change("end of a stage changed", "deadline", form="plan")
def stage(text: Text, rng: Random) -> Truth | None:
    """（二）集中整治阶段（2031年3月至5月） → （2031年3月至6月）."""
    stages = [stage for section in text.sections for stage in section.stages if stage.span]
    if not stages:
        return None
    chosen = rng.choice(stages)
    old = chosen.span
    assert old is not None
    last = other(rng, range(old.first + 1, 13), old.last)
    chosen.span = replace(old, last=last)
    return truth(f"至{old.last}月", f"至{last}月", modified(deadline=_way(last > old.last)))


@change("date in a table changed", "deadline", form="plan")
def table_day(text: Text, rng: Random) -> Truth | None:
    """2031年6月底前 → 2031年9月底前 in the column of dates."""
    rows = [row for section in text.sections for row in section.rows]
    if not rows:
        return None
    row = rng.choice(rows)
    part = Part(Slot.DEADLINE, row.due)
    found = _dated(part, another_day(row.due, rng))
    assert isinstance(part.value, Day)
    row.due = part.value
    return found


@on_sentence("recurrence changed", "deadline", slot=Slot.RATE)
def rate(sentence: Sentence, rng: Random) -> Truth | None:
    """每季度 → 每半年."""
    part = sentence.part(Slot.RATE)
    old = part.value
    assert isinstance(old, Rate)
    new = other(rng, RATES[:4], old)
    part.value = new
    return truth(old.say(), new.say(), modified(deadline=f"{_way(new.months > old.months)} other"))


@on_sentence("recurrence dropped", "deadline", slot=Slot.RATE, back="recurrence set")
def rate_dropped(sentence: Sentence, _: Random) -> Truth | None:
    """每季度检查 → 检查."""
    return truth(sentence.drop(Slot.RATE), "", modified(deadline="dropped"))


@on_sentence("period of keeping changed", "deadline", kinds=("keep",))
def keeping(sentence: Sentence, rng: Random) -> Truth | None:
    """保存期限不得少于一年 → 三年; a period with a bound may be called a quantity too."""
    return _period(sentence, rng)


@on_sentence("validity of a permit changed", "deadline", kinds=("valid",))
def validity(sentence: Sentence, rng: Random) -> Truth | None:
    """有效期为三年 → 五年."""
    return _period(sentence, rng)


def _period(sentence: Sentence, rng: Random) -> Truth | None:
    part = _value_part(sentence, Slot.PERIOD, Term)
    if not part or not isinstance(part.value, Term):
        return None
    old, new = part.value, _another(part.value, rng)
    more = "more" if new.hours() > old.hours() else "fewer"
    return _timed(part, new, modified(quantity=more))


@on_sentence("time ahead changed", "deadline", kinds=("ahead",))
def ahead(sentence: Sentence, rng: Random) -> Truth | None:
    """提前三日公告 → 提前七日公告: the longer ahead the earlier."""
    part = sentence.part(Slot.AHEAD)
    old = part.value
    assert isinstance(old, Term)
    new = _another(old, rng)
    part.value = new
    return truth(old.say(), new.say(), modified(deadline=_way(new.hours() < old.hours())))


@on_sentence("hour of the day changed", "deadline", kinds=("hours",))
def hour(sentence: Sentence, rng: Random) -> Truth | None:
    """每日二十二时前 → 每日二十时前."""
    return _clock(sentence, rng, (18, 19, 20, 21, 22, 23))


@on_sentence("day of the month changed", "deadline", kinds=("monthly",))
def day_of_month(sentence: Sentence, rng: Random) -> Truth | None:
    """每月25日前 → 每月20日前."""
    return _clock(sentence, rng, (5, 10, 15, 20, 25))


def _clock(sentence: Sentence, rng: Random, pool: tuple[int, ...]) -> Truth:
    part = sentence.part(Slot.CLOCK)
    old = part.value
    assert isinstance(old, Amount)
    new = replace(old, number=other(rng, pool, old.number))
    part.value = new
    return truth(old.say(), new.say(), modified(deadline=_way(new.number > old.number)))


@on_sentence("grace period changed", "deadline", kinds=("grace",))
def grace(sentence: Sentence, rng: Random) -> Truth | None:
    """自本办法施行之日起三个月内补办 → 六个月内: a duty's term, or a rule of transition."""
    part = sentence.part(Slot.DEADLINE)
    assert isinstance(part.value, Term)
    return _timed(part, _another(part.value, rng), substance("transition"))
