"""What a source's site answers, counted; and what an answer is: a page or a file, a list or a wall."""

from __future__ import annotations

import re
from collections.abc import Coroutine
from dataclasses import replace
from datetime import date
from posixpath import splitext
from urllib.parse import unquote, urldefrag, urlsplit

from revtrack.ingest.formats import TEXTS
from revtrack.watch.attachments import SUFFIXES, Files, files_in
from revtrack.watch.bookkeeping import Seen
from revtrack.watch.kept import shown_name
from revtrack.watch.kinds import items_in
from revtrack.watch.lists.body import body_text
from revtrack.watch.lists.canonical import same_place
from revtrack.watch.lists.item import Discovered, Notes
from revtrack.watch.lists.sent import Sent, request_of
from revtrack.watch.net.blocked import BlockScore, block_score, leads_home
from revtrack.watch.net.fetch import Fetcher, Visit
from revtrack.watch.net.fetched import Fetched, FetchFailed
from revtrack.watch.net.rendered import CannotRender, rendered
from revtrack.watch.sources import Source

_HTML = frozenset(("text/html", "application/xhtml+xml"))
#: What servers call a file whose kind they do not know.
_VAGUE = frozenset(("", "text/plain", "application/octet-stream", "binary/octet-stream"))
_SUFFIX_OF_TYPE = {
    "application/pdf": ".pdf",
    "application/msword": ".doc",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/zip": ".zip",
    "application/x-zip-compressed": ".zip",
    "application/ofd": ".ofd",
    "text/plain": ".txt",
}
_FILE_NAME = re.compile(r"filename\*\s*=\s*[\w-]+''([^;]+)|filename\s*=\s*\"?([^\";]+)", re.I)


class Answers:
    """What the site of a source answers; each answer and each failure is counted in `seen`. The pages of a list are one
    `visit`."""

    def __init__(self, fetcher: Fetcher, source: Source, seen: Seen, visit: Visit | None = None) -> None:
        self._fetcher = fetcher
        self._source = source
        self._seen = seen
        self._visit = visit

    async def get(self, address: str, *, etag: str = "", last_modified: str = "", validated: str = "") -> Fetched:
        """An answer, as `Fetcher.get` gives it; made by a browser where the source says so. Raises `FetchFailed`."""
        if self._source.browser:  # what a script makes has no validators
            return await self._counted(self._rendered(address))
        asked = self._fetcher.get(
            address, etag=etag, last_modified=last_modified, validated=validated, visit=self._visit
        )
        return await self._counted(asked)

    async def _counted(self, asked: Coroutine[None, None, Fetched]) -> Fetched:
        try:
            fetched = await asked
        except FetchFailed as failure:
            self._seen.statuses[str(failure.status or failure.kind)] += 1
            raise
        self._seen.statuses.update(str(hop.status) for hop in fetched.hops)
        self._seen.statuses[str(fetched.status)] += 1
        self._seen.fetched += not fetched.unchanged
        return fetched

    async def page(self, name: str, sent: Sent | None = None, **validators: str) -> Fetched:
        """A page of the source's list by its name, as `get`; `sent` is what a form of the page before sends for it."""
        address, given = (urldefrag(name).url, sent) if sent is not None else request_of(self._source, name)
        if given is None:
            return await self.get(name, **validators)
        fetched = await self._counted(self._fetcher.get(address, sent=given, visit=self._visit))
        stayed = same_place(fetched.address) == same_place(address)
        return replace(fetched, address=name) if sent is None and stayed else fetched

    async def _rendered(self, address: str) -> Fetched:
        try:
            return await rendered(self._fetcher, address)
        except CannotRender as error:
            raise FetchFailed("connect", address, {"reason": f"no {error.reason} to run scripts with"}) from error


def discovered(source: Source, fetched: Fetched, asked: str, today: date) -> tuple[Discovered, BlockScore]:
    """The items on a page of a list; where there are none, how surely it is a wall. The news of a home page that a list
    leads to are none of its items."""
    if leads_home(asked, fetched.address):
        return Discovered(), BlockScore(1.0, ("home-page",))
    found = items_in(source, fetched.body, fetched.address, _said_type(fetched), today=today)
    if found.items or found.further:
        return found, BlockScore(0.0, ())
    return found, _score(fetched, asked, source.encoding)


def looked_at(page: Fetched, asked: str) -> tuple[Files, BlockScore]:
    """The files of a page, and how surely it is a wall."""
    return files_in(page.body, page.address, _said_type(page)), _score(page, asked)


def _score(page: Fetched, asked: str, encoding: str = "") -> BlockScore:
    text, _ = body_text(page.body, _said_type(page), encoding, Notes())
    return block_score(text, page.status, size=len(page.body), asked=asked, address=page.address, headers=page.headers)


def score_of_failure(failure: FetchFailed) -> BlockScore | None:
    """How surely the body of an error is a wall's."""
    if failure.status in {None, 429} or not failure.body:  # "later" is no wall, whatever it looks like
        return None
    text, _ = body_text(failure.body, "", "", Notes())
    return block_score(text, failure.status or 0)


def _said_type(page: Fetched) -> str:
    return f"{page.content_type}; charset={page.charset}" if page.charset else page.content_type


def is_page(page: Fetched) -> bool:
    """Whether an answer is a page, whatever the server calls it."""
    if page.content_type in _HTML:
        return not page.body.startswith((b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0"))
    head = page.body[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return page.content_type in _VAGUE | {"text/xml", "application/xml"} and (
        head.startswith((b"<!doctype html", b"<html")) or b"<html" in head
    )


def file_name(page: Fetched, title: str) -> str:
    """What a file is called: as the server says, else the title that the page gives it; with the suffix of its kind."""
    said = _FILE_NAME.search(page.headers.get("content-disposition", ""))
    given = unquote((said[1] or said[2]).strip()) if said else ""
    path = unquote(urlsplit(page.address).path)
    suffixes = [splitext(name)[1].lower() for name in (given, title, path)]
    known = SUFFIXES | TEXTS
    suffix = next((one for one in suffixes if one in known), _SUFFIX_OF_TYPE.get(page.content_type, ".bin"))
    return shown_name(title or given or path.rpartition("/")[2], suffix)
