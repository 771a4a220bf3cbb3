"""Who: bodies and persons in the sentence, in brackets and lines of responsibility, stems of lists, tables, notices."""

from __future__ import annotations

from random import Random

from tests.alignment.mutations.registry import change, on_sentence
from tests.alignment.mutations.scene import ANYBODY, one
from tests.alignment.mutations.texts import Bracket, Clause, Part, Row, Sentence, Slot, Text
from tests.alignment.mutations.truth import Truth, modified, truth
from tests.alignment.mutations.values import Listing
from tests.alignment.mutations.vocabulary import vocabulary

_BODIES = (
    "inspect",
    "decide",
    "publish",
    "rated",
    "bound",
    "led",
    "joint",
    "listed",
    "funded",
    "copy",
    "inform",
    "weigh",
    "joined",
)
_PENALTIES = ("order", "tiers", "confiscate", "grounds stem", "suspend", "warn", "close", "persons")
_REGULATED = ("plain", "promptly", "report", "record", "staff", "levy", "hours", "serve", "file", "danger")
_OTHER = modified(actor="other")


def other_body(name: str, rng: Random, *but: str) -> str:
    """Another body of the level of one that is named."""
    return rng.choice([name[0] + body for body in vocabulary().bureaus if name[0] + body not in (name, *but)])


def _replace(sentence: Sentence, new: str) -> tuple[str, str]:
    part = sentence.part(Slot.ACTOR)
    assert isinstance(part.value, Listing)
    old = part.value.names[0]
    part.value = part.value.with_other(new, 0)
    return old, new


@on_sentence("body in a sentence replaced", "actor", kinds=_BODIES)
def replaced(sentence: Sentence, rng: Random) -> Truth | None:
    """区水务局应当 → 区商务局应当."""
    old = sentence.listing(Slot.ACTOR).names[0]
    return truth(*_replace(sentence, other_body(old, rng, f"{old[0]}{sentence.matter.partner}")), _OTHER)


@on_sentence("body behind 由 replaced", "actor", kinds=("by",))
def by(sentence: Sentence, rng: Random) -> Truth | None:
    """由区水务局统一印制 → 由区商务局统一印制."""
    return truth(*_replace(sentence, other_body(sentence.listing(Slot.ACTOR).names[0], rng)), _OTHER)


@on_sentence("body in charge replaced", "actor", kinds=("charge",))
def in_charge(sentence: Sentence, rng: Random) -> Truth | None:
    """区水务局负责…的监督管理工作 → 区商务局负责."""
    return truth(*_replace(sentence, other_body(sentence.listing(Slot.ACTOR).names[0], rng)), _OTHER)


@on_sentence("punishing body replaced", "actor", kinds=_PENALTIES)
def punishing(sentence: Sentence, rng: Random) -> Truth | None:
    """由区水务局处…罚款 → 由区商务局处…罚款."""
    return truth(*_replace(sentence, other_body(sentence.listing(Slot.ACTOR).names[0], rng)), _OTHER)


@on_sentence("body raised a level", "actor", kinds=(*_BODIES, *_PENALTIES, "by"), back="body lowered a level")
def raised(sentence: Sentence, _: Random) -> Truth | None:
    """区水务局 → 市水务局."""
    old = sentence.listing(Slot.ACTOR).names[0]
    if old[0] != "区":
        return None
    return truth(*_replace(sentence, f"市{old[1:]}"), modified(actor="other stronger"))


@on_sentence("second body joins", "actor", kinds=_BODIES, back="second body leaves")
def joins(sentence: Sentence, rng: Random) -> Truth | None:
    """区水务局应当 → 区水务局和区商务局应当."""
    part = sentence.part(Slot.ACTOR)
    listing = sentence.listing(Slot.ACTOR)
    new = other_body(listing.names[0], rng, f"{listing.names[0][0]}{sentence.matter.partner}")
    part.value = Listing((*listing.names, new))
    return truth("", new, modified(actor="wider"))


@on_sentence("body of several dropped", "actor", kinds=("helpers",), back="body of several put in")
def of_several(sentence: Sentence, rng: Random) -> Truth | None:
    """区公安局、区财政局、区商务局 → 区公安局、区商务局."""
    part = sentence.part(Slot.ACTOR)
    listing = sentence.listing(Slot.ACTOR)
    at = rng.randrange(len(listing.names))
    part.value = listing.without(at)
    return truth(listing.names[at], "", modified(actor="narrower"))


