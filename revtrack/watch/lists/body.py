"""The text of a body that a site sent, in whatever encoding, packed or damaged."""

from __future__ import annotations

import re
import zlib

from revtrack.errors import InvalidInput
from revtrack.ingest.encoding import decode
from revtrack.watch.lists.item import Notes

MAX_UNPACKED = 32_000_000
_GZIP = b"\x1f\x8b"
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*(?:["']\s*)?([A-Za-z0-9_:-]+)""", re.I)
_DECLARED_WITHIN = 4096
_CHARSET = re.compile(r"""charset\s*=\s*["']?([\w:-]+)""", re.I)
#: More broken characters than this share: the reading is wrong, not the page.
_MAX_DAMAGE = 0.01


def body_text(body: bytes, content_type: str, hint: str, notes: Notes) -> tuple[str, str]:
    """The text of a body and its encoding; ("", "") with a note where it is none.

    The source's own hint comes before the header, and that before what the page says of itself. A page with a few
    broken characters (titles cut in the middle of one) is read without them: a list must not go blind for that.
    """
    data = _unpacked(body, notes)
    said = _CHARSET.search(content_type)
    declared = _DECLARED.search(data, 0, _DECLARED_WITHIN)
    labels = [hint, said[1] if said else "", declared[1].decode("ascii") if declared else ""]
    label = next((one for one in labels if one), "")
    if hint:
        try:
            return data.decode("gb18030" if hint.lower().startswith(("gb", "cp936")) else hint), hint
        except (UnicodeDecodeError, LookupError):
            pass  # the site changed its encoding: the bytes say which it is now
    if not data.strip():
        return "", ""
    if data.startswith((b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8\xff")):
        notes.add("binary")
        return "", ""
    try:
        decoded = decode(data, label=label)
    except InvalidInput:
        return _mended(data, label, notes)
    return decoded.text, decoded.encoding


def _mended(data: bytes, label: str, notes: Notes) -> tuple[str, str]:
    candidates = ["gb18030" if label.lower().startswith(("gb", "cp936")) else label, "utf-8", "gb18030"]
    for encoding in dict.fromkeys(one for one in candidates if one):
        try:
            text = data.decode(encoding, errors="replace")
        except LookupError:
            continue
        broken = text.count("\ufffd") + text.count("\0")
        if broken <= _MAX_DAMAGE * len(text):
            notes.add("damaged-characters", str(broken))
            return text.replace("\ufffd", "").replace("\0", ""), encoding
    notes.add("undecodable")
    return "", ""


def _unpacked(body: bytes, notes: Notes) -> bytes:
    """Sitemaps are kept as gzip files; only so much is unpacked, whatever the file claims."""
    if not body.startswith(_GZIP):
        return body
    unpacker = zlib.decompressobj(wbits=31)
    try:
        data = unpacker.decompress(body, MAX_UNPACKED)
    except zlib.error:
        notes.add("binary")
        return b""
    if unpacker.unconsumed_tail:
        notes.add("too-large")
        return b""
    return data
