"""Where, for whom and when a duty holds: places, those served, conditions, exceptions, what is weighed."""

from __future__ import annotations

from random import Random

from tests.alignment.mutations.registry import on_sentence, other
from tests.alignment.mutations.texts import Part, Sentence, Slot
from tests.alignment.mutations.truth import Truth, modified, substance, truth
from tests.alignment.mutations.vocabulary import vocabulary

_SET = modified(condition="set narrower")


def _pool(sentence: Sentence) -> tuple[str, ...]:
    return vocabulary().sites if sentence.kind == "site_ban" else vocabulary().streets


@on_sentence("place put in", "scope", slot=Slot.PLACE, back="place dropped")
def place(sentence: Sentence, rng: Random) -> Truth | None:
    """在历史街区和林场 → 在历史街区、林场和学校周边."""
    listing = sentence.listing(Slot.PLACE)
    new = other(rng, _pool(sentence), *listing.names)
    sentence.part(Slot.PLACE).value = listing.with_one(new, rng.randint(0, len(listing.names)))
    return truth("", new, modified(scope="wider"))


@on_sentence("place replaced", "scope", slot=Slot.PLACE)
def place_replaced(sentence: Sentence, rng: Random) -> Truth | None:
    """在历史街区和林场 → 在历史街区和学校周边."""
    listing = sentence.listing(Slot.PLACE)
    at, new = rng.randrange(len(listing.names)), other(rng, _pool(sentence), *listing.names)
    sentence.part(Slot.PLACE).value = listing.with_other(new, at)
    return truth(listing.names[at], new, modified(scope="other"))


@on_sentence("group served put in", "scope", slot=Slot.SERVED, back="group served dropped")
def served(sentence: Sentence, rng: Random) -> Truth | None:
    """为老年人、残疾人提供 → 为老年人、孕妇、残疾人提供."""
    listing = sentence.listing(Slot.SERVED)
    new = other(rng, vocabulary().groups, *listing.names)
    sentence.part(Slot.SERVED).value = listing.with_one(new, rng.randint(0, len(listing.names)))
    return truth("", new, modified(scope="wider", object="wider"))


@on_sentence("group served replaced", "scope", slot=Slot.SERVED)
def served_replaced(sentence: Sentence, rng: Random) -> Truth | None:
    """为老年人、残疾人提供 → 为老年人、孕妇提供."""
    listing = sentence.listing(Slot.SERVED)
    at, new = rng.randrange(len(listing.names)), other(rng, vocabulary().groups, *listing.names)
    sentence.part(Slot.SERVED).value = listing.with_other(new, at)
    return truth(listing.names[at], new, modified(scope="other", object="other"))


@on_sentence("condition dropped", "condition", kinds=("proof", "danger", "needed"), back="condition set")
def dropped(sentence: Sentence, _: Random) -> Truth | None:
    """停业的，民宿经营者应当提交 → 民宿经营者应当提交."""
    return truth(sentence.drop(Slot.CONDITION).removesuffix("的"), "", modified(condition="dropped wider"))


@on_sentence("without leave dropped", "condition", kinds=("unless",), back="without leave put in")
def without_leave(sentence: Sentence, _: Random) -> Truth | None:
    """未经区水务局批准，任何单位和个人不得 → 任何单位和个人不得: the ban holds without exception then."""
    words = sentence.drop(Slot.CONDITION)
    return truth(words, "", modified(condition="dropped wider", reporting="dropped", modality="stronger"))


@on_sentence("whose leave replaced", "condition", kinds=("unless",))
def whose_leave(sentence: Sentence, _: Random) -> Truth | None:
    """未经区水务局批准 → 未经区人民政府批准."""
    part = sentence.part(Slot.CONDITION)
    old = part.say({}).removeprefix("未经").removesuffix("批准，")
    new = f"{old[0]}人民政府"
    part.value = f"未经{new}批准，"
    return truth(old, new, modified(condition="other", reporting="other stronger", actor="other"))


@on_sentence("leave needed for what one may", "condition", kinds=("may",), back="no leave needed for what one may")
def leave(sentence: Sentence, _: Random) -> Truth | None:
    """民宿经营者可以申请 → 民宿经营者经房屋出租人同意，可以申请."""
    words = f"经{sentence.matter.landlord}同意"
    sentence.parts.insert(sentence.at(Slot.FORCE), Part(Slot.CONDITION, f"{words}，"))
    return truth("", words, _SET, modified(reporting="set"))


@on_sentence("where necessary put in", "condition", kinds=("bound", "rated", "inspect"), back="where necessary dropped")
def necessary(sentence: Sentence, _: Random) -> Truth | None:
    """区水务局要清洗 → 必要时，区水务局要清洗."""
    sentence.parts.insert(0, Part(Slot.CONDITION, "必要时，"))
    return truth("", "必要时", _SET, modified(modality="weaker"))


@on_sentence("condition replaced", "condition", kinds=("proof",))
def replaced(sentence: Sentence, rng: Random) -> Truth | None:
    """停业的，应当提交 → 变更经营地址的，应当提交."""
    part = sentence.part(Slot.CONDITION)
    old = part.say({}).removesuffix("的，")
    new = other(rng, sentence.matter.events, old)
    part.value = f"{new}的，"
    return truth(old, new, modified(condition="other"))


