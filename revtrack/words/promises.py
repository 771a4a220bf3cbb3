"""The words of promises, in Chinese and English."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from revtrack.words.language import Lang


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseWords:
    """Promises in one language. Templates are filled with `format`."""

    title: str
    lead: str
    states: Mapping[str, str]
    kinds: Mapping[str, str]
    body: str
    state: str
    any_state: str
    show: str
    due: str
    no_day: str
    kept_by: str
    looked_for: str
    too_vague: str
    count: str
    none: str
    calendar: str


_ZH = PromiseWords(
    title="待出台文件",
    lead="“制定…办法”“修订《…》”“出台实施细则”：由谁、何时，语料库中有无相应文件。语料库没有的，不等于没有制定。",
    states={"kept": "已有", "kept-late": "已有（晚于期限）", "due-later": "未到期", "open": "语料库中未见"},
    kinds={"make": "制定", "revise": "修订"},
    body="承担单位",
    state="状态",
    any_state="全部",
    show="查看",
    due="期限 {day}",
    no_day="未定期限",
    kept_by="对应文件",
    looked_for="按名称“{name}”查找",
    too_vague="名称过于笼统，没有查找",
    count="共 {total} 项",
    none="没有。",
    calendar="制定期限日历",
)
_EN = PromiseWords(
    title="Promised texts",
    lead="Texts that somebody is to make or change: who, by when, and which document of the corpus does it. "
    "That the corpus lacks one does not mean that nobody made it.",
    states={"kept": "made", "kept-late": "made late", "due-later": "not due yet", "open": "not in the corpus"},
    kinds={"make": "to make", "revise": "to revise"},
    body="body",
    state="state",
    any_state="all",
    show="show",
    due="due {day}",
    no_day="no day set",
    kept_by="made as",
    looked_for="looked for by the name “{name}”",
    too_vague="the name says too little to look for it",
    count="{total} promises",
    none="None.",
    calendar="calendar of promised texts",
)
_WORDS: Mapping[Lang, PromiseWords] = {"zh": _ZH, "en": _EN}


def promise_words(lang: Lang) -> PromiseWords:
    """The words of promises in a language."""
    return _WORDS[lang]
