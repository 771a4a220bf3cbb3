"""When a text says that it binds itself: from a day on, until a day, for a term, on trial."""

from __future__ import annotations

import re
from collections.abc import Iterator

from alignment.force.model import ForceEvent
from alignment.model import Clause
from alignment.reading.dates import WRITTEN_DAY, iso_date
from alignment.reading.numerals import parse_numeral

_CN = "〇○零一二三四五六七八九十"
_SELF = (
    r"本(?:办法|规定|条例|细则|决定|通知|意见|规则|章程|标准|制度|法|方案|措施|公告|通告|规范|解释|计划|规划|政策|文件|目录|"
    r"清单|要点|指南|指引|准则|规程|纲要|若干[\u4e00-\u9fff]{2,6}|实施[\u4e00-\u9fff]{2,4})"
)
_VERB = "(?:施行|实施|执行|生效|试行|起效)"
_ABOUT_ITSELF = re.compile(rf"{_SELF}|{WRITTEN_DAY}起{_VERB}|之日起[^，。]{{0,8}}{_VERB}|^有效期")
_FROM_DAY = re.compile(rf"(?:自|从|于){WRITTEN_DAY}(?:零时)?(?:起|开始)?(?:正式)?{_VERB}")
_UPON = re.compile(rf"自(?:公布|发布|印发|颁布|通过|发文|下发)之?日(?P<later>起?[^，。；]{{0,12}}?)起?(?:正式)?{_VERB}")
_COUNT = rf"([{_CN}两\d]{{1,3}})"
_LATER = re.compile(rf"{_COUNT}(?:个)?(日|天|月|年)(?:后|内)")
_UNTIL = re.compile(
    rf"(?:有效期(?:限)?|施行期(?:限)?|实施期(?:限)?|执行期(?:限)?|试行期(?:限)?|有效)(?:为|是|：)?[^，。；]{{0,24}}?(?:至|到|—|-|－|～){WRITTEN_DAY}"
    rf"|(?:起)?{_VERB}[，,]?(?:有效期)?(?:至|到){WRITTEN_DAY}|(?:至|到|—|-){WRITTEN_DAY}止?(?:有效|失效|自动失效|自行失效|废止|停止执行)"
)
_ENDED = re.compile(rf"(?:自|于|从){WRITTEN_DAY}起?(?:自动|自行|同时)?(?:失效|废止|停止执行|终止)")
_TERM = re.compile(
    rf"(?:有效期(?:限)?|施行期(?:限)?|实施期(?:限)?|试行期(?:限)?|执行期(?:限)?|暂行期|有效|试行|暂行)(?:定)?(?:为|是|：|限)?{_COUNT}(?:个)?(年|月)(?![\d{_CN}]{{1,3}}月)"
)
#: What stands before the text's own term: 本办法|有效期五年; …起施行，|有效期五年. Before a permit's stands a noun.
_OWN_LEAD = re.compile(rf"(?:^|{_VERB}[，,；;]?|{_SELF}(?:的|自[^，。；]{{0,30}})?[，,]?)\s*$")

#: Something else that begins to run on a day of its own: 备案自准予之日起生效，|有效期十年.
_FOREIGN = re.compile(
    rf"[^，。；\s]自(?!公布|发布|印发|颁布|通过|发文|下发|本)[^，。；]{{1,30}}之日起{_VERB}[，,；;]?\s*$"
)


def own_terms(sentence: str, clause: Clause) -> Iterator[ForceEvent]:
    """What a sentence says of the force of its own text."""
    if not _ABOUT_ITSELF.search(sentence):
        return
    quote = sentence.strip()
    if match := _FROM_DAY.search(sentence):
        yield ForceEvent("effect", quote, clause.id, day=iso_date(*match.groups()))
    elif match := _UPON.search(sentence):
        later = _LATER.search(match["later"])
        yield ForceEvent("effect", quote, clause.id, months=_months(later[1], later[2]) if later else 0)
    ended = _ENDED.search(sentence)
    if ended and not re.search(_SELF, sentence[: ended.start()]):
        ended = None
    if match := _first_own(_UNTIL, sentence) or ended:
        yield ForceEvent("expiry", quote, clause.id, day=_first_day(match))
    elif match := _first_own(_TERM, sentence):
        yield ForceEvent("expiry", quote, clause.id, months=_months(match[1], match[2]))
    elif re.search(r"起试行|(?:^|[，,])暂行", sentence):
        yield ForceEvent("trial", quote, clause.id)


def _first_own(pattern: re.Pattern[str], sentence: str) -> re.Match[str] | None:
    """The first term of a sentence that is the text's own, not that of a permit which it speaks of."""
    return next(
        (
            match
            for match in pattern.finditer(sentence)
            if (lead := _OWN_LEAD.search(sentence[: match.start()])) and not _FOREIGN.search(sentence[: lead.end()])
        ),
        None,
    )


def _first_day(match: re.Match[str]) -> str:
    parts = [part for part in match.groups() if part]
    return iso_date(*parts[:3])


def _months(count: str, unit: str) -> int:
    number = parse_numeral(count.replace("两", "二")) or 0
    return number * 12 if unit == "年" else number if unit in {"月", "个月"} else 0
