"""Printed pages: ruled tables, watermarks, lists, columns, text layers that are no text; OFD in all its dialects."""

from __future__ import annotations

import pytest
from reportlab.lib.colors import Color

from revtrack.errors import InvalidInput
from revtrack.ingest.account import Reason
from revtrack.ingest.extracted import Extracted
from revtrack.ingest.grid import Cell
from revtrack.ingest.layout.legible import legible
from revtrack.ingest.layout.ofd import extract_ofd
from revtrack.ingest.layout.pdf import extract_pdf
from revtrack.ingest.layout.printed import PrintedLine, PrintedTable, paragraphs
from revtrack.ingest.read import read_bytes
from revtrack.words.comparison import words
from tests.revtrack.ingest.made_files import Paper, ofd, ofd_line, ofd_text

TITLE = "栗川区社区食堂管理办法"
LONG = (
    "第一条　为规范社区食堂管理，保障老年人就餐，根据有关规定，结合本区实际，制定本办法，适用于本区的食堂。",
    "第二条　各街道应当每月向区民政局报送供餐台账，并在每季度末公示供餐人次、补贴金额和投诉处理情况，接受居民监督。",
)
HEAD = ("序号", "任务内容", "责任单位", "完成时限")
ROWS = (
    (
        "1",
        "建立供餐台账制度，每月汇总供餐人次、补贴金额和投诉处理情况并向社会公示",
        "区民政局、各街道办事处、区数据局",
        "2027年3月底前",
    ),
    ("2", "核定餐费补贴标准，按季度拨付补贴资金", "区财政局", "2027年6月底前"),
    ("3", "对社区食堂灶具和食材开展抽查，抽查比例不低于百分之三十", "区市场监督管理局、区应急管理局", "每季度"),
)
WIDTHS = (40.0, 220.0, 130.0, 85.0)


def read(data: bytes) -> Extracted:
    found = extract_pdf(data, name="a.pdf")
    assert found.account.unexplained == 0, found.account
    return found


def lines(paper: Paper) -> list[str]:
    return read(paper.done()).text.splitlines()


def tabbed(*rows: tuple[str, ...]) -> list[str]:
    return ["\t".join(row) for row in rows]


# --- watermarks ------------------------------------------------------------------------------------------------------


def two_pages(mark: str, **look: float) -> bytes:
    """Two pages of text with words across or behind them."""
    paper = Paper()
    for at, text in enumerate(LONG):
        if look.get("degrees"):
            paper.slanted(mark, grey=look.get("grey", 0.8), degrees=look["degrees"])
        else:
            paper.text(
                80,
                98 if look.get("size", 60) > 20 else 108,
                mark,
                size=look.get("size", 60),
                grey=look.get("grey", 0.8),
                alpha=look.get("alpha", 1),
            )
        if not at:
            paper.text(200, 60, TITLE, 18)
        paper.paragraph(110, text)
        if not at:
            paper.page()
    return paper.done()


@pytest.mark.parametrize(
    "look",
    [
        {"degrees": 45.0},
        {"degrees": 30.0, "grey": 0.0},
        {"degrees": -60.0, "grey": 0.9},
        {"grey": 0.8},
        {"grey": 0.0, "alpha": 0.2},
        {"grey": 0.75, "size": 14},
    ],
    ids=["slanted", "slanted-black", "slanted-down", "grey", "faint", "small-across"],
)
def test_a_watermark_is_no_clause_and_tells_the_status(look: dict[str, float]) -> None:
    found = read(two_pages("征求意见稿", **look))
    assert found.text.splitlines() == [TITLE, *LONG]
    assert found.account.left[Reason.WATERMARK] == 10
    assert found.facts == {"status": ("draft", "征求意见稿")}
    assert [remark.kind for remark in found.remarks] == ["watermark"]


def test_a_watermark_of_other_words_tells_nothing() -> None:
    found = read(two_pages("栗川区政府", degrees=45.0))
    assert (found.text.splitlines(), found.facts) == ([TITLE, *LONG], {})


