"""How strongly: shall, may, must not, encouraged, as a rule, explore, strive, lead and support."""

from __future__ import annotations

from random import Random

from tests.alignment.mutations.registry import on_sentence
from tests.alignment.mutations.texts import Part, Sentence, Slot
from tests.alignment.mutations.truth import Reading, Truth, modified, truth
from tests.alignment.mutations.values import Listing

_SHALL = (
    "plain", "promptly", "report", "decide", "inspect", "publish", "staff", "levy", "threshold", "ahead", "hours",
    "record", "file", "copy", "inform", "serve", "weigh", "proof", "papers", "consult",
)  # fmt: skip
_WEAKER = modified(modality="weaker")
_STRONGER = modified(modality="stronger")


def _force(sentence: Sentence, old: str, new: str, *readings: Reading) -> Truth | None:
    part = sentence.part(Slot.FORCE)
    if part.value != old:
        return None
    part.value = new
    return truth(old, new, *readings)


def _before(sentence: Sentence, slots: tuple[Slot, ...], words: str) -> None:
    """Put words before the first part of a sentence that has one of the slots."""
    at = next(at for at, part in enumerate(sentence.parts) if part.slot in slots)
    sentence.parts.insert(at, Part(Slot.FORCE, words))


@on_sentence("shall becomes may", "modality", kinds=_SHALL, back="may becomes shall")
def shall_may(sentence: Sentence, _: Random) -> Truth | None:
    """应当 → 可以."""
    return _force(sentence, "应当", "可以", _WEAKER)


@on_sentence("shall becomes must", "modality", kinds=_SHALL, back="must becomes shall")
def shall_must(sentence: Sentence, _: Random) -> Truth | None:
    """应当 → 必须."""
    return _force(sentence, "应当", "必须", _STRONGER)


@on_sentence("shall becomes must not", "modality", kinds=("plain", "record"), back="must not becomes shall")
def shall_not(sentence: Sentence, _: Random) -> Truth | None:
    """应当 → 不得: neither stronger nor weaker, and a reader may call it either."""
    return _force(sentence, "应当", "不得", modified(modality="other stronger weaker"))


@on_sentence("must not becomes may", "modality", kinds=("ban", "unless"), back="may becomes must not")
def lifted(sentence: Sentence, _: Random) -> Truth | None:
    """不得 → 可以."""
    return _force(sentence, "不得", "可以", modified(modality="weaker other"))


@on_sentence("shall becomes need not", "modality", kinds=("proof", "papers"), back="need not becomes shall")
def released(sentence: Sentence, _: Random) -> Truth | None:
    """应当提交 → 无需提交."""
    return _force(sentence, "应当", "无需", modified(modality="weaker other"))


@on_sentence("shall as far as possible", "modality", kinds=("plain", "serve"), back="no longer as far as possible")
def as_far(sentence: Sentence, _: Random) -> Truth | None:
    """应当 → 应当尽量."""
    found = _force(sentence, "应当", "应当尽量", _WEAKER)
    return truth("", "尽量", *found.readings) if found else None


@on_sentence(
    "stem of a list: shall becomes may", "modality", kinds=("duty stem",), back="stem of a list: may becomes shall"
)
def stem(sentence: Sentence, _: Random) -> Truth | None:
    """应当履行下列义务： → 可以履行下列义务：."""
    return _force(sentence, "应当", "可以", _WEAKER)


@on_sentence("encouraged becomes shall", "modality", kinds=("encourage",), back="shall becomes encouraged")
def encouraged(sentence: Sentence, _: Random) -> Truth | None:
    """鼓励民宿经营者安装 → 民宿经营者应当安装."""
    sentence.drop(Slot.FORCE)
    sentence.parts.insert(sentence.at(Slot.ACTOR) + 1, Part(Slot.FORCE, "应当"))
    return truth("鼓励", "应当", _STRONGER)


@on_sentence("supported becomes organised", "modality", kinds=("supported",), back="organised becomes supported")
def organised(sentence: Sentence, _: Random) -> Truth | None:
    """支持民宿经营者更换 → 组织民宿经营者更换."""
    part = sentence.part(Slot.FORCE)
    old, part.value = part.say({}), "组织"
    return truth(old, "组织", modified(modality="stronger", action="stronger other"))


@on_sentence("as a rule put in", "modality", kinds=("plain", "ban", "unless", "record"), back="as a rule dropped")
def as_a_rule(sentence: Sentence, _: Random) -> Truth | None:
    """不得 → 原则上不得."""
    _before(sentence, (Slot.FORCE,), "原则上")
    return truth("", "原则上", _WEAKER)


