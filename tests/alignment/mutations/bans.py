"""Articles of a regulation that forbid: a template each, filled from the vocabulary."""

from __future__ import annotations

from tests.alignment.mutations.scene import ANYBODY, Scene, one, sentence
from tests.alignment.mutations.texts import Clause, Slot, clause
from tests.alignment.mutations.values import Listing
from tests.alignment.mutations.vocabulary import vocabulary


def ban(scene: Scene) -> Clause:
    """民宿经营者不得占用、堵塞疏散通道。"""
    chosen = scene.fresh(scene.matter.bans)
    verbs = Listing(scene.some(chosen.verbs, 1, 2), last="、")
    actor = scene.rng.choice((ANYBODY, scene.matter.operator))
    return clause(
        sentence(
            "ban",
            scene.matter,
            (Slot.ACTOR, one(actor)),
            (Slot.FORCE, "不得"),
            (Slot.VERB, verbs),
            (Slot.OBJECT, chosen.object),
        )
    )


def site_ban(scene: Scene) -> Clause:
    """禁止在历史街区、滨水岸线搭建彩钢棚，但抢险救援的除外。"""
    verb, thing = scene.fresh(vocabulary().site_bans)
    exception = scene.maybe(f"，但{scene.rng.choice(vocabulary().exempt)}的除外", 0.6)
    return clause(
        sentence(
            "site_ban",
            scene.matter,
            (Slot.FORCE, "禁止"),
            (Slot.GLUE, "在"),
            (Slot.PLACE, Listing(scene.some(vocabulary().sites, 2, 3))),
            (Slot.VERB, verb),
            (Slot.OBJECT, thing),
            (Slot.EXCEPTION, exception),
        )
    )


def unless(scene: Scene) -> Clause:
    """未经区文化和旅游局批准，任何单位和个人不得改变承重墙体。"""
    chosen = scene.fresh(scene.matter.bans)
    return clause(
        sentence(
            "unless",
            scene.matter,
            (Slot.CONDITION, f"未经{scene.authority}批准，"),
            (Slot.ACTOR, one(ANYBODY)),
            (Slot.FORCE, "不得"),
            (Slot.VERB, scene.rng.choice(chosen.verbs)),
            (Slot.OBJECT, chosen.object),
        )
    )
