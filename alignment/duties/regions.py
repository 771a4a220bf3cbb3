"""What a difference is that no value explains: the change of the field that its region stands for, with its reach."""

from __future__ import annotations

import re

from alignment.duties.actions import severity, verb_rank
from alignment.duties.actors import ActorComparer
from alignment.duties.cases import ASKS
from alignment.duties.coordinated import acts_turned, adds_act, adds_deed
from alignment.duties.hunks import Hunk
from alignment.duties.judged import FieldChange, Setting, spots
from alignment.duties.manner import manner_turned
from alignment.duties.parts import Parts, Region
from alignment.duties.predicates import MANNER
from alignment.duties.reach import ALL, reach_of, unjoined, whole_phrase, whole_piece
from alignment.linking.similarity import common_start
from alignment.reading.flat import flatten

_ACTS = re.compile(
    r"(?:变更|从事|举办|进行|开展|实施|提供|使用|建设|扩大|设置|设立|经营|生产|销售|申请|发生|造成|拒绝|未|不|对|在"
    r"|按|将|有下列|违反|取得|享受|符合|具备|遇有?|涉及|出现|存在|属于|处于|因)"
)
#: What may lead to a place, a thing or a person that the duty is limited to.
_PLACE = re.compile(r"(?:在|对|对于|针对|面向|向|为)")
_PLACE_BEFORE = re.compile(r"(?:在|对|针对|面向|为(?!了)|向|给)[^,，]{0,16}$")
#: 不得在公共绿地|和消防通道…: a place within a predicate whose verb the lexicon does not know.
_PLACES = re.compile(r"(?:^|不得|禁止|严禁|应当|[,，])(?:在|于)[^,，]{0,24}$")
#: 向社会|公布, 在系统内|通报: before whom something is laid.
_PUBLIC = re.compile(r"社会|公众|公开")
_INTERNAL = re.compile(r"内部|系统内|范围内|行业内|机关内")
#: 在门店|公示, 向社会|公布: where and to whom something is made known.
_PUBLISHES = re.compile(r"(?:公布|公示|公开|公告|发布|通报|通告)")
#: 向市商务局|申请复核: of whom something is asked.
_ASKED_OF, _TOWARDS = re.compile(r"(?:书面|提出)?(?:申请|提出|投诉|举报|起诉|申诉)"), re.compile(r"^向")
_BASED = re.compile(r"(?:按照|根据|依据|依照|经|凭)")
#: 凭|街道出具的|证明办理: what must be shown is a condition, of which there may be more or less.
_UPON_PAPER = re.compile(
    r"(?:凭|持|根据|依据)[^,，。;；]{0,40}(?:证明|凭证|证件|证书|[可格记份]证|票据|通知书|介绍信|身份证)"
)


