"""Inputs mutated: bytes turned, pieces taken out, doubled, swapped between two, words of a dictionary put in."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from random import Random

#: A mutated input is no larger than this: what matters are traps, not bulk.
LARGEST = 60_000
#: What readers and the core look for, and what has broken programs of every kind.
WORDS: Sequence[bytes] = [
    word.encode("utf-8", "surrogatepass")
    for line in (
        "第一条 第二款 第（三）项 第九百九十九亿条 一、 （一） 1. 1． ① 一是 附件1： 附则 目录",
        "应当 不得 可以 必须 有权 处五百元以下罚款 每年 三十日内 2031年2月30日 5月底前 不少于 百分之一百二十",
        "《甲办法》 〔2031〕1号 （责任单位：区水务局） 牵头 同时废止 自公布之日起施行 本办法所称 是指",
        "。 ； ： ， 、 “ ” 《 》 （ ） 〔 〕 | \t \n \r \r\n \0 \f \u2028 \u3000",
        "\ufeff \u200b \u202e \ud800 \U000e0fff \n\n 　　",
        "<p> </p> <table> <tr> <td> <!-- --> <![CDATA[ ]]> <script> < > & &#x0; &#x110000; &amp; &b;",
        "rowspan=9999 colspan=9999 <a\u00a0href= <!DOCTYPE\u00a0a\u00a0[<!ENTITY\u00a0b\u00a0'c'>]>",
        '- - # ## ``` |---| [甲](乙) {} [] " \\u0000 null -1 0 1e999 99999999999999999999 NaN',
    )
    for word in line.replace("\u00a0", "~").split(" ")
    for word in (word.replace("~", " "),)
]


def mutated(seeds: Sequence[bytes], at: Random, *, packaged: bool = False) -> bytes:
    """One of the seeds, changed a few times; of a package (ZIP) its parts, or now and then itself."""
    data = at.choice(seeds)
    if packaged and at.random() < 0.85:
        return _repacked(data, seeds, at)
    return _changed(data, [seed for seed in seeds if seed is not data] or seeds, at)


def _changed(data: bytes, others: Sequence[bytes], at: Random) -> bytes:
    for _ in range(1 + int(at.expovariate(0.5))):
        data = at.choice(_CHANGES)(data, at.choice(others), at)[:LARGEST]
    return data


def _repacked(data: bytes, seeds: Sequence[bytes], at: Random) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [(info.filename, archive.read(info)) for info in archive.infolist()]
    made = io.BytesIO()
    chosen = at.randrange(len(parts)) if parts else -1
    with zipfile.ZipFile(made, "w", at.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))) as archive:
        for number, (name, part) in enumerate(parts):
            if number == chosen and at.random() < 0.05:
                continue
            held = _changed(part, [other for _, other in parts] or seeds, at) if number == chosen else part
            # of no day, so that the same input comes out whenever it is made
            archive.writestr(zipfile.ZipInfo(name), held, archive.compression)
    return made.getvalue()


# --- the changes: (data, another input, chance) → data ---------------------------------------------------------------


def _span(data: bytes, at: Random, most: int = 400) -> tuple[int, int]:
    """A piece of the data, now and then at the borders of characters and lines."""
    start = at.randint(0, len(data))
    end = min(len(data), start + 1 + int(at.expovariate(1 / 20)) if at.random() < 0.8 else start + at.randint(0, most))
    if at.random() < 0.5:
        while start > 0 and start < len(data) and data[start] & 0xC0 == 0x80:
            start -= 1
        while end < len(data) and data[end] & 0xC0 == 0x80:
            end += 1
    return start, end


def _flipped(data: bytes, _: bytes, at: Random) -> bytes:
    if not data:
        return bytes([at.randrange(256)])
    place = at.randrange(len(data))
    return data[:place] + bytes([data[place] ^ 1 << at.randrange(8)]) + data[place + 1 :]


def _cut(data: bytes, _: bytes, at: Random) -> bytes:
    start, end = _span(data, at)
    return data[:start] + data[end:]


def _ended(data: bytes, _: bytes, at: Random) -> bytes:
    return data[: at.randint(0, len(data))]


def _doubled(data: bytes, _: bytes, at: Random) -> bytes:
    start, end = _span(data, at)
    times = 2 if at.random() < 0.8 else at.choice((10, 100, 1000))
    return data[:start] + data[start:end] * times + data[end:]


def _worded(data: bytes, _: bytes, at: Random) -> bytes:
    start, end = _span(data, at) if at.random() < 0.3 else (at.randint(0, len(data)),) * 2
    times = 1 if at.random() < 0.9 else at.choice((3, 30, 300))
    return data[:start] + at.choice(WORDS) * times + data[end:]


def _spliced(data: bytes, other: bytes, at: Random) -> bytes:
    here, there = _span(data, at), _span(other, at, 4_000)
    return data[: here[0]] + other[there[0] : there[1]] + data[here[1] :]


def _moved(data: bytes, _: bytes, at: Random) -> bytes:
    start, end = _span(data, at)
    piece, rest = data[start:end], data[:start] + data[end:]
    place = at.randint(0, len(rest))
    return rest[:place] + piece + rest[place:]


def _of_lines(data: bytes, _: bytes, at: Random) -> bytes:
    lines = data.split(b"\n")
    first, second = at.randrange(len(lines)), at.randrange(len(lines))
    if at.random() < 0.5:
        lines[first], lines[second] = lines[second], lines[first]
    else:
        lines.insert(first, lines[second])
    return b"\n".join(lines)


def _figured(data: bytes, _: bytes, at: Random) -> bytes:
    """A number put in another's place."""
    places = [place for place in range(len(data)) if 0x30 <= data[place] <= 0x39]
    if not places:
        return data
    place = at.choice(places)
    value = at.choice((b"0", b"-1", b"1e9", b"255", b"65536", b"2147483648", b"99999999999999999999", b"1.5", b""))
    return data[:place] + value + data[place + 1 :]


_Change = Callable[[bytes, bytes, Random], bytes]
_CHANGES: Sequence[_Change] = (
    _flipped, _cut, _ended, _doubled, _worded, _worded, _spliced, _spliced, _moved, _of_lines, _figured,
)  # fmt: skip
