"""Words that only the exported documents use, in Chinese and English; every other word is one of `Words`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from alignment.model import Task
from revtrack.words.language import Lang

#: What the forms of a comparison are called where one of them is chosen; the forms stand in `export/formats.py`.
FORMS: Mapping[str, Mapping[Lang, str]] = {
    "docx": {"zh": "对照表（Word）", "en": "Comparison table (Word)"},
    "tracked.docx": {"zh": "修订模式（Word）", "en": "Tracked changes (Word)"},
    "xlsx": {"zh": "义务变化表（Excel）", "en": "Obligation changes (Excel)"},
    "pdf": {"zh": "PDF", "en": "PDF"},
    "html": {"zh": "网页（单个文件）", "en": "Web page (one file)"},
    "md": {"zh": "Markdown", "en": "Markdown"},
    "csv": {"zh": "CSV", "en": "CSV"},
    "json": {"zh": "JSON", "en": "JSON"},
    "xml": {"zh": "Akoma Ntoso XML", "en": "Akoma Ntoso XML"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportWords:
    """The exported documents in one language. Templates are filled with `format`."""

    #: What the table is called, by task; `{title}` is that of the new text.
    headlines: Mapping[Task, str]
    #: The heads of the columns of the old and the new text; "" where the words for the two sides will do.
    texts: Mapping[Task, tuple[str, str]]
    remarks: Mapping[Task, str]
    clauses: str
    about: str
    number: str
    changed_fields: str
    changed_how: str
    bracketed: str
    title: str
    file: str
    figures: str
    notes: str
    cut: str
    page_before: str
    page_between: str
    page_after: str
    #: How sections are numbered, in their order.
    ordinals: tuple[str, ...]


_ZH = ExportWords(
    headlines={"revision": "《{title}》修改对照表", "derivation": "《{title}》承接对照表"},
    texts={"revision": ("原文", "修改后"), "derivation": ("", "")},
    remarks={"revision": "变化与说明", "derivation": "承接与说明"},
    clauses="条款对照",
    about="说明",
    number="序号",
    changed_fields="变化要素",
    changed_how="变化情况",
    bracketed="{outer}（{inner}）",
    title="标题",
    file="文件",
    figures="统计",
    notes="备注",
    cut="……（以下从略）",
    page_before="第 ",
    page_between=" 页，共 ",
    page_after=" 页",
    ordinals=("一、", "二、", "三、", "四、", "五、"),
)

_EN = ExportWords(
    headlines={"revision": "{title}: table of changes", "derivation": "{title}: table of correspondence"},
    texts={"revision": ("Before", "After"), "derivation": ("", "")},
    remarks={"revision": "Changes and notes", "derivation": "Taken up, and notes"},
    clauses="Clauses",
    about="About",
    number="No.",
    changed_fields="Changed fields",
    changed_how="How they changed",
    bracketed="{outer} ({inner})",
    title="Title",
    file="File",
    figures="Figures",
    notes="Notes",
    cut=" … (cut)",
    page_before="Page ",
    page_between=" of ",
    page_after="",
    ordinals=("1. ", "2. ", "3. ", "4. ", "5. "),
)

_WORDS: Mapping[Lang, ExportWords] = {"zh": _ZH, "en": _EN}


def export_words(lang: Lang) -> ExportWords:
    """The words of the exported documents in a language."""
    return _WORDS[lang]
