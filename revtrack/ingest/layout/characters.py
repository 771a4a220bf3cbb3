"""Characters that fonts give in place of those that are meant."""

from __future__ import annotations

import unicodedata
from functools import cache

#: Radicals that some fonts give in place of the characters; those of the Kangxi block Unicode itself maps.
_RADICALS = dict(
    zip(
        "⺎⺟⺠⺩⺮⺷⻄⻅⻆⻉⻋⻌⻏⻑⻒⻓⻔⻖⻘⻙⻚⻛⻜⻝⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻳",
        "兀母民王竹羊西见角贝车辶阝镸镸长门阝青韦页风飞食饣马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龟",
        strict=True,
    )
)
#: What extraction puts for a hyphen that a line end made.
_NOTHING = frozenset(("\ufffe", "\x02", "\x00"))


@cache
def plain(char: str) -> str:
    """A character as it is meant: radicals as what they stand for, ligatures apart, soft hyphens gone."""
    if char in _NOTHING:
        return ""
    if char in _RADICALS:
        return _RADICALS[char]
    if "\u2f00" <= char <= "\u2fdf" or "\ufb00" <= char <= "\ufb06":
        return unicodedata.normalize("NFKC", char)
    return char
