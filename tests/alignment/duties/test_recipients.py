"""To whom a duty is done, and what kind of report it is."""

from __future__ import annotations

import pytest

from alignment.duties.recipients import REPORTS, RecipientReader
from tests.alignment.saying import bodies, not_yet

READER = RecipientReader(bodies())


@pytest.mark.parametrize(
    ("text", "to", "kind"),
    [
        ("应当报区人民政府批准", "区人民政府", "批准"),
        ("报区民政局备案", "区民政局", "备案"),
        ("报区民政局审批", "区民政局", "审批"),
        ("报经区人民政府同意", "区人民政府", "同意"),
        ("上报市水务局", "市水务局", "报"),
        ("应当立即向区应急局报告", "区应急局", "报告"),
        ("向区民政局备案", "区民政局", "备案"),
        ("经区人民政府批准后实施", "区人民政府", "批准"),
        ("由区城市管理委审核", "区城市管理委", "审核"),
        ("抄送区财政局", "区财政局", "报"),
        ("提请区人民政府审定", "区人民政府", "审定"),
        ("送区审计局审查", "区审计局", "审查"),
        ("向区民政局书面报告", "区民政局", "报告"),
    ],
)
def test_what_is_reported_to_whom(text: str, to: str, kind: str) -> None:
    found = READER.report(text)
    assert found is not None
    assert (found.to, found.kind) == (to, kind)
    assert text[found.start : found.start + len(found.text)] == found.text
    assert found.rank == REPORTS[kind]


@pytest.mark.parametrize(
    "text",
    [
        "清掏雨水口", "公布报告", "报名参加培训", "填报表格", "申报补贴", "预报天气", "交通秩序良好", "社交平台发布",
        "向社会公布", "举报电话", "经营早餐", "“报区政府批准”的表述",
        "送检样品", "",
    ],
)  # fmt: skip
def test_where_nothing_is_reported(text: str) -> None:
    assert READER.report(text) is None


def test_reports_are_ranked_by_what_the_receiver_has_to_say() -> None:
    ranks = [REPORTS[kind] for kind in ("批准", "同意", "审查", "备案", "报告")]
    assert ranks == sorted(ranks, reverse=True)
    assert len(set(ranks)) == 5
    assert REPORTS["审批"] == REPORTS["核准"] == REPORTS["批准"]


@pytest.mark.parametrize(
    ("text", "recipient"),
    [
        ("应当报区人民政府批准", "区人民政府"),
        ("向社会公布检查结果", "社会"),
        ("公布检查结果", ""),
        ("向申请人出具凭证", "申请人"),
        ("对从业人员进行培训", "从业人员"),
        ("为老年人提供助餐服务", "老年人"),
        ("告知申请人", "申请人"),
        ("应当责令摊主限期改正", "摊主"),
        ("移送公安机关处理", "公安机关"),
        ("对违反规定的摊主处一百元罚款", "违反规定的摊主"),
        ("通知监护人", "监护人"),
        ("委托第三方机构开展评估", "第三方机构"),
        ("加大对小微企业的支持力度", "小微企业"),
        ("针对突出问题开展整治", ""),
        ("向区民政局提交材料", "区民政局"),
        ("督促会员依法经营", "会员"),
        ("退还给被拖方", "被拖方"),
        ("到同级民政部门办理登记", "同级民政部门"),
        ("向税务机关办理登记手续", "税务机关"),
        ("告知服务对象禁止燃放", "服务对象"),
        ("及时报告公安机关", "公安机关"),
        ("不再要求申请人提供复印件", "申请人"),
        ("按照要求设置护栏", ""),
        ("与承租人签订协议", "承租人"),
        ("向作出决定的监察机关申请复审", "作出决定的监察机关"),
        ("清掏雨水口", ""),
        ("作为考核依据", ""),
        ("《报市政府批准事项清单》公布", ""),
    ],
)
def test_to_whom_a_duty_is_done(text: str, recipient: str) -> None:
    assert READER.recipient(text) == recipient


@pytest.mark.parametrize(
    ("text", "recipient"),
    [
        ("将结果反馈区民政局", "区民政局"),
        not_yet("给予 names who is given something", "给予摊主补贴", "摊主"),
    ],
)
def test_to_whom_a_duty_is_done_in_other_words(text: str, recipient: str) -> None:
    assert READER.recipient(text) == recipient
