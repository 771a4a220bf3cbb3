"""Characters that a reader cannot see, made visible: ‹U+200B› in place of a zero-width space."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

#: Control, format (bidi, zero-width, soft hyphen), surrogate and separator characters have no glyph of their own.
_UNSEEN_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_KEPT = frozenset("\n\t")
#: What certainly has a glyph is passed over quickly; only the rest is looked up.
_DOUBTFUL = re.compile("[^\n\t -~\u2010-\u2027\u3000-\u9fff\uff01-\uffe6]")


def show_unseen(text: str, dress: Callable[[str], str] = "‹{}›".format) -> str:
    """The text with each unseen character replaced by `dress("U+200B")`; blanks, tabs and line ends stay.

    >>> show_unseen("期限\u200b届满")
    '期限‹U+200B›届满'
    """

    def replace(match: re.Match[str]) -> str:
        char = match.group()
        if unicodedata.category(char) not in _UNSEEN_CATEGORIES or char in _KEPT:
            return char
        return dress(f"U+{ord(char):04X}")

    return _DOUBTFUL.sub(replace, text)


def on_a_line(text: str) -> str:
    """A text on one line of a terminal: its blanks and line ends as single blanks, what is unseen made visible.

    >>> on_a_line("期限\\n  届满")
    '期限 届满'
    """
    return show_unseen(" ".join(text.split()))
