"""Two forms of one duty → the fields that changed, with a direction for each; wording alone is no change."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from alignment.duties.fields import (
    BARE,
    Found,
    Modality,
    Reader,
    deadlines,
    month_range,
    number_of,
    quantities,
    reporting,
)
from alignment.duties.frames import Duty, Part
from alignment.knowledge import Knowledge, any_of
from alignment.linking.localise import Localiser
from alignment.linking.similarity import common_length, containment, differences, ratio
from alignment.linking.units import Unit
from alignment.model import Obligation, Side
from alignment.reading.normalize import fold

_CLASS = {6: 4, 5: 3, 4: 3, 3: 2, 2: 1, 1: 0}
_REFERENCE = re.compile(
    r"(?:本(?:法|条例|办法|规定|细则|方案))?第[〇零一二三四五六七八九十百千\d]+(?:章|条|款|项|目)(?:至第[〇零一二三四五六七八九十百千\d]+(?:章|条|款|项|目))?"
)
_ARTICLE = re.compile(r"第[〇零一二三四五六七八九十百千\d]+条")
_EDGES = "。；;：:，,.、 \n()"
_LEADERS = re.compile(r"主要(?:领导|负责同志|负责人)|(?:主要)?负责(?:同志|人)")
_BASIS = r"(?:严格|紧紧|充分)?(?:按照|根据|依照|依据|依托|围绕|结合|针对|通过|利用|立足|聚焦)"
#: A condition that stands inside the predicate: 依托…平台按照统一标准建设….
_EMBEDDED = re.compile(
    rf"^(?:{_BASIS}[^,]{{2,40}}?)+(?=建设|制定|开展|编制|完成|实施|推进|推动|组织|形成|加强|落实|办理|进行|逐步|做好|建立|完善|规范|确定|提出|统一|发放|协同)"
)
#: Verbs that say that something is done, not what.
_LIGHT = re.compile(r"(?:开展|做好|组织|进行|抓好|落实|实施|推进|加强)$")
_LIST = re.compile(r"[、和及与或]")


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a duty that changed: the two readings, the direction, and why in words."""

    field: str
    direction: str
    old: str
    new: str

    @property
    def why(self) -> str:
        """The change as a line for a reader who asks."""
        return f"{self.field}: {self.old or '—'} → {self.new or '—'}"


