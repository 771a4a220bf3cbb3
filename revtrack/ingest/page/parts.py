"""Texts that a site spreads over several pages: which page this is, how many there are, what the others are called.

Publishing systems write the links by script: `createPageHTML(3, 0, "t2024_12", "html")` stands for three pages, this
the first; the others are t2024_12_1.html and t2024_12_2.html. Others print links: 下一页.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

#: Texts of more pages are none.
MOST_PAGES = 60
_SCRIPT = re.compile(
    r"""createPage(?:HTML|Html|Nav|Link)?\w{0,12}\(\s{0,4}(?:["'][\w$.-]{0,60}["']\s{0,4},\s{0,4})?"""
    r"""(\d{1,4})\s{0,4},\s{0,4}(\d{1,4})\s{0,4},\s{0,4}["']([\w./%-]{1,200})["']\s{0,4},\s{0,4}["'](\w{1,8})["']"""
)
_LINK = re.compile(
    r"""<a\s[^<>]{0,400}?href\s{0,2}=\s{0,2}["']?([^"'\s<>]{1,300})["']?[^<>]{0,200}>([^<]{1,20})""", re.I
)
_NEXT = re.compile(r"\s*(?:[\[【<«]\s*)?(?:下一页|下页|下 ?一 ?页|后一页|next(?: page)?)\s*(?:[\]】>»]+\s*)?$", re.I)
_STEM = re.compile(r"^(.*?)(?:[_-](\d{1,3}))?(\.\w{2,6})$")


@dataclass(frozen=True, slots=True)
class Part:
    """One page of a text: `number` from 1, `count` of all, the names of all in order ("" where they are not known)."""

    number: int
    count: int
    names: tuple[str, ...] = ()


def part_of(markup: str) -> Part | None:
    """Which page of a text a page is; None for a page that is a whole text."""
    found = _SCRIPT.search(markup)
    if found:
        count, index, stem, suffix = int(found[1]), int(found[2]), unquote(found[3]), found[4]
        if 1 < count <= MOST_PAGES and index < count and not _is_list(stem):
            names = [f"{stem}.{suffix}", *(f"{stem}_{at}.{suffix}" for at in range(1, count))]
            return Part(index + 1, count, tuple(names))
    return None


def _is_list(stem: str) -> bool:
    """Lists of documents are paged by the same script; they are called index, list or by a column's name."""
    return posixpath.basename(stem).lower() in {"index", "list", "default", "search"}


def next_address(markup: str, address: str) -> str:
    """The address of the page on which a text goes on, "" where none is named.

    Only a page beside this one, of its name with a number, is believed: 下一页 of a list leads elsewhere.
    """
    part = part_of(markup)
    if part is not None:
        return urljoin(address, part.names[part.number]) if part.number < part.count else ""
    own = urlsplit(address)
    here = _STEM.match(posixpath.basename(own.path))
    for match in _LINK.finditer(markup):
        if not _NEXT.match(match[2]):
            continue
        target = urldefrag(urljoin(address, match[1].replace("&amp;", "&")))[0]
        there = urlsplit(target)
        stem = _STEM.match(posixpath.basename(there.path))
        beside = posixpath.dirname(own.path) == posixpath.dirname(there.path) and own.netloc == there.netloc
        if beside and here and stem and here[1] == stem[1] and target != address and not _is_list(here[1]):
            return target
    return ""
