"""What a text says of itself, in sentences of our own, each value with the words that it was read from."""

from __future__ import annotations

import pytest

from revtrack.holdings.identity import base_title
from revtrack.ingest.found import FoundDocument
from revtrack.ingest.metadata import Metadata, read_metadata
from revtrack.ingest.places import Place, place_of
from revtrack.ingest.split import split

NOTICE = """北京市顺义区人民政府办公室关于印发《顺义区停车治理
工作方案》的通知
顺政办发〔2024〕6 号
各镇人民政府，区政府各委、办、局，
各区属机构：
《顺义区停车治理工作方案》已经区政府同意，现印发给你们，请认真执行。
北京市顺义区人民政府办公室
2024 年5 月9 日
（此件公开发布）
顺义区停车治理工作方案
为规范停车，根据《北京市停车办法》（京政办发〔2023〕99 号）、《北京市停车规划》，制定本方案。
一、主要任务
各镇要建成停车场。
本方案自2024年7月1日起施行，有效期2年。《顺义区停车办法》（顺政发〔2010〕9号）同时废止。
"""


def read(text: str) -> Metadata:
    """The metadata of a text that is one document."""
    (found,) = split(text)
    return read_metadata(found)


def test_a_notice_says_all_of_it() -> None:
    said = read(NOTICE)
    assert {name: said.text(name) for name in said.values} == {
        "doc_number": "顺政办发〔2024〕6号",
        "notice_title": "北京市顺义区人民政府办公室关于印发《顺义区停车治理工作方案》的通知",
        "title": "顺义区停车治理工作方案",
        "issued": "2024-05-09",
        "issuers": "北京市顺义区人民政府办公室",
        "jurisdiction": "北京市/顺义区",
        "level": "区县级",
        "status": "issued",
        "effective": "2024-07-01",
        "expires": "2026-06-30",
        "addressees": "各镇人民政府、区政府各委、办、局、各区属机构",
        "publicity": "此件公开发布",
        "basis": "《北京市停车办法》（京政办发〔2023〕99号）、《北京市停车规划》",
        "repeals": "《顺义区停车办法》（顺政发〔2010〕9号）",
    }
    assert said.read_from["issued"] == "2024年5月9日"
    assert said.read_from["expires"] == "有效期2年"
    assert set(said.read_from) == set(said.values)


def test_what_a_text_ends_is_read_as_the_alignment_reads_it() -> None:
    ending = "第九条　本办法自2031年3月1日起施行。《甲停车办法》（云交〔2020〕7号）和《乙停车办法》同时废止。"
    said = read(f"云州市停车办法\n第一条　为了规范停车，制定本办法。\n{ending}\n")
    assert said.values["repeals"] == ("《甲停车办法》（云交〔2020〕7号）", "《乙停车办法》")
    assert said.read_from["repeals"] == "《甲停车办法》（云交〔2020〕7号）和《乙停车办法》同时废止。"
    rule = read("云州市停车办法\n第一条　为了规范停车，制定本办法。\n第二条　《甲停车办法》第五条同时废止。\n")
    assert "repeals" not in rule.values, "the rest of it goes on"


def test_a_draft_says_until_when_and_where_to_comment() -> None:
    said = read(
        "青州市停车办法（征求意见稿）\n第一条 为了规范停车，制定本办法。\n"
        "意见请于2024年6月30日前反馈至 parking@example.org。\n"
    )
    assert (said.text("status"), said.text("title")) == ("draft", "青州市停车办法（征求意见稿）")
    assert (said.text("consultation_until"), said.text("comments_to")) == ("2024-06-30", "parking@example.org")


def test_joint_issuers_are_told_apart_and_in_order() -> None:
    signed = read("停车办法\n一、要求\n各镇应当落实。\n云州市交通委员会\n云州市商务局\n2024年5月9日\n")
    assert signed.values["issuers"] == ("云州市交通委员会", "云州市商务局")
    heading = FoundDocument(1, 1, 2, "1. x\n一、要求\n", heading="北京市交通委员会北京市商务局关于印发停车方案的通知")
    assert read_metadata(heading).values["issuers"] == ("北京市交通委员会", "北京市商务局")


