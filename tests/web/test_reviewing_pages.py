"""A person's word on the pages: changes added, put right, rejected; what every export carries of it."""

from __future__ import annotations

import io
import re

import pytest
from docx import Document
from openpyxl import load_workbook

from revtrack.words.guide import guide_words
from revtrack.words.reviews import review_words
from tests.web.conftest import Running
from tests.web.test_pages import DRAFT, FINAL, add


@pytest.mark.long
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


def test_rows_stand_as_in_the_text_or_by_weight(site: Running) -> None:
    draft = DRAFT.replace("向市交通部门报送", "认真向市交通部门报送")
    old, new = add(site, "draft.txt", draft), add(site, "final.txt", FINAL.replace("第一条 区城管部门", "第一条 街道"))
    visitor = site.visitor()
    address = f"/compare/{old}/{new}"
    swapped = visitor.get(f"/compare/{new}/{old}").text
    assert swapped.index('id="d-1"') < swapped.index('id="d-2"')
    page = visitor.get(f"{address}?order=weight").text
    assert f'href="{address}?order=weight#changes" aria-current="true"' in page
    judged = site.tracker.comparison(old, new).judged
    by_number = [int(number) for number in re.findall(r'<li class="entry [^"]+" id="d-(\d+)"', page)]
    assert sorted(by_number) == list(range(1, len(judged.comparison.obligations) + 1))
    bearers = [at for at, change in enumerate(judged.comparison.obligations, start=1) if "actor" in change.fields]
    assert by_number[: len(bearers)] == bearers != []
    assert visitor.get(f"{address}?order=size").status_code == 404


def test_help_tells_jobs_keys_and_signs_in_both_languages(site: Running) -> None:
    for lang in ("zh", "en"):
        say, page = guide_words(lang), site.visitor(lang).get("/help").text
        assert all(title in page for title, _, _ in say.jobs)
        assert all(f"<kbd>{key}</kbd>" in page for key in say.key_names)
        assert page.count("<dt") == len(say.key_names) + len(say.sign_names)
    assert guide_words("zh").key_names.keys() == guide_words("en").key_names.keys()
    assert guide_words("zh").sign_names.keys() == guide_words("en").sign_names.keys()
