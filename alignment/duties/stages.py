"""How far a text goes with a measure: explored, piloted, pushed, extended, made general, done, ended; by its words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum

from alignment.reading.amounts import amounts
from alignment.reading.flat import flatten


class Stage(StrEnum):
    """How far, the least first; `mention` says nothing of it, `ended` that it is no more."""

    MENTION = "mention"
    EXPLORE = "explore"
    PILOT = "pilot"
    PUSH = "push"
    EXTEND = "extend"
    GENERAL = "general"
    DONE = "done"
    ENDED = "ended"


_WORDS: tuple[tuple[Stage, re.Pattern[str]], ...] = (
    (Stage.ENDED, re.compile(r"(?:停止|取消|不再)(?:实行|实施|办理|执行|推行|开展)")),
    (Stage.DONE, re.compile(r"已(?:经)?(?:先期)?(?:落实|实现|完成|建成|推行)")),
    (
        Stage.GENERAL,
        re.compile(
            r"全面(?:推行|推广|实施|实行|落实|推开)|复制推广|全[市省区](?:范围)?内?(?:推广|推行|实施|互认)|普遍"
        ),
    ),
    (Stage.PILOT, re.compile(r"试点|先行先试|试行")),
    (Stage.EXPLORE, re.compile(r"探索|研究(?:建立|推行|制定|推进)")),
    (Stage.EXTEND, re.compile(r"扩大|拓展|推广|深化|优化|完善|进一步|健全")),
    (Stage.PUSH, re.compile(r"推行|推进|推动|实施|实行|建立|开展|落实|制定|配合|允许")),
)
_SENTENCE = re.compile(r"[^。；;\n]+[。；;]?")
_QUOTED = re.compile(r"“([^“”]{2,16})”")
#: A name that stands without marks.
_NAMED = re.compile(r"(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{2,8}(?:承诺制|清单制|负责制|登记制|备案制)")


#: What is said like a number and counts nothing.
_NO_NUMBER = re.compile(r"[一两三][次级体窗站件口批套网]")


def stage_of(sentence: str) -> Stage:
    """How far a sentence goes.

    >>> stage_of("探索推行“一桩一码”"), stage_of("全面推行“一桩一码”")
    (<Stage.EXPLORE: 'explore'>, <Stage.GENERAL: 'general'>)
    """
    return next((stage for stage, words in _WORDS if words.search(sentence)), Stage.MENTION)


def sentence_with(text: str, name: str) -> str:
    """The first sentence of a clause that holds a name, whatever marks stand in it; "" for none."""
    wanted = _bare(name)
    return next((match[0].strip() for match in _SENTENCE.finditer(text) if wanted in _bare(match[0])), "")


def numbers_in(sentence: str) -> tuple[str, ...]:
    """The numbers with a unit in a sentence, as written; those within a name (“一件事”) and 一次, 一批 are none."""
    flat = flatten(_QUOTED.sub(lambda match: "“" + "　" * len(match[1]) + "”", sentence))
    found = (sentence[one.start : one.end].strip() for one in amounts(flat))
    return tuple(dict.fromkeys(words for words in found if not _NO_NUMBER.fullmatch(words)))


def measures_in(text: str) -> Iterator[str]:
    """The named things of a clause: what stands in quotation marks, and names like 告知承诺制."""
    for match in _QUOTED.finditer(text):
        yield match[1]
    for match in _NAMED.finditer(text):
        yield match[0]


def _bare(text: str) -> str:
    return re.sub(r"[“”\"‘’'\s]", "", text)
