"""The same in another form: brackets, tables, lists against sentences, split and merged, taken up by a lower body."""

from __future__ import annotations

import re
from random import Random

from tests.alignment.mutations.registry import rewriting
from tests.alignment.mutations.scene import one, sentence
from tests.alignment.mutations.texts import Bracket, Clause, Slot, Text, clause
from tests.alignment.mutations.values import Listing
from tests.alignment.mutations.vocabulary import vocabulary

_MERGED = frozenset(("bare", "counted", "named"))


@rewriting("brackets in words", form="plan")
def in_words(text: Text, _: Random) -> bool:
    """（责任单位：甲、乙；完成时限：…前） → （甲、乙负责，…前完成）."""
    fit = [one.bracket for one in text.clauses() if one.bracket and one.bracket.form == "labels"]
    if not fit:
        return False
    for bracket in fit:
        bracket.form = "words"
    return True


@rewriting("brackets as lines of their own", form="plan")
def in_lines(text: Text, _: Random) -> bool:
    """…。（责任单位：甲） → …。 and a line 责任单位：甲."""
    fit = _everywhere(text)
    if not fit or fit[0].form == "line":
        return False
    for bracket in fit:
        bracket.form = "line"
    return True


def _everywhere(text: Text) -> list[Bracket]:
    """The brackets of the tasks, where every task has one."""
    fit = [one.bracket for one in text.sections[1].clauses if one.bracket]
    return fit if len(fit) == len(text.sections[1].clauses) else []


@rewriting("brackets of another kind", form="plan")
def marks(text: Text, rng: Random) -> bool:
    """（责任单位：甲） → 〔责任单位：甲〕, [责任单位：甲]."""
    fit = _everywhere(text)
    if not fit or fit[0].form == "line":
        return False
    new = rng.choice([marks for marks in ("（）", "〔〕", "[]") if marks != fit[0].marks])
    for bracket in fit:
        bracket.marks = new
    return True


@rewriting("table becomes items with brackets", form="plan")
def table(text: Text, _: Random) -> bool:
    """A row 1 更换水表15块 区水务局 … → （一）更换水表15块。（牵头单位：区水务局；…）."""
    if not any(section.rows for section in text.sections):
        return False
    text.table_form = "brackets"
    return True


@rewriting("bracket turned into the subject", form="plan")
def subject(text: Text, rng: Random) -> bool:
    """检修增氧机。（责任单位：区农业农村局） → 区农业农村局检修增氧机。"""
    kinds = ("bare", "counted")
    fit = [
        item
        for item in text.clauses()
        if item.bracket and not item.bracket.support and not item.bracket.due
        and len(item.sentences) == 1 and item.sentences[0].kind in kinds
    ]  # fmt: skip
    if not fit:
        return False
    item = rng.choice(fit)
    assert item.bracket is not None
    said = item.sentences[0]
    body = sentence("", said.matter, (Slot.ACTOR, Listing(tuple(item.bracket.lead), last="、")))
    said.parts = [*body.parts, *said.parts]
    item.bracket = None
    return True


@rewriting("list of bans as a sentence", form="regulation")
def dissolved(text: Text, rng: Random) -> bool:
    """不得有下列行为：（一）甲；（二）乙 → 不得甲、乙."""
    fit = [item for item in text.clauses() if item.sentences and item.sentences[-1].kind == "ban stem"]
    if not fit:
        return False
    item = rng.choice(fit)
    stem = item.sentences[-1]
    stem.parts = [part for part in stem.parts if part.slot != Slot.GLUE]
    acts = sentence("", stem.matter, (Slot.VERB, Listing(tuple(said.core() for said in item.items), last="、")))
    stem.parts += acts.parts
    stem.end, item.items = "。", []
    return True


@rewriting("list of papers as a sentence", form="regulation")
def papers(text: Text, rng: Random) -> bool:
    """应当提交下列材料：（一）甲；（二）乙 → 应当提交甲和乙."""
    fit = [item for item in text.clauses() if item.sentences and item.sentences[-1].kind == "paper stem"]
    if not fit:
        return False
    item = rng.choice(fit)
    stem = item.sentences[-1]
    stem.parts.pop()
    stem.parts += sentence("", stem.matter, (Slot.ELEMENTS, Listing(tuple(said.core() for said in item.items)))).parts
    stem.end, item.items = "。", []
    return True


