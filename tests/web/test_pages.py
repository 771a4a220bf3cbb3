"""The pages without a browser: from an empty corpus to a corrected comparison, and what goes wrong on the way."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from corpus_repo.answers import Consultation
from revtrack.export.formats import COMPARISONS, MATRICES
from revtrack.service import Tracker
from revtrack.settings import load_settings
from revtrack.words.comparison import words as comparison_words
from revtrack.words.pages import web_words
from revtrack.words.reviews import review_words
from revtrack.words.trace import trace_words
from tests.web.conftest import Running, Visitor, run
from web.home import is_another_visit

DRAFT = """乙市共享单车管理办法（征求意见稿）

第一条 区城管部门应当在2026年3月底前划定停放区。
第二条 企业应当每月向市交通部门报送运行数据。
第三条 任何单位不得擅自占用停放区。
"""
FINAL = DRAFT.replace("（征求意见稿）", "").replace("3月底前", "6月底前").replace("每月", "每季度")


def add(site: Running, name: str, text: str, **values: str) -> str:
    """Add a text of its own document; the id of the version."""
    path = site.home / name
    path.write_text(text, "utf-8")
    return site.tracker.add([path], values=values)[0].version


def links(text: str, pattern: str) -> list[str]:
    return re.findall(f'href="({pattern})"', text)


def test_an_empty_corpus_explains_how_to_fill_it(site: Running) -> None:
    for language, words in (("zh-CN", web_words("zh")), ("en-US", web_words("en"))):
        page = site.visitor(language).get("/").text
        for told in (words.way_upload, words.way_folder, words.way_sample, words.load_sample):
            assert told in page
    page = site.visitor().post("/sample")
    assert web_words("zh").sample_loaded in page.text
    assert site.tracker.documents().total == 4
    higher, lower = site.tracker.derivations()[0][1], site.tracker.derivations()[0][0]
    assert "云州市" in higher.title
    assert "云州市" not in lower.title


def test_the_language_is_the_browsers_until_another_is_chosen(site: Running) -> None:
    german = site.visitor("de-DE, en;q=0.5, zh;q=0.4")
    assert '<html lang="en">' in german.get("/").text
    assert '<html lang="zh-CN">' in german.get("/language?to=zh&next=/documents").text
    assert '<html lang="zh-CN">' in german.get("/search").text
    assert '<html lang="zh-CN">' in site.visitor("xx;q=much").get("/").text


def test_upload_confirm_store_and_undo(site: Running) -> None:
    visitor = site.visitor("en")
    page = visitor.upload(("a.txt", DRAFT.encode()), ("empty.txt", b"  "))
    assert site.tracker.documents().total == 0, "nothing is stored before it is confirmed"
    assert "乙市共享单车管理办法" in page.text
    assert "there is no text in the file" in page.text
    names = re.findall(r'name="only" value="([^"]+)"', page.text)
    assert names == ["a.txt"]
    stored = visitor.post(page.url.path, only=names, verdict="store", status="")
    assert "乙市共享单车管理办法" in stored.text
    assert site.tracker.documents().items[0].status == "draft"
    commit = re.findall(r'name="commit" value="([0-9a-f]{40})"', stored.text)[0]
    assert not list((site.home / "incoming").glob("*/*"))
    visitor.post("/undo", commit=commit, next="/documents")
    assert site.tracker.documents().total == 0


def test_only_what_was_confirmed_of_a_compilation_is_stored(site: Running) -> None:
    law = (
        "{at}. {place}市人民政府办公室关于印发《{place}市停车治理方案》的通知（2024年3月{at}日）\n"
        "各区人民政府：\n现将方案印发给你们。\n{place}市人民政府办公室\n2024年3月{at}日\n"
        "{place}市停车治理方案\n一、主要任务\n1. 各区要在6月底前建成{place}市停车场。\n"
    )
    both = "（一）云州\n" + law.format(at=1, place="甲") + law.format(at=2, place="丙")
    visitor = site.visitor()
    page = visitor.upload(("two.txt", both.encode()))
    names = re.findall(r'name="only" value="([^"]+)"', page.text)
    assert len(names) == 2
    visitor.post(page.url.path, only=names[1], verdict="store")
    assert [item.title for item in site.tracker.documents().items] == ["丙市停车治理方案"]


def test_an_upload_can_be_thrown_away_and_one_that_is_known_is_told(site: Running) -> None:
    visitor = site.visitor()
    page = visitor.upload(("a.txt", DRAFT.encode()))
    gone = visitor.post(page.url.path, verdict="discard")
    assert web_words("zh").done["discard"] in gone.text
    assert visitor.get(page.url.path).status_code == 404
    add(site, "known.txt", DRAFT)
    again = visitor.upload(("b.txt", DRAFT.encode()))
    assert web_words("zh").known_already in again.text
    assert 'type="checkbox" name="only" value="b.txt"' in again.text
    assert "checked" not in re.findall(r'<input type="checkbox"[^>]*>', again.text)[0]


def test_home_tells_what_is_open_what_waits_and_what_is_new(site: Running) -> None:
    until = date.today() + timedelta(days=5)  # noqa: DTZ011 - the page counts by the reader's day
    add(site, "draft.txt", DRAFT, consultation_until=until.isoformat(), issuers="乙市交通局")
    add(site, "final.txt", FINAL, issuers="乙市交通局", issued="2026-01-05")
    visitor = site.visitor("en")
    home = visitor.get("/").text
    words = web_words("en")
    assert "5 days left" in home
    assert words.likely["final-of"] in home or words.likely["draft-of"] in home
    form = re.findall(r'name="document" value="(\w+)"><input type="hidden" name="other" value="(\w+)"', home)[0]
    joined = visitor.post("/decide", document=form[0], other=form[1], verdict="join")
    assert words.done["link"] in joined.text
    assert site.tracker.documents().total == 1
    assert words.none_waiting in visitor.get("/").text
    undone = visitor.post("/undo", commit=site.tracker.recent(limit=1)[0].commit, next="/")
    assert undone.status_code == 200
    assert site.tracker.documents().total == 2
    visitor.post("/decide", document=form[0], other=form[1], verdict="apart")
    assert words.none_waiting in visitor.get("/").text
    assert site.tracker.documents().total == 2


def test_a_document_shows_where_everything_was_read_and_is_corrected(site: Running) -> None:
    version = add(site, "final.txt", "乙市交通局文件\n\n乙交发〔2026〕3号\n\n" + FINAL)
    document = site.tracker.documents().items[0].id
    visitor = site.visitor()
    page = visitor.get(f"/documents/{document}").text
    assert "乙交发〔2026〕3号" in page
    assert page.count('class="provision') >= 4
    changed = visitor.post(
        f"/documents/{document}/edit",
        version=version,
        by="王芳",
        **{"field-issued": "2026-02-03", "field-status": "issued"},
    )
    assert "2026年2月3日" in changed.text
    assert site.tracker.history(document)[-1].author == "王芳"
    bad = visitor.post(f"/documents/{document}/edit", version=version, **{"field-issued": "gestern"})
    assert bad.status_code == 400
    assert "YYYY-MM-DD" in bad.text
    withdrawn = visitor.post(f"/documents/{document}/withdraw", version=version, reason="误收")
    assert "误收" in withdrawn.text


def test_a_joined_document_is_found_at_its_old_address(site: Running) -> None:
    add(site, "draft.txt", DRAFT)
    add(site, "final.txt", FINAL)
    first, second = (item.id for item in site.tracker.documents().items)
    made = site.tracker.link(first, second)
    gone = second if made.document == first else first
    answer = site.visitor().get(f"/documents/{gone}")
    assert answer.url.path == f"/documents/{made.document}"


@pytest.mark.long
def test_compare_review_and_what_it_does(site: Running) -> None:
    old, new = add(site, "draft.txt", DRAFT), add(site, "final.txt", FINAL)
    visitor = site.visitor()
    address = f"/compare/{old}/{new}"
    chosen = visitor.get(f"/compare?old={old}&new={new}")
    assert chosen.url.path == address
    page = chosen.text
    assert "期限延后" in page
    assert set(links(page, r"/documents/\w+\?version=\w+")) >= {
        f"/documents/{item.id}?version={item.current}" for item in site.tracker.documents().items
    }
    review = visitor.get(f"{address}/review").text
    row = re.findall(r'name="row" value="([^"]+)"', review)[0]
    nameless = visitor.post(f"{address}/review", row=row, verdict="confirm", by="", note="记得核对")
    assert review_words("zh").held_name in nameless.text
    assert 'value="记得核对"' in nameless.text, "nothing that was typed is lost"
    assert f'name="row" value="{row}"' in nameless.text
    before = review.count('class="entry ')
    rejected = visitor.post(f"{address}/review", row=row, verdict="reject", by="王芳", note="<b>措辞")
    assert rejected.text.count('class="entry ') == before - 1
    assert "王芳" in rejected.text
    assert "&lt;b&gt;措辞" in rejected.text
    unknown = visitor.post(f"{address}/review", row="o9.9.0-1_", verdict="reject", note="不见了")
    assert review_words("zh").held_gone in unknown.text
    assert 'value="不见了"' in unknown.text
    page = visitor.get(address).text
    assert "复核 1/" in page
    assert review_words("zh").not_shown.format(count=1) in page
    assert 'id="d-2"' in page, "a row keeps its id when another is taken away"
    assert 'id="d-1"' not in page
    back = visitor.post(f"{address}/review", row=row, verdict="confirm")
    assert back.text.count('class="entry ') == before
    told = visitor.get(links(visitor.get("/documents").text, r"/documents/\w{12}")[0]).text
    assert "义务变化 · 否定" in told, "the history speaks Chinese"


@pytest.mark.long
def test_a_difference_beside_the_duties_is_reviewed_like_a_duty(site: Running) -> None:
    told = "第四条 本办法所称停放区，是指供公众使用的场地。\n"
    old, new = add(site, "draft.txt", DRAFT + told), add(site, "final.txt", DRAFT + told.replace("公众", "居民"))
    visitor = site.visitor()
    address = f"/compare/{old}/{new}"
    page = visitor.get(address).text
    assert 'data-kind="definition"' in page
    assert comparison_words("zh").no_obligation_changes not in page
    review = visitor.get(f"{address}/review").text
    assert comparison_words("zh").no_obligation_changes not in review
    [entry] = {
        name for name, kind in re.findall(r'id="e-(\w+)"[^>]*data-kind="([\w-]+)"', page) if kind == "definition"
    }
    corrected = visitor.post(
        f"{address}/review", entry=entry, verdict="correct", kind="scope-of-application", by="王芳"
    )
    assert corrected.status_code == 200
    assert f'id="e-{entry}" tabindex="-1" data-stop data-kind="scope-of-application"' in visitor.get(address).text
    rejected = visitor.post(f"{address}/review", entry=entry, verdict="reject", by="王芳", note="同一批人")
    assert "同一批人" in rejected.text
    assert rejected.text.count(f'name="entry" value="{entry}"') == 1, "only to be taken back"
    assert f'id="e-{entry}"' not in visitor.get(address).text


def test_exports_are_files_with_a_name(sample_site: Running) -> None:
    visitor = sample_site.visitor()
    address = links(visitor.get("/compare").text, r"/compare/\w{12}/\w{12}")[0]
    page = visitor.get(address).text
    heads = {"docx": b"PK", "xlsx": b"PK", "html": b"<!doctype", "md": b"# ", "csv": b"\xef\xbb\xbf", "json": b"{"}
    heads |= {"xml": b"<?xml"}
    for form in COMPARISONS:
        assert f"{address}/export/{form}" in page
        if form == "pdf":
            continue  # below
        answer = visitor.get(f"{address}/export/{form}")
        assert answer.status_code == 200, form
        assert answer.content.startswith(heads.get(form, b"")), form
        assert len(answer.content) > 100
        assert answer.headers["content-type"] == COMPARISONS[form].media_type
        assert f".{form}" in answer.headers["content-disposition"]
    assert visitor.get(f"{address}/export/exe").status_code == 404


@pytest.mark.long
@pytest.mark.usefixtures("cjk_fonts")
def test_a_comparison_is_a_pdf_or_says_what_is_lacking(sample_site: Running) -> None:
    visitor = sample_site.visitor()
    address = links(visitor.get("/compare").text, r"/compare/\w{12}/\w{12}")[0]
    pdf = visitor.get(f"{address}/export/pdf")
    assert pdf.content.startswith(b"%PDF") or (pdf.status_code == 503 and "WeasyPrint" in pdf.text)


@pytest.mark.long
def test_a_matrix_is_handed_on_in_each_of_its_forms(sample_site: Running) -> None:
    visitor = sample_site.visitor()
    lower, higher = sample_site.tracker.derivations()[0]
    address = f"/trace/{higher.current}"
    page = visitor.get(f"{address}?lower={lower.current}").text
    for form, made_by in MATRICES.items():
        assert f"{address}/export/{form}" in page
        answer = visitor.get(f"{address}/export/{form}?lower={lower.current}")
        assert answer.headers["content-type"] == made_by.media_type
        assert f".{form}" in answer.headers["content-disposition"]
    assert visitor.get(f"{address}/export/pdf").status_code == 404


@pytest.mark.long
def test_the_trace_leads_from_the_matrix_to_both_texts(sample_site: Running) -> None:
    visitor = sample_site.visitor()
    lower, higher = sample_site.tracker.derivations()[0]
    page = visitor.get(f"/trace?higher={higher.id}")
    assert page.url.path == f"/trace/{higher.current}"
    assert page.text.count("<tr") > 5
    cells = links(page.text, rf"/compare/{higher.current}/\w+\?task=derivation#[^\"]+")
    assert cells
    for show in ("absent", "weaker", "deadline", "nobody"):
        assert visitor.get(f"/trace/{higher.current}?show={show}").status_code == 200
    assert visitor.get(f"/trace/{higher.current}?sort=taken").status_code == 200
    counted = re.findall(r'href="(/trace/[^"]+)"[^>]*>[^<]* <span class="figure">(\d+)<', page.text)
    assert len(counted) == 5
    for path, figure in counted:
        assert visitor.get(path.replace("&amp;", "&")).text.count('<th scope="row">') == int(figure), path
    assert 'class="measures"' in page.text
    assert {path.partition("#")[2][:2] for path in links(page.text, r"/compare/[^\"]+#d-\d+")} == {"d-"}
    assert visitor.get(f"/trace/{higher.current}?show=other").status_code == 404
    one = visitor.get(f"/trace/{higher.current}/{lower.current}").text
    assert trace_words("zh").own_additions in one
    shares = [re.findall(r"承接率 (\d+%)", text) for text in (page.text, one)]
    assert set(shares[1]) <= set(shares[0])
    for form in ("xlsx", "docx"):
        assert visitor.get(f"/trace/{higher.current}/export/{form}").content.startswith(b"PK")
    assert visitor.get(f"/trace/{higher.current}/export/exe").status_code == 404
    lineage = links(page.text, r"/documents/\w+/lineage\?[^\"]+")[0].replace("&amp;", "&")
    assert trace_words("zh").steps["introduced"] in visitor.get(lineage).text
    related = visitor.get(f"/documents/{lower.id}/related").text
    assert higher.title in related
    assert "<svg" in related
    assert visitor.get(f"/documents/{lower.id}/graph.graphml").content.startswith(b"<?xml")
    assert visitor.get(f"/documents/{lower.id}/amendments").status_code == 400


def test_search_over_clauses_and_duties(sample_site: Running) -> None:
    visitor = sample_site.visitor("en")
    found = visitor.get("/search?q=老年助餐点").text
    assert "<mark>老年助餐点</mark>" in found
    assert links(found, r"/documents/\w+\?version=\w+#l\d+")
    duties = visitor.get("/search?in=duties&actor=区民政局").text
    assert "区民政局" in duties
    assert "bearer" in duties
    nothing = visitor.get("/search?q=不存在的词语组合")
    assert "Nothing found" in nothing.text


@pytest.mark.long
def test_lists_are_paged_and_filtered(site: Running) -> None:
    for number in range(25):
        add(
            site,
            f"{number}.txt",
            f"丁市第{number}号停车办法\n\n第一条 单位应当遵守第{number}项要求。",
            jurisdiction="丁市",
        )
    add(site, "other.txt", FINAL, jurisdiction="乙市")
    visitor = site.visitor("en")
    first = visitor.get("/documents").text
    assert "26 documents" in first
    assert first.count('class="item"') == 20
    assert visitor.get("/documents?page=2").text.count('class="item"') == 6
    assert visitor.get("/documents?page=99999999").status_code == 200
    assert "1 documents" in visitor.get("/documents?jurisdiction=乙市").text
    assert "0 documents" in visitor.get("/documents?since=2090").text


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/nothing", 404),
        ("/documents/zzz", 404),
        ("/compare/000000000000/000000000001", 404),
        ("/compare?old=不存在&new=x", 404),
    ],
)
def test_what_is_not_there_is_told_with_a_way_on(sample_site: Running, path: str, status: int) -> None:
    for language in ("zh", "en"):
        answer = sample_site.visitor(language).get(path)
        assert answer.status_code == status
        assert web_words("zh" if language == "zh" else "en").go_back in answer.text
        assert "Traceback" not in answer.text


def test_an_ambiguous_name_lists_what_it_may_mean(sample_site: Running) -> None:
    answer = sample_site.visitor().get("/compare?old=养老&new=云州市")
    assert answer.status_code == 400
    assert "云州市推进社区养老服务" in answer.text


class Broken(Tracker):
    """A tracker with a bug."""

    def consultations(self, today: str) -> tuple[Consultation, ...]:
        raise RuntimeError(f"secret detail of {today}")


def test_a_bug_of_ours_is_told_as_such(tmp_path: Path) -> None:
    for site in run(Broken(load_settings(), tmp_path)):
        answer = site.visitor("en").get("/")
        assert answer.status_code == 500
        assert "secret detail" not in answer.text
        assert web_words("en").faults[500][0] in answer.text


def test_a_visitor_sees_pages_of_every_kind_without_a_session(sample_site: Running) -> None:
    visitor: Visitor = sample_site.visitor()
    for path in ("/", "/documents", "/compare", "/search", "/search?in=duties", "/api/v1/docs"):
        assert visitor.get(path).status_code == 200
        visitor.client.cookies.clear()


def test_who_comes_back_after_a_day_comes_again() -> None:
    seen = "2026-03-01T09:00:00+00:00"
    assert not is_another_visit(seen, "2026-03-01T09:20:00+00:00")
    for later in ("2026-03-01T10:00:00+00:00", "2026-03-02T09:00:10+00:00", "2026-03-09T09:00:00+00:00"):
        assert is_another_visit(seen, later), later


def test_a_document_leads_to_its_trace_its_relatives_and_the_promises_of_its_place(sample_site: Running) -> None:
    lower, higher = sample_site.tracker.derivations()[0]
    for language, words in (("zh-CN", web_words("zh")), ("en-US", web_words("en"))):
        visitor = sample_site.visitor(language)
        for one, trace in ((higher, f"/trace/{higher.current}"), (lower, f"/trace?higher={higher.id}")):
            page = visitor.get(f"/documents/{one.id}").text
            onward = page[page.index(f'aria-label="{words.onward}"') :]
            onward = onward[: onward.index("</nav>")]
            found = links(onward, '[^"]+')
            assert found[:2] == [trace, f"/documents/{one.id}/related"]
            assert found[2].split("?")[0] == "/promises"
            assert all(visitor.get(path).status_code in {200, 202} for path in found)


def test_a_text_of_several_versions_is_found_once_sorted_and_only_where_it_is_current(site: Running) -> None:
    kept = "第二条 摊主应当每日清扫摊位。\n"
    versions: list[str] = []
    document = ""
    for at, (day, what) in enumerate((("2024-01-01", "登记"), ("2025-01-01", "备案")), start=1):
        path = site.home / f"stall-{at}.txt"
        path.write_text(f"壬市摊位办法\n\n第一条 摊主应当向街道{what}。\n{kept}", "utf-8")
        made = site.tracker.add([path], document=document, values={"issued": day})[0]
        versions.append(made.version)
        document = made.document
    site.tracker.read_duties()
    visitor, say = site.visitor(), web_words("zh")
    for kind in ("clauses", "duties"):
        once = visitor.get(f"/search?in={kind}&q=每日清扫").text
        assert once.count('<li class="item">') == 1
        assert say.also_there.format(count=1) in once
        assert f"version={versions[1]}" in once, "where it stands last"
        both = visitor.get(f"/search?in={kind}&q=街道&sort=oldest").text
        assert both.count('<li class="item">') == 2
        assert both.index(versions[0]) < both.index(versions[1])
        newest = visitor.get(f"/search?in={kind}&q=街道&sort=newest").text
        assert newest.index(versions[1]) < newest.index(versions[0])
        now = visitor.get(f"/search?in={kind}&q=街道&current=1").text
        assert now.count('<li class="item">') == 1
        assert versions[0] not in now
    [hit] = visitor.get("/api/v1/search?q=每日清扫&current=true&sort=newest").json()["hits"]
    assert hit["also"] == 0
    assert visitor.get("/api/v1/search?q=每日清扫").json()["hits"][0]["also"] == 1
