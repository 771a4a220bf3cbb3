"""Stand-off truth of single duties: what a reader found in paragraphs of real texts, without a word of them.

`registers/duties.json` names for each paragraph a file below the evaluation folder, its lines (from 1) and the spans
[start, end) that make up its text, one for each line of it, in those lines with all blanks taken out. `context` are the
headings and the stem above it: [first line, last line, start, end], with "stem" behind it where it is one; ["table"] is
the head of a table. In `duties` a place is [start, end) in the text without its line ends, or [start, end, number] in
that part of the context; else the fields are those of `FORMAT-duties.md` of the evaluation folder, whose
`score_duties.py` scores `truth` against `readings`.

    python -m tests.gold.duties [F|G]     how right the reading is, of the paragraphs whose names begin so
"""

from __future__ import annotations

import importlib.util
import json
import os
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from alignment.duties.of_text import obligations_of
from alignment.model import Obligation
from alignment.reading.segment import segment

_FILE = Path(__file__).parent / "registers" / "duties.json"
_BLANK = re.compile(r"\s+")
_YEAR = re.compile(r"20\d{2}|二[〇○]")
#: Fields whose value is a place.
_PLACES = frozenset(("quote", "name", "recipient", "condition"))


def held() -> list[dict[str, Any]]:
    """The paragraphs as they stand in the file."""
    return json.loads(_FILE.read_text(encoding="utf-8"))["paragraphs"]


def truth(folder: Path, begins: str = "") -> dict[str, Any]:
    """The paragraphs whose names begin so, in the scorer's form, with the texts of the evaluation folder."""
    return {"paragraphs": [_paragraph(folder, one) for one in held() if one["id"].startswith(begins)]}


def readings(gold: dict[str, Any]) -> dict[str, Any]:
    """What is read of the same paragraphs, each as a small text with its headings above it, in the scorer's form."""
    return {"paragraphs": [{"id": one["id"], "duties": list(_read(one))} for one in gold["paragraphs"]]}


def scorer(folder: Path, name: str) -> ModuleType:
    """A script of the evaluation folder's."""
    spec = importlib.util.spec_from_file_location(f"gold_{name}", folder / "gold" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[f"gold_{name}"] = module
    spec.loader.exec_module(module)
    return module


def scores(folder: Path, begins: str = "") -> Mapping[str, Any]:
    """Precision, recall and F1 of what was read, by what is read."""
    score_duties = scorer(folder, "score_duties")
    gold = truth(folder, begins)
    return score_duties.summary(score_duties.score(gold, readings(gold))[0])


def _lines(folder: Path, one: Mapping[str, Any], first: int, last: int) -> str:
    lines = (folder / one["file"]).read_text(encoding="utf-8").split("\n")
    return _BLANK.sub("", "".join(lines[first - 1 : last]))


def _paragraph(folder: Path, one: dict[str, Any]) -> dict[str, Any]:
    raw = _lines(folder, one, *one["lines"])
    parts = [raw[start:end] for start, end in one["spans"]]
    above: list[str] = []
    for first, *rest in one["context"]:
        if first == "table":
            above.append("表头")
        else:
            words = _lines(folder, one, first, rest[0])[rest[1] : rest[2]]
            above.append(f"STEM: {words}" if rest[3:] == ["stem"] else words)
    text = "".join(parts)
    bare = [words.removeprefix("STEM: ") for words in above]
    duties = [_put(duty, text, bare) for duty in one["duties"]]
    kept = {name: one[name] for name in ("id", "stratum", "file", "lines")}
    return {**kept, "text": "\n".join(parts), "context": above, "duties": duties}


def _put(given: Mapping[str, Any], text: str, above: Sequence[str]) -> dict[str, Any]:
    """A duty with the words where its places are."""
    out: dict[str, Any] = {
        "bearers": [], "quantities": [], "deadline": None, "recipient": None, "condition": None, "penalty_for": None,
    }  # fmt: skip
    for name, value in given.items():
        match value:
            case dict():
                out[name] = _put(value, text, above) if name != "deadline" else _small(value, text, above)
            case list() if name in ("bearers", "quantities"):
                out[name] = [_small(item, text, above) for item in value]
            case _:
                out[name] = _words(name, value, text, above)
    return out


def _small(given: Mapping[str, Any], text: str, above: Sequence[str]) -> dict[str, Any]:
    return {name: _words(name, value, text, above) for name, value in given.items()}


def _words(name: str, value: Any, text: str, above: Sequence[str]) -> Any:
    if name not in _PLACES or not isinstance(value, list):
        return value
    start, end, *number = value
    return (above[number[0]] if number else text)[start:end]


def _read(paragraph: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    above = [words.removeprefix("STEM: ") for words in paragraph["context"] if not words.startswith("表头")]
    lines = [words for at, words in enumerate(above) if words not in above[:at] and words not in paragraph["text"]]
    year = _year(paragraph)
    text = "\n".join([*([f"某文件（{year}年1月1日）"] if year else []), *lines, paragraph["text"]]) + "\n"
    flat = _BLANK.sub("", paragraph["text"])
    for one in obligations_of(segment(text, "new")):
        if _BLANK.sub("", one.text).strip("，。；、：") in flat:
            yield _form(one)


def _year(paragraph: Mapping[str, Any]) -> str:
    """The year of the document, where a day of the paragraph needs one and nothing around says it."""
    days = [duty["deadline"]["by"] for duty in paragraph["duties"] if duty["deadline"] and duty["deadline"]["by"]]
    around = paragraph["text"] + " ".join(paragraph["context"])
    return days[0][:4] if days and not _YEAR.search(around) else ""


def _form(one: Obligation) -> dict[str, Any]:
    due = one.due
    return {
        "quote": one.text,
        "polarity": one.polarity,
        "strength": one.force,
        "bearers": [{"name": b.name, "role": b.role, "from": b.source} for b in one.bearers],
        "deadline": {"quote": due.quote, "by": due.by or None, "kind": due.kind} if due else None,
        "quantities": [
            {"quote": q.quote, "what": q.what, "bound": q.bound, "value": q.value, "unit": q.unit}
            for q in one.quantities
        ],
        "recipient": one.recipient or None,
        "condition": one.condition or None,
        "penalty_for": one.penalty_for or None,
    }  # fmt: skip


def main() -> None:
    """Print how right the reading is."""
    folder = Path(os.environ.get("REVTRACK_EVALUATION", "../shared"))
    for name, found in scores(folder, *sys.argv[1:2]).items():
        if isinstance(found, dict) and found.get("f1") is not None:
            print(f"{name:<14} P {found['precision']:.3f}  R {found['recall']:.3f}  F1 {found['f1']:.3f}")
        elif isinstance(found, dict) and found.get("accuracy") is not None:
            print(f"{name:<14} {found['accuracy']:.3f} of {found['n']}")


if __name__ == "__main__":
    main()
