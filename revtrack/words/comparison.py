"""Every word of the user interface, in Chinese and English: the one place where a term of the glossary becomes text.

All renderings (terminal, report, Markdown, error messages) take their words from `words(lang)`, so that one thing has
one name everywhere, and `removed` reads "not taken up" in every rendering of a derivation.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:  # the package's door loads the numerical libraries, which no error message needs
    from alignment.model import Counts, Finding, SideName, Task

Lang = Literal["zh", "en"]
LANGUAGES: tuple[Lang, ...] = ("zh", "en")

#: Signs that carry the meaning where colour is missing.
CHANGE_SIGNS: Mapping[str, str] = {"unchanged": " ", "modified": "~", "added": "+", "removed": "−"}
FIELD_SIGNS: Mapping[str, str] = {"actor": "主", "deadline": "◷"}
DIRECTION_SIGNS: Mapping[str, str] = {
    "stronger": "▲",
    "weaker": "▼",
    "more": "▲",
    "fewer": "▼",
    "wider": "▲",
    "narrower": "▼",
}
MOVED_SIGN = "⇅"
LOCALISED_SIGN = "⌖"


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The user interface in one language: plain labels as attributes, everything that depends on data as methods."""

    lang: Lang
    html_lang: str

    # --- titles and sections -----------------------------------------------------------------------------------
    product: str
    report: str
    old: str
    new: str
    task: str
    issued: str
    knowledge: str
    untitled: str
    obligation_changes: str
    findings: str
    full_text: str
    changed_clauses: str
    contents: str
    nothing_changed: str
    no_obligation_changes: str
    no_findings: str
    why: str
    score: str
    margin: str
    matched_by: str
    runner_up: str
    read_from: str
    change: str
    address: str
    clause: str
    line: str
    side_has_nothing: str
    not_set: str
    quote: str
    arrow: str

    # --- facts about rows --------------------------------------------------------------------------------------
    moved: str
    renumbered: str
    localised: str
    split: str
    merged: str
    front: str
    back: str
    toc: str
    preamble: str
    heading: str

    # --- controls of the report --------------------------------------------------------------------------------
    all: str
    filter: str
    filter_by_kind: str
    filter_by_field: str
    side_by_side: str
    inline: str
    only_changes: str
    view: str
    previous: str
    next: str
    skip_to_content: str
    legend: str
    search: str
    expand_all: str
    collapse_all: str
    keys: str
    keys_switch: str
    permalink: str
    any_actor: str
    any_polarity: str
    show_whole: str
    obligation_change: str
    kept: str
    origin: str

    # --- command line ------------------------------------------------------------------------------------------
    error: str
    bug: str
    bug_log: str
    bug_no_log: str
    written: str
    remedy: str
    place_line: str
    place_byte: str
    between: str

    tasks: Mapping[str, str]
    task_sides: Mapping[str, tuple[str, str]]
    short_sides: Mapping[str, tuple[str, str]]
    changes: Mapping[str, Mapping[str, str]]
    fields: Mapping[str, str]
    directions: Mapping[str, str]
    field_directions: Mapping[tuple[str, str], str]
    relations: Mapping[str, str]
    polarities: Mapping[str, str]
    matches: Mapping[str, str]
    reasons: Mapping[str, str]
    finding_titles: Mapping[str, str]
    finding_texts: Mapping[str, Mapping[str, str]]
    limits: Mapping[str, str]
    refusals: Mapping[str, tuple[str, str]]
    binaries: Mapping[str, tuple[str, str]]
    failures: Mapping[str, tuple[str, str]]
    remarks: Mapping[str, str]
    joiner: str
    stop: str
    colon: str

    # --- lookups -----------------------------------------------------------------------------------------------
    def task_name(self, task: Task) -> str:
        """What the comparison is for."""
        return self.tasks[task]

    def side(self, side: SideName, task: Task) -> str:
        """What the old or the new text is called: before/after, or higher/lower level."""
        return self.task_sides[task][0 if side == "old" else 1]

    def short_side(self, side: SideName, task: Task) -> str:
        """One word for the old or the new text, to stand in front of a quote."""
        return self.short_sides[task][0 if side == "old" else 1]

    def change_name(self, change: str, task: Task) -> str:
        """added, removed, modified or unchanged; in a derivation `removed` is "not taken up"."""
        return self.changes[task][change]

    def field(self, field: str) -> str:
        """The name of a field of an obligation."""
        return self.fields[field]

    def direction(self, direction: str) -> str:
        """A direction on its own: later, weaker, dropped …"""
        return self.directions[direction]

    def field_change(self, field: str, direction: str = "") -> str:
        """A changed field with its direction as one phrase: 期限延后, "deadline later"."""
        if not direction or direction == "other":
            direction = "other"
        phrase = self.field_directions.get((field, direction))
        if phrase is not None:
            return phrase
        return f"{self.fields[field]}{' ' if self.lang == 'en' else ''}{self.directions[direction]}"

    def field_sign(self, field: str, direction: str = "") -> str:
        """A sign for a changed field (◷ 主 ▲ ▼), "" where it has none."""
        return FIELD_SIGNS.get(field) or DIRECTION_SIGNS.get(direction, "")

    def relation(self, relation: str) -> str:
        """How two counterpart sentences relate."""
        return self.relations[relation]

    def polarity(self, polarity: str) -> str:
        """duty, prohibition, permission, encouragement or release."""
        return self.polarities.get(polarity, polarity)

    def match(self, matched_by: str) -> str:
        """Which step of the alignment made a link; an unknown step is shown as it calls itself."""
        return self.matches.get(matched_by, matched_by)

    def reason(self, why: str) -> str:
        """Why a change was reported: "deadline: 4月 → 5月" with the field by its name, or a known sentence."""
        told: list[str] = []
        for part in why.split("；"):
            name, mark, rest = part.partition(": ")
            told.append(f"{self.fields[name]}{self.colon}{rest}" if mark and name in self.fields else part)
        return self.reasons.get(why, "；".join(told))

    def finding_title(self, kind: str) -> str:
        """The short name of a kind of finding."""
        return self.finding_titles.get(kind, kind)

    def finding(self, finding: Finding) -> str:
        """A finding as a sentence. The Chinese one comes with the finding; the English one is made of its facts.

        A kind has a template for each fact (or value of a fact) that tells its variants apart, "" for any other.
        """
        if self.lang == "zh":
            return finding.message
        for marker, template in self.finding_texts.get(finding.kind, {}).items():
            if marker in finding.facts or marker in finding.facts.values() or not marker:
                return template.format_map(_Facts(finding.facts, quote=finding.quote))
        return finding.message

    def refusal(self, kind: str, facts: Mapping[str, str]) -> tuple[str, str]:
        """(what is wrong, what to do) for an input that was refused."""
        problem, remedy = self.refusals[kind]
        if kind == "binary":
            name, remedy = self.binaries[facts["format"]]
            return problem.format(format=name), remedy
        return problem.format_map(_Facts(facts)), remedy.format_map(_Facts(facts))

    def failure(self, kind: str, facts: Mapping[str, str]) -> tuple[str, str]:
        """(what went wrong, what to do) for an operation that failed."""
        problem, remedy = self.failures[kind]
        return problem.format_map(_Facts(facts)), remedy.format_map(_Facts(facts))

    def remark(self, kind: str, facts: Mapping[str, str]) -> str:
        """What is worth knowing about how a text was got."""
        return self.remarks[kind].format_map(_Facts(facts))

    def listed(self, parts: list[str]) -> str:
        """Parts joined the way the language lists things."""
        return self.joiner.join(part for part in parts if part)

    def clause_counts(self, counts: Counts, task: Task) -> str:
        """The clause half of the line of figures."""
        names = self.changes[task]
        figures = [
            (counts.unchanged, names["unchanged"]),
            (counts.modified, names["modified"]),
            (counts.added, names["added"]),
            (counts.removed, names["removed"]),
            (counts.renumbered, self.renumbered),
        ]
        if counts.moved:
            figures.append((counts.moved, self.moved))
        if counts.localised:
            figures.append((counts.localised, self.localised))
        head = "条款 " if self.lang == "zh" else "Clauses: "
        return head + " · ".join(f"{figure} {name}" for figure, name in figures)

    def obligation_counts(self, counts: Counts, task: Task) -> str:
        """The obligation half of the line of figures, with its sum."""
        names = self.changes[task]
        figures = (
            (counts.obligations_removed, names["removed"]),
            (counts.obligations_added, names["added"]),
            (counts.obligations_modified, names["modified"]),
        )
        total = sum(figure for figure, _ in figures)
        if self.lang == "zh":
            return f"{total} 项义务变化（{' · '.join(f'{name} {figure}' for figure, name in figures)}）"
        noun = "obligation change" if total == 1 else "obligation changes"
        return f"{total} {noun} ({' · '.join(f'{figure} {name}' for figure, name in figures)})"

    def finding_counts(self, count: int) -> str:
        """How many findings there are."""
        if self.lang == "zh":
            return f"{count} 处疑点"
        return f"{count} finding" if count == 1 else f"{count} findings"

    def counts(self, counts: Counts, task: Task) -> str:
        """The one line of figures at the head of every rendering."""
        return "   ".join(
            (
                self.obligation_counts(counts, task),
                self.clause_counts(counts, task),
                self.finding_counts(counts.findings),
            )
        )

    def shown(self, shown: int | str, total: int | str) -> str:
        """What a filter leaves visible: it never hides silently."""
        return f"显示 {shown} / 共 {total} 项" if self.lang == "zh" else f"showing {shown} of {total}"

    def folded(self, count: int) -> str:
        """The line that stands for a folded run of unchanged clauses."""
        if self.lang == "zh":
            return f"{count} 条未变化"
        return f"{count} unchanged clause" if count == 1 else f"{count} unchanged clauses"

    def moved_from(self, address: str) -> str:
        """Where a moved clause stood in the old text."""
        return f"移自 {address}" if self.lang == "zh" else f"moved from {address}"

    def moved_to(self, address: str) -> str:
        """Where a moved sentence stands in the new text."""
        return f"移至 {address}" if self.lang == "zh" else f"moved to {address}"

    def also_in(self, address: str) -> str:
        """Where the rest of a counterpart stands."""
        return f"另见 {address}" if self.lang == "zh" else f"see also {address}"

    def kept_in(self, address: str) -> str:
        """Where part of a dropped sentence survives."""
        return f"部分文字见于 {address}" if self.lang == "zh" else f"partly kept in {address}"

    def kept_from(self, address: str) -> str:
        """Where part of a new sentence was taken from."""
        return f"部分文字出自 {address}" if self.lang == "zh" else f"partly taken from {address}"

    def hidden(self, count: int | str) -> str:
        """That a view leaves unchanged clauses out."""
        if self.lang == "zh":
            return f"已隐去 {count} 条未变化的条款"
        return f"{count} unchanged clause{'' if count == 1 else 's'} hidden"

    def coarser(self, fallback: str) -> str:
        """That a limit made part of the work coarser, and what that means."""
        return self.limits.get(fallback, fallback)