def test_grey_text_that_lies_across_nothing_is_text() -> None:
    paper = Paper().text(200, 60, TITLE, 18, grey=0.6)
    paper.text(90, 300, "第三条　浅色的条文。", grey=0.6)
    assert lines(paper) == [TITLE, "第三条　浅色的条文。"]


def test_text_drawn_twice_to_look_bold_stands_once() -> None:
    paper = Paper().text(90, 60, TITLE, 18).text(90.4, 60, TITLE, 18).text(90, 100, "第一条　甲。")
    assert lines(paper) == [TITLE, "第一条　甲。"]


def test_white_tiny_and_off_page_text_is_not_read_but_white_on_a_ground_is() -> None:
    paper = Paper().text(90, 60, "第一条　甲。").text(90, 100, "白字", grey=1).text(90, 130, "小字", size=0.8)
    paper.text(900, 130, "页外")
    paper.canvas.setFillColor(Color(0.1, 0.2, 0.4, 1))
    paper.canvas.rect(80, 842 - 190, 300, 30, stroke=0, fill=1)
    paper.text(90, 165, "第二条　乙。", grey=1)
    found = read(paper.done())
    assert found.text.splitlines() == ["第一条　甲。", "第二条　乙。"]
    assert dict(found.account.left) == {Reason.HIDDEN: 6}


# --- tables ----------------------------------------------------------------------------------------------------------


def test_a_ruled_table_is_read_row_by_row() -> None:
    paper = Paper().text(200, 60, "任务分工表", 18)
    below = paper.table(110, WIDTHS, [HEAD, *ROWS])
    paper.text(90, below + 30, "本表由区民政局解释。")
    assert lines(paper) == ["任务分工表", *tabbed(HEAD, *ROWS), "本表由区民政局解释。"]


def test_a_table_goes_on_over_a_page_and_its_head_stands_once() -> None:
    paper = Paper().text(200, 60, "任务分工表", 18)
    paper.table(110, WIDTHS, [HEAD, *ROWS[:2]])
    paper.text(290, 800, "— 1 —", 10).page().table(60, WIDTHS, [HEAD, ROWS[2]])
    paper.text(290, 800, "— 2 —", 10)
    assert lines(paper) == ["任务分工表", *tabbed(HEAD, *ROWS)]


def test_a_row_that_a_page_cuts_in_two_is_one() -> None:
    paper = Paper()
    upper = (ROWS[2][0], ROWS[2][1][:18], ROWS[2][2], ROWS[2][3])
    paper.table(110, WIDTHS, [HEAD, *ROWS[:2], upper])
    paper.page().table(60, WIDTHS, [("", ROWS[2][1][18:], "", ""), ("4", "撤灶", "区城管局", "年底前")])
    assert lines(paper) == tabbed(HEAD, *ROWS, ("4", "撤灶", "区城管局", "年底前"))


def test_a_cell_that_spans_rows_over_a_page_stands_in_each() -> None:
    heads = [Cell(0, 0, "领域"), Cell(0, 1, "任务"), Cell(0, 2, "单位")]
    first = (*heads, Cell(1, 0, "食堂"), Cell(1, 1, "建灶。"), Cell(1, 2, "区民政局"))
    second = (Cell(0, 0, ""), Cell(0, 1, "验灶。"), Cell(0, 2, "区应急局"))
    columns = (0.0, 50.0, 100.0, 150.0)
    found = paragraphs([PrintedTable(first, 0.5, 0.9, 0, columns), PrintedTable(second, 0.1, 0.3, 1, columns)], 2)
    assert found == ["领域\t任务\t单位", "食堂\t建灶。\t区民政局", "食堂\t验灶。\t区应急局"]


