"""Ten things that an analyst does in a day: both languages, the keyboard alone, from home, in so many steps at most.

A step is a link or button that is pressed, or a field that is filled or chosen from, each reached by Tab.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import get_args

import pytest
from docx import Document
from playwright.sync_api import Browser, Locator, Page

from corpus_repo import Verdict
from revtrack.holdings.saying import Word
from revtrack.words.exports import FORMS
from revtrack.words.language import LANGUAGES, Lang
from revtrack.words.page_phrases import WebWords
from revtrack.words.pages import web_words
from revtrack.words.reviews import ReviewWords, review_words
from revtrack.words.trace import TraceWords, trace_words
from revtrack.words.watch import watch_words
from tests.web.conftest import Running
from tests.web.test_browser import ready

pytestmark = [pytest.mark.xdist_group("browser"), pytest.mark.long]

#: So often Tab is pressed at most until something is reached.
_MOST_TABS = 900


@dataclass
class Hands:
    """Somebody at the keyboard, and how many steps she took."""

    page: Page
    site: Running
    lang: Lang
    steps: int = 0
    words: WebWords = field(init=False)
    reviews: ReviewWords = field(init=False)
    trace: TraceWords = field(init=False)

    def __post_init__(self) -> None:
        self.words, self.reviews = web_words(self.lang), review_words(self.lang)
        self.trace = trace_words(self.lang)

    def home(self) -> None:
        """Where every task begins, once everything that it compares behind the page is done."""
        self.page.goto(self.site.address + "/")
        for _ in range(40):
            if not self.page.locator(".none a[href^='/compare/']").count():
                break
            self.page.wait_for_timeout(500)
            self.page.reload()
        self.steps = 0

    def reach(self, wanted: Locator) -> None:
        """Press Tab until something has the focus."""
        handle = wanted.element_handle()
        for _ in range(_MOST_TABS):
            if self.page.evaluate("one => document.activeElement === one", handle):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"not reached by Tab: {wanted}")

    def press(self, wanted: Locator, key: str = "Enter") -> None:
        """Press a link, a button or a box; the page that follows is ready."""
        self.reach(wanted)
        self.page.keyboard.press(key)
        self.page.wait_for_timeout(150)
        self.page.wait_for_load_state()
        ready(self.page)
        self.steps += 1

    def write(self, wanted: Locator, text: str) -> None:
        """Write into a field, in the place of what stands in it."""
        self.reach(wanted)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(text)
        self.steps += 1

    def choose(self, wanted: Locator, value: str) -> None:
        """Go down the options of a field until one is chosen."""
        self.reach(wanted)
        for _ in range(_MOST_TABS):
            if wanted.input_value() == value:
                break
            self.page.keyboard.press("ArrowDown")
        assert wanted.input_value() == value
        self.steps += 1

    def compare(self) -> None:
        """From home to the comparison of the draft with its final text."""
        self.press(self.page.locator(f"a[href='/compare/{self.pair[0]}/{self.pair[1]}']").first)

    def name(self) -> None:
        """Give her name, as who comes back has done before."""
        self.page.goto(f"{self.site.address}/compare/{self.pair[0]}/{self.pair[1]}/review")
        ready(self.page)
        self.page.get_by_label(self.words.your_name).first.fill("王芳")
        self.page.get_by_role("button", name=self.words.save, exact=True).first.click()
        ready(self.page)

    def word(self) -> bytes:
        """The table of changes as Word, from the menu of exports."""
        self.press(self.page.locator(".bar .menu > summary"))
        with self.page.expect_download() as waiting:
            self.reach(self.page.get_by_role("link", name=FORMS["docx"][self.lang]).first)
            self.page.keyboard.press("Enter")
        self.steps += 1
        return Path(waiting.value.path()).read_bytes()

    @property
    def pair(self) -> tuple[str, str]:
        """The versions of the draft and of its final text."""
        document = next(item for item in self.site.tracker.documents().items if item.versions == 2)
        old, new = sorted(
            self.site.tracker.document(document.id).versions.values(), key=lambda one: one.status != "draft"
        )
        return old.id, new.id


@pytest.fixture(params=get_args(Lang))
def hands(browser: Browser, site: Running, request: pytest.FixtureRequest) -> Iterator[Hands]:
    lang: Lang = request.param
    context = browser.new_context(
        locale=LANGUAGES[lang].tag,
        reduced_motion="reduce",
        accept_downloads=True,
        viewport={"width": 1280, "height": 900},
    )
    added = {Path(item.file).name: item for item in site.tracker.load_samples()}
    if "to_join" not in request.node.name:
        site.tracker.link(added["district_draft.txt"].document, added["district_issued.txt"].document)
    yield Hands(context.new_page(), site, lang)
    context.close()


def table_of(word: bytes) -> str:
    """All that the tables of a Word file say."""
    tables = Document(io.BytesIO(word)).tables
    return "\n".join(cell.text for table in tables for row in table.rows for cell in row.cells)


def test_what_changed_for_one_body(hands: Hands) -> None:
    hands.home()
    hands.compare()
    hands.choose(hands.page.locator("[data-actor]"), "区民政局")
    shown = hands.page.locator(".entry:visible")
    assert shown.count() > 0
    assert all("区民政局" in str(shown.nth(at).get_attribute("data-actors")) for at in range(shown.count()))
    assert hands.steps <= 3


def test_the_table_with_my_notes_as_word(hands: Hands) -> None:
    word = Word(by="王芳", verdict=Verdict.CONFIRM, change=0, note="已与科室核对")
    hands.site.tracker.review(*hands.pair, "revision", word)
    hands.home()
    hands.compare()
    made = hands.word()
    assert "已与科室核对" in table_of(made)
    assert hands.steps <= 4


def test_which_districts_took_up_a_measure_and_who_weakened_it(hands: Hands) -> None:
    hands.home()
    hands.press(hands.page.locator(".doors a[href^='/trace?higher=']"))
    hands.press(hands.page.get_by_role("link", name=hands.trace.filters["weaker"]))
    hands.press(hands.page.locator(".measures summary").first)
    assert hands.page.locator(".measures[open] li").first.is_visible()
    assert "▼" in hands.page.locator(".matrix").inner_text()
    assert hands.steps <= 3


def test_a_change_that_was_missed_is_added_and_exported(hands: Hands) -> None:
    hands.name()
    side = hands.site.tracker.comparison(*hands.pair).judged.comparison.new
    sentence = next(one for _, one in side.sentences() if "应当" in one.text or "不得" in one.text)
    hands.home()
    hands.compare()
    hands.press(hands.page.get_by_role("link", name=hands.reviews.add))
    hands.choose(hands.page.locator("[data-pick='new']"), sentence.id)
    assert hands.page.locator("#quote-new").input_value() == sentence.text
    hands.press(hands.page.get_by_role("button", name=hands.reviews.add_button))
    made = hands.word()
    assert sentence.text in table_of(made)
    assert f"{hands.reviews.verdicts['add']} · 王芳" in table_of(made)
    assert hands.steps <= 6


def test_a_false_change_is_rejected_and_that_is_undone(hands: Hands) -> None:
    hands.name()
    hands.home()
    hands.compare()
    before = hands.page.locator(".entry").count()
    hands.press(hands.page.locator("#d-1 .judge"))
    hands.press(hands.page.locator("#d-1").get_by_role("button", name=hands.words.verdict_buttons["reject"]))
    assert hands.site.tracker.comparison(*hands.pair).judged.rejected
    hands.press(hands.page.get_by_role("button", name=hands.words.undo, exact=True))
    assert not hands.site.tracker.comparison(*hands.pair).judged.rejected
    assert hands.page.locator("ol.entries > .entry").count() >= before - 1
    assert hands.steps <= 4


def test_one_article_through_all_versions(hands: Hands) -> None:
    hands.home()
    document = hands.site.tracker.document(hands.site.tracker.text(hands.pair[1]).named.document.id)
    hands.press(hands.page.locator(f"a[href='/documents/{document.id}']").first)
    hands.press(hands.page.locator(".of-clause a").nth(3))
    assert hands.page.locator(".timeline li").count() >= 2
    assert hands.steps <= 3


def test_a_draft_to_join_is_compared_first(hands: Hands) -> None:
    hands.home()
    hands.press(hands.page.get_by_role("link", name=hands.words.compare_first).first)
    assert hands.page.locator(".entry").count() > 5
    hands.press(hands.page.locator(".brand"))
    hands.press(hands.page.get_by_role("button", name=hands.words.join, exact=True).first)
    assert any(item.versions == 2 for item in hands.site.tracker.documents().items)
    assert hands.steps <= 4


def test_a_compilation_is_confirmed_with_two_titles_corrected(hands: Hands, tmp_path: Path) -> None:
    path = tmp_path / "汇编.zip"
    with zipfile.ZipFile(path, "w") as packed:
        for name in ("甲", "乙", "丙"):
            packed.writestr(f"{name}.txt", f"庚市{name}类台账办法\n\n第一条 {name}类单位应当每月报送台账。\n")
    hands.page.goto(hands.site.address + "/documents")
    before = hands.site.tracker.documents().total
    hands.steps = 1
    hands.page.set_input_files("#files", path)  # a browser's own window of files
    hands.steps += 1
    hands.press(hands.page.get_by_role("button", name=hands.words.upload, exact=True))
    hands.page.get_by_role("heading", name=hands.words.confirm_title).wait_for()
    titles = hands.page.locator("input[name^='set:title:']")
    assert titles.count() == 3
    hands.write(titles.nth(0), "庚市甲类单位台账管理办法")
    hands.write(titles.nth(2), "庚市丙类单位台账管理办法")
    hands.press(hands.page.get_by_role("button", name=hands.words.store, exact=True))
    hands.page.get_by_role("heading", name=hands.words.stored_title).wait_for()
    found = {item.title for item in hands.site.tracker.documents().items}
    assert hands.site.tracker.documents().total == before + 3
    assert {"庚市甲类单位台账管理办法", "庚市丙类单位台账管理办法"} <= found
    assert hands.steps <= 6


def test_what_is_new_and_what_it_changes(hands: Hands) -> None:
    hands.home()
    rows = hands.page.locator(".told-rows a")
    assert rows.count() >= 3
    hands.press(rows.first)
    target = hands.page.evaluate("decodeURIComponent(location.hash.slice(1))")
    assert hands.page.locator(f"[id='{target}']").is_visible()
    assert hands.steps <= 2


def test_ten_of_the_inbox_are_accepted_and_two_left(hands: Hands, tmp_path: Path) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    for at in range(12):
        text = f"辛市第{at + 1}号通知\n\n第一条 第{at + 1}街道应当每月公布{at + 1}号台账，并保存{at + 3}年。\n"
        (folder / f"{at}.txt").write_text(text, "utf-8")
    desk = hands.site.tracker.watching
    desk.keep(desk.propose(str(folder), name="通知").source)
    with ThreadPoolExecutor(1) as beside:  # the browser's loop has this thread
        beside.submit(desk.run).result()
    say = watch_words(hands.lang)
    assert len(desk.inbox()) == 12
    before = hands.site.tracker.documents().total
    hands.home()
    hands.press(hands.page.locator("main a[href='/inbox']"))
    boxes = hands.page.locator("input[form='batch']")
    hands.press(boxes.nth(3), "Space")
    hands.press(boxes.nth(7), "Space")
    hands.press(hands.page.get_by_role("button", name=say.accept_chosen))
    assert hands.site.tracker.documents().total == before + 10
    assert len(desk.inbox()) == 2
    assert hands.steps <= 4
