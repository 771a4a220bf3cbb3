"""Word and Excel files that the tests make: numbers, tracked changes, tables, and what is hostile or broken."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from revtrack.errors import InvalidInput
from revtrack.ingest.child import run_reader
from revtrack.ingest.read import ReaderLimits, read_bytes, read_file
from revtrack.ingest.sheet.workbook import extract_xlsx
from revtrack.ingest.word.document import extract_docx
from revtrack.ingest.word.numbering import in_form
from revtrack.words.comparison import words

NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


TYPES = """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/word/document.xml"
 ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>
<Override PartName="/word/numbering.xml"
 ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"/>
<Override PartName="/word/styles.xml"
 ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/></Types>"""


def relations(*kinds: str) -> str:
    """Which parts belong to a part."""
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    targets = {"officeDocument": "word/document.xml", "numbering": "numbering.xml", "styles": "styles.xml"}
    listed = "".join(
        f'<Relationship Id="r{at}" Type="{base}/{kind}" Target="{targets[kind]}"/>' for at, kind in enumerate(kinds)
    )
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{listed}</Relationships>'
    )


def docx(body: str, *, numbering: str = "", styles: str = "", **parts: str) -> bytes:
    """A Word file of the parts given."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("_rels/.rels", relations("officeDocument"))
        archive.writestr("word/_rels/document.xml.rels", relations("numbering", "styles"))
        archive.writestr("word/document.xml", f"<w:document {NAMESPACE} {MC}><w:body>{body}</w:body></w:document>")
        if numbering:
            archive.writestr("word/numbering.xml", f"<w:numbering {NAMESPACE}>{numbering}</w:numbering>")
        if styles:
            archive.writestr("word/styles.xml", f"<w:styles {NAMESPACE}>{styles}</w:styles>")
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml").replace("_bin", ".bin"), content)
    return buffer.getvalue()


def p(text: str, num: str = "", level: int = 0, style: str = "") -> str:
    """A paragraph, in a list if asked for."""
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    listed = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>' if num else ""
    return f"<w:p><w:pPr>{styled}{listed}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def level(at: int, form: str, text: str, *, suffix: str = "nothing", start: int = 1, more: str = "") -> str:
    """The definition of a level of a list."""
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:suff w:val="{suffix}"/><w:lvlText w:val="{text}"/></w:lvl>'
    )


