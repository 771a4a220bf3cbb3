"""What stands around a clause and binds it too: the stem of its list, notes of responsibility, the date of its heading.

A list's stem says what its items are (不得有下列行为：, 应当履行下列职责：), a note binds its own item or, on a line of
its own, the items before it back to the note before, a heading's note or date what stands below it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from itertools import pairwise

from alignment.duties.bodies import is_body_list
from alignment.duties.roles import Bearer, Note, names_in, read_note
from alignment.model import Clause, Kind, Role, Section, Sentence, Side
from alignment.reading.flat import flatten
from alignment.reading.times import Time, times


class ListKind(Enum):
    """What the items of a list are, by its stem."""

    NONE = auto()
    DUTIES = auto()
    PROHIBITIONS = auto()
    RIGHTS = auto()
    ENCOURAGED = auto()  # 鼓励下列行为：
    CONDITIONS = auto()  # 应当具备下列条件：
    GROUNDS = auto()  # 有下列情形之一的，…：
    THINGS = auto()  # 应当提交下列材料：, 包括下列内容：
    FACTS = auto()  # 本办法所称…：, 分为下列各类：


@dataclass(frozen=True, slots=True)
class Stem:
    """The clause that introduces a list: its sentence, and what its items are."""

    clause: Clause
    sentence: Sentence
    kind: ListKind


@dataclass(frozen=True, slots=True)
class Around:
    """What binds a sentence from outside its own words. `note_at` are the sentences that the notes stand in."""

    stem: Stem | None = None
    note: Note | None = None
    note_at: tuple[str, ...] = ()
    heading: Time | None = None
    heading_at: str = ""
    addressees: tuple[str, ...] = ()
    article: bool = False
    section: Section = Section.NONE
    told: bool = False  # a past achievement, the state of things

    @property
    def kind(self) -> ListKind:
        """What kind of list the sentence stands in."""
        return self.stem.kind if self.stem else ListKind.NONE

    def binds_like(self, other: Around) -> bool:
        """Whether a sentence under this is bound as one under the other: same stem, note and date above."""
        return self._binding == other._binding

    @property
    def _binding(self) -> tuple[object, ...]:
        return (
            self.stem and (self.stem.kind, self.stem.sentence.text),
            self.note and self.note.text,
            self.heading and self.heading.key,
        )


_STEM_END = re.compile(r"[:：]\s*$")
_KINDS: tuple[tuple[ListKind, re.Pattern[str]], ...] = (
    # 本办法所称下列用语的含义：
    (ListKind.FACTS, re.compile(r"含义|所称|是指|定义|分为|划分为|如下图|包括以下几(?:类|种)|不视为|视为")),
    # 有下列行为之一的，由区城管部门责令改正：; 有下列情形之一的，可以变更合同：
    (
        ListKind.GROUNDS,
        re.compile(
            r"(?:下列|以下)[^,，:：]{0,16}之一|(?:符合|具备|满足)(?:下列"
            r"|以下)(?:各项|全部|所有)?条件(?:的[^,，:：]{0,12})?[,，][^:：]{0,60}(?:可以|予以|给予|准予)[^:：]{0,60}$|(?:下列|以下)(?:各类|各种"
            r"|各项)?(?:情形|情况|行为|事项|人员|单位|场所"
            r"|区域|对象|范围|劳动者|项目)[^:：,，]{0,200}[,，][^:：]{2,200}(?<=[^,，:：]{2})$"
        ),
    ),
    # 不得有下列行为：; 禁止下列行为：
    (ListKind.PROHIBITIONS, re.compile(r"(?:不得|禁止|严禁|不准|不应)[^:：]{0,200}$")),
    # 鼓励下列行为：; 支持开展以下活动：
    (ListKind.ENCOURAGED, re.compile(
        r"^(?:本[市区县省])?[^,，:：应须得]{0,16}(?:鼓励|支持|倡导|提倡|引导)[^:：]{0,30}(?:下列|以下)[^:：]{0,20}$"
    )),
    # 应当具备下列条件：
    (ListKind.CONDITIONS, re.compile(
        r"(?:具备|符合|满足|具有|达到)[^:：]{0,12}(?:条件|资格|情形|标准|要求)[^:：]{0,200}$|(?:条件|资格)(?:如下)?$"
    )),
    # 应当提交下列材料：; 方案应当包括下列内容：
    (
        ListKind.THINGS,
        re.compile(
            r"(?:材料|资料|文件|证件|内容|信息|事项|人员|单位|场所|区域|部位|设施|设备|数据|情况|指标|产品|项目|目录"
            r"|清单|劳动者|对象|档案|证明|图纸|成员|名单)(?:如下)?$"
        ),
    ),
    # 享有下列权利：; 可以采取下列措施：
    (ListKind.RIGHTS, re.compile(
        r"(?:享有|有权|权利|可以|(?<![许认])可(?![能行靠持用控见])|职权|权限)(?:(?!应当|必须)[^:：]){0,200}$"
    )),
    # 应当履行下列职责：; 生产经营单位应当：; 主要职责：
    (
        ListKind.DUTIES,
        re.compile(
            r"(?:应当|必须|应|要|须|负责)[^:：]{0,200}$|(?:职责|义务|责任|规定|要求|措施|任务|工作|程序|步骤|原则|规则|流程"
            r"|方式|制度)(?:是|为|如下|包括|主要有)?$"
        ),
    ),
)  # fmt: skip
_PLAIN_THINGS = re.compile(
    r"材料|资料|文件|证件|内容|信息|人员|单位|场所|区域|部位|设施|设备|数据|指标|产品|劳动者|对象|档案|证明|图纸|成员"
    r"|名单|企业|机构|项目|车辆|船舶|地区|物品|用语|财产|费用"
)
_LISTED_ACTS = re.compile(r"职责|义务|规定|要求|措施|工作|任务|权利|行为|条件|职权|原则|程序|活动")
_LABEL_ONLY = re.compile(
    r"^(?!.*(?:下列|以下|可以|应当|不得))[^,，。;；]{0,10}(?:任务|目标|措施|内容|重点|事项|分工|要求|步骤|安排|附件|清单)$"
)
#: 责任单位：…: a note, no column of a table.
_LABELLED = re.compile(r"[：:]")
_PAST_HEAD = re.compile(r"回顾|成效|发展现状|面临形势|发展基础|发展环境|迈上新台阶|取得.{0,6}(?:成绩|进展)|现状")
#: 营造…发展环境, 提升治理成效: a heading that asks for something tells of nothing past.
_TASK_HEAD = re.compile(
    r"[\W\d一二三四五六七八九十]{0,6}(?:进一步|着力|全力|大力|持续|不断|全面|加快|切实|努力|积极|率先|深入|稳步|有效)*"
    r"(?:营造|优化|改善|提升|提高|增强|打造|构建|夯实|巩固|强化|加强|完善|健全|深化|推动|推进|促进|建设|扩大|落实"
    r"|聚焦|保障|培育|创造|塑造|筑牢"
    r"|厚植|建立|形成|实现|确保|支持|服务|激发|拓展|统筹|规范|创新|彰显|放大|检验|评估)"
)
_PAST = re.compile(
    r"显著(?:提升|增强|改善|提高)|大幅(?:压缩|提升|降低|下降|增长)|已(?:经|建成|形成|实现|完成|达)|基本(?:完成|建成"
    r"|形成)|累计|位居|位列|超过\d|是.{1,10}的[\d.]+倍|比20\d\d年|同比|\"十[二三四]五\"期间|截至|达到[\d.]+"
)


def surroundings(side: Side) -> Mapping[str, Around]:
    """For each sentence (by id) what binds it from outside; sentences that nothing binds are left out."""
    return _Surveyor(side).found


class _Surveyor:
    def __init__(self, side: Side) -> None:
        self._side = side
        self._stems = _stems(side)
        self._notes: dict[str, tuple[Note, tuple[str, ...]]] = {}
        self._told: dict[str, bool] = {}
        self._following = {one.id: other for one, other in pairwise(side.clauses)}
        self._bind_notes()
        self._addressees = _addressees(side)
        articles = sum(clause.number.endswith("条") for clause in side.clauses)
        self._law = articles >= 3
        self.found = {
            sentence.id: self._around(clause, sentence)
            for clause, sentence in side.sentences()
            if clause.kind in (Kind.BODY, Kind.HEADING, Kind.FRONT)
        }

    def _around(self, clause: Clause, sentence: Sentence) -> Around:
        note, at = self._notes.get(sentence.id, (None, ()))
        heading, heading_at = self._heading_time(clause)
        article = "条" in clause.address.split("/")[0]
        section = clause.section
        if section is Section.GUIDANCE and (article or self._law):
            section = Section.NONE  # 第一章 总则 binds like any chapter
        return Around(
            self._stems.get(clause.id),
            note,
            at,
            heading,
            heading_at,
            self._addressees,
            article,
            section,
            self._tells(clause),
        )

    def _tells(self, clause: Clause) -> bool:
        """Whether a clause tells what was achieved or how things stand, and asks for nothing."""
        if clause.id not in self._told:
            self._told[clause.id] = self._reads_as_told(clause)
        return self._told[clause.id]

    def _reads_as_told(self, clause: Clause) -> bool:
        heads = (self._side.by_clause[name].text[:40] for name in clause.path)
        if any(_PAST_HEAD.search(head) and not _TASK_HEAD.match(head) for head in heads):
            return True
        flat = flatten(clause.text)
        return len(_PAST.findall(flat)) >= 3 and not re.search(r"应当|必须|要(?!求|素|点)|力争|到20\d\d年", flat)

    def _heading_time(self, clause: Clause) -> tuple[Time | None, str]:
        """The date that the nearest heading above gives its items: 准备阶段（3月至5月）."""
        for name in reversed(clause.path):
            heading = self._side.by_clause[name]
            words = heading.sentences[0].text if heading.sentences and heading.kind is Kind.BODY else heading.text
            if len(words) > 60:
                continue
            found = [time for time in times(flatten(words)) if time.kind == "day"]
            if found:
                return found[-1], name
        return None, ""

    # --- notes ---------------------------------------------------------------------------------------------------

    def _bind_notes(self) -> None:
        """Give each sentence the note that binds it."""
        grouped = self._noted_by_group()
        singly = self._noted_singly()
        open_clauses: list[Clause] = []  # since the last note or heading
        headings: dict[str, tuple[Note, str]] = {}
        bound: list[Clause] = []  # what the note before binds
        for clause in self._side.clauses:
            if clause.kind is Kind.TOC:
                continue
            if clause.kind is Kind.HEADING:
                open_clauses = []
                self._note_of_heading(clause, headings)
            elif self._columns(clause, open_clauses):
                continue
            elif _is_note(clause):
                bound = open_clauses or bound
                item = _last_item(bound)
                if item and self._heading_of(item[-1]) in singly:
                    bound = item
                note, at = self._bind_line(clause, bound)
                if item:
                    headings[item[0].id] = note, at[0]  # （一）分步推进。⏎责任单位：…⏎1.…
                open_clauses = []
            else:
                bound = []
                noted = self._bind_within(clause, open_clauses, grouped=grouped)
                if clause.sentences and clause.sentences[-1].role is Role.RESPONSIBILITY:
                    self._note_of_heading(clause, headings)
                open_clauses = [] if noted else [*open_clauses, clause]
        self._bind_below(headings)

    def _note_of_heading(self, clause: Clause, headings: dict[str, tuple[Note, str]]) -> None:
        """Keep the note that a heading, or a paragraph with items of its own, holds for what stands below it."""
        note = self._bracket(clause)
        if note is not None:
            own = [sentence for sentence in clause.sentences if sentence.role is Role.RESPONSIBILITY]
            headings[clause.id] = (note, (own or clause.sentences)[0].id)

    def _bind_line(self, clause: Clause, bound: list[Clause]) -> tuple[Note, tuple[str, ...]]:
        """A line that is nothing but a note binds the clauses before it; the note and the sentences it stands in."""
        note = _joined([note_of(sentence) for sentence in clause.sentences])
        at = tuple(sentence.id for sentence in clause.sentences)
        for before in bound:
            for sentence in before.sentences:
                self._give(sentence, note, at)
        return note, at

    def _bind_within(self, clause: Clause, open_clauses: list[Clause], *, grouped: bool) -> bool:
        """Give the sentences of a clause, and what its note binds before it, the notes in it; whether there are any."""
        pending: list[Sentence] = []
        noted = closed = False
        for sentence in clause.sentences:
            if sentence.role is not Role.RESPONSIBILITY:
                pending = [sentence] if closed else [*pending, sentence]
                closed = False
                continue
            note = note_of(sentence)
            for before in pending:
                self._give(before, note, (sentence.id,))
            closed = True  # a further note right behind it binds the same: （责任单位：…）（完成时限：…）
            if not noted:
                by_group = grouped and sentence.text.strip().startswith(("〔", "[", "［"))
                for before in open_clauses if by_group else _paragraph_of(clause, open_clauses):
                    for other in before.sentences:
                        self._give(other, note, (sentence.id,))
            noted = True
        return noted

    def _bind_below(self, headings: Mapping[str, tuple[Note, str]]) -> None:
        """The nearest heading with a note binds what stands below it and has none."""
        for clause in self._side.clauses:
            name = next((name for name in reversed(clause.path) if name in headings), None)
            if name is not None:
                note, at = headings[name]
                for sentence in clause.sentences:
                    self._notes.setdefault(sentence.id, (note, (at,)))

    def _noted_by_group(self) -> bool:
        """Whether 〔…〕 stands for a group of items: most numbered items then have no note of their own."""
        items = [clause for clause in self._side.clauses if clause.kind is Kind.BODY and clause.number]
        noted = sum(any(s.role is Role.RESPONSIBILITY for s in clause.sentences) for clause in items)
        return 2 * noted <= len(items)

    def _noted_singly(self) -> frozenset[str]:
        """The headings of which most items have a note of their own on a line below: there none binds two items."""
        items: Counter[str] = Counter()
        noted: Counter[str] = Counter()
        last: Clause | None = None
        for clause in self._side.clauses:
            if clause.kind in (Kind.HEADING, Kind.TOC):
                last = None
            elif not _is_note(clause):
                last = clause
                heading = self._heading_of(clause)
                own = not clause.path or clause.path[-1] == heading  # not an item of an item
                items[heading] += own and bool(clause.number) and not clause.runs_on
            elif last is not None:
                noted[self._heading_of(last)] += 1
                last = None
        return frozenset(name for name, times in noted.items() if 2 * times > items[name])

    def _heading_of(self, clause: Clause) -> str:
        """The id of the nearest heading above a clause, "" where there is none."""
        return next((name for name in reversed(clause.path) if self._side.by_clause[name].kind is Kind.HEADING), "")

    def _give(self, sentence: Sentence, note: Note, at: tuple[str, ...]) -> None:
        if sentence.role is Role.RESPONSIBILITY:
            return
        held = self._notes.get(sentence.id)
        if held is None:
            self._notes[sentence.id] = (note, at)
        else:
            self._notes[sentence.id] = (_joined([held[0], note]), (*held[1], *at))

    def _bracket(self, clause: Clause) -> Note | None:
        """The note in a heading: （一）整治…（市甲局牵头）."""
        for sentence in clause.sentences:
            if sentence.role is Role.RESPONSIBILITY:
                return read_note(sentence.text)
        match = re.search(
            r"[（(〔\[](?=[^（）()〔〕]{0,400}[）)〕\]]$)[^（）()〔〕]*?(?:牵头|负责|责任单位|配合|责任部门).*[）)〕\]]$",
            clause.text,
        )
        return read_note(match[0]) if match else None

    def _columns(self, clause: Clause, before: list[Clause]) -> bool:
        """Lines that are nothing but bodies, behind a task: columns of a flattened table (lead, then responsible)."""
        text = clause.text.strip().rstrip("。")
        if (
            clause.kind is not Kind.BODY
            or clause.number
            or not before
            or len(text) > 300
            or _LABELLED.search(text)
            or not is_body_list(text)
        ):
            return False
        task = before[-1]
        first = self._notes.get(task.sentences[0].id) if task.sentences else None
        lead = first is not None and all(bearer.role != "lead" for bearer in first[0].bearers)
        names = names_in(text)
        if first is None:
            bearers = tuple(Bearer(name, "lead", "inherited") for name in names)
            # the line that follows makes this one the lead's; alone it is who is responsible
            if not self._followed_by_bodies(clause):
                bearers = tuple(Bearer(name, "responsible", "inherited") for name in names)
        else:
            bearers = tuple(Bearer(name, "responsible" if not lead else "support", "inherited") for name in names)
        note = Note(bearers, None, text)
        for sentence in task.sentences:
            self._give(sentence, note, tuple(s.id for s in clause.sentences))
        return True

    def _followed_by_bodies(self, clause: Clause) -> bool:
        following = self._following.get(clause.id)
        return following is not None and is_body_list(following.text.strip().rstrip("。"))


def _is_note(clause: Clause) -> bool:
    """Whether a clause is nothing but a note of responsibility."""
    return {sentence.role for sentence in clause.sentences} == {Role.RESPONSIBILITY}


def _paragraph_of(clause: Clause, before: list[Clause]) -> list[Clause]:
    """The clauses of one paragraph that stand before one of them: 一是…；二是…；三是…。（…负责）"""
    out: list[Clause] = []
    at = len(before) - 1
    while clause.runs_on and at >= 0:
        clause = before[at]
        out.append(clause)
        at -= 1
    return out


def _last_item(clauses: list[Clause]) -> list[Clause]:
    """Of clauses in order those of the last item: where it begins, its own items and what runs on."""
    names = {clause.id for clause in clauses}
    starts = [at for at, clause in enumerate(clauses) if not clause.runs_on and names.isdisjoint(clause.path)]
    return clauses[starts[-1] :] if starts else clauses


def note_of(sentence: Sentence) -> Note:
    """The note that a sentence is: in brackets, on a line, or a cell of a column of bodies or dates."""
    return read_note(f"{sentence.column}：{sentence.text.strip()}" if sentence.column else sentence.text)


def _joined(notes: list[Note]) -> Note:
    bearers = tuple(dict.fromkeys(bearer for note in notes for bearer in note.bearers))
    when = next((note.time for note in reversed(notes) if note.time), None)
    return Note(bearers, when, "；".join(note.text for note in notes))


# --- lists -------------------------------------------------------------------------------------------------------


def _stems(side: Side) -> dict[str, Stem]:
    """For each clause that is an item of a list, the stem that introduces it."""
    found: dict[str, Stem] = {}
    stem: Stem | None = None
    depth = 0
    for clause in side.clauses:
        if clause.kind in (Kind.TOC, Kind.FRONT, Kind.BACK):
            stem = None
            continue
        item = bool(clause.number) and not clause.number.endswith(("条", "章", "节", "编"))
        if stem is not None and not (item and len(clause.path) >= depth) and not _dashed_under(stem, clause):
            stem = None
        if stem is not None:
            found[clause.id] = stem
        sentence = clause.sentences[-1] if clause.sentences else None
        if (
            sentence is not None
            and _STEM_END.search(flatten(sentence.text))
            and not _LABEL_ONLY.match(sentence.text.strip(" ：:"))
            and (stem is None or stem.kind in (ListKind.DUTIES, ListKind.RIGHTS))
        ):
            stem = Stem(clause, sentence, list_kind(sentence.text))
            depth = len(clause.path) + (1 if clause.number else 0)
    return found


def _dashed_under(stem: Stem, clause: Clause) -> bool:
    """Whether a clause is a dash item right under a stem that ends in a colon."""
    dash = clause.text.startswith(("——", "--", "－"))
    return dash and not clause.number and flatten(stem.clause.text).rstrip().endswith(":")


def list_kind(stem: str) -> ListKind:
    """What the items behind a stem are.

    >>> list_kind("食堂不得有下列行为："), list_kind("经营者应当：").name
    (<ListKind.PROHIBITIONS: 3>, 'DUTIES')
    """
    text = flatten(stem).rstrip(" :")
    last = re.split(r"[。;]", text)[-1]
    if re.search(r"(?:下列|以下|前款)[^,:。;]{0,16}之一", text):
        return ListKind.GROUNDS
    if _KINDS[0][1].search(last):
        return ListKind.FACTS
    named = re.search(r"(?:下列|以下)(?:各类|各种|各项|几类)?(?P<what>[^,。;:]{1,12})", last)
    if named and _PLAIN_THINGS.search(named["what"]) and not _LISTED_ACTS.search(named["what"]):
        return ListKind.THINGS
    for kind, pattern in _KINDS:
        if pattern.search(last):
            return kind
    return ListKind.NONE


def _addressees(side: Side) -> tuple[str, ...]:
    """The bodies that a notice is addressed to: 各镇政府，地区和街道办事处，区政府各委办局："""
    for clause in side.clauses:
        if clause.kind is Kind.FRONT and re.search(r"[：:]$", clause.text.strip()) and len(clause.text) <= 200:
            names = names_in(clause.text.strip().rstrip("：:"))
            if names:
                return tuple(names)
    return ()
