"""Laws and plans made from pieces of our own, and changes of words, order and numbers put into them (Hypothesis)."""

from __future__ import annotations

import re

from hypothesis import strategies as st

from alignment.model import Task
from alignment.reading.numerals import to_numeral

BODIES = st.sampled_from(
    ["区水务局", "区民政局", "各街道办事处", "区园林绿化局", "商铺", "物业服务企业", "摊主", "区人民政府",
        "区城市管理委员会", "养老机构"]
)  # fmt: skip
FORCES = st.sampled_from(["应当", "必须", "不得", "可以", "要", "", "原则上应当", "负责", "牵头", "鼓励"])
ACTS = st.sampled_from(
    [
        "清掏雨水口", "更换破损井盖", "公示开放时间", "占用盲道", "核查台账", "修剪枯枝", "报区民政局备案",
        "报区人民政府批准", "向社会公布结果", "建立巡查制度",
        "开展消防演练", "收取押金", "配备四十个座位", "清扫街面、绿地和公厕", "在学校周边摆卖", "对从业人员进行培训",
    ]
)  # fmt: skip
TIMES = st.sampled_from(
    ["", "在十五日内", "每季度", "于2031年6月底前", "自受理之日起五个工作日内", "每年3月1日前", "立即"]
)
CASES = st.sampled_from(
    ["", "发现破损的，", "未经批准，", "遇有强降雨时，", "根据年度计划，", "情节严重的，", "按照第二条规定，",
        "除抢险外，", "为了方便居民，"]
)  # fmt: skip
TAILS = st.sampled_from(
    ["", "，并公布结果", "，罚款五百元以上二千元以下", "，保存记录不少于三年", "；逾期不改正的，处一千元罚款",
        "，会同有关部门制定标准", "，面积不少于200平方米"]
)  # fmt: skip
FACTS = st.sampled_from(
    [
        "本办法所称公厕，是指供公众使用的厕所。", "本办法适用于云渡区的市容管理活动。", "公厕分为固定公厕和移动公厕。",
        "附件所列区域另行公布。",
        "已建成公厕六座，同比增长两成。",
    ]
)  # fmt: skip
STEMS = st.sampled_from(
    ["商铺不得有下列行为：", "养老机构应当履行下列职责：", "有下列情形之一的，由区水务局处五百元以下罚款：",
        "申请人应当提交下列材料：", "摊主可以依法采取下列各项措施："]
)  # fmt: skip
NOTES = st.sampled_from(
    ["", "", "（责任单位：区水务局；完成时限：6月底前）", "（区民政局牵头，各街道办事处配合）",
        "（责任单位：区水务局、区民政局）", "〔区水务局牵头，各镇按职责分工负责〕"]
)  # fmt: skip
HEADS = st.sampled_from(["整治街面", "完善设施（2031年3月至5月）", "方便居民", "规范经营（区水务局牵头）", "强化监督"])


@st.composite
def sentences(draw: st.DrawFn) -> str:
    """A sentence that binds, or one that tells."""
    if draw(st.integers(0, 9)) == 0:
        return draw(FACTS)
    return f"{draw(CASES)}{draw(BODIES)}{draw(FORCES)}{draw(TIMES)}{draw(ACTS)}{draw(TAILS)}。"


@st.composite
def lists(draw: st.DrawFn) -> str:
    """A stem and its items."""
    acts = draw(st.lists(ACTS, min_size=2, max_size=4, unique=True))
    items = "；\n".join(f"（{to_numeral(at)}）{act}" for at, act in enumerate(acts, start=1))
    return f"{draw(STEMS)}\n{items}。"


@st.composite
def laws(draw: st.DrawFn) -> str:
    """A law of a few articles, some with lists and paragraphs, with chapters or without."""
    articles = draw(st.lists(st.one_of(sentences(), sentences(), lists()), min_size=2, max_size=6))
    chapters = draw(st.booleans())
    out = ["云渡区市容管理办法"] if draw(st.booleans()) else []
    for at, text in enumerate(articles, start=1):
        if chapters and at % 3 == 1:
            out.append(f"第{to_numeral(at // 3 + 1)}章　{draw(HEADS)}")
        more = f"\n{draw(sentences())}" if draw(st.integers(0, 3)) == 0 else ""
        out.append(f"第{to_numeral(at)}条　{text}{more}")
    if draw(st.booleans()):
        out.append(f"第{to_numeral(len(articles) + 1)}条　本办法自2031年3月1日起施行。")
    return "\n".join(out) + "\n"


