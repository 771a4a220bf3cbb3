"""Sanctions: fines and their tiers, kinds of sanction, grounds, the acts that are punished."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from tests.alignment.mutations.registry import change, on_sentence, other
from tests.alignment.mutations.texts import Part, Sentence, Slot, Text
from tests.alignment.mutations.truth import REMOVED, Truth, modified, truth
from tests.alignment.mutations.values import Listing, Range

_RANGED = ("tiers", "confiscate", "grounds stem", "persons")


def _fine(sentence: Sentence) -> tuple[Part, Range]:
    part = sentence.part(Slot.FINE)
    assert isinstance(part.value, Range)
    return part, part.value


@on_sentence("cap of a fine changed", "quantity", kinds=("order",))
def cap(sentence: Sentence, rng: Random) -> Truth | None:
    """处二千元以下罚款 → 处五千元以下罚款."""
    part, old = _fine(sentence)
    new = replace(old, high=other(rng, (500, 1000, 2000, 3000, 5000, 10_000), old.high))
    part.value = new
    return truth(old.say(), new.say(), modified(quantity="more" if new.high > old.high else "fewer"))


@on_sentence("both ends of a fine raised", "quantity", kinds=_RANGED, back="both ends of a fine lowered")
def both_ends(sentence: Sentence, _: Random) -> Truth | None:
    """处一千元以上五千元以下罚款 → 处二千元以上一万元以下罚款."""
    part, old = _fine(sentence)
    new = replace(old, low=old.low * 2, high=old.high * 2)
    part.value = new
    return truth(old.say(), new.say(), modified(quantity="more"))


@on_sentence("upper end of a fine raised", "quantity", kinds=_RANGED, back="upper end of a fine lowered")
def upper_end(sentence: Sentence, _: Random) -> Truth | None:
    """处一千元以上五千元以下罚款 → 处一千元以上一万元以下罚款."""
    part, old = _fine(sentence)
    new = replace(old, high=old.high * 2)
    part.value = new
    return truth(f"{_high(old)}", f"{_high(new)}", modified(quantity="more other"))


@on_sentence("lower end of a fine raised", "quantity", kinds=_RANGED, back="lower end of a fine lowered")
def lower_end(sentence: Sentence, _: Random) -> Truth | None:
    """处一千元以上五千元以下罚款 → 处二千元以上五千元以下罚款."""
    part, old = _fine(sentence)
    new = replace(old, low=old.low * 2)
    part.value = new
    return truth(_low(old), _low(new), modified(quantity="more other"))


def _high(fine: Range) -> str:
    return Range(0, fine.high, fine.unit, fine.writing).say()


def _low(fine: Range) -> str:
    return fine.say().removesuffix(_high(fine))


@on_sentence("fine widened at both ends", "quantity", kinds=_RANGED, back="fine narrowed at both ends")
def widened(sentence: Sentence, _: Random) -> Truth | None:
    """处一千元以上五千元以下罚款 → 处五百元以上一万元以下罚款."""
    part, old = _fine(sentence)
    new = replace(old, low=old.low // 2, high=old.high * 2)
    part.value = new
    return truth(old.say(), new.say(), modified(quantity="other more fewer"))


@on_sentence("fine becomes a multiple", "quantity", kinds=("confiscate",), back="multiple becomes a fine")
def multiple(sentence: Sentence, rng: Random) -> Truth | None:
    """并处一千元以上五千元以下罚款 → 并处违法所得一倍以上三倍以下罚款."""
    part, old = _fine(sentence)
    new = rng.choice(("违法所得一倍以上三倍以下", "违法所得二倍以上五倍以下"))
    part.value = new
    return truth(old.say(), new.removeprefix("违法所得"), modified(quantity="other"))


@on_sentence("tier dropped", "penalty", slot=Slot.TIER, back="tier put in")
def tier(sentence: Sentence, _: Random) -> Truth | None:
    """处…罚款；情节严重的，处…罚款 → 处…罚款."""
    words = next(part for part in sentence.parts if part.slot == Slot.TIER and isinstance(part.value, Range)).say({})
    sentence.drop(Slot.TIER)
    return truth(words, "", REMOVED)


@on_sentence("fine of a tier changed", "quantity", slot=Slot.TIER)
def tier_fine(sentence: Sentence, rng: Random) -> Truth | None:
    """情节严重的，处五千元以上一万元以下罚款 → 处五千元以上五万元以下罚款."""
    part = next(part for part in sentence.parts if part.slot == Slot.TIER and isinstance(part.value, Range))
    old = part.value
    assert isinstance(old, Range)
    new = replace(old, high=old.high * rng.choice((2, 5)))
    part.value = new
    return truth(_high(old), _high(new), modified(quantity="more other"))


@on_sentence("tier harder to reach", "condition", slot=Slot.TIER, back="tier easier to reach")
def tier_reach(sentence: Sentence, _: Random) -> Truth | None:
    """情节严重的 → 情节特别严重的."""
    part = next(part for part in sentence.parts if part.value == "情节严重的")
    part.value = "情节特别严重的"
    return truth("情节严重", "情节特别严重", modified(condition="narrower"))


@on_sentence("refusal no longer required", "condition", kinds=("order",), back="refusal required")
def refusal(sentence: Sentence, _: Random) -> Truth | None:
    """责令限期改正；拒不改正的，处…罚款 → 责令限期改正；处…罚款."""
    sentence.drop(Slot.CONDITION)
    at = next(at for at, part in enumerate(sentence.parts) if part.value == "；")
    sentence.parts[at].value = "，"
    return truth("拒不改正", "", modified(condition="dropped wider"))


@on_sentence("grave result no longer required", "condition", kinds=("close",), back="grave result required")
def result(sentence: Sentence, _: Random) -> Truth | None:
    """未安装报警器，造成人员伤亡的 → 未安装报警器的."""
    return truth(sentence.drop(Slot.CONDITION), "", modified(condition="dropped wider"))


@on_sentence("warning becomes fine", "penalty", kinds=("warn",), back="fine becomes warning")
def warning(sentence: Sentence, rng: Random) -> Truth | None:
    """给予警告 → 处二千元以下罚款."""
    fine = Range(0, rng.choice((1000, 2000, 3000))).say()
    sentence.part(Slot.SANCTION).value = f"处{fine}罚款"
    return truth("给予警告", f"{fine}罚款", modified(action="stronger other", quantity="set"))


@on_sentence("suspension becomes revocation", "penalty", kinds=("suspend",), back="revocation becomes suspension")
def revocation(sentence: Sentence, _: Random) -> Truth | None:
    """暂扣民宿登记证 → 吊销民宿登记证."""
    sentence.part(Slot.SANCTION).value = "吊销"
    return truth("暂扣", "吊销", modified(action="stronger"))


@on_sentence("closure becomes order to mend", "penalty", kinds=("close",), back="order to mend becomes closure")
def closure(sentence: Sentence, _: Random) -> Truth | None:
    """责令停业整顿 → 责令限期改正."""
    sentence.part(Slot.SANCTION).value = "责令限期改正"
    return truth("停业整顿", "限期改正", modified(action="weaker"))


@on_sentence("confiscation dropped", "penalty", kinds=("confiscate",), back="confiscation put in")
def confiscation(sentence: Sentence, _: Random) -> Truth | None:
    """没收违法所得，并处…罚款 → 处…罚款."""
    at = sentence.at(Slot.SANCTION)
    del sentence.parts[at : at + 2]
    next(part for part in sentence.parts if part.value == "并处").value = "处"
    return truth("没收违法所得", "", REMOVED)


@on_sentence("second sanction put in", "penalty", kinds=("warn",), back="second sanction dropped")
def second_sanction(sentence: Sentence, _: Random) -> Truth | None:
    """给予警告 → 给予警告，并责令公开道歉: a sanction with its own verb."""
    sentence.part(Slot.SANCTION).value = "给予警告，并责令公开道歉"
    found = truth("责令公开道歉", "", REMOVED, modified(action="narrower weaker other"))
    return found.turned()


@on_sentence("liable person dropped", "penalty", kinds=("persons",), back="liable person put in")
def liable(sentence: Sentence, _: Random) -> Truth | None:
    """处…罚款，对直接责任人员处…罚款 → 处…罚款."""
    sentence.drop(Slot.CLAUSE)
    return truth("对直接责任人员", "", REMOVED)


@change("ground dropped", "penalty", back="ground put in", form="regulation")
def ground(text: Text, rng: Random) -> Truth | None:
    """有下列行为之一的，处…罚款：甲；乙；丙 → without 乙: an entry of its own, or fewer cases of the fine."""
    lists = [one for one in text.clauses() if len(one.items) > 2 and one.items[0].kind == "ground"]
    if not lists:
        return None
    items = rng.choice(lists).items
    gone = items.pop(rng.randrange(len(items)))
    readings = modified(condition="narrower", scope="narrower", action="narrower")
    return truth(gone.core(), "", REMOVED, readings)


@on_sentence("fault replaced", "penalty", kinds=("tiers", "warn", "suspend"))
def fault(sentence: Sentence, rng: Random) -> Truth | None:
    """未公示价格的，由…给予警告 → 未安装报警器的，由…给予警告: an act, its object, or the case of the sanction."""
    for part in sentence.parts:
        words = part.value.removesuffix("的，") if isinstance(part.value, str) else ""
        if words in sentence.matter.faults:
            new = other(rng, sentence.matter.faults, words)
            part.value = part.say({}).replace(words, new)
            return truth(words, new, modified(action="other", object="other", condition="other"))
    return None


@on_sentence("punished act put in", "penalty", kinds=("confiscate",), back="punished act dropped")
def act(sentence: Sentence, rng: Random) -> Truth | None:
    """伪造免疫证明的，没收… → 伪造、倒卖免疫证明的，没收…."""
    listing = sentence.listing(Slot.VERB)
    following = sentence.parts[sentence.at(Slot.VERB) + 1].say({}).removesuffix("的，")
    ban = next(one for one in sentence.matter.bans if one.object == following)
    new = other(rng, ban.verbs, *listing.names)
    sentence.part(Slot.VERB).value = Listing((*listing.names, new), last="、")
    return truth("", new, modified(action="wider", object="wider", condition="wider", scope="wider"))
