"""Amendment decisions carried out on the text they amend, and checked against the text that came of it.

Instructions name provisions by the numbers before the amendment; what they put in place (作为第三款, 改为第十条) by
those after it. Both are kept apart here: places are looked up by old numbers,
and new numbers are worked out at the end.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from alignment.amending.decision import Amendment, read_amendments
from alignment.amending.places import (
    ARTICLE,
    ENDS,
    MOST_ARTICLES,
    Numbers,
    Provision,
    Reading,
    articles_of,
    even,
    key_of,
    lies_in,
    likeness,
    named,
    number_of,
    provisions_of,
    text_of,
)
from alignment.amending.steps import Place, Step, StepKind
from alignment.linking.similarity import ratio
from alignment.model import Side
from alignment.reading.normalize import fold, fold_with_offsets
from alignment.reading.numerals import Level, parse_numeral, read_label, to_numeral

__all__ = [
    "Amendment",
    "Applied",
    "Check",
    "Outcome",
    "Place",
    "Provision",
    "Reason",
    "Step",
    "StepApplied",
    "StepCheck",
    "StepKind",
    "apply_amendments",
    "check_amendments",
    "read_amendments",
]

Outcome = Literal["carried-out", "partly", "not-carried-out", "unclear"]
Reason = Literal[
    "",
    "place-not-found",
    "words-not-found",  # the new words are not there, or those to be replaced were not in the base
    "words-still-there",  # the old words are
    "words-differ",
    "stands-elsewhere",  # the new words are, but in another provision than the one named
    "needs-base",  # the amended text alone cannot tell
    "not-understood",
    "other-law",  # a decision on several texts speaks of another one here
]

#: From this likeness on a provision counts as the one ordered, with words that differ.
_ALIKE = 0.8
#: From this likeness on a provision without orders of its own counts as the one that moved here.
_SAME = 0.9
#: Taken out of the quotation of a decision, what it quotes itself gets double marks again.
_UNNESTED = str.maketrans("‘’", "“”")


@dataclass(frozen=True, slots=True)
class StepApplied:
    """What came of one step: whether it could be carried out, on which clauses and addresses of the base, or why not.

    `amendment` is the index of the instruction.
    """

    amendment: int
    step: Step
    applied: bool
    reason: Reason = ""
    clauses: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Applied:
    """The base text with the instructions carried out, by the new numbers, and what came of each step."""

    title: str
    provisions: tuple[Provision, ...]
    steps: tuple[StepApplied, ...]

    @property
    def articles(self) -> dict[str, str]:
        """The words of every article by its new number; its paragraphs and items with line ends between."""
        found: dict[str, list[str]] = {}
        for provision in self.provisions:
            if provision.path and ARTICLE.fullmatch(provision.path[0]):
                found.setdefault(provision.path[0], []).append(provision.text)
        return {name: "\n".join(texts) for name, texts in found.items()}

    def of(self, amendment: int) -> tuple[StepApplied, ...]:
        """What came of the steps of one instruction."""
        return tuple(step for step in self.steps if step.amendment == amendment)


@dataclass(frozen=True, slots=True)
class StepCheck:
    """One step held against the amended text.

    Attributes:
        step: the step.
        outcome: whether the amended text has what it orders.
        reason: why not, "" where it has.
        addresses: where that was looked up in the amended text, or where the words were found instead.
        clauses: the clauses there.
        expected: the words ordered, exactly as the decision has them.
        found: the words that stand there, exactly.
        score: likeness of the two in 0…1.
    """

    step: Step
    outcome: Outcome
    reason: Reason = ""
    addresses: tuple[str, ...] = ()
    clauses: tuple[str, ...] = ()
    expected: str = ""
    found: str = ""
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class Check:
    """One instruction held against the amended text; `steps` has the particulars, `score` is their mean."""

    amendment: Amendment
    outcome: Outcome
    steps: tuple[StepCheck, ...]
    score: float

    @property
    def addresses(self) -> tuple[str, ...]:
        """Every place of the amended text that the instruction was looked up at."""
        return tuple(dict.fromkeys(address for step in self.steps for address in step.addresses))

    @property
    def clauses(self) -> tuple[str, ...]:
        """The clauses there."""
        return tuple(dict.fromkeys(clause for step in self.steps for clause in step.clauses))


def apply_amendments(base: Side, amendments: Sequence[Amendment]) -> Applied:
    """Carry the instructions out on the text before the amendment.

    Args:
        base: the text before the amendment.
        amendments: what `read_amendments` found.

    Returns:
        the text by its new numbers; what could not be carried out leaves it as it was and says why.
    """
    work = _Work([_Unit(provision) for provision in provisions_of(base)], base.title)
    for index, amendment in enumerate(amendments):
        others = _of_other_law(amendments, amendment, base.title)
        for step in amendment.steps:
            applied = _Result(False, "other-law") if others else work.carry_out(step)
            work.done.append(
                StepApplied(index, step, applied.applied, applied.reason, applied.clauses, applied.addresses)
            )
    return Applied(work.title, tuple(work.settled()), tuple(work.done))


def check_amendments(amendments: Sequence[Amendment], amended: Side, base: Side | None = None) -> tuple[Check, ...]:
    """Hold every instruction against the amended text.

    Args:
        amendments: what `read_amendments` found.
        amended: the text after the amendment.
        base: the text before it, where it is known; without it some steps (删去第六条) stay unclear.

    Returns:
        one check for each instruction, in order.
    """
    checker = _Checker(
        provisions_of(amended),
        provisions_of(base) if base is not None else None,
        [step for each in amendments if not _of_other_law(amendments, each, amended.title) for step in each.steps],
        amended,
    )
    checks: list[Check] = []
    for amendment in amendments:
        if _of_other_law(amendments, amendment, amended.title):
            steps = tuple(StepCheck(step, "unclear", "other-law", expected=step.new) for step in amendment.steps)
        else:
            steps = tuple(checker.check(step) for step in amendment.steps)
        score = sum(step.score for step in steps) / len(steps) if steps else 0.0
        checks.append(Check(amendment, _together([step.outcome for step in steps]), steps, score))
    return tuple(checks)


def _together(outcomes: list[Outcome]) -> Outcome:
    kinds = set(outcomes)
    if len(kinds) == 1:
        return outcomes[0]
    if not kinds or kinds == {"carried-out", "unclear"}:
        return "unclear"
    return "partly" if kinds & {"carried-out", "partly"} else "not-carried-out"


def _of_other_law(amendments: Sequence[Amendment], amendment: Amendment, title: str) -> bool:
    """Whether a decision on several texts speaks of another one than `title`."""
    laws = {fold(each.law) for each in amendments if each.law}
    own = fold(title)
    if len(laws) < 2 or not own or not any(law in own or own in law for law in laws):
        return False
    law = fold(amendment.law)
    return bool(law) and law not in own and own not in law


# --- carrying out ------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Unit:
    """A provision in the making; `added` ones are not found by old numbers, `gone` ones are left out at the end."""

    provision: Provision
    added: bool = False
    gone: bool = False


@dataclass(frozen=True, slots=True)
class _Result:
    applied: bool
    reason: Reason = ""
    clauses: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()


@dataclass(slots=True)
class _Work:
    """The text while instructions are carried out on it."""

    units: list[_Unit]
    title: str
    done: list[StepApplied] = field(default_factory=list[StepApplied])

    def carry_out(self, step: Step) -> _Result:
        """Carry out one step by the old numbers; numbers of articles follow at the end."""
        match step.kind:
            case "unknown":
                return _Result(False, "not-understood")
            case "title":
                self.title = step.new or self.title
                return _Result(True)
            case "renumber-rest":
                return _Result(True)
            case "add":
                return self._add(step)
            case _:
                return self._change(step)

    def at(self, place: Place) -> list[_Unit]:
        """The units of the base at a place."""
        known = {id(unit.provision): unit for unit in self.units if not unit.added and not unit.gone}
        return [known[id(each)] for each in named((unit.provision for unit in known.values()), place.path)]

    def _change(self, step: Step) -> _Result:
        ids: list[str] = []
        addresses: list[str] = []
        first: _Unit | None = None
        for place in step.places:
            units = self.at(place)
            if not units:
                return _Result(False, "place-not-found", addresses=(place.address,))
            if step.kind in ("replace-words", "delete-words", "add-words"):
                units = self._change_words(step, units, place)
                if not units:
                    return _Result(False, "words-not-found", addresses=(place.address,))
            elif step.kind in ("delete", "merge", "replace-text") and not place.part:
                first = first or units[0]
                for unit in units:
                    unit.gone = True
            elif step.kind != "renumber":
                return _Result(False, "words-not-found", addresses=(place.address,))
            ids.extend(name for unit in units for name in unit.provision.clauses)
            addresses.extend(unit.provision.address for unit in units)
        if first is not None and step.new:
            start = self.units.index(first)
            self.units[start:start] = _lay_out(step.new, step.places[0].path, tuple(ids))
        return _Result(True, "", tuple(dict.fromkeys(ids)), tuple(dict.fromkeys(addresses)))

    def _change_words(self, step: Step, units: list[_Unit], place: Place) -> list[_Unit]:
        if step.kind == "add-words" and not step.old:
            unit = units[0] if re.search(r"开|首|前", place.part) else units[-1]
            old = unit.provision
            stop = old.text[-1:] if old.text[-1:] in ENDS else ""
            text = step.new + old.text if unit is units[0] and place.part else old.text.removesuffix(stop) + step.new
            if not (unit is units[0] and place.part) and step.new[-1:] not in ENDS:
                text += stop
            unit.provision = Provision(old.path, text, old.clauses)
            return [unit]
        touched: dict[int, _Unit] = {}
        for words in step.old:
            for unit in units:
                old = unit.provision
                text = _substitute(old.text, words, step)
                if text is not None:
                    unit.provision = Provision(old.path, text, old.clauses)
                    touched[id(unit)] = unit
        return list(touched.values())

    def _add(self, step: Step) -> _Result:
        if not step.new:
            return _Result(False, "words-not-found")
        if step.unit == "条":
            # set in at the end, when the numbers are known
            known = self.at(step.places[0]) if step.places else []
            missing = bool(step.places) and not known and not step.targets
            return _Result(not missing, "place-not-found" if missing else "")
        parent = step.targets[0].path if step.targets else step.places[0].path if step.places else ()
        if step.targets and step.unit in "款项目":
            parent = parent[:-1]
        if not parent:
            return _Result(False, "place-not-found")
        units = self.at(Place(parent))
        if not units:
            return _Result(False, "place-not-found", addresses=("/".join(parent),))
        start = self._where(step, units, parent)
        self.units[start:start] = [
            _Unit(Provision((*parent, unit.provision.path[-1]), unit.provision.text), added=True)
            for unit in _lay_out(step.new, parent, ())
        ]
        ids = tuple(dict.fromkeys(name for unit in units for name in unit.provision.clauses))
        return _Result(True, "", ids, ("/".join(parent),))

    def _where(self, step: Step, units: list[_Unit], parent: tuple[str, ...]) -> int:
        """The index at which an added paragraph or item goes in: among those that already stand there."""
        article = [at for at, unit in enumerate(self.units) if not unit.gone and lies_in(unit.provision.path, parent)]
        heads = [at for at in article if _is_item(self.units[at].provision.text) is (step.unit != "款")]
        number = re.search(r"[〇零一二三四五六七八九十百\d]+", step.targets[0].path[-1]) if step.targets else None
        value = parse_numeral(number[0]) if number else None
        if value and heads and value <= len(heads):
            return heads[value - 1]
        if step.unit != "款" and heads:
            return heads[-1] + 1
        return article[-1] + 1 if article else self.units.index(units[-1]) + 1

    def settled(self) -> list[Provision]:
        """The text by its new numbers, with added articles set in."""
        steps = [each.step for each in self.done if each.reason != "other-law"]
        articles = articles_of(unit.provision for unit in self.units)
        numbers = Numbers.work_out(steps, articles)
        kept = [unit.provision for unit in self.units if not unit.gone]
        found = [Provision(numbers.place(each.path), each.text, each.clauses) for each in kept]
        for index, names in sorted(numbers.added.items()):
            step = steps[index]
            for name, words in zip(names, _by_article(step.new, len(names)), strict=False):
                new = [unit.provision for unit in _lay_out(words, (name,), ())]
                at = _article_index(found, name, step)
                found[at:at] = new
        if any(step.kind == "renumber" for step in steps):
            found = _in_order(found)
        return _recounted(found)


def _lay_out(words: str, place: tuple[str, ...], clauses: tuple[str, ...]) -> list[_Unit]:
    """New words as provisions of `place`; paragraphs and items are counted again at the end."""
    units: list[_Unit] = []
    for line in words.split("\n"):
        text = line.strip().translate(_UNNESTED)
        label = read_label(text)
        if label and label.level is Level.ARTICLE:
            text = text[label.end :].strip()
        if text:
            units.append(_Unit(Provision((*place, "第一款"), text, clauses), added=True))
    return units


def _by_article(words: str, wanted: int) -> list[str]:
    """New words that hold several articles, article by article: by their own numbers, else one a paragraph."""
    lines = words.split("\n")
    starts = [at for at, line in enumerate(lines) if (label := read_label(line)) and label.level is Level.ARTICLE]
    if len(starts) < wanted:
        if wanted < 2:
            return [words]
        starts = list(range(min(wanted, len(lines))))
    return ["\n".join(lines[low:high]) for low, high in zip(starts, [*starts[1:], len(lines)], strict=True)]


def _article_index(found: list[Provision], name: str, step: Step) -> int:
    """Where an added article goes in: before the next higher number, or behind the article it follows."""
    number = number_of(name)
    if not number:
        base = re.sub(r"之.{1,3}$", "", name)
        behind = [at for at, each in enumerate(found) if each.path and each.path[0].startswith(base)]
        places = {place.path[0] for place in step.places if place.path}
        behind = behind or [at for at, each in enumerate(found) if each.path and each.path[0] in places]
        return behind[-1] + 1 if behind else len(found)
    higher = (at for at, each in enumerate(found) if each.path and number_of(each.path[0]) > number)
    lower = (at for at, each in enumerate(found) if each.path and 0 < number_of(each.path[0]) < number)
    return next(higher, max(lower, default=len(found) - 1) + 1)


def _in_order(found: list[Provision]) -> list[Provision]:
    """Articles in the order of their new numbers; what stands under an article stays there."""
    at = [index for index, each in enumerate(found) if each.path and number_of(each.path[0])]
    ordered = sorted((found[index] for index in at), key=lambda each: number_of(each.path[0]))
    out = list(found)
    for index, each in zip(at, ordered, strict=True):
        out[index] = each
    return out


def _is_item(text: str) -> bool:
    label = read_label(text)
    return label is not None and label.level is not Level.ARTICLE


def _recounted(found: list[Provision]) -> list[Provision]:
    """Paragraphs and items of articles counted anew."""
    reading = Reading()
    out: list[Provision] = []
    for each in found:
        name = each.path[0] if each.path else ""
        if not ARTICLE.fullmatch(name):
            out.append(each)
            continue
        label = read_label(each.text)
        text = each.text
        if name == reading.article and label and reading.items and label.level is Level.PAREN:
            # behind an added item the others move on by one
            before = next((parse_numeral(item[1:-1]) for level, item in reading.items if level is Level.PAREN), None)
            if before is not None and label.value == before:
                text = text[: label.end].replace(label.name[1:-1], to_numeral(before + 1)) + text[label.end :]
                label = read_label(text)
        if name != reading.article:
            reading.begin(name)
        else:
            reading.go_on(label.name if label else "", label.level if label else Level.ARTICLE)
        out.append(Provision(reading.path(), text, each.clauses))
    return out


def _substitute(text: str, words: str, step: Step) -> str | None:
    """The text with every occurrence of `words` changed as the step says; None where there is none."""
    folded, offsets = fold_with_offsets(text)
    wanted = fold(words)
    if not wanted:
        return None
    pieces: list[str] = []
    at = start = 0
    while (hit := folded.find(wanted, start)) >= 0:
        low, high = offsets[hit], offsets[hit + len(wanted)]
        old = text[low:high]
        new = {"replace-words": step.new, "delete-words": ""}.get(step.kind)
        if new is None:
            new = step.new + old if step.side == "before" else old + step.new
        pieces += [text[at:low], new]
        at, start = max(high, at), hit + len(wanted)
    return "".join([*pieces, text[at:]]) if pieces else None


# --- checking ----------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Checker:
    """The amended text, the base where there is one, and how numbers moved between them."""

    amended: list[Provision]
    base: list[Provision] | None
    steps: list[Step]
    side: Side
    numbers: Numbers = field(default_factory=Numbers)

    def __post_init__(self) -> None:
        articles = articles_of(self.base if self.base is not None else self.amended)
        if self.base is None and articles:
            # old numbers that the amendment took away are not in the amended text
            spoken_of = (place.path[0] for step in self.steps for place in step.places if place.path)
            top = max([*articles, *(number_of(name) for name in spoken_of)])
            articles = list(range(1, min(top + sum(step.kind == "delete" for step in self.steps), MOST_ARTICLES) + 1))
        self.numbers = Numbers.work_out(self.steps, articles)

    def check(self, step: Step) -> StepCheck:
        """Hold one step against the amended text."""
        match step.kind:
            case "replace-text" | "add" | "merge":
                return self._check_text(step)
            case "replace-words" | "delete-words" | "add-words":
                return self._check_words(step)
            case "delete":
                return self._check_gone(step)
            case "renumber":
                return self._check_moved(step)
            case "renumber-rest":
                return self._check_numbers(step)
            case "title":
                return self._check_title(step)
            case "unknown":
                return StepCheck(step, "unclear", "not-understood", expected=step.quote)

    def _result(
        self,
        step: Step,
        outcome: Outcome,
        reason: Reason,
        at: Sequence[Provision],
        score: float,
        *,
        expected: str = "",
        found: str | None = None,
    ) -> StepCheck:
        addresses = tuple(dict.fromkeys(each.address for each in at))
        clauses = tuple(dict.fromkeys(name for each in at for name in each.clauses))
        return StepCheck(
            step,
            outcome,
            reason,
            addresses,
            clauses,
            expected or step.new,
            text_of(at) if found is None else found,
            score,
        )

    def _candidates(self, step: Step) -> list[list[Provision]]:
        """Where the new words may stand, the likeliest first."""
        if step.targets:
            at = [each for place in step.targets for each in named(self.amended, self._later(place, step))]
            return [at] if at else []
        index = next((at for at, each in enumerate(self.steps) if each is step), -1)
        if step.kind == "add" and index in self.numbers.added:
            return [[each for name in self.numbers.added[index] for each in named(self.amended, (name,))]]
        places = step.places[:1] if step.kind == "merge" else step.places
        out: list[list[Provision]] = []
        for shifted in (True, False):
            at = [
                each
                for place in places
                for each in named(self.amended, self.numbers.place(place.path) if shifted else place.path)
            ]
            if at and at not in out:
                out.append(at)
        return out

    def _later(self, place: Place, step: Step) -> tuple[str, ...]:
        """The path of a target: an article as it is, a paragraph of an article by the article's new number."""
        del step
        return place.path if len(place.path) == 1 else self.numbers.place(place.path)

    def _check_text(self, step: Step) -> StepCheck:
        candidates = self._candidates(step)
        if not step.new:
            found = bool(candidates)
            return self._result(step, "unclear", "needs-base" if found else "place-not-found", (), 0.0)
        loose = any(place.part for place in step.places) or (step.kind == "add" and not step.targets)
        loose = loose or any(place.path[:1] == ("引言",) for place in step.places)
        best: tuple[float, list[Provision]] = (0.0, [])
        for at in candidates:
            score = likeness(step.new, text_of(at))
            if loose and key_of(step.new) and key_of(step.new) in key_of(text_of(at)):
                best = (1.0, _narrowed(at, step.new))
            elif score > best[0] or not best[1]:
                best = (score, at)
        score, at = best
        if score == 1.0:
            return self._result(step, "carried-out", "", at, 1.0)
        elsewhere = _standing(self.amended, step.new)
        if elsewhere:
            # numbers that moved in a way the decision does not say, or a text counted otherwise than by 第X条
            sure = (
                self.numbers.changes or not at or number_of(step.places[0].path[0] if step.places[0].path else "") == 0
            )
            if step.kind != "add" and sure:
                return self._result(step, "carried-out", "stands-elsewhere", elsewhere, 1.0)
            return self._result(step, "partly", "stands-elsewhere", elsewhere, max(score, _ALIKE))
        if not at:
            return self._result(step, "not-carried-out", "place-not-found", (), 0.0)
        if score >= _ALIKE or self._some_stand(step.new, at):
            return self._result(step, "partly", "words-differ", at, score)
        return self._result(step, "not-carried-out", "words-not-found", at, score)

    def _some_stand(self, new: str, at: list[Provision]) -> bool:
        """Whether at least half of several new paragraphs stand there as ordered."""
        lines = [key_of(line) for line in new.split("\n") if key_of(line)]
        there = {key_of(each.text) for each in at}
        return len(lines) > 1 and sum(line in there for line in lines) * 2 >= len(lines)

    def _check_words(self, step: Step) -> StepCheck:
        results = [self._words_at(step, place) for place in step.places or (Place(),)]
        outcome = _together([result.outcome for result in results])
        worst = next((result for result in results if result.outcome != "carried-out"), results[0])
        return StepCheck(
            step,
            outcome,
            worst.reason,
            tuple(dict.fromkeys(address for result in results for address in result.addresses)),
            tuple(dict.fromkeys(name for result in results for name in result.clauses)),
            worst.expected,
            worst.found,
            sum(result.score for result in results) / len(results),
        )

    def _words_at(self, step: Step, place: Place) -> StepCheck:
        new = even(step.new)
        at: list[Provision] = []
        places = step.targets[:1] if step.targets and len(step.places) == 1 else (place,)
        paths = [each.path for each in places]
        paths = [*(paths if step.targets else map(self.numbers.place, paths)), place.path]
        if step.kind == "delete-words":
            # with its last words a paragraph goes too; then the article must not have them
            paths += [path[:1] for path in paths if len(path) > 1]
        for path in paths:
            at = named(self.amended, path)
            text = even(text_of(at))
            if at and (not new or new in text):
                break
        if not at:
            return self._result(step, "not-carried-out", "place-not-found", (), 0.0)
        text = even(text_of(at))
        holding = [each for each in at if new and new in even(each.text)]
        if step.kind == "add-words":
            old = [even(words) for words in step.old]
            whole = [new + words if step.side == "before" else words + new for words in old] if step.side else [new]
            bare = re.sub(r"[,;.]", "", text)
            there = bool(new) and any(words in text or re.sub(r"[,;.]", "", words) in bare for words in whole or [new])
            if there:
                return self._result(step, "carried-out", "", holding or at, 1.0)
            if holding:
                return self._result(step, "partly", "words-differ", holding, 0.5)
            return self._result(step, "not-carried-out", "words-not-found", at, 0.0)
        rest = text.replace(new, "\0") if new else text
        left = [words for words in step.old if even(words) and even(words) in rest]
        if step.kind == "delete-words":
            if left:
                still = [each for each in at if even(left[0]) in even(each.text)]
                return self._result(step, "not-carried-out", "words-still-there", still or at, 0.0, found=left[0])
            return self._result(step, "carried-out", "", at, 1.0, found="")
        if not new or holding or new in text:
            if left:
                still = [each for each in at if even(left[0]) in even(each.text)]
                return self._result(step, "partly", "words-still-there", still or at, 0.5)
            return self._result(step, "carried-out", "", holding or at, 1.0, found=_exact(holding or at, step.new))
        return self._result(step, "not-carried-out", "words-still-there" if left else "words-not-found", at, 0.0)

    def _check_gone(self, step: Step) -> StepCheck:
        if self.base is None:
            return self._result(step, "unclear", "needs-base", (), 0.0)
        scores: list[float] = []
        still: list[Provision] = []
        for place in step.places:
            old = named(self.base, place.path)
            if not old:
                return self._result(step, "unclear", "place-not-found", (), 0.0, expected=place.address)
            words = text_of(old)
            standing = _standing(self.amended, words)
            still += standing
            scores.append(0.0 if standing else 1.0)
        score = sum(scores) / len(scores) if scores else 0.0
        if not still:
            return self._result(step, "carried-out", "", (), score)
        return self._result(step, "partly" if score else "not-carried-out", "words-still-there", still, score)

    def _check_moved(self, step: Step) -> StepCheck:
        targets = [each for place in step.targets for each in named(self.amended, self._later(place, step))]
        if not targets:
            return self._result(step, "not-carried-out", "place-not-found", (), 0.0)
        if self.base is None:
            return self._result(step, "unclear", "needs-base", targets, 0.0)
        old = [each for place in step.places for each in named(self.base, place.path)]
        if not old:
            return self._result(step, "unclear", "place-not-found", targets, 0.0)
        score = likeness(text_of(old), text_of(targets))
        outcome: Outcome = "carried-out" if score >= _SAME else "not-carried-out" if score < 0.5 else "unclear"
        reason: Reason = "" if outcome == "carried-out" else "words-differ"
        return self._result(step, outcome, reason, targets, score, expected=text_of(old))

    def _check_numbers(self, step: Step) -> StepCheck:
        numbers = articles_of(self.amended)
        if not numbers:
            return self._result(step, "unclear", "place-not-found", (), 0.0)
        runs = numbers == list(range(1, len(numbers) + 1))
        return self._result(step, "carried-out" if runs else "not-carried-out", "", (), float(runs))

    def _check_title(self, step: Step) -> StepCheck:
        front = [each for each in self.amended if each.path == ("引言",)]
        own = fold(step.new)
        where = [each for each in front if own and fold(each.text) == own]
        if where or (own and fold(self.side.title) == own):
            return self._result(step, "carried-out", "", where[:1], 1.0, found=self.side.title)
        score = ratio(own, fold(self.side.title)) if own and self.side.title else 0.0
        outcome: Outcome = "not-carried-out" if self.side.title else "unclear"
        return self._result(step, outcome, "words-not-found", (), score, found=self.side.title)


def _standing(provisions: list[Provision], words: str) -> list[Provision]:
    """The provisions that hold all paragraphs of `words` one after the other, nothing between; [] where none do."""
    lines = [key for key in map(key_of, words.split("\n")) if key]
    if not lines or sum(map(len, lines)) < 8:
        return []
    keys = [key_of(each.text) for each in provisions]
    for start, key in enumerate(keys):
        if key == lines[0] and keys[start : start + len(lines)] == lines:
            return provisions[start : start + len(lines)]
    return []


def _narrowed(at: list[Provision], words: str) -> list[Provision]:
    """The provisions among `at` that hold the words, where single ones do."""
    return _standing(at, words) or [each for each in at if key_of(words) in key_of(each.text)][:1] or at


def _exact(at: list[Provision], words: str) -> str:
    """The words as the text writes them."""
    wanted = fold(words)
    for each in at:
        folded, offsets = fold_with_offsets(each.text)
        hit = folded.find(wanted) if wanted else -1
        if hit >= 0:
            return each.text[offsets[hit] : offsets[hit + len(wanted)]]
    return ""
