"""Articles of a regulation with a list: a stem and its items."""

from __future__ import annotations

from tests.alignment.mutations.scene import Scene, Template, must, one, sentence
from tests.alignment.mutations.texts import Clause, Sentence, Slot, clause
from tests.alignment.mutations.values import RATES, Amount


def ban_list(scene: Scene) -> Clause:
    """民宿经营者不得有下列行为：…"""
    matter = scene.matter
    stem = (Slot.ACTOR, one(matter.operator)), (Slot.FORCE, "不得"), (Slot.GLUE, "有下列行为")
    items = [
        sentence("ban item", matter, (Slot.VERB, scene.rng.choice(ban.verbs)), (Slot.OBJECT, ban.object))
        for ban in scene.rng.sample(matter.bans, scene.rng.choice((3, 4)))
    ]
    return clause(sentence("ban stem", matter, *stem, end="："), items=items)


def duty_list(scene: Scene) -> Clause:
    """民宿经营者应当履行下列义务：…"""
    matter = scene.matter
    stem = *must(matter.operator), (Slot.GLUE, "履行下列义务")
    items: list[Sentence] = []
    for thing in scene.rng.sample(matter.things, scene.rng.choice((3, 4))):
        rate = scene.rng.choice(RATES[:4]) if scene.rng.random() < 0.3 else ""
        verb = (Slot.VERB, scene.rng.choice(thing.verbs))
        object_ = (Slot.LIMIT, scene.maybe(thing.limit)), (Slot.OBJECT, thing.name)
        items.append(sentence("duty item", matter, (Slot.RATE, rate), verb, *object_))
    return clause(sentence("duty stem", matter, *stem, end="："), items=items)


def paper_list(scene: Scene) -> Clause:
    """申请民宿登记证的，申请人应当提交下列材料：…"""
    matter = scene.matter
    stem = (
        (Slot.GLUE, f"申请{matter.permit}的，"),
        (Slot.GLUE, "申请人"),
        (Slot.FORCE, "应当"),
        (Slot.VERB, "提交"),
        (Slot.GLUE, "下列材料"),
    )
    papers = scene.some(matter.papers, 3, 4)
    items = [sentence("paper item", matter, (Slot.OBJECT, paper)) for paper in papers]
    return clause(sentence("paper stem", matter, *stem, end="："), items=items)


def condition_list(scene: Scene) -> Clause:
    """设立民宿应当具备下列条件：…"""
    matter = scene.matter
    stem = (Slot.GLUE, f"设立{matter.name}"), (Slot.FORCE, "应当"), (Slot.GLUE, "具备下列条件")
    things = scene.rng.sample(matter.things, 2)
    items = [
        sentence("condition item", matter, (Slot.GLUE, "有"), (Slot.OBJECT, f"完好的{one.name}")) for one in things
    ]
    amount = Amount(scene.rng.choice((2, 3, 4, 5)), "名", bound="不少于")
    items.append(sentence("condition item", matter, (Slot.OBJECT, "专职管理人员"), (Slot.AMOUNT, amount)))
    return clause(sentence("condition stem", matter, *stem, end="："), items=items)


LISTS: tuple[Template, ...] = (ban_list, duty_list, paper_list, condition_list)
