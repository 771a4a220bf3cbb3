"""Sentence → duties: which comma segments bind, and what stands around them (actor, time, condition).

A plan's sentence is a chain of bare predicates under one topic (“各区依托…平台，建设…，统一…，做好…对接。”). Each
predicate is a duty; the segments before it that hold no predicate (a date, a condition, a body's name) belong to it,
and the topic carries on until another is named.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from alignment.duties.fields import BARE, Found, Modality, Reader, deadlines, quantities, reporting
from alignment.linking.localise import Localiser
from alignment.linking.units import Unit, comma_segments
from alignment.model import Section
from alignment.reading.normalize import fold

_EDGES = "。；;：:，,.、 \n()"
_CONJUNCTION = re.compile(
    r"(?<=.{4})(?:并|且)(?=(?:于|在|按|将|由|指定|及时|组织|报|向|可|应|要|不|对|负责|制定|公布|公开|建立|做好|书面|依法|提交|送|通知|说明|逐步|实施|采取|收回|定期|共同|给予|处|予以))"
)
_PREPOSITION = re.compile(
    r"^(?:(?:紧紧|重点|充分|严格|进一步|切实)?(?:按照|根据|依照|依据|参照|围绕|结合|依托|针对|通过|对于|对|在|自|从|以|为|除|经|待|随着|凡|如|若|因|利用|借助|聚焦|立足|坚持|适应|遵循|本着|鉴于|关于|于|突出|比照|会同|到|截至|属于))"
)
_ADVERBIAL_END = re.compile(
    r"(?:下|中|时|前|后|的|上|要求|规定|原则|标准|方面|情况|实际|需求|特点|分工|条件|内容|精神|思路|渠道|重点|契机|方式|部署|内|范围|之日起|日起|以上|外|基础|目标|导向|任务要求|目录|行业|事项|情形|领域|意见|办法|部门|单位|企业|人员|主体|环节|为主|为依托|为抓手|引领|统领|根本|主线|牵引|等|定位|问题|政策|职责|规律|优势|法律|法规|期间|期限|期|要素)$"
)
_BASIS = re.compile(
    r"^(?:(?:紧紧|重点|充分|严格|进一步|切实)?(?:按照|根据|依照|依据|参照|围绕|结合|依托|针对|立足|聚焦|遵循))"
)
_VERB_BEHIND = re.compile(
    r".{4,}?(?:制定|建设|开展|编制|出台|完成|实施|推进|推动|组织|形成|加强|落实|办理|进行|逐步|做好|建立|完善|合理|规范|确定|提出|给予|处理|承担|履行|公布|实行|统一|发放|颁发|要求办理)"
    r"(?!.{0,10}(?:改革|要求|标准|平台|意见|方案|办法|结果|规定|任务|经验|部署|原则|目录|需要|情况|指南|计划|规划|精神|思路|实际)$)"
)
_PREDICATE_WITHIN = re.compile(
    r"进行|给予|予以|实施|开展|加强|采取|实行|设置|建立|制定|组织|完成|做好|提供|办理|查处|处|负责"
)
_DEFINITION = re.compile(r"所称|^[^，]{0,20}(?:，)?是指|^[^，]{0,16}(?:，)?适用本")
_BRACKET = re.compile(r"[（(][^）)]*[）)]")
#: What opens a segment that only goes on with the one before.
_CONTINUED = re.compile(r"特别是|尤其是|重点是")
_PURPOSE = re.compile(r"^(?:为|为了)(?!.{1,30}(?:提供|作出))")


@dataclass(slots=True)
class Part:
    """A stretch of a sentence: offsets in its text, and its key (folded, places and bodies folded too)."""

    start: int
    end: int
    text: str
    key: str


@dataclass(slots=True)
class Duty:
    """One predicate with what belongs to it. `around` are the segments before it that hold no predicate."""

    unit: Unit
    part: Part
    around: list[Part] = field(default_factory=list[Part])
    actor: str = ""
    actor_inherited: str = ""
    actor_key: str = ""
    modality: Modality = BARE
    outcome: bool = False

    @property
    def start(self) -> int:
        """Where the quote of the duty begins: at the first segment that belongs to it alone."""
        return self.around[0].start if self.around else self.part.start

    @property
    def text(self) -> str:
        """The duty's words from its first segment to the end of its predicate."""
        return self.unit.sentence.text[self.start : self.part.end]

    @property
    def whole(self) -> str:
        """The key of the predicate with its conditions: what tells two penalties apart."""
        return "".join(part.key for part in (*self.around, self.part))

    @property
    def bare(self) -> str:
        """The key of the predicate without the body that acts."""
        return self.part.key.replace(self.actor_key, "", 1) if self.actor_key else self.part.key

    @property
    def deadlines(self) -> tuple[Found, ...]:
        """The times that the duty's own words set."""
        return deadlines(self.text)

    @property
    def quantities(self) -> tuple[Found, ...]:
        return quantities(self.text)

    @property
    def reporting(self) -> str:
        return reporting(self.text)

    @property
    def cases(self) -> list[Part]:
        """The cases to which the duty is limited (情节严重的，…)."""
        return [part for part in self.around if part.text.rstrip("，。；").endswith("的")]

    @property
    def conditions(self) -> list[Part]:
        """The segments before the predicate that are neither a date, nor a body, nor a purpose."""
        return [
            part
            for part in self.around
            if not _PURPOSE.match(part.text)
            and not part.text.lstrip("，。 ").startswith("由")
            and part.text.strip(_EDGES) != self.actor
            and not _is_date(part.text)
        ]


