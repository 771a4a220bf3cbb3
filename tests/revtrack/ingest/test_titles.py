"""Titles for texts that came without one: from what cites them, from what they say of themselves; told as inferred."""

from __future__ import annotations

from pathlib import Path

import pytest

from revtrack.ingest.found import FoundDocument
from revtrack.ingest.metadata import Metadata, read_metadata
from revtrack.ingest.split import split
from revtrack.ingest.titles import cited_titles
from revtrack.service import Tracker
from revtrack.settings import load_settings


def metadata(text: str, *mentioned: str) -> Metadata:
    return read_metadata(FoundDocument(1, 1, text.count("\n") + 1, text, mentioned=mentioned))


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("各街道：\n现就做好社区食堂管理工作有关事项通知如下：\n一、公示。", "关于做好社区食堂管理工作的通知"),
        ("各街道：\n为改善就餐，推动社区食堂发展，现提出以下意见。\n一、社区食堂公示。", "关于推动社区食堂发展的意见"),
        ("各街道办事处：\n现将《栗川区社区食堂管理细则》印发给你们，请遵照执行。", "栗川区社区食堂管理细则"),
        ("各街道：\n现就《社区食堂管理细则》中补贴补充通知如下：\n一、六元。", "关于《社区食堂管理细则》的补充通知"),
        (
            "为贯彻落实《助老条例》，改善民生，规范社区食堂经营，结合本区实际，制定本方案。\n一、社区食堂经营应当公示。\n"
            "二、社区食堂经营者备案。",
            "规范社区食堂经营方案",
        ),
        (
            "（征求意见稿）\n各街道：\n为规范社区食堂经营，制定本办法。\n第一条　社区食堂经营者备案。",
            "规范社区食堂经营办法（征求意见稿）",
        ),
    ],
)  # fmt: skip
def test_a_text_says_itself_what_it_is_about(text: str, title: str) -> None:
    found = metadata(text)
    assert (found.text("title"), found.inferred) == (title, {"title"})
    assert found.read_from["title"]
    assert found.read_from["title"] in "".join(text.split())


BODY = (
    "为改善就餐条件，制定本办法。\n第一条　社区食堂补贴由区财政局核定。\n第二条　社区食堂补贴按季度拨付。\n"
    "第三条　社区食堂补贴不得挪用。"
)


def test_what_cites_a_text_names_it() -> None:
    assert (
        metadata(BODY, "栗川区社区食堂补贴办法（试行）", "栗川区公园管理办法").text("title")
        == "栗川区社区食堂补贴办法（试行）"
    )
    for others in ((), ("栗川区公园管理办法",), ("栗川区社区食堂补贴方案",)):
        assert metadata(BODY, *others).text("title") == "改善就餐条件办法"
    own = BODY + "\n第四条　《栗川区社区食堂补贴办法》同时废止。"
    assert metadata(own, "栗川区社区食堂补贴办法").text("title") == "改善就餐条件办法"


def test_a_title_that_stands_in_the_text_is_read_and_not_inferred() -> None:
    found = metadata("栗川区社区食堂管理办法\n为规范社区食堂，制定本办法。\n第一条　公示。", "栗川区社区食堂补贴办法")
    assert (found.text("title"), found.inferred) == ("栗川区社区食堂管理办法", frozenset())
    assert metadata("各街道：\n请于三月底前报送。").text("title") == ""


def test_titles_that_a_compilation_cites_serve_all_its_documents() -> None:
    assert cited_titles("按《甲区食堂管理办法》和《甲区\n食堂管理办法》及《说明》办理") == ("甲区食堂管理办法",)
    head = "1. 栗川区关于印发《栗川区食堂方案》的通知（2027年3月1日）\n一、按《栗川区食堂补贴办法》执行。\n"
    second = "2. 栗川区关于印发《栗川区助餐方案》的通知（2027年4月1日）\n一、要求。\n"
    found = split(head + second)
    assert [item.mentioned for item in found] == [("栗川区食堂方案", "栗川区食堂补贴办法", "栗川区助餐方案")] * 2


def test_the_file_name_is_the_last_resort_and_marked(tmp_path: Path) -> None:
    from revtrack.holdings.reading import Reading, prepare

    with Tracker(load_settings(), tmp_path) as tracker:
        reading = Reading(tracker.settings.limits(), tracker.settings.reader_limits())
    (named,) = prepare("各街道：\n请于三月底前报送。\n".encode(), "/x/关于报送的函.txt", reading)  # type: ignore[misc]
    assert (named.values["title"], named.read_from["title"], named.inferred) == (
        "关于报送的函",
        "关于报送的函.txt",
        {"title"},
    )


def test_the_real_compilation_has_titles(evaluation: Path) -> None:
    (path,) = (evaluation / "seeds").glob("002*")
    found = [read_metadata(item) for item in split(path.read_text("utf-8"))]
    assert sum(not item.text("title") for item in found) <= 1
    assert 7 <= sum("title" in item.inferred for item in found) <= 9
