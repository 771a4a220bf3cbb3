"""One instruction of an amendment decision read into steps: what is done, where, and with which words.

What an instruction quotes was taken out before; `QUOTATION` stands where a quotation stood. The rest is short and
nearly formal, and is read verb by verb.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Literal

from alignment.reading.numerals import parse_numeral, to_numeral

StepKind = Literal[
    "replace-text",  # the whole provision gets the new wording
    "replace-words",  # some words of it do
    "add",  # a new provision
    "add-words",
    "delete",  # a whole provision
    "delete-words",
    "merge",  # several provisions become one
    "renumber",
    "renumber-rest",  # the numbers that are left close up
    "title",
    "unknown",
]

#: Stands for one quotation; one that the text itself holds is taken for a blank.
QUOTATION = "\ufffc"
NUMERAL = r"[〇零一二三四五六七八九十百千两\d]{1,9}"
_MOST_RANGE = 400


@dataclass(frozen=True, slots=True)
class Place:
    """A provision as a decision names it: `path` as in the address of a clause ("第三条", "第二款", "（一）").

    An empty path is the whole text. `part` is what narrows it ("第二句", "末尾", "标题"), "" for all of it.
    """

    path: tuple[str, ...] = ()
    part: str = ""

    @property
    def address(self) -> str:
        """The path as one string."""
        return "/".join(self.path)


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that an instruction orders.

    Attributes:
        kind: what is done.
        places: what it is done to; for "add" the provision that gets a new part or that the new one stands next to.
        targets: where the result stands afterwards (作为第三款, 改为第十条), by the new numbers.
        old: the words that are replaced, deleted or stood next to.
        new: the new words, paragraph by paragraph with line ends between; "" where the decision gives none.
        unit: for "add" what is added (条, 款, 项, …).
        side: for "add" and "add-words" on which side of the place or the old words the new ones go; "" within.
        quote: the words of the step outside its quotations.
    """

    kind: StepKind
    places: tuple[Place, ...] = ()
    targets: tuple[Place, ...] = ()
    old: tuple[str, ...] = ()
    new: str = ""
    unit: str = ""
    side: Literal["", "before", "after"] = ""
    quote: str = ""


