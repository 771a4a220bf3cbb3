"""The words of enforcement, in Chinese and English."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from revtrack.words.language import Lang


@dataclass(frozen=True, slots=True, kw_only=True)
class EnforcementWords:
    """What punishes a breach, in one language. Templates are filled with `format`."""

    title: str
    lead: str
    clause: str
    show: str
    all: str
    open_only: str
    counted: str
    hows: Mapping[str, str]
    score: str
    none: str
    nothing: str
    whole: str
    points_at: str
    not_held: str
    more: str
    duty: str
    address: str
    sanction: str
    where: str
    basis: str
    workbook: str


_ZH = EnforcementWords(
    title="违反的后果",
    lead="每一条义务由哪一条处罚：本文件中点名的、文字相应的，以及其他文件中点名处罚的。没有列出的，不等于没有处罚。",
    clause="条款，如 第九条",
    show="查看",
    all="全部",
    open_only="只看没有找到处罚的",
    counted="{clauses} 条义务，其中 {without} 条没有找到处罚",
    hows={"names": "点名", "words": "文字相应", "elsewhere": "其他文件点名", "whole": "违反本文件规定的"},
    score="相似 {score}",
    none="没有找到处罚。",
    nothing="没有读出义务。",
    whole="对违反整份文件的处罚",
    points_at="依照",
    not_held="语料库中没有",
    more="其他文件还有更多条款提到这份文件，没有全部查看。",
    duty="义务",
    address="定位",
    sanction="处罚",
    where="出处",
    basis="认定",
    workbook="Excel 表",
)
_EN = EnforcementWords(
    title="Sanctions",
    lead="By which clause the breach of each duty is punished: clauses of this text that name it or say its case, and "
    "clauses of other texts that name it. That none is listed does not mean that there is none.",
    clause="a clause, as 第九条",
    show="show",
    all="all",
    open_only="only those without a sanction",
    counted="{clauses} duties, {without} of them without a sanction found",
    hows={
        "names": "names it",
        "words": "says its case",
        "elsewhere": "another text names it",
        "whole": "the whole text",
    },
    score="alike {score}",
    none="No sanction found.",
    nothing="No duties were read.",
    whole="Sanctions for breaking the text as a whole",
    points_at="by the rules of",
    not_held="not in the corpus",
    more="Other texts name this one in more clauses than were looked at.",
    duty="duty",
    address="address",
    sanction="sanction",
    where="where",
    basis="known by",
    workbook="Excel workbook",
)
_WORDS: Mapping[Lang, EnforcementWords] = {"zh": _ZH, "en": _EN}


def enforcement_words(lang: Lang) -> EnforcementWords:
    """The words of enforcement in a language."""
    return _WORDS[lang]
