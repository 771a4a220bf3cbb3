"""A person's word on the pages: changes added, put right, rejected; what every export carries of it."""

from __future__ import annotations

import io
import re

from docx import Document
from openpyxl import load_workbook

from revtrack.words.reviews import review_words
from tests.web.conftest import Running
from tests.web.test_pages import DRAFT, FINAL, add


def test_a_change_that_was_missed_is_added_with_its_words(site: Running) -> None:
    old, new = add(site, "draft.txt", DRAFT), add(site, "final.txt", FINAL)
    visitor, say = site.visitor(), review_words("zh")
    address = f"/compare/{old}/{new}"
    visitor.get(address)
    words = site.tracker.comparison(old, new).judged.comparison.new.clauses[-1].sentences[-1].text
    form = visitor.get(f"{address}/add").text
    assert words[:20] in form
    picked = visitor.get(f"{address}/add?quote-new={words[:8]}").text
    chosen = re.findall(r'<option value="(n[\d.]+)"[^>]* selected', picked)
    assert len(chosen) == 1
    given = {"verdict": "add", "by": "王芳", "note": "漏了", "new-actor": "区城管部门", "old": "", "kind": ""}
    absent = visitor.post(f"{address}/review", **given, **{"quote-old": "", "quote-new": "文中没有的话"})
    assert "文中没有的话" in absent.text
    assert 'value="漏了"' in absent.text
    assert 'value="区城管部门"' in absent.text
    visitor.post(f"{address}/review", **given, **{"quote-old": "", "quote-new": words[:8]})
    page = visitor.get(address).text
    assert f"{say.verdicts['add']} · 王芳 · " in page
    assert "漏了" in page
    for form in ("csv", "md", "html", "xml", "json"):
        text = visitor.get(f"{address}/export/{form}").text
        assert "王芳" in text, form
        assert address in text, form
        assert "漏了" in text, form


def test_words_and_values_of_a_row_are_put_right_on_a_page(site: Running) -> None:
    old, new = add(site, "draft.txt", DRAFT), add(site, "final.txt", FINAL)
    visitor = site.visitor()
    address = f"/compare/{old}/{new}"
    review = visitor.get(f"{address}/review").text
    row = re.findall(r'name="row" value="([^"]+)"', review)[0]
    form = visitor.get(f"{address}/correct?row={row}").text
    offered = re.findall(r'<select name="direction-deadline".*?</select>', form)[0]
    assert 'value="later"' in offered
    assert 'value="stronger"' not in offered, "a deadline is not stronger"
    values = dict(re.findall(r'<input name="((?:old|new)-\w+)"[^>]* value="([^"]*)"', form))
    quotes = dict(re.findall(r'<textarea id="[^"]+" name="(quote-\w+)"[^>]*>([^<]*)<', form))
    sent = {**values, **quotes, "new-actor": "区审计部门", "direction-actor": "other", "by": "王芳"}
    visitor.post(f"{address}/review", row=row, verdict="correct", **sent)
    change = site.tracker.comparison(old, new).judged.comparison.obligations[0]
    assert change.new
    assert (change.fields, change.new.actor) == (("actor",), "区审计部门")
    assert "区审计部门" in visitor.get(address).text
    assert visitor.get(f"{address}/correct?row=nothing").status_code == 404


def test_what_was_rejected_is_an_appendix_or_left_out(site: Running) -> None:
    old, new = add(site, "draft.txt", DRAFT), add(site, "final.txt", FINAL)
    visitor, say = site.visitor(), review_words("zh")
    address = f"/compare/{old}/{new}"
    row = re.findall(r'name="row" value="([^"]+)"', visitor.get(f"{address}/review").text)[0]
    visitor.post(f"{address}/review", row=row, verdict="reject", by="王芳", note="只是措辞")
    for form in ("csv", "md", "html", "xml"):
        assert "只是措辞" in visitor.get(f"{address}/export/{form}").text, form
        assert "只是措辞" not in visitor.get(f"{address}/export/{form}?rejected=0").text, form
    table = Document(io.BytesIO(visitor.get(f"{address}/export/docx").content))
    assert any(say.rejected in paragraph.text for paragraph in table.paragraphs)
    assert any(address in paragraph.text for paragraph in table.paragraphs)
    assert "只是措辞" in table.tables[-1].rows[-1].cells[1].text
    book = load_workbook(io.BytesIO(visitor.get(f"{address}/export/xlsx").content))
    assert say.rejected in book.sheetnames
    assert 'name="rejected"' not in visitor.get(address).text
    assert "rejected=0" in visitor.get(address).text
