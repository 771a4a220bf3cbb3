"""The watch in the pages: add a source, look at it, decide in the inbox; hostile titles do nothing."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from revtrack.words.pages import web_words
from revtrack.words.watch import watch_words
from tests.web.conftest import Running
from tests.web.test_security import HOSTILE

SAMPLES = Path(__file__).resolve().parents[2] / "revtrack" / "sample"
SAY, SAY_WEB = watch_words("zh"), web_words("zh")


def test_from_a_folder_to_the_corpus(site: Running) -> None:
    folder = site.home / "files"
    folder.mkdir()
    for name in ("district_draft.txt", "city_plan.txt"):
        shutil.copy(SAMPLES / name, folder)
    (folder / "hostile.txt").write_text(HOSTILE, "utf-8")
    visitor = site.visitor()
    assert SAY.no_sources in visitor.get("/watch").text
    proposed = visitor.post("/watch/add", address=str(folder), name="区里的文件夹").text
    text = re.findall(r"<textarea[^>]*>(.*?)</textarea>", proposed, re.DOTALL)[0].replace("&#34;", '"')
    name = re.findall(r'action="/watch/sources/([^"]+)"', proposed)[0]
    assert not site.tracker.watching.sources()[0], "a proposal keeps nothing"
    kept = visitor.post(f"/watch/sources/{name}", verdict="save", text=text)
    assert SAY.saved in kept.text
    looked = visitor.post("/watch/run")
    assert SAY.outcomes["ok"] in looked.text
    inbox = visitor.get("/inbox").text
    assert "<script>alert" not in inbox
    assert "<img" not in inbox
    tokens = list(dict.fromkeys(re.findall(r'name="item" value="([0-9a-f]+)"', inbox)))
    assert len(tokens) == 3
    told = visitor.post("/inbox", item=tokens[0], verdict="accept")
    assert SAY.accepted in told.text
    assert site.tracker.documents().total == 1
    visitor.post("/inbox", item=tokens[1], verdict="decline")
    rest = visitor.get("/inbox").text
    assert SAY.decided in rest
    assert SAY.accept_chosen not in rest or rest.count('class="item"') >= 1
    assert "1" in re.findall(r"收件箱中有 (\d+)", visitor.get("/").text)
    inbox_form = visitor.get("/api/v1/inbox").json()
    assert [item["token"] for item in inbox_form["items"]] == [entry.token for entry in site.tracker.watching.inbox()]
    assert visitor.get("/api/v1/watch/health").json()["sources"][0]["status"] == "ok"
    assert visitor.get("/api/v1/watch/runs").json()["runs"][0]["stored"] == 3
    document = site.tracker.documents().items[0].id
    assert SAY_WEB.brought_by_watch in visitor.get(f"/documents/{document}").text
    assert 'revtrack_watch_status{source="' in visitor.get("/metrics").text
    assert visitor.post(f"/watch/sources/{name}", verdict="drop").status_code == 200
    assert not site.tracker.watching.sources()[0]


def test_a_batch_from_the_inbox_is_taken_back_as_a_whole(site: Running, tmp_path: Path) -> None:
    folder = tmp_path / "batch"
    folder.mkdir()
    for name in ("一", "二", "三"):
        text = f"戊市{name}号办法\n\n第一条 区{name}局应当每月公布第{name}类结果。\n"
        (folder / f"{name}.txt").write_text(text, "utf-8")
    visitor = site.visitor()
    proposed = visitor.post("/watch/add", address=str(folder), name="一批").text
    text = re.findall(r"<textarea[^>]*>(.*?)</textarea>", proposed, re.DOTALL)[0].replace("&#34;", '"')
    name = re.findall(r'action="/watch/sources/([^"]+)"', proposed)[0]
    visitor.post(f"/watch/sources/{name}", verdict="save", text=text)
    visitor.post("/watch/run")
    inbox = visitor.get("/inbox").text
    tokens = re.findall(r'type="checkbox" form="batch" name="item" value="([0-9a-f]+)"', inbox)
    assert len(tokens) == 3
    told = visitor.post("/inbox", item=tokens[:2], verdict="accept").text
    assert site.tracker.documents().total == 2
    [commits] = re.findall(r'name="commit" value="([0-9a-f ]+)"', told)
    assert len(commits.split()) == 2
    undone = visitor.post("/undo", commit=commits, next="/inbox").text
    assert SAY_WEB.done["undo-batch"].format(count=2) in undone
    assert site.tracker.documents().total == 0


def test_mistakes_in_a_source_are_told_and_keep_nothing(site: Running) -> None:
    visitor = site.visitor()
    visitor.post("/watch/add", address="/nirgends/da")
    for text in ("kind = 'list'", "title = 'x'\nkind = 'nonsense'\naddress = 'http://a.example/'", "= ="):
        answer = visitor.post("/watch/sources/neu", verdict="save", text=text)
        assert answer.status_code == 400, text
    assert visitor.post("/watch/sources/..%2f..%2fx", verdict="save", text="x").status_code in {400, 404}
    assert not list((site.home / "sources").glob("*")) if (site.home / "sources").exists() else True
    refused = visitor.post("/watch/add", address="http://169.254.169.254/latest/")
    assert refused.status_code == 503
    assert "watch_allow" in refused.text


def test_the_inbox_needs_a_form_of_this_session(site: Running) -> None:
    visitor = site.visitor()
    for path in ("/inbox", "/watch/run", "/watch/sources/x"):
        assert visitor.post(path, token="forged", verdict="run").status_code == 403
