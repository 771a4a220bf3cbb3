"""Policy lines in the browser and in the API."""

from __future__ import annotations

from pathlib import Path

import pytest

from revtrack.words.lines import line_words
from tests.revtrack.tracing.test_lines import fill
from tests.web.conftest import Running


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_line_is_shown_confirmed_and_taken_back(site: Running, tmp_path: Path, language: str) -> None:
    ids = fill(site.tracker, tmp_path)
    visitor, say = site.visitor(language), line_words("en" if language == "en" else "zh")
    path = f"/documents/{ids['second']}/line"
    assert path in visitor.get(f"/documents/{ids['second']}").text
    page = visitor.get(path).text
    assert page.count(f'class="status">{say.proposed}') == 2
    assert say.reasons["cited"] in page
    assert say.courses.format(total=4) in page
    assert f'value="{ids["sibling"]}"' not in page
    assert f'class="status">{say.confirmed}' in visitor.post(path, other=ids["first"]).text
    assert f'class="status">{say.confirmed}' not in visitor.post(path, leave="1").text
    assert visitor.post(path, token="no", other=ids["first"]).status_code == 403
    told = visitor.get(f"/api/v1{path}").json()
    assert [one["document"] for one in told["members"]] == [ids["first"], ids["second"], ids["third"]]
