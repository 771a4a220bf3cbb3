"""Taking files in: from folders, from what somebody handed in, and the sample corpus."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from revtrack.features.feature import Feature
from revtrack.ingest.read import STDIN, read_raw, with_other_pages

if TYPE_CHECKING:
    from corpus_repo.answers import Progress
    from corpus_repo.model import Value
    from revtrack.holdings.adding import Addition, Item, Report
    from revtrack.holdings.intake import Bounds, Handed, Left
    from revtrack.ingest.found import FoundDocument
    from revtrack.ingest.metadata import Metadata


class SplitDocument(NamedTuple):
    """A document of a file: where it stands, and its metadata."""

    found: FoundDocument
    metadata: Metadata


class Adding(Feature):
    """Makes a corpus and takes files into it."""

    def init(self) -> Path:
        """Make an empty corpus in the home folder; its path. Raises `InvalidInput` (corpus-exists)."""
        self.library.create()
        return self.library.home

    def add(
        self,
        paths: Sequence[str | Path],
        *,
        values: Mapping[str, str] | None = None,
        source: str = "",
        document: str = "",
        believed: bool = False,
        report: Report | None = None,
    ) -> list[Addition]:
        """Take files into the corpus: folders stand for the files in them, "-" for standard input.

        Args:
            values: metadata by field that wins over what is read from the texts.
            source: where the files came from, as an address.
            document: DOC that the files are versions of; "" for documents of their own.
            believed: store texts that are in doubt, too, which were looked at.
            report: told of each file as soon as it is kept, with how many are done and how many there are.

        A file that is refused stops no other: its `Addition` carries the error, as do links, pipes and devices in
        folders, for nothing outside of a named folder is read. One that is in doubt is not stored: its
        `Addition` carries the question. A page that is the first of several is read with those that lie beside it.
        """
        from revtrack.holdings.adding import Item, items_below, items_of

        limit = self.library.settings.max_file_bytes
        items: list[Item] = []
        for path in paths:
            if str(path) == STDIN:
                items.append(Item(STDIN, lambda: read_raw(STDIN, max_bytes=limit)))
                continue
            given = Path(path)
            if given.is_dir():
                items += items_below(given, limit)
            else:
                items += items_of(given, partial(_with_pages, given, limit))
        return self._add_items(items, values or {}, source, document, report, believed=believed)

    def _add_items(
        self,
        items: list[Item],
        values: Mapping[str, str],
        source: str = "",
        document: str = "",
        report: Report | None = None,
        *,
        only: frozenset[str] | None = None,
        each: Mapping[str, Mapping[str, str]] | None = None,
        believed: bool = False,
        author: str = "",
    ) -> list[Addition]:
        from revtrack.holdings.adding import Given
        from revtrack.holdings.changing import checked_value

        checked: dict[str, Value] = {name: checked_value(name, value) for name, value in values.items()}
        of_each = {
            item: {name: checked_value(name, value) for name, value in said.items()}
            for item, said in (each or {}).items()
        }
        target = self.library.document(document).id if document else ""
        given = Given(checked, source, target, only, of_each, believed)
        return self.library.add(items, given, author=author, report=report)

    def receive(self, files: Iterable[tuple[str, BinaryIO]], bounds: Bounds, by: str = "") -> str:
        """Keep files that somebody handed in aside until she confirms them; the token by which they are asked for."""
        from revtrack.holdings.intake import Intake

        return Intake(self.library.home).receive(files, bounds, by)

    def waiting_uploads(self) -> tuple[Left, ...]:
        """What was handed in and nobody has confirmed yet, the oldest first."""
        from revtrack.holdings.intake import Intake

        return Intake(self.library.home).waiting()

    def handed_in(self, token: str) -> tuple[str, ...]:
        """The names of the files of an upload. Raises `InvalidInput` (unknown-upload)."""
        from revtrack.holdings.intake import Intake

        return Intake(self.library.home).names(token)

    def look(self, token: str, progress: Progress | None = None) -> tuple[Handed, ...]:
        """The documents in the files that were handed in; nothing is stored."""
        from revtrack.holdings.intake import Intake

        with self.library.corpus() as corpus:
            intake, limit = Intake(self.library.home), self.library.settings.max_file_bytes
            return intake.look(corpus, token, self.library.reading(), limit, progress)

    def accept(
        self,
        token: str,
        only: Iterable[str],
        *,
        values: Mapping[str, str] | None = None,
        each: Mapping[str, Mapping[str, str]] | None = None,
        document: str = "",
        author: str = "",
        report: Report | None = None,
        keep: bool = False,
    ) -> list[Addition]:
        """Take the confirmed documents of what was handed in into the corpus, by the names that `look` gives them.

        `values` is metadata of all of them, `each` of one by its name; `keep` leaves what was handed in where it is,
        for whoever may have to do this again. Raises `InvalidInput` (field-value) before
        anything is stored.
        """
        from revtrack.holdings.intake import Intake

        intake = Intake(self.library.home)
        items = [item for _, _, inside in intake.items(token, self.library.settings.max_file_bytes) for item in inside]
        chosen = frozenset(only)
        meant = [
            item for item in items if any(name == item.name or name.startswith(f"{item.name}:") for name in chosen)
        ]
        done = self._add_items(
            meant, values or {}, "", document, report, only=chosen, each=each, believed=True, author=author
        )
        if not keep:
            intake.discard(token)
        return done

    def discard(self, token: str) -> None:
        """Throw away what was handed in."""
        from revtrack.holdings.intake import Intake

        Intake(self.library.home).discard(token)

    def split_file(self, path: str | Path) -> tuple[SplitDocument, ...]:
        """The documents that a file holds, with what each says of itself; nothing is stored."""
        from revtrack.ingest.metadata import read_metadata
        from revtrack.ingest.split import split

        read = self._read(path)
        return tuple(SplitDocument(found, read_metadata(found)) for found in split(read.text))


def _with_pages(file: Path, limit: int) -> bytes:
    """The bytes of a file, with the other pages of its text where it is the first of several."""
    return with_other_pages(file, read_raw(file, max_bytes=limit), limit)