class RegionComparer:
    """Turns differences into changes of fields."""

    def __init__(self, actors: ActorComparer, setting: Setting) -> None:
        self._actors = actors
        self._setting = setting

    def change(self, hunk: Hunk, old: Parts, new: Parts, told: set[str]) -> FieldChange | None:
        """The change that an unexplained hunk is; None where a field that was told, or the context, holds it."""
        found = self._named(hunk, old, new, told)
        if found is None:
            return None
        field, direction = found
        return FieldChange(field, direction, hunk.gone, hunk.come, spots(old.duty, hunk.old), spots(new.duty, hunk.new))

    def _named(self, hunk: Hunk, old: Parts, new: Parts, told: set[str]) -> tuple[str, str] | None:
        if "actor" in told and _ROLE.fullmatch(hunk.gone + hunk.come):
            return None  # 牵头 → 配合: told as the role of the body
        if "quantity" in told and ALL.fullmatch(hunk.gone + hunk.come):
            return "scope", "narrower" if hunk.old else "wider"  # 全部公园 → 三个公园
        match hunk.region:
            case Region.BEARER:
                return self._of_bearer(hunk, old, new) if "actor" not in told else None
            case Region.TIME:
                return _of_time(hunk) if "deadline" not in told else None
            case Region.REPORT:
                return _of_report(hunk) if "reporting" not in told else None
            case Region.FORCE:
                way = _held_back(hunk)
                return ("modality", way) if way and "modality" not in told else None
            case Region.LINK:
                return None
            case Region.CASE:
                return self._of_case(hunk, old, new, told)
            case Region.OFFENDER | Region.ACT | Region.THING | Region.PLACE:
                return _of_deed(hunk, old, new)
            case Region.BASIS:
                if new.duty.penalty and "actor" not in told and _STRUCK.search(hunk.gone or hunk.come):
                    return "actor", reach_of(hunk)
                return _of_basis(hunk, old if hunk.old else new)
            case Region.VERB | Region.OBJECT:
                return self._of_predicate(hunk, old, new)

    def _of_predicate(self, hunk: Hunk, old: Parts, new: Parts) -> tuple[str, str]:
        if new.duty.penalty or all(_ORDERS.search(side.duty.head.text) for side in (old, new)):
            return _of_sanction(hunk, old.duty.head.text, new.duty.head.text)
        if hunk.old and hunk.new and bool(ALL.fullmatch(hunk.gone)) != bool(ALL.fullmatch(hunk.come)):
            return "scope", reach_of(hunk)  # 全部|摊位 → 热食|摊位
        if _WRITTEN.fullmatch(hunk.gone + hunk.come) and (old.report or new.report):
            return "reporting", _of_form(hunk)
        if (joined := _joined(hunk)) and new.duty.force.polarity == "prohibition":
            return "action", joined  # 不得脱岗|并|饮酒 → 不得脱岗|或者|饮酒
        if _FREE.fullmatch(hunk.gone + hunk.come):
            return "condition", "other" if hunk.old and hunk.new else "set" if hunk.new else "dropped"
        if hunk.gone + hunk.come == "擅自" and new.duty.force.polarity == "prohibition":
            return "modality", "stronger" if hunk.old else "weaker"  # 不得|擅自|占用
        if _counted_in(hunk):
            return "scope", "narrower" if hunk.new else "wider"
        if bool(hunk.old) != bool(hunk.new) and _FIELDS.fullmatch(hunk.words(0) or hunk.words(1)):
            return "scope", "dropped" if hunk.old else "set"
        if self._in_place(hunk, old, new) or _among_fields(hunk) or _of_places(hunk):
            return "scope", reach_of(hunk)
        if _HELD_BACK.fullmatch(hunk.gone + hunk.come):
            return "modality", _held_back(hunk)  # 逐步|取消
        if way := manner_turned(hunk, old, new):
            return "action", way
        if hunk.region is Region.VERB or _second_act(hunk, old, new) or _named_act(hunk, old, new):
            return "action", acts_turned(old, new) or _of_verb(hunk)
        if bool(hunk.old) != bool(hunk.new) and adds_act(hunk, new if hunk.new else old):
            return "action", "wider" if hunk.new else "narrower"
        return "object", reach_of(hunk)

    def _of_bearer(self, hunk: Hunk, old: Parts, new: Parts) -> tuple[str, str] | None:
        """What one side's names alone hold, where who is named was not found to differ: a name that was not read."""
        if bool(hunk.old) == bool(hunk.new):
            return None  # compared by who they are, not by how they are written
        one, other = (side.words(Region.BEARER).removeprefix("由") for side in (old, new))
        if _OF_NAMES.fullmatch(flatten(hunk.gone + hunk.come)) or self._actors.same_receivers(one, other):
            return None
        if _JOINED_BODY.match(hunk.gone + hunk.come):
            return "actor", "narrower" if hunk.old else "wider"
        if not (old.duty.own_bearer and new.duty.own_bearer):
            unread = new if old.duty.own_bearer else old
            return None if unread.duty.bearers or (one or other)[0] in "该其本" else ("actor", "other")
        return "actor", "narrower" if hunk.old else "wider"

    def _in_place(self, hunk: Hunk, old: Parts, new: Parts) -> bool:
        """Whether words stand in the places that a predicate opens with: 在东街、西街|和南街|投放…."""
        side, placed = (new, hunk.new) if hunk.new else (old, hunk.old)
        before = flatten(side.sentence[side.duty.head.start : placed[0].start])
        if not (hunk.listed or before.endswith(("在", "于"))) or not _PLACES.search(before):
            return False
        if Region.BASIS in (side.region_at(at) for at in range(side.duty.head.start, placed[0].start)):
            return False  # the place has ended
        place = before[max(before.rfind("在"), before.rfind("于")) + 1 :]
        return not any(side.opens_with_verb(place[at:]) for at in range(1, len(place)))

    def _of_case(self, hunk: Hunk, old: Parts, new: Parts, told: set[str]) -> tuple[str, str]:
        one_sided = not hunk.old or not hunk.new
        joined = _joined(hunk)
        if joined and _BOTH.search(hunk.gone + hunk.come):
            return "condition", joined
        if one_sided and whole_piece(hunk, old if hunk.old else new):
            return "condition", "dropped" if hunk.old else "set"
        if "actor" not in told and _heads_case(hunk, old, new):
            if not one_sided:
                return "actor", self._actors.reach([hunk.gone], [hunk.come])
            return "actor", ("wider" if hunk.new else "narrower") if hunk.listed else "other"
        joined = joined or _required(hunk, old if _longer(hunk) == "old" else new)
        if joined:
            return "condition", joined
        if new.duty.penalty or new.duty.kind == "penalty":
            return _of_offence(hunk, new if hunk.new else old)
        if _DENIED.sub("", hunk.gone, count=1) == _DENIED.sub("", hunk.come, count=1):
            return "condition", "other"
        return "condition", _of_lacking(hunk, old, new) or reach_of(hunk)


