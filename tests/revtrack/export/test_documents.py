"""The exported documents: what an office opens in Word, a spreadsheet or an XML tool, and nothing in them that acts."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
import zipfile
from pathlib import Path

import docx
import pypdfium2
import pytest
from docx.enum.section import WD_ORIENT
from lxml import etree
from openpyxl import load_workbook

from alignment.comparing import compare
from alignment.model import Comparison, Task
from revtrack.export.akoma_ntoso import AKN, REVTRACK, render_akoma_ntoso
from revtrack.export.csv import render_csv
from revtrack.export.docx import render_docx
from revtrack.export.xlsx import render_xlsx
from tests.revtrack.export.report_factory import make_hostile, make_law, make_plan

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FORMULAS = ("=1+1", "+cmd|' /C calc'!A0", "＝1+1", "-2+3", "@SUM(A1)", "－2", " =1+1", "﹦1", "\t=1", "\r=1", "#N/A")
HOSTILE = (
    *FORMULAS,
    "<w:p/>&amp;]]>",
    "零宽\u200b反向\u202e",
    "\x00\x07\x0b\ufffe\uffff",
    "半个\ud800",
    "_x0041_",
    "a\r\nb\tc",
)
RENDERINGS = (render_docx, render_xlsx, render_csv, render_akoma_ntoso)

OLD = """临溪区夜间照明管理办法（征求意见稿）

一、总体要求
坚持节约用电，方便群众出行。
二、主要任务
1.区城管局应当于2031年6月底前修复路灯300盏。
2.各街道可以公布报修电话。
3.各街道每季度向区城管局报送巡查台账。
"""
NEW = """临溪区夜间照明管理办法

