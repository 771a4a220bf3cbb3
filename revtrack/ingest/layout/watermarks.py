"""What a watermark says of a text: that it is a draft."""

from __future__ import annotations

import re
from collections.abc import Sequence

_DRAFT = re.compile(r"征求意见稿?|送审稿|讨论稿|审议稿|草案|草稿|DRAFT", re.I)


def facts_of(marks: Sequence[str]) -> dict[str, tuple[str, str]]:
    """The status that watermarks tell, as fields of the metadata with the words; {} where they tell none."""
    said = next((mark for mark in marks if _DRAFT.search(mark)), "")
    return {"status": ("draft", said)} if said else {}
