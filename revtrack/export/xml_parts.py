"""What every exported document of XML needs: a name for its elements, and text that XML can hold."""

from __future__ import annotations

import re

from lxml import etree

from revtrack.export.unseen import show_unseen

#: An element of a tree; the library names its type with an underscore.
Element = etree._Element  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
#: Neither has a glyph nor is it a character: XML forbids the two, and `show_unseen` leaves them as they are.
_NO_CHARACTER = re.compile("[\ufffe\uffff]")


def xml_text(text: str) -> str:
    """The text with all that XML forbids and all that a reader cannot see written out.

    >>> xml_text("届\\x00满")
    '届‹U+0000›满'
    """
    return _NO_CHARACTER.sub(lambda match: f"‹U+{ord(match.group()):04X}›", show_unseen(text))
