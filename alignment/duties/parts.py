"""A duty's words by what they do: who, force, on what basis, in which case, does, what, when, how much, to whom.

Every character of a duty belongs to exactly one region, so that each difference between two duties falls into one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import Enum, auto
from functools import cached_property, partial
from itertools import repeat
from types import MappingProxyType
from typing import NamedTuple

from alignment.duties.bodies import STRONG
from alignment.duties.context import ListKind
from alignment.duties.details import counts_as_due
from alignment.duties.duty import Duty
from alignment.duties.force import STRENGTHENED, WEAKENED
from alignment.duties.grammar import names_fields
from alignment.duties.offences import Element, elements_of
from alignment.duties.pieces import CONNECTIVE, EDGES, Does, Piece
from alignment.duties.predicates import SHORTEST, Leads
from alignment.duties.reader import DutyReader
from alignment.duties.recipients import Report
from alignment.reading.flat import flatten
from alignment.reading.times import REGULARLY, Time
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
    OFFENDER = auto()  # of what is punished: who does it,
    ACT = auto()  # what is done and by what means,
    THING = auto()  # to what,
    PLACE = auto()  # where and against which rules
    LINK = auto()  # 并, 同时, marks


#: What says in which case a duty holds.
CASES = (Region.CASE, Region.OFFENDER, Region.ACT, Region.THING, Region.PLACE)


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


#: `Placed(*fields)` of given fields; by its name it takes twice as long.
_placed: Callable[[Iterable[object]], Placed] = partial(tuple.__new__, Placed)  # pyright: ignore[reportUnknownMemberType]
#: 自受理之日起, 在开业后: what a term counts from.
_COUNTED_FROM = re.compile(
    r"(?:自|从|于|在)(?:(?!自|从|于|在)[^,。;:、]){1,40}?(?:起|后|之后|以后)(?:计算)?(?:的)?\s?$"
)
#: 可|探索, 应当|逐步: what may stand before another force word.
_MAY = re.compile(r"(?:可以|可|应当|应|必须|须|要|需要|需)(?:积极|主动|依法|及时)?$")
#: 可|探索推动, 要|逐步: force words that may stand behind another.
_MOVES = re.compile(
    r"(?:积极|主动|依法)?(?:[、和与及并]?(?:探索|推动|推进|逐步|试点|研究|鼓励|支持|引导|力争|争取|先行先试)){1,6}"
    r"(?=[^的、，。]{2})"
)
_AT_ONCE = re.compile(rf"立即|立刻|当场|即时|尽快|第一时间|限期|及时|适时|{REGULARLY}|不定期|经常性?地?|常年")
#: 未按规定及时|报告的: what the case goes on with behind a word of haste; 情况紧急的立即|, has none.
_ENDS_CASE = re.compile(r"[,，。;；]|$")
#: A case within the predicate: 经区城管委批准后, 必要时.
_CASE_WITHIN = re.compile(
    r"未(?:经|取得|办理|通过|按)[^,。;:]{1,24}?(?=(?:一律)?不得|严禁|禁止|不准|不可)|(?<!未)经[^,。;:]{1,24}?后(?=方可|才可|方能|才能|始得|再行)|(?<!未)经[^,。;:]{0,24}?(?:批准|同意|许可|论证|审核|审查|核准|备案|评估|鉴定|检验|检测|验收|协商|授权|认定|培训"
    r"|考核|核定|认可|征求意见)(?:合格|通过)?(?:(?:之后|以后|后)|(?=[在对将向把]))"
    r"|(?:确有|确属)?必要时|(?:根据|视)(?:工作|实际)?需要(?=,|可|应|$)"
)
#: 在征得产权人同意|后.
_AFTER_REPORT = re.compile(r"(?:之后|以后|后)(?![续勤期者])")
#: What follows such a case: 经区城管委批准后|可以, 必要时|,.
_BEHIND_CASE = re.compile(r"可|应|须|方|再|一律|不得|严禁|禁止|不准|不可|,|$")
_OF_OFFENCE = {
    Element.OFFENDER: Region.OFFENDER,
    Element.ACT: Region.ACT,
    Element.THING: Region.THING,
    Element.PLACE: Region.PLACE,
}
#: 有下列行为之一的，|处…罚款; 有下列情形之一的，应当|认定为…|罪: the stem of grounds of a penalty.
_PUNISHES = re.compile(
    r"罚款|处罚|处分|警告|没收|吊销|责令|追究|刑法|犯罪|拘留|罪|批评|撤销|列入[^,，。]{0,12}名单|行为之一"
)
#: What stands before a verb, by what it does.
_LED = {Leads.CASE: Region.CASE, Leads.OBJECT: Region.OBJECT, Leads.BASIS: Region.BASIS}
_NO_NAMES: Mapping[str, int] = MappingProxyType({})
#: 客流高峰时|应当, 夜间|禁止: an occasion before the force word.
_OCCASION = re.compile(
    r"(?:^(?:[、和及与]?(?:夜间|日间|白天|高峰时段|(?:法定)?节假日|休息日|工作日|周末|双休日|寒暑假"
    r"|[春夏秋冬雨旱]季|供暖季|汛期|非?工作时间))+$"
    r"|(?:(?:在|于|当|自)[^在于当自]{1,20}|^[^在于当自]{1,20})(?:时|前|后|期间|期内|的|情况下|情形下)$)"
)
#: 游船|对老年人免费, 步道|向市民开放.
_GIVEN_TO = re.compile(
    r"[^,，、。;:对向在将把由]{2,12}(?=[对向](?![应照外内上下])[^,。;:]{2,40}(?:免费|优惠|减半|半价|开放)[。;]?$)"
)
#: Force words that are verbs with an object of their own; behind 应当 or 不得 another verb must stand.
_MOVING = re.compile(
    r"推动|推进|确保|负责|牵头|探索|研究|试点|力争|争取|鼓励|支持|引导|倡导|提倡|允许|取消|限制|豁免|享有|享受|负有"
)
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
        stem = duty.around_text.stem
        if duty.listed and stem is not None and stem.kind is ListKind.GROUNDS:
            if _PUNISHES.search(stem.sentence.text):
                self._offence(duty.start, duty.end)
            self._set(duty.start, duty.end, Region.CASE)
        for item in duty.times:
            if counts_as_due(item, duty):
                self._set(self._counted_from(item), item.end, Region.TIME)
        self._lay_haste()
        if duty.subject is not None and duty.own_bearer:
            at = self.sentence.find(duty.subject.name, max(duty.start, duty.subject_at))
            if at >= 0:
                lead = at - 1 if at > 0 and self.sentence[at - 1] == "由" else at
                self._set(lead, at + len(duty.subject.name), Region.BEARER)
        for piece in duty.around:
            self._bearers_joined(piece)
            region = _region_before(piece)
            if names_fields(flatten(piece.text), piece.force):
                at = flatten(self.sentence).find(piece.force.word, piece.start)
                self._set(at, at + len(piece.force.word), Region.FORCE)
            if region is Region.CASE and duty.penalty:
                self._offence(piece.start, piece.end)
            self._set(piece.start, piece.end, region)
        self._lay_head(duty.head)
        for piece in duty.tail:
            self._set(piece.start, piece.end, Region.CASE if piece.does is Does.CASE else Region.OBJECT)
        for at, region in enumerate(self._region):
            if region is None:
                self._region[at] = Region.LINK

    def _lay_haste(self) -> None:
        """Words of haste are a time, but for those within a case: 未按规定及时|报告的."""
        duty = self.duty
        cases = [(piece.start, piece.end) for piece in duty.around if piece.does is Does.CASE]
        for match in _AT_ONCE.finditer(flatten(duty.text)):
            start, end = duty.start + match.start(), duty.start + match.end()
            if not any(low <= start and end < high and not _ENDS_CASE.match(self.sentence, end) for low, high in cases):
                self._set(start, end, Region.TIME)

    def _offence(self, start: int, end: int) -> None:
        """Lay [start, end) as what is punished; what is left of it are circumstances."""
        while start < end and self.sentence[start] in EDGES:
            start += 1
        for low, high, element in elements_of(self.sentence[start:end], self._reader.predicates):
            if element in _OF_OFFENCE:
                self._set(start + low, start + high, _OF_OFFENCE[element])

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
            low, high = report.start, report.start + len(report.text)
            behind = _AFTER_REPORT.match(flat, high)
            lead = low - 1 if behind and low and flat[low - 1] == "在" else low
            self._set(head.start + lead, head.start + (behind.end() if behind else high), Region.REPORT)
        for match in _CASE_WITHIN.finditer(flat):
            if report is not None and report.start < match.end() and not _BEHIND_CASE.match(flat, match.end()):
                continue  # 经市政府批准|后执行: what is reported
            self._set(head.start + match.start(), head.start + match.end(), Region.CASE)
        force = self.duty.head.force
        if force.said and force.start >= 0:
            lead = len(text) - len(text.lstrip("。；;：:，,、 　\t"))
            low, high = self._force_chain(text[lead:], force.start, force.end)
            self._set(head.start + lead + low, head.start + lead + high, Region.FORCE)
        for pattern in (WEAKENED, STRENGTHENED):
            for match in pattern.finditer(flat):
                self._set(head.start + match.start(), head.start + match.end(), Region.FORCE)
        at = self._topic_end(head, flat)
        at = self._lay_led(head, flat, at)
        if (
            at
            and self._region[head.start + at - 1 - self._start] is Region.REPORT
            and not self._reader.pieces.opens_with_verb(flat[at:])
        ):
            self._set(head.start + at, head.end, Region.OBJECT)  # 向区应急局报送|氨浓度
            return
        predicates = self._reader.predicates
        if at and predicates.only_does(flat, at):
            self._set(head.start + at, head.end, Region.VERB)  # 对雨水口|进行清掏
            return
        end = predicates.verb_end(flat, at)
        if end == at and not self._acts_itself():
            end = predicates.unknown_end(flat, at)
        self._set(head.start + at, head.start + end, Region.VERB)
        self._set(head.start + end, head.end, Region.OBJECT)

    def _lay_led(self, head: Piece, flat: str, at: int) -> int:
        """Lay what leads to the verb, from `at` on: its case, its basis, its object. Where the verb begins."""
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
            led = self._reader.predicates.led(flat, at)
            if led is None and (adverb := self._reader.predicates.adverb_before(flat, at)):
                self._set(head.start + at, head.start + adverb, Region.VERB)  # 率先|在港口等领域|推行
                at = adverb
                continue
            if led is None:
                break
            self._set(head.start + at, head.start + led.verb, _LED[led.does])
            at = led.verb
        return at

    def _topic_end(self, head: Piece, flat: str) -> int:
        """Lay what stands before the force word and is no bearer: 摊位分配方案|应当公示. Where the rest begins."""
        force = self.duty.head.force
        if topic := self._passive(head, flat) or self._for_whom(head, flat):
            return topic
        if not force.said or force.start < SHORTEST or force.word not in STRONG:
            return 0
        own = [at for at in range(force.start) if self._region[head.start + at - self._start] is None]
        lead = _LINKS.match(flat)
        if not own or own[0] < (lead.end() if lead else 0) or self._reader.predicates.leads(flat, own[0]):
            return 0
        topic = flat[own[0] : force.start]
        end = own[0] + len(topic.rstrip("均都也还"))
        occasion = _OCCASION.search(topic)
        case = own[0] + occasion.start() if occasion else end
        self._set(head.start + own[0], head.start + case, Region.OBJECT)
        self._set(head.start + case, head.start + end, Region.CASE)
        self._set(head.start + end, head.start + force.start, Region.LINK)
        return force.start

    def _passive(self, head: Piece, flat: str) -> int:
        """Lay what stands before the one who does it: 摊位费标准|由区商务局|规定. Where the rest begins, or 0."""
        duty = self.duty
        if duty.subject is None or not duty.own_bearer or duty.subject.how != "由" or duty.head.force.said:
            return 0
        lead = _LINKS.match(flat)
        start, end = lead.end() if lead else 0, duty.subject_at - head.start
        end -= flat[end - 1 : end] == "由"
        free = all(region is None for region in self._region[head.start + start - self._start :][: end - start])
        if end - start < SHORTEST or not free or self._reader.predicates.leads(flat, start):
            return 0
        rest = flat.find(flatten(duty.subject.name), end) + len(duty.subject.name)
        if rest < end + len(duty.subject.name) or len(flat[rest:].rstrip("。;,:")) < SHORTEST:
            return 0
        self._set(head.start + start, head.start + end, Region.OBJECT)
        return rest

    def _for_whom(self, head: Piece, flat: str) -> int:
        """Lay what is given to somebody, before her: 游船|对老年人免费. Where the rest begins, 0 for none."""
        match = _GIVEN_TO.match(flat)
        if match is None or self.duty.own_bearer or self.duty.head.force.said or self.opens_with_verb(flat):
            return 0
        if self._reader.predicates.leads(flat, 0) or self._reader.predicates.led(flat, match.end()) is None:
            return 0
        self._set(head.start, head.start + match.end(), Region.OBJECT)
        return match.end()

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

    def verb_at(self, text: str) -> str:
        """The verb of the lexicon that a stretch opens with, "" for none."""
        return self._reader.pieces.verb_at(text)

    def _acts_itself(self) -> bool:
        """推动|清单事项实现网上办理: whether the force word is the verb, so that behind it stands what is moved."""
        force = self.duty.head.force
        return force.said and force.start >= 0 and _MOVING.fullmatch(force.word) is not None

    @cached_property
    def tokens(self) -> tuple[Placed, ...]:
        """The tokens of the duty, each in its region; marks and blanks left out."""
        found = self._reader.words.tokens_within(self.sentence, self.duty.start, self.duty.end)
        if self._names:
            found = renamed(found, self._names)
        kept = [token for token in found if token.kind != "mark"]
        low = self._start
        regions = [self._region[token.start - low] or Region.OBJECT for token in kept]
        for at, token in enumerate(kept):
            if token.kind == "time" and Region.TIME in self._region[token.start - low : token.end - low]:
                regions[at] = Region.TIME
        starts, ends = [token.start for token in kept], [token.end for token in kept]
        return tuple(map(_placed, zip(kept, starts, ends, regions, repeat(self.sentence), strict=False)))

    def region_at(self, place: int) -> Region:
        """The region that a place of the sentence lies in."""
        return self._region[place - self._start] or Region.OBJECT

    def words(self, *regions: Region) -> str:
        """The words that lie in one of these regions, joined."""
        own = self.sentence[self._start : self._end]
        return "".join([char for char, found in zip(own, self._region, strict=True) if found in regions])


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