@on_sentence("danger replaced", "condition", kinds=("danger",))
def danger(sentence: Sentence, rng: Random) -> Truth | None:
    """发生火情的，应当立即疏散 → 发现燃气泄漏的，应当立即疏散."""
    part = sentence.part(Slot.CONDITION)
    old = part.say({}).removesuffix("的，")
    new = other(rng, sentence.matter.dangers, old)
    part.value = f"{new}的，"
    return truth(old[2:], new[2:], modified(condition="other"))


@on_sentence("second case put in", "condition", kinds=("proof",), back="second case dropped")
def second_case(sentence: Sentence, rng: Random) -> Truth | None:
    """停业的，应当提交 → 停业或者变更经营地址的，应当提交."""
    part = sentence.part(Slot.CONDITION)
    old = part.say({}).removesuffix("的，")
    new = other(rng, sentence.matter.events, old)
    part.value = f"{old}或者{new}的，"
    return truth("", new, modified(condition="wider"))


@on_sentence("exception dropped", "condition", slot=Slot.EXCEPTION, back="exception put in")
def exception(sentence: Sentence, _: Random) -> Truth | None:
    """禁止…，但抢险救援的除外 → 禁止…: the ban catches more then."""
    words = sentence.drop(Slot.EXCEPTION)
    return truth(words.removeprefix("但"), "", modified(condition="dropped wider", scope="wider dropped"))


@on_sentence("exception replaced", "condition", slot=Slot.EXCEPTION)
def exception_replaced(sentence: Sentence, rng: Random) -> Truth | None:
    """但抢险救援的除外 → 但医疗急救的除外."""
    part = sentence.part(Slot.EXCEPTION)
    old = part.say({}).removeprefix("，但").removesuffix("的除外")
    new = other(rng, vocabulary().exempt, old)
    part.value = f"，但{new}的除外"
    return truth(old, new, modified(condition="other", scope="other"))


@on_sentence("exception widened", "condition", slot=Slot.EXCEPTION, back="exception narrowed")
def exception_wider(sentence: Sentence, rng: Random) -> Truth | None:
    """但抢险救援的除外 → 但抢险救援、医疗急救的除外: wider as an exception, narrower for the ban."""
    part = sentence.part(Slot.EXCEPTION)
    old = part.say({}).removeprefix("，但").removesuffix("的除外")
    new = other(rng, vocabulary().exempt, old)
    part.value = f"，但{old}、{new}的除外"
    return truth("", new, modified(condition="other wider narrower", scope="other wider narrower"))


@on_sentence("first offence no longer required", "condition", slot=Slot.REACH, back="first offence required")
def first_offence(sentence: Sentence, _: Random) -> Truth | None:
    """初次违法且及时改正的 → 及时改正的."""
    sentence.drop(Slot.REACH)
    return truth("初次违法", "", modified(condition="wider dropped"))


@on_sentence("both conditions become either", "condition", slot=Slot.REACH, back="either condition becomes both")
def either(sentence: Sentence, _: Random) -> Truth | None:
    """初次违法且及时改正的 → 初次违法或者及时改正的."""
    sentence.part(Slot.REACH).value = "初次违法或者"
    return truth("违法且", "违法或者", modified(condition="wider"))


@on_sentence("basis dropped", "condition", slot=Slot.BASIS, back="basis put in")
def basis(sentence: Sentence, _: Random) -> Truth | None:
    """按照技术规范检测 → 检测."""
    words = sentence.drop(Slot.BASIS).removeprefix("按照")
    return truth(words, "", modified(condition="dropped other"))


@on_sentence("basis of an act replaced", "condition", slot=Slot.BASIS)
def basis_replaced(sentence: Sentence, rng: Random) -> Truth | None:
    """按照技术规范检测 → 按照年度计划检测."""
    part = sentence.part(Slot.BASIS)
    old = part.say({}).removeprefix("按照")
    new = other(rng, vocabulary().bases, old)
    part.value = f"按照{new}"
    return truth(old, new, modified(condition="other", scope="other"), substance("reference"))


@on_sentence("second basis put in", "condition", slot=Slot.BASIS, back="second basis dropped")
def second_basis(sentence: Sentence, rng: Random) -> Truth | None:
    """按照技术规范检测 → 按照技术规范和年度计划检测."""
    part = sentence.part(Slot.BASIS)
    new = other(rng, vocabulary().bases, part.say({}).removeprefix("按照"))
    part.value = f"{part.say({})}和{new}"
    return truth("", new, modified(condition="other set narrower wider"))


@on_sentence("factor put in", "condition", slot=Slot.FACTORS, back="factor dropped")
def factor(sentence: Sentence, _: Random) -> Truth | None:
    """根据客房数量核定 → 根据客房数量和停车位数量核定."""
    listing = sentence.listing(Slot.FACTORS)
    pool = [one for one in sentence.matter.factors if one not in listing.names]
    if not pool:
        return None
    sentence.part(Slot.FACTORS).value = listing.with_one(pool[0], 1)
    return truth("", pool[0], modified(condition="other wider narrower set"))
