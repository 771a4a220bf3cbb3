"""Word files as people have them: controls, notes, formulas, review, parts from elsewhere, the struck and hidden."""

from __future__ import annotations

import pytest

from revtrack.ingest.account import Reason
from revtrack.ingest.extracted import Extracted
from revtrack.ingest.read import read_bytes
from revtrack.ingest.word.document import extract_docx
from tests.revtrack.ingest.made_files import NAMESPACES, control, p, r, styled, tc, tr, word, zipped

ARTICLES = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="chineseCountingThousand"/><w:suff w:val="nothing"/><w:lvlText w:val="第%1条　"/></w:lvl>'
    '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)
NUMBERED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'


def read(data: bytes) -> Extracted:
    found = extract_docx(data, name="a.docx")
    assert found.account.unexplained == 0, found.account
    return found


def lines(body: str, **given: object) -> list[str]:
    return read(word(body, **given)).text.splitlines()  # type: ignore[arg-type]


def numbered(body: str) -> list[str]:
    part = {"word/numbering.xml": f"<w:numbering {NAMESPACES}>{ARTICLES}</w:numbering>"}
    return lines(body, parts=part, numbering="numbering.xml")


def gone(kind: str = "del") -> str:
    return f'{NUMBERED}<w:rPr><w:{kind} w:id="1" w:author="x"/></w:rPr>'


def deleted(text: str, kind: str = "del") -> str:
    inner = f"<w:delText>{text}</w:delText>" if kind == "del" else f"<w:t>{text}</w:t>"
    return f'<w:{kind} w:id="1" w:author="x"><w:r>{inner}</w:r></w:{kind}>'


# --- tables and controls ---------------------------------------------------------------------------------------------

SPAN_2, SPAN_3 = '<w:gridSpan w:val="2"/>', '<w:gridSpan w:val="3"/>'
BEGINS_ASIDE, DELETED_ROW = '<w:hMerge w:val="restart"/>', '<w:del w:id="1"/>'
HEAD = ("任务", "责任单位", "完成时限")
WANTED = ["任务\t责任单位\t完成时限", "核定补贴\t区财政局\t每季度"]


@pytest.mark.parametrize(
    "row",
    [
        tr("核定补贴", control(tc("区财政局")), control(tc("每季度"))),
        control(tr("核定补贴", "区财政局", "每季度")),
        control(control(tr(control(tc("核定补贴")), "区财政局", "每季度"))),
        f"<w:customXml>{tr('核定补贴', '<w:customXml>' + tc('区财政局') + '</w:customXml>', '每季度')}</w:customXml>",
        tr("核定补贴", tc(control(p("区财政局"))), tc(p(control(r("每季度"))))),
        f"<mc:AlternateContent><mc:Choice>{tr('核定补贴', '区财政局', '每季度')}</mc:Choice></mc:AlternateContent>",
    ],
    ids=["cell", "row", "nested", "custom", "within", "alternative"],
)
def test_controls_around_rows_cells_and_runs_lose_nothing(row: str) -> None:
    assert lines(f"<w:tbl>{tr(*HEAD)}{row}</w:tbl>") == WANTED


def test_merged_cells_stand_in_each_row_and_keep_the_columns() -> None:
    begins, goes_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    body = (
        f"<w:tbl>{tr(tc('栗川区任务表', SPAN_3))}{tr(*HEAD)}"
        f"{tr('建灶', tc('区民政局', begins), '3月底前')}{tr('验灶', tc('', goes_on), '6月底前')}"
        f"{tr(tc('两列', SPAN_2), '9月底前')}"
        f"{tr(tc('x', BEGINS_ASIDE), tc('', '<w:hMerge/>'), '年底前')}</w:tbl>"
    )
    assert lines(body) == [
        "栗川区任务表",
        "任务\t责任单位\t完成时限",
        "建灶\t区民政局\t3月底前",
        "验灶\t区民政局\t6月底前",
        "两列\t\t9月底前",
        "x\t\t年底前",
    ]


def test_two_rows_of_heads_are_one_and_a_repeated_head_is_dropped() -> None:
    begins, goes_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    body = (
        f"<w:tbl>{tr(tc('任务', begins), tc('责任单位', SPAN_2))}"
        f"{tr(tc('', goes_on), '牵头', '配合')}{tr('建灶', '区民政局', '区财政局')}"
        f"{tr('验灶', '区应急局', '区城管局')}</w:tbl>"
    )
    assert lines(body)[0] == "任务\t责任单位/牵头\t责任单位/配合"
    again = f"<w:tbl>{tr(*HEAD)}{tr('甲', '乙', '丙')}{tr(*HEAD)}{tr('丁', '戊', '己')}</w:tbl>"
    assert lines(again) == ["任务\t责任单位\t完成时限", "甲\t乙\t丙", "丁\t戊\t己"]


