"""Every word of the corpus commands, in Chinese and English; errors have theirs in `wording`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from revtrack.words.language import Lang


@dataclass(frozen=True, slots=True, kw_only=True)
class CorpusWords:
    """The corpus commands in one language. Templates are filled with `format`."""

    made: str
    healed: str
    interrupted: str
    removed: str
    caught_up: str
    reading: str
    indexing: str
    checking: str
    packing: str
    unpacking: str
    duties: str
    added: str
    documents: str
    nothing: str
    shown: str
    untitled: str
    versions: str
    version: str
    received: str
    original: str
    source: str
    extractor: str
    withdrawn: str
    reextracts: str
    joined_from: str
    corrected: str
    current: str
    changed: str
    coverage: str
    coverage_hint: str
    hits: str
    sound: str
    damaged: str
    unnamed: str
    reindexed: str
    duties_read: str
    backed_up: str
    backup_lacks: str
    restored: str
    proposals: Mapping[str, str]
    outcomes: Mapping[str, str]
    statuses: Mapping[str, str]
    fields: Mapping[str, str]
    kinds: Mapping[str, str]
    damages: Mapping[str, str]
    asked: str
    questions: Mapping[str, str]
    reasons: Mapping[str, str]
    characters: str
    left_out: str
    partial: str


_ZH = CorpusWords(
    made="已建立语料库：{path}",
    healed="上次写入中断，已自行恢复，没有留下写了一半的内容",
    interrupted="写入中断",
    removed="清除 {names}",
    caught_up="目录补上 {count} 份文件",
    reading="读取",
    indexing="建立目录",
    checking="核对",
    packing="备份",
    unpacking="恢复",
    duties="读取义务",
    added="新增 {added} · 已有 {known} · 重新读取 {again} · 拒收 {refused} · 待确认 {asked}",
    documents="共 {total} 份文件",
    nothing="没有找到。",
    shown="显示第 {first}–{last} 项，共 {total} 项",
    untitled="（无标题）",
    versions="版本",
    version="版本 {position}",
    received="收到",
    original="原件",
    source="来源",
    extractor="读取方式",
    withdrawn="已撤回（{reason}）",
    reextracts="重新读取自同一原件，不是新内容",
    joined_from="随 {document} 并入",
    corrected="已更正",
    current="现行",
    changed="{kind} {title}（文件 {document}，变更 {commit}）",
    coverage="已读取 {covered} / {versions} 个版本的义务",
    coverage_hint="运行 revtrack duties --read 读取其余版本，可随时中断和继续",
    hits="共 {total} 处",
    sound="完好：{documents} 份文件，{versions} 个版本，{originals} 份原件",
    damaged="发现 {count} 处损坏：",
    unnamed="另有 {count} 份原件没有版本引用（无害）",
    reindexed="目录已重建：{count} 份文件",
    duties_read="读取了 {count} 个版本的义务",
    backed_up="已备份到 {path}（{size} 字节，{originals} 份原件）",
    backup_lacks="备份中缺少（{count} 项，其余都已写入）：",
    restored="已恢复 {count} 个文件到 {path}",
    proposals={
        "draft-of": "可能是 {document}《{title}》的征求意见稿（{reason}）；合并：revtrack link {own} {document}",
        "final-of": "可能是 {document}《{title}》的印发稿（{reason}）；合并：revtrack link {document} {own}",
        "version-of": "可能是 {document}《{title}》的另一个版本（{reason}）；合并：revtrack link {document} {own}",
        "number": "文号相同",
        "title": "标题相同",
        "words": "{share} 的段落文字相同",
    },
    outcomes={"added": "新增", "known": "已有", "re-extracted": "重新读取", "refused": "拒收", "asked": "待确认"},
    statuses={"draft": "征求意见稿", "issued": "印发稿", "amended": "修订稿"},
    fields={
        "title": "标题",
        "notice_title": "通知标题",
        "doc_number": "文号",
        "issuers": "发文机关",
        "jurisdiction": "地区",
        "level": "层级",
        "status": "状态",
        "force": "试行或暂行",
        "consultation_until": "征求意见截止",
        "issued": "成文",
        "published": "公布",
        "effective": "施行",
        "last_amended": "最近修改",
        "expires": "失效",
        "addressees": "主送",
        "comments_to": "意见反馈",
        "basis": "依据",
        "repeals": "废止",
        "amends": "修改",
        "publicity": "公开属性",
    },
    kinds={
        "init": "建立",
        "add": "新增版本",
        "re-extract": "重新读取",
        "edit": "更正",
        "link": "合并",
        "unlink": "拆开",
        "move": "移动版本",
        "withdraw": "撤回",
        "derive": "标明承接",
        "keep-apart": "认定为不同文件",
        "review": "复核",
        "decline": "谢绝",
        "undo": "撤销",
    },
    damages={
        "git": "git 对象",
        "record": "文件记录",
        "text": "文本",
        "original": "原件",
        "catalog": "目录",
        "wording": "文字索引",
    },
    asked="没有存入：{question}。请先查看（revtrack split 或网页上的确认页），无误后加 --as-read 存入",
    questions={
        "lost": "文件中有 {lost} 个字没有读出（共 {held} 个）",
        "judged": "有 {judged} 个字的句子被当作网页的其他部分略去",
        "parts-unread": "文件的一部分没有读取",
        "formulas-unsolved": "有公式没有保存计算结果",
        "page-part": "这只是多页文章中的一页",
        "frames": "正文可能在嵌入的框架里",
        "mostly-pictures": "文件主要是图片",
    },
    reasons={
        "menu": "菜单等网页部件",
        "furniture": "页眉页脚、页码",
        "hidden": "隐藏",
        "struck": "划去",
        "deleted": "修订删除",
        "ruby": "注音",
        "watermark": "水印",
        "repeated": "重复",
        "comment": "批注",
        "unsupported": "不能读取",
        "unreadable": "乱码",
        "beyond": "超出范围",
    },
    characters="原件共 {held} 字，读入 {read} 字{left}",
    left_out="；略去：{reasons}",
    partial="有 {count} 个版本缺字：",
)

_EN = CorpusWords(
    made="made a corpus: {path}",
    healed="the last write was interrupted; this was put right, nothing half written is left",
    interrupted="write interrupted",
    removed="removed {names}",
    caught_up="the catalog took in {count} documents",
    reading="reading",
    indexing="indexing",
    checking="checking",
    packing="backing up",
    unpacking="restoring",
    duties="reading duties",
    added="{added} added · {known} known · {again} read again · {refused} refused · {asked} asked about",
    documents="{total} documents",
    nothing="Nothing found.",
    shown="showing {first}–{last} of {total}",
    untitled="(no title)",
    versions="Versions",
    version="version {position}",
    received="received",
    original="original",
    source="source",
    extractor="read by",
    withdrawn="withdrawn ({reason})",
    reextracts="read again from the same original; not news",
    joined_from="came with {document}",
    corrected="corrected",
    current="current",
    changed="{kind} {title} (document {document}, change {commit})",
    coverage="duties of {covered} of {versions} versions have been read",
    coverage_hint="revtrack duties --read reads the rest; it can be stopped and taken up again",
    hits="{total} places",
    sound="sound: {documents} documents, {versions} versions, {originals} originals",
    damaged="{count} things are damaged:",
    unnamed="{count} originals are named by no version (harmless)",
    reindexed="the catalog was made anew: {count} documents",
    duties_read="read the duties of {count} versions",
    backed_up="backed up to {path} ({size} bytes, {originals} originals)",
    backup_lacks="the backup lacks what cannot be read ({count}; all else is in it):",
    restored="restored {count} files to {path}",
    proposals={
        "draft-of": "likely the draft of {document} {title} ({reason}); to join: revtrack link {own} {document}",
        "final-of": "likely the final text of {document} {title} ({reason}); to join: revtrack link {document} {own}",
        "version-of": "likely a version of {document} {title} ({reason}); to join: revtrack link {document} {own}",
        "number": "same document number",
        "title": "same title",
        "words": "{share} of the passages shared",
    },
    outcomes={
        "added": "added",
        "known": "known",
        "re-extracted": "read again",
        "refused": "refused",
        "asked": "asked about",
    },
    statuses={"draft": "draft", "issued": "issued", "amended": "amended"},
    fields={
        "title": "title",
        "notice_title": "notice title",
        "doc_number": "document number",
        "issuers": "issuers",
        "jurisdiction": "jurisdiction",
        "level": "level",
        "status": "status",
        "force": "trial or interim",
        "consultation_until": "comments until",
        "issued": "issued",
        "published": "published",
        "effective": "effective",
        "last_amended": "last amended",
        "expires": "expires",
        "addressees": "addressees",
        "comments_to": "comments to",
        "basis": "basis",
        "repeals": "repeals",
        "amends": "amends",
        "publicity": "publicity",
    },
    kinds={
        "init": "made",
        "add": "added",
        "re-extract": "read again",
        "edit": "corrected",
        "link": "joined",
        "unlink": "parted",
        "move": "moved",
        "withdraw": "withdrawn",
        "derive": "derivation told",
        "keep-apart": "kept apart",
        "review": "reviewed",
        "decline": "declined",
        "undo": "undone",
    },
    damages={
        "git": "git object",
        "record": "document record",
        "text": "text",
        "original": "original",
        "catalog": "catalog",
        "wording": "index of wording",
    },
    asked="not stored: {question}. Look at it (revtrack split, or the confirmation page), then add it with --as-read",
    questions={
        "lost": "{lost} of the file's {held} characters could not be read",
        "judged": "sentences of {judged} characters were left out as other parts of the page",
        "parts-unread": "a part of the file was not read",
        "formulas-unsolved": "formulas have no stored result",
        "page-part": "this is one page of an article of several",
        "frames": "the text may stand in frames",
        "mostly-pictures": "the file is mostly pictures",
    },
    reasons={
        "menu": "menus and other parts of a page",
        "furniture": "headers, footers, page numbers",
        "hidden": "hidden",
        "struck": "struck through",
        "deleted": "deleted in review",
        "ruby": "phonetic guides",
        "watermark": "watermarks",
        "repeated": "repeated",
        "comment": "comments",
        "unsupported": "cannot be read",
        "unreadable": "no text",
        "beyond": "beyond the limits",
    },
    characters="the originals hold {held} characters, {read} were read{left}",
    left_out="; left out: {reasons}",
    partial="{count} versions lack text:",
)


_WORDS: Mapping[Lang, CorpusWords] = {"zh": _ZH, "en": _EN}


def corpus_words(lang: Lang) -> CorpusWords:
    """The words of the corpus commands in a language."""
    return _WORDS[lang]
