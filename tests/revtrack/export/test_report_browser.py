"""The HTML report in a real browser: it reads without scripts, and the scripts, keys and print do what they promise."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from alignment import compare
from revtrack.export.html import render_html
from revtrack.words.comparison import words
from tests.revtrack.export.report_factory import make_hostile, make_law, make_plan

# One worker starts the browser once.
pytestmark = pytest.mark.xdist_group("browser")

Show = Callable[..., Page]
MOVED = "第二条 浴室应当在入口处公示收费项目、收费标准和投诉电话。\n"
FEES = f"""丁市浴室管理办法

第一条 本办法所称浴室，是指向公众开放的洗浴场所。
{MOVED}第三条 浴室应当每日清洗消毒浴池。
第四条 浴室应当留存监控录像三十日。
第五条 区商务局应当每年检查浴室的用水安全。
第六条 本办法自2031年3月1日起施行。
"""
FEES_LATER = FEES.replace("向公众开放", "向居民开放").replace("三十日", "九十日").replace("3月1日", "7月1日")
SHOWN = "[...document.querySelectorAll('.entry')].filter(entry => !entry.hidden).map(entry => entry.id)"


@pytest.fixture
def show(browser: Browser, tmp_path: Path) -> Iterator[Show]:
    """Opens a report; the browser must not complain about it (a breach of the policy is a complaint)."""
    pages: list[tuple[Page, list[str]]] = []

    def open_(
        html: str,
        *,
        width: int = 1280,
        height: int = 900,
        scripts: bool = True,
        anchor: str = "",
        scheme: str = "light",
    ) -> Page:
        file = tmp_path / f"report-{len(pages)}.html"
        file.write_text(html, encoding="utf-8")
        page = browser.new_page(
            viewport={"width": width, "height": height},
            java_script_enabled=scripts,
            color_scheme=scheme,
            reduced_motion="reduce",
        )  # pyright: ignore[reportArgumentType]
        complaints: list[str] = []
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: request.url.startswith("file:") or complaints.append(request.url))
        pages.append((page, complaints))
        page.goto(file.as_uri() + anchor)
        return page

    yield open_
    for page, complaints in pages:
        page.close()
        assert complaints == []


def shown(page: Page) -> list[str]:
    return page.evaluate(SHOWN)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def test_other_substance_is_filtered_and_stepped_through_with_the_duties(show: Show) -> None:
    page = show(render_html(compare(FEES, FEES_LATER)))
    duty, definition, day = shown(page)
    assert duty == "d-1"
    assert page.locator(".position").inner_text().startswith("0 / ")
    press(page, "定义 1")
    assert shown(page) == [definition]
    assert page.locator("[data-shown]").inner_text() == "显示 1 / 共 3 项"
    press(page, "施行日期 1")
    assert shown(page) == [definition, day]
    press(page, "全部 3")
    page.locator("[data-search]").fill("7月1日")
    assert shown(page) == [day]
    press(page, "下一处")
    assert page.locator(".entry.current").get_attribute("id") == day


def test_a_link_to_a_row_in_a_fold_opens_the_fold(show: Show) -> None:
    report = render_html(compare(FEES, FEES.replace(MOVED, "").replace("第五条", f"{MOVED}第五条")))
    fold = show(report).locator("details.rest").first
    assert not fold.locator("li").first.is_visible()
    name = fold.locator("li[id]").first.get_attribute("id")
    assert show(report, anchor=f"#{name}").locator(f"[id='{name}']").is_visible()


def test_filters_narrow_and_say_so(show: Show) -> None:
    page = show(render_html(make_plan()))
    assert shown(page) == ["d-1", "d-2", "d-3"]
    assert not page.locator("[data-shown]").is_visible()
    press(page, "删除 1")
    assert shown(page) == ["d-2"]
    assert page.locator("[data-shown]").inner_text() == "显示 1 / 共 3 项"
    assert page.get_by_role("button", name="删除 1").get_attribute("aria-pressed") == "true"
    press(page, "新增 1")
    assert shown(page) == ["d-2", "d-3"]
    press(page, "期限 1")
    assert shown(page) == []
    assert page.locator("[data-shown]").inner_text() == "显示 0 / 共 3 项"
    press(page, "全部 3")
    assert shown(page) == ["d-1", "d-2", "d-3"]
    assert not page.locator("[data-shown]").is_visible()


def test_filters_by_bearer_and_by_word(show: Show) -> None:
    page = show(render_html(make_plan()))
    page.locator("[data-actor]").select_option("各街道")
    assert shown(page) == ["d-2"]
    page.locator("[data-actor]").select_option("")
    page.get_by_role("searchbox").fill("运行补贴")
    assert shown(page) == ["d-3"]


def test_filters_work_from_the_keyboard(show: Show) -> None:
    page = show(render_html(make_plan()))
    page.get_by_role("button", name="修改 1").focus()
    page.keyboard.press("Space")
    assert shown(page) == ["d-1"]


@pytest.mark.parametrize(("forth", "back"), [("n", "p"), ("j", "k")])
def test_keys_step_through_visible_changes(show: Show, forth: str, back: str) -> None:
    page = show(render_html(make_plan()))

    def current() -> str:
        return page.evaluate("document.activeElement.id")

    page.keyboard.press(forth)
    assert current() == "d-1"
    page.keyboard.press(forth)
    assert current() == "d-2"
    page.keyboard.press(back)
    assert current() == "d-1"
    press(page, "删除 1")
    page.keyboard.press(forth)
    assert current() == "d-2"
    assert page.locator(".position").inner_text().startswith("1 / ")
    page.keyboard.press(forth)
    assert page.evaluate("document.activeElement.classList.contains('row')")


def test_keys_can_be_switched_off_and_leave_typing_alone(show: Show) -> None:
    page = show(render_html(make_plan()))
    page.get_by_role("searchbox").focus()
    page.keyboard.type("n")
    assert page.get_by_role("searchbox").input_value() == "n"
    page.get_by_role("searchbox").fill("")
    page.locator("body").click(position={"x": 3, "y": 3})
    page.keyboard.press("?")
    assert page.locator(".keyring[open]").count() == 1, "快捷键 opens the keys"
    assert words("zh").keys in page.locator(".keyring").inner_text()
    press(page, words("zh").single_keys)
    page.keyboard.press("n")
    assert page.locator(".current").count() == 0


def test_stepping_moves_the_address_and_a_quote_is_copied_with_its_place(show: Show) -> None:
    page = show(render_html(make_plan()))
    page.evaluate("document.execCommand = () => { window.copied = document.activeElement.value; return true; }")
    page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined, configurable: true })")
    page.keyboard.press("n")
    page.keyboard.press("n")
    assert page.evaluate("location.hash") == "#d-2"
    page.keyboard.press("c")
    copied = page.evaluate("window.copied")
    assert copied.endswith("#d-2")
    assert page.locator("#d-2 blockquote").first.inner_text() in copied
    assert page.locator("#d-2 .copy").inner_text() == words("zh").copied


def test_every_stop_is_reached_once_by_the_buttons(show: Show) -> None:
    page = show(render_html(make_plan()))
    total = page.locator("[data-stop]").count()
    assert page.locator(".position").inner_text() == f"0 / {total}"
    for number in range(1, total + 1):
        press(page, "下一处")
        assert page.locator(".position").inner_text() == f"{number} / {total}"
    press(page, "下一处")
    assert page.locator(".position").inner_text() == f"1 / {total}"


def test_views_switch_and_say_what_they_leave_out(show: Show) -> None:
    page = show(render_html(make_plan()))
    row = page.locator(".row", has_text="力争于").first
    assert row.locator(".pair").nth(1).is_visible()
    press(page, "合并")
    assert row.locator(".merged").nth(1).is_visible()
    assert not row.locator(".pair").nth(1).is_visible()
    assert row.locator(".merged").nth(1).inner_text() == "区城管委应当力争于2031年69月底前新建公厕3020座。"
    press(page, "仅变化")
    assert not page.locator(".fold").nth(1).is_visible()
    assert "隐去" in page.locator("[data-hidden]").inner_text()
    press(page, "仅变化")
    press(page, "全部展开")
    assert page.get_by_text("久久为功").first.is_visible()


def test_a_link_opens_what_hides_its_target(show: Show) -> None:
    folded = "#c-%E4%B8%80-%EF%BC%88%E4%BA%8C%EF%BC%89"  # 一、（二）, in a fold
    page = show(render_html(make_plan()), anchor=folded)
    assert page.get_by_text("久久为功").first.is_visible()
    page = show(render_html(make_plan()))
    press(page, "新增 1")
    page.evaluate("location.hash = '#d-2'")
    page.locator("#d-2:not([hidden])").wait_for(state="attached")
    assert shown(page) == ["d-1", "d-2", "d-3"]


def test_reads_in_full_without_scripts(show: Show) -> None:
    page = show(render_html(make_plan()), scripts=False)
    assert page.get_by_text("各街道每季度向区城管委报送巡查台账").first.is_visible()
    assert not page.get_by_role("button").count()
    page.locator(".fold summary").nth(1).click()
    assert page.get_by_text("久久为功").first.is_visible()


@pytest.mark.long
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_phone_needs_no_sideways_scrolling(show: Show, lang: str, scheme: str) -> None:
    long = make_hostile("https" + "abcdefghij" * 40)
    for comparison in (make_plan(), make_plan("derivation"), make_law(30), long):
        page = show(render_html(comparison, lang=lang, old_name="x" * 200), width=390, height=800, scheme=scheme)
        for view in (0, 1):
            page.locator("[data-view]:not(body)").nth(view).click()
            assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_hostile_texts_run_nothing(show: Show) -> None:
    for text in ("<script>document.title='x'</script>", "</script><script>document.title='x'</script>", "' onclick='x"):
        page = show(render_html(make_hostile(text)))
        assert page.evaluate("document.scripts.length") == 1
        press(page, "修改 1")
        assert shown(page) == ["d-1"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_keeps_its_contrast(show: Show, scheme: str) -> None:
    page = show(render_html(make_plan("derivation")), scheme=scheme)
    page.locator("[data-expand]").click()
    page.evaluate("document.querySelectorAll('.why').forEach(why => { why.open = true })")
    faint = page.evaluate(
        """() => {
          const light = (color) => {
            const parts = color.match(/[\\d.]+/g).slice(0, 3).map((part) => {
              const share = part / 255;
              return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
            });
            return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
          };
          const ground = (element) => {
            for (let at = element; at; at = at.parentElement) {
              const color = getComputedStyle(at).backgroundColor;
              if (color !== "rgba(0, 0, 0, 0)" && color !== "transparent") return color;
            }
            return "rgb(255, 255, 255)";
          };
          const faint = [];
          for (const element of document.querySelectorAll("body *")) {
            const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
            if (!own || ["SCRIPT", "STYLE", "OPTION"].includes(element.tagName) || !element.offsetParent) continue;
            const [a, b] = [light(getComputedStyle(element).color), light(ground(element))];
            const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
            if (ratio < 4.5) faint.push([element.tagName, element.className, element.textContent.slice(0, 20), ratio]);
          }
          return faint;
        }"""
    )
    assert faint == []


def test_controls_have_names_and_headings_have_an_order(show: Show) -> None:
    page = show(render_html(make_plan()))
    nameless = page.evaluate(
        """() => [...document.querySelectorAll("button, select, input, a[href]")]
          .filter((item) => !(item.textContent.trim() || item.getAttribute("aria-label")))
          .map((item) => item.outerHTML)"""
    )
    assert nameless == []
    levels = page.evaluate("[...document.querySelectorAll('h1, h2, h3')].map((head) => Number(head.tagName[1]))")
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.locator(".skip").bounding_box()["x"] >= 0  # pyright: ignore[reportOptionalSubscript]


def test_prints_on_pages_without_controls(show: Show) -> None:
    page = show(render_html(make_law(60)))
    pdf = page.pdf(prefer_css_page_size=True)
    assert pdf.startswith(b"%PDF")
    assert pdf.count(b"/Type /Page\n") + pdf.count(b"/Type /Page ") >= 2
    page.emulate_media(media="print")
    assert page.locator("button:visible").count() == 0
    assert page.locator(".bar").is_hidden()
    assert page.locator(".fold summary").first.is_visible()
    assert (
        page.locator(".row.changed .pair")
        .first.evaluate("pair => getComputedStyle(pair).gridTemplateColumns")
        .count("px")
        == 2
    )
