"""A duty's words by what they do: who, force, on what basis, in which case, does, what, when, how much, to whom.

Every character of a duty belongs to exactly one region, so that each difference between two duties falls into one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from enum import Enum, auto
from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple

from alignment.duties.bodies import ADVERB
from alignment.duties.context import ListKind
from alignment.duties.details import counts_as_due
from alignment.duties.duty import Duty
from alignment.duties.force import STRENGTHENED, WEAKENED
from alignment.duties.pieces import CONNECTIVE, Does, Piece
from alignment.duties.reader import DutyReader
from alignment.duties.recipients import Report
from alignment.reading.flat import flatten
from alignment.reading.times import Time
from alignment.reading.values import Token


class Region(Enum):
    """What a stretch of a duty is."""

    BEARER = auto()
    FORCE = auto()
    TIME = auto()
    CASE = auto()  # in which case it holds
    BASIS = auto()  # on what basis, by what means, for whom: what stands before the verb
    VERB = auto()
    OBJECT = auto()
    REPORT = auto()
    LINK = auto()  # 并, 同时, marks


class Placed(NamedTuple):
    """A token of a duty with its place in the sentence and the region that it lies in."""

    token: Token
    start: int
    end: int
    region: Region
    sentence: str = ""

    @property
    def key(self) -> object:
        """Equal for tokens that say the same."""
        return self.token.key


#: 自受理之日起, 在开业后: what a term counts from.
_COUNTED_FROM = re.compile(
    r"(?:自|从|于|在)(?:(?!自|从|于|在)[^,。;:、]){1,40}?(?:起|后|之后|以后)(?:计算)?(?:的)?\s?$"
)
#: 可|探索, 应当|逐步: what may stand before another force word.
_MAY = re.compile(r"(?:可以|可|应当|应|必须|须|要|需要|需)(?:积极|主动|依法|及时)?$")
#: 可|探索推动, 要|逐步: force words that may stand behind another.
_MOVES = re.compile(
    r"(?:积极|主动|依法)?(?:探索|推动|推进|逐步|试点|研究|鼓励|支持|引导|力争|争取|先行先试)+(?=[^的、，。]{2})"
)
_AT_ONCE = re.compile(r"立即|立刻|当场|即时|尽快|第一时间|限期|及时")
#: A case within the predicate: 经区城管委批准后, 必要时.
_CASE_WITHIN = re.compile(
    r"(?<!未)经[^,。;:]{1,24}?(?:批准|同意|许可|论证|审核|审查|核准|备案|评估|鉴定|检验|检测|验收|协商|授权|认定|培训"
    r"|考核)(?:合格|通过)?(?:之后|以后|后)(?=可|应|须|方|再|,|$)"
    r"|(?:确有|确属)?必要时|(?:根据|视)(?:工作|实际)?需要(?=,|可|应|$)"
)
_CASE_END = re.compile(r"(?:情况下|情形下|条件下|前提下|期间|时|情况时)$")
_LISTED = re.compile(r"(?:、|和|或者|或|及|以及)")
_NO_NAMES: Mapping[str, int] = MappingProxyType({})
_PREPOSITION = re.compile(
    r"(?:严格|紧紧|充分|认真|直接|统一|分别|共同)?(?:按照|根据|依照|依据|参照|对照|围绕|结合|依托|针对|通过|利用|借助"
    r"|聚焦|立足|面向|凭|经|对于|对|在|为|向|以|从|与|会同|将|把|自|于|就|因|由|至|据|按|用|除|比照|每|本着|坚持"
    r"|违反)"
)
_BASED = re.compile(r"(?:按照|根据|依照|依据|参照|凭|违反|围绕|依托)")
#: How a basis ends: 技术|规范, 年度|计划, 操作|规程.
_BASIS_END = re.compile(
    r"(?:规定|要求|规范|标准|规程|计划|规划|方案|原则|程序|职责|分工|办法|条例|需要|实际|合同|约定|协议|流程|方式|比例|期限|时限"
    r"|目录|清单|指南|制度|政策|意见|决定|部署|权限|条件|类别|情况|预案|章程|法律|法规|规则|细则)"
)
#: 按照|技术规范|和|操作规程: bases alone, where the verb behind them is not in the lexicon.
_BASES = re.compile(
    rf"(?:{_BASED.pattern})[^,、和及与]{{0,10}}?{_BASIS_END.pattern}(?:[、和及与][^,、和及与]{{0,8}}?{_BASIS_END.pattern})*"
)
#: Force words that are verbs with an object of their own; behind 应当 or 不得 another verb must stand.
_MOVING = re.compile(
    r"推动|推进|确保|负责|牵头|探索|研究|试点|力争|争取|鼓励|支持|引导|倡导|提倡|允许|取消|限制|豁免|享有|享受|负有"
)
#: No verb with its object is so short.
_SHORTEST = 2
_LINKS = re.compile(r"(?:并且|并|且|而且|以及|同时|另外|其中|也|还|再|又|或者|或|,|、|;|。|:|\s)+")


class Parts:
    """The regions of one duty."""

    def __init__(self, duty: Duty, reader: DutyReader, names: Mapping[str, int] = _NO_NAMES) -> None:
        self.duty = duty
        self._names = names
        self._reader = reader
        self.sentence = duty.unit.sentence.text
        self._start, self._end = duty.start, duty.end
        self.report: Report | None = None
        self.report_at = -1
        self._region: list[Region | None] = [None] * (self._end - self._start)
        self._lay()

    def _set(self, start: int, end: int, region: Region) -> None:
        """Give what of [start, end) of the sentence is not yet given."""
        low = self._start
        for at in range(max(start, low), min(end, self._end)):
            if self._region[at - low] is None:
                self._region[at - low] = region

    def _lay(self) -> None:
        duty = self.duty
        if duty.listed and duty.around_text.stem is not None and duty.around_text.stem.kind is ListKind.GROUNDS:
            self._set(duty.start, duty.end, Region.CASE)
        for item in duty.times:
            if counts_as_due(item, duty):
                self._set(self._counted_from(item), item.end, Region.TIME)
        for match in _AT_ONCE.finditer(flatten(duty.text)):
            self._set(duty.start + match.start(), duty.start + match.end(), Region.TIME)
        if duty.subject is not None and duty.own_bearer:
            at = self.sentence.find(duty.subject.name, max(duty.start, duty.subject_at))
            if at >= 0:
                lead = at - 1 if at > 0 and self.sentence[at - 1] == "由" else at
                self._set(lead, at + len(duty.subject.name), Region.BEARER)
        for piece in duty.around:
            self._bearers_joined(piece)
            self._set(piece.start, piece.end, _region_before(piece))
        self._lay_head(duty.head)
        for piece in duty.tail:
            self._set(piece.start, piece.end, Region.CASE if piece.does is Does.CASE else Region.OBJECT)
        for at, region in enumerate(self._region):
            if region is None:
                self._region[at] = Region.LINK

    def _counted_from(self, item: Time) -> int:
        """Where a term begins with what it counts from: 自收到申请之日起|二十日内."""
        if item.kind != "term":
            return item.start
        found = _COUNTED_FROM.search(flatten(self.sentence[self.duty.start : item.start]))
        return self.duty.start + found.start() if found else item.start

    def _bearers_joined(self, piece: Piece) -> None:
        for named in self._reader.bodies.joined(self.sentence[piece.start : piece.end]):
            start = piece.start + named.start
            self._set(start - len(named.how), start + len(named.name), Region.BEARER)

    def _lay_head(self, head: Piece) -> None:
        """Subject | force | what stands before the verb | verb | object."""
        text = self.sentence[head.start : self.duty.head.end]
        flat = flatten(text)
        self._bearers_joined(head)
        report = self._reader.recipients.report(text)
        if report is not None:
            self.report, self.report_at = report, head.start + report.start
            self._set(head.start + report.start, head.start + report.start + len(report.text), Region.REPORT)
        for match in _CASE_WITHIN.finditer(flat):
            self._set(head.start + match.start(), head.start + match.end(), Region.CASE)
        force = self.duty.head.force
        if force.said and force.start >= 0:
            lead = len(text) - len(text.lstrip("。；;：:，,、 　\t"))
            low, high = self._force_chain(text[lead:], force.start, force.end)
            self._set(head.start + lead + low, head.start + lead + high, Region.FORCE)
        for pattern in (WEAKENED, STRENGTHENED):
            for match in pattern.finditer(flat):
                self._set(head.start + match.start(), head.start + match.end(), Region.FORCE)
        at = 0
        while at < len(flat):
            given = self._region[head.start + at - self._start]
            if given is not None:
                at += 1
                continue
            link = _LINKS.match(flat, at)
            if link:
                self._set(head.start + at, head.start + link.end(), Region.LINK)
                at = link.end()
                continue
            preposition = _PREPOSITION.match(flat, at)
            if preposition:
                verb = self._behind_basis(flat, at) or self._verb_from(flat, preposition.end() + 1)
                if verb <= 0 and _BASED.match(flat, at) and len(flat) - at > 9:
                    verb = (
                        len(flat) - 4
                    )  # its verb is not in the lexicon: what is left is as long as such predicates are
                if verb > 0:
                    case = _CASE_END.search(flat[at:verb])
                    self._set(head.start + at, head.start + verb, Region.CASE if case else Region.BASIS)
                    at = verb
                    continue
            break
        if (
            at
            and self._region[head.start + at - 1 - self._start] is Region.REPORT
            and not self._reader.pieces.opens_with_verb(flat[at:])
        ):
            self._set(head.start + at, head.end, Region.OBJECT)  # 向区应急局报送|氨浓度
            return
        end = self._verb_end(flat, at)
        if end == at and not self._acts_itself():
            end = min(len(flat), at + _SHORTEST)  # a verb that the lexicon does not know
        self._set(head.start + at, head.start + end, Region.VERB)
        self._set(head.start + end, head.end, Region.OBJECT)

    @staticmethod
    def _force_chain(text: str, low: int, high: int) -> tuple[int, int]:
        """Force words that stand together as one: 可|探索, 要|逐步."""
        before = _MAY.search(text[:low])
        if before:
            low = before.start()
        after = _MOVES.match(text, high)
        return (low, after.end()) if after else (low, high)

    def opens_with_verb(self, text: str) -> bool:
        """Whether a stretch opens with a verb of the lexicon or an adverb that leads to one."""
        return self._reader.pieces.opens_with_verb(text)

    def _behind_basis(self, flat: str, at: int) -> int:
        """Where the verb stands behind a basis that ends as such do: 按照技术规范|更换…; 0 where none does."""
        if not _BASED.match(flat, at):
            return 0
        ends = [match.end() for match in _BASIS_END.finditer(flat, at + 2)]
        found = next((end for end in reversed(ends) if self._reader.pieces.opens_with_verb(flat[end:])), 0)
        listed = None if found else _BASES.match(flat, at)
        return listed.end() if listed and len(flat) - listed.end() > _SHORTEST else found

    def _verb_from(self, flat: str, at: int) -> int:
        """Where the first verb stands that may be the predicate's, from `at` on; -1 where there is none."""
        for start in range(at, len(flat) - 1):
            if flat[start] in "的、和与及或" or (flat[start - 1] in "的、和与及或" and flat[start - 1] != "的"):
                continue
            if self._reader.pieces.opens_with_verb(flat[start:]) or flat.startswith(
                ("予以", "给予", "进行", "处"), start
            ):
                length = self._verb_end(flat, start) - start
                if length >= 2 and start + length < len(flat):
                    return start
        return -1

    def _verb_end(self, flat: str, at: int) -> int:
        """Where a chain of adverbs and verbs from `at` on ends; `at` where none begins there."""
        end = at
        while end < len(flat):
            adverb = ADVERB.match(flat, end)
            if adverb:
                end = adverb.end()
                continue
            verb = self._reader.pieces.verb_at(flat[end:])
            if not verb:
                break
            end += len(verb)
            end = self._verbs_listed(flat, end)
        return end

    def _acts_itself(self) -> bool:
        """推动|清单事项实现网上办理: whether the force word is the verb, so that behind it stands what is moved."""
        force = self.duty.head.force
        return force.said and force.start >= 0 and _MOVING.fullmatch(force.word) is not None

    def _verbs_listed(self, flat: str, end: int) -> int:
        """Where a list of verbs that begins with the one that ends at `end` ends: 泄露、买卖、出租|停车数据."""
        while end < len(flat):
            mark = _LISTED.match(flat, end)
            if mark is None:
                break
            verb = self._reader.pieces.verb_at(flat[mark.end() :])
            if len(verb) < 2 and _LISTED.match(flat, mark.end() + 2):
                verb = flat[mark.end() : mark.end() + 2]
            if len(verb) < 2:
                break
            end = mark.end() + len(verb)
        return end

    @cached_property
    def tokens(self) -> tuple[Placed, ...]:
        """The tokens of the duty, each in its region; marks and blanks left out."""
        found = self._reader.words.tokens_within(self.sentence, self.duty.start, self.duty.end)
        if self._names:
            found = renamed(found, self._names)
        low, regions, sentence = self._start, self._region, self.sentence
        out: list[Placed] = []
        for token in found:
            start, end, kind, *_ = token
            if kind == "mark":
                continue
            held = regions[start - low]
            if kind == "time" and Region.TIME in regions[start - low : end - low]:
                held = Region.TIME
            fields = (token, start, end, held or Region.OBJECT, sentence)
            out.append(tuple.__new__(Placed, fields))  # pyright: ignore[reportUnknownMemberType] - as in `tokenise`
        return tuple(out)

    def words(self, region: Region) -> str:
        """The words that lie in a region, joined."""
        own = self.sentence[self._start : self._end]
        return "".join([char for char, found in zip(own, self._region, strict=True) if found is region])


