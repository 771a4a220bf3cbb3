"""The fields of a duty as words of its clause: deadline, quantity, modality, actor, condition, reporting.

Every function takes text as issued (blanks undone) and gives the exact words it read, with their place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from alignment.knowledge import POLARITIES, Knowledge, any_of
from alignment.reading.numerals import parse_numeral

_CN = "〇零一二三四五六七八九十百千两"
_Y = r"(?:[12]\d{3}\s?年(?:度)?|[〇○零一二三四五六七八九]{4}年|今年|明年|当年|次年|每年)"
_M = rf"(?:\d{{1,2}}|[{_CN}]{{1,3}})\s?月"
_D = rf"(?:\d{{1,2}}|[{_CN}]{{1,3}})\s?日"
_POINT = rf"(?:{_Y}(?:{_M}(?:{_D})?)?|{_M}(?:{_D})?)"
_TERM_UNIT = r"(?:个?工作日|个?自然日|日|天|个?月|年|小时|周|个季度)"
_DEADLINE = re.compile(
    rf"""
      (?:自|从)[^，。；]{{1,40}}?之?(?:日|时)起(?:\s?[\d{_CN}]+\s?{_TERM_UNIT})?(?:之?内|后)?
    | (?:每(?:年|月|季度|半年|周)[^，。；\d]{{0,6}}{_D}?|每[年月周])(?:底|末)?(?:之?前)
    | (?:力争|争取)?(?:到|于|在|至|自|从)?{_POINT}(?:[底末初]|上旬|中旬|下旬|上半年|下半年|年底|年末)?\s?
        (?:[-—–~～至到]{{1,2}}\s?(?:{_POINT}(?:[底末初])?|长期|今后))?(?:之?前|以前|之?内|起|止)?
    | (?:今|明|当|次)?年(?:底|末)(?:之?前)?
    | [\d{_CN}]+\s?{_TERM_UNIT}(?:之?内|以内|前)
    | (?:上半年|下半年|本季度)(?:之?前|之?内)?
    """,
    re.X,
)
_NOT_DEADLINE = re.compile(r"版|年度(?:报告|计划|预算|考核|检查|调查)|以来|[〔（(]\d{4}[〕）)]|会议|大会|届")
_UNIT = (
    r"(?:个百分点|个行业|个工作日|个以上|个|家|项|名|人次|人|次|件|条|种|类|批|所|处|户|套|台|辆|座|亩|公里|平方米|平方公里|立方米|吨|千瓦|"
    r"万元|亿元|元|万人|万户|万|亿|倍|成|%|％|‰|折|BP|分钟|小时|页|份|篇|期|场|轮|岁|级|星级)"
)
_NUMBER = rf"(?:\d[\d,，]*(?:\.\d+)?(?:余|多)?|[{_CN}万亿]+)"
_QUANTITY = re.compile(
    rf"""
      (?:不(?:少于|低于|超过|高于|多于|得少于|得低于|得超过)|至少|最多|最高|最低|约|近|超过|达到|各|共)?\s?
      (?:百分之[{_CN}]+(?:[点至]+(?:百分之)?[{_CN}]+)?|[{_CN}\d]+分之[{_CN}\d]+|{_NUMBER}(?:\s?[-—–~～至到]\s?{_NUMBER})?\s?{_UNIT})
      (?:以上|以下|以内|之内|左右)?
      (?:(?:百分之[{_CN}]+|{_NUMBER}\s?{_UNIT})(?:以上|以下|以内))?
    """,
    re.X,
)
_TIME_WORD = re.compile(r"[年月日天周时起]|季度")
_DIGIT = re.compile(rf"[\d{_CN}万亿]")
_ORDINAL_BEFORE = re.compile(r"第\s?$|[“\"《].{0,3}$")
_SMALL = re.compile(
    r"^[一两]?(?:个|项|类|种|批|次|条|件|处|所|级|期|成|人|份|页|轮|套|家)$|^[十百千万]$|^一[窗网表证码站事业]|^万$|^亿$"
)
_REPORTING = re.compile(
    r"(?:并)?(?:报|向|抄送|报送|提交)[^，。；]{1,40}?(?:备案|批准|审批|审定|同意|报告|报备|核准|审核|备查|报送|审查|请示|汇报)"
    r"|报[^，。；名考告]{0,16}(?:局|委|办|厅|部|政府|部门|机关|机构|上级|单位|中心|处)(?=[，。；]|$)"
)
_BODY_END = (
    "局|委|办|厅|部|院|署|政府|部门|机关|机构|单位|组织|中心|窗口|企业|公司|协会|学会|商会|学校|医院|银行|平台|主体|专班|小组|"
    "成员|经营者|生产者|消费者|当事人|申请人|投资者|劳动者|所有者|使用者|管理者|举办者|开发者|行为人|责任人|法定代表人|负责人|人员|领导|"
    "同志|副区长|副市长|区长|市长|局长|主任|各区|各县|各镇|各市|各省|各地|各级|我区|我市|本区|本市|国家|国务院|社会|法院|检察院|人大|政协|"
    "党委|党组|街道|乡镇|委员会|办事处|管委会|居民|村民|公民|法人|个人|家庭|用户|业主|行业|综合窗口|的区|的市|的县|的地区|联席会议|"
    "监察委员会|常务委员会|人民检察院|人民法院|公安机关|监察机关|主管人员|责任人员|工作人员"
)
#: 鼓励各区…: the body that is encouraged is the one who acts.
_PUSHED = re.compile(r"^(?:鼓励|支持|引导|允许|指导|督促|要求)(?=各|相关|有关|社会|企业)")
_PREDICATE_IN_NAME = re.compile(
    r"配备|设置|设立|建立|开展|加强|制定|提供|安排|选派|培训|明确|指定|成立|组建|完善|推动|推进|做好"
)
_LAST = frozenset(name[-1] for name in _BODY_END.split("|"))
_BODY_NAME = re.compile(rf"(?:{_BODY_END})$")
_BY = re.compile(
    r"(?:^|[^理自缘事])由(?P<actor>[^，。；：由]{2,40}?)(?=担任|负责(?!同志|人)|牵头|会同|承担|共同|组织|统一|进行|实施|责令|给予|收回|按照|按|对|依法|处|另行|批准|决定|制定|规定|提出|确定|参照|没收|吊销|撤销|通报|登记)"
)
_NO_ACTOR_START = re.compile(
    r"^(?:对|向|与|为|在|将|按|以|从|把|自|因|和|及|并|或|等|如|经|被|使|让|给|就|至|于|其|该|此|不|未|无|凡|除|当|若|可|应|须|要|请|是|有(?!关|条件|权)|根据|依据|依照|按照|通过|围绕|结合|依托|关于|包括|作为)"
)


@dataclass(frozen=True, slots=True)
class Found:
    """Words of a text and where they stand."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Modality:
    """How strongly a clause binds: polarity first, strength (1…6) within it; `word` is "" for a bare verb."""

    polarity: str
    strength: int
    word: str
    start: int = -1
    end: int = -1


