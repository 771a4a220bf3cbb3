"""A text as typed tokens: what is equal in value is one key, whatever the writing; what is not is another."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from alignment.reading.numerals import to_numeral
from alignment.reading.values import canonical, tokenise


def keys(text: str) -> list[object]:
    return [token.key for token in tokenise(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("处５万元以上罚款", [("amount", "５万元以上")]),
        ("执行ＧＢ 31654—2031标准", [("code", "ＧＢ 31654—2031")]),
        ("达到A级", [("code", "A级")]),
        ("覆盖5G基站", [("code", "5G")]),
        ("PM2.5浓度", [("code", "PM2.5")]),
        ("第五条第二款第三项", [("reference", "第五条第二款第三项")]),
        ("第五条（三）项", [("reference", "第五条（三）项")]),
        ("本办法第十二条", [("reference", "本办法第十二条")]),
        ("前款规定的材料", [("reference", "前款")]),
        ("见附件2", [("reference", "附件2")]),
        ("云政办发〔2031〕15号", [("code", "云政办发〔2031〕15号")]),
        ("第三批名单", [("code", "第三批")]),
        ("每季度一次", [("time", "每季度一次")]),
        ("2031年底前", [("time", "2031年底前")]),
        ("拨打12345", [("code", "12345")]),
    ],
)  # fmt: skip
def test_what_has_a_value_is_one_token(text: str, found: list[tuple[str, str]]) -> None:
    valued = [(token.kind, token.text) for token in tokenise(text) if token.kind not in ("word", "mark")]
    if found == [("code", "5G")]:  # a letter behind a number may be a unit
        valued = [("code", words) for _, words in valued]
    assert valued == found


@given(st.text(max_size=80))
def test_tokens_cover_a_text_without_gaps(text: str) -> None:
    tokens = tokenise(text)
    assert "".join(token.text for token in tokens) == text
    assert [token.start for token in tokens] == [0, *(token.end for token in tokens)][: len(tokens)]


@pytest.mark.parametrize(
    "writings",
    [
        ["第五条第二款第三项", "第5条第2款第3项", "第５条第２款第３项", "第五条第二款（三）项", "第五条第二款（3）"],
        ["第十二条之一", "第12条之1"],
        ["本办法第九条", "第九条"],
        ["附件2", "附件二", "附件 2"],
        ["GB 31654—2031", "GB31654-2031", "ＧＢ 31654－2031", "gb 31654-2031"],
        ["第三批", "第3批"],
        ["A级", "Ａ级"],
        ["云政办发〔2031〕15号", "云政办发[2031]15号", "云政办发（2031）15号", "云政办发〔2031〕 15 号"],
        ["市民、游客", "巿民、游客"],
        ["事项：", "事项︰"],
        ["完成。", "完成！"],
        ["甲、乙", "甲，乙"],
    ],
    ids=lambda writings: writings[0],
)
def test_writings_of_one_thing_are_equal(writings: list[str]) -> None:
    found = {text: [key for key in keys(text) if key != ("mark", "")] for text in writings}
    assert len({tuple(map(repr, said)) for said in found.values()}) == 1, found


def test_an_item_in_brackets_behind_its_ordinal_is_the_item() -> None:
    assert keys("第五条第二款第（三）项") == keys("第五条第二款第三项")


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("第五条", "第八条"), ("第五条第一款", "第五条第二款"), ("第五条第（一）项", "第五条第（二）项"),
        ("第五条", "第五章"), ("第十二条", "第十二条之一"),
        ("附件1", "附件2"), ("GB 31654—2031", "GB 31654—2033"), ("GB 31654", "GB/T 31654"), ("A级", "B级"),
        ("AA级", "A级"), ("Ⅲ类", "Ⅳ类"),
        ("5G", "6G"), ("PM2.5", "PM10"), ("第三批", "第四批"), ("12345", "12315"),
        ("云政办发〔2031〕15号", "云政办发〔2032〕15号"),
        ("云政办发〔2031〕15号", "云政办发〔2031〕16号"), ("甲。乙", "甲，乙"), ("本条第二款", "本条第三款"),
        ("1:100", "1:200"),
    ],
)  # fmt: skip
def test_other_things_differ(left: str, right: str) -> None:
    assert keys(left) != keys(right)


# --- equal values in any writing have equal keys, others never ---------------------------------------------------


def grouped(number: int) -> str:
    return f"{number:,}"


def wide(number: int) -> str:
    return str(number).translate({ord("0") + at: ord("０") + at for at in range(10)})


def scaled(number: int) -> str:
    """In 万 or 亿 where that is exact: 15000 → 1.5万."""
    for word, factor in (("亿", 10**8), ("万", 10**4)):
        value = Fraction(number, factor)
        shown = f"{float(value):.6f}".rstrip("0").rstrip(".")
        if value >= 1 and Fraction(shown) == value:
            return f"{shown}{word}"
    return str(number)


def chinese(number: int) -> str:
    """A number in Chinese: 105000 → 十万五千."""
    high, low = divmod(number, 10_000)
    if not high:
        return to_numeral(low)
    return f"{to_numeral(high)}万" + (("零" if low < 1000 else "") + to_numeral(low) if low else "")


WRITINGS: tuple[Callable[[int], str], ...] = (str, grouped, wide, scaled, chinese)
#: Units of one family with how many of the last each is.
FAMILIES: tuple[tuple[tuple[str, int], ...], ...] = (
    (("元", 1),),
    (("公里", 1000), ("千米", 1000), ("米", 1)),
    (("吨", 1000), ("公斤", 1), ("千克", 1)),
    (("公顷", 10_000), ("平方米", 1)),
    (("家", 1), ("个", 1), ("处", 1)),
    (("人次", 1),),
    (("分贝", 1),),
    (("倍", 1),),
)
BOUNDS = (
    ("{}",),
    ("不少于{}", "不低于{}", "{}以上", "至少{}", "不得少于{}"),
    ("不超过{}", "{}以下", "至多{}", "不得超过{}", "最多{}"),
)
NUMBERS = st.one_of(st.integers(1, 130), st.integers(1, 999_999), st.integers(1, 9999).map(lambda n: n * 1000))


@st.composite
def written_amounts(draw: st.DrawFn) -> tuple[tuple[int, int, int], str]:
    """(family, value in its smallest unit, bound) with one of its writings."""
    family, bound, value = draw(st.integers(0, len(FAMILIES) - 1)), draw(st.integers(0, 2)), draw(NUMBERS)
    return (family, value, bound), draw(writing_of(family, value, bound))


@st.composite
def writing_of(draw: st.DrawFn, family: int, value: int, bound: int) -> str:
    units = [(unit, size) for unit, size in FAMILIES[family] if value % size == 0]
    unit, size = draw(st.sampled_from(units))
    # 十千克: see the case of its own in test_amounts
    writings = WRITINGS[:-1] if unit.startswith("千") else WRITINGS
    number = draw(st.sampled_from(writings))(value // size)
    return draw(st.sampled_from(BOUNDS[bound])).format(f"{number}{unit}")


def amount_keys(words: str) -> list[object]:
    return [key for key in keys(f"座位{words}。") if isinstance(key, tuple) and key[0] == "amount"]


@given(written_amounts(), st.data())
def test_an_amount_is_equal_to_itself_in_any_writing(
    amount: tuple[tuple[int, int, int], str], data: st.DataObject
) -> None:
    (family, value, bound), words = amount
    other = data.draw(writing_of(family, value, bound))
    assert len(amount_keys(words)) == 1, words
    assert amount_keys(words) == amount_keys(other), (words, other)


@given(written_amounts(), written_amounts())
def test_amounts_that_differ_in_value_family_or_bound_are_never_equal(
    left: tuple[tuple[int, int, int], str], right: tuple[tuple[int, int, int], str]
) -> None:
    assume(left[0] != right[0])
    assert amount_keys(left[1]) != amount_keys(right[1]), (left, right)


#: Terms: (family, length in its base, how that can be said).
TERM_UNITS: tuple[tuple[tuple[str, int], ...], ...] = (
    (("日", 1), ("天", 1), ("周", 7)),
    (("个工作日", 1),),
    (("个月", 1), ("年", 12), ("个季度", 3)),
    (("小时", 1), ("个小时", 1)),
)
TERM_SIDES = (
    ("{}内", "{}之内", "{}以内", "不超过{}"),
    ("不少于{}", "不得少于{}", "至少{}"),
    ("{}后", "{}之后", "{}以后"),
)


@st.composite
def term_writing(draw: st.DrawFn, family: int, length: int, side: int) -> str:
    units = [(unit, size) for unit, size in TERM_UNITS[family] if length % size == 0]
    unit, size = draw(st.sampled_from(units))
    number = draw(st.sampled_from((str, wide, to_numeral)))(length // size)
    return draw(st.sampled_from(TERM_SIDES[side])).format(f"{number}{unit}")


@st.composite
def written_terms(draw: st.DrawFn) -> tuple[tuple[int, int, int], str]:
    family, side, length = draw(st.integers(0, 3)), draw(st.integers(0, 2)), draw(st.integers(1, 400))
    return (family, length, side), draw(term_writing(family, length, side))


def time_keys(words: str) -> list[object]:
    return [token.key for token in tokenise(f"区水务局应当在{words}完成。") if token.kind == "time"]


@given(written_terms(), st.data())
def test_a_term_is_equal_to_itself_in_any_writing(term: tuple[tuple[int, int, int], str], data: st.DataObject) -> None:
    (family, length, side), words = term
    other = data.draw(term_writing(family, length, side))
    assert len(time_keys(words)) == 1, words
    assert time_keys(words) == time_keys(other), (words, other)


@given(written_terms(), written_terms())
def test_terms_that_differ_are_never_equal(
    left: tuple[tuple[int, int, int], str], right: tuple[tuple[int, int, int], str]
) -> None:
    assume(left[0] != right[0])
    assert time_keys(left[1]) != time_keys(right[1]), (left, right)


def digits(number: int) -> str:
    """A year digit by digit: 2031 → 二〇三一."""
    return "".join("〇一二三四五六七八九"[int(char)] for char in str(number))


@st.composite
def day_writing(draw: st.DrawFn, year: int, month: int, day: int) -> str:
    chinese = draw(st.booleans())
    shown = digits(year) if chinese else draw(st.sampled_from((str, wide)))(year)
    number = to_numeral if chinese else draw(st.sampled_from((str, wide)))
    close = draw(st.sampled_from(("前", "之前", "以前", "止")))
    last = {1: 31, 3: 31, 4: 30, 5: 31, 6: 30, 7: 31, 8: 31, 9: 30, 10: 31, 11: 30, 12: 31}
    forms = [f"{shown}年{number(month)}月{number(day)}日"]
    if last.get(month) == day:
        forms += [f"{shown}年{number(month)}月底", f"{shown}年{number(month)}月末"]
    if (month, day) == (12, 31):
        forms += [f"{shown}年底", f"{shown}年末", f"{shown}年年底"]
    return draw(st.sampled_from(forms)) + close


DAYS = st.tuples(st.integers(2000, 2099), st.integers(1, 12), st.one_of(st.integers(1, 28), st.sampled_from([30, 31])))


@given(DAYS, DAYS, st.data())
def test_days_are_equal_where_the_day_is(
    left: tuple[int, int, int], right: tuple[int, int, int], data: st.DataObject
) -> None:
    one, same, other = (data.draw(day_writing(*day)) for day in (left, left, right))
    assert len(time_keys(one)) == 1, one
    assert time_keys(one) == time_keys(same), (one, same)
    assert (time_keys(one) == time_keys(other)) == (left == right), (one, other)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("百分之三十五以上", "35%以上"), ("十五日内", "15日内"), ("处五万元以下罚款", "处50000元以下罚款"),
        ("座椅二百张", "座椅200个"), ("5—10万元", "50000-100000元"),
        ("每小时20公里", "20000米/小时"), ("约三百人", "300个左右"), ("没有数字", "没有数字"), ("1.5亿元", "1.5e+08元"),
    ],
)  # fmt: skip
def test_values_in_one_writing_for_likening(text: str, plain: str) -> None:
    assert canonical(text) == plain
