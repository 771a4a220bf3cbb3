"""Several pages of one text put into one file, each with its bytes as they came: a `multipart/mixed` of pages.

The form is that of pages saved by a browser (MHTML), so that what is kept can be opened, and is read again as one text.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Sequence

from revtrack.ingest.binary import binary_kind
from revtrack.ingest.page.parts import MOST_PAGES, next_address, part_of

_HTML = re.compile(rb"<(?:!doctype|html|head|body|div|p|meta|script)\b", re.I)
_BOUNDARY = "=_page_of_one_text_{number}_="
#: Words without which a page does not go on elsewhere.
_SIGNS = (b"createPage", *(word.encode(code) for word in ("下一页", "下页", "后一页") for code in ("utf-8", "gb18030")))
#: Bytes of a page that are looked through for where it goes on.
_LOOKED = 3_000_000


def gathered(data: bytes, name: str, beside: Callable[[str], bytes | None]) -> bytes:
    """A page with the pages that it goes on in; unchanged where it is whole, no first page, or they are not there.

    `beside` gives the bytes of a file of a name, None where there is none.
    """
    if binary_kind(data) or not _HTML.search(data[:4096]):
        return data
    markup = _markup(data)
    if not markup:
        return data
    part = part_of(markup)
    pages = [(name, data)]
    if part is not None:
        if part.number != 1:
            return data
        stem, dot, suffix = name.rpartition(".")
        for at, given in enumerate(part.names[1:], start=1):
            found = beside(posixpath.basename(given)) or beside(f"{stem}_{at}{dot}{suffix}")
            if found is None:
                return data
            pages.append((posixpath.basename(given), found))
    else:
        seen = {name}
        while (following := posixpath.basename(next_address(markup, f"http://x/{name}"))) and following not in seen:
            found = beside(following) if len(pages) < MOST_PAGES else None
            if found is None:
                break
            seen.add(following)
            pages.append((following, found))
            markup = _markup(found)
    return one_file(pages) if len(pages) > 1 else data


def goes_on_at(data: bytes, address: str) -> str:
    """The address of the page on which the text of a page goes on, "" where it does not."""
    markup = _markup(data)
    return next_address(markup, address) if markup else ""


def _markup(data: bytes) -> str:
    """A page as text where it may say that it goes on, "" where it does not."""
    looked = data[:_LOOKED]
    if not any(sign in looked for sign in _SIGNS):
        return ""
    for encoding in ("utf-8", "gb18030"):
        try:
            return looked.decode(encoding)
        except UnicodeDecodeError:
            continue
    return looked.decode("utf-8", "replace")


def one_file(pages: Sequence[tuple[str, bytes]]) -> bytes:
    """Pages, each with its address or name, as one file."""
    number = 0
    while any(_BOUNDARY.format(number=number).encode() in page for _, page in pages):
        number += 1
    boundary = _BOUNDARY.format(number=number)
    parts = [f'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="{boundary}"\r\n\r\n'.encode()]
    for name, page in pages:
        place = name.encode("ascii", "xmlcharrefreplace").decode("ascii").replace("\r", "").replace("\n", "")
        head = "Content-Type: text/html\r\nContent-Transfer-Encoding: binary\r\n"
        parts += [f"--{boundary}\r\n{head}Content-Location: {place}\r\n\r\n".encode(), page, b"\r\n"]
    return b"".join([*parts, f"--{boundary}--\r\n".encode()])
