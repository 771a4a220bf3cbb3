"""A sentence as pieces from comma to comma, each with what it does: predicate, case, adverbial, topic, time, fact.

A plan's sentence is a chain of bare predicates, an article's a case and what follows from it. Each piece with a verb of
its own is a *predicate*; what stands before it without one (a date, a case, the body that acts) belongs to it. Where
the grammar is silent a piece counts as a predicate: what binds must not be lost.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import Enum, auto
from functools import lru_cache

from alignment.duties.bodies import BodyReader, is_body_list
from alignment.duties.force import PLAIN, WEAKENED, Force
from alignment.duties.grammar import WEAK_WORDS, Grammar, done_to, is_time
from alignment.knowledge import Knowledge
from alignment.linking.units import comma_segments
from alignment.reading.flat import flatten

#: What stands around the words of a piece.
EDGES = "。；;：:，,、 　\t"


class Does(Enum):
    """What a piece does in its sentence."""

    PREDICATE = auto()
    GOES_ON = auto()  # 或者…, 特别是…: goes on with the predicate before it
    CASE = auto()  # …的, 如…, …时: when it holds
    ADVERBIAL = auto()  # 根据…, 通过…, 在…下: how and on what basis
    TOPIC = auto()  # the thing or body that the next piece speaks of
    TIME = auto()
    FACT = auto()  # says what is, binds nobody: 是…, 包括…, 属于…


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch [start, end) of a sentence; `text` without the marks at its edges, `joint` the mark before it.

    `split`: cut from the piece before it without a comma (应当…并…).
    """

    start: int
    end: int
    text: str
    does: Does
    force: Force = PLAIN
    joint: str = ""
    split: bool = False