def test_merged_cells_and_dashed_or_open_lines_make_cells() -> None:
    paper = Paper()
    left, top = 60.0, 100.0
    for x in (160.0, 330.0):  # open at both sides
        paper.rule(x, top + 30, x, top + 120)
    for y in (top, top + 30, top + 60):
        paper.rule(left, y, 500, y)
    paper.canvas.setDash(2, 2)
    paper.rule(160, top + 90, 500, top + 90)
    paper.canvas.setDash()
    paper.rule(left, top + 120, 500, top + 120)
    for x, y, text in (
        (240, 8, "任务表"), (70, 38, "领域"), (170, 38, "任务"), (340, 38, "单位"), (70, 82, "食堂"), (170, 68, "建灶"),
        (340, 68, "区民政局"), (170, 98, "验灶"), (340, 98, "区应急局"),
    ):  # fmt: skip
        paper.text(x, top + y, text, 12)
    assert lines(paper) == ["任务表", "领域\t任务\t单位", "食堂\t建灶\t区民政局", "食堂\t验灶\t区应急局"]


def test_rows_with_no_line_between_them_are_rows() -> None:
    paper = Paper()
    for x in (60, 160, 260, 360):
        paper.rule(x, 100, x, 190)
    for y in (100, 130, 190):
        paper.rule(60, y, 360, y)
    for at, row in enumerate((("年份", "人次", "补贴"), ("2025", "1,200", "3.5"), ("2026", "1,500", "4.0"))):
        for column, text in enumerate(row):
            paper.text(66 + 100 * column, 106 + 30 * at, text, 12)
    assert lines(paper) == ["年份\t人次\t补贴", "2025\t1,200\t3.5", "2026\t1,500\t4.0"]


def test_a_page_that_lies_on_its_side_is_read_upright() -> None:
    paper = Paper(landscape=True).text(300, 40, "任务分工表", 18)
    paper.table(90, WIDTHS, [HEAD, *ROWS])
    assert lines(paper) == ["任务分工表", *tabbed(HEAD, *ROWS)]
    turned = Paper()
    turned.canvas.setPageRotation(90)
    turned.canvas.translate(595, 0)
    turned.canvas.rotate(90)
    turned._size = (842.0, 595.0)
    turned.text(300, 40, "任务分工表", 18)
    turned.table(90, WIDTHS, [HEAD, *ROWS])
    assert lines(turned) == ["任务分工表", *tabbed(HEAD, *ROWS)]


def test_a_frame_around_text_is_no_table() -> None:
    paper = Paper()
    for x in (60, 530):
        paper.rule(x, 60, x, 300)
    for y in (60, 300):
        paper.rule(60, y, 530, y)
    below = paper.paragraph(80, LONG[0])
    paper.paragraph(below, LONG[1])
    assert lines(paper) == list(LONG)


# --- lists, pages, columns -------------------------------------------------------------------------------------------


def printed(text: str, top: float, page: int = 0, *, left: float = 80, right: float = 480) -> PrintedLine:
    return PrintedLine(text, left, right, top, top + 0.02, page)


def test_the_next_number_of_a_list_begins_a_paragraph_where_the_line_before_is_full() -> None:
    full = "建立健全供餐台账管理制度并且按月汇总供餐"
    given = [f"1.{full}", f"2.{full}", "三十四人次", f"3.{full}", f"5.{full}"]
    found = paragraphs([printed(text, 0.2 + 0.03 * at) for at, text in enumerate(given)], 1)
    assert found == [f"1.{full}", f"2.{full}三十四人次", f"3.{full}5.{full}"]


def test_a_number_in_the_middle_of_a_sentence_begins_nothing() -> None:
    given = ["第一条　依照本办法的规定执行，并适用本区的规定及", "第二条的规定，按照程序办理有关手续并且按时报送。"]
    assert len(paragraphs([printed(text, 0.2 + 0.03 * at) for at, text in enumerate(given)], 1)) == 1


def test_a_sentence_goes_on_over_a_page_whose_number_is_taken_off() -> None:
    full = "各街道应当每月向区民政局报送供餐台账并且"
    given = [printed(full, 0.85), printed("- 1 -", 0.95, left=270, right=290), printed("公示。", 0.15, 1, right=140)]
    assert paragraphs(given, 2) == [f"{full}公示。"]


