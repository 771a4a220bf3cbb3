"""A sentence cut from comma to comma, and what each piece does."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alignment import Knowledge
from alignment.duties.pieces import Does, PieceReader
from tests.alignment.saying import not_yet

READER = PieceReader(Knowledge.shipped())
P, G, C, A, TOPIC, TIME, F = (
    Does.PREDICATE, Does.GOES_ON, Does.CASE, Does.ADVERBIAL, Does.TOPIC, Does.TIME, Does.FACT,
)  # fmt: skip


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("区水务局应当清掏雨水口。", [P]),
        ("清掏雨水口，更换井盖，修补路面。", [P, P, P]),
        ("发现井盖破损的，区水务局应当更换。", [C, P]),
        ("如果停水超过一日，物业应当公告。", [C, P]),
        ("遇有强降雨时，区水务局应当加密巡查。", [C, P]),
        ("未经批准，任何单位不得占用盲道。", [C, P]),
        ("经区水务局批准后，方可开挖路面。", [C, P]),
        ("除抢险外，不得夜间施工。", [C, P]),
        ("违反本办法第五条规定，由区水务局责令改正。", [C, P]),
        ("情节严重的，吊销许可证。", [C, P]),
        ("情节严重，吊销许可证。", [C, P]),
        ("汛期内，区水务局应当每日巡查。", [C, P]),
        ("摊主有下列情形之一，由区水务局责令改正。", [C, P]),
        ("根据年度计划，清掏雨水口。", [A, P]),
        ("通过购买服务等方式，清掏雨水口。", [A, P]),
        ("围绕街面整洁目标，清掏雨水口。", [A, P]),
        ("在摸清底数的基础上，制定清掏计划。", [A, P]),
        ("坚持建管并重，清掏雨水口。", [A, P]),
        ("采用信息化手段，清掏雨水口。", [A, P]),
        ("同时，区水务局要清掏雨水口。", [A, P]),
        ("此外，清掏雨水口。", [A, P]),
        ("首先，清掏雨水口。", [A, P]),
        ("原则上，清掏雨水口。", [A, P]),
        ("商铺应当采用节水型器具，公示用水量。", [P, P]),
        ("采取清掏、封堵等措施，并按照规定上报。", [P, P]),
        ("将巡查统一在日常工作中，清掏雨水口。", [P, P]),
        ("鼓励商铺建立稳定的供货关系，扩大配送半径。", [P, P]),
        ("应当根据所担负的任务，制定预案。", [A, P]),
        ("区水务局会同区民政局，制定方案。", [A, P]),
        ("2031年6月底前，清掏雨水口。", [TIME, P]),
        ("自2031年3月1日起，清掏雨水口。", [TIME, P]),
        ("举办庙会，应当配备消防器材。", [TOPIC, P]),
        ("区水务局，各街道办事处，应当清掏雨水口。", [TOPIC, TOPIC, P]),
        ("雨水口是街面排水设施。", [F]),
        ("公厕包括固定公厕和移动公厕。", [F]),
        ("本办法适用于云渡区的市容管理活动。", [F]),
        ("联系电话：0000-12345，电子邮箱：a@b.cn。", [F, F, F, F]),
        ("清掏雨水口，特别是背街小巷雨水口。", [P, G]),
        ("商铺不得堆放杂物，或者占用盲道。", [P, G]),
        ("应当建立台账并公布结果。", [P, P]),
        ("应当于每月5日前报送台账，并及时更新。", [P, P]),
        ("区水务局应当检查，摊主隐瞒事实，或者伪造材料的，由区水务局责令改正。", [P, C, C, P]),
        ("从事洗染经营，在楼道内存放衣物，应当登记。", [TOPIC, TOPIC, P]),
        ("针对办理不便利，标准不一致等问题，制定清单。", [A, A, P]),
        ("执行中遇到的问题，及时向区水务局反映。", [TOPIC, P]),
        ("检查发现的隐患，立即整改。", [TOPIC, P]),
        ("协调解决清掏中遇到的问题，更换井盖。", [P, P]),
        ("", []),
        ("。", []),
    ],
)
def test_what_each_piece_does(sentence: str, found: list[Does]) -> None:
    assert [piece.does for piece in READER.pieces(sentence)] == found


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("如需延长，摊主应当申请。", [C, P]),
        ("一方隐藏财产，或者伪造债务的，应当少分。", [C, C, P]),
        ("摊主隐瞒事实，或者伪造材料的，由区水务局责令改正。", [C, C, P]),
        not_yet("a name that opens with 商 is taken for 商 (consult)", "商户打扫门前，清理积水。", [P, P]),
        ("联系人：王五，联系电话：0000-12345。", [F, F, F, F]),
    ],
)
def test_what_each_piece_should_do(sentence: str, found: list[Does]) -> None:
    assert [piece.does for piece in READER.pieces(sentence)] == found


@pytest.mark.parametrize(
    ("sentence", "texts"),
    [
        ("清掏雨水口（含背街，含小巷），更换井盖。", ["清掏雨水口（含背街，含小巷）", "更换井盖"]),
        ("落实“门前三包，街面四净”要求，清扫街面。", ["落实“门前三包，街面四净”要求", "清扫街面"]),
        ("执行《云渡区公厕，座椅设置办法》。", ["执行《云渡区公厕，座椅设置办法》"]),
        ("补贴120,000元，按季度发放。", ["补贴120,000元", "按季度发放"]),
        ("应当建立台账并公布结果。", ["应当建立台账", "并公布结果"]),
        ("应当合并办理许可。", ["应当合并办理许可"]),
        ("清掏雨水口；更换井盖。", ["清掏雨水口", "更换井盖"]),
    ],
)
def test_where_a_sentence_is_cut(sentence: str, texts: list[str]) -> None:
    assert [piece.text for piece in READER.pieces(sentence)] == texts


def test_a_piece_knows_its_place_its_joint_and_its_force() -> None:
    sentence = "区水务局应当清掏雨水口；不得占用盲道，并公布结果。"
    pieces = READER.pieces(sentence)
    assert [sentence[piece.start : piece.end].strip("。") for piece in pieces] == [piece.text for piece in pieces]
    assert [piece.joint for piece in pieces] == ["", "；", "，"]
    assert [piece.force.word for piece in pieces] == ["应当", "不得", ""]
    assert [piece.split for piece in READER.pieces("应当建立台账并公布结果。")] == [False, True]


@given(
    st.lists(
        st.sampled_from(
            ["，", "；", "。", "（", "）", "“", "”", "并", "应当", "的", "区水务局", "清掏雨水口", "3日内", "\n", " "]
        ),
        max_size=24,
    )
)
def test_pieces_stand_in_order_and_lose_no_word(parts: list[str]) -> None:
    sentence = "".join(parts)
    pieces = READER.pieces(sentence)
    assert all(a.end <= b.start for a, b in pairwise(pieces))
    bare = "".join(sentence[piece.start : piece.end] for piece in pieces)
    marks = str.maketrans("", "", "，；。：:,、 \n　\t")
    assert bare.translate(marks) == sentence.translate(marks)


@pytest.mark.parametrize("text", ["建立台账", "清掏雨水口", "及时更换井盖"])
def test_what_opens_with_a_verb(text: str) -> None:
    assert READER.opens_with_verb(text)
    assert text.startswith(READER.verb_at(text))
    assert READER.verb_at(text)


@pytest.mark.parametrize("text", ["雨水口", "区水务局", "", "台账"])
def test_what_opens_with_none(text: str) -> None:
    assert not READER.opens_with_verb(text)
    assert READER.verb_at(text) == ""
