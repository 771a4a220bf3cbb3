"""Findings: what is pointed at and not there, what is past, what contradicts itself, and where to keep silent."""

from __future__ import annotations

from collections import Counter
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alignment.findings.references import QUIET_KINDS, find_findings
from alignment.limits import Limits
from alignment.model import Clause, Finding, Kind, Side
from alignment.reading.numerals import read_label
from alignment.reading.segment import segment

KINDS = {"head": Kind.HEADING, "front": Kind.FRONT, "back": Kind.BACK, "toc": Kind.TOC}
EMPTY = Side("old", "", ())


def make_side(*lines: str, issued: str = "", title: str = "云州市养老服务实施方案") -> Side:
    """A side of one clause a line; `head|`, `front|`, `back|`, `toc|` before a line give its kind (else body)."""
    clauses: list[Clause] = []
    above: list[tuple[int, str]] = []
    for index, line in enumerate(lines):
        kind, bar, text = line.partition("|")
        if not bar:
            kind, text = "body", line
        label = read_label(text)
        if label:
            above = [(level, clause) for level, clause in above if level < label.level]
        clauses.append(
            Clause(
                id=f"n{index + 1}",
                address=label.name if label else "",
                kind=KINDS.get(kind, Kind.BODY),
                text=text,
                line=index + 1,
                number=label.text if label else "",
                path=tuple(clause for _, clause in above),
            )
        )
        if label:
            above.append((label.level, f"n{index + 1}"))
    return Side("new", title, tuple(clauses), issued=issued)


def findings(*lines: str, issued: str = "", title: str = "云州市养老服务实施方案") -> tuple[Finding, ...]:
    return find_findings(EMPTY, make_side(*lines, issued=issued, title=title))


def quotes(*lines: str, issued: str = "", title: str = "云州市养老服务实施方案") -> list[str]:
    return [finding.quote for finding in findings(*lines, issued=issued, title=title)]


# --- annexes

ANNEXES = ("back|附件：1.养老服务事项清单", "back|2.助餐点布局图")


@pytest.mark.parametrize(
    ("reference", "annexes", "quote"),
    [
        # a number beyond the list
        ("成员单位名单见附件3。", ANNEXES, "成员单位名单见附件3"),
        # each annex with its own 附件N：
        ("格式详见附件4。", ("back|附件1：事项清单（略）", "back|附件2：样式（略）"), "格式详见附件4"),
        # the whole list on one line
        ("按照附件3填报。", ("back|附件：1.事项清单 2.申请表",), "按照附件3"),
        # Chinese numbers
        ("数额依照本办法附件三执行。", ("back|附件一：补贴标准", "back|附件二：申请表"), "依照本办法附件三"),
        # nothing listed at all
        ("具体分工详见附件。", (), "具体分工详见附件"),
        ("学员佩戴统一标识（附件2）。", (), "附件2"),
        ("划分标准见附表。", (), "划分标准见附表"),
        ("指定的服务机构（名单附后）按月结算。", (), "名单附后"),
        # annexes there are, but none that can hold names
        ("专班由15家单位组成（成员名单见附件）。", ("back|附件：1.行业目录", "back|2.凭证样式"), "成员名单见附件"),
    ],
)
def test_a_reference_to_an_annex_that_is_not_there_is_told(
    reference: str, annexes: tuple[str, ...], quote: str
) -> None:
    (finding,) = findings(reference, *annexes)
    assert (finding.kind, finding.clause, finding.quote) == ("dangling-reference", "n1", quote)
    assert quote in finding.message


