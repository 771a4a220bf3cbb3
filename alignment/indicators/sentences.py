"""Targets that sentences state: 到2030年，全程网办比例达到95%以上；新增充电桩300个。"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from alignment.indicators.model import Target
from alignment.indicators.names import key_of, named
from alignment.indicators.years import year_said
from alignment.reading.amounts import Amount, amounts
from alignment.reading.flat import flatten
from alignment.reading.numbers import CHINESE, value_of
from alignment.reading.times import Time, times
from alignment.reading.values import values

#: What parts the segments of a sentence; 、 parts them too where both sides hold a number.
_PARTS = re.compile(r"[,;:。!?]")
#: What is reached, kept, gone beyond, in front of a number: no part of what is measured.
_REACHED = (
    r"力争|争取|努力|确保|保证|实现|达到|达|超过|突破|超|为|是|至|到|在|控制|稳定|保持|维持|提高|提升|增加|增长|增至|升至|降至|下降"
    r"|降低|减少|压减|压缩|缩短|缩减|扩大|扩容|增|降|不低于|不少于|不超过|不高于|低于|高于|于|翻|近|约|共计|累计|总计|共|各|以|均|也|将|要|的"
    r"|约为|不足|不|应|应当|须|可|由|从|增幅|左右|年均|平均|总数|分别|再|做到|完成|就|达到前|前"
)
_TAIL = re.compile(rf"(?:{_REACHED})$")
#: What is done so that there are so many of something: 新增|300个充电桩.
_DONE = (
    r"新增加?|新建成?|新培育|新认定|新引进|增设|增加|建设成?|建成|建立|打造|培育|培养|培训|扶持|推介|形成|推出|推广|发布|制定|落地|布局|"
    r"组建|组织|开展|举办|承办|设立|选派|引进|引育|认定|遴选|征集|解决|攻克|服务|改造|改建|扩建|完成|启动|实施|支持|申报|推动|推进|"
    r"探索|提升|提高|实现|落成|孵化|吸引|集聚|汇聚|发展|创建|筹集|供应|供给|储备|招收|招录|资助|覆盖|惠及|帮助|促进|突破|拓展|"
    r"建造|研制|开发|研发|评选|投放|配备|配建|安装|种植|整治|治理|更新|开通|绿化|造林|盘活|聚集|争创|创成|培树|梳理|出台|转化"
    r"|登记|授权|申请|注册|产出|推荐|打通|建好|累计|力争|争取|确保|努力|积极|全力|持续|重点|加快|着力|启用|压减|压缩|缩短|降低|减少|积极推进|下达|发放|减免|举行"
)
_HEAD = re.compile(
    rf"^(?:[\s、]|到?[12]\d{{3}}\s?年(?:底|末|初)?(?:前|时)?|到|年内|全年|当年|今年|每年|其中|另|可|共|分批|年(?=服务)|\d{{1,2}}月(?:上旬|中旬|下旬|底|末)?前?|并|和|及|以及|或|或者|同时|将|使|把|对|向|按|"
    rf"(?:{_DONE})(?:了)?|在\"?(?:十[一二三四五六七八九]?)五\"?(?:期|规划)?末|力求|做到|有序|稳步|规划(?=建筑|用地|建设))+"
)
#: What is left where the verb belongs to the name: 培训|率, 覆盖|面积.
_BARE = re.compile(r"率|比例|占比|比重|总?数量?|总?量|额|值|度|总?规模|总?面积|水平|人数|次数|时间|周期|")
_COUNT_VERB = re.compile(rf"(?:{_DONE})$")
#: Whose number is a level that a body keeps, whatever the verb.
_MEASURE = re.compile(
    r"(?:率|比例|占比|比重|数|量|额|值|度|规模|面积|水平|收入|投入|周期|时间|时限|浓度|增速|天数|人数|产值|覆盖面|指标)$"
)
#: A goal is set: then a number is a target.
_GOAL = re.compile(
    rf"力争|争取|确保|达到|达(?=\d)|不低于|不少于|不超过|不高于|超过|突破|控制在|压缩|缩短|压减|提高|提升|增长|下降|降低|保持在?|稳定在|{_DONE}"
)
#: What has been: no target.
_PAST = re.compile(
    r"已(?!有序)|曾|截至|截止|目前|现有|成功(?!率)|了(?!解)|以来|期间,|\"十三五\"(?!末?增)|连续[^,;]{1,4}年|过去|顺利|被"
)
_HAS_BEEN = re.compile(r"以来|\"十三五\"(?:时期|期间)|已(?:经|有|达)|(?<!较)(?:去年|上年)(?!同)")
_OF_PAST = re.compile(
    r"现状|(?:现有|发展|工作)基础|发展背景|(?:发展|工作)回顾|(?:显著|主要|明显|阶段性|工作)成[效就]|成[效就](?:显著|明显)|取得(?:的)?成[效就绩]|发展成[效就]|面临(?:的)?形势|发展形势|存在问题"
)
#: What is fined or paid, and whom a number only describes: 投入超过1000万元|的企业.
_NOT = re.compile(
    r"罚款|处以|没收|注册资本|奖励|补贴|补助|资助|给予|一次性|贴息|处罚|有期徒刑|减征|减按|缴存|缴纳|废止"
)
#: What leads to a target in a long segment, and the characters that a name is looked for in.
_LEADING, _HANZI = re.compile(r"使|推动|确保|力争|实现"), re.compile(r"[\u4e00-\u9fff]+")
_GENERIC = re.compile(r"营业收入|主营业务收入|销售收入|销售额|收入|总?产值|增加值|产业规模|规模")
_LONG, _MOST = 8, 200
_PER_HEAD, _TOWARDS = re.compile(r"每\S{0,3}[人户]"), re.compile(r"\s?[对以向在]")
_LASTS = frozenset(("days", "workdays", "hours", "months"))
_DURATION = re.compile(r"时间|时限|周期|用时|工期|时长|期限|天数")
_SHORTER = re.compile(r"压缩|缩短|压减|缩减|减少|控制|降")
_COUNTS = frozenset(("count", "events", "visits", "age", "level", "score"))
_NO_UNIT = frozenset(
    ("章", "部分", "方面", "级", "档", "届", "口", "字", "把", "行", "对", "批", "款", "类", "部", "G", "D", "K")
)
#: 一|个, 百|种, 三|个重点产业: a manner of speaking; who sets a target writes figures.
_ROUND = re.compile(rf"(?:达到?|为|到|至|共)?(?:[{CHINESE}数几多]{{1,3}}(?![\d{CHINESE}万亿成]))")
#: 等|10项, 以下|6项: how long a list is.
_LISTED = re.compile(r"(?:等|等共|以下|下列|上述|前述|其他|其余|首批|前)$")
#: 自贸区|范围内: for what a number holds, what it measures having been said.
_WITHIN = re.compile(r"(?P<scope>.{2,16}?)(?:范围)?内$")
#: 第6|位: a place to reach.
_RANK = re.compile(
    r"(?P<before>不低于|进入|前移至|位列|保持|位居|排名)?第?(?P<at>\d{1,3}|[一二三四五六七八九十])(?P<unit>位|名)"
    r"(?P<after>以内|以上|之内)?"
)
_RANKED = re.compile(r"排名|位次|排位|名次")
_FROM = re.compile(r"[由从][^,;。\d]{0,10}$")
_THAN = re.compile(r"(?:较|比|同比|比上年|与).{0,16}$")
_GROWTH = re.compile(r"同比|年均|增长|增速")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sentence stands: the id of its clause, what its year is by default, and the day of issue."""

    clause: str
    year: int = 0
    issued: str = ""


