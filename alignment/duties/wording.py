"""Which differences are proved to be wording: synonyms of a table, the order of a list, marks, words without weight.

Each proof has a name; a difference without a proof is never wording here. Numbers, times, references, codes, force
words and negation are never judged by these tables: their values decide.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

from alignment.duties.elements import moved_elements
from alignment.duties.hunks import Hunk
from alignment.duties.order import attached_elsewhere, elements_turned, keeps_roles, same_elements
from alignment.duties.parts import Placed, Region
from alignment.duties.words import Words
from alignment.knowledge import Knowledge, any_of
from alignment.reading.flat import flatten

#: 全面|推行, 全面|取消: of how much it holds, not with what zeal.
_AT_LARGE = "全面"
_CARRIED_OUT = re.compile(r"推行|实行|实施|实现|取消|覆盖|开放|放开|推开|建成|落实|完成|禁止")
#: What is never proved away by a table: force, negation, exception.
_WEIGHTY = re.compile(
    r"不(?!断)|未|无|非|没有|除|禁|免|仅|只|必须|应当|可以|可|严禁|原则上|一律|均|全部|至少|最多|首|唯一|逾期|拒"
)
#: Signs that say nothing beside any other: 的, 了.
_PARTICLES = re.compile(r"[的之了着]")
#: 许可证|由|市水务局收回 = 市水务局收回许可证: what only lets the one who acts stand behind; …，|但|抢险救援的除外 =
#: 除抢险救援外，….
_TURNS = re.compile(r"[由被对将把向]|但是?")
#: 开市|之前 = 开市|前.
_EDGE_OF_TIME = re.compile(r"^[以之](?=[前后内外]$)")
#: What joins the elements of a list; 或 is not among them: 甲和乙 is not 甲或乙.
_JOINERS = re.compile(r"(?:[、,，]|以及|并且|及其|(?<![合共会])同(?!时)|[和及与跟])+")
#: What each of them begins with.
_JOINER = re.compile(r"[、,，以并及同和与跟]")
#: Two words of two signs with one end: 招标投标, 企业、事业.
_SHARED_END = re.compile(r"([\u4e00-\u9fff])([\u4e00-\u9fff])[、和与及]?([\u4e00-\u9fff])\2")
#: 先修缮|后移交, 修缮后|再移交.
_STEPS = re.compile(r"(?<!优)先(?![进行期锋导]).{1,30}?(?:后(?!续|期|勤)|再(?!次|生))|(?:之后|以后|后)再(?!次|生)")
#: What may close a place that 在 or 从 opens: 在检查|中.
_PLACES = frozenset("中上下内")
_PLACED = re.compile(r"[在于从自就]")
#: What says where, and what says which one is meant: of two kinds they never say the same.
_WHERE = tuple(re.compile(words) for words in ("上(?!述)", "下", "[中内]"))
_WHICH = tuple(re.compile(words) for words in ("其|该|上述|前述", "有关|相关|相应", "本"))
#: 提出|变更申请 = 申请变更, 作出|处罚决定 = 决定处罚: verbs that only do the act that is named behind them.
_DOING = ("提出", "作出")
#: What stands on both sides of an element of a list.
_LISTING = frozenset("、和及与或")
#: So many signs around a difference may belong to the words that it shortens.
_AROUND = 4


class Wording:
    """Proofs with one lexicon."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.words = Words(knowledge)
        self.key = lru_cache(maxsize=16_384)(self._key)
        self._verb = any_of(tuple(flatten(word) for word in knowledge.verbs))
        self._emphasis = any_of(tuple(flatten(word) for word in knowledge.emphasis))
        self._slight = any_of(tuple(flatten(word) for word in knowledge.slight))
        self._fill = any_of(tuple(flatten(word) for word in knowledge.fill))
        self._form = {flatten(word): flatten(group[0]) for group in knowledge.exchanged for word in group}
        self._exchanged = any_of(tuple(self._form))
        idle = [flatten(word) for word in knowledge.idle]
        self._idle = any_of(tuple(idle))
        self._idle_words = any_of(tuple(word for word in idle if len(word) > 1))
        self._doing = frozenset(token.key for verb in _DOING for token in self.words.tokens(verb))
        self._idle_signs = frozenset(word for word in idle if len(word) == 1)

    def proof(self, hunk: Hunk, *, plan: bool) -> str:
        """The name of the proof that a difference is wording, "" where there is none.

        Args:
            hunk: the difference.
            plan: in a plan words of mere emphasis (进一步, 切实) carry nothing; in an article each word counts.
        """
        if hunk.values:
            return ""
        gone, come = flatten(hunk.gone), flatten(hunk.come)
        if gone == come:
            return "punctuation"
        if _EDGE_OF_TIME.sub("", gone) == _EDGE_OF_TIME.sub("", come) != "":
            return "synonym"
        if self._same(gone, come) or self._same_in_place(hunk, gone, come) or _shortened(hunk, gone, come):
            return "synonym"
        if self._without_idle(gone) == self._without_idle(come) and not (
            _part_of_a_name(hunk, gone + come) or _pointing_elsewhere(gone, come) or hunk.quoted or _element(hunk)
        ):
            return "idle"
        if plan and self._may_be_zeal(hunk) and self._as_in_a_plan(gone, come):
            at_large = gone + come == _AT_LARGE and _CARRIED_OUT.match(flatten(hunk.after))
            return "" if at_large else "emphasis"
        return ""

    def slight(self, hunk: Hunk, *, plan: bool) -> bool:
        """Whether a difference is words of a plan that are no change of their own beside another one: 落实 → 深化."""
        gone, come = (self._without_slight(flatten(words)) for words in (hunk.gone, hunk.come))
        return plan and not hunk.values and gone == come and self._may_be_zeal(hunk)

    def _without_slight(self, text: str) -> str:
        return self._slight.sub("", self._without_idle(self._slight.sub("", text)))

    @staticmethod
    def _may_be_zeal(hunk: Hunk) -> bool:
        weighty = _WEIGHTY.search(flatten(hunk.gone + hunk.come))
        gone, come = flatten(hunk.gone), flatten(hunk.come)
        named = _part_of_a_name(hunk, gone + come) or _pointing_elsewhere(gone, come)
        return hunk.region is not Region.FORCE and not (hunk.quoted or _element(hunk) or weighty or named)

    def in_order(self, found: Sequence[Hunk]) -> tuple[list[Hunk], list[Hunk]]:
        """The differences that are mere order, and the rest: what goes comes back elsewhere in the same stretch.

        Numbers may change places only together with what they count: 浴室6处、食堂15家 = 食堂15家、浴室6处. All
        differences are looked at together, then comma piece by comma piece, then the elements of lists one by one.
        """
        if _in_sequence(found):
            return [], list(found)
        if self._reordered(found):
            return list(found), []
        same: list[Hunk] = []
        rest: list[Hunk] = []
        for group in _by_piece(found):
            (same if len(group) < len(found) and self._reordered(group) else rest).extend(group)
        if self.attached_elsewhere(rest):
            return same, rest
        moved, rest = moved_elements(rest, self.words.key)
        return same + moved, rest

    def _reordered(self, found: Sequence[Hunk]) -> bool:
        gone, come = (Counter(self._weighty(found, side)) for side in (0, 1))
        turned = gone != come and bool(gone and come)  # 提出|变更申请 → 申请变更
        if turned:
            for side in (gone, come):
                for key in self._doing:
                    del side[key]
        if not gone or gone != come:
            return False
        values = [_measure(placed) for hunk in found for placed in hunk.old if placed.token.kind != "word"]
        if len(set(values)) < len(values):
            return same_elements(found, self._without_idle) and not self.attached_elsewhere(found)
        return turned or self.keeps_roles(found)

    def elements_turned(self, found: Sequence[Hunk]) -> str:
        """Whether a list has elements more or fewer, whatever their order: wider, narrower, "" where neither is so."""
        return elements_turned(found, self._without_idle)

    def keeps_roles(self, found: Sequence[Hunk]) -> bool:
        """Whether differences whose words are the same on both sides are mere order."""
        return keeps_roles(found, self._without_idle, self._is_verb)

    def only_attached_elsewhere(self, found: Sequence[Hunk]) -> bool:
        """Whether differences are nothing but words that moved and govern other words now."""
        gone, come = (Counter(self._weighty(found, side)) for side in (0, 1))
        return bool(gone) and gone == come and not _in_sequence(found) and self.attached_elsewhere(found)

    def attached_elsewhere(self, found: Sequence[Hunk]) -> bool:
        """Whether words that moved govern other words now: 新建的仓库和车间 → 仓库和|新建的|车间."""
        return attached_elsewhere(found, self._without_idle)

    def _is_verb(self, flat: str) -> bool:
        return self._verb.fullmatch(flat) is not None

    def _weighty(self, found: Sequence[Hunk], side: int) -> Iterator[object]:
        """The keys of one side's differing words, what joins and what carries nothing left out."""
        for hunk in found:
            for placed in hunk.new if side else hunk.old:
                flat = self.words.key(flatten(placed.token.text))
                if placed.token.kind != "word" or not (
                    _JOINERS.fullmatch(flat) or _TURNS.fullmatch(flat) or self._idle.fullmatch(flat)
                ):
                    yield placed.key

    def _same(self, gone: str, come: str) -> bool:
        return self.key(gone) == self.key(come)

    def _same_in_place(self, hunk: Hunk, gone: str, come: str) -> bool:
        """没有按照 → 未按照: with the words around them both are forms of one."""
        before, after = flatten(hunk.before), flatten(hunk.after)
        widest = (before[-3:] + words + after[:3] for words in (gone, come))
        if not any(self.words.has_synonym(text) or _JOINER.search(text) for text in widest):
            return False  # nothing has another form
        return any(
            self.key(before[-left:] + gone + after[:right]) == self.key(before[-left:] + come + after[:right])
            for left, right in ((2, 0), (0, 2), (2, 2), (3, 0), (0, 3), (1, 1), (1, 0), (0, 1))
        )

    def _key(self, flat: str) -> str:
        """A stretch with each synonym in the first form of its group, and what joins a list as one sign."""
        key = self.words.key(flat)
        return _JOINERS.sub("、", key).strip("、") if _JOINER.search(key) else key

    def _without_idle(self, text: str) -> str:
        """A stretch without words that carry nothing.

        A single sign counts as such a word only where it stands alone or is a particle: 以上 is not 以 and 上.
        """
        bare = self.key(self._idle_words.sub("\0", text))
        parts = (_JOINERS.sub("", _PARTICLES.sub("", self._idle_words.sub("", part))) for part in bare.split("\0"))
        return "".join(part for part in parts if part not in self._idle_signs)

    def _without_zeal(self, text: str) -> str:
        return self._emphasis.sub("", self._without_idle(self._emphasis.sub("", text)))

    def _as_in_a_plan(self, gone: str, come: str) -> bool:
        """Whether two stretches are the same in a plan: zeal left out, one word for another of its group."""
        left, right = (
            self._exchanged.sub(lambda match: self._form[match[0]], self._without_zeal(text)) for text in (gone, come)
        )
        return left == right or (not (left and right) and not self._fill.sub("", left + right))