OPERATION = re.compile(
    r"(?:修改|修订|调整|变更|替换|更改|更正|改)(?:为|成)|删[去除掉]|(?:增加|新增|增补|增写"
    r"|补充)(?:规定)?[：:\d一二三四五六七八九十两第“\ufffc]"
    r"|作为第|合并为?|(?:顺序|序号|编号)[^。；]{0,12}(?:调整|改动|变动)|依次顺延|废止|不再[适执]|表述为|移[至到作]"
)
NEW_NUMBERS = re.compile(
    r"(?:条文|条款|条目|章节|条、款|条、款、项|款、项|条|款|项|其余|其他|以下)(?:的)?(?:排列)?(?:顺序|序号|编号"
    r"|次序)[^。；：“”\ufffc]{0,14}?"
    r"(?:调整|改动|变动|顺延)|调整(?:条文|条款|条目|章节)(?:的)?(?:顺序|序号)|(?:条文|条款|条|序号"
    r"|编号)(?:相应)?依次(?:顺延|类推)"
)
ANNOUNCES = re.compile(r"重新(?:公布|发布|印发)|[起日](?:开始)?(?:施行|生效|实施)")
TITLE_MARKS = re.compile(r"《(?P<law>[^《》]{1,160})》")
_VERB = re.compile(
    rf"(?P<rest>{NEW_NUMBERS.pattern})"
    r"|(?P<become>(?:统一|分别|依次|相应|均|一并|再){0,6}(?:地)?(?:修改|修订|修正|调整|变更|替换|更改|更正|变动|表述|规范"
    r"|改|换)"
    r"(?:为|成))"
    r"|(?P<merge>合并)|(?P<delete>(?:予以|均)?删[去除掉])"
    r"|(?P<add>增加|新增|增补|增写|补充)|(?P<as>(?:分别|依次|相应)?(?:作为|列为))"
)
_ATOM = re.compile(
    rf"""
      (?:第|(?<=将))(?P<article>{NUMERAL})条(?P<sub>之{NUMERAL})?
    | 第(?P<paragraph>{NUMERAL})款
    | 第?[（(](?P<paren>{NUMERAL})[）)]项?(?P<subs>(?:之{NUMERAL})?) | 第(?P<item>{NUMERAL})项
    | 第(?P<point>{NUMERAL})目
    | 第(?P<stretch>{NUMERAL})(?:个)?(?:自然)?段
    | 第(?P<unit>{NUMERAL})(?P<law>章|节|编|部分)
    | (?P<annex>附件|附表|附录)\s?(?P<annexed>{NUMERAL})?
    | (?P<front>引言|前言|序言|序文|导言|目录)
    | (?P<plan>[一二三四五六七八九十]{{1,3}})、(?=[（(\d]|中|的|部分|内容|修|调|删|增|改|$|{QUOTATION})
    | (?<![\d.])(?P<plain>\d{{1,3}})[.．](?!\d)
    """,
    re.X,
)
_PLAN_QUOTE = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、?)?(?:[（(][一二三四五六七八九十]{1,3}[）)])?(?:\d{1,2}[.．]?)?(?:[（(]\d{1,2}[）)])?"
)
_SHORTHAND = re.compile(rf"第({NUMERAL})((?:[、至和到]第?{NUMERAL}){{1,60}})(条|款|项)")
_COUNT = re.compile(rf"(?:第?(?P<count>{NUMERAL}))(?:个)?(?P<unit>条|款|项|目|章|节|编|部分|段|句|附件|附录)(?:规定)?")
_NEXT_STEP = re.compile(r"(?:[，,、]|并|同时|以及|及|和){0,6}(?:同时)?(?:并)?(?:将|把)|[，,、]?(?:并|同时)(?=删|增|在)")
_PART_FILLER = re.compile(
    r"^(?:中|里|内|所|的|规定|相关|有关|其|关于|内容|表述|文字|部分|一词|字样|等|均|分别|统一|进行|予以|：|:|、|和|，"
    r"|,|并|及|与"
    r"|同时|将|把|原|各|以及)+|(?:中|里|内|的|规定|内容|表述|文字|部分|一词|字样|等|均|：|:|、|和|，|,|并|及|分别"
    r"|统一)+$"
)
_TITLE_WORD = re.compile(r"标题|题目|名称|题名")
#: 该条相应修改为: the provision that was spoken of just before.
_BACK = re.compile(r"其|[该本此这][一]?(?:自然)?[条款项段]")
_EVERYWHERE = re.compile(
    r"全文|文中|正文中|各条|有关条文|相关条文|条文中|^[^第]{0,30}中的?$|^(?:将|把|并|同时|另|外|，|此|对)*$"
)
_PIECE = re.compile(r"[^。；;，,\n]*[。；;，,\n]?")


def read_steps(plain: str, quotes: list[str]) -> list[Step]:
    """The steps that the words outside quotations order, in order."""
    text, quotes = _tidy(plain, quotes)
    reading = _Steps(quotes)
    start = 0
    for piece in _PIECE.finditer(text):
        if not piece[0]:
            continue
        stretch = text[start : piece.end()]
        hard = piece[0][-1] in "。；;\n" or piece.end() >= len(text)
        words = stretch.rstrip("。；;，,\n")
        if not hard and not _VERB.search(words) and not reading.waits:
            continue
        taken = reading.take(words)
        reading.used += 0 if taken else words.count(QUOTATION)
        if not taken and (OPERATION.search(words) or QUOTATION in words):
            reading.found.append(Step("unknown", quote=reading.shown(words)))
        start = piece.end()
    if not reading.found and text.strip("。；;，, \n") and not ANNOUNCES.search(text):
        return [Step("unknown", quote=reading.shown(text))]
    return reading.settled()


