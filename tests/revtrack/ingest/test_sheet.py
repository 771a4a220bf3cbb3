"""Workbooks as Excel shows them: formats, hidden and struck cells, merged ones, and sheets made to be large."""

from __future__ import annotations

import io
import zipfile

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from revtrack.ingest.account import Reason
from revtrack.ingest.extracted import Extracted
from revtrack.ingest.read import read_bytes
from revtrack.ingest.sheet.number_formats import hides, show_number, show_text
from revtrack.ingest.sheet.workbook import extract_xlsx
from tests.revtrack.ingest.made_files import zipped


def saved(book: Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def sheet_of(book: Workbook) -> Worksheet:
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    return sheet


def read(data: bytes) -> Extracted:
    found = extract_xlsx(data, name="a.xlsx")
    assert found.account.unexplained == 0, found.account
    return found


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (0.855, "0.0%", "85.5%"),
        (0.3, "0%", "30%"),
        (46447, 'yyyy"年"m"月底前"', "2027年3月底前"),
        (46568, 'yyyy"年"m"月"d"日前"', "2027年6月30日前"),
        (46447, "yyyy-mm-dd", "2027-03-01"),
        (46447, "yyyy/m/d;@", "2027/3/1"),
        (46447, '[$-804]yyyy"年"m"月"d"日";@', "2027年3月1日"),
        (46447, "[DBNum1][$-804]yyyy年m月d日;@", "二〇二七年三月一日"),
        (46371, "[DBNum1]m月d日", "十二月十五日"),
        (46447, "yy.m.d", "27.3.1"),
        (46447, "aaaa", "星期一"),
        (46447.75, "yyyy-mm-dd h:mm", "2027-03-01 18:00"),
        (0.5, "h:mm AM/PM", "12:00 PM"),
        (0.75, "上午/下午h时mm分", "下午6时00分"),
        (1.5, "[h]:mm", "36:00"),
        (3, '"每"0"个月一次"', "每3个月一次"),
        (1200000, '#,##0"元"', "1,200,000元"),
        (1234567.891, "#,##0.00", "1,234,567.89"),
        (1234567, '0!.0,"万"', "123.5万"),
        (12345678, '0.0,,"百万"', "12.3百万"),
        (5, "000", "005"),
        (-5, "0;(0)", "(5)"),
        (-5, "0.0", "-5.0"),
        (0, '0;-0;"无"', "无"),
        (7, '[>=5]"达标";"未达标"', "达标"),
        (3, '[>=5]"达标";"未达标"', "未达标"),
        (12, "[DBNum1]General", "一十二"),
        (105, "[DBNum2]0", "壹佰零伍"),
        (0.25, "# ?/?", "1/4"),
        (1.5, "# ?/?", "1 1/2"),
        (12345, "0.00E+00", "1.23E+04"),
        (13800138000, "000-0000-0000", "138-0013-8000"),
        (0.1 + 0.2, "General", "0.3"),
        (1200000, "General", "1200000"),
        (2.50, "0.##", "2.5"),
        (1.005, "0.00", "1.01"),
        (3, "0_ ", "3"),
        (3, "[Red]0", "3"),
        (12, '0"件"', "12件"),
        (12, "G/通用格式\"家\"", "12家"),
    ],
)  # fmt: skip
def test_a_number_is_shown_as_excel_shows_it(value: float, code: str, shown: str) -> None:
    assert show_number(value, code).strip() == shown


def test_texts_have_formats_too_and_some_formats_hide() -> None:
    assert show_text("区民政局", '0;0;0;@"（牵头）"') == "区民政局（牵头）"
    assert show_text("区民政局", "General") == "区民政局"
    assert [hides(code) for code in (";;;", ';;;""', "0;;;@", "General", ";;")] == [True, True, False, False, True]


def test_what_is_hidden_or_struck_is_told_and_not_read() -> None:
    book = Workbook()
    sheet = sheet_of(book)
    for row in (
        ["任务", "单位", "内部", "时限"],
        ["建灶", "区民政局", "甲", "3月底前"],
        ["撤灶", "区城管局", "乙", "6月底前"],
        ["查灶", "区纪委", "丙", "9月底前"],
        ["验灶", "区应急局", "丁", "年底前"],
    ):
        sheet.append(row)
    sheet.column_dimensions["C"].hidden = True
    for cell in sheet[3]:
        cell.font = Font(strike=True)
    sheet.row_dimensions[4].hidden = True
    sheet["D5"].font = Font(color="FFFFFFFF")
    sheet["E2"] = CellRichText("甲", TextBlock(InlineFont(strike=True), "乙"), "丙")
    sheet["F2"] = 5
    sheet["F2"].number_format = ";;;"
    sheet["A1"].comment = Comment("此处待定", "x")
    found = read(saved(book))
    assert found.text.splitlines() == ["任务\t单位\t时限", "建灶\t区民政局\t3月底前\t甲丙", "验灶\t区应急局"]
    assert {remark.kind for remark in found.remarks} == {"struck", "hidden"}
    assert found.account.left[Reason.STRUCK] == 11
    assert found.account.left[Reason.COMMENT] == 4