@pytest.mark.parametrize(
    ("reference", "annexes"),
    [
        ("成员单位名单见附件2。", ("back|附件：1.事项清单", "back|2.联席会议成员单位名单")),
        ("成员名单见附件。", ("back|附件：领导小组成员名单",)),
        ("重点企业名单见附件。", ("back|附件：重点企业目录",)),  # shares its subject with the title
        ("格式见附件1。", ("back|附件：申请表",)),  # the only one is the first
        ("格式见附件2。", ("back|附件", "back|申请表", "back|汇总表")),  # a list without numbers
        ("标准见附表1。", ("back|附表1：补贴标准",)),
        ("标准见附表。", ("back|附件：补贴标准表",)),
        ("信号见本规则附录。", ("back|附录：信号样式",)),
        ("等级见本条例附表。", ("附：", "等级划分")),  # what follows a bare 附： cannot be told apart
        ("标准见附件二。", ("附件一 样式（略） 附件二 配备标准（略）",)),  # the list lost its line ends
        ("成员名单附后。", ("一审查", "工作专班成员名单")),  # stands at the end without 附件
        # the annexes of other papers
        ("按照《公约》附件3执行。", ()),
        ("按照《云州市养老办法》（附件2）执行。", ()),
        ("符合云州政发〔2023〕8号附件2要求的，给予补助。", ()),
        ("申请人提交合同及附件。", ()),
        ("请按照附件要求核对。", ()),
        ("详见附件材料。", ()),
        ("front|（此件正文公开，附件不予公开）", ()),
        # the amending decision quotes another text
        ("将第三条修改为：“申请表格式见附件5。”", ()),
    ],
)
def test_no_word_about_annexes_that_are_there_or_another_papers(reference: str, annexes: tuple[str, ...]) -> None:
    assert quotes(reference, *annexes) == []


def test_a_missing_annex_is_told_once() -> None:
    assert quotes("名单见附件3。", "再见附件3。", *ANNEXES) == ["名单见附件3"]


def test_the_facts_say_what_is_listed() -> None:
    (finding,) = findings("名单见附件3。", *ANNEXES)
    assert dict(finding.facts) == {"target": "附件3", "listed": "附件1、附件2"}


# --- articles

ARTICLES = (
    "第一条 为规范服务，制定本办法。",
    "第二条 本办法适用于本市。",
    "第三条 申请人应当提交材料。",
    "材料不齐的，一次告知。",
    "第四条 受理机关应当审查。",
    "第五条 本办法自公布之日起施行。",
)


def test_an_article_beyond_the_last_is_told() -> None:
    (finding,) = findings(*ARTICLES[:5], "第五条 违反本办法第九条规定的，予以警告。")
    assert (finding.kind, finding.quote, finding.facts["articles"]) == ("dangling-reference", "本办法第九条", "5")


def test_a_paragraph_beyond_the_last_of_its_article_is_told() -> None:
    assert quotes(*ARTICLES[:5], "第五条 违反本办法第三条第三款规定的，予以警告。") == ["本办法第三条第三款"]
    assert quotes(*ARTICLES[:5], "第五条 违反本办法第三条第二款规定的，予以警告。") == []


def test_the_article_before_the_first_is_told() -> None:
    assert quotes("第一条 有前条情形的，从其规定。", *ARTICLES[1:]) == ["前条"]


@pytest.mark.parametrize(
    "last",
    [
        "第五条 依照《养老服务条例》第八十条处理。",  # another law
        "第五条 将该条修改为：“违反本办法第九条的，予以警告。”",  # a quotation
        "第五条 违反本办法第四条规定的，予以警告。",
    ],
)
def test_no_word_about_articles_of_others_or_those_that_are_there(last: str) -> None:
    assert quotes(*ARTICLES[:5], last) == []


def test_a_text_with_gaps_gives_no_certainty() -> None:
    assert quotes(*ARTICLES[:5], "第七条 违反本办法第九条和第六条第二款的，予以警告。") == []


def test_an_excerpt_of_a_law_gives_no_certainty() -> None:
    excerpt = [f"第{number}条 违反本办法第九十条的，予以警告。" for number in ("十一", "十二", "十三", "十四", "十五")]
    assert quotes(*excerpt) == []


# --- short titles


def test_a_short_title_without_its_full_one_is_told() -> None:
    (finding,) = findings("各区按照《若干措施》抓好落实。", "《若干措施》未尽事宜，另行规定。")
    assert (finding.clause, finding.quote) == ("n1", "《若干措施》")


