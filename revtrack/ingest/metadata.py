"""What a policy says of itself: title, number, issuers, days, status, basis; each with the words it was read from.

Read from the front and back matter only, and by shape: a number on a line of its own, a day under a signature. A value
that the text does not give is left out; nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from alignment.force.ending import ended_by
from alignment.force.events import sentences_of
from alignment.reading.dates import WRITTEN_DAY, iso_date
from alignment.reading.numerals import parse_numeral
from revtrack.ingest.found import FoundDocument
from revtrack.ingest.places import place_of
from revtrack.ingest.titles import infer_title

_PAGE_MARK = re.compile(r"#\s*Page\s+\d+|[-—–]\s*\d{1,4}\s*[-—–]$", re.I)
_DATE_LINE = re.compile(rf"[（(]?{WRITTEN_DAY}[）)]?$")
_NUMBER = re.compile(r"[\u4e00-\u9fff]{2,14}[〔\[（(]\d{4}[〕\]）)](?:第)?\d+号$")
_ORDER = re.compile(r"(?:[\u4e00-\u9fff]{2,24})?(?:令|公告)(?:第)?\d+号$")
_NOTICE = re.compile(
    r"(?:关于)?(?:印发|转发|公布|发布|下发)(?:《(?P<marked>.{1,200})》|(?P<bare>.{1,200}?))的(?:通知|公告|通告)(?:（[^）]{0,100}）)?$"
)
_KINDS = (
    "方案|办法|规定|措施|意见|计划|规划|要点|条例|细则|通知|决定|清单|纲要|公告|通告|批复|制度|指引|指南|规则|规程|标准|"
    "重点任务|任务|三十条|修正案|解释|决议|规范|准则|法|[一二三四五六七八九十\\d]+条"
)
_TITLE = re.compile(rf"[^。；：！？]{{4,110}}(?:{_KINDS})(?:[（(][^（）()。]{{1,24}}[）)])*$")
_BODY = (
    "人民政府办公厅|人民政府办公室|人民政府|政府办公厅|政府办公室|办公厅|办公室|管理委员会|委员会|管理局|监督局|服务局|"
    "总局|分局|局|厅|部|委|院|署|办|总队|中心|党工委|工委|委办公室|联席会议|领导小组"
)
_BODY_NAME = re.compile(rf"[\u4e00-\u9fff（）、]{{2,40}}(?:{_BODY})$")
#: Where one issuer's name ends and the next begins, when they are run together: …委员会北京市商务局.
_JOINT = re.compile(
    rf"(?<=[\u4e00-\u9fff]{{3}})(?:{_BODY})(?=(?:中共)?[\u4e00-\u9fff]{{2,7}}(?:省|市|区|县|旗|盟|州|自治区|开发区)[\u4e00-\u9fff]{{0,20}}(?:{_BODY}))"
)
#: The body that a title begins with: X关于…, X等九部门关于….
_NAMED_FIRST = re.compile(
    rf"(?P<who>[\u4e00-\u9fff（）、]{{3,80}}?(?:{_BODY}))(?:等[一二三四五六七八九十\d]+(?:个)?部门)?(?=关于|印发|转发|公布|令|公告|贯彻|落实|实施)"
)
_ADDRESSEE = re.compile(r"(?!为|根据|按照|[^。；]*(?:如下|下列|以下|进一步|决定|现将|现就))[^。；《]{2,300}[：:]$")
_DRAFT = re.compile(
    r"[（(][^（）()]{0,8}(?:征求意见稿|草案|送审稿|讨论稿|审议稿)[^（）()]{0,8}[）)]|(?:征求意见稿|送审稿|讨论稿)$"
)
_AMENDED = re.compile(r"[（(][^（）()]{0,6}(?:修订|修正)[^（）()]{0,6}[）)]$")
_HISTORY = re.compile(r"(?:修正|修订|修改)")
_FORCES = (
    ("trial", re.compile(r"[（(][^（）()]{0,60}试行[^（）()]{0,60}[）)]")),
    ("interim", re.compile(r"暂行|[（(]暂行[）)]")),
)
_PUBLICITY = re.compile(r"[（(](此件[^（）()]{0,80}|公开形式[^（）()]{0,80})[）)]")
_BASIS = re.compile(
    r"(?:依据|根据|按照|依照|为(?:深入|全面|认真)?(?:贯彻)?(?:落实|执行|实施)|贯彻落实|落实)(?P<cited>(?:[^。；《]{0,24}《[^《》]+》(?:[（(][^（）()]{2,24}号[）)])?)+)"
)
_CITED = re.compile(r"《(?P<title>[^《》]+)》(?:[（(](?P<number>[^（）()]{2,24}号)[）)])?")
_AMENDS = re.compile(r"修改[《〈]([^《》〈〉]+)[》〉]的决定")
_EFFECTIVE = re.compile(rf"(?:自|从){WRITTEN_DAY}起(?:施行|实施|执行|生效)")
_UPON_ISSUE = re.compile(r"自(?:印发|发布|公布)之日起(?:施行|实施|执行|生效)")
_EXPIRES = re.compile(rf"有效期(?:至|到){WRITTEN_DAY}|(?:施行|实施|执行|有效)(?:期)?至{WRITTEN_DAY}(?:止)?")
_VALID_FOR = re.compile(r"有效期(?:为|限为|限)?([一二三四五六七八九十\d]{1,2})年")
_COMMENTS_UNTIL = re.compile(
    rf"(?:{WRITTEN_DAY}前|(?:于|至|截至|截止(?:日期|时间)?(?:为|至|：)?){WRITTEN_DAY})[^。]{{0,40}}(?:反馈|提出|意见|截止)|(?:征求意见|公示|反馈)[^。]{{0,24}}(?:至|截至|截止)[^。\d]{{0,8}}{WRITTEN_DAY}"
)
_COMMENTS_TO = re.compile(r"(?<![A-Za-z0-9._+-])[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,6}")
_PROMULGATED = re.compile(rf"{WRITTEN_DAY}[^。]{{0,60}}?(?:公布|发布|通过)")
#: A day in the note under a title on which the text was amended: 根据2023年9月1日…《关于修改…的决定》第五次修正.
_AMENDED_ON = re.compile(rf"{WRITTEN_DAY}(?:(?!{WRITTEN_DAY})[^；;]){{0,160}}?(?:修正|修订|修改)")
_FURNITURE = re.compile(r"\[文件来源\]|打印字号|<!--")
_NUMBERED = re.compile(
    r"(?:第[一二三四五六七八九十百\d]+[编章节条]|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]|\d{1,3}\s?[.．、])"
)
#: How far the front matter is looked for, in lines with text.
_FRONT = 24
_LONGEST_TITLE = 110


@dataclass(frozen=True, slots=True)
class Metadata:
    """What was read: values by field (several issuers and the like as a tuple), and the words each was read from.

    `inferred` names the fields whose value stands nowhere as it is, but was made from those words.
    """

    values: Mapping[str, str | tuple[str, ...]] = field(default_factory=dict[str, "str | tuple[str, ...]"])
    read_from: Mapping[str, str] = field(default_factory=dict[str, str])
    inferred: frozenset[str] = frozenset()

    def text(self, name: str) -> str:
        """A field as text, several values joined by 、; "" where it was not given."""
        value = self.values.get(name, "")
        return value if isinstance(value, str) else "、".join(value)


def read_metadata(found: FoundDocument) -> Metadata:
    """What a document says of itself, with what its compilation says of it."""
    return _Reader(found).read()


class _Reader:
    def __init__(self, found: FoundDocument) -> None:
        self._found = found
        lines = [re.sub(r"\s", "", line.lstrip("#").strip()) for line in found.text.split("\n")]
        raw = found.text.split("\n")
        kept = [
            line
            for line, given in zip(lines, raw, strict=True)
            if line and not _PAGE_MARK.match(given.strip()) and not _FURNITURE.match(given.strip())
        ]
        self._lines = kept[self._heading_lines(kept) :]
        head = next((line.strip() for line in raw if line.strip()), "")
        #: What Markdown marks as the title.
        self._marked = re.sub(r"\s", "", head[1:]) if head.startswith("# ") and not _PAGE_MARK.match(head) else ""
        if len(self._marked) > _LONGEST_TITLE or "。" in self._marked:
            self._marked = ""
        self._body = self._first_of_body()
        self._values: dict[str, str | tuple[str, ...]] = {}
        self._read_from: dict[str, str] = {}
        self._inferred: set[str] = set()

    def read(self) -> Metadata:
        """All fields, in the order in which one helps the next."""
        self._numbers()
        self._titles()
        self._signature()
        self._place()
        self._status_and_force()
        self._days()
        self._relations()
        return Metadata(self._values, self._read_from, frozenset(self._inferred))

    # --- the parts of the text -------------------------------------------------------------------------------------

    def _heading_lines(self, lines: list[str]) -> int:
        """How many lines the heading of the compilation takes."""
        heading = re.sub(r"\s", "", self._found.heading)
        if not heading:
            return 0
        joined = ""
        for count, line in enumerate(lines[:8], start=1):
            joined += line
            if heading in joined and re.search(r"日[）)]$", joined):
                return count
        return 0

    def _first_of_body(self) -> int:
        """The first line of the text proper: the first numbered provision, or the preamble before it."""
        numbered = (
            at
            for at, line in enumerate(self._lines)
            if _NUMBERED.match(line) and not _TITLE.match(line) and not line.startswith("附件")
        )
        return min(next(numbered, len(self._lines)), len(self._lines))

    @property
    def _front(self) -> list[str]:
        return self._lines[: min(_FRONT, max(self._body, 1))]

    def _put(self, name: str, value: str | tuple[str, ...], words: str) -> None:
        if value and name not in self._values:
            self._values[name] = value
            self._read_from[name] = words

    # --- fields ----------------------------------------------------------------------------------------------------

    def _numbers(self) -> None:
        for line in self._front[:14]:
            if _NUMBER.match(line) or _ORDER.match(line):
                self._put("doc_number", line.replace("[", "〔").replace("]", "〕"), line)
                return

    def _titles(self) -> None:
        heading = self._found.heading
        first = heading or self._marked or self._first_title() or self._own_title()
        if not first:
            made = infer_title(self._lines, self._found.mentioned)
            if made:
                self._put("title", made.title, made.words)
                self._inferred.add("title")
            return
        words = first
        bare = re.sub(r"\s", "", first)
        notice = _NOTICE.search(bare)
        if notice:
            self._put("notice_title", bare, words)
            self._put("title", _inner(notice["marked"] or notice["bare"]), words)
        else:
            self._put("title", bare, words)

    def _first_title(self) -> str:
        """The title at the head of a text: one line, or two that only together are one."""
        front = self._front[:8]
        for at, line in enumerate(front):
            if _ADDRESSEE.match(line) or _NUMBERED.match(line) or line.endswith(("。", "；")):
                return ""
            if _NUMBER.match(line) or _DATE_LINE.match(line) or _DRAFT.fullmatch(line) or line in {"附", "附："}:
                continue
            if _TITLE.match(line) and _whole(line):
                return line
            for joined in ("".join(front[at : at + 2]), "".join(front[at : at + 3])):
                if _TITLE.match(joined) and len(joined) <= 120 and _whole(joined) and not _NUMBER.search(joined):
                    return joined
            if len(line) > 60:
                return ""
        return ""

    def _own_title(self) -> str:
        """The title of the plan itself behind the day and the signature of a notice without one."""
        signed = next((at for at, line in enumerate(self._front) if _DATE_LINE.match(line)), -1)
        after = [line for line in self._lines[signed + 1 : signed + 4] if not _PUBLICITY.match(line)]
        joined = "".join(after[:2])
        if signed < 0 or not after:
            return ""
        return next((text for text in (after[0], joined) if _TITLE.match(text) and _whole(text)), "")

    def _signature(self) -> None:
        """Who signed: the bodies on the lines above the day, else who the title begins with."""
        places = [*range(min(_FRONT, len(self._lines))), *range(max(0, len(self._lines) - 12), len(self._lines))]
        for at in dict.fromkeys(places):
            line = self._lines[at]
            match = _DATE_LINE.match(line)
            if not match or (line.startswith(("（", "(")) and at > 3):
                continue
            self._put("issued", iso_date(*match.groups()), line)
            signed: list[str] = []
            for above in reversed(self._lines[max(0, at - 16) : at]):
                if not _BODY_NAME.match(above) or len(above) > 40:
                    break
                signed.insert(0, above)
            if signed:
                bodies = tuple(body for line in signed for body in _bodies(line))
                self._put("issuers", bodies, "、".join(signed))
                break
        if self._found.heading_date:
            self._put("issued", self._found.heading_date, self._found.heading)
        title = self._found.heading or self.value("notice_title") or self.value("title")
        named = _NAMED_FIRST.match(title)
        if named:
            self._put("issuers", tuple(_bodies(named["who"])), title)

    def _place(self) -> None:
        """Where the text comes from, and at which level: who speaks decides, not which place is named."""
        for words in (self.value("issuers"), self.value("notice_title"), self.value("title")):
            found = place_of(words, self._found.region)
            if found:
                self._put("jurisdiction", found.path, words)
                self._put("level", found.level, words)
                return
        region = place_of(self._found.region, "")
        if region:
            self._put("jurisdiction", region.path, self._found.region)

    def _status_and_force(self) -> None:
        head = [self.value("title"), self.value("notice_title"), *self._front[:4]]
        short = [text for text in head if len(text) < 110]
        draft = next((text for text in short if _DRAFT.search(text)), "")
        amended = next((text for text in short if _AMENDED.search(text)), "")
        history = next((line for line in self._front if _in_history(line) and _HISTORY.search(line)), "")
        if draft:
            self._put("status", "draft", draft)
        elif amended or history:
            self._put("status", "amended", amended or history)
        else:
            self._put("status", "issued", self.value("title"))
        for name, pattern in _FORCES:
            # another document that a title names is not this one
            titles = (re.sub("《[^》]{0,200}》", "", self.value(name)) for name in ("title", "notice_title"))
            said = next((text for text in titles if pattern.search(text)), "")
            if said:
                self._put("force", name, said)

    def _days(self) -> None:
        everything = "\n".join((*self._front, *self._lines[-14:]))
        match = _EFFECTIVE.search(everything) or _EFFECTIVE.search("".join(self._lines[-40:]))
        if match:
            self._put("effective", iso_date(*match.groups()[:3]), match[0])
        elif upon := _UPON_ISSUE.search(everything):
            self._put("effective", self.value("issued"), upon[0])
        if match := _EXPIRES.search(everything):
            self._put("expires", iso_date(*[part for part in match.groups() if part][:3]), match[0])
        elif match := _VALID_FOR.search(everything):
            self._put("expires", _years_on(self.value("effective") or self.value("issued"), match[1]), match[0])
        history = next((line for line in self._front if _in_history(line) and _PROMULGATED.search(line)), "")
        if history and (match := _PROMULGATED.search(history)):
            self._put("published", iso_date(*match.groups()[:3]), match[0])
        if self.value("status") == "amended":
            notes = "".join(line for line in self._front if _in_history(line))
            days = [(iso_date(*match.groups()[:3]), match[0]) for match in _AMENDED_ON.finditer(notes)]
            if days:
                self._put("last_amended", *max(days))
        if self.value("status") == "draft":
            if match := _COMMENTS_UNTIL.search(everything):
                self._put("consultation_until", iso_date(*[part for part in match.groups() if part][:3]), match[0])
            if match := _COMMENTS_TO.search("\n".join(self._lines)):
                self._put("comments_to", match[0], match[0])

    def _relations(self) -> None:
        front = self._lines[: self._body + 2]
        self._addressees(front[:14])
        publicity = next((match[1] for line in front if (match := _PUBLICITY.search(line))), "")
        self._put("publicity", publicity, publicity)
        preamble = "".join(front[-10:])
        if match := _BASIS.search(preamble):
            cited = tuple(_citation(item["title"], item["number"]) for item in _CITED.finditer(match["cited"]))
            self._put("basis", cited, match[0])
        ending = "".join(self._lines[-6:])
        ended = [(one, sentence) for sentence in sentences_of(ending) for one in ended_by(sentence) if not one.part]
        if ended:
            named = tuple(_citation(one.title, one.number) for one, _ in ended)
            self._put("repeals", named, "".join(dict.fromkeys(sentence for _, sentence in ended))[-120:])
        title = self.value("title")
        decided = re.search(r"对《([^》]{1,200})》作如下修改", preamble) if "修改" in title else None
        if match := _AMENDS.search(title) or decided:
            self._put("amends", (match[1],), match[0])

    def _addressees(self, front: list[str]) -> None:
        """Whom a notice is sent to: the line that ends in a colon, with the lines before it that run on into it."""
        for at, line in enumerate(front):
            if _ADDRESSEE.match(line) and re.search(r"各|政府|局|委|单位|机构", line) and not _NUMBERED.match(line):
                first = at
                while first and not _ends_a_line(front[first - 1]):
                    first -= 1
                words = "".join(front[first : at + 1])
                self._put("addressees", tuple(part for part in re.split(r"[，,]", words[:-1]) if part), words)
                return

    def value(self, name: str) -> str:
        """A field that was read already, as text."""
        value = self._values.get(name, "")
        return value if isinstance(value, str) else "、".join(value)


def _in_history(line: str) -> bool:
    """Whether a line is of the note under a title (题注) that tells when the text was made and amended."""
    return line.startswith(("（", "(")) or bool(
        re.match(rf"(?:根据)?{WRITTEN_DAY}", line) and not line.endswith(("。", "；"))
    )


def _whole(title: str) -> bool:
    """Whether brackets and quotations of a title are closed: half a title, cut by a page, is none."""
    return all(title.count(a) == title.count(b) for a, b in (("《", "》"), ("“", "”"), ("（", "）"), ("〈", "〉")))


def _ends_a_line(line: str) -> bool:
    """Whether a line of the front matter stands by itself: a number, a title, a day, a note."""
    return bool(_NUMBER.match(line) or _TITLE.match(line) or _DATE_LINE.match(line) or line.endswith(("）", ")", "。")))


def _inner(title: str) -> str:
    """A title within a title by its own marks: 〈〉 as 《》 are written outside."""
    return title.strip("《》").replace("〈", "《").replace("〉", "》") if "〈" in title else title.strip("《》")


def _bodies(words: str) -> Iterable[str]:
    """The bodies that a line names, one after the other or run together."""
    for part in re.split(r"\s+", words):
        at = 0
        for match in _JOINT.finditer(part):
            yield part[at : match.end()]
            at = match.end()
        yield part[at:]


def _citation(title: str, number: str | None) -> str:
    return f"《{title}》（{number}）" if number else f"《{title}》"


def _years_on(day: str, years: str) -> str:
    """The last day of so many years from a day on, "" where the day is not known."""
    count = parse_numeral(years)
    if not day or not count:
        return ""
    start = date.fromisoformat(day)
    try:
        return (start.replace(year=start.year + count) - timedelta(days=1)).isoformat()
    except ValueError:  # the 29th of February
        return start.replace(year=start.year + count, day=28).isoformat()