class _Facts(dict[str, str]):
    """Facts for a template; one that is missing reads as nothing, so that a message never fails."""

    def __init__(self, facts: Mapping[str, str], **more: str) -> None:
        super().__init__(more)
        self.update(facts)

    def __missing__(self, key: str) -> str:
        return ""


_ZH = Words(
    lang="zh",
    html_lang="zh-CN",
    product="revtrack",
    report="政策文本比对报告",
    old="原文本",
    new="新文本",
    task="比对类型",
    issued="印发日期",
    knowledge="规则库",
    untitled="（无标题）",
    obligation_changes="义务变化",
    findings="疑点",
    full_text="全文对照",
    changed_clauses="有变化的条款",
    contents="目次",
    nothing_changed="两个文本没有差别。",
    no_obligation_changes="没有义务变化。",
    no_findings="没有疑点。",
    why="为什么？",
    score="相似度",
    margin="领先次优",
    matched_by="对应方式",
    runner_up="次优候选",
    read_from="读自",
    change="变化",
    address="定位",
    clause="条款",
    line="行",
    side_has_nothing="（无对应）",
    not_set="无",
    quote="原句",
    arrow="→",
    moved="移动",
    renumbered="重新编号",
    localised="本地化",
    split="拆分",
    merged="合并",
    front="文首",
    back="文末",
    toc="目录",
    preamble="导语",
    heading="标题",
    all="全部",
    filter="筛选",
    filter_by_kind="按变化类型",
    filter_by_field="按变化要素",
    side_by_side="并排",
    inline="合并",
    only_changes="仅变化",
    view="显示方式",
    previous="上一处",
    next="下一处",
    skip_to_content="跳到正文",
    legend="图例",
    search="搜索",
    expand_all="全部展开",
    collapse_all="全部折叠",
    keys="快捷键：n 或 j 下一处，p 或 k 上一处",
    keys_switch="快捷键",
    permalink="本处链接",
    any_actor="全部承担主体",
    any_polarity="全部效力",
    show_whole="显示全部",
    obligation_change="义务变化",
    kept="文字见于他处",
    origin="引文逐字取自所比对的文本；对应关系与义务变化由程序判定，请复核后使用。",
    error="错误",
    bug="程序内部错误",
    bug_log="详情已记入 {path}，请附上该文件报告问题",
    bug_no_log="详情无法写入日志（{reason}），设置环境变量 REVTRACK_HOME 为可写的文件夹后重试",
    written="已写入 {path}",
    remedy="处理办法",
    place_line="第 {line} 行",
    place_byte="第 {byte} 字节",
    between="，",
    tasks={"revision": "修订比对", "derivation": "承接比对"},
    task_sides={"revision": ("原文本", "新文本"), "derivation": ("上位文件", "下位文件")},
    short_sides={"revision": ("原", "新"), "derivation": ("上位", "下位")},
    changes={
        "revision": {"unchanged": "未变", "modified": "修改", "added": "新增", "removed": "删除"},
        "derivation": {"unchanged": "一致", "modified": "有改动", "added": "自行增加", "removed": "未承接"},
    },
    fields={
        "actor": "承担主体",
        "modality": "效力",
        "action": "行为",
        "object": "对象",
        "deadline": "期限",
        "quantity": "数量",
        "scope": "范围",
        "condition": "条件",
        "reporting": "报送",
    },
    directions={
        "stronger": "增强",
        "weaker": "减弱",
        "earlier": "提前",
        "later": "延后",
        "set": "新设",
        "dropped": "取消",
        "more": "增加",
        "fewer": "减少",
        "wider": "扩大",
        "narrower": "收窄",
        "released": "解除",
        "other": "变更",
    },
    field_directions={
        ("deadline", "set"): "新设期限",
        ("quantity", "set"): "新设数量",
        ("condition", "set"): "新设条件",
        ("condition", "stronger"): "条件收紧",
        ("condition", "weaker"): "条件放宽",
        ("condition", "wider"): "条件放宽",
        ("condition", "narrower"): "条件收紧",
        ("reporting", "set"): "新设报送",
        ("actor", "set"): "明确承担主体",
        ("actor", "dropped"): "不再写明承担主体",
        ("modality", "released"): "义务解除",
        ("scope", "set"): "限定范围",
        ("scope", "dropped"): "不再限定范围",
    },
    relations={"same": "相同", "edited": "有修改", "reworded": "改写", "localised": "本地化"},
    polarities={
        "duty": "义务",
        "prohibition": "禁止",
        "permission": "许可",
        "encouragement": "鼓励",
        "release": "免除",
    },
    matches={
        "exact": "文字相同",
        "alike": "文字相似",
        "mutual": "互为最相近的句子",
        "shared": "共有少见的字词",
        "topic": "同一条款内主题相同",
        "heading": "标题对应",
        "segments": "分句相同",
        "addressee": "主送机关对应",
        "responsibility": "责任单位对应",
        "toc": "目录，不参与对应",
        "unmatched": "未找到对应",
        "person": "人工复核",
    },
    reasons={
        "no sentence of the other text corresponds": "另一文本中没有对应的句子",
        "its sentence has a counterpart, this clause has none": "所在句子有对应，这一分句没有对应",
    },
    finding_titles={
        "dangling-reference": "引用落空",
        "deadline-passed-at-issue": "印发时期限已过",
        "contradictory-number": "数字前后不一",
        "numbering-fault": "编号有误",
        "invisible-characters": "不可见字符",
        "overlong-line": "超长行",
        "numbering-too-deep": "编号层级过深",
    },
    finding_texts={},
    limits={"candidates": "文本较长：句子的对应从字词索引选出的候选中判定，个别改写较大的对应可能未列出。"},
    refusals={
        "missing": ("找不到文件", "请检查路径和文件名"),
        "directory": ("这是文件夹，不是文件", "请给出其中某个文件的路径"),
        "unreadable": ("无法读取（{reason}）", "请检查文件权限"),
        "empty": ("文件里没有文字", "请检查是否选错了文件，或转换时丢失了内容"),
        "binary": ("这是{format}，不是文本", ""),
        "control": (
            "含有大量控制字符（{codepoint} 等 {count} 个），看来不是文本",
            "请从原来的程序另存为纯文本（UTF-8）",
        ),
        "nul": ("含有空字符（NUL），看来不是文本或已损坏", "请从原来的程序另存为纯文本（UTF-8）"),
        "undecodable": (
            "无法按任何支持的编码读取（最接近 {encoding}，该处字节为 {bytes}）",
            "支持 UTF-8、UTF-16、GB18030（含 GBK、GB2312）、Big5；请另存为 UTF-8，或重新下载损坏的文件",
        ),
        "too-large": (
            "文件过大（{size} 字节，上限 {limit} 字节）",
            "请只保留要比对的部分，或调高设置 max_file_bytes（环境变量 REVTRACK_MAX_FILE_BYTES）",
        ),
        "markup": ("网页的标记嵌套过深或属性过多，无法读取", "请在浏览器中打开，复制正文，另存为纯文本（UTF-8）"),
        "twice-stdin": ("新旧两个文本不能都取自标准输入", "请至少给出一个文件"),
        "setting": ("设置 {key} 的值不合法", "可用的值：{wanted}"),
        "setting-unknown": ("没有名为 {key} 的设置", "请改正或删除；可用的设置：{known}"),
        "setting-syntax": ("设置文件不是合法的 TOML：{reason}", "请改正该文件"),
        "output-directory": ("输出位置是文件夹", "请用 -o 给出文件名"),
        "output-is-input": ("输出文件就是输入文件，写入会毁掉原文", "请换一个输出文件名"),
        "output-is-file": ("这是文件，不是文件夹", "请用 -o 给出文件夹"),
        "pdf-encrypted": ("PDF 文件已加密", "请用密码打开，另存为不加密的文件"),
        "pdf-broken": ("PDF 文件已损坏或不完整 {page}", "请重新下载或重新导出"),
        "pdf-pages": ("PDF 文件页数过多（{count} 页，上限 {limit} 页）", "请只保留需要的部分"),
        "scanned": (
            "第 {pages} 页是扫描图片，没有文字",
            "请安装 Tesseract 和中文包（Debian：tesseract-ocr-chi-sim）后重试，或先做文字识别",
        ),
        "pictures": ("文件里只有图片，没有文字", "请先做文字识别（OCR），再加入识别后的文件"),
        "office-encrypted": (
            "文件已加密，或是旧版 Office 格式",
            "请用密码打开，另存为不加密的 .docx 或 .xlsx",
        ),
        "office-broken": ("Office 文件已损坏（{reason}）", "请重新下载，或用原来的程序打开后另存"),
        "office-bomb": ("Office 文件解压后过大（上限 {limit} 字节）", "请只保留需要的部分"),
        "office-macro": ("Office 文件带有宏", "请另存为不带宏的 .docx 或 .xlsx"),
        "office-entities": ("Office 文件的 {part} 含有实体定义，正常的文件没有", "请核实来源，用原来的程序另存"),
        "reader-slow": ("读取 {format} 超过 {seconds} 秒，已中止", "请拆分文件，或调高设置 reader_seconds"),
        "reader-memory": ("读取 {format} 超过 {megabytes} MB 内存，已中止", "请拆分文件，或调高设置 reader_megabytes"),
        "reader-failed": ("无法读取这个 {format} 文件", "请用原来的程序打开后另存，或转为纯文本"),
        "zip-broken": ("压缩文件已损坏（{reason}）", "请重新下载，或解压后给出其中的文件"),
        "zip-bomb": ("压缩文件解压后过大或文件过多（上限 {limit} 字节）", "请解压后只给出需要的文件"),
        "zip-path": ("压缩文件里有不安全的文件名（{member}）", "请核实来源，解压检查后再给出其中的文件"),
        "zip-encrypted": ("压缩文件里的 {member} 已加密", "请用密码解压后给出其中的文件"),
        "no-converter": (
            "这是旧版 Office 或 WPS 文档（doc、xls、wps），读取它需要 LibreOffice",
            "请安装 LibreOffice（Debian：libreoffice-writer-nogui），或另存为 .docx、.xlsx",
        ),
        "no-corpus": ("这里还没有语料库", "请先运行 revtrack init，或用 REVTRACK_HOME 指明语料库所在的文件夹"),
        "corpus-exists": ("这里已经有语料库", "请直接使用，或用 REVTRACK_HOME 指明另一个文件夹"),
        "no-files": ("文件夹里没有可以读取的文件（{suffixes}）", "请检查路径，或直接给出文件"),
        "unknown-document": (
            "语料库里没有“{words}”",
            "请给出编号（或其开头）、文号、标题或标题的一部分；revtrack list 列出全部文件",
        ),
        "ambiguous-document": ("“{words}”可以指多份文件：{candidates}", "请用编号指明其中一份"),
        "unknown-version": (
            "没有“{words}”这个版本；现有：{candidates}",
            "请用 @序号、@版本编号、@日期或 @draft 等指明",
        ),
        "ambiguous-version": ("“{words}”可以指多个版本：{candidates}", "请用 @序号 或版本编号指明"),
        "no-version": ("“{words}”没有任何版本", "请先为它添加版本"),
        "no-original": ("版本 {version} 没有原件", "用 revtrack text 查看它的文本"),
        "same-document": ("两边是同一份文件（{document}）", "请给出两份不同的文件"),
        "not-linked": ("没有别的文件并入 {document}", "用 revtrack history 查看它的来历"),
        "field-unknown": ("没有名为 {field} 的字段", "可用的字段：{known}"),
        "field-value": ("字段 {field} 的值不合法（{value}）", "可用的值：{wanted}"),
        "no-fields": ("没有给出要改的字段", "写法：字段=值，例如 title=新标题；值为空则撤销更正"),
        "withdrawn": ("版本 {version} 已经撤回（{reason}）", "用 revtrack undo 可以取消撤回"),
        "unknown-change": ("没有编号为“{commit}”的变更 {candidates}", "请用 revtrack history 查找变更编号（至少四位）"),
        "undo-conflict": (
            "变更 {commit} 之后，文件 {document} 的 {field} 又有改动，不能撤销",
            "请先撤销后来的改动，或直接用 revtrack edit 更正",
        ),
        "backup": ("不是可用的备份（{reason}）", "请检查是否选错了文件，或换一份备份"),
        "usage": ("命令行有误：{reason}", "运行 {command} --help 查看用法"),
        "no-derivatives": ("语料库中没有找到承接《{title}》的文件", "请在后面写明下位文件，或先用 revtrack add 加入"),
        "unknown-address": ("没有定位为“{address}”的条款", "可用的定位：{known}"),
        "no-instructions": ("《{title}》中没有读出修改指令", "请检查它是否是修改决定"),
        "no-address": ("没有写明条款", "请写成 DOC#定位，如 abc123#二/（五）"),
        "source-name": ("来源名称 {name} 不合法", "请只用小写字母、数字、汉字和连字符，最多 63 个字符"),
        "source-syntax": ("来源文件不是合法的 TOML：{reason}", "请改正该文件（UTF-8 编码）"),
        "source-unknown": ("来源文件中没有名为 {key} 的项", "请改正或删除；可用的项：{known}"),
        "source-missing": ("来源文件缺少 {key}", "请补上，例如：{wanted}"),
        "source-value": ("来源文件中 {key} 的值不合法", "可用的值：{wanted}"),
        "unknown-source": ("没有名为 {name} 的来源", "可用的来源：{known}"),
        "unknown-item": ("收件箱中没有 {item}", "revtrack watch inbox 列出全部"),
        "ambiguous-item": ("{item} 可能指几项：{candidates}", "请写长一些"),
        "item-decided": ("{item} 已经决定过（{status}，{by}，{at}）", "已存入的可用 revtrack undo 撤销"),
        "tell-syntax": ("通知设置不是合法的 TOML：{reason}", "请改正该文件"),
        "tell-value": ("{name} 的通知地址不合法", '请写成 名称 = "mailto://…"，或 {{address = "…", language = "zh"}}'),
        "too-many-files": ("一次超过 {limit} 个文件", "请分几次提交，或作为文件夹加入"),
        "no-upload": ("没有选择文件", "请至少选择一个文件"),
        "unknown-upload": ("这些文件已不在此处", "请重新选择文件"),
        "reviewer": ("没有复核人姓名", "请填写姓名，它会与复核意见一并记录"),
        "review-about": ("比对中没有 {what}（共 {count} 项）", "请重新载入页面"),
        "review-verdict": (
            "不能对 {about} 作出“{verdict}”，或所列要素不在其中",
            "请从列出的意见中选择；更正至少须有一个要素",
        ),
        "review-note": ("备注是空的", "请写明内容，或不填写"),
        "serve-address": (
            "在有账户之前，revtrack 只对本机开放，不能使用地址 {address}",
            "请使用 127.0.0.1；从别处访问请经由 SSH 隧道",
        ),
        "output-needed": ("{format} 不是可在终端显示的文本", "请用 -o 给出文件名"),
    },
    binaries={
        "pptx": ("演示文稿（pptx）", "请另存为纯文本（.txt，UTF-8）"),
        "odf": ("OpenDocument 文档", "请用文字处理软件另存为纯文本（.txt，UTF-8）"),
        "epub": ("EPUB 电子书", "请转为纯文本（.txt）"),
        "zip": ("压缩文件（zip）", "请先解压，再给出其中的文本文件"),
        "archive": ("压缩文件", "请先解压，再给出其中的文本文件"),
        "rtf": ("RTF 文档", "请用文字处理软件另存为纯文本（.txt，UTF-8）"),
        "image": ("图片", "请先做文字识别，保存为纯文本（.txt）"),
        "media": ("音频或视频", "请给出文字稿"),
        "program": ("程序文件", "请检查是否选错了文件"),
        "database": ("数据库文件", "请导出其中的文本"),
    },
    failures={
        "fetch": ("取不到网页（{kind} {facts}）", "请在浏览器中打开该地址；内部地址须在设置 watch_allow 中写明"),
        "inbox-bytes": ("收件箱中 {item} 的原文已不在（{reason}）", "谢绝该项，下次查看时会重新取得"),
        "state": ("监测数据库不能使用（{reason}）", "请检查设置 state_url 和磁盘空间"),
        "port": ("端口 {port} 不能使用（{reason}）", "请用 --port 选择另一个端口，--port 0 取空闲端口"),
        "no-pdf": (
            "导出 PDF 需要 WeasyPrint 和 Pango（{reason}）",
            "请安装 revtrack[pdf] 和 Pango（Debian：libpango-1.0-0 libharfbuzz-subset0），或打印 HTML 报告",
        ),
        "write": ("无法写入（{reason}）", "请检查文件夹是否存在、可写，磁盘是否有空间"),
        "locked": ("另一个进程一直在写入语料库（已等待 {seconds} 秒）", "请等它结束后重试，或调高设置 lock_seconds"),
        "format": (
            "语料库的格式（{found}）比本程序所知的（{known}）新",
            "请升级 revtrack；旧程序不会改动它",
        ),
        "damaged": ("存储的内容已损坏（{reason}）", "请运行 revtrack verify 查明范围，再用 revtrack restore 恢复备份"),
        "moved-on": ("有程序不经锁写入了语料库（预期 {commit}）", "没有写入任何内容，请重试"),
        "catalog": (
            "目录数据库无法使用（{reason}）",
            "请检查设置 catalog_url，或删除 catalog.db 后运行 revtrack reindex",
        ),
        "system": ("操作系统报告错误（{reason}）", "请检查磁盘空间和权限后重试"),
        "memory": ("内存不足", "请减小文本，或在内存更大的机器上运行"),
    },
    remarks={
        "tracked-changes": "含有 {count} 处修订痕迹，按全部接受读取",
        "ocr": "第 {pages} 页是扫描图片，文字由识别得来，可能有误",
    },
    joiner="、",
    stop="。",
    colon="：",
)