@pytest.mark.parametrize(
    "lines",
    [
        ("根据《助餐服务若干措施》（以下简称《若干措施》），制定本方案。", "按照《若干措施》执行。"),
        ("根据《云州市支持助餐服务发展的若干措施》要求，按照《若干措施》执行。",),  # named in full, said short
        ("请按照《方案》分工抓好落实。",),  # its own title
        ("由市民政局编制通办清单。", "《通办清单》每年更新。"),  # its own words say what it is
        ("依照《公司法》办理登记。",),  # laws go by short names everywhere
    ],
)
def test_a_short_title_that_the_text_explains_is_no_fault(lines: tuple[str, ...]) -> None:
    assert quotes(*lines) == []


# --- deadlines


@pytest.mark.parametrize(
    ("lines", "quote", "due"),
    [
        (("2023年4月底前，完成事项梳理。",), "2023年4月底前", "2023-04-30"),
        (("各区于2023年3月15日前报市民政局备案。",), "2023年3月15日前", "2023-03-15"),
        (("2022年底前建成服务平台。",), "2022年底前", "2022-12-31"),
        (("（市民政局负责，2023年4月底前完成）",), "2023年4月底前", "2023-04-30"),
        (("二〇二三年四月三十日前完成梳理。",), "二〇二三年四月三十日前", "2023-04-30"),
        # the year stands before, in the heading, in the title, or is the only one in the text
        (("2023年2月启动，4月底前完成。",), "4月底前", "2023-04-30"),
        (("head|（一）准备阶段（2023年3月至5月）", "1.制定方案。4月底前完成。"), "4月底前", "2023-04-30"),
        (("（完成时限：4月底前）", "2023年6月召开推进会。"), "4月底前", "2023-04-30"),
    ],
)
def test_a_deadline_past_on_the_day_of_issue_is_told(lines: tuple[str, ...], quote: str, due: str) -> None:
    (finding,) = findings(*lines, issued="2023-05-09")
    assert (finding.kind, finding.quote) == ("deadline-passed-at-issue", quote)
    assert (finding.facts["deadline"], finding.facts["issued"]) == (due, "2023-05-09")


def test_the_year_may_stand_in_the_title() -> None:
    assert quotes("4月底前完成。", issued="2023-05-09", title="云州市2023年养老工作要点") == ["4月底前"]
    assert quotes("4月底前完成。", issued="2023-05-09", title="云州市2024年养老工作要点") == []


@pytest.mark.parametrize(
    "line",
    [
        "2023年5月底前完成梳理。",  # still to come
        "2023年5月9日前完成梳理。",  # the day itself
        "4月底前完成梳理。",  # no year anywhere
        "每年4月底前报送总结。",
        "次年1月31日前报送总结。",
        "2023年起，每年4月底前报送总结。",
        "截至2022年底前，建成站点80个。",
        "2022年底前，已完成事项梳理。",
        "2020年以来，各区累计建成站点80个。",
        "截至2022年底前，已建成站点80个。",
        "对2020年12月31日前建成的小区，由各区改造。",  # which things, not by when
        "2019年12月31日前，已取得证书的人员，继续有效。",
        "2020年6月30日以前登记设立的机构，适用本办法。",
        "根据《2022年底前完成整治的通知》，制定本方案。",
        "本办法自2019年5月1日起施行。",
        "2023年11月召开会议，3月底前完成验收。",  # March of the year after
        "2022年建成平台，4月底前完成验收。",  # the year before it is history
        "前10月底前完成。",
        "2023年13月底前完成。",
    ],
)
def test_no_word_about_dates_that_are_no_passed_deadlines(line: str) -> None:
    assert quotes(line, issued="2023-05-09") == []


def test_nothing_is_past_where_the_day_of_issue_is_unknown() -> None:
    assert quotes("2003年4月底前完成梳理。") == []


