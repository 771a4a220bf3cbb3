"""PDFs that the tests make, by several makers: paragraphs, headers and footers, rare characters, pictures, locks."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from revtrack.errors import InvalidInput
from revtrack.ingest.layout.pdf import extract_pdf
from revtrack.ingest.layout.printed import PrintedLine, paragraphs
from revtrack.ingest.layout.recognised import recogniser
from revtrack.ingest.read import read_bytes
from revtrack.words.comparison import words

SIZE, LINE, LEFT, RIGHT = 14.0, 24.0, 90.0, 505.0
NUMERALS = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥天地玄黄宇宙洪荒"
PARAGRAPHS = [
    "云州市停车治理工作方案",
    "为做好停车治理工作，方便群众出行，规范经营秩序，结合本市实际情况，经市政府同意，制定本方案，请各区各部门认真执行。",
    "一、总体要求",
    "坚持便民原则，到2026年底，全市建成停车场120处，新增泊位3万个，停车难问题得到明显缓解，群众满意度持续提高。",
    "（一）建设停车场。各区要在2026年6月底前完成选址，9月底前开工建设，不得占用绿地和消防通道，并按季度报告进展情况。",
    "（二）规范收费。停车场应当公示收费标准。",
    *[
        f"{at}.{sign}街道应当每月检查{sign}片区的停车秩序，发现{sign}类问题及时处理，并将处理结果记入{sign}号台账，保存时间不少于两年，"
        f"供{sign}组查验。"
        for at, sign in enumerate(NUMERALS, start=1)
    ],
]


def wrapped(text: str, room: float) -> list[str]:
    """A paragraph as lines that fill the column, the first one two characters shorter."""
    lines, current = [], ""
    for char in text:
        width = room - (2 * SIZE if not lines else 0)
        if pdfmetrics.stringWidth(current + char, "STSong-Light", SIZE) > width:
            lines.append(current)
            current = ""
        current += char
    return [*lines, current]


def printed(texts: list[str], *, furniture: bool = True, **options: object) -> bytes:
    """A document as an office program prints it: wrapped lines, first-line indents, header, footer with page number."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, **options)  # type: ignore[arg-type]
    page, y = 1, A4[1] - 110

    def frame() -> None:
        if furniture:
            canvas.setFont("STSong-Light", 10)
            canvas.drawCentredString(A4[0] / 2, A4[1] - 50, "云州市人民政府公报")
            canvas.drawCentredString(A4[0] / 2, 40, f"— {page} —")
        canvas.setFont("STSong-Light", SIZE)

    frame()
    canvas.drawCentredString(A4[0] / 2, y, texts[0])
    y -= LINE * 2
    for text in texts[1:]:
        for at, line_ in enumerate(wrapped(text, RIGHT - LEFT)):
            if y < 100:
                canvas.showPage()
                page, y = page + 1, A4[1] - 110
                frame()
            canvas.drawString(LEFT + (0 if at else 2 * SIZE), y, line_)
            y -= LINE
    canvas.save()
    return buffer.getvalue()


@pytest.mark.usefixtures("cjk_fonts")
def test_paragraphs_come_back_without_header_footer_and_wraps() -> None:
    found = extract_pdf(printed(PARAGRAPHS), name="a.pdf").text.splitlines()
    assert found == PARAGRAPHS


@pytest.mark.usefixtures("chinese_font")
def test_a_page_printed_by_a_browser_comes_back(chromium: Path) -> None:
    from playwright.sync_api import sync_playwright

    style = "p{text-indent:2em;margin:0;line-height:1.8;text-align:justify}h1{text-align:center}"
    html = f"<meta charset=utf-8><style>{style}</style><h1>{PARAGRAPHS[0]}</h1>"
    html += "".join(f"<p>{text}</p>" for text in PARAGRAPHS[1:])
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(chromium), args=["--no-sandbox"])
        page = browser.new_page()
        page.set_content(html)
        data = page.pdf(format="A4", margin=dict.fromkeys(("top", "bottom", "left", "right"), "25mm"))
        browser.close()
    found = extract_pdf(data, name="a.pdf").text.splitlines()
    assert "".join(found) == "".join(PARAGRAPHS)
    assert len(set(found) & set(PARAGRAPHS)) >= 0.97 * len(PARAGRAPHS)


def line(text: str, left: float, right: float, top: float, page: int = 0) -> PrintedLine:
    return PrintedLine(text, left, right, top, top + 0.02, page)


def test_lines_are_joined_across_pages_and_latin_words_keep_their_blank() -> None:
    full = "全" * 20
    lines = [
        line(full, 100, 300, 0.2),
        line(full[:10], 80, 180, 0.23),
        line("  附件 " + full[:15], 100, 300, 0.26),
        line(full, 80, 300, 0.8),
        line("policy", 80, 140, 0.83),
        line("页首仍是同一段。", 80, 160, 0.2, 1),
    ]
    found = paragraphs(lines, 2)
    assert found[0] == full + full[:10]
    assert len(found) >= 2


def test_page_numbers_go_and_numbers_in_the_text_stay() -> None:
    lines = [line("- 1 -", 190, 210, 0.95), line("2024", 80, 120, 0.5), line("第 2 页 共 3 页", 180, 220, 0.96, 1)]
    assert paragraphs(lines, 2) == ["2024"]


@pytest.mark.usefixtures("cjk_fonts")
def test_rare_characters_shift_no_box() -> None:
    # pypdfium counts UTF-16 units; two units a character must not make later lines look indented
    texts = [
        PARAGRAPHS[0],
        *[f"{at}.甲𠮷乙𠮷丙各单位应当落实好第{at}项工作任务并及时报告进展情况和存在的问题。" for at in range(1, 6)],
    ]
    found = extract_pdf(printed(texts, furniture=False), name="a.pdf").text.splitlines()
    assert len(found) == len(texts)


