"""The words of diffusion and of policy lines, in Chinese and English."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from revtrack.words.language import Lang


@dataclass(frozen=True, slots=True, kw_only=True)
class DiffusionWords:
    """Where measures appear, in one language. Templates are filled with `format`."""

    title: str
    lead: str
    find: str
    origin: str
    clause: str
    show: str
    spread: str
    spread_lead: str
    count: str
    none: str
    undated: str
    estimated: str
    stage: str
    stages: Mapping[str, str]
    strength: str
    bearers: str
    numbers: str
    turned: str
    nothing: str
    first: str
    likeness: str
    others: str
    more: str
    elsewhere: str
    earlier: str
    later: str
    siblings: str
    siblings_lead: str
    common: str
    some: str
    only: str
    compare_with: str
    bases: str
    no_siblings: str
    quote: str
    year: str
    document: str
    address: str
    place: str
    workbook: str


_ZH = DiffusionWords(
    title="措施",
    lead="一项措施按名称或文字出现在哪些文件中，先后、地区、推进程度、由谁承担、有何数字，与起点文件相比有何不同。",
    find="措施名称，如 告知承诺制",
    origin="以这份文件为起点",
    clause="条款",
    show="查看",
    spread="本文件的措施还出现在哪里",
    spread_lead="引号中的名称和“某某制”，按出现的地区多少排列。",
    count="{total} 份文件",
    none="没有。",
    undated="年份不明",
    estimated="推断",
    stage="程度",
    stages={
        "mention": "提及",
        "explore": "探索",
        "pilot": "试点",
        "push": "推行",
        "extend": "深化推广",
        "general": "全面推行",
        "done": "已落实",
        "ended": "停止",
    },
    strength="效力",
    bearers="承担单位",
    numbers="数字",
    turned="{field}：{old} → {new}",
    nothing="—",
    first="起点",
    likeness="文字相似 {share}",
    others="另有 {count} 处",
    more="提到的条款太多，没有全部查看。",
    elsewhere="另 {documents} 份文件",
    earlier="更早 {count}",
    later="更晚 {count}",
    siblings="同类文件并列",
    siblings_lead="依据相同、地区不同的文件：共有什么，什么只在这里有，各有什么数字。",
    common="共有（{total} 条）",
    some="部分文件有（{total} 条）",
    only="只在这里有（{total} 条）",
    compare_with="并列",
    bases="共同依据",
    no_siblings="没有找到依据相同的其他地区文件；可以自己指定。",
    quote="原文",
    year="年份",
    document="文件",
    address="定位",
    place="地区",
    workbook="Excel 表",
)
_EN = DiffusionWords(
    title="Measures",
    lead="In which texts a measure stands, by its name or its wording: earlier and later, where, how far, who is to do "
    "it, with which numbers, and what is other than in the text that it starts from.",
    find="the name of a measure, as 告知承诺制",
    origin="starting from this text",
    clause="clause",
    show="show",
    spread="Its measures elsewhere",
    spread_lead="Names in quotation marks and names of schemes, those in most places first.",
    count="{total} documents",
    none="None.",
    undated="year unknown",
    estimated="estimated",
    stage="how far",
    stages={
        "mention": "mentioned",
        "explore": "explored",
        "pilot": "piloted",
        "push": "pushed",
        "extend": "extended",
        "general": "made general",
        "done": "done",
        "ended": "ended",
    },
    strength="strength",
    bearers="bearers",
    numbers="numbers",
    turned="{field}: {old} → {new}",
    nothing="—",
    first="start",
    likeness="wording alike {share}",
    others="{count} more",
    more="More clauses name it than were looked at.",
    elsewhere="other documents: {documents}",
    earlier="earlier: {count}",
    later="later: {count}",
    siblings="Siblings",
    siblings_lead="Texts of other places on the same basis: what is common, what stands only here, with which numbers.",
    common="Common ({total})",
    some="In some ({total})",
    only="Only here ({total})",
    compare_with="side by side",
    bases="common basis",
    no_siblings="No text of another place on the same basis was found; name some.",
    quote="quote",
    year="year",
    document="document",
    address="address",
    place="place",
    workbook="Excel workbook",
)
_WORDS: Mapping[Lang, DiffusionWords] = {"zh": _ZH, "en": _EN}


def diffusion_words(lang: Lang) -> DiffusionWords:
    """The words of diffusion in a language."""
    return _WORDS[lang]