def test_an_amended_text_keeps_its_old_deadlines() -> None:
    amended = "front|（2010年3月1日通过 2023年5月9日修正）"
    assert quotes(amended, "2012年底前建成平台。", issued="2023-05-09") == []


# --- numbers


def test_one_whole_counted_twice_with_two_values_is_told() -> None:
    (finding,) = findings("到2024年年底，全区建成52个老年助餐点。", "优先保障全区45个老年助餐点的运营补贴。")
    assert (finding.kind, finding.clause, finding.quote) == ("contradictory-number", "n2", "45个老年助餐点")
    assert (finding.facts["other_clause"], finding.facts["other_quote"]) == ("n1", "52个老年助餐点")


def test_the_odd_one_out_of_a_settled_number_is_told() -> None:
    lines = ("在40个行业推行改革。", "梳理40个行业的事项。", "统一40个行业的标准。", "力争45个行业率先形成案例。")
    assert quotes(*lines) == ["45个行业"]


@pytest.mark.parametrize(
    "lines",
    [
        ("全区建成52个老年助餐点。", "全区新增20个老年助餐点。"),  # an addition is not the whole
        ("2024年全区建成500张家庭养老床位。", "2025年全区建成800张家庭养老床位。"),  # a target a year
        ("全市建成52个老年助餐点。", "全区建成45个老年助餐点。"),  # two wholes
        ("每个窗口配备2名工作人员。", "全区配备30名工作人员。"),
        ("在40个行业推行改革。", "力争45个行业率先形成案例。"),  # no telling which is right, or whether they differ
        ("由40个部门的人员组成。", "明确40个部门的职责。", "汇总40个部门的数据。", "协调45个部门的事项。"),
        ("全区建成52个老年助餐点、全区45个老年助餐点评为示范点。",),  # one sentence means two things
        ("全区建成52个老年助餐点。", "全区52个老年助餐点全部上线。"),
    ],
)
def test_numbers_of_different_things_do_not_contradict(lines: tuple[str, ...]) -> None:
    assert quotes(*lines) == []


def test_a_title_that_miscounts_its_items_is_told() -> None:
    items = [f"{number}.推进第{number}件实事。" for number in range(1, 10)]
    (finding,) = findings("front|养老服务十条措施", *items, title="养老服务十条措施")
    assert (finding.kind, finding.clause, finding.facts["counted"]) == ("contradictory-number", "n1", "9")
    assert quotes("front|养老服务九条措施", *items, title="养老服务九条措施") == []
    # the tenth is there, only its point is missing
    assert quotes("front|养老服务十条措施", *items, "10推进第十件实事。", title="养老服务十条措施") == []


# --- numbering


@pytest.mark.parametrize(
    ("lines", "quote", "fault"),
    [
        (("head|一、目标", "head|二、任务", "head|二、保障"), "二、", "duplicate"),
        (("（一）建窗口。", "（三）减材料。"), "（三）", "skipped"),
        (("head|第一章 总则", "head|第三章 附则"), "第三章", "skipped"),
        (("1.建窗口。", "2.减材料。", "4.管资金。"), "4.", "skipped"),
    ],
)
def test_numbering_that_repeats_or_skips_is_told_quietly(lines: tuple[str, ...], quote: str, fault: str) -> None:
    (finding,) = findings(*lines)
    assert (finding.kind, finding.quote, finding.facts["fault"]) == ("numbering-fault", quote, fault)
    assert finding.kind in QUIET_KINDS


@pytest.mark.parametrize(
    "lines",
    [
        ("head|一、目标", "1.建窗口。", "2.减材料。", "head|二、任务", "3.管资金。", "4.抓培训。"),  # runs through
        ("head|一、目标", "1.建窗口。", "2.减材料。", "head|二、任务", "1.管资金。", "2.抓培训。"),  # restarts
        ("1.建窗口。", "2.减材料。", "3管资金。", "4.抓培训。"),  # only the point is missing
        ("（一）雨量；（二）水位；", "（三）流量；（四）水质；", "（五）其他。"),  # stands inside the line
        ("1.建窗口。", "7.减材料。"),  # cut, not misnumbered
    ],
)
def test_numbering_that_restarts_or_runs_on_is_no_fault(lines: tuple[str, ...]) -> None:
    assert quotes(*lines) == []


