"""The phrases for what differs beside the duties: other changes of substance, and the rest by sort."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from revtrack.words.language import Lang


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
