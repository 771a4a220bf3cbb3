"""The words of indicators, in Chinese and English."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from revtrack.words.language import Lang


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorWords:
    """Indicators in one language. Templates are filled with `format`."""

    title: str
    lead: str
    find: str
    show: str
    group: str
    one_year: str
    years: str
    count: str
    none: str
    unknown: str
    also: str
    whole: str
    no_place: str
    year: str
    value: str
    course: str
    document: str
    quote: str
    base: str
    drawing: str
    described: str
    point: str
    parting: str
    doubtful: str
    doubts: Mapping[str, str]
    turns: Mapping[str, str]
    levels: Mapping[str, str]
    keeping: str
    read: str
    reading: str
    to_be_read: str
    read_them: str

    def span(self, first: int, last: int) -> str:
        """The years from the first to the last."""
        return self.one_year.format(year=first) if first == last else self.years.format(first=first, last=last)


_ZH = IndicatorWords(
    title="指标",
    lead="各文件要达到的数值：同一事项的不同说法归为一项，列出历年、各级的数值与变化。",
    find="指标名称中的字",
    show="查看",
    group="{documents} 份文件，{targets} 处",
    one_year="{year} 年",
    years="{first}–{last} 年",
    count="共 {total} 项",
    none="没有。",
    unknown="没有文件提到这一指标。",
    also="也写作",
    whole="全域",
    no_place="地区不明",
    year="年份",
    value="数值",
    course="变化",
    document="文件",
    quote="原文",
    base="基期 {base}",
    drawing="{name}：{place}",
    described="按年份：{points}",
    point="{year} 年 {value}",
    parting="；",
    doubtful="不一致之处",
    doubts={"two-values": "同一年两个数值", "below-city": "下级低于上级"},
    turns={
        "first": "首次提出",
        "same": "不变",
        "higher": "提高",
        "lower": "降低",
        "bound": "数值不变，界限不同",
        "unit": "单位不同",
        "words": "数值变为文字表述",
        "number": "文字表述变为数值",
        "undated": "数值不同，先后不明",
        "dropped": "不再提及",
    },
    levels={"state": "国家", "province": "省级", "city": "市级", "district": "区县", "town": "乡镇", "": ""},
    keeping="读取指标",
    read="已读取 {count} 个版本的指标",
    reading="正在后台读取指标。",
    to_be_read="已读取 {covered} 个版本，共 {versions} 个。",
    read_them="读取其余版本",
)
_EN = IndicatorWords(
    title="Indicators",
    lead="What the documents are to reach: one thing under one name, however it is written, with its values over years "
    "and levels.",
    find="words of the name",
    show="Show",
    group="documents: {documents}, targets: {targets}",
    one_year="{year}",
    years="{first}–{last}",
    count="{total} indicators",
    none="None.",
    unknown="No document speaks of this indicator.",
    also="also written",
    whole="as a whole",
    no_place="place unknown",
    year="Year",
    value="Value",
    course="Change",
    document="Document",
    quote="Words",
    base="from {base}",
    drawing="{name}: {place}",
    described="By year: {points}",
    point="{year}: {value}",
    parting="; ",
    doubtful="What does not fit",
    doubts={"two-values": "two values for one year", "below-city": "the lower level asks less than the one above"},
    turns={
        "first": "first set",
        "same": "unchanged",
        "higher": "higher",
        "lower": "lower",
        "bound": "same number, another bound",
        "unit": "another unit",
        "words": "words in place of a number",
        "number": "a number in place of words",
        "undated": "another value, order unknown",
        "dropped": "no longer there",
    },
    levels={
        "state": "state",
        "province": "province",
        "city": "city",
        "district": "district",
        "town": "town",
        "": "",
    },
    keeping="reading targets",
    read="read the targets of {count} versions",
    reading="Targets are being read in the background.",
    to_be_read="{covered} of {versions} versions have been read.",
    read_them="Read the others",
)
_WORDS: Mapping[Lang, IndicatorWords] = {"zh": _ZH, "en": _EN}


def indicator_words(lang: Lang) -> IndicatorWords:
    """The words of indicators in a language."""
    return _WORDS[lang]