@on_sentence(
    "regulated person joined by another", "actor", kinds=_REGULATED, back="one of two regulated persons leaves"
)
def landlord(sentence: Sentence, _: Random) -> Truth | None:
    """民宿经营者应当 → 民宿经营者和房屋出租人应当."""
    sentence.part(Slot.ACTOR).value = Listing((sentence.matter.operator, sentence.matter.landlord))
    return truth("", sentence.matter.landlord, modified(actor="wider"))


@on_sentence("regulated person replaced", "actor", kinds=_REGULATED)
def regulated(sentence: Sentence, _: Random) -> Truth | None:
    """民宿经营者应当 → 房屋出租人应当."""
    return truth(*_replace(sentence, sentence.matter.landlord), _OTHER)


@on_sentence("anybody becomes the regulated", "actor", kinds=("ban", "unless"), back="the regulated become anybody")
def anybody(sentence: Sentence, _: Random) -> Truth | None:
    """任何单位和个人不得 → 民宿经营者不得."""
    if sentence.listing(Slot.ACTOR).names[0] != ANYBODY:
        return None
    return truth(*_replace(sentence, sentence.matter.operator), modified(actor="narrower other"))


@on_sentence("stem of a list: bearer replaced", "actor", kinds=("duty stem", "ban stem"))
def stem(sentence: Sentence, _: Random) -> Truth | None:
    """民宿经营者应当履行下列义务： → 房屋出租人应当履行下列义务：."""
    return truth(*_replace(sentence, sentence.matter.landlord), _OTHER)


@on_sentence(
    "stem of a list: second bearer", "actor", kinds=("duty stem", "ban stem"), back="stem of a list: bearer leaves"
)
def stem_wider(sentence: Sentence, _: Random) -> Truth | None:
    """民宿经营者不得有下列行为： → 民宿经营者、房屋出租人不得有下列行为：."""
    sentence.part(Slot.ACTOR).value = Listing((sentence.matter.operator, sentence.matter.landlord), last="、")
    return truth("", sentence.matter.landlord, modified(actor="wider"))


@on_sentence("supporting body dropped", "actor", kinds=("joint", "joined"), back="supporting body put in")
def support_dropped(sentence: Sentence, _: Random) -> Truth | None:
    """区水务局会同区商务局制定 → 区水务局制定."""
    words = sentence.drop(Slot.SUPPORT)
    return truth(words.removeprefix("会同"), "", modified(actor="narrower dropped other"))


@on_sentence("supporting body replaced", "actor", kinds=("joint", "joined"))
def support_replaced(sentence: Sentence, rng: Random) -> Truth | None:
    """会同区商务局制定 → 会同区民政局制定."""
    part = sentence.part(Slot.SUPPORT)
    old = part.say({}).removeprefix("会同")
    new = other_body(old, rng, sentence.listing(Slot.ACTOR).names[0])
    part.value = f"会同{new}"
    return truth(old, new, _OTHER)


@on_sentence("who reports by the notice replaced", "actor", kinds=("report day",))
def notice(sentence: Sentence, _: Random) -> Truth | None:
    """请各街道办事处于…前 → 请区政府各部门于…前."""
    part = sentence.part(Slot.ACTOR)
    old = part.say({})
    new = "市政府各部门" if old == "各区人民政府" else "区政府各部门"
    part.value = one(new)
    return truth(old, new, _OTHER)


@change("bearer set in a plan", "actor", form="plan")
def bearer_set(text: Text, rng: Random) -> Truth | None:
    """检修增氧机。 → 区农业农村局检修增氧机。, where nothing else names one.

    Not backwards: a bearer left implicit is wording.
    """
    alone = [
        item.sentences[0]
        for item in text.clauses()
        if not item.bracket and len(item.sentences) == 1 and item.sentences[0].kind in ("bare", "counted", "placed")
    ]
    if not alone:
        return None
    sentence = rng.choice(alone)
    body = text.level + sentence.matter.bureau
    sentence.parts.insert(0, Part(Slot.ACTOR, one(body)))
    return truth("", body, modified(actor="set"))


# --- brackets ------------------------------------------------------------------------------------------------------


def _brackets(text: Text) -> list[tuple[Clause, Bracket]]:
    return [(item, item.bracket) for item in text.clauses() if item.bracket]


def _unnamed(item: Clause) -> bool:
    """Whether no sentence of an item names a bearer of its own, which would go before the bracket's."""
    return not any(one_.has(Slot.ACTOR) for one_ in item.sentences)


