"""Two forms of one duty → the fields that changed, with a direction for each and the places that each explains.

Every difference between the two is looked at (`hunks`); it belongs to a field, or is proved to be wording, or is told
as a change of what the region that it lies in stands for. Nothing is passed over because no rule knows it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from alignment.duties import references
from alignment.duties.actors import ActorComparer
from alignment.duties.cases import all_named, of_bearer, of_case, where_able
from alignment.duties.deadlines import deadline_change, turned_round
from alignment.duties.duty import Duty
from alignment.duties.hunks import Hunk, hunks
from alignment.duties.judged import FieldChange, Judged, Setting, Spot, spot, spots
from alignment.duties.modality import modality_change
from alignment.duties.parts import CASES, Parts, Region
from alignment.duties.quantities import age_reach, base_of, bounds, counted_for, measured_by, quantity_change
from alignment.duties.regions import RegionComparer
from alignment.duties.wording import Wording
from alignment.linking.localise import Localiser
from alignment.reading.flat import flatten
from alignment.reading.normalize import fold

#: What only sends or asks for a word: 报|向…备案.
_SENDING = re.compile(r"(?:报|向|由|经|送|给|至|到|报经|报请|报送|提请|上报)?")
#: What opens or closes a case and says no more: 如果…, …的, …时.
_CASE_WORDS = re.compile(r"(?:如果|如|若|倘若|凡是|凡|的|时|情形的|情况的|之时|不(?=$)|未(?=$)|没有)*")
#: 未|缴费的: without it the case is the opposite one.
_CASE_DENIED = re.compile(r"不|未|没有")
#: What joins the things of a list.
_JOINS = re.compile(r"(?:或者|或|和|及|与|以及)?")
#: So many differences of one region may be one of a list.
_SEVERAL = 2
#: Fields whose directions are no reach.
_EXACT_FIELDS = frozenset(("quantity", "deadline", "modality", "reporting"))
#: Words so long stand elsewhere in a sentence for more than by chance.
_HELD = 3
#: No name of a thing is so short.
_SHORTEST = 2
#: The region whose differences a field explains once it is told.
_EXPLAINS = {
    "actor": Region.BEARER,
    "modality": Region.FORCE,
    "deadline": Region.TIME,
    "reporting": Region.REPORT,
}
#: Fields whose places are exact, so that what lies outside of them is still to be told.
_EXACT = frozenset(("quantity", "deadline", "reporting", "actor", "condition"))


class Comparer:
    """Compares duties with one lexicon and one localiser."""

    def __init__(self, localiser: Localiser, wording: Wording, setting: Setting) -> None:
        self._localiser = localiser
        self._wording = wording
        self._setting = setting
        self.actors = ActorComparer(localiser, setting)
        self._regions = RegionComparer(self.actors, setting)

    def compare(self, old: Parts, new: Parts, around_old: Sequence[Duty], around_new: Sequence[Duty]) -> Judged:
        """The fields that changed between two forms of one duty; `around` are the duties of the sentences of each."""
        judged = Judged()
        found = hunks(old, new)
        if old.duty.outcome and new.duty.outcome and not any(hunk.values or hunk.quoted for hunk in found):
            judged.wording += [(hunk, "aim") for hunk in found]
            return judged  # what only says what the others are for binds nobody
        judged.changes += modality_change(old, new, plan=self._setting.plan)
        judged.changes += self.actors.change(old, new)
        judged.changes += deadline_change(old, new, around_old, around_new, self._setting)
        judged.changes += quantity_change(old, new)
        judged.changes += age_reach(judged.changes)
        judged.changes = of_bearer(judged.changes)
        judged.changes += of_case(found, judged.changes, new.duty)
        judged.changes += where_able(old, new)
        judged.changes += self._reporting(old, new)
        self._rest(found, old, new, judged)
        judged.changes = _merged(judged.changes)
        return judged

    # --- reports -------------------------------------------------------------------------------------------------

    def _reporting(self, old: Parts, new: Parts) -> list[FieldChange]:
        """To whom a duty has its bearer report, and what is asked of the receiver: 审批 → 备案 is weaker."""
        left, right = old.report, new.report
        if left is None or right is None:
            return []
        same = self.actors.same_receivers(left.to, right.to)
        kinds = left.kind != right.kind and self._wording.key(left.kind) != self._wording.key(right.kind)
        if kinds and left.rank != right.rank:
            direction = "stronger" if right.rank > left.rank else "weaker"
        elif not same:
            direction = self.actors.receivers_turned(left.to, right.to)
        else:
            return []
        return [
            FieldChange(
                "reporting",
                direction,
                left.text,
                right.text,
                (spot(old.duty, old.report_at, old.report_at + len(left.text)),),
                (spot(new.duty, new.report_at, new.report_at + len(right.text)),),
            )
        ]

    # --- everything else -----------------------------------------------------------------------------------------

    def _rest(self, found: list[Hunk], old: Parts, new: Parts, judged: Judged) -> None:
        """Each hunk that no field has told: wording with its proof, renamed, or a change of its region's field."""
        free = [left for hunk in found if (left := _left_of(hunk, judged)) is not None]
        if self._wording.only_attached_elsewhere(free):
            judged.changes.append(_as_attached(free, old, new))
            return
        moved, free = self._wording.in_order(free)
        judged.wording += [(hunk, "order") for hunk in moved]
        told = {change.field for change in judged.changes}
        open_now: list[Hunk] = []
        slight: list[Hunk] = []
        for hunk in free:
            proof = self._proof(hunk) or _of_bans(hunk, old, new) or self._elsewhere(hunk, old, new)
            if proof:
                judged.wording.append((hunk, proof))
            elif self._wording.slight(hunk, plan=self._setting.plan):
                slight.append(hunk)
            else:
                open_now.append(hunk)
        retargeted = references.retargeted(old, new, self._setting)
        if (
            not (judged.changes or slight)
            and (open_now or retargeted)
            and all(references.only(hunk) for hunk in open_now)
        ):
            judged.references = open_now
            judged.retargeted = retargeted
            return
        for region in dict.fromkeys(hunk.region for hunk in open_now):
            held = [hunk for hunk in open_now if hunk.region is region]
            before = len(judged.changes)
            for hunk in held:
                self._tell(hunk, old, new, told, judged)
            judged.changes[before:] = self._of_list(held, judged.changes[before:])
        for hunk in slight:
            if judged.changes:
                judged.wording.append((hunk, "emphasis"))
            else:
                self._tell(hunk, old, new, told, judged)

    def _of_list(self, held: Sequence[Hunk], changes: list[FieldChange]) -> list[FieldChange]:
        """Changes that several differences within one list make are one, more or fewer elements, whatever their order.

        更衣区、淋浴区 → 淋浴区、更衣区、休息室.
        """
        fields = {change.field for change in changes}
        if len(held) < _SEVERAL or len(changes) != len(held) or len(fields) != 1 or fields & _EXACT_FIELDS:
            return changes
        way = self._wording.elements_turned(held)
        return [replace(change, direction=way) for change in changes] if way else changes

    def _tell(self, hunk: Hunk, old: Parts, new: Parts, told: set[str], judged: Judged) -> None:
        """A hunk as the change that it is, or as what the context says."""
        change = self._of_hunk(hunk, old, new, told, judged)
        if change is not None:
            judged.changes += [change, *of_case([hunk], [change], new.duty)]
        else:
            judged.wording.append((hunk, "inherited"))

    def _proof(self, hunk: Hunk) -> str:
        """The name of the proof that a hunk changes nothing, "" where there is none."""
        if self._localised(hunk):
            return "localised"
        if self._follows(hunk):
            return "renumbered"
        if _equal_values(hunk):
            return "value"
        if hunk.region is Region.REPORT and _SENDING.fullmatch(hunk.gone) and _SENDING.fullmatch(hunk.come):
            return "synonym"
        if hunk.region in CASES and _same_case_words(hunk.gone, hunk.come):
            return "synonym"
        if _reaches(hunk) or all_named(hunk):
            return "synonym"
        return self._wording.proof(hunk, plan=self._setting.plan)

    def _elsewhere(self, hunk: Hunk, old: Parts, new: Parts) -> str:
        """A case, a basis or a body that one side says here and the other for the whole sentence: it holds for both."""
        if _by_pronoun(hunk, old, new):
            return "inherited"
        if hunk.region is Region.REPORT and self._at_own_level(old, new):
            return "inherited"
        if hunk.region is Region.BASIS and self._by_means(old) == self._by_means(new) != "":
            return "synonym"
        if hunk.region not in (*CASES, Region.BASIS, Region.BEARER) or bool(hunk.old) == bool(hunk.new):
            return ""
        there = new if hunk.old else old
        words = self._wording.key(flatten(hunk.words(0 if hunk.old else 1))).strip("，,、的")
        if hunk.region in CASES:
            side = old if hunk.old else new
            low, high = (hunk.old or hunk.new)[0].start, (hunk.old or hunk.new)[-1].end
            piece = next((one.text for one in side.duty.around if one.start <= low and high <= one.end), "")
            words = max(words, self._wording.key(flatten(piece)).strip("，,、的"), key=len)
        before = self._wording.key(flatten(there.sentence[: there.duty.start]))
        return "inherited" if len(words) >= _HELD and words in before else ""

    def _at_own_level(self, old: Parts, new: Parts) -> bool:
        """区交通局…报区政府批准 = 报本级政府批准: whether one side names the level of the one who reports."""
        reports = old.report, new.report
        if reports[0] is None or reports[1] is None or reports[0].kind != reports[1].kind:
            return False
        names = [flatten(report.to) for report in reports if report is not None]
        own = [_OWN_LEVEL.sub("", name) for name in names]
        level = next((b.name[:1] for b in (old.duty if own[0] == names[0] else new.duty).bearers), "")
        if (own[0] == names[0]) == (own[1] == names[1]) or not _LEVEL.match(level):
            return False
        one, other = ((name if bare == name else level + bare) for name, bare in zip(names, own, strict=True))
        return self._wording.key(one) == self._wording.key(other)

    def _by_means(self, side: Parts) -> str:
        """通过公告栏 = 以公告栏的方式: the means that a duty is done by, "" where it names none."""
        match = _MEANS.fullmatch(self._wording.key(flatten(side.words(Region.BASIS))))
        return match["what"] if match else ""

    def _of_hunk(self, hunk: Hunk, old: Parts, new: Parts, told: set[str], judged: Judged) -> FieldChange | None:
        places = spots(old.duty, hunk.old), spots(new.duty, hunk.new)
        turned = turned_round(hunk)
        if turned and "deadline" not in told:
            return FieldChange("deadline", turned, hunk.gone, hunk.come, *places)
        if "deadline" in told and _EDGE_OF_TERM.fullmatch(hunk.gone + hunk.come):
            return None  # 届满三十日|前 → 届满|前|三十日内
        if hunk.gone + hunk.come == "而" and any(_KNOWING.search(side.sentence) for side in (old, new)):
            return None
        if "actor" not in told and (names := _of_names(hunk, old, new)):
            return FieldChange("actor", names, hunk.gone, hunk.come, *places)
        if hunk.region not in CASES and (known := _known(hunk)):
            return FieldChange("condition", known, hunk.gone, hunk.come, *places)
        quantity = next((change for change in judged.changes if change.field == "quantity"), None)
        if quantity is not None and (base_of(hunk, quantity) or _to_or_by(hunk)):
            return None
        if bounds(hunk):  # where the amounts are equal the bound is too: 至少参加一次 = 参加不少于一次
            return quantity and FieldChange("quantity", quantity.direction, hunk.gone, hunk.come, *places)
        if counted_for(hunk, old, new) or measured_by(hunk, old.duty, new.duty) or (hunk.codes and not hunk.quoted):
            return FieldChange("quantity", "other", hunk.gone, hunk.come, *places)
        return self._regions.change(hunk, old, new, told)

    def _localised(self, hunk: Hunk) -> bool:
        if self._setting.task != "derivation" or hunk.values:
            return False
        left, right = self._localiser.bare(fold(hunk.gone)), self._localiser.bare(fold(hunk.come))
        return left == right or not re.sub(r"[省市区县各我本全级域内]", "", left + right)

    def _follows(self, hunk: Hunk) -> bool:
        """Whether a reference only follows the renumbering of what it names."""
        gone = [placed.token for placed in hunk.old if placed.token.kind == "reference"]
        come = [placed.token for placed in hunk.new if placed.token.kind == "reference"]
        if len(gone) != len(hunk.old) or len(come) != len(hunk.new) or len(gone) != len(come) or not gone:
            return False
        return all(references.leads_on(a.key, b.key, self._setting) for a, b in zip(gone, come, strict=True))