def targets_in(text: str, place: Place, *, heading: str = "") -> Iterator[Target]:
    """The targets of one sentence, in its order; `heading` are the words of the headings above it."""
    if _OF_PAST.search(heading):
        return
    flat = flatten(text)
    found = [item.value for item in values(flat) if isinstance(item.value, Amount)]
    # 周期缩短至60天: what bounds a length of time is no day by which something is due
    terms = [time for time in times(flat) if time.kind == "term"]
    found += [one for one in amounts(flat) if one.family in _LASTS and any(_over(one, time) for time in terms)]
    found += [rank for match in _RANK.finditer(flat) if (rank := _rank(flat, match)) is not None]
    kept = [item for item in sorted(found, key=lambda one: one.start) if _may_be(flat, item)]
    previous = ""
    for low, high in _segments(flat, kept):
        own = [item for item in kept if low <= item.start < high]
        names = _each(flat[low : own[0].start], len(own)) if own else ()
        last, base = low, ""
        for at, item in enumerate(own):
            if at + 1 < len(own) and _FROM.search(flat[low : item.start]) and own[at + 1].family == item.family:
                base = item.written.strip()
                continue
            span = _Span(low, last, high, _part(flat, low))
            target = _target(flat, span, item, names[at] if names else "", previous, place)
            last = item.end
            if target is not None:
                previous = target.name
                yield replace(target, quote=_quote(text, low, high), base=base)
                base = ""
        if not own:
            previous = _subject(flat[low:high].strip()) or previous