def test_a_table_that_is_there_for_its_looks_is_read_as_paragraphs() -> None:
    assert lines(f"<w:tbl>{tr(tc(p('第一条　甲。') + p('第二条　乙。')))}</w:tbl>") == ["第一条　甲。", "第二条　乙。"]


def test_rows_and_cells_deleted_or_hidden_are_not_read() -> None:
    body = (
        f"<w:tbl>{tr(*HEAD)}{tr('删', '删', '删', properties=DELETED_ROW)}"
        f"{tr('隐', '隐', '隐', properties='<w:hidden/>')}{tr('核定补贴', '区财政局', '每季度')}</w:tbl>"
    )
    found = read(word(body))
    assert found.text.splitlines() == WANTED
    assert (found.account.left[Reason.DELETED], found.account.left[Reason.HIDDEN]) == (3, 3)


# --- review ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["del", "moveFrom"])
def test_a_paragraph_deleted_or_moved_away_counts_no_number(kind: str) -> None:
    body = (
        p("甲。", properties=NUMBERED)
        + p(deleted("乙。", kind), properties=gone(kind))
        + p("丙。", properties=NUMBERED)
    )
    assert numbered(body) == ["第一条　甲。", "第二条　丙。"]


def test_several_paragraphs_deleted_in_a_row_leave_no_ghost() -> None:
    body = "".join(p(deleted(text), properties=gone()) for text in "甲乙丙") + p("丁。", properties=NUMBERED)
    assert numbered(body) == ["第一条　丁。"]


def test_a_deleted_mark_joins_two_paragraphs() -> None:
    body = (
        p("各街道应当", properties=gone()) + p("每月报送台账。", properties=NUMBERED) + p("下条。", properties=NUMBERED)
    )
    assert numbered(body) == ["第一条　各街道应当每月报送台账。", "第二条　下条。"]


def test_what_was_put_in_is_read_wherever_it_stands() -> None:
    inserted = f'<w:ins w:id="1" w:author="x">{p("新增。")}</w:ins>'
    body = p("甲", f'<w:ins w:id="2" w:author="x">{r("乙")}</w:ins>', "丙。") + control(inserted)
    assert lines(body) == ["甲乙丙。", "新增。"]


# --- struck, hidden, ruby --------------------------------------------------------------------------------------------

STYLES = (
    '<w:style w:type="paragraph" w:styleId="Gone"><w:rPr><w:strike/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Child"><w:basedOn w:val="Gone"/></w:style>'
    '<w:style w:type="character" w:styleId="Struck"><w:rPr><w:dstrike/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Unseen"><w:rPr><w:vanish/></w:rPr></w:style>'
)


@pytest.mark.parametrize(
    ("look", "reason"),
    [
        ("<w:strike/>", Reason.STRUCK),
        ('<w:dstrike w:val="1"/>', Reason.STRUCK),
        ('<w:rStyle w:val="Struck"/>', Reason.STRUCK),
        ('<w:rStyle w:val="Unseen"/>', Reason.HIDDEN),
        ("<w:vanish/>", Reason.HIDDEN),
        ('<w:sz w:val="2"/>', Reason.HIDDEN),
        ('<w:color w:val="FFFFFF"/>', Reason.HIDDEN),
        ('<w:strike w:val="0"/>', None),
        ('<w:color w:val="FFFFFF"/><w:shd w:fill="000000"/>', None),
    ],
)
def test_struck_and_hidden_runs_are_told_and_not_read(look: str, reason: Reason | None) -> None:
    found = read(word(p("应当在", r("6月底前", look), "3月底前报送。"), parts=styled(STYLES), styles="styles.xml"))
    assert found.text == ("应当在3月底前报送。\n" if reason else "应当在6月底前3月底前报送。\n")
    assert dict(found.account.left) == ({reason: 4} if reason else {})
    assert ([remark.kind for remark in found.remarks] == [str(reason)]) is bool(reason)


def test_a_paragraph_struck_by_its_style_or_one_above_is_gone_and_its_number_counts() -> None:
    parts = styled(STYLES) | {"word/numbering.xml": f"<w:numbering {NAMESPACES}>{ARTICLES}</w:numbering>"}
    body = (
        p("甲。", properties=NUMBERED)
        + p("乙。", properties=f'<w:pStyle w:val="Child"/>{NUMBERED}')
        + p("丙。", properties=NUMBERED)
    )
    assert lines(body, parts=parts, styles="styles.xml", numbering="numbering.xml") == ["第一条　甲。", "第三条　丙。"]