def _same_case_words(gone: str, come: str) -> bool:
    """如果|逾期 = 逾期|的: whether words only open or close a case, which neither or both of them deny."""
    denied = [len(_CASE_DENIED.findall(words)) for words in (gone, come)]
    return denied[0] == denied[1] and bool(_CASE_WORDS.fullmatch(gone) and _CASE_WORDS.fullmatch(come))


#: |各|街道, |有关|街道: how many of those who bear a name are bound.
_EACH, _SOME = re.compile(r"各|每|所有|全部|任何|全体"), re.compile(r"有关|相关|部分|其他")
#: |会同区财政局|编制.
_TOGETHER = re.compile(r"会同|会商|联合|商")


def _of_names(hunk: Hunk, old: Parts, new: Parts) -> str:
    """A change of who is bound that names alone tell: 各街道 → 有关街道, |会同区财政局|编制 → 编制; "" for none."""
    if hunk.region is not Region.BEARER:
        return ""
    each = [bool(_EACH.search(words)) for words in (hunk.gone, hunk.come)]
    some = [bool(_SOME.search(words)) for words in (hunk.gone, hunk.come)]
    if each[0] == some[1] != each[1] == some[0]:
        return "narrower" if each[0] else "wider"
    if bool(hunk.old) != bool(hunk.new) and _TOGETHER.match(hunk.gone or hunk.come):
        side, other = (old, new) if hunk.old else (new, old)
        if side.duty.bearers and not other.duty.bearers:
            return "narrower" if hunk.old else "wider"
    return ""


