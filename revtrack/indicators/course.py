"""The course of one measured thing over documents, years and levels."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import combinations

from corpus_repo import Corpus
from corpus_repo.answers import TargetHit, TargetText
from revtrack.indicators.model import Doubt, Doubtful, Indicator, Row, Step, Turn, value_of, year_of
from revtrack.tracing.standing import LevelRelation, Standing, standing

#: Bounds by which less is better: a district that stays below its city's does more.
_CEILINGS = frozenset(("max", "below"))
#: What tells re-issues of one matter apart: years, numbers, versions.
_SERIAL = re.compile(
    r"[“”\"（）()《》〈〉\s]|[12]\d{3}(?:[—\-－–~～至][12]\d{3})?年?度?|[一二三四五六七八九十]{1,2}五(?=时期|期间|规划)|\d+(?:\.\d+)?版?"
    r"|征求意见稿|草案|试行|关于印发|的通知"
)
_FIVE = re.compile(r"[“\"]?十?[一二三四五六七八九]?五[”\"]")
#: Two values of a shorter name in one document are of two things, which other words tell apart.
_NAMED = 8
#: A draft is no text in force: it contradicts nothing.
_DRAFT = "draft"


def indicator(corpus: Corpus, key: str) -> Indicator:
    """What is measured under a key, as far as the texts were read; without lines where none speaks of it."""
    hits = _once(corpus.queries.targets_with(key))
    places = sorted({hit.text.jurisdiction for hit in hits})
    texts = corpus.queries.texts_with_targets(places) if hits else ()
    lines: dict[tuple[str, str], list[TargetHit]] = {}
    for hit in hits:
        lines.setdefault((_line(hit.text), hit.target.scope), []).append(hit)
    rows = [_row(scope, own, hits, texts) for (_, scope), own in lines.items()]
    rows.sort(key=lambda row: (_standing(row.steps[0].text).rank, row.place, row.scope))
    names = tuple(dict.fromkeys(hit.target.name for hit in hits))
    return Indicator(key, names, tuple(rows), (*_contradictions(hits), *_below(hits)))


def _once(hits: Iterable[TargetHit]) -> list[TargetHit]:
    """Each value of a document once, as its newest text that has it says it."""
    found: dict[tuple[object, ...], TargetHit] = {}
    for hit in hits:
        one = hit.target
        key = (hit.text.document, one.scope, one.bound, one.value, one.high, one.family, one.change, year_of(hit))
        if key not in found or found[key].text.position < hit.text.position:
            found[key] = hit
    return sorted(found.values(), key=lambda hit: (year_of(hit), hit.text.date, hit.target.line))


def _row(scope: str, own: Sequence[TargetHit], hits: Sequence[TargetHit], texts: Sequence[TargetText]) -> Row:
    steps: list[Step] = []
    for before, hit in zip((None, *own[:-1]), own, strict=True):
        steps.append(Step(_turn(before, hit), hit.text, hit))
    steps += _dropped(own, hits, texts)
    return Row(_place(own[0].text), _standing(own[0].text).level, scope, tuple(steps))


def _turn(before: TargetHit | None, hit: TargetHit) -> Turn:
    """How a value differs from the one before it."""
    if before is None:
        return Turn.FIRST
    old, new = value_of(before.target), value_of(hit.target)
    if new is None:
        return Turn.SAME if old is None else Turn.WORDS
    if old is None:
        return Turn.NUMBER
    if before.target.family != hit.target.family or before.target.change != hit.target.change:
        return Turn.UNIT
    if old != new and not (year_of(before) and year_of(hit)):
        return Turn.UNDATED
    if old != new:
        return Turn.HIGHER if new > old else Turn.LOWER
    return Turn.SAME if _side(before) == _side(hit) else Turn.BOUND


def _side(hit: TargetHit) -> str:
    """Which side a bound closes: 以下 and 以内 are one."""
    return {"below": "max", "above": "min"}.get(hit.target.bound, hit.target.bound)


def _dropped(own: Sequence[TargetHit], hits: Sequence[TargetHit], texts: Sequence[TargetText]) -> list[Step]:
    """The later texts of the same place, called alike but for years and numbers, that do not speak of it any more: the
    first one behind each document."""
    has = {hit.text.version for hit in hits}
    documents = {hit.text.document for hit in hits}
    found: dict[str, Step] = {}
    for hit in own:
        later = [one for one in texts if one.document == hit.text.document and one.position > hit.text.position]
        if later:
            if not any(one.version in has for one in later):
                found[later[0].version] = Step(Turn.DROPPED, later[0], hit)
            continue
        stem = stem_of(hit.text.title)
        for one in texts:
            if one.document in documents or _line(one) != _line(hit.text) or one.date <= hit.text.date:
                continue
            if stem and one.current and one.status != _DRAFT and stem_of(one.title) == stem:
                found[one.version] = Step(Turn.DROPPED, one, hit)
                break
    return list(found.values())


def stem_of(title: str) -> str:
    """A title without what tells re-issues apart, "" where too little is left.

    >>> stem_of("云州市2031年停车工作要点") == stem_of("云州市2032年停车工作要点")
    True
    """
    bare = _SERIAL.sub("", _FIVE.sub("", title))
    return bare if len(bare) > 5 else ""


def _contradictions(hits: Sequence[TargetHit]) -> list[Doubtful]:
    """Pairs of values that are two for one year, scope and place, in texts that stand."""
    found: list[Doubtful] = []
    groups: dict[tuple[object, ...], list[TargetHit]] = {}
    for hit in hits:
        if _counts(hit) and hit.target.year:
            one = hit.target
            groups.setdefault((_line(hit.text), one.scope, one.year, one.family), []).append(hit)
    for group in groups.values():
        by_value: dict[str, TargetHit] = {}
        for hit in group:
            by_value.setdefault(f"{hit.target.value} {hit.target.high}", hit)
        for one, other in combinations(by_value.values(), 2):
            if one.text.document != other.text.document or len(one.target.key) >= _NAMED:
                found.append(Doubtful(Doubt.TWO_VALUES, one.target.year, one, other))
    return found


def _below(hits: Sequence[TargetHit]) -> list[Doubtful]:
    """Pairs in which a lower place asks less than the one above it for the same year."""
    counted = [hit for hit in hits if _counts(hit) and hit.target.year]
    found: list[Doubtful] = []
    for above in counted:
        for below in counted:
            same = (above.target.year, above.target.family) == (below.target.year, below.target.family)
            if not same or (above.target.family == "count" and not above.target.key.startswith("每")):
                continue
            if _standing(below.text).to(_standing(above.text)) is not LevelRelation.HIGHER:
                continue
            high, low = value_of(above.target), value_of(below.target)
            if high is None or low is None:
                continue
            less = low > high if above.target.bound in _CEILINGS else low < high
            if less:
                found.append(Doubtful(Doubt.BELOW_CITY, above.target.year, above, below))
    return found


def _counts(hit: TargetHit) -> bool:
    """Whether a value is a level that a text which stands sets."""
    return bool(hit.target.value) and not hit.target.change and hit.text.current and hit.text.status != _DRAFT


def _place(text: TargetText) -> str:
    """The place that a text speaks for, by its metadata, else as issuer or title tell; of places that no table knows
    the issuer, "" where nothing tells."""
    return text.jurisdiction or "/".join(_standing(text).path) or text.issuers


def _line(text: TargetText) -> str:
    """What one line is drawn for: a place; a document whose place nothing tells is alone."""
    return _place(text) or text.document


def _standing(text: TargetText) -> Standing:
    return standing(text.jurisdiction, text.issuers, text.title)
