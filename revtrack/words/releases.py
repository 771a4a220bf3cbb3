"""What a dataset says of what may be done with it, and what the command that writes one says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from revtrack.words.language import Lang

LICENCE = """# 使用说明 / What may be done with this

本数据集由 revtrack 从一个语料库生成，内容见 manifest.json。

- **文本**（texts）与**元数据**（documents）取自其发布机关公开的文件，权利归属以发布机关与所在地法律为准；
  revtrack 不对文本主张任何权利。转载时请注明发布机关、文号和日期，并以发布机关的正式文本为准。
- **比对**（comparisons）由程序按 manifest.json 所记的规则得出，部分经人更正；可能有误，不构成法律意见。
- 谁作出更正未列入；已撤回的版本未列入。

This dataset was made by revtrack from a corpus; manifest.json says what is in it.

- **Texts** and **documents** (metadata) come from documents that public bodies published. What rights there are in them
  follows from those bodies and the law of the place; revtrack claims none. Name body, number and day when handing them
  on; the text that the body itself gives out is the one that counts.
- **Comparisons** were made by a program under the rules that manifest.json names, some of them corrected by people.
  They may be wrong, and are no legal advice.
- Who corrected something is left out, and so are versions that were withdrawn.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseWords:
    """Datasets in one language. Templates are filled with `format`."""

    comparing: str
    written: str
    left_out: str


_WORDS: Mapping[Lang, ReleaseWords] = {
    "zh": ReleaseWords(
        comparing="比对",
        written="已写入 {folder}：{documents} 份文件，{texts} 个文本，{comparisons} 项比对",
        left_out="{count} 项比对未能完成，见 manifest.json",
    ),
    "en": ReleaseWords(
        comparing="comparing",
        written="Written to {folder}: {documents} documents, {texts} texts, {comparisons} comparisons",
        left_out="{count} comparisons could not be made: see manifest.json",
    ),
}


def release_words(lang: Lang) -> ReleaseWords:
    """The words of datasets in a language."""
    return _WORDS[lang]
