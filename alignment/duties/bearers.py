"""Whom a duty binds: by its own words, the duty before it, the stem of its list, its note of responsibility."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from alignment.duties.actions import names_sanction
from alignment.duties.bodies import BodyReader, Named
from alignment.duties.context import Around, ListKind, Stem
from alignment.duties.duty import Duty
from alignment.duties.pieces import EDGES, Does, Piece, PieceReader
from alignment.duties.roles import Bearer, BearerRole
from alignment.reading.flat import flatten

#: 当事人不服的，可以|申请复议: the one whose case it is applies …
_APPLIES = re.compile(r"申请|投诉|举报|请求|反映")
#: … and another one decides.
_DECIDES = re.compile(r"审查|答复|受理|反馈|告知|审核|审批|办理|处理")
#: A predicate that binds the one whose case stands before it.
_BINDS = re.compile(r"(?:应当|应|必须|须|可以|可|不得|有权|要|方可|才可|才能|方能|并|按照|享受|享有|由其)")
#: 牵头, 配合: behind the name of the one who acts, what its role is.
_LEADS, _SUPPORTS = re.compile(r"牵头"), re.compile(r"(?:配合|协助|参与)(?!单位|部门)")
#: 违反本办法规定，: stands before the offender.
_AGAINST = re.compile(r"^违反[^,，]{0,30}规定[,，]?")
#: 摊主|擅自…, 浴室|未…: who does what is punished.
_OFFENDER = re.compile(
    r"(?P<name>[^,，。]{2,24}?)(?=有(?:下列|前款|以下)|违反|未|不|拒|擅自|将|在|对|以|伪造|隐瞒|提供虚假|滥用"
    r"|玩忽|发生|逾期|造成|构成)"
)
#: 行政执法机关|发现…的: an office whose case it is acts itself.
_FINDS = re.compile(
    r"(?:机关|部门|局|委|政府|办事处|机构|法院|检察院|大队|支队|管理员|网格员)(?:在[^,，]{2,16}中)?(?:发现|接到"
    r"|收到|认为|查明|决定)"
)
#: Lists whose stem names whom all items bind.
_BOUND_BY_STEM = (ListKind.DUTIES, ListKind.PROHIBITIONS, ListKind.RIGHTS, ListKind.ENCOURAGED)


class BearerReader:
    """Finds whom duties bind, with the readers of one lexicon."""

    def __init__(self, pieces: PieceReader, bodies: BodyReader) -> None:
        self._pieces = pieces
        self._bodies = bodies

    def subject(self, duty: Duty) -> tuple[Named, int] | None:
        """The body that the duty's own words name as the one who acts, with its place in the sentence."""
        found = self._bodies.subject(duty.head.text)
        if found is not None:
            raw = duty.unit.sentence.text[duty.head.start : duty.head.end]
            return found, duty.head.start + len(raw) - len(raw.lstrip(EDGES)) + found.start
        for piece in reversed(duty.around):
            named = self._bodies.leading(piece.text) if piece.does is not Does.TIME else None
            if named is not None and self._acts(duty, piece, named):
                return named, piece.start
        return None

    def _acts(self, duty: Duty, piece: Piece, named: Named) -> bool:
        """Whether the body that a piece before the predicate opens with is the one who acts."""
        if piece.does is Does.CASE and not _binds_its_case(duty, piece):
            return False
        whole = piece.does is Does.ADVERBIAL and named.start == 0 and named.end == len(piece.text)
        return named.how == "由" or not whole or self._bodies.subject(piece.text + "应当") is not None

    def bearers(
        self, duty: Duty, subject: Named | None, around: Around, with_it: Sequence[Bearer]
    ) -> tuple[Bearer, ...]:
        """Whom a duty binds.

        Args:
            duty: the duty, of which `own_bearer` is known.
            subject: the body that acts, by its own words or those of a duty before it.
            around: what stands around its sentence.
            with_it: the bodies that are joined in the duty before it.
        """
        found: list[Bearer] = []
        if subject is not None:
            found.append(Bearer(subject.name, _role(duty, subject), "words" if duty.own_bearer else "inherited"))
        joined = [Bearer(named.name, "support", "words") for named in self._bodies.joined(duty.text)]
        found += joined or ([] if duty.own_bearer else [replace(bearer, source="inherited") for bearer in with_it])
        if subject is None and around.stem is not None and around.stem.kind in _BOUND_BY_STEM:
            named = self._of_stem(around.stem)
            if named is not None:
                found.append(Bearer(named.name, "responsible", "inherited"))
        if around.note is not None and not duty.own_bearer:
            found = [bearer for bearer in found if bearer.source == "words"]
            found += around.note.bearers
        if not found and duty.unit.group == "front":
            found += [Bearer(name, "responsible", "inherited") for name in around.addressees]
        return tuple(dict.fromkeys(found))

    def _of_stem(self, stem: Stem) -> Named | None:
        """The body that a list's stem binds."""
        for piece in reversed(self._pieces.pieces(stem.sentence.text)):
            find = self._bodies.subject if piece.does is Does.PREDICATE else self._bodies.leading
            named = find(piece.text)
            if named is not None:
                return named
        return None

    def offender(self, duty: Duty) -> str:
        """Whom a sanction strikes, as its case names it: 经营者未公示价格的，处…."""
        for piece in duty.around:
            if piece.does not in (Does.CASE, Does.TOPIC):
                continue
            text = _AGAINST.sub("", piece.text)
            named = self._bodies.leading(text)
            if named is not None and named.how != "由":
                return named.name
            head = _OFFENDER.match(text)
            if head and self._bodies.is_body(flatten(head["name"])):
                return head["name"]
        return ""


def _binds_its_case(duty: Duty, case: Piece) -> bool:
    """Whether the one whose case it is is also the one bound: 当事人不服的，可以申请复议; 发现隐患后，立即报告."""
    head = duty.head.text
    if _FINDS.search(case.text):
        return True  # 行政执法机关发现正在搭建的，应当责令停止
    if names_sanction(head) or (_APPLIES.search(case.text) and _DECIDES.search(head)):
        return False
    return not case.text.endswith("的") or _BINDS.match(head) is not None


def _role(duty: Duty, subject: Named) -> BearerRole:
    """What the one who acts is to do, by what stands behind its name: lead, support, or all of it."""
    text = duty.head.text
    at = text.find(subject.name)
    behind = text[at + len(subject.name) :].lstrip("要应当须将，、") if at >= 0 else ""
    return "lead" if _LEADS.match(behind) else "support" if _SUPPORTS.match(behind) else "responsible"