@dataclass(frozen=True, slots=True)
class _Span:
    """A segment from `low` to `high`, where the number before it ended (`last`), and where its part of the sentence
    begins."""

    low: int
    last: int
    high: int
    part: int


def _target(flat: str, where: _Span, item: Amount, given: str, previous: str, place: Place) -> Target | None:
    """The target that a number in a segment is, None where it is none; `given` is its name where that is known."""
    part = flat[where.part : where.high]
    before, after = flat[where.last : item.start], flat[item.end : where.high]
    if _PAST.search(part) or _HAS_BEEN.search(flat[: item.start]) or _NOT.search(part):
        return None
    if after.startswith("的") and item.family != "count" and not re.match(r"的(?:目标|水平|要求)", after):
        return None  # 投入超过1000万元的企业
    name, change = _measured(before, after, item, previous)
    name, scope = _scoped(given or name, previous)
    if not _is_target(flat, where, item, name):
        return None
    told = named(name)
    if told.scope:
        told = told._replace(name=_stripped(told.name) or told.name)
        told = told._replace(key=key_of(told.name))
    if len(told.key) < 2:
        return None
    growth = change == "by" and not told.key.endswith("增速")
    return Target(
        name=told.name,
        key=f"{told.key}增速" if growth else told.key,
        quote="",
        clause=place.clause,
        scope=scope or told.scope,
        bound=item.bound,
        value=item.value,
        high=item.high,
        unit=item.unit,
        family=item.family,
        written=item.written.strip(),
        change=change,
        year=year_said(flat, item.start, place.year, place.issued),
    )


def _is_target(flat: str, where: _Span, item: Amount, name: str) -> bool:
    """Whether a number that measures something is to be reached or kept."""
    before = flat[where.low : item.start]
    if name.startswith("指标") or "关于" in name or "印发" in name:  # 5项指标排名…: of what is told elsewhere
        return False
    if item.family == "age" and not re.search(r"年龄|寿命", name):
        return False
    if item.family != "rank" and _LISTED.search(before):
        return False
    if len(name) < 2 or (before[-1:].isascii() and before[-1:].isalpha()):  # PM2.5
        return False
    if item.family in _LASTS and not (_DURATION.search(name) or _SHORTER.search(before + item.written)):
        return False
    if not (_GOAL.search(flat[where.part : where.high]) or _MEASURE.search(name) or _PER_HEAD.match(name)):
        return False
    # 对6家企业开展检查
    return not (_TOWARDS.match(flat[where.last : item.start]) and item.family in _COUNTS and item.bound == "exact")


def _scoped(name: str, previous: str) -> tuple[str, str]:
    """A name and its scope, where that stands apart: 自贸区范围内达到150项, 市 and 区 of two numbers."""
    if found := _WITHIN.fullmatch(name):
        return (previous, found["scope"]) if previous else (name, "")
    if name.startswith(("市:", "区:", "省:", "县:")):
        return name[2:], name[0]
    return name, ""


def _each(head: str, count: int) -> tuple[str, ...]:
    """What each of several numbers measures: 进口、出口整体通关时间|分别|压缩至30小时以下和1.1小时以下."""
    words, found, _ = head.partition("分别")
    items = re.split(r"[、和]", _stripped(words)) if found and count > 1 else []
    if len(items) != count:
        return ()
    rest = items[-1][len(items[0]) :].removeprefix("两级")
    levels = all(one in ("市", "区", "省", "县") for one in (*items[:-1], items[-1][:1])) and len(items[0]) == 1
    heads = (*items[:-1], items[-1][: len(items[0])])
    return tuple(f"{one}:{rest}" if levels else one + rest for one in heads)


def _measured(before: str, after: str, item: Amount, previous: str) -> tuple[str, str]:
    """(what a number measures, whether it is a change) from the words around it."""
    growth = item.mode == "by" or bool(_GROWTH.search(before[-10:]) and item.family in ("ratio", "points"))
    verb = before.rstrip()
    noun = re.match(r"[\u4e00-\u9fffA-Za-z0-9+\"·()、和或者]*", after)
    follows = noun[0] if noun else ""
    head = _stripped(_THAN.sub("", before) if growth else before)
    new = "new" if re.search(r"新增|增加|增设|新建|新培育|扩建", before[-12:]) and item.family in _COUNTS else ""
    counted = item.family in _COUNTS and follows and not _MEASURE.search(head)
    if counted and re.search(r"[和及与、]$", verb):  # 4台作业车和|1台发电车
        return _noun(follows), new
    if counted and (len(head) < 2 or _COUNT_VERB.search(verb)):
        return _noun(follows), new
    if not head or (len(head) < 2):
        return (_noun(follows) if item.family in _COUNTS and follows else previous), "by" if growth else new
    if growth and item.family not in _COUNTS and head in ("同比", "年均"):
        return previous, "by"
    return head, "by" if growth and item.family not in _COUNTS else new


