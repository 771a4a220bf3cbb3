"""Links → obligation changes: which duties were added, removed or modified, in which fields, in which direction.

Duties of linked sentences are paired by their predicates and compared field by field; what has no counterpart is
removed or added, unless it stands elsewhere in the other text. What is left over on both sides and yet alike is one
duty that moved.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from alignment.duties.addressing import Addressed, Addressing
from alignment.duties.comparing import Comparer
from alignment.duties.duty import Duty
from alignment.duties.found import Found
from alignment.duties.inherited import InheritedComparer
from alignment.duties.judged import Setting
from alignment.duties.linked import LinkedTexts, Prepared
from alignment.duties.listing import relisted
from alignment.duties.measures import measured
from alignment.duties.pairing import LAST, REPLACED, TURNED, Candidate, Paired, alike, dice_of, pair
from alignment.duties.parts import Parts
from alignment.duties.reader import DutyReader, Readers
from alignment.duties.renaming import renames_throughout, renumbered_articles
from alignment.duties.rows import Rows
from alignment.duties.surroundings import Surroundings
from alignment.duties.wording import Wording
from alignment.knowledge import Knowledge
from alignment.limits import Limits, Steps
from alignment.linking.localise import Localiser
from alignment.linking.similarity import containment, ratio, ratio_matrix
from alignment.linking.units import Unit
from alignment.model import ChangeKind, Link, Side, Task
from alignment.reading.normalize import fold
from alignment.reading.values import tokenise

#: Marks that part what stands before and behind them.
_PARTING = (("mark", "."), ("mark", ";"), ("mark", ":"))
_REFERRING = re.compile(r"第.{1,7}[条款项章节]|前款|前条")
#: 排在第一位的为牵头单位; 责任单位列首位者牵头; 第一责任单位为牵头单位.
_FIRST_LEADS = re.compile(
    r"(?:[排列居]在?|名列|位列)(?:首位|第一|最前|首)[^。；;\n]{0,12}(?:牵头|主办|主责)|(?:第一|首)个?(?:责任)?单位[^。；;\n]{0,8}(?:牵头|主办|主责)"
)
#: A text with fewer articles than this is a plan.
_FEW_ARTICLES = 6
#: More pairs of duties that are left over than this are not looked at for what moved.
_PAIRS = 400_000
#: So many pairs of duties of linked sentences make a step.
_DUTIES = 10
#: Predicates of so many characters are one where they are the same.
_WHOLE = 4
#: Duties that moved are at least so much alike; a lower text has much that only resembles the higher one.
_MOVED, _MOVED_DOWN = 0.7, 0.85


def compare_duties(
    old: tuple[Side, list[Unit]],
    new: tuple[Side, list[Unit]],
    links: Sequence[Link],
    knowledge: Knowledge,
    wording: Wording,
    localiser: Localiser,
    task: Task,
    steps: Steps | None = None,
) -> Found:
    """The obligation changes between two sides, in the reading order of the text that holds them.

    Args:
        old: the earlier or higher text, with its sentences made ready.
        new: the later or lower text, likewise.
        links: sentence links of `alignment.linking.match`.
        knowledge: force words and bodies.
        wording: proofs that a difference is none.
        localiser: folds places and bodies, so that a localised actor is no other actor.
        task: in a derivation a duty that is not taken up counts as removed.
        steps: counts the work; a count of its own by default.

    Raises `TooMuchWork`.
    """
    readers = Readers(knowledge, wording.words)
    before, after = (
        Prepared(side, {unit.sentence.id: unit for unit in units}, DutyReader(side, units, knowledge, readers))
        for side, units in (old, new)
    )
    return _Engine(
        LinkedTexts(before, after, links), wording, localiser, task, steps or Steps(Limits().max_steps)
    ).found()


def _setting(texts: LinkedTexts, task: Task) -> Setting:
    """What the two texts as wholes say of each duty in them."""
    old, new = texts.old.side, texts.new.side
    revised = task == "revision"
    return Setting(
        task,
        plan=sum(clause.number.endswith("条") for clause in (*old.clauses, *new.clauses)) < _FEW_ARTICLES,
        renamed=renames_throughout(texts) if revised else (),
        renumbered=renumbered_articles(texts) if revised else {},
        issued=(old.issued, new.issued),
        first_leads=any(_FIRST_LEADS.search(clause.text) for clause in (*old.clauses, *new.clauses)),
        linked_headings=frozenset(
            (texts.old.units[a].clause.id, texts.new.units[b].clause.id)
            for a, b in texts.links
            if texts.old.units[a].group == texts.new.units[b].group == "heading"
        ),
    )


class _Engine:
    def __init__(self, texts: LinkedTexts, wording: Wording, localiser: Localiser, task: Task, steps: Steps) -> None:
        self._steps = steps
        self._texts, self._wording, self._localiser = texts, wording, localiser
        self._task: Task = task
        self._setting = _setting(texts, task)
        self._renumbered = any(before != after for before, after in self._setting.renumbered.items())
        self._comparer = Comparer(localiser, wording, self._setting)
        self._rows = Rows(texts)
        self._surroundings = Surroundings(texts)
        self._found = Found(renames=self._setting.renamed)
        self._addressing = Addressing(texts.old.side, texts.new.side) if task == "derivation" else None
        self._read: dict[str, list[Duty]] = {}
        self._left: list[Candidate] = []
        self._come: list[Candidate] = []

    def found(self) -> Found:
        """Everything that comparing the duties of both texts found."""
        for names in relisted(self._texts, self._wording.words):
            self._found.relisted.update(names)
        for olds, news in self._texts.components():
            if not self._found.relisted.issuperset((*olds, *news)) and not self._unchanged(olds, news):
                self._linked_duties(self._candidates(0, olds), self._candidates(1, news))
        self._moved()
        self._leftover()
        inherited = InheritedComparer(self._texts, self._comparer.actors, self._task, self._rows)
        self._found.notes = inherited.notes(self._found.paired)
        inherited.headings()
        self._found.told = self._rows.in_order()
        if self._addressing is not None:
            self._found.measured = measured(self._texts.old, self._found, self._addressing, self._read)
        return self._found

    def _unchanged(self, olds: Sequence[str], news: Sequence[str]) -> bool:
        """Whether two sentences are the same, word for word, and so is all that binds them from outside."""
        if len(olds) != 1 or len(news) != 1:
            return False
        before, after = self._texts.old, self._texts.new
        old, new = before.units[olds[0]], after.units[news[0]]
        if old.sentence.text != new.sentence.text and _said(old.sentence.text) != _said(new.sentence.text):
            return False
        if self._renumbered and _REFERRING.search(old.sentence.text):
            return False
        if self._task == "revision" and self._surroundings.apart(old, new):
            return False
        return before.reader.around(old).binds_like(after.reader.around(new))

    def _candidates(self, side: int, sentences: Iterable[str]) -> list[Candidate]:
        """The duties of sentences of one side, 0 the old one, made ready for pairing."""
        text = self._texts.new if side else self._texts.old
        names = {pair[side]: at for at, pair in enumerate(self._found.renames)}
        read = {sentence: text.reader.duties(text.units[sentence], listed=True) for sentence in sentences}
        if not side:
            self._read |= read
        return [Candidate(Parts(duty, text.reader, names), self._key) for duties in read.values() for duty in duties]

    def _key(self, words: str) -> str:
        key = self._localiser.key(fold(words).strip("。；;：:，,.、 \n()"))
        return self._wording.key(key) if len(key) <= 400 else key

    def _linked(self, old: Candidate, new: Candidate) -> bool:
        return (old.parts.duty.unit.sentence.id, new.parts.duty.unit.sentence.id) in self._texts.links

    # --- linked sentences ----------------------------------------------------------------------------------------

    def _linked_duties(self, left: list[Candidate], right: list[Candidate]) -> None:
        """Linked sentences: compare the pairs, keep what is left over."""
        self._steps.take(len(left) * len(right), to_a_step=_DUTIES)
        pairs = pair(left, right, self._linked)
        taken = {id(one) for found in pairs for one in (found.old, found.new)}
        for one in pairs:
            self._compare(one, left, right)
        gone = [one for one in left if id(one) not in taken and not _covered(one, right)]
        come = [one for one in right if id(one) not in taken and not _covered(one, left)]
        for one in self._rewritten(gone, come):
            self._compare(one, left, right)
            gone.remove(one.old)
            come.remove(one.new)
        self._left += gone
        self._come += come

    def _compare(self, one: Paired, left: Sequence[Candidate], right: Sequence[Candidate]) -> None:
        """Compare two duties that are one, among those around them, and keep what was found."""
        judged = self._comparer.compare(
            one.old.parts, one.new.parts, [c.parts.duty for c in left], [c.parts.duty for c in right]
        )
        old, new = one.old.parts.duty, one.new.parts.duty
        if self._task == "revision":
            told = {change.field for change in judged.changes}
            judged.changes += [change for change in self._surroundings.changes(old, new) if change.field not in told]
        self._found.paired.append((old, new))
        self._found.wording += [(old, new, hunk, proof) for hunk, proof in judged.wording]
        if judged.references or judged.retargeted:
            self._found.references.append((old, new))
        elif judged.changes:
            self._rows.modified(one, judged.changes)
        else:
            self._found.agreed.append((old, new))

    def _rewritten(self, gone: Sequence[Candidate], come: Sequence[Candidate]) -> list[Paired]:
        """A clause that went and one that came in linked sentences, about the same matter, are one duty rewritten."""
        ranked = sorted(
            (-alike(old, new, dice_of(old, new)), i, j)
            for i, old in enumerate(gone)
            for j, new in enumerate(come)
            if self._linked(old, new)
        )
        # a lower text says much that only stands in the place of what it leaves out
        alone = len(gone) == len(come) == 1 and self._task == "revision"
        enough = LAST if alone else REPLACED
        near = [(score, i, j) for score, i, j in ranked if -score >= enough]
        return [Paired(gone[i], come[j], -score, "position") for score, i, j in _one_to_one(near)]

    # --- what moved, what is left --------------------------------------------------------------------------------

    def _moved(self) -> None:
        """Duties that are left over on both sides and nearly the same are one that moved."""
        if not self._left or not self._come or len(self._left) * len(self._come) > _PAIRS:
            return
        scores = ratio_matrix([one.bare for one in self._left], [one.bare for one in self._come], _MOVED)
        lengths = [[len(one.bare) for one in side] for side in (self._left, self._come)]
        rows, columns = scores.nonzero()
        pairs: list[tuple[int, int, float]] = list(
            zip(rows.tolist(), columns.tolist(), scores[rows, columns].tolist(), strict=True)
        )
        near = (
            (-score, i, j) for i, j, score in pairs if min(lengths[0][i], lengths[1][j]) >= (8 if score < 1 else _WHOLE)
        )
        able = (
            (score, i, j)
            for score, i, j in sorted(chain(near, self._turned()))
            if (self._task == "revision" or -score >= _MOVED_DOWN) and _same_case(self._left[i], self._come[j])
        )
        moved = [Paired(self._left[i], self._come[j], -score, "moved") for score, i, j in _one_to_one(able)]
        stayed = {
            (self._texts.old.units[a].clause.id, self._texts.new.units[b].clause.id) for a, b in self._texts.links
        }
        for one in moved:
            old, new = one.old.parts.duty, one.new.parts.duty
            if (old.unit.clause.id, new.unit.clause.id) not in stayed:
                self._found.moved.append((old, new))
            self._compare(one, [one.old], [one.new])
            self._left.remove(one.old)
            self._come.remove(one.new)

    def _turned(self) -> Iterator[tuple[float, int, int]]:
        """What is left over on both sides and is one predicate turned round: 对道闸进行改造 and 改造道闸."""
        places: dict[str, list[int]] = {}
        for j, new in enumerate(self._come):
            places.setdefault(new.turned, []).append(j)
        for i, old in enumerate(self._left):
            if len(old.turned) >= _WHOLE:
                yield from ((-TURNED, i, j) for j in places.get(old.turned, ()))

    def _leftover(self) -> None:
        """Duties that have no counterpart: aims, duties of others, what stands elsewhere; the rest went or came."""
        sides: tuple[tuple[list[Candidate], ChangeKind, Prepared], ...] = (
            (self._left, "removed", self._texts.new),
            (self._come, "added", self._texts.old),
        )
        for candidates, change, other in sides:
            for one in candidates:
                duty = one.parts.duty
                if duty.outcome:
                    self._found.outcomes.append(duty)
                elif change == "removed" and self._for_others(duty):
                    self._found.elsewhere.append(duty)
                elif self._survives(one, other):
                    self._found.survived.append(duty)
                else:
                    self._rows.alone(change, one)

    def _for_others(self, duty: Duty) -> bool:
        """Whether a duty of a higher text is not the business of the lower body: missing there, it says nothing."""
        if self._addressing is None:
            return False
        return self._addressing.of_duty(duty) is not Addressed.LOWER

    def _survives(self, one: Candidate, other: Prepared) -> bool:
        """Whether the words of a duty stand elsewhere in the other text."""
        key = self._localiser.key(fold(one.parts.duty.head.text))
        return len(key) >= 8 and key in other.body


def _said(text: str) -> list[object]:
    """What a sentence says by value, where it ends and where its parts do; commas and quotation marks say nothing."""
    return [token.key for token in tokenise(text) if token.kind != "mark" or token.key in _PARTING]


def _covered(one: Candidate, others: Iterable[Candidate]) -> bool:
    """Whether a predicate stands inside a clause of the other side (containment below the comma)."""
    return any(
        containment(one.bare, other.whole) >= 0.9
        or (containment(other.bare, one.bare) >= 0.92 and len(other.bare) >= 0.75 * len(one.bare))
        for other in others
        if len(one.bare) >= 4 and len(other.bare) >= 3 and one.amounts <= other.amounts
    )


def _same_case(old: Candidate, new: Candidate) -> bool:
    """Whether two duties are not limited to cases of different kinds."""
    return not old.case or not new.case or ratio(old.case, new.case) >= 0.5


def _one_to_one(ranked: Iterable[tuple[float, int, int]]) -> Iterator[tuple[float, int, int]]:
    """Of ranked pairs (score, place on the left, place on the right) each of which either place has no earlier one."""
    left: set[int] = set()
    right: set[int] = set()
    for score, i, j in ranked:
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
            yield score, i, j
