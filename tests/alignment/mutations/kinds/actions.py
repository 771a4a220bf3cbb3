"""What is done, to what: acts, objects, elements of lists in a sentence, what narrows an object, manner."""

from __future__ import annotations

from random import Random

from tests.alignment.mutations.registry import on_sentence, other
from tests.alignment.mutations.texts import Part, Sentence, Slot
from tests.alignment.mutations.truth import Truth, modified, truth
from tests.alignment.mutations.values import Listing
from tests.alignment.mutations.vocabulary import Thing, vocabulary

_TASKS = ("plain", "promptly", "bound", "counted", "bare", "dated", "placed", "duty item")


def _thing(sentence: Sentence) -> Thing | None:
    """The thing that a sentence is about."""
    return next((one for one in sentence.matter.things if one.name == sentence.words(Slot.OBJECT)), None)


def _verb(sentence: Sentence) -> str:
    return sentence.part(Slot.VERB).say({})


@on_sentence("act replaced", "action", kinds=_TASKS)
def act(sentence: Sentence, rng: Random) -> Truth | None:
    """安装烟雾报警器 → 检测烟雾报警器."""
    thing = _thing(sentence)
    if not thing:
        return None
    old = _verb(sentence)
    new = other(rng, thing.verbs, old)
    sentence.part(Slot.VERB).value = new
    return truth(old, new, modified(action="other"))


@on_sentence("act joined by another", "action", kinds=_TASKS, back="one of two acts dropped")
def act_joined(sentence: Sentence, rng: Random) -> Truth | None:
    """检测烟雾报警器 → 检测、更换烟雾报警器."""
    thing = _thing(sentence)
    if not thing:
        return None
    old = _verb(sentence)
    new = other(rng, thing.verbs, old)
    sentence.part(Slot.VERB).value = Listing((old, new), last="、")
    return truth("", new, modified(action="wider"))


@on_sentence("check becomes spot check", "action", kinds=("inspect", "rated"), back="spot check becomes check")
def spot_check(sentence: Sentence, _: Random) -> Truth | None:
    """检查 → 抽查."""
    part = sentence.part(Slot.VERB)
    if part.value != "检查":
        return None
    part.value = "抽查"
    return truth("检查", "抽查", modified(action="weaker narrower other"))


@on_sentence("drawing up becomes revising", "action", kinds=("led", "joint"), back="revising becomes drawing up")
def revised(sentence: Sentence, _: Random) -> Truth | None:
    """制定 → 修订."""
    part = sentence.part(Slot.VERB)
    if part.value != "制定":
        return None
    part.value = "修订"
    return truth("制定", "修订", modified(action="other weaker narrower"))


@on_sentence("forbidden act put in", "action", kinds=("ban",), back="forbidden act dropped")
def forbidden(sentence: Sentence, rng: Random) -> Truth | None:
    """不得占用疏散通道 → 不得占用、堵塞疏散通道."""
    listing = sentence.listing(Slot.VERB)
    ban = next(one for one in sentence.matter.bans if one.object == sentence.words(Slot.OBJECT))
    new = other(rng, ban.verbs, *listing.names)
    sentence.part(Slot.VERB).value = listing.with_one(new, rng.randint(0, len(listing.names)))
    return truth("", new, modified(action="wider", object="wider"))


@on_sentence("forbidden act replaced", "action", kinds=("ban item",))
def forbidden_other(sentence: Sentence, rng: Random) -> Truth | None:
    """（一）占用疏散通道 → （一）封闭疏散通道."""
    ban = next(one for one in sentence.matter.bans if one.object == sentence.words(Slot.OBJECT))
    old = _verb(sentence)
    new = other(rng, ban.verbs, old)
    sentence.part(Slot.VERB).value = new
    return truth(old, new, modified(action="other"))


@on_sentence("object replaced", "object", kinds=(*_TASKS, "inspect", "rated", "needed"))
def object_replaced(sentence: Sentence, rng: Random) -> Truth | None:
    """检查民宿的烟雾报警器 → 检查民宿的疏散指示牌."""
    thing, verb = _thing(sentence), _verb(sentence)
    anything = sentence.kind in ("inspect", "rated", "needed")
    pool = [one for one in sentence.matter.things if one != thing and (anything or verb in one.verbs)]
    if (
        not thing
        or not pool
        or (sentence.has(Slot.AMOUNT) and not (pool := [one for one in pool if one.unit == thing.unit]))
    ):
        return None
    new = rng.choice(pool)
    sentence.drop(Slot.LIMIT)
    sentence.part(Slot.OBJECT).value = new.name
    return truth(thing.name, new.name, modified(object="other"))


@on_sentence("object of another name", "object", kinds=("joint",))
def document(sentence: Sentence, rng: Random) -> Truth | None:
    """制定民宿服务规范 → 制定民宿评价办法."""
    part = sentence.part(Slot.OBJECT)
    name = sentence.matter.name
    old = part.say({}).removeprefix(name)
    new = other(rng, ("服务规范", "评价办法", "收费目录"), old)
    part.value = name + new
    return truth(old, new, modified(object="other"))


