"""Stand-off truth: what a reader judged about two real texts, without a word of them.

An annotation names a file below the evaluation folder, its SHA-256, and characters of it by offset. Offsets count the
characters of the file's bytes decoded as UTF-8, nothing folded and nothing taken away (line ends as they stand), from
0; an end is the offset behind the last character. A file whose name starts with `tests/gold/texts/` is a text of our
own invention and lies in this project.

    {"name", "task": "revision" | "derivation", "kind": what sort of pair, "about": one line in English,
     "level": "article" (only there), "annotators": 1, "scored_changes": ["modified"] (only where not all kinds are),
     "one_entry_per_lone_unit": true (only there),
     "old": {"file", "sha256", "span": [start, end], "units": [[id, para, start, end, kind, label], …]}, "new": {…},
     "links": [[old id, new id, relation], …], "borderline": [[old id, new id], …],
     "changes": [{"change", "old": [id…], "new": […], "fields": […], "directions": {field: direction}, "type",
                  "old_quote": [start, end] | null, "new_quote", "note", "optional": true (only there)}, …]}

`span` is the part of the file that is compared (a compilation holds many documents). The older annotations lack
"directions" and "type". A unit of level "article" is the article from behind its number on, all its paragraphs. The
meaning of units, links and changes is that of `gold/FORMAT.md` in the evaluation folder; `to_case` gives the form that
its `score.py` reads.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent
#: Where files of our own invention lie, as annotations name them: from the project's root.
PROJECT, OWN = FOLDER.parents[1], "tests/gold/texts/"
SIDES = ("old", "new")
UNIT_KINDS = frozenset({"heading", "body", "front", "back"})
CHANGES = frozenset({"added", "removed", "modified"})
FIELDS = frozenset({"actor", "action", "object", "deadline", "quantity", "modality", "scope", "condition", "reporting"})
DIRECTIONS = frozenset(
    {"stronger", "weaker", "earlier", "later", "set", "dropped", "more", "fewer", "wider", "narrower", "other"}
)
TYPES = frozenset(
    (
        *("duty", "power", "prohibition", "penalty", "liability", "scope-of-application", "definition", "delegation"),
        *("procedure", "condition", "exception", "effective-date", "transitional", "reference"),
    )
)
RELATIONS = {
    "revision": frozenset({"same", "edited", "reworded"}),
    "derivation": frozenset({"same", "edited", "reworded", "localised"}),
}
_CARRIED = ("level", "scored_changes", "one_entry_per_lone_unit", "annotators")

_UNSEEN = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_PAGE_MARK = re.compile(r"#*\s*Page\s*\d+\s*[:：]?", re.IGNORECASE)
_PAGE_NUMBER = re.compile(r"[-—–―－─]+\s*\d+\s*[-—–―－─]+|第\s*\d+\s*页(\s*[,，/]?\s*共\s*\d+\s*页)?")
_MARKUP = re.compile(r"<!--.*?-->|^[ \t]*#{1,6}(?=[ \t])", re.DOTALL | re.MULTILINE)
_WIDE = r"[\u2010-\u206f\u3000-\u9fff\uff00-\uffef]"
#: What may stand between one article and the next: heads of parts and chapters, the number of the next article.
_BETWEEN_ARTICLES = re.compile(r"(?:第[一二三四五六七八九十百]+[编章节][^。；]*?)*(?:第[一二三四五六七八九十百]+条)?")
_STRAY = re.compile(rf"(?<={_WIDE})\s+|\s+(?={_WIDE})|(?<=\d)\s+(?=\d)")


class BadAnnotation(ValueError):
    """An annotation does not fit its file: another text, or offsets outside it."""


def names() -> list[str]:
    """The names of all annotations, in order."""
    return sorted(path.stem for path in FOLDER.glob("*.json"))


def load(name: str) -> dict[str, Any]:
    """One annotation as it stands in its file."""
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def is_own(annotation: dict[str, Any]) -> bool:
    """Are both texts of our own invention, so that no evaluation folder is needed?"""
    return all(annotation[side]["file"].startswith(OWN) for side in SIDES)


def source(side: dict[str, Any], evaluation: Path) -> str:
    """The whole text of the file that `side` names.

    Raises:
        BadAnnotation: the file is not the one that was annotated.
    """
    data = ((PROJECT if side["file"].startswith(OWN) else evaluation) / side["file"]).read_bytes()
    if hashlib.sha256(data).hexdigest() != side["sha256"]:
        raise BadAnnotation(f"{side['file']} is not the text that was annotated (its SHA-256 differs)")
    return data.decode("utf-8")


def document(side: dict[str, Any], evaluation: Path) -> str:
    """The text to compare: the part of the file that `side` is about."""
    start, end = side["span"]
    return _cut(source(side, evaluation), start, end)


def to_case(annotation: dict[str, Any], evaluation: Path) -> dict[str, Any]:
    """The annotation with the texts filled in, in the form of the evaluation folder's scorer.

    Raises:
        BadAnnotation: a file is not the one that was annotated, or an offset lies outside it.
    """
    whole = {side: source(annotation[side], evaluation) for side in SIDES}
    case: dict[str, Any] = {
        "name": annotation["name"],
        "task": annotation["task"],
        **{key: annotation[key] for key in _CARRIED if key in annotation},
        "links": annotation["links"],
        "borderline": annotation["borderline"],
        "obligation_changes": [_change(change, whole) for change in annotation["changes"]],
    }
    for side in SIDES:
        case[side] = {
            "file": annotation[side]["file"],
            "title": "",
            "units": [
                {"id": uid, "para": para, "label": label, "kind": kind, "text": wording(_cut(whole[side], start, end))}
                for uid, para, start, end, kind, label in annotation[side]["units"]
            ],
        }
    return case


def wording(raw: str) -> str:
    """The issuer's words of a stretch of a file: line wraps, page marks and stray blanks undone."""
    lines = [line.translate(_UNSEEN).strip() for line in re.split(r"\r\n|[\r\n\f]", raw)]
    kept = [line for at, line in enumerate(lines) if not _is_page_mark(lines, at)]
    return _STRAY.sub("", _joined(kept))


