"""Names from citers in the browser and in the API."""

from __future__ import annotations

from pathlib import Path

import pytest

from revtrack.words.citers import citer_words
from tests.revtrack.tracing.test_citers import fill
from tests.web.conftest import Running


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_citers_say_is_told_and_taken_over(site: Running, tmp_path: Path, language: str) -> None:
    ids = fill(site.tracker, tmp_path)
    visitor, say = site.visitor(language), citer_words("en" if language == "en" else "zh")
    path = f"/documents/{ids['numberless']}/called"
    assert path in visitor.get(f"/documents/{ids['numberless']}").text
    page = visitor.get(path).text
    assert say.fields["doc_number"] in page
    assert "杭政办发〔2031〕3号" in page
    assert say.unmarked in visitor.get(f"/documents/{ids['naming']}/called").text
    assert visitor.post(path, field="doc_number", value="杭政办发〔2031〕9号").status_code == 400
    taken = visitor.post(path, field="doc_number", value="杭政办发〔2031〕3号")
    assert "杭政办发〔2031〕3号" in taken.text
    assert {one["field"] for one in visitor.get(f"/api/v1{path}").json()["called"]} == {"known_by"}