#: 对|其|检查, 将|上述材料|归档.
_PRONOUN = re.compile(r"[对将把向]?(?:其|该)|(?:上述|前述)[^,，。]{0,4}")

#: 本级|政府, 同级|财政部门; the level that a name opens with.
_OWN_LEVEL, _LEVEL = re.compile(r"^(?:本|同)级"), re.compile(r"[省市区县旗乡镇]")
#: 通过|公告栏, 以|公告栏|的方式; 利用 and 运用 are 通过, 形式 is 方式 (synonyms).
_MEANS = re.compile(r"(?:通过|采取|以)(?P<what>[^,，。]{2,40}?)(?:的?(?:方式|办法|途径))?")
_COMMA = re.compile(r"[，,；;]")
#: |对其|检查.
_ITS = re.compile(r"[对将把向](?:其|该)")


def _by_pronoun(hunk: Hunk, old: Parts, new: Parts) -> bool:
    """登记旧衣回收箱，并检查|旧衣回收箱 → 对其|检查: whether one side only names again what it named before."""
    if not hunk.old or not hunk.new:
        if _ITS.fullmatch(hunk.gone + hunk.come):
            return True
        side, other, placed = (old, new, hunk.old) if hunk.old else (new, old, hunk.new)
        words, pronoun = hunk.words(0 if hunk.old else 1), _ITS.search(other.duty.head.text)
        before = side.sentence[: placed[0].start], other.sentence[: other.duty.head.start]
        return len(words) >= _SHORTEST and pronoun is not None and all(words in text for text in before)
    by_pronoun = [bool(_PRONOUN.fullmatch(words)) for words in (hunk.gone, hunk.come)]
    if by_pronoun[0] == by_pronoun[1]:
        return False
    words = (hunk.gone if by_pronoun[1] else hunk.come).lstrip("对将把向")
    if words.endswith("的"):  # 年检船只，并保管|船只的|钥匙 → 其|钥匙
        before = [_COMMA.split(one.sentence[: side[0].start]) for one, side in ((old, hunk.old), (new, hunk.new))]
        return len(words) > _SHORTEST and all(len(b) > 1 and b[-2].endswith(words[:-1]) for b in before)
    placed = hunk.old[0], hunk.new[0]
    return len(words) >= _SHORTEST and all(words in one.sentence[: one.start] for one in placed)