def picture_page(canvas: Canvas) -> None:
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    canvas.drawImage(ImageReader(Image.new("L", (40, 40), 128)), 50, 50, 400, 600)


def scanned() -> bytes:
    """A page of text, then two that are pictures."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    canvas.drawString(90, 700, "text on the first page of three")
    canvas.showPage()
    for _ in range(2):
        picture_page(canvas)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


@pytest.mark.long
def test_scanned_pages_are_refused_by_number() -> None:
    with pytest.raises(InvalidInput) as caught:
        read_bytes(scanned(), name="扫描.pdf")
    assert (caught.value.kind, caught.value.facts["pages"]) == ("scanned", "2, 3")
    assert "2, 3" in "".join(caught.value.lines(words("zh")))


SCAN = (
    "云州市停车治理办法",
    "云政办发〔2027〕15号",
    "各街道应当每月检查停车秩序，泊位不少于120个。",
    "2027年3月1日起施行。",
)


@pytest.fixture(scope="module")
def pictured(browser: Browser, request: pytest.FixtureRequest) -> bytes:
    """A page of text as a picture on a page of a PDF."""
    request.getfixturevalue("chinese_font")
    page = browser.new_page(viewport={"width": 1000, "height": 500})
    page.set_content("<meta charset=utf-8>" + "".join(f"<p style='font-size:32px'>{text}</p>" for text in SCAN))
    picture = page.screenshot()
    page.close()
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    canvas.drawImage(ImageReader(io.BytesIO(picture)), 50, 500, 500, 250)
    canvas.save()
    return buffer.getvalue()


@pytest.mark.long
@pytest.mark.xdist_group("browser")
def test_a_scanned_page_is_recognised_and_marked_where_that_is_installed(pictured: bytes) -> None:
    if not recogniser():
        pytest.skip("neither RapidOCR (extra ocr) nor Tesseract with Chinese on this machine")
    read = read_bytes(pictured, name="扫描.pdf")
    assert "停车治理" in read.text
    assert [(remark.kind, remark.facts["pages"]) for remark in read.remarks] == [("ocr", "1")]
    assert read.account.unexplained == 0


@pytest.mark.long
@pytest.mark.xdist_group("browser")
def test_numbers_that_were_recognised_come_with_the_pictures_of_their_lines(pictured: bytes) -> None:
    if recogniser() != "rapidocr":
        pytest.skip("no RapidOCR on this machine (extra ocr)")
    read = read_bytes(pictured, name="扫描.pdf")
    assert "".join(read.text.split()).replace("(", "〔").replace(")", "〕").replace("[", "〔") == "".join(SCAN)
    assert [line.page for line in read.recognised] == [1] * len(read.recognised)
    assert {"120", "2027"} <= {figure for line in read.recognised for figure in re.findall(r"\d+", line.text)}
    assert all(line.picture.startswith(b"\x89PNG") and 0.5 < line.sure <= 1 for line in read.recognised)


@pytest.mark.usefixtures("chinese_font")
def test_a_document_printed_by_libreoffice_comes_back(tmp_path: Path) -> None:
    program = shutil.which("soffice")
    if not program:
        pytest.skip("no LibreOffice on this machine")
    paragraphs_ = "".join(f"<p style='text-indent:2em;margin:0'>{text}</p>" for text in PARAGRAPHS[1:])
    source = tmp_path / "a.html"
    source.write_text(f"<meta charset=utf-8><p align=center>{PARAGRAPHS[0]}</p>{paragraphs_}", "utf-8")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", "pdf:writer_web_pdf_Export", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(source)], check=True, capture_output=True, timeout=100)
    lines = extract_pdf((tmp_path / "a.pdf").read_bytes(), name="a.pdf").text.splitlines()
    found = ["".join(line.split()) for line in lines]  # it sets blanks beside digits, which comparing undoes
    assert found == PARAGRAPHS


def test_a_locked_and_a_broken_pdf_are_told_apart() -> None:
    good = printed(PARAGRAPHS[:3])
    locked = printed(PARAGRAPHS[:3], encrypt=StandardEncryption("secret", ownerPassword="owner"))
    for data, kind in ((locked, "pdf-encrypted"), (good[:200], "pdf-broken"), (b"%PDF-1.4\n1 0 obj", "pdf-broken")):
        with pytest.raises(InvalidInput) as caught:
            read_bytes(data, name="坏.pdf")
        assert (caught.value.kind, caught.value.file) == (kind, "坏.pdf")


def test_a_pdf_is_compared_and_kept_like_a_text(tmp_path: Path) -> None:
    from revtrack.service import Tracker
    from revtrack.settings import load_settings

    changed = [text.replace("6月底前", "8月底前") for text in PARAGRAPHS]
    (tmp_path / "old.pdf").write_bytes(printed(PARAGRAPHS))
    (tmp_path / "new.pdf").write_bytes(printed(changed))
    (tmp_path / "old.txt").write_text("\n".join(PARAGRAPHS), "utf-8")
    with Tracker(load_settings(), tmp_path / "home") as tracker:
        comparison = tracker.compare_files(tmp_path / "old.pdf", tmp_path / "new.pdf")
        assert [(change.change, dict(change.directions)) for change in comparison.obligations] == [
            ("modified", {"deadline": "later"})
        ]
        assert not tracker.compare_files(tmp_path / "old.txt", tmp_path / "old.pdf").differs
        tracker.init()
        outcomes = [item.outcome.value for item in tracker.add([tmp_path / "old.pdf", tmp_path / "old.txt"])]
        assert outcomes == ["added", "known"]
