"""Sentences of the items of a plan: a template each, filled from the vocabulary."""

from __future__ import annotations

from collections.abc import Callable

from tests.alignment.mutations.articles import task_of
from tests.alignment.mutations.scene import Scene, one, sentence
from tests.alignment.mutations.texts import Sentence, Slot
from tests.alignment.mutations.values import RATES, Amount, Day, Listing
from tests.alignment.mutations.vocabulary import vocabulary

Template = Callable[[Scene], Sentence]

STREETS = "各街道"
YEARS = (2031, 2032)


def day(scene: Scene, *, exact: float = 0.2) -> Day:
    """The end of a month, now and then a day within it."""
    number = scene.rng.choice((10, 15, 20)) if scene.rng.random() < exact else 0
    return Day(scene.rng.choice(YEARS), scene.rng.randint(3, 11), number)


def _counted(scene: Scene, unit: str) -> Amount:
    return Amount(scene.rng.choice((8, 12, 20, 35, 60, 120, 240)), unit, "arabic")


def dated(scene: Scene) -> Sentence:
    """2031年6月底前，更换烟雾报警器120个。"""
    verb, thing = scene.task()
    return sentence(
        "dated",
        scene.matter,
        (Slot.DEADLINE, day(scene)),
        (Slot.DEADLINE, "前，"),
        (Slot.VERB, verb),
        (Slot.LIMIT, scene.maybe(thing.limit)),
        (Slot.OBJECT, thing.name),
        (Slot.AMOUNT, _counted(scene, thing.unit)),
    )


def bound(scene: Scene) -> Sentence:
    """区水务局要清洗储水箱。"""
    parts = (Slot.ACTOR, one(scene.authority)), (Slot.FORCE, "要"), *task_of(scene)
    return sentence("bound", scene.matter, *parts)


def counted(scene: Scene) -> Sentence:
    """加固钓台20座。"""
    verb, thing = scene.task()
    parts = (Slot.VERB, verb), (Slot.OBJECT, thing.name), (Slot.AMOUNT, _counted(scene, thing.unit))
    return sentence("counted", scene.matter, *parts)


def bare(scene: Scene) -> Sentence:
    """检修增氧机。"""
    return sentence("bare", scene.matter, *task_of(scene))


def rated(scene: Scene) -> Sentence:
    """区水务局每季度抽查储水箱。"""
    thing = scene.fresh(scene.matter.things)
    return sentence(
        "rated",
        scene.matter,
        (Slot.ACTOR, one(scene.authority)),
        (Slot.RATE, scene.rng.choice(RATES[:4])),
        (Slot.VERB, scene.rng.choice(("抽查", "检查"))),
        (Slot.GLUE, f"{scene.matter.name}的"),
        (Slot.LIMIT, scene.maybe(thing.limit)),
        (Slot.OBJECT, thing.name),
    )


def pushed(scene: Scene) -> Sentence:
    """探索建立民宿信用分级制度。"""
    return sentence(
        "pushed",
        scene.matter,
        (Slot.FORCE, scene.rng.choice(("探索", "推动", ""))),
        (Slot.VERB, "建立"),
        (Slot.OBJECT, scene.fresh(scene.matter.mechanisms)),
    )


def listed(scene: Scene) -> Sentence:
    """区文化和旅游局公布民宿的住客姓名、入住时间和房间号码。"""
    return sentence(
        "listed",
        scene.matter,
        (Slot.ACTOR, one(scene.authority)),
        (Slot.VERB, scene.rng.choice(("归集", "公布", "核对"))),
        (Slot.GLUE, f"{scene.matter.name}的"),
        (Slot.ELEMENTS, Listing(scene.some(scene.matter.facts, 3, 4))),
    )


def placed(scene: Scene) -> Sentence:
    """在柳堤街道、石桥街道和白沙镇安装充电桩35个。"""
    verb, thing = scene.task()
    return sentence(
        "placed",
        scene.matter,
        (Slot.GLUE, "在"),
        (Slot.PLACE, Listing(scene.some(vocabulary().streets, 2, 3))),
        (Slot.VERB, verb),
        (Slot.OBJECT, thing.name),
        (Slot.AMOUNT, _counted(scene, thing.unit)),
    )


def led(scene: Scene) -> Sentence:
    """区水务局牵头制定停水应急预案。"""
    return sentence(
        "led",
        scene.matter,
        (Slot.ACTOR, one(scene.authority)),
        (Slot.ROLE, "牵头"),
        (Slot.VERB, scene.rng.choice(("制定", "修订"))),
        (Slot.OBJECT, scene.fresh(scene.matter.schemes)),
    )


def filed(scene: Scene) -> Sentence:
    """编制停水应急预案，报区卫生健康委审批。"""
    return sentence(
        "filed",
        scene.matter,
        (Slot.VERB, "编制"),
        (Slot.OBJECT, scene.fresh(scene.matter.schemes)),
        (Slot.CLAUSE, "，报"),
        (Slot.RECIPIENT, one(scene.rng.choice((scene.partner, scene.government)))),
        (Slot.ACT, scene.rng.choice(("审批", "备案"))),
    )


