"""The words of bodies and their duties, in Chinese and English."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from revtrack.words.language import Lang


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyWords:
    """Bodies and what they are to do in one language. Templates are filled with `format`."""

    title: str
    lead: str
    find: str
    place: str
    show: str
    count: str
    documents: str
    none: str
    no_place: str
    names: str
    joined: str
    join: str
    join_with: str
    part: str
    counted: str
    role: str
    any_role: str
    roles: Mapping[str, str]
    words: str
    after: str
    before: str
    since: str
    duties: str
    no_duties: str
    changed: str
    changed_hint: str
    unchanged: str
    shifts: Mapping[str, str]
    fields: Mapping[str, str]
    turned: str
    to: str
    due: str
    no_day: str
    feed: str
    calendar: str
    workbook: str
    body: str
    day: str
    quote: str
    document: str
    address: str
    written: str
    status: str


_ZH = BodyWords(
    title="单位职责",
    lead="各单位在全部文件中牵头、负责、配合什么，何时向谁报告。简称、改名、合并的名称归为一个单位；征求意见稿不计。",
    find="单位名称中的字",
    place="地区",
    show="查看",
    count="共 {total} 个单位",
    documents="{count} 份文件",
    none="没有。",
    no_place="地区不明",
    names="文件中的写法",
    joined="已认定为同一单位",
    join="认定为同一单位",
    join_with="与哪个单位相同（改名、合并）",
    part="拆开",
    counted="{role} {count}",
    role="角色",
    any_role="全部",
    roles={
        "lead": "牵头",
        "responsible": "责任",
        "support": "配合",
        "recipient": "接收报告",
        "reports": "须报告",
    },
    words="原文中的字",
    after="期限不早于",
    before="期限不晚于",
    since="自哪日以来的变化",
    duties="职责（{total} 项）",
    no_duties="没有这样的职责。",
    changed="{day}以来的变化（{total} 项）",
    changed_hint="按文件日期；没有日期的文件按收入日期。",
    unchanged="{day}以来没有变化。",
    shifts={"new": "新增", "changed": "改变", "gone": "删去", "ended": "随文件失效"},
    fields={
        "role": "角色",
        "deadline": "期限",
        "strength": "效力",
        "quantity": "数量",
        "recipient": "报告对象",
        "wording": "文字",
    },
    turned="{field}：{old} → {new}",
    to="向 {recipient} 报告",
    due="期限 {day}",
    no_day="未定期限",
    feed="变化订阅",
    calendar="期限日历",
    workbook="Excel 表",
    body="单位",
    day="期限",
    quote="原文",
    document="文件",
    address="定位",
    written="写作",
    status="变化",
)
_EN = BodyWords(
    title="Bodies",
    lead="What each body leads, answers for or supports over all texts, when, and to whom it reports. Shortened, "
    "changed and merged names are one body; drafts do not count.",
    find="words of a body's name",
    place="place",
    show="show",
    count="{total} bodies",
    documents="documents: {count}",
    none="None.",
    no_place="place unknown",
    names="as texts write it",
    joined="said to be one body",
    join="say that both are one",
    join_with="the same body as (renamed, merged)",
    part="part",
    counted="{role} {count}",
    role="role",
    any_role="all",
    roles={
        "lead": "leads",
        "responsible": "answers for",
        "support": "supports",
        "recipient": "is reported to",
        "reports": "reports",
    },
    words="words of the quote",
    after="not due before",
    before="due by",
    since="what changed since",
    duties="Duties ({total})",
    no_duties="No such duties.",
    changed="Changed since {day} ({total})",
    changed_hint="By the day of the text; where it names none, by the day on which it came in.",
    unchanged="Nothing changed since {day}.",
    shifts={"new": "new", "changed": "changed", "gone": "gone", "ended": "ended with its text"},
    fields={
        "role": "role",
        "deadline": "deadline",
        "strength": "strength",
        "quantity": "quantity",
        "recipient": "whom to report to",
        "wording": "wording",
    },
    turned="{field}: {old} → {new}",
    to="reports to {recipient}",
    due="due {day}",
    no_day="no day set",
    feed="feed of changes",
    calendar="calendar of deadlines",
    workbook="Excel workbook",
    body="body",
    day="deadline",
    quote="quote",
    document="document",
    address="address",
    written="written as",
    status="change",
)
_WORDS: Mapping[Lang, BodyWords] = {"zh": _ZH, "en": _EN}


def body_words(lang: Lang) -> BodyWords:
    """The words of bodies in a language."""
    return _WORDS[lang]