#: What a bare imperative is worth: the normal form of a task in a plan.
BARE = Modality("duty", 4, "")


@lru_cache(maxsize=16_384)
def deadlines(text: str) -> tuple[Found, ...]:
    """The times that a clause sets: 2023年4月底前, 3月至5月, 自…之日起15日内, 每月20日前."""
    if not _TIME_WORD.search(text):
        return ()
    found: list[Found] = []
    for match in _DEADLINE.finditer(text):
        words = match[0].strip()
        around = text[match.start() : match.end() + 4]
        before = text[max(0, match.start() - 2) : match.start()]
        if (
            not re.search(r"\d|年|月|日|天|时|周|季", words)
            or _NOT_DEADLINE.search(around)
            or (before.endswith(("〔", "（", "(", "《")) and around.startswith("20") and "月" not in words)
        ):
            continue
        if re.fullmatch(rf"{_Y}", words.replace(" ", "")) and not re.match(r"(?:底|末|前|内)", text[match.end() :]):
            continue  # a bare year names an edition, not a time
        if re.fullmatch(r"(?:自|从)[^，。；]*(?:日|时)起", words) and "施行" in text[match.end() : match.end() + 4]:
            continue
        found.append(Found(words, match.start(), match.end()))
    return tuple(found)


@lru_cache(maxsize=16_384)
def quantities(text: str) -> tuple[Found, ...]:
    """Numbers with a unit: 40个行业, 15家, 各1名, 不低于10%, 五万元以下. Dates, ordinals and names are none."""
    if not _DIGIT.search(text):
        return ()
    taken = [(item.start, item.end) for item in deadlines(text)]
    found: list[Found] = []
    for match in _QUANTITY.finditer(text):
        words = match[0].strip()
        if any(low < match.end() and match.start() < high for low, high in taken):
            continue
        if _ORDINAL_BEFORE.search(text[: match.start()]) or _SMALL.match(words):
            continue
        found.append(Found(words, match.start(), match.end()))
    return tuple(found)


