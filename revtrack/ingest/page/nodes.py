"""Nodes of a parsed page."""

from __future__ import annotations

from collections.abc import Iterator

from selectolax.lexbor import LexborNode

#: Elements that begin and end a line.
BLOCKS = frozenset(
    "address article blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure footer"
    " form h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol p pre section summary table tbody tfoot thead"
    " tr ul".split()
)
CELLS = frozenset(("td", "th"))


def children(node: LexborNode) -> Iterator[LexborNode]:
    """What stands right below a node, texts and comments too."""
    child = node.child
    while child is not None:
        yield child
        child = child.next


def below(node: LexborNode) -> Iterator[LexborNode]:
    """All nodes below a node in reading order, however deep they nest."""
    stack = [node]
    while stack:
        at = stack.pop()
        if at is not node:
            yield at
        stack.extend(reversed(list(children(at))))


def text_of(node: LexborNode) -> str:
    """All text below a node."""
    if node.tag == "-text":
        return node.text_content or ""
    return "".join(item.text_content or "" for item in below(node) if item.tag == "-text")


def attribute(node: LexborNode, name: str) -> str:
    """An attribute of an element, "" where it is not given; texts and comments have none."""
    tag = node.tag or "-"
    return "" if tag.startswith(("-", "!")) else (node.attributes.get(name) or "")
