"""What every page is given: the words in the reader's language, her session, and how days and sizes are written."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property, lru_cache
from importlib.resources import files
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment, PackageLoader
from markupsafe import Markup, escape
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from revtrack.accounts.model import Account
from revtrack.accounts.roles import Action
from revtrack.errors import RevtrackError
from revtrack.export.html import page_assets, page_environment
from revtrack.export.places import say_address
from revtrack.terms import as_text
from revtrack.words.accounts import AccountWords, account_words
from revtrack.words.bodies import BodyWords, body_words
from revtrack.words.citers import CiterWords, citer_words
from revtrack.words.comparison import words
from revtrack.words.corpus import CorpusWords, corpus_words
from revtrack.words.days import say_day, say_moment, say_number
from revtrack.words.diffusion import DiffusionWords, diffusion_words
from revtrack.words.enforcement import EnforcementWords, enforcement_words
from revtrack.words.force import ForceWords, force_words
from revtrack.words.indicators import IndicatorWords, indicator_words
from revtrack.words.language import LANGUAGES, Lang, spoken
from revtrack.words.lines import LineWords, line_words
from revtrack.words.page_phrases import WebWords
from revtrack.words.pages import web_words
from revtrack.words.phrases import Words
from revtrack.words.promises import PromiseWords, promise_words
from revtrack.words.reviews import ReviewWords, review_words
from revtrack.words.subscriptions import SubscriptionWords, subscription_words
from revtrack.words.tasks import TaskWords, task_words
from web.front import path_within, placed, root_of
from web.gate import known_of, offered
from web.security import csrf_token

_STATIC = ("site.css", "site.js", "folds.js", "judging.js", "icon.svg")
MEDIA = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
#: An account where a person is read, not where a form or a link brings it back.
_ACCOUNT = re.compile(r"(?<![=/])(?<!value=\")account-[0-9a-f]{16}")
_TERM = re.compile(r"\S+")
#: Items on a page of a list.
PAGE = 20
#: Changes that are taken back at once: their names travel with the session.
MOST_UNDONE = 60


@dataclass(frozen=True)
class Site:
    """The frame of one answer: language, words, session."""

    request: Request
    lang: Lang
    say: Words
    corpus: CorpusWords
    ui: WebWords
    section: str = ""

    languages = tuple((code, one.name) for code, one in LANGUAGES.items())

    @classmethod
    def of(cls, request: Request, section: str = "") -> Site:
        """The frame for a request."""
        lang = language_of(request)
        return cls(request, lang, words(lang), corpus_words(lang), web_words(lang), section)

    # --- the session ---------------------------------------------------------------------------------------------

    @property
    def csrf(self) -> str:
        """The token that forms bring back."""
        return csrf_token(self.request.session)

    @property
    def token(self) -> Markup:
        """The field by which a form brings back the token."""
        return Markup('<input type="hidden" name="csrf" value="{}">').format(self.csrf)

    @property
    def reviewer(self) -> str:
        """Whoever says something: her account, or without one the name that she gave at first, "" before."""
        known = known_of(self.request)
        if known is not None:
            return known.account.id
        return str(self.request.session.get("reviewer", ""))

    @property
    def here(self) -> str:
        """The address of this page, within the site."""
        path, query = path_within(self.request.scope), self.request.url.query
        return f"{path}?{query}" if query else path

    @cached_property
    def told(self) -> str:
        """What the last thing that the reader did came to; told once."""
        return str(self.request.session.pop("told", ""))

    @cached_property
    def undo(self) -> str:
        """The commits of the last thing that the reader did, to be taken back; offered once."""
        return str(self.request.session.pop("undo", ""))

    @property
    def account(self) -> Account | None:
        """Who is logged in."""
        known = known_of(self.request)
        return known.account if known else None

    @property
    def may_administer(self) -> bool:
        """Whether whoever is logged in looks after accounts."""
        return self.account is not None and self.account.may(Action.ADMINISTER)

    @property
    def accounts(self) -> AccountWords:
        """The words of accounts."""
        return account_words(self.lang)

    @property
    def force(self) -> ForceWords:
        """The words of what binds when."""
        return force_words(self.lang)

    @property
    def promises(self) -> PromiseWords:
        """The words of promised texts."""
        return promise_words(self.lang)

    @property
    def reviews(self) -> ReviewWords:
        """The words of what people say of comparisons."""
        return review_words(self.lang)

    @property
    def indicators(self) -> IndicatorWords:
        """The words of targets and their course."""
        return indicator_words(self.lang)

    @property
    def lines(self) -> LineWords:
        """The words of policy lines."""
        return line_words(self.lang)

    @property
    def citers(self) -> CiterWords:
        """The words of what citers call a document."""
        return citer_words(self.lang)

    @property
    def diffusion(self) -> DiffusionWords:
        """The words of where measures stand."""
        return diffusion_words(self.lang)

    @property
    def enforcement(self) -> EnforcementWords:
        """The words of what punishes a breach."""
        return enforcement_words(self.lang)

    @property
    def subscriptions(self) -> SubscriptionWords:
        """The words of subscriptions."""
        return subscription_words(self.lang)

    @property
    def tasks(self) -> TaskWords:
        """The words of tasks."""
        return task_words(self.lang)

    @property
    def bodies(self) -> BodyWords:
        """The words of bodies and their duties."""
        return body_words(self.lang)

    @property
    def assets(self) -> str:
        """Changes when style or script change, so that no browser shows old ones."""
        return assets_version()

    # --- how things are written ----------------------------------------------------------------------------------

    def day(self, day: str) -> str:
        """A day (YYYY-MM-DD) as the reader writes it; what is no day stays as it is."""
        try:
            return say_day(date.fromisoformat(day), self.lang)
        except ValueError:
            return day

    def moment(self, moment: str) -> str:
        """A moment (ISO 8601) as the reader writes it, in the machine's time zone."""
        try:
            told = datetime.fromisoformat(moment).astimezone()
        except ValueError:
            return moment
        return say_moment(told, self.lang)

    def bytes(self, size: int) -> str:
        """A size for people."""
        number = size / 1_000_000 if size >= 1_000_000 else size / 1_000
        unit = "MB" if size >= 1_000_000 else "kB"
        return f"{say_number(round(number, 1))} {unit}"

    def place(self, address: str) -> str:
        """An address as a reader says it."""
        return say_address(address)

    def value(self, values: Mapping[str, str | tuple[str, ...]], name: str) -> str:
        """A field of metadata as text."""
        return as_text(values.get(name, ""))

    def error_lines(self, error: RevtrackError) -> list[str]:
        """An error in the reader's language."""
        return error.lines(self.say)

    def marked(self, text: str, wanted: str) -> Iterator[tuple[str, bool]]:
        """A text in pieces, with whether a piece is one of the wanted words."""
        terms = [re.escape(term) for term in _TERM.findall(wanted)]
        if not terms:
            yield text, False
            return
        pattern = re.compile("|".join(sorted(terms, key=len, reverse=True)), re.IGNORECASE)
        at = 0
        for match in pattern.finditer(text):
            if match.start() > at:
                yield text[at : match.start()], False
            yield match[0], True
            at = match.end()
        if at < len(text):
            yield text[at:], False


