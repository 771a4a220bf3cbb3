"""Whole provisions that come or go: articles, items, sentences and their clauses, items of lists, rows of tables."""

from __future__ import annotations

from random import Random

from tests.alignment.mutations.registry import change, on_sentence
from tests.alignment.mutations.texts import Clause, Sentence, Slot, Text
from tests.alignment.mutations.truth import REMOVED, Truth, modified, truth
from tests.alignment.mutations.values import Reference

#: Articles that hold one duty, with an object that names it.
_SINGLE = frozenset(
    (
        "plain", "promptly", "report", "decide", "inspect", "publish", "levy", "threshold", "ban", "site_ban", "unless",
        "may", "encourage", "record", "file", "copy", "inform", "serve", "weigh", "proof", "papers",
    )
)  # fmt: skip
#: Sentences of plans that hold one duty.
_TASKS = frozenset(
    (
        "dated", "bound", "counted", "bare", "rated", "pushed", "listed", "placed", "led", "each", "funded", "named",
        "spread",
    )
)  # fmt: skip


def gist(sentence: Sentence) -> str:
    """What names the duty of a sentence: its object, or the first of the things that it lists."""
    if sentence.has(Slot.ELEMENTS):
        return sentence.listing(Slot.ELEMENTS).names[0]
    if sentence.kind == "report":
        return sentence.words(Slot.RECIPIENT)
    words = sentence.part(Slot.OBJECT).value
    return words if isinstance(words, str) else sentence.words(Slot.OBJECT)


def _referred(text: Text) -> set[int]:
    return {part.value.key for one in text.sentences() for part in one.parts if isinstance(part.value, Reference)}


def _remove(text: Text, one: Clause) -> None:
    for section in text.leaves():
        if one in section.clauses:
            section.clauses.remove(one)


def _alone(clause: Clause, kinds: frozenset[str]) -> bool:
    return len(clause.sentences) == 1 and not clause.items and clause.sentences[0].kind in kinds


@change("article dropped", "clause", back="article put in", form="regulation")
def article(text: Text, rng: Random) -> Truth | None:
    """An article with one duty goes; the others are renumbered and references follow."""
    referred = _referred(text)
    fit = [one for one in text.clauses() if _alone(one, _SINGLE) and one.key not in referred]
    if not fit:
        return None
    gone = rng.choice(fit)
    _remove(text, gone)
    return truth(gist(gone.sentences[0]), "", REMOVED)


@change("item of a plan dropped", "clause", back="item of a plan put in", form="plan")
def item(text: Text, rng: Random) -> Truth | None:
    """An item with one duty goes, with its heading and its bracket."""
    fit = [one for one in text.clauses() if _alone(one, _TASKS)]
    if not fit:
        return None
    gone = rng.choice(fit)
    _remove(text, gone)
    return truth(gist(gone.sentences[0]), "", REMOVED)


@change("sentence of an item dropped", "clause", back="sentence of an item put in", form="plan")
def of_item(text: Text, rng: Random) -> Truth | None:
    """One of several sentences of an item goes."""
    fit = [
        (one, said) for one in text.clauses() if len(one.sentences) > 1 for said in one.sentences if said.kind in _TASKS
    ]
    if not fit:
        return None
    one, said = rng.choice(fit)
    one.sentences.remove(said)
    return truth(gist(said), "", REMOVED)


@on_sentence("clause of a sentence dropped", "clause", kinds=("pair",), back="clause of a sentence put in")
def of_sentence(sentence: Sentence, _: Random) -> Truth | None:
    """应当清洗布草，并编号门锁 → 应当清洗布草."""
    return truth(sentence.drop(Slot.CLAUSE).removeprefix("并"), "", REMOVED)


@on_sentence("second aim of a target dropped", "clause", kinds=("target",), back="second aim of a target put in")
def of_target(sentence: Sentence, _: Random) -> Truth | None:
    """安装充电桩120个，达标率达到80% → 安装充电桩120个."""
    words = sentence.parts[-2].say({}).removeprefix("，") + sentence.parts[-1].say({})
    del sentence.parts[-2:]
    return truth(words, "", REMOVED)


