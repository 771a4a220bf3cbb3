"""Articles of a regulation that bind: a template each, filled from the vocabulary."""

from __future__ import annotations

from tests.alignment.mutations.bans import ban, site_ban, unless
from tests.alignment.mutations.scene import Scene, Template, must, one, sentence
from tests.alignment.mutations.texts import Clause, Slot, clause
from tests.alignment.mutations.values import RATES, Amount, Listing, Term
from tests.alignment.mutations.vocabulary import vocabulary


def basis(scene: Scene, share: float = 0.3) -> str:
    """按照… now and then."""
    return scene.maybe(f"按照{scene.rng.choice(vocabulary().bases)}", share)


def task_of(scene: Scene) -> tuple[tuple[Slot, str], ...]:
    """An act, now and then what narrows its object, and the object."""
    verb, thing = scene.task()
    return (Slot.VERB, verb), (Slot.LIMIT, scene.maybe(thing.limit)), (Slot.OBJECT, thing.name)


def plain(scene: Scene) -> Clause:
    """民宿经营者应当按照技术规范检测烟雾报警器。"""
    matter = scene.matter
    parts = *must(matter.operator), (Slot.BASIS, basis(scene)), *task_of(scene)
    return clause(sentence("plain", matter, *parts))


def promptly(scene: Scene) -> Clause:
    """民宿经营者应当及时更换烟雾报警器。"""
    parts = *must(scene.matter.operator), (Slot.DEADLINE, "及时"), *task_of(scene)
    return clause(sentence("promptly", scene.matter, *parts))


def pair(scene: Scene) -> Clause:
    """民宿经营者应当清洗客房布草，并编号客房门锁。"""
    verb, thing = scene.task()
    further = f"，并{verb}{thing.name}"
    parts = *must(scene.matter.operator), *task_of(scene), (Slot.CLAUSE, further)
    return clause(sentence("pair", scene.matter, *parts))


def report(scene: Scene) -> Clause:
    """停业的，民宿经营者应当自停业之日起十日内向区文化和旅游局报告。"""
    event = scene.fresh(scene.matter.events)
    term = Term(scene.rng.choice((5, 7, 10, 15)), scene.rng.choice(("日", "个工作日")))
    return clause(
        sentence(
            "report",
            scene.matter,
            (Slot.CONDITION, f"{event}的，"),
            *must(scene.matter.operator),
            (Slot.DEADLINE, f"自{event}之日起"),
            (Slot.DEADLINE, term),
            (Slot.DEADLINE, "内"),
            (Slot.GLUE, "向"),
            (Slot.RECIPIENT, one(scene.authority)),
            (Slot.ACT, "报告"),
        )
    )


def decide(scene: Scene) -> Clause:
    """区文化和旅游局应当自受理申请之日起十五个工作日内作出是否发放民宿登记证的决定。"""
    return clause(
        sentence(
            "decide",
            scene.matter,
            *must(scene.authority),
            (Slot.DEADLINE, "自受理申请之日起"),
            (Slot.DEADLINE, Term(scene.rng.choice((10, 15, 20)), scene.rng.choice(("日", "个工作日")))),
            (Slot.DEADLINE, "内"),
            (Slot.GLUE, "作出"),
            (Slot.OBJECT, f"是否发放{scene.matter.permit}的决定"),
        )
    )


def inspect(scene: Scene) -> Clause:
    """区文化和旅游局应当每季度检查民宿的烟雾报警器。"""
    thing = scene.fresh(scene.matter.things)
    return clause(
        sentence(
            "inspect",
            scene.matter,
            *must(scene.authority),
            (Slot.RATE, scene.rng.choice(RATES)),
            (Slot.VERB, scene.rng.choice(("检查", "抽查"))),
            (Slot.GLUE, f"{scene.matter.name}的"),
            (Slot.LIMIT, scene.maybe(thing.limit)),
            (Slot.OBJECT, thing.name),
        )
    )


