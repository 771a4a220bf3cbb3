"""Strings that a pattern may choke on, made from its own pieces.

What makes a pattern slow is a piece that is tried from many places and fails late: a repeated piece whose end never
comes, a beginning that stands everywhere, two repeats that can share the same characters. So every piece is repeated,
with what stands before it once, with it each time, and beside every other piece.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from re import _constants as code  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any, NamedTuple

#: A character that no pattern ends with, and ones that many classes hold.
FAILING = "\ufffe"
COMMON = "甲1a 。\t，、年《"
#: Kinds of characters that are set beside each other; repeats of a piece of at most so many characters are longer.
MOST_KINDS, MOST_PIECES, FEW = 9, 14, 8
_REPEATS = (code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT)


class Attack(NamedTuple):
    """A string that can be made as long as wanted: `head`, then `body` again and again, then `end`."""

    head: str
    body: str
    end: str

    def of(self, length: int) -> str:
        """The string of about so many characters."""
        return self.head + self.body * max(1, length // len(self.body)) + self.end


def attacks(pattern: str, flags: int) -> list[Attack]:
    """The attacks on a pattern, without doubles; those that succeed most often come first."""
    tree = parser.parse(pattern, flags)
    alphabet = _alphabet(tree)
    kinds = _kinds(tree, alphabet)
    maker = _Maker(alphabet)
    found: dict[Attack, None] = {}

    def put(head: str, body: str) -> None:
        if body:
            found[Attack(head, body, FAILING)] = None

    # what the pattern begins with, whole and in part
    heads = dict.fromkeys(head for pick in range(3) for head in maker.heads(tree, pick))
    repeated = dict.fromkeys((before[:400], body) for before, body in maker.repeats(tree))
    pieces = list(dict.fromkeys(body for _, body in repeated))[: 4 * MOST_PIECES]
    for head in heads:
        put("", head)
    for kind in kinds:
        put("", kind)
    for before, body in repeated:
        put("", before)
        put(before, body)
    for before, body in repeated:
        put("", body)
        put("", before + body)
    for before, body in repeated:
        put("", before + body * 20)
        put("", body * 20 + before)
        for kind in kinds[:MOST_KINDS]:
            put("", before + kind)
            put(before, kind)
            put(before, body + kind)
    short = [*kinds[:MOST_KINDS], *(piece for piece in pieces if 1 < len(piece) <= FEW)][:MOST_PIECES]
    for one in short:
        for other in short:
            if one != other:
                put("", one + other)
    return list(found)


# --- characters ------------------------------------------------------------------------------------------------------


def _walk(tree: Iterable[Any]) -> Iterator[tuple[Any, Any]]:
    for op, value in tree:
        yield op, value
        for inner in _inside(op, value):
            yield from _walk(inner)


def _inside(op: Any, value: Any) -> list[Any]:
    """The trees that a node holds."""
    if op in _REPEATS:
        return [value[2]]
    if op is code.SUBPATTERN:
        return [value[3]]
    if op is code.BRANCH:
        return list(value[1])
    if op in (code.ASSERT, code.ASSERT_NOT):
        return [value[1]]
    if op is code.ATOMIC_GROUP:
        return [value]
    if op is code.GROUPREF_EXISTS:
        return [part for part in value[1:] if part is not None]
    return []


def _alphabet(tree: Any) -> str:
    """The characters that a pattern names, the ends of its ranges, and common ones."""
    named: dict[str, None] = {}
    for op, value in _walk(tree):
        if op in (code.LITERAL, code.NOT_LITERAL):
            named[chr(value)] = None
        elif op is code.IN:
            for inner, what in value:
                if inner is code.LITERAL:
                    named[chr(what)] = None
                elif inner is code.RANGE:
                    named[chr(what[0])] = None
                    named[chr(what[1])] = None
    return "".join(dict.fromkeys([*named, *COMMON]))


def _accepts(op: Any, value: Any) -> Callable[[str], bool]:
    """Whether a node of one character takes a character."""
    if op is code.LITERAL:
        return lambda char: ord(char) == value
    if op is code.NOT_LITERAL:
        return lambda char: ord(char) != value
    if op is code.ANY:
        return lambda char: char != "\n"
    negated = bool(value) and value[0][0] is code.NEGATE

    def member(char: str) -> bool:
        return any(_is(inner, what, char) for inner, what in value)

    return lambda char: member(char) != negated


_CATEGORIES: dict[Any, Callable[[str], bool]] = {
    code.CATEGORY_DIGIT: str.isdecimal,
    code.CATEGORY_NOT_DIGIT: lambda char: not char.isdecimal(),
    code.CATEGORY_SPACE: str.isspace,
    code.CATEGORY_NOT_SPACE: lambda char: not char.isspace(),
    code.CATEGORY_WORD: lambda char: char.isalnum() or char == "_",
    code.CATEGORY_NOT_WORD: lambda char: not (char.isalnum() or char == "_"),
}


def _is(op: Any, value: Any, char: str) -> bool:
    if op is code.LITERAL:
        return ord(char) == value
    if op is code.RANGE:
        return value[0] <= ord(char) <= value[1]
    return op is code.CATEGORY and _CATEGORIES[value](char)


def _kinds(tree: Any, alphabet: str) -> list[str]:
    """One character of each set that the nodes of a pattern cannot tell apart, those taken by most nodes first."""
    nodes = [_accepts(op, value) for op, value in _walk(tree) if op in (code.IN, code.ANY, code.NOT_LITERAL)]
    literal: dict[str, int] = {}
    for op, value in _walk(tree):
        if op is code.LITERAL:
            literal[chr(value)] = literal.get(chr(value), 0) + 1
    told: dict[tuple[bool, ...], tuple[int, str]] = {}
    for char in alphabet:
        taken = tuple(node(char) for node in nodes)
        # of those that classes cannot tell apart, the one that stands by itself most often
        weight = sum(taken) * 1000 + literal.get(char, 0)
        if taken not in told or told[taken][0] < weight:
            told[taken] = (weight, char)
    marks = sorted(literal, key=lambda char: (char.isalnum(), -literal[char]))[:FEW]
    ordered = [char for _, char in sorted(told.values(), key=lambda item: -item[0])]
    return list(dict.fromkeys([*ordered[:MOST_PIECES], *marks]))[: MOST_PIECES + FEW]


# --- pieces ----------------------------------------------------------------------------------------------------------


class _Maker:
    """Examples of what a tree matches; `pick` chooses among characters and branches."""

    def __init__(self, alphabet: str) -> None:
        self._alphabet = alphabet

    def example(self, tree: Iterable[Any], pick: int) -> str:
        return "".join(self._one(op, value, pick) for op, value in tree)

    def _one(self, op: Any, value: Any, pick: int) -> str:
        if op in (code.LITERAL, code.NOT_LITERAL, code.IN, code.ANY):
            return self._char(op, value, pick)
        if op in _REPEATS:
            return self.example(value[2], pick) * max(1 if pick else 0, value[0])
        if op is code.BRANCH:
            return self.example(value[1][pick % len(value[1])], pick)
        if op in (code.SUBPATTERN, code.ATOMIC_GROUP):
            return self.example(_inside(op, value)[0], pick)
        if op is code.AT and value in (code.AT_BEGINNING, code.AT_END):
            return "\n" if pick == 2 else ""
        return ""

    def _char(self, op: Any, value: Any, pick: int) -> str:
        if op is code.LITERAL:
            return chr(value)
        takes = _accepts(op, value)
        taken = [char for char in self._alphabet if takes(char)]
        if not taken:
            return ""
        # the pattern's own characters, common ones, own ones from behind
        return taken[(0, -1, len(taken) // 2)[pick % 3]]

    def heads(self, tree: Any, pick: int) -> Iterator[str]:
        """What the pattern begins with: its first piece, its first two, and so on."""
        said = ""
        for op, value in tree:
            if op in (code.SUBPATTERN, code.ATOMIC_GROUP):
                for inner in self.heads(_inside(op, value)[0], pick):
                    yield said + inner
            elif op is code.BRANCH:
                for branch in value[1][:FEW]:
                    yield said + self.example(branch, pick)
            said += self._one(op, value, pick)
            yield said

    def repeats(self, tree: Any, before: str = "") -> Iterator[tuple[str, str]]:
        """Each repeated piece with what stands before it."""
        for op, value in tree:
            if op in _REPEATS and value[1] > 1:
                for body in self._bodies(value[2]):
                    yield before, body
            for inner in _inside(op, value):
                yield from self.repeats(inner, "" if op in (code.ASSERT, code.ASSERT_NOT) else before)
            before += self._one(op, value, 1 if op in _REPEATS and value[0] == 0 and value[1] == 1 else 0)

    def _bodies(self, tree: Any) -> Iterator[str]:
        items = list(tree)
        if len(items) == 1 and items[0][0] in (code.IN, code.ANY, code.NOT_LITERAL):
            takes = _accepts(*items[0])
            taken = [char for char in self._alphabet if takes(char)]
            yield from dict.fromkeys([*taken[:3], *taken[-2:]])
            return
        for pick in range(4):
            yield self.example(items, pick)
