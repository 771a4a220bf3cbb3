"""The words of policy lines, in Chinese and English."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from revtrack.words.language import Lang


@dataclass(frozen=True, slots=True, kw_only=True)
class LineWords:
    """Policy lines in one language. Templates are filled with `format`."""

    title: str
    lead: str
    here: str
    confirmed: str
    proposed: str
    reasons: Mapping[str, str]
    shared: str
    confirm: str
    leave: str
    alone: str
    courses: str
    measure: str
    unnamed: str


_ZH = LineWords(
    title="政策脉络",
    lead="同一事项历年、各级的文件，按先后排列：由引用、标题、共同措施、发文机关推断，每份至少有两项理由，由人确认；"
    "以及各项措施在其中的推进程度。",
    here="本文件",
    confirmed="已确认",
    proposed="推断",
    reasons={
        "cites": "本文件引用它",
        "cited": "它引用本文件",
        "replaces": "本文件废止或修改它",
        "title": "标题相同，年份或级别不同",
        "measures": "共同措施多",
        "issuer": "同一地区或上下级",
    },
    shared="共同措施 {count} 项",
    confirm="确认所选属于同一脉络",
    leave="撤销本文件的确认",
    alone="没有推断出其他文件。",
    courses="措施的推进（{total} 项）",
    measure="措施",
    unnamed="未提",
)
_EN = LineWords(
    title="Policy line",
    lead="Documents of one matter over years and levels, the earliest first: proposed from citations, titles, measures "
    "in common and issuers, each by two reasons at least, confirmed by a person; and how far each goes with each "
    "measure.",
    here="this text",
    confirmed="confirmed",
    proposed="proposed",
    reasons={
        "cites": "this text cites it",
        "cited": "it cites this text",
        "replaces": "this text repeals or amends it",
        "title": "the same title of another year or level",
        "measures": "many measures in common",
        "issuer": "the same place, or one above or below",
    },
    shared="measures in common: {count}",
    confirm="Those chosen are of one line",
    leave="Take this text's confirmation back",
    alone="No other text is proposed.",
    courses="Course of measures ({total})",
    measure="measure",
    unnamed="not named",
)
_WORDS: Mapping[Lang, LineWords] = {"zh": _ZH, "en": _EN}


def line_words(lang: Lang) -> LineWords:
    """The words of policy lines in a language."""
    return _WORDS[lang]
