"""The words of what citers call a document, in Chinese and English."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from revtrack.words.language import Lang


@dataclass(frozen=True, slots=True, kw_only=True)
class CiterWords:
    """What citers say, in one language. Templates are filled with `format`."""

    title: str
    lead: str
    fields: Mapping[str, str]
    said: str
    likely: str
    take: str
    nothing: str
    bases: str
    unmarked: str
    not_held: str
    none: str


_ZH = CiterWords(
    title="引用者如何称呼",
    lead="文件缺少标题、文号或日期时，引用它的文件怎么写；以及它自己依据什么，包括没有书名号的。引用者所说只作参考，采用后才写入。",
    fields={"title": "标题", "doc_number": "文号", "known_by": "不晚于"},
    said="引用者写作",
    likely="相符程度 {share}",
    take="采用",
    nothing="没有需要补充的，或者没有引用者写明。",
    bases="本文件的依据",
    unmarked="无书名号",
    not_held="语料库中没有",
    none="没有读出依据。",
)
_EN = CiterWords(
    title="Names from citers",
    lead="Where a text has lost its title, number or day: what the texts that cite it say; and what it rests on "
    "itself, also without book marks. What citers say is only told, until somebody takes it over.",
    fields={"title": "title", "doc_number": "number", "known_by": "not later than"},
    said="citers write",
    likely="fits {share}",
    take="take over",
    nothing="Nothing is lost, or no citer says it.",
    bases="What this text rests on",
    unmarked="without book marks",
    not_held="not in the corpus",
    none="No basis was read.",
)
_WORDS: Mapping[Lang, CiterWords] = {"zh": _ZH, "en": _EN}


def citer_words(lang: Lang) -> CiterWords:
    """The words of what citers say in a language."""
    return _WORDS[lang]