def _tidy(plain: str, quotes: list[str]) -> tuple[str, list[str]]:
    """Blanks taken out, quotations that follow each other made one, quoted places and shorthand written out."""
    kept: list[str] = []
    out: list[str] = []
    at = 0
    pieces = re.split(f"({QUOTATION})", plain)
    for index, piece in enumerate(pieces):
        if piece != QUOTATION:
            between = re.sub(r"[^\S\n]+", "", piece)
            # a line end between an instruction and its quotation is layout; between two sentences it ends the first
            between = between.strip("\n") if index else between.rstrip("\n")
            out.append(between)
            continue
        words = quotes[at] if at < len(quotes) else ""
        at += 1
        after = pieces[index + 1] if index + 1 < len(pieces) else ""
        before = pieces[index - 1] if index else ""
        if words and _PLAN_QUOTE.fullmatch(words) and re.match(r"第|中|的|部分|修改为|[，,]?增加", after):
            out.append(words)
        elif kept and out and index > 1 and not before.strip() and pieces[index - 2] == QUOTATION and out[-1] == "":
            if "\n" in before or kept[-1][-1:] in "。；：":
                kept[-1] += "\n" + words
            else:
                kept.append(words)
                out.append(QUOTATION)
        else:
            kept.append(words)
            out.append(QUOTATION)
    return _SHORTHAND.sub(_write_out, "".join(out)), kept


def _write_out(match: re.Match[str]) -> str:
    """第一至三项 → 第一项至第三项."""
    rest = re.sub(rf"([、至和到])第?({NUMERAL})", rf"\1第\g<2>{match[3]}", match[2])
    return f"第{match[1]}{match[3]}{rest}"


#: Steps whose new words may come later in the sentence.
_LACKING = ("add", "add-words", "merge", "renumber", "replace-text")


