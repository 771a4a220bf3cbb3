"""To whom: approval and filing, receivers and their level, consulting, publishing."""

from __future__ import annotations

from random import Random

from tests.alignment.mutations.kinds.actors import other_body
from tests.alignment.mutations.registry import on_sentence
from tests.alignment.mutations.texts import Sentence, Slot
from tests.alignment.mutations.truth import REMOVED, Truth, modified, truth
from tests.alignment.mutations.values import Listing

_RECEIVED = ("report", "file", "filed", "monthly", "danger", "may", "summary", "report day")


def _receiver(sentence: Sentence, new: str) -> tuple[str, str]:
    part = sentence.part(Slot.RECIPIENT)
    listing = sentence.listing(Slot.RECIPIENT)
    part.value = listing.with_other(new, 0)
    return listing.names[0], new


@on_sentence("approval becomes filing", "reporting", kinds=("file", "filed"), back="filing becomes approval")
def filing(sentence: Sentence, _: Random) -> Truth | None:
    """报…批准 → 报…备案."""
    part = sentence.part(Slot.ACT)
    old = part.say({})
    if old == "备案":
        return None
    part.value = "备案"
    return truth(old, "备案", modified(reporting="weaker"))


@on_sentence("report becomes filing", "reporting", kinds=("report",), back="filing becomes report")
def reported(sentence: Sentence, _: Random) -> Truth | None:
    """向…报告 → 向…备案: another form of telling."""
    sentence.part(Slot.ACT).value = "备案"
    return truth("报告", "备案", modified(reporting="other stronger"))


@on_sentence("receiver replaced", "reporting", kinds=_RECEIVED)
def receiver(sentence: Sentence, rng: Random) -> Truth | None:
    """报区水务局备案 → 报区商务局备案."""
    old = sentence.listing(Slot.RECIPIENT).names[0]
    return truth(*_receiver(sentence, other_body(old, rng)), modified(reporting="other"))


@on_sentence("receiver raised a level", "reporting", kinds=_RECEIVED[:5], back="receiver lowered a level")
def raised(sentence: Sentence, _: Random) -> Truth | None:
    """报区水务局备案 → 报市水务局备案."""
    old = sentence.listing(Slot.RECIPIENT).names[0]
    if old[0] != "区":
        return None
    return truth(*_receiver(sentence, f"市{old[1:]}"), modified(reporting="other stronger"))


@on_sentence("receiver of a copy put in", "reporting", kinds=("copy",), back="receiver of a copy dropped")
def copied(sentence: Sentence, rng: Random) -> Truth | None:
    """抄送甲和乙 → 抄送甲、乙和丙."""
    listing = sentence.listing(Slot.RECIPIENT)
    new = other_body(listing.names[0], rng, *listing.names, *sentence.listing(Slot.ACTOR).names)
    sentence.part(Slot.RECIPIENT).value = Listing((*listing.names, new))
    return truth("", new, modified(reporting="wider"))


@on_sentence("opinion becomes consent", "reporting", kinds=("consult",), back="consent becomes opinion")
def consent(sentence: Sentence, _: Random) -> Truth | None:
    """征求区公安局意见 → 征得区公安局同意."""
    for part in sentence.parts:
        if part.slot == Slot.ACT:
            part.value = "征得" if part.value == "征求" else "同意"
    return truth("意见", "同意", modified(reporting="stronger", action="stronger other", condition="other narrower"))


@on_sentence("who is consulted replaced", "reporting", kinds=("consult",))
def consulted(sentence: Sentence, rng: Random) -> Truth | None:
    """征求区公安局意见 → 征求区民政局意见."""
    old = sentence.listing(Slot.RECIPIENT).names[0]
    new = other_body(old, rng, old[0] + sentence.matter.bureau)
    return truth(*_receiver(sentence, new), modified(reporting="other"))


@on_sentence("public becomes internal", "reporting", kinds=("publish",), back="internal becomes public")
def internal(sentence: Sentence, _: Random) -> Truth | None:
    """向社会公布 → 在系统内通报."""
    sentence.part(Slot.RECIPIENT).value = "在系统内"
    sentence.part(Slot.ACT).value = "通报"
    return truth("向社会公布", "在系统内通报", modified(reporting="weaker narrower other", scope="narrower"))


@on_sentence("filing clause dropped", "reporting", kinds=("filed",), back="filing clause put in")
def clause_dropped(sentence: Sentence, _: Random) -> Truth | None:
    """编制预案，报区水务局审批 → 编制预案: a clause with its own verb, or the reporting of the duty."""
    words = f"{sentence.words(Slot.RECIPIENT)}{sentence.words(Slot.ACT)}"
    for slot in (Slot.CLAUSE, Slot.RECIPIENT, Slot.ACT):
        sentence.drop(slot)
    return truth(words, "", REMOVED, modified(reporting="dropped"))


@on_sentence("report clause dropped", "reporting", kinds=("danger",), back="report clause put in")
def report_dropped(sentence: Sentence, _: Random) -> Truth | None:
    """应当立即疏散，并在二小时内向区水务局报告 → 应当立即疏散."""
    words = f"向{sentence.words(Slot.RECIPIENT)}报告"
    sentence.parts = sentence.parts[: next(at for at, part in enumerate(sentence.parts) if part.value == "，并")]
    return truth(words, "", REMOVED, modified(reporting="dropped"))
