"""Plans: a notice or none, aims, tasks with responsibility brackets, stages with dates, a task table, safeguards."""

from __future__ import annotations

from random import Random
from typing import Literal

from tests.alignment.mutations.items import ITEMS, STREETS, YEARS, bare, day
from tests.alignment.mutations.scene import Scene, one, sentence
from tests.alignment.mutations.texts import Bracket, Clause, Notice, Row, Section, Sentence, Slot, Text, clause
from tests.alignment.mutations.values import RATES, Amount, Day, Months
from tests.alignment.mutations.vocabulary import Matter, vocabulary

_HEADINGS = (
    "改造设施", "规范经营", "摸清底数", "守住安全", "便民利民", "补齐短板", "畅通渠道", "完善制度", "优化布局",
    "清理存量", "提升品质", "加密巡查", "共享信息", "示范引领", "培育品牌", "源头管控", "协同共治", "智慧赋能",
    "节能增效", "排查隐患",
)  # fmt: skip


def plan(rng: Random) -> Text:
    """A plan for several matters, of 15 to 40 clauses."""
    words = vocabulary()
    city, district = rng.choice(words.cities), rng.choice(words.districts)
    level = rng.choice(("市", "区", "区"))
    matters = rng.sample(words.matters, rng.choice((2, 3)))
    scenes = [Scene(rng, matter, level, city, district, "本方案") for matter in matters]
    place = scenes[0].place if level == "市" else city + district
    name = f"{'和'.join(matter.name for matter in matters[:2])}提升工作方案"
    sections = [Section("工作目标", [_targets(scene) for scene in scenes])]
    sections.append(Section("重点任务", _tasks(rng, scenes)))
    if rng.random() < 0.6:
        sections.append(Section("实施步骤", [], stages=_stages(scenes)))
    if rng.random() < 0.6:
        sections.append(Section("任务分工", [], rows=_rows(rng, scenes)))
    sections.append(Section("保障措施", _safeguards(scenes[0])))
    text = Text(
        "plan", city, district, level, place + name, "本方案", sections, preamble=clause(_preamble(scenes[0], level))
    )
    text.plan_style = rng.choice(("chinese", "digits"))
    if rng.random() < 0.5:
        text.notice = _notice(scenes[0], place, place + name)
    return text


def _preamble(scene: Scene, level: str) -> Sentence:
    """为改善住宿环境，根据《澄川市社区治理条例》，制定本方案。"""
    return sentence(
        "basis",
        scene.matter,
        (Slot.GLUE, f"为{scene.matter.aim}，根据"),
        (Slot.SOURCE, f"《{scene.city}{scene.rng.choice(vocabulary().laws)}》"),
        (Slot.GLUE, f"，结合我{level}实际，制定本方案"),
    )


def _targets(scene: Scene) -> Clause:
    """到2031年底，安装充电桩120个，公共充电站达标率达到80%。"""
    verb, thing = scene.task()
    return clause(
        sentence(
            "target",
            scene.matter,
            (Slot.GLUE, "到"),
            (Slot.CLOCK, Amount(scene.rng.choice(YEARS), "年", "arabic")),
            (Slot.GLUE, "底，"),
            (Slot.VERB, verb),
            (Slot.OBJECT, thing.name),
            (Slot.AMOUNT, Amount(scene.rng.choice((40, 80, 150, 300)), thing.unit, "arabic")),
            (Slot.GLUE, f"，{scene.matter.name}达标率达到"),
            (Slot.AMOUNT, Amount(scene.rng.choice((80, 85, 90, 95)), "%", "arabic")),
        )
    )


def _tasks(rng: Random, scenes: list[Scene]) -> list[Clause]:
    out: list[Clause] = []
    makers = rng.sample(ITEMS, len(ITEMS))
    headings = rng.sample(_HEADINGS, len(_HEADINGS))
    form = rng.choice(("labels", "words", "labels", "line"))
    marks = rng.choice(("（）", "（）", "〔〕"))
    # a line, or a bracket of the kind that may hold for a group, would be read for the item before that has none
    everywhere = Bracket([], form=form, marks=marks).may_hold_for_more
    while makers and headings and len(out) < 14:
        scene = rng.choice(scenes)
        made = [makers.pop()(scene) for _ in range(min(len(makers), rng.choice((1, 1, 2, 3))))]
        item = clause(*made, heading=headings.pop() if rng.random() < 0.85 else "")
        if everywhere or rng.random() < 0.75:
            item.bracket = _bracket(scene, form, marks, dated=not any(said.has(Slot.DEADLINE) for said in made))
        out.append(item)
    scene = rng.choice(scenes)
    steps = clause(heading="分步推进", items=[bare(scene) for _ in range(3)])
    steps.inline = True
    steps.bracket = _bracket(scene, form, marks, dated=False) if everywhere else None
    out.insert(rng.randrange(len(out)), steps)
    return out


