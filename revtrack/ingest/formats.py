"""The formats of files that are read: the one table of their names and suffixes."""

from __future__ import annotations

from collections.abc import Mapping

#: By the name that an extractor bears; a format is told by the bytes, and by the suffix only where these say nothing.
SUFFIXES: Mapping[str, tuple[str, ...]] = {
    "text": (".txt",),
    "markdown": (".md", ".markdown"),
    "html": (".html", ".htm", ".xhtml", ".shtml", ".mht", ".mhtml"),
    "pdf": (".pdf",),
    "docx": (".docx",),
    "xlsx": (".xlsx",),
    "ofd": (".ofd",),
    "doc": (".doc", ".wps", ".xls", ".rtf", ".odt", ".ods"),
}
#: Formats that are read as text, and those of web pages.
TEXTS = frozenset((*SUFFIXES["text"], *SUFFIXES["markdown"]))
PAGES = frozenset(SUFFIXES["html"])
#: Every suffix of a file that is read; archives stand for the files in them.
READABLE = frozenset(suffix for suffixes in SUFFIXES.values() for suffix in suffixes)
ARCHIVE = ".zip"