def test_phonetic_guides_are_no_text() -> None:
    ruby = f"<w:r><w:ruby><w:rt>{r('lì')}</w:rt><w:rubyBase>{r('栗')}</w:rubyBase></w:ruby></w:r>"
    found = read(word(p(ruby, "川区。")))
    assert found.text == "栗川区。\n"
    assert dict(found.account.left) == {Reason.RUBY: 2}


# --- notes, formulas, numbers ----------------------------------------------------------------------------------------


def test_footnotes_and_endnotes_stand_behind_their_paragraph_tables_included() -> None:
    def notes(kind: str, text: str) -> str:
        return (
            f'<w:{kind}s {NAMESPACES}><w:{kind} w:type="separator" w:id="0">{p("—")}</w:{kind}>'
            f'<w:{kind} w:id="1">{p(text)}</w:{kind}></w:{kind}s>'
        )

    def call(kind: str) -> str:
        return f'<w:r><w:{kind}Reference w:id="1"/></w:r>'

    body = (
        p("甲。", call("footnote"))
        + f"<w:tbl>{tr('任务', '单位')}{tr(tc(p('建灶', call('endnote'))), '区民政局')}</w:tbl>"
        + p("乙。")
    )
    parts: dict[str, str | bytes] = {
        "word/fn.xml": notes("footnote", "脚注。"),
        "word/en.xml": notes("endnote", "尾注。"),
    }
    found = lines(body, parts=parts, footnotes="fn.xml", endnotes="en.xml")
    assert found == ["甲。", "脚注。", "任务\t单位", "建灶\t区民政局", "尾注。", "乙。"]


def math(inner: str) -> str:
    return f"<m:oMath>{inner}</m:oMath>"


def t(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


@pytest.mark.parametrize(
    ("inner", "wanted"),
    [
        (t("补贴=人次×6元"), "补贴=人次×6元"),
        (f"<m:f><m:num>{t('甲+乙')}</m:num><m:den>{t('12')}</m:den></m:f>", "(甲+乙)/12"),
        (f"<m:sSup><m:e>{t('m')}</m:e><m:sup>{t('2')}</m:sup></m:sSup>", "m^2"),
        (f"<m:sSub><m:e>{t('x')}</m:e><m:sub>{t('i')}</m:sub></m:sSub>", "x_i"),
        (f"<m:rad><m:deg/><m:e>{t('x+1')}</m:e></m:rad>", "√(x+1)"),
        (
            (
                f'<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr><m:sub>{t("i=1")}'
                f"</m:sub><m:sup>{t('n')}</m:sup><m:e>{t('x')}</m:e></m:nary>"
            ),
            "∑_(i=1)^nx",
        ),
        (f'<m:d><m:dPr><m:begChr m:val="["/><m:endChr m:val="]"/></m:dPr><m:e>{t("a")}</m:e></m:d>', "[a]"),
    ],
)
def test_formulas_are_lines_of_text(inner: str, wanted: str) -> None:
    assert lines(p("按", math(inner), "计算。")) == [f"按{wanted}计算。"]
    assert lines(p(f"<m:oMathPara>{math(inner)}</m:oMathPara>")) == [wanted]
    assert lines(p("甲。") + f"<m:oMathPara>{math(inner)}</m:oMathPara>" + p("乙。")) == ["甲。", wanted, "乙。"]


@pytest.mark.parametrize(
    ("text", "suffix", "wanted"),
    [
        ("%1", "tab", "1 2027年底前完成。"),
        ("%1", "nothing", "1 2027年底前完成。"),
        ("%1.", "tab", "1.2027年底前完成。"),
        ("第%1条", "tab", "第1条 2027年底前完成。"),
        ("（%1）", "nothing", "（1）2027年底前完成。"),
    ],
)
def test_a_number_without_punctuation_is_kept_apart(text: str, suffix: str, wanted: str) -> None:
    levels = (
        f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        f'<w:suff w:val="{suffix}"/><w:lvlText w:val="{text}"/></w:lvl>'
    )
    part = (
        f'<w:numbering {NAMESPACES}><w:abstractNum w:abstractNumId="0">{levels}'
        f'</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    body = p("2027年底前完成。", properties=NUMBERED)
    assert lines(body, parts={"word/numbering.xml": part}, numbering="numbering.xml") == [wanted]


def test_old_form_fields_show_what_was_chosen() -> None:
    choice = (
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/>'
        '<w:listEntry w:val="区民政局"/><w:listEntry w:val="区财政局"/></w:ddList></w:ffData></w:fldChar></w:r>'
    )
    box = (
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox>'
        "<w:checked/></w:checkBox></w:ffData></w:fldChar></w:r>"
    )
    assert lines(p("由", choice, "负责", box)) == ["由区财政局负责☑"]


HTML_PART = "--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>第二条　公示价格。</p>\r\n--b--\r\n"


# --- parts and packages ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.html", "<html><body><p>第二条　公示<b>价格</b>。</p><p style='display:none'>藏</p></body></html>"),
        ("a.htm", "<p>第二条　公示价格。</p>"),
        ("a.txt", "第二条　公示价格。"),
        ("a.docx", word(p("第二条　公示价格。"))),
        ("a.mht", f"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n{HTML_PART}"),
    ],
)  # fmt: skip
def test_a_part_that_is_taken_in_is_read_in_its_place(name: str, content: str | bytes) -> None:
    body = p("第一条　甲。") + '<w:altChunk r:id="r_aFChunk"/>' + p("第三条　乙。")
    found = read(word(body, parts={f"word/{name}": content}, aFChunk=name))
    assert found.text.splitlines() == ["第一条　甲。", "第二条　公示价格。", "第三条　乙。"]
    assert not found.account.question