def between(raw: str) -> str:
    """What is left of a stretch that no unit holds, once page marks, markup and blanks are taken away."""
    return re.sub(r"\s+", "", wording(_MARKUP.sub("", raw)))


def problems(annotation: dict[str, Any], evaluation: Path) -> list[str]:
    """What is wrong with an annotation, one line each; nothing where it is consistent.

    Raises:
        BadAnnotation: a file is not the one that was annotated, or an offset lies outside it.
    """
    case = to_case(annotation, evaluation)
    texts = {unit["id"]: unit["text"] for side in SIDES for unit in case[side]["units"]}
    return [
        *(
            line
            for side in SIDES
            for line in _unit_problems(annotation, side, case, source(annotation[side], evaluation))
        ),
        *_link_problems(annotation, texts),
        *(line for number, change in enumerate(case["obligation_changes"], 1) for line in _odd(number, change, texts)),
        *_unlinked(annotation),
        *(
            f"change {number}: not one of the kinds that are scored"
            for number, change in enumerate(annotation["changes"], 1)
            if change["change"] not in annotation.get("scored_changes", CHANGES)
        ),
    ]


def _unit_problems(annotation: dict[str, Any], side: str, case: dict[str, Any], whole: str) -> Iterator[str]:
    by_article = annotation.get("level") == "article"
    at, last = annotation[side]["span"]
    previous = 0
    for number, (row, unit) in enumerate(zip(annotation[side]["units"], case[side]["units"], strict=True), 1):
        uid, para, start, end, kind, label = row
        if uid != f"{side[0]}{number}":
            yield f"{uid}: the id should be {side[0]}{number}"
        # an article may hold several paragraphs and is counted by its first
        if para <= previous if by_article else para not in (previous, previous + 1):
            yield f"{uid}: paragraph {para} after {previous}"
        if kind not in UNIT_KINDS:
            yield f"{uid}: kind {kind}"
        if start < at or end > last:
            yield f"{uid}: reaches into another unit or out of the document"
        elif by_article:
            yield from _article_problems(uid, kind, label, whole[at:start], whole[start:last], end - start)
        elif left := _in_no_unit(whole, at, start):
            yield f"{uid}: characters before it are in no unit: {left[:20]}"
        if not by_article and kind == "body" and (inner := _inner_end(unit["text"])):
            yield f"{uid}: a sentence ends inside, at character {inner}"
        at, previous = end, para
    if left := _in_no_unit(whole, at, last):
        yield f"{side}: characters behind the last unit are in no unit: {left[:20]}"


def _in_no_unit(whole: str, start: int, end: int) -> str:
    """What is left between two units; digits that stand in one line with a unit are no page number."""
    first, *others = re.split(r"[\r\n\f]", whole[start:end])
    last = others[-1] if others else first
    before, after = whole[max(0, start - 1) : start], whole[end : end + 1]
    beside = [line.strip() for line, near in ((first, before), (last, after)) if near.strip()]
    return between(whole[start:end]) or next((line for line in beside if line.isdigit()), "")