def each(scene: Scene) -> Sentence:
    """每个街道设置快递驿站2处。"""
    thing = scene.fresh(scene.matter.things)
    return sentence(
        "each",
        scene.matter,
        (Slot.GLUE, "每个街道"),
        (Slot.FORCE, scene.maybe("原则上")),
        (Slot.VERB, scene.rng.choice(thing.verbs)),
        (Slot.OBJECT, thing.name),
        (Slot.AMOUNT, Amount(scene.rng.choice((2, 3, 5, 8)), thing.unit, "arabic")),
    )


def funded(scene: Scene) -> Sentence:
    """区财政局安排民宿改造资金200万元。"""
    return sentence(
        "funded",
        scene.matter,
        (Slot.ACTOR, one(f"{scene.level}财政局")),
        (Slot.VERB, "安排"),
        (Slot.OBJECT, f"{scene.matter.name}改造资金"),
        (Slot.AMOUNT, Amount(scene.rng.choice((50, 80, 120, 200, 350)) * 10_000, "元", "wan")),
    )


def subsidised(scene: Scene) -> Sentence:
    """对更换燃气热水器的，按照购置价格的30%给予补贴。"""
    verb, thing = scene.task()
    return sentence(
        "subsidised",
        scene.matter,
        (Slot.GLUE, f"对{verb}{thing.name}的，"),
        (Slot.GLUE, "按照实际费用的"),
        (Slot.AMOUNT, Amount(scene.rng.choice((10, 20, 30, 40)), "%", "arabic")),
        (Slot.VERB, "给予"),
        (Slot.OBJECT, "补贴"),
    )


def twice(scene: Scene) -> Sentence:
    """2031年3月底前完成化粪池摸排，2031年6月底前完成化粪池改造。"""
    thing = scene.fresh(scene.matter.things)
    year, month = scene.rng.choice(YEARS), scene.rng.randint(3, 6)
    return sentence(
        "twice",
        scene.matter,
        (Slot.DEADLINE, Day(year, month)),
        (Slot.DEADLINE, "前"),
        (Slot.GLUE, f"完成{thing.name}摸排，"),
        (Slot.LATER, Day(year, month + scene.rng.randint(2, 5))),
        (Slot.LATER, "前"),
        (Slot.GLUE, f"完成{thing.name}整改"),
    )


def closed(scene: Scene) -> Sentence:
    """对存在重大隐患的民宿一律停业整顿。"""
    parts = (
        (Slot.GLUE, f"对存在重大隐患的{scene.matter.name}"),
        (Slot.FORCE, scene.maybe("一律")),
        (Slot.VERB, "停业整顿"),
    )
    return sentence("closed", scene.matter, *parts)


def named(scene: Scene) -> Sentence:
    """推行“一宿一码”管理。"""
    parts = (Slot.VERB, "推行"), (Slot.OBJECT, f"“{scene.matter.slogan}”"), (Slot.GLUE, "管理")
    return sentence("named", scene.matter, *parts)


def needed(scene: Scene) -> Sentence:
    """根据实际需要，各街道增设警示浮标。"""
    thing = scene.fresh(scene.matter.things)
    return sentence(
        "needed",
        scene.matter,
        (Slot.CONDITION, scene.rng.choice(("根据实际需要，", "在确保安全的前提下，"))),
        (Slot.ACTOR, one(STREETS)),
        (Slot.VERB, "增设"),
        (Slot.OBJECT, thing.name),
    )


def spread(scene: Scene) -> Sentence:
    """逐步实现智能快件箱全覆盖。"""
    thing = scene.fresh(scene.matter.things)
    parts = (Slot.FORCE, "逐步"), (Slot.VERB, "实现"), (Slot.OBJECT, f"{thing.name}全覆盖")
    return sentence("spread", scene.matter, *parts)


def monthly(scene: Scene) -> Sentence:
    """各街道于每月25日前将垂钓园检查情况报区农业农村局。"""
    return sentence(
        "monthly",
        scene.matter,
        (Slot.ACTOR, one(STREETS)),
        (Slot.GLUE, "于每月"),
        (Slot.CLOCK, Amount(scene.rng.choice((5, 10, 20, 25)), "日", "arabic")),
        (Slot.GLUE, "前将"),
        (Slot.OBJECT, f"{scene.matter.name}检查情况"),
        (Slot.GLUE, "报"),
        (Slot.RECIPIENT, one(scene.authority)),
    )


def supported(scene: Scene) -> Sentence:
    """支持民宿经营者更换烟雾报警器。"""
    parts = (Slot.FORCE, scene.rng.choice(("支持", "鼓励"))), (Slot.ACTOR, one(scene.matter.operator)), *task_of(scene)
    return sentence("supported", scene.matter, *parts)


def joined(scene: Scene) -> Sentence:
    """区水务局会同区卫生健康委检查储水箱。"""
    thing = scene.fresh(scene.matter.things)
    return sentence(
        "joined",
        scene.matter,
        (Slot.ACTOR, one(scene.authority)),
        (Slot.SUPPORT, f"会同{scene.partner}"),
        (Slot.VERB, scene.rng.choice(("排查", "查验"))),
        (Slot.OBJECT, f"{scene.matter.name}的{thing.name}"),
    )


ITEMS: tuple[Template, ...] = (
    dated, dated, bound, counted, bare, rated, pushed, listed, placed, led, filed, each, funded, subsidised, twice,
    closed, named, needed, spread, monthly, supported, joined,
)  # fmt: skip
