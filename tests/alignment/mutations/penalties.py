"""Articles of a regulation that punish, each with the article that it refers to."""

from __future__ import annotations

from collections.abc import Callable

from tests.alignment.mutations.scene import Scene, Worded, one, sentence
from tests.alignment.mutations.texts import Clause, Slot, clause
from tests.alignment.mutations.values import Amount, Listing, Range, Reference

Penalty = Callable[[Scene, int], Clause]


def _range(scene: Scene) -> Range:
    low = scene.rng.choice((500, 1000, 2000, 5000))
    return Range(low, low * scene.rng.choice((3, 5, 10)))


def _by(scene: Scene, fault: str) -> tuple[Worded, ...]:
    """…的，由区文化和旅游局"""
    return (Slot.GLUE, f"{fault}的，"), (Slot.GLUE, "由"), (Slot.ACTOR, one(scene.authority))


def _against(scene: Scene, target: int, tail: str) -> tuple[Worded, ...]:
    """违反本办法第五条规定……"""
    return (Slot.GLUE, f"违反{scene.own_name}"), (Slot.REFERENCE, Reference(target)), (Slot.GLUE, tail)


def order(scene: Scene, target: int) -> Clause:
    """违反本办法第五条规定的，由区文化和旅游局责令限期改正；拒不改正的，处五千元以下罚款。"""
    return clause(
        sentence(
            "order",
            scene.matter,
            *_against(scene, target, "规定的，由"),
            (Slot.ACTOR, one(scene.authority)),
            (Slot.SANCTION, "责令限期改正"),
            (Slot.GLUE, "；"),
            (Slot.CONDITION, "拒不改正的，"),
            (Slot.GLUE, "处"),
            (Slot.FINE, Range(0, scene.rng.choice((1000, 2000, 5000)))),
            (Slot.GLUE, "罚款"),
        )
    )


def tiers(scene: Scene, target: int) -> Clause:
    """违反本办法第五条规定，未登记住客的，由…处一千元以上五千元以下罚款；情节严重的，处五千元以上二万元以下罚款。"""
    low = _range(scene)
    high = Range(low.high, low.high * scene.rng.choice((2, 4)))
    return clause(
        sentence(
            "tiers",
            scene.matter,
            *_against(scene, target, "规定，"),
            *_by(scene, scene.fresh(scene.matter.faults)),
            (Slot.GLUE, "处"),
            (Slot.FINE, low),
            (Slot.GLUE, "罚款"),
            (Slot.TIER, "；"),
            (Slot.TIER, "情节严重的"),
            (Slot.TIER, "，处"),
            (Slot.TIER, high),
            (Slot.TIER, "罚款"),
        )
    )


def confiscate(scene: Scene, target: int) -> Clause:
    """伪造免疫证明的，由区农业农村局没收违法所得，并处五千元以下罚款。"""
    ban = scene.fresh(scene.matter.bans)
    return clause(
        sentence(
            "confiscate",
            scene.matter,
            *_against(scene, target, "规定，"),
            (Slot.VERB, Listing(scene.some(ban.verbs, 1, 2), last="、")),
            *_by(scene, ban.object),
            (Slot.SANCTION, "没收违法所得"),
            (Slot.GLUE, "，"),
            (Slot.GLUE, "并处"),
            (Slot.FINE, _range(scene)),
            (Slot.GLUE, "罚款"),
        )
    )


def grounds(scene: Scene, _: int) -> Clause:
    """民宿经营者有下列行为之一的，由区文化和旅游局处五百元以上五千元以下罚款：…"""
    matter = scene.matter
    stem = (
        *_by(scene, f"{matter.operator}有下列行为之一"),
        (Slot.GLUE, "处"),
        (Slot.FINE, _range(scene)),
        (Slot.GLUE, "罚款"),
    )
    faults = scene.some(matter.faults, 2, 3)
    items = [sentence("ground", matter, (Slot.OBJECT, fault)) for fault in faults]
    return clause(sentence("grounds stem", matter, *stem, end="："), items=items)


def suspend(scene: Scene, _: int) -> Clause:
    """一年内三次未登记住客身份信息的，由区文化和旅游局暂扣民宿登记证。"""
    return clause(
        sentence(
            "suspend",
            scene.matter,
            (Slot.GLUE, "一年内"),
            (Slot.THRESHOLD, Amount(scene.rng.choice((2, 3)), "次")),
            *_by(scene, scene.fresh(scene.matter.faults)),
            (Slot.SANCTION, "暂扣"),
            (Slot.OBJECT, scene.matter.permit),
        )
    )


def warn(scene: Scene, _: int) -> Clause:
    """未公示客房价格的，由区文化和旅游局给予警告。"""
    parts = *_by(scene, scene.fresh(scene.matter.faults)), (Slot.SANCTION, "给予警告")
    return clause(sentence("warn", scene.matter, *parts))


def close(scene: Scene, _: int) -> Clause:
    """未安装烟雾报警器，造成人员伤亡的，由区文化和旅游局责令停业整顿。"""
    fault = scene.fresh(scene.matter.faults)
    return clause(
        sentence(
            "close",
            scene.matter,
            (Slot.GLUE, fault),
            (Slot.CONDITION, "，造成人员伤亡"),
            (Slot.GLUE, "的，由"),
            (Slot.ACTOR, one(scene.authority)),
            (Slot.SANCTION, "责令停业整顿"),
        )
    )


def lenient(scene: Scene, _: int) -> Clause:
    """初次违法且及时改正的，可以不予处罚。"""
    return clause(
        sentence(
            "lenient",
            scene.matter,
            (Slot.CONDITION, f"{scene.matter.operator}"),
            (Slot.REACH, "初次违法且"),
            (Slot.CONDITION, "及时改正的，"),
            (Slot.FORCE, "可以"),
            (Slot.VERB, "不予处罚"),
        )
    )


def persons(scene: Scene, target: int) -> Clause:
    """违反本办法第五条规定的，由…处…罚款，对直接责任人员处…罚款。"""
    low = _range(scene)
    return clause(
        sentence(
            "persons",
            scene.matter,
            *_against(scene, target, "规定的，由"),
            (Slot.ACTOR, one(scene.authority)),
            (Slot.GLUE, "处"),
            (Slot.FINE, low),
            (Slot.GLUE, "罚款"),
            (Slot.CLAUSE, f"，对直接责任人员处{Range(0, low.low).say()}罚款"),
        )
    )


PENALTIES: tuple[Penalty, ...] = (order, order, tiers, confiscate, grounds, suspend, warn, close, lenient, persons)
