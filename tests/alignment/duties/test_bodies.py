"""Names of bodies in a clause: who acts, who is joined, and what only looks like a body."""

from __future__ import annotations

import pytest

from alignment.duties.bodies import is_body_list
from tests.alignment.saying import bodies, not_yet


@pytest.mark.parametrize(
    "name",
    [
        "区水务局", "市城市管理委", "区政府", "各街道办事处", "街道办", "市人民政府", "区级有关部门", "物业服务企业",
        "业主委员会", "养老机构", "摊主",
        "夜市管理方", "驾驶人", "监护人", "社区食堂", "公共浴室", "各区", "国家", "市殡葬管理处", "12345", "村委会",
        "工作人员", "经营者", "栗川市云渡区经济开发区",
    ],
)  # fmt: skip
def test_what_is_a_body(name: str) -> None:
    assert bodies().is_body(name)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "台账",
        "雨水口",
        "工作部署",
        "内部",
        "协议签署",
        "联合承办",
        "干部",
        "座椅",
        "巡查制度",
        "局",
        "垃圾",
        "全部",
    ],
)
def test_what_is_no_body(name: str) -> None:
    assert not bodies().is_body(name)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("区水务局应当清掏雨水口", "区水务局"),
        ("区水务局清掏雨水口", "区水务局"),
        ("区水务局负责清掏雨水口", "区水务局"),
        ("各街道办事处要建立巡查制度", "各街道办事处"),
        ("各街镇要结合旧市场改造、底商更新等项目", "各街镇"),
        ("各街镇要依托便民超市增设网点", "各街镇"),
        ("由区水务局清掏雨水口", "区水务局"),
        ("雨水口由区水务局清掏", "区水务局"),
        ("并由区园林绿化局清理", "区园林绿化局"),
        ("各街道办事处开展巡查", "各街道办事处"),
        ("并由区园林绿化局补植", "区园林绿化局"),
        ("区政府及其有关部门应当保障经费", "区政府及其有关部门"),
        ("市、区人民政府应当保障经费", "市、区人民政府"),
        ("物业服务企业不得拒绝", "物业服务企业"),
        not_yet("a name that opens with 未 is none", "未取得健康证的从业人员不得上岗", "未取得健康证的从业人员"),
        ("经营社区食堂的企业应当公示价格", "经营社区食堂的企业"),
        ("2031年底前区水务局清掏雨水口", "区水务局"),
        ("任何单位和个人不得占用盲道", "任何单位和个人"),
        ("摊主可以在夜间经营", "摊主"),
        ("监督管理部门应当公布结果", "监督管理部门"),
        ("区水务局、区园林绿化局按照职责分工清掏雨水口", "区水务局、区园林绿化局"),
        ("其他单位应当配合", "其他单位"),
        # whom a ban speaks to
        ("禁止任何单位和个人闲置泊位", "任何单位和个人"),
        ("严禁任何单位或者个人倾倒渣土", "任何单位或者个人"),
        # a department by its business, a standing committee
        ("省人民政府住房和城乡建设主管部门会同有关部门编制目录", "省人民政府住房和城乡建设主管部门"),
        ("市、区人大常委会应当听取报告", "市、区人大常委会"),
        ("各级人民政府领导本行政区域的防汛工作", "各级人民政府"),
        ("商户和群众可以就近选择窗口", "商户和群众"),
        ("防汛联席会议负责组织协调抢险", "防汛联席会议"),
        # behind 由, whatever is done
        ("由业主大会决定是否续聘", "业主大会"),
        ("由区政府副区长任总指挥", "区政府副区长"),
        # with what is said of those who are bound before their name
        ("依照前款规定被撤销登记的摊主可以重新申请", "依照前款规定被撤销登记的摊主"),
        ("在本区设立的金融机构应当公示利率", "在本区设立的金融机构"),
        ("从事洗浴服务的单位应当具备下列条件", "从事洗浴服务的单位"),
        # who does something is bound, not where or with what
        ("村民使用宅基地建房应当申请许可", "村民"),
        ("赋码部门按照规则生成编码", "赋码部门"),
        ("设置单位与管理单位各自承担责任", "设置单位与管理单位"),
        ("物业使用人应当缴纳费用", "物业使用人"),
    ],
)
def test_who_acts(text: str, name: str) -> None:
    found = bodies().subject(text)
    assert found is not None
    assert found.name == name
    assert text[found.start : found.end] == name


@pytest.mark.parametrize(
    "text",
    [
        "设立商户维权服务中心",  # a verb with what is set up
        "建设夜市一条街孵化基地",
        "有针对性地选取摊主",
        "逐渐延伸至社区服务站",
        "养老机构床位数量达到六百张",  # what is measured
        "有三分之一以上的业主提议，应当召开会议",
        "2031年对困难商户按比例补贴",
        "适当增加社区服务站",
        "第一时间提供帮办",
    ],
)
def test_what_only_looks_like_the_one_who_acts(text: str) -> None:
    assert bodies().subject(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "清掏雨水口", "应当清掏雨水口", "对区水务局进行考核", "向区水务局报告", "加强组织领导", "组织居民投放垃圾",
        "建立部门联动机制", "支持企业发展", "2031年底前清掏雨水口",
        "根据区政府部署推进", "鼓励企业参与", "同市场监管、公安等部门共享数据", "摸排中发现已经歇业的店铺",
        "按照市政府要求落实", "会同区水务局制定方案", "",
    ],
)  # fmt: skip
def test_where_nobody_is_named(text: str) -> None:
    assert bodies().subject(text) is None


@pytest.mark.parametrize(("text", "how"), [("由区水务局清掏雨水口", "由"), ("区水务局清掏雨水口", "")])
def test_how_a_body_is_named(text: str, how: str) -> None:
    found = bodies().subject(text)
    assert found is not None
    assert found.how == how


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("当事人对决定不服的", "当事人"), ("企业取得许可证后", "企业"), ("养老机构发现老年人走失的", "养老机构"),
        ("区水务局接到报告后", "区水务局"),
    ],
)  # fmt: skip
def test_the_body_that_a_case_opens_with(text: str, name: str) -> None:
    found = bodies().leading(text)
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("区水务局会同区园林绿化局制定方案", [("会同", "区园林绿化局")]),
        ("会同区财政局、区审计局开展检查", [("会同", "区财政局、区审计局")]),
        ("配合区水务局做好排查", [("配合", "区水务局")]),
        ("商区财政局确定标准", [("商", "区财政局")]),
        ("会同有关部门制定方案", [("会同", "有关部门")]),
        ("商铺应当配合检查", []),
        ("区水务局清掏雨水口", []),
    ],
)
def test_who_is_joined(text: str, joined: list[tuple[str, str]]) -> None:
    assert [(named.how, named.name) for named in bodies().joined(text)] == joined


@pytest.mark.parametrize(
    ("text", "listed"),
    [
        ("区水务局、区园林绿化局", True), ("区水务局，各街道办事处", True), ("各区", True), ("区水务局", True),
        ("", False), ("清掏雨水口", False),
        ("区水务局、雨水口", False), ("区水务局负责", False),
    ],
)  # fmt: skip
def test_what_is_nothing_but_bodies(text: str, listed: bool) -> None:
    assert is_body_list(text) is listed
