"""The same in another order: elements of lists, items, clauses of a sentence, sentences, articles."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from tests.alignment.mutations.registry import rewriting
from tests.alignment.mutations.texts import Part, Sentence, Slot, Text
from tests.alignment.mutations.values import Amount, Listing

#: Sentences that stand for themselves, so that they may change places.
_FREE = frozenset(("bare", "counted", "named", "placed"))


def _shuffled(names: tuple[str, ...], rng: Random) -> tuple[str, ...]:
    out = list(names)
    while tuple(out) == names:
        rng.shuffle(out)
    return tuple(out)


@rewriting("elements in another order")
def elements(text: Text, rng: Random) -> bool:
    """住客姓名、入住时间和房间号码 → 房间号码、住客姓名和入住时间."""
    slots = (Slot.ELEMENTS, Slot.PLACE, Slot.SERVED, Slot.RECIPIENT, Slot.FACTORS)
    fit = [
        part
        for one in text.sentences()
        for part in one.parts
        if part.slot in slots and isinstance(part.value, Listing) and len(part.value.names) > 1
    ]
    if not fit:
        return False
    part = rng.choice(fit)
    assert isinstance(part.value, Listing)
    part.value = replace(part.value, names=_shuffled(part.value.names, rng))
    return True


@rewriting("bodies in another order", form="regulation")
def bodies(text: Text, rng: Random) -> bool:
    """区公安局、区财政局、区商务局 → 区财政局、区商务局、区公安局."""
    fit = [one for one in text.sentences() if one.kind == "helpers"]
    part = rng.choice(fit).part(Slot.ACTOR)
    assert isinstance(part.value, Listing)
    part.value = replace(part.value, names=_shuffled(part.value.names, rng))
    return True


@rewriting("bodies of a bracket in another order", form="plan")
def bracket(text: Text, rng: Random) -> bool:
    """（责任单位：区民政局、各街道） → （责任单位：各街道、区民政局）."""
    fit = [
        names
        for one in text.clauses()
        if one.bracket
        for names in (one.bracket.lead if not one.bracket.support else [], one.bracket.support)
        if len(names) > 1
    ]
    if not fit:
        return False
    rng.choice(fit).reverse()
    return True


@rewriting("items of a list in another order", form="regulation")
def items(text: Text, rng: Random) -> bool:
    """（一）甲；（二）乙；（三）丙 → （一）丙；（二）甲；（三）乙."""
    lists = [one for one in text.clauses() if len(one.items) > 1]
    if not lists:
        return False
    one = rng.choice(lists)
    one.items.append(one.items.pop(rng.randrange(len(one.items) - 1)))
    return True


@rewriting("article moved, references following", form="regulation")
def article(text: Text, rng: Random) -> bool:
    """An article stands elsewhere in its chapter; those between are renumbered, references name the same as before."""
    section = rng.choice(text.sections[1:3])
    clauses = section.clauses
    at = rng.randrange(len(clauses) - 1)
    clauses.insert(rng.randrange(at + 1, len(clauses)), clauses.pop(at))
    return True


@rewriting("item of a plan moved", form="plan")
def item(text: Text, rng: Random) -> bool:
    """An item stands elsewhere among the tasks."""
    clauses = text.sections[1].clauses
    at = rng.randrange(len(clauses) - 1)
    clauses.insert(rng.randrange(at + 1, len(clauses)), clauses.pop(at))
    return True


@rewriting("rows of a table in another order", form="plan")
def rows(text: Text, rng: Random) -> bool:
    """Two tasks of the table change places."""
    tables = [section.rows for section in text.sections if section.rows]
    if not tables:
        return False
    table = tables[0]
    table.append(table.pop(rng.randrange(len(table) - 1)))
    return True


@rewriting("sentences exchanged", form="plan")
def sentences(text: Text, rng: Random) -> bool:
    """甲。乙。 → 乙。甲。, neither leaning on the other."""
    fit = [one for one in text.clauses() if len(one.sentences) > 1 and {said.kind for said in one.sentences} <= _FREE]
    if not fit:
        return False
    rng.choice(fit).sentences.reverse()
    return True


@rewriting("condition behind its subject", form="regulation")
def condition(text: Text, rng: Random) -> bool:
    """停业的，民宿经营者应当… → 民宿经营者停业的，应当…."""
    fit = [one for one in text.sentences() if one.kind in ("report", "proof", "danger", "unless")]
    if not fit:
        return False
    sentence = rng.choice(fit)
    at = sentence.at(Slot.CONDITION)
    sentence.parts[at], sentence.parts[at + 1] = sentence.parts[at + 1], sentence.parts[at]
    return True


@rewriting("term in front of the body", form="regulation")
def term(text: Text, rng: Random) -> bool:
    """区水务局应当自受理申请之日起十日内作出 → 自受理申请之日起十日内，区水务局应当作出."""
    fit = [one for one in text.sentences() if one.kind == "decide"]
    if not fit:
        return False
    sentence = rng.choice(fit)
    terms = [part for part in sentence.parts if part.slot == Slot.DEADLINE]
    sentence.parts = [*terms, Part(Slot.GLUE, "，"), *(part for part in sentence.parts if part.slot != Slot.DEADLINE)]
    return True


@rewriting("day behind the body", form="plan")
def day(text: Text, rng: Random) -> bool:
    """各街道于2031年12月10日前将… → 2031年12月10日前，各街道将…."""
    fit = [one for one in text.sentences() if one.kind == "summary"]
    if not fit:
        return False
    sentence = rng.choice(fit)
    actor, _, until, before, *rest = sentence.parts
    sentence.parts = [until, before, Part(Slot.GLUE, "，"), actor, *rest]
    return True


@rewriting("number in front of the noun")
def number(text: Text, rng: Random) -> bool:
    """更换水表120块 → 更换120块水表."""
    fit = [one for one in text.sentences() if _behind_noun(one)]
    if not fit:
        return False
    sentence = rng.choice(fit)
    at = sentence.at(Slot.AMOUNT)
    amount = sentence.parts.pop(at)
    sentence.parts.insert(sentence.at(Slot.VERB) + 1, amount)
    return True


def _behind_noun(sentence: Sentence) -> bool:
    return sentence.kind in ("dated", "counted", "placed", "each", "target") and isinstance(
        sentence.part(Slot.AMOUNT).value, Amount
    )


@rewriting("passive turned active", form="regulation")
def active(text: Text, rng: Random) -> bool:
    """民宿登记证由区文化和旅游局统一印制 → 区文化和旅游局统一印制民宿登记证."""
    fit = [one for one in text.sentences() if one.kind == "by"]
    if not fit:
        return False
    sentence = rng.choice(fit)
    thing, _, *rest = sentence.parts
    sentence.parts = [*rest, thing]
    return True


@rewriting("scope of application said the other way round", form="regulation")
def scope(text: Text, rng: Random) -> bool:
    """本办法适用于…活动 → …活动，适用本办法."""
    fit = [one for one in text.sentences() if one.kind == "scope"]
    sentence = rng.choice(fit)
    head = sentence.parts[0]
    own, place = head.say({}).split("适用于")
    head.value = place
    sentence.parts.append(Part(Slot.GLUE, f"，适用{own}"))
    return True
