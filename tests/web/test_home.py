"""The first page: what this is, the three jobs, what changed in duties, what waits, and which days come."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from revtrack.export.entries import Entry
from revtrack.export.order import by_weight
from revtrack.service import Tracker
from revtrack.settings import load_settings
from revtrack.words.home import home_words
from revtrack.words.pages import web_words
from tests.web.conftest import Running, Visitor, run

OLD = """己市菜市场管理办法

第一条 市场开办者应当每月检测蔬菜。
第二条 区市场监管局应当在2031年3月底前公布检测结果。
第三条 摊主可以使用公平秤。
第四条 市场开办者应当每日清运垃圾。
"""
NEW = (
    OLD.replace("每月", "每周").replace("区市场监管局", "街道办事处").replace("可以", "应当")
    + "第五条 市场开办者应当公示收费标准。\n"
)


def store(site: Running, *texts: str) -> list[str]:
    """Each text as one document; the ids of the documents."""
    paths = [site.home / f"{at}.txt" for at in range(len(texts))]
    for path, text in zip(paths, texts, strict=True):
        path.write_text(text, "utf-8")
    return [item.document for item in site.tracker.add(paths)]


def settled(visitor: Visitor, lang: str) -> str:
    """Home, once what it tells of is compared."""
    for _ in range(100):
        page = visitor.get("/").text
        if home_words("zh" if lang == "zh" else "en").comparing not in page:
            return page
        time.sleep(0.1)
    raise AssertionError("it is being compared for ten seconds")


@pytest.mark.long
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_it_says_what_it_is_and_leads_to_the_three_jobs(lang: str, sample_site: Running) -> None:
    say = home_words("zh" if lang == "zh" else "en")
    visitor = sample_site.visitor(lang)
    page = settled(visitor, lang)
    assert re.search(r"<h1[^>]*>([^<]*)</h1>", page)[1] == say.what  # pyright: ignore[reportOptionalSubscript]
    doors = page[page.index('class="doors"') : page.index("</nav>", page.index('class="doors"'))]
    for name, path in ((say.compare, "/compare"), (say.trace, "/trace"), (say.watch, "/watch")):
        assert f'<a class="door" href="{path}">{name}</a>' in doors
    examples = re.findall(r'class="eg"><a href="([^"]+)"', doors)
    assert [path.split("/")[1].split("?")[0] for path in examples] == ["compare", "trace", "watch"]
    for path in examples:
        assert visitor.get(path).status_code in {200, 202}


def test_changes_of_duties_lead_each_document_once_with_its_three_weightiest_rows(site: Running) -> None:
    draft, final = store(site, OLD.replace("办法", "办法（征求意见稿）"), NEW)
    site.tracker.link(draft, final)
    page = settled(site.visitor("zh"), "zh")
    rows = re.findall(r'<li><a href="(/compare/[^"#]+)#([^"]+)">(?:<span[^>]*>[^<]*</span>)? ?([^<]*)</a>', page)
    assert len(rows) == 3
    assert [name.split(" · ")[1] for _, _, name in rows][:2] == ["承担主体变更", "效力增强"]
    assert "区市场监管局 → 街道办事处" in page
    comparison = site.visitor("zh").get(rows[0][0]).text
    assert all(f'id="{anchor}"' in comparison for _, anchor, _ in rows)
    assert page.count(f'href="/documents/{site.tracker.documents().items[0].id}"') == 1
    english = site.visitor("en").get("/").text
    assert "bearer changed" in english
    assert "承担主体变更" not in english


def test_two_that_are_likely_one_are_told_together_with_status_and_likeness(site: Running) -> None:
    store(site, OLD.replace("办法", "办法（征求意见稿）"), NEW)
    visitor = site.visitor("zh")
    page = settled(visitor, "zh")
    assert home_words("zh").nothing_to_compare not in page
    assert re.search(r"全文相似度 [6-9]\d%", page)
    assert "征求意见稿" in page
    buttons = re.findall(r'<form class="actions" method="post" action="/decide">(.*?)</form>', page, re.S)[0]
    words = web_words("zh")
    places = [buttons.index(word) for word in (words.compare_first, words.join, words.keep_apart)]
    assert places == sorted(places)
    compared = re.search(r'href="(/compare\?old=[^"]+)"', buttons)
    assert compared
    assert visitor.get(compared[1].replace("&amp;", "&")).status_code in {200, 202}


def test_after_storing_the_likely_draft_is_named_with_date_and_likeness(site: Running) -> None:
    store(site, OLD.replace("办法\n", "办法（征求意见稿）\n"))
    visitor = site.visitor("en")
    page = visitor.upload(("neu.txt", NEW.encode()))
    stored = visitor.post(page.url.path, only=re.findall(r'name="only" value="([^"]+)"', page.text), verdict="store")
    assert web_words("en").stored_title in stored.text
    assert re.search(r"whole texts [6-9]\d% alike", stored.text)
    assert web_words("en").compare_first in stored.text
    own, other = (item.id for item in site.tracker.documents().items)
    found = site.tracker.liken(own, other)
    assert found
    assert 0.6 < found.share < 1
    assert site.tracker.liken(own, own).share == 1  # pyright: ignore[reportOptionalMemberAccess]


def test_the_days_that_come_are_those_of_consultations_and_promises(site: Running) -> None:
    today = date.today()  # noqa: DTZ011 - as the page reads it
    soon, later = (today + timedelta(days=days) for days in (5, 40))
    written = f"{later.year}年{later.month}月{later.day}日"
    (draft, plan) = store(
        site,
        "庚市夜市管理办法（征求意见稿）\n\n第一条 摊主应当亮证经营。\n",
        f"辛市消费工作方案\n\n一、主要任务\n市商务局在{written}前制定《辛市夜市扶持办法》。\n",
    )
    site.tracker.edit(draft, {"consultation_until": soon.isoformat()})
    site.tracker.read_duties()
    page = settled(site.visitor("zh"), "zh")
    days = page[page.index('id="open-title"') :]
    assert re.findall(r'<time datetime="([^"]+)"', days)[:2] == [soon.isoformat(), later.isoformat()]
    assert "征求意见截止" in days
    assert "制定期限" in days
    assert "辛市夜市扶持办法" in days
    assert f'href="/documents/{plan}?version=' in days


def test_what_could_not_be_compared_says_where_to_look(tmp_path: Path) -> None:
    made = replace(load_settings(), max_steps=1)
    for site in run(Tracker(made, tmp_path / "home")):
        draft, final = store(site, OLD.replace("办法", "办法（征求意见稿）"), NEW)
        site.tracker.link(draft, final)
        assert home_words("zh").failed in settled(site.visitor("zh"), "zh")


def test_who_bears_it_weighs_more_than_what_is_new() -> None:
    def entry(number: int, change: str, fields: tuple[str, ...] = (), kind: str = "duty") -> Entry:
        return Entry(
            f"d-{number}", number, change, "", (), (), fields, (), None, None, (), (), {}, "obligation", kind, ()
        )

    rows = [
        entry(1, "modified", ("object",)),
        entry(2, "removed"),
        entry(3, "added"),
        entry(4, "modified", ("action",), "penalty"),
        entry(5, "modified", ("deadline", "object")),
        entry(6, "modified", ("actor",)),
    ]
    assert [row.number for row in by_weight(rows)] == [6, 5, 4, 3, 2, 1]