def test_a_line_drawn_font_by_font_is_read_by_the_places_of_its_characters() -> None:
    paper = Paper()
    pieces = ((0, "第三条"), (3.3, "依托"), (5.3, "“"), (9.3, "”"), (6.3, "一站式"), (10.3, "平台公示供餐台账。"))
    for left, text in pieces:
        paper.text(90 + left * 14, 100, text)
    assert lines(paper) == ["第三条 依托“一站式”平台公示供餐台账。"]


def test_a_full_line_that_ends_a_sentence_ends_a_paragraph_where_none_is_set_in() -> None:
    paper, top = Paper(), 100.0
    texts = [
        "第一条　各街道应当每月向区民政局报送供餐的台账和投诉情况。",
        "第二条　区民政局应当按季度公示供餐人次、补贴金额以及投诉处理情况，接受监督，并每年向区人民政府报告一次。",
        "食堂的经营者应当每日留样，留样不少于四十八小时。",
        "留样应当登记在册。",
    ]
    for text in texts:
        top = paper.paragraph(top, text, indent=0)
    assert lines(paper) == texts


def test_columns_are_read_one_after_the_other() -> None:
    paper = Paper().text(180, 60, TITLE, 18)
    for row in range(8):
        paper.text(60, 110 + 24 * row, f"左栏第{row}行的文字共十五个字好", 13)
        paper.text(320, 110 + 24 * row, f"右栏第{row}行的文字共十五个字好", 13)
    text = "".join(lines(paper))
    assert text.index("左栏第7行") < text.index("右栏第0行")


# --- text layers -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "is_text"),
    [
        ("第一条　食堂应当公示价格。", True),
        ("\ue001\ue002\ue003\ue004。", False),
        ("第一条" + "\ufffd" * 5, False),
        ("\x03\x05\x08\x0f食堂", False),
        ("㐂㐆㐌㐖㐜㐡㐤㐨㐫㐬㐭㐯㐰㐱㐲㐳㐴㐵㐶㐷㐸㐹㐺㐻㐼", False),
        ("µÚÒ»Ìõ Ê³ÌÃÓ¦µ±¹«Ê¾¼Û¸ñ¡£µÚ¶þÌõ Ê³ÌÃ", False),
        ("• 食堂 Ⅱ ℃ ①", True),
        ("Les règles été où garçon naïve façade très élève", True),
        ("\U00020bb7野家应当公示价格。", True),
        ("第一條　食堂應當公示價格，並報區民政局備案，違者處罰款。", True),
    ],
)
def test_what_no_person_could_have_typed_is_no_text(text: str, is_text: bool) -> None:
    assert legible(text) is is_text


def test_a_page_of_private_codes_is_refused_by_its_number() -> None:
    data = ofd(ofd_text(40, 60, "第一条　甲。"), ofd_text(40, 60, "\ue000\ue001\ue002\ue003\ue004\ue005。"))
    with pytest.raises(InvalidInput) as caught:
        read_bytes(data, name="码.ofd")
    assert (caught.value.kind, caught.value.facts["pages"]) == ("unreadable-text", "2")
    assert all("2" in "".join(caught.value.lines(words(lang))) for lang in ("zh", "en"))


# --- OFD -------------------------------------------------------------------------------------------------------------

PAGE = (
    ofd_text(60, 40, TITLE)
    + ofd_text(40, 60, "第一条　各街道应当每月报送供餐台账。")
    + ofd_text(40, 70, "第二条　公示。")
)
THREE = [TITLE, "第一条　各街道应当每月报送供餐台账。", "第二条　公示。"]


def read_ofd(data: bytes) -> Extracted:
    found = extract_ofd(data, name="a.ofd")
    assert found.account.unexplained == 0, found.account
    return found


@pytest.mark.parametrize(
    "root", ["http://www.ofdspec.org/2016", "http://www.ofdspec.org", "http://www.ofdspec.org/", "urn:x"]
)
@pytest.mark.parametrize("page", ["", "http://www.ofdspec.org/2016", "http://www.ofdspec.org"])
def test_any_namespace_and_any_mix_of_them_is_read(root: str, page: str) -> None:
    assert read_ofd(ofd(PAGE, root=root, page=page)).text.splitlines() == THREE


