"""The pages in a real browser: the whole way in both languages, by keyboard, without scripts, on a phone; with axe."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Locator, Page

from revtrack.words.exports import FORMS
from revtrack.words.page_phrases import WebWords
from revtrack.words.pages import web_words
from tests.web.conftest import Running

pytestmark = pytest.mark.xdist_group("browser")

SAMPLES = Path(__file__).resolve().parents[2] / "revtrack" / "sample"
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture
def context(browser: Browser, request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    """A browser of one visitor; nothing may be complained about in its console."""
    options = dict(getattr(request, "param", {}))
    options.setdefault("locale", "zh-CN")
    opened = browser.new_context(reduced_motion="reduce", accept_downloads=True, **options)
    complaints: list[str] = []
    opened.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    opened.on("weberror", lambda error: complaints.append(str(error.error)))
    yield opened
    opened.close()
    assert not complaints


def ready(page: Page) -> Page:
    """The page, once it no longer waits for work in the background."""
    waiting = page.locator(".working")
    while waiting.count():  # again after each load: a page half read has none either
        waiting.wait_for(state="detached")
        page.wait_for_load_state()
    return page


def say(page: Page, button: Locator, words: WebWords) -> None:
    """Send a word of a review: the page that tells that it is kept is another one, made anew."""
    with page.expect_navigation():
        button.click()
    ready(page).get_by_text(words.done["review"]).wait_for()


def go(page: Page, site: Running, path: str) -> Page:
    page.goto(site.address + path)
    return ready(page)


def faults(page: Page, part: str | None = None) -> list[tuple[str, list[str]]]:
    """What axe has against a page, or against a part of it."""
    found = Axe().run(page, context=part, options={"runOnly": RULES["runOnly"]})
    return [(item["id"], [node["html"][:160] for node in item["nodes"][:3]]) for item in found.response["violations"]]


@pytest.mark.long
@pytest.mark.parametrize(
    ("context", "lang"), [({"locale": "zh-CN"}, "zh"), ({"locale": "en-GB"}, "en")], indirect=["context"]
)
def test_from_upload_to_export(context: BrowserContext, lang: str, site: Running, tmp_path: Path) -> None:
    words = web_words("zh" if lang == "zh" else "en")
    page = context.new_page()
    go(page, site, "/")
    page.set_input_files("#files", [SAMPLES / "district_draft.txt", SAMPLES / "district_issued.txt"])
    page.get_by_role("button", name=words.upload, exact=True).click()
    page.get_by_role("heading", name=words.confirm_title).wait_for()
    assert site.tracker.documents().total == 0
    page.get_by_role("button", name=words.store, exact=True).click()
    page.get_by_role("heading", name=words.stored_title).wait_for()
    page.get_by_role("button", name=words.join).first.click()
    page.get_by_text(words.done["link"]).wait_for()
    page.locator(".pairs a").first.click()
    ready(page)
    judged = site.tracker.comparison(*urlsplit(page.url).path.split("/")[-2:]).judged
    duties, total = len(judged.comparison.obligations), judged.to_settle
    assert total > duties > 5
    assert page.locator(".entry").count() == total

    page.get_by_role("link", name=f"{words.review} 0/{total}").click()
    page.get_by_label(words.your_name).first.fill("王芳")
    page.get_by_role("button", name=words.save, exact=True).first.click()
    entry = page.locator("#d-1")
    entry.get_by_label(words.note).fill("已核对")
    say(page, entry.get_by_role("button", name=words.verdict_buttons["confirm"]), words)
    second = page.locator("#d-2")
    second.get_by_role("link", name=words.verdict_buttons["correct"]).click()
    say(page, page.get_by_role("button", name=words.save, exact=True), words)
    say(page, page.locator(f"#d-{duties}").get_by_role("button", name=words.verdict_buttons["reject"]), words)
    other = page.locator(".entry.substance").first
    other.get_by_label(words.note).fill("已会商")
    say(page, other.get_by_role("button", name=words.verdict_buttons["confirm"]), words)
    page.get_by_role("link", name=words.back_to_comparison).click()
    ready(page)
    assert page.locator(".entry").count() == total - 1
    assert "王芳" in page.locator("#d-1").inner_text()
    assert "已会商" in page.locator(".entry.substance").first.inner_text()
    assert page.get_by_role("link", name=f"{words.review} 4/{total}").count() == 1

    page.locator(".bar .menu > summary").click()
    with page.expect_download() as waiting:
        page.get_by_role("link", name=FORMS["docx"][words.lang]).first.click()
    target = tmp_path / "table.docx"
    waiting.value.save_as(target)
    assert target.read_bytes().startswith(b"PK")
    assert waiting.value.suggested_filename.endswith(".docx")
    page.get_by_role("button", name=words.undo, exact=True).first.wait_for(state="detached")


@pytest.mark.long
def test_by_keyboard_from_change_to_change(context: BrowserContext, sample_site: Running) -> None:
    page = context.new_page()
    go(page, sample_site, "/compare")
    go(page, sample_site, str(page.locator("section .name a").first.get_attribute("href")))
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("n")
    assert page.evaluate("document.activeElement.id") == "d-1"
    page.keyboard.press("n")
    assert page.locator(".position").inner_text().startswith("2 /")
    page.locator(".bar .menu > summary").focus()
    page.keyboard.press("Enter")
    assert page.locator(".bar .menu[open]").count() == 1
    page.keyboard.press("Escape")
    assert page.locator(".bar .menu[open]").count() == 0


@pytest.mark.long
@pytest.mark.parametrize("context", [{"java_script_enabled": False}], indirect=True)
def test_everything_can_be_read_and_done_without_scripts(context: BrowserContext, site: Running) -> None:
    site.tracker.load_samples()
    page = context.new_page()
    page.goto(site.address + "/")
    page.get_by_role("button", name="合为一份").first.click()
    page.locator(".pairs a").first.click()
    page.wait_for_selector(".entry", timeout=15_000)
    judged = site.tracker.comparison(*urlsplit(page.url).path.split("/")[-2:]).judged
    assert page.locator(".entry").count() == judged.to_settle > 5
    assert page.locator(".controls:visible").count() == 0
    page.locator("#text a.button").nth(1).click() if page.locator("#text a.button:visible").count() else None
    page.goto(site.address + "/documents")
    page.set_input_files("#files", [SAMPLES / "district_draft.txt"])
    page.get_by_role("button", name="上传", exact=True).click()
    page.wait_for_selector("input[name=only]", timeout=15_000)


@pytest.mark.long
def test_dropped_files_are_uploaded(context: BrowserContext, site: Running) -> None:
    site.tracker.load_samples()
    page = context.new_page()
    go(page, site, "/documents")
    text = "丁市停车办法\n\n第一条 单位应当在2027年3月底前报告。\n"
    page.evaluate(
        """(text) => {
          const data = new DataTransfer();
          data.items.add(new File([text], "丁市.txt", { type: "text/plain" }));
          const zone = document.querySelector("[data-drop]");
          zone.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
        }""",
        text,
    )
    page.get_by_role("heading", name=web_words("zh").confirm_title).wait_for()
    assert "丁市停车办法" in page.locator("main").inner_text()


@pytest.mark.long
def test_long_folds_come_when_they_are_opened(context: BrowserContext, site: Running) -> None:
    lines = [f"第{number}条 单位应当按照第{number}项要求建立台账，并妥善保存{number}年。" for number in range(1, 400)]
    versions: list[str] = []
    for name, text in (("a.txt", "\n".join(lines)), ("b.txt", "\n".join(lines).replace("保存200年", "保存九年"))):
        path = site.home / name
        path.write_text("戊市台账办法\n\n" + text, "utf-8")
        versions.append(site.tracker.add([path])[0].version)
    address = f"/compare/{versions[0]}/{versions[1]}"
    page = context.new_page()
    go(page, site, address)
    assert len(page.content()) < 60_000
    assert "第300项" not in page.locator("#text").inner_text()
    page.locator(".fold summary").last.click()
    page.get_by_text("按照第300项要求").wait_for()
    go(page, site, f"{address}#c-第十条")
    page.get_by_text("按照第10项要求").wait_for(timeout=5000)
    assert page.locator("#c-第十条").count() == 1
    go(page, site, f"{address}?whole=1")
    assert page.locator(".row").count() >= 399


@pytest.mark.long
@pytest.mark.parametrize(
    "context",
    [
        {"locale": "zh-CN", "viewport": {"width": 1440, "height": 900}},
        {"locale": "en-GB", "viewport": {"width": 390, "height": 844}, "color_scheme": "dark"},
    ],
    indirect=True,
    ids=["desktop-zh-light", "phone-en-dark"],
)
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(context: BrowserContext, sample_site: Running) -> None:
    page = context.new_page()
    go(page, sample_site, "/compare")
    pairs = page.locator("section .name a").evaluate_all("links => links.map((link) => link.getAttribute('href'))")
    document = sample_site.tracker.documents().items[0].id
    revision = next(pair for pair in pairs if "task" not in pair)
    derivation = next(pair for pair in pairs if "task" in pair)
    paths = ["/", "/documents", f"/documents/{document}", "/compare", revision, f"{revision}?view=merged", derivation]
    city = sample_site.tracker.derivations()[0][1]
    lower = sample_site.tracker.derivations()[0][0]
    paths += ["/trace", f"/trace/{city.current}", f"/trace/{city.current}/{lower.current}"]
    paths += [f"/documents/{city.id}/related", f"/documents/{city.id}/lineage?address=二/（一）"]
    paths += ["/watch", "/inbox", "/jobs", "/help", f"{revision}/add"]
    paths += [f"{revision}/review", "/search?q=老年", "/search?in=duties", "/api/v1/docs"]
    for path in paths:
        go(page, sample_site, path)
        page.evaluate("for (const one of document.querySelectorAll('details:not(.menu)')) one.open = true")
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, path
        assert not faults(page), path
        menus = page.evaluate("[...document.querySelectorAll('.menu')].map((one) => (one.open = true)).length")
        if menus:  # an open menu lies over what is below it: of the page then only the menu is looked at
            assert not faults(page, ".menu"), path


@pytest.mark.long
def test_axe_finds_nothing_where_files_are_confirmed_and_errors_are_told(
    context: BrowserContext, site: Running
) -> None:
    page = context.new_page()

    def clean(where: str) -> None:
        assert not faults(page), where

    go(page, site, "/")
    clean("empty")
    broken = site.home / "leer.pdf"
    broken.write_bytes(b"%PDF-1.4 broken")
    page.set_input_files("#files", [SAMPLES / "district_draft.txt", SAMPLES / "district_issued.txt", broken])
    page.get_by_role("button", name="上传", exact=True).click()
    page.get_by_role("heading", name=web_words("zh").confirm_title).wait_for()
    assert "leer.pdf" in page.locator("main").inner_text()
    clean("confirm")
    page.get_by_role("button", name="存入", exact=True).click()
    page.get_by_role("heading", name=web_words("zh").stored_title).wait_for()
    clean("stored")
    go(page, site, "/")
    clean("home")


def test_print_leaves_out_what_only_a_screen_needs(context: BrowserContext, sample_site: Running) -> None:
    page = context.new_page()
    document = sample_site.tracker.documents().items[0].id
    page.emulate_media(media="print")
    go(page, sample_site, f"/documents/{document}")
    for hidden in (".top", "form", ".bar", ".edit"):
        assert page.locator(f"{hidden}:visible").count() == 0, hidden
    assert page.pdf(format="A4").startswith(b"%PDF")


@pytest.mark.long
def test_a_filter_asks_for_the_rows_that_the_page_leaves_out(context: BrowserContext, site: Running) -> None:
    """Of eighty changed duties the page draws sixty; the ten prohibitions and the last deadlines stand behind them."""
    rules = [f"第{number}条 第{number}号浴室应当在2031年3月底前更换{number}号锅炉。" for number in range(1, 71)]
    bans = [f"第{number}条 第{number}号浴室不得留存{number}号录像。" for number in range(71, 81)]
    title = "丁市浴室管理办法\n\n"
    path = site.home / "rules.txt"
    path.write_text(title + "\n".join(rules), "utf-8")
    old = site.tracker.add([path])[0].version
    path.write_text(title + "\n".join([*(rule.replace("3月", "6月") for rule in rules), *bans]), "utf-8")
    new = site.tracker.add([path])[0].version
    page = go(context.new_page(), site, f"/compare/{old}/{new}")
    assert page.locator(".entry").count() == 60
    chip = page.locator('[data-filter="kind"][data-value="added"]')
    count = int(chip.locator(".figure").inner_text())
    assert count >= 10
    chip.click()
    page.wait_for_url("**/*kind=added*")
    ready(page)
    assert page.locator(".entry").count() == count
    assert page.locator("[data-shown]").inner_text().startswith(f"显示 {count} / 共 ")
    assert chip.get_attribute("aria-pressed") == "true"
    page.locator("[data-search]").fill("75号录像")
    page.locator("[data-search]").press("Enter")
    page.wait_for_url("**/*words=*")
    ready(page)
    assert page.locator(".entry").count() == 1
    page.locator("[data-clear]").click()
    page.wait_for_url(lambda url: "kind" not in url)
    ready(page)
    assert page.locator(".entry").count() == 60
    last = page.locator(".lead a", has_text="〔").last
    last.click()
    page.wait_for_load_state()
    assert page.evaluate("document.getElementById(location.hash.slice(1)) !== null")


def test_a_filter_stays_in_the_address(context: BrowserContext, sample_site: Running) -> None:
    page = go(context.new_page(), sample_site, "/compare")
    go(page, sample_site, str(page.locator("section .name a").first.get_attribute("href")))
    chip = page.locator("[data-filter]").first
    chip.click()
    count = int(chip.locator(".figure").inner_text())
    assert page.locator(".entry:visible").count() == count
    go(page, sample_site, page.url.removeprefix(sample_site.address))
    assert chip.get_attribute("aria-pressed") == "true"
    assert page.locator(".entry:visible").count() == count


@pytest.mark.parametrize(
    ("context", "lang"),
    [
        ({"locale": "zh-CN", "viewport": {"width": 390, "height": 844}}, "zh"),
        ({"locale": "en-GB", "viewport": {"width": 390, "height": 844}}, "en"),
    ],
    indirect=["context"],
)
def test_on_a_phone_the_frame_is_two_rows_and_the_opening_leaves_room_on_the_first_screen(
    context: BrowserContext, lang: str, sample_site: Running
) -> None:
    words = web_words("zh" if lang == "zh" else "en")
    page = go(context.new_page(), sample_site, "/compare")
    assert page.locator(".top").bounding_box()["height"] < 90  # pyright: ignore[reportOptionalSubscript]
    menu = page.locator(".top .menu summary")
    menu.focus()
    page.keyboard.press("Enter")
    page.get_by_role("link", name=words.inbox, exact=True).wait_for()
    assert not faults(page, ".top")
    page.keyboard.press("Escape")
    assert page.locator(".top .menu[open]").count() == 0
    for at in range(page.locator("section .name a").count()):
        go(page, sample_site, "/compare")
        go(page, sample_site, str(page.locator("section .name a").nth(at).get_attribute("href")))
        assert page.locator(".bar").bounding_box()["y"] < 754  # pyright: ignore[reportOptionalSubscript]
        assert page.locator(".lead .detail:visible").count() == 0
        assert page.locator(".of-text").is_visible()
