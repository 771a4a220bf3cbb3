"""What is sent is bounded: an upload, all that wait to be confirmed, forms; each refusal is told in both languages."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from revtrack.holdings.intake import Bounds
from revtrack.service import Tracker
from revtrack.settings import load_settings
from revtrack.words.language import LANGUAGES, Lang
from revtrack.words.pages import web_words
from tests.web.conftest import Running, run

TEXT = "云渡区公厕管理办法\n\n第一条　区城管局应当每日清扫公厕。\n".encode()


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Running]:
    """A site where three files, or three thousand bytes, may wait."""
    yield from run(Tracker(load_settings(), tmp_path / "home"), Bounds(5, 2_500, 3, 3_000))


def held(site: Running) -> list[Path]:
    return [path for path in (site.home / "incoming").rglob("*") if path.is_file() and path.name != "names.json"]


def test_no_more_files_wait_than_may_and_what_is_discarded_makes_room(small: Running) -> None:
    visitor = small.visitor()
    for at in range(3):
        assert visitor.upload((f"{at}.txt", TEXT)).status_code == 200
    for language in LANGUAGES:
        refused = small.visitor(language).upload(("late.txt", TEXT))
        assert refused.status_code == 429
        assert "/uploads" in refused.text
        assert "waiting_files" in refused.text
    assert len(held(small)) == 3, "nothing of the refused one is kept"
    page = visitor.get("/uploads")
    assert all(f"{at}.txt" in page.text for at in range(3))
    token = small.tracker.waiting_uploads()[0].token
    visitor.post(f"/uploads/{token}", verdict="discard")
    assert visitor.upload(("late.txt", TEXT)).status_code == 200
    assert len(small.tracker.waiting_uploads()) == 3


def test_no_more_bytes_wait_than_may(small: Running) -> None:
    visitor = small.visitor()
    assert visitor.upload(("first.txt", TEXT * 20)).status_code == 200
    refused = visitor.upload(("second.txt", TEXT * 20))
    assert refused.status_code == 429
    assert "3,000" in refused.text
    assert len(held(small)) == 1


def test_what_is_confirmed_waits_no_more(small: Running) -> None:
    visitor = small.visitor()
    visitor.upload(("a.txt", TEXT))
    (left,) = small.tracker.waiting_uploads()
    assert (left.names, left.size > len(TEXT)) == (("a.txt",), True)
    visitor.post(f"/uploads/{left.token}", verdict="store", only="a.txt")
    assert small.tracker.documents().total == 1
    assert small.tracker.waiting_uploads() == ()
    assert web_words("zh").uploads_none in visitor.get("/uploads").text


def test_the_quota_is_a_setting(tmp_path: Path) -> None:
    settings = replace(load_settings(), waiting_files=1)
    for site in run(Tracker(settings, tmp_path / "home")):
        assert site.visitor().upload(("a.txt", TEXT)).status_code == 200
        assert site.visitor().upload(("b.txt", TEXT)).status_code == 429


def begun(
    site: Running, length: int, path: str = "/uploads", head: str = "", body: bytes = b"--x\r\n"
) -> socket.socket:
    """A request of which the head came and of the body no more than its beginning."""
    host = site.address.removeprefix("http://")
    address, _, port = host.partition(":")
    line = socket.create_connection((address, int(port)), timeout=20)
    line.sendall(
        f"POST {path} HTTP/1.1\r\nHost: {host}\r\nOrigin: {site.address}\r\n{head}"
        f"Content-Type: multipart/form-data; boundary=x\r\nContent-Length: {length}\r\n\r\n".encode()
        + body
    )
    return line


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_few_uploads_come_side_by_side(small: Running, language: Lang) -> None:
    lines = [begun(small, 2_000) for _ in range(4)]
    refused = small.visitor(language).upload(("one.txt", TEXT))
    assert refused.status_code == 429
    assert all(part in refused.text for part in web_words(language).faults[429])
    for line in lines:
        line.close()
    assert small.visitor().upload(("one.txt", TEXT)).status_code == 200


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", ["/watch/add", "/api/v1/documents", "/uploads"])
def test_a_body_that_is_too_large_is_told_before_it_comes(small: Running, path: str, language: Lang) -> None:
    line = begun(small, 9_000_000, path, f"Accept-Language: {language}\r\n", b"")
    answer = line.recv(65_536)
    while more := line.recv(65_536):
        answer += more
    line.close()
    assert answer.startswith(b"HTTP/1.1 413")
    assert (b"application/problem+json" in answer) == path.startswith("/api/")
    assert all(part in answer.decode("utf-8", "replace") for part in web_words(language).faults[413])


def test_the_api_tells_every_fault_in_the_language_asked_for(small: Running) -> None:
    for path, status in (("/nothing", 404), ("/documents?limit=0", 422), ("/compare?old=a&new=b", 404)):
        said = {lang: small.visitor(lang).get(f"/api/v1{path}").json()["error"] for lang in LANGUAGES}
        assert all(error["status"] == status for error in said.values())
        assert len({error["message"] for error in said.values()}) == len(LANGUAGES)