def test_a_part_in_another_format_is_named_and_asked_about() -> None:
    body = p("第一条　甲。") + '<w:altChunk r:id="r_aFChunk"/>'
    found = read(word(body, parts={"word/a.rtf": "{\\rtf1 x}"}, aFChunk="a.rtf"))
    assert [(remark.kind, remark.facts["parts"]) for remark in found.remarks] == [("parts-unread", "word/a.rtf")]
    assert found.account.question == "lost"


def test_the_main_part_is_the_one_that_the_package_names() -> None:
    data = word(p("第一条　甲。"), main="office/text1.xml")
    assert read_bytes(data, name="a.docx").text == "第一条　甲。\n"
    both = word(
        p("正文。"),
        main="word/document2.xml",
        parts={"word/document.xml": f"<w:document {NAMESPACES}><w:body>{p('旧文。')}</w:body></w:document>"},
    )
    assert read_bytes(both, name="a.docx").text == "正文。\n"


def test_strict_open_xml_is_read() -> None:
    data = word(
        p("应当", r("废", "<w:strike/>"), "办理。")
        + f"<w:tbl>{tr(*HEAD)}{tr('核定补贴', '区财政局', '每季度')}</w:tbl>"
    )
    strict: dict[str, str | bytes] = {}
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            text = archive.read(name).decode()
            text = text.replace(
                "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                "http://purl.oclc.org/ooxml/wordprocessingml/main",
            )
            strict[name] = text.replace(
                "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                "http://purl.oclc.org/ooxml/officeDocument/relationships",
            )
    assert read_bytes(zipped(strict), name="a.docx").text.splitlines() == ["应当办理。", *WANTED]


def test_a_word_file_in_one_xml_file_is_read() -> None:
    def part(name: str, content: str) -> str:
        return f'<pkg:part pkg:name="/{name}"><pkg:xmlData>{content}</pkg:xmlData></pkg:part>'

    from tests.revtrack.ingest.made_files import relations

    document = f"<w:document {NAMESPACES}><w:body>{p('第一条　甲。')}</w:body></w:document>"
    flat = (
        '<?xml version="1.0"?><?mso-application progid="Word.Document"?>'
        '<pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">'
        f"{part('_rels/.rels', relations(officeDocument='word/document.xml'))}{part('word/document.xml', document)}"
        f"</pkg:package>"
    )
    read_ = read_bytes(flat.encode(), name="a.xml")
    assert (read_.format, read_.text) == ("docx", "第一条　甲。\n")


def test_heads_feet_comments_and_charts_are_counted_and_no_text() -> None:
    parts: dict[str, str | bytes] = {
        "word/header1.xml": f"<w:hdr {NAMESPACES}>{p('内部资料')}</w:hdr>",
        "word/comments.xml": f"<w:comments {NAMESPACES}><w:comment>{p('此处待定')}</w:comment></w:comments>",
    }
    found = read(word(p("第一条　甲。"), parts=parts, header="header1.xml", comments="comments.xml"))
    assert found.text == "第一条　甲。\n"
    assert dict(found.account.left) == {Reason.FURNITURE: 4, Reason.COMMENT: 4}
    assert found.account.words[Reason.COMMENT] == "此处待定"


@pytest.mark.parametrize("form", ["chineseCounting", "upperLetter", "upperRoman", "decimal", "ideographDigital"])
@pytest.mark.parametrize("start", ["2147483648", "99999999", "²", "9" * 5_000, "-3"])
def test_a_list_that_begins_beyond_any_count_is_read(form: str, start: str) -> None:
    numbering = (
        f'<w:numbering {NAMESPACES}><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="{start}"/>'
        f'<w:numFmt w:val="{form}"/><w:lvlText w:val="第%1条"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
    )
    listed = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    made = word(p("清扫公厕。", properties=listed), parts={"word/numbering.xml": numbering}, numbering="numbering.xml")
    read = extract_docx(made, name="a.docx").text
    assert read.endswith("清扫公厕。\n")
    assert len(read) < 40