#: 有条件的|街道, 要|研究|制定: what makes a force hold for less.
_HELD_BACK = re.compile(r"有条件|原则上|视情|尽|努力|力争|争取|研究|探索|试点|逐步|鼓励|引导")
#: 一律|不得: what makes it hold for all.
_FOR_ALL = re.compile(r"一律|均|都|全部")

#: 检测合格|方可|恢复使用: what makes of what stands before it a condition.
_ONLY_THEN = re.compile(r"方可|才可|方能|才能|始得")


def _held_back(hunk: Hunk) -> str:
    """Whether words beside a force word make it hold more or less firmly; "" where they do neither."""
    if bool(_HELD_BACK.search(hunk.gone)) != bool(_HELD_BACK.search(hunk.come)):
        return "stronger" if _HELD_BACK.search(hunk.gone) else "weaker"
    if bool(_ONLY_THEN.search(hunk.gone)) != bool(_ONLY_THEN.search(hunk.come)) and not (hunk.old and hunk.new):
        return "weaker" if hunk.old else "stronger"
    if bool(_FOR_ALL.search(hunk.gone)) != bool(_FOR_ALL.search(hunk.come)):
        return "weaker" if _FOR_ALL.search(hunk.gone) else "stronger"
    return "other" if _HELD_BACK.search(hunk.gone + hunk.come) and hunk.gone != hunk.come else ""


