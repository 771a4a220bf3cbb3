"""A text that is in doubt is not stored but asked about; what became of its characters is kept with what is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from revtrack.cli import corpus_text
from revtrack.forms import corpus as forms
from revtrack.holdings.adding import Outcome
from revtrack.service import Tracker
from revtrack.settings import load_settings
from revtrack.words.corpus import corpus_words
from tests.revtrack.ingest.made_files import p, r, word

DOUBTFUL = word(
    p("第一条　甲。") + '<w:altChunk r:id="r_aFChunk"/>', parts={"word/a.rtf": "{\\rtf1 x}"}, aFChunk="a.rtf"
)
STRUCK = word(p("乙市单车管理办法") + p("第一条　应当在", r("六月", "<w:strike/>"), "三月底前报送。"))


@pytest.fixture
def tracker(tmp_path: Path) -> Tracker:
    made = Tracker(load_settings(), tmp_path / "home")
    made.init()
    return made


def test_what_is_in_doubt_is_asked_about_and_stored_when_it_was_looked_at(tracker: Tracker, tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(DOUBTFUL)
    (asked,) = tracker.add([tmp_path / "a.docx"])
    assert (asked.outcome, asked.question, asked.version) == (Outcome.ASKED, "parts-unread", "")
    assert tracker.documents().total == 0
    for language in ("zh", "en"):
        told = corpus_text.addition(asked, corpus_words(language))
        assert corpus_words(language).questions["parts-unread"] in told
        assert "--as-read" in told
    (added,) = tracker.add([tmp_path / "a.docx"], believed=True)
    assert (added.outcome, added.question) == (Outcome.ADDED, "")
    verified = tracker.verify()
    assert [(item.version, item.lost) for item in verified.partial] == [(added.version, 100)]
    shown = corpus_text.verified(verified, corpus_words("zh"))
    assert f"{added.document}@{added.version}" in shown
    tracker.close()


def test_the_account_is_kept_told_and_added_up(tracker: Tracker, tmp_path: Path) -> None:
    (tmp_path / "b.docx").write_bytes(STRUCK)
    (tmp_path / "c.txt").write_text("丙市单车管理办法\n第一条　应当报送。\n", "utf-8")
    done = tracker.add([tmp_path / "b.docx", tmp_path / "c.txt"])
    form = json.loads(json.dumps(forms.additions(done)))["files"][0]
    assert form["account"] == {
        "held": 23, "read": 21, "left": {"struck": 2}, "words": {"struck": "六月"}, "unexplained": 0, "lost": 0,
    }  # fmt: skip
    assert form["remarks"][0].startswith("struck")
    (version,) = tracker.document(done[0].document).versions.values()
    assert dict(version.account) == {"held": 23, "read": 21, "lost": 0, "struck": 2}
    verified = tracker.verify()
    assert (dict(verified.characters), verified.partial) == ({"held": 39, "read": 37, "lost": 0, "struck": 2}, ())
    assert "39" in corpus_text.verified(verified, corpus_words("en"))
    tracker.close()


def test_pages_of_one_text_in_a_folder_are_one_version(tracker: Tracker, tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    for number, text in enumerate(("第一条　应当报送。", "第二条　不得占用。")):
        script = f'<script>createPageHTML(2, {number}, "t1", "html");</script>'
        page = f"<html><body><h1>乙市单车管理办法</h1><div class=TRS_Editor><p>{text}</p></div>{script}</body></html>"
        (folder / ("t1_1.html" if number else "t1.html")).write_text(page, "utf-8")
    done = {Path(item.file).name: item for item in tracker.add([folder])}
    assert done["t1.html"].outcome is Outcome.ADDED
    assert (done["t1_1.html"].outcome, done["t1_1.html"].question) == (Outcome.ASKED, "page-part")
    assert "第二条" in tracker.text(done["t1.html"].document).plain
    tracker.close()
