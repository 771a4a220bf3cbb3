"""Regulations: chapters or none, articles that bind, penalties, and what frames them."""

from __future__ import annotations

from random import Random

from tests.alignment.mutations.articles import ARTICLES
from tests.alignment.mutations.lists import LISTS
from tests.alignment.mutations.penalties import PENALTIES
from tests.alignment.mutations.scene import Scene, one, sentence
from tests.alignment.mutations.texts import Clause, Section, Sentence, Slot, Text, clause
from tests.alignment.mutations.values import Amount, Day, Listing, Term
from tests.alignment.mutations.vocabulary import vocabulary

#: The articles whose breach is punished: duties and bans of those who are regulated.
_PUNISHED = frozenset(
    (
        "plain", "promptly", "pair", "report", "size", "gauge", "staff", "levy", "threshold", "keep", "ahead", "hours",
        "danger", "ban", "site_ban", "unless", "record", "file", "serve", "proof", "ban stem", "duty stem",
    )
)  # fmt: skip


def regulation(rng: Random) -> Text:
    """A regulation of one matter, of 15 to 40 clauses."""
    words = vocabulary()
    matter, city, district = rng.choice(words.matters), rng.choice(words.cities), rng.choice(words.districts)
    scene = Scene(rng, matter, rng.choice(("市", "区")), city, district, rng.choice(("本办法", "本规定")))
    articles = [make(scene) for make in rng.sample((*ARTICLES, *LISTS), rng.randint(10, 16))]
    half = len(articles) // 2
    sections = [
        Section("总则", _general(scene)),
        Section("经营规范", articles[:half]),
        Section("监督管理", articles[half:]),
    ]
    penalties = rng.sample(PENALTIES, rng.randint(3, 5))
    targets = [article for article in articles if article.sentences[0].kind in _PUNISHED] or articles[:1]
    sections.append(Section("法律责任", [make(scene, rng.choice(targets).key) for make in penalties]))
    sections.append(Section("附则", _final(scene)))
    title = f"{scene.place if scene.level == '市' else city + district}{matter.name}管理{scene.own_name[1:]}"
    status = rng.choice(("", "", "（试行）", "（征求意见稿）"))
    return Text(
        "regulation", city, district, scene.level, title, scene.own_name, sections, status, flat=rng.random() < 0.3
    )


def _general(scene: Scene) -> list[Clause]:
    out = [_basis(scene), _scope(scene), _definition(scene), _charge(scene)]
    return out if scene.rng.random() < 0.8 else [out[0], out[1], out[3]]


def _basis(scene: Scene) -> Clause:
    """为了规范民宿管理，根据《澄川市公共安全条例》，制定本办法。"""
    return clause(
        sentence(
            "basis",
            scene.matter,
            (Slot.GLUE, f"为了规范{scene.matter.name}管理，根据"),
            (Slot.SOURCE, f"《{scene.city}{scene.rng.choice(vocabulary().laws)}》"),
            (Slot.GLUE, f"，结合实际，制定{scene.own_name}"),
        )
    )


def _scope(scene: Scene) -> Clause:
    """本办法适用于岚溪区行政区域内民宿的设立、经营和管理活动。"""
    acts = Listing(("设立", "经营", "管理")[: scene.rng.choice((2, 3))])
    return clause(
        sentence(
            "scope",
            scene.matter,
            (Slot.GLUE, f"{scene.own_name}适用于{scene.place}"),
            (Slot.CONTENT, "行政区域"),
            (Slot.GLUE, f"内{scene.matter.name}的"),
            (Slot.ELEMENTS, acts),
            (Slot.GLUE, "活动"),
        ),
        *(
            [
                sentence(
                    "exclusion",
                    scene.matter,
                    (Slot.CONTENT, f"单位内部使用的{scene.matter.name}"),
                    (Slot.GLUE, f"不适用{scene.own_name}"),
                )
            ]
            if scene.rng.random() < 0.5
            else []
        ),
    )