def lists(*levels: str, nums: str = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>') -> str:
    """One abstract list with its uses."""
    return f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>{nums}'


LAW = lists(
    level(0, "chineseCountingThousand", "第%1章", suffix="space"),
    level(1, "chineseCountingThousand", "第%2条", suffix="space", more='<w:lvlRestart w:val="0"/>'),
    level(2, "chineseCounting", "（%3）"),
    level(3, "decimal", "%4.", suffix="tab"),
)


def text(body: str, **given: str) -> list[str]:
    """The lines that a Word file is read as."""
    return extract_docx(docx(body, **given), name="a.docx").text.splitlines()


# --- numbers -------------------------------------------------------------------------------------------------------


def test_the_numbers_of_a_law_are_written_out() -> None:
    body = (
        p("总则", "1", 0) + p("为了规范停车。", "1", 1) + p("停车场应当：", "1", 1) + p("公示标准；", "1", 2)
        + p("配备设施。", "1", 2) + p("一处。", "1", 3)
        + p("附则", "1", 0) + p("本办法施行。", "1", 1) + p("公布。", "1", 2)
    )  # fmt: skip
    assert text(body, numbering=LAW) == [
        "第一章 总则",
        "第一条 为了规范停车。",
        "第二条 停车场应当：",
        "（一）公示标准；",
        "（二）配备设施。",
        "1.一处。",
        "第二章 附则",
        "第三条 本办法施行。",
        "（一）公布。",
    ]


@pytest.mark.parametrize(
    ("form", "number", "written"),
    [
        ("chineseCountingThousand", 1, "一"),
        ("chineseCountingThousand", 10, "十"),
        ("chineseCountingThousand", 15, "十五"),
        ("chineseCountingThousand", 20, "二十"),
        ("chineseCountingThousand", 101, "一百零一"),
        ("chineseCountingThousand", 110, "一百一十"),
        ("chineseCounting", 12, "十二"),
        ("japaneseCounting", 3, "三"),
        ("ideographDigital", 105, "一〇五"),
        ("decimal", 7, "7"),
        ("decimalZero", 7, "07"),
        ("decimalFullWidth", 12, "１２"),
        ("decimalEnclosedCircle", 3, "③"),
        ("decimalEnclosedParen", 2, "⑵"),
        ("upperRoman", 14, "XIV"),
        ("lowerRoman", 9, "ix"),
        ("upperLetter", 27, "AA"),
        ("lowerLetter", 3, "c"),
        ("ideographTraditional", 2, "乙"),
        ("decimalEnclosedCircle", 99, "99"),
    ],
)
def test_a_count_in_each_of_words_forms(form: str, number: int, written: str) -> None:
    assert in_form(number, form) == written


def test_a_list_starts_again_where_it_says_so() -> None:
    nums = (
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/></w:num>'
    )
    numbering = lists(level(0, "decimal", "%1、"), nums=nums)
    body = p("甲", "1") + p("乙", "1") + p("丙", "2") + p("丁", "2") + p("戊", "3")
    assert text(body, numbering=numbering) == ["1、甲", "2、乙", "1、丙", "2、丁", "3、戊"]


def test_numbers_of_several_levels_and_legal_ones() -> None:
    numbering = lists(
        level(0, "chineseCounting", "%1、"),
        level(1, "decimal", "%1.%2", suffix="space", more="<w:isLgl/>"),
        level(2, "decimal", "%1.%2.%3", suffix="space"),
    )
    body = p("甲", "1") + p("乙", "1", 1) + p("丙", "1", 1) + p("丁", "1", 2) + p("戊", "1") + p("己", "1", 1)
    assert text(body, numbering=numbering) == ["一、甲", "1.1 乙", "1.2 丙", "一.2.1 丁", "二、戊", "2.1 己"]


def test_a_style_gives_the_number_and_zero_takes_it_away() -> None:
    styles = (
        '<w:style w:styleId="Base"><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:styleId="Article"><w:basedOn w:val="Base"/></w:style>'
        '<w:style w:styleId="Loop"><w:basedOn w:val="Loop"/></w:style>'
    )
    body = (
        p("应当。", style="Article")
        + p("不得。", "0", style="Article")
        + p("可以。", style="Article")
        + p("无。", style="Loop")
    )
    assert text(body, numbering=LAW, styles=styles) == ["第一条 应当。", "不得。", "第二条 可以。", "无。"]


def test_a_list_may_point_to_a_style() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="S"/></w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="1">{level(0, "decimal", "%1)")}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    )
    styles = '<w:style w:styleId="S"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>'
    assert text(p("甲", "1") + p("乙", "1"), numbering=numbering, styles=styles) == ["1)甲", "2)乙"]


# --- text ------------------------------------------------------------------------------------------------------------


