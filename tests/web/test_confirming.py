"""What is shown before anything is stored: what became of the characters, what is in doubt, and what is put right."""

from __future__ import annotations

import re

import pytest

from revtrack.words.corpus import corpus_words
from revtrack.words.pages import web_words
from tests.revtrack.ingest.made_files import p, r, word
from tests.web.conftest import Running

TEXT = "乙市单车管理办法\n第一条 企业应当每月报送运行数据。\n第二条 任何单位不得占用停放区。\n"
SECOND = "丙市单车管理办法\n第一条 企业应当每年报送运行数据。\n第二条 任何单位不得损毁停放区。\n"
DOUBTFUL = word(
    p("第一条　甲。") + '<w:altChunk r:id="r_aFChunk"/>', parts={"word/a.rtf": "{\\rtf1 x}"}, aFChunk="a.rtf"
)


def boxes(page: str) -> dict[str, bool]:
    """The documents that may be stored, and whether they are chosen."""
    found = re.findall(r'<input type="checkbox" name="only" value="([^"]+)"[^>]*?( checked)?>', page)
    return {name: bool(checked) for name, checked in found}


def test_the_account_of_a_file_is_shown(site: Running) -> None:
    data = word(p("乙市单车管理办法") + p("第一条　应当在", r("六月", "<w:strike/>"), "三月底前报送。"))
    page = site.visitor().upload(("a.docx", data)).text
    words = web_words("zh")
    assert words.account.format(held=23, read=21) in page
    left = words.account_left.format(count=2, reason=corpus_words("zh").reasons["struck"], words="六月")
    assert left in page


def test_what_is_in_doubt_is_shown_with_the_question_and_not_chosen(site: Running) -> None:
    visitor = site.visitor("en")
    page = visitor.upload(("a.docx", DOUBTFUL), ("b.txt", TEXT.encode()))
    assert boxes(page.text) == {"a.docx": False, "b.txt": True}
    assert corpus_words("en").questions["parts-unread"] in page.text
    visitor.post(page.url.path, only="a.docx", verdict="store")
    assert site.tracker.documents().total == 1, "who looked and chose it stores it"


def test_each_document_is_put_right_by_itself_and_all_at_once(site: Running) -> None:
    visitor = site.visitor()
    page = visitor.upload(("a.txt", TEXT.encode()), ("b.txt", SECOND.encode()))
    sent = dict(re.findall(r'name="(was:[^"]+)" value="([^"]*)"', page.text))
    sent |= {name.replace("was:", "set:", 1): value for name, value in sent.items()}
    sent |= {
        "set:title:a.txt": "乙市共享单车管理办法",
        "set:doc_number:a.txt": "乙政发〔2027〕1号",
        "set:status:b.txt": "draft",
    }
    sent |= {"all:issuers": "乙市人民政府、丙市人民政府", "all:issued": "2027-03-01"}
    visitor.post(page.url.path, only=["a.txt", "b.txt"], verdict="store", **sent)
    found = {item.title: item for item in site.tracker.documents().items}
    first, second = found["乙市共享单车管理办法"], found["丙市单车管理办法"]
    assert (first.doc_number, second.doc_number, second.status) == ("乙政发〔2027〕1号", "", "draft")
    versions = [version for item in (first, second) for version in site.tracker.document(item.id).versions.values()]
    assert [dict(version.corrected) for version in versions] == [
        {
            "issued": "2027-03-01",
            "issuers": ("乙市人民政府", "丙市人民政府"),
            "title": "乙市共享单车管理办法",
            "doc_number": "乙政发〔2027〕1号",
        },
        {"issued": "2027-03-01", "issuers": ("乙市人民政府", "丙市人民政府"), "status": "draft"},
    ]


def test_a_value_that_is_none_is_told_and_nothing_is_thrown_away(site: Running) -> None:
    visitor = site.visitor()
    page = visitor.upload(("a.txt", TEXT.encode()))
    told = visitor.post(page.url.path, only="a.txt", verdict="store", **{"all:issued": "三月"})
    assert "YYYY-MM-DD" in told.text
    assert visitor.get(page.url.path).status_code == 200
    assert site.tracker.documents().total == 0


def test_a_title_that_was_made_is_marked(site: Running) -> None:
    page = site.visitor().upload(("a.txt", "各街道：\n现就做好食堂工作通知如下：\n一、应当公示价格。\n".encode())).text
    assert f'<span class="kind-of">{web_words("zh").inferred}</span>' in page


@pytest.mark.parametrize("path", ["1/1", "0/1", "1/0", "9/9", "x/1"])
def test_pictures_of_lines_are_there_only_where_a_line_was_recognised(site: Running, path: str) -> None:
    visitor = site.visitor()
    page = visitor.upload(("a.txt", TEXT.encode()))
    assert visitor.get(f"{page.url.path}/lines/{path}").status_code in {400, 404}


def test_pages_of_one_text_that_are_handed_in_together_are_one(site: Running) -> None:
    def part(number: int, text: str) -> bytes:
        script = f'<script>createPageHTML(2, {number}, "t1", "html");</script>'
        body = f"<h1>乙市单车管理办法</h1><div class=TRS_Editor><p>{text}</p></div>{script}"
        return f"<html><body>{body}</body></html>".encode()

    pages = ("t1.html", part(0, "第一条　应当报送。")), ("t1_1.html", part(1, "第二条　不得占用。"))
    page = site.visitor().upload(*pages)
    assert boxes(page.text) == {"t1.html": True, "t1_1.html": False}
    assert "第二条" in page.text
