"""Who bears a duty, compared: names in one form, sets of bearers by role, and which of two sets binds more bodies."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from alignment.duties.cases import ABLE, ASKS, qualified
from alignment.duties.duty import Duty
from alignment.duties.judged import FieldChange, Setting, Spot, region_spots
from alignment.duties.parts import Parts, Region
from alignment.duties.roles import Bearer, names_in
from alignment.linking.localise import Localiser
from alignment.linking.similarity import common_length, ratio
from alignment.reading.flat import flatten
from alignment.reading.normalize import fold
from alignment.reading.values import tokenise

_GENERIC = re.compile(
    r"^(?:各|各级|各相关|各有关|有关|相关|其他|其他有关)?(?:有关|相关)?(?:部门|单位|机构|方面|主体|企业)$"
)
_ORGAN = (
    ("人民代表大会", "人大"),
    ("人大常务委员会", "人大常委会"),
    ("人民政府", "政府"),
    ("办公厅", "办公室"),
    ("人力资源和社会保障", "人力社保"),
    ("人力资源社会保障", "人力社保"),
    ("发展和改革", "发展改革"),
    ("委员会", "委"),
    ("行政主管部门", "主管部门"),
    ("行政管理部门", "主管部门"),
    ("管理部门", "主管部门"),
)
#: The name of a place before its office: 临江区|卫生局.
_NAMED_LEVEL = re.compile(r"^[\u4e00-\u9fff]{2,4}(?=[省市区县])")
#: 各区民政部门 is taken up by 区民政局.
_OFFICE = re.compile(r"(?<=[\u4e00-\u9fff]{2})(?:管理局|委员会|管理委|管理部门|主管部门|局|委|部门)$")
#: 任何单位和个人, 任何组织或者个人: everybody.
_ANYBODY = re.compile(
    r"任何(?:(?:单位|组织|机构)(?:或者|和|或|与|及|、)个?人|个人(?:或者|和|或|与|及|、)(?:单位|组织|机构))"
)
#: The levels of government from the province down: 省, 市, 区 and 县, 乡 and 镇.
_RANKS: Mapping[str, int] = {"省": 1, "市": 2, "区": 3, "县": 3, "旗": 3, "乡": 4, "镇": 4}
#: 县级以上, 设区的市级以上: that level and all above it.
_AND_ABOVE = re.compile(r"([省市区县乡镇])(?:级|[(（]区[)）])?(?:及其?)?以上")
#: 地方各级, 本市各级: without the central level.
_LOCAL = re.compile(r"地方|[本我全][省市区县]")
#: 市政府, 区民政部门, 县级政府: the level that a name opens with.
_OF_LEVEL = re.compile(r"[省市区县旗乡镇](?!场|民(?!政)|域|情)")
#: 县级人民政府|教育部门: whose office it is, no kind of it.
_OF_SOME_LEVEL = re.compile(r"[省市区县旗乡镇国级本]|政府|所在|主管")
#: No name of a kind of persons is shorter.
_NAMED = 3
_OTHERS = re.compile(r"等(?:(?:有关|相关)?(?:部门|单位|机构))?$")


class ActorComparer:
    """Compares bearers and receivers with one localiser."""

    def __init__(self, localiser: Localiser, setting: Setting) -> None:
        self._localiser = localiser
        self._setting = setting

    def change(self, old: Parts, new: Parts) -> list[FieldChange]:
        """The change of the bearers that two duties name themselves; what both only inherit is told where it stands."""
        if not old.duty.own_bearer and not new.duty.own_bearer and not (_joined(old.duty) or _joined(new.duty)):
            return []
        left, right = self._roles(old.duty.bearers), self._roles(new.duty.bearers)
        if left == right or self._named_beside_a_note(old, new) or self._encouraged(old, new):
            return []
        if (limited := self._limited(old, new)) is not None:
            return limited
        if not left or not right:
            own = (new if right else old).duty.own_bearer
            if not own or self._named_there(old, new):
                return []
            direction = "set" if right else "dropped"
        else:
            direction = self._turned(left, right)
        if direction == "other":  # the names in one form may have lost their level
            held = [_levels([n for b in side.duty.bearers for n in names_in(b.name)]) for side in (old, new)]
            direction = _by_levels(*held) or direction
        if not direction:
            return []
        words = "、".join(bearer.name for bearer in old.duty.bearers), "、".join(b.name for b in new.duty.bearers)
        places = region_spots(old, Region.BEARER), region_spots(new, Region.BEARER)
        found = [FieldChange("actor", direction, *words, *places)]
        turned = _roles_turned(left, right) if left and right else ""
        return [*found, FieldChange("modality", turned, *words)] if turned else found

    def _limited(self, old: Parts, new: Parts) -> list[FieldChange] | None:
        """持有健康证明的|人员 → 持有培训证明的|人员: the same are bound, in another case; None where others are."""
        names = [duty.subject.name if duty.subject and duty.own_bearer else "" for duty in (old.duty, new.duty)]
        if not all(names) or any(len([b for b in side.duty.bearers if b.source == "words"]) > 1 for side in (old, new)):
            return None
        split = [_SAID_OF.match(flatten(name)) for name in names]
        said = [match[0] if match else "" for match in split]
        if not any(ASKS.match(words.removeprefix("同时")) or ABLE.fullmatch(words) for words in said):
            return None
        nouns = [name[len(words) :] for name, words in zip(names, said, strict=True)]
        if not _same_noun(*nouns):
            return None
        direction = qualified(*said)
        places = region_spots(old, Region.BEARER), region_spots(new, Region.BEARER)
        return [FieldChange("condition", direction, names[0], names[1], *places)] if direction else []

    def _named_beside_a_note(self, old: Parts, new: Parts) -> bool:
        """Whether one side alone names a body while the same note says for both who is responsible."""
        notes = old.duty.around_text.note, new.duty.around_text.note
        if old.duty.own_bearer == new.duty.own_bearer or notes[0] is None or notes[1] is None:
            return False
        return self._roles(notes[0].bearers) == self._roles(notes[1].bearers) != {}

    def _encouraged(self, old: Parts, new: Parts) -> bool:
        """Whether one side binds whom the other only encourages: 鼓励摊主使用… → 摊主应当使用…."""
        if old.duty.own_bearer == new.duty.own_bearer:
            return False
        one, other = (old, new) if old.duty.own_bearer else (new, old)
        force, name = other.duty.force, one.duty.subject.name if one.duty.subject else ""
        if force.polarity != "encouragement" or not force.said or not name:
            return False
        behind = other.duty.head.text[force.end :]
        return self._localiser.key(fold(behind)).startswith(self._localiser.key(fold(name)))

    def _named_there(self, old: Parts, new: Parts) -> bool:
        """Whether the side that is read as naming nobody holds the same name all the same."""
        one, other = (old, new) if old.duty.own_bearer else (new, old)
        name = one.duty.subject.name if one.duty.subject else ""
        key, there = self.body(name), self._localiser.key(fold(other.sentence))
        return (
            not key
            or key in there
            or _shared(flatten(name), flatten(other.sentence[other.duty.start : other.duty.end])) >= 0.6
        )

    def _roles(self, bearers: Iterable[Bearer]) -> dict[str, str]:
        """role by canonical name."""
        found: dict[str, str] = {}
        for bearer in bearers:
            for name in names_in(_ANYBODY.sub("任何单位、个人", self._renamed(bearer.name))):
                key = self._form(fold(name))
                bare = _OTHERS.sub("", key)
                if bare and bare != key:
                    found.setdefault("等", bearer.role)  # 甲、乙等部门 = 乙、甲等部门
                if key:
                    found.setdefault(bare or key, bearer.role)
        return found

    def _renamed(self, name: str) -> str:
        """A name as the new text calls it; marks within are no part of it: 区、县人民政府 → 区人民政府."""
        for gone, come in self._setting.renamed:
            name = re.sub("[、,，]?".join(map(re.escape, gone)), lambda _, come=come: come, name)
        return name

    def body(self, name: str) -> str:
        """A body's name in one form: courtesy and own place off, organs by one word, the new name of a renamed one."""
        return self._form(self._renamed(fold(name)))

    def _form(self, key: str) -> str:
        if self._setting.task == "derivation":
            key = _OFFICE.sub("部门", self._localiser.bare(_NAMED_LEVEL.sub("", key)).removeprefix("各"))
        else:
            key = re.sub(r"^(?:我|本|该|其)(?=[省市区县])", "", self._localiser.at_home(key))
        for long, short in _ORGAN:
            key = key.replace(long, short)
        key = re.sub(r"^(?:各)?(?:有关|相关|各)+", "各", key)
        key = re.sub(r"(?:主要)?(?:领导|负责同志|负责人)(?:同志)?$", "负责人", key)
        return re.sub(r"^(?:本级|同级|所在地|当地|地方)", "", key)

    def _turned(self, left: Mapping[str, str], right: Mapping[str, str]) -> str:
        """In which way a set of bearers changed, "" where it did not."""
        gone = [name for name in left if name not in right and not any(_same_body(name, other) for other in right)]
        come = [name for name in right if name not in left and not any(_same_body(name, other) for other in left)]
        moved = [(left[name], right[name]) for name in left if name in right and left[name] != right[name]]
        if not gone and not come:
            weaker = any(b == "support" for _, b in moved)
            stronger = any(a == "support" or b == "lead" for a, b in moved)
            if weaker and stronger:
                return "other"
            return "weaker" if weaker else "stronger" if stronger and any(a == "support" for a, _ in moved) else ""
        if gone and come:
            if all(_GENERIC.match(name) for name in gone):
                return "narrower"
            if all(_GENERIC.match(name) for name in come):
                return "wider"
            return self.reach(gone, come)
        return "wider" if come else "narrower"

    def reach(self, gone: Sequence[str], come: Sequence[str]) -> str:
        """Whether other names hold more or fewer bodies: 县级 → 县级以上, 各级 → 县级以上, 甲、乙 → 甲、乙、丙."""
        if way := _by_levels(_levels(gone), _levels(come)):
            return way
        one = [piece for name in gone for piece in names_of(name)]
        other = [piece for name in come for piece in names_of(name)]
        lost = [name for name in one if not any(close(name, there) for there in other)]
        found = [name for name in other if not any(close(name, there) for there in one)]
        if bool(lost) != bool(found):
            return "wider" if found else "narrower"
        if len(one) == len(other) == 1 and one[0] != other[0] and min(len(one[0]), len(other[0])) >= _NAMED:
            short, long = sorted((one[0], other[0]), key=len)
            if long.endswith(short) and not _OF_SOME_LEVEL.search(long.removesuffix(short)):
                return "narrower" if long == other[0] else "wider"  # 经营者 → 大型市场经营者
        return "other"

    def noted(self, old: Duty, new: Duty, spots: tuple[tuple[Spot, ...], tuple[Spot, ...]]) -> list[FieldChange]:
        """What changed in the bodies that the note of responsibility of two duties names.

        A body that leads no longer and now supports changes the actor and how firmly it is bound.
        """
        if self._setting.task == "derivation":
            return []  # a lower text names offices of its own level: no change of a duty
        notes = old.around_text.note, new.around_text.note
        left, right = (self._roles(note.bearers if note else ()) for note in notes)
        if left == right and (first := self._first_turned(old, new)):
            return [FieldChange("actor", "other", *first, *spots)]
        if left == right or (not left and old.own_bearer) or (not right and new.own_bearer):
            return []
        if not left or not right:
            inherited = self._roles((old if not left else new).bearers)
            direction = "" if inherited == (right or left) else "set" if right else "dropped"
        else:
            direction = self._turned(left, right)
        if not direction:
            return []
        before, after = ("、".join(b.name for b in note.bearers) if note else "" for note in notes)
        turned = _roles_turned(left, right)
        found = [FieldChange("actor", direction, before, after, *spots)]
        return [*found, FieldChange("modality", turned, before, after)] if turned else found

    def _first_turned(self, old: Duty, new: Duty) -> tuple[str, str] | None:
        """责任单位：甲局、乙局 → 乙局、甲局: who comes first of several, where the text says that he leads."""
        if not self._setting.first_leads:
            return None
        names: list[list[str]] = []
        for note in (old.around_text.note, new.around_text.note):
            bearers = note.bearers if note else ()
            names.append([self.body(b.name) for b in bearers if b.role == "responsible"])
        if any(len(held) < 2 for held in names) or names[0][0] == names[1][0]:
            return None
        return "、".join(names[0]), "、".join(names[1])

    def same_notes(self, old: Duty, new: Duty) -> bool:
        """Whether two duties are borne by the same bodies in the same roles, whether a note or the sentence says so."""
        left, right = (
            self._roles((*duty.bearers, *(duty.around_text.note.bearers if duty.around_text.note else ())))
            for duty in (old, new)
        )
        return left == right

    def same_receivers(self, left: str, right: str) -> bool:
        """Whether two names of who receives a report are the same bodies."""
        one, other = self.body(_uncounted(left)), self.body(_uncounted(right))
        if "政府" in (one, other) and one.endswith("政府") and other.endswith("政府"):
            return True  # 本级人民政府 is the government of the one who reports
        return _same_body(one, other) or set(names_of(one)) == set(names_of(other))

    def receivers_turned(self, left: str, right: str) -> str:
        """Whether more or fewer bodies receive a report; "other" where they are others."""
        one, other = (set(names_of(self.body(name))) for name in (left, right))
        return "wider" if one < other else "narrower" if other < one else "other"

    def addressees(self, old: str, new: str) -> FieldChange | None:
        """A change of the bodies that a text is addressed to."""
        left, right = ({self.body(name) for name in names_in(text.strip().rstrip("：:"))} for text in (old, new))
        if left == right:
            return None
        direction = "wider" if left < right else "narrower" if right < left else "other"
        return FieldChange("actor", direction, old, new)