def _bracket(scene: Scene, form: Literal["labels", "words", "line"], marks: str, *, dated: bool) -> Bracket:
    rng = scene.rng
    lead = [scene.authority] + ([STREETS] if rng.random() < 0.3 else [])
    support = [scene.partner] + ([scene.body()] if rng.random() < 0.5 else []) if rng.random() < 0.5 else []
    due = day(scene, exact=0) if dated and rng.random() < 0.5 else None
    return Bracket(lead, support, due, form, marks)


def _stages(scenes: list[Scene]) -> list[Section]:
    rng = scenes[0].rng
    year, start = rng.choice(YEARS), rng.randint(1, 3)
    out: list[Section] = []
    for title in ("动员摸底阶段", "集中整治阶段", "总结提升阶段"):
        last = start + rng.randint(1, 2)
        span = Months(year, start, last)
        out.append(Section(title, [clause(bare(rng.choice(scenes))) for _ in range(rng.choice((1, 2)))], span))
        start = last + 1
    return out


def _rows(rng: Random, scenes: list[Scene]) -> list[Row]:
    out: list[Row] = []
    for _ in range(rng.randint(3, 5)):
        scene = rng.choice(scenes)
        verb, thing = scene.task()
        amount = Amount(rng.choice((6, 10, 15, 25, 45)), thing.unit, "arabic")
        task = sentence("row", scene.matter, (Slot.VERB, verb), (Slot.OBJECT, thing.name), (Slot.AMOUNT, amount))
        out.append(Row(task, scene.authority, scene.partner, day(scene, exact=0)))
    return out


def _safeguards(scene: Scene) -> list[Clause]:
    rng, level = scene.rng, scene.level
    office = f"{level}政府办公室"
    made = (
        sentence(
            "notify",
            scene.matter,
            (Slot.ACTOR, one(office)),
            (Slot.RATE, rng.choice(RATES[:3])),
            (Slot.VERB, "通报"),
            (Slot.OBJECT, "工作进展"),
        ),
        sentence(
            "summary",
            scene.matter,
            (Slot.ACTOR, one(STREETS)),
            (Slot.GLUE, "于"),
            (Slot.DEADLINE, Day(rng.choice(YEARS), rng.choice((11, 12)), rng.choice((5, 10, 15)))),
            (Slot.DEADLINE, "前"),
            (Slot.GLUE, "将"),
            (Slot.OBJECT, "工作总结"),
            (Slot.GLUE, "报"),
            (Slot.RECIPIENT, one(office)),
        ),
        sentence("team", scene.matter, (Slot.ACTOR, one(office)), (Slot.VERB, "设立"), (Slot.OBJECT, "投诉受理窗口")),
    )
    return [clause(one_) for one_ in rng.sample(made, rng.choice((2, 3)))]


def _notice(scene: Scene, place: str, title: str) -> Notice:
    rng, level = scene.rng, scene.level
    below = "各区人民政府" if level == "市" else "各街道办事处"
    issued = Day(rng.choice(YEARS) - 1, rng.choice((10, 11, 12)), rng.randint(5, 25))
    made = [
        sentence("issue", scene.matter, (Slot.GLUE, f"《{title}》已经{level}政府同意，现印发给你们，请认真组织实施"))
    ]
    if rng.random() < 0.8:
        made.append(
            sentence(
                "report day",
                scene.matter,
                (Slot.GLUE, "请"),
                (Slot.ACTOR, one(below)),
                (Slot.GLUE, "于"),
                (Slot.DEADLINE, Day(issued.year + 1, rng.choice((1, 2, 3)), rng.choice((10, 20, 25)))),
                (Slot.DEADLINE, "前"),
                (Slot.GLUE, "将"),
                (Slot.OBJECT, "落实情况"),
                (Slot.GLUE, "报"),
                (Slot.RECIPIENT, one(scene.authority)),
            )
        )
    issuer = f"{place}人民政府办公室"
    return Notice(f"{issuer}关于印发《{title}》的通知", [below, f"{level}政府各部门"], made, issuer, issued)


def matters_of(text: Text) -> list[Matter]:
    """The matters of a text, in the order in which they come up."""
    return list(dict.fromkeys(one.matter for one in text.sentences()))