class Judge:
    """Compares duties with one lexicon; localised names of bodies are the same body."""

    def __init__(
        self,
        reader: Reader,
        localiser: Localiser,
        knowledge: Knowledge,
        bodies: tuple[str, str] = ("", ""),
        renumbered: Mapping[str, str] | None = None,
    ) -> None:
        self._bodies = bodies
        self._renumbered = renumbered or {}
        self._reader = reader
        self._localiser = localiser
        self._wording = any_of(tuple(fold(word) for word in knowledge.wording))

    def compare(
        self,
        old: Duty,
        new: Duty,
        all_old: list[Duty],
        all_new: list[Duty],
        *,
        sure: bool = True,
        alike: float = 1.0,
    ) -> list[FieldChange]:
        """The fields that changed between two forms of one duty; the lists give the context on each side.

        Where the pairing itself is not `sure`, only the fields that can be read by themselves count; likewise where
        one of two not very `alike` clauses only says what the others are for.
        """
        read = (
            self._actor(old, new),
            self._modality(old.modality, new.modality, old, new),
            self._deadline(old, new, all_old, all_new),
            self._quantity(old, new),
            self._reporting(old, new),
            self._condition(old, new, all_old, all_new),
        )
        found = [change for change in read if change is not None]
        if sure and not (old.outcome and new.outcome) and (alike >= 0.6 or not (old.outcome or new.outcome)):
            context = tuple("".join(duty.whole for duty in duties) for duties in (all_old, all_new))
            found.extend(self._remainder(old, new, found, context))
        return found

    # --- fields --------------------------------------------------------------------------------------------------

    def _actor(self, old: Duty, new: Duty) -> FieldChange | None:
        """Another body; one that is merely left implicit on one side is no change."""
        if not old.actor or not new.actor:
            return None
        left, right = self._body(old.actor), self._body(new.actor)
        if left == right or (left and right and (left.endswith(right) or right.endswith(left))):
            return None
        return FieldChange("actor", "other", old.actor, new.actor)

    def _body(self, actor: str) -> str:
        """A body's name without what only names its place or is courtesy."""
        key = self._localiser.bare(fold(actor))
        key = _LEADERS.sub("负责人", key)
        return re.sub(r"^(?:各|相关|有关|各相关|各有关)+", "", key).replace("相关", "").replace("有关", "")

    def _modality(self, left: Modality, right: Modality, old: Duty, new: Duty) -> FieldChange | None:
        if left.polarity == right.polarity:
            a, b = _CLASS[left.strength], _CLASS[right.strength]
            if left.polarity != "duty" or a == b or {a, b} <= {2, 3}:
                return None
            return FieldChange("modality", "stronger" if b > a else "weaker", left.word, right.word)
        if "encouragement" in (left.polarity, right.polarity):
            word, text = (left.word, old.part.text) if left.polarity == "encouragement" else (right.word, new.part.text)
            other = right if left.polarity == "encouragement" else left
            if word not in ("鼓励", "倡导", "支持") or not text.lstrip("，并").startswith(word) or other.word == "":
                return None
        if right.polarity == "release" or (left.polarity == "prohibition" and right.polarity == "permission"):
            return FieldChange("modality", "released", left.word, right.word)
        rank = {"prohibition": 4, "duty": 3, "encouragement": 2, "permission": 1, "release": 0}
        direction = "stronger" if rank[right.polarity] > rank[left.polarity] else "weaker"
        return FieldChange("modality", direction, left.word, right.word)

    def _deadline(self, old: Duty, new: Duty, all_old: list[Duty], all_new: list[Duty]) -> FieldChange | None:
        change = self.times(old.text, new.text)
        if change is None:
            return None
        if change.direction == "dropped" and any(
            self._same_time(item, change.old) for duty in all_new for item in duty.deadlines
        ):
            return None
        if change.direction == "set" and any(
            self._same_time(item, change.new) for duty in all_old for item in duty.deadlines
        ):
            return None
        return change

    def _same_time(self, found: Found, words: str) -> bool:
        return _time_key(found.text) == _time_key(words)

    def times(self, old: str, new: str) -> FieldChange | None:
        """The change of the times that two texts set, None where they set the same."""
        left = {_time_key(item.text): item.text for item in deadlines(old)}
        right = {_time_key(item.text): item.text for item in deadlines(new)}
        gone = [text for key, text in left.items() if key not in right]
        come = [text for key, text in right.items() if key not in left]
        if not gone and not come:
            return None
        before, after = "、".join(gone), "、".join(come)
        if not come:
            return FieldChange("deadline", "dropped", before, "")
        if not gone:
            return FieldChange("deadline", "set", "", after)
        return FieldChange("deadline", _later(gone[-1], come[-1]), before, after)

    def _quantity(self, old: Duty, new: Duty) -> FieldChange | None:
        left = {fold(item.text).lstrip("约近共各"): item.text for item in old.quantities}
        right = {fold(item.text).lstrip("约近共各"): item.text for item in new.quantities}
        gone = [text for key, text in left.items() if key not in right]
        come = [text for key, text in right.items() if key not in left]
        if not gone and not come:
            return None
        if not gone or not come:
            words = (gone or come)[0]
            return FieldChange("quantity", "dropped" if gone else "set", words if gone else "", words if come else "")
        a, b = number_of(gone[-1]), number_of(come[-1])
        direction = "other" if a is None or b is None or a == b else "more" if b > a else "fewer"
        return FieldChange("quantity", direction, "、".join(gone), "、".join(come))

    def _reporting(self, old: Duty, new: Duty) -> FieldChange | None:
        left, right = self._localiser.bare(fold(old.reporting)), self._localiser.bare(fold(new.reporting))
        if left == right or (left and right and ratio(left, right) >= 0.7):
            return None
        if not left or not right:
            return (
                None
                if ratio(old.part.key, new.part.key) < 0.6
                else FieldChange("reporting", "set" if right else "dropped", old.reporting, new.reporting)
            )
        return FieldChange("reporting", "other", old.reporting, new.reporting)

    def _condition(self, old: Duty, new: Duty, all_old: list[Duty], all_new: list[Duty]) -> FieldChange | None:
        gone = [part for part in old.conditions if not self._stands(part, new, all_new)]
        come = [part for part in new.conditions if not self._stands(part, old, all_old)]
        if not gone and not come:
            return self._listed_condition(old, new)
        field = (
            "scope"
            if all(re.match(r"^(?:对|针对|聚焦|突出|以.*为重点|在.*范围)", part.text) for part in (*gone, *come))
            else "condition"
        )
        direction = "other" if gone and come else "dropped" if gone else "set"
        return FieldChange(
            field,
            direction,
            "，".join(part.text.strip(_EDGES) for part in gone),
            "，".join(part.text.strip(_EDGES) for part in come),
        )

    def _listed_condition(self, old: Duty, new: Duty) -> FieldChange | None:
        """Conditions that stand on both sides may list other cases: 注销、撤销 → 注销、撤回、撤销."""
        for left in old.conditions:
            for right in new.conditions:
                if ratio(left.key, right.key) < 0.6:
                    continue
                a, b = _items(self._followed(left.key)), _items(right.key)
                if len(a | b) >= 3 and a != b and len(a & b) >= 0.6 * min(len(a), len(b)):
                    direction = "wider" if a < b else "narrower" if b < a else "other"
                    name = "scope" if re.match(r"聚焦|突出|对|针对", left.text) else "condition"
                    return FieldChange(name, direction, left.text.strip(_EDGES), right.text.strip(_EDGES))
        return None

    def _followed(self, key: str) -> str:
        """The key of an old text with the articles that it names under the numbers that they have in the new one."""
        return _ARTICLE.sub(lambda match: self._renumbered.get(match[0], match[0]), key)

    def stands_in(self, part: Part, body: str) -> bool:
        """Whether a segment is found in a text as it is."""
        return len(part.key) >= 4 and part.key in body

    def _stands(self, part: Part, partner: Duty, others: list[Duty]) -> bool:
        """Whether a condition stands on the other side too, in its own or in other words."""
        key = self._plain(part.key)
        if len(key) < 3 or re.fullmatch(r"结合.{0,6}实际(?:情况)?", key):
            return True
        for duty in (partner, *others):
            for other in (*duty.around, duty.part):
                there = self._plain(other.key)
                if ratio(key, there) >= 0.6 or (len(key) >= 4 and containment(key, there) >= 0.8):
                    return True
                if len(key) >= 6 and (_same_words(key, there) or _same_basis(key, there)):
                    return True
        return False

    # --- what is left --------------------------------------------------------------------------------------------

    def _plain(self, key: str) -> str:
        """A key without references, place signs and words that carry no content."""
        key = _REFERENCE.sub("", key)
        key = _LEADERS.sub("负责人", key)
        return re.sub(r"[省市区](?![域间])", "", key)

    def _remainder(self, old: Duty, new: Duty, found: list[FieldChange], context: tuple[str, ...]) -> list[FieldChange]:
        """Differences of the predicate itself: its verb (action), its list (scope), its object."""
        left, right = self._bare_predicate(old), self._bare_predicate(new)
        if left == right or (len(left) >= 6 and sorted(left) == sorted(right)):
            return []
        fields: dict[str, tuple[str, str]] = {}
        law = "条" in new.unit.clause.address
        (verb, left), (other, right) = self._verb_first(left), self._verb_first(right)
        acts, does = self._content(verb, "", ""), self._content(other, "", "")
        more = acts.replace(does, "", 1) if does in acts else does.replace(acts, "", 1)
        told = {old.modality.word, new.modality.word}  # 建立 → 探索建立 is a matter of force, told there
        alike = set(more) & set(left[:4] + right[:4])  # 协同 → 协作: one verb in two forms
        if acts != does and verb and other and more not in told and not alike and self._reader.verb_at(more):
            fields["action"] = (verb, other)
        elif acts != does:
            left, right = verb + left, other + right
        for gone, come, at, there in differences(left, right):
            a = self._content(gone, context[1], self._bodies[1])
            b = self._content(come, context[0], self._bodies[0])
            if max(len(a), len(b)) < (2 if law else 3):
                continue  # in an article each word counts, in a plan two characters are style
            light = _LIGHT.search(verb) and _LIGHT.search(other)
            closes = len(_tail(left[at + len(gone) :])) == len(_tail(right[there + len(come) :])) == 0
            if light and closes and not law:
                name = "action"  # 开展…监管 → 开展…整治: what is done is the noun behind a light verb
            else:
                name = self._which(left, right, gone, come, at, there, law=law)
            before = fields.get(name, ("", ""))
            fields[name] = (before[0] + gone, before[1] + come)
        taken = {change.field for change in found}
        if "modality" in taken:
            taken.add("action")  # the force word is read as part of the verb
        return [
            FieldChange(name, _width(gone, come) if name == "scope" else "other", gone, come)
            for name, (gone, come) in fields.items()
            if name not in taken
        ]

    def _bare_predicate(self, duty: Duty) -> str:
        text = duty.part.text
        for piece in (
            duty.actor,
            *(item.text for item in deadlines(text)),
            *(item.text for item in quantities(text)),
            reporting(text),
        ):
            if piece:
                text = text.replace(piece, "", 1)
        if duty.modality.word and (
            duty.modality.polarity in ("prohibition", "permission") or duty.modality.strength in (5, 6)
        ):
            text = text.replace(duty.modality.word, "", 1)
        text = re.sub(r"^[，并且]*(?:负责|主要负责|牵头)", "", text)
        return _EMBEDDED.sub("", self._plain(self._localiser.key(fold(text)).strip(_EDGES)))

    def _content(self, piece: str, context: str, body: str) -> str:
        """What of a piece is news: no mere wording, not in the other side's sentence, not all over its text."""
        plain = re.sub(r"[^\w]", "", self._wording.sub("", piece))
        if len(plain) >= 2 and (plain in context or body.count(plain) > 8):
            return ""
        if len(plain) >= 5 and common_length(plain, context) >= 0.8 * len(plain) and containment(plain, context) >= 0.7:
            return ""
        return plain

    def _verb_first(self, text: str) -> tuple[str, str]:
        """A predicate cut behind the verbs that open it."""
        at = 0
        while verb := self._reader.verb_at(text[at:]):
            at += len(verb)
        return text[:at], text[at:]

    def _which(self, left: str, right: str, gone: str, come: str, at: int, there: int, *, law: bool) -> str:
        """The field that a difference behind the verb belongs to.

        A further verb is the action. In an article the rest is what it is about (object); in a plan a list, and words
        only put in or taken out, say how far the measure reaches (scope).
        """
        if min(at, there) == 0 and any(
            self._reader.verb_at(re.sub(r"^(?:、|或者|和|并)?(?:变相)?", "", piece)) for piece in (gone, come) if piece
        ):
            return "action"
        around = left[max(0, at - 1) : at + len(gone) + 1] + right[max(0, there - 1) : there + len(come) + 1]
        return "scope" if not law and (_LIST.search(around) or not gone or not come) else "object"

    # --- quotes --------------------------------------------------------------------------------------------------

    def addressees(self, old: Unit, new: Unit) -> FieldChange | None:
        """A change of the bodies that a text is addressed to."""
        left, right = (
            {self._localiser.bare(fold(name)).strip(_EDGES) for name in re.split(r"[，,]", unit.sentence.text)}
            for unit in (old, new)
        )
        if left == right:
            return None
        direction = "wider" if left < right else "narrower" if right < left else "other"
        return FieldChange("actor", direction, old.sentence.text, new.sentence.text)

    def obligation(self, duty: Duty, text: str, start: int, end: int, side: Side) -> Obligation:
        """The obligation that a quote states, with the fields as written and where inherited ones were read."""
        clause = duty.unit.clause
        read_from: dict[str, str] = {}
        actor = duty.actor
        if not actor and duty.actor_inherited:
            actor, read_from["actor"] = duty.actor_inherited, "sentence"
        elif not actor and clause.responsibility:
            actor, read_from["actor"] = clause.responsibility, "responsibility"
        times = [item.text for item in deadlines(text)]
        if not times:
            for name in reversed(clause.path):
                heading = side.by_clause[name]
                times = [item.text for item in deadlines(heading.text)] if len(heading.text) <= 60 else []
                if times:
                    read_from["deadline"] = heading.text
                    break
        modality = duty.modality
        action, goal = self._action(duty)
        return Obligation(
            clause=clause.id,
            sentence=duty.unit.sentence.id,
            text=text,
            start=start,
            end=end,
            polarity=modality.polarity,
            strength=modality.strength,
            actor=actor,
            modality=modality.word,
            action=action,
            object=goal,
            deadline="、".join(times),
            quantity="、".join(item.text for item in quantities(text)),
            scope="，".join(
                part.text.strip(_EDGES) for part in duty.conditions if re.match(r"对|对于|针对", part.text)
            ),
            condition="，".join(
                part.text.strip(_EDGES) for part in duty.conditions if not re.match(r"对|对于|针对", part.text)
            ),
            reporting=reporting(text),
            read_from=read_from,
        )

    def _action(self, duty: Duty) -> tuple[str, str]:
        """Verb and object of a predicate, as far as its words tell."""
        text = duty.part.text.strip(_EDGES)
        if duty.actor and text.startswith(duty.actor):
            text = text[len(duty.actor) :]
        elif duty.actor and text.startswith("由" + duty.actor):
            text = text[len(duty.actor) + 1 :]
        for item in deadlines(text):
            if item.start == 0:
                text = text[item.end :]
                break
        text = text.lstrip("，、并要应须将")
        if duty.modality is not BARE and text.startswith(duty.modality.word):
            text = text[len(duty.modality.word) :]
        verb = self._reader.verb_at(text)
        return (verb, text[len(verb) :]) if verb else ("", text)