def _element(hunk: Hunk) -> bool:
    """计量|、标准|、认证: whether what one side alone has is a whole element of a list, whatever it is called."""
    if bool(hunk.old) == bool(hunk.new):
        return False
    placed = hunk.old or hunk.new
    text, low, high = placed[0].sentence, placed[0].start, placed[-1].end
    return text[low - 1 : low] in _LISTING and text[high : high + 1] in _LISTING


def _pointing_elsewhere(gone: str, come: str) -> bool:
    """上|游 → 下|游, 该|渡口 → 有关|渡口: whether words that carry nothing alone point elsewhere now."""
    for kinds in (_WHERE, _WHICH):
        one, other = ({kind for kind, words in enumerate(kinds) if words.search(side)} for side in (gone, come))
        if one and other and one != other:
            return True
    return False


def _part_of_a_name(hunk: Hunk, sign: str) -> bool:
    """检查|中|小学, 清理|下|水道: behind no 在 or 从 such a sign says where nothing is; it begins what is named."""
    before = flatten(hunk.before)
    if sign not in _PLACES or (_PLACED.search(before) and not _PLACED.match(before[-1:])):
        return False
    placed = (*hunk.old, *hunk.new)[-1]
    return placed.sentence[placed.end : placed.end + 1].isalnum()  # 汛期|内，: a place or time ends with it