#: 等部门, 有关, 各, 行政主管: what a name holds besides who it names.
_OF_NAMES = re.compile(
    r"(?:等|有关|相关|各级?|其他?|本|该|的|人民|行政|主管|监督|管理|工作|部门|机构|机关|单位|组织|人员|所在|当地|以及|或者?|[和及与、由]"
    r"|主要|负责|同志|领导|应当?|要|均|都)+"
)
#: |会同公安部门|开展检查: with whom it is done.
_JOINED_BODY = re.compile(r"会同|会商|商请?(?=[省市区县各])")
#: What a body is to do beside others.
_ROLE = re.compile(r"(?:牵头|配合|协助|参与|负责|主办|协办)+")
#: 书面|告知, 口头|通知: in which form something is reported.
_WRITTEN = re.compile(r"(?:以?书面(?:形式|方式)?|以?口头(?:形式|方式)?|当面)+")
_FREE = re.compile(r"(?:免费|无偿|有偿|收费|免费地|书面|以?书面(?:形式|方式)|当面)+")
_AND = re.compile(r"(?:并且|而且|并|且|和|同时)*+")
#: |未|按时返还, |非|单独乘坐: the case is the opposite one, no part of it.
_DENIED = re.compile(r"^(?:[不未非]|没有)")
_AND_BEFORE = re.compile(r"(?:和|及|并|且|以及|并且|同时)[^、,，]?$")
_OR = re.compile(r"(?:或者|或|之一)+")
#: 且 joins circumstances, never names.
_BOTH = re.compile(r"且|同时")
#: 责令|停止营业 → 责令|改正: what is ordered strikes more or less hard, whoever orders it.
_ORDERS = re.compile(r"责令")
#: What a sanction strikes: 直接责任人员, 单位.
_STRUCK = re.compile(r"(?:人员|责任人|负责人|人|单位|者|企业)$")
#: What the name of one who acts ends with: 经营者, 救生员.
_AGENT = re.compile(r"(?:者|人员|人|单位|企业|公司|机构|部门|[商户员])$")
_AT = re.compile(r"(?:在|于)[^,，的]{0,20}$")


#: 率先在河道、公园等领域|推行…: the fields that one side alone names.
_FIELDS = re.compile(
    r"(?:率先|优先|重点|特别是)*(?:在|对|围绕|聚焦)?[^，,；;。]{2,60}等[^，,；;。、的]{0,4}(?:领域|行业|地区|区域|环节)的?"
)
#: 河道|、公园、市场等领域: what stands between an element and the noun that says of what its list is.
_TO_FIELDS = re.compile(
    r"(?:[、和及与][^，,；;。、和及与的在对]{1,14}){0,14}等[^，,；;。、的]{0,4}(?:领域|行业|地区|区域|环节)"
)


def _among_fields(hunk: Hunk) -> bool:
    """Whether what differs are elements of a list of fields: 在河道、公园|、夜市|等领域."""
    sides = [side for side in (hunk.old, hunk.new) if side]
    return all(_TO_FIELDS.match(side[-1].sentence, side[-1].end) for side in sides)


#: 扶持少数民族|地区、|边远贫困|地区的学校: what the name of a place ends with.
_PLACE_NAME = re.compile(
    r"(?:[^、,，。;；:和及与或的在对]{0,8}[、和及与或]){0,8}[^、,，。;；:和及与或的在对]{0,6}?(?:地区|区域|领域|环节|周边|沿线|范围内)"
    r"(?=[、,，。;；的和及与]|$)"
)
#: Words that run to the end of such a name themselves.
_PLACE_NAMED = re.compile(r"(?:地区|区域|领域|环节|周边|沿线|老区)$")


def _of_places(hunk: Hunk) -> bool:
    """Whether the names that differ are of places or fields: 扶持|少数民族|地区 → 扶持|边疆|地区."""
    sides = [side for side in (hunk.old, hunk.new) if side]
    return all(
        _PLACE_NAMED.search(flatten(side[0].sentence[side[0].start : side[-1].end]))
        or _PLACE_NAME.match(side[-1].sentence, side[-1].end)
        for side in sides
    )


#: 码头（|不|含临时码头）, 市场（|不|包括早市）.
_COUNTED_IN = re.compile(r"(?:包含|包括|含)")


def _counted_in(hunk: Hunk) -> bool:
    """Whether what is counted in is now left out, or the other way round."""
    if hunk.gone + hunk.come != "不":
        return False
    placed = (hunk.old or hunk.new)[0]
    return _COUNTED_IN.match(placed.sentence, placed.end) is not None


