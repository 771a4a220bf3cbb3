"""What punishes a breach, in the browser and in the API."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import pytest

from revtrack.words.enforcement import enforcement_words
from tests.revtrack.tracing.test_enforcement import fill
from tests.web.conftest import Running


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_and_the_api_tell_enforcement(site: Running, tmp_path: Path, language: str) -> None:
    ids = fill(site.tracker, tmp_path)
    visitor, say = site.visitor(language), enforcement_words("en" if language == "en" else "zh")
    path = f"/documents/{ids['rules']}/enforcement"
    page = visitor.get(path).text
    assert say.counted.format(clauses=5, without=1) in page
    assert say.hows["elsewhere"] in page
    assert f"/documents/{ids['rules']}/enforcement?version=" in visitor.get(f"/documents/{ids['rules']}").text
    opened = visitor.get(f"{path}?show=open").text
    assert "公布停车场名录" in opened
    assert "公示收费标准。" not in opened
    assert visitor.get(f"{path}.xlsx").content[:2] == b"PK"
    told = visitor.get(f"/api/v1/documents/{ids['rules']}/enforcement?clause={quote('第三条')}").json()
    assert [one["how"] for one in told["clauses"][0]["sanctions"]] == ["words"]
    assert visitor.get(f"{path}?clause={quote('第九十条')}").status_code == 400
