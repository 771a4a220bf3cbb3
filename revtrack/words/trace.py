"""Every word of trace, lineage, relatives and amendments, in Chinese and English: one thing has one name everywhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from revtrack.words.language import Lang

#: A sign for each status, and for what was not addressed to the lower body; an edited cell says which way it leans.
STATUS_SIGNS: Mapping[str, str] = {"verbatim": "=", "localised": "≈", "edited": "✎", "reworded": "~", "absent": "○"}
NOT_ADDRESSED_SIGN = "·"
LEANING_SIGNS: Mapping[str, str] = {"stronger": "▲", "weaker": "▼"}


@dataclass(frozen=True, slots=True, kw_only=True)
class TraceWords:
    """The words in one language. Templates are filled with `format`."""

    title: str
    lead: str
    matrix: str
    higher: str
    lower: str
    clause: str
    addressed_to: str
    deadline: str
    coverage: str
    coverage_of: str
    none_addressed: str
    unclear_of: str
    rewording: str
    own_additions: str
    binding: str
    taken_by: str
    taken_by_nobody: str
    deadlines: str
    kept: str
    absent: str
    softened: str
    score: str
    no_clause: str
    legend: str
    choose_higher: str
    choose_lower: str
    find_lower: str
    show: str
    filters: Mapping[str, str]
    sorts: Mapping[str, str]
    export: str
    lineage: str
    lineage_lead: str
    relatives: str
    relatives_lead: str
    share: str
    bases: str
    graph: str
    lacking: str
    amendments: str
    outcome: str
    place: str
    nothing_found: str
    measures: str
    duties: str
    only_lower: str
    amended_by: str
    no_amended: str
    statuses: Mapping[str, str]
    addressed: Mapping[str, str]
    whom: Mapping[str, str]
    steps: Mapping[str, str]
    kinships: Mapping[str, str]
    levels: Mapping[str, str]
    outcomes: Mapping[str, str]
    reasons: Mapping[str, str]
    amendment_kinds: Mapping[str, str]


_ZH = TraceWords(
    title="承接",
    lead="每一行是上位文件的一条，每一列是一份下位文件，格中是该条在其中的去向。",
    matrix="承接矩阵",
    higher="上位文件",
    lower="下位文件",
    clause="条款",
    addressed_to="是否面向下级",
    deadline="期限",
    coverage="承接率",
    coverage_of="面向本级的 {total} 项义务承接 {carried} 项",
    none_addressed="没有明确面向本级的义务",
    unclear_of="对象不明的 {total} 项中承接 {carried} 项",
    rewording="改写系数",
    own_additions="自行增加",
    binding="{count} 项义务",
    taken_by="承接数",
    taken_by_nobody="无人承接",
    deadlines="期限的去向",
    kept="保持",
    absent="未承接",
    softened="有所弱化",
    score="相似度",
    no_clause="没有这样的条款。",
    legend="图例",
    choose_higher="上位文件（编号、文号或标题的一部分）",
    choose_lower="下位文件，每行一份；留空则自动查找",
    find_lower="自动查找承接文件",
    show="显示矩阵",
    filters={
        "all": "全部",
        "absent": "只看未承接",
        "weaker": "只看弱化",
        "deadline": "只看期限有变",
        "nobody": "只看无人承接",
    },
    sorts={"text": "按原文顺序", "taken": "承接少的在前"},
    export="导出",
    lineage="沿革",
    lineage_lead="这一条在各版本和各承接文件中的去向",
    relatives="相关文件",
    relatives_lead="引用、被引用、共用文字的文件，最相近的在前",
    share="共用文字 {share}",
    bases="同依据：",
    graph="引用关系图",
    lacking="语料库中没有",
    amendments="修改决定的落实",
    outcome="结果",
    place="位置",
    nothing_found="没有找到。",
    measures="{count} 项义务",
    duties="义务",
    only_lower="只看一份下位文件",
    amended_by="{decision} → {amended}",
    no_amended="语料库中没有被修改的文件，只列出指令",
    statuses={
        "verbatim": "照录",
        "localised": "本地化",
        "edited": "有修改",
        "reworded": "改写",
        "absent": "未承接",
    },
    addressed={"yes": "面向下级", "no": "不面向下级", "unclear": "对象不明"},
    whom={
        "lower": "面向本级",
        "own": "面向上级机关",
        "places": "面向其他地区或机构",
        "everyone": "面向各方",
        "unclear": "对象不明",
    },
    steps={
        "introduced": "首次出现",
        "kept": "保持",
        "localised": "本地化",
        "edited": "文字修改",
        "reworded": "改写",
        "moved": "移动",
        "stronger": "效力增强",
        "weaker": "效力减弱",
        "given-date": "新设期限",
        "date-moved": "期限变更",
        "date-dropped": "期限取消",
        "actor-changed": "承担主体变更",
        "dropped": "删除",
        "not-taken-up": "未承接",
        "not-addressed": "不面向本级",
        "own-addition": "自行增加",
        "duty-dropped": "部分义务未保留",
    },
    kinships={
        "cites": "引用",
        "cited-by": "被引用",
        "source": "文字来源",
        "derivative": "承接其文字",
        "shares-wording": "共用文字",
        "sibling": "同源",
        "takes-up": "承接",
        "taken-up-by": "被承接",
    },
    levels={"higher": "上级", "same": "同级", "lower": "下级", "beside": "其他地区", "unknown": "层级不明"},
    outcomes={
        "carried-out": "已落实",
        "partly": "部分落实",
        "not-carried-out": "未落实",
        "unclear": "无法判定",
    },
    reasons={
        "": "",
        "place-not-found": "找不到所指的条款",
        "words-not-found": "找不到所指的文字",
        "words-still-there": "应删的文字仍在",
        "words-differ": "文字与决定不一致",
        "stands-elsewhere": "文字在别处",
        "needs-base": "需要修改前的文本才能判定",
        "not-understood": "没有读懂这条指令",
        "other-law": "指令针对另一份文件",
    },
    amendment_kinds={
        "replace-text": "修改条文",
        "replace-words": "修改文字",
        "add": "增加",
        "add-words": "增加文字",
        "delete": "删去",
        "delete-words": "删去文字",
        "merge": "合并",
        "renumber": "改变编号",
        "renumber-rest": "条文顺序相应调整",
        "title": "修改名称",
        "unknown": "未读懂",
        "several": "多项",
    },
)

_EN = TraceWords(
    title="Trace",
    lead="A row is a clause of the higher text, a column a lower text, a cell what became of the clause there.",
    matrix="Trace matrix",
    higher="Higher-level text",
    lower="Lower-level texts",
    clause="Clause",
    addressed_to="Addressed to lower bodies",
    deadline="deadline",
    coverage="coverage",
    coverage_of="{carried} of {total} duties addressed to this body carried over",
    none_addressed="no duty is plainly addressed to this body",
    unclear_of="{carried} of {total} whose bearer is not said",
    rewording="rewording",
    own_additions="own additions",
    binding="{count} duties",
    taken_by="taken up by",
    taken_by_nobody="taken up by nobody",
    deadlines="What became of the deadlines",
    kept="kept",
    absent="not taken up",
    softened="softened",
    score="likeness",
    no_clause="There is no such clause.",
    legend="Legend",
    choose_higher="Higher-level text (id, number or a part of its title)",
    choose_lower="Lower-level texts, one a line; leave empty to have them found",
    find_lower="find them",
    show="Show the matrix",
    filters={
        "all": "all",
        "absent": "not taken up",
        "weaker": "softened",
        "deadline": "a deadline moved",
        "nobody": "taken up by nobody",
    },
    sorts={"text": "in the order of the text", "taken": "least taken up first"},
    export="Export",
    lineage="Lineage",
    lineage_lead="This clause through the versions and the texts that take it up",
    relatives="Related documents",
    relatives_lead="Documents that cite, are cited, or share wording; the closest first",
    share="{share} of the wording shared",
    bases="on the same basis: ",
    graph="Who names whom",
    lacking="not in the corpus",
    amendments="What became of the decision",
    outcome="Outcome",
    place="Where",
    nothing_found="Nothing found.",
    measures="duties: {count}",
    duties="duties",
    only_lower="One lower text",
    amended_by="{decision} → {amended}",
    no_amended="the corpus lacks the amended text; the instructions alone are listed",
    statuses={
        "verbatim": "word for word",
        "localised": "localised",
        "edited": "edited",
        "reworded": "reworded",
        "absent": "not taken up",
    },
    addressed={"yes": "to lower bodies", "no": "not to lower bodies", "unclear": "not said"},
    whom={
        "lower": "to this body",
        "own": "to the higher body's offices",
        "places": "to other places or bodies",
        "everyone": "to everyone",
        "unclear": "not said",
    },
    steps={
        "introduced": "introduced",
        "kept": "kept",
        "localised": "localised",
        "edited": "edited",
        "reworded": "reworded",
        "moved": "moved",
        "stronger": "stronger",
        "weaker": "weaker",
        "given-date": "given a deadline",
        "date-moved": "deadline moved",
        "date-dropped": "deadline dropped",
        "actor-changed": "bearer changed",
        "dropped": "dropped",
        "not-taken-up": "not taken up",
        "not-addressed": "not its business",
        "own-addition": "own addition",
        "duty-dropped": "a duty left out",
    },
    kinships={
        "cites": "cites it",
        "cited-by": "cited by it",
        "source": "source of its wording",
        "derivative": "takes over its wording",
        "shares-wording": "shares wording",
        "sibling": "sibling",
        "takes-up": "takes it up",
        "taken-up-by": "taken up by it",
    },
    levels={
        "higher": "higher level",
        "same": "same level",
        "lower": "lower level",
        "beside": "elsewhere",
        "unknown": "level unknown",
    },
    outcomes={
        "carried-out": "carried out",
        "partly": "partly",
        "not-carried-out": "not carried out",
        "unclear": "cannot be told",
    },
    reasons={
        "": "",
        "place-not-found": "the provision was not found",
        "words-not-found": "the words were not found",
        "words-still-there": "the words to be deleted still stand",
        "words-differ": "the words differ from the decision's",
        "stands-elsewhere": "the words stand elsewhere",
        "needs-base": "the text before the amendment is needed to tell",
        "not-understood": "the instruction was not understood",
        "other-law": "it is about another text",
    },
    amendment_kinds={
        "replace-text": "replace a provision",
        "replace-words": "replace words",
        "add": "add",
        "add-words": "add words",
        "delete": "delete",
        "delete-words": "delete words",
        "merge": "merge",
        "renumber": "renumber",
        "renumber-rest": "renumber the rest",
        "title": "rename",
        "unknown": "not understood",
        "several": "several",
    },
)


_WORDS: Mapping[Lang, TraceWords] = {"zh": _ZH, "en": _EN}


def trace_words(lang: Lang) -> TraceWords:
    """The words in a language."""
    return _WORDS[lang]


def cell_sign(status: str, addressed: str, leaning: str) -> str:
    """The sign of a cell: = ≈ ✎ ✎▲ ✎▼ ~ ○ ·"""
    if status == "absent":
        return STATUS_SIGNS["absent"] if addressed == "yes" else NOT_ADDRESSED_SIGN
    return STATUS_SIGNS[status] + (LEANING_SIGNS.get(leaning, "") if status in {"edited", "reworded"} else "")
