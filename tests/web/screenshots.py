"""Pictures of every page over the sample corpus, to be looked at and for the README: `make screenshots`.

Writes docs/pages/*.png (those that the README shows) and, with a folder as argument, every page in light, dark and on
a phone.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import Page, sync_playwright

from revtrack.service import Tracker
from revtrack.settings import load_settings
from tests.conftest import BROWSERS, CHROMIUM_ARGUMENTS
from tests.web.conftest import Running, run
from web.reviewing import mark_of

DOCS = Path(__file__).resolve().parents[2] / "docs" / "pages"
SHOWN = ("home", "compare", "document", "review", "trace")
SCREENS = {
    "light": {"viewport": {"width": 1440, "height": 900}},
    "dark": {"viewport": {"width": 1440, "height": 900}, "color_scheme": "dark"},
    "tablet": {"viewport": {"width": 768, "height": 1024}},
    "phone": {"viewport": {"width": 390, "height": 844}},
}


def main() -> int:
    """Take the pictures; 3 where there is no browser."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        sys.stderr.write(f"no browser: install one of {', '.join(BROWSERS)}\n")
        return 3
    everything = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    with tempfile.TemporaryDirectory() as home, sync_playwright() as playwright:
        running = run(Tracker(load_settings(), Path(home) / "home"))
        site = next(running)
        pages = prepare(site)
        opened = playwright.chromium.launch(executable_path=browser, args=CHROMIUM_ARGUMENTS)
        for screen, options in SCREENS.items():
            context = opened.new_context(locale="zh-CN", reduced_motion="reduce", **options)
            page = context.new_page()
            for name, path in pages.items():
                visit(page, site.address + path)
                if everything:
                    everything.mkdir(parents=True, exist_ok=True)
                    page.screenshot(path=everything / f"{screen}-{name}.png", full_page=True)
                if screen == "light" and name in SHOWN:
                    DOCS.mkdir(parents=True, exist_ok=True)
                    page.screenshot(path=DOCS / f"{name}.png")
            context.close()
        opened.close()
        next(running, None)
    return 0


def prepare(site: Running) -> dict[str, str]:
    """The sample corpus, its draft joined to the issued text; the addresses of every page by name."""
    tracker = site.tracker
    added = {Path(item.file).name: item for item in tracker.load_samples()}
    joined = tracker.link(added["district_draft.txt"].document, added["district_issued.txt"].document).document
    tracker.read_duties()
    old, new = added["district_draft.txt"].version, added["district_issued.txt"].version
    city = tracker.document(added["city_plan.txt"].document)
    compare = f"/compare/{old}/{new}"
    changes = tracker.comparison(old, new).judged.found
    return {
        "home": "/",
        "documents": "/documents",
        "document": f"/documents/{joined}",
        "choose": "/compare",
        "compare": compare,
        "inline": f"{compare}?view=merged",
        "derivation": f"/compare/{next(iter(city.versions))}/{new}?task=derivation",
        "review": f"{compare}/review",
        "add": f"{compare}/add",
        "correct": f"{compare}/correct?row={quote(mark_of(changes[0]))}",
        "trace": f"/trace/{next(iter(city.versions))}",
        "trace-one": f"/trace/{next(iter(city.versions))}/{new}",
        "lineage": f"/documents/{city.id}/lineage?address=二/（一）",
        "related": f"/documents/{joined}/related",
        "search": "/search?q=老年助餐点",
        "duties": "/search?in=duties&actor=区民政局",
        "api": "/api/v1/docs",
        "force": "/force",
        "indicators": "/indicators",
        "indicator": "/indicators/家庭养老床位",
        "bodies": "/bodies",
        "body": "/bodies/one?name=区民政局",
        "error": "/nothing",
    }


def visit(page: Page, address: str) -> None:
    """The page, once it no longer waits for work in the background."""
    page.goto(address)
    page.locator(".working").wait_for(state="detached")


if __name__ == "__main__":
    sys.exit(main())