一、总体要求
坚持节约用电，方便群众出行。
二、主要任务
（一）区城管局应当于2031年9月底前修复路灯300盏。
（二）各街道应当公布报修电话。
（三）物业服务企业不得擅自关闭公共照明。
"""


@pytest.fixture(scope="module")
def read() -> Comparison:
    """Two short texts as the program itself compares them."""
    return compare(OLD, NEW)


def opened(data: bytes) -> docx.document.Document:
    return docx.Document(io.BytesIO(data))


def runs_of(data: bytes, tag: str) -> list[tuple[str, str]]:
    """(text, value) of each run in the text that has this property."""
    body = opened(data).element.body
    return [
        ("".join(part.text or "" for part in run.iter(f"{W}t")), mark.get(f"{W}val") or "")
        for run in body.iter(f"{W}r")
        for mark in run.findall(f"{W}rPr/{W}{tag}")
    ]


def all_text(data: bytes) -> str:
    return "".join(part.text or "" for part in opened(data).element.body.iter(f"{W}t"))


# --- all of them ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("render", RENDERINGS)
@pytest.mark.parametrize("task", ["revision", "derivation"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_same_comparison_gives_the_same_bytes(render, task: Task, lang: str) -> None:
    first = render(make_plan(task), lang=lang, old_name="a.txt", new_name="b.txt")
    assert first == render(make_plan(task), lang=lang, old_name="a.txt", new_name="b.txt")


@pytest.mark.parametrize("render", RENDERINGS)
def test_a_language_without_words_is_refused(render) -> None:
    with pytest.raises(ValueError, match="fr"):
        render(make_plan(), lang="fr")


@pytest.mark.parametrize("render", [render_docx, render_xlsx])
def test_the_package_holds_no_time(render) -> None:
    with zipfile.ZipFile(io.BytesIO(render(make_plan()))) as package:
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = package.read("docProps/core.xml").decode()
    assert core.count("1980-01-01T00:00:00Z") == 2


# --- DOCX ----------------------------------------------------------------------------------------------------------


def test_docx_is_a_landscape_table_whose_head_repeats() -> None:
    document = opened(render_docx(make_plan(), old_name="draft.txt", new_name="final.txt"))
    section = document.sections[0]
    assert section.orientation == WD_ORIENT.LANDSCAPE
    assert round(section.page_width.mm) == 297
    assert round(section.page_height.mm) == 210
    changes, text = document.tables
    for table in (changes, text):
        first, *others = table._tbl.tr_lst
        assert first.find(f"{W}trPr/{W}tblHeader") is not None
        assert not any(row.find(f"{W}trPr/{W}tblHeader") is not None for row in others)
        assert len(first.tc_lst) == len(table._tbl.tblGrid.gridCol_lst)
    assert [cell.text for cell in changes.rows[0].cells] == ["序号", "变化", "原文", "修改后"]
    assert [cell.text for cell in text.rows[0].cells] == ["原文", "修改后", "变化与说明"]
    head = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "《临溪区公共厕所提升行动方案》修改对照表" in head
    assert "印发日期 2031-09-30 · final.txt" in head
    assert "3 项义务变化（删除 1 · 新增 1 · 修改 1）" in head
    assert "引用落空" in head
    assert "修改对照表" in section.header.paragraphs[0].text
    fields = [code.text.strip() for code in section.footer._element.iter(f"{W}instrText")]
    assert fields == ["PAGE", "NUMPAGES"]


def test_docx_says_each_change_in_words() -> None:
    changes, text = opened(render_docx(make_plan())).tables
    rows = [[cell.text for cell in row.cells] for row in changes.rows]
    assert rows[1][0] == "1"
    assert rows[1][1].splitlines() == [
        "修改",
        "效力减弱（应当 → 力争）",
        "期限延后（2031年6月底前 → 2031年9月底前）",
        "数量减少（30座 → 20座）",
    ]
    assert rows[1][2].splitlines() == ["二、1.", "区城管委应当于2031年6月底前新建公厕30座"]
    assert rows[1][3].splitlines() == ["二、（一）", "区城管委力争于2031年9月底前新建公厕20座"]
    assert rows[2][3] == "（无对应）"
    remarks = [row.cells[2].text for row in text.rows]
    assert any("移自 三、（一）" in remark for remark in remarks)
    assert any("1. → （一）" in remark and "期限延后（2031年6月底前 → 2031年9月底前）" in remark for remark in remarks)
    assert any("本地化" in remark for remark in remarks)


def test_docx_says_the_new_number_of_an_unchanged_heading() -> None:
    old = OLD.replace("1.区城管局", "1.修复路灯\n区城管局")
    new = NEW.replace("（一）区城管局", "（一）修复路灯\n区城管局")
    table = opened(render_docx(compare(old, new))).tables[-1]
    row = next(row for row in table.rows if row.cells[1].text == "（一）修复路灯")
    assert row.cells[2].text == "重新编号 1. → （一）"


def test_docx_holds_the_text_of_every_changed_clause_and_folds_the_others() -> None:
    plan = make_law(100)
    table = opened(render_docx(plan)).tables[0]
    cells = [[cell.text for cell in row.cells] for row in table.rows]
    bands = [row for row in table._tbl.tr_lst if len(row.tc_lst) == 1]
    assert bands
    assert all(band.tc_lst[0].grid_span == 3 for band in bands)
    assert "9 条未变化：第1条 — 第9条" in cells[1]
    changed = [clause.text for row in plan.rows if row.change == "modified" for clause in plan.old.clauses
               if clause.id in row.old]  # fmt: skip
    assert [row[0] for row in cells if row[2].startswith("修改")] == changed


def test_docx_marks_stand_on_the_characters_that_differ() -> None:
    data = render_docx(make_plan())
    struck = [text for text, _ in runs_of(data, "strike")]
    assert {"应当", "6", "30", "2.", "各街道每季度向区城管委报送巡查台账。"} <= set(struck)
    underlined = dict(runs_of(data, "u"))
    assert underlined["力争"] == "single"
    assert underlined["我"] == "dotted"  # 各区 → 我区 only names the place
    assert "各" not in struck
    body = opened(data).element.body
    assert not [element for tag in ("ins", "del") for element in body.iter(f"{W}{tag}")]


def test_docx_in_english_and_of_a_derivation() -> None:
    english = opened(render_docx(make_plan(), lang="en"))
    assert [cell.text for cell in english.tables[1].rows[0].cells] == ["Before", "After", "Changes and notes"]
    assert english.sections[0].footer.paragraphs[0].text.startswith("Page ")
    derived = opened(render_docx(make_plan("derivation")))
    assert [cell.text for cell in derived.tables[1].rows[0].cells] == ["上位文件", "下位文件", "承接与说明"]
    assert any("未承接" in row.cells[2].text for row in derived.tables[1].rows)


def test_docx_of_a_comparison_the_program_made(read: Comparison) -> None:
    data = render_docx(read)
    text = all_text(data)
    assert "物业服务企业不得擅自关闭公共照明" in text
    assert "期限延后" in text


@pytest.mark.parametrize("text", HOSTILE)
def test_docx_shows_hostile_text_as_text(text: str) -> None:
    shown = all_text(render_docx(make_hostile(text)))
    if "\u200b" in text:
        assert "零宽‹U+200B›反向‹U+202E›" in shown
    if "\ufffe" in text:
        assert "‹U+0000›‹U+0007›‹U+000B›‹U+FFFE›‹U+FFFF›" in shown
    if "<" in text:
        assert text in shown


def test_docx_opens_in_a_word_processor(tmp_path: Path) -> None:
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("no soffice (LibreOffice) on PATH")
    source = tmp_path / "table.docx"
    source.write_bytes(render_docx(make_plan()))
    subprocess.run(
        [
            soffice,
            f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(tmp_path),
            str(source),
        ],
        check=True,
        capture_output=True,
        timeout=100,
    )
    with pypdfium2.PdfDocument(tmp_path / "table.pdf") as pages:
        width, height = pages[0].get_size()
        assert len(pages) >= 1
        assert width > height
        assert "修改对照表" in pages[0].get_textpage().get_text_bounded()


# --- XLSX ----------------------------------------------------------------------------------------------------------


def test_xlsx_has_a_row_for_each_obligation_change() -> None:
    book = load_workbook(io.BytesIO(render_xlsx(make_plan(), old_name="draft.txt")))
    assert book.sheetnames == ["义务变化", "条款对照", "疑点", "说明"]
    sheet = book.worksheets[0]
    head, *rows = [[cell or "" for cell in row] for row in sheet.iter_rows(values_only=True)]
    first = dict(zip(head, rows[0], strict=True))
    assert [row[0] for row in rows] == [1, 2, 3]
    assert first["变化要素"] == "效力、期限、数量"
    assert first["变化情况"] == "效力减弱、期限延后、数量减少"
    assert first["承担主体（原文本）"] == first["承担主体（新文本）"] == "区城管委"
    assert (first["期限（原文本）"], first["期限（新文本）"]) == ("2031年6月底前", "2031年9月底前")
    assert first["原句（新文本）"] == "区城管委力争于2031年9月底前新建公厕20座"
    assert (first["定位（原文本）"], first["定位（新文本）"]) == ("二、1.", "二、（一）")
    assert head.index("原句（新文本）") == head.index("定位（新文本）") + 1
    last = sheet.cell(1, head.index("原句（新文本）") + 1).column_letter
    assert sheet.print_area == f"'义务变化'!$A$1:${last}$4"
    assert (sheet.page_setup.orientation, sheet.print_title_rows) == ("landscape", "$1:$1")
    printed = [
        sheet.column_dimensions[cell.column_letter].width for cell in sheet[1][: head.index("原句（新文本）") + 1]
    ]
    # A character of a column takes 7 of 96 pixels an inch: the page must hold all at nine tenths of the size or more.
    inches = sum(width * 7 + 5 for width in printed) / 96
    assert (297 / 25.4 - sheet.page_margins.left - sheet.page_margins.right) / inches > 0.9
    assert first["效力"] == "应当 → 力争"
    assert first["相似度"] == 0.83
    assert first["对应方式"] == "文字相似"
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == f"A1:{sheet.cell(1, len(head)).column_letter}4"
    about = dict(book.worksheets[3].iter_rows(values_only=True))
    assert about["文件（原文本）"] == "draft.txt"
    assert about["印发日期（新文本）"] == "2031-09-30"
    assert about["规则库"] == "0123abcd" * 8


def test_xlsx_has_every_clause_with_its_text() -> None:
    plan = make_plan()
    sheet = load_workbook(io.BytesIO(render_xlsx(plan))).worksheets[1]
    head, *rows = [[cell or "" for cell in row] for row in sheet.iter_rows(values_only=True)]
    found = [dict(zip(head, row, strict=True)) for row in rows]
    assert {row["条款（原文本）"] for row in found} - {""} == {clause.text for clause in plan.old.clauses}
    assert {row["条款（新文本）"] for row in found} - {""} == {clause.text for clause in plan.new.clauses}
    moved = next(row for row in found if row["移动"])
    assert moved["移动"] == "移自 三、（一）"
    assert moved["变化"] == "未变"
    assert any(row["本地化"] for row in found)
    assert any("义务变化 1" in row["备注"] for row in found)
    assert sheet.auto_filter.ref.startswith("A1:")


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_xlsx_has_no_formula(text: str, lang: str) -> None:
    book = load_workbook(io.BytesIO(render_xlsx(make_hostile(text), lang=lang, old_name=text, new_name=text)))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert all(isinstance(cell.value, str) for cell in cells if cell.data_type == "s")
    assert not any(cell.hyperlink for cell in cells)
    if text in FORMULAS and "\r" not in text and text != "#N/A":
        kept = [cell for cell in cells if str(cell.value).startswith(text)]
        assert len(kept) > 5
        assert all(cell.quotePrefix for cell in kept)
    assert not any(cell.quotePrefix for cell in cells if str(cell.value).startswith("修改"))


def test_xlsx_findings_say_where() -> None:
    sheet = load_workbook(io.BytesIO(render_xlsx(make_plan()))).worksheets[2]
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[1][1] == "引用落空"
    assert rows[1][3:] == ("具体清单见附件3", "新文本 三、（一）")


def test_xlsx_cuts_what_no_cell_can_hold() -> None:
    book = load_workbook(io.BytesIO(render_xlsx(make_hostile("长𠀀" * 20_000))))
    longest = max(
        (str(cell) for row in book.worksheets[1].iter_rows(values_only=True) for cell in row if cell), key=len
    )
    assert len(longest.encode("utf-16-le")) <= 2 * 32767
    assert longest.endswith("……（以下从略）")


# --- CSV -----------------------------------------------------------------------------------------------------------


def test_csv_has_the_rows_of_the_workbook() -> None:
    plan = make_plan()
    text = render_csv(plan)
    assert text.startswith("\ufeff序号,变化,")
    assert text.count("\r\n") == text.count("\n") == 4
    sheet = load_workbook(io.BytesIO(render_xlsx(plan))).worksheets[0]
    rows = [["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    assert list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""))) == rows


@pytest.mark.parametrize("text", FORMULAS)
def test_csv_guards_what_could_be_a_formula(text: str) -> None:
    rendered = render_csv(make_hostile(text), lang="en").removeprefix("\ufeff")
    cells = [cell for row in csv.reader(io.StringIO(rendered, newline="")) for cell in row]
    assert not any(cell.lstrip()[:1] in {*"=+-@＝＋－＠﹦"} for cell in cells if cell)
    if text not in {"#N/A", "\r=1"}:
        assert f"'{text}" in cells
    assert "'‹U+000D›=1" in cells or text != "\r=1"


# --- Akoma Ntoso ---------------------------------------------------------------------------------------------------


def tree(comparison: Comparison, **options: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    text = render_akoma_ntoso(comparison, **options)
    assert "<!" not in text
    return etree.fromstring(text.encode("utf-8"), parser)


def found(root: etree._Element, path: str) -> list[etree._Element]:
    return root.findall(path, {"": AKN})


def words(element: etree._Element, *, without: str) -> str:
    """The text of an element, without that of one kind of mark."""
    return "".join(
        text for text in element.xpath(".//text()[not(ancestor::akn:*[local-name()=$tag])]",
                                       namespaces={"akn": AKN}, tag=without)
    )  # fmt: skip


@pytest.mark.parametrize("task", ["revision", "derivation"])
def test_akn_names_are_unique_and_every_reference_resolves(task: Task) -> None:
    root = tree(make_plan(task))
    ids = [element.get("eId") for element in root.iter() if element.get("eId")]
    assert len(ids) == len(set(ids))
    hrefs = [value for element in root.iter() for name in ("href", "current", "source") if (value := element.get(name))]
    refers = [value for element in root.iter() for value in (element.get("refersTo") or "").split()]
    local = {value.removeprefix("#") for value in (*hrefs, *refers) if value.startswith("#")}
    assert local <= set(ids)
    originals = {element.get("original").removeprefix("#") for element in found(root, ".//mapping")}
    assert originals <= {element.get("wId") for element in root.iter()}
    uri = found(root, ".//original")[0].get("href")
    assert all(element.get("href").startswith(f"{uri}#c-old-") for element in found(root, ".//textualMod/old"))


def test_akn_holds_every_clause_below_its_heading() -> None:
    plan = make_plan()
    body = found(tree(plan), ".//mainBody")[0]
    for clause in plan.new.clauses:
        assert any(
            "".join(words(part, without="del") for part in element if part.tag.rpartition("}")[2] in
                    {"num", "heading", "content"}) == clause.text
            for element in body.iter() if element.get("eId")
        ), clause.text  # fmt: skip
    removed = [element for element in body.iter() if element.get("status") == "removed"]
    assert [words(element, without="ins") for element in removed] == [
        "2.各街道每季度向区城管委报送巡查台账。",
        "（二）加强宣传引导，营造良好氛围。",
    ]
    heading = next(element for element in body.iter() if element.get("eId") == "c-二")
    assert [child.get("eId") for child in heading if child.get("eId")] == [
        "c-二-（一）",
        "c-old-二-2.",
        "c-二-（二）",
        "c-二-（三）",
    ]
    paragraph = found(heading, "*[@eId='c-二-（一）']/content/p")[0]
    assert [(mark.tag.rpartition("}")[2], mark.text) for mark in paragraph][:2] == [("del", "应当"), ("ins", "力争")]


def test_akn_says_each_change() -> None:
    root = tree(make_plan())
    changes = {element.get("eId"): element for element in found(root, ".//passiveModifications/textualMod")}
    duties = [changes[f"obligation-change-{number}"] for number in (1, 2, 3)]
    assert [duty.get("type") for duty in duties] == ["substitution", "repeal", "insertion"]
    assert found(duties[0], "new")[0].findtext(f"{{{REVTRACK}}}quote") == "区城管委力争于2031年9月底前新建公厕20座"
    assert found(duties[1], "destination")[0].get("href") == "#c-old-二-2."
    assert not found(duties[2], "old")
    types = [element.get("type") for id_, element in changes.items() if id_.startswith("clause-")]
    assert types.count("repeal") == 2
    assert types.count("renumbering") == 3
    assert [element.get("showAs") for element in found(root, ".//TLCOrganization")] == [
        "revtrack",
        "区城管委",
        "各街道",
        "物业服务企业",
    ]


def test_akn_of_a_comparison_the_program_made(read: Comparison) -> None:
    root = tree(read)
    text = words(found(root, ".//mainBody")[0], without="del")
    place = 0
    for clause in read.new.clauses:
        place = text.index(clause.text, place)
    assert found(root, ".//textualMod")


@pytest.mark.parametrize("text", HOSTILE)
def test_akn_holds_hostile_text_as_text(text: str) -> None:
    root = tree(make_hostile(text), old_name=text, new_name=text)
    ids = [element.get("eId") for element in root.iter() if element.get("eId")]
    assert len(ids) == len(set(ids))
    if "<" in text:
        assert text in "".join(root.itertext())
