"""What an answer is, whatever the server calls it: a page or a file, and what the file is called."""

from __future__ import annotations

import pytest

from revtrack.watch.answers import file_name, is_page, score_of_failure
from revtrack.watch.net.fetched import Fetched, FetchFailed
from tests.revtrack.watch.made_up_sites import WALL


def answer(body: bytes, content_type: str = "", address: str = "https://a.example/x", **headers: str) -> Fetched:
    return Fetched(
        address=address,
        hops=(),
        status=200,
        etag="",
        last_modified="",
        content_type=content_type,
        charset="",
        headers={name.replace("_", "-"): said for name, said in headers.items()},
        body=body,
        elapsed=0.0,
        unchanged=False,
    )


@pytest.mark.parametrize(
    ("body", "content_type", "page"),
    [
        (b"<p>text", "text/html", True),
        (b"%PDF-1.7", "text/html", False),
        (b"PK\x03\x04", "text/html", False),
        (b"<!DOCTYPE html><p>", "", True),
        (b"\xef\xbb\xbf \n<html>", "application/octet-stream", True),
        (b"<html>", "application/pdf", False),
        (b"plain words", "text/plain", False),
        (b"<?xml version='1.0'?><html>", "text/xml", True),
    ],
)
def test_a_page_is_known_by_what_it_is(body: bytes, content_type: str, page: bool) -> None:
    assert is_page(answer(body, content_type)) is page


@pytest.mark.parametrize(
    ("found", "title", "name"),
    [
        (answer(b"", address="https://a.example/f/1.pdf"), "办法", "办法.pdf"),
        (answer(b"", "application/pdf", address="https://a.example/get?id=1"), "办法", "办法.pdf"),
        (answer(b"", content_disposition='attachment; filename="x.docx"'), "办法", "办法.docx"),
        (answer(b"", content_disposition="attachment; filename*=UTF-8''%E5%8A%9E%E6%B3%95.pdf"), "", "办法.pdf"),
        (answer(b"", address="https://a.example/a.pdf"), "附件.docx", "附件.docx"),
        (answer(b""), "办法", "办法.bin"),
    ],
)
def test_a_file_is_called_as_the_page_calls_it_with_the_suffix_of_its_kind(
    found: Fetched, title: str, name: str
) -> None:
    assert file_name(found, title) == name


def test_the_body_of_an_error_may_be_a_wall() -> None:
    score = score_of_failure(FetchFailed("status", "https://a.example/", status=403, body=WALL))
    assert score is not None
    assert score.blocked
    assert score_of_failure(FetchFailed("dns", "https://a.example/")) is None