def _is_date(text: str) -> bool:
    bare = text.strip("，。；：力争到于在 ")
    return any(len(found.text) >= len(bare) - 2 for found in deadlines(text))


class Framer:
    """Cuts sentences into duties with one lexicon and one localiser."""

    def __init__(self, reader: Reader, localiser: Localiser) -> None:
        self._reader = reader
        self._localiser = localiser

    def binds(self, unit: Unit) -> bool:
        """Whether a sentence can hold duties at all: no heading, no slogan, no definition, no purpose."""
        text = unit.sentence.text
        if unit.group != "body":
            return False
        if unit.clause.section is Section.GUIDANCE and not deadlines(text) and self._reader.is_slogan(text):
            return False
        if self._reader.is_slogan(text[:40]) or re.search(r"制定(?:本|如下)[^，]{0,12}[。：]?$", text):
            return False
        return not re.search(r"自.{2,16}起(?:施行|实施)|同时废止", text) and not _DEFINITION.search(text[:36])

    def duties(self, unit: Unit) -> list[Duty]:
        """The duties of a sentence in order; a sentence without a predicate gives one for the whole of it."""
        out: list[Duty] = []
        waiting: list[Part] = []
        topic = ""
        for part in self.parts(unit.sentence.text):
            text = _BRACKET.sub("", part.text).strip(_EDGES)
            actor = self._reader.actor(text)
            if self._adverbial(text, actor):
                waiting.append(part)
                topic = actor or topic
                continue
            named = actor or next(
                (
                    self._reader.actor(item.text.strip(_EDGES))
                    for item in waiting
                    if self._reader.actor(item.text.strip(_EDGES))
                ),
                "",
            )
            duty = Duty(unit, part, waiting, named, "" if named else topic, modality=self._reader.modality(text))
            duty.actor_key = self._localiser.key(fold(named))
            duty.outcome = not named and self._reader.is_outcome(text) and bool(out)
            topic = named or topic
            waiting = []
            out.append(duty)
        if waiting:
            if out:
                # a trailing segment without a predicate belongs to the last one
                last = out[-1]
                last.part = self._part(unit.sentence.text, last.part.start, waiting[-1].end)
            else:
                whole = self._part(unit.sentence.text, waiting[0].start, waiting[-1].end)
                out.append(
                    Duty(
                        unit,
                        whole,
                        actor=self._reader.actor(whole.text.strip(_EDGES)),
                        modality=self._reader.modality(whole.text),
                    )
                )
        return out

    def parts(self, text: str) -> list[Part]:
        """The comma segments of a sentence, cut again where 并 joins a second predicate; brackets stay whole."""
        out: list[Part] = []
        for start, at in comma_segments(text):
            cuts = [start]
            if "并" in text[start:at] or "且" in text[start:at]:
                cuts += [
                    start + match.start()
                    for match in _CONJUNCTION.finditer(text[start:at])
                    if _balanced(text[start : start + match.start()])
                ]
            for low, high in zip(cuts, [*cuts[1:], at], strict=True):
                if not text[low:high].strip(_EDGES):
                    continue
                begin = out.pop().start if out and _CONTINUED.match(text, low) else low
                out.append(self._part(text, begin, high))
        return out

    def _part(self, text: str, start: int, end: int) -> Part:
        piece = text[start:end]
        return Part(start, end, piece, self._localiser.key(fold(piece).strip(_EDGES)))

    def _adverbial(self, text: str, actor: str) -> bool:
        """Whether a segment holds no predicate of its own: a date, a condition, the name of a body."""
        if _is_date(text):
            return True
        if actor and text in (actor, "由" + actor):
            return True
        if re.fullmatch(r"由.{2,30}(?:会同|牵头).{2,24}", text) and not _PREDICATE_WITHIN.search(text):
            return True
        modality = self._reader.modality(text)
        if (modality.word and modality.polarity in ("prohibition", "permission", "release")) or modality.word in (
            "应当",
            "必须",
            "要",
            "应",
        ):
            return text.endswith("的") and modality.polarity != "prohibition"
        if (text.endswith("的") and len(text) > 4) or re.match(r"违反[^，]{2,30}(?:规定|条)$", text):
            return True
        bare = text[len(actor) :] if actor and text.startswith(actor) else text
        if _BASIS.match(bare):
            return not _VERB_BEHIND.match(bare)
        if not _PREPOSITION.match(bare):
            return False
        return bool(_ADVERBIAL_END.search(text)) and not _PREDICATE_WITHIN.search(re.sub(r"^.{0,3}", "", text)[-10:])


def quote_edges(sentence: str, start: int, end: int) -> tuple[int, int]:
    """[start, end) of a sentence less the commas at its edges and a 并 that only ties it to what stands before."""
    while start < end and sentence[start] in "，、；：,; 　":
        start += 1
    while end > start and sentence[end - 1] in "，、；。：,; ":
        end -= 1
    if sentence[start : start + 1] in ("并", "且") and sentence[start : start + 2] not in (
        "并网",
        "并处",
        "并购",
        "并联",
    ):
        start += 1
    return start, end


def _balanced(text: str) -> bool:
    return all(text.count(a) <= text.count(b) for a, b in (("（", "）"), ("“", "”"), ("《", "》"), ("(", ")")))