@dataclass(slots=True)
class _Steps:
    """The steps read so far, the quotations, how many are used, and the provision that a bare 第二款 belongs to."""

    quotes: list[str]
    used: int = 0
    found: list[Step] = field(default_factory=list[Step])
    last: tuple[str, ...] = ()

    @property
    def waits(self) -> bool:
        """Whether the last step still lacks its new words."""
        return bool(self.found) and self.found[-1].kind in _LACKING and not self.found[-1].new

    def shown(self, words: str) -> str:
        """Words with their quotations abridged, for a reader."""
        return words.replace(QUOTATION, "“…”").strip()

    def quote(self) -> str:
        """The next quotation."""
        self.used += 1
        return self.quotes[self.used - 1] if self.used <= len(self.quotes) else ""

    def take(self, words: str) -> bool:
        """Read one stretch; False where it orders nothing that is understood."""
        done = False
        for _ in range(64):
            verb = _VERB.search(words)
            if verb is None:
                break
            rest = self._operate(verb.lastgroup or "", words[: verb.start()], words[verb.end() :], words)
            if rest is None:
                return done
            done, words = True, rest
        if QUOTATION in words and self.waits:
            self._complete(new=self._quotes_of(words))
            return True
        return done

    def settled(self) -> list[Step]:
        """The steps, with those that came out without what they need marked as not understood."""
        out: list[Step] = []
        for step in self.found:
            lacks = step.kind == "add" and not step.new and not step.targets and not step.places
            out.append(replace(step, kind="unknown") if lacks else step)
        return out

    def _quotes_of(self, words: str) -> str:
        return "\n".join(self.quote() for _ in range(words.count(QUOTATION)))

    def _complete(self, **changes: object) -> None:
        self.found[-1] = replace(self.found[-1], **changes)  # pyright: ignore[reportArgumentType]

    def _operate(self, kind: str, left: str, right: str, words: str) -> str | None:
        """Read one verb with what stands around it; returns what is left of the stretch, None if not understood."""
        count, used = len(self.found), self.used
        rest: str | None
        if kind == "rest":
            self.used += left.count(QUOTATION)
            self.found.append(Step("renumber-rest"))
            return self._listed_numbers(right)
        readers = {
            "become": self._become,
            "delete": self._delete,
            "add": self._add,
            "as": self._as,
            "merge": self._merge,
        }
        rest = readers[kind](left, right)
        if rest is None:
            self.used = used
            return None
        shown = self.shown(words[: len(words) - len(rest)])
        for at in range(count, len(self.found)):
            if not self.found[at].quote:
                self.found[at] = replace(self.found[at], quote=shown)
        return rest

    def _listed_numbers(self, right: str) -> str:
        """条文顺序作相应调整：“第八条”调整为“第七条”，…: quoted numbers are numbers here, no words."""
        for match in re.finditer(rf"{QUOTATION}(?:[一-龥]{{0,4}}[为成])?{QUOTATION}", right):
            old, new = (self._places(self.quote()) for _ in range(2))
            if old and new:
                self.found.append(Step("renumber", old, new, quote=self.shown(match[0])))
        return ""

    def _become(self, left: str, right: str) -> str | None:
        match = re.match(rf"(?P<lead>[^{QUOTATION}，,]{{0,60}}?)[：:]?(?P<q>{QUOTATION}+)", right)
        named = re.match(r"[：:]?《(?P<title>[^》]{1,160})》", right)
        if _TITLE_WORD.search(left[-12:]) and not _ATOM.search(left) and (match or named):
            return self._title(left, right, match, named)
        if self._is_renumbering_rest(left, right):
            return self._listed_numbers(left + "为" + right)
        groups = self._groups(left)
        targets = self._places(match["lead"] if match else right)
        if match is None:
            places = tuple(place for group, _ in groups for place in group)
            divided = re.fullmatch(r"[一二两三四五六七八九十]{1,2}[条款项]", right.strip("，,"))
            if places and divided and not targets:
                self.found.append(Step("replace-text", places, unit=right.strip("，,")[-1]))
                return ""
            if not targets or not places:
                return None
            self._renumber(places, targets)
            return ""
        words = self._quotes_of(match["q"])
        rest = right[match.end() :]
        changed = False
        for places, old in groups:
            if old:
                self.found.append(Step("replace-words", places or self._same_place(left), targets, old, words))
                changed = True
        if changed:
            return rest
        places = tuple(place for group, _ in groups for place in group)
        if places:
            self.found.append(Step("replace-text", places, targets, new=words))
        elif self.waits and self.found[-1].kind == "renumber":
            self._complete(kind="replace-text", new=words)
        elif self.waits:
            self._complete(new=words)
        elif self.last and _BACK.search(left):
            self.found.append(Step("replace-text", (Place(self.last),), targets, new=words))
        else:
            return None
        return rest

    def _same_place(self, words: str) -> tuple[Place, ...]:
        """Where words stand that are named without a place: where those before them do, else anywhere."""
        before = self.found[-1] if self.found else None
        if before is None or not before.places or before.places == (Place(),) or re.search(r"全文|文中|统一", words):
            return (Place(),)
        return before.places

    def _is_renumbering_rest(self, left: str, right: str) -> bool:
        """Whether “第八条”调整为“第七条” goes on with a list of new numbers that was announced before."""
        if not (self.found and any(step.kind == "renumber-rest" for step in self.found)):
            return False
        return left.strip("，,、 ") == QUOTATION and right.startswith(QUOTATION)

    def _title(self, left: str, right: str, match: re.Match[str] | None, named: re.Match[str] | None) -> str:
        self.used += left.count(QUOTATION)
        words = named["title"] if named else self._quotes_of(match["q"]) if match else ""
        self.found.append(Step("title", new=words.strip("《》")))
        return right[(named or match).end() :] if named or match else ""  # pyright: ignore[reportOptionalMemberAccess]

    def _renumber(self, places: tuple[Place, ...], targets: tuple[Place, ...]) -> None:
        if len(places) == len(targets):
            self.found.extend(Step("renumber", (old,), (new,)) for old, new in zip(places, targets, strict=True))
        else:
            self.found.append(Step("renumber", places, targets))

    def _delete(self, left: str, right: str) -> str | None:
        split = _NEXT_STEP.search(right)
        named = right[: split.start()] if split else right
        rest = right[split.start() :] if split else ""
        if re.search(
            rf"{QUOTATION}|第{NUMERAL}|附[件表录]|[一二三四五六七八九十]、|[（(]{NUMERAL}[）)]|引言|前言|序言|目录",
            named,
        ):
            before = _ATOM.search(left)
            groups = self._groups(left + named if before and not _ATOM.search(named) else named)
        else:
            groups, rest = self._groups(left), right if _VERB.search(right) else ""
        done = False
        for places, old in groups:
            if old:
                self.found.append(Step("delete-words", places or self._same_place(left + named), old=old))
            elif places and any(place.part for place in places):
                self.found.append(Step("unknown", places))
            elif places:
                self.found.append(Step("delete", places))
            done = done or bool(old or places)
        return rest if done else None

    def _add(self, left: str, right: str) -> str | None:
        side = _side(left)
        counted = _COUNT.match(right)
        if counted is None:
            return self._add_words(left, right, side)
        groups = self._groups(left)
        places = tuple(place for group, _ in groups for place in group)
        unit = counted["unit"]
        if unit == "句" and (places or self.last):
            return self._add_sentence(groups, right[counted.end() :], side)
        if not places and unit not in "条章节编附件附录" and self.last:
            # 同时增加一款: to the article that was spoken of
            places = (Place(tuple(name for name in self.last if name.endswith("条")) or self.last),)
        tail = right[counted.end() :]
        match = re.match(rf"(?P<lead>[^{QUOTATION}]*?)(?P<q>{QUOTATION}+)", tail)
        lead = match["lead"] if match else tail
        if re.search(r"删[去除]|将|把", lead):
            return None
        self.last = places[-1].path if places else self.last
        targets = self._targets(lead, places, unit)
        if right.startswith("第") and not targets:
            targets = self._targets(counted[0], places, unit)
        words = self._quotes_of(match["q"]) if match else ""
        self.found.append(Step("add", places, targets, new=words, unit=unit, side=side))
        return tail[match.end() :] if match else ""

    def _add_sentence(
        self, groups: list[tuple[tuple[Place, ...], tuple[str, ...]]], tail: str, side: Literal["", "before", "after"]
    ) -> str:
        places, old = groups[-1] if groups else ((), ())
        match = re.match(rf"[^{QUOTATION}]*?(?P<q>{QUOTATION}+)", tail)
        words = self._quotes_of(match["q"]) if match else ""
        self.found.append(Step("add-words", places or (Place(self.last),), old=old, new=words, side=side))
        return tail[match.end() :] if match else ""

    def _add_words(self, left: str, right: str, side: Literal["", "before", "after"]) -> str | None:
        match = re.match(rf"[^{QUOTATION}]{{0,20}}?(?P<q>{QUOTATION}+)", right)
        if match is None:
            return None
        groups = self._groups(left)
        words = self._quotes_of(match["q"])
        rest = right[match.end() :]
        behind = re.match(r"(?:的)?(?:内容|规定|一词|字样)?", rest)
        rest = rest[behind.end() :] if behind else rest
        if not groups:
            if not self.last and not left.strip("，,同时并"):
                return None
            groups = [((Place(self.last),), ())]
        for places, old in groups:
            self.found.append(Step("add-words", places or (Place(self.last),), old=old, new=words, side=side))
        return rest

    def _as(self, left: str, right: str) -> str | None:
        match = re.match(rf"(?P<lead>[^{QUOTATION}]*?)(?P<q>{QUOTATION}+)", right)
        lead = match["lead"] if match else right
        moved = self._groups(left)
        old = tuple(place for group, _ in moved for place in group)
        if old:
            targets = self._places(lead)
            if not targets:
                return None
            self._renumber(old, targets)
            if match:
                self._complete(kind="replace-text", new=self._quotes_of(match["q"]))
        elif self.found and self.found[-1].kind in ("add", "merge", "replace-text") and not self.found[-1].targets:
            step = self.found[-1]
            self._complete(targets=self._targets(lead, step.places, step.unit))
            if match:
                self._complete(new=self._quotes_of(match["q"]))
        else:
            return None
        return right[match.end() :] if match else ""

    def _merge(self, left: str, right: str) -> str | None:
        places = tuple(place for group, _ in self._groups(left) for place in group)
        if len(places) < 2:
            return None
        match = re.match(rf"(?P<lead>[^{QUOTATION}]*?)(?P<q>{QUOTATION}+)", right)
        lead = match["lead"] if match else right
        targets = self._places(re.sub(r"(?<!第)[一二两]条", "", lead))
        self.found.append(Step("merge", places, targets, new=self._quotes_of(match["q"]) if match else ""))
        return right[match.end() :] if match else ""

    # --- places -------------------------------------------------------------------------------------------------

    def _targets(self, words: str, places: tuple[Place, ...], unit: str) -> tuple[Place, ...]:
        """The numbers that new provisions get; 第三款 is one of the article that the addition is made to."""
        keep = self.last
        if places:
            self.last = places[-1].path
            if unit == "款":
                self.last = tuple(name for name in self.last if name.endswith("条"))
        targets = self._places(words)
        self.last = keep
        return targets

    def _places(self, words: str) -> tuple[Place, ...]:
        keep = self.used
        found = tuple(place for places, _ in self._groups(words) for place in places)
        self.used = keep
        return found

    def _groups(self, words: str) -> list[tuple[tuple[Place, ...], tuple[str, ...]]]:
        """Places with the quotations that belong to them: 第一款中的“甲”、“乙”和第二款中的“丙” are two groups."""
        words = TITLE_MARKS.sub(lambda match: "…" * len(match[0]), words)
        groups: list[tuple[tuple[Place, ...], tuple[str, ...]]] = []
        at = 0
        for run in re.finditer(rf"{QUOTATION}(?:(?:[、和及或，,]|以及)?{QUOTATION})*", words):
            before, after = words[at : run.start()], words[run.end() :]
            old = tuple(self.quote() for _ in range(run[0].count(QUOTATION)))
            at = run.end()
            places = self._read_places(before)
            # 第六条“下列职权”中第六项“…”: the first quotation only says which provision is meant
            if places and re.match(rf"[中的]*(?:第{NUMERAL}[款项]|$)", after) and after:
                continue
            if places or not groups or _EVERYWHERE.search(before):
                groups.append((places, old))
            else:
                groups[-1] = (groups[-1][0], (*groups[-1][1], *old))
        tail = self._read_places(words[at:])
        if tail:
            groups.append((tail, ()))
        return groups

    def _read_places(self, words: str) -> tuple[Place, ...]:
        """The provisions named in words without quotations; a bare 第二款 belongs to the last article named."""
        found: list[Place] = []
        before: tuple[str, ...] = self.last
        atoms = list(_ATOM.finditer(words))
        open_path: tuple[str, ...] = ()
        for index, atom in enumerate(atoms):
            joined = index and atoms[index - 1].end() == atom.start()
            between = words[atoms[index - 1].end() : atom.start()] if index else ""
            if index and re.fullmatch(r"[的中]|…+中?", between):
                joined = True
            base = open_path if joined else before
            path = _extend(base, atom, bool(joined))
            if path is None:
                continue
            if found and joined and path[: len(open_path)] == open_path:
                found[-1] = Place(path)
            elif found and between in ("至", "到"):
                found.extend(Place(each) for each in _range(found[-1].path, path))
            else:
                found.append(Place(path))
            open_path = before = path
        if not found:
            return ()
        self.last = before
        part = words[atoms[-1].end() :]
        for _ in range(4):
            part = _PART_FILLER.sub("", part)
        part = (
            "" if part in ("后", "之后", "前", "之前", "合并", "后面") else part.removesuffix("后").removesuffix("前")
        )
        part = part.replace("…", "")
        return tuple(replace(place, part=part) for place in found) if part else tuple(found)


