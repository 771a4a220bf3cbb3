"""Where measures appear: by name and wording over documents, siblings side by side, names from citers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from revtrack.features.comparing import Comparing

if TYPE_CHECKING:
    from revtrack.holdings.naming import Named
    from revtrack.tracing.citers import Calling
    from revtrack.tracing.diffusion import Diffusion, Spread
    from revtrack.tracing.lines import PolicyLine
    from revtrack.tracing.siblings import Sibling, Siblings


class Diffusing(Comparing):
    """Tells where a measure went."""

    def diffusion(self, name: str = "", origin: str = "", address: str = "") -> Diffusion:
        """Where a measure stands, by its name; with a clause of DOC[@VERSION] (`origin`) by its wording, too. The
        others are seen against `origin`, else against the earliest."""
        from revtrack.holdings.naming import find_version
        from revtrack.tracing.diffusion import diffusion

        with self.library.corpus() as corpus:
            found = find_version(corpus, origin) if origin.strip() else None
            return diffusion(corpus, name.strip(), found, address.strip())

    def spreads(self, words: str) -> tuple[Named, tuple[Spread, ...]]:
        """The measures that DOC[@VERSION] names and that stand in other documents, too."""
        from revtrack.holdings.naming import find_version
        from revtrack.tracing.diffusion import spreads

        with self.library.corpus() as corpus:
            found = find_version(corpus, words)
            return found, spreads(corpus, found)

    def called(self, words: str) -> Calling:
        """What those who cite DOC[@VERSION] call it, where it has lost title, number or day, and what it rests on."""
        from revtrack.holdings.naming import find_version
        from revtrack.tracing.citers import calling

        with self.library.corpus() as corpus:
            return calling(corpus, find_version(corpus, words))

    def line(self, words: str) -> PolicyLine:
        """The policy line of DOC: documents of its matter over years and levels, confirmed and proposed, with the
        course of their measures."""
        from revtrack.bodies.joined import load_joined
        from revtrack.holdings.naming import find_version
        from revtrack.tracing.lines import FILE, line_of

        with self.library.corpus() as corpus:
            found = find_version(corpus, words)
            groups = load_joined(self.library.home, FILE)
            confirmed = {one for group in groups if found.document.id in group for one in group}
            return line_of(corpus, found, confirmed - {found.document.id})

    def confirm_line(self, words: str, others: Sequence[str]) -> PolicyLine:
        """Say that documents are of one line with DOC."""
        from revtrack.bodies.joined import load_joined, save_joined, with_joined
        from revtrack.tracing.lines import FILE, TOLD

        first = self.library.document(words).id
        groups = load_joined(self.library.home, FILE)
        for other in others:
            name = self.library.document(other).id
            groups = with_joined(groups, first, name) if name != first else groups
        save_joined(self.library.home, groups, FILE, TOLD)
        return self.line(first)

    def leave_line(self, words: str) -> None:
        """Say that DOC is of no line that a person confirmed."""
        from revtrack.bodies.joined import load_joined, save_joined, without
        from revtrack.tracing.lines import FILE, TOLD

        groups = load_joined(self.library.home, FILE)
        save_joined(self.library.home, without(groups, self.library.document(words).id), FILE, TOLD)

    def siblings_of(self, words: str) -> tuple[Named, tuple[Sibling, ...]]:
        """Texts of other places that name the same documents as their basis as DOC[@VERSION] does."""
        from revtrack.holdings.naming import find_version
        from revtrack.tracing.siblings import siblings_of

        with self.library.corpus() as corpus:
            found = find_version(corpus, words)
            return found, siblings_of(corpus, found)

    def siblings(self, words: str, others: Sequence[str]) -> Siblings:
        """Texts side by side: what all have, what some have, what stands only in one."""
        from revtrack.tracing.siblings import side_by_side
        from revtrack.tracing.stored import traced

        with self.library.corpus() as corpus:
            return side_by_side(traced(corpus, words, others, self._compare_stored))