def publish(scene: Scene) -> Clause:
    """区文化和旅游局应当每年向社会公布民宿名录。"""
    return clause(
        sentence(
            "publish",
            scene.matter,
            *must(scene.authority),
            (Slot.RATE, scene.rng.choice(RATES[1:4])),
            (Slot.RECIPIENT, "向社会"),
            (Slot.ACT, "公布"),
            (Slot.OBJECT, scene.matter.list),
        )
    )


def size(scene: Scene) -> Clause:
    """每间客房的使用面积不得少于八平方米。"""
    given = scene.matter.size
    amount = Amount(given.value, given.unit, bound="不得少于")
    return clause(sentence("size", scene.matter, (Slot.OBJECT, given.what), (Slot.AMOUNT, amount)))


def gauge(scene: Scene) -> Clause:
    """夜间噪声不得超过四十五分贝。"""
    given = scene.matter.gauge
    amount = Amount(given.value, given.unit, bound="不得超过")
    return clause(sentence("gauge", scene.matter, (Slot.OBJECT, given.what), (Slot.AMOUNT, amount)))


def staff(scene: Scene) -> Clause:
    """民宿经营者应当配备安全员一名和急救员二名。"""
    first, second = scene.rng.sample((1, 2, 3, 4), 2)
    return clause(
        sentence(
            "staff",
            scene.matter,
            *must(scene.matter.operator),
            (Slot.VERB, "配备"),
            (Slot.OBJECT, "安全员"),
            (Slot.AMOUNT, Amount(first, "名")),
            (Slot.GLUE, "和急救员"),
            (Slot.AMOUNT, Amount(second, "名")),
        )
    )


def levy(scene: Scene) -> Clause:
    """民宿经营者应当按照营业收入的百分之三提取安全保障资金。"""
    return clause(
        sentence(
            "levy",
            scene.matter,
            *must(scene.matter.operator),
            (Slot.GLUE, f"按照{scene.rng.choice(vocabulary().promises)}的"),
            (Slot.AMOUNT, Amount(scene.rng.choice((2, 3, 5, 10)), "%")),
            (Slot.VERB, "提取"),
            (Slot.OBJECT, "安全保障资金"),
        )
    )


def threshold(scene: Scene) -> Clause:
    """营业面积超过三百平方米的，民宿经营者应当配备专职安全员。"""
    return clause(
        sentence(
            "threshold",
            scene.matter,
            (Slot.GLUE, "营业面积超过"),
            (Slot.THRESHOLD, Amount(scene.rng.choice((100, 200, 300)), "平方米")),
            (Slot.GLUE, "的，"),
            *must(scene.matter.operator),
            (Slot.VERB, "聘请"),
            (Slot.OBJECT, "专职安全顾问"),
        )
    )


def keep(scene: Scene) -> Clause:
    """住客登记资料的保存期限不得少于二年。"""
    period = Term(*scene.rng.choice(((6, "个月"), (1, "年"), (2, "年"), (3, "年"))))
    parts = (Slot.OBJECT, scene.matter.record), (Slot.GLUE, "的保存期限不得少于"), (Slot.PERIOD, period)
    return clause(sentence("keep", scene.matter, *parts))


def valid(scene: Scene) -> Clause:
    """民宿登记证的有效期为三年。"""
    period = Term(scene.rng.choice((1, 2, 3, 5)), "年")
    parts = (Slot.OBJECT, scene.matter.permit), (Slot.GLUE, "的有效期为"), (Slot.PERIOD, period)
    return clause(sentence("valid", scene.matter, *parts))


def ahead(scene: Scene) -> Clause:
    """民宿经营者停业的，应当提前七日公告。"""
    return clause(
        sentence(
            "ahead",
            scene.matter,
            (Slot.CONDITION, f"{scene.matter.operator}{scene.fresh(scene.matter.events)}的，"),
            (Slot.FORCE, "应当"),
            (Slot.GLUE, "提前"),
            (Slot.AHEAD, Term(scene.rng.choice((3, 7, 10, 15)), "日")),
            (Slot.VERB, "公告"),
        )
    )


