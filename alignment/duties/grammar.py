"""What a piece of a sentence may be by its own words: a case, a basis, a topic, a fact, a mere time.

Everything here reads flat text (`alignment.reading.flat`), what ties a piece to the one before it taken off.
"""

from __future__ import annotations

import re

from alignment.duties.bodies import ADVERB, BodyReader
from alignment.duties.force import Force
from alignment.knowledge import Knowledge
from alignment.reading.times import TAKES_EFFECT, times

#: A case: 逾期未改正|的, 涉密事项|除外.
_CASE_END = re.compile(r"(?:的|除外)$")
#: What ends in 的 and is no case.
_NOT_CASE = re.compile(r"(?:目的|(?<!达)标的|似的|有的|真的|是的|的的)$")
#: 按照…, 结合…, 对…: opens what says on what basis, by what means or for whom.
_BASIS_HEAD = re.compile(
    r"(?:(?:紧紧|重点|充分|严格|进一步|切实|认真|深入)?(?:按照|根据|依照|依据|参照|对照|比照|围绕|结合|依托|针对"
    r"|通过|利用|借助|凭借|运用|借鉴|采用|采取|以|在|为|为了|对|对于|关于|就|从|自|由|与|和|同|向|除"
    r"|坚持|本着|遵循|立足|聚焦|着眼|面向|突出|瞄准|紧扣|紧盯|鉴于|随着|适应|考虑到|参考|会同|随|经|沿着|基于|据|按|依"
    r"|凭|比照|视|顺应|抢抓|把握|发挥.{0,20}作用下))"
)
#: …的要求, …的基础上, …为主: closes it.
_ADVERBIAL_END = re.compile(
    r"(?:下|中|时|前|后|上|要求|规定|原则|标准|方面|情况|实际|需求|需要|特点|分工|条件|内容|精神|思路|渠道|重点|契机"
    r"|方式|形式|部署|内|范围|之日起|日起|以上|外|基础|目标|导向|目录|清单"
    r"|行业|事项|情形|领域|意见|办法|部门|单位|企业|人员|主体|环节|为主|为依托|为抓手|为牵引|为引领|为核心|为支撑|引领"
    r"|统领|根本|主线|牵引|等|定位|问题|政策|职责|规律|优势|法律|法规|期间|期限|期|要素|手段|途径|措施"
    r"|程序|权限|比例|顺序|类别|等级|程度|计划|规划|结果|机制|模式|平台|系统|载体|项目|资源|工程|改革|试点|经验|任务"
    r"|精神|思想|理念|方向|突破|目的|指导|中心|载体|合同|协议|约定|决定|章程|条例|本法|数据|技术|场景)$"
)
#: Of these ends, those that close it whatever stands before them.
_SURE_END = re.compile(
    r"(?:下|中|上|时|前|后|内|要求|规定|原则|情况|基础|方式|实际|需要|职责|分工|程序|标准|目标|导向|为主)$"
)
#: 按照…, 依托…: opens a basis or means for certain.
_MEANS_HEAD = re.compile(
    r"^(?:严格|紧紧|充分|认真|进一步)?(?:按照|根据|依照|依据|参照|对照|比照|围绕|结合|依托|针对|利用|借助|凭借|立足"
    r"|聚焦|着眼|面向|紧扣|基于|通过|运用|采用|本着|遵循|按|据)"
)
#: 采用…, 利用…: says how where it ends in a manner (方式), and what to do where it ends in a thing (节水型器具).
_MANNER_HEAD = re.compile(r"^(?:采用|运用|利用|借助)")
_MANNER_END = re.compile(
    r"(?:方式|方法|形式|手段|途径|措施|办法|机制|模式|技术|标准|渠道|程序|工艺|手法|力量|作用|平台|系统)$"
)
#: 按照…规定, 根据…要求: a basis that is a rule, and how it ends.
_BY_RULES = re.compile(r"(?:严格|认真)?(?:按照|根据|依照|依据|按)")
_BASIS_NOUN = re.compile(r"规定|要求|标准|规范|计划|规划|方案|程序|规程|原则")
#: What goes on behind it with words of its own, and none that belong to it: 要求|的, 标准|和, 规划|区.
_MORE = re.compile(r"(?!的|和|与|及|、|或|等|所|中|下|上|内|前|后|体系|制度|范围|文件|项目|条件|编制|实施)[^,]{4,}")
#: A verb of doing, wherever it stands in a piece.
_VERB_LATE = re.compile(
    r"(?:制定|建设|开展|编制|出台|完成|实施|推进|推动|组织|形成|加强|落实|办理|进行|做好|建立|完善|规范|确定|提出"
    r"|给予|处理|承担|履行|公布|实行|统一|发放|颁发|设置|安排|提供|纳入|予以|采取|负责|接受|支付|缴纳|使用"
    r"|报告|上报|报送|备案|审查|审批|批准|检查|检测|监测|巡查|培训|宣传|告知|通知|公示|公开|登记|验收|整改|改正|处罚"
    r"|罚款|吊销|没收|撤销|注销|停止|关闭|拆除|清理|清运|清洗|更换|维修|维护|管理|监管|监督|保护|保障|保持|保存|配备"
    r"|配置|设立|召开|协调|统筹|指导|支持|引导|鼓励|申请|提交|领取|出具|移送|移交|转办|答复|回复|执行|遵守|符合|达到"
    r"|不低于|不超过|不少于|追究|赔偿|依照|享受|享有|获得|取得|评估|考核|约谈|通报|协助|配合|推行|推广|打造|试点|探索"
    r"|布局|破解|培育|引进|取消|压减|简化|优化|提升|扩大|增加|降低|搭建|构建|健全|强化|深化|细化|梳理|归集|共享|对接"
    r"|查处|整治|曝光|换发|收回|作废|失效|倡导|选聘|聘请|拓展|拓宽|畅通|丰富|落实)"
)
#: 执行中遇到的问题，…; 检查发现的隐患，…: what the next piece deals with, though a verb opens it.
_MET = re.compile(
    r"[\u4e00-\u9fff]{2,4}?(?:过程)?中?(?:遇到|出现|发现|发生|存在|产生)的[^的,]{0,6}(?:问题|情况|隐患|困难|矛盾|风险|线索)"
)
#: Behind a verb they make it a noun: 审批|结果, 建设|要求; so does the end of the stretch.
_NOUN_BEHIND = re.compile(
    r"(?:结果|要求|标准|规定|工作|改革|任务|目标|情况|需要|需求|实际|方案|计划|规划|办法|制度|机制|体系|平台|系统"
    r"|中心|事项|项目|部门|单位|机构|机关|资金|政策|措施|服务|管理|试点|规范|流程|程序"
    r"|清单|目录|指南|指引|意见|部署|原则|精神|职责|分工|能力|水平|行业|领域|场景|经验|窗口|系统|专班|协议|合同|决定"
    r"|的|、|和|与|$)"
)
#: Verbs of state: what such a piece says is a fact, a definition or a division, no duty.
_FACT = re.compile(
    r"^[^,]{0,60}?(?:(?<![但不可若还也总正凡就要])是(?!否|指导|非)|(?:适用|参照|依照|比照|按照?)本(?:法|条例|办法|规定|细则"
    r"|规则|方案|意见|通知|解释)(?:的规定|有关规定)?(?:执行|办理)?$|继续有效|按(?:照)?原[^,]{0,8}(?:执行|办理)"
    rf"|自[^,]{{2,30}}{TAKES_EFFECT}|(?:同时|予以)废止|属于|包括|包含|是指|指的是|统称|简称|称为|所称|分为"
    r"|视为|不视为|归.{1,10}所有|由.{1,20}组成|构成(?!犯罪))"
)
#: 以下简称…, 另行制定: names something, or puts it off.
_NAMING = re.compile(r"(?:以下(?:统称|简称)|下同|另行(?:制定|规定))")
#: 编制清单(以下简称清单): what a name in brackets says is said beside.
_BRACKETED = re.compile(r"\([^()]*\)")
#: 由市水务局|另行制定: puts it on a body, and is a duty of it.
_DELEGATED = re.compile(r"由[^,]{2,40}(?:另行)?(?:制定|规定)")
#: A line without a verb: 浴室、食堂、车棚.
_LISTED_NOUNS = re.compile(r"^[^,。;]{2,40}(?:、[^,。;]{2,40})+$")
#: Behind the name of a body, or of what is spoken of: |应当…, |由…, |经….
_SUBJECT_VERBS = re.compile(
    r"^(?:应当|应|必须|须|不得|可以|可|要|有权|禁止|严禁|方可|才可|才能|方能|均|一律|免于|无需|由|交|报|参照|依照|按照|按|自|在|逐步"
    r"|凭|经|不再|暂不)"
)
#: The next piece says who is bound: 举办庙会，|应当….
_BOUND_NEXT = re.compile(r"^(?:应当|应(?![急用对])|必须|不得|可以|方可|才可|才能|方能|禁止|严禁|须)")
#: A force word anywhere.
_FORCED = re.compile(r"应当|应(?![急用对])|必须|不得|可以|要|方可|才可|才能|方能")
#: 对企业|给予…: something is done to somebody.
_DONE_TO = re.compile(r"(?:给予|予以|进行|实施|开展|提供|办理|采取|作出|建立|加强|实行)")
#: 团体的成立、变更和注销: something's doing, that the next piece puts on somebody.
_OF_DOING = re.compile(r"[^,的]{2,30}的[^,的]{2,20}")
#: A noun ends the piece: 从事洗浴的|企业, 老旧|设施.
_NOUN_END = re.compile(
    r"(?:企业|项目|事项|行业|领域|问题|情形|行为|区域|场所|产品|工程|建筑|设施|设备|材料|单位|人员|人|者|户|主体|机构"
    r"|部门|车辆|船舶|学生|群众|地区|情况|案件|申请|资金|线索|数据|信息|档案|证照|业务|环节)$"
)
#: 汛期内, 雨天, 采暖季: a time of the year or kind of day is a case.
_SEASON = re.compile(
    r"在?(?:[\u4e00-\u9fff]{1,8}(?:期内|期间|时期|季节|季|时段|天气)"
    r"|[\u4e00-\u9fff]{0,8}(?:[雨雪雾晴阴冬夏]天|夜间|休息日|节假日|汛期|假期))"
)
#: 情节严重, 造成损失: what comes of an offence.
_RESULT = re.compile(r"^(?:情节(?:严重|较重|特别严重|轻微)|造成.{1,30}|构成.{1,30}|逾期.{1,10}|拒不.{1,10})$")
#: 违反本办法规定; 除涉密事项外: a case by its first and last words.
_FRAMED_CASE = re.compile(r"违反[^,]{1,40}(?:规定|条|款|法|条例|办法|要求)$|除[^,]{1,60}(?:外|以外|之外)$")
#: 验收合格，|方可…: what stands before it is a case.
_ONLY_THEN = re.compile(r"(?:方可|才可|方能|才能|再(?!次)|始得)")
#: 验收|合格，方可….
_FULFILLED = re.compile(r"(?:后|前|时|合格|同意|批准)$")
#: 如发生…, 一旦….
_IF = re.compile(r"(?:如果|如|若|倘若|假如|凡是|凡|一旦|遇有|遇到|除非)(?!下|何|期|实|数|约)")
#: 经区政府|批准.
_APPROVED = re.compile(r"(?:后|同意|批准|审核|审查|合格|确认|认定|认证|协商|许可|授权|决定|通过)$")
#: 未经市水务局批准: without leave.
_WITHOUT_LEAVE = re.compile(
    r"(?:未经|非经|不经)[^,]{0,40}(?:批准|同意|许可|审批|核准|审查|审核|备案|验收|授权|登记|检验|检疫|认证|认可|确认|培训"
    r"|检测|考核)(?:合格|通过)?(?:的)?"
)
#: 有下列情形之一.
_ONE_OF = re.compile(r"有下列(?:情形|行为|情况)之一$")
#: 举办活动|时, 验收|后.
_WHEN_END = re.compile(r"(?:时|期间|过程中|情况下|情形下|条件下|前提下|之后|以后|后|之前|前|届满|期满)$")
#: What only looks like it: 及时, 售后, 提前.
_NOT_WHEN = re.compile(
    r"(?:同时|及时|实时|按时|临时|事中事后|前后|落后|售后|最后|背后|准时|目前|日前|提前|当前|面前|向前|超前|空前)$"
)
#: 发现隐患后, 接到报告时.
_UPON = re.compile(r"(?:发现|接到|收到|发生|出现|遇)[^,]{2,40}(?:后|时|的)$")
#: 以市场为导向, 坚持….
_BY_PRINCIPLE = re.compile(r"(?:以[^,]{1,30}为|坚持)")
#: 对从业人员, 为老年人: for or to whom; 对外 and 为主 name nobody.
_FOR = re.compile(r"(?:对|对于|针对|为|向|给)(?!外|口|接|策|等|照|比)")
#: 会同有关单位; 商市财政局.
_TOGETHER = re.compile(r"(?:会同|商(?![户铺场家业店品务贸标圈会]))")
#: The same as the whole of a piece.
_TOGETHER_WITH = re.compile(r"(?:会同|商(?![户铺场家业店品务贸标圈会]))[^,]{2,40}$")
#: 在…的基础上, 在开业前.
_WITHIN = re.compile(r"在[^,]{2,40}(?:下|中|前|后|时|期间|基础上)$")
#: 在主干道, 于每层楼道: a place and nothing done there.
_AT = re.compile(r"[在于][^,]{1,16}(?:[内上旁处边侧口]|[道路街区域场所楼层园站村镇校院店库房室厅]|沿线|周围|范围)$")
#: 探索|在河道、公园等领域，|…: nothing but the fields in which what follows is done.
_FIELDS = re.compile(r"(?:率先|优先)?(?:在|对|围绕)[^,;:]{2,80}(?:领域|行业|地区|区域|环节|场所|方面)(?:内|中)?$")
#: What may stand around a time that fills a piece: 力争|到2031年底|前.
_AROUND_TIME = re.compile(r"[力争到于在自从起止以前之内,、和及至至少 ]*")
#: Before a term, what it counts from: 自收到通知之日起|15日内.
_COUNTED_FROM = re.compile(r"(?:自|从|于|在)?[^,]{0,40}(?:起|后|前)?")
#: How a piece begins that is nothing but a term.
_TERM_HEAD = re.compile(r"(?:自|从|于|在|到|至|每|\d|[一二三四五六七八九十])")
#: 给予补贴, 负责监督: with such a verb a piece is no mere topic.
_GIVES = re.compile(r"(?:给予|予以|负责)")
#: What binds is no fact.
_BINDING = re.compile(r"应当|不得|可以|必须")
#: A piece that holds no predicate of its own is no longer than this.
_SHORT = 40
#: A noun behind 的 that is spoken of is no longer than this.
_LONGEST_NOUN = 16
#: 是的, 别的: no case is so short.
_SHORTEST_CASE = 2
#: Force words that may stand at the end of a piece that leads to the next one.
_LEADING_WORDS = frozenset(("应当", "应", "要", "必须", "可以", "可", "须", "负责"))
#: Force words that are verbs of their own, so that the piece may still be a fact or a topic.
WEAK_WORDS = frozenset(("负责", "牵头", "确保", "取消", "要", "享受", "享有"))