def test_status_and_force() -> None:
    assert read("临江区停车办法（试行）\n第一条 应当落实。\n").text("force") == "trial"
    assert read("停车暂行办法\n第一条 应当落实。\n").text("force") == "interim"
    named = read("云州市人民政府关于废止《云州市停车暂行办法》的决定\n现决定废止该办法。\n")
    assert named.text("force") == "", "another document's name says nothing of this one"
    history = read("停车办法\n（2003年11月25日云州市人民政府令公布 2024年3月1日修正）\n第一条 应当落实。\n")
    assert (history.text("status"), history.text("published")) == ("amended", "2003-11-25")
    assert history.text("last_amended") == "2024-03-01"


def test_the_last_of_several_amendments_is_the_day_of_an_amended_text() -> None:
    law = (
        "停车办法\n（1991年4月9日云州市人大通过 根据2007年10月28日云州市人大《关于修改〈停车办法〉的决定》第一次修正"
        " 根据2021年12月24日云州市人大《关于修改〈停车办法〉的决定》第二次修正）\n第一条 2030年1月1日修订的除外。\n"
    )
    said = read(law)
    assert said.text("last_amended") == "2021-12-24"
    assert "2021年12月24日" in said.read_from["last_amended"]


def test_what_is_not_said_is_not_guessed() -> None:
    said = read("各区人民政府，市政府各部门：\n为做好停车治理，提出以下意见。\n一、建场\n各镇应当落实。\n")
    assert set(said.values) - said.inferred == {"status", "addressees"}
    assert said.inferred == {"title"}


def test_half_a_title_cut_by_a_page_is_none_and_the_plans_own_is_taken() -> None:
    cut = NOTICE.split("\n", 1)[1]
    assert read(cut).text("title") == "顺义区停车治理工作方案"
    notice = "各区人民政府：\n现将方案印发给你们，请执行。\n云州市人民政府办公室\n2024年5月9日\n（此件公开发布）\n"
    unnamed = f"{notice}云州市停车治理工作方案\n一、要求\n各镇应当落实。\n"
    assert read(unnamed).text("title") == "云州市停车治理工作方案"


def test_a_law_in_markdown_with_its_history() -> None:
    said = read("# 云州市停车法\n\n2003年11月25日 云州市人大通过\n\n2024年3月1日 云州市人大修正\n\n第一条 应当落实。\n")
    assert (said.text("title"), said.text("status"), said.text("published")) == (
        "云州市停车法",
        "amended",
        "2003-11-25",
    )
    assert said.text("amends") == ""


def test_a_term_in_the_text_is_no_day_of_entry_into_force() -> None:
    said = read("停车办法\n第一条 自收到申请之日起5个工作日内办结。\n第二条 2020年1月1日起施行的标准适用。\n")
    assert said.text("effective") == ""


@pytest.mark.parametrize(
    ("words", "region", "path", "level"),
    [
        ("北京市顺义区人民政府办公室", "", "北京市/顺义区", "区县级"),
        ("北京市市场监督管理局", "", "北京市", "部门"),
        ("北京经济技术开发区管理委员会", "北京", "北京市/北京经济技术开发区", "开发区"),
        ("太原市人民政府办公室", "山西", "山西省/太原市", "地市级"),
        ("通辽市人民政府办公室", "", "内蒙古自治区/通辽市", "地市级"),
        ("北京市通州区人民政府办公室", "", "北京市/通州区", "区县级"),
        ("中共通辽市委办公室", "", "内蒙古自治区/通辽市", "地市级"),
        ("河北省唐山市路北区人民政府", "", "河北省/唐山市/路北区", "区县级"),
        ("河北区人民政府", "天津", "天津市/河北区", "区县级"),
        ("全省停车治理方案", "河北", "河北省", ""),
        ("国务院办公厅", "", "全国", "国家"),
        ("中华人民共和国停车法", "", "全国", "国家"),
    ],
)
def test_who_speaks_decides_the_place_and_the_level(words: str, region: str, path: str, level: str) -> None:
    assert place_of(words, region) == Place(path, level)


def test_a_place_that_no_table_knows_is_none() -> None:
    assert place_of("云州市人民政府", "") is None
    assert place_of("", "北京") is None


def test_a_title_without_its_stage() -> None:
    assert {
        base_title(title) for title in ("停车办法（征求意见稿）", "停车办法（试行）", "停车 办法", "停车办法(修订草案)")
    } == {"停车办法"}
