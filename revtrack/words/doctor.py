"""What an examination found and what to do about it, in Chinese and English."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from revtrack.words.language import Lang

#: For each sign and language (what was found, what to do; "" where nothing is to be done), filled with its facts.
Told = Mapping[str, Mapping[Lang, tuple[str, str]]]

SIGNS: Told = {
    "program": {
        "zh": ("revtrack {version}，Python {python}，{system}", ""),
        "en": ("revtrack {version}, Python {python}, {system}", ""),
    },
    "libraries": {"zh": ("所需的 {count} 个库齐全", ""), "en": ("all {count} libraries are there", "")},
    "library-missing": {
        "zh": ("缺少库 {name}（需要 {wanted}）", "请重新安装 revtrack：pip install --force-reinstall revtrack"),
        "en": ("the library {name} {wanted} is missing", "install again: pip install --force-reinstall revtrack"),
    },
    "library-other": {
        "zh": ("库 {name} 的版本是 {found}，需要 {wanted}", "请运行 pip install '{name}{wanted}'"),
        "en": ("the library {name} is {found}, and {wanted} is wanted", "run pip install '{name}{wanted}'"),
    },
    "git": {"zh": ("git {version}", ""), "en": ("git {version}", "")},
    "git-missing": {
        "zh": ("没有 git，语料库不能使用", "请安装 git（Debian：apt-get install git）"),
        "en": ("there is no git, which keeps the corpus", "install it (Debian: apt-get install git)"),
    },
    "git-old": {
        "zh": ("git {version} 低于 {least}：断电时可能丢失刚写入的内容", "请升级 git"),
        "en": ("git {version} is older than {least}: a loss of power may lose what was just written", "update git"),
    },
    "sqlite": {"zh": ("SQLite {version}，带全文检索", ""), "en": ("SQLite {version} with full-text search", "")},
    "sqlite-lacks": {
        "zh": ("SQLite {version} 没有全文检索（{reason}）", "请使用带 FTS5 的 Python，如发行版自带的"),
        "en": (
            "SQLite {version} lacks full-text search ({reason})",
            "use a Python with FTS5, such as Debian's",
        ),
    },
    "extra": {"zh": ("扩展 {extra} 可用", ""), "en": ("the extra {extra} works", "")},
    "extra-missing": {
        "zh": ("没有安装扩展 {extra}", "需要时运行 pip install 'revtrack[{extra}]'"),
        "en": ("the extra {extra} is not installed", "where it is wanted: pip install 'revtrack[{extra}]'"),
    },
    "extra-needed": {
        "zh": ("{setting} 需要扩展 {extra}，但没有安装", "请运行 pip install 'revtrack[{extra}]'"),
        "en": ("{setting} needs the extra {extra}, which is not installed", "run pip install 'revtrack[{extra}]'"),
    },
    "extra-broken": {
        "zh": (
            "扩展 {extra} 已安装但不能使用（{reason}）",
            "请安装它所需的系统库（pdf：libpango-1.0-0 libharfbuzz-subset0），或重新安装 revtrack[{extra}]",
        ),
        "en": (
            "the extra {extra} is installed and cannot be used ({reason})",
            "install what it needs (pdf: libpango-1.0-0 libharfbuzz-subset0), or revtrack[{extra}] again",
        ),
    },
    "tool": {"zh": ("{tool}：{path}", ""), "en": ("{tool}: {path}", "")},
    "tool-missing": {
        "zh": ("系统里没有 {tool}", "需要时安装（Debian：apt-get install {packages}）"),
        "en": ("there is no {tool}", "where it is wanted: apt-get install {packages} (Debian)"),
    },
    "settings": {"zh": ("设置都能读懂", ""), "en": ("all settings can be read", "")},
    "home": {"zh": ("{path} 可写", ""), "en": ("{path} can be written", "")},
    "home-missing": {
        "zh": ("还没有文件夹 {path}", "revtrack init 会建立它"),
        "en": ("there is no folder {path} yet", "revtrack init makes it"),
    },
    "home-read-only": {
        "zh": ("{path} 不可写，只能查看", "需要写入时，请更改文件夹的所有者或权限"),
        "en": ("{path} cannot be written: it can only be looked at", "change its owner or permissions to write"),
    },
    "space-low": {
        "zh": ("{path} 所在的磁盘只剩 {megabytes} MB", "请腾出空间，或把文件夹移到别的磁盘"),
        "en": ("{megabytes} MB are left on the disk of {path}", "make room, or move the folder to another disk"),
    },
    "secret-open": {
        "zh": ("别人可以读取 {path}（权限 {mode}）", "请运行 chmod 600 {path}"),
        "en": ("others may read {path} (mode {mode})", "run chmod 600 {path}"),
    },
    "corpus": {"zh": ("语料库 {path}（{commit}）", ""), "en": ("the corpus {path} ({commit})", "")},
    "corpus-missing": {
        "zh": ("{path} 里还没有语料库", "请运行 revtrack init；已有备份时运行 revtrack restore"),
        "en": ("there is no corpus in {path} yet", "run revtrack init, or revtrack restore with a backup"),
    },
    "sound": {
        "zh": ("{versions} 个版本、{originals} 份原件都能读回", ""),
        "en": ("{versions} versions and {originals} originals can be read back", ""),
    },
    "damage": {
        "zh": ("有 {count} 处损坏（如 {first}）", "请运行 revtrack verify 查明，再从备份恢复"),
        "en": ("{count} things are damaged ({first} …)", "run revtrack verify to see which, then restore a backup"),
    },
    "database": {"zh": ("{name} 的数据库可用（{where}）", ""), "en": ("the database of {name} is sound ({where})", "")},
    "database-older": {
        "zh": ("{name} 的数据库由较旧的程序建立（{where}）", "下次使用时自动升级；升级前请先备份"),
        "en": (
            "the database of {name} was made by an older program ({where})",
            "it is brought forward when it is next used; make a backup before that",
        ),
    },
    "database-absent": {
        "zh": ("还没有 {name} 的数据库（{where}）", "需要时自动建立"),
        "en": ("there is no database of {name} yet ({where})", "it is made when it is needed"),
    },
    "database-damaged": {
        "zh": (
            "{name} 的数据库已损坏（{where}：{reason}）",
            "catalog：revtrack reindex；jobs、watch：停止程序后移走该文件；accounts：从备份恢复",
        ),
        "en": (
            "the database of {name} is damaged ({where}: {reason})",
            "catalog: revtrack reindex; jobs, watch: stop the program, move the file away; accounts: restore a backup",
        ),
    },
    "sources": {
        "zh": ("{count} 个来源，{told} 个收件人", ""),
        "en": ("{count} sources, {told} addressees", ""),
    },
    "alarm": {
        "zh": ("来源 {source} 有警报：{reasons}", "请运行 revtrack watch health"),
        "en": ("the source {source} raises an alarm: {reasons}", "run revtrack watch health"),
    },
    "undelivered": {
        "zh": ("给 {whom} 的 {count} 条消息送不出去", "请运行 revtrack watch outbox"),
        "en": ("{count} messages to {whom} cannot be delivered", "run revtrack watch outbox"),
    },
    "proxy": {"zh": ("代理 {address} 可以连接", ""), "en": ("the proxy {address} answers", "")},
    "proxy-silent": {
        "zh": ("代理 {address} 不能连接（{reason}）", "请检查设置 watch_proxy 和网络"),
        "en": ("the proxy {address} does not answer ({reason})", "check the setting watch_proxy and the network"),
    },
    "jobs-wait": {
        "zh": ("{count} 项任务在等待，最久 {seconds} 秒", "请运行 revtrack serve 或 revtrack jobs --work"),
        "en": ("{count} jobs wait, the oldest for {seconds} s", "run revtrack serve or revtrack jobs --work"),
    },
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DoctorWords:
    """An examination in one language."""

    areas: Mapping[str, str]
    healths: Mapping[str, str]
    sound: str
    faults: str


_ZH = DoctorWords(
    areas={
        "program": "程序",
        "extras": "扩展",
        "settings": "设置",
        "home": "存储",
        "databases": "数据库",
        "watch": "监测",
    },
    healths={"ok": "✓", "note": "·", "warning": "!", "fault": "✗"},
    sound="没有发现问题。",
    faults="有 {faults} 项错误、{warnings} 项警告。",
)
_EN = DoctorWords(
    areas={
        "program": "program",
        "extras": "extras",
        "settings": "settings",
        "home": "store",
        "databases": "databases",
        "watch": "watch",
    },
    healths={"ok": "✓", "note": "·", "warning": "!", "fault": "✗"},
    sound="Nothing is wrong.",
    faults="{faults} faults, {warnings} warnings.",
)
_BY_LANG: Mapping[Lang, DoctorWords] = {"zh": _ZH, "en": _EN}


def doctor_words(lang: Lang) -> DoctorWords:
    """The words of a language."""
    return _BY_LANG[lang]


def told_sign(sign: str, facts: Mapping[str, str], lang: Lang) -> tuple[str, str]:
    """(what was found, what to do) in a language."""
    found, remedy = SIGNS[sign][lang]
    return found.format(**facts), remedy.format(**facts)
