"""Units of measure: to which family each belongs and how many of the family's base it is: 公里 = 1000米, 成 = 10%."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction

#: unit → (family, factor to the family's base). Amounts compare within one family.
UNITS: Mapping[str, tuple[str, Fraction]] = {
    unit: (family, Fraction(factor))
    for family, units in {
        "money": {"元": 1, "块钱": 1, "元人民币": 1, "人民币": 1, "角": "1/10"},
        "dollars": {"美元": 1},
        "ratio": {"%": "1/100", "‰": "1/1000", "成": "1/10"},
        "points": {"个百分点": 1, "百分点": 1, "BP": "1/100", "个基点": "1/100"},
        "discount": {"折": 1},
        "times": {"倍": 1},
        "length": {"米": 1, "公尺": 1, "m": 1, "公里": 1000, "千米": 1000, "km": 1000, "厘米": "1/100", "cm": "1/100",
                   "毫米": "1/1000", "mm": "1/1000", "里": 500, "海里": 1852},
        "area": {"平方米": 1, "平米": 1, "m2": 1, "㎡": 1, "亩": "2000/3", "公顷": 10_000, "平方公里": 1_000_000,
                 "平方千米": 1_000_000},
        "volume": {"立方米": 1, "m3": 1, "立方": 1, "升": "1/1000", "L": "1/1000", "毫升": "1/1000000",
                   "ml": "1/1000000"},
        "mass": {"克": 1, "g": 1, "千克": 1000, "公斤": 1000, "kg": 1000, "斤": 500, "吨": 1_000_000, "t": 1_000_000,
                 "毫克": "1/1000", "mg": "1/1000", "微克": "1/1000000", "两重": 50},
        "temperature": {"℃": 1, "摄氏度": 1, "度": 1},
        "sound": {"分贝": 1, "dB": 1},
        "power": {"千瓦": 1, "kW": 1, "兆瓦": 1000, "瓦": "1/1000"},
        "energy": {"千瓦时": 1, "度电": 1, "kWh": 1},
        "speed": {"km/h": 1, "Mbps": 1},
        "bytes": {"GB": 1, "TB": 1024, "MB": "1/1024"},
        "score": {"分": 1},
        "age": {"岁": 1, "周岁": 1},
        "level": {"级": 1, "星级": 1, "档": 1, "等": 1},
        "days": {"日": 1, "天": 1, "个自然日": 1, "自然日": 1, "个日历日": 1, "日历日": 1, "周": 7, "星期": 7,
                 "个星期": 7, "个周": 7},
        "workdays": {"工作日": 1, "个工作日": 1},
        "hours": {"小时": 1, "个小时": 1, "分钟": "1/60", "刻钟": "1/4", "秒": "1/3600", "秒钟": "1/3600"},
        "months": {"个月": 1, "月": 1, "个季度": 3, "季度": 3, "年": 12, "周年": 12, "年度": 12, "个年度": 12,
                   "个学期": 6, "学期": 6},
        "events": {"次": 1, "轮": 1, "期": 1, "场": 1, "批次": 1, "遍": 1, "回": 1, "届": 1, "场次": 1, "班次": 1},
        "visits": {"人次": 1},
    }.items()
    for unit, factor in units.items()
}  # fmt: skip
FAMILIES = frozenset({"count", *(family for family, _ in UNITS.values())})
#: Measure words: which of them stands behind a number says nothing (十家 = 10个).
_CLASSIFIERS = (
    "人 名 位 个 家 项 条 件 种 类 批 所 处 户 套 台 辆 座 份 篇 页 间 栋 幢 层 块 只 头 株 棵 张 支 "
    "艘 架 门 本 册 款 笔 起 宗 例 片 段 组 队 对 双 把 部 盏 扇 根 "
    "口 眼 道 行 列 字 万人次 户次 车次 床 席 例次 行业 种类 孔 车位 泊位 方面"
).split()
_UNIT_WORDS = sorted((*UNITS, *_CLASSIFIERS), key=len, reverse=True)
#: 三|里屯, 110|对接: of these words the first sign is no unit.
_WORDS = {"里": "屯河桥庄店村弄", "对": "接口标应象外内照策比称"}
#: A unit behind a number: 三|公里, 40|个; 一次性 holds a unit and measures nothing.
UNIT = (
    "(?:"
    + "|".join(re.escape(unit) + (f"(?![{_WORDS[unit]}])" if unit in _WORDS else "") for unit in _UNIT_WORDS)
    + ")(?!性)"
)


def family_of(unit: str) -> tuple[str, Fraction]:
    """The family of a unit and the factor to the family's base.

    Measure words count in `count`; units in letters that the table does not know are a family of their own.

    >>> family_of("公里"), family_of("座"), family_of("NTU")
    (('length', Fraction(1000, 1)), ('count', Fraction(1, 1)), ('NTU', Fraction(1, 1)))
    """
    return UNITS.get(unit, (unit.upper() if unit.isascii() else "count", Fraction(1)))