def _item_of(text: Text, rng: Random, kind: str) -> Sentence | None:
    lists = [one.items for one in text.clauses() if len(one.items) > 2 and one.items[0].kind == kind]
    if not lists:
        return None
    items = rng.choice(lists)
    return items.pop(rng.randrange(len(items)))


@change("listed duty dropped", "clause", back="listed duty put in", form="regulation")
def listed_duty(text: Text, rng: Random) -> Truth | None:
    """应当履行下列义务：甲；乙；丙 → without 乙."""
    gone = _item_of(text, rng, "duty item")
    return truth(gone.core(), "", REMOVED) if gone else None


@change("listed ban dropped", "clause", back="listed ban put in", form="regulation")
def listed_ban(text: Text, rng: Random) -> Truth | None:
    """不得有下列行为：甲；乙；丙 → without 乙."""
    gone = _item_of(text, rng, "ban item")
    return truth(gone.core(), "", REMOVED) if gone else None


@change("listed paper dropped", "clause", back="listed paper put in", form="regulation")
def listed_paper(text: Text, rng: Random) -> Truth | None:
    """应当提交下列材料：甲；乙；丙 → without 乙: an entry of its own, or less to hand in."""
    gone = _item_of(text, rng, "paper item")
    return truth(gone.core(), "", REMOVED, modified(object="narrower")) if gone else None


@change("listed condition dropped", "clause", back="listed condition put in", form="regulation")
def listed_condition(text: Text, rng: Random) -> Truth | None:
    """应当具备下列条件：甲；乙；丙 → without 乙: an entry of its own, or a condition less."""
    gone = _item_of(text, rng, "condition item")
    return truth(gone.core(), "", REMOVED, modified(condition="wider dropped", object="narrower")) if gone else None


@change("one of 一是二是三是 dropped", "clause", back="one of 一是二是三是 put in", form="plan")
def inline(text: Text, rng: Random) -> Truth | None:
    """一是甲；二是乙；三是丙 → 一是甲；二是丙."""
    lists = [one.items for one in text.clauses() if one.inline and len(one.items) > 1]
    if not lists:
        return None
    items = rng.choice(lists)
    return truth(items.pop(rng.randrange(len(items))).core(), "", REMOVED)


@change("row of a table dropped", "clause", back="row of a table put in", form="plan")
def row(text: Text, rng: Random) -> Truth | None:
    """A task of the table goes."""
    tables = [section.rows for section in text.sections if len(section.rows) > 2]
    if not tables:
        return None
    rows = rng.choice(tables)
    return truth(rows.pop(rng.randrange(len(rows))).task.core(), "", REMOVED)


@change("task of a stage dropped", "clause", back="task of a stage put in", form="plan")
def stage(text: Text, rng: Random) -> Truth | None:
    """One of two tasks below a stage goes."""
    stages = [stage for section in text.sections for stage in section.stages if len(stage.clauses) > 1]
    if not stages:
        return None
    clauses = rng.choice(stages).clauses
    return truth(clauses.pop(rng.randrange(len(clauses))).sentences[0].core(), "", REMOVED)


@change("task moved to a later stage", "deadline", back="task moved to an earlier stage", form="plan")
def later_stage(text: Text, rng: Random) -> Truth | None:
    """A task that stood under March to May stands under June to July now."""
    stages = [stage for section in text.sections for stage in section.stages]
    sources = [at for at, stage in enumerate(stages[:-1]) if len(stage.clauses) > 1]
    if not sources:
        return None
    at = rng.choice(sources)
    moved = stages[at].clauses.pop(rng.randrange(len(stages[at].clauses)))
    stages[rng.randrange(at + 1, len(stages))].clauses.append(moved)
    words = moved.sentences[0].core()
    return truth(words, words, modified(deadline="later"))
