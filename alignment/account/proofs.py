"""Proofs that what differs between linked sentences is wording; what has none is substance."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from alignment.duties.hunks import Hunk, place_of
from alignment.duties.parts import Placed, Region
from alignment.duties.wording import Wording
from alignment.linking.localise import Localiser
from alignment.linking.similarity import token_differences
from alignment.linking.units import Unit
from alignment.model import Kind, Task
from alignment.reading.flat import flatten
from alignment.reading.normalize import fold
from alignment.reading.values import Token, tokenise

#: What is never mere wording in a heading: force, negation, exception, bodies.
_WEIGHTY = re.compile(r"不得|禁止|严禁|必须|应当|可以|除外|不|免|局|委员会|政府|部门")
#: What decides what a heading stands for: 推行|取消 扫码乘船, 夜市|备案|许可制, 免收|减收 摊位费.
_DECIDES = re.compile(
    r"取消|停止|暂停|废止|终止|撤销|关闭|禁止|限制|放开|开放|许可|审批|核准|备案|登记|承诺|强制|自愿|免收|减收|免征|减征|加收|收费|免费"
    r"|处罚|奖励|试点|探索|逐步"
)
#: Signs that let the parts of a sentence change places.
_TURNS = frozenset("于由被对将把的")
_MARKS = re.compile(r"[\s\W_]+")


#: 本办法所称的|夜市，|是指, 夜市|指: how a definition says that it is one.
_DEFINES = re.compile(r"是指|系指|指的是|(?<=[，,”])指")
_TERM_OF = re.compile(r"本(?:办法|条例|规定|细则|法|意见|方案|通知)(?:中)?(?:所称的?|所指的?|的)")


def _defined(text: str) -> str:
    """A definition without how it says that it is one."""
    return unmarked(_DEFINES.sub("指", _TERM_OF.sub("", flatten(text)), count=1))


def unmarked(text: str) -> str:
    """A text without marks and blanks."""
    return _MARKS.sub("", text)


class SentenceProofs:
    """Looks for a proof that linked sentences say the same."""

    def __init__(self, wording: Wording, localiser: Localiser, task: Task) -> None:
        self._wording, self._localiser, self._task = wording, localiser, task

    def proof(self, unit: Unit, old: str, new: str, gone: str, come: str) -> str:
        """The proof that what is left between linked sentences is wording, "" where there is none.

        Args:
            unit: one of the sentences.
            old, new: the words of the sentences of either side.
            gone, come: what of them no entry owns yet.
        """
        left, right = _keys(tokenise(old)), _keys(tokenise(new))
        if left == right:
            return "value"
        if _keys(self._wording.words.tokens(old)) == _keys(self._wording.words.tokens(new)):
            return "synonym"
        if _turned(left) == _turned(right) and self._wording.keeps_roles(_differences(old, new)):
            return "order"
        if self._task == "derivation" and self._bare(old) == self._bare(new):
            return "localised"
        if self._wording.key(flatten(unmarked(old))) == self._wording.key(flatten(unmarked(new))):
            return "synonym"
        if _DEFINES.search(old) and _DEFINES.search(new) and _defined(old) == _defined(new):
            return "synonym"
        hunk = Hunk(_placed(gone), _placed(come), Region.OBJECT)
        if unit.group == "heading" and not hunk.values and not _WEIGHTY.search(gone + come) and not decides(gone, come):
            return "heading"
        if unit.clause.kind is Kind.BODY:
            return self._wording.proof(hunk, plan=not unit.clause.number.endswith("条"))
        return ""

    def _bare(self, text: str) -> str:
        """A text without places, bodies and marks."""
        return unmarked(self._localiser.bare(fold(text)))


def decides(gone: str, come: str) -> bool:
    """Whether of two headings that are counterparts one stands for another thing: 推行 → 取消, 备案制 → 许可制."""
    return set(_DECIDES.findall(gone)) != set(_DECIDES.findall(come))


def binds_nobody(units: Collection[Unit], words: str) -> bool:
    """Whether what differs is headings or the head of a table, without number, body or force."""
    if all(unit.sentence.column == "#" for unit in units):
        return True
    return (
        all(unit.group == "heading" for unit in units)
        and not _WEIGHTY.search(words)
        and all(token.kind in ("word", "mark") for token in tokenise(words))
    )


def _turned(keys: Iterable[object]) -> list[str]:
    """What a sentence says whatever the order, signs that only turn it round left out: 适用|于|本办法."""
    return sorted(repr(key) for key in keys if key not in _TURNS)


def _keys(tokens: Iterable[Token]) -> list[object]:
    """What the tokens of a text are worth, marks left out."""
    return [token.key for token in tokens if token.kind != "mark"]


def _differences(old: str, new: str) -> list[Hunk]:
    """What differs between two stretches, each difference as a whole."""
    left, right = _placed(old), _placed(new)
    return [
        Hunk(left[a:b], right[c:d], Region.OBJECT, at=(place_of(left, a), place_of(right, c)))
        for a, b, c, d in token_differences([one.key for one in left], [one.key for one in right])
    ]


def _placed(text: str) -> tuple[Placed, ...]:
    """Words as tokens of no region of their own, for the tables of wording."""
    return tuple(
        Placed(token, token.start, token.end, Region.OBJECT, text) for token in tokenise(text) if token.kind != "mark"
    )
