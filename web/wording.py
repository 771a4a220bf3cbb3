"""Every word of the pages that the comparison and the corpus commands do not have already, in Chinese and English."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from revtrack.words.comparison import Lang


@dataclass(frozen=True, slots=True, kw_only=True)
class WebWords:
    """The pages in one language. Templates are filled with `format`."""

    lang: Lang
    # --- the frame
    main_navigation: str
    home: str
    documents: str
    compare: str
    trace: str
    watch: str
    inbox: str
    inbox_waits: str
    search: str
    search_words: str
    search_hint: str
    feed_documents: str
    calendar: str
    undo: str
    go_back: str
    pages: str
    page_of: str
    previous_page: str
    next_page: str
    any: str
    # --- home
    empty_title: str
    empty_lead: str
    way_upload: str
    way_upload_text: str
    way_folder: str
    way_folder_text: str
    folder_word: str
    way_sample: str
    way_sample_text: str
    load_sample: str
    search_label: str
    open_for_comment: str
    none_open: str
    until: str
    day_left: str
    days_left_many: str
    last_day: str
    waiting: str
    none_waiting: str
    join: str
    keep_apart: str
    compare_first: str
    likely: Mapping[str, str]
    brackets: tuple[str, str]
    new_since: str
    newest: str
    nothing_new: str
    # --- documents and uploads
    title_words: str
    since_year: str
    until_year: str
    versions_count: str
    upload_title: str
    choose_files: str
    upload_hint: str
    upload: str
    sending: str
    working: str
    working_hint: str
    reading_files: str
    storing_files: str
    comparing: str
    confirm_title: str
    confirm_lead: str
    no_documents: str
    found_in_file: str
    clauses_count: str
    known_already: str
    show_it: str
    first_words: str
    for_all: str
    as_read: str
    versions_of: str
    own_documents: str
    store: str
    discard: str
    stored_title: str
    # --- one document
    not_current: str
    show_current: str
    text: str
    metadata: str
    forces: Mapping[str, str]
    citations: str
    history: str
    compare_with: str
    no_day: str
    received: str
    compare_versions: str
    download_original: str
    brought_by: str
    brought_by_watch: str
    field: str
    value: str
    correct_metadata: str
    correct_hint: str
    your_name: str
    reviewing_as: str
    name_first: str
    save: str
    withdraw_reason: str
    withdraw: str
    takes_up: str
    taken_up_by: str
    cites: str
    cites_nothing: str
    cited_by: str
    cited_by_nobody: str
    more_citing: str
    all_related: str
    check_decision: str
    lineage: str
    lacking: str
    where_cited: str
    relations: Mapping[str, str]
    # --- comparing
    choose_title: str
    choose_lead: str
    task_hints: Mapping[str, str]
    likely_pairs: str
    export: str
    formats: Mapping[str, str]
    minimap: str
    # --- reviewing
    review: str
    back_to_comparison: str
    settled_of: str
    waiting_one: str
    waiting_many: str
    look: str
    note: str
    verdicts: Mapping[str, str]
    verdict_buttons: Mapping[str, str]
    link_buttons: Mapping[str, str]
    standings: Mapping[str, str]
    correct_change_hint: str
    unchanged_field: str
    rejected_changes: str
    sentence_links: str
    links_hint: str
    pair_by_hand: str
    # --- searching
    search_in: str
    clauses: str
    duties: str
    polarity: str
    strength: str
    strengths: tuple[str, ...]
    deadline_after: str
    deadline_before: str
    read_duties: str
    # --- what was done, and what went wrong
    done: Mapping[str, str]
    sample_loaded: str
    stale_review: str
    serving: str
    faults: Mapping[int, tuple[str, str]]

    def days_left(self, left: int) -> str:
        """How long a draft is still open: 0 is the last day."""
        if left == 0:
            return self.last_day
        return (self.day_left if left == 1 else self.days_left_many).format(days=left)

    def reviews_waiting(self, count: int) -> str:
        """That reviews no longer fit as they were made."""
        return (self.waiting_one if count == 1 else self.waiting_many).format(count=count)


_ZH = WebWords(
    lang="zh",
    main_navigation="主导航",
    home="首页",
    documents="文件",
    compare="比对",
    trace="承接",
    watch="监测",
    inbox="收件箱",
    inbox_waits="收件箱中有 {count} 份文件等待决定",
    search="检索",
    search_words="检索词",
    search_hint="告知承诺",
    feed_documents="新增文件",
    calendar="征求意见日历",
    undo="撤销",
    go_back="返回",
    pages="翻页",
    page_of="第 {page} / {last} 页",
    previous_page="上一页",
    next_page="下一页",
    any="全部",
    empty_title="语料库还是空的",
    empty_lead="有三种办法放入文件：",
    way_upload="在此上传",
    way_upload_text="选择或拖入文件；汇编会先拆分，由您确认后才存入。",
    way_folder="从文件夹加入",
    way_folder_text="在终端运行：",
    folder_word="文件夹",
    way_sample="先看样例",
    way_sample_text="载入自带的样例：一个市的方案、两个区的方案和一份征求意见稿。",
    load_sample="载入样例",
    search_label="在 {total} 份文件的全部条款中检索",
    open_for_comment="正在征求意见",
    none_open="目前没有正在征求意见的文件。",
    until="截止",
    day_left="还有 {days} 天",
    days_left_many="还有 {days} 天",
    last_day="今天截止",
    waiting="等待决定",
    none_waiting="没有等待决定的事项。",
    join="合为一份",
    keep_apart="不是同一份",
    compare_first="先比对",
    likely={
        "draft-of": "可能是以下文件的征求意见稿",
        "final-of": "可能是以下文件的印发稿",
        "version-of": "可能是以下文件的另一个版本",
    },
    brackets=("（", "）"),
    new_since="自您上次查看（{when}）以来",
    newest="最近变更",
    nothing_new="没有新的变更。",
    title_words="标题含",
    since_year="自（年）",
    until_year="至（年）",
    versions_count="{count} 个版本",
    upload_title="上传文件",
    choose_files="选择文件，或拖到这里",
    upload_hint="文本、网页、PDF、Word、Excel、OFD、ZIP；一次至多 {files} 个，每个至多 {megabytes} MB",
    upload="上传",
    sending="正在上传",
    working="处理中",
    working_hint="完成后本页自动刷新。",
    reading_files="正在读取上传的文件",
    storing_files="正在存入语料库",
    comparing="正在比对两个文本",
    confirm_title="确认存入的文件",
    confirm_lead="读出 {count} 份文件，尚未存入任何内容。请取消不需要的，再确认。",
    no_documents="没有读出文件。",
    found_in_file="此文件是汇编，拆分出 {count} 份：",
    clauses_count="{count} 条",
    known_already="语料库已有相同文本。",
    show_it="查看",
    first_words="开头几条",
    for_all="对以上全部",
    as_read="按读取结果",
    versions_of="作为以下文件的版本",
    own_documents="各自成为文件",
    store="存入",
    discard="全部放弃",
    stored_title="已存入",
    not_current="这不是现行版本。",
    show_current="查看现行版本",
    text="正文",
    metadata="元数据",
    forces={"trial": "试行", "interim": "暂行"},
    citations="引用与承接",
    history="变更记录",
    compare_with="与其他版本比对",
    no_day="日期不详",
    received="收到",
    compare_versions="比对版本 {old} 与 {new}",
    download_original="下载原件",
    brought_by="此条文字来自的版本",
    brought_by_watch="由监测取得",
    field="项目",
    value="值",
    correct_metadata="更正元数据",
    correct_hint="清空一栏即撤销更正，恢复读取的值。",
    your_name="您的姓名",
    reviewing_as="复核人：{name}（更改）",
    name_first="请先填写姓名：它会与每条复核意见一并记录。",
    save="保存",
    withdraw_reason="撤回理由",
    withdraw="撤回此版本",
    takes_up="承接的上位文件",
    taken_up_by="承接本文件的下位文件",
    cites="引用的文件",
    cites_nothing="正文没有引用其他文件。",
    cited_by="引用本文件的文件",
    cited_by_nobody="语料库中没有文件引用本文件。",
    more_citing="引用处很多，未全部列出。",
    all_related="相关文件与引用关系图",
    check_decision="查看修改决定的落实情况",
    lineage="沿革",
    lacking="语料库中没有",
    where_cited="引用处",
    relations={
        "basis": "依据",
        "implements": "落实",
        "amends": "修改",
        "repeals": "废止",
        "forwards": "印发",
        "mentions": "提及",
    },
    choose_title="选择要比对的两个版本",
    choose_lead="填写文件的编号、文号或标题的一部分，可加 @版本（如 @1、@征求意见稿）。",
    task_hints={"revision": "同一文件的两个版本", "derivation": "下位文件如何承接上位文件"},
    likely_pairs="可比对的版本",
    export="导出",
    formats={
        "docx": "对照表（Word）",
        "xlsx": "义务变化表（Excel）",
        "pdf": "PDF",
        "html": "网页（单个文件）",
        "md": "Markdown",
        "csv": "CSV",
        "json": "JSON",
        "xml": "Akoma Ntoso XML",
    },
    minimap="变化分布",
    review="复核",
    back_to_comparison="返回比对",
    settled_of="已复核 {settled} / {total} 项",
    waiting_one="有 1 条复核意见因文本变化需要确认。",
    waiting_many="有 {count} 条复核意见因文本变化需要确认。",
    look="查看",
    note="备注",
    verdicts={"confirm": "确认", "reject": "否定", "correct": "更正", "pair": "手工对应", "note": "备注"},
    verdict_buttons={
        "confirm": "确认无误",
        "reject": "不是变化",
        "correct": "更正变化的要素",
        "note": "只加备注",
    },
    link_buttons={"confirm": "确实对应", "reject": "不对应", "pair": "设为对应"},
    standings={
        "holds": "有效",
        "carried": "文字有修改，沿用待确认",
        "outdated": "义务要素已变，不再适用",
    },
    correct_change_hint="选择真正变化的要素及方向；未选的视为未变。",
    unchanged_field="未变",
    rejected_changes="已否定的义务变化",
    sentence_links="句子的对应",
    links_hint="列出最不确定的 {count} 处（共 {total} 处对应）。",
    pair_by_hand="手工对应两个句子",
    search_in="检索范围",
    clauses="条款",
    duties="义务",
    polarity="性质",
    strength="效力强度",
    strengths=("不限", "1 及以上", "2 及以上", "3 及以上", "4 及以上", "5 及以上", "6"),
    deadline_after="期限不早于",
    deadline_before="期限不晚于",
    read_duties="读取其余版本",
    done={
        "link": "已合并为一份文件。",
        "keep-apart": "已记下：是两份文件。",
        "edit": "已更正。",
        "withdraw": "已撤回该版本。",
        "review": "已记下复核意见。",
        "undo": "已撤销。",
        "discard": "已放弃上传的文件，没有存入任何内容。",
    },
    sample_loaded="已载入样例。",
    serving="请在浏览器中打开 {address} （按 Ctrl-C 结束）",
    stale_review="比对结果刚刚有变化，请核对后重新提交意见。",
    faults={
        400: ("请求有误", "请返回上一页再试。"),
        403: ("拒绝了这个请求", "它不是从本站页面发出的，或页面放置过久。请重新载入页面后再试。"),
        404: ("没有这个页面", "请检查地址，或从首页开始。"),
        405: ("此处不支持这种请求", "请从页面上的按钮操作。"),
        408: ("上传过慢，已中止", "请检查网络，或分几次上传。"),
        413: ("上传的内容过大", "请分几次上传，或在终端用 revtrack add 加入。"),
        421: ("地址不对", "revtrack 只应答本机地址，请使用启动时显示的地址。"),
        500: ("程序内部错误", "请重试；若仍出错，请附上日志报告问题。"),
    },
)

_EN = WebWords(
    lang="en",
    main_navigation="Main",
    home="Home",
    documents="Documents",
    compare="Compare",
    trace="Trace",
    watch="Watch",
    inbox="Inbox",
    inbox_waits="{count} documents wait in the inbox",
    search="Search",
    search_words="Words",
    search_hint="告知承诺",
    feed_documents="New documents",
    calendar="Consultations",
    undo="Undo",
    go_back="Go back",
    pages="Pages",
    page_of="page {page} of {last}",
    previous_page="Previous page",
    next_page="Next page",
    any="any",
    empty_title="The corpus is empty",
    empty_lead="There are three ways to fill it:",
    way_upload="Upload here",
    way_upload_text="Choose or drop files; a compilation is split first, and nothing is stored before you confirm.",
    way_folder="Add a folder",
    way_folder_text="In a terminal:",
    folder_word="FOLDER",
    way_sample="Look at a sample",
    way_sample_text="Load the sample that comes with revtrack: a city's plan, two districts' plans, and a draft.",
    load_sample="Load the sample",
    search_label="Search all clauses of {total} documents",
    open_for_comment="Open for comment",
    none_open="No draft is open for comment.",
    until="until",
    day_left="{days} day left",
    days_left_many="{days} days left",
    last_day="last day",
    waiting="Waiting for a decision",
    none_waiting="Nothing is waiting for a decision.",
    join="Join them",
    keep_apart="Two documents",
    compare_first="Compare first",
    likely={
        "draft-of": "likely the draft of the following",
        "final-of": "likely the final text of the following",
        "version-of": "likely another version of the following",
    },
    brackets=(" (", ")"),
    new_since="New since you last looked ({when})",
    newest="Latest changes",
    nothing_new="Nothing new.",
    title_words="Title holds",
    since_year="From year",
    until_year="To year",
    versions_count="{count} versions",
    upload_title="Upload files",
    choose_files="Choose files, or drop them here",
    upload_hint="Text, web pages, PDF, Word, Excel, OFD, ZIP; at most {files} at once, {megabytes} MB each",
    upload="Upload",
    sending="Uploading",
    working="Working",
    working_hint="This page reloads by itself.",
    reading_files="Reading the uploaded files",
    storing_files="Storing",
    comparing="Comparing the two texts",
    confirm_title="Confirm what to store",
    confirm_lead="{count} documents were read; nothing is stored yet. Uncheck what you do not want, then confirm.",
    no_documents="No document was found in it.",
    found_in_file="This file is a compilation of {count} documents:",
    clauses_count="{count} clauses",
    known_already="The corpus holds this very text.",
    show_it="Show",
    first_words="First clauses",
    for_all="For all of them",
    as_read="as read",
    versions_of="As versions of",
    own_documents="documents of their own",
    store="Store",
    discard="Discard all",
    stored_title="Stored",
    not_current="This is not the current version.",
    show_current="Show the current one",
    text="Text",
    metadata="Metadata",
    forces={"trial": "trial", "interim": "interim"},
    citations="Citations and derivations",
    history="History",
    compare_with="Compare with another version",
    no_day="day unknown",
    received="received",
    compare_versions="Compare versions {old} and {new}",
    download_original="Download the original",
    brought_by="the version that brought these words",
    brought_by_watch="brought by the watch",
    field="Field",
    value="Value",
    correct_metadata="Correct the metadata",
    correct_hint="An emptied field takes a correction back: what was read holds again.",
    your_name="Your name",
    reviewing_as="Reviewing as {name} (change)",
    name_first="Give your name first: it stands beside everything that you say here.",
    save="Save",
    withdraw_reason="Why it is withdrawn",
    withdraw="Withdraw this version",
    takes_up="Takes up",
    taken_up_by="Taken up by",
    cites="Cites",
    cites_nothing="The text names no other document.",
    cited_by="Cited by",
    cited_by_nobody="No document of the corpus names this one.",
    more_citing="There are many; not all are listed.",
    all_related="Related documents, and who names whom",
    check_decision="What became of this decision",
    lineage="lineage",
    lacking="not in the corpus",
    where_cited="where",
    relations={
        "basis": "basis",
        "implements": "implements",
        "amends": "amends",
        "repeals": "repeals",
        "forwards": "forwards",
        "mentions": "mentions",
    },
    choose_title="Choose two versions to compare",
    choose_lead="Give an id, a document number or a part of a title, with @version where you want (as in @1, @draft).",
    task_hints={"revision": "two versions of one document", "derivation": "how a lower body takes up a higher one's"},
    likely_pairs="Versions that can be compared",
    export="Export",
    formats={
        "docx": "Comparison table (Word)",
        "xlsx": "Obligation changes (Excel)",
        "pdf": "PDF",
        "html": "Web page (one file)",
        "md": "Markdown",
        "csv": "CSV",
        "json": "JSON",
        "xml": "Akoma Ntoso XML",
    },
    minimap="Where the changes are",
    review="Review",
    back_to_comparison="Back to the comparison",
    settled_of="{settled} of {total} reviewed",
    waiting_one="The text changed since 1 review was made; please confirm it.",
    waiting_many="The text changed since {count} reviews were made; please confirm them.",
    look="Look",
    note="Remark",
    verdicts={
        "confirm": "confirmed",
        "reject": "rejected",
        "correct": "corrected",
        "pair": "paired by hand",
        "note": "remark",
    },
    verdict_buttons={
        "confirm": "It is right",
        "reject": "No change",
        "correct": "Correct what changed",
        "note": "Only a remark",
    },
    link_buttons={"confirm": "They correspond", "reject": "They do not", "pair": "Pair them"},
    standings={
        "holds": "holds",
        "carried": "the words were edited; carried over, to be confirmed",
        "outdated": "the duty changed; no longer applied",
    },
    correct_change_hint="Choose what really changed, and how; the rest counts as unchanged.",
    unchanged_field="unchanged",
    rejected_changes="Rejected obligation changes",
    sentence_links="Corresponding sentences",
    links_hint="The {count} least certain of {total} links.",
    pair_by_hand="Pair two sentences by hand",
    search_in="Search in",
    clauses="Clauses",
    duties="Duties",
    polarity="Kind",
    strength="Strength",
    strengths=("any", "1 and more", "2 and more", "3 and more", "4 and more", "5 and more", "6"),
    deadline_after="Due from",
    deadline_before="Due until",
    read_duties="Read the rest",
    done={
        "link": "Joined.",
        "keep-apart": "Noted: these are two documents.",
        "edit": "Corrected.",
        "withdraw": "The version is withdrawn.",
        "review": "Your review is kept.",
        "undo": "Undone.",
        "discard": "The upload was thrown away; nothing was stored.",
    },
    sample_loaded="The sample is loaded.",
    serving="Open {address} in a browser (Ctrl-C ends it)",
    stale_review="The comparison has just changed; look again before you rule.",
    faults={
        400: ("Bad request", "Go back and try again."),
        403: ("Refused", "It did not come from a page of this site, or the page is old. Load the page again."),
        404: ("There is no such page", "Check the address, or start at the home page."),
        405: ("Not possible here", "Use the buttons of the pages."),
        408: ("The upload was too slow", "Check the connection, or upload in portions."),
        413: ("The upload is too large", "Upload in portions, or use revtrack add in a terminal."),
        421: ("Wrong address", "revtrack answers on this machine's own address only: use the one it printed."),
        500: ("Internal error", "Try again; if it stays, report it with the log."),
    },
)


def web_words(lang: Lang) -> WebWords:
    """The words of the pages in a language."""
    return _ZH if lang == "zh" else _EN