def test_white_on_a_ground_is_seen() -> None:
    book = Workbook()
    sheet = sheet_of(book)
    sheet["A1"], sheet["B1"] = "任务", "单位"
    for cell in sheet[1]:
        cell.font, cell.fill = Font(color="FFFFFFFF"), PatternFill("solid", fgColor="FF003366")
    sheet.append(["建灶", "区民政局"])
    assert read(saved(book)).text == "任务\t单位\n建灶\t区民政局\n"


def test_merged_cells_titles_and_two_rows_of_heads() -> None:
    book = Workbook()
    sheet = sheet_of(book)
    for row in (
        [None, "栗川区任务分工表"],
        [None, "任务", "责任单位", None, "时限"],
        [None, None, "牵头", "配合"],
        [None, "建灶", "区民政局", "区财政局", "3月底前"],
        [None, "验灶", None, "区应急局", "6月底前"],
    ):
        sheet.append(row)
    for area in ("B1:E1", "B2:B3", "C2:D2", "E2:E3", "C4:C5"):
        sheet.merge_cells(area)
    assert read(saved(book)).text.splitlines() == [
        "栗川区任务分工表",
        "任务\t责任单位/牵头\t责任单位/配合\t时限",
        "建灶\t区民政局\t区财政局\t3月底前",
        "验灶\t区民政局\t区应急局\t6月底前",
    ]


def test_a_formula_without_a_result_is_a_question() -> None:
    book = Workbook()
    sheet = sheet_of(book)
    sheet.append(["任务", "=SUM(1,2)"])
    found = read(saved(book))
    assert [(remark.kind, remark.facts) for remark in found.remarks] == [("formulas-unsolved", {"count": "1"})]
    assert found.text == "任务\n"


def test_days_count_from_1904_where_the_book_says_so() -> None:
    book = Workbook()
    book.epoch = __import__("datetime").datetime(1904, 1, 1)
    sheet = sheet_of(book)
    sheet.append(["时限", 44985])
    sheet["B1"].number_format = "yyyy-mm-dd"
    assert read(saved(book)).text == "时限\t2027-03-01\n"


def made(rows: str, extra: str = "") -> bytes:
    """A workbook of one sheet, its XML as given."""
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    base = "http://schemas.openxmlformats.org/package/2006"
    return zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{base}/content-types"><Override PartName="/xl/workbook.xml" '
            'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
            "_rels/.rels": (
                f'<Relationships xmlns="{base}/relationships"><Relationship Id="a" Type="{links}/officeDocument"'
                ' Target="xl/workbook.xml"/></Relationships>'
            ),
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{base}/relationships"><Relationship Id="s" '
            f'Type="{links}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
            "xl/workbook.xml": (
                f'<workbook {space} xmlns:r="{links}"><sheets>'
                f'<sheet name="a" sheetId="1" r:id="s"/></sheets></workbook>'
            ),
            "xl/worksheets/sheet1.xml": f"<worksheet {space}><sheetData>{rows}</sheetData>{extra}</worksheet>",
        }
    )


def cell(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def test_a_cell_at_the_end_of_a_sheet_costs_nothing_and_is_asked_about() -> None:
    import resource

    rows = f'<row r="1">{cell("A1", "任务")}</row><row r="1048576">{cell("XFD1048576", "远处的文字")}</row>'
    merged = '<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    found = read_bytes(made(rows, merged), name="远.xlsx")
    assert found.text == "任务\n"
    assert (found.account.left[Reason.BEYOND], found.account.question) == (5, "lost")
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss <= max(before, 200_000)


@pytest.mark.long
def test_a_sheet_of_many_rows_is_read_within_bounds() -> None:
    rows = "".join(f'<row r="{at}">{cell(f"A{at}", f"任务{at}")}</row>' for at in range(1, 60_001))
    found = read_bytes(made(rows), name="长.xlsx")
    assert len(found.text.splitlines()) == 50_000
    assert found.account.question == "lost"


def test_a_strict_workbook_is_read() -> None:
    rows = f'<row r="1">{cell("A1", "任务")}{cell("B1", "单位")}</row>'
    strict: dict[str, str | bytes] = {}
    with zipfile.ZipFile(io.BytesIO(made(rows))) as archive:
        for name in archive.namelist():
            text = archive.read(name).decode()
            text = text.replace(
                "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
                "http://purl.oclc.org/ooxml/spreadsheetml/main",
            )
            strict[name] = text.replace(
                "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                "http://purl.oclc.org/ooxml/officeDocument/relationships",
            )
    assert read_bytes(zipped(strict), name="a.xlsx").text == "任务\t单位\n"
