"""The phrases for what differs beside the duties: other changes of substance, and the rest by sort."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from revtrack.words.language import Lang

if TYPE_CHECKING:  # the package's door loads the numerical libraries, which no error message needs
    from alignment.model import Task


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountWords:
    """What an account is told with in one language, and the marks between words."""

    lang: Lang
    between: str
    colon: str
    only_wording: str
    only_beside_duties: str
    other_substance: str
    the_rest: str
    substance: Mapping[str, str]
    classes: Mapping[str, str]
    proofs: Mapping[str, str]

    # --- the paragraph that opens a comparison -------------------------------------------------------------------
    lead: str
    lead_between: str
    lead_kinds: Mapping[str, Mapping[str, str]]
    lead_sanctions: str
    lead_rest: str
    and_more: str

    def lead_kind(self, change: str, task: Task) -> str:
        """Duties added or removed, as a claim names them; in a derivation those not taken up."""
        return self.lead_kinds[task][change]

    def lead_count(self, name: str, count: int) -> str:
        """A sort of change with how many rows there are of it."""
        if self.lang == "zh":
            return f"{name} {count} 项"
        return f"{name} {count}"

    def row_number(self, number: str) -> str:
        """The number of a row, behind the words that it backs."""
        return f"〔{number}〕" if self.lang == "zh" else f" [{number}]"

    def bracketed(self, text: str) -> str:
        """Said by the way."""
        return f"（{text}）" if self.lang == "zh" else f" ({text})"

    def substance_name(self, kind: str) -> str:
        """A kind of other substance: definition, effective-date, reference …"""
        return self.substance[kind]

    def rest_name(self, cls: str, kind: str, proof: str) -> str:
        """What differences that change no duty are: renamed, localised, moved, renumbered, or wording by its proof."""
        if cls == "wording":
            return f"{self.classes[cls]}{self.between}{self.proofs.get(proof, proof)}"
        if kind in self.classes:
            return self.classes[kind]
        name = self.classes[cls]
        return f"{name}{self.colon}{kind}" if cls == "renamed" else name

    def substance_counts(self, count: int) -> str:
        """How many other changes of substance there are."""
        if self.lang == "zh":
            return f"{count} 处其他实质变化"
        return f"{count} other change of substance" if count == 1 else f"{count} other changes of substance"

    def places(self, count: int) -> str:
        """So many places of the texts."""
        return f"{count} 处" if self.lang == "zh" else f"{count} place" if count == 1 else f"{count} places"
