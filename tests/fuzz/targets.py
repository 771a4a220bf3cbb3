"""What is fuzzed: readers, lists, segmenter, splitter, numerals, comparison; each with what must hold."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from random import Random

from alignment import compare
from alignment.account.balance import balance
from alignment.duties.of_text import obligations_of
from alignment.force.events import events_of
from alignment.reading.days import point
from alignment.reading.lines import from_lines, to_lines
from alignment.reading.normalize import fold_with_offsets
from alignment.reading.numbers import value_of
from alignment.reading.numerals import inline_labels, parse_numeral, read_label, to_numeral
from alignment.reading.segment import segment
from alignment.reading.values import canonical, tokenise, values
from revtrack.errors import InvalidInput
from revtrack.ingest.archive import members
from revtrack.ingest.child import READERS
from revtrack.ingest.metadata import read_metadata
from revtrack.ingest.split import split
from revtrack.watch.lists.item import Notes
from revtrack.watch.lists.readers import ListText, read_json, read_page, read_xml, zone_of
from revtrack.watch.sources import Find
from tests.fuzz import made
from tests.fuzz.mutating import mutated

FOLDER = Path(__file__).parent
CORPUS, FOUND = FOLDER / "corpus", FOLDER / "found"


@dataclass(frozen=True)
class Target:
    """Something that takes bytes: `check` raises where what must hold does not; `seeds` are inputs to begin from."""

    check: Callable[[bytes], None]
    seeds: Callable[[], Sequence[bytes]]
    packaged: bool = False

    def input(self, name: str, seed: int, number: int) -> bytes:
        """The input of a number; the seeds themselves come first."""
        seeds = _seeds(name)
        if number < len(seeds):
            return seeds[number]
        return mutated(seeds, Random(f"{name} {seed} {number}"), packaged=self.packaged)  # noqa: S311


@cache
def _seeds(name: str) -> Sequence[bytes]:
    return tuple(TARGETS[name].seeds())


def _kept(*suffixes: str) -> Callable[[], Sequence[bytes]]:
    return lambda: [path.read_bytes() for path in sorted(CORPUS.iterdir()) if path.suffix in suffixes]


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


# --- what must hold --------------------------------------------------------------------------------------------------


def _reader(kind: str) -> Callable[[bytes], None]:
    module, function = READERS[kind]

    def check(data: bytes) -> None:
        with contextlib.suppress(InvalidInput):
            found = getattr(import_module(module), function)(data, name="件")
            found.text.encode("utf-8")
            assert "\0" not in found.text

    return check


def _archive(data: bytes) -> None:
    with contextlib.suppress(InvalidInput):
        for name, held in members(data, name="包.zip", suffixes=frozenset((".txt", ".docx"))):
            assert name
            assert isinstance(held, bytes)


def _segmenter(data: bytes) -> None:
    text = _text(data)
    side = segment(text, "new")
    pieces = [(piece.at, piece.text) for piece in side.discarded]
    for clause in side.clauses:
        pieces += [(run.source, clause.text[run.at : run.at + run.length]) for run in clause.origin]
        for sentence in clause.sentences:
            assert clause.text[sentence.start : sentence.end] == sentence.text
    back = "".join(words for _, words in sorted(pieces, key=lambda item: item[0]))
    assert _bare(back) == _bare(text), "nothing is lost"
    for duty in obligations_of(side):
        assert side.by_sentence[duty.sentence][1].text[duty.start : duty.end] == duty.text
    events_of(side)
    again = from_lines(to_lines(side), "new")
    assert [clause.text for clause in again.clauses] == [clause.text for clause in side.clauses]


def _bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def _splitter(data: bytes) -> None:
    for found in split(_text(data)):
        read_metadata(found)


def _numerals(data: bytes) -> None:
    text = _text(data)[:400]
    for words in (text, *text.split("\n")):
        value = parse_numeral(words)
        assert value is None or value >= 0
        read_label(words), inline_labels(words), value_of(words), point(words)
        flat, offsets = fold_with_offsets(words)
        assert len(offsets) == len(flat) + 1
        values(flat), canonical(words)
        for token in tokenise(words):
            assert 0 <= token.start <= token.end <= len(words)
    number = int.from_bytes(data[:3], "big") % 10_000
    if number:
        assert parse_numeral(to_numeral(number)) == number


def _with_itself(data: bytes) -> None:
    text = _text(data)
    found = compare(text, text)
    assert not found.differs
    assert [entry for entry in found.account if entry.told] == []
    assert found.obligations == ()


def _with_another(data: bytes) -> None:
    old, _, new = _text(data).partition("\x1e")
    found = compare(old, new)
    said = balance((found.old, found.new), found.links, found.account)
    assert (said["owned"], said["twice"], said["besides"]) == (said["differing"], 0, 0)
    names = {"old": [n for row in found.rows for n in row.old], "new": [n for row in found.rows for n in row.new]}
    for side in (found.old, found.new):
        assert sorted(names[side.name]) == sorted(clause.id for clause in side.clauses)


def _lists(read: Callable[[ListText], object]) -> Callable[[bytes], None]:
    def check(data: bytes) -> None:
        text = data.decode("utf-8", "replace")
        read(ListText(text, "https://river.example/tz/", "utf-8", Find(), zone_of("Asia/Shanghai"), None, Notes()))

    return check


def _pairs() -> Sequence[bytes]:
    texts = _kept(".txt")()
    return [b"\x1e".join((old, new)) for old in texts for new in (old, texts[0])]


TARGETS: dict[str, Target] = {
    "text": Target(_reader("text"), _kept(".txt", ".html", ".md")),
    "mhtml": Target(_reader("mhtml"), _kept(".mhtml")),
    "docx": Target(_reader("docx"), made.word_files, packaged=True),
    "xlsx": Target(_reader("xlsx"), made.workbooks, packaged=True),
    "ofd": Target(_reader("ofd"), made.ofd_files, packaged=True),
    "pdf": Target(_reader("pdf"), made.pdf_files),
    "zip": Target(_archive, made.archives, packaged=True),
    "segmenter": Target(_segmenter, _kept(".txt")),
    "splitter": Target(_splitter, _kept(".txt")),
    "numerals": Target(_numerals, _kept(".words")),
    "itself": Target(_with_itself, _kept(".txt")),
    "another": Target(_with_another, _pairs),
    "page list": Target(_lists(read_page), _kept(".html")),
    "json list": Target(_lists(read_json), _kept(".json")),
    "xml list": Target(_lists(read_xml), _kept(".xml")),
}
