"""Other words for the same: synonyms that bind alike, light verbs, names shortened or renamed throughout."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from tests.alignment.mutations.registry import rewriting, rewriting_of_words
from tests.alignment.mutations.texts import Part, Sentence, Slot, Text
from tests.alignment.mutations.values import Listing

#: Words that a drafter may exchange without a lawyer minding: the name of the kind, what stands (a pattern), what may
#: stand for it.
_SYNONYMS = (
    ("应当 as 应", "应当", "应"),
    ("可以 as 可", "可以", "可"),
    ("按照 as 依照", "按照", "依照"),
    ("将 as 把", "应当将", "应当把"),
    ("下列 as 以下", "下列", "以下"),
    ("作出 as 做出", "作出", "做出"),
    ("不得少于 as 不得低于", "不得少于", "不得低于"),
    ("施行 as 实施", "起施行", "起实施"),
    ("之日起 with 从", "自受理申请之日起", "从受理申请之日起"),
    ("以下罚款 as 以下的罚款", "以下罚款", "以下的罚款"),
    ("处 as 处以", "处(?=[一二三四五六七八九]+[百千万]+元)", "处以"),
    ("单位和个人 as 单位或者个人", "任何单位和个人", "任何单位或者个人"),
    ("达到 as 达", "达标率达到", "达标率达"),
    ("印发给你们 as 印发你们", "印发给你们", "印发你们"),
    ("责任单位 as 责任部门", "责任单位：", "责任部门："),
    ("完成时限 as 完成时间", "完成时限：", "完成时间："),
    ("职责分工 as 各自职责", "按照职责分工", "按照各自职责"),
    ("于每日 as 在每日", "于每日", "在每日"),
    ("结合实际 as 结合本地实际", "结合实际", "结合本地实际"),
    ("为了 as 为", "为了规范", "为规范"),
    ("根据 as 依据", "根据《", "依据《"),
)


def _synonym(old: str, new: str) -> Callable[[str, Random], str]:
    def rewritten(written: str, rng: Random) -> str:
        places = list(re.finditer(old, written))
        if not places:
            return written
        place = rng.choice(places)
        return written[: place.start()] + new + written[place.end() :]

    return rewritten


for _name, _old, _new in _SYNONYMS:
    rewriting_of_words(_name)(_synonym(_old, _new))


def _draw(text: Text, rng: Random, slot: Slot, *kinds: str) -> Sentence | None:
    fit = [one for one in text.sentences() if one.has(slot) and (not kinds or one.kind in kinds)]
    return rng.choice(fit) if fit else None


@rewriting("和 as 及, 与, 以及")
def joined(text: Text, rng: Random) -> bool:
    """甲、乙和丙 → 甲、乙及丙."""
    fit = [
        part
        for one in text.sentences()
        for part in one.parts
        if isinstance(part.value, Listing) and part.value.last == "和" and len(part.value.names) > 1
    ]
    if not fit:
        return False
    part = rng.choice(fit)
    assert isinstance(part.value, Listing)
    part.value = Listing(part.value.names, rng.choice(("及", "与", "以及", "、")), part.value.tail)
    return True


@rewriting("verb with 进行")
def light_verb(text: Text, rng: Random) -> bool:
    """检测烟雾报警器 → 对烟雾报警器进行检测."""
    kinds = ("plain", "promptly", "bound", "bare")
    fit = [one for one in text.sentences() if one.kind in kinds and one.part(Slot.VERB).value in _BY_NOUN]
    if not fit:
        return False
    sentence = rng.choice(fit)
    at = sentence.at(Slot.VERB)
    verb = sentence.parts.pop(at)
    sentence.parts.insert(at, Part(Slot.GLUE, "对"))
    sentence.parts.append(Part(Slot.VERB, f"进行{verb.say({})}"))
    return True


#: Acts whose names are nouns as well, so that 进行 takes them.
_BY_NOUN = frozenset(("检测", "更换", "清洗", "消毒", "检修", "改造", "维修", "校准", "加固", "登记", "检验", "清点"))


@rewriting("verb with 予以")
def given(text: Text, rng: Random) -> bool:
    """由…统一印制 → 由…统一予以印制; 对…停业整顿 → 对…予以停业整顿."""
    sentence = _draw(text, rng, Slot.VERB, "by", "closed")
    if not sentence:
        return False
    part = sentence.part(Slot.VERB)
    part.value = f"予以{part.say({})}"
    return True


@rewriting("要 dropped in a plan", form="plan")
def bare_verb(text: Text, rng: Random) -> bool:
    """区水务局要清洗 → 区水务局清洗."""
    sentence = _draw(text, rng, Slot.FORCE, "bound")
    if not sentence:
        return False
    sentence.drop(Slot.FORCE)
    return True


@rewriting("government by its short name")
def government(text: Text, rng: Random) -> bool:
    """报区人民政府审批 → 报区政府审批."""
    fit = [
        part
        for one in text.sentences()
        for part in one.parts
        if isinstance(part.value, Listing) and part.value.names[0] == f"{text.level}人民政府"
    ]
    if not fit:
        return False
    rng.choice(fit).value = Listing((f"{text.level}政府",))
    return True


@rewriting("own name of the text left off a reference", form="regulation")
def own_name(text: Text, rng: Random) -> bool:
    """违反本办法第五条规定 → 违反第五条规定."""
    sentence = _draw(text, rng, Slot.REFERENCE)
    if not sentence:
        return False
    sentence.parts[sentence.at(Slot.REFERENCE) - 1].value = "违反"
    return True


_SECTION_NAMES = {
    "重点任务": "主要任务", "保障措施": "组织保障", "实施步骤": "进度安排", "工作目标": "主要目标",
    "任务分工": "任务清单", "经营规范": "经营要求",
}  # fmt: skip


@rewriting("title of a section in other words")
def section_title(text: Text, rng: Random) -> bool:
    """二、重点任务 → 二、主要任务."""
    fit = [section for section in text.sections if section.title in _SECTION_NAMES]
    if text.flat or not fit:
        return False
    section = rng.choice(fit)
    section.title = _SECTION_NAMES[section.title]
    return True


_HEADINGS = {"完善制度": "健全制度", "提升品质": "提高品质", "摸清底数": "摸清家底", "优化布局": "完善布局"}


@rewriting("run-in heading in other words", form="plan")
def heading(text: Text, rng: Random) -> bool:
    """（三）完善制度。… → （三）健全制度。…."""
    fit = [one for one in text.clauses() if one.heading in _HEADINGS]
    if not fit:
        return False
    item = rng.choice(fit)
    item.heading = _HEADINGS[item.heading]
    return True


@rewriting_of_words("term renamed throughout", form="regulation")
def renamed_term(written: str, _: Random) -> str:
    """民宿经营者 → 民宿开办人, everywhere: told as a rename, no duty changes."""
    for old, new in (
        ("经营者", "经营人"),
        ("举办者", "举办人"),
        ("开办者", "开办人"),
        ("运营单位", "运营企业"),
        ("管理单位", "管养单位"),
    ):
        if written.count(old) >= 4:
            return written.replace(old, new)
    return written


@rewriting("body renamed throughout")
def renamed_body(text: Text, rng: Random) -> bool:
    """区水务局 → 区水务发展局, everywhere: told as a rename, no duty changes."""
    matters = [one.matter for one in text.sentences()]
    old = text.level + rng.choice(matters).bureau
    if text.write().count(old) < 4:
        return False
    new = old[:-1] + "服务局"
    text.reword(lambda words: words.replace(old, new))
    return True
