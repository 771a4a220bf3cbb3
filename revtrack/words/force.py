"""The words of what binds when, in Chinese and English: states, events, what a page or a line says of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from revtrack.words.language import Lang


@dataclass(frozen=True, slots=True, kw_only=True)
class ForceWords:
    """What binds when, in one language. Templates are filled with `format`."""

    title: str
    lead: str
    on: str
    show_on: str
    states: Mapping[str, str]
    events: Mapping[str, str]
    turns: Mapping[str, str]
    version_on: str
    since: str
    since_unknown: str
    assumed: str
    until: str
    provisional: str
    period: str
    by: str
    because: str
    partly: str
    doubtful: str
    latest_by: str
    coming: str
    course: str
    course_lead: str
    lacking: str
    no_longer: str
    none_ended: str
    waiting: str
    waiting_lead: str
    none_waiting: str
    covered: str
    keep: str
    keeping: str
    nothing_known: str
    in_force_on: str
    left_out: str
    still_in_force: str
    text_on: str
    text_is: str
    text_lacking: str
    text_before: str
    text_after: str
    text_none: str
    text_published: str
    text_as_published: str
    text_in_force: str
    hash: str
    article: str
    article_title: str
    article_lead: str
    whats: Mapping[str, str]
    decided_by: str
    ordered: str
    duties_changed: str
    duties_same: str
    may_be_earlier: str
    not_held: str
    document_ended: str
    show_article: str


_ZH = ForceWords(
    title="效力",
    lead="按语料库中的文件推定：某日哪些文件现行，哪些已废止、失效或修改，依据何处。没有收入的文件无从得知。",
    on="日期",
    show_on="查看该日",
    states={
        "draft": "征求意见稿",
        "not-yet": "尚未施行",
        "in-force": "现行",
        "period-over": "现行（规划期已满）",
        "amended": "已修改",
        "expired": "已失效",
        "suspended": "已停止施行",
        "repealed": "已废止",
        "replaced": "已被取代",
        "unknown": "无从得知",
    },
    events={
        "repeal": "废止",
        "replace": "取代",
        "suspend": "暂停施行",
        "amend": "修改",
        "effect": "施行",
        "expiry": "有效期",
        "trial": "试行",
        "amended": "修改沿革",
    },
    turns={"enacted": "制定", "amended": "修改"},
    version_on="文本",
    since="自 {day} 起",
    since_unknown="何时施行不详",
    assumed="（未写明施行日，按成文或修改之日推定）",
    until="至 {day} 前",
    provisional="试行或暂行，未写明期限",
    period="规划期 {first} 至 {last}",
    by="由",
    because="依据",
    partly="部分条款",
    doubtful="不能确定所指就是本文件",
    latest_by="不晚于 {day}（该文件没有写明日期）",
    coming="将于 {day} {what}",
    course="沿革",
    course_lead="每次制定和修改，从何日起生效；语料库没有的文本照样列出。",
    lacking="语料库没有这一文本",
    no_longer="不再有效的文件",
    none_ended="截至该日，语料库中没有已知不再有效的文件。",
    waiting="废止、修改了语料库没有的文件",
    waiting_lead="收入相应文件后自动对应。",
    none_waiting="没有。",
    covered="已读取 {covered} / {versions} 个版本的效力条款",
    keep="读取其余版本",
    keeping="正在读取效力条款",
    nothing_known="没有写明日期，也没有文件废止它。",
    in_force_on="在此日有效",
    left_out="不含已知在 {day} 不生效的文本",
    still_in_force="{day}有效的文件",
    text_on="{day}的文本",
    text_is="所示文本",
    text_lacking="该日有效的文本，语料库没有收入；最近的文本：",
    text_before="此前",
    text_after="此后",
    text_none="该日没有有效的文本。",
    text_published="该日已公布的最新文本",
    text_as_published="看已公布的文本",
    text_in_force="看现行的文本",
    hash="文本摘要（SHA-256）",
    article="条款（如 第三条）",
    article_title="条款沿革",
    article_lead="一条在各版本中的来历：制定、修改、增加、删除、改序号，对义务有何影响，由何决定。",
    whats={
        "enacted": "制定",
        "first-known": "见于所收最早的文本",
        "kept": "未变",
        "amended": "修改",
        "added": "增加",
        "deleted": "删除",
        "renumbered": "序号变动",
        "split": "拆分",
        "merged": "合并",
        "not-held": "文本未收入",
    },
    decided_by="决定",
    ordered="指令",
    duties_changed="义务变化",
    duties_same="义务未变",
    may_be_earlier="其间有 {count} 次修改的文本未收入，这里所列的变化可能发生在其中任一次",
    not_held="语料库没有这次修改的文本，无从得知它对本条的影响",
    document_ended="整份文件 {day} {what}",
    show_article="查看条款沿革",
)
_EN = ForceWords(
    title="In force",
    lead="As far as the texts of the corpus tell: what binds on a day, what was repealed, expired or was amended, and "
    "by which words. What the corpus lacks cannot be known.",
    on="day",
    show_on="show that day",
    states={
        "draft": "draft",
        "not-yet": "not yet in force",
        "in-force": "in force",
        "period-over": "in force, its period over",
        "amended": "amended since",
        "expired": "expired",
        "suspended": "suspended",
        "repealed": "repealed",
        "replaced": "replaced",
        "unknown": "unknown",
    },
    events={
        "repeal": "repeals",
        "replace": "replaces",
        "suspend": "suspends",
        "amend": "amends",
        "effect": "takes effect",
        "expiry": "term",
        "trial": "on trial",
        "amended": "was amended",
    },
    turns={"enacted": "enacted", "amended": "amended"},
    version_on="text",
    since="from {day} on",
    since_unknown="from when is not known",
    assumed="(no day of effect is named; that of issue or amending is assumed)",
    until="until before {day}",
    provisional="on trial or interim, without a term",
    period="for the period {first} to {last}",
    by="by",
    because="because",
    partly="of parts",
    doubtful="it is not certain that this document is meant",
    latest_by="by {day} at the latest (that text bears no day)",
    coming="{what} on {day}",
    course="Course",
    course_lead="Each enactment and amendment and from when it binds, texts that the corpus lacks included.",
    lacking="the corpus lacks this text",
    no_longer="No longer in force",
    none_ended="By that day no document of the corpus is known to have ended.",
    waiting="Repeals and amendments of documents that the corpus lacks",
    waiting_lead="They are matched by themselves once the document comes in.",
    none_waiting="None.",
    covered="{covered} of {versions} versions have been read for what they say of force",
    keep="read the rest",
    keeping="reading what texts say of force",
    nothing_known="It bears no day, and no text ends it.",
    in_force_on="in force on",
    left_out="without texts known not to bind on {day}",
    still_in_force="documents in force on {day}",
    text_on="the text on {day}",
    text_is="text shown",
    text_lacking="the corpus lacks the wording that was in force on that day; the nearest it has:",
    text_before="before",
    text_after="after",
    text_none="No wording was in force on that day.",
    text_published="the newest text published by that day",
    text_as_published="show the text published by then",
    text_in_force="show the text in force",
    hash="hash of the text (SHA-256)",
    article="provision (as 第三条)",
    article_title="History of an article",
    article_lead="One article through all versions: enacted, amended, added, deleted, renumbered; what that did to its "
    "duties, and who decided it.",
    whats={
        "enacted": "enacted",
        "first-known": "stands in the first text that is held",
        "kept": "kept",
        "amended": "amended",
        "added": "added",
        "deleted": "deleted",
        "renumbered": "renumbered",
        "split": "split",
        "merged": "merged",
        "not-held": "text not held",
    },
    decided_by="decided by",
    ordered="instruction",
    duties_changed="duties",
    duties_same="its duties stay",
    may_be_earlier="the corpus lacks the texts of {count} amendments before: what is told here may have come with any",
    not_held="the corpus lacks the text of this amendment, so that nobody knows what it did to the article",
    document_ended="the whole document: {what} on {day}",
    show_article="show the history of the article",
)
_WORDS: Mapping[Lang, ForceWords] = {"zh": _ZH, "en": _EN}


def force_words(lang: Lang) -> ForceWords:
    """The words of what binds when in a language."""
    return _WORDS[lang]
