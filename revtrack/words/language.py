"""The languages of the interface: one table, from which choices, settings, pages and calendars follow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Lang = Literal["zh", "en"]


@dataclass(frozen=True, slots=True)
class Language:
    """A language: what it calls itself, and its tag in HTML and feeds."""

    name: str
    tag: str


#: The first is spoken where nothing else is known: the texts are Chinese.
LANGUAGES: Mapping[Lang, Language] = {
    "zh": Language("中文", "zh-CN"),
    "en": Language("English", "en"),
}


def spoken(text: object) -> Lang | None:
    """The language that a code names, None where it names none of ours."""
    return next((code for code in LANGUAGES if code == text), None)
