"""The small files that came out wrong for others, from ../shared/cases, read as their `N.expected.txt` says."""

from __future__ import annotations

from pathlib import Path

import pytest

from revtrack.errors import InvalidInput
from revtrack.ingest.read import ReadText, read_file


@pytest.fixture
def cases(evaluation: Path) -> Path:
    """The folder of the small files."""
    folder = evaluation / "cases"
    if not folder.is_dir():
        pytest.skip("no cases in the folder of real documents")
    return folder


def read(folder: Path, name: str) -> ReadText:
    found = read_file(folder / name, max_bytes=10**7)
    assert found.account.unexplained == 0
    return found


def test_controls_notes_and_parts_of_word(cases: Path) -> None:
    lines = read(cases, "1-docx-cell-control.docx").text.splitlines()
    assert [line.count("\t") for line in lines] == [0, 2, 2, 2]
    assert [line.split("\t")[2] for line in lines[1:]] == ["完成时限", "2027年3月底前", "每季度"]
    assert read(cases, "1b-docx-row-control.docx").text.splitlines()[-1].endswith("\t区民政局")
    for name, wanted in (("6-docx-formula.docx", "就餐人次×6元"), ("6b-docx-math-para.docx", "就餐人次×6元")):
        assert wanted in read(cases, name).text
    assert read(cases, "9-docx-altchunk.docx").text.count("第二条") == 1
    assert "chuān" not in read(cases, "11-docx-ruby.docx").text


def test_review_and_strikes_of_word(cases: Path) -> None:
    accepted = read(cases, "4-docx-deleted-number.accepted.docx").text
    assert read(cases, "4-docx-deleted-number.docx").text == accepted
    assert [line[:3] for line in read(cases, "4b-docx-moved-number.docx").text.splitlines()[1:]] == [
        "第一条", "第二条", "第三条",
    ]  # fmt: skip
    struck = read(cases, "8-docx-struck.docx")
    assert "6月底" not in struck.text
    assert [remark.kind for remark in struck.remarks] == ["struck"]


def test_dialects_and_codes_of_ofd(cases: Path) -> None:
    texts = {read(cases, path.name).text for path in cases.glob("13*.ofd")}
    assert len(texts) == 1
    assert len(texts.pop().splitlines()) == 3
    with pytest.raises(InvalidInput) as caught:
        read(cases, "14-ofd-private-use.ofd")
    assert (caught.value.kind, caught.value.facts["pages"]) == ("unreadable-text", "1")


def test_watermarks_and_tables_of_pdf(cases: Path) -> None:
    marked, plain = read(cases, "16-pdf-watermark.pdf"), read(cases, "16-pdf-watermark.plain.pdf")
    assert marked.text == plain.text
    assert marked.facts["status"][0] == "draft"
    old, new = (read(cases, name).text.splitlines() for name in ("18-pdf-table.pdf", "18b-pdf-table-changed.pdf"))
    assert [line.count("\t") for line in old] == [0, 3, 3, 3, 3]
    differing = [
        (a, b) for x, y in zip(old, new, strict=True) for a, b in zip(x.split("\t"), y.split("\t"), strict=True)
    ]
    assert sum(a != b for a, b in differing) == 2


def test_wrappers_and_hidden_text_of_pages(cases: Path) -> None:
    wrapped = read(cases, "21-html-printer-wrapper.html").text.splitlines()
    assert [line[:3] for line in wrapped[1:]] == ["第一条", "第二条", "第三条"]
    assert read(cases, "24-html-hidden.html").text == read(cases, "24-html-hidden.clean.html").text


def test_formats_of_workbooks(cases: Path) -> None:
    found = read(cases, "25-xlsx-formats.xlsx")
    for shown in ("85.5%", "2027年3月底前", "每3个月一次", "1,200,000元", "2027年6月30日前"):
        assert f"\t{shown}" in found.text
    assert len(found.text.splitlines()) == 4
    assert {"struck", "hidden"} <= {remark.kind for remark in found.remarks}
