"""Which sentences are shown facing each other, and the differences between them, cut at the ends of sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from alignment.inline import mark_changes
from alignment.model import Clause, Comparison, Relation, Side, SideName

Mark = Literal["equal", "removed", "added", "kept", "number"]
Tone = Literal["", "localised", "reworded"]

#: A rewritten pair that shares less than this is shown as two wordings: marks on single characters would be confetti.
_COMMON_SHARE = 0.45
_RELATION_WEIGHT: Mapping[Relation, int] = {"same": 0, "localised": 1, "edited": 2, "reworded": 3}


@dataclass(frozen=True, slots=True)
class Piece:
    """A span of a group of sentences, cut so that it lies in one sentence of each side on which it stands."""

    mark: Mark
    text: str
    old: str
    new: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class Group:
    """A sentence with its counterparts of the other side, in reading order; never several on both sides."""

    old: tuple[str, ...]
    new: tuple[str, ...]
    relation: Relation
    pieces: tuple[Piece, ...]


@dataclass(slots=True)
class _Forming:
    """A group that further counterparts may join."""

    old: list[str]
    new: list[str]
    relation: Relation

    def joined(self, old: list[str], new: list[str], relation: Relation) -> _Forming:
        """Itself, with further sentences; the group differs as much as its most different pair."""
        self.old += old
        self.new += new
        self.relation = max(self.relation, relation, key=_RELATION_WEIGHT.__getitem__)
        return self


class Texts:
    """Sentences of both sides by id: their text without the number of the clause, and the clause they open."""

    def __init__(self, comparison: Comparison) -> None:
        self.text: dict[str, str] = {}
        self.clause: dict[str, Clause] = {}
        self.opens: dict[str, Clause] = {}
        self.order: dict[str, int] = {}
        self.of_clause: dict[tuple[SideName, str], tuple[str, ...]] = {}
        for side in (comparison.old, comparison.new):
            for clause in side.clauses:
                self._read(side, clause)

    def number(self, clause: Clause) -> str:
        """The number at the head of the clause with the blanks behind it, as written."""
        if not clause.number or not clause.text.startswith(clause.number):
            return ""
        rest = clause.text[len(clause.number) :]
        return clause.number + rest[: len(rest) - len(rest.lstrip())]

    def _read(self, side: Side, clause: Clause) -> None:
        head = len(self.number(clause))
        # A clause without sentences would vanish from the page: its text stands as one sentence then.
        ids = [sentence.id for sentence in clause.sentences] or [f"{side.name}:{clause.id}"]
        ends = [sentence.start for sentence in clause.sentences[1:]] + [len(clause.text)]
        start = head
        for sentence, end in zip(ids, ends, strict=True):
            self.text[sentence] = clause.text[start : max(start, end)]
            self.clause[sentence] = clause
            self.order[sentence] = len(self.order)
            start = max(start, end)
        self.opens[ids[0]] = clause
        self.of_clause[side.name, clause.id] = tuple(ids)


class Counterparts:
    """Forms the groups in which the linked sentences of a comparison are shown."""

    def __init__(self, comparison: Comparison, texts: Texts) -> None:
        self._comparison = comparison
        self._texts = texts

    def groups(self) -> Mapping[str, Group]:
        """For each linked sentence the group in which it is shown.

        A closer pair is formed first. A further counterpart joins it where the two together cover more of the sentence
        (a split, a merger); where it only repeats what is faced already, it is shown against it, in a group of its own.
        """
        links = sorted(self._comparison.links, key=lambda link: -link.score)
        pairs: list[tuple[str, str, Relation]] = [
            (old, new, link.relation) for link in links for old in link.old for new in link.new
        ]
        forming: dict[str, _Forming] = {}
        echoes: list[tuple[str, str, Relation]] = []
        for old, new, relation in pairs:
            first, second = forming.get(old), forming.get(new)
            if first is None and second is None:
                forming[old] = forming[new] = _Forming([old], [new], relation)
            elif first and second is None and len(first.old) == 1 and self._covers_more(first, [], [new]):
                forming[new] = first.joined([], [new], relation)
            elif second and first is None and len(second.new) == 1 and self._covers_more(second, [old], []):
                forming[old] = second.joined([old], [], relation)
            elif first is None or second is None:
                echoes.append((old, new, relation))
        groups: dict[str, Group] = {}
        for start in {id(group): group for group in forming.values()}.values():
            groups.update(dict.fromkeys((*start.old, *start.new), self._group(start)))
        for old, new, relation in echoes:
            group = self._group(_Forming([old], [new], relation))
            for sentence in (old, new):
                groups.setdefault(sentence, group)
        return groups

    def _group(self, forming: _Forming) -> Group:
        old, new = (tuple(self._sorted(side)) for side in (forming.old, forming.new))
        return Group(old, new, forming.relation, tuple(self._pieces(old, new, forming.relation)))

    def _covers_more(self, group: _Forming, old: list[str], new: list[str]) -> bool:
        """Whether the group with further sentences shares clearly more characters than without them."""

        def shared(olds: list[str], news: list[str]) -> int:
            texts = ("".join(self._texts.text[sentence] for sentence in self._sorted(side)) for side in (olds, news))
            return sum(len(text) for mark, text in mark_changes(*texts) if mark == "equal")

        further = sum(len(self._texts.text[sentence]) for sentence in (*old, *new))
        gain = shared(group.old + old, group.new + new) - shared(group.old, group.new)
        return gain >= _COMMON_SHARE * further

    def _sorted(self, sentences: Iterable[str]) -> list[str]:
        return sorted(sentences, key=self._texts.order.__getitem__)

    def _pieces(self, old: Sequence[str], new: Sequence[str], relation: Relation) -> Iterator[Piece]:
        old_text = "".join(self._texts.text[sentence] for sentence in old)
        new_text = "".join(self._texts.text[sentence] for sentence in new)
        tone: Tone = "localised" if relation == "localised" else ""
        spans: list[tuple[Mark, str]] = [(mark, text) for mark, text in mark_changes(old_text, new_text)]
        if relation == "same" and old_text != new_text:
            # Only width, quotes or blanks differ: each side is shown as it stands, nothing is marked.
            yield from (Piece("equal", self._texts.text[sentence], sentence, "", "") for sentence in old)
            yield from (Piece("equal", self._texts.text[sentence], "", sentence, "") for sentence in new)
            return
        if relation == "reworded":
            common = sum(len(text) for mark, text in spans if mark == "equal")
            if 2 * common < _COMMON_SHARE * (len(old_text) + len(new_text)):
                spans, tone = [("removed", old_text), ("added", new_text)], "reworded"
        yield from _cut(spans, _Cursor(old, self._texts.text), _Cursor(new, self._texts.text), tone)


class _Cursor:
    """Goes through the sentences of one side, character by character."""

    def __init__(self, sentences: Sequence[str], texts: Mapping[str, str]) -> None:
        self._ahead = [(sentence, len(texts[sentence])) for sentence in sentences if texts[sentence]][::-1]
        self._left = self._ahead[-1][1] if self._ahead else 0

    @property
    def sentence(self) -> str:
        """The sentence at the cursor, "" behind the last."""
        return self._ahead[-1][0] if self._ahead else ""

    @property
    def left(self) -> int:
        """How many characters of that sentence are still ahead."""
        return self._left

    def advance(self, count: int) -> None:
        """Go on by `count` characters, at most to the start of the next sentence."""
        self._left -= count
        if not self._left:
            self._ahead.pop()
            self._left = self._ahead[-1][1] if self._ahead else 0


def _cut(spans: Iterable[tuple[Mark, str]], old: _Cursor, new: _Cursor, tone: Tone) -> Iterator[Piece]:
    for mark, text in spans:
        moving = [old] if mark == "removed" else [new] if mark == "added" else [old, new]
        rest = text
        while rest:
            count = min(len(rest), *(cursor.left for cursor in moving))
            yield Piece(
                mark,
                rest[:count],
                old.sentence if old in moving else "",
                new.sentence if new in moving else "",
                tone if mark != "equal" else "",
            )
            for cursor in moving:
                cursor.advance(count)
            rest = rest[count:]