def test_paths_are_found_however_they_are_written() -> None:
    import io
    import zipfile

    from tests.revtrack.ingest.made_files import zipped

    parts: dict[str, str | bytes] = {}
    with zipfile.ZipFile(io.BytesIO(ofd(PAGE))) as archive:
        for name in archive.namelist():
            text = (
                archive.read(name)
                .decode()
                .replace("Doc_0/Document.xml", "/Doc_0/Document.xml")
                .replace("Pages/Page_0/", "pages\\page_0\\")
            )
            parts[name.replace("OFD.xml", "ofd.xml")] = text
    assert read_bytes(zipped(parts), name="a.ofd").text.splitlines() == THREE


def test_template_pages_are_read_and_their_heads_are_furniture() -> None:
    template = (
        '<ofd:Page xmlns:ofd="http://www.ofdspec.org/2016"><ofd:Content><ofd:Layer>'
        f"{ofd_text(80, 10, '栗川区公报')}{ofd_text(40, 200, '填表人：')}</ofd:Layer></ofd:Content></ofd:Page>"
    )
    common = '<ofd:TemplatePage ID="9" BaseLoc="Tpls/T.xml"/>'
    use = '<ofd:Template TemplateID="9"/>'
    pages = [
        f"{use}<ofd:Content><ofd:Layer>{ofd_text(40, 60 + 10 * at, text)}</ofd:Layer></ofd:Content>"
        for at, text in enumerate(("第一条　甲。", "第二条　乙。"))
    ]
    found = read_ofd(ofd(*pages, common=common, parts={"Doc_0/Tpls/T.xml": template}))
    assert found.text.splitlines() == ["第一条　甲。", "填表人：", "第二条　乙。", "填表人："]
    assert found.account.left[Reason.FURNITURE] == 10


def test_a_table_of_drawn_lines_is_read_row_by_row() -> None:
    columns, rows = (20, 40, 100, 150, 190), (50, 62, 80)
    drawn = "".join(ofd_line(x, 50, x, 80) for x in columns) + "".join(ofd_line(20, y, 190, y) for y in rows)
    cells = [(21, 52, "序号"), (41, 52, "任务"), (101, 52, "责任单位"), (151, 52, "时限")]
    cells += [
        (21, 66, "1"),
        (41, 64, "建立供餐台账并按月汇"),
        (41, 71, "总报送"),
        (101, 66, "区民政局"),
        (151, 66, "3月底前"),
    ]
    texts = "".join(ofd_text(left + 1, top, text) for left, top, text in cells)
    assert read_ofd(ofd(texts + drawn)).text.splitlines() == [
        "序号\t任务\t责任单位\t时限",
        "1\t建立供餐台账并按月汇总报送\t区民政局\t3月底前",
    ]


def test_marks_notes_and_hidden_objects_of_ofd_are_no_text() -> None:
    slanted = ofd_text(40, 120, "征求意见稿", 'CTM="0.7 -0.7 0.7 0.7 0 0"')
    hidden = ofd_text(40, 150, "藏", 'Visible="false"') + ofd_text(
        40, 160, "白", inner='<ofd:FillColor Value="255 255 255"/>'
    )
    space = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    notes = (
        f'<ofd:PageAnnot {space}><ofd:Annot Type="Watermark">'
        f"<ofd:Appearance>{ofd_text(0, 0, '内部')}</ofd:Appearance></ofd:Annot></ofd:PageAnnot>"
    )
    listed = (
        f'<ofd:Annotations {space}><ofd:Page PageID="0"><ofd:FileLoc>A.xml</ofd:FileLoc></ofd:Page></ofd:Annotations>'
    )
    data = ofd(
        PAGE + slanted + hidden,
        document="<ofd:Annotations>Annots/L.xml</ofd:Annotations>",
        parts={"Doc_0/Annots/L.xml": listed, "Doc_0/Annots/A.xml": notes},
    )
    found = read_ofd(data)
    assert found.text.splitlines() == THREE
    assert dict(found.account.left) == {Reason.WATERMARK: 7, Reason.HIDDEN: 2}
    assert found.facts["status"] == ("draft", "征求意见稿")


