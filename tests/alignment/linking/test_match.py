"""Which sentence corresponds to which, by what, and which is left alone."""

from __future__ import annotations

from itertools import permutations

import pytest

from alignment import Knowledge, compare
from alignment.comparing import compare_sides
from alignment.limits import Limits
from alignment.model import Comparison, Decided, Link, Task
from alignment.reading.numerals import to_numeral
from alignment.reading.segment import segment

ARTICLES = [
    "为了规范公厕管理，根据有关规定，制定本办法。",
    "区城市管理委应当每日清扫公厕，并公示开放时间。",
    "沿街商铺应当在营业时间内向行人开放厕所。",
    "公厕管理单位应当配备洗手液、烘手器和应急呼叫铃。",
    "任何单位和个人不得擅自占用、拆除公厕设施。",
    "公厕照明损坏的，应当在二十四小时内修复。",
]


def law(articles: list[str]) -> str:
    return "云渡区公厕管理办法\n" + "".join(
        f"第{to_numeral(at)}条　{text}\n" for at, text in enumerate(articles, start=1)
    )


def texts(found: Comparison, link: Link) -> tuple[str, str]:
    return (
        "".join(found.old.by_sentence[name][1].text for name in link.old),
        "".join(found.new.by_sentence[name][1].text for name in link.new),
    )


def linked(found: Comparison) -> dict[tuple[str, str], Link]:
    """The links by what they join, the title's left out."""
    return {texts(found, link): link for link in found.links if "管理办法" not in texts(found, link)[0][:12]}


def test_equal_sentences_are_exact_wherever_they_stand() -> None:
    for order in list(permutations(range(1, 6)))[::17]:
        found = compare(law(ARTICLES), law([ARTICLES[0], *(ARTICLES[at] for at in order)]))
        links = linked(found)
        assert {pair for pair in links if pair[0] != pair[1]} == set()
        assert len(links) == 6
        assert {link.matched_by for link in links.values()} == {"exact"}
        assert {link.relation for link in links.values()} == {"same"}
        assert {link.score for link in links.values()} == {1.0}


@pytest.mark.parametrize(
    ("new", "how", "relation"),
    [
        ("区城市管理委应当每日清扫公厕，并公示开放时间和电话。", "alike", "edited"),
        ("区城市管理委要组织人员每日清扫公厕、公示开放的时间。", "alike", "edited"),
    ],
)
def test_an_edited_sentence_is_alike(new: str, how: str, relation: str) -> None:
    found = compare(law(ARTICLES), law([*ARTICLES[:1], new, *ARTICLES[2:]]))
    link = linked(found)[ARTICLES[1], new]
    assert (link.matched_by, link.relation) == (how, relation)
    assert 0 < link.score < 1


def test_a_sentence_without_a_counterpart_is_left_alone() -> None:
    new = [*ARTICLES[:5], "养犬人应当携带拾便袋，及时清理犬只粪便。"]
    found = compare(law(ARTICLES), law(new))
    assert {pair for pair in linked(found) if ARTICLES[5] in pair or new[5] in pair} == set()


def test_the_alike_one_of_two_is_linked_and_the_other_is_its_runner_up() -> None:
    near = "公厕照明损坏的，应当在四十八小时内修复。"
    far = "公厕水管损坏的，应当在二十四小时内更换。"
    found = compare(law(ARTICLES), law([*ARTICLES[:5], far, near]))
    links = linked(found)
    assert (ARTICLES[5], near) in links
    assert (ARTICLES[5], far) not in links
    link = links[ARTICLES[5], near]
    assert found.new.by_sentence[link.why.runner_up][1].text == far
    assert link.margin == pytest.approx(link.score - link.why.runner_up_score)
    assert link.margin > 0


def test_repeated_sentences_go_with_their_neighbours() -> None:
    again = "区城市管理委应当公布结果。"
    old = [ARTICLES[0], ARTICLES[1], again, ARTICLES[3], again, ARTICLES[5]]
    new = [ARTICLES[0], ARTICLES[3], again, ARTICLES[5]]
    found = compare(law(old), law(new))
    places = [
        found.old.by_sentence[link.old[0]][0].address for link in found.links if texts(found, link) == (again, again)
    ]
    assert places == ["第五条"]


def test_texts_that_share_only_set_phrases_share_no_link() -> None:
    other = "临江区犬只饲养规程\n" + "".join(
        f"第{to_numeral(at)}条　{text}\n"
        for at, text in enumerate(
            (
                "饲养犬只要讲文明、讲卫生，不影响他人的起居。", "养犬人应当携带拾便袋，及时清理犬只粪便。",
                "犬只伤人的，养犬人应当送医并承担费用。",
                "携犬出户应当由成年人牵领，束犬链长度不得超过一米五。",
                "烈性犬、大型犬的品种名录由区公安机关会同区农业农村部门拟定。",
                "犬只免疫有效期届满前三十日，养犬人应当携犬再次注射疫苗。",
                "收容留检场所收到走失犬只后，应当核对芯片并联系养犬人认领。",
                "举办犬展的单位应当在展场出入口设置隔离栏，并安排兽医值守。",
                "居民委员会可以组织住户商定遛犬的时段和路线。",
                "违反本办法规定，构成犯罪的，依法追究刑事责任。",
            ), start=1,
        )
    )  # fmt: skip
    more = [
        "设置移动公厕应当避让盲道、消防通道和架空线路，并接入排污管网。",
        "城市新区的公厕间距不宜大于五百米，老城区不宜大于三百米。",
        "违反本办法规定，构成犯罪的，依法追究刑事责任。",
    ]  # fmt: skip
    assert compare(law([*ARTICLES, *more]), other).links == ()


