"""Which provisions a clause punishes: named, in a list, from one to another, of another text; grounds are none."""

from __future__ import annotations

import pytest

from alignment.duties.breaches import Provision, breach_in, covers, is_stem


def told(text: str) -> list[str]:
    breach = breach_in(text)
    assert breach is not None
    return [
        f"{one.title}{one.article}{f'/{one.paragraph}' if one.paragraph else ''}{f'/{one.item}' if one.item else ''}"
        for one in breach.provisions
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("违反本条例第十一条规定，未设标志的，处五百元罚款。", ["第十一条"]),
        ("违反本条例第十一条或者第十二条规定的，责令改正。", ["第十一条", "第十二条"]),
        ("违反本办法第三条、第五条第二款和第七条规定的，给予警告。", ["第三条", "第五条/2", "第七条"]),
        ("违反本法第八条至第十一条规定的，处罚款。", ["第八条", "第九条", "第十条", "第十一条"]),
        ("违反本规定第二十条第一项至第三项规定之一的，责令停业。", ["第二十条/1"]),
        ("有本法第二十条第二款第三项所列行为之一的，没收所得。", ["第二十条/2/3"]),
        ("未按照本条例第六条规定备案的，由街道责令改正。", ["第六条"]),
        ("违反本办法第九条规定的，依照本办法第四十条的规定处罚。", ["第九条"]),
        ("违反《停车条例》第九条规定的，由区停车办处二百元罚款。", ["停车条例第九条"]),
        ("违反本办法第15条的，处100元罚款。", ["第十五条"]),
        ("拒绝检查的，依照《治安条例》第五十条处罚，并予以通报批评。", []),
    ],
)
def test_provisions_that_are_named_as_broken(text: str, wanted: list[str]) -> None:
    assert told(text) == wanted


def test_a_clause_without_a_sanction_punishes_nothing() -> None:
    assert breach_in("本条例第九条所称停车场，是指公共停车场。") is None


def test_the_case_and_what_is_meant_as_a_whole_are_told() -> None:
    breach = breach_in("停车场未公示收费标准的，由区停车办责令改正。")
    assert breach is not None
    assert breach.case == "未公示收费标准"
    assert not breach.whole
    whole = breach_in("违反本条例规定的，依法予以处罚。")
    assert whole is not None
    assert whole.whole
    listed = "违反本条例规定，有下列行为之一的，处二百元罚款："
    assert is_stem(listed)
    stem = breach_in(listed)
    assert stem is not None
    assert (stem.case, stem.whole) == ("", False)


@pytest.mark.parametrize(
    ("provision", "address", "held"),
    [
        (Provision("第九条"), "第九条/第二款/（三）", True),
        (Provision("第九条", 1), "第九条", True),
        (Provision("第九条", 2), "第九条", False),
        (Provision("第九条", 2, 3), "第九条/第二款/（三）", True),
        (Provision("第九条", 2, 3), "第九条/第二款/（四）", False),
        (Provision("第九条"), "第九十条", False),
    ],
)
def test_what_a_named_provision_holds(provision: Provision, address: str, held: bool) -> None:
    assert covers(provision, address) is held