def reporting(text: str) -> str:
    """To whom a clause has its addressee report: 报市政府备案, 向上级机关报告; "" where it does not."""
    match = _REPORTING.search(re.sub(r"“[^”]*”|《[^》]*》", _blank, text))
    return text[match.start() : match.end()] if match else ""


class Reader:
    """Reads modality and actor with the words of a lexicon."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._strength = {
            (polarity, word): strength
            for polarity, words in knowledge.modality.items()
            for word, strength in words.items()
        }
        self._polarity = {word: polarity for polarity in reversed(POLARITIES) for word in knowledge.modality[polarity]}
        self._force = any_of(tuple(self._polarity))
        self._trap = knowledge.trap_pattern
        self._verb = knowledge.verb_pattern
        self._outcome = any_of(knowledge.outcomes)
        self._slogan = any_of(knowledge.slogans)
        self.modality = lru_cache(maxsize=8192)(self._modality)
        self.actor = lru_cache(maxsize=8192)(self._actor)

    def _free(self, text: str) -> str:
        """The text with trap words, names and quotations blanked, at equal length."""
        return self._trap.sub(_blank, re.sub(r"《[^》]*》|“[^”]{1,30}”", _blank, text))

    def _modality(self, text: str) -> Modality:
        if not self._force.search(text):
            return BARE
        free = self._free(text)
        best: Modality | None = None
        for match in self._force.finditer(free):
            word = match[0]
            polarity = self._polarity[word]
            found = Modality(polarity, self._strength[polarity, word], word, match.start(), match.end())
            if not self._binds(free, found):
                continue
            if best is None or _outranks(found, best):
                best = found
        return best or BARE

    def _binds(self, free: str, found: Modality) -> bool:
        """Whether a force word opens a predicate where it stands, instead of sitting inside a noun."""
        before, after = free[: found.start], free[found.end :]
        if not after.strip("。；，"):
            return False
        if found.word in ("要", "应", "可", "须"):
            return not after.startswith(("的", "件", "素", "点", "求", "领", "旨", "义", "诉", "收")) and (
                not before or before[-1] not in "重主需首纲概摘扼必紧简供相适对反响效不只还想将"
            )
        if found.word in (
            "研究",
            "试点",
            "探索",
            "推进",
            "推动",
            "支持",
            "引导",
            "鼓励",
            "争取",
            "取消",
            "牵头",
            "负责",
            "逐步",
        ):
            return (
                not after.startswith(("的", "工作", "力度", "中心", "报告", "方案")) and len(before.strip("\0")) <= 26
            )
        return True

    def _actor(self, text: str) -> str:
        """The body that a clause names as the one who acts, as written; "" where it names none."""
        by = _BY.search(text) if "由" in text else None
        if by and not re.search(r"[与和]$", by["actor"]):
            return by["actor"]
        body = text
        for item in deadlines(text):
            if item.start == 0:
                body = text[item.end :].lstrip("，,、前内")
                break
        best = ""
        for end in range(2, min(len(body), 80) + 1):
            if body[end - 1] in "，。；：":
                break
            if (
                body[end - 1] in _LAST
                and _BODY_NAME.search(body, max(0, end - 6), end)
                and self._acts(body[:end], body[end:])
            ):
                best = _PUSHED.sub("", body[:end].removeprefix("由"))
                break
        if not best or _NO_ACTOR_START.match(best) or self._starts_with_verb(best):
            return ""
        return best

    def _starts_with_verb(self, text: str) -> bool:
        match = self._verb.match(text)
        return bool(match) and not re.match(
            r"(?:组织|办理|建设|监督管理|监管|保护|审批|登记|审查|申请|报告|配合|牵头|实施|执行|管理|审核|受理|协调|监督|指导|培训|发展|规范|统筹|设立|核发)[^，]{0,8}(?:部门|单位|机关|机构|人|局|委|者|中心)",
            text,
        )

    def _acts(self, before: str, after: str) -> bool:
        """Whether what follows a body's name is a predicate, or nothing follows and the name is no clause itself."""
        if not after:
            return not _PREDICATE_IN_NAME.search(before)
        free = after.removeprefix("等")
        if self._force.match(free) or self._verb.match(free):
            return True
        return bool(
            re.match(
                r"(?:将|按照|根据|依照|依据|依法|对|向|与|在|会|为|应|须|可|不|未|由|以|自|从|及时|定期|共同|统一|分别|分工|联合|发现|认为|接到|收到|作出|提出|有权|具有|享有|拒绝|违反|滥用|利用|达成|不履行|涉及|每(?:半?年|季度?|月|周|日))",
                free,
            )
        )

    def verb_at(self, text: str) -> str:
        """The verb that a predicate opens with, "" where the lexicon knows none there."""
        match = self._verb.match(text)
        return match[0] if match else ""

    def is_outcome(self, text: str) -> bool:
        """Whether a clause only says what the others are for: 助力…发展, 提升服务水平, 让群众…."""
        text = text.strip("，。；、并")
        if deadlines(text) or quantities(text):
            return False
        if re.match(
            r"(?:让|使|以便|从而|切实维护|更好|为.{1,20}(?:提供|奠定|作出|贡献)|推动.{0,24}(?:发展|落地|见效)|促进|助力|激发|惠及|(?:确保|保障).{0,10}(?:见效|落地|落实|成效|到位)|不断(?:提升|提高|增强|完善|激发|优化)|充分发挥|厚植|形成.{0,4}合力|增强.{0,14}(?:意识|能力|获得感|活力)|营造)",
            text,
        ):
            return True
        if re.match(
            r"(?:进一步|持续|全面|切实|有效|着力|大力)?(?:提升|提高|增强|优化|改善|激发).{0,24}(?:水平|能力|质量|率|度|感|效能|环境|活力|意识|性|质效)$",
            text,
        ):
            return True
        return bool(self._outcome.match(text))

    def is_slogan(self, text: str) -> bool:
        """Whether a sentence states whose thought guides the text (指导思想)."""
        return bool(self._slogan.search(text))