@st.composite
def plans(draw: st.DrawFn) -> str:
    """A plan with headings, run-in headings, notes of responsibility, and perhaps a notice and a table."""
    out = ["云渡区城区品质提升方案"]
    if draw(st.booleans()):
        out += ["各街道办事处：", "现将方案印发给你们，请于2031年3月20日前报送台账。", "2031年1月5日"]
    for at in range(1, draw(st.integers(1, 3)) + 1):
        out.append(f"{to_numeral(at)}、{draw(HEADS)}")
        for number in range(1, draw(st.integers(1, 3)) + 1):
            head = f"{draw(HEADS)}。" if draw(st.booleans()) else ""
            body = "".join(draw(st.lists(sentences(), min_size=1, max_size=3)))
            out.append(f"（{to_numeral(number)}）{head}{body}{draw(NOTES)}")
    if draw(st.integers(0, 3)) == 0:
        rows = draw(st.lists(st.tuples(ACTS, BODIES), min_size=1, max_size=4))
        out += ["序号\t任务\t责任单位\t完成时限"]
        out += [f"{at}\t{act}\t{body}\t{at + 2}月底前" for at, (act, body) in enumerate(rows, start=1)]
    return "\n".join(out) + "\n"


#: Words with what they are exchanged for: changes and harmless rewritings alike.
EXCHANGES = (
    ("应当", "可以"), ("不得", "应当"), ("必须", "应当"), ("要", "应当"), ("区水务局", "区财政局"),
    ("区民政局", "区民政局、区财政局"), ("十五日", "15日"),
    ("十五日", "三十日"), ("五百元", "五千元"), ("五百元", "500元"), ("6月底", "9月底"), ("每季度", "每三个月"),
    ("每季度", "每月"), ("批准", "备案"),
    ("牵头", "配合"), ("第二条", "第三条"), ("公厕", "公共厕所"), ("雨水口", "检查井"), ("并", "同时"), ("、", "和"),
    ("，", "；"), ("。", "；"), ("的", ""),
    ("四十个", "六十个"), ("商铺", "沿街商铺"), ("云渡区", "临江区"), ("2031", "2032"), ("（", "("), ("“", "\""),
    ("及时", ""), ("清", "扫"),
)  # fmt: skip


@st.composite
def changes(draw: st.DrawFn, text: str) -> str:
    """A text with one change put in: words, order of lines, numbers, a line that goes, comes or is split."""
    lines = text.splitlines()
    at = draw(st.integers(0, len(lines) - 1))
    match draw(st.integers(0, 7)):
        case 0 | 1 | 2:
            old, new = draw(st.sampled_from(EXCHANGES))
            return text.replace(old, new, draw(st.sampled_from([1, 1, -1])))
        case 3:
            del lines[at]
        case 4:
            lines.insert(at, draw(sentences()))
        case 5:
            other = draw(st.integers(0, len(lines) - 1))
            lines[at], lines[other] = lines[other], lines[at]
        case 6:
            lines[at] = lines[at].replace("，", "。", 1) if "，" in lines[at] else lines[at] + draw(sentences())
        case _:
            return re.sub(
                r"第([一二三四五六])条", lambda match: f"第{chr(0x4E00) if match[1] == '三' else match[1]}条", text
            )
    return "\n".join(lines) + "\n"


@st.composite
def changed_pairs(draw: st.DrawFn) -> tuple[str, str, Task]:
    """(old, new, task): a text and what several changes make of it, or two texts of their own."""
    task = draw(st.sampled_from(("revision", "revision", "derivation")))
    old = draw(st.one_of(laws(), plans()))
    if draw(st.integers(0, 9)) == 0:
        return old, draw(st.one_of(laws(), plans())), task
    new = old
    for _ in range(draw(st.integers(1, 4))):
        new = draw(changes(new))
        if not new.strip():
            break
    return old, new, task
