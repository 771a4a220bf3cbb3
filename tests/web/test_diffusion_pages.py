"""Measures and siblings in the browser and in the API."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import pytest

from revtrack.words.diffusion import diffusion_words
from tests.revtrack.tracing.test_diffusion import fill
from tests.web.conftest import Running

NAME = quote("一桩一码")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_measures_and_siblings_have_pages_and_an_api(site: Running, tmp_path: Path, language: str) -> None:
    ids = fill(site.tracker, tmp_path)
    visitor, say = site.visitor(language), diffusion_words("en" if language == "en" else "zh")
    page = visitor.get(f"/measures?name={NAME}").text
    assert say.count.format(total=3) in page
    assert say.turned.format(field=say.stage, old=say.stages["pilot"], new=say.stages["general"]) in page
    assert say.none in visitor.get("/measures?name=没有的").text
    assert visitor.get(f"/measures.xlsx?name={NAME}").content[:2] == b"PK"
    own = visitor.get(f"/documents/{ids['second']}").text
    assert f"/documents/{ids['second']}/measures" in own
    spread = visitor.get(f"/documents/{ids['second']}/measures").text
    assert f"/measures?name={NAME}&amp;origin={ids['second']}" in spread
    siblings = visitor.get(f"/documents/{ids['first']}/siblings").text
    assert f'value="{ids["second"]}"' in siblings
    sides = visitor.get(f"/documents/{ids['first']}/siblings?other={ids['second']}").text
    assert "12套" in sides
    assert say.only.format(total=1) in sides
    assert visitor.get(f"/documents/{ids['first']}/siblings.xlsx?other={ids['second']}").content[:2] == b"PK"
    told = visitor.get(f"/api/v1/measures?name={NAME}&origin={ids['second']}").json()
    assert (told["origin"], told["total"]) == (ids["second"], 3)
    assert visitor.get(f"/api/v1/documents/{ids['second']}/measures").json()["measures"][0]["documents"] == 2
    assert visitor.get(f"/api/v1/documents/{ids['first']}/siblings").json()["siblings"][0]["document"] == ids["second"]
    both = visitor.get(f"/api/v1/documents/{ids['first']}/siblings?other={ids['second']}").json()
    assert any(one["others"][0]["address"] for one in both["common"])
