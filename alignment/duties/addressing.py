"""To whom a duty of a higher text speaks, and whether it is the business of the body that takes the text up.

A measure that binds the city's offices is legitimately missing from a district's plan; one that binds all districts is
not. Who bears the duty decides; where nobody is named, its words do (区级, 全市统一, 在某开发区); else whomever the
text charges as a whole, by its addressees or its closing words (各区、各部门要…). Read from kinds of places and bodies,
and from levels; the only names are those that the two texts bear.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum
from functools import cached_property, lru_cache

from alignment.duties.duty import Duty
from alignment.knowledge import Knowledge
from alignment.linking.localise import own_places
from alignment.model import Kind, Section, Side
from alignment.reading.normalize import fold


class Addressed(StrEnum):
    """To whom a duty of a higher text speaks."""

    LOWER = "lower"  # the body that takes the text up: with all of its kind (各区, 街道, 属地), or by its name
    OWN = "own"  # the higher body itself, its offices, and those above it
    PLACES = "places"  # others than that body: a place by name, or of a special kind (某开发区, 自贸试验区)
    EVERYONE = "everyone"  # whoever is concerned: 各部门, 企业, all whom the text charges
    UNCLEAR = "unclear"


#: Lower bodies in general: 各区, 区级, 市、区两级, 地方各级, 县级以上, 属地, 街道.
_LOWER = re.compile(
    r"各(?:有关|相关)?(?:区|县|市(?!直|属|级|委|有关|相关|场)|州|盟|旗|省(?!直|属|级|委|有关|相关)|自治区|地(?![铁产块下])区?"
    r"|乡|镇|街道|村|社区|级(?!各类|各行业)|开发区|园区)(?!之?间)"
    r"|地方(?:各级|人民政府|政府|有关)|县级以上|设区的?市|(?:市、|省、市、|、)(?:区(?![域间块位分别])|县)"
    r"|(?:(?<!自治)区|县|旗县市区|乡镇|基层)(?:级|人民?政府|政府|有关部门|两级)|属地|辖区|所在地|本行政区域"
    r"|有条件的(?:区|县|市|地区|地方)|区县|旗县|街道|乡镇|(?:试点|相关|有关)(?:区|县|市|地区)(?!域)|两级|三级|四级"
    r"|^(?:经济技术)?开发区(?:管委会|管理委员会)?$"
)
#: Everyone of a kind: 各部门, 各单位, 有关部门, 行政机关, 生产经营单位.
_EVERYONE = re.compile(
    r"^(?:各|有关|相关|全体|所有|任何|其他)|(?:机关|单位|部门|企业|经营者|机构|组织|个人|人员|者|主体|人)$"
)
#: Offices of no level: 园林绿化局, 栗川海关, 某银行某支行.
_OFFICE = re.compile(
    r"(?:局|厅|(?<!常)委|署|海关|支行|总队|支队|办公室|法院|检察院|银行|集团|公司|中心|学院|大学|指挥部|专班|领导小组|联席会议"
    r"|营业管理部|管理部|外汇管理部)(?:等(?:有关|行业主管)?(?:单位|部门)?)?$"
)
#: The state's bodies, above every other level.
_STATE = re.compile(r"^(?:国务院|国家|中央|最高人民|中国)|^[\u4e00-\u9fff]{2,8}(?<!宣传)(?<!组织)部$")
#: How the names of the bodies of a level begin. 市场, 市政公用, 区域 and the like are none.
_CITY = r"市(?!场|政(?![府务协法])|民|内|域|[、和]?[区县])"
_COUNTY = r"(?:区(?!域|块|间|位|分)|县|旗)"
_LEVELS: dict[str, tuple[str, str]] = {
    "state": (r"(?:国务院|国家|中央|全国)", rf"(?:省|自治区|直辖市|{_CITY}|{_COUNTY}|地方)"),
    "province": (r"(?:省|自治区)", rf"(?:{_CITY}|{_COUNTY})"),
    "city": (_CITY, _COUNTY),
    "district": (_COUNTY, r"(?:镇|乡|街道|社区|村)"),
}
#: 栗川市水务局: an office by its place.
_BY_PLACE = re.compile(
    r"^[\u4e00-\u9fff]{2,5}(?:自治区|省|市)[\u4e00-\u9fff]{1,14}?(?:局|厅|委(?!托|派)|部|办|中心|院|署|公司|银行)"
)
#: A place of its own by name: 青溪区, 云渡县政府, 栗川经济技术开发区管委会, 临港新片区.
_PLACE = re.compile(
    r"^(?:[\u4e00-\u9fff]{2,4}(?:区|县|旗|市)(?:委、)?|[\u4e00-\u9fff]{2,12}(?:开发区|示范区|新区|片区|高新区|功能区|自贸区|园区|科学城|新城))"
    r"(?:党工委|人民政府|政府|管委会|管理委员会)?$"
)

# --- what the words of a duty say where nobody is named ---------------------------------------------------------------

#: What only the higher body can do: law-making, one system for all, asking those above, dealing with other places.
_HIGHER_WORDS = re.compile(
    r"立法|地方性法规|地方标准|裁量(?:权)?基准"
    r"|(?:修订|制定|出台|修改|起草|推动|落实推进)[^，,。；;]{0,30}条例"
    r"|(?:(?<![健安完保周])全(?:市(?!场)|省|区|州|国)|市级|省级|自治区级|国家级)[^，,。；;]{0,16}(?:平台|系统|数据库|标准|目录|清单|中心|基金|机制|规则|交易所|试验区|示范区|试点)"
    r"|(?<![健安完保周])全[市省州](?:统一|一体化)"
    r"|统一[^，,。；;]{0,24}(?:标准|条件|规范|口径|编码|流程)"
    r"|(?<![新已保对将])(?:出台|印发)(?!了|政策[“\"])(?![^，,。；;]{0,6}配套)[^，,。；;]{0,40}(?:办法|意见|规定|政策|制度|方案|措施|指引|指南|清单|目录|细则|计划)"
    r"|争取[^，,。；;]{0,24}(?:国家|中央|部委|国务院|授权|试点|全国)|(?:对接|协调|报请|报|向)(?:国家|国务院|中央)"
    r"|跨省|省际|(?:毗邻|周边|兄弟)(?:省|地区)|[两三四](?:省|地)[^，,。；;]{0,12}(?:协同|合作|联合|共建|互认|共享|法院|海关|联动)|区域协(?:同|作)"
    r"|(?:下放|赋予|授予)[^，,。；;]{0,20}(?:权限|权力|职权|事项)"
    r"|(?:权限|事权|职责)(?:划分|清单(?!化))"
    r"|对各(?:区|县|市|级|地)[^，,。；;]{0,24}(?:考核|考评|评价|评估|督查|通报|排名|指导)|各(?:区|县|市|地)[^，,。；;]{0,24}考核(?:评优|内容)"
    r"|(?:整合|对接|汇总|归集|统筹|协调|督促|督导|指导|检查)(?:各部门、)?各(?:有关|相关)?(?:区|县|市|州|地|旗)"
    r"|(?:市|省)(?:委、市|委、省)?政府(?:主要)?领导|[市省]长(?:领导|任)"
)
_OWN_WITHIN = re.compile(
    r"(?:^|[，。；、由及和与（(：:])(?:市|省|自治区|国家|国务院)(?!场)[\u4e00-\u9fff]{1,12}?(?:局|厅|委(?!托|派)|部|中心|署)"
)
#: Places of a special kind where something is done: in no other place is it anybody's business.
_ZONE = re.compile(
    r"(?<!各)(?<!各类)(?:自(?:由)?贸(?:易)?试验区|(?:经济)?技术开发区|(?:综合)?保税区|综保区|临空经济区|自主创新示范区|高新区|科学城|新片区)"
)
_NAMED_DISTRICT = re.compile(
    r"(?:^|[在于对向由与和、，,]|支持|推动|依托|鼓励|促进|加快|结合|发挥|推进)"
    r"([\u4e00-\u9fff]{2,3}(?:区|县|旗))(?![域间位块别内分])"
)
#: 旗县市区, 有条件的区, 设区的市: what is no name of one place.
_GENERAL = re.compile(
    r"^(?:经济技术)?开发区|^[区县旗市][区县旗市]|[各的级]|设区|旗县|县市|市区|区县|地区|辖区|园区|试点|相关|有关|两|三"
)
_NO_NAME = re.compile(
    r"^(?:[^\u4e00-\u9fff]|.*(?:社|园|校|景|厂|库|林|山|港|牧|矿|城|湖|片|辖|郊|灾|核心|先导|自治|功能|试点|示范|试验|保护|聚集|集聚|开发|"
    r"工业|产业|各|市|省|全|我|本|该|两|到|个|一|新|老|地|专|分|禁|限|小|片|街|特|商务|经济|合作|服务|展示|体验|查阅|等候|办公|自助))[区县旗]$"
)

#: What a body calls its own: 全省, 市水务局.
_SELF = {
    "province": re.compile(r"[全我本]省|省级|省委|省[\u4e00-\u9fff]{2,8}(?:厅|局)"),
    "city": re.compile(r"[全我本]市|市级|市委|市[\u4e00-\u9fff]{2,8}(?:局|委)"),
    "district": re.compile(r"[我本](?:区|县)|(?<![各市、])[区县][\u4e00-\u9fff]{2,8}(?:局|委)"),
}
#: Whom a text charges: 各区、各部门要…, 各有关单位应当….
_CHARGE = re.compile(r"(?:^|[。；;，,：:])\s?(各[\u4e00-\u9fff、（）()]{1,28}?)(?:要|应当|应|须|必须|按照|根据|结合)")
#: Who is named where it is said how a plan is to be carried out: 加强各部门、各区之间的协调, 专班办公室设在市水务局.
_NAMED_IN_CLOSING = re.compile(
    r"各(?:有关|相关)?(?:部门|单位|区|县|市|地)|市、区|(?:成员|责任|牵头|有关|相关)(?:单位|部门)|市[\u4e00-\u9fff]{2,8}(?:局|委)"
)
_OFFICES = re.compile(r"[委办局厅]|部门|单位|机构|处室|机关")
#: 雄安新区综合执法局: an office of a place below.
_BELOW = re.compile(r"^[\u4e00-\u9fff]{2,6}(?:区|县|旗)")
#: An office that issues a text: 栗川市水务局关于印发…, 栗川市城市管理委员会城区品质提升方案.
_ISSUER = re.compile(
    r"^(?:\d{1,3}[.、．]\s?)?(?:关于印发)?《?(?P<name>[\u4e00-\u9fff]{3,22}?(?:局|委员会|厅|(?<![市区县省党])委(?!员|托|派|、)|署))(?!、)"
)
_ABOUT = re.compile(r"^(?:管理委员会|政府|人民政府)$")
_KIND_OF_OFFICE = re.compile(r"(?:监督管理|管理|行政)?(?:委员会|主管部门|部门|局|厅|委|办公室|署)$")


def addressed_to(bearers: Iterable[str], words: str, level: str = "city") -> Addressed:
    """To whom a duty speaks, by itself.

    Args:
        bearers: the names of those whom it binds, by its own words, its stem or its note of responsibility.
        words: the duty's own words, for where nobody is named.
        level: of the body whose text it is: state, province, city or district.

    >>> addressed_to(["各区人民政府"], ""), addressed_to(["市财政局"], ""), addressed_to([], "清掏雨水口").value
    (<Addressed.LOWER: 'lower'>, <Addressed.OWN: 'own'>, 'unclear')
    """
    kinds = [_kind(name, level) for name in bearers if name]
    if Addressed.LOWER in kinds:
        return Addressed.LOWER
    known = [kind for kind in kinds if kind is not Addressed.UNCLEAR]
    if Addressed.EVERYONE in known:
        return Addressed.EVERYONE
    if known:
        return Addressed.OWN if Addressed.OWN in known else Addressed.PLACES
    return _by_words(words)


@lru_cache(maxsize=8192)
def _kind(name: str, level: str) -> Addressed:
    """To whom the name of a bearer leads."""
    own, lower = _LEVELS.get(level) or _LEVELS["city"]
    if re.match(rf"(?:我|本|全)?{own}", name) and not re.match(r"市、[区县]", name):
        return Addressed.OWN
    if _PLACE.match(name) and not _GENERAL.search(name):
        return Addressed.PLACES
    if _LOWER.search(name) or re.match(rf"(?:我|本|全)?{lower}", name):
        return Addressed.LOWER
    if _STATE.match(name) or _BY_PLACE.match(name):
        return Addressed.OWN
    if _EVERYONE.search(name):
        return Addressed.EVERYONE
    return Addressed.OWN if _OFFICE.search(name) or name.startswith(("市", "省")) else Addressed.UNCLEAR


@lru_cache(maxsize=8192)
def _by_words(words: str) -> Addressed:
    """To whom words speak that name no bearer."""
    if _HIGHER_WORDS.search(words):
        return Addressed.OWN
    if _LOWER.search(words):
        return Addressed.LOWER
    if _OWN_WITHIN.search(words):
        return Addressed.OWN
    named = any(not _NO_NAME.match(match[1]) for match in _NAMED_DISTRICT.finditer(words))
    return Addressed.PLACES if named or _ZONE.search(words) else Addressed.UNCLEAR


class Addressing:
    """To whom the duties of a higher text speak, seen from a lower one, or from nobody in particular."""

    def __init__(self, higher: Side, lower: Side | None = None, knowledge: Knowledge | None = None) -> None:
        self._higher = higher
        self._knowledge = knowledge or Knowledge.shipped()
        above = own_places(higher)
        self._names, self._office = _taker(lower, above) if lower is not None else ((), "")

    def of(self, bearers: Iterable[str], words: str) -> Addressed:
        """To whom a duty speaks, by its bearers, its words, and whomever the text charges."""
        names = [name for name in bearers if name]
        if self._is_named(names, words):
            return Addressed.LOWER
        found = addressed_to(names, words, self.level)
        found = self.charged if found is Addressed.UNCLEAR else found
        # an office of the higher body misses nothing of what the districts are asked for
        return Addressed.PLACES if found is Addressed.LOWER and self._office else found

    def of_duty(self, duty: Duty) -> Addressed:
        """To whom a duty speaks, where it names nobody by the words before its list too: 各区开展三项检查：一是…."""
        names = [bearer.name for bearer in duty.bearers]
        stem = duty.around_text.stem
        if names or stem is None or addressed_to((), duty.text, self.level) is not Addressed.UNCLEAR:
            return self.of(names, duty.text)
        return self.of((), f"{stem.sentence.text}{duty.text}")

    @cached_property
    def level(self) -> str:
        """The level of the higher body: state, province, city or district; by its place or what it calls its own."""
        places = own_places(self._higher)
        if places:
            last = places[0][-1]
            return "province" if places[0].endswith(("省", "自治区")) else "city" if last in "市州盟" else "district"
        text = "".join(clause.text for clause in self._higher.clauses)
        counts = {level: len(said.findall(text)) for level, said in _SELF.items()}
        best = max(counts, key=lambda level: counts[level])
        return best if counts[best] else "city"

    @cached_property
    def charged(self) -> Addressed:
        """To whom a duty speaks that names nobody: the addressees of the text, else those who are to carry it out."""
        found = Addressed.UNCLEAR
        for clause in self._higher.clauses:
            if clause.kind is Kind.FRONT and found is Addressed.UNCLEAR:
                line, mark, _ = fold(clause.text.strip()).partition(":")
                addressees = len(line) <= 200 and (mark or (line.startswith("各") and "," in line))
                found = self._charging([line] if addressees else [])
        # a task that says 各区要… charges nobody with the others; who is to do it all is told at the end, or together
        closing = [clause.text for clause in self._higher.clauses if clause.section is Section.SAFEGUARD]
        bodies = [clause.text for clause in self._higher.clauses if clause.kind is Kind.BODY]
        together = (match[1] for text in bodies for match in _CHARGE.finditer(text))
        for names in (
            (match[1] for text in closing for match in _CHARGE.finditer(text)),
            (name for name in together if self._charging([name]) is Addressed.EVERYONE),
            (match[0] for text in closing for match in _NAMED_IN_CLOSING.finditer(text)),
        ):
            if found is Addressed.UNCLEAR:
                found = self._charging(names)
        return found

    def _charging(self, names: Iterable[str]) -> Addressed:
        lower = own = False
        for name in names:
            lower = lower or _LOWER.search(name) is not None
            parts = re.split(r"[、，,]", re.sub(r"\([^()]*\)|（[^（）]*）", "", name))
            mine = [part for part in parts if not _LOWER.search(part) and not _BELOW.match(part)]
            own = own or any(map(_OFFICES.search, mine))
        if lower:
            return Addressed.EVERYONE if own else Addressed.LOWER
        return Addressed.OWN if own else Addressed.UNCLEAR

    def _is_named(self, names: Iterable[str], words: str) -> bool:
        """Whether a duty names the lower body: its place, or the office that it is."""
        if self._office:
            return any(_same_office(name, self._office) for name in names)
        return any(place in name for place in self._names for name in (*names, words))


def _taker(lower: Side, above: tuple[str, ...]) -> tuple[tuple[str, ...], str]:
    """The names of the place that a lower text speaks for, and the office of the higher body that it is of, "" else."""
    texts = [lower.title, *(clause.text for clause in lower.clauses if clause.kind is Kind.FRONT)]
    places = own_places(lower)
    below = [place for place in places if place not in above]
    if not below:
        for text in texts:
            match = _ISSUER.match(fold(text))
            if match:
                name = match["name"]
                for place in sorted((*above, *places), key=len, reverse=True):
                    name = name.removeprefix(place)
                if len(name) >= 3 and not _ABOUT.match(name):
                    return (), name
        return (), ""
    bare: list[str] = list(below)
    for place in below:  # 栗川经济技术开发区 is 经济技术开发区 in 栗川市
        for name in above:
            stem = re.sub(r"[省市区县]$|自治区$", "", name)
            if stem and place.startswith(stem) and len(place) - len(stem) >= 4:
                bare.append(place[len(stem) :])
    return tuple(dict.fromkeys(bare)), ""


def _same_office(name: str, office: str) -> bool:
    """Whether a bearer is an office: 市交通委 is 交通委员会, 市市场监管局 is 市场监督管理局."""
    bare = re.sub(r"^(?:[省市区县](?!场)|(?![省市区县])[\u4e00-\u9fff]{2,4}?[省市](?!场))", "", name)
    left, right = (_KIND_OF_OFFICE.sub("", one) for one in (bare, office))
    short, long = sorted((left, right), key=len)
    if len(short) < 2 or short[:2] != long[:2]:
        return False
    rest = iter(long)
    return all(char in rest for char in short)
