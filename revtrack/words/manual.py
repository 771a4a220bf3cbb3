"""Headings of the manual, exit codes and variables, in Chinese and English."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from revtrack import exitcodes
from revtrack.words.language import Lang


@dataclass(frozen=True, slots=True, kw_only=True)
class ManualWords:
    """The manual in one language."""

    name: str
    synopsis: str
    commands: str
    codes: str
    surroundings: str
    exits: Mapping[int, str]
    variables: Mapping[str, str]


_ZH = ManualWords(
    name="名称",
    synopsis="用法",
    commands="命令",
    codes="退出码",
    surroundings="环境变量",
    exits={
        exitcodes.DONE: "完成",
        exitcodes.DIFFERENCES: "有差别（--exit-code）、损坏、警报或错误（verify、watch health、doctor）",
        exitcodes.INPUT: "输入或命令行有误",
        exitcodes.OPERATION: "系统故障：磁盘、权限、数据库",
        exitcodes.BUG: "程序的错误，经过写在日志里",
        exitcodes.INTERRUPTED: "被中断",
    },
    variables={
        "REVTRACK_HOME": "存放语料库、设置和监测来源的文件夹",
        "REVTRACK_…": "每个设置的大写名称，优先于设置文件",
        "NO_COLOR, FORCE_COLOR": "不用颜色；在管道里也用颜色",
    },
)
_EN = ManualWords(
    name="NAME",
    synopsis="SYNOPSIS",
    commands="COMMANDS",
    codes="EXIT STATUS",
    surroundings="ENVIRONMENT",
    exits={
        exitcodes.DONE: "done",
        exitcodes.DIFFERENCES: "differences (--exit-code), damage, an alarm or a fault (verify, watch health, doctor)",
        exitcodes.INPUT: "the input or the command line is at fault",
        exitcodes.OPERATION: "the system is at fault: disk, permission, database",
        exitcodes.BUG: "a bug of ours; its trace is in the log",
        exitcodes.INTERRUPTED: "interrupted",
    },
    variables={
        "REVTRACK_HOME": "the folder of the corpus, the settings and the sources",
        "REVTRACK_…": "each setting by its name in capitals; they override the file of settings",
        "NO_COLOR, FORCE_COLOR": "no colour; colour in a pipe too",
    },
)
_BY_LANG: Mapping[Lang, ManualWords] = {"zh": _ZH, "en": _EN}


def manual_words(lang: Lang) -> ManualWords:
    """The words of a language."""
    return _BY_LANG[lang]