_EN = Words(
    lang="en",
    html_lang="en",
    product="revtrack",
    report="Policy comparison",
    old="Old text",
    new="New text",
    task="Comparison",
    issued="issued",
    knowledge="rules",
    untitled="(untitled)",
    obligation_changes="Obligation changes",
    findings="Findings",
    full_text="Full text",
    changed_clauses="Changed clauses",
    contents="Contents",
    nothing_changed="The two texts do not differ.",
    no_obligation_changes="No obligation changes.",
    no_findings="No findings.",
    why="Why?",
    score="similarity",
    margin="lead over runner-up",
    matched_by="matched by",
    runner_up="runner-up",
    read_from="read from",
    change="Change",
    address="Address",
    clause="clause",
    line="line",
    side_has_nothing="(no counterpart)",
    not_set="none",
    quote="Quote",
    arrow="→",
    moved="moved",
    renumbered="renumbered",
    localised="localised",
    split="split",
    merged="merged",
    front="front matter",
    back="back matter",
    toc="table of contents",
    preamble="preamble",
    heading="heading",
    all="All",
    filter="Filter",
    filter_by_kind="By kind of change",
    filter_by_field="By field",
    side_by_side="Side by side",
    inline="Inline",
    only_changes="Changes only",
    view="View",
    previous="Previous",
    next="Next",
    skip_to_content="Skip to content",
    legend="Legend",
    search="Search",
    expand_all="Expand all",
    collapse_all="Collapse all",
    keys="Keys: n or j next, p or k previous",
    keys_switch="Keys",
    permalink="link to this place",
    any_actor="any bearer",
    any_polarity="any force",
    show_whole="show all",
    obligation_change="obligation change",
    kept="wording found elsewhere",
    origin=(
        "Quotes are word for word from the texts compared; counterparts and changes are judged by a program: "
        "review before use."
    ),
    error="error",
    bug="internal error",
    bug_log="details are in {path}; please report the problem with that file",
    bug_no_log="details could not be logged ({reason}); set REVTRACK_HOME to a writable folder and try again",
    written="Written to {path}",
    remedy="remedy",
    place_line="line {line}",
    place_byte="byte {byte}",
    between=", ",
    tasks={"revision": "revision", "derivation": "derivation"},
    task_sides={"revision": ("Old text", "New text"), "derivation": ("Higher-level text", "Lower-level text")},
    short_sides={"revision": ("old", "new"), "derivation": ("higher", "lower")},
    changes={
        "revision": {"unchanged": "unchanged", "modified": "modified", "added": "added", "removed": "removed"},
        "derivation": {
            "unchanged": "same",
            "modified": "modified",
            "added": "own addition",
            "removed": "not taken up",
        },
    },
    fields={
        "actor": "bearer",
        "modality": "force",
        "action": "action",
        "object": "object",
        "deadline": "deadline",
        "quantity": "quantity",
        "scope": "scope",
        "condition": "condition",
        "reporting": "reporting",
    },
    directions={
        "stronger": "stronger",
        "weaker": "weaker",
        "earlier": "earlier",
        "later": "later",
        "set": "set",
        "dropped": "dropped",
        "more": "more",
        "fewer": "fewer",
        "wider": "wider",
        "narrower": "narrower",
        "released": "released",
        "other": "changed",
    },
    field_directions={
        ("quantity", "more"): "quantity up",
        ("quantity", "fewer"): "quantity down",
        ("actor", "set"): "bearer named",
        ("actor", "dropped"): "bearer no longer named",
        ("modality", "released"): "duty released",
        ("condition", "wider"): "condition looser",
        ("condition", "narrower"): "condition tighter",
    },
    relations={"same": "same", "edited": "edited", "reworded": "reworded", "localised": "localised"},
    polarities={
        "duty": "duty",
        "prohibition": "prohibition",
        "permission": "permission",
        "encouragement": "encouragement",
        "release": "release",
    },
    matches={
        "exact": "identical wording",
        "alike": "similar wording",
        "mutual": "each is the other's closest sentence",
        "shared": "rare words in common",
        "topic": "same topic within counterpart clauses",
        "heading": "headings correspond",
        "segments": "parts of the sentence in common",
        "addressee": "the lines of addressees",
        "responsibility": "lines of responsibility correspond",
        "toc": "table of contents, not aligned",
        "unmatched": "no counterpart found",
        "person": "reviewed by a person",
    },
    reasons={
        "no sentence of the other text corresponds": "no sentence of the other text corresponds",
        "its sentence has a counterpart, this clause has none": "its sentence has a counterpart, this clause has none",
    },
    finding_titles={
        "dangling-reference": "reference to something missing",
        "deadline-passed-at-issue": "deadline already past on the day of issue",
        "contradictory-number": "one number, two values",
        "numbering-fault": "numbering fault",
        "invisible-characters": "invisible characters",
        "overlong-line": "overlong line",
        "numbering-too-deep": "numbering too deep",
    },
    finding_texts={
        "dangling-reference": {
            "paragraphs": "“{quote}” names a paragraph that its article does not have (it has {paragraphs}).",
            "articles": "“{quote}” names an article that the text does not have (it has {articles}).",
            "listed": "“{quote}” refers to something that the annexes do not hold (listed: {listed}).",
            "": "“{quote}” refers to something that the text does not contain.",
        },
        "deadline-passed-at-issue": {
            "": "“{quote}”: that day ({deadline}) had passed when the text was issued on {issued}."
        },
        "contradictory-number": {
            "title": "The title says “{title}”, the text has {counted}.",
            "": "{thing} is stated with two values: {values}.",
        },
        "numbering-fault": {
            "duplicate": "The number “{number}” occurs twice.",
            "": "A number is missing before “{number}”.",
        },
        "invisible-characters": {
            "": "{count} invisible characters ({characters}), the first in line {line}; they are ignored in comparing."
        },
        "overlong-line": {"": "Line {line} runs to {length} characters without a break; the result may be coarse."},
        "numbering-too-deep": {"": "Numbering reaches {limit} levels in line {line}; deeper ones are not told apart."},
    },
    limits={
        "candidates": "Long texts: counterparts were chosen among candidates from an index of character groups; a few "
        "that were heavily reworded may be missing."
    },
    refusals={
        "missing": ("no such file", "check the path and the file name"),
        "directory": ("this is a folder, not a file", "give the path of a file in it"),
        "unreadable": ("cannot be read ({reason})", "check the permissions of the file"),
        "empty": ("there is no text in the file", "check whether this is the right file, or what a conversion lost"),
        "binary": ("this is {format}, not text", ""),
        "control": (
            "holds many control characters ({codepoint}, {count} in all) and does not look like text",
            "save it as plain text (UTF-8) from the program it came from",
        ),
        "nul": (
            "holds NUL characters and does not look like text, or is damaged",
            "save it as plain text (UTF-8) from the program it came from",
        ),
        "undecodable": (
            "fits no supported encoding (closest: {encoding}; the bytes there are {bytes})",
            "UTF-8, UTF-16, GB18030 (with GBK, GB2312) and Big5 are read; save it as UTF-8, or get an undamaged copy",
        ),
        "too-large": (
            "too large ({size} bytes, the limit is {limit})",
            "keep only the part to compare, or raise the setting max_file_bytes (REVTRACK_MAX_FILE_BYTES)",
        ),
        "markup": (
            "the page nests too deeply or has too many attributes to be read",
            "open it in a browser, copy the text and save it as plain text (UTF-8)",
        ),
        "twice-stdin": ("both texts cannot come from standard input", "give at least one file"),
        "setting": ("the value of the setting {key} is not allowed", "use {wanted}"),
        "setting-unknown": ("there is no setting {key}", "correct or remove it; known settings: {known}"),
        "setting-syntax": ("the settings are not valid TOML: {reason}", "correct the file"),
        "output-directory": ("the output is a folder", "give a file name with -o"),
        "output-is-input": ("the output is one of the inputs and would overwrite it", "choose another output file"),
        "output-is-file": ("this is a file, not a folder", "give a folder with -o"),
        "pdf-encrypted": ("the PDF is encrypted", "open it with its password and save it without one"),
        "pdf-broken": ("the PDF is damaged or incomplete {page}", "download or export it again"),
        "pdf-pages": ("the PDF has too many pages ({count}, at most {limit})", "keep only the part that is needed"),
        "scanned": (
            "page {pages} is a scanned picture without text",
            "install Tesseract with Chinese (Debian: tesseract-ocr-chi-sim), or recognise it first",
        ),
        "pictures": ("the file holds pictures and no text", "recognise its text first (OCR), then add that"),
        "office-encrypted": (
            "the file is encrypted, or of an old Office format",
            "open it with its password and save it without one as .docx or .xlsx",
        ),
        "office-broken": (
            "the Office file is damaged ({reason})",
            "download it again, or save it anew from its program",
        ),
        "office-bomb": ("the Office file unpacks to more than {limit} bytes", "keep only the part that is needed"),
        "office-macro": ("the Office file holds macros", "save it without them as .docx or .xlsx"),
        "office-entities": (
            "{part} of the Office file defines entities, which no ordinary file does",
            "check where it comes from and save it anew from its program",
        ),
        "reader-slow": (
            "reading the {format} took more than {seconds} seconds and was stopped",
            "split the file, or raise the setting reader_seconds",
        ),
        "reader-memory": (
            "reading the {format} took more than {megabytes} MB and was stopped",
            "split the file, or raise the setting reader_megabytes",
        ),
        "reader-failed": ("this {format} file cannot be read", "save it anew from its program, or as plain text"),
        "zip-broken": ("the archive is damaged ({reason})", "download it again, or unpack it and give the files"),
        "zip-bomb": ("the archive unpacks to too much (at most {limit} bytes)", "unpack it and give what is needed"),
        "zip-path": (
            "the archive holds an unsafe name ({member})",
            "check where it comes from, unpack it, give the files",
        ),
        "zip-encrypted": ("{member} in the archive is encrypted", "unpack it with its password and give the files"),
        "no-converter": (
            "this is an old Office or WPS file (doc, xls, wps), which needs LibreOffice to be read",
            "install LibreOffice (Debian: libreoffice-writer-nogui), or save it as .docx or .xlsx",
        ),
        "no-corpus": ("there is no corpus here yet", "run revtrack init, or name its folder in REVTRACK_HOME"),
        "corpus-exists": ("there is a corpus here already", "use it, or name another folder in REVTRACK_HOME"),
        "no-files": (
            "the folder holds no file that can be read ({suffixes})",
            "check the path, or name the file itself",
        ),
        "unknown-document": (
            "the corpus holds no “{words}”",
            "give an id (or its beginning), a document number, a title or a part of it; revtrack list shows all",
        ),
        "ambiguous-document": ("“{words}” may mean several documents: {candidates}", "name one of them by its id"),
        "unknown-version": (
            "there is no version “{words}”; there are: {candidates}",
            "name one by @position, @id, @date or @draft",
        ),
        "ambiguous-version": ("“{words}” may mean several versions: {candidates}", "name one by @position or @id"),
        "no-version": ("“{words}” has no version", "add one first"),
        "no-original": ("version {version} has no original", "revtrack text shows its text"),
        "same-document": ("both are one document ({document})", "give two different documents"),
        "not-linked": ("no other document was joined to {document}", "revtrack history tells where it came from"),
        "field-unknown": ("there is no field {field}", "the fields are: {known}"),
        "field-value": ("{value} is no value for the field {field}", "possible values: {wanted}"),
        "no-fields": ("no field was given", "write FIELD=VALUE, as in title=…; an empty value takes a correction away"),
        "withdrawn": ("version {version} is withdrawn already ({reason})", "revtrack undo takes a withdrawal back"),
        "unknown-change": (
            "there is no change “{commit}” {candidates}",
            "revtrack history gives the ids of changes (four characters at least)",
        ),
        "undo-conflict": (
            "after change {commit} the {field} of document {document} was changed again, so it cannot be undone",
            "undo the later change first, or put the value right with revtrack edit",
        ),
        "backup": ("this is no backup that can be used ({reason})", "check the file, or take another backup"),
        "usage": ("{reason}", "run {command} --help"),
        "no-derivatives": (
            "the corpus holds no text that takes up “{title}”",
            "name the lower texts behind it, or add them first",
        ),
        "unknown-address": ("there is no clause “{address}”", "the addresses are: {known}"),
        "no-instructions": ("no instruction was read in “{title}”", "check whether it is a decision on amending"),
        "no-address": ("no clause was named", "write DOC#ADDRESS, as in abc123#二/（五）"),
        "source-name": (
            "{name} is no name for a source",
            "use small letters, digits, Chinese characters and hyphens, 63 at most",
        ),
        "source-syntax": ("the source is not valid TOML: {reason}", "correct the file (in UTF-8)"),
        "source-unknown": ("a source has no key {key}", "correct or remove it; known keys: {known}"),
        "source-missing": ("the source lacks {key}", "add it, for example {wanted}"),
        "source-value": ("the value of {key} in the source is not allowed", "use {wanted}"),
        "unknown-source": ("there is no source {name}", "the sources are: {known}"),
        "unknown-item": ("the inbox holds no {item}", "revtrack watch inbox lists all"),
        "ambiguous-item": ("{item} may mean several: {candidates}", "write more of it"),
        "item-decided": ("{item} was decided ({status}, {by}, {at})", "revtrack undo takes back what was accepted"),
        "tell-syntax": ("the file of whom to tell is not valid TOML: {reason}", "correct the file"),
        "tell-value": (
            "the address of {name} cannot be used",
            'write name = "mailto://…", or {{address = "…", language = "en"}}',
        ),
        "too-many-files": ("more than {limit} files at once", "hand them in in several portions, or as a folder"),
        "no-upload": ("no file was chosen", "choose at least one file"),
        "unknown-upload": ("these files are no longer here", "choose them again"),
        "reviewer": ("the reviewer has no name", "give your name: it stands beside what you said"),
        "review-about": ("the comparison holds no {what} (it has {count})", "load the page again"),
        "review-verdict": (
            "“{verdict}” cannot be said of a {about}, or its fields are not known",
            "choose one of the verdicts offered; a correction names at least one field",
        ),
        "review-note": ("the remark is empty", "write something, or leave it"),
        "serve-address": (
            "revtrack serves this machine only until it has accounts, not the address {address}",
            "use 127.0.0.1, and reach it from elsewhere over an SSH tunnel",
        ),
        "output-needed": ("the format {format} is no text for a terminal", "name a file with -o"),
    },
    binaries={
        "pptx": ("a presentation (pptx)", "save it as plain text (.txt, UTF-8)"),
        "odf": ("an OpenDocument file", "save it as plain text (.txt, UTF-8) from your word processor"),
        "epub": ("an EPUB book", "convert it to plain text (.txt)"),
        "zip": ("a zip archive", "unpack it and give a text file that was in it"),
        "archive": ("a compressed archive", "unpack it and give a text file that was in it"),
        "rtf": ("an RTF document", "save it as plain text (.txt, UTF-8) from your word processor"),
        "image": ("an image", "have its text recognised and save that as plain text (.txt)"),
        "media": ("an audio or video file", "give a transcript"),
        "program": ("a program file", "check whether this is the right file"),
        "database": ("a database file", "export the text that is in it"),
    },
    failures={
        "fetch": (
            "the page cannot be had ({kind} {facts})",
            "open the address in a browser; addresses of the house must be named in the setting watch_allow",
        ),
        "inbox-bytes": ("the bytes of {item} are gone ({reason})", "decline it; the next look fetches it again"),
        "state": ("the watch's database cannot be used ({reason})", "check the setting state_url and the disk"),
        "port": ("port {port} cannot be used ({reason})", "choose another one with --port; --port 0 takes a free one"),
        "no-pdf": (
            "PDF needs WeasyPrint and Pango ({reason})",
            "install revtrack[pdf] and Pango (Debian: libpango-1.0-0 libharfbuzz-subset0), or print the HTML report",
        ),
        "write": ("cannot be written ({reason})", "check that the folder exists, is writable and has space left"),
        "locked": (
            "another process kept writing to the corpus (waited {seconds} seconds)",
            "try again when it is done, or raise the setting lock_seconds",
        ),
        "format": (
            "the corpus has format {found}, newer than this program knows ({known})",
            "update revtrack; an older program does not touch it",
        ),
        "damaged": (
            "something stored is damaged ({reason})",
            "run revtrack verify to see how much, then revtrack restore a backup",
        ),
        "moved-on": (
            "a program wrote to the corpus without the lock (expected {commit})",
            "nothing was written; try again",
        ),
        "catalog": (
            "the catalog's database cannot be used ({reason})",
            "check the setting catalog_url, or delete catalog.db and run revtrack reindex",
        ),
        "system": ("the system reports an error ({reason})", "check disk space and permissions and try again"),
        "memory": ("not enough memory", "use smaller texts or a machine with more memory"),
    },
    remarks={
        "tracked-changes": "holds {count} tracked changes; read as if all were accepted",
        "ocr": "page {pages} is a scanned picture; its text was recognised and may be wrong",
    },
    joiner=", ",
    stop=".",
    colon=": ",
)

_WORDS: Mapping[Lang, Words] = {"zh": _ZH, "en": _EN}


def words(lang: str) -> Words:
    """The user interface in `lang` ("zh" or "en"). Raises ValueError for any other language."""
    if lang == "zh" or lang == "en":
        return _WORDS[lang]
    raise ValueError(f"no words in the language {lang!r}; there are {', '.join(LANGUAGES)}")