def _second_act(hunk: Hunk, old: Parts, new: Parts) -> bool:
    """检测|、收纳|充电线缆: whether a verb that the lexicon does not know was put in or taken out behind another."""
    if bool(hunk.old) == bool(hunk.new):
        return False
    side, placed = (new, hunk.new) if hunk.new else (old, hunk.old)
    at = placed[0].start
    before = [item for item in side.tokens if item.start < at]
    return side.sentence[at - 1] in "、和" and bool(before) and before[-1].region is Region.VERB


#: 开展|…专项检查: what is done is said by the noun at the end.
_ONLY_DOES = re.compile(r"(?:组织|全面|深入|集中|统一|定期)*(?:开展|进行|实施)")

_ACT_ENDS = re.compile(r"(?:工作|活动|行动)?[。；，,;]?")


def _named_act(hunk: Hunk, old: Parts, new: Parts) -> bool:
    """开展摊点专项|检查 → 开展摊点专项|整治: whether the acts differ that a verb of mere doing leads to."""
    if not hunk.old or not hunk.new:
        return False
    return all(
        _ONLY_DOES.fullmatch(flatten(side.words(Region.VERB)))
        and side.verb_at(flatten(words)) == flatten(words)
        and _ACT_ENDS.fullmatch(side.sentence, placed[-1].end, side.duty.end)
        for side, placed, words in ((old, hunk.old, hunk.gone), (new, hunk.new, hunk.come))
    )


def _joined(hunk: Hunk) -> str:
    """发热并且出疹 → 发热或者出疹 catches more cases."""
    gone, come = flatten(hunk.gone), flatten(hunk.come)
    if _AND.fullmatch(gone) and _OR.fullmatch(come):
        return "wider"
    return "narrower" if _OR.fullmatch(gone) and _AND.fullmatch(come) else ""


def _longer(hunk: Hunk) -> str:
    """Which side has words that the other lacks, old or new; "" where both have their own: 经|审核、|验 → 经验."""
    gone, come = flatten(hunk.gone), flatten(hunk.come)
    short, long = sorted((gone, come), key=len)
    start = common_start(short, long)
    if len(short) == len(long) or not long.endswith(short[start:]):
        return ""
    return "old" if long == gone else "new"


def _required(hunk: Hunk, side: Parts) -> str:
    """持有健康证|和培训证|的: what is asked for besides makes a case narrower."""
    longer = _longer(hunk)
    if not longer:
        return ""
    placed = hunk.old if longer == "old" else hunk.new
    at, end = placed[0].start, placed[-1].end
    if _FIRST_HAD.search(flatten(side.sentence[side.duty.start : at + 1])) and hunk.listed:
        joined_by_or = "或" in side.sentence[max(0, at - 1) : end + 2]
        return "narrower" if (longer == "new") != joined_by_or else "wider"  # 经审核、|验收|后方可
    piece = next((one for one in side.duty.around if one.start <= at < one.end), None)
    if (
        piece is None
        or not ASKS.match(flatten(piece.text))
        or not _AND_BEFORE.search(side.sentence[piece.start : at + 1])
    ):
        return ""
    return "narrower" if longer == "new" else "wider"


#: 经审核|、验收|后方可开业: each of what must be had first is asked for.
_FIRST_HAD = re.compile(r"(?<![未非不])经(?![营济费])[^,，。;；:的]*$")


#: 未经居民会议讨论|通过|的, 未按规定|逐月|登记的: a case of what was to be had or done, and was not.
_LACKING = re.compile(r"(?:未|没有)(?:经|取得|获得|征得|办理|通过|完成|按|依|履行|建立|设置|采取)[^,，。;；:]*$")
_TURNED = {"wider": "narrower", "narrower": "wider"}