def _article_problems(uid: str, kind: str, label: str, before: str, rest: str, length: int) -> Iterator[str]:
    """What is wrong with the place of an article: `before` it since the unit before, the `rest` from its start on."""
    left = between(before)
    number = label[label.rfind("第") :]
    if kind == "body" and number.endswith("条") and not left.endswith(number) and not rest.startswith(number):
        yield f"{uid}: does not start at {number}"
    if uid[1:] != "1" and not _BETWEEN_ARTICLES.fullmatch(left):
        yield f"{uid}: characters before it are in no unit: {left[:20]}"
    if rest[:1].isspace() or rest[length : length + 1].strip():
        yield f"{uid}: does not end with its line"


def _link_problems(annotation: dict[str, Any], texts: dict[str, str]) -> Iterator[str]:
    known = {side: {row[0] for row in annotation[side]["units"]} for side in SIDES}
    seen: set[tuple[str, str]] = set()
    for old, new, *relation in (*annotation["links"], *annotation["borderline"]):
        if old not in known["old"] or new not in known["new"]:
            yield f"link {old} {new}: no such unit"
            continue
        if (old, new) in seen:
            yield f"link {old} {new}: given twice"
        seen.add((old, new))
        if relation and relation[0] not in RELATIONS[annotation["task"]]:
            yield f"link {old} {new}: relation {relation[0]}"
        if relation and (relation[0] == "same") != (_fold(texts[old]) == _fold(texts[new])):
            yield f"link {old} {new}: {relation[0]}, but the texts say otherwise"


def _unlinked(annotation: dict[str, Any]) -> Iterator[str]:
    joined = {(old, new) for old, new, *_ in (*annotation["links"], *annotation["borderline"])}
    for number, change in enumerate(annotation["changes"], 1):
        pairs = {(old, new) for old in change["old"] for new in change["new"]}
        if pairs and not pairs & joined:
            yield f"change {number}: no link joins {change['old']} and {change['new']}"


def _odd(number: int, change: dict[str, Any], texts: dict[str, str]) -> Iterator[str]:
    kind, fields = change["change"], change["fields"]
    if kind not in CHANGES:
        yield f"change {number}: {kind}"
    if set(fields) - FIELDS or len(set(fields)) != len(fields) or bool(fields) != (kind == "modified"):
        yield f"change {number}: fields {fields} of a change {kind}"
    if "directions" in change:
        turned, sort = change["directions"], change.get("type")
        if set(turned) != set(fields) or not DIRECTIONS.issuperset(turned.values()):
            yield f"change {number}: directions {turned} of the fields {fields}"
        if sort not in TYPES:
            yield f"change {number}: type {sort}"
    wanted = {"added": {"new"}, "removed": {"old"}}.get(kind, set(SIDES))
    for side in SIDES:
        quote, units = change[f"{side}_quote"], change[side]
        if bool(units) != (side in wanted) or bool(quote) != bool(units):
            yield f"change {number}: the {side} side does not fit a change {kind}"
        elif units and not any(quote in texts.get(uid, "") for uid in units):
            yield f"change {number}: the {side} quote is not in {units}"
    if not change["note"].isprintable() or not change["note"]:
        yield f"change {number}: the note is one line"


def _inner_end(text: str) -> int:
    """Where a sentence ends inside `text`, outside quotes and brackets; 0 where none does."""
    depth = 0
    for at, character in enumerate(text[:-1]):
        if character in "“‘（(《〈〔【「":
            depth += 1
        elif character in "”’）)》〉〕】」":
            depth = max(0, depth - 1)
        elif character in "。！？" and not depth:
            return at + 1
    return 0


def _fold(text: str) -> str:
    """For "same": blanks and the width of punctuation do not count."""
    squeezed = unicodedata.normalize("NFKC", re.sub(r"\s+", "", text))
    return squeezed.translate(str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"}))


def _change(change: dict[str, Any], whole: dict[str, str]) -> dict[str, Any]:
    quotes = {
        f"{side}_quote": wording(_cut(whole[side], *change[f"{side}_quote"])) if change[f"{side}_quote"] else ""
        for side in SIDES
    }
    return {**change, **quotes}


def _cut(text: str, start: int, end: int) -> str:
    if not 0 <= start < end <= len(text):
        raise BadAnnotation(f"no characters {start} to {end} in a text of {len(text)}")
    return text[start:end]


def _is_page_mark(lines: list[str], at: int) -> bool:
    line = lines[at]
    if _PAGE_MARK.fullmatch(line) or _PAGE_NUMBER.fullmatch(line):
        return True
    alone = all(not lines[i] or _PAGE_MARK.fullmatch(lines[i]) for i in (at - 1, at + 1) if 0 <= i < len(lines))
    return len(lines) > 1 and alone and re.fullmatch(r"\d{1,4}", line) is not None


def _joined(lines: list[str]) -> str:
    text = ""
    for line in lines:
        latin = text[-1:].isascii() and text[-1:].isalpha() and line[:1].isascii() and line[:1].isalpha()
        text += " " + line if latin else line
    return text
