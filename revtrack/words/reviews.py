"""The words of what people say of comparisons, in Chinese and English."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from revtrack.words.corpus import CorpusWords, corpus_words
from revtrack.words.language import Lang

_FIELD = re.compile(r"(?:^|(?<= ))([a-z_]+)(?==)")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewWords:
    """Reviews in one language. Templates are filled with `format`."""

    lang: Lang
    verdicts: Mapping[str, str]
    standings: Mapping[str, str]
    abouts: Mapping[str, str]
    # --- in exports
    status: str
    by: str
    at: str
    note: str
    address: str
    address_line: str
    rejected: str
    unreviewed: str
    # --- on pages
    not_shown: str
    show_rejected: str
    without_rejected: str
    add: str
    add_lead: str
    add_button: str
    link_button: str
    pick: str
    pick_hint: str
    nothing_here: str
    quote: str
    value: str
    direction: str
    fields: str
    correct_lead: str
    restore: str
    added_to: str
    what: str
    of_duty: str
    judge: str
    lost: str
    held_title: str
    held_name: str
    held_gone: str
    held_send: str

    def detail(self, kind: str, detail: str) -> str:
        """What a change of the corpus did, as its history tells it: reviews and corrections in words."""
        corpus: CorpusWords = corpus_words(self.lang)
        if kind == "review":
            about, _, verdict = detail.partition(" ")
            told = (self.abouts.get(about, about), self.verdicts.get(verdict, verdict))
            return (" · " if self.lang == "zh" else ", ").join(filter(None, told))
        if kind == "edit":
            return _FIELD.sub(lambda match: corpus.fields.get(match[1], match[1]), detail)
        return corpus.statuses.get(detail, detail)


_ZH = ReviewWords(
    lang="zh",
    verdicts={
        "confirm": "确认",
        "reject": "否定",
        "correct": "更正",
        "pair": "手工对应",
        "add": "补充",
        "note": "备注",
    },
    standings={
        "holds": "有效",
        "carried": "文字有修改，沿用待确认",
        "outdated": "文字或要素已变，不再适用",
    },
    abouts={"link": "句子对应", "change": "义务变化", "entry": "其他变化"},
    status="复核",
    by="复核人",
    at="复核时间",
    note="复核备注",
    address="比对地址",
    address_line="比对地址：{address}",
    rejected="已否定的变化",
    unreviewed="未复核",
    not_shown="不再显示：已否定 {count} 项",
    show_rejected="查看并恢复",
    without_rejected="不附已否定的变化",
    add="补充遗漏的变化",
    add_lead="在两侧选取句子；可只留下要引用的文字。只有一侧有的，另一侧选“无”。",
    add_button="补充为变化",
    link_button="只设为对应",
    pick="{side}的句子",
    pick_hint="引文（逐字，须在一句之内；留空即整句）",
    nothing_here="无",
    quote="引文",
    value="取值（{side}）",
    direction="变化方向",
    fields="变化的要素与取值",
    correct_lead="改正引文、要素和取值；清空一侧的引文，即该侧没有。",
    restore="恢复为变化",
    added_to="将选中的文字补充为变化",
    what="变化的类型",
    of_duty="义务变化",
    judge="复核",
    lost="找不到原文的意见",
    held_title="意见尚未记录",
    held_name="请填写姓名；已填写的内容都保留在下面。",
    held_gone="所说的这一项已不在比对结果中，可能刚被他人复核。已填写的内容保留在下面，请返回核对。",
    held_send="记录意见",
)
_EN = ReviewWords(
    lang="en",
    verdicts={
        "confirm": "confirmed",
        "reject": "rejected",
        "correct": "corrected",
        "pair": "paired by hand",
        "add": "added",
        "note": "remark",
    },
    standings={
        "holds": "holds",
        "carried": "the words were edited; carried over, to be confirmed",
        "outdated": "the words or fields changed; no longer applied",
    },
    abouts={"link": "corresponding sentences", "change": "obligation change", "entry": "another difference"},
    status="Review",
    by="Reviewer",
    at="Reviewed at",
    note="Remark",
    address="Comparison",
    address_line="Comparison: {address}",
    rejected="Rejected changes",
    unreviewed="not reviewed",
    not_shown="no longer shown: {count} rejected",
    show_rejected="show, and take back",
    without_rejected="Without rejected changes",
    add="Add a change that was missed",
    add_lead="Choose a sentence on each side; keep only the words to be quoted. "
    "Where one side has nothing, choose “none”.",
    add_button="Add as a change",
    link_button="Only let them correspond",
    pick="Sentence, {side}",
    pick_hint="Quote (word for word, within a sentence; empty for all of it)",
    nothing_here="none",
    quote="Quote",
    value="Value ({side})",
    direction="How it changed",
    fields="Fields that changed, and their values",
    correct_lead="Put quotes, fields and values right; an emptied quote says that the side has none.",
    restore="It is a change after all",
    added_to="Add the marked words as a change",
    what="Kind of change",
    of_duty="Obligation change",
    judge="Review",
    lost="Reviews whose words are found no more",
    held_title="Not kept yet",
    held_name="Give your name; what you wrote stands below.",
    held_gone="What you spoke of is no longer in the comparison: somebody may just have reviewed it. "
    "What you wrote stands below; go back and look.",
    held_send="Keep it",
)

_WORDS: Mapping[Lang, ReviewWords] = {"zh": _ZH, "en": _EN}


def review_words(lang: Lang) -> ReviewWords:
    """The words of reviews in a language."""
    return _WORDS[lang]
