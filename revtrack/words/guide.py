"""The words of the help page, in Chinese and English: the ways to do each job, the keys, the signs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from revtrack.words.language import Lang

Steps = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GuideWords:
    """Help in one language. A job is its title, the address where it begins, and its steps."""

    title: str
    jobs: tuple[tuple[str, str, Steps], ...]
    keys: str
    key_names: Mapping[str, str]
    keys_off: str
    signs: str
    sign_names: Mapping[str, str]
    trust: str
    trust_text: Steps


_ZH = GuideWords(
    title="帮助",
    jobs=(
        (
            "比对两份文本",
            "/compare",
            (
                "在“比对”页选两个版本；同一文件的征求意见稿和印发稿先在首页合为一份。",
                "开头一段是结论，每一句都可点到所依据的行；用筛选和“按轻重”找要紧的。",
                "每行可复核：确认、否定、更正；程序遗漏的，在正文中选中文字补充。",
                "导出的 Word、Excel、PDF 都带复核意见和本页地址。",
            ),
        ),
        (
            "追踪承接",
            "/trace",
            (
                "选上位文件，承接它的下位文件会自动找出，也可自行指定。",
                "一格是一条在一份下位文件中的去向；展开可见逐项义务，点开看两份原文。",
                "点下位文件的标题，看它单独的承接率、弱化、期限和自行增加。",
            ),
        ),
        (
            "监测新文件",
            "/watch",
            ("添加列表页、订阅或文件夹，试看无误再保存。", "新文件先进收件箱，附判断和理由，由您收入或谢绝。"),
        ),
    ),
    keys="快捷键",
    key_names={
        "n / j": "下一处变化，地址随之改变",
        "p / k": "上一处变化",
        "c": "复制本处引文、出处和地址",
        "?": "打开或关上快捷键",
        "Tab": "依次到每个链接和按钮；第一次按下可跳到正文",
        "Esc": "关上菜单",
    },
    keys_off="以语音输入时，可在“快捷键”中关闭单键。",
    signs="符号",
    sign_names={
        "+": "新增的义务",
        "−": "删除的义务",
        "✎": "修改",
        "主": "承担主体变了",
        "◷": "期限变了",
        "▲": "加强、增加、扩大",
        "▼": "减弱、减少、收窄",
        "⇅": "移到别处",
        "⚠": "疑点：所指的地方没有、前后矛盾、期限已过",
        "=": "照录（承接）",
        "≈": "只换了地方和机关的名称（承接）",
        "~": "改写（承接）",
        "○": "应承接而未承接",
        "·": "不面向这一级，不算未承接",
        "✓": "有人复核过，附姓名、时间和备注",
    },
    trust="可以信到什么程度",
    trust_text=(
        "引文逐字取自原文。哪两句对应、什么变了，由程序判断，“为什么”写明依据；没有把握的都列为变化，不会不说。",
        "您的复核、更正、补充都记入语料库的历史，可以撤销，新版本到来后仍然有效或提示确认。",
    ),
)
_EN = GuideWords(
    title="Help",
    jobs=(
        (
            "Compare two texts",
            "/compare",
            (
                "Choose two versions at Compare; a draft and its final text are joined on the home page first.",
                "The paragraph at the head is the answer, each claim leads to its rows; filters and “Weightiest first” "
                "find what matters.",
                "Each row can be reviewed: confirmed, rejected, corrected. What the program missed is added by marking "
                "words in the text.",
                "Word, Excel and PDF bear the reviews and the address of the page.",
            ),
        ),
        (
            "Trace who takes up a policy",
            "/trace",
            (
                "Choose the higher text; those that take it up are found, or named by you.",
                "A cell says what became of a clause in one lower text; unfolded it lists its duties, opened it shows "
                "both texts.",
                "The title of a lower text leads to its own share, what it softened, its deadlines and additions.",
            ),
        ),
        (
            "Watch for new documents",
            "/watch",
            (
                "Add a list page, a feed or a folder; try it before it is kept.",
                "What is new waits in the inbox with what it is taken for, and you decide.",
            ),
        ),
    ),
    keys="Keys",
    key_names={
        "n / j": "next change; the address goes along",
        "p / k": "change before",
        "c": "copy its quote, place and address",
        "?": "show or hide the keys",
        "Tab": "from link to link and button to button; the first leads to the content",
        "Esc": "close a menu",
    },
    keys_off="Who dictates can switch single keys off at “Keys”.",
    signs="Signs",
    sign_names={
        "+": "a new duty",
        "−": "a duty that fell away",
        "✎": "changed",
        "主": "another body bears it",
        "◷": "another deadline",
        "▲": "stronger, more, wider",
        "▼": "weaker, fewer, narrower",
        "⇅": "moved elsewhere",
        "⚠": "worth a look: points at nothing, contradicts, is late",
        "=": "word for word (trace)",
        "≈": "only places and bodies are others (trace)",
        "~": "in other words (trace)",
        "○": "expected, and not taken up",
        "·": "not addressed to this level: nothing is missing",
        "✓": "somebody reviewed it: name, time, note",
    },
    trust="How far to trust it",
    trust_text=(
        "Quotes are word for word. Which sentences correspond and what changed is judged by a program, and “why” says "
        "on what grounds; what it is not sure of is shown as a change, never passed over.",
        "What you review, correct and add is kept in the history of the corpus; it can be undone, and holds or asks "
        "to be confirmed when the next version comes.",
    ),
)
_WORDS: Mapping[Lang, GuideWords] = {"zh": _ZH, "en": _EN}


def guide_words(lang: Lang) -> GuideWords:
    """The words of the help page in a language."""
    return _WORDS[lang]