def hours(scene: Scene) -> Clause:
    """民宿经营者应当于每日二十二时前停止播放室外音乐。"""
    return clause(
        sentence(
            "hours",
            scene.matter,
            *must(scene.matter.operator),
            (Slot.GLUE, "于每日"),
            (Slot.CLOCK, Amount(scene.rng.choice((20, 21, 22)), "时")),
            (Slot.GLUE, "前"),
            (Slot.OBJECT, scene.matter.stop),
        )
    )


def danger(scene: Scene) -> Clause:
    """发生火情的，民宿经营者应当立即疏散现场人员，并在二小时内向区文化和旅游局报告。"""
    return clause(
        sentence(
            "danger",
            scene.matter,
            (Slot.CONDITION, f"{scene.fresh(scene.matter.dangers)}的，"),
            *must(scene.matter.operator),
            (Slot.GLUE, "立即"),
            (Slot.VERB, "疏散"),
            (Slot.OBJECT, "现场人员"),
            (Slot.GLUE, "，并"),
            (Slot.LATER, "在"),
            (Slot.LATER, Term(scene.rng.choice((1, 2, 12)), "小时")),
            (Slot.LATER, "内"),
            (Slot.GLUE, "向"),
            (Slot.RECIPIENT, one(scene.authority)),
            (Slot.ACT, "报告"),
        )
    )


def may(scene: Scene) -> Clause:
    """民宿经营者可以向区文化和旅游局申请技术指导。"""
    return clause(
        sentence(
            "may",
            scene.matter,
            (Slot.ACTOR, one(scene.matter.operator)),
            (Slot.FORCE, "可以"),
            (Slot.GLUE, "向"),
            (Slot.RECIPIENT, one(scene.authority)),
            (Slot.VERB, "申请"),
            (Slot.OBJECT, scene.fresh(vocabulary().benefits)),
        )
    )


def encourage(scene: Scene) -> Clause:
    """鼓励民宿经营者安装烟雾报警器。"""
    parts = (Slot.FORCE, "鼓励"), (Slot.ACTOR, one(scene.matter.operator)), *task_of(scene)
    return clause(sentence("encourage", scene.matter, *parts))


def record(scene: Scene) -> Clause:
    """民宿经营者应当登记住客姓名、入住时间和房间号码。"""
    return clause(
        sentence(
            "record",
            scene.matter,
            *must(scene.matter.operator),
            (Slot.VERB, scene.rng.choice(("登记", "公示", "上传"))),
            (Slot.ELEMENTS, Listing(scene.some(scene.matter.facts, 3, 4))),
        )
    )


def file(scene: Scene) -> Clause:
    """民宿经营者应当将消防应急预案报区文化和旅游局备案。"""
    return clause(
        sentence(
            "file",
            scene.matter,
            *must(scene.matter.operator),
            (Slot.GLUE, "将"),
            (Slot.OBJECT, scene.fresh(scene.matter.schemes)),
            (Slot.GLUE, "报"),
            (Slot.RECIPIENT, one(scene.authority)),
            (Slot.ACT, scene.rng.choice(("备案", "批准"))),
        )
    )


def copy_to(scene: Scene) -> Clause:
    """区文化和旅游局应当将检查结果抄送区公安局和区财政局。"""
    others = (scene.partner, scene.body())
    return clause(
        sentence(
            "copy",
            scene.matter,
            *must(scene.authority),
            (Slot.GLUE, "将"),
            (Slot.OBJECT, f"{scene.matter.name}检查结果"),
            (Slot.ACT, "抄送"),
            (Slot.RECIPIENT, Listing(others)),
        )
    )


def consult(scene: Scene) -> Clause:
    """区文化和旅游局制定民宿发展规划，应当征求区公安局意见。"""
    return clause(
        sentence(
            "consult",
            scene.matter,
            (Slot.GLUE, f"{scene.authority}编制{scene.matter.name}发展规划，"),
            (Slot.FORCE, "应当"),
            (Slot.ACT, "征求"),
            (Slot.RECIPIENT, one(scene.partner)),
            (Slot.ACT, "意见"),
        )
    )