#: 并网, 并联, 并处: these signs make a word of the joining one before them.
_NO_COMPOUND = "(?![网购联发入列处存行排举非重])"
#: What ties a piece or a whole sentence to the one before.
_TIES = "同时|与此同时|另外|此外|其中|但是"
#: What ties a piece to the one before: |并…, |同时….
_LEAD = re.compile(rf"^(?:并且|并|且|而且|以及|{_TIES}|但|也|还|再|又|既|并在此基础上){_NO_COMPOUND}")
#: 此外，|…; 首先，|…: ties a sentence to others and says nothing.
CONNECTIVE = re.compile(
    rf"{_TIES}|除此之外|首先|其次|再次|最后|因此|为此|据此|从而|具体(?:来说|而言)|总之|总体上|不过|然而"
)
#: 对已评估并纳入规划的|地区: what is said of those to whom something is done.
_FOR_SUCH = re.compile(r"[，,；;\s]*(?:对|对于|针对)[^，,；;。]{4,80}的[^的，,；;。]{2,8}[，,]?$")
#: 应当…|并…: a second predicate begins behind 并 or 且 where a verb or what leads to one follows.
_JOINED = re.compile(
    r"(?<=[^,，;；、]{4})(?:并且|并|且)(?=于|在|按|将|由|指定|及时|组织|报|向|可|应|要|不|对|负责|制定|公布|公开|建立"
    r"|做好|书面|依法|提交|送|通知|说明|逐步|实施|采取|收回|定期|共同|给予|处|予以|落实|完善|纳入|开展|加强|推动|推进|形成|办理|保存|提供|接受|承担"
    r"|抄送|告知|出具|注明|取得|责令|没收)"
)
#: 拒不改正的|处…罚款, 不符合条件的|及时撤除: a case that no comma parts from what follows from it.
_CASE_UNPARTED = re.compile(
    r"(?:(?!应|不得|可以|必须|禁止|严禁|要)[^，,；;。：:、]){0,16}?(?:逾期|拒不|不(?!得|可|准|许|应)|未|仍)"
    r"(?:(?!应当|不得|可以|必须|禁止|严禁)[^，,；;。：:的]){1,20}的"
    r"(?=(?:及时|立即|依法|一律|限期|按规定|按照|由|在[^，,；;。]{1,12}[内前后]|处(?=[\d一二两三四五六七八九十百])|处以|给予|责令|没收|予以|加收"
    r"|停止|取消|暂停|应当|不得|可以|不予|代为|视为)[^，,；;。、的]{2})"
)
#: 或者…, 特别是…: goes on with the piece before.
_CONTINUED = re.compile(r"^(?:或者|或|以及|特别是|尤其是|重点是|包括|含)")
#: 联系人：…, 电话….
_CONTACT = re.compile(r"^(?:联系人|联系电话|电子邮箱|邮箱|地址|传真|邮编|电话)|@|^\d[\d-]{5,}$")
#: A line that is a title: …实施方案.
_TITLE_ONLY = re.compile(
    r"(?:的)?(?:相关规定|实施方案|工作方案|行动方案|管理办法|若干措施|实施意见|指导意见|规划|的通知)$"
)
#: …，|或者…的; …，|情节严重的: goes on with a case.
_CASE_GOES_ON = re.compile(r"^(?:被|或者|或|且|并且|仍|又|导致|造成|致使|损害|侵害|情节|尚不|经|拒不|逾期)")
#: 由区城管执法局|责令|改正, 给予警告: what a case may not go on with.
_INFLICTED = re.compile(r"(?<!被)责令|处[^，,]{1,20}罚款|给予警告|没收(?!的)|吊销(?!的)|代为")
#: …修改为, 增加一款: tells of a text.
_REWRITES = re.compile(
    r"(?:修改|调整|修订|改|变更)(?:为|成)$|增加一(?:款|项|条|章|节)|作为第.{1,6}(?:款|项|条)$|删去|适用于"
)
#: …|等问题: closes a series.
_SERIES_END = re.compile(r"等(?:突出|主要|重点)?(?:问题|情况|情形|方面|手段|方式|行为|因素|措施|环节|现象|需求)$")
#: 禁止利用标准，|实施妨碍流通的行为: goes on with what is forbidden.
_ACT_END = re.compile(r"(?:行为|活动)$")
#: …，当事人请求赔偿|的，应予支持; …，具有下列情形之一的: closes a case that is put to a court.
_PUT = re.compile(
    r"(?:请求|主张|起诉|诉请|诉至|以.{1,20}为由|申请(?:撤销|再审|执行|确认)|提出(?:异议|抗辩)|符合.{2,30}(?:情形"
    r"|条件|规定)"
    r"|(?:具有|有)下列情形之一)[^,，]{0,60}的$"
)
#: 针对…, 通过…: opens a series.
_SERIES_HEAD = re.compile(r"(?:针对|围绕|聚焦|采取|采用|通过|由于|鉴于|为解决|对)")
#: A series has no more pieces than this behind its first one.
_LONGEST_SERIES = 6
#: …，|均应当…: binds whom the pieces before name.
_BINDS = re.compile(r"(?:都|均|也)?(?:应当|必须|应|可以|方可|才可|才能|方能)")
_BINDING_WORDS = frozenset(("应当", "必须", "应", "可以", "方可", "才可", "才能", "方能"))
#: 采取…措施，|并上报: what 并 goes on with was done, not how the next thing is done.
_DOES = re.compile(r"采[取用]|运用|发挥|把握|突出|坚持|遵循")
_AND = re.compile(rf"(?:并且|并|且){_NO_COMPOUND}")
#: Who acts is named, or the piece goes on with another.
_ACTS = re.compile(r"由|交|并")
_COMMAS = ("，", ",")
#: What ends a group of pieces.
_STOPS = ("；", ";", "：", ":")


