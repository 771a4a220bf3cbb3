"""Minimal pairs: small pairs of texts of our own, each with what a careful lawyer would list.

A pair stands in a TOML file of `pairs/`, a file a capability:

    [[pair]]
    id = "noise-louder"            # unique in its file
    frame = "article"              # article | plan | items | whole: what is put around it; article where not said
    old = "食堂噪声不得超过60分贝。"
    new = "食堂噪声不得超过70分贝。"
    want = [ {row = "modified", quantity = "more", old = "60分贝", new = "70分贝"} ]

`want` lists every entry above wording: a row of a duty (`row`, with a direction for each changed field), or `entry`
with the kind of other substance, renamed, localised, moved or renumbered. `old` and `new` are words that the quotes
must hold. `alt` gives further directions of a field, `also` further fields that may be told, `optional` an entry that
may be told or not. Each pair is also run backwards, with added and removed, set and dropped and so on exchanged, where
`both = false` does not forbid it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from alignment.duties.table import FIELDS
from alignment.model import Comparison, Entry, ObligationChange, Task

FOLDER = Path(__file__).parent / "pairs"
OPPOSITE = {
    "added": "removed", "removed": "added", "stronger": "weaker", "weaker": "stronger", "earlier": "later",
    "later": "earlier", "set": "dropped", "dropped": "set", "more": "fewer", "fewer": "more", "wider": "narrower",
    "narrower": "wider",
}  # fmt: skip
#: Entries that are told beside a row and never instead of one.
QUIET = frozenset({"renamed", "localised", "moved", "renumbered"})


@dataclass(frozen=True, slots=True)
class Pair:
    """One pair in one direction. `want` are the entries as in the file, turned round where it is run backwards."""

    name: str
    task: Task
    old: str
    new: str
    want: tuple[Mapping[str, Any], ...]


def capabilities() -> list[str]:
    """The names of the files, in order."""
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


def pairs(capability: str) -> Iterator[Pair]:
    """Every pair of a file, forwards and backwards."""
    table = tomllib.loads((FOLDER / f"{capability}.toml").read_text(encoding="utf-8"))
    for given in table["pair"]:
        frame, task = given.get("frame", "article"), given.get("task", "revision")
        old, new = (framed(given[side], frame) for side in ("old", "new"))
        name = f"{capability}/{given['id']}"
        yield Pair(name, task, old, new, tuple(given["want"]))
        if given.get("both", True):
            yield Pair(f"{name}<", task, new, old, tuple(_turned(entry) for entry in given["want"]))


def framed(text: str, frame: str) -> str:
    """The sentences of a pair within a text of their kind."""
    text = text.strip("\n")
    if frame == "whole":
        return text
    return (_PLAN if frame == "plan" else _ARTICLES).replace("{text}", text)


_ARTICLES = """栗川市云渡区市容管理办法
第一章　总则
第一条　为了规范市容管理，根据有关法律、法规，制定本办法。
第二条　本办法适用于云渡区的市容管理活动。
第二章　管理
第三条　区城市管理部门应当建立巡查制度。
第四条　沿街商铺应当保持门前整洁。
第五条　{text}
第六条　居民应当按照规定投放垃圾。
第七条　本办法由区城市管理部门负责解释。
第三章　附则
第八条　本办法自2031年3月1日起施行。
"""
_PLAN = """栗川市云渡区人民政府办公室关于印发城区品质提升工作方案的通知
各街道办事处，区政府各部门：
《云渡区城区品质提升工作方案》已经区政府同意，现印发给你们，请结合实际认真落实。
栗川市云渡区人民政府办公室
2031年1月5日
云渡区城区品质提升工作方案
为提升城区品质，结合我区实际，制定本方案。
一、工作目标
到2031年底，城区面貌明显改善。
二、重点任务
（一）整治背街小巷。区城市管理委更换破损路面砖。
（二）完善公共座椅。区园林绿化局在口袋公园增设座椅。
（三）{text}
（四）规范户外招牌。各街道办事处排查松动招牌。
三、保障措施
加强组织领导。
"""


def _turned(entry: Mapping[str, Any]) -> dict[str, Any]:
    turned = dict(entry)
    if "row" in entry:
        turned["row"] = OPPOSITE.get(entry["row"], entry["row"])
    for field in FIELDS:
        if field in entry:
            turned[field] = OPPOSITE.get(entry[field], entry[field])
    if "alt" in entry:
        turned["alt"] = {field: [OPPOSITE.get(way, way) for way in ways] for field, ways in entry["alt"].items()}
    turned.pop("old", None)
    turned.pop("new", None)
    if "old" in entry:
        turned["new"] = entry["old"]
    if "new" in entry:
        turned["old"] = entry["new"]
    return turned


def faults(pair: Pair, found: Comparison) -> list[str]:
    """What a comparison says otherwise than a lawyer would, a line each; nothing where it says the same.

    A wanted row is told where a row of its kind holds its words; its fields and directions must be those wanted,
    further ones only where the pair allows them.
    """
    rows = [_row(change) for change in found.obligations]
    rows += [_entry(entry) for entry in found.account if entry.row]
    said: list[str] = []
    left = list(rows)
    for want in sorted(pair.want, key=lambda entry: bool(entry.get("optional"))):
        served = next((row for row in left if _serves(want, row) and not _wrong(want, row)), None)
        served = served or next((row for row in left if _serves(want, row)), None)
        if served is None:
            if not want.get("optional"):
                said.append(f"not told: {_shown(want)}")
            continue
        left.remove(served)
        said += _wrong(want, served)
    said += [f"told besides: {_shown(row)}" for row in left if row.get("entry") not in QUIET or not _allowed(row, pair)]
    return said


def _allowed(row: Mapping[str, Any], pair: Pair) -> bool:
    """Quiet facts stand beside everything else; a rename is one only where the pair speaks of none other."""
    return row.get("entry") != "renamed" or not pair.want


def _row(change: ObligationChange) -> dict[str, Any]:
    quote = {side: getattr(change, side).text if getattr(change, side) else "" for side in ("old", "new")}
    around = {
        side: " ".join(getattr(change, side).read_from.values()) if getattr(change, side) else "" for side in quote
    }
    return {
        "row": change.change, "fields": dict(change.directions), "old": quote["old"], "new": quote["new"],
        "around_old": around["old"], "around_new": around["new"],
    }  # fmt: skip


def _entry(entry: Entry) -> dict[str, Any]:
    return {"entry": entry.kind if entry.cls == "substance" else entry.cls, "old": entry.old, "new": entry.new}


def _serves(want: Mapping[str, Any], row: Mapping[str, Any]) -> bool:
    if want.get("row") != row.get("row") or want.get("entry") != row.get("entry"):
        return False
    return all(_holds(row, side, want[side]) for side in ("old", "new") if want.get(side))


def _holds(row: Mapping[str, Any], side: str, words: str) -> bool:
    return words in row[side] or words in row.get(f"around_{side}", "")


def _wrong(want: Mapping[str, Any], row: Mapping[str, Any]) -> list[str]:
    if want.get("row") != "modified":
        return []
    wanted = {field: {want[field], *want.get("alt", {}).get(field, ())} for field in FIELDS if field in want}
    said = [
        f"{field}: {row['fields'].get(field, 'nothing')} instead of {'|'.join(sorted(ways))}"
        for field, ways in wanted.items()
        if row["fields"].get(field) not in ways
    ]
    more = set(row["fields"]) - set(wanted) - set(want.get("also", ()))
    return said + [f"{field}: {row['fields'][field]} told besides" for field in sorted(more)]


def _shown(entry: Mapping[str, Any]) -> str:
    return ", ".join(f"{key}={value}" for key, value in entry.items() if value and not key.startswith("around"))