def _shortened(hunk: Hunk, gone: str, come: str) -> bool:
    """招标投标 → 招投标, 给水、排水 → 给排水: what two words end with is said once."""
    before, after = flatten(hunk.before)[-_AROUND:], flatten(hunk.after)[:_AROUND]
    left, right = before + gone + after, before + come + after
    short = {_SHARED_END.sub(r"\1\3\2", text) for text in (left, right)}
    return len(short) == 1 and short <= {left, right}


def _in_sequence(found: Sequence[Hunk]) -> bool:
    """先修缮后移交 → 先移交后修缮: whether what differs are steps in an order, which is what is said."""
    for side in (0, 1):
        placed = [one for hunk in found for one in (hunk.new if side else hunk.old)]
        if placed:
            low, high = min(one.start for one in placed), max(one.end for one in placed)
            if _STEPS.search(flatten(placed[0].sentence[max(0, low - _AROUND) : high + _AROUND])):
                return True
    return False


def _by_piece(found: Sequence[Hunk]) -> list[list[Hunk]]:
    """Differences grouped by the comma piece that they lie in."""
    groups: list[list[Hunk]] = []
    for hunk in found:
        if groups and not _comma_between(groups[-1][-1], hunk):
            groups[-1].append(hunk)
        else:
            groups.append([hunk])
    return groups


def _comma_between(before: Hunk, after: Hunk) -> bool:
    placed = (*before.old, *after.old)
    side = 0 if placed else 1
    placed = placed or (*before.new, *after.new)
    return bool(re.search(r"[，；。,;]", placed[0].sentence[before.at[side] : after.at[side]]))


def _measure(placed: Placed) -> tuple[str, str]:
    """What kind of value a token is: 每月 and 一次 cannot stand for each other, 6处 and 15家 can."""
    value = placed.token.value
    return placed.token.kind, value.family if value is not None else ""
