"""Half a document is a fault: attachments are followed wherever they are named, and what lacks one says so."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta

import pytest

from revtrack.watch import inbox
from tests.revtrack.watch.made_up_sites import House, listing, source

NUMBER = "甲政发〔2026〕8号"
WATER = "\n".join(f"第{at}条　供水企业应当在{at}日内检修管网并公布水质。" * 4 for at in "一二三四五六")
NOISE = "\n".join(f"第{at}条　夜间施工须于{at}点前停止，噪声监测由环保机构负责组织。" * 4 for at in "一二三四五六")
COVER = (
    "<html><body><h1>关于印发两个办法的通知</h1><p>{number}</p><p>各区人民政府：</p><p>现将两个办法印发给你们，请认真贯彻"
    "执行。</p>{files}<p>甲市人民政府</p><p>2026年3月1日</p></body></html>"
)


def put(house: House, files: str) -> None:
    house.site.put("a.test/1.html", COVER.format(number=NUMBER, files=files))
    house.site.put("a.test/list.html", listing([("关于印发两个办法的通知", "/1.html", "2026-07-30")]))


def text(house: House, place: str, title: str, body: str) -> None:
    house.site.put(f"a.test{place}", f"{title}\n{body}", content_type="text/plain; charset=utf-8")


def test_a_cover_gives_its_number_issuer_and_day_to_all_that_it_covers(house: House) -> None:
    put(
        house,
        "<p><a download href='/f/1.txt'>附件1：供水办法.txt</a><a download href='/f/2.txt'>附件2：噪声办法.txt</a></p>",
    )
    text(house, "/f/1.txt", "甲市供水管理办法", WATER)
    text(house, "/f/2.txt", "甲市噪声管理办法", NOISE)
    entries = house.look(source(house.site, "a.test")).entries
    assert [entry.title for entry in entries] == ["甲市供水管理办法", "甲市噪声管理办法"]
    assert {entry.read["doc_number"] for entry in entries} == {NUMBER}
    assert {entry.read["issuers"] for entry in entries} == {"甲市人民政府"}
    assert len({entry.folder for entry in entries}) == 1
    first = inbox.accept(house.tracker.library, house.state, entries[0].token)
    again = inbox.look_again(house.tracker.library, house.state, inbox.find_entry(house.state, entries[1].token))
    assert again.kind == "new", "one number alone makes no version of another text"
    second = inbox.accept(house.tracker.library, house.state, entries[1].token)
    assert first.document != second.document


@pytest.mark.long
def test_what_came_together_stands_together(house: House) -> None:
    rows: list[tuple[str, str, str]] = []
    for at in range(6):
        files = (
            f"<p><a download href='/f/{at}a.txt'>附件1：甲.txt</a><a download href='/f/{at}b.txt'>附件2：乙.txt</a></p>"
        )
        house.site.put(f"a.test/{at}.html", COVER.format(number=f"甲政发〔2026〕{at + 1}号", files=files))
        text(house, f"/f/{at}a.txt", f"甲市供水管理办法之{at}", WATER.replace("水质", f"水质{at}"))
        text(house, f"/f/{at}b.txt", f"甲市噪声管理办法之{at}", NOISE.replace("夜间", f"夜间{at}"))
        rows.append((f"关于印发第{at}批两个办法的通知", f"/{at}.html", "2026-07-30"))
    house.site.put("a.test/list.html", listing(rows))
    house.look(source(house.site, "a.test"))
    folders = [entry.folder for entry in inbox.pending(house.state)]
    assert len(folders) == 12
    assert folders[::2] == folders[1::2]


def test_an_item_says_what_it_lacks_until_it_is_there(house: House) -> None:
    put(
        house,
        f"<p>附件：甲市供水管理办法.docx</p><div>{'<p>各单位应当按照职责做好供水保障工作，加强检查。</p>' * 30}</div>",
    )
    one = source(house.site, "a.test", accept="all")
    report = house.look(one)
    assert report.accepted == ()
    (entry,) = report.entries
    assert entry.listed["lacks"] == "甲市供水管理办法.docx"
    put(
        house,
        f"<p><a download href='/f/1.txt'>附件：甲市供水管理办法.txt</a></p>"
        f"<div>{'<p>各单位应当按照职责做好供水保障工作，加强检查。</p>' * 30}</div>",
    )
    text(house, "/f/1.txt", "甲市供水管理办法", WATER)
    house.now += timedelta(hours=21)
    house.look(one)
    assert [item.lacks for item in house.state.items(one.name)] == [""]


def test_a_file_that_a_script_opens_is_the_document(house: House) -> None:
    put(house, "<p><span onclick=\"downloadFile('/f/x.zip','供水办法.zip')\">附件：供水办法.zip</span></p>")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("甲市供水管理办法.txt", f"甲市供水管理办法\n{WATER}")
    house.site.put("a.test/f/x.zip", packed.getvalue(), content_type="application/zip")
    (entry,) = house.look(source(house.site, "a.test")).entries
    assert (entry.title, entry.read["doc_number"]) == ("甲市供水管理办法", NUMBER)


def test_the_share_of_a_draft_is_that_of_the_whole_text(house: House) -> None:
    body = "".join(f"<p>{line}</p>" for line in WATER.splitlines())
    house.site.put("a.test/1.html", f"<html><body><h1>甲市供水管理办法（征求意见稿）</h1>{body}</body></html>")
    house.site.put("a.test/list.html", listing([("甲市供水管理办法（征求意见稿）", "/1.html", "2026-07-30")]))
    one = source(house.site, "a.test", accept="new")
    house.look(one)
    house.site.put(
        "b.test/1.html", f"<html><body><h1>甲市供水管理办法</h1>{body.replace('检修', '巡查')}</body></html>"
    )
    house.site.put("b.test/list.html", listing([("甲市供水管理办法", "/1.html", "2026-07-30")]))
    (entry,) = house.look(source(house.site, "b.test")).entries
    assert entry.kind == "final-of"
    assert 0.8 < entry.share < 1.0