def _region_before(piece: Piece) -> Region:
    """What a piece before the predicate is."""
    if piece.does in (Does.CASE, Does.TOPIC):
        return Region.CASE
    if piece.does is Does.TIME:
        return Region.TIME
    words = flatten(piece.text)
    if CONNECTIVE.fullmatch(words):
        return Region.LINK
    return Region.FORCE if WEAKENED.fullmatch(words) else Region.BASIS


def renamed(tokens: Sequence[Token], names: Mapping[str, int]) -> tuple[Token, ...]:
    """The tokens of a text with each name that is another throughout the other text as one token of the same key.

    `names` gives for a name in flat form, marks left out, the number of its rename.
    """
    kept = [token for token in tokens if token.kind != "mark"]
    flat = flatten("".join([token.text for token in kept]))
    if not any(name in flat for name in names):
        return tuple(kept)
    starts: dict[int, int] = {}
    at = 0
    for number, token in enumerate(kept):
        starts[at] = number
        at += len(token.text)
    starts[at] = len(kept)
    out: list[Token] = []
    done = 0
    pattern = re.compile("|".join(re.escape(name) for name in sorted(names, key=len, reverse=True)))
    for match in pattern.finditer(flat):
        first, last = starts.get(match.start()), starts.get(match.end())
        if first is None or last is None or first < done:
            continue
        out += kept[done:first]
        words = kept[first:last]
        out.append(
            Token(words[0].start, words[-1].end, "word", "".join(w.text for w in words), ("name", names[match[0]]))
        )
        done = last
    out += kept[done:]
    return tuple(out)
