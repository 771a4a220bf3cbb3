"""The application service: every shell (command line, later the web) asks here and only renders the answers."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from alignment.compare import compare_sides
from alignment.model import Comparison, Side, SideName, Task
from alignment.reading.segment import segment
from revtrack.errors import InvalidInput, InvalidInputs
from revtrack.ingest.read import STDIN, ReadText, read_file, read_raw
from revtrack.settings import Settings, home, load_settings

if TYPE_CHECKING:  # what the corpus needs costs start-up time, which a comparison of two files does not
    from corpus_repo import Corpus, Document, Healed, Line
    from corpus_repo.answers import Consultation, DutyFilter, DutyHit, Filter, Happened, Hit, Listed, Page
    from corpus_repo.model import Value
    from corpus_repo.verify import Verified
    from revtrack.holdings.adding import Addition, Item, Report
    from revtrack.holdings.backup import BackedUp
    from revtrack.holdings.blame import Blamed
    from revtrack.holdings.changing import Changed
    from revtrack.holdings.comparing import Compared, Comparisons, Word
    from revtrack.holdings.identity import Proposal
    from revtrack.holdings.intake import Bounds, Handed
    from revtrack.holdings.naming import Named
    from revtrack.holdings.reading import Reading
    from revtrack.ingest.extracted import Remark
    from revtrack.ingest.found import FoundDocument
    from revtrack.ingest.metadata import Metadata
    from revtrack.tracing.citing import Citations
    from revtrack.tracing.deciding import CheckedDecision
    from revtrack.tracing.stored import Graph, Relative, Station, Traced
    from revtrack.tracing.wording import Occurrence
    from revtrack.watch.desk import WatchDesk

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


class Undecided(NamedTuple):
    """A document that is likely one with another, until a person joins them or keeps them apart."""

    document: str
    title: str
    proposal: Proposal


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
        self._opening = threading.Lock()
        self._kept: Comparisons | None = None
        self._undecided: tuple[str, tuple[Undecided, ...]] = ("", ())

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

    def comparison(self, old: str, new: str, task: Task = "revision") -> Compared:
        """Everything found between two stored versions (DOC[@VERSION]), as people corrected it; made once."""
        from revtrack.holdings.comparing import compared
        from revtrack.holdings.naming import find_version

        with self._corpus() as corpus:
            sides = find_version(corpus, old), find_version(corpus, new)
            return compared(corpus, *sides, task, self.settings.limits(), self._comparisons())

    def comparison_ready(self, old: str, new: str, task: Task = "revision") -> bool:
        """Whether `comparison` can answer at once."""
        from revtrack.holdings.comparing import key_of, reviews_of
        from revtrack.holdings.naming import find_version

        with self._corpus() as corpus:
            first, second = find_version(corpus, old), find_version(corpus, new)
            reviews = reviews_of(corpus, first, second, task)
            return self._comparisons().has(key_of(first, second, task, self.settings.limits(), reviews))

    def review(self, old: str, new: str, task: Task, word: Word) -> Changed:
        """Keep what a person says of a comparison; the next one shows it."""
        from revtrack.holdings.comparing import review

        found = self.comparison(old, new, task)
        with self._corpus() as corpus:
            return review(corpus, found, task, word)

    def _comparisons(self) -> Comparisons:
        with self._opening:
            if self._kept is None:
                from revtrack.holdings.comparing import Comparisons

                self._kept = Comparisons()
            return self._kept

    def compare_files(self, old: str | Path, new: str | Path, task: Task = "revision") -> Comparison:
        """Everything found between two texts: each a file, "-" for standard input, or DOC[@VERSION] of the corpus.

        A text without a title is called by its file's name. Raises `InvalidInputs` that tells about both sides.
        """
        if str(old) == STDIN and str(new) == STDIN:
            raise InvalidInput("twice-stdin")
        sides: list[Side] = []
        refused: list[InvalidInput] = []
        names: tuple[SideName, SideName] = ("old", "new")
        if all(isinstance(given, str) and self._is_version(given) for given in (old, new)):
            return self.comparison(str(old), str(new), task).judged.comparison
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
        from revtrack.holdings.comparing import side_of
        from revtrack.holdings.naming import find_version

        with self._corpus() as corpus:
            return side_of(corpus, find_version(corpus, words), name, self.settings.limits())

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

    def load_samples(self) -> list[Addition]:
        """Take the sample corpus in, and say which of its plans take up which; what is there already stays as it is."""
        files = list(dict.fromkeys(path for sample in self.samples() for path in (sample.old, sample.new)))
        added = {Path(item.file).name: item for item in self.add(files)}
        for sample in self.samples():
            higher, lower = added[sample.old.name].document, added[sample.new.name].document
            if sample.task == "derivation" and higher and lower and not self.document(lower).derives_from:
                self.derive(lower, (higher,))
        return list(added.values())

    # --- the corpus ----------------------------------------------------------------------------------------------

    def has_corpus(self) -> bool:
        """Whether there is a corpus in the home folder."""
        from revtrack.holdings import has_corpus

        return has_corpus(self.home)

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
        from revtrack.holdings.adding import Item, files_of, items_of

        limit = self.settings.max_file_bytes
        items: list[Item] = []
        for path in paths:
            if str(path) == STDIN:
                items.append(Item(STDIN, lambda: read_raw(STDIN, max_bytes=limit)))
                continue
            for file in files_of([Path(path)]):
                items += items_of(file, lambda file=file: read_raw(file, max_bytes=limit))
        return self._add_items(items, values or {}, source, document, report)

    def _add_items(
        self,
        items: list[Item],
        values: Mapping[str, str],
        source: str = "",
        document: str = "",
        report: Report | None = None,
        *,
        only: frozenset[str] | None = None,
        author: str = "",
    ) -> list[Addition]:
        from revtrack.holdings.adding import Given, add_items
        from revtrack.holdings.changing import checked_value
        from revtrack.holdings.naming import find_document

        checked: dict[str, Value] = {name: checked_value(name, value) for name, value in values.items()}
        with self._corpus() as corpus:
            target = find_document(corpus, document).id if document else ""
            given = Given(checked, source, target, only)
            who = author or self.settings.author
            return add_items(corpus, items, given, self._reading(), who, report or _nobody_asks)

    def receive(self, files: Iterable[tuple[str, BinaryIO]], bounds: Bounds) -> str:
        """Keep files that somebody handed in aside until she confirms them; the token by which they are asked for."""
        from revtrack.holdings.intake import Intake

        return Intake(self.home).receive(files, bounds)

    def look(self, token: str, progress: Progress | None = None) -> tuple[Handed, ...]:
        """The documents in the files that were handed in; nothing is stored."""
        from revtrack.holdings.intake import Intake

        with self._corpus() as corpus:
            return Intake(self.home).look(corpus, token, self._reading(), self.settings.max_file_bytes, progress)

    def accept(
        self,
        token: str,
        only: Iterable[str],
        *,
        values: Mapping[str, str] | None = None,
        document: str = "",
        author: str = "",
        report: Report | None = None,
    ) -> list[Addition]:
        """Take the confirmed documents of what was handed in into the corpus, by the names that `look` gives them."""
        from revtrack.holdings.intake import Intake

        intake = Intake(self.home)
        items = [item for _, _, inside in intake.items(token, self.settings.max_file_bytes) for item in inside]
        chosen = frozenset(only)
        meant = [
            item for item in items if any(name == item.name or name.startswith(f"{item.name}:") for name in chosen)
        ]
        done = self._add_items(meant, values or {}, "", document, report, only=chosen, author=author)
        intake.discard(token)
        return done

    def discard(self, token: str) -> None:
        """Throw away what was handed in."""
        from revtrack.holdings.intake import Intake

        Intake(self.home).discard(token)

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

    def recent(
        self, since: str = "", kinds: Sequence[str] = (), *, words: str = "", limit: int = 50
    ) -> tuple[Happened, ...]:
        """The latest changes of the corpus, or of the document `words`, the newest first; see `Queries.recent`."""
        from revtrack.holdings.naming import find_document

        with self._corpus() as corpus:
            ids: tuple[str, ...] = ()
            if words:
                document = find_document(corpus, words)
                ids = (document.id, *corpus.queries.redirects_to(document.id))
            return corpus.queries.recent(since, kinds, documents=ids, limit=limit)

    def consultations(self, today: str) -> tuple[Consultation, ...]:
        """Drafts that are open for comment on a day (YYYY-MM-DD), the most urgent first."""
        with self._corpus() as corpus:
            return corpus.queries.consultations(today)

    def jurisdictions(self) -> tuple[tuple[str, int], ...]:
        """The places that documents are from, each with how many, the most frequent first."""
        with self._corpus() as corpus:
            return corpus.queries.jurisdictions()

    def citations(self, words: str) -> Citations:
        """Whom a version names, which of those the corpus has, and which documents name this one."""
        from revtrack.holdings.naming import find_version
        from revtrack.tracing.citing import citations

        with self._corpus() as corpus:
            return citations(corpus, find_version(corpus, words))

    def relatives(self, words: str) -> tuple[tuple[Listed, ...], tuple[Listed, ...]]:
        """(the documents of a higher body that this one takes up, the documents that take up this one)."""
        from revtrack.holdings.naming import find_document

        with self._corpus() as corpus:
            document = find_document(corpus, words)
            higher = tuple(item for name in document.derives_from for item in corpus.queries.named(name))
            return higher, corpus.queries.deriving(document.id)

    def derivations(self, limit: int = 300) -> tuple[tuple[Listed, Listed], ...]:
        """Pairs of (lower document, the higher one that it takes up), the newest first."""
        with self._corpus() as corpus:
            return corpus.queries.derivations(limit)

    def trace(self, higher: str, lower: Sequence[str] = ()) -> Traced:
        """What each lower text (DOC[@VERSION]) made of each clause of a policy; without any, those that take it up."""
        from revtrack.tracing.stored import traced

        with self._corpus() as corpus:
            return traced(corpus, higher, lower, self._compare_stored)

    def lineage(self, words: str, address: str) -> tuple[Station, ...]:
        """One clause through the versions of its document, the texts that take it up, and their later versions."""
        from revtrack.tracing.stored import lineage

        with self._corpus() as corpus:
            return lineage(corpus, words, address, self._compare_stored)

    def related(self, words: str, limit: int = 50) -> tuple[Relative, ...]:
        """The documents related to one: cited, citing, sharing its wording; the closest first."""
        from revtrack.tracing.stored import relatives

        with self._corpus() as corpus:
            return relatives(corpus, words, limit)

    def sources(self, words: str, line: int) -> tuple[Occurrence, ...]:
        """Where the wording of one clause (by its line, from 1) stands in other documents, the earliest first."""
        from revtrack.holdings.naming import find_version
        from revtrack.tracing.wording import sources

        with self._corpus() as corpus:
            return sources(corpus, find_version(corpus, words), line)

    def citation_graph(self, words: str) -> Graph:
        """The documents around one and who names whom, those that the corpus lacks included."""
        from revtrack.tracing.stored import citation_graph

        with self._corpus() as corpus:
            return citation_graph(corpus, words)

    def amendments(self, decision: str, amended: str = "", base: str = "") -> CheckedDecision:
        """A decision on amending read as instructions, each checked against the amended text.

        All are DOC[@VERSION]; without `amended` the corpus is looked through for the text that the decision names.
        """
        from revtrack.tracing.deciding import checked_decision

        with self._corpus() as corpus:
            return checked_decision(corpus, decision, amended, base, self.settings.limits())

    def _compare_stored(self, old: Named, new: Named, task: Task) -> Compared:
        from revtrack.holdings.comparing import compared

        with self._corpus() as corpus:
            return compared(corpus, old, new, task, self.settings.limits(), self._comparisons())

    @cached_property
    def watching(self) -> WatchDesk:
        """The watch of this home folder: sources, looks, the inbox, health."""
        from revtrack.watch.desk import WatchDesk

        return WatchDesk(self)

    def undecided(self, limit: int = 60) -> tuple[Undecided, ...]:
        """Among the documents added last, those that are likely one with another, with what speaks for it."""
        from revtrack.holdings.identity import holds_drafts, propose

        with self._corpus() as corpus:
            head = corpus.git.head()
            if self._undecided[0] == head:
                return self._undecided[1]
            drafts = holds_drafts(corpus)
            found: dict[frozenset[str], Undecided] = {}
            for change in corpus.queries.recent(kinds=("add",), limit=limit):
                record = corpus.queries.record(change.document)
                if record is None or change.version not in record.versions:
                    continue
                version = record.versions[change.version]
                proposal = propose(corpus, record, version, drafts=drafts)
                if proposal:
                    pair = frozenset((record.id, proposal.document))
                    found.setdefault(pair, Undecided(record.id, version.value("title"), proposal))
            self._undecided = head, tuple(found.values())
            return self._undecided[1]

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
        return self.comparison(f"{words}@{old}", f"{words}@{new}").judged.comparison

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

    def link(self, draft: str, final: str, *, author: str = "") -> Changed:
        """Join two documents that are one policy; the older id stays, the other leads to it."""
        from revtrack.holdings import changing

        with self._corpus() as corpus:
            return changing.link(corpus, draft, final, author or self.settings.author)

    def unlink(self, words: str, *, author: str = "") -> Changed:
        """Part what was joined: DOC is the joined document's own id, or what it was joined to."""
        from revtrack.holdings import changing

        with self._corpus() as corpus:
            return changing.unlink(corpus, words, author or self.settings.author)

    def derive(self, words: str, higher: Sequence[str], *, author: str = "") -> Changed:
        """Say which documents of a higher body a document takes up: those and no others."""
        from revtrack.holdings import changing

        with self._corpus() as corpus:
            return changing.derive(corpus, words, higher, author or self.settings.author)

    def keep_apart(self, words: str, other: str, *, author: str = "") -> Changed:
        """Say that two documents that look like one are two."""
        from revtrack.holdings import changing

        with self._corpus() as corpus:
            return changing.keep_apart(corpus, words, other, author or self.settings.author)

    def move(self, version: str, document: str, *, author: str = "") -> Changed:
        """Put one version under another document."""
        from revtrack.holdings import changing

        with self._corpus() as corpus:
            return changing.move(corpus, version, document, author or self.settings.author)

    def edit(self, words: str, values: Mapping[str, str], *, author: str = "") -> Changed:
        """Correct metadata of a document or of a version; "" takes a correction away."""
        from revtrack.holdings import changing

        with self._corpus() as corpus:
            return changing.edit(corpus, words, values, author or self.settings.author)

    def withdraw(self, words: str, reason: str, *, author: str = "") -> Changed:
        """Say that a version no longer counts, and why."""
        from revtrack.holdings import changing

        with self._corpus() as corpus:
            return changing.withdraw(corpus, words, reason, author or self.settings.author)

    def undo(self, commit: str, *, author: str = "") -> Changed:
        """Take back one change by its commit."""
        from revtrack.holdings import changing

        with self._corpus() as corpus:
            return changing.undo(corpus, commit, author or self.settings.author)

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
        from revtrack.holdings.backup import back_up

        with self._corpus() as corpus:
            return back_up(corpus, Path(target), progress)

    def restore(self, source: str | Path, progress: Progress | None = None) -> int:
        """Put a backup into a home without a corpus and make its catalog; how many files that were."""
        from revtrack.holdings.backup import restore
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
            yield self._opened or self._open()

    def _open(self) -> Corpus:
        from corpus_repo import Corpus
        from revtrack.holdings.folding import lookup_key

        with self._opening:
            if self._opened is None:
                self._opened = Corpus(
                    self.home,
                    lookup_key,
                    catalog_url=self.settings.catalog_url,
                    lock_seconds=self.settings.lock_seconds,
                )
                if self._opened.healed and self.on_healed:
                    self.on_healed(self._opened.healed)
            return self._opened


def _exists(given: str) -> bool:
    try:
        return os.path.lexists(given)
    except ValueError:  # a NUL in the name
        return False


def _nobody_asks(_addition: Addition, _done: int, _total: int) -> None:
    pass
