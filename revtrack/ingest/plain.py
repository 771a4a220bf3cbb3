"""Bytes that are text → decoded text, Markdown or the text of a web page, whatever their name says."""

from __future__ import annotations

import re
from pathlib import Path

from revtrack.errors import InvalidInput
from revtrack.ingest.account import Account, Counting
from revtrack.ingest.encoding import decode
from revtrack.ingest.extracted import Extracted
from revtrack.ingest.formats import SUFFIXES

#: Texts whose suffix tells what the bytes leave open.
_HINTS = {suffix: form for form in ("html", "markdown") for suffix in SUFFIXES[form]}
_HTML_BEGIN = re.compile(r"<(?:!doctype\s+html|html|head|body|meta)\b", re.I)
_HTML_TAG = re.compile(r"<(?:p|div|br|span|table|body|html|h[1-6]|li|td)\b", re.I)
_XML_ROOT = re.compile(r"<([A-Za-z_][\w.-]{0,60}(?::[\w.-]{1,60})?)[\s/>]")
_DECLARED = re.compile(rb"""(?:charset|encoding)\s?=\s?["']?\s?([A-Za-z0-9_:-]{1,40})""", re.I)
#: How far into a page a declared encoding is looked for (browsers look at 1,024 bytes; real pages come later).
_DECLARED_WITHIN = 4096
#: More control characters than this share of the text: it is some binary format we do not know.
_MAX_CONTROL_SHARE = 0.01
#: Line ends, tabs and form feeds belong to texts; the rest of the control characters does not.
_CONTROL = re.compile(r"[\x01-\x08\x0e-\x1f\x7f]")
_INK = re.compile(r"[^\s\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\x01-\x1f\x7f]")


def extract_text(data: bytes, *, name: str) -> Extracted:
    """The text of a file that is none of the binary formats; the suffix of `name` hints at the format.

    Raises `InvalidInput`: empty, nul, undecodable, control, markup, binary for XML that is no page.
    """
    hinted = _HINTS.get(Path(name).suffix.lower(), "")
    declared = _DECLARED.search(data, 0, _DECLARED_WITHIN) if hinted != "markdown" and b"<" in data[:512] else None
    text, encoding = decode(data, file=name, label=declared[1].decode("ascii") if declared else "")
    _refuse_control_characters(text, name)
    form = _form(text, hinted, name)
    if form == "html":
        from revtrack.ingest.page.reader import extract_markup

        found = extract_markup(text, name=name)
        found = Extracted(found.text, found.remarks, found.account, found.facts, encoding, form)
    else:
        found = Extracted(text, account=_whole(text), encoding=encoding, form=form)
    if not _INK.search(found.text):
        raise InvalidInput("empty", name)
    return found


def extract_mhtml(data: bytes, *, name: str) -> Extracted:
    """The text of a page saved as one file, or of the pages of one text kept together."""
    from revtrack.ingest.page.mhtml import pages_of
    from revtrack.ingest.page.reader import extract_page

    found = join_pages([extract_page(page, name=name) for page in pages_of(data, name)])
    if not _INK.search(found.text):
        raise InvalidInput("empty", name)
    return found


def join_pages(pages: list[Extracted]) -> Extracted:
    """Several pages of one text as one: the title once, a sentence that a page cuts in two put together."""
    first, *others = pages
    lines = first.text.rstrip("\n").split("\n")
    count = Counting()
    count.add(first.account)
    title = lines[0] if lines else ""
    for page in others:
        more = page.text.rstrip("\n").split("\n")
        count.add(page.account)
        more = more[1:] if more and "".join(more[0].split()) == "".join(title.split()) else more
        if lines and more and _goes_on(lines[-1]):
            lines[-1] += more.pop(0)
        lines += more
    remarks = tuple(remark for remark in first.remarks if remark.kind != "page-part" or not others)
    return Extracted("\n".join(lines) + "\n", remarks, count.done(), first.facts, first.encoding, "html")


def _goes_on(line: str) -> bool:
    """Whether a line breaks off in the middle of a sentence."""
    return len(line) > 20 and line[-1:] not in "。！？；：:;.!?”’）)》】" and "\t" not in line


def _whole(text: str) -> Account:
    count = Counting()
    count.hold(text)
    count.read(text)
    return count.done()


def _refuse_control_characters(text: str, name: str) -> None:
    found = _CONTROL.findall(text)
    if len(found) > max(8, _MAX_CONTROL_SHARE * len(text)):
        first = text.index(found[0])
        raise InvalidInput(
            "control",
            name,
            line=text.count("\n", 0, first) + 1,
            facts={"codepoint": f"U+{ord(found[0]):04X}", "count": str(len(found))},
        )


def _form(text: str, hinted: str, name: str) -> str:
    begins = _after_prologue(text)
    if _HTML_BEGIN.match(text, begins):
        return "html"
    root = _XML_ROOT.match(text, begins)
    if root and text[:begins].lstrip("\ufeff \r\n\t").startswith("<?xml") and hinted != "html":
        raise InvalidInput("binary", name, facts={"format": "xml"})
    if hinted == "html" and not _HTML_TAG.search(text):
        return "text"  # plain text under a page's name: reading it as a page would join its lines
    return hinted or "text"


def _after_prologue(text: str) -> int:
    """Where a text begins behind the declaration, comments and blanks that XML and HTML may open with."""
    at = 0
    while True:
        while at < len(text) and (text[at].isspace() or text[at] == "\ufeff"):
            at += 1
        if text.startswith("<!--", at):
            ends = text.find("-->", at + 4)
        elif text.startswith("<?", at):
            ends = text.find("?>", at + 2)
        else:
            return at
        if ends < 0:
            return at
        at = ends + (3 if text.startswith("-->", ends) else 2)
