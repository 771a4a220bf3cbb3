"""What addresses, selectors and paths of a source may look like."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, SelectolaxError

_DOTTED = re.compile(r"[^.\s]+(?:\.[^.\s]+)*")


def valid_selector(selector: str) -> bool:
    """Whether this is a CSS selector that we can follow, with or without `@attribute` behind it."""
    css, _, attribute = selector.partition("@")
    if "@" in selector and not re.fullmatch(r"[A-Za-z][\w:-]*", attribute):
        return False
    if not css.strip():
        return bool(attribute)
    try:
        LexborHTMLParser("<p></p>").css(css)
    except SelectolaxError:
        return False
    return True


def is_web_address(text: str) -> bool:
    """An http or https address with a host and without a password: the files are shown in the web view."""
    if text != text.strip() or re.search(r"[\s\x00-\x1f\x7f\\]", text):
        return False
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return False
    return (
        parts.scheme in {"http", "https"}
        and bool(parts.hostname)
        and "@" not in parts.netloc
        and (port is None or port > 0)
    )


def is_path_name(text: str) -> bool:
    """Whether this is a path of this machine."""
    return bool(text.strip()) and "\0" not in text and "\n" not in text and "://" not in text and text[0] != "-"


def is_git_address(text: str) -> bool:
    """A repository on the web or on this disk: transports that run a command (ext::, user@host:) are none."""
    if "://" in text:
        return is_web_address(text)
    return is_path_name(text) and "::" not in text and not re.match(r"[^/@]*@[^/:]*:", text)


def is_path(text: str) -> bool:
    """Whether this is a dotted path into JSON."""
    return _DOTTED.fullmatch(text) is not None


def is_link_path(text: str) -> bool:
    """Whether this is a dotted path, or a pattern with paths in braces."""
    if not re.search(r"[{}/]", text):
        return is_path(text)
    return "{" in text and re.fullmatch(r"(?:[^{}\s]|\{[^{}\s]+\})+", text) is not None