#: 持有健康证明的|人员, 有条件的|街道: what is said of those who are meant.
_SAID_OF = re.compile(r"[^的]{2,60}的(?=[^的]{2,})(?:[^的]{2,40}的(?=[^的]{2,}))?")
#: 本区|居民: whose they are anyway.
_OF_PLACE = re.compile(r"(?:本|我|全|各|该)?[省市区县乡镇]")


def _same_noun(one: str, other: str) -> bool:
    """Whether two names without what is said of them are one: 居民 = 本区居民."""
    return one == other or _OF_PLACE.sub("", one, count=1) == _OF_PLACE.sub("", other, count=1)


def _shared(name: str, text: str) -> float:
    """The share of a name's characters that stand in a text in order."""
    return common_length(name, text) / len(name) if name else 0.0


def _joined(duty: Duty) -> bool:
    """Whether the duty's own words name a body that is joined: 会同…."""
    return any(bearer.source == "words" and bearer.role == "support" for bearer in duty.bearers)


def _same_body(left: str, right: str) -> bool:
    """区水务局 = 水务局: the same office, once with its place and once without."""
    if left == right:
        return True
    long, short = (left, right) if len(left) > len(right) else (right, left)
    return (
        len(short) >= 3
        and long.endswith(short)
        and re.fullmatch(r"(?:各|所在|属地|有关|相关|本)*[省市区县镇乡]?(?:级)?", long[: -len(short)]) is not None
        and not re.match(r"[省市区县]", short)
    )


