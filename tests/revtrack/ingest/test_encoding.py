"""Bytes into characters: every supported encoding comes back as it was written, and nothing is read as mojibake."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from revtrack.errors import InvalidInput
from revtrack.ingest.encoding import decode

SHORT = "各街道办事处应当落实"
LONG = (
    "一、工作任务\n（一）区民政局应当于2024年6月底前公布老年助餐点名单，并报市民政局备案。\n"
    "（二）各街道办事处不得向老年人收取押金；确需收取的，应当提前15日公示。\n"
) * 30
TRADITIONAL = "各區公所應於六月底前公布老人供餐據點名單，並報市政府備查。\n"
#: Characters that GB 2312 and GBK lack: names of people and places hold them.
RARE = "经办人：㐂、䶮、𠮷、𬭚，联系地址为㙟村"


@pytest.mark.parametrize("text", [SHORT, LONG])
@pytest.mark.parametrize(
    ("encoding", "mark", "told"),
    [
        ("utf-8", b"", "utf-8"),
        ("utf-8", codecs.BOM_UTF8, "utf-8"),
        ("utf-16-le", codecs.BOM_UTF16_LE, "utf-16-le"),
        ("utf-16-be", codecs.BOM_UTF16_BE, "utf-16-be"),
        ("utf-16-le", b"", "utf-16-le"),
        ("utf-16-be", b"", "utf-16-be"),
        ("utf-32-le", codecs.BOM_UTF32_LE, "utf-32-le"),
        ("gb2312", b"", "gb18030"),
        ("gbk", b"", "gb18030"),
        ("gb18030", b"", "gb18030"),
    ],
)
def test_what_was_written_is_read(text: str, encoding: str, mark: bytes, told: str) -> None:
    assert decode(mark + text.encode(encoding)) == (text, told)


@pytest.mark.parametrize("text", [TRADITIONAL, TRADITIONAL * 50])
@pytest.mark.parametrize("codec", ["big5", "cp950", "big5hkscs"])
def test_big5(text: str, codec: str) -> None:
    assert decode(text.encode(codec)) == (text, "big5")


@pytest.mark.parametrize("text", [RARE, LONG + RARE, "㐂䶮𠮷办"])
@pytest.mark.parametrize("label", ["", "gb2312", "GBK", "gb18030", "x-gbk"])
def test_any_label_of_the_gb_family_reads_rare_characters(text: str, label: str) -> None:
    assert decode(text.encode("gb18030"), label=label) == (text, "gb18030")


def test_a_wrong_label_is_not_believed() -> None:
    assert decode(LONG.encode("utf-8"), label="gb2312").text == LONG
    assert decode(LONG.encode("gbk"), label="big5").text == LONG
    assert decode(LONG.encode("gbk"), label="no-such-encoding").text == LONG


@pytest.mark.parametrize(
    ("encoding", "cut", "offset"),
    [("utf-8", b"\xff\xfe", 300), ("utf-8", b"\xe5", 0), ("gb18030", b"\xff\xff", 400)],
)
def test_damage_is_refused_with_its_byte_and_line(encoding: str, cut: bytes, offset: int) -> None:
    good = LONG.encode(encoding)
    at = good.index(b"\n", offset) + 1
    with pytest.raises(InvalidInput) as caught:
        decode(good[:at] + cut + good[at:], file="损坏.txt")
    error = caught.value
    assert (error.kind, error.file, error.byte) == ("undecodable", "损坏.txt", at)
    assert error.line == good[:at].count(b"\n") + 1
    assert error.facts["encoding"] == encoding.upper()
    assert error.facts["bytes"].startswith(cut[:1].hex().upper())


def test_a_text_cut_within_its_last_character_is_refused() -> None:
    for encoding in ("utf-8", "gb18030"):
        data = LONG.strip().encode(encoding)[:-1]
        with pytest.raises(InvalidInput) as caught:
            decode(data)
        assert caught.value.byte is not None
        assert caught.value.byte >= len(data) - 3


def test_half_a_wide_character_is_refused() -> None:
    with pytest.raises(InvalidInput) as caught:
        decode(codecs.BOM_UTF16_LE + SHORT.encode("utf-16-le")[:-1])
    assert caught.value.kind == "undecodable"
    assert caught.value.byte == len(SHORT) * 2


def test_nul_characters_are_refused_where_they_stand() -> None:
    for data, at in (
        (b"abc\n\0def", 4),
        ("第一行\n第二\0行".encode(), 16),
        (codecs.BOM_UTF16_LE + "甲\n乙\0".encode("utf-16-le"), 8),
    ):
        with pytest.raises(InvalidInput) as caught:
            decode(data)
        assert (caught.value.kind, caught.value.byte, caught.value.line) == ("nul", at, 2)


def test_bytes_of_no_text_are_refused_not_guessed() -> None:
    noise = bytes((7 * n * n + 13 * n) % 255 + 1 for n in range(4000))
    with pytest.raises(InvalidInput):
        decode(noise)


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=200))
def test_valid_utf8_is_always_read_as_utf8(text: str) -> None:
    assert decode(text.encode("utf-8")) == (text, "utf-8")


@given(st.binary(max_size=400))
def test_any_bytes_are_read_exactly_or_refused(data: bytes) -> None:
    try:
        text, encoding = decode(data)
    except InvalidInput as refusal:
        error = refusal
    else:
        assert "\0" not in text
        assert "\ufffd" not in text or "\ufffd".encode(encoding) in data
        return
    assert error.kind in {"nul", "undecodable"}
    assert error.byte is not None
    assert 0 <= error.byte <= len(data)
