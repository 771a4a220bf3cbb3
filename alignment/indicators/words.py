"""Where words stand in place of a number: 大幅提高通关效率, 全程网办比例明显提升."""

from __future__ import annotations

import re
from collections.abc import Iterator

from alignment.indicators.model import Target
from alignment.indicators.names import named
from alignment.reading.flat import flatten

_MUCH = r"(?:大力|大幅|大幅度|显著|明显|持续|进一步|不断|稳步|全面|切实|有效|逐步)"
_TURN = r"(?:提升|提高|增加|增长|扩大|压缩|缩短|压减|降低|减少|下降|改善|优化)"
_BEFORE = re.compile(rf"{_MUCH}{_TURN}(?P<name>[\u4e00-\u9fff\"、]{{2,20}})")
_BEHIND = re.compile(rf"(?P<name>[\u4e00-\u9fff\"]{{3,20}}?){_MUCH}{_TURN}")
#: What can be told in numbers: only such words can have been one.
_MEASURED = re.compile(
    r"(?:率|比例|占比|比重|数|数量|总量|额|金额|规模|面积|收入|投入|时间|时限|用时|周期|浓度|增速|度|水平|产值|增加值|拥有量|效率)$"
)


def words_in(text: str, clause: str, year: int) -> Iterator[Target]:
    """What a sentence sets as a goal by words alone, in its order."""
    flat = flatten(text)
    for part in re.finditer(r"[^,;。:!?]+", flat):
        if re.search(r"\d", part[0]):
            continue
        found = _BEFORE.search(part[0]) or _BEHIND.search(part[0])
        if found is None:
            continue
        name = re.split(r"、", found["name"])[0]
        if not _MEASURED.search(name):
            continue
        told = named(name)
        quote = text[part.start() : part.end()].strip()
        yield Target(told.name, told.key, quote, clause, told.scope, bound="words", written=found[0], year=year)
