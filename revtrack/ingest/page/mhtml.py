"""Pages saved as one file: what a browser calls .mht or .mhtml, and several pages of one text kept together."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator

from revtrack.errors import InvalidInput

_HEAD = re.compile(rb"(?:[A-Za-z-]{2,40}:[^\r\n]{0,400}\r?\n(?:[ \t][^\r\n]{0,400}\r?\n){0,6}){1,30}")
_MULTIPART = re.compile(rb"content-type:\s{0,4}(?:multipart/|text/html)", re.I)


def is_mhtml(data: bytes) -> bool:
    """Whether bytes are a page saved with its mail headers."""
    head = _HEAD.match(data[:8000].lstrip())
    return head is not None and b"mime-version:" in head[0].lower() and bool(_MULTIPART.search(head[0]))


def pages_of(data: bytes, name: str) -> Iterator[bytes]:
    """The pages of such a file: the first one, or all where they are said to be pages of one text (multipart/mixed).

    Raises `InvalidInput` (markup) where there is none.
    """
    message = email.message_from_bytes(data.lstrip(), policy=email.policy.default)
    every = message.get_content_type() == "multipart/mixed"
    count = 0
    for part in message.walk():
        if part.get_content_type() not in {"text/html", "application/xhtml+xml"}:
            continue
        content = part.get_payload(decode=True)
        if isinstance(content, bytes) and content.strip():
            count += 1
            charset = part.get_content_charset()
            named = b"charset" in content[:4096].lower()
            yield content if named or not charset else f'<meta charset="{charset}">'.encode() + content
            if not every:
                return
    if not count:
        raise InvalidInput("markup", name)