class PieceReader:
    """Cuts sentences into pieces with one lexicon."""

    def __init__(self, knowledge: Knowledge, bodies: BodyReader | None = None) -> None:
        bodies = bodies or BodyReader(knowledge)
        self._force = bodies.force
        self._grammar = Grammar(knowledge, bodies)
        self.pieces = lru_cache(maxsize=8192)(self._pieces)

    def force(self, text: str) -> Force:
        """The force of a stretch of text."""
        return self._force.read(text)

    def opens_with_verb(self, text: str) -> bool:
        """Whether a stretch opens with a verb or an adverb that leads to one."""
        return bool(self.verb_at(text))

    def verb_at(self, text: str) -> str:
        """The verb that a stretch opens with, "" where the lexicon knows none there."""
        return self._grammar.verb_at(text)

    def _pieces(self, sentence: str) -> tuple[Piece, ...]:
        """The pieces of a sentence, in order."""
        raw = [item for item in _cut(sentence) if sentence[item[0] : item[1]].strip(EDGES)]
        stopped = sentence.rstrip().endswith(("。", "；", ";", "！", "，", "”"))
        out: list[Piece] = []
        for index, (start, end, joint, split) in enumerate(raw):
            text = sentence[start:end].strip(EDGES)
            following = raw[index + 1] if index + 1 < len(raw) else None
            after = flatten(sentence[following[0] : following[1]].strip(EDGES)) if following else ""
            comma = following is not None and sentence[following[0] - 1 : following[0]] in _COMMAS
            piece = Piece(start, end, text, Does.PREDICATE, self._force.read(text), joint, split)
            does = self._does(piece, after, after if comma else "", out, stopped=stopped)
            out.append(piece if does is piece.does else replace(piece, does=does))
        return tuple(_cases_joined(_put_as_case(_bound_at_last(_gathered(out)))))

    def _does(self, piece: Piece, after: str, near: str, before: list[Piece], *, stopped: bool) -> Does:
        """What a piece does, by its own words, what follows it and what stands before it.

        Args:
            piece: the piece, with its force.
            after: the next piece, flat.
            near: the same where it stands behind a comma, else "".
            before: the pieces before it.
            stopped: whether the sentence ends in a stop; a heading and a line of a table do not.
        """
        if piece.split:
            return Does.PREDICATE
        text, force, grammar = flatten(piece.text), piece.force, self._grammar
        plain = _LEAD.sub("", text)
        if _CONTACT.search(text) or _REWRITES.search(plain):
            return Does.FACT
        if before and piece.joint in ("：", ":") and _CONTACT.match(flatten(before[-1].text)):
            return Does.FACT
        if is_time(plain):
            return Does.TIME
        if near and (not plain or CONNECTIVE.fullmatch(plain) or WEAKENED.fullmatch(plain)):
            return Does.ADVERBIAL
        going_on = _goes_on(plain, force, before)
        if going_on is not None:
            return going_on
        if near and not force.said and grammar.names_body(plain):
            return Does.TOPIC
        if near and grammar.leads_on(plain, force):
            return Does.ADVERBIAL
        if grammar.is_case(plain, after, force):
            return Does.CASE
        if force.said and force.strength >= 4 and force.polarity != "encouragement" and force.word not in WEAK_WORDS:
            return Does.PREDICATE
        return self._does_unforced(plain, force, after, near, before, stopped=stopped)

    def _does_unforced(
        self, plain: str, force: Force, after: str, near: str, before: list[Piece], *, stopped: bool
    ) -> Does:
        """What a piece does that no force word makes a predicate."""
        grammar = self._grammar
        if grammar.is_fact(plain):
            return Does.FACT
        if near and not (_DOES.match(plain) and _AND.match(near)) and grammar.is_adverbial(plain):
            return Does.ADVERBIAL
        if force.polarity == "encouragement" and force.start == 0 and not _BINDS.match(near):
            return Does.PREDICATE  # 鼓励…建立稳定的供货关系，…: no noun that the next piece speaks of
        first = not any(piece.does is Does.PREDICATE for piece in _group(before))
        if near and force.word != "要" and grammar.is_topic(plain, near, first=first):
            return Does.TOPIC
        if not stopped and (is_body_list(plain) or (not after and grammar.lists_nouns(plain))):
            return Does.TOPIC
        if not stopped and not before and not after and _TITLE_ONLY.search(plain):
            return Does.FACT
        return Does.PREDICATE


def _cut(sentence: str) -> list[tuple[int, int, str, bool]]:
    """Comma segments, cut again where 并 joins a second predicate; brackets stay whole.

    Each is (start, end, the mark before it, whether it was cut from the one before without a comma).
    """
    out: list[tuple[int, int, str, bool]] = []
    for first, at in comma_segments(sentence):
        start, joint = first, sentence[first - 1 : first] if first else ""
        case = _CASE_UNPARTED.match(sentence, start, at)
        if case is not None and _balanced(case[0]):
            out.append((start, case.end(), joint, False))
            start, joint = case.end(), ""
        text = sentence[start:at]
        cuts = [start]
        if ("并" in text or "且" in text) and not text.rstrip(EDGES).endswith("的") and not _FOR_SUCH.match(text):
            cuts += [start + match.start() for match in _JOINED.finditer(text) if _balanced(text[: match.start()])]
        for number, (low, high) in enumerate(zip(cuts, [*cuts[1:], at], strict=True)):
            out.append((low, high, joint if not number else "", bool(number)))
    return out