def inform(scene: Scene) -> Clause:
    """区文化和旅游局应当书面告知民宿经营者检查结果。"""
    return clause(
        sentence(
            "inform",
            scene.matter,
            *must(scene.authority),
            (Slot.MANNER, "书面"),
            (Slot.VERB, "告知"),
            (Slot.RECIPIENT, one(scene.matter.operator)),
            (Slot.OBJECT, "整改要求"),
        )
    )


def serve(scene: Scene) -> Clause:
    """民宿经营者应当为老年人、残疾人免费提供引导服务。"""
    return clause(
        sentence(
            "serve",
            scene.matter,
            *must(scene.matter.operator),
            (Slot.GLUE, "为"),
            (Slot.SERVED, Listing(scene.some(vocabulary().groups, 2, 3), last="、")),
            (Slot.MANNER, "免费"),
            (Slot.VERB, "提供"),
            (Slot.OBJECT, scene.rng.choice(("引导服务", "休息座椅", "代办服务"))),
        )
    )


def by(scene: Scene) -> Clause:
    """民宿登记证由区文化和旅游局统一印制。"""
    return clause(
        sentence(
            "by",
            scene.matter,
            (Slot.OBJECT, scene.matter.permit),
            (Slot.GLUE, "由"),
            (Slot.ACTOR, one(scene.authority)),
            (Slot.GLUE, "统一"),
            (Slot.VERB, scene.rng.choice(("印制", "编号", "回收"))),
        )
    )


def joint(scene: Scene) -> Clause:
    """区文化和旅游局会同区公安局制定民宿服务规范。"""
    return clause(
        sentence(
            "joint",
            scene.matter,
            (Slot.ACTOR, one(scene.authority)),
            (Slot.SUPPORT, f"会同{scene.partner}"),
            (Slot.VERB, scene.rng.choice(("制定", "修订"))),
            (Slot.OBJECT, f"{scene.matter.name}{scene.rng.choice(('服务规范', '评价办法', '收费目录'))}"),
        )
    )


def weigh(scene: Scene) -> Clause:
    """区文化和旅游局应当根据客房数量核定接待人数上限。"""
    return clause(
        sentence(
            "weigh",
            scene.matter,
            *must(scene.authority),
            (Slot.GLUE, "根据"),
            (Slot.FACTORS, Listing(scene.some(scene.matter.factors, 1, 2))),
            (Slot.VERB, "核定"),
            (Slot.OBJECT, scene.matter.quota),
        )
    )


def proof(scene: Scene) -> Clause:
    """变更经营地址的，民宿经营者应当提交房屋权属证明。"""
    return clause(
        sentence(
            "proof",
            scene.matter,
            (Slot.CONDITION, f"{scene.fresh(scene.matter.events)}的，"),
            *must(scene.matter.operator),
            (Slot.VERB, "提交"),
            (Slot.OBJECT, scene.fresh(scene.matter.papers)),
        )
    )


def papers(scene: Scene) -> Clause:
    """补领民宿登记证应当提交房屋权属证明和消防安全承诺书。"""
    return clause(
        sentence(
            "papers",
            scene.matter,
            (Slot.GLUE, f"补领{scene.matter.permit}"),
            (Slot.FORCE, "应当"),
            (Slot.VERB, "提交"),
            (Slot.ELEMENTS, Listing(scene.some(scene.matter.papers, 2, 2))),
        )
    )


ARTICLES: tuple[Template, ...] = (
    plain, plain, promptly, pair, report, decide, inspect, publish, size, gauge, staff, levy, threshold, keep, valid,
    ahead, hours, danger, ban, site_ban, unless, may, encourage, record, file, copy_to, consult, inform, serve, by,
    joint, weigh, proof, papers,
)  # fmt: skip
