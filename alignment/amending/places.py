"""A text as provisions counted the way amendment decisions count them, and how the numbers of articles move."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import count

from alignment.amending.steps import Step
from alignment.linking.similarity import ratio
from alignment.model import Kind, Side
from alignment.reading.normalize import fold
from alignment.reading.numerals import Level, parse_numeral, read_label, to_numeral

MOST_ARTICLES = 3000
ARTICLE = re.compile(r"第(.{1,9})条(?:之.{1,3})?")
ENDS = "。；;，,、:：. "


@dataclass(frozen=True, slots=True)
class Provision:
    """One paragraph or item of a text: its path ("第三条", "第二款", "（一）"), its words, the clauses they stand in.

    `text` is without the number of an article but with that of an item. Put in by an amendment: `clauses` is empty.
    """

    path: tuple[str, ...]
    text: str
    clauses: tuple[str, ...] = ()

    @property
    def address(self) -> str:
        """The path as one string."""
        return "/".join(self.path)


# --- a text into provisions --------------------------------------------------------------------------------------


def provisions_of(side: Side) -> list[Provision]:
    """The paragraphs and items of a text, counted as decisions count them (款 are the paragraphs of an article)."""
    reading = Reading()
    for clause in side.clauses:
        if clause.kind is Kind.TOC or not clause.text.strip():
            continue
        text = clause.text.strip()
        label = read_label(text) if clause.number else None
        if clause.runs_on and reading.found:
            last = reading.found[-1]
            reading.found[-1] = Provision(last.path, last.text + text, (*last.clauses, clause.id))
        elif clause.kind is Kind.BACK or (label and label.level is Level.ANNEX):
            reading.article = ""
            if label and label.level is Level.ANNEX:
                reading.within = (label.name,)
            reading.found.append(Provision(reading.within or ("附",), text, (clause.id,)))
        elif label and label.level is Level.ARTICLE:
            reading.begin(label.name)
            reading.found.append(Provision(reading.path(), text[label.end :].strip(), (clause.id,)))
        elif label and label.level in (Level.PART, Level.CHAPTER, Level.SECTION):
            reading.article = ""
            reading.found.append(Provision((*reading.within, label.name), text, (clause.id,)))
        elif reading.article and not (label and label.level is Level.COMMA and clause.kind is Kind.HEADING):
            name, level = (label.name, label.level) if label else ("", Level.ARTICLE)
            reading.go_on(name, level)
            reading.found.append(Provision(reading.path(), text, (clause.id,)))
        else:
            reading.article = ""
            own = tuple(clause.address.split("/")) if clause.address else ()
            front = ("引言",) if not own and not reading.numbered else ("正文",)
            reading.numbered = reading.numbered or bool(own)
            reading.found.append(Provision((*reading.within, *(own or front)), text, (clause.id,)))
    return reading.found


@dataclass(slots=True)
class Reading:
    """Where reading a text stands: the article that is open, its paragraphs so far, the items of the last one."""

    found: list[Provision] = field(default_factory=list[Provision])
    within: tuple[str, ...] = ()
    article: str = ""
    paragraph: int = 0
    items: list[tuple[Level, str]] = field(default_factory=list[tuple[Level, str]])
    numbered: bool = False

    def begin(self, article: str) -> None:
        """An article opens with its first paragraph."""
        self.article, self.paragraph, self.numbered = article, 1, True
        self.items.clear()

    def go_on(self, name: str, level: Level) -> None:
        """An item, or where it has no number the next paragraph."""
        if not name:
            self.paragraph += 1
            self.items.clear()
            return
        while self.items and self.items[-1][0] >= level:
            self.items.pop()
        self.items.append((level, name))

    def path(self) -> tuple[str, ...]:
        """The path of what was read last."""
        items = (name for _, name in self.items)
        return (*self.within, self.article, f"第{to_numeral(min(self.paragraph, 9999))}款", *items)


def lies_in(path: tuple[str, ...], place: tuple[str, ...]) -> bool:
    """Whether a provision is the one named or a part of it; an item may be named without its paragraph."""
    at = 0
    for name in path:
        if at == len(place):
            return True
        if name == place[at]:
            at += 1
        elif not at or not name.endswith("款"):
            return False
    return at == len(place)


def named(provisions: Iterable[Provision], place: tuple[str, ...]) -> list[Provision]:
    """The provisions at a place."""
    known = list(provisions)
    found = [each for each in known if lies_in(each.path, place)]
    if found or not place:
        return found or known
    number = ARTICLE.fullmatch(place[0])
    if number and not any(ARTICLE.fullmatch(each.path[0]) for each in known if each.path):
        # a text in 一、二、三、 whose parts are called articles all the same
        return [each for each in known if lies_in(each.path, (number[1], *place[1:]))]
    if not number:
        size = len(place)
        found = [each for each in known if any(each.path[i : i + size] == place for i in range(len(each.path)))]
    return found


def text_of(provisions: Iterable[Provision]) -> str:
    return "\n".join(provision.text for provision in provisions)


def key_of(text: str) -> str:
    """What of a provision is compared: without the numbers of articles, and without the mark it ends in."""
    lines: list[str] = []
    for line in text.split("\n"):
        label = read_label(line.strip())
        lines.append(line.strip()[label.end :] if label and label.level is Level.ARTICLE else line)
    return even("".join(lines)).rstrip(fold(ENDS))


def even(text: str) -> str:
    """`fold` with all quotation marks alike: what a decision quotes within its own quotation has single ones."""
    return fold(text).replace("'", '"')


def _item_key(text: str) -> str:
    """`key_of` without the number of an item either: an order may leave it out."""
    label = read_label(text.strip())
    return key_of(text.strip()[label.end :] if label else text)


def likeness(expected: str, found: str) -> float:
    if not expected or not found:
        return 0.0
    left, right = key_of(expected), key_of(found)
    return max(ratio(left, right), ratio(_item_key(expected), _item_key(found)))


# --- numbers before and after ------------------------------------------------------------------------------------


def number_of(name: str) -> int:
    """The number of an article, 0 for one between numbers (第三条之一) and for what is none."""
    match = ARTICLE.fullmatch(name)
    return (parse_numeral(match[1]) or 0) if match and name.endswith("条") else 0


def _article(number: int) -> str:
    return f"第{to_numeral(number)}条" if 0 < number < 10_000 else ""


@dataclass(slots=True)
class Numbers:
    """New numbers of articles: by old number, and for an added article by the place of its step in `steps`."""

    new: dict[str, str] = field(default_factory=dict[str, str])
    added: dict[int, tuple[str, ...]] = field(default_factory=dict[int, tuple[str, ...]])
    changes: bool = False

    @classmethod
    def work_out(cls, steps: Sequence[Step], articles: Sequence[int]) -> Numbers:
        """The new numbers of the articles with these old numbers, in order."""
        self = cls()
        explicit, gone, behind, announced = self._read(steps)
        taken = {number for number in (number_of(name) for names in self.added.values() for name in names) if number}
        taken |= set(explicit.values())
        left = [number for number in articles if number not in gone]
        moving = announced or any(number in taken and number not in explicit for number in left) or bool(behind)
        self.changes = moving or bool(explicit) or bool(gone)
        free = (number for number in count(1) if number not in taken)
        for number in left:
            if number in explicit:
                self.new[_article(number)] = _article(explicit[number])
            else:
                self.new[_article(number)] = _article(next(free) if moving else number)
            for index in behind.get(number, ()):
                self.added[index] = (_article(next(free)),)
        return self

    def _read(self, steps: Sequence[Step]) -> tuple[dict[int, int], set[int], dict[int, list[int]], bool]:
        explicit: dict[int, int] = {}
        gone: set[int] = set()
        behind: dict[int, list[int]] = {}
        announced = False
        for index, step in enumerate(steps):
            own = [number_of(place.path[0]) for place in step.places if len(place.path) == 1]
            targets = [place.path[0] for place in step.targets if len(place.path) == 1]
            announced = announced or step.kind == "renumber-rest"
            if step.kind == "add" and step.unit == "条":
                if targets:
                    self.added[index] = tuple(targets)
                elif own and own[0] and step.side:
                    behind.setdefault(own[0] - (step.side == "before"), []).append(index)
            elif step.kind == "delete":
                gone |= {number for number in own if number}
            elif step.kind == "merge" and own:
                gone |= set(own[1:])
                if targets and own[0]:
                    explicit[own[0]] = number_of(targets[0])
            elif step.kind in ("renumber", "replace-text", "replace-words") and len(own) == len(targets):
                explicit.update({old: number_of(new) for old, new in zip(own, targets, strict=True) if old})
        return {old: new for old, new in explicit.items() if new}, gone, behind, announced

    def place(self, path: tuple[str, ...]) -> tuple[str, ...]:
        """Where a provision named by its old number stands."""
        return (self.new.get(path[0], path[0]), *path[1:]) if path else path


def articles_of(provisions: Iterable[Provision]) -> list[int]:
    numbers = (number_of(provision.path[0]) for provision in provisions if provision.path)
    return [number for number in dict.fromkeys(numbers) if number][:MOST_ARTICLES]
