"""Comparisons made by hand, from texts of our own: reports are tested without the aligner."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from alignment.model import (
    Clause,
    ClauseChange,
    ClauseRow,
    Comparison,
    Finding,
    Kind,
    Link,
    Obligation,
    ObligationChange,
    Relation,
    SegmentLink,
    SegmentRef,
    Sentence,
    Side,
    SideName,
    Task,
    Why,
)

_NUMBER = re.compile(r"第[一二三四五六七八九十百]+条|[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+\.")


def make_clause(id_: str, text: str, *, address: str = "", kind: Kind = Kind.BODY, path: Sequence[str] = ()) -> Clause:
    """A clause whose sentences end at 。, with the number that its text begins with."""
    number = _NUMBER.match(text)
    sentences: list[Sentence] = []
    start = 0
    for end in [*(match.end() for match in re.finditer("。", text)), len(text)]:
        if end > start:
            sentences.append(Sentence(f"{id_}.{len(sentences) + 1}", text[start:end], start, end))
            start = end
    return Clause(
        id=id_,
        address=address,
        kind=kind,
        text=text,
        line=1,
        number=number[0] if number else "",
        sentences=tuple(sentences),
        path=tuple(path),
    )


def make_side(name: SideName, title: str, *clauses: Clause, issued: str = "") -> Side:
    """One text of a comparison."""
    return Side(name=name, title=title, clauses=clauses, issued=issued)


def make_link(old: str, new: str, relation: Relation = "same", score: float = 1.0, why: Why | None = None) -> Link:
    """Two counterpart sentences."""
    return Link((old,), (new,), relation, score, 0.4, "exact" if relation == "same" else "alike", why or Why())


def make_row(old: str, new: str, change: ClauseChange = "unchanged", **flags: bool) -> ClauseRow:
    """Counterpart clauses; several of a side are given with a blank between, none as ""."""
    return ClauseRow(tuple(old.split()), tuple(new.split()), change, score=0.9, matched_by="alike", **flags)


def make_duty(side: Side, sentence: str, quote: str, **fields: str) -> Obligation:
    """A duty that reads `quote` in a sentence of a side."""
    clause, found = side.by_sentence[sentence]
    start = found.text.index(quote)
    return Obligation(clause.id, sentence, quote, start, start + len(quote), **fields)  # pyright: ignore[reportArgumentType]


def make_plan(task: Task = "revision") -> Comparison:
    """A draft and an issued plan with one of everything that a report has to show."""
    old = make_side(
        "old",
        "临溪区公共厕所提升行动方案（征求意见稿）",
        make_clause("o1", "临溪区公共厕所提升行动方案（征求意见稿）", kind=Kind.FRONT),
        make_clause("o2", "一、总体要求", address="一", kind=Kind.HEADING),
        make_clause("o3", "（一）坚持便民为先，合理布局。", address="一/（一）", path=("o2",)),
        make_clause("o4", "（二）坚持建管并重，久久为功。", address="一/（二）", path=("o2",)),
        make_clause("o5", "二、工作任务", address="二", kind=Kind.HEADING),
        make_clause(
            "o6",
            "1.新建公厕。区城管委应当于2031年6月底前新建公厕30座。建成后移交各街道管理。",
            address="二/1.",
            path=("o5",),
        ),
        make_clause("o7", "2.各街道每季度向区城管委报送巡查台账。", address="二/2.", path=("o5",)),
        make_clause("o8", "3.各区要公示监督电话。", address="二/3.", path=("o5",)),
        make_clause("o9", "三、保障措施", address="三", kind=Kind.HEADING),
        make_clause("o10", "（一）加强经费保障，按时足额拨付。", address="三/（一）", path=("o9",)),
        make_clause("o11", "（二）加强宣传引导，营造良好氛围。", address="三/（二）", path=("o9",)),
    )
    new = make_side(
        "new",
        "临溪区公共厕所提升行动方案",
        make_clause("n1", "临溪区公共厕所提升行动方案", kind=Kind.FRONT),
        make_clause("n0", "目录：一、总体要求；二、工作任务", kind=Kind.TOC),
        make_clause("n2", "一、总体要求", address="一", kind=Kind.HEADING),
        make_clause("n3", "（一）坚持便民为先，合理布局。", address="一/（一）", path=("n2",)),
        make_clause("n4", "（二）坚持建管并重，久久为功。", address="一/（二）", path=("n2",)),
        make_clause("n10", "（三）加强经费保障，按时足额拨付。", address="一/（三）", path=("n2",)),
        make_clause("n5", "二、工作任务", address="二", kind=Kind.HEADING),
        make_clause(
            "n6",
            "（一）新建公厕。区城管委力争于2031年9月底前新建公厕20座。建成后移交各街道管理。",
            address="二/（一）",
            path=("n5",),
        ),
        make_clause("n8", "（二）我区要公示监督电话。", address="二/（二）", path=("n5",)),
        make_clause("n12", "（三）物业服务企业可以申请运行补贴。", address="二/（三）", path=("n5",)),
        make_clause("n9", "三、保障措施", address="三", kind=Kind.HEADING),
        make_clause("n11", "（一）具体清单见附件3，加强宣传引导。", address="三/（一）", path=("n9",)),
        issued="2031-09-30",
    )
    return Comparison(
        task=task,
        old=old,
        new=new,
        rows=(
            make_row("o1", "n1", "modified"),
            make_row("", "n0", "added"),
            make_row("o2", "n2"),
            make_row("o3", "n3"),
            make_row("o4", "n4"),
            make_row("o5", "n5"),
            make_row("o6", "n6", "modified", renumbered=True),
            make_row("o7", "", "removed"),
            make_row("o8", "n8", "modified", renumbered=True, localised=True),
            make_row("", "n12", "added"),
            make_row("o9", "n9"),
            make_row("o10", "n10", "unchanged", moved=True, renumbered=True),
            make_row("o11", "", "removed"),
            make_row("", "n11", "added"),
        ),
        links=(
            make_link("o1.1", "n1.1", "edited", 0.9),
            make_link("o2.1", "n2.1"),
            make_link("o3.1", "n3.1"),
            make_link("o4.1", "n4.1"),
            make_link("o5.1", "n5.1"),
            make_link("o6.1", "n6.1"),
            make_link("o6.2", "n6.2", "edited", 0.83, Why("n8.1", 0.31, "")),
            make_link("o6.3", "n6.3"),
            make_link("o8.1", "n8.1", "localised", 0.95),
            make_link("o9.1", "n9.1"),
            make_link("o10.1", "n10.1"),
        ),
        segments=(SegmentLink(SegmentRef("o11.1", 3, 9), SegmentRef("n11.1", 11, 17), "contained", 1.0),),
        obligations=(
            ObligationChange(
                "modified",
                ("modality", "deadline", "quantity"),
                {"modality": "weaker", "deadline": "later", "quantity": "fewer"},
                make_duty(
                    old,
                    "o6.2",
                    "区城管委应当于2031年6月底前新建公厕30座",
                    actor="区城管委",
                    modality="应当",
                    deadline="2031年6月底前",
                    quantity="30座",
                ),
                make_duty(
                    new,
                    "n6.2",
                    "区城管委力争于2031年9月底前新建公厕20座",
                    actor="区城管委",
                    modality="力争",
                    deadline="2031年9月底前",
                    quantity="20座",
                ),
                0.83,
                "alike",
                "同一事项，期限与数量不同",
            ),
            ObligationChange(
                "removed", old=make_duty(old, "o7.1", "各街道每季度向区城管委报送巡查台账", actor="各街道")
            ),
            ObligationChange(
                "added",
                new=make_duty(
                    new, "n12.1", "物业服务企业可以申请运行补贴", actor="物业服务企业", polarity="permission"
                ),
            ),
        ),
        findings=(
            Finding("dangling-reference", "new", "n11", "具体清单见附件3", "“具体清单见附件3”：所列附件中没有附件3"),
        ),
        knowledge="0123abcd" * 8,
    )


def make_hostile(text: str) -> Comparison:
    """A comparison in which every text that comes from outside is `text`."""
    old = make_side("old", text, make_clause("o1", f"{text}甲", address=text))
    new = make_side("new", text, make_clause("n1", f"{text}乙", address=text))
    whole = old.clauses[0].sentences[0].id, new.clauses[0].sentences[0].id
    duties = [
        Obligation("o1", whole[0], f"{text}甲", 0, 1, actor=text, deadline=f"{text}甲", read_from={"actor": text}),
        Obligation("n1", whole[1], f"{text}乙", 0, 1, actor=text, deadline=f"{text}乙", read_from={"actor": text}),
    ]
    return Comparison(
        task="revision",
        old=old,
        new=new,
        rows=(make_row("o1", "n1", "modified"),),
        links=(make_link(*whole, "edited", 0.8, Why(whole[1], 0.5, text)),),
        segments=(),
        obligations=(
            ObligationChange("modified", ("deadline",), {"deadline": "later"}, *duties, 0.8, text, text),
            ObligationChange("removed", old=duties[0], matched_by=text, why=text),
        ),
        findings=(Finding(text, "new", "n1", text, text, {"quote": text}),),
        knowledge=text,
        fallback=text,
    )


def make_law(articles: int) -> Comparison:
    """Two long laws: every tenth article changed, every twenty-fifth dropped, all others as they were."""

    def text(number: int, word: str) -> str:
        body = f"经营单位应当建立第{number}号设施的安全检查制度，每{word}开展一次检查并如实记录检查情况。"
        return f"第{number}条　{body * 3}"

    old: list[Clause] = []
    new: list[Clause] = []
    rows: list[ClauseRow] = []
    links: list[Link] = []
    for number in range(1, articles + 1):
        before = make_clause(f"o{number}", text(number, "季度"), address=f"第{number}条")
        old.append(replace(before, number=f"第{number}条"))
        if number % 25 == 0:
            rows.append(make_row(f"o{number}", "", "removed"))
            continue
        edited = number % 10 == 0
        after = make_clause(f"n{number}", text(number, "半年" if edited else "季度"), address=f"第{number}条")
        new.append(replace(after, number=f"第{number}条"))
        rows.append(make_row(f"o{number}", f"n{number}", "modified" if edited else "unchanged"))
        links += [
            make_link(first.id, second.id, "edited" if edited else "same", 0.9 if edited else 1.0)
            for first, second in zip(before.sentences, after.sentences, strict=True)
        ]
    return Comparison(
        task="revision",
        old=make_side("old", "临溪市设施安全条例", *old),
        new=make_side("new", "临溪市设施安全条例", *new),
        rows=tuple(rows),
        links=tuple(links),
        segments=(),
        obligations=(),
        findings=(),
    )
