"""Whether words that change places still do there what they did: elements of one list, a phrase with what leads it.

甲、乙 → 乙、甲 and 由区水务局收回许可证 → 许可证由区水务局收回 say the same; 从东街迁到西街 → 从西街迁到东街 does not,
though each sign of it comes back.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import permutations, product
from typing import NamedTuple

from alignment.duties.hunks import Hunk
from alignment.reading.flat import flatten
from alignment.reading.values import tokenise

#: What parts the elements of a list, or the pieces of a sentence.
_EDGE = re.compile(r"或者|以及|并且|[、，,；;。和及与或]")
_EDGES = frozenset("、，,；;。和及与或")
#: What stands at either end of a phrase that may go elsewhere whole.
_ENDS = re.compile(r"[、，,；;。：:（）()“”]")
#: 在|公园内, 按照|规定, 由|区水务局: what leads a phrase and says what it does wherever it stands.
_LEADS = re.compile(
    r"(?:由|在|对于?|针对|面向|向|将|把|按照?|根据|依据|依照|参照|结合|围绕|依托|经|通过|采用|采取|利用|运用|以|为|于|从|自|与|会同|凭|每"
    r"|依法|及时|定期|逐步|统一|应当?|要|须|可以?|不得|必须|鼓励|支持|禁止)"
)
#: 许可证|由|区水务局收回, |对|古树开展体检: lets the one who acts, or what it is done to, stand elsewhere.
_TURNS = re.compile(r"[由被将把对向于]")
#: 除|应急抢修|外，… and …，但|应急抢修|的除外.
_EXCEPT = re.compile(r"^但?除?|(?:除外|以外|之外|外)$")
#: Words of so many signs may stand in either order side by side: 监督检查, 防蝇防尘.
_SIDE_BY_SIDE = 4

#: 和|新建的|车间: a joining word that ends, or begins, what a phrase went past.
_JOIN_ENDS, _JOIN_BEGINS = re.compile(r"(?:或者|以及|并且?|[、和及与或])$"), re.compile(r"或者|以及|[、和及与或并]")
#: What joins, at either end of a phrase.
_JOIN_AROUND = re.compile(r"^(?:或者|以及|[、，,；;。和及与或并\s])+|(?:或者|以及|[、，,；;。和及与或并\s])+$")
#: A piece of the sentence ends within.
_PIECE_ENDS = re.compile(r"\w[，,；;]\s?\w")
#: 要求|商户: somebody else is to act; what stands before it says how he is asked to, what stands behind it how he acts.
_PIVOT = re.compile(
    r"(?:要求|责令|督促|组织|指导|通知|告知|允许|准许|委托|鼓励|引导|支持|协助|安排|指派|邀请)"
    r"(?![一二三四五六七八九十两每\d])\w{2}"
)
#: 对|商户: whom a verb is about may stand on either side of it.
_ABOUT = re.compile(r"[对向由将把被]")
#: 不得|全部|关灯 → 全部|不得|关灯.
_DENIES, _ALL = re.compile(r"[不未无]|禁止"), re.compile(r"全部|全都|一律|均|都|只|仅|同时|必须")

Key = tuple[object, ...]


class _Block(NamedTuple):
    """Words of one side that the other has elsewhere: the sentence, the place, and where the other side has a gap."""

    text: str
    start: int
    end: int
    gap: int
    value: bool

    @property
    def words(self) -> str:
        """The words as compared: neither marks nor what joins or turns."""
        bare = re.sub(r"[\W_的]+", "", flatten(self.text[self.start : self.end]))
        return _EDGE.sub("", _TURNS.sub("", _EXCEPT.sub("", bare)))

    @property
    def free(self) -> bool:
        """Whether marks, or the ends of the sentence, part it from what stands around it."""
        before, after = self.text[: self.start].rstrip(), self.text[self.end :].lstrip()
        return (not before or _ENDS.match(before[-1]) is not None) and (not after or _ENDS.match(after) is not None)

    @property
    def lead(self) -> str:
        """What leads it: the word that it begins with, or that stands before it; "" for none."""
        own = _LEADS.match(flatten(self.text[self.start : self.end]))
        if own:
            return own[0]
        before = flatten(self.text[max(0, self.start - 2) : self.start])
        return next((before[-size:] for size in (2, 1) if _LEADS.fullmatch(before[-size:])), "")

    @property
    def turned(self) -> bool:
        """Whether a word stands beside it that lets it stand elsewhere."""
        return _TURNS.search(self.text[max(0, self.start - 1) : self.end + 1]) is not None


def keeps_roles(found: Sequence[Hunk], bare: Callable[[str], str], is_verb: Callable[[str], bool]) -> bool:
    """Whether differences whose words are the same on both sides are mere order.

    Args:
        found: the differences, of which each word that goes also comes.
        bare: flat words in the first form of their synonyms, without what carries nothing.
        is_verb: whether flat words are a verb.
    """
    if attached_elsewhere(found, bare):
        return False
    return same_elements(found, bare) or _turned(found) or _side_by_side(found, is_verb) or _whole_phrases(found, bare)


def attached_elsewhere(found: Sequence[Hunk], bare: Callable[[str], str]) -> bool:
    """Whether a phrase that moved governs other words now: 新建的仓库和车间 → 仓库和|新建的|车间.

    It does where a joining word parts it from what it went past on one side alone, where a piece of the sentence ends
    between its two places, and where it went past a verb that has somebody else act, or all of it past what denies.
    """
    gone, come = ([run for run in _with_marks(_runs(found, side)) if bare(run.words)] for side in (0, 1))
    for block in gone:
        there = [other for other in come if other.words == block.words]
        if there and all(_attaches(block, other, bare) for other in there):
            return True
    return False


def _attaches(old: _Block, new: _Block, bare: Callable[[str], str]) -> bool:
    """Whether a phrase stands otherwise to what it went past than it did."""
    left, right = _core(old), _core(new)
    past = _past(left, new.gap), _past(right, old.gap)
    moved = flatten(left.text[left.start : left.end])
    if past[0] == past[1] and _denied_of_all(moved, past[0]):
        return True
    words = {bare(_EDGE.sub("", part)) for part in past}
    if len(words) > 1 or "" in words:
        return False
    near = [
        (_JOIN_ENDS.search(words) if gap <= core.start else _JOIN_BEGINS.match(words)) is not None
        for core, gap, words in ((left, new.gap, past[0]), (right, old.gap, past[1]))
    ]
    if near[0] != near[1] or (moved.endswith("的") and _comma_faces(past[0]) != _comma_faces(past[1])):
        return True
    if not (left.free or right.free) and any(_PIECE_ENDS.search(part) for part in (moved, *past)):
        return True
    return any(
        _PIVOT.match(one) and not _ABOUT.match(other) for one, other in permutations((moved, past[0].strip("，,")))
    )


def _denied_of_all(one: str, other: str) -> bool:
    """不得|全部 → 全部|不得: whether what denies and what says of how much went past each other."""
    return any(_DENIES.search(a) is not None and _ALL.fullmatch(b) is not None for a, b in ((one, other), (other, one)))


def _comma_faces(past: str) -> bool:
    """经同意后|占道的 → 占道的|，经同意后: whether a comma parts a case from what it went past."""
    return past.startswith(("，", ",")) or past.endswith(("，", ","))


def _core(block: _Block) -> _Block:
    """A phrase without what joins at its ends."""
    words = block.text[block.start : block.end]
    first = _JOIN_AROUND.match(words)
    low = block.start + (first.end() if first and first.start() == 0 else 0)
    high = low + len(_JOIN_AROUND.sub("", block.text[low : block.end]))
    return block._replace(start=low, end=high)


def _past(block: _Block, gap: int) -> str:
    """What a phrase went past, with its marks, in the text where it stands; `gap` is where it would stand there."""
    low, high = (gap, block.start) if gap <= block.start else (block.end, gap)
    return flatten(block.text[low:high])


def _with_marks(runs: Sequence[_Block]) -> list[_Block]:
    """Runs of one side, those that only marks part and that went to one place as one: 占用道路的|，|应当."""
    out: list[_Block] = []
    for run in runs:
        between = run.text[out[-1].end : run.start] if out and out[-1].gap == run.gap else "\0"
        if len(between) <= 1 and not between.isalnum() and between != "\0":
            out[-1] = out[-1]._replace(end=run.end, value=False)
        else:
            out.append(run)
    return out


def same_elements(found: Sequence[Hunk], bare: Callable[[str], str]) -> bool:
    """Whether the stretches that differences lie in hold the same elements of a list in another order."""
    left, right = ([_key(piece, bare) for piece in _EDGE.split(_stretch(found, side))] for side in (0, 1))
    left, right = [key for key in left if key], [key for key in right if key]
    if not left or not right or len(left) != len(right):
        return False
    # the first element also holds what stands before the list, the last one what stands behind it
    heads = range(_common(left[0], right[0]) + 1)
    tails = range(_common(left[-1][::-1], right[-1][::-1]) + 1)
    return any(_bag(left, head, tail) == _bag(right, head, tail) for head, tail in product(heads, tails))


def elements_turned(found: Sequence[Hunk], bare: Callable[[str], str]) -> str:
    """Whether the list that differences lie in has elements more or fewer, whatever their order: wider, narrower.

    "" where both sides have elements of their own, or no element of one stands in the other.
    """
    if not all(any(hunk.new if side else hunk.old for hunk in found) for side in (0, 1)):
        return ""
    left, right = ([_key(piece, bare) for piece in _EDGE.split(_stretch(found, side))] for side in (0, 1))
    left, right = [key for key in left if key], [key for key in right if key]
    if len(left) == len(right) or not left or not right:
        return ""
    heads = range(_common(left[0], right[0]) + 1)
    tails = range(_common(left[-1][::-1], right[-1][::-1]) + 1)
    for head, tail in product(heads, tails):
        fewer, more = sorted((_bag(left, head, tail), _bag(right, head, tail)), key=lambda bag: bag.total())
        if fewer <= more:
            return "wider" if len(right) > len(left) else "narrower"
    return ""


def _bag(elements: Sequence[Key], head: int, tail: int) -> Counter[Key]:
    """Elements without so many tokens at the head of the first and the tail of the last."""
    out = list(elements)
    out[0] = out[0][head:]
    out[-1] = out[-1][: len(out[-1]) - tail]
    return Counter(out)


def _common(left: Sequence[object], right: Sequence[object]) -> int:
    size = 0
    while size < min(len(left), len(right)) and left[size] == right[size]:
        size += 1
    return size


def _key(piece: str, bare: Callable[[str], str]) -> Key:
    """What an element says, sign by sign; a value is one."""
    out: list[object] = []
    words = ""
    for token in tokenise(piece):
        if token.kind == "word":
            words += flatten(token.text)
        elif token.kind != "mark":
            out += [*bare(words), token.key]
            words = ""
    return (*out, *bare(words))


def _stretch(found: Sequence[Hunk], side: int) -> str:
    """The words of one side from the first difference to the last, up to the edges of the elements they lie in."""
    placed = [one for hunk in found for one in (hunk.new if side else hunk.old)]
    if not placed:
        return ""
    text = placed[0].sentence
    low = min([one.start for one in placed] + [hunk.at[side] for hunk in found])
    high = max([one.end for one in placed] + [hunk.at[side] for hunk in found])
    while low > 0 and text[low - 1] not in _EDGES:
        low -= 1
    if high > low and text[high - 1] in _EDGES:
        return text[low : high - 1]  # nothing of the next element differs
    while high < len(text) and text[high] not in _EDGES:
        high += 1
    return text[low:high]


def _turned(found: Sequence[Hunk]) -> bool:
    """检修配电箱 → 对配电箱进行检修, 适用于渡口 → 渡口适用: whether one side alone turns what it says round."""
    gone, come = (
        Counter(_TURNS.findall("".join(hunk.come if side else hunk.gone for hunk in found))) for side in (0, 1)
    )
    return gone != come


def _side_by_side(found: Sequence[Hunk], is_verb: Callable[[str], bool]) -> bool:
    """监督检查 → 检查监督, 防蝇防尘 → 防尘防蝇: whether two verbs, or words of one build, stand the other way round."""
    left, right = (flatten(_stretch(found, side)) for side in (0, 1))
    if len(left) != len(right):
        return False
    low, high = _common(left, right), len(left) - _common(left[::-1], right[::-1])
    for start, end in product(range(max(0, low - 1), low + 1), range(high, min(len(left), high + 1) + 1)):
        half, odd = divmod(end - start, 2)
        one, other = left[start : start + half], left[start + half : end]
        if odd or not half or half > _SIDE_BY_SIDE or right[start:end] != other + one:
            continue
        if one[0] == other[0] or one[-1] == other[-1] or (is_verb(one) and is_verb(other)):
            return True
    return False


def _whole_phrases(found: Sequence[Hunk], bare: Callable[[str], str]) -> bool:
    """Whether what differs are phrases that stand elsewhere, each with what says what it does."""
    gone, come = ([run for run in _runs(found, side) if bare(run.words)] for side in (0, 1))
    if len(gone) != len(come) or _replaced(found, bare):
        return False
    left = list(come)
    for block in gone:
        there = next((other for other in left if _says(block, other)), None)
        if there is None or not _stays(block, there):
            return False
        left.remove(there)
    return True


def _runs(found: Sequence[Hunk], side: int) -> list[_Block]:
    """The differing words of one side, those that stand together as one."""
    out: list[_Block] = []
    placed = [(one, hunk.at[1 - side]) for hunk in found for one in (hunk.new if side else hunk.old)]
    for one, gap in sorted(placed, key=lambda item: item[0].start):
        if out and out[-1].end == one.start:
            out[-1] = out[-1]._replace(end=one.end, value=False)
        else:
            out.append(_Block(one.sentence, one.start, one.end, gap, one.token.kind != "word"))
    return out


def _replaced(found: Sequence[Hunk], bare: Callable[[str], str]) -> bool:
    """Whether words stand where others stood: 东街 → 西街."""
    words: dict[tuple[int, int], tuple[str, str]] = {}
    for hunk in found:
        gone, come = words.get(hunk.at, ("", ""))
        words[hunk.at] = gone + hunk.gone, come + hunk.come
    return any(bare(flatten(gone)) and bare(flatten(come)) for gone, come in words.values())


def _says(old: _Block, new: _Block) -> bool:
    """Whether two phrases say the same, be it turned round: 本办法适用于 and 适用本办法."""
    if old.words == new.words:
        return True
    turned = len(old.words) == len(new.words) and new.words in old.words * 2
    return turned and (old.turned or new.turned)


def _stays(old: _Block, new: _Block) -> bool:
    """Whether a phrase does in one place what it does in the other."""
    if (old.free and new.free) or (bool(old.lead) and old.lead == new.lead) or old.turned or new.turned:
        return True
    if old.value and new.value:
        return True  # 两名急救员 = 急救员两名
    return any(_LEADS.match(_between(block, other.gap)) for block, other in ((old, new), (new, old)))


def _between(block: _Block, place: int) -> str:
    """What a phrase went past, in the text where it stands: 对|配电箱进行|检修."""
    low, high = (place, block.start) if place <= block.start else (block.end, place)
    return flatten(block.text[low:high]).lstrip("，,、；; ")
