"""Names of bodies within a clause: who acts, receives, is joined; by how such names end and what follows them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from alignment.duties.force import ForceReader
from alignment.knowledge import Knowledge
from alignment.reading.flat import flatten
from alignment.reading.times import times

_AFTER_ACTOR = re.compile(
    r"(?:将|按照|按|根据|依照|依据|依法|依规|对|向|与|同|在|会同|为|应|须|可|不|未|由|以(?!及)|自|从|于|及时|定期"
    r"|共同|统一|分别|分工|联合|发现|认为|接到|收到|作出|提出|有权|具有|享有"
    r"|拒绝|违反|滥用|利用|达成|涉及|通过|结合|围绕|依托|每(?:半?年|季度?|月|周|日)|负责|牵头|配合|协助|参与|承担|履行"
    r"|经|凭|到|至|参照|比照|仿照|对照|坚持|受(?=[^,。;]{2,20}委托)|主动|积极|严格|认真|切实|要|均|都|也|还|一律|原则上"
    r"|月调度|半月|第一时间|先行|自行|另行|自主|自愿|免费|公开|实时|立即|尽快|同时|随时|双方|各自|委托|授权|指定|聘请"
    r"|邀请|组织|安排|指导|监督|督促|本着|领导(?=本|全|各|下))"
)
_BY = re.compile(r"(?:^|(?<=[,;、])|(?<![理自缘事来]))由(?!于|此|衷|来)")
_WITH = re.compile(
    r"(?P<how>会同|会商|配合|商(?=市|区|县|省|有关|相关|各))(?P<name>[^,。;:]{2,50}?)(?=制定|开展|组织|建立|完善|编制"
    r"|确定|实施|推进|做好|进行|对|按|在|提出|研究|发布|公布|报|划定|统一|定期|及时|共同|依法|审查|审核|检查|指导"
    r"|推动|加强|$)"
)
#: 会同|区卫生健康委|查验…: with whom, whatever is done.
_JOINS = re.compile(r"会同|会商")
_NO_ACTOR = re.compile(
    r"^(?:对|向|与|为|在|将|按|以|从(?!业)|把|自(?!然|治|来)|因|和|及(?!时)|并|或|等|如|经(?!营|办|济|开|纪|贸)|被(?!告|执"
    r"|监|征|害)|使(?!用)|让|给|就|至|于|其(?!他|余)|该(?!单位|机构|企业|公司|部门)|此|不|未(?!成年|婚)|无|凡|除|当(?!事|地)|若"
    r"|可|应(?!急)|须|要|请|是"
    r"|有(?:\d|[一二三四五六七八九十]{1,3}(?:分之|名以上|人以上)|下列|以下|前款|违法|必要|效|力|序)|根据|依据|依照"
    r"|按照|参照|比照|仿照|通过|围绕|结合|依托|关于|包括|作为|属于|违反|采取"
    r"|发现|接到|收到|经过|随着|针对|由于|鼓励|支持|引导|推动|允许|责令|督促|组织(?!部)|指导|提升|促进|加强|推进|完善"
    r"|"
    r"建立|健全|优化|深化|强化|落实|开展|实施|制定|做好|确保|保障(?!局|部|中心)|也|还|再|又|首批|首次|负责|签署|交"
    r"|责成|责令|凭|同(?![仁学乡业行志级事济心兴])|[^,的]{0,8}(?:发现|查出|检出|查实)[^,]*的)"
)
#: Adverbs and verbs that open an instruction and never a name.
ADVERB = re.compile(
    r"妥善|真实|准确|完整|如实|适当|第一时间|扎扎实实|牢固|对标|适应|有针对性地?|有计划地?|有步骤地?|逐渐|逐项|逐个|创造性地?"
    r"|因地制宜地?|重点|率先|稳妥|精准|靶向|多元|广泛|分级分类|分类|严格|坚决|努力|不断|常态化|高标准|高水平|前瞻"
    r"|系统推进|统筹"
    r"|科学(?!技术|院|研究)|合理|适时|适度|依法|依规|全方位|多渠道|同步|联合(?!会|国)|协同|共同|集中|优先|试行"
    r"|实时|充分|书面|帮助|便利|破解|选聘|聘请|签署|主动|积极|及时|定期|切实|深入|持续|进一步|全面|逐步|加快|大力|着力"
    r"|紧紧|认真|扎实|有效|有序|统一|分别|随时|定时|一次性|免费|利用|借助|运用"
)
#: What only looks like the end of an office's name: 部署, 签署, 网办.
_NO_OFFICE = re.compile(
    r"(?:部署|签署|举办|承办|主办|协办|督办|交办|经办|网办|通办|代办|即办|联办|联合办|全部|内部|外部|局部|干部|原委"
    r"|帮办|领办|跑办|包办|创办|兴办|开办|停办|难办|易办|快办|严办|查办|重办|补办|换办)$"
)


#: Words that bind firmly enough for what stands before them to be the one who is bound.
STRONG = frozenset(
    (
        "应当",
        "应",
        "必须",
        "须",
        "要",
        "不得",
        "可以",
        "可",
        "有权",
        "严禁",
        "禁止",
        "不准",
        "一律",
        "方可",
        "才可",
        "才能",
        "方能",
        "负有",
        "无需",
        "不再",
        "不予",
    )
)


#: 巡查终端15部, 泊位20处: an amount, no office.
_COUNTED = re.compile(r"\d\s?(?:部|处|户|家|组|队|所|站|社)$")
#: 方案报|区民政局, 方案经|区政府批准后: who gets it or has a say in it, not who acts.
_SENT_TO = re.compile(
    r"[报送交](?:[省市区县镇乡各]|上级|本级|同级|国家|国务院|党中央|中央|原)"
    r"|(?<=.)经(?![营济办开贸销理费常验典络历信发侦管适])"
)
#: 管理工作坚持|市委…领导, 办公室设在|区水务局, 委员会受|…委托, 参照|…标准: a predicate that names a body.
_SAYS_OF = re.compile(
    r"(?<=.)(?:坚持|设在|挂靠在?|隶属于?|参照|比照|依照|按照|涉及|受(?![托害理益灾助聘训赠让众检审监限]))"
)
#: 各街镇|要|结合旧市场…: a force word stands in no name; 主要, 要素 are none.
_FORCED = re.compile(r"应当|必须|不得|(?<![主重需必首只纲提概摘紧简扼冲险])要(?![求素点道件闻害塞务员])")
#: 联席会议|负责组织协调…: nor does what somebody is in charge of.
_IN_CHARGE = re.compile(r"负责(?!人|同志|的)")
#: 由|主管的|卫生健康部门, 由|其住所地的|街道办事处: which of several it is, before its name.
_OF_WHERE = re.compile(r"[^,。;:的]{0,12}(?:主管|分管|管辖|辖区|属地|所在|地|所在[市区县镇乡])的")
#: Offices called 处: 市殡葬管理处.
_BUREAU = re.compile(
    r"(?:管理|监管|服务|监察|代表|工作|联络|事务|执法|督查|稽查|登记|审批|规划|财务|人事|指导|信访|法制|秘书|综合"
    r"|业务|行政|检测|检验|鉴定)处$"
)
#: 专门委|员会, 联席会|议: a name goes on.
_CUT = re.compile(r"委员|会议")
#: 滨河步道|向|市民免费开放: towards whom, in no name but that of a street.
_TOWARDS = re.compile(r"(?<=[\u4e00-\u9fff])(?<![定导面方走志])向(?![阳荣东日导])(?=[\u4e00-\u9fff]{2})")


#: An office of a level by its name: 区水务局, 市、区财政局, 各街道办事处.
_OFFICE = re.compile(
    r"(?:[省市区县镇乡各本]|自治区)[\u4e00-\u9fff、]{1,16}(?:局|委|办|厅|院|署|政府|支队|大队|管委会|街道|办事处)"
)
#: Behind a verb they make it part of a name: 市市场|监管|局.
_OF_NAME = re.compile(r"(?:[、和及与等]|局|委(?!托|派)|部门|机构|中心|单位|站(?!点)|队|办公室|处(?![理以罚置分]))")
#: 省人民政府|工业和信息化主管部门: a department of it, by its business.
_OF_GOVERNMENT = re.compile(r"[^,，。;；的]{2,20}?(?:主管部门|行政部门|管理部门|监督部门|部门|机构|办公室|委员会)")
#: Behind a verb it makes it part of the name of persons: 物业|使用|人, 人民|调解|员.
_REST_OF_NAME = re.compile(
    r"[^,，的]{0,4}?(?:人员?|者|员|户|商|主体|组织|协会|公司|企业|学校|医院|委员会|小组)(?:$|[、和及与或])"
)
#: 区水务局与承包人|签订协议.
_WITH_WHOM = re.compile(r"(?:依法|共同)?(?:签订|订立|签署|达成|协商|约定|建立|对接|合作|联系)")
#: What is said of an office's own and no predicate of it: 区教委主任, 市大数据局网站.
_OF_OFFICE = re.compile(
    r"(?:的|、|和|与|及|等|或|或者|主任|局长|领导|负责人|主要|职责|职能|网站|官网|门户|系统|平台|所属|下属|直属|窗口"
    r"|工作人员|人员|内部|名称|意见|机关|备案|审批|批准|同意|审核|牵头|配合|联合"
    r"|党|系|发布会|办公|事处|级|部门|单位|中心|会|管|局|委|办)"
)


_LISTED_BODY = re.compile(
    r"[^、,，;；。\s\d]{0,22}(?:局|委|办|厅|部|院|署|政府|部门|单位|中心|公司|集团|银行|街道|监委|各区|各县|各镇|机构"
    r"|开发区|旗县市区|各乡镇|联社|协会|社|办事处|支队|大队|法院|检察院)"
)
_LIST_PART = re.compile(r"[、,，;；]|(?<=[局委办厅部院署府门位心司团行道构会社])(?:和|及)")


def is_body_list(text: str) -> bool:
    """Whether a line is nothing but names of bodies, with marks between them: 市甲局、市乙局，各区."""
    parts = [part for part in _LIST_PART.split(text) if part]
    return bool(parts) and all(_LISTED_BODY.fullmatch(part) for part in parts)


#: 中小企业|培育库企业数量达到50家: what is measured acts not.
_MEASURED = re.compile(
    r"[^,。;]{0,14}(?:数量|总数|比例|占比|[^效频税费汇速功利]率|规模|总量|总额|增速|产值)"
    r"(?:达到?|超过|突破|提升[至到]|提高[至到]|增[至到加长]|不低于|不少于|控制在|保持在|稳定在|年均|\d)"
)
#: 在本市设立的|金融机构, 从事洗浴服务的|单位: what is said of those who are bound; 对…的企业 names who receives.
_MODIFIED = re.compile(
    r"(?:在|为|被|依照|按照|根据|从事|负有|承担|取得|持有|具有|经|由|使用|参加|提供|已|已经|拟"
    r"|正在)[^,，。;；:“”]{2,60}的(?P<noun>[^的,，。;；]{2,14})"
)
#: 赋码部门, 核验机构: what is called by the one thing that it does.
_WORKS = r"[^,，的]{2}(?:部门|单位|机构|机关|人员)"
_BY_ITS_WORK = re.compile(rf"{_WORKS}(?:[、和与及]{_WORKS}){{0,4}}")
#: 2031年|对中小企业…: a year alone is no time, and no part of a name either.
_YEAR = re.compile(r"(?:[12]\d{3}|[一二][零〇一二三四五六七八九]{3})年(?:度)?(?=[对向在为将按以全各])")
#: 禁止|任何单位和个人|…: whom a ban speaks to.
_ANYBODY = re.compile(
    r"(?:禁止|严禁|不准|不得允许)(?P<name>任何(?:单位|组织|个人|机构|企业|人)"
    r"(?:(?:、|和|或者|或|以及)(?:任何)?(?:单位|组织|个人|机构|企业|人)){0,3})"
)
#: How words for persons end, read as such before a force word alone: 古树养护人, 租户, 网格员, 楼长|应当.
_PERSON = re.compile(
    r"(?:(?<![机无]器)人|(?<![或再前后两二三])者|(?<![动复满超定])员|(?<![民自为君公])主|(?<![账门窗落入开过销])户"
    r"|(?<![协招磋工通经会])商|师|(?<![惠便利为富爱亲扰安])民|(?<![处配大])方|[考新]生|毕业生|群众|公众|职工|教师"
    r"|学生|家长|(?:楼|船|店|校|所|站|班|组|馆|园|村|社"
    r"|片|网格|河|湖|林|田|路|街|巷)长|儿童|孕妇|产妇|妇女|青少年|股东|董事|监事|保安|导游|专家|评委|骑手|[游顾旅]客)$"
)
#: No pattern for the end of a name takes more characters; and a name that ends in one sign has so many.
_LONGEST_END, _SHORTEST_NAME = 5, 3
#: 六周岁以上儿童: whom a rule is about, by a measure that is compared for itself.
_COUNTS = re.compile(r"\d|周岁|以上|以下")
#: 监护人, 维修企业|应当: what opens with a verb and is a name all the same, where a force word follows.
_NAMED_BY_ACT = re.compile(
    r"[^,，的在对将把、由向]{2,8}(?:人员?|者|员|户|商|单位|机构|部门|机关|企业|公司|中心|站|队|所|组织|平台|院|厂)"
)


#: 街道办事处|和社区|应当: a second one who is bound.
_JOINED_NAME = re.compile(r"(?:[、和与及]|以及|或者|或)(?P<name>[^,，。;；:的在对将把为、和与及或由向]{2,8})")
#: 医院、学校周边|不得, 商业街两侧|应当: a place, whoever is bound there.
_SPOT = re.compile(
    r"[^,，。;；在于对由将把]{1,40}(?:周边|周围|附近|两侧|两旁|沿线|沿街|门前|门口|出入口|路段|河段|水域)"
)


@dataclass(frozen=True, slots=True)
class Named:
    """A body's name at [start, end) of a text; `how` is the word that joins it (由, 会同, "" for a subject)."""

    name: str
    start: int
    end: int
    how: str = ""


