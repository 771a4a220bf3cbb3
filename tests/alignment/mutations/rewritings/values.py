"""Equal values in other writing: numerals, sums, percents, dates, terms, recurrences."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

from tests.alignment.mutations.registry import rewriting
from tests.alignment.mutations.texts import Part, Slot, Text
from tests.alignment.mutations.values import SAME_RATE, Amount, Day, Range, Rate, Term, chinese


def _parts(text: Text, fit: Callable[[Part], bool]) -> list[Part]:
    return [part for one in text.sentences() for part in one.parts if fit(part)]


def _one(text: Text, rng: Random, fit: Callable[[Part], bool]) -> Part | None:
    found = _parts(text, fit)
    return rng.choice(found) if found else None


@rewriting("a number in Arabic digits", form="regulation")
def arabic(text: Text, rng: Random) -> bool:
    """十五个工作日 → 15个工作日; the other way round where a pair is run backwards."""
    part = _one(text, rng, lambda part: isinstance(part.value, Amount | Term) and part.value.writing == "chinese")
    if not part or not isinstance(part.value, Amount | Term):
        return False
    part.value = replace(part.value, writing="arabic")
    return True


@rewriting("a fine in Arabic digits", form="regulation")
def fine(text: Text, rng: Random) -> bool:
    """一千元以上五千元以下 → 1000元以上5000元以下, or 1万元 for 一万元."""
    part = _one(text, rng, lambda part: isinstance(part.value, Range))
    if not part or not isinstance(part.value, Range):
        return False
    part.value = replace(part.value, writing=rng.choice(("arabic", "wan")))
    return True


@rewriting("a number of a plan in Chinese", form="plan")
def in_chinese(text: Text, rng: Random) -> bool:
    """120个 → 一百二十个."""
    part = _one(text, rng, lambda part: isinstance(part.value, Amount) and part.value.unit not in ("年", "日", "%"))
    if not part or not isinstance(part.value, Amount) or part.value.writing != "arabic":
        return False
    part.value = replace(part.value, writing="chinese")
    return True


@rewriting("a percentage in other writing")
def percent(text: Text, rng: Random) -> bool:
    """百分之三 → 3%, 80% → 百分之八十."""
    part = _one(text, rng, lambda part: isinstance(part.value, Amount) and part.value.unit == "%")
    if not part or not isinstance(part.value, Amount):
        return False
    part.value = replace(part.value, writing="arabic" if part.value.writing == "chinese" else "chinese")
    return True


@rewriting("a percentage in tenths", form="plan")
def tenths(text: Text, rng: Random) -> bool:
    """80% → 八成."""
    part = _one(
        text,
        rng,
        lambda part: isinstance(part.value, Amount) and part.value.unit == "%" and part.value.number % 10 == 0,
    )
    if not part or not isinstance(part.value, Amount):
        return False
    part.value = f"{chinese(part.value.number // 10)}成"
    return True


@rewriting("a sum in other writing", form="plan")
def money(text: Text, rng: Random) -> bool:
    """200万元 → 2000000元, 二百万元."""
    part = _one(text, rng, lambda part: isinstance(part.value, Amount) and part.value.writing == "wan")
    if not part or not isinstance(part.value, Amount):
        return False
    part.value = replace(part.value, writing=rng.choice(("arabic", "chinese")))
    return True


@rewriting("the end of a month as a day", form="plan")
def month_end(text: Text, rng: Random) -> bool:
    """2031年6月底前 → 2031年6月30日前."""
    part = _one(text, rng, lambda part: isinstance(part.value, Day) and not part.value.day)
    if not part or not isinstance(part.value, Day):
        return False
    part.value = part.value.named()
    return True


@rewriting("the end of a month as a day in a bracket", form="plan")
def bracket_month_end(text: Text, rng: Random) -> bool:
    """（…；完成时限：2031年6月底前） → 2031年6月30日前."""
    dated = [one.bracket for one in text.clauses() if one.bracket and one.bracket.due]
    if not dated:
        return False
    bracket = rng.choice(dated)
    assert bracket.due is not None
    bracket.due = bracket.due.named()
    return True


@rewriting("the end of a month as a day in a table", form="plan")
def table_month_end(text: Text, rng: Random) -> bool:
    """2031年6月底前 → 2031年6月30日前 in the column of dates."""
    rows = [row for section in text.sections for row in section.rows]
    if not rows:
        return False
    row = rng.choice(rows)
    row.due = row.due.named()
    return True


@rewriting("the end of the year as a day", form="plan")
def year_end(text: Text, rng: Random) -> bool:
    """到2031年底 → 到2031年12月31日."""
    fit = [one for one in text.sentences() if one.kind == "target"]
    sentence = rng.choice(fit)
    at = sentence.at(Slot.CLOCK)
    sentence.parts[at + 1].value = "12月31日，"
    return True


@rewriting("a recurrence in months")
def rate(text: Text, rng: Random) -> bool:
    """每季度 → 每三个月."""
    part = _one(text, rng, lambda part: isinstance(part.value, Rate) and part.value.words in SAME_RATE)
    if not part or not isinstance(part.value, Rate):
        return False
    part.value = SAME_RATE[part.value.words]
    return True


@rewriting("a term in other units", form="regulation")
def term(text: Text, rng: Random) -> bool:
    """六个月 → 半年, 一年 → 十二个月, 二年 → 两年."""
    part = _one(
        text, rng, lambda part: isinstance(part.value, Term) and (part.value.number, part.value.unit) in _SAME_TERM
    )
    if not part or not isinstance(part.value, Term):
        return False
    part.value = rng.choice(_SAME_TERM[part.value.number, part.value.unit])
    return True


_SAME_TERM = {
    (6, "个月"): ("半年",),
    (1, "年"): ("十二个月",),
    (2, "年"): ("两年", "二十四个月"),
    (12, "小时"): ("十二个小时",),
}


@rewriting("a day in Chinese characters", form="regulation")
def day(text: Text, rng: Random) -> bool:
    """2031年5月1日 → 二〇三一年五月一日."""
    part = _one(text, rng, lambda part: isinstance(part.value, Day) and part.value.day > 0)
    if not part or not isinstance(part.value, Day):
        return False
    year = "".join("〇一二三四五六七八九"[int(digit)] for digit in str(part.value.year))
    part.value = f"{year}年{chinese(part.value.month)}月{chinese(part.value.day)}日"
    return True