def _side(words: str) -> Literal["", "before", "after"]:
    """Whether an addition goes before or after what is named."""
    found = re.search(r"(?:之)?([前后])面?[，,]?$", words)
    return "" if found is None else "after" if found[1] == "后" else "before"


def _extend(base: tuple[str, ...], atom: re.Match[str], joined: bool) -> tuple[str, ...] | None:
    """The path that an atom names, seen from the provision named before it."""
    kind = next((name for name in _RANKS if atom[name]), "")
    value = parse_numeral(atom[kind]) if kind not in ("annex", "front", "") else 0
    if value is None or not kind or value > 9999 or (value == 0 and kind not in ("annex", "front")):
        return None
    if kind == "article":
        return (f"第{to_numeral(value)}条{atom['sub'] or ''}",)
    if kind == "annex":
        number = parse_numeral(atom["annexed"]) if atom["annexed"] else 0
        return (f"附件{number or ''}",)
    if kind == "front":
        return ("目录" if atom["front"] == "目录" else "引言",)
    if kind == "unit":
        return (*(base if joined else ()), f"第{to_numeral(value)}{atom['law']}")
    if kind == "plan":
        return (to_numeral(value),)
    if kind in ("stretch", "paragraph") and base and not any(name.endswith("条") or "条之" in name for name in base):
        return (*base, f"第{to_numeral(value)}段")
    name, rank = {
        "paragraph": (f"第{to_numeral(value)}款", 1),
        "stretch": (f"第{to_numeral(value)}段", 1),
        "paren": (f"（{to_numeral(value)}）", 2),
        "item": (f"（{to_numeral(value)}）", 2),
        "point": (str(value), 3),
        "plain": (str(value), 3),
    }[kind]
    return (*(part for part in base if _rank(part) < rank), name)