def test_a_note_of_responsibility_goes_with_its_clause() -> None:
    text = (
        "云渡区方案\n一、任务\n（一）整治街面。清掏背街小巷雨水口。（责任单位：{}）\n"
        "（二）增设座椅。在公交站旁增设木质座椅。（责任单位：{}）\n"
    )
    found = compare(text.format("区水务局", "区园林绿化局"), text.format("区财政局", "区审计局"))
    notes = {texts(found, link): link.matched_by for link in found.links if "责任单位" in texts(found, link)[0]}
    assert notes == {
        ("（责任单位：区水务局）", "（责任单位：区财政局）"): "responsibility",
        ("（责任单位：区园林绿化局）", "（责任单位：区审计局）"): "responsibility",
    }


def test_the_stem_of_a_list_goes_with_its_items() -> None:
    items = "\n（一）清掏背街小巷雨水口；\n（二）在公交站旁增设木质座椅。"
    others = "\n（一）登记流动餐车；\n（二）收取摊位押金。"
    for under, wanted in ((items, {"stem"}), (others, set())):
        found = compare(law([*ARTICLES, "区城管委应当：" + items]), law([*ARTICLES, "街道办事处应当：" + under]))
        stems = {link.matched_by for link in found.links if texts(found, link)[0] == "区城管委应当："}
        assert stems == wanted


def test_addressees_correspond_whoever_they_are() -> None:
    text = (
        "云渡区人民政府关于清掏雨水口的通知\n{}：\n现将方案印发给你们，请认真执行。\n一、任务\n"
        "（一）清掏背街小巷雨水口。\n"
    )
    found = compare(text.format("各街道办事处"), text.format("区政府各部门"))
    assert ("各街道办事处：", "区政府各部门：") in {texts(found, link) for link in found.links}


@pytest.mark.parametrize(("task", "relation"), [("derivation", "localised"), ("revision", "edited")])
def test_only_a_derivation_knows_the_own_place(task: Task, relation: str) -> None:
    higher = (
        "栗川市公厕方案\n一、任务\n（一）整治公厕。各区每日清扫公厕并公示开放时间。\n"
        "（二）增设座椅。各区在公交站旁增设木质座椅。\n"
    )
    lower = higher.replace("栗川市", "栗川市云渡区").replace("各区每日", "我区每日")
    found = compare(higher, lower, task=task)
    relations = {link.relation for pair, link in linked(found).items() if "每日清扫" in pair[0]}
    assert relations == {relation}


def test_headings_correspond_by_what_stands_below_them() -> None:
    old = (
        "云渡区方案\n一、任务\n（一）整治背街小巷\n1.清掏背街小巷雨水口。\n2.更换破损路面砖。\n（二）增设座椅\n"
        "1.在公交站旁增设木质座椅。\n"
    )
    new = old.replace("整治背街小巷", "提升背街环境")
    found = compare(old, new)
    pairs = {texts(found, link): link.matched_by for link in found.links}
    assert pairs["整治背街小巷", "提升背街环境"] == "heading"


def test_what_a_person_said_stands() -> None:
    sides = segment(law(ARTICLES), "old"), segment(law([*ARTICLES[:5], "养犬人应当携带拾便袋。"]), "new")
    old = {sentence.text: sentence.id for _, sentence in sides[0].sentences()}
    new = {sentence.text: sentence.id for _, sentence in sides[1].sentences()}
    told = Decided(
        pairs=frozenset({(old[ARTICLES[5]], new["养犬人应当携带拾便袋。"]), ("o999.1", "n999.1")}),
        rejected=frozenset({(old[ARTICLES[2]], new[ARTICLES[2]])}),
    )
    found = compare_sides(*sides, decided=told)
    links = linked(found)
    assert links[ARTICLES[5], "养犬人应当携带拾便袋。"].matched_by == "person"
    assert (ARTICLES[2], ARTICLES[2]) not in links
    assert (ARTICLES[1], ARTICLES[1]) in links


def test_beyond_the_limit_candidates_come_from_an_index_and_the_same_links_come_out() -> None:
    old = [f"第{at}号公厕的管理单位应当在{at}日内更换{chr(0x4E00 + 7 * at)}号灯具。" for at in range(1, 60)]
    new = [text.replace("应当", "必须") for text in old]
    plain, coarse = (
        compare(law(old), law(new), limits=limits) for limits in (Limits(), Limits(max_matrix=100, candidates=4))
    )
    assert (plain.fallback, coarse.fallback) == ("", "candidates")
    assert linked(coarse).keys() == linked(plain).keys()


def test_swapping_the_texts_mirrors_the_links() -> None:
    new = [ARTICLES[0], ARTICLES[3].replace("洗手液", "香皂"), ARTICLES[1], *ARTICLES[4:]]
    there, back = compare(law(ARTICLES), law(new)), compare(law(new), law(ARTICLES))
    assert {pair[::-1] for pair in linked(there)} == set(linked(back))


def test_every_link_is_between_sentences_of_the_two_texts_and_scored() -> None:
    found = compare(
        law(ARTICLES), law([text.replace("公厕", "公共厕所") for text in ARTICLES]), knowledge=Knowledge.shipped()
    )
    assert found.links
    for link in found.links:
        assert set(link.old) <= found.old.by_sentence.keys()
        assert set(link.new) <= found.new.by_sentence.keys()
        assert 0 <= link.margin <= link.score <= 1


def test_a_clause_of_invisible_characters_alone_is_the_same_in_both() -> None:
    text = "第六条\u200b\n第七条\u200b\u200b\n第八条　商铺应当登记。\n"
    assert not compare(text, text).differs
    assert compare(text, text.replace("\u200b\u200b", "\u200c")).differs
