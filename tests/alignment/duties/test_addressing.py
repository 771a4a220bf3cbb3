"""To whom a duty of a higher text speaks, and whether it is the business of the body that takes the text up."""

from __future__ import annotations

from collections import Counter

import pytest

from alignment.comparing import compare
from alignment.duties.addressing import Addressed, Addressing, addressed_to
from alignment.duties.of_text import obligations_of
from alignment.reading.segment import segment
from tests.alignment.saying import compared


@pytest.mark.parametrize(
    ("bearers", "words", "whom"),
    [
        (["各区人民政府"], "", "lower"),
        (["各区"], "", "lower"),
        (["各街道办事处"], "", "lower"),
        (["县级以上人民政府"], "", "lower"),
        (["设区的市人民政府"], "", "lower"),
        (["乡镇人民政府"], "", "lower"),
        (["区级有关部门"], "", "lower"),
        (["市水务局", "各区人民政府"], "", "lower"),
        (["地方人民政府"], "", "lower"),
        (["各区、各部门"], "", "lower"),
        (["各级档案馆"], "", "lower"),
        (["各地"], "", "lower"),
        (["开发区管委会"], "", "lower"),
        (["市财政局"], "", "own"),
        (["市政府办公厅"], "", "own"),
        (["市有关部门"], "", "own"),
        (["国务院民政部门"], "", "own"),
        (["栗川市水务局"], "", "own"),
        (["市水务局", "市园林绿化局"], "", "own"),
        (["市水务局", "园林绿化局"], "", "own"),
        (["市文旅局", "栗川海关"], "", "own"),
        (["市水务局", "有关单位"], "", "everyone"),
        (["栗川经济技术开发区管委会"], "", "places"),
        (["青溪区", "云渡县政府"], "", "places"),
        (["市水务局", "青溪区"], "", "own"),
        (["各有关单位"], "", "everyone"),
        (["生产经营单位"], "", "everyone"),
        (["任何个人"], "", "everyone"),
        (["行政机关"], "", "everyone"),
        (["公共浴室"], "", "unclear"),
        ([], "清掏雨水口", "unclear"),
        ([], "组织各区清掏雨水口", "lower"),
        ([], "由市水务局清掏雨水口", "own"),
        ([], "压实属地责任", "lower"),
        ([], "在区级档案馆设立查阅专区", "lower"),
        ([], "市、区两级档案馆均设立查阅专区", "lower"),
        ([], "向街道（乡镇）延伸服务窗口", "lower"),
        ([], "支持有条件的区建设雨水花园", "lower"),
        ([], "对各区清掏情况开展考核排名", "own"),
        ([], "制定市区两级审批权限清单", "own"),
        ([], "推动《栗川市河湖保护条例》修订", "own"),
        ([], "开展河湖保护地方性法规立法调研", "own"),
        ([], "建设全市统一的河湖监测平台", "own"),
        ([], "积极争取国家级海绵城市试点", "own"),
        ([], "会同毗邻省份建立跨省联合巡河机制", "own"),
        ([], "向功能区下放临时占用审批权限", "own"),
        ([], "在栗川经济技术开发区试行雨水交易", "places"),
        ([], "支持自贸试验区先行先试", "places"),
        ([], "依托青溪区、云渡区建设雨水博物馆", "places"),
        ([], "发布区域雨情公报", "unclear"),
        ([], "推广物联网、区块链等技术", "unclear"),
        ([], "整合各级各类规划", "unclear"),
        ([], "便利企业在各区之间迁移", "unclear"),
        ([], "健全市场清单制度", "unclear"),
        ([], "建成自治区级雨水监测中心", "own"),
        ([], "指导各区清掏雨水口", "own"),
        ([], "细化和落实国家和自治区雨水政策", "unclear"),
        ([], "开展社区活动", "unclear"),
        ([""], "清掏雨水口", "unclear"),
    ],
)
def test_whom_a_duty_of_a_city_addresses(bearers: list[str], words: str, whom: str) -> None:
    assert addressed_to(bearers, words) is Addressed(whom)


@pytest.mark.parametrize(
    ("bearers", "level", "whom"),
    [
        (["市级文旅部门"], "province", "lower"),
        (["市、县人民政府"], "province", "lower"),
        (["各市人民政府"], "province", "lower"),
        (["省文旅厅"], "province", "own"),
        (["省文旅厅", "各市人民政府"], "province", "lower"),
        (["市场监管部门"], "province", "everyone"),
        (["省级民政部门"], "state", "lower"),
        (["民政部"], "state", "own"),
        (["区水务局"], "district", "own"),
        (["各镇人民政府"], "district", "lower"),
    ],
)
def test_the_level_of_the_text_tells_whose_offices_are_its_own(bearers: list[str], level: str, whom: str) -> None:
    assert addressed_to(bearers, "", level) is Addressed(whom)