class Grammar:
    """Tells by its own words what a piece may be, with one lexicon."""

    def __init__(self, knowledge: Knowledge, bodies: BodyReader) -> None:
        self._bodies = bodies
        self._verb = knowledge.verb_pattern
        self._noun_heads = knowledge.noun_heads

    def verb_at(self, text: str) -> str:
        """The verb that a stretch opens with, "" where the lexicon knows none there."""
        match = self._verb.match(text)
        return match[0] if match else ""

    def names_body(self, plain: str) -> bool:
        """Whether a piece is nothing but the name of a body, or of several."""
        if not self._bodies.is_body(plain) or self._opens_clause(plain):
            return False
        if _BASIS_HEAD.match(plain, self._bodies.head(plain)):
            return False
        return self._bodies.subject(plain) is None

    def leads_on(self, plain: str, force: Force) -> bool:
        """Whether a piece only leads to the next one: 应当根据所担负的任务，; 会同有关单位，; 自收到之日起15日内，."""
        rest = plain
        if force.said and (force.word in _LEADING_WORDS or names_fields(plain, force)):
            rest = plain[plain.find(force.word) + len(force.word) :]
            if not rest.strip():
                return True
        else:
            subject = self._bodies.subject(plain)
            if subject is not None and subject.how != "由":
                rest = plain[subject.end :]
            elif not _TOGETHER.match(plain):
                return False
        if not rest or is_time(rest) or _is_term(rest) or _WITHIN.match(rest) or _FIELDS.match(rest):
            return True
        if _TOGETHER_WITH.match(rest) and not _VERB_LATE.search(rest):
            return True
        return _names_means(rest)

    def is_case(self, plain: str, after: str, force: Force) -> bool:
        """Whether a piece says in which case the next one, `after`, holds; `force` is that of the piece."""
        if _CASE_END.search(plain) and not _NOT_CASE.search(plain) and len(plain) > _SHORTEST_CASE:
            return True
        if after and not force.said and _SEASON.fullmatch(plain):
            return True
        if _FRAMED_CASE.match(plain):
            return True
        return bool(after) and self._is_case_before(plain, after, force)

    def _is_case_before(self, plain: str, after: str, force: Force) -> bool:
        if (_ONLY_THEN.match(after) and _FULFILLED.search(plain)) or _RESULT.match(plain):
            return True
        if force.said and force.polarity in ("duty", "prohibition", "permission") and force.strength >= 5:
            return False
        if _IF.match(plain):
            return True
        if _WITHOUT_LEAVE.fullmatch(plain):
            return True
        if plain.startswith(("未经", "除")) and not force.said:
            return not _VERB_LATE.search(plain[4:]) or plain.endswith("外")
        if (plain.startswith("经") and _APPROVED.search(plain)) or _ONE_OF.search(plain):
            return True
        return self._is_occasion(plain, after) or _UPON.match(plain) is not None

    def _is_occasion(self, plain: str, after: str) -> bool:
        """举办活动时, 验收后: whether a piece says when; with a verb at its head only where the next piece binds."""
        if not _WHEN_END.search(plain) or _NOT_WHEN.search(plain):
            return False
        return not self._verb.match(plain) or (len(plain) <= _SHORT and _FORCED.search(after[:_SHORT]) is not None)

    def is_fact(self, plain: str) -> bool:
        """Whether a piece only says what is, how something is called or how it is divided."""
        plain = _BRACKETED.sub("", plain)
        if _NAMING.search(plain):
            return not _DELEGATED.search(plain)
        match = _FACT.match(plain)
        return match is not None and not self._verb.match(plain) and not _BINDING.search(match[0])

    def is_adverbial(self, plain: str) -> bool:
        """Whether a piece only says on what basis, by what means or for whom the next one is done."""
        head = _BASIS_HEAD.match(plain)
        if not head:
            return False
        if _BY_PRINCIPLE.match(plain):
            return True
        if (
            _FOR.match(plain)
            and not _DONE_TO.search(plain)
            and (self._bodies.is_body(plain) or _NOUN_END.search(plain))
        ):
            return True
        rest = plain[head.end() :]
        if _names_means(plain):
            return True
        if _AT.match(plain) and not _VERB_LATE.search(plain) and not self._verb.search(rest):
            return True
        if not _ADVERBIAL_END.search(plain):
            return False
        return not _VERB_LATE.search(_ADVERBIAL_END.sub("", rest)[4:]) or bool(_SURE_END.search(plain))

    def is_topic(self, plain: str, near: str, *, first: bool) -> bool:
        """Whether a piece only names what the next one speaks of: 船舶载运货物，应当…; 提请批准条约的议案，交…审议.

        Args:
            plain: the piece.
            near: the next piece, behind a comma.
            first: whether no predicate stands before it since the last semicolon.
        """
        if _BOUND_NEXT.match(near) and first and not _GIVES.search(plain):
            return True  # 举办庙会，应当…: whoever does so is bound
        if self._bodies.subject(plain) is not None:
            return False
        if first and near.startswith("由") and _OF_DOING.fullmatch(plain):
            return True  # 团体的成立、变更和注销，由…
        if first and self.is_fact(near) and not self._opens_clause(plain):
            return True  # 夜市的管理，参照本办法执行
        if self._ends_in_noun(plain, near):
            return True
        if self._opens_clause(plain) or not first or _DONE_TO.search(plain):
            return False
        if _SUBJECT_VERBS.match(near) and not _VERB_LATE.search(plain):
            return True
        return not self._has_verb(plain) and len(plain) <= _SHORT and bool(_NOUN_END.search(plain))

    def _ends_in_noun(self, plain: str, near: str) -> bool:
        """Whether a piece is a noun with what is said of it before 的: 提请批准条约的|议案."""
        if near and _MET.fullmatch(plain):
            return True
        _, mark, noun = plain.rpartition("的")
        if not (mark and noun) or len(noun) > _LONGEST_NOUN or (self._has_verb(noun) and not _NOUN_END.search(noun)):
            return False
        return not self._opens_clause(plain) or (self._bodies.is_body(noun) and bool(_SUBJECT_VERBS.match(near)))

    def lists_nouns(self, plain: str) -> bool:
        """Whether a line is nothing but nouns with marks between them."""
        return bool(_LISTED_NOUNS.match(plain)) and not self._has_verb(plain)

    def _opens_clause(self, plain: str) -> bool:
        """Whether a piece opens with a verb that is not part of a body's name."""
        return bool(self._verb.match(plain) or ADVERB.match(plain)) and not self._noun_heads.match(plain)

    def _has_verb(self, text: str) -> bool:
        """Whether a verb of the lexicon stands anywhere that a predicate could begin."""
        return bool(self._verb.match(text) or _VERB_LATE.search(text))