class BodyReader:
    """Finds the bodies of a clause with one lexicon."""

    def __init__(self, knowledge: Knowledge) -> None:
        ends = knowledge.bodies
        self._short_ends = tuple(word for word in ends if len(word) == 1)
        self._long_ends = tuple(word for word in ends if len(word) > 1)
        self._last = frozenset(word[-1] for word in ends) | {"处"}
        self._verb = knowledge.verb_pattern
        self._noun_heads = knowledge.noun_heads
        self.force = ForceReader(knowledge)
        self.is_body = lru_cache(maxsize=16_384)(self._is_body)
        self.subject = lru_cache(maxsize=8192)(self._subject)
        self.joined = lru_cache(maxsize=8192)(self._joined)

    def _is_body(self, name: str) -> bool:
        """Whether a name ends as the names of bodies do."""
        if not name or name[-1] not in self._last:
            return False
        at = max(0, len(name) - _LONGEST_END)
        if _NO_OFFICE.search(name, at) or _COUNTED.search(name, at) or _SAYS_OF.search(name) or _SENT_TO.search(name):
            return False
        if _BUREAU.search(name, at):
            return True
        return name.endswith(self._long_ends) or (len(name) >= _SHORTEST_NAME and name.endswith(self._short_ends))

    def _subject(self, text: str) -> Named | None:
        """The body that a clause names as the one who acts: behind 由, before the force word, before the verb."""
        flat = flatten(text)
        if "由" in flat:
            for match in _BY.finditer(flat):
                end = self._name_end(flat, match.end(), alone=True) or self._name_behind_by(flat, match.end())
                if end:
                    return Named(text[match.end() : end], match.end(), end, "由")
        at = self.head(flat)
        anybody = _ANYBODY.match(flat, at)
        if anybody is not None:
            return Named(text[anybody.start("name") : anybody.end()], anybody.start("name"), anybody.end())
        force = self.force.read(text)
        if force.said and force.start > at and force.word in STRONG:
            named = self._before_force(flat[at : force.start])
            if named:
                return Named(text[at : at + named], at, at + named)
            return None
        end = self._name_end(flat, at)
        if not end or not self._may_act(flat[at:end]) or _MEASURED.match(flat, end):
            return None
        return Named(text[at:end], at, end)

    def _before_force(self, head: str) -> int:
        """How much of what stands before a force word names the one who is bound.

        各区在疫情期间|要, 各区改革方案|要, 家庭成员之间|应当: the body at its head, all of it where that is a body's
        name.
        """
        bare = re.sub(r"(?:均|都|也|还|一律|同时|及时|依法|原则上|,){1,12}$", "", head)
        if _SPOT.fullmatch(bare):
            return 0
        modified = _MODIFIED.fullmatch(bare)
        if modified and self._bound(modified["noun"]) and not _FORCED.search(bare):
            return len(bare)  # 依照前款被撤销注册的人员|可以…
        if self._bound(bare) and not self._open(bare):
            return len(bare)
        end = self._name_end(bare, 0)
        if end and self._may_act(bare[:end]):
            return len(bare) if self._joins_name(bare[end:]) else end
        best = self._longest_name(bare)
        return len(bare) if best and self._joins_name(bare[best:]) else best

    def _joins_name(self, rest: str) -> bool:
        """Whether behind a name stands but another one, joined to it, of which nothing tells a name: |和社区|应当."""
        match = _JOINED_NAME.fullmatch(rest)
        return match is not None and not self._verb.match(match["name"]) and not _NO_ACTOR.match(match["name"])

    def _longest_name(self, bare: str) -> int:
        """Where the longest name of a body ends that a stretch opens with; 0 for none."""
        best = 0
        for end in range(2, min(len(bare), 60) + 1):
            if bare[end - 1] in ",。;:":
                break
            name = bare[:end]
            if best and self._verb.match(bare, best) and not self._of_name(bare[best:]):
                break  # 村民|使用宅基地建房|应当: whoever does so is bound
            if name[-1] not in self._last or _CUT.match(bare, end - 1):
                continue
            if self.is_body(name) and not self._open(name) and self._may_act(name):
                best = end
                if re.match(
                    r"(?:的|之间|\"|取得|拥有|发现|认为|接到|收到|在|对|从|以|因|有|不|未|经|与|向)", bare[end:]
                ):
                    break
        return best

    def _bound(self, bare: str) -> bool:
        """Whether all of what stands before a force word is a name: of a body, or of a kind of persons."""
        if self.is_body(bare) and self._may_act(bare):
            return True
        if (
            _COUNTS.search(bare)
            or _NO_ACTOR.match(bare)
            or not (self.is_body(bare) or _PERSON.search(bare, max(0, len(bare) - _LONGEST_END)))
        ):
            return False
        return not self._verb_first(bare) or bool(_NAMED_BY_ACT.fullmatch(bare))

    def _may_act(self, name: str) -> bool:
        return not (_NO_ACTOR.match(name) or ADVERB.match(name) or self._verb_first(name))

    def leading(self, text: str) -> Named | None:
        """The body that a case or topic opens with, whatever it is said to do: 当事人对决定不服的, 企业取得许可证后."""
        found = self._subject(text)
        if found is not None:
            return found
        flat = flatten(text)
        at = self.head(flat)
        named = self._before_force(flat[at:])
        return Named(text[at : at + named], at, at + named) if named else None

    def _name_end(self, flat: str, at: int, *, alone: bool = False) -> int:
        """Where the name of a body that begins at `at` ends and its predicate begins; 0 where there is none."""
        found = 0
        for end in range(at + 2, min(len(flat), at + 90) + 1):
            char = flat[end - 1]
            if char in ",。;:":
                break
            if char not in self._last or not self.is_body(flat[at:end]) or _CUT.match(flat, end - 1):
                continue
            acts = self._acts(flat[end:]) or self._office_acts(flat[at:end], flat[end:])
            if self._open(flat[at:end]) or not (acts or (alone and end == len(flat))):
                continue
            if not found:
                found = end
            elif self._goes_on(flat, found, end):
                return end  # 设置单位|与管理单位|各自承担…
            elif (
                end - found <= 5
                and char in "人者方员门位关构局委办厅部院署会"
                and not _AFTER_ACTOR.match(flat[found:end])
            ):
                return end  # 物业|使用人: the shorter name only opens the longer one
            else:
                break
        return found

    def _goes_on(self, flat: str, found: int, end: int) -> bool:
        """Whether a name only joins another one that acts too; 与…签订 names with whom."""
        other = flat[found + 1 : end]
        joined = flat[found] in "和与及" and self.is_body(other) and self._may_act(other)
        return joined and not _WITH_WHOM.match(flat, end)

    def _name_behind_by(self, flat: str, at: int) -> int:
        """Where the name behind 由 ends whose verb the lexicon does not know: 由大会|决定; 0 where none is there."""
        best = 0
        placed = _OF_WHERE.match(flat, at)
        begin = placed.end() if placed else at
        for end in range(begin + 2, min(len(flat) - 1, begin + 24)):
            if flat[end - 1] in ",。;:的":
                break
            name = flat[at:end]
            if self.is_body(name) and self._may_act(name) and not self._open(name) and flat[end] not in "的和与及、或":
                best = end
        return best

    def head(self, flat: str) -> int:
        """Where a subject may begin: behind a time and what ties the clause to the one before."""
        at = 0
        for item in times(flat):
            if item.start <= at + 1:
                at = item.end
        bare = _YEAR.match(flat, at)
        at = bare.end() if bare else at
        while at < len(flat) and (
            flat[at] in ",、 并且前内"
            or flat.startswith("同时", at)
            or flat[at - 1 : at + 1] == "同时"
            or (flat[at] == "请" and flat[at + 1 : at + 2] in "各有市区县省相")
            or (flat[at] == "其" and flat[at + 1 : at + 2] not in "他余")
        ):
            at += 1
        return at

    def _open(self, name: str) -> bool:
        """Whether a name holds a force word or what somebody is in charge of, or a bracket is open at its end."""
        if _FORCED.search(name) or _IN_CHARGE.search(name) or _TOWARDS.search(name):
            return True
        return name.count("(") > name.count(")") or name.count('"') % 2 == 1 or name.count("《") > name.count("》")

    def _verb_first(self, name: str) -> bool:
        match = self._verb.match(name)
        return bool(match) and not (self._noun_heads.match(name) or _BY_ITS_WORK.fullmatch(name))

    def _acts(self, after: str) -> bool:
        """Whether what follows a body's name is a predicate."""
        if not after:
            return False
        free = re.sub(r"^(?:等(?:部门|单位|机构|有关部门|相关部门|相关单位)?|\([^)]*\))", "", after)
        verb = self._verb.match(free)
        if verb and _OF_NAME.match(free, verb.end()):
            return False
        if self.force.read(free[:6]).start == 0 or verb or ADVERB.match(free):
            return True
        return bool(_AFTER_ACTOR.match(free))

    def _of_name(self, after: str) -> bool:
        """Whether a verb only opens the rest of a name: 市场|监管局, 物业|使用人."""
        verb = self._verb.match(after)
        return verb is not None and bool(_OF_NAME.match(after, verb.end()) or _REST_OF_NAME.match(after, verb.end()))

    def _office_acts(self, name: str, after: str) -> bool:
        """区水务局清淤…: an office of a level, with something said of it that is neither its staff nor its wares."""
        if not _OFFICE.fullmatch(name) or len(after) < 3 or _OF_OFFICE.match(after):
            return False
        longer = _OF_GOVERNMENT.match(after)
        return longer is None or not (self._acts(after[longer.end() :]) or longer.end() == len(after))

    def _joined(self, text: str) -> tuple[Named, ...]:
        """The bodies that are joined by 会同, 配合 and the like."""
        flat = flatten(text)
        found = [
            Named(text[match.start("name") : match.end("name")], match.start("name"), match.end("name"), match["how"])
            for match in _WITH.finditer(flat)
            if self.is_body(match["name"]) or match["name"].endswith(("等", "方"))
        ]
        for match in _JOINS.finditer(flat):
            end = self._name_end(flat, match.end())
            if end and not any(one.start < end and match.end() < one.end for one in found):
                found.append(Named(text[match.end() : end], match.end(), end, match[0]))
        return tuple(sorted(found, key=lambda one: one.start))