# --- odd characters, lines, depth


def test_invisible_characters_are_told_once_with_their_code_points() -> None:
    (finding,) = findings("各区要建\u200b好窗口。", "各\u200b区\u202e要报\u00ad告。")
    assert (finding.kind, finding.clause) == ("invisible-characters", "n1")
    assert "\u200b" in finding.quote
    assert finding.facts["characters"] == "U+00AD×1、U+200B×2、U+202E×1"
    assert (finding.facts["count"], finding.facts["line"]) == ("4", "1")


def test_an_endless_line_is_told() -> None:
    side = make_side("各区要建窗口，" * 20)
    assert [finding.kind for finding in find_findings(EMPTY, side, Limits(max_line=100))] == ["overlong-line"]
    assert find_findings(EMPTY, side, Limits(max_line=140)) == ()


def test_numbering_that_nests_to_the_limit_is_told_once() -> None:
    side = make_side("head|第一章 总则", "head|一、任务", "（一）窗口。", "1.受理。", "（1）登记。", "（2）转送。")
    assert [finding.quote for finding in find_findings(EMPTY, side, Limits(max_depth=4))] == ["1."]
    assert find_findings(EMPTY, side, Limits(max_depth=6)) == ()


# --- all together


def test_both_sides_are_told_the_old_one_first() -> None:
    old = Side("old", "", make_side("名单见附件3。").clauses)
    new = make_side("（一）样式见附件5。", "（三）名单见附件6。")
    assert [(finding.side, finding.kind) for finding in find_findings(old, new)] == [
        ("old", "dangling-reference"),
        ("new", "dangling-reference"),
        ("new", "dangling-reference"),
        ("new", "numbering-fault"),
    ]


def test_the_contents_list_is_not_read() -> None:
    assert quotes("toc|一、名单见附件3", "toc|三、2003年底前完成", issued="2023-05-09") == []


def test_the_sample_corpus_has_the_faults_that_its_readme_names() -> None:
    sample = files("revtrack") / "sample"
    found = {
        name: [
            (finding.kind, finding.quote)
            for finding in find_findings(EMPTY, segment((sample / name).read_text("utf-8"), "new"))
        ]
        for name in ("city_plan.txt", "district_draft.txt", "district_issued.txt", "second_district.txt")
    }
    assert found == {
        "city_plan.txt": [],
        "district_draft.txt": [],
        "district_issued.txt": [
            ("deadline-passed-at-issue", "2024年4月底前"),
            ("dangling-reference", "成员单位名单及职责见附件3"),
            ("contradictory-number", "45个老年助餐点"),
        ],
        "second_district.txt": [],
    }


@given(
    st.lists(
        st.text(
            alphabet="第一二三四五条款项、（）.1234567890年月日底前见附件表：本办法《措施》“”全区个助餐点，。\u200b",
            max_size=60,
        ),
        max_size=12,
    )
)
def test_any_text_is_read_and_every_quote_stands_in_its_clause(lines: list[str]) -> None:
    side = make_side(*lines, issued="2023-05-09", title="二十条措施")
    for finding in find_findings(side, side):
        assert finding.quote
        assert finding.quote in side.by_clause[finding.clause].text


def test_real_plans_give_their_known_faults_and_no_others(evaluation: Path) -> None:
    loud = {
        path.name: kinds
        for path in sorted((evaluation / "gold" / "raw").iterdir())
        if (
            kinds := Counter(
                finding.kind
                for finding in find_findings(EMPTY, segment(path.read_text("utf-8"), "new"))
                if finding.kind not in QUIET_KINDS
            )
        )
    }
    assert loud == {"shunyi_final.txt": Counter({"dangling-reference": 1, "deadline-passed-at-issue": 1})}
