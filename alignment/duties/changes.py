"""Links → obligation changes: which duties were added, removed or modified, in which fields, in which direction.

Duties of linked sentences are paired by their predicates; what has no counterpart is removed or added, what survives is
compared field by field. A change of wording that leaves the duty alone is nothing.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from math import log1p

from alignment.duties.fields import Reader, quantities
from alignment.duties.frames import Duty, Framer, Part, quote_edges
from alignment.duties.judge import FieldChange, Judge
from alignment.knowledge import Knowledge
from alignment.linking.localise import Localiser
from alignment.linking.similarity import common_length, containment, ratio
from alignment.linking.units import Unit
from alignment.model import (
    ChangeKind,
    Kind,
    Link,
    Obligation,
    ObligationChange,
    Section,
    Side,
    Task,
)
from alignment.reading.normalize import fold

#: Predicates less alike than this are two duties, not one; between two pairs in order less is enough.
_PREDICATE = 0.5
_NEIGHBOUR = 0.3
_REPLACED = 0.35


#: Where a change stands in the reading order: sentence of the new text, offset, kind.
_Place = tuple[int, int, int]


@dataclass(slots=True)
class _Paired:
    old: Duty
    new: Duty
    score: float
    how: str


@dataclass(slots=True)
class _Text:
    """One side made ready: units by sentence id, duties of each, all body text for looking up survivals."""

    side: Side
    units: dict[str, Unit]
    duties: dict[str, list[Duty]] = field(default_factory=dict[str, list[Duty]])
    body: str = ""


def compare_obligations(
    old: tuple[Side, list[Unit]],
    new: tuple[Side, list[Unit]],
    links: Iterable[Link],
    knowledge: Knowledge,
    localiser: Localiser,
    task: Task,
) -> tuple[ObligationChange, ...]:
    """The obligation changes between two sides, in the reading order of the text that holds them.

    Args:
        old: the earlier or higher text, with its sentences made ready.
        new: the later or lower text, likewise.
        links: sentence links of `alignment.linking.match`.
        knowledge: force words.
        localiser: folds places and bodies, so that a localised actor is no other actor.
        task: in a derivation a duty that is not taken up counts as removed.
    """
    return _Comparer(old, new, list(links), knowledge, localiser, task).changes()


class _Comparer:
    def __init__(
        self,
        old: tuple[Side, list[Unit]],
        new: tuple[Side, list[Unit]],
        links: list[Link],
        knowledge: Knowledge,
        localiser: Localiser,
        task: Task,
    ) -> None:
        self._reader = Reader(knowledge)
        self._framer = Framer(self._reader, localiser)
        self._task = task
        self._old, self._new = (
            _Text(
                side,
                {unit.sentence.id: unit for unit in units},
                body="\n".join(unit.local for unit in units if unit.group == "body"),
            )
            for side, units in (old, new)
        )
        numbers = _renumbered(old[0], new[0], links) if task == "revision" else {}
        self._judge = Judge(self._reader, localiser, knowledge, (self._old.body, self._new.body), numbers)
        self._partners_old: dict[str, list[str]] = defaultdict(list)
        self._partners_new: dict[str, list[str]] = defaultdict(list)
        self._links: dict[tuple[str, str], Link] = {}
        self._found: list[tuple[_Place, ObligationChange]] = []
        self._anchors: list[int] = []
        for link in links:
            for a in link.old:
                for b in link.new:
                    self._partners_old[a].append(b)
                    self._partners_new[b].append(a)
                    self._links[a, b] = link

    def _duties(self, text: _Text, sentence: str) -> list[Duty]:
        if sentence not in text.duties:
            unit = text.units[sentence]
            text.duties[sentence] = self._framer.duties(unit) if self._framer.binds(unit) else []
        return text.duties[sentence]

    # --- the three sources of changes ----------------------------------------------------------------------------

    def changes(self) -> tuple[ObligationChange, ...]:
        for olds, news in self._components():
            if not olds or not news:
                for sentence in olds:
                    self._alone(self._old, sentence, "removed")
                for sentence in news:
                    self._alone(self._new, sentence, "added")
                continue
            if self._same(olds, news):
                continue
            self._linked(olds, news)
        self._headings()
        self._addressees()
        return tuple(change for _, change in sorted(self._found, key=lambda item: item[0]))

    def _components(self) -> list[tuple[list[str], list[str]]]:
        """Sentences joined by links, in reading order; sentences alone make components of their own."""
        seen: set[str] = set()
        out: list[tuple[list[str], list[str]]] = []
        for text in (self._old, self._new):
            for sentence, unit in text.units.items():
                if sentence in seen or unit.group != "body":
                    continue
                olds: list[str] = []
                news: list[str] = []
                queue = [sentence]
                while queue:
                    name = queue.pop()
                    if name in seen:
                        continue
                    seen.add(name)
                    (olds if name in self._old.units else news).append(name)
                    queue.extend(
                        self._partners_old.get(name, ())
                        if name in self._old.units
                        else self._partners_new.get(name, ())
                    )
                out.append((sorted(olds, key=self._position), sorted(news, key=self._position)))
        return out

    def _position(self, sentence: str) -> int:
        units = self._old.units if sentence in self._old.units else self._new.units
        return units[sentence].index

    def _same(self, olds: list[str], news: list[str]) -> bool:
        return "".join(self._old.units[name].local for name in olds) == "".join(
            self._new.units[name].local for name in news
        )

    def _alone(self, text: _Text, sentence: str, change: ChangeKind) -> None:
        """A sentence without counterpart is one entry, quoted by its first duty that is not only an outcome."""
        if not self._may_stand_alone(text, sentence):
            return
        duties = self._duties(text, sentence)
        other = self._new if text is self._old else self._old
        binding = [duty for duty in duties if not duty.outcome]
        if not binding or all(self._survives(duty, other) for duty in binding):
            return
        at = next(i for i, duty in enumerate(duties) if not duty.outcome and not self._survives(duty, other))
        run = [duties[at]]
        # the first duty names the entry; of a long sentence enough is quoted to know it by
        length = len(text.units[sentence].sentence.text)
        wanted = length if length <= 36 else 0.4 * length
        while at + len(run) < len(duties) and run[-1].part.end - run[0].start < wanted:
            run.append(duties[at + len(run)])
        self._report(change, run, "no sentence of the other text corresponds")

    def _may_stand_alone(self, text: _Text, sentence: str) -> bool:
        """Items of a list bind through their lead; a lone item is no duty of its own where the lead lists cases."""
        unit = text.units[sentence]
        clause = unit.clause
        if clause.kind is not Kind.BODY:
            return False
        if clause.section is Section.GUIDANCE and not self._goal(unit):
            return False
        if (
            clause.number
            and clause.path
            and clause.number[0] in "（("
            and text.side.by_clause[clause.path[-1]].number.endswith("条")
        ):
            lead = text.side.by_clause[clause.path[-1]].text
            return bool(re.search(r"(?:职责|措施|义务|规定|要求)[：:]$", lead)) and not unit.sentence.text.rstrip(
                "。；"
            ).endswith("的")
        return True

    def _goal(self, unit: Unit) -> bool:
        return bool(re.search(r"力争|到20|\d+年", unit.sentence.text)) and not self._reader.is_slogan(
            unit.sentence.text
        )

    def _survives(self, duty: Duty, other: _Text) -> bool:
        key = duty.part.key
        return len(key) >= 8 and (key in other.body)

    def _linked(self, olds: list[str], news: list[str]) -> None:
        """Linked sentences: pair their predicates, compare the pairs, report what is left over."""
        left = [duty for name in olds for duty in self._duties(self._old, name)]
        right = [duty for name in news for duty in self._duties(self._new, name)]
        if not left and not right:
            return
        pairs = self._pair(left, right)
        paired_old = {id(pair.old) for pair in pairs}
        paired_new = {id(pair.new) for pair in pairs}
        for pair in pairs:
            changes = self._judge.compare(pair.old, pair.new, left, right, sure=self._sure(pair), alike=pair.score)
            if changes:
                self._modified(pair, changes)
        sides: tuple[tuple[list[Duty], set[int], ChangeKind, _Text], ...] = (
            (left, paired_old, "removed", self._new),
            (right, paired_new, "added", self._old),
        )
        rests: list[list[list[Duty]]] = []
        for duties, taken, change, other in sides:
            rest = [
                duty
                for duty in duties
                if id(duty) not in taken and not self._covered(duty, right if change == "removed" else left)
            ]
            rest = [duty for duty in rest if not duty.outcome and not self._survives(duty, other)]
            rests.append([run for run in _runs(duties, rest) if not self._appendix(run, pairs)])
        self._replaced(rests[0], rests[1], left, right)
        for (_, _, change, _), runs in zip(sides, rests, strict=True):
            for run in runs:
                self._report(change, run, "its sentence has a counterpart, this clause has none")

    def _replaced(self, gone: list[list[Duty]], come: list[list[Duty]], left: list[Duty], right: list[Duty]) -> None:
        """A clause that went and one that came in linked sentences, about the same matter, are one duty rewritten."""
        ranked = sorted(
            (
                (-self._alike(old, new, _dice([old.bare], [new.bare])[0][0]), i, j, old, new)
                for i, run in enumerate(gone)
                for j, other in enumerate(come)
                for old in run
                for new in other
                if (old.unit.sentence.id, new.unit.sentence.id) in self._links
            ),
            key=lambda item: item[:3],
        )
        done_old: set[int] = set()
        done_new: set[int] = set()
        for score, i, j, old, new in ranked:
            if -score < _REPLACED or i in done_old or j in done_new:
                continue
            # what can be read by itself tells a rewritten duty's change; its words differ anyhow
            changes = self._judge.compare(old, new, left, right, sure=False) or self._judge.compare(
                old, new, left, right, alike=-score
            )
            if changes:
                done_old.add(i)
                done_new.add(j)
                self._modified(_Paired(old, new, -score, "position"), changes)
        gone[:] = [run for i, run in enumerate(gone) if i not in done_old]
        come[:] = [run for j, run in enumerate(come) if j not in done_new]

    def _sure(self, pair: _Paired) -> bool:
        """Whether two predicates are one duty beyond doubt: alike by themselves, or of one verb."""
        if pair.how == "predicate":
            return True
        verb = self._reader.verb_at(pair.old.bare)
        return pair.score >= 0.4 and bool(verb) and verb == self._reader.verb_at(pair.new.bare)

    def _appendix(self, run: list[Duty], pairs: list[_Paired]) -> bool:
        """A word or two behind a clause that has its counterpart change that clause: 依法竞争 → 依法竞争，合规经营."""
        first, last = run[0], run[-1]
        if len(run) > 1 or len(first.part.key) > 4 or first.actor:
            return False
        for pair in pairs:
            host = pair.new if first.unit is pair.new.unit else pair.old
            if host.unit is first.unit and host.part.end + 1 == first.part.start:
                words = first.part.text.strip("，。；")
                change = FieldChange(
                    "action", "other", words if host is pair.old else "", words if host is pair.new else ""
                )
                wider = Duty(
                    host.unit, Part(host.part.start, last.part.end, "", host.part.key), host.around, host.actor
                )
                wider.modality = host.modality
                both = (
                    _Paired(wider, pair.new, pair.score, pair.how)
                    if host is pair.old
                    else _Paired(pair.old, wider, pair.score, pair.how)
                )
                self._modified(both, [change])
                return True
        return False

    def _covered(self, duty: Duty, others: list[Duty]) -> bool:
        """Whether a predicate stands inside a clause of the other side (containment below the comma)."""
        key = duty.part.key
        return any(
            containment(key, other.part.key) >= 0.85
            or (containment(other.part.key, key) >= 0.9 and len(other.part.key) >= 0.7 * len(key))
            for other in others
        )

    def _pair(self, left: list[Duty], right: list[Duty]) -> list[_Paired]:
        """The best one-to-one pairing of predicates; between two pairs in order, what is left over is one duty too."""
        if not left or not right:
            return []
        dice = _dice([_masked(duty.bare) for duty in left], [_masked(duty.bare) for duty in right])
        ranked: list[tuple[float, int, int]] = []
        for i, a in enumerate(left):
            for j, b in enumerate(right):
                if (a.unit.sentence.id, b.unit.sentence.id) in self._links:
                    ranked.append((self._alike(a, b, dice[i][j]), i, j))
        ranked.sort(key=lambda item: (-item[0], abs(item[1] - item[2]), item[1], item[2]))
        taken_old: dict[int, int] = {}
        taken_new: dict[int, int] = {}
        out: list[_Paired] = []
        for score, i, j in ranked:
            if i in taken_old or j in taken_new or score < _PREDICATE:
                continue
            taken_old[i], taken_new[j] = j, i
            out.append(_Paired(left[i], right[j], score, "predicate"))
        for score, i, j in ranked:
            if i in taken_old or j in taken_new:
                continue
            before = (i == 0 and j == 0) or taken_old.get(i - 1, -2) == j - 1
            after = (i == len(left) - 1 and j == len(right) - 1) or taken_old.get(i + 1, -2) == j + 1
            topic = bool(left[i].actor_key) and left[i].actor_key == right[j].actor_key and score >= 0.12
            if topic or (score >= _NEIGHBOUR and (before or after)):
                taken_old[i], taken_new[j] = j, i
                out.append(_Paired(left[i], right[j], score, "topic" if topic else "position"))
        return out

    def _alike(self, old: Duty, new: Duty, dice: float) -> float:
        """How alike two predicates are: characters in order, rare words, one standing in the other, the same date."""
        left, right = _masked(old.bare), _masked(new.bare)
        score = 0.6 * ratio(left, right) + 0.4 * dice
        short, long = sorted((left, right), key=len)
        if len(short) >= (8 if "#" in short else 5):
            score = max(score, 0.9 * containment(short, long))
        if len(short) >= 9 and len(long) <= 5 * len(short) and common_length(short, long) == len(short):
            score = max(score, 0.8)  # the same predicate with words put in
        if bool(old.cases) != bool(new.cases):
            score -= 0.15  # what holds in a case only is another rule than what holds always
        elif old.around or new.around:
            score = 0.75 * score + 0.25 * ratio(_masked(old.whole), _masked(new.whole))
        times = {fold(item.text) for item in old.deadlines} & {fold(item.text) for item in new.deadlines}
        return min(1.0, score + 0.2) if times else score

    # --- rows of the result --------------------------------------------------------------------------------------

    def _modified(self, pair: _Paired, changes: list[FieldChange]) -> None:
        link = self._links.get((pair.old.unit.sentence.id, pair.new.unit.sentence.id))
        old_span, new_span = (
            self._span(pair.old, self._old, changes, "old"),
            self._span(pair.new, self._new, changes, "new"),
        )
        old_span, new_span = _trimmed(
            pair.old.unit.sentence.text, old_span, pair.new.unit.sentence.text, new_span, changes
        )
        change = ObligationChange(
            "modified",
            tuple(item.field for item in changes),
            {item.field: item.direction for item in changes},
            self._quote_span(pair.old, self._old, *old_span),
            self._quote_span(pair.new, self._new, *new_span),
            pair.score,
            link.matched_by if link else pair.how,
            "；".join(item.why for item in changes),
        )
        self._found.append(((pair.new.unit.index, pair.new.start, 0), change))

    def _span(self, duty: Duty, text: _Text, changes: list[FieldChange], side: str) -> tuple[int, int]:
        """Where the clause that changed stands, with the date or condition before it only where that changed."""
        start, end = duty.part.start, duty.part.end
        for change in changes:
            words = change.old if side == "old" else change.new
            if change.field in ("actor", "deadline", "condition", "scope", "quantity") and words:
                start = min(start, *(part.start for part in duty.around if _shares(part, words)), start)
            if change.field == "condition" and change.direction in ("set", "dropped"):
                # a condition on one side only: both quotes begin at the clause before it, so that its place is seen
                before = [other for other in self._duties(text, duty.unit.sentence.id) if other.part.end <= duty.start]
                if before and len(before[-1].part.text) <= 24:
                    start = min(start, before[-1].part.start)
        return start, end

    def _report(self, change: ChangeKind, run: list[Duty], why: str) -> None:
        first, last = run[0], run[-1]
        own, other = (self._old, self._new) if change == "removed" else (self._new, self._old)
        start = next(
            (part.start for part in first.around if not self._judge.stands_in(part, other.body)), first.part.start
        )
        quote = self._quote_span(first, own, start, last.part.end)
        if change == "removed":
            place = (self._anchor(first), start, 1)
            self._found.append((place, ObligationChange(change, (), {}, quote, None, 0.0, "unmatched", why)))
        else:
            place = (first.unit.index, start, 2)
            self._found.append((place, ObligationChange(change, (), {}, None, quote, 0.0, "unmatched", why)))

    def _anchor(self, duty: Duty) -> int:
        """Where in the new text a removed duty would stand: behind the counterpart of what it followed."""
        if not self._anchors:
            last = -1
            for sentence in self._old.units:
                partners = self._partners_old.get(sentence)
                last = max(map(self._position, partners)) if partners else last
                self._anchors.append(last)
        return self._anchors[duty.unit.index]

    def _quote_span(self, duty: Duty, text: _Text, start: int, end: int) -> Obligation:
        """The obligation at [start, end) of a sentence, less the commas at its edges."""
        sentence = duty.unit.sentence.text
        start, end = quote_edges(sentence, start, end)
        return self._judge.obligation(duty, sentence[start:end], start, end, text.side)

    # --- headings and addressees ---------------------------------------------------------------------------------

    def _headings(self) -> None:
        """A stage heading gives the date of its items: only its time counts."""
        for a, b in self._links:
            left, right = self._old.units[a], self._new.units[b]
            if left.group != "heading" or right.group != "heading" or left.key == right.key:
                continue
            changed = self._judge.times(left.sentence.text, right.sentence.text)
            if changed and changed.direction in ("earlier", "later", "other"):
                pair = _Paired(_whole(left), _whole(right), ratio(left.key, right.key), "heading")
                self._modified(pair, [changed])

    def _addressees(self) -> None:
        """The addressees are the bodies that the whole text binds; the notice may give instructions of its own."""
        if self._task != "revision":
            return
        for a, b in self._links:
            left, right = self._old.units[a], self._new.units[b]
            if (
                left.group == right.group == "front"
                and left.sentence.text.endswith(("：", ":"))
                and left.key != right.key
            ):
                change = self._judge.addressees(left, right)
                if change:
                    self._modified(
                        _Paired(_whole(left), _whole(right), ratio(left.key, right.key), "addressee"), [change]
                    )


def _shares(part: Part, words: str) -> bool:
    """Whether a segment holds the words that changed, or is held by them."""
    return words.split("，", 1)[0] in part.text or part.text.strip("，、；。 ") in words


def _dice(left: list[str], right: list[str]) -> list[list[float]]:
    """Bigram overlap of every pair, weighted by rarity among these few texts (`candidates.Overlap` in small)."""
    grams = [{text[at : at + 2] for at in range(len(text) - 1)} for text in (*left, *right)]
    seen = Counter(gram for own in grams for gram in own)
    weight = {gram: log1p(len(grams) / times) for gram, times in seen.items()}
    totals = [sum(weight[gram] for gram in own) for own in grams]
    return [
        [
            2 * sum(weight[gram] for gram in grams[i] & grams[j]) / (totals[i] + totals[j] or 1.0)
            for j in range(len(left), len(grams))
        ]
        for i in range(len(left))
    ]


def _masked(key: str) -> str:
    """A key with its numbers blanked and its 可以 taken out: a fine stays the same rule whatever its sum and force."""
    key = key.replace("可以", "", 1) if "罚款" in key else key
    for item in reversed(quantities(key)):
        key = f"{key[: item.start]}#{key[item.end :]}"
    return key


def _trimmed(
    old: str, old_span: tuple[int, int], new: str, new_span: tuple[int, int], changes: list[FieldChange]
) -> tuple[tuple[int, int], tuple[int, int]]:
    """Two long quotes less the list that both end in: cut behind the last change, at the same words, or not at all."""
    longer = max(old_span[1] - old_span[0], new_span[1] - new_span[0])
    if longer <= 24:
        return old_span, new_span
    reach_old = _reach(old, old_span, [change.old for change in changes])
    reach_new = _reach(new, new_span, [change.new for change in changes])
    tail = 0
    limit = min(old_span[1] - reach_old, new_span[1] - reach_new)
    while tail < limit and old[old_span[1] - tail - 1] == new[new_span[1] - tail - 1]:
        tail += 1
    # the shared tail may go, from its first joint on
    for at in range(old_span[1] - tail, old_span[1]):
        rest = old_span[1] - at
        if old[at] in "、，；和的" and old.count("“", old_span[0], at) == old.count("”", old_span[0], at):
            return (old_span[0], at), (new_span[0], new_span[1] - rest)
    return old_span, new_span


def _reach(text: str, span: tuple[int, int], words: list[str]) -> int:
    """The offset behind the last of the changed words, at least twelve characters into the quote."""
    reach = span[0] + 12
    for word in words:
        last = re.split("[、，]", word)[-1]
        at = text.find(last, *span) if last else -1
        if at >= 0:
            reach = max(reach, at + len(last))
    return reach


def _whole(unit: Unit) -> Duty:
    text = unit.sentence.text
    return Duty(unit, Part(0, len(text), text, unit.local))


def _runs(duties: list[Duty], rest: list[Duty]) -> list[list[Duty]]:
    """Neighbouring duties of one sentence that share their fate make one entry."""
    order = {id(duty): at for at, duty in enumerate(duties)}
    runs: list[list[Duty]] = []
    for duty in rest:
        if runs and order[id(duty)] == order[id(runs[-1][-1])] + 1 and duty.unit is runs[-1][-1].unit:
            runs[-1].append(duty)
        else:
            runs.append([duty])
    return runs


def _renumbered(old: Side, new: Side, links: list[Link]) -> dict[str, str]:
    """The articles that have another number in the new text: 第十三条 → 第十七条, as far as their links agree."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for link in links:
        for a in link.old:
            for b in link.new:
                before, after = (side.by_sentence[name][0].address.split("/")[0] for side, name in ((old, a), (new, b)))
                if before.endswith("条") and after.endswith("条"):
                    found[fold(before)][fold(after)] += 1
    return {before: after.most_common(1)[0][0] for before, after in found.items() if len(after) == 1}
