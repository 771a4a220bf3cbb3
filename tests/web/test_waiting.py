"""Exports and the index of shared wording are jobs: made once of the same content, by whichever process, and told."""

from __future__ import annotations

import shutil
from collections import Counter

from revtrack.holdings.saying import Word
from revtrack.jobs.rows import Job
from revtrack.terms import Verdict
from tests.web.conftest import Running


def jobs(site: Running, kind: str) -> list[Job]:
    return [one for one in site.tracker.jobs.jobs(limit=1_000) if one.kind == kind]


def samples(site: Running) -> tuple[str, str]:
    """The ids of the city's plan and of a district's text that takes it up."""
    site.tracker.load_samples()
    items = site.tracker.documents().items
    city, district = (next(one.id for one in items if place in one.title) for place in ("云州市", "临江区"))
    return city, district


def test_a_comparison_is_written_once_for_each_form_and_anew_once_somebody_said_something(site: Running) -> None:
    city, district = samples(site)
    old, new = (site.tracker.text(name).named.version.id for name in (city, district))
    visitor, path = site.visitor("en"), f"/compare/{old}/{new}/export"
    first, again = (visitor.get(f"{path}/docx?task=derivation") for _ in range(2))
    assert first.status_code == again.status_code == 200
    assert first.content == again.content
    assert first.headers["content-disposition"].startswith("attachment")
    assert len(jobs(site, "export")) == 1
    query = f"old={old}&new={new}&task=derivation"
    of_programs = visitor.get(f"/api/v1/compare/export/docx?{query}")
    assert of_programs.headers["content-type"] == first.headers["content-type"]
    assert len(jobs(site, "export")) == 1, "the same file, whoever asks"
    assert visitor.get(f"/api/v1/compare/export/csv?{query}&lang=zh").status_code == 200
    assert len(jobs(site, "export")) == 2
    site.tracker.review(old, new, "derivation", Word(by="li", verdict=Verdict.NOTE, change=0, note="look again"))
    assert visitor.get(f"{path}/docx?task=derivation").content != first.content
    assert Counter(one.status for one in jobs(site, "export")) == {"done": 3}
    assert visitor.get(f"{path}/odt").status_code == 404
    assert len(jobs(site, "export")) == 3


def test_a_matrix_is_written_once_for_each_form(site: Running) -> None:
    city, district = samples(site)
    visitor = site.visitor("zh-CN")
    for form in ("xlsx", "xlsx", "docx"):
        answer = visitor.get(f"/trace/{city}/export/{form}?with={district}")
        assert answer.status_code == 200
        assert answer.content
    assert [one.status for one in jobs(site, "export-trace")] == ["done", "done"]


def test_what_asks_for_shared_wording_waits_for_its_index(site: Running) -> None:
    city, _ = samples(site)
    shutil.rmtree(site.home / "reuse", ignore_errors=True)
    assert not site.tracker.wording_is_indexed()
    site.tracker.jobs.end_work(3.0)
    visitor, path = site.visitor("en"), f"/measures?origin={city}&clause=二/（一）"
    waits = visitor.client.get(path)
    assert waits.status_code == 202
    assert "indexing shared wording" in waits.text
    assert visitor.client.get(path).status_code == 202
    (job,) = jobs(site, "index-wording")
    assert job.status == "waiting"
    site.tracker.jobs.cancel(job.id)
    refused = visitor.client.get(path)
    assert refused.status_code == 400
    assert "cancelled" in refused.text
    site.tracker.jobs.begin_work(2)
    assert visitor.get(path).status_code == 200
    assert site.tracker.wording_is_indexed()
    assert {one.status for one in jobs(site, "index-wording")} == {"done", "cancelled"}
    for more in (f"documents/{city}/related", f"documents/{city}/lineage?address=一", f"trace?higher={city}"):
        assert visitor.get(f"/api/v1/{more}").status_code == 200
    assert len(jobs(site, "index-wording")) == 2, "it holds all texts"


def test_a_program_waits_for_the_index_and_gets_its_answer(site: Running) -> None:
    city, _ = samples(site)
    shutil.rmtree(site.home / "reuse", ignore_errors=True)
    answer = site.visitor("en").client.get(f"/api/v1/measures?origin={city}&clause=二/（一）")
    assert answer.status_code == 200
    assert answer.json()["spots"]
    assert [one.status for one in jobs(site, "index-wording")] == ["done"]


def test_what_may_be_one_is_looked_for_behind_the_first_page_once(site: Running) -> None:
    samples(site)
    visitor = site.visitor("en")
    site.tracker.jobs.end_work(3.0)
    for job in jobs(site, "propose"):
        site.tracker.jobs.forget(job.name)
    page = visitor.get("/").text
    assert "Documents that may be one are being looked for" in page
    assert 'action="/decide"' not in page
    site.tracker.jobs.begin_work(2)
    page = visitor.get("/").text
    assert "Documents that may be one are being looked for" not in page
    assert 'action="/decide"' in page, "a draft and what was issued are proposed"
    visitor.get("/")
    (job,) = [one for one in jobs(site, "propose") if not one.over or one.status == "done"]
    assert job.by == "", "nobody's work, and on nobody's account"
