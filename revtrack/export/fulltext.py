"""The full text as a reader goes through it.

Rows of counterpart clauses in the order of the new text, runs of unchanged ones folded, removed ones where they stood,
every sentence facing its counterpart with the differing characters marked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal, TypeVar

from alignment.model import Clause, ClauseRow, Comparison, Kind, SideName
from revtrack.export.counterparts import Counterparts, Group, Mark, Piece, Texts, Tone
from revtrack.export.places import Place, Places
from revtrack.words.phrases import MOVED_SIGN, Words

Event = Literal["same", "edited", "reworded", "localised", "moved", "added", "removed"]
Part = Literal["heading", "body", "margin", "toc"]
Item = TypeVar("Item")

#: A single unchanged row that is this short is shown; a fold would take as much room.
_SHORT = 60


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters of one kind: standing on both sides, on one only, surviving elsewhere ("kept"), or a clause's number.

    `tone` says that the difference is a quiet one: it only names the place, is a rewording, or a new number.
    """

    mark: Mark
    text: str
    tone: Tone = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A remark in the margin of a row or line: a sign, words, and the anchor it points to ("" if none)."""

    kind: str
    sign: str
    text: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """Counterpart sentences facing each other; `merged` holds both in one text. Where one side is empty, `absent`
    says what that means (removed, not taken up, added). The places are those of the clauses that begin here."""

    event: Event
    old: tuple[Stretch, ...]
    new: tuple[Stretch, ...]
    merged: tuple[Stretch, ...]
    notes: tuple[Note, ...] = ()
    absent: str = ""
    old_places: tuple[Place, ...] = ()
    new_places: tuple[Place, ...] = ()

    @property
    def single(self) -> bool:
        """Whether both sides read the same, character for character."""
        return self.old == self.new


@dataclass(frozen=True, slots=True)
class Row:
    """Counterpart clauses. `old` or `new` is empty where that side has nothing."""

    old: tuple[Place, ...]
    new: tuple[Place, ...]
    change: str
    name: str
    part: Part
    level: int
    lines: tuple[Line, ...]
    notes: tuple[Note, ...]
    changed: bool

    @property
    def rows(self) -> tuple[Row, ...]:
        """Itself: rows and folds are gone through alike."""
        return (self,)

    @property
    def stop(self) -> bool:
        """Whether a reader who goes from change to change halts here: not at letterheads and signatures."""
        return self.changed and (self.part != "margin" or any(note.kind == "change" for note in self.notes))

    @property
    def length(self) -> int:
        """How many characters a reader has before her."""
        return sum(len(stretch.text) for line in self.lines for stretch in line.merged)


@dataclass(frozen=True, slots=True)
class Fold:
    """A run of rows that may stay closed; `text` is what stands in their place."""

    part: Part
    text: str
    rows: tuple[Row, ...]


Passage = Row | Fold


@dataclass(frozen=True, slots=True)
class _Block:
    """What becomes a line: sentences of one row that belong together."""

    old: tuple[str, ...]
    new: tuple[str, ...]
    group: Group | None


def arrange(
    comparison: Comparison, places: Places, vocabulary: Words, numbers: Sequence[int] = ()
) -> tuple[Passage, ...]:
    """The full text of both sides as passages in the reading order of the new text.

    `numbers` are those by which the obligation changes are shown, where they do not simply count from 1.
    """
    setter = _Setter(comparison, places, vocabulary, numbers or range(1, len(comparison.obligations) + 1))
    rows = [setter.row(row) for row in _in_reading_order(comparison)]
    return tuple(_folded(rows, vocabulary))


def _in_reading_order(comparison: Comparison) -> list[ClauseRow]:
    """All rows by the new text, what is only in the old one where it stood; clauses that no row holds are not lost."""
    rows = list(comparison.rows)
    for side in (comparison.old, comparison.new):
        held = {clause for row in rows for clause in (row.old if side.name == "old" else row.new)}
        rows.extend(_alone(side.name, clause.id) for clause in side.clauses if clause.id not in held)
    new_rank = {clause.id: rank for rank, clause in enumerate(comparison.new.clauses)}
    old_rank = {clause.id: rank for rank, clause in enumerate(comparison.old.clauses)}
    kept = sorted((row for row in rows if row.new), key=lambda row: min(new_rank[clause] for clause in row.new))
    gone = sorted((row for row in rows if not row.new), key=lambda row: min(old_rank[clause] for clause in row.old))
    # A moved clause is no guide to where its old neighbours stood.
    guides = {old_rank[clause]: row for row in rows if not row.moved for clause in row.old}
    return _woven(kept, gone, lambda row: _before(guides, min(old_rank[clause] for clause in row.old)))


def _alone(side: SideName, clause: str) -> ClauseRow:
    return ClauseRow((clause,), (), "removed") if side == "old" else ClauseRow((), (clause,), "added")


def _before(guides: Mapping[int, Item], rank: int) -> Item | None:
    return next((guides[earlier] for earlier in range(rank - 1, -1, -1) if earlier in guides), None)


def _woven(kept: Sequence[Item], gone: Sequence[Item], before: Callable[[Item], Item | None]) -> list[Item]:
    """`kept` in its order with each of `gone` behind the one that stood before it."""
    following: defaultdict[int, list[Item]] = defaultdict(list)
    first: list[Item] = []
    for item in gone:
        guide = before(item)
        (first if guide is None else following[id(guide)]).append(item)
    woven: list[Item] = []
    waiting = [*first, *kept][::-1]
    while waiting:
        item = waiting.pop()
        woven.append(item)
        waiting.extend(reversed(following.pop(id(item), [])))
    return woven


def _folded(rows: Iterable[Row], vocabulary: Words) -> Iterator[Passage]:
    run: list[Row] = []

    def close() -> Iterator[Passage]:
        if len(run) > 1 or (run and (run[0].length > _SHORT or run[0].part == "toc")):
            yield Fold(run[0].part, _fold_text(run, vocabulary), tuple(run))
        else:
            yield from run
        run.clear()

    for row in rows:
        if row.changed or (row.part == "heading" and row.level == 0):
            yield from close()
            yield row
            continue
        if run and (run[0].part == "toc") != (row.part == "toc"):
            yield from close()
        run.append(row)
    yield from close()


def _fold_text(rows: Sequence[Row], vocabulary: Words) -> str:
    if rows[0].part == "toc":
        return vocabulary.toc
    said = [place.address for row in (rows[0], rows[-1]) for place in row.new[:1] or row.old[:1] if place.address]
    reach = " — ".join(dict.fromkeys(said))
    return f"{vocabulary.folded(len(rows))}{f'{vocabulary.colon}{reach}' if reach else ''}"


class _Setter:
    """Sets rows of clauses into lines of sentences."""

    def __init__(self, comparison: Comparison, places: Places, vocabulary: Words, numbers: Sequence[int]) -> None:
        self._comparison, self._numbers = comparison, numbers
        self._places = places
        self._words = vocabulary
        self._texts = Texts(comparison)
        self._groups = Counterparts(comparison, self._texts).groups()
        self._pages: Mapping[SideName, Mapping[str, Clause]] = {
            "old": comparison.old.by_clause,
            "new": comparison.new.by_clause,
        }

    # --- rows ------------------------------------------------------------------------------------------------------

    def row(self, row: ClauseRow) -> Row:
        """One row of the page."""
        clauses = [
            *(self._pages["old"][clause] for clause in row.old),
            *(self._pages["new"][clause] for clause in row.new),
        ]
        # The contents list repeats the headings: it is never aligned, so it has neither counterparts nor changes.
        contents = all(clause.kind is Kind.TOC for clause in clauses)
        changed = not contents and (row.change != "unchanged" or row.moved or row.split or row.merged)
        shown = clauses[-1]
        return Row(
            old=tuple(self._places.clause("old", clause) for clause in row.old),
            new=tuple(self._places.clause("new", clause) for clause in row.new),
            change=row.change if changed else "unchanged",
            name=self._words.change_name(row.change, self._comparison.task),
            part=_part(shown),
            level=len(shown.path),
            lines=tuple(self._lines(row, contents=contents)),
            notes=tuple(self._row_notes(row)) if not contents else (),
            changed=changed,
        )

    def _row_notes(self, row: ClauseRow) -> Iterator[Note]:
        say = self._words
        if row.moved and row.old:
            place = self._places.clause("old", row.old[0])
            yield Note("moved", MOVED_SIGN, say.moved_from(place.address), place.anchor)
        if row.renumbered and row.old and row.new:
            yield Note("renumbered", "", f"{say.renumbered} {self._renumbering(row)}".strip())
        if row.split:
            yield Note("split", "", f"{say.split} {len(row.old)} {say.arrow} {len(row.new)}")
        if row.merged:
            yield Note("merged", "", f"{say.merged} {len(row.old)} {say.arrow} {len(row.new)}")
        if row.localised:
            yield Note("localised", "", say.localised)
        clauses = (*(("old", clause) for clause in row.old), *(("new", clause) for clause in row.new))
        found = {number for clause in clauses for number in self._changes_of_clause[clause]}
        for at, number in enumerate(sorted(found)):
            yield Note("change", "", str(number) if at else f"{say.obligation_change} {number}", f"d-{number}")

    def _renumbering(self, row: ClauseRow) -> str:
        """Both numbers, or the addresses where numbers do not tell the two apart; of several clauses nothing."""
        if len(row.old) != 1 or len(row.new) != 1:
            return ""
        said = [self._pages["old"][row.old[0]].number, self._pages["new"][row.new[0]].number]
        if not all(said) or said[0] == said[1]:
            said = [self._places.clause("old", row.old[0]).address, self._places.clause("new", row.new[0]).address]
        return f" {self._words.arrow} ".join(said) if said[0] != said[1] else ""

    @cached_property
    def _changes_of_clause(self) -> defaultdict[tuple[str, str], list[int]]:
        found: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
        for number, change in zip(self._numbers, self._comparison.obligations, strict=True):
            if change.old:
                found["old", change.old.clause].append(number)
            if change.new:
                found["new", change.new.clause].append(number)
        return found

    # --- lines -----------------------------------------------------------------------------------------------------

    def _lines(self, row: ClauseRow, *, contents: bool) -> Iterator[Line]:
        waiting: Line | None = None
        for block in self._blocks(row):
            line = replace(
                self._line(block, contents=contents),
                old_places=tuple(self._opened("old", block.old)),
                new_places=tuple(self._opened("new", block.new)),
            )
            if waiting is None:
                waiting = line
            elif _runs_on(waiting, line):
                text = waiting.new + line.new
                waiting = replace(waiting, old=text, new=text, merged=text)
            else:
                yield waiting
                waiting = line
        if waiting:
            yield waiting

    def _opened(self, side: SideName, sentences: Iterable[str]) -> Iterator[Place]:
        for sentence in sentences:
            if sentence in self._texts.opens:
                yield self._places.clause(side, self._texts.opens[sentence].id)

    def _blocks(self, row: ClauseRow) -> list[_Block]:
        texts = self._texts
        old = [sentence for clause in row.old for sentence in texts.of_clause["old", clause]]
        new = [sentence for clause in row.new for sentence in texts.of_clause["new", clause]]
        blocks: list[_Block] = []
        holder: dict[str, _Block] = {}

        def add(block: _Block) -> _Block:
            holder.update(dict.fromkeys((*block.old, *block.new), block))
            return block

        for sentence in new:
            if sentence in holder:
                continue
            group = self._groups.get(sentence)
            held = {other for other in (*old, *new) if self._groups.get(other) is group} if group else {sentence}
            blocks.append(add(_Block(_among(old, held), _among(new, held), group)))
        gone = [add(_Block((sentence,), (), self._groups.get(sentence))) for sentence in old if sentence not in holder]
        guides = {rank: holder[sentence] for rank, sentence in enumerate(old)}
        ranks = {sentence: rank for rank, sentence in enumerate(old)}
        return _woven(blocks, gone, lambda block: _before(guides, ranks[block.old[0]]))

    def _line(self, block: _Block, *, contents: bool) -> Line:
        group = block.group
        if group is None:
            return self._lone(block, contents=contents)
        old = self._numbered(block.old, [piece for piece in group.pieces if piece.old in block.old], "old")
        new = self._numbered(block.new, [piece for piece in group.pieces if piece.new in block.new], "new")
        both = [piece for piece in group.pieces if _shown_merged(piece, block)]
        merged = self._numbered(block.new or block.old, both, "new" if block.new else "old")
        if block.old and block.new:
            return Line(group.relation, old, new, merged, tuple(self._other_parts(block, group)))
        # The counterpart stands in another clause (a move, whatever else changed), or faces a closer one already.
        say = self._words
        other = (group.old if block.new else group.new)[0]
        elsewhere = self._places.sentence(other)
        if self._groups[other] is not group:
            said = say.also_in(elsewhere.address)
        else:
            said = say.moved_from(elsewhere.address) if block.new else say.moved_to(elsewhere.address)
        return Line("moved", old, new, merged, (Note("moved", MOVED_SIGN, said, elsewhere.anchor),))

    def _other_parts(self, block: _Block, group: Group) -> Iterator[Note]:
        """Where the counterparts that stand in other clauses are: a sentence may be split over two of them."""
        others = [sentence for sentence in (*group.old, *group.new) if sentence not in (*block.old, *block.new)]
        here = {self._places.sentence(sentence) for sentence in (*block.old, *block.new)}
        for place in dict.fromkeys(self._places.sentence(sentence) for sentence in others):
            if place not in here:
                yield Note("moved", MOVED_SIGN, self._words.also_in(place.address), place.anchor)

    def _lone(self, block: _Block, *, contents: bool) -> Line:
        side: SideName = "new" if block.new else "old"
        sentence = (block.new or block.old)[0]
        mark: Mark = "equal" if contents else "added" if side == "new" else "removed"
        pieces = [
            Piece(piece_mark, text, sentence, sentence, "")
            for piece_mark, text in self._with_kept(sentence, mark)
            if text
        ]
        text = self._numbered((sentence,), pieces, side)
        notes = () if contents else tuple(self._kept_notes(sentence, side))
        absent = (
            "" if contents else self._words.change_name("added" if side == "new" else "removed", self._comparison.task)
        )
        event: Event = "same" if contents else "added" if side == "new" else "removed"
        empty: tuple[Stretch, ...] = ()
        return Line(event, empty if side == "new" else text, text if side == "new" else empty, text, notes, absent)

    def _with_kept(self, sentence: str, mark: Mark) -> Iterator[tuple[Mark, str]]:
        """The sentence with the stretches that survive inside a sentence of the other side told apart."""
        text, number = self._texts.text[sentence], self._dropped_head(sentence)
        at = 0
        for first, last, _ in sorted(self._kept[sentence]):
            start, end = max(first - number, at), min(last - number, len(text))
            if start < end:
                yield mark, text[at:start]
                yield "kept", text[start:end]
                at = end
        yield mark, text[at:]

    def _dropped_head(self, sentence: str) -> int:
        """How many characters of the sentence (the clause's number) its text here leaves out."""
        clause = self._texts.opens.get(sentence)
        if clause is None or not clause.sentences:
            return 0
        return max(0, len(self._texts.number(clause)) - clause.sentences[0].start)

    def _kept_notes(self, sentence: str, side: SideName) -> Iterator[Note]:
        seen = {self._places.sentence(other) for _, _, other in self._kept[sentence]}
        say = self._words.kept_in if side == "old" else self._words.kept_from
        for place in sorted(seen, key=lambda place: place.anchor):
            yield Note("kept", MOVED_SIGN, say(place.address), place.anchor)

    @cached_property
    def _kept(self) -> defaultdict[str, list[tuple[int, int, str]]]:
        kept: defaultdict[str, list[tuple[int, int, str]]] = defaultdict(list)
        for link in self._comparison.segments:
            kept[link.old.sentence].append((link.old.start, link.old.end, link.new.sentence))
            kept[link.new.sentence].append((link.new.start, link.new.end, link.old.sentence))
        return kept

    def _numbered(self, sentences: Sequence[str], pieces: Sequence[Piece], side: SideName) -> tuple[Stretch, ...]:
        """The pieces as stretches, each clause's own number in front of its first sentence."""
        opens = self._texts.opens
        due = [(sentence, self._texts.number(opens[sentence])) for sentence in sentences if sentence in opens]
        stretches: list[Stretch] = []
        for piece in pieces:
            holder = piece.old if side == "old" else piece.new
            while due and due[0][0] == holder:
                number = due.pop(0)[1]
                if number:
                    stretches.append(Stretch("number", number))
            last = stretches[-1] if stretches else None
            if last and (last.mark, last.tone) == (piece.mark, piece.tone):
                stretches[-1] = Stretch(piece.mark, last.text + piece.text, piece.tone)
            else:
                stretches.append(Stretch(piece.mark, piece.text, piece.tone))
        stretches.extend(Stretch("number", number) for _, number in due if number)
        return tuple(stretches)

    # --- groups ----------------------------------------------------------------------------------------------------


def _runs_on(before: Line, line: Line) -> bool:
    """Whether an unchanged line continues the one before it within one clause."""
    return (
        before.event == line.event == "same"
        and not (line.old_places or line.new_places or before.notes or line.notes)
        and before.single
        and line.single
    )


def _shown_merged(piece: Piece, block: _Block) -> bool:
    """Whether a piece belongs in the one text of both sides; what stands on both but differs in width is shown once."""
    if piece.mark == "equal" and not (piece.old and piece.new):
        return piece.new in block.new if block.new else piece.old in block.old
    return (bool(piece.old) and piece.old in block.old) or (bool(piece.new) and piece.new in block.new)


def _among(sentences: Iterable[str], here: Container[str]) -> tuple[str, ...]:
    return tuple(sentence for sentence in sentences if sentence in here)


def _part(clause: Clause) -> Part:
    if clause.kind is Kind.HEADING:
        return "heading"
    if clause.kind is Kind.TOC:
        return "toc"
    return "body" if clause.kind is Kind.BODY else "margin"