def tells(text: str) -> bool:
    """Whether what a clause speaks of also says what is done or how it is; mere things are no case.

    >>> tells("申请延期的"), tells("变更登记信息，申请延期"), tells("环卫、园林等公共用水")
    (True, True, False)
    """
    return text.endswith("的") or _VERB_LATE.search(text) is not None


def done_to(text: str) -> bool:
    """Whether a stretch says that something is done to somebody: 给予…, 实施….

    >>> done_to("对个体工商户予以补贴"), done_to("从事洗浴经营")
    (True, False)
    """
    return _DONE_TO.search(text) is not None


def is_time(text: str) -> bool:
    """Whether a piece is nothing but a time.

    >>> is_time("力争到2031年底前"), is_time("到2031年底建成")
    (True, False)
    """
    left = text
    found = times(text)
    for item in reversed(found):
        left = left[: item.start] + left[item.end :]
    return bool(found) and _AROUND_TIME.fullmatch(left) is not None


def names_fields(text: str, force: Force) -> bool:
    """Whether behind the force word of a piece stand only the fields in which the next one is done."""
    return force.said and _FIELDS.match(text[text.find(force.word) + len(force.word) :]) is not None


def _is_term(text: str) -> bool:
    """自收到通知之日起15日内: nothing but a term and what it counts from."""
    found = times(text)
    if not found or found[-1].end < len(text) - 1 or not _TERM_HEAD.match(text):
        return False
    before = text[: found[-1].start]
    return len(before) <= _SHORT and _COUNTED_FROM.fullmatch(before) is not None


def _names_means(text: str) -> bool:
    """依托平台, 采用信息化手段: nothing but a basis or a means; 采用节水型器具 does something."""
    head = _MEANS_HEAD.match(text)
    if head is None or _acts_within(text[head.end() + 2 :]) or _more_than_basis(text):
        return False
    return not _MANNER_HEAD.match(text) or _MANNER_END.search(text) is not None


def _more_than_basis(text: str) -> bool:
    """按照国家规定和标准要求|贮存危险废物: whether more than a noun stands behind the basis that a piece opens with."""
    ends = [match.end() for match in _BASIS_NOUN.finditer(text)]
    return bool(ends) and _BY_RULES.match(text) is not None and _MORE.match(text, ends[-1]) is not None


def _acts_within(text: str) -> bool:
    """Whether a stretch holds a verb that does something, not one within a noun: 审批结果, 改革要求, 规划的编制."""
    return any(
        not (_NOUN_BEHIND.match(text, match.end()) or text[: match.start()].endswith(("的", "、")))
        for match in _VERB_LATE.finditer(text)
    )