def _of_lacking(hunk: Hunk, old: Parts, new: Parts) -> str:
    """Where a case is that something is lacking, whether more or less must not be: the more is asked, the wider it is.

    "" where the case is no such one, or the words that differ are elements of a list, of which each may be lacking.
    """
    if hunk.listed:
        return ""
    for side, placed in ((old, hunk.old), (new, hunk.new)):
        if placed and not _LACKING.search(flatten(side.sentence[side.duty.start : placed[0].start])):
            return ""
    way = reach_of(hunk)
    return _TURNED.get(way, "")


#: 经区水务局批准, 在征得产权人同意后: what must be had before.
_ASKED_FIRST = re.compile(r"经(?!营)[^,，]*(?:后|同意|批准)?|在?(?:征得|取得)[^,，]*(?:后|之前|前)")


def _of_report(hunk: Hunk) -> tuple[str, str]:
    """A report that only one side asks for; an approval that comes first is a condition."""
    if hunk.old and hunk.new:
        return "reporting", "other"
    field = "condition" if _ASKED_FIRST.fullmatch(hunk.gone or hunk.come) else "reporting"
    return field, "set" if hunk.new else "dropped"


def _of_form(hunk: Hunk) -> str:
    """Whether a report in another form asks for more: 口头 → 书面 does."""
    before, after = (2 * ("书面" in words) + ("口头" not in words) for words in (hunk.gone, hunk.come))
    return "stronger" if after > before else "weaker" if after < before else "other"


def _of_sanction(hunk: Hunk, before: str, after: str) -> tuple[str, str]:
    """A change of what is inflicted, by how hard it strikes; or of whom it strikes.

    给予|警告 → 处罚|款: where a word alone says nothing the whole of the two, `before` and `after`, does.
    """
    gone, come = hunk.gone, hunk.come
    a, b = severity(gone), severity(come)
    if not a and not b and _STRUCK.search(gone or come):
        return "actor", reach_of(hunk)
    if hunk.region is Region.OBJECT and hunk.listed and not a and not b and bool(gone) != bool(come):
        return "object", reach_of(hunk)  # 没收违法所得|和渔具
    if not (a and b) and (bool(gone) == bool(come) or not (a or b)):
        a, b = severity(before), severity(after)
        if a and b and a != b:
            return "action", "stronger" if b > a else "weaker"
    if gone and come and not a and not b:
        return "action", _of_verb(hunk)  # 督促 → 责令
    if gone and come:
        return "action", "other" if a == b or not a or not b else "stronger" if b > a else "weaker"
    return "action", "wider" if come else "narrower"


def _of_deed(hunk: Hunk, old: Parts, new: Parts) -> tuple[str, str]:
    """A change of who does what is punished, what is done, to what, where or against which rules."""
    if hunk.region is Region.OFFENDER:
        return "actor", reach_of(hunk)
    if hunk.region is Region.PLACE:
        return "scope", reach_of(hunk)
    joined = bool(hunk.old) != bool(hunk.new) and adds_deed(hunk, new if hunk.new else old)
    if hunk.region is Region.ACT and bool(hunk.old) != bool(hunk.new) and re.fullmatch(MANNER, hunk.gone + hunk.come):
        return "action", "wider" if hunk.old else "narrower"  # 擅自|占道经营的: only who does it so
    if not joined and _CONSEQUENCE.match(hunk.gone or hunk.come):
        return "condition", reach_of(hunk)
    return ("action", _of_verb(hunk)) if joined or hunk.region is Region.ACT else ("object", reach_of(hunk))


#: 损坏堤岸|造成严重后果|的: what comes of a deed is a circumstance.
_CONSEQUENCE = re.compile(r"(?:并|且)?(?:造成|导致|致使|引起|引发|情节|后果)")


