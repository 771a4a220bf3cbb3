"""Odd texts of every kind, by name: huge, endless, empty, of marks alone, broken in every part.

The short ones are files of `fuzz/`.

Run as a program, it compares the named text with itself and says what was told and how much memory that took.
"""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from alignment import compare

FOLDER = Path(__file__).parent / "fuzz"
NUMERALS = "一二三四五六七八九十"


def numbered(line: str, count: int) -> str:
    """A line so many times, with its number put in."""
    return "\n".join(line.format(at=at, month=at % 12 + 1, sign=NUMERALS[at % 10]) for at in range(1, count + 1))


#: So large that memory counts.
BIG: Mapping[str, Callable[[], str]] = {
    "10,000 unnumbered paragraphs": lambda: numbered(
        "云渡区第{at}号口袋公园应当在{month}月底前增设{at}张座椅。", 10_000
    ),
    "10,000 equal paragraphs": lambda: numbered("居民应当按照规定投放垃圾。", 10_000),
    "3,600 equal lines": lambda: numbered("各街道办事处要清理楼道杂物。", 3_600),
    "3,600 equal lines without a stop": lambda: numbered("清理楼道杂物", 3_600),
    "100,000 blanks": lambda: " " * 100_000,
    "100,000 wide blanks": lambda: "　" * 100_000,
    "100,000 empty lines": lambda: "\n" * 100_000,
    "100,000 tabs": lambda: "\t" * 100_000,
    "100,000 commas": lambda: "，" * 100_000,
    "one endless line": lambda: "云渡区水务局清掏雨水口" * 10_000,
    "one endless line with commas": lambda: "云渡区水务局应当清掏雨水口，" * 8_000,
    "one endless word": lambda: "a" * 100_000,
    "4,000 articles": lambda: numbered("第{at}条　商铺不得占道经营，不得在第{at}号地块堆放杂物。", 4_000),
    "a table of 3,000 rows": lambda: (
        "序号\t任务\t责任单位\t完成时限\n" + numbered("{at}\t清掏第{at}号雨水口\t区水务局\t{month}月底前", 3_000)
    ),
}
#: Long runs of what a reader looks for, each a trap for a pattern that looks back or ahead.
RUNS: Mapping[str, str] = {
    "opening brackets": "（", "closing brackets": "）", "empty brackets": "（）〔〕[]《》",
    "nested notes": "（区水务局牵头", "notes": "（责任单位：区水务局）",
    "opening quotes": "“", "opening titles": "《", "colons": "：", "dashes": "——", "dots": "……", "stars": "＊",
    "digits": "1234567890", "digits with points": "1.5.",
    "fractions": "1/2", "Chinese numerals": "一二三四五六七八九十百千万亿", "one numeral": "一",
    "ten thousands": "万亿", "percents": "百分之", "years": "2031年",
    "days": "12月31日前", "terms": "自收到之日起", "bounds": "不少于", "recurrences": "每年每月", "clocks": "22:30",
    "references": "第五条第二款第（三）项、",
    "articles": "第一条", "ordinals": "一、", "inline items": "一是", "codes": "AB-12/", "pipes": "|", "rules": "---|",
    "tabs and words": "甲\t", "and": "应当建立台账并",
    "by": "由", "to": "向", "upon": "对区水务局", "offices": "局", "governments": "人民政府", "forces": "应当不得可以",
    "cases": "发现破损的，", "exceptions": "除外，除",
    "stems": "不得有下列行为：", "zero width": "\u200b", "right to left": "\u202e应当\u202c\u200f",
    "combining": "a\u0301", "astral": "\U00020000", "private": "\ue000",
    "nulls": "\0", "byte order marks": "\ufeff", "unassigned": "\U000e0fff", "carriage returns": "甲\r",
    "form feeds": "\f", "line separators": "甲\u2028",
}  # fmt: skip
#: Many lines of one kind.
LINES: Mapping[str, Callable[[], str]] = {
    "only headings": lambda: numbered("（{sign}）整治背街小巷", 1_500),
    "only chapters": lambda: numbered("第{sign}章　总则", 800),
    "only numbers": lambda: numbered("{at}", 2_000),
    "only ordinals": lambda: numbered("{sign}、", 2_000),
    "only days": lambda: numbered("2031年{month}月5日", 1_000),
    "only stems": lambda: numbered("商铺不得有下列行为：", 1_000),
    "only notes": lambda: numbered("（责任单位：区水务局）", 1_000),
    "only lines of responsibility": lambda: numbered("责任单位：区水务局", 1_000),
    "only page marks": lambda: numbered("- {at} -", 1_000),
    "only titles": lambda: numbered("云渡区第{at}号管理办法", 800),
    "only addressees": lambda: numbered("各街道办事处：", 800),
    "only annexes": lambda: numbered("附件{at}：名录", 800),
    "a ladder of levels": lambda: "\n".join(
        f"{'（' * at}{NUMERALS[at % 10]}{'）' * at}清掏雨水口。" for at in range(300)
    ),
    "half a table": lambda: "序号\t任务\t责任单位\n" + numbered("{at}\t清掏第{at}号雨水口", 400),
    "a table without a head": lambda: numbered("{at}\t清掏第{at}号雨水口\t区水务局", 400),
    "rows of empty cells": lambda: numbered("\t\t\t", 1_000),
    "rows of strokes": lambda: numbered("|" * 40, 500),
    "a character a line": lambda: "\n".join("区水务局应当清掏雨水口。" * 100),
    "mixed line ends": lambda: "第一条　商铺应当登记。\r\n第二条　商铺应当打扫。\r第三条　商铺应当公示。\n" * 100,
}
SURROGATES: Mapping[str, Callable[[], str]] = {
    "a lone surrogate": lambda: "第一条　商铺\ud800应当登记。\n",
    "only surrogates": lambda: "\ud800\udfff" * 2_000,
}
SMALL: Mapping[str, Callable[[], str]] = {
    "empty": lambda: "",
    "a newline": lambda: "\n",
    "a mark": lambda: "。",
    "a letter": lambda: "甲",
    "a number": lambda: "一、",
    "a byte order mark": lambda: "\ufeff",
    **{f"run of {name}": (lambda piece=piece: piece * (20_000 // len(piece))) for name, piece in RUNS.items()},
    **LINES,
    **{path.stem: (lambda path=path: path.read_bytes().decode("utf-8")) for path in sorted(FOLDER.glob("*.txt"))},
}


def peak() -> int:
    """The most memory that this process held, in bytes; that of the process that began it does not count."""
    status = Path("/proc/self/status")
    if status.is_file():
        line = next(line for line in status.read_text("ascii").splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) * 1024
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024


def main(name: str) -> None:
    """Compare a text with itself and write what came of it as JSON."""
    text = {**BIG, **SMALL, **SURROGATES}[name]()
    found = compare(text, text)
    told = [entry.kind for entry in found.account if entry.told]
    said = {"told": told, "obligations": len(found.obligations), "differs": found.differs, "peak": peak()}
    sys.stdout.write(json.dumps(said))


if __name__ == "__main__":
    main(sys.argv[1])