@pytest.mark.parametrize("name", ["市直部门", "市属医院", "市级财政", "市委托的机构"])
def test_own_offices_are_no_lower_bodies(name: str) -> None:
    assert addressed_to([name], "") is not Addressed.LOWER


BODY = "栗川市雨水利用方案\n\n{front}一、主要任务\n（一）推广透水铺装。在新建广场使用透水砖。\n{end}"


def whom(front: str = "", end: str = "") -> str:
    """To whom the duty speaks that names nobody, in a text that begins and ends so."""
    higher = segment(BODY.format(front=front, end=end), "old")
    addressing = Addressing(higher)
    [found] = [one for one in obligations_of(higher) if "透水砖" in one.text]
    return addressing.of([bearer.name for bearer in found.bearers], found.text).value


@pytest.mark.parametrize(
    ("front", "end", "wanted"),
    [
        ("各区人民政府，市政府各委、办、局，各市属机构：\n", "", "everyone"),
        ("各区水务局：\n", "", "lower"),
        ("局机关各处室、局属各单位：\n", "", "own"),
        ("", "二、组织保障\n各区、各部门要加强领导，抓好任务落实。\n", "everyone"),
        ("", "二、组织保障\n各市有关部门要加强领导。各区政府应当落实资金。\n", "everyone"),
        ("", "（二）开放公园。各区要开放公园。\n", "unclear"),
        ("", "（二）开放公园。各区、各部门要开放公园。\n", "everyone"),
        ("", "二、保障措施\n完善推进机制，加强各部门、各区之间的协调。\n", "everyone"),
        ("", "二、保障措施\n成立工作专班，专班办公室设在市水务局。\n", "own"),
        ("", "二、组织保障\n加强领导，抓好任务落实。\n", "unclear"),
    ],
)
def test_what_names_nobody_speaks_to_those_whom_the_text_charges(front: str, end: str, wanted: str) -> None:
    assert whom(front, end) == wanted


HIGHER = "（一）改造公厕。{who}每年新建公厕两座。\n（二）增设座椅。各区在公交站旁增设木质座椅。"
LOWER = "（一）增设座椅。我区在公交站旁增设木质座椅。"


def not_taken_up(who: str, lower: str = "云渡区城区品质提升工作方案") -> list[str]:
    """The duties of the higher text that the lower one is told not to have taken up."""
    higher = f"栗川市城区品质提升工作方案\n一、重点任务\n{HIGHER.format(who=who)}\n二、组织实施\n"
    below = f"{lower}\n一、重点任务\n{LOWER}\n二、组织实施\n"
    found = compared(higher, below, "whole", "derivation")
    return [change.old.text for change in found.obligations if change.change == "removed" and change.old]


def test_what_all_districts_are_asked_for_is_missed() -> None:
    assert not_taken_up("各区") == ["各区每年新建公厕两座"]
    assert not_taken_up("各区、各部门") == ["各区、各部门每年新建公厕两座"]


@pytest.mark.parametrize(
    "who",
    [
        "市城市管理委",
        "栗川市城市管理委",
        "栗川经济技术开发区管委会",
        "青溪区政府",
        "物业服务企业",
        "各有关单位",
        "",
    ],
)
def test_what_a_higher_text_says_to_others_or_to_nobody_in_particular_is_not_missed(who: str) -> None:
    assert not_taken_up(who) == []


def test_what_names_the_lower_body_itself_is_missed() -> None:
    assert not_taken_up("云渡区政府") == ["云渡区政府每年新建公厕两座"]
    zone = "栗川经济技术开发区城区品质提升工作方案"
    assert not_taken_up("栗川经济技术开发区管委会", zone) == ["栗川经济技术开发区管委会每年新建公厕两座"]
    assert not_taken_up("经济技术开发区管委会", zone) == ["经济技术开发区管委会每年新建公厕两座"]


def test_an_office_of_the_higher_body_misses_only_what_names_it() -> None:
    bureau = "栗川市城市管理委员会城区品质提升工作方案"
    assert not_taken_up("各区", bureau) == []
    assert not_taken_up("市水务局", bureau) == []
    assert not_taken_up("市城市管理委", bureau) == ["市城市管理委每年新建公厕两座"]


def test_every_duty_of_the_higher_text_is_in_the_account_once() -> None:
    higher = "栗川市公厕方案\n\n各区人民政府，市政府各委、办、局：\n一、任务\n（一）各区每年新建公厕两座。"
    higher += "市水务局制定公厕标准。\n（二）物业服务企业应当开放公厕。维护导向标识。\n"
    lower = "云渡区公厕方案\n\n一、任务\n（一）我区每年新建公厕两座。安排专人保洁。\n"
    found = compare(higher, lower, task="derivation")
    assert Counter((one.fate, one.addressed) for one in found.measures) == Counter(
        {("kept", "lower"): 1, ("beside", "own"): 1, ("beside", "everyone"): 2}
    )
    assert not compare(higher, lower, task="revision").measures
