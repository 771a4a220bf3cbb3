"""Packages to begin from, made by the makers of the readers' tests: Word, Excel, OFD, PDF and ZIP."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence

from openpyxl import Workbook
from reportlab import rl_config

from tests.revtrack.ingest.made_files import (
    Paper,
    control,
    ofd,
    ofd_line,
    ofd_text,
    p,
    r,
    relations,
    styled,
    tc,
    tr,
    word,
    zipped,
)

RULES = ("云渡区公厕管理办法", "第一条　区城管局应当每日清扫公厕。", "（一）开放时间；", "第二条　不得收取费用。")


def _of_no_day(data: bytes) -> bytes:
    """A package without the days that its maker wrote into it, so that it is the same whenever it is made."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as given, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for info in given.infolist():
            part = re.sub(rb"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d", b"2031-01-01T00:00:00", given.read(info))
            archive.writestr(zipfile.ZipInfo(info.filename), part, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def word_files() -> Sequence[bytes]:
    """Word files: paragraphs, tables in tables, numbering, styles, notes, tracked changes, a formula."""
    numbering = (
        '<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:abstractNum '
        'w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
        '<w:lvlText w:val="第%1条"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
        "</w:numbering>"
    )
    numbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    wide = tc("清扫", '<w:gridSpan w:val="2"/>')
    table = "<w:tbl>" + tr("任务", "单位") + tr(wide) + tr(tc(p("甲") + p("乙")), "丙") + "</w:tbl>"
    tracked = (
        '<w:ins w:id="1"><w:r><w:t>应当</w:t></w:r></w:ins>'
        '<w:del w:id="2"><w:r><w:delText>可以</w:delText></w:r></w:del>'
    )
    formula = (
        "<m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath>"
    )
    notes = (
        '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:footnote w:id="2">'
        "<w:p><w:r><w:t>注</w:t></w:r></w:p></w:footnote></w:footnotes>"
    )
    files = [
        word("".join(p(line) for line in RULES)),
        word(
            p("甲", properties=numbered) + p("乙", properties=numbered),
            parts={"word/numbering.xml": numbering},
            numbering="numbering.xml",
        ),
        word(table + p(tracked) + p(formula) + control(p("丁"))),
        word(
            p(r("戊", "<w:b/>"), properties='<w:pStyle w:val="a"/>'),
            parts=styled('<w:style w:styleId="a" w:type="paragraph"><w:basedOn w:val="a"/></w:style>'),
            styles="styles.xml",
        ),
        word(
            p('<w:r><w:footnoteReference w:id="2"/></w:r>'),
            parts={"word/footnotes.xml": notes},
            footnotes="footnotes.xml",
        ),
    ]
    return [_of_no_day(file) for file in files]


def workbooks() -> Sequence[bytes]:
    """Workbooks: words, numbers in formats, days, merged cells, formulas, two sheets."""
    book = Workbook()
    sheet = book.active
    for row in (("序号", "任务", "时限"), (1, "清扫公厕", "5月底前"), (2, 0.25, "=A2+1"), (None, True, -3.5e10)):
        sheet.append(row)
    sheet["B3"].number_format = "0.00%"
    sheet["D4"].number_format = '[>=100]"多"0;[红色]-0.0;"无"'
    sheet["A6"] = 45_000
    sheet["A6"].number_format = "yyyy年m月d日;@"
    sheet.merge_cells("A7:C9")
    book.create_sheet("附件").append(["甲", "乙"])
    made = io.BytesIO()
    book.save(made)
    plain = Workbook()
    plain.active.append(list(RULES))
    small = io.BytesIO()
    plain.save(small)
    return [_of_no_day(made.getvalue()), _of_no_day(small.getvalue())]


def ofd_files() -> Sequence[bytes]:
    """OFD files: lines of text, a ruled table, two pages."""
    lines = "".join(ofd_text(30, 40 + 10 * at, line) for at, line in enumerate(RULES))
    ruled = "".join(ofd_line(20, top, 120, top) for top in (40, 60, 80)) + "".join(
        ofd_line(left, 40, left, 80) for left in (20, 70, 120)
    )
    cells = (
        ofd_text(25, 45, "任务") + ofd_text(75, 45, "单位") + ofd_text(25, 65, "清扫") + ofd_text(75, 65, "区城管局")
    )
    files = [
        ofd(lines),
        ofd(lines, ruled + cells),
        ofd(ofd_text(30, 40, "甲", 'CTM="0 1 -1 0 5 5"'), parts={"Doc_0/a": b"x"}),
    ]
    return [_of_no_day(file) for file in files]


def pdf_files() -> Sequence[bytes]:
    """PDF files: a page of lines, a table, a slanted mark."""
    rl_config.invariant = True  # no day and no id of chance
    lines = Paper()
    for at, line in enumerate(RULES):
        lines.text(90, 80 + 24 * at, line)
    table = Paper()
    table.table(table.paragraph(80, RULES[1] * 3), (100, 200), (("任务", "单位"), ("清扫公厕", "区城管局")))
    return [lines.done(), table.slanted("样本").page().done()]


def archives() -> Sequence[bytes]:
    """ZIP files: texts, a Word file within, names of every kind."""
    text = "\n".join(RULES)
    inner = _of_no_day(word(p(RULES[0])))
    files = [
        zipped({"甲.txt": text, "夹/乙.txt": text.encode("gb18030"), "丙.docx": inner}),
        zipped({"a.txt": b"", "b.zip": _of_no_day(zipped({"c.txt": text})), "rels": relations(a="b")}),
    ]
    return [_of_no_day(file) for file in files]
