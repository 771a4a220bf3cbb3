"""Which sentences bind anybody: what only tells, defines, exhorts or says what the rest is for does not."""

from __future__ import annotations

import re

from alignment.duties.context import Around
from alignment.knowledge import Knowledge, any_of
from alignment.linking.units import Unit
from alignment.model import Section
from alignment.reading.amounts import amounts
from alignment.reading.flat import flatten
from alignment.reading.times import TAKES_EFFECT, times

#: 制定本办法, 制定本行动方案: the text itself; 制定本区细则, 制定本食堂的制度 are tasks.
_MAKES_ITSELF = (
    r"制定本(?:实施|工作|行动|暂行|试行|若干|管理|专项|总体|具体|年度|三年|五年|操作|应急|整治|改革|建设|发展|服务)*"
    r"(?:法|条例|办法|规定|细则|方案|意见|通知|计划|规划|规程|规则|规范|准则|标准|导则|解释|纲要|清单|目录|指引|指南|措施"
    r"|要点|章程|制度|预案|公约|程序|决定|政策)(?!的)"
)
#: 自2031年3月1日起施行; 制定本办法。; 本办法所称…; …适用本办法: the frame of a text.
_FRAME = re.compile(
    rf"自.{{2,24}}{TAKES_EFFECT}|(?:同时|即行|予以)废止|(?:{_MAKES_ITSELF}|制定如下)[^，,]{{0,14}}[。：:]?$"
    r"|^(?:本(?:法|条例|办法|规定|细则|方案|规则|解释)(?:所称|适用于)|下列用语)"
    r"|^.{0,40}(?:适用本(?:法|条例|办法|规定)|不适用本|的含义)"
)
#: 公厕，是指…: a definition.
_DEFINED = re.compile(r"^[^,。]{0,50}?(?:所称|,?是指|指的是)")
#: What a text quotes or names is not what it says.
_QUOTED = re.compile(r"“[^”]{0,400}”|《[^》]{0,200}》")
#: A number or a year makes a goal of a guiding sentence.
_MEASURABLE = re.compile(r"\d{2,}|[二三四五六七八九十百千万](?:个|家|项)|[%％]|到20|年底|年前")
#: A slogan stands at the head of its sentence.
_HEAD = 40
#: 现印发给你们: what a notice says of itself.
_ISSUES = re.compile(r"现(?:将|印发|予)|特此通知|印发给你们|已经.{2,20}同意|" + _MAKES_ITSELF)
#: 请于3月底前报送: what it asks all the same.
_ASKS = re.compile(r"请[^,。]{0,40}(?:前报|报送|反馈|日前|月底前)")
#: An instruction in front matter: 各单位要…, …日前….
_INSTRUCTS = re.compile(r"(?:应当|要|须|必须|不得|请).{2,}|日前|月底前")
#: A line of front matter that instructs is longer than this.
_SHORT = 12
#: 让群众…, 促进…, 不断提升…: says what the others are for.
_OUTCOME_HEAD = re.compile(
    r"(?:让|使|以便|从而|切实维护|更好|为.{1,20}(?:提供.{0,8}(?:支撑|保障|动力)|奠定|作出|贡献)"
    r"|推动.{0,24}(?:发展|落地|见效)$|促进|助力|激发|惠及|(?:确保|保障).{0,10}(?:见效|落地|落实|成效|到位|实效)"
    r"|不断(?:提升|提高|增强|激发)|厚植|形成.{0,4}合力|增强.{0,14}(?:意识|能力|获得感|活力)|营造|切实提高|切实增强"
    r"|有效(?:支撑|提升|降低|激发))"
)
#: 进一步提高服务|水平: raises what cannot be counted.
_OUTCOME = re.compile(
    r"(?:进一步|持续|全面|切实|有效|着力|大力)?(?:提升|提高|增强|优化|改善|激发|降低|减轻).{0,24}"
    r"(?:水平|能力|质量|率|度|感|效能|环境|活力|意识|性|质效|成本|负担|主动性|氛围)$"
)


class BindingReader:
    """Tells with one lexicon which sentences bind."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._slogan = any_of(knowledge.slogans)
        self._outcomes = any_of(knowledge.outcomes)

    def binds(self, unit: Unit, around: Around) -> bool:
        """Whether a sentence binds anybody, by its own words and what stands around it."""
        text = unit.sentence.text
        if unit.group not in ("body", "front"):
            return False
        if unit.group == "front" and not _binds_in_notice(text):
            return False
        if _FRAME.search(text) or _DEFINED.match(text):
            return False
        if around.section is Section.GUIDANCE:
            free = _QUOTED.sub("", text)
            return bool(_MEASURABLE.search(free)) or not self._slogan.search(free)
        return not around.told and not self._slogan.search(text[:_HEAD])

    def is_outcome(self, text: str) -> bool:
        """Whether a predicate only says what the others are for: 助力…发展, 提升服务水平, 让群众…."""
        flat = flatten(text.strip("，。；、并"))
        if any(item.kind == "day" for item in times(flat)) or any(item.family != "count" for item in amounts(flat)):
            return False
        return bool(_OUTCOME_HEAD.match(flat) or _OUTCOME.match(flat) or self._outcomes.match(flat))


def _binds_in_notice(text: str) -> bool:
    """Whether a line of front matter gives an instruction: 各单位请于3月20日前报送…."""
    flat = flatten(text)
    if _ISSUES.search(flat):
        return bool(_ASKS.search(flat))
    return bool(_INSTRUCTS.search(flat)) and flat.endswith("。") and len(flat) > _SHORT