def _levels(names: Sequence[str]) -> frozenset[int]:
    """The levels of government that names hold, 0 the central one, 4 the lowest; none where no name says any.

    >>> sorted(_levels(["县级以上地方政府"])), sorted(_levels(["市", "区政府"])), sorted(_levels(["各级政府"]))
    ([1, 2, 3], [2, 3], [0, 1, 2, 3, 4])
    """
    held: set[int] = set()
    for name in names:
        lowest = _AND_ABOVE.search(name)
        if "各级" in name or lowest:
            first = 1 if _LOCAL.search(name) else 0
            held.update(range(first, 1 + (_RANKS[lowest[1]] if lowest else max(_RANKS.values()))))
        elif name.startswith("国务院"):
            held.add(0)
        elif level := _OF_LEVEL.match(name):
            held.add(_RANKS[level[0]])
    return frozenset(held)


def _by_levels(left: frozenset[int], right: frozenset[int]) -> str:
    """Whether levels of government hold all of others and more; "" where either says none or both hold their own."""
    if not left or not right:
        return ""
    return "wider" if left < right else "narrower" if right < left else ""


def close(left: str, right: str) -> bool:
    """Whether two names or elements of a list are forms of one."""
    return left == right or (min(len(left), len(right)) >= 2 and ratio(left, right) >= 0.6)


def names_of(name: str) -> list[str]:
    """The parts of a joined name: 市、区人民政府 → 市, 区人民政府."""
    return [piece for piece in re.split(r"或者|以及|[、和及与,或]", _OTHERS.sub("、等", name)) if piece]


def _roles_turned(left: Mapping[str, str], right: Mapping[str, str]) -> str:
    """Whether the one body that is bound now leads less or more: 牵头 → 配合; among several it stands beside others."""
    if len(left) > 1:
        return ""
    ways = {
        "weaker" if right[name] == "support" else "stronger"
        for name in left
        if name in right and left[name] != right[name] and "support" in (left[name], right[name])
    }
    return ways.pop() if len(ways) == 1 and set(left) == set(right) else ""


def _uncounted(name: str) -> str:
    """A name without its numbers: how many must agree is a quantity, 三分之二以上业主."""
    return "".join(token.text for token in tokenise(_OF_ALL.sub("", name, count=1)) if token.kind != "amount")


#: 全体|业主: as many as there are.
_OF_ALL = re.compile(r"^(?:全体|全部|所有)")