def _definition(scene: Scene) -> Clause:
    """本办法所称民宿，是指利用居民住宅为旅客提供住宿、早餐服务的小型场所。"""
    matter = scene.matter
    head, tail = matter.meaning
    out = clause(
        sentence(
            "definition",
            matter,
            (Slot.GLUE, f"{scene.own_name}所称{matter.name}，是指{head}"),
            (Slot.ELEMENTS, Listing(scene.some(matter.services, 2, 2))),
            (Slot.GLUE, tail),
        )
    )
    if scene.rng.random() < 0.4:
        amount = Amount(scene.rng.choice((300, 500, 1000)), "平方米")
        out.sentences.append(
            sentence(
                "class",
                matter,
                (Slot.GLUE, f"{scene.own_name}所称大型{matter.name}，是指营业面积在"),
                (Slot.THRESHOLD, amount),
                (Slot.GLUE, f"以上的{matter.name}"),
            )
        )
    return out


def _charge(scene: Scene) -> Clause:
    """区文化和旅游局负责民宿的监督管理工作。区公安局、区财政局按照职责做好相关工作。"""
    return clause(
        sentence(
            "charge",
            scene.matter,
            (Slot.ACTOR, one(scene.authority)),
            (Slot.ROLE, "负责"),
            (Slot.OBJECT, f"{scene.matter.name}的监督管理工作"),
        ),
        sentence(
            "helpers",
            scene.matter,
            (Slot.ACTOR, Listing((scene.partner, scene.body(), scene.body()), last="、")),
            (Slot.GLUE, "按照职责分工做好"),
            (Slot.OBJECT, f"{scene.matter.name}管理的相关工作"),
        ),
    )


def _final(scene: Scene) -> list[Clause]:
    rng, matter, own = scene.rng, scene.matter, scene.own_name
    out: list[Clause] = []
    if rng.random() < 0.5:
        content = (Slot.CONTENT, rng.choice(("包括本数", "不包括本数")))
        out.append(clause(sentence("bounds", matter, (Slot.GLUE, f"{own}所称以上、以下，"), content)))
    if rng.random() < 0.5:
        other = rng.choice([one.name for one in vocabulary().matters if one.name != matter.name])
        out.append(clause(sentence("analogy", matter, (Slot.CONTENT, other), (Slot.GLUE, f"的管理，参照{own}执行"))))
    out.append(clause(_transition(scene)))
    out.append(_effect(scene))
    return out


def _transition(scene: Scene) -> Sentence:
    """本办法施行前已经受理的申请，按照原规定办理。"""
    own, matter = scene.own_name, scene.matter
    if scene.rng.random() < 0.5:
        return sentence(
            "old permits",
            matter,
            (Slot.GLUE, f"{own}施行前已经取得的{matter.permit}，在有效期内"),
            (Slot.CONTENT, "继续有效"),
        )
    return sentence(
        "grace",
        matter,
        (Slot.GLUE, f"{own}施行前已经开办的{matter.name}，应当自{own}施行之日起"),
        (Slot.DEADLINE, Term(scene.rng.choice((3, 6, 9)), "个月")),
        (Slot.GLUE, f"内补办{matter.permit}"),
    )


def _effect(scene: Scene) -> Clause:
    """本办法自2031年5月1日起施行，有效期五年。《…暂行规定》同时废止。"""
    rng = scene.rng
    day = Day(rng.randint(2030, 2033), rng.randint(1, 12), rng.choice((1, 15)))
    validity = (Slot.PERIOD, "，有效期"), (Slot.PERIOD, Term(rng.choice((2, 3, 5)), "年"))
    out = clause(
        sentence(
            "effect",
            scene.matter,
            (Slot.GLUE, f"{scene.own_name}自"),
            (Slot.CONTENT, day),
            (Slot.GLUE, "起施行"),
            *(validity if rng.random() < 0.5 else ()),
        )
    )
    if rng.random() < 0.5:
        repealed = f"《{scene.place}{scene.matter.name}管理暂行规定》"
        number = f"（{scene.city[0]}政发〔{rng.randint(2015, 2029)}〕{rng.randint(3, 48)}号）"
        parts = (Slot.REPEAL, repealed), (Slot.SOURCE, number), (Slot.REPEAL, "同时废止")
        out.sentences.append(sentence("repeal", scene.matter, *parts))
    return out