def test_composite_objects_and_blocks_are_read_in_their_places() -> None:
    space = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    unit = (
        f"<ofd:Res {space}><ofd:CompositeGraphicUnits>"
        f'<ofd:CompositeGraphicUnit ID="7"><ofd:Content>{ofd_text(0, 0, "第三条　丙。")}'
        f"</ofd:Content></ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits></ofd:Res>"
    )
    body = f'<ofd:PageBlock>{PAGE}</ofd:PageBlock><ofd:CompositeObject ResourceID="7" Boundary="40 90 100 10"/>'
    data = ofd(body, common="<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>", parts={"Doc_0/DocumentRes.xml": unit})
    assert read_ofd(data).text.splitlines() == [*THREE, "第三条　丙。"]


def test_pieces_that_were_given_the_place_of_their_whole_line_stand_one_after_the_other() -> None:
    pieces = ("自", "2027", " 年 ", "3", " 月 ", "3", " 日起施行。")
    line = "".join(
        f'<ofd:TextObject Boundary="40 90 60 5" size="4"><ofd:TextCode X="0" Y="4" DeltaX="g {len(text)} '
        f'{60 / len(text)}">{text}</ofd:TextCode></ofd:TextObject>'
        for text in pieces
    )
    twice = ofd_text(40, 110, "第四条　丁。") * 2
    assert read_ofd(ofd(PAGE + line + twice)).text.splitlines() == [
        *THREE,
        "自2027 年 3 月 3 日起施行。",
        "第四条　丁。",
    ]


def test_what_is_clipped_to_nothing_is_hidden() -> None:
    clip = (
        '<ofd:Clips><ofd:Clip><ofd:Area><ofd:Path Boundary="0 0 {0} {1}"><ofd:AbbreviatedData>M 0 0 L {0} 0 L {0} {1} C'
        "</ofd:AbbreviatedData></ofd:Path></ofd:Area></ofd:Clip></ofd:Clips>"
    )
    seen = ofd_text(40, 90, "第三条　丙。", inner=clip.format(150, 6))
    found = read_ofd(ofd(PAGE + seen + ofd_text(40, 110, "密码12", inner=clip.format(0.5, 0))))
    assert found.text.splitlines() == [*THREE, "第三条　丙。"]
    assert dict(found.account.left) == {Reason.HIDDEN: 4}


def spread(left: float, wide: float, text: str, upon: float = 90) -> str:
    """A piece of text that fills a box evenly, as makers write it that turn PDF into OFD."""
    step = wide / len(text)
    return (
        f'<ofd:TextObject Boundary="{left} {upon} {wide} 5" size="4"><ofd:TextCode X="0" Y="4" '
        f'DeltaX="g {len(text) - 1} {step}">{text}</ofd:TextCode></ofd:TextObject>'
    )


def test_a_line_that_was_stretched_over_its_quotation_marks_is_set_back() -> None:
    # 推行 “ 一业 ” 办理 4+2 项。 with marks of half a character, drawn first and where they stand
    marks = spread(48, 2, "“") + spread(58, 2, "”")
    assert read_ofd(ofd(PAGE + marks + spread(40, 28, "推行一业办理"))).text.splitlines()[-1] == "推行“一业”办理"
    pieces = ("推行一业办理", "4+2", "项。")
    whole = "".join(
        f'<ofd:TextObject Boundary="40 90 42 5" size="4"><ofd:TextCode X="0" Y="4" DeltaX="g {len(text) - 1} '
        f'{42 / len(text)}">{text}</ofd:TextCode></ofd:TextObject>'
        for text in pieces
    )
    assert read_ofd(ofd(PAGE + marks + whole)).text.splitlines()[-1] == "推行“一业”办理4+2项。"


def test_letters_that_are_spaced_stay_where_they_are_beside_what_stands_between_them() -> None:
    apart = spread(40, 32, "推行办理") + spread(45, 2, "、", 90)
    assert read_ofd(ofd(PAGE + apart)).text.splitlines()[-1] == "推、行 办 理"
