"""Proofs that linked sentences say the same, and sentences for which there is none."""

from __future__ import annotations

import pytest

from alignment.account.proofs import unmarked
from alignment.model import Task
from tests.alignment.saying import compared, entries


@pytest.mark.parametrize(
    ("old", "new", "proof"),
    [
        ("公厕开放时间为上午九时至晚上十时。", "公厕开放时间为9:00至22:00。", "value"),
        ("公厕的类别有固定公厕和移动公厕。", "公厕的类别有固定公厕及移动公厕。", "synonym"),
        ("公厕分为“甲类”和“乙类”。", "公厕分为甲类和乙类。", "punctuation"),
        ("云渡区公厕的类别有固定公厕和移动公厕。", "云渡区公厕的类别有移动公厕和固定公厕。", "order"),
        ("本办法适用于云渡区公厕。", "云渡区公厕适用本办法。", "order"),
    ],
)
def test_a_fact_in_other_words_is_wording_by_a_named_proof(old: str, new: str, proof: str) -> None:
    assert entries(old, new) == {("wording", proof)}
    assert {entry.proof for entry in compared(old, new).account} == {proof}


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("本办法自2031年3月1日起施行。", "本办法自2031年4月1日起施行。", "effective-date"),
        ("公厕分为固定公厕和移动公厕。", "公厕分为固定公厕。", "definition"),
        ("本办法适用于固定公厕。", "本办法不适用于固定公厕。", "scope-of-application"),
    ],
)
def test_a_fact_that_says_something_else_has_no_proof(old: str, new: str, kind: str) -> None:
    assert entries(old, new) == {("substance", kind)}


@pytest.mark.parametrize(("task", "cls"), [("derivation", "localised"), ("revision", "substance")])
def test_the_own_place_is_localised_in_a_derivation_only(task: Task, cls: str) -> None:
    old = "栗川市公厕方案\n一、任务\n栗川市公厕分为固定公厕和移动公厕。\n"
    found = compared(old, old.replace("栗川市", "云渡区"), "whole", task)
    assert {entry.cls for entry in found.account} == {cls}


HEADED = "云渡区公厕方案\n一、{}\n区城市管理局清扫公厕。\n二、保障\n区财政局核拨经费。\n"


@pytest.mark.parametrize(
    ("old", "new", "silent"),
    [
        ("清扫工作", "清扫任务", True),
        ("清扫工作", "清扫12座公厕", False),
        ("清扫工作", "清扫工作，不得停用", False),
        ("清扫工作", "区财政局清扫工作", False),
    ],
)
def test_a_heading_is_wording_unless_it_has_a_number_a_force_or_a_body(old: str, new: str, silent: bool) -> None:
    assert compared(HEADED.format(old), HEADED.format(new), "whole").differs is not silent


def test_marks_and_blanks_are_left_out() -> None:
    assert unmarked("　甲，乙。_（丙） 1") == "甲乙丙1"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("一、推行扫码乘船", "一、取消扫码乘船"),
        ("一、实行夜市备案制", "一、实行夜市许可制"),
        ("一、免收摊位费", "一、减收摊位费"),
        ("一、开放滨河步道", "一、限制滨河步道"),
    ],
)
def test_a_heading_that_stands_for_another_thing_is_told(old: str, new: str) -> None:
    title, body = "云渡区夜市行动方案", "各街道在渡口张贴二维码。"
    assert ("wording", "heading") not in entries(f"{title}\n{old}\n{body}", f"{title}\n{new}\n{body}", "whole")


def test_a_heading_in_other_words_is_wording() -> None:
    title, body = "云渡区夜市行动方案", "各街道在渡口张贴二维码。"
    old, new = (f"{title}\n{head}\n{body}" for head in ("一、优化夜市服务", "一、提升夜市服务品质"))
    assert entries(old, new, "whole") == {("wording", "heading")}