def _tail(text: str) -> str:
    """The end of a predicate without the nouns that close any of them (…工作, …力度)."""
    return re.sub(r"(?:等)?(?:工作|力度|活动|事项|任务)?$", "", text)


def _time_key(words: str) -> str:
    """A time expression without what only ties it into the sentence."""
    key = _REFERENCE.sub("", fold(words))
    key = re.sub(r"^(?:力争|争取)?(?:到|于|在|至|自|从)?", "", key)
    key = re.sub(r"(?:以前|之前|前|起|止|之内|以内|内)$", "", key)
    key = key.replace("~", "-").replace("至", "-").replace("到", "-").replace("年度", "年")
    key = re.sub(r"(\d+)月-(\d)", r"\1月-\2", key)
    return re.sub(r"底$|末$", "底", key)


def _later(old: str, new: str) -> str:
    left, right = month_range(old), month_range(new)
    if left and right and (left[1] >= 24) == (right[1] >= 24) and left != right:
        return "later" if (right[1], right[0]) > (left[1], left[0]) else "earlier"
    a, b = number_of(old), number_of(new)
    if (
        a is not None
        and b is not None
        and a != b
        and re.sub(r"[\d〇零一二三四五六七八九十百]+", "", old) == re.sub(r"[\d〇零一二三四五六七八九十百]+", "", new)
    ):
        return "later" if b > a else "earlier"
    return "other"


def _width(gone: str, come: str) -> str:
    if gone and not come:
        return "narrower"
    return "wider" if come and not gone else "other"


def _items(key: str) -> frozenset[str]:
    """The items of a list, short ones only (the first and the last carry what stands around the list)."""
    pieces = re.split(r"[、和或与]|以及|或者", re.sub(r"等?的?$", "", key))
    return (
        frozenset(piece[-4:] if at == 0 else piece for at, piece in enumerate(pieces) if piece)
        if len(pieces) > 2
        else frozenset()
    )


def _same_basis(key: str, other: str) -> bool:
    """Whether two conditions rest on the same thing: the same preposition and half of the words, in order."""
    basis = re.match(_BASIS, key)
    return bool(basis and basis[0] in other and common_length(key, other) >= 0.6 * len(key))


def _same_words(key: str, other: str) -> bool:
    """Whether two stretches hold the same characters in another order."""
    left, right = Counter(key), Counter(other)
    return sum((left & right).values()) >= 0.7 * max(len(key), len(other))