def _one_bracket(text: Text, rng: Random, *, support: bool = False) -> Bracket | None:
    fit = [bracket for item, bracket in _brackets(text) if _unnamed(item) and (not support or bracket.support)]
    return rng.choice(fit) if fit else None


@change("body in a bracket replaced", "actor", form="plan")
def bracket_replaced(text: Text, rng: Random) -> Truth | None:
    """（责任单位：区民政局） → （责任单位：区财政局）."""
    bracket = _one_bracket(text, rng)
    if not bracket:
        return None
    old = bracket.lead[0]
    new = other_body(old, rng, *bracket.lead, *bracket.support)
    bracket.lead[0] = new
    return truth(old, new, _OTHER)


@change("body in a bracket put in", "actor", back="body in a bracket dropped", form="plan")
def bracket_wider(text: Text, rng: Random) -> Truth | None:
    """（责任单位：区民政局） → （责任单位：区民政局、区财政局）."""
    bracket = _one_bracket(text, rng)
    if not bracket:
        return None
    new = other_body(bracket.lead[0], rng, *bracket.lead, *bracket.support)
    bracket.lead.insert(rng.randint(1, len(bracket.lead)), new)
    return truth("", new, modified(actor="wider"))


@change("supporting body in a bracket put in", "actor", back="supporting body in a bracket dropped", form="plan")
def bracket_support(text: Text, rng: Random) -> Truth | None:
    """…；配合单位：区残联 → …；配合单位：区残联、区财政局."""
    bracket = _one_bracket(text, rng, support=True)
    if not bracket:
        return None
    new = other_body(bracket.lead[0], rng, *bracket.lead, *bracket.support)
    bracket.support.append(new)
    return truth("", new, modified(actor="wider"))


@change("supporting body in a bracket replaced", "actor", form="plan")
def bracket_support_replaced(text: Text, rng: Random) -> Truth | None:
    """…；配合单位：区残联 → …；配合单位：区财政局."""
    bracket = _one_bracket(text, rng, support=True)
    if not bracket:
        return None
    old = bracket.support[0]
    new = other_body(old, rng, *bracket.lead, *bracket.support)
    bracket.support[0] = new
    return truth(old, new, _OTHER)


@change("lead and support in a bracket exchanged", "actor", form="plan")
def bracket_exchanged(text: Text, rng: Random) -> Truth | None:
    """区民政局牵头，区残联配合 → 区残联牵头，区民政局配合."""
    bracket = _one_bracket(text, rng, support=True)
    if not bracket:
        return None
    bracket.lead[0], bracket.support[0] = bracket.support[0], bracket.lead[0]
    return truth(bracket.support[0], bracket.lead[0], modified(actor="other weaker stronger"))


@change("bracket dropped", "actor", back="bracket set", form="plan")
def bracket_dropped(text: Text, rng: Random) -> Truth | None:
    """…。（责任单位：区民政局） → …。"""
    fit = [
        item
        for item, bracket in _brackets(text)
        if _unnamed(item) and not bracket.due and not bracket.may_hold_for_more
    ]
    if not fit:
        return None
    item = rng.choice(fit)
    bracket = item.bracket
    assert bracket is not None
    item.bracket = None
    return truth(bracket.lead[0], "", modified(actor="dropped"))


# --- tables --------------------------------------------------------------------------------------------------------


def _row(text: Text, rng: Random) -> Row | None:
    rows = [row for section in text.sections for row in section.rows]
    return rng.choice(rows) if rows else None


@change("body in a table replaced", "actor", form="plan")
def table_lead(text: Text, rng: Random) -> Truth | None:
    """Another body in the column of those who lead."""
    row = _row(text, rng)
    if not row:
        return None
    old, new = row.lead, other_body(row.lead, rng, row.support)
    row.lead = new
    return truth(old, new, _OTHER)


@change("supporting body in a table replaced", "actor", form="plan")
def table_support(text: Text, rng: Random) -> Truth | None:
    """Another body in the column of those who support."""
    row = _row(text, rng)
    if not row:
        return None
    old, new = row.support, other_body(row.support, rng, row.lead)
    row.support = new
    return truth(old, new, _OTHER)


@change("lead and support in a table exchanged", "actor", form="plan")
def table_exchanged(text: Text, rng: Random) -> Truth | None:
    """The bodies of the two columns in each other's place."""
    row = _row(text, rng)
    if not row:
        return None
    row.lead, row.support = row.support, row.lead
    return truth(row.support, row.lead, modified(actor="other weaker stronger"))
