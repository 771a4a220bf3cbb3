"""What binds nobody and matters: definitions, scope, day of effect, repeal, transition, basis, status, references."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from tests.alignment.mutations.kinds.quantities import another_number
from tests.alignment.mutations.registry import change, on_sentence, other
from tests.alignment.mutations.texts import Clause, Part, Sentence, Slot, Text
from tests.alignment.mutations.truth import Truth, modified, substance, truth
from tests.alignment.mutations.values import Amount, Day, Reference, Term
from tests.alignment.mutations.vocabulary import vocabulary

_DEFINITION = substance("definition")
_SCOPE = substance("scope-of-application")
_EFFECT = substance("effective-date")
_REPEAL = substance("repeal")
_TRANSITION = substance("transition")


@on_sentence("definition: element put in", "definition", kinds=("definition",), back="definition: element dropped")
def definition(sentence: Sentence, _: Random) -> Truth | None:
    """是指…提供住宿服务的场所 → 提供住宿、早餐服务的场所."""
    listing = sentence.listing(Slot.ELEMENTS)
    pool = [one for one in sentence.matter.services if one not in listing.names]
    sentence.part(Slot.ELEMENTS).value = listing.with_one(pool[0], 1)
    return truth("", pool[0], _DEFINITION)


@on_sentence("definition: element replaced", "definition", kinds=("definition",))
def definition_other(sentence: Sentence, _: Random) -> Truth | None:
    """提供住宿和早餐服务 → 提供住宿和接送服务."""
    listing = sentence.listing(Slot.ELEMENTS)
    pool = [one for one in sentence.matter.services if one not in listing.names]
    sentence.part(Slot.ELEMENTS).value = listing.with_other(pool[0], 1)
    return truth(listing.names[1], pool[0], _DEFINITION)


@on_sentence("definition: threshold changed", "definition", kinds=("class",))
def threshold(sentence: Sentence, rng: Random) -> Truth | None:
    """大型民宿，是指营业面积在五百平方米以上的民宿 → 三百平方米以上."""
    part = sentence.part(Slot.THRESHOLD)
    old = part.value
    assert isinstance(old, Amount)
    new = replace(old, number=another_number(old.number, rng))
    part.value = new
    return truth(old.bare(), new.bare(), _DEFINITION)


@on_sentence("definition: bound included or not", "definition", kinds=("bounds",))
def bounds(sentence: Sentence, _: Random) -> Truth | None:
    """以上、以下，包括本数 → 不包括本数."""
    part = sentence.part(Slot.CONTENT)
    old = part.say({})
    new = "包括本数" if old == "不包括本数" else "不包括本数"
    part.value = new
    return truth(old, new, _DEFINITION)


def _without(text: Text, kind: str) -> tuple[Clause, Sentence] | None:
    found = [(one, said) for one in text.clauses() for said in one.sentences if said.kind == kind]
    return found[0] if found else None


def _drop(text: Text, kind: str) -> Sentence | None:
    """Take the sentence of a kind out, and its clause where it is the only one there."""
    found = _without(text, kind)
    if not found:
        return None
    one, said = found
    one.sentences.remove(said)
    if not one.sentences:
        for section in text.sections:
            section.clauses = [clause for clause in section.clauses if clause is not one]
    return said


@change("definition dropped", "definition", back="definition put in", form="regulation")
def definition_dropped(text: Text, _: Random) -> Truth | None:
    """…是指… goes with its sentence."""
    gone = _drop(text, "class")
    return truth(f"大型{gone.matter.name}", "", _DEFINITION) if gone else None


@on_sentence("scope: place changed", "scope of application", kinds=("scope",))
def scope(sentence: Sentence, rng: Random) -> Truth | None:
    """适用于岚溪区行政区域内 → 适用于岚溪区城市建成区内."""
    new = rng.choice(("城市建成区", "历史城区"))
    sentence.part(Slot.CONTENT).value = new
    return truth("行政区域", new, _SCOPE)


@on_sentence("scope: activity put in", "scope of application", kinds=("scope",), back="scope: activity dropped")
def activity(sentence: Sentence, _: Random) -> Truth | None:
    """民宿的设立和经营活动 → 民宿的设立、经营和转让活动."""
    listing = sentence.listing(Slot.ELEMENTS)
    sentence.part(Slot.ELEMENTS).value = listing.with_one("转让", len(listing.names))
    return truth("", "转让", _SCOPE)


@change("scope: exclusion dropped", "scope of application", back="scope: exclusion put in", form="regulation")
def exclusion(text: Text, _: Random) -> Truth | None:
    """单位内部使用的民宿不适用本办法。 goes."""
    gone = _drop(text, "exclusion")
    return truth(gone.words(Slot.CONTENT), "", _SCOPE) if gone else None


@change("scope: analogy dropped", "scope of application", back="scope: analogy put in", form="regulation")
def analogy_dropped(text: Text, _: Random) -> Truth | None:
    """垂钓园的管理，参照本办法执行。 goes."""
    gone = _drop(text, "analogy")
    return truth(gone.words(Slot.CONTENT), "", _SCOPE) if gone else None


@on_sentence("scope: analogy put on another thing", "scope of application", kinds=("analogy",))
def analogy(sentence: Sentence, rng: Random) -> Truth | None:
    """垂钓园的管理，参照本办法执行 → 洗车场的管理，参照本办法执行."""
    part = sentence.part(Slot.CONTENT)
    old = part.say({})
    new = other(rng, [one.name for one in vocabulary().matters], old, sentence.matter.name)
    part.value = new
    return truth(old, new, _SCOPE)


@on_sentence("day of effect changed", "effective date", kinds=("effect",))
def effect(sentence: Sentence, rng: Random) -> Truth | None:
    """自2031年5月1日起施行 → 自2031年10月1日起施行."""
    part = sentence.part(Slot.CONTENT)
    old = part.value
    assert isinstance(old, Day)
    new = rng.choice((replace(old, year=old.year + 1), replace(old, month=other(rng, range(1, 13), old.month))))
    part.value = new
    return truth(old.say(), new.say(), _EFFECT)


@on_sentence("validity of the text changed", "effective date", kinds=("effect",), slot=Slot.PERIOD)
def validity(sentence: Sentence, rng: Random) -> Truth | None:
    """有效期五年 → 有效期三年."""
    part = next(part for part in sentence.parts if isinstance(part.value, Term))
    old = part.value
    assert isinstance(old, Term)
    new = replace(old, number=other(rng, (2, 3, 5), old.number))
    part.value = new
    return truth(old.say(), new.say(), _EFFECT)


@on_sentence(
    "validity of the text dropped",
    "effective date",
    kinds=("effect",),
    slot=Slot.PERIOD,
    back="validity of the text set",
)
def validity_dropped(sentence: Sentence, _: Random) -> Truth | None:
    """起施行，有效期五年 → 起施行."""
    return truth(sentence.drop(Slot.PERIOD), "", _EFFECT)


@change("repeal dropped", "repeal", back="repeal put in", form="regulation")
def repeal(text: Text, _: Random) -> Truth | None:
    """《…暂行规定》同时废止。 goes."""
    gone = _drop(text, "repeal")
    return truth("同时废止", "", _REPEAL) if gone else None


@on_sentence("repealed text replaced", "repeal", kinds=("repeal",))
def repealed(sentence: Sentence, rng: Random) -> Truth | None:
    """（澄政发〔2029〕6号）同时废止 → （澄政发〔2029〕16号）同时废止: it names another text, too."""
    part = sentence.part(Slot.SOURCE)
    old = part.say({})
    head, number = old[: old.index("〕") + 1], int(old[old.index("〕") + 1 : -2])
    part.value = f"{head}{number + rng.randint(1, 20)}号）"
    return truth(old[1:-1], part.value[1:-1], _REPEAL, substance("reference"))


@change("transition dropped", "transition", back="transition put in", form="regulation")
def transition_dropped(text: Text, _: Random) -> Truth | None:
    """本办法施行前已经取得的民宿登记证，在有效期内继续有效。 goes."""
    gone = _drop(text, "old permits")
    return truth("继续有效", "", _TRANSITION) if gone else None


@on_sentence("transition: rule turned", "transition", kinds=("old permits",))
def transition(sentence: Sentence, _: Random) -> Truth | None:
    """在有效期内继续有效 → 在有效期内不再有效."""
    sentence.part(Slot.CONTENT).value = "不再有效"
    return truth("继续有效", "不再有效", _TRANSITION)


@on_sentence("basis: another statute", "basis", kinds=("basis",))
def basis(sentence: Sentence, rng: Random) -> Truth | None:
    """根据《澄川市公共安全条例》 → 根据《澄川市节约用水条例》; a statute that is named is a reference, too."""
    part = sentence.part(Slot.SOURCE)
    old = part.say({})
    city, name = old[1:4], old[4:-1]
    new = f"《{city}{other(rng, vocabulary().laws, name)}》"
    part.value = new
    return truth(name, new[4:-1], substance("basis"), substance("reference"))


@on_sentence("basis: one more statute", "basis", kinds=("basis",), back="basis: one statute less")
def more_basis(sentence: Sentence, rng: Random) -> Truth | None:
    """根据《甲条例》 → 根据《甲条例》《乙条例》."""
    at = sentence.at(Slot.SOURCE)
    old = sentence.parts[at].say({})
    name = other(rng, vocabulary().laws, old[4:-1])
    sentence.parts.insert(at + 1, Part(Slot.SOURCE, f"《{old[1:4]}{name}》"))
    return truth("", name, substance("basis"), substance("reference"))


@change("status dropped", "status", back="status put in", form="regulation")
def status(text: Text, _: Random) -> Truth | None:
    """民宿管理办法（试行） → 民宿管理办法."""
    if not text.status:
        return None
    old, text.status = text.status, ""
    return truth(old.strip("（）"), "", substance("status"))


@change("reference retargeted", "reference", form="regulation")
def reference(text: Text, rng: Random) -> Truth | None:
    """违反本办法第五条规定的 → 违反本办法第八条规定的, with nothing renumbered."""
    parts = [part for one in text.sentences() for part in one.parts if isinstance(part.value, Reference)]
    if not parts:
        return None
    part = rng.choice(parts)
    old = part.value
    assert isinstance(old, Reference)
    numbers = text.numbers()
    pool = [one.key for one in text.sections[1].clauses + text.sections[2].clauses if one.key != old.key]
    new = Reference(rng.choice(pool))
    before = part.say(numbers)
    part.value = new
    readings = modified(scope="other", condition="other", action="other", object="other")
    return truth(before, part.say(numbers), substance("reference"), readings)
