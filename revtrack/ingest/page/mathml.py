"""MathML as a line of text, in the way of `word.formula`."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from revtrack.ingest.page.nodes import children

_SIMPLE = re.compile(r"[\w.%％‰°]+$|[（(].*[）)]$", re.S)
_NOT_READ = frozenset(("annotation", "annotation-xml", "mphantom"))
_DEEPEST = 60


def linear(node: LexborNode, depth: int = 0) -> str:
    """The text of a formula or a part of it."""
    tag = node.tag or ""
    if tag == "-text":
        return (node.text_content or "").strip()
    if tag in _NOT_READ or depth > _DEEPEST:
        return ""
    parts = [linear(child, depth + 1) for child in children(node) if child.tag != "-comment"]
    parts = [part for part in parts if part]
    if tag == "mfrac" and len(parts) == 2:
        return f"{_bracketed(parts[0])}/{_bracketed(parts[1])}"
    if tag in {"msup", "mover"} and len(parts) == 2:
        return f"{_bracketed(parts[0])}^{_bracketed(parts[1])}"
    if tag in {"msub", "munder"} and len(parts) == 2:
        return f"{_bracketed(parts[0])}_{_bracketed(parts[1])}"
    if tag in {"msubsup", "munderover"} and len(parts) == 3:
        return f"{_bracketed(parts[0])}_{_bracketed(parts[1])}^{_bracketed(parts[2])}"
    if tag == "msqrt":
        return f"√({''.join(parts)})"
    if tag == "mroot" and len(parts) == 2:
        return f"{parts[1]}√({parts[0]})"
    return "".join(parts)


def _bracketed(text: str) -> str:
    return text if _SIMPLE.match(text) else f"({text})"