_RANKS = ("article", "paragraph", "paren", "item", "point", "stretch", "unit", "annex", "front", "plan", "plain")


def _rank(name: str) -> int:
    """How deep a part of a path stands: articles and sections, paragraphs, items, what is below them."""
    if name.endswith(("款", "段")):
        return 1
    return 2 if name.startswith("（") else 3 if name.isdigit() else 0


def _range(first: tuple[str, ...], last: tuple[str, ...]) -> list[tuple[str, ...]]:
    """What lies after `first` up to `last`: 第七条至第十条."""
    if not first or not last or len(first) != len(last) or first[:-1] != last[:-1]:
        return [last]
    shape = re.compile(rf"(第|（)?({NUMERAL})(条|款|段|章|节|编|部分|）)?")
    low, high = shape.fullmatch(first[-1]), shape.fullmatch(last[-1])
    if low is None or high is None or low[1] != high[1] or low[3] != high[3]:
        return [last]
    start, end = parse_numeral(low[2]) or 0, parse_numeral(high[2]) or 0
    if not start < end <= start + _MOST_RANGE:
        return [last]
    arabic = last[-1].isdigit()
    return [
        (*last[:-1], f"{low[1] or ''}{value if arabic else to_numeral(value)}{low[3] or ''}")
        for value in range(start + 1, end + 1)
    ]