def run(words_: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{words_}</w:t></w:r>"


def test_tracked_changes_are_taken_as_accepted_and_told() -> None:
    body = (
        f"<w:p>{run('应当在')}<w:del><w:r><w:delText>十五</w:delText></w:r></w:del><w:ins>{run('十')}</w:ins>"
        f"{run('个工作日内办结。')}<w:moveFrom>{run('旧')}</w:moveFrom></w:p>"
    )
    found = extract_docx(docx(body), name="a.docx")
    assert found.text == "应当在十个工作日内办结。\n"
    assert [(remark.kind, remark.facts["count"]) for remark in found.remarks] == [("tracked-changes", "3")]


def test_hidden_text_fields_boxes_links_and_breaks() -> None:
    box = f"<w:txbxContent>{p('框内文字')}</w:txbxContent>"
    body = (
        f"<w:p>{run('明示')}{run('隐藏', '<w:vanish/>')}<w:r><w:instrText>PAGE</w:instrText></w:r>"
        f"<w:hyperlink>{run('链接')}</w:hyperlink><w:r><w:br/></w:r>{run('次行')}"
        '<w:r><w:sym w:font="Wingdings" w:char="F0B7"/></w:r>'
        f"<w:r><mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert text(body) == ["明示链接", "次行•", "框内文字"]


def test_tables_come_row_by_row_and_merged_cells_in_each_row() -> None:
    def cell(words_: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(words_)}</w:tc>"

    begins = '<w:vMerge w:val="restart"/>'
    body = (
        f"<w:tbl><w:tr>{cell('序号')}{cell('任务')}</w:tr>"
        f"<w:tr>{cell('1', begins)}{cell('建场')}</w:tr>"
        f"<w:tr>{cell('', '<w:vMerge/>')}{cell('收费')}</w:tr></w:tbl>"
    )
    assert text(body) == ["序号\t任务", "1\t建场", "1\t收费"]


def test_footnotes_stand_behind_their_paragraph() -> None:
    body = f'<w:p>{run("正文")}<w:r><w:footnoteReference w:id="2"/></w:r></w:p>{p("下段")}'
    notes = f'<w:footnotes {NAMESPACE}><w:footnote w:id="2">{p("注一")}</w:footnote></w:footnotes>'
    assert text(body, word__footnotes_xml=notes) == ["正文", "注一", "下段"]


def test_a_workbook_comes_row_by_row() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "任务"
    for row in (
        ["牵头", "任务", "时限"],
        ["甲局", "建场", datetime(2024, 6, 30, tzinfo=UTC).replace(tzinfo=None)],
        [None, "收费", 3.0],
        [None, None, None],
    ):
        sheet.append(row)
    sheet.merge_cells("A2:A3")
    hidden = book.create_sheet("草稿")
    hidden.append(["不读"])
    hidden.sheet_state = "hidden"
    buffer = io.BytesIO()
    book.save(buffer)
    found = extract_xlsx(buffer.getvalue(), name="a.xlsx")
    assert found.text == "牵头\t任务\t时限\n甲局\t建场\t2024-06-30 0:00:00\n甲局\t收费\t3\n"


# --- what is bad ---------------------------------------------------------------------------------------------------

LAUGHS = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;">]><w:document {}/>'


def bad() -> dict[str, tuple[bytes, str]]:
    """Files that must be refused, with the kind of the refusal."""
    good = docx(p("应当。"))
    macro = docx(p("应当。"), word__vbaProject_bin="x")
    entities = io.BytesIO()
    with zipfile.ZipFile(entities, "w") as archive:
        archive.writestr("word/document.xml", LAUGHS.format(NAMESPACE))
    huge = io.BytesIO()
    with zipfile.ZipFile(huge, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 310_000_000)
    broken = docx("<w:p><w:r>")
    return {
        "macro": (macro, "office-macro"),
        "entities": (entities.getvalue(), "office-entities"),
        "bomb": (huge.getvalue(), "office-bomb"),
        "xml": (broken, "office-broken"),
        "cut": (good[:-40], "binary"),
        "pictures": (docx("<w:p/>", word__media__image1_xml="x"), "pictures"),
        "empty": (docx("<w:p/>"), "empty"),
    }


@pytest.mark.parametrize("case", ["macro", "entities", "bomb", "xml", "cut", "pictures", "empty"])
def test_a_bad_file_is_refused_by_name_with_the_remedy(case: str) -> None:
    data, kind = bad()[case]
    with pytest.raises(InvalidInput) as caught:
        read_bytes(data, name="坏.docx")
    assert (caught.value.kind, caught.value.file) == (kind, "坏.docx")
    for lang in ("zh", "en"):
        assert all(caught.value.describe(words(lang)))


def test_the_content_decides_not_the_suffix(tmp_path: Path) -> None:
    path = tmp_path / "notice.txt"
    path.write_bytes(docx(p("应当办理。", "1", 1), numbering=LAW))
    read = read_file(path, max_bytes=10**6)
    assert (read.format, read.text) == ("docx", "第一条 应当办理。\n")


def test_a_reader_that_takes_too_much_is_stopped() -> None:
    # enough for a quick machine, and no two lines alike, or it would be told as a bomb
    slow = docx("".join(p(f"应当办理第{at * 7919 % 100_003}项。" * 3, "1", 1) for at in range(140_000)), numbering=LAW)
    for limits, kind in ((ReaderLimits(1, 2000), "reader-slow"), (ReaderLimits(60, 60), "reader-memory")):
        with pytest.raises(InvalidInput) as caught:
            read_bytes(slow, name="大.docx", limits=limits)
        assert caught.value.kind in {kind, "reader-failed"}
        assert caught.value.file == "大.docx"


def test_a_reader_that_dies_is_told_as_such(monkeypatch: pytest.MonkeyPatch) -> None:
    from revtrack.ingest import child

    monkeypatch.setitem(child.READERS, "docx", ("os", "abort"))
    with pytest.raises(InvalidInput) as caught:
        run_reader("nothing", b"", name="x", seconds=5, megabytes=500)
    assert caught.value.kind == "reader-failed"


# --- beside LibreOffice --------------------------------------------------------------------------------------------

FORMS = ("chineseCountingThousand", "decimal", "lowerLetter", "upperRoman", "decimalFullWidth", "japaneseCounting")
OUTER = (("第%1条", "space"), ("%1、", "nothing"), ("（%1）", "nothing"), ("%1.", "tab"))


def made(number: int) -> tuple[str, str]:
    """(body, lists) of the made file with a number: other forms, marks, starts, restarts and orders each time."""
    text_, suffix = OUTER[number % 4]
    first, second = FORMS[number % 6], FORMS[(number // 2 + 1) % 6]
    nums = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    nums += '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
    nums += f'<w:startOverride w:val="{1 + number % 3}"/></w:lvlOverride></w:num>'
    numbering = lists(
        level(0, first, text_, suffix=suffix, start=1 + number % 2),
        level(1, second, "（%2）"),
        level(2, "decimal", "%2.%3" if number % 5 == 0 else "%3)", suffix="space"),
        nums=nums,
    )
    order = [0, 1, 1, 2, 2, 1, 0, 0, 1, 2, 0, 1][: 8 + number % 5]
    body = "".join(
        p(f"第{at}段文字。", "2" if number % 7 == 3 and at > 6 else "1", deep) for at, deep in enumerate(order)
    )
    return body, numbering


@pytest.fixture(scope="module")
def soffice(request: pytest.FixtureRequest) -> str:
    """LibreOffice's program, which does nothing without a font."""
    request.getfixturevalue("chinese_font")
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if not program:
        pytest.skip("no LibreOffice on this machine")
    return program


def converted(program: str, folder: Path, kind: str, *files: Path) -> None:
    """Let LibreOffice convert files beside them."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", kind, "--outdir", str(folder), *map(str, files)]
    subprocess.run(command, check=True, capture_output=True, timeout=100)


def test_twenty_made_files_are_numbered_as_libreoffice_numbers_them(soffice: str, tmp_path: Path) -> None:
    files: list[Path] = []
    for number in range(20):
        body, numbering = made(number)
        files.append(tmp_path / f"{number}.docx")
        files[-1].write_bytes(docx(body, numbering=numbering))
    converted(soffice, tmp_path, "txt:Text (encoded):UTF8", *files)
    for file in files:
        theirs = file.with_suffix(".txt").read_text("utf-8-sig").splitlines()
        ours = extract_docx(file.read_bytes(), name=file.name).text.splitlines()
        assert ["".join(line.split()) for line in ours] == ["".join(line.split()) for line in theirs], file.name


def test_old_word_files_are_read_by_way_of_libreoffice(soffice: str, tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(docx(p("应当办理。", "1", 1) + p("不得收费。", "1", 1), numbering=LAW))
    converted(soffice, tmp_path, "doc", tmp_path / "a.docx")
    read = read_file(tmp_path / "a.doc", max_bytes=10**7)
    assert read.format == "doc"
    assert read.text.splitlines() == ["第一条 应当办理。", "第二条 不得收费。"]


def test_without_libreoffice_an_old_file_is_refused_with_the_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(InvalidInput) as caught:
        read_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), name="旧.doc")
    assert caught.value.kind == "no-converter"
    assert "LibreOffice" in "".join(caught.value.lines(words("zh")))


def test_a_new_file_under_a_password_is_told_as_such() -> None:
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    with pytest.raises(InvalidInput) as caught:
        read_bytes(data, name="密.docx")
    assert caught.value.kind == "office-encrypted"