def _balanced(text: str) -> bool:
    """Whether no bracket or quotation is open at the end of a stretch."""
    return all(text.count(a) <= text.count(b) for a, b in (("（", "）"), ("“", "”"), ("《", "》"), ("(", ")")))


def _goes_on(plain: str, force: Force, before: list[Piece]) -> Does | None:
    """What a piece does that goes on with the one before it; None where it does not."""
    if not before:
        return None
    last = before[-1]
    if _CONTINUED.match(plain):
        if last.does in (Does.PREDICATE, Does.GOES_ON):
            return Does.GOES_ON
        if last.does in (Does.FACT, Does.CASE):
            return last.does
    if last.force.polarity == "prohibition" and not force.said and _ACT_END.search(plain):
        return Does.GOES_ON
    return None


def _group(before: list[Piece]) -> list[Piece]:
    """The pieces since the last semicolon."""
    for at in range(len(before) - 1, -1, -1):
        if before[at].joint in _STOPS:
            return before[at:]
    return before


# --- pieces seen together ----------------------------------------------------------------------------------------


def _gathered(pieces: list[Piece]) -> list[Piece]:
    """针对办理不便利，通过率低，标准不一致等问题，…: what such a series holds is one adverbial."""
    out = list(pieces)
    for at, piece in enumerate(out):
        if not _SERIES_HEAD.match(piece.text) or piece.force.strength >= 5:
            continue
        for end in range(at + 1, min(at + _LONGEST_SERIES + 1, len(out) - 1)):
            if out[end].joint not in _COMMAS:
                break
            if _SERIES_END.search(out[end].text) and out[end + 1].joint in _COMMAS:
                for inner in range(at, end + 1):
                    out[inner] = replace(out[inner], does=Does.ADVERBIAL)
                break
    return out


def _bound_at_last(pieces: list[Piece]) -> list[Piece]:
    """从事规划编制，在规划区内进行建设，必须遵守…: what stands before the one force word names who is bound."""
    out = list(pieces)
    start = 0
    for at, piece in enumerate(out):
        if piece.joint in _STOPS:
            start = at
        if piece.does is not Does.PREDICATE or not piece.force.said:
            continue
        binds = piece.force.word in _BINDING_WORDS and _BINDS.match(piece.text) and piece.joint in _COMMAS
        if binds and all(_may_name(other) for other in out[start:at]):
            for inner in range(start, at):
                if out[inner].does is Does.PREDICATE:
                    out[inner] = replace(out[inner], does=Does.TOPIC)
        start = at + 1
    return out


def _may_name(piece: Piece) -> bool:
    """Whether a piece before the force word may only name who is bound: no force of its own, nothing done to others."""
    if piece.does is not Does.PREDICATE:
        return True
    return not piece.force.said and not _ACTS.match(piece.text) and not done_to(piece.text[:24])


def _may_be_case(piece: Piece) -> bool:
    return piece.does in (Does.PREDICATE, Does.GOES_ON, Does.TOPIC) and not piece.force.said


def _put_as_case(pieces: list[Piece]) -> list[Piece]:
    """因失修造成损害，当事人请求赔偿的，应予支持: what stands before a case, and binds nobody, is part of it."""
    out = list(pieces)
    for at in range(1, len(out)):
        case = out[at]
        if case.does is not Does.CASE or not _PUT.search(case.text) or case.joint not in _COMMAS:
            continue
        _reach_back(out, at, (*_COMMAS, ""))
    return out


def _cases_joined(pieces: list[Piece]) -> list[Piece]:
    """一方隐藏财产，或者伪造债务的，…: what a case goes on with is part of it."""
    out = list(pieces)
    for at in range(1, len(out)):
        if not (out[at].text.endswith("的") and _CASE_GOES_ON.match(out[at].text) and out[at].joint in _COMMAS):
            continue
        if _INFLICTED.search(out[at - 1].text):
            continue  # 责令改正，|拒不改正的，处…: a case of what comes next alone
        if _reach_back(out, at, _COMMAS) < at:
            out[at] = replace(out[at], does=Does.CASE)
    return out


def _reach_back(pieces: list[Piece], at: int, joints: tuple[str, ...]) -> int:
    """Make those before a piece that may be of one case with it such, as far as these marks join them; where that ends
    up."""
    while at and pieces[at].joint in joints and _may_be_case(pieces[at - 1]):
        at -= 1
        pieces[at] = replace(pieces[at], does=Does.CASE)
    return at
