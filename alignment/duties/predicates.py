"""Where a predicate begins behind what leads to it: a basis, a case, a place, the one it is done to."""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import Enum, auto
from typing import NamedTuple

from alignment.duties.bodies import ADVERB

_CASE_END = re.compile(r"(?:情况下|情形下|条件下|前提下|期间|时|情况时)$")
#: 在不遮挡窗户的前提下|张贴: a case whatever verb stands in it.
_CASE = re.compile(r"在[^,。;:]{1,40}?(?:情况下|情形下|条件下|前提下|的同时)")
_LISTED = re.compile(r"(?:、|和|或者|或|及|以及)")
_PREPOSITION = re.compile(
    r"(?:严格|紧紧|充分|认真|直接|统一|分别|共同)?(?:按照|根据|依照|依据|参照|对照|围绕|结合|依托|针对|通过|利用|借助"
    r"|聚焦|立足|面向|凭|经|对于|对|在|为|向|以|从(?![轻重严快宽优简])|与|会同|将|把|自|于|就|因|由|至|据|按|用|除"
    r"|比照|每|本着|坚持"
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
#: Where a verb that the lexicon does not know stands behind its place: 在门前|摆放, 在商业街区|巡逻, 在网上|晾晒.
_PLACE_END = re.compile(
    r"""
    (?:位置|场所|区域|范围|门前|门口|路口|现场|周边|沿线|两侧|附近|街区|小区|社区|园区|辖区|景区|校园|广场|网站|平台|系统
    |领域|行业|环节|方面|过程中|地段|地区|学校|医院|市场|商场|通道|道路|工地
    |内(?![部容设外资河涝控])|外(?![资商来贸卖地部围籍墙])|上(?![级述海门网传报岗线学])|下(?![列级属设辖岗乡沉放游])
    |中(?![心小学央华国介医药期等型])|旁|侧(?!重)|边(?![境界坡远缘])|里(?![程面])|间(?![隔接断])|处(?![理置罚分以于所])
    |厅(?![级局])|室(?![内外])|馆|院(?![校落长])|所(?![有在属需称得以])|场(?![所地景馆次])|点(?![位击餐对亮])|站(?![点台])
    |口(?![岸头罩腔])|栏(?![目杆])|屏)
    (?![的、和与及或等之内外上中旁侧边处两周沿])
    """,
    re.X,
)
#: 保护|区, 监测|点: a verb that only says which place.
_OF_PLACE = re.compile(r"区(?![内域分政委])|站(?![台点])|所(?![有在属需])|库(?!存)|带(?![动领来])|地(?=[、和核等])")
_MOMENT = re.compile("[前后时]")
#: 非法|收集, 变相|强制: how an act is done, in bans and offences.
MANNER = r"非法|违法|违规|变相|擅自|随意|多次|公开|故意|恶意|直接|间接"
_MANNER = re.compile(MANNER)
#: 配备|消毒柜, 更新|检测设备: behind a verb another one only says which thing.
_OF_THING = re.compile(
    r".(?:$|[、和及与或。;,])|(?:设施|设备|器材|器具|工具|工程|装置|物品|用品|材料|人员|队伍|车辆|机构|场所|场地|区域|站点|网点|网络"
    r"|系统|平台|终端|方案|预案|计划|台账|清单|档案|记录|报告|制度|机制|标准|规范|办法|指南|指引|流程|措施|中心|基地|专区|专窗"
    r"|窗口|通道|项目|事项|费用|资金|补贴|能力|水平|质量|效率)"
)
#: 对雨水口|进行清掏: a verb that says only that what follows is done.
_DOES = re.compile(r"(?:进行|予以|加以)(?=[^的、，,]{2})")
#: 对过期食品|封存: nothing stands behind the verb.
_DONE_TO = re.compile(r"对于?[^的、，,。;:]{4,12}[。;,:]?")
#: No verb with its object is so short.
SHORTEST = 2
#: 在市场监管、港口等领域|推行…: whatever verbs the names of fields hold.
_IN_FIELDS = re.compile(r"在[^,，。;；:]{2,60}?等[^,，。;；:、的]{0,4}(?:领域|行业|地区|区域|环节|方面)")
#: 核发|的证明: behind a verb, what says that it only tells which thing.
_OF_NOUN = re.compile(r"的(?=[^,，。;；、]{2})")
#: 处|五百元罚款; 入口|处 is a place.
_FINES = re.compile(r"处(?=[\d一二两三四五六七八九十百千万以罚警]|违法|货值|应缴)")
#: What leads on like an adverb and yet has an object: 运用|智能摄像头.
_TAKES_OBJECT = re.compile(r"利用|借助|运用|帮助|便利|破解|选聘|聘请|签署|对标|适应|统筹|系统")
#: A verb that the lexicon does not know, with what it is done to behind it: |记录|巡查情况.
_UNKNOWN = re.compile(r"[^、和及与或的地,，。;；:（）()\"“”《》\d]{2}(?=[^、和及与或的,，。;；:]{2})")
#: Nor is a place before an unknown verb longer, in characters.
_LONGEST_PLACE = 24
#: 地铁站|出入口: so near behind the end of a place another one is the same place's.
_NEXT_PLACE = 3
#: Behind a basis longer than the first a verb that the lexicon does not know is taken to stand so far from the end as
#: such predicates are long.
_LONG_BASIS, _PREDICATE = 9, 4


class Leads(Enum):
    """What words that stand before a verb do."""

    BASIS = auto()  # on what basis, by what means, where, for whom
    CASE = auto()
    OBJECT = auto()  # 将雨水口|清掏, 对雨水口|进行清掏


class Led(NamedTuple):
    """What leads to a predicate, and where its verb stands in the text."""

    does: Leads
    verb: int


class PredicateReader:
    """Finds where predicates begin and their verbs end; `verb_at` gives the lexicon's verb that a text opens with."""

    def __init__(self, verb_at: Callable[[str], str]) -> None:
        self._verb_at = verb_at

    def led(self, flat: str, at: int) -> Led | None:
        """What begins at `at` with a preposition and leads to a verb; None where nothing does, or no verb is seen."""
        preposition = _PREPOSITION.match(flat, at)
        if preposition is None:
            return None
        case = _CASE.match(flat, at)
        if case is not None and len(flat.rstrip("。;,:")) - case.end() >= SHORTEST:
            return Led(Leads.CASE, case.end())
        if received := _behind_receiver(flat, at):
            return Led(Leads.BASIS, received)
        fields = _IN_FIELDS.match(flat, at)
        if fields is not None and self.verb_end(flat, fields.end(), unknown=False) > fields.end():
            return Led(Leads.BASIS, fields.end())
        verb = self._behind_basis(flat, at) or self._verb_from(flat, preposition.end() + 1)
        end = len(flat.rstrip("。;,:"))
        if verb <= 0:
            verb = _behind_place(flat, preposition)
        if verb <= 0 and _DONE_TO.fullmatch(flat, at):
            verb = end - SHORTEST
        if verb <= 0 and _BASED.match(flat, at) and len(flat) - at > _LONG_BASIS:
            verb = len(flat) - _PREDICATE
        if verb <= 0:
            return None
        if _CASE_END.search(flat[at:verb]):
            return Led(Leads.CASE, verb)
        done_to = _DOES.match(flat, verb) or verb + SHORTEST == end
        objects = ("将", "把", "对", "对于") if done_to else ("将", "把")
        return Led(Leads.OBJECT if preposition[0].endswith(objects) else Leads.BASIS, verb)

    @staticmethod
    def leads(flat: str, at: int) -> bool:
        """Whether a preposition stands at `at`."""
        return _PREPOSITION.match(flat, at) is not None

    def adverb_before(self, flat: str, at: int) -> int:
        """Where an adverb ends behind which stands what leads to a verb: 率先|在港口|推行; 0 where none does."""
        adverb = ADVERB.match(flat, at)
        if adverb is None or _TAKES_OBJECT.match(adverb[0]) or self.led(flat, adverb.end()) is None:
            return 0
        return adverb.end()

    @staticmethod
    def only_does(flat: str, at: int) -> bool:
        """Whether a verb stands at `at` that says only that what follows is done: 进行, 予以."""
        return _DOES.match(flat, at) is not None

    def _behind_basis(self, flat: str, at: int) -> int:
        """Where the verb stands behind a basis that ends as such do: 按照技术规范|更换…; 0 where none does."""
        if not _BASED.match(flat, at):
            return 0
        ends = [match.end() for match in _BASIS_END.finditer(flat, at + 2)]
        found = next((end for end in reversed(ends) if self._verb_at(flat[end:])), 0)
        listed = None if found else _BASES.match(flat, at)
        return listed.end() if listed and len(flat) - listed.end() > SHORTEST else found

    def _verb_from(self, flat: str, at: int) -> int:
        """Where the first verb stands that may be the predicate's, from `at` on; -1 where there is none."""
        for start in range(at, len(flat) - 1):
            if flat[start] in "的、和与及或" or (flat[start - 1] in "的、和与及或" and flat[start - 1] != "的"):
                continue
            if _DOES.match(flat, start):
                return start
            if _OF_PLACE.match(flat, start + 2):
                continue  # 在水源|保护|区|捕鱼
            if _OF_NOUN.match(flat, start + len(self._verb_at(flat[start:]))):
                continue  # 根据区卫生局|核发的|证明
            if flat[start] == "处" and self._verb_at(flat[start:]) == "处" and not _FINES.match(flat, start):
                continue
            if self._verb_at(flat[start:]) or flat.startswith("给予", start) or _FINES.match(flat, start):
                length = self.verb_end(flat, start, unknown=False) - start
                if length >= 2 and start + length < len(flat):
                    return start
        return -1

    def verb_end(self, flat: str, at: int, *, unknown: bool = True) -> int:
        """Where a chain of adverbs and verbs from `at` on ends; `at` where none begins there.

        `unknown`: verbs that the lexicon does not know are looked for where one must stand.
        """
        end, acts = at, 0
        while end < len(flat):
            adverb = ADVERB.match(flat, end) or _MANNER.match(flat, end)
            if adverb and (end == at or self._verb_at(flat[adverb.end() :])):
                end = adverb.end()
                acts += _TAKES_OBJECT.match(adverb[0]) is not None
                continue
            verb = self._verb_at(flat[end:])
            if not verb or (end > at and _OF_THING.match(flat, end + len(verb))):
                break
            end += len(verb)
            acts += 1
            end = self.verbs_listed(flat, end, alone=unknown and acts == 1)
        if unknown and end > at and not acts and _UNKNOWN.match(flat, end):
            end += SHORTEST  # 逐项|记录: an adverb leads to a verb, whether the lexicon knows it or not
        return end

    def unknown_end(self, flat: str, at: int) -> int:
        """Where an act ends that opens with a word the lexicon does not know, an act or a way: 挪移、|逐户登记|."""
        end = min(len(flat), at + SHORTEST)
        verb = self._verb_at(flat[end:])
        if len(verb) >= SHORTEST and not _OF_THING.match(flat, end + len(verb)):
            return self.verb_end(flat, end)
        return self.verbs_listed(flat, end, alone=True)

    def verbs_listed(self, flat: str, end: int, *, alone: bool = False) -> int:
        """Where a list of verbs that begins with the one that ends at `end` ends: 泄露、买卖、出租|停车数据.

        Behind a verb that stands `alone`, with nothing that it is done to, a word that the lexicon does not know is one
        too: 涂改、遮挪|标志.
        """
        while end < len(flat):
            mark = _LISTED.match(flat, end)
            if mark is None:
                break
            manner = _MANNER.match(flat, mark.end())
            start = manner.end() if manner else mark.end()
            verb = self._verb_at(flat[start:])
            unknown = alone and mark[0] in "、或者" and _UNKNOWN.match(flat, start)
            if len(verb) < 2 and (unknown or _LISTED.match(flat, start + 2)):
                verb = flat[start : start + 2]
            if len(verb) < 2:
                break
            end = start + len(verb)
        return end


#: 向作出决定的部门|申请复核, 对老年人、残疾人|免费: what somebody is asked, or given, behind who that is.
_RECEIVED = re.compile(
    r"(?:向(?P<asked>[^,。;:向]{2,40}?)(?=(?:书面|提出)?(?:申请|投诉|举报|起诉|申诉)(?!的))"
    r"|[向对](?P<given>[^,。;:向对]{2,40}?)(?=(?:免费|优惠|减半|半价|全部|全天|有序|优先|低价)*(?:免费|优惠|减半|半价|开放)[。;,:]?$))"
)


def _behind_receiver(flat: str, at: int) -> int:
    """Where the verb stands behind the one who is asked or given something; 0 where nobody is."""
    match = _RECEIVED.match(flat, at)
    return match.end() if match else 0


def _behind_place(flat: str, preposition: re.Match[str]) -> int:
    """Where a verb that the lexicon does not know stands behind a place: 在门前|摆放; -1 where none is seen."""
    low = preposition.end()
    if not preposition[0].endswith(("在", "于", "从")):
        return -1
    found = -1
    for place in _PLACE_END.finditer(flat, low, low + _LONGEST_PLACE):
        if found > 0 and place.end() - found > _NEXT_PLACE:
            break
        if found < 0 and _MOMENT.search(flat, low, place.start()):
            return -1  # 在开业前|…: a time
        if place.end() - low >= SHORTEST and len(flat) - place.end() > SHORTEST:
            found = place.end()
    return found