def _of_offence(hunk: Hunk, side: Parts) -> tuple[str, str]:
    """A change of what is punished: the act, the place, or the circumstances."""
    words = hunk.gone or hunk.come
    if _AT.search(hunk.before) and hunk.listed:
        return "scope", reach_of(hunk)
    if hunk.listed and (_ACTS.match(words) or side.opens_with_verb(unjoined(words))):
        return "action", reach_of(hunk)
    return "condition", reach_of(hunk)


def _of_time(hunk: Hunk) -> tuple[str, str] | None:
    """A difference beside or within a time that is no other day or term: what it counts from, 立即, 及时."""
    if hunk.old and hunk.new:
        return "deadline", "other"
    if all(placed.token.kind == "time" for placed in (*hunk.old, *hunk.new)):
        return None  # it only moved: told where it stands
    return "deadline", "set" if hunk.new else "dropped"


def _of_basis(hunk: Hunk, side: Parts) -> tuple[str, str]:
    text = hunk.gone or hunk.come
    one_sided = not hunk.old or not hunk.new
    if one_sided and _FIELDS.fullmatch(hunk.words(0) or hunk.words(1)):
        return "scope", "dropped" if hunk.old else "set"
    verb, basis = side.words(Region.VERB), side.words(Region.BASIS)
    published = "reporting" if _PUBLISHES.match(verb) else "scope"
    if _PUBLIC.search(hunk.gone) and _INTERNAL.search(hunk.come):
        return published, "narrower"
    if _INTERNAL.search(hunk.gone) and _PUBLIC.search(hunk.come):
        return published, "wider"
    if _ASKED_OF.match(verb) and _TOWARDS.search(flatten(basis)):
        return "reporting", reach_of(hunk) if hunk.listed else "other"
    before = flatten(side.sentence[side.duty.start : (hunk.old or hunk.new)[0].start])  # 为四十家|摊位: with its amount
    placed = _PLACE.match(text) or _PLACE_BEFORE.search(hunk.before) or _PLACE_BEFORE.search(before)
    field = "scope" if placed and not _BASED.match(text) else "condition"
    if field == "scope" and published == "reporting" and not (one_sided and whole_phrase(hunk, side)):
        whole = one_sided and flatten(basis) == flatten(text)
        return published, reach_of(hunk) if not whole else "dropped" if hunk.old else "set"
    if one_sided and whole_phrase(hunk, side):
        return field, "dropped" if hunk.old else "set"
    if field == "scope" or _UPON_PAPER.match(flatten(basis)):
        return field, reach_of(hunk)
    return field, "other"  # a basis or a channel catches no more and no fewer cases


def _of_verb(hunk: Hunk) -> str:
    a, b = verb_rank(hunk.gone), verb_rank(hunk.come)
    if a and b and a != b:
        return "stronger" if b > a else "weaker"
    if (not hunk.old or not hunk.new) and not hunk.replaced:
        return "wider" if hunk.new else "narrower"
    return "other"


def _heads_case(hunk: Hunk, old: Parts, new: Parts) -> bool:
    """Whether a hunk lies in the name that a case opens with, and that is who is bound: 甲馆、乙馆变更名称的，应当…."""
    side, placed = (new, hunk.new) if hunk.new else (old, hunk.old)
    if side.duty.subject_at >= side.duty.head.start and any(bearer.source == "words" for bearer in side.duty.bearers):
        return False
    piece = next((one for one in side.duty.around if one.start <= placed[0].start < one.end), None)
    if piece is None:
        return False
    if not side.duty.penalty and not re.match(r"(?:应当|应|必须|须|可以|可|不得|要|有权)", side.duty.head.text):
        return False
    before = flatten(side.sentence[piece.start : placed[0].start]).strip("，,。；; ")
    if not hunk.listed or len(before) > 40:
        return False
    if _AGENT.search(unjoined(before)) and "的" not in before:
        return True  # 经营者、|点餐员|未公示价格的
    if side.opens_with_verb(unjoined(hunk.gone or hunk.come)):
        return False  # 转让、|伪造|摊位证的
    return not (_ACTS.search(before) or ASKS.match(before))
