"""The application service: every shell (command line, later the web) asks here and only renders the answers."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from alignment.compare import compare_sides
from alignment.model import Comparison, Side, SideName, Task
from alignment.segment import segment
from revtrack.errors import InvalidInput, InvalidInputs
from revtrack.ingest.read import STDIN, ReadText, read_file, read_raw
from revtrack.settings import Settings, home, load_settings

if TYPE_CHECKING:  # what the corpus needs costs start-up time, which a comparison of two files does not
    from corpus_repo import Corpus, Document, Healed, Line
    from corpus_repo.model import Value
    from corpus_repo.queries import DutyFilter, DutyHit, Filter, Happened, Hit, Listed, Page
    from corpus_repo.verify import Verified
    from revtrack.backup import BackedUp
    from revtrack.holdings.adding import Addition, Report
    from revtrack.holdings.blame import Blamed
    from revtrack.holdings.changing import Changed
    from revtrack.holdings.naming import Named
    from revtrack.holdings.reading import Reading
    from revtrack.ingest.extracted import Remark
    from revtrack.ingest.found import FoundDocument
    from revtrack.ingest.metadata import Metadata

Progress = Callable[[int, int], None]


class Sample(NamedTuple):
    """A pair of the sample corpus that is worth comparing."""

    name: str
    old: Path
    new: Path
    task: Task


@dataclass(frozen=True, slots=True)
class TextOf:
    """The text of a version, clause by clause."""

    named: Named
    lines: tuple[Line, ...]

    @property
    def plain(self) -> str:
        """The issuer's text, one natural paragraph a line."""
        parts: list[str] = []
        for line in self.lines:
            if line.runs_on and parts:
                parts[-1] += line.whole
            else:
                parts.append(line.whole)
        return "".join(f"{part}\n" for part in parts)


@dataclass(frozen=True, slots=True)
class FoundDuties:
    """Duties that were looked for, and how many of all versions have been read for duties so far."""

    page: Page[DutyHit]
    covered: int
    versions: int


class SplitDocument(NamedTuple):
    """A document of a file: where it stands, and its metadata."""

    found: FoundDocument
    metadata: Metadata


