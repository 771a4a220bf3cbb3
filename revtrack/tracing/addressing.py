"""To whom a clause of a higher body speaks: to the lower ones (各区要…), to its own offices (市有关部门), or unsaid.

A measure that binds the city's offices is legitimately missing from a district's plan; one that binds all districts is
not. Read from words, never from names: what is neither is unclear, and said so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum

from alignment.model import Obligation


class Addressed(StrEnum):
    """Whether a clause is addressed to the lower body."""

    YES = "yes"
    NO = "no"
    UNCLEAR = "unclear"


#: Lower bodies in general: 各区, 各县（市、区）, 区级, 市、区两级, 地方各级, 县级以上, 属地, 辖区, 各省.
_LOWER = re.compile(
    r"各(?:有关|相关)?(?:区|县|市(?!直|属|级|委)|州|盟|旗|省|自治区|地区?|乡|镇|街道|级)|地方(?:各级|人民政府|政府|有关)"
    r"|县级以上|设区的市|(?:市、|省、市、|、)(?:区|县)|(?:区|县|乡镇|基层)(?:级|人民?政府|政府|有关部门|两级)|属地|辖区|本行政区域"
    r"|有条件的(?:区|县|市|地区|地方)|区县|各?开发区管委会|(?:试点|相关|有关)(?:区|县|市|地区)(?!域)"
)
#: Offices of the higher body itself: 市有关部门, 市X局, 市级, 国务院…部门, 省政府.
_OWN = re.compile(
    r"(?:^|[，。；、由及和与（(])(?:我|本)?(?:市|省|自治区|国家|全市|全省|国务院)(?:有关|相关|级|直|政府|人民政府|各)"
    r"|(?:^|[，。；、由及和与（(：:])(?:市|省|自治区|国家|国务院)[\u4e00-\u9fff]{1,12}?(?:局|厅|委(?!托|派)|部|办(?!理|事|法)|中心|院|署|公司|集团)"
)


def addressed_by(text: str, duties: Iterable[Obligation]) -> Addressed:
    """To whom a clause speaks, by the bearers of its duties first and by its words second.

    Args:
        text: the clause.
        duties: its obligations, with the words that their bearers were read from.
    """
    bearers = [duty.actor for duty in duties]
    named = [bearer for bearer in bearers if bearer]
    if any(_LOWER.search(bearer) for bearer in named):
        return Addressed.YES
    own = [bearer for bearer in named if _OWN.search(bearer)]
    if _LOWER.search(text):
        # 各区 stands in the clause, yet another bears the duty: 市X局 ... 指导各区
        return Addressed.UNCLEAR if named and len(own) == len(named) else Addressed.YES
    if (named and len(own) == len(named)) or (not named and _OWN.search(text)):
        return Addressed.NO
    return Addressed.UNCLEAR


def bearer_of(duty: Obligation, clause: Addressed) -> Addressed:
    """To whom one duty speaks, in a clause that speaks to `clause`: a named bearer decides for its own duty."""
    if duty.actor and _LOWER.search(duty.actor):
        return Addressed.YES
    return Addressed.NO if duty.actor and _OWN.search(duty.actor) else clause
