"""Tasks on the pages and in the API: given from a comparison or the inbox, done by keyboard, marked when overdue."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import httpx2
import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page

from corpus_repo import Verdict
from revtrack.accounts.model import Asking
from revtrack.holdings.saying import Word
from revtrack.words.accounts import account_words
from revtrack.words.tasks import TaskWords, task_words
from tests.revtrack.tasks.test_tasks import pending
from tests.web.conftest import PASSWORD, Running, Visitor, invite
from tests.web.test_browser import faults, ready

TODAY = datetime.now(UTC).astimezone().date()
YESTERDAY, TOMORROW = ((TODAY + timedelta(days=days)).isoformat() for days in (-1, 1))


@dataclass
class Office:
    """A site with two versions of a text and three people."""

    site: Running
    old: str
    new: str

    @property
    def path(self) -> str:
        return f"/compare/{self.old}/{self.new}"

    def log_in(self, name: str, language: str = "zh-CN") -> Visitor:
        visitor = self.site.visitor(language)
        visitor.log_in(name, PASSWORD)
        return visitor


@pytest.fixture
def office(parking: Running) -> Office:
    document = next(item.id for item in parking.tracker.documents().items if "停车" in item.title)
    (added,) = parking.tracker.add([parking.home.parent / "second.txt"], document=document)
    versions = list(parking.tracker.document(document).versions)
    for name, role in (("chief", "administrator"), ("wang", "analyst"), ("li", "analyst"), ("zhou", "reader")):
        invite(parking.tracker, name, role)
    return Office(parking, next(one for one in versions if one != added.version), added.version)


def test_a_comparison_is_given_from_its_page_and_done_on_that_of_whoever_has_it(office: Office) -> None:
    say = task_words("zh")
    li, wang, zhou = (office.log_in(name) for name in ("li", "wang", "zhou"))
    form = f"/tasks/new?old={office.old}&new={office.new}"
    assert form.replace("&", "&amp;") in li.get(office.path).text
    assert "/tasks/new" not in zhou.get(office.path).text
    assert zhou.get(form).status_code == 403
    page = li.get(form).text
    assert "Zhou" not in page.partition("<main")[2], "readers are given nothing"
    answer = li.post("/tasks", old=office.old, new=office.new, account="wang", due=YESTERDAY, note="看期限")
    assert (answer.url.path, answer.status_code) == (office.path, 200)
    assert say.assigned.format(name="Wang") in answer.text
    assert say.has_it.format(name="Wang") in answer.text
    again = li.post("/tasks", old=office.old, new=office.new, account="wang", due=TOMORROW)
    assert again.status_code == 400
    assert f'value="{TOMORROW}"' in again.text, "what was written is not lost"

    mine = wang.get("/tasks").text
    assert all(part in mine for part in (say.overdue, "看期限", f'href="{office.path}"', say.acts["done"]))
    (token,) = [one.task.token for one in office.site.tracker.tasks.tasks("wang")]
    assert 'name="state"' in mine
    assert 'name="state"' not in zhou.get("/tasks?of=wang").text
    assert zhou.post(f"/tasks/{token}", state="done").status_code == 403
    done = wang.post(f"/tasks/{token}", state="done")
    assert say.none in done.text
    assert say.has_it.format(name="Wang") not in wang.get(office.path).text
    kept = wang.get("/tasks?done=1").text
    assert say.states["done"] in kept
    assert say.overdue not in kept
    log = office.log_in("chief").get("/audit").text
    words = account_words("zh").kinds
    assert words["task-assigned"] in log
    assert words["task-changed"] in log


def test_an_entry_is_given_from_the_inbox_and_shown_there(office: Office) -> None:
    token = pending(office.site.tracker)
    chief = office.log_in("chief", "en")
    assert f"/tasks/new?entry={token}" in chief.get("/inbox").text
    assert "乙市养犬管理办法" in chief.get(f"/tasks/new?entry={token}").text
    chief.post("/tasks", entry=token, account="li")
    assert task_words("en").has_it.format(name="Li") in chief.get("/inbox").text
    assert f'href="/inbox#item-{token}"' in office.log_in("li").get("/tasks").text


def test_own_words_are_listed_beside_the_tasks_in_both_languages(office: Office) -> None:
    chief = office.log_in("chief")
    account = office.site.tracker.accounts.account("chief").id
    word = Word(by=account, verdict=Verdict.NOTE, change=0, note="期限缩短了一半")
    office.site.tracker.review(office.old, office.new, "revision", word)
    for language in ("zh-CN", "en"):
        page = office.log_in("chief", language).get("/tasks").text
        assert "期限缩短了一半" in page
    assert "期限缩短了一半" not in office.log_in("li").get("/tasks").text
    assert "期限缩短了一半" in office.log_in("li").get("/tasks?of=chief").text
    assert chief.get("/tasks?of=nobody").status_code == 400


def test_without_accounts_the_page_says_how_to_come_to_one(parking: Running) -> None:
    page = parking.visitor().get("/tasks")
    assert page.status_code == 200
    assert task_words("zh").no_accounts in page.text


def test_programs_give_list_and_change_tasks(office: Office) -> None:
    def asking(name: str) -> httpx2.Client:
        _, token = office.site.tracker.accounts.tokens.make(
            name, "t", ("read", "write"), office.site.tracker.accounts.account(name).id, Asking()
        )
        return httpx2.Client(
            base_url=office.site.address, headers={"authorization": f"Bearer {token}"}, trust_env=False
        )

    with asking("li") as li, asking("wang") as wang:
        asked = {"old": office.old, "new": office.new, "account": "wang", "due": YESTERDAY}
        made = li.post("/api/v1/tasks", json=asked)
        assert made.status_code == 200, made.text
        given = made.json()
        assert (given["overdue"], given["state"], given["page"]) == (True, "open", office.path)
        assert li.post("/api/v1/tasks", json=asked).status_code == 409
        assert li.post("/api/v1/tasks", json={**asked, "account": "zhou"}).json()["kind"] == "task-account"
        assert li.post("/api/v1/tasks", json={**asked, "entry": "0a"}).status_code == 422
        assert [one["id"] for one in wang.get("/api/v1/tasks?of=wang").json()["tasks"]] == [given["id"]]
        assert wang.post(f"/api/v1/tasks/{given['id']}", json={"due": TOMORROW}).status_code == 403
        assert wang.post(f"/api/v1/tasks/{given['id']}", json={"state": "done"}).json()["state"] == "done"
        assert wang.get("/api/v1/tasks").json()["tasks"] == []
        assert wang.get(f"/api/v1/tasks/{given['id'][:6]}").json()["state"] == "done"
        assert wang.get("/api/v1/tasks/nothing").status_code == 404


# --- in a browser ----------------------------------------------------------------------------------------------------


@pytest.fixture(params=["zh", "en"])
def context(browser: Browser, request: pytest.FixtureRequest) -> Iterator[tuple[BrowserContext, TaskWords]]:
    lang = request.param
    opened = browser.new_context(locale="zh-CN" if lang == "zh" else "en-GB", reduced_motion="reduce")
    yield opened, task_words(lang)
    opened.close()


def reach(page: Page, wanted: Locator) -> None:
    """Press Tab until something has the focus."""
    handle = wanted.element_handle()
    for _ in range(400):
        if page.evaluate("one => document.activeElement === one", handle):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"not reached by Tab: {wanted}")


def log_in(page: Page, office: Office, name: str) -> None:
    page.goto(f"{office.site.address}/login")
    page.locator("[name=name]").first.fill(name)
    page.locator("[name=password]").first.fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(office.site.address + "/")


@pytest.mark.long
@pytest.mark.xdist_group("browser")
def test_a_task_is_given_and_done_by_keyboard(office: Office, context: tuple[BrowserContext, TaskWords]) -> None:
    opened, say = context
    page = opened.new_page()
    log_in(page, office, "li")
    page.goto(office.site.address + office.path)
    ready(page)
    reach(page, page.get_by_role("link", name=say.assign, exact=True))
    page.keyboard.press("Enter")
    page.wait_for_url("**/tasks/new?*")
    assert faults(page) == []
    whom = page.get_by_label(say.to, exact=True)
    reach(page, whom)
    page.keyboard.type("Wang")
    assert whom.input_value() == "wang"
    reach(page, page.get_by_label(say.due))
    year, month, day = YESTERDAY.split("-")
    page.keyboard.type(month + day + year)  # a field of days speaks the language of the browser, not of the page
    assert page.get_by_label(say.due).input_value() == YESTERDAY
    reach(page, page.get_by_role("button", name=say.assign, exact=True))
    page.keyboard.press("Enter")
    page.wait_for_url("**" + office.path)
    ready(page)
    page.get_by_role("link", name=say.has_it.format(name="Wang"), exact=True).wait_for()
    assert page.get_by_text(say.overdue).count() == 1

    opened.clear_cookies()
    log_in(page, office, "wang")
    reach(page, page.locator("header").get_by_role("link", name=say.title, exact=True))
    page.keyboard.press("Enter")
    page.wait_for_url("**/tasks")
    ready(page)
    assert page.locator(".task.late").count() == 1
    assert faults(page) == []
    reach(page, page.get_by_role("button", name=say.acts["done"], exact=True))
    page.keyboard.press("Enter")
    page.get_by_text(say.changed.format(state=say.states["done"])).wait_for()
    assert page.locator(".task").count() == 0