@on_sentence(
    "as a rule in a plan dropped", "modality", kinds=("each",), slot=Slot.FORCE, back="as a rule in a plan put in"
)
def as_a_rule_in_a_plan(sentence: Sentence, _: Random) -> Truth | None:
    """每个街道原则上设置 → 每个街道设置."""
    return truth(sentence.drop(Slot.FORCE), "", _STRONGER)


@on_sentence(
    "without exception dropped", "modality", kinds=("closed",), slot=Slot.FORCE, back="without exception put in"
)
def without_exception(sentence: Sentence, _: Random) -> Truth | None:
    """一律停业整顿 → 停业整顿."""
    return truth(sentence.drop(Slot.FORCE), "", _WEAKER)


@on_sentence(
    "explore or push becomes do", "modality", kinds=("pushed",), slot=Slot.FORCE, back="do becomes explore or push"
)
def done(sentence: Sentence, _: Random) -> Truth | None:
    """探索建立 → 建立."""
    return truth(sentence.drop(Slot.FORCE), "", modified(modality="stronger", action="stronger other"))


@on_sentence("explore becomes push", "modality", kinds=("pushed",), slot=Slot.FORCE, back="push becomes explore")
def pushed(sentence: Sentence, _: Random) -> Truth | None:
    """探索建立 → 推动建立."""
    return _force(sentence, "探索", "推动", modified(modality="stronger", action="stronger other"))


@on_sentence("strive put in", "modality", kinds=("dated", "target", "counted"), back="strive dropped")
def strive(sentence: Sentence, _: Random) -> Truth | None:
    """更换水表120块 → 力争更换水表120块."""
    _before(sentence, (Slot.VERB,), "力争")
    return truth("", "力争", _WEAKER)


@on_sentence("gradually becomes fully", "modality", kinds=("spread",), back="fully becomes gradually")
def fully(sentence: Sentence, _: Random) -> Truth | None:
    """逐步实现 → 全面实现."""
    return _force(sentence, "逐步", "全面", modified(modality="stronger", scope="wider"))


@on_sentence("plain instruction becomes may", "modality", kinds=("bound",), back="may becomes plain instruction")
def plain_may(sentence: Sentence, _: Random) -> Truth | None:
    """要清洗 → 可以清洗."""
    return _force(sentence, "要", "可以", _WEAKER)


@on_sentence("where able put in", "modality", kinds=("plain", "record", "serve"), back="where able dropped")
def where_able(sentence: Sentence, _: Random) -> Truth | None:
    """民宿经营者应当 → 有条件的民宿经营者应当."""
    actor = sentence.part(Slot.ACTOR)
    assert isinstance(actor.value, Listing)
    actor.value = Listing((f"有条件的{actor.value.names[0]}", *actor.value.names[1:]))
    readings = modified(modality="weaker", condition="set narrower", scope="narrower set", actor="narrower")
    return truth("", "有条件的", readings)


@on_sentence("lead becomes support", "modality", kinds=("led",), back="support becomes lead")
def lead(sentence: Sentence, _: Random) -> Truth | None:
    """牵头制定 → 配合制定."""
    sentence.part(Slot.ROLE).value = "配合"
    return truth("牵头", "配合", modified(modality="weaker", actor="weaker other", action="weaker other"))


@on_sentence("charge becomes taking part", "modality", kinds=("charge",), back="taking part becomes charge")
def charge(sentence: Sentence, _: Random) -> Truth | None:
    """负责监督管理工作 → 参与监督管理工作."""
    sentence.part(Slot.ROLE).value = "参与"
    return truth("负责", "参与", modified(modality="weaker", actor="weaker other", action="weaker other"))


@on_sentence("a fine becomes optional", "modality", kinds=("confiscate",), back="a fine becomes compulsory")
def may_fine(sentence: Sentence, _: Random) -> Truth | None:
    """并处 → 可以并处."""
    part = next(part for part in sentence.parts if part.value == "并处")
    part.value = "可以并处"
    return truth("", "可以并处", _WEAKER)


@on_sentence("leniency becomes compulsory", "modality", kinds=("lenient",), back="leniency becomes optional")
def leniency(sentence: Sentence, _: Random) -> Truth | None:
    """可以不予处罚 → 应当不予处罚."""
    return _force(sentence, "可以", "应当", _STRONGER)