@rewriting("items numbered 1. for （一）", form="regulation")
def digits(text: Text, _: Random) -> bool:
    """（一）甲；（二）乙 → 1.甲；2.乙 in every list."""
    fit = [item for item in text.clauses() if item.items]
    if not fit:
        return False
    for item in fit:
        item.item_style = "digits"
    return True


@rewriting("items of a plan numbered otherwise", form="plan")
def numbered(text: Text, _: Random) -> bool:
    """（一）… → 1.…."""
    text.plan_style = "digits" if text.plan_style == "chinese" else "chinese"
    return True


@rewriting("一是…；二是… as items", form="plan")
def inline(text: Text, _: Random) -> bool:
    """一是甲；二是乙。 → 1.甲；2.乙 as paragraphs of their own."""
    fit = [item for item in text.clauses() if item.inline]
    if not fit or text.plan_style == "digits":
        return False
    fit[0].inline, fit[0].item_style = False, "digits"
    return True


@rewriting("article split in two", form="regulation")
def split(text: Text, rng: Random) -> bool:
    """第四条 甲。乙。 → 第四条 甲。第五条 乙。, the references following."""
    fit = [
        (section, at) for section in text.sections for at, one_ in enumerate(section.clauses) if len(one_.sentences) > 1
    ]
    if not fit:
        return False
    section, at = rng.choice(fit)
    section.clauses.insert(at + 1, clause(section.clauses[at].sentences.pop()))
    return True


@rewriting("sentence split in two", form="regulation")
def split_sentence(text: Text, rng: Random) -> bool:
    """民宿经营者应当清洗布草，并编号门锁。 → 民宿经营者应当清洗布草。民宿经营者应当编号门锁。"""
    fit = [(item, said) for item in text.clauses() for said in item.sentences if said.kind == "pair"]
    if not fit:
        return False
    item, said = rng.choice(fit)
    rest = said.drop(Slot.CLAUSE).removeprefix("并")
    parts = (Slot.ACTOR, one(said.matter.operator)), (Slot.FORCE, "应当"), (Slot.VERB, rest)
    item.sentences.insert(item.sentences.index(said) + 1, sentence("", said.matter, *parts))
    return True


@rewriting("sentences merged", form="plan")
def merged(text: Text, rng: Random) -> bool:
    """检修增氧机。加固钓台20座。 → 检修增氧机，加固钓台20座。"""
    fit: list[tuple[Clause, int]] = [
        (item, at)
        for item in text.clauses()
        for at in range(len(item.sentences) - 1)
        if {item.sentences[at].kind, item.sentences[at + 1].kind} <= _MERGED
    ]
    if not fit:
        return False
    item, at = rng.choice(fit)
    item.sentences[at].end = "，"
    return True


@rewriting("two days split into two sentences", form="plan")
def split_days(text: Text, rng: Random) -> bool:
    """2031年3月底前完成摸排，2031年6月底前完成整改。 → …摸排。2031年6月底前完成整改。"""
    fit = [said for said in text.sentences() if said.kind == "twice"]
    if not fit:
        return False
    said = rng.choice(fit)
    part = said.parts[said.at(Slot.LATER) - 1]
    part.value = part.say({}).replace("，", "。")
    return True


@rewriting("repeal in one sentence with the day of effect", form="regulation")
def repeal(text: Text, _: Random) -> bool:
    """…起施行。《…》同时废止。 → …起施行，《…》同时废止。"""
    for item in text.clauses():
        if item.sentences[-1].kind == "repeal":
            item.sentences[-2].end = "，"
            return True
    return False


@rewriting("taken up with the district's own bodies", form="plan", derivation=True)
def taken_up(text: Text, _: Random) -> bool:
    """A city's plan as that of a district: 市水务局 → 区水务局, 我市 → 我区, and the district's name in the title."""
    if text.level != "市" or text.notice:
        return False
    bodies = "|".join(map(re.escape, (*vocabulary().bureaus, "人民政府", "政府")))
    title = text.title.replace(text.city, text.city + text.district)
    text.reword(lambda words: re.sub(rf"(?<!{text.city[:-1]})市(?={bodies})", "区", words).replace("我市", "我区"))
    text.title = title
    return True