def _stripped(words: str) -> str:
    """What is measured, of the words before a number."""
    words = re.sub(r"\([^()]{0,60}\)", "", words[-_MOST:]).replace(" ", "")
    words = words.rpartition("每年")[2] or words
    words = re.sub(r"[由从][^,;\d]{0,10}\d.{0,16}$", "", words)
    if len(words) > _LONG:
        cuts = (_behind(words, match) for match in _LEADING.finditer(words))
        words = next((rest for rest in cuts if len(rest) > 1 and _HANZI.fullmatch(rest)), words)
    while True:
        head = _HEAD.sub("", words)
        shorter = _TAIL.sub("", words if _BARE.fullmatch(head) else head).strip("、 ")
        if shorter == words:
            return words[-60:]
        words = shorter


def _behind(words: str, match: re.Match[str]) -> str:
    """What stands behind a word that leads to a target, with what it is of: 养老产业|实现|营业收入."""
    rest, of = words[match.end() :], _HEAD.sub("", words[: match.start()])
    return of + rest if _GENERIC.fullmatch(rest) and len(of) > 2 else rest


def _noun(words: str) -> str:
    """What is counted, of the words behind a number."""
    bare = re.sub(r"\([^()]{0,40}\)", "", re.sub(r"^(?:以上|左右|以内|的|余|多)+", "", words))
    return re.split(r"[()]|以上|左右|以内|[和及与、](?=\d)", bare)[0].strip("、 ")[:30]


def _subject(words: str) -> str:
    """What a segment without a number speaks of, for one behind it that only says how much."""
    return _stripped(words) if len(words) < 30 else ""


def _segments(flat: str, found: list[Amount]) -> list[tuple[int, int]]:
    """The stretches of a sentence from mark to mark."""
    cuts = [0]
    numbers = [item.start for item in found]
    for at, char in enumerate(flat):
        inside = any(item.start <= at < item.end for item in found)
        if inside:
            continue
        if _PARTS.match(char):
            cuts.append(at + 1)
        elif char == "、":
            end = next((match.start() for match in _PARTS.finditer(flat, at)), len(flat))
            if any(cuts[-1] <= one < at for one in numbers) and any(at < one < end for one in numbers):
                cuts.append(at + 1)
    return [(low, high) for low, high in zip(cuts, [*cuts[1:], len(flat)], strict=True) if low < high]


def _may_be(flat: str, item: Amount) -> bool:
    """Whether a number may be one: not in brackets or quotation marks, no number of a row, no manner of speaking."""
    head = flat[: item.start]
    if head.endswith("第") and item.family != "rank":
        return False
    if item.unit in _NO_UNIT or (item.unit == "升" and flat[item.end : item.end + 1] == "级"):  # 2.0升级版
        return False
    if item.bound == "exact" and item.family not in ("ratio", "money") and _ROUND.match(item.written):
        return False
    return head.count("《") <= head.count("》") and head.count("(") <= head.count(")") and head.count('"') % 2 == 0


def _rank(flat: str, match: re.Match[str]) -> Amount | None:
    """A place in an order as an amount: 排名不低于第6位."""
    if not _RANKED.search(flat[max(0, match.start() - 20) : match.start()] + (match["before"] or "")):
        return None
    value = value_of(match["at"])
    if value is None:
        return None
    bound = "min" if match["before"] == "不低于" or match["after"] else "exact"
    return Amount(match.start(), match.end(), "rank", value, bound, "位", None, match[0])


def _over(one: Amount, time: Time) -> bool:
    return one.start < time.end and time.start < one.end


def _part(flat: str, at: int) -> int:
    """Where the stretch from mark to mark begins that a place lies in, 、 parting nothing."""
    return max((match.end() for match in _PARTS.finditer(flat, 0, at)), default=0)


def _quote(text: str, low: int, high: int) -> str:
    return text[low:high].strip(" ，,；;。：:")
