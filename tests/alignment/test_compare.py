"""What a reader is told of two texts of our own: links, rows and obligation changes."""

import pytest

from alignment import compare
from alignment.model import Comparison, ObligationChange
from alignment.reading.numerals import to_numeral

HEAD = "云州市社区厨房建设方案\n为方便老年居民就餐，制定本方案。\n"
BODY = """一、主要任务
1.选好场地。各街道要优先利用闲置房屋设置社区厨房。场地面积不少于80平方米。
2.严格管理。市卫生局应当每季度检查一次。2031年5月底前公布检查结果。
3.加强培训。各街道组织厨师培训，提供健康证办理服务，公开菜品价格。
二、保障措施
各街道要加强宣传引导，利用公告栏、广播等方式讲清政策。
"""


def changes(old: str, new: str, task: str = "revision") -> list[ObligationChange]:
    return list(compare(HEAD + old, HEAD + new, task=task).obligations)  # type: ignore[arg-type]


def told(comparison: Comparison) -> set[str]:
    counts = comparison.counts
    return {name for name in counts.__slots__ if getattr(counts, name) and name != "unchanged"}


def test_a_text_with_itself_has_nothing_to_tell() -> None:
    comparison = compare(HEAD + BODY, HEAD + BODY)
    assert told(comparison) == set()
    assert not comparison.differs


def test_a_notice_in_front_moves_nothing() -> None:
    notice = (
        "云州市人民政府关于印发社区厨房建设方案的通知\n各区人民政府：\n现将方案印发给你们，请认真执行。\n2031年3月5日\n"
    )
    comparison = compare(HEAD + BODY, notice + HEAD + BODY)
    assert told(comparison) == {"added"}
    assert not any(row.moved for row in comparison.rows)


def test_renumbering_is_no_change() -> None:
    comparison = compare(
        HEAD + BODY, (HEAD + BODY).replace("1.", "（一）").replace("2.", "（二）").replace("3.", "（三）")
    )
    assert told(comparison) == {"renumbered"}
    assert comparison.counts.renumbered == 3


@pytest.mark.parametrize(
    ("old", "new", "field", "direction"),
    [
        ("5月底前", "9月底前", "deadline", "later"),
        ("5月底前", "4月底前", "deadline", "earlier"),
        ("2031年5月底前公布", "公布", "deadline", "dropped"),
        ("不少于80平方米", "不少于60平方米", "quantity", "fewer"),
        ("市卫生局应当", "市市场监管局应当", "actor", "other"),
        ("应当每季度", "可以每季度", "modality", "weaker"),
    ],
)
def test_a_changed_field_is_named_with_its_direction(old: str, new: str, field: str, direction: str) -> None:
    (change,) = changes(BODY, BODY.replace(old, new))
    assert change.change == "modified"
    assert dict(change.directions) == {field: direction}
    assert change.old is not None
    assert change.new is not None
    assert change.old.text in BODY
    assert change.new.text in BODY.replace(old, new)


def test_a_prohibition_that_becomes_a_permission_binds_less() -> None:
    (change,) = changes("一、管理\n厨房不得外卖。\n", "一、管理\n厨房可以外卖。\n")
    assert dict(change.directions) == {"modality": "weaker"}


def test_a_clause_that_vanishes_or_appears_is_removed_or_added() -> None:
    (gone,) = changes(BODY, BODY.replace("，公开菜品价格", ""))
    assert (gone.change, gone.old.text if gone.old else "") == ("removed", "公开菜品价格")
    (come,) = changes(BODY.replace("，公开菜品价格", ""), BODY)
    assert (come.change, come.new.text if come.new else "") == ("added", "公开菜品价格")


def test_wording_that_leaves_the_duty_alone_is_nothing() -> None:
    assert (
        changes(BODY, BODY.replace("加强宣传引导", "进一步加强宣传引导").replace("组织厨师培训", "做好厨师培训工作"))
        == []
    )


def test_a_localised_actor_is_the_same_actor() -> None:
    district = BODY.replace("市卫生局", "临江区卫生局").replace("各街道", "我区各街道")
    assert changes(BODY, district, "derivation") == []


def test_a_split_sentence_keeps_both_halves_linked() -> None:
    whole = "一、任务\n各街道要优先利用闲置房屋设置社区厨房，配备消毒冷藏设备和保温餐车，经验收合格后投入使用。\n"
    parts = (
        "一、任务\n各街道要优先利用闲置房屋设置社区厨房。社区厨房要配备消毒冷藏设备和保温餐车，经验收合格后投入使用。\n"
    )
    comparison = compare(HEAD + whole, HEAD + parts)
    (clause,) = [clause for clause in comparison.new.clauses if "餐车" in clause.text]
    linked = {new for link in comparison.links for new in link.new}
    assert {sentence.id for sentence in clause.sentences} <= linked


def test_measures_in_another_order_are_moved_not_rewritten() -> None:
    lines = BODY.splitlines()
    swapped = "\n".join(
        [lines[0], lines[3].replace("3.", "1."), lines[1].replace("1.", "2."), lines[2].replace("2.", "3."), *lines[4:]]
    )
    comparison = compare(HEAD + BODY, HEAD + swapped)
    assert comparison.obligations == ()
    assert comparison.counts.moved == 1
    assert comparison.counts.modified == comparison.counts.added == comparison.counts.removed == 0


def test_texts_on_different_subjects_share_no_link() -> None:
    other = (
        "云州市桥梁巡查办法\n第一条 为了保障桥梁安全，制定本办法。\n第二条 桥梁管理单位应当每周巡查桥面。\n"
        "第三条 发现裂缝的，应当立即封闭。\n"
    )
    assert compare(HEAD + BODY, other).links == ()


def test_addressees_that_widen_are_told() -> None:
    text = "各区人民政府：\n现将方案印发给你们，请认真执行。\n" + HEAD + BODY
    found = compare(text, text.replace("各区人民政府：", "各区人民政府，各街道办事处：")).obligations
    assert [dict(change.directions) for change in found] == [{"actor": "wider"}]


def test_references_are_followed_through_the_renumbering() -> None:
    old = [
        "为了规范停车，制定本办法。",
        "停车场应当公示收费标准。",
        "停车场应当配备消防器材。",
        "停车场应当保持出入口畅通。",
        "经营者应当建立安全台账。",
        "违反第二条、第三条、第四条规定的，由市交通部门处一千元罚款。",
    ]
    new = [
        *old[:1],
        "市交通部门负责停车管理工作。",
        *old[1:5],
        old[5].replace("第二条、第三条、第四条", "第三条、第四条、第五条"),
    ]

    def law(articles: list[str]) -> str:
        return "".join(f"第{to_numeral(at)}条　{text}\n" for at, text in enumerate(articles, start=1))

    assert [change.change for change in compare(law(old), law(new)).obligations] == ["added"]
    elsewhere = [*new[:6], new[6].replace("第五条", "第六条")]
    found = compare(law(old), law(elsewhere))
    assert [change.change for change in found.obligations] == ["added"]
    assert [entry.kind for entry in found.account if entry.cls == "substance"] == ["reference"]


def test_a_stage_heading_gives_its_date() -> None:
    old = "一、步骤\n（一）准备阶段（2031年3月至4月）\n各街道选定场地。\n"
    (change,) = changes(old, old.replace("至4月", "至6月"))
    assert dict(change.directions) == {"deadline": "later"}
