"""Documents and versions that are asked for and refused, in Chinese and English."""

from __future__ import annotations

from collections.abc import Mapping

from revtrack.words.language import Lang

#: The kinds of `InvalidInput` that speak of what the corpus holds; as `revtrack.words.refusals.REFUSALS`.
OF_THE_CORPUS: Mapping[str, Mapping[Lang, tuple[str, str]]] = {
    "unknown-document": {
        "zh": ("语料库里没有“{words}”", "请给出编号（或其开头）、文号、标题或标题的一部分；revtrack list 列出全部文件"),
        "en": (
            "the corpus holds no “{words}”",
            "give an id (or its beginning), a document number, a title or a part of it; revtrack list shows all",
        ),
    },
    "ambiguous-document": {
        "zh": ("“{words}”可以指多份文件：{candidates}", "请用编号指明其中一份"),
        "en": ("“{words}” may mean several documents: {candidates}", "name one of them by its id"),
    },
    "unknown-version": {
        "zh": ("没有“{words}”这个版本；现有：{candidates}", "请用 @序号、@版本编号、@日期或 @draft 等指明"),
        "en": ("there is no version “{words}”; there are: {candidates}", "name one by @position, @id, @date or @draft"),
    },
    "ambiguous-version": {
        "zh": ("“{words}”可以指多个版本：{candidates}", "请用 @序号 或版本编号指明"),
        "en": ("“{words}” may mean several versions: {candidates}", "name one by @position or @id"),
    },
    "no-version": {
        "zh": ("“{words}”没有任何版本", "请先为它添加版本"),
        "en": ("“{words}” has no version", "add one first"),
    },
    "no-original": {
        "zh": ("版本 {version} 没有原件", "用 revtrack text 查看它的文本"),
        "en": ("version {version} has no original", "revtrack text shows its text"),
    },
    "unknown-body": {
        "zh": ("没有文件提到“{name}”这一单位", "请写单位名称或其一部分；revtrack bodies 列出各单位"),
        "en": ("no text names a body “{name}”", "give a name or a part of one; revtrack bodies lists them"),
    },
    "ambiguous-body": {
        "zh": ("“{name}”可以指多个单位：{candidates}", "请写其中一个的全名"),
        "en": ("“{name}” may mean several bodies: {candidates}", "name one of them as it stands there"),
    },
    "home-file": {
        "zh": ("{reason}", "请改正这个文件，或删去它"),
        "en": ("{reason}", "put the file right, or remove it"),
    },
    "same-document": {
        "zh": ("两边是同一份文件（{document}）", "请给出两份不同的文件"),
        "en": ("both are one document ({document})", "give two different documents"),
    },
    "not-linked": {
        "zh": ("没有别的文件并入 {document}", "用 revtrack history 查看它的来历"),
        "en": ("no other document was joined to {document}", "revtrack history tells where it came from"),
    },
    "field-unknown": {
        "zh": ("没有名为 {field} 的字段", "可用的字段：{known}"),
        "en": ("there is no field {field}", "the fields are: {known}"),
    },
    "field-value": {
        "zh": ("字段 {field} 的值不合法（{value}）", "可用的值：{wanted}"),
        "en": ("{value} is no value for the field {field}", "possible values: {wanted}"),
    },
    "no-fields": {
        "zh": ("没有给出要改的字段", "写法：字段=值，例如 title=新标题；值为空则撤销更正"),
        "en": ("no field was given", "write FIELD=VALUE, as in title=…; an empty value takes a correction away"),
    },
    "withdrawn": {
        "zh": ("版本 {version} 已经撤回（{reason}）", "用 revtrack undo 可以取消撤回"),
        "en": ("version {version} is withdrawn already ({reason})", "revtrack undo takes a withdrawal back"),
    },
    "unknown-change": {
        "zh": ("没有编号为“{commit}”的变更 {candidates}", "请用 revtrack history 查找变更编号（至少四位）"),
        "en": (
            "there is no change “{commit}” {candidates}",
            "revtrack history gives the ids of changes (four characters at least)",
        ),
    },
    "undo-conflict": {
        "zh": (
            "变更 {commit} 之后，文件 {document} 的 {field} 又有改动，不能撤销",
            "请先撤销后来的改动，或直接用 revtrack edit 更正",
        ),
        "en": (
            "after change {commit} the {field} of document {document} was changed again, so it cannot be undone",
            "undo the later change first, or put the value right with revtrack edit",
        ),
    },
}
