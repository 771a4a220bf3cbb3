"""Every word of the watch, in Chinese and English: commands, pages and messages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from revtrack.words.language import Lang

if TYPE_CHECKING:
    from revtrack.watch.health import HealthReason
    from revtrack.watch.posting import Delivery

STATUS_SIGNS: Mapping[str, str] = {"ok": "✓", "warning": "!", "alarm": "⚠", "off": "–"}


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchWords:
    """The watch in one language. Templates are filled with `format`."""

    title: str
    lead: str
    sources: str
    source: str
    no_sources: str
    add_source: str
    address: str
    name: str
    post: str
    look: str
    proposal: str
    confidence: str
    found_items: str
    keep: str
    kept: str
    edit: str
    source_file: str
    save: str
    saved: str
    drop: str
    dropped: str
    check: str
    settle: str
    settled: str
    run_now: str
    running: str
    log: str
    no_runs: str
    started: str
    outcome: str
    listed: str
    new: str
    stored: str
    failed: str
    seconds: str
    health: str
    last_run: str
    next_run: str
    last_new: str
    habit: str
    days: str
    pending: str
    never: str
    inbox: str
    inbox_empty: str
    accept: str
    accept_as_new: str
    accept_into: str
    accept_chosen: str
    decline_chosen: str
    decline: str
    accepted: str
    declined: str
    decided: str
    found_at: str
    scheduler: str
    waiting_for_other: str
    looks_blocked: str
    more_items: str
    digest_title: str
    reminder_title: str
    faults_title: str
    more_changes: str
    baseline: str
    decide_hint: str
    healed: str
    last_day: str
    days_left_text: str
    faults_in_files: str
    kinds: Mapping[str, str]
    outcomes: Mapping[str, str]
    statuses: Mapping[str, str]
    likely: Mapping[str, str]
    reasons_why: Mapping[str, str]
    reasons: Mapping[str, str]
    events: Mapping[str, str]
    events_title: str
    befell: str
    ends_here: str
    yields_nothing: str
    lacks: str
    together: str
    no_events: str
    delivery: str
    outbox: str
    outbox_empty: str
    given_up: str
    give_up: str
    send_now: str
    whom: str
    waiting: str
    since: str
    message_kinds: Mapping[str, str]
    message_statuses: Mapping[str, str]
    delivery_reasons: Mapping[str, str]

    def days_left(self, left: int) -> str:
        """How long a draft is still open."""
        return self.last_day if left == 0 else self.days_left_text.format(days=left)

    def delivery_reason(self, one: Delivery) -> str:
        """What keeps somebody from being told, in words; "" where nothing does."""
        told = self.delivery_reasons[one.kind] if one.kind else ""
        return told.format(attempts=one.attempts, detail=one.detail)

    def reason(self, reason: HealthReason) -> str:
        """One thing that is wrong with a source, in words."""
        told = self.reasons[reason.kind]
        return told.format(value=f"{reason.value:g}", usual=f"{reason.usual:g}", detail=reason.detail)


_ZH = WatchWords(
    title="监测",
    lead="按计划查看各来源的列表，新文件进入收件箱，由您决定是否存入。",
    sources="监测源",
    source="来源",
    no_sources="还没有监测源。",
    add_source="添加监测源",
    address="网址或文件夹",
    name="名称",
    post="用 POST 取列表时送出的内容（可不填）",
    look="查看并给出读法",
    proposal="建议的读法",
    confidence="把握 {share}",
    found_items="读出 {count} 项：",
    keep="保存为监测源",
    kept="已保存监测源 {name}：{path}",
    edit="修改",
    source_file="来源文件（TOML）",
    save="保存",
    saved="已保存。",
    drop="不再监测",
    dropped="已删除监测源；已存入的内容不受影响。",
    check="试读",
    settle="列表变化属实",
    settled="已确认，{count} 项记为不再列出。",
    run_now="立即查看",
    running="正在查看来源",
    log="监测记录",
    no_runs="还没有查看过。",
    started="开始",
    outcome="结果",
    listed="列出",
    new="新增",
    stored="入箱",
    failed="失败",
    seconds="{seconds} 秒",
    health="运行状况",
    last_run="上次",
    next_run="下次",
    last_new="最近新增",
    habit="通常间隔",
    days="{days} 天",
    pending="待决定",
    never="从未",
    inbox="收件箱",
    inbox_empty="收件箱是空的。监测的来源有新文件时会列在这里，由您决定是否收入；来源在“监测”页添加。",
    accept="接受",
    accept_as_new="作为新文件存入",
    accept_into="作为以下文件的版本",
    accept_chosen="接受选中的",
    decline_chosen="谢绝选中的",
    decline="不要",
    accepted="已存入",
    declined="已谢绝",
    decided="最近的决定",
    found_at="发现于",
    scheduler="监测已开始，按 Ctrl-C 结束",
    waiting_for_other="另一个进程正在监测，等待它结束",
    looks_blocked="这个页面像是拦截或验证页（{score}）",
    more_items="另有 {count} 项",
    digest_title="revtrack：{count} 份新文件",
    reminder_title="revtrack：{count} 份征求意见稿即将截止",
    faults_title="revtrack：{began} 个来源出现问题，{healed} 个恢复",
    more_changes="另有 {count} 项义务变化",
    baseline="{source}：首次查看，列表中已有 {count} 份文件",
    decide_hint="请在收件箱中决定：revtrack watch inbox",
    healed="已恢复正常",
    last_day="今天截止",
    days_left_text="还有 {days} 天",
    faults_in_files="以下来源文件有误：",
    kinds={
        "list": "列表页",
        "feed": "RSS/Atom",
        "sitemap": "站点地图",
        "json": "JSON 接口",
        "document": "单份文件",
        "folder": "文件夹",
        "git": "git 仓库",
    },
    outcomes={
        "running": "进行中",
        "ok": "正常",
        "unchanged": "无变化",
        "empty": "列表是空的",
        "shrunk": "列表骤减",
        "blocked": "被拦截",
        "failed": "失败",
        "interrupted": "中断",
        "busy": "另一进程正在查看",
    },
    statuses={"ok": "正常", "warning": "注意", "alarm": "警报", "off": "停用"},
    likely={
        "new": "新文件",
        "version-of": "新版本：{title}",
        "draft-of": "征求意见稿，对应 {title}",
        "final-of": "印发稿，对应 {title}",
        "derivative-of": "承接 {title}",
    },
    reasons_why={
        "": "",
        "number": "文号相同",
        "title": "标题相同",
        "words": "文字相同",
        "address": "地址相同",
        "citation": "引用为依据",
    },
    reasons={
        "never-run": "还没有查看过",
        "overdue": "早该查看而没有查看：监测进程在运行吗？",
        "failing": "连续 {value} 次失败（{detail}）",
        "blocked": "得到的像是拦截页（{value}）",
        "empty": "列表突然是空的",
        "shrunk": "列表比平时少得多（{value}，平时 {usual}）",
        "silent": "{value} 天没有新内容（通常 {usual} 天）",
        "items-failing": "有 {value} 份文件取不到，会再试",
        "incomplete": "列表有一页取不到（{detail}）",
        "gap": "{value} 天前列表中的条目全是新的，在这之前的可能漏看：请核对后确认（watch settle）",
    },
    events={"deleted": "页面已撤下", "unlisted": "不再列出，页面仍在", "back": "页面恢复"},
    events_title="revtrack：{count} 个页面撤下或恢复",
    befell="已知文件的变动",
    ends_here="没有找到可以跟随的下一页：两次查看之间超过一页的新文件会报警；可在 [find] 中写 next",
    yields_nothing="什么也没有读出，没有保存。请换列表的网址，或在来源文件中写明 [find]、browser；仍要保存用 --anyway",
    lacks="缺少附件：{names}",
    together="与其他 {count} 份同时发布",
    no_events="已知的文件都还在原处。",
    delivery="送达情况",
    outbox="发件箱",
    outbox_empty="还没有发过消息。",
    given_up="不再发送：",
    give_up="不再发送",
    send_now="立即再试",
    whom="收件人",
    waiting="等待发送 {count} 条",
    since="最早 {moment}",
    message_kinds={
        "digest": "新文件",
        "faults": "来源问题",
        "reminder": "截止提醒",
        "subscription": "订阅",
        "task": "任务",
    },
    message_statuses={"waiting": "等待", "sent": "已发送", "dropped": "不再发送"},
    delivery_reasons={
        "refused": "已试 {attempts} 次，对方没有接收（{detail}）",
        "no-address": "tell.toml 中没有这个收件人的地址",
    },
)

_EN = WatchWords(
    title="Watch",
    lead="Lists are looked at on schedule; what is new waits in the inbox for your decision.",
    sources="Sources",
    source="Source",
    no_sources="There are no sources yet.",
    add_source="Add a source",
    address="Address or folder",
    name="Name",
    post="What is sent, where the list is asked for by POST",
    look="Look and propose",
    proposal="Proposed reading",
    confidence="confidence {share}",
    found_items="{count} items were read:",
    keep="Keep as a source",
    kept="Kept the source {name}: {path}",
    edit="Edit",
    source_file="Source file (TOML)",
    save="Save",
    saved="Saved.",
    drop="Watch no more",
    dropped="The source is gone; what it brought stays.",
    check="Try it",
    settle="The list is right",
    settled="Noted: {count} items are no longer listed.",
    run_now="Look now",
    running="Looking at the sources",
    log="Log",
    no_runs="Not looked at yet.",
    started="started",
    outcome="outcome",
    listed="listed",
    new="new",
    stored="stored",
    failed="failed",
    seconds="{seconds} s",
    health="Health",
    last_run="last",
    next_run="next",
    last_new="last new item",
    habit="usual gap",
    days="{days} days",
    pending="waiting",
    never="never",
    inbox="Inbox",
    inbox_empty="The inbox is empty. What is new at the watched sources comes here for you to take in or leave; "
    "sources are added at Watch.",
    accept="Accept",
    accept_as_new="As a new document",
    accept_into="As a version of",
    accept_chosen="Accept the chosen",
    decline_chosen="Decline the chosen",
    decline="Decline",
    accepted="accepted",
    declined="declined",
    decided="Decided last",
    found_at="found",
    scheduler="watching; Ctrl-C ends it",
    waiting_for_other="another process is watching; waiting for it to end",
    looks_blocked="this looks like a block page ({score})",
    more_items="{count} more",
    digest_title="revtrack: {count} new documents",
    reminder_title="revtrack: {count} consultations end soon",
    faults_title="revtrack: {began} sources in trouble, {healed} well again",
    more_changes="{count} further obligation changes",
    baseline="{source}: first look, {count} documents were listed already",
    decide_hint="Decide in the inbox: revtrack watch inbox",
    healed="well again",
    last_day="last day",
    days_left_text="{days} days left",
    faults_in_files="These source files are at fault:",
    kinds={
        "list": "list page",
        "feed": "RSS/Atom",
        "sitemap": "sitemap",
        "json": "JSON API",
        "document": "one document",
        "folder": "folder",
        "git": "git repository",
    },
    outcomes={
        "running": "running",
        "ok": "ok",
        "unchanged": "unchanged",
        "empty": "the list is empty",
        "shrunk": "the list shrank",
        "blocked": "blocked",
        "failed": "failed",
        "interrupted": "interrupted",
        "busy": "another process looks at it",
    },
    statuses={"ok": "ok", "warning": "warning", "alarm": "alarm", "off": "off"},
    likely={
        "new": "a new document",
        "version-of": "a new version of {title}",
        "draft-of": "a draft of {title}",
        "final-of": "the final text of {title}",
        "derivative-of": "takes up {title}",
    },
    reasons_why={
        "": "",
        "number": "same document number",
        "title": "same title",
        "words": "same wording",
        "address": "same address",
        "citation": "cited as its basis",
    },
    reasons={
        "never-run": "not looked at yet",
        "overdue": "its time has passed: is the watch running?",
        "failing": "failed {value} times in a row ({detail})",
        "blocked": "what comes looks like a block page ({value})",
        "empty": "the list is suddenly empty",
        "shrunk": "the list is much shorter than usual ({value}, usually {usual})",
        "silent": "nothing new for {value} days (usually {usual})",
        "items-failing": "{value} documents cannot be had yet; they are tried again",
        "incomplete": "a page of the list cannot be had ({detail})",
        "gap": "{value} days ago every entry of the list was new: some before them may have been missed; "
        "look after it and say so (watch settle)",
    },
    events={"deleted": "page taken down", "unlisted": "no longer listed, its page is there", "back": "page is back"},
    events_title="revtrack: {count} pages taken down or back",
    befell="What befell known documents",
    ends_here="no next page was found that could be followed: more than a page of new documents between two looks "
    "is an alarm; next in [find] may name it",
    yields_nothing="nothing was read, and nothing is kept: give the address of the list, or describe it by [find] or "
    "browser in a source file; --anyway keeps it all the same",
    lacks="lacks: {names}",
    together="came together with {count} others",
    no_events="All known documents are where they were.",
    delivery="Telling",
    outbox="Outbox",
    outbox_empty="Nothing was told yet.",
    given_up="Given up:",
    give_up="Give up",
    send_now="Try now",
    whom="to",
    waiting="{count} messages wait",
    since="the oldest since {moment}",
    message_kinds={
        "digest": "new documents",
        "faults": "sources in trouble",
        "reminder": "reminder",
        "subscription": "subscription",
        "task": "task",
    },
    message_statuses={"waiting": "waiting", "sent": "sent", "dropped": "given up"},
    delivery_reasons={
        "refused": "tried {attempts} times and not taken ({detail})",
        "no-address": "tell.toml has no address for this name",
    },
)


_WORDS: Mapping[Lang, WatchWords] = {"zh": _ZH, "en": _EN}


def watch_words(lang: Lang) -> WatchWords:
    """The words in a language."""
    return _WORDS[lang]