#: 届满三十日|前, 届满|前|三十日内: of a term that changed.
_EDGE_OF_TERM = re.compile(r"(?:[之以]?[前内后]){1,2}")
#: 明知|是盗窃的窨井盖|而|提供场所: what the one who acts must know.
_KNOWING = re.compile(r"明知|应知|知道或者应当知道")


def _known(hunk: Hunk) -> str:
    """Whether a hunk makes knowledge a condition or frees from it, "" where it says nothing of it."""
    held = [bool(_KNOWING.search(words)) for words in (hunk.gone, hunk.come)]
    return "other" if all(held) else "set" if held[1] else "dropped" if held[0] else ""


#: 增|至10处, 达|到10处: how what grows gets to one and the same amount.
_GROWS = re.compile(r"(?:增加?|增长|提高|提升|扩大|发展|达)?")
_TO_AMOUNT = re.compile(r"[到至]?\s?(?:\d|[一二三四五六七八九十百千万])")


def _reaches(hunk: Hunk) -> bool:
    """增至10处 = 达到10处: whether a hunk only says by which word of growing an equal amount is reached."""
    if hunk.values or not (_GROWS.fullmatch(hunk.gone) and _GROWS.fullmatch(hunk.come)):
        return False
    return all(_TO_AMOUNT.match(side[-1].sentence, side[-1].end) for side in (hunk.old, hunk.new) if side)