@dataclass(frozen=True, slots=True)
class Shown:
    """Which part of a list a page shows: pages from 1; `path` and `query` lead to the others."""

    total: int
    page: int
    path: str
    query: Mapping[str, str]

    @property
    def last(self) -> int:
        """How many pages there are."""
        return max(1, -(-self.total // PAGE))

    def address(self, page: int) -> str:
        """Where another page of the list stands."""
        asked = {name: value for name, value in self.query.items() if value} | {"page": str(page)}
        return f"{self.path}?{urlencode(asked)}"


def language_of(request: Request) -> Lang:
    """The language that the reader chose, else the one that her browser asks for, else the one of the settings."""
    chosen = spoken(request.session.get("lang"))
    if chosen:
        return chosen
    asked: list[tuple[float, str]] = []
    for part in request.headers.get("accept-language", "").split(",")[:10]:
        name, _, weight = part.strip().partition(";q=")
        try:
            asked.append((-float(weight or 1), name.replace("-", "_")))
        except ValueError:
            continue
    wanted = [name.split("_")[0].lower() for _, name in sorted(asked) if name]
    fallback: Lang = request.app.state.language
    for name in wanted:
        if code := spoken(name):
            return code
    return fallback


def render(site: Site, template: str, /, status: int = 200, **values: Any) -> HTMLResponse:
    """A page."""
    told = {"site": site, **values}
    page = offered(environment().get_template(template).render(told), site.request, site.request.app.state.routes)
    page = placed(with_names(site, page), root_of(site.request))
    return HTMLResponse(page, status, headers={"cache-control": "private, no-cache"})


def with_names(site: Site, page: str) -> str:
    """A page with the names of people where their accounts stand."""
    accounts = site.request.app.state.tracker.accounts

    def name(found: re.Match[str]) -> str:
        return str(escape(accounts.shown(found[0]) or account_words(site.lang).former))

    return _ACCOUNT.sub(name, page)


def fault(site: Site, status: int, error: RevtrackError | None = None) -> HTMLResponse:
    """A page that says what went wrong and what to do."""
    heading, advice = site.ui.faults.get(status, site.ui.faults[400])
    lines = error.lines(site.say) if error else [advice]
    back = site.request.headers.get("referer", "/") if site.request.method == "POST" else "/"
    return render(site, "error.html.jinja", status=status, heading=heading, lines=lines, back=back)


def see(path: str) -> Response:
    """On to another page of the site; an address of elsewhere leads home."""
    inside = path.startswith("/") and not path.startswith(("//", "/\\"))
    return RedirectResponse(path if inside else "/", 303)


def tell(request: Request, message: str, undo: str = "") -> None:
    """Have the next page say what was done, and offer to take it back: `undo` names its commits, between blanks."""
    request.session["told"] = message
    if undo:
        request.session["undo"] = undo


def name_reviewer(request: Request, given: str) -> str:
    """The name to write beside a change; one that is given is remembered, "" leaves the known one."""
    name = " ".join(given.split())[:60]
    if name:
        request.session["reviewer"] = name
    return Site.of(request).reviewer


def now() -> str:
    """This moment, UTC, ISO 8601."""
    return datetime.now(UTC).isoformat(timespec="seconds")


@lru_cache(maxsize=1)
def environment() -> Environment:
    """Jinja with the templates of the pages, and those of comparisons behind them."""
    return page_environment(PackageLoader("web"))


@lru_cache(maxsize=1)
def assets() -> dict[str, str]:
    """Every file of style and script by name."""
    own = {name: files("web").joinpath("static", name).read_text("utf-8") for name in _STATIC}
    return {**page_assets(), **own}


@lru_cache(maxsize=1)
def assets_version() -> str:
    """A hash of all of them."""
    joined = "\0".join(assets().values())
    return hashlib.sha256(joined.encode("utf-8")).hexdigest()[:10]