@on_sentence("named measure replaced", "object", kinds=("named",))
def named(sentence: Sentence, _: Random) -> Truth | None:
    """推行“一宿一码”管理 → 推行“一宿一策”管理; what is pursued and how are one here."""
    part = sentence.part(Slot.OBJECT)
    old = part.say({})
    new = f"“{sentence.matter.slogan[:3]}策”"
    part.value = new
    return truth(old, new, modified(object="other", action="other"))


@on_sentence("element put in", "object", kinds=("record", "listed"), back="element dropped")
def element(sentence: Sentence, rng: Random) -> Truth | None:
    """登记住客姓名和入住时间 → 登记住客姓名、退房时间和入住时间."""
    listing = sentence.listing(Slot.ELEMENTS)
    pool = [one for one in sentence.matter.facts if one not in listing.names]
    if not pool:
        return None
    new = rng.choice(pool)
    sentence.part(Slot.ELEMENTS).value = listing.with_one(new, rng.randint(0, len(listing.names)))
    return truth("", new, modified(object="wider"))


@on_sentence("element replaced", "object", kinds=("record", "listed"))
def element_replaced(sentence: Sentence, rng: Random) -> Truth | None:
    """登记住客姓名和入住时间 → 登记住客姓名和退房时间."""
    listing = sentence.listing(Slot.ELEMENTS)
    pool = [one for one in sentence.matter.facts if one not in listing.names]
    if not pool:
        return None
    at, new = rng.randrange(len(listing.names)), rng.choice(pool)
    sentence.part(Slot.ELEMENTS).value = listing.with_other(new, at)
    return truth(listing.names[at], new, modified(object="other"))


@on_sentence("open end of a list put in", "object", kinds=("record",), back="open end of a list dropped")
def open_end(sentence: Sentence, _: Random) -> Truth | None:
    """登记住客姓名和入住时间 → 登记住客姓名、入住时间等信息."""
    listing = sentence.listing(Slot.ELEMENTS)
    sentence.part(Slot.ELEMENTS).value = Listing(listing.names, last="、", tail="等信息")
    return truth("", "等信息", modified(object="wider"))


@on_sentence("and becomes or", "object", kinds=("papers",), back="or becomes and")
def either(sentence: Sentence, _: Random) -> Truth | None:
    """提交甲证明和乙证明 → 提交甲证明或者乙证明."""
    listing = sentence.listing(Slot.ELEMENTS)
    sentence.part(Slot.ELEMENTS).value = Listing(listing.names, last="或者")
    readings = modified(object="narrower other weaker", modality="weaker", condition="wider other")
    return truth(f"和{listing.names[1]}", f"或者{listing.names[1]}", readings)


@on_sentence("limit of an object dropped", "object", slot=Slot.LIMIT, back="limit of an object put in")
def limit(sentence: Sentence, _: Random) -> Truth | None:
    """安装联网式烟雾报警器 → 安装烟雾报警器."""
    words = sentence.drop(Slot.LIMIT)
    return truth(words, "", modified(object="wider weaker other", scope="wider", condition="dropped wider"))


@on_sentence("in writing dropped", "action", kinds=("inform",), back="in writing put in")
def in_writing(sentence: Sentence, _: Random) -> Truth | None:
    """书面告知 → 告知."""
    readings = modified(reporting="weaker other dropped", action="weaker other", condition="dropped other")
    return truth(sentence.drop(Slot.MANNER), "", readings)


@on_sentence("free of charge dropped", "action", kinds=("serve",), back="free of charge put in")
def free(sentence: Sentence, _: Random) -> Truth | None:
    """免费提供 → 提供."""
    readings = modified(condition="dropped other", action="other weaker", quantity="dropped other")
    return truth(sentence.drop(Slot.MANNER), "", readings)


@on_sentence("another benefit", "object", kinds=("may",))
def benefit(sentence: Sentence, rng: Random) -> Truth | None:
    """可以申请技术指导 → 可以申请贴息贷款."""
    part = sentence.part(Slot.OBJECT)
    old = part.say({})
    new = other(rng, vocabulary().benefits, old)
    part.value = new
    return truth(old, new, modified(object="other"))


@on_sentence("another paper to hand in", "object", kinds=("proof",))
def paper(sentence: Sentence, rng: Random) -> Truth | None:
    """应当提交房屋权属证明 → 应当提交营业执照."""
    part = sentence.part(Slot.OBJECT)
    old = part.say({})
    new = other(rng, sentence.matter.papers, old)
    part.value = new
    return truth(old, new, modified(object="other"))


@on_sentence("second thing to act on put in", "object", kinds=("plain", "bare"), back="second thing to act on dropped")
def second_thing(sentence: Sentence, rng: Random) -> Truth | None:
    """检测烟雾报警器 → 检测烟雾报警器、疏散指示牌."""
    thing = _thing(sentence)
    if not thing:
        return None
    new = other(rng, sentence.matter.things, thing).name
    sentence.parts.insert(sentence.at(Slot.OBJECT) + 1, Part(Slot.OBJECT, f"、{new}"))
    return truth("", new, modified(object="wider"))