#: 未经批准, 未取得许可: without leave.
_UNLICENSED = re.compile(r"未经|未取得|未办理")


def _to_or_by(hunk: Hunk) -> bool:
    """增加到|两倍 → 增加|两倍: what the amount that changed already says."""
    return (
        hunk.gone.rstrip("到至") == hunk.come.rstrip("到至") and _GROWS.fullmatch(hunk.gone.rstrip("到至")) is not None
    )


def _of_bans(hunk: Hunk, old: Parts, new: Parts) -> str:
    """不得堆放杂物或者垃圾 = 不得堆放杂物、垃圾: what joins things that are all forbidden says nothing."""
    if not old.duty.force.polarity == new.duty.force.polarity == "prohibition":
        return ""
    if hunk.gone + hunk.come == "擅自" and all(_UNLICENSED.search(flatten(side.duty.text)) for side in (old, new)):
        return "idle"  # 未经批准，不得擅自…
    return "synonym" if _JOINS.fullmatch(hunk.gone) and _JOINS.fullmatch(hunk.come) else ""


def _left_of(hunk: Hunk, judged: Judged) -> Hunk | None:
    """What of a hunk no field that was told explains, None where nothing is left."""
    if any(hunk.region is _EXPLAINS.get(change.field) for change in judged.changes):
        return None
    told = [change for change in judged.changes if change.field in _EXACT]
    old = tuple(p for p in hunk.old if not _holds(p.start, [s for change in told for s in change.old_spots]))
    new = tuple(p for p in hunk.new if not _holds(p.start, [s for change in told for s in change.new_spots]))
    if not old and not new:
        return None
    return replace(hunk, old=old, new=new)


def _holds(at: int, places: Sequence[Spot]) -> bool:
    return any(place.start <= at < place.end for place in places)


#: What words stand for that moved and govern other words now, the first that any of them lies in.
_FIELD_OF = (
    (Region.CASE, "condition"), (Region.BEARER, "actor"), (Region.REPORT, "reporting"), (Region.TIME, "deadline"),
    (Region.FORCE, "modality"), (Region.OBJECT, "object"), (Region.VERB, "action"), (Region.BASIS, "scope"),
)  # fmt: skip


def _as_attached(found: Sequence[Hunk], old: Parts, new: Parts) -> FieldChange:
    """三日内要求商户整改 → 要求商户|三日内|整改: words that only stand elsewhere, and govern other words there."""
    held = {hunk.region for hunk in found}
    return FieldChange(
        next((field for region, field in _FIELD_OF if region in held), "object"),
        "other",
        "".join(hunk.gone for hunk in found),
        "".join(hunk.come for hunk in found),
        tuple(place for hunk in found for place in spots(old.duty, hunk.old)),
        tuple(place for hunk in found for place in spots(new.duty, hunk.new)),
    )


def _equal_values(hunk: Hunk) -> bool:
    gone = [placed.token.key for placed in hunk.old]
    return bool(gone) and gone == [placed.token.key for placed in hunk.new]


def _merged(changes: list[FieldChange]) -> list[FieldChange]:
    """One change a field: those of one field together, in their order; directions that disagree are other."""
    out: dict[str, FieldChange] = {}
    for change in changes:
        held = out.get(change.field)
        if held is None:
            out[change.field] = change
            continue
        out[change.field] = FieldChange(
            change.field,
            held.direction if held.direction == change.direction else "other",
            _both(held.old, change.old),
            _both(held.new, change.new),
            (*held.old_spots, *change.old_spots),
            (*held.new_spots, *change.new_spots),
        )
    return list(out.values())


def _both(left: str, right: str) -> str:
    return "；".join(part for part in (left, right) if part)
