"""The words of the first page, in Chinese and English."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from revtrack.words.language import Lang


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeWords:
    """The first page in one language. Templates are filled with `format`."""

    what: str
    jobs: str
    compare: str
    compare_text: str
    compare_example: str
    trace: str
    trace_text: str
    trace_example: str
    watch: str
    watch_text: str
    watch_example: str
    changed: str
    changed_since: str
    nothing_changed: str
    compared_with: str
    all_rows: str
    comparing: str
    failed: str
    nothing_to_compare: str
    days: str
    no_days: str
    kinds: Mapping[str, str]
    likeness: str
    proposing: str


_ZH = HomeWords(
    what="比对政策文件的修订：谁的义务变了、怎么变的、写在哪一条，逐处引原文，可复核、可导出。",
    jobs="从哪里开始",
    compare="比对两份文本",
    compare_text="征求意见稿与印发稿、新旧版本：义务的新增、删除、加严、放宽。",
    compare_example="看一例：{title}",
    trace="追踪承接",
    trace_text="上级文件的每一条，各地承接了没有、改了什么、谁弱化了。",
    trace_example="看一例：{title}",
    watch="监测新文件",
    watch_text="按时查看网页和文件夹，新文件先进收件箱，由您决定是否收入。",
    watch_example="添加来源",
    changed="最近的义务变化",
    changed_since="{when} 以来的义务变化",
    nothing_changed="自您上次查看以来没有新文件。",
    compared_with="对照 {title}",
    all_rows="全部：{counts}",
    comparing="正在比对，稍后刷新即可看到。",
    failed="比对没有完成，打开可看原因和办法。",
    nothing_to_compare="首次收入，暂无可对照的文本。",
    days="接下来的日期",
    no_days="没有临近的征求意见截止日或制定期限。",
    kinds={"consultation": "征求意见截止", "promise": "制定期限"},
    likeness="全文相似度 {share}",
    proposing="正在查找可能是同一政策的文件，稍后刷新即可看到。",
)
_EN = HomeWords(
    what="Compares revisions of policy documents: whose duties changed, how, and in which clause, "
    "each with the words of the text, to be reviewed and exported.",
    jobs="Where to begin",
    compare="Compare two texts",
    compare_text="A draft and the issued text, an old and a new version: duties added, dropped, tightened, eased.",
    compare_example="An example: {title}",
    trace="Trace what is taken up",
    trace_text="Each clause of a higher text: who took it up, what they changed, who weakened it.",
    trace_example="An example: {title}",
    watch="Watch for new documents",
    watch_text="Pages and folders are looked at on schedule; what is new waits in the inbox for your decision.",
    watch_example="Add a source",
    changed="Latest changes of duties",
    changed_since="Changes of duties since {when}",
    nothing_changed="No document came since you last looked.",
    compared_with="against {title}",
    all_rows="all: {counts}",
    comparing="It is being compared; load the page again in a moment.",
    failed="It could not be compared; open it to see why and what to do.",
    nothing_to_compare="First taken in; there is no text to compare it with yet.",
    days="Days that come next",
    no_days="No consultation ends and no promised text is due soon.",
    kinds={"consultation": "consultation ends", "promise": "text due"},
    likeness="whole texts {share} alike",
    proposing="Documents that may be one are being looked for; look again in a moment.",
)


def home_words(lang: Lang) -> HomeWords:
    """The words in one language."""
    return _ZH if lang == "zh" else _EN