class Tracker:
    """Compares texts and keeps the corpus, under the settings of a user; `home` is the folder of the user's data.

    Whatever fails for a reason that a user can mend raises a `RevtrackError` that says so.
    """

    def __init__(self, settings: Settings, home: Path) -> None:
        self.settings = settings
        self.home = home
        #: Told once of what opening the corpus had to put right after an interrupted write.
        self.on_healed: Callable[[Healed], None] | None = None
        #: Told of what is worth knowing about how a file's text was got: (file, remark).
        self.on_remark: Callable[[str, Remark], None] | None = None
        self._opened: Corpus | None = None

    @classmethod
    def from_settings(cls) -> Tracker:
        """A tracker with the settings of this run. Raises `InvalidInput` where those are at fault."""
        return cls(load_settings(), home())

    def close(self) -> None:
        """Give back what the corpus holds open."""
        if self._opened is not None:
            self._opened.close()
            self._opened = None

    def __enter__(self) -> Tracker:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # --- comparing -----------------------------------------------------------------------------------------------

    def compare_files(self, old: str | Path, new: str | Path, task: Task = "revision") -> Comparison:
        """Everything found between two texts: each a file, "-" for standard input, or DOC[@VERSION] of the corpus.

        A text without a title is called by its file's name. Raises `InvalidInputs` that tells about both sides.
        """
        if str(old) == STDIN and str(new) == STDIN:
            raise InvalidInput("twice-stdin")
        sides: list[Side] = []
        refused: list[InvalidInput] = []
        names: tuple[SideName, SideName] = ("old", "new")
        for given, name in zip((old, new), names, strict=True):
            try:
                sides.append(self._side(given, name))
            except InvalidInput as error:
                refused.append(error)
        if refused:
            raise InvalidInputs(refused)
        return compare_sides(sides[0], sides[1], task=task, limits=self.settings.limits())

    def compare_texts(self, old: str, new: str, task: Task = "revision") -> Comparison:
        """Everything found between two decoded texts."""
        limits = self.settings.limits()
        return compare_sides(segment(old, "old", limits), segment(new, "new", limits), task=task, limits=limits)

    def _side(self, given: str | Path, name: SideName) -> Side:
        if isinstance(given, str) and self._is_version(given):
            return self._stored_side(given, name)
        read = self._read(given)
        side = segment(read.text, name, self.settings.limits())
        return side if side.title or str(given) == STDIN else replace(side, title=Path(given).stem)

    def _read(self, path: str | Path) -> ReadText:
        read = read_file(path, max_bytes=self.settings.max_file_bytes, limits=self.settings.reader_limits())
        if self.on_remark:
            for remark in read.remarks:
                self.on_remark(read.name, remark)
        return read

    def _is_version(self, given: str) -> bool:
        """Whether an argument means the corpus: a file of that name comes first."""
        from revtrack.holdings import has_corpus

        return given != STDIN and not _exists(given) and has_corpus(self.home)

    def _stored_side(self, words: str, name: SideName) -> Side:
        from revtrack.holdings.naming import find_version
        from revtrack.holdings.reading import to_side

        with self._corpus() as corpus:
            found = find_version(corpus, words)
            side = to_side(corpus.lines(found.version), name, self.settings.limits())
        title, issued = found.version.value("title"), found.version.value("issued")
        return replace(side, title=title or side.title, issued=issued or side.issued)

    def split_file(self, path: str | Path) -> tuple[SplitDocument, ...]:
        """The documents that a file holds, with what each says of itself; nothing is stored."""
        from revtrack.ingest.metadata import read_metadata
        from revtrack.ingest.split import split

        read = self._read(path)
        return tuple(SplitDocument(found, read_metadata(found)) for found in split(read.text))

    def samples(self) -> tuple[Sample, ...]:
        """The pairs of the shipped sample corpus: a draft and what was issued, a city's plan and two districts'."""
        folder = Path(__file__).parent / "sample"
        city, draft = folder / "city_plan.txt", folder / "district_draft.txt"
        issued, second = folder / "district_issued.txt", folder / "second_district.txt"
        return (
            Sample("draft-issued", draft, issued, "revision"),
            Sample("city-district", city, issued, "derivation"),
            Sample("city-second-district", city, second, "derivation"),
        )

    # --- the corpus ----------------------------------------------------------------------------------------------

    def init(self) -> Path:
        """Make an empty corpus in the home folder; its path. Raises `InvalidInput` (corpus-exists)."""
        from corpus_repo import Corpus
        from revtrack.holdings.failures import told

        with told():
            Corpus.create(self.home, self.settings.author)
        return self.home

    def add(
        self,
        paths: Sequence[str | Path],
        *,
        values: Mapping[str, str] | None = None,
        source: str = "",
        document: str = "",
        report: Report | None = None,
    ) -> list[Addition]:
        """Take files into the corpus: folders stand for the files in them, "-" for standard input.

        Args:
            values: metadata by field that wins over what is read from the texts.
            source: where the files came from, as an address.
            document: DOC that the files are versions of; "" for documents of their own.
            report: told of each file as soon as it is kept, with how many are done and how many there are.

        A file that is refused stops no other: its `Addition` carries the error.
        """
        from revtrack.holdings.adding import Given, Item, add_items, files_of, items_of
        from revtrack.holdings.changing import checked_value
        from revtrack.holdings.naming import find_document

        limit = self.settings.max_file_bytes
        items: list[Item] = []
        for path in paths:
            if str(path) == STDIN:
                items.append(Item(STDIN, lambda: read_raw(STDIN, max_bytes=limit)))
                continue
            for file in files_of([Path(path)]):
                items += items_of(file, lambda file=file: read_raw(file, max_bytes=limit))
        checked: dict[str, Value] = {name: checked_value(name, value) for name, value in (values or {}).items()}
        with self._corpus() as corpus:
            target = find_document(corpus, document).id if document else ""
            given = Given(checked, source, target)
            return add_items(corpus, items, given, self._reading(), self.settings.author, report or _nobody_asks)

    def _reading(self) -> Reading:
        from revtrack.holdings.reading import Reading

        return Reading(self.settings.limits(), self.settings.reader_limits())

    def documents(self, asked: Filter | None = None, *, offset: int = 0, limit: int | None = None) -> Page[Listed]:
        """The documents of the corpus, the newest first."""
        with self._corpus() as corpus:
            return corpus.queries.documents(asked, offset=offset, limit=limit)

    def document(self, words: str) -> Document:
        """The document that DOC names."""
        from revtrack.holdings.naming import find_document

        with self._corpus() as corpus:
            return find_document(corpus, words)

    def history(self, words: str) -> tuple[Happened, ...]:
        """What became of a document and of those joined to it, oldest change first."""
        from revtrack.holdings.naming import find_document

        with self._corpus() as corpus:
            document = find_document(corpus, words)
            return corpus.queries.history((document.id, *corpus.queries.redirects_to(document.id)))

    def text(self, words: str) -> TextOf:
        """The text of a version that DOC[@VERSION] names."""
        from revtrack.holdings.naming import find_version

        with self._corpus() as corpus:
            found = find_version(corpus, words)
            return TextOf(found, corpus.lines(found.version))

    def original(self, words: str) -> tuple[str, bytes]:
        """(name, bytes) of the original of a version. Raises `InvalidInput` (no-original)."""
        from revtrack.holdings.naming import find_version

        with self._corpus() as corpus:
            found = find_version(corpus, words)
            original = found.version.original
            if original is None:
                raise InvalidInput("no-original", facts={"version": found.version.id})
            return original.name, corpus.originals.get(original.sha256)

    def blame(self, words: str) -> tuple[Blamed, ...]:
        """Which version brought each clause of the version that DOC[@VERSION] names."""
        from revtrack.holdings.blame import blame
        from revtrack.holdings.naming import find_version

        with self._corpus() as corpus:
            return blame(corpus, find_version(corpus, words), self.settings.limits())

    def diff(self, words: str, old: str, new: str) -> Comparison:
        """Everything found between two versions of one document."""
        sides = self._stored_side(f"{words}@{old}", "old"), self._stored_side(f"{words}@{new}", "new")
        return compare_sides(*sides, limits=self.settings.limits())

    def search(self, words: str, asked: Filter | None = None, *, offset: int = 0, limit: int = 20) -> Page[Hit]:
        """Clauses of any version that hold words; see `corpus_repo.queries.Queries.search`."""
        with self._corpus() as corpus:
            return corpus.queries.search(words, asked, offset=offset, limit=limit)

    def duties(
        self, wanted: DutyFilter, asked: Filter | None = None, *, offset: int = 0, limit: int = 20
    ) -> FoundDuties:
        """Duties of any version by actor, words, deadline, polarity and strength, as far as they have been read."""
        from alignment.knowledge import Knowledge
        from revtrack.holdings.duties import read_by

        with self._corpus() as corpus:
            covered, versions = corpus.queries.duties_cover(read_by(Knowledge.shipped()))
            return FoundDuties(corpus.queries.duties(wanted, asked, offset=offset, limit=limit), covered, versions)

    def read_duties(self, progress: Progress | None = None) -> int:
        """Read the duties of the versions that lack them; how many those were. May be stopped and taken up again."""
        from alignment.knowledge import Knowledge
        from revtrack.holdings.duties import read_duties

        with self._corpus() as corpus:
            return read_duties(corpus, self.settings.limits(), Knowledge.shipped(), progress)

    def link(self, draft: str, final: str) -> Changed:
        """Join two documents that are one policy; the older id stays, the other leads to it."""
        from revtrack.holdings import changing

        with self._corpus() as corpus:
            return changing.link(corpus, draft, final, self.settings.author)

    def unlink(self, words: str) -> Changed:
        """Part what was joined: DOC is the joined document's own id, or what it was joined to."""
        from revtrack.holdings import changing

        with self._corpus() as corpus:
            return changing.unlink(corpus, words, self.settings.author)

    def move(self, version: str, document: str) -> Changed:
        """Put one version under another document."""
        from revtrack.holdings import changing

        with self._corpus() as corpus:
            return changing.move(corpus, version, document, self.settings.author)

    def edit(self, words: str, values: Mapping[str, str]) -> Changed:
        """Correct metadata of a document or of a version; "" takes a correction away."""
        from revtrack.holdings import changing

        with self._corpus() as corpus:
            return changing.edit(corpus, words, values, self.settings.author)

    def withdraw(self, words: str, reason: str) -> Changed:
        """Say that a version no longer counts, and why."""
        from revtrack.holdings import changing

        with self._corpus() as corpus:
            return changing.withdraw(corpus, words, reason, self.settings.author)

    def undo(self, commit: str) -> Changed:
        """Take back one change by its commit."""
        from revtrack.holdings import changing

        with self._corpus() as corpus:
            return changing.undo(corpus, commit, self.settings.author)

    def verify(self, progress: Progress | None = None) -> Verified:
        """Whether everything stored can be read back as it was written."""
        from corpus_repo.verify import verify

        with self._corpus() as corpus:
            return verify(corpus, progress)

    def reindex(self, progress: Progress | None = None) -> int:
        """Make the catalog anew from git; how many documents it holds."""
        with self._corpus() as corpus:
            return corpus.rebuild(progress)

    def back_up(self, target: str | Path, progress: Progress | None = None) -> BackedUp:
        """Write everything that cannot be made again into one file."""
        from revtrack.backup import back_up

        with self._corpus() as corpus:
            return back_up(corpus, Path(target), progress)

    def restore(self, source: str | Path, progress: Progress | None = None) -> int:
        """Put a backup into a home without a corpus and make its catalog; how many files that were."""
        from revtrack.backup import restore
        from revtrack.holdings.failures import told

        if not Path(source).is_file():
            raise InvalidInput("missing", str(source))
        with told():
            count = restore(Path(source), self.home, progress)
        with self._corpus():
            return count

    @contextmanager
    def _corpus(self) -> Generator[Corpus]:
        """The corpus, opened once; what goes wrong with it is told as a user's error."""
        from revtrack.holdings.failures import told

        with told():
            if self._opened is None:
                from corpus_repo import Corpus
                from revtrack.holdings.folding import lookup_key

                self._opened = Corpus(
                    self.home,
                    lookup_key,
                    catalog_url=self.settings.catalog_url,
                    lock_seconds=self.settings.lock_seconds,
                )
                if self._opened.healed and self.on_healed:
                    self.on_healed(self._opened.healed)
            yield self._opened


def _exists(given: str) -> bool:
    try:
        return os.path.lexists(given)
    except ValueError:  # a NUL in the name
        return False


def _nobody_asks(_addition: Addition, _done: int, _total: int) -> None:
    pass