def _blank(match: re.Match[str]) -> str:
    """The match taken out without moving what stands behind it."""
    return "\0" * len(match[0])


def _outranks(found: Modality, best: Modality) -> bool:
    order = {polarity: at for at, polarity in enumerate(POLARITIES)}
    if found.polarity != best.polarity and "duty" in (found.polarity, best.polarity):
        # 应当…不得… in one clause is kept apart by commas; here the one that stands first governs
        return order[found.polarity] < order[best.polarity] and found.start <= best.start + 3
    if found.polarity == best.polarity:
        # 可探索, 要推动: the weaker word says what is done, the stronger that it must be
        return found.start < best.start
    return found.start < best.start


def month_range(words: str) -> tuple[int, int] | None:
    """A time expression as (first, last) month counted from year 0, or None where it has no month or year.

    A bare month counts in year 0, so that only expressions that both name or both omit the year compare.
    """
    points = re.findall(rf"(?:([12]\d{{3}})年)?(?:(\d{{1,2}}|[{_CN}]{{1,3}})月)?", words.replace(" ", ""))
    months: list[int] = []
    year = 0
    for y, m in points:
        if not y and not m:
            continue
        year = int(y) if y else year
        month = parse_numeral(m) if m else 12
        if month is None:
            return None
        months.append(year * 12 + month)
    return (months[0], months[-1]) if months else None


def number_of(words: str) -> float | None:
    """The last number of a quantity as a value (五十万元 = 500000, 百分之十 = 10), None where it has none."""
    words = words.replace(",", "").replace("，", "")
    percents = re.findall(rf"百分之([{_CN}]+)", words)
    if percents:
        value = parse_numeral(percents[-1])
        return float(value) if value is not None else None
    numbers = re.findall(rf"(\d+(?:\.\d+)?|[{_CN}]+)\s?([万亿]?)", words)
    for digits, scale in reversed(numbers):
        value = float(digits) if digits[0].isdigit() else parse_numeral(digits)
        if value is not None:
            return float(value) * {"": 1, "万": 10_000, "亿": 100_000_000}[scale]
    return None
